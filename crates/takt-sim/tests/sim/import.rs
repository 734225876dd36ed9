//! What an import leads to does not depend on how it came: at once or in parts, in whatever order, killed between.

use std::collections::BTreeMap;
use std::convert::Infallible;

use takt_core::account::{Account, Entry, Readings};
use takt_core::book::Book;
use takt_core::decide::{Statement, decide};
use takt_core::fact::{Actor, Body, Dated, Draft, Fact, Outcome};
use takt_core::history::says_all;
use takt_core::unit::{AccountId, Day, ImportId, MemberId, Micros, Seq};
use takt_sim::Plan;
use takt_sim::arbitrary::{arbitrary_body, arbitrary_journal, arbitrary_tie, shuffle};
use takt_sim::lexicon::Lexicon;
use takt_sim::load::{Row, seen};
use takt_sim::stream::Stream;

use crate::house::house;

/// Seen facts of an arbitrary journal, and a book to take them.
pub(crate) struct Arbitrary {
    pub(crate) seed: u64,
    book: Book,
    hash: [u8; 32],
    pub(crate) words: Lexicon,
    pub(crate) drafts: Vec<Draft>,
}

/// The arbitrary journal of a seed: a few accounts, some dozen facts.
pub(crate) fn arbitrary(seed: u64) -> Arbitrary {
    let (mut book, hash) = house();
    let words = Lexicon::new(&mut book.words);
    let model = &book.library[&hash];
    let mut stream = Stream::of(seed, "size", 0);
    let accounts = 1 + stream.below(6) as u32;
    let facts = accounts + stream.below(60) as u32;
    let drafts = arbitrary_journal(seed, accounts, facts, &words, model);
    Arbitrary { seed, book, hash, words, drafts }
}

/// The instant an import is made.
pub(crate) fn noon(number: i32) -> Micros {
    Micros(i64::from(Day::of(2026, 11, 20).unwrap().0 + number) * Micros::DAY + 3 * Micros::HOUR)
}

/// A book with its journal, and the loop of an importing shell.
pub(crate) struct Importing {
    pub(crate) book: Book,
    pub(crate) facts: Vec<Fact>,
}

impl Importing {
    pub(crate) fn new(from: &Arbitrary) -> Self {
        let mut importing = Self { book: from.book.clone(), facts: Vec::new() };
        importing.book.begin(noon(-1));
        let adoption = Body::ModelAdopted { model: from.hash, reason: None };
        let draft = Draft {
            account: None,
            occurred_at: noon(-1),
            dated: Dated::Instant,
            actor: Actor::Program,
            contact: None,
            rank: 0,
            body: adoption,
        };
        importing.book.push(draft, &mut importing.facts);
        importing.book.keep_moves(None);
        importing
    }

    /// Facts of an account, in the order an import gives them, in a commit of their own.
    pub(crate) fn take(&mut self, now: Micros, id: AccountId, import: u32, drafts: &[Draft]) {
        let now = self.book.begin(now);
        let mut out = Vec::new();
        self.book.advance(now, &mut out);
        let mut drafts: Vec<Draft> = drafts.to_vec();
        drafts.iter_mut().for_each(|draft| draft.actor = Actor::Import(ImportId(import)));
        drafts.sort_by_key(|draft| (draft.occurred_at, draft.rank));
        let facts = &self.facts;
        let past = |chains: &[(AccountId, Seq)]| Ok::<_, Infallible>(past(facts, chains));
        self.book.take(id, drafts, past, &mut out).unwrap();
        self.book.advance_to(now, &mut out);
        self.facts.append(&mut out);
    }

