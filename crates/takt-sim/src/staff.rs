//! The people of the vendor: who joins when, with which habits.

use takt_core::book::InForce;
use takt_core::slot::Floor;
use takt_core::unit::{AccountId, Day, MemberId, Micros, TeamId};

use crate::lexicon::Teams;
use crate::plan::Plan;
use crate::stream::Stream;
use std::collections::VecDeque;

/// A person of ours.
#[derive(Clone, Debug)]
pub(crate) struct Worker {
    pub(crate) member: MemberId,
    pub(crate) team: TeamId,
    /// Months after the beginning in which they join.
    pub(crate) joins_month: u32,
    /// Whether they have joined.
    pub(crate) has_joined: bool,
    /// Works from ten to four.
    pub(crate) is_part_time: bool,
    /// Slots in ten thousand that they fill with work on accounts.
    pub(crate) diligence: u32,
    /// How well they persuade: 8,000 poorly, 12,000 very well.
    pub(crate) skill: u32,
    /// Takes new accounts before old ones.
    pub(crate) is_fresh_first: bool,
    /// Offers in ten thousand that they send back.
    pub(crate) returns: u32,
    /// Most accounts they keep in hand.
    pub(crate) hand_most: usize,
    /// Accounts in hand with the instant from which they want to work on them, soonest first.
    pub(crate) hand: VecDeque<(Micros, AccountId)>,
    /// What they decide by.
    pub(crate) stream: Stream,
    /// The openings of the day under way, without leaves.
    pub(crate) openings: Vec<(Micros, Micros)>,
}

impl Worker {
    /// Puts an account in hand, to be worked on from an instant.
    pub(crate) fn keep(&mut self, at: Micros, account: AccountId) {
        self.hand.retain(|(_, held)| *held != account);
        let place = self.hand.partition_point(|(due, _)| *due <= at);
        self.hand.insert(place, (at, account));
    }

    /// Takes the first account in hand whose time has come.
    pub(crate) fn take_due(&mut self, at: Micros) -> Option<AccountId> {
        self.hand.pop_front_if(|(due, _)| *due <= at).map(|(_, account)| account)
    }

    /// Whether they are at work for a whole slot of `minutes` from an instant.
    pub(crate) fn works(&self, from: Micros, minutes: i64) -> bool {
        let to = from.plus(minutes * Micros::MINUTE);
        self.openings.iter().any(|(opens, closes)| *opens <= from && to <= *closes)
    }

    /// Looks up the hours of a new day.
    pub(crate) fn rise(&mut self, floor: &Floor, model: &InForce, day: Day) {
        let noon = model.calendar().start_of(day).plus(12 * Micros::HOUR);
        let mine = floor.leaves.range((self.member, Micros(i64::MIN))..=(self.member, noon));
        let is_away = mine.rev().take(4).any(|(_, to)| noon < *to);
        let is_member = floor.members.contains_key(&self.member);
        self.openings = if is_away || !is_member { Vec::new() } else { floor.openings(model, self.member, day) };
    }
}

/// Everybody of a plan, by member number: inside sales is a little too small for what marketing brings.
pub(crate) fn staff(plan: &Plan, teams: Teams) -> Vec<Worker> {
    let all = u64::from(plan.members.max(4));
    // Of 26: 4, 7, 9, 6.
    let marketing = (all * 16 / 100).max(1);
    let inside = (all * 27 / 100).max(1);
    let success = (all * 23 / 100).max(1);
    let field = all.saturating_sub(marketing + inside + success).max(1);
    let mut team_of = Vec::new();
    for (team, count) in
        [(teams.marketing, marketing), (teams.inside, inside), (teams.field, field), (teams.success, success)]
    {
        team_of.extend((0..count).map(|place| (team, place, count)));
    }
    (0..)
        .zip(team_of)
        .map(|(number, (team, place, count))| {
            let mut stream = Stream::of(plan.seed, "habits", u64::from(number));
            // The last of a team of three or more joins late, so that one sees what a hire does.
            let joins_month = if place + 1 == count && count > 2 { plan.months * 2 / 3 } else { 0 };
            Worker {
                member: MemberId(number),
                team,
                joins_month,
                has_joined: false,
                is_part_time: place % 6 == 4,
                diligence: 6_800 + stream.below(2_400) as u32,
                skill: 8_000 + stream.below(4_000) as u32,
                is_fresh_first: stream.chance(6_000),
                returns: 300 + stream.below(1_200) as u32,
                hand_most: 45 + stream.below(30) as usize,
                hand: VecDeque::new(),
                stream: Stream::of(plan.seed, "decisions", u64::from(number)),
                openings: Vec::new(),
            }
        })
        .collect()
}
