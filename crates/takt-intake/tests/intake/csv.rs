//! Files that are not as they should be: each fault is named with its line, and every other row is taken.

use takt_intake::{CELL_BYTES_MAX, Encoding, Given, ROW_BYTES_MAX, header};

use crate::check::{facts, refused, rejected, taken};

/// One file with a key, a day and two texts.
pub(crate) const MAPPING: &str = r#"
format = 1
name = "test"
system = "t"
[[file]]
id = "rows"
columns = ["id", "day"]
account = { key = "id" }
free = "rest"
[[fact]]
file = "rows"
kind = "captured"
at = { column = "day", format = "%Y-%m-%d" }
"#;

#[track_caller]
fn check(csv: impl AsRef<[u8]>, rejections: &[&str], lines: &[&str]) {
    let (taken, book) = taken(MAPPING, &[csv.as_ref()]);
    assert_eq!(rejected(&taken), rejections);
    let facts: Vec<String> = facts(&taken, &book).iter().map(|f| f.split(" day#").next().unwrap().into()).collect();
    assert_eq!(facts, lines);
}

fn cp932(text: &str) -> Vec<u8> {
    encoding_rs::SHIFT_JIS.encode(text).0.into_owned()
}

#[test]
fn line_ends_and_quotes_of_every_kind() {
    check("id,day\na,2026-01-01\nb,2026-01-02", &[], &["2 t:a@2026-01-01", "3 t:b@2026-01-02"]);
    check("id,day\r\na,2026-01-01\r\n\r\nb,2026-01-02\r\n", &[], &["2 t:a@2026-01-01", "4 t:b@2026-01-02"]);
    check("id,day\ra,2026-01-01\rb,2026-01-02\r", &[], &["2 t:a@2026-01-01", "3 t:b@2026-01-02"]);
    check("\u{feff}id,day\na,2026-01-01\n", &[], &["2 t:a@2026-01-01"]);
    check("\"id\",\"day\"\n\"a\",\"2026-01-01\"\n", &[], &["2 t:a@2026-01-01"]);
    check("id\tday\na\t2026-01-01\n", &[], &["2 t:a@2026-01-01"]);
    check("id;day\na;2026-01-01\n", &[], &["2 t:a@2026-01-01"]);
}

#[test]
fn a_row_is_named_by_the_line_it_begins_at() {
    let csv = "id,day,note\na,2026-01-01,\"two\r\nlines, \"\"quoted\"\"\"\nb,2026-01-02,x\n";
    check(csv, &[], &["2 t:a@2026-01-01", "4 t:b@2026-01-02"]);
    let (taken, _) = taken(MAPPING, &[csv.as_bytes()]);
    let texts: Vec<&str> = taken.texts.iter().map(|text| text.value).collect();
    assert_eq!(texts, ["two\r\nlines, \"quoted\"", "x"]);
}

#[test]
fn a_ragged_row_is_rejected() {
    check(
        "id,day\na\nb,2026-01-02,x\nc,2026-01-03\n",
        &["0:2 - row-ragged cells=1 header=2", "0:3 - row-ragged cells=3 header=2"],
        &["4 t:c@2026-01-03"],
    );
}

#[test]
fn an_unclosed_quote_is_named_by_the_line_that_opens_it() {
    check("id,day\na,2026-01-01\nb,\"2026-01-02\nc,2026-01-03\n", &["0:3 day quote-unclosed"], &["2 t:a@2026-01-01"]);
    let mut csv = String::from("id,day\na,2026-01-01\nb,\"");
    csv.extend(std::iter::repeat_n("never closed,\n", 300_000));
    check(csv, &["0:3 day quote-unclosed"], &["2 t:a@2026-01-01"]);
}

#[test]
fn text_behind_a_closing_quote_is_rejected() {
    check("id,day\n\"a\"b,2026-01-01\nc,2026-01-03\n", &["0:2 id quote-misplaced"], &["3 t:c@2026-01-03"]);
}

