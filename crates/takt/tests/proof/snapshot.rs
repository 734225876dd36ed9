//! Snapshots: a folder opened from one is the folder opened without, and whatever is wrong with one, nobody notices.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use takt::app::desk::{Desk, read_book};
use takt::app::import::{self, Lexicon, Silent};
use takt_core::book::Book;
use takt_core::fact::binary::Writer;
use takt_core::snapshot::{write_account, write_house};
use takt_core::unit::{AccountId, Micros, Seq};
use takt_intake::Given;
use takt_store::fault::{Fault, Faulty};
use takt_store::{JOURNAL_FILE, SNAPSHOT_FILE, Space, SqliteStore, Store, StoreError};

use super::fixture::{Dice, Vendor, json, moves, sound_state, takt};

/// Later than any import of these tests, and a time that the calendar knows.
const LATER: Micros = Micros(1_830_000_000_000_000);

/// Everything of a book that is no word and no model, to the byte, timers too.
fn kept(book: &Book) -> Vec<u8> {
    let mut out = Writer::default();
    write_house(book, book.recorded_at, &mut out);
    book.accounts.iter().for_each(|account| write_account(book, account, &mut out));
    book.accounts.iter().for_each(|account| out.signed(account.wake.map_or(-1, |wake| wake.0)));
    out.signed(book.next_wake().map_or(-1, |wake| wake.0));
    out.into_bytes()
}

/// Opens a folder to read; gives where the snapshot that was used ends (1 for none), after the book was found to be what
/// the whole journal folds into.
#[track_caller]
fn opened(folder: &Path) -> Seq {
    let mut desk = Desk::open_reader(folder).unwrap();
    let folded = read_book(&mut desk.store).unwrap();
    assert!(kept(&desk.book) == kept(&folded), "another book than the journal folds into");
    desk.kept.next
}

/// Writes a snapshot of a folder as it is; gives where it ends.
fn snapshot(folder: &Path) -> Seq {
    let mut desk = Desk::hold(folder, "test").unwrap();
    assert!(desk.write_snapshot());
    desk.book.next
}

fn file(folder: &Path) -> PathBuf {
    folder.join(SNAPSHOT_FILE)
}

/// The import of one of a vendor's files.
fn bring(vendor: &Vendor, folder: &Path, file: &Path) {
    json(takt(folder).args(["--json", "import", "--mapping"]).args([&vendor.mapping, file]));
}

#[test]
fn a_folder_is_opened_from_its_snapshot_and_the_rest_folded_on() {
    let vendor = Vendor::new(150, 21);
    let folder = vendor.folder("data");
    bring(&vendor, &folder, &vendor.leads);
    assert_eq!(opened(&folder), Seq(1), "there is none yet");
    let end = snapshot(&folder);
    assert_eq!(opened(&folder), end);
    // The second file tells of the past: accounts are opened again, and their whole past lies before the snapshot. Few
    // enough of them that it is worth it.
    let deeds = fs::read_to_string(&vendor.deeds).unwrap();
    let few: Vec<&str> = deeds.lines().take(40).collect();
    let part = vendor.dir.path().join("few.csv");
    fs::write(&part, few.join("\n") + "\n").unwrap();
    bring(&vendor, &folder, &part);
    assert_eq!(opened(&folder), end, "the same snapshot, and what came since");
    let mut reopened = 0;
    let mut store = SqliteStore::open_reader(&folder).unwrap();
    store
        .scan(end, &mut |fact| {
            reopened += u32::from(fact.body.kind() == takt_core::fact::Kind::Reopened);
            Ok(())
        })
        .unwrap();
    assert!(reopened > 5, "{reopened} accounts were opened again");
    drop(store);
    sound_state(&folder);
    // Merges, a merge taken back, an import taken back, a model: all behind the same snapshot, or made it useless.
    let now = LATER;
    let mut desk = Desk::hold(&folder, "test").unwrap();
    let free = |desk: &Desk, one: &AccountId| {
        let account = desk.book.account(*one).unwrap();
        account.opportunities.is_empty() && account.subscriptions.is_empty()
    };
    let parts: Vec<AccountId> = (0..150).map(AccountId).filter(|id| free(&desk, id)).take(3).collect();
    desk.merge(parts[0], AccountId(149), now).unwrap();
    desk.merge(parts[1], AccountId(148), now).unwrap();
    desk.unmerge(parts[0], now).unwrap();
    drop(desk);
    assert_eq!(opened(&folder), end);
    Desk::hold(&folder, "test").unwrap().undo(takt_core::unit::ImportId(2), now).unwrap();
    assert_eq!(opened(&folder), end);
    let other = takt::app::desk::STANDARD_MODEL.replace("half_life = \"30d\"", "half_life = \"10d\"");
    Desk::hold(&folder, "test").unwrap().adopt(&other, None, now).unwrap();
    assert_eq!(opened(&folder), Seq(1), "another model concerns every account");
    let end = snapshot(&folder);
    assert_eq!(opened(&folder), end);
    sound_state(&folder);
}

