//! The vendor: marketing, inside sales, field sales and customer success of a house that sells by subscription, and the
//! customers it lives from, in virtual time.
//!
//! ```text
//! wake   when the next beat is            (a slot of the business day, or every other hour at night)
//! hear   what the model did               (moved, offered: somebody has something to do)
//! act    what people and customers say    (statements for takt_core::decide)
//! ```
//!
//! # Determinism
//! Nothing is drawn but from [`Stream`]s named after the thing that draws, and everything is done in a fixed order: cues
//! by time and number, members by number. The book answers the same to the same facts, so the same plan gives the same
//! facts on every machine.
//!
//! One account says one thing a beat: what a person decides rests on the book as it stood when the beat began, so no
//! statement is refused because another came first.

mod arrival;
mod customer;
mod errand;
mod field;
mod inside;
mod story;
mod success;

use std::collections::{BTreeMap, BTreeSet, BinaryHeap, VecDeque};

use takt_core::account::Account;
use takt_core::book::{Book, InForce, ModelHash};
use takt_core::decide::Statement;
use takt_core::fact::{Actor, Body, Fact, Path, Place};
use takt_core::unit::{AccountId, ContactId, Day, MemberId, Micros, Span, StageId, TeamId};

use crate::lexicon::Lexicon;
use crate::life::Life;
use crate::names;
use crate::plan::{Batch, Plan, Said, Text, Whose};
use crate::staff::{Worker, staff};
use crate::stream::Stream;
use errand::{Cue, Errand};
use story::Season;
pub use story::{Exhibition, Stories, Story};

/// The name of the vendor, which no register holds.
pub const COMPANY: &str = "みなとクラウド株式会社";

/// Minutes of a beat in business time: a slot (コマ) of the standard model.
const BEAT_MINUTES: i64 = 30;
/// How far ahead leaves are known, in months: further than any slot is booked, so that none is booked into a leave.
const LEAVE_MONTHS: u32 = 2;

/// A subscription vendor in virtual time.
#[derive(Clone, Debug)]
pub struct Vendor {
    plan: Plan,
    hash: ModelHash,
    words: Lexicon,
    staff: Vec<Worker>,
    lives: Vec<Life>,
    /// Accounts the book had before the vendor's first.
    base: Option<u32>,
    /// The dates of its stories, once the calendar is known.
    season: Option<Season>,
    /// Accounts of stories, as they become known.
    told: Vec<(Story, AccountId)>,
    cues: BinaryHeap<Cue>,
    cues_made: u64,
    said: u64,
    day: Day,
    beats: VecDeque<Micros>,
    /// Offers to inside sales and to customer success, first come first served.
    offers_inside: VecDeque<AccountId>,
    offers_success: VecDeque<AccountId>,
    /// Calls promised for a slot.
    promised: BTreeMap<(MemberId, Micros), AccountId>,
    /// Meetings to come, by account.
    meetings: BTreeMap<AccountId, (MemberId, Micros)>,
    // What holds for one beat only.
    now: Micros,
    busy: BTreeSet<AccountId>,
    taken: BTreeSet<(MemberId, Micros)>,
    out: Vec<Said>,
}

impl Vendor {
    /// A vendor of a plan that speaks the words of the standard model; `hash` is that of the model's text, which its
    /// first statement adopts where the book has no model yet.
    #[must_use]
    pub fn new(plan: Plan, words: &mut takt_core::dictionary::Dictionary, hash: ModelHash) -> Self {
        let words = Lexicon::new(words);
        Self {
            staff: staff(&plan, words.teams),
            day: Day(plan.first_day().0.saturating_sub(1)),
            plan,
            hash,
            words,
            lives: Vec::new(),
            base: None,
            season: None,
            told: Vec::new(),
            cues: BinaryHeap::new(),
            cues_made: 0,
            said: 0,
            beats: VecDeque::new(),
            offers_inside: VecDeque::new(),
            offers_success: VecDeque::new(),
            promised: BTreeMap::new(),
            meetings: BTreeMap::new(),
            now: Micros(i64::MIN),
            busy: BTreeSet::new(),
            taken: BTreeSet::new(),
            out: Vec::new(),
        }
    }

