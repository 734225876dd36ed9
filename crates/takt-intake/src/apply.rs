//! Files through a mapping to [`Taken`].

use std::ops::ControlFlow;

use takt_core::fact::kind::Scope;
use takt_core::fact::{Body, Dated, Datum, Kind, Shape, Value};
use takt_core::unit::{FieldId, Micros};

use crate::bind::{AtFrom, Binder, BoundFact, BoundFile, attribute, rank};
use crate::cell::{NAME_BYTES_MAX, Part, View, in_range};
use crate::given::{Given, Header};
use crate::harmless::plain_cell;
use crate::keys::ContactKey;
use crate::known::Known;
use crate::lookup::{Table, Tables, ragged, too_large};
use crate::mapping::{CheckRule, Mapping, Recognised, recognise};
use crate::names::Names;
use crate::problem::{Fault, Finding, code, listed, shown};
use crate::record::Record;
use crate::taken::{Check, Head, Owner, Row, Taken, TakenFile};

/// Reads files through a mapping.
///
/// Rows are taken in the order of the mapping's `[[file]]`, then of the given files, then of their lines: the order of
/// the arguments changes nothing.
///
/// # Errors
/// What stands in the way of the whole import: a file that cannot be read or is none of the mapping's, a missing
/// column, a lookup file alone, a word of the mapping that the model does not know. Nothing was taken then, although
/// constants of the mapping may have been asked of `names`.
pub fn take<N: Names + ?Sized>(mapping: &Mapping, given: &[Given], names: &mut N) -> Result<Taken, Vec<Finding>> {
    let (places, headers) = places(mapping, given)?;
    let mut taken = Taken::default();
    for (given, (place, header)) in given.iter().zip(places.iter().zip(&headers)) {
        let rule = &mapping.files[*place];
        if rule.only_known {
            taken.only_known.push(u16::try_from(taken.files.len()).unwrap_or(u16::MAX));
        }
        taken.files.push(TakenFile {
            name: given.name.clone(),
            id: rule.id.clone(),
            encoding: header.encoding,
            format: header.format,
            lookup: rule.lookup,
            rows: 0,
            unused: Vec::new(),
            header: Some(header.clone()),
        });
    }
    lookups_belong(mapping, given, &places)?;
    let mut known = Known::default();
    let mut order: Vec<usize> = (0..given.len()).filter(|file| !mapping.files[places[*file]].lookup).collect();
    order.sort_by_key(|file| places[*file]);
    // Everything is bound before the first row is read: a finding in the last file must not cost the reading of all.
    let mut tables = Tables::default();
    let mut findings = Vec::new();
    let mut bound = Vec::new();
    for file in order {
        let joins = tables.of(mapping, places[file], given, &places, &headers)?;
        let header = &headers[file];
        let binder = Binder::new(
            mapping,
            &mut *names,
            &mut known,
            &mut taken.texts,
            &mut taken.undeclared,
            &given[file].name,
            header,
            &tables.tables,
            joins,
        );
        match binder.file(places[file]) {
            Ok(rules) => bound.push((file, rules)),
            Err(found) => findings.extend(found),
        }
    }
    if !findings.is_empty() {
        return Err(findings);
    }
    for (file, rules) in bound {
        let place = u16::try_from(file).map_err(|_| too_large(&given[file]))?;
        taken.files[file].unused.clone_from(&rules.unused);
        let mut reader = Reader {
            rules: &rules,
            tables: &tables.tables,
            used: &mut tables.used,
            names: &mut *names,
            known: &mut known,
            taken: &mut taken,
            file: place,
            keys: Default::default(),
            partners: Vec::new(),
        };
        reader.file(&given[file], &headers[file])?;
    }
    for mut lookup in tables.lookups {
        let used = tables.used.get(usize::from(lookup.file)).map_or(0, |rows| rows.iter().filter(|row| **row).count());
        lookup.used = u32::try_from(used).unwrap_or(u32::MAX);
        if let Some(file) = taken.files.get_mut(usize::from(lookup.file)) {
            file.rows = lookup.rows;
        }
        taken.lookups.push(lookup);
    }
    for (place, fact) in mapping.facts.iter().enumerate().filter(|(_, fact)| fact.new) {
        taken.newcomers.push(rank(place));
        // Attributes that come with it at the moment of the import would be told anew every time.
        if fact.at.is_of_import() {
            taken.newcomers.push(rank(place) + 1);
        }
    }
    for check in &mapping.checks {
        match check {
            CheckRule::Within(kind) => taken.checks.push(Check::Within(*kind)),
            CheckRule::NotBefore(kind) => taken.checks.push(Check::NotBefore(*kind)),
            CheckRule::Unique(rule) => {
                let given = places.iter().enumerate().filter(|(_, place)| *place == rule);
                taken.checks.extend(given.filter_map(|(file, _)| Some(Check::Unique(u16::try_from(file).ok()?))));
            }
        }
    }
    taken.texts.close();
    taken.lookups.sort_by_key(|lookup| lookup.file);
    taken.received = u32::try_from(taken.rows.len() + taken.rejections.len()).unwrap_or(u32::MAX);
    Ok(taken)
}

