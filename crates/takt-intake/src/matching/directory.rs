//! The companies that are known, by their signs.

use super::chain::{Chain, Table, both};
use super::meeting::{Doubt, Link, Meeting, Met, Same};
use super::sign::CompanySigns;
use super::{DOUBTS, LOOKED_AT};

/// Companies by number, name, domain and address.
///
/// An account may have several entries, one for each name, domain or address that it was known by: by an old one it stays
/// findable. An old name alone counts as much as a new one, which is little. About 120 bytes an entry.
///
/// A meeting looks at a few entries, however many companies share a name.
#[derive(Debug, Default)]
pub struct Directory {
    accounts: Vec<u32>,
    signs: Vec<CompanySigns>,
    /// Entries by account.
    entries: Chain,
    /// The lowest account of a number and branch.
    numbers: Table,
    /// The lowest account of a number that is a branch, since the entity itself may be unknown.
    number_branches: Table,
    /// Entries by name and branch; those of entities have none.
    names: Chain,
    /// A branch of a name.
    name_branches: Table,
    /// Entries by name, branch and domain.
    homes: Chain,
    /// Entries by name, branch and address.
    spots: Chain,
    /// Entries by domain alone.
    domains: Chain,
}

/// What a table holds entries by; 0 for an entry that it does not hold.
type Key = fn(&CompanySigns) -> u64;

/// The keys of the tables, each of one entry's signs.
mod key {
    use super::{CompanySigns, both};

    pub(super) const fn account(account: u32) -> u64 {
        both(account as u64 + 1, 1)
    }

    pub(super) const fn number(signs: &CompanySigns) -> u64 {
        both(signs.number, signs.branch as u64)
    }

    pub(super) const fn number_branch(signs: &CompanySigns) -> u64 {
        if signs.branch == 0 { 0 } else { both(signs.number, 0) }
    }

    pub(super) const fn name(signs: &CompanySigns) -> u64 {
        both(signs.name, signs.branch as u64)
    }

    pub(super) const fn name_branch(signs: &CompanySigns) -> u64 {
        if signs.branch == 0 { 0 } else { both(signs.name, 0) }
    }

    pub(super) const fn home(signs: &CompanySigns) -> u64 {
        if signs.domain == 0 { 0 } else { both(name(signs), signs.domain) }
    }

    pub(super) const fn spot(signs: &CompanySigns) -> u64 {
        if signs.place == 0 { 0 } else { both(name(signs), signs.place as u64) }
    }

    pub(super) const fn domain(signs: &CompanySigns) -> u64 {
        signs.domain
    }
}

impl Directory {
    /// A directory with room for so many accounts.
    #[must_use]
    pub fn with_capacity(accounts: usize) -> Self {
        Self {
            accounts: Vec::with_capacity(accounts),
            signs: Vec::with_capacity(accounts),
            entries: Chain::with_capacity(accounts),
            numbers: Table::with_capacity(accounts),
            number_branches: Table::default(),
            names: Chain::with_capacity(accounts),
            name_branches: Table::default(),
            homes: Chain::with_capacity(accounts),
            spots: Chain::with_capacity(accounts),
            domains: Chain::with_capacity(accounts),
        }
    }

    /// Adds what an account is known by. What says nothing against an entry the account has is filled into it; anything
    /// else is one more entry. An account's number stands against others in all of its entries, the earlier ones too.
    pub fn add(&mut self, account: u32, signs: CompanySigns) {
        let by = |entry: u32| self.accounts.get(entry as usize).map_or(0, |account| key::account(*account));
        let mut held: Option<(u32, CompanySigns)> = None;
        let (mut number, mut bare) = (signs.number, false);
        for entry in self.entries.all(key::account(account), by) {
            let Some(known) = self.signs.get(entry as usize) else { continue };
            number = if number == 0 { known.number } else { number };
            bare |= known.number == 0;
            held = held.or_else(|| Some((entry, joined(known, &signs)?)));
        }
        let signs = CompanySigns { number, ..signs };
        if number != 0 && bare {
            self.number_all(account, number);
        }
        match held {
            Some((entry, joined)) => self.fill(entry, CompanySigns { number, ..joined }),
            None => self.push(account, signs),
        }
    }

