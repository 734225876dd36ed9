//! What the fuzz targets do with an input: everything that reads bytes from outside, and what the core then makes of
//! them. A target may refuse its input; it may not panic, hang or take memory out of proportion.
//!
//! The files in `fuzz_targets/` hand an input of libFuzzer over to a function here. The tests of takt-intake include this
//! file and run the same functions over the seeds and over mutated ones.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::fmt::Write;
use std::sync::{Arc, LazyLock};

use jiff::civil::DateTime;
use takt_core::book::{Book, InForce};
use takt_core::dictionary::{Dictionary, WordKind};
use takt_core::digest::state_sha256;
use takt_core::fact::binary::{self, VERSION};
use takt_core::fact::{Actor, Draft, Fact};
use takt_core::history::{Rebuild, Replay};
use takt_core::metric::{self, By, FunnelQuestion};
use takt_core::model::{self, FieldType};
use takt_core::unit::{AccountId, ChoiceId, Currency, FieldId, ImportId, MemberId, Micros, Seq};
use takt_intake::japanese::address::{Address, Postcode, looks_like_address};
use takt_intake::japanese::company::{Company, Stands};
use takt_intake::japanese::corporate::{CorporateNumber, InvoiceNumber};
use takt_intake::japanese::date::{Day, Epoch};
use takt_intake::japanese::fold::folded_text;
use takt_intake::japanese::mail::Mail;
use takt_intake::japanese::money::{Yen, unit_of_header};
use takt_intake::japanese::person::{Person, Split};
use takt_intake::japanese::phone::Phone;
use takt_intake::matching::{CompanySaid, CompanySigns, Directory, Met, People, PersonSaid, PersonSigns, Signer};
use takt_intake::{
    Given, Mapping, Names, Recognised, Taken, UnknownWord, header, journal_header, journal_line, read_journal_header,
    read_journal_line, recognise, sample, take, take_facts,
};

/// What a target does with an input.
pub type Target = fn(&[u8]);

/// Every target by its name.
pub const TARGETS: &[(&str, Target)] = &[
    ("csv", csv),
    ("dates", dates),
    ("facts", facts),
    ("japanese", japanese),
    ("journal", journal),
    ("mapping", mapping),
    ("matching", matching),
    ("model", self::model),
    ("propose", self::propose),
    ("record", record),
    ("vcard", vcard),
    ("xlsx", xlsx),
];

const STANDARD: &str = include_str!("../../models/the-model.toml");
const SHIPPED: &[&str] = &[
    include_str!("../../mappings/olist.toml"),
    include_str!("../../mappings/bpi2012.toml"),
    include_str!("../../mappings/ravenstack.toml"),
    include_str!("../../mappings/xeducation.toml"),
    include_str!("../../mappings/helpdesk.toml"),
    include_str!("../../crates/takt/tests/transcripts/files/vendor.toml"),
    include_str!("../../mappings/exporters/eight.toml"),
    include_str!("../../mappings/exporters/freee.toml"),
    include_str!("../../mappings/exporters/hubspot.toml"),
    include_str!("../../mappings/exporters/kintone.toml"),
    include_str!("../../mappings/exporters/mautic.toml"),
    include_str!("../../mappings/exporters/mazrica.toml"),
    include_str!("../../mappings/exporters/salesforce.toml"),
    include_str!("../../mappings/exporters/sansan.toml"),
    include_str!("../../mappings/exporters/satori.toml"),
    include_str!("../../mappings/exporters/vcard.toml"),
];
/// Facts to run a model with.
const FACTS: &[u8] = include_bytes!("../seeds/facts/line.jsonl");

/// The instant that is now: nothing may be dated later. 2026-11-23T00:00:00Z.
const NOW: Micros = Micros(1_795_392_000_000_000);

/// A model in force, with its words.
type House = (Arc<InForce>, Dictionary);

static HOUSE: LazyLock<House> = LazyLock::new(|| {
    let mut words = Dictionary::default();
    let standard = model::read(STANDARD, &mut words).expect("the standard model is sound");
    (Arc::new(InForce::new(standard, 1)), words)
});

static MAPPINGS: LazyLock<Vec<Mapping>> = LazyLock::new(|| {
    let read = |text: &&str| Mapping::read("shipped", text.as_bytes()).expect("what ships is sound");
    SHIPPED.iter().map(read).collect()
});