/// Which `[[file]]` each given file is.
fn places(mapping: &Mapping, given: &[Given]) -> Result<(Vec<usize>, Vec<Header>), Vec<Finding>> {
    let mut places = Vec::new();
    let mut headers = Vec::new();
    let mut findings = Vec::new();
    for given in given {
        let header = match given.header_of(&[mapping]) {
            Ok(header) => header,
            Err(finding) => {
                findings.push(finding);
                continue;
            }
        };
        let id = |file: usize| mapping.files[file].id.clone();
        let recognised = recognise(&[mapping], &header.columns);
        let may_repeat = matches!(recognised, Recognised::One(_, file) if mapping.files[file].repeats);
        if let Some((first, second)) = header.repeats.filter(|_| !may_repeat) {
            let column = header.columns.get(second - 1).cloned().unwrap_or_default();
            let args = vec![("column", column), ("first", first.to_string()), ("second", second.to_string())];
            findings.push(Finding::at(&given.name, header.line, 0, code::HEADER_REPEATS, args));
            continue;
        }
        match recognised {
            Recognised::One(_, file) => {
                places.push(file);
                headers.push(header);
            }
            Recognised::Many(files) => {
                let ids: Vec<String> = files.into_iter().map(|(_, file)| id(file)).collect();
                let args = vec![("files", listed(&ids))];
                findings.push(Finding::of_file(&given.name, code::FILE_AMBIGUOUS, args));
            }
            Recognised::None { nearest, missing } => {
                let nearest = nearest.map_or_else(String::new, |(_, file)| id(file));
                let args = vec![("nearest", nearest), ("missing", listed(&missing))];
                findings.push(Finding::of_file(&given.name, code::FILE_UNKNOWN, args));
            }
        }
    }
    if findings.is_empty() { Ok((places, headers)) } else { Err(findings) }
}

/// Refuses lookup files alone, and files without a lookup they cannot do without.
fn lookups_belong(mapping: &Mapping, given: &[Given], places: &[usize]) -> Result<(), Vec<Finding>> {
    let mut findings = Vec::new();
    if places.iter().all(|place| mapping.files[*place].lookup) {
        for (given, place) in given.iter().zip(places) {
            let owners: Vec<&str> = mapping
                .files
                .iter()
                .filter(|file| file.joins.iter().any(|join| join.file == *place))
                .map(|file| file.id.as_str())
                .collect();
            let args = vec![("lookup", mapping.files[*place].id.clone()), ("owner", listed(&owners))];
            findings.push(Finding::of_file(&given.name, code::LOOKUP_ALONE, args));
        }
    }
    for (given, place) in given.iter().zip(places) {
        for join in &mapping.files[*place].joins {
            if !join.optional && !places.contains(&join.file) {
                let args =
                    vec![("lookup", mapping.files[join.file].id.clone()), ("owner", mapping.files[*place].id.clone())];
                findings.push(Finding::of_file(&given.name, code::LOOKUP_MISSING, args));
            }
        }
    }
    if findings.is_empty() { Ok(()) } else { Err(findings) }
}

