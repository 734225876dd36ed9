//! A row of a file, whatever the file is: its cells as texts, and the line it begins at.

use crate::problem::Fault;

/// One row, decoded.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    /// The physical line it begins at, 1 the first.
    pub(crate) line: u32,
    pub(crate) text: String,
    pub(crate) ends: Vec<usize>,
}

impl Record {
    /// Empties it for the row that begins at a line.
    pub(crate) fn begin(&mut self, line: u32) {
        self.line = line;
        self.text.clear();
        self.ends.clear();
    }

    /// Adds a cell.
    pub(crate) fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }

    /// Cuts it to so many cells, or fills it up with empty ones.
    pub(crate) fn fit(&mut self, width: usize) {
        self.ends.resize(width, self.text.len());
        self.text.truncate(self.ends.last().copied().unwrap_or(0));
    }

    /// How many cells say something.
    pub(crate) fn filled(&self) -> usize {
        self.cells().filter(|cell| !cell.trim().is_empty()).count()
    }

    /// How many cells it has.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A cell; the empty text beyond the last one.
    pub(crate) fn cell(&self, place: usize) -> &str {
        let start = place.checked_sub(1).map_or(0, |before| self.ends.get(before).copied().unwrap_or(0));
        self.ends.get(place).and_then(|end| self.text.get(start..*end)).unwrap_or("")
    }

    /// Empties the cells that hold one of these words and nothing else.
    pub(crate) fn blank(&mut self, words: &[String]) {
        if !words.is_empty() {
            self.each_cell(|cell| if words.iter().any(|word| word == cell.trim()) { "" } else { cell });
        }
    }

    /// Puts a part of each cell in its place.
    pub(crate) fn each_cell(&mut self, part: impl Fn(&str) -> &str) {
        if self.cells().all(|cell| part(cell).len() == cell.len()) {
            return;
        }
        let mut text = String::with_capacity(self.text.len());
        let mut ends = Vec::with_capacity(self.ends.len());
        for cell in self.cells() {
            text.push_str(part(cell));
            ends.push(text.len());
        }
        (self.text, self.ends) = (text, ends);
    }

    /// Takes a cell out.
    pub(crate) fn remove(&mut self, place: usize) {
        let Some(end) = self.ends.get(place).copied() else { return };
        let start = place.checked_sub(1).map_or(0, |before| self.ends.get(before).copied().unwrap_or(0));
        self.text.drain(start..end);
        self.ends.remove(place);
        self.ends.iter_mut().skip(place).for_each(|later| *later -= end - start);
    }

    /// All cells.
    pub(crate) fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|place| self.cell(place))
    }
}

/// A row that cannot be taken.
#[derive(Debug)]
pub(crate) struct BadRow {
    /// The physical line the rejection names.
    pub(crate) line: u32,
    /// The place of the cell at fault, where it is one.
    pub(crate) cell: Option<usize>,
    pub(crate) fault: Box<Fault>,
}
