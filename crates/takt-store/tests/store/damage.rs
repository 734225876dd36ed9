//! Damage: whatever is flipped, cut or taken away, `check` names the frame.

use std::fs;

use rusqlite::Connection;
use takt_core::dictionary::{Dictionary, WordKind};
use takt_core::fact::Fact;
use takt_core::unit::Seq;
use takt_store::{
    Commit, Damage, Finding, JOURNAL_FILE, Key, ModelText, Outside, Space, SqliteStore, Stop, Store, StoreError, Text,
};

use crate::Folder;
use crate::contract::Home;
use crate::house::{House, facts_from, key_of, settle};

/// A settled journal and its facts, nobody having it open.
fn settled() -> (Folder, Vec<Fact>) {
    let home = Folder::new();
    let facts = settle(&mut home.writer());
    (home, facts)
}

/// The first sequence of every frame, in order.
fn firsts(connection: &Connection) -> Vec<i64> {
    let mut query = connection.prepare("SELECT first FROM frame ORDER BY first").unwrap();
    let firsts = query.query_map([], |row| row.get(0)).unwrap();
    firsts.collect::<Result<_, _>>().unwrap()
}

fn findings(home: &Folder) -> Vec<Finding> {
    home.reader().check().unwrap().findings
}

/// Reads as far as it goes: how many facts, and what stopped it.
fn read(home: &Folder) -> (usize, Option<Finding>) {
    let mut count = 0;
    let result = home.reader().scan(Seq(1), &mut |_| -> Result<(), Stop> {
        count += 1;
        Ok(())
    });
    match result {
        Ok(()) => (count, None),
        Err(StoreError::Corrupt(finding)) => (count, Some(finding)),
        Err(other) => panic!("{other:?}"),
    }
}

/// The same numbers in every run (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ mixed >> 31) % end as u64).unwrap()
    }
}

#[test]
fn every_flipped_bit_of_a_frame_is_found_in_that_frame() {
    let (home, facts) = settled();
    let connection = Connection::open(home.journal()).unwrap();
    let firsts = firsts(&connection);
    let mut random = Numbers(7);
    for round in 0..240 {
        let place = random.below(firsts.len());
        let first = firsts[place];
        let bit = 1_u8 << random.below(8);
        // What was there, so that it can be put back.
        let column = ["bytes", "hash", "crc", "count", "version"][round % 5];
        let (read_sql, write_sql) = match column {
            "bytes" => ("SELECT bytes FROM frame WHERE first = ?1", "UPDATE frame SET bytes = ?2 WHERE first = ?1"),
            "hash" => ("SELECT hash FROM frame WHERE first = ?1", "UPDATE frame SET hash = ?2 WHERE first = ?1"),
            "crc" => ("SELECT crc FROM frame WHERE first = ?1", "UPDATE frame SET crc = ?2 WHERE first = ?1"),
            "count" => ("SELECT count FROM frame WHERE first = ?1", "UPDATE frame SET count = ?2 WHERE first = ?1"),
            _ => ("SELECT version FROM frame WHERE first = ?1", "UPDATE frame SET version = ?2 WHERE first = ?1"),
        };
        if round % 5 < 2 {
            let sound: Vec<u8> = connection.query_row(read_sql, [first], |row| row.get(0)).unwrap();
            let mut flipped = sound.clone();
            let byte = random.below(flipped.len());
            flipped[byte] ^= bit;
            connection.execute(write_sql, (first, &flipped)).unwrap();
            assert_found(&home, &facts, &firsts, place, column);
            connection.execute(write_sql, (first, &sound)).unwrap();
        } else {
            let sound: i64 = connection.query_row(read_sql, [first], |row| row.get(0)).unwrap();
            connection.execute(write_sql, (first, sound ^ i64::from(bit))).unwrap();
            assert_found(&home, &facts, &firsts, place, column);
            connection.execute(write_sql, (first, sound)).unwrap();
        }
    }
    // The twin: put back, all is well.
    assert_eq!(findings(&home), []);
}

