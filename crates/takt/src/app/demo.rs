//! The sample vendor: made anew each run, its months ending today.

use std::path::Path;

use takt_core::unit::{Day, Micros};

use crate::app::desk::Desk;
use crate::fault::Fault;

/// What was made.
#[derive(Clone, Debug)]
pub struct Summary {
    /// The vendor's name.
    pub name: String,
    /// Months of its past.
    pub months: u32,
    /// Its accounts.
    pub accounts: u64,
    /// Facts in the journal.
    pub facts: u64,
    /// First and last day of the last month.
    pub month: (Day, Day),
}

/// Makes it.
///
/// # Errors
/// The folder holds something else, or the disk fails.
pub fn make(folder: &Path, _now: Micros) -> Result<(Desk, Summary), Fault> {
    Err(Fault::refused("demo-not-ours", vec![("folder", folder.display().to_string())]))
}
