//! Every call to the disk failed once: a clear error or success, never a panic, never a fact lost in silence.

use std::path::Path;
use std::process::Output;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;
use takt_store::JOURNAL_FILE;

use crate::disk::{Call, Disk, Kept, LOG, What, counted};
use crate::powercut::clerk;
use crate::vendor::{State, acknowledged, facts, moves, state, statements};
use crate::{asked, demand_green, sabotage};

/// A command of the session.
struct Step {
    words: Vec<String>,
    /// What lay on the disk before it, and what it made of that when nothing failed.
    before: Kept,
    after: After,
    calls: Vec<Call>,
}

/// What a command leads to.
struct After {
    moves: Value,
    facts: u64,
    /// Whether it changes nothing.
    is_reading: bool,
}

/// Every call of the session, each with one of the ways in which it can fail.
struct Session {
    steps: Vec<Step>,
}

const SECOND_IMPORT: usize = 2;

impl Session {
    fn calm() -> Self {
        let disk = Disk::new();
        let file = |name: &str, text: &str| disk.file(name, text).file_name().unwrap().to_str().unwrap().to_owned();
        let (first, more) = (file("first.jsonl", &facts(0..12, 3)), file("stated.jsonl", &statements(0..6)));
        let import = |file: &String| vec!["--progress".into(), "json".into(), "import".into(), file.clone()];
        let words = |line: &str| line.split(' ').map(str::to_owned).collect();
        let lines: Vec<Vec<String>> = vec![
            words("init"),
            import(&first),
            import(&first),
            import(&more),
            words("verify"),
            words("flow"),
            words("account v:1"),
            words("tick"),
        ];
        let mut steps = Vec::new();
        for words in lines {
            let before = Kept::of(&disk);
            let known = state(&disk.folder()).facts();
            disk.holds(&before);
            let (output, calls) = run(&disk, &words, 0, None);
            assert!(output.status.success(), "{words:?}: {output:?}");
            let kept = Kept::of(&disk);
            let State::Sound(head) = state(&disk.folder()) else { panic!("{words:?} leaves no sound folder") };
            let facts = head.next.0 - 1;
            let after = After { moves: moves(&disk.folder()), facts, is_reading: facts == known };
            disk.holds(&kept);
            steps.push(Step { words, before, after, calls });
        }
        assert!(steps[SECOND_IMPORT].after.is_reading, "the same import again writes nothing");
        Self { steps }
    }
}

/// Runs a command of the session, every other one in Japanese.
fn run(disk: &Disk, words: &[String], turn: usize, fault: Option<&str>) -> (Output, Vec<Call>) {
    let language = if turn.is_multiple_of(2) { "en" } else { "ja" };
    let mut args: Vec<String> = vec!["--json".into(), "--lang".into(), language.into()];
    // A file of the session lies on the disk, so that reading it can fail too.
    args.extend(words.iter().map(|word| {
        let path = disk.root().join(word);
        if word.ends_with(".jsonl") { path.to_str().unwrap().into() } else { word.clone() }
    }));
    disk.takt(&args, fault)
}

/// In which ways a call can fail.
fn ways(call: &Call) -> &'static [&'static str] {
    match call.what {
        What::Write => &["eio", "enospc", "short"],
        What::Read => &["eio", "short"],
        What::Flush | What::Cut | What::Rename | What::MakeFolder | What::Say => &["eio", "enospc"],
        What::Open if call.is_making() => &["eio", "enospc"],
        _ => &["eio"],
    }
}

/// One call of one step that fails in one way.
struct Case {
    step: usize,
    nth: usize,
    call: String,
    how: &'static str,
}

