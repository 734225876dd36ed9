//! The move column beside the journal: read where it fits, kept with every snapshot.

use takt_core::metric::MoveColumn;
use takt_core::unit::Seq;
use takt_store::{Form, Head, Stop, Store};

use crate::app::desk::Desk;
use crate::app::snapshot::core_number;
use crate::fault::Fault;

/// The move column as a segment, as this very program makes it: one that another core made may say what a mistake since
/// mended made of the facts.
#[must_use]
pub fn moves_form() -> Form {
    // The lower half of the number tells programs apart as well.
    Form { name: "moves", version: core_number() as u32 }
}

impl<S: Store> Desk<S> {
    /// Readies the moves of the book for reports: they are read from the column beside the journal and brought up to the
    /// book, or made of its lines where there is none that fits.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub fn ready_moves(&mut self) -> Result<(), Fault> {
        let mut kept = None;
        if !self.book.keeps_moves() {
            let next = self.book.next;
            let read = self.store.segments(moves_form(), &mut |segment| {
                // A book of an earlier day knows less than what was kept since.
                if segment.head.next <= next {
                    kept = MoveColumn::read(&segment.bytes, &self.book).map(|column| (column, segment.head.next));
                }
                Err(Stop)
            });
            read.map_err(|error| self.fault(&error))?;
        }
        self.book.keep_moves(kept);
        Ok(())
    }

    /// Keeps the move column of the book beside the journal, which ends as the book does: together with a snapshot, so that
    /// a report begins where the book does. One that cannot be written is made of the lines.
    pub(crate) fn keep_column(&mut self, head: &Head) {
        self.book.keep_moves(None);
        if let Some(column) = self.book.move_column().filter(|_| head.next == self.book.next) {
            let parts = column.write(&self.book);
            let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
            // The facts are durable; this only spares work.
            let _ = self.store.keep_segment(moves_form(), Seq(1), head, &parts);
        }
    }
}
