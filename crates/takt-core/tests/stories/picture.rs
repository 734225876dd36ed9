//! Telling what the diagram shows of a period beside its flow.

use std::fmt::Write as _;

use takt_core::dictionary::WordKind;
use takt_core::metric::{Beside, Ladder, Picture, Return, picture};
use takt_core::unit::{Money, StageId};

use crate::house::{House, day};

/// The answer to `picture FROM TO`: only lines that say something.
pub(crate) fn answer(house: &mut House, from: &str, to: &str) -> Result<Vec<String>, String> {
    let (from, to) = day(from).zip(day(to)).ok_or("picture FROM TO")?;
    house.book.keep_columns();
    let columns = house.book.columns().ok_or("no columns")?;
    let picture = picture(&house.book, columns, from, to).ok_or("no model")?;
    let stage = |id: StageId| house.book.words.text(WordKind::Stage, id.0);
    let mut told = vec![format!("{} working days", picture.business_days)];
    for crew in picture.crews.iter().filter(|crew| crew.members > 0) {
        let slots = crew.slots_per_week.map_or(String::new(), |slots| format!(", {slots} slots a week"));
        told.push(format!("team   {} {}{slots}", house.book.words.text(WordKind::Team, crew.team.0), crew.members));
    }
    for (station, flow) in picture.stations.iter().zip(&picture.flow.stages).filter(|(_, flow)| flow.closing > 0) {
        let beside = match &station.beside {
            Beside::Nothing => String::new(),
            Beside::People(people) => format!(", {people} people"),
            Beside::Amount(sums) => format!(", may bring {}", money(sums)),
            Beside::Recurring(sums) => format!(", {} a month", money(sums)),
        };
        told.push(format!("stage  {} {}{beside}", stage(flow.stage), flow.closing));
    }
    for shelf in &picture.shelves {
        let bars = shelf.bars.iter().filter(|(_, count)| *count > 0);
        let bars: Vec<String> = bars.map(|(bar, count)| format!("{} {count}", when(*bar))).collect();
        told.push(format!("shelf  {} {}: {}", stage(shelf.stage), shelf.stock, bars.join(", ")));
    }
    if let Some(found) = picture.constraint {
        told.push(format!("most   {} grows by {}, {} overdue", stage(found.stage), found.grows, found.overdue));
    }
    told.extend(picture.ladders.iter().map(|found| ladder(found, stage)));
    tiles(&picture, &mut told);
    Ok(told)
}

fn ladder<'a>(ladder: &Ladder, stage: impl Fn(StageId) -> &'a str) -> String {
    let mut text = format!(
        "time   {} → {} of {}: median {}.{} days",
        stage(ladder.from),
        stage(ladder.to),
        ladder.accounts,
        ladder.median / 10,
        ladder.median % 10
    );
    for rung in &ladder.rungs {
        let worked = if ladder.has_work { format!(" ({} worked)", rung.worked.0) } else { String::new() };
        write!(text, ", {} {}{worked}", stage(rung.stage), rung.share.0).unwrap();
    }
    text
}

fn tiles(picture: &Picture, told: &mut Vec<String>) {
    let tiles = &picture.tiles;
    if let Some(won) = tiles.won.filter(|won| *won > 0 || tiles.won_before.is_some()) {
        let before = tiles.won_before.map_or(String::new(), |before| format!(", before {before}"));
        let pace = tiles.pace.map_or(String::new(), |pace| format!(", {pace} hundredths a day"));
        told.push(format!("won    {won}, of it {} beside{before}{pace}", tiles.won_side));
    }
    if let Some(before) = tiles.lead_time_before {
        told.push(format!("before it took {}.{} days", before / 10, before % 10));
    }
    if !tiles.recurring.is_empty() || !tiles.new_recurring.is_empty() {
        told.push(format!("money  {} a month, new {}", money(&tiles.recurring), money(&tiles.new_recurring)));
    }
    if let Some(kept) = tiles.retention {
        let rate = |rate: Option<takt_core::unit::Rate>| rate.map_or("—".into(), |rate| rate.0.to_string());
        told.push(format!(
            "kept   {} of {} ({}), gross {}, net {}",
            kept.kept,
            kept.customers,
            kept.rate.0,
            rate(kept.gross),
            rate(kept.net)
        ));
    }
    if let Some(support) = picture.support {
        told.push(format!("support {} opened, {} closed, {} open", support.opened, support.closed, support.open));
    }
}

fn money(sums: &[Money]) -> String {
    let sums: Vec<String> = sums.iter().map(|sum| format!("{} {}", sum.minor, sum.currency.as_str())).collect();
    if sums.is_empty() { "nothing".into() } else { sums.join(" and ") }
}

fn when(bar: Return) -> String {
    match bar {
        Return::Past => "past".into(),
        Return::In(month) => month.to_string(),
        Return::Later(month) => format!("from {month}"),
        Return::NoDate => "no date".into(),
    }
}
