//! How accounts come, and what the house says of itself: visitors counted, leaves, people who join.

use takt_core::account::Account;
use takt_core::book::{Book, InForce};
use takt_core::calendar::month_of;
use takt_core::fact::{Actor, Body, Value};
use takt_core::unit::{AccountId, ContactId, Currency, Day, Micros, Money};

use super::errand::Errand;
use super::story::Story;
use super::{LEAVE_MONTHS, Vendor, is_at};
use crate::life::Life;
use crate::names;
use crate::plan::Whose;
use crate::stream::Stream;

/// How often each source brings somebody, in the order of [`SOURCES`](crate::lexicon::SOURCES); exhibitions come on
/// days of their own.
const SOURCE_WEIGHTS: [u32; 8] = [18, 24, 0, 10, 22, 14, 7, 5];
/// How keen somebody of each source is, from and to, in thousandths.
const SOURCE_HEAT: [(i64, i64); 8] =
    [(380, 900), (220, 640), (80, 420), (220, 620), (180, 560), (30, 220), (260, 720), (380, 860)];
/// When the web is used, by hour of the day.
const HOURS: [u32; 24] = [3, 2, 1, 1, 1, 2, 4, 8, 16, 30, 34, 32, 22, 30, 34, 32, 30, 24, 14, 10, 10, 10, 8, 5];
/// Visitors a day of each channel for 1,200 leads a month, and yen for each.
const CHANNELS: [(u64, i64); 4] = [(1_160, 0), (450, 180), (280, 60), (75, 0)];
/// The place of the booth among the sources.
const EXHIBITION: usize = 2;

/// Leads in ten thousand that ask for a talk at once, by source; of those that fit best it is more.
const ASKS: [u32; 8] = [3_800, 200, 0, 0, 550, 0, 2_700, 4_200];
/// How many more ask while marketing pushes, in hundredths.
const PUSH: u32 = 118;
/// Leads in ten thousand that marketing rules out at a look: students, competitors, private persons.
const UNFIT: u32 = 500;
/// Mail addresses in ten thousand that die within two years.
const DIES: u32 = 1_600;
/// Cards of a booth in ten thousand whose owner never looks at us.
const DEAF: u32 = 7_000;

impl Vendor {
    /// Puts the arrivals of the day into the diary.
    pub(super) fn expect_arrivals(&mut self, model: &InForce) {
        let (day, calendar) = (self.day, model.calendar());
        let number = u64::try_from(day.0).unwrap_or(0);
        let mut stream = self.stream("arrivals", number);
        let first = self.plan.first_day();
        let total = i64::from((self.plan.today.0 - first.0).max(1));
        // The vendor grows a little; with its exhibitions it comes to what the plan says.
        let growth = u64::try_from(94 + 6 * i64::from(day.0 - first.0) / total).unwrap_or(100);
        let monthly = u64::from(self.plan.leads_per_month) * growth / 100;
        let is_open = calendar.is_open(day);
        // A month has about 20 open days and 10 others; 900 is the sum of their weights.
        let weight = if is_open { 38 } else { 14 };
        let jitter = 80 + stream.below(41);
        let thousandths = monthly * weight * jitter * 10 / 900;
        let count = thousandths / 1_000 + u64::from(stream.below(1_000) < thousandths % 1_000);
        for _ in 0..count {
            let source = stream.weighted(&SOURCE_WEIGHTS);
            // Outbound lists, partners and referrals come through people of ours.
            let minute = if source >= 5 {
                if !is_open {
                    continue;
                }
                business_minute(&mut stream)
            } else {
                stream.weighted(&HOURS) as u64 * 60 + stream.below(60)
            };
            self.expect_arrival(model, minute, source, None);
        }
        let Some(season) = self.season.as_ref() else { return };
        let (cards, arrivals) = (season.cards(day), season.arrivals.clone());
        for _ in 0..cards {
            let minute = business_minute(&mut stream);
            self.expect_arrival(model, minute, EXHIBITION, None);
        }
        for (_, story) in arrivals.into_iter().filter(|(arrives, _)| *arrives == day) {
            self.expect_arrival(model, 615, 0, Some(story));
        }
    }

