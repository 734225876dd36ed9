//! The real funnel of Olist through the shipped mapping. The data is not ours to ship: where the folder is absent the
//! test says so and returns.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use takt_core::fact::{Body, Dated, Kind};
use takt_core::unit::{MemberId, Micros};
use takt_intake::{Content, Given, Mapping, Owner, code, take};

use crate::book::Book;

const LEADS: &str = "olist_marketing_qualified_leads_dataset.csv";
const DEALS: &str = "olist_closed_deals_dataset.csv";
const SELLERS: &str = "olist_sellers_dataset.csv";

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn mapping() -> Mapping {
    let text = std::fs::read(workspace().join("mappings/olist.toml")).unwrap();
    Mapping::read("mappings/olist.toml", &text).unwrap()
}

fn folder() -> Option<PathBuf> {
    let data = std::env::var_os("TAKT_REAL_DATA").map_or_else(|| workspace().join("../shared/data"), PathBuf::from);
    let folder = data.join("olist_funnel");
    if folder.join(LEADS).exists() {
        return Some(folder);
    }
    eprintln!("NOT TESTED: no real data in {} (set TAKT_REAL_DATA)", folder.display());
    None
}

fn given(folder: &Path, names: &[&str]) -> Vec<Given> {
    names.iter().map(|name| Given::path(folder.join(name))).collect()
}

#[test]
fn the_funnel_is_taken_whole() {
    let Some(folder) = folder() else { return };
    let mut book = Book::default();
    let taken = take(&mapping(), &given(&folder, &[SELLERS, DEALS, LEADS]), &mut book).unwrap();
    assert_eq!((taken.received, taken.rows.len(), taken.rejections.len()), (6232, 6232, 0));
    assert_eq!(
        taken.files.iter().map(|f| (f.id.as_str(), f.rows)).collect::<Vec<_>>(),
        [("sellers", 3095), ("deals", 598), ("leads", 5634)]
    );
    let count = |kind| taken.facts.heads().filter(|head| head.kind == kind).count();
    assert_eq!(count(Kind::Captured), 5634);
    assert_eq!(count(Kind::Assigned), 2 * 598);
    assert_eq!(count(Kind::Won), 598);
    assert_eq!(count(Kind::Activated), 281);
    assert_eq!(taken.account_keys.len(), 5634, "a deal meets its lead by the key");
    assert_eq!(taken.lookups.len(), 1);
    assert_eq!((taken.lookups[0].file, taken.lookups[0].rows, taken.lookups[0].used), (0, 3095, 281));
    assert_eq!(book.words.len(takt_core::dictionary::WordKind::Source), 11, "ten origins and the blank one");

    let mut sdr = BTreeSet::<MemberId>::new();
    let mut sr = BTreeSet::<MemberId>::new();
    for fact in taken.mapped() {
        match fact.body {
            Body::Assigned { team, member, .. } => {
                assert_eq!(fact.dated, Dated::Inferred);
                if team.0 == 1 { sdr.extend(member) } else { sr.extend(member) }
            }
            Body::Won { by, .. } => {
                assert_eq!(fact.dated, Dated::Instant);
                assert!(sr.contains(&by.unwrap()));
            }
            Body::Captured { .. } => assert_eq!(fact.dated, Dated::Day),
            _ => {}
        }
    }
    assert_eq!((sdr.len(), sr.len(), sdr.intersection(&sr).count()), (28, 22, 13));
    assert_eq!(book.members.len(), 28 + 22 - 13);

    // One row, told out: line 2 of the deals.
    let row = taken.rows.iter().position(|row| row.file == 1 && row.line == 2).unwrap();
    let facts: Vec<_> = taken.mapped().filter(|fact| fact.row as usize == row).collect();
    let names: Vec<(&str, u16)> = facts.iter().map(|f| (f.body.kind().name(), f.rank)).collect();
    assert_eq!(names, [("assigned", 2), ("assigned", 4), ("won", 6), ("described", 7), ("activated", 8)]);
    let at = "2018-02-26T19:58:54+09:00".parse::<jiff::Timestamp>().unwrap();
    assert!(facts.iter().all(|f| f.occurred_at == Micros(at.as_microsecond())));
    let account = facts[0].account.unwrap();
    assert_eq!(taken.account_keys.text(account), "olist:5420aad7fec3549a85876ba1c529bd84");
    let texts: Vec<_> =
        taken.texts.iter().filter(|t| t.owner == Owner::Account(account)).map(|t| (t.field, t.value)).collect();
    assert_eq!(
        texts,
        [("lead_type", "online_medium"), ("lead_behaviour_profile", "cat"), ("business_type", "reseller")]
    );
}

#[test]
fn the_order_of_the_arguments_changes_nothing() {
    let Some(folder) = folder() else { return };
    let facts = |names: &[&str]| {
        let taken = take(&mapping(), &given(&folder, names), &mut Book::default()).unwrap();
        taken.mapped().map(|fact| (fact.row, fact.account, fact.occurred_at, fact.rank, fact.body)).collect::<Vec<_>>()
    };
    assert_eq!(facts(&[LEADS, DEALS, SELLERS]), facts(&[SELLERS, DEALS, LEADS]));
}

#[test]
fn without_the_sellers_nobody_is_activated() {
    let Some(folder) = folder() else { return };
    let taken = take(&mapping(), &given(&folder, &[DEALS]), &mut Book::default()).unwrap();
    assert_eq!((taken.received, taken.rejections.len()), (598, 0));
    assert_eq!(taken.facts.heads().filter(|head| head.kind == Kind::Activated).count(), 0);
}

#[test]
fn the_sellers_alone_are_refused() {
    let sellers = "seller_id,seller_zip_code_prefix,seller_city,seller_state\na,1,b,c\n";
    let given = Given { name: "sellers.csv".into(), content: Content::Bytes(sellers.into()), sheet: None };
    let findings = take(&mapping(), &[given], &mut Book::default()).unwrap_err();
    assert_eq!(findings.len(), 1);
    assert_eq!((findings[0].file.as_str(), findings[0].code), ("sellers.csv", code::LOOKUP_ALONE));
    assert_eq!(findings[0].args, [("lookup", "sellers".to_string()), ("owner", "deals".to_string())]);
}
