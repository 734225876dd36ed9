//! The writer of markup: every text is escaped here, and every colour looked up.

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};

use super::{Anchor, Element, Shape, Stack, Svg};
use crate::geometry::Px;
use crate::lettering::{FONTS, Weight, is_dropped};
use crate::theme::{Theme, Token};

impl fmt::Display for Svg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, None, &[])
    }
}

impl fmt::Display for Stack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (page, inner) = self.laid();
        page.write(f, None, &inner)
    }
}

impl Svg {
    /// Writes the picture: at a height of another one where it stands in that, and over it those that stand in it.
    fn write(&self, f: &mut fmt::Formatter<'_>, top: Option<Px>, inner: &[(Px, Self)]) -> fmt::Result {
        let mut used = BTreeSet::from([Token::Ink, Token::Surface]);
        for element in &self.elements {
            element.tokens(&mut used);
        }
        let mut pen = Pen { out: f, theme: self.theme, name: &self.name };
        // What is an image to a screen reader has nothing in it to reach: with links it is a document.
        let has_link = !inner.is_empty() || self.elements.iter().any(Element::has_link);
        let role = if has_link { "graphics-document document" } else { "img" };
        let (width, height) = (self.frame.width, self.frame.height);
        pen.open("svg")?;
        pen.attribute("xmlns", "http://www.w3.org/2000/svg")?;
        pen.attribute("class", &format!("takt takt-{}", self.theme.code()))?;
        pen.attribute("lang", self.language.code())?;
        if let Some(top) = top {
            pen.number("y", top)?;
        }
        pen.attribute("width", &width.to_string())?;
        pen.attribute("height", &height.to_string())?;
        pen.attribute("viewBox", &format!("0 0 {width} {height}"))?;
        pen.attribute("role", role)?;
        pen.attribute("aria-labelledby", &format!("{0}-title {0}-desc", self.name))?;
        pen.attribute("font-family", FONTS)?;
        pen.out.write_str(">\n")?;
        for (tag, text) in [("title", &self.title), ("desc", &self.description)] {
            pen.open(tag)?;
            pen.attribute("id", &format!("{}-{tag}", self.name))?;
            pen.out.write_char('>')?;
            pen.text(text)?;
            writeln!(pen.out, "</{tag}>")?;
        }
        pen.style(&used)?;
        pen.element(&Element::rect(self.frame).fill(Token::Surface))?;
        for element in &self.elements {
            pen.element(element)?;
        }
        for (top, picture) in inner {
            picture.write(pen.out, Some(*top), &[])?;
        }
        pen.out.write_str("</svg>\n")
    }
}

struct Pen<'a, 'b> {
    out: &'a mut fmt::Formatter<'b>,
    theme: Theme,
    name: &'a str,
}

impl Pen<'_, '_> {
    /// The colours stand twice: as plain attributes for viewers that know no custom properties, and as properties that
    /// follow the reader's setting or the page around. The rules that use them are hidden from the former.
    fn style(&mut self, used: &BTreeSet<Token>) -> fmt::Result {
        let code = self.theme.code();
        if self.theme == Theme::Page {
            return Ok(());
        }
        self.out
            .write_str("<style>\n.takt text{font-variant-numeric:tabular-nums;font-feature-settings:\"tnum\"}\n")?;
        let properties = |colour: &dyn Fn(Token) -> String| -> String {
            used.iter().map(|token| format!("--{}:{}", token.name(), colour(*token))).collect::<Vec<_>>().join(";")
        };
        let plain = properties(&|token| self.theme.colour(token).to_string());
        writeln!(self.out, ".takt-{code}{{{plain}}}")?;
        if self.theme == Theme::Auto {
            let night = properties(&|token| token.by_night().to_string());
            writeln!(self.out, "@media(prefers-color-scheme:dark){{.takt-{code}{{{night}}}}}")?;
        }
        self.out.write_str("@supports(fill:var(--ink)){\n")?;
        for token in used {
            let name = token.name();
            writeln!(self.out, ".f-{name}{{fill:var(--{name})}}.s-{name}{{stroke:var(--{name})}}")?;
        }
        self.out.write_str("}\n</style>\n")
    }

