//! The floor: what accounts share, which is people's time. Who is at work, what is booked, who is away.
//!
//! A slot (コマ) is refused where it cannot be worked: taken already, at lunch or night, on a weekend, holiday,
//! closure or leave, or off the grid of the team's slots.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use crate::book::InForce;
use crate::fact::Body;
use crate::unit::{AccountId, Day, MemberId, Micros, TeamId};

/// Minutes of a slot where a team declares none: half an hour, 80 a full week.
pub const SLOT_MINUTES: u16 = 30;

/// Members, their hours and leaves, and what is booked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Floor {
    /// Teams a member is in.
    pub members: BTreeMap<MemberId, Vec<TeamId>>,
    /// Who came to a team and who left it, in journal order: when, whether they came.
    pub rota: Vec<(Micros, TeamId, MemberId, bool)>,
    /// A member's own openings on a day of the week (0 = Monday) as minutes of the day.
    pub hours: BTreeMap<(MemberId, u8), Vec<(u16, u16)>>,
    /// Leaves: member and beginning, with the end.
    pub leaves: BTreeMap<(MemberId, Micros), Micros>,
    /// Days the house is closed beyond the model's closures, first and last.
    pub closures: Vec<(Day, Day)>,
    /// Booked slots: member and beginning, with the account.
    pub booked: BTreeMap<(MemberId, Micros), AccountId>,
}

/// Why a slot cannot be reserved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SlotRefusal {
    /// The member is in no team.
    #[error("the member is in no team")]
    NotAMember,
    /// It has begun already.
    #[error("the slot is past")]
    Past,
    /// The slot is booked already, or one that overlaps it.
    #[error("the slot is taken")]
    Taken(AccountId),
    /// The day is no working day: weekend, public holiday or closure.
    #[error("the day is closed")]
    DayClosed,
    /// Lunch, night, or outside the member's own hours.
    #[error("outside working hours")]
    OutsideHours,
    /// The member is away.
    #[error("the member is away")]
    OnLeave,
    /// Slots begin on the grid of the opening: 9:00, 9:30 …
    #[error("off the grid of slots")]
    OffGrid,
}

impl Floor {
    /// A floor that nobody has come to.
    pub const EMPTY: Self = Self {
        members: BTreeMap::new(),
        rota: Vec::new(),
        hours: BTreeMap::new(),
        leaves: BTreeMap::new(),
        closures: Vec::new(),
        booked: BTreeMap::new(),
    };

    /// Folds a fact of the house.
    pub(crate) fn apply(&mut self, at: Micros, body: &Body) {
        match body {
            Body::MemberJoined { member, team } => {
                self.rota.push((at, *team, *member, true));
                let teams = self.members.entry(*member).or_default();
                if !teams.contains(team) {
                    teams.push(*team);
                }
            }
            Body::MemberLeft { member, team } => {
                self.rota.push((at, *team, *member, false));
                if let Some(teams) = self.members.get_mut(member) {
                    teams.retain(|known| known != team);
                }
            }
            Body::HoursSet { member, weekday, openings } => {
                self.hours.insert((*member, *weekday), openings.clone());
            }
            Body::LeaveTaken { member, from, to } => {
                self.leaves.insert((*member, *from), *to);
            }
            Body::LeaveCancelled { member, from } => {
                self.leaves.remove(&(*member, *from));
            }
            Body::ClosureSet { from, to } => self.closures.push((*from, *to)),
            _ => {}
        }
    }

    /// Books a slot. The first booking of a slot stays.
    pub(crate) fn book(&mut self, member: MemberId, at: Micros, account: AccountId) {
        self.booked.entry((member, at)).or_insert(account);
    }

    /// Gives a slot back; only the account that has it can.
    pub(crate) fn release(&mut self, member: MemberId, at: Micros, account: AccountId) {
        if self.booked.get(&(member, at)) == Some(&account) {
            self.booked.remove(&(member, at));
        }
    }

