//! Load by the million: the seen facts of one account after the other, as an import of a large house's past would bring
//! them.
//!
//! [`Vendor`](crate::Vendor) plays people who wait for each other, hour by hour, and takes its time. Here every account
//! goes through a life of its own, drawn from a stream of its own: it is looked after, goes quiet or asks for a talk, is
//! called, met, proposed to, won or lost, rests, and comes again. So the accounts can be made in any order and on any
//! core, each in about two microseconds, and nothing is held but the account at hand. The life follows the standard
//! model closely enough that the model's moves follow it: some 13 for 50 touches, at every stage.
//!
//! [`LARGE`] accounts are the size that `takt bench` measures at.

use takt_core::dictionary::Dictionary;
use takt_core::fact::{Actor, Body, Dated, Draft, Outcome, Value};
use takt_core::unit::{
    AccountId, ChoiceId, ContactId, Currency, Day, ImportId, MemberId, Micros, Money, ReasonId, TouchId,
};

use crate::lexicon::{LOSSES, Lexicon};
use crate::names;
use crate::stream::Stream;

/// Accounts of the load at full size: 13 million moves and 50 million touches.
pub const LARGE: u32 = 1_000_000;

/// Members of each team, in the order marketing, inside sales, field sales, customer success.
const MEMBERS: [u32; 4] = [6, 24, 16, 14];
/// How often each source brings somebody, in the order of [`SOURCES`](crate::lexicon::SOURCES).
const SOURCE_WEIGHTS: [u32; 8] = [18, 24, 20, 10, 14, 6, 5, 3];
/// Days from the first account to the end: seven years.
const DAYS: i64 = 2_555;
/// Days over which accounts come.
const COMING: u64 = 2_330;

/// A load: what it says depends on its seed and on the number of an account, never on how many there are.
pub struct Bulk {
    seed: u64,
    first: Micros,
    end: Micros,
    currency: Currency,
    lexicon: Lexicon,
    industries: Vec<ChoiceId>,
}

impl Bulk {
    /// A load of a seed, over the words of the standard model; the words it wants beside them get their numbers.
    /// Everything happens in the seven years before 00:00 UTC of 1 November 2026.
    #[must_use]
    pub fn new(seed: u64, words: &mut Dictionary) -> Self {
        let lexicon = Lexicon::new(words);
        let end = Micros(i64::from(Day::of(2026, 11, 1).unwrap_or(Day::FIRST).0) * Micros::DAY);
        let industries = names::INDUSTRIES.iter().map(|industry| lexicon.industry(industry)).collect();
        Self { seed, first: end.plus(-DAYS * Micros::DAY), end, currency: Currency::JPY, lexicon, industries }
    }

    /// When the first account can come, and the instant before which everything has happened.
    #[must_use]
    pub fn period(&self) -> (Micros, Micros) {
        (self.first, self.end)
    }

    /// The facts of the house: who is in which team. They come before those of any account.
    #[must_use]
    pub fn house(&self) -> Vec<Draft> {
        let teams = &self.lexicon.teams;
        let mut drafts = Vec::new();
        for (place, team) in [teams.marketing, teams.inside, teams.field, teams.success].into_iter().enumerate() {
            for member in members(place) {
                let body = Body::MemberJoined { member, team };
                drafts.push(draft(None, None, self.first.plus(-Micros::DAY), body));
            }
        }
        drafts
    }

    /// Adds the seen facts of an account in order of time, no two at one instant.
    pub fn account(&self, number: u32, out: &mut Vec<Draft>) {
        let stream = Stream::of(self.seed, "bulk", u64::from(number));
        let mut life = Life { load: self, number, stream, at: self.first, out };
        life.live();
    }
}

impl std::fmt::Debug for Bulk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bulk").field("seed", &self.seed).finish_non_exhaustive()
    }
}

/// Members of a team by the team's place.
fn members(place: usize) -> impl Iterator<Item = MemberId> {
    let before: u32 = MEMBERS.iter().take(place).sum();
    (before..before + MEMBERS.get(place).copied().unwrap_or(0)).map(MemberId)
}

fn draft(account: Option<AccountId>, contact: Option<ContactId>, at: Micros, body: Body) -> Draft {
    let rank = body.kind().rank();
    let actor = Actor::Import(ImportId(1));
    Draft { account, occurred_at: at, dated: Dated::Instant, actor, contact, rank, body }
}

/// What becomes of an account that was looked after for a while.
enum Turn {
    /// It asks for a talk.
    Asks,
    /// It goes quiet, for months.
    Quiet,
    /// It is called without having asked.
    Called,
    /// Nobody is left to write to, or they refuse: the end.
    Gone,
}

/// One account on its way; `at` is when it last did something.
struct Life<'a> {
    load: &'a Bulk,
    number: u32,
    stream: Stream,
    at: Micros,
    out: &'a mut Vec<Draft>,
}

