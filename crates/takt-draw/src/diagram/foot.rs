//! What stands below the map: support, the ladder of time, the legend.

use takt_core::metric::Ladder;
use takt_core::unit::Rate;

use super::grid::Grid;
use super::station::{hue_of, number, warning};
use super::voice::Voice;
use crate::geometry::{Frame, Px, at, px};
use crate::lettering::{self, Weight};
use crate::svg::{Element, Trace};
use crate::theme::{Hue, Token};

/// Draws the strip of support, if tickets are data; gives the height below it.
pub(super) fn support(voice: &Voice<'_>, frame: Frame, into: &mut Vec<Element>) -> Px {
    let Some(support) = voice.picture.support else { return frame.y };
    let strip = Frame::new(frame.x, frame.y + px(10), frame.width, px(30));
    let mut group = Element::group();
    group.add(Element::rect(strip).corners(px(8)).fill(Token::Panel).stroke(Token::Hairline, px(1)));
    let mut x = strip.x + px(12);
    let y = strip.y + px(20);
    let title = voice.word("diagram-support");
    let width = lettering::width(&title, px(13), Weight::Bold);
    group.add(Element::text(at(x, y), title).size(px(13)).bold());
    x += width + px(20);
    let parts = [
        (
            voice.say("diagram-support-opened", &[("count", voice.count(support.opened))]),
            "support-opened",
            support.opened,
        ),
        (
            voice.say("diagram-support-closed", &[("count", voice.count(support.closed))]),
            "support-closed",
            support.closed,
        ),
        (voice.say("diagram-support-open", &[("count", voice.count(support.open))]), "support-open", support.open),
    ];
    for (text, name, value) in parts {
        let width = lettering::width(&text, px(12), Weight::Regular);
        let text = if x + width <= strip.right() - px(8) {
            Element::text(at(x, y), text).fill(Token::Muted)
        } else {
            Element::group().hint(text)
        };
        group.add(number(text, name, value));
        x += width + px(18);
    }
    into.push(group);
    strip.bottom()
}

/// Waited and worked, in basis points of the whole: worked rounded as it is shown before the rest is taken, so that both
/// together are shown as 100%.
const fn parts(worked: i32) -> (Rate, Rate) {
    let shown = (worked + 5) / 10 * 10;
    (Rate(10_000 - shown), Rate(shown))
}

/// What a ladder is about, in one line.
pub(super) fn ladder_title(voice: &Voice<'_>, ladder: &Ladder) -> String {
    let mut said = voice.say(
        "diagram-ladder",
        &[
            ("from", voice.stage(ladder.from)),
            ("to", voice.stage(ladder.to)),
            ("days", voice.days(ladder.median)),
            ("accounts", voice.count(ladder.accounts)),
        ],
    );
    if ladder.has_work {
        let worked: i32 = ladder.rungs.iter().map(|rung| rung.worked.0).sum();
        let (wait, shown) = parts(worked);
        // Hardly any work among the days: only what was noted of it, not "almost all is waiting".
        let key = if worked < 100 { "diagram-ladder-noted" } else { "diagram-ladder-work" };
        said += &voice.say(key, &[("wait", voice.percent(wait)), ("worked", voice.percent(shown))]);
    }
    said
}