/// The keys of the row at hand, kept so that their memory is used again.
#[derive(Default)]
struct Keys {
    account: String,
    contact: String,
    row: String,
}

struct Reader<'a, N: ?Sized> {
    rules: &'a BoundFile,
    tables: &'a [Table],
    used: &'a mut Vec<Vec<bool>>,
    names: &'a mut N,
    known: &'a mut Known,
    taken: &'a mut Taken,
    file: u16,
    keys: Keys,
    partners: Vec<Option<u32>>,
}

/// Writes the keys of a row, and says whether it names an account, a person, and has a key of its own.
fn written(rules: &BoundFile, view: &View<'_>, keys: &mut Keys) -> Result<[bool; 3], Box<Fault>> {
    let texts = (rules.texts.as_slice(), rules.contact_texts.as_slice());
    let account = match &rules.account {
        Some(key) => {
            let is_said = key.write(view, &mut keys.account)?
                || (key.said && rules.saids.account(texts, view, &key.prefix, &mut keys.account));
            if !is_said && !key.optional {
                return Err(Fault::new(code::KEY_BLANK, vec![]).of(key.column()));
            }
            is_said
        }
        None => false,
    };
    let contact = match &rules.contact {
        Some(key) => {
            key.write(view, &mut keys.contact)?
                || (key.said && rules.saids.person(texts.1, view, (&key.prefix, &keys.account), &mut keys.contact))
        }
        None => false,
    };
    for key in [&keys.account, &keys.contact] {
        if key.len() > NAME_BYTES_MAX {
            return Err(Fault::new(code::KEY_TOO_LONG, vec![("limit", NAME_BYTES_MAX.to_string())]));
        }
    }
    let keyed = match &rules.row {
        Some(key) => key.write(view, &mut keys.row)?,
        None => false,
    };
    Ok([account, contact, keyed])
}

/// A fact of the row at hand whose words are not yet numbers.
struct Pending<'a> {
    rule: &'a BoundFact,
    occurred_at: Micros,
    dated: Dated,
    parts: Vec<Part<'a>>,
    values: Vec<(FieldId, Value)>,
}

impl<'a, N: Names + ?Sized> Reader<'a, N> {
    fn file(&mut self, given: &Given, header: &Header) -> Result<(), Vec<Finding>> {
        let width = self.rules.columns.len();
        let mut count = 0_u32;
        let mut is_full = false;
        given
            .each(header, &mut |row| {
                let line = match row {
                    Ok(record) if record.len() == width => {
                        if self.rules.harmless {
                            record.each_cell(plain_cell);
                        }
                        record.blank(&self.rules.blank);
                        match self.row(record) {
                            Ok(true) => None,
                            Ok(false) => {
                                is_full = true;
                                return ControlFlow::Break(());
                            }
                            Err(fault) => Some((record.line, fault)),
                        }
                    }
                    Ok(record) => Some((record.line, Fault::new(code::ROW_RAGGED, ragged(record, width)))),
                    Err(bad) => {
                        let column = bad.cell.and_then(|cell| self.rules.columns.get(cell));
                        let fault = column.map_or_else(|| bad.fault.clone(), |column| bad.fault.clone().of(column));
                        Some((bad.line, fault))
                    }
                };
                count += 1;
                if let Some((line, fault)) = line {
                    self.taken.rejections.push(fault.reject(self.file, line));
                }
                if self.names.between_rows() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            })
            .map_err(|finding| vec![finding])?;
        if is_full {
            return Err(too_large(given));
        }
        if let Some(file) = self.taken.files.get_mut(usize::from(self.file)) {
            file.rows = count;
        }
        Ok(())
    }

    /// Takes a row whole, or says why not. `false` where there is no room for more.
    fn row(&mut self, record: &Record) -> Result<bool, Box<Fault>> {
        let rules = self.rules;
        let mut keys = std::mem::take(&mut self.keys);
        let done = self.row_with(record, rules, &mut keys);
        self.keys = keys;
        done
    }

