//! Inside sales: eighty slots a week each, and never enough of them; and marketing's fast pass around it.

use takt_core::account::{Account, Owner};
use takt_core::book::{Book, InForce};
use takt_core::fact::{Body, Event, Outcome};
use takt_core::model::condition::ScoreKind;
use takt_core::score;
use takt_core::unit::{AccountId, MemberId, Micros, Span};

use super::errand::Errand;
use super::field::LOSSES;
use super::{Vendor, is_at};

/// Outcomes of a call that gets through, with their weights for a lukewarm account; an appointment is decided apart.
const OUTCOMES: [(Outcome, u32); 9] = [
    (Outcome::Talked, 330),
    (Outcome::CallBack, 150),
    (Outcome::SendMaterial, 170),
    (Outcome::NotNow, 130),
    (Outcome::Reception, 130),
    (Outcome::NoFit, 25),
    (Outcome::Left, 12),
    (Outcome::WrongNumber, 10),
    (Outcome::Refused, 28),
];
/// Minutes after which an offer goes before everything else.
const OFFER_WAITS: i64 = 60;
/// Calls after which a talk mostly ends with a date far off.
const CALLS_ENOUGH: usize = 2;
/// Calls after which nobody tries again before the model gives the account up.
const CALLS_MOST: usize = 9;
/// The chance in ten thousand that somebody without any interest who is reached agrees to a meeting.
const KEEN: u64 = 500;
/// The score of fit a fast pass asks for in the standard model, in thousandths.
const FAST_FIT: u64 = 60 * score::MILLI;

impl Vendor {
    /// A slot of inside sales: everybody who is at work does one thing.
    pub(super) fn work_inside(&mut self, book: &Book, model: &InForce, slot: Micros) {
        self.offers_inside.retain(|id| book.account(*id).is_some_and(|account| account.offer.is_some()));
        let inside = self.words.teams.inside;
        let workers: Vec<usize> = (0..self.staff.len()).filter(|place| self.staff[*place].team == inside).collect();
        // Another one begins every beat, so that the first by number does not get the first of every queue.
        let turn = usize::try_from(slot.0 / Micros::HOUR * 2 % 97).unwrap_or(0);
        for step in 0..workers.len() {
            let place = workers[(step + turn) % workers.len()];
            let worker = &mut self.staff[place];
            if !worker.works(slot, super::BEAT_MINUTES) {
                continue;
            }
            let fills = worker.stream.chance(worker.pace);
            let promise = (worker.member, slot);
            if let Some(id) = self.promised.remove(&promise) {
                let worker = &mut self.staff[place];
                if worker.stream.chance(worker.punctuality) {
                    self.call(book, model, place, id, slot);
                } else {
                    let tomorrow = model.calendar().add(slot, Span::Business(480));
                    worker.keep(tomorrow, id);
                }
            } else if fills {
                self.fill_slot(book, model, place, slot);
            }
        }
    }

    /// What somebody does with a slot nothing was promised for.
    fn fill_slot(&mut self, book: &Book, model: &InForce, place: usize, slot: Micros) {
        let team = self.staff.iter().filter(|worker| worker.team == self.staff[place].team && worker.has_joined);
        let (held, members) = team.fold((0, 0), |(held, members), worker| (held + worker.hand.len(), members + 1));
        // Whoever has less in hand than the others takes the new ones.
        let is_free = self.staff[place].hand.len() * members <= held;
        if is_free && self.staff[place].is_fresh_first && self.answer_offer(book, model, place, slot) {
            return;
        }
        // Others take new ones first only where they would wait for too long.
        let old = slot.plus(-OFFER_WAITS * Micros::MINUTE);
        let waits = |id: &AccountId| book.account(*id).and_then(|a| a.offer).is_some_and(|offer| offer.at < old);
        if self.offers_inside.front().is_some_and(waits) && self.answer_offer(book, model, place, slot) {
            return;
        }
        for _ in 0..8 {
            let Some(id) = self.staff[place].take_due(slot) else { break };
            if self.call(book, model, place, id, slot) {
                return;
            }
        }
        self.answer_offer(book, model, place, slot);
    }

