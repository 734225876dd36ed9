//! Who stands where, and who of them is over the limit in the month that goes on: as time passes they grow more, without
//! anybody moving.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::NOWHERE;
use crate::unit::{AccountId, Micros};

/// Where a position stands: its place (0 for the main one), its stage, and since when.
type Stand = (u32, u32, Micros);

/// Who waits: the beginning of the clock, the account, and the place of its position.
type Waiting = (Micros, AccountId, u32);

/// Where positions stand, in which stage and since when.
#[derive(Clone, Debug, Default)]
pub(super) struct Standing {
    /// Main positions by account.
    main: Vec<(u32, Micros)>,
    /// Side positions by account and place, and whether an account ever had one.
    sides: BTreeMap<(AccountId, u32), (u32, Micros)>,
    had_side: Vec<bool>,
    /// By stage with a limit: who came to it, by the beginning of their clock. Some have left since.
    waiting: Vec<Vec<Waiting>>,
    /// By stage: who came since, as they came.
    came: Vec<Vec<Waiting>>,
    /// How many of them began before the line.
    passed: Vec<usize>,
    /// By stage: who began before it is over the limit now. The earliest instant of all where it has none.
    lines: Vec<Micros>,
    /// How many are over, by group and stage.
    over: Vec<u32>,
    /// Where the positions of the account at hand stood.
    stood: Vec<Stand>,
}

impl Standing {
    /// Nobody, of so many accounts.
    pub(super) fn new(accounts: usize, stages: usize) -> Self {
        Self {
            main: alloc::vec![(NOWHERE, Micros(0)); accounts],
            sides: BTreeMap::new(),
            had_side: alloc::vec![false; accounts],
            waiting: alloc::vec![Vec::new(); stages],
            came: alloc::vec![Vec::new(); stages],
            passed: alloc::vec![0; stages],
            lines: alloc::vec![Micros(i64::MIN); stages],
            over: Vec::new(),
            stood: Vec::new(),
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

    /// Begins to count, with the lines of now: who stands in a stage with a limit is over it or lined up.
    pub(super) fn line_up(&mut self, lines: Vec<Option<Micros>>, group: impl Fn(AccountId) -> u32) {
        let mains = (0u32..).map(AccountId).zip(&self.main).map(|(id, (stage, since))| (id, 0, *stage, *since));
        let sides = self.sides.iter().map(|((id, place), (stage, since))| (*id, *place, *stage, *since));
        for (id, place, stage, since) in mains.chain(sides) {
            if let Some(line) = lines.get(stage as usize).copied().flatten() {
                if since < line {
                    self.over[group(id) as usize * lines.len() + stage as usize] += 1;
                } else {
                    self.waiting[stage as usize].push((since, id, place));
                }
            }
        }
        self.waiting.iter_mut().for_each(|waiting| waiting.sort_unstable());
        self.lines = lines.into_iter().map(|line| line.unwrap_or(Micros(i64::MIN))).collect();
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

    /// Where the main position of an account stands.
    pub(super) fn main(&self, id: AccountId) -> Option<(u32, Micros)> {
        self.main.get(id.index()).copied().filter(|(stage, _)| *stage != NOWHERE)
    }

    /// Puts an account's positions where they stand now; `main` is where the main one stood. The account was in one group
    /// and is in one now.
    pub(super) fn put(
        &mut self,
        id: AccountId,
        (before, now): (u32, u32),
        main: Option<(u32, Micros)>,
        stands: &[Stand],
    ) {
        let mut stood = core::mem::take(&mut self.stood);
        stood.clear();
        stood.extend(main.map(|(stage, since)| (0, stage, since)));
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
            } else if self.has_limit(stage)
                && let Some(came) = self.came.get_mut(stage as usize)
            {
                came.push((since, id, stand.0));
            }
        }
        self.stood = stood;
    }

    fn has_limit(&self, stage: u32) -> bool {
        self.lines.get(stage as usize).is_some_and(|line| *line > Micros(i64::MIN))
    }

    fn is_over(&self, stage: u32, since: Micros) -> bool {
        self.lines.get(stage as usize).is_some_and(|line| since < *line)
    }

    /// Time has passed: the line of every stage with a limit is drawn anew, never earlier than before.
    pub(super) fn draw_lines(&mut self, line: impl Fn(u32) -> Option<Micros>, group: impl Fn(AccountId) -> u32) {
        for stage in 0..self.lines.len() {
            self.queue(stage);
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

    /// Puts those who came to a stage among those who wait there: together, so that who waits is moved once.
    fn queue(&mut self, stage: usize) {
        let (waiting, came) = (&mut self.waiting[stage], &mut self.came[stage]);
        let Some(first) = came.iter().min() else { return };
        // Nobody who came is over the line, so they all stand behind those who passed it.
        let mut behind = waiting.split_off(waiting.partition_point(|known| known < first));
        behind.append(came);
        behind.sort();
        // Who left and came back at the same instant, or changed the group, is there already.
        behind.dedup();
        waiting.append(&mut behind);
    }

    /// How many of a group are over the limit of a stage.
    pub(super) fn over(&self, group: usize, stage: usize) -> u64 {
        self.over.get(group * self.lines.len() + stage).copied().map_or(0, u64::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_changes_the_group_while_waiting_is_over_once() {
        let (id, since) = (AccountId(0), Micros(150));
        let mut standing = Standing::new(1, 1);
        standing.make_room(1, 2);
        standing.note(id, (0, 0, since));
        standing.line_up(alloc::vec![Some(Micros(100))], |_| 0);
        // It waits already when it is put into the other group, where it stands as before.
        standing.put(id, (0, 1), Some((0, since)), &[(0, 0, since)]);
        standing.draw_lines(|_| Some(Micros(120)), |_| 1);
        assert_eq!([0, 1].map(|group| standing.over(group, 0)), [0, 0], "nobody is over yet");
        standing.draw_lines(|_| Some(Micros(200)), |_| 1);
        assert_eq!([0, 1].map(|group| standing.over(group, 0)), [0, 1]);
    }
}
