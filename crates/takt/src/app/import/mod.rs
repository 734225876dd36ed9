//! Importing: files to facts to the journal, each row ending as journalled, unchanged or rejected.
//!
//! ```text
//! files ──takt-intake──► rows with facts ──keys──► what is new ──by account, in time order──► the book ──► commits
//! ```
//!
//! All facts of an account go in with one commit. Its history runs through the model in the order it occurred; when
//! the last account is in, they go live together. A run that was killed leaves whole accounts, not live; the next run
//! of the same files finds their facts known, adds the rest, and brings all of them live.

mod barred;
mod check;
pub mod doubt;
pub(crate) mod known_by;
mod lexicon;
mod meanwhile;
mod meet;
mod newcomer;
mod part;
mod plan;
mod progress;
pub mod remembered;
mod sample;

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use takt_core::dictionary::WordKind;
use takt_core::fact::{Actor, Body, Dated, Draft, Kind};
use takt_core::unit::{ContactId, ImportId, MemberId, Micros, Seq, TeamId};
use takt_intake::{AccountKey, Finding, Form, Given, Mapping, Owner, Taken};
use takt_store::{Space, Store, Text};

use crate::app::desk::{Beside, Desk};
use crate::fault::Fault;

use barred::Barred;
pub use doubt::CODES as DOUBTS;
pub use lexicon::Lexicon;
use meet::{Matched, shifted};
use plan::Plan;
pub use progress::{Progress, Silent, Stage};
pub use remembered::Through;
use sample::Texts;
pub use sample::{People, Sample, Samples};

/// Mappings that ship with the program: name and text.
pub const MAPPINGS: &[(&str, &str)] = &[
    ("mappings/bpi2012.toml", include_str!("../../../../../mappings/bpi2012.toml")),
    ("mappings/corporate-numbers.toml", include_str!("../../../../../mappings/corporate-numbers.toml")),
    ("mappings/edinet.toml", include_str!("../../../../../mappings/edinet.toml")),
    ("mappings/exporters/eight.toml", include_str!("../../../../../mappings/exporters/eight.toml")),
    ("mappings/exporters/freee.toml", include_str!("../../../../../mappings/exporters/freee.toml")),
    ("mappings/exporters/hubspot.toml", include_str!("../../../../../mappings/exporters/hubspot.toml")),
    ("mappings/exporters/kintone.toml", include_str!("../../../../../mappings/exporters/kintone.toml")),
    ("mappings/exporters/mautic.toml", include_str!("../../../../../mappings/exporters/mautic.toml")),
    ("mappings/exporters/mazrica.toml", include_str!("../../../../../mappings/exporters/mazrica.toml")),
    ("mappings/exporters/salesforce.toml", include_str!("../../../../../mappings/exporters/salesforce.toml")),
    ("mappings/exporters/sansan.toml", include_str!("../../../../../mappings/exporters/sansan.toml")),
    ("mappings/exporters/satori.toml", include_str!("../../../../../mappings/exporters/satori.toml")),
    ("mappings/exporters/vcard.toml", include_str!("../../../../../mappings/exporters/vcard.toml")),
    ("mappings/gbizinfo.toml", include_str!("../../../../../mappings/gbizinfo.toml")),
    ("mappings/helpdesk.toml", include_str!("../../../../../mappings/helpdesk.toml")),
    ("mappings/olist.toml", include_str!("../../../../../mappings/olist.toml")),
    ("mappings/ravenstack.toml", include_str!("../../../../../mappings/ravenstack.toml")),
    ("mappings/takt.toml", include_str!("../../../../../mappings/takt.toml")),
    ("mappings/xeducation.toml", include_str!("../../../../../mappings/xeducation.toml")),
];

/// Facts in the first commits of an import, unless one account alone has more: the first acknowledgement comes soon.
pub const FACTS_A_COMMIT_MIN: usize = 1_000;
/// Facts in its later commits: each writes pages of the key table all over the file, so ten times more in one cost half
/// as much.
pub const FACTS_A_COMMIT_MAX: usize = 10_000;

