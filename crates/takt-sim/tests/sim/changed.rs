//! What is taken back, made one and adopted while a line runs: folding, deciding anew and trying out lead to the same book.

use std::collections::BTreeSet;
use std::convert::Infallible;

use takt_core::account::{Account, Entry, Readings, What};
use takt_core::book::Book;
use takt_core::digest::{accounts_sha256, state_sha256};
use takt_core::fact::{Actor, Body, Dated, Draft, Fact};
use takt_core::history::{Other, Past, Tried, says_all, try_out};
use takt_core::model;
use takt_core::seen::Seen;
use takt_core::unit::{AccountId, ImportId, MemberId, Micros, Seq};
use takt_sim::arbitrary::arbitrary_body;
use takt_sim::stream::Stream;

use crate::alone::{apart, columns};
use crate::history::{rebuilt, replayed};
use crate::import::{Arbitrary, Importing, arbitrary, by_account, mixed, noon, past, seeds, split};

const STANDARD: &str = include_str!("../../../../models/the-model.toml");

/// Models that come into force one after the other: a stage under another name, other scores and limits, and back.
fn models() -> [String; 3] {
    let was = |text: &str, id: &str, was: &str| {
        let (from, to) = (format!("id       = \"{id}\""), format!("id = \"{id}\"\nwas = [\"{was}\"]"));
        assert!(text.contains(&from), "the stage is declared otherwise");
        text.replacen(&from, &to, 1)
    };
    let renamed = was(&STANDARD.replace("\"nurture\"", "\"care\""), "care", "nurture");
    let other = renamed.replace("points    = 3", "points    = 9").replace("limit    = \"16h\"", "limit    = \"8h\"");
    assert!(other != renamed);
    [renamed, other, was(STANDARD, "nurture", "care")]
}

/// What the columns of a journal give a model to read is what the journal gives.
#[track_caller]
fn same_readings(book: &Book, noted: &Readings, facts: Vec<Fact>) {
    let columns = columns(&facts);
    let bound: BTreeSet<AccountId> = columns.bound().collect();
    let mut read = Readings::new(columns);
    let is_bound = |fact: &&Fact| fact.account.is_some_and(|id| bound.contains(&id));
    facts.iter().filter(is_bound).for_each(|fact| read.note(fact));
    for account in &book.accounts {
        assert_eq!(read.of(&[account.id]), noted.of(&[account.id]));
    }
}

struct Changing {
    importing: Importing,
    models: Vec<[u8; 32]>,
}

impl Changing {
    fn of(from: &Arbitrary) -> Self {
        let mut importing = Importing::new(from);
        let mut hashes = Vec::new();
        for (number, text) in (1..).zip(models()) {
            let read = model::read(&text, &mut importing.book.words).unwrap();
            importing.book.library.insert([number; 32], read);
            hashes.push([number; 32]);
        }
        Self { importing, models: hashes }
    }

    fn adopt(&mut self, now: Micros) {
        let Some(model) = (!self.models.is_empty()).then(|| self.models.remove(0)) else { return };
        let Importing { book, facts } = &mut self.importing;
        let now = book.begin(now);
        let mut out = Vec::new();
        book.advance(now, &mut out);
        let mut readings = Readings::default();
        facts.iter().chain(&out).for_each(|fact| readings.note(fact));
        if self.models.is_empty() {
            same_readings(book, &readings, facts.iter().chain(&out).cloned().collect());
        }
        let body = Body::ModelAdopted { model, reason: None };
        book.adopt(draft(None, now, body), &readings, &mut out);
        book.advance_to(now, &mut out);
        facts.append(&mut out);
    }

