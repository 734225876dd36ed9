//! Addresses: every municipality there is, and the companies of a city.

use std::collections::BTreeSet;

use takt_intake::japanese::address::{Address, Postcode};

use crate::register::{folder, packed_rows, rows};

#[test]
fn every_municipality_is_found() {
    let Some(folder) = folder() else { return };
    let rows = packed_rows(&folder.join("jp_postal/KEN_ALL.CSV.xz"));
    assert_eq!(rows.len(), 124_822);
    assert!(rows.iter().all(|row| Postcode::of(&row[2]).is_some()));
    let names: BTreeSet<(&str, &str)> = rows.iter().map(|row| (row[6].as_str(), row[7].as_str())).collect();
    assert_eq!(names.len(), 1892);
    let mut without = Vec::new();
    for (prefecture, municipality) in names {
        // What follows begins with characters that could belong to it.
        for street in ["東町市場1-2", "村中３丁目", ""] {
            for parting in ["", "　"] {
                let text = format!("{prefecture}{parting}{municipality}{parting}{street}");
                let address = Address::of(&text);
                assert_eq!((address.prefecture, address.municipality), (prefecture, municipality), "{text}");
                assert_eq!(address.street, street, "{text}");
            }
        }
        // The district may be left out.
        if let Some((_, town)) = municipality.split_once('郡').filter(|(_, town)| town.chars().count() > 1) {
            let text = format!("{town}1-2");
            if Address::of(&text).municipality != town {
                without.push(town.to_owned());
            }
        }
    }
    assert!(without.is_empty(), "{without:?}");
}

#[test]
fn the_companies_of_a_city_have_their_ward() {
    let Some(folder) = folder() else { return };
    let companies = rows(&folder.join("jp_corporations/sakai_27140_company.csv"));
    let wards = ["堺区", "中区", "東区", "西区", "南区", "北区", "美原区"];
    let mut buildings = 0;
    for row in &companies[1..] {
        let address = Address::of(&row[4]);
        // Some were registered before the city had wards.
        let known =
            address.municipality == "堺市" || wards.iter().any(|ward| address.municipality == format!("堺市{ward}"));
        assert!(address.prefecture == "大阪府" && known, "{} {address:?}", row[4]);
        buildings += usize::from(!address.building.is_empty());
        let mut key = String::new();
        address.key(&mut key);
        assert!(key.starts_with("堺市"), "{key}");
    }
    assert!(buildings > 1000, "{buildings}");
}
