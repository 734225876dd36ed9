//! What every picture must pass, and the files of accepted pictures.

use std::path::{Path, PathBuf};

use takt_draw::inspect::{flaws, text_boxes};
use takt_draw::svg::Svg;
use takt_draw::theme::Theme;

use crate::colours::contrast;

/// What is wrong with a picture: it is not well-formed, words lie on words or outside or are too small, words cannot be
/// told from what they stand on, an id stands twice, or it says nothing to those who cannot see it.
pub(crate) fn wrong(svg: &Svg) -> Vec<String> {
    let mut wrong: Vec<String> = flaws(svg).iter().map(|flaw| format!("{flaw:?}")).collect();
    for found in text_boxes(svg) {
        for theme in [Theme::Light, Theme::Dark] {
            let contrast = contrast(theme.colour(found.ink), theme.colour(found.ground));
            if contrast < 4.5 {
                let (ink, ground) = (found.ink.name(), found.ground.name());
                wrong.push(format!("{} {:?}: {ink} on {ground} is {contrast:.2}", theme.code(), found.text));
            }
        }
    }
    if svg.title().trim().is_empty() || svg.description().trim().is_empty() {
        wrong.push("it has no title or no description".into());
    }
    let written = svg.to_string();
    match roxmltree::Document::parse(&written) {
        Err(error) => wrong.push(format!("not well-formed: {error}")),
        Ok(tree) => {
            let mut ids: Vec<&str> = tree.descendants().filter_map(|node| node.attribute("id")).collect();
            ids.sort_unstable();
            wrong.extend(ids.windows(2).filter(|two| two[0] == two[1]).map(|two| format!("id {} twice", two[0])));
            let texts = tree.descendants().filter(|node| node.has_tag_name("text")).count();
            if texts < text_boxes(svg).len() {
                wrong.push("words that were laid on it are not in the file".into());
            }
        }
    }
    wrong
}

/// Compares a picture with the one accepted before; `UPDATE=1` accepts it. Look at it first.
pub(crate) fn golden(name: &str, svg: &Svg) {
    let path = folder().join(format!("{name}.svg"));
    let written = svg.to_string();
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        std::fs::create_dir_all(folder()).expect("a folder for accepted pictures");
        std::fs::write(&path, &written).expect("the picture is written");
        return;
    }
    let accepted = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; UPDATE=1 accepts the picture", path.display()));
    if let Some(difference) = difference(&accepted, &written) {
        panic!("{name}.svg, {difference}\nUPDATE=1 accepts the new picture");
    }
}

/// The first line in which two files differ.
fn difference(accepted: &str, written: &str) -> Option<String> {
    let (mut was, mut is) = (accepted.lines(), written.lines());
    for line in 1.. {
        match (was.next(), is.next()) {
            (None, None) => break,
            (was, is) if was == is => {}
            (was, is) => {
                let say = |line: Option<&str>| line.unwrap_or("(the end)").to_string();
                return Some(format!("line {line}:\n  was {}\n   is {}", say(was), say(is)));
            }
        }
    }
    None
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

#[cfg(test)]
mod tests {
    use takt_draw::figure::Language;
    use takt_draw::geometry::{Frame, at, px};
    use takt_draw::svg::Element;
    use takt_draw::theme::{Hue, Token};

    use super::*;

    fn picture(elements: [Element; 2]) -> Svg {
        let mut svg = Svg::new("try", (px(200), px(60)), Theme::Auto, Language::Ja).told("受注", "受注は42件です。");
        for element in elements {
            svg.add(element);
        }
        svg
    }

    #[test]
    fn a_sound_picture_passes_and_each_fault_is_found() {
        golden("markup", &picture([Element::text(at(px(10), px(30)), "受注 42"), Element::group()]));
        let text = |x: i32, words: &str| Element::text(at(px(x), px(30)), words);
        let field = || Element::rect(Frame::new(px(0), px(0), px(100), px(60))).fill(Token::line(Hue::Orange));
        assert_eq!(wrong(&picture([text(10, "受注 42"), text(80, "目標 48")])), [""; 0]);
        for (elements, fault) in [
            ([text(10, "受注 42"), text(30, "目標 48")], "Overlap"),
            ([text(10, "受注 42"), text(180, "目標 48")], "Outside"),
            ([text(10, "受注 42").id("a"), text(80, "目標 48").id("a")], "id try-a twice"),
            (
                [field(), text(10, "受注").fill(Token::Of(Hue::Orange, takt_draw::theme::Shade::OnSolid))],
                "on orange-line",
            ),
        ] {
            let found = wrong(&picture(elements));
            assert!(found.len() == 1 && found[0].contains(fault), "{found:?}");
        }
        let untold = picture([text(10, "受注 42"), text(80, "目標 48")]).told("", "");
        assert_eq!(wrong(&untold).len(), 1);
    }

    #[test]
    fn a_picture_that_changed_is_found_by_its_first_line() {
        assert_eq!(difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(difference("a\nb\n", "a\nc\n").as_deref(), Some("line 2:\n  was b\n   is c"));
        assert_eq!(difference("a\n", "a\nb\n").as_deref(), Some("line 2:\n  was (the end)\n   is b"));
    }
}
