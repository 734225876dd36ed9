//! The same as a table, for those who cannot see the picture: every number of it, in rows.

use takt_core::metric::MoveCount;

use super::station::is_drawn;
use super::voice::Voice;
use super::{foot, head};
use crate::chart::Table;

/// One table of what the picture shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What it is about.
    pub title: String,
    /// Its heads and rows.
    pub table: Table,
    /// How many columns at the left hold words; the rest hold numbers.
    pub words: usize,
}

/// The tables of a picture, in its order.
pub(super) fn sections(voice: &Voice<'_>) -> Vec<Section> {
    let sections = [tiles(voice), stages(voice), moves(voice), visits(voice)];
    let mut all: Vec<Section> = sections.into_iter().collect();
    all.extend(shelves(voice));
    all.extend(ladders(voice));
    all.extend(support(voice));
    all.retain(|section| !section.table.rows.is_empty());
    all
}

fn heads(voice: &Voice<'_>, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| voice.word(key)).collect()
}

fn tiles(voice: &Voice<'_>) -> Section {
    let rows = head::tiles(voice).into_iter().map(|tile| {
        let notes: Vec<String> = tile.notes.into_iter().map(|note| note.text).collect();
        vec![tile.label, tile.value, notes.join(&voice.word("diagram-and"))]
    });
    let head = heads(voice, &["diagram-table-figure", "diagram-table-value", "diagram-table-note"]);
    Section { title: voice.word("diagram-table-tiles"), table: Table { head, rows: rows.collect() }, words: 1 }
}

fn stages(voice: &Voice<'_>) -> Section {
    let keys = [
        "diagram-table-stage",
        "diagram-table-team",
        "diagram-table-opening",
        "diagram-table-in",
        "diagram-table-out",
        "diagram-table-closing",
        "diagram-table-side",
        "diagram-table-limit",
        "diagram-table-overdue",
        "diagram-table-median",
        "diagram-table-p90",
        "diagram-table-beside",
    ];
    let rows = voice.picture.flow.stages.iter().filter(|flow| {
        voice.force.stage(flow.stage).is_none_or(|stage| stage.kind != takt_core::model::StageKind::Count)
    });
    let rows = rows.map(|flow| {
        let stage = voice.force.stage(flow.stage);
        let days = |tenths: Option<i64>| tenths.map_or_else(String::new, |tenths| voice.days(tenths));
        let station = voice.picture.stations.iter().find(|station| station.stage == flow.stage);
        let beside = station.and_then(|station| voice.beside(&station.beside)).map(|words| words.full);
        vec![
            voice.stage(flow.stage),
            stage.map_or_else(|| voice.word("diagram-former"), |stage| voice.team(stage.team)),
            voice.count(flow.opening),
            voice.count(flow.inflow),
            voice.count(flow.outflow),
            voice.count(flow.closing),
            voice.count(flow.of_which_side),
            stage.and_then(|stage| stage.stock).map_or_else(String::new, |limit| voice.count(limit.into())),
            voice.count(flow.overdue),
            days(flow.dwell_p50),
            days(flow.dwell_p90),
            beside.unwrap_or_default(),
        ]
    });
    let table = Table { head: heads(voice, &keys), rows: rows.collect() };
    Section { title: voice.word("diagram-table-stages"), table, words: 2 }
}

fn moves(voice: &Voice<'_>) -> Section {
    let keys = [
        "diagram-table-from",
        "diagram-table-to",
        "diagram-table-path",
        "diagram-table-count",
        "diagram-table-of",
        "diagram-table-rate",
    ];
    let row = |moved: &MoveCount| {
        let out = moved.from.and_then(|from| voice.stage_flow(from)).map(|stage| stage.outflow);
        let is_expansion = voice.is_expansion(moved);
        let entering = if is_expansion { "diagram-buying" } else { "diagram-entering" };
        vec![
            moved.from.map_or_else(|| voice.word(entering), |from| voice.stage(from)),
            moved.to.map_or_else(|| voice.word("diagram-leaving"), |to| voice.stage(to)),
            if is_expansion { voice.word("diagram-expansion") } else { voice.path(moved.path) },
            voice.count(moved.count),
            out.map_or_else(String::new, |out| voice.count(out)),
            voice.rate(moved).map_or_else(String::new, |rate| voice.percent(rate)),
        ]
    };
    let rows = voice.picture.flow.moves.iter().map(row).collect();
    let table = Table { head: heads(voice, &keys), rows };
    Section { title: voice.word("diagram-table-moves"), table, words: 3 }
}

