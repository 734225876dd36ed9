//! The vendor, and the invariants of the core on what it and chance bring.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

mod alone;
mod bulk;
mod changed;
mod cube;
mod demo;
mod entities;
mod flow;
mod history;
mod house;
mod import;
mod invariant;
mod manners;
mod oracle;
mod picture;
mod snapshot;
mod vendor;
