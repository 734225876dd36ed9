//! What changes from one model to another, by meaning.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use super::told::{Part, told};
use super::{Model, Stage};
use crate::dictionary::{Dictionary, WordKind};
use crate::unit::StageId;

/// What kind of change it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// A part that only the new model has.
    Added,
    /// A part that only the old model has.
    Removed,
    /// A stage of the old model whose accounts stand in another stage of the new one: renamed, merged, or removed in
    /// its favour.
    TakenOver,
    /// A part says something else.
    Changed,
    /// A transition is tried in another order among those that leave the same stage, and the first that holds moves.
    Reordered,
}

impl ChangeKind {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Added, Self::Removed, Self::TakenOver, Self::Changed, Self::Reordered];

    /// Its name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::TakenOver => "taken-over",
            Self::Changed => "changed",
            Self::Reordered => "reordered",
        }
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What kind.
    pub kind: ChangeKind,
    /// The table of the file: `stage`, `transition`, `score.behaviour` … `model` for the file itself.
    pub section: &'static str,
    /// Which one of them; empty where there is one only.
    pub id: String,
    /// Which of its keys; empty for all of it.
    pub key: &'static str,
    /// What it was, in the words of the file; empty for nothing.
    pub from: String,
    /// What it is: for a stage that was taken over, the stage that does.
    pub to: String,
    /// The stage of the old model that is gone.
    pub gone: Option<StageId>,
}

/// Everything that changes from one model to another. Both were read over the same dictionary.
#[must_use]
pub fn diff(old: &Model, new: &Model, words: &Dictionary) -> Vec<Change> {
    let gone_to = |stage: &Stage| new.stage(stage.id).is_none().then(|| new.successor(stage.id)).flatten();
    let heirs: Vec<(StageId, StageId)> =
        old.stages.iter().filter_map(|stage| Some((stage.id, gone_to(stage)?.id))).collect();
    let (olds, news) = (told(old, words, &heirs), told(new, words, &[]));
    let key = |part: &Part| (part.section, part.id.clone());
    let in_new: BTreeMap<_, &Part> = news.iter().map(|part| (key(part), part)).collect();
    let in_old: BTreeMap<_, &Part> = olds.iter().map(|part| (key(part), part)).collect();
    let mut changes = Vec::new();
    for part in &olds {
        match in_new.get(&key(part)) {
            Some(other) => changes.extend(within(part, other)),
            None => {
                let change = gone(part, old, new);
                let heir = news.iter().find(|other| other.section == "stage" && other.id == change.to);
                let is_new = !in_old.contains_key(&("stage", change.to.clone()));
                changes.push(change);
                // Only a new name: what else is said of the stage is told as of the one it is now.
                changes.extend(heir.filter(|_| is_new && part.section == "stage").into_iter().flat_map(|heir| {
                    within(part, heir).into_iter().map(|change| Change { id: heir.id.clone(), ..change })
                }));
            }
        }
    }
    let is_heir = |part: &Part| {
        part.section == "stage" && heirs.iter().any(|(_, heir)| words.text(WordKind::Stage, heir.0) == part.id)
    };
    for part in news.iter().filter(|part| !in_old.contains_key(&key(part)) && !is_heir(part)) {
        changes.push(Change {
            kind: ChangeKind::Added,
            section: part.section,
            id: part.id.clone(),
            key: "",
            from: String::new(),
            to: summary(part),
            gone: None,
        });
    }
    changes.extend(reordered(old, new));
    changes
}

/// What a part says otherwise.
fn within(part: &Part, other: &Part) -> Vec<Change> {
    let keys: BTreeSet<&'static str> = part.says.iter().chain(&other.says).map(|(key, _)| *key).collect();
    let say = |part: &Part, wanted: &str| {
        part.says.iter().find(|(key, _)| *key == wanted).map_or_else(String::new, |(_, value)| value.clone())
    };
    let apart = keys.into_iter().map(|key| (key, say(part, key), say(other, key))).filter(|(_, from, to)| from != to);
    let change = |(key, from, to)| Change {
        kind: ChangeKind::Changed,
        section: part.section,
        id: part.id.clone(),
        key,
        from,
        to,
        gone: None,
    };
    apart.map(change).collect()
}

fn gone(part: &Part, old: &Model, new: &Model) -> Change {
    let stage = old.stages.iter().find(|stage| part.section == "stage" && stage.key == part.id).map(|stage| stage.id);
    let heir = stage.and_then(|stage| new.successor(stage));
    Change {
        kind: if heir.is_some() { ChangeKind::TakenOver } else { ChangeKind::Removed },
        section: part.section,
        id: part.id.clone(),
        key: "",
        from: summary(part),
        to: heir.map_or_else(String::new, |heir| heir.key.clone()),
        gone: stage,
    }
}

/// The part in one line: what it says, without its name and its definition.
fn summary(part: &Part) -> String {
    let said = part.says.iter().filter(|(key, _)| !matches!(*key, "name" | "means" | "column"));
    said.map(|(key, value)| alloc::format!("{key} = {value}")).collect::<Vec<_>>().join("; ")
}

/// Transitions that two stages' worth of others now stand before, among those that leave the same stage.
fn reordered(old: &Model, new: &Model) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for stage in &old.stages {
        let leaving = |model: &Model| -> Vec<String> {
            let own = model.transitions.iter().filter(|transition| transition.from.contains(&stage.id));
            own.map(|transition| transition.key.clone()).collect()
        };
        let (before, after) = (leaving(old), leaving(new));
        let common = |one: &[String], other: &[String]| -> Vec<String> {
            one.iter().filter(|key| other.contains(key)).cloned().collect()
        };
        let (from, to) = (common(&before, &after), common(&after, &before));
        if from != to {
            changes.push(Change {
                kind: ChangeKind::Reordered,
                section: "stage",
                id: stage.key.clone(),
                key: "transition",
                from: from.join(", "),
                to: to.join(", "),
                gone: None,
            });
        }
    }
    changes
}
