//! Keys by name, as a keyboard of the United States has them.

use crate::Trouble;

/// A key with what an event of it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    /// As in `KeyboardEvent.key`.
    pub(crate) key: String,
    /// As in `KeyboardEvent.code`.
    pub(crate) code: String,
    /// As in `KeyboardEvent.keyCode`.
    pub(crate) number: u32,
    /// What it writes; empty for keys that write nothing.
    pub(crate) text: String,
}

/// A key that is held while another is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Held {
    Alt,
    Control,
    Meta,
    Shift,
}

impl Held {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "Alt" => Self::Alt,
            "Control" => Self::Control,
            "Meta" => Self::Meta,
            "Shift" => Self::Shift,
            _ => return None,
        })
    }

    /// Its bit in an input event.
    pub(crate) fn bit(self) -> u32 {
        match self {
            Self::Alt => 1,
            Self::Control => 2,
            Self::Meta => 4,
            Self::Shift => 8,
        }
    }

    /// The key itself, the left one of two.
    pub(crate) fn key(self) -> Key {
        let (name, code, number) = match self {
            Self::Alt => ("Alt", "AltLeft", 18),
            Self::Control => ("Control", "ControlLeft", 17),
            Self::Meta => ("Meta", "MetaLeft", 91),
            Self::Shift => ("Shift", "ShiftLeft", 16),
        };
        Key { key: name.to_owned(), code: code.to_owned(), number, text: String::new() }
    }
}

/// Keys that have a name: the name, the number, and what they write.
const NAMED: &[(&str, u32, &str)] = &[
    ("Backspace", 8, ""),
    ("Tab", 9, ""),
    ("Enter", 13, "\r"),
    ("Escape", 27, ""),
    ("PageUp", 33, ""),
    ("PageDown", 34, ""),
    ("End", 35, ""),
    ("Home", 36, ""),
    ("ArrowLeft", 37, ""),
    ("ArrowUp", 38, ""),
    ("ArrowRight", 39, ""),
    ("ArrowDown", 40, ""),
    ("Insert", 45, ""),
    ("Delete", 46, ""),
    ("F1", 112, ""),
    ("F2", 113, ""),
    ("F3", 114, ""),
    ("F4", 115, ""),
    ("F5", 116, ""),
    ("F6", 117, ""),
    ("F7", 118, ""),
    ("F8", 119, ""),
    ("F9", 120, ""),
    ("F10", 121, ""),
    ("F11", 122, ""),
    ("F12", 123, ""),
];

/// Keys of signs: without and with Shift, code, number.
const SIGNS: &[(char, char, &str, u32)] = &[
    ('1', '!', "Digit1", 49),
    ('2', '@', "Digit2", 50),
    ('3', '#', "Digit3", 51),
    ('4', '$', "Digit4", 52),
    ('5', '%', "Digit5", 53),
    ('6', '^', "Digit6", 54),
    ('7', '&', "Digit7", 55),
    ('8', '*', "Digit8", 56),
    ('9', '(', "Digit9", 57),
    ('0', ')', "Digit0", 48),
    (';', ':', "Semicolon", 186),
    ('=', '+', "Equal", 187),
    (',', '<', "Comma", 188),
    ('-', '_', "Minus", 189),
    ('.', '>', "Period", 190),
    ('/', '?', "Slash", 191),
    ('`', '~', "Backquote", 192),
    ('[', '{', "BracketLeft", 219),
    ('\\', '|', "Backslash", 220),
    (']', '}', "BracketRight", 221),
    ('\'', '"', "Quote", 222),
];

