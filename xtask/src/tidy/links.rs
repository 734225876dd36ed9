//! Links in Markdown files lead somewhere.

use super::markdown::Document;
use super::{Finding, Tree};

/// Every link to a file of the repository finds it, and every `#anchor` its heading.
pub(crate) fn links(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.ending(".md") {
        for (line, target) in Document::of(text).links() {
            findings.extend(broken(tree, path, &target).map(|what| Finding::at(path, line, what)));
        }
    }
    findings
}

fn broken(tree: &Tree, path: &str, target: &str) -> Option<String> {
    if is_elsewhere(target) {
        return None;
    }
    let (file, anchor) = target.split_once('#').map_or((target, None), |(file, anchor)| (file, Some(anchor)));
    let Some(file) = resolve(path, &decoded(file)) else {
        return Some(format!("the link `{target}` leads out of the repository"));
    };
    if !tree.has(&file) {
        return Some(format!("the link `{target}` leads to {file}, which does not exist"));
    }
    let anchor = decoded(anchor?);
    let document = Document::of(tree.text(&file).filter(|_| file.ends_with(".md"))?);
    let known = document.anchors().contains(&anchor);
    (!known).then(|| format!("the link `{target}` names a heading that {file} does not have"))
}

/// Whether the target has a scheme (`https:`, `mailto:`) or a host.
fn is_elsewhere(target: &str) -> bool {
    let scheme = target.split_once(':').map(|(scheme, _)| scheme);
    target.starts_with("//") || scheme.is_some_and(|scheme| scheme.chars().all(|char| char.is_ascii_alphanumeric()))
}

/// The path from the root that a link in `from` means, or `None` when it climbs over the root.
fn resolve(from: &str, target: &str) -> Option<String> {
    if target.is_empty() {
        return Some(from.to_owned());
    }
    let mut parts: Vec<&str> = Vec::new();
    if !target.starts_with('/') {
        parts.extend(from.split('/'));
        parts.pop();
    }
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The text with `%20` and its like read as bytes; what is not valid stays as it is written.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let hex = behind.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.filter(|_| *first == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &behind[2..];
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::twins::tree;

    fn said(document: &str) -> Vec<String> {
        let files = [("docs/a.md", document), ("docs/b c.md", "# 用語\n"), ("src/x.rs", ""), ("README.md", "# Takt\n")];
        links(&tree(&files)).into_iter().map(|finding| finding.what).collect()
    }

    #[test]
    fn links_are_taken_from_the_folder_of_their_document() {
        let good = "[a](b%20c.md) [b](../README.md#takt) [c](/src/x.rs) [d](../src/) [e](https://a.example/x#y) \
                    [f](mailto:a@b.example) [g](<b c.md#用語>) [h](b%20c.md#%E7%94%A8%E8%AA%9E) [i](.)";
        assert_eq!(said(good), Vec::<String>::new());
    }

    #[test]
    fn a_link_to_no_file_no_heading_or_no_repository_is_red() {
        assert_eq!(said("[a](../src/y.rs)").len(), 1);
        assert_eq!(said("[a](../README.md#money)").len(), 1);
        assert_eq!(said("[a](#nowhere)").len(), 1);
        assert_eq!(said("[a](../../issues)").len(), 1);
    }
}
