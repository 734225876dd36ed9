//! The vendor that `takt demo` shows: its figures on several days, and its stories. Whoever looks at the picture is told
//! these; so they have to be there whatever day it is.

use std::collections::{BTreeMap, BTreeSet};

use takt_core::agenda;
use takt_core::calendar::{Month, month_of};
use takt_core::dictionary::WordKind;
use takt_core::fact::{Body, Fact, Kind, Place};
use takt_core::metric::{self, Flow, flow};
use takt_core::unit::{AccountId, Day, Micros, StageId, TeamId};
use takt_sim::{Plan, Story};

use crate::house::{Lived, live};
use crate::manners::{members_differ, nobody_works_at_rest};

/// The demo as of a day, and what is asked of it.
struct Demo {
    lived: Lived,
    plan: Plan,
    what: String,
}

impl Demo {
    fn word(&self, kind: WordKind, text: &str) -> u32 {
        self.lived.book.words.find(kind, text).unwrap()
    }

    fn stage(&self, name: &str) -> StageId {
        StageId(self.word(WordKind::Stage, name))
    }

    fn day(&self, at: Micros) -> Day {
        self.lived.book.model.as_ref().unwrap().calendar().day_of(at)
    }

    /// Whole months before the month of today: 1 is the last.
    fn month(&self, back: i32) -> Month {
        Month(month_of(self.plan.today).0 - back)
    }

    fn flow(&self, from: Day, to: Day) -> Flow {
        flow(&self.lived.book, from, to, None).unwrap()
    }

    fn of(&self, account: AccountId) -> impl Iterator<Item = &Fact> {
        self.lived.facts.iter().filter(move |fact| fact.account == Some(account))
    }

    /// Moves of the main position between two stages in the last half year of whole months.
    fn moves(&self, from: &str, to: Option<&str>) -> u64 {
        let (from, to) = (self.stage(from), to.map(|to| self.stage(to)));
        let (first, last) = (self.month(6).first_day(), self.month(1).last_day());
        let counts = |fact: &&Fact| match fact.body {
            Body::Moved { place: Place::Main, from: left, to: entered, .. } => {
                left == Some(from)
                    && (to.is_none() || entered == to)
                    && (first..=last).contains(&self.day(fact.occurred_at))
            }
            _ => false,
        };
        self.lived.facts.iter().filter(counts).count() as u64
    }

    /// Of those who left a stage, how many went to another, in thousandths.
    fn rate(&self, from: &str, to: &[&str]) -> u64 {
        to.iter().map(|to| self.moves(from, Some(to))).sum::<u64>() * 1_000 / self.moves(from, None)
    }

    fn within(&self, figure: &str, value: u64, low: u64, high: u64) {
        assert!((low..=high).contains(&value), "{}: {figure} is {value}, not {low} to {high}", self.what);
    }
}

#[test]
fn on_a_monday_in_november_it_is_all_there() {
    all_of_it(2026, 11, 23);
}

#[test]
fn on_a_saturday_in_august_it_is_all_there() {
    all_of_it(2026, 8, 29);
}

#[test]
fn on_the_first_day_of_work_in_january_it_is_all_there() {
    all_of_it(2027, 1, 4);
}

#[test]
fn on_the_first_of_may_it_is_all_there() {
    all_of_it(2026, 5, 1);
}

#[test]
fn on_the_last_day_of_the_fiscal_year_it_is_all_there() {
    all_of_it(2026, 3, 31);
}

/// The stories are written, so another seed and another size tell them too; a plan too short for one leaves it out.
#[test]
fn other_vendors_tell_the_same_stories() {
    let today = Day::of(2026, 11, 23).unwrap();
    for seed in 0..4 {
        let plan = Plan::sized(seed, 240, 18, today);
        let demo = Demo { lived: live(plan), plan, what: format!("seed {seed}") };
        the_lost_deal_is_won(&demo);
        one_handover_is_good_and_one_is_not(&demo);
        assert_eq!(demo.lived.stories.exhibition.map(|held| held.cards), Some(160), "{}", demo.what);
    }
    let short = live(Plan::sized(1, 60, 4, today)).stories;
    assert_eq!(short.accounts, []);
}

