//! What `takt import --dry-run` shows: some rows of each kind, and the line as it would stand.

use std::path::Path;

use serde_json::{Value, json};
use takt_core::metric::Picture;
use takt_draw::diagram::{Drawing, Width};
use takt_draw::svg::Stack;
use takt_draw::theme::Theme;
use takt_store::Store;

use crate::app::desk::Desk;
use crate::app::diagram::{self, Days, Scene};
use crate::app::import::{Report, Sample};
use crate::app::names::Naming;
use crate::cli::import::{doubt_text, file_name, rejection_text};
use crate::cli::table::{Side, Table, thousands};
use crate::cli::{Failure, Session};
use crate::fault::Fault;

/// Samples of each kind.
const SAMPLES: usize = 5;

/// The line before an import, to be set beside the line after it.
pub(super) struct Before {
    picture: Picture,
    drawing: Drawing,
}

fn drawn<S: Store>(session: &Session, desk: &mut Desk<S>, days: Days) -> Result<(Picture, Drawing), Fault> {
    let picture = diagram::of(desk, days)?;
    let drawing = Scene::of(desk, picture.clone())?.draw((Theme::Auto, Width::Wide), None, &session.catalogue)?;
    Ok((picture, drawing))
}

/// The line as it stands.
pub(super) fn before<S: Store>(session: &Session, desk: &mut Desk<S>) -> Result<Before, Failure> {
    let (picture, drawing) = drawn(session, desk, Days::Latest)?;
    Ok(Before { picture, drawing })
}

/// Draws the line as it would stand below the line as it stands; gives what changes, as JSON and as a table.
pub(super) fn after<S: Store>(
    session: &Session,
    desk: &mut Desk<S>,
    before: &Before,
    file: &Path,
) -> Result<(Value, String), Failure> {
    let (picture, drawing) = drawn(session, desk, Days::Latest)?;
    let titles = [session.say("rehearse-today", &[]), session.say("rehearse-after", &[])];
    let [today, then] = titles.clone();
    let pictures = vec![(today, before.drawing.svg().clone()), (then, drawing.svg().clone())];
    let stack = Stack::new("takt-rehearsal", session.say("rehearse-title", &[]), pictures);
    std::fs::write(file, stack.to_string()).map_err(|cause| Fault::unwritable(file, &cause))?;
    let naming = Naming::of(desk);
    let language = session.catalogue.language;
    let stock = |picture: &Picture, stage| {
        picture.flow.stages.iter().find(|known| known.stage == stage).map_or(0, |known| known.closing)
    };
    let mut stages: Vec<_> = picture.flow.stages.iter().map(|stage| stage.stage).collect();
    let former = before.picture.flow.stages.iter().map(|stage| stage.stage);
    stages.extend(former.filter(|stage| !picture.flow.stages.iter().any(|known| known.stage == *stage)));
    let [today, then] = titles;
    let stage_title = session.say("rehearse-stage", &[]);
    let mut table =
        Table::new(&[(stage_title.as_str(), Side::Left), (today.as_str(), Side::Right), (then.as_str(), Side::Right)]);
    let mut changes = Vec::new();
    for stage in stages {
        let (now, then) = (stock(&before.picture, stage), stock(&picture, stage));
        if now != then {
            changes.push(json!({ "stage": naming.stage(stage), "today": now, "after": then }));
            table.row(vec![naming.stage_title(stage, language).into(), thousands(now), thousands(then)]);
        }
    }
    let args = [("file", file.display().to_string())];
    let mut text = session.say("rehearse-drawn", &args) + "\n";
    if changes.is_empty() {
        text.push_str(&(session.say("rehearse-same", &[]) + "\n"));
    } else {
        text.push_str(&table.render());
    }
    Ok((json!({ "file": file.display().to_string(), "changes": changes }), text))
}

fn sample_json(report: &Report, sample: &Sample, key: &str) -> Value {
    let mut object = serde_json::Map::new();
    object.insert(key.into(), if sample.key.is_empty() { Value::Null } else { sample.key.as_str().into() });
    object.insert("name".into(), if sample.name.is_empty() { Value::Null } else { sample.name.as_str().into() });
    object.insert("file".into(), file_name(report, sample.row.0).into());
    object.insert("line".into(), sample.row.1.into());
    object.into()
}

/// Some rows of each kind, as JSON.
pub(super) fn samples_json(session: &Session, report: &Report) -> Value {
    let list = |samples: &[Sample], key| -> Vec<Value> {
        samples.iter().map(|sample| sample_json(report, sample, key)).collect()
    };
    let row = |file: u16, line: u32, code: &str, message: String| json!({ "file": file_name(report, file), "line": line, "code": code, "message": message });
    let doubtful = report.doubtful_rows.iter().take(SAMPLES);
    let doubtful: Vec<Value> =
        doubtful.map(|(file, line, code)| row(*file, *line, code, doubt_text(session, code))).collect();
    let rejected = report.rejections.iter().take(SAMPLES);
    let rejected: Vec<Value> =
        rejected.map(|bad| row(bad.file, bad.line, bad.code, rejection_text(session, bad))).collect();
    let samples = &report.samples;
    json!({
        "accounts": {
            "created": list(&samples.accounts_created, "account"),
            "updated": list(&samples.accounts_updated, "account"),
        },
        "contacts": {
            "created": list(&samples.contacts_created, "contact"),
            "updated": list(&samples.contacts_updated, "contact"),
        },
        "unchanged": list(&samples.unchanged, "account"),
        "doubtful": doubtful,
        "rejected": rejected,
    })
}

/// The same for people. Doubtful and rejected rows are told with their reasons by every import.
pub(super) fn samples_text(session: &Session, report: &Report) -> String {
    let samples = &report.samples;
    let kinds = [
        ("accounts-created", u64::from(report.created), &samples.accounts_created),
        ("accounts-updated", u64::from(report.updated), &samples.accounts_updated),
        ("contacts-created", u64::from(report.people.created), &samples.contacts_created),
        ("contacts-updated", u64::from(report.people.updated), &samples.contacts_updated),
        ("unchanged", u64::from(report.unchanged), &samples.unchanged),
    ];
    let mut text = String::new();
    for (kind, count, list) in kinds.into_iter().filter(|(.., list)| !list.is_empty()) {
        text.push_str(&(session.say(&format!("sample-{kind}"), &[("count", thousands(count))]) + "\n"));
        let mut table = Table::new(&[("", Side::Left), ("", Side::Left), ("", Side::Left)]);
        for sample in list {
            let place = format!("{}:{}", file_name(report, sample.row.0), sample.row.1);
            table.row(vec![place, sample.key.clone(), sample.name.clone()]);
        }
        // Without the line of titles: there are none.
        let rows = table.render();
        rows.lines().filter(|line| !line.trim().is_empty()).for_each(|line| {
            text.push_str("    ");
            text.push_str(line.trim());
            text.push('\n');
        });
    }
    text
}
