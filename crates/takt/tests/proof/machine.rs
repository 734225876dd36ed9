//! A folder against a naive reference: whatever happens to it, in whatever order, it knows what plain lists of what was
//! said know ([`naive`]), and it verifies.

mod naive;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use proptest::test_runner::Config;
use proptest_state_machine::{StateMachineTest, prop_state_machine};
use takt::app::clock::Guard;
use takt::app::desk::{Beside, Desk, STANDARD_MODEL, read_book};
use takt::app::import::{self, Lexicon, Silent};
use takt::app::verify::verify;
use takt::fault::Fault as Said;
use takt_core::account::Account;
use takt_core::decide::{Statement, decide};
use takt_core::dictionary::WordKind;
use takt_core::digest::state_sha256;
use takt_core::fact::{Actor, Body, Value};
use takt_core::unit::{AccountId, ImportId, Micros, Seq, SourceId, TouchId};
use takt_intake::Given;
use takt_store::fault::{Fault, Faulty};
use takt_store::{Key, Space, SqliteStore, Store};

use naive::{Naive, START, Step, What};

const MAPPING: &str = r#"
format = 1
name   = "A world of forty rows"
system = "world"
zone   = "utc"

[[file]]
id      = "rows"
columns = ["row", "company", "mail", "name", "at", "what", "value"]
account = { key = "company" }
contact = { key = "mail", name = "name" }
row     = { key = "row" }

[[fact]]
file   = "rows"
kind   = "captured"
if     = { column = "what", is = "captured" }
at     = { column = "at", format = "%Y-%m-%d %H:%M:%S" }
source = { column = "value" }

[[fact]]
file = "rows"
kind = "described"
if   = { column = "what", is = "sized" }
at   = { column = "at", format = "%Y-%m-%d %H:%M:%S" }
attributes.employees = { column = "value" }

[[fact]]
file  = "rows"
kind  = "touched"
if    = { column = "what", is = "form" }
at    = { column = "at", format = "%Y-%m-%d %H:%M:%S" }
touch = "form"

[[fact]]
file  = "rows"
kind  = "touched"
if    = { column = "what", is = "visit" }
at    = { column = "at", format = "%Y-%m-%d %H:%M:%S" }
touch = "visit"

[[fact]]
file  = "rows"
kind  = "consented"
if    = { column = "what", is = "refused" }
at    = { column = "at", format = "%Y-%m-%d %H:%M:%S" }
given = false
"#;

/// Days for which every rule that counts a form or a visit counts it, in every model here.
const COUNTS: i64 = 20;

/// Models that come into force one after the other: a stage under another name, other scores and limits, and back.
fn models() -> [String; 3] {
    let was = |text: &str, id: &str, was: &str| {
        let (from, to) = (format!("id       = \"{id}\""), format!("id = \"{id}\"\nwas = [\"{was}\"]"));
        assert!(text.contains(&from), "the stage is declared otherwise");
        text.replacen(&from, &to, 1)
    };
    let renamed = was(&STANDARD_MODEL.replace("\"nurture\"", "\"care\""), "care", "nurture");
    let other = renamed.replace("points    = 3", "points    = 9").replace("limit    = \"16h\"", "limit    = \"8h\"");
    assert!(other != renamed);
    [renamed, other, was(STANDARD_MODEL, "nurture", "care")]
}

fn name(account: u8) -> String {
    format!("Canary Person Nr{account}")
}

fn mail(account: u8) -> String {
    format!("canary.nr{account}@person.example")
}

/// A file of some rows.
fn file(rows: &[u8]) -> String {
    let mut text = String::from("row,company,mail,name,at,what,value\n");
    for number in rows {
        let (account, at, what) = naive::row(*number);
        let (what, value) = match what {
            What::Captured(source) => ("captured", format!("source-{source}")),
            What::Sized(employees) => ("sized", employees.to_string()),
            What::Form => ("form", String::new()),
            What::Visit => ("visit", String::new()),
            What::Refused => ("refused", String::new()),
        };
        let at = jiff::Timestamp::from_microsecond(at.0).unwrap().strftime("%Y-%m-%d %H:%M:%S");
        writeln!(text, "{number},C{account},{},{},{at},{what},{value}", mail(account), name(account)).unwrap();
    }
    text
}

