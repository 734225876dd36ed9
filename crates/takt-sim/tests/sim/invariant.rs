//! The invariants of the design (DESIGN §6), asked of books: flow and balance, one owner, slots, gaps, refusals.

use std::collections::{BTreeMap, BTreeSet};

use takt_core::account::{Account, What};
use takt_core::agenda;
use takt_core::book::Book;
use takt_core::dictionary::WordKind;
use takt_core::fact::{Body, Fact, Path};
use takt_core::metric::{By, Flow, StageFlow, flow};
use takt_core::model::{Reaches, StageKind, Standing};
use takt_core::unit::{AccountId, ChannelId, Day, Micros, Seq, TeamId};
use takt_sim::Plan;

use crate::house::{live, today};
use crate::import::{arbitrary, mixed, seeds, whole};

/// Opening + in − out = closing for every stage and group; groups of lasting keys sum to the whole.
fn flows_balance(book: &Book, what: &str) {
    let Some((first, last)) = book.days() else { return };
    let inside = TeamId(book.words.find(WordKind::Team, "inside-sales").unwrap());
    let spans = [(first, last), (Day(first.0 + (last.0 - first.0) / 3), Day(last.0 - (last.0 - first.0) / 4))];
    for (from, to) in spans {
        for by in [None, Some(By::Source), Some(By::Segment), Some(By::Month), Some(By::Owner(inside))] {
            let flow = flow(book, from, to, by).unwrap();
            for stages in std::iter::once(&flow.stages).chain(flow.groups.iter().map(|group| &group.stages)) {
                for stage in stages {
                    let left = i128::from(stage.opening) + i128::from(stage.inflow) - i128::from(stage.outflow);
                    assert_eq!(left, i128::from(stage.closing), "{what} {by:?} {from}..{to} {stage:?}");
                }
            }
            if matches!(by, Some(By::Source | By::Segment)) {
                groups_sum(&flow, |stage| [stage.opening, stage.inflow, stage.outflow, stage.closing], what);
            } else if matches!(by, Some(By::Owner(_))) {
                // A change of owner is out of one group and in to the other, so only the stocks sum.
                groups_sum(&flow, |stage| [stage.opening, 0, 0, stage.closing], what);
            }
        }
        closing_is_stock(book, from, to, what);
    }
}

fn groups_sum(flow: &Flow, part: impl Fn(&StageFlow) -> [u64; 4], what: &str) {
    for (place, stage) in flow.stages.iter().enumerate() {
        let sum = flow
            .groups
            .iter()
            .map(|group| part(&group.stages[place]))
            .fold([0; 4], |sum, one| [sum[0] + one[0], sum[1] + one[1], sum[2] + one[2], sum[3] + one[3]]);
        assert_eq!(sum, part(stage), "{what}: groups of {:?}", stage.stage);
    }
}

/// The closing balance of a period is what stands in the stages then, counted anew from the lines; months chain.
fn closing_is_stock(book: &Book, from: Day, to: Day, what: &str) {
    let end = book.model.as_ref().unwrap().calendar().start_of(Day(to.0 + 1));
    let mut stock: BTreeMap<_, u64> = BTreeMap::new();
    for account in &book.accounts {
        let mut here = BTreeMap::new();
        for entry in account.line.iter().filter(|entry| entry.at < end) {
            if let What::Move { place, from, to, .. } = entry.what {
                assert_eq!(
                    here.get(&place).copied().flatten(),
                    from,
                    "{what}: {:?} moves from where it is not",
                    account.id
                );
                here.insert(place, to);
            }
        }
        for stage in here.into_values().flatten() {
            *stock.entry(stage).or_default() += 1;
        }
    }
    let flow = flow(book, from, to, None).unwrap();
    for stage in &flow.stages {
        assert_eq!(stage.closing, stock.get(&stage.stage).copied().unwrap_or(0), "{what} {stage:?}");
    }
}

