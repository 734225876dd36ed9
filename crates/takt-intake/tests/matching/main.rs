//! Matching: which company and which person a row means.

use takt_intake::matching::Signer;

mod cards;
mod laws;
mod register;
mod registers;

/// A signer of some book.
pub(crate) fn signer() -> Signer {
    Signer::new(*b"a key of a book.")
}
