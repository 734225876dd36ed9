//! Companies as the registers have them: offices of Japan Post, filers of EDINET, all companies of a city.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use takt_intake::japanese::company::Company;
use takt_intake::matching::{CompanySaid, CompanySigns, Directory, Doubt, Link, Met, Same};

use crate::register::{folder, rows};
use crate::signer;

const OLDER: &str = "jp_edinet_filers/EdinetcodeDlInfo_2025-12-24.csv";
const NEWER: &str = "jp_edinet_filers/EdinetcodeDlInfo_2026-08-11.csv";

/// The filers of a list.
fn filers(data: &Path, list: &str) -> Vec<Vec<String>> {
    rows(&data.join(list)).split_off(2).into_iter().filter(|row| row.len() > 12).collect()
}

fn filer(row: &[String]) -> CompanySaid<'_> {
    CompanySaid { name: &row[6], kana: &row[8], address: &row[9], number: &row[12], ..CompanySaid::default() }
}

/// The companies of a city.
fn city(data: &Path, file: &str) -> Vec<Vec<String>> {
    let rows = rows(&data.join("jp_corporations").join(file)).split_off(1);
    rows.into_iter().filter(|row| row.len() > 4).collect()
}

fn resident(row: &[String]) -> CompanySaid<'_> {
    CompanySaid { name: &row[2], kana: &row[3], address: &row[4], number: &row[0], ..CompanySaid::default() }
}

fn base(name: &str) -> String {
    let mut key = String::new();
    Company::of(name).key(&mut key);
    key
}

/// What the offices of the pairs met, where the filers that `known` says are known besides those of the pairs.
struct Offices {
    /// Joined to the filer of the pair, by how.
    joined: BTreeMap<&'static str, usize>,
    /// Joined to another filer although the name is that of the pair.
    wrong: Vec<String>,
    /// Doubts since the legal form is another or stands elsewhere, and several are meant.
    formed: usize,
    several: usize,
    /// Pairs whose two names are not one name: the office's goes on, as YKK AP's.
    other_names: usize,
    other_names_joined: Vec<String>,
    /// The rest.
    apart: Vec<String>,
}

fn offices(data: &Path, all: bool) -> Offices {
    let filers: Vec<Vec<String>> = filers(data, NEWER);
    let addresses: HashMap<(String, String, String), String> = rows(&data.join("jp_postal/JIGYOSYO.CSV"))
        .into_iter()
        .map(|row| ((row[2].clone(), row[3].clone(), row[4].clone()), row[3..=6].concat()))
        .collect();
    let pairs = rows(&data.join("jp_postal/candidate_pairs_edinet.csv")).split_off(1);
    assert_eq!(pairs.len(), 3_658);
    let (mut signer, mut directory) = (signer(), Directory::default());
    let paired: HashSet<&str> = pairs.iter().map(|row| row[6].as_str()).collect();
    for (account, row) in (0_u32..).zip(&filers) {
        if all || paired.contains(row[0].as_str()) {
            directory.add(account, signer.company(&filer(row)));
        }
    }
    let mut offices = Offices {
        joined: BTreeMap::new(),
        wrong: vec![],
        formed: 0,
        several: 0,
        other_names: 0,
        other_names_joined: vec![],
        apart: vec![],
    };
    for row in &pairs {
        let place = (row[0].clone(), row[2].clone(), row[3].clone());
        let address = addresses.get(&place).map_or("", String::as_str);
        let said = CompanySaid { name: &row[0], kana: &row[1], address, ..CompanySaid::default() };
        let meeting = directory.meet(&signer.company(&said));
        let (met, how) = match meeting.met {
            Met::Known(account, same) => (Some(account), same.name()),
            Met::Part(account, link) => (Some(account), link.name()),
            Met::New => (None, ""),
        };
        let right = met.is_some_and(|account| filers[account as usize][0] == row[6]);
        let both = format!("{} | {} {how}", row[0], row[7]);
        if base(&row[0]) != base(&row[7]) {
            offices.other_names += 1;
            if right {
                offices.other_names_joined.push(both);
            }
        } else if right {
            *offices.joined.entry(how).or_default() += 1;
        } else if met.is_some() {
            offices.wrong.push(both);
        } else if meeting.doubts.iter().any(|(_, doubt)| *doubt == Doubt::Several) {
            offices.several += 1;
        } else if meeting.doubts.iter().any(|(_, doubt)| *doubt == Doubt::Form) {
            offices.formed += 1;
        } else {
            offices.apart.push(both);
        }
    }
    let joined: usize = offices.joined.values().sum();
    eprintln!(
        "{joined} of 3658 joined {:?}, {} other names, doubts: {} form, {} several; apart: {:?}; wrong: {:?}",
        offices.joined, offices.other_names, offices.formed, offices.several, offices.apart, offices.wrong
    );
    offices
}

