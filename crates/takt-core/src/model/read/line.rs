//! The line itself: stages, and the transitions between them.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{Placed, Reader};
use crate::dictionary::WordKind;
use crate::fact::{Kind, Path};
use crate::model::grammar::{STAGE, TRANSITION};
use crate::model::section::{Fields, bad_value, is_id};
use crate::model::source::{Node, nearest};
use crate::model::{Condition, ReasonFrom, Stage, StageKind, Standing, Transition};
use crate::unit::{Currency, ReasonId, StageId, TeamId};

/// A stage with the places that findings about it point at.
pub(crate) struct Stand {
    pub(crate) stage: Stage,
    /// Where its id stands.
    pub(crate) at: usize,
    /// Whether kind, standing and offer are what the file means, so that more can be said about it.
    pub(crate) is_clear: bool,
}

/// A transition with the places that findings about it point at.
pub(crate) struct Move {
    pub(crate) key: String,
    /// Where its table stands.
    pub(crate) at: usize,
    pub(crate) from: Vec<(StageId, usize)>,
    pub(crate) to: Option<(StageId, usize)>,
    pub(crate) path: Option<Path>,
    /// `None` where it could not be read.
    pub(crate) when: Option<Placed>,
    pub(crate) is_default: bool,
    pub(crate) reason: ReasonFrom,
    /// Whether all its stages are known.
    pub(crate) is_clear: bool,
}

impl Move {
    /// The transition of the model; `None` where a part of it could not be read.
    pub(super) fn transition(self) -> Option<Transition> {
        Some(Transition {
            key: self.key,
            from: self.from.into_iter().map(|(id, _)| id).collect(),
            to: self.to?.0,
            path: self.path?,
            when: self.when?.condition,
            reason: self.reason,
        })
    }
}

impl<'n> Reader<'n> {
    pub(super) fn stages(&mut self, top: &Fields<'n>) -> Vec<Stand> {
        let mut stands: Vec<Stand> = Vec::new();
        let mut earlier = BTreeMap::new();
        for (key, table) in self.tables(&STAGE, "id", top.items("stage")) {
            let team = self.owner(key, &table);
            let kind = table.text("kind").and_then(StageKind::named);
            let standing = table.text("standing").and_then(Standing::named);
            if let Some(kind) = kind {
                self.fit_of_kind(key, kind, standing, &table);
            }
            let outcome = table.text("outcome").and_then(Kind::named);
            if let (Some(kind), Some(node)) = (outcome, table.node("outcome"))
                && let Some(first) = stands.iter().find(|stand| stand.stage.outcome == Some(kind))
            {
                let args = [("outcome", kind.name()), ("id", key), ("other", &first.stage.key)];
                self.found.add(node.at, "outcome-taken-twice", args);
            }
            let offers = table.node("offers").and_then(|node| self.team(node));
            let was = self.earlier(key, &table, &mut earlier);
            if key.is_empty() {
                continue;
            }
            self.known.stages.push(key);
            let fits = match kind {
                Some(StageKind::Count | StageKind::Gate) => standing.is_none(),
                Some(StageKind::Shelf) => standing == Some(Standing::Resting),
                Some(StageKind::Inventory | StageKind::Sla) => standing.is_some(),
                None => false,
            };
            stands.push(Stand {
                stage: Stage {
                    id: StageId(self.words.intern(WordKind::Stage, key)),
                    key: key.into(),
                    kind: kind.unwrap_or(StageKind::Inventory),
                    limit: table.span("limit"),
                    team: team.unwrap_or(TeamId(0)),
                    standing,
                    column: table.whole("column").unwrap_or(1),
                    stock: table.whole("stock"),
                    outcome,
                    offers,
                    was,
                    name: table.name("name"),
                    means: table.name("means"),
                },
                at: table.node("id").map_or(table.at, |node| node.at),
                is_clear: fits && table.has("offers") == offers.is_some(),
            });
        }
        for (id, node) in earlier {
            if let Some(stand) =
                stands.iter().find(|stand| stand.stage.key == id && stand.stage.kind != StageKind::Count)
            {
                self.found.add(node.at, "was-still-there", [("id", id), ("name", &*stand.stage.name.en)]);
            }
        }
        stands
    }

    /// The stages of earlier models that a stage takes over from: each of them goes to one stage only.
    fn earlier(&mut self, key: &str, table: &Fields<'n>, all: &mut BTreeMap<&'n str, &'n Node>) -> Vec<StageId> {
        let nodes = match table.node("was") {
            Some(node) if node.text().is_some() => core::slice::from_ref(node),
            _ => table.items("was"),
        };
        let mut was = Vec::new();
        for node in nodes {
            let Some(id) = node.text() else { continue };
            if !is_id(id) {
                bad_value("was", node, "id", "", &mut self.found);
            } else if let Some(first) = all.get(id) {
                let line = self.lines.place(first.at).0.to_string();
                self.found.add(node.at, "duplicate-id", [("section", "was"), ("id", id), ("line", &line)]);
            } else if id != key {
                all.insert(id, node);
                was.push(StageId(self.words.intern(WordKind::Stage, id)));
            }
        }
        was
    }

