//! Columns of the seen facts: what replay and what-if read instead of the journal.
//!
//! A seen fact takes 16 bytes, account by account in journal order; the rare one that does not fit lies beside them.
//! What a whole commit has in common (when it was recorded, who said so, how far the house had come) stands once, as its
//! *origin*. Left out is what no fold reads: the page and the measure of a touch, and whom an appointment is with. Which
//! fact of the journal a row is, lies in a column of its own, 4 bytes each: only what is to be cited by it asks. The
//! columns are derived and disposable: they are built by a scan of the journal ([`Seen::note`]) and kept from its tail.
//!
//! ```text
//! row     when (8 bytes)  microseconds since the first day (53 bits), kind (7), dated (2), begins (1), wide (1)
//!         what (8 bytes)  origin (24), rank (8), person (4), fields (28); of a wide one its place among the wide
//! ```

mod code;
mod form;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use crate::fact::binary::Writer;
use crate::fact::{Actor, Dated, Fact, Kind};
use crate::unit::{AccountId, ContactId, Day, Micros, Seq};

/// The first instant a row can have: the first day, in whatever zone.
const FIRST: i64 = (Day::FIRST.0 as i64 - 2) * Micros::DAY;
/// People of an account that rows name by their place.
const PEOPLE_MOST: usize = 15;

/// What facts of one commit have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// When they were recorded.
    pub recorded_at: Micros,
    /// Who says so.
    pub actor: Actor,
    /// How many facts of [`Seen::house`] stand before them in the journal.
    pub house: u32,
    /// The first of them.
    pub first: Seq,
}

/// One seen fact in 16 bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Row {
    when: u64,
    what: u64,
}

/// What of a fact says in which order it takes effect, without its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// When it happened in the world.
    pub occurred_at: Micros,
    /// How well that is known.
    pub dated: Dated,
    /// Its kind.
    pub kind: Kind,
    /// Its order among equals.
    pub rank: u16,
    /// Its place in [`Seen::origins`].
    pub origin: u32,
    /// Whether it is the first of facts that came together: of one account, in one commit, with nothing between.
    pub begins: bool,
}

/// The bytes of a row: both of its numbers, low bytes first.
const ROW: usize = 16;
/// The bytes of a row's place among the facts of its commit, low bytes first.
const PLACE: usize = 4;

impl Row {
    const WIDE: u64 = 1;
    const BEGINS: u64 = 2;

    const fn is_wide(self) -> bool {
        self.when & Self::WIDE != 0
    }

    /// Whether it is the first of facts that came together.
    pub(crate) const fn begins(self) -> bool {
        self.when & Self::BEGINS != 0
    }

    /// When it happened, and its kind and fields as they lie in the row; `None` of a wide one. What a pass by hand reads.
    #[must_use]
    pub fn glance(self) -> Option<(Micros, u8, u32)> {
        // 53 bits, so neither cast nor sum loses anything.
        let at = Micros(FIRST + (self.when >> 11).cast_signed());
        (!self.is_wide()).then_some((at, (self.when >> 4) as u8 & 0x7f, self.what as u32 & code::FIELDS_ALL))
    }

    fn bytes(self) -> [u8; ROW] {
        (u128::from(self.when) | u128::from(self.what) << 64).to_le_bytes()
    }

    fn of(bytes: [u8; ROW]) -> Self {
        let both = u128::from_le_bytes(bytes);
        // The low and the high half.
        Self { when: both as u64, what: (both >> 64) as u64 }
    }
}

/// A row on its way to its account's others.
#[derive(Clone, Copy, Debug)]
struct Late {
    account: AccountId,
    /// The row of the account before it, one more than its place; 0 where that is a settled one, or none.
    before: u32,
    row: Row,
    place: u32,
}

/// The seen facts of a journal.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    house: Vec<Fact>,
    origins: Vec<Origin>,
    /// Where the rows of each account begin, and behind the last their number.
    starts: Vec<u64>,
    rows: Vec<[u8; ROW]>,
    /// How far behind the first of its origin the fact of each row stands in the journal.
    places: Vec<[u8; PLACE]>,
    wide: Writer,
    /// What came since rows were put in order, in journal order.
    tail: Vec<Late>,
    /// The last of an account in the tail, one more than its place.
    ends: BTreeMap<AccountId, u32>,
    /// The people of each account in the order they were spoken of: the first of them, and each with the next; one more
    /// than their places.
    people: Vec<u32>,
    others: Vec<(ContactId, u32)>,
    /// The fact to be noted next.
    next: Seq,
    /// The commit and the account of the facts that came last.
    last: Option<(Micros, Option<AccountId>)>,
    recorded_at: Option<Micros>,
    /// Accounts that something was taken back from, that ever were part of another, or had parts.
    bound: BTreeSet<AccountId>,
}

