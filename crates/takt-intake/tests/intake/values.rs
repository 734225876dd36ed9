//! One cell, one value: what is read, what is rejected, and what a rejected row leaves behind.

use crate::check::{bodies, facts, findings, refused, rejected, taken};

/// A mapping of one `[[fact]]` and one row; the fact or the rejection as text.
#[track_caller]
fn one(fact: &str, cell: &str) -> String {
    let text = format!(
        "format = 1\nname = \"t\"\nsystem = \"t\"\n[[file]]\nid = \"f\"\ncolumns = [\"id\"]\naccount = {{ key = \"id\" }}\n\
         [[fact]]\nfile = \"f\"\nat = {{ constant = \"2026-01-01\" }}\n{fact}"
    );
    let csv = format!("id,v,w\na,{cell},USD\n");
    let (taken, book) = taken(&text, &[csv.as_bytes()]);
    let facts = facts(&taken, &book);
    let said = facts.first().map(|fact| fact.split("#0 ").nth(1).unwrap().to_string());
    said.or_else(|| rejected(&taken).first().cloned()).unwrap_or_default()
}

#[test]
fn numbers() {
    let used = "kind = \"used\"\namount = { column = \"v\" }";
    assert_eq!(one(used, "12"), "used amount=12");
    assert_eq!(one(used, "\"1,234\""), "used amount=1234");
    assert_eq!(one(used, "１２"), "used amount=12");
    assert_eq!(one(used, "12a"), "0:2 v not-a-number value=12a");
    assert_eq!(one(used, "1.5"), "0:2 v not-a-number value=1.5");
    assert_eq!(one(used, ""), "0:2 v required-blank kind=used");
    assert_eq!(
        one(used, "9223372036854775808"),
        "0:2 v number-out-of-range value=9223372036854775808 from=-9223372036854775808 to=9223372036854775807"
    );
    let minutes = "kind = \"touched\"\ntouch = \"form\"\nminutes = { column = \"v\" }";
    assert_eq!(one(minutes, "70000"), "0:2 v number-out-of-range value=70000 from=0 to=65535");
    assert_eq!(one(minutes, "-1"), "0:2 v number-out-of-range value=-1 from=0 to=65535");
    assert_eq!(one(minutes, ""), "touched touch='form'");
    assert_eq!(one("kind = \"used\"\namount = { column = \"v\", default = 3 }", ""), "used amount=3");
}

#[test]
fn dates() {
    let rested = "kind = \"rested\"\nuntil = { column = \"v\" }";
    assert_eq!(one(rested, "2026-02-28"), "rested until=2026-02-28");
    assert_eq!(one(rested, "2026-02-28 09:30"), "rested until=2026-02-28T09:30:00");
    assert_eq!(one(rested, "2026-02-28T00:30:00Z"), "rested until=2026-02-28T09:30:00");
    assert_eq!(one(rested, "2026-02-30"), "0:2 v not-a-date value=2026-02-30 format=iso");
    assert_eq!(one(rested, "令和8年1月1日"), "rested until=2026-01-01");
    assert_eq!(one(rested, "令和8年2月30日"), "0:2 v not-a-date value=令和8年2月30日 format=iso");
    assert_eq!(one(rested, "1900-01-01"), "0:2 v date-out-of-range value=1900-01-01 from=1948-01-01 to=2099-12-31");
    let zoned = "kind = \"rested\"\nuntil = { column = \"v\", formats = [\"%Y/%m/%d %H:%M\", \"%Y/%m/%d\"], \
                 zone = \"America/Sao_Paulo\", time = \"09:00\" }";
    assert_eq!(one(zoned, "2026/2/28 09:30"), "rested until=2026-02-28T21:30:00");
    assert_eq!(one(zoned, "2026/2/28"), "rested until=2026-02-28T21:00:00");
}

