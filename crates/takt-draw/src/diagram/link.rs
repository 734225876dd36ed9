//! Which tracks the map has: the transitions of the model, and the moves that took none of them.

use takt_core::book::InForce;
use takt_core::fact::Path;
use takt_core::metric::Flow;
use takt_core::model::{StageKind, Standing};

use super::grid::{Grid, Sit};

/// How a track is drawn. In the order in which they look for their way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    Success,
    Loop,
    Fast,
    Recycle,
    Detour,
    Expansion,
    Jump,
}

impl Class {
    fn of(path: Option<Path>) -> Self {
        match path {
            Some(Path::Success | Path::Enter) => Self::Success,
            Some(Path::Loop) => Self::Loop,
            Some(Path::Fast) => Self::Fast,
            Some(Path::Recycle) => Self::Recycle,
            Some(Path::Detour) => Self::Detour,
            Some(Path::Jump | Path::Override | Path::Merge | Path::Adopt) | None => Self::Jump,
        }
    }
}

/// A track between two seats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// The seat it leaves; that of the visitors or of the customers for a move that enters the line.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) class: Class,
    /// Its moves, by their place in the flow; none on a track that nobody took in the period.
    pub(super) moves: Vec<usize>,
    pub(super) count: u64,
    /// Whether the model has it: then its room is kept whether anybody takes it or not.
    pub(super) kept: bool,
    /// Whether it is drawn pale when nobody took it, so that the line is whole.
    pub(super) backbone: bool,
}

/// The tracks, and the moves that have none on the map: into the line at its start without a stage of visitors, out of
/// it, and from a stage to itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Links {
    pub(super) links: Vec<Link>,
    /// The seat where the line begins, and its moves into it that no track shows.
    pub(super) entering: Option<(usize, Vec<usize>)>,
    pub(super) trackless: Vec<usize>,
}

impl Links {
    pub(super) fn of(force: &InForce, flow: &Flow, grid: &Grid, visitors: Option<usize>) -> Self {
        let model = &force.model;
        let seat = |stage| grid.seats.iter().position(|seat| seat.stage == stage);
        let mut all = Self::default();
        let start = seat(model.start);
        let visitors_seat = grid.seats.iter().position(|seat| seat.sit == Sit::Count);
        if let (Some(from), Some(to)) = (visitors_seat, start) {
            all.add(from, to, Class::Success, true);
        }
        for transition in &model.transitions {
            let class = Class::of(Some(transition.path));
            for from in &transition.from {
                let ends = seat(*from).zip(seat(transition.to)).filter(|(from, to)| from != to);
                if let Some((from, to)) = ends {
                    all.add(from, to, class, true);
                }
            }
        }
        let customers = model
            .stages
            .iter()
            .find(|stage| stage.standing == Some(Standing::Living) && stage.kind != StageKind::Gate)
            .and_then(|stage| seat(stage.id));
        for (place, moved) in flow.moves.iter().enumerate() {
            let ends = match (moved.from.map(seat), moved.to.map(seat)) {
                (Some(Some(from)), Some(Some(to))) if from != to => Some((from, to, Class::of(moved.path))),
                (None, Some(Some(to))) if Some(to) == start => match visitors {
                    Some(from) => Some((from, to, Class::Success)),
                    None => {
                        all.entering.get_or_insert((to, Vec::new())).1.push(place);
                        continue;
                    }
                },
                (None, Some(Some(to))) => customers.filter(|from| *from != to).map(|from| (from, to, Class::Expansion)),
                _ => None,
            };
            match ends {
                Some((from, to, class)) => {
                    let link = all.add(from, to, class, false);
                    if let Some(link) = all.links.get_mut(link) {
                        link.moves.push(place);
                        link.count += moved.count;
                    }
                }
                None => all.trackless.push(place),
            }
        }
        all.mark_backbone(grid);
        all
    }

    fn add(&mut self, from: usize, to: usize, class: Class, kept: bool) -> usize {
        let known = self.links.iter().position(|link| (link.from, link.to, link.class) == (from, to, class));
        if let Some(known) = known {
            return known;
        }
        self.links.push(Link { from, to, class, moves: Vec::new(), count: 0, kept, backbone: false });
        self.links.len() - 1
    }

    /// The nearest way into each stage keeps the line whole, and one way onto the shelf and off it.
    fn mark_backbone(&mut self, grid: &Grid) {
        let far = |link: &Link| match (grid.seats.get(link.from), grid.seats.get(link.to)) {
            (Some(a), Some(b)) => {
                let across = a.first.abs_diff(b.first).min(a.last.abs_diff(b.first)).min(a.first.abs_diff(b.last));
                across + 2 * a.row.abs_diff(b.row)
            }
            _ => usize::MAX,
        };
        let shelf = |seat: usize| grid.seats.get(seat).is_some_and(|seat| seat.sit == Sit::Shelf);
        for n in 0..self.links.len() {
            let Some(link) = self.links.get(n) else { continue };
            let rivals = |other: &&Link| {
                other.class == link.class
                    && match link.class {
                        Class::Recycle if shelf(link.from) => shelf(other.from),
                        Class::Fast | Class::Success | Class::Recycle => other.to == link.to,
                        _ => false,
                    }
            };
            let first =
                self.links.iter().enumerate().filter(|(_, other)| rivals(other)).min_by_key(|(n, o)| (far(o), *n));
            let backbone = link.kept
                && match link.class {
                    Class::Loop => true,
                    Class::Success => first.is_some_and(|(best, _)| best == n),
                    // One of a kind is enough, and none where somebody took any of them.
                    Class::Fast | Class::Recycle => {
                        first.is_some_and(|(best, _)| best == n)
                            && !self.links.iter().any(|other| rivals(&other) && other.count > 0)
                    }
                    Class::Detour | Class::Expansion | Class::Jump => false,
                };
            if let Some(link) = self.links.get_mut(n) {
                link.backbone = backbone;
            }
        }
    }
}
