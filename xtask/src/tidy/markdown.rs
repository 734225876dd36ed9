//! Reads Markdown as far as the guards need: headings, code, links and tables, each with its line.

/// A heading: `## Unreleased` has level 2.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Heading {
    pub(crate) line: usize,
    pub(crate) level: usize,
    pub(crate) title: String,
}

/// A fenced block: the word behind its fence, and what it holds.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) line: usize,
    pub(crate) info: String,
    pub(crate) text: String,
}

/// A line of prose, outside of fenced blocks.
pub(crate) struct Prose<'a> {
    pub(crate) line: usize,
    pub(crate) text: &'a str,
}

/// A Markdown document taken apart.
pub(crate) struct Document<'a> {
    pub(crate) prose: Vec<Prose<'a>>,
    pub(crate) blocks: Vec<Block>,
}

impl<'a> Document<'a> {
    /// Takes a document apart.
    pub(crate) fn of(text: &'a str) -> Self {
        let mut document = Self { prose: Vec::new(), blocks: Vec::new() };
        let mut fence: Option<(String, Block)> = None;
        for (index, text) in text.lines().enumerate() {
            let line = index + 1;
            let trimmed = text.trim_start();
            if let Some((mark, block)) = &mut fence {
                let closes = trimmed.starts_with(mark.as_str()) && trimmed.trim_end().chars().all(|c| mark.contains(c));
                if !closes {
                    block.text.push_str(text);
                    block.text.push('\n');
                } else if let Some((_, block)) = fence.take() {
                    document.blocks.push(block);
                }
            } else if let Some(mark) = fence_mark(trimmed) {
                let info = trimmed[mark.len()..].trim().to_owned();
                fence = Some((mark, Block { line, info, text: String::new() }));
            } else {
                document.prose.push(Prose { line, text });
            }
        }
        // A fence that is never closed runs to the end of the document.
        document.blocks.extend(fence.map(|(_, block)| block));
        document
    }

    /// The headings, in order.
    pub(crate) fn headings(&self) -> Vec<Heading> {
        let heading = |prose: &Prose<'_>| {
            let level = prose.text.chars().take_while(|char| *char == '#').count();
            let title = prose.text[level..].strip_prefix(' ')?;
            (1..=6).contains(&level).then(|| Heading { line: prose.line, level, title: title.trim().to_owned() })
        };
        self.prose.iter().filter_map(heading).collect()
    }

    /// The names that a link into this document may carry behind `#`.
    pub(crate) fn anchors(&self) -> Vec<String> {
        let mut anchors: Vec<String> = Vec::new();
        for heading in self.headings() {
            let plain = slug(&heading.title);
            let mut anchor = plain.clone();
            let mut again = 0;
            while anchors.contains(&anchor) {
                again += 1;
                anchor = format!("{plain}-{again}");
            }
            anchors.push(anchor);
        }
        for prose in &self.prose {
            for attribute in ["id=\"", "name=\""] {
                let named = prose.text.split(attribute).skip(1).filter_map(|rest| rest.split('"').next());
                anchors.extend(named.map(str::to_owned));
            }
        }
        anchors
    }

    /// The targets of links and images, with their lines.
    pub(crate) fn links(&self) -> Vec<(usize, String)> {
        let mut links = Vec::new();
        for prose in &self.prose {
            let text = without_code(prose.text);
            for (at, _) in text.match_indices("](") {
                links.extend(target(&text[at + 2..]).map(|target| (prose.line, target)));
            }
            for attribute in ["href=\"", "src=\""] {
                let named = text.split(attribute).skip(1).filter_map(|rest| rest.split('"').next());
                links.extend(named.map(|target| (prose.line, target.to_owned())));
            }
            // `[name]: target`, but not the `[^name]:` of a footnote.
            let definition = text.trim_start().strip_prefix('[').filter(|rest| !rest.starts_with('^'));
            if let Some((_, rest)) = definition.and_then(|rest| rest.split_once("]: ")) {
                links.extend(
                    rest.split_whitespace().next().map(|t| (prose.line, t.trim_matches(['<', '>']).to_owned())),
                );
            }
        }
        links
    }
}