    /// A person or a program says something; what is refused is nothing.
    pub(crate) fn state(&mut self, now: Micros, account: Option<AccountId>, actor: Actor, body: Body) {
        let now = self.book.begin(now);
        let mut out = Vec::new();
        self.book.advance(now, &mut out);
        let occurred_at = now.plus(-Micros::MINUTE);
        let statement = Statement { account, contact: None, actor, occurred_at, body };
        for draft in decide(&self.book, &statement, now).unwrap_or_default() {
            match draft.account {
                None => {
                    self.book.push(draft, &mut out);
                }
                Some(id) => {
                    let written: Vec<Fact> = self.facts.iter().chain(&out).cloned().collect();
                    let past = |chains: &[(AccountId, Seq)]| Ok::<_, Infallible>(past(&written, chains));
                    self.book.take(id, vec![draft], past, &mut out).unwrap();
                }
            }
        }
        self.book.advance_to(now, &mut out);
        self.facts.append(&mut out);
    }

    /// An import finds who may be one with whom, and persons decide: some facts of the house, in a commit of their own.
    pub(crate) fn tie(&mut self, now: Micros, import: u32, stream: &mut Stream) {
        let now = self.book.begin(now);
        let mut out = Vec::new();
        self.book.advance(now, &mut out);
        let accounts = u32::try_from(self.book.accounts.len()).unwrap();
        for _ in 0..stream.below(6) {
            let (actor, body) = arbitrary_tie(stream, accounts, ImportId(import));
            let (occurred_at, dated, rank) = (now, Dated::Instant, body.kind().rank());
            self.book.push(Draft { account: None, occurred_at, dated, actor, contact: None, rank, body }, &mut out);
        }
        self.book.advance_to(now, &mut out);
        self.facts.append(&mut out);
    }

    /// All facts on the chains of some accounts.
    fn past(&self, chains: &[(AccountId, Seq)], out: &[Fact]) -> Vec<Fact> {
        let of = |fact: &&Fact| chains.iter().any(|(id, _)| fact.account == Some(*id));
        self.facts.iter().chain(out).filter(of).cloned().collect()
    }

    /// Facts of one commit that may speak of earlier ones; each is taken alone.
    fn take_back(&mut self, now: Micros, drafts: impl FnOnce(&Self, Micros) -> Vec<Draft>) {
        let now = self.book.begin(now);
        let mut out = Vec::new();
        self.book.advance(now, &mut out);
        for draft in drafts(self, now) {
            let Some(id) = draft.account else {
                self.book.push(draft, &mut out);
                continue;
            };
            let mut book = std::mem::take(&mut self.book);
            let before = out.clone();
            book.take(id, vec![draft], |chains| Ok::<_, Infallible>(self.past(chains, &before)), &mut out).unwrap();
            self.book = book;
        }
        self.book.advance_to(now, &mut out);
        self.facts.append(&mut out);
    }

    /// A merge, or its end; one that is refused is nothing.
    pub(crate) fn join(&mut self, now: Micros, part: AccountId, body: Body) {
        self.take_back(now, |importing, now| {
            let actor = Actor::Program;
            let statement = Statement { account: Some(part), contact: None, actor, occurred_at: now, body };
            decide(&importing.book, &statement, now).unwrap_or_default()
        });
    }

    /// An import is taken back.
    pub(crate) fn undo(&mut self, now: Micros, import: ImportId) {
        if self.book.imports_undone.contains(&import) {
            return;
        }
        self.take_back(now, |importing, now| {
            let mut own: BTreeMap<AccountId, Vec<Fact>> = BTreeMap::new();
            for fact in &importing.facts {
                if let Some(id) = fact.account {
                    own.entry(id).or_default().push(fact.clone());
                }
            }
            let said = |fact: &Fact| fact.actor == Actor::Import(import) && !matches!(fact.body, Body::WentLive {});
            own.retain(|_, facts| facts.iter().any(said));
            let draft = |account, body: Body| Draft {
                account,
                occurred_at: now,
                dated: Dated::Instant,
                actor: Actor::Program,
                contact: None,
                rank: body.kind().rank(),
                body,
            };
            let voided =
                own.iter().map(|(id, facts)| draft(Some(*id), Body::Voided { import, whole: says_all(import, facts) }));
            core::iter::once(draft(None, Body::ImportUndone { import })).chain(voided).collect()
        });
    }

