//! Flow and balance (フローと残高): what stood in every stage, came in, went out, and stands there now.

use alloc::collections::BTreeMap;
use alloc::string::ToString;
use alloc::vec::Vec;

use super::columns::{Columns, StageColumn, Visit};
use super::{By, Key, lasting_key, quantile_days_tenths, quantiles_days_tenths, sort_groups};
use crate::account::{Account, What};
use crate::book::{Book, InForce};
use crate::calendar::month_of;
use crate::dictionary::WordKind;
use crate::fact::{Path, Place};
use crate::unit::{ChannelId, Day, Micros, Money, StageId, TeamId};

/// Flow and balance of a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// First day, inclusive.
    pub from: Day,
    /// Last day, inclusive.
    pub to: Day,
    /// Every stage of the model in force, and any other that held or moved a position.
    pub stages: Vec<StageFlow>,
    /// Moves, by place of their stages.
    pub moves: Vec<MoveCount>,
    /// Visitors counted, by channel.
    pub awareness: Vec<Awareness>,
    /// The same by group.
    pub groups: Vec<FlowGroup>,
}

/// One group of a flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowGroup {
    /// Its key.
    pub key: Key,
    /// Its stages, those of the whole.
    pub stages: Vec<StageFlow>,
    /// Its moves.
    pub moves: Vec<MoveCount>,
}

/// One stage in a period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StageFlow {
    /// The stage.
    pub stage: StageId,
    /// Positions in it when the period began.
    pub opening: u64,
    /// Positions that came in.
    pub inflow: u64,
    /// Positions that went out.
    pub outflow: u64,
    /// Positions in it when the period ended.
    pub closing: u64,
    /// Of these, how many were over the limit: when the period ended, or where the journal ends if that is earlier.
    pub overdue: u64,
    /// Of these, how many are side positions.
    pub of_which_side: u64,
    /// Median of visits completed in the period, tenths of days; `None` where no visit's both ends are known.
    pub dwell_p50: Option<i64>,
    /// The ninth decile of the same.
    pub dwell_p90: Option<i64>,
    /// Of accounts that completed a visit in the period: median of the time that all their visits of this stage took
    /// together, tenths of days; accounts with a visit whose ends are not both known are left out.
    pub cumulative_p50: Option<i64>,
    /// The ninth decile of the same.
    pub cumulative_p90: Option<i64>,
}

/// Moves of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MoveCount {
    /// From where; `None` enters the line.
    pub from: Option<StageId>,
    /// To where; `None` leaves it.
    pub to: Option<StageId>,
    /// On what track; `None` is a change of owner, from group to group.
    pub path: Option<Path>,
    /// How many.
    pub count: u64,
}

/// Visitors of a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Awareness {
    /// The channel.
    pub channel: ChannelId,
    /// How many.
    pub visits: u64,
    /// What they cost; `None` where nothing was said or currencies differ.
    pub cost: Option<Money>,
}

