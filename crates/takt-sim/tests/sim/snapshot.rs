//! A book that was kept and read back, with the facts behind it folded on, is the book that all facts fold into: to the
//! byte, wakes and all, and it decides the same next.

use std::convert::Infallible;

use takt_core::book::Book;
use takt_core::digest::state_sha256;
use takt_core::fact::binary::{Malformed, Writer};
use takt_core::fact::{Actor, Body, Dated, Draft, Fact, Kind};
use takt_core::history::Tail;
use takt_core::snapshot::{Regained, write_account, write_house};
use takt_core::unit::{AccountId, ImportId, Micros, Seq};
use takt_sim::Plan;
use takt_sim::arbitrary::{arbitrary_body, shuffle};
use takt_sim::stream::Stream;

use crate::history::{rebuilt, replayed};
use crate::house::{live, today};
use crate::import::{Arbitrary, arbitrary, changing, mixed, seeds, unfinished};

/// The parts of a snapshot: the house, then accounts in blocks of a few. A book that began a commit and wrote nothing is
/// ahead of its journal, so the time is that of the last fact.
fn keep(book: &Book, facts: &[Fact]) -> Vec<Vec<u8>> {
    let mut parts = Vec::new();
    let mut out = Writer::default();
    write_house(book, facts.last().map_or(book.recorded_at, |fact| fact.recorded_at), &mut out);
    parts.push(out.into_bytes());
    for accounts in book.accounts.chunks(3) {
        let mut out = Writer::default();
        accounts.iter().for_each(|account| write_account(book, account, &mut out));
        parts.push(out.into_bytes());
    }
    parts
}

fn regain(parts: &[Vec<u8>], like: &Book) -> Result<Book, Malformed> {
    let blank = Book::new(like.words.clone(), like.library.clone());
    let mut regained = Regained::begin(blank, &parts[0])?;
    parts[1..].iter().try_for_each(|part| regained.take(part))?;
    regained.finish()
}

/// Folds the facts behind a snapshot as a process does that opens the folder; `None` where it must fold all of them.
fn opened(parts: &[Vec<u8>], facts: &[Fact], cut: usize, like: &Book) -> Option<Book> {
    let mut book = regain(parts, like).unwrap();
    let (past, rest) = facts.split_at(cut);
    let mut tail = Tail::default();
    rest.iter().for_each(|fact| tail.note(fact));
    if tail.is_everything() {
        return None;
    }
    loop {
        let wanted = tail.wanted(&book);
        if wanted.is_empty() {
            break;
        }
        for (id, last) in wanted {
            let chain = past.iter().rev().filter(|fact| fact.account == Some(id) && fact.seq <= last);
            tail.hold(id, chain.cloned().collect());
        }
    }
    rest.iter().for_each(|fact| tail.take(&mut book, fact.clone()));
    tail.finish(&mut book);
    Some(book)
}

/// Ends of commits: where a snapshot may stand.
fn cuts(facts: &[Fact]) -> Vec<usize> {
    let inside = (1..facts.len()).filter(|place| facts[place - 1].recorded_at < facts[*place].recorded_at);
    inside.chain([facts.len()]).collect()
}

/// What a book decides of what comes next: timers for a year, another import of the past, a statement of a program.
fn next(mut book: Book, from: &Arbitrary, facts: &[Fact]) -> Vec<Fact> {
    let mut stream = Stream::of(from.seed, "next", 0);
    let (mut out, mut said) = (Vec::new(), Vec::new());
    let accounts = book.accounts.len() as u64;
    for step in 1..6 {
        let now = book.begin(book.recorded_at.plus(step * 30 * Micros::DAY));
        book.advance(now, &mut out);
        let id = AccountId(stream.below(accounts + 1) as u32);
        let is_late = stream.chance(5_000);
        let occurred_at = now.plus(-Micros::DAY * if is_late { 800 } else { 1 });
        let draft = Draft {
            account: Some(id),
            occurred_at,
            dated: Dated::Instant,
            actor: if is_late { Actor::Import(ImportId(9)) } else { Actor::Program },
            contact: None,
            rank: 0,
            body: arbitrary_body(&mut stream, &from.words, occurred_at),
        };
        let past = |chains: &[(AccountId, Seq)]| {
            let own = |fact: &&Fact| chains.iter().any(|(id, _)| fact.account == Some(*id));
            Ok::<_, Infallible>(facts.iter().chain(&out).filter(own).cloned().collect())
        };
        said.clear();
        book.take(id, vec![draft], past, &mut said).unwrap();
        out.append(&mut said);
        book.advance_to(now, &mut out);
    }
    out
}

