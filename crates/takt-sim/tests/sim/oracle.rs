//! Flow and funnel by walking along every account: slow, plain, and written down once more, so that what is read from the
//! move column can be held against it.

use std::collections::BTreeMap;

use takt_core::account::{Account, What};
use takt_core::book::Book;
use takt_core::calendar::month_of;
use takt_core::dictionary::WordKind;
use takt_core::fact::{Path, Place};
use takt_core::metric::{
    By, Flow, FlowGroup, Funnel, FunnelGroup, FunnelQuestion, Key, MoveCount, Quantiles, StageFlow, Stay, Step, curve,
    last_day, quantile_hundredths, value_text,
};
use takt_core::unit::{Day, MemberId, Micros, Rate, StageId, TeamId};

/// Flow and balance as the report has it, less what was counted of visitors.
pub(crate) fn flow(book: &Book, from: Day, to: Day, by: Option<By>) -> Option<Flow> {
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
    Some(Flow { from, to, stages, moves, awareness: Vec::new(), groups })
}

/// From an instant on, up to one that is not in it.
#[derive(Clone, Copy)]
struct Period {
    start: Micros,
    end: Micros,
}

/// Where the journal ends: just after its last record.
fn ends(book: &Book) -> Micros {
    book.recorded_at.plus(1)
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

/// The key of an account by something it has for life; blank where it has none, and for months and owners.
pub(crate) fn lasting_key(book: &Book, account: &Account, by: By) -> Key {
    match by {
        By::Source => account
            .source
            .map_or_else(Key::blank, |known| Key::Text(book.words.text(WordKind::Source, known.value.0).into())),
        By::Segment => {
            let segment = book.model.as_ref().and_then(|model| model.model.segment);
            let known = account.attributes.iter().find(|attribute| Some(attribute.field) == segment);
            known.map_or_else(Key::blank, |known| Key::Text(value_text(&book.words, known.first.value)))
        }
        By::Month | By::Owner(_) => Key::blank(),
    }
}

/// A quantile of microseconds in tenths of days, half up, by its definition: between two ranks on a straight line.
fn quantile_days_tenths(sorted: &[i64], percent: i128) -> Option<i64> {
    let last = sorted.len().checked_sub(1)? as i128;
    let (rank, rest) = (last * percent / 100, last * percent % 100);
    let (below, above) = (sorted[rank as usize], sorted[(rank as usize + 1).min(sorted.len() - 1)]);
    let hundredths = i128::from(below) * 100 + i128::from(above - below) * rest;
    let tenth = i128::from(Micros::DAY) * 10;
    Some(i64::try_from((2 * hundredths + tenth).div_euclid(2 * tenth)).unwrap())
}

/// Sorts groups: by a count falling, then key; months in time order; the blank key last.
fn sort_groups<G>(groups: &mut [G], by: By, key: impl Fn(&G) -> &Key, count: impl Fn(&G) -> u64) {
    groups.sort_by(|a, b| {
        let blank = key(a).is_blank().cmp(&key(b).is_blank());
        let count = if by == By::Month { std::cmp::Ordering::Equal } else { count(b).cmp(&count(a)) };
        blank.then(count).then_with(|| key(a).cmp(key(b)))
    });
}

/// From where, to where, on what path.
type Track = (Option<StageId>, Option<StageId>, Option<Path>);

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
struct Here {
    place: Place,
    stage: StageId,
    since: Micros,
    inferred: bool,
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
                    if let Some(left) = left.filter(|_| path != Path::Adopt) {
                        let (micros, unknown) = (entry.at.since(left.since), left.inferred || inferred);
                        if inside && !unknown {
                            stage.dwell.push(micros);
                        }
                        spend(&mut spent, from, micros, unknown, inside.then_some(slot));
                    }
                }
                if let Some(stage) = to {
                    come(tallies.stage(slot, stage), inside);
                    // Who is moved by a new model goes on with the visit it is in.
                    let goes_on = left.filter(|_| path == Path::Adopt);
                    let (since, inferred) = goes_on.map_or((entry.at, inferred), |left| (left.since, left.inferred));
                    here.push(Here { place, stage, since, inferred });
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

#[derive(Debug, Default)]
struct Cohort {
    entered: u64,
    reached: u64,
    /// Reached, on a day nobody stated.
    undated: u64,
    days: Vec<i64>,
    members: Vec<i64>,
    stays: Vec<Stay>,
}

/// Answers a funnel. `None` of a book without a model.
pub(crate) fn funnel(book: &Book, question: FunnelQuestion) -> Option<Funnel> {
    let model = book.model.as_ref()?;
    let calendar = model.calendar();
    let end = last_day(book)?;
    let mut total = Cohort::default();
    let mut groups: BTreeMap<Key, Cohort> = BTreeMap::new();
    let mut failed_with_value = false;
    for account in &book.accounts {
        let Some(entry) = Milestone::first(account, question.from, 0) else { continue };
        let day = calendar.day_of(entry.at);
        if question.cohort_from.is_some_and(|first| day < first) || question.cohort_to.is_some_and(|last| last < day) {
            continue;
        }
        let goal = Milestone::first(account, question.to, entry.place + 1);
        let days = goal.filter(|goal| !goal.inferred && !entry.inferred).map(|goal| calendar.day_of(goal.at).0 - day.0);
        let reached = match question.within {
            None => goal.is_some(),
            Some(limit) => days.is_some_and(|days| i64::from(days) <= i64::from(limit)),
        };
        let stay = match goal {
            Some(_) => days.map(|days| (days, true)),
            None if entry.inferred => None,
            None => {
                let last = ended(account, entry.place).map_or(end, |at| calendar.day_of(at));
                Some((last.0 - day.0, false))
            }
        };
        let stay = stay.map(|(days, reached)| Stay { days: u32::try_from(days).unwrap_or(0), reached });
        let members = goal.filter(|_| reached).map(|goal| members_until(account, goal.at));
        let count = |cohort: &mut Cohort| {
            cohort.entered += 1;
            cohort.reached += u64::from(reached);
            cohort.undated += u64::from(goal.is_some() && days.is_none());
            cohort.days.extend(days.filter(|_| reached).map(i64::from));
            cohort.members.extend(members);
            cohort.stays.extend(stay);
        };
        count(&mut total);
        if let Some(by) = question.by {
            let key = match by {
                By::Month => Key::Text(month_of(day).to_string()),
                By::Owner(team) => member_before(account, team, goal.map(|goal| goal.at)),
                lasting => lasting_key(book, account, lasting),
            };
            failed_with_value |= !reached && !key.is_blank();
            count(groups.entry(key).or_default());
        }
    }
    let close = |key: Key, mut cohort: Cohort| {
        let (days, members) = (quantiles(&mut cohort.days), quantiles(&mut cohort.members));
        // Whether who reached it on an unknown day did so in time is unknown too.
        let carried = question.within.is_none() || cohort.undated == 0;
        let rate = Rate::of(cohort.reached, cohort.entered).filter(|_| carried);
        let in_time = |step: &Step| question.within.is_none_or(|limit| step.day <= limit);
        let steps = || curve(&mut cohort.stays).into_iter().filter(in_time).collect();
        let curve = (cohort.undated == 0).then(steps);
        FunnelGroup { key, entered: cohort.entered, reached: cohort.reached, rate, days, curve, members }
    };
    let mut groups: Vec<FunnelGroup> = groups.into_iter().map(|(key, cohort)| close(key, cohort)).collect();
    // A rate without losers is none: where nobody who failed could stand in a group, every group would say 100 %.
    if !failed_with_value {
        groups.iter_mut().for_each(|group| (group.rate, group.curve) = (None, None));
    }
    if let Some(by) = question.by {
        sort_groups(&mut groups, by, |group| &group.key, |group| group.entered);
    }
    Some(Funnel { groups, total: close(Key::blank(), total) })
}

/// The first entry of an account into a stage.
#[derive(Clone, Copy)]
struct Milestone {
    at: Micros,
    inferred: bool,
    place: usize,
}

impl Milestone {
    fn first(account: &Account, stage: StageId, behind: usize) -> Option<Self> {
        account.line.iter().enumerate().skip(behind).find_map(|(place, entry)| match entry.what {
            What::Move { to: Some(to), inferred, .. } if to == stage => Some(Self { at: entry.at, inferred, place }),
            _ => None,
        })
    }
}

/// When the main position of an account ended for good, not before a place in its line.
fn ended(account: &Account, from: usize) -> Option<Micros> {
    let moves = account.line.iter().skip(from).rev();
    let last = moves.into_iter().find_map(|entry| match entry.what {
        What::Move { place: Place::Main, to, .. } => Some((entry.at, to)),
        _ => None,
    });
    last.filter(|(_, to)| to.is_none()).map(|(at, _)| at)
}

/// How many members there were on an account up to an instant, equal instants included.
fn members_until(account: &Account, end: Micros) -> i64 {
    let mut members: Vec<MemberId> = account
        .line
        .iter()
        .filter(|entry| entry.at <= end)
        .filter_map(|entry| match entry.what {
            What::Crew { member, .. } => member,
            _ => None,
        })
        .collect();
    members.sort_unstable();
    members.dedup();
    i64::try_from(members.len()).unwrap_or(i64::MAX)
}

/// The last member of a team up to an instant, equal instants included; up to now where there is none.
fn member_before(account: &Account, team: TeamId, end: Option<Micros>) -> Key {
    let crew = account.line.iter().rev().filter(|entry| end.is_none_or(|end| entry.at <= end));
    let member = crew.into_iter().find_map(|entry| match entry.what {
        What::Crew { team: crew, member: Some(member) } if crew == team => Some(member),
        _ => None,
    });
    member.map_or_else(Key::blank, Key::Member)
}

fn quantiles(numbers: &mut [i64]) -> Option<Quantiles> {
    numbers.sort_unstable();
    let quantile = |percent| quantile_hundredths(numbers, percent);
    Some(Quantiles { p25: quantile(25)?, p50: quantile(50)?, p75: quantile(75)?, p90: quantile(90)? })
}