    /// Gives an account's number to those of its entries that have none.
    fn number_all(&mut self, account: u32, number: u64) {
        let by = |entry: u32| self.accounts.get(entry as usize).map_or(0, |account| key::account(*account));
        let bare = |entry: &u32| self.signs.get(*entry as usize).is_some_and(|known| known.number == 0);
        let entries: Vec<u32> = self.entries.all(key::account(account), by).filter(bare).collect();
        for entry in entries {
            if let Some(known) = self.signs.get(entry as usize) {
                self.fill(entry, CompanySigns { number, ..*known });
            }
        }
    }

    fn push(&mut self, account: u32, signs: CompanySigns) {
        let Ok(entry) = u32::try_from(self.signs.len()) else { return };
        if entry == u32::MAX {
            return;
        }
        self.accounts.push(account);
        self.signs.push(CompanySigns::default());
        let count = self.signs.len();
        for chain in [&mut self.entries, &mut self.names, &mut self.homes, &mut self.spots, &mut self.domains] {
            chain.room(count);
        }
        let accounts = &self.accounts;
        let by = |entry: u32| accounts.get(entry as usize).map_or(0, |account| key::account(*account));
        self.entries.add(key::account(account), entry, by);
        self.fill(entry, signs);
    }

    /// Makes an entry say more, and enters it where it said nothing before.
    fn fill(&mut self, entry: u32, signs: CompanySigns) {
        let Some(known) = self.signs.get_mut(entry as usize) else { return };
        let before = std::mem::replace(known, signs);
        let (all, accounts) = (&self.signs, &self.accounts);
        // A key that was there stays the entry's; one that is new is entered.
        let new = |key: Key| if key(&before) == key(&signs) { 0 } else { key(&signs) };
        let by = |key: Key| move |entry: u32| all.get(entry as usize).map_or(0, key);
        self.names.add(new(key::name), entry, by(key::name));
        self.homes.add(new(key::home), entry, by(key::home));
        self.spots.add(new(key::spot), entry, by(key::spot));
        self.domains.add(new(key::domain), entry, by(key::domain));
        let tables: [(&mut Table, Key); 3] = [
            (&mut self.numbers, key::number),
            (&mut self.number_branches, key::number_branch),
            (&mut self.name_branches, key::name_branch),
        ];
        for (table, key) in tables {
            let sign = new(key);
            if sign == 0 {
                continue;
            }
            let account = |entry: u32| accounts.get(entry as usize).copied().unwrap_or(u32::MAX);
            // The lowest account, so that the order of adding says nothing.
            if table.get(sign, by(key)).is_none_or(|held| account(entry) < account(held)) {
                table.set(sign, entry, by(key));
            }
        }
    }

    /// Whom signs mean. The same signs and the same directory give the same answer.
    #[must_use]
    pub fn meet(&self, signs: &CompanySigns) -> Meeting {
        if let Some(met) = self.by_number(signs).or_else(|| self.by_home(signs)).or_else(|| self.by_spot(signs)) {
            return Meeting::met(met);
        }
        let mut doubts = Doubts::default();
        if let Some(met) = self.by_name(signs, &mut doubts) {
            return Meeting::met(met);
        }
        for (account, _) in self.few(&self.domains, signs, key::domain) {
            doubts.say(account, Doubt::Domain);
        }
        Meeting { met: Met::New, doubts: doubts.done() }
    }

    /// By corporate number: the account of that branch, else the entity itself, of which another branch is a part.
    fn by_number(&self, signs: &CompanySigns) -> Option<Met> {
        if signs.number == 0 {
            return None;
        }
        let entity = CompanySigns { branch: 0, ..*signs };
        let of = |signs: &CompanySigns| self.holder(&self.numbers, key::number(signs), key::number);
        if let Some((account, _)) = of(signs) {
            return Some(Met::Known(account, Same::Number));
        }
        let any = || self.holder(&self.number_branches, both(signs.number, 0), key::number_branch);
        // The entity itself after one of its branches came first: they are told apart by the branch, too.
        let (account, _) = of(&entity).or_else(any)?;
        Some(Met::Part(account, Link::Number))
    }

