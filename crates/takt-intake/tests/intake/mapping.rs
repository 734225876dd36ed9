//! What is wrong with a mapping is said with line and column; what is right gives facts.

use takt_core::fact::Kind;
use takt_intake::{CODES, Check, Mapping, Recognised, propose, recognise, recognise_all};

use crate::check::{facts, findings, mapping, refused, rejected, taken};
use crate::csv::MAPPING;

const FILE: &str = "format = 1\nname = \"t\"\nsystem = \"t\"\n[[file]]\nid = \"f\"\ncolumns = [\"id\"]\n\
                    account = { key = \"id\" }\n";

/// The findings of one `[[fact]]` whose first line is line 8.
#[track_caller]
fn fact(text: &str) -> Vec<String> {
    findings(&format!("{FILE}{text}"))
}

#[test]
fn a_mapping_that_is_no_text_or_no_toml() {
    let read = |bytes: &[u8]| crate::check::told(&Mapping::read("m", bytes).unwrap_err());
    assert_eq!(read(b"format = 1\nname = \"\x82\xa0\""), ["2:0 mapping-not-utf8"]);
    assert!(read(b"format = 1\nname = ")[0].starts_with("2:8 mapping-not-toml error="));
    assert_eq!(read(&vec![b'#'; 2 << 20]), ["0:0 mapping-too-long limit=1048576"]);
    assert_eq!(
        read(b""),
        [
            "1:1 missing-key key=format",
            "1:1 missing-key key=name",
            "1:1 missing-key key=system",
            "1:1 missing-key key=file",
            "1:1 missing-key key=fact"
        ]
    );
    assert_eq!(read(MAPPING.replace("format = 1", "format = 2").as_bytes()), ["2:1 unknown-format format=2 known=1"]);
}

#[test]
fn keys_that_nobody_reads() {
    assert_eq!(
        findings(&MAPPING.replace("name =", "nme =")),
        ["1:1 missing-key key=name", "3:1 unknown-key key=nme nearest=name"]
    );
    assert_eq!(findings(&MAPPING.replace("free =", "fre =")), ["9:1 unknown-key key=fre nearest=free"]);
    assert_eq!(findings(&MAPPING.replace(", format =", ", fromat =")), ["13:24 unknown-key key=fromat nearest=format"]);
    assert_eq!(findings(&MAPPING.replace("\"t\"", "\"T:\"")), ["4:1 bad-name value=T:"]);
    assert_eq!(
        findings(&MAPPING.replace("system", "zone = \"Asia/Tokio\"\nsystem")),
        ["4:1 unknown-zone zone=Asia/Tokio"]
    );
}

