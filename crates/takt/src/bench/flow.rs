//! The full flow report by month, source and segment over thirteen million moves, and the same after ten thousand more.
//!
//! The [tight pass](tight) reads the same moves in 16 bytes each and counts into flat arrays whose sizes it knows: no
//! dictionary, no model, no calendar, and no times together, which the report has beside the time of each visit.

mod line;
mod tight;

use takt_core::account::{Account, Attribute, Entry, Known};
use takt_core::book::{Book, InForce};
use takt_core::dictionary::{Dictionary, WordKind};
use takt_core::fact::Value;
use takt_core::metric::{Cube, MoveColumn, Moves};
use takt_core::model;
use takt_core::unit::{AccountId, ChoiceId, Day, FieldId, Micros, Seq, SourceId, StageId, TeamId};
use takt_sim::stream::Stream;

use super::{Figure, Job, Pass, SEED, Setting, Unit};
use crate::app::desk::STANDARD_MODEL;
use crate::fault::Fault;
use line::{Line, MONTHS, Step};
use tight::{Row, Tight};

pub(super) const JOB: Job = Job { name: "flow", figures: &["flow-cube", "flow-more"], run };

/// Accounts at full size: thirteen million moves.
const ACCOUNTS: u32 = 1_000_000;
/// Moves that come afterwards.
const MORE: u32 = 10_000;
/// Half the rate of the tight pass is twice its time.
const SHARE_BP: u64 = 5_000;
/// What the report may cost after ten thousand moves more, of the whole pass.
const MORE_BP: u64 = 100;
/// Every job is done so many times, and the quickest counts.
const TIMES: usize = 3;

const SOURCES: usize = 8;
const SEGMENTS: usize = 12;

fn run(setting: Setting<'_>) -> Result<Vec<Figure>, Fault> {
    let mut house = House::new(setting.size.of(ACCOUNTS))?;
    let count = house.tight.rows.len() as u64;
    let moves = house.moves()?;
    let (mut tight, mut pass, mut cube) = (None, None, None);
    for _ in 0..TIMES {
        let (took, _) = Pass::time(count, || Ok(house.tight.report()))?;
        tight = Some(tight.map_or(took, |other: Pass| other.or_quicker(took)));
        // What the time before gave is let go first, so that both find the same memory.
        drop(cube.take());
        let (took, (made, _)) = Pass::time(count, || {
            let cube = Cube::of(&moves).ok_or_else(too_large)?;
            let rows = cube.groups();
            Ok((cube, rows))
        })?;
        pass = Some(pass.map_or(took, |other: Pass| other.or_quicker(took)));
        cube = Some(made);
    }
    let (Some(tight), Some(pass), Some(mut cube)) = (tight, pass, cube) else { return Err(too_large()) };
    drop(moves);
    let mut quickest: Option<Pass> = None;
    for _ in 0..TIMES {
        house.go_on(MORE);
        let moves = house.moves()?;
        let (took, after) = Pass::time(u64::from(MORE), || cube.updated(&moves).ok_or_else(too_large))?;
        quickest = Some(quickest.map_or(took, |other| other.or_quicker(took)));
        cube = after;
    }
    let more = quickest.map_or(0, |more| (more.nanos * 10_000).div_ceil(pass.nanos.max(1)));
    Ok(vec![
        Figure::of("flow-cube", Unit::Moves, pass, tight).at_least_of_tight(SHARE_BP),
        Figure::at_most("flow-more", Unit::BasisPoints, more, MORE_BP, u64::from(MORE)),
    ])
}

fn too_large() -> Fault {
    Fault::refused("bench-failed", vec![("job", JOB.name.into())])
}

/// A house with lines drawn for its accounts, in the move column and as the tight pass reads them.
struct House {
    book: Book,
    column: MoveColumn,
    tight: Tight,
    lines: Vec<Line>,
    stages: Vec<StageId>,
    sources: Vec<SourceId>,
    segments: Vec<Value>,
    field: FieldId,
    team: TeamId,
    stream: Stream,
}

impl House {
    fn new(accounts: u32) -> Result<Self, Fault> {
        let mut words = Dictionary::default();
        let standard = model::read(STANDARD_MODEL, &mut words).map_err(|_| too_large())?;
        let stage = |name: &&str| words.find(WordKind::Stage, name).map(StageId);
        let stages: Vec<StageId> = line::STAGES.iter().filter_map(stage).collect();
        let sources = (0..SOURCES).map(|n| SourceId(words.intern(WordKind::Source, &format!("source {n}")))).collect();
        let choice = |n| Value::Choice(ChoiceId(words.intern(WordKind::Choice, &format!("segment {n}"))));
        let segments = (0..SEGMENTS).map(choice).collect();
        let (Some(field), Some(first)) = (standard.segment, standard.stages.first()) else { return Err(too_large()) };
        let team = first.team;
        let start = |month: i32| {
            let day = Day::of(2023 + (month / 12) as i16, (month % 12) as i8 + 1, 1);
            day.map(|day| standard.calendar.start_of(day))
        };
        let bounds: Vec<Micros> = (0..=MONTHS).filter_map(start).collect();
        let (Some(begin), Some(last)) = (bounds.first().copied(), bounds.last().copied()) else {
            return Err(too_large());
        };
        // Three days before the last month ends: it goes on.
        let now = last.plus(-3 * Micros::DAY);
        let mut book = Book::new(words, std::collections::BTreeMap::new());
        let in_force = std::sync::Arc::new(InForce::new(standard, 1));
        let limits = limits(&in_force, &stages, &bounds, now);
        let column = MoveColumn::new(&in_force);
        book.model = Some(in_force);
        book.recorded_at = now;
        let mut house = Self {
            book,
            column,
            tight: Tight::new(bounds, limits, SOURCES * SEGMENTS),
            lines: Vec::new(),
            stages,
            sources,
            segments,
            field,
            team,
            stream: Stream::of(SEED, "more", 0),
        };
        let mut steps = Vec::new();
        for id in 0..accounts {
            let mut stream = Stream::of(SEED, "line", u64::from(id));
            let group = stream.below((SOURCES * SEGMENTS) as u64) as usize;
            steps.clear();
            house.lines.push(Line::draw(&mut stream, (begin, now), &mut steps));
            house.tight.groups.push(group);
            house.note(AccountId(id), group, &steps);
        }
        house.column.settle();
        Ok(house)
    }