impl Seen {
    /// Takes the next fact of the journal, seen or acted.
    pub fn note(&mut self, fact: &Fact) {
        self.next = Seq(fact.seq.0 + 1);
        self.recorded_at = Some(fact.recorded_at);
        if fact.body.kind().is_acted() {
            return;
        }
        let begins = self.last != Some((fact.recorded_at, fact.account));
        self.last = Some((fact.recorded_at, fact.account));
        let Some(account) = fact.account else {
            if is_of_house(fact.body.kind()) {
                self.house.push(fact.clone());
            }
            return;
        };
        if binds(fact.body.kind()) {
            self.bound.insert(account);
        }
        let (origin, place) = self.origin(fact);
        let person = self.person(account, fact.contact);
        let row = code::narrow(fact, origin, person, begins)
            .unwrap_or_else(|| code::wide(fact, origin, begins, &mut self.wide));
        let before = self.ends.get(&account).copied().unwrap_or(0);
        self.tail.push(Late { account, before, row, place });
        self.ends.insert(account, u32::try_from(self.tail.len()).unwrap_or(u32::MAX));
        if self.tail.len() >= TAIL_MOST {
            self.settle();
        }
    }

    /// The place of what a fact has in common with its commit, and of the fact within it.
    fn origin(&mut self, fact: &Fact) -> (usize, u32) {
        let origin = Origin {
            recorded_at: fact.recorded_at,
            actor: fact.actor,
            house: u32::try_from(self.house.len()).unwrap_or(u32::MAX),
            first: fact.seq,
        };
        if let Some(last) = self.origins.last()
            && (Origin { first: last.first, ..origin }) == *last
            && let Ok(place) = u32::try_from(fact.seq.0.wrapping_sub(last.first.0))
        {
            return (self.origins.len() - 1, place);
        }
        self.origins.push(origin);
        (self.origins.len() - 1, 0)
    }

