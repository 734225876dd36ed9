//! Progress of an import: what is told while it runs. A count is told only after its commit: that is what
//! "acknowledged" means.

/// What an import is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The past of the accounts runs through the model.
    History,
    /// The accounts go live.
    GoingLive,
}

/// Who is told.
pub trait Progress {
    /// A stage begins, with so many accounts to come.
    fn begins(&mut self, stage: Stage, accounts: u64);
    /// So many accounts of the stage are durable, so many facts in all.
    fn acknowledged(&mut self, accounts: u64, facts: u64);
}

/// Nobody is told.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begins(&mut self, _stage: Stage, _accounts: u64) {}
    fn acknowledged(&mut self, _accounts: u64, _facts: u64) {}
}
