//! A full disk: what is there can be read, what cannot be written is said, nothing is lost, and it goes on when there is
//! room again.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use takt::catalogue::{Catalogue, Language};

use crate::disk::{Dice, Disk, Kept};
use crate::powercut::clerk;
use crate::vendor::{State, acknowledged, facts, moves, state};
use crate::{asked, demand_green, sabotage};

const PAGE: i64 = 4096;
const PLENTY: i64 = 1 << 40;

fn words(line: &str) -> Vec<String> {
    line.split(' ').map(str::to_owned).collect()
}

/// Fills the disk up to some pages again and again; gives what went wrong.
fn run(rounds: u64, seed: u64, is_lying: bool) -> Vec<String> {
    let mut disk = Disk::new();
    disk.lies_when_full = is_lying;
    let file = |name: &str, text: &str| disk.file(name, text).to_str().unwrap().to_owned();
    let (first, second) = (file("first.jsonl", &facts(0..40, 5)), file("second.jsonl", &facts(40..700, 5)));
    let import = |file: &str| vec!["--json".into(), "--progress".into(), "json".into(), "import".into(), file.into()];
    disk.leave(PLENTY);
    assert!(disk.takt(&import(&first), None).0.status.success());
    let (before, known, known_moves) = (Kept::of(&disk), state(&disk.folder()).facts(), moves(&disk.folder()));
    disk.holds(&before);
    assert!(disk.takt(&import(&second), None).0.status.success());
    let wanted = moves(&disk.folder());
    let full = |turn: u64| {
        let (name, language) = if turn.is_multiple_of(2) { ("en", Language::En) } else { ("ja", Language::Ja) };
        (name.to_owned(), Catalogue::new(language).say("fault-store-full", &[]))
    };

    let mut dice = Dice(seed);
    let (mut red, mut refused) = (Vec::new(), 0);
    for round in 0..rounds {
        disk.holds(&before);
        // Mostly next to nothing, sometimes enough for some commits.
        let room = PAGE * i64::try_from(if dice.below(4) == 0 { dice.below(300) } else { dice.below(17) }).unwrap();
        let mut wrong = |what: String| red.push(format!("round {round}, {} pages free: {what}", room / PAGE));
        disk.leave(room);
        let (language, sentence) = full(round);
        let lang = ["--lang".to_owned(), language];
        let (output, calls) = disk.takt(&[&lang[..], &import(&second)].concat(), None);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        let acknowledged = known + acknowledged(&calls).last().map_or(0, |(_, facts)| *facts);
        match output.status.code() {
            Some(0) => {}
            Some(3) if told.contains(&sentence) => refused += 1,
            code => wrong(format!("the import ends with {code:?}: {told}")),
        }
        // As full as it is now, reading goes on.
        for line in ["--json flow", "--json account v:1", "--json why v:1", "--json verify"] {
            let (output, _) = disk.takt(&words(line), None);
            if !output.status.success() {
                wrong(format!("`{line}`: {output:?}"));
            }
        }
        let (output, _) = disk.takt(&[&lang[..], &words("tick")].concat(), None);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        match output.status.code() {
            Some(0) => {}
            Some(3) if told.contains(&sentence) => {}
            code => wrong(format!("`tick` ends with {code:?}: {told}")),
        }
        disk.leave(PLENTY);
        match state(&disk.folder()) {
            State::Sound(head) if head.next.0 > acknowledged => {}
            other => wrong(format!("{acknowledged} facts were acknowledged, and then: {other:?}")),
        }
        let (output, _) = disk.takt(&import(&second), None);
        if !output.status.success() || moves(&disk.folder()) != wanted {
            wrong(format!("with room again: {:?} {}", output.status, String::from_utf8_lossy(&output.stderr)));
        }
    }
    println!("full: {rounds} times full, seed {seed}: {refused} imports refused, {} red", red.len());
    assert!(is_lying || refused * 2 > rounds, "the disk was seldom full");
    assert_ne!(known_moves, wanted);
    red
}

#[test]
fn full() {
    demand_green(&run(asked("N", 12), asked("SEED", 4), sabotage_lies()));
}

fn sabotage_lies() -> bool {
    match sabotage().as_str() {
        "" => false,
        "lie" => true,
        other => panic!("full knows the sabotage `lie`, not `{other}`"),
    }
}

#[test]
fn full_on_a_disk_that_does_not_say_so_is_red() {
    assert!(!run(3, 4, true).is_empty());
}

#[test]
fn a_process_that_met_a_full_disk_goes_on_when_there_is_room() {
    let disk = Disk::new();
    let import = disk.file("facts.jsonl", &facts(0..12, 3));
    disk.leave(PLENTY);
    assert!(disk.takt(&["import".into(), import.to_str().unwrap().into()], None).0.status.success());
    let mut command = Command::new(clerk());
    command.arg(disk.folder()).args(["0", "-", "1", "2", "-", "1", "2", "3"]);
    let mut clerk = disk.on(command, None);
    let mut clerk = clerk.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut answers = BufReader::new(clerk.stdout.take().unwrap()).lines();
    let mut next = || answers.next().unwrap().unwrap();
    let mut input = clerk.stdin.take().unwrap();
    assert!(next().contains("facts"));
    // So full that what a closed log gives back is taken at once: the folder cannot even be opened again.
    disk.leave(-PLENTY);
    input.write_all(b"\n").unwrap();
    for _ in 0..2 {
        assert_eq!(next(), "{\"failed\":\"store-full\"}");
    }
    assert!(matches!(state(&disk.folder()), State::Sound(_)), "others read beside it");
    disk.leave(PLENTY);
    input.write_all(b"\n").unwrap();
    for _ in 0..3 {
        assert!(next().contains("facts"));
    }
    assert!(clerk.wait().unwrap().success());
    assert!(matches!(state(&disk.folder()), State::Sound(_)));
}
