//! Which transition holds, why, and when time alone could change that.
//!
//! Three questions to one closed set of conditions: does it hold now ([`holds`]); on which facts and silences, as few
//! as possible ([`cite`]); and what is the next instant at which it could come to hold without any new fact
//! ([`next_turn`]).

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use crate::account::{Account, Attribute, Occurrence, Position, Use};
use crate::book::InForce;
use crate::fact::{Absence, Event, Value};
use crate::model::{Condition, Since, Test};
use crate::score;
use crate::unit::{Micros, Seq, SignalId, Span};

/// An account and one of its positions at an instant: what conditions are asked of.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The model in force.
    pub model: &'a InForce,
    /// The account.
    pub account: &'a Account,
    /// The position whose transitions are asked.
    pub position: &'a Position,
    /// Now.
    pub at: Micros,
}

/// Whether a condition holds.
#[must_use]
pub fn holds(scene: Scene<'_>, condition: &Condition) -> bool {
    holds_on(scene, condition, None)
}

/// Whether a condition holds where only some facts are known, which rise; `None` knows all.
fn holds_on(scene: Scene<'_>, condition: &Condition, only: Option<&[Seq]>) -> bool {
    let Scene { model, account, position, at } = scene;
    let knows = |seq: Seq| only.is_none_or(|only| only.binary_search(&seq).is_ok());
    let score = |kind| score::score(model, account, kind, model.calendar().day_of(at), only);
    match condition {
        Condition::All(parts) => parts.iter().all(|part| holds_on(scene, part, only)),
        Condition::Any(parts) => parts.iter().any(|part| holds_on(scene, part, only)),
        Condition::Not(part) => !holds_on(scene, part, only),
        Condition::Happened { event, at_least, since, within } => {
            let wanted = usize::from(*at_least);
            let known = matching(scene, *event, *since).filter(|o| knows(o.seq) && is_within(scene, o.at, *within));
            known.take(wanted).count() >= wanted
        }
        Condition::Elapsed(span) => knows(position.entered) && model.calendar().add(position.since, *span) <= at,
        Condition::LapElapsed(span) => {
            let (since, seq) = account.lap_since;
            knows(seq) && model.calendar().add(since, *span) <= at
        }
        Condition::UsedAtLeast { signal, amount, within } => {
            let known = uses(scene, *signal, *within).filter(|one| knows(one.seq));
            known.fold(0_u64, |sum, one| sum.saturating_add(one.amount)) >= u64::from(*amount)
        }
        Condition::UsedBy { signal, people, within } => {
            let who: BTreeSet<_> =
                uses(scene, *signal, *within).filter(|one| knows(one.seq)).filter_map(|one| one.contact).collect();
            who.len() >= usize::from(*people)
        }
        Condition::ContactsAtLeast(people) => {
            account.present().filter(|person| knows(person.seq)).count() >= usize::from(*people)
        }
        Condition::ContactsBelow(people) => {
            account.present().filter(|person| knows(person.seq)).count() < usize::from(*people)
        }
        Condition::ScoreAtLeast(kind, line) => {
            let line = u64::from(*line) * score::MILLI;
            !account.ceiling.is_below(scene.model, account, *kind, at, line) && score(*kind) >= line
        }
        Condition::ScoreBelow(kind, line) => {
            let line = u64::from(*line) * score::MILLI;
            account.ceiling.is_below(scene.model, account, *kind, at, line) || score(*kind) < line
        }
        Condition::Attribute(field, test) => {
            let known = account.attributes.iter().find(|attribute| attribute.field == *field);
            known.is_some_and(|known| knows(known.latest.seq) && passes(known.latest.value, test))
        }
        Condition::Source(sources) => {
            account.source.is_some_and(|known| knows(known.seq) && sources.contains(&known.value))
        }
        Condition::Returned => {
            let said = position.back_said.is_none_or(&knows);
            knows(position.entered) && said && position.back.is_some_and(|back| back <= at)
        }
        Condition::LapsAtLeast(laps) => knows(position.entered) && account.lap >= *laps,
        Condition::LapsBelow(laps) => knows(position.entered) && account.lap < *laps,
        Condition::OnboardingComplete => {
            let steps = &model.model.steps;
            steps.iter().all(|step| account.steps.iter().any(|(done, seq)| *done == step.id && knows(*seq)))
        }
        Condition::EndsWithin(span) => {
            let known = account.running().filter(|subscription| knows(subscription.seq));
            known.filter_map(|s| s.ends).any(|ends| model.calendar().add(at, *span) >= ends)
        }
        Condition::Refused => match only {
            None => account.refused(),
            Some(_) => {
                let said = |contact| {
                    account.refusals.iter().any(|r| r.channel.is_none() && r.contact == contact && knows(r.seq))
                };
                let everybody = account.contacts.iter().all(|person| said(Some(person.id)));
                said(None) || (!account.contacts.is_empty() && everybody)
            }
        },
    }
}