    /// The hash of the model its opening adopts.
    #[must_use]
    pub const fn model_hash(&self) -> ModelHash {
        self.hash
    }

    /// What it was made from.
    #[must_use]
    pub const fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Whether every account of a book is its own: it numbers the next one after them.
    #[must_use]
    pub fn owns(&self, book: &Book) -> bool {
        let own = usize::try_from(self.base.unwrap_or(0)).unwrap_or(0).saturating_add(self.lives.len());
        book.accounts.len() == own
    }

    /// Lets it live on for so many days after its end.
    pub fn live_on(&mut self, days: i32) {
        // The day it ended before has not begun yet.
        self.day = Day(self.plan.today.0.saturating_sub(1));
        self.beats.clear();
        self.plan.today = Day(self.plan.today.0.saturating_add(days));
    }

    /// Where its stories are found: complete once it has run to its end.
    #[must_use]
    pub fn stories(&self) -> Stories {
        self.season.as_ref().map_or_else(Stories::default, |season| season.stories(&self.plan, &self.told))
    }

    /// The first commit: the model, members, their hours and first leaves. It is dated the day before the first.
    pub fn opening(&mut self, book: &Book, start: Micros) -> Batch {
        self.now = start;
        if book.model.is_none() {
            self.say(None, None, Actor::Program, start, Body::ModelAdopted { model: self.hash, reason: None });
        }
        for place in 0..self.staff.len() {
            if self.staff[place].joins_month == 0 {
                self.join(place);
            }
        }
        self.batch()
    }

    /// When it next has something to say; `None` when its time is over. Asks the book for the calendar only.
    pub fn wake(&mut self, book: &Book) -> Option<Micros> {
        let model = book.model.clone()?;
        self.base.get_or_insert_with(|| u32::try_from(book.accounts.len()).unwrap_or(u32::MAX));
        self.season.get_or_insert_with(|| Season::of(&self.plan, &model));
        let end = model.calendar().start_of(self.plan.today);
        loop {
            let Some(beat) = self.beats.pop_front() else {
                if self.day >= self.plan.today {
                    return None;
                }
                self.day = Day(self.day.0 + 1);
                self.dawn(book, &model);
                continue;
            };
            if beat > end {
                return None;
            }
            let works = self.slot_before(&model, beat).is_some();
            if works || beat == end || self.cues.peek().is_some_and(|cue| cue.at <= beat) {
                return Some(beat);
            }
        }
    }

    /// Takes note of what became facts since it last listened: who has something to do now.
    pub fn hear(&mut self, book: &Book, facts: &[Fact]) {
        let Some(model) = book.model.clone() else { return };
        for fact in facts {
            let Some(account) = fact.account.filter(|id| self.place(*id).is_some()) else { continue };
            match &fact.body {
                Body::HandoffOffered { team, .. } if *team == self.words.teams.inside => {
                    self.offers_inside.push_back(account);
                }
                Body::HandoffOffered { team, .. } if *team == self.words.teams.success => {
                    self.offers_success.push_back(account);
                }
                Body::Moved { place: Place::Main, to: Some(to), path, .. } => {
                    self.came(book, &model, account, *to, *path, fact.occurred_at);
                }
                _ => {}
            }
        }
    }

    /// What is said at a beat, on the book as it stands then: advanced, and heard of.
    pub fn act(&mut self, book: &Book, now: Micros) -> Batch {
        self.now = now;
        let Some(model) = book.model.clone() else { return Batch::default() };
        while let Some(cue) = self.cues.peek().filter(|cue| cue.at <= now).copied() {
            self.cues.pop();
            self.run(book, &model, cue);
        }
        if let Some(slot) = self.slot_before(&model, now) {
            self.work_inside(book, &model, slot);
            self.work_success(book, &model, slot);
        }
        self.batch()
    }

    fn batch(&mut self) -> Batch {
        self.busy.clear();
        self.taken.clear();
        Batch { now: self.now, said: std::mem::take(&mut self.out) }
    }