impl Life<'_> {
    fn live(&mut self) {
        let day = self.stream.below(COMING).cast_signed();
        self.pass_minutes(day * 1_440, day * 1_440 + 1_439);
        self.arrive();
        for lap in 1..=3 {
            if !self.lap(lap) {
                return;
            }
        }
    }

    fn arrive(&mut self) {
        let (lexicon, load) = (&self.load.lexicon, self.load);
        let source = lexicon.sources.get(self.stream.weighted(&SOURCE_WEIGHTS)).copied();
        self.say(Body::Captured { source, page: None, play: None });
        let size = self.stream.weighted(&[55, 32, 13]);
        let employees = match size {
            0 => self.stream.between(4, 99),
            1 => self.stream.between(100, 499),
            _ => self.stream.between(500, 4_000),
        };
        let mut values = Vec::with_capacity(3);
        // One in twelve never says how large it is: reports have a group for those.
        if let Some(segment) = lexicon.segments.get(size).filter(|_| !self.stream.chance(800)) {
            values.push((lexicon.fields.segment, Value::Choice(*segment)));
        }
        if let Some(industry) = self.stream.pick(&load.industries) {
            values.push((lexicon.fields.industry, Value::Choice(*industry)));
        }
        values.push((lexicon.fields.employees, Value::Integer(employees)));
        self.say(Body::Described { values });
        self.say(Body::ContactNamed {});
    }

    /// One approach; whether there may be another.
    fn lap(&mut self, lap: u32) -> bool {
        let few = self.stream.between(6, 18);
        self.browse(few, 2, 12);
        match [Turn::Asks, Turn::Quiet, Turn::Called, Turn::Gone].into_iter().nth(self.stream.weighted(if lap == 1 {
            &[46, 34, 16, 4]
        } else {
            &[40, 42, 14, 4]
        })) {
            Some(Turn::Quiet) => {
                // Half a year of silence takes it to the shelf, another half brings it back.
                self.pass_days(366, 380);
                true
            }
            Some(Turn::Gone) => {
                let gone = if self.stream.chance(5_000) {
                    Body::Bounced {}
                } else {
                    Body::Consented { channel: None, given: false }
                };
                self.pass_days(1, 9);
                self.say(gone);
                false
            }
            Some(Turn::Asks) => {
                self.touch(self.load.lexicon.touches.form);
                self.touch(self.load.lexicon.touches.pricing);
                self.touch(self.load.lexicon.touches.hand_raise);
                self.pass_minutes(5, 300);
                let by = self.member(1);
                self.say(Body::HandoffAccepted { team: self.load.lexicon.teams.inside, by });
                self.inside_sales()
            }
            Some(Turn::Called) | None => self.inside_sales(),
        }
    }

    /// Calls until there is a date, or not; whether there may be another approach.
    fn inside_sales(&mut self) -> bool {
        let by = self.member(1);
        let tries = self.stream.between(1, 4);
        for _ in 0..tries {
            let outcome = if self.stream.chance(6_000) { Outcome::Absent } else { Outcome::Talked };
            self.call(by, outcome, None);
            self.browse(1, 1, 3);
        }
        match self.stream.weighted(&[66, 18, 8, 5, 3]) {
            0 => {}
            1 => {
                let reason = self.loss();
                self.call(by, Outcome::NotNow, reason);
                self.pass_days(280, 300);
                return true;
            }
            2 => {
                // Six calls in twenty days and nobody there: three months on the shelf.
                for _ in 0..6 {
                    self.call(by, Outcome::Absent, None);
                }
                self.pass_days(200, 220);
                return true;
            }
            3 => {
                self.call(by, Outcome::NoFit, None);
                return false;
            }
            _ => {
                self.call(by, Outcome::Refused, None);
                return false;
            }
        }
        let with = self.member(2);
        self.appointment(by, with);
        if self.stream.chance(1_500) {
            // They did not come; the date is made anew.
            self.pass_days(4, 12);
            self.say(Body::MeetingMissed { meeting: None, by: with });
            self.call(by, Outcome::Talked, None);
            self.appointment(by, with);
        }
        self.browse(2, 1, 3);
        self.pass_days(2, 9);
        self.say(Body::MeetingHeld { meeting: None, by: with, minutes: Some(60) });
        self.field_sales(with)
    }

    /// A meeting was held; whether there may be another approach.
    fn field_sales(&mut self, by: Option<MemberId>) -> bool {
        let team = self.load.lexicon.teams.field;
        self.pass_minutes(60, 3_000);
        if self.stream.chance(1_600) {
            let reason = self.loss();
            self.say(Body::HandoffReturned { team, by, reason });
            self.pass_days(280, 300);
            return true;
        }
        self.say(Body::HandoffAccepted { team, by });
        self.browse(3, 1, 6);
        let amount = Some(self.money(12));
        self.pass_days(3, 15);
        if !self.stream.chance(1_500) {
            self.say(Body::ProposalSent { opportunity: None, amount, by });
            self.browse(4, 2, 10);
            self.pass_days(4, 30);
            if self.stream.chance(4_600) {
                self.say(Body::Won { opportunity: None, amount, by });
                return self.customer();
            }
        }
        let reason = self.loss();
        self.say(Body::Lost { opportunity: None, reason, until: None, by });
        self.pass_days(280, 300);
        true
    }

    /// A customer, until the contract ends; whether there may be another approach.
    fn customer(&mut self) -> bool {
        let by = self.member(3);
        let mrr = Some(self.money(1));
        self.pass_days(1, 7);
        let mut ends = self.at.plus(365 * Micros::DAY);
        self.say(Body::SubscriptionStarted { subscription: None, ends: Some(ends), mrr });
        for place in 0..self.load.lexicon.steps.len() {
            self.pass_days(1, 6);
            let Some(step) = self.load.lexicon.steps.get(place).copied() else { break };
            self.say(Body::StepDone { step, by });
        }
        while ends < self.load.end {
            // Looked at now and then; the renewal is due ninety days before the end.
            while self.at < ends.plus(-60 * Micros::DAY) {
                let signal = Some(self.load.lexicon.usage);
                let amount = self.stream.between(5, 300);
                self.say(Body::Used { signal, amount, subscription: None });
                self.browse(3, 8, 24);
            }
            self.pass_days(10, 40);
            if !self.stream.chance(8_200) {
                self.say(Body::Ended { subscription: None, reason: Some(self.load.lexicon.reasons.unused) });
                // Thirty days churned, ninety on the shelf.
                self.pass_days(122, 140);
                return true;
            }
            ends = ends.plus(365 * Micros::DAY);
            self.say(Body::Renewed { subscription: None, ends: Some(ends), mrr });
        }
        self.browse(4, 10, 40);
        false
    }

    /// So many touches of somebody who reads: mails opened, pages looked at; days between them.
    fn browse(&mut self, count: i64, from: i64, to: i64) {
        let touches = &self.load.lexicon.touches;
        let kinds = [touches.mail_open, touches.visit, touches.follow_up, touches.seminar];
        for _ in 0..count {
            self.pass_minutes(from * 1_440, to * 1_440);
            let kind = kinds[self.stream.weighted(&[55, 38, 4, 3])];
            self.touch(kind);
        }
    }

    fn touch(&mut self, touch: TouchId) {
        let lexicon = &self.load.lexicon;
        let is_visit = touch == lexicon.touches.visit;
        let page = if is_visit { self.stream.pick(&lexicon.pages).copied() } else { None };
        let play = (touch == lexicon.touches.mail_open).then_some(lexicon.monthly_mail);
        self.say(Body::Touched { touch, page, play, by: None, minutes: None });
    }

    fn call(&mut self, by: Option<MemberId>, outcome: Outcome, reason: Option<ReasonId>) {
        self.pass_minutes(1_440, 5 * 1_440);
        let minutes = if outcome == Outcome::Absent { Some(1) } else { Some(12) };
        self.say(Body::CallHeld { by, outcome, reason, until: None, minutes });
    }

    fn appointment(&mut self, by: Option<MemberId>, with: Option<MemberId>) {
        self.pass_minutes(30, 4_000);
        let at = Some(self.at.plus(7 * Micros::DAY));
        self.say(Body::AppointmentMade { at, by, with });
    }

    fn loss(&mut self) -> Option<ReasonId> {
        let place = self.stream.weighted(&[40, 15, 20, 15, 10]);
        debug_assert!(place < LOSSES.len());
        self.load.lexicon.losses.get(place).copied()
    }

    fn money(&mut self, months: i64) -> Money {
        let minor = self.stream.between(30, 900).saturating_mul(1_000).saturating_mul(months);
        Money { minor, currency: self.load.currency }
    }

    fn member(&mut self, team: usize) -> Option<MemberId> {
        let those: Vec<MemberId> = members(team).collect();
        self.stream.pick(&those).copied()
    }

    fn pass_days(&mut self, from: i64, to: i64) {
        self.pass_minutes(from * 1_440, to * 1_440);
    }

    fn pass_minutes(&mut self, from: i64, to: i64) {
        let minutes = self.stream.between(from, to);
        self.at = self.at.plus(minutes * Micros::MINUTE);
    }

    /// States something, a second after what was stated before; nothing at all once the period is over.
    fn say(&mut self, body: Body) {
        self.at = self.at.plus(1_000_000);
        if self.at >= self.load.end {
            return;
        }
        let account = Some(AccountId(self.number));
        self.out.push(draft(account, Some(ContactId(self.number)), self.at, body));
    }
}