type Shop = Desk<Faulty<SqliteStore>>;

/// A folder, and the process over it.
struct Under {
    dir: tempfile::TempDir,
    desk: Option<Shop>,
    /// The fault of the next append, and steps so far.
    coming: Option<Fault>,
    /// Whether a fault lies in wait in the store.
    armed: bool,
    steps: u32,
}

impl Under {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let before = START.plus(-90 * Micros::DAY);
        drop(Desk::create(&dir.path().join("data"), "the-model", STANDARD_MODEL, before).unwrap());
        Self { dir, desk: None, coming: None, armed: false, steps: 0 }
    }

    fn folder(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    /// The process ends, and the fault with it that may still lie in wait.
    fn close(&mut self) {
        (self.desk, self.armed) = (None, false);
    }

    fn may_fail(&self) -> bool {
        self.armed || self.coming.is_some()
    }

    /// The desk of the process that runs, or of a new one.
    fn desk(&mut self, now: Micros) -> &mut Shop {
        let folder = self.folder();
        let mut desk = self.desk.take().unwrap_or_else(|| {
            let store = SqliteStore::open_writer(&folder, "test").unwrap();
            Desk::over(&folder, Faulty::new(store)).unwrap()
        });
        if let Some(fault) = self.coming.take() {
            desk = Desk::over(&folder, Faulty::new(desk.store.into_inner()).at(1, fault)).unwrap();
            self.armed = true;
        }
        desk.know_keys().unwrap();
        desk.guard = Guard::virtual_time(Box::new(move || now.0));
        self.desk.insert(desk)
    }

    /// Does something, once more where its append failed. What it did then it may have done before.
    fn doing<T>(&mut self, now: Micros, mut act: impl FnMut(&mut Shop) -> Result<T, Said>) -> Result<T, Said> {
        for _ in 0..3 {
            match act(self.desk(now)) {
                Err(fault) if fault.code.starts_with("store-") => self.close(),
                done => return done,
            }
        }
        panic!("a folder that cannot be written any more");
    }

    /// Does a step; an error says what it did otherwise than the reference, which has done it.
    fn step(&mut self, step: &Step, naive: &Naive) -> Result<(), String> {
        self.steps += 1;
        let now = naive.now();
        let told = |fault: Said| format!("{step:?}: {} {:?}", fault.code, fault.args);
        match step {
            Step::Import(rows) => {
                let is_fresh = !self.may_fail();
                let report = self.doing(now, |desk| {
                    let given = [Given::bytes("rows.csv", file(rows))];
                    let read = import::read(&given, Some(("world.toml", MAPPING.as_bytes())), &mut Lexicon::of(desk)?);
                    desk.import(&read.unwrap_or_else(|refused| panic!("{refused:?}")), &mut Silent)
                });
                let report = report.map_err(told)?;
                let rejected = report.rejected as usize;
                if rejected > 0 || (is_fresh && report.journalled as usize != naive.taken) {
                    return Err(format!("{} rows taken and not {}: {report:?}", report.journalled, naive.taken));
                }
            }
            Step::Say(account, what) => {
                let id = self.id(now, *account)?;
                let key = Key::of(&[b"said", &self.steps.to_be_bytes()]);
                self.doing(now, |desk| say(desk, id, *what, key, now)).map_err(told)?;
            }
            Step::Merge(part, into) => {
                let (one, two) = (self.id(now, *part)?, self.id(now, *into)?);
                let is_fresh = !self.may_fail();
                let done = self.doing(now, |desk| desk.merge(one, two, now));
                let merged = naive.part_of.get(part) == Some(into);
                if is_fresh && done.is_ok() && !merged {
                    return Err("merged what the reference would not".into());
                }
                let is_part = self.desk(now).book.account(one).and_then(|account| account.part_of) == Some(two);
                if is_part != merged {
                    return Err(format!("{step:?}: {done:?}, the reference {merged}"));
                }
            }
            Step::Unmerge(part) => {
                let id = self.id(now, *part)?;
                let stood = self.stood(now, id);
                let done = self.doing(now, |desk| desk.unmerge(id, now));
                done.map(drop).or_else(|fault| again(fault, "merge-no-part")).map_err(told)?;
                let book = &self.desk(now).book;
                let back = book.account(id).and_then(|account| {
                    account.line.iter().rev().find_map(|entry| match entry.what {
                        takt_core::account::What::Move {
                            from: None, to, path: takt_core::fact::Path::Merge, ..
                        } => to,
                        _ => None,
                    })
                });
                let model = &book.model.as_ref().unwrap().model;
                let expected = stood.and_then(|stage| model.successor(stage)).map(|stage| stage.id);
                if expected.is_some() && back != expected {
                    return Err(format!("stood in {expected:?}, and stands again in {back:?}"));
                }
            }
            Step::Undo(import) => {
                let done = self.doing(now, |desk| desk.undo(ImportId(*import), now));
                done.map(drop).or_else(|fault| again(fault, "import-undone-before")).map_err(told)?;
            }
            Step::Erase(account) => {
                let id = self.id(now, *account)?;
                let owners = {
                    let desk = self.desk(now);
                    let mail = desk.known_contact(&format!("world:{}", mail(*account)));
                    [Some((Space::Account, id.0)), mail.map(|contact| (Space::Contact, contact.0))]
                };
                for (space, id) in owners.into_iter().rev().flatten() {
                    // A company of several is no person; the person is erased all the same.
                    let done = self.doing(now, |desk| desk.erase(space, id, now));
                    done.map(drop).or_else(|fault| again(fault, "erase-company")).map_err(told)?;
                }
            }
            Step::Adopt(model) => {
                let before = self.stages(now);
                let text = &models()[*model];
                let done = self.doing(now, |desk| desk.adopt(text, None, now));
                done.map(drop).or_else(|fault| again(fault, "adopt-same")).map_err(told)?;
                // Positions stay, under the name the stage has now, unless the model moves them on from there.
                let desk = self.desk(now);
                for (id, stage, moves) in before {
                    let account = desk.book.account(id).unwrap();
                    let Some(main) = &account.main else { return Err(format!("{id:?} stands nowhere")) };
                    let name = |stage: takt_core::unit::StageId| desk.book.words.text(WordKind::Stage, stage.0);
                    let same = main.stage == stage
                        || [name(main.stage), name(stage)].iter().all(|one| ["nurture", "care"].contains(one));
                    if !same && account.line.len() == moves {
                        return Err(format!("{id:?} stood in {}, and stands in {}", name(stage), name(main.stage)));
                    }
                }
            }
            Step::Pass(_) => {
                self.doing(now, |desk| desk.tick(now)).map_err(told)?;
            }
            Step::Reopen(snapshot) => {
                let is_fresh = !self.may_fail();
                let desk = self.desk(now);
                if *snapshot && !desk.write_snapshot() && is_fresh {
                    return Err("no snapshot".into());
                }
                self.close();
            }
            Step::Fail(fault) => self.coming = Some(*fault),
        }
        Ok(())
    }

    fn id(&mut self, now: Micros, account: u8) -> Result<AccountId, String> {
        let known = self.desk(now).known_account(&format!("world:C{account}"));
        known.ok_or_else(|| format!("account {account} is not known"))
    }

    /// Where an account stood when it became part of another.
    fn stood(&mut self, now: Micros, id: AccountId) -> Option<takt_core::unit::StageId> {
        self.desk(now).book.account(id)?.line.iter().rev().find_map(|entry| match entry.what {
            takt_core::account::What::Move { from, to: None, path: takt_core::fact::Path::Merge, .. } => from,
            _ => None,
        })
    }

    /// Who stands where, and how much happened to them.
    fn stages(&mut self, now: Micros) -> Vec<(AccountId, takt_core::unit::StageId, usize)> {
        let stands = |account: &Account| Some((account.id, account.main.as_ref()?.stage, account.line.len()));
        self.desk(now).book.accounts.iter().filter_map(stands).collect()
    }

    /// What must hold after every step.
    fn check(&mut self, naive: &Naive) -> Result<(), String> {
        let folder = self.folder();
        if self.coming.is_some() {
            return Ok(());
        }
        let desk = self.desk(naive.now());
        let folded = read_book(&mut desk.store).map_err(|error| error.to_string())?;
        if state_sha256(&folded) != state_sha256(&desk.book) {
            return Err("the running book is not what the journal folds into".into());
        }
        let verdict = verify(&folder, &mut desk.store, |error| Said::of_store(error, &folder));
        if !verdict.as_ref().is_ok_and(takt::app::verify::Verdict::is_sound) {
            return Err(format!("verify: {verdict:?}"));
        }
        for account in 0..naive::ACCOUNTS {
            let id = desk.known_account(&format!("world:C{account}"));
            let known = id.and_then(|id| desk.book.account(id));
            counts(desk, known, &naive.of(account), naive, account)
                .map_err(|what| format!("account {account}: {what}"))?;
        }
        gone(&folder, &naive.erased)
    }
}

