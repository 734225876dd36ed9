//! What the model does next: the moves, changes of owner and offers that follow from a fact, or from time alone.
//!
//! [`on_fact`] answers a seen fact at once: a person's override, a seen outcome (by a transition if one fits, else by a
//! jump), the new owner's first contact. [`settle`] is asked again and again until it is quiet: the first transition
//! that holds, the closing of side positions, the team that takes over, the offer a stage makes.

use alloc::vec::Vec;

use crate::account::{Account, Owner, Position, events};
use crate::book::InForce;
use crate::fact::{Body, Event, Fact, Kind, Path, Place, Rule, Why};
use crate::model::{ReasonFrom, StageKind, Standing};
use crate::route::{self, Scene};
use crate::slot::Floor;
use crate::tables::{Exit, Stir};
use crate::unit::{Micros, ReasonId, Seq, StageId};

/// How often a position may move at one instant before the model is taken to go round in circles.
pub const ROUNDS_MAX: usize = 64;

/// The time and quality under which the model acts.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// The instant.
    pub at: Micros,
    /// Whether nobody stated it.
    pub inferred: bool,
    /// Whether things go out: offers are made only then.
    pub live: bool,
}

/// Whether moves by transitions say on what they rest. What is recorded always does; a replay that nobody asks why may
/// leave it out where nothing of the account depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// All of them.
    Whole,
    /// Those that the fold reads.
    Needed,
}

/// The entry of an account into the start stage.
#[must_use]
pub fn enter(model: &InForce, account: &Account, first: Seq, moment: Moment) -> Body {
    Body::Moved {
        place: Place::Main,
        from: None,
        to: Some(model.model.start),
        path: Path::Enter,
        lap: account.lap,
        reason: None,
        why: why(model, Rule::Enter, alloc::vec![first], moment),
    }
}

/// What a seen fact asks for at once, before the transitions are tried: each at most once.
#[must_use]
pub fn on_fact(model: &InForce, floor: &Floor, account: &Account, fact: &Fact, moment: Moment) -> Vec<Body> {
    on_fact_with(model, floor, account, fact, moment, Proof::Whole)
}

/// Whether [`on_fact`] or [`new_owner`] could want anything after a fact.
pub(crate) fn may_ask(fact: &Fact) -> bool {
    let kind = fact.body.kind();
    fact.doer().is_some() || kind.is_outcome() || matches!(kind, Kind::Overridden | Kind::Merged)
}

/// As [`on_fact`], with as much of a proof as is wanted.
pub(crate) fn on_fact_with(
    model: &InForce,
    floor: &Floor,
    account: &Account,
    fact: &Fact,
    moment: Moment,
    proof: Proof,
) -> Vec<Body> {
    let mut acts = Vec::new();
    if account.unclear.last() == Some(&fact.seq) {
        return acts;
    }
    acts.extend(first_contact(model, floor, account, fact, moment));
    if let Body::Merged { .. } = &fact.body {
        acts.extend(leaves(model, account, fact.seq, moment));
    } else if let Body::Overridden { to, reason } = &fact.body {
        acts.extend(overridden(model, account, *to, *reason, fact.seq, moment));
    } else if fact.body.kind().is_outcome() {
        acts.extend(outcome(model, account, fact, moment, proof));
    }
    acts
}

/// Who took the account becomes its owner when their first contact is a fact.
fn first_contact(model: &InForce, floor: &Floor, account: &Account, fact: &Fact, moment: Moment) -> Option<Body> {
    let by = fact.doer()?;
    if !is_contact(fact.body.kind()) {
        return None;
    }
    let accepted = account.incoming.filter(|incoming| incoming.member == by && incoming.seq != fact.seq);
    // Who works on what was offered to their team has taken it, without saying so first, unless a colleague has.
    let has_one = |team| account.owner.team() == team && account.owner.member().is_some();
    let offered = account.offer.filter(|offer| !has_one(offer.team) && floor.has(offer.team, by));
    // Nobody but a queue has it: the first of that team to work on it does.
    let waiting = Some(account.owner).filter(|owner| owner.member().is_none()).map(Owner::team);
    let waiting = waiting.filter(|team| floor.has(*team, by));
    let (team, seq) = match (accepted, offered, waiting) {
        (Some(incoming), ..) => (incoming.team, Some(incoming.seq)),
        (None, Some(offer), _) => (offer.team, Some(offer.seq)),
        (None, None, Some(team)) => (team, None),
        (None, None, None) => return None,
    };
    (account.owner != Owner::Member(team, by)).then(|| Body::OwnerChanged {
        team,
        member: Some(by),
        why: why(model, Rule::FirstContact, seq.into_iter().chain([fact.seq]).collect(), moment),
    })
}

