//! What can be done: one module a noun. Pages, API and command line all call these.

pub mod account;
pub mod clock;
pub mod columns;
pub mod demo;
pub mod desk;
pub mod diagram;
pub mod door;
pub mod duplicates;
pub mod erase;
pub mod export;
pub mod import;
pub mod merge;
pub mod model;
pub mod names;
pub mod order;
pub mod report;
pub mod restore;
pub mod search;
pub mod secret;
pub mod seen;
pub mod snapshot;
pub mod ties;
pub mod undo;
pub mod verify;
pub mod whatif;
pub mod writer;
