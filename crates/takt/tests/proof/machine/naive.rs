//! The naive reference: accounts, each with a list of what was said of it, and every answer counted anew from the lists.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest_state_machine::ReferenceStateMachine;
use takt_core::unit::Micros;
use takt_store::fault::Fault;

/// Accounts that rows and people speak of; each is one person.
pub(crate) const ACCOUNTS: u8 = 5;
/// Rows that a file may hold.
pub(crate) const ROWS: u8 = 40;
/// 2026-03-02T00:00:00Z: what rows say lies in the sixty days before, what is done in the days from it on.
pub(crate) const START: Micros = Micros(1_772_409_600_000_000);

/// What a row or a person may say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// Became known, by one of three sources.
    Captured(u8),
    /// Has so many employees.
    Sized(i64),
    Form,
    Visit,
    /// Refuses everything.
    Refused,
}

/// A row of the world outside: the same number is the same row.
pub(crate) const fn row(number: u8) -> (u8, Micros, What) {
    let account = number % ACCOUNTS;
    let what = match number / ACCOUNTS % 8 {
        0 | 5 => What::Captured(number % 3),
        1 | 6 => What::Sized(number as i64 * 10 + 1),
        2 => What::Form,
        3 | 7 => What::Visit,
        _ => What::Refused,
    };
    // Days that are in no order, and no two rows at one instant.
    let day = (number as i64 * 37) % 60;
    (account, START.plus((day - 60) * Micros::DAY + number as i64 * Micros::MINUTE), what)
}

/// Something that was said and counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    /// The import and the row; `None` where a program said it.
    pub(crate) by: Option<(u32, u8)>,
    pub(crate) at: Micros,
    pub(crate) what: What,
}

/// What happens to a folder.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Import(Vec<u8>),
    Say(u8, What),
    Merge(u8, u8),
    Unmerge(u8),
    Undo(u32),
    Erase(u8),
    Adopt(usize),
    /// Days pass, and timers are asked.
    Pass(u8),
    /// The process is ended, perhaps behind a snapshot, and a new one begins.
    Reopen(bool),
    /// The next append fails; the process opens the folder again and does the step once more.
    Fail(Fault),
}

/// What is known, as lists.
#[derive(Clone, Debug, Default)]
pub(crate) struct Naive {
    pub(crate) days: i64,
    pub(crate) steps: i64,
    pub(crate) told: BTreeMap<u8, Vec<Told>>,
    pub(crate) imports: u32,
    pub(crate) undone: BTreeSet<u32>,
    pub(crate) part_of: BTreeMap<u8, u8>,
    /// Accounts that ever had a part.
    pub(crate) joined: BTreeSet<u8>,
    pub(crate) erased: BTreeSet<u8>,
    pub(crate) model: Option<usize>,
    /// Rows that the last import took.
    pub(crate) taken: usize,
    /// What the twin does wrong: an undo leaves what was said.
    pub(crate) forgets: bool,
}

impl Naive {
    /// Everything that counts of an account: what was said of it and of its parts.
    pub(crate) fn of(&self, account: u8) -> Vec<Told> {
        let mut all = self.told.get(&account).cloned().unwrap_or_default();
        for part in self.part_of.iter().filter(|(_, whole)| **whole == account) {
            all.extend(self.of(*part.0));
        }
        all.sort_by_key(|told| told.at);
        all
    }

    /// Which account counts for this one.
    fn whole(&self, account: u8) -> u8 {
        self.part_of.get(&account).map_or(account, |whole| self.whole(*whole))
    }

    fn is_known(&self, account: u8) -> bool {
        self.told.get(&account).is_some_and(|told| !told.is_empty())
    }

    /// Whether one may become part of the other.
    pub(crate) fn merges(&self, part: u8, into: u8) -> bool {
        let is_part = |account| self.part_of.contains_key(&account);
        part != into && self.whole(into) != part && !is_part(part) && !is_part(into)
    }