/// Who works on an account that has come to a stage of their team, while nobody of that team has it, is its owner: the
/// contact that moved it there is their first.
#[must_use]
pub fn new_owner(model: &InForce, floor: &Floor, account: &Account, fact: &Fact, moment: Moment) -> Option<Body> {
    let by = fact.doer().filter(|_| is_contact(fact.body.kind()))?;
    let team = model.stage(account.main.as_ref()?.stage)?.team;
    let has_one = account.owner.team() == team && account.owner.member().is_some();
    // Who accepted it comes first, even when a colleague helps out.
    let promised = account.incoming.is_some_and(|incoming| incoming.team == team && incoming.member != by);
    if has_one || promised || !floor.has(team, by) {
        return None;
    }
    Some(Body::OwnerChanged {
        team,
        member: Some(by),
        why: why(model, Rule::FirstContact, alloc::vec![fact.seq], moment),
    })
}

/// Whether a fact of a kind is contact with the customer.
fn is_contact(kind: Kind) -> bool {
    matches!(kind, Kind::Touched | Kind::CallHeld | Kind::MeetingHeld | Kind::StepDone | Kind::AppointmentMade)
        || kind.is_outcome()
}

/// An account that becomes part of another leaves the line with all its positions.
fn leaves(model: &InForce, account: &Account, seq: Seq, moment: Moment) -> Vec<Body> {
    let sides = account.sides.iter().map(|(number, position)| (Place::Side(*number), position));
    let all = sides.chain(account.main.iter().map(|position| (Place::Main, position)));
    let left = all.map(|(place, position)| Body::Moved {
        place,
        from: Some(position.stage),
        to: None,
        path: Path::Merge,
        lap: account.lap,
        reason: None,
        why: why(model, Rule::Merge, alloc::vec![seq], moment),
    });
    left.collect()
}

fn overridden(
    model: &InForce,
    account: &Account,
    to: StageId,
    reason: Option<ReasonId>,
    seq: Seq,
    moment: Moment,
) -> Option<Body> {
    let main = account.main.as_ref()?;
    let stage = model.stage(to).filter(|stage| !matches!(stage.kind, StageKind::Count | StageKind::Gate))?;
    let scene = Scene { model, account, position: main, at: moment.at };
    let gone = account.standing(model) == Some(Standing::Gone);
    (main.stage != stage.id && !gone && may_enter(scene, to)).then(|| Body::Moved {
        place: Place::Main,
        from: Some(main.stage),
        to: Some(to),
        path: Path::Override,
        lap: lap_in(scene, Place::Main, to),
        reason,
        why: why(model, Rule::Override, alloc::vec![seq], moment),
    })
}

fn outcome(model: &InForce, account: &Account, fact: &Fact, moment: Moment, proof: Proof) -> Option<Body> {
    match &fact.body {
        Body::Opened { .. } | Body::ProposalSent { .. } | Body::Won { .. } | Body::Lost { .. } => {
            match account.meant_by(fact.seq)?.place {
                // A deal never moves a customer's main position.
                Place::Main if is_customer(model, account) => None,
                Place::Main => main_outcome(model, account, fact, moment, proof),
                Place::Side(number) => side_outcome(model, account, number, fact, moment, proof),
            }
        }
        // The relation ends with the last subscription only; and a customer cannot be ruled out while one runs.
        Body::Ended { .. } | Body::Disqualified { .. } if account.running().next().is_some() => None,
        // A second subscription of a customer does not begin the relation anew.
        Body::SubscriptionStarted { .. } if is_customer(model, account) => None,
        _ => main_outcome(model, account, fact, moment, proof),
    }
}

/// Whether the main position is a customer's.
fn is_customer(model: &InForce, account: &Account) -> bool {
    matches!(account.standing(model), Some(Standing::Onboarding | Standing::Living))
}

