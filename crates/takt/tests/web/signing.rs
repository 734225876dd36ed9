//! Signing in and out, as somebody does it and as somebody tries to.

use crate::house::{Place, Who, run};

#[test]
fn a_link_opens_the_house_once_and_only_when_it_is_sent() {
    run(async {
        let place = Place::new();
        let people = place.house.sign_ins.people();
        let link =
            place.house.sign_ins.link(people[0].id, place.house.now(), takt::app::sign_in::LINK_LIVES).unwrap().0;
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
        let link =
            place.house.sign_ins.link(people[0].id, place.house.now(), takt::app::sign_in::LINK_LIVES).unwrap().0;
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
            let link =
                place.house.sign_ins.link(people[0].id, place.house.now(), takt::app::sign_in::LINK_LIVES).unwrap().0;
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
        let link =
            place.house.sign_ins.link(people[0].id, place.house.now(), takt::app::sign_in::LINK_LIVES).unwrap().0;
        let session = place.post(Who::Nobody, "/sign-in", &[("link", &link)]).await.cookie("takt").unwrap();
        let kept = place.house.office.ask(place.may(), |_, post| {
            takt_store::Store::settings(&mut post.desk.store, "session").map_err(|error| post.desk.fault(&error))
        });
        let kept = kept.await.unwrap();
        assert_eq!(kept.len(), 1);
        assert!(!format!("{kept:?}").contains(&session), "only a hash is kept");
    });
}

#[test]
fn who_is_invited_comes_in_once_and_who_is_let_go_no_more() {
    run(async {
        let place = Place::new();
        let invited = place.post(Who::Administrator, "/members", &[("name", "新人"), ("role", "member")]).await;
        assert_eq!(invited.status, 200, "{}", invited.text);
        let at = invited.text.find("/sign-in?link=").expect("a link") + "/sign-in?link=".len();
        let link = invited.text[at..].split('"').next().unwrap().to_owned();
        let entered = place.post(Who::Nobody, "/sign-in", &[("link", &link)]).await;
        let session = entered.cookie("takt").expect("a session");
        assert_eq!(place.post(Who::Nobody, "/sign-in", &[("link", &link)]).await.status, 401);
        let taken = place.post(Who::Administrator, "/members", &[("name", "新人")]).await;
        assert_eq!(taken.status, 422, "the name is taken");
        let person = place.house.sign_ins.people().into_iter().find(|person| person.name == "新人").unwrap();
        let seen = |session: &str| {
            let request = axum::http::Request::get("/accounts").header("cookie", format!("takt={session}"));
            place.send(request.body(axum::body::Body::empty()).unwrap())
        };
        assert_eq!(seen(&session).await.status, 200);
        let path = format!("/members/{}/end", person.id);
        assert_eq!(place.post(Who::Administrator, &path, &[]).await.status, 303);
        assert!(seen(&session).await.header("location").starts_with("/sign-in?"));
        let own = place.house.sign_ins.people().into_iter().find(|person| person.name == "管理者").unwrap();
        let stays = place.post(Who::Administrator, &format!("/members/{}/end", own.id), &[]).await;
        assert_eq!(stays.status, 409, "nobody lets themselves go");
    });
}

#[test]
fn too_many_wrong_passwords_wait() {
    run(async {
        let place = Place::new();
        for _ in 0..5 {
            let wrong = place.post(Who::Nobody, "/sign-in", &[("name", "会員"), ("password", "x")]).await;
            assert_eq!(wrong.status, 401);
        }
        let waits = place.post(Who::Nobody, "/sign-in", &[("name", "会員"), ("password", "x")]).await;
        assert_eq!(waits.status, 429);
        assert!(!waits.header("retry-after").is_empty());
    });
}