fn visits(voice: &Voice<'_>) -> Section {
    let visits: u64 = voice.picture.flow.awareness.iter().map(|channel| channel.visits).sum();
    let costs: Vec<_> = voice.picture.flow.awareness.iter().filter_map(|channel| channel.cost).collect();
    let mut rows = Vec::new();
    if !voice.picture.flow.awareness.is_empty() {
        let cost = super::station::sum(&costs).map_or_else(String::new, |cost| voice.money(cost));
        rows.push(vec![voice.word("diagram-visits"), voice.count(visits), cost]);
    }
    let keys = ["diagram-table-figure", "diagram-table-count", "diagram-table-cost"];
    let table = Table { head: heads(voice, &keys), rows };
    Section { title: voice.word("diagram-table-visits"), table, words: 1 }
}

fn shelves(voice: &Voice<'_>) -> Vec<Section> {
    let sections = voice.picture.shelves.iter().map(|shelf| {
        let row = |(when, count): &(_, u64)| vec![voice.month_of_return(*when), voice.count(*count)];
        let head = heads(voice, &["diagram-table-return", "diagram-table-count"]);
        let title = voice.say("diagram-shelf-table", &[("stage", voice.stage(shelf.stage))]);
        Section { title, table: Table { head, rows: shelf.bars.iter().map(row).collect() }, words: 1 }
    });
    sections.collect()
}

fn ladders(voice: &Voice<'_>) -> Vec<Section> {
    let sections = voice.picture.ladders.iter().map(|ladder| {
        let mut keys = vec!["diagram-table-stage", "diagram-table-share"];
        if ladder.has_work {
            keys.push("diagram-table-worked");
        }
        let rows = ladder.rungs.iter().map(|rung| {
            let mut row = vec![voice.stage(rung.stage), voice.percent(rung.share)];
            if ladder.has_work {
                row.push(voice.percent(rung.worked));
            }
            row
        });
        let table = Table { head: heads(voice, &keys), rows: rows.collect() };
        Section { title: foot::ladder_title(voice, ladder), table, words: 1 }
    });
    sections.collect()
}

fn support(voice: &Voice<'_>) -> Option<Section> {
    let support = voice.picture.support?;
    let row = |key: &str, value: u64| vec![voice.word(key), voice.count(value)];
    let rows = vec![
        row("diagram-table-opened", support.opened),
        row("diagram-table-closed", support.closed),
        row("diagram-table-open", support.open),
    ];
    let head = heads(voice, &["diagram-table-figure", "diagram-table-count"]);
    Some(Section { title: voice.word("diagram-support"), table: Table { head, rows }, words: 1 })
}

/// The picture in sentences.
pub(super) fn describe(voice: &Voice<'_>, seats: &[super::grid::Seat]) -> String {
    let mut said = vec![voice.say(
        "diagram-describe",
        &[
            ("period", voice.period()),
            ("model", voice.name(&voice.force.model.name)),
            ("lanes", voice.count(voice.force.model.teams.len() as u64)),
            ("stages", voice.count(seats.iter().filter(|seat| is_drawn(voice, seat)).count() as u64)),
        ],
    )];
    let told = head::tiles(voice)
        .into_iter()
        .map(|tile| voice.say("diagram-describe-tile", &[("label", tile.label), ("value", tile.value)]));
    said.extend(told);
    if let Some((title, sentences)) = foot::constraint_words(voice) {
        said.push(voice.say("diagram-describe-constraint", &[("title", title), ("sentence", sentences.concat())]));
    }
    let overdue: u64 = voice.picture.flow.stages.iter().map(|stage| stage.overdue).sum();
    said.push(voice.say("diagram-describe-overdue", &[("count", voice.count(overdue))]));
    for shelf in &voice.picture.shelves {
        let next = shelf.bars.iter().find(|(when, _)| matches!(when, takt_core::metric::Return::In(_)));
        said.push(voice.say(
            "diagram-describe-shelf",
            &[
                ("stage", voice.stage(shelf.stage)),
                ("count", voice.count(shelf.stock)),
                ("due", voice.count(next.map_or(0, |(_, count)| *count))),
            ],
        ));
    }
    said.push(voice.word("diagram-describe-table"));
    said.concat()
}
