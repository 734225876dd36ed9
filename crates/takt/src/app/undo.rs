//! Taking a whole import back, by facts: what it said counts no more.
//!
//! An account of which nobody else said anything is voided with its moves; any other stays where it stands, is read
//! anew from what is left, and is moved only by what is due then. The journal keeps all of it, and says so.

use std::collections::{BTreeMap, BTreeSet};

use takt_core::fact::{Actor, Body, Dated, Draft, Fact};
use takt_core::history::says_all;
use takt_core::unit::{AccountId, ImportId, Micros, Seq};
use takt_store::Store;

use crate::app::desk::{Beside, Desk};
use crate::fault::Fault;

/// What taking an import back did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Undone {
    /// Facts written.
    pub facts: u64,
    /// Facts of the import that count no more.
    pub voided: u64,
    /// Accounts of which nothing is left.
    pub accounts_voided: u32,
    /// Accounts that others spoke of too: they stay where they stand.
    pub accounts_kept: u32,
}

impl<S: Store> Desk<S> {
    /// Takes an import back, in one commit.
    ///
    /// # Errors
    /// There is no such import, it was taken back already, or the store fails.
    pub fn undo(&mut self, import: ImportId, now: Micros) -> Result<Undone, Fault> {
        let number = || vec![("import", import.0.to_string())];
        if import.0 == 0 || import.0 > self.book.imports_begun {
            return Err(Fault::refused("import-unknown", number()));
        }
        if self.book.imports_undone.contains(&import) {
            return Err(Fault::refused("import-undone-before", number()));
        }
        let now = self.begin(now);
        let (spoken, mut said) = self.said_by(import)?;
        let house = Body::ImportUndone { import };
        self.push_house(now, Dated::Instant, Actor::Program, house);
        let mut undone = Undone { voided: said.len() as u64, ..Undone::default() };
        let chains = self.chains_with(&spoken)?;
        let mut pending = self.out.len();
        let mut written: BTreeMap<AccountId, Vec<Fact>> = BTreeMap::new();
        note(&mut written, &self.out);
        for id in spoken {
            let mut own = chains.get(&id).cloned().unwrap_or_default();
            own.extend(written.get(&id).into_iter().flatten().cloned());
            // What its parts say counts in it too: while that is left, it is not off the line.
            for part in self.parts_of(id) {
                own.extend(chains.get(&part).into_iter().chain(written.get(&part)).flatten().cloned());
            }
            let whole = says_all(import, &own);
            if whole {
                undone.accounts_voided += 1;
            } else {
                undone.accounts_kept += 1;
            }
            let body = Body::Voided { import, whole };
            let draft = Draft {
                account: Some(id),
                occurred_at: now,
                dated: Dated::Instant,
                actor: Actor::Program,
                contact: None,
                rank: body.kind().rank(),
                body,
            };
            let past = |ends: &[(AccountId, Seq)]| -> Result<Vec<Fact>, std::convert::Infallible> {
                let all = ends.iter().flat_map(|(id, _)| chains.get(id).into_iter().chain(written.get(id)));
                Ok(all.flatten().cloned().collect())
            };
            match self.book.take(id, vec![draft], past, &mut self.out) {
                Ok(_) => {}
                Err(never) => match never {},
            }
            note(&mut written, self.out.get(pending..).unwrap_or_default());
            pending = self.out.len();
        }
        said.sort_unstable();
        let beside = Beside { freed: said, unsaid: vec![import], ..Beside::default() };
        undone.facts = self.commit(now, beside).map_err(|error| self.fault(&error))?;
        Ok(undone)
    }

    /// The accounts that are part of one, and theirs.
    fn parts_of(&self, id: AccountId) -> Vec<AccountId> {
        let mut found = vec![id];
        let mut next = 0;
        while let Some(account) = found.get(next).copied() {
            let parts = self.book.account(account).map_or(&[][..], |account| &account.parts).iter();
            let fresh: Vec<AccountId> = parts.map(|part| part.account).filter(|part| !found.contains(part)).collect();
            found.extend(fresh);
            next += 1;
        }
        found.split_off(1)
    }

    /// The accounts an import spoke of, and the facts it stated.
    fn said_by(&mut self, import: ImportId) -> Result<(BTreeSet<AccountId>, Vec<Seq>), Fault> {
        let (mut spoken, mut said) = (BTreeSet::new(), Vec::new());
        let scanned = self.store.scan(Seq(1), &mut |fact| {
            let bookkeeping =
                matches!(fact.body, Body::ImportBegun { .. } | Body::ImportEnded { .. } | Body::WentLive {});
            if fact.actor == Actor::Import(import) && !bookkeeping {
                said.push(fact.seq);
                spoken.extend(fact.account);
            }
            Ok(())
        });
        scanned.map_err(|error| self.fault(&error))?;
        Ok((spoken, said))
    }

    /// All facts of the journal of some accounts, and of those that count in one another with them.
    fn chains_with(&mut self, accounts: &BTreeSet<AccountId>) -> Result<BTreeMap<AccountId, Vec<Fact>>, Fault> {
        let mut wanted: BTreeMap<AccountId, Vec<Fact>> = BTreeMap::new();
        for id in accounts {
            wanted.extend(self.book.together(*id).into_iter().map(|id| (id, Vec::new())));
        }
        let scanned = self.store.scan(Seq(1), &mut |fact| {
            if let Some(list) = fact.account.and_then(|id| wanted.get_mut(&id)) {
                list.push(fact);
            }
            Ok(())
        });
        scanned.map_err(|error| self.fault(&error))?;
        Ok(wanted)
    }
}

/// Adds facts of the commit under way to what was written of their accounts.
fn note(written: &mut BTreeMap<AccountId, Vec<Fact>>, facts: &[Fact]) {
    for fact in facts {
        if let Some(account) = fact.account {
            written.entry(account).or_default().push(fact.clone());
        }
    }
}
