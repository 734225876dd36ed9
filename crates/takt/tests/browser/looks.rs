//! How pages are: accessible, within the window, without an error on the console, in both languages and colours.

use takt_chrome::{Browser, axe};

use crate::house::{DESK, PHONE, Place, look};

fn accessible(language: &'static str, dark: bool) {
    let mut place = Place::new();
    let browser = Browser::start().unwrap();
    let page = place.enter(&browser, &look(language, dark, DESK));
    for path in place.pages() {
        page.goto(&place.url(&path)).unwrap();
        let bad: Vec<String> = axe(&page)
            .unwrap()
            .into_iter()
            .filter(|found| ["serious", "critical"].contains(&found.impact.as_str()))
            .map(|found| format!("{} {}: {:?}", found.id, found.help, found.nodes))
            .collect();
        assert!(bad.is_empty(), "{path} ({language}, dark: {dark}):\n{}", bad.join("\n"));
        let said = page.console().unwrap();
        assert!(said.is_empty(), "{path}: {said:?}");
    }
}

#[test]
fn pages_are_accessible_in_japanese_by_day() {
    accessible("ja", false);
}

#[test]
fn pages_are_accessible_in_english_by_night() {
    accessible("en", true);
}

#[test]
fn a_telephone_shows_every_page_without_scrolling_sideways() {
    let mut place = Place::new();
    let browser = Browser::start().unwrap();
    let page = place.enter(&browser, &look("ja", true, PHONE));
    for width in [390, 320] {
        page.size(width, 844).unwrap();
        for path in place.pages() {
            page.goto(&place.url(&path)).unwrap();
            let wide = page.eval("document.documentElement.scrollWidth").unwrap();
            assert!(wide.as_u64().unwrap() <= u64::from(width), "{path} is {wide} px wide at {width}");
        }
        page.goto(&place.url("/")).unwrap();
        let shown = page.eval("getComputedStyle(document.querySelector('.picture.narrow')).display").unwrap();
        assert_eq!(shown, "block", "the picture for a telephone");
        let bad = axe(&page).unwrap();
        assert!(bad.iter().all(|found| !["serious", "critical"].contains(&found.impact.as_str())), "{bad:?}");
    }
}

/// The twin: a page that is broken on purpose is found by the same questions.
#[test]
fn what_is_wrong_is_found() {
    let mut place = Place::new();
    let browser = Browser::start().unwrap();
    let page = place.enter(&browser, &look("ja", false, DESK));
    page.goto(&place.url("/accounts")).unwrap();
    page.eval("(document.querySelector('.filter label').outerHTML = '<select><option>1</option></select>', document.body.style.width = '4000px', 1)")
        .unwrap();
    assert!(axe(&page).unwrap().iter().any(|found| found.id == "select-name"));
    assert!(page.eval("document.documentElement.scrollWidth").unwrap().as_u64().unwrap() >= 4000);
}