#[test]
fn words_and_codes() {
    let call = "kind = \"call-held\"\noutcome = { column = \"v\", map = { \"不在\" = \"absent\" } }";
    assert_eq!(one(call, "不在"), "call-held outcome=absent");
    assert_eq!(one(call, "talked"), "call-held outcome=talked");
    assert!(one(call, "talkd").starts_with("0:2 v unknown-code value=talkd known=appointment, talked"));
    assert!(one(call, "talkd").ends_with("nearest=talked"));
    let team = "kind = \"assigned\"\nteam = { column = \"v\" }";
    assert_eq!(one(team, "marketing"), "assigned team='marketing'");
    assert_eq!(
        one(team, "marketng"),
        "0:2 v unknown-word value=marketng kind=team known=marketing, inside-sales, field-sales, customer-success \
         nearest=marketing"
    );
    assert_eq!(one("kind = \"captured\"\nsource = { column = \"v\" }", ""), "captured source=''");
    assert_eq!(one("kind = \"captured\"\nsource = { column = \"v\", blank = \"absent\" }", ""), "captured");
    assert_eq!(one("kind = \"captured\"\nsource = { column = \"v\", default = \"web\" }", ""), "captured source='web'");
    assert_eq!(one("kind = \"captured\"\npage = { column = \"v\" }", ""), "captured");
    assert_eq!(one("kind = \"captured\"\npage = { column = \"v\", blank = \"word\" }", ""), "captured page=''");
    assert_eq!(one("kind = \"captured\"\npage = { column = \"v\" }", "　x　"), "captured page='x'");
    let long = "x".repeat(600);
    assert_eq!(one("kind = \"captured\"\npage = { column = \"v\" }", &long), "0:2 v word-too-long limit=512");
}

/// The sources of rows by the order of the rows, the words as the book has them.
#[track_caller]
fn sources(value: &str, cells: &[&str]) -> Vec<String> {
    let text = format!(
        "format = 1\nname = \"t\"\nsystem = \"t\"\n[[file]]\nid = \"f\"\ncolumns = [\"id\"]\naccount = {{ key = \"id\" }}\n\
         [[fact]]\nfile = \"f\"\nat = {{ constant = \"2026-01-01\" }}\nkind = \"captured\"\nsource = {value}\n"
    );
    let rows: String = cells.iter().enumerate().map(|(place, cell)| format!("a{place},{cell}\n")).collect();
    let (taken, book) = taken(&text, &[format!("id,v\n{rows}").as_bytes()]);
    let told = facts(&taken, &book);
    told.iter().map(|fact| fact.split("source=").nth(1).unwrap_or_default().trim_matches('\'').to_string()).collect()
}

#[test]
fn spellings_of_a_word_are_one_word_where_the_mapping_says_so() {
    let cells = ["Google", "google", "ＧＯＯＧＬＥ", "Googel", "", "Direct  traffic", "direct traffic"];
    assert_eq!(
        sources("{ column = \"v\" }", &cells),
        ["Google", "google", "ＧＯＯＧＬＥ", "Googel", "", "Direct  traffic", "direct traffic"]
    );
    // The first that came is how the book spells it.
    assert_eq!(
        sources("{ column = \"v\", fold = true }", &cells),
        ["Google", "Google", "Google", "Googel", "", "Direct  traffic", "Direct  traffic"]
    );
    // Or the mapping declares it, whichever comes first.
    let declared = "{ column = \"v\", fold = true, map = { \"google\" = \"Google\", \"web\" = \"Google\" } }";
    assert_eq!(sources(declared, &["GOOGLE", "google", "Web", "web site"]), ["Google", "Google", "Google", "web site"]);

    let one = |fact: &str, cell: &str| one(&format!("kind = \"assigned\"\n{fact}"), cell);
    assert_eq!(one("team = { column = \"v\", fold = true }", "Inside-Sales"), "assigned team='inside-sales'");
    assert!(one("team = { column = \"v\" }", "Inside-Sales").starts_with("0:2 v unknown-word value=Inside-Sales"));
    assert!(one("team = { column = \"v\", fold = true }", "sales").starts_with("0:2 v unknown-word value=sales"));
    let closed = "kind = \"described\"\nattributes = { industry = { column = \"v\", fold = true } }";
    assert_eq!(self::one(closed, "ＩＴ"), "described attributes=industry:'it'");
    assert!(self::one(closed, "steel").starts_with("0:2 v unknown-choice value=steel choice=industry"));
}

