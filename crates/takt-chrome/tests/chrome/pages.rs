//! Where a page is, what it was answered with, and how it looks.

use std::path::Path;

use serde_json::json;
use takt_chrome::{Browser, Look, Trouble};

use crate::site::{Answer, Site, show, visit};

#[test]
fn where_there_is_no_browser_the_command_that_gives_one_is_said() {
    for program in ["a-browser-that-is-nowhere", "/nowhere/chromium"] {
        let trouble = Browser::start_program(Path::new(program)).err().unwrap();
        assert!(trouble.to_string().contains("apt-get install -y chromium fonts-noto-cjk"), "{trouble}");
    }
}

#[test]
fn a_program_that_is_no_browser_is_told_with_what_it_said() {
    let trouble = Browser::start_program(Path::new("ls")).err().unwrap();
    assert!(matches!(&trouble, Trouble::NotStarted { said } if said.contains("--headless")), "{trouble}");
}

#[test]
fn a_browser_that_is_dropped_is_gone_when_its_last_page_is() {
    let (_site, browser, page) = show("<h1>Here</h1>");
    drop(browser);
    assert_eq!(page.text("h1").unwrap(), "Here");
    let version = page.send("SystemInfo.getProcessInfo", json!({}));
    // The page's own connection does not tell of processes; the profile does.
    assert!(version.is_err());
    let profile = profile_of(&page);
    assert!(profile.exists());
    drop(page);
    assert!(!running(&profile), "{}", profile.display());
}

/// The folder of the browser's profile, by its command line.
fn profile_of(page: &takt_chrome::Page) -> std::path::PathBuf {
    page.goto("chrome://version").unwrap();
    let line = page.text("#command_line").unwrap();
    let start = line.find("--user-data-dir=").unwrap() + "--user-data-dir=".len();
    line[start..].split_whitespace().next().unwrap().into()
}

/// Whether a browser with this profile runs.
fn running(profile: &Path) -> bool {
    let wanted = format!("--user-data-dir={}", profile.display());
    let processes = std::fs::read_dir("/proc").unwrap().filter_map(Result::ok);
    let lines = processes.filter_map(|process| std::fs::read(process.path().join("cmdline")).ok());
    lines
        .map(|line| String::from_utf8_lossy(&line).into_owned())
        .any(|line| line.contains("chrom") && line.split('\0').any(|word| word == wanted) && !line.contains("--type="))
}

#[test]
fn a_page_knows_its_status_headers_and_cookies() {
    let site = Site::of(&[
        ("GET /", Answer::page("<h1>Here</h1>").header("set-cookie", "seat=a1; Path=/; HttpOnly; SameSite=Lax")),
        ("GET /gone", Answer::page("<h1>Gone</h1>").status(410)),
    ]);
    let (browser, page) = visit(&site, &Look::default());
    assert_eq!(page.status().unwrap(), Some(200));
    assert_eq!(page.header("content-type").unwrap().as_deref(), Some("text/html; charset=utf-8"));
    assert_eq!(page.header("set-cookie").unwrap().as_deref(), Some("seat=a1; Path=/; HttpOnly; SameSite=Lax"));
    let cookies = page.cookies().unwrap();
    assert_eq!(cookies.len(), 1);
    let cookie = &cookies[0];
    assert_eq!((cookie.name.as_str(), cookie.value.as_str(), cookie.http_only), ("seat", "a1", true));
    assert_eq!((cookie.same_site.as_str(), cookie.secure, cookie.path.as_str()), ("Lax", false, "/"));
    page.goto(&site.url("/gone")).unwrap();
    assert_eq!((page.status().unwrap(), page.text("h1").unwrap().as_str()), (Some(410), "Gone"));
    assert_eq!(page.header("set-cookie").unwrap(), None);
    // A tab beside it is the same visitor, a page of its own is another.
    assert_eq!(page.beside(&Look::default()).unwrap().cookies().unwrap().len(), 1);
    assert_eq!(browser.page(&Look::default()).unwrap().cookies().unwrap().len(), 0);
}

#[test]
fn tabs_of_one_visitor_show_pages_beside_each_other() {
    let (site, _browser, page) = show("<h1>Here</h1>");
    let other = page.beside(&Look { dark: true, ..Look::default() }).unwrap();
    other.goto(&site.url("/")).unwrap();
    for page in [&page, &other] {
        page.wait("document.querySelector('h1').innerText === 'Here'").unwrap();
    }
}

