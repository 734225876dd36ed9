//! Mouse, keyboard, input method and files.

use serde_json::json;
use takt_chrome::{Look, Trouble};

use crate::site::{Answer, Site, show, visit};

#[test]
fn a_click_is_a_real_one_in_the_middle_of_what_is_scrolled_into_view() {
    let (_site, _browser, page) = show(
        "<div style='height: 3000px'></div><button id=far style='width: 100px; height: 40px'>Far</button>
         <script>far.onclick = (e) => window.seen = [e.isTrusted, e.offsetX, e.offsetY, e.detail]</script>",
    );
    page.click("#far").unwrap();
    assert_eq!(page.eval("window.seen.map(Number).map(Math.round)").unwrap(), json!([1, 48, 18, 1]));
}

#[test]
fn a_click_on_what_is_not_there_or_not_free_is_refused() {
    let (_site, _browser, page) = show(
        "<button id=under>Under</button><button id=free style='margin-left: 300px'>Free</button>
         <button id=off disabled>Off</button><button id=gone hidden>Gone</button>
         <div class=veil style='position: fixed; left: 0; top: 0; width: 200px; height: 200px'></div>
         <script>addEventListener('click', () => window.clicks = (window.clicks ?? 0) + 1)</script>",
    );
    let refused = |selector: &str| page.click(selector).unwrap_err().to_string();
    assert!(refused("#under").contains("is covered by div.veil"), "{}", refused("#under"));
    assert!(refused("#off").contains("is disabled"));
    assert!(refused("#gone").contains("is not shown"));
    assert!(matches!(page.click("#none"), Err(Trouble::Missing { .. })));
    assert_eq!(page.eval("window.clicks").unwrap(), json!(null));
    page.click("#free").unwrap();
    assert_eq!(page.eval("window.clicks").unwrap(), json!(1));
}

#[test]
fn a_click_by_text_means_the_accessible_name() {
    let (_site, _browser, page) = show(
        "<p>Save</p><button aria-label='Save'>x</button><a href='#'>Twice</a><a href='#'>Twice</a>
         <nav><a href='#nav'><img alt='取引先' src='data:,'> 一覧</a> <a href='#one'>Twice</a></nav>
         <script>addEventListener('click', (e) => window.hit = e.target.closest('a, button').localName)</script>",
    );
    page.click_text("Save").unwrap();
    assert_eq!(page.eval("window.hit").unwrap(), json!("button"));
    page.click_text("取引先 一覧").unwrap();
    assert!(page.url().unwrap().ends_with("#nav"));
    assert!(matches!(page.click_text("Twice"), Err(Trouble::Ambiguous { count: 3, .. })));
    page.click_text_in("nav", "Twice").unwrap();
    assert!(page.url().unwrap().ends_with("#one"));
    let missing = page.click_text("Sav").unwrap_err().to_string();
    assert!(missing.contains("there is `Save`, `Twice`"), "{missing}");
}

#[test]
fn a_form_is_filled_sent_and_followed() {
    let form = "<form method=post action=/sent enctype=application/x-www-form-urlencoded>
         <input name=name value=old><input name=day type=date><textarea name=note>old</textarea>
         <select name=stage><option value=lead>Lead<option value=won>受注</select>
         <input id=none name=none value=old><button>Send</button></form>";
    let there = Answer::page("").status(303).header("location", "/there");
    let site = Site::of(&[
        ("GET /", Answer::page(form)),
        ("POST /sent", there),
        ("GET /there", Answer::page("<h1>着いた</h1>").header("x-mark", "there")),
    ]);
    let (_browser, page) = visit(&site, &Look::default());
    page.fill("[name=name]", "Aya").unwrap();
    page.fill("[name=day]", "2026-04-01").unwrap();
    page.fill("[name=note]", "a\nb").unwrap();
    page.fill("#none", "").unwrap();
    page.choose("[name=stage]", "受注").unwrap();
    let wrong = page.choose("[name=stage]", "lost").unwrap_err().to_string();
    assert!(wrong.contains("only lead, won"), "{wrong}");
    page.click_text("Send").unwrap();
    assert_eq!(page.text("h1").unwrap(), "着いた");
    assert_eq!(page.status().unwrap(), Some(200));
    assert_eq!(page.header("x-mark").unwrap().as_deref(), Some("there"));
    let sent = site.request("POST /sent").unwrap();
    assert_eq!(sent.body, "name=Aya&day=2026-04-01&note=a%0D%0Ab&stage=won&none=");
}

#[test]
fn enter_sends_a_form_and_a_field_that_can_only_be_read_refuses() {
    let form = "<form action=/sent><input id=q name=q></form><input id=fixed readonly value=x>";
    let site = Site::of(&[("GET /", Answer::page(form)), ("GET /sent?q=abc", Answer::page("<h1>Sent</h1>"))]);
    let (_browser, page) = visit(&site, &Look::default());
    assert!(page.fill("#fixed", "y").unwrap_err().to_string().contains("can only be read"));
    page.fill("#q", "ab").unwrap();
    page.press("c").unwrap();
    page.press("Enter").unwrap();
    assert_eq!(page.text("h1").unwrap(), "Sent");
}

