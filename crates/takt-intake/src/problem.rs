//! What can be wrong, as codes with arguments. The sentences, in Japanese and English, are the shell's business.

/// What stands in the way of a whole mapping or a whole import, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The mapping or data file it was found in, as it was named by the caller.
    pub file: String,
    /// Line, 1 the first; 0 where the whole file is meant.
    pub line: u32,
    /// Column in characters, 1 the first; 0 where the whole line or file is meant.
    pub column: u32,
    /// One of [`CODES`].
    pub code: &'static str,
    /// The arguments of the code, see [`CODES`].
    pub args: Args,
}

/// Arguments of a code by name.
pub type Args = Vec<(&'static str, String)>;

impl Finding {
    /// A finding about a whole file.
    pub(crate) fn of_file(file: &str, code: &'static str, args: Args) -> Self {
        Self { file: file.into(), line: 0, column: 0, code, args: checked(code, args) }
    }

    /// A finding at a line and column.
    pub(crate) fn at(file: &str, line: u32, column: u32, code: &'static str, args: Args) -> Self {
        Self { file: file.into(), line, column, code, args: checked(code, args) }
    }
}

/// A row that was not taken: nothing of it is among the facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// Index into [`Taken::files`](crate::Taken::files).
    pub file: u16,
    /// The physical line where the row begins, 1 the first.
    pub line: u32,
    /// The column of the file (or the key of the JSON line) that is at fault, where it is one.
    pub field: Option<String>,
    /// One of [`CODES`].
    pub code: &'static str,
    /// The arguments of the code, see [`CODES`].
    pub args: Args,
}

/// Why a row is rejected, before it is known which row that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) field: Option<String>,
    pub(crate) code: &'static str,
    pub(crate) args: Args,
}

impl Fault {
    /// A fault of the row as a whole. Boxed because rows are good far more often than not.
    pub(crate) fn new(code: &'static str, args: Args) -> Box<Self> {
        Box::new(Self { field: None, code, args: checked(code, args) })
    }

    /// The same fault, said of a column.
    pub(crate) fn of(mut self: Box<Self>, field: &str) -> Box<Self> {
        self.field.get_or_insert_with(|| field.into());
        self
    }

    /// The rejection of a row for this fault.
    pub(crate) fn reject(self, file: u16, line: u32) -> Rejection {
        Rejection { file, line, field: self.field, code: self.code, args: self.args }
    }
}

/// How much of a cell an argument repeats: enough to find it, not enough to fill a screen.
const SHOWN_CHARS: usize = 60;

/// A cell as an argument: cut where it is long.
pub(crate) fn shown(cell: &str) -> String {
    match cell.char_indices().nth(SHOWN_CHARS) {
        Some((end, _)) => format!("{}…", &cell[..end]),
        None => cell.into(),
    }
}

/// Known words as one argument: the first twenty, comma between.
pub(crate) fn listed<T: AsRef<str>>(words: &[T]) -> String {
    let mut text = words.iter().take(20).map(AsRef::as_ref).collect::<Vec<_>>().join(", ");
    if words.len() > 20 {
        text.push_str(", …");
    }
    text
}

