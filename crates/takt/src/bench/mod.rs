//! What the program costs, measured: `takt bench`.
//!
//! A [`Job`] makes its data from a fixed seed, does something to them the way the program does it, and beside that, in
//! the same run and on the same data, the least that any program would have to do: the *tight pass*, written by hand.
//! What the machine of the day is worth shows in both, so their [ratio](Figure::ratio_bp) says more than either.
//!
//! Every job runs in a process of its own, so that CPU time and peak memory are its own. One file a job; a new one needs
//! its line in [`JOBS`], and its sentence `bench-job-FIGURE` in `locales/*/bench.ftl`.

mod append;
mod flow;
pub mod gauge;
mod import;
mod matching;
mod rehearse;
mod replay;
mod restart;
mod search;
mod whatif;

use std::path::Path;

use serde_json::{Value, json};

use crate::fault::Fault;
pub use gauge::Pass;

/// The seed of all data that jobs measure on.
pub const SEED: u64 = 1;

/// How much is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// What the limits are said of.
    Full,
    /// A hundredth or less: whether the jobs run at all. Its figures say little.
    Small,
}

impl Size {
    /// A count of the full size at this size; at least 1.
    #[must_use]
    pub fn of(self, full: u32) -> u32 {
        match self {
            Self::Full => full.max(1),
            Self::Small => (full / 100).max(1),
        }
    }
}

/// What a job is given.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// How much to measure.
    pub size: Size,
    /// A new, empty folder on the disk, for this job alone; gone when it is done.
    pub folder: &'a Path,
}

/// One thing to measure.
#[derive(Clone, Copy, Debug)]
pub struct Job {
    /// The name by which `--job` asks for it.
    pub name: &'static str,
    /// The names of the figures it gives, in their order; mostly its own.
    pub figures: &'static [&'static str],
    /// Measures it.
    pub run: fn(Setting<'_>) -> Result<Vec<Figure>, Fault>,
}

/// All jobs, in the order of `docs/performance.md`.
pub const JOBS: &[Job] = &[
    append::JOB,
    flow::JOB,
    import::JOB,
    matching::JOB,
    rehearse::JOB,
    replay::JOB,
    restart::JOB,
    whatif::JOB,
    search::JOB,
];

/// In what a figure is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Facts a CPU second.
    Facts,
    /// Rows of a file a CPU second.
    Rows,
    /// Moves a CPU second.
    Moves,
    /// Accounts a CPU second.
    Accounts,
    /// Megabytes of memory at the peak.
    Megabytes,
    /// Milliseconds of CPU time.
    Milliseconds,
    /// Milliseconds by the clock on the wall.
    WallMilliseconds,
    /// Hundredths of a percent of something that the job names.
    BasisPoints,
}

impl Unit {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Facts,
        Self::Rows,
        Self::Moves,
        Self::Accounts,
        Self::Megabytes,
        Self::Milliseconds,
        Self::WallMilliseconds,
        Self::BasisPoints,
    ];

    /// The name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Facts => "facts-per-cpu-second",
            Self::Rows => "rows-per-cpu-second",
            Self::Moves => "moves-per-cpu-second",
            Self::Accounts => "accounts-per-cpu-second",
            Self::Megabytes => "megabytes",
            Self::Milliseconds => "cpu-milliseconds",
            Self::WallMilliseconds => "wall-milliseconds",
            Self::BasisPoints => "basis-points",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.name() == name)
    }
}

/// Which figures are good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// At least the limit.
    More,
    /// At most the limit.
    Less,
}

/// What was measured, beside its limit and the tight pass of the same run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its name.
    pub job: String,
    /// What was measured, in `unit`.
    pub rate: u64,
    /// In what it is counted.
    pub unit: Unit,
    /// What it has to come to, in `unit`. One that is said against the tight pass is computed from it.
    pub limit: u64,
    /// Whether it has to come to the limit or to stay below.
    pub better: Better,
    /// What the tight pass came to, in `unit`; `None` where there is none.
    pub tight: Option<u64>,
    /// Facts, rows, moves or accounts that were measured.
    pub count: u64,
}

impl Figure {
    /// The rate of a pass, beside the tight one's; its limit is still to be said.
    #[must_use]
    pub fn of(job: &str, unit: Unit, pass: Pass, tight: Pass) -> Self {
        let (rate, tight) = (pass.rate(), Some(tight.rate()));
        Self { job: job.into(), rate, unit, limit: 0, better: Better::More, tight, count: pass.count }
    }