    fn expect_arrival(&mut self, model: &InForce, minute: u64, source: usize, story: Option<Story>) {
        let at = model.calendar().minute(self.day, u16::try_from(minute).unwrap_or(0));
        // Seconds, so that two who came in one minute are told apart.
        let at = at.plus(self.cues_made.cast_signed() % 60 * 1_000_000);
        self.cue(at, AccountId(u32::MAX), Errand::Arrive { source, story });
    }

    /// Puts what the house does of itself today into the diary.
    pub(super) fn expect_house(&mut self, model: &InForce) {
        let eight = model.calendar().minute(self.day, 480);
        let first = self.plan.first_day();
        if self.day > first {
            self.cue(eight, AccountId(u32::MAX), Errand::Count);
        }
        if self.season.as_ref().is_some_and(|season| season.price_rise == self.day) {
            let start = model.calendar().start_of(self.day);
            self.cue(start, AccountId(u32::MAX), Errand::RaisePrice);
        }
        let month = month_of(self.day);
        if month.first_day() == self.day || self.day == first {
            let number = u32::try_from(month.0 - month_of(first).0).unwrap_or(0);
            self.cue(eight, AccountId(u32::MAX), Errand::Month { number });
        }
    }

    /// An account becomes known.
    pub(super) fn arrive(&mut self, book: &Book, source: usize, story: Option<Story>, at: Micros) {
        let place = self.lives.len();
        let number = place as u64;
        let id = AccountId(self.base.unwrap_or(0).saturating_add(u32::try_from(place).unwrap_or(u32::MAX)));
        debug_assert!(id.index() >= book.accounts.len());
        let mut stream = self.stream("life", number);
        let size = if story.is_some() { 0 } else { stream.weighted(&[60, 29, 11]) };
        let employees = match size {
            0 => stream.between(4, 99),
            1 => stream.between(100, 499),
            _ => stream.between(500, 4_000),
        };
        let yen = match size {
            0 => stream.between(30, 80),
            1 => stream.between(80, 250),
            _ => stream.between(250, 900),
        } * 1_000;
        let (low, high) = SOURCE_HEAT[source];
        // Most are lukewarm, few are keen: the lesser of two draws.
        let mut heat = stream.between(low, high).min(stream.between(low, high));
        let fits = size > 0 && names::company(number).industry == "it";
        if fits {
            heat = (heat + 160).min(1_000);
        }
        let is_deaf = source == EXHIBITION && stream.chance(DEAF);
        let reads = if is_deaf || stream.chance(600) { 0 } else { stream.between(160, 320) };
        let life = Life {
            heat: if is_deaf { 0 } else { heat },
            reach: 3_000 + stream.below(3_600) as u32,
            size: yen,
            contact: ContactId(id.0),
            opportunities: 0,
            meetings: 0,
            tickets: 0,
            browses: false,
            success: None,
            field: None,
            reads_until: at.plus(reads * Micros::DAY),
            no_mail: false,
            story,
            is_over: false,
            use_week: stream.between(20, 200),
            leaves: false,
            ends: None,
            stream: stream.clone(),
        };
        self.lives.push(life);
        let employees = if story.is_some() { 60 } else { employees };
        self.capture(id, number, source, (size, employees), at);
        let push = if self.season.as_ref().is_some_and(|season| season.push <= self.day) { PUSH } else { 100 };
        let asks = story.is_some() || stream.chance(if fits { ASKS[source] * 2 } else { ASKS[source] } * push / 100);
        self.touch_of_arrival(id, source, asks, at);
        if let Some(story) = story {
            return self.told.push((story, id));
        }
        if !asks && stream.chance(UNFIT) {
            let days = stream.between(1, 4);
            self.cue(at.plus(days * Micros::DAY), id, Errand::Screen);
        }
        if stream.chance(DIES) {
            let days = stream.between(20, 730);
            self.cue(at.plus(days * Micros::DAY), id, Errand::Bounce);
        }
        self.browse_later(id, at);
    }

