//! The least that a program made for nothing else would do to replay the load: the standard model's line written out by
//! hand over the same columns. It knows the stages, the timers, the score and its decay, and nothing of why, of owners,
//! of side positions or of another model.

use takt_core::fact::{Kind, Outcome};
use takt_core::seen::{Row, Seen};
use takt_core::unit::{AccountId, Micros, TouchId};

use crate::lexicon::Lexicon;

/// What the pass counted: enough of it that no part can be left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Moves.
    pub moves: u64,
    /// Accounts by the stage they end in.
    pub ends: [u64; STAGES],
    /// Microseconds in each stage.
    pub dwell: [u64; STAGES],
}

/// Stages of the standard model that hold accounts.
pub const STAGES: usize = 16;

const LEAD: usize = 0;
const NURTURE: usize = 1;
const MQL: usize = 2;
const RECYCLE: usize = 3;
const DISQUALIFIED: usize = 4;
const CONTACTING: usize = 5;
const APPOINTMENT: usize = 6;
const MEETING: usize = 7;
const QUALIFIED: usize = 8;
const PROPOSAL: usize = 9;
const WON: usize = 10;
const HANDOVER: usize = 11;
const ONBOARDING: usize = 12;
const ADOPTION: usize = 13;
const RENEWAL: usize = 14;
const CHURNED: usize = 15;

const DAY: i64 = Micros::DAY;
/// Points by kind of touch, the share of them that is left after a day in 2⁻¹⁶, and their cap, all in thousandths.
const RULES: [(u64, u64, u64); 6] = [
    (40_000, 64_039, 80_000),
    (30_000, 64_534, 60_000),
    (3_000, 62_371, 15_000),
    (2_000, 62_371, 30_000),
    (25_000, 62_371, 50_000),
    (120_000, 59_357, 120_000),
];

/// One account on its way.
struct One {
    stage: usize,
    since: i64,
    quiet: i64,
    calls: u32,
    steps: u32,
    scores: [u64; 6],
    day: i64,
}

/// Replays the seen facts of a load of [`Bulk`](crate::bulk::Bulk); timers run out up to `end`.
#[must_use]
pub fn replay(seen: &Seen, words: &Lexicon, end: Micros) -> Tally {
    let mut rules = [usize::MAX; 256];
    let touches = words.touches;
    let known = [touches.form, touches.seminar, touches.mail_open, touches.visit, touches.pricing, touches.hand_raise];
    for (place, TouchId(touch)) in known.into_iter().enumerate() {
        if let Some(rule) = rules.get_mut(touch as usize) {
            *rule = place;
        }
    }
    let (mut tally, mut rows) = (Tally::default(), Vec::new());
    for number in 0..seen.accounts() {
        seen.rows(AccountId(u32::try_from(number).unwrap_or(u32::MAX)), &mut rows);
        let mut one = One { stage: LEAD, since: i64::MIN, quiet: 0, calls: 0, steps: 0, scores: [0; 6], day: 0 };
        for row in &rows {
            one.take(*row, seen, (&rules, end), &mut tally);
        }
        one.rest(end.0, &mut tally);
        if let Some(ends) = tally.ends.get_mut(one.stage) {
            *ends += 1;
        }
    }
    tally
}

