//! Appending facts with their idempotency keys, durably, in commits of 10,000 and of 100.
//!
//! The tight pass writes the same bytes, fact by fact a row, into the simplest table that SQLite has, durable in as many
//! transactions: no keys, no hash, no CRC. The small commits come on top of the large ones, as live commands come on top
//! of what was imported.

use takt_core::dictionary::Dictionary;
use takt_core::fact::{Fact, binary};
use takt_core::unit::{Micros, Seq};
use takt_sim::bulk::Bulk;
use takt_store::bare::Bare;
use takt_store::{Commit, Key, SqliteStore, Store, StoreError};

use super::{Figure, Job, Pass, SEED, Setting, Unit};
use crate::fault::Fault;

pub(super) const JOB: Job = Job { name: "append", figures: &["append-10000", "append-100"], run };

/// Facts in large commits, at full size.
const LARGE: u32 = 1_000_000;
/// Facts in small ones: each commit waits for the disk.
const SMALL: u32 = 200_000;
/// So often the store and the tight pass take turns.
const TURNS: usize = 20;
/// What it has to come to, in basis points of bare SQLite.
const SHARE_BP: u64 = 6_000;

fn run(setting: Setting<'_>) -> Result<Vec<Figure>, Fault> {
    let fault = |error: StoreError| Fault::of_store(&error, setting.folder);
    let mut facts = facts(setting.size.of(LARGE + SMALL));
    let rows: Vec<Vec<u8>> = facts.iter().map(|fact| binary::encode(std::slice::from_ref(fact))).collect();
    let large = setting.size.of(LARGE) as usize;
    let small = facts.split_off(large.min(facts.len()));
    let (large_rows, small_rows) = rows.split_at(large.min(rows.len()));

    let mut store = SqliteStore::create(&setting.folder.join("store"), "bench").map_err(fault)?;
    let mut bare = Bare::create(&setting.folder.join("bare.db")).map_err(fault)?;
    let mut figures = Vec::new();
    for (job, facts, rows, together) in
        [("append-10000", facts, large_rows, 10_000), ("append-100", small, small_rows, 100)]
    {
        let commits = commits(&facts, together);
        // Turn by turn, so that what else the machine does falls on both.
        let (mut pass, mut tight) = (Pass::default(), Pass::default());
        let turn = commits.len().div_ceil(TURNS).max(1);
        for (commits, rows) in commits.chunks(turn).zip(rows.chunks(turn * together)) {
            let count = rows.len() as u64;
            let (ours, ()) = Pass::time(count, || {
                commits.iter().try_for_each(|commit| store.append(commit).map(drop)).map_err(fault)
            })?;
            let (theirs, ()) = Pass::time(count, || {
                let mut chunks = rows.chunks(together);
                chunks.try_for_each(|chunk| bare.append(chunk.iter().map(Vec::as_slice))).map_err(fault)
            })?;
            (pass, tight) = (pass.and(ours), tight.and(theirs));
        }
        figures.push(Figure::of(job, Unit::Facts, pass, tight).at_least_of_tight(SHARE_BP));
    }
    Ok(figures)
}

/// The seen facts of as many accounts as it takes, account by account.
fn facts(count: u32) -> Vec<Fact> {
    let bulk = Bulk::new(SEED, &mut Dictionary::default());
    let mut facts = Vec::with_capacity(count as usize);
    let mut drafts = Vec::new();
    for number in 0.. {
        bulk.account(number, &mut drafts);
        let mut prev = None;
        for draft in drafts.drain(..) {
            if facts.len() == count as usize {
                return facts;
            }
            let seq = Seq(facts.len() as u64 + 1);
            facts.push(draft.record(seq, prev, Micros(0)));
            prev = Some(seq);
        }
    }
    facts
}

/// Facts as commits of so many, each fact with its key and each commit with its instant.
fn commits(facts: &[Fact], together: usize) -> Vec<Commit> {
    let mut commits = Vec::new();
    for chunk in facts.chunks(together) {
        let first = chunk.first().map_or(Seq(1), |fact| fact.seq);
        let mut commit = Commit::on(first);
        for fact in chunk {
            commit.keys.push((Key::of(&[b"bench", &fact.seq.0.to_be_bytes()]), fact.seq));
            commit
                .facts
                .push(Fact { recorded_at: Micros(1_800_000_000_000_000 + first.0.cast_signed()), ..fact.clone() });
        }
        commits.push(commit);
    }
    commits
}