/// Flow and balance from one day to another, both inclusive. `None` of a book without a model.
#[must_use]
pub fn flow(book: &Book, from: Day, to: Day, by: Option<By>) -> Option<Flow> {
    let model = book.model.as_ref()?;
    let calendar = model.calendar();
    let period = Period { start: calendar.start_of(from), end: calendar.start_of(Day(to.0.saturating_add(1))) };
    let mut whole = Tallies::default();
    let all = whole.slot(Key::blank());
    book.accounts.iter().for_each(|account| walk(account, period, &mut whole, all, None));
    let mut groups = Tallies::default();
    match by {
        None => {}
        Some(By::Month) => {
            for (first, last) in months(from, to) {
                let start = calendar.start_of(first);
                let end = calendar.start_of(Day(last.0.saturating_add(1)));
                let slot = groups.slot(Key::Text(month_of(first).to_string()));
                groups.ends.push(end);
                book.accounts.iter().for_each(|account| walk(account, Period { start, end }, &mut groups, slot, None));
            }
        }
        Some(By::Owner(team)) => {
            let nobody = groups.slot(Key::blank());
            book.accounts.iter().for_each(|account| walk(account, period, &mut groups, nobody, Some(team)));
        }
        Some(by) => {
            for account in &book.accounts {
                let slot = groups.slot(lasting_key(book, account, by));
                walk(account, period, &mut groups, slot, None);
            }
        }
    }
    let whole = whole.tallies.pop().unwrap_or_default();
    let mut shown: Vec<StageId> = model.model.stages.iter().map(|stage| stage.id).collect();
    shown.extend(whole.known().filter(|id| model.stage(*id).is_none()));
    let (stages, moves) = whole.close(book, &shown, period.end);
    let Tallies { keys, tallies, ends } = groups;
    let mut tallies: Vec<Option<Tally>> = tallies.into_iter().map(Some).collect();
    let mut groups: Vec<FlowGroup> = keys
        .into_iter()
        .filter_map(|(key, slot)| {
            let tally = tallies.get_mut(slot)?.take()?;
            let (stages, moves) = tally.close(book, &shown, ends.get(slot).copied().unwrap_or(period.end));
            Some(FlowGroup { key, stages, moves })
        })
        .filter(|group| {
            group.key != Key::blank()
                || !group.moves.is_empty()
                || group.stages.iter().any(|s| s.closing + s.opening > 0)
        })
        .collect();
    if let Some(by) = by {
        sort_groups(&mut groups, by, |group| &group.key, |group| group.stages.iter().map(|stage| stage.closing).sum());
    }
    Some(Flow { from, to, stages, moves, awareness: awareness(book, from, to), groups })
}

/// The same as [`flow`] without groups, read from the columns.
pub(super) fn read(book: &Book, columns: &Columns, from: Day, to: Day) -> Option<Flow> {
    let model = book.model.as_ref()?;
    let calendar = model.calendar();
    let period = Period { start: calendar.start_of(from), end: calendar.start_of(Day(to.0.saturating_add(1))) };
    let mut shown: Vec<StageId> = model.model.stages.iter().map(|stage| stage.id).collect();
    let others = (0..columns.stages.len()).filter_map(|number| u32::try_from(number).ok().map(StageId));
    let stood = |id: &StageId| {
        let came = |stage: &StageColumn| stage.came.iter().map(|came| came.before(period.end)).sum::<usize>();
        let gone = |stage: &StageColumn| stage.left.iter().map(|left| left.before(period.start)).sum::<usize>();
        columns.stage(*id).is_some_and(|stage| came(stage) > gone(stage))
    };
    shown.extend(others.filter(|id| model.stage(*id).is_none()).filter(stood));
    let none = StageColumn::default();
    let mut seen = Vec::new();
    let within = (model.as_ref(), ends(book));
    let stages = shown
        .iter()
        .map(|id| read_stage(within, *id, columns.stage(*id).unwrap_or(&none), period, &mut seen))
        .collect();
    let rank = |id: Option<StageId>| id.map(|id| shown.iter().position(|known| *known == id));
    let counted = columns.tracks.iter().map(|((from, to, path), at)| MoveCount {
        from: *from,
        to: *to,
        path: *path,
        count: at.count(period),
    });
    let mut moves: Vec<MoveCount> = counted.filter(|moved| moved.count > 0).collect();
    moves.sort_by_key(|moved| (rank(moved.from), rank(moved.to), moved.path));
    Some(Flow { from, to, stages, moves, awareness: awareness(book, from, to), groups: Vec::new() })
}

