//! Who signs in: people with a role, their sessions, and the short-lived links that open a first one. Of every secret only
//! a hash is kept: whoever reads the folder can sign in as nobody.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Argon2, PasswordHash};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use takt_core::unit::{MemberId, Micros};

use crate::app::names::hex;
use crate::app::right::{Actor, Role};
use crate::fault::Fault;

/// How long a link is good for: 30 minutes.
pub const LINK_LIVES: i64 = 30 * MINUTE;
/// How long an invitation is good for: 7 days.
pub const INVITATION_LIVES: i64 = 7 * 24 * 60 * MINUTE;
/// How many wrong passwords for one name are answered before it has to wait, and how many for all names together.
const WRONG_MAX: [u32; 2] = [5, 50];
/// How long it has to wait.
const WRONG_WAITS: i64 = 15 * MINUTE;
/// How long a session lives unused: 14 days.
pub const SESSION_IDLE: i64 = 14 * 24 * 60 * MINUTE;
/// How long a session lives at most: 90 days.
pub const SESSION_LIVES: i64 = 90 * 24 * 60 * MINUTE;
/// How often a session's last use is written down.
const SEEN_EVERY: i64 = 10 * MINUTE;
const MINUTE: i64 = 60_000_000;

/// Somebody who signs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Their number.
    pub id: u32,
    /// The name they sign in with and are shown by.
    pub name: String,
    /// What they are.
    pub role: Role,
    /// The member of ours they are, by number.
    pub member: Option<u32>,
    /// The hash of their password (argon2id); without one they sign in by links.
    pub password: Option<String>,
    /// Whether they may sign in no more.
    #[serde(default)]
    pub is_gone: bool,
}

/// A session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Whose.
    pub person: u32,
    /// Since when, in microseconds.
    pub begun: i64,
    /// When it was last used.
    pub seen: i64,
    /// The browser, as it says itself.
    pub agent: String,
}

/// What is to be kept: a kind, an id, and the value; none lets it go.
pub type Kept = (&'static str, String, Option<String>);

/// The kinds of what is kept.
pub const PERSON: &str = "person";
/// Sessions, by the hash of their secret.
pub const SESSION: &str = "session";
/// Links that sign somebody in, by the hash of their secret.
pub const LINK: &str = "link";

/// Who signs in, in memory; what changes is given back to be kept.
#[derive(Debug, Default)]
pub struct SignIns(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    people: BTreeMap<u32, Person>,
    sessions: BTreeMap<String, Session>,
    /// Links by the hash of their secret: whom they sign in, until when.
    links: BTreeMap<String, (u32, i64)>,
    /// Wrong passwords by name, and for all names under the empty one: how many, since when.
    wrong: BTreeMap<String, (u32, i64)>,
}

/// What trying a password came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tried {
    /// A session: its secret, and what is to be kept.
    In(String, Kept),
    /// Name or password is wrong.
    Wrong,
    /// Too many were wrong: it has to wait so many minutes.
    Wait(i64),
}

/// A secret of 256 bits, as text.
///
/// # Errors
/// The system has no randomness to give.
pub fn secret() -> Result<String, Fault> {
    let mut bytes = [0; 32];
    let random = getrandom::fill(&mut bytes);
    random.map_err(|cause| Fault::store("store-program", vec![("cause", cause.to_string())]))?;
    Ok(hex(&bytes))
}

