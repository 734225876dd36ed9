//! A mapping to start from, for a file nobody has mapped yet.

use std::collections::BTreeSet;

use takt_core::fact::Kind;

use super::RESERVED;

/// A mapping made from a header: it reads without findings, names every column, and says what to decide.
///
/// Its guesses (which column is the key, which the date) go by the names of the columns and are meant to be checked.
#[must_use]
pub fn skeleton(header: &[String]) -> String {
    let mut seen = BTreeSet::new();
    let columns: Vec<&str> =
        header.iter().map(|column| column.trim()).filter(|column| !column.is_empty() && seen.insert(*column)).collect();
    let fallback = columns.first().copied().unwrap_or("id");
    let find = |words: &[&str]| {
        columns.iter().copied().find(|column| {
            let lower = column.to_lowercase();
            words.iter().any(|word| lower.contains(word))
        })
    };
    let key = find(&["id", "key", "code", "no.", "番号", "コード"]).unwrap_or(fallback);
    let date = find(&["date", "_at", "time", "day", "日"]);
    let source = find(&["source", "origin", "channel", "経路", "流入"]).filter(|column| *column != key);
    let kinds: Vec<&str> =
        Kind::ALL.iter().filter(|kind| !kind.is_acted() && !RESERVED.contains(kind)).map(|kind| kind.name()).collect();
    let listed: Vec<String> = columns.iter().map(|column| quoted(column)).collect();
    let listed = if listed.is_empty() { quoted(fallback) } else { listed.join(", ") };
    let used: Vec<&str> = [Some(key), date, source].into_iter().flatten().collect();
    let rest: Vec<String> =
        columns.iter().filter(|column| !used.contains(column)).map(|column| quoted(column)).collect();
    let at = match date {
        Some(date) => format!(
            "at     = {{ column = {} }} # dates like 2026-05-01 or 2026-05-01 09:30; else add format = \"%Y/%m/%d\"",
            quoted(date)
        ),
        None => "at     = { constant = \"2026-01-01\" } # no column looks like a date: { column = \"…\" } if one is\n\
                 dated  = \"inferred\" # nobody knows the day; remove this line once `at` is a column"
            .into(),
    };
    let source = match source {
        Some(source) => format!("source = {{ column = {} }}", quoted(source)),
        None => "# source = { column = \"…\" } # or a constant: source = \"exhibition\"".into(),
    };
    let mut wrapped = String::from("#");
    let mut width = 1;
    for kind in &kinds {
        if width + kind.len() > 110 {
            wrapped.push_str("\n#");
            width = 1;
        }
        wrapped.push(' ');
        wrapped.push_str(kind);
        width += kind.len() + 1;
    }
    format!(
        "# A mapping made from the header of a file. Check every line; docs/mapping.md explains each key.\n\
         format = 1\n\
         name   = \"My file\"\n\
         system = \"mine\" # the prefix of outside keys: mine:<key>. The same accounts from other files need the same one\n\
         zone   = \"model\" # or where the clock hung that wrote the times: \"Asia/Tokyo\"\n\
         \n\
         [[file]]\n\
         id      = \"rows\"\n\
         # The file is known by these columns. Keep those that make it this file; others may follow.\n\
         columns = [{listed}]\n\
         account = {{ key = {key} }} # the column whose value stays the same for the same company\n\
         # contact = {{ key = \"…\", name = \"…\", email = \"…\" }} # if the rows are about people of the company\n\
         # row     = {{ key = \"…\" }} # if each row has its own number, and one account has many rows\n\
         # Texts about the account, kept apart from the facts: name, telephone, address, anything to read and search.\n\
         free    = [{rest}]\n\
         # [file.texts]\n\
         # name = \"…\" # the column with the name of the company\n\
         \n\
         # One [[fact]] for each thing a row says. The kinds there are:\n\
         {wrapped}\n\
         [[fact]]\n\
         file   = \"rows\"\n\
         kind   = \"captured\"\n\
         {at}\n\
         {source}\n",
        key = quoted(key),
        rest = rest.join(", "),
    )
}

/// A string of TOML.
pub(crate) fn quoted(text: &str) -> String {
    toml_edit::Value::from(text).to_string().trim().to_string()
}
