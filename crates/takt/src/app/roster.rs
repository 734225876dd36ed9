//! Lists of companies: who stands at a stage, who moved from one to another, who is somebody's, each as of a day or now.
//! A list has exactly those whom a number of the picture counts.

use takt_core::account::{Account, Owner, What};
use takt_core::agenda::{self, Next};
use takt_core::book::{Book, InForce};
use takt_core::fact::Place;
use takt_core::model::Standing;
use takt_core::unit::{AccountId, Day, MemberId, Micros, StageId, TeamId};
use takt_store::{Space, Store};

use crate::app::desk::Desk;
use crate::app::right::{Authorized, See};
use crate::fault::Fault;

/// How many rows a page of a list has.
pub const PAGE: usize = 50;

/// Which companies.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Question {
    /// Those with a position at this stage.
    pub stage: Option<StageId>,
    /// Those that a team has.
    pub team: Option<TeamId>,
    /// Those that a member has.
    pub member: Option<MemberId>,
    /// Those over the limit of their stage.
    pub overdue: bool,
    /// Those for whom nothing is planned.
    pub gap: bool,
    /// In which order.
    pub order: Order,
}

/// The order of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Order {
    /// Who stands where they stand the longest comes first.
    #[default]
    Longest,
    /// Who came last comes first.
    Latest,
    /// By number, as they became known.
    Known,
}

/// A position in a list: whose, which, since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Whose.
    pub account: AccountId,
    /// The main one or one beside it.
    pub place: Place,
    /// Where.
    pub stage: StageId,
    /// Since when; of a move, when it was made.
    pub since: Micros,
    /// Of a move, since when it had stood where it came from.
    pub before: Option<Micros>,
}

/// A row of a list, with all that it shows.
#[derive(Clone, Debug)]
pub struct Row {
    /// The position.
    pub entry: Entry,
    /// What the company is called, or its outside key where it has no name.
    pub name: String,
    /// Whether it is over the limit of its stage.
    pub overdue: bool,
    /// Who has it.
    pub owner: Owner,
    /// Which approach this is.
    pub lap: u8,
    /// What comes next; `None` is a gap, or a relation that is over.
    pub next: Option<Next>,
    /// When it comes back from the shelf.
    pub back: Option<Micros>,
    /// Whether the relation is over.
    pub is_over: bool,
}

/// The positions that a question means as of now.
#[must_use]
pub fn entries(_: &Authorized<See>, book: &Book, question: &Question, now: Micros) -> Vec<Entry> {
    let Some(model) = book.model.as_ref() else { return Vec::new() };
    let mut found = Vec::new();
    for account in &book.accounts {
        if account.main.is_none() || !question.is_of(account) {
            continue;
        }
        if question.gap && (is_over(model, account) || agenda::next(book, account, now).is_some()) {
            continue;
        }
        let main = account.main.iter().map(|position| (Place::Main, position));
        let sides = account.sides.iter().map(|(number, position)| (Place::Side(*number), position));
        for (place, position) in main.chain(sides) {
            // Without a stage a company is listed once.
            let is_asked = question.stage.map_or(place == Place::Main, |stage| position.stage == stage);
            let is_late = !question.overdue || model.limit(position.stage, position.since).is_some_and(|at| at < now);
            if is_asked && is_late {
                let (stage, since) = (position.stage, position.since);
                found.push(Entry { account: account.id, place, stage, since, before: None });
            }
        }
    }
    match question.order {
        Order::Longest => found.sort_by_key(|entry| (entry.since, entry.account)),
        Order::Latest => found.sort_by_key(|entry| (std::cmp::Reverse(entry.since), entry.account)),
        Order::Known => found.sort_by_key(|entry| entry.account),
    }
    found
}

impl Question {
    fn is_of(&self, account: &Account) -> bool {
        self.team.is_none_or(|team| account.owner.team() == team)
            && self.member.is_none_or(|member| account.owner.member() == Some(member))
    }
}