/// Lets one call fail, and says what is wrong about what came of it.
fn fail(disk: &Disk, session: &Session, case: &Case) -> Result<bool, String> {
    let step = &session.steps[case.step];
    disk.holds(&step.before);
    let known = case.step.checked_sub(1).map_or(0, |before| session.steps[before].after.facts);
    let (output, calls) = run(disk, &step.words, case.nth, Some(&format!("{}:{}", case.nth, case.how)));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let said_failed = calls.iter().any(|call| call.what == What::Say && call.error != 0);
    if told.contains("panicked") || output.status.code().is_none() {
        return Err(format!("it ended with {}: {told}", output.status));
    }
    let done = output.status.success();
    match output.status.code() {
        Some(0) => {}
        Some(3) if said_failed => {}
        Some(3) => clear(&told, case.nth)?,
        // To SQLite a part of the file that cannot be read is a damaged one, and what is damaged `verify` answers.
        Some(1) if step.words[0] == "verify" && case.call.starts_with("read") => {
            let verdict: Value = serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())?;
            if verdict["chain"] != "broken" {
                return Err(verdict.to_string());
            }
        }
        code => return Err(format!("exit {code:?}: {told}")),
    }
    // What only reads says how many facts there are; that is no acknowledgement.
    let counted = if step.after.is_reading { None } else { acknowledged(&calls).last().copied() };
    let acknowledged = known + counted.map_or(0, |(_, facts)| facts);
    let found = state(&disk.folder());
    let facts = match &found {
        State::Broken(what) => return Err(format!("broken: {what}")),
        State::None | State::Unfinished if case.step == 0 && !done => 0,
        State::None | State::Unfinished => return Err(format!("{found:?} is left")),
        State::Sound(head) => head.next.0 - 1,
    };
    if facts < acknowledged {
        return Err(format!("{acknowledged} facts were acknowledged, {facts} are there"));
    }
    if (done || step.after.is_reading) && facts != step.after.facts {
        return Err(format!("{facts} facts are there instead of {}", step.after.facts));
    }
    if done {
        return if step.is_led_to(disk) {
            Ok(true)
        } else {
            Err("it says it is done, and other moves are there".into())
        };
    }
    // The same command again comes to its end, and to the same.
    let (again, _) = run(disk, &step.words, case.nth, None);
    let finished = case.step == 0 && facts > 0 && again.status.code() == Some(1);
    if !again.status.success() && !finished {
        return Err(format!("again: {:?} {}", again.status, String::from_utf8_lossy(&again.stderr)));
    }
    match state(&disk.folder()) {
        State::Sound(_) if step.is_led_to(disk) => Ok(false),
        State::Sound(_) => Err("again: other moves".into()),
        other => Err(format!("again: {other:?}")),
    }
}

impl Step {
    /// Whether the moves are those that the calm run led to. Where no fact came, none can have changed.
    fn is_led_to(&self, disk: &Disk) -> bool {
        self.after.is_reading || moves(&disk.folder()) == self.after.moves
    }
}

/// Whether a person is told what happened and what to do: two sentences of the catalogue.
fn clear(told: &str, turn: usize) -> Result<(), String> {
    let lines: Vec<&str> = told.lines().filter(|line| !line.starts_with('{')).collect();
    let label = if turn.is_multiple_of(2) { "Error: " } else { "エラー" };
    match lines[..] {
        [what, help] if what.starts_with(label) && help.starts_with("  ") && !what.contains("fault-") => Ok(()),
        _ => Err(format!("not two sentences behind {label}: {told}")),
    }
}

/// Goes through every call `rounds` times, each time with the next of its ways to fail; `lie` in all of them with the
/// sabotage.
fn go_through(rounds: u64, first_round: u64, sabotage: &str, most: usize) -> Vec<String> {
    let session = Session::calm();
    let mut cases = Vec::new();
    for (step, of) in session.steps.iter().enumerate() {
        for (nth, call) in counted(&of.calls) {
            let ways = ways(call);
            let mut hows: Vec<&'static str> =
                (0..rounds).map(|round| ways[(nth as u64 + first_round + round) as usize % ways.len()]).collect();
            hows.sort_unstable();
            hows.dedup();
            match sabotage {
                "" => {}
                "lie" if call.what == What::Write && call.is_of(LOG) => hows = vec!["lie"],
                "lie" => continue,
                other => panic!("io knows the sabotage `lie`, not `{other}`"),
            }
            cases.extend(hows.into_iter().map(|how| Case { step, nth, call: call.named(), how }));
        }
    }
    let every = cases.len().div_ceil(most).max(1);
    let cases: Vec<Case> = cases.into_iter().step_by(every).collect();
    let next = AtomicUsize::new(0);
    let (mut red, mut done, mut refused) = (Vec::new(), 0, 0);
    std::thread::scope(|scope| {
        let work =
            || {
                let disk = Disk::new();
                let mut results = Vec::new();
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let outcome = fail(&disk, &session, case);
                    let name = session.steps[case.step].words.join(" ");
                    results.push(outcome.map_err(|what| {
                        format!("`{name}`, call {} ({}) with {}: {what}", case.nth, case.call, case.how)
                    }));
                }
                results
            };
        let workers = std::thread::available_parallelism().map_or(1, usize::from);
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        for result in threads.into_iter().flat_map(|thread| thread.join().unwrap()) {
            match result {
                Ok(true) => done += 1,
                Ok(false) => refused += 1,
                Err(what) => red.push(what),
            }
        }
    });
    let calls: usize = session.steps.iter().map(|step| counted(&step.calls).count()).sum();
    println!(
        "io: {} commands, {calls} calls, {} failures: {done} commands came to their end nevertheless, {refused} said \
         why they did not, {} red",
        session.steps.len(),
        cases.len(),
        red.len()
    );
    red.sort_unstable();
    red
}

