//! Telling where an account stands and how it came there, and the reports.

use takt_core::account::{Account, Owner, Position};
use takt_core::agenda::{self, Action};
use takt_core::dictionary::WordKind;
use takt_core::fact::{Absence, Body, Event, Fact, Kind, Place, Rule, Why};
use takt_core::metric::{By, FlowGroup, FunnelGroup, FunnelQuestion, Key, MoveCount, StageFlow, flow, funnel};
use takt_core::model::condition::ScoreKind;
use takt_core::score;
use takt_core::unit::{AccountId, MemberId, Micros, PlayId, ReasonId, Seq, StageId, StepId, TeamId, TouchId};

use crate::house::{House, day};

/// The answer to a question of a script.
pub(crate) fn answer(house: &mut House, words: &[&str]) -> Result<Vec<String>, String> {
    match words {
        ["story", name] => {
            let id = AccountId(house.accounts.find(name).ok_or_else(|| format!("{name} is no account"))?);
            let since = house.told.insert(id, house.journal.len()).unwrap_or(0);
            story(house, name, since)
        }
        ["gaps"] => {
            let gaps: Vec<&str> = agenda::gaps(&house.book, house.now).map(|id| house.accounts.name(id.0)).collect();
            Ok(vec![if gaps.is_empty() { "none".into() } else { gaps.join(" ") }])
        }
        ["flow", from, to, by @ ..] => flow_of(house, from, to, by),
        ["funnel", from, to, rest @ ..] => funnel_of(house, from, to, rest),
        ["free", member, on] => {
            let model = house.book.model.as_ref().ok_or("no model")?;
            let member = MemberId(house.members.find(member).ok_or("no such member")?);
            let slots = house.book.floor.free(model, member, day(on).ok_or("no such day")?);
            let clock = |at: &Micros| time(house, *at)[11..].to_owned();
            let list: Vec<String> = slots.iter().map(clock).collect();
            Ok(vec![format!("{}: {}", list.len(), list.join(" "))])
        }
        ["alike", names @ ..] => alike(house, names),
        _ => Err(format!("{words:?} is no question")),
    }
}

fn account<'a>(house: &'a House, name: &str) -> Result<&'a Account, String> {
    let id = house.accounts.find(name).ok_or_else(|| format!("{name} is no account"))?;
    house.book.account(AccountId(id)).ok_or_else(|| format!("{name} has not begun"))
}

/// Whether accounts that went live at different times have the same history.
fn alike(house: &House, names: &[&str]) -> Result<Vec<String>, String> {
    let [first, rest @ ..] = names else { return Err("alike wants names".into()) };
    let history = |account: &Account| {
        let live_at = account.live_at.unwrap_or(house.now);
        account.line.iter().copied().filter(|entry| entry.at < live_at).collect::<Vec<_>>()
    };
    let one = account(house, first)?;
    let mut told = Vec::new();
    for name in rest {
        let other = account(house, name)?;
        let same = history(one) == history(other) && one.owner == other.owner && one.lap == other.lap;
        told.push(format!("{name} {}", if same { "yes" } else { "no" }));
    }
    Ok(told)
}

