//! Customer success: the handover without a drop, four introductions, use, renewal, and what grows beside it.

use takt_core::account::Account;
use takt_core::book::{Book, InForce};
use takt_core::fact::{Body, Value};
use takt_core::unit::{AccountId, MemberId, Micros, Span};

use super::errand::Errand;
use super::field::yen;
use super::{Vendor, is_at};

/// Contracts in ten thousand that are not renewed.
const LEAVES: u32 = 1_300;

impl Vendor {
    /// A slot of customer success: whoever is at work may take an offer.
    pub(super) fn work_success(&mut self, book: &Book, model: &InForce, slot: Micros) {
        let team = self.words.teams.success;
        self.offers_success.retain(|id| book.account(*id).is_some_and(|account| account.offer.is_some()));
        for place in 0..self.staff.len() {
            let worker = &mut self.staff[place];
            if worker.team != team || !worker.works(slot, super::BEAT_MINUTES) || !worker.stream.chance(1_500) {
                continue;
            }
            let (by, returns) = (worker.member, worker.stream.chance(350));
            let Some(at) = self.offers_success.iter().position(|id| !self.busy.contains(id)) else { return };
            let Some(id) = self.offers_success.remove(at) else { return };
            if book.account(id).is_none_or(|account| account.offer.is_none_or(|offer| offer.team != team)) {
                continue;
            }
            if returns {
                // The hand-over that goes wrong: nobody wrote down what was promised.
                let reason = Some(self.words.reasons.missing_fields);
                self.member_says(id, by, self.now, Body::HandoffReturned { team, by: Some(by), reason });
                self.cue_business(model, 960, id, Errand::Reassign);
                continue;
            }
            self.member_says(id, by, slot.plus(Micros::MINUTE), Body::HandoffAccepted { team, by: Some(by) });
            self.begin_onboarding(model, id, by);
        }
    }

    fn begin_onboarding(&mut self, model: &InForce, id: AccountId, by: MemberId) {
        let Some(life) = self.life_mut(id) else { return };
        life.success = Some(by);
        let wait = life.stream.between(60, 1_100);
        self.cue_business(model, wait, id, Errand::Step { by, place: 0 });
    }

    /// What nobody took is given to somebody by name.
    pub(super) fn reassign(&mut self, model: &InForce, account: &Account) {
        let (id, team) = (account.id, self.words.teams.success);
        if !is_at(account, self.words.stages.handover) {
            return;
        }
        let Some(draw) = self.life_mut(id).map(|life| life.stream.bits()) else { return };
        let (lead, member) = (self.somebody(team, 0), self.somebody(team, draw));
        self.member_says(id, lead, self.now, Body::Assigned { team, member: Some(member) });
        self.begin_onboarding(model, id, member);
    }

    /// One of the four introductions.
    pub(super) fn step(&mut self, model: &InForce, account: &Account, by: MemberId, place: usize) {
        let (id, stages) = (account.id, self.words.stages);
        let is_here =
            [stages.handover, stages.onboarding, stages.adoption].into_iter().any(|stage| is_at(account, stage));
        let Some(step) = self.words.steps.get(place).copied().filter(|_| is_here) else { return };
        let Some(life) = self.life_mut(id) else { return };
        // Some stop in the middle, and nobody sees it for two months.
        let stops = place == 1 && life.stream.chance(700);
        let wait = if stops { 40 * 480 } else { life.stream.between(300, 2_600) };
        let activation = (place == 2).then(|| life.stream.between(2, 30) * 480);
        self.member_says(id, by, self.now, Body::StepDone { step, by: Some(by) });
        self.cue_business(model, wait, id, Errand::Step { by, place: place + 1 });
        if let Some(wait) = activation {
            self.cue_business(model, wait, id, Errand::Activate);
        }
    }

