//! Deciding what a person or a program states: taken as seen facts, or refused with a reason.
//!
//! A refusal is part of the domain: one variant per reason, and nothing was appended.

use alloc::vec::Vec;

use crate::account::{Account, PARTS_MAX};
use crate::book::{Book, InForce};
use crate::fact::kind::Scope;
use crate::fact::{Actor, Body, Dated, Draft, Kind};
use crate::model::{StageKind, Standing};
use crate::slot::SlotRefusal;
use crate::ties::Pair;
use crate::unit::{AccountId, ContactId, Micros, Seq};

/// What somebody states about an account, or about the house.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Whom it concerns; `None` for facts of the house. An account one beyond the last begins with this statement.
    pub account: Option<AccountId>,
    /// The person it is said of.
    pub contact: Option<ContactId>,
    /// Who says so.
    pub actor: Actor,
    /// When it happened; never later than now.
    pub occurred_at: Micros,
    /// What.
    pub body: Body,
}

/// Why a statement is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No model was adopted yet.
    #[error("no model is in force")]
    NoModel,
    /// Acted facts are the model's alone.
    #[error("only the model writes facts of this kind")]
    NotSaid(Kind),
    /// A fact of an account without one, or one of the house with one.
    #[error("whom it concerns is missing or not wanted")]
    WrongScope(Kind),
    /// There is no such account.
    #[error("there is no such account")]
    UnknownAccount(AccountId),
    /// It is said to happen later than now.
    #[error("it lies in the future")]
    InTheFuture,
    /// It lies outside the years that calendars are made for.
    #[error("it lies outside the calendar")]
    OutOfRange,
    /// Nothing was offered to the team.
    #[error("nothing was offered to this team")]
    NothingOffered,
    /// The member is not in the team.
    #[error("the member is not in the team")]
    NotInTeam,
    /// The model has no such team.
    #[error("the model has no such team")]
    UnknownTeam,
    /// The model has no such stage, or none that holds accounts.
    #[error("the model has no such stage")]
    UnknownStage,
    /// Several opportunities are open: which one?
    #[error("several opportunities are open")]
    WhichOpportunity,
    /// Several subscriptions run: which one?
    #[error("several subscriptions run")]
    WhichSubscription,
    /// A customer with a running subscription cannot be ruled out.
    #[error("a subscription still runs")]
    StillSubscribed,
    /// What is gone comes back by a seen outcome only.
    #[error("the account is gone")]
    Gone,
    /// An account cannot become part of itself, or of one of its own parts.
    #[error("an account cannot become part of itself")]
    Itself,
    /// The account is part of another already.
    #[error("the account is part of another already")]
    IsPart(AccountId),
    /// The account is no part of that other.
    #[error("the account is no part of the other")]
    NoPart,
    /// An opportunity of it is open, or a subscription runs: it is the one that has to stay.
    #[error("it has an open opportunity or a running subscription")]
    HasBusiness,
    /// Nothing that was said of the account counts any more: it is off the line.
    #[error("the account is off the line")]
    OffTheLine(AccountId),
    /// Too many accounts are part of that one.
    #[error("too many accounts are part of it")]
    TooManyParts,
    /// No such slot is reserved for the account.
    #[error("no such slot is reserved for it")]
    NotReserved,
    /// The slot cannot be reserved.
    #[error("the slot cannot be reserved: {0}")]
    Slot(SlotRefusal),
}

/// Decides a statement: the seen facts it gives, to be handed to [`Book::take`] (or to [`Book::push`] for the house).
///
/// # Errors
/// The reason why it is refused.
pub fn decide(book: &Book, statement: &Statement, now: Micros) -> Result<Vec<Draft>, Refusal> {
    let kind = statement.body.kind();
    let wants_account = match kind.scope() {
        Scope::Acted => return Err(Refusal::NotSaid(kind)),
        Scope::Account if kind.is_note() || matches!(kind, Kind::WentLive | Kind::Absorbed | Kind::Released) => {
            return Err(Refusal::NotSaid(kind));
        }
        Scope::Account => true,
        // Another model is adopted with all that was seen, which is read anew under it.
        Scope::House if kind == Kind::ModelAdopted && !book.adoptions.is_empty() => return Err(Refusal::NotSaid(kind)),
        // Who may be one with whom is found by an import; a person decides.
        Scope::House if kind == Kind::Doubted => return Err(Refusal::NotSaid(kind)),
        Scope::House => false,
    };
    if wants_account != statement.account.is_some() {
        return Err(Refusal::WrongScope(kind));
    }
    if statement.occurred_at > now {
        return Err(Refusal::InTheFuture);
    }
    if kind != Kind::ModelAdopted {
        let model = book.model.as_ref().ok_or(Refusal::NoModel)?;
        let (first, end) = model.calendar().range();
        if statement.occurred_at < first || end <= statement.occurred_at {
            return Err(Refusal::OutOfRange);
        }
        ties(book, &statement.body)?;
        if let Some(id) = statement.account {
            if id.index() > book.accounts.len() {
                return Err(Refusal::UnknownAccount(id));
            }
            let own = matches!(kind, Kind::Merged | Kind::Unmerged);
            let subject = if own { id } else { book.whole(id) };
            check(book, model, book.account(subject), &statement.body, now)?;
        }
    }
    let draft = |account: Option<AccountId>, contact, body: Body| Draft {
        account,
        occurred_at: statement.occurred_at,
        dated: Dated::Instant,
        actor: statement.actor,
        contact,
        rank: body.kind().rank(),
        body,
    };
    let own = draft(statement.account, statement.contact, statement.body.clone());
    // The other account of a merge knows of it too: each stands on its own chain.
    let other = statement.account.and_then(|part| match statement.body {
        Body::Merged { into } => Some(draft(Some(into), None, Body::Absorbed { part })),
        Body::Unmerged { from } => Some(draft(Some(from), None, Body::Released { part })),
        _ => None,
    });
    Ok(core::iter::once(own).chain(other).collect())
}