/// What is kept of a secret.
fn hash(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

impl SignIns {
    /// Reads what was kept: values that cannot be read are passed over, so that nobody signs in by them.
    #[must_use]
    pub fn read(people: &[(String, String)], sessions: &[(String, String)], links: &[(String, String)]) -> Self {
        let mut inner = Inner::default();
        for person in people.iter().filter_map(|(_, value)| serde_json::from_str::<Person>(value).ok()) {
            inner.people.insert(person.id, person);
        }
        for (id, value) in sessions {
            if let Ok(session) = serde_json::from_str(value) {
                inner.sessions.insert(id.clone(), session);
            }
        }
        for (id, value) in links {
            if let Ok(link) = serde_json::from_str(value) {
                inner.links.insert(id.clone(), link);
            }
        }
        Self(Mutex::new(inner))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        // Nothing in here is ever half changed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether nobody signs in yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.inner().people.values().all(|person| person.is_gone)
    }

    /// Those who sign in, by number.
    #[must_use]
    pub fn people(&self) -> Vec<Person> {
        self.inner().people.values().filter(|person| !person.is_gone).cloned().collect()
    }

    /// Somebody new; `None` where the name is taken or empty.
    #[must_use]
    pub fn welcome(&self, name: &str, role: Role, member: Option<MemberId>) -> Option<(Person, Kept)> {
        let mut inner = self.inner();
        let name = name.trim();
        let is_taken = inner.people.values().any(|person| !person.is_gone && person.name == name);
        if name.is_empty() || is_taken {
            return None;
        }
        let id = inner.people.keys().next_back().map_or(1, |last| last.saturating_add(1));
        let person =
            Person { id, name: name.into(), role, member: member.map(|id| id.0), password: None, is_gone: false };
        let kept = keep(&person);
        inner.people.insert(id, person.clone());
        Some((person, kept))
    }

    /// The secret of a link that signs somebody in once, within a time in microseconds, and what is to be kept of it and of
    /// those whose time is over.
    ///
    /// # Errors
    /// The system has no randomness to give.
    pub fn link(&self, person: u32, now: Micros, lives: i64) -> Result<(String, Vec<Kept>), Fault> {
        let secret = secret()?;
        let mut inner = self.inner();
        let over: Vec<String> =
            inner.links.iter().filter(|(_, (_, until))| *until <= now.0).map(|(id, _)| id.clone()).collect();
        let mut kept: Vec<Kept> = over.iter().map(|id| (LINK, id.clone(), None)).collect();
        over.iter().for_each(|id| _ = inner.links.remove(id));
        let link = (person, now.0.saturating_add(lives));
        kept.push((LINK, hash(&secret), serde_json::to_string(&link).ok()));
        inner.links.insert(hash(&secret), link);
        Ok((secret, kept))
    }

    /// Begins a session by the secret of a link, which is good for nothing then.
    ///
    /// # Errors
    /// The system has no randomness to give.
    pub fn follow(&self, secret: &str, agent: &str, now: Micros) -> Result<Option<(String, Vec<Kept>)>, Fault> {
        let id = hash(secret);
        let found = self.inner().links.remove(&id);
        let Some((person, _)) = found.filter(|(_, until)| *until > now.0) else { return Ok(None) };
        let begun = self.begin(person, agent, now)?;
        Ok(begun.map(|(secret, kept)| (secret, vec![kept, (LINK, id, None)])))
    }

    /// Begins a session by name and password. It takes as long for a name that is not known.
    ///
    /// # Errors
    /// The system has no randomness to give.
    pub fn enter(&self, name: &str, password: &str, agent: &str, now: Micros) -> Result<Tried, Fault> {
        let name = name.trim();
        if let Some(minutes) = self.inner().waits(name, now) {
            return Ok(Tried::Wait(minutes));
        }
        let person = self.inner().people.values().find(|person| !person.is_gone && person.name == name).cloned();
        let known = person.as_ref().and_then(|person| person.password.clone());
        let is_right = verify(known.as_deref().unwrap_or(DECOY), password);
        let person = person.filter(|_| is_right && known.is_some());
        let begun = person.map_or(Ok(None), |person| self.begin(person.id, agent, now))?;
        let mut inner = self.inner();
        let Some((secret, kept)) = begun else {
            inner.was_wrong(name, now);
            return Ok(Tried::Wrong);
        };
        inner.wrong.remove(name);
        Ok(Tried::In(secret, kept))
    }

    fn begin(&self, person: u32, agent: &str, now: Micros) -> Result<Option<(String, Kept)>, Fault> {
        let secret = secret()?;
        let mut inner = self.inner();
        if inner.people.get(&person).is_none_or(|person| person.is_gone) {
            return Ok(None);
        }
        let agent: String = agent.chars().take(200).collect();
        let session = Session { person, begun: now.0, seen: now.0, agent };
        let id = hash(&secret);
        let kept = (SESSION, id.clone(), serde_json::to_string(&session).ok());
        inner.sessions.insert(id, session);
        Ok(Some((secret, kept)))
    }

    /// Who has a session, by its secret; and, now and then, that it was used.
    #[must_use]
    pub fn actor(&self, secret: &str, now: Micros) -> Option<(Actor, Option<Kept>)> {
        let id = hash(secret);
        let mut inner = self.inner();
        let session = inner.sessions.get(&id)?;
        let is_old =
            now.0 > session.begun.saturating_add(SESSION_LIVES) || now.0 > session.seen.saturating_add(SESSION_IDLE);
        let person = inner.people.get(&session.person).filter(|person| !person.is_gone && !is_old)?.clone();
        let mut kept = None;
        if let Some(session) = inner.sessions.get_mut(&id)
            && now.0 >= session.seen.saturating_add(SEEN_EVERY)
        {
            session.seen = now.0;
            kept = Some((SESSION, id, serde_json::to_string(session).ok()));
        }
        let actor =
            Actor { person: person.id, name: person.name, role: person.role, member: person.member.map(MemberId) };
        Some((actor, kept))
    }

    /// The sessions of somebody, the latest first: each with the id by which it is ended, and whether it is that of the
    /// secret.
    #[must_use]
    pub fn sessions(&self, person: u32, secret: &str) -> Vec<(String, Session, bool)> {
        let own = hash(secret);
        let inner = self.inner();
        let of = inner.sessions.iter().filter(|(_, session)| session.person == person);
        let mut list: Vec<_> = of.map(|(id, session)| (id.clone(), session.clone(), *id == own)).collect();
        list.sort_by_key(|(_, session, _)| std::cmp::Reverse(session.seen));
        list
    }

    /// Ends a session of somebody, by its id.
    #[must_use]
    pub fn end(&self, person: u32, id: &str) -> Option<Kept> {
        let mut inner = self.inner();
        inner.sessions.get(id).filter(|session| session.person == person)?;
        inner.sessions.remove(id);
        Some((SESSION, id.into(), None))
    }

    /// Ends the session of a secret.
    #[must_use]
    pub fn leave(&self, secret: &str) -> Option<Kept> {
        let id = hash(secret);
        self.inner().sessions.remove(&id)?;
        Some((SESSION, id, None))
    }

    /// Lets somebody sign in no more, and ends all their sessions and links. The last administrator stays.
    #[must_use]
    pub fn part(&self, person: u32) -> Option<Vec<Kept>> {
        let mut inner = self.inner();
        let leads = |known: &&Person| !known.is_gone && known.role == Role::Administrator && known.id != person;
        inner.people.values().find(leads)?;
        let known = inner.people.get_mut(&person).filter(|known| !known.is_gone)?;
        (known.is_gone, known.password) = (true, None);
        let mut all = vec![keep(known)];
        let sessions: Vec<String> =
            inner.sessions.iter().filter(|(_, session)| session.person == person).map(|(id, _)| id.clone()).collect();
        let links: Vec<String> =
            inner.links.iter().filter(|(_, (of, _))| *of == person).map(|(id, _)| id.clone()).collect();
        for id in sessions {
            inner.sessions.remove(&id);
            all.push((SESSION, id, None));
        }
        for id in links {
            inner.links.remove(&id);
            all.push((LINK, id, None));
        }
        Some(all)
    }

    /// Gives somebody another password; every session of theirs ends but that of the secret.
    #[must_use]
    pub fn set_password(&self, person: u32, password: &str, secret: &str) -> Vec<Kept> {
        let Some(hashed) = hashed(password) else { return Vec::new() };
        let own = hash(secret);
        let mut inner = self.inner();
        let Some(known) = inner.people.get_mut(&person) else { return Vec::new() };
        known.password = Some(hashed);
        let mut all = vec![keep(known)];
        let others: Vec<String> = inner
            .sessions
            .iter()
            .filter(|(id, session)| session.person == person && **id != own)
            .map(|(id, _)| id.clone())
            .collect();
        for id in others {
            inner.sessions.remove(&id);
            all.push((SESSION, id, None));
        }
        all
    }
}

impl Inner {
    /// How many minutes a name has to wait; `None` where it may be tried.
    fn waits(&mut self, name: &str, now: Micros) -> Option<i64> {
        self.wrong.retain(|_, (_, since)| now.0 < since.saturating_add(WRONG_WAITS));
        let left = |name: &str, most: u32| {
            let (_, since) = self.wrong.get(name).filter(|(count, _)| *count >= most)?;
            Some((since.saturating_add(WRONG_WAITS) - now.0) / MINUTE + 1)
        };
        left(name, WRONG_MAX[0]).or_else(|| left("", WRONG_MAX[1]))
    }

    /// Counts a wrong password.
    fn was_wrong(&mut self, name: &str, now: Micros) {
        for name in [name, ""] {
            self.wrong.entry(name.to_owned()).or_insert((0, now.0)).0 += 1;
        }
    }
}

fn keep(person: &Person) -> Kept {
    (PERSON, format!("{:010}", person.id), serde_json::to_string(person).ok())
}

/// The fewest characters of a password.
pub const PASSWORD_MIN: usize = 8;

/// The hash of a password: argon2id with 19 MiB and two passes, as OWASP asks.
fn hashed(password: &str) -> Option<String> {
    Argon2::default().hash_password(password.as_bytes()).ok().map(|hash| hash.to_string())
}

/// The hash of a password that nobody has: whoever tries a name that is not known waits as long.
const DECOY: &str = "$argon2id$v=19$m=19456,t=2,p=1$VGFrdERlY295U2FsdA$Zm9yIG5vYm9keSwgZXZlciwgYXQgYWxsIQAAAAAAAAA";

fn verify(hash: &str, password: &str) -> bool {
    let Ok(hash) = PasswordHash::new(hash) else { return false };
    Argon2::default().verify_password(password.as_bytes(), &hash).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Micros = Micros(1_780_000_000_000_000);

    fn one() -> (SignIns, Person) {
        let all = SignIns::default();
        let (person, _) = all.welcome("佐藤 花子", Role::Member, None).expect("a name that is free");
        (all, person)
    }

    #[test]
    fn a_link_signs_in_once_and_not_after_its_time() {
        let (all, person) = one();
        let link = all.link(person.id, NOW, LINK_LIVES).expect("a link").0;
        let (session, kept) = all.follow(&link, "browser", NOW).expect("random").expect("a session");
        assert!(kept.contains(&(LINK, hash(&link), None)), "the link is let go");
        let kept = kept[0].clone();
        assert!(!kept.1.contains(&session) && !kept.2.expect("a value").contains(&session), "only a hash is kept");
        assert_eq!(all.actor(&session, NOW).map(|(actor, _)| actor.name), Some("佐藤 花子".into()));
        assert_eq!(all.follow(&link, "browser", NOW), Ok(None), "it was used");
        let late = all.link(person.id, NOW, LINK_LIVES).expect("a link").0;
        assert_eq!(all.follow(&late, "browser", NOW.plus(LINK_LIVES)), Ok(None));
        assert_eq!(all.actor(&link, NOW), None, "a link is no session");
    }

    #[test]
    fn a_session_ends_by_itself_and_when_it_is_told() {
        let (all, person) = one();
        let begin = || {
            let link = all.link(person.id, NOW, LINK_LIVES).expect("a link").0;
            all.follow(&link, "browser", NOW).expect("random").expect("a session").0
        };
        let idle = begin();
        assert!(all.actor(&idle, NOW.plus(SESSION_IDLE)).is_some());
        assert!(all.actor(&idle, NOW.plus(2 * SESSION_IDLE + 1)).is_none(), "unused");
        let left = begin();
        assert!(all.leave(&left).is_some());
        assert_eq!(all.actor(&left, NOW), None);
        let (mine, other) = (begin(), begin());
        let list = all.sessions(person.id, &mine);
        let id = list.iter().find(|(_, _, own)| *own).map(|(id, ..)| id.clone()).expect("mine");
        assert_eq!(all.end(person.id + 1, &id), None, "somebody else's");
        assert_eq!(all.set_password(person.id, "ひみつの合言葉", &mine).len(), list.len());
        assert!(all.actor(&mine, NOW).is_some() && all.actor(&other, NOW).is_none(), "a new password ends the others");
    }

    #[test]
    fn a_password_signs_in_and_a_wrong_one_does_not() {
        let (all, person) = one();
        let enter = |name: &str, word: &str| all.enter(name, word, "browser", NOW).expect("random");
        let enter = |name: &str, word: &str| matches!(enter(name, word), Tried::In(..));
        assert!(!enter("佐藤 花子", ""), "who has none signs in by links only");
        assert_eq!(all.set_password(person.id, "ひみつの合言葉", "").len(), 1);
        assert!(enter("佐藤 花子", "ひみつの合言葉"));
        assert!(!enter("佐藤 花子", "ひみつの合言菓"));
        assert!(!enter("佐藤 花", "ひみつの合言葉"));
        assert!(PasswordHash::new(DECOY).is_ok(), "who is not known takes as long");
    }

    #[test]
    fn what_is_kept_is_read_again_and_what_is_broken_lets_nobody_in() {
        let (all, person) = one();
        let (secret, (_, id, value)) = {
            let link = all.link(person.id, NOW, LINK_LIVES).expect("a link").0;
            all.follow(&link, "browser", NOW)
                .expect("random")
                .map(|(secret, kept)| (secret, kept[0].clone()))
                .expect("a session")
        };
        let (_, key, kept) = keep(&person);
        let people = [(key, kept.expect("a value")), ("9".into(), "{".into())];
        let again = SignIns::read(&people, &[(id.clone(), value.expect("a value")), ("x".into(), "no".into())], &[]);
        assert!(again.actor(&secret, NOW).is_some());
        assert!(SignIns::read(&[], &[(id, "{}".into())], &[]).actor(&secret, NOW).is_none());
    }

    #[test]
    fn who_is_wrong_too_often_waits_and_so_does_who_is_right_then() {
        let (all, person) = one();
        assert_eq!(all.set_password(person.id, "ひみつの合言葉", "").len(), 1);
        let enter = |word: &str, now| all.enter("佐藤 花子", word, "browser", now).expect("random");
        for _ in 0..WRONG_MAX[0] {
            assert_eq!(enter("ちがう", NOW), Tried::Wrong);
        }
        assert!(matches!(enter("ひみつの合言葉", NOW), Tried::Wait(15..=16)));
        assert!(matches!(enter("ひみつの合言葉", NOW.plus(WRONG_WAITS)), Tried::In(..)));
    }

    #[test]
    fn who_leaves_signs_in_no_more_and_the_last_administrator_stays() {
        let (all, person) = one();
        let (chief, _) = all.welcome("管理者", Role::Administrator, None).expect("a name that is free");
        assert_eq!(all.part(chief.id), None);
        let invitation = all.link(person.id, NOW, INVITATION_LIVES).expect("a link").0;
        let link = all.link(person.id, NOW, LINK_LIVES).expect("a link").0;
        let (session, _) = all.follow(&link, "browser", NOW).expect("random").expect("a session");
        assert_eq!(all.part(person.id).expect("gone").len(), 3, "the person, a session, an invitation");
        assert_eq!(all.actor(&session, NOW), None);
        assert_eq!(all.follow(&invitation, "browser", NOW), Ok(None));
        assert!(all.welcome("佐藤 花子", Role::Member, None).is_some(), "the name is free again");
    }
}
