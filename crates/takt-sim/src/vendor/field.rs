//! Field sales: meetings, judged within two days; proposals; wins and losses with their reason.

use takt_core::account::Account;
use takt_core::book::{Book, InForce};
use takt_core::fact::{Body, Value};
use takt_core::unit::{Currency, MemberId, Micros, Money, ReasonId};

use super::errand::Errand;
use super::{Vendor, is_at};

/// Meetings in ten thousand that the customer misses.
const MISSED: u32 = 1_100;

/// Yen.
pub(super) const fn yen(minor: i64) -> Option<Money> {
    Some(Money { minor, currency: Currency::JPY })
}

impl Vendor {
    /// The slot of a meeting is over: it was held, or the customer did not come.
    pub(super) fn meet(&mut self, model: &InForce, account: &Account, with: MemberId, slot: Micros) {
        let (id, stages) = (account.id, self.words.stages);
        if self.meetings.get(&id) != Some(&(with, slot)) {
            return;
        }
        self.meetings.remove(&id);
        if !is_at(account, stages.appointment) && !is_at(account, stages.meeting) {
            return;
        }
        let Some(life) = self.life_mut(id) else { return };
        life.meetings += 1;
        let meeting = Some(life.meetings);
        if life.stream.chance(MISSED) {
            life.heat = life.heat * 70 / 100;
            self.member_says(id, with, slot.plus(15 * Micros::MINUTE), Body::MeetingMissed { meeting, by: Some(with) });
            return;
        }
        life.field = Some(with);
        life.heat = (life.heat + 120).min(1_000);
        let minutes = u16::try_from(life.stream.between(25, 30)).ok();
        let wait = if life.stream.chance(700) { life.stream.between(990, 1_900) } else { life.stream.between(30, 840) };
        self.member_says(id, with, slot.plus(Micros::MINUTE), Body::MeetingHeld { meeting, by: Some(with), minutes });
        self.cue_business(model, wait, id, Errand::Judge { by: with });
    }

    /// A slot that will not be used is given back.
    pub(super) fn release(&mut self, book: &Book, account: &Account, member: MemberId, slot: Micros) {
        if slot <= self.now || book.floor.booked.get(&(member, slot)) != Some(&account.id) {
            return;
        }
        self.member_says(account.id, member, self.now, Body::SlotReleased { member, at: slot });
    }

    /// Whether the meeting was valid: taken, and an opportunity opened; or sent back with a reason.
    pub(super) fn judge(&mut self, model: &InForce, account: &Account, by: MemberId) {
        let (id, team) = (account.id, self.words.teams.field);
        if !is_at(account, self.words.stages.meeting) {
            return;
        }
        // After a fast pass the meeting itself has taken the offer.
        let is_offered = account.offer.is_some_and(|offer| offer.team == team);
        let reason = self.loss_reason(account);
        let Some(life) = self.life_mut(id) else { return };
        let valid = 5_400 + u32::try_from(life.heat).unwrap_or(0) * 3;
        if !life.stream.chance(valid) {
            life.heat = life.heat * 50 / 100;
            let reason = Some(reason);
            let returned = Body::HandoffReturned { team, by: Some(by), reason };
            let body = if is_offered { returned } else { Body::Rested { reason, until: None } };
            return self.member_says(id, by, self.now, body);
        }
        life.opportunities += 1;
        let opportunity = life.opportunities;
        let amount = yen(life.size * 12);
        let wait = life.stream.between(3, 11) * 480 + life.stream.between(0, 400);
        if is_offered {
            self.member_says(id, by, self.now, Body::HandoffAccepted { team, by: Some(by) });
        }
        let opened = Body::Opened { opportunity: Some(opportunity), amount, by: Some(by) };
        self.member_says(id, by, self.now, opened);
        self.cue_business(model, wait, id, Errand::Propose { by, opportunity });
    }

    /// A proposal goes out, or the deal is lost before.
    pub(super) fn propose(&mut self, model: &InForce, account: &Account, by: MemberId, opportunity: u16) {
        let id = account.id;
        if !is_at(account, self.words.stages.qualified) {
            return;
        }
        let reason = self.loss_reason(account);
        let (field, asked) = (self.words.fields.approval, self.words.approval[0]);
        let Some(life) = self.life_mut(id) else { return };
        if life.stream.chance(1_600) {
            return self.lose(account, by, opportunity, reason);
        }
        let amount = yen(life.size * 12 * life.stream.between(85, 120) / 100);
        let is_asked = life.stream.chance(5_500);
        let wait = life.stream.between(5, 32) * 480 + life.stream.between(0, 400);
        let sent = Body::ProposalSent { opportunity: Some(opportunity), amount, by: Some(by) };
        self.member_says(id, by, self.now, sent);
        if is_asked {
            let values = vec![(field, Value::Choice(asked))];
            self.member_says(id, by, self.now, Body::Described { values });
        }
        self.cue_business(model, wait, id, Errand::Conclude { by, opportunity });
    }

    /// The customer decides.
    pub(super) fn conclude(&mut self, model: &InForce, account: &Account, by: MemberId, opportunity: u16) {
        let id = account.id;
        if !is_at(account, self.words.stages.proposal) {
            return;
        }
        let reason = self.loss_reason(account);
        let skill = self.worker_mut(by).map_or(10_000, |worker| worker.skill);
        let (fields, granted) = (self.words.fields, self.words.approval[1]);
        let today = model.calendar().day_of(self.now);
        let known = account.opportunities.iter().find(|known| known.number == opportunity);
        let amount = known.and_then(|known| known.amount);
        let Some(life) = self.life_mut(id) else { return };
        // Some decide nothing for months: the deals that stand overdue.
        if life.stream.chance(900) {
            return self.cue_business(model, 20 * 480, id, Errand::Conclude { by, opportunity });
        }
        let win = (2_900 + u32::try_from(life.heat).unwrap_or(0) * 3) / 100 * (skill / 100);
        if !life.stream.chance(win) {
            return self.lose(account, by, opportunity, reason);
        }
        let begins = life.stream.between(1, 12) * 480;
        let was_asked = account.attributes.iter().any(|known| known.field == fields.approval);
        if was_asked {
            let values = vec![(fields.approval, Value::Choice(granted)), (fields.approval_date, Value::Date(today))];
            self.member_says(id, by, self.now, Body::Described { values });
        }
        self.member_says(id, by, self.now, Body::Won { opportunity: Some(opportunity), amount, by: Some(by) });
        let monthly = amount.map_or(30_000, |amount| amount.minor / 12);
        self.cue_business(model, begins, id, Errand::Start { yen: monthly });
    }

    fn lose(&mut self, account: &Account, by: MemberId, opportunity: u16, reason: ReasonId) {
        if let Some(life) = self.life_mut(account.id) {
            life.heat = life.heat * 40 / 100;
        }
        let lost = Body::Lost { opportunity: Some(opportunity), reason: Some(reason), until: None, by: Some(by) };
        self.member_says(account.id, by, self.now, lost);
    }

    /// Why an account does not buy.
    pub(super) fn loss_reason(&mut self, account: &Account) -> ReasonId {
        let losses = self.words.losses.clone();
        let place = self.life_mut(account.id).map_or(0, |life| life.stream.weighted(&[30, 20, 20, 14, 16]));
        losses.get(place).copied().unwrap_or_default()
    }
}