fn all_of_it(year: i16, month: i8, day: i8) {
    let plan = Plan::demo(Day::of(year, month, day).unwrap());
    let demo = Demo { lived: live(plan), plan, what: format!("as of {}", plan.today) };
    let inside = TeamId(demo.word(WordKind::Team, "inside-sales"));
    assert_eq!(demo.lived.driven.refused, [], "{}", demo.what);
    teams_stand(&demo);
    nobody_works_at_rest(&demo.lived, &demo.what);
    members_differ(&demo.lived, inside, &demo.what);
    leads_come(&demo);
    inside_sales_is_the_constraint(&demo);
    the_funnel_is_plausible(&demo);
    customers_stay(&demo);
    the_price_rises(&demo);
    few_are_forgotten_and_the_shelf_comes_back(&demo);
    time_is_spent(&demo);
    the_lost_deal_is_won(&demo);
    one_handover_is_good_and_one_is_not(&demo);
}

fn teams_stand(demo: &Demo) {
    for (team, members) in [("marketing", 3), ("inside-sales", 6), ("field-sales", 5), ("customer-success", 4)] {
        let team_id = TeamId(demo.word(WordKind::Team, team));
        assert_eq!(demo.lived.book.floor.team(team_id).count(), members, "{}: {team}", demo.what);
    }
}

/// About 1,200 a month, from the sources the diagram names; 800 of them over the days of one exhibition; and visitors.
fn leads_come(demo: &Demo) {
    let mut months: BTreeMap<Month, u64> = BTreeMap::new();
    let mut sources: BTreeMap<u32, BTreeMap<Day, u64>> = BTreeMap::new();
    for fact in &demo.lived.facts {
        if let Body::Captured { source: Some(source), .. } = fact.body {
            let day = demo.day(fact.occurred_at);
            *months.entry(month_of(day)).or_default() += 1;
            *sources.entry(source.0).or_default().entry(day).or_default() += 1;
        }
    }
    let held = demo.lived.stories.exhibition.unwrap();
    months.remove(&month_of(demo.plan.today));
    demo.within("leads a month", months.values().sum::<u64>() / 18, 1_130, 1_280);
    for (month, count) in months.iter().filter(|(month, _)| **month != month_of(held.first)) {
        demo.within(&format!("leads of {}", month.first_day()), *count, 950, 1_700);
    }
    for (source, least) in [("web-form", 3_000), ("outbound", 1_800), ("partner", 800), ("exhibition", 1_500)] {
        let count = sources[&demo.word(WordKind::Source, source)].values().sum();
        demo.within(source, count, least, 6_000);
    }
    let cards = &sources[&demo.word(WordKind::Source, "exhibition")];
    assert_eq!(cards.range(held.first..=held.last).map(|(_, count)| count).sum::<u64>(), 800, "{}", demo.what);
    assert_eq!((held.cards, held.last.0 - held.first.0), (800, 2), "{}", demo.what);
    let month = demo.month(1);
    let visits = demo.flow(month.first_day(), month.last_day()).awareness.iter().map(|counted| counted.visits).sum();
    demo.within("visitors of a month", visits, 44_000, 53_000);
}