/// Draws the ladders; gives the height below them.
pub(super) fn ladders(voice: &Voice<'_>, grid: &Grid, frame: Frame, into: &mut Vec<Element>) -> Px {
    let ladders: Vec<&Ladder> = voice.picture.ladders.iter().filter(|ladder| !ladder.rungs.is_empty()).collect();
    let mut y = frame.y;
    if ladders.is_empty() {
        return y;
    }
    let title = voice.word("diagram-ladder-title");
    let title_width = lettering::width(&title, px(14), Weight::Bold) + px(14);
    y += px(30);
    into.push(Element::text(at(frame.x, y), title).size(px(14)).bold());
    let titles: Vec<String> = ladders.iter().map(|ladder| ladder_title(voice, ladder)).collect();
    let lead = |n: usize| if n == 0 { title_width } else { Px::ZERO };
    let lines = |width: &dyn Fn(usize) -> Px| -> Vec<Vec<String>> {
        let wrapped =
            |(n, title): (usize, &String)| lettering::wrap(title, px(12), Weight::Regular, width(n) - lead(n));
        titles.iter().enumerate().map(wrapped).collect()
    };
    let row = side_by_side(&ladders, frame.width);
    let width_of = |n: usize| row.get(n).copied().unwrap_or(frame.width);
    if frame.width >= px(900) {
        let said = lines(&width_of);
        let most = said.iter().map(Vec::len).max().unwrap_or(1);
        let below = y + px(17) * (i32::try_from(most).unwrap_or(1) - 1);
        let (mut x, mut bottom) = (frame.x, below);
        for (n, (ladder, said)) in ladders.iter().zip(said).enumerate() {
            for (line, text) in (0..).zip(said) {
                into.push(Element::text(at(x + lead(n), y + px(17) * line), text).fill(Token::Muted));
            }
            bottom = bottom.max(bar(voice, grid, ladder, Frame::new(x, below + px(10), width_of(n), px(26)), into));
            x += width_of(n) + px(16);
        }
        return bottom;
    }
    // Where it is narrow the heading has a line of its own.
    y += px(19);
    for (ladder, said) in ladders.iter().zip(lines(&|n| frame.width + lead(n))) {
        for line in said {
            into.push(Element::text(at(frame.x, y), line).fill(Token::Muted));
            y += px(17);
        }
        y = bar(voice, grid, ladder, Frame::new(frame.x, y - px(7), frame.width, px(26)), into);
        y += px(24);
    }
    y - px(24)
}

/// The widths of ladders in one row, by their length in days, none too narrow to read.
fn side_by_side(ladders: &[&Ladder], width: Px) -> Vec<Px> {
    let many = i32::try_from(ladders.len().max(1)).unwrap_or(1);
    let room = width - px(16) * (many - 1);
    let whole: i64 = ladders.iter().map(|ladder| ladder.median.max(1)).sum();
    let least = room * 60 / (100 * many);
    let free = room - least * many;
    ladders.iter().map(|ladder| least + free.share(ladder.median.max(1), whole)).collect()
}

/// One ladder: a piece for each stage, as wide as its share; what was worked is solid.
fn bar(voice: &Voice<'_>, grid: &Grid, ladder: &Ladder, frame: Frame, into: &mut Vec<Element>) -> Px {
    let mut group = Element::group().data("ladder", voice.key(ladder.to));
    group.add(number(Element::group(), "ladder-median", ladder.median));
    group.add(number(Element::group(), "ladder-accounts", ladder.accounts));
    let mut before = 0_i64;
    let mut names = Names { ends: [frame.x - px(8); 2], whole: frame };
    let mut parts = Vec::new();
    for rung in &ladder.rungs {
        let lane = grid.seats.iter().find(|seat| seat.stage == rung.stage).map_or(usize::MAX, |seat| seat.lane);
        let hue = hue_of(voice, lane);
        let left = frame.x + frame.width.share(before, 10_000);
        before += i64::from(rung.share.0);
        let right = frame.x + frame.width.share(before, 10_000);
        let piece = Frame::new(left, frame.y, (right - left).max(px(1)), frame.height);
        let name = voice.stage(rung.stage);
        let hint = voice.say("diagram-tell-rung", &[("stage", name.clone()), ("share", voice.percent(rung.share))]);
        let mut part = Element::group().data("rung", voice.key(rung.stage)).hint(hint);
        let mut back = Element::rect(piece).fill(Token::pale(hue));
        if piece.width > px(3) {
            back = back.stroke(Token::line(hue), px(1));
        }
        part.add(number(back, "share", rung.share.0));
        if ladder.has_work {
            let worked = Frame::new(left, frame.y, frame.width.share(rung.worked.0.into(), 10_000), frame.height);
            part.add(number(Element::rect(worked).fill(Token::solid(hue)), "worked", rung.worked.0));
        }
        parts.push((part, piece, format!("{name} {}", voice.whole_percent(rung.share))));
    }
    // Names below their own pieces first; those of narrow pieces hang a line lower on a leader.
    for (part, piece, text) in &mut parts {
        if lettering::width(text, px(12), Weight::Regular) <= piece.width + px(4)
            && let Some(words) = names.place(*piece, text, 0)
        {
            part.add(words);
            text.clear();
        }
    }
    let mut has_second = false;
    for (part, piece, text) in &mut parts {
        if !text.is_empty()
            && piece.width >= px(6)
            && let Some(words) = names.place(*piece, text, 1)
        {
            has_second = true;
            let x = piece.middle().x;
            part.add(
                Element::line(at(x, frame.bottom() + px(1)), at(x, frame.bottom() + px(21)))
                    .stroke(Token::Muted, px(1)),
            );
            part.add(words);
        }
    }
    for (part, ..) in parts {
        group.add(part);
    }
    into.push(group);
    frame.bottom() + if has_second { px(36) } else { px(20) }
}