/// A step that was done again may find that its first time landed.
fn again(fault: Said, code: &str) -> Result<(), Said> {
    if fault.code == code { Ok(()) } else { Err(fault) }
}

/// A program states something under a key.
fn say(desk: &mut Shop, id: AccountId, what: What, key: Key, now: Micros) -> Result<(), Said> {
    let known = desk.store.known(&[key]).map_err(|error| desk.fault(&error))?;
    if known.iter().any(Option::is_some) {
        return Ok(());
    }
    let at = desk.begin(now);
    let mut word = |kind, text: &str| desk.book.words.intern(kind, text);
    let touched = |touch| Body::Touched { touch: TouchId(touch), page: None, play: None, by: None, minutes: None };
    let body = match what {
        What::Captured(source) => {
            let source = SourceId(word(WordKind::Source, &format!("source-{source}")));
            Body::Captured { source: Some(source), page: None, play: None }
        }
        What::Sized(employees) => {
            let field = takt_core::unit::FieldId(word(WordKind::Field, "employees"));
            Body::Described { values: vec![(field, Value::Integer(employees))] }
        }
        What::Form => touched(word(WordKind::Touch, "form")),
        What::Visit => touched(word(WordKind::Touch, "visit")),
        What::Refused => Body::Consented { channel: None, given: false },
    };
    let statement =
        Statement { account: Some(id), contact: None, actor: Actor::Program, occurred_at: now.min(at), body };
    let drafts = decide(&desk.book, &statement, at).unwrap_or_else(|refusal| panic!("{refusal:?}: {statement:?}"));
    let before = desk.out.len();
    desk.state(drafts).map_err(|error| desk.fault(&error))?;
    let seq = desk.out[before..].iter().find(|fact| !fact.body.kind().is_acted()).map_or(Seq(0), |fact| fact.seq);
    let beside = Beside { keys: vec![(key, seq)], ..Beside::default() };
    desk.commit(at, beside).map(drop).map_err(|error| desk.fault(&error))
}