/// In the last whole month and since, as soon as the month is long enough to tell: in contacting more comes in than goes
/// out, more than anywhere else, and more and more is overdue; before the push nothing piled up like that.
fn inside_sales_is_the_constraint(demo: &Demo) {
    let contacting = demo.stage("contacting");
    let model = demo.lived.book.model.as_ref().unwrap();
    let of = |flow: &Flow| flow.stages.iter().find(|stage| stage.stage == contacting).unwrap().clone();
    let month = |back| demo.flow(demo.month(back).first_day(), demo.month(back).last_day());
    let (before, last) = (month(2), month(1));
    let mut periods = vec![last.clone()];
    let first = demo.month(0).first_day();
    if model.calendar().business_days_between(first, demo.plan.today) >= 14 {
        periods.push(demo.flow(first, Day(demo.plan.today.0 - 1)));
    }
    for period in &periods {
        let found = metric::constraint(model, period).unwrap();
        assert_eq!(found.stage, contacting, "{}: {found:?}", demo.what);
        let least = if period.to == last.to { 60 } else { 40 };
        demo.within("growth of contacting", found.grows, least, 220);
    }
    demo.within("overdue in contacting", of(&last).overdue, of(&before).overdue + 40, 480);
    demo.within("stock of contacting", of(&last).closing, 280, 480);
    demo.within("inflow of contacting", of(&last).inflow, 340, 500);
    demo.within("outflow of contacting", of(&last).outflow, 240, 400);
    let (start, end) = (month(9), month(2));
    let grew = i64::try_from(of(&end).closing).unwrap() - i64::try_from(of(&start).opening).unwrap();
    assert!(grew < 160, "{}: {grew} more in contacting over eight months before", demo.what);
}

fn the_funnel_is_plausible(demo: &Demo) {
    demo.within("lead to nurture", demo.rate("lead", &["nurture"]), 780, 920);
    demo.within("lead straight to MQL", demo.rate("lead", &["mql"]), 90, 190);
    demo.within("MQL to contacting or a meeting", demo.rate("mql", &["contacting", "meeting"]), 900, 1_000);
    demo.within("contacting to appointment", demo.rate("contacting", &["appointment"]), 240, 400);
    demo.within("appointment to meeting", demo.rate("appointment", &["meeting"]), 820, 950);
    demo.within("meeting to qualified", demo.rate("meeting", &["qualified"]), 580, 800);
    demo.within("proposal to won", demo.rate("proposal", &["won"]), 340, 540);
    demo.within("fast passes in six months", demo.moves("mql", Some("meeting")), 160, 290);
    demo.within("wins in six months", demo.moves("proposal", Some("won")), 150, 300);
    let month = demo.month(1);
    let flow = demo.flow(month.first_day(), month.last_day());
    let stocks =
        [("mql", 0, 60), ("appointment", 8, 60), ("meeting", 5, 60), ("qualified", 30, 110), ("proposal", 50, 140)];
    for (stage, low, high) in stocks {
        let stock = flow.stages.iter().find(|flow| flow.stage == demo.stage(stage)).unwrap().closing;
        demo.within(stage, stock, low, high);
    }
}

/// About 400 customers; nine in ten renew, small contracts by themselves; some grow, some leave.
fn customers_stay(demo: &Demo) {
    let accounts = &demo.lived.book.accounts;
    let running = accounts.iter().filter(|account| account.running().next().is_some()).count();
    demo.within("customers", running as u64, 350, 470);
    let (mut renewed, mut alone, mut ended) = (0, 0, 0);
    for account in accounts.iter().filter(|account| !account.subscriptions.is_empty()) {
        let mut talked = false;
        for fact in demo.of(account.id) {
            match &fact.body {
                Body::Moved { to: Some(to), .. } if *to == demo.stage("renewal") => talked = false,
                Body::Touched { by: Some(_), .. } | Body::CallHeld { .. } | Body::MeetingHeld { .. } => talked = true,
                Body::Renewed { .. } => {
                    renewed += 1;
                    alone += u64::from(!talked);
                }
                // A contract of a year that ended with its year, and not before.
                Body::Ended { subscription, .. } => {
                    let contract = account.subscriptions.iter().find(|known| Some(known.number) == *subscription);
                    ended += u64::from(contract.and_then(|known| known.ends).is_some_and(|at| at <= fact.occurred_at));
                }
                _ => {}
            }
        }
    }
    demo.within("renewals by themselves", alone, 25, renewed - 15);
    demo.within("renewal rate in thousandths", renewed * 1_000 / (renewed + ended), 830, 970);
    let count = |kind: Kind| demo.lived.facts.iter().filter(|fact| fact.body.kind() == kind).count() as u64;
    let grown = count(Kind::SubscriptionChanged) - raised(demo).len() as u64;
    demo.within("expansions", grown, 40, 200);
    demo.within("weeks of use", count(Kind::Used), 4_000, 20_000);
    demo.within("tickets", count(Kind::TicketSeen), 300, 2_000);
}

