//! How many facts a second come out of files, and how much memory they take: `cargo run --release -p takt-intake
//! --example intake_rate`. The files are made up in memory; the clock is the process's CPU time.

use std::collections::HashMap;
use std::fmt::Write;
use std::io::Write as _;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use takt_core::dictionary::{Dictionary, WordKind};
use takt_core::model::FieldType;
use takt_core::unit::{ChoiceId, Currency, FieldId, MemberId, Micros};
use takt_intake::{Given, Mapping, Names, Taken, UnknownWord, take, take_facts};

struct Book {
    words: Dictionary,
    members: HashMap<String, MemberId>,
    zone: TimeZone,
}

impl Names for Book {
    fn word(&mut self, kind: WordKind, text: &str) -> Result<u32, UnknownWord> {
        Ok(self.words.intern(kind, text))
    }
    fn spelling(&mut self, _: WordKind, _: &str) -> Option<String> {
        None
    }
    fn member(&mut self, outside: &str) -> MemberId {
        let next = MemberId(u32::try_from(self.members.len()).unwrap_or(u32::MAX));
        *self.members.entry(outside.into()).or_insert(next)
    }
    fn field(&mut self, name: &str) -> Option<(FieldId, FieldType)> {
        (name == "segment").then_some((FieldId(0), FieldType::OpenChoice))
    }
    fn segment(&self) -> Option<String> {
        Some("segment".into())
    }
    fn choice(&mut self, _: FieldId, text: &str) -> Result<ChoiceId, UnknownWord> {
        Ok(ChoiceId(self.words.intern(WordKind::Choice, text)))
    }
    fn instant(&self, civil: DateTime) -> Micros {
        Micros(self.zone.to_timestamp(civil).map_or(0, |instant| instant.as_microsecond()))
    }
    fn range(&self) -> (Micros, Micros) {
        (Micros(i64::MIN), Micros(i64::MAX))
    }
    fn currency(&self) -> Currency {
        Currency::JPY
    }
}

fn book() -> Book {
    let zone = TimeZone::get("Asia/Tokyo").unwrap_or(TimeZone::UTC);
    Book { words: Dictionary::default(), members: HashMap::new(), zone }
}

/// A number from the process's status, in kB.
fn memory_kb(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// CPU seconds of this process.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    stat.split_whitespace().next().and_then(|nanos| nanos.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}

fn measure(name: &str, facts: impl FnOnce() -> Taken) {
    let (before, start) = (memory_kb("VmRSS"), cpu());
    let taken = facts();
    let seconds = cpu() - start;
    let used = memory_kb("VmRSS").saturating_sub(before) / 1024;
    println!(
        "{name}: {} rows, {} facts, {} rejected, {seconds:.2} CPU s: {:.0} facts/s; held: {used} MB",
        taken.received,
        taken.facts.len(),
        taken.rejections.len(),
        taken.facts.len() as f64 / seconds,
    );
}

/// The first rows of a CSV as an XLSX, as a spreadsheet program writes it: every text once in a table of texts.
fn sheet(csv: &str, rows: usize) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut known = HashMap::new();
    let mut texts = format!("<sst xmlns=\"{MAIN}\">");
    let mut sheet = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>");
    for (row, line) in csv.lines().take(rows + 1).enumerate() {
        let _ = write!(sheet, "<row r=\"{}\">", row + 1);
        for (column, cell) in line.split(',').enumerate() {
            let next = known.len();
            let text = *known.entry(cell).or_insert(next);
            if text == next {
                let _ = write!(texts, "<si><t>{cell}</t></si>");
            }
            let letter = char::from(b'A' + u8::try_from(column).unwrap_or(0));
            let _ = write!(sheet, "<c r=\"{letter}{}\" t=\"s\"><v>{text}</v></c>", row + 1);
        }
        sheet.push_str("</row>");
    }
    texts.push_str("</sst>");
    sheet.push_str("</sheetData></worksheet>");
    let workbook = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{LINKS}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let links = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"r1\" Type=\"{LINKS}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
         <Relationship Id=\"r2\" Type=\"{LINKS}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
    );
    let root = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"r1\" Type=\"{LINKS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [
        ("_rels/.rels", root),
        ("xl/workbook.xml", workbook),
        ("xl/_rels/workbook.xml.rels", links),
        ("xl/sharedStrings.xml", texts),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        let started = zip.start_file(name, zip::write::SimpleFileOptions::default());
        if started.is_err() || zip.write_all(text.as_bytes()).is_err() {
            eprintln!("the workbook cannot be made");
        }
    }
    zip.finish().map(std::io::Cursor::into_inner).unwrap_or_default()
}

fn main() {
    let text = std::fs::read("mappings/olist.toml").unwrap_or_default();
    let Ok(mapping) = Mapping::read("mappings/olist.toml", &text) else { return eprintln!("run it in the workspace") };
    let mut leads = String::from("mql_id,first_contact_date,landing_page_id,origin\n");
    let mut deals = String::from(
        "mql_id,seller_id,sdr_id,sr_id,won_date,business_segment,lead_type,\
                                  lead_behaviour_profile,business_type\n",
    );
    let mut touches = String::new();
    for n in 0..700_000_u32 {
        let key = format!("{:032x}", u128::from(n).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835));
        let day = n % 28 + 1;
        let _ = writeln!(leads, "{key},2018-02-{day:02},page{:028},origin{}", n % 500, n % 10);
        if n % 2 == 0 {
            let _ = writeln!(
                deals,
                "{key},{key},sdr{:029},sr{:030},2018-03-{day:02} {:02}:{:02}:54,segment{},online,cat,reseller",
                n % 30,
                n % 20,
                n % 24,
                n % 60,
                n % 33,
            );
        }
        let _ = writeln!(
            touches,
            "{{\"kind\":\"touched\",\"account\":\"demo:{n}\",\"at\":\"2026-05-{day:02}T09:30:00+09:00\",\"touch\":\"form\"}}"
        );
    }
    let book_of_leads = sheet(&leads, 200_000);
    let files = [Given::bytes("leads.csv", leads), Given::bytes("deals.csv", deals)];
    measure("csv", || take(&mapping, &files, &mut book()).unwrap_or_default());
    let files = [Given::bytes("leads.xlsx", book_of_leads)];
    measure("xlsx", || take(&mapping, &files, &mut book()).unwrap_or_default());
    let facts = Given::bytes("facts.jsonl", touches);
    measure("jsonl", || take_facts(&facts, &mut book()).unwrap_or_default());
}
