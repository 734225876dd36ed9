//! What a person states about a company by a form: read, decided, durable, or refused with a reason.

use std::collections::HashMap;

use takt_core::account::Account;
use takt_core::decide::{Refusal, Statement, decide};
use takt_core::dictionary::WordKind;
use takt_core::fact::{Actor, Body, Datum, FieldSpec, Kind, Shape};
use takt_core::unit::{AccountId, ContactId, MemberId, Micros, Money, Seq};
use takt_intake::japanese::money::Yen;
use takt_store::{Key, Store};

use crate::app::desk::{Beside, Desk};
use crate::app::right::{Authorized, State};
use crate::fault::Fault;

/// The kinds of facts that have a form on the record of a company, in groups as they are offered.
pub const FORMS: &[(&str, &[Kind])] = &[
    ("courting", &[Kind::CallHeld, Kind::AppointmentMade, Kind::MeetingHeld, Kind::MeetingMissed, Kind::Touched]),
    ("dealing", &[Kind::Opened, Kind::ProposalSent, Kind::Won, Kind::Lost]),
    ("handing", &[Kind::HandoffAccepted, Kind::HandoffReturned, Kind::Assigned]),
    (
        "customer",
        &[
            Kind::SubscriptionStarted,
            Kind::StepDone,
            Kind::Activated,
            Kind::Used,
            Kind::SubscriptionChanged,
            Kind::Renewed,
            Kind::Ended,
            Kind::TicketSeen,
        ],
    ),
    ("line", &[Kind::Rested, Kind::Disqualified, Kind::Consented, Kind::Bounced, Kind::ContactLeft, Kind::Overridden]),
];

/// The numbers within an account that nobody is asked for: a statement without one means the only one there is.
const UNASKED: [&str; 2] = ["meeting", "ticket"];

/// What a form brings.
#[derive(Clone, Debug, Default)]
pub struct Filled {
    /// The person it is said of, by number.
    pub contact: Option<u32>,
    /// When it happened, as a browser gives it (`2026-10-01T09:30`); empty is now.
    pub when: String,
    /// The fields by their names.
    pub fields: HashMap<String, String>,
    /// What this sending is known by: sent twice, it lands once.
    pub key: String,
    /// The last fact of the company that the sender had seen; `None` states in spite of what came since.
    pub seen: Option<Seq>,
}

/// The fields of a kind that a form asks for. An opportunity or a subscription is asked for where there are several.
#[must_use]
pub fn asked(kind: Kind, account: &Account) -> Vec<&'static FieldSpec> {
    let several = |name: &str| match name {
        "opportunity" => {
            kind != Kind::Opened && account.opportunities.iter().filter(|opportunity| opportunity.open).count() > 1
        }
        "subscription" => kind != Kind::SubscriptionStarted && account.running().count() > 1,
        name => !UNASKED.contains(&name),
    };
    kind.fields().iter().filter(|field| several(field.name)).collect()
}

/// A kind by its name, where it has a form.
#[must_use]
pub fn kind(name: &str) -> Option<Kind> {
    let kind = Kind::named(name)?;
    FORMS.iter().any(|(_, kinds)| kinds.contains(&kind)).then_some(kind)
}

/// States what a form brings; gives the fact it landed at.
///
/// # Errors
/// A field cannot be read, somebody stated something since, it is refused, or the store fails.
pub fn state<S: Store>(
    may: &Authorized<State>,
    desk: &mut Desk<S>,
    id: AccountId,
    kind: Kind,
    filled: &Filled,
) -> Result<Seq, Fault> {
    let reading = desk.guard.read();
    desk.demand_clock(reading.at)?;
    let known = desk.book.account(id).filter(|account| account.last != Seq(0));
    let account = known.ok_or_else(|| Fault::refused("account-unknown", vec![("account", id.0.to_string())]))?;
    let key = Key::of(&[b"form", &id.0.to_le_bytes(), kind.name().as_bytes(), filled.key.as_bytes()]);
    let landed = desk.store.known(&[key]).map_err(|error| Fault::of_store(&error, &desk.folder))?;
    if let Some(seq) = landed.into_iter().next().flatten() {
        return Ok(seq);
    }
    if filled.seen.is_some_and(|seen| seen != account.last) {
        return Err(Fault::refused("statement-changed", vec![("account", id.0.to_string())]));
    }
    let body = read(desk, kind, filled)?;
    let contact = filled.contact.map(ContactId).filter(|contact| {
        let account = desk.book.account(desk.book.whole(id));
        account.is_some_and(|account| account.contacts.iter().any(|person| person.id == *contact))
    });
    let said = instant(desk, "when", &filled.when)?;
    let now = desk.begin(reading.at);
    let statement = Statement {
        account: Some(id),
        contact,
        actor: may.actor().member.map_or(Actor::Program, Actor::Member),
        occurred_at: said.unwrap_or(now),
        body,
    };
    let begins = desk.out.len();
    match decide(&desk.book, &statement, now) {
        Ok(drafts) => desk.state(drafts).map_err(|error| desk.fault(&error))?,
        Err(refusal) => {
            // What was due is done all the same: it does not hang on the answer.
            desk.commit(now, Beside::default()).map_err(|error| desk.fault(&error))?;
            return Err(refused(refusal, kind));
        }
    }
    let seq = desk.out.iter().skip(begins).find(|fact| !fact.body.kind().is_acted()).map_or(Seq(0), |fact| fact.seq);
    let beside = Beside { keys: vec![(key, seq)], ..Beside::default() };
    desk.commit(now, beside).map_err(|error| desk.fault(&error))?;
    Ok(seq)
}

