//! The head of the picture: what it is, of which days, and the tiles of what is data.

use takt_core::unit::Rate;

use super::sheet::ending;
use super::station::{number, sum};
use super::voice::Voice;
use crate::figure::{self, fitting};
use crate::geometry::{Frame, Px, at, px};
use crate::lettering::{self, Weight};
use crate::svg::Element;
use crate::theme::Token;

/// One figure of the head.
#[derive(Clone, Debug)]
pub(super) struct Tile {
    pub(super) name: &'static str,
    pub(super) label: String,
    pub(super) value: String,
    /// The whole value for programs.
    pub(super) raw: String,
    /// What stands beside it: words, whether that is good or bad, and its numbers for programs.
    pub(super) notes: Vec<Note>,
}

#[derive(Clone, Debug)]
pub(super) struct Note {
    pub(super) name: &'static str,
    pub(super) text: String,
    pub(super) raw: String,
    pub(super) ink: Token,
}

/// The tiles of a picture: only what is data.
pub(super) fn tiles(voice: &Voice<'_>) -> Vec<Tile> {
    let tiles = &voice.picture.tiles;
    let mut all = Vec::new();
    let note = |name, text, raw: String| Note { name, text, raw, ink: Token::Muted };
    if let Some(won) = tiles.won {
        let mut notes = Vec::new();
        if let Some(before) = tiles.won_before {
            notes.push(note(
                "won-before",
                voice.say("diagram-before", &[("value", voice.count(before))]),
                before.to_string(),
            ));
        }
        if tiles.won_side > 0 {
            let text = voice.say("diagram-side", &[("count", voice.count(tiles.won_side))]);
            notes.push(note("won-side", text, tiles.won_side.to_string()));
        }
        let value = voice.count(won);
        all.push(Tile { name: "won", label: voice.word("diagram-won"), value, raw: won.to_string(), notes });
    }
    if let Some(pace) = tiles.pace {
        let value = voice.say("diagram-pace-value", &[("count", figure::hundredths(pace, voice.speak))]);
        let days = voice.say("diagram-business-days", &[("days", voice.count(voice.picture.business_days.into()))]);
        let notes = vec![note("business-days", days, voice.picture.business_days.to_string())];
        all.push(Tile { name: "pace", label: voice.word("diagram-pace"), value, raw: pace.to_string(), notes });
    }
    let raw_sums = |sums: &[takt_core::unit::Money]| {
        sums.iter().map(|sum| format!("{} {}", sum.minor, sum.currency.as_str())).collect::<Vec<_>>().join(" ")
    };
    let said_sums =
        |sums: &[takt_core::unit::Money]| sums.iter().map(|sum| voice.money(*sum)).collect::<Vec<_>>().join(" + ");
    if !tiles.new_recurring.is_empty() || !tiles.recurring.is_empty() {
        let notes = match sum(&tiles.recurring) {
            Some(all) => {
                let text = voice.say("diagram-recurring-all", &[("money", voice.short_money(all))]);
                vec![note("recurring", text, raw_sums(&tiles.recurring))]
            }
            None => Vec::new(),
        };
        let value = if tiles.new_recurring.is_empty() { voice.count(0) } else { said_sums(&tiles.new_recurring) };
        let raw = raw_sums(&tiles.new_recurring);
        all.push(Tile { name: "new-recurring", label: voice.word("diagram-new-recurring"), value, raw, notes });
    }
    if let Some(days) = tiles.lead_time {
        let mut notes = Vec::new();
        if let Some(before) = tiles.lead_time_before {
            let (key, ink) = match days.cmp(&before) {
                std::cmp::Ordering::Less => ("diagram-shorter", Token::Good),
                std::cmp::Ordering::Greater => ("diagram-longer", Token::Warn),
                std::cmp::Ordering::Equal => ("diagram-before", Token::Muted),
            };
            let text = voice.say(key, &[("value", voice.days(before))]);
            let mut before = note("lead-time-before", text, before.to_string());
            before.ink = ink;
            notes.push(before);
        }
        let ladder = voice.picture.ladders.first();
        let label = ladder.map_or_else(
            || voice.word("diagram-lead-time"),
            |ladder| {
                let ends = [("from", voice.stage(ladder.from)), ("to", voice.stage(ladder.to))];
                voice.say("diagram-lead-time-of", &ends)
            },
        );
        all.push(Tile { name: "lead-time", label, value: voice.days(days), raw: days.to_string(), notes });
    }
    if let Some(kept) = &tiles.retention {
        let mut notes = vec![note(
            "kept",
            voice.say("diagram-kept", &[("kept", voice.count(kept.kept)), ("customers", voice.count(kept.customers))]),
            format!("{} {}", kept.kept, kept.customers),
        )];
        let revenue = |rate: Option<Rate>| rate.map(|rate| voice.percent(rate));
        if let (Some(net), Some(gross)) = (revenue(kept.net), revenue(kept.gross)) {
            let text = voice.say("diagram-net-gross", &[("net", net), ("gross", gross)]);
            let raw = [kept.net, kept.gross].into_iter().flatten().map(|rate| rate.0.to_string()).collect::<Vec<_>>();
            notes.push(note("net-gross", text, raw.join(" ")));
        }
        all.push(Tile {
            name: "retention",
            label: voice.word("diagram-retention"),
            value: voice.percent(kept.rate),
            raw: kept.rate.0.to_string(),
            notes,
        });
    }
    all
}

