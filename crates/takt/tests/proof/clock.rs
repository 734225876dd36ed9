//! The clock guard: on a clock that jumped nothing is appended and no timer fires until a person accepts it, nothing is
//! dated ahead, and then all is as if it had never jumped.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};

use takt::app::clock::{Guard, Source};
use takt::app::desk::{Desk, STANDARD_MODEL};
use takt::app::writer::{Answer, Command, Writer};
use takt_core::decide::Statement;
use takt_core::dictionary::WordKind;
use takt_core::digest::state_sha256;
use takt_core::fact::{Actor, Body, Fact, Kind};
use takt_core::unit::{AccountId, Micros, Seq, SourceId, TouchId};
use takt_store::{Key, SqliteStore, Store};

use super::fixture::{Vendor, json, sound_state, takt};

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;

fn now() -> i64 {
    jiff::Timestamp::now().as_microsecond()
}

/// A folder in which somebody became known at an instant.
fn known_at(folder: &Path, at: i64) {
    let mut desk = Desk::create(folder, "the-model", STANDARD_MODEL, Micros(at - 60_000_000)).unwrap();
    let web = desk.book.words.intern(WordKind::Source, "web");
    let writer = Writer::start(desk, Box::new(move || Micros(at)), kept);
    assert!(matches!(writer.submit(captured(web, 0, Micros(at))).recv().unwrap(), Answer::Done(_)));
    drop(writer.stop().unwrap());
}

/// What a writer goes on with after a failure, which none of these has.
fn kept(desk: Option<Desk>) -> Result<Desk, takt::fault::Fault> {
    desk.ok_or_else(|| takt::fault::Fault::store("store-broken", vec![]))
}

fn state(kind: u8, number: u32, account: u32, at: Micros, body: Body) -> Command {
    let actor = Actor::Program;
    Command::State {
        key: Key::of(&[&[kind], &number.to_be_bytes()]),
        statement: Statement { account: Some(AccountId(account)), contact: None, actor, occurred_at: at, body },
    }
}

fn captured(source: u32, number: u32, at: Micros) -> Command {
    state(0, number, number, at, Body::Captured { source: Some(SourceId(source)), page: None, play: None })
}

fn run(folder: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let output = takt(folder).args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn facts(folder: &Path) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut store = SqliteStore::open_reader(folder).unwrap();
    store
        .scan(Seq(1), &mut |fact| {
            facts.push(fact);
            Ok(())
        })
        .unwrap();
    facts
}

#[test]
fn a_command_that_writes_asks_about_a_clock_far_from_the_last_record() {
    let vendor = Vendor::new(3, 1);
    for (name, last) in [("behind", now() + 3 * HOUR), ("ahead", now() - 36 * DAY), ("1970", now() + 56 * 365 * DAY)] {
        let folder = vendor.folder(name);
        known_at(&folder, last);
        let before = facts(&folder);
        let refused = vendor.import(&folder).output().unwrap();
        assert_eq!(refused.status.code(), Some(1), "{name}: {refused:?}");
        for args in [&["tick"][..], &["erase", "nobody"]] {
            let (status, _, said) = run(&folder, args);
            assert_eq!(status, Some(1), "{name}: {said}");
            let both = said.contains("takt clock accept") && said.matches("+09:00").count() == 2;
            assert!(both, "{name}: {said}");
        }
        // Reading goes on, and says so beside its answer.
        let (status, out, said) = run(&folder, &["--json", "flow"]);
        assert!(status == Some(0) && out.starts_with('{') && said.contains("takt clock accept"), "{name}: {said}");
        assert_eq!(facts(&folder), before, "{name}: something was written");

        let accepted = json(takt(&folder).args(["--json", "clock", "accept"]));
        assert!(accepted["facts"].as_u64().unwrap() >= 1 && accepted["at"].is_string(), "{accepted}");
        let facts = facts(&folder);
        let word = facts.iter().find(|fact| fact.body.kind() == Kind::ClockAccepted).unwrap();
        assert!((word.occurred_at.0 - now()).abs() < HOUR, "{word:?}");
        // What was due meanwhile is dated at its own instants, none of them ahead of the clock or of what was there.
        let due = facts.iter().skip(before.len()).filter(|fact| fact.body.kind().is_acted());
        let ends = now().max(last);
        let dates: Vec<i64> = due.map(|fact| fact.occurred_at.0).collect();
        assert!(dates.iter().all(|at| *at <= ends), "{name}: {dates:?}");
        assert_eq!(!dates.is_empty(), name == "ahead", "{name}: {dates:?}");

        let (status, _, said) = run(&folder, &["flow"]);
        assert!(status == Some(0) && said.is_empty(), "{name}: {said}");
        json(takt(&folder).args(["--json", "tick"]));
        json(&mut vendor.import(&folder));
        sound_state(&folder);
        // Twice is once.
        assert_eq!(json(takt(&folder).args(["--json", "clock", "accept"]))["facts"], 0, "{name}");
    }
}