#[test]
fn io() {
    let (rounds, seed) = (asked("N", 1), asked("SEED", 0));
    println!("io: {rounds} rounds from {seed}");
    demand_green(&go_through(rounds, seed, &sabotage(), usize::MAX));
}

#[test]
fn io_on_a_disk_that_lies_is_red() {
    assert!(!go_through(1, 0, "lie", 20).is_empty(), "writes that were never made were not missed");
}

/// After a failed flush nobody is answered until the journal was opened again and read.
#[test]
fn a_failed_flush_is_followed_by_no_answer_before_the_journal_is_read_again() {
    let disk = Disk::new();
    let import = disk.file("facts.jsonl", &facts(0..12, 3));
    let args = ["import".into(), import.to_str().unwrap().into()];
    assert!(disk.takt(&args, None).0.status.success());
    let before = Kept::of(&disk);
    let states = |fault: Option<&str>| {
        disk.holds(&before);
        let mut command = std::process::Command::new(clerk());
        command.arg(disk.folder()).args((0..8).map(|number: u32| number.to_string()));
        let output = disk.on(command, fault).output().unwrap();
        (String::from_utf8(output.stdout).unwrap(), disk.calls())
    };
    let (_, calm) = states(None);
    let flushes: Vec<usize> =
        counted(&calm).filter(|(_, call)| call.what == What::Flush && call.is_of(LOG)).map(|(nth, _)| nth).collect();
    assert!(flushes.len() >= 8, "{} flushes", flushes.len());
    let mut failures = 0;
    for nth in flushes {
        for how in ["eio", "enospc"] {
            let (told, calls) = states(Some(&format!("{nth}:{how}")));
            let Some(failed) = calls.iter().position(|call| call.what == What::Flush && call.error != 0) else {
                panic!("call {nth} is no flush any more")
            };
            let answers: Vec<usize> = (failed..calls.len())
                .filter(|at| calls[*at].what == What::Say && calls[*at].bytes.starts_with(b"{\"facts\""))
                .collect();
            let Some(first) = answers.first() else { continue };
            let between = &calls[failed..*first];
            let opened = between.iter().position(|call| call.what == What::Open && call.is_of(JOURNAL_FILE));
            let read = |at: usize| between[at..].iter().any(|call| call.what == What::Read && call.is_of(JOURNAL_FILE));
            assert!(opened.is_some_and(read), "answered behind flush {nth} ({how}): {told}");
            failures += usize::from(told.contains("failed"));
            check_all_told(&disk.folder(), &told);
        }
    }
    assert!(failures >= 8, "{failures} failures were told");
}

/// What was answered is there.
fn check_all_told(folder: &Path, told: &str) {
    let State::Sound(_) = state(folder) else { panic!("{:?}", state(folder)) };
    let done = told.lines().filter(|line| line.starts_with("{\"facts\"")).count();
    let failed = told.lines().filter(|line| line.contains("store-unknown")).count();
    assert_eq!(done + failed, 8, "{told}");
    let keys = takt_store::SqliteStore::open_reader(folder).map(|mut store| {
        let keys: Vec<takt_store::Key> =
            (0..8_u32).map(|number| takt_store::Key::of(&[b"clerk", &number.to_be_bytes()])).collect();
        takt_store::Store::known(&mut store, &keys).unwrap().into_iter().flatten().count()
    });
    assert!(keys.unwrap() >= done, "{told}");
}