#[test]
fn an_unfinished_import_is_opened_from_a_snapshot_and_resumed() {
    let vendor = Vendor::new(700, 22);
    let folder = vendor.folder("data");
    json(takt(&folder).args(["--json", "init"]));
    // Its second commit fails, as when it is killed there: accounts that are not live.
    let store = Faulty::new(SqliteStore::open_writer(&folder, "test").unwrap()).at(2, Fault::Disk);
    let mut desk = Desk::over(&folder, store).unwrap();
    let mapping = fs::read(&vendor.mapping).unwrap();
    let given = [&vendor.leads, &vendor.deeds].map(Given::path);
    let taken = import::read(&given, Some(("small.toml", &mapping)), &mut Lexicon::of(&mut desk).unwrap()).unwrap();
    assert!(desk.import(&taken, &mut Silent).is_err());
    drop(desk);
    let end = snapshot(&folder);
    assert_eq!(opened(&folder), end);
    let desk = Desk::open_reader(&folder).unwrap();
    let waiting = desk.book.accounts.iter().filter(|account| account.live_at.is_none()).count();
    assert!(waiting > 50, "{waiting} accounts wait for the end of their import");
    drop(desk);
    json(&mut vendor.import(&folder));
    opened(&folder);
    let calm = vendor.folder("calm");
    json(&mut vendor.import(&calm));
    assert_eq!(moves(&folder), moves(&calm));
    sound_state(&folder);
}

#[test]
fn a_snapshot_of_another_journal_is_not_used() {
    let one = Vendor::new(60, 23);
    let folders = [one.folder("data"), one.folder("other")];
    // The same file, at another time.
    folders.iter().for_each(|folder| bring(&one, folder, &one.leads));
    let ends = folders.each_ref().map(|folder| snapshot(folder));
    assert_eq!(ends[0], ends[1], "they are of one length, and still not alike");
    fs::copy(file(&folders[0]), file(&folders[1])).unwrap();
    assert_eq!(opened(&folders[1]), Seq(1));
    sound_state(&folders[1]);

    // A copy of the journal from before, beside a snapshot from after.
    let earlier = one.folder("earlier");
    fs::create_dir(&earlier).unwrap();
    let whole = folders[0].join(JOURNAL_FILE);
    fs::copy(&whole, earlier.join(JOURNAL_FILE)).unwrap();
    bring(&one, &folders[0], &one.deeds);
    let end = snapshot(&folders[0]);
    assert_eq!(opened(&folders[0]), end);
    fs::copy(file(&folders[0]), file(&earlier)).unwrap();
    assert_eq!(opened(&earlier), Seq(1), "it is ahead of the journal");

    // A restored journal is the same to the hash of its last frame, so it may be opened from the same snapshot.
    let dir = one.folder("export");
    json(takt(&folders[0]).args(["--json", "export"]).arg(&dir));
    let restored = one.folder("restored");
    json(takt(&restored).args(["--json", "init"]));
    fs::copy(file(&folders[0]), file(&restored)).unwrap();
    assert_eq!(opened(&restored), Seq(1), "fresh from init");
    json(takt(&restored).args(["--json", "import"]).arg(dir.join("journal.jsonl")));
    assert_eq!(opened(&restored), end);
    assert_eq!(sound_state(&restored), sound_state(&folders[0]));
}

#[test]
fn a_damaged_snapshot_is_as_none() {
    let vendor = Vendor::new(30, 25);
    let folder = vendor.folder("data");
    json(&mut vendor.import(&folder));
    let end = snapshot(&folder);
    let sound = fs::read(file(&folder)).unwrap();
    let calm = moves(&folder);
    let seed = 20_261_123;
    println!("seed {seed}");
    let mut dice = Dice(seed);
    for round in 0..60 {
        let mut bytes = sound.clone();
        let place = dice.below(sound.len() as u64) as usize;
        match round % 3 {
            0 => bytes.truncate(place),
            _ => bytes[place] ^= 1 << dice.below(8),
        }
        fs::write(file(&folder), &bytes).unwrap();
        assert_eq!(Desk::open_reader(&folder).unwrap().kept.next, Seq(1), "round {round}, byte {place}");
    }
    assert_eq!(moves(&folder), calm);
    sound_state(&folder);
    fs::write(file(&folder), &sound).unwrap();
    assert_eq!(opened(&folder), end, "the twin: as it was, it is used");
}

