//! What happened at a small vendor as facts in JSON lines, and how what a folder says of it is read.

use std::path::Path;

use serde_json::Value;
use takt::app::desk::Desk;
use takt::app::{report, verify};
use takt::fault::Fault;
use takt_store::{Head, SqliteStore, StoreError};

use crate::disk::{Call, Dice, What};

/// The facts of these accounts: each becomes known, some are called, some buy.
pub(crate) fn facts(accounts: std::ops::Range<u64>, seed: u64) -> String {
    let mut text = String::new();
    for id in accounts {
        let mut dice = Dice(seed ^ (id << 20));
        let month = 1 + dice.below(6);
        let mut line = |kind: &str, month: u64, more: &str| {
            let (day, hour) = (1 + dice.below(28), 9 + dice.below(9));
            text.push_str(&format!(
                "{{\"kind\":\"{kind}\",\"account\":\"v:{id}\",\"at\":\"2025-{month:02}-{day:02}T{hour:02}:00:00+09:00\"{more}}}\n"
            ));
            dice.below(3)
        };
        let kind = line("captured", month, ",\"source\":\"web\"");
        if kind > 0 {
            line("call-held", month + 1, ",\"by\":\"v:m1\",\"outcome\":\"talked\"");
        }
        if kind > 1 {
            line("touched", month + 2, ",\"touch\":\"visit\"");
        }
    }
    text
}

/// A statement about accounts that are known: somebody takes them over.
pub(crate) fn statements(accounts: std::ops::Range<u64>) -> String {
    accounts
        .map(|id| {
            format!(
                "{{\"kind\":\"won\",\"account\":\"v:{id}\",\"at\":\"2025-11-04T10:00:00+09:00\",\"by\":\"v:m2\"}}\n"
            )
        })
        .collect()
}

/// What lies in a folder.
#[derive(Debug, PartialEq)]
pub(crate) enum State {
    /// No journal.
    None,
    /// A journal in which no model was adopted yet: `init` did not come to its end.
    Unfinished,
    /// All that `takt verify` asks is so.
    Sound(Head),
    /// And what is not.
    Broken(String),
}

impl State {
    /// How many facts there are.
    pub(crate) fn facts(&self) -> u64 {
        if let Self::Sound(head) = self { head.next.0 - 1 } else { 0 }
    }
}

/// Checks a folder as `takt verify` does.
pub(crate) fn state(folder: &Path) -> State {
    match SqliteStore::open_reader(folder) {
        Ok(mut store) => state_of(&mut store, folder),
        Err(StoreError::NoFolder { .. } | StoreError::NotOurs { why: takt_store::Foreign::NoJournal, .. }) => {
            State::None
        }
        Err(error) => State::Broken(format!("{error:?}")),
    }
}

/// [`state`] of a store that is open.
pub(crate) fn state_of(store: &mut SqliteStore, folder: &Path) -> State {
    let verdict = match verify::verify(folder, store, |error| Fault::of_store(error, folder)) {
        Ok(verdict) => verdict,
        Err(fault) => return State::Broken(format!("{fault:?}")),
    };
    if !verdict.is_sound() {
        return State::Broken(format!("{:?}, equal: {}", verdict.chain.findings, verdict.is_equal()));
    }
    if verdict.chain.head == Head::EMPTY { State::Unfinished } else { State::Sound(verdict.chain.head) }
}

/// The moves of a folder by month: what must be alike however often an import was stopped and begun again.
pub(crate) fn moves(folder: &Path) -> Value {
    let desk = Desk::open_reader(folder).unwrap();
    let (from, to) = (report::day("2025-01-01").unwrap(), report::day("2025-12-31").unwrap());
    let flow = report::flow(&desk, Some(from), Some(to), None).unwrap();
    let mut json = flow.map_or(Value::Null, |flow| report::flow_json(&desk, &flow, &report::entities(&desk, &flow)));
    json["as_of"] = Value::Null;
    json
}

/// What a run acknowledged, in order: how many facts more than before it, and behind which of its calls.
///
/// An import's progress and the answer of a command say so; a line is said when its end is written.
pub(crate) fn acknowledged(calls: &[Call]) -> Vec<(usize, u64)> {
    let mut said: [Vec<u8>; 3] = Default::default();
    let mut list = Vec::new();
    for (place, call) in calls.iter().enumerate() {
        if call.what != What::Say || call.error != 0 {
            continue;
        }
        let stream = &mut said[usize::try_from(call.fd).unwrap()];
        stream.extend(&call.bytes);
        while let Some(end) = stream.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = stream.drain(..=end).collect();
            if let Ok(told) = serde_json::from_slice::<Value>(&line)
                && let Some(facts) = told["facts"].as_u64().or_else(|| told["model"].is_string().then_some(1))
            {
                list.push((place + 1, facts));
            }
        }
    }
    list
}