    fn open(&mut self, tag: &str) -> fmt::Result {
        write!(self.out, "<{tag}")
    }

    fn attribute(&mut self, name: &str, value: &str) -> fmt::Result {
        write!(self.out, " {name}=\"")?;
        self.text(value)?;
        self.out.write_char('"')
    }

    fn number(&mut self, name: &str, value: Px) -> fmt::Result {
        write!(self.out, " {name}=\"{value}\"")
    }

    fn text(&mut self, text: &str) -> fmt::Result {
        for c in text.chars() {
            match c {
                '&' => self.out.write_str("&amp;")?,
                '<' => self.out.write_str("&lt;")?,
                '>' => self.out.write_str("&gt;")?,
                '"' => self.out.write_str("&quot;")?,
                c if is_dropped(c) => {}
                c => self.out.write_char(c)?,
            }
        }
        Ok(())
    }

    fn element(&mut self, element: &Element) -> fmt::Result {
        let tag = match &element.shape {
            Shape::Group => "g",
            Shape::Link(_) => "a",
            Shape::Rect(..) => "rect",
            Shape::Line(..) => "line",
            Shape::Circle(..) => "circle",
            Shape::Path(_) => "path",
            Shape::Text(_) => "text",
        };
        self.open(tag)?;
        if let Some(id) = &element.id {
            self.attribute("id", &format!("{}-{id}", self.name))?;
        }
        self.place(&element.shape)?;
        self.paint(element)?;
        for (name, value) in &element.data {
            self.attribute(&format!("data-{name}"), value)?;
        }
        let is_open = element.hint.is_some() || !element.children.is_empty() || matches!(tag, "g" | "a" | "text");
        if !is_open {
            return self.out.write_str("/>\n");
        }
        self.out.write_char('>')?;
        if let Some(hint) = &element.hint {
            self.out.write_str("<title>")?;
            self.text(hint)?;
            self.out.write_str("</title>")?;
        }
        if let Shape::Text(label) = &element.shape {
            self.text(&label.text)?;
        } else {
            self.out.write_char('\n')?;
        }
        for child in &element.children {
            self.element(child)?;
        }
        writeln!(self.out, "</{tag}>")
    }

    fn place(&mut self, shape: &Shape) -> fmt::Result {
        match shape {
            Shape::Group => Ok(()),
            Shape::Link(address) => self.attribute("href", address),
            Shape::Rect(frame, corners) => {
                self.number("x", frame.x)?;
                self.number("y", frame.y)?;
                self.number("width", frame.width)?;
                self.number("height", frame.height)?;
                if *corners > Px::ZERO { self.number("rx", *corners) } else { Ok(()) }
            }
            Shape::Line(from, to) => {
                self.number("x1", from.x)?;
                self.number("y1", from.y)?;
                self.number("x2", to.x)?;
                self.number("y2", to.y)
            }
            Shape::Circle(middle, radius) => {
                self.number("cx", middle.x)?;
                self.number("cy", middle.y)?;
                self.number("r", *radius)
            }
            Shape::Path(trace) => self.attribute("d", &trace.0),
            Shape::Text(label) => {
                self.number("x", label.at.x)?;
                self.number("y", label.at.y)?;
                self.number("font-size", label.size)?;
                if label.weight == Weight::Bold {
                    write!(self.out, " font-weight=\"{}\"", label.weight.number())?;
                }
                match label.anchor {
                    Anchor::Start => Ok(()),
                    Anchor::Middle => self.out.write_str(" text-anchor=\"middle\""),
                    Anchor::End => self.out.write_str(" text-anchor=\"end\""),
                }
            }
        }
    }