/// A file of rows, in whatever encoding: through the shipped mapping that its header belongs to, and through the one
/// that is proposed for its header.
pub fn csv(input: &[u8]) {
    let given = [Given::bytes("given.csv", input)];
    let _ = given[0].form();
    let Ok(header) = header(&given[0]) else { return };
    let text = takt_intake::propose(&header.columns, &[], jiff::civil::date(2026, 11, 24), None).mapping;
    let own = Mapping::read("proposed", text.as_bytes());
    assert!(own.is_ok(), "a proposal must be sound: {own:?}\n{text}");
    let shipped: Vec<&Mapping> = MAPPINGS.iter().collect();
    let known = match recognise(&shipped, &header.columns) {
        Recognised::One(mapping, _) => shipped.get(mapping).copied(),
        _ => None,
    };
    for mapping in own.iter().chain(known) {
        through(mapping, &given);
    }
}

/// A file of rows through the mapping that is proposed for it.
pub fn propose(input: &[u8]) {
    let given = [Given::bytes("given.csv", input)];
    let Ok(header) = header(&given[0]) else { return };
    let rows = sample(&given[0], &header, 50).unwrap_or_default();
    let proposal = takt_intake::propose(&header.columns, &rows, jiff::civil::date(2026, 11, 23), None);
    let named: std::collections::BTreeSet<&String> =
        header.columns.iter().filter(|column| !column.is_empty()).collect();
    assert_eq!(proposal.columns.len(), named.len());
    let mapping = Mapping::read("proposed", proposal.mapping.as_bytes());
    let mapping = mapping.unwrap_or_else(|findings| panic!("{findings:?}\n{}", proposal.mapping));
    through(&mapping, &given);
}

/// A file of vCards, whatever it begins with.
pub fn vcard(input: &[u8]) {
    let given = Given::bytes("given.vcf", [b"BEGIN:VCARD\n".as_slice(), input].concat());
    let Ok(header) = header(&given) else { return };
    for row in sample(&given, &header, 1000).unwrap_or_default() {
        assert_eq!(row.len(), header.columns.len());
    }
}

/// A workbook: the bytes of a file, or, where they are none, the XML of a sheet that is put into one.
pub fn xlsx(input: &[u8]) {
    let bytes = if input.starts_with(b"PK\x03\x04") || input.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        input.to_vec()
    } else {
        book(input)
    };
    let given = Given::bytes("given.xlsx", bytes);
    let Ok(header) = header(&given) else { return };
    for row in sample(&given, &header, 1000).unwrap_or_default() {
        assert_eq!(row.len(), header.columns.len());
    }
}

/// An XLSX of one sheet with these rows, its files stored as they are.
fn book(rows: &[u8]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let workbook = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{LINKS}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let links = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
                 <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
                 Target=\"worksheets/sheet1.xml\"/></Relationships>";
    let sheet =
        [format!("<worksheet xmlns=\"{MAIN}\"><sheetData>").as_bytes(), rows, b"</sheetData></worksheet>"].concat();
    let root = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
                <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
                Target=\"xl/workbook.xml\"/></Relationships>";
    stored(&[
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}

/// A ZIP whose files are not packed.
fn stored(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for (name, bytes) in files {
        let at = out.len() as u32;
        let mut common = Vec::new();
        // Version, flags, method, time, date.
        for number in [20_u16, 0, 0, 0, 33] {
            common.extend(number.to_le_bytes());
        }
        for number in [crc32(bytes), bytes.len() as u32, bytes.len() as u32] {
            common.extend(number.to_le_bytes());
        }
        common.extend((name.len() as u16).to_le_bytes());
        common.extend(0_u16.to_le_bytes());
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend(name.as_bytes());
        out.extend(*bytes);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let at = out.len() as u32;
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    for _ in 0..2 {
        out.extend((files.len() as u16).to_le_bytes());
    }
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0; 2]);
    out
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| crc >> 1 ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 })
    })
}

