//! Aligned tables on a terminal: numbers to the right, Japanese two columns wide.

use unicode_width::UnicodeWidthStr;

/// Which side a column is set to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A table being filled.
#[derive(Debug)]
pub(super) struct Table {
    sides: Vec<Side>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with a head.
    #[must_use]
    pub(super) fn new(columns: &[(&str, Side)]) -> Self {
        Self {
            sides: columns.iter().map(|(_, side)| *side).collect(),
            rows: vec![columns.iter().map(|(title, _)| (*title).into()).collect()],
        }
    }

    /// A table of numbers: names to the left in the first column, numbers to the right in all others.
    #[must_use]
    pub(super) fn of_numbers(titles: &[String]) -> Self {
        let side = |place| if place == 0 { Side::Left } else { Side::Right };
        let columns: Vec<(&str, Side)> =
            titles.iter().enumerate().map(|(place, title)| (title.as_str(), side(place))).collect();
        Self::new(&columns)
    }

    /// Adds a row.
    pub(super) fn row(&mut self, cells: Vec<String>) {
        // A cell is one line, whatever a name from outside holds.
        self.rows.push(cells.into_iter().map(|cell| cell.replace(char::is_control, " ")).collect());
    }

    /// The table as text: a line a row, two blanks between columns, none at the ends of lines.
    #[must_use]
    pub(super) fn render(&self) -> String {
        let width = |place: usize| {
            self.rows.iter().filter_map(|row| row.get(place)).map(|cell| cell.width()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.sides.len()).map(width).collect();
        let mut text = String::new();
        for row in &self.rows {
            let mut line = String::new();
            for ((cell, side), width) in row.iter().zip(&self.sides).zip(&widths) {
                let pad = " ".repeat(width.saturating_sub(cell.width()));
                match side {
                    Side::Left => line.push_str(&format!("{cell}{pad}  ")),
                    Side::Right => line.push_str(&format!("{pad}{cell}  ")),
                }
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}

/// Lines of a label and a value, the values below each other.
#[must_use]
pub(super) fn labelled(rows: Vec<(String, String)>) -> String {
    let width = rows.iter().map(|(label, _)| label.width()).max().unwrap_or(0);
    rows.iter()
        .map(|(label, value)| format!("  {label}{}  {value}\n", " ".repeat(width.saturating_sub(label.width()))))
        .collect()
}

/// A number with commas between thousands.
#[must_use]
pub(super) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// What is not known.
pub(super) const NOTHING: &str = "—";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_takes_two_columns() {
        let mut table = Table::new(&[("ステージ", Side::Left), ("残高", Side::Right)]);
        table.row(vec!["MQL".into(), "1,204".into()]);
        table.row(vec!["接触中".into(), "7".into()]);
        assert_eq!(table.render(), "ステージ   残高\nMQL       1,204\n接触中        7\n");
    }

    #[test]
    fn thousands_are_grouped() {
        assert_eq!([0, 999, 1000, 1_234_567].map(thousands), ["0", "999", "1,000", "1,234,567"]);
    }
}