    fn paint(&mut self, element: &Element) -> fmt::Result {
        if matches!(element.shape, Shape::Group | Shape::Link(_)) {
            return Ok(());
        }
        let rim = match &element.shape {
            Shape::Text(label) => label.rim,
            _ => None,
        };
        let line = rim.or(element.stroke.map(|stroke| stroke.token));
        let classes: Vec<String> = [element.fill.map(|token| ('f', token)), line.map(|token| ('s', token))]
            .into_iter()
            .flatten()
            .map(|(kind, token)| format!("{kind}-{}", token.name()))
            .collect();
        if !classes.is_empty() {
            self.attribute("class", &classes.join(" "))?;
        }
        let fill = element.fill.map_or_else(|| "none".into(), |token| self.theme.colour(token).to_string());
        self.attribute("fill", &fill)?;
        if let Some(token) = line {
            self.attribute("stroke", &self.theme.colour(token).to_string())?;
        }
        if rim.is_some() {
            return self.out.write_str(" stroke-width=\"3.5\" stroke-linejoin=\"round\" paint-order=\"stroke\"");
        }
        let Some(stroke) = element.stroke else { return Ok(()) };
        self.number("stroke-width", stroke.width)?;
        if let Some((on, off)) = stroke.dashes {
            self.attribute("stroke-dasharray", &format!("{on} {off}"))?;
        }
        if stroke.is_round {
            self.out.write_str(" stroke-linecap=\"round\" stroke-linejoin=\"round\"")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Language;
    use crate::geometry::{at, px};
    use crate::theme::Hue;

    fn written(theme: Theme, element: Element) -> String {
        let mut svg = Svg::new("try", (px(100), px(50)), theme, Language::Ja).told("題 <1>", "文 & \"2\"");
        svg.add(element);
        svg.to_string()
    }

    #[test]
    fn whatever_is_said_stays_words() {
        let nasty = "\"/><script>alert(1)</script>&\u{0}\u{1b}\u{202e}\u{ffff}";
        let text = Element::text(at(px(1), px(20)), nasty).data("name", nasty).hint(nasty).id(nasty);
        let svg = written(Theme::Light, text);
        let tree = roxmltree::Document::parse(&svg).expect("well-formed");
        let words = tree.descendants().find(|node| node.has_tag_name("text")).expect("a text");
        let plain = "\"/><script>alert(1)</script>&";
        assert_eq!(words.children().next_back().and_then(|node| node.text()), Some(plain));
        assert_eq!(words.attribute("data-name"), Some(plain));
        assert!(!tree.descendants().any(|node| node.has_tag_name("script")));
    }

    #[test]
    fn a_link_leads_to_a_page_or_nowhere() {
        for (address, leads) in
            [("/stage/mql", true), ("#mql", true), ("javascript:alert(1)", false), ("data:,", false)]
        {
            let svg = written(Theme::Light, Element::link(address));
            assert_eq!(svg.contains("<a "), leads, "{address}");
            assert_eq!(svg.contains("role=\"img\""), !leads, "what holds a link is not an image");
        }
    }

    #[test]
    fn a_colour_stands_plainly_and_as_a_property_that_follows_the_reader() {
        let line = || Element::line(at(px(0), px(0)), at(px(9), px(9))).stroke(Token::line(Hue::Blue), px(2));
        let auto = written(Theme::Auto, line());
        assert!(auto.contains("class=\"s-blue-line\" fill=\"none\" stroke=\"#0072B2\""), "{auto}");
        assert!(auto.contains(".takt-auto{--ink:#1B2430;--surface:#FFFFFF;--blue-line:#0072B2}"), "{auto}");
        assert!(auto.contains("@media(prefers-color-scheme:dark){.takt-auto{--ink:#E9EEF4;"), "{auto}");
        let dark = written(Theme::Dark, line());
        assert!(dark.contains("stroke=\"#4FA8DE\"") && !dark.contains("@media"), "{dark}");
    }

    #[test]
    fn the_title_and_the_description_name_the_picture() {
        let svg = written(Theme::Light, Element::group());
        let tree = roxmltree::Document::parse(&svg).expect("well-formed");
        let ids = tree.root_element().attribute("aria-labelledby").expect("a name").split(' ');
        let said: Vec<&str> = ids
            .filter_map(|id| tree.descendants().find(|node| node.attribute("id") == Some(id)).and_then(|n| n.text()))
            .collect();
        assert_eq!(said, ["題 <1>", "文 & \"2\""]);
    }
}