/// The inline code of a line.
pub(crate) fn code_spans(line: &str) -> Vec<&str> {
    line.split('`').skip(1).step_by(2).filter(|span| !span.is_empty()).collect()
}

/// The cells of a table's row, or `None` when the line is none. `\|` does not part cells.
pub(crate) fn cells(line: &str) -> Option<Vec<String>> {
    let row = line.trim().strip_prefix('|')?.replace("\\|", "\u{0}");
    let row = row.trim_end().strip_suffix('|').unwrap_or(&row).to_owned();
    Some(row.split('|').map(|cell| cell.replace('\u{0}', "|").trim().to_owned()).collect())
}

/// Whether the cells are the row of dashes under a table's head.
pub(crate) fn is_rule(cells: &[String]) -> bool {
    !cells.is_empty() && cells.iter().all(|cell| cell.contains('-') && cell.chars().all(|c| c == '-' || c == ':'))
}

fn fence_mark(line: &str) -> Option<String> {
    ['`', '~'].into_iter().find_map(|tick| {
        let mark: String = line.chars().take_while(|char| *char == tick).collect();
        (mark.len() >= 3 && !(tick == '`' && line[mark.len()..].contains('`'))).then_some(mark)
    })
}

fn without_code(line: &str) -> String {
    line.split('`')
        .enumerate()
        .map(|(index, part)| if index % 2 == 0 { part } else { "" })
        .collect::<Vec<_>>()
        .join("`")
}

/// The target at the start of what stands behind `](`: up to its own closing bracket, without a title.
fn target(rest: &str) -> Option<String> {
    if let Some(rest) = rest.strip_prefix('<') {
        return rest.split_once('>').map(|(target, _)| target.to_owned());
    }
    let mut depth = 0_usize;
    for (at, char) in rest.char_indices() {
        match char {
            '(' => depth += 1,
            ')' if depth == 0 => return rest[..at].split_whitespace().next().map(str::to_owned),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The anchor that the common forges give a heading.
fn slug(title: &str) -> String {
    // A link in a heading counts with its text alone.
    let mut plain = String::new();
    let mut rest = title;
    while let Some((before, after)) = rest.split_once("](") {
        plain.push_str(before);
        rest = after.split_once(')').map_or("", |(_, behind)| behind);
    }
    plain.push_str(rest);
    let kept = plain.chars().filter(|char| char.is_alphanumeric() || matches!(char, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|char| if char == ' ' { '-' } else { char }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_in_a_fenced_block_is_none() {
        let document = Document::of("# A\n```sh\n# not B\n```\n## C\n#not a heading\n");
        let titles: Vec<_> = document.headings().into_iter().map(|heading| (heading.level, heading.title)).collect();
        assert_eq!(titles, [(1, "A".to_owned()), (2, "C".to_owned())]);
        assert_eq!(document.blocks, [Block { line: 2, info: "sh".to_owned(), text: "# not B\n".to_owned() }]);
    }

    #[test]
    fn anchors_are_those_of_the_forges() {
        let document =
            Document::of("# What a `fact` is, and why\n## 用語 — 一覧\n## [A](b.md)\n## A\n<a id=\"here\"></a>\n");
        assert_eq!(document.anchors(), ["what-a-fact-is-and-why", "用語--一覧", "a", "a-1", "here"]);
    }

    #[test]
    fn links_are_found_in_every_shape_but_not_in_code() {
        let document = Document::of(
            "[a](b.md \"t\") ![c](d(1).png) `[no](no.md)` <img src=\"e.png\">\n[f]: <g.md>\n[^1]: not a.md\n[h](<i j.md>)\n",
        );
        let targets: Vec<_> = document.links().into_iter().map(|(_, target)| target).collect();
        assert_eq!(targets, ["b.md", "d(1).png", "e.png", "g.md", "i j.md"]);
    }

    #[test]
    fn a_cell_may_hold_an_escaped_bar() {
        assert_eq!(cells("| a \\| b | `c` |"), Some(vec!["a | b".to_owned(), "`c`".to_owned()]));
        assert!(is_rule(&cells("|:--|---|").unwrap()));
        assert_eq!(cells("no table"), None);
    }
}
