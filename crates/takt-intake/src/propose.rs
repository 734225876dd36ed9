//! A mapping proposed for a file that no mapping knows: from the names of its columns, and from what its first rows hold.
//! It is a text to read and to edit, like one that somebody wrote; `docs/mapping.md` explains every key of it.

mod synonyms;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use jiff::civil::Date;

use crate::date::Format;
use crate::number::Decimal;
use crate::sniff::{Looks, looks};
use crate::spelling::plain;

use synonyms::{Meaning, meaning};

/// A mapping proposed, with what every column was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The text of the mapping: sound, and to be edited.
    pub mapping: String,
    /// Every column that has a name, in the order of the header.
    pub columns: Vec<TakenFor>,
    /// What is doubtful about the file as a whole: `no-company` (accounts are made of people), `no-key` (nothing says
    /// which row is whom), `no-name` (rows have numbers, and nothing says what they are called), `no-date` (all facts stand on
    /// one day that is inferred), `no-header` (the first row looks like data).
    pub doubts: Vec<&'static str>,
}

impl Proposal {
    /// Whether the file can be taken by it without a question: it says who its companies or people are, under a header.
    #[must_use]
    pub fn is_sure(&self) -> bool {
        !self.doubts.iter().any(|doubt| ["no-key", "no-name", "no-header"].contains(doubt))
    }
}

/// What a column was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenFor {
    /// The column.
    pub column: String,
    /// What for: `company`, `mail`, `phone` …; `text` where it is kept as a text under its own name.
    pub meaning: &'static str,
    /// Why.
    pub why: Why,
    /// Whether it should be looked at: the name only ends like a known one, the values do not look like it, or its dates
    /// are not read by the mapping.
    pub is_doubtful: bool,
}