/// What happened to an account since its last story, and where it stands now.
fn story(house: &House, name: &str, since: usize) -> Result<Vec<String>, String> {
    let account = account(house, name)?;
    let mut told = Vec::new();
    let mine: Vec<&Fact> = house.journal.iter().skip(since).filter(|fact| fact.account == Some(account.id)).collect();
    let reopened = mine.iter().rposition(|fact| fact.body.kind() == Kind::Reopened).unwrap_or(0);
    for fact in mine.iter().skip(reopened) {
        told.extend(act(house, fact));
    }
    told.push(format!("owner  {}", owner(house, account)));
    told.extend(account.main.as_ref().map(|main| stand(house, account, main)));
    for (number, side) in &account.sides {
        told.push(format!("side   {number} {} since {}", stage(house, side.stage), time(house, side.since)));
    }
    told.push(points(house, account));
    for subscription in &account.subscriptions {
        let ends = subscription.ends.map_or(String::new(), |ends| format!(" to {}", &time(house, ends)[..10]));
        let runs = if subscription.open { "runs" } else { "ended" };
        told.push(format!("subscription {} {runs}{ends}", subscription.number));
    }
    if let Some(back) = account.main.as_ref().and_then(|main| main.back) {
        told.push(format!("back   {}", time(house, back)));
    }
    if !account.unclear.is_empty() {
        told.push(format!("unclear {}", cited(house, &account.unclear, house.now)));
    }
    if !account.refusals.is_empty() {
        told.push(format!("refused {}", if account.refused() { "by everybody" } else { "by some, or in part" }));
    }
    let next = agenda::next(&house.book, account, house.now);
    told.push(match next {
        Some(next) => {
            let about = match next.what {
                Action::Answer(team) => word(house, WordKind::Team, team.0),
                Action::Work(at) => stage(house, at),
                Action::Play(PlayId(id)) => word(house, WordKind::Play, id),
                Action::Step(StepId(id)) => word(house, WordKind::Step, id),
                _ => String::new(),
            };
            format!("next   {} {} {about}", time(house, next.at), next.what.name())
        }
        None if agenda::gaps(&house.book, house.now).any(|id| id == account.id) => "next   nothing: a gap".into(),
        None => "next   nothing".into(),
    });
    Ok(told)
}

fn stand(house: &House, account: &Account, main: &Position) -> String {
    let doubt = if main.inferred { "~" } else { "" };
    let overdue = house.book.model.as_ref().and_then(|model| model.limit(main.stage, main.since));
    let late = if overdue.is_some_and(|limit| limit < house.now) { "  overdue" } else { "" };
    format!("stage  {}  since {doubt}{}  lap {}{late}", stage(house, main.stage), time(house, main.since), account.lap)
}

/// A line for what the model did; nothing for what was seen.
fn act(house: &House, fact: &Fact) -> Option<String> {
    let why = fact.body.why()?;
    let doubt = if why.inferred { "~" } else { " " };
    let at = time(house, fact.occurred_at);
    let what = match &fact.body {
        Body::Moved { place, from, to, path, lap, reason, .. } => {
            let from = from.map_or_else(|| "(enter)".into(), |from| stage(house, from));
            let to = to.map_or_else(|| "(leave)".into(), |to| stage(house, to));
            let side = if let Place::Side(number) = place { format!("side {number}: ") } else { String::new() };
            let lap = if *lap > 1 { format!(" lap {lap}") } else { String::new() };
            let reason =
                reason.map_or(String::new(), |ReasonId(id)| format!(" [{}]", word(house, WordKind::Reason, id)));
            format!("{side}{from} → {to}  {}{lap}{reason}  {}", path.name(), rule(house, why))
        }
        Body::OwnerChanged { team, member, .. } => {
            format!("owner {}  {}", whose(house, Owner::of(*team, *member)), rule(house, why))
        }
        Body::HandoffOffered { team, limit, .. } => {
            let limit = limit.map_or(String::new(), |limit| format!(" until {}", time(house, limit)));
            format!("offered to {}{limit}", word(house, WordKind::Team, team.0))
        }
        Body::HandoffLapsed { team, .. } => format!("lapsed for {}", word(house, WordKind::Team, team.0)),
        Body::Reopened { .. } => "reopened".into(),
        _ => return None,
    };
    let mut because = cited(house, &why.because, fact.occurred_at);
    for absence in &why.absent {
        because.push_str(&silence(house, absence));
    }
    Some(format!("{doubt}{at}  {what}  because {because}"))
}

fn silence(house: &House, absence: &Absence) -> String {
    let kind = match absence.what {
        Event::Touched(Some(TouchId(id))) => format!("touched {}", word(house, WordKind::Touch, id)),
        Event::Called(Some(outcome)) => format!("called {}", outcome.name()),
        event => event.name().into(),
    };
    format!(", not {kind} {} to {}", time(house, absence.from), time(house, absence.to))
}