/// A seen outcome on the main position: by the first transition that waits for it and holds, else by a jump.
fn main_outcome(model: &InForce, account: &Account, fact: &Fact, moment: Moment, proof: Proof) -> Option<Body> {
    let main = account.main.as_ref()?;
    let event = events(&fact.body)[0]?;
    let scene = Scene { model, account, position: main, at: moment.at };
    if let Some(place) = fitting(scene, event) {
        return Some(moved(scene, Place::Main, place, moment, proof));
    }
    let kind = fact.body.kind();
    let taking = model.model.taking(kind)?;
    let there =
        if taking.outcome == Some(kind) { main.stage == taking.id } else { account.standing(model) == taking.standing };
    if there {
        return None;
    }
    let reason = (taking.standing == Some(Standing::Resting) || taking.standing == Some(Standing::Gone))
        .then(|| account.excuse.filter(|excuse| excuse.seq == fact.seq).and_then(|excuse| excuse.reason))
        .flatten();
    Some(Body::Moved {
        place: Place::Main,
        from: Some(main.stage),
        to: Some(taking.id),
        path: Path::Jump,
        lap: lap_in(scene, Place::Main, taking.id),
        reason,
        why: why(model, Rule::Jump, alloc::vec![fact.seq], moment),
    })
}

/// A seen outcome on a side position: opened by the first of them, moved by the next, closed by [`settle`].
fn side_outcome(
    model: &InForce,
    account: &Account,
    number: u16,
    fact: &Fact,
    moment: Moment,
    proof: Proof,
) -> Option<Body> {
    let kind = fact.body.kind();
    let place = Place::Side(number);
    let Some(side) = account.position(place) else {
        let taken = match kind {
            Kind::Won | Kind::ProposalSent => model.model.taking(kind)?,
            _ => model.model.taking(Kind::Opened)?,
        };
        return Some(Body::Moved {
            place,
            from: None,
            to: Some(taken.id),
            path: Path::Enter,
            lap: account.lap,
            reason: None,
            why: why(model, Rule::SideOpened, alloc::vec![fact.seq], moment),
        });
    };
    if matches!(kind, Kind::Opened | Kind::Lost) {
        return None;
    }
    let taking = model.model.taking(kind)?;
    if side.stage == taking.id {
        return None;
    }
    let scene = Scene { model, account, position: side, at: moment.at };
    let event = events(&fact.body)[0]?;
    match fitting(scene, event) {
        Some(transition) => Some(moved(scene, place, transition, moment, proof)),
        None => Some(Body::Moved {
            place,
            from: Some(side.stage),
            to: Some(taking.id),
            path: Path::Jump,
            lap: account.lap,
            reason: None,
            why: why(model, Rule::Jump, alloc::vec![fact.seq], moment),
        }),
    }
}

/// The first transition that waits for an event and holds.
fn fitting(scene: Scene<'_>, event: Event) -> Option<u16> {
    let mut exits = scene.model.tables().exits(scene.position.stage).iter();
    exits.find(|exit| exit.when.waits_for(event) && may_take(scene, exit)).map(|exit| exit.place)
}

/// Gone only when the last subscription has ended.
fn may_enter(scene: Scene<'_>, to: StageId) -> bool {
    let gone = scene.model.stage(to).is_some_and(|stage| stage.standing == Some(Standing::Gone));
    !gone || scene.account.running().next().is_none()
}

/// Whether an exit is open to a position.
fn may_take(scene: Scene<'_>, exit: &Exit) -> bool {
    if !exit.may_hold(scene.model.adoption, scene.account, scene.position) {
        debug_assert!(!route::holds(scene, &exit.when), "more is needed than {exit:?} says");
        return false;
    }
    (!exit.gone || scene.account.running().next().is_none()) && route::holds(scene, &exit.when)
}

/// What the model wants next of an account that rests at an instant; `None` is quiet.
///
/// What nothing has stirred since the account was quiet is not asked again: see [`rest`].
#[must_use]
pub fn settle(model: &InForce, account: &Account, moment: Moment) -> Option<Body> {
    settle_with(model, account, moment, Proof::Whole)
}

/// As [`settle`], with as much of a proof as is wanted.
pub(crate) fn settle_with(model: &InForce, account: &Account, moment: Moment, proof: Proof) -> Option<Body> {
    let stirred = account.calm.stirred(model.adoption, moment.live, moment.at, account.wake);
    let wanted = wanted(model, account, moment, stirred, proof);
    debug_assert_eq!(
        wanted,
        self::wanted(model, account, moment, Stir::ANYTHING, proof),
        "more was stirred than {stirred:?}"
    );
    wanted
}

/// Notes that the model wants nothing more of an account, and gives its timer: what brings the model back to it by time
/// alone.
pub(crate) fn rest(model: &InForce, account: &mut Account, moment: Moment) -> Option<Micros> {
    let stirred = account.calm.stirred(model.adoption, moment.live, moment.at, account.wake);
    let turns = account.main.as_ref().map_or(Stir::OTHER, |main| model.tables().turns(main.stage));
    let wake = if stirred.meets(turns) { next_wake(model, account, moment.at) } else { account.wake };
    debug_assert_eq!(wake, next_wake(model, account, moment.at), "the timer was changed by {stirred:?}");
    account.calm.settle(model.adoption, moment.live, false);
    wake
}

