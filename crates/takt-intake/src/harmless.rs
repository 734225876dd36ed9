//! Cells that a spreadsheet would compute, made harmless, and back.
//!
//! A cell that begins with `=`, `+`, `-`, `@`, their full-width forms, a tab or a carriage return gets an apostrophe in
//! front. So does one that begins with apostrophes and then one of these: taking one apostrophe off gives exactly what
//! there was, whatever there was.

/// What the names of the program's own columns begin with, in tables it writes.
pub const OWN: &str = "takt.";

/// What a spreadsheet takes for the beginning of a formula, or passes over on the way to one.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r'];

/// A cell that nothing computes.
#[must_use]
pub fn harmless(text: &str) -> String {
    if is_risky(text) { format!("'{text}") } else { text.into() }
}

/// The name of a column that nothing computes, and that is none of the program's own.
#[must_use]
pub fn harmless_name(text: &str) -> String {
    if is_risky(text) || is_own(text) { format!("'{text}") } else { text.into() }
}

/// What [`harmless`] was given.
pub(crate) fn plain_cell(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_risky(rest)).unwrap_or(cell)
}

/// What [`harmless_name`] was given.
pub(crate) fn plain_name(name: &str) -> &str {
    name.strip_prefix('\'').filter(|rest| is_risky(rest) || is_own(rest)).unwrap_or(name)
}

fn is_risky(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA)
}

fn is_own(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(OWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_harmless_comes_back_and_nothing_else_changes() {
        for (text, cell) in [
            ("plain", "plain"),
            ("=1+1", "'=1+1"),
            ("＝ＳＵＭ", "'＝ＳＵＭ"),
            ("@x", "'@x"),
            ("－３", "'－３"),
            ("\tx", "'\tx"),
            ("'=1", "''=1"),
            ("''+", "'''+"),
            ("'tis", "'tis"),
            ("'", "'"),
            ("", ""),
            ("takt.account", "takt.account"),
        ] {
            assert_eq!(harmless(text), cell);
            assert_eq!(plain_cell(cell), text);
        }
        for (name, column) in
            [("takt.account", "'takt.account"), ("'takt.x", "''takt.x"), ("name", "name"), ("=a", "'=a")]
        {
            assert_eq!(harmless_name(name), column);
            assert_eq!(plain_name(column), name);
        }
        // What others wrote with an apostrophe of their own stays as they wrote it.
        assert_eq!(plain_cell("'abc"), "'abc");
    }
}