    /// The contract begins, for a year.
    pub(super) fn start(&mut self, model: &InForce, account: &Account, monthly: i64) {
        let id = account.id;
        let fields = self.words.fields;
        let plan = self.words.plans[usize::from(monthly >= 80_000) + usize::from(monthly >= 250_000)];
        let number = account.subscriptions.iter().map(|known| known.number).max().unwrap_or(0).saturating_add(1);
        let ends = model.calendar().add(self.now, Span::Months(12));
        let Some(life) = self.life_mut(id) else { return };
        life.leaves = life.stream.chance(LEAVES);
        life.ends = Some(ends);
        let asks = life.stream.between(8, 75);
        let decides = if life.leaves { ends } else { ends.plus(-asks * Micros::DAY) };
        let now = self.now;
        let started = Body::SubscriptionStarted { subscription: Some(number), ends: Some(ends), mrr: yen(monthly) };
        self.customer_says(id, now, started);
        self.customer_says(id, now, Body::Described { values: vec![(fields.plan, Value::Choice(plan))] });
        self.cue(decides, id, Errand::Renew);
    }

    /// The customer uses the product on its own.
    pub(super) fn activate(&mut self, account: &Account, at: Micros) {
        let id = account.id;
        if account.running().next().is_none() {
            // Not before the contract has begun; never where it ended first.
            if account.subscriptions.is_empty() {
                self.cue(at.plus(7 * Micros::DAY), id, Errand::Activate);
            }
            return;
        }
        self.customer_says(id, at, Body::Activated {});
        self.cue(at.plus(7 * Micros::DAY), id, Errand::Use);
        self.cue(at.plus(80 * Micros::DAY), id, Errand::Review);
        let Some(life) = self.life_mut(id) else { return };
        let days = life.stream.between(90, 330);
        if life.stream.chance(3_000) {
            self.cue(at.plus(days * Micros::DAY), id, Errand::Expand);
        }
    }

    /// A week of use; now and then a ticket. Before a churn the use falls away.
    pub(super) fn use_product(&mut self, account: &Account, at: Micros) {
        let id = account.id;
        let signal = Some(self.words.usage);
        if account.running().next().is_none() {
            return;
        }
        let Some(life) = self.life_mut(id) else { return };
        let falls = life.leaves && life.ends.is_some_and(|ends| ends.since(at) < 150 * Micros::DAY);
        life.use_week =
            if falls { life.use_week * 88 / 100 } else { life.use_week * life.stream.between(94, 108) / 100 };
        life.use_week = life.use_week.clamp(1, 5_000);
        let amount = life.use_week;
        let ticket = life.stream.chance(350).then(|| {
            life.tickets += 1;
            (life.tickets, 1 + life.stream.weighted(&[1, 4, 9]), life.stream.between(2, 90))
        });
        self.customer_says(id, at, Body::Used { signal, amount, subscription: None });
        if let Some((ticket, severity, hours)) = ticket {
            let severity = u8::try_from(severity).ok();
            self.customer_says(id, at, Body::TicketSeen { ticket: Some(ticket), severity, closed: Some(false) });
            self.cue(at.plus(hours * Micros::HOUR), id, Errand::Close { ticket });
        }
        self.cue(at.plus(7 * Micros::DAY), id, Errand::Use);
    }

    /// A ticket is closed.
    pub(super) fn close_ticket(&mut self, account: &Account, at: Micros, ticket: u16) {
        let closed = Body::TicketSeen { ticket: Some(ticket), severity: None, closed: Some(true) };
        self.customer_says(account.id, at, closed);
    }

    /// Every quarter the use is looked at together.
    pub(super) fn review(&mut self, model: &InForce, account: &Account) {
        let (id, touch) = (account.id, self.words.touches.review);
        let Some(by) = self.life_mut(id).and_then(|life| life.success) else { return };
        if account.running().next().is_none() || account.refused() {
            return;
        }
        let touched = Body::Touched { touch, page: None, play: None, by: Some(by), minutes: Some(30) };
        self.member_says(id, by, self.now, touched);
        self.cue_business(model, 60 * 480, id, Errand::Review);
    }