    /// The team of a stage: no stage without a team that works on it.
    fn owner(&mut self, key: &str, table: &Fields<'n>) -> Option<TeamId> {
        let Some(entry) = table.entry("team") else {
            if !table.has("team") {
                self.found.add(table.at, "owner-missing", [("id", key), ("team", ""), ("nearest", "")]);
            }
            return None;
        };
        let team = entry.node.text()?;
        if !self.known.teams.contains(&team) {
            let nearest = nearest(team, self.known.teams.iter().copied());
            self.found.add(entry.node.at, "owner-missing", [("id", key), ("team", team), ("nearest", nearest)]);
            return None;
        }
        Some(TeamId(self.words.intern(WordKind::Team, team)))
    }

    /// Whether the keys of a stage are those of its kind.
    fn fit_of_kind(&mut self, key: &str, kind: StageKind, standing: Option<Standing>, table: &Fields<'n>) {
        let misplaced: &[&str] = match kind {
            StageKind::Count | StageKind::Gate => &["standing", "limit", "stock", "outcome", "offers"],
            StageKind::Inventory | StageKind::Shelf => &["limit"],
            StageKind::Sla => &[],
        };
        for entry in misplaced.iter().filter_map(|key| table.entry(key)) {
            self.found.add(entry.at, "misplaced-key", [("key", &entry.key), ("id", key), ("kind", kind.name())]);
        }
        if kind == StageKind::Sla && !table.has("limit") {
            let at = table.node("kind").map_or(table.at, |node| node.at);
            self.found.add(at, "sla-without-limit", [("id", key)]);
        }
        if !matches!(kind, StageKind::Count | StageKind::Gate) && !table.has("standing") {
            self.found.add(table.at, "missing-key", [("key", "standing"), ("section", "stage")]);
        }
        if let (StageKind::Shelf, Some(node)) = (kind, table.node("standing"))
            && standing != Some(Standing::Resting)
        {
            bad_value("standing", node, "one-of", Standing::Resting.name(), &mut self.found);
        }
    }

    /// The start stage: there an account is courted, whatever its first fact says; a gate sends it there at once.
    pub(super) fn start(&mut self, top: &Fields<'n>, stands: &[Stand]) -> Option<StageId> {
        let node = top.node("start")?;
        let id = self.stage(node)?;
        let stage = &stands.iter().find(|stand| stand.stage.id == id)?.stage;
        if stage.standing != Some(Standing::Courting) && stage.kind != StageKind::Gate {
            let standing = stage.standing.map_or(stage.kind.name(), Standing::name);
            self.found.add(node.at, "start-not-courting", [("id", &stage.key), ("standing", standing)]);
            return None;
        }
        Some(id)
    }

    /// The number of a stage that stands in the file.
    pub(super) fn stage(&mut self, node: &Node) -> Option<StageId> {
        let known = core::mem::take(&mut self.known.stages);
        let is = self.refers("unknown-stage", node, &known);
        self.known.stages = known;
        is.then(|| StageId(self.words.intern(WordKind::Stage, node.text().unwrap_or_default())))
    }

    pub(super) fn moves(&mut self, top: &Fields<'n>, stands: &[Stand], currency: Option<Currency>) -> Vec<Move> {
        let tables = self.tables(&TRANSITION, "id", top.items("transition"));
        let mut taken: BTreeSet<String> = tables.iter().map(|(id, _)| (*id).to_string()).collect();
        let mut moves = Vec::new();
        for (id, table) in tables {
            let to = table.node("to").and_then(|node| Some((self.stage(node)?, node.at)));
            let before = self.found.len();
            let from = self.from(&table, to.map(|(to, _)| to), stands);
            let is_clear = to.is_some() && self.found.len() == before && !from.is_empty();
            let key = if id.is_empty() { name_of(&table, &from, stands, &mut taken) } else { id.to_string() };
            let is_gate = |id: &StageId| {
                let stand = stands.iter().find(|stand| stand.stage.id == *id);
                stand.is_none_or(|stand| !stand.is_clear || stand.stage.kind == StageKind::Gate)
            };
            let is_default = table.flag("default");
            if let Some(entry) = table.entry("default").filter(|_| is_clear)
                && (!is_default || from.iter().any(|(id, _)| !is_gate(id)))
            {
                self.found.add(entry.at, "misplaced-key", [("key", "default"), ("id", &key), ("kind", "transition")]);
            }
            let when = self.when(&table, &key, is_default, currency);
            let reason = self.reason(&table);
            let path = table.text("path").and_then(Path::named);
            moves.push(Move { key, at: table.at, from, to, path, when, is_default, reason, is_clear });
        }
        moves
    }