#[test]
fn a_clock_beside_the_last_record_an_empty_journal_and_a_restore_are_never_asked_about() {
    let vendor = Vendor::new(3, 1);
    for (name, last) in [("before", now() + HOUR / 2), ("rested", now() - 34 * DAY)] {
        let folder = vendor.folder(name);
        known_at(&folder, last);
        let (status, _, said) = run(&folder, &["tick"]);
        assert!(status == Some(0) && said.is_empty(), "{name}: {said}");
    }
    let folder = vendor.folder("old-init");
    drop(Desk::create(&folder, "the-model", STANDARD_MODEL, Micros(now() - 400 * DAY)).unwrap());
    json(&mut vendor.import(&folder));

    let old = vendor.folder("old");
    known_at(&old, now() - 400 * DAY);
    let export = vendor.folder("export");
    json(takt(&old).args(["--json", "export"]).arg(&export));
    let restored = vendor.folder("restored");
    json(takt(&restored).args(["--json", "import"]).arg(export.join("journal.jsonl")));
    assert_eq!(sound_state(&restored), sound_state(&old));
    assert_eq!(run(&restored, &["tick"]).0, Some(1));
}

/// 2026-03-01 09:00 in Berlin: four weeks before its clocks are turned.
const START: i64 = 1_772_352_000_000_000;

/// What the wall clock says at an hour, and the hour at which a person accepts it, if one does.
struct Story {
    wall: fn(i64) -> i64,
    accepted: Option<i64>,
}

/// Ninety days of a house, a tick every six hours and somebody who does something every other day; gives the state they
/// end in, the facts, and how often a tick was kept from firing.
fn lived(story: &Story) -> ([u8; 32], Vec<Fact>, usize) {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("data");
    let model = STANDARD_MODEL.replace("Asia/Tokyo", "Europe/Berlin");
    assert_ne!(model, STANDARD_MODEL);
    let mut desk = Desk::create(&folder, "berlin", &model, Micros(START - DAY)).unwrap();
    let web = desk.book.words.intern(WordKind::Source, "web");
    let visit = desk.book.words.intern(WordKind::Touch, "visit");
    let (wall, passed) = (Arc::new(AtomicI64::new(START)), Arc::new(AtomicI64::new(0)));
    let source = |of: &Arc<AtomicI64>| -> Source {
        let of = Arc::clone(of);
        Box::new(move || of.load(Relaxed))
    };
    let writer = Writer::guarded(desk, Guard::new(source(&wall), source(&passed)), kept);
    let mut kept = 0;
    for hour in (0..90 * 24).step_by(6) {
        let true_time = START + hour * HOUR;
        passed.store(hour * HOUR, Relaxed);
        wall.store((story.wall)(hour).max(0), Relaxed);
        if story.accepted == Some(hour) {
            assert!(matches!(writer.submit(Command::AcceptClock).recv().unwrap(), Answer::Done(_)));
        }
        let number = u32::try_from(hour).unwrap();
        // People state what they do at its true time, whatever the clock on the wall says.
        let at = Micros(true_time - 60_000_000);
        let command = match hour % 48 {
            6 => Some(captured(web, number / 48, at)),
            30 if hour > 480 => {
                let body = Body::Touched { touch: TouchId(visit), page: None, play: None, by: None, minutes: None };
                Some(state(1, number, number / 96, at, body))
            }
            _ => None,
        };
        let is_off =
            ((story.wall)(hour) - true_time).abs() > HOUR && story.accepted.is_none_or(|accepted| hour < accepted);
        let before = usize::from(is_off);
        match writer.submit(Command::Tick).recv().unwrap() {
            Answer::Ticked(facts) => {
                assert!(!is_off || facts == 0, "hour {hour}: {facts} facts by a clock that is not believed");
                kept += before;
            }
            other => panic!("{other:?}"),
        }
        if let Some(command) = command {
            // A second later: two commits are never recorded at one instant.
            passed.fetch_add(1_000_000, Relaxed);
            wall.fetch_add(1_000_000, Relaxed);
            assert!(matches!(writer.submit(command).recv().unwrap(), Answer::Done(_)), "hour {hour}");
        }
    }
    let mut desk = writer.stop().unwrap();
    let state = state_sha256(&desk.book);
    assert_eq!(state, state_sha256(&takt::app::desk::read_book(&mut desk.store).unwrap()));
    drop(desk);
    let facts = facts(&folder);
    let ahead = facts.iter().find(|fact| fact.recorded_at.0 > START + 90 * DAY || fact.occurred_at > fact.recorded_at);
    assert_eq!(ahead, None, "dated ahead");
    let verdict = json(takt(&folder).args(["--json", "verify"]));
    assert_eq!(verdict["equal"], true, "{verdict}");
    (state, facts, kept)
}

