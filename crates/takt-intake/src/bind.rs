//! A mapping bound to the header of one file and to the book: columns are indexes, words are numbers.

use std::borrow::Cow;

use jiff::civil::Date;
use takt_core::dictionary::WordKind;
use takt_core::fact::kind::FieldSpec;
use takt_core::fact::{Dated, Kind, Shape};
use takt_core::model::FieldType;
use takt_core::unit::FieldId;

use crate::cell::{Bound, BoundMoments, Cell, From, Parse, Part, View, number_range, passes, value_of};
use crate::date::{Format, Moment};
use crate::given::{Header, Layout};
use crate::harmless::plain_name;
use crate::known::Known;
use crate::lookup::{Table, unknown_column};
use crate::mapping::{
    AtRule, Blank, Column, Condition, CurrencyRule, FactRule, FileRule, Free, KeyRule, Mapping, Origin, Test, TextRule,
    ValueRule,
};
use crate::names::Names;
use crate::problem::{Fault, Finding, code, shown};
use crate::said::Saids;
use crate::taken::Texts;

/// A `[[file]]` bound to a header.
pub(crate) struct BoundFile {
    pub(crate) columns: Vec<String>,
    pub(crate) account: Option<BoundKey>,
    pub(crate) contact: Option<BoundKey>,
    /// Which texts say who company and person are.
    pub(crate) saids: Saids,
    pub(crate) row: Option<BoundKey>,
    pub(crate) texts: Vec<BoundText>,
    pub(crate) contact_texts: Vec<BoundText>,
    pub(crate) joins: Vec<BoundJoin>,
    /// By join: which table.
    pub(crate) tables: Vec<usize>,
    pub(crate) facts: Vec<BoundFact>,
    /// Words that say nothing.
    pub(crate) blank: Vec<String>,
    /// Whether apostrophes before what a spreadsheet would compute go off.
    pub(crate) harmless: bool,
    /// Columns nothing uses.
    pub(crate) unused: Vec<String>,
}

/// A text bound to a header: the number of its name, and the columns it is put together from.
pub(crate) struct BoundText {
    pub(crate) field: u16,
    pub(crate) column: usize,
    pub(crate) more: Vec<usize>,
    pub(crate) constant: Option<String>,
}

impl BoundText {
    /// What a row says; empty where it says nothing.
    pub(crate) fn value<'a>(&'a self, view: &View<'a>) -> Cow<'a, str> {
        let cell = view.record.cell(self.column).trim();
        let value = self.constant.as_deref().unwrap_or(cell);
        if self.more.is_empty() {
            return Cow::Borrowed(value);
        }
        let parts = self.more.iter().map(|column| view.record.cell(*column).trim());
        let parts: Vec<&str> = std::iter::once(value).chain(parts).filter(|part| !part.is_empty()).collect();
        Cow::Owned(parts.join(" "))
    }
}

/// Columns that make an outside key.
pub(crate) struct BoundKey {
    /// Whether what the row says makes the key where the columns do not.
    pub(crate) said: bool,
    pub(crate) prefix: String,
    /// The cell holds the system too.
    whole: bool,
    /// A row may be without it.
    pub(crate) optional: bool,
    columns: Vec<(Cell, String)>,
    or: Vec<Vec<(Cell, String)>>,
}