/// The body of a statement from the texts of its fields.
fn read<S: Store>(desk: &mut Desk<S>, kind: Kind, filled: &Filled) -> Result<Body, Fault> {
    let mut data = Vec::new();
    for field in kind.fields() {
        let text = filled.fields.get(field.name).map_or("", |text| text.trim());
        data.push(if text.is_empty() { Datum::Absent } else { datum(desk, field, text)? });
    }
    Body::from_data(kind, data).map_err(|field| unread(field, ""))
}

fn unread(field: &str, text: &str) -> Fault {
    Fault::usage("statement-field", vec![("field", field.into()), ("text", text.into())])
}

fn datum<S: Store>(desk: &mut Desk<S>, field: &FieldSpec, text: &str) -> Result<Datum, Fault> {
    let bad = || unread(field.name, text);
    let number = || folded(text).parse::<i64>().map_err(|_| bad());
    Ok(match field.shape {
        Shape::Number => Datum::Number(number()?),
        Shape::Time => instant(desk, field.name, text)?.map_or(Datum::Absent, Datum::Time),
        Shape::Day => Datum::Day(crate::app::report::day(text)?),
        Shape::Flag => Datum::Flag(match text {
            "yes" => true,
            "no" => false,
            _ => return Err(bad()),
        }),
        // Words of the model are chosen, never made; reasons and pages may be new.
        Shape::Word(kind @ (WordKind::Reason | WordKind::Page | WordKind::Source)) => {
            Datum::Word(kind, desk.book.words.intern(kind, text))
        }
        Shape::Word(kind) => Datum::Word(kind, desk.book.words.find(kind, text).ok_or_else(bad)?),
        Shape::Code(codes) => Datum::Code(codes.iter().find(|code| **code == text).copied().ok_or_else(bad)?),
        Shape::Member => {
            let member = MemberId(text.parse().map_err(|_| bad())?);
            if !desk.book.floor.members.contains_key(&member) {
                return Err(bad());
            }
            Datum::Member(member)
        }
        Shape::Money => {
            let currency = desk.book.model.as_ref().map(|model| model.model.currency).ok_or_else(bad)?;
            let minor = minor(text, currency.minor_digits()).ok_or_else(bad)?;
            Datum::Money(Money { minor, currency })
        }
        _ => return Err(bad()),
    })
}

/// The digits of a number, in any width, without commas.
fn folded(text: &str) -> String {
    let narrow = |c: char| match c {
        '０'..='９' | '．' | '－' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        other => other,
    };
    text.chars().filter(|c| ![',', '，'].contains(c)).map(narrow).collect()
}

/// An amount in the currency's minor unit.
fn minor(text: &str, digits: u32) -> Option<i64> {
    if digits == 0 {
        return Yen::of(text).map(|yen| yen.amount);
    }
    let text = folded(text);
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let decimals = usize::try_from(digits).ok().filter(|digits| rest.len() <= *digits)?;
    format!("{whole}{rest:0<decimals$}").parse().ok()
}

/// The instant that a browser's field means in the model's zone; `None` of an empty one. A day alone is its beginning.
fn instant<S: Store>(desk: &Desk<S>, field: &str, text: &str) -> Result<Option<Micros>, Fault> {
    if text.is_empty() {
        return Ok(None);
    }
    let bad = || unread(field, text);
    let model = desk.book.model.as_ref().ok_or_else(bad)?;
    let civil = match text.parse::<jiff::civil::DateTime>() {
        Ok(civil) => civil,
        Err(_) => text.parse::<jiff::civil::Date>().map_err(|_| bad())?.at(0, 0, 0, 0),
    };
    Ok(Some(model.calendar().instant(civil)))
}

/// Why a statement is not taken, as a fault.
fn refused(refusal: Refusal, kind: Kind) -> Fault {
    let code = match refusal {
        Refusal::NoModel => "refusal-no-model",
        Refusal::NotSaid(_) | Refusal::WrongScope(_) => "refusal-not-said",
        Refusal::UnknownAccount(_) => "refusal-unknown-account",
        Refusal::InTheFuture => "refusal-future",
        Refusal::OutOfRange => "refusal-out-of-range",
        Refusal::NothingOffered => "refusal-nothing-offered",
        Refusal::NotInTeam => "refusal-not-in-team",
        Refusal::UnknownTeam => "refusal-unknown-team",
        Refusal::UnknownStage => "refusal-unknown-stage",
        Refusal::WhichOpportunity => "refusal-which-opportunity",
        Refusal::WhichSubscription => "refusal-which-subscription",
        Refusal::StillSubscribed => "refusal-still-subscribed",
        Refusal::Gone => "refusal-gone",
        Refusal::NotReserved | Refusal::Slot(_) => "refusal-slot",
        Refusal::Itself
        | Refusal::IsPart(_)
        | Refusal::NoPart
        | Refusal::HasBusiness
        | Refusal::OffTheLine(_)
        | Refusal::TooManyParts => "refusal-joining",
    };
    Fault::refused(code, vec![("kind", kind.name().into())])
}