/// Accounts whose price rose, at the one instant.
fn raised(demo: &Demo) -> BTreeSet<AccountId> {
    let model = demo.lived.book.model.as_ref().unwrap();
    let at = model.calendar().start_of(demo.lived.stories.price_rise.unwrap());
    let rose = |fact: &&Fact| fact.occurred_at == at && matches!(fact.body, Body::SubscriptionChanged { .. });
    demo.lived.facts.iter().filter(rose).filter_map(|fact| fact.account).collect()
}

/// On one day every contract that runs costs more, and in the months after it some leave for it.
fn the_price_rises(demo: &Demo) {
    let model = demo.lived.book.model.as_ref().unwrap();
    let at = model.calendar().start_of(demo.lived.stories.price_rise.unwrap());
    let mut running = BTreeSet::new();
    for fact in demo.lived.facts.iter().filter(|fact| fact.occurred_at < at) {
        match fact.body {
            Body::SubscriptionStarted { .. } => running.insert(fact.account.unwrap()),
            Body::Ended { .. } => running.remove(&fact.account.unwrap()),
            _ => false,
        };
    }
    let raised = raised(demo);
    assert_eq!(raised, running, "{}", demo.what);
    demo.within("contracts whose price rose", raised.len() as u64, 150, 380);
    let price = demo.word(WordKind::Reason, "price");
    let left = demo.lived.facts.iter().filter(|fact| {
        let days = fact.occurred_at.since(at) / Micros::DAY;
        let Body::Ended { subscription, reason: Some(reason) } = fact.body else { return false };
        let account = demo.lived.book.account(fact.account.unwrap()).unwrap();
        let contract = account.subscriptions.iter().find(|known| Some(known.number) == subscription);
        let is_early = contract.and_then(|known| known.ends).is_some_and(|ends| fact.occurred_at < ends);
        is_early && reason.0 == price && (0..75).contains(&days)
    });
    demo.within("customers who left for the price", left.count() as u64, 3, 25);
}

fn few_are_forgotten_and_the_shelf_comes_back(demo: &Demo) {
    let book = &demo.lived.book;
    demo.within("accounts with nothing planned", agenda::gaps(book, book.recorded_at).count() as u64, 3, 35);
    let shelf = demo.stage("recycle");
    let mut returns: BTreeMap<Month, u64> = BTreeMap::new();
    for main in book.accounts.iter().filter_map(|account| account.main.as_ref()).filter(|main| main.stage == shelf) {
        *returns.entry(month_of(demo.day(main.back.unwrap()))).or_default() += 1;
    }
    let months = returns.values().filter(|count| **count >= 20).count();
    demo.within("months of return", months as u64, 5, 14);
    let second = book.accounts.iter().filter(|account| account.lap == 2).count();
    demo.within("second approaches", second as u64, 800, 6_000);
}

/// Where people spend time with a customer, the fact says how long.
fn time_is_spent(demo: &Demo) {
    let mut minutes: BTreeMap<&str, u64> = BTreeMap::new();
    for fact in &demo.lived.facts {
        let (what, spent) = match fact.body {
            Body::CallHeld { minutes, .. } => ("call", minutes),
            Body::MeetingHeld { minutes, .. } => ("meeting", minutes),
            Body::Touched { touch, by: Some(_), minutes, .. } => {
                (demo.lived.book.words.text(WordKind::Touch, touch.0), minutes)
            }
            _ => continue,
        };
        assert!(spent.is_some_and(|minutes| minutes > 0), "{}: {fact:?}", demo.what);
        *minutes.entry(what).or_default() += u64::from(spent.unwrap());
    }
    let kinds: Vec<&str> = minutes.keys().copied().collect();
    let expected = ["call", "demo", "follow-up", "kickoff", "meeting", "renewal-talk", "review", "training"];
    assert_eq!(kinds, expected, "{}", demo.what);
}