/// A mapping; behind a line of dashes the rows that are taken through it.
pub fn mapping(input: &[u8]) {
    let (text, rows) = parted(input);
    let Ok(mapping) = Mapping::read("given.toml", text) else { return };
    for (_, columns, _) in mapping.files() {
        let _ = recognise(&[&mapping], columns);
    }
    // Without rows of its own, one row of blanks under each header.
    let files: Vec<Given> = match rows {
        Some(rows) => vec![Given::bytes("given.csv", rows)],
        None => {
            let blank =
                |columns: &[String]| format!("{}\n{}\n", columns.join(","), ",".repeat(columns.len().max(1) - 1));
            mapping.files().map(|(id, columns, _)| Given::bytes(id, blank(columns))).collect()
        }
    };
    through(&mapping, &files);
}

/// Dates: in the first line the format, in the second the zone, in the third the time of day, then a cell a line. An empty
/// line leaves a key out.
pub fn dates(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let mut lines = text.lines();
    let mut key = |name: &str| match lines.next().unwrap_or("") {
        "" => String::new(),
        value => format!(", {name} = {}", quoted(value)),
    };
    let moment = format!("column = \"d\"{}{}{}", key("format"), key("zone"), key("time"));
    let mapping = format!(
        "format = 1\nname = \"dates\"\nsystem = \"s\"\n[[file]]\nid = \"f\"\ncolumns = [\"k\", \"d\"]\n\
         account = {{ key = \"k\" }}\n[[fact]]\nfile = \"f\"\nkind = \"captured\"\nat = {{ {moment} }}\n\
         [[fact]]\nfile = \"f\"\nkind = \"rested\"\nat = {{ {moment} }}\nuntil = {{ {moment} }}\n"
    );
    let Ok(mapping) = Mapping::read("dates.toml", mapping.as_bytes()) else { return };
    let mut rows = String::from("k,d\n");
    for line in lines {
        let _ = writeln!(rows, "a,\"{}\"", line.replace('"', "\"\""));
    }
    through(&mapping, &[Given::bytes("dates.csv", rows)]);
}

/// Facts as JSON lines, run through the standard model.
pub fn facts(input: &[u8]) {
    let (model, words) = &*HOUSE;
    let mut names = Asked { model: model.clone(), words: words.clone(), members: BTreeMap::new() };
    let Ok(taken) = take_facts(&Given::bytes("given.jsonl", input), &mut names) else { return };
    sums(&taken);
    run(model.clone(), names.words, &taken);
}

/// Names, numbers, addresses, days and amounts, a cell a line: whatever comes out says the same when it is read again.
pub fn japanese(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let (mut key, mut mail) = (String::new(), String::new());
    let mut before = "";
    for cell in text.lines() {
        let once = folded_text(cell);
        assert_eq!(folded_text(&once), once, "{cell}");
        let company = Company::of(cell);
        assert_eq!(company.form.is_some(), company.stands != Stands::None, "{cell}");
        company.key(&mut key);
        let _ = company.parts().count();
        for person in [Person::of(cell), Person::of_columns(before, cell)] {
            assert_eq!(person.given.is_empty(), person.split == Split::Whole, "{cell}");
            person.key(&mut key);
        }
        Address::of(cell).key(&mut key);
        let _ = (looks_like_address(cell), unit_of_header(cell), Day::of_serial(cell, Epoch::Year1900));
        if let Some(code) = Postcode::of(cell) {
            assert_eq!(Postcode::of(&code.to_string()), Some(code));
        }
        if let Some(phone) = Phone::of(cell) {
            let mut shown = String::new();
            phone.shown(&mut shown);
            assert_eq!(Phone::of(&shown), Some(phone), "{cell}");
        }
        if let Ok(number) = CorporateNumber::of(cell) {
            assert_eq!(CorporateNumber::of(&number.to_string()), Ok(number));
        }
        let _ = InvoiceNumber::of(cell).and_then(InvoiceNumber::corporate);
        if let Ok(day) = Day::of(cell) {
            assert_eq!(Day::of(&day.date.to_string()).map(|day| day.date), Ok(day.date), "{cell}");
        }
        if let Some(yen) = Yen::of(cell) {
            assert_eq!(Yen::of(&yen.amount.to_string()).map(|yen| yen.amount), Some(yen.amount), "{cell}");
        }
        if let Ok(read) = Mail::of(cell, &mut mail) {
            let mut again = String::new();
            assert_eq!(Mail::of(read.address(), &mut again).map(|mail| mail.address()), Ok(read.address()));
            let _ = (read.host(), read.company_domain(), read.is_role());
        }
        key.clear();
        before = cell;
    }
}

