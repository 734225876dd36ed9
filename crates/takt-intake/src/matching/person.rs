//! The people that are known, by their signs.

use super::chain::{Chain, both};
use super::meeting::{PersonDoubt, PersonMeeting, PersonSame};
use super::sign::PersonSigns;
use super::{DOUBTS, LOOKED_AT};

#[derive(Clone, Copy, Debug)]
struct Entry {
    contact: u32,
    account: u32,
    signs: PersonSigns,
}

/// People by mail address, mobile telephone, and name within an account.
///
/// A contact may have several entries, one for each account, mail address or telephone that they were known by: by an old
/// one they stay findable. About 75 bytes an entry.
#[derive(Debug, Default)]
pub struct People {
    entries: Vec<Entry>,
    mails: Chain,
    mobiles: Chain,
    names: Chain,
}

/// What a chain holds entries by; 0 for an entry that it does not hold.
type Key = fn(&Entry) -> u64;

/// The keys of the chains.
mod key {
    use super::{Entry, both};

    pub(super) const fn mail(entry: &Entry) -> u64 {
        entry.signs.mail
    }

    pub(super) const fn mobile(entry: &Entry) -> u64 {
        entry.signs.mobile
    }

    pub(super) const fn name(entry: &Entry) -> u64 {
        both(entry.signs.name, entry.account as u64)
    }
}

impl People {
    /// People with room for so many contacts.
    #[must_use]
    pub fn with_capacity(contacts: usize) -> Self {
        Self {
            entries: Vec::with_capacity(contacts),
            mails: Chain::with_capacity(contacts),
            mobiles: Chain::with_capacity(contacts),
            names: Chain::with_capacity(contacts),
        }
    }

    /// Adds what a contact of an account is known by. What says nothing against an entry the contact has in this account is
    /// filled into it; anything else is one more entry.
    pub fn add(&mut self, contact: u32, account: u32, signs: PersonSigns) {
        let added = Entry { contact, account, signs };
        let mine = |entry: &u32| {
            self.entry(*entry)
                .is_some_and(|known| (known.contact, known.account) == (contact, account) && fits(&known.signs, &signs))
        };
        let held = self
            .last(&self.names, &added, key::name)
            .chain(self.last(&self.mails, &added, key::mail))
            .chain(self.last(&self.mobiles, &added, key::mobile))
            .find(mine);
        let entry = match held {
            Some(entry) => entry,
            None => {
                let Ok(entry) = u32::try_from(self.entries.len()) else { return };
                if entry == u32::MAX {
                    return;
                }
                self.entries.push(Entry { signs: PersonSigns::default(), ..added });
                for chain in [&mut self.mails, &mut self.mobiles, &mut self.names] {
                    chain.room(self.entries.len());
                }
                entry
            }
        };
        self.fill(entry, &signs);
    }

    /// Makes an entry say more, and enters it where it said nothing before.
    fn fill(&mut self, entry: u32, signs: &PersonSigns) {
        let Some(known) = self.entries.get_mut(entry as usize) else { return };
        let before = *known;
        let pick = |before: u64, now: u64| if now == 0 { before } else { now };
        let named = if signs.name == 0 { before.signs } else { *signs };
        let signs = PersonSigns {
            mail: pick(before.signs.mail, signs.mail),
            mobile: pick(before.signs.mobile, signs.mobile),
            name: named.name,
            family: named.family,
            is_full: named.is_full || (named.name == before.signs.name && before.signs.is_full),
        };
        *known = Entry { signs, ..before };
        let (now, all) = (*known, &self.entries);
        let chains: [(&mut Chain, Key); 3] =
            [(&mut self.mails, key::mail), (&mut self.mobiles, key::mobile), (&mut self.names, key::name)];
        for (chain, key) in chains {
            if key(&before) == 0 {
                chain.add(key(&now), entry, |entry| all.get(entry as usize).map_or(0, key));
            }
        }
    }