    /// A model that reads touches otherwise comes into force.
    pub(crate) fn adopt(&mut self, now: Micros, hash: [u8; 32]) {
        let now = self.book.begin(now);
        let mut out = Vec::new();
        self.book.advance(now, &mut out);
        let mut readings = Readings::default();
        self.facts.iter().chain(&out).for_each(|fact| readings.note(fact));
        let draft = Draft {
            account: None,
            occurred_at: now,
            dated: Dated::Instant,
            actor: Actor::Program,
            contact: None,
            rank: 0,
            body: Body::ModelAdopted { model: hash, reason: None },
        };
        self.book.adopt(draft, &readings, &mut out);
        self.book.advance_to(now, &mut out);
        self.facts.append(&mut out);
    }

    /// Nothing is said, and timers fire.
    pub(crate) fn rest_until(&mut self, end: Micros) {
        while let Some(now) = self.book.next_wake().filter(|now| *now <= end) {
            let now = self.book.begin(now);
            let mut out = Vec::new();
            self.book.advance_to(now, &mut out);
            self.facts.append(&mut out);
        }
    }

    pub(crate) fn go_live(&mut self, now: Micros, id: AccountId, import: u32) {
        let now = self.book.begin(now);
        let mut out = Vec::new();
        self.book.advance(now, &mut out);
        self.book.go_live(id, ImportId(import), &mut out);
        self.book.advance_to(now, &mut out);
        self.facts.append(&mut out);
    }
}

/// How many arbitrary journals a property is asked of; more by `TAKT_SIM_SEEDS`, when something is being looked for.
pub(crate) fn seeds() -> std::ops::Range<u64> {
    0..std::env::var("TAKT_SIM_SEEDS").ok().and_then(|text| text.parse().ok()).unwrap_or(200)
}

/// History and life mixed as in a house that imports again while it works: a first import goes live, people and
/// programs say things over months in which timers fire, and a second import brings what it had left out.
pub(crate) fn mixed(from: &Arbitrary) -> (Book, Vec<Fact>) {
    let mut stream = Stream::of(from.seed, "mixed", 0);
    let mut importing = Importing::new(from);
    for number in 0..4 {
        let body = Body::MemberJoined { member: MemberId(number), team: from.words.teams.inside };
        importing.state(noon(-1), None, Actor::Program, body);
    }
    let mut tying = Stream::of(from.seed, "ties", 0);
    let parts = split(&from.drafts, &mut stream);
    for (number, part) in (1..).zip(&parts) {
        let start = noon(if number == 1 { 0 } else { 100 });
        let accounts = by_account(part);
        for (id, drafts) in &accounts {
            importing.take(start, *id, number, drafts);
        }
        for id in accounts.keys() {
            importing.go_live(start.plus(Micros::MINUTE), *id, number);
        }
        importing.tie(start.plus(Micros::HOUR), number, &mut tying);
        if let Some(last) = importing.book.accounts.len().checked_sub(1) {
            // Half of the accounts are left alone, so that their history can still be reopened.
            let (first, count) = (last as u64 / 2, stream.below(40));
            for place in 0..count {
                let now = start.plus(Micros::DAY * 2 * i64::try_from(place + 1).unwrap());
                let id = AccountId(u32::try_from(first + stream.below(last as u64 + 2 - first)).unwrap());
                let actor =
                    if stream.chance(5_000) { Actor::Program } else { Actor::Member(MemberId(stream.below(4) as u32)) };
                let body = arbitrary_body(&mut stream, &from.words, now);
                importing.state(now, Some(id), actor, body);
            }
        }
    }
    importing.rest_until(noon(700));
    (importing.book, importing.facts)
}

/// The facts on some chains.
pub(crate) fn past(facts: &[Fact], chains: &[(AccountId, Seq)]) -> Vec<Fact> {
    facts.iter().filter(|fact| chains.iter().any(|(id, _)| fact.account == Some(*id))).cloned().collect()
}