    /// Takes the first offer of the queue: accepts it and calls at once, or sends it back.
    fn answer_offer(&mut self, book: &Book, model: &InForce, place: usize, slot: Micros) -> bool {
        let Some(at) = self.offers_inside.iter().position(|id| !self.busy.contains(id)) else { return false };
        let Some(id) = self.offers_inside.remove(at) else { return false };
        let (team, reasons) = (self.words.teams.inside, self.words.reasons);
        let Some(account) = book.account(id).filter(|a| a.offer.is_some_and(|offer| offer.team == team)) else {
            return false;
        };
        let worker = &mut self.staff[place];
        let (by, returns) = (worker.member, worker.stream.chance(worker.returns));
        let is_told = self.life(id).is_some_and(|life| life.story.is_some());
        if returns && !is_told {
            let worker = &mut self.staff[place];
            let reason =
                [reasons.too_early, reasons.duplicate, reasons.missing_fields][worker.stream.weighted(&[6, 1, 3])];
            self.member_says(id, by, self.now, Body::HandoffReturned { team, by: Some(by), reason: Some(reason) });
            return false;
        }
        self.member_says(id, by, slot.plus(Micros::MINUTE), Body::HandoffAccepted { team, by: Some(by) });
        if !account.refused() {
            self.speak(book, model, place, account, slot);
        }
        true
    }

    /// Calls an account in hand; `false` where there is nothing to call about any more.
    fn call(&mut self, book: &Book, model: &InForce, place: usize, id: AccountId, slot: Micros) -> bool {
        let stages = self.words.stages;
        let no_mail = self.life(id).is_some_and(|life| life.no_mail);
        // Whoever refused mail is nurtured by telephone.
        let is_ours = |a: &&Account| is_at(a, stages.contacting) || no_mail && is_at(a, stages.nurture);
        let Some(account) = book.account(id).filter(is_ours) else { return false };
        if account.refused() {
            return false;
        }
        if self.busy.contains(&id) {
            self.staff[place].keep(self.now, id);
            return false;
        }
        if calls_of(account) >= CALLS_MOST {
            return false;
        }
        self.speak(book, model, place, account, slot);
        true
    }