impl One {
    fn take(&mut self, row: Row, seen: &Seen, (rules, end): (&[usize; 256], Micros), tally: &mut Tally) {
        let (at, kind, fields) = match row.glance() {
            Some((at, kind, fields)) => (at.0, kind, fields),
            None => {
                let head = seen.head(row);
                (head.occurred_at.0, head.kind.number(), 0)
            }
        };
        if self.since == i64::MIN {
            (self.since, self.quiet) = (at, at);
        }
        self.rest(at.min(end.0), tally);
        let to = match Kind::numbered(kind) {
            Some(Kind::Touched) => self.touch(at, rules.get((fields & 0xff) as usize).copied().unwrap_or(usize::MAX)),
            Some(Kind::CallHeld) => self.call(at, fields & 0xf),
            Some(Kind::AppointmentMade) if self.stage <= CONTACTING && self.stage != DISQUALIFIED => APPOINTMENT,
            Some(Kind::MeetingHeld) if self.stage <= APPOINTMENT && self.stage != DISQUALIFIED => MEETING,
            Some(Kind::MeetingMissed) if self.stage == APPOINTMENT => CONTACTING,
            Some(Kind::HandoffAccepted) if self.stage == MQL => CONTACTING,
            Some(Kind::HandoffAccepted) if self.stage == MEETING => QUALIFIED,
            Some(Kind::HandoffReturned) if self.stage == MEETING => RECYCLE,
            Some(Kind::Opened) if self.stage == MEETING => QUALIFIED,
            Some(Kind::ProposalSent) if self.stage < PROPOSAL => PROPOSAL,
            Some(Kind::Won) if self.stage < WON => WON,
            Some(Kind::Lost) if (MEETING..=WON).contains(&self.stage) => RECYCLE,
            Some(Kind::SubscriptionStarted) => HANDOVER,
            Some(Kind::StepDone) => {
                self.steps += 1;
                if self.steps >= 4 { ADOPTION } else { ONBOARDING }
            }
            Some(Kind::Activated | Kind::Renewed) => ADOPTION,
            Some(Kind::Ended) => CHURNED,
            Some(Kind::Bounced | Kind::ContactLeft) if self.stage == NURTURE => DISQUALIFIED,
            Some(Kind::Consented) if self.stage <= APPOINTMENT => DISQUALIFIED,
            _ => self.stage,
        };
        if to != self.stage {
            self.go(at, to, tally);
        }
    }

    fn touch(&mut self, at: i64, rule: usize) -> usize {
        self.quiet = at;
        let day = at.div_euclid(DAY);
        let passed = (day - self.day).clamp(0, 400);
        self.day = day;
        let mut score = 0;
        for (place, ((points, left, cap), sum)) in RULES.iter().zip(&mut self.scores).enumerate() {
            for _ in 0..passed {
                if *sum == 0 {
                    break;
                }
                *sum = (*sum * left) >> 16;
            }
            if place == rule {
                *sum += points;
            }
            score += (*sum).min(*cap);
        }
        match self.stage {
            LEAD | NURTURE | RECYCLE if rule == 5 => MQL,
            LEAD | NURTURE if score >= 60_000 && rule != usize::MAX => MQL,
            LEAD => NURTURE,
            same => same,
        }
    }

    fn call(&mut self, at: i64, outcome: u32) -> usize {
        self.quiet = at;
        self.calls += 1;
        let outcome = u8::try_from(outcome).ok().and_then(Outcome::numbered);
        match (self.stage, outcome) {
            (..=APPOINTMENT, Some(Outcome::NotNow)) => RECYCLE,
            (..=APPOINTMENT, Some(Outcome::NoFit | Outcome::Refused)) => DISQUALIFIED,
            (LEAD | NURTURE | MQL, _) => CONTACTING,
            (CONTACTING, Some(Outcome::Absent)) if self.calls >= 6 && at - self.since >= 20 * DAY => RECYCLE,
            (same, _) => same,
        }
    }

    /// Timers that run out before an instant.
    fn rest(&mut self, at: i64, tally: &mut Tally) {
        loop {
            let (due, to) = match self.stage {
                LEAD => (self.since + 3 * DAY, NURTURE),
                NURTURE => (self.since.max(self.quiet) + 180 * DAY, RECYCLE),
                RECYCLE => (self.since + 182 * DAY, NURTURE),
                CONTACTING => ((self.since + 60 * DAY).max(self.quiet + 30 * DAY), RECYCLE),
                APPOINTMENT => (self.since + 60 * DAY, CONTACTING),
                HANDOVER => (self.since + 30 * DAY, ONBOARDING),
                ADOPTION => (self.since + 275 * DAY, RENEWAL),
                CHURNED => (self.since + 30 * DAY, RECYCLE),
                _ => return,
            };
            if due >= at {
                return;
            }
            self.go(due, to, tally);
        }
    }

    fn go(&mut self, at: i64, to: usize, tally: &mut Tally) {
        tally.moves += 1;
        if let Some(dwell) = tally.dwell.get_mut(self.stage) {
            *dwell += (at - self.since).unsigned_abs();
        }
        (self.stage, self.since) = (to, at);
        if to == CONTACTING {
            self.calls = 0;
        }
    }
}
