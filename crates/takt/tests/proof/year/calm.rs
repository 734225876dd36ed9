//! The calm year: nine months of a vendor's past imported, three months lived, everything once and in its order.

use std::convert::Infallible;
use std::path::Path;

use takt::app::clock::Guard;
use takt::app::desk::{Beside, Desk, STANDARD_MODEL, sha256};
use takt::app::import::{self, Lexicon, Report, Silent};
use takt::app::writer::Command;
use takt_core::book::Book;
use takt_core::decide::{Statement, decide};
use takt_core::dictionary::Dictionary;
use takt_core::fact::Fact;
use takt_core::unit::{AccountId, Day, Micros};
use takt_intake::Given;
use takt_sim::load::{Row, seen};
use takt_sim::stream::Stream;
use takt_sim::{Batch, Plan, Vendor};
use takt_store::{Key, Store};

use super::HOUR;
use super::rows::line;

/// Statements of one beat are recorded so far apart: each has a commit of its own, and the last is at the beat.
const APART: i64 = 100_000;
/// The timers of a beat are asked so long before it.
const TICK: i64 = 60_000_000;

/// The vendors of a seed: one whose past is imported, and one that lives behind it. Five people, who are there from the
/// first day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Vendors {
    seed: u64,
    zone: &'static str,
    past: Plan,
    lived: Plan,
}

impl Vendors {
    pub(crate) fn of(seed: u64) -> Self {
        let mut dice = Stream::of(seed, "vendors", 0);
        // Zones whose clocks are turned while the vendor lives, in spring or in autumn, and one whose are not.
        let zone = ["Europe/Berlin", "America/New_York", "Asia/Tokyo"][dice.weighted(&[2, 2, 1])];
        let end = Day::of(2026, if dice.chance(5_000) { 6 } else { 12 }, 1).unwrap();
        let lived = Plan::sized(seed, 6, 3, end);
        let begins = lived.first_day();
        Self { seed, zone, past: Plan::sized(seed ^ 1, 4, 9, Day(begins.0 - 1)), lived }
    }

    /// The model's text.
    pub(crate) fn model(&self) -> String {
        STANDARD_MODEL.replace("\"Asia/Tokyo\"", &format!("\"{}\"", self.zone))
    }

    /// A new folder whose words and members have the numbers that the vendors give them.
    pub(crate) fn found(&self, folder: &Path) -> (Desk, Vendor) {
        let model = self.model();
        let before = Micros(i64::from(self.past.first_day().0 - 9) * 24 * HOUR);
        let mut desk = Desk::create(folder, "the-model", &model, before).unwrap();
        let vendor = Vendor::new(self.lived, &mut desk.book.words, sha256(&model));
        for number in 0..self.lived.members {
            desk.member(&format!("demo:member-{number:02}"));
        }
        let now = desk.begin(before);
        desk.commit(now, Beside::default()).unwrap();
        (desk, vendor)
    }

    /// When the vendor opens: 09:00 of the day before its first.
    fn opens(&self, book: &Book) -> Micros {
        let model = book.model.as_ref().unwrap();
        model.calendar().minute(Day(self.lived.first_day().0 - 1), 540)
    }
}

/// What is said at one instant, by commands with the instant each is recorded at, and whether it was taken.
pub(crate) struct Beat {
    pub(crate) now: Micros,
    pub(crate) said: Vec<(Micros, Command, bool)>,
}

impl Beat {
    /// When the timers are asked.
    pub(crate) const fn tick(&self) -> Micros {
        Micros(self.now.0 - TICK)
    }
}

/// The year as it is lived when nothing goes wrong.
pub(crate) struct Calm {
    pub(crate) words: Dictionary,
    pub(crate) rows: Vec<Row>,
    /// What is said before the past is imported.
    pub(crate) opening: Beat,
    /// When it is imported.
    pub(crate) imported: Micros,
    pub(crate) beats: Vec<Beat>,
    /// Accounts of the past.
    pub(crate) base: usize,
    /// Where it ends.
    pub(crate) book: Book,
    pub(crate) accounts: Vec<(String, AccountId)>,
    pub(crate) facts: Vec<Fact>,
}

/// Reads some rows of the past as a file and imports them on a clock that stands.
pub(crate) fn bring<S: Store>(
    desk: &mut Desk<S>,
    words: &Dictionary,
    rows: impl Iterator<Item = (usize, Row)>,
    now: Micros,
    is_keyed: bool,
) -> Result<Report, takt::fault::Fault> {
    let mut file = String::new();
    for (place, row) in rows {
        let key = is_keyed.then(|| format!("row-{place}"));
        file.push_str(&line(words, &row, key.as_deref()).to_string());
        file.push('\n');
    }
    desk.guard = Guard::virtual_time(Box::new(move || now.0));
    let given = [Given::bytes("past.jsonl", file)];
    let taken = import::read(&given, None, &mut Lexicon::of(desk)?).unwrap();
    assert_eq!(taken.rejections, [], "rows of a sound past");
    desk.import(&taken, &mut Silent)
}