/// Companies and people, one of each a line, parted by tabs: number, name, reading, pages, mail, telephone, postcode, address,
/// person. Each is met and then added, as an import does.
pub fn matching(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let mut signer = Signer::new(*b"a key of 16 byte");
    let (mut directory, mut people) = (Directory::default(), People::default());
    let (mut numbers, mut address) = (Vec::<u64>::new(), String::new());
    for line in text.lines() {
        let mut cells = line.split('\t');
        let mut next = || cells.next().unwrap_or("");
        let number = next();
        let said = CompanySaid {
            number,
            name: next(),
            kana: next(),
            url: next(),
            mail: next(),
            phone: next(),
            postcode: next(),
            address: next(),
        };
        let person = PersonSaid { name: next(), mail: said.mail, phone: said.phone, ..PersonSaid::default() };
        let signs = signer.company(&said);
        assert_eq!(CompanySigns::of_bytes(&signs.to_bytes()), signs, "{line}");
        let own = CorporateNumber::of(number).map_or(0, CorporateNumber::get);
        let meeting = directory.meet(&signs);
        assert_eq!(directory.meet(&signs), meeting, "{line}");
        let account = match meeting.met {
            Met::Known(account, _) => {
                let known = numbers[account as usize];
                assert!(own == 0 || known == 0 || own == known, "two numbers are one company: {line}");
                account
            }
            Met::Part(..) | Met::New => {
                numbers.push(0);
                numbers.len() as u32 - 1
            }
        };
        if numbers[account as usize] == 0 {
            numbers[account as usize] = own;
        }
        directory.add(account, signs);
        let again = directory.meet(&signs).met;
        assert!(own == 0 || matches!(again, Met::Known(..)), "a number that was added is not found: {line}");
        // An address that anybody can have says nothing of a company, one of a function nothing of a person.
        if let Ok(mail) = Mail::of(said.mail, &mut address) {
            let alone = signer.company(&CompanySaid { mail: said.mail, ..CompanySaid::default() });
            assert_eq!(alone.say_something(), mail.company_domain().is_some(), "{line}");
            let alone = signer.person(&PersonSaid { mail: said.mail, ..PersonSaid::default() });
            assert_eq!(alone.say_something(), !mail.is_role(), "{line}");
        }
        let signs = signer.person(&person);
        assert_eq!(PersonSigns::of_bytes(&signs.to_bytes()), signs, "{line}");
        let meeting = people.meet(&signs, Some(account));
        assert_eq!(people.meet(&signs, Some(account)), meeting, "{line}");
        let contact = meeting.met.map_or(numbers.len() as u32 + account, |(contact, ..)| contact);
        people.add(contact, account, signs);
    }
}

/// A model file; a sound one is run with a handful of facts.
pub fn model(input: &[u8]) {
    let mut words = Dictionary::default();
    let Ok(model) = model::read_bytes(input, &mut words) else { return };
    let model = Arc::new(InForce::new(model, 1));
    let mut names = Asked { model: model.clone(), words, members: BTreeMap::new() };
    let Ok(taken) = take_facts(&Given::bytes("line.jsonl", FACTS), &mut names) else { return };
    run(model, names.words, &taken);
}

/// An exported journal, line by line: what is read is written again and read as the same, and is folded as a restored
/// journal is.
pub fn journal(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let mut lines = text.lines();
    if let Some(Ok(header)) = lines.next().map(|line| read_journal_header("journal.jsonl", line)) {
        assert_eq!(read_journal_header("journal.jsonl", &journal_header(&header)), Ok(header));
    }
    let mut words = HOUSE.1.clone();
    let facts: Vec<Fact> = lines.filter_map(|line| read_journal_line(line, &mut words).ok()).collect();
    restored(facts, words);
}

/// Facts in the form that a frame of the journal holds. The first byte says how many.
pub fn record(input: &[u8]) {
    let Some((count, bytes)) = input.split_first() else { return };
    let Ok(facts) = binary::decode(VERSION, Seq(1), usize::from(*count), bytes) else { return };
    assert_eq!(binary::decode(VERSION, Seq(1), facts.len(), &binary::encode(&facts)).as_ref(), Ok(&facts));
    restored(facts, HOUSE.1.clone());
}

