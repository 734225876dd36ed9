//! The door of a folder: while an import has it, others' commands are done between its commits, once each, and neither
//! they nor noise at the socket change what the import comes to.
#![cfg(unix)]

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Lines, Read, Write};
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::{Duration, Instant};

use serde_json::{Value, json as value};
use takt::app::desk::{Desk, STANDARD_MODEL};
use takt::app::door::{Knock, REQUEST_MAX, Reply, Request, SOCKET_FILE, knock};
use takt::app::order::Order;
use takt::catalogue::Language;
use takt_store::SqliteStore;

use super::fixture::{Dice, Vendor, json, moves, sound_state, takt};

/// An import under way, past its first acknowledgement.
struct Running {
    child: Child,
    lines: Lines<BufReader<ChildStderr>>,
}

impl Running {
    fn begin(mut command: Command) -> Self {
        command.args(["--progress", "json"]).stderr(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let told: Value = serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap();
        assert!(told["facts"].as_u64().unwrap() > 0, "{told}");
        Self { child, lines }
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("sh").args(["-c", &format!("kill -{name} {}", self.child.id())]).status().unwrap();
        assert!(sent.success());
    }

    fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// What it came to.
    fn end(mut self) -> Value {
        let told = self.lines.by_ref().last();
        let mut out = String::new();
        self.child.stdout.take().unwrap().read_to_string(&mut out).unwrap();
        assert!(self.child.wait().unwrap().success(), "{told:?}");
        serde_json::from_str(&out).unwrap()
    }
}

/// Leads of another file, `from..to`, and one with a bad date.
fn others(vendor: &Vendor, name: &str, range: std::ops::Range<u32>) -> std::path::PathBuf {
    let mut text = String::from("id,day,source\n");
    for id in range {
        writeln!(text, "P{id},2025-03-{:02},fair", 1 + id % 28).unwrap();
    }
    text.push_str("P-bad,soon,fair\n");
    let path = vendor.dir.path().join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn import(vendor: &Vendor, folder: &Path, file: &Path) -> Command {
    let mut command = takt(folder);
    command.args(["--json", "import", "--mapping"]).args([&vendor.mapping, file]);
    command
}

/// The program over a data folder, in no language yet.
fn bare(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_takt"));
    command.arg("--data").arg(folder);
    command
}

fn told(command: &mut Command, status: i32, says: &[&str]) -> String {
    let Output { status: ended, stdout, stderr } = command.output().unwrap();
    let all = String::from_utf8(stdout).unwrap() + &String::from_utf8(stderr).unwrap();
    assert_eq!(ended.code(), Some(status), "{command:?}: {all}");
    for word in says {
        assert!(all.contains(word), "{command:?} does not say {word}: {all}");
    }
    all
}

#[test]
fn an_import_gives_way_to_others_and_comes_to_the_same() {
    // Large enough to go on for several times as long as a dozen commands take, on a quick machine too.
    let vendor = Vendor::new(24_000, 29);
    let (first, second) = (others(&vendor, "first.csv", 0..6), others(&vendor, "second.csv", 4..40));
    // What the import brings too: whoever is first brings it.
    let shared = vendor.dir.path().join("shared.csv");
    let lead = std::fs::read_to_string(&vendor.leads).unwrap().lines().last().unwrap().to_string();
    std::fs::write(&shared, format!("id,day,source\n{lead}\n")).unwrap();
    let large = others(&vendor, "large.csv", 0..60_000);
    let merge = ["merge", "small:P1", "small:P0"];

    let calm = vendor.folder("calm");
    json(&mut import(&vendor, &calm, &first));
    let alone = json(&mut vendor.import(&calm));
    json(takt(&calm).arg("--json").args(merge));
    json(&mut import(&vendor, &calm, &second));
    let exported = vendor.folder("exported");
    json(takt(&calm).args(["--json", "export"]).arg(&exported));

    let folder = vendor.folder("busy");
    json(&mut import(&vendor, &folder, &first));
    let pair = super::duplicates::ask(&folder, 3, 2).to_string();
    let mut running = Running::begin(vendor.import(&folder));
    let door = std::fs::metadata(folder.join(SOCKET_FILE)).unwrap();
    assert!(door.file_type().is_socket());
    assert_eq!(door.permissions().mode() & 0o777, 0o600, "it is its owner's alone");
    let mut slowest = Duration::ZERO;
    let mut timed = |command: &mut Command| {
        let begun = Instant::now();
        let answer = json(command);
        slowest = slowest.max(begun.elapsed());
        answer
    };
    let distinct = ["duplicates", "distinct", &pair, "--reason", "asked them"];
    let decided = timed(takt(&folder).arg("--json").args(distinct));
    assert_eq!(
        (&decided["decided"][0]["verdict"], &decided["waiting"]),
        (&value!("distinct"), &value!(0)),
        "{decided}"
    );
    told(takt(&folder).args(["duplicates", "same", &pair]), 1, &["decided before that they are two"]);
    let merged = timed(takt(&folder).arg("--json").args(merge));
    assert_eq!((&merged["account"], &merged["into"]), (&value!(1), &value!(0)), "{merged}");
    let ticked = timed(takt(&folder).args(["--json", "tick"]));
    let clock = timed(takt(&folder).args(["--json", "clock", "accept"]));
    assert_eq!(clock["facts"], 0, "the clock was believed: {clock}");
    let small = timed(&mut import(&vendor, &folder, &second));
    assert_eq!((&small["journalled"], &small["rejected"], &small["unchanged"]), (&value!(34), &value!(1), &value!(2)));
    assert_eq!(small["rejections"][0]["file"], value!(second.display().to_string()), "named as it was given");
    let common = timed(&mut import(&vendor, &folder, &shared));
    // Refused here as it is anywhere, in the language of who asks; and what needs the folder for itself.
    told(takt(&folder).args(merge), 1, &["part of 0"]);
    told(bare(&folder).args(["--lang", "ja"]).args(merge), 1, &["会社 1 はまとめられません"]);
    told(&mut import(&vendor, &folder, &large), 1, &["1,024 KB", "too large"]);
    let pid = running.child.id().to_string();
    told(takt(&folder).args(["model", "adopt", "product-led"]), 1, &["cannot be put into force", &pid]);
    told(takt(&folder).args(["import", "undo", "1"]), 1, &["cannot be taken back", &pid]);
    told(takt(&folder).arg("import").arg(exported.join("journal.jsonl")), 1, &["cannot be put back", &pid]);
    assert!(running.is_running(), "the import was over before it was asked: nothing is proved");
    println!("slowest answer {slowest:?}, of a debug build");

    let report = running.end();
    let seq = |answer: &Value| answer["as_of"]["seq"].as_u64().unwrap();
    let facts = json(takt(&folder).args(["--json", "verify"]))["facts"].as_u64().unwrap();
    assert!(1_000 < seq(&merged) && seq(&merged) <= seq(&ticked) && seq(&ticked) < facts, "{merged} {ticked} {facts}");
    // The shared lead counts where it came first.
    let by_other = common["journalled"].as_u64().unwrap();
    let count = |of: &Value, name: &str| of[name].as_u64().unwrap();
    assert_eq!(count(&report, "journalled") + by_other.min(count(&report, "unchanged")), count(&alone, "journalled"));
    for same in ["received", "rejected", "doubtful", "import"] {
        assert_eq!(report[same], alone[same], "{same}");
    }
    sound_state(&folder);
    assert_eq!(moves(&folder), moves(&calm), "the same moves as one after the other");
    let again = json(&mut vendor.import(&folder));
    assert_eq!((&again["facts"], &again["journalled"]), (&value!(0), &value!(0)), "{again}");
    assert!(!folder.join(SOCKET_FILE).exists(), "the door is closed behind it");
}

#[test]
fn a_holder_that_stops_or_dies_leaves_nothing_doubled_and_nothing_unsaid() {
    let vendor = Vendor::new(6_000, 31);
    let folder = vendor.folder("data");
    json(&mut import(&vendor, &folder, &others(&vendor, "first.csv", 0..6)));
    let running = Running::begin(vendor.import(&folder));
    running.signal("STOP");
    let one = ["--json", "--request", "one", "merge", "small:P1", "small:P0"];
    told(takt(&folder).args(one), 3, &["does not answer", "--request one"]);
    // One asks the stopped holder, which is killed then: the journal says that nothing of it is there.
    let mut lost = UnixStream::connect(folder.join(SOCKET_FILE)).unwrap();
    let order = Order::Merge { account: "small:P3".into(), into: "small:P2".into() };
    let request = Request { id: "two".into(), language: Language::En, order };
    lost.write_all(&request.frame().unwrap()).unwrap();
    let two = takt(&folder)
        .args(["--json", "--request", "two", "merge", "small:P3", "small:P2"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    running.kill();
    let answered = lost.read(&mut [0; 16]);
    assert!(matches!(answered, Ok(0) | Err(_)), "{answered:?}");
    // Whoever was waiting when the holder died finds out for itself what is in the journal.
    let two = two.wait_with_output().unwrap();
    assert!(two.status.success(), "{two:?}");
    assert!(folder.join(SOCKET_FILE).exists(), "a dead process leaves its socket");
    assert_eq!(json(takt(&folder).args(one))["into"], 0);
    // Asked again, it is known.
    for (id, account, into) in [("one", "small:P1", "small:P0"), ("two", "small:P3", "small:P2")] {
        let again = json(takt(&folder).args(["--json", "--request", id, "merge", account, into]));
        assert!(again["landed"].as_u64().unwrap() > 1, "{again}");
    }
    told(takt(&folder).args(["--request", "three", "merge", "small:P1", "small:P0"]), 1, &["part of 0"]);
    told(takt(&folder).args(["--request", "../x", "tick"]), 2, &["../x"]);
    // The next import takes the place of the dead one's socket, and is asked through it.
    let mut running = Running::begin(vendor.import(&folder));
    let four = json(takt(&folder).args(["--json", "--request", "four", "unmerge", "small:P1"]));
    assert_eq!(four["from"], 0);
    assert_eq!(json(takt(&folder).args(["--json", "--request", "four", "unmerge", "small:P1"])), four, "word for word");
    assert!(running.is_running(), "the import was over before it was asked: nothing is proved");
    running.end();
    sound_state(&folder);
    let landed = json(takt(&folder).args(["--json", "--request", "four", "unmerge", "small:P1"]));
    assert!(landed["landed"].as_u64().unwrap() < four["as_of"]["seq"].as_u64().unwrap() + 1, "{landed}");
}

#[test]
fn a_folder_of_somebody_who_does_not_listen_is_in_use() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("data");
    json(takt(&folder).args(["--json", "init"]));
    // A socket that nobody has any more.
    drop(UnixListener::bind(folder.join(SOCKET_FILE)).unwrap());
    let held = SqliteStore::open_writer(&folder, "a test").unwrap();
    let begun = Instant::now();
    told(takt(&folder).arg("tick"), 3, &["a test", &std::process::id().to_string()]);
    assert!(begun.elapsed() < Duration::from_secs(20), "it waits no longer than it must");
    drop(held);
    json(takt(&folder).args(["--json", "tick"]));
}

/// Requests that were attended to.
static ATTENDED: AtomicUsize = AtomicUsize::new(0);

fn count(_: &mut Desk, request: &Request) -> Reply {
    ATTENDED.fetch_add(1, SeqCst);
    Reply::Done { json: value!({ "id": request.id }), text: "あ\n".into(), status: 0 }
}

/// Sends bytes and gives what comes back before the other side hangs up, or this one loses patience.
fn say(folder: &Path, bytes: &[u8]) -> Vec<u8> {
    let mut stream = UnixStream::connect(folder.join(SOCKET_FILE)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    // Who is sent away while they speak is told so by the system.
    let _ = stream.write_all(bytes);
    let mut back = Vec::new();
    let _ = stream.read_to_end(&mut back);
    back
}

#[test]
fn noise_at_the_door_neither_stops_nor_reaches_the_holder() {
    let dir = tempfile::tempdir().unwrap();
    // Longer than the path of a socket may be.
    let folder = dir.path().join("a".repeat(90)).join("b".repeat(90));
    std::fs::create_dir_all(folder.parent().unwrap()).unwrap();
    let now = takt::app::clock::now();
    drop(Desk::create(&folder, "the-model", STANDARD_MODEL, now).unwrap());
    let mut desk = Desk::open_attending(&folder, "test", count).unwrap();
    // Who speaks to it by the path must take a shorter one, as the program does by itself.
    let short = tempfile::tempdir().unwrap();
    let near = short.path().join("f");
    std::os::unix::fs::symlink(&folder, &near).unwrap();

    let ask = |id: &str| Request { id: id.into(), language: Language::Ja, order: Order::Tick };
    let asking = std::thread::spawn(move || {
        let seed = 20_261_124;
        println!("seed {seed}");
        let mut dice = Dice(seed);
        let sound = ask("sound").frame().unwrap();
        // Some come and say nothing, or not all.
        let idle: Vec<UnixStream> = (0..200).map(|_| UnixStream::connect(near.join(SOCKET_FILE)).unwrap()).collect();
        let mut half = UnixStream::connect(near.join(SOCKET_FILE)).unwrap();
        half.write_all(&sound[..sound.len() - 1]).unwrap();
        for run in 0..300 {
            let mut bytes = sound.clone();
            match run % 5 {
                // Any bytes at all behind any length.
                0 => bytes = (0..dice.below(600)).map(|_| dice.below(256) as u8).collect(),
                // A length that is not its own.
                1 => bytes[..4].copy_from_slice(&(REQUEST_MAX as u32 + 1 + dice.below(1 << 31) as u32).to_be_bytes()),
                // Brackets without end.
                2 => {
                    bytes = 60_000_u32.to_be_bytes().to_vec();
                    bytes.extend_from_slice(&[b'['; 60_000]);
                }
                // JSON of somebody else, and no ids of ours.
                3 => {
                    let text = [r#"{"id":"x"}"#, "null", r#""takt""#, r#"{"takt":"1"}"#][dice.below(4) as usize];
                    bytes = (text.len() as u32).to_be_bytes().to_vec();
                    bytes.extend_from_slice(text.as_bytes());
                }
                // Cut off, and the other end closed.
                _ => bytes.truncate(dice.below(bytes.len() as u64 - 1) as usize),
            }
            let mut stream = UnixStream::connect(near.join(SOCKET_FILE)).unwrap();
            let _ = stream.write_all(&bytes);
        }
        let other = |text: &str| {
            let mut bytes = (text.len() as u32).to_be_bytes().to_vec();
            bytes.extend_from_slice(text.as_bytes());
            String::from_utf8(say(&near, &bytes)).unwrap()
        };
        // Another version, an order that nobody knows, an id that is none.
        assert!(other(r#"{"takt":2,"id":"x","language":"ja","order":{"do":"tick"}}"#).contains("other"));
        assert!(other(r#"{"takt":1,"id":"x","language":"ja","order":{"do":"dance"}}"#).contains("other"));
        assert!(other(r#"{"takt":1,"id":"x y","language":"ja","order":{"do":"tick"}}"#).contains("other"));
        let begun = Instant::now();
        let answered = |request: &Request| match knock(&folder, request, Duration::from_secs(20)) {
            Knock::Answered(reply) => reply,
            other => panic!("{other:?}"),
        };
        let first = answered(&ask("first"));
        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
        assert_eq!(first, Reply::Done { json: value!({ "id": "first" }), text: "あ\n".into(), status: 0 });
        // Asked again it is not done again.
        assert_eq!(answered(&ask("first")), first);
        // The answer of this one nobody takes in; then it is asked for.
        let mut deaf = UnixStream::connect(near.join(SOCKET_FILE)).unwrap();
        deaf.write_all(&ask("second").frame().unwrap()).unwrap();
        assert_eq!(
            answered(&ask("third")),
            Reply::Done { json: value!({ "id": "third" }), text: "あ\n".into(), status: 0 }
        );
        drop(deaf);
        answered(&ask("second"));
        drop((idle, half));
        (ask, folder)
    });
    while !asking.is_finished() {
        desk.give_way().unwrap();
    }
    let (ask, folder) = asking.join().unwrap();
    assert_eq!(ATTENDED.load(SeqCst), 3, "each once, and nothing of the noise");
    // Who is still there when it closes is told so.
    let waiting = std::thread::spawn(move || knock(&folder, &ask("late"), Duration::from_secs(20)));
    while !waiting.is_finished() && !desk.is_asked() {}
    drop(desk);
    assert_eq!(waiting.join().unwrap(), Knock::Answered(Reply::Ended));
    assert_eq!(ATTENDED.load(SeqCst), 3);
}

const CARDS: &str = r#"
format = 1
name   = "Cards"
system = "cards"

[[file]]
id      = "cards"
columns = ["company", "mail", "day"]
account = { key = "company" }
contact = { key = "mail", name = "name", note = "note" }

[[fact]]
file   = "cards"
kind   = "captured"
at     = { column = "day" }
source = "fair"
"#;

#[test]
fn who_is_erased_while_an_import_runs_is_not_brought_back_by_it() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = dir.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let mapping = write("cards.toml", CARDS);
    let first =
        write("first.csv", "company,mail,day,name,note\nK0,kanaria@canary.example,2026-03-01,佐渡島 かなりあ子,\n");
    let mut rows = String::from("company,mail,day,name,note\n");
    for id in 0..6_000 {
        writeln!(rows, "K{id},p{id}@example.com,2026-03-{:02},人 {id},", 2 + id % 20).unwrap();
    }
    // The last row speaks of her again; its texts are the last thing that is written.
    rows.push_str("K0,kanaria@canary.example,2026-03-20,佐渡島 かなりあ子,カナリア愛好会\n");
    let second = write("second.csv", &rows);
    let folder = dir.path().join("data");
    let take = |file: &Path| {
        let mut command = takt(&folder);
        command.args(["--json", "import", "--mapping"]).args([&mapping, file]);
        command
    };
    json(&mut take(&first));
    let mut running = Running::begin(take(&second));
    let erased = json(takt(&folder).args(["--json", "erase", "kanaria@canary.example"]));
    assert!(running.is_running(), "the import was over before it was asked: nothing is proved");
    assert!(erased["texts"].as_u64().unwrap() > 0, "{erased}");
    let report = running.end();
    assert!(report["texts_refused"].as_u64().unwrap() > 0, "{report}");
    sound_state(&folder);
    for entry in std::fs::read_dir(&folder).unwrap().flatten().filter(|entry| entry.path().is_file()) {
        let bytes = std::fs::read(entry.path()).unwrap();
        for word in ["kanaria@canary", "かなりあ子", "カナリア愛好会"] {
            let found = bytes.windows(word.len()).any(|window| window == word.as_bytes());
            assert!(!found, "{word} is left in {:?}", entry.file_name());
        }
    }
}
