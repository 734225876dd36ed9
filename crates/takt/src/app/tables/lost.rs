//! Characters that a format does not carry: found before anything is written, and never replaced silently.

use std::collections::BTreeMap;

use super::write::Form;
use super::{Cell, Table};

/// Places that are named of one character; the others are counted.
const SPOTS: usize = 5;

/// A character that is not carried, how often, and where first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The character.
    pub letter: char,
    /// How often it stands in the tables.
    pub count: u64,
    /// Where it stands first, at most five places.
    pub spots: Vec<Spot>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The table.
    pub table: &'static str,
    /// The outside key of the row; empty for the names of the columns.
    pub key: String,
    /// The column.
    pub field: String,
}

/// The characters of tables that a format does not carry, in the order of their codes.
pub(super) fn find(tables: &[Table], form: Form) -> Vec<Lost> {
    let mut carried = Carried::of(form);
    let mut lost: BTreeMap<char, Lost> = BTreeMap::new();
    let mut note = |letter: char, spot: &dyn Fn() -> Spot| {
        let lost = lost.entry(letter).or_insert_with(|| Lost { letter, count: 0, spots: Vec::new() });
        lost.count += 1;
        if lost.spots.len() < SPOTS {
            let spot = spot();
            if !lost.spots.contains(&spot) {
                lost.spots.push(spot);
            }
        }
    };
    for table in tables {
        for column in &table.columns {
            let spot = || Spot { table: table.name, key: String::new(), field: column.clone() };
            column.chars().filter(|letter| !carried.carries(*letter)).for_each(|letter| note(letter, &spot));
        }
        for row in &table.rows {
            let key = row.first().and_then(text).unwrap_or_default();
            for (cell, column) in row.iter().zip(&table.columns) {
                let Some(cell) = text(cell) else { continue };
                let spot = || Spot { table: table.name, key: key.into(), field: column.clone() };
                cell.chars().filter(|letter| !carried.carries(*letter)).for_each(|letter| note(letter, &spot));
            }
        }
    }
    lost.into_values().collect()
}

/// Puts a text in the place of every character that is not carried.
pub(super) fn replace(tables: &mut [Table], form: Form, by: &str) {
    let mut carried = Carried::of(form);
    let mut change = |text: &mut String| {
        if !text.chars().all(|letter| carried.carries(letter)) {
            let mut kept = String::with_capacity(text.len());
            for letter in text.chars() {
                if carried.carries(letter) { kept.push(letter) } else { kept.push_str(by) }
            }
            *text = kept;
        }
    };
    for table in tables {
        table.columns.iter_mut().for_each(&mut change);
        for cell in table.rows.iter_mut().flatten() {
            if let Cell::Text(text) = cell {
                change(text);
            }
        }
    }
}

fn text(cell: &Cell) -> Option<&str> {
    match cell {
        Cell::Text(text) => Some(text),
        Cell::Number(_) => None,
    }
}

/// What a format carries, each character asked once.
struct Carried {
    form: Form,
    known: BTreeMap<char, bool>,
}

impl Carried {
    fn of(form: Form) -> Self {
        Self { form, known: BTreeMap::new() }
    }

    fn carries(&mut self, letter: char) -> bool {
        if letter.is_ascii_graphic() || letter == ' ' {
            return true;
        }
        let form = self.form;
        *self.known.entry(letter).or_insert_with(|| form.carries(letter))
    }
}
