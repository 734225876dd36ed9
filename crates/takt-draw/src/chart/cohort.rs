//! The cohort triangle: of those who began together, how many are still there month by month.

use super::heat::step;
use super::{Drawing, MARGIN, Picture, SMALL, Sheet, Table};
use crate::figure::{Measure, count, percent};
use crate::geometry::{Frame, Px, at, px};
use crate::lettering::{Weight, shorten, width};
use crate::svg::{Anchor, Element};
use crate::theme::{Hue, Token};

/// Cohorts over the same steps of time.
#[derive(Clone, Debug)]
pub struct Cohorts {
    /// What lasts: 月次継続率(社数).
    pub title: String,
    /// The colour of its scale.
    pub hue: Hue,
    /// What the steps are called: 0か月, 1か月.
    pub columns: Vec<String>,
    /// From the oldest.
    pub rows: Vec<Cohort>,
}

/// Those who began together.
#[derive(Clone, Debug)]
pub struct Cohort {
    /// When they began.
    pub label: String,
    /// How many they were: the denominator of their rates.
    pub size: u32,
    /// One for each column; none where the time has not come.
    pub cells: Vec<Option<Share>>,
}

/// What is left of a cohort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// In basis points; above 10,000 where there is more than there was.
    pub rate: i64,
    /// How many that are.
    pub n: i64,
}

const CELL: Px = px(40);

/// Draws a cohort triangle, at least 320 px wide. Steps that find no room are left to the table, and that is said.
#[must_use]
pub fn draw(cohorts: &Cohorts, sheet: &Sheet<'_>) -> Picture {
    let mut drawing = Drawing::new(*sheet, px(320));
    let speak = drawing.speak();
    let shares = || cohorts.rows.iter().flat_map(|row| row.cells.iter().take(cohorts.columns.len()).flatten());
    let (Some(low), Some(high)) = (shares().map(|share| share.rate).min(), shares().map(|share| share.rate).max())
    else {
        return drawing.empty(&cohorts.title);
    };
    drawing.heading(&cohorts.title);
    let head_size = speak.say("draw-column-size", &[]);
    let names = cohorts.rows.iter().map(|row| width(&row.label, SMALL, Weight::Regular)).max().unwrap_or_default();
    let names = names.min(px(96));
    let sizes: Vec<String> = cohorts
        .rows
        .iter()
        .map(|row| Measure::Count.say_within(row.size.into(), SMALL, Weight::Regular, px(56), speak))
        .collect();
    let widest = sizes.iter().map(|size| width(size, SMALL, Weight::Regular)).max().unwrap_or_default();
    let widest = widest.max(width(&head_size, SMALL, Weight::Regular).min(px(56)));
    let left = MARGIN + names + px(12) + widest + px(12);
    let room = drawing.width - MARGIN - left;
    let least = px(56);
    let shown = usize::try_from(room.tenths() / least.tenths()).unwrap_or(0).min(cohorts.columns.len());
    let pitch = (room / super::parts(shown)).min(px(88));
    let head = drawing.top + px(10);
    let said = shorten(&head_size, SMALL, Weight::Regular, px(56));
    drawing.add(Element::text(at(left - px(12), head), said).fill(Token::Muted).anchor(Anchor::End));
    let x_of = |column: usize| left + pitch * i32::try_from(column).unwrap_or(i32::MAX);
    for (column, label) in cohorts.columns.iter().take(shown).enumerate() {
        let label = shorten(label, SMALL, Weight::Regular, pitch - px(4));
        let middle = x_of(column) + pitch / 2;
        drawing.add(Element::text(at(middle, head), label).fill(Token::Muted).anchor(Anchor::Middle));
    }
    drawing.top += px(20);
    for (row, size) in cohorts.rows.iter().zip(sizes) {
        let middle = drawing.top + CELL / 2 + px(4);
        let label = shorten(&row.label, SMALL, Weight::Regular, names);
        drawing.add(Element::text(at(MARGIN, middle), label));
        drawing.add(Element::text(at(left - px(12), middle), size).fill(Token::Muted).anchor(Anchor::End));
        for (column, share) in row.cells.iter().take(shown).enumerate() {
            let Some(share) = share else { continue };
            let frame = Frame::new(x_of(column), drawing.top, pitch - px(2), CELL - px(2));
            let place = at(frame.middle().x, frame.y);
            let fill = Token::Heat(cohorts.hue, step(share.rate, low, high));
            let rate = [percent(share.rate, speak), Measure::Percent.say_short(share.rate, speak)];
            let rate = crate::figure::fitting(&rate, px(13), Weight::Bold, frame.width).unwrap_or_default();
            let n = Measure::Count.say_within(share.n, SMALL, Weight::Regular, frame.width, speak);
            let group = Element::group().data("cohort", &row.label).data("rate", share.rate).data("n", share.n);
            let rate = Element::text(at(place.x, place.y + px(16)), rate).size(px(13)).bold().anchor(Anchor::Middle);
            let n = Element::text(at(place.x, place.y + px(32)), n).anchor(Anchor::Middle);
            drawing.add(group.with(Element::rect(frame).corners(px(3)).fill(fill)).with(rate).with(n));
        }
        drawing.top += CELL;
    }
    let beyond = cohorts.columns.len() - shown;
    if beyond > 0 {
        let said = speak.say("draw-cohort-beyond", &[("n", beyond.to_string())]);
        let said = shorten(&said, SMALL, Weight::Regular, drawing.room());
        drawing.add(Element::text(at(MARGIN, drawing.top + px(14)), said).fill(Token::Muted));
        drawing.top += px(18);
    }
    let args = [
        ("n", count(i64::try_from(cohorts.rows.len()).unwrap_or(i64::MAX), speak)),
        ("low", percent(low, speak)),
        ("high", percent(high, speak)),
    ];
    let told = speak.say("draw-cohort-told", &args);
    let mut head = vec![speak.say("draw-column-began", &[]), head_size];
    head.extend(cohorts.columns.iter().cloned());
    let row = |row: &Cohort| {
        let mut cells = vec![row.label.clone(), count(row.size.into(), speak)];
        cells.extend((0..cohorts.columns.len()).map(|column| {
            let share = row.cells.get(column).copied().flatten();
            share
                .map_or_else(String::new, |share| format!("{} ({})", percent(share.rate, speak), count(share.n, speak)))
        }));
        cells
    };
    let rows = cohorts.rows.iter().map(row).collect();
    drawing.done(&cohorts.title, told, Table { head, rows })
}