#[test]
fn facts_that_cannot_be() {
    let at = "at = { column = \"d\" }\n";
    assert_eq!(
        fact(&format!("[[fact]]\nfile = \"f\"\nkind = \"captred\"\n{at}")),
        ["10:1 unknown-kind nearest=captured kind=captred"]
    );
    assert_eq!(fact(&format!("[[fact]]\nfile = \"f\"\nkind = \"moved\"\n{at}")), ["10:1 kind-acted kind=moved"]);
    assert_eq!(
        fact(&format!("[[fact]]\nfile = \"f\"\nkind = \"went-live\"\n{at}")),
        ["10:1 kind-reserved kind=went-live"]
    );
    assert_eq!(
        fact(&format!("[[fact]]\nfile = \"g\"\nkind = \"captured\"\n{at}")),
        ["9:1 unknown-file file=g nearest="]
    );
    assert_eq!(fact("[[fact]]\nfile = \"f\"\nkind = \"captured\"\n"), ["8:1 missing-key key=at"]);
    assert_eq!(
        fact(&format!("[[fact]]\nfile = \"f\"\nkind = \"captured\"\nsorce = \"x\"\n{at}")),
        ["11:1 unknown-field field=sorce kind=captured nearest=source"]
    );
    assert_eq!(
        fact(&format!("[[fact]]\nfile = \"f\"\nkind = \"touched\"\n{at}")),
        ["8:1 missing-field field=touch kind=touched"]
    );
    assert_eq!(
        fact(&format!("[[fact]]\nfile = \"f\"\nkind = \"leave-taken\"\nmember = \"m\"\nfrom = \"2026-05-01\"\n{at}")),
        ["8:1 missing-field field=to kind=leave-taken"]
    );
    assert_eq!(
        fact(&format!("[[fact]]\nfile = \"f\"\nkind = \"call-held\"\noutcome = \"talkd\"\n{at}"))[0]
            .split(" known")
            .next(),
        Some("11:1 unknown-code value=talkd")
    );
    assert_eq!(
        fact(&format!("[[fact]]\nfile = \"f\"\nkind = \"used\"\namount = \"many\"\n{at}")),
        ["11:1 not-a-number value=many"]
    );
    assert_eq!(
        fact(&format!("[[fact]]\nfile = \"f\"\nkind = \"used\"\namount = [1]\n{at}")),
        ["11:1 wrong-type expected=string, integer, boolean, date or table with column found=array"]
    );
    assert_eq!(
        fact(&format!("[[fact]]\nfile = \"f\"\nkind = \"captured\"\ndated = \"month\"\n{at}")),
        ["11:1 unknown-code value=month known=instant, day, inferred nearest="]
    );
    assert_eq!(
        fact("[[fact]]\nfile = \"f\"\nkind = \"captured\"\nat = { column = \"d\", format = \"%Y-%m-%q\" }\n"),
        ["11:22 bad-format format=%Y-%m-%q"]
    );
    assert_eq!(
        fact("[[fact]]\nfile = \"f\"\nkind = \"captured\"\nat = { constant = \"2026-02-30\" }\n"),
        ["11:1 not-a-date value=2026-02-30 format=iso"]
    );
    assert_eq!(
        fact(&format!("[[fact]]\nfile = \"f\"\nkind = \"captured\"\nif = {{ column = \"x\" }}\n{at}")),
        ["11:1 bad-condition"]
    );
    assert_eq!(
        fact(&format!("[[fact]]\nfile = \"f\"\nkind = \"captured\"\nif = {{ joined = \"s\" }}\n{at}")),
        ["11:8 not-joined file=s owner=f"]
    );
    assert_eq!(
        fact(&format!(
            "[[fact]]\nfile = \"f\"\nkind = \"counted\"\nchannel = \"web\"\nvisits = 1\nsegment = \"x\"\n{at}"
        )),
        ["13:1 unknown-field field=segment kind=counted nearest="]
    );
    assert_eq!(
        fact(&format!("[[fact]]\nfile = \"f\"\nkind = \"captured\"\nsource = {{ key = \"x\" }}\n{at}")),
        ["11:1 unknown-key key=key nearest=column"]
    );
}

#[test]
fn files_that_cannot_be() {
    let lookup = "[[file]]\nid = \"s\"\ncolumns = [\"sid\"]\n";
    assert_eq!(
        findings(&format!(
            "{}{lookup}[[fact]]\nfile = \"f\"\nkind = \"activated\"\nat = {{ column = \"d\" }}\n",
            FILE.replace("key = \"id\"", "key = \"id\", joined = \"s\"")
        )),
        ["7:13 not-joined file=s owner=f"]
    );
    assert_eq!(
        findings(&format!(
            "{FILE}{lookup}lookup = true\n[[fact]]\nfile = \"s\"\nkind = \"activated\"\n\
                           at = {{ column = \"d\" }}\n"
        )),
        ["12:1 lookup-with-facts file=s"]
    );
    assert_eq!(
        findings(&format!("{FILE}{lookup}[[fact]]\nfile = \"s\"\nkind = \"activated\"\nat = {{ column = \"d\" }}\n")),
        ["11:1 file-without-account file=s kind=activated"]
    );
    assert_eq!(
        findings(&format!(
            "{FILE}[[file]]\nid = \"f\"\ncolumns = [\"a\", \"a\"]\n[[fact]]\nfile = \"f\"\n\
                           kind = \"activated\"\nat = {{ column = \"d\" }}\n"
        )),
        ["8:1 name-repeats name=f", "10:17 name-repeats name=a"]
    );
}