    /// The stages that a transition leaves; a standing stands for all its stages but the one that is entered.
    fn from(&mut self, table: &Fields<'n>, to: Option<StageId>, stands: &[Stand]) -> Vec<(StageId, usize)> {
        let mut from: Vec<(StageId, usize)> = Vec::new();
        for node in table.items("from") {
            let text = node.text().unwrap_or_default();
            let ids: Vec<StageId> = match text.strip_prefix("standing:") {
                None => self.stage(node).into_iter().collect(),
                Some(word) => {
                    let standing = Standing::named(word);
                    if standing.is_none() {
                        bad_value("from", node, "one-of", &standings(), &mut self.found);
                        continue;
                    }
                    let of_standing = stands.iter().map(|stand| &stand.stage).filter(|s| s.standing == standing);
                    let ids: Vec<StageId> = of_standing.map(|s| s.id).filter(|id| Some(*id) != to).collect();
                    if ids.is_empty() {
                        self.found.add(node.at, "unknown-stage", [("id", text), ("nearest", "")]);
                    }
                    ids
                }
            };
            for id in ids {
                if from.iter().all(|(taken, _)| *taken != id) {
                    from.push((id, node.at));
                }
            }
        }
        if table.node("from").is_some_and(|node| node.items().is_empty()) {
            let at = table.node("from").map_or(table.at, |node| node.at);
            self.found.add(at, "missing-key", [("key", "from"), ("section", "transition")]);
        }
        from
    }

    /// The condition of a transition: `when`, `after`, both, or `default`.
    fn when(&mut self, table: &Fields<'n>, key: &str, is_default: bool, currency: Option<Currency>) -> Option<Placed> {
        let mut count = 0;
        let when = table.node("when").map(|node| self.condition(node, key, currency, &mut count));
        let after = table.node("after").map(|node| (node.at, table.span("after")));
        if is_default {
            for entry in ["when", "after"].iter().filter_map(|key| table.entry(key)) {
                let args = [("key", &*entry.key), ("id", key), ("kind", "default")];
                self.found.add(entry.at, "misplaced-key", args);
            }
            return Some(Placed::all(table.at, Vec::new()));
        }
        let elapsed = |(at, span): (usize, Option<_>)| Some(Placed::leaf(at, Condition::Elapsed(span?)));
        match (when, after) {
            (Some(when), None) => when,
            (None, Some(after)) => elapsed(after),
            (Some(when), Some(after)) => Some(Placed::all(table.at, Vec::from([elapsed(after)?, when?]))),
            (None, None) => {
                if !table.has("when") && !table.has("after") && !table.has("default") {
                    self.found.add(table.at, "missing-key", [("key", "when"), ("section", "transition")]);
                }
                None
            }
        }
    }

    fn reason(&mut self, table: &Fields<'n>) -> ReasonFrom {
        match table.node("reason") {
            None => ReasonFrom::None,
            Some(node) if node.text() == Some("from-fact") => ReasonFrom::Fact,
            Some(node) => self.reason_of(node).map_or(ReasonFrom::None, ReasonFrom::Fixed),
        }
    }

    /// The number of a reason that has a clock.
    pub(super) fn reason_of(&mut self, node: &Node) -> Option<ReasonId> {
        let known = core::mem::take(&mut self.known.reasons);
        let is = self.refers("unknown-reason", node, &known);
        self.known.reasons = known;
        is.then(|| ReasonId(self.words.intern(WordKind::Reason, node.text().unwrap_or_default())))
    }
}

fn standings() -> String {
    Standing::NAMES.iter().map(|name| alloc::format!("standing:{name}")).collect::<Vec<_>>().join(", ")
}

/// The name of a transition that has none in the file.
fn name_of(table: &Fields<'_>, from: &[(StageId, usize)], stands: &[Stand], taken: &mut BTreeSet<String>) -> String {
    let first = from.first().and_then(|(id, _)| stands.iter().find(|stand| stand.stage.id == *id));
    let first = first.map_or("?", |stand| &*stand.stage.key);
    let name = alloc::format!("{first}>{}", table.text("to").unwrap_or("?"));
    let mut key = name.clone();
    let mut nth = 2_u32;
    while !taken.insert(key.clone()) {
        key = alloc::format!("{name}#{nth}");
        nth += 1;
    }
    key
}