/// Why a column was taken for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Its name is this one of the known names.
    Named(&'static str),
    /// Its name ends with this one of the known names.
    Ends(&'static str),
    /// So many of so many values that are not blank look like it.
    Values(usize, usize),
    /// Nothing says what it is, or another column is that already.
    Unknown,
}

/// What columns mean by their values, where the name says nothing.
const BY_VALUES: &[(Looks, Meaning)] = &[
    (Looks::Mail, Meaning::Mail),
    (Looks::Url, Meaning::Url),
    (Looks::CorporateNumber, Meaning::CorporateNumber),
    (Looks::Postcode, Meaning::Postcode),
    (Looks::Phone, Meaning::Phone),
    (Looks::Date, Meaning::Registered),
];

/// How dates are read in a proposal: as an export writes them, by people and by programs.
const FORMATS: &[&str] =
    &["iso", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d", "%Y-%m-%d %H:%M", "%Y年%m月%d日", "%Y.%m.%d"];

/// Proposes a mapping for a header and the first rows below it. `today` is the day that facts get where the file has none.
/// `ranks` are the ranks of a card that the model knows; `None` where it takes any. A column with others is kept as a text.
#[must_use]
pub fn propose(header: &[String], rows: &[Vec<String>], today: Date, ranks: Option<&[String]>) -> Proposal {
    let mut seen = BTreeSet::new();
    let named: Vec<(usize, &str)> = header
        .iter()
        .enumerate()
        .map(|(place, column)| (place, column.trim()))
        .filter(|(_, column)| !column.is_empty() && seen.insert(*column))
        .collect();
    let values = |place: usize| rows.iter().filter_map(move |row| row.get(place)).map(|cell| cell.trim());
    let found = found(&named, &values);
    let columns: Vec<TakenFor> = named
        .iter()
        .map(|(place, column)| match found.get(place) {
            Some((meaning, why)) => {
                let is_doubtful =
                    matches!(why, Why::Ends(_) | Why::Values(..)) || contradicts(*meaning, values(*place));
                TakenFor { column: (*column).into(), meaning: meaning.name(), why: why.clone(), is_doubtful }
            }
            None => TakenFor { column: (*column).into(), meaning: "text", why: Why::Unknown, is_doubtful: false },
        })
        .collect();
    let column_of = found
        .iter()
        .filter_map(|(place, (meaning, _))| Some((*meaning, header.get(*place)?.trim())))
        .collect::<BTreeMap<_, _>>();
    let mut writer = Draft { columns: &column_of, doubts: Vec::new(), out: String::new() };
    let is_count = |meaning: Meaning| {
        let place = found.iter().find(|(_, (known, _))| *known == meaning).map(|(place, _)| *place);
        place.is_some_and(|place| values(place).all(|cell| cell.is_empty() || Decimal::parse(cell).is_some()))
    };
    let all: Vec<&str> = named.iter().map(|(_, column)| *column).collect();
    let repeats = header.iter().filter(|column| !column.trim().is_empty()).count() > all.len();
    let is_rank =
        |cell: &str| cell.is_empty() || ranks.is_none_or(|ranks| ranks.iter().any(|rank| plain(rank) == plain(cell)));
    let place = found.iter().find(|(_, (known, _))| *known == Meaning::Rank).map(|(place, _)| *place);
    let fits =
        Fits { employees: is_count(Meaning::Employees), rank: place.is_some_and(|place| values(place).all(is_rank)) };
    writer.write((&all, repeats), today, fits);
    if !header.is_empty() && header.iter().filter(|cell| looks(cell).is_some()).count() * 2 >= header.len() {
        writer.doubts.push("no-header");
    }
    Proposal { mapping: writer.out, columns, doubts: writer.doubts }
}

/// What each column means, by its place: the whole name first, then the end of the name, then the values; each meaning once.
fn found<'v, V: Iterator<Item = &'v str>>(
    named: &[(usize, &str)],
    values: &dyn Fn(usize) -> V,
) -> BTreeMap<usize, (Meaning, Why)> {
    let mut found: BTreeMap<usize, (Meaning, Why)> = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for whole in [true, false] {
        for (place, column) in named {
            if let Some((meaning, synonym, is_whole)) = meaning(column)
                && is_whole == whole
                && !found.contains_key(place)
                && taken.insert(meaning)
            {
                found.insert(*place, (meaning, if whole { Why::Named(synonym) } else { Why::Ends(synonym) }));
            }
        }
    }
    for (place, column) in named {
        if found.contains_key(place) || meaning(column).is_some_and(|(_, _, is_whole)| is_whole) {
            continue;
        }
        let filled: Vec<&str> = values(*place).filter(|cell| !cell.is_empty()).collect();
        for (look, meaning) in BY_VALUES {
            // One date among others is as likely a birthday; only where nothing else is when it was taken.
            let is_free =
                !taken.contains(meaning) && (*meaning != Meaning::Registered || !taken.contains(&Meaning::Exchanged));
            let hits = filled.iter().filter(|cell| looks(cell) == Some(*look)).count();
            if is_free && hits > 0 && hits * 5 >= filled.len() * 4 {
                taken.insert(*meaning);
                found.insert(*place, (*meaning, Why::Values(hits, filled.len())));
                break;
            }
        }
    }
    found
}

/// Whether most values do not look like what the name says.
fn contradicts<'v>(meaning: Meaning, values: impl Iterator<Item = &'v str>) -> bool {
    let filled: Vec<&str> = values.filter(|cell| !cell.is_empty()).collect();
    let formats: Vec<Format> = FORMATS.iter().filter_map(|pattern| Format::parse(pattern)).collect();
    let good = |cell: &&&str| match meaning {
        Meaning::Mail => looks(cell) == Some(Looks::Mail),
        Meaning::CorporateNumber => looks(cell) == Some(Looks::CorporateNumber),
        Meaning::Exchanged | Meaning::Registered => formats.iter().any(|format| format.read(cell).is_some()),
        Meaning::Name | Meaning::Family | Meaning::Given | Meaning::Company => looks(cell).is_none(),
        _ => true,
    };
    let hits = filled.iter().filter(good).count();
    match meaning {
        // One date that is not read rejects its row.
        Meaning::Exchanged | Meaning::Registered => hits < filled.len(),
        _ => hits * 2 < filled.len(),
    }
}

/// Which columns hold what the model's attribute of that name takes.
#[derive(Clone, Copy)]
struct Fits {
    employees: bool,
    rank: bool,
}

struct Draft<'a> {
    columns: &'a BTreeMap<Meaning, &'a str>,
    doubts: Vec<&'static str>,
    out: String,
}

