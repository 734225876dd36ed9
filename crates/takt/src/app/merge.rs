//! Making one account part of another, and taking that back (名寄せ).

use takt_core::account::PARTS_MAX;
use takt_core::decide::{Refusal, Statement, decide};
use takt_core::fact::{Actor, Body};
use takt_core::unit::{AccountId, Micros};
use takt_store::Store;

use crate::app::desk::{Beside, Desk};
use crate::fault::Fault;

impl<S: Store> Desk<S> {
    /// Makes an account part of another; gives the facts written.
    ///
    /// # Errors
    /// It is refused, or the store fails.
    pub fn merge(&mut self, part: AccountId, into: AccountId, now: Micros) -> Result<u64, Fault> {
        self.join(part, Body::Merged { into }, now)
    }

    /// Takes a merge back; gives the account it was part of and the facts written.
    ///
    /// # Errors
    /// It is part of none, or the store fails.
    pub fn unmerge(&mut self, part: AccountId, now: Micros) -> Result<(AccountId, u64), Fault> {
        let from = self.book.account(part).and_then(|account| account.part_of);
        let from = from.ok_or_else(|| refused(Refusal::NoPart, part))?;
        Ok((from, self.join(part, Body::Unmerged { from }, now)?))
    }

    fn join(&mut self, part: AccountId, body: Body, now: Micros) -> Result<u64, Fault> {
        let now = self.begin(now);
        let begins = self.out.len();
        let statement = Statement { account: Some(part), contact: None, actor: Actor::Program, occurred_at: now, body };
        match decide(&self.book, &statement, now) {
            Ok(drafts) => self.state(drafts).map_err(|error| self.fault(&error))?,
            Err(refusal) => {
                // What was due is done all the same: it does not hang on the answer.
                self.commit(now, Beside::default()).map_err(|error| self.fault(&error))?;
                return Err(refused(refusal, part));
            }
        }
        let stated = self.out.get(begins).map(|fact| fact.seq);
        let beside = Beside { keys: self.request.into_iter().zip(stated).collect(), ..Beside::default() };
        self.commit(now, beside).map_err(|error| self.fault(&error))
    }
}

/// Why two accounts do not become one, or are not one.
pub(super) fn refused(refusal: Refusal, part: AccountId) -> Fault {
    let mut args = vec![("account", part.0.to_string())];
    let name = match refusal {
        Refusal::Itself => "merge-itself",
        Refusal::IsPart(whole) => {
            args.push(("whole", whole.0.to_string()));
            "merge-is-part"
        }
        Refusal::NoPart => "merge-no-part",
        Refusal::HasBusiness => "merge-has-business",
        Refusal::OffTheLine(off) => {
            args = vec![("account", off.0.to_string())];
            "merge-off-the-line"
        }
        Refusal::TooManyParts => {
            args.push(("most", PARTS_MAX.to_string()));
            "merge-too-many"
        }
        _ => "merge-refused",
    };
    Fault::refused(name, args)
}
