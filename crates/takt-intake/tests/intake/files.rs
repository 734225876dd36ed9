//! Workbooks, vCards and objects: whatever holds the rows, the same mapping takes them.

use std::io::Write;
use std::path::Path;

use takt_intake::{Format, Given, Header, Mapping, Taken, header, sample, take};

use crate::book::Book;
use crate::check::rejected;

fn file(name: &str) -> Given {
    Given::path(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files").join(name))
}

/// The header and the rows below it.
#[track_caller]
fn rows(given: &Given) -> (Header, Vec<Vec<String>>) {
    let header = header(given).unwrap();
    let rows = sample(given, &header, 100).unwrap();
    (header, rows)
}

#[track_caller]
fn refused(given: &Given) -> String {
    let finding = header(given).unwrap_err();
    let args: Vec<String> = finding.args.iter().map(|(name, value)| format!(" {name}={value}")).collect();
    format!("{}{}", finding.code, args.concat())
}

const SHEET: &str = r#"
format = 1
name = "visitors"
system = "fair"
[[file]]
id = "visitors"
columns = ["会社名", "氏名", "来場日"]
account = { key = "会社名" }
contact = { key = ["会社名", "氏名"], name = "氏名" }
free = "rest"
[[fact]]
file = "visitors"
kind = "captured"
at = { column = "来場日", format = "%Y/%m/%d" }
source = "fair"
"#;

fn taken(given: &Given) -> Taken {
    let mapping = Mapping::read("test.toml", SHEET.as_bytes()).unwrap();
    take(&mapping, std::slice::from_ref(given), &mut Book::default()).unwrap()
}

#[test]
fn every_workbook_has_the_same_rows() {
    for (name, format) in [
        ("book.xlsx", Format::Xlsx),
        ("book-1904.xlsx", Format::Xlsx),
        ("macro.xlsm", Format::Xlsx),
        ("book.xls", Format::Xls),
        ("book.ods", Format::Ods),
    ] {
        let given = file(name);
        let (header, rows) = rows(&given);
        assert_eq!((header.format, header.sheet(), header.line), (format, Some("名簿"), 4), "{name}");
        assert_eq!(header.columns, ["会社名", "氏名", "来場日", "受付", "人数", "単価", "対象"], "{name}");
        let time = |time: &str| if name == "book.ods" { time.replace(' ', "T") } else { time.to_string() };
        assert_eq!(
            rows,
            [
                ["株式会社北斗製作所", "田中 一郎", "2026-05-01", &time("2026-05-01 09:30:00"), "2", "0.1", "true"],
                ["株式会社北斗製作所", "佐藤 花子", "2026-05-01", &time("2026-05-01 10:00:00"), "1", "1200", "false"],
                ["髙﨑商店", "森 次郎", "2026-05-02", "", "3", "0.3", "true"],
            ],
            "{name}"
        );
        // A date of a cell is a date, whatever the mapping expects of the texts of a CSV.
        let taken = taken(&given);
        assert_eq!(rejected(&taken), [""; 0], "{name}");
        assert_eq!(taken.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [5, 6, 7], "{name}");
        assert_eq!((taken.facts.len(), taken.account_keys.len()), (3, 2), "{name}");
    }
}

#[test]
fn a_sheet_is_named_behind_the_path() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/book.xlsx");
    let given = Given::path(format!("{}#名簿", path.display()));
    assert_eq!(header(&given).unwrap().line, 4);
    let given = Given::path(format!("{}#名簿2", path.display()));
    assert_eq!(refused(&given), "sheet-unknown sheet=名簿2 known=表紙, 名簿 nearest=名簿");
    let given = Given::path(format!("{}#表紙", path.display()));
    assert_eq!(header(&given).unwrap().columns, ["展示会の名簿です"]);
}

/// A ZIP of these files.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        out.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn what_is_no_sound_workbook_is_refused_with_its_reason() {
    assert_eq!(refused(&file("locked.xlsx")), "file-encrypted");
    let whole = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/book.xlsx")).unwrap();
    assert!(refused(&Given::bytes("cut.xlsx", &whole[..whole.len() / 2])).starts_with("file-damaged error="));
    let xls = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/book.xls")).unwrap();
    for length in [8, 600, 3000] {
        assert!(refused(&Given::bytes("cut.xls", &xls[..length])).starts_with("file-"), "{length}");
    }
    assert_eq!(refused(&Given::bytes("a.zip", zip(&[("a.txt", b"x")]))), "file-kind seems=ZIP");
    assert_eq!(refused(&Given::bytes("a.docx", zip(&[("word/document.xml", b"x")]))), "file-kind seems=Word");
    assert_eq!(refused(&Given::bytes("a.xlsb", zip(&[("xl/workbook.bin", b"x")]))), "file-kind seems=XLSB");
    assert_eq!(refused(&Given::bytes("a.pdf", b"%PDF-1.7\n")), "file-kind seems=PDF");
    let zeros = vec![0; (256 << 20) + 1];
    let bomb = zip(&[("xl/workbook.xml", b"<workbook/>"), ("xl/sharedStrings.xml", &zeros)]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(refused(&Given::bytes("bomb.xlsx", bomb)), "file-unpacked limit=268435456");
}