    fn row_with(&mut self, record: &Record, rules: &'a BoundFile, keys: &mut Keys) -> Result<bool, Box<Fault>> {
        self.join(record)?;
        let partners = std::mem::take(&mut self.partners);
        let view = View { record, tables: self.tables, joins: &rules.tables, partners: &partners };
        let resolved = written(rules, &view, keys).and_then(|named| {
            let facts = self.facts(&view, named[0])?;
            Ok((named, self.resolve(facts, &keys.account)?))
        });
        // From here on nothing can go wrong with the row.
        let done = resolved.map(|([named, contact, keyed], bodies)| {
            let row = u32::try_from(self.taken.rows.len()).unwrap_or(u32::MAX);
            let account = named.then(|| self.taken.account_keys.intern(&keys.account));
            let contact = contact.then(|| self.taken.contact_keys.intern(&keys.contact));
            let key = keyed.then(|| self.taken.row_keys.intern(&keys.row));
            self.taken.rows.push(Row { file: self.file, line: record.line, key });
            self.texts(&view, row, account.map(Owner::Account), contact);
            self.mark(&partners);
            bodies.iter().all(|(head, of_contact, body)| {
                let of_account = head.kind.scope() == Scope::Account;
                let head = Head {
                    row,
                    account: if of_account { account } else { None },
                    contact: if of_account && *of_contact { contact } else { None },
                    ..*head
                };
                self.taken.facts.push(&head, body)
            })
        });
        self.partners = partners;
        done
    }

    /// Finds the rows of the joined files.
    fn join(&mut self, record: &Record) -> Result<(), Box<Fault>> {
        self.partners.clear();
        for (join, table) in self.rules.joins.iter().zip(&self.rules.tables) {
            let key = record.cell(join.on).trim();
            let partner = self.tables.get(*table).and_then(|table| table.find(key));
            if partner.is_none() && !join.optional {
                let args = vec![("lookup", join.file.clone()), ("key", shown(key))];
                return Err(Fault::new(code::JOIN_WITHOUT_PARTNER, args).of(&join.column));
            }
            self.partners.push(partner);
        }
        Ok(())
    }

    /// Notes which rows of the lookup files were found.
    fn mark(&mut self, partners: &[Option<u32>]) {
        for (partner, table) in partners.iter().zip(&self.rules.tables) {
            if let Some(row) = partner
                && let Some((file, row)) = self.tables.get(*table).and_then(|table| table.origin(*row))
                && let Some(used) = self.used.get_mut(usize::from(file)).and_then(|rows| rows.get_mut(row as usize))
            {
                *used = true;
            }
        }
    }

    fn texts(&mut self, view: &View<'_>, row: u32, account: Option<Owner>, contact: Option<ContactKey>) {
        let contact = contact.map(Owner::Contact);
        let own = self.rules.texts.iter().map(|text| (account, text));
        let theirs = self.rules.contact_texts.iter().map(|text| (contact, text));
        for (owner, text) in own.chain(theirs) {
            let Some(owner) = owner else { continue };
            let value = text.value(view);
            if !value.is_empty() {
                self.taken.texts.push(row, owner, text.field, &value);
            }
        }
        for (field, cell) in self.rules.facts.iter().flat_map(|fact| &fact.undeclared) {
            let value = view.text(*cell).unwrap_or("").trim();
            if let Some(owner) = account
                && !value.is_empty()
            {
                self.taken.texts.push(row, owner, *field, value);
            }
        }
    }