/// A snapshot with sound checksums and the right chain that says something else is what nothing can refuse: `verify` does
/// not begin from it, and says so.
#[test]
fn verify_trusts_no_snapshot() {
    let vendor = Vendor::new(30, 26);
    let folder = vendor.folder("data");
    json(&mut vendor.import(&folder));
    snapshot(&folder);
    let state = sound_state(&folder);
    assert_eq!(json(takt(&folder).args(["--json", "verify"]))["snapshot"], "ok");
    let mut desk = Desk::open_writer(&folder, "test").unwrap();
    desk.book.accounts[3].lap += 1;
    assert!(desk.write_snapshot());
    drop(desk);
    let output = takt(&folder).args(["--json", "verify"]).output().unwrap();
    let verdict: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(verdict["state_sha256"], state.as_str());
    assert_eq!((verdict["chain"].as_str(), verdict["equal"].as_bool()), (Some("ok"), Some(true)));
    assert_eq!((verdict["snapshot"].as_str(), output.status.code()), (Some("differs"), Some(1)));
    fs::remove_file(file(&folder)).unwrap();
    assert_eq!(json(takt(&folder).args(["--json", "verify"]))["snapshot"], serde_json::Value::Null);
}

/// Between a snapshot and the append behind it, and after an append that nobody knows the outcome of.
#[test]
fn a_commit_that_fails_behind_a_snapshot_leaves_the_journals_book() {
    for (fault, lands) in [(Fault::Disk, false), (Fault::LostAnswer, true), (Fault::LostCommit, false)] {
        let vendor = Vendor::new(20, 27);
        let folder = vendor.folder("data");
        json(&mut vendor.import(&folder));
        let end = snapshot(&folder);
        // The first append is the question for the snapshot, the second the merge.
        let store = Faulty::new(SqliteStore::open_writer(&folder, "test").unwrap()).at(2, fault);
        let mut desk = Desk::over(&folder, store).unwrap();
        assert_eq!(desk.kept.next, end);
        assert!(desk.write_snapshot());
        let free = |id: &AccountId| desk.book.account(*id).unwrap().opportunities.is_empty();
        let part = (0..19).map(AccountId).find(free).unwrap();
        let told = desk.merge(part, AccountId(19), LATER).unwrap_err();
        assert!(told.code.starts_with("store-"), "{told:?}");
        assert!(!desk.write_snapshot(), "{fault:?}: the book is ahead of the journal, or nobody knows");
        let store = desk.store.into_inner().reopen().unwrap();
        let mut desk = Desk::over(&folder, store).unwrap();
        assert_eq!(desk.book.next > end, lands, "{fault:?}");
        let folded = read_book(&mut desk.store).unwrap();
        assert!(kept(&desk.book) == kept(&folded), "{fault:?}");
    }
}

#[test]
fn who_reads_writes_no_snapshot_and_who_cannot_write_one_goes_on() {
    let vendor = Vendor::new(20, 28);
    let folder = vendor.folder("data");
    json(&mut vendor.import(&folder));
    assert!(!Desk::open_reader(&folder).unwrap().write_snapshot());
    assert!(!file(&folder).exists());
    // Something is in the way of the file: the command does what it was asked all the same.
    fs::create_dir(folder.join("snapshot.new")).unwrap();
    let mut desk = Desk::open_writer(&folder, "test").unwrap();
    assert!(!desk.write_snapshot());
    drop(desk);
    assert_eq!(opened(&folder), Seq(1));
    sound_state(&folder);
}

/// What the journal knows of people is numbers, and so is what a snapshot keeps.
#[test]
fn a_snapshot_holds_no_text_from_outside() {
    let vendor = Vendor::new(0, 29);
    let canaries = ["Canary-Company", "canary@example.org", "カナリア株式会社", "crm-canary-key", "canary note"];
    let mapping = vendor.dir.path().join("people.toml");
    fs::write(
        &mapping,
        "format = 1\nname = \"People\"\nsystem = \"small\"\nzone = \"model\"\n\n[[file]]\nid = \"people\"\n\
         columns = [\"id\", \"day\", \"name\", \"mail\", \"note\"]\naccount = { key = \"id\" }\ncontact = { key = \"mail\" }\n\
         [file.texts]\nname = \"name\"\nemail = \"mail\"\nnote = \"note\"\n\n[[fact]]\nfile = \"people\"\nkind = \"captured\"\n\
         at = { column = \"day\", format = \"%Y-%m-%d\" }\n",
    )
    .unwrap();
    let people = vendor.dir.path().join("people.csv");
    let rows: String = (0..200)
        .map(|n| {
            let [name, mail, kana, key, note] = canaries;
            format!("{key}-{n},2025-03-04,{name} {kana},{n}{mail},{note}\n")
        })
        .collect();
    fs::write(&people, format!("id,day,name,mail,note\n{rows}")).unwrap();
    let folder = vendor.folder("data");
    json(takt(&folder).args(["--json", "import", "--mapping"]).args([&mapping, &people]));
    snapshot(&folder);
    assert!(opened(&folder) > Seq(1));
    let hits = |path: &Path| {
        let bytes = fs::read(path).unwrap();
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let forms = canaries.iter().flat_map(|text| [text.as_bytes().to_vec(), wide(text)]);
        forms.filter(|form| bytes.windows(form.len()).any(|window| window == form.as_slice())).count()
    };
    assert_eq!(hits(&file(&folder)), 0);
    assert_eq!(hits(&folder.join(JOURNAL_FILE)), canaries.len(), "the twin: it finds them where they are");
}

