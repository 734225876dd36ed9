//! Reads Rust text as far as the guards need: what is code, what is comment, and what is test.

/// A Rust file taken apart. Both parts keep the line breaks of the file, so that a line has its number in both; what
/// belongs to neither (strings and characters) is blank.
pub(crate) struct RustText {
    /// The code, without comments and literals of text.
    pub(crate) code: String,
    /// The comments, with their slashes.
    pub(crate) comments: String,
}

impl RustText {
    /// Takes a file apart.
    pub(crate) fn of(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut reader = Reader { chars: &chars, at: 0, code: String::new(), comments: String::new() };
        while reader.at < chars.len() {
            reader.step();
        }
        Self { code: reader.code, comments: reader.comments }
    }

    /// The code with every item under `#[cfg(test)]` blanked.
    pub(crate) fn code_outside_tests(&self) -> String {
        let mut code: Vec<char> = self.code.chars().collect();
        let attribute: Vec<char> = "#[cfg(test)]".chars().collect();
        let mut at = 0;
        while at < code.len() {
            if code[at..].starts_with(&attribute) {
                let end = item_end(&code, at + attribute.len());
                for char in &mut code[at..end] {
                    if *char != '\n' {
                        *char = ' ';
                    }
                }
                at = end;
            } else {
                at += 1;
            }
        }
        code.into_iter().collect()
    }
}

/// Where the item that starts at or after `at` ends: behind its `;`, or behind the brace that closes its body.
fn item_end(code: &[char], mut at: usize) -> usize {
    let mut depth = 0_usize;
    while let Some(char) = code.get(at) {
        at += 1;
        match char {
            '{' | '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            ';' if depth == 0 => break,
            _ => {}
        }
    }
    at
}

/// The words of code: names, keywords and numbers.
pub(crate) fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|char: char| !is_word(char)).filter(|word| !word.is_empty())
}

/// Whether a character may stand in a name.
pub(crate) fn is_word(char: char) -> bool {
    char.is_alphanumeric() || char == '_'
}

struct Reader<'a> {
    chars: &'a [char],
    at: usize,
    code: String,
    comments: String,
}

impl Reader<'_> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn step(&mut self) {
        match (self.peek(0), self.peek(1)) {
            (Some('/'), Some('/')) => {
                let end = self.find(|char| char == '\n');
                self.comment(end);
            }
            (Some('/'), Some('*')) => {
                let end = self.block_end();
                self.comment(end);
            }
            (Some('"'), _) => {
                let end = self.quoted_end('"');
                self.blank(end);
            }
            (Some('r'), Some('"' | '#')) if self.starts_a_literal() => match self.raw_end() {
                Some(end) => self.blank(end),
                None => self.code(),
            },
            (Some('\''), Some('\\')) => {
                let end = self.quoted_end('\'');
                self.blank(end);
            }
            // Three characters are a literal; anything else behind a tick is a lifetime.
            (Some('\''), Some(_)) if self.peek(2) == Some('\'') => self.blank(self.at + 3),
            _ => self.code(),
        }
    }

    /// Whether the `r` here is a prefix (`r"`, `br"`, `cr"`) and not the end of a name.
    fn starts_a_literal(&self) -> bool {
        let before = |back: usize| self.at.checked_sub(back).and_then(|at| self.chars.get(at)).copied();
        match before(1) {
            Some('b' | 'c') => !before(2).is_some_and(is_word),
            Some(char) => !is_word(char),
            None => true,
        }
    }

    fn find(&self, is_end: impl Fn(char) -> bool) -> usize {
        let rest = self.chars[self.at..].iter().position(|char| is_end(*char));
        rest.map_or(self.chars.len(), |length| self.at + length)
    }

    fn block_end(&self) -> usize {
        let mut depth = 0_usize;
        let mut at = self.at;
        while at < self.chars.len() {
            match (self.chars[at], self.chars.get(at + 1)) {
                ('/', Some('*')) => {
                    depth += 1;
                    at += 2;
                }
                ('*', Some('/')) => {
                    depth = depth.saturating_sub(1);
                    at += 2;
                    if depth == 0 {
                        break;
                    }
                }
                _ => at += 1,
            }
        }
        at
    }

    fn quoted_end(&self, quote: char) -> usize {
        let mut at = self.at + 1;
        while at < self.chars.len() {
            match self.chars[at] {
                '\\' => at += 2,
                char if char == quote => return at + 1,
                _ => at += 1,
            }
        }
        self.chars.len()
    }

    /// The end of a raw string, or `None` when this is a raw name such as `r#type`.
    fn raw_end(&self) -> Option<usize> {
        let hashes = self.chars[self.at + 1..].iter().take_while(|char| **char == '#').count();
        let open = self.at + 1 + hashes;
        if self.chars.get(open) != Some(&'"') {
            return None;
        }
        let mut close = vec!['"'];
        close.resize(hashes + 1, '#');
        let body = &self.chars[open + 1..];
        let length = body.windows(close.len()).position(|window| window == close);
        Some(length.map_or(self.chars.len(), |length| open + 1 + length + close.len()))
    }

    fn code(&mut self) {
        let char = self.chars[self.at];
        self.code.push(char);
        self.comments.push(if char == '\n' { '\n' } else { ' ' });
        self.at += 1;
    }

    fn comment(&mut self, end: usize) {
        for char in &self.chars[self.at..end] {
            self.code.push(if *char == '\n' { '\n' } else { ' ' });
            self.comments.push(*char);
        }
        self.at = end;
    }

    fn blank(&mut self, end: usize) {
        let end = end.min(self.chars.len());
        for char in &self.chars[self.at..end] {
            let char = if *char == '\n' { '\n' } else { ' ' };
            self.code.push(char);
            self.comments.push(char);
        }
        self.at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_and_comments_are_not_code() {
        let text = RustText::of("let a = \"x // y \\\" z\"; // note \"q\nb /* in /* deep */ in */ c");
        assert_eq!(words(&text.code).collect::<Vec<_>>(), ["let", "a", "b", "c"]);
        assert!(text.comments.contains("// note \"q") && text.comments.contains("in /* deep */ in"));
    }

    #[test]
    fn raw_strings_end_at_their_own_quote_and_raw_names_are_names() {
        let text = RustText::of("f(r#\"a \" b\"#, br\"c\\\", r#type, var\"d\");");
        assert_eq!(words(&text.code).collect::<Vec<_>>(), ["f", "b", "r", "type", "var"]);
    }

    #[test]
    fn a_lifetime_is_code_and_a_character_is_not() {
        let text = RustText::of("fn f<'a>(x: &'a str) { x == '\"' || x == '\\'' || y }");
        assert_eq!(words(&text.code).collect::<Vec<_>>(), ["fn", "f", "a", "x", "a", "str", "x", "x", "y"]);
    }

    #[test]
    fn lines_keep_their_numbers() {
        let text = RustText::of("a\n\"x\ny\"\n/* c\nd */\nb");
        assert_eq!(text.code.lines().position(|line| line.contains('b')), Some(5));
        assert_eq!(text.comments.lines().position(|line| line.contains('d')), Some(4));
    }

    #[test]
    fn what_is_under_cfg_test_ends_with_its_item() {
        let code = "a; #[cfg(test)] use std::x; b; #[cfg(test)]\n#[allow(x)]\nmod tests { fn f([u8; 2]) { { } } } c";
        assert_eq!(words(&RustText::of(code).code_outside_tests()).collect::<Vec<_>>(), ["a", "b", "c"]);
    }
}
