//! The figures of `docs/performance.md`: one job a process, so that CPU time and peak memory are its own.
//!
//! ```text
//! measure load FILE [ACCOUNTS]   writes a vendor's seen facts as JSONL
//! measure import FILE DIR        imports it into a new folder
//! measure flow DIR               reads the journal, then flow and funnel over the book
//! measure picture [ACCOUNTS]     the numbers of the diagram of a month, from a book of that size (a million)
//! ```
//!
//! CPU time and peak memory are read from `/proc`, so this runs on Linux.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use takt::app::desk::{Desk, STANDARD_MODEL, sha256};
use takt::app::import::{self, Lexicon, Silent};
use takt::app::{clock, report};
use takt::catalogue::{Catalogue, Language};
use takt_core::account::What;
use takt_core::book::Book;
use takt_core::dictionary::Dictionary;
use takt_core::metric::{By, Columns, FunnelQuestion};
use takt_core::model;
use takt_core::unit::{AccountId, Day};
use takt_draw::diagram::{Look, Width, draw};
use takt_draw::theme::Theme;
use takt_intake::Given;
use takt_sim::{Plan, Vendor, drive, load};

#[path = "../tests/proof/year/rows.rs"]
mod rows;

/// Months of the load: long enough that an account has some twenty facts.
const MONTHS: u32 = 30;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["load", file] => write_load(Path::new(file), 100_000),
        ["load", file, accounts] => {
            accounts.parse().map_err(|_| "not a number".into()).and_then(|n| write_load(Path::new(file), n))
        }
        ["import", file, folder] => import_load(file, Path::new(folder)),
        ["flow", folder] => flow(Path::new(folder)),
        ["picture"] => picture(1_000_000),
        ["picture", accounts] => accounts.parse().map_err(|_| "not a number".into()).and_then(picture),
        _ => Err("measure load FILE [ACCOUNTS] | import FILE DIR | flow DIR | picture [ACCOUNTS]".to_string()),
    };
    if let Err(what) = done {
        eprintln!("{what}");
        std::process::exit(1);
    }
}

/// The demo's vendor, its accounts as many times over as it takes: eighteen months, each month with its share of moves.
fn grown(accounts: usize) -> Result<Book, String> {
    let mut words = Dictionary::default();
    let standard = model::read(STANDARD_MODEL, &mut words).map_err(|findings| format!("{findings:?}"))?;
    let hash = sha256(STANDARD_MODEL);
    let today = Day::of(2026, 11, 23).ok_or("no such day")?;
    let mut book = Book::new(words, [(hash, standard)].into());
    let mut vendor = Vendor::new(Plan::demo(today), &mut book.words, hash);
    drive(&mut vendor, &mut book, |_, _, _| Ok::<_, String>(()))?;
    let lived = book.accounts.clone();
    for mut account in lived.into_iter().cycle().take(accounts.saturating_sub(book.accounts.len())) {
        account.id = AccountId(u32::try_from(book.accounts.len()).map_err(|_| "too many accounts")?);
        book.accounts.push(account);
    }
    Ok(book)
}

/// The diagram as SVG.
fn drawn(book: &Book, columns: &Columns, from: Day, to: Day) -> Option<String> {
    let picture = takt_core::metric::picture(book, columns, from, to)?;
    let look = Look { theme: Theme::Light, width: Width::Wide, former: Vec::new(), ways: None };
    let catalogue = Catalogue::new(Language::Ja);
    let drawing = draw(&picture, book.model.as_ref()?, &look, &catalogue).ok()?;
    Some(drawing.svg().to_string())
}

fn picture(accounts: usize) -> Result<(), String> {
    let mut book = grown(accounts)?;
    let moves = |book: &Book| {
        let lines = book.accounts.iter().flat_map(|account| &account.line);
        lines.filter(|entry| matches!(entry.what, What::Move { .. })).count()
    };
    println!("{} accounts, {} moves, {} MB", book.accounts.len(), moves(&book), peak_mb());
    let before = cpu_ms();
    book.keep_columns();
    println!("columns, once: CPU {:.2} s, peak {} MB", (cpu_ms() - before) as f64 / 1000.0, peak_mb());
    let columns = book.columns().ok_or("no columns")?;
    let months = [("this month to date", 11, 23), ("last month", 10, 31), ("a year ago", 11, -1)];
    for (name, month, day) in months {
        let (year, day) = if day < 0 { (2025, 30) } else { (2026, day) };
        let (from, to) = Day::of(year, month, 1).zip(Day::of(year, month, day)).ok_or("no such day")?;
        let before = cpu_ms();
        // Ten times, since one run is near the clock's tick.
        (0..10).for_each(|_| drop(takt_core::metric::picture(&book, columns, from, to)));
        println!("its numbers, {name}: CPU {:.4} s", (cpu_ms() - before) as f64 / 10_000.0);
        let before = cpu_ms();
        (0..10).for_each(|_| drop(drawn(&book, columns, from, to)));
        println!("the whole picture, {name}: CPU {:.4} s", (cpu_ms() - before) as f64 / 10_000.0);
    }
    let (first, last) = book.days().ok_or("an empty book")?;
    let before = cpu_ms();
    (0..3).for_each(|_| drop(takt_core::metric::picture(&book, columns, first, last)));
    println!("its numbers, whole journal: CPU {:.3} s", (cpu_ms() - before) as f64 / 3_000.0);
    Ok(())
}