#[track_caller]
fn assert_found(home: &Folder, facts: &[Fact], firsts: &[i64], place: usize, column: &str) {
    let bad = Seq(firsts[place].cast_unsigned());
    let report = home.reader().check().unwrap();
    assert_eq!(report.first_bad_frame().map(|(first, _)| first), Some(bad), "{column} of {bad:?}: {report:?}");
    let of_frames = report.findings.iter().filter(|finding| matches!(finding, Finding::Frame { .. })).count();
    if column == "bytes" || column == "hash" || column == "crc" || column == "version" {
        assert_eq!(of_frames, 1, "{column} of {bad:?}: {report:?}");
    }
    // Reading stops in front of the bad frame. It does not follow the chain, so a flipped hash is for `check` to find.
    let (count, stopped) = read(home);
    if column == "hash" {
        assert_eq!((count, stopped), (facts.len(), None));
    } else {
        assert_eq!(count, usize::try_from(bad.0).unwrap() - 1);
        assert!(matches!(stopped, Some(Finding::Frame { first, .. }) if first == bad), "{stopped:?}");
    }
}

#[test]
fn every_frame_taken_away_is_missed() {
    let (home, _) = settled();
    let connection = Connection::open(home.journal()).unwrap();
    let firsts = firsts(&connection);
    for first in &firsts {
        connection.execute_batch("BEGIN").unwrap();
        connection.execute("CREATE TEMP TABLE kept AS SELECT * FROM frame WHERE first = ?1", [first]).unwrap();
        connection.execute("DELETE FROM frame WHERE first = ?1", [first]).unwrap();
        connection.execute_batch("COMMIT").unwrap();
        let found = findings(&home);
        let bad = Seq(first.cast_unsigned());
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            matches!(&found[0], Finding::Frame { first, what: Damage::Missing { .. } } if *first == bad),
            "{found:?}"
        );
        let (count, stopped) = read(&home);
        assert_eq!((count as u64 + 1, stopped), (bad.0, Some(found[0].clone())));
        connection.execute_batch("INSERT INTO frame SELECT * FROM kept; DROP TABLE kept").unwrap();
    }
    assert_eq!(findings(&home), []);
}

#[test]
fn a_tail_cut_off_is_missed() {
    let (home, facts) = settled();
    let connection = Connection::open(home.journal()).unwrap();
    let next = Seq(facts.len() as u64 + 1);
    for first in firsts(&connection).into_iter().rev() {
        connection.execute("DELETE FROM frame WHERE first >= ?1", [first]).unwrap();
        let first = Seq(first.cast_unsigned());
        assert_eq!(findings(&home).first(), Some(&Finding::Frame { first, what: Damage::Missing { next } }));
        assert_eq!(read(&home).1, Some(Finding::Frame { first, what: Damage::Missing { next } }));
        // Nothing is built on it.
        let refused = SqliteStore::open_writer(&home.path(), "test").unwrap_err();
        assert!(matches!(refused, StoreError::Corrupt(_)), "{refused:?}");
    }
}

#[test]
fn a_tail_cut_off_together_with_the_head_shows_in_the_chain() {
    let (home, facts) = settled();
    let noted = home.reader().head().unwrap();
    let connection = Connection::open(home.journal()).unwrap();
    let last = *firsts(&connection).last().unwrap();
    connection.execute("DELETE FROM frame WHERE first = ?1", [last]).unwrap();
    let chain: Vec<u8> =
        connection.query_row("SELECT hash FROM frame ORDER BY first DESC LIMIT 1", [], |row| row.get(0)).unwrap();
    let recorded_at = facts[usize::try_from(last).unwrap() - 2].recorded_at;
    connection
        .execute("UPDATE head SET next = ?1, chain = ?2, recorded_at = ?3", (last, chain, recorded_at.0))
        .unwrap();
    // The keys of what was cut off name facts that do not exist …
    let found = findings(&home);
    assert_eq!(found.len() as u64, noted.next.0 - last.cast_unsigned());
    assert!(found.contains(&Finding::Key { key: key_of(Seq(noted.next.0 - 1)), seq: Seq(noted.next.0 - 1) }));
    // … and without them such a journal is whole in itself: only a chain noted down elsewhere tells.
    connection.execute("DELETE FROM idempotency", []).unwrap();
    let report = home.reader().check().unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_ne!(report.head.chain, noted.chain);
}

