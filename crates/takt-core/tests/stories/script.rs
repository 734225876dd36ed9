//! Reading a script and running it line by line.
//!
//! ```text
//! model the-model                                   the model file, from models/; a second one begins another house
//! member sato inside-sales                          joins the day before the first line
//! 2026-05-11 09:30 kita captured source=form        stated live, now; a program says so
//! 2026-05-11 10:00 kita/mori sato call-held outcome=talked on=2026-05-10T15:00
//!                                                   sato says it of mori, and that it happened yesterday
//! 2026-05-11 10:00 house leave-taken member=sato …  of the whole house
//! 2026-06-01 00:00 tick                             what is due is done
//! import 2026-06-01 09:00                           rows of a file, until `end` (or `killed`: not finished)
//! 2017-03-01 kita captured                          known to the day
//! ~2017-03-01 kita activated                        not known at all
//! end
//! story kita · gaps · flow FROM TO [BY] · picture FROM TO · funnel STAGE STAGE [BY] · free MEMBER DAY · alike A B …
//! ```

use takt_core::fact::kind::Scope;
use takt_core::fact::{Body, Dated, Kind};
use takt_core::unit::{AccountId, ContactId, MemberId, Micros};

use crate::house::{House, Said};
use crate::{picture, tell};

/// Runs a script: its text with the answers told anew, and the houses it leads to; each `model` line opens another.
pub(crate) fn run(text: &str, model: impl Fn(&str) -> String) -> Result<(String, Vec<House>), String> {
    let mut told = String::new();
    let mut houses: Vec<House> = Vec::new();
    let mut import: Option<(Micros, Vec<Said>)> = None;
    for (number, line) in text.lines().enumerate() {
        if line.starts_with("  ") {
            continue;
        }
        told.push_str(line);
        told.push('\n');
        let place = |error: String| format!("line {}: {error}", number + 1);
        let words: Vec<&str> = line.split('#').next().unwrap_or("").split_whitespace().collect();
        let [first, rest @ ..] = &words[..] else { continue };
        if *first == "model" {
            houses.push(House::new(&model(rest.first().ok_or("model wants a name")?)).map_err(place)?);
            continue;
        }
        let house = houses.last_mut().ok_or_else(|| place("a script begins with its model".into()))?;
        let answers = match *first {
            "member" => join(house, rest).map(|()| Vec::new()),
            "import" => {
                let at =
                    house.instant(&rest.join(" ")).ok_or("import wants an instant").map_err(|e| place(e.into()))?;
                import = Some((at, Vec::new()));
                Ok(Vec::new())
            }
            "end" | "killed" => {
                let (at, facts) = import.take().ok_or_else(|| place("no import to end".into()))?;
                house.import(at, facts, *first == "end");
                Ok(Vec::new())
            }
            "story" | "gaps" | "flow" | "funnel" | "free" | "alike" => tell::answer(house, &words),
            "picture" => match rest {
                [from, to] => picture::answer(house, from, to),
                _ => Err("picture FROM TO".into()),
            },
            _ => match &mut import {
                Some((_, facts)) => said(house, &words).map(|(_, said)| {
                    facts.extend(said);
                    Vec::new()
                }),
                None => live(house, &words),
            },
        };
        for answer in answers.map_err(place)? {
            told.push_str("  ");
            told.push_str(answer.trim_end());
            told.push('\n');
        }
    }
    Ok((told, houses))
}

fn join(house: &mut House, words: &[&str]) -> Result<(), String> {
    let [name, team] = words else { return Err("member NAME TEAM".into()) };
    let body = house.body(Kind::MemberJoined, &[("member", name), ("team", team)], None)?;
    let at = house.book.recorded_at.plus(1);
    let said = Said { account: None, contact: None, actor: None, at, dated: Dated::Instant, body };
    house.state(at, said).map_err(|refusal| refusal.to_string())
}

/// A live line; a refusal is told.
fn live(house: &mut House, words: &[&str]) -> Result<Vec<String>, String> {
    let (now, said) = said(house, words)?;
    if now.plus(Micros::MINUTE) <= house.now {
        return Err("a script runs forward".into());
    }
    let Some(said) = said else {
        house.tick(now);
        return Ok(Vec::new());
    };
    Ok(match house.state(now, said) {
        Ok(()) => Vec::new(),
        Err(refusal) => vec![format!("refused: {refusal}")],
    })
}

/// `[~]DATE [TIME] tick`, or `[~]DATE [TIME] ACCOUNT[/CONTACT] [MEMBER] KIND FIELD=VALUE …`.
fn said(house: &mut House, words: &[&str]) -> Result<(Micros, Option<Said>), String> {
    let [date, rest @ ..] = words else { return Err("an empty line".into()) };
    let inferred = date.starts_with('~');
    let date = date.trim_start_matches('~');
    let has_time = rest.first().is_some_and(|word| word.as_bytes().get(2) == Some(&b':'));
    let (at, rest) = match has_time {
        true => (house.instant(&format!("{date}T{}", rest[0])), &rest[1..]),
        false => (house.instant(date), rest),
    };
    let at = at.ok_or_else(|| format!("{date} is no instant"))?;
    let dated = match (inferred, has_time) {
        (true, _) => Dated::Inferred,
        (false, false) => Dated::Day,
        (false, true) => Dated::Instant,
    };
    let [subject, rest @ ..] = rest else { return Err("who?".into()) };
    if *subject == "tick" {
        return Ok((at, None));
    }
    let (actor, rest) = match rest {
        [actor, more @ ..] if Kind::named(actor).is_none() => (Some(*actor), more),
        _ => (None, rest),
    };
    let actor = actor.map(|name| MemberId(house.members.number(name)));
    let [kind, rest @ ..] = rest else { return Err("what happened?".into()) };
    let kind = Kind::named(kind).ok_or_else(|| format!("{kind} is no kind of fact"))?;
    let mut pairs = Vec::new();
    let mut happened = at;
    for word in rest {
        let (name, value) = word.split_once('=').ok_or_else(|| format!("{word} is no FIELD=VALUE"))?;
        match name {
            "on" => happened = house.instant(value).ok_or_else(|| format!("{value} is no instant"))?,
            _ => pairs.push((name, value)),
        }
    }
    let body: Body = house.body(kind, &pairs, actor)?;
    let (account, contact) = match kind.scope() {
        Scope::House => (None, None),
        _ => {
            let (account, contact) = subject.split_once('/').map_or((*subject, None), |(a, c)| (a, Some(c)));
            let contact = contact.map(|name| ContactId(house.contacts.number(name)));
            (Some(AccountId(house.accounts.number(account))), contact)
        }
    };
    Ok((at, Some(Said { account, contact, actor, at: happened, dated, body })))
}