/// A desk whose commits are made durable many at a time.
struct Living {
    desk: Desk,
    beside: Beside,
    facts: Vec<Fact>,
}

impl Living {
    fn flush(&mut self, now: Micros) {
        self.desk.book.advance_to(now, &mut self.desk.out);
        self.facts.extend_from_slice(&self.desk.out);
        self.desk.commit(now, std::mem::take(&mut self.beside)).unwrap();
    }

    fn say(&mut self, batch: Batch) -> Beat {
        let now = batch.now;
        let count = batch.said.len() as i64;
        let mut said = Vec::new();
        for (place, one) in (1..).zip(batch.said) {
            let at = now.plus((place - count) * APART);
            let statement = Statement { occurred_at: one.statement.occurred_at.min(at), ..one.statement };
            let desk = &mut self.desk;
            assert_eq!(desk.begin(at), at, "two commits at one instant");
            let taken = decide(&desk.book, &statement, at);
            let is_taken = taken.is_ok();
            let before = desk.out.len();
            desk.state(taken.unwrap_or_default()).unwrap();
            let seq = desk.out[before..].iter().find(|fact| !fact.body.kind().is_acted()).map(|fact| fact.seq);
            desk.book.advance_to(at, &mut desk.out);
            let key = Key(one.key);
            self.beside.keys.extend(seq.map(|seq| (key, seq)));
            said.push((at, Command::State { key, statement }, is_taken));
        }
        Beat { now, said }
    }
}

/// Lives the calm year of a seed in a folder.
pub(crate) fn live(vendors: &Vendors, folder: &Path) -> Calm {
    let (desk, mut vendor) = vendors.found(folder);
    let words = desk.book.words.clone();
    let rows = past(vendors, &desk);
    let mut living = Living { desk, beside: Beside::default(), facts: Vec::new() };
    let opens = vendors.opens(&living.desk.book);
    let opening = vendor.opening(&living.desk.book, opens);
    let opening = living.say(opening);
    living.flush(opens);
    let imported = opens.plus(HOUR);
    bring(&mut living.desk, &words, rows.iter().cloned().enumerate(), imported, true).unwrap();
    let base = living.desk.book.accounts.len();
    let mut beats = Vec::new();
    while let Some(wake) = vendor.wake(&living.desk.book) {
        let before = living.desk.out.len();
        let desk = &mut living.desk;
        let tick = wake.plus(-TICK);
        let tick = desk.begin(tick);
        desk.book.advance_to(tick, &mut desk.out);
        vendor.hear(&desk.book, &desk.out[before..]);
        let heard = desk.out.len();
        let batch = vendor.act(&desk.book, wake);
        if batch.said.is_empty() && heard == before {
            continue;
        }
        assert_eq!(batch.now, wake);
        let beat = living.say(batch);
        vendor.hear(&living.desk.book, &living.desk.out[heard..]);
        beats.push(beat);
        if living.desk.out.len() > 1_000 {
            living.flush(wake);
        }
    }
    let end = beats.last().unwrap().now;
    living.flush(end);
    living.desk.know_keys().unwrap();
    let accounts = living.desk.accounts.iter().map(|(key, id)| (key.clone(), *id)).collect();
    let book = living.desk.book.clone();
    Calm { words, rows, opening, imported, beats, base, book, accounts, facts: living.facts }
}

/// What happened to accounts in the past.
fn past(vendors: &Vendors, desk: &Desk) -> Vec<Row> {
    let hash = desk.book.adoptions[0].hash;
    let book = Book::new(desk.book.words.clone(), desk.book.library.clone());
    let mut rows: Vec<Row> = Vec::new();
    let each = |_: &Dictionary, row: Row| -> Result<(), Infallible> {
        // Of two facts of one kind at one instant the order of the file decides, which is what is shuffled.
        let twin = |one: &&Row| one.account == row.account && one.occurred_at == row.occurred_at;
        let has_twin = rows.iter().rev().take(50).filter(twin).any(|one| one.body.kind() == row.body.kind());
        if row.account.is_some() && !has_twin {
            rows.push(row);
        }
        Ok(())
    };
    let Ok(driven) = seen(vendors.past, book, hash, each);
    assert_eq!(driven.refused, [], "seed {}", vendors.seed);
    rows
}