/// The facts and silences that a condition which holds rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Citation {
    /// Facts, rising.
    pub because: Vec<Seq>,
    /// Silences.
    pub absent: Vec<Absence>,
}

/// The proof that a condition holds: sufficient, and minimal.
#[must_use]
pub fn cite(scene: Scene<'_>, condition: &Condition) -> Citation {
    let mut citation = Citation::default();
    let mut resets = Vec::new();
    collect(scene, condition, &mut citation, &mut resets);
    let because = &mut citation.because;
    because.sort_unstable();
    because.dedup();
    // Parts are proved one by one, so one may rest on what another cites already: what can be spared goes, the oldest
    // first. A condition of one part is minimal as it is.
    let mut place = 0;
    while because.len() > 1 && place < because.len() {
        let spared = because.remove(place);
        if !holds_on(scene, condition, Some(because)) {
            because.insert(place, spared);
            place += 1;
        }
    }
    because.extend(resets);
    because.sort_unstable();
    because.dedup();
    citation.absent.sort_unstable();
    citation.absent.dedup();
    citation
}

/// Gathers what every part rests on; `resets` takes the facts that reset a timer last: they are cited besides.
fn collect(scene: Scene<'_>, condition: &Condition, into: &mut Citation, resets: &mut Vec<Seq>) {
    let Scene { model, account, position, at } = scene;
    match condition {
        Condition::All(parts) => {
            for part in parts {
                collect(scene, part, into, resets);
            }
        }
        // One part is enough: of those that hold, the one that cites least, the first among equals.
        Condition::Any(parts) => {
            let mut least: Option<Citation> = None;
            let weight = |c: &Citation| c.because.len() + c.absent.len();
            for part in parts {
                // What cites something at all cannot cite less than one.
                let is_least = |least: &Citation| weight(least) <= usize::from(cites_something(part));
                if least.as_ref().is_some_and(is_least) || !holds(scene, part) {
                    continue;
                }
                let one = cite(scene, part);
                if least.as_ref().is_none_or(|least| weight(&one) < weight(least)) {
                    least = Some(one);
                }
            }
            if let Some(least) = least {
                into.because.extend(least.because);
                into.absent.extend(least.absent);
            }
        }
        Condition::Not(part) => collect_silence(scene, part, into, resets),
        Condition::Happened { event, at_least, since, within } => {
            let newest = matching(scene, *event, *since).filter(|o| is_within(scene, o.at, *within));
            into.because.extend(newest.take(usize::from(*at_least)).map(|o| o.seq));
        }
        Condition::Returned => {
            into.because.push(position.entered);
            into.because.extend(position.back_said);
        }
        Condition::Elapsed(_) | Condition::LapsAtLeast(_) | Condition::LapsBelow(_) => {
            into.because.push(position.entered);
        }
        Condition::LapElapsed(_) => into.because.push(account.lap_since.1),
        // The reports of most use are enough, as few of them as reach the line.
        Condition::UsedAtLeast { signal, amount, within } => {
            let mut most: Vec<&Use> = uses(scene, *signal, *within).collect();
            most.sort_by_key(|one| (core::cmp::Reverse(one.amount), one.seq));
            let mut sum = 0_u64;
            for one in most {
                if sum >= u64::from(*amount) {
                    break;
                }
                sum = sum.saturating_add(one.amount);
                into.because.push(one.seq);
            }
        }
        Condition::UsedBy { signal, people, within } => {
            let mut who = BTreeSet::new();
            let newest = uses(scene, *signal, *within).rev().filter(|one| one.contact.is_some_and(|c| who.insert(c)));
            into.because.extend(newest.take(usize::from(*people)).map(|one| one.seq));
        }
        Condition::ContactsAtLeast(people) => {
            into.because.extend(account.present().take(usize::from(*people)).map(|person| person.seq));
        }
        // Nobody there, like a gate's last resort, rests on nothing that was said.
        Condition::ContactsBelow(_) => {}
        Condition::ScoreAtLeast(kind, line) => {
            let today = model.calendar().day_of(at);
            into.because.extend(score::reaching(model, account, *kind, today, *line).unwrap_or_default());
        }
        // A score that is too low rests on what did not happen since the position came here.
        Condition::ScoreBelow(..) => {
            into.absent.push(Absence { what: Event::Touched(None), from: position.since, to: at });
        }
        Condition::Attribute(field, _) => {
            into.because
                .extend(account.attributes.iter().find(|a| a.field == *field).map(|a: &Attribute| a.latest.seq));
        }
        Condition::Source(_) => into.because.extend(account.source.map(|known| known.seq)),
        Condition::OnboardingComplete => {
            let wanted = |id| model.model.steps.iter().any(|step| step.id == id);
            into.because.extend(account.steps.iter().filter(|(id, _)| wanted(*id)).map(|(_, seq)| *seq));
        }
        Condition::EndsWithin(span) => {
            let soon = account.running().filter(|s| s.ends.is_some_and(|e| model.calendar().add(at, *span) >= e));
            into.because.extend(soon.min_by_key(|s| s.ends).map(|s| s.seq));
        }
        Condition::Refused => {
            let account_wide = account.refusals.iter().find(|r| r.channel.is_none() && r.contact.is_none());
            match account_wide {
                Some(refused) => into.because.push(refused.seq),
                None => into.because.extend(account.refusals.iter().filter(|r| r.channel.is_none()).map(|r| r.seq)),
            }
        }
    }
}

