//! The revenue model (レベニューモデル) as one picture: lanes are teams, stations stages, tracks moves.
//!
//! ```text
//! conserve   whether the numbers add up; a picture that does not is not drawn
//! grid       which cell each stage sits in
//! link       which tracks there are
//! route      the way of each track; channel the order of those side by side; ground all of it in pixels
//! station    the boxes; track the lines and their labels; head, foot what stands above and below
//! narrow     the same for a telephone
//! table      the same without a picture
//! ```

mod channel;
mod conserve;
mod foot;
mod grid;
mod ground;
mod head;
mod link;
mod narrow;
mod route;
mod sheet;
mod station;
mod table;
mod track;
mod voice;

use takt_core::book::InForce;
use takt_core::metric::Picture;
use takt_core::unit::StageId;

pub use conserve::{Broken, conserved};
pub use table::Section;

use crate::figure::Speak;
use crate::geometry::{Frame, Px, at, px};
use crate::lettering::{self, Weight};
use crate::svg::{Element, Svg};
use crate::theme::{Hue, Theme, Token};
use foot::Sign;
use grid::{Grid, Sit};
use ground::{GUTTER, WIDTH};
use link::{Class, Links};
use route::Routes;
use sheet::{Over, Sheet};
use voice::Voice;

/// For how much room a picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// 1,360 px: the map.
    Wide,
    /// 390 px: the same as a list down the line.
    Narrow,
}

/// How a picture should look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Its colours.
    pub theme: Theme,
    /// Its room.
    pub width: Width,
    /// The names of stages that only an older model had.
    pub former: Vec<(StageId, String)>,
    /// Where its numbers lead; nowhere in a file.
    pub ways: Option<Ways>,
}

/// The addresses behind the numbers of a picture: every number opens the list of who is behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ways {
    /// What stands before the key of a stage.
    pub stage: String,
    /// What stands before the keys of two stages, with a slash between; `-` stands for outside of the line.
    pub flow: String,
    /// What stands behind: the days.
    pub query: String,
}

impl Ways {
    /// The address of an element, by what it says to programs.
    fn of(&self, element: &Element) -> Option<String> {
        let outside = |key: &str| if key.is_empty() { "-".to_owned() } else { key.to_owned() };
        if let (Some(from), Some(to)) = (element.datum("label-from"), element.datum("label-to")) {
            return Some(format!("{}{}/{}{}", self.flow, outside(from), outside(to), self.query));
        }
        let stage = ["stage", "trunk", "constraint"].into_iter().find_map(|name| element.datum(name));
        stage.map(|key| format!("{}{key}{}", self.stage, self.query))
    }
}

/// A picture of the revenue model, and the same as tables.
#[derive(Clone, Debug)]
pub struct Drawing {
    svg: Svg,
    sections: Vec<Section>,
}

impl Drawing {
    /// The picture.
    #[must_use]
    pub const fn svg(&self) -> &Svg {
        &self.svg
    }

    /// Every number of it, in tables.
    #[must_use]
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// How wide it is.
    #[must_use]
    pub const fn width(&self) -> Px {
        self.svg.frame().width
    }

    /// How high it is.
    #[must_use]
    pub const fn height(&self) -> Px {
        self.svg.frame().height
    }
}

/// Draws the revenue model.
///
/// # Errors
/// What does not add up: a wrong picture is not drawn.
pub fn draw(picture: &Picture, model: &InForce, look: &Look, speak: &dyn Speak) -> Result<Drawing, Broken> {
    conserved(picture)?;
    let voice = Voice { picture, force: model, look, speak };
    let svg = match look.width {
        Width::Wide => wide(&voice),
        Width::Narrow => tall(&voice),
    };
    let svg = match &look.ways {
        Some(ways) => svg.leading(&|element| ways.of(element)),
        None => svg,
    };
    Ok(Drawing { svg, sections: table::sections(&voice) })
}

/// Every number of the picture in tables.
#[must_use]
pub fn table(picture: &Picture, model: &InForce, look: &Look, speak: &dyn Speak) -> Vec<Section> {
    table::sections(&Voice { picture, force: model, look, speak })
}

/// The seats of all stages, and the tracks between them.
fn map_of(voice: &Voice<'_>) -> (Grid, Links) {
    let known = voice.picture.flow.stages.iter().map(|stage| stage.stage);
    let former: Vec<StageId> = known.filter(|stage| voice.force.stage(*stage).is_none()).collect();
    let grid = Grid::of(&voice.force.model, &former);
    let visitors = grid.seats.iter().position(|seat| seat.sit == Sit::Count && station::is_drawn(voice, seat));
    let links = Links::of(voice.force, &voice.picture.flow, &grid, visitors);
    (grid, links)
}

