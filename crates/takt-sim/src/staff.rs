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
    /// The pace: slots in ten thousand that they fill with work on accounts.
    pub(crate) pace: u32,
    /// How well they persuade: 8,000 poorly, 12,000 very well.
    pub(crate) skill: u32,
    /// How often their calls get through, against the usual 10,000: whoever knows when to call gets through more.
    pub(crate) reach: u32,
    /// Calls in ten thousand that they make at the slot they promised, and not the day after.
    pub(crate) punctuality: u32,
    /// Accounts in ten thousand that they leave lying after a call that came to nothing.
    pub(crate) leaves_lying: u32,
    /// Takes new accounts before old ones.
    pub(crate) is_fresh_first: bool,
    /// Offers in ten thousand that they send back.
    pub(crate) returns: u32,
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

/// Paces of inside sales, dealt out by the seed: the team as a whole is equally quick in every vendor.
const PACES: [u32; 6] = [7_300, 6_700, 6_200, 5_500, 7_000, 5_900];

/// Everybody of a plan, by member number: of 18 people 3, 6, 5 and 4. Two thirds of a team of sales and success are there
/// in the beginning; the others join until two thirds of the time are over, so that one sees what a hire does.
pub(crate) fn staff(plan: &Plan, teams: Teams) -> Vec<Worker> {
    let all = u64::from(plan.members.max(4));
    let marketing = ((all * 17 + 50) / 100).max(1);
    let inside = ((all * 33 + 50) / 100).max(1);
    let success = ((all * 22 + 50) / 100).max(1);
    let field = all.saturating_sub(marketing + inside + success).max(1);
    let mut team_of = Vec::new();
    for (team, count) in
        [(teams.marketing, marketing), (teams.inside, inside), (teams.field, field), (teams.success, success)]
    {
        team_of.extend((0..count).map(|place| (team, place, count)));
    }
    let dealt = Stream::of(plan.seed, "paces", 0).below(PACES.len() as u64);
    (0..)
        .zip(team_of)
        .map(|(number, (team, place, count))| {
            let mut stream = Stream::of(plan.seed, "habits", u64::from(number));
            let there = if team == teams.marketing { count } else { (count * 2).div_ceil(3) };
            let later = (place + 1).saturating_sub(there);
            let joins_month = u64::from(plan.months) * 2 * later / (3 * (count - there).max(1));
            let is_inside = team == teams.inside;
            let pace = PACES[usize::try_from((place + dealt) % PACES.len() as u64).unwrap_or(0)];
            // One in six lets things lie, from the third member of inside sales on.
            let leaves_lying = if is_inside && place % 6 == 2 { 5_500 } else { 100 + stream.below(400) as u32 };
            Worker {
                member: MemberId(number),
                team,
                joins_month: u32::try_from(joins_month).unwrap_or(0),
                has_joined: false,
                is_part_time: place % 6 == 4,
                pace,
                skill: 8_000 + stream.below(4_000) as u32,
                reach: 8_400 + stream.below(3_200) as u32,
                punctuality: 6_500 + stream.below(3_400) as u32,
                leaves_lying,
                is_fresh_first: stream.chance(7_000),
                returns: 50 + stream.below(300) as u32,
                hand: VecDeque::new(),
                stream: Stream::of(plan.seed, "decisions", u64::from(number)),
                openings: Vec::new(),
            }
        })
        .collect()
}