/// An XLSX of one sheet with these rows and these texts.
fn xlsx(rows: &str, texts: &str) -> Vec<u8> {
    let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let workbook = format!(
        "<workbook {main} xmlns:r=\"{links}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let relations = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"r1\" Type=\"{links}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
         <Relationship Id=\"r2\" Type=\"{links}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
    );
    let root = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"r1\" Type=\"{links}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    zip(&[
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/sharedStrings.xml", format!("<sst {main}>{texts}</sst>").as_bytes()),
        ("xl/worksheets/sheet1.xml", format!("<worksheet {main}><sheetData>{rows}</sheetData></worksheet>").as_bytes()),
    ])
}

#[test]
fn a_long_text_in_a_thousand_cells_rejects_its_row_alone() {
    let cells: String = (0..26 * 26)
        .map(|n| {
            let name = [b'A' + u8::try_from(n / 26).unwrap(), b'A' + u8::try_from(n % 26).unwrap()];
            format!("<c r=\"{}3\" t=\"s\"><v>2</v></c>", std::str::from_utf8(&name).unwrap())
        })
        .collect();
    let rows = format!(
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>\
         <row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\"><v>2</v></c></row><row r=\"3\">{cells}</row>\
         <row r=\"4\"><c r=\"XFD4\"><v>9</v></c><c r=\"A4\"><v>3</v></c></row>"
    );
    let texts = format!("<si><t>FN</t></si><si><t>ORG</t></si><si><t>{}</t></si>", "x".repeat(100_000));
    let mapping = Mapping::read("test.toml", CARD_MAPPING.as_bytes()).unwrap();
    let taken = take(&mapping, &[Given::bytes("a.xlsx", xlsx(&rows, &texts))], &mut Book::default()).unwrap();
    assert_eq!(rejected(&taken), ["0:3 - row-too-long limit=8388608"]);
    assert_eq!(taken.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 4]);
}