const KEYS: &str = "<input id=field><script>
    window.keys = [];
    for (const kind of ['keydown', 'keyup']) addEventListener(kind, (e) => keys.push(
        [kind, e.key, e.code, e.keyCode, e.ctrlKey, e.shiftKey, e.isComposing].join(' ')));
    addEventListener('keydown', (e) => { if (e.ctrlKey && e.key === 'k') { e.preventDefault(); window.palette = true } });
    </script>";

#[test]
fn keys_are_real_ones() {
    let (_site, _browser, page) = show(KEYS);
    page.press("Control+K").unwrap();
    assert_eq!(
        page.eval("keys.splice(0)").unwrap(),
        json!([
            "keydown Control ControlLeft 17 true false false",
            "keydown k KeyK 75 true false false",
            "keyup k KeyK 75 true false false",
            "keyup Control ControlLeft 17 false false false",
        ])
    );
    assert_eq!(page.eval("palette").unwrap(), json!(true));
    page.press("?").unwrap();
    assert_eq!(page.eval("keys.splice(0)[1]").unwrap(), json!("keydown ? Slash 191 false true false"));
    page.press("ArrowLeft").unwrap();
    assert_eq!(page.eval("keys.splice(0)[0]").unwrap(), json!("keydown ArrowLeft ArrowLeft 37 false false false"));
    page.press("Tab").unwrap();
    for key in ["a", "B", "Space", "?", "Backspace", "ArrowLeft", "c"] {
        page.press(key).unwrap();
    }
    assert_eq!(page.eval("field.value").unwrap(), json!("aBc "));
    page.press("Control+A").unwrap();
    page.press("x").unwrap();
    assert_eq!(page.eval("field.value").unwrap(), json!("x"));
}

#[test]
fn keys_of_a_composition_say_so() {
    let (_site, _browser, page) = show(KEYS);
    page.click("#field").unwrap();
    page.compose("ka", "課").unwrap();
    assert_eq!(page.eval("field.value").unwrap(), json!("課"));
    let downs = page.eval("keys.filter((one) => one.startsWith('keydown'))").unwrap();
    assert_eq!(
        downs,
        json!([
            // As in every browser, the first key comes before the composition it begins.
            "keydown k KeyK 229 false false false",
            "keydown a KeyA 229 false false true",
            "keydown Enter Enter 229 false false true",
        ])
    );
}

/// The page asks for the composition or does not: a test that composes tells the two apart.
fn composing(condition: &str) -> (String, u64) {
    let (_site, _browser, page) = show(&format!(
        "<input id=field><script>window.sent = 0; let marks = [];
         for (const kind of ['compositionstart', 'compositionend']) field.addEventListener(kind, (e) => marks.push(kind));
         field.addEventListener('keydown', (e) => {{ if (e.key === 'Enter' {condition}) sent += 1 }})</script>"
    ));
    page.click("#field").unwrap();
    page.compose("nihon", "日本").unwrap();
    let (value, sent) = (page.eval("field.value").unwrap(), page.eval("sent").unwrap());
    assert_eq!(page.eval("marks").unwrap(), json!(["compositionstart", "compositionend"]));
    page.press("Enter").unwrap();
    assert_eq!(page.eval("sent").unwrap().as_u64(), sent.as_u64().map(|sent| sent + 1));
    (value.as_str().unwrap().to_owned(), sent.as_u64().unwrap())
}

#[test]
fn a_page_that_takes_the_enter_of_a_composition_is_told_from_one_that_does_not() {
    assert_eq!(composing("&& !e.isComposing"), ("日本".to_owned(), 0));
    assert_eq!(composing("&& e.keyCode !== 229"), ("日本".to_owned(), 0));
    assert_eq!(composing(""), ("日本".to_owned(), 1));
}

#[test]
fn a_file_is_uploaded() {
    let (_site, _browser, page) = show("<input type=file id=file>");
    let folder = std::env::temp_dir().join(format!("takt-chrome-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("顧客.csv");
    std::fs::write(&path, "a,b\n").unwrap();
    page.upload("#file", &path).unwrap();
    assert_eq!(page.eval("file.files[0].name").unwrap(), json!("顧客.csv"));
    assert_eq!(page.eval("file.files[0].text()").unwrap(), json!("a,b\n"));
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(matches!(page.upload("#file", &path), Err(Trouble::NoFile(_))));
}

#[test]
fn a_dialog_is_answered_and_told() {
    let (_site, _browser, page) = show("<button onclick='window.sure = confirm(\"本当に?\")'>Erase</button>");
    page.click_text("Erase").unwrap();
    assert_eq!(page.eval("sure").unwrap(), json!(true));
    assert_eq!(page.dialogs().unwrap(), ["本当に?"]);
    assert_eq!(page.dialogs().unwrap(), Vec::<String>::new());
}

#[test]
fn a_click_that_downloads_goes_on() {
    let file = Answer::page("a,b").header("content-disposition", "attachment; filename=a.csv");
    let site = Site::of(&[("GET /", Answer::page("<h1>Here</h1><a href=/a.csv>Download</a>")), ("GET /a.csv", file)]);
    let (_browser, page) = visit(&site, &Look::default());
    page.click_text("Download").unwrap();
    assert_eq!(page.text("h1").unwrap(), "Here");
    assert!(site.request("GET /a.csv").is_some());
}