/// Whether a condition that holds is certain to cite a fact or a silence.
fn cites_something(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) => parts.iter().any(cites_something),
        Condition::Any(parts) => parts.iter().all(cites_something),
        Condition::Happened { at_least, .. } => *at_least > 0,
        Condition::ScoreAtLeast(_, line) => *line > 0,
        Condition::Elapsed(_)
        | Condition::LapElapsed(_)
        | Condition::ScoreBelow(..)
        | Condition::Attribute(..)
        | Condition::Source(_)
        | Condition::Returned
        | Condition::LapsAtLeast(_)
        | Condition::LapsBelow(_) => true,
        _ => false,
    }
}

/// Cites the absence of what a negated condition would need.
fn collect_silence(scene: Scene<'_>, condition: &Condition, into: &mut Citation, resets: &mut Vec<Seq>) {
    let Scene { account, position, at, .. } = scene;
    match condition {
        Condition::Happened { event, since, within, .. } => {
            // The timer was last reset by the newest occurrence, which lies outside the span; the silence runs since. What
            // was said late of a day before all that reset nothing.
            let begins = match since {
                Since::Visit => position.since,
                Since::Lap => account.lap_since.0,
            };
            let newest = matching(scene, *event, *since).next().filter(|o| begins < o.at);
            let from = newest.map_or(begins, |o| o.at);
            if within.is_some() {
                resets.extend(newest.map(|o| o.seq));
            }
            into.absent.push(Absence { what: *event, from, to: at });
        }
        Condition::Not(part) => collect(scene, part, into, resets),
        Condition::Any(parts) => {
            for part in parts {
                collect_silence(scene, part, into, resets);
            }
        }
        Condition::All(parts) => {
            if let Some(part) = parts.iter().find(|part| !holds(scene, part)) {
                collect_silence(scene, part, into, resets);
            }
        }
        Condition::Returned => {
            into.because.push(position.entered);
            into.because.extend(position.back_said);
        }
        Condition::LapsAtLeast(_) | Condition::LapsBelow(_) | Condition::Elapsed(_) => {
            into.because.push(position.entered);
        }
        Condition::ScoreAtLeast(..) => {
            into.absent.push(Absence { what: Event::Touched(None), from: position.since, to: at });
        }
        // What was used is not enough: nothing at all was since the last report, which is cited as what it counts from.
        Condition::UsedAtLeast { .. } | Condition::UsedBy { .. } => {
            let in_lap = matching(scene, Event::Used, Since::Lap).next().map(|o| (o.at, o.seq));
            let last = in_lap.max(account.uses.last().map(|one| (one.at, one.seq)));
            resets.extend(last.map(|(_, seq)| seq));
            let from = last.map_or(account.lap_since.0, |(last, _)| last);
            into.absent.push(Absence { what: Event::Used, from, to: at });
        }
        Condition::ContactsBelow(people) => {
            into.because.extend(account.present().take(usize::from(*people)).map(|person| person.seq));
        }
        Condition::Attribute(field, _) => {
            into.because.extend(account.attributes.iter().find(|a| a.field == *field).map(|a| a.latest.seq));
        }
        Condition::Source(_) => into.because.extend(account.source.map(|known| known.seq)),
        _ => {}
    }
}