/// The two lines of names below a ladder, and where on each the last name ends.
struct Names {
    ends: [Px; 2],
    whole: Frame,
}

impl Names {
    /// The name of a piece on a line, where it stands free of the one before.
    fn place(&mut self, piece: Frame, text: &str, line: usize) -> Option<Element> {
        let width = lettering::width(text, px(12), Weight::Regular);
        let end = self.ends.get_mut(line)?;
        let middle = piece.middle().x;
        let wished = (middle - width / 2).min(self.whole.right() - width).max(*end + px(8));
        // It has to stay below the middle of its piece.
        let stays = wished <= middle + px(2) && middle <= wished + width && wished + width <= self.whole.right();
        stays.then(|| {
            *end = wished + width;
            let y = self.whole.bottom() + if line == 0 { px(16) } else { px(32) };
            Element::text(at(wished, y), text).fill(Token::Muted)
        })
    }
}

/// One sign of the legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Width,
    Gauge,
    Overdue,
    Detour,
    Recycle,
    Fast,
    Jump,
    Due,
    Constraint,
    Pale,
    Worked,
}

/// Draws the legend; gives the height below it.
pub(super) fn legend(voice: &Voice<'_>, signs: &[Sign], notes: &[String], frame: Frame, into: &mut Vec<Element>) -> Px {
    let (mut x, mut y) = (frame.x, frame.y + px(26));
    into.push(
        Element::line(at(frame.x, frame.y + px(4)), at(frame.right(), frame.y + px(4))).stroke(Token::Hairline, px(1)),
    );
    let mut group = Element::group();
    for sign in signs {
        let text = voice.word(sign_word(*sign));
        let width = px(34) + lettering::width(&text, px(12), Weight::Regular);
        if x + width > frame.right() {
            (x, y) = (frame.x, y + px(20));
        }
        group.add(draw_sign(*sign, Frame::new(x, y - px(12), px(26), px(14))));
        group.add(Element::text(at(x + px(32), y), text).fill(Token::Muted));
        x += width + px(18);
    }
    for note in notes {
        for line in lettering::wrap(note, px(12), Weight::Regular, frame.width) {
            let width = lettering::width(&line, px(12), Weight::Regular);
            if x > frame.x && x + width > frame.right() {
                (x, y) = (frame.x, y + px(20));
            }
            group.add(Element::text(at(x, y), line).fill(Token::Muted));
            x += width + px(18);
        }
    }
    into.push(group);
    y + px(14)
}

const fn sign_word(sign: Sign) -> &'static str {
    match sign {
        Sign::Width => "diagram-legend-width",
        Sign::Gauge => "diagram-legend-gauge",
        Sign::Overdue => "diagram-legend-overdue",
        Sign::Detour => "diagram-legend-detour",
        Sign::Recycle => "diagram-legend-recycle",
        Sign::Fast => "diagram-legend-fast",
        Sign::Jump => "diagram-legend-jump",
        Sign::Due => "diagram-legend-due",
        Sign::Constraint => "diagram-legend-constraint",
        Sign::Pale => "diagram-legend-pale",
        Sign::Worked => "diagram-legend-worked",
    }
}