fn read_stage(
    (model, until): (&InForce, Micros),
    id: StageId,
    column: &StageColumn,
    period: Period,
    seen: &mut Vec<u64>,
) -> StageFlow {
    let count = |at: Micros| column.stock(at);
    let [opening, closing] = [period.start, period.end].map(|at| count(at).iter().sum::<u64>());
    let visits = || column.left.iter().flat_map(|left| left.during(period));
    let mut dwell: Vec<i64> = visits().filter(|v| !v.inferred).map(|v| v.at.since(v.since)).collect();
    // An account's time together is what its last visit of the period says: main and side visits are merged by time.
    let mut ends: Vec<&Visit> = visits().collect();
    if column.left[1].count(period) > 0 {
        // What is not known once is not known any more, and time only grows.
        ends.sort_by_key(|visit| (visit.at, visit.cumulative.is_none(), visit.cumulative));
    }
    seen.clear();
    let mut cumulative: Vec<i64> = Vec::with_capacity(ends.len());
    for visit in ends.into_iter().rev() {
        let (word, bit) = (visit.account.index() / 64, 1u64 << (visit.account.index() % 64));
        if seen.len() <= word {
            seen.resize(word + 1, 0);
        }
        if seen[word] & bit == 0 {
            seen[word] |= bit;
            cumulative.extend(visit.cumulative);
        }
    }
    let [dwell_p50, dwell_p90] = quantiles_days_tenths(&mut dwell, [50, 90]);
    let [cumulative_p50, cumulative_p90] = quantiles_days_tenths(&mut cumulative, [50, 90]);
    StageFlow {
        stage: id,
        opening,
        inflow: column.came.iter().map(|came| came.count(period)).sum(),
        outflow: column.left.iter().map(|left| left.count(period)).sum(),
        closing,
        overdue: overdue(model, id, column, period.end.min(until)),
        of_which_side: count(period.end)[1],
        dwell_p50,
        dwell_p90,
        cumulative_p50,
        cumulative_p90,
    }
}

/// Where the journal ends: just after its last record. What is overdue is so by then; nobody can know it of the rest of
/// today.
fn ends(book: &Book) -> Micros {
    book.recorded_at.plus(1)
}

/// Positions over their limit when a period ends. A limit never comes earlier for who came later, so that these are all
/// who came before some instant and have not left.
fn overdue(model: &InForce, id: StageId, column: &StageColumn, end: Micros) -> u64 {
    if model.limit(id, end).is_none() {
        return 0;
    }
    let is_over = |since: Micros| model.limit(id, since).is_some_and(|limit| limit < end);
    let (mut over, mut within) = (i128::from(model.calendar().range().0.0) - 1, i128::from(end.0));
    while within - over > 1 {
        let middle = over + (within - over) / 2;
        let at = Micros(i64::try_from(middle).unwrap_or(i64::MAX));
        if is_over(at) { over = middle } else { within = middle }
    }
    // The first instant from which on nobody is over the limit.
    let line = Micros(i64::try_from(within).unwrap_or(i64::MAX));
    let sides = column.came.iter().zip(&column.left);
    let counted = sides.map(|(came, left)| {
        let since = Period { start: line, end };
        let of_later = left.during(since).iter().filter(|visit| visit.since >= line).count();
        (came.before(line) as u64 + of_later as u64).saturating_sub(left.before(end) as u64)
    });
    counted.sum()
}

/// The months of a period, each with its first and last day inside it.
fn months(from: Day, to: Day) -> Vec<(Day, Day)> {
    let mut months = Vec::new();
    let mut month = month_of(from);
    while month <= month_of(to) {
        months.push((month.first_day().max(from), month.last_day().min(to)));
        month = month.next();
    }
    months
}

/// From an instant on, up to one that is not in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) start: Micros,
    pub(super) end: Micros,
}

/// What is counted of one stage.
#[derive(Clone, Debug, Default)]
struct StageTally {
    opening: u64,
    inflow: u64,
    outflow: u64,
    side: u64,
    dwell: Vec<i64>,
    cumulative: Vec<i64>,
    /// Since when the positions that stand in it at the end came.
    standing_since: Vec<Micros>,
}

/// From where, to where, on what path.
pub(super) type Track = (Option<StageId>, Option<StageId>, Option<Path>);

/// Counts, each under its key.
#[derive(Debug, Default)]
struct Tallies {
    keys: BTreeMap<Key, usize>,
    tallies: Vec<Tally>,
    /// When each one's period ends, where that is not the end of the whole.
    ends: Vec<Micros>,
}

impl Tallies {
    /// The place of a key, made now if it is new.
    fn slot(&mut self, key: Key) -> usize {
        let next = self.tallies.len();
        let slot = *self.keys.entry(key).or_insert(next);
        if slot == next {
            self.tallies.push(Tally::default());
        }
        slot
    }

