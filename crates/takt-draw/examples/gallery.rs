//! Writes every picture with example data, in both languages, light and dark, and a page that shows them:
//! `cargo run -p takt-draw --example gallery -- DIR [--png]`. With `--png` Chromium makes an image of each beside it.

#[path = "../tests/draw/sample.rs"]
mod sample;
#[path = "../tests/draw/diagram/scene.rs"]
mod scene;
#[path = "../tests/draw/speak.rs"]
mod speak;

use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use takt_draw::chart::{Picture, Table};
use takt_draw::diagram::{self, Look, Width};
use takt_draw::figure::Language;
use takt_draw::theme::Theme;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (folder, has_png) = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [folder] => (folder, false),
        [folder, "--png"] => (folder, true),
        _ => {
            eprintln!("usage: cargo run -p takt-draw --example gallery -- DIR [--png]");
            return ExitCode::FAILURE;
        }
    };
    match write(Path::new(folder), has_png) {
        Ok(pictures) => {
            println!("{pictures} pictures in {folder}; open {folder}/index.html");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{folder}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &Path, has_png: bool) -> std::io::Result<usize> {
    std::fs::create_dir_all(folder)?;
    let mut written = 0;
    let mut sections = String::new();
    for language in Language::ALL {
        for theme in [Theme::Light, Theme::Dark] {
            let (code, shade) = (language.code(), theme.code());
            let mut figures = String::new();
            for (name, picture) in sample::pictures(language, theme).into_iter().chain(diagrams(language, theme)) {
                let file = format!("{name}-{code}-{shade}.svg");
                std::fs::write(folder.join(&file), picture.svg.to_string())?;
                if has_png {
                    png(folder, &file, &picture)?;
                }
                figures.push_str(&figure(&file, &picture));
                written += 1;
            }
            sections.push_str(&format!(
                "<section class=\"{shade}\" lang=\"{code}\"><h2>{code}, {shade}</h2>{figures}</section>\n"
            ));
        }
    }
    std::fs::write(folder.join("index.html"), PAGE.replace("SECTIONS", &sections))?;
    Ok(written)
}

/// The revenue model of each shipped model, as a map and for a telephone.
fn diagrams(language: Language, theme: Theme) -> Vec<(&'static str, Picture)> {
    let speak = speak::Catalogue::new(language);
    let mut pictures = Vec::new();
    for (wide, narrow, scene) in scene::all() {
        for (name, width) in [(wide, Width::Wide), (narrow, Width::Narrow)] {
            let look = Look { theme, width, former: Vec::new(), ways: None };
            let Ok(drawing) = diagram::draw(&scene.picture, &scene.force, &look, &speak) else { continue };
            let mut table = Table::default();
            for section in drawing.sections() {
                table.rows.push(vec![section.title.clone()]);
                table.rows.push(section.table.head.clone());
                table.rows.extend(section.table.rows.iter().cloned());
            }
            pictures.push((name, Picture { svg: drawing.svg().clone(), table }));
        }
    }
    pictures
}

const PAGE: &str = "<!doctype html>
<html lang=\"en\"><meta charset=\"utf-8\"><title>Pictures</title>
<style>
body{margin:0;font-family:'Noto Sans CJK JP',sans-serif}
section{padding:24px}
section.dark{background:#0A0E12;color:#E9EEF4}
figure{display:inline-block;margin:0 16px 24px 0;vertical-align:top}
img{display:block;border:1px solid #8884;max-width:100%}
figcaption{font-size:12px;margin-top:4px}
table{font-size:12px;border-collapse:collapse}
td,th{border:1px solid #8884;padding:2px 6px;text-align:left}
</style>
SECTIONS</html>
";

/// A picture with its words and its table.
fn figure(file: &str, picture: &Picture) -> String {
    let svg = &picture.svg;
    format!(
        "<figure><img src=\"{file}\" width=\"{}\" height=\"{}\" alt=\"{}\"><figcaption>{}</figcaption>\
         <details><summary>{file}</summary>{}</details></figure>\n",
        svg.frame().width,
        svg.frame().height,
        escaped(svg.title()),
        escaped(svg.description()),
        rows(&picture.table),
    )
}

fn rows(table: &Table) -> String {
    let row = |cells: &[String], tag: &str| {
        let cells: String = cells.iter().map(|cell| format!("<{tag}>{}</{tag}>", escaped(cell))).collect();
        format!("<tr>{cells}</tr>")
    };
    let rows: String = table.rows.iter().map(|cells| row(cells, "td")).collect();
    format!("<table>{}{rows}</table>", row(&table.head, "th"))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

fn png(folder: &Path, file: &str, picture: &Picture) -> std::io::Result<()> {
    let frame = picture.svg.frame();
    let whole = |length: takt_draw::geometry::Px| (length.tenths() + 9) / 10;
    let target = folder.join(file).with_extension("png");
    let source = std::fs::canonicalize(folder.join(file))?;
    let status = Command::new("chromium")
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"])
        .arg(format!("--screenshot={}", target.display()))
        .arg(format!("--window-size={},{}", whole(frame.width), whole(frame.height)))
        .arg(format!("file://{}", source.display()))
        .stderr(Stdio::null())
        .status()?;
    if status.success() { Ok(()) } else { Err(std::io::Error::other(format!("chromium ended with {status}"))) }
}
