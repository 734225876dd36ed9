//! Field sales: meetings, judged within two days; proposals; wins and losses with their reason.

use takt_core::account::Account;
use takt_core::book::{Book, InForce};
use takt_core::fact::{Body, Value};
use takt_core::unit::{AccountId, Currency, MemberId, Micros, Money, ReasonId, TouchId};

use super::errand::Errand;
use super::{Story, Vendor, is_at};
use crate::plan::Whose;

/// Meetings in ten thousand that the customer misses.
const MISSED: u32 = 1_100;

/// Meetings in ten thousand that are valid where nobody is keen, deals that end before a proposal, and proposals that are
/// won where nobody is keen.
const VALID: u32 = 5_400;
const GIVES_UP: u32 = 1_000;
const WINS: u32 = 3_300;
/// How often each reason of a loss is given, in the order of [`LOSSES`](crate::lexicon::LOSSES).
pub(super) const LOSSES: [u32; 5] = [38, 10, 20, 14, 18];
/// Hundredths by which everything costs more from the day on which the price rises.
pub(super) const RISE: i64 = 8;
/// What customers are promised when they sign, as field sales writes it down.
const PROMISES: [&str; 6] = [
    "稼働開始は契約から30日以内",
    "既存データの移行は当社で実施",
    "管理者向け研修を2回実施",
    "3か月後に利用状況の報告会",
    "全拠点への展開を半年で完了",
    "窓口は営業時間内に当日回答",
];