    /// What is counted of a stage under the key of a place. A place comes from [`Tallies::slot`].
    fn stage(&mut self, slot: usize, id: StageId) -> &mut StageTally {
        self.tallies[slot].stage(id)
    }
}

#[derive(Clone, Debug, Default)]
struct Tally {
    /// By the number of the stage.
    stages: Vec<StageTally>,
    moves: BTreeMap<Track, u64>,
}

impl Tally {
    fn stage(&mut self, id: StageId) -> &mut StageTally {
        if self.stages.len() <= id.index() {
            self.stages.resize_with(id.index() + 1, StageTally::default);
        }
        &mut self.stages[id.index()]
    }

    /// Stages in which anything was counted.
    fn known(&self) -> impl Iterator<Item = StageId> {
        let counted = self.stages.iter().enumerate().filter(|(_, stage)| stage.opening + stage.inflow > 0);
        counted.filter_map(|(number, _)| u32::try_from(number).ok().map(StageId))
    }

    fn close(mut self, book: &Book, shown: &[StageId], end: Micros) -> (Vec<StageFlow>, Vec<MoveCount>) {
        let Some(model) = &book.model else { return (Vec::new(), Vec::new()) };
        let stages = shown
            .iter()
            .map(|id| {
                let mut stage = self.stages.get_mut(id.index()).map(core::mem::take).unwrap_or_default();
                stage.dwell.sort_unstable();
                stage.cumulative.sort_unstable();
                let end = end.min(ends(book));
                let over = |since: &&Micros| model.limit(*id, **since).is_some_and(|limit| limit < end);
                StageFlow {
                    stage: *id,
                    opening: stage.opening,
                    inflow: stage.inflow,
                    outflow: stage.outflow,
                    closing: (stage.opening + stage.inflow).saturating_sub(stage.outflow),
                    overdue: stage.standing_since.iter().filter(over).count() as u64,
                    of_which_side: stage.side,
                    dwell_p50: quantile_days_tenths(&stage.dwell, 50),
                    dwell_p90: quantile_days_tenths(&stage.dwell, 90),
                    cumulative_p50: quantile_days_tenths(&stage.cumulative, 50),
                    cumulative_p90: quantile_days_tenths(&stage.cumulative, 90),
                }
            })
            .collect();
        let rank = |id: Option<StageId>| id.map(|id| shown.iter().position(|known| *known == id));
        let mut moves: Vec<MoveCount> =
            self.moves.into_iter().map(|((from, to, path), count)| MoveCount { from, to, path, count }).collect();
        moves.sort_by_key(|moved| (rank(moved.from), rank(moved.to), moved.path));
        (stages, moves)
    }
}

/// Where a position is while its line is walked.
#[derive(Clone, Copy)]
pub(super) struct Here {
    pub(super) place: Place,
    pub(super) stage: StageId,
    pub(super) since: Micros,
    pub(super) inferred: bool,
}

/// All the time an account spent in a stage, over its visits.
#[derive(Clone, Copy)]
struct Spent {
    stage: StageId,
    micros: i64,
    inferred: bool,
    /// Where the last visit that was completed in the period is counted.
    ended: Option<usize>,
}

