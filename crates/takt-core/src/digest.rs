//! The state hash: SHA-256 over everything the journal folds into, in one canonical form.
//!
//! Sequences stand in no hash: a replay decides the same seen facts anew and gives other sequences to what it decides.
//! What a timer will do next is derived from the rest and stands in it neither.

use alloc::vec::Vec;

use sha2::{Digest, Sha256};

use crate::account::{Account, Occurrence, Owner, Position, What};
use crate::book::Book;
use crate::fact::binary::Writer;
use crate::fact::{Field, Place};
use crate::ties::{Doubt, Pair, Ties};
use crate::unit::Micros;

/// The hash of a book's state.
#[must_use]
pub fn state_sha256(book: &Book) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(b"takt state 2");
    for adoption in &book.adoptions {
        hasher.update(adoption.hash);
    }
    let mut out = Writer::default();
    house(book, &mut out);
    undone(book, &mut out);
    ties(&book.ties, &mut out);
    hasher.update(out.as_bytes());
    for one in &book.accounts {
        let mut out = Writer::default();
        account(one, &mut out);
        hasher.update((out.as_bytes().len() as u64).to_be_bytes());
        hasher.update(out.as_bytes());
    }
    hasher.finalize().into()
}

/// The hash of the accounts alone: of where each stands, what is read of it, and how it came there.
#[must_use]
pub fn accounts_sha256(accounts: &[Account]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(b"takt accounts 2");
    for one in accounts {
        let mut out = Writer::default();
        account(one, &mut out);
        hasher.update((out.as_bytes().len() as u64).to_be_bytes());
        hasher.update(out.as_bytes());
    }
    hasher.finalize().into()
}

fn house(book: &Book, out: &mut Writer) {
    let floor = &book.floor;
    list(out, &floor.members.iter().collect::<Vec<_>>(), |out, (member, teams)| {
        member.write(out);
        list(out, teams, |out, team| team.write(out));
    });
    list(out, &floor.rota, |out, (at, team, member, came)| {
        at.write(out);
        team.write(out);
        member.write(out);
        came.write(out);
    });
    list(out, &floor.hours.iter().collect::<Vec<_>>(), |out, ((member, weekday), openings)| {
        member.write(out);
        weekday.write(out);
        (*openings).write(out);
    });
    list(out, &floor.leaves.iter().collect::<Vec<_>>(), |out, ((member, from), to)| {
        member.write(out);
        from.write(out);
        to.write(out);
    });
    list(out, &floor.closures, |out, (from, to)| {
        from.write(out);
        to.write(out);
    });
    list(out, &floor.booked.iter().collect::<Vec<_>>(), |out, ((member, at), account)| {
        member.write(out);
        at.write(out);
        out.number(u64::from(account.0));
    });
    list(out, &book.counts, |out, count| {
        count.day.write(out);
        count.channel.write(out);
        count.visits.write(out);
        count.cost.write(out);
    });
    list(out, &book.imports, |out, tally| {
        tally.import.write(out);
        for rows in [tally.received, tally.journalled, tally.unchanged, tally.rejected] {
            rows.write(out);
        }
    });
}

/// Nothing where there are none, so that a journal from before there were any keeps its hash.
fn ties(ties: &Ties, out: &mut Writer) {
    if *ties == Ties::default() {
        return;
    }
    let pair = |out: &mut Writer, pair: &Pair| match pair {
        Pair::Accounts(one, other) => {
            out.byte(0);
            (*one).write(out);
            (*other).write(out);
        }
        Pair::Contacts(one, other) => {
            out.byte(1);
            (*one).write(out);
            (*other).write(out);
        }
    };
    let doubt = |out: &mut Writer, known: &Pair, doubt: &Doubt| {
        pair(out, known);
        doubt.why.write(out);
        doubt.accounts.0.write(out);
        doubt.accounts.1.write(out);
        doubt.import.write(out);
    };
    list(out, &ties.doubts.iter().collect::<Vec<_>>(), |out, (known, said)| doubt(out, known, said));
    list(out, &ties.distinct.iter().collect::<Vec<_>>(), |out, known| pair(out, known));
    list(out, &ties.entities.iter().collect::<Vec<_>>(), |out, (account, belonging)| {
        (**account).write(out);
        belonging.entity.write(out);
        belonging.import.write(out);
    });
    list(out, &ties.people.iter().collect::<Vec<_>>(), |out, (one, other)| {
        (**one).write(out);
        (**other).write(out);
    });
    // Nothing where a pair was told once, so that those books keep their hash.
    if !ties.further.is_empty() {
        let further = ties.further.iter().flat_map(|(known, said)| said.iter().map(move |said| (known, said)));
        list(out, &further.collect::<Vec<_>>(), |out, (known, said)| doubt(out, known, said));
    }
}

fn undone(book: &Book, out: &mut Writer) {
    list(out, &book.imports_undone.iter().collect::<Vec<_>>(), |out, import| import.write(out));
}

