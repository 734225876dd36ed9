//! Signing in and out, as somebody does it and as somebody tries to.

use crate::house::{Place, Who, run};

#[test]
fn a_link_opens_the_house_once_and_only_when_it_is_sent() {
    run(async {
        let place = Place::new();
        let people = place.house.sign_ins.people();
        let link = place.house.sign_ins.link(people[0].id, place.house.now()).unwrap();
        let path = format!("/sign-in?link={link}");
        // Programs that look at the addresses of a mail use nothing up.
        for _ in 0..3 {
            assert_eq!(place.get(Who::Nobody, &path).await.status, 200);
        }
        let entered = place.post(Who::Nobody, "/sign-in", &[("link", &link), ("to", "/accounts?stage=lead")]).await;
        assert_eq!((entered.status.as_u16(), entered.header("location")), (303, "/accounts?stage=lead"));
        let session = entered.cookie("takt").expect("a session");
        let line = &entered.headers["set-cookie"][0];
        assert!(line.contains("HttpOnly") && line.contains("SameSite=Lax"), "{line}");
        assert_ne!(session, link);
        let again = place.post(Who::Nobody, "/sign-in", &[("link", &link)]).await;
        assert_eq!(again.status, 401, "it was used");
    });
}

#[test]
fn a_session_of_before_is_another_after_signing_in() {
    run(async {
        let place = Place::new();
        let people = place.house.sign_ins.people();
        let link = place.house.sign_ins.link(people[0].id, place.house.now()).unwrap();
        let entered = place.post(Who::Member, "/sign-in", &[("link", &link)]).await;
        assert_ne!(entered.cookie("takt").unwrap(), place.secrets[1]);
        let old = place.get(Who::Member, "/accounts").await;
        assert!(old.header("location").starts_with("/sign-in?"), "the session of before is dead");
    });
}

#[test]
fn nobody_is_led_to_another_site_by_signing_in() {
    run(async {
        let place = Place::new();
        let people = place.house.sign_ins.people();
        for away in ["https://evil.example/", "//evil.example", "/\\evil.example"] {
            let link = place.house.sign_ins.link(people[0].id, place.house.now()).unwrap();
            let entered = place.post(Who::Nobody, "/sign-in", &[("link", &link), ("to", away)]).await;
            assert_eq!(entered.header("location"), "/", "{away}");
        }
    });
}

#[test]
fn a_password_is_set_and_used_and_ends_other_sessions() {
    run(async {
        let place = Place::new();
        let short = place.post(Who::Member, "/me/password", &[("password", "みじかい")]).await;
        assert_eq!(short.status, 422);
        let set = place.post(Who::Member, "/me/password", &[("password", "ながいあいことば")]).await;
        assert_eq!(set.status, 200, "{}", set.text);
        let tried = |name: &'static str, password: &'static str| {
            let place = &place;
            async move { place.post(Who::Nobody, "/sign-in", &[("name", name), ("password", password)]).await }
        };
        let (known, unknown) = (tried("会員", "ちがう").await, tried("だれも", "ちがう").await);
        assert_eq!((known.status, unknown.status), (401.try_into().unwrap(), 401.try_into().unwrap()));
        assert_eq!(known.text, unknown.text, "who asks does not learn who is known");
        let entered = tried("会員", "ながいあいことば").await;
        assert_eq!(entered.status, 303);
        let left = place.post(Who::Member, "/sign-out", &[]).await;
        assert_eq!(left.cookie("takt").as_deref(), Some(""));
        assert!(place.get(Who::Member, "/").await.header("location").starts_with("/sign-in?"));
    });
}

#[test]
fn what_is_kept_of_sign_ins_outlives_the_process() {
    run(async {
        let place = Place::new();
        let people = place.house.sign_ins.people();
        let link = place.house.sign_ins.link(people[0].id, place.house.now()).unwrap();
        let session = place.post(Who::Nobody, "/sign-in", &[("link", &link)]).await.cookie("takt").unwrap();
        let kept = place.house.office.ask(|post| {
            takt_store::Store::settings(&mut post.desk.store, "session").map_err(|error| post.desk.fault(&error))
        });
        let kept = kept.await.unwrap();
        assert_eq!(kept.len(), 1);
        assert!(!format!("{kept:?}").contains(&session), "only a hash is kept");
    });
}