/// What stands before a line of dashes, and what behind it.
fn parted(input: &[u8]) -> (&[u8], Option<&[u8]>) {
    const LINE: &[u8] = b"\n-----\n";
    match input.windows(LINE.len()).position(|part| part == LINE) {
        Some(at) => (&input[..at], Some(&input[at + LINE.len()..])),
        None => (input, None),
    }
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for char in text.chars() {
        match char {
            '"' | '\\' => out.extend(['\\', char]),
            '\u{20}'.. if char != '\u{7f}' => out.push(char),
            _ => {
                let _ = write!(out, "\\u{:04x}", u32::from(char));
            }
        }
    }
    out.push('"');
    out
}

fn through(mapping: &Mapping, given: &[Given]) {
    let (model, words) = &*HOUSE;
    let mut names = Asked { model: model.clone(), words: words.clone(), members: BTreeMap::new() };
    let Ok(taken) = take(mapping, given, &mut names) else { return };
    sums(&taken);
}

/// Every row is taken or not, and every fact lies in time.
fn sums(taken: &Taken) {
    assert_eq!(taken.received as usize, taken.rows.len() + taken.rejections.len());
    assert_eq!(taken.mapped().count(), taken.facts.len());
    for fact in taken.mapped() {
        assert!(fact.occurred_at <= NOW, "{fact:?}");
    }
    assert!(taken.texts.iter().all(|text| !text.value.is_empty()));
}

/// Runs what was taken as an import does: account by account in order of time, live at the end, and a year on.
fn run(model: Arc<InForce>, words: Dictionary, taken: &Taken) {
    let mut book = Book::new(words, BTreeMap::new());
    book.model = Some(model);
    book.begin(NOW);
    let mut journal: Vec<Fact> = Vec::new();
    let mut accounts: BTreeMap<Option<AccountId>, Vec<Draft>> = BTreeMap::new();
    for fact in taken.mapped() {
        let account = fact.account.map(|key| AccountId(key.0));
        accounts.entry(account).or_default().push(Draft {
            account,
            occurred_at: fact.occurred_at,
            dated: fact.dated,
            actor: Actor::Import(ImportId(0)),
            contact: None,
            rank: fact.rank,
            body: fact.body,
        });
    }
    for (account, mut drafts) in accounts {
        let Some(account) = account else {
            for draft in drafts {
                book.push(draft, &mut journal);
            }
            continue;
        };
        drafts.sort_by_key(|draft| (draft.occurred_at, draft.rank));
        // In two halves, the later first: the second reopens what the first had made.
        let later = drafts.split_off(drafts.len() / 2);
        for half in [later, drafts] {
            let known = journal.clone();
            let past = |chains: &[(AccountId, Seq)]| -> Result<Vec<Fact>, Infallible> {
                let asked: BTreeSet<AccountId> = chains.iter().map(|(account, _)| *account).collect();
                Ok(known.into_iter().filter(|fact| fact.account.is_some_and(|id| asked.contains(&id))).collect())
            };
            match book.take(account, half, past, &mut journal) {
                Ok(_) => {}
                Err(never) => match never {},
            }
        }
        book.go_live(account, ImportId(0), &mut journal);
    }
    let year = book.begin(NOW.plus(365 * Micros::DAY));
    book.advance_to(year, &mut journal);
    read(&mut book, true);
}

/// Folds facts as a restored journal, decides them anew, and reads the figures.
fn restored(mut facts: Vec<Fact>, mut words: Dictionary) {
    let count = facts.len();
    facts.retain(|fact| fact.is_possible(count as u64, &words));
    for fact in &facts {
        let line = journal_line(fact, &words);
        assert_eq!(read_journal_line(&line, &mut words).as_ref(), Ok(fact), "{line}");
    }
    let empty = || {
        let mut book = Book::new(HOUSE.1.clone(), BTreeMap::new());
        book.model = Some(HOUSE.0.clone());
        book
    };
    let mut rebuild = Rebuild::default();
    facts.iter().for_each(|fact| rebuild.note(fact));
    let mut replay = Some(Replay::new(empty(), &rebuild));
    let mut book = empty();
    for fact in facts {
        replay = replay.and_then(|mut replay| replay.take(fact.clone()).is_ok().then_some(replay));
        rebuild.take(&mut book, fact);
    }
    rebuild.finish(&mut book);
    if let Some(Ok(mut book)) = replay.map(Replay::finish) {
        read(&mut book, true);
    }
    read(&mut book, false);
}