#[test]
fn an_ods_of_a_billion_repeated_cells_is_refused() {
    let content = "<office:document-content><table:table table:name=\"a\"><table:table-row \
                   table:number-rows-repeated=\"60000\"><table:table-cell table:number-columns-repeated=\"16000\">\
                   <text:p>x</text:p></table:table-cell></table:table-row></table:table></office:document-content>";
    let files: [(&str, &[u8]); 2] =
        [("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_bytes())];
    assert_eq!(refused(&Given::bytes("a.ods", zip(&files))), "sheet-too-large limit=16777216");
}

const CARDS: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:田中;一郎;;;様\r\nFN:田中 一郎\r\n\
    X-PHONETIC-LAST-NAME:タナカ\r\nX-PHONETIC-FIRST-NAME:イチロウ\r\nORG:株式会社北斗製作所;第一営業部;東\r\n 京課\r\n\
    TITLE:部長\\, 兼課長\r\nitem1.TEL;TYPE=WORK,VOICE:03-1234-5678\r\nTEL;TYPE=CELL:090-1234-5678\r\n\
    TEL;TYPE=\"WORK,FAX\":03-1234-5679\r\nEMAIL;TYPE=INTERNET:a@example.jp\r\nEMAIL;TYPE=PREF:b@example.jp\r\n\
    ADR;TYPE=WORK:;北斗ビル3F;丸の内1-1;千代田区;東京都;100-0001;日本\r\nNOTE:一行目\\n二行目\r\nPHOTO;ENCODING=b:AAAA\r\n\
    END:VCARD\r\n\r\nBEGIN:VCARD\r\nVERSION:4.0\r\nFN:Hanako Sato\r\nN;SORT-AS=\"Sato,Hanako\":Sato;Hanako;;;\r\n\
    TEL;VALUE=uri;TYPE=\"voice,cell\":tel:+81-90-0000-0000\r\nEND:VCARD\r\n";

#[test]
fn a_card_is_a_row() {
    let (header, rows) = rows(&Given::bytes("a.vcf", CARDS));
    assert_eq!((header.format, header.line), (Format::Cards, 0));
    let cell =
        |row: usize, column: &str| rows[row][header.columns.iter().position(|known| known == column).unwrap()].as_str();
    for (column, expected) in [
        ("FN", "田中 一郎"),
        ("FAMILY", "田中"),
        ("GIVEN", "一郎"),
        ("SUFFIX", "様"),
        ("PHONETIC-FAMILY", "タナカ"),
        ("ORG", "株式会社北斗製作所"),
        ("DEPARTMENT", "第一営業部 東京課"),
        ("TITLE", "部長, 兼課長"),
        ("TEL", "03-1234-5678"),
        ("TEL-CELL", "090-1234-5678"),
        ("TEL-FAX", "03-1234-5679"),
        ("EMAIL", "b@example.jp"),
        ("EMAIL-OTHER", "a@example.jp"),
        ("POSTCODE", "100-0001"),
        ("STREET", "丸の内1-1 北斗ビル3F"),
        ("NOTE", "一行目\n二行目"),
    ] {
        assert_eq!(cell(0, column), expected, "{column}");
    }
    assert_eq!((cell(1, "PHONETIC-GIVEN"), cell(1, "TEL-CELL")), ("Hanako", "+81-90-0000-0000"));
    assert_eq!(rows.len(), 2);
}

#[test]
fn a_card_of_an_old_phone_is_read() {
    let sjis = |text: &str| encoding_rs::SHIFT_JIS.encode(text).0.into_owned();
    let quoted = |text: &str| sjis(text).iter().map(|byte| format!("={byte:02X}")).collect::<String>();
    let name = quoted("田中;一郎");
    let mut card = format!(
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:{}=\r\n{}\r\n",
        &name[..12],
        &name[12..]
    )
    .into_bytes();
    card.extend(b"SOUND;X-IRMC-N;CHARSET=SHIFT_JIS:");
    card.extend(sjis("ﾀﾅｶ;ｲﾁﾛｳ;;;"));
    card.extend(b"\r\nTEL;CELL;VOICE:09012345678\r\nORG;CHARSET=SHIFT_JIS:");
    card.extend(sjis("ソフト商会;開発部"));
    card.extend(b"\r\nEND:VCARD\r\n");
    let (header, rows) = rows(&Given::bytes("phone.vcf", card));
    let cell = |column: &str| rows[0][header.columns.iter().position(|known| known == column).unwrap()].as_str();
    assert_eq!((cell("FN"), cell("FAMILY"), cell("GIVEN")), ("田中 一郎", "田中", "一郎"));
    assert_eq!((cell("PHONETIC-FAMILY"), cell("PHONETIC-GIVEN")), ("ﾀﾅｶ", "ｲﾁﾛｳ"));
    assert_eq!((cell("TEL-CELL"), cell("ORG"), cell("DEPARTMENT")), ("09012345678", "ソフト商会", "開発部"));
}

const CARD_MAPPING: &str = r#"
format = 1
name = "cards"
system = "card"
[[file]]
id = "cards"
columns = ["FN"]
account = { key = "ORG", or = ["FN"] }
[[fact]]
file = "cards"
kind = "captured"
at = { constant = "2026-01-01" }
"#;

#[test]
fn a_card_without_an_end_is_rejected_at_its_line() {
    let mapping = Mapping::read("test.toml", CARD_MAPPING.as_bytes()).unwrap();
    let text = "BEGIN:VCARD\nFN:a\nBEGIN:VCARD\nFN:b\nEND:VCARD\nBEGIN:VCARD\nFN;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=FF\nEND:VCARD\nBEGIN:VCARD\n";
    let taken = take(&mapping, &[Given::bytes("a.vcf", text)], &mut Book::default()).unwrap();
    assert_eq!(
        rejected(&taken),
        [
            "0:1 - card-unclosed",
            "0:6 FN row-encoding byte=0xFF at=1 encoding=Shift_JIS seems=unknown",
            "0:9 - card-unclosed"
        ]
    );
    assert_eq!(taken.rows[0].line, 3);
}

#[test]
fn objects_that_are_no_facts_are_rows_under_all_their_keys() {
    let text = "{\"email\":\"a@example.jp\",\"age\":3,\"tags\":[\"x\",\"y\"]}\n\
                {\"email\":\"b@example.jp\",\"properties\":{\"company\":\"森商店\",\"ok\":true},\"age\":null}\n";
    let (header, rows) = rows(&Given::bytes("a.jsonl", text));
    assert_eq!((header.format, header.line), (Format::Objects, 0));
    assert_eq!(header.columns, ["email", "age", "tags", "properties.company", "properties.ok"]);
    assert_eq!(rows, [["a@example.jp", "3", "x; y", "", ""], ["b@example.jp", "", "", "森商店", "true"]]);
}

#[test]
fn an_object_that_is_broken_is_rejected_at_its_line() {
    let mapping = CARD_MAPPING.replace("\"ORG\", or = [\"FN\"]", "\"name\"").replace("FN", "name");
    let mapping = Mapping::read("test.toml", mapping.as_bytes()).unwrap();
    let text = "{\"name\":\"a\"}\n{\"name\":\n{\"name\":\"b\",\"name\":\"c\"}\n[]\n{\"name\":\"d\"}\n";
    let taken = take(&mapping, &[Given::bytes("a.jsonl", text)], &mut Book::default()).unwrap();
    let codes: Vec<(u32, &str)> = taken.rejections.iter().map(|r| (r.line, r.code)).collect();
    assert_eq!(codes, [(2, "json-broken"), (3, "key-repeats"), (4, "json-not-object")]);
    assert_eq!(taken.rows.len(), 2);
}