/// Reads `Enter`, `j`, `?`, `Control+K`: the keys held, in order, and the key pressed.
pub(crate) fn read(chord: &str) -> Result<(Vec<Held>, Key), Trouble> {
    let unknown = || Trouble::NoKey(chord.to_owned());
    let mut held = Vec::new();
    let mut rest = chord;
    while let Some((name, behind)) =
        rest.split_once('+').filter(|(name, behind)| !name.is_empty() && !behind.is_empty())
    {
        held.push(Held::named(name).ok_or_else(unknown)?);
        rest = behind;
    }
    if let Some(alone) = Held::named(rest) {
        return Ok((held, alone.key()));
    }
    let is_command = held.iter().any(|held| *held != Held::Shift);
    if let Some((name, number, text)) = NAMED.iter().find(|(name, ..)| *name == rest) {
        let text = if is_command { "" } else { *text };
        return Ok((
            held,
            Key { key: rest.to_owned(), code: (*name).to_owned(), number: *number, text: text.to_owned() },
        ));
    }
    let mut chars = if rest == "Space" { " ".chars() } else { rest.chars() };
    let (Some(char), None) = (chars.next(), chars.next()) else { return Err(unknown()) };
    let has_shift = held.contains(&Held::Shift);
    let key = if char == ' ' {
        Key { key: " ".to_owned(), code: "Space".to_owned(), number: 32, text: " ".to_owned() }
    } else if char.is_ascii_alphabetic() {
        // `Control+K` is what menus call the key k with Control held.
        let is_big = has_shift || (char.is_ascii_uppercase() && !is_command);
        if is_big && !has_shift {
            held.push(Held::Shift);
        }
        let big = char.to_ascii_uppercase();
        let written = if is_big { big } else { char.to_ascii_lowercase() };
        Key { key: written.to_string(), code: format!("Key{big}"), number: u32::from(big), text: written.to_string() }
    } else if let Some((small, big, code, number)) =
        SIGNS.iter().find(|(small, big, ..)| [*small, *big].contains(&char))
    {
        if char == *big && !has_shift {
            held.push(Held::Shift);
        }
        let written = if char == *big || has_shift { big } else { small };
        Key { key: written.to_string(), code: (*code).to_owned(), number: *number, text: written.to_string() }
    } else {
        return Err(unknown());
    };
    let text = if is_command { String::new() } else { key.text };
    Ok((held, Key { text, ..key }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(chord: &str) -> (Vec<Held>, String, String, u32, String) {
        let (held, key) = read(chord).unwrap();
        (held, key.key, key.code, key.number, key.text)
    }

    fn is(held: &[Held], key: &str, code: &str, number: u32, text: &str) -> (Vec<Held>, String, String, u32, String) {
        (held.to_vec(), key.to_owned(), code.to_owned(), number, text.to_owned())
    }

    #[test]
    fn a_key_says_what_a_keyboard_says() {
        assert_eq!(pressed("j"), is(&[], "j", "KeyJ", 74, "j"));
        assert_eq!(pressed("J"), is(&[Held::Shift], "J", "KeyJ", 74, "J"));
        assert_eq!(pressed("?"), is(&[Held::Shift], "?", "Slash", 191, "?"));
        assert_eq!(pressed("/"), is(&[], "/", "Slash", 191, "/"));
        assert_eq!(pressed("+"), is(&[Held::Shift], "+", "Equal", 187, "+"));
        assert_eq!(pressed("Space"), is(&[], " ", "Space", 32, " "));
        assert_eq!(pressed("Enter"), is(&[], "Enter", "Enter", 13, "\r"));
        assert_eq!(pressed("Shift+Tab"), is(&[Held::Shift], "Tab", "Tab", 9, ""));
    }

    #[test]
    fn a_command_writes_nothing() {
        assert_eq!(pressed("Control+K"), is(&[Held::Control], "k", "KeyK", 75, ""));
        assert_eq!(pressed("Control+Enter"), is(&[Held::Control], "Enter", "Enter", 13, ""));
        assert_eq!(pressed("Control+Shift+K"), is(&[Held::Control, Held::Shift], "K", "KeyK", 75, ""));
    }

    #[test]
    fn a_key_that_is_none_is_refused() {
        for chord in ["", "Retrun", "Hyper+K", "日", "kk"] {
            assert!(matches!(read(chord), Err(Trouble::NoKey(name)) if name == chord), "{chord}");
        }
    }
}
