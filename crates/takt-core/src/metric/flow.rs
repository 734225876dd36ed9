//! Flow and balance (フローと残高): what stood in every stage, came in, went out, and stands there now.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::columns::{Columns, StageColumn, Visit};
use super::figures::{Balance, Counting, Figures, Shape, Which, carry, listed};
use super::moves::{Moves, Said};
use super::tally::{Limits, Meanings, Spot, Stretches, Walker, line};
use super::{By, Key, median_and_ninth, sort_groups};
use crate::book::{Book, Count, InForce};
use crate::calendar::month_of;
use crate::dictionary::WordKind;
use crate::fact::{Path, Place};
use crate::unit::{AccountId, ChannelId, Day, MemberId, Micros, Money, StageId, TeamId};

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
///
/// Reads the move column, which is made for this one question where the book keeps none.
#[must_use]
pub fn flow(book: &Book, from: Day, to: Day, by: Option<By>) -> Option<Flow> {
    Some(book.moves()?.flow(from, to, by))
}

/// How many cells one pass counts at most: groups beyond are counted by further passes, so that no number of sources
/// takes more memory.
const CELLS_MAX: usize = 1 << 22;

impl Moves {
    /// Flow and balance from one day to another, both inclusive.
    #[must_use]
    pub fn flow(&self, from: Day, to: Day, by: Option<By>) -> Flow {
        let calendar = self.model.calendar();
        let start = |day: Day| calendar.start_of(day);
        let (stretches, months) = match by {
            Some(By::Month) => {
                let months = months(from, to);
                let ends = months.iter().map(|(_, last)| start(Day(last.0.saturating_add(1))));
                (Stretches::between(core::iter::once(start(from)).chain(ends).collect()), months)
            }
            _ => (Stretches::between([start(from), start(Day(to.0.saturating_add(1)))].into()), Vec::new()),
        };
        let grouping = self.grouping(by);
        let meanings = Meanings::of(self.column.codes(), grouping.team, |member| grouping.member(member));
        let limits = Limits::of(&self.model, meanings.stages, &stretches, self.recorded_at.plus(1), |_| true);
        let shape = Shape {
            stretches: stretches.len(),
            groups: grouping.keys.len(),
            stages: meanings.stages,
            rails: meanings.rails.len(),
        };
        let pass =
            Pass { moves: self, grouping: &grouping, meanings: &meanings, stretches: &stretches, limits: &limits };
        let widest = (shape.stretches * shape.stages * 2).max((shape.stretches + 1) * shape.rails).max(1);
        // Accounts go from group to group where these are members: one pass has all of them.
        let at_once = if grouping.team.is_some() { shape.groups } else { (CELLS_MAX / widest).max(1) };
        let mut whole = Whole::new(shape);
        let mut parts = Vec::new();
        for first in (0..shape.groups).step_by(at_once.max(1)) {
            let shape = Shape { groups: at_once.min(shape.groups - first), ..shape };
            let mut figures = pass.count(shape, first);
            whole.add(&mut figures, &meanings);
            if by.is_some() {
                for (group, stretch) in
                    (0..shape.groups).flat_map(|group| (1..=shape.stretches).map(move |s| (group, s)))
                {
                    let is_joined = grouping.team.is_none() || group == 0 || figures.joined[group];
                    if is_joined {
                        let key = match months.get(stretch - 1) {
                            Some((first, _)) => Key::Text(month_of(*first).to_string()),
                            None => grouping.keys[first + group].clone(),
                        };
                        parts.push((key, Part::of(&mut figures, &meanings, stretch, group)));
                    }
                }
            }
        }
        let whole = whole.close();
        let mut shown: Vec<StageId> = self.model.model.stages.iter().map(|stage| stage.id).collect();
        let known = (0u32..).map(StageId).take(meanings.stages).filter(|id| whole.held(*id));
        shown.extend(known.filter(|id| self.model.stage(*id).is_none()));
        let mut groups: Vec<FlowGroup> = parts
            .into_iter()
            .map(|(key, part)| FlowGroup { key, stages: part.stages(&shown), moves: part.moves(&meanings, &shown) })
            .filter(|group| {
                group.key != Key::blank()
                    || !group.moves.is_empty()
                    || group.stages.iter().any(|stage| stage.closing + stage.opening > 0)
            })
            .collect();
        if let Some(by) = by {
            sort_groups(
                &mut groups,
                by,
                |group| &group.key,
                |group| group.stages.iter().map(|stage| stage.closing).sum(),
            );
        }
        let (stages, moves) = (whole.stages(&shown), whole.moves(&meanings, &shown));
        Flow { from, to, stages, moves, awareness: self.awareness(from, to), groups }
    }

