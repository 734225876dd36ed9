//! A sparkline: one number now, and the way it came.

use super::{Drawing, MARGIN, Picture, SMALL, Sheet, Table};
use crate::figure::Measure;
use crate::geometry::{Px, at, px};
use crate::lettering::{Weight, shorten, width};
use crate::svg::{Element, Trace};
use crate::theme::{Hue, Token};

/// A number over time.
#[derive(Clone, Debug)]
pub struct Spark {
    /// What is counted: 受注, new MRR.
    pub title: String,
    /// In what.
    pub measure: Measure,
    /// The colour of its line.
    pub hue: Hue,
    /// From the oldest to the newest.
    pub points: Vec<Dot>,
}

/// One point of a sparkline.
#[derive(Clone, Debug)]
pub struct Dot {
    /// When: 10月, Oct.
    pub label: String,
    /// How many; none where nothing is known, and the line has a gap.
    pub value: Option<i64>,
}

/// How high the line may go.
const HEIGHT: Px = px(36);

/// Draws a sparkline, at least 200 px wide: the title, the newest number, and the line from its least to its greatest
/// value, the greatest and the least named in the table.
#[must_use]
pub fn draw(spark: &Spark, sheet: &Sheet<'_>) -> Picture {
    let mut drawing = Drawing::new(*sheet, px(200));
    let speak = drawing.speak();
    let known: Vec<(usize, &Dot, i64)> = spark
        .points
        .iter()
        .enumerate()
        .filter_map(|(index, point)| point.value.map(|value| (index, point, value)))
        .collect();
    let (Some((_, oldest, first)), Some((place, newest, last))) = (known.first(), known.last()) else {
        return drawing.empty(&spark.title);
    };
    let room = drawing.room();
    let title = shorten(&spark.title, SMALL, Weight::Regular, room);
    drawing.add(Element::text(at(MARGIN, drawing.top + px(11)), title).fill(Token::Muted));
    let figure = spark.measure.say_within(*last, px(20), Weight::Bold, room / 2, speak);
    let baseline = drawing.top + px(44);
    let number = Element::text(at(MARGIN, baseline), figure.clone()).size(px(20)).bold();
    drawing.add(number.data("n", last).data("at", &newest.label));
    // The line has what the number leaves, and not less than half.
    let left = (MARGIN + width(&figure, px(20), Weight::Bold) + px(16)).max(drawing.width / 2 - px(20));
    let right = drawing.width - MARGIN - px(4);
    let top = drawing.top + px(18);
    let (low, high) = (known.iter().map(|known| known.2).min(), known.iter().map(|known| known.2).max());
    let (low, high) = (low.unwrap_or(0), high.unwrap_or(0));
    let last_place = i64::try_from(spark.points.len()).unwrap_or(i64::MAX) - 1;
    let place_of = |index: usize, value: i64| {
        let x = left + (right - left).share(i64::try_from(index).unwrap_or(i64::MAX), last_place.max(1));
        let way = high.saturating_sub(low);
        let y = if way == 0 { top + HEIGHT / 2 } else { top + HEIGHT.share(high.saturating_sub(value), way) };
        at(if last_place == 0 { right } else { x }, y)
    };
    let ground = top + HEIGHT + px(6);
    drawing.add(Element::line(at(left, ground), at(right, ground)).stroke(Token::Hairline, px(1)));
    for run in known.chunk_by(|one, next| one.0 + 1 == next.0) {
        let points: Vec<_> = run.iter().map(|(index, _, value)| place_of(*index, *value)).collect();
        let (Some(first), Some(last)) = (points.first(), points.last()) else { continue };
        if points.len() == 1 {
            drawing.add(Element::circle(*first, Px::of_tenths(15)).fill(Token::line(spark.hue)));
            continue;
        }
        let line = points.iter().skip(1).fold(Trace::from(*first), |trace, point| trace.to(*point));
        let area = line.clone().to(at(last.x, ground)).to(at(first.x, ground)).close();
        drawing.add(Element::path(area).fill(Token::tint(spark.hue)));
        drawing.add(Element::path(line).stroke(Token::line(spark.hue), px(2)).round());
    }
    let end = Element::circle(place_of(*place, *last), px(4)).fill(Token::line(spark.hue));
    drawing.add(end.stroke(Token::Surface, Px::of_tenths(15)));
    drawing.top = ground;
    let say = |value: i64| spark.measure.say(value, speak);
    let told = speak.say(
        "draw-spark-told",
        &[
            ("first", say(*first)),
            ("from", oldest.label.clone()),
            ("last", say(*last)),
            ("to", newest.label.clone()),
            ("low", say(low)),
            ("high", say(high)),
        ],
    );
    let head = vec![speak.say("draw-column-when", &[]), spark.title.clone()];
    let rows =
        spark.points.iter().map(|point| vec![point.label.clone(), point.value.map_or("–".into(), say)]).collect();
    drawing.done(&spark.title, told, Table { head, rows })
}
