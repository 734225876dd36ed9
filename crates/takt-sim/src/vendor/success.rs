//! Customer success: the handover without a drop, four introductions, use, renewal, and what grows beside it.

use takt_core::account::Account;
use takt_core::book::{Book, InForce};
use takt_core::fact::{Body, Value};
use takt_core::unit::{AccountId, MemberId, Micros, Span};

use super::errand::Errand;
use super::field::{RISE, yen};
use super::{Story, Vendor, is_at};

/// Contracts in ten thousand that are not renewed.
const LEAVES: u32 = 1_000;
/// Handovers in ten thousand that success sends back.
const RETURNS: u32 = 250;
/// Customers in ten thousand who want more some months later, and again after that.
const WANTS_MORE: u32 = 5_500;
/// Customers in ten thousand who leave within ten weeks of a price rise.
const PRICED_OUT: u32 = 350;
/// Contracts up to so many yen a month are renewed by themselves, a month before their end, if nobody gives notice.
const BY_ITSELF: i64 = 80_000;
/// Business minutes the handover that goes wrong lies about before somebody has it, and before they call.
const LOST_DAYS: i64 = 14 * 480;

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
            let (by, returns) = (worker.member, worker.stream.chance(RETURNS));
            let Some(at) = self.offers_success.iter().position(|id| !self.busy.contains(id)) else { return };
            let Some(id) = self.offers_success.remove(at) else { return };
            if book.account(id).is_none_or(|account| account.offer.is_none_or(|offer| offer.team != team)) {
                continue;
            }
            let story = self.life(id).and_then(|life| life.story);
            if story == Some(Story::BadHandover) || returns && story.is_none() {
                // Nobody wrote down what was promised.
                let reason = Some(self.words.reasons.missing_fields);
                let wait = if story.is_some() { LOST_DAYS } else { 960 };
                self.member_says(id, by, self.now, Body::HandoffReturned { team, by: Some(by), reason });
                self.cue_business(model, wait, id, Errand::Reassign);
                continue;
            }
            self.member_says(id, by, slot.plus(Micros::MINUTE), Body::HandoffAccepted { team, by: Some(by) });
            self.begin_onboarding(model, id, by);
        }
    }

    fn begin_onboarding(&mut self, model: &InForce, id: AccountId, by: MemberId) {
        let Some(life) = self.life_mut(id) else { return };
        life.success = Some(by);
        let wait = match life.story {
            Some(Story::BadHandover) => LOST_DAYS,
            Some(_) => 60,
            None => life.stream.between(60, 1_100),
        };
        self.cue_business(model, wait, id, Errand::Step { by, place: 0 });
    }

    /// What nobody took is given to somebody by name.
    pub(super) fn reassign(&mut self, model: &InForce, account: &Account) {
        let (id, team) = (account.id, self.words.teams.success);
        if !is_at(account, self.words.stages.handover) {
            return;
        }
        let Some(draw) = self.life_mut(id).map(|life| life.stream.bits()) else { return };
        let Some(lead) = self.somebody_at_work(team, 0, self.now.plus(-Micros::MINUTE)) else {
            return self.cue_business(model, 30, id, Errand::Reassign);
        };
        let member = self.somebody(team, draw);
        self.member_says(id, lead, self.now, Body::Assigned { team, member: Some(member) });
        self.begin_onboarding(model, id, member);
    }

    /// One of the four introductions.
    pub(super) fn step(&mut self, model: &InForce, account: &Account, by: MemberId, place: usize) {
        let (id, stages) = (account.id, self.words.stages);
        let is_here =
            [stages.handover, stages.onboarding, stages.adoption].into_iter().any(|stage| is_at(account, stage));
        let Some(step) = self.words.steps.get(place).copied().filter(|_| is_here) else { return };
        let (kickoff, story) = (self.words.touches.kickoff, self.life(id).and_then(|life| life.story));
        if story == Some(Story::BadHandover) {
            // The first word after weeks; then nothing, and the customer asks support.
            if self.spend(model, id, by, kickoff, 30, Errand::Step { by, place }) {
                for days in [5, 40, 130] {
                    self.cue(self.now.plus(days * Micros::DAY), id, Errand::Trouble);
                }
            }
            return;
        }
        let Some(life) = self.life_mut(id) else { return };
        // Some stop in the middle, and nobody sees it for two months.
        let stops = place == 1 && life.stream.chance(700) && story.is_none();
        let wait = match (stops, story) {
            (true, _) => 40 * 480,
            (_, Some(_)) => 2 * 480,
            _ => life.stream.between(600, 3_800),
        };
        let activation = (place == 2).then(|| if story.is_some() { 4 * 480 } else { life.stream.between(3, 22) * 480 });
        let training = (place > 0 && life.stream.chance(6_000)).then(|| life.stream.between(120, 500));
        self.member_says(id, by, self.now, Body::StepDone { step, by: Some(by) });
        self.cue_business(model, wait, id, Errand::Step { by, place: place + 1 });
        if let Some(wait) = activation {
            self.cue_business(model, wait, id, Errand::Activate);
        }
        if let Some(wait) = training {
            self.cue_business(model, wait, id, Errand::Train { by });
        }
    }

    /// The customer's people are trained.
    pub(super) fn train(&mut self, model: &InForce, account: &Account, by: MemberId) {
        let (id, touch) = (account.id, self.words.touches.training);
        let Some(life) = self.life_mut(id).filter(|_| account.running().next().is_some()) else { return };
        let minutes = life.stream.between(60, 120);
        self.spend(model, id, by, touch, minutes, Errand::Train { by });
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
        match life.story {
            Some(Story::BadHandover) => life.leaves = true,
            Some(_) => life.leaves = false,
            None => {}
        }
        let now = self.now;
        let started = Body::SubscriptionStarted { subscription: Some(number), ends: Some(ends), mrr: yen(monthly) };
        self.customer_says(id, now, started);
        self.customer_says(id, now, Body::Described { values: vec![(fields.plan, Value::Choice(plan))] });
        self.expect_renewal(id, ends, monthly);
    }

    /// When the end of a contract is decided: one that nobody means to renew ends; a small one is renewed by itself a
    /// month before, and a large one is talked about.
    fn expect_renewal(&mut self, id: AccountId, ends: Micros, monthly: i64) {
        let (success, draw) = (self.words.teams.success, self.stream("renewal", u64::from(id.0)).bits());
        let somebody = self.somebody(success, draw);
        let Some(life) = self.life_mut(id) else { return };
        life.ends = Some(ends);
        let asks = life.stream.between(20, 80);
        let by = life.success.unwrap_or(somebody);
        if life.leaves {
            self.cue(ends, id, Errand::Renew);
        } else if monthly < BY_ITSELF {
            self.cue(ends.plus(-30 * Micros::DAY), id, Errand::Renew);
        } else {
            self.cue(ends.plus(-asks * Micros::DAY), id, Errand::TalkRenewal { by });
        }
    }

    /// Customer success and the customer talk about the renewal, and some days later it is agreed.
    pub(super) fn talk_renewal(&mut self, model: &InForce, account: &Account, by: MemberId) {
        let (id, touch) = (account.id, self.words.touches.renewal_talk);
        let Some(life) = self.life_mut(id).filter(|_| account.running().next().is_some()) else { return };
        let (minutes, wait) = (life.stream.between(30, 60), life.stream.between(2, 8) * 480);
        if self.spend(model, id, by, touch, minutes, Errand::TalkRenewal { by }) {
            self.cue_business(model, wait, id, Errand::Renew);
        }
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
        let days = life.stream.between(60, 240);
        if life.stream.chance(WANTS_MORE) || life.story.is_some() {
            self.cue(at.plus(days * Micros::DAY), id, Errand::Expand);
        }
    }

    /// What support sees of a customer nobody looks after.
    pub(super) fn trouble(&mut self, account: &Account, at: Micros) {
        let id = account.id;
        let Some(life) = self.life_mut(id).filter(|_| account.running().next().is_some()) else { return };
        life.tickets += 1;
        let ticket = life.tickets;
        let seen = Body::TicketSeen { ticket: Some(ticket), severity: Some(2), closed: Some(false) };
        self.customer_says(id, at, seen);
        self.cue(at.plus(9 * Micros::DAY), id, Errand::Close { ticket });
    }

    /// A week of use; now and then a ticket. Before a churn the use falls away.
    pub(super) fn use_product(&mut self, account: &Account, at: Micros) {
        let id = account.id;
        let signal = Some(self.words.usage);
        if account.running().next().is_none() {
            return;
        }
        let Some(life) = self.life_mut(id) else { return };
        let grows = life.story == Some(Story::GoodHandover);
        let falls = life.leaves && life.ends.is_some_and(|ends| ends.since(at) < 150 * Micros::DAY);
        life.use_week =
            if falls { life.use_week * 88 / 100 } else { life.use_week * life.stream.between(94, 108) / 100 };
        if grows {
            life.use_week = life.use_week * 104 / 100 + 1;
        }
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

    /// Every quarter the use is looked at together, except while a small contract waits to be renewed by itself.
    pub(super) fn review(&mut self, model: &InForce, account: &Account) {
        let (id, touch) = (account.id, self.words.touches.review);
        let is_renewed_soon = is_at(account, self.words.stages.renewal);
        let Some(life) = self.life_mut(id) else { return };
        let (success, minutes) = (life.success, life.stream.between(30, 45));
        let Some(by) = success.filter(|_| account.running().next().is_some() && !account.refused()) else { return };
        let is_over = !is_renewed_soon && !self.spend(model, id, by, touch, minutes, Errand::Review);
        if !is_over {
            self.cue_business(model, 60 * 480, id, Errand::Review);
        }
    }

    /// From today everything costs more: every contract that runs, at one instant; and some leave for it.
    pub(super) fn raise_price(&mut self, book: &Book, at: Micros) {
        for place in 0..self.lives.len() {
            let id = AccountId(self.base.unwrap_or(0).saturating_add(u32::try_from(place).unwrap_or(u32::MAX)));
            let Some(running) = book.account(id).and_then(|account| account.running().next().copied()) else {
                continue;
            };
            let Some(mrr) = running.mrr else { continue };
            // In steps of a hundred yen.
            let raised = mrr.minor * (100 + RISE) / 10_000 * 100;
            let changed = Body::SubscriptionChanged { subscription: Some(running.number), mrr: yen(raised) };
            self.customer_says(id, at, changed);
            let life = &mut self.lives[place];
            let (quits, days) = (life.stream.chance(PRICED_OUT), life.stream.between(14, 70));
            if quits && life.story.is_none() {
                self.cue(at.plus(days * Micros::DAY), id, Errand::Quit);
            }
        }
    }

    /// A customer leaves for the price, before the contract is over.
    pub(super) fn quit(&mut self, account: &Account, at: Micros) {
        let id = account.id;
        let Some(running) = account.running().next().copied() else { return };
        let reason = Some(self.words.reasons.price);
        self.customer_says(id, at, Body::Ended { subscription: Some(running.number), reason });
        self.browse_later(id, at);
    }

    /// The contract is renewed for a year, or ends.
    pub(super) fn renew(&mut self, model: &InForce, account: &Account, at: Micros) {
        let id = account.id;
        let unused = [self.words.reasons.unused, self.words.reasons.price, self.words.reasons.no_need];
        let Some(running) = account.running().next().copied() else { return };
        let subscription = Some(running.number);
        let story = self.life(id).and_then(|life| life.story);
        let Some(life) = self.life_mut(id) else { return };
        if life.leaves {
            let reason = Some(unused[life.stream.weighted(&[5, 3, 2])]);
            life.ends = None;
            life.heat = life.stream.between(40, 300);
            self.customer_says(id, at, Body::Ended { subscription, reason });
            if story.is_none() {
                self.browse_later(id, at);
            }
            return;
        }
        let ends = running.ends.map(|ends| model.calendar().add(ends, Span::Months(12)));
        life.leaves = life.stream.chance(LEAVES);
        self.customer_says(id, at, Body::Renewed { subscription, ends, mrr: running.mrr });
        if let Some(ends) = ends {
            self.expect_renewal(id, ends, running.mrr.map_or(0, |mrr| mrr.minor));
        }
    }

    /// The customer wants more: an opportunity beside the relation.
    pub(super) fn expand(&mut self, model: &InForce, account: &Account) {
        let (id, stages) = (account.id, self.words.stages);
        let is_living = is_at(account, stages.adoption) || is_at(account, stages.renewal);
        let field = self.words.teams.field;
        let Some(life) = self.life_mut(id).filter(|life| is_living && !life.leaves) else { return };
        let (known, draw) = (life.field, life.stream.bits());
        let by = known.unwrap_or_else(|| self.somebody(field, draw));
        if !self.is_at_work(by) {
            return self.cue_business(model, 90, id, Errand::Expand);
        }
        let Some(life) = self.life_mut(id) else { return };
        life.opportunities += 1;
        let (opportunity, amount) = (life.opportunities, yen(life.size * 4));
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
        let again = life.stream.chance(WANTS_MORE).then(|| life.stream.between(80, 260));
        let wins = life.stream.chance(6_200) || life.story.is_some();
        if let Some(days) = again {
            self.cue(self.now.plus(days * Micros::DAY), id, Errand::Expand);
        }
        if !wins {
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
