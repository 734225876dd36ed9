//! One account: where it stands, who has it, its timeline, and why it stands there.

use serde_json::{Value, json};
use takt_core::account::Account;
use takt_core::agenda::{self, Action};
use takt_core::dictionary::WordKind;
use takt_core::fact::{Body, Fact, Kind, Place};
use takt_core::history::counting;
use takt_core::model::condition::ScoreKind;
use takt_core::score::{self, MILLI};
use takt_core::unit::{AccountId, ChannelId, Day, Micros, Seq};
use takt_store::{Space, Store, Text};

use crate::app::desk::Desk;
use crate::app::names::Naming;
use crate::app::ties;
use crate::fault::Fault;

/// Finds an account by our number, an outside key, or a bare key if only one system has it.
///
/// # Errors
/// There is none, or several.
pub fn find<S: Store>(desk: &mut Desk<S>, text: &str) -> Result<AccountId, Fault> {
    let found = desk.store.find_outside(Space::Account, text);
    let mut found = found.map_err(|error| Fault::of_store(&error, &desk.folder))?;
    found.dedup_by_key(|(_, id)| *id);
    match found.as_slice() {
        [(_, id)] => return Ok(AccountId(*id)),
        [] => {}
        several => {
            let candidates: Vec<&str> = several.iter().map(|(key, _)| key.as_str()).collect();
            return Err(Fault::refused(
                "account-ambiguous",
                vec![("account", text.into()), ("candidates", candidates.join(", "))],
            ));
        }
    }
    let by_number = text.trim_start_matches('#').parse::<u32>().ok().map(AccountId);
    let known = by_number.filter(|id| desk.book.account(*id).is_some_and(|account| account.last != Seq(0)));
    known.ok_or_else(|| Fault::refused("account-unknown", vec![("account", text.into())]))
}

/// The facts of an account in the order they take effect, those a reopening superseded left out, each with whether it
/// counts.
///
/// # Errors
/// The journal cannot be read.
pub fn facts<S: Store>(desk: &mut Desk<S>, id: AccountId) -> Result<Vec<Fact>, Fault> {
    let walk = |desk: &mut Desk<S>, id: AccountId| -> Result<Vec<Fact>, Fault> {
        let last = desk.book.account(id).map_or(Seq(0), |account| account.last);
        let facts = match last {
            Seq(0) => Vec::new(),
            last => desk.store.walk(last).map_err(|error| Fault::of_store(&error, &desk.folder))?,
        };
        Ok(counting(facts))
    };
    let mut facts = walk(desk, id)?;
    if desk.book.whole(id) == id {
        for part in desk.book.together(id).into_iter().filter(|part| *part != id) {
            // Of what became part of it only what was seen counts here; how it moved before is its own history.
            let seen = |fact: &Fact| {
                !fact.body.kind().is_acted() && !matches!(fact.body.kind(), Kind::WentLive | Kind::Merged)
            };
            facts.extend(walk(desk, part)?.into_iter().filter(seen));
        }
    }
    facts.sort_unstable_by_key(|fact| fact.seq);
    let reopened = facts.iter().rev().find(|fact| fact.body.kind() == Kind::Reopened).map(|fact| fact.seq);
    facts.retain(|fact| !fact.body.kind().is_acted() || reopened.is_none_or(|reopened| fact.seq > reopened));
    let live_at = facts.iter().find(|fact| fact.body.kind() == Kind::WentLive).map(|fact| fact.recorded_at);
    let at = |fact: &Fact| match live_at {
        Some(live_at) if fact.occurred_at >= live_at && !fact.body.kind().is_acted() => fact.recorded_at,
        _ => fact.occurred_at,
    };
    // At one instant what was seen stands before what followed from it.
    facts.sort_by_key(|fact| (at(fact), fact.body.kind().is_acted(), fact.rank, fact.seq));
    Ok(facts)
}

