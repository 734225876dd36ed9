//! Transcripts: what the program prints, command by command, as files in `tests/transcripts`.
//!
//! A line that begins with `#: ` is a note; one that begins with `$ takt` is run, in order, in one new folder with the
//! files of `tests/transcripts/files`; what follows is what it is to print. `$ cp FROM TO` copies a file there. `NAME.ja.txt` is run in Japanese, the others
//! in English. `UPDATE=1 cargo test -p takt --test it transcripts` writes the files anew: read the difference before you
//! keep it.

use std::path::{Path, PathBuf};

use crate::run::Place;

/// The folder of the transcripts.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transcripts")
}

/// A new folder with everything that transcripts use.
fn place() -> Place {
    let place = Place::new();
    for entry in std::fs::read_dir(folder().join("files")).expect("the files").flatten() {
        let name = entry.file_name();
        place.write(&name.to_string_lossy(), std::fs::read(entry.path()).expect("a file"));
    }
    let gated = include_str!("../../../../models/tests/gated.toml");
    place.write("gated.toml", gated);
    place
        .write("broken.toml", gated.replacen("aims = \"deal\"", "aims = \"dael\"", 1).replacen("\"thu\"", "\"do\"", 1));
    place
}

/// What does not stay the same: hashes, and what the clock of the day says.
fn steady(text: &str) -> String {
    let now = jiff::Zoned::now().with_time_zone(jiff::tz::TimeZone::get("Asia/Tokyo").expect("a zone"));
    let mut steady = String::new();
    for line in text.lines() {
        let mut line = line.to_string();
        for day in -1..=1 {
            let date = now.date().checked_add(jiff::Span::new().days(day)).expect("a date").to_string();
            // `2026-05-01 09:30`, `2026-05-01T09:30:12.123456+09:00` and the day alone.
            while let Some(at) = line.find(&date) {
                let rest = &line[at + date.len()..];
                let clock = rest.chars().take_while(|c| c.is_ascii_digit() || " T:.+".contains(*c)).collect::<String>();
                let clock = if clock.contains(':') { clock.trim_end().len() } else { 0 };
                let mut put = String::from(if clock > 0 { "<now>" } else { "<today>" });
                // In a table what follows keeps its column.
                if rest[clock..].starts_with("  ") {
                    put = format!("{put:<width$}", width = date.len() + clock);
                }
                line.replace_range(at..at + date.len() + clock, &put);
            }
        }
        steady.push_str(&line);
        steady.push('\n');
    }
    hashes(&steady)
}

/// Texts of 64 hexadecimal digits become `<sha256>`.
fn hashes(text: &str) -> String {
    let mut parts = Vec::new();
    let mut word = String::new();
    for c in text.chars().chain(['\n']) {
        if c.is_ascii_hexdigit() {
            word.push(c);
            continue;
        }
        parts.push(if word.len() == 64 { "<sha256>".into() } else { std::mem::take(&mut word) });
        word.clear();
        parts.push(c.to_string());
    }
    parts.pop();
    parts.concat()
}

/// Runs the commands of a transcript and gives it as it is now.
fn played(transcript: &str, language: &str) -> String {
    let place = place();
    let mut text = String::new();
    for line in transcript.lines() {
        // Notes stand before a command; a line of output may begin with the sign too.
        if let Some(note) = line.strip_prefix("#: ") {
            text.push_str(&format!("#: {note}\n"));
        }
        if let Some((from, to)) = line.strip_prefix("$ cp ").and_then(|names| names.split_once(' ')) {
            place.write(to, std::fs::read(place.path(from)).expect("a file"));
            text.push_str(&format!("\n{line}\n"));
        }
        let Some(command) = line.strip_prefix("$ takt ") else { continue };
        let ran = place.takt(language, &command.split(' ').collect::<Vec<_>>());
        text.push_str(&format!("\n{line}\n{}", steady(&ran.all())));
        if ran.status != 0 {
            text.push_str(&format!("[exit {}]\n", ran.status));
        }
    }
    text
}

#[test]
fn the_program_prints_what_the_transcripts_say() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut names: Vec<PathBuf> =
        std::fs::read_dir(folder()).expect("the folder").flatten().map(|e| e.path()).collect();
    names.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    names.sort();
    assert!(names.len() >= 5, "{names:?}");
    let mut changed = Vec::new();
    for path in names {
        let expected = std::fs::read_to_string(&path).expect("a transcript");
        let language = if path.to_string_lossy().ends_with(".ja.txt") { "ja" } else { "en" };
        let now = played(&expected, language);
        if now != expected {
            if update {
                std::fs::write(&path, &now).expect("written");
            }
            let first = now.lines().zip(expected.lines()).find(|(now, expected)| now != expected);
            changed.push(format!("{}: {first:?}", path.display()));
        }
    }
    assert!(update || changed.is_empty(), "UPDATE=1 writes them anew\n{}", changed.join("\n"));
}

#[test]
fn what_changes_from_run_to_run_is_left_out() {
    let hash = "0f".repeat(32);
    assert_eq!(steady(&format!("state  {hash}\nkey 0f0f\n")), "state  <sha256>\nkey 0f0f\n");
    let now = jiff::Zoned::now().with_time_zone(jiff::tz::TimeZone::get("Asia/Tokyo").expect("a zone"));
    let day = now.date();
    assert_eq!(steady(&format!("at {day} 09:30  x")), "at <now>             x\n");
    assert_eq!(steady(&format!("\"{day}T09:30:11.123456+09:00\" {day}")), "\"<now>\" <today>\n");
    assert_eq!(steady("2018-05-01 09:30"), "2018-05-01 09:30\n");
}