/// The pairs were made by a rule, and two kinds of them are not to be joined: 36 whose names go on (YKK and YKK AP, 東京都
/// and 東京都住宅供給公社), and 28 whose legal form is another or stands on the other side, which are doubts for a person.
#[test]
fn offices_find_the_filers_they_belong_to() {
    let Some(data) = folder() else { return };
    let offices = offices(&data, false);
    let joined: usize = offices.joined.values().sum();
    assert_eq!((offices.wrong.len(), offices.other_names_joined.len()), (0, 0), "{:?}", offices.wrong);
    assert_eq!((offices.other_names, offices.formed, offices.several), (36, 28, 0));
    assert!(offices.apart.len() <= 5, "{:?}", offices.apart);
    assert!(joined >= 3_589, "{joined}");
    assert!(joined * 100 >= (3_658 - 36 - 28) * 99, "{joined}");
}

/// With all filers known, some names are of several (サッポロビール has been refounded): those wait.
#[test]
fn offices_of_a_name_that_several_filers_have_wait() {
    let Some(data) = folder() else { return };
    let offices = offices(&data, true);
    let joined: usize = offices.joined.values().sum();
    assert_eq!((offices.wrong.len(), offices.other_names_joined.len()), (0, 0), "{:?}", offices.wrong);
    assert!(offices.several > 0);
    assert!(joined >= 3_540, "{joined}");
}

/// What each of a register says, with its number and without.
struct Signed<'a> {
    said: CompanySaid<'a>,
    whole: CompanySigns,
    bare: CompanySigns,
}

fn signed<'a>(all: impl Iterator<Item = CompanySaid<'a>>) -> Vec<Signed<'a>> {
    let mut signer = signer();
    let bare = |said: CompanySaid<'a>| CompanySaid { number: "", ..said };
    all.map(|said| Signed { said, whole: signer.company(&said), bare: signer.company(&bare(said)) }).collect()
}

