//! What has to be true after every story: the journal folds to the same state, the seen facts decide to the same state,
//! and every citation is sufficient and minimal.

use std::collections::BTreeMap;

use takt_core::account::{Account, Occurrence, Position};
use takt_core::alone;
use takt_core::book::{Book, InForce};
use takt_core::digest::{accounts_sha256, state_sha256};
use takt_core::fact::{Body, Event, Fact, Kind, Place, Rule};
use takt_core::history::{Rebuild, Replay};
use takt_core::model::Condition;
use takt_core::route::{Scene, cite, holds};
use takt_core::seen::Seen;
use takt_core::unit::{AccountId, Micros, Seq};

use crate::house::House;
use crate::tell::time;

/// Everything that is wrong with a house.
pub(crate) fn faults(house: &House) -> Vec<String> {
    let mut faults = Vec::new();
    let state = state_sha256(&house.book);
    let mut rebuild = Rebuild::default();
    house.journal.iter().for_each(|fact| rebuild.note(fact));
    let mut replay = Replay::new(empty(house), &rebuild);
    let mut folded = empty(house);
    house.journal.iter().for_each(|fact| rebuild.take(&mut folded, fact.clone()));
    rebuild.finish(&mut folded);
    if state_sha256(&folded) != state {
        faults.push(format!("folding the journal gives another state: {}", apart(house, &folded)));
    }
    // A folded book asks timers again that ran out to no effect; nothing comes of them.
    let mut out = Vec::new();
    let now = folded.begin(house.book.recorded_at);
    folded.advance_to(now, &mut out);
    if let Some(fact) = out.first() {
        faults.push(format!("a folded book does what was done or not wanted: {fact:?}"));
    }
    if folded.next_wake() != house.book.next_wake() {
        faults.push("folding the journal gives other timers".into());
    }
    match house.journal.iter().try_for_each(|fact| replay.take(fact.clone())).and_then(|()| replay.finish()) {
        Err(diverged) => faults.push(diverged.to_string()),
        Ok(book) if state_sha256(&book) != state => {
            faults.push(format!("deciding the seen facts anew gives another state: {}", apart(house, &book)));
        }
        Ok(book) => faults.extend(alone(house, &book)),
    }
    faults.extend(citations(house));
    faults
}

/// Accounts that end elsewhere than in a replay when they are decided alone.
fn alone(house: &House, replayed: &Book) -> Vec<String> {
    let mut seen = Seen::default();
    house.journal.iter().for_each(|fact| seen.note(fact));
    let rooms = alone::House::new(&seen, &house.book.library);
    let mut decides = alone::Alone::new(&seen, &rooms);
    let mut faults = Vec::new();
    for known in replayed.accounts.iter().filter(|known| known.last != Seq(0)) {
        let Some(account) = decides.decide(known.id, &mut ()) else { continue };
        let hash = |one: &Account| accounts_sha256(std::slice::from_ref(one));
        if (hash(account), account.wake) != (hash(known), known.wake) {
            faults.push(format!("{} stands elsewhere when it is decided alone", house.accounts.name(known.id.0)));
        }
    }
    faults
}

fn empty(house: &House) -> Book {
    Book::new(house.book.words.clone(), house.book.library.clone())
}

/// The first thing that differs, as far as the accounts tell it.
fn apart(house: &House, other: &Book) -> String {
    for (one, two) in house.book.accounts.iter().zip(&other.accounts) {
        let (a, b) = (format!("{one:#?}"), format!("{two:#?}"));
        if let Some((place, (x, y))) = a.lines().zip(b.lines()).enumerate().find(|(_, (x, y))| x != y) {
            let within = a.lines().take(place).filter(|line| line.starts_with("    ") && !line.starts_with("     "));
            let field = within.last().unwrap_or_default().trim();
            return format!("{}: {field} {} instead of {}", house.accounts.name(one.id.0), y.trim(), x.trim());
        }
    }
    "not in the accounts".into()
}

/// The facts of every account in the order they take effect, without those that a reopening took the place of.
fn lines(house: &House) -> BTreeMap<AccountId, Vec<Fact>> {
    let mut all: BTreeMap<AccountId, Vec<Fact>> = BTreeMap::new();
    for fact in &house.journal {
        if let Some(id) = fact.account {
            all.entry(id).or_default().push(fact.clone());
        }
    }
    for line in all.values_mut() {
        let Some(place) = line.iter().rposition(|fact| fact.body.kind() == Kind::Reopened) else { continue };
        let after = line.split_off(place + 1);
        let Some(Fact { body: Body::Reopened { after: counts, .. }, .. }) = line.pop() else { continue };
        let mut seen: Vec<Fact> = std::mem::take(line);
        seen.retain(|fact| !fact.body.kind().is_acted());
        let live_at = seen.iter().find(|fact| fact.body.kind() == Kind::WentLive).map(|fact| fact.recorded_at);
        seen.sort_by_key(|fact| {
            let live = fact.body.kind() == Kind::WentLive;
            match !live && live_at.is_none_or(|live_at| fact.occurred_at < live_at) {
                true => (0, fact.occurred_at, fact.rank, fact.seq),
                false => (if live { 1 } else { 2 }, fact.recorded_at, 0, fact.seq),
            }
        });
        let mut after = after.into_iter();
        let mut acted = counts.iter().zip(after.by_ref().take(counts.len())).peekable();
        for (place, fact) in seen.into_iter().enumerate() {
            while let Some((_, act)) = acted.next_if(|(count, _)| usize::try_from(**count).unwrap() <= place) {
                line.push(act);
            }
            line.push(fact);
        }
        line.extend(acted.map(|(_, act)| act));
        line.extend(after);
    }
    all
}