impl Draft<'_> {
    fn column(&self, meaning: Meaning) -> Option<String> {
        self.columns.get(&meaning).map(|column| quoted(column))
    }

    fn has(&self, meaning: Meaning) -> bool {
        self.columns.contains_key(&meaning)
    }

    /// A list of columns as far as they are there; one alone stands without brackets.
    fn list(&self, meanings: &[Meaning]) -> Option<String> {
        let columns: Vec<String> = meanings.iter().filter_map(|meaning| self.column(*meaning)).collect();
        match columns.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            more => Some(format!("[{}]", more.join(", "))),
        }
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn write(&mut self, (all, repeats): (&[&str], bool), today: Date, fits: Fits) {
        use Meaning as M;
        let fallback = quoted(all.first().copied().unwrap_or("id"));
        let listed: Vec<String> = all.iter().map(|column| quoted(column)).collect();
        let listed = if listed.is_empty() { fallback.clone() } else { listed.join(", ") };
        self.line("# Proposed from the names and the values of the columns. Check every line; docs/mapping.md explains each key.");
        self.line("format = 1");
        self.line("name   = \"My list\"");
        self.line("system = \"list\" # the prefix of outside keys; lists of one source share it");
        self.line("");
        self.line("[[file]]");
        self.line("id      = \"rows\"");
        let _ = writeln!(self.out, "columns = [{listed}]");
        if repeats {
            self.line("repeats = true # a column stands twice: the first counts");
        }

        let is_person = [M::Name, M::Family, M::Given, M::Mail, M::PersonId].iter().any(|meaning| self.has(*meaning));
        let names = self.list(&[M::Name]).or_else(|| self.list(&[M::Family, M::Given]));
        let has_company =
            [M::Company, M::CompanyId, M::CorporateNumber, M::Url].iter().any(|meaning| self.has(*meaning));
        if !has_company {
            self.doubts.push("no-company");
        }
        let names_somebody = [M::Company, M::CorporateNumber, M::Mail].iter().any(|meaning| self.has(*meaning));
        if (is_person || has_company) && names.is_none() && !names_somebody {
            self.doubts.push("no-name");
        }
        if is_person || has_company {
            // Where no company is named the person is the account, by the same number.
            let number = if has_company { M::CompanyId } else { M::PersonId };
            let key = self.column(number).map_or_else(String::new, |column| format!("key = {column}, "));
            let _ =
                writeln!(self.out, "account = {{ {key}said = true }} # its own number, else what the row says of it");
        } else {
            self.doubts.push("no-key");
            let _ = writeln!(self.out, "account = {{ key = {fallback} }}");
        }
        if is_person {
            let key = self.column(M::PersonId).map_or_else(String::new, |column| format!("key = {column}, "));
            let texts = [
                ("name", names),
                ("family", self.column(M::Family)),
                ("given", self.column(M::Given)),
                ("kana", self.column(M::NameKana)),
                ("family_kana", self.column(M::FamilyKana)),
                ("given_kana", self.column(M::GivenKana)),
                ("email", self.column(M::Mail)),
                ("mobile", self.column(M::Mobile)),
                ("phone", self.column(M::Phone)),
                ("fax", self.column(M::Fax)),
                ("department", self.column(M::Department)),
                ("title", self.column(M::Title)),
                ("basis", self.has(M::Exchanged).then(|| "{ constant = \"card\" }".to_string())),
            ];
            let texts = texts.into_iter().filter_map(|(name, column)| Some(format!(", {name} = {}", column?)));
            let texts: String = texts.collect();
            let _ = writeln!(self.out, "contact = {{ {key}said = true{texts} }}");
        }
        self.line("free    = \"rest\" # every other column is kept as a text under its own name");
        let of_company = |meaning| if is_person { None } else { Some(meaning) };
        let texts = [
            ("name", self.column(M::Company)),
            ("kana", self.column(M::CompanyKana)),
            ("corporate_number", self.column(M::CorporateNumber)),
            ("phone", of_company(M::Phone).and_then(|meaning| self.column(meaning))),
            ("fax", of_company(M::Fax).and_then(|meaning| self.column(meaning))),
            ("postcode", self.column(M::Postcode)),
            ("address", self.list(&[M::Prefecture, M::City, M::Street, M::Address, M::Building])),
            ("url", self.column(M::Url)),
            ("note", self.column(M::Note)),
            ("rank", self.column(M::Rank).filter(|_| !fits.rank)),
        ];
        self.line("\n[file.texts]");
        for (name, column) in texts {
            if let Some(column) = column {
                let _ = writeln!(self.out, "{name} = {column}");
            }
        }
        self.facts(is_person, today, fits);
    }

    fn facts(&mut self, is_person: bool, today: Date, fits: Fits) {
        use Meaning as M;
        let formats = FORMATS.iter().map(|format| quoted(format)).collect::<Vec<_>>().join(", ");
        let (at, dated) = match self.column(M::Exchanged).or_else(|| self.column(M::Registered)) {
            Some(column) => (format!("{{ column = {column}, formats = [{formats}], default = \"{today}\" }}"), ""),
            None => {
                self.doubts.push("no-date");
                (format!("{{ constant = \"{today}\" }}"), "dated  = \"inferred\" # nobody wrote down when\n")
            }
        };
        let source = match self.column(M::Source) {
            Some(column) => format!("{{ column = {column}, fold = true }}"),
            None if self.has(M::Exchanged) => "\"card\"".into(),
            None => "\"list\" # where these people come from".into(),
        };
        let attributes = [
            (
                "rank",
                self.column(M::Rank)
                    .filter(|_| fits.rank)
                    .map(|column| format!("{{ column = {column}, fold = true }}")),
            ),
            ("industry", self.column(M::Industry).map(|column| format!("{{ column = {column}, fold = true }}"))),
            (
                "employees",
                self.column(M::Employees).filter(|_| fits.employees).map(|column| format!("{{ column = {column} }}")),
            ),
            ("prefecture", self.column(M::Prefecture).map(|column| format!("{{ column = {column}, fold = true }}"))),
        ];
        let attributes: Vec<String> =
            attributes.into_iter().filter_map(|(name, value)| Some(format!("{name} = {}", value?))).collect();
        self.line("\n[[fact]]\nfile   = \"rows\"\nkind   = \"captured\"");
        let _ = writeln!(self.out, "at     = {at}\n{dated}source = {source}");
        if !attributes.is_empty() {
            let _ = writeln!(self.out, "attributes = {{ {} }}", attributes.join(", "));
        }
        if is_person {
            let named = [M::Name, M::Family, M::Given, M::Mail, M::PersonId];
            let tests = named.iter().filter_map(|meaning| self.column(*meaning));
            let tests: Vec<String> = tests.map(|column| format!("{{ column = {column}, not_blank = true }}")).collect();
            self.line("\n[[fact]]\nfile   = \"rows\"\nkind   = \"contact-named\"");
            let _ =
                writeln!(self.out, "if     = {{ any = [{}] }}\nat     = {at}\n{}", tests.join(", "), dated.trim_end());
        }
        if self.has(M::Exchanged) {
            let by = self
                .column(M::TakenBy)
                .map_or_else(String::new, |by| format!("\nby     = {{ column = {by} }} # who took it"));
            self.line("\n[[fact]] # the card changed hands at the booth\nfile   = \"rows\"\nkind   = \"touched\"");
            let _ = writeln!(self.out, "at     = {at}\ntouch  = \"booth\"{by}");
        }
        if let Some(refused) = self.column(M::MailRefused) {
            self.line(
                "\n[[fact]] # a refusal; that there is none is no consent\nfile    = \"rows\"\nkind    = \"consented\"",
            );
            let _ = writeln!(self.out, "if      = {{ column = {refused}, yes = true }}\nat      = {at}");
            self.line("dated   = \"inferred\"\nchannel = \"mail\"\ngiven   = false");
        }
    }
}

/// A string of TOML.
fn quoted(text: &str) -> String {
    toml_edit::Value::from(text).to_string().trim().to_string()
}
