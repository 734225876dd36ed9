//! Companies as the registers have them: offices of Japan Post, filers of EDINET, all companies of a city.

use std::collections::{BTreeMap, HashMap};

use takt_intake::matching::{CompanySaid, Directory, Met};

use crate::register::{folder, rows};
use crate::signer;

/// The filers by their EDINET code.
fn filers(path: &std::path::Path) -> Vec<Vec<String>> {
    rows(path).split_off(2).into_iter().filter(|row| row.len() > 12).collect()
}

fn filer(row: &[String]) -> CompanySaid<'_> {
    CompanySaid { name: &row[6], kana: &row[8], address: &row[9], number: &row[12], ..CompanySaid::default() }
}

#[test]
fn offices_find_the_filers_they_belong_to() {
    let Some(data) = folder() else { return };
    let filers: HashMap<String, Vec<String>> = filers(&data.join("jp_edinet_filers/EdinetcodeDlInfo_2026-08-11.csv"))
        .into_iter()
        .map(|row| (row[0].clone(), row))
        .collect();
    let addresses: HashMap<(String, String, String), String> = rows(&data.join("jp_postal/JIGYOSYO.CSV"))
        .into_iter()
        .map(|row| {
            ((row[2].clone(), row[3].clone(), row[4].clone()), format!("{}{}{}{}", row[3], row[4], row[5], row[6]))
        })
        .collect();
    let pairs = rows(&data.join("jp_postal/candidate_pairs_edinet.csv")).split_off(1);
    let mut signer = signer();
    let mut directory = Directory::default();
    let mut codes: Vec<&str> = Vec::new();
    for row in &pairs {
        let code = row[6].as_str();
        if !codes.contains(&code) {
            directory.add(u32::try_from(codes.len()).unwrap(), signer.company(&filer(&filers[code])));
            codes.push(code);
        }
    }
    let (mut joined, mut tally) = (0, BTreeMap::<String, (u32, Vec<String>)>::new());
    for row in &pairs {
        let place = (row[0].clone(), row[2].clone(), row[3].clone());
        let address = addresses.get(&place).map_or("", String::as_str);
        let said = CompanySaid { name: &row[0], kana: &row[1], address, ..CompanySaid::default() };
        let meeting = directory.meet(&signer.company(&said));
        let right = |account: u32| codes[account as usize] == row[6];
        let what = match meeting.met {
            Met::Known(account, same) if right(account) => format!("joined: {same:?}"),
            Met::Part(account, link) if right(account) => format!("joined: part {link:?}"),
            Met::New => format!("apart: {:?}", meeting.doubts.iter().map(|(_, doubt)| *doubt).collect::<Vec<_>>()),
            other => format!("WRONG: {other:?}"),
        };
        joined += u32::from(what.starts_with("joined"));
        let (count, some) = tally.entry(what).or_default();
        *count += 1;
        if some.len() < 12 {
            some.push(format!("{} | {}", row[0], row[7]));
        }
    }
    for (what, (count, some)) in &tally {
        eprintln!("{count:5} {what}");
        if !what.starts_with("joined: S") {
            some.iter().for_each(|one| eprintln!("        {one}"));
        }
    }
    let share = f64::from(joined) / pairs.len() as f64;
    eprintln!("{joined} of {} joined, {share:.4}", pairs.len());
    assert_eq!(pairs.len(), 3_658);
    assert!(share >= 0.99, "{share}");
}

/// Companies with numbers of their own are never one, whatever their names are.
#[test]
fn companies_of_one_name_and_two_numbers_stay_apart() {
    let Some(data) = folder() else { return };
    let city = rows(&data.join("jp_corporations/sakai_27140_company.csv")).split_off(1);
    let filers = filers(&data.join("jp_edinet_filers/EdinetcodeDlInfo_2026-08-11.csv"));
    let of_city = city.iter().filter(|row| row.len() > 4).map(|row| CompanySaid {
        name: &row[2],
        kana: &row[3],
        address: &row[4],
        number: &row[0],
        ..CompanySaid::default()
    });
    let of_filers = filers.iter().filter(|row| !row[12].is_empty()).map(|row| filer(row));
    for all in [of_city.collect::<Vec<_>>(), of_filers.collect()] {
        let (mut signer, mut directory) = (signer(), Directory::default());
        let mut numbers = Vec::new();
        for said in &all {
            let signs = signer.company(said);
            let meeting = directory.meet(&signs);
            match meeting.met {
                Met::Known(account, _) | Met::Part(account, _) => {
                    let other: &str = numbers[account as usize];
                    assert_eq!(other, said.number, "{said:?}");
                }
                Met::New => assert_eq!(meeting.doubts, [], "{said:?}"),
            }
            directory.add(u32::try_from(numbers.len()).unwrap(), signs);
            numbers.push(said.number);
        }
    }
}

/// The same number with another name stays one company.
#[test]
fn a_company_that_changed_its_name_is_the_same() {
    let Some(data) = folder() else { return };
    let before = filers(&data.join("jp_edinet_filers/EdinetcodeDlInfo_2025-12-24.csv"));
    let after = filers(&data.join("jp_edinet_filers/EdinetcodeDlInfo_2026-08-11.csv"));
    let (mut signer, mut directory) = (signer(), Directory::default());
    for (account, row) in (0_u32..).zip(&before) {
        directory.add(account, signer.company(&filer(row)));
    }
    let names: HashMap<&str, &str> = before.iter().map(|row| (row[0].as_str(), row[6].as_str())).collect();
    let changed = after.iter().filter(|row| names.get(row[0].as_str()).is_some_and(|name| *name != row[6]));
    let mut numbered = 0;
    for row in changed.filter(|row| !row[12].is_empty()) {
        let meeting = directory.meet(&signer.company(&filer(row)));
        assert!(matches!(meeting.met, Met::Known(account, _) if before[account as usize][12] == row[12]), "{row:?}");
        numbered += 1;
    }
    assert!(numbered >= 50, "{numbered}");
}