/// Meets each of a register with all before it, and gives what was joined to another number, by its reason.
fn joined_across(all: &[Signed<'_>], numbers_known: bool, numbers_said: bool) -> Vec<(&'static str, String)> {
    let (mut directory, mut joined) = (Directory::default(), Vec::new());
    for (account, row) in (0_u32..).zip(all) {
        let meeting = directory.meet(if numbers_said { &row.whole } else { &row.bare });
        let whom = match meeting.met {
            Met::Known(account, same) => Some((same.name(), account)),
            Met::Part(account, link) => Some((link.name(), account)),
            Met::New => None,
        };
        if let Some((how, account)) = whom {
            let known = &all[account as usize].said;
            if known.number != row.said.number {
                joined.push((how, format!("{:?} | {known:?}", row.said)));
            }
        }
        directory.add(account, if numbers_known { row.whole } else { row.bare });
    }
    joined
}

/// Companies with numbers of their own are never one, whatever their names are: 874 names of Sakai are of several.
#[test]
fn companies_of_one_name_and_two_numbers_stay_apart() {
    let Some(data) = folder() else { return };
    let (sakai, sabae) = (city(&data, "sakai_27140_company.csv"), city(&data, "sabae_18207_company.csv"));
    let filers = filers(&data, NEWER);
    let cities = [&sakai, &sabae].map(|city| signed(city.iter().map(|row| resident(row))));
    let filers = signed(filers.iter().filter(|row| !row[12].is_empty()).map(|row| filer(row)));
    for all in cities.iter().chain([&filers]) {
        let mut names: HashMap<String, HashSet<&str>> = HashMap::new();
        for row in all {
            names.entry(base(row.said.name)).or_default().insert(row.said.number);
        }
        let shared = names.values().filter(|numbers| numbers.len() > 1).count();
        eprintln!("{} companies, {shared} names of several", all.len());
        assert!(shared >= 20, "{shared}");
        assert_eq!(joined_across(all, true, true), []);
    }
    // Without the numbers, on both sides or on one, nobody is joined by name and reading alone.
    for all in &cities {
        assert_eq!(joined_across(all, false, false), []);
        assert_eq!(joined_across(all, false, true), []);
    }
    // Of the filers two numbers have one name, reading and address: refounded companies, as they say in their filings.
    let refounded = joined_across(&filers, false, false);
    assert!(refounded.len() <= 20 && refounded.iter().all(|(how, _)| *how == Same::Address.name()), "{refounded:?}");
    // What the rule of the register's only entity costs: rows without a number, each in a book that knows all the others
    // by number and not the row's own company. They become accounts of their own below a wrong entity.
    let below = joined_across(&cities[0], true, false);
    eprintln!("{} of {} below another entity", below.len(), cities[0].len());
    assert!(below.len() <= 132 && below.iter().all(|(how, _)| *how == Link::Place.name()), "{}", below.len());
}

/// The newer list over the older one: what is new is new, what was renamed or moved is known, and its old name leads to it.
#[test]
fn a_newer_list_over_an_older_one_gives_no_company_twice() {
    let Some(data) = folder() else { return };
    let (before, after) = (filers(&data, OLDER), filers(&data, NEWER));
    assert_eq!((before.len(), after.len()), (8_010, 8_120));
    let (mut signer, mut directory) = (signer(), Directory::with_capacity(before.len()));
    for (account, row) in (0_u32..).zip(&before) {
        directory.add(account, signer.company(&filer(row)));
    }
    let codes: HashMap<&str, &Vec<String>> = before.iter().map(|row| (row[0].as_str(), row)).collect();
    let numbers: HashSet<&str> =
        before.iter().map(|row| row[12].as_str()).filter(|number| !number.is_empty()).collect();
    let mut tally: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &after {
        let old = codes.get(row[0].as_str());
        let signs = signer.company(&filer(row));
        let meeting = directory.meet(&signs);
        let whom = match meeting.met {
            Met::Known(account, _) | Met::Part(account, _) => Some(&before[account as usize]),
            Met::New => None,
        };
        let numbers_differ =
            whom.is_some_and(|known| !known[12].is_empty() && !row[12].is_empty() && known[12] != row[12]);
        assert!(!numbers_differ, "{row:?} {whom:?}");
        let what = match (numbers.contains(row[12].as_str()), old, meeting.met) {
            (true, _, Met::Known(account, Same::Number)) => {
                let old = &before[account as usize];
                if old[6] != row[6] {
                    *tally.entry("renamed").or_default() += 1;
                    directory.add(account, signs);
                    // By the old name without its number the account is found still.
                    let former = CompanySaid { number: "", ..filer(old) };
                    let found = directory.meet(&signer.company(&former));
                    let met = matches!(found.met, Met::Known(found, _) if found == account);
                    assert!(met || found.doubts.iter().any(|(one, _)| *one == account), "{old:?} {found:?}");
                }
                "known by number"
            }
            (true, ..) => panic!("{row:?} {meeting:?}"),
            (false, None, Met::New) => "new",
            (false, None, _) => "new filer, known without a number",
            (false, Some(old), Met::Known(..)) if whom.is_some_and(|known| known[0] == old[0]) => "known otherwise",
            (false, Some(_), Met::New) if meeting.doubts.is_empty() => "known filer without a number, apart",
            (false, Some(_), Met::New) => "known filer without a number, doubtful",
            (false, Some(_), _) => "known filer without a number, joined to a namesake",
        };
        *tally.entry(what).or_default() += 1;
    }
    eprintln!("{tally:?}");
    let expected = [
        ("known by number", 6_946),
        // Names that changed under one number; 61 by the filers' codes, of which one has no number in one list.
        ("renamed", 60),
        // By name, reading and address.
        ("known otherwise", 771),
        ("new", 352),
        // With `new` 353 codes that the older list has not: this one was known by another code, before it had its number.
        ("new filer, known without a number", 1),
        // Abroad, and moved or written otherwise.
        ("known filer without a number, doubtful", 48),
        ("known filer without a number, apart", 2),
    ];
    assert_eq!(tally, BTreeMap::from(expected));
}