#[test]
fn only_words_have_spellings() {
    let head = "format = 1\nname = \"t\"\nsystem = \"t\"\n[[file]]\nid = \"f\"\ncolumns = [\"id\"]\naccount = { key = \"id\" }\n\
                [[fact]]\nfile = \"f\"\nat = { constant = \"2026-01-01\" }\n";
    let of = |fact: &str| findings(&format!("{head}{fact}"));
    let nobody = ["12:1 unknown-key key=fold nearest="];
    assert_eq!(of("kind = \"used\"\namount = { column = \"v\", fold = true }\n"), nobody);
    assert_eq!(of("kind = \"consented\"\ngiven = { column = \"v\", fold = true }\n"), nobody);
    assert_eq!(of("kind = \"call-held\"\noutcome = { column = \"v\", fold = true }\n"), nobody);
    assert_eq!(of("kind = \"captured\"\nsource = { constant = \"web\", fold = true }\n"), nobody);
    let map =
        "kind = \"captured\"\nsource = { column = \"v\", fold = true, map = { Google = \"a\", google = \"b\" } }\n";
    assert_eq!(of(map), ["12:61 name-repeats name=google"]);
    assert_eq!(of(&map.replace("\"b\"", "\"a\"")), [] as [&str; 0]);
    // What an attribute holds, only the model knows.
    let number =
        format!("{head}kind = \"captured\"\nattributes = {{ employees = {{ column = \"v\", fold = true }} }}\n");
    assert_eq!(refused(&number, &[b"id,v\n"]), ["test.toml 12:16 unknown-key key=fold nearest="]);
}

#[test]
fn money_in_a_currency_of_its_own() {
    let won = |rest: &str| format!("kind = \"won\"\namount = {{ column = \"v\"{rest} }}");
    assert_eq!(one(&won(""), "\"¥1,200\""), "won amount=1200JPY");
    assert_eq!(one(&won(", currency = \"USD\""), "12.5"), "won amount=1250USD");
    assert_eq!(one(&won(", currency = { column = \"w\" }"), "12.5"), "won amount=1250USD");
    assert_eq!(one(&won(", currency = \"USD\", scale = \"minor\""), "1250"), "won amount=1250USD");
    assert_eq!(one(&won(""), "12.5"), "0:2 v money-too-fine value=12.5 currency=JPY");
    assert_eq!(one(&won(""), "12ten"), "0:2 v not-money value=12ten");
}

#[test]
fn members_flags_days_and_hours() {
    assert_eq!(one("kind = \"won\"\nby = { column = \"v\" }", "7"), "won by=t:7");
    assert_eq!(one("kind = \"won\"\nby = { column = \"v\", system = \"crm\" }", "7"), "won by=crm:7");
    assert_eq!(one("kind = \"won\"\nby = \"boss\"", ""), "won by=t:boss");
    assert_eq!(one("kind = \"consented\"\ngiven = { column = \"v\" }", "はい"), "consented given=true");
    assert_eq!(one("kind = \"consented\"\ngiven = false", ""), "consented given=false");
    assert_eq!(one("kind = \"consented\"\ngiven = { column = \"v\" }", "perhaps"), "0:2 v not-yes-no value=perhaps");
    let closed = "kind = \"closure-set\"\nfrom = { column = \"v\" }\nto = \"2026-12-31\"";
    assert_eq!(one(closed, "2026-12-29"), "closure-set from=2026-12-29 to=2026-12-31");
    let hours = "kind = \"hours-set\"\nmember = \"m\"\nweekday = 0\nopenings = { column = \"v\" }";
    assert_eq!(
        one(hours, "09:00-12:00 13:00-18:00"),
        "hours-set member=t:m weekday=0 openings=[(540, 720), (780, 1080)]"
    );
    assert_eq!(one(hours, ""), "hours-set member=t:m weekday=0 openings=[]");
    assert_eq!(one(hours, "9-12"), "0:2 v not-hours value=9-12");
}