    /// The slot of business time that ends at a beat.
    fn slot_before(&self, model: &InForce, beat: Micros) -> Option<Micros> {
        let from = beat.plus(-BEAT_MINUTES * Micros::MINUTE);
        let calendar = model.calendar();
        let mut openings = calendar.openings(calendar.day_of(from));
        openings.find(|(opens, closes)| *opens <= from && beat <= *closes).map(|_| from)
    }

    /// A new day: its beats, who is at work, who will come.
    fn dawn(&mut self, book: &Book, model: &InForce) {
        let (day, calendar) = (self.day, model.calendar());
        let mut beats: Vec<Micros> = (0..12).map(|place| calendar.minute(day, place * 120)).collect();
        for (opens, closes) in calendar.openings(day) {
            beats.retain(|beat| *beat <= opens || *beat >= closes);
            let mut beat = opens;
            while beat <= closes {
                beats.push(beat);
                beat = beat.plus(BEAT_MINUTES * Micros::MINUTE);
            }
        }
        beats.sort_unstable();
        beats.dedup();
        self.beats = beats.into();
        for worker in &mut self.staff {
            worker.rise(&book.floor, model, day);
        }
        if day < self.plan.today {
            self.expect_arrivals(model);
            self.expect_house(model);
        }
    }

    /// Somebody of an account has something to do, or the account itself, since it came to a stage.
    fn came(&mut self, book: &Book, model: &InForce, id: AccountId, to: StageId, path: Path, at: Micros) {
        let stages = self.words.stages;
        if to == stages.contacting {
            self.give_in_hand(book, model, id, at);
        } else if to == stages.nurture {
            if path == Path::Recycle {
                self.warm_up(model, id, at);
            }
            if self.life(id).is_some_and(|life| life.no_mail) {
                self.call_instead(model, id);
            }
        }
        // By where it stands now: one commit may move it to contacting and on to the appointment.
        let awaits = |account: &Account| is_at(account, stages.appointment) || is_at(account, stages.meeting);
        if !book.account(id).is_some_and(awaits)
            && let Some((member, slot)) = self.meetings.remove(&id)
            && slot > self.now
        {
            self.cue(self.now.plus(1), id, Errand::Release { member, slot });
        }
    }

    /// Says something of an account, or of the house.
    fn say(&mut self, account: Option<AccountId>, contact: Option<ContactId>, actor: Actor, at: Micros, body: Body) {
        let mut key = [0; 16];
        key[..8].copy_from_slice(&self.plan.seed.to_be_bytes());
        key[8..].copy_from_slice(&self.said.to_be_bytes());
        self.said += 1;
        let statement = Statement { account, contact, actor, occurred_at: at.min(self.now), body };
        self.out.push(Said { statement, key, account_key: None, texts: Vec::new() });
    }

    /// A member says something of an account: a minute before the beat at the latest, since a beat may be the end of the
    /// working day.
    fn member_says(&mut self, id: AccountId, by: MemberId, at: Micros, body: Body) {
        let contact = self.life(id).map(|life| life.contact);
        self.busy.insert(id);
        self.say(Some(id), contact, Actor::Member(by), at.min(self.now.plus(-Micros::MINUTE)), body);
    }

    /// A customer does something, and a program of ours says so.
    fn customer_says(&mut self, id: AccountId, at: Micros, body: Body) {
        let contact = self.life(id).map(|life| life.contact);
        self.busy.insert(id);
        self.say(Some(id), contact, Actor::Program, at, body);
    }

    /// Adds a text to what was said last.
    fn add_text(&mut self, of: Whose, field: &'static str, text: String) {
        if let Some(said) = self.out.last_mut() {
            said.texts.push(Text { of, field, text });
        }
    }

    fn cue(&mut self, at: Micros, account: AccountId, errand: Errand) {
        self.cues_made += 1;
        self.cues.push(Cue { at, order: self.cues_made, account, errand });
    }

    /// A cue in so many minutes of business time.
    fn cue_business(&mut self, model: &InForce, minutes: i64, account: AccountId, errand: Errand) {
        let minutes = u32::try_from(minutes).unwrap_or(0);
        let at = model.calendar().add(self.now, Span::Business(minutes));
        self.cue(at, account, errand);
    }

    fn place(&self, id: AccountId) -> Option<usize> {
        let place = id.0.checked_sub(self.base?)?;
        usize::try_from(place).ok().filter(|place| *place < self.lives.len())
    }