/// Everybody who began has a main position, which is the last of its line, and times of the line never fall.
fn positions_stand(book: &Book, what: &str) {
    for account in book.accounts.iter().filter(|account| account.last != Seq(0)) {
        let main = account.main.as_ref().unwrap_or_else(|| panic!("{what}: {:?} has no main position", account.id));
        assert!(account.line.is_sorted_by_key(|entry| entry.at), "{what}: {:?} {:?}", account.id, account.line);
        let last = account.line.iter().rev().find_map(|entry| match entry.what {
            What::Move { place: takt_core::fact::Place::Main, to, .. } => Some(to),
            _ => None,
        });
        assert_eq!(last.flatten(), Some(main.stage), "{what}: {:?}", account.id);
        let enters = account.line.iter().filter(|entry| {
            matches!(entry.what, What::Move { place: takt_core::fact::Place::Main, path: Path::Enter, .. })
        });
        assert_eq!(enters.count(), 1, "{what}: {:?} entered once", account.id);
        let owners = account.co_owners.iter().filter(|co| Some(co.member) == account.owner.member());
        assert!(
            owners.clone().all(|co| co.team != account.owner.team()),
            "{what}: {:?} owns beside itself",
            account.id
        );
    }
}

/// An oracle for gaps, written from the words of the design and not from the code.
fn nothing_planned(book: &Book, account: &Account, at: Micros) -> bool {
    let model = &book.model.as_ref().unwrap().model;
    let Some(stage) = account.main.as_ref().and_then(|main| model.stage(main.stage)) else { return false };
    let standing = stage.standing.unwrap();
    if standing == Standing::Gone {
        return false;
    }
    let refuses = |name: &str| {
        let channel = book.words.find(WordKind::Channel, name).map(ChannelId);
        let no = |contact| {
            account.refusals.iter().any(|refusal| {
                (refusal.contact.is_none() || refusal.contact == contact)
                    && (refusal.channel.is_none() || refusal.channel == channel)
            })
        };
        no(None) || (!account.contacts.is_empty() && account.contacts.iter().all(|person| no(Some(person.id))))
    };
    let everything = account.refused();
    let is_worked = stage.kind == StageKind::Sla && !(everything && standing == Standing::Courting);
    let is_reached = model.plays.iter().filter(|play| play.serves == stage.id).any(|play| match play.reaches {
        Reaches::Nobody => true,
        Reaches::Mail => !everything && !refuses("mail"),
        Reaches::Call => !everything && !refuses("call"),
    });
    let has_step = standing == Standing::Onboarding
        && model.steps.iter().any(|step| account.steps.iter().all(|(done, _)| *done != step.id));
    // A rest that is over, and no timer that would look again: nobody comes back.
    let comes_back =
        account.main.as_ref().is_some_and(|main| main.back.is_some_and(|back| back > at || account.wake.is_some()));
    let has_timer = matches!(standing, Standing::Living | Standing::Resting) && account.wake.is_some();
    let is_awaited = account.offer.is_some() || account.appointment.is_some();
    !(is_worked || is_reached || has_step || comes_back || has_timer || is_awaited)
}

fn gaps_are_known(book: &Book, at: Micros, what: &str) {
    let found: BTreeSet<AccountId> = agenda::gaps(book, at).collect();
    let known: BTreeSet<AccountId> =
        book.accounts.iter().filter(|account| nothing_planned(book, account, at)).map(|account| account.id).collect();
    assert_eq!(found, known, "{what}: gaps");
}

/// Nobody who refused everything is to be mailed or called.
fn refusals_hold(book: &Book, at: Micros, what: &str) {
    let model = book.model.as_ref().unwrap();
    for account in book.accounts.iter().filter(|account| account.refused()) {
        if let Some(next) = agenda::next(book, account, at) {
            assert!(!next.what.contacts(model), "{what}: {:?} {next:?}", account.id);
        }
    }
}

fn all_hold(book: &Book, what: &str) {
    flows_balance(book, what);
    positions_stand(book, what);
    gaps_are_known(book, book.recorded_at, what);
    refusals_hold(book, book.recorded_at, what);
}

#[test]
fn the_invariants_hold_for_vendors() {
    for seed in 0..3 {
        let lived = live(Plan::sized(seed, 150, 18, today()));
        all_hold(&lived.book, &format!("vendor {seed}"));
    }
}