    /// The call itself, and what was agreed.
    fn speak(&mut self, book: &Book, model: &InForce, place: usize, account: &Account, slot: Micros) {
        let id = account.id;
        let worker = &mut self.staff[place];
        let (by, skill, reach) = (worker.member, u64::from(worker.skill), worker.reach);
        let leaves_lying = worker.stream.chance(worker.leaves_lying);
        let losses = self.words.losses.clone();
        let calls = calls_of(account);
        let Some(life) = self.life_mut(id) else { return };
        let is_told = life.story.is_some();
        let at = slot.plus(life.stream.between(1, 8) * Micros::MINUTE);
        let minutes = u16::try_from(life.stream.between(4, 21)).ok();
        let gets_through = life.stream.chance(life.reach * reach / 10_000) || is_told;
        let heat = u64::try_from(life.heat).unwrap_or(0);
        let keen = u32::try_from((KEEN + heat * 4) * skill / 10_000).unwrap_or(0);
        let wants = gets_through && (life.stream.chance(keen) || is_told);
        let other = life.stream.weighted(&OUTCOMES.map(|(_, weight)| weight));
        let mut outcome = if gets_through { OUTCOMES[other].0 } else { Outcome::Absent };
        // After some talks both know that it is too early.
        if gets_through && calls >= CALLS_ENOUGH && life.stream.chance(6_500) {
            outcome = Outcome::NotNow;
        }
        let reason = losses.get(life.stream.weighted(&LOSSES)).copied().unwrap_or_default();
        let soon = if gets_through { life.stream.between(2, 6) } else { life.stream.between(1, 4) };
        let days = if leaves_lying { life.stream.between(22, 45) } else { soon };
        let days = u32::try_from(days).unwrap_or(3);
        life.heat = if gets_through { (life.heat + 40).min(1_000) } else { life.heat };
        let mut date = None;
        if wants {
            date = self.meeting_slot(book, account);
            outcome = if date.is_some() { Outcome::Appointment } else { Outcome::CallBack };
        }
        let mut until = None;
        if outcome == Outcome::CallBack {
            until = self.free_slot(book, by, (1, 4));
        } else if outcome == Outcome::NotNow && self.life_mut(id).is_some_and(|life| life.stream.chance(3_000)) {
            // Some say when: that date holds, and not the clock of the reason.
            let months = self.life_mut(id).map_or(6, |life| life.stream.between(2, 9));
            until = Some(model.calendar().add(slot, Span::Months(u32::try_from(months).unwrap_or(6))));
        }
        let said = matches!(outcome, Outcome::NotNow | Outcome::NoFit).then_some(reason);
        let minutes = if gets_through { minutes } else { Some(1) };
        self.member_says(id, by, at, Body::CallHeld { by: Some(by), outcome, reason: said, until, minutes });
        match outcome {
            Outcome::Appointment => {
                if let Some((with, slot)) = date {
                    self.agree(id, by, with, slot);
                }
            }
            Outcome::CallBack => {
                if let Some(until) = until {
                    self.reserve(id, by, by, until);
                    self.promised.insert((by, until), id);
                }
            }
            Outcome::Talked | Outcome::SendMaterial | Outcome::Reception | Outcome::Absent => {
                let next = model.calendar().add(self.now, Span::Business(days * 480));
                self.staff[place].keep(next, id);
            }
            _ => {}
        }
    }

    /// A slot of field sales for a meeting: of whoever had it before, else of one of two drawn, the one with less to do.
    fn meeting_slot(&mut self, book: &Book, account: &Account) -> Option<(MemberId, Micros)> {
        let field = self.words.teams.field;
        let life = self.life_mut(account.id)?;
        let (known, draws) = (life.field, [life.stream.bits(), life.stream.bits()]);
        let [one, other] = draws.map(|draw| self.somebody(field, draw));
        let ahead = |member: MemberId| book.floor.booked.range((member, self.now)..(member, Micros(i64::MAX))).count();
        let member = known.unwrap_or(if ahead(one) <= ahead(other) { one } else { other });
        let slot = self.free_slot(book, member, (2, 11))?;
        Some((member, slot))
    }

    /// The date, and the slot of whoever goes.
    fn agree(&mut self, id: AccountId, by: MemberId, with: MemberId, slot: Micros) {
        let made = Body::AppointmentMade { at: Some(slot), by: Some(by), with: Some(with) };
        self.member_says(id, by, self.now, made);
        self.reserve(id, by, with, slot);
        self.expect_meeting(id, with, slot);
    }

    fn expect_meeting(&mut self, id: AccountId, with: MemberId, slot: Micros) {
        self.meetings.insert(id, (with, slot));
        let over = slot.plus(super::BEAT_MINUTES * Micros::MINUTE);
        self.cue(over, id, Errand::Meet { with, slot });
    }

    /// An account came to contacting: it goes into the hand of whoever has it, else somebody has to be found.
    pub(super) fn give_in_hand(&mut self, book: &Book, model: &InForce, id: AccountId, at: Micros) {
        let Some(account) = book.account(id) else { return };
        let inside = self.words.teams.inside;
        let owner = match account.owner {
            Owner::Member(team, member) if team == inside => Some(member),
            _ => account.incoming.filter(|incoming| incoming.team == inside).map(|incoming| incoming.member),
        };
        let next = model.calendar().add(at, Span::Business(120));
        match owner {
            None => self.cue(next, id, Errand::Orphan),
            Some(member) => {
                let is_promised =
                    self.promised.iter().any(|((who, slot), held)| *who == member && *held == id && *slot > self.now);
                if let Some(worker) = self.worker_mut(member).filter(|_| !is_promised)
                    && worker.hand.iter().all(|(_, held)| *held != id)
                {
                    worker.keep(next, id);
                }
            }
        }
    }

