//! What comes from outside is words: script in every string that a file brings runs on no page.

use takt_chrome::Browser;

use crate::house::{DESK, Place, look};

/// Ways to make a browser run what should be words. `X` calls home.
const WAYS: &[&str] = &[
    "<script>X</script>",
    "\"><script>X</script>",
    "'><script>X</script>",
    "</title><script>X</script>",
    "</script><script>X</script>",
    "</style><script>X</script>",
    "</textarea><script>X</script>",
    "</select><script>X</script>",
    "</option><script>X</script>",
    "</svg><script>X</script>",
    "<img src=x onerror=X>",
    "<img src=x onerror=\"X\">",
    "<img/src=x/onerror=X>",
    "\" onerror=\"X",
    "' onerror='X",
    "\" autofocus onfocus=\"X",
    "\" onmouseover=\"X",
    "\" onclick=\"X",
    "` onerror=`X",
    "<svg onload=X>",
    "<svg/onload=X>",
    "<svg><script>X</script></svg>",
    "<svg><animate onbegin=X attributeName=x dur=1s>",
    "<svg><a xlink:href=\"javascript:X\"><text>x</text></a></svg>",
    "<math><mtext><script>X</script></mtext></math>",
    "<body onload=X>",
    "<iframe src=\"javascript:X\">",
    "<iframe srcdoc=\"<script>X</script>\">",
    "<object data=\"javascript:X\">",
    "<embed src=\"javascript:X\">",
    "<details open ontoggle=X>",
    "<video><source onerror=X>",
    "<audio src=x onerror=X>",
    "<input autofocus onfocus=X>",
    "<select autofocus onfocus=X>",
    "<textarea autofocus onfocus=X>",
    "<marquee onstart=X>",
    "<link rel=stylesheet href=\"javascript:X\">",
    "<meta http-equiv=refresh content=\"0;url=javascript:X\">",
    "<base href=\"javascript:X//\">",
    "<form action=\"javascript:X\"><button autofocus>",
    "<a href=\"javascript:X\">x</a>",
    "javascript:X",
    "JaVaScRiPt:X",
    "data:text/html,<script>X</script>",
    "&lt;script&gt;X&lt;/script&gt;",
    "&#60;script&#62;X&#60;/script&#62;",
    "\\u003cscript\\u003eX\\u003c/script\\u003e",
    "%3Cscript%3EX%3C/script%3E",
    "+ADw-script+AD4-X+ADw-/script+AD4-",
    "<scr<script>ipt>X</scr</script>ipt>",
    "<<script>X//<</script>",
    "<script src=data:,X></script>",
    "{{constructor.constructor('X')()}}",
    "${X}",
    "<%= X %>",
    "#{X}",
    "<!--><script>X</script>-->",
    "]]><script>X</script>",
    "<template><script>X</script></template>",
    "<noscript><p title=\"</noscript><script>X</script>\">",
];

#[test]
fn what_a_file_brings_runs_on_no_page() {
    assert!(WAYS.len() >= 60);
    let mut place = Place::new();
    let browser = Browser::start().unwrap();
    let page = place.enter(&browser, &look("ja", false, DESK));
    let mut file = String::from("会社名,氏名,メール,電話,備考\n");
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    for (number, way) in WAYS.iter().enumerate() {
        let way = way.replace('X', "alert(1)");
        let cells = [way.clone(), way.clone(), format!("canary{number}@canary{number}.example.jp"), String::new(), way];
        file.push_str(&cells.map(|cell| quoted(&cell)).join(","));
        file.push('\n');
    }
    let path = place.folder.parent().unwrap().join("<img src=x onerror=alert(1)>.csv");
    std::fs::write(&path, file).unwrap();
    let quiet = |where_: &str| {
        assert_eq!(page.dialogs().unwrap(), Vec::<String>::new(), "{where_}");
        assert_eq!(page.console().unwrap(), Vec::<String>::new(), "{where_}");
    };
    page.goto(&place.url("/import")).unwrap();
    page.upload("#file", &path).unwrap();
    page.wait("document.body.textContent.includes('まだ何も書き込んでいません')").unwrap();
    quiet("what would be taken");
    page.click_text("取り込む").unwrap();
    page.wait("document.querySelector('.done') !== null").unwrap();
    quiet("what was taken");
    page.goto(&place.url("/accounts?order=latest")).unwrap();
    quiet("the list");
    page.goto(&place.url("/search?q=canary")).unwrap();
    let found = page.eval("[...document.querySelectorAll('main .hits a')].map((a) => a.getAttribute('href'))").unwrap();
    let found: Vec<String> = serde_json::from_value(found).unwrap();
    assert!(found.len() >= 60, "{}", found.len());
    for href in &found {
        page.goto(&place.url(href)).unwrap();
        quiet(href);
        page.goto(&place.url(&format!("{href}/state/lost"))).unwrap();
        quiet(href);
    }
    for text in ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>"] {
        let asked = takt::server::visit::form_urlencoded(&[("q", text), ("to", text)]);
        for path in ["/search", "/sign-in", "/accounts", "/stage/lead", "/"] {
            page.goto(&place.url(&format!("{path}?{asked}&at=2026-13-99&stage={}", text.replace(' ', "+")))).unwrap();
            assert_eq!(page.dialogs().unwrap(), Vec::<String>::new(), "{path}");
            // An answer that says no is told on the console; nothing else may be.
            let said = page.console().unwrap();
            assert!(said.iter().all(|line| line.contains("Failed to load resource")), "{path}: {said:?}");
        }
        let link = takt::server::visit::form_urlencoded(&[("link", text)]);
        page.goto(&place.url(&format!("/sign-in?{link}"))).unwrap();
        page.wait("document.querySelector('.trouble') !== null").unwrap();
        assert_eq!(page.dialogs().unwrap(), Vec::<String>::new());
        page.console().unwrap();
    }
}
