//! The figures of matching: a million rows against a million known companies and people.
//!
//! ```text
//! matching [KNOWN] [ROWS]   a million each unless told otherwise
//! ```
//!
//! CPU time and memory are read from `/proc`, so this runs on Linux. Nine of ten rows mean somebody known, one is new. A
//! third of the names is shared by thousands, as 株式会社アシスト is.

use takt_intake::matching::{CompanySaid, Directory, Met, People, PersonSaid, Signer};

/// Rows that are made at once, outside of what is measured.
const CHUNK: u32 = 10_000;

struct Row {
    name: String,
    kana: String,
    number: String,
    mail: String,
    address: String,
    phone: String,
    person: String,
    mobile: String,
}

fn row(account: u32, spelling: bool) -> Row {
    let name = match account % 3 {
        0 => format!("アシスト{}", account % 300),
        1 => format!("第{account}商事"),
        _ => format!("北斗{}工業", account),
    };
    let name = if spelling { format!("㈱{name}") } else { format!("株式会社　{name}") };
    let name = if account % 20 == 7 { format!("{name}　札幌支店") } else { name };
    // The check digit of a corporate number: 9 minus the weighted sum modulo 9.
    let base = 100_000_000_000 + u64::from(account);
    let (mut rest, mut sum, mut weight) = (base, 0, 1);
    while rest > 0 {
        sum += rest % 10 * weight;
        rest /= 10;
        weight = 3 - weight;
    }
    let number = if account.is_multiple_of(4) { format!("{}{base:012}", 9 - sum % 9) } else { String::new() };
    Row {
        name,
        kana: format!("カブシキガイシャ　アシスト{}", account % 1_000),
        number,
        mail: match account % 5 {
            0 => format!("tanaka{account}@gmail.com"),
            1 => format!("info@assist{account}.co.jp"),
            _ => format!("tanaka{account}@assist{}.co.jp", account / 2),
        },
        address: if spelling {
            format!("東京都千代田区丸の内{}丁目{}番{}号　北斗ビル3F", account % 9 + 1, account % 100, account / 100)
        } else {
            format!("千代田区丸の内{}-{}-{}", account % 9 + 1, account % 100, account / 100)
        },
        phone: format!("03-{:04}-{:04}", account / 10_000 % 10_000, account % 10_000),
        person: format!("田中 {}郎", ["一", "二", "三", "四"][account as usize % 4]),
        mobile: if account.is_multiple_of(2) {
            format!("090-{:04}-{:04}", 1_000 + account / 10_000, account % 10_000)
        } else {
            String::new()
        },
    }
}

fn said(row: &Row) -> (CompanySaid<'_>, PersonSaid<'_>) {
    let company = CompanySaid {
        name: &row.name,
        kana: &row.kana,
        number: &row.number,
        mail: &row.mail,
        phone: &row.phone,
        address: &row.address,
        ..CompanySaid::default()
    };
    (company, PersonSaid { name: &row.person, mail: &row.mail, phone: &row.mobile, ..PersonSaid::default() })
}

/// Nanoseconds that this process ran.
fn cpu() -> u64 {
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|ran| ran.parse().ok()).unwrap_or(0)
}

/// Megabytes in memory.
fn resident() -> u64 {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    text.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok()).unwrap_or(0) * 4 / 1024
}

fn main() {
    let mut asked = std::env::args().skip(1).map(|word| word.parse::<u32>().unwrap_or(1_000_000));
    let (known, rows) = (asked.next().unwrap_or(1_000_000), asked.next().unwrap_or(1_000_000));
    let mut signer = Signer::new(*b"a key of a book.");
    let empty = resident();
    let mut directory = Directory::with_capacity(known as usize);
    let mut people = People::with_capacity(known as usize);
    let (mut signing, mut adding) = (0, 0);
    for from in (0..known).step_by(CHUNK as usize) {
        let rows: Vec<Row> = (from..known.min(from + CHUNK)).map(|account| row(account, false)).collect();
        let before = cpu();
        let signs: Vec<_> = rows
            .iter()
            .map(|row| {
                let (company, person) = said(row);
                (signer.company(&company), signer.person(&person))
            })
            .collect();
        let signed = cpu();
        for (account, (company, person)) in (from..).zip(signs) {
            directory.add(account, company);
            people.add(account, account, person);
        }
        signing += signed - before;
        adding += cpu() - signed;
    }
    println!(
        "{known} known: signed in {} ms, added in {} ms, {} MB",
        signing / 1_000_000,
        adding / 1_000_000,
        resident() - empty
    );
    let (mut signing, mut meeting, mut next) = (0, 0, known);
    let mut met = [0_u32; 5];
    for from in (0..rows).step_by(CHUNK as usize) {
        // Scattered over those known, so that nothing lies in a cache by luck.
        let scattered = |place: u32| u32::try_from(u64::from(place) * 2_654_435_761 % u64::from(known)).unwrap_or(0);
        let rows: Vec<Row> = (from..rows.min(from + CHUNK))
            .map(|place| row(if place.is_multiple_of(10) { known + place } else { scattered(place) }, true))
            .collect();
        let before = cpu();
        let signs: Vec<_> = rows
            .iter()
            .map(|row| {
                let (company, person) = said(row);
                (signer.company(&company), signer.person(&person))
            })
            .collect();
        let signed = cpu();
        for (company, person) in signs {
            let meeting = directory.meet(&company);
            let account = match meeting.met {
                Met::Known(account, _) => {
                    met[0] += 1;
                    account
                }
                Met::Part(..) | Met::New => {
                    met[if meeting.met == Met::New { 2 } else { 1 }] += 1;
                    next += 1;
                    next
                }
            };
            met[3] += u32::from(!meeting.doubts.is_empty());
            directory.add(account, company);
            let whom = people.meet(&person, Some(account)).met;
            met[4] += u32::from(whom.is_some());
            people.add(whom.map_or(account, |(contact, ..)| contact), account, person);
        }
        signing += signed - before;
        meeting += cpu() - signed;
    }
    println!(
        "{rows} rows: signed in {} ms, met and added in {} ms, {} MB",
        signing / 1_000_000,
        meeting / 1_000_000,
        resident() - empty
    );
    println!("known {}, parts {}, new {}, with doubts {}; people known {}", met[0], met[1], met[2], met[3], met[4]);
}
