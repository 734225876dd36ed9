//! What another model would have done with the sample vendor's eighteen months: the first time, when the seen facts are
//! read from the journal, and again, as when a threshold is moved.
//!
//! The tight pass reads every fact of the journal once.

use takt_core::unit::Seq;
use takt_sim::Plan;
use takt_store::Store;

use super::{Better, Figure, Job, Pass, SEED, Setting, Size, Unit};
use crate::app::desk::STANDARD_MODEL;
use crate::app::whatif::Question;
use crate::app::{clock, demo};
use crate::fault::Fault;

pub(super) const JOB: Job = Job { name: "whatif", figures: &["whatif-first", "whatif"], run };

/// The most that it may take, in milliseconds.
const LIMIT: u64 = 300;
/// Leads a month and months of the vendor of the smoke run.
const SMALL_LEADS: u32 = 60;
const SMALL_MONTHS: u32 = 3;

fn run(setting: Setting<'_>) -> Result<Vec<Figure>, Fault> {
    let now = clock::now();
    let plan = |today| match setting.size {
        Size::Full => Plan::demo(today),
        Size::Small => Plan::sized(SEED, SMALL_LEADS, SMALL_MONTHS, today),
    };
    let (mut desk, _) = demo::make_planned(&setting.folder.join("demo"), now, plan)?;
    let facts = desk.book.next.0 - 1;
    let other = STANDARD_MODEL.replace("points    = 30", "points    = 10");
    let unsound = |_| Fault::refused("model-unsound", vec![("file", "the-model".into()), ("count", String::new())]);
    let question = Question::read(&desk.book, other.as_bytes(), None).map_err(unsound)?;
    let (first, past) = Pass::time(facts, || {
        let past = desk.past()?;
        desk.try_model(&past, &question)?;
        Ok(past)
    })?;
    let mut again = None;
    for _ in 0..3 {
        let (pass, _) = Pass::time(facts, || desk.try_model(&past, &question))?;
        again = Some(again.map_or(pass, |other: Pass| other.or_quicker(pass)));
    }
    let (tight, read) = Pass::time(facts, || {
        let mut read = 0_u64;
        let scanned = desk.store.scan(Seq(1), &mut |fact| {
            read = read.wrapping_add(fact.occurred_at.0.cast_unsigned());
            Ok(())
        });
        scanned.map_err(|error| desk.fault(&error)).map(|()| read)
    })?;
    std::hint::black_box(read);
    let figure = |name: &str, pass: Pass| Figure {
        job: name.into(),
        rate: pass.nanos.div_ceil(1_000_000),
        unit: Unit::Milliseconds,
        limit: LIMIT,
        better: Better::Less,
        tight: Some(tight.nanos.div_ceil(1_000_000)),
        count: facts,
    };
    Ok(vec![figure("whatif-first", first), figure("whatif", again.unwrap_or(first))])
}