/// An account as `takt account --json` prints it.
///
/// # Errors
/// The journal cannot be read.
pub fn json<S: Store>(desk: &mut Desk<S>, id: AccountId, now: Micros) -> Result<Value, Fault> {
    let facts = facts(desk, id)?;
    let texts = desk.store.texts(Space::Account, id.0).map_err(|error| Fault::of_store(&error, &desk.folder))?;
    let said = desk.store.said(Space::Account, id.0).map_err(|error| desk.fault(&error))?;
    let contacts = ties::contacts_json(desk, id)?;
    let [entity, offices, doubts] = ties::json(desk, id)?;
    let related = desk.book.account(id).map(|account| {
        let parts = account.parts.iter().map(|part| part.account);
        account.part_of.into_iter().chain(parts).collect::<Vec<_>>()
    });
    desk.name_accounts(related.into_iter().flatten().chain([id]))?;
    let naming = Naming::of(desk);
    let Some(account) = desk.book.account(id) else { return Ok(Value::Null) };
    let today = today(desk, now);
    let side: Vec<Value> = account
        .sides
        .iter()
        .map(|(number, side)| {
            json!({ "opportunity": number, "stage": naming.stage(side.stage), "since": naming.instant(side.since) })
        })
        .collect();
    let co_owners: Vec<String> = account
        .co_owners
        .iter()
        .map(|co| naming.owner(takt_core::account::Owner::Member(co.team, co.member)))
        .collect();
    let next = agenda::next(&desk.book, account, now).map(
        |next| json!({ "at": naming.instant(next.at), "what": next.what.name(), "of": action_of(desk, next.what) }),
    );
    Ok(json!({
        "as_of": crate::app::report::as_of(desk),
        "account": naming.account(id),
        "number": id.0,
        "texts": texts_json(&texts),
        "former_names": ties::former_names(&said),
        "entity": entity,
        "offices": offices,
        "doubts": doubts,
        "contacts": contacts,
        "stage": account.main.as_ref().map(|main| naming.stage(main.stage)),
        "since": account.main.as_ref().map(|main| naming.instant(main.since)),
        "since_inferred": account.main.as_ref().is_some_and(|main| main.inferred),
        "part_of": account.part_of.map(|whole| naming.account(whole)),
        "parts": account.parts.iter().map(|part| naming.account(part.account)).collect::<Vec<_>>(),
        "owner": naming.owner(account.owner),
        "co_owners": co_owners,
        "refused": refused_json(desk, account),
        "score": score_json(desk, account, today),
        "lap": account.lap,
        "side": side,
        "next": next,
        "facts": facts.iter().map(|fact| fact_json(&naming, fact)).collect::<Vec<_>>(),
    }))
}

/// Why an account stands where it stands, as `takt why --json` prints it.
///
/// # Errors
/// The journal cannot be read.
pub fn why_json<S: Store>(desk: &mut Desk<S>, id: AccountId, now: Micros) -> Result<Value, Fault> {
    let facts = facts(desk, id)?;
    desk.name_accounts([id])?;
    let naming = Naming::of(desk);
    let Some(account) = desk.book.account(id) else { return Ok(Value::Null) };
    let today = today(desk, now);
    let moves: Vec<Value> = facts
        .iter()
        .filter_map(|fact| {
            let Body::Moved { place, from, to, path, lap, reason, why } = &fact.body else { return None };
            let absent: Vec<Value> = why
                .absent
                .iter()
                .map(|absence| {
                    json!({
                        "what": absence.what.name(),
                        "of": naming.event_detail(absence.what),
                        "from": naming.instant(absence.from),
                        "to": naming.instant(absence.to),
                    })
                })
                .collect();
            Some(json!({
                "at": naming.instant(fact.occurred_at),
                "seq": fact.seq.0,
                "position": place_json(*place),
                "from": from.map(|id| naming.stage(id)),
                "to": to.map(|id| naming.stage(id)),
                "path": path.name(),
                "lap": lap,
                "reason": reason.map(|id| desk.book.words.text(WordKind::Reason, id.0)),
                "rule": naming.rule(why.model, why.rule),
                "model": why.model,
                "inferred": why.inferred,
                "because": why.because.iter().map(|seq| seq.0).collect::<Vec<_>>(),
                "absent": absent,
            }))
        })
        .collect();
    Ok(json!({
        "as_of": crate::app::report::as_of(desk),
        "account": naming.account(id),
        "number": id.0,
        "stage": account.main.as_ref().map(|main| naming.stage(main.stage)),
        "score": score_json(desk, account, today),
        "moves": moves,
    }))
}