/// An account against the list of what counts of it.
fn counts(desk: &Shop, known: Option<&Account>, told: &[naive::Told], naive: &Naive, number: u8) -> Result<(), String> {
    let Some(account) = known else {
        return if told.is_empty() { Ok(()) } else { Err(format!("is not known, but {told:?}")) };
    };
    let whole = naive.part_of.get(&number);
    let stands = account.main.is_some();
    // Who had a part stays where it stood, also where nothing that was said of it counts any more.
    let may_stay = told.is_empty() && stands && naive.joined.contains(&number);
    if stands != (!told.is_empty() && whole.is_none()) && !may_stay {
        return Err(format!("stands: {stands}, part of {whole:?}, told {told:?}"));
    }
    if whole.is_some() {
        return Ok(());
    }
    let word = |kind, text: &str| desk.book.words.find(kind, text);
    let first = told.iter().find_map(|one| match one.what {
        What::Captured(source) => Some((format!("source-{source}"), one.at)),
        _ => None,
    });
    let source =
        account.source.map(|known| (desk.book.words.text(WordKind::Source, known.value.0).to_string(), known.at));
    // What an account knows itself stays when another becomes part of it; what it did not know it knows then.
    let is_alone = !naive.joined.contains(&number);
    if source.is_some() != first.is_some() || (is_alone && source != first) {
        return Err(format!("came from {source:?}, not {first:?}"));
    }
    let sizes: Vec<i64> =
        told.iter().filter_map(|one| if let What::Sized(size) = one.what { Some(size) } else { None }).collect();
    let field = word(WordKind::Field, "employees");
    let held = account.attributes.iter().find(|one| Some(one.field.0) == field);
    let held = held.map(|one| (one.first.value, one.latest.value));
    let meant = sizes.first().zip(sizes.last()).map(|(one, two)| (Value::Integer(*one), Value::Integer(*two)));
    if held.is_some() != meant.is_some() || (is_alone && held != meant) {
        return Err(format!("employees {held:?}, not {meant:?}"));
    }
    let is_touch = |what: What| matches!(what, What::Form | What::Visit);
    let last = told.iter().rev().find(|one| is_touch(one.what)).map(|one| one.at);
    if account.last_touch != last {
        return Err(format!("last touched {:?}, not {last:?}", account.last_touch));
    }
    let calendar = desk.book.model.as_ref().unwrap().calendar();
    let (today, zero) = (calendar.day_of(naive.now()).0, TouchId(u32::MAX));
    let mark = |one: &naive::Told| {
        let touch = if one.what == What::Form { "form" } else { "visit" };
        (word(WordKind::Touch, touch).map_or(zero, TouchId), calendar.day_of(one.at).0)
    };
    let mut meant: Vec<_> = told.iter().filter(|one| is_touch(one.what)).map(mark).collect();
    for held in account.touches.iter().map(|mark| (mark.touch, mark.day)) {
        match meant.iter().position(|one| *one == held) {
            Some(place) => drop(meant.swap_remove(place)),
            None => return Err(format!("a touch that nobody made: {held:?}")),
        }
    }
    if let Some(lost) = meant.iter().find(|(_, day)| i64::from(today - day) < COUNTS) {
        return Err(format!("a touch is not there: {lost:?}"));
    }
    let refused = told.iter().filter(|one| one.what == What::Refused).map(|one| one.at).max();
    let held = account.refusals.iter().map(|one| one.at).max();
    if refused != held {
        return Err(format!("refused {held:?}, not {refused:?}"));
    }
    Ok(())
}