/// Time that field sales spends with a customer who decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meeting {
    /// The product is shown, in qualified.
    Demo,
    /// A proposal is talked through.
    FollowUp,
}

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
        if life.stream.chance(MISSED) && life.story.is_none() {
            life.heat = life.heat * 70 / 100;
            self.member_says(id, with, slot.plus(15 * Micros::MINUTE), Body::MeetingMissed { meeting, by: Some(with) });
            return;
        }
        life.field = Some(with);
        life.heat = (life.heat + 120).min(1_000);
        let minutes = u16::try_from(life.stream.between(22, 28)).ok();
        let wait = if life.stream.chance(700) && life.story.is_none() {
            life.stream.between(990, 1_900)
        } else {
            life.stream.between(30, 840)
        };
        self.member_says(id, with, slot.plus(Micros::MINUTE), Body::MeetingHeld { meeting, by: Some(with), minutes });
        self.cue_business(model, wait, id, Errand::Judge { by: with });
    }

    /// A slot that will not be used is given back.
    pub(super) fn release(&mut self, book: &Book, model: &InForce, account: &Account, member: MemberId, slot: Micros) {
        if slot <= self.now || book.floor.booked.get(&(member, slot)) != Some(&account.id) {
            return;
        }
        if !self.is_at_work(member) {
            return self.cue_business(model, 15, account.id, Errand::Release { member, slot });
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
        let is_dear = self.season.as_ref().is_some_and(|season| season.price_rise <= self.day);
        let Some(life) = self.life_mut(id) else { return };
        let valid = VALID + u32::try_from(life.heat).unwrap_or(0) * 3;
        if !life.stream.chance(valid) && life.story.is_none() {
            life.heat = life.heat * 50 / 100;
            let reason = Some(reason);
            let returned = Body::HandoffReturned { team, by: Some(by), reason };
            let body = if is_offered { returned } else { Body::Rested { reason, until: None } };
            return self.member_says(id, by, self.now, body);
        }
        life.opportunities += 1;
        let opportunity = life.opportunities;
        let rise = if is_dear { 100 + RISE } else { 100 };
        let amount = yen(life.size * rise / 100 * 12);
        let (least, most) = if life.story.is_some() { (3, 6) } else { (4, 22) };
        let wait = life.stream.between(least, most) * 480 + life.stream.between(0, 400);
        let shows = life.stream.chance(6_500).then(|| life.stream.between(240, wait - 240));
        if is_offered {
            self.member_says(id, by, self.now, Body::HandoffAccepted { team, by: Some(by) });
        }
        let opened = Body::Opened { opportunity: Some(opportunity), amount, by: Some(by) };
        self.member_says(id, by, self.now, opened);
        self.cue_business(model, wait, id, Errand::Propose { by, opportunity });
        if let Some(wait) = shows {
            self.cue_business(model, wait, id, Errand::Attend { by, at: Meeting::Demo });
        }
    }

    /// Time spent with a customer who decides: the product is shown, a proposal is talked through.
    pub(super) fn attend(&mut self, model: &InForce, account: &Account, by: MemberId, at: Meeting) {
        let (id, stages, touches) = (account.id, self.words.stages, self.words.touches);
        let (touch, stage, low, high) = match at {
            Meeting::Demo => (touches.demo, stages.qualified, 45, 90),
            Meeting::FollowUp => (touches.follow_up, stages.proposal, 20, 60),
        };
        let Some(life) = self.life_mut(id).filter(|_| is_at(account, stage)) else { return };
        let minutes = life.stream.between(low, high);
        let again = Errand::Attend { by, at };
        self.spend(model, id, by, touch, minutes, again);
    }

    /// A touch that took a member's time and is over now; where lunch or evening cut it, it is held later.
    pub(super) fn spend(
        &mut self,
        model: &InForce,
        id: AccountId,
        by: MemberId,
        touch: TouchId,
        minutes: i64,
        again: Errand,
    ) -> bool {
        let began = self.now.plus(-(minutes + 1) * Micros::MINUTE);
        if !self.staff.get(by.index()).is_some_and(|worker| worker.works(began, minutes)) {
            self.cue_business(model, 45, id, again);
            return false;
        }
        let minutes = u16::try_from(minutes).ok();
        self.member_says(id, by, began, Body::Touched { touch, page: None, play: None, by: Some(by), minutes });
        true
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
        let story = life.story;
        if life.stream.chance(GIVES_UP) && story.is_none() {
            return self.lose(account, by, opportunity, reason, None);
        }
        let amount = yen(life.size * 12 * life.stream.between(85, 120) / 100);
        let is_asked = life.stream.chance(5_500);
        let (least, most) = if story.is_some() { (4, 8) } else { (4, 30) };
        let wait = life.stream.between(least, most) * 480 + life.stream.between(0, 400);
        let talks: Vec<i64> = (0..life.stream.below(3)).map(|_| life.stream.between(480, wait)).collect();
        let sent = Body::ProposalSent { opportunity: Some(opportunity), amount, by: Some(by) };
        self.member_says(id, by, self.now, sent);
        if is_asked {
            let values = vec![(field, Value::Choice(asked))];
            self.member_says(id, by, self.now, Body::Described { values });
        }
        for wait in talks {
            self.cue_business(model, wait, id, Errand::Attend { by, at: Meeting::FollowUp });
        }
        let lost = self.season.as_ref().map(|season| season.lost.0);
        if let Some(lost) = lost.filter(|lost| story == Some(Story::LostThenWon) && self.day < *lost) {
            let at = model.calendar().minute(lost, 840);
            return self.cue(at, id, Errand::Conclude { by, opportunity });
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
        let story = self.life(id).and_then(|life| life.story);
        let lost = self.season.as_ref().map(|season| season.lost);
        if let (Some(Story::LostThenWon), Some((_, back)), 1) = (story, lost, account.lap) {
            // "Not before the new budget: ask again in August."
            let until = model.calendar().minute(back, 600);
            return self.lose(account, by, opportunity, self.words.losses[0], Some(until));
        }
        let Some(life) = self.life_mut(id) else { return };
        // Some decide nothing for months: the deals that stand overdue.
        if life.stream.chance(900) && story.is_none() {
            return self.cue_business(model, 20 * 480, id, Errand::Conclude { by, opportunity });
        }
        let win = (WINS + u32::try_from(life.heat).unwrap_or(0) * 3) / 100 * (skill / 100);
        if !life.stream.chance(win) && story.is_none() {
            return self.lose(account, by, opportunity, reason, None);
        }
        let begins = life.stream.between(1, 12) * 480;
        let promise = PROMISES[usize::try_from(life.stream.below(PROMISES.len() as u64)).unwrap_or(0)];
        let was_asked = account.attributes.iter().any(|known| known.field == fields.approval);
        if was_asked {
            let values = vec![(fields.approval, Value::Choice(granted)), (fields.approval_date, Value::Date(today))];
            self.member_says(id, by, self.now, Body::Described { values });
        }
        self.member_says(id, by, self.now, Body::Won { opportunity: Some(opportunity), amount, by: Some(by) });
        // What was promised stands with the account; where it does not, success sends the handover back.
        if story != Some(Story::BadHandover) {
            self.add_text(Whose::Account, "promise", promise.to_owned());
        }
        let monthly = amount.map_or(30_000, |amount| amount.minor / 12);
        self.cue_business(model, begins, id, Errand::Start { yen: monthly });
    }

    fn lose(&mut self, account: &Account, by: MemberId, opportunity: u16, reason: ReasonId, until: Option<Micros>) {
        if let Some(life) = self.life_mut(account.id) {
            life.heat = life.heat * 40 / 100;
        }
        let lost = Body::Lost { opportunity: Some(opportunity), reason: Some(reason), until, by: Some(by) };
        self.member_says(account.id, by, self.now, lost);
    }

    /// Why an account does not buy.
    pub(super) fn loss_reason(&mut self, account: &Account) -> ReasonId {
        let losses = self.words.losses.clone();
        let place = self.life_mut(account.id).map_or(0, |life| life.stream.weighted(&LOSSES));
        losses.get(place).copied().unwrap_or_default()
    }
}