    /// The facts of a row, everything read but the words asked for.
    fn facts<'v>(&mut self, view: &View<'v>, of_account: bool) -> Result<Vec<Pending<'v>>, Box<Fault>>
    where
        'a: 'v,
    {
        let mut facts = Vec::with_capacity(self.rules.facts.len());
        let range = self.names.range();
        'facts: for rule in &self.rules.facts {
            if !of_account && rule.kind.scope() == Scope::Account {
                continue;
            }
            if let Some(when) = &rule.when
                && !when.holds(view)?
            {
                continue;
            }
            let mut stated = rule.dated;
            let (moment, text) = match &rule.at.from {
                AtFrom::Fixed(moment, text) => (*moment, text.as_str()),
                AtFrom::Cell(cell) => {
                    let Some(text) = view.text(*cell) else { continue };
                    let text = text.trim();
                    match (text.is_empty(), &rule.at.default) {
                        (true, Some((moment, text))) => {
                            stated = Some(Dated::Inferred);
                            (*moment, text.as_str())
                        }
                        (true, None) if rule.optional => continue,
                        (true, None) => {
                            let args = vec![("kind", rule.kind.name().into())];
                            return Err(Fault::new(code::REQUIRED_BLANK, args).of(&rule.at.column));
                        }
                        (false, _) => (rule.at.moments.read(text).map_err(|fault| fault.of(&rule.at.column))?, text),
                    }
                }
            };
            let (occurred_at, dated) = rule
                .at
                .moments
                .dated(moment, stated, self.names, self.known)
                .and_then(|(micros, dated)| Ok((in_range(micros, text, range)?, dated)))
                .map_err(|fault| fault.of(&rule.at.column))?;
            let mut parts = Vec::with_capacity(rule.fields.len());
            for (spec, bound) in &rule.fields {
                let part = match bound {
                    Some(bound) => bound.part(view, self.names, self.known)?,
                    None => Part::Absent,
                };
                match (&part, spec.optional || spec.shape == Shape::Values) {
                    // What needs the joined row is not produced without one.
                    (Part::Unjoined, false) => continue 'facts,
                    (Part::Absent, false) => {
                        let args = vec![("kind", rule.kind.name().into())];
                        let column = bound.as_ref().map_or(spec.name, |bound| &bound.column);
                        return Err(Fault::new(code::REQUIRED_BLANK, args).of(column));
                    }
                    _ => parts.push(part),
                }
            }
            let mut values = Vec::new();
            for (field, bound) in &rule.attributes {
                if let Some(value) = attribute(bound, view, self.names, self.known)? {
                    values.push((*field, value));
                }
            }
            facts.push(Pending { rule, occurred_at, dated, parts, values });
        }
        Ok(facts)
    }

    /// Asks for words and members, and makes the bodies.
    fn resolve(&mut self, facts: Vec<Pending<'_>>, account: &str) -> Result<Vec<(Head, bool, Body)>, Box<Fault>> {
        let mut bodies = Vec::with_capacity(facts.len());
        for fact in facts {
            let rule = fact.rule;
            let head = Head {
                row: 0,
                account: None,
                contact: None,
                occurred_at: fact.occurred_at,
                dated: fact.dated,
                rank: rule.rank,
                kind: rule.kind,
            };
            let own = rule.fields.iter().position(|(spec, _)| spec.shape == Shape::Values);
            let mut data = Vec::with_capacity(fact.parts.len());
            for part in fact.parts {
                data.push(self.known.datum(part, account, self.names)?);
            }
            if let Some(place) = own {
                // All attributes blank: the fact would say nothing.
                if fact.values.is_empty() {
                    continue;
                }
                data[place] = Datum::Values(fact.values);
                bodies.push((head, rule.contact, body(rule.kind, data)?));
                continue;
            }
            bodies.push((head, rule.contact, body(rule.kind, data)?));
            if !fact.values.is_empty() {
                let head = Head { rank: rule.rank.saturating_add(1), kind: Kind::Described, ..head };
                bodies.push((head, rule.contact, Body::Described { values: fact.values }));
            }
        }
        Ok(bodies)
    }
}

/// The body of a fact. Every datum was read for its field, so a fault here names a field that a new kind narrowed.
pub(crate) fn body(kind: Kind, data: Vec<Datum>) -> Result<Body, Box<Fault>> {
    Body::from_data(kind, data).map_err(|field| {
        Fault::new(code::WRONG_TYPE, vec![("expected", kind.name().into()), ("found", field.into())]).of(field)
    })
}