/// What stands after the title: days, working days, the model.
pub(super) fn subtitle(voice: &Voice<'_>) -> String {
    let model = &voice.force.model;
    let days = voice.say("diagram-business-days", &[("days", voice.count(voice.picture.business_days.into()))]);
    let name = voice.say("diagram-model", &[("name", voice.name(&model.name)), ("version", model.version.to_string())]);
    [voice.period(), days, name].join(&voice.word("diagram-dot"))
}

/// Draws the head; gives the height where the map begins.
pub(super) fn head(voice: &Voice<'_>, width: Px, into: &mut Vec<Element>) -> Px {
    let title = voice.word("diagram-title");
    let after = px(20) + lettering::width(&title, px(21), Weight::Bold) + px(14);
    into.push(Element::text(at(px(20), px(34)), title).size(px(21)).bold());
    let line = lettering::shorten(&subtitle(voice), px(13), Weight::Regular, width - after - px(20));
    into.push(Element::text(at(after, px(34)), line).size(px(13)).fill(Token::Muted));
    let tiles = tiles(voice);
    if tiles.is_empty() {
        return px(54);
    }
    let many = i32::try_from(tiles.len()).unwrap_or(1);
    let gap = px(10);
    let wide = ((width - px(40) - gap * (many - 1)) / many).min(px(320));
    for (n, tile) in tiles.iter().enumerate() {
        let left = px(20) + (wide + gap) * i32::try_from(n).unwrap_or(0);
        into.push(draw_tile(tile, Frame::new(left, px(50), wide, px(54))));
    }
    px(118)
}

/// Draws one tile into a frame 54 px high.
pub(super) fn draw_tile(tile: &Tile, frame: Frame) -> Element {
    let mut group = Element::group();
    group.add(Element::rect(frame).corners(px(8)).fill(Token::Panel).stroke(Token::Hairline, px(1)));
    let inner = Frame::new(frame.x + px(12), frame.y, frame.width - px(24), frame.height);
    let value_width = lettering::width(&tile.value, px(19), Weight::Bold);
    let size = if value_width > inner.width { px(14) } else { px(19) };
    let value = lettering::shorten(&tile.value, size, Weight::Bold, inner.width);
    let value_width = lettering::width(&value, size, Weight::Bold);
    let label = lettering::shorten(&tile.label, px(12), Weight::Regular, inner.width);
    let label_width = lettering::width(&label, px(12), Weight::Regular);
    group.add(Element::text(at(inner.x, frame.y + px(20)), label).fill(Token::Muted));
    let text = Element::text(at(inner.x, frame.y + px(43)), value).size(size).bold();
    group.add(number(text, tile.name, &tile.raw));
    // Two lines beside: the upper next to the label, the lower next to the value.
    let rooms = [(inner.width - value_width - px(10), px(42)), (inner.width - label_width - px(10), px(20))];
    for (note, (room, y)) in tile.notes.iter().zip(rooms) {
        let element = fitting(std::slice::from_ref(&note.text), px(12), Weight::Regular, room).map_or_else(
            || Element::group().hint(note.text.clone()),
            |text| ending(inner.right(), frame.y + y, text).fill(note.ink),
        );
        group.add(number(element, note.name, &note.raw));
    }
    group
}