    fn undo(&mut self, now: Micros, import: ImportId) {
        let Importing { book, facts } = &mut self.importing;
        if book.imports_undone.contains(&import) {
            return;
        }
        let now = book.begin(now);
        let mut out = Vec::new();
        book.advance(now, &mut out);
        book.push(draft(None, now, Body::ImportUndone { import }), &mut out);
        let said = |id: &AccountId| {
            let mut own = facts.iter().filter(|fact| fact.account == Some(*id) && fact.actor == Actor::Import(import));
            own.any(|fact| !matches!(fact.body, Body::WentLive {}))
        };
        let ids: Vec<AccountId> = book.accounts.iter().map(|account| account.id).filter(said).collect();
        for id in ids {
            let written: Vec<Fact> = facts.iter().chain(&out).cloned().collect();
            let own: Vec<Fact> = written.iter().filter(|fact| fact.account == Some(id)).cloned().collect();
            let body = Body::Voided { import, whole: says_all(import, &own) };
            let past = |chains: &[(AccountId, Seq)]| Ok::<_, Infallible>(past(&written, chains));
            book.take(id, vec![draft(Some(id), now, body)], past, &mut out).unwrap();
        }
        book.advance_to(now, &mut out);
        facts.append(&mut out);
    }

    /// Something happens to the line as a whole.
    fn change(&mut self, now: Micros, stream: &mut Stream) {
        let count = self.importing.book.accounts.len() as u64;
        if count == 0 {
            return;
        }
        let mut one = || AccountId(u32::try_from(stream.below(count)).unwrap());
        let (id, other) = (one(), one());
        match stream.below(5) {
            0 => self.adopt(now),
            1 => self.undo(now, ImportId(1 + u32::from(stream.chance(5_000)))),
            2 | 3 => self.importing.state(now, Some(id), Actor::Program, Body::Merged { into: other }),
            _ => {
                let mut parts = self.importing.book.accounts.iter().filter_map(|a| Some((a.id, a.part_of?)));
                if let Some((part, from)) = parts.next() {
                    self.importing.state(now, Some(part), Actor::Program, Body::Unmerged { from });
                }
            }
        }
    }
}

fn draft(account: Option<AccountId>, now: Micros, body: Body) -> Draft {
    let rank = body.kind().rank();
    Draft { account, occurred_at: now, dated: Dated::Instant, actor: Actor::Program, contact: None, rank, body }
}

/// Two imports, months of statements, and changes of the line between.
fn changed(from: &Arbitrary) -> (Book, Vec<Fact>) {
    let mut stream = Stream::of(from.seed, "changed", 0);
    let mut changing = Changing::of(from);
    for number in 0..4 {
        let body = Body::MemberJoined { member: MemberId(number), team: from.words.teams.inside };
        changing.importing.state(noon(-1), None, Actor::Program, body);
    }
    let parts = split(&from.drafts, &mut stream);
    for (number, part) in (1..).zip(&parts) {
        let start = noon(if number == 1 { 0 } else { 100 });
        let accounts = by_account(part);
        for (id, drafts) in &accounts {
            changing.importing.take(start, *id, number, drafts);
            if stream.chance(500) {
                changing.change(start, &mut stream);
            }
        }
        for id in accounts.keys() {
            changing.importing.go_live(start.plus(Micros::MINUTE), *id, number);
        }
        let count = changing.importing.book.accounts.len() as u64;
        for place in 0..stream.below(30) {
            let now = start.plus(Micros::DAY * 2 * i64::try_from(place + 1).unwrap());
            if stream.chance(3_000) {
                changing.change(now, &mut stream);
                continue;
            }
            let id = AccountId(u32::try_from(stream.below(count + 1)).unwrap());
            let body = arbitrary_body(&mut stream, &from.words, now);
            changing.importing.state(now, Some(id), Actor::Member(MemberId(stream.below(4) as u32)), body);
        }
    }
    changing.importing.rest_until(noon(700));
    (changing.importing.book, changing.importing.facts)
}

fn past_of(facts: &[Fact], make: fn(Seen) -> Past) -> Past {
    let mut past = make(columns(facts));
    for id in past.bound() {
        let own: Vec<Fact> = facts.iter().filter(|fact| fact.account == Some(id)).cloned().collect();
        past.keep(id, &own);
    }
    past.settle();
    past
}

