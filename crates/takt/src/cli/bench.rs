//! `takt bench`.

use std::process::{Command, Stdio};

use clap::ValueEnum;
use serde_json::{Value, json};

use crate::bench::{self, Better, Figure, Job, Size};
use crate::catalogue::Language;
use crate::cli::table::{NOTHING, Side, Table, thousands};
use crate::cli::{Answer, Failure, ProgressArg, Session};
use crate::fault::Fault;

/// `--size`.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum SizeArg {
    /// What the limits are said of.
    Full,
    /// A hundredth or less.
    Small,
}

/// `takt bench`: one job here, or all of them, each in a process of its own.
pub(super) fn bench(session: &Session, size: SizeArg, job: Option<&str>) -> Result<Answer, Failure> {
    let figures = match job {
        Some(name) => bench::measure(bench::job(name)?, size.into())?,
        None => {
            let mut figures = Vec::new();
            for job in bench::JOBS {
                progress(session, job.name);
                figures.extend(apart(session, *job, size)?);
            }
            figures
        }
    };
    let json = json!({ "jobs": figures.iter().map(Figure::json).collect::<Vec<_>>() });
    Ok(Answer::done(json, text(session, &figures)))
}

impl From<SizeArg> for Size {
    fn from(size: SizeArg) -> Self {
        match size {
            SizeArg::Full => Self::Full,
            SizeArg::Small => Self::Small,
        }
    }
}

fn progress(session: &Session, job: &str) {
    match session.progress {
        ProgressArg::Json => eprintln!("{}", json!({ "stage": "bench", "job": job })),
        ProgressArg::Text => eprintln!("{}", session.say("bench-measuring", &[("job", job.into())])),
        ProgressArg::None => {}
    }
}

/// Measures a job in a process of its own, so that CPU time and peak memory are its own. What that process has to say of
/// a failure it says itself.
fn apart(session: &Session, job: Job, size: SizeArg) -> Result<Vec<Figure>, Fault> {
    let failed = || Fault::store("bench-failed", vec![("job", job.name.into())]);
    let program = std::env::current_exe().map_err(|_| failed())?;
    let size = if matches!(size, SizeArg::Small) { "small" } else { "full" };
    let language = if session.catalogue.language == Language::Ja { "ja" } else { "en" };
    let output = Command::new(program)
        .args(["--json", "--progress", "none", "--lang", language, "bench", "--size", size, "--job", job.name])
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|_| failed())?;
    let answer: Value = serde_json::from_slice(&output.stdout).map_err(|_| failed())?;
    let figures: Option<Vec<Figure>> =
        answer.get("jobs").and_then(Value::as_array).map(|jobs| jobs.iter().filter_map(Figure::of_json).collect());
    figures.filter(|figures| output.status.success() && figures.len() == job.figures.len()).ok_or_else(failed)
}

fn text(session: &Session, figures: &[Figure]) -> String {
    let heads = [
        ("column-bench-job", Side::Left),
        ("column-bench-rate", Side::Right),
        ("column-bench-limit", Side::Right),
        ("column-bench-tight", Side::Right),
        ("column-bench-ratio", Side::Right),
        ("column-bench-unit", Side::Left),
        ("column-bench-kept", Side::Left),
    ];
    let heads: Vec<(String, Side)> = heads.map(|(name, side)| (session.say(name, &[]), side)).into();
    let mut table = Table::new(&heads.iter().map(|(head, side)| (head.as_str(), *side)).collect::<Vec<_>>());
    for figure in figures {
        let sign = if figure.better == Better::More { "≥" } else { "≤" };
        let hundredths = figure.ratio_bp().map(|ratio| (ratio + 50) / 100);
        table.row(vec![
            session.say(&format!("bench-job-{}", figure.job), &[]),
            thousands(figure.rate),
            format!("{sign} {}", thousands(figure.limit)),
            figure.tight.map_or(NOTHING.into(), thousands),
            hundredths.map_or(NOTHING.into(), |ratio| format!("{}.{:02}", ratio / 100, ratio % 100)),
            session.say(&format!("bench-unit-{}", figure.unit.name()), &[]),
            if figure.is_kept() { session.say("bench-kept", &[]) } else { session.say("bench-missed", &[]) },
        ]);
    }
    table.render()
}