/// Facts in the next commit of an import that has written so many.
fn commit_size(written: u64) -> usize {
    usize::try_from(written / 4).unwrap_or(FACTS_A_COMMIT_MAX).clamp(FACTS_A_COMMIT_MIN, FACTS_A_COMMIT_MAX)
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Its number; `None` where it wrote nothing.
    pub import: Option<u32>,
    /// Rows read, lookups not counted.
    pub received: u32,
    /// Rows that gave at least one new fact.
    pub journalled: u32,
    /// Rows that were all known.
    pub unchanged: u32,
    /// Rows among the unchanged that were passed over: only known accounts were asked for, and theirs is none.
    pub passed: u32,
    /// Rows refused.
    pub rejected: u32,
    /// Rows among the journalled about which something is doubtful.
    pub doubtful: u32,
    /// Texts not taken, since they are of people who were erased.
    pub texts_refused: u32,
    /// What is doubtful, how often.
    pub doubts: Vec<(&'static str, u32)>,
    /// The doubtful rows, each with its code: file by the index that rejections use, and line.
    pub doubtful_rows: Vec<(u16, u32, &'static str)>,
    /// Facts written, seen and acted.
    pub facts: u64,
    /// Accounts that are new.
    pub created: u32,
    /// Accounts that were known and got new facts.
    pub updated: u32,
    /// Contacts that are new, and that were known and of whom something new is said.
    pub people: People,
    /// Some of each kind, where the import was rehearsed.
    pub samples: Samples,
    /// Lookup files: name, rows, rows used.
    pub lookups: Vec<(String, u32, u32)>,
    /// Rows refused, each with its reason.
    pub rejections: Vec<takt_intake::Rejection>,
    /// Names of the given files, by the index that rejections use.
    pub files: Vec<String>,
    /// Columns that nothing of the mapping uses, by file: they were not kept.
    pub unused: Vec<(String, Vec<String>)>,
    /// Attributes that the model does not declare: they were kept as texts.
    pub undeclared: Vec<String>,
}

impl Report {
    /// Counts and lists the doubtful rows.
    fn doubt(&mut self, taken: &Taken, mut doubts: Vec<(u32, &'static str)>) {
        doubts.sort_unstable();
        doubts.dedup();
        for (row, code) in &doubts {
            match self.doubts.iter_mut().find(|(known, _)| known == code) {
                Some((_, count)) => *count += 1,
                None => self.doubts.push((code, 1)),
            }
            self.doubtful_rows.extend(taken.rows.get(*row as usize).map(|row| (row.file, row.line, *code)));
        }
        doubts.dedup_by_key(|(row, _)| *row);
        self.doubtful = number(doubts.len());
    }
}

/// Why nothing could be taken.
#[derive(Debug)]
pub enum Refused {
    /// Findings in the files or the mapping.
    Findings(Vec<Finding>),
    /// A file that no mapping fits: one is proposed, from its header and its first rows.
    NoMapping {
        /// The file.
        file: String,
        /// The text of a mapping to begin with.
        proposal: String,
    },
    /// The store or the disk.
    Fault(Fault),
}

impl From<Fault> for Refused {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// Reads files into rows with facts, by the mapping that is given, else by the one that knows their headers: a remembered
/// one, a shipped one, or one proposed for them. A proposed one is used and not kept.
///
/// # Errors
/// Nothing can be taken: findings, or no mapping.
pub fn read<S: Store>(
    given: &[Given],
    mapping: Option<(&str, &[u8])>,
    lexicon: &mut Lexicon<'_, S>,
) -> Result<Taken, Refused> {
    let memory = lexicon.folder().join(remembered::FOLDER);
    read_through(given, mapping, &memory, lexicon).map(|(taken, _)| taken)
}

/// As [`read`], with the mapping that it went through; `memory` is the folder of the remembered ones. Facts in JSON go
/// through none.
///
/// # Errors
/// As [`read`].
pub fn read_through<S: Store>(
    given: &[Given],
    mapping: Option<(&str, &[u8])>,
    memory: &Path,
    lexicon: &mut Lexicon<'_, S>,
) -> Result<(Taken, Option<Through>), Refused> {
    let taken = rows(given, mapping, memory, lexicon);
    lexicon.trouble().map_or(taken, |fault| Err(fault.into()))
}

fn rows<S: Store>(
    given: &[Given],
    mapping: Option<(&str, &[u8])>,
    memory: &Path,
    lexicon: &mut Lexicon<'_, S>,
) -> Result<(Taken, Option<Through>), Refused> {
    let mut forms = Vec::new();
    for file in given {
        forms.push(file.form().map_err(|finding| Refused::Findings(vec![finding]))?);
    }
    if let Some(place) = forms.iter().position(|form| *form != Form::Rows) {
        // Facts in JSON need no mapping, and nothing can be joined to them.
        return match (given, mapping) {
            ([file], None) => {
                takt_intake::take_facts(file, lexicon).map(|taken| (taken, None)).map_err(Refused::Findings)
            }
            _ => {
                let file = given.get(place).map_or_else(String::new, |file| file.name.clone());
                Err(Refused::Fault(Fault::usage("facts-alone", vec![("file", file)])))
            }
        };
    }
    let (mapping, through) = match mapping {
        Some((name, text)) => {
            let mapping = Mapping::read(name, text).map_err(Refused::Findings)?;
            let through = Through::given(&mapping, name);
            (mapping, through)
        }
        None => remembered::recognised(given, memory, (lexicon.today(), lexicon.ranks().as_deref()))?,
    };
    let taken = takt_intake::take(&mapping, given, lexicon).map_err(Refused::Findings)?;
    Ok((taken, Some(through)))
}

impl<S: Store> Desk<S> {
    /// Takes an intake into the journal.
    ///
    /// # Errors
    /// The store or the disk failed; what was acknowledged so far is in the journal, and the same import again resumes.
    pub fn import(&mut self, taken: &Taken, progress: &mut dyn Progress) -> Result<Report, Fault> {
        // One import within another finds what is known where the outer one put it.
        let attended = self.known_by.is_some();
        let mut plan = self.plan(taken)?;
        let (mut report, row_is_new) = counted(taken, &plan);
        let checks = check::Checks::of(taken, &plan, self);
        let landed = self.write(taken, &mut plan, &row_is_new, attended, &mut report, progress)?;
        let mut doubtful = doubt::doubts(self, taken, &landed)?;
        doubtful.extend(plan.repeats.iter().map(|row| (*row, doubt::ID_REPEATS)));
        checks.doubts(taken, &plan, self, &mut doubtful)?;
        report.doubt(taken, doubtful);
        Ok(report)
    }

    fn write(
        &mut self,
        taken: &Taken,
        plan: &mut Plan,
        row_is_new: &[bool],
        attended: bool,
        report: &mut Report,
        progress: &mut dyn Progress,
    ) -> Result<Vec<Seq>, Fault> {
        // As which fact of the journal each fact of the intake was written; 0 for those that were known.
        let mut landed = vec![Seq(0); taken.facts.len()];
        let import = ImportId(self.book.imports_begun + 1);
        let actor = Actor::Import(import);
        self.lift_consented(taken, plan)?;
        let barred = self.barred(taken);
        report.texts_refused = barred.texts;
        let mut texts = self.texts(taken, plan, row_is_new, &barred)?;
        report.people = self.people_of(taken, plan, &texts);
        if self.is_rehearsal {
            report.samples = self.samples(taken, plan, row_is_new, &texts)?;
        }
        let mut erased = self.sealed.erased.len();
        // Facts that were new when the plan was made and that another import has brought since.
        let mut overtaken: Vec<u32> = Vec::new();
        let is_waiting = |desk: &Self, key: AccountKey| {
            desk.known_account(taken.account_keys.text(key))
                .and_then(|id| desk.book.account(id))
                .is_some_and(|account| account.live_at.is_none() && account.last != Seq(0))
        };
        // A corrected name is no fact of the journal, and yet something that this import said and that can be taken back.
        let nothing_new =
            plan.house.is_empty() && texts.is_empty() && plan.accounts.iter().all(|(_, new)| new.is_empty());
        if nothing_new && !plan.accounts.iter().any(|(key, _)| is_waiting(self, *key)) {
            return Ok(landed);
        }
        let keeping = self.begin_signs(attended, !texts.is_empty())?;
        let mut beside = Beside::default();
        let mut now = self.begin_now();
        let house = self.left_new(plan, &plan.house, &mut overtaken)?;
        if !nothing_new {
            self.push_house(now, Dated::Instant, actor, Body::ImportBegun { import });
            plan.imports += 1;
        }
        self.staff(taken, plan, actor, now);
        for place in house.iter() {
            let Some(fact) = taken.fact(*place as usize) else { continue };
            let seq = self.push_house(fact.occurred_at, fact.dated, actor, fact.body);
            beside.keys.extend(plan.landing(*place).map(|key| (key, seq)));
        }
        progress.begins(Stage::History, plan.accounts.len() as u64);
        for (done, (key, new)) in plan.accounts.iter().enumerate() {
            let new = self.left_new(plan, new, &mut overtaken)?;
            if !new.is_empty() {
                let written = self.take_account(taken, &plan.matched, *key, &new, actor, report)?;
                let keys = written.iter().flat_map(|(place, seq)| plan.landing(*place).map(|key| (key, *seq)));
                beside.keys.extend(keys);
                for (place, seq) in written {
                    if let Some(known) = landed.get_mut(place as usize) {
                        *known = seq;
                    }
                }
                self.move_texts(taken, &plan.matched, *key, import, &mut texts, &mut beside)?;
            }
            for tie in self.ties_of(taken, &plan.matched, *key)? {
                self.push_house(now, Dated::Instant, actor, tie);
            }
            if self.out.len() >= commit_size(report.facts) || self.is_asked() {
                report.facts += self.end_commit(now, std::mem::take(&mut beside))?;
                progress.acknowledged(done as u64 + 1, report.facts);
                self.give_way()?;
                if self.sealed.erased.len() != erased {
                    erased = self.sealed.erased.len();
                    report.texts_refused = self.refuse(taken, &mut texts);
                }
                now = self.begin_now();
            }
        }
        if !overtaken.is_empty() {
            plan.overtake(&overtaken);
            let (again, _) = counted(taken, plan);
            (report.journalled, report.unchanged) = (again.journalled, again.unchanged);
        }
        // When all are in: the company that somebody left may have come behind the one they went to.
        for (key, new) in &plan.accounts {
            self.leave(taken, &plan.matched, (*key, new), actor)?;
        }
        // Texts of accounts that got no new fact: a corrected name is no fact of the journal.
        let mut owners: Vec<Owner> = texts.keys().copied().collect();
        owners.sort_by_cached_key(|owner| match *owner {
            Owner::Account(key) => (0, self.would_be(taken, &plan.matched, key).map(|id| id.0), *owner),
            Owner::Contact(key) => (1, self.would_be_contact(taken, &plan.matched, key).map(|id| id.0), *owner),
        });
        for owner in owners {
            let Some(list) = texts.remove(&owner) else { continue };
            beside.texts.extend(self.stored_texts(taken, &plan.matched, owner, &list, import)?);
            if beside.texts.len() >= FACTS_A_COMMIT_MAX || self.is_asked() {
                report.facts += self.end_commit(now, std::mem::take(&mut beside))?;
                self.give_way()?;
                if self.sealed.erased.len() != erased {
                    erased = self.sealed.erased.len();
                    report.texts_refused = self.refuse(taken, &mut texts);
                }
                now = self.begin_now();
            }
        }
        report.facts += self.end_commit(now, beside)?;
        progress.acknowledged(plan.accounts.len() as u64, report.facts);

        progress.begins(Stage::GoingLive, plan.accounts.len() as u64);
        let mut now = self.begin_now();
        for (done, (key, _)) in plan.accounts.iter().enumerate() {
            if let Some(id) = self.known_account(taken.account_keys.text(*key)) {
                self.book.go_live(id, import, &mut self.out);
            }
            if self.out.len() >= commit_size(report.facts) || self.is_asked() {
                report.facts += self.end_commit(now, Beside::default())?;
                progress.acknowledged(done as u64 + 1, report.facts);
                self.give_way()?;
                now = self.begin_now();
            }
        }
        if !nothing_new {
            let tally = Body::ImportEnded {
                import,
                received: report.received,
                journalled: report.journalled,
                unchanged: report.unchanged,
                rejected: report.rejected,
            };
            report.import = Some(import.0);
            self.push_house(now, Dated::Instant, actor, tally);
        }
        report.facts += self.end_commit(now, Beside::default())?;
        progress.acknowledged(plan.accounts.len() as u64, report.facts);
        self.end_signs(keeping);
        Ok(landed)
    }

    /// Begins a commit at what the guarded clock says: an import that runs while the clock jumps goes on by the time that
    /// passes.
    fn begin_now(&mut self) -> Micros {
        let reading = self.guard.read();
        self.begin(reading.at)
    }

    fn end_commit(&mut self, now: Micros, beside: Beside) -> Result<u64, Fault> {
        self.commit(now, beside).map_err(|error| Fault::of_store(&error, &self.folder))
    }

    /// Takes all new facts of one account, in the order they take effect; gives the sequence of each.
    fn take_account(
        &mut self,
        taken: &Taken,
        matched: &Matched,
        key: AccountKey,
        new: &[u32],
        actor: Actor,
        report: &mut Report,
    ) -> Result<Vec<(u32, Seq)>, Fault> {
        let known = self.would_be(taken, matched, key).is_some();
        let id = self.account_of(taken, matched, key)?;
        if known {
            report.updated += 1
        } else {
            report.created += 1
        }
        let mut order: Vec<u32> = new.to_vec();
        order.sort_by_key(|place| taken.facts.head(*place as usize).map(|head| (head.occurred_at, head.rank)));
        let mut drafts = Vec::with_capacity(order.len());
        for place in &order {
            let Some(fact) = taken.fact(*place as usize) else { continue };
            let contact: Option<ContactId> =
                fact.contact.map(|key| self.contact_of(taken, matched, key)).transpose()?;
            let shift = fact.account.map_or(0, |key| matched.shift(key));
            drafts.push(Draft {
                account: Some(id),
                occurred_at: fact.occurred_at,
                dated: fact.dated,
                actor,
                contact,
                rank: fact.rank,
                body: if shift > 0 { shifted(&fact.body, shift) } else { fact.body },
            });
        }
        let begins = self.out.len();
        self.take(id, drafts).map_err(|error| Fault::of_store(&error, &self.folder))?;
        let seen = self.out.iter().skip(begins).filter(|fact| !fact.body.kind().is_acted());
        Ok(order.into_iter().zip(seen.map(|fact| fact.seq)).collect())
    }

    /// Members that the new facts name in a team join it: an import's members are facts like all others.
    fn staff(&mut self, taken: &Taken, plan: &Plan, actor: Actor, now: Micros) {
        let mut joins: Vec<(TeamId, MemberId)> = Vec::new();
        for (place, head) in taken.facts.heads().enumerate() {
            let names_member = matches!(head.kind, Kind::Assigned | Kind::HandoffAccepted | Kind::HandoffReturned);
            if !names_member || !plan.fresh.get(place).copied().unwrap_or(false) {
                continue;
            }
            let (team, member) = match taken.facts.body(place) {
                Some(Body::Assigned { team, member: Some(member) }) => (team, member),
                Some(
                    Body::HandoffAccepted { team, by: Some(member) }
                    | Body::HandoffReturned { team, by: Some(member), .. },
                ) => (team, member),
                _ => continue,
            };
            let known = self.book.floor.members.get(&member).is_some_and(|teams| teams.contains(&team));
            if !known && !joins.contains(&(team, member)) {
                joins.push((team, member));
            }
        }
        for (team, member) in joins {
            self.push_house(now, Dated::Inferred, actor, Body::MemberJoined { member, team });
        }
    }

    /// Texts of the intake by owner: the last of a field counts. Those of rows that are all known only where the people
    /// store says something else.
    fn texts<'a>(
        &mut self,
        taken: &'a Taken,
        plan: &Plan,
        row_is_new: &[bool],
        barred: &Barred,
    ) -> Result<Texts<'a>, Fault> {
        let mut texts = Texts::new();
        let shared = self.shared();
        let owners = self.owners(taken, &plan.matched);
        // Of keys that mean one, the last row of the intake says what counts, whichever of them it has.
        let mut last: BTreeMap<(Owner, &str), (bool, &str)> = BTreeMap::new();
        for text in taken.texts.iter() {
            let is_new = row_is_new.get(text.row as usize).copied().unwrap_or(false);
            if plan.passed.contains(&text.row) || self.is_barred(taken, barred, &text) {
                continue;
            }
            if let Some(owner) = owners.get(&text.owner) {
                last.insert((*owner, text.field), (is_new, text.value));
                continue;
            }
            if !is_new && !self.differs(taken, &shared, text.owner, text.field, text.value)? {
                // The last row counts: what an earlier one of the file said otherwise is not said again.
                if let Some(list) = texts.get_mut(&text.owner) {
                    list.retain(|(field, _)| *field != text.field);
                }
                continue;
            }
            let list = texts.entry(text.owner).or_default();
            list.retain(|(field, _)| *field != text.field);
            list.push((text.field, text.value));
        }
        for ((owner, field), (is_new, value)) in last {
            if is_new || self.differs(taken, &shared, owner, field, value)? {
                texts.entry(owner).or_default().push((field, value));
            }
        }
        texts.retain(|_, list| !list.is_empty());
        Ok(texts)
    }

    /// Those who have several outside keys.
    fn shared(&self) -> HashSet<(Space, u32)> {
        let accounts = self.accounts.values().map(|id| (Space::Account, id.0));
        let all = accounts.chain(self.contacts.values().map(|id| (Space::Contact, id.0)));
        let mut seen = [Vec::new(), Vec::new()];
        let mut shared = HashSet::new();
        for (space, id) in all {
            let [accounts, contacts] = &mut seen;
            let seen: &mut Vec<bool> = if space == Space::Account { accounts } else { contacts };
            if seen.len() <= id as usize {
                seen.resize(id as usize + 1, false);
            }
            if let Some(seen) = seen.get_mut(id as usize)
                && std::mem::replace(seen, true)
            {
                shared.insert((space, id));
            }
        }
        shared
    }

    fn differs(
        &mut self,
        taken: &Taken,
        shared: &HashSet<(Space, u32)>,
        owner: Owner,
        field: &str,
        value: &str,
    ) -> Result<bool, Fault> {
        let place = match owner {
            Owner::Account(key) => self.known_account(taken.account_keys.text(key)).map(|id| (Space::Account, id.0)),
            Owner::Contact(key) => self.known_contact(taken.contact_keys.text(key)).map(|id| (Space::Contact, id.0)),
        };
        let Some((space, id)) = place else { return Ok(true) };
        // Where several keys mean one, each may say it in its own way: what was said once is nothing new.
        let stored =
            if shared.contains(&(space, id)) { self.store.said(space, id) } else { self.store.texts(space, id) };
        let stored = stored.map_err(|error| Fault::of_store(&error, &self.folder))?;
        Ok(!stored.iter().any(|text| text.field == field && text.value == value))
    }

    /// Moves the texts of an account into the commit.
    fn move_texts(
        &mut self,
        taken: &Taken,
        matched: &Matched,
        key: AccountKey,
        import: ImportId,
        texts: &mut Texts<'_>,
        beside: &mut Beside,
    ) -> Result<(), Fault> {
        if let Some(list) = texts.remove(&Owner::Account(key)) {
            beside.texts.extend(self.stored_texts(taken, matched, Owner::Account(key), &list, import)?);
        }
        Ok(())
    }

    fn stored_texts(
        &mut self,
        taken: &Taken,
        matched: &Matched,
        owner: Owner,
        list: &[(&str, &str)],
        import: ImportId,
    ) -> Result<Vec<Text>, Fault> {
        let (space, id) = match owner {
            Owner::Account(key) => (Space::Account, self.account_of(taken, matched, key)?.0),
            Owner::Contact(key) => (Space::Contact, self.contact_of(taken, matched, key)?.0),
        };
        self.note_signs(taken, matched, owner, list);
        let (said, by) = (self.end(), Some(import));
        let stored = |(field, value): &(&str, &str)| Text {
            space,
            id,
            field: (*field).into(),
            said,
            by,
            value: (*value).into(),
        };
        Ok(list.iter().map(stored).collect())
    }

    /// The team of a name, if the model in force has it.
    #[must_use]
    pub fn known_team(&self, name: &str) -> Option<TeamId> {
        self.book.words.find(WordKind::Team, name).map(TeamId)
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The rows of an intake counted by what is new, and for each row whether it is.
fn counted(taken: &Taken, plan: &Plan) -> (Report, Vec<bool>) {
    let mut row_is_new = vec![false; taken.rows.len()];
    for (head, fresh) in taken.facts.heads().zip(&plan.fresh) {
        if let Some(row) = row_is_new.get_mut(head.row as usize) {
            *row |= *fresh;
        }
    }
    let journalled = number(row_is_new.iter().filter(|new| **new).count());
    let lookups = taken.lookups.iter().map(|lookup| {
        let name = taken.files.get(usize::from(lookup.file)).map_or("", |file| file.name.as_str());
        (name.to_string(), lookup.rows, lookup.used)
    });
    let report = Report {
        received: taken.received,
        journalled,
        unchanged: number(row_is_new.len()) - journalled,
        passed: number(plan.passed.len()),
        rejected: number(taken.rejections.len()),
        rejections: taken.rejections.clone(),
        files: taken.files.iter().map(|file| file.name.clone()).collect(),
        unused: taken
            .files
            .iter()
            .filter(|file| !file.lookup && !file.unused.is_empty())
            .map(|file| (file.name.clone(), file.unused.clone()))
            .collect(),
        undeclared: taken.undeclared.clone(),
        lookups: lookups.collect(),
        ..Report::default()
    };
    (report, row_is_new)
}
