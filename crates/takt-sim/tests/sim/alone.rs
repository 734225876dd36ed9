//! Accounts decided one by one, each alone, stand where a replay of the whole journal leaves them.

use takt_core::account::Account;
use takt_core::alone::{Alone, House, Witness};
use takt_core::book::Book;
use takt_core::digest::accounts_sha256;
use takt_core::fact::{Body, Fact, Rule};
use takt_core::seen::Seen;
use takt_core::unit::{AccountId, Micros, Seq};
use takt_sim::Plan;

use crate::history::replayed;
use crate::house::{live, today};
use crate::import::{arbitrary, mixed, seeds, whole};

/// Counts what the model did and what counts of it.
#[derive(Default)]
struct Count {
    acted: u64,
    superseded: u64,
}

impl Witness for Count {
    fn acted(&mut self, _: &Fact) {
        self.acted += 1;
    }

    fn reopened(&mut self) {
        // The fact that says so is acted too.
        self.superseded += self.acted + 1;
        self.acted = 0;
    }
}

/// The columns of a journal.
pub(crate) fn columns(facts: &[Fact]) -> Seen {
    let mut seen = Seen::default();
    facts.iter().for_each(|fact| seen.note(fact));
    seen
}

/// The first account that stands elsewhere when it is decided alone.
pub(crate) fn apart(replay: &Book, seen: &Seen) -> Option<String> {
    let house = House::new(seen, &replay.library);
    let (mut alone, mut acted) = (Alone::new(seen, &house), 0);
    for known in &replay.accounts {
        let mut count = Count::default();
        let Some(account) = alone.decide(known.id, &mut count) else { continue };
        acted += count.acted + count.superseded;
        let hash = |one: &Account| accounts_sha256(std::slice::from_ref(one));
        let same = (hash(account), account.wake) == (hash(known), known.wake);
        if !same {
            return Some(format!("{known:#?}\n---- alone ----\n{account:#?}"));
        }
    }
    let all = seen.bound().next().is_none();
    (all && acted != replay.acted).then(|| format!("{acted} acts instead of {}", replay.acted))
}

#[test]
fn a_vendors_accounts_stand_alone_as_they_stood_together() {
    let lived = live(Plan::sized(11, 150, 14, today()));
    assert_eq!(apart(&replayed(&lived.book, &lived.facts), &columns(&lived.facts)), None);
}

/// Keeps what the model did, with the proofs.
#[derive(Default)]
struct Told(Vec<Fact>);

impl Witness for Told {
    fn acted(&mut self, fact: &Fact) {
        self.0.push(fact.clone());
    }

    fn reopened(&mut self) {
        self.0.clear();
    }
}

/// The model decides by the same rules, at the same instants, and for the same reasons as it did, to the fact.
#[test]
fn what_is_cited_alone_was_cited_then() {
    let lived = live(Plan::sized(11, 100, 14, today()));
    let seen = columns(&lived.facts);
    let house = House::new(&seen, &lived.book.library);
    let (mut alone, mut cited) = (Alone::new(&seen, &house), 0);
    for known in &lived.book.accounts {
        let own = || lived.facts.iter().filter(|fact| fact.account == Some(known.id));
        let said: Vec<Seq> = own().filter(|fact| !fact.body.kind().is_acted()).map(|fact| fact.seq).collect();
        let recorded: Vec<_> = own().filter_map(|fact| reason(fact, |seq| said.binary_search(&seq).ok())).collect();
        let mut told = Told::default();
        alone.decide(known.id, &mut told).unwrap();
        let again: Vec<_> = told.0.iter().filter_map(|fact| reason(fact, |seq| alone.seen_place(seq))).collect();
        assert_eq!(again, recorded, "{:?}", known.id);
        cited += again.iter().map(|(.., places)| places.len()).sum::<usize>();
    }
    assert!(cited > 1_000, "{cited}");
}

/// What an act was done for: when, by which rule, and the places of the seen facts it cites; `None` stands for its own.
fn reason(fact: &Fact, place: impl Fn(Seq) -> Option<usize>) -> Option<(Micros, Rule, Vec<Option<usize>>)> {
    let why = fact.body.why()?;
    Some((fact.occurred_at, why.rule, why.because.iter().map(|seq| place(*seq)).collect()))
}

#[test]
fn arbitrary_accounts_stand_alone_as_they_stood_together() {
    for seed in seeds().step_by(2) {
        let (book, facts) = if seed % 4 == 0 { mixed(&arbitrary(seed)) } else { whole(&arbitrary(seed)) };
        assert_eq!(apart(&replayed(&book, &facts), &columns(&facts)), None, "seed {seed}");
    }
}

/// The twin: what the columns leave out, the proof misses.
#[test]
fn a_fact_less_is_noticed() {
    let mut noticed = 0;
    for seed in 0..20 {
        let (book, facts) = mixed(&arbitrary(seed));
        let touch = facts.iter().position(|fact| matches!(fact.body, Body::Touched { .. } | Body::CallHeld { .. }));
        let Some(touch) = touch else { continue };
        let mut fewer = facts.clone();
        fewer.remove(touch);
        noticed += u32::from(apart(&replayed(&book, &facts), &columns(&fewer)).is_some());
    }
    assert!(noticed > 10, "{noticed} of 20");
}

/// The twin of the floor: who is in which team decides who comes to own an account.
#[test]
fn a_house_without_members_is_noticed() {
    let lived = live(Plan::sized(11, 40, 8, today()));
    let members = |fact: &&Fact| !matches!(fact.body, Body::MemberJoined { .. });
    let fewer: Vec<Fact> = lived.facts.iter().filter(members).cloned().collect();
    assert!(apart(&replayed(&lived.book, &lived.facts), &columns(&fewer)).is_some());
}

#[test]
fn an_account_that_nobody_spoke_of_is_nothing() {
    let lived = live(Plan::sized(11, 40, 3, today()));
    let seen = columns(&lived.facts);
    let house = House::new(&seen, &lived.book.library);
    let mut alone = Alone::new(&seen, &house);
    let last = AccountId(u32::try_from(seen.accounts()).unwrap());
    assert!(alone.decide(last, &mut ()).unwrap().line.is_empty());
    assert!(alone.is_empty());
}