    /// Marketing looks at a new account and rules out who is no prospect.
    pub(super) fn screen(&mut self, model: &InForce, account: &Account) {
        let (id, stages) = (account.id, self.words.stages);
        if !is_at(account, stages.lead) && !is_at(account, stages.nurture) {
            return;
        }
        let Some(draw) = self.life_mut(id).map(|life| life.stream.bits()) else { return };
        let before = self.now.plus(-Micros::MINUTE);
        let Some(by) = self.somebody_at_work(self.words.teams.marketing, draw, before) else {
            return self.cue_business(model, 60, id, Errand::Screen);
        };
        let reason = Some(self.words.reasons.no_prospect);
        self.member_says(id, by, self.now, Body::Disqualified { reason });
    }

    /// A mail comes back for good.
    pub(super) fn bounce(&mut self, account: &Account, at: Micros) {
        let id = account.id;
        if is_at(account, self.words.stages.nurture) && !account.refused() {
            return self.customer_says(id, at, Body::Bounced {});
        }
        // Nobody writes to it now; once somebody does, the mail comes back.
        self.cue(at.plus(60 * Micros::DAY), id, Errand::Bounce);
    }

    /// Who it is, as far as it said.
    fn capture(&mut self, id: AccountId, number: u64, source: usize, (size, employees): (usize, i64), at: Micros) {
        let mut stream = self.stream("capture", number);
        let company = names::company(number);
        let person = names::person(number);
        let contact = ContactId(id.0);
        let by_people = source >= 5 || source == EXHIBITION;
        let marketing = self.somebody_at_work(self.words.teams.marketing, stream.bits(), at);
        // Where nobody of marketing is there that day, the list is read in by a program.
        let actor = marketing.filter(|_| by_people).map_or(Actor::Program, Actor::Member);
        let page = if by_people { None } else { stream.pick(&self.words.pages).copied() };
        let play = (source == 4).then_some(self.words.advertisement);
        let source = self.words.sources.get(source).copied();
        self.busy.insert(id);
        self.say(Some(id), Some(contact), actor, at, Body::Captured { source, page, play });
        if let Some(said) = self.out.last_mut() {
            said.account_key = Some(crate::load::account_key(number));
        }
        self.add_text(Whose::Account, "name", company.name);
        self.add_text(Whose::Account, "kana", company.kana);
        self.add_text(Whose::Account, "telephone", company.telephone);
        self.say(Some(id), Some(contact), actor, at, Body::ContactNamed {});
        self.add_text(Whose::Contact(contact), "name", person.name);
        self.add_text(Whose::Contact(contact), "kana", person.kana);
        self.add_text(Whose::Contact(contact), "email", format!("{}@{}", person.mailbox, company.domain));
        self.add_text(Whose::Account, "domain", company.domain);
        let fields = self.words.fields;
        let mut values = Vec::new();
        // Some leave the form half empty: the segment of such an account is blank.
        let is_told = self.lives.last().is_some_and(|life| life.story.is_some());
        if is_told || !stream.chance(700) {
            values.push((fields.segment, Value::Choice(self.words.segments[size])));
            values.push((fields.employees, Value::Integer(employees)));
        }
        values.push((fields.industry, Value::Choice(self.words.industry(company.industry))));
        values.push((fields.prefecture, Value::Choice(self.words.prefecture(company.prefecture))));
        self.say(Some(id), Some(contact), actor, at, Body::Described { values });
    }

    /// What it did to become known.
    fn touch_of_arrival(&mut self, id: AccountId, source: usize, asks: bool, at: Micros) {
        let touches = self.words.touches;
        let play = (source == 3).then_some(self.words.seminar);
        let touch = match source {
            _ if asks => touches.hand_raise,
            0 | 1 => touches.form,
            EXHIBITION => touches.booth,
            3 => touches.seminar,
            4 if self.life_mut(id).is_some_and(|life| life.stream.chance(4_000)) => touches.form,
            4 => touches.visit,
            _ => return,
        };
        self.customer_says(id, at, Body::Touched { touch, page: None, play, by: None, minutes: None });
        if asks {
            self.ask_for_a_pass(id, at);
        }
    }

