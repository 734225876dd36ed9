//! Doubtful rows: taken, and told, because what they say does not fit what is known.

use std::collections::{HashMap, HashSet};

use takt_core::account::{Account, What};
use takt_core::fact::{Dated, Kind, Path};
use takt_core::unit::{Micros, Seq};
use takt_intake::{AccountKey, Taken};
use takt_store::Store;

use crate::app::desk::Desk;
use crate::fault::Fault;

/// A dated outcome lies before the account's first contact.
pub const BEFORE_CONTACT: &str = "before-contact";
/// Several opportunities are open, and the row does not say which it means.
pub const WHICH_OPPORTUNITY: &str = "which-opportunity";
/// Several subscriptions run, and the row does not say which it means.
pub const WHICH_SUBSCRIPTION: &str = "which-subscription";

/// Asked for by the mapping: a fact lies outside of the dates of its subscription.
pub const OUTSIDE_SUBSCRIPTION: &str = "outside-subscription";
/// Asked for by the mapping: a fact lies before the account's first contact.
pub const BEFORE_START: &str = "before-start";
/// Asked for by the mapping: the row's own key named another row before.
pub const ID_REPEATS: &str = "id-repeats";

/// The codes of doubts: `doubt-CODE` is their sentence.
pub const CODES: &[&str] =
    &[BEFORE_CONTACT, WHICH_OPPORTUNITY, WHICH_SUBSCRIPTION, OUTSIDE_SUBSCRIPTION, BEFORE_START, ID_REPEATS];

/// The doubtful rows among those that gave a new fact, each with its code, whatever the mapping asks for. What it asks
/// for is the business of [`check`](super::check).
///
/// `landed` says as which fact of the journal each fact of the intake was written; 0 for those that were known.
///
/// # Errors
/// The store failed under what was done for another meanwhile.
pub(super) fn doubts<S: Store>(
    desk: &mut Desk<S>,
    taken: &Taken,
    landed: &[Seq],
) -> Result<Vec<(u32, &'static str)>, Fault> {
    let mut contacts: HashMap<AccountKey, Micros> = HashMap::new();
    let mut with_outcome: HashSet<AccountKey> = HashSet::new();
    for head in taken.facts.heads().filter(|head| head.dated != Dated::Inferred) {
        let Some(key) = head.account else { continue };
        if head.kind == Kind::Captured {
            contacts.entry(key).and_modify(|at| *at = (*at).min(head.occurred_at)).or_insert(head.occurred_at);
        }
        if head.kind.is_outcome() {
            with_outcome.insert(key);
        }
    }
    let mut doubts = Vec::new();
    for (place, (seq, head)) in landed.iter().zip(taken.facts.heads()).enumerate() {
        if place % 1_000 == 0 {
            desk.give_way()?;
        }
        if *seq == Seq(0) {
            continue;
        }
        let Some(key) = head.account else { continue };
        let account = desk.known_account(taken.account_keys.text(key)).and_then(|id| desk.book.account(id));
        let Some(known) = account else { continue };
        if known.unclear.contains(seq) {
            let which = matches!(head.kind, Kind::Renewed | Kind::Ended | Kind::SubscriptionChanged);
            doubts.push((head.row, if which { WHICH_SUBSCRIPTION } else { WHICH_OPPORTUNITY }));
        }
        if head.dated == Dated::Inferred {
            continue;
        }
        let earlier = contacts.get(&key).copied().into_iter().chain(known.source.map(|source| source.at)).min();
        let outcome_first = head.kind.is_outcome() && earlier.is_some_and(|contact| head.occurred_at < contact);
        // Where the outcome came with an earlier import, the row with the contact is the one to look at.
        let contact_last =
            head.kind == Kind::Captured && !with_outcome.contains(&key) && jumped_before(known, head.occurred_at);
        if outcome_first || contact_last {
            doubts.push((head.row, BEFORE_CONTACT));
        }
    }
    Ok(doubts)
}

/// Whether a seen outcome moved the account before an instant.
fn jumped_before(account: &Account, at: Micros) -> bool {
    account
        .line
        .iter()
        .take_while(|entry| entry.at < at)
        .any(|entry| matches!(entry.what, What::Move { path: Path::Jump, .. }))
}
