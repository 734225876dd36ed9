//! Searching a million contacts and a million companies by fragments of one, two, three and eight characters, drawn from
//! what is stored, the common and the rare as they come, and by some that are chosen because they are hard.
//!
//! What is measured is the search of a process that has the folder open, from the fragment to the texts of the first
//! twenty; then the same with the folder and its files opened for each search, as a command does that is started for it;
//! and beside it what filing all of it costs, and how large the files are.

use std::path::Path;

use takt_core::unit::Seq;
use takt_sim::names;
use takt_store::{Commit, Outside, SEGMENT_FOLDER, Space, SqliteStore, Store, Text, UNFILED_MAX, Wanted};

use super::{Figure, Job, Pass, SEED, Setting, Unit};
use crate::app::search::{FOLDING, LIMIT};
use crate::fault::Fault;

pub(super) const JOB: Job = Job {
    name: "search",
    figures: &[
        "search-file",
        "search-file-size",
        "search-p50",
        "search-p99",
        "search-slowest",
        "search-gone",
        "search-opened",
    ],
    run,
};

/// Contacts at full size, and as many companies.
const OWNERS: u32 = 1_000_000;
/// Owners of a commit.
const COMMIT: u32 = 10_000;
/// Searches of each length.
const SEARCHES: u64 = 250;
/// Lengths of fragments, in characters.
const LENGTHS: [usize; 4] = [1, 2, 3, 8];
/// What is hard to find: pieces of what nearly every mail address has, with which nothing begins; what nearly all numbers
/// have; and what nobody has, though its pairs of characters are everywhere.
const HARD: [&str; 12] =
    ["amplejp", "ample", "xample.jp", "ple.j", "00", "0-0", "1", "0", "部", "業部 部", "90909090909", "73-518264-90"];
/// Searches for which the folder is opened.
const OPENED: u64 = 20;
/// The most a search may take, in milliseconds of CPU time.
const LIMIT_MILLIS: u64 = 50;
/// The most that filing all may take.
const FILE_MILLIS: u64 = 30_000;
/// The most that the files may come to, in megabytes.
const MEGABYTES: u64 = 1_000;