/// Lost in May for its time, back from the shelf in August, won on the second approach, and a customer today.
fn the_lost_deal_is_won(demo: &Demo) {
    let account = demo.lived.stories.account(Story::LostThenWon).unwrap();
    let month = |at| demo.day(at).date().month();
    let facts: Vec<&Fact> = demo.of(account).collect();
    let lost: Vec<&&Fact> = facts.iter().filter(|fact| fact.body.kind() == Kind::Lost).collect();
    let Body::Lost { reason: Some(_), until: Some(until), .. } = lost[0].body else { panic!("{lost:?}") };
    assert_eq!((month(lost[0].occurred_at), month(until)), (5, 8), "{}", demo.what);
    let back = facts.iter().find(|fact| matches!(fact.body, Body::Moved { lap: 2, .. })).unwrap();
    assert_eq!(back.occurred_at, until, "{}: the shelf brings it back on its day", demo.what);
    let won = facts.iter().find(|fact| fact.body.kind() == Kind::Won).unwrap();
    assert!(won.occurred_at > until && won.occurred_at.since(until) < 75 * Micros::DAY, "{}: {won:?}", demo.what);
    let account = demo.lived.book.account(account).unwrap();
    assert_eq!((account.lap, account.running().count()), (2, 1), "{}", demo.what);
}

fn one_handover_is_good_and_one_is_not(demo: &Demo) {
    let success = TeamId(demo.word(WordKind::Team, "customer-success"));
    let story = |story| {
        let account = demo.lived.stories.account(story).unwrap();
        let facts: Vec<&Fact> = demo.of(account).collect();
        let won = facts.iter().find(|fact| fact.body.kind() == Kind::Won).unwrap().occurred_at;
        let after: Vec<&Fact> = facts.into_iter().filter(|fact| fact.occurred_at >= won).collect();
        (account, won, after)
    };
    let count = |facts: &[&Fact], kind: Kind| facts.iter().filter(|fact| fact.body.kind() == kind).count();
    let is_by_success = |fact: &&&Fact| match fact.actor {
        takt_core::fact::Actor::Member(member) => demo.lived.book.floor.team(success).any(|known| known == member),
        _ => false,
    };

    let (account, won, facts) = story(Story::GoodHandover);
    assert!(demo.lived.promises.contains(&account), "{}: the promise is written down", demo.what);
    assert_eq!(count(&facts, Kind::HandoffReturned) + count(&facts, Kind::HandoffLapsed), 0, "{}", demo.what);
    let steps: Vec<&&Fact> = facts.iter().filter(|fact| fact.body.kind() == Kind::StepDone).collect();
    assert_eq!(steps.len(), 4, "{}", demo.what);
    assert!(steps[0].occurred_at.since(won) < 6 * Micros::DAY, "{}: called at once", demo.what);
    assert!(steps[3].occurred_at.since(won) < 30 * Micros::DAY, "{}: introduced within the month", demo.what);
    assert_eq!((count(&facts, Kind::Activated), count(&facts, Kind::Ended)), (1, 0), "{}", demo.what);

    let (account, won, facts) = story(Story::BadHandover);
    assert!(!demo.lived.promises.contains(&account), "{}: nobody wrote the promise down", demo.what);
    let missing = demo.word(WordKind::Reason, "missing-fields");
    let sent_back =
        |fact: &&Fact| matches!(fact.body, Body::HandoffReturned { reason: Some(reason), .. } if reason.0 == missing);
    assert!(facts.iter().any(sent_back), "{}", demo.what);
    let touch = facts.iter().filter(is_by_success).find(|fact| fact.body.kind() == Kind::Touched).unwrap();
    assert!(touch.occurred_at.since(won) > 28 * Micros::DAY, "{}: {touch:?} is late", demo.what);
    assert_eq!(count(&facts, Kind::StepDone) + count(&facts, Kind::Activated), 0, "{}", demo.what);
    assert!(count(&facts, Kind::TicketSeen) >= 3, "{}: it asked support", demo.what);
    assert_eq!(count(&facts, Kind::Ended), 1, "{}: and left", demo.what);
    let stood = demo.lived.book.account(account).unwrap();
    assert!(stood.running().next().is_none() && stood.main.is_some(), "{}", demo.what);
}