fn first_apart(one: &Book, other: &Book) -> String {
    let hash = |account: &Account| accounts_sha256(std::slice::from_ref(account));
    let first = one.accounts.iter().zip(&other.accounts).find(|(a, b)| hash(a) != hash(b));
    first.map_or_else(|| "no account differs".into(), |(a, b)| format!("{a:#?}\n---- other ----\n{b:#?}"))
}

#[test]
fn changed_journals_fold_replay_and_try_out_to_the_same_book() {
    for (seed, (book, facts)) in seeds().map(|seed| (seed, changed(&arbitrary(seed)))) {
        let again = rebuilt(&book, &facts);
        assert_eq!(state_sha256(&again), state_sha256(&book), "rebuild {seed}\n{}", first_apart(&book, &again));
        let again = replayed(&book, &facts);
        assert_eq!(state_sha256(&again), state_sha256(&book), "replay {seed}\n{}", first_apart(&book, &again));
        assert_eq!(apart(&again, &columns(&facts)), None, "alone {seed}");
        for past in [Past::new, Past::plain] {
            let tried = try_out(&past_of(&facts, past), &book, None).unwrap().book;
            let (one, other) = (accounts_sha256(&book.accounts), accounts_sha256(&tried.accounts));
            assert_eq!(one, other, "trial {seed}\n{}", first_apart(&book, &tried));
        }
    }
}

/// Another model from an instant on leads every account that stands alone to where a trial leads it.
#[test]
fn a_trial_is_the_same_account_by_account() {
    let mut turned = 0;
    for (seed, (book, facts)) in seeds().step_by(5).map(|seed| (seed, changed(&arbitrary(seed)))) {
        let (plain, quick) = (past_of(&facts, Past::plain), past_of(&facts, Past::new));
        let model = book.model.clone().unwrap().model.clone();
        for since in if seed % 2 == 0 { [None, Some(noon(50))] } else { [Some(noon(-300)), Some(noon(200))] } {
            let other = Other { model: model.clone(), since };
            let [plain, quick] = [&plain, &quick].map(|past| try_out(past, &book, Some(&other)).unwrap());
            let (one, two) = (accounts_sha256(&plain.book.accounts), accounts_sha256(&quick.book.accounts));
            assert_eq!(one, two, "{seed} since {since:?}\n{}", first_apart(&plain.book, &quick.book));
            let deeds = |tried: Tried| tried.deeds.iter().map(|deed| (deed.account, deed.at, deed.kind)).collect();
            let lines = |book: &Book| book.accounts.iter().map(|account| account.line.clone()).collect::<Vec<_>>();
            turned += u32::from(lines(&plain.book) != lines(&book));
            let [one, two]: [BTreeSet<_>; 2] = [deeds(plain), deeds(quick)];
            assert_eq!(one, two, "{seed} since {since:?}");
        }
    }
    assert!(turned > 0, "the other model moved nobody");
}

/// A trial of the very model in force, from whatever instant on, moves nobody otherwise.
#[test]
fn a_trial_of_the_model_in_force_changes_nothing() {
    for seed in seeds() {
        let (book, facts) = mixed(&arbitrary(seed));
        let model = book.model.clone().unwrap().model.clone();
        let moves = |book: &Book| -> Vec<Vec<Entry>> {
            let only = |entry: &&Entry| matches!(entry.what, What::Move { .. });
            book.accounts.iter().map(|account| account.line.iter().filter(only).copied().collect()).collect()
        };
        let past = past_of(&facts, Past::new);
        for since in [None, Some(noon(-300)), Some(noon(50)), Some(noon(200))] {
            let tried = try_out(&past, &book, Some(&Other { model: model.clone(), since })).unwrap().book;
            assert_eq!(moves(&tried), moves(&book), "seed {seed} since {since:?}\n{}", first_apart(&book, &tried));
        }
    }
}
