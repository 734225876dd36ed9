//! Power cuts: every fact that was acknowledged is there, and what is there is a beginning of what was written.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use takt::app::desk::{Desk, STANDARD_MODEL};
use takt_core::unit::{Micros, Seq};
use takt_store::{Head, JOURNAL_FILE, SqliteStore, Store};

use crate::disk::{Call, Dice, Disk, Kept, LOG, What, counted, scratch};
use crate::power::Power;
use crate::vendor::{State, acknowledged, facts, state_of, statements};
use crate::{asked, demand_green, sabotage};

/// What was done to a disk, and what of it was acknowledged.
struct Story {
    disk: Disk,
    calls: Vec<Call>,
    /// From so many calls on, so many facts were acknowledged.
    acknowledged: Vec<(usize, u64)>,
}

impl Story {
    fn begin() -> Self {
        let mut story = Self { disk: Disk::new(), calls: Vec::new(), acknowledged: Vec::new() };
        story.takt(&["--json", "init"]);
        story
    }

    fn takt(&mut self, words: &[&str]) {
        let args: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let found = self.found();
        let (output, calls) = self.disk.takt(&args, None);
        assert!(output.status.success(), "{words:?}: {output:?}");
        self.add(found, calls);
    }

    fn import(&mut self, name: &str, text: &str) {
        let file = self.disk.file(name, text);
        self.takt(&["--json", "--progress", "json", "import", file.to_str().unwrap()]);
    }

    /// `clerk` states these accounts, each in a commit of its own.
    fn clerk(&mut self, accounts: std::ops::Range<u64>, fault: Option<&str>) -> Vec<Call> {
        let mut command = Command::new(clerk());
        command.arg(self.disk.folder()).args(accounts.map(|id| id.to_string()));
        self.disk.on(command, fault).output().unwrap();
        self.disk.calls()
    }

    /// How many facts the next process finds.
    fn found(&self) -> u64 {
        let store = SqliteStore::open_reader(&self.disk.folder());
        store.map_or(0, |mut store| store.head().unwrap().next.0 - 1)
    }

    /// Each process counts the facts it wrote, on top of those it found.
    fn add(&mut self, found: u64, calls: Vec<Call>) {
        let first = self.calls.len();
        for (place, facts) in acknowledged(&calls) {
            self.acknowledged.push((first + place, found + facts));
        }
        self.calls.extend(calls);
    }

    fn acknowledged_at(&self, place: usize) -> u64 {
        self.acknowledged.iter().rev().find(|(from, _)| *from <= place).map_or(0, |(_, facts)| *facts)
    }
}

/// The example that states facts one commit at a time.
pub(crate) fn clerk() -> PathBuf {
    Path::new(env!("CARGO_BIN_EXE_takt")).with_file_name("examples").join("clerk")
}

/// Commits of one fact and of a thousand; the log brought over at each closing, and growing while a reader has it open.
fn busy_days() -> Story {
    let mut story = Story::begin();
    for n in 0..6 {
        story.import(&format!("closed-{n}.jsonl"), &facts(n * 8..n * 8 + 8, 1));
    }
    let reader = SqliteStore::open_reader(&story.disk.folder()).unwrap();
    for n in 0..6 {
        story.import(&format!("open-{n}.jsonl"), &facts(100 + n * 8..108 + n * 8, 1));
    }
    let found = story.found();
    let calls = story.clerk(0..60, None);
    story.add(found, calls);
    drop(reader);
    story.import("won.jsonl", &statements(0..20));
    story.import("large.jsonl", &facts(2000..2900, 1));
    story
}

/// A flush fails, the process dies before it can close the folder, and the next one goes on.
fn failed_flush() -> Story {
    let mut story = Story::begin();
    story.import("first.jsonl", &facts(0..20, 1));
    let (found, before) = (story.found(), Kept::of(&story.disk));
    let calm = story.clerk(0..10, None);
    story.disk.holds(&before);
    let mut flushes = counted(&calm).filter(|(_, call)| call.what == What::Flush && call.is_of(LOG));
    let (nth, _) = flushes.nth(5).unwrap();
    let calls = story.clerk(0..10, Some(&format!("{nth}:eio,{}:kill", nth + 1)));
    assert!(calls.iter().any(|call| call.what == What::Flush && call.error != 0), "no flush failed");
    story.add(found, calls);
    story.import("second.jsonl", &facts(100..140, 1));
    story
}

