//! Matching (名寄せ): which of the companies and people that are known a row means.
//!
//! ```text
//! what a row says ──Signer──► CompanySigns ──Directory──► Meeting { met, doubts }
//!                             PersonSigns  ──People─────► PersonMeeting
//! ```
//!
//! Two rules stand above all others. Companies with different corporate numbers are never one, whatever else is alike.
//! And what is not sure stays apart: the two are a doubt for a person to decide, since two accounts are made one with
//! one key, and an account into which two companies were written is hard to part. The rules in their order, and why each
//! is as it is, stand in `docs/adr/0032-matching.md`.
//!
//! Pure: no file, no store, no clock. Who asks keeps the directory beside the book and adds what it decides to be new.

mod chain;
mod directory;
mod meeting;
mod person;
mod reading;
mod sign;

pub use directory::Directory;
pub use meeting::{Doubt, Link, Meeting, Met, PersonDoubt, PersonMeeting, PersonSame, Same};
pub use person::People;
pub use sign::{CompanySaid, CompanySigns, PersonSaid, PersonSigns, Signer};

/// Entries of one sign that are looked at. A sign that more of them share says nothing: nobody can look through a queue of
/// that many, and the hundredth 株式会社アシスト is no likelier to be meant than the first.
const LOOKED_AT: u8 = 16;

/// Doubts of one meeting, at most.
const DOUBTS: usize = 3;