    /// The groups of a report, and how an account's is found.
    pub(super) fn grouping(&self, by: Option<By>) -> Grouping<'_> {
        let all = Grouping { keys: alloc::vec![Key::blank()], of: Of::One, members: BTreeMap::new(), team: None };
        match by {
            None | Some(By::Month) => all,
            Some(By::Source) => Grouping::lasting(self.column.sources().numbers(), self.column.sources().keys()),
            Some(By::Segment) => Grouping::lasting(self.column.segments().numbers(), self.column.segments().keys()),
            Some(By::Owner(team)) => {
                let crew = self.column.codes().all().iter().filter_map(|said| match said {
                    Said::Crew { team: crew, member: Some(member) } if *crew == team => Some(*member),
                    _ => None,
                });
                let mut keys = all.keys;
                let mut members = BTreeMap::new();
                for member in crew {
                    let next = u32::try_from(keys.len()).unwrap_or(u32::MAX);
                    if *members.entry(member).or_insert(next) == next {
                        keys.push(Key::Member(member));
                    }
                }
                Grouping { keys, of: Of::One, members, team: Some(team) }
            }
        }
    }

    fn awareness(&self, from: Day, to: Day) -> Vec<Awareness> {
        let name = |channel: ChannelId| self.channels.get(channel.index()).map_or("", String::as_str);
        awareness(&self.counts, name, from, to)
    }
}

/// The groups of a report.
#[derive(Debug)]
pub(super) struct Grouping<'a> {
    /// Their keys, each once.
    pub(super) keys: Vec<Key>,
    of: Of<'a>,
    members: BTreeMap<MemberId, u32>,
    /// The team whose members are the groups.
    team: Option<TeamId>,
}

#[derive(Debug)]
enum Of<'a> {
    /// All accounts are in the first group, or begin in it.
    One,
    /// The number of each account's value, and the group of each number.
    Lasting(&'a [u32], Vec<u32>),
}

impl<'a> Grouping<'a> {
    fn lasting(numbers: &'a [u32], keys: &[Key]) -> Self {
        let mut used = alloc::vec![false; keys.len()];
        numbers.iter().for_each(|number| used[*number as usize] = true);
        let mut found: BTreeMap<&Key, u32> = BTreeMap::new();
        let mut unique = Vec::new();
        let groups = keys.iter().zip(used).map(|(key, used)| {
            if !used {
                return 0;
            }
            let next = u32::try_from(unique.len()).unwrap_or(u32::MAX);
            let group = *found.entry(key).or_insert(next);
            if group == next {
                unique.push(key.clone());
            }
            group
        });
        let groups = groups.collect();
        Self { keys: unique, of: Of::Lasting(numbers, groups), members: BTreeMap::new(), team: None }
    }

    /// The group an account is in, or begins in.
    pub(super) fn group(&self, id: AccountId) -> u32 {
        match &self.of {
            Of::One => 0,
            Of::Lasting(numbers, groups) => {
                let number = numbers.get(id.index()).copied().unwrap_or(0);
                groups.get(number as usize).copied().unwrap_or(0)
            }
        }
    }

    /// The group of a member of the team; the first is that of nobody.
    pub(super) fn member(&self, member: Option<MemberId>) -> u32 {
        member.and_then(|member| self.members.get(&member).copied()).unwrap_or(0)
    }
}