/// A house that changes its mind: two imports, statements between them, and then accounts merged and parted again,
/// imports taken back, another model, in a random order, with more said after each.
pub(crate) fn changing(from: &Arbitrary) -> (Book, Vec<Fact>) {
    let mut stream = Stream::of(from.seed, "changing", 0);
    let mut importing = Importing::new(from);
    let other = shorter(&mut importing.book);
    let mut tying = Stream::of(from.seed, "ties", 1);
    let parts = split(&from.drafts, &mut stream);
    for (number, part) in (1..).zip(&parts) {
        let accounts = by_account(part);
        for (id, drafts) in &accounts {
            importing.take(noon(0), *id, number, drafts);
        }
        for id in accounts.keys() {
            importing.go_live(noon(0).plus(Micros::MINUTE), *id, number);
        }
        importing.tie(noon(0).plus(Micros::HOUR), number, &mut tying);
    }
    let accounts = importing.book.accounts.len() as u64;
    let mut adopted = false;
    for step in 1..=8 {
        let now = noon(20 * step);
        importing.tie(now.plus(-Micros::HOUR), 1 + (step % 2).unsigned_abs(), &mut tying);
        let (one, two) = (AccountId(stream.below(accounts) as u32), AccountId(stream.below(accounts) as u32));
        match stream.below(6) {
            0 | 1 => importing.join(now, one, Body::Merged { into: two }),
            2 => {
                let parted = importing.book.accounts.iter().find_map(|part| Some((part.id, part.part_of?)));
                if let Some((part, from)) = parted {
                    importing.join(now, part, Body::Unmerged { from });
                }
            }
            3 => importing.undo(now, ImportId(1 + stream.below(2) as u32)),
            4 if !adopted => {
                adopted = true;
                importing.adopt(now, other);
            }
            _ => {}
        }
        for _ in 0..stream.below(3) {
            let body = arbitrary_body(&mut stream, &from.words, now);
            let id = AccountId(stream.below(accounts) as u32);
            importing.state(now.plus(Micros::DAY), Some(id), Actor::Program, body);
        }
    }
    (importing.book, importing.facts)
}

/// A model under which what was seen counts for a shorter time.
fn shorter(book: &mut Book) -> [u8; 32] {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/the-model.toml");
    let text = std::fs::read_to_string(path).unwrap().replace("half_life = \"30d\"", "half_life = \"10d\"");
    let model = takt_core::model::read(&text, &mut book.words).unwrap();
    let hash = [7; 32];
    book.library.insert(hash, model);
    hash
}

/// A first import that went live, and a second one that was killed before its accounts could.
pub(crate) fn unfinished(from: &Arbitrary) -> (Book, Vec<Fact>) {
    let mut stream = Stream::of(from.seed, "unfinished", 0);
    let mut importing = Importing::new(from);
    let [first, second] = split(&from.drafts, &mut stream);
    let accounts = by_account(&first);
    for (id, drafts) in &accounts {
        importing.take(noon(0), *id, 1, drafts);
    }
    for id in accounts.keys() {
        importing.go_live(noon(0).plus(Micros::MINUTE), *id, 1);
    }
    importing.rest_until(noon(100));
    for (id, drafts) in &by_account(&second) {
        importing.take(noon(100), *id, 2, drafts);
    }
    importing.tie(noon(100), 2, &mut Stream::of(from.seed, "ties", 2));
    (importing.book, importing.facts)
}

pub(crate) fn by_account(drafts: &[Draft]) -> BTreeMap<AccountId, Vec<Draft>> {
    let mut accounts: BTreeMap<AccountId, Vec<Draft>> = BTreeMap::new();
    for draft in drafts {
        accounts.entry(draft.account.unwrap()).or_default().push(draft.clone());
    }
    accounts
}

/// All of it in one import, brought live.
pub(crate) fn whole(from: &Arbitrary) -> (Book, Vec<Fact>) {
    let mut importing = Importing::new(from);
    let accounts = by_account(&from.drafts);
    for (id, drafts) in &accounts {
        importing.take(noon(0), *id, 1, drafts);
    }
    for id in accounts.keys() {
        importing.go_live(noon(0).plus(Micros::MINUTE), *id, 1);
    }
    (importing.book, importing.facts)
}