/// Reads every figure of a book. Where the core decided the moves itself, they balance; a journal that somebody wrote by
/// hand may say that a position left where it never stood.
fn read(book: &mut Book, decided: bool) {
    let _ = state_sha256(book);
    let Some((from, to)) = book.days() else { return };
    for by in [None, Some(By::Source), Some(By::Segment)] {
        let Some(flow) = metric::flow(book, from, to, by) else { continue };
        for stage in flow.stages.iter().chain(flow.groups.iter().flat_map(|group| &group.stages)) {
            let balances = stage.opening + stage.inflow == stage.outflow + stage.closing;
            assert!(balances || !decided, "{stage:?}");
        }
    }
    let stages: Vec<_> = book.model.iter().flat_map(|model| &model.model.stages).map(|stage| stage.id).collect();
    if let [from, .., to] = stages.as_slice() {
        let question = FunnelQuestion {
            from: *from,
            to: *to,
            by: Some(By::Month),
            cohort_from: None,
            cohort_to: None,
            within: None,
        };
        let _ = metric::funnel(book, question);
    }
    book.keep_columns();
    if let Some(columns) = book.columns() {
        let _ = metric::picture(book, columns, from, to);
    }
}

/// The book's side of an intake, as small as can be.
struct Asked {
    model: Arc<InForce>,
    words: Dictionary,
    members: BTreeMap<String, u32>,
}

impl Names for Asked {
    fn word(&mut self, kind: WordKind, text: &str) -> Result<u32, UnknownWord> {
        let model = &self.model.model;
        let known: Vec<&str> = match kind {
            WordKind::Stage => model.stages.iter().map(|stage| stage.key.as_str()).collect(),
            WordKind::Team => model.teams.iter().map(|team| team.key.as_str()).collect(),
            WordKind::Step => model.steps.iter().map(|step| step.key.as_str()).collect(),
            WordKind::Field => model.fields.iter().map(|field| field.key.as_str()).collect(),
            _ => return Ok(self.words.intern(kind, text)),
        };
        if known.contains(&text) {
            return Ok(self.words.intern(kind, text));
        }
        Err(UnknownWord { known: known.into_iter().map(str::to_owned).collect() })
    }

    fn spelling(&mut self, kind: WordKind, wanted: &str) -> Option<String> {
        let mut known = self.words.iter().filter(|(other, ..)| *other == kind).map(|(.., text)| text);
        known.find(|text| takt_intake::plain(text) == wanted).map(str::to_owned)
    }

    fn member(&mut self, outside: &str) -> MemberId {
        let next = u32::try_from(self.members.len()).unwrap_or(u32::MAX);
        MemberId(*self.members.entry(outside.into()).or_insert(next))
    }

    fn field(&mut self, name: &str) -> Option<(FieldId, FieldType)> {
        self.model.model.fields.iter().find(|field| field.key == name).map(|field| (field.id, field.holds))
    }

    fn segment(&self) -> Option<String> {
        let model = &self.model.model;
        model.field(model.segment?).map(|field| field.key.clone())
    }

    fn choice(&mut self, field: FieldId, text: &str) -> Result<ChoiceId, UnknownWord> {
        let id = ChoiceId(self.words.intern(WordKind::Choice, text));
        match self.model.model.field(field) {
            Some(declared) if declared.holds == FieldType::Choice && !declared.choices.contains(&id) => {
                Err(UnknownWord::default())
            }
            _ => Ok(id),
        }
    }

    fn instant(&self, civil: DateTime) -> Micros {
        self.model.calendar().instant(civil)
    }

    fn range(&self) -> (Micros, Micros) {
        let (first, end) = self.model.calendar().range();
        (first, end.plus(-1).min(NOW))
    }

    fn currency(&self) -> Currency {
        self.model.model.currency
    }
}
