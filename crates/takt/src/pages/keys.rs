//! Keys: one table, from which the handlers in the browser and the sheet behind `?` are both made. They go by the place of a
//! key on the keyboard, so that they work with a Japanese input method, and never while one composes.

use serde_json::{Value, json};

/// Where a key works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// On every page.
    Everywhere,
    /// On the diagram.
    Diagram,
    /// In a list.
    List,
    /// On the record of a company.
    Record,
    /// In the queue of those who may be one.
    Pairs,
}

impl Scope {
    /// All of them, in the order of the sheet.
    pub const ALL: [Self; 5] = [Self::Everywhere, Self::Diagram, Self::List, Self::Record, Self::Pairs];

    /// Its code: `data-keys` of the page's body, and `web-keys-CODE` in the catalogue.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Everywhere => "everywhere",
            Self::Diagram => "diagram",
            Self::List => "list",
            Self::Record => "record",
            Self::Pairs => "pairs",
        }
    }
}

/// A key.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// `KeyboardEvent.code`.
    pub code: &'static str,
    /// How it is shown.
    pub shown: &'static str,
    /// With Shift.
    pub shift: bool,
    /// With Ctrl, or ⌘.
    pub command: bool,
    /// What it does: the name of a handler in `takt.js`, and `web-key-NAME` in the catalogue.
    pub does: &'static str,
    /// Where.
    pub scope: Scope,
}

const fn key(code: &'static str, shown: &'static str, does: &'static str, scope: Scope) -> Key {
    Key { code, shown, shift: false, command: false, does, scope }
}

/// All keys.
pub const KEYS: &[Key] = &[
    Key { command: true, ..key("KeyK", "Ctrl K", "search", Scope::Everywhere) },
    key("Slash", "/", "search", Scope::Everywhere),
    Key { shift: true, ..key("Slash", "?", "sheet", Scope::Everywhere) },
    key("KeyG", "G", "line", Scope::Everywhere),
    key("KeyC", "C", "companies", Scope::Everywhere),
    key("ArrowLeft", "←", "earlier", Scope::Diagram),
    key("ArrowRight", "→", "later", Scope::Diagram),
    key("KeyT", "T", "table", Scope::Diagram),
    key("Period", ".", "constraint", Scope::Diagram),
    key("KeyP", "P", "play", Scope::Diagram),
    key("KeyJ", "J", "next", Scope::List),
    key("KeyK", "K", "previous", Scope::List),
    key("Enter", "Enter", "open", Scope::List),
    key("ArrowRight", "→", "next-page", Scope::List),
    key("ArrowLeft", "←", "previous-page", Scope::List),
    key("KeyJ", "J", "next", Scope::Pairs),
    key("KeyK", "K", "previous", Scope::Pairs),
    key("KeyY", "Y", "same", Scope::Pairs),
    key("KeyN", "N", "distinct", Scope::Pairs),
    key("KeyA", "A", "call", Scope::Record),
    key("KeyM", "M", "meeting", Scope::Record),
    key("KeyW", "W", "won", Scope::Record),
    key("KeyL", "L", "lost", Scope::Record),
    key("KeyH", "H", "accept", Scope::Record),
    key("KeyS", "S", "stage", Scope::Record),
];

/// The keys of a page, for its script.
#[must_use]
pub fn json(scope: Scope) -> Value {
    let of = |key: &&Key| key.scope == Scope::Everywhere || key.scope == scope;
    let told = |key: &Key| json!({ "code": key.code, "shift": key.shift, "command": key.command, "does": key.does });
    KEYS.iter().filter(of).map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_page_has_two_meanings_for_one_key() {
        for scope in Scope::ALL {
            let of = KEYS.iter().filter(|key| key.scope == Scope::Everywhere || key.scope == scope);
            let mut seen = Vec::new();
            for key in of {
                let pressed = (key.code, key.shift, key.command);
                assert!(!seen.contains(&pressed), "{} on {}", key.shown, scope.code());
                seen.push(pressed);
            }
        }
    }

    #[test]
    fn every_key_has_a_handler() {
        let script = include_str!("../../assets/takt.js");
        for key in KEYS {
            let bare = format!("\n  {}(", key.does);
            let quoted = format!("\n  \"{}\"(", key.does);
            assert!(script.contains(&bare) || script.contains(&quoted), "{}", key.does);
        }
    }
}