/// Counts one account's line under a key. With a team, under the member of that team at the time: when that member
/// changes, every position of the account goes out of one group and in to the other.
fn walk(account: &Account, period: Period, tallies: &mut Tallies, slot: usize, team: Option<TeamId>) {
    let mut here: Vec<Here> = Vec::new();
    let mut spent: Vec<Spent> = Vec::new();
    let mut slot = slot;
    for entry in account.line.iter().take_while(|entry| entry.at < period.end) {
        let inside = entry.at >= period.start;
        match entry.what {
            What::Move { place, from, to, path, inferred, .. } => {
                if inside {
                    *tallies.tallies[slot].moves.entry((from, to, Some(path))).or_default() += 1;
                }
                let left = here.iter().position(|h| h.place == place).map(|index| here.swap_remove(index));
                if let Some(from) = from {
                    let stage = tallies.stage(slot, from);
                    leave(stage, inside);
                    if let Some(left) = left {
                        let (micros, unknown) = (entry.at.since(left.since), left.inferred || inferred);
                        if inside && !unknown {
                            stage.dwell.push(micros);
                        }
                        spend(&mut spent, from, micros, unknown, inside.then_some(slot));
                    }
                }
                if let Some(stage) = to {
                    come(tallies.stage(slot, stage), inside);
                    here.push(Here { place, stage, since: entry.at, inferred });
                }
            }
            What::Crew { team: crew, member } if Some(crew) == team => {
                let next = tallies.slot(member.map_or_else(Key::blank, Key::Member));
                if next == slot {
                    continue;
                }
                for h in &here {
                    leave(tallies.stage(slot, h.stage), inside);
                    come(tallies.stage(next, h.stage), inside);
                    if inside {
                        *tallies.tallies[slot].moves.entry((Some(h.stage), None, None)).or_default() += 1;
                        *tallies.tallies[next].moves.entry((None, Some(h.stage), None)).or_default() += 1;
                    }
                }
                slot = next;
            }
            _ => {}
        }
    }
    for h in here {
        let stage = tallies.stage(slot, h.stage);
        stage.side += u64::from(h.place != Place::Main);
        stage.standing_since.push(h.since);
    }
    for spent in spent {
        if let Some(slot) = spent.ended.filter(|_| !spent.inferred) {
            tallies.stage(slot, spent.stage).cumulative.push(spent.micros);
        }
    }
}

/// Adds a visit to the time an account spent in a stage.
fn spend(spent: &mut Vec<Spent>, stage: StageId, micros: i64, inferred: bool, ended: Option<usize>) {
    match spent.iter_mut().find(|known| known.stage == stage) {
        Some(known) => {
            known.micros = known.micros.saturating_add(micros);
            known.inferred |= inferred;
            known.ended = ended.or(known.ended);
        }
        None => spent.push(Spent { stage, micros, inferred, ended }),
    }
}

fn come(stage: &mut StageTally, inside: bool) {
    if inside {
        stage.inflow += 1;
    } else {
        stage.opening += 1;
    }
}

fn leave(stage: &mut StageTally, inside: bool) {
    if inside {
        stage.outflow += 1;
    } else {
        stage.opening = stage.opening.saturating_sub(1);
    }
}

