//! Every page in both languages: there, whole, and with sentences instead of their names.

use takt::server::routes::ROUTES;

use crate::house::{Place, Who, run};

fn pages() -> Vec<String> {
    let known = |path: &str| {
        path.replace("{account}", "0").replace("{stage}", "lead").replace("{from}", "-").replace("{to}", "lead")
    };
    let all = ROUTES.iter().filter(|route| route.method == "GET" && !route.path.contains("/assets"));
    let mut pages: Vec<String> = all.map(|route| known(route.path)).filter(|path| !path.contains('{')).collect();
    pages.retain(|path| !["/live", "/healthz", "/readyz"].contains(&path.as_str()));
    for (_, kinds) in takt::app::statement::FORMS {
        pages.extend(kinds.iter().map(|kind| format!("/accounts/0/state/{}", kind.name())));
    }
    pages.extend(
        ["/?view=table", "/accounts?stage=lead&only=gap&order=latest", "/search?q=crm", "/nowhere"].map(str::to_owned),
    );
    pages
}

#[test]
fn every_page_speaks_both_languages() {
    run(async {
        let place = Place::new();
        let catalogue = takt::catalogue::Catalogue::new(takt::catalogue::Language::En);
        for language in ["ja", "en"] {
            for path in pages() {
                let headers = [("accept-language", language)];
                let answer = place.ask(Who::Administrator, "GET", &path, None, &headers[..]).await;
                // The first language that is named counts; the house of these tests names Japanese first.
                let answer = if language == "en" {
                    let cookie = format!("takt={}; takt-lang=en", place.secrets[2]);
                    let request = axum::http::Request::get(&path).header("cookie", cookie);
                    place.send(request.body(axum::body::Body::empty()).unwrap()).await
                } else {
                    answer
                };
                let wanted = if path == "/nowhere" { 404 } else { 200 };
                assert_eq!(answer.status, wanted, "{path}: {}", answer.text);
                assert!(answer.text.contains(&format!("<html lang=\"{language}\"")), "{path}");
                let words = text_of(&answer.text);
                for word in words.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')) {
                    let is_name = word.contains('-') && catalogue.has(word);
                    assert!(!is_name, "{path} ({language}) shows the name of a message: {word}");
                }
            }
        }
    });
}

/// What is between the tags.
fn text_of(page: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in page.chars() {
        match c {
            '<' => inside = true,
            '>' => (inside, text) = (false, text + " "),
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text
}

#[test]
fn every_number_of_the_picture_opens_the_list_of_who_is_behind_it() {
    run(async {
        let place = Place::new();
        let home = place.get(Who::Member, "/").await;
        assert!(home.text.contains("<a href=\"/stage/lead\""), "the stations are links");
        let list = place.get(Who::Member, "/stage/lead").await;
        assert!(list.text.contains("crm:A-1") && list.text.contains("このステージの会社 1件"), "{}", list.text);
        let moved = place.get(Who::Member, "/flow/-/lead").await;
        assert!(moved.text.contains("crm:A-1"), "{}", moved.text);
        let record = place.get(Who::Member, "/accounts/0").await;
        assert!(record.text.contains("最初の接触"), "{}", record.text);
        for unknown in ["/accounts/99", "/accounts/x", "/stage/none", "/accounts/0/state/moved"] {
            let answer = place.get(Who::Member, unknown).await;
            assert!([400, 404].contains(&answer.status.as_u16()), "{unknown}: {}", answer.status);
        }
    });
}