#[test]
fn checks_that_cannot_be() {
    let used = "[[fact]]\nfile = \"f\"\nkind = \"used\"\namount = 1\nat = { column = \"d\" }\n";
    let check = |text: &str| fact(&format!("{used}[[check]]\n{text}"));
    assert_eq!(check("kind = \"used\"\n"), ["13:1 bad-check"]);
    assert_eq!(check("kind = \"used\"\nwithin = \"subscription\"\nnot_before = \"captured\"\n"), ["13:1 bad-check"]);
    assert_eq!(check("kind = \"used\"\nnot_before = \"captured\"\n"), [] as [&str; 0]);
    assert_eq!(
        check("kind = \"used\"\nnot_before = \"capturd\"\n"),
        ["15:1 unknown-code value=capturd known=captured nearest=captured"]
    );
    assert_eq!(
        check("kind = \"used\"\nfile = \"f\"\nnot_before = \"captured\"\n"),
        ["15:1 unknown-key key=file nearest="]
    );
    assert_eq!(check("not_before = \"captured\"\n"), ["13:1 missing-key key=kind"]);
    assert_eq!(
        check("kind = \"ticket-seen\"\nnot_before = \"captured\"\n"),
        ["13:1 check-without-fact kind=ticket-seen"]
    );
    assert_eq!(check("kind = \"usd\"\nnot_before = \"captured\"\n"), ["14:1 unknown-kind nearest=used kind=usd"]);
    assert_eq!(
        check("kind = \"used\"\nwithin = \"subscription\"\n"),
        ["13:1 check-without-field kind=used field=subscription"]
    );
    assert_eq!(
        check("kind = \"used\"\nwithin = \"contract\"\n"),
        ["15:1 unknown-code value=contract known=subscription nearest="]
    );
    assert_eq!(check("file = \"f\"\nunique = \"row\"\n"), ["14:1 check-without-key file=f"]);
    assert_eq!(check("file = \"g\"\nunique = \"row\"\n"), ["14:1 unknown-file file=g nearest="]);
    assert_eq!(check("file = \"f\"\nunique = \"rows\"\n"), ["15:1 unknown-code value=rows known=row nearest=row"]);
    let whole = format!("{FILE}row = {{ key = \"id\" }}\n{used}subscription = {{ key = \"id\" }}\n")
        + "[[check]]\nkind = \"used\"\nwithin = \"subscription\"\n[[check]]\nfile = \"f\"\nunique = \"row\"\n";
    assert_eq!(findings(&whole), [] as [&str; 0]);
    let csv = b"id,d\na,2026-01-01\n";
    let kinds = [Check::Within(Kind::Used), Check::Unique(0), Check::Unique(1)];
    assert_eq!(taken(&whole, &[csv, csv]).0.checks, kinds);
}

/// A file with facts of its own that another one is looked up in, and gets its account from.
const THROUGH: &str = r#"
format = 1
name = "t"
system = "t"
[[file]]
id = "contracts"
columns = ["no", "who", "from"]
account = { key = "who" }
[[file]]
id = "uses"
columns = ["no", "day"]
account = { key = "who", joined = "contracts", system = "crm" }
join = { file = "contracts", on = "no" }
[[fact]]
file = "contracts"
kind = "subscription-started"
at = { column = "from" }
subscription = { key = "no" }
[[fact]]
file = "uses"
kind = "used"
at = { column = "day" }
amount = 1
subscription = { key = "no" }
"#;