#[test]
fn a_frame_changed_with_its_checksum_breaks_the_chain() {
    let (home, facts) = settled();
    // Somebody who knows the format writes one frame anew, CRC and all, in a journal of their own …
    let forger = Folder::new();
    let mut house = House::default();
    let mut store = forger.writer();
    for accounts in [vec![9], vec![9, 9]] {
        let head = store.head().unwrap();
        store.append(&house.commit(&head, &accounts)).unwrap();
    }
    drop(store);
    // … and puts it in the place of ours.
    let connection = Connection::open(home.journal()).unwrap();
    connection.execute("ATTACH ?1 AS forger", [forger.journal().to_str().unwrap()]).unwrap();
    connection.execute_batch("REPLACE INTO frame SELECT * FROM forger.frame WHERE first = 2").unwrap();
    let found = findings(&home);
    assert_eq!(found.first(), Some(&Finding::Frame { first: Seq(2), what: Damage::Chain }), "{found:?}");
    // Reading alone does not notice: that is what the check is for.
    assert_eq!(read(&home), (facts.len(), None));
}

#[test]
fn a_head_that_was_changed_is_found() {
    for change in ["next = next - 1", "next = 1", "chain = zeroblob(32)", "recorded_at = 5", "recorded_at = NULL"] {
        let (home, _) = settled();
        let sql = match change {
            "next = next - 1" => "UPDATE head SET next = next - 1",
            "next = 1" => "UPDATE head SET next = 1",
            "chain = zeroblob(32)" => "UPDATE head SET chain = zeroblob(32)",
            "recorded_at = 5" => "UPDATE head SET recorded_at = 5",
            _ => "UPDATE head SET recorded_at = NULL",
        };
        Connection::open(home.journal()).unwrap().execute_batch(sql).unwrap();
        let found = findings(&home);
        assert!(matches!(found[..], [Finding::Head { stored: Some(_), .. }]), "{change}: {found:?}");
    }
    for sql in ["DELETE FROM head", "UPDATE head SET chain = x'00'"] {
        let (home, _) = settled();
        Connection::open(home.journal()).unwrap().execute_batch(sql).unwrap();
        assert!(findings(&home).contains(&Finding::Row { table: "head" }), "{sql}");
    }
}

/// A settled journal with something in every table, nobody having it open.
fn furnished() -> Folder {
    let home = Folder::new();
    let mut store = home.writer();
    settle(&mut store);
    let mut commit = Commit::on(store.head().unwrap().next);
    let mut words = Dictionary::default();
    words.intern(WordKind::Page, "price");
    words.intern(WordKind::Page, "docs");
    commit.words = words.take_fresh();
    commit.models.push(ModelText::of("model"));
    let space = Space::Account;
    commit.outside.push(Outside { space, key: "crm:A".into(), id: 0 });
    commit.texts.push(Text { space, id: 0, field: "name".into(), said: Seq(1), by: None, value: "A".into() });
    store.append(&commit).unwrap();
    home
}

