//! The matrix of rights: every address of the router, asked by everybody.

use takt::server::routes::ROUTES;

use crate::house::{Place, Who, run};

/// An address with something in the place of every name.
fn filled(path: &str) -> String {
    let values = [
        ("{account}", "0"),
        ("{kind}", "rested"),
        ("{stage}", "mql"),
        ("{from}", "lead"),
        ("{to}", "mql"),
        ("{name}", "takt.css"),
        ("{upload}", "none"),
        ("{import}", "99"),
        ("{person}", "99"),
    ];
    let mut filled = path.to_owned();
    for (name, value) in values {
        filled = filled.replace(name, value);
    }
    assert!(!filled.contains('{'), "{path} has a name that the matrix knows nothing of");
    filled
}

/// Whether an answer says: not you.
fn is_refusal(status: u16, location: &str) -> bool {
    status == 401 || status == 403 || location.starts_with("/sign-in?")
}

#[test]
fn everybody_may_what_the_table_says_and_nothing_else() {
    run(async {
        let mut refused = 0;
        for route in ROUTES {
            for who in Who::ALL {
                let place = Place::new();
                let before = place.end().await;
                let path = filled(route.path);
                let answer = match route.method {
                    "GET" => place.get(who, &path).await,
                    _ => {
                        place
                            .post(who, &path, &[("id", "9"), ("found", "same"), ("run", "no"), ("password", "short")])
                            .await
                    }
                };
                let is_refused = is_refusal(answer.status.as_u16(), answer.header("location"))
                    // The door says 401 to a wrong password, not to a visitor.
                    && !(route.path == "/sign-in" && route.method == "POST");
                assert_eq!(!is_refused, who.may(route.needs), "{route:?} {who:?}: {}", answer.status);
                if is_refused {
                    refused += 1;
                    assert_eq!(place.end().await, before, "{route:?} {who:?} wrote before it was refused");
                }
                assert!(answer.status.as_u16() < 500, "{route:?} {who:?}: {}", answer.status);
            }
        }
        assert!(refused > ROUTES.len() / 2, "hardly anything was refused");
    });
}

#[test]
fn every_answer_says_what_a_browser_may_do_with_it() {
    run(async {
        let place = Place::new();
        for route in ROUTES.iter().filter(|route| route.method == "GET") {
            let answer = place.get(Who::Administrator, &filled(route.path)).await;
            let policy = answer.header("content-security-policy");
            assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{route:?}: {policy}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{route:?}");
            if !route.path.starts_with("/assets") {
                assert_eq!(answer.header("cache-control"), "no-store", "{route:?}");
            }
            assert!(!answer.text.contains("<style") && !answer.text.contains(" style="), "{route:?} has style inline");
            assert!(!answer.text.contains(" onclick") && !answer.text.contains("javascript:"), "{route:?}");
        }
    });
}

#[test]
fn what_comes_from_another_site_changes_nothing() {
    run(async {
        let place = Place::new();
        let before = place.end().await;
        let foreign: [&[(&str, &str)]; 4] = [
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site")],
            &[("origin", "https://evil.example"), ("host", "takt.example")],
            &[("origin", "null"), ("host", "takt.example")],
        ];
        for headers in foreign {
            let sent = Some("reason=&key=k".to_owned());
            let answer = place.ask(Who::Administrator, "POST", "/accounts/0/state/rested", sent, headers).await;
            assert_eq!(answer.status, 403, "{headers:?}");
            assert_eq!(place.end().await, before, "{headers:?}");
        }
        // The same from our own page is taken: the guard is not simply shut.
        let answer = place.post(Who::Administrator, "/accounts/0/state/rested", &[("key", "k")]).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        assert!(place.end().await > before);
    });
}