    /// The moves as the book would hand them out.
    fn moves(&self) -> Result<Moves, Fault> {
        Moves::of(self.column.clone(), &self.book).ok_or_else(too_large)
    }

    /// So many accounts that are drawn move on, in the hours after what was so far.
    fn go_on(&mut self, count: u32) {
        let mut steps = Vec::new();
        for _ in 0..count {
            let place = self.stream.below(self.lines.len() as u64) as usize;
            self.book.recorded_at = self.book.recorded_at.plus(100_000);
            steps.clear();
            steps.extend(self.lines.get_mut(place).map(|line| line.go_on(self.book.recorded_at)));
            let group = self.tight.groups.get(place).copied().unwrap_or(0);
            self.note(AccountId(u32::try_from(place).unwrap_or(0)), group, &steps);
        }
    }

    fn note(&mut self, id: AccountId, group: usize, steps: &[Step]) {
        let mut account = Account::new(id, self.team);
        let (at, seq) = (Micros(0), Seq(1));
        account.source = self.sources.get(group / SEGMENTS).map(|source| Known { value: *source, at, seq });
        if let Some(segment) = self.segments.get(group % SEGMENTS) {
            let first = Known { value: *segment, at, seq };
            account.attributes.push(Attribute { field: self.field, first, latest: first });
        }
        account.line = steps.iter().map(|step| Entry { at: step.at, what: step.what(&self.stages) }).collect();
        self.column.note(&self.book.words, &account, 0);
        self.tight.rows.extend(steps.iter().map(|step| Row::of(id, step)));
    }
}

/// The instant by which who came to a stage is over its limit at the end of each month, and at `now` in the last one.
fn limits(model: &InForce, stages: &[StageId], bounds: &[Micros], now: Micros) -> Vec<[i64; tight::STAGES]> {
    let line = |id: StageId, end: Micros| {
        model.limit(id, end)?;
        let (mut over, mut within) = (bounds.first()?.0 - 400 * Micros::DAY, end.0);
        while within - over > 1 {
            let middle = over.midpoint(within);
            let is_over = model.limit(id, Micros(middle)).is_some_and(|limit| limit < end);
            if is_over { over = middle } else { within = middle }
        }
        Some(within)
    };
    let of_month = |end: &Micros| {
        let mut lines = [i64::MIN; tight::STAGES];
        for (line_of, id) in lines.iter_mut().zip(stages) {
            *line_of = line(*id, (*end).min(now.plus(1))).unwrap_or(i64::MIN);
        }
        lines
    };
    bounds.iter().skip(1).map(of_month).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is timed against each other says the same, to the median.
    #[test]
    fn the_tight_pass_says_what_the_report_says() {
        let mut house = House::new(3_000).expect("a house");
        for _ in 0..2 {
            let report = house.tight.report();
            let groups = Cube::of(&house.moves().expect("moves")).expect("a cube").groups();
            let mut visits = 0;
            for group in &groups {
                let month = usize::try_from(group.month.0 - groups[0].month.0).expect("a month of the house");
                let number = |key: &takt_core::metric::Key| match key {
                    takt_core::metric::Key::Text(text) => text.rsplit(' ').next().and_then(|n| n.parse::<usize>().ok()),
                    takt_core::metric::Key::Member(_) => None,
                };
                let place = number(&group.source).expect("a source") * SEGMENTS + number(&group.segment).expect("one");
                for (place_of_stage, id) in house.stages.iter().enumerate() {
                    let row = group.stages.iter().find(|row| row.stage == *id).expect("a stage of the model");
                    let cell = report.cell(MONTHS as usize, (place, month, place_of_stage));
                    let said = [row.opening, row.inflow, row.outflow, row.closing, row.overdue, row.of_which_side];
                    assert_eq!(cell.counts, said, "{group:?} {row:?}");
                    assert_eq!(cell.dwell, [row.dwell_p50, row.dwell_p90], "{group:?} {row:?}");
                    visits += row.outflow;
                }
            }
            assert!(visits > 20_000, "{visits} visits compared");
            // The last month goes on, and what moved in it is told as well.
            house.go_on(500);
            house.tight.limits = limits(
                house.book.model.as_ref().expect("a model"),
                &house.stages,
                &house.tight.bounds.iter().copied().map(Micros).collect::<Vec<_>>(),
                house.book.recorded_at,
            );
            house.tight.rows.sort_by_key(|row| (row.account, row.at));
        }
    }
}