#[test]
fn a_file_with_facts_is_looked_up_in_too() {
    let contracts: &[u8] = b"no,who,from\nk1,a,2026-01-01\nk2,b,2026-02-30\nk3,,2026-01-03\n";
    let uses: &[u8] = b"no,day\nk1,2026-03-01\nk2,2026-03-02\nk9,2026-03-03\nk3,2026-03-04\n";
    let (both, book) = taken(THROUGH, &[uses, contracts]);
    assert_eq!(
        facts(&both, &book),
        [
            "2 t:a@2026-01-01 day#0 subscription-started subscription=1",
            "2 crm:a@2026-03-01 day#2 used amount=1 subscription=1",
            // Its contract is rejected for its date; who has it, it says all the same.
            "3 crm:b@2026-03-02 day#2 used amount=1 subscription=1",
        ]
    );
    assert_eq!(
        rejected(&both),
        [
            "1:3 from not-a-date value=2026-02-30 format=iso",
            "1:4 who key-blank",
            "0:4 no join-without-partner lookup=contracts key=k9",
            "0:5 who key-blank",
        ]
    );
    assert!(both.lookups.is_empty(), "what is received is no lookup file");
    assert_eq!(taken(THROUGH, &[contracts]).0.facts.len(), 1);
    assert_eq!(refused(THROUGH, &[uses]), ["0 0:0 lookup-missing lookup=contracts owner=uses"]);
}

#[test]
fn numbers_of_parts_end_where_those_begin_that_nobody_gave() {
    let rules = format!("{FILE}[[fact]]\nfile = \"f\"\nkind = \"won\"\nat = {{ column = \"d\" }}\n")
        + "opportunity = { column = \"n\" }\n";
    let (taken, _) = taken(&rules, &[b"id,d,n\na,2026-01-01,32767\na,2026-01-01,32768\n"]);
    assert_eq!(rejected(&taken), ["0:3 n number-out-of-range value=32768 from=0 to=32767"]);
    assert_eq!(taken.facts.len(), 1);
}

#[test]
fn what_only_the_file_or_the_book_can_tell() {
    let csv: &[u8] = b"id,day,team\na,2026-01-01,x\n";
    let more = |text: &str| format!("{MAPPING}{text}");
    assert_eq!(
        refused(&more("source = { column = \"orgin\" }"), &[b"id,day,origin\n"]),
        ["test.toml 14:12 unknown-column column=orgin file=0 nearest=origin"]
    );
    assert_eq!(
        refused(
            &more("[[fact]]\nfile = \"rows\"\nkind = \"assigned\"\nat = { column = \"day\" }\nteam = \"sales\"\n"),
            &[csv]
        ),
        ["test.toml 18:1 unknown-word value=sales kind=team known=marketing, inside-sales, field-sales, \
          customer-success nearest="]
    );
    let undeclared = more("attributes = { colour = { column = \"team\" } }");
    let (taken, _) = taken(&undeclared, &[csv]);
    assert_eq!(taken.undeclared, ["colour"]);
    assert_eq!(taken.texts.iter().map(|t| (t.field, t.value)).collect::<Vec<_>>(), [("colour", "x")]);
}

#[test]
fn conditions_choose_facts() {
    let run = |condition: &str| {
        let (taken, _) = taken(
            &format!("{MAPPING}if = {condition}\n"),
            &[b"id,day,n,s\na,2026-01-01,5,red\nb,2026-01-01,,blue\nc,2026-01-01,10,\n"],
        );
        assert_eq!(taken.rows.len(), 3);
        taken
            .mapped()
            .map(|f| taken.account_keys.text(f.account.unwrap())[2..].to_string())
            .collect::<Vec<_>>()
            .concat()
    };
    assert_eq!(run("{ column = \"s\", is = \"red\" }"), "a");
    assert_eq!(run("{ column = \"s\", in = [\"red\", \"blue\"] }"), "ab");
    assert_eq!(run("{ column = \"s\", blank = true }"), "c");
    assert_eq!(run("{ column = \"n\", not_blank = true }"), "ac");
    assert_eq!(run("{ column = \"n\", at_least = 6 }"), "c");
    assert_eq!(run("{ column = \"n\", at_most = 5 }"), "a");
    assert_eq!(run("{ all = [{ column = \"n\", at_least = 5 }, { column = \"s\", not_blank = true }] }"), "a");
    assert_eq!(run("{ any = [{ column = \"n\", at_least = 6 }, { column = \"s\", is = \"blue\" }] }"), "bc");
    assert_eq!(run("{ not = { column = \"s\", is = \"red\" } }"), "bc");
    let (taken, _) =
        taken(&format!("{MAPPING}if = {{ column = \"n\", at_least = 6 }}\n"), &[b"id,day,n\na,2026-01-01,x\n"]);
    assert_eq!(rejected(&taken), ["0:2 n not-a-number value=x"]);
}