    /// By name and domain.
    fn by_home(&self, signs: &CompanySigns) -> Option<Met> {
        if signs.domain == 0 {
            return None;
        }
        let of = |signs: &CompanySigns| {
            let mut held = Single::default();
            self.last(&self.homes, signs, key::home).for_each(|(account, _)| held.say(account));
            held.one()
        };
        if let Some(account) = of(signs) {
            return Some(Met::Known(account, Same::Domain));
        }
        let entity = CompanySigns { branch: 0, ..*signs };
        if let Some(account) = of(&entity).filter(|_| signs.branch != 0) {
            return Some(Met::Part(account, Link::Domain));
        }
        // Only one of its branches is known.
        let (account, known) = self.holder(&self.name_branches, both(signs.name, 0), key::name_branch)?;
        (may(signs, known) && known.domain == signs.domain).then_some(Met::Part(account, Link::Domain))
    }

    /// By name and address, with the telephone or the reading. Two houses in one, 有限会社 and 株式会社 of one name, are known
    /// in every town: legal forms that differ stay a doubt here too.
    fn by_spot(&self, signs: &CompanySigns) -> Option<Met> {
        if signs.place == 0 {
            return None;
        }
        let (mut phone, mut kana) = (Single::default(), Single::default());
        for (account, known) in self.last(&self.spots, signs, key::spot).filter(|(_, known)| forms_fit(signs, known)) {
            if agree(signs.phone, known.phone) {
                phone.say(account);
            }
            if agree(signs.kana, known.kana) {
                kana.say(account);
            }
        }
        let same = |held: Single, same| held.one().map(|account| Met::Known(account, same));
        same(phone, Same::Phone).or_else(|| same(kana, Same::Address))
    }

    /// By name: a part of the one entity that it names, or the same part of it; else doubts.
    fn by_name(&self, signs: &CompanySigns, doubts: &mut Doubts) -> Option<Met> {
        let entity = CompanySigns { branch: 0, ..*signs };
        let mut best: Option<(u8, Link, Single)> = None;
        for (account, known) in self.few(&self.names, &entity, key::name) {
            if !speak_apart(signs, known) {
                doubts.say(account, if forms_fit(signs, known) { Doubt::Name } else { Doubt::Form });
            }
            let Some((rank, link)) = linked(signs, known) else { continue };
            match &mut best {
                Some((before, _, held)) if *before == rank => held.say(account),
                Some((before, ..)) if *before < rank => {}
                _ => best = Some((rank, link, Single::of(account))),
            }
        }
        let same = || self.few(&self.names, signs, key::name);
        if let Some((_, link, held)) = best {
            if let Some(account) = held.one() {
                let mut part = Single::default();
                if signs.branch != 0 {
                    same().for_each(|(account, _)| part.say(account));
                }
                return Some(part.one().map_or(Met::Part(account, link), |part| Met::Known(part, Same::Branch)));
            }
            doubts.several();
        }
        if signs.branch != 0 {
            same().for_each(|(account, _)| doubts.say(account, Doubt::Name));
        } else if let Some((account, known)) = self.holder(&self.name_branches, both(signs.name, 0), key::name_branch)
            && may(signs, known)
        {
            doubts.say(account, Doubt::Name);
        }
        None
    }

    /// The last entries of a key that says much: they are of one account, or nobody knows which is meant.
    fn last<'a>(
        &'a self,
        chain: &'a Chain,
        signs: &'a CompanySigns,
        key: Key,
    ) -> impl Iterator<Item = (u32, &'a CompanySigns)> {
        chain
            .all(key(signs), move |entry| self.signs.get(entry as usize).map_or(0, key))
            .take(usize::from(LOOKED_AT))
            .filter_map(|entry| self.entry(entry))
            .filter(|(_, known)| may(signs, known))
    }

    /// The entries of a key that says little, where they are few enough to say something.
    fn few<'a>(
        &'a self,
        chain: &'a Chain,
        signs: &'a CompanySigns,
        key: Key,
    ) -> impl Iterator<Item = (u32, &'a CompanySigns)> {
        chain
            .few(key(signs), LOOKED_AT, move |entry| self.signs.get(entry as usize).map_or(0, key))
            .filter_map(|entry| self.entry(entry))
            .filter(|(_, known)| may(signs, known))
    }

    fn holder(&self, table: &Table, sign: u64, key: Key) -> Option<(u32, &CompanySigns)> {
        let entry = table.get(sign, |entry| self.signs.get(entry as usize).map_or(0, key))?;
        self.entry(entry).filter(|_| sign != 0)
    }

    fn entry(&self, entry: u32) -> Option<(u32, &CompanySigns)> {
        Some((*self.accounts.get(entry as usize)?, self.signs.get(entry as usize)?))
    }
}

