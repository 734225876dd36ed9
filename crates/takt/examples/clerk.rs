//! A clerk who states facts at one desk, each in a commit of its own, and says of each what became of it.
//!
//! `clerk FOLDER NUMBER…` states that the account of each number became known; a `-` waits for a line on standard
//! input. For each number a line follows: `{"facts":N}`, the facts written so far by this clerk, or `{"failed":CODE}`.
//! The proofs of hard faults run it where one process must meet a fault, go on, and answer again.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use takt::app::clock;
use takt::app::desk::Desk;
use takt::app::writer::{Answer, Command, Writer};
use takt::fault::Fault;
use takt_core::decide::Statement;
use takt_core::fact::{Actor, Body};
use takt_core::unit::AccountId;
use takt_store::{Key, SqliteStore};

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let folder = args.next().unwrap_or_default();
    match work(Path::new(&folder), args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(what) => {
            eprintln!("{what}");
            ExitCode::from(3)
        }
    }
}

fn work(folder: &Path, numbers: impl Iterator<Item = String>) -> Result<(), String> {
    let desk = Desk::open_writer(folder, "clerk").map_err(|fault| fault.code.to_owned())?;
    let begun = desk.book.next.0;
    let home = folder.to_path_buf();
    let reopen = move |desk: Option<Desk<SqliteStore>>| match desk {
        Some(desk) => {
            let store = desk.store.reopen().map_err(|error| Fault::of_store(&error, &home))?;
            Desk::over(&home, store)
        }
        None => Desk::open_writer(&home, "clerk"),
    };
    let writer = Writer::start(desk, Box::new(clock::now), reopen);
    for word in numbers {
        if word == "-" {
            std::io::stdin().read_line(&mut String::new()).map_err(|error| error.to_string())?;
            continue;
        }
        let number: u32 = word.parse().map_err(|_| format!("`{word}` is no number"))?;
        let statement = Statement {
            account: Some(AccountId(number)),
            contact: None,
            actor: Actor::Program,
            occurred_at: clock::now(),
            body: Body::Captured { source: None, page: None, play: None },
        };
        let key = Key::of(&[b"clerk", &number.to_be_bytes()]);
        let line = match writer.submit(Command::State { key, statement }).recv().map_err(|error| error.to_string())? {
            Answer::Done(seq) | Answer::DoneBefore(seq) => format!("{{\"facts\":{}}}\n", seq.0 + 1 - begun),
            Answer::Failed(fault) => format!("{{\"failed\":\"{}\"}}\n", fault.code),
            other => return Err(format!("{other:?}")),
        };
        std::io::stdout().write_all(line.as_bytes()).map_err(|error| error.to_string())?;
    }
    writer.stop().map(drop).ok_or_else(|| "the folder is closed".to_owned())
}