fn tall(voice: &Voice<'_>) -> Svg {
    let (grid, links) = map_of(voice);
    let (elements, height) = narrow::narrow(voice, &grid, &signs(voice, &links));
    let mut svg = Svg::new("diagram", (narrow::WIDTH, height), voice.look.theme, voice.speak.language())
        .told(title(voice), table::describe(voice, &grid.seats));
    for element in elements {
        svg.add(element);
    }
    svg
}

fn wide(voice: &Voice<'_>) -> Svg {
    let (grid, links) = map_of(voice);
    let mut sheet = Sheet::default();
    let mut above = Vec::new();
    let top = head::head(voice, WIDTH, &mut above);
    let routes = Routes::of(&grid, &links.links, top);
    let ground = &routes.ground;
    lanes(voice, &routes, &mut sheet);
    let constrained = voice
        .picture
        .constraint
        .and_then(|found| grid.seats.iter().find(|seat| seat.stage == found.stage).map(|seat| ground.frame(seat)));
    if let Some(frame) = constrained {
        let halo = Element::rect(frame.inset(px(-5))).corners(px(12)).fill(Token::pale(Hue::Amber));
        sheet.stations.push(halo.stroke(Token::Halo, px(3)));
        sheet.take_halo(frame.inset(Px::of_tenths(-65)));
    }
    for seat in &grid.seats {
        let frame = ground.frame(seat);
        if let Some(element) = station::station(voice, seat, frame) {
            sheet.stations.push(element);
        }
        // The room stays free for a stage that is not drawn today.
        sheet.take_box(frame);
    }
    let mut painter = track::Painter::new(*voice, &grid, &links, &routes);
    painter.lines(&mut sheet);
    let callout_outside = constrained.is_some_and(|frame| !place_callout(voice, &grid, &routes, frame, &mut sheet));
    painter.labels(&mut sheet);
    let unlabelled = painter.unlabelled.len();

    let mut below = Vec::new();
    let mut y = ground.bottom;
    let room = |y: Px| Frame::new(px(20), y, WIDTH - px(40), Px::ZERO);
    if callout_outside {
        let width = px(520);
        let height = foot::callout_height(voice, width);
        below.extend(foot::callout(voice, Frame::new(px(20), y + px(10), width, height)));
        y += height + px(10);
    }
    y = foot::support(voice, room(y), &mut below);
    y = foot::ladders(voice, &grid, room(y), &mut below);
    let signs = signs(voice, &links);
    let mut notes = Vec::new();
    if unlabelled > 0 {
        notes.push(voice.say("diagram-rest", &[("count", voice.count(unlabelled as u64))]));
    }
    let bottom = foot::legend(voice, &signs, &notes, room(y + px(8)), &mut below);

    let mut svg = Svg::new("diagram", (WIDTH, bottom), voice.look.theme, voice.speak.language())
        .told(title(voice), table::describe(voice, &grid.seats));
    for element in above {
        svg.add(element);
    }
    sheet.onto(&mut svg);
    for element in below {
        svg.add(element);
    }
    svg
}

fn title(voice: &Voice<'_>) -> String {
    format!("{} {}", voice.word("diagram-title"), voice.period())
}

/// The bands of the lanes with their names and people.
fn lanes(voice: &Voice<'_>, routes: &Routes, sheet: &mut Sheet) {
    let model = &voice.force.model;
    for (lane, (top, height)) in routes.ground.lanes.iter().enumerate() {
        let hue = station::hue_of(voice, lane);
        let band = Frame::new(Px::ZERO, *top, WIDTH, *height);
        sheet.ground.push(Element::rect(band).fill(Token::tint(hue)));
        let edge = Frame::new(Px::ZERO, *top, px(7), *height);
        sheet.ground.push(Element::rect(edge).fill(Token::line(hue)));
        let name = model.teams.get(lane).map_or_else(|| voice.word("diagram-former"), |team| voice.name(&team.name));
        let room = GUTTER - px(14);
        let mut y = *top + px(22);
        let mut lines = balanced(&name, room);
        let most = usize::try_from(((*height - px(26)).tenths() / 170).max(1)).unwrap_or(1).min(4);
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                *last = lettering::shorten(&format!("{last}…"), px(13), Weight::Bold, room);
            }
        }
        let mut group = Element::group();
        for line in lines {
            let text = Element::text(at(px(16), y), line).size(px(13)).bold().fill(Token::text(hue));
            group.add(text);
            y += px(17);
        }
        let crew = model.teams.get(lane).and_then(|team| voice.picture.crews.iter().find(|crew| crew.team == team.id));
        if let Some(crew) = crew.filter(|crew| crew.members > 0) {
            let mut facts = vec![(
                "members",
                voice.say("diagram-members", &[("count", voice.count(crew.members.into()))]),
                crew.members,
            )];
            if let Some(slots) = crew.slots_per_week {
                facts.push(("slots", voice.say("diagram-slots", &[("count", voice.count(slots.into()))]), slots));
            }
            for (name, text, value) in facts {
                let fits = y + px(4) <= *top + *height;
                let text = lettering::shorten(&text, px(12), Weight::Regular, room + px(8));
                let element =
                    if fits { Element::text(at(px(16), y), text).fill(Token::Muted) } else { Element::group() };
                group.add(station::number(element, name, value).data("team", model.teams[lane].key.clone()));
                y += px(16);
            }
        }
        if let Some(frame) = sheet::words_of(&group) {
            sheet.take_words(frame);
        }
        sheet.ground.push(group);
    }
}

