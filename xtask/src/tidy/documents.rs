//! Documents that must stay in step with each other.

use super::markdown::Document;
use super::{Finding, Tree};

const CHANGELOG: &str = "CHANGELOG.md";
const ADR: &str = "docs/adr/";
const ADR_INDEX: &str = "docs/adr/README.md";
const README: &str = "README.md";
const README_JA: &str = "README.ja.md";

/// The changelog has a place for what comes next.
pub(crate) fn changelog(tree: &Tree) -> Vec<Finding> {
    let Some(text) = tree.text(CHANGELOG) else {
        return vec![Finding::of(CHANGELOG, "there is no changelog")];
    };
    let has_next = Document::of(text).headings().iter().any(|head| head.level == 2 && head.title == "Unreleased");
    if has_next { Vec::new() } else { vec![Finding::of(CHANGELOG, "it has no heading `## Unreleased`")] }
}

/// Every decision record is listed in the index.
pub(crate) fn adr_index(tree: &Tree) -> Vec<Finding> {
    let Some(index) = tree.text(ADR_INDEX) else {
        return vec![Finding::of(ADR_INDEX, "there is no index of the decision records")];
    };
    let targets: Vec<String> = Document::of(index).links().into_iter().map(|(_, target)| target).collect();
    let mut findings = Vec::new();
    for file in &tree.files {
        let Some(name) = file.path.strip_prefix(ADR).filter(|name| is_record(name)) else { continue };
        if !targets.iter().any(|target| target.trim_start_matches("./") == name) {
            findings.push(Finding::of(ADR_INDEX, format!("it does not link to {name}")));
        }
    }
    findings
}

fn is_record(name: &str) -> bool {
    let number = name.split('-').next().unwrap_or_default();
    number.len() == 4 && number.bytes().all(|byte| byte.is_ascii_digit()) && name.ends_with(".md")
}

/// The two READMEs say the same: their headings have the same levels, and their code blocks are equal.
pub(crate) fn readme_twins(tree: &Tree) -> Vec<Finding> {
    let missing: Vec<Finding> = [README, README_JA]
        .into_iter()
        .filter(|path| tree.text(path).is_none())
        .map(|path| Finding::of(path, "there is no such README"))
        .collect();
    let Some((english, japanese)) = tree.text(README).zip(tree.text(README_JA)) else {
        return missing;
    };
    let (english, japanese) = (Document::of(english), Document::of(japanese));
    let mut findings = Vec::new();
    let (ours, theirs) = (japanese.headings(), english.headings());
    if ours.len() != theirs.len() {
        let what = format!("it has {} headings, and {README} has {}", ours.len(), theirs.len());
        findings.push(Finding::of(README_JA, what));
    } else if let Some((our, their)) = ours.iter().zip(&theirs).find(|(our, their)| our.level != their.level) {
        let what =
            format!("`{}` is of level {}, and `{}` in {README} of {}", our.title, our.level, their.title, their.level);
        findings.push(Finding::at(README_JA, our.line, what));
    }
    if japanese.blocks.len() != english.blocks.len() {
        let what = format!("it has {} code blocks, and {README} has {}", japanese.blocks.len(), english.blocks.len());
        findings.push(Finding::of(README_JA, what));
    }
    for (our, their) in japanese.blocks.iter().zip(&english.blocks) {
        if (&our.info, &our.text) != (&their.info, &their.text) {
            let what = format!("the code block differs from the one in line {} of {README}", their.line);
            findings.push(Finding::at(README_JA, our.line, what));
            break;
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::twins::tree;

    fn readmes(english: &str, japanese: &str) -> usize {
        readme_twins(&tree(&[(README, english), (README_JA, japanese)])).len()
    }

    #[test]
    fn a_translation_keeps_headings_and_code() {
        assert_eq!(readmes("# A\n```sh\nrun\n```\n## B\n", "# あ\n```sh\nrun\n```\n## い\n"), 0);
        assert_eq!(readmes("# A\n## B\n", "# あ\n"), 1);
        assert_eq!(readmes("# A\n## B\n", "# あ\n### い\n"), 1);
        assert_eq!(readmes("```sh\nrun\n```\n", "```sh\nwalk\n```\n"), 1);
        assert_eq!(readmes("```sh\nrun\n```\n", "```\nrun\n```\n"), 1);
        assert_eq!(readmes("```sh\nrun\n```\n", ""), 1);
    }

    #[test]
    fn a_record_is_a_numbered_file_and_the_index_must_link_to_it() {
        let records = [("docs/adr/0001-time.md", ""), ("docs/adr/template.md", ""), ("docs/adr/0002-yen.md", "")];
        let index = |text: &'static str| adr_index(&tree(&[&records[..], &[(ADR_INDEX, text)]].concat())).len();
        assert_eq!(index("[1](0001-time.md) [2](./0002-yen.md)"), 0);
        assert_eq!(index("[1](0001-time.md) 0002-yen.md"), 1);
    }

    #[test]
    fn unreleased_is_a_heading_and_not_a_word() {
        assert_eq!(changelog(&tree(&[(CHANGELOG, "# Changes\n## Unreleased\n")])).len(), 0);
        assert_eq!(changelog(&tree(&[(CHANGELOG, "# Changes\nUnreleased\n")])).len(), 1);
    }
}
