//! The vendor's past as a file would bring it: seen facts only, to be imported.
//!
//! A vendor lives its months against a book of its own, and what was said comes out as rows: in time order as they
//! happen, or by account. What the model did is left out, since the import does it again; so are slots, which no file
//! from elsewhere holds and which nobody keeps once they are past. 5,600 leads a month over 18 months are 100,000
//! accounts.

use takt_core::book::{Book, ModelHash};
use takt_core::dictionary::Dictionary;
use takt_core::fact::{Body, Kind};
use takt_core::unit::{AccountId, ContactId, Micros};

use crate::drive::{Driven, drive};
use crate::plan::{Plan, Text};
use crate::vendor::Vendor;

/// One seen fact with its names, ready to be a line of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its account in the vendor's own book; `None` for a fact of the house (members, hours, leaves, visitors).
    pub account: Option<AccountId>,
    /// The account's outside key, `demo:000123`.
    pub account_key: Option<String>,
    /// Its person in the vendor's own book.
    pub contact: Option<ContactId>,
    /// When it happened.
    pub occurred_at: Micros,
    /// What.
    pub body: Body,
    /// Names and addresses that came with it.
    pub texts: Vec<Text>,
}

/// Gives a plan's seen facts in the order in which they happened; `book` is empty and knows the model of `hash`.
///
/// # Errors
/// The first error of `each`.
pub fn seen<E>(
    plan: Plan,
    mut book: Book,
    hash: ModelHash,
    mut each: impl FnMut(&Dictionary, Row) -> Result<(), E>,
) -> Result<Driven, E> {
    let mut vendor = Vendor::new(plan, &mut book.words, hash);
    drive(&mut vendor, &mut book, |book, _, batch| {
        for said in &batch.said {
            let statement = &said.statement;
            let kind = statement.body.kind();
            if matches!(kind, Kind::ModelAdopted | Kind::SlotReserved | Kind::SlotReleased) {
                continue;
            }
            let row = Row {
                account: statement.account,
                account_key: statement.account.map(|id| account_key(u64::from(id.0))),
                contact: statement.contact,
                occurred_at: statement.occurred_at,
                body: statement.body.clone(),
                texts: said.texts.clone(),
            };
            each(&book.words, row)?;
        }
        Ok(())
    })
}

/// The same, the house first and then account by account: all rows are held at once.
///
/// # Errors
/// The first error of `each`.
pub fn seen_by_account<E>(
    plan: Plan,
    book: Book,
    hash: ModelHash,
    mut each: impl FnMut(&Dictionary, Row) -> Result<(), E>,
) -> Result<(), E> {
    let mut rows = Vec::new();
    let mut words = Dictionary::default();
    let kept = seen(plan, book, hash, |known, row| {
        if rows.is_empty() {
            // A vendor knows all its words from the beginning.
            words = known.clone();
        }
        rows.push(row);
        Ok::<_, E>(())
    });
    kept?;
    // Stable: within an account they stay in the order in which they happened.
    rows.sort_by_key(|row| row.account);
    rows.into_iter().try_for_each(|row| each(&words, row))
}

/// The outside key of the vendor's account of a number.
pub(crate) fn account_key(number: u64) -> String {
    format!("demo:{number:06}")
}