/// What an import decides of an account: its line, and where it stands. When it was made is no part of that: what
/// happened since the accounts went live counts as one instant.
fn decided(account: &Account) -> impl PartialEq + std::fmt::Debug + use<> {
    let then = |at: Micros| at.min(noon(0));
    let line: Vec<Entry> = account.line.iter().map(|entry| Entry { at: then(entry.at), what: entry.what }).collect();
    let main = account.main.as_ref().map(|main| (main.stage, then(main.since), main.back.map(|at| at.0 / Micros::DAY)));
    (line, main, account.owner, account.lap, account.source.map(|known| (known.value, known.at)), account.refused())
}

fn compare(seed: u64, how: &str, one: &Book, other: &Book) {
    assert_eq!(one.accounts.len(), other.accounts.len(), "seed {seed}, {how}");
    for (a, b) in one.accounts.iter().zip(&other.accounts) {
        assert_eq!(decided(a), decided(b), "seed {seed}, {how}: {:?}", a.id);
    }
}

/// Two parts of the facts, at random.
pub(crate) fn split(drafts: &[Draft], stream: &mut Stream) -> [Vec<Draft>; 2] {
    let (mut one, mut two) = (Vec::new(), Vec::new());
    for draft in drafts {
        if stream.chance(5_000) { one.push(draft.clone()) } else { two.push(draft.clone()) }
    }
    [one, two]
}

/// Before it goes live, an account's facts may come in any number of commits, in any order.
#[test]
fn the_order_of_commits_within_an_import_changes_nothing() {
    for seed in seeds() {
        let from = arbitrary(seed);
        let (expected, _) = whole(&from);
        let mut stream = Stream::of(seed, "commits", 0);
        let mut importing = Importing::new(&from);
        let accounts = by_account(&from.drafts);
        for (id, drafts) in &accounts {
            let mut parts: Vec<Vec<Draft>> = split(drafts, &mut stream).into();
            if stream.chance(5_000) {
                parts = drafts.iter().map(|draft| vec![draft.clone()]).collect();
            }
            shuffle(&mut parts, &mut stream);
            for part in parts.iter().filter(|part| !part.is_empty()) {
                importing.take(noon(0), *id, 1, part);
            }
        }
        for id in accounts.keys() {
            importing.go_live(noon(0).plus(Micros::MINUTE), *id, 1);
        }
        compare(seed, "commits", &expected, &importing.book);
    }
}

/// Each fact in a commit of its own, in the order given, and all in one: the same lines.
#[track_caller]
fn check_one_by_one(facts: &[(i64, Dated, u16, Body)]) {
    let draft = |(day, dated, rank, body): &(i64, Dated, u16, Body)| Draft {
        account: Some(AccountId(0)),
        occurred_at: noon(-400).plus(day * Micros::DAY),
        dated: *dated,
        actor: Actor::Import(ImportId(1)),
        contact: None,
        rank: *rank,
        body: body.clone(),
    };
    let from = Arbitrary { drafts: facts.iter().map(draft).collect(), ..arbitrary(0) };
    let (expected, _) = whole(&from);
    let mut importing = Importing::new(&from);
    from.drafts.iter().for_each(|draft| importing.take(noon(0), AccountId(0), 1, std::slice::from_ref(draft)));
    importing.go_live(noon(0).plus(Micros::MINUTE), AccountId(0), 1);
    compare(0, "one by one", &expected, &importing.book);
}

/// A file knows days, so facts of one instant are common; among them the rank decides, whichever commit they came in.
#[test]
fn facts_of_one_instant_come_in_any_order() {
    let activated = (0, Dated::Day, 72, Body::Activated {});
    let started = (0, Dated::Day, 70, Body::SubscriptionStarted { subscription: None, ends: None, mrr: None });
    check_one_by_one(&[activated, started]);
}

/// An account that nobody dated enters with its first outcome, also where that comes in a later commit.
#[test]
fn an_undated_outcome_comes_in_any_order() {
    let called = Body::CallHeld { by: None, outcome: Outcome::Talked, reason: None, until: None, minutes: None };
    let rested = (9, Dated::Inferred, 60, Body::Rested { reason: None, until: None });
    check_one_by_one(&[(0, Dated::Inferred, 41, called), rested]);
}