/// The next instant after now at which the condition could come to hold by time alone.
#[must_use]
pub fn next_turn(scene: Scene<'_>, condition: &Condition) -> Option<Micros> {
    turn(scene, condition, true)
}

fn turn(scene: Scene<'_>, condition: &Condition, wanted: bool) -> Option<Micros> {
    let Scene { model, account, position, at } = scene;
    let calendar = model.calendar();
    let found = match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().filter_map(|part| turn(scene, part, wanted)).min()
        }
        Condition::Not(part) => turn(scene, part, !wanted),
        Condition::Happened { event, at_least, since, within: Some(span) } if !wanted => {
            let last = matching(scene, *event, *since).nth(usize::from(*at_least).saturating_sub(1));
            last.map(|o| calendar.add(o.at, *span))
        }
        Condition::Elapsed(span) if wanted => Some(calendar.add(position.since, *span)),
        Condition::LapElapsed(span) if wanted => Some(calendar.add(account.lap_since.0, *span)),
        // Use falls out of the span report by report; only time makes it too little.
        Condition::UsedAtLeast { signal, within, .. } | Condition::UsedBy { signal, within, .. } if !wanted => {
            let mut turns = uses(scene, *signal, *within).map(|one| calendar.add(one.at, *within));
            turns.find(|turn| !holds(Scene { at: *turn, ..scene }, condition))
        }
        Condition::ScoreAtLeast(kind, line) if !wanted => {
            let day = score::falls_below(model, account, *kind, calendar.day_of(at), *line);
            day.map(|day| calendar.start_of(day))
        }
        Condition::ScoreBelow(kind, line) if wanted => {
            let day = score::falls_below(model, account, *kind, calendar.day_of(at), *line);
            day.map(|day| calendar.start_of(day))
        }
        Condition::Returned if wanted => position.back,
        Condition::EndsWithin(span) if wanted => {
            let ends = account.running().filter_map(|s| s.ends);
            ends.map(|ends| first_within(scene, ends, *span)).filter(|turn| *turn > at).min()
        }
        _ => None,
    };
    found.filter(|turn| *turn > at)
}

/// The first instant from which `span` reaches `ends`.
fn first_within(scene: Scene<'_>, ends: Micros, span: Span) -> Micros {
    let calendar = scene.model.calendar();
    let (mut low, mut high) = (calendar.range().0.0, ends.0);
    if calendar.add(Micros(low), span) >= ends {
        return Micros(low);
    }
    // `add` never falls as its instant rises, so the first instant is found by halving: 60 steps at most.
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if calendar.add(Micros(middle), span) >= ends {
            high = middle;
        } else {
            low = middle;
        }
    }
    Micros(high)
}

/// Use of a signal, or of any, in the span behind, the oldest first.
fn uses<'a>(scene: Scene<'a>, signal: Option<SignalId>, within: Span) -> impl DoubleEndedIterator<Item = &'a Use> + 'a {
    let counts = move |one: &&Use| signal.is_none() || one.signal == signal;
    scene.account.uses.iter().filter(counts).filter(move |one| is_within(scene, one.at, Some(within)))
}

/// Occurrences of an event, newest first.
fn matching<'a>(scene: Scene<'a>, event: Event, since: Since) -> impl Iterator<Item = &'a Occurrence> + 'a {
    let events = match since {
        Since::Visit => &scene.position.events,
        Since::Lap => &scene.account.lap_events,
    };
    let events: &[Occurrence] = if events.may_hold(event) { events } else { &[] };
    events.iter().rev().filter(move |occurrence| event.covers(occurrence.event))
}

fn is_within(scene: Scene<'_>, happened: Micros, within: Option<Span>) -> bool {
    within.is_none_or(|span| scene.at < scene.model.calendar().add(happened, span))
}

fn passes(value: Value, test: &Test) -> bool {
    match test {
        Test::Known => true,
        Test::Is(values) => values.contains(&value),
        Test::AtLeast(line) => score::number_of(value).is_some_and(|number| number >= *line),
        Test::Below(line) => score::number_of(value).is_some_and(|number| number < *line),
    }
}
