//! `takt diagram`.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde_json::json;
use takt_draw::diagram::{Section, Width};
use takt_draw::theme::Theme;

use crate::app::diagram::{self, Days, Scene};
use crate::app::report;
use crate::cli::flow::{FOLDER, as_of_text};
use crate::cli::table::{Side, Table};
use crate::cli::{Answer, Failure, Session};

/// Where the picture goes without `--out`.
const OUT: &str = "takt-diagram.svg";

/// `--theme`.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum ThemeArg {
    /// As the reader has set it.
    #[default]
    Auto,
    Light,
    Dark,
}

/// `--width`.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum WidthArg {
    /// 1,360 px.
    #[default]
    Wide,
    /// 390 px, for a telephone.
    Narrow,
}

/// What `takt diagram` is asked.
pub(super) struct DiagramArgs {
    pub out: Option<PathBuf>,
    pub at: Option<String>,
    pub from: Option<String>,
    pub to: Option<String>,
    pub theme: ThemeArg,
    pub width: WidthArg,
}

/// `takt diagram`.
pub(super) fn diagram(session: &Session, args: &DiagramArgs) -> Result<Answer, Failure> {
    let mut desk = super::clock::reading(session, &session.folder(FOLDER))?;
    let day = |text: &Option<String>| text.as_deref().map(report::day).transpose();
    let days = match (day(&args.at)?, day(&args.from)?, day(&args.to)?) {
        (Some(at), ..) => Days::At(at),
        (None, None, None) => Days::Latest,
        (None, from, to) => Days::Span(from, to),
    };
    let picture = diagram::of(&mut desk, days)?;
    let theme = match args.theme {
        ThemeArg::Auto => Theme::Auto,
        ThemeArg::Light => Theme::Light,
        ThemeArg::Dark => Theme::Dark,
    };
    let width = match args.width {
        WidthArg::Wide => Width::Wide,
        WidthArg::Narrow => Width::Narrow,
    };
    let drawing = Scene::of(&desk, picture.clone())?.draw((theme, width), None, &session.catalogue)?;
    let out = args.out.as_deref().unwrap_or(Path::new(OUT));
    diagram::write(out, &drawing)?;
    let said = [
        ("from", picture.flow.from.to_string()),
        ("to", picture.flow.to.to_string()),
        ("file", out.display().to_string()),
    ];
    let mut text = session.say("diagram-done", &said) + "\n";
    text.push_str(&tables_text(drawing.sections()));
    text.push_str(&as_of_text(session, &desk));
    Ok(Answer::done(json!({ "out": out.display().to_string() }), text))
}

/// The picture's numbers as tables.
fn tables_text(sections: &[Section]) -> String {
    let mut text = String::new();
    for section in sections {
        let side = |place| if place < section.words { Side::Left } else { Side::Right };
        let columns: Vec<(&str, Side)> =
            section.table.head.iter().enumerate().map(|(place, title)| (title.as_str(), side(place))).collect();
        let mut table = Table::new(&columns);
        section.table.rows.iter().for_each(|row| table.row(row.clone()));
        text.push_str(&format!("\n{}\n{}", section.title, table.render()));
    }
    text
}
