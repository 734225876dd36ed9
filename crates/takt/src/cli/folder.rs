//! Commands on a folder as a whole: `init`, `tick`, `verify`, `export`, `demo`.

use std::path::Path;

use serde_json::json;
use takt_sim::{Stories, Vendor};

use crate::app::demo;
use crate::app::desk::Desk;
use crate::app::names::hex;
use crate::app::{clock, export as exporting, model, verify as verifying};
use crate::cli::flow::{FOLDER, flow_text};
use crate::cli::table::{labelled, thousands};
use crate::cli::{Answer, Failure, Session};
use crate::fault::{Exit, Fault, damage_words, finding_words};

/// `takt init`.
pub(super) fn init(session: &Session, name: &str) -> Result<Answer, Failure> {
    let folder = session.folder(FOLDER);
    let (name, bytes) = model::bytes(name)?;
    if let Err(findings) = takt_core::model::read_bytes(&bytes, &mut takt_core::dictionary::Dictionary::default()) {
        return Err(super::model::refused(session, &name, &findings));
    }
    let text = String::from_utf8_lossy(&bytes);
    let desk = Desk::create(&folder, &name, &text, clock::now())?;
    let id = desk.book.model.as_ref().map_or_else(String::new, |model| model.model.id.clone());
    let data = folder.display().to_string();
    let text = session.say("init-done", &[("data", data.clone()), ("model", id.clone())]) + "\n";
    Ok(Answer::done(json!({ "data": data, "model": id }), text))
}

/// `takt tick`.
pub(super) fn tick<S: takt_store::Store>(session: &Session, desk: &mut Desk<S>) -> Result<Answer, Failure> {
    let now = desk.guard.read().at;
    let facts = desk.tick(now)?;
    let text = session.say("tick-done", &[("facts", thousands(facts))]) + "\n";
    Ok(Answer::done(json!({ "facts": facts, "as_of": crate::app::report::as_of(desk) }), text))
}

/// `takt verify`.
pub(super) fn verify(session: &Session) -> Result<Answer, Failure> {
    let folder = session.folder(FOLDER);
    let fault = |error: &takt_store::StoreError| Fault::of_store(error, &folder);
    let mut store = takt_store::SqliteStore::open_reader(&folder).map_err(|error| fault(&error))?;
    let verdict = verifying::verify(&folder, &mut store, fault)?;
    let json = verifying::json(&verdict);
    let mut text = session.say("verify-facts", &[("facts", thousands(verdict.chain.facts))]) + "\n";
    for finding in &verdict.chain.findings {
        let sentence = match finding {
            takt_store::Finding::Frame { first, what } => {
                let (what, detail) = damage_words(what);
                let args = [("seq", first.0.to_string()), ("what", what.into()), ("detail", detail)];
                session.say("verify-frame", &args)
            }
            other => {
                let (what, detail) = finding_words(other);
                session.say("verify-finding", &[("what", what.into()), ("detail", detail)])
            }
        };
        text.push_str(&sentence);
        text.push('\n');
    }
    let shown = |hash: Option<[u8; 32]>| hash.map_or_else(|| "—".into(), |hash| hex(&hash));
    let rows = [("verify-state", shown(verdict.state)), ("verify-replay", shown(verdict.replay))];
    text.push_str(&labelled(rows.map(|(name, value)| (session.say(name, &[]), value)).into()));
    let outcome = match (verdict.chain.is_sound(), verdict.is_equal(), verdict.is_sound()) {
        (true, true, true) => "verify-sound",
        (true, true, false) => "fault-verify-snapshot",
        (true, false, _) => "fault-verify-unequal",
        (false, ..) => "fault-verify-broken",
    };
    text.push_str(&session.say(outcome, &[]));
    text.push('\n');
    if outcome != "verify-sound" {
        text.push_str(&format!("  {}\n", session.say(&format!("{outcome}-help"), &[])));
    }
    let status = if verdict.is_sound() { 0 } else { Exit::Refused as u8 };
    Ok(Answer { json, text, status })
}

/// `takt export`.
pub(super) fn export(session: &Session, dir: &Path) -> Result<Answer, Failure> {
    let mut desk = super::clock::reading(session, &session.folder(FOLDER))?;
    let (facts, files) = exporting::export(&mut desk, dir)?;
    let args = [("facts", thousands(facts)), ("folder", dir.display().to_string()), ("files", files.join(", "))];
    let text = session.say("export-done", &args) + "\n";
    Ok(Answer::done(json!({ "facts": facts, "files": files }), text))
}

/// The sample vendor made anew: what there is to say of it, and what its page goes on with.
pub(super) fn demo(session: &Session) -> Result<(Answer, Desk, Vendor), Failure> {
    let folder = session.folder("./takt-demo");
    let begun = std::time::Instant::now();
    let (mut desk, summary, vendor) = demo::make_living(&folder, clock::now(), takt_sim::Plan::demo)?;
    desk.keep_snapshot();
    let tenths = begun.elapsed().as_millis() / 100;
    let args = [
        ("company", takt_sim::COMPANY.to_owned()),
        ("months", summary.months.to_string()),
        ("accounts", thousands(summary.accounts)),
        ("facts", thousands(summary.facts)),
        ("seconds", format!("{}.{}", tenths / 10, tenths % 10)),
        ("folder", folder.display().to_string()),
    ];
    let mut text = session.say("demo-done", &args) + "\n\n";
    let flow = crate::app::report::flow(&desk, Some(summary.month.0), Some(summary.month.1), None)?;
    let Some(flow) = flow else { return Ok((Answer::done(serde_json::Value::Null, text), desk, vendor)) };
    let entities = crate::app::report::entities(&desk, &flow);
    let json = crate::app::report::flow_json(&desk, &flow, &entities);
    text.push_str(&flow_text(session, &desk, &flow, &entities));
    text.push('\n');
    text.push_str(&stories_text(session, &folder, &summary.stories));
    text.push_str(&session.say("demo-next", &[("folder", folder.display().to_string())]));
    text.push('\n');
    Ok((Answer::done(json, text), desk, vendor))
}

/// What the sample vendor's time is known for, each with the command that shows it.
fn stories_text(session: &Session, folder: &Path, stories: &Stories) -> String {
    let mut text = String::new();
    for (story, account) in &stories.accounts {
        let args = [("folder", folder.display().to_string()), ("account", account.0.to_string())];
        text.push_str(&session.say(&format!("demo-story-{}", story.code()), &args));
        text.push('\n');
    }
    if let (Some(exhibition), Some(rise), Some(push)) = (stories.exhibition, stories.price_rise, stories.push) {
        let args = [
            ("first", exhibition.first.to_string()),
            ("last", exhibition.last.to_string()),
            ("cards", exhibition.cards.to_string()),
            ("rise", rise.to_string()),
            ("push", push.to_string()),
        ];
        text.push_str(&session.say("demo-season", &args));
        text.push('\n');
    }
    text
}
