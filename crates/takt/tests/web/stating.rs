//! Stating what happened, by the forms of a company.

use crate::house::{Answer, Place, Who, run};

async fn form(place: &Place, kind: &str) -> Answer {
    place.get(Who::Member, &format!("/accounts/0/state/{kind}")).await
}

#[test]
fn a_loss_and_its_reason_are_on_the_record() {
    run(async {
        let place = Place::new();
        let form = form(&place, "rested").await;
        let (key, seen) = (form.hidden("key"), form.hidden("seen"));
        let sent =
            [("key", key.as_str()), ("seen", seen.as_str()), ("reason", "時期尚早"), ("until", "2027-04-01T09:00")];
        let before = place.end().await;
        let done = place.post(Who::Member, "/accounts/0/state/rested", &sent).await;
        assert_eq!((done.status.as_u16(), done.header("location")), (303, "/accounts/0?done=rested"), "{}", done.text);
        let record = place.get(Who::Member, "/accounts/0").await;
        assert!(record.text.contains("時期尚早") && record.text.contains("リードリサイクル"), "{}", record.text);
        let after = place.end().await;
        assert!(after > before);
        // Sent twice, it lands once.
        assert_eq!(place.post(Who::Member, "/accounts/0/state/rested", &sent).await.status, 303);
        assert_eq!(place.end().await, after);
    });
}

#[test]
fn who_has_not_seen_what_came_since_is_told_and_may_state_it_all_the_same() {
    run(async {
        let place = Place::new();
        let (mine, other) = (form(&place, "bounced").await, form(&place, "rested").await);
        let sent = [("key", other.hidden("key")), ("seen", other.hidden("seen"))];
        let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(place.post(Who::Administrator, "/accounts/0/state/rested", &sent).await.status, 303);
        let (key, seen) = (mine.hidden("key"), mine.hidden("seen"));
        let before = place.end().await;
        let told = place.post(Who::Member, "/accounts/0/state/bounced", &[("key", &key), ("seen", &seen)]).await;
        assert_eq!(told.status, 412, "{}", told.text);
        assert_eq!(place.end().await, before, "nothing was written");
        let (key, seen) = (told.hidden("key"), told.hidden("seen"));
        let again = place.post(Who::Member, "/accounts/0/state/bounced", &[("key", &key), ("seen", &seen)]).await;
        assert_eq!(again.status, 303, "{}", again.text);
    });
}

#[test]
fn what_cannot_be_read_or_is_refused_says_why_and_keeps_what_was_written() {
    run(async {
        let place = Place::new();
        let before = place.end().await;
        type Fields = &'static [(&'static str, &'static str)];
        let cases: [(&str, Fields, &str); 5] = [
            ("opened", &[("amount", "たくさん")], "読み取れません"),
            ("rested", &[("when", "2099-01-01T09:00")], "未来の日時"),
            ("handoff-accepted", &[("team", "inside-sales")], "引き継ぎはありません"),
            ("call-held", &[("outcome", "sang")], "読み取れません"),
            ("overridden", &[("to", "nowhere")], "読み取れません"),
        ];
        for (kind, fields, why) in cases {
            let form = form(&place, kind).await;
            let (key, seen) = (form.hidden("key"), form.hidden("seen"));
            let mut sent = vec![("key", key.as_str()), ("seen", seen.as_str()), ("reason", "残す言葉")];
            sent.extend(fields);
            let answer = place.post(Who::Member, &format!("/accounts/0/state/{kind}"), &sent).await;
            assert_eq!(answer.status, 422, "{kind}: {}", answer.text);
            assert!(answer.text.contains(why), "{kind}: {}", answer.text);
        }
        // What was due meanwhile may have been done; nothing of these was.
        let record = place.get(Who::Member, "/accounts/0").await;
        assert!(!record.text.contains("残す言葉"), "{}", record.text);
        assert!(place.end().await >= before);
    });
}

#[test]
fn a_mistake_in_one_piece_of_work_does_not_end_the_others() {
    run(async {
        let place = Place::new();
        let before = place.end().await;
        let broken = place.house.office.ask(place.may(), |_, _| -> Result<(), takt::fault::Fault> {
            panic!("a mistake that this test makes on purpose")
        });
        assert_eq!(broken.await.map_err(|fault| fault.code), Err("store-broken"));
        // The folder was let go and opened again, and whoever asks next is answered.
        assert_eq!(place.end().await, before);
        let form = form(&place, "rested").await;
        let (key, seen) = (form.hidden("key"), form.hidden("seen"));
        let done = place.post(Who::Member, "/accounts/0/state/rested", &[("key", &key), ("seen", &seen)]).await;
        assert_eq!(done.status, 303, "{}", done.text);
    });
}