/// What two say of one account, where nothing they say differs.
fn joined(known: &CompanySigns, signs: &CompanySigns) -> Option<CompanySigns> {
    let joined = known.and(*signs);
    // The name and what is written with it are one text: a name that adds its legal form is another text.
    let named = match (known.name, signs.name) {
        // The number is entered with the branch, so a branch cannot come later.
        (0, _) => known.number == 0 || signs.branch == 0,
        (_, 0) => true,
        _ => (known.branch, known.form) == (signs.branch, signs.form),
    };
    (named && signs.and(*known) == joined).then_some(joined)
}

/// Whether so much differs in two of one name that nobody need look at them: their own domains, and their places or
/// telephones. A company may have two domains, and move; that both came at once, without its number, is the rarer case.
const fn speak_apart(a: &CompanySigns, b: &CompanySigns) -> bool {
    const fn differ(a: u32, b: u32) -> bool {
        a != 0 && b != 0 && a != b
    }
    a.domain != 0 && b.domain != 0 && a.domain != b.domain && (differ(a.place, b.place) || differ(a.phone, b.phone))
}

/// Whether nothing stands against two being one.
const fn may(a: &CompanySigns, b: &CompanySigns) -> bool {
    a.number == 0 || b.number == 0 || a.number == b.number
}

/// Whether two signs are there and alike.
const fn agree(a: u32, b: u32) -> bool {
    a != 0 && a == b
}

/// Whether the legal forms of two names and where they stand are alike, or one name has none.
const fn forms_fit(a: &CompanySigns, b: &CompanySigns) -> bool {
    a.form == 0 || b.form == 0 || a.form == b.form
}

/// Why what has the name of an entity is a part of it, where it is, and how well that is founded: 0 best.
const fn linked(signs: &CompanySigns, known: &CompanySigns) -> Option<(u8, Link)> {
    let whole = signs.form == known.form;
    let formless = signs.form == 0 || known.form == 0;
    let kana = agree(signs.kana, known.kana);
    let unread = signs.kana == 0 || known.kana == 0;
    if signs.branch != 0 {
        return match (kana, unread) {
            (true, _) if whole => Some((0, Link::Branch)),
            (true, _) if formless => Some((1, Link::Branch)),
            (true, _) => Some((2, Link::Branch)),
            (_, true) if whole => Some((3, Link::Branch)),
            // 熊谷組 is read くまがいぐみ and くまがやぐみ: who names a branch and writes the whole name means it.
            _ if whole && signs.form != 0 => Some((4, Link::Branch)),
            _ => None,
        };
    }
    let elsewhere = signs.place != 0 && signs.place != known.place;
    let registered = known.number != 0 && signs.number == 0;
    match (whole, formless) {
        _ if !(kana && elsewhere && registered) => None,
        (true, _) => Some((0, Link::Place)),
        (_, true) => Some((1, Link::Place)),
        _ => None,
    }
}

/// One account, or several.
#[derive(Clone, Copy, Default)]
struct Single {
    first: Option<u32>,
    several: bool,
}

impl Single {
    const fn of(account: u32) -> Self {
        Self { first: Some(account), several: false }
    }

    fn say(&mut self, account: u32) {
        self.several |= self.first.is_some_and(|first| first != account);
        self.first = Some(account);
    }

    fn one(self) -> Option<u32> {
        self.first.filter(|_| !self.several)
    }
}

/// Doubts as they come: an account once, with the first that is said of it.
#[derive(Default)]
struct Doubts(Vec<(u32, Doubt)>);

impl Doubts {
    fn say(&mut self, account: u32, doubt: Doubt) {
        if self.0.iter().all(|(said, _)| *said != account) {
            self.0.push((account, doubt));
        }
    }

    /// Those that were said are meant equally well.
    fn several(&mut self) {
        for (_, doubt) in &mut self.0 {
            *doubt = Doubt::Several;
        }
    }

    fn done(mut self) -> Vec<(u32, Doubt)> {
        self.0.sort_unstable_by_key(|(account, doubt)| (*doubt, *account));
        self.0.truncate(DOUBTS);
        self.0
    }
}