fn run(setting: Setting<'_>) -> Result<Vec<Figure>, Fault> {
    let owners = setting.size.of(OWNERS);
    let folder = setting.folder.join("data");
    let fault = |error: takt_store::StoreError| Fault::of_store(&error, &folder);
    let mut store = SqliteStore::create(&folder, "bench").map_err(fault)?;
    for from in (0..owners).step_by(COMMIT as usize) {
        let mut commit = Commit::on(Seq(1));
        (from..owners.min(from + COMMIT)).for_each(|number| put(&mut commit, number));
        store.append(&commit).map_err(fault)?;
    }
    let count = u64::from(owners) * 2;
    let (filing, _) = Pass::time(count, || store.file(&FOLDING).map_err(fault))?;
    if store.unfiled(&FOLDING).map_err(fault)? > UNFILED_MAX {
        return Err(Fault::store("bench-failed", vec![("job", JOB.name.into())]));
    }
    let size = bytes(&folder.join(SEGMENT_FOLDER)).div_ceil(1_000_000);
    // Whoever is gone is behind the others: every fifth.
    let mixed = |_: Space, id: u32| u8::from(id.is_multiple_of(5));
    // Nobody is as good as who might still come, so no search ends before all that is as long was looked at.
    let gone = |_: Space, _: u32| 1;
    let mut search = |fragment: &str, standing: &mut dyn FnMut(Space, u32) -> u8| {
        let wanted = Wanted { text: fragment, limit: LIMIT as usize };
        let (pass, _) = Pass::time(1, || store.find(&FOLDING, &wanted, standing).map_err(fault))?;
        Ok::<_, Fault>(pass.nanos)
    };
    let mut nanos = Vec::new();
    for number in 0..SEARCHES {
        for long in LENGTHS {
            nanos.push(search(&fragment(number, long, owners), &mut { mixed })?);
        }
    }
    nanos.sort_unstable();
    let mut slowest = nanos.last().copied().unwrap_or(0);
    let mut behind = 0;
    for hard in HARD {
        slowest = slowest.max(search(hard, &mut { mixed })?);
        behind = behind.max(search(hard, &mut { gone })?);
    }
    drop(store);
    let mut opened = Vec::new();
    for number in 0..OPENED {
        let fragment = fragment(number, LENGTHS[number as usize % LENGTHS.len()], owners);
        let wanted = Wanted { text: &fragment, limit: LIMIT as usize };
        let (pass, _) = Pass::time(1, || {
            let mut store = SqliteStore::open_reader(&folder).map_err(fault)?;
            store.find(&FOLDING, &wanted, &mut { mixed }).map_err(fault)
        })?;
        opened.push(pass.nanos);
    }
    let opened = opened.into_iter().max().unwrap_or(0);
    let millis = |nanos: u64| nanos.div_ceil(1_000_000);
    let at = |per_cent: usize| nanos.get(nanos.len() * per_cent / 100).map_or(0, |nanos| millis(*nanos));
    let figure = |name, unit, measured, limit| Figure::at_most(name, unit, measured, limit, count);
    Ok(vec![
        figure("search-file", Unit::Milliseconds, millis(filing.nanos), FILE_MILLIS),
        figure("search-file-size", Unit::Megabytes, size, MEGABYTES),
        figure("search-p50", Unit::Milliseconds, at(50), LIMIT_MILLIS),
        figure("search-p99", Unit::Milliseconds, at(99), LIMIT_MILLIS),
        figure("search-slowest", Unit::Milliseconds, millis(slowest), LIMIT_MILLIS),
        figure("search-gone", Unit::Milliseconds, millis(behind), LIMIT_MILLIS),
        figure("search-opened", Unit::Milliseconds, millis(opened), LIMIT_MILLIS),
    ])
}

/// What is held of a company and of its contact, by field.
fn texts(number: u32) -> [(Space, &'static str, String); 9] {
    let number = u64::from(number);
    let (company, person) = (names::company(number), names::person(number));
    let mobile = format!("090-0{:03}-{:04}", number / 10_000 % 1_000, number % 10_000);
    let corporate = format!("{:013}", 1_000_000_000_000 + number * 7_919);
    [
        (Space::Account, "name", company.name),
        (Space::Account, "kana", company.kana),
        (Space::Account, "phone", company.telephone),
        (Space::Account, "corporate_number", corporate),
        (Space::Contact, "name", person.name),
        (Space::Contact, "kana", person.kana),
        (Space::Contact, "email", format!("{}@{}", person.mailbox, company.domain)),
        (Space::Contact, "phone", mobile),
        (Space::Contact, "title", format!("{}営業部 部長", company.prefecture)),
    ]
}

fn put(commit: &mut Commit, id: u32) {
    for (space, field, value) in texts(id) {
        commit.texts.push(Text { space, id, field: field.into(), said: Seq(1), by: None, value });
    }
    for (space, key) in [(Space::Account, format!("crm:A-{id:07}")), (Space::Contact, format!("crm:C-{id:07}"))] {
        commit.outside.push(Outside { space, key, id });
    }
}

/// A fragment of something stored; the whole where that is shorter.
fn fragment(number: u64, long: usize, owners: u32) -> String {
    let mut stream = takt_sim::stream::Stream::of(SEED, "search", number * 16 + long as u64);
    let owner = u32::try_from(stream.below(u64::from(owners))).unwrap_or(0);
    let texts = texts(owner);
    let value: Vec<char> = stream.pick(&texts).map_or_else(Vec::new, |(.., value)| value.chars().collect());
    let room = value.len().saturating_sub(long) as u64;
    let from = usize::try_from(stream.below(room + 1)).unwrap_or(0);
    value.iter().skip(from).take(long).collect()
}

/// How large the files of a folder are.
fn bytes(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.metadata().ok()).map(|file| file.len()).sum()
}
