//! Who stands where, and who of them is over the limit in the month that goes on: as time passes they grow more, without
//! anybody moving.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::NOWHERE;
use crate::unit::{AccountId, Micros};

/// Where a position stands: its place (0 for the main one), its stage, and since when.
type Stand = (u32, u32, Micros);

/// Where positions stand, in which stage and since when.
#[derive(Clone, Debug, Default)]
pub(super) struct Standing {
    /// Main positions by account.
    main: Vec<(u32, Micros)>,
    /// Side positions by account and place, and whether an account ever had one.
    sides: BTreeMap<(AccountId, u32), (u32, Micros)>,
    had_side: Vec<bool>,
    /// By stage with a limit: who came to it, by the beginning of their clock. Some have left since.
    waiting: Vec<Vec<(Micros, AccountId, u32)>>,
    /// How many of them began before the line.
    passed: Vec<usize>,
    /// By stage: who began before it is over the limit now.
    lines: Vec<Micros>,
    /// How many are over, by group and stage.
    over: Vec<u32>,
}

impl Standing {
    /// Nobody, of so many accounts.
    pub(super) fn new(accounts: usize, stages: usize) -> Self {
        Self {
            main: alloc::vec![(NOWHERE, Micros(0)); accounts],
            sides: BTreeMap::new(),
            had_side: alloc::vec![false; accounts],
            waiting: alloc::vec![Vec::new(); stages],
            passed: alloc::vec![0; stages],
            lines: alloc::vec![Micros(i64::MIN); stages],
            over: Vec::new(),
        }
    }

    /// Notes where a position stands, before anybody is counted.
    #[inline]
    pub(super) fn note(&mut self, id: AccountId, (place, stage, since): Stand) {
        if place > 0 {
            self.sides.insert((id, place), (stage, since));
            self.had_side[id.index()] = true;
        } else if let Some(main) = self.main.get_mut(id.index()) {
            *main = (stage, since);
        }
    }

    /// Begins to count: all who stand in stages with a limit are lined up.
    pub(super) fn line_up(&mut self, is_limited: impl Fn(u32) -> bool) {
        let mains = (0u32..).map(AccountId).zip(&self.main).map(|(id, (stage, since))| (id, 0, *stage, *since));
        let sides = self.sides.iter().map(|((id, place), (stage, since))| (*id, *place, *stage, *since));
        for (id, place, stage, since) in mains.chain(sides) {
            if stage != NOWHERE && is_limited(stage) {
                self.waiting[stage as usize].push((since, id, place));
            }
        }
        self.waiting.iter_mut().for_each(|waiting| waiting.sort_unstable());
    }

    /// Room for so many accounts and groups.
    pub(super) fn make_room(&mut self, accounts: usize, groups: usize) {
        if self.main.len() < accounts {
            self.main.resize(accounts, (NOWHERE, Micros(0)));
            self.had_side.resize(accounts, false);
        }
        let cells = groups * self.lines.len();
        if self.over.len() < cells {
            self.over.resize(cells, 0);
        }
    }

    /// Puts an account's positions where they stand now; it was in one group and is in one now.
    pub(super) fn put(&mut self, id: AccountId, (before, now): (u32, u32), stands: &[Stand]) {
        let mut stood: Vec<Stand> = Vec::new();
        if let Some((stage, since)) = self.main.get(id.index()).filter(|(stage, _)| *stage != NOWHERE) {
            stood.push((0, *stage, *since));
        }
        if self.had_side.get(id.index()).copied().unwrap_or(false) {
            let sides = self.sides.range((id, 0)..=(id, u32::MAX));
            stood.extend(sides.map(|((_, place), (stage, since))| (*place, *stage, *since)));
        }
        for stand in stood.iter().filter(|stand| before != now || !stands.contains(stand)) {
            let (place, stage, since) = *stand;
            if self.is_over(stage, since) {
                let over = &mut self.over[before as usize * self.lines.len() + stage as usize];
                *over = over.saturating_sub(1);
            }
            if place > 0 {
                self.sides.remove(&(id, place));
            } else {
                self.main[id.index()] = (NOWHERE, Micros(0));
            }
        }
        for stand in stands.iter().filter(|stand| before != now || !stood.contains(stand)) {
            let (_, stage, since) = *stand;
            self.note(id, *stand);
            if self.is_over(stage, since) {
                self.over[now as usize * self.lines.len() + stage as usize] += 1;
            } else if let Some(waiting) = self.waiting.get_mut(stage as usize) {
                let entry = (since, id, stand.0);
                let place = waiting.partition_point(|known| *known < entry);
                if waiting.get(place) != Some(&entry) {
                    waiting.insert(place, entry);
                }
            }
        }
    }

    fn is_over(&self, stage: u32, since: Micros) -> bool {
        self.lines.get(stage as usize).is_some_and(|line| since < *line)
    }

    /// Time has passed: the line of every stage with a limit is drawn anew, never earlier than before.
    pub(super) fn draw_lines(&mut self, line: impl Fn(u32) -> Option<Micros>, group: impl Fn(AccountId) -> u32) {
        for stage in 0..self.lines.len() {
            let number = u32::try_from(stage).unwrap_or(NOWHERE);
            let Some(line) = line(number) else { continue };
            while let Some((since, id, place)) = self.waiting[stage].get(self.passed[stage]).copied() {
                if since >= line {
                    break;
                }
                self.passed[stage] += 1;
                let stands = if place > 0 { self.sides.get(&(id, place)) } else { self.main.get(id.index()) };
                if stands == Some(&(number, since)) {
                    self.over[group(id) as usize * self.lines.len() + stage] += 1;
                }
            }
            self.lines[stage] = line;
        }
    }

    /// How many of a group are over the limit of a stage.
    pub(super) fn over(&self, group: usize, stage: usize) -> u64 {
        self.over.get(group * self.lines.len() + stage).copied().map_or(0, u64::from)
    }
}
