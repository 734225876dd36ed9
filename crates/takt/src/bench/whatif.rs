//! What another model would have done with the sample vendor's eighteen months: the first time, from the opening of the
//! folder on, as the command does it; and again, as when a threshold is moved.
//!
//! The tight pass reads every fact of the journal once.

use takt_core::unit::Seq;
use takt_sim::Plan;
use takt_store::Store;

use super::{Better, Figure, Job, Pass, SEED, Setting, Size, Unit};
use crate::app::desk::{Desk, STANDARD_MODEL};
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
    let folder = setting.folder.join("demo");
    let (mut desk, _) = demo::make_planned(&folder, now, plan)?;
    // As the command that makes it does.
    desk.keep_snapshot();
    let facts = desk.book.next.0 - 1;
    drop(desk);
    let other = STANDARD_MODEL.replace("points    = 30", "points    = 10");
    let unsound = |_| Fault::refused("model-unsound", vec![("file", "the-model".into()), ("count", String::new())]);
    let (first, (mut desk, question, past)) = Pass::time(facts, || {
        let mut desk = Desk::open_reader(&folder)?;
        let question = Question::read(&desk.book, other.as_bytes(), None).map_err(unsound)?;
        let past = desk.past()?;
        desk.try_model(&past, &question)?;
        Ok((desk, question, past))
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
