//! What axe-core finds wrong for people who read with a screen reader, a keyboard or a magnifier.

use serde_json::{Value, json};

use crate::{Page, Trouble};

const SOURCE: &str = include_str!("../vendor/axe.min.js");

/// The rules asked: WCAG 2.0 to 2.2, levels A and AA.
const TAGS: &[&str] = &["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/// A rule that a page breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The rule, e.g. `image-alt`.
    pub id: String,
    /// `minor`, `moderate`, `serious` or `critical`.
    pub impact: String,
    /// The rule in a sentence.
    pub help: String,
    /// Where it is broken: a selector and what is wrong there.
    pub nodes: Vec<String>,
}

/// Asks axe-core about a page, as it stands. It runs in a world of its own: the page's policy and its scripts do not
/// meet it.
pub fn axe(page: &Page) -> Result<Vec<Violation>, Trouble> {
    let world = page.send("Page.createIsolatedWorld", json!({ "frameId": page.frame(), "worldName": "axe" }))?;
    let world = &world["executionContextId"];
    page.eval_in(world, &format!("{SOURCE}\n;0"))?;
    let options = json!({
        "runOnly": { "type": "tag", "values": TAGS }, "resultTypes": ["violations"], "iframes": false,
    });
    // Only what is told: the whole result of a long page is megabytes.
    let script = format!(
        "axe.run(document, {options}).then((result) => result.violations.map((rule) => ({{
            id: rule.id, impact: rule.impact, help: rule.help,
            nodes: rule.nodes.map((node) => node.target.join(' ') + ': '
                + [...node.any, ...node.all, ...node.none].map((check) => check.message).join('; ')),
        }})))"
    );
    let found = page.with_scripts(|| page.eval_in(world, &script))?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let violation = |rule: &Value| Violation {
        id: text(&rule["id"]),
        impact: text(&rule["impact"]),
        help: text(&rule["help"]),
        nodes: rule["nodes"].as_array().into_iter().flatten().map(text).collect(),
    };
    let Some(rules) = found.as_array() else {
        return Err(Trouble::Odd { method: "axe.run".to_owned(), what: "a list of violations" });
    };
    Ok(rules.iter().map(violation).collect())
}
