//! The colours can be told apart from what they stand on.

use takt_draw::theme::{Hue, Rgb, Theme, Token};

/// Relative luminance as WCAG 2.2 has it.
fn luminance(colour: Rgb) -> f64 {
    let channel = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(colour.0) + 0.7152 * channel(colour.1) + 0.0722 * channel(colour.2)
}

/// The contrast of two colours as WCAG 2.2 has it, from 1 to 21.
pub(crate) fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Which words may stand on which ground.
fn words() -> Vec<(Token, Token)> {
    let plain = [Token::Surface, Token::Panel, Token::Card];
    let mut pairs = vec![(Token::Ink, Token::Faint), (Token::Muted, Token::Faint)];
    for ground in plain {
        pairs.extend([Token::Ink, Token::Muted, Token::Warn, Token::Good].map(|word| (word, ground)));
        pairs.extend(Hue::ALL.map(|hue| (Token::text(hue), ground)));
    }
    for hue in Hue::ALL {
        for ground in [Token::tint(hue), Token::pale(hue)] {
            let words = [Token::Ink, Token::Muted, Token::Warn, Token::Good, Token::text(hue)];
            pairs.extend(words.map(|word| (word, ground)));
        }
        pairs.push((Token::on_solid(hue), Token::solid(hue)));
        pairs.extend((0..Token::STEPS).map(|step| (Token::Ink, Token::Heat(hue, step))));
    }
    pairs
}

/// Which lines mean something on which ground.
fn lines() -> Vec<(Token, Token)> {
    let mut pairs = Vec::new();
    for hue in Hue::ALL {
        let grounds = [Token::Surface, Token::Card, Token::Panel, Token::tint(hue)];
        pairs.extend(grounds.map(|ground| (Token::line(hue), ground)));
        // Tracks cross lanes of another hue.
        pairs.extend(Hue::ALL.map(|lane| (Token::line(hue), Token::tint(lane))));
    }
    for ground in [Token::Surface, Token::Card, Token::Panel] {
        pairs.extend([Token::Warn, Token::Good, Token::Ink, Token::Muted].map(|line| (line, ground)));
    }
    pairs
}

fn weak(pairs: &[(Token, Token)], least: f64) -> Vec<String> {
    let mut weak = Vec::new();
    for theme in [Theme::Light, Theme::Dark] {
        for (above, below) in pairs {
            let found = contrast(theme.colour(*above), theme.colour(*below));
            if found < least {
                weak.push(format!("{}: {} on {} {found:.2}", theme.code(), above.name(), below.name()));
            }
        }
    }
    weak
}

#[test]
fn every_word_can_be_read_on_every_ground_it_stands_on() {
    let weak = weak(&words(), 4.5);
    assert!(weak.is_empty(), "{weak:#?}");
}

#[test]
fn every_line_that_means_something_is_seen() {
    let weak = weak(&lines(), 3.0);
    assert!(weak.is_empty(), "{weak:#?}");
}

/// The orange of the lane's line is good for a line and not for words: the measure must know the difference.
#[test]
fn words_in_the_colour_of_a_line_are_found_to_be_too_weak() {
    let pair = [(Token::line(Hue::Orange), Token::Surface)];
    assert_eq!(weak(&pair, 3.0), [""; 0]);
    assert_eq!(weak(&pair, 4.5), ["light: orange-line on surface 3.87"]);
    assert!((contrast(Rgb(0, 0, 0), Rgb(255, 255, 255)) - 21.0).abs() < 1e-9);
}

#[test]
fn every_token_has_a_name_of_its_own() {
    let mut names: Vec<String> = Token::all().into_iter().map(Token::name).collect();
    names.sort();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all);
    assert_eq!(Token::Heat(Hue::Blue, 200).name(), "blue-8");
}
