//! Importing a list of companies and people into a folder that knows as many: every row has to find whom it means.
//!
//! Of ten rows five are companies that are known, under another spelling and with a person of the company's own domain;
//! three are known by name, reading and address; one has a name that others have too, and nothing else; one is new. Each
//! name is that of 25 companies. The tight pass reads the same file line by line, looks its first cell up in a table of
//! all that is known, and writes a record of each row durably, as that of `import-csv` does.

use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use takt_intake::Given;
use takt_store::bare::Bare;

use super::{Figure, Job, Pass, Setting, Unit, gauge};
use crate::app::clock;
use crate::app::desk::{Desk, STANDARD_MODEL};
use crate::app::import::{self, FACTS_A_COMMIT_MAX, Lexicon, Silent};
use crate::fault::Fault;

pub(super) const JOB: Job = Job { name: "matching", figures: &["matching", "matching-memory"], run };

/// Rows of the file, and companies that are known, at full size.
const ROWS: u32 = 1_000_000;
/// A million rows in ten CPU seconds.
const ROWS_A_CPU_SECOND: u64 = 100_000;
/// The most memory it may hold.
const MEGABYTES: u64 = 2_000;
/// Bytes of a row in the tight pass.
const RECORD: usize = 24;

const MAPPING: &str = include_str!("companies.toml");

const FRONT: [&str; 20] = [
    "北斗",
    "山田",
    "東洋",
    "日本",
    "中央",
    "大和",
    "富士",
    "三河",
    "京浜",
    "みどり",
    "さくら",
    "太陽",
    "昭和",
    "平成",
    "光",
    "青葉",
    "若葉",
    "明治",
    "九州",
    "関西",
];
const BEHIND: [&str; 20] = [
    "商事",
    "工業",
    "製作所",
    "物産",
    "建設",
    "電機",
    "食品",
    "運輸",
    "システム",
    "不動産",
    "印刷",
    "化学",
    "設備",
    "鉄工",
    "産業",
    "サービス",
    "企画",
    "薬品",
    "観光",
    "水産",
];
const READ_FRONT: [&str; 20] = [
    "ホクト",
    "ヤマダ",
    "トウヨウ",
    "ニホン",
    "チュウオウ",
    "ダイワ",
    "フジ",
    "ミカワ",
    "ケイヒン",
    "ミドリ",
    "サクラ",
    "タイヨウ",
    "ショウワ",
    "ヘイセイ",
    "ヒカリ",
    "アオバ",
    "ワカバ",
    "メイジ",
    "キュウシュウ",
    "カンサイ",
];
const READ_BEHIND: [&str; 20] = [
    "ショウジ",
    "コウギョウ",
    "セイサクショ",
    "ブッサン",
    "ケンセツ",
    "デンキ",
    "ショクヒン",
    "ウンユ",
    "システム",
    "フドウサン",
    "インサツ",
    "カガク",
    "セツビ",
    "テッコウ",
    "サンギョウ",
    "サービス",
    "キカク",
    "ヤクヒン",
    "カンコウ",
    "スイサン",
];
const LETTERS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
/// Companies of one name.
const NAMESAKES: u32 = 25;

fn run(setting: Setting<'_>) -> Result<Vec<Figure>, Fault> {
    let (known, given) = (setting.folder.join("known.csv"), setting.folder.join("given.csv"));
    let count = setting.size.of(ROWS);
    write(&known, (count, "2026-03-02"), true).map_err(|cause| Fault::unwritable(&known, &cause))?;
    let data = setting.folder.join("data");
    drop(Desk::create(&data, "the-model", STANDARD_MODEL, clock::now())?);
    take(&known, &data)?;
    // What happens now: nobody's history is decided anew for it.
    let now = jiff::Timestamp::from_microsecond(clock::now().0).unwrap_or_default().to_string();
    write(&given, (count, &now), false).map_err(|cause| Fault::unwritable(&given, &cause))?;
    let rows = u64::from(count);
    let (pass, report) = Pass::time(rows, || take(&given, &data))?;
    let peak = gauge::peak_megabytes();
    // Eight of ten rows, and one more for those that are new, are told apart.
    if u64::from(report.updated) < rows / 2 || report.journalled != count {
        return Err(Fault::refused("intake-refused", vec![("count", report.updated.to_string())]));
    }
    let (tight, _) = Pass::time(rows, || bare(&given, &setting.folder.join("bare.db")))?;
    Ok(vec![
        Figure::of("matching", Unit::Rows, pass, tight).at_least(ROWS_A_CPU_SECOND),
        Figure::at_most("matching-memory", Unit::Megabytes, peak, MEGABYTES, rows),
    ])
}