    /// Puts what came since into its accounts' order: costs a walk over all rows.
    pub fn settle(&mut self) {
        let accounts = self.tail.iter().map(|late| late.account.index() + 1).max().unwrap_or(0).max(self.accounts());
        let mut starts = alloc::vec![0_u64; accounts + 1];
        for (account, pair) in self.starts.windows(2).enumerate() {
            if let (Some(count), [from, to]) = (starts.get_mut(account + 1), pair) {
                *count = to - from;
            }
        }
        for late in &self.tail {
            if let Some(count) = starts.get_mut(late.account.index() + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut rows = alloc::vec![[0; ROW]; self.rows.len() + self.tail.len()];
        let mut places = alloc::vec![[0; PLACE]; rows.len()];
        // Where the next row of an account goes.
        let mut ahead = starts.clone();
        for account in 0..self.accounts() {
            let id = AccountId(u32::try_from(account).unwrap_or(u32::MAX));
            let (settled, known) = (self.settled(id), self.places(id));
            if let Some(place) = ahead.get_mut(account) {
                let from = place_of(*place);
                let to = from + settled.len();
                if let (Some(room), Some(beside)) = (rows.get_mut(from..to), places.get_mut(from..to)) {
                    room.copy_from_slice(settled);
                    beside.copy_from_slice(known);
                }
                *place += settled.len() as u64;
            }
        }
        for late in &self.tail {
            if let Some(place) = ahead.get_mut(late.account.index()) {
                let at = place_of(*place);
                if let (Some(room), Some(beside)) = (rows.get_mut(at), places.get_mut(at)) {
                    (*room, *beside) = (late.row.bytes(), late.place.to_le_bytes());
                }
                *place += 1;
            }
        }
        (self.starts, self.rows, self.places) = (starts, rows, places);
        self.tail.clear();
        self.ends.clear();
    }

    /// Whether what becomes of an account depends on no other's facts, nor on what was decided of it once.
    #[must_use]
    pub fn is_alone(&self, account: AccountId) -> bool {
        !self.bound.contains(&account)
    }

    /// Accounts that do not stand alone: [`Replay`](crate::history::Replay) decides those.
    pub fn bound(&self) -> impl Iterator<Item = AccountId> {
        self.bound.iter().copied()
    }

    /// How many accounts there are.
    #[must_use]
    pub fn accounts(&self) -> usize {
        self.people.len().max(self.starts.len().saturating_sub(1))
    }

    /// How many seen facts of accounts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len() + self.tail.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adoptions of models, and who came to a team and left it, in journal order.
    #[must_use]
    pub fn house(&self) -> &[Fact] {
        &self.house
    }

    /// What commits say of their facts.
    #[must_use]
    pub fn origins(&self) -> &[Origin] {
        &self.origins
    }

    /// The fact of the journal that is to be noted next.
    #[must_use]
    pub fn next(&self) -> Seq {
        self.next.max(Seq(1))
    }

    /// When the last fact, seen or acted, was recorded; `None` of an empty journal.
    #[must_use]
    pub fn recorded_at(&self) -> Option<Micros> {
        self.recorded_at
    }

    /// The rows of an account in journal order, instead of what `into` held.
    pub fn rows(&self, account: AccountId, into: &mut Vec<Row>) {
        into.clear();
        into.extend(self.settled(account).iter().map(|bytes| Row::of(*bytes)));
        let settled = into.len();
        into.extend(self.late(account).map(|late| late.row));
        if let Some(late) = into.get_mut(settled..) {
            late.reverse();
        }
    }

    /// The rows of an account in journal order, each with the sequence of its fact, instead of what `into` held.
    pub fn numbered(&self, account: AccountId, into: &mut Vec<(Row, Seq)>) {
        into.clear();
        let number = |row: Row, place: u32| {
            let origin = self.origins.get(self.head(row).origin as usize);
            (row, origin.map_or(Seq(0), |origin| Seq(origin.first.0.saturating_add(u64::from(place)))))
        };
        let rows = self.settled(account).iter().zip(self.places(account));
        into.extend(rows.map(|(row, place)| number(Row::of(*row), u32::from_le_bytes(*place))));
        let settled = into.len();
        into.extend(self.late(account).map(|late| number(late.row, late.place)));
        if let Some(late) = into.get_mut(settled..) {
            late.reverse();
        }
    }

    /// What came last of an account, newest first.
    fn late(&self, account: AccountId) -> impl Iterator<Item = &Late> {
        let mut place = if self.tail.is_empty() { 0 } else { self.ends.get(&account).copied().unwrap_or(0) };
        core::iter::from_fn(move || {
            let late = place.checked_sub(1).and_then(|place| self.tail.get(place as usize))?;
            place = late.before;
            Some(late)
        })
    }

    /// Where the settled rows of an account lie.
    fn range(&self, account: AccountId) -> core::ops::Range<usize> {
        let from = self.starts.get(account.index()).copied().map_or(0, place_of);
        let to = self.starts.get(account.index() + 1).copied().map_or(0, place_of);
        from..to
    }

    fn settled(&self, account: AccountId) -> &[[u8; ROW]] {
        self.rows.get(self.range(account)).unwrap_or_default()
    }

    fn places(&self, account: AccountId) -> &[[u8; PLACE]] {
        self.places.get(self.range(account)).unwrap_or_default()
    }

    /// The place of a person among those of an account, 1 the first; 0 is nobody. `None` beyond what rows can name.
    fn person(&mut self, account: AccountId, contact: Option<ContactId>) -> Option<u8> {
        if self.people.len() <= account.index() {
            self.people.resize(account.index() + 1, 0);
        }
        let Some(contact) = contact else { return Some(0) };
        let mut number = 0;
        let (mut before, mut place) = (0, self.people.get(account.index()).copied().unwrap_or(0));
        while let Some((known, next)) = place.checked_sub(1).and_then(|place| self.others.get(place as usize)) {
            number += 1;
            if *known == contact {
                return Some(number);
            }
            (before, place) = (place, *next);
        }
        if usize::from(number) >= PEOPLE_MOST {
            return None;
        }
        self.others.push((contact, 0));
        let place = u32::try_from(self.others.len()).ok()?;
        match before.checked_sub(1).and_then(|before| self.others.get_mut(before as usize)) {
            Some((_, next)) => *next = place,
            None => *self.people.get_mut(account.index())? = place,
        }
        Some(number + 1)
    }

    /// The person at a place among those of an account.
    fn contact(&self, account: AccountId, person: u8) -> Option<ContactId> {
        let mut place = self.people.get(account.index()).copied().unwrap_or(0);
        for number in 1..=person {
            let (contact, next) = self.others.get(place.checked_sub(1)? as usize)?;
            if number == person {
                return Some(*contact);
            }
            place = *next;
        }
        None
    }

    /// The head of a row.
    #[must_use]
    pub fn head(&self, row: Row) -> Head {
        code::head(row, &self.wide)
    }

    /// Makes a fact of an account's row: `into` is that fact then, with a sequence the caller gives and no back pointer.
    pub fn read(&self, account: AccountId, row: Row, seq: Seq, into: &mut Fact) {
        let origin = code::read(row, &self.wide, |person| self.contact(account, person), into);
        (into.seq, into.account, into.prev) = (seq, Some(account), None);
        match self.origins.get(origin as usize) {
            Some(origin) => (into.recorded_at, into.actor) = (origin.recorded_at, origin.actor),
            None => (into.recorded_at, into.actor) = (into.occurred_at, Actor::Model),
        }
    }
}

/// Rows beyond which a tail is put in order: their places are 32 bits.
const TAIL_MOST: usize = 1 << 31;

/// Whether a fact of the house bears on what becomes of accounts.
const fn is_of_house(kind: Kind) -> bool {
    matches!(kind, Kind::ModelAdopted | Kind::MemberJoined | Kind::MemberLeft)
}

/// Whether a fact binds its account to what was decided of it, or to another.
const fn binds(kind: Kind) -> bool {
    matches!(kind, Kind::Voided | Kind::Merged | Kind::Absorbed | Kind::Unmerged | Kind::Released)
}

/// A place in a list in memory; none of them is longer than a `usize`.
fn place_of(place: u64) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests;