impl BoundKey {
    /// Writes the key of a row, `false` where a part of it is blank.
    pub(crate) fn write(&self, view: &View<'_>, out: &mut String) -> Result<bool, Box<Fault>> {
        if !self.columns.is_empty() && self.written(&self.columns, view, out)? {
            return Ok(true);
        }
        for columns in &self.or {
            if self.written(columns, view, out)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn written(&self, columns: &[(Cell, String)], view: &View<'_>, out: &mut String) -> Result<bool, Box<Fault>> {
        out.clear();
        if !self.whole {
            out.push_str(&self.prefix);
            out.push(':');
        }
        for (place, (column, name)) in columns.iter().enumerate() {
            let text = view.text(*column).unwrap_or("").trim();
            if text.is_empty() {
                return Ok(false);
            }
            if self.whole && !is_whole(text) {
                return Err(Fault::new(code::KEY_SHAPE, vec![("value", shown(text))]).of(name));
            }
            if place > 0 {
                out.push('/');
            }
            if columns.len() == 1 {
                out.push_str(text);
            } else {
                // `a/b` + `c` must not be the key of `a` + `b/c`.
                out.push_str(&text.replace('\\', "\\\\").replace('/', "\\/"));
            }
            if out.len() > crate::cell::NAME_BYTES_MAX {
                let limit = crate::cell::NAME_BYTES_MAX.to_string();
                return Err(Fault::new(code::KEY_TOO_LONG, vec![("limit", limit)]).of(name));
            }
        }
        Ok(true)
    }

    /// The column that a rejection names.
    pub(crate) fn column(&self) -> &str {
        self.columns.first().map_or("", |(_, name)| name)
    }
}

/// The rank of the facts of a `[[fact]]`: behind each is room for the attributes that come with it.
pub(crate) fn rank(place: usize) -> u16 {
    u16::try_from(place * 2).unwrap_or(u16::MAX)
}

/// Whether a text is a whole outside key: `system:key`, neither of them blank.
fn is_whole(text: &str) -> bool {
    text.split_once(':').is_some_and(|(system, key)| !system.trim().is_empty() && !key.trim().is_empty())
}

/// A lookup by a column.
pub(crate) struct BoundJoin {
    pub(crate) on: usize,
    pub(crate) optional: bool,
    pub(crate) file: String,
    pub(crate) column: String,
}

/// A `[[fact]]` bound to a header.
pub(crate) struct BoundFact {
    pub(crate) kind: Kind,
    pub(crate) rank: u16,
    pub(crate) contact: bool,
    pub(crate) optional: bool,
    pub(crate) at: BoundAt,
    pub(crate) dated: Option<Dated>,
    pub(crate) when: Option<BoundCondition>,
    /// One for each field of the kind, in its order.
    pub(crate) fields: Vec<(&'static FieldSpec, Option<Bound>)>,
    pub(crate) attributes: Vec<(FieldId, Bound)>,
    /// Attributes the model does not declare: texts.
    pub(crate) undeclared: Vec<(u16, Cell)>,
}

/// When a bound fact happened.
pub(crate) struct BoundAt {
    pub(crate) moments: BoundMoments,
    pub(crate) from: AtFrom,
    /// What a blank cell means, and its text.
    pub(crate) default: Option<(Moment, String)>,
    pub(crate) column: String,
}

/// Where the time of a fact comes from.
pub(crate) enum AtFrom {
    Fixed(Moment, String),
    Cell(Cell),
}

/// A [`Condition`] bound to a header.
pub(crate) enum BoundCondition {
    Cell(Cell, Test, String),
    Joined(usize),
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
}

impl BoundCondition {
    /// Whether it holds. A cell of a joined row that is not there is blank.
    pub(crate) fn holds(&self, view: &View<'_>) -> Result<bool, Box<Fault>> {
        Ok(match self {
            Self::Cell(cell, test, column) => {
                passes(test, view.text(*cell).unwrap_or("")).map_err(|fault| fault.of(column))?
            }
            Self::Joined(join) => view.partners.get(*join).is_some_and(Option::is_some),
            Self::All(parts) => {
                for part in parts {
                    if !part.holds(view)? {
                        return Ok(false);
                    }
                }
                true
            }
            Self::Any(parts) => {
                for part in parts {
                    if part.holds(view)? {
                        return Ok(true);
                    }
                }
                false
            }
            Self::Not(part) => !part.holds(view)?,
        })
    }
}

/// What binding needs to know beside the mapping.
pub(crate) struct Binder<'a, N: ?Sized> {
    pub(crate) mapping: &'a Mapping,
    pub(crate) names: &'a mut N,
    pub(crate) known: &'a mut Known,
    pub(crate) texts: &'a mut Texts,
    pub(crate) undeclared: &'a mut Vec<String>,
    /// The given file, as problems name it.
    pub(crate) given: &'a str,
    pub(crate) header: &'a [String],
    /// Whether the rows come from a workbook.
    from_book: bool,
    /// Whether they are objects of JSON, in which nothing is computed.
    from_objects: bool,
    pub(crate) tables: &'a [Table],
    /// By join of the file: which table.
    pub(crate) joins: Vec<usize>,
    pub(crate) findings: Vec<Finding>,
    used: Vec<bool>,
}

impl<'a, N: Names + ?Sized> Binder<'a, N> {
    #[allow(clippy::too_many_arguments, reason = "one place builds it, right where the parts are")]
    pub(crate) fn new(
        mapping: &'a Mapping,
        names: &'a mut N,
        known: &'a mut Known,
        texts: &'a mut Texts,
        undeclared: &'a mut Vec<String>,
        given: &'a str,
        header: &'a Header,
        tables: &'a [Table],
        joins: Vec<usize>,
    ) -> Self {
        let used = vec![false; header.columns.len()];
        let from_book = matches!(header.layout, Layout::Book { .. });
        let from_objects = matches!(header.layout, Layout::Objects);
        let header = header.columns.as_slice();
        Self {
            mapping,
            names,
            known,
            texts,
            undeclared,
            given,
            header,
            from_book,
            from_objects,
            tables,
            joins,
            findings: Vec::new(),
            used,
        }
    }

    /// Binds a file.
    pub(crate) fn file(mut self, place: usize) -> Result<BoundFile, Vec<Finding>> {
        let mapping = self.mapping;
        let rule = &mapping.files[place];
        let account = rule.account.as_ref().map(|key| self.key(rule, key));
        let contact = rule.contact.as_ref().map(|contact| self.key(rule, &contact.key));
        let row = rule.row.as_ref().map(|key| self.key(rule, key));
        let joins = rule
            .joins
            .iter()
            .map(|join| BoundJoin {
                on: self.column(rule, &join.on),
                optional: join.optional,
                file: mapping.files[join.file].id.clone(),
                column: join.on.name.clone(),
            })
            .collect();
        let mut texts: Vec<BoundText> = rule.texts.iter().map(|text| self.text(rule, text)).collect();
        let mut contact_texts: Vec<BoundText> =
            rule.contact.iter().flat_map(|c| &c.texts).map(|text| self.text(rule, text)).collect();
        let facts = mapping
            .facts
            .iter()
            .enumerate()
            .filter(|(_, fact)| fact.file == place)
            .filter_map(|(rank, fact)| self.fact(rule, rank, fact))
            .collect();
        match &rule.free {
            Free::Listed(columns) => texts.extend(columns.iter().map(|column| {
                let (field, column) = (self.texts.field(&column.name), self.column(rule, column));
                BoundText { field, column, more: Vec::new(), constant: None }
            })),
            Free::Rest => {
                let texts = if rule.free_of_contact { &mut contact_texts } else { &mut texts };
                for (column, name) in self.header.iter().enumerate() {
                    // A column that stands again would take the place of the first: it stays unused.
                    let is_first = self.header.iter().position(|other| other == name) == Some(column);
                    if is_first && !self.used[column] && !name.is_empty() {
                        self.used[column] = true;
                        texts.push(BoundText {
                            field: self.texts.field(if rule.harmless { plain_name(name) } else { name }),
                            column,
                            more: Vec::new(),
                            constant: None,
                        });
                    }
                }
            }
        }
        let unused = self.header.iter().zip(&self.used).filter(|(name, used)| !**used && !name.is_empty());
        let unused = unused.map(|(name, _)| name.clone()).collect();
        if !self.findings.is_empty() {
            return Err(self.findings);
        }
        // Nothing is computed in JSON, so nothing there was made harmless but names.
        let harmless = rule.harmless && !self.from_objects;
        let columns = self.header.to_vec();
        let blank = rule.blank.clone();
        let tables = self.joins;
        let saids = Saids::of(self.texts, &texts, &contact_texts);
        Ok(BoundFile {
            columns,
            account,
            contact,
            saids,
            row,
            texts,
            contact_texts,
            joins,
            tables,
            facts,
            blank,
            harmless,
            unused,
        })
    }

    fn key(&mut self, file: &FileRule, rule: &KeyRule) -> BoundKey {
        BoundKey {
            said: rule.said,
            prefix: rule.system.clone().unwrap_or_else(|| self.mapping.system.clone()),
            whole: rule.whole,
            optional: rule.optional,
            columns: rule.columns.iter().map(|column| (self.cell(file, column), column.name.clone())).collect(),
            or: rule
                .or
                .iter()
                .map(|columns| columns.iter().map(|column| (self.cell(file, column), column.name.clone())).collect())
                .collect(),
        }
    }

    fn text(&mut self, file: &FileRule, text: &TextRule) -> BoundText {
        let mut places = text.columns.iter().map(|column| self.column(file, column)).collect::<Vec<_>>().into_iter();
        let column = places.next().unwrap_or(usize::MAX);
        BoundText {
            field: self.texts.field(&text.name),
            column,
            more: places.collect(),
            constant: text.constant.clone(),
        }
    }

    /// The place of a column of the file itself; one that may be missing and is has a place where every row is blank.
    fn column(&mut self, file: &FileRule, column: &Column) -> usize {
        match file.place(self.header, &column.name) {
            Some(place) => {
                self.used[place] = true;
                place
            }
            None if file.optional => usize::MAX,
            None => {
                let args = unknown_column(column, self.given, self.header);
                self.findings.push(self.mapping.finding(column.spot, code::UNKNOWN_COLUMN, args));
                0
            }
        }
    }

    /// The join of a file by the id of the joined one. The mapping is sound, so there is one.
    fn join(&self, rule: &FileRule, id: &str) -> usize {
        rule.joins.iter().position(|join| self.mapping.files[join.file].id == id).unwrap_or_default()
    }

    fn cell(&mut self, rule: &FileRule, column: &Column) -> Cell {
        match &column.joined {
            None => Cell::Here(self.column(rule, column)),
            Some(id) => {
                let join = self.join(rule, id);
                let table = self.joins.get(join).and_then(|table| self.tables.get(*table));
                Cell::Joined(join, table.and_then(|table| table.column(&column.name)).unwrap_or_default())
            }
        }
    }

    fn fact(&mut self, file: &FileRule, rank: usize, rule: &FactRule) -> Option<BoundFact> {
        let at = self.at(file, &rule.at);
        let when = rule.when.as_ref().map(|when| self.condition(file, when));
        let mut fields = Vec::new();
        for (place, spec) in rule.kind.fields().iter().enumerate() {
            let value = rule.fields.iter().find(|(field, _)| *field == place).map(|(_, value)| value);
            let bound = match value {
                None => None,
                Some(value) => Some(self.field(file, rule.kind, place, spec, value)?),
            };
            fields.push((spec, bound));
        }
        let mut attributes = Vec::new();
        let mut undeclared = Vec::new();
        let segment_name = self.names.segment();
        let segment = rule.segment.iter().map(|value| (segment_name.as_deref().unwrap_or("segment"), value));
        for (name, value) in rule.attributes.iter().map(|(name, value)| (name.as_str(), value)).chain(segment) {
            match self.names.field(name) {
                Some((field, _)) if attributes.iter().any(|(known, _)| *known == field) => {
                    let args = vec![("name", name.into())];
                    self.findings.push(self.mapping.finding(value.spot, code::NAME_REPEATS, args));
                }
                Some((field, of)) => {
                    let parse = self.attribute(file, field, of, name, value);
                    attributes.push((field, self.bound(file, value, parse)?));
                }
                None => {
                    if let Origin::Column(column) = &value.origin {
                        let cell = self.cell(file, column);
                        undeclared.push((self.texts.field(name), cell));
                    }
                    if !self.undeclared.iter().any(|known| known == name) {
                        self.undeclared.push(name.into());
                    }
                }
            }
        }
        Some(BoundFact {
            kind: rule.kind,
            rank: self::rank(rank),
            contact: rule.contact,
            optional: rule.optional,
            at,
            dated: rule.dated,
            when,
            fields,
            attributes,
            undeclared,
        })
    }

    fn at(&mut self, file: &FileRule, rule: &AtRule) -> BoundAt {
        let moments = BoundMoments::of(&rule.moments, &self.mapping.zone, self.from_book);
        let (from, column) = match &rule.origin {
            Origin::Column(column) => (AtFrom::Cell(self.cell(file, column)), column.name.clone()),
            Origin::Constant(text) if rule.is_of_import() => {
                let moment =
                    Moment { date: Date::constant(1970, 1, 1), time: None, instant: Some(self.names.range().1) };
                (AtFrom::Fixed(moment, text.clone()), "at".into())
            }
            Origin::Constant(text) => match moments.read(text) {
                Ok(moment) => (AtFrom::Fixed(moment, text.clone()), "at".into()),
                Err(fault) => {
                    self.findings.push(self.mapping.finding(rule.spot, fault.code, fault.args));
                    (AtFrom::Cell(Cell::Here(0)), "at".into())
                }
            },
        };
        let default = rule.default.as_ref().and_then(|text| {
            let moment = moments.read(text).ok().or_else(|| Format::Iso.read(text))?;
            Some((moment, text.clone()))
        });
        BoundAt { moments, from, default, column }
    }

    fn condition(&mut self, file: &FileRule, condition: &Condition) -> BoundCondition {
        match condition {
            Condition::Cell(column, test) => {
                BoundCondition::Cell(self.cell(file, column), test.clone(), column.name.clone())
            }
            Condition::Joined(id, _) => BoundCondition::Joined(self.join(file, id)),
            Condition::All(parts) => BoundCondition::All(parts.iter().map(|part| self.condition(file, part)).collect()),
            Condition::Any(parts) => BoundCondition::Any(parts.iter().map(|part| self.condition(file, part)).collect()),
            Condition::Not(part) => BoundCondition::Not(Box::new(self.condition(file, part))),
        }
    }

    fn field(
        &mut self,
        file: &FileRule,
        kind: Kind,
        place: usize,
        spec: &FieldSpec,
        value: &ValueRule,
    ) -> Option<Bound> {
        let parse = match spec.shape {
            Shape::Number if value.keyed => Parse::Key {
                field: kind.fields().get(place).map_or("", |spec| spec.name),
                prefix: value.system.clone().unwrap_or_else(|| self.mapping.system.clone()),
            },
            Shape::Number => Parse::Number(number_range(kind, place)),
            Shape::Time => Parse::Time(BoundMoments::of(&value.moments, &self.mapping.zone, self.from_book)),
            Shape::Day => Parse::Day(BoundMoments::of(&value.moments, &self.mapping.zone, self.from_book)),
            Shape::Flag => Parse::Flag,
            Shape::Word(kind) => Parse::Word {
                kind,
                fold: value.fold,
                keeps_blank: match value.blank {
                    Blank::Usual => kind == WordKind::Source,
                    Blank::Absent => false,
                    Blank::Word => true,
                },
            },
            Shape::Code(words) => Parse::Code(words),
            Shape::Member => {
                Parse::Member { prefix: value.system.clone().unwrap_or_else(|| self.mapping.system.clone()) }
            }
            Shape::Money => self.money(file, value),
            Shape::Openings => Parse::Openings,
            // The mapping is sound: no other shape is statable as a field.
            _ => return None,
        };
        self.bound(file, value, parse)
    }

    fn money(&mut self, file: &FileRule, value: &ValueRule) -> Parse {
        let (currency, cell) = match &value.currency {
            CurrencyRule::Model => (self.names.currency(), None),
            CurrencyRule::Named(currency) => (*currency, None),
            CurrencyRule::Column(column) => (self.names.currency(), Some(self.cell(file, column))),
        };
        Parse::Money { currency, cell, minor: value.minor }
    }

    fn attribute(&mut self, file: &FileRule, field: FieldId, of: FieldType, name: &str, value: &ValueRule) -> Parse {
        if value.fold && !matches!(of, FieldType::Choice | FieldType::OpenChoice) {
            let args = vec![("key", "fold".into()), ("nearest", String::new())];
            self.findings.push(self.mapping.finding(value.spot, code::UNKNOWN_KEY, args));
        }
        match of {
            FieldType::Choice | FieldType::OpenChoice => Parse::Choice { field, name: name.into(), fold: value.fold },
            FieldType::Integer => Parse::Number((i64::MIN, i64::MAX)),
            FieldType::Rate => Parse::Rate(value.rate),
            FieldType::Money => self.money(file, value),
            FieldType::Date => Parse::Day(BoundMoments::of(&value.moments, &self.mapping.zone, self.from_book)),
            FieldType::YesNo => Parse::Flag,
        }
    }

    fn bound(&mut self, file: &FileRule, value: &ValueRule, parse: Parse) -> Option<Bound> {
        let (from, column) = match &value.origin {
            Origin::Column(column) => (From::Cell(self.cell(file, column)), column.name.clone()),
            Origin::Constant(text) => match self.fixed(text, &parse) {
                Ok(from) => (from, String::new()),
                Err(fault) => {
                    self.findings.push(self.mapping.finding(value.spot, fault.code, fault.args));
                    return None;
                }
            },
        };
        let (default, map) = (value.default.clone(), value.map.clone());
        Some(Bound { from, column, default, map, fold: value.fold, trim: value.trim, parse })
    }

    /// A constant of the mapping as the book knows it.
    fn fixed(&mut self, text: &str, parse: &Parse) -> Result<From, Box<Fault>> {
        let part = match parse {
            Parse::Word { kind, .. } if text.is_empty() => Part::Word { kind: *kind, text: "", fold: false },
            _ => parse.read(text, None, self.names, self.known)?,
        };
        match part {
            Part::Value(value) => Ok(From::FixedValue(value)),
            part => Ok(From::Fixed(self.known.datum(part, "", self.names)?)),
        }
    }
}

/// The value of an attribute in a row, `None` where it is blank.
pub(crate) fn attribute<'a, N: Names + ?Sized>(
    bound: &'a Bound,
    view: &View<'a>,
    names: &mut N,
    known: &mut Known,
) -> Result<Option<takt_core::fact::Value>, Box<Fault>> {
    match &bound.from {
        From::Fixed(datum) => Ok(value_of(Part::Ready(datum.clone()))),
        _ => Ok(value_of(bound.part(view, names, known)?)),
    }
}
