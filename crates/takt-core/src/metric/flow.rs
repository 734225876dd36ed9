//! Flow and balance (フローと残高): what stood in every stage, came in, went out, and stands there now.

mod pass;

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use self::pass::{Part, Pass, Whole};
use super::figures::Shape;
use super::moves::Moves;
use super::tally::{Limits, Meanings, Stretches};
use super::{By, Key, sort_groups};
use crate::book::{Book, Count};
use crate::calendar::month_of;
use crate::fact::Path;
use crate::unit::{ChannelId, Day, Money, StageId};

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
        let limits = Limits::of(&self.model, meanings.stages, &stretches, self.recorded_at.plus(1), stretches.len());
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

    fn awareness(&self, from: Day, to: Day) -> Vec<Awareness> {
        let name = |channel: ChannelId| self.channels.get(channel.index()).map_or("", String::as_str);
        awareness(&self.counts, name, from, to)
    }
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

pub(super) fn awareness<'a>(
    counts: &[Count],
    name: impl Fn(ChannelId) -> &'a str,
    from: Day,
    to: Day,
) -> Vec<Awareness> {
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
    use crate::dictionary::{Dictionary, WordKind};
    use crate::fact::Place;
    use crate::model;
    use crate::unit::{AccountId, MemberId, TeamId};
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

    #[test]
    fn a_stage_that_a_new_model_took_over_is_left_and_entered_and_the_visit_goes_on() {
        let line = [(1, Some("mql"), false), (5, Some("contacting"), false), (13, Some("appointment"), false)];
        let (mut book, _) = book(&line, &[]);
        let What::Move { path, inferred, .. } = &mut book.accounts[0].line[1].what else { panic!("a move") };
        (*path, *inferred) = (Path::Adopt, true);
        let whole = may(&book, 1, 31, None);
        let counts = |name: &str| {
            let stage = of(&book, &whole.stages, name);
            (stage.inflow, stage.outflow, stage.dwell_p50, stage.cumulative_p50)
        };
        assert_eq!(counts("mql"), (1, 1, None, None));
        assert_eq!(counts("contacting"), (1, 1, Some(120), Some(120)), "from the first of May, whatever the 5th is");
        // The limit runs on: in its stage since the 5th, it is judged by the clock that began on the first.
        let since = |book: &Book, day| of(book, &may(book, 1, day, None).stages, "contacting").overdue;
        book.recorded_at = book.model.as_ref().unwrap().calendar().start_of(Day::of(2026, 6, 30).unwrap());
        let overdue: Vec<u64> = (5..12).map(|day| since(&book, day)).collect();
        let What::Move { path, .. } = &mut book.accounts[0].line[1].what else { panic!("a move") };
        *path = Path::Success;
        let later: Vec<u64> = (5..12).map(|day| since(&book, day)).collect();
        assert!(overdue.iter().sum::<u64>() > later.iter().sum(), "{overdue:?} {later:?}");
    }
}