    fn life(&self, id: AccountId) -> Option<&Life> {
        self.lives.get(self.place(id)?)
    }

    fn life_mut(&mut self, id: AccountId) -> Option<&mut Life> {
        let place = self.place(id)?;
        self.lives.get_mut(place)
    }

    /// Whether a member is at work as a beat comes: in the minute before it.
    fn is_at_work(&self, member: MemberId) -> bool {
        let before = self.now.plus(-Micros::MINUTE);
        self.staff.get(member.index()).is_some_and(|worker| worker.works(before, 1))
    }

    fn worker_mut(&mut self, member: MemberId) -> Option<&mut Worker> {
        self.staff.get_mut(member.index())
    }

    /// A free slot of a member within the days from one to another after today.
    fn free_slot(&mut self, book: &Book, member: MemberId, days: (i64, i64)) -> Option<Micros> {
        let model = book.model.as_ref()?;
        let today = model.calendar().day_of(self.now);
        let stream = &mut self.staff.get_mut(member.index())?.stream;
        let first = stream.between(days.0, days.1);
        for ahead in first..first + 6 {
            let day = Day(today.0.saturating_add(i32::try_from(ahead).unwrap_or(0)));
            if !model.calendar().is_open(day) {
                continue;
            }
            let mut free = book.floor.free(model, member, day);
            free.retain(|slot| *slot > self.now && !self.taken.contains(&(member, *slot)));
            if let Some(slot) = self.staff.get_mut(member.index())?.stream.pick(&free) {
                return Some(*slot);
            }
        }
        None
    }

    /// Reserves a slot of a member for an account.
    fn reserve(&mut self, id: AccountId, by: MemberId, member: MemberId, slot: Micros) {
        self.taken.insert((member, slot));
        self.member_says(id, by, self.now, Body::SlotReserved { member, at: slot });
    }

    /// A member joins, with their own hours and the leaves of the first months.
    fn join(&mut self, place: usize) {
        let Some(worker) = self.staff.get(place) else { return };
        let (member, team, is_part_time) = (worker.member, worker.team, worker.is_part_time);
        self.staff[place].has_joined = true;
        self.say(None, None, Actor::Program, self.now, Body::MemberJoined { member, team });
        let person = names::person(900_000_000 + u64::from(member.0) * 7_919);
        self.add_text(Whose::Member(member), "email", format!("{}@minato-cloud.example.jp", person.mailbox));
        self.add_text(Whose::Member(member), "name", person.name);
        self.add_text(Whose::Member(member), "kana", person.kana);
        if is_part_time {
            for weekday in 0..5 {
                let openings = vec![(600, 720), (780, 960)];
                self.say(None, None, Actor::Program, self.now, Body::HoursSet { member, weekday, openings });
            }
        }
    }
}

/// The standing of an account's main position by its stage.
fn is_at(account: &Account, stage: StageId) -> bool {
    account.main.as_ref().is_some_and(|main| main.stage == stage)
}

impl Vendor {
    /// The stream of a thing of this vendor.
    fn stream(&self, name: &str, number: u64) -> Stream {
        Stream::of(self.plan.seed, name, number)
    }

    /// Somebody of a team who has joined, as a number says; the first member of all where nobody has.
    fn somebody(&self, team: TeamId, number: u64) -> MemberId {
        let team = self.staff.iter().filter(|worker| worker.team == team && worker.has_joined);
        one_of(team.map(|worker| worker.member).collect(), number).unwrap_or(MemberId(0))
    }

    /// Somebody of a team who is at work in the minute from an instant of today, as a number says.
    fn somebody_at_work(&self, team: TeamId, number: u64, at: Micros) -> Option<MemberId> {
        let team = self.staff.iter().filter(|worker| worker.team == team && worker.works(at, 1));
        one_of(team.map(|worker| worker.member).collect(), number)
    }
}

fn one_of(members: Vec<MemberId>, number: u64) -> Option<MemberId> {
    let place = number.checked_rem(members.len() as u64)?;
    usize::try_from(place).ok().and_then(|place| members.get(place).copied())
}