    pub(crate) fn step(&mut self, step: &Step) {
        // Each step takes a minute.
        self.steps += 1;
        match step {
            Step::Import(rows) => {
                let known: BTreeSet<u8> =
                    self.told.values().flatten().filter_map(|told| told.by).map(|by| by.1).collect();
                let fresh: BTreeSet<u8> = rows.iter().copied().filter(|row| !known.contains(row)).collect();
                self.taken = fresh.len();
                self.imports += u32::from(!fresh.is_empty());
                for number in fresh {
                    let (account, at, what) = row(number);
                    self.told.entry(account).or_default().push(Told { by: Some((self.imports, number)), at, what });
                }
            }
            Step::Say(account, what) => {
                let at = self.now();
                self.told.entry(*account).or_default().push(Told { by: None, at, what: *what });
            }
            Step::Merge(part, into) if self.merges(*part, *into) => {
                self.part_of.insert(*part, *into);
                self.joined.insert(*into);
            }
            Step::Merge(..) => {}
            Step::Unmerge(part) => {
                self.part_of.remove(part);
            }
            Step::Undo(import) => {
                self.undone.insert(*import);
                if !self.forgets {
                    self.told.values_mut().for_each(|told| told.retain(|one| one.by.is_none_or(|by| by.0 != *import)));
                }
            }
            Step::Erase(account) => {
                self.erased.insert(*account);
            }
            Step::Adopt(model) => self.model = Some(*model),
            Step::Pass(days) => self.days += i64::from(*days),
            Step::Reopen(_) | Step::Fail(_) => {}
        }
    }

    /// What time it is.
    pub(crate) const fn now(&self) -> Micros {
        START.plus(self.days * Micros::DAY + self.steps * Micros::MINUTE)
    }
}

impl ReferenceStateMachine for Naive {
    type State = Self;
    type Transition = Step;

    fn init_state() -> BoxedStrategy<Self> {
        Just(Self::default()).boxed()
    }

    fn transitions(_: &Self) -> BoxedStrategy<Step> {
        let account = || 0..ACCOUNTS;
        let what = prop_oneof![
            3 => Just(What::Visit),
            2 => Just(What::Form),
            1 => (0_u8..3).prop_map(What::Captured),
            1 => (1_i64..9_000).prop_map(What::Sized),
            1 => Just(What::Refused),
        ];
        let fault = prop_oneof![Just(Fault::Disk), Just(Fault::LostAnswer), Just(Fault::LostCommit), Just(Fault::Full)];
        prop_oneof![
            5 => proptest::collection::vec(0..ROWS, 1..12).prop_map(Step::Import),
            4 => (account(), what).prop_map(|(account, what)| Step::Say(account, what)),
            3 => (account(), account()).prop_map(|(part, into)| Step::Merge(part, into)),
            2 => account().prop_map(Step::Unmerge),
            2 => (1_u32..6).prop_map(Step::Undo),
            1 => account().prop_map(Step::Erase),
            1 => (0_usize..3).prop_map(Step::Adopt),
            3 => (1_u8..60).prop_map(Step::Pass),
            2 => any::<bool>().prop_map(Step::Reopen),
            2 => fault.prop_map(Step::Fail),
        ]
        .boxed()
    }

    fn preconditions(state: &Self, step: &Step) -> bool {
        match step {
            Step::Merge(part, into) => state.is_known(*part) && state.is_known(*into),
            Step::Unmerge(part) => state.part_of.contains_key(part),
            Step::Undo(import) => *import <= state.imports && !state.undone.contains(import),
            Step::Erase(account) => state.is_known(*account) && !state.erased.contains(account),
            Step::Say(account, _) => state.is_known(*account),
            Step::Adopt(model) => state.model != Some(*model),
            _ => true,
        }
    }

    fn apply(mut state: Self, step: &Step) -> Self {
        state.step(step);
        state
    }
}