/// As [`rest`], for a driver that may ask too early: a timer that a touch only puts off is left where it is, and put off
/// when it has run out, to no effect. [`woken`] says when it should be.
pub(crate) fn doze(model: &InForce, account: &mut Account, moment: Moment) -> Option<Micros> {
    let stirred = account.calm.stirred(model.adoption, moment.live, moment.at, account.wake);
    let Some(main) = &account.main else { return rest(model, account, moment) };
    let (tables, wake) = (model.tables(), account.wake);
    let wake = if !stirred.meets(tables.turns(main.stage)) {
        wake
    } else if let Some(wake) = wake
        && tables.only_delays(main.stage, stirred, account.folded.0, wake)
    {
        account.calm.settle(model.adoption, moment.live, true);
        debug_assert!(next_wake(model, account, moment.at) >= Some(wake), "{stirred:?} brought the timer forward");
        return Some(wake);
    } else {
        account.calm.settle(model.adoption, moment.live, false);
        return next_wake(model, account, moment.at);
    };
    account.calm.settle(model.adoption, moment.live, account.calm.is_early());
    wake
}

/// When the timer of an account that dozes runs out; `at` is any instant since it last changed.
pub(crate) fn woken(model: &InForce, account: &Account, at: Micros) -> Option<Micros> {
    if account.calm.is_early() { next_wake(model, account, at) } else { account.wake }
}

/// What the model wants of an account in which no more was stirred than `stirred` since it was quiet.
fn wanted(model: &InForce, account: &Account, moment: Moment, stirred: Stir, proof: Proof) -> Option<Body> {
    if let Some(main) = &account.main {
        let scene = Scene { model, account, position: main, at: moment.at };
        let mut exits = model.tables().exits(main.stage).iter();
        if let Some(exit) = exits.find(|exit| exit.is_stirred(stirred) && may_take(scene, exit)) {
            return Some(moved(scene, Place::Main, exit.place, moment, proof));
        }
    }
    if !stirred.meets(Stir::OTHER) {
        return None;
    }
    close_side(model, account, moment)
        .or_else(|| take_over(model, account, moment))
        .or_else(|| offer(model, account, moment))
}

/// The act of a transition of the model.
fn moved(scene: Scene<'_>, place: Place, transition: u16, moment: Moment, proof: Proof) -> Body {
    let Scene { model, account, position, .. } = scene;
    let rule = Rule::Transition(transition);
    let Some(transition) = model.model.transitions.get(usize::from(transition)) else {
        // A place in the file that `exits` gave out always exists; were it otherwise, staying is the safe answer.
        return Body::Moved {
            place,
            from: Some(position.stage),
            to: Some(position.stage),
            path: Path::Jump,
            lap: account.lap,
            reason: None,
            why: why(model, rule, Vec::new(), moment),
        };
    };
    let lap = lap_in(scene, place, transition.to);
    // What the fold reads of a proof: whether the reason and the date came from the fact that moved it, whether the offer
    // did, and what the next approach begins with.
    let is_read = transition.reason == ReasonFrom::Fact
        || lap != account.lap
        || account.offer.is_some()
        || account.excuse.is_some_and(|excuse| excuse.until.is_some());
    let citation = if proof == Proof::Whole || is_read {
        route::cite(scene, &transition.when)
    } else {
        route::Citation::default()
    };
    let reason = match transition.reason {
        ReasonFrom::None => None,
        ReasonFrom::Fixed(reason) => Some(reason),
        ReasonFrom::Fact => account
            .excuse
            .filter(|excuse| citation.because.contains(&excuse.seq))
            .and_then(|excuse| excuse.reason)
            .or(Some(model.model.recycle.otherwise)),
    };
    Body::Moved {
        place,
        from: Some(position.stage),
        to: Some(transition.to),
        path: transition.path,
        lap,
        reason,
        why: Why {
            model: model.adoption,
            rule,
            because: citation.because,
            absent: citation.absent,
            inferred: moment.inferred,
        },
    }
}