    /// Whoever asked for a talk is looked at by marketing first: it may be a case for a fast pass.
    pub(super) fn ask_for_a_pass(&mut self, id: AccountId, at: Micros) {
        self.cue(at.plus(20 * Micros::MINUTE), id, Errand::FastPass);
    }

    /// Yesterday's visitors.
    pub(super) fn count(&mut self, model: &InForce, at: Micros) {
        let calendar = model.calendar();
        let yesterday = Day(calendar.day_of(at).0 - 1);
        let noon = calendar.minute(yesterday, 720);
        let mut stream = self.stream("visitors", u64::try_from(yesterday.0).unwrap_or(0));
        let rate = if calendar.is_open(yesterday) { 100 } else { 45 };
        for (place, (visits, yen)) in CHANNELS.iter().enumerate() {
            let mean = visits * u64::from(self.plan.leads_per_month) / 1_200 * rate / 100;
            let visits = mean * (85 + stream.below(31)) / 100;
            let minor = i64::try_from(visits).unwrap_or(0) * yen;
            let cost = (*yen > 0).then_some(Money { minor, currency: Currency::JPY });
            let Some(channel) = self.words.channels.get(place).copied() else { continue };
            let visits = u32::try_from(visits).unwrap_or(u32::MAX);
            self.say(None, None, Actor::Program, noon, Body::Counted { channel, visits, cost });
        }
    }

    /// A month begins: who joins, and who will be away the month after next.
    pub(super) fn begin_month(&mut self, model: &InForce, number: u32) {
        if number > 0 {
            for place in 0..self.staff.len() {
                if self.staff[place].joins_month == number {
                    self.join(place);
                    self.take_leaves(model, place, number);
                    self.take_leaves(model, place, number + 1);
                }
            }
        }
        for place in 0..self.staff.len() {
            if self.staff[place].joins_month > number {
                continue;
            }
            if number == 0 {
                (0..LEAVE_MONTHS).for_each(|month| self.take_leaves(model, place, month));
            }
            self.take_leaves(model, place, number + LEAVE_MONTHS);
        }
    }

    /// One or two days off a month, a week in August.
    fn take_leaves(&mut self, model: &InForce, place: usize, number: u32) {
        let Some(member) = self.staff.get(place).map(|worker| worker.member) else { return };
        let calendar = model.calendar();
        let begin = month_of(self.plan.first_day());
        let month = takt_core::calendar::Month(begin.0 + i32::try_from(number).unwrap_or(0));
        let mut stream = self.stream("leaves", u64::from(member.0) * 1_000 + u64::from(number));
        let (first, last) = (month.first_day(), month.last_day());
        let (count, days) = if month.number() == 8 { (1, 5) } else { (1 + stream.below(2), 1) };
        let mut taken: Vec<Day> = Vec::new();
        for _ in 0..count {
            let from = Day(first.0 + i32::try_from(stream.below(27)).unwrap_or(0));
            let to = Day((from.0 + days).min(last.0));
            // Nothing is lost on a day that is closed anyway; and leaves do not overlap.
            if !calendar.is_open(from) || from == first || taken.contains(&from) {
                continue;
            }
            taken.push(from);
            let (from, to) = (calendar.start_of(from), calendar.start_of(to));
            if from < to {
                // Entered in the system of hours and leaves, which tells us in the morning.
                self.say(None, None, Actor::Program, self.now, Body::LeaveTaken { member, from, to });
            }
        }
    }
}

/// A minute of a working day that is not lunch.
fn business_minute(stream: &mut Stream) -> u64 {
    let minute = stream.below(450);
    if minute < 180 { 540 + minute } else { 600 + minute }
}