/// One import and then another, with the accounts live between: the second reopens history.
#[test]
fn two_imports_lead_where_one_does() {
    for seed in seeds() {
        let from = arbitrary(seed);
        let (expected, _) = whole(&from);
        for turn in [0, 1] {
            let mut stream = Stream::of(seed, "imports", 0);
            let mut parts = split(&from.drafts, &mut stream);
            if turn == 1 {
                parts.reverse();
            }
            let mut importing = Importing::new(&from);
            // Accounts get their numbers in the order of the whole, so that both books speak of the same ones.
            for (number, part) in (1..).zip(&parts) {
                let accounts = by_account(part);
                for (id, drafts) in &accounts {
                    importing.take(noon(0), *id, number, drafts);
                }
                for id in accounts.keys() {
                    importing.go_live(noon(0).plus(Micros::MINUTE), *id, number);
                }
            }
            compare(seed, &format!("imports, turn {turn}"), &expected, &importing.book);
        }
    }
}

/// An import that was killed before its accounts went live, and then ran again from its beginning.
#[test]
fn an_import_that_is_killed_and_resumed_leads_where_it_would_have() {
    for seed in seeds() {
        let from = arbitrary(seed);
        let (expected, _) = whole(&from);
        let mut stream = Stream::of(seed, "killed", 0);
        let [before, rest] = split(&from.drafts, &mut stream);
        let mut importing = Importing::new(&from);
        for (id, drafts) in &by_account(&before) {
            importing.take(noon(-1).plus(Micros::HOUR), *id, 1, drafts);
        }
        // The process died; a new one reads the journal and goes on with the rows that are not in it.
        importing.book = crate::history::rebuilt(&importing.book, &importing.facts);
        for (id, drafts) in &by_account(&rest) {
            importing.take(noon(0), *id, 1, drafts);
        }
        for id in by_account(&from.drafts).keys() {
            importing.go_live(noon(0).plus(Micros::MINUTE), *id, 1);
        }
        compare(seed, "killed", &expected, &importing.book);
    }
}

/// A vendor's past as rows of a file: account by account in one commit each, or month by month.
#[test]
fn a_vendors_past_leads_to_one_book_by_account_and_by_time() {
    let from = arbitrary(0);
    let from = Arbitrary { drafts: vendors_past(&from), ..from };
    let (expected, facts) = whole(&from);
    assert!(facts.len() > 10_000, "{} facts", facts.len());
    let mut importing = Importing::new(&from);
    let month = |draft: &Draft| draft.occurred_at.0 / (30 * Micros::DAY);
    let mut months: BTreeMap<i64, Vec<Draft>> = BTreeMap::new();
    from.drafts.iter().for_each(|draft| months.entry(month(draft)).or_default().push(draft.clone()));
    for drafts in months.values() {
        for (id, drafts) in &by_account(drafts) {
            importing.take(noon(0), *id, 1, drafts);
        }
    }
    for id in by_account(&from.drafts).keys() {
        importing.go_live(noon(0).plus(Micros::MINUTE), *id, 1);
    }
    compare(0, "by month", &expected, &importing.book);
}

/// The seen facts of a small vendor, as drafts of an import.
fn vendors_past(from: &Arbitrary) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let plan = Plan::sized(21, 120, 12, Day::of(2026, 11, 1).unwrap());
    let each = |_: &takt_core::dictionary::Dictionary, row: Row| -> Result<(), Infallible> {
        drafts.extend(row.account.map(|id| Draft {
            account: Some(id),
            occurred_at: row.occurred_at,
            dated: Dated::Instant,
            actor: Actor::Import(ImportId(0)),
            contact: row.contact,
            rank: row.body.kind().rank(),
            body: row.body,
        }));
        Ok(())
    };
    let Ok(driven) = seen(plan, from.book.clone(), from.hash, each);
    assert_eq!(driven.refused, []);
    drafts
}