    /// Whether a member is in a team.
    #[must_use]
    pub fn has(&self, team: TeamId, member: MemberId) -> bool {
        self.members.get(&member).is_some_and(|teams| teams.contains(&team))
    }

    /// Members of a team, by number.
    pub fn team(&self, team: TeamId) -> impl Iterator<Item = MemberId> {
        self.members.iter().filter(move |(_, teams)| teams.contains(&team)).map(|(member, _)| *member)
    }

    /// Members that a team had before an instant, by number.
    pub fn team_before(&self, team: TeamId, end: Micros) -> impl Iterator<Item = MemberId> {
        let mut there: BTreeMap<MemberId, (Micros, bool)> = BTreeMap::new();
        for (at, of, member, came) in &self.rota {
            // The last word of the world counts, not of the journal; of equals the later one in the journal.
            if *of == team && *at < end && there.get(member).is_none_or(|(known, _)| known <= at) {
                there.insert(*member, (*at, *came));
            }
        }
        there.into_iter().filter(|(_, (_, came))| *came).map(|(member, _)| member)
    }

    /// Minutes of one slot of a member: of the first team they are in that has slots.
    #[must_use]
    pub fn slot_minutes(&self, model: &InForce, member: MemberId) -> u16 {
        let teams = self.members.get(&member).map_or(&[][..], Vec::as_slice);
        let own = teams.iter().filter_map(|team| model.model.team(*team)?.slot_minutes).next();
        own.unwrap_or(SLOT_MINUTES)
    }

    /// The working hours of a member on a day, as instants; none on a closed day.
    #[must_use]
    pub fn openings(&self, model: &InForce, member: MemberId, day: Day) -> Vec<(Micros, Micros)> {
        let calendar = model.calendar();
        if !calendar.is_open(day) || self.closures.iter().any(|(from, to)| *from <= day && day <= *to) {
            return Vec::new();
        }
        match self.hours.get(&(member, day.weekday())) {
            None => calendar.openings(day).collect(),
            Some(own) => own.iter().map(|(a, b)| (calendar.minute(day, *a), calendar.minute(day, *b))).collect(),
        }
    }

    /// Whether a slot of a member may be reserved from an instant on.
    ///
    /// # Errors
    /// The reason why not.
    pub fn may_reserve(&self, model: &InForce, member: MemberId, at: Micros) -> Result<(), SlotRefusal> {
        if self.members.get(&member).is_none_or(Vec::is_empty) {
            return Err(SlotRefusal::NotAMember);
        }
        let length = i64::from(self.slot_minutes(model, member)) * Micros::MINUTE;
        let end = at.plus(length);
        let day = model.calendar().day_of(at);
        let openings = self.openings(model, member, day);
        if openings.is_empty() {
            return Err(SlotRefusal::DayClosed);
        }
        let Some((opens, _)) = openings.iter().find(|(opens, closes)| *opens <= at && end <= *closes) else {
            return Err(SlotRefusal::OutsideHours);
        };
        if at.since(*opens) % length != 0 {
            return Err(SlotRefusal::OffGrid);
        }
        let away = self.leaves.range(..(member, end)).rev().take_while(|((who, _), _)| *who == member);
        if away.clone().any(|((_, from), to)| *from < end && at < *to) {
            return Err(SlotRefusal::OnLeave);
        }
        let taken = self.booked.range((member, at.plus(1 - length))..(member, end)).next();
        taken.map_or(Ok(()), |(_, account)| Err(SlotRefusal::Taken(*account)))
    }

    /// Free slots of a member on a day: their beginnings.
    #[must_use]
    pub fn free(&self, model: &InForce, member: MemberId, day: Day) -> Vec<Micros> {
        let length = i64::from(self.slot_minutes(model, member)) * Micros::MINUTE;
        let mut free = Vec::new();
        for (opens, closes) in self.openings(model, member, day) {
            let mut at = opens;
            while at.plus(length) <= closes {
                if self.may_reserve(model, member, at).is_ok() {
                    free.push(at);
                }
                at = at.plus(length);
            }
        }
        free
    }
}