/// CPU time of this process so far in milliseconds, user and system.
fn cpu_ms() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    // Ticks of 10 ms: utime and stime are the 12th and 13th field behind the name.
    let ticks = |place: usize| fields.get(place).and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
    (ticks(11) + ticks(12)) * 10
}

/// Most memory this process ever held, in MB.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or("");
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1000
}

fn write_load(file: &Path, accounts: u32) -> Result<(), String> {
    let mut words = Dictionary::default();
    let standard = model::read(STANDARD_MODEL, &mut words).map_err(|findings| format!("{findings:?}"))?;
    let hash = sha256(STANDARD_MODEL);
    let today = Day::of(2026, 11, 1).ok_or("no such day")?;
    let book = Book::new(words, [(hash, standard)].into());
    let plan = Plan::sized(1, accounts / MONTHS, MONTHS, today);
    let mut out = BufWriter::new(File::create(file).map_err(|error| error.to_string())?);
    let mut lines = 0_u64;
    load::seen(plan, book, hash, |words, row| {
        lines += 1;
        writeln!(out, "{}", rows::line(words, &row, None))
    })
    .map_err(|error| error.to_string())?;
    out.flush().map_err(|error| error.to_string())?;
    println!("{lines} seen facts of {accounts} accounts in {}", file.display());
    Ok(())
}

fn import_load(file: &str, folder: &Path) -> Result<(), String> {
    let said = |fault: takt::fault::Fault| format!("{} {:?}", fault.code, fault.args);
    let begun = std::time::Instant::now();
    let mut desk = Desk::create(folder, "the-model", STANDARD_MODEL, clock::now()).map_err(said)?;
    let given = [Given::path(file)];
    let taken = import::read(&given, None, &mut Lexicon::of(&mut desk).map_err(said)?)
        .map_err(|refused| format!("{refused:?}"))?;
    let read_ms = cpu_ms();
    let report = desk.import(&taken, &mut Silent).map_err(said)?;
    println!(
        "import: {} rows, {} rejected, {} facts of {} accounts; CPU {:.2} s (of it reading and mapping {:.2}), wall {:.1} s, peak {} MB",
        report.received,
        report.rejected,
        report.facts,
        report.created,
        cpu_ms() as f64 / 1000.0,
        read_ms as f64 / 1000.0,
        begun.elapsed().as_secs_f64(),
        peak_mb(),
    );
    Ok(())
}

fn flow(folder: &Path) -> Result<(), String> {
    let said = |fault: takt::fault::Fault| format!("{} {:?}", fault.code, fault.args);
    let desk = Desk::open_reader(folder).map_err(said)?;
    let read = cpu_ms();
    println!(
        "reading the journal: {} facts, CPU {:.2} s, peak {} MB",
        desk.book.next.0 - 1,
        read as f64 / 1000.0,
        peak_mb()
    );
    let time = |name: &str, job: &dyn Fn()| {
        let before = cpu_ms();
        // Ten times, since one run is near the clock's tick.
        (0..10).for_each(|_| job());
        println!("{name}: CPU {:.3} s", (cpu_ms() - before) as f64 / 10_000.0);
    };
    time("flow, whole journal", &|| drop(report::flow(&desk, None, None, None)));
    time("flow by month", &|| drop(report::flow(&desk, None, None, Some(By::Month))));
    time("flow by source", &|| drop(report::flow(&desk, None, None, Some(By::Source))));
    let from = report::stage(&desk, "lead").map_err(said)?;
    let to = report::stage(&desk, "won").map_err(said)?;
    let question = FunnelQuestion { from, to, by: Some(By::Source), cohort_from: None, cohort_to: None, within: None };
    time("funnel lead to won by source", &|| drop(report::funnel(&desk, question)));
    Ok(())
}
