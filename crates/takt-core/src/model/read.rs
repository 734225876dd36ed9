//! From the text of a model file to a sound model.
//!
//! Reading goes on behind a fault, so that a person sees all of them at once; what rests on a fault is left out, so
//! that one slip of the hand is one finding. The parts are read in the order in which they need each other: the house
//! (calendar, fields, teams), the stages, the clocks and steps, then the transitions that name all of these.

mod condition;
mod house;
mod line;
mod rules;

use alloc::collections::BTreeMap;
use alloc::string::ToString;
use alloc::vec::Vec;

pub(super) use condition::Placed;
pub(super) use line::{Move, Stand};

use super::finding::{Finding, Findings};
use super::grammar::{self, Section};
use super::section::{Fields, fields};
use super::source::{Lines, Node, nearest, tree};
use super::{FieldDef, Model, check};
use crate::dictionary::Dictionary;

/// Reads a model file given as bytes; see [`read`].
///
/// # Errors
/// What is wrong with it.
pub fn read_bytes(bytes: &[u8], words: &mut Dictionary) -> Result<Model, Vec<Finding>> {
    match core::str::from_utf8(bytes) {
        Ok(text) => read(text, words),
        Err(error) => {
            let (sound, broken) = bytes.split_at(error.valid_up_to());
            let byte = broken.first().map_or_else(Default::default, |byte| alloc::format!("0x{byte:02X}"));
            let mut found = Findings::default();
            found.add(sound.len(), "not-utf8", [("byte", &byte)]);
            // Sound up to here, by the error itself.
            Err(found.placed(&Lines::of(core::str::from_utf8(sound).unwrap_or_default())))
        }
    }
}

/// Reads a model file. Its words (stages, teams, reasons …) get their numbers from the dictionary, which takes new ones
/// only if the model is sound.
///
/// # Errors
/// What is wrong with it, all of it, in the order of the file.
pub fn read(text: &str, words: &mut Dictionary) -> Result<Model, Vec<Finding>> {
    let lines = Lines::of(text);
    let mut found = Findings::default();
    if text.len() > grammar::BYTES_MOST {
        let args =
            [("section", "bytes"), ("count", &*text.len().to_string()), ("most", &*grammar::BYTES_MOST.to_string())];
        found.add(0, "too-many", args);
        return Err(found.placed(&lines));
    }
    let root = match tree(text) {
        Ok(root) => root,
        Err((at, message)) => {
            found.add(at, "not-toml", [("message", &message)]);
            return Err(found.placed(&lines));
        }
    };
    // Another format has other keys: nothing that could be said about them would be right.
    if let Some(format) = root.get("format").filter(|entry| entry.node.whole() != Some(grammar::FORMAT)) {
        let args = [("format", &*format.node.shown()), ("supported", &*grammar::FORMAT.to_string())];
        found.add(format.node.at, "format", args);
        return Err(found.placed(&lines));
    }
    let mut reader = Reader { words: words.clone(), found, lines: &lines, known: Known::default() };
    let model = reader.model(&root);
    let Reader { words: taken, found, .. } = reader;
    match model {
        Some(model) if found.is_empty() => {
            *words = taken;
            Ok(model)
        }
        _ => Err(found.placed(&lines)),
    }
}

/// What the file declares, for what refers to it.
#[derive(Default)]
struct Known<'n> {
    fields: Vec<FieldDef>,
    teams: Vec<&'n str>,
    stages: Vec<&'n str>,
    reasons: Vec<&'n str>,
    steps: Vec<&'n str>,
}

struct Reader<'n> {
    words: Dictionary,
    found: Findings,
    lines: &'n Lines<'n>,
    known: Known<'n>,
}

impl<'n> Reader<'n> {
    fn model(&mut self, root: &'n Node) -> Option<Model> {
        let top = fields(&grammar::TOP, root, &mut self.found);
        let calendar = self.calendar(&top);
        let currency = self.currency(&top);
        self.known.fields = self.declared_fields(&top);
        let segment = self.segment(&top);
        let teams = self.teams(&top);
        let stands = self.stages(&top);
        let start = self.start(&top, &stands);
        let recycle = self.recycle(&top);
        let steps = self.steps(&top);
        let score = self.score(&top, currency);
        let moves = self.moves(&top, &stands, currency);
        let plays = self.plays(&top);
        let health = self.health(&top);

        let line = check::Line {
            start,
            stands: &stands,
            moves: &moves,
            score: &score,
            laps_max: recycle.as_ref().map(|recycle| recycle.laps_max),
            steps: steps.len(),
            ways: check::Ways::of(&moves),
        };
        check::check(&line, &mut self.found);
        check::plays(&line, &plays, &mut self.found);

        Some(Model {
            id: top.text("id")?.into(),
            version: top.whole("version")?,
            name: top.name("name"),
            calendar: calendar?,
            fiscal_year_start: top.whole("fiscal_year_start")?,
            currency: currency?,
            start: start?,
            fields: core::mem::take(&mut self.known.fields),
            segment,
            teams,
            stages: stands.into_iter().map(|stand| stand.stage).collect(),
            transitions: moves.into_iter().filter_map(Move::transition).collect(),
            score,
            recycle: recycle?,
            plays: plays.into_iter().map(|(play, _)| play).collect(),
            steps,
            health,
        })
    }

    /// The tables of a list with their names, each name once and no more of them than there may be. What has no sound
    /// name has the empty one.
    fn tables(&mut self, section: &'static Section, name: &str, nodes: &'n [Node]) -> Vec<(&'n str, Fields<'n>)> {
        let most = grammar::MOST.iter().find(|(key, _)| *key == section.name).map_or(usize::MAX, |(_, most)| *most);
        self.limit(section.name, nodes, most);
        let mut first: BTreeMap<&'n str, usize> = BTreeMap::new();
        let mut tables = Vec::new();
        for node in nodes.iter().take(most) {
            let table = fields(section, node, &mut self.found);
            let id = table.text(name).unwrap_or_default();
            if let Some(at) = first.get(id) {
                let line = self.lines.place(*at).0.to_string();
                let at = table.node(name).map_or(table.at, |node| node.at);
                self.found.add(at, "duplicate-id", [("section", section.name), ("id", id), ("line", &line)]);
                continue;
            }
            if !id.is_empty() {
                first.insert(id, table.at);
            }
            tables.push((id, table));
        }
        tables
    }

    /// A finding at the first value beyond what there may be.
    fn limit(&mut self, section: &str, nodes: &[Node], most: usize) {
        if let Some(beyond) = nodes.get(most) {
            let (count, most) = (nodes.len().to_string(), most.to_string());
            self.found.add(beyond.at, "too-many", [("section", section), ("count", &count), ("most", &most)]);
        }
    }

    /// Whether a name is among those declared; else a finding.
    fn refers(&mut self, code: &'static str, node: &Node, known: &[&str]) -> bool {
        let id = node.text().unwrap_or_default();
        let is = known.contains(&id);
        if !is {
            self.found.add(node.at, code, [("id", id), ("nearest", nearest(id, known.iter().copied()))]);
        }
        is
    }
}