#[test]
fn an_address_that_nobody_answers_is_an_error() {
    let (_site, _browser, page) = show("");
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for (url, why) in
        [(format!("http://{closed}/"), "ERR_CONNECTION_REFUSED"), ("http://elsewhere.example/".into(), "ERR_NAME")]
    {
        let trouble = page.goto(&url).unwrap_err().to_string();
        assert!(trouble.contains(why), "{trouble}");
    }
}

#[test]
fn light_and_dark_are_what_was_asked() {
    let site = Site::page("");
    for dark in [false, true] {
        let (_browser, page) = visit(&site, &Look { dark, ..Look::default() });
        let asked = page.eval("matchMedia('(prefers-color-scheme: dark)').matches").unwrap();
        assert_eq!(asked, json!(dark));
    }
}

#[test]
fn the_language_is_in_the_header_and_in_the_page() {
    let site = Site::page("");
    for (language, month) in [("ja", "4月"), ("en", "April")] {
        let (_browser, page) = visit(&site, &Look { language, ..Look::default() });
        assert_eq!(page.eval("navigator.language").unwrap(), json!(language));
        let header = &site.request("GET /").unwrap().headers["accept-language"];
        assert!(header.starts_with(language), "{header}");
        let formed = page.eval("new Intl.DateTimeFormat(undefined, { month: 'long' }).format(new Date(2026, 3))");
        assert_eq!(formed.unwrap(), json!(month));
    }
}

#[test]
fn without_scripts_a_page_is_still_read_filled_and_clicked() {
    let body = "<h1>Off</h1><noscript><p id=none>No scripts</p></noscript><form action=/sent><input name=q>
                <button>Send</button></form><script>document.querySelector('h1').textContent = 'On'</script>";
    let site = Site::of(&[("GET /", Answer::page(body)), ("GET /sent?q=%E8%AA%B2", Answer::page("<h1>Sent</h1>"))]);
    let (_browser, page) = visit(&site, &Look { scripts: false, ..Look::default() });
    assert_eq!(page.text("h1").unwrap(), "Off");
    assert_eq!(page.count("#none").unwrap(), 1);
    page.fill("[name=q]", "課").unwrap();
    page.click_text("Send").unwrap();
    page.wait("document.querySelector('h1').innerText === 'Sent'").unwrap();
    let (_browser, page) = visit(&site, &Look::default());
    assert_eq!(page.text("h1").unwrap(), "On");
}

#[test]
fn what_is_waited_for_comes_across_a_change_of_pages_or_is_named() {
    let site = Site::of(&[
        ("GET /", Answer::page("<script>setTimeout(() => location = '/next', 300)</script>")),
        ("GET /next", Answer::page("<script>setTimeout(() => document.body.append('!'), 300)</script>")),
    ]);
    let (_browser, page) = visit(&site, &Look::default());
    page.wait("document.body.textContent.endsWith('!')").unwrap();
    assert!(page.url().unwrap().ends_with("/next"));
    let trouble = page.wait("document.querySelector('h9').hidden").unwrap_err().to_string();
    for part in ["`document.querySelector('h9').hidden`", "/next", "\"A page\"", "TypeError"] {
        assert!(trouble.contains(part), "{trouble}");
    }
}

#[test]
fn a_script_gives_its_value_or_what_it_threw() {
    let (_site, _browser, page) = show("");
    assert_eq!(page.eval("Promise.resolve([1, 'a', null])").unwrap(), json!([1, "a", null]));
    assert_eq!(page.eval("undefined").unwrap(), json!(null));
    for (script, text) in [
        ("throw new RangeError('too far')", "RangeError: too far"),
        ("Promise.reject('words')", "words"),
        ("(", "Syntax"),
    ] {
        let trouble = page.eval(script).unwrap_err();
        assert!(matches!(&trouble, Trouble::Thrown { thrown, .. } if thrown.contains(text)), "{trouble}");
    }
}

/// Width and height of a PNG, by its header.
fn measured(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn a_screenshot_has_the_size_asked_for() {
    let site = Site::page("<style>body { margin: 0 }</style><div style='height: 2500px'>日本</div>");
    let (_browser, page) = visit(&site, &Look { width: 390, height: 700, scale: 2.0, ..Look::default() });
    assert_eq!(measured(&page.screenshot(false).unwrap()), (780, 1400));
    assert_eq!(measured(&page.screenshot(true).unwrap()), (780, 5000));
    page.size(1000, 600).unwrap();
    assert_eq!(page.eval("[innerWidth, innerHeight]").unwrap(), json!([1000, 600]));
    assert_eq!(measured(&page.screenshot(false).unwrap()), (2000, 1200));
}