/// Says to this very test program that it is the one that is killed.
const VICTIM: &str = "TAKT_TEST_WRITES_SNAPSHOTS_IN";

/// Writes snapshots until it is killed, where it is told to; else it is nothing.
#[test]
fn a_process_that_writes_snapshots() {
    let Some(folder) = std::env::var_os(VICTIM) else { return };
    let mut desk = Desk::open_writer(Path::new(&folder), "test").unwrap();
    println!("ready");
    loop {
        desk.write_snapshot();
    }
}

#[test]
fn twenty_kills_while_it_is_written_leave_a_sound_snapshot_or_none() {
    let vendor = Vendor::new(400, 30);
    let folder = vendor.folder("data");
    json(&mut vendor.import(&folder));
    let calm = moves(&folder);
    let seed = 20_261_124;
    println!("seed {seed}");
    let mut dice = Dice(seed);
    let (mut used, mut half) = (0, 0);
    for round in 0..20 {
        if round % 4 == 0 {
            // As often the very first one is cut.
            let _ = fs::remove_file(file(&folder));
        }
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "snapshot::a_process_that_writes_snapshots", "--nocapture"])
            .env(VICTIM, &folder)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.stdout.take().unwrap()));
        assert!(lines.any(|line| line.unwrap().contains("ready")));
        (0..dice.below(8_000_000)).for_each(|n| {
            std::hint::black_box(n);
        });
        child.kill().unwrap();
        child.wait().unwrap();
        half += u32::from(folder.join("snapshot.new").exists());
        used += u32::from(opened(&folder) > Seq(1));
    }
    println!("{used} of 20 had a snapshot, {half} left half of one");
    assert!(used > 0 && half > 0, "the kills proved nothing: {used} used, {half} cut");
    assert_eq!(moves(&folder), calm);
    sound_state(&folder);
    let end = snapshot(&folder);
    assert_eq!(opened(&folder), end, "what was left is no hindrance");
    assert!(!folder.join("snapshot.new").exists());
}

#[test]
fn a_store_error_behind_a_snapshot_is_told_and_not_hidden() {
    let vendor = Vendor::new(40, 31);
    let folder = vendor.folder("data");
    bring(&vendor, &folder, &vendor.leads);
    let end = snapshot(&folder);
    bring(&vendor, &folder, &vendor.deeds);
    let connection = rusqlite::Connection::open(folder.join(JOURNAL_FILE)).unwrap();
    let changed = connection
        .execute(
            "UPDATE frame SET crc = crc + 1 WHERE first = (SELECT max(first) FROM frame WHERE first > ?1)",
            [i64::try_from(end.0).unwrap()],
        )
        .unwrap();
    assert_eq!(changed, 1);
    drop(connection);
    let mut store = SqliteStore::open_reader(&folder).unwrap();
    let blank = Book::new(store.words().unwrap(), std::collections::BTreeMap::new());
    let told = takt::app::snapshot::open(&folder, &mut store, &blank);
    assert!(matches!(told, Err(StoreError::Corrupt(_))), "{:?}", told.map(|_| ()));
}

/// Outside keys may be millions, and most commands ask for none of them; whoever gives numbers asks first.
#[test]
fn outside_keys_are_read_by_whoever_gives_numbers_and_by_nobody_else() {
    let vendor = Vendor::new(30, 32);
    let folder = vendor.folder("data");
    json(&mut vendor.import(&folder));
    let mut desk = Desk::open_writer(&folder, "test").unwrap();
    assert!(desk.accounts.is_empty() && desk.parts.is_empty(), "a start costs no keys");
    let [(_, known)] = desk.store.find_outside(Space::Account, "small:L7").unwrap().try_into().unwrap();
    assert_eq!(desk.account("small:L7").unwrap(), AccountId(known));
    assert_eq!(desk.account("small:nobody").unwrap(), AccountId(30), "the first number that nobody has");
    drop(desk);
    // A name that is shown is looked up; the twin: without that it is a number.
    let mut desk = Desk::open_reader(&folder).unwrap();
    let name = |desk: &Desk| takt::app::names::Naming::of(desk).account(AccountId(known));
    assert_eq!(name(&desk), format!("#{known}"));
    desk.name_accounts([AccountId(known)]).unwrap();
    assert_eq!(name(&desk), "small:L7");
}