fn checked(code: &'static str, args: Args) -> Args {
    debug_assert!(
        CODES.iter().any(|(known, names)| *known == code
            && names.len() == args.len()
            && args.iter().all(|(name, _)| names.contains(name))),
        "{code} with {args:?} is not declared in CODES"
    );
    args
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident $text:literal [$($arg:literal)*];)*) => {
        /// The codes by name.
        pub mod code {
            $($(#[$doc])* pub const $name: &str = $text;)*
        }

        /// Every code of this crate with the names of its arguments. Place and field are no arguments: they stand
        /// beside the code.
        pub const CODES: &[(&str, &[&str])] = &[$(($text, &[$($arg),*]),)*];
    };
}

codes! {
    // ---- a whole data file ----
    /// The operating system did not let us read the file.
    FILE_UNREADABLE "file-unreadable" ["error"];
    /// There is nothing in the file.
    FILE_EMPTY "file-empty" [];
    /// The first row has no names of columns, or could not be read.
    FILE_NO_HEADER "file-no-header" [];
    /// The file holds NUL bytes: it is no text.
    FILE_NOT_TEXT "file-not-text" [];
    /// The file is text, in an encoding that this program does not read.
    FILE_ENCODING "file-encoding" ["seems"];
    /// The file is of a kind that holds no rows this program reads; `seems` is its kind.
    FILE_KIND "file-kind" ["seems"];
    /// The workbook is encrypted.
    FILE_ENCRYPTED "file-encrypted" [];
    /// The workbook is damaged; `error` is what its reader said.
    FILE_DAMAGED "file-damaged" ["error"];
    /// The workbook would take more than `limit` bytes once unpacked.
    FILE_UNPACKED "file-unpacked" ["limit"];
    /// The workbook has no sheet of the name that was asked for.
    SHEET_UNKNOWN "sheet-unknown" ["sheet" "known" "nearest"];
    /// No sheet of the workbook holds a header with rows below it.
    SHEET_NONE "sheet-none" [];
    /// A sheet has more than `limit` rows or cells.
    SHEET_TOO_LARGE "sheet-too-large" ["limit"];
    /// The objects of a file have more than `limit` keys between them.
    COLUMNS_TOO_MANY "columns-too-many" ["limit"];
    /// Two columns have the same name; `first` and `second` count from 1.
    HEADER_REPEATS "header-repeats" ["column" "first" "second"];
    /// No `[[file]]` of the mapping fits the header; the nearest one lacks `missing`.
    FILE_UNKNOWN "file-unknown" ["nearest" "missing"];
    /// More than one `[[file]]` fits the header.
    FILE_AMBIGUOUS "file-ambiguous" ["files"];
    /// Only lookup files were given; `owner` is the file they belong to.
    LOOKUP_ALONE "lookup-alone" ["lookup" "owner"];
    /// A join that is not optional, and its lookup file was not given.
    LOOKUP_MISSING "lookup-missing" ["lookup" "owner"];
    /// More rows, facts or files than one import can hold.
    IMPORT_TOO_LARGE "import-too-large" [];

    // ---- a row of a CSV file ----
    /// The row has another number of cells than the header.
    ROW_RAGGED "row-ragged" ["cells" "header"];
    /// A cell is longer than `limit` bytes.
    CELL_TOO_LONG "cell-too-long" ["limit"];
    /// A row is longer than `limit` bytes.
    ROW_TOO_LONG "row-too-long" ["limit"];
    /// A quote is never closed; everything from this line on is lost.
    QUOTE_UNCLOSED "quote-unclosed" [];
    /// Text follows a closing quote.
    QUOTE_MISPLACED "quote-misplaced" [];
    /// Bytes that are no text in the encoding of the file.
    ROW_ENCODING "row-encoding" ["byte" "at" "encoding" "seems"];

    /// A vCard has no end.
    CARD_UNCLOSED "card-unclosed" [];

    // ---- a cell, or a value of a JSON line ----
    /// The account's, contact's or row's key is blank.
    KEY_BLANK "key-blank" [];
    /// A key is longer than `limit` bytes.
    KEY_TOO_LONG "key-too-long" ["limit"];
    /// A key that is not `system:key`.
    KEY_SHAPE "key-shape" ["value"];
    /// An opportunity, subscription, ticket or meeting by its key, and the book has no number for it.
    KEY_WITHOUT_NUMBER "key-without-number" ["value"];
    /// A field that must be stated is blank.
    REQUIRED_BLANK "required-blank" ["kind"];
    /// A word is longer than `limit` bytes.
    WORD_TOO_LONG "word-too-long" ["limit"];
    /// Not a number.
    NOT_A_NUMBER "not-a-number" ["value"];
    /// A number outside of what the field holds.
    NUMBER_OUT_OF_RANGE "number-out-of-range" ["value" "from" "to"];
    /// Not a date of the format, or no such day.
    NOT_A_DATE "not-a-date" ["value" "format"];
    /// A date outside of what the journal takes.
    DATE_OUT_OF_RANGE "date-out-of-range" ["value" "from" "to"];
    /// A fact dated later than now.
    DATE_IN_FUTURE "date-in-future" ["value"];
    /// Neither yes nor no.
    NOT_YES_NO "not-yes-no" ["value"];
    /// Not an amount of money.
    NOT_MONEY "not-money" ["value"];
    /// More digits behind the point than the currency has.
    MONEY_TOO_FINE "money-too-fine" ["value" "currency"];
    /// Not the three letters of a currency.
    NOT_A_CURRENCY "not-a-currency" ["value"];
    /// Not a rate.
    NOT_A_RATE "not-a-rate" ["value"];
    /// Not business hours like `09:00-12:00 13:00-18:00`.
    NOT_HOURS "not-hours" ["value"];
    /// None of the fixed words of a field.
    UNKNOWN_CODE "unknown-code" ["value" "known" "nearest"];
    /// A word the model does not know; `kind` is stage, team, step …
    UNKNOWN_WORD "unknown-word" ["value" "kind" "known" "nearest"];
    /// Not a word of a declared choice.
    UNKNOWN_CHOICE "unknown-choice" ["value" "choice" "known" "nearest"];
    /// A join that is not optional found no row in the lookup file.
    JOIN_WITHOUT_PARTNER "join-without-partner" ["lookup" "key"];

    // ---- a line of facts in JSON ----
    /// The line is no JSON; `error` is the parser's.
    JSON_BROKEN "json-broken" ["error"];
    /// The line is JSON but no object.
    JSON_NOT_OBJECT "json-not-object" [];
    /// A key stands twice.
    KEY_REPEATS "key-repeats" ["key"];
    /// The fact of an account names none.
    ACCOUNT_MISSING "account-missing" ["kind"];
    /// A fact of the house names an account or a contact.
    ACCOUNT_NOT_TAKEN "account-not-taken" ["kind"];
    /// An attribute the model does not declare.
    UNKNOWN_ATTRIBUTE "unknown-attribute" ["attribute"];
    /// A line of the journal's own form that cannot be put back.
    JOURNAL_LINE "journal-line" [];

    // ---- a mapping, some also of a JSON line ----
    /// The mapping is not UTF-8.
    MAPPING_NOT_UTF8 "mapping-not-utf8" [];
    /// The mapping is no TOML; `error` is the parser's.
    MAPPING_NOT_TOML "mapping-not-toml" ["error"];
    /// The mapping is longer than `limit` bytes.
    MAPPING_TOO_LONG "mapping-too-long" ["limit"];
    /// A `format` other than the one this program reads.
    UNKNOWN_FORMAT "unknown-format" ["format" "known"];
    /// A key nobody reads here.
    UNKNOWN_KEY "unknown-key" ["key" "nearest"];
    /// A key that must stand here.
    MISSING_KEY "missing-key" ["key"];
    /// A value of another type.
    WRONG_TYPE "wrong-type" ["expected" "found"];
    /// A value that must not be blank, or is no good name.
    BAD_NAME "bad-name" ["value"];
    /// Two `[[file]]` with one id, or one column listed twice.
    NAME_REPEATS "name-repeats" ["name"];
    /// Not a time zone.
    UNKNOWN_ZONE "unknown-zone" ["zone"];
    /// Not a kind of fact.
    UNKNOWN_KIND "unknown-kind" ["kind" "nearest"];
    /// A kind the model alone writes.
    KIND_ACTED "kind-acted" ["kind"];
    /// A kind that Takt itself writes.
    KIND_RESERVED "kind-reserved" ["kind"];
    /// Not a field of the kind.
    UNKNOWN_FIELD "unknown-field" ["field" "kind" "nearest"];
    /// A field the kind needs.
    MISSING_FIELD "missing-field" ["field" "kind"];
    /// Not the id of a `[[file]]`.
    UNKNOWN_FILE "unknown-file" ["file" "nearest"];
    /// A `joined` file that this file does not join.
    NOT_JOINED "not-joined" ["file" "owner"];
    /// A lookup file that has facts, keys or joins of its own.
    LOOKUP_WITH_FACTS "lookup-with-facts" ["file"];
    /// Facts of accounts from a file that names no account.
    FILE_WITHOUT_ACCOUNT "file-without-account" ["file" "kind"];
    /// Not a format of dates.
    BAD_FORMAT "bad-format" ["format"];
    /// A condition says nothing, or more than one thing.
    BAD_CONDITION "bad-condition" [];
    /// A word is asked for that counts as blank in this file: no cell ever says it.
    BLANK_WORD "blank-word" ["value" "file"];
    /// A check asks nothing, or more than one thing.
    BAD_CHECK "bad-check" [];
    /// A check of a kind that no `[[fact]]` gives.
    CHECK_WITHOUT_FACT "check-without-fact" ["kind"];
    /// A check of a field that no `[[fact]]` of the kind states.
    CHECK_WITHOUT_FIELD "check-without-field" ["kind" "field"];
    /// A check of the rows' keys of a file whose rows have none.
    CHECK_WITHOUT_KEY "check-without-key" ["file"];
    /// A column the file does not have.
    UNKNOWN_COLUMN "unknown-column" ["column" "file" "nearest"];
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_is_declared_once() {
        let names: BTreeSet<&str> = CODES.iter().map(|(name, _)| *name).collect();
        assert_eq!(names.len(), CODES.len());
    }

    #[test]
    fn long_cells_are_cut_at_a_character() {
        assert_eq!(shown("ab"), "ab");
        assert_eq!(shown(&"あ".repeat(100)).chars().count(), 61);
    }
}
