//! A seeded subscription vendor in virtual time: the demo, load for the stores, and the generator of property tests.
//!
//! ```text
//! names      companies and persons that do not exist, each made from its number
//! plan       how large, how long, from which seed; what is said, batch by batch
//! vendor     marketing, inside sales, field sales, customer success and their customers
//! drive      the loop: begin, advance, decide, take, advance
//! load       the same vendor's seen facts as a history to import
//! bulk       accounts by the million, each on its own: load for measuring
//! arbitrary  small random journals of every kind of account, for properties
//! ```
//!
//! # Determinism
//! There is no clock, no float and no unordered map here. The same [`Plan`] and the same model give the same
//! facts, byte for byte, on every machine.

pub mod arbitrary;
pub mod bulk;
mod drive;
pub mod lexicon;
mod life;
pub mod load;
pub mod names;
mod plan;
mod staff;
pub mod stream;
pub mod tight;
mod vendor;

pub use drive::{Driven, Refused, drive, step};
pub use plan::{Batch, Plan, Said, Text, Whose};
pub use vendor::{COMPANY, Exhibition, Stories, Story, Vendor};