/// Everything a snapshot and the facts behind it must lead to, at some cuts of a journal.
fn check(seed: u64, from: &Arbitrary, (running, facts): &(Book, Vec<Fact>)) -> Covered {
    let whole = rebuilt(running, facts);
    let kept = keep(&whole, facts);
    assert!(kept == keep(running, facts), "seed {seed}: the running book is kept as the folded one");
    let decided = next(whole.clone(), from, facts);
    let mut covered = Covered::default();
    let mut cuts = cuts(facts);
    shuffle(&mut cuts, &mut Stream::of(seed, "cuts", 0));
    for cut in cuts.into_iter().take(6) {
        let (past, rest) = facts.split_at(cut);
        let Some(book) = opened(&keep(&rebuilt(running, past), past), facts, cut, running) else {
            covered.adopted += 1;
            continue;
        };
        for fact in rest {
            match fact.body {
                Body::Reopened { .. } => covered.reopened += 1,
                Body::Voided { .. } => covered.voided += 1,
                Body::Unmerged { .. } => covered.unmerged += 1,
                Body::Doubted { .. } | Body::Distinct { .. } | Body::SamePerson { .. } | Body::Belongs { .. } => {
                    covered.tied += 1;
                }
                _ => {}
            }
        }
        covered.unlive += usize::from(book.accounts.iter().any(|account| account.live_at.is_none()));
        assert_eq!(state_sha256(&book), state_sha256(&whole), "seed {seed}, cut {cut}");
        assert_eq!(book.ties, whole.ties, "seed {seed}, cut {cut}");
        assert!(keep(&book, facts) == kept, "seed {seed}, cut {cut}: every field, sequences too");
        for (one, two) in book.accounts.iter().zip(&whole.accounts) {
            assert_eq!(one.wake, two.wake, "seed {seed}, cut {cut}: {:?}", one.id);
        }
        assert_eq!(book.next_wake(), whole.next_wake(), "seed {seed}, cut {cut}");
        assert_eq!(next(book, from, facts), decided, "seed {seed}, cut {cut}: what is decided next");
    }
    covered
}

/// What stood behind a snapshot.
#[derive(Debug, Default)]
struct Covered {
    reopened: usize,
    voided: usize,
    unmerged: usize,
    tied: usize,
    adopted: usize,
    unlive: usize,
}

/// One seed of three, since every journal is folded many times.
fn some_seeds() -> impl Iterator<Item = u64> {
    seeds().step_by(3)
}

#[test]
fn a_snapshot_at_any_cut_with_the_rest_folded_on_is_the_whole() {
    let (mut reopened, mut unlive) = (0, 0);
    for seed in some_seeds() {
        let from = arbitrary(seed);
        // Every other journal ends with an import that was killed before its accounts went live.
        let journal = if seed % 2 == 0 { mixed(&from) } else { unfinished(&from) };
        let covered = check(seed, &from, &journal);
        (reopened, unlive) = (reopened + covered.reopened, unlive + covered.unlive);
    }
    assert!(reopened > 50 && unlive > 10, "{reopened} reopenings behind a snapshot, {unlive} unfinished imports");
}

/// The same where imports were taken back, accounts merged and parted, and models changed.
#[test]
fn a_snapshot_of_a_house_that_changed_its_mind_is_the_whole_too() {
    let mut all = Covered::default();
    for seed in some_seeds() {
        let from = arbitrary(seed);
        let (running, facts) = changing(&from);
        let again = replayed(&running, &facts);
        assert_eq!(state_sha256(&again), state_sha256(&running), "seed {seed}: what is decided anew");
        let covered = check(seed, &from, &(running, facts));
        all.voided += covered.voided;
        all.unmerged += covered.unmerged;
        all.tied += covered.tied;
        all.adopted += covered.adopted;
    }
    assert!(all.voided > 20 && all.unmerged > 10 && all.adopted > 20 && all.tied > 200, "{all:?}");
}

#[test]
fn a_vendors_book_comes_back_as_it_was() {
    let lived = live(Plan::sized(11, 150, 14, today()));
    let parts = keep(&lived.book, &lived.facts);
    let book = regain(&parts, &lived.book).unwrap();
    assert!(keep(&book, &lived.facts) == parts);
    assert_eq!(state_sha256(&book), state_sha256(&lived.book));
    let folded = rebuilt(&lived.book, &lived.facts);
    assert_eq!(book.next_wake(), folded.next_wake());
    for (one, two) in book.accounts.iter().zip(&folded.accounts) {
        assert_eq!(format!("{one:?}"), format!("{two:?}"));
    }
}