/// The day an instant falls on in the model's zone.
fn today<S: Store>(desk: &Desk<S>, now: Micros) -> Day {
    desk.book.model.as_ref().map_or(Day::FIRST, |model| model.calendar().day_of(now))
}

fn score_json<S: Store>(desk: &Desk<S>, account: &Account, today: Day) -> Value {
    let Some(model) = &desk.book.model else { return Value::Null };
    let points = |kind| score::score(model, account, kind, today, None) / MILLI;
    let parts: Vec<Value> = score::parts(model, account, today)
        .into_iter()
        .map(|part| {
            json!({
                "rule": part.rule,
                "points": part.milli / MILLI,
                "facts": part.facts.iter().map(|seq| seq.0).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "total": points(ScoreKind::Total),
        "fit": points(ScoreKind::Fit),
        "behaviour": points(ScoreKind::Behaviour),
        "parts": parts,
    })
}

/// The refusals that stand: `contact` and `channel` are `null` where it was said for the account, and for every channel.
fn refused_json<S: Store>(desk: &Desk<S>, account: &Account) -> Value {
    let channel = |id: ChannelId| desk.book.words.text(WordKind::Channel, id.0);
    let refusals = account.refusals.iter();
    let told = refusals.map(|refused| {
        json!({
            "contact": refused.contact.map(|contact| contact.0),
            "channel": refused.channel.map(channel),
            "seq": refused.seq.0,
        })
    });
    told.collect()
}

/// The channels by which nobody of an account may be reached; `all` where that is every one.
#[must_use]
pub fn refused_channels<S: Store>(desk: &Desk<S>, account: &Account) -> Vec<String> {
    let channels = account.refused_channels().into_iter();
    let name = |id: ChannelId| desk.book.words.text(WordKind::Channel, id.0).to_string();
    channels.map(|channel| channel.map_or_else(|| ALL_CHANNELS.into(), name)).collect()
}

/// How a table says that every channel is refused.
pub const ALL_CHANNELS: &str = "all";

fn place_json(place: Place) -> Value {
    match place {
        Place::Main => json!("main"),
        Place::Side(number) => json!({ "opportunity": number }),
    }
}

/// What an action is of: the stage, team, measure or step.
#[must_use]
pub fn action_of<S: Store>(desk: &Desk<S>, action: Action) -> &str {
    let words = &desk.book.words;
    match action {
        Action::Answer(team) => words.text(WordKind::Team, team.0),
        Action::Work(stage) => words.text(WordKind::Stage, stage.0),
        Action::Play(play) => words.text(WordKind::Play, play.0),
        Action::Step(step) => words.text(WordKind::Step, step.0),
        Action::Meet | Action::Return | Action::Window => "",
    }
}

/// Texts by their fields.
pub(super) fn texts_json(texts: &[Text]) -> Value {
    texts
        .iter()
        .map(|text| (text.field.clone(), Value::String(text.value.clone())))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

fn fact_json(naming: &Naming<'_>, fact: &Fact) -> Value {
    let mut object = serde_json::Map::new();
    object.insert("seq".into(), json!(fact.seq.0));
    object.insert("at".into(), json!(naming.instant(fact.occurred_at)));
    object.insert("dated".into(), json!(fact.dated.name()));
    object.insert("kind".into(), json!(fact.body.kind().name()));
    for (spec, datum) in fact.body.kind().fields().iter().zip(fact.body.data()) {
        let value = naming.datum(&datum);
        if !value.is_null() && spec.name != "why" {
            object.insert(spec.name.into(), value);
        }
    }
    Value::Object(object)
}