#[test]
fn a_cell_of_ten_megabytes_is_rejected_and_reading_goes_on() {
    let cell = "x".repeat(10 << 20);
    let reason = format!("0:2 note cell-too-long limit={CELL_BYTES_MAX}");
    check(format!("id,day,note\na,2026-01-01,{cell}\nb,2026-01-02,\n"), &[&reason], &["3 t:b@2026-01-02"]);
    check(format!("id,day,note\na,2026-01-01,\"{cell}\"\nb,2026-01-02,\n"), &[&reason], &["3 t:b@2026-01-02"]);
    let longest = "x".repeat(CELL_BYTES_MAX);
    check(format!("id,day,note\na,2026-01-01,{longest}\n"), &[], &["2 t:a@2026-01-01"]);
}

#[test]
fn a_row_of_nine_megabytes_is_rejected_and_reading_goes_on() {
    let cells = format!(",{}", "x".repeat(1 << 19)).repeat(18);
    let reason = format!("0:2 - row-too-long limit={ROW_BYTES_MAX}");
    check(format!("id,day\na,2026-01-01{cells}\nb,2026-01-02\n"), &[&reason], &["3 t:b@2026-01-02"]);
}

#[test]
fn cp932_is_read_with_its_full_width_text() {
    let csv = cp932("id,day,会社名\n①,2026-01-01,髙﨑ﾌｰｽﾞ～株式会社\n");
    let (taken, book) = taken(MAPPING, &[&csv]);
    assert_eq!(facts(&taken, &book), ["2 t:①@2026-01-01 day#0 captured"]);
    let text = taken.texts.iter().next().unwrap();
    assert_eq!((text.field, text.value), ("会社名", "髙﨑ﾌｰｽﾞ～株式会社"));
    assert_eq!(taken.files[0].encoding, Encoding::Cp932);
}