/// Citations of moves by transitions that are not sufficient, or not minimal.
fn citations(house: &House) -> Vec<String> {
    let mut faults = Vec::new();
    for (id, line) in lines(house) {
        let mut book = empty(house);
        for fact in house.journal.iter().filter(|fact| fact.account.is_none()) {
            book.apply(fact);
        }
        let Some(model) = book.model.clone() else { continue };
        for fact in line {
            let Some(account) = book.account(id).cloned() else {
                book.apply(&fact);
                continue;
            };
            if let Body::Moved { place, why, .. } = &fact.body
                && let Rule::Transition(number) = why.rule
                && let Some(position) = account.position(*place)
            {
                let at = account.effective(&fact);
                let transition = &model.model.transitions[usize::from(number)];
                let told = format!("{} {} ({})", house.accounts.name(id.0), time(house, at), transition.key);
                let scene = Scene { model: &model, account: &account, position, at };
                if cite(scene, &transition.when).because != why.because {
                    faults.push(format!("{told}: cites other facts than it did"));
                }
                let proves = |facts: &[Seq]| stands(&model, &account, *place, at, &transition.when, facts);
                if !proves(&why.because) {
                    faults.push(format!("{told}: the cited facts are not sufficient"));
                }
                for silence in &why.absent {
                    let spoken =
                        |o: &&Occurrence| silence.what.covers(o.event) && silence.from < o.at && o.at < silence.to;
                    if position.events.iter().chain(&account.lap_events).any(|o| spoken(&o)) {
                        faults.push(format!("{told}: {silence:?} is no silence"));
                    }
                }
                for spared in &why.because {
                    let rest: Vec<Seq> = why.because.iter().copied().filter(|seq| seq != spared).collect();
                    if proves(&rest) && !resets(&account, position, *spared, &transition.when) {
                        faults.push(format!("{told}: {spared:?} of {:?} could be spared", why.because));
                    }
                }
            }
            book.apply(&fact);
        }
    }
    faults
}

/// A timer also cites the fact that last reset it: it is not needed for the condition to hold, but for the silence to
/// be as long as it is said to be.
fn resets(account: &Account, position: &Position, seq: Seq, condition: &Condition) -> bool {
    let happened = position.events.iter().chain(&account.lap_events).find(|o| o.seq == seq).map(|o| o.event);
    let happened = happened.or_else(|| account.uses.iter().any(|one| one.seq == seq).then_some(Event::Used));
    fn in_silence(condition: &Condition, negated: bool, event: Event) -> bool {
        match condition {
            Condition::All(parts) | Condition::Any(parts) => parts.iter().any(|p| in_silence(p, negated, event)),
            Condition::Not(part) => in_silence(part, !negated, event),
            Condition::Happened { event: waited, within, .. } => negated && within.is_some() && waited.covers(event),
            Condition::UsedAtLeast { .. } | Condition::UsedBy { .. } => negated && event == Event::Used,
            _ => false,
        }
    }
    happened.is_some_and(|event| in_silence(condition, false, event))
}

/// Whether a condition holds of an account of which only some facts are known.
fn stands(model: &InForce, account: &Account, place: Place, at: Micros, condition: &Condition, facts: &[Seq]) -> bool {
    let knows = |seq: &Seq| facts.contains(seq);
    let mut known = account.clone();
    let Some(mut position) = account.position(place).cloned() else { return false };
    position.events.retain(|o| knows(&o.seq));
    // A date that a fact gave is unknown without that fact.
    if position.back_said.is_some_and(|seq| !knows(&seq)) {
        position.back = None;
    }
    if !knows(&position.entered) {
        // Nobody knows since when it stands there: no time has passed.
        position.since = at;
        position.back = None;
    }
    if !knows(&known.lap_since.1) {
        known.lap_since.0 = at;
    }
    known.lap_events.retain(|o| knows(&o.seq));
    known.touches.retain(|mark| knows(&mark.seq));
    known.attributes.retain(|attribute| knows(&attribute.latest.seq));
    known.source = known.source.filter(|source| knows(&source.seq));
    known.steps.retain(|(_, seq)| knows(seq));
    known.subscriptions.retain(|subscription| knows(&subscription.seq));
    known.uses.retain(|one| knows(&one.seq));
    // Who refused has to be among everybody; who is there has to be known.
    known.contacts.iter_mut().for_each(|person| person.left |= !knows(&person.seq));
    known.refusals.retain(|refused| knows(&refused.seq));
    let scene = Scene { model, account: &known, position: &position, at };
    holds(scene, condition)
}
