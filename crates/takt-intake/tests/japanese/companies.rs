//! Companies: check digits, legal forms, names that are one and names that are not.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Value, from_slice};
use takt_intake::japanese::company::{Company, LegalForm, Stands};
use takt_intake::japanese::corporate::CorporateNumber;
use unicode_normalization::UnicodeNormalization;

use crate::register::{city, filers, folder, rows};

const SABAE: &str = "sabae_18207_company.csv";
const SAKAI: &str = "sakai_27140_company.csv";
const OLDER: &str = "EdinetcodeDlInfo_2025-12-24.csv";
const NEWER: &str = "EdinetcodeDlInfo_2026-08-11.csv";

fn truth(folder: &Path, file: &str) -> Value {
    from_slice(&std::fs::read(folder.join("truth").join(file)).unwrap()).unwrap()
}

fn key(name: &str) -> String {
    let mut key = String::new();
    Company::of(name).key(&mut key);
    key
}

#[test]
fn every_number_of_the_registers_has_its_check_digit() {
    let Some(folder) = folder() else { return };
    let mut numbers: Vec<String> = Vec::new();
    for file in [SABAE, SAKAI] {
        numbers.extend(city(&folder, file).into_iter().map(|(number, _)| number));
    }
    numbers.extend(rows(&folder.join("jp_corporations/diff_20260115.csv")).into_iter().map(|row| row[1].clone()));
    assert_eq!(numbers.len(), 2143 + 23_215 + 6329);
    for file in [OLDER, NEWER] {
        let own = filers(&folder, file).into_iter().map(|[_, _, number]| number).filter(|number| !number.is_empty());
        let before = numbers.len();
        numbers.extend(own);
        if file == NEWER {
            assert_eq!(numbers.len() - before, 7235);
        }
    }
    for number in &numbers {
        assert!(CorporateNumber::of(number).is_ok_and(|read| read.to_string() == *number), "{number}");
        // The twin: the same number with its first digit off by one.
        let first = number.as_bytes()[0] - b'0';
        let wrong = format!("{}{}", first % 9 + 1, &number[1..]);
        assert!(CorporateNumber::of(&wrong).is_err(), "{wrong}");
    }
}

/// A form and its place in the words of the truth's table, which knows fewer of them, and to which a branch behind the form
/// puts the form inside.
fn form_of(name: &str) -> String {
    const KNOWN: [LegalForm; 14] = [
        LegalForm::Kabushiki,
        LegalForm::Yugen,
        LegalForm::Godo,
        LegalForm::Goshi,
        LegalForm::Gomei,
        LegalForm::Sogo,
        LegalForm::IppanShadan,
        LegalForm::IppanZaidan,
        LegalForm::KoekiShadan,
        LegalForm::KoekiZaidan,
        LegalForm::Gakko,
        LegalForm::ShakaiFukushi,
        LegalForm::Shukyo,
        LegalForm::DokuritsuGyosei,
    ];
    let company = Company::of(name);
    let Some(form) = company.form else { return "none -".into() };
    let written = match form {
        _ if KNOWN.contains(&form) => form.name(),
        LegalForm::Npo if name.starts_with("認定") => return "特定非営利活動法人 inside".into(),
        LegalForm::Npo if name.contains("特定非営利活動法人") => form.name(),
        // To the table these are a 医療法人 with something before it.
        LegalForm::ShakaiIryo | LegalForm::TokuteiIryo => return "医療法人 inside".into(),
        LegalForm::Iryo | LegalForm::IryoShadan | LegalForm::IryoZaidan if name.contains("医療法人社団") => {
            "医療法人社団"
        }
        LegalForm::Iryo | LegalForm::IryoShadan | LegalForm::IryoZaidan => "医療法人",
        _ => return "none -".into(),
    };
    let written = if name.contains("(株)") || name.contains("（株）") { "(株)" } else { written };
    let place = match company.stands {
        Stands::Before => "before",
        Stands::After if company.branch.is_empty() => "after",
        _ => "inside",
    };
    format!("{written} {place}")
}