/// Whether what ties accounts or people can be said: of two that are known, and not one and the same.
fn ties(book: &Book, body: &Body) -> Result<(), Refusal> {
    let known = |id: AccountId| match book.account(id) {
        Some(account) if account.last != Seq(0) => Ok(()),
        _ => Err(Refusal::UnknownAccount(id)),
    };
    match *body {
        Body::Distinct { account, other, contact, other_contact, .. } => {
            known(account)?;
            known(other)?;
            let pair = Pair::of((account, other), (contact, other_contact));
            pair.map(|_| ()).ok_or(Refusal::Itself)
        }
        Body::SamePerson { contact, other } if contact == other => Err(Refusal::Itself),
        Body::Belongs { account, entity } => {
            known(account)?;
            known(entity)?;
            if book.ties.entity(entity) == account { Err(Refusal::Itself) } else { Ok(()) }
        }
        _ => Ok(()),
    }
}

/// Whether an account may become part of another.
fn merges(book: &Book, account: Option<&Account>, into: AccountId) -> Result<(), Refusal> {
    let other = book.account(into).ok_or(Refusal::UnknownAccount(into))?;
    let part = account.ok_or(Refusal::UnknownAccount(into))?;
    if part.id == into || book.whole(into) == part.id {
        return Err(Refusal::Itself);
    }
    for one in [part, other] {
        if let Some(whole) = one.part_of {
            return Err(Refusal::IsPart(whole));
        }
        // What becomes part of it would be off the line with it, and what is off the line has nothing to give.
        if one.main.is_none() {
            return Err(Refusal::OffTheLine(one.id));
        }
    }
    if part.running().next().is_some() || part.opportunities.iter().any(|opportunity| opportunity.open) {
        return Err(Refusal::HasBusiness);
    }
    if other.parts.len() >= usize::from(PARTS_MAX) { Err(Refusal::TooManyParts) } else { Ok(()) }
}

fn check(book: &Book, model: &InForce, account: Option<&Account>, body: &Body, now: Micros) -> Result<(), Refusal> {
    match body {
        Body::HandoffAccepted { team, by } | Body::HandoffReturned { team, by, .. } => {
            if model.model.team(*team).is_none() {
                return Err(Refusal::UnknownTeam);
            }
            if account.and_then(|account| account.offer).is_none_or(|offer| offer.team != *team) {
                return Err(Refusal::NothingOffered);
            }
            in_team(book, *team, *by)
        }
        Body::Assigned { team, member } => {
            if model.model.team(*team).is_none() {
                return Err(Refusal::UnknownTeam);
            }
            in_team(book, *team, *member)
        }
        Body::SlotReserved { at, .. } if *at < now => Err(Refusal::Slot(SlotRefusal::Past)),
        Body::SlotReserved { member, at } => book.floor.may_reserve(model, *member, *at).map_err(Refusal::Slot),
        Body::SlotReleased { member, at } => {
            let held = account.is_some_and(|account| book.floor.booked.get(&(*member, *at)) == Some(&account.id));
            if held { Ok(()) } else { Err(Refusal::NotReserved) }
        }
        Body::Opened { .. } => Ok(()),
        Body::Merged { into } => merges(book, account, *into),
        Body::Unmerged { from } => {
            if account.and_then(|account| account.part_of) == Some(*from) {
                Ok(())
            } else {
                Err(Refusal::NoPart)
            }
        }
        Body::ProposalSent { opportunity, .. } | Body::Won { opportunity, .. } | Body::Lost { opportunity, .. } => {
            let meant = account.is_none_or(|account| account.meant_opportunity(*opportunity).is_some());
            if meant { Ok(()) } else { Err(Refusal::WhichOpportunity) }
        }
        Body::Renewed { subscription, .. } | Body::Ended { subscription, .. } => {
            let meant = account.is_none_or(|account| account.meant_subscription(*subscription, false).is_some());
            if meant { Ok(()) } else { Err(Refusal::WhichSubscription) }
        }
        Body::Disqualified { .. } => {
            let runs = account.is_some_and(|account| account.running().next().is_some());
            if runs { Err(Refusal::StillSubscribed) } else { Ok(()) }
        }
        Body::Overridden { to, .. } => {
            let stage = model.stage(*to).filter(|s| !matches!(s.kind, StageKind::Count | StageKind::Gate));
            let runs = account.is_some_and(|account| account.running().next().is_some());
            let gone = account.and_then(|account| account.standing(model)) == Some(Standing::Gone);
            match stage {
                None => Err(Refusal::UnknownStage),
                Some(_) if gone => Err(Refusal::Gone),
                Some(stage) if runs && stage.standing == Some(Standing::Gone) => Err(Refusal::StillSubscribed),
                Some(_) => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

fn in_team(book: &Book, team: crate::unit::TeamId, member: Option<crate::unit::MemberId>) -> Result<(), Refusal> {
    let Some(member) = member else { return Ok(()) };
    let teams = book.floor.members.get(&member);
    if teams.is_some_and(|teams| teams.contains(&team)) { Ok(()) } else { Err(Refusal::NotInTeam) }
}