#[test]
fn full_width_dates_are_read() {
    check("id,day\na,２０２６-０１-０１\n", &[], &["2 t:a@2026-01-01"]);
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn euc_jp_and_utf_16_are_read_like_any_other() {
    let csv = "id,day,会社名\na,2026-01-01,株式会社北斗製作所\nb,2026-01-02,𠮷田商店\n";
    let euc = encoding_rs::EUC_JP.encode(&csv.replace('𠮷', "吉")).0.into_owned();
    let big: Vec<u8> = csv.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for (bytes, encoding, name) in [
        (euc, Encoding::EucJp, "吉田商店"),
        (utf16(csv), Encoding::Utf16Le, "𠮷田商店"),
        ([b"\xff\xfe".to_vec(), utf16(&csv.replace(',', "\t"))].concat(), Encoding::Utf16Le, "𠮷田商店"),
        ([b"\xfe\xff".to_vec(), big].concat(), Encoding::Utf16Be, "𠮷田商店"),
    ] {
        let (taken, book) = taken(MAPPING, &[&bytes]);
        assert_eq!(rejected(&taken), [""; 0]);
        assert_eq!(facts(&taken, &book), ["2 t:a@2026-01-01 day#0 captured", "3 t:b@2026-01-02 day#0 captured"]);
        assert_eq!(taken.texts.iter().last().unwrap().value, name);
        assert_eq!(taken.files[0].encoding, encoding);
    }
}

#[test]
fn half_a_pair_of_utf_16_rejects_its_row() {
    let mut csv = utf16("id,day,note\na,2026-01-01,x");
    csv.extend(0xd842_u16.to_le_bytes());
    csv.extend(utf16("\nb,2026-01-02,\n"));
    check(csv, &["0:2 note row-encoding byte=0xD842 at=3 encoding=UTF-16LE seems=unknown"], &["3 t:b@2026-01-02"]);
}

#[test]
fn a_bar_between_cells_is_no_part_of_a_character() {
    let csv = cp932("id|day|会社名\na|2026-01-01|ポール商会\nb|2026-01-02|ソフト\n");
    let (taken, _) = taken(MAPPING, &[&csv]);
    assert_eq!(taken.texts.iter().map(|text| text.value).collect::<Vec<_>>(), ["ポール商会", "ソフト"]);
}

#[test]
fn a_header_is_found_under_titles_and_lines_stay_those_of_the_file() {
    check(
        "会員一覧,,\n出力日,2026/11/01,\nid,day,名前\na,2026-01-01,x\n,,\nb,2026-02-30,y\n",
        &["0:6 day not-a-date value=2026-02-30 format=%Y-%m-%d"],
        &["4 t:a@2026-01-01"],
    );
    // A mapping knows its header where it looks like nothing.
    check("1,2,3\n4,5,6\nid,day,7\na,2026-01-01,x\n", &[], &["4 t:a@2026-01-01"]);
    assert_eq!(header(&Given::bytes("f", "一覧\n\nid,day\na,2026-01-01\n")).unwrap().line, 3);
}

#[test]
fn lines_of_delimiters_alone_are_blank() {
    check("id,day\na,2026-01-01\n,\n,,,,\n\"\",\"\"\n", &[], &["2 t:a@2026-01-01"]);
}

#[test]
fn a_line_in_another_encoding_is_rejected_with_its_byte() {
    let mut csv = "id,day,会社\nあ,2026-01-01,い\n".as_bytes().to_vec();
    csv.extend(cp932("う,2026-01-02,え\n"));
    csv.extend("お,2026-01-03,か\n".as_bytes());
    check(
        csv,
        &["0:3 id row-encoding byte=0x82 at=1 encoding=UTF-8 seems=CP932"],
        &["2 t:あ@2026-01-01", "4 t:お@2026-01-03"],
    );
    let mut csv = cp932("id,day,会社\nあ,2026-01-01,い\nお,2026-01-03,か\n");
    csv.extend("う,2026-01-02,会社だ\n".as_bytes());
    let (taken, _) = taken(MAPPING, &[&csv]);
    assert_eq!((taken.rows.len(), taken.rejections.len()), (2, 1));
    assert_eq!(taken.rejections[0].args[3], ("seems", "UTF-8".to_string()));
}

#[test]
fn files_that_are_no_csv_are_refused() {
    assert_eq!(refused(MAPPING, &[b""]), ["0 0:0 file-empty"]);
    assert_eq!(refused(MAPPING, &[b"\n\n"]), ["0 0:0 file-empty"]);
    assert_eq!(refused(MAPPING, &[b",,\n,,\n"]), ["0 0:0 file-empty"]);
    assert_eq!(refused(MAPPING, &[b" , ,\n , ,\n"]), ["0 1:0 file-no-header"]);
    assert_eq!(refused(MAPPING, &[b"id,day\na\0,2026-01-01\n"]), ["0 0:0 file-not-text"]);
    assert_eq!(refused(MAPPING, &[b"\xff\xfe\0\0i\0\0\0"]), ["0 0:0 file-encoding seems=UTF-32"]);
    assert_eq!(refused(MAPPING, &[b"id,\x1b$B2q<R\x1b(B\n"]), ["0 0:0 file-encoding seems=ISO-2022-JP"]);
    assert_eq!(refused(MAPPING, &[b"id,x,day,x\n1,2,3,4\n"]), ["0 1:0 header-repeats column=x first=2 second=4"]);
    assert_eq!(refused(MAPPING, &[b"id,date\n"]), ["0 0:0 file-unknown nearest=rows missing=day"]);
}

#[test]
fn a_file_that_is_not_there_is_refused() {
    let finding = header(&Given::path("no/such/file.csv")).unwrap_err();
    assert_eq!((finding.file.as_str(), finding.code), ("no/such/file.csv", "file-unreadable"));
}

#[test]
fn a_file_of_a_header_alone_gives_nothing() {
    check("id,day\n", &[], &[]);
}

#[test]
fn five_thousand_columns_are_read() {
    let names: Vec<String> = (0..5000).map(|n| format!("c{n}")).collect();
    let csv = format!("id,day,{}\na,2026-01-01{}\n", names.join(","), ",x".repeat(5000));
    let (taken, _) = taken(MAPPING, &[csv.as_bytes()]);
    assert_eq!((taken.rows.len(), taken.texts.len()), (1, 5000));
}