fn forms<'a>(names: impl Iterator<Item = &'a str>) -> BTreeMap<String, u64> {
    let mut forms = BTreeMap::new();
    names.for_each(|name| *forms.entry(form_of(name)).or_default() += 1);
    forms
}

#[track_caller]
fn forms_are(found: &BTreeMap<String, u64>, truth: &Value) {
    for (form, count) in truth["legal_form"].as_object().unwrap() {
        assert_eq!(found.get(form).copied(), count.as_u64(), "{form} {found:?}");
    }
}

#[test]
fn the_legal_forms_are_those_that_were_counted() {
    let Some(folder) = folder() else { return };
    let truth = truth(&folder, "jp_corporations.json");
    for (file, part) in [(SABAE, "sabae_18207"), (SAKAI, "sakai_27140")] {
        let names = city(&folder, file);
        forms_are(&forms(names.iter().map(|(_, name)| name.as_str())), &truth[part]);
    }
    let changes = rows(&folder.join("jp_corporations/diff_20260115.csv"));
    forms_are(&forms(changes.iter().map(|row| row[6].as_str())), &truth["diff_20260115"]);
}

/// The name as the truth has it: NFKC, without the legal form, blanks and punctuation.
fn plain(name: &str) -> String {
    let company = Company::of(name);
    let base = if form_of(name) == "none -" { name.to_owned() } else { company.base.concat() + company.branch };
    let narrow: String = base.nfkc().collect();
    narrow.to_uppercase().chars().filter(|char| char.is_alphanumeric() || *char == 'ー').collect()
}

/// Names that two or more numbers have, and the rows in them.
fn shared(names: &[(String, String)], key: impl Fn(&str) -> String) -> (usize, usize, BTreeSet<String>) {
    let mut groups: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (number, name) in names {
        groups.entry(key(name)).or_default().insert(number);
    }
    groups.retain(|_, numbers| numbers.len() > 1);
    (groups.len(), groups.values().map(BTreeSet::len).sum(), groups.into_keys().collect())
}

#[test]
fn names_that_several_companies_have_are_known() {
    let Some(folder) = folder() else { return };
    for (file, names, rows, folded, folded_rows) in [(SABAE, 21, 65, 24, 71), (SAKAI, 874, 2061, 912, 2174)] {
        let companies = city(&folder, file);
        let (count, in_them, _) = shared(&companies, plain);
        let (count_folded, rows_folded, _) = shared(&companies, key);
        assert_eq!((count, in_them), (names, rows), "{file}");
        // Folding joins more: あいらんど and アイランド, ウィング and ウイング, アドヴァンス, 西埜 and 西野; and 協同組合 is a form.
        assert_eq!((count_folded, rows_folded), (folded, folded_rows), "{file}");
    }
}

#[test]
fn offices_and_filers_of_one_name_share_a_base() {
    let Some(folder) = folder() else { return };
    let pairs = rows(&folder.join("jp_postal/candidate_pairs_edinet.csv"));
    let pairs = &pairs[1..];
    assert_eq!(pairs.len(), 3658);
    let mut apart = Vec::new();
    for pair in pairs {
        if key(&pair[0]) != key(&pair[7]) {
            apart.push(format!("{} | {} | {} {}", pair[0], pair[7], key(&pair[0]), key(&pair[7])));
        }
    }
    // What stays apart is mostly other companies (ＹＫＫ ＡＰ is not ＹＫＫ), and branches that have no word for branch.
    assert!(apart.len() * 100 <= pairs.len(), "{} of {}\n{}", apart.len(), pairs.len(), apart.join("\n"));
}

/// Registered names have no branches: nothing of them may be taken for one.
#[test]
fn registered_names_lose_nothing() {
    let Some(folder) = folder() else { return };
    let mut cut = Vec::new();
    for file in [SABAE, SAKAI] {
        let companies = city(&folder, file);
        cut.extend(companies.into_iter().map(|(_, name)| name).filter(|name| !Company::of(name).branch.is_empty()));
    }
    let filers = filers(&folder, NEWER);
    cut.extend(filers.into_iter().map(|[name, ..]| name).filter(|name| !Company::of(name).branch.is_empty()));
    assert!(cut.len() <= 3, "{cut:#?}");
}