/// The twin of the property above: it must see when the past of a reopened account is not handed in.
#[test]
fn a_reopened_account_without_its_past_is_seen() {
    let missed = seeds().any(|seed| {
        let (running, facts) = mixed(&arbitrary(seed));
        let Some(place) = facts.iter().position(|fact| fact.body.kind() == Kind::Reopened) else { return false };
        let Some(cut) = cuts(&facts).into_iter().rfind(|cut| *cut < place) else { return false };
        let mut book = regain(&keep(&rebuilt(&running, &facts[..cut]), &facts[..cut]), &running).unwrap();
        let mut tail = Tail::default();
        facts[cut..].iter().for_each(|fact| tail.note(fact));
        facts[cut..].iter().for_each(|fact| tail.take(&mut book, fact.clone()));
        tail.finish(&mut book);
        state_sha256(&book) != state_sha256(&running)
    });
    assert!(missed);
}

/// The twin for what ties accounts and people: a snapshot or a tail that loses any of it is seen, by its bytes and by the
/// hash.
#[test]
fn a_tie_that_is_lost_is_seen() {
    let kinds = [Kind::Doubted, Kind::Distinct, Kind::SamePerson, Kind::Belongs];
    let mut missed = [0; 4];
    for seed in some_seeds() {
        let (running, facts) = changing(&arbitrary(seed));
        for (kind, missed) in kinds.into_iter().zip(&mut missed) {
            let mut poorer = running.clone();
            let mut book = rebuilt(&running, &[]);
            let others = facts.iter().filter(|fact| fact.account.is_none() && fact.body.kind() != kind);
            others.for_each(|fact| book.apply(fact));
            poorer.ties = book.ties;
            if poorer.ties == running.ties {
                continue;
            }
            *missed += 1;
            assert_ne!(state_sha256(&poorer), state_sha256(&running), "seed {seed}: {kind:?} stands in no hash");
            assert!(keep(&poorer, &facts) != keep(&running, &facts), "seed {seed}: {kind:?} is not kept");
        }
    }
    assert!(missed.iter().all(|missed| *missed > 5), "{missed:?} of {kinds:?} left something");
}

/// What comes behind a new model cannot be folded onto an old book: it concerns every account.
#[test]
fn a_model_behind_a_snapshot_makes_all_of_it_be_folded() {
    let (running, facts) = mixed(&arbitrary(1));
    let mut rest = facts.clone();
    let adoption = facts.iter().find(|fact| matches!(fact.body, Body::ModelAdopted { .. })).unwrap();
    let last = facts.last().unwrap();
    rest.push(Fact { seq: Seq(last.seq.0 + 1), recorded_at: last.recorded_at.plus(1), ..adoption.clone() });
    assert!(opened(&keep(&running, &facts), &rest, facts.len(), &running).is_none());
    assert!(opened(&keep(&running, &facts), &facts, facts.len(), &running).is_some());
}

/// A snapshot whose CRC is right and whose bytes are none is refused, never a panic: the checksum is the store's, and the
/// form does not rely on it.
#[test]
fn bytes_that_are_no_book_are_refused_or_read_but_never_a_panic() {
    let (running, facts) = mixed(&arbitrary(3));
    let parts = keep(&running, &facts);
    let mut stream = Stream::of(3, "flips", 0);
    let mut refused = 0;
    for _ in 0..400 {
        let place = stream.below(parts.len() as u64) as usize;
        let byte = stream.below(parts[place].len() as u64) as usize;
        let mut flipped = parts.clone();
        flipped[place][byte] ^= 1 << stream.below(8);
        refused += usize::from(regain(&flipped, &running).is_err());
        let mut cut = parts.clone();
        cut[place].truncate(byte);
        assert!(regain(&cut, &running).is_err(), "part {place} cut at {byte}");
    }
    assert!(refused > 0);
    let mut missing = parts.clone();
    missing.pop();
    assert!(regain(&missing, &running).is_err(), "accounts are missing");
    let mut doubled = parts.clone();
    doubled.push(parts[parts.len() - 1].clone());
    assert!(regain(&doubled, &running).is_err(), "accounts twice");
}