/// The name of a lane in as few lines as fit, about as long as each other.
fn balanced(name: &str, room: Px) -> Vec<String> {
    let lines = |room: Px| lettering::wrap(name, px(13), Weight::Bold, room);
    let fewest = lines(room);
    if name.contains(' ') {
        return fewest;
    }
    let narrower = (1..).map(|n| room - px(4) * n).take_while(|room| *room > px(30));
    narrower.map(lines).take_while(|lines| lines.len() == fewest.len()).last().unwrap_or(fewest)
}

/// Places the sentence of the constraint in free cells near its station; says whether there were any.
fn place_callout(voice: &Voice<'_>, grid: &Grid, routes: &Routes, station: Frame, sheet: &mut Sheet) -> bool {
    let ground = &routes.ground;
    let mut best: Option<(Px, Frame)> = None;
    for (row, (top, height)) in ground.rows.iter().enumerate() {
        if !grid.rows.get(row).is_some_and(|row| row.tall) {
            continue;
        }
        for wide in [px(352), px(290), px(236)] {
            let high = foot::callout_height(voice, wide);
            // A sentence that breaks is worse than one that stands a little further off.
            let broken = (high - foot::callout_height(voice, px(352))) * 8;
            if high > *height {
                continue;
            }
            let mut x = GUTTER + px(6);
            while x + wide <= WIDTH - px(10) {
                for y in [*top + (*height - high) / 2, *top, *top + *height - high] {
                    let frame = Frame::new(x, y, wide, high);
                    if sheet.is_free(frame.inset(px(-5)), Over::Nothing) {
                        let away = |a: Px, b: Px| if a > b { a - b } else { b - a };
                        let (here, there) = (frame.middle(), station.middle());
                        let far = away(here.x, there.x) + away(here.y, there.y) * 2 - (wide - px(236)) + broken;
                        if best.is_none_or(|(known, _)| far < known) {
                            best = Some((far, frame));
                        }
                    }
                }
                x += px(16);
            }
        }
    }
    let Some((_, frame)) = best else { return false };
    if let Some(element) = foot::callout(voice, frame) {
        sheet.labels.push(element);
        sheet.take_box(frame);
    }
    true
}

/// What the legend has to explain: only what is on the picture.
fn signs(voice: &Voice<'_>, links: &Links) -> Vec<Sign> {
    let flow = &voice.picture.flow;
    let live = |class: Class| links.links.iter().any(|link| link.class == class && link.count > 0);
    let mut signs = Vec::new();
    let mut add = |when: bool, sign: Sign| {
        if when {
            signs.push(sign);
        }
    };
    add(!flow.moves.is_empty(), Sign::Width);
    add(voice.force.model.stages.iter().any(|stage| stage.stock.is_some()), Sign::Gauge);
    add(flow.stages.iter().any(|stage| stage.overdue > 0), Sign::Overdue);
    add(live(Class::Fast), Sign::Fast);
    add(live(Class::Recycle), Sign::Recycle);
    add(live(Class::Detour), Sign::Detour);
    add(live(Class::Jump), Sign::Jump);
    add(links.links.iter().any(|link| link.backbone && link.count == 0), Sign::Pale);
    add(voice.picture.shelves.iter().any(|shelf| shelf.stock > 0), Sign::Due);
    add(voice.picture.constraint.is_some(), Sign::Constraint);
    add(voice.picture.ladders.iter().any(|ladder| ladder.has_work), Sign::Worked);
    signs
}