#[test]
fn the_invariants_hold_for_arbitrary_journals() {
    for seed in seeds() {
        let (book, _) = whole(&arbitrary(seed));
        all_hold(&book, &format!("arbitrary {seed}"));
        let (book, _) = mixed(&arbitrary(seed));
        all_hold(&book, &format!("mixed {seed}"));
    }
}

/// No slot twice, none in lunch, night, weekend, holiday, closure or leave; by the clock on the wall in Tokyo.
#[test]
fn no_slot_is_booked_where_nobody_works() {
    let lived = live(Plan::sized(3, 300, 18, today()));
    let floor = &lived.book.floor;
    assert!(floor.booked.len() > 200);
    let mut last: Option<(takt_core::unit::MemberId, Micros)> = None;
    for (member, at) in floor.booked.keys().copied() {
        assert!(last.is_none_or(|(who, before)| who != member || at.since(before) >= 30 * Micros::MINUTE));
        last = Some((member, at));
        // Japan has had no summer time since 1951.
        let local = at.plus(9 * Micros::HOUR);
        let day = Day(i32::try_from(local.0.div_euclid(Micros::DAY)).unwrap());
        let minute = local.0.rem_euclid(Micros::DAY) / Micros::MINUTE;
        let (month, of_month) = (day.date().month(), day.date().day());
        assert!(day.weekday() < 5 && takt_core::calendar::holiday(day).is_none(), "{day}");
        assert!(!(month == 12 && of_month >= 29 || month == 1 && of_month <= 3), "{day}");
        assert!((540..720).contains(&minute) || (780..1080).contains(&minute), "{minute}");
        assert_eq!(minute % 30, 0);
        for ((who, from), to) in &floor.leaves {
            assert!(*who != member || at < *from || *to <= at, "{member:?} is away at {day}");
        }
    }
    // Each slot went to one account at a time, over the whole journal and not only in the end.
    let mut held: BTreeMap<_, AccountId> = BTreeMap::new();
    for fact in &lived.facts {
        match fact.body {
            Body::SlotReserved { member, at } => {
                assert_eq!(held.insert((member, at), fact.account.unwrap()), None, "booked twice");
            }
            Body::SlotReleased { member, at } => assert!(held.remove(&(member, at)).is_some()),
            _ => {}
        }
    }
    assert_eq!(held, floor.booked);
}

#[test]
fn no_fast_pass_without_a_slot() {
    let lived = live(Plan::sized(4, 400, 18, today()));
    let reserved: BTreeMap<Seq, AccountId> = lived
        .facts
        .iter()
        .filter(|fact| matches!(fact.body, Body::SlotReserved { .. }))
        .map(|fact| (fact.seq, fact.account.unwrap()))
        .collect();
    let fast: Vec<&Fact> =
        lived.facts.iter().filter(|fact| matches!(fact.body, Body::Moved { path: Path::Fast, .. })).collect();
    assert!(fast.len() > 5, "{} fast passes", fast.len());
    for fact in fast {
        let Body::Moved { why, .. } = &fact.body else { continue };
        let cited = why.because.iter().any(|seq| *seq < fact.seq && reserved.get(seq) == fact.account.as_ref());
        assert!(cited, "{fact:?}");
    }
}

/// Every act cites facts of its own account that came before it, and never one that is acted by a later rule.
#[test]
fn every_act_cites_its_own_account() {
    let lived = live(Plan::sized(5, 150, 12, today()));
    let owner: BTreeMap<Seq, Option<AccountId>> = lived.facts.iter().map(|fact| (fact.seq, fact.account)).collect();
    for fact in &lived.facts {
        let Some(why) = fact.body.why() else { continue };
        assert!(!why.because.is_empty() || !why.absent.is_empty(), "{fact:?} rests on nothing");
        assert!(why.because.is_sorted());
        for seq in &why.because {
            assert!(*seq < fact.seq && owner.get(seq) == Some(&fact.account), "{fact:?} cites {seq:?}");
        }
    }
}