fn draw_sign(sign: Sign, frame: Frame) -> Element {
    let y = frame.middle().y;
    let line = |token: Token, width: Px| Element::line(at(frame.x, y), at(frame.right(), y)).stroke(token, width);
    let mut group = Element::group();
    match sign {
        Sign::Width => {
            let wedge = Trace::from(at(frame.x, y - px(1)))
                .to(at(frame.right(), y - px(6)))
                .to(at(frame.right(), y + px(6)))
                .to(at(frame.x, y + px(1)))
                .close();
            group.add(Element::path(wedge).fill(Token::line(Hue::Blue)));
        }
        Sign::Gauge => {
            group.add(
                Element::rect(Frame::new(frame.x + px(9), frame.y, px(8), px(14))).corners(px(2)).fill(Token::Faint),
            );
            let full = Frame::new(frame.x + px(9), frame.y + px(6), px(8), px(8));
            group.add(Element::rect(full).corners(px(2)).fill(Token::line(Hue::Blue)));
            let tick = Element::line(at(frame.x + px(6), frame.y + px(4)), at(frame.x + px(20), frame.y + px(4)));
            group.add(tick.stroke(Token::Ink, px(2)));
        }
        Sign::Overdue => group.add(warning(at(frame.x + px(13), y))),
        Sign::Detour => group.add(line(Token::line(Hue::Gray), px(4)).dashed(px(3), px(4))),
        Sign::Recycle => group.add(line(Token::line(Hue::Brown), px(5)).dashed(px(8), px(5))),
        Sign::Fast => {
            group.add(line(Token::line(Hue::Amber), px(8)));
            group.add(line(Token::Card, px(3)));
        }
        Sign::Jump => group.add(line(Token::line(Hue::Gray), px(3)).dashed(px(6), px(6))),
        Sign::Due => {
            let bar = Frame::new(frame.x + px(7), frame.y, px(12), px(14));
            group.add(Element::rect(bar).corners(px(2)).fill(Token::solid(Hue::Amber)));
        }
        Sign::Constraint => {
            let halo = frame.inset(px(1));
            group.add(Element::rect(halo).corners(px(4)).fill(Token::pale(Hue::Amber)).stroke(Token::Halo, px(2)));
        }
        Sign::Pale => group.add(line(Token::pale(Hue::Blue), px(4))),
        Sign::Worked => {
            group.add(Element::rect(frame).fill(Token::pale(Hue::Green)).stroke(Token::line(Hue::Green), px(1)));
            let worked = Frame::new(frame.x, frame.y, px(9), frame.height);
            group.add(Element::rect(worked).fill(Token::solid(Hue::Green)));
        }
    }
    group
}

/// The words of the constraint: a title and a sentence.
pub(super) fn constraint_words(voice: &Voice<'_>) -> Option<(String, Vec<String>)> {
    let constraint = voice.picture.constraint?;
    let flow = voice.stage_flow(constraint.stage)?;
    let title = voice.say("diagram-constraint", &[("stage", voice.stage(constraint.stage))]);
    let mut said = vec![voice.say(
        "diagram-constraint-grows",
        &[
            ("grows", voice.count(constraint.grows)),
            ("in", voice.count(flow.inflow)),
            ("out", voice.count(flow.outflow)),
        ],
    )];
    if constraint.overdue > 0 {
        said.push(voice.say("diagram-constraint-overdue", &[("count", voice.count(constraint.overdue))]));
    }
    Some((title, said))
}

/// The box that says what the constraint is.
pub(super) fn callout(voice: &Voice<'_>, frame: Frame) -> Option<Element> {
    let (title, said) = constraint_words(voice)?;
    let constraint = voice.picture.constraint?;
    let mut group = Element::group().data("constraint", voice.key(constraint.stage));
    group.add(Element::rect(frame).corners(px(9)).fill(Token::pale(Hue::Amber)).stroke(Token::Halo, px(2)));
    let title = lettering::shorten(&title, px(14), Weight::Bold, frame.width - px(24));
    let title = Element::text(at(frame.x + px(12), frame.y + px(23)), title).size(px(14)).bold();
    group.add(number(title, "constraint-grows", constraint.grows));
    let mut y = frame.y + px(43);
    for line in callout_lines(&said, frame.width) {
        group.add(Element::text(at(frame.x + px(12), y), line));
        y += px(17);
    }
    group.add(number(Element::group(), "constraint-overdue", constraint.overdue));
    Some(group)
}

/// Every sentence on lines of its own.
fn callout_lines(said: &[String], width: Px) -> Vec<String> {
    said.iter().flat_map(|said| lettering::wrap(said, px(12), Weight::Regular, width - px(24))).collect()
}

/// How high the callout is at a width.
pub(super) fn callout_height(voice: &Voice<'_>, width: Px) -> Px {
    let said = constraint_words(voice).map_or_else(Vec::new, |(_, said)| said);
    let lines = callout_lines(&said, width).len();
    px(36) + px(17) * i32::try_from(lines).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waited_and_worked_are_the_whole_as_they_are_shown() {
        // As percentages with one decimal are made of basis points: half up.
        let tenths = |rate: Rate| (rate.0 + 5) / 10;
        for worked in [105, 114, 1_481, 1_485, 9_994] {
            let (wait, worked_shown) = parts(worked);
            assert_eq!(tenths(wait) + tenths(worked_shown), 1_000, "{worked}");
            assert_eq!(tenths(worked_shown), tenths(Rate(worked)), "{worked}");
        }
    }
}