#[test]
fn the_time_of_an_appointment_is_what_it_is_for() {
    let made = "kind = \"appointment-made\"\nfor = { column = \"v\" }";
    assert_eq!(one(made, "2026-03-01 10:00"), "appointment-made for=2026-03-01T10:00:00");
}

#[test]
fn attributes_by_the_type_of_the_model() {
    let described = |rest: &str| format!("kind = \"described\"\nattributes = {{ {rest} }}");
    assert_eq!(one(&described("industry = { column = \"v\" }"), "it"), "described attributes=industry:'it'");
    assert_eq!(
        one(&described("industry = { column = \"v\" }"), "tech"),
        "0:2 v unknown-choice value=tech choice=industry known=it, food, retail nearest="
    );
    assert_eq!(one(&described("employees = { column = \"v\" }"), "40"), "described attributes=employees:40");
    assert_eq!(one(&described("share = { column = \"v\" }"), "12.5%"), "described attributes=share:1250bp");
    let fraction = "share = { column = \"v\", unit = \"fraction\" }";
    assert_eq!(one(&described(fraction), "0.125"), "described attributes=share:1250bp");
    assert_eq!(one(&described("share = { column = \"v\" }"), "much"), "0:2 v not-a-rate value=much");
    assert_eq!(one(&described("revenue = { column = \"v\" }"), "1億"), "described attributes=revenue:100000000JPY");
    assert_eq!(one(&described("revenue = { column = \"v\" }"), "1億ドル"), "0:2 v not-money value=1億ドル");
    assert_eq!(
        one(&described("founded = { column = \"v\" }"), "1999-04-01"),
        "described attributes=founded:1999-04-01"
    );
    assert_eq!(one(&described("listed = { column = \"v\" }"), "○"), "described attributes=listed:true");
    assert_eq!(one(&described("listed = true"), ""), "described attributes=listed:true");
    assert_eq!(one(&described("employees = { column = \"v\" }"), ""), "", "a fact that says nothing is none");
}

#[test]
fn a_rejected_row_leaves_nothing_behind() {
    let text = r#"
format = 1
name = "t"
system = "t"
[[file]]
id = "f"
columns = ["id"]
account = { key = "id" }
contact = { key = "person", name = "person" }
row = { key = "n" }
free = ["note"]
[[fact]]
file = "f"
kind = "touched"
at = { constant = "2026-01-01" }
touch = { column = "touch" }
by = { column = "rep" }
[[fact]]
file = "f"
kind = "used"
at = { constant = "2026-01-01" }
amount = { column = "amount" }
"#;
    let csv = "id,person,n,note,touch,rep,amount\na,p,1,x,form,m,bad\n,p,2,x,form,m,1\nb,q,3,y,visit,o,1\n";
    let (taken, book) = taken(text, &[csv.as_bytes()]);
    assert_eq!(rejected(&taken), ["0:2 amount not-a-number value=bad", "0:3 id key-blank"]);
    assert_eq!(
        facts(&taken, &book),
        [
            "4(t:3) t:b/t:q@2026-01-01 day#0 touched touch='visit' by=t:o",
            "4(t:3) t:b/t:q@2026-01-01 day#2 used amount=1"
        ]
    );
    assert_eq!(bodies(&taken).len(), 2);
    assert_eq!((taken.account_keys.len(), taken.contact_keys.len(), taken.row_keys.len()), (1, 1, 1));
    assert_eq!(book.members, ["t:o"]);
    assert_eq!(book.words.len(takt_core::dictionary::WordKind::Touch), 1);
    assert_eq!(taken.texts.len(), 2);
}