#[test]
fn after_a_jump_is_accepted_all_is_as_if_the_clock_had_never_jumped() {
    const fn right(hour: i64) -> i64 {
        START + hour * HOUR
    }
    const fn is_wrong(hour: i64) -> bool {
        hour >= 240 && hour < 480
    }
    let calm = lived(&Story { wall: right, accepted: None });
    assert_eq!(calm.2, 0);
    let acted = |facts: &[Fact]| facts.iter().filter(|fact| fact.body.kind().is_acted()).count();
    assert!(acted(&calm.1) > 60, "{} acts prove little", acted(&calm.1));
    // Wrong for ten days, then set right and accepted.
    let stories: [fn(i64) -> i64; 5] = [
        |hour| right(hour) + if is_wrong(hour) { HOUR + 1 } else { 0 },
        |hour| right(hour) + if is_wrong(hour) { DAY } else { 0 },
        |hour| right(hour) - if is_wrong(hour) { DAY } else { 0 },
        |hour| if is_wrong(hour) { hour * HOUR } else { right(hour) },
        |hour| if is_wrong(hour) { 2_147_483_648_000_000 + hour * HOUR } else { right(hour) },
    ];
    for (place, wall) in stories.into_iter().enumerate() {
        let lived = lived(&Story { wall, accepted: Some(480) });
        assert_eq!(lived.2, 40, "story {place}: ticks that fired nothing");
        assert_eq!(lived.0, calm.0, "story {place}");
        let dates = |facts: &[Fact]| {
            let mut dates: Vec<_> =
                facts.iter().filter(|f| f.body.kind().is_acted()).map(|f| (f.account, f.occurred_at)).collect();
            dates.sort();
            dates
        };
        assert_eq!(dates(&lived.1), dates(&calm.1), "story {place}");
        assert!(lived.1.iter().any(|fact| fact.body.kind() == Kind::ClockAccepted));
    }
    // Twin: a writer that believes every clock dates what it does ahead.
    let believed = std::panic::catch_unwind(|| {
        let dir = tempfile::tempdir().unwrap();
        known_at(&dir.path().join("data"), START);
        let desk =
            Desk::over(&dir.path().join("data"), SqliteStore::open_writer(&dir.path().join("data"), "test").unwrap())
                .unwrap();
        let writer = Writer::start(desk, Box::new(|| Micros(2_147_483_648_000_000)), kept);
        writer.submit(Command::Tick).recv().unwrap()
    });
    assert!(matches!(believed, Ok(Answer::Ticked(facts)) if facts > 0), "{believed:?}");
}