/// One question to the move column.
struct Pass<'a> {
    moves: &'a Moves,
    grouping: &'a Grouping<'a>,
    meanings: &'a Meanings,
    stretches: &'a Stretches,
    limits: &'a Limits<'a>,
}

impl Pass<'_> {
    /// Counts the groups from one on that the shape has room for.
    fn count(&self, shape: Shape, first: usize) -> Figures {
        let mut counting = Counting::new(shape);
        let mut walker = Walker::new(self.meanings, self.stretches, self.limits, shape.stretches > 1);
        let first = u32::try_from(first).unwrap_or(u32::MAX);
        self.moves.column.each(|id, records| {
            let group = self.grouping.group(id).wrapping_sub(first);
            if (group as usize) < shape.groups {
                walker.begin(id, group);
                records.into_iter().for_each(|records| walker.along(records, &mut counting));
                walker.end(&mut counting);
            }
        });
        counting.settle()
    }
}

/// One group of a report before it is written out, by the number of the stage.
struct Part {
    rows: Vec<StageFlow>,
    /// Moves by rail.
    counts: Vec<u64>,
    /// Stages and moves of positions that changed group.
    shifts: Vec<MoveCount>,
}

impl Part {
    fn of(figures: &mut Figures, meanings: &Meanings, stretch: usize, group: usize) -> Self {
        let balances = figures.balances(meanings, stretch, group);
        let place = u32::try_from(group).unwrap_or(u32::MAX);
        let rows = (0u32..).zip(balances).map(|(stage, balance)| {
            let spot = Spot { stretch, group: place, stage };
            let overdue = u64::from(figures.overdue[figures.shape.cell(spot)]);
            let dwell = median_and_ninth(figures.times_of(spot, Which::Dwell));
            let together = median_and_ninth(figures.times_of(spot, Which::Together));
            balance.row(StageId(stage), overdue, dwell, together)
        });
        let rows = rows.collect();
        let counts = figures.moves[figures.shape.row(stretch, group)].iter().map(|count| u64::from(*count)).collect();
        let mut tracks: BTreeMap<(Option<StageId>, Option<StageId>), u64> = BTreeMap::new();
        for shift in figures.shifts.iter().filter(|s| s.spot.group == place && s.spot.stretch == stretch) {
            let stage = Some(StageId(shift.spot.stage));
            *tracks.entry(if shift.comes { (None, stage) } else { (stage, None) }).or_default() += 1;
        }
        let shifts = tracks.into_iter().map(|((from, to), count)| MoveCount { from, to, path: None, count }).collect();
        Self { rows, counts, shifts }
    }

    /// Whether a stage held anything or was come to.
    fn held(&self, id: StageId) -> bool {
        self.rows.get(id.index()).is_some_and(|row| row.opening + row.inflow > 0)
    }

    fn stages(&self, shown: &[StageId]) -> Vec<StageFlow> {
        let empty = |id: &StageId| StageFlow { stage: *id, ..StageFlow::default() };
        shown.iter().map(|id| self.rows.get(id.index()).cloned().unwrap_or_else(|| empty(id))).collect()
    }

    fn moves(&self, meanings: &Meanings, shown: &[StageId]) -> Vec<MoveCount> {
        listed(&meanings.rails, &self.counts, &self.shifts, shown)
    }
}

/// What all groups and stretches come to.
struct Whole {
    part: Part,
    balances: Vec<Balance>,
    overdue: Vec<u64>,
    dwell: Vec<Vec<i64>>,
    together: Vec<Vec<i64>>,
}

impl Whole {
    fn new(shape: Shape) -> Self {
        Self {
            part: Part { rows: Vec::new(), counts: alloc::vec![0; shape.rails], shifts: Vec::new() },
            balances: alloc::vec![Balance::default(); shape.stages],
            overdue: alloc::vec![0; shape.stages],
            dwell: alloc::vec![Vec::new(); shape.stages],
            together: alloc::vec![Vec::new(); shape.stages],
        }
    }