    /// Something that no tight pass is beside, such as memory, and the most it may be.
    #[must_use]
    pub fn at_most(job: &str, unit: Unit, measured: u64, limit: u64, count: u64) -> Self {
        Self { job: job.into(), rate: measured, unit, limit, better: Better::Less, tight: None, count }
    }

    /// It has to be at least so many a CPU second.
    #[must_use]
    pub fn at_least(mut self, limit: u64) -> Self {
        self.limit = limit;
        self
    }

    /// It has to be at least this share of the tight pass of the same run, in basis points: 6,000 are 0.6 times.
    #[must_use]
    pub fn at_least_of_tight(mut self, share_bp: u64) -> Self {
        self.limit = self.tight.unwrap_or(0).saturating_mul(share_bp) / 10_000;
        self
    }

    /// How it stands to the tight pass, in basis points; `None` where there is none.
    #[must_use]
    pub fn ratio_bp(&self) -> Option<u64> {
        self.tight.filter(|tight| *tight > 0).map(|tight| self.rate.saturating_mul(10_000) / tight)
    }

    /// Whether it keeps its limit.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        match self.better {
            Better::More => self.rate >= self.limit,
            Better::Less => self.rate <= self.limit,
        }
    }

    /// As one of `jobs` in the answer of `takt bench`. `ratio` alone is a fraction, to four places.
    #[must_use]
    pub fn json(&self) -> Value {
        json!({
            "job": self.job,
            "rate": self.rate,
            "unit": self.unit.name(),
            "limit": self.limit,
            "ratio": self.ratio_bp().map(|ratio| ratio as f64 / 10_000.0),
            "better": if self.better == Better::More { "more" } else { "less" },
            "tight": self.tight,
            "count": self.count,
            "kept": self.is_kept(),
        })
    }

    /// From the answer of another process.
    #[must_use]
    pub fn of_json(value: &Value) -> Option<Self> {
        let number = |key: &str| value.get(key).and_then(Value::as_u64);
        Some(Self {
            job: value.get("job")?.as_str()?.into(),
            rate: number("rate")?,
            unit: Unit::named(value.get("unit")?.as_str()?)?,
            limit: number("limit")?,
            better: if value.get("better")? == "more" { Better::More } else { Better::Less },
            tight: number("tight"),
            count: number("count")?,
        })
    }
}

/// The job of a name.
///
/// # Errors
/// There is none: wrong use.
pub fn job(name: &str) -> Result<Job, Fault> {
    let known = || JOBS.iter().map(|job| job.name).collect::<Vec<_>>().join(", ");
    let found = JOBS.iter().find(|job| job.name == name).copied();
    found.ok_or_else(|| Fault::usage("bench-job-unknown", vec![("job", name.into()), ("known", known())]))
}

/// Measures a job in this process.
///
/// # Errors
/// The disk or the store failed, or the job could not make its data.
pub fn measure(job: Job, size: Size) -> Result<Vec<Figure>, Fault> {
    let unwritable = |cause: std::io::Error| Fault::unwritable(&std::env::temp_dir(), &cause);
    let folder = tempfile::Builder::new().prefix("takt-bench-").tempdir().map_err(unwritable)?;
    (job.run)(Setting { size, folder: folder.path() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure() -> Figure {
        let pass = |millis: u64| Pass { count: 1_000, nanos: millis * 1_000_000 };
        Figure::of("x", Unit::Facts, pass(200), pass(100))
    }

    #[test]
    fn a_limit_is_kept_or_missed() {
        assert_eq!((figure().rate, figure().tight, figure().ratio_bp()), (5_000, Some(10_000), Some(5_000)));
        assert!(figure().at_least(5_000).is_kept() && !figure().at_least(5_001).is_kept());
        assert!(figure().at_least_of_tight(5_000).is_kept() && !figure().at_least_of_tight(6_000).is_kept());
        let memory = |peak| Figure::at_most("y", Unit::Megabytes, peak, 2_000, 1);
        assert!(memory(2_000).is_kept() && !memory(2_001).is_kept());
        assert_eq!(memory(1).ratio_bp(), None);
    }

    #[test]
    fn a_figure_goes_from_process_to_process() {
        for figure in [figure().at_least(7), Figure::at_most("y", Unit::Megabytes, 3, 2, 1)] {
            assert_eq!(Figure::of_json(&figure.json()), Some(figure));
        }
        assert_eq!(Figure::of_json(&json!({ "job": "x" })), None);
    }

    #[test]
    fn every_figure_has_a_name_of_its_own() {
        let mut names: Vec<&str> = JOBS.iter().flat_map(|job| job.figures).copied().collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
