//! The line on a terminal: a lane a team, stages in the order of the model with their stock, tracks with their count.

use takt_core::book::InForce;
use takt_core::fact::Path;
use takt_core::metric::{self, Flow};
use takt_core::model::StageKind;
use takt_core::unit::{StageId, TeamId};
use unicode_width::UnicodeWidthStr;

use crate::app::names::Naming;
use crate::cli::Session;
use crate::cli::table::thousands;

/// How wide a line may be, in columns of the terminal.
const WIDTH: usize = 100;

/// A flow as a compact picture: what stands in each stage of each lane, how many went from one to the next, and below
/// each lane where else its stages sent somebody. Every move of the
/// period is counted there once.
pub(super) fn sketch(session: &Session, naming: &Naming<'_>, model: &InForce, flow: &Flow) -> String {
    let language = session.catalogue.language;
    let lanes: Vec<Lane> = model.model.teams.iter().filter_map(|team| Lane::of(model, flow, team.id)).collect();
    let names = model.model.teams.iter().map(|team| match language {
        crate::catalogue::Language::Ja => team.name.ja.as_str(),
        crate::catalogue::Language::En => team.name.en.as_str(),
    });
    let names: Vec<(TeamId, &str)> = model.model.teams.iter().map(|team| team.id).zip(names).collect();
    let gutter = names.iter().map(|(_, name)| name.width()).max().unwrap_or(0) + 2;
    let constraint = metric::constraint(model, flow);
    let mut text = String::new();
    for lane in &lanes {
        let name = names.iter().find(|(id, _)| *id == lane.team).map_or("", |(_, name)| *name);
        let mut words = Vec::new();
        for (place, id) in lane.stages.iter().enumerate() {
            let Some(stage) = flow.stages.iter().find(|stage| stage.stage == *id) else { continue };
            // Nobody stays in a gate: it has no stock, only who went through.
            let is_gate = model.stage(*id).is_some_and(|stage| stage.kind == StageKind::Gate);
            let number = match is_gate {
                true => session.say("diagram-through", &[("count", thousands(stage.inflow))]),
                false => thousands(stage.closing),
            };
            let mut word = format!("{} {number}", naming.stage_title(*id, language));
            if stage.overdue > 0 {
                word.push_str(&session.say("sketch-overdue", &[("count", thousands(stage.overdue))]));
            }
            if let Some(found) = constraint.filter(|found| found.stage == *id) {
                word.push_str(&session.say("sketch-constraint", &[("grows", thousands(found.grows))]));
            }
            if let Some(next) = lane.stages.get(place + 1) {
                let on = count(flow, *id, *next);
                word.push_str(&if on > 0 { format!(" ─{}→", thousands(on)) } else { "  ".into() });
            }
            words.push(word);
        }
        fill(&mut text, name, gutter, &words, " ");
        // One word for all paths between two stages but the fast one.
        let mut sent: Vec<(StageId, Option<StageId>, bool, u64)> = Vec::new();
        for moved in &flow.moves {
            let Some(from) = moved.from.filter(|from| lane.stages.contains(from)) else { continue };
            let follows = |to: StageId| lane.stages.windows(2).any(|pair| pair == [from, to]);
            if moved.to.is_some_and(follows) {
                continue;
            }
            let is_fast = moved.path == Some(Path::Fast);
            match sent.iter_mut().find(|(a, b, fast, _)| (*a, *b, *fast) == (from, moved.to, is_fast)) {
                Some((.., count)) => *count += moved.count,
                None => sent.push((from, moved.to, is_fast, moved.count)),
            }
        }
        let words: Vec<String> = sent
            .into_iter()
            .map(|(from, to, is_fast, count)| {
                let from = naming.stage_title(from, language);
                let to = to.map_or_else(
                    || session.say("sketch-leaves", &[]),
                    |to| naming.stage_title(to, language).to_owned(),
                );
                let fast = if is_fast { session.say("sketch-fast", &[]) } else { String::new() };
                format!("{from}→{to} {}{fast}", thousands(count))
            })
            .collect();
        fill(&mut text, "", gutter + 2, &words, &session.say("sketch-and", &[]));
    }
    text
}

/// The stages of a team, in the order of the model.
struct Lane {
    team: TeamId,
    stages: Vec<StageId>,
}

impl Lane {
    fn of(model: &InForce, flow: &Flow, team: TeamId) -> Option<Self> {
        let moves = |id| flow.moves.iter().any(|moved| moved.from == Some(id) || moved.to == Some(id));
        let of_team = model.model.stages.iter().filter(|stage| stage.team == team);
        // Counts hold nobody, and gates never hold: a gate is named where somebody went through it.
        let shown = of_team.filter(|stage| match stage.kind {
            StageKind::Count => false,
            StageKind::Gate => moves(stage.id),
            _ => true,
        });
        let stages: Vec<StageId> = shown.map(|stage| stage.id).collect();
        (!stages.is_empty()).then_some(Self { team, stages })
    }
}

/// How many went from one stage to another, on whatever path.
fn count(flow: &Flow, from: StageId, to: StageId) -> u64 {
    flow.moves.iter().filter(|m| m.from == Some(from) && m.to == Some(to)).map(|m| m.count).sum()
}

/// Writes words behind a name, `and` between them, in lines that are not too wide.
fn fill(text: &mut String, name: &str, gutter: usize, words: &[String], and: &str) {
    let mut line = format!("{name}{}", " ".repeat(gutter.saturating_sub(name.width())));
    let mut is_empty = true;
    for word in words {
        if !is_empty {
            line.push_str(and);
            if line.width() + word.width() > WIDTH {
                text.push_str(line.trim_end());
                text.push('\n');
                line = " ".repeat(gutter);
            }
        }
        line.push_str(word);
        is_empty = false;
    }
    if !words.is_empty() {
        text.push_str(line.trim_end());
        text.push('\n');
    }
}