/// A yes that a later export writes in other letters is still a yes; what is neither is told and not passed over.
#[test]
fn a_yes_is_a_yes_in_any_letters() {
    let csv = "id,day,n\na,2026-01-01,Yes\nb,2026-01-01,ＴＲＵＥ\nc,2026-01-01,1\nd,2026-01-01,はい\ne,2026-01-01,No\n\
               f,2026-01-01,0\ng,2026-01-01,\nh,2026-01-01,perhaps\n";
    let run = |condition: &str| {
        let (taken, _) = taken(&format!("{MAPPING}if = {{ column = \"n\", {condition} }}\n"), &[csv.as_bytes()]);
        let who: String =
            taken.mapped().map(|f| taken.account_keys.text(f.account.unwrap())[2..].to_string()).collect();
        (who, rejected(&taken).concat())
    };
    let perhaps = "0:9 n not-yes-no value=perhaps".to_string();
    assert_eq!(run("yes = true"), ("abcd".into(), perhaps.clone()));
    assert_eq!(run("yes = false"), ("ef".into(), perhaps));
    assert_eq!(run("is = \"Yes\""), ("a".into(), String::new()));
}

/// What a file writes for nothing is nothing wherever it stands: in texts, keys, conditions, fields and joined rows.
#[test]
fn words_that_say_nothing_are_blank() {
    let blank = "blank = [\"Select\", \"N/A\"]\naccount";
    let csv: &[u8] =
        b"id,day,s,note\na,2026-01-01,Select,N/A\nb,2026-01-01, Select ,x\nc,2026-01-01,select,Select one\n\
                       N/A,2026-01-01,red,\nd,N/A,red,\n";
    let text = format!("{}source = {{ column = \"s\" }}\n", MAPPING.replacen("account", blank, 1));
    let (taken_all, book) = taken(&text, &[csv]);
    assert_eq!(
        facts(&taken_all, &book),
        [
            "2 t:a@2026-01-01 day#0 captured source=''",
            "3 t:b@2026-01-01 day#0 captured source=''",
            "4 t:c@2026-01-01 day#0 captured source='select'",
        ]
    );
    assert_eq!(rejected(&taken_all), ["0:5 id key-blank", "0:6 day required-blank kind=captured"]);
    let texts: Vec<(&str, &str)> = taken_all.texts.iter().map(|text| (text.field, text.value)).collect();
    assert_eq!(texts, [("note", "x"), ("note", "Select one")]);
    let (asked, _) = taken(&format!("{text}if = {{ column = \"note\", blank = true }}\n"), &[csv]);
    assert_eq!(asked.facts.len(), 1);

    let joined = JOINED.replace("OPTIONAL", "true").replace("lookup = true", "lookup = true\nblank = \"-\"");
    let shops = b"number,opened,sales\n1,-,7\n-,2026-01-01,1\n";
    let (taken_joined, book) = taken(&joined.replace("not_blank", "blank"), &[shops, b"id,day,shop\na,2026-01-01,1\n"]);
    let told = facts(&taken_joined, &book);
    assert_eq!((told.len(), rejected(&taken_joined)), (0, vec!["1:2 opened required-blank kind=activated".into()]));

    let none = MAPPING.replacen("account", "blank = [\" \", \"x\", \"x\"]\naccount", 1);
    assert_eq!(findings(&none), ["8:10 bad-name value= ", "8:20 name-repeats name=x"]);
    // Nobody can ask for a word that is never there.
    let asks = format!("{text}if = {{ any = [{{ column = \"s\", in = [\"red\", \"Select\"] }}] }}\n");
    assert_eq!(findings(&asks), ["16:17 blank-word value=Select file=rows"]);
    let asks = text.replace("{ column = \"s\" }", "{ column = \"s\", map = { \"N/A\" = \"none\" } }");
    assert_eq!(findings(&asks), ["15:1 blank-word value=N/A file=rows"]);
}

