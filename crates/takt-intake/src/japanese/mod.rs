//! Japanese as people write it, made comparable: names of companies and people, telephones, addresses, days, amounts,
//! corporate numbers and mail addresses.
//!
//! Pure functions, for a million rows: what is read borrows from the text, what is made is written into a `String` of
//! the caller. The original is never changed. What comes out is for matching and search, or is a value, and where a text
//! is not clearly what it should be the answer is `None` or says why: nothing is guessed in silence.

pub mod address;
pub mod company;
pub mod corporate;
pub mod date;
pub mod fold;
pub mod mail;
pub mod money;
pub mod person;
pub mod phone;