/// Nothing of who was erased lies in any file of a folder.
fn gone(folder: &Path, erased: &BTreeSet<u8>) -> Result<(), String> {
    if erased.is_empty() {
        return Ok(());
    }
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap_or_default();
        for account in erased {
            for text in [name(*account), mail(*account)] {
                if bytes.windows(text.len()).any(|window| window == text.as_bytes()) {
                    return Err(format!("{text} lies in {}", path.display()));
                }
            }
        }
    }
    Ok(())
}

struct Machine;

impl StateMachineTest for Machine {
    type SystemUnderTest = Under;
    type Reference = Naive;

    fn init_test(_: &Naive) -> Under {
        Under::new()
    }

    fn apply(mut under: Under, naive: &Naive, step: Step) -> Under {
        let done = under.step(&step, naive).and_then(|()| under.check(naive));
        done.unwrap_or_else(|what| panic!("{step:?}: {what}"));
        under
    }
}

/// How many stories are made up: ten, or `PROPTEST_CASES`.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(10)
}

prop_state_machine! {
    #![proptest_config(Config { cases: cases(), failure_persistence: None, max_shrink_iters: 600, ..Config::default() })]

    #[test]
    fn a_folder_knows_what_plain_lists_know(sequential 1..24 => Machine);
}

/// What a part says counts in the whole, so the whole stays on the line when all that was said of itself is taken back.
#[test]
fn an_account_stays_on_the_line_for_what_its_parts_say() {
    let story = [Step::Import(vec![4]), Step::Import(vec![5, 9]), Step::Merge(4, 0), Step::Undo(2), Step::Unmerge(4)];
    assert_eq!(told(Naive::default(), &story), Ok(()));
}

/// Does a story and checks after every step.
fn told(mut naive: Naive, story: &[Step]) -> Result<(), String> {
    let mut under = Under::new();
    story.iter().try_for_each(|step| {
        naive.step(step);
        under.step(step, &naive).and_then(|()| under.check(&naive))
    })
}

/// The twin: a reference that goes on counting what was taken back is found out.
#[test]
fn a_reference_that_forgets_an_undo_is_found_out() {
    let story = [Step::Import(vec![0, 1, 10, 15]), Step::Pass(3), Step::Undo(1), Step::Import(vec![0, 10])];
    assert_eq!(told(Naive::default(), &story), Ok(()));
    assert!(told(Naive { forgets: true, ..Naive::default() }, &story).is_err());
}
