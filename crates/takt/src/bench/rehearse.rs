//! A list of 100,000 companies and people in CP932, tried and then imported: the time somebody waits for it.

use std::fmt::Write as _;
use std::time::Instant;

use takt_intake::{Encoding, Given};

use super::{Figure, Job, Setting, Unit};
use crate::app::clock;
use crate::app::desk::{Desk, STANDARD_MODEL};
use crate::app::import::{self, Lexicon, Silent};
use crate::fault::Fault;

pub(super) const JOB: Job = Job { name: "import-cp932", figures: &["import-cp932-dry", "import-cp932"], run };

/// Rows of the file at full size.
const ROWS: u32 = 100_000;
/// The most that a dry run may take, and an import.
const LIMITS: [u64; 2] = [5_000, 10_000];

const MAPPING: &str = include_str!("cards.toml");

fn run(setting: Setting<'_>) -> Result<Vec<Figure>, Fault> {
    let rows = setting.size.of(ROWS);
    let file = setting.folder.join("cards.csv");
    let mut text = String::from("会社名,氏名,メールアドレス,電話番号,住所,備考,日付\r\n");
    for number in 0..rows {
        let (company, day) = (number / 2, number % 28 + 1);
        // Writing to a text does not fail.
        let _ = write!(
            text,
            "株式会社北斗第{company}製作所,髙﨑 花子{number},p{number}@hokuto{company}.example.jp,03-{:04}-{:04},\
             東京都千代田区丸の内{}丁目,展示会で名刺交換①,2026/05/{day:02}\r\n",
            number / 10_000 + 1_000,
            number % 10_000,
            number % 9 + 1,
        );
    }
    let bytes = Encoding::Cp932.encoded(&text).unwrap_or_default();
    std::fs::write(&file, bytes).map_err(|cause| Fault::unwritable(&file, &cause))?;
    let data = setting.folder.join("data");
    let mut desk = Desk::create(&data, "the-model", STANDARD_MODEL, clock::now())?;
    let given = [Given::path(&file)];
    let begun = Instant::now();
    let reader = Desk::open_reader(&data)?;
    let mut rehearsal = reader.rehearsing().map_err(|error| Fault::of_store(&error, &data))?;
    demand(take(&mut rehearsal, &given)?, rows)?;
    let dry = millis(begun);
    drop(rehearsal);
    let begun = Instant::now();
    demand(take(&mut desk, &given)?, rows)?;
    let wet = millis(begun);
    let figure = |name, measured, limit| Figure::at_most(name, Unit::WallMilliseconds, measured, limit, rows.into());
    Ok(vec![figure("import-cp932-dry", dry, LIMITS[0]), figure("import-cp932", wet, LIMITS[1])])
}

fn millis(begun: Instant) -> u64 {
    u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX)
}

fn demand(taken: u32, rows: u32) -> Result<(), Fault> {
    let missing = rows.abs_diff(taken);
    if missing == 0 { Ok(()) } else { Err(Fault::refused("intake-refused", vec![("count", missing.to_string())])) }
}

/// Reads and imports the file; gives the rows that were journalled.
fn take<S: takt_store::Store>(desk: &mut Desk<S>, given: &[Given]) -> Result<u32, Fault> {
    let mapping = Some(("cards.toml", MAPPING.as_bytes()));
    let read = import::read(given, mapping, &mut Lexicon::of(desk)?);
    let taken = read.map_err(|_| Fault::refused("intake-refused", vec![("count", "1".into())]))?;
    Ok(desk.import(&taken, &mut Silent)?.journalled)
}
