//! The writer: a group of commands costs one commit, answers leave when they are durable, and a failed commit answers
//! nothing as done.

use std::path::Path;

use takt::app::desk::Desk;
use takt::app::writer::{Answer, Command, Writer};
use takt_core::decide::Statement;
use takt_core::dictionary::WordKind;
use takt_core::digest::state_sha256;
use takt_core::fact::{Actor, Body};
use takt_core::unit::{AccountId, Micros, SourceId};
use takt_store::fault::{Fault, Faulty};
use takt_store::{Key, SqliteStore, Store};

const NOW: Micros = Micros(1_780_000_000_000_000);

fn fresh(folder: &Path) -> SqliteStore {
    drop(Desk::create(folder, "the-model", takt::app::desk::STANDARD_MODEL, NOW).unwrap());
    SqliteStore::open_writer(folder, "test").unwrap()
}

/// Somebody becomes known.
fn captured(desk_word: u32, number: u32) -> Command {
    Command::State {
        key: Key::of(&[b"test", &number.to_be_bytes()]),
        statement: Statement {
            account: Some(AccountId(number)),
            contact: None,
            actor: Actor::Program,
            occurred_at: NOW,
            body: Body::Captured { source: Some(SourceId(desk_word)), page: None, play: None },
        },
    }
}

fn clock() -> takt::app::writer::Clock {
    let mut now = NOW;
    Box::new(move || {
        now = now.plus(1_000_000);
        now
    })
}

fn reopen(desk: Option<Desk<Faulty<SqliteStore>>>) -> Result<Desk<Faulty<SqliteStore>>, takt::fault::Fault> {
    let desk = desk.expect("a desk that could be opened again");
    let folder = desk.folder.clone();
    let store = desk.store.into_inner().reopen().unwrap();
    Desk::over(&folder, Faulty::new(store))
}

#[test]
fn a_group_of_commands_costs_one_commit_and_a_repeated_one_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("data");
    let mut desk = Desk::over(&folder, Faulty::new(fresh(&folder))).unwrap();
    let web = desk.book.words.intern(WordKind::Source, "web");
    let writer = Writer::start(desk, clock(), reopen);
    let answers: Vec<_> = (0..200).map(|number| writer.submit(captured(web, number))).collect();
    for answer in answers {
        assert!(matches!(answer.recv().unwrap(), Answer::Done(_)));
    }
    let again = writer.submit(captured(web, 3)).recv().unwrap();
    assert!(matches!(again, Answer::DoneBefore(_)), "{again:?}");
    let desk = writer.stop().unwrap();
    assert_eq!(desk.book.accounts.len(), 200);
    assert!(desk.store.appends() < 150, "{} commits for 201 commands", desk.store.appends());
}

#[test]
fn a_failed_commit_answers_nothing_and_the_book_is_the_journals() {
    for (fault, lands) in [(Fault::Disk, false), (Fault::LostAnswer, true), (Fault::LostCommit, false)] {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("data");
        let store = Faulty::new(fresh(&folder)).at(2, fault);
        let mut desk = Desk::over(&folder, store).unwrap();
        let web = desk.book.words.intern(WordKind::Source, "web");
        let writer = Writer::start(desk, clock(), reopen);
        assert!(matches!(writer.submit(captured(web, 0)).recv().unwrap(), Answer::Done(_)));
        let failed = writer.submit(captured(web, 1)).recv().unwrap();
        assert!(matches!(failed, Answer::Failed(_)), "{fault:?}: {failed:?}");
        // "Did it land?" is answered by the same key: done before, or done now; never twice.
        let asked = writer.submit(captured(web, 1)).recv().unwrap();
        assert_eq!(matches!(asked, Answer::DoneBefore(_)), lands, "{fault:?}: {asked:?}");
        assert_eq!(matches!(asked, Answer::Done(_)), !lands, "{fault:?}: {asked:?}");
        let mut desk = writer.stop().unwrap();
        assert_eq!(desk.book.accounts.len(), 2);
        let running = state_sha256(&desk.book);
        let journal = takt::app::desk::read_book(&mut desk.store).unwrap();
        assert_eq!(running, state_sha256(&journal), "{fault:?}");
        assert!(desk.store.check().unwrap().is_sound());
    }
}

#[test]
fn a_folder_cut_off_before_its_model_was_in_force_is_finished_by_the_next_who_makes_or_fills_it() {
    let vendor = super::fixture::Vendor::new(3, 5);
    for name in ["made", "filled"] {
        let folder = vendor.folder(name);
        drop(SqliteStore::create(&folder, "init").unwrap());
        if name == "made" {
            super::fixture::json(super::fixture::takt(&folder).args(["--json", "init"]));
            let again = super::fixture::takt(&folder).arg("init").output().unwrap();
            assert_eq!(again.status.code(), Some(1), "once made it is in use: {again:?}");
        }
        let report = super::fixture::json(&mut vendor.import(&folder));
        assert_eq!(report["accounts"]["created"], 3);
        super::fixture::sound_state(&folder);
    }
}