fn take(file: &Path, data: &Path) -> Result<import::Report, Fault> {
    let mut desk = Desk::open_writer(data, "bench")?;
    let mapping = Some(("companies.toml", MAPPING.as_bytes()));
    let taken =
        import::read(&[Given::path(file)], mapping, &mut Lexicon::of(&mut desk)?).map_err(|refused| match refused {
            import::Refused::Fault(fault) => fault,
            _ => Fault::refused("intake-refused", vec![("count", "1".into())]),
        })?;
    desk.import(&taken, &mut Silent)
}

/// The least: cut, look up, store.
fn bare(file: &Path, database: &Path) -> Result<u64, Fault> {
    let unreadable = |cause: std::io::Error| Fault::unreadable(file, &cause);
    let mut bare = Bare::create(database).map_err(|error| Fault::of_store(&error, database))?;
    let lines = BufReader::with_capacity(1 << 16, std::fs::File::open(file).map_err(unreadable)?).lines();
    let mut known = std::collections::HashMap::new();
    let (mut records, mut rows) = (Vec::with_capacity(FACTS_A_COMMIT_MAX * RECORD), 0_u64);
    for line in lines {
        let line = line.map_err(unreadable)?;
        let company = line.split(',').next().unwrap_or_default();
        let number = *known.entry(company.to_owned()).or_insert(rows);
        records.extend_from_slice(&number.to_le_bytes());
        records.extend_from_slice(&[0; RECORD - 8]);
        rows += 1;
        if records.len() >= FACTS_A_COMMIT_MAX * RECORD {
            bare.append(records.chunks(RECORD)).map_err(|error| Fault::of_store(&error, database))?;
            records.clear();
        }
    }
    bare.append(records.chunks(RECORD)).map_err(|error| Fault::of_store(&error, database))?;
    Ok(rows)
}

fn write(path: &Path, (count, day): (u32, &str), known: bool) -> std::io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, std::fs::File::create(path)?);
    let pick = |list: &[&'static str], place: u32| list.get(place as usize % list.len()).copied().unwrap_or_default();
    if known {
        writeln!(out, "no,company,kana,url,phone,address,person,mail,day")?;
    } else {
        writeln!(out, "company,kana,url,phone,address,person,mail,day")?;
    }
    for row in 0..count {
        // In another order than they are known, so that nothing is found by lying beside the one before.
        let number = if known { row } else { (u64::from(row) * 7_919 % u64::from(count)) as u32 };
        let is_new = !known && row % 10 == 9;
        let name = if is_new { count + number } else { number } / NAMESAKES;
        let (front, behind) = (name % 20, name / 20 % 20);
        let tail: String =
            (name / 400).to_string().bytes().map(|digit| pick(&LETTERS, u32::from(digit - b'0'))).collect();
        let base = format!("{}{tail}{}", pick(&FRONT, front), pick(&BEHIND, behind));
        let kana = format!("{}{}", pick(&READ_FRONT, front), pick(&READ_BEHIND, behind));
        let house = number % 5_000;
        let address = format!("東京都港区芝{}丁目{}-{}", number / 5_000 % 5 + 1, house / 50 + 1, number % 50 + 1);
        let domain = format!("c{number}.co.jp");
        if known {
            let phone = format!("03-{:04}-{:04}", number / 10_000 % 10_000, number % 10_000);
            writeln!(
                out,
                "{number},株式会社{base},{kana},https://{domain}/,{phone},{address},田中 {tail}郎,tanaka@{domain},{day}"
            )?;
            continue;
        }
        match row % 10 {
            0..5 => writeln!(out, "㈱{base},,,,,鈴木 {tail}子,suzuki@{domain},{day}")?,
            5..8 => writeln!(out, "株式会社　{base},{kana},,,{address},佐藤 一,,{day}")?,
            8 => writeln!(out, "株式会社{base},,,,,高橋 {number},takahashi{number}@gmail.com,{day}")?,
            _ => {
                writeln!(out, "株式会社{base},{kana},https://n{number}.co.jp/,,,伊藤 {tail},ito@n{number}.co.jp,{day}")?
            }
        }
    }
    out.flush()
}
