//! What the tests write: a small house with a few accounts.

use std::collections::BTreeMap;

use takt_core::fact::{Actor, Body, Dated, Draft, Fact};
use takt_core::unit::{AccountId, ImportId, Micros, Seq};
use takt_store::{Commit, Head, Key, Stop, Store};

/// Writes facts of accounts as a book would: it knows each account's last fact.
#[derive(Clone, Debug, Default)]
pub(crate) struct House {
    last: BTreeMap<AccountId, Seq>,
}

impl House {
    /// A commit of one fact for each of these accounts, with a key for each fact.
    pub(crate) fn commit(&mut self, head: &Head, accounts: &[u32]) -> Commit {
        let mut commit = Commit::on(head.next);
        let recorded_at = head.recorded_at.unwrap_or(Micros(1_000_000)).plus(1_000);
        for (place, account) in accounts.iter().enumerate() {
            let seq = Seq(head.next.0 + place as u64);
            commit.facts.push(self.fact(seq, AccountId(*account), recorded_at));
            commit.keys.push((key_of(seq), seq));
        }
        commit
    }

    fn fact(&mut self, seq: Seq, account: AccountId, recorded_at: Micros) -> Fact {
        let prev = self.last.insert(account, seq);
        let body = Body::Used { signal: None, amount: i64::from(account.0) * 1_000 + 7, subscription: None };
        draft(Some(account), body).record(seq, prev, recorded_at)
    }
}

/// A fact that says nothing in particular.
pub(crate) fn draft(account: Option<AccountId>, body: Body) -> Draft {
    Draft {
        account,
        occurred_at: Micros(42),
        dated: Dated::Day,
        actor: Actor::Import(ImportId(1)),
        contact: None,
        rank: 3,
        body,
    }
}

/// The key of the fact with this sequence.
pub(crate) fn key_of(seq: Seq) -> Key {
    Key::of(&[b"test", &seq.0.to_le_bytes()])
}

/// Every fact from a sequence on.
pub(crate) fn facts_from(store: &mut dyn Store, from: Seq) -> Vec<Fact> {
    let mut facts = Vec::new();
    store
        .scan(from, &mut |fact| -> Result<(), Stop> {
            facts.push(fact);
            Ok(())
        })
        .unwrap();
    facts
}

/// A journal of some commits: the facts in it. Commits are of 1, 2, 3 … facts and one of more than a frame holds.
pub(crate) fn settle(store: &mut dyn Store) -> Vec<Fact> {
    let mut house = House::default();
    let mut facts = Vec::new();
    for size in [1_u32, 2, 3, 600, 5, 256, 1, 257, 4] {
        let accounts: Vec<u32> = (0..size).map(|n| n * 7 % 50).collect();
        let commit = house.commit(&store.head().unwrap(), &accounts);
        store.append(&commit).unwrap();
        facts.extend(commit.facts);
    }
    facts
}