    /// Whom signs mean, of a row whose account is known to be `account`, or not known yet. The same signs and the same
    /// people give the same answer.
    #[must_use]
    pub fn meet(&self, signs: &PersonSigns, account: Option<u32>) -> PersonMeeting {
        let asked = Entry { contact: 0, account: account.unwrap_or(u32::MAX), signs: *signs };
        let mut doubts: Vec<(u32, PersonDoubt)> = Vec::new();
        let mut doubt = |contact: u32, doubt: PersonDoubt| {
            if doubts.iter().all(|(said, _)| *said != contact) {
                doubts.push((contact, doubt));
            }
        };
        // Of one mail address the one who has the very name, else the only one whose name may be meant.
        let mailed = || self.last(&self.mails, &asked, key::mail).filter_map(|entry| self.entry(entry));
        let named = mailed().filter(|known| signs.name != 0 && known.signs.name == signs.name);
        let exact = nearest(named, account);
        let alike = exact.or_else(|| only(mailed().filter(|known| one_name(signs, &known.signs)), account));
        if let Some(known) = alike {
            return met(known, PersonSame::Mail);
        }
        mailed().for_each(|known| doubt(known.contact, PersonDoubt::Mail));

        let called = || self.last(&self.mobiles, &asked, key::mobile).filter_map(|entry| self.entry(entry));
        let named = called().filter(|known| signs.name != 0 && known.signs.name == signs.name);
        if let Some(known) = nearest(named, account) {
            return met(known, PersonSame::Mobile);
        }
        called().for_each(|known| doubt(known.contact, PersonDoubt::Mobile));

        if signs.is_full && account.is_some() {
            let here = || self.last(&self.names, &asked, key::name).filter_map(|entry| self.entry(entry));
            let differs = |a: u64, b: u64| a != 0 && b != 0 && a != b;
            let fits =
                |known: &&Entry| !differs(signs.mail, known.signs.mail) && !differs(signs.mobile, known.signs.mobile);
            if let Some(known) = only(here().filter(fits), account) {
                return met(known, PersonSame::Name);
            }
            here().for_each(|known| doubt(known.contact, PersonDoubt::Name));
        }
        doubts.sort_unstable_by_key(|(contact, doubt)| (*doubt, *contact));
        doubts.truncate(DOUBTS);
        PersonMeeting { met: None, doubts }
    }

    /// The last entries of a key.
    fn last<'a>(&'a self, chain: &'a Chain, asked: &Entry, key: Key) -> impl Iterator<Item = u32> + use<'a> {
        chain.all(key(asked), move |entry| self.entry(entry).map_or(0, key)).take(usize::from(LOOKED_AT))
    }

    fn entry(&self, entry: u32) -> Option<&Entry> {
        self.entries.get(entry as usize)
    }
}

const fn met(known: &Entry, same: PersonSame) -> PersonMeeting {
    PersonMeeting { met: Some((known.contact, same, known.account)), doubts: Vec::new() }
}

/// Of several the one in the row's account, and of those the lowest contact: whoever they are, they are one person.
fn nearest<'a>(entries: impl Iterator<Item = &'a Entry>, account: Option<u32>) -> Option<&'a Entry> {
    entries.min_by_key(|known| (account != Some(known.account), known.contact, known.account))
}

/// The only contact of several entries.
fn only<'a>(entries: impl Iterator<Item = &'a Entry>, account: Option<u32>) -> Option<&'a Entry> {
    let mut several = false;
    let mut first = None;
    let entries = entries.inspect(|known| several |= *first.get_or_insert(known.contact) != known.contact);
    let nearest = nearest(entries, account);
    nearest.filter(|_| !several)
}

/// Whether an entry can be filled with what is said: nothing of it differs.
const fn fits(known: &PersonSigns, said: &PersonSigns) -> bool {
    const fn alike(a: u64, b: u64) -> bool {
        a == 0 || b == 0 || a == b
    }
    alike(known.mail, said.mail) && alike(known.mobile, said.mobile) && alike(known.name, said.name)
}

/// Whether two names can be one person's: alike, one of them missing, or one of them the family name alone.
const fn one_name(a: &PersonSigns, b: &PersonSigns) -> bool {
    a.name == 0 || b.name == 0 || a.name == b.name || ((!a.is_full || !b.is_full) && a.family == b.family)
}