fn account(account: &Account, out: &mut Writer) {
    out.number(u64::from(account.id.0));
    out.signed(account.began.0);
    out.signed(account.clock.0);
    account.live_at.write(out);
    account.sealed.write(out);
    out.byte(u8::from(account.main.is_some()));
    if let Some(main) = &account.main {
        position(main, out);
    }
    list(out, &account.sides, |out, (number, side)| {
        number.write(out);
        position(side, out);
    });
    match account.owner {
        Owner::Queue(team) => {
            out.byte(0);
            team.write(out);
        }
        Owner::Member(team, member) => {
            out.byte(1);
            team.write(out);
            member.write(out);
        }
    }
    list(out, &account.incoming.into_iter().collect::<Vec<_>>(), |out, incoming| {
        incoming.team.write(out);
        incoming.member.write(out);
    });
    list(out, &account.co_owners, |out, co_owner| {
        co_owner.team.write(out);
        co_owner.member.write(out);
    });
    account.lap.write(out);
    out.signed(account.lap_since.0.0);
    list(out, &account.lap_events, occurrence);
    list(out, &account.offer.into_iter().collect::<Vec<_>>(), |out, offer| {
        offer.number.write(out);
        offer.team.write(out);
        offer.at.write(out);
        offer.limit.write(out);
        offer.lapsed.write(out);
    });
    account.offers.write(out);
    list(out, &account.source.into_iter().collect::<Vec<_>>(), |out, known| {
        known.value.write(out);
        known.at.write(out);
    });
    list(out, &account.attributes, |out, attribute| {
        attribute.field.write(out);
        for known in [attribute.first, attribute.latest] {
            known.value.write(out);
            known.at.write(out);
        }
    });
    list(out, &account.touches, |out, mark| {
        mark.touch.write(out);
        out.signed(i64::from(mark.day));
        mark.contact.write(out);
    });
    account.last_touch.write(out);
    list(out, &account.contacts, |out, person| {
        person.id.write(out);
        person.left.write(out);
    });
    list(out, &account.uses, |out, one| {
        one.signal.write(out);
        out.number(one.amount);
        one.at.write(out);
        one.contact.write(out);
    });
    list(out, &account.refusals, |out, refused| {
        refused.contact.write(out);
        refused.channel.write(out);
        refused.at.write(out);
    });
    list(out, &account.opportunities, |out, opportunity| {
        opportunity.number.write(out);
        opportunity.place.write(out);
        opportunity.open.write(out);
        opportunity.amount.write(out);
    });
    list(out, &account.subscriptions, |out, subscription| {
        subscription.number.write(out);
        subscription.open.write(out);
        subscription.ends.write(out);
        subscription.mrr.write(out);
    });
    list(out, &account.steps, |out, (step, _)| step.write(out));
    account.appointment.write(out);
    list(out, &account.excuse.into_iter().collect::<Vec<_>>(), |out, excuse| {
        excuse.reason.write(out);
        excuse.until.write(out);
    });
    list(out, &account.slots, |out, (member, at, _)| {
        member.write(out);
        at.write(out);
    });
    account.part_of.write(out);
    list(out, &account.parts, |out, part| part.account.write(out));
    out.number(account.unclear.len() as u64);
    list(out, &account.line, |out, entry| {
        entry.at.write(out);
        match entry.what {
            What::Move { place, from, to, path, lap, inferred, rule, minutes } => {
                out.byte(0);
                Place::write(&place, out);
                from.write(out);
                to.write(out);
                path.write(out);
                lap.write(out);
                inferred.write(out);
                rule.write(out);
                minutes.write(out);
            }
            What::Crew { team, member } => {
                out.byte(1);
                team.write(out);
                member.write(out);
            }
            What::Person => out.byte(2),
            What::Rest { until } => {
                out.byte(3);
                until.write(out);
            }
            What::Worth { place, amount } => {
                out.byte(4);
                Place::write(&place, out);
                amount.write(out);
            }
            What::Contract { number, open, mrr } => {
                out.byte(5);
                number.write(out);
                open.write(out);
                mrr.write(out);
            }
            What::Ticket { number, closed } => {
                out.byte(6);
                number.write(out);
                closed.write(out);
            }
        }
    });
}

fn position(position: &Position, out: &mut Writer) {
    position.stage.write(out);
    Micros::write(&position.since, out);
    position.inferred.write(out);
    list(out, &position.events, occurrence);
    position.reason.write(out);
    position.back.write(out);
}

fn occurrence(out: &mut Writer, occurrence: &Occurrence) {
    let (number, detail) = occurrence.event.numbers();
    out.byte(number);
    detail.write(out);
    occurrence.at.write(out);
}

fn list<T>(out: &mut Writer, items: &[T], mut one: impl FnMut(&mut Writer, &T)) {
    out.number(items.len() as u64);
    for item in items {
        one(out, item);
    }
}