const JOINED: &str = r#"
format = 1
name = "t"
system = "t"
[[file]]
id = "deals"
columns = ["id", "day", "shop"]
account = { key = "id" }
join = { file = "shops", on = "shop", key = "number", optional = OPTIONAL }
[[file]]
id = "shops"
columns = ["number", "opened"]
lookup = true
[[fact]]
file = "deals"
kind = "won"
at = { column = "day" }
[[fact]]
file = "deals"
kind = "activated"
at = { column = "opened", joined = "shops" }
[[fact]]
file = "deals"
kind = "used"
if = { column = "opened", joined = "shops", not_blank = true }
at = { column = "day" }
amount = { column = "sales", joined = "shops" }
"#;

#[test]
fn joins_bring_columns_of_the_lookup() {
    let optional = JOINED.replace("OPTIONAL", "true");
    let deals = b"id,day,shop\na,2026-01-01,1\nb,2026-01-02,2\nc,2026-01-03,\n";
    let shops = b"number,opened,sales\n1,2026-02-01,7\n1,2027-01-01,8\n3,2026-03-01,9\n4,x\n";
    let (taken_all, book) = taken(&optional, &[shops, deals]);
    assert_eq!(
        facts(&taken_all, &book),
        [
            "2 t:a@2026-01-01 day#0 won",
            "2 t:a@2026-02-01 day#2 activated",
            "2 t:a@2026-01-01 day#4 used amount=7",
            "3 t:b@2026-01-02 day#0 won",
            "4 t:c@2026-01-03 day#0 won",
        ]
    );
    let lookup = &taken_all.lookups[0];
    assert_eq!((lookup.file, lookup.rows, lookup.used, lookup.bad.len()), (0, 4, 1, 1));
    assert_eq!(taken_all.received, 3, "rows of a lookup are not received");
    let (taken_deals, book) = taken(&optional, &[deals]);
    assert_eq!(facts(&taken_deals, &book).len(), 3);

    let strict = JOINED.replace("OPTIONAL", "false");
    let (taken_strict, _) = taken(&strict, &[deals, shops]);
    assert_eq!(
        rejected(&taken_strict),
        ["0:3 shop join-without-partner lookup=shops key=2", "0:4 shop join-without-partner lookup=shops key="]
    );
    assert_eq!(refused(&strict, &[deals]), ["0 0:0 lookup-missing lookup=shops owner=deals"]);
    assert_eq!(refused(&strict, &[shops]), ["0 0:0 lookup-alone lookup=shops owner=deals"]);
    assert_eq!(
        refused(&optional, &[deals, b"number,opened\n"]),
        ["test.toml 27:12 unknown-column column=sales file=1 nearest="]
    );
}

#[test]
fn keys_of_several_columns_do_not_run_together() {
    let text = MAPPING.replace("key = \"id\"", "key = [\"id\", \"x\"], system = \"crm\"");
    let (taken, _) = taken(&text, &[b"id,x,day\na/b,c,2026-01-01\na,b/c,2026-01-01\na,,2026-01-01\n"]);
    let keys: Vec<&str> = taken.account_keys.iter().map(|(_, text)| text).collect();
    assert_eq!(keys, ["crm:a\\/b/c", "crm:a/b\\/c"]);
    assert_eq!(rejected(&taken), ["0:4 id key-blank"]);
}

#[test]
fn dating_follows_the_format_unless_the_mapping_says_so() {
    let run = |at: &str| {
        let text = MAPPING.replace("at = { column = \"day\", format = \"%Y-%m-%d\" }", at);
        let (taken, book) = taken(&text, &[b"id,day,t\na,2026-01-01,2026-01-02 09:30:00\n"]);
        facts(&taken, &book).concat()
    };
    assert_eq!(run("at = { column = \"day\" }"), "2 t:a@2026-01-01 day#0 captured");
    assert_eq!(run("at = { column = \"t\" }"), "2 t:a@2026-01-02T09:30:00 instant#0 captured");
    assert_eq!(run("at = { column = \"t\" }\ndated = \"day\""), "2 t:a@2026-01-02 day#0 captured");
    assert_eq!(run("at = { column = \"t\" }\ndated = \"inferred\""), "2 t:a@2026-01-02T09:30:00 inferred#0 captured");
    assert_eq!(run("at = { column = \"day\", time = \"09:00\" }"), "2 t:a@2026-01-01T09:00:00 day#0 captured");
    assert_eq!(run("at = { constant = \"2018-01-01\" }"), "2 t:a@2018-01-01 day#0 captured");
    assert_eq!(run("at = { column = \"t\", zone = \"UTC\" }"), "2 t:a@2026-01-02T18:30:00 instant#0 captured");
}

