//! Proofs that nothing acknowledged is lost, nothing doubled, and that the checks can fail.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops at the first thing that is not as it should be"
)]

mod clock;
mod columns;
mod commit;
mod door;
mod duplicates;
mod erase;
mod fixture;
mod kill;
mod machine;
mod restore;
mod seen;
mod snapshot;
mod verify;
mod year;