    /// The contract is renewed for a year, or ends.
    pub(super) fn renew(&mut self, model: &InForce, account: &Account, at: Micros) {
        let id = account.id;
        let unused = [self.words.reasons.unused, self.words.reasons.price, self.words.reasons.no_need];
        let Some(running) = account.running().next().copied() else { return };
        let subscription = Some(running.number);
        let Some(life) = self.life_mut(id) else { return };
        if life.leaves {
            let reason = Some(unused[life.stream.weighted(&[5, 3, 2])]);
            life.ends = None;
            life.heat = life.stream.between(40, 300);
            self.customer_says(id, at, Body::Ended { subscription, reason });
            return self.browse_later(id, at);
        }
        let ends = running.ends.map(|ends| model.calendar().add(ends, Span::Months(12)));
        life.leaves = life.stream.chance(LEAVES);
        life.ends = ends;
        let asks = life.stream.between(8, 75);
        let decides = ends.map(|ends| if life.leaves { ends } else { ends.plus(-asks * Micros::DAY) });
        self.customer_says(id, at, Body::Renewed { subscription, ends, mrr: running.mrr });
        if let Some(decides) = decides {
            self.cue(decides, id, Errand::Renew);
        }
    }

    /// The customer wants more: an opportunity beside the relation.
    pub(super) fn expand(&mut self, model: &InForce, account: &Account) {
        let (id, stages) = (account.id, self.words.stages);
        let is_living = is_at(account, stages.adoption) || is_at(account, stages.renewal);
        let field = self.words.teams.field;
        let Some(life) = self.life_mut(id).filter(|life| is_living && !life.leaves) else { return };
        life.opportunities += 1;
        let (opportunity, known, draw) = (life.opportunities, life.field, life.stream.bits());
        let amount = yen(life.size * 4);
        let by = known.unwrap_or_else(|| self.somebody(field, draw));
        let opened = Body::Opened { opportunity: Some(opportunity), amount, by: Some(by) };
        self.member_says(id, by, self.now, opened);
        self.cue_business(model, 8 * 480, id, Errand::ExpandPropose { by, opportunity });
    }

    /// What it costs.
    pub(super) fn expand_propose(&mut self, model: &InForce, account: &Account, by: MemberId, opportunity: u16) {
        let id = account.id;
        let known = account.opportunities.iter().find(|known| known.number == opportunity && known.open);
        let Some(amount) = known.map(|known| known.amount) else { return };
        let sent = Body::ProposalSent { opportunity: Some(opportunity), amount, by: Some(by) };
        self.member_says(id, by, self.now, sent);
        self.cue_business(model, 15 * 480, id, Errand::ExpandConclude { by, opportunity });
    }

    /// The customer decides on it.
    pub(super) fn expand_conclude(&mut self, account: &Account, by: MemberId, opportunity: u16) {
        let id = account.id;
        let known = account.opportunities.iter().find(|known| known.number == opportunity && known.open);
        let Some(amount) = known.map(|known| known.amount) else { return };
        let reason = self.loss_reason(account);
        let Some(life) = self.life_mut(id) else { return };
        if !life.stream.chance(6_200) {
            let lost = Body::Lost { opportunity: Some(opportunity), reason: Some(reason), until: None, by: Some(by) };
            return self.member_says(id, by, self.now, lost);
        }
        self.member_says(id, by, self.now, Body::Won { opportunity: Some(opportunity), amount, by: Some(by) });
        if let Some(running) = account.running().next()
            && let (Some(old), Some(more)) = (running.mrr, amount)
        {
            let mrr = yen(old.minor + more.minor / 12);
            let now = self.now;
            self.customer_says(id, now, Body::SubscriptionChanged { subscription: Some(running.number), mrr });
        }
    }
}