/// `synchronous=NORMAL` as SQLite has it: a commit does not flush the log. What is still flushed is the log's first
/// page when it begins anew, and the log before it is brought over into the database.
fn without_flushes_at_commit(calls: &mut [Call]) {
    let is_log = |call: &Call| call.is_of(LOG);
    let touches: Vec<usize> =
        (0..calls.len()).filter(|at| matches!(calls[*at].what, What::Write | What::Flush | What::Say)).collect();
    let mut absent = BTreeSet::new();
    for (nth, at) in touches.iter().enumerate() {
        let call = &calls[*at];
        if call.what != What::Flush || !is_log(call) {
            continue;
        }
        let before = nth.checked_sub(1).map(|nth| &calls[touches[nth]]);
        let begins = before.is_some_and(|call| is_log(call) && call.place == 0 && call.bytes.len() == 32);
        let after = touches.get(nth + 1).map(|at| &calls[*at]);
        let brings_over = after.is_some_and(|call| call.what == What::Write && call.is_of(JOURNAL_FILE));
        if !begins && !brings_over {
            absent.insert(*at);
        }
    }
    for at in absent {
        // It keeps its place, so that acknowledgements keep theirs.
        calls[at].what = What::Lie;
    }
}

/// The end of every frame with its hash, and how many keys there are up to it: what a beginning of this journal is.
fn beginnings(folder: &Path) -> BTreeMap<Seq, ([u8; 32], u64)> {
    let mut store = SqliteStore::open_reader(folder).unwrap();
    let mut keys = Vec::new();
    store
        .all_keys(&mut |(_, seq)| {
            keys.push(seq);
            Ok(())
        })
        .unwrap();
    keys.sort_unstable();
    let connection = rusqlite::Connection::open(folder.join(JOURNAL_FILE)).unwrap();
    let mut query = connection.prepare("SELECT first + count, hash FROM frame").unwrap();
    let rows = query.query_map([], |row| Ok((row.get::<_, i64>(0)?.cast_unsigned(), row.get(1)?))).unwrap();
    let frames = rows.map(|row| row.unwrap()).chain([(1, Head::EMPTY.chain)]);
    frames.map(|(end, hash)| (Seq(end), (hash, keys.partition_point(|seq| seq.0 < end) as u64))).collect()
}

#[derive(Default)]
struct Tally {
    cuts: u64,
    losing: u64,
    lost_most: u64,
    ahead: u64,
    ends: BTreeSet<Seq>,
    red: Vec<String>,
}