#[test]
fn damage_beside_the_journal_is_found() {
    type Expected = fn(&Finding) -> bool;
    let cases: [(&str, Expected); 12] = [
        ("DELETE FROM word WHERE id = 0", |f| matches!(f, Finding::Word { id: 1, .. })),
        ("UPDATE word SET id = 7 WHERE id = 1", |f| matches!(f, Finding::Row { table: "word" })),
        ("UPDATE word SET text = 'prize' WHERE id = 0", |f| matches!(f, Finding::Row { table: "word" })),
        ("UPDATE word SET kind = 99 WHERE id = 1", |f| matches!(f, Finding::Row { table: "word" })),
        ("UPDATE model SET text = text || ' '", |f| matches!(f, Finding::ModelChanged { .. })),
        ("UPDATE idempotency SET crc = 1 - crc WHERE id = 0", |f| matches!(f, Finding::Row { table: "idempotency" })),
        ("UPDATE idempotency SET bytes = zeroblob(24)", |f| matches!(f, Finding::Row { table: "idempotency" })),
        ("UPDATE idempotency SET id = 1 WHERE id = 0", |f| matches!(f, Finding::Row { table: "idempotency" })),
        ("UPDATE outside SET bare = 'B'", |f| matches!(f, Finding::Outside { id: 0, .. })),
        ("UPDATE outside SET id = 1", |f| matches!(f, Finding::Row { table: "outside" })),
        ("UPDATE text SET space = 9", |f| matches!(f, Finding::Row { table: "text" })),
        ("UPDATE text SET value = 'B'", |f| matches!(f, Finding::Row { table: "text" })),
    ];
    for (sql, expected) in cases {
        let home = furnished();
        assert_eq!(findings(&home), []);
        Connection::open(home.journal()).unwrap().execute_batch(sql).unwrap();
        let found = findings(&home);
        assert!(found.len() == 1 && expected(&found[0]), "{sql}: {found:?}");
    }
}

#[test]
fn a_table_whose_description_was_changed_is_found() {
    for (table, column) in [("frame", "bytes"), ("idempotency", "crc"), ("word", "text"), ("outside", "bare")] {
        let home = furnished();
        let connection = Connection::open(home.journal()).unwrap();
        connection.pragma_update(None, "writable_schema", "ON").unwrap();
        let changed = connection
            .execute("UPDATE sqlite_schema SET sql = replace(sql, ?2, 'x' || ?2) WHERE name = ?1", [table, column])
            .unwrap();
        assert_eq!(changed, 1);
        drop(connection);
        let found = findings(&home);
        assert!(!found.is_empty(), "{column} of {table}");
    }
}

/// Everything a store holds.
#[derive(Debug, PartialEq)]
struct Contents {
    facts: Vec<Fact>,
    words: Vec<String>,
    models: Vec<ModelText>,
    outside: Vec<(String, u32)>,
    texts: Vec<Text>,
    known: Vec<Option<Seq>>,
}

fn contents(store: &mut dyn Store) -> Contents {
    let facts = facts_from(store, Seq(1));
    let keys: Vec<Key> = facts.iter().map(|fact| key_of(fact.seq)).collect();
    Contents {
        words: store.words().unwrap().iter().map(|(kind, id, text)| format!("{kind:?} {id} {text}")).collect(),
        models: store.models().unwrap(),
        outside: Space::ALL.iter().flat_map(|space| store.outside(*space).unwrap()).collect(),
        texts: store.texts(Space::Account, 0).unwrap(),
        known: store.known(&keys).unwrap(),
        facts,
    }
}

/// Flips bits of the file, one at a time: how many of them were found. The others must do no harm.
fn flip_in_file(rounds: usize, tables: &str) -> usize {
    let home = furnished();
    let sound = fs::read(home.journal()).unwrap();
    let connection = Connection::open(home.journal()).unwrap();
    let mut query = connection.prepare("SELECT pageno, pgsize FROM dbstat WHERE name LIKE ?1").unwrap();
    let pages = query.query_map([tables], |row| Ok((row.get::<_, u32>(0)? as usize, row.get::<_, u32>(1)? as usize)));
    let pages: Vec<(usize, usize)> = pages.unwrap().collect::<Result<_, _>>().unwrap();
    let wanted = contents(&mut home.reader());

    let mut random = Numbers(11);
    let mut found = 0;
    let copy = tempfile::tempdir().unwrap();
    for _ in 0..rounds {
        let (page, size) = pages[random.below(pages.len())];
        let byte = (page - 1) * size + random.below(size);
        let mut flipped = sound.clone();
        flipped[byte] ^= 1 << random.below(8);
        fs::write(copy.path().join(JOURNAL_FILE), flipped).unwrap();
        match SqliteStore::open_reader(copy.path()).and_then(|mut store| Ok((store.check()?, store))) {
            Ok((report, mut store)) if report.is_sound() => {
                assert_eq!(contents(&mut store), wanted, "byte {byte} of the file");
            }
            _ => found += 1,
        }
    }
    found
}

