//! The ways that people walk daily.

use takt_chrome::{Browser, Look};

use crate::house::{DESK, Place, look};

/// The stock that the diagram shows of a stage.
fn stock(stage: &str) -> String {
    format!("Number(document.querySelector('.picture.wide [data-stage={stage}] [data-n=closing]').dataset.v)")
}

#[test]
fn the_first_minutes_from_the_link_to_a_number_that_moves() {
    let mut place = Place::new();
    let browser = Browser::start().unwrap();
    let page = place.enter(&browser, &look("ja", false, DESK));
    let recycled = page.eval(&stock("recycle")).unwrap().as_u64().unwrap();
    // Every number opens its list: the station, the company, what can be stated.
    page.click(".picture.wide a[href='/stage/contacting']").unwrap();
    page.wait("document.querySelector('h1').textContent === '接触中'").unwrap();
    page.click("[data-rows] tbody tr:first-child a").unwrap();
    page.wait("document.querySelector('.strip') !== null").unwrap();
    page.click_text("見送り").unwrap();
    page.fill("#field-reason", "時期尚早").unwrap();
    page.click_text("記録する").unwrap();
    page.wait("document.querySelector('.done')?.textContent.includes('記録しました')").unwrap();
    assert!(page.text(".stands").unwrap().contains("リードリサイクル"));
    // Why it stands there is on the record.
    page.click(".timeline .why summary").unwrap();
    page.click(".brand").unwrap();
    page.wait(&format!("{} === {}", stock("recycle"), recycled + 1)).unwrap();
    assert_eq!(page.console().unwrap(), Vec::<String>::new());
}

#[test]
fn two_browsers_see_each_others_change() {
    let mut place = Place::new();
    let browser = Browser::start().unwrap();
    let watching = place.enter(&browser, &look("ja", false, DESK));
    let working = place.enter(&browser, &look("en", false, DESK));
    let before = watching.eval(&stock("recycle")).unwrap().as_u64().unwrap();
    let began = watching.eval("performance.now()").unwrap().as_f64().unwrap();
    working.goto(&place.url(&format!("/accounts/{}/state/rested", place.contacted.0))).unwrap();
    working.click_text("Record").unwrap();
    watching.wait(&format!("{} === {}", stock("recycle"), before + 1)).unwrap();
    let took = watching.eval("performance.now()").unwrap().as_f64().unwrap() - began;
    assert!(took < 10_000.0, "{took} ms with all the other browser did");
}

#[test]
fn the_keyboard_alone_is_enough() {
    let mut place = Place::new();
    let browser = Browser::start().unwrap();
    let page = place.enter(&browser, &look("ja", false, DESK));
    page.press("t").unwrap();
    page.wait("location.search === '?view=table'").unwrap();
    page.press("t").unwrap();
    page.wait("location.search === ''").unwrap();
    page.press(".").unwrap();
    page.wait("document.activeElement?.getAttribute('href')?.startsWith('/stage/')").unwrap();
    page.press("?").unwrap();
    page.wait("document.querySelector('#sheet').open").unwrap();
    page.press("Escape").unwrap();
    page.wait("!document.querySelector('#sheet').open").unwrap();
    page.press("ArrowLeft").unwrap();
    page.wait("location.search.startsWith('?at=')").unwrap();
    // A call with its outcome: the list, the company, the form, by keys.
    page.press("c").unwrap();
    page.wait("location.pathname === '/accounts'").unwrap();
    page.press("j").unwrap();
    page.press("j").unwrap();
    page.wait("document.querySelectorAll('[data-here]').length === 1").unwrap();
    page.press("Enter").unwrap();
    page.wait("/^\\/accounts\\/\\d+$/.test(location.pathname)").unwrap();
    page.press("a").unwrap();
    page.wait("location.pathname.endsWith('/state/call-held')").unwrap();
    assert_eq!(page.console().unwrap(), Vec::<String>::new());
}

#[test]
fn an_input_method_keeps_its_keys() {
    let mut place = Place::new();
    let browser = Browser::start().unwrap();
    let page = place.enter(&browser, &look("ja", false, DESK));
    page.press("/").unwrap();
    page.wait("document.activeElement?.id === 'find'").unwrap();
    // The Enter that takes the text does not send the form, and no letter of it is a key of ours.
    page.compose("kabu", "株").unwrap();
    assert_eq!(
        page.eval("[location.pathname, document.querySelector('#find').value]").unwrap(),
        serde_json::json!(["/", "株"])
    );
    page.wait("document.querySelectorAll('#found a').length > 0").unwrap();
    page.press("ArrowDown").unwrap();
    page.press("Enter").unwrap();
    page.wait("location.pathname.startsWith('/accounts/')").unwrap();
}

#[test]
fn lists_and_forms_work_without_scripts() {
    let mut place = Place::new();
    let browser = Browser::start().unwrap();
    let page = place.enter(&browser, &Look { scripts: false, ..look("ja", false, DESK) });
    page.goto(&place.url("/accounts")).unwrap();
    page.choose("#f-stage", "contacting").unwrap();
    page.click_text("表示").unwrap();
    assert!(page.url().unwrap().contains("stage=contacting"));
    page.click("[data-rows] tbody tr:first-child a").unwrap();
    page.click_text_in(".quick", "不在").unwrap();
    assert!(page.text(".done").unwrap().contains("架電"), "a call is stated by one press");
}

#[test]
fn a_file_that_is_dropped_is_looked_at_and_taken() {
    let mut place = Place::new();
    let browser = Browser::start().unwrap();
    let page = place.enter(&browser, &look("ja", false, DESK));
    let file = place.folder.parent().unwrap().join("名刺.csv");
    let (bytes, ..) =
        encoding_rs::SHIFT_JIS.encode("会社名,氏名,メール\n株式会社ためし,試 太郎,taro@tameshi.example.jp\n");
    std::fs::write(&file, bytes).unwrap();
    page.goto(&place.url("/import")).unwrap();
    page.upload("#file", &file).unwrap();
    page.wait("document.body.textContent.includes('まだ何も書き込んでいません')").unwrap();
    assert!(page.text("main").unwrap().contains("株式会社ためし"));
    page.click_text("取り込む").unwrap();
    page.wait("document.querySelector('.done')?.textContent.includes('取り込みました')").unwrap();
    page.goto(&place.url("/search?q=ためし")).unwrap();
    assert!(page.text(".hits").unwrap().contains("株式会社ためし"));
}
