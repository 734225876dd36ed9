//! Bringing a file in by the pages: looked at, taken, taken back.

use axum::body::Body;
use axum::http::Request;

use crate::house::{Answer, Place, Who, run};

/// Hands a file over as a browser does.
async fn hand_over(place: &Place, who: Who, name: &str, bytes: &[u8]) -> Answer {
    let mut body = Vec::new();
    let head = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n"
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--edge--\r\n");
    let cookie = format!("takt={}", place.secrets[Who::ALL.iter().position(|known| *known == who).unwrap()]);
    let request = Request::post("/import")
        .header("cookie", cookie)
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "multipart/form-data; boundary=edge");
    place.send(request.body(Body::from(body)).unwrap()).await
}

const LIST: &str = "会社名,メール,電話\n株式会社みどり製作所,sato@midori-seisakusho.example.jp,03-1234-5678\n青空物流株式会社,suzuki@aozora-butsuryu.example.jp,06-1234-5678\n";

fn way(answer: &Answer) -> String {
    let start = "action=\"/import/";
    let at = answer.text.find(start).unwrap_or_else(|| panic!("no way on: {}", answer.text)) + start.len();
    format!("/import/{}", answer.text[at..].split('"').next().unwrap())
}

/// Waits until an import has ended, and gives the page that says so.
async fn ended(place: &Place, way: &str) -> Answer {
    loop {
        let page = place.get(Who::Member, way).await;
        if page.header("refresh").is_empty() {
            return page;
        }
        tokio::task::yield_now().await;
    }
}

#[test]
fn a_list_is_looked_at_taken_and_taken_back() {
    run(async {
        let place = Place::new();
        let (sjis, _, lossy) = encoding_rs::SHIFT_JIS.encode(LIST);
        assert!(!lossy);
        let before = place.end().await;
        let looked = hand_over(&place, Who::Member, "名簿.csv", &sjis).await;
        assert_eq!(looked.status, 200, "{}", looked.text);
        assert!(looked.text.contains("株式会社みどり製作所") && looked.text.contains("まだ何も書き込んでいません"));
        assert_eq!(place.end().await, before, "looking wrote nothing");
        let way = way(&looked);
        let taken = place.post(Who::Member, &way, &[]).await;
        assert_eq!((taken.status.as_u16(), taken.header("location")), (303, way.as_str()), "{}", taken.text);
        let page = ended(&place, &way).await;
        assert!(page.text.contains("取り込みました"), "{}", page.text);
        let found = place.get(Who::Member, "/search?q=みどり").await;
        assert!(found.text.contains("株式会社みどり製作所"), "{}", found.text);
        // Sent again, nothing more is taken.
        let after = place.end().await;
        place.post(Who::Member, &way, &[]).await;
        assert_eq!(place.end().await, after);
        let undone = place.post(Who::Member, "/imports/1/undo", &[]).await;
        assert_eq!(undone.status, 303, "{}", undone.text);
        let gone = place.get(Who::Member, "/search?q=みどり").await;
        assert!(!gone.text.contains("株式会社みどり製作所"), "{}", &gone.text[gone.text.find("<main").unwrap()..]);
    });
}

#[test]
fn what_is_no_list_says_why_and_writes_nothing() {
    run(async {
        let place = Place::new();
        let before = place.end().await;
        for bytes in [&b""[..], b"\0\0\0\0", b"PK\x03\x04 no book", b"a\n"] {
            let answer = hand_over(&place, Who::Member, "<b>x</b>.csv", bytes).await;
            assert_eq!(answer.status, 422, "{bytes:?}: {}", answer.text);
            assert!(answer.text.contains("role=\"alert\""), "{}", answer.text);
            assert!(!answer.text.contains("<b>x</b>"), "a name is words, never markup");
        }
        assert_eq!(place.end().await, before);
        assert_eq!(hand_over(&place, Who::Nobody, "x.csv", LIST.as_bytes()).await.status, 401);
    });
}