#[test]
fn bits_flipped_in_the_pages_of_frames_are_found_or_do_no_harm() {
    let found = flip_in_file(200, "frame");
    assert!(found > 100, "{found} found");
}

#[test]
fn bits_flipped_anywhere_in_the_file_are_found_or_do_no_harm() {
    // Most of the small tables' pages is room not used yet.
    let found = flip_in_file(300, "%");
    assert!(found > 100, "{found} found");
}

/// A copy of a folder that a reader keeps open, with three commits in its log, as a process that was killed leaves it.
fn killed() -> (tempfile::TempDir, Vec<u8>, u64) {
    let home = Folder::new();
    drop(home.writer());
    let reader = home.reader();
    let (mut store, mut house) = (home.writer(), House::default());
    for _ in 0..3 {
        let head = store.head().unwrap();
        store.append(&house.commit(&head, &[1, 2])).unwrap();
    }
    let copy = tempfile::tempdir().unwrap();
    let log = fs::read(home.path().join(LOG)).unwrap();
    fs::copy(home.journal(), copy.path().join(JOURNAL_FILE)).unwrap();
    fs::write(copy.path().join(LOG), &log).unwrap();
    let end = store.head().unwrap().next.0;
    drop(reader);
    (copy, log, end)
}

const LOG: &str = "journal.db-wal";

#[test]
fn a_log_broken_before_its_last_commit_is_found_and_nothing_is_read_or_built_behind_it() {
    for place in [0, 20, 32 + 24 + 100] {
        let (copy, mut log, _) = killed();
        log[place] ^= 4;
        fs::write(copy.path().join(LOG), &log).unwrap();
        let mut reader = SqliteStore::open_reader(copy.path()).unwrap();
        let found = reader.check().unwrap().findings;
        assert!(matches!(found[..], [Finding::Log { commits: 2.. }]), "byte {place}: {found:?}");
        let read = reader.scan(Seq(1), &mut |_| Ok(()));
        assert!(matches!(read, Err(StoreError::Corrupt(Finding::Log { .. }))), "byte {place}: {read:?}");
        let refused = SqliteStore::open_writer(copy.path(), "test").unwrap_err();
        assert!(matches!(refused, StoreError::Corrupt(Finding::Log { .. })), "byte {place}: {refused:?}");
        assert_eq!(fs::read(copy.path().join(LOG)).unwrap(), log, "it is left as it was");
    }
}

#[test]
fn a_log_whose_last_commit_is_unfinished_is_whole_without_it() {
    let (copy, log, end) = killed();
    fs::write(copy.path().join(LOG), &log[..log.len() - 100]).unwrap();
    let mut store = SqliteStore::open_writer(copy.path(), "test").unwrap();
    assert!(store.check().unwrap().is_sound());
    assert!(store.head().unwrap().next.0 < end);
    // The twin: nothing was cut off, and nothing is missing.
    let (copy, _, end) = killed();
    let mut store = SqliteStore::open_writer(copy.path(), "test").unwrap();
    assert!(store.check().unwrap().is_sound());
    assert_eq!(store.head().unwrap().next.0, end);
}

#[test]
fn a_file_cut_short_is_found() {
    let (home, _) = settled();
    let sound = fs::read(home.journal()).unwrap();
    let mut lengths: Vec<usize> = (1..sound.len() / 4096).map(|pages| pages * 4096).collect();
    lengths.extend([sound.len() - 1, sound.len() - 700]);
    for length in lengths {
        let copy = tempfile::tempdir().unwrap();
        fs::write(copy.path().join(JOURNAL_FILE), &sound[..length]).unwrap();
        let found = match SqliteStore::open_reader(copy.path()) {
            Ok(mut store) => !store.check().unwrap().is_sound(),
            Err(error) => matches!(error, StoreError::Corrupt(_)),
        };
        assert!(found, "cut to {length} bytes");
    }
}
