//! Where everything stands on the board of a week.

use super::{Action, Budget, Day, Kind, Outcome, Slot, Week, clock, date, kind, outcome, table, weekday};
use crate::chart::{Drawing, Picture, SMALL, Sheet, parts};
use crate::figure::{count, fitting, hundredths, percent};
use crate::geometry::{Frame, Px, at, px};
use crate::lettering::{Weight, shorten, width, wrap_evenly};
use crate::svg::{Anchor, Element};
use crate::theme::{Hue, Token};

const EDGE: Px = px(20);
const WIDTH: Px = px(1360);
/// The list of what comes next.
const LIST: Px = px(300);
/// Where the grid begins, behind the hours.
const GRID: Px = px(384);
const HEAD: Px = px(132);
const PITCH: Px = px(38);
const SLOT: Px = px(34);
/// What a pause adds.
const PAUSE: Px = px(16);
const CARD: Px = px(78);

/// The middle of a text of 12 px, up from its baseline.
const RISE: Px = px(4);

pub(super) fn draw(week: &Week, sheet: &Sheet<'_>) -> Picture {
    let drawing = Drawing::new(Sheet { width: WIDTH, ..*sheet }, WIDTH);
    let speak = drawing.speak();
    let title = speak.say("draw-week-title", &[]);
    let (Some(first), Some(last)) = (week.days.first(), week.days.last()) else { return drawing.empty(&title) };
    if week.hours.is_empty() {
        return drawing.empty(&title);
    }
    let mut board = Board { drawing, week, budget: week.budget() };
    board.head(&title, first, last);
    board.bar();
    board.aims();
    let bottom = board.grid();
    let bottom = board.reach(bottom);
    board.list(bottom);
    board.drawing.top = bottom + px(4);
    let budget = board.budget;
    let args = [
        ("member", week.member.clone()),
        ("from", date(first)),
        ("to", date(last)),
        ("open", budget.open().to_string()),
        ("done", budget.done.to_string()),
        ("appointments", budget.appointments.to_string()),
        ("free", budget.free.to_string()),
    ];
    let told = speak.say("draw-week-told", &args);
    board.drawing.done(&title, told, table(week, speak))
}

struct Board<'a> {
    drawing: Drawing<'a>,
    week: &'a Week,
    budget: Budget,
}

