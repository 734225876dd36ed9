//! Flow and balance (フローと残高): what stood in every stage, came in, went out, and stands there now.

use alloc::collections::BTreeMap;
use alloc::string::ToString;
use alloc::vec::Vec;

use super::{By, Key, lasting_key, quantile_days_tenths, sort_groups};
use crate::account::{Account, What};
use crate::book::Book;
use crate::calendar::month_of;
use crate::dictionary::WordKind;
use crate::fact::{Path, Place};
use crate::unit::{ChannelId, Day, MemberId, Micros, Money, StageId, TeamId};

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
    /// Of these, how many were over the limit.
    pub overdue: u64,
    /// Of these, how many are side positions.
    pub of_which_side: u64,
    /// Median of visits completed in the period, tenths of days; `None` where no visit's both ends are known.
    pub dwell_p50: Option<i64>,
    /// The ninth decile of the same.
    pub dwell_p90: Option<i64>,
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
    let mut whole = Tally::default();
    let mut groups: BTreeMap<Key, Tally> = BTreeMap::new();
    match by {
        None => book.accounts.iter().for_each(|account| walk(account, period, &mut whole)),
        Some(By::Month) => {
            book.accounts.iter().for_each(|account| walk(account, period, &mut whole));
            for (month_from, month_to) in months(from, to) {
                let start = calendar.start_of(month_from);
                let end = calendar.start_of(Day(month_to.0.saturating_add(1)));
                let tally = groups.entry(Key::Text(month_of(month_from).to_string())).or_default();
                tally.end = Some(end);
                for account in &book.accounts {
                    walk(account, Period { start, end }, tally);
                }
            }
        }
        Some(By::Owner(team)) => {
            for account in &book.accounts {
                walk(account, period, &mut whole);
                let mut by_member: BTreeMap<Key, Tally> = BTreeMap::new();
                walk_by_member(account, team, period, &mut by_member);
                for (key, tally) in by_member {
                    groups.entry(key).or_default().add(tally);
                }
            }
        }
        Some(by) => {
            for account in &book.accounts {
                walk(account, period, &mut whole);
                let tally = groups.entry(lasting_key(book, account, by)).or_default();
                walk(account, period, tally);
            }
        }
    }
    let mut shown: Vec<StageId> = model.model.stages.iter().map(|stage| stage.id).collect();
    shown.extend(whole.stages.keys().filter(|id| model.stage(**id).is_none()));
    let close = |tally: Tally| {
        let end = tally.end.unwrap_or(period.end);
        tally.close(book, &shown, end)
    };
    let (stages, moves) = close(whole);
    let mut groups: Vec<FlowGroup> = groups
        .into_iter()
        .map(|(key, tally)| {
            let (stages, moves) = close(tally);
            FlowGroup { key, stages, moves }
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

#[derive(Clone, Copy)]
struct Period {
    start: Micros,
    end: Micros,
}

/// What is counted of one stage.
#[derive(Clone, Debug, Default)]
struct StageTally {
    opening: u64,
    inflow: u64,
    outflow: u64,
    side: u64,
    dwell: Vec<i64>,
    /// Since when the positions that stand in it at the end came.
    standing_since: Vec<Micros>,
}

/// From where, to where, on what path.
type Track = (Option<StageId>, Option<StageId>, Option<Path>);

#[derive(Clone, Debug, Default)]
struct Tally {
    stages: BTreeMap<StageId, StageTally>,
    moves: BTreeMap<Track, u64>,
    end: Option<Micros>,
}

impl Tally {
    fn stage(&mut self, id: StageId) -> &mut StageTally {
        self.stages.entry(id).or_default()
    }

    fn add(&mut self, other: Self) {
        for (id, stage) in other.stages {
            let own = self.stage(id);
            own.opening += stage.opening;
            own.inflow += stage.inflow;
            own.outflow += stage.outflow;
            own.side += stage.side;
            own.dwell.extend(stage.dwell);
            own.standing_since.extend(stage.standing_since);
        }
        for (moved, count) in other.moves {
            *self.moves.entry(moved).or_default() += count;
        }
    }

    fn close(mut self, book: &Book, shown: &[StageId], end: Micros) -> (Vec<StageFlow>, Vec<MoveCount>) {
        let Some(model) = &book.model else { return (Vec::new(), Vec::new()) };
        let stages = shown
            .iter()
            .map(|id| {
                let mut stage = self.stages.remove(id).unwrap_or_default();
                stage.dwell.sort_unstable();
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
struct Here {
    place: Place,
    stage: StageId,
    since: Micros,
    inferred: bool,
}

/// Counts one account's line into a tally.
fn walk(account: &Account, period: Period, tally: &mut Tally) {
    let mut here: Vec<Here> = Vec::new();
    for entry in &account.line {
        if entry.at >= period.end {
            break;
        }
        let What::Move { place, from, to, path, inferred, .. } = entry.what else { continue };
        let left = here.iter().position(|h| h.place == place).map(|index| here.swap_remove(index));
        let inside = entry.at >= period.start;
        if inside {
            *tally.moves.entry((from, to, Some(path))).or_default() += 1;
        }
        if let Some(from) = from {
            let stage = tally.stage(from);
            leave(stage, inside);
            if let Some(left) = left.filter(|left| inside && !left.inferred && !inferred) {
                stage.dwell.push(entry.at.since(left.since));
            }
        }
        if let Some(stage) = to {
            come(tally.stage(stage), inside);
            here.push(Here { place, stage, since: entry.at, inferred });
        }
    }
    for h in here {
        let stage = tally.stage(h.stage);
        stage.side += u64::from(h.place != Place::Main);
        stage.standing_since.push(h.since);
    }
}

/// Counts one account's line by the member of a team at the time: when that member changes, every position of the
/// account goes out of one group and in to the other.
fn walk_by_member(account: &Account, team: TeamId, period: Period, groups: &mut BTreeMap<Key, Tally>) {
    let mut here: Vec<Here> = Vec::new();
    let mut key = Key::blank();
    for entry in &account.line {
        if entry.at >= period.end {
            break;
        }
        let inside = entry.at >= period.start;
        match entry.what {
            What::Move { place, from, to, path, inferred, .. } => {
                let left = here.iter().position(|h| h.place == place).map(|index| here.swap_remove(index));
                let tally = groups.entry(key.clone()).or_default();
                if inside {
                    *tally.moves.entry((from, to, Some(path))).or_default() += 1;
                }
                if let Some(from) = from {
                    leave(tally.stage(from), inside);
                    if let Some(left) = left.filter(|left| inside && !left.inferred && !inferred) {
                        tally.stage(from).dwell.push(entry.at.since(left.since));
                    }
                }
                if let Some(to) = to {
                    come(tally.stage(to), inside);
                    here.push(Here { place, stage: to, since: entry.at, inferred });
                }
            }
            What::Crew { team: crew, member } if crew == team => {
                let next = member.map_or_else(Key::blank, |member: MemberId| Key::Member(member));
                if next == key {
                    continue;
                }
                for h in &here {
                    let old = groups.entry(key.clone()).or_default();
                    leave(old.stage(h.stage), inside);
                    if inside {
                        *old.moves.entry((Some(h.stage), None, None)).or_default() += 1;
                    }
                    let new = groups.entry(next.clone()).or_default();
                    come(new.stage(h.stage), inside);
                    if inside {
                        *new.moves.entry((None, Some(h.stage), None)).or_default() += 1;
                    }
                }
                key = next;
            }
            What::Crew { .. } => {}
        }
    }
    for h in here {
        let stage = groups.entry(key.clone()).or_default().stage(h.stage);
        stage.side += u64::from(h.place != Place::Main);
        stage.standing_since.push(h.since);
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

fn awareness(book: &Book, from: Day, to: Day) -> Vec<Awareness> {
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