/// The approach that a position is in once it has moved: each return from the shelf to the line is the next one,
/// whatever brings it back.
fn lap_in(scene: Scene<'_>, place: Place, to: StageId) -> u8 {
    let Scene { model, account, position, .. } = scene;
    let leaves_shelf = model.stage(position.stage).is_some_and(|stage| stage.kind == StageKind::Shelf);
    let standing = model.stage(to).and_then(|stage| stage.standing);
    let returns = leaves_shelf && place == Place::Main && !matches!(standing, Some(Standing::Resting | Standing::Gone));
    if returns { account.lap.saturating_add(1) } else { account.lap }
}

/// A side position whose opportunity is won or lost leaves the line.
fn close_side(model: &InForce, account: &Account, moment: Moment) -> Option<Body> {
    let ((number, side), last) = account.sides.iter().find_map(|side| {
        let mut closed = account.opportunities.iter().filter(|opportunity| !opportunity.open);
        closed.find(|opportunity| opportunity.number == side.0).map(|opportunity| (side, opportunity.seq))
    })?;
    let won = model.stage(side.stage).is_some_and(|stage| stage.outcome == Some(Kind::Won));
    Some(Body::Moved {
        place: Place::Side(*number),
        from: Some(side.stage),
        to: None,
        path: if won { Path::Success } else { Path::Detour },
        lap: account.lap,
        reason: if won { None } else { account.excuse.filter(|e| e.seq == last).and_then(|e| e.reason) },
        why: why(model, Rule::SideClosed, alloc::vec![last], moment),
    })
}

/// The main position has come to a stage of another team: a co-owner of that team takes over, or a queue hands to a
/// queue. A member keeps the account until somebody's first contact.
fn take_over(model: &InForce, account: &Account, moment: Moment) -> Option<Body> {
    let main = account.main.as_ref()?;
    let team = model.stage(main.stage)?.team;
    if account.owner.team() == team {
        return None;
    }
    let co_owner = account.co_owners.iter().rev().find(|co| co.team == team);
    if co_owner.is_none() && account.owner.member().is_some() {
        return None;
    }
    let mut because: Vec<Seq> = co_owner.map(|co| co.seq).into_iter().chain([main.entered]).collect();
    because.sort_unstable();
    Some(Body::OwnerChanged {
        team,
        member: co_owner.map(|co| co.member),
        why: why(model, Rule::StageTeam, because, moment),
    })
}

/// A stage offers its accounts to a team, once a visit.
fn offer(model: &InForce, account: &Account, moment: Moment) -> Option<Body> {
    if !moment.live {
        return None;
    }
    let main = account.main.as_ref()?;
    let stage = model.stage(main.stage)?;
    let team = stage.offers?;
    if account.offer.is_some_and(|offer| offer.team == team) || answered(main, team) {
        return None;
    }
    Some(Body::HandoffOffered {
        handoff: account.offers.saturating_add(1),
        team,
        limit: stage.limit.map(|span| model.calendar().add(moment.at, span)),
        why: why(model, Rule::Offer, alloc::vec![main.entered], moment),
    })
}

/// Whether an offer to a team was made or answered in this visit.
fn answered(main: &Position, team: crate::unit::TeamId) -> bool {
    main.events.iter().any(|occurrence| {
        [Event::Offered(team), Event::Accepted(team), Event::Returned(team), Event::Lapsed(team)]
            .contains(&occurrence.event)
    })
}

/// What time alone brings besides transitions: an offer that nobody answered lapses.
#[must_use]
pub fn lapse(model: &InForce, account: &Account, moment: Moment) -> Option<Body> {
    let offer = account.offer.filter(|offer| !offer.lapsed && offer.limit.is_some_and(|limit| limit <= moment.at))?;
    Some(Body::HandoffLapsed {
        handoff: offer.number,
        team: offer.team,
        why: why(model, Rule::OfferLimit, alloc::vec![offer.seq], moment),
    })
}

/// The next instant after `at` at which the model may want something of an account by time alone.
#[must_use]
pub fn next_wake(model: &InForce, account: &Account, at: Micros) -> Option<Micros> {
    let limit = account.offer.filter(|offer| !offer.lapsed).and_then(|offer| offer.limit).filter(|limit| *limit > at);
    let Some(main) = &account.main else { return limit };
    let scene = Scene { model, account, position: main, at };
    let timed = model.tables().exits(main.stage).iter().filter(|exit| exit.turns);
    let turns = timed.filter_map(|exit| route::next_turn(scene, &exit.when));
    turns.chain(limit).min()
}

fn why(model: &InForce, rule: Rule, because: Vec<Seq>, moment: Moment) -> Why {
    Why { model: model.adoption, rule, because, absent: Vec::new(), inferred: moment.inferred }
}