pub(super) fn awareness(book: &Book, from: Day, to: Day) -> Vec<Awareness> {
    let mut channels: BTreeMap<ChannelId, (u64, Option<Option<Money>>)> = BTreeMap::new();
    for count in book.counts.iter().filter(|count| from <= count.day && count.day <= to) {
        let (visits, cost) = channels.entry(count.channel).or_default();
        *visits += u64::from(count.visits);
        if let Some(more) = count.cost {
            *cost = Some(match cost {
                None => Some(more),
                Some(sum) => sum.and_then(|sum| sum.checked_add(more)),
            });
        }
    }
    let mut list: Vec<Awareness> = channels
        .into_iter()
        .map(|(channel, (visits, cost))| Awareness { channel, visits, cost: cost.flatten() })
        .collect();
    let name = |channel: ChannelId| book.words.text(WordKind::Channel, channel.0);
    list.sort_by(|a, b| b.visits.cmp(&a.visits).then_with(|| name(a.channel).cmp(name(b.channel))));
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Entry;
    use crate::book::InForce;
    use crate::dictionary::Dictionary;
    use crate::model;
    use crate::unit::{AccountId, MemberId};
    use alloc::sync::Arc;

    fn moved(from: Option<StageId>, to: Option<StageId>, inferred: bool) -> What {
        What::Move { place: Place::Main, from, to, path: Path::Success, lap: 1, inferred, rule: 0, minutes: 0 }
    }

    /// A book with one account whose main position goes through stages on days of May 2026; `None` leaves the line.
    fn book(stations: &[(i8, Option<&str>, bool)], crew: &[(i8, u32)]) -> (Book, TeamId) {
        let mut words = Dictionary::default();
        let standard = model::read(include_str!("../../../../models/the-model.toml"), &mut words).unwrap();
        let team = standard.teams[1].id;
        let stage = |name: &str| StageId(words.find(WordKind::Stage, name).unwrap());
        let at = |day| standard.calendar.start_of(Day::of(2026, 5, day).unwrap());
        let mut line = Vec::new();
        let mut from = None;
        for (day, to, inferred) in stations {
            let to = to.map(stage);
            let what = moved(from, to, *inferred);
            line.push(Entry { at: at(*day), what });
            from = to;
        }
        line.extend(
            crew.iter().map(|(day, member)| Entry {
                at: at(*day),
                what: What::Crew { team, member: Some(MemberId(*member)) },
            }),
        );
        line.sort_by_key(|entry| entry.at);
        let mut account = Account::new(AccountId(0), team);
        account.line = line;
        let mut book = Book::new(words, BTreeMap::new());
        book.model = Some(Arc::new(InForce::new(standard, 1)));
        book.accounts.push(account);
        (book, team)
    }

    fn may(book: &Book, from: i8, to: i8, by: Option<By>) -> Flow {
        flow(book, Day::of(2026, 5, from).unwrap(), Day::of(2026, 5, to).unwrap(), by).unwrap()
    }

    fn of<'a>(book: &Book, stages: &'a [StageFlow], name: &str) -> &'a StageFlow {
        let id = StageId(book.words.find(WordKind::Stage, name).unwrap());
        stages.iter().find(|stage| stage.stage == id).unwrap()
    }

    #[test]
    fn a_visit_counts_by_itself_and_all_visits_together() {
        let line = [
            (1, Some("lead"), false),
            (2, Some("nurture"), false),
            (4, Some("recycle"), false),
            (10, Some("nurture"), false),
            (13, Some("mql"), false),
        ];
        let (book, _) = book(&line, &[]);
        let whole = may(&book, 1, 31, None);
        let nurture = of(&book, &whole.stages, "nurture");
        assert_eq!((nurture.inflow, nurture.outflow, nurture.closing), (2, 2, 0));
        assert_eq!((nurture.dwell_p50, nurture.cumulative_p50), (Some(25), Some(50)), "2 and 3 days; 5 together");
        // The second visit alone lies in the period; the account's time in the stage is still all of it.
        let second = may(&book, 11, 31, None);
        let nurture = of(&book, &second.stages, "nurture");
        assert_eq!((nurture.opening, nurture.dwell_p50, nurture.cumulative_p50), (1, Some(30), Some(50)));
    }

    #[test]
    fn time_that_nobody_stated_is_in_no_days() {
        let line = [
            (1, Some("lead"), false),
            (2, Some("nurture"), false),
            (4, Some("recycle"), true),
            (10, Some("nurture"), false),
            (13, Some("mql"), false),
        ];
        let (book, _) = book(&line, &[]);
        let whole = may(&book, 1, 31, None);
        let nurture = of(&book, &whole.stages, "nurture");
        assert_eq!((nurture.dwell_p50, nurture.cumulative_p50), (Some(30), None), "one of two visits is known");
        assert_eq!(of(&book, &whole.stages, "recycle").dwell_p50, None);
    }

    #[test]
    fn a_change_of_owner_is_out_of_one_group_and_in_to_the_other() {
        let (book, team) = book(&[(1, Some("lead"), false)], &[(3, 7), (20, 8)]);
        let flow = may(&book, 10, 31, Some(By::Owner(team)));
        let lead = |member| {
            let group = flow.groups.iter().find(|group| group.key == Key::Member(MemberId(member))).unwrap();
            let stage = of(&book, &group.stages, "lead");
            (stage.opening, stage.inflow, stage.outflow, stage.closing)
        };
        assert_eq!((lead(7), lead(8)), ((1, 0, 1, 0), (0, 1, 0, 1)));
        assert_eq!(of(&book, &flow.stages, "lead").closing, 1, "the whole does not move");
    }
}