/// Cuts a story at random places and looks at what is left each time.
fn cut(name: &str, story: &Story, cuts: u64, seed: u64) -> Tally {
    // Reading changes nothing, so a cut behind it is the cut in front of it.
    let places: Vec<usize> =
        (0..=story.calls.len()).filter(|at| *at == 0 || !matches!(story.calls[at - 1].what, What::Read)).collect();
    let mut dice = Dice(seed);
    let mut chosen: Vec<(usize, u64)> =
        (0..cuts).map(|_| (places[dice.place(places.len())], dice.below(u64::MAX))).collect();
    chosen.sort_unstable();
    let truth = beginnings(&story.disk.folder());
    let verified = Mutex::new(BTreeSet::new());
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let tallies: Vec<Tally> = std::thread::scope(|scope| {
        let part = |worker: usize| {
            let (chosen, truth, verified) = (&chosen, &truth, &verified);
            scope.spawn(move || {
                let mut tally = Tally::default();
                let (mut power, mut taken) = (Power::default(), 0);
                for (place, own) in chosen.iter().skip(worker).step_by(workers) {
                    story.calls[taken..*place].iter().for_each(|call| power.take(call));
                    taken = *place;
                    let left = scratch();
                    power.cut(&mut Dice(*own), &story.disk.root(), left.path());
                    let known = story.acknowledged_at(*place);
                    tally.cuts += 1;
                    let looked = look(&left.path().join("data"), known, truth, verified, &mut tally);
                    if let Err(what) = looked {
                        tally.red.push(format!("{name}, cut behind call {place} (seed {own}): {what}"));
                    }
                }
                tally
            })
        };
        let threads: Vec<_> = (0..workers).map(part).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let mut all = Tally::default();
    for mut tally in tallies {
        all.cuts += tally.cuts;
        all.losing += tally.losing;
        all.lost_most = all.lost_most.max(tally.lost_most);
        all.ahead += tally.ahead;
        all.ends.append(&mut tally.ends);
        all.red.append(&mut tally.red);
    }
    println!(
        "{name}: {} calls, {} facts acknowledged; {} cuts, {} different ends, {} ahead of what was acknowledged, \
         {} lost acknowledged facts (at most {}), {} red",
        story.calls.len(),
        story.acknowledged_at(story.calls.len()),
        all.cuts,
        all.ends.len(),
        all.ahead,
        all.losing,
        all.lost_most,
        all.red.len()
    );
    all
}

/// Opens what a cut left as the next command would, and compares it with what was written and acknowledged.
fn look(
    folder: &Path,
    known: u64,
    truth: &BTreeMap<Seq, ([u8; 32], u64)>,
    verified: &Mutex<BTreeSet<Seq>>,
    tally: &mut Tally,
) -> Result<(), String> {
    let mut lost = |there: u64| {
        tally.losing += 1;
        tally.lost_most = tally.lost_most.max(known - there);
        Err(format!("{known} facts were acknowledged, {there} are there"))
    };
    if !folder.join(JOURNAL_FILE).exists() {
        if known > 0 {
            return lost(0);
        }
        return begin_again(folder);
    }
    let mut store = SqliteStore::open_writer(folder, "test").map_err(|error| format!("{error:?}"))?;
    let report = store.check().map_err(|error| format!("{error:?}"))?;
    if !report.is_sound() {
        return Err(format!("{:?}", report.findings));
    }
    let head = report.head;
    let there = head.next.0 - 1;
    if there < known {
        return lost(there);
    }
    let Some((hash, keys)) = truth.get(&head.next) else { return Err(format!("it ends in a frame, at {there}")) };
    if (head.chain, report.keys) != (*hash, *keys) {
        return Err(format!("at {there}: another chain, or {} keys instead of {keys}", report.keys));
    }
    tally.ahead += u64::from(there > known);
    tally.ends.insert(head.next);
    if there == 0 {
        drop(store);
        return begin_again(folder);
    }
    // Equal chains are equal facts: what they decide is asked once.
    if verified.lock().unwrap().insert(head.next) {
        match state_of(&mut store, folder) {
            State::Sound(_) => {}
            other => return Err(format!("{other:?}")),
        }
    }
    Ok(())
}

/// A folder that was cut off while it was made can be made.
fn begin_again(folder: &Path) -> Result<(), String> {
    let made = Desk::create(folder, "the-model", STANDARD_MODEL, Micros(1_780_000_000_000_000));
    made.map(drop).map_err(|fault| format!("it cannot be begun again: {fault:?}"))
}

fn run(cuts: u64, seed: u64, sabotage: &str) -> Vec<Tally> {
    println!("powercut: {cuts} cuts, seed {seed}{}", if sabotage.is_empty() { "" } else { ", sabotaged" });
    let stories = [("busy days", busy_days(), cuts - cuts / 5), ("a failed flush", failed_flush(), cuts / 5)];
    let stories = stories.into_iter().map(|(name, mut story, cuts)| {
        match sabotage {
            "" => {}
            "normal" => without_flushes_at_commit(&mut story.calls),
            other => panic!("powercut knows the sabotage `normal`, not `{other}`"),
        }
        cut(name, &story, cuts, seed)
    });
    stories.collect()
}

#[test]
fn powercut() {
    let tallies = run(asked("N", 1_000), asked("SEED", 20_261_123), &sabotage());
    let red: Vec<String> = tallies.iter().flat_map(|tally| tally.red.clone()).collect();
    demand_green(&red);
    assert!(tallies.iter().all(|tally| tally.ends.len() > 5), "the cuts came too close together to prove anything");
}

#[test]
fn powercut_without_a_flush_at_commit_is_red() {
    let tallies = run(150, 7, "normal");
    let (red, cuts) = (tallies[0].red.len(), tallies[0].cuts);
    assert!(tallies[0].losing > 0 && red > 20, "{red} of {cuts} cuts were noticed");
}