/// Facts by name, with their day where it is not the same.
fn cited(house: &House, seqs: &[Seq], at: Micros) -> String {
    let names: Vec<String> = seqs
        .iter()
        .map(|seq| {
            let Some(fact) = house.journal.iter().find(|fact| fact.seq == *seq) else { return "?".into() };
            let (then, now) = (time(house, fact.occurred_at), time(house, at));
            let when = if then == now { String::new() } else { format!(" {}", &then[..10]) };
            format!("{}{when}", name(house, fact))
        })
        .collect();
    if names.is_empty() { "nothing".into() } else { names.join(", ") }
}

/// The kind of a fact with what tells it from others.
fn name(house: &House, fact: &Fact) -> String {
    let detail = match &fact.body {
        Body::Touched { touch, .. } => word(house, WordKind::Touch, touch.0),
        Body::CallHeld { outcome, .. } => outcome.name().into(),
        Body::StepDone { step, .. } => word(house, WordKind::Step, step.0),
        Body::Moved { to: Some(to), .. } => format!("to {}", stage(house, *to)),
        _ => String::new(),
    };
    format!("{} {detail}", fact.body.kind().name()).trim_end().into()
}

fn rule(house: &House, why: &Why) -> String {
    match why.rule {
        Rule::Transition(place) => {
            let model = house.book.model.as_ref();
            let transition = model.and_then(|model| model.model.transitions.get(usize::from(place)));
            transition.map_or_else(String::new, |transition| format!("({})", transition.key))
        }
        own => format!("({})", own.name().unwrap_or("?")),
    }
}

/// The score in its parts, each explained by its facts.
fn points(house: &House, account: &Account) -> String {
    let Some(model) = &house.book.model else { return String::new() };
    let today = model.calendar().day_of(house.now);
    let whole = |kind| score::score(model, account, kind, today, None);
    let milli = |milli: u64| {
        let (points, rest) = (milli / 1000, milli % 1000);
        if rest == 0 { points.to_string() } else { format!("{points}.{rest:03}") }
    };
    let parts: Vec<String> = score::parts(model, account, today)
        .iter()
        .map(|part| format!("{} {} by {}", part.rule, milli(part.milli), cited(house, &part.facts, house.now)))
        .collect();
    let total = [ScoreKind::Total, ScoreKind::Fit, ScoreKind::Behaviour].map(|kind| milli(whole(kind)));
    let parts = if parts.is_empty() { String::new() } else { format!(": {}", parts.join("; ")) };
    format!("score  {} = fit {} + behaviour {}{parts}", total[0], total[1], total[2])
}

fn owner(house: &House, account: &Account) -> String {
    let mut told = whose(house, account.owner);
    if let Some(incoming) = account.incoming {
        told.push_str(&format!("  incoming {}", whose(house, Owner::Member(incoming.team, incoming.member))));
    }
    for co in &account.co_owners {
        told.push_str(&format!("  co {}", whose(house, Owner::Member(co.team, co.member))));
    }
    told
}

fn whose(house: &House, owner: Owner) -> String {
    let TeamId(team) = owner.team();
    let team = word(house, WordKind::Team, team);
    owner
        .member()
        .map_or_else(|| format!("{team} (queue)"), |member| format!("{team}/{}", house.members.name(member.0)))
}

fn flow_of(house: &House, from: &str, to: &str, by: &[&str]) -> Result<Vec<String>, String> {
    let days = (day(from).ok_or("no such day")?, day(to).ok_or("no such day")?);
    let flow = flow(&house.book, days.0, days.1, by_of(house, by)?).ok_or("no model")?;
    let mut told = Vec::new();
    table(house, &flow.stages, &flow.moves, &mut told)?;
    for line in &flow.awareness {
        let cost = line.cost.map_or(String::new(), |cost| format!(" cost {}", cost.minor));
        told.push(format!("counted {} {}{cost}", word(house, WordKind::Channel, line.channel.0), line.visits));
    }
    for FlowGroup { key, stages, moves } in &flow.groups {
        told.push(format!("by {}", key_of(house, key)));
        table(house, stages, moves, &mut told)?;
    }
    Ok(told)
}