    /// Somebody of inside sales gets an account by name.
    pub(super) fn adopt(&mut self, model: &InForce, account: &Account) {
        let (inside, id) = (self.words.teams.inside, account.id);
        if !is_at(account, self.words.stages.contacting) {
            return;
        }
        let Some(draw) = self.life_mut(id).map(|life| life.stream.bits()) else { return };
        let Some(lead) = self.somebody_at_work(inside, 0, self.now.plus(-Micros::MINUTE)) else {
            return self.cue_business(model, 30, id, Errand::Orphan);
        };
        let member = self.somebody(inside, draw);
        self.member_says(id, lead, self.now, Body::Assigned { team: inside, member: Some(member) });
        let now = self.now;
        if let Some(worker) = self.worker_mut(member) {
            worker.keep(now, id);
        }
    }

    /// Who refused mail and stands in nurture is given to somebody who calls: until then nothing is planned for it.
    pub(super) fn call_instead(&mut self, model: &InForce, id: AccountId) {
        let Some(life) = self.life_mut(id) else { return };
        let wait = life.stream.between(60, 600);
        self.cue_business(model, wait, id, Errand::CallInstead);
    }

    /// It comes into the hand of somebody of inside sales.
    pub(super) fn take_in_hand(&mut self, account: &Account) {
        let (inside, id) = (self.words.teams.inside, account.id);
        if account.refused() || !is_at(account, self.words.stages.nurture) {
            return;
        }
        let Some(draw) = self.life_mut(id).map(|life| life.stream.bits()) else { return };
        let (member, now) = (self.somebody(inside, draw), self.now);
        if let Some(worker) = self.worker_mut(member) {
            worker.keep(now, id);
        }
    }

    /// Marketing hands a hot account of good fit to field sales at once, with a slot inside three days; without a free
    /// slot it stays in the queue of inside sales.
    pub(super) fn fast_pass(&mut self, book: &Book, model: &InForce, account: &Account) {
        let (stages, id) = (self.words.stages, account.id);
        let today = model.calendar().day_of(self.now);
        let waits = [stages.lead, stages.nurture, stages.mql].into_iter().any(|stage| is_at(account, stage));
        let is_fit = score::score(model, account, ScoreKind::Fit, today, None) >= FAST_FIT;
        if !waits || !is_fit || account.refused() {
            return;
        }
        let Some(draw) = self.life_mut(id).map(|life| life.stream.bits()) else { return };
        let before = self.now.plus(-Micros::MINUTE);
        let Some(marketing) = self.somebody_at_work(self.words.teams.marketing, draw, before) else {
            return self.cue_business(model, 15, id, Errand::FastPass);
        };
        let member = self.somebody(self.words.teams.field, draw / 64);
        let Some(slot) = self.free_slot(book, member, (0, 2)) else { return };
        // The slot first: it is what the pass waits for; the date would make an ordinary appointment of it.
        self.reserve(id, marketing, member, slot);
        let made = Body::AppointmentMade { at: Some(slot), by: Some(marketing), with: Some(member) };
        self.member_says(id, marketing, self.now, made);
        self.expect_meeting(id, member, slot);
    }
}

/// Calls in the visit to the stage an account stands in.
fn calls_of(account: &Account) -> usize {
    let Some(main) = account.main.as_ref() else { return 0 };
    main.events.iter().filter(|occurrence| matches!(occurrence.event, Event::Called(_))).count()
}