#[test]
fn a_blank_time_skips_an_optional_fact_and_rejects_a_row_without() {
    let csv: &[u8] = b"id,day\na,\n";
    assert_eq!(rejected(&taken(MAPPING, &[csv]).0), ["0:2 day required-blank kind=captured"]);
    let (taken, _) = taken(&format!("{MAPPING}optional = true\n"), &[csv]);
    assert_eq!((taken.rows.len(), taken.facts.len()), (1, 0));
}

#[test]
fn things_of_an_account_get_their_numbers_from_the_book() {
    let text = format!(
        "{MAPPING}[[fact]]\nfile = \"rows\"\nkind = \"won\"\nat = {{ column = \"day\" }}\n\
                        opportunity = {{ key = \"deal\" }}\n"
    );
    let (taken, book) =
        taken(&text, &[b"id,day,deal\na,2026-01-01,x\na,2026-01-02,y\nb,2026-01-03,z\na,2026-01-04,x\n"]);
    let won: Vec<String> = facts(&taken, &book).into_iter().filter(|fact| fact.contains("won")).collect();
    assert_eq!(
        won,
        [
            "2 t:a@2026-01-01 day#2 won opportunity=1",
            "3 t:a@2026-01-02 day#2 won opportunity=2",
            "4 t:b@2026-01-03 day#2 won opportunity=1",
            "5 t:a@2026-01-04 day#2 won opportunity=1",
        ]
    );
}

#[test]
fn headers_are_recognised() {
    let header = |text: &str| text.split(',').map(String::from).collect::<Vec<_>>();
    let rows = mapping(MAPPING);
    let joined = mapping(&JOINED.replace("OPTIONAL", "true"));
    let all = [&rows, &joined];
    assert_eq!(recognise(&all, &header("number,opened")), Recognised::One(1, 1));
    assert_eq!(recognise(&all, &header("x,id,day")), Recognised::One(0, 0));
    assert_eq!(recognise(&all, &header("id,day,shop")), Recognised::Many(vec![(0, 0), (1, 0)]));
    assert_eq!(
        recognise(&all, &header("id,shop")),
        Recognised::None { nearest: Some((1, 0)), missing: vec!["day".into()] }
    );
    assert_eq!(recognise::<&Mapping>(&[], &header("id")), Recognised::None { nearest: None, missing: vec![] });
    assert_eq!(recognise_all(&all, &[header("number,opened")]), Some(1));
    assert_eq!(recognise_all(&all, &[header("id,day,shop"), header("number,opened")]), Some(1));
    assert_eq!(recognise_all(&all, &[header("id,day,shop")]), None);
    let two = format!("{MAPPING}[[file]]\nid = \"g\"\ncolumns = [\"id\"]\n");
    assert_eq!(refused(&two, &[b"id,day\n"]), ["0 0:0 file-ambiguous files=rows, g"]);
    // A file may say which columns are not its own.
    let apart = mapping(&MAPPING.replacen("account", "without = [\"shop\", \"x\"]\naccount", 1));
    let all = [&apart, &joined];
    assert_eq!(recognise(&all, &header("id,day,shop")), Recognised::One(1, 0));
    assert_eq!(recognise(&all, &header("id,day")), Recognised::One(0, 0));
    assert_eq!(recognise_all(&all, &[header("id,day,shop")]), Some(1));
    assert_eq!(recognise(&[&apart], &header("id,day,x")), Recognised::None { nearest: None, missing: vec![] });
    let both = MAPPING.replacen("account", "without = [\"day\"]\naccount", 1);
    assert_eq!(findings(&both), ["8:1 name-repeats name=day"]);
}