fn table(house: &House, stages: &[StageFlow], moves: &[MoveCount], told: &mut Vec<String>) -> Result<(), String> {
    for line in stages {
        if line.opening + line.inflow != line.closing + line.outflow {
            return Err(format!("{}: opening + in − out is not closing", stage(house, line.stage)));
        }
        if line.opening + line.inflow == 0 {
            continue;
        }
        let tenths = |days: i64| format!("{}.{}", days / 10, days % 10);
        let dwell = match (line.dwell_p50, line.dwell_p90) {
            (Some(p50), Some(p90)) => format!("  dwell {} {}", tenths(p50), tenths(p90)),
            _ => String::new(),
        };
        let overdue = if line.overdue > 0 { format!("  overdue {}", line.overdue) } else { String::new() };
        let side =
            if line.of_which_side > 0 { format!("  of which side {}", line.of_which_side) } else { String::new() };
        let (stage, opening, closing) = (stage(house, line.stage), line.opening, line.closing);
        let (inflow, outflow) = (line.inflow, line.outflow);
        told.push(format!("{stage:13} {opening} + {inflow} - {outflow} = {closing}{dwell}{overdue}{side}"));
    }
    for line in moves {
        let end = |id: Option<StageId>| id.map_or_else(|| "·".into(), |id| stage(house, id));
        let path = line.path.map_or("owner", |path| path.name());
        told.push(format!("{} → {} {path} {}", end(line.from), end(line.to), line.count));
    }
    Ok(())
}

fn funnel_of(house: &House, from: &str, to: &str, rest: &[&str]) -> Result<Vec<String>, String> {
    let stage = |name: &str| house.book.words.find(WordKind::Stage, name).map(StageId).ok_or("no such stage");
    let (within, by) = match rest {
        ["within", days, by @ ..] => (Some(days.parse().map_err(|_| "no number")?), by),
        by => (None, by),
    };
    let (from, to, by) = (stage(from)?, stage(to)?, by_of(house, by)?);
    let question = FunnelQuestion { from, to, by, cohort_from: None, cohort_to: None, within };
    let answer = funnel(&house.book, question).ok_or("no model")?;
    let line = |group: &FunnelGroup, key: &str| {
        let rate = group.rate.map_or("—".into(), |rate| rate.0.to_string());
        let days = group.days.map_or("—".into(), |d| format!("{} {} {} {}", d.p25, d.p50, d.p75, d.p90));
        format!("{key:10} {} of {}  rate {rate}  days {days}", group.reached, group.entered)
    };
    let groups = answer.groups.iter().map(|group| line(group, &key_of(house, &group.key)));
    Ok(groups.chain([line(&answer.total, "total")]).collect())
}

fn by_of(house: &House, words: &[&str]) -> Result<Option<By>, String> {
    Ok(match words {
        [] => None,
        ["source"] => Some(By::Source),
        ["segment"] => Some(By::Segment),
        ["month"] => Some(By::Month),
        ["owner", team] => {
            Some(By::Owner(house.book.words.find(WordKind::Team, team).map(TeamId).ok_or("no such team")?))
        }
        _ => return Err(format!("{words:?} is no grouping")),
    })
}

fn key_of(house: &House, key: &Key) -> String {
    match key {
        Key::Text(text) if text.is_empty() => "(none)".into(),
        Key::Text(text) => text.clone(),
        Key::Member(member) => house.members.name(member.0).into(),
    }
}

fn word(house: &House, kind: WordKind, id: u32) -> String {
    house.book.words.text(kind, id).into()
}

fn stage(house: &House, StageId(id): StageId) -> String {
    word(house, WordKind::Stage, id)
}

/// An instant as scripts write it.
pub(crate) fn time(house: &House, at: Micros) -> String {
    let civil = house.book.model.as_ref().map(|model| model.calendar().civil(at));
    civil.map_or_else(String::new, |civil| civil.strftime("%Y-%m-%d %H:%M").to_string())
}