    fn add(&mut self, figures: &mut Figures, meanings: &Meanings) {
        let shape = figures.shape;
        for (stretch, group) in (0..=shape.stretches).flat_map(|stretch| (0..shape.groups).map(move |g| (stretch, g))) {
            // A change of group is none of the whole.
            let counts = &figures.moves[shape.row(stretch, group)];
            carry(&mut self.balances, &meanings.rails, counts, stretch == 0);
            if stretch == 0 {
                continue;
            }
            self.part.counts.iter_mut().zip(counts).for_each(|(sum, count)| *sum += u64::from(*count));
            for stage in 0..shape.stages {
                let spot = Spot { stretch, group: group as u32, stage: stage as u32 };
                self.dwell[stage].extend_from_slice(figures.times_of(spot, Which::Dwell));
                if stretch == shape.stretches {
                    self.overdue[stage] += u64::from(figures.overdue[shape.cell(spot)]);
                }
                if shape.stretches == 1 {
                    self.together[stage].extend_from_slice(figures.times_of(spot, Which::Together));
                }
            }
        }
        if shape.stretches > 1 {
            self.together.iter_mut().zip(&mut figures.altogether).for_each(|(all, more)| all.append(more));
        }
    }

    fn close(mut self) -> Part {
        let rows = (0u32..).zip(&self.balances).map(|(number, balance)| {
            let stage = number as usize;
            let [dwell, together] =
                [&mut self.dwell[stage], &mut self.together[stage]].map(|times| median_and_ninth(times));
            balance.row(StageId(number), self.overdue[stage], dwell, together)
        });
        self.part.rows = rows.collect();
        self.part
    }
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
    let name = |channel: ChannelId| book.words.text(WordKind::Channel, channel.0);
    let awareness = awareness(&book.counts, name, from, to);
    Some(Flow { from, to, stages, moves, awareness, groups: Vec::new() })
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
    let mut dwell: Vec<i64> = visits().filter(|v| !v.inferred && !v.goes_on).map(|v| v.at.since(v.since)).collect();
    // An account's time together is what its last visit of the period says: main and side visits are merged by time.
    let mut ends: Vec<&Visit> = visits().filter(|v| !v.goes_on).collect();
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
    let [dwell_p50, dwell_p90] = median_and_ninth(&mut dwell);
    let [cumulative_p50, cumulative_p90] = median_and_ninth(&mut cumulative);
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

/// Positions over their limit when a period ends: all who came before some instant, by their clock, and have not left.
fn overdue(model: &InForce, id: StageId, column: &StageColumn, end: Micros) -> u64 {
    // The first instant from which on nobody is over the limit.
    let Some(line) = line(model, id, end) else { return 0 };
    let sides = column.came.iter().zip(&column.left).zip(&column.carried);
    let counted = sides.map(|((came, left), carried)| {
        let since = Period { start: line, end };
        let of_later = left.during(since).iter().filter(|visit| visit.since >= line).count();
        // Who was moved here by a new model has a clock that began before they came.
        let of_earlier = carried.during(since).iter().filter(|(_, clock)| *clock < line).count();
        (came.before(line) + of_earlier + of_later).saturating_sub(left.before(end)) as u64
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

/// From where, to where, on what path.
pub(super) type Track = (Option<StageId>, Option<StageId>, Option<Path>);

/// Where a position is while its line is walked.
#[derive(Clone, Copy)]
pub(super) struct Here {
    pub(super) place: Place,
    pub(super) stage: StageId,
    pub(super) since: Micros,
    pub(super) inferred: bool,
}

fn awareness<'a>(counts: &[Count], name: impl Fn(ChannelId) -> &'a str, from: Day, to: Day) -> Vec<Awareness> {
    let mut channels: BTreeMap<ChannelId, (u64, Option<Option<Money>>)> = BTreeMap::new();
    for count in counts.iter().filter(|count| from <= count.day && count.day <= to) {
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
    list.sort_by(|a, b| b.visits.cmp(&a.visits).then_with(|| name(a.channel).cmp(name(b.channel))));
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::{Account, Entry, What};
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