/// The positions that stood at a stage when a day ended, who stood there longest first.
#[must_use]
pub fn stood(_: &Authorized<See>, book: &Book, stage: StageId, day: Day) -> Vec<Entry> {
    let Some(model) = book.model.as_ref() else { return Vec::new() };
    let end = model.calendar().start_of(Day(day.0.saturating_add(1)));
    let mut found = Vec::new();
    for account in &book.accounts {
        let mut here: Vec<Entry> = Vec::new();
        for entry in account.line.iter().take_while(|entry| entry.at < end) {
            let What::Move { place, to, .. } = entry.what else { continue };
            here.retain(|known| known.place != place);
            if to == Some(stage) {
                here.push(Entry { account: account.id, place, stage, since: entry.at, before: None });
            }
        }
        found.extend(here);
    }
    found.sort_by_key(|entry| (entry.since, entry.account));
    found
}

/// The moves from one stage to another from one day to another, both inclusive, the latest first; `None` is outside of the
/// line.
#[must_use]
pub fn moved(
    _: &Authorized<See>,
    book: &Book,
    (from, to): (Option<StageId>, Option<StageId>),
    (first, last): (Day, Day),
) -> Vec<Entry> {
    let Some(model) = book.model.as_ref() else { return Vec::new() };
    let begin = model.calendar().start_of(first);
    let end = model.calendar().start_of(Day(last.0.saturating_add(1)));
    let mut found = Vec::new();
    for account in &book.accounts {
        let mut since: Vec<(Place, Micros)> = Vec::new();
        for entry in account.line.iter().take_while(|entry| entry.at < end) {
            let What::Move { place, from: left, to: came, .. } = entry.what else { continue };
            let before = since.iter().position(|(known, _)| *known == place).map(|at| since.swap_remove(at).1);
            since.push((place, entry.at));
            if entry.at >= begin && (left, came) == (from, to) {
                let stage = came.or(left).unwrap_or(StageId(0));
                found.push(Entry { account: account.id, place, stage, since: entry.at, before });
            }
        }
    }
    found.sort_by_key(|entry| (std::cmp::Reverse(entry.since), entry.account));
    found
}

/// A page of a list with all that it shows.
///
/// # Errors
/// The store cannot be read.
pub fn rows<S: Store>(
    _: &Authorized<See>,
    desk: &mut Desk<S>,
    entries: &[Entry],
    now: Micros,
) -> Result<Vec<Row>, Fault> {
    let mut rows = Vec::new();
    for entry in entries {
        let name = desk.name_of(entry.account)?;
        let book = &desk.book;
        let (Some(account), Some(model)) = (book.account(entry.account), book.model.as_ref()) else { continue };
        let limit = model.limit(entry.stage, entry.since);
        rows.push(Row {
            entry: *entry,
            name,
            overdue: limit.is_some_and(|limit| limit < now),
            owner: account.owner,
            lap: account.lap,
            next: agenda::next(book, account, now),
            back: account.main.as_ref().and_then(|main| main.back),
            is_over: is_over(model, account),
        });
    }
    Ok(rows)
}

fn is_over(model: &InForce, account: &Account) -> bool {
    account.standing(model).is_none_or(|standing| standing == Standing::Gone)
}

impl<S: Store> Desk<S> {
    /// What a company is called: its name, else its outside key, else its number.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn name_of(&mut self, account: AccountId) -> Result<String, Fault> {
        if let Some(name) = self.text_of(Space::Account, account.0, "name")? {
            return Ok(name);
        }
        self.name_accounts([account])?;
        Ok(self.named.get(&account).cloned().unwrap_or_else(|| format!("#{}", account.0)))
    }

    /// What a field of somebody says now.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn text_of(&mut self, space: Space, id: u32, field: &str) -> Result<Option<String>, Fault> {
        let texts = self.store.texts(space, id).map_err(|error| self.fault(&error))?;
        Ok(texts.into_iter().find(|text| text.field == field && !text.value.is_empty()).map(|text| text.value))
    }

    /// What a member of ours is called.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn name_of_member(&mut self, member: MemberId) -> Result<String, Fault> {
        if let Some(name) = self.text_of(Space::Member, member.0, "name")? {
            return Ok(name);
        }
        let key = self.members.iter().find(|(_, id)| **id == member).map(|(key, _)| key.clone());
        Ok(key.unwrap_or_else(|| format!("#{}", member.0)))
    }
}
