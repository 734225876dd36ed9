//! Flow and balance of a picture.

use alloc::vec::Vec;

use crate::book::{Book, InForce};
use crate::dictionary::WordKind;
use crate::metric::columns::{Columns, Period, StageColumn, Visit};
use crate::metric::flow::{Flow, MoveCount, StageFlow, awareness};
use crate::metric::median_and_ninth;
use crate::metric::tally::line;
use crate::unit::{ChannelId, Day, Micros, StageId};

/// The same as [`Moves::flow`](crate::metric::Moves::flow) without groups, read from the columns: what moved in a period
/// costs what moved in it, however long the journal is.
pub(super) fn flow(book: &Book, columns: &Columns, from: Day, to: Day) -> Option<Flow> {
    let model = book.model.as_ref()?;
    let calendar = model.calendar();
    let period = Period { start: calendar.start_of(from), end: calendar.start_of(Day(to.0.saturating_add(1))) };
    let mut shown: Vec<StageId> = model.model.stages.iter().map(|stage| stage.id).collect();
    let others = (0..columns.stages.len()).filter_map(|number| u32::try_from(number).ok().map(StageId));
    let stood = |id: &StageId| {
        let came = |stage: &StageColumn| stage.came.iter().map(|came| came.before(period.end)).sum::<usize>();
        let gone = |stage: &StageColumn| stage.left.iter().map(|left| left.before(period.start)).sum::<usize>();
        columns.stage(*id).is_some_and(|stage| came(stage) > gone(stage))
    };
    shown.extend(others.filter(|id| model.stage(*id).is_none()).filter(stood));
    let none = StageColumn::default();
    let mut seen = Vec::new();
    let within = (model.as_ref(), ends(book));
    let stages = shown
        .iter()
        .map(|id| read_stage(within, *id, columns.stage(*id).unwrap_or(&none), period, &mut seen))
        .collect();
    let rank = |id: Option<StageId>| id.map(|id| shown.iter().position(|known| *known == id));
    let counted = columns.tracks.iter().map(|((from, to, path), at)| MoveCount {
        from: *from,
        to: *to,
        path: *path,
        count: at.count(period),
    });
    let mut moves: Vec<MoveCount> = counted.filter(|moved| moved.count > 0).collect();
    moves.sort_by_key(|moved| (rank(moved.from), rank(moved.to), moved.path));
    let name = |channel: ChannelId| book.words.text(WordKind::Channel, channel.0);
    let awareness = awareness(&book.counts, name, from, to);
    Some(Flow { from, to, stages, moves, awareness, groups: Vec::new() })
}

fn read_stage(
    (model, until): (&InForce, Micros),
    id: StageId,
    column: &StageColumn,
    period: Period,
    seen: &mut Vec<u64>,
) -> StageFlow {
    let count = |at: Micros| column.stock(at);
    let [opening, closing] = [period.start, period.end].map(|at| count(at).iter().sum::<u64>());
    let visits = || column.left.iter().flat_map(|left| left.during(period));
    let mut dwell: Vec<i64> = visits().filter(|v| !v.inferred && !v.goes_on).map(|v| v.at.since(v.since)).collect();
    // An account's time together is what its last visit of the period says: main and side visits are merged by time.
    let mut ends: Vec<&Visit> = visits().filter(|v| !v.goes_on).collect();
    if column.left[1].count(period) > 0 {
        // What is not known once is not known any more, and time only grows.
        ends.sort_by_key(|visit| (visit.at, visit.cumulative.is_none(), visit.cumulative));
    }
    seen.clear();
    let mut cumulative: Vec<i64> = Vec::with_capacity(ends.len());
    for visit in ends.into_iter().rev() {
        let (word, bit) = (visit.account.index() / 64, 1u64 << (visit.account.index() % 64));
        if seen.len() <= word {
            seen.resize(word + 1, 0);
        }
        if seen[word] & bit == 0 {
            seen[word] |= bit;
            cumulative.extend(visit.cumulative);
        }
    }
    let [dwell_p50, dwell_p90] = median_and_ninth(&mut dwell);
    let [cumulative_p50, cumulative_p90] = median_and_ninth(&mut cumulative);
    StageFlow {
        stage: id,
        opening,
        inflow: column.came.iter().map(|came| came.count(period)).sum(),
        outflow: column.left.iter().map(|left| left.count(period)).sum(),
        closing,
        overdue: overdue(model, id, column, period.end.min(until)),
        of_which_side: count(period.end)[1],
        dwell_p50,
        dwell_p90,
        cumulative_p50,
        cumulative_p90,
    }
}

/// Where the journal ends: just after its last record. What is overdue is so by then; nobody can know it of the rest of
/// today.
fn ends(book: &Book) -> Micros {
    book.recorded_at.plus(1)
}

/// Positions over their limit when a period ends: all who came before some instant, by their clock, and have not left.
fn overdue(model: &InForce, id: StageId, column: &StageColumn, end: Micros) -> u64 {
    // The first instant from which on nobody is over the limit.
    let Some(line) = line(model, id, end) else { return 0 };
    let sides = column.came.iter().zip(&column.left).zip(&column.carried);
    let counted = sides.map(|((came, left), carried)| {
        let since = Period { start: line, end };
        let of_later = left.during(since).iter().filter(|visit| visit.since >= line).count();
        // Who was moved here by a new model has a clock that began before they came.
        let of_earlier = carried.during(since).iter().filter(|(_, clock)| *clock < line).count();
        (came.before(line) + of_earlier + of_later).saturating_sub(left.before(end)) as u64
    });
    counted.sum()
}
