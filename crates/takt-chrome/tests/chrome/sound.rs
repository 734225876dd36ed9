//! What is wrong with a page: on its console, by its policy, and by axe-core.

use std::path::Path;

use sha2::{Digest as _, Sha256};
use takt_chrome::{Look, axe};

use crate::site::{Answer, Site, show, visit};

const SOUND: &str = "<main><h1>Accounts</h1><form><label>Name <input></label><button>Send</button></form>
    <img alt='A chart' src='data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA='></main>";

#[test]
fn a_page_without_faults_has_nothing_to_tell() {
    let (_site, _browser, page) = show(SOUND);
    assert_eq!(axe(&page).unwrap(), []);
    assert_eq!(page.console().unwrap(), Vec::<String>::new());
}

#[test]
fn axe_finds_what_a_sound_page_has_not() {
    for (part, without, rule, place) in [
        ("alt='A chart'", "", "image-alt", "img"),
        ("<label>Name <input></label>", "Name <input>", "label", "input"),
        ("<h1>", "<h1 style='color: #ccc; background: #fff'>", "color-contrast", "h1"),
    ] {
        let (_site, _browser, page) = show(&SOUND.replace(part, without));
        let found = axe(&page).unwrap();
        assert_eq!(found.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), [rule]);
        assert!(["serious", "critical"].contains(&found[0].impact.as_str()));
        assert!(found[0].nodes.len() == 1 && found[0].nodes[0].starts_with(place), "{found:?}");
    }
}

#[test]
fn axe_runs_where_a_policy_forbids_scripts_and_where_they_are_off() {
    let policy = "default-src 'none'; script-src 'none'; img-src data:";
    let page = Answer::page(&SOUND.replace("alt=", "title2=")).header("content-security-policy", policy);
    let site = Site::of(&[("GET /", page)]);
    for scripts in [true, false] {
        let (_browser, page) = visit(&site, &Look { scripts, ..Look::default() });
        let found = axe(&page).unwrap();
        assert_eq!(found.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["image-alt"], "scripts: {scripts}");
        assert_eq!(page.console().unwrap(), Vec::<String>::new());
        assert_eq!(page.eval("typeof axe").unwrap(), "undefined");
    }
}

#[test]
fn every_kind_of_error_is_seen_once_with_its_words() {
    let policy = "default-src 'self'; script-src 'unsafe-inline'; img-src 'self'";
    for (body, words) in [
        ("<script>throw new Error('broken')</script>", "exception: Error: broken"),
        ("<script>Promise.reject(new Error('late'))</script>", "exception: Error: late"),
        ("<script>console.error('not', { well: 1 })</script>", "console: not"),
        ("<img alt='' src='/none.png'>", "/none.png"),
        ("<img alt='' src='http://elsewhere.example/x.png'>", "Content Security Policy"),
        ("<script src='data:text/javascript,1'></script>", "Content Security Policy"),
    ] {
        let site = Site::of(&[("GET /", Answer::page(body).header("content-security-policy", policy))]);
        let (_browser, page) = visit(&site, &Look::default());
        let told = page.console().unwrap();
        assert!(told.len() == 1 && told[0].contains(words), "{body}: {told:?}");
        assert_eq!(page.console().unwrap(), Vec::<String>::new());
    }
}

#[test]
fn a_page_that_is_not_found_is_no_error_of_the_console() {
    let site = Site::page("");
    let (_browser, page) = visit(&site, &Look::default());
    page.goto(&site.url("/none")).unwrap();
    assert_eq!(page.status().unwrap(), Some(404));
    assert_eq!(page.console().unwrap(), Vec::<String>::new());
}

#[test]
fn what_others_made_is_what_the_list_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vendor");
    let list = std::fs::read_to_string(folder.join("VENDOR.toml")).unwrap();
    let value =
        |line: &str, key: &str| line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"').map(str::to_owned);
    let of = |key: &str| list.lines().filter_map(|line| value(line, key)).collect::<Vec<String>>();
    let mut listed: Vec<(String, String)> = of("file").into_iter().zip(of("sha256")).collect();
    listed.sort();
    let files = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let hash = |name: &String| {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    let mut there: Vec<(String, String)> =
        files.filter(|name| name != "VENDOR.toml").map(|name| (name.clone(), hash(&name))).collect();
    there.sort();
    assert_eq!(there, listed);
}