#[test]
fn a_proposal_reads_and_maps_the_file_it_was_made_for() {
    let proposed = |columns: &[String]| propose(columns, &[], jiff::civil::date(2026, 5, 2), None).mapping;
    // A form's question stands in the header as it was asked.
    let question = "回答日(「ご担当者さまからのご連絡をご希望の日にちをお選びください」)".repeat(3);
    let asked = format!("customer_id,{question}");
    for header in [
        &asked,
        "customer_id,signup_date,channel,company \"quoted\",a\\b",
        "会社コード,登録日,流入経路,会社名",
        "x",
        "",
        "a,a,,b",
    ] {
        let columns: Vec<String> = header.split(',').map(String::from).collect();
        let text = proposed(&columns);
        assert_eq!(findings(&text), [] as [&str; 0], "{text}");
        for column in columns.iter().filter(|column| !column.is_empty()) {
            assert!(mapping(&text).files().next().unwrap().1.contains(column), "{text}");
        }
    }
    let csv = "会社コード,登録日,流入経路,会社名\nA1,2026-05-01,web,山田商店\n";
    let header: Vec<String> = csv.lines().next().unwrap().split(',').map(String::from).collect();
    let (taken, book) = taken(&proposed(&header), &[csv.as_bytes()]);
    assert_eq!(facts(&taken, &book), ["2 list:A1@2026-05-01 day#0 captured source='web'"]);
    assert_eq!(taken.texts.iter().map(|t| (t.field, t.value)).collect::<Vec<_>>(), [("name", "山田商店")]);
}

/// Every code that this crate uses is declared with its arguments: `checked` breaks off a test where one is not. This
/// looks the other way, for codes that nothing uses any more.
#[test]
fn every_declared_code_is_used() {
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut text = String::new();
    let mut folders = vec![source];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("problem.rs") {
                text.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    let unused: Vec<&str> = CODES
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| !text.contains(&format!("code::{}", name.to_uppercase().replace('-', "_"))))
        .collect();
    assert_eq!(unused, [] as [&str; 0]);
}

#[test]
fn a_file_without_a_header_is_known_by_its_first_row() {
    const BARE: &str = "format = 1\nname = \"Bare\"\nsystem = \"bare\"\n[[file]]\nid = \"rows\"\ncolumns = [\"no\", \"kind\", \"day\"]\n\
        only = \"known\"\naccount = { key = \"no\" }\n[file.bare]\nkind = [\"01\", \"21\"]\n[[fact]]\nfile = \"rows\"\n\
        kind = \"touched\"\nat = { column = \"day\" }\ntouch = \"seen\"\n";
    // Its first row is a row.
    let (taken, _) = crate::check::taken(BARE, &[b"7,21,2026-05-01\n8,01,2026-05-02\n"]);
    assert_eq!((taken.rows.len(), taken.rows[0].line, taken.only_known.as_slice()), (2, 1, [0].as_slice()));
    // With the header it is the same file.
    let (taken, _) = crate::check::taken(BARE, &[b"no,kind,day\n7,21,2026-05-01\n"]);
    assert_eq!((taken.rows.len(), taken.rows[0].line), (1, 2));
    // Another width, and another word where one of its own should stand, are another file.
    // An error file has the reason in one more column.
    let (taken, _) = crate::check::taken(BARE, &[b"7,21,2026-05-01,why\n"]);
    assert_eq!((taken.rows.len(), taken.rejections.len()), (1, 0));
    for other in [&b"7,21,2026-05-01,x,y\n"[..], b"7,22,2026-05-01\n"] {
        assert_eq!(crate::check::refused(BARE, &[other]).len(), 1);
    }
    for (wrong, told) in [
        (BARE.replace("\"known\"", "\"new\""), "unknown-code"),
        (BARE.replace("\nkind = [", "\nknd = ["), "unknown-key"),
        (BARE.replace("column = \"day\"", "constant = \"import\""), "missing-key"),
    ] {
        let found = findings(&wrong);
        assert!(found.len() == 1 && found[0].contains(told), "{found:?}");
    }
}