impl Board<'_> {
    fn say(&self, number: u32) -> String {
        count(number.into(), self.drawing.speak())
    }

    fn date(&self, day: &Day) -> String {
        let speak = self.drawing.speak();
        let args = [
            ("weekday", weekday(day, speak)),
            ("year", day.year.to_string()),
            ("month", day.month.to_string()),
            ("day", day.day.to_string()),
        ];
        speak.say("draw-date", &args)
    }

    /// A date in a year that was named.
    fn short_date(&self, day: &Day) -> String {
        let speak = self.drawing.speak();
        let args = [("weekday", weekday(day, speak)), ("month", day.month.to_string()), ("day", day.day.to_string())];
        speak.say("draw-date-short", &args)
    }

    fn head(&mut self, title: &str, first: &Day, last: &Day) {
        let speak = self.drawing.speak();
        self.drawing.add(Element::text(at(EDGE, px(34)), title).size(px(20)).bold());
        let args = [
            ("from", self.date(first)),
            ("to", self.short_date(last)),
            ("member", self.week.member.clone()),
            ("all", self.say(self.budget.all())),
            ("closed", self.say(self.budget.closed)),
            ("open", self.say(self.budget.open())),
        ];
        let below = if self.budget.closed == 0 {
            speak.say("draw-week-subtitle-open", &args)
        } else {
            speak.say("draw-week-subtitle", &args)
        };
        let left = EDGE + width(title, px(20), Weight::Bold) + px(14);
        let right = WIDTH - EDGE;
        let below = shorten(&below, px(13), Weight::Regular, px(960) - left);
        self.drawing.add(Element::text(at(left, px(34)), below).size(px(13)).fill(Token::Muted));
        if let Some(advice) = &self.week.advice {
            let advice = shorten(advice, SMALL, Weight::Bold, right - px(980));
            let advice = Element::text(at(right, px(34)), advice).bold().fill(Token::text(Hue::Blue));
            self.drawing.add(advice.anchor(Anchor::End));
        }
    }

    /// Where the slots of the week went, as one bar.
    fn bar(&mut self) {
        let speak = self.drawing.speak();
        let budget = self.budget;
        let mut shares = vec![(speak.say("draw-week-done", &[]), Some(Hue::Green), budget.done, "done")];
        for (of, planned) in Kind::ALL.into_iter().zip(budget.planned) {
            shares.push((kind(of, speak), Some(of.hue()), planned, of.name()));
        }
        shares.push((speak.say("draw-week-meeting", &[]), Some(Hue::Gray), budget.meetings, "meeting"));
        shares.push((speak.say("draw-week-free", &[]), None, budget.free, "free"));
        shares.retain(|(_, _, slots, _)| *slots > 0);
        let whole = i64::from(budget.open());
        let length = px(908) - px(2) * parts(shares.len().saturating_sub(1));
        let mut x = EDGE;
        let mut named = EDGE;
        for (name, hue, slots, code) in shares {
            let frame = Frame::new(x, px(52), length.share(slots.into(), whole), px(26));
            let field = Element::rect(frame).corners(px(5));
            let (field, ink) = match hue {
                Some(hue) => (field.fill(Token::solid(hue)), Token::on_solid(hue)),
                None => {
                    let line = field.fill(Token::Surface).stroke(Token::Muted, px(1)).dashed(px(4), px(3));
                    (line, Token::Ink)
                }
            };
            let number = self.say(slots);
            let ways = [format!("{name} {number}"), number];
            let said = fitting(&ways, SMALL, Weight::Bold, frame.width - px(4)).unwrap_or_default();
            if said != ways[0] {
                // Its name stands below, after the name before.
                let half = width(&name, SMALL, Weight::Regular) / 2;
                let left = (frame.middle().x - half).max(named);
                let below = Element::text(at(left, frame.bottom() + px(16)), name.as_str());
                let ink = hue.map_or(Token::Muted, Token::text);
                named = left + half * 2 + px(10);
                if named < px(946) {
                    self.drawing.add(below.fill(ink));
                }
            }
            let middle = at(frame.middle().x, frame.middle().y + RISE);
            let text = Element::text(middle, said).bold().fill(ink).anchor(Anchor::Middle);
            let group = Element::group().data("slots", code).data("n", slots);
            self.drawing.add(group.with(field.hint(format!("{name} {slots}"))).with(text));
            x += frame.width + px(2);
        }
    }

    /// What the week should bring, and what it brought.
    fn aims(&mut self) {
        let speak = self.drawing.speak();
        let (left, right) = (px(946), WIDTH - EDGE);
        let budget = self.budget;
        let made = self.say(budget.appointments);
        let aim = match self.week.target {
            Some(target) => speak.say("draw-week-aim", &[("made", made), ("target", self.say(target))]),
            None => speak.say("draw-week-made", &[("made", made)]),
        };
        let aim = shorten(&aim, px(14), Weight::Bold, px(170));
        self.drawing.add(Element::text(at(left, px(64)), aim).size(px(14)).bold());
        if let Some(expected) = self.week.expected {
            let is_behind = self.week.target.is_some_and(|target| expected < i64::from(target) * 10);
            let ink = if is_behind { Token::Warn } else { Token::Good };
            // Tenths are hundredths without their last digit.
            let number = hundredths(expected.saturating_mul(10), speak);
            let number = number.strip_suffix('0').unwrap_or(&number).to_string();
            let said = speak.say("draw-week-expected", &[("n", number)]);
            let said = shorten(&said, px(13), Weight::Bold, px(210));
            let text = Element::text(at(right, px(64)), said).size(px(13)).bold().fill(ink);
            self.drawing.add(text.anchor(Anchor::End).data("n", expected));
        }
        if budget.done > 0 {
            let of = |part: u32, unit: i64| {
                (i64::from(part) * unit * 2 + i64::from(budget.done)) / (i64::from(budget.done) * 2)
            };
            let args = [
                ("rate", percent(of(budget.connected, 10_000), speak)),
                ("connected", self.say(budget.connected)),
                ("done", self.say(budget.done)),
                ("yield", hundredths(of(budget.appointments, 100), speak)),
            ];
            let said = speak.say("draw-week-connected", &args);
            let said = shorten(&said, SMALL, Weight::Regular, right - left);
            self.drawing.add(Element::text(at(left, px(84)), said).fill(Token::Muted));
        }
    }

    /// Where the slot of an hour begins, below the pauses before it.
    fn slot_top(&self, index: usize) -> Px {
        let pauses = self.week.hours.windows(2).take(index).filter(|two| is_pause(two)).count();
        HEAD + PITCH * i32::try_from(index).unwrap_or(i32::MAX) + PAUSE * i32::try_from(pauses).unwrap_or(i32::MAX)
    }

    /// Days and hours; gives where they end.
    fn grid(&mut self) -> Px {
        let week = self.week;
        let speak = self.drawing.speak();
        let pitch = (WIDTH - EDGE - GRID + px(6)) / parts(week.days.len());
        let bottom = self.slot_top(week.hours.len() - 1) + SLOT;
        let now = week.now.filter(|now| now.day < week.days.len());
        let now_y = now.and_then(|now| self.time_line(now.minute));
        for (index, hour) in week.hours.iter().enumerate() {
            let y = self.slot_top(index) + SLOT / 2 + RISE;
            // The time of day takes the place of the hour beside it.
            let is_hidden = now_y.is_some_and(|now| (now + RISE - y).tenths().abs() < 150);
            if hour % 60 == 0 && !is_hidden {
                let text = Element::text(at(GRID - px(12), y), clock(*hour)).fill(Token::Muted);
                self.drawing.add(text.anchor(Anchor::End));
            }
        }
        for (two, index) in week.hours.windows(2).zip(1..).filter(|(two, _)| is_pause(two)) {
            let middle = at((GRID + WIDTH - EDGE) / 2, self.slot_top(index) - PAUSE / 2 + px(2));
            let said = speak.say("draw-week-pause", &[("from", clock(two[0] + 30)), ("to", clock(two[1]))]);
            let text = Element::text(middle, said).fill(Token::Muted).anchor(Anchor::Middle);
            self.drawing.add(text);
        }
        for (place, day) in week.days.iter().enumerate() {
            let x = GRID + pitch * i32::try_from(place).unwrap_or(i32::MAX);
            let wide = pitch - px(6);
            let is_today = now.is_some_and(|now| now.day == place);
            self.day(day, Frame::new(x, HEAD, wide, bottom - HEAD), is_today, now_y.filter(|_| is_today));
        }
        if let (Some(now), Some(y)) = (now, now_y) {
            let text = Element::text(at(GRID - px(12), y + RISE), clock(now.minute)).bold().fill(Token::Warn);
            let hint = speak.say("draw-week-now", &[("time", clock(now.minute))]);
            self.drawing.add(text.anchor(Anchor::End).hint(hint));
        }
        bottom
    }

    /// Where a time of day stands in the grid; nothing before and after it.
    fn time_line(&self, minute: u16) -> Option<Px> {
        let index = self.week.hours.iter().rposition(|hour| *hour <= minute)?;
        let gone = minute - self.week.hours.get(index)?;
        // In a pause it stands at the end of the slot before.
        let is_over = index + 1 == self.week.hours.len() && gone > 30;
        (!is_over).then(|| self.slot_top(index) + SLOT.share(gone.min(30).into(), 30))
    }

    fn day(&mut self, day: &Day, column: Frame, is_today: bool, now: Option<Px>) {
        let speak = self.drawing.speak();
        let args = [("weekday", weekday(day, speak)), ("month", day.month.to_string()), ("day", day.day.to_string())];
        let head = speak.say("draw-week-day", &args);
        let ink = match (is_today, day.closed.is_some()) {
            (true, _) => Token::text(Hue::Blue),
            (_, true) => Token::Warn,
            _ => Token::Ink,
        };
        let head = shorten(&head, px(13), Weight::Bold, column.width);
        let text = Element::text(at(column.middle().x, HEAD - px(12)), head).size(px(13)).bold().fill(ink);
        self.drawing.add(text.anchor(Anchor::Middle));
        if is_today {
            let y = HEAD - px(6);
            let line = Element::line(at(column.middle().x - px(28), y), at(column.middle().x + px(28), y));
            self.drawing.add(line.stroke(Token::line(Hue::Blue), px(2)).round());
        }
        if let Some(name) = &day.closed {
            self.closed(name, column);
            return;
        }
        let mut grounds = Vec::new();
        for index in 0..self.week.hours.len() {
            let frame = Frame::new(column.x, self.slot_top(index), column.width, SLOT);
            let slot = day.slots.get(index).unwrap_or(&Slot::Away);
            self.field(slot, frame);
            grounds.push((slot, frame));
        }
        // The line of now lies over the slots and under what they say.
        if let Some(y) = now {
            let line = Element::line(at(column.x - px(4), y), at(column.right() + px(4), y));
            self.drawing.add(line.stroke(Token::Warn, px(2)).round());
            self.drawing.add(Element::circle(at(column.x - px(4), y), px(4)).fill(Token::Warn));
        }
        for (slot, frame) in grounds {
            let is_crossed = now.is_some_and(|y| frame.y < y && y < frame.bottom());
            self.words(slot, frame, is_crossed);
        }
    }

    /// A day on which nobody works, and why: one field from pause to pause, so that the pauses can be read.
    fn closed(&mut self, name: &str, column: Frame) {
        let breaks = self.week.hours.windows(2).zip(1..).filter(|(two, _)| is_pause(two)).map(|(_, index)| index);
        let begins: Vec<usize> = std::iter::once(0).chain(breaks).collect();
        let ends = begins.iter().skip(1).copied().chain([self.week.hours.len()]);
        for (place, (begin, end)) in begins.iter().zip(ends).enumerate() {
            let top = self.slot_top(*begin);
            let field = Frame::new(column.x, top, column.width, self.slot_top(end.saturating_sub(1)) + SLOT - top);
            self.drawing.add(Element::rect(field).corners(px(6)).fill(Token::Faint));
            if place > 0 {
                continue;
            }
            let mut lines = wrap_evenly(name, SMALL, Weight::Regular, field.width - px(20));
            lines.truncate(usize::try_from((field.height - px(8)).tenths() / px(18).tenths()).unwrap_or(0));
            let mut y = field.middle().y - px(9) * (parts(lines.len()) - 1) + RISE;
            for line in lines {
                let text = Element::text(at(field.middle().x, y), line).fill(Token::Muted);
                self.drawing.add(text.anchor(Anchor::Middle));
                y += px(18);
            }
        }
    }

    fn field(&mut self, slot: &Slot, frame: Frame) {
        let rect = Element::rect(frame).corners(px(5)).fill(ground(slot));
        let (rect, edge) = match slot {
            Slot::Away => (rect, None),
            Slot::Free => (rect.stroke(Token::Muted, px(1)).dashed(px(4), px(3)), None),
            Slot::Meeting(_) => (rect.stroke(Token::Hairline, px(1)), Some(Token::line(Hue::Gray))),
            Slot::Planned(kind, _) => (rect.stroke(Token::line(kind.hue()), px(1)), Some(Token::line(kind.hue()))),
            Slot::Done(kind, ..) => (rect.stroke(Token::Heat(kind.hue(), 4), px(1)), Some(Token::Heat(kind.hue(), 7))),
        };
        self.drawing.add(rect);
        if let Some(edge) = edge {
            let edge = Element::rect(Frame::new(frame.x, frame.y, px(5), frame.height)).corners(px(2)).fill(edge);
            self.drawing.add(edge);
        }
    }

    fn words(&mut self, slot: &Slot, frame: Frame, is_crossed: bool) {
        let speak = self.drawing.speak();
        let y = frame.middle().y + RISE;
        let (name, weight, ink, said, tone) = match slot {
            Slot::Away => return,
            Slot::Free => {
                (speak.say("draw-week-free", &[]), Weight::Regular, Token::Muted, String::new(), Token::Muted)
            }
            Slot::Meeting(name) => (name.clone(), Weight::Regular, Token::Muted, String::new(), Token::Muted),
            Slot::Planned(of, company) => (company.clone(), Weight::Bold, Token::Ink, kind(*of, speak), Token::Muted),
            Slot::Done(_, company, came) => {
                let tone = match came {
                    Outcome::Appointment => Token::Good,
                    came if came.is_connected() => Token::text(Hue::Blue),
                    _ => Token::Muted,
                };
                (company.clone(), Weight::Regular, Token::Muted, outcome(*came, speak), tone)
            }
        };
        let is_won = matches!(slot, Slot::Done(_, _, Outcome::Appointment));
        let strong = if is_won { Weight::Bold } else { Weight::Regular };
        let said = shorten(&said, SMALL, strong, frame.width * 5 / 9);
        let taken = width(&said, SMALL, strong) + if said.is_empty() { Px::ZERO } else { px(8) };
        let short = shorten(&name, SMALL, weight, frame.width - px(22) - taken);
        let rim = |text: Element| if is_crossed { text.rim(ground(slot)) } else { text };
        let text = Element::text(at(frame.x + px(13), y), short).weight(weight).fill(ink);
        self.drawing.add(rim(text.hint(name)));
        let said = Element::text(at(frame.right() - px(9), y), said).weight(strong).fill(tone).anchor(Anchor::End);
        self.drawing.add(rim(said));
    }

    /// When people answer, slot by slot, under the grid; gives where it ends.
    fn reach(&mut self, top: Px) -> Px {
        let speak = self.drawing.speak();
        let Some(reach) = self.week.reach.as_ref().filter(|reach| !reach.cells.is_empty()) else { return top };
        let right = WIDTH - EDGE;
        let title = shorten(&reach.title, SMALL, Weight::Bold, px(150));
        let left = GRID + width(&title, SMALL, Weight::Bold) + px(14);
        let y = top + px(16);
        self.drawing.add(Element::text(at(GRID, y + px(15)), title).bold());
        let pitch = ((right - left) / parts(reach.cells.len())).min(px(64));
        let is_named = pitch >= px(36);
        for (index, cell) in reach.cells.iter().enumerate() {
            let x = left + pitch * i32::try_from(index).unwrap_or(i32::MAX);
            let frame = Frame::new(x, y, pitch - px(2), px(22));
            self.drawing.add(reach.cell(cell, frame, speak));
            if is_named {
                let label = shorten(&cell.label, SMALL, Weight::Regular, pitch - px(2));
                let text = Element::text(at(frame.middle().x, frame.bottom() + px(14)), label).fill(Token::Muted);
                self.drawing.add(text.anchor(Anchor::Middle));
            }
        }
        y + px(40)
    }

    /// Whom to turn to next, on the left, as many as find room.
    fn list(&mut self, bottom: Px) {
        let speak = self.drawing.speak();
        let panel = Frame::new(EDGE, px(104), LIST, bottom - px(104));
        self.drawing.add(Element::rect(panel).corners(px(10)).fill(Token::Panel).stroke(Token::Hairline, px(1)));
        let (left, right) = (panel.x + px(14), panel.right() - px(14));
        let title = shorten(&speak.say("draw-week-next", &[]), px(15), Weight::Bold, px(120));
        let order = shorten(&speak.say("draw-week-order", &[]), SMALL, Weight::Regular, px(140));
        self.drawing.add(Element::text(at(left, px(130)), title).size(px(15)).bold());
        let order = Element::text(at(right, px(130)), order).fill(Token::Muted);
        self.drawing.add(order.anchor(Anchor::End));
        if self.week.actions.is_empty() {
            let lines = wrap_evenly(&speak.say("draw-week-no-action", &[]), SMALL, Weight::Regular, right - left);
            let mut y = px(164);
            for line in lines {
                self.drawing.add(Element::text(at(left, y), line).fill(Token::Muted));
                y += px(18);
            }
            return;
        }
        let mut top = px(146);
        let mut shown = 0;
        for action in &self.week.actions {
            // The last place is kept for how many more there are.
            if top + CARD + px(28) > panel.bottom() {
                break;
            }
            self.card(action, Frame::new(panel.x + px(10), top, LIST - px(20), CARD), shown == 0);
            top += CARD + px(8);
            shown += 1;
        }
        let more = self.week.actions.len() - shown;
        if more > 0 {
            let said = speak.say("draw-week-more", &[("n", more.to_string())]);
            let said = shorten(&said, SMALL, Weight::Regular, right - left);
            self.drawing.add(Element::text(at(left, top + px(12)), said).fill(Token::Muted));
        }
    }

    fn card(&mut self, action: &Action, frame: Frame, is_first: bool) {
        let speak = self.drawing.speak();
        let hue = action.kind.hue();
        let (line, thick) = if is_first { (Token::line(hue), Px::of_tenths(25)) } else { (Token::Hairline, px(1)) };
        let (left, right) = (frame.x + px(16), frame.right() - px(10));
        let mut group = Element::group().data("worth", action.worth);
        group.add(Element::rect(frame).corners(px(8)).fill(Token::Card).stroke(line, thick));
        let edge = Frame::new(frame.x, frame.y, px(6), frame.height);
        group.add(Element::rect(edge).corners(px(3)).fill(Token::line(hue)));
        let worth = hundredths(action.worth, speak);
        let worth = shorten(&worth, SMALL, Weight::Bold, px(90));
        let of = shorten(&kind(action.kind, speak), SMALL, Weight::Bold, px(150));
        group.add(Element::text(at(left, frame.y + px(19)), of).bold().fill(Token::text(hue)));
        group.add(Element::text(at(right, frame.y + px(19)), worth).bold().anchor(Anchor::End));
        let company = shorten(&action.company, px(14), Weight::Bold, right - left);
        group.add(Element::text(at(left, frame.y + px(38)), company).size(px(14)).bold());
        let person = shorten(&action.person, SMALL, Weight::Regular, right - left);
        group.add(Element::text(at(left, frame.y + px(54)), person));
        let why = shorten(&action.why, SMALL, Weight::Regular, right - left);
        let ink = if action.is_urgent { Token::Warn } else { Token::Muted };
        group.add(Element::text(at(left, frame.y + px(70)), why).fill(ink));
        self.drawing.add(group);
    }
}

/// Whether there is more than a slot between two beginnings.
fn is_pause(two: &[u16]) -> bool {
    matches!(two, [one, next] if next.saturating_sub(*one) > 30)
}

/// What the words of a slot stand on.
fn ground(slot: &Slot) -> Token {
    match slot {
        Slot::Away => Token::Faint,
        Slot::Free => Token::Surface,
        Slot::Meeting(_) => Token::Faint,
        Slot::Planned(kind, _) => Token::pale(kind.hue()),
        Slot::Done(kind, ..) => Token::tint(kind.hue()),
    }
}
