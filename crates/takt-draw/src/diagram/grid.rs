//! Which cell of the map each stage sits in: lanes from teams, columns from the model, sub-rows where two would collide.
//!
//! Only the model decides: no number of a picture moves a station.

use takt_core::model::{Model, StageKind};
use takt_core::unit::StageId;

/// Most columns a map has; a model with more shares them.
pub(super) const COLUMNS_MOST: usize = 8;

/// Columns that a shelf takes where there are so many.
const SHELF_COLUMNS: usize = 2;

/// How a stage is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sit {
    /// A box with a stock.
    Station,
    /// A wide box with bars by month of return.
    Shelf,
    /// A small box: nothing stays in it.
    Gate,
    /// A box with counts; no accounts.
    Count,
}

/// The place of one stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seat {
    pub(super) sit: Sit,
    pub(super) stage: StageId,
    pub(super) lane: usize,
    pub(super) row: usize,
    pub(super) first: usize,
    pub(super) last: usize,
}

/// One row of cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) lane: usize,
    /// Whether a station stands in it; else gates at most.
    pub(super) tall: bool,
    /// Whether a shelf stands in it.
    pub(super) shelf: bool,
}

/// The map in cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Grid {
    pub(super) columns: usize,
    pub(super) lanes: usize,
    pub(super) rows: Vec<Row>,
    /// The stages of the model in file order, then those that only an older model had.
    pub(super) seats: Vec<Seat>,
}

impl Grid {
    /// Seats the stages of a model, and below them stages that no lane of it has.
    pub(super) fn of(model: &Model, former: &[StageId]) -> Self {
        let mut used: Vec<u8> = model.stages.iter().map(|stage| stage.column).collect();
        used.sort_unstable();
        used.dedup();
        let ranks = used.len().max(1);
        let columns = ranks.min(COLUMNS_MOST);
        let column_of = |column: u8| used.iter().position(|known| *known == column).unwrap_or(0) * columns / ranks;
        let shelf_columns = columns.min(SHELF_COLUMNS);

        let mut grid = Self { columns, lanes: model.teams.len(), rows: Vec::new(), seats: Vec::new() };
        let mut seats: Vec<(usize, Seat)> = Vec::new();
        for (lane, team) in model.teams.iter().enumerate() {
            let base = grid.rows.len();
            let mine = model.stages.iter().enumerate().filter(|(_, stage)| stage.team == team.id);
            // A shelf looks for the room that the stations leave.
            let (shelves, stations): (Vec<_>, Vec<_>) = mine.partition(|(_, stage)| stage.kind == StageKind::Shelf);
            for (place, stage) in stations.into_iter().chain(shelves) {
                let sit = match stage.kind {
                    StageKind::Shelf => Sit::Shelf,
                    StageKind::Gate => Sit::Gate,
                    StageKind::Count => Sit::Count,
                    StageKind::Inventory | StageKind::Sla => Sit::Station,
                };
                let width = if sit == Sit::Shelf { shelf_columns } else { 1 };
                let first = column_of(stage.column).min(columns - width);
                let row = grid.free_row(base, lane, first, first + width - 1, &seats);
                seats.push((place, Seat { sit, stage: stage.id, lane, row, first, last: first + width - 1 }));
            }
            if grid.rows.len() == base {
                grid.rows.push(Row { lane, tall: false, shelf: false });
            }
        }
        seats.sort_by_key(|(place, _)| *place);
        grid.seats = seats.into_iter().map(|(_, seat)| seat).collect();
        if !former.is_empty() {
            let lane = grid.lanes;
            grid.lanes += 1;
            for (n, stage) in former.iter().enumerate() {
                if n % columns == 0 {
                    grid.rows.push(Row { lane, tall: true, shelf: false });
                }
                let (row, first) = (grid.rows.len() - 1, n % columns);
                grid.seats.push(Seat { sit: Sit::Station, stage: *stage, lane, row, first, last: first });
            }
        }
        for seat in &grid.seats {
            if let Some(row) = grid.rows.get_mut(seat.row) {
                row.tall |= seat.sit != Sit::Gate;
                row.shelf |= seat.sit == Sit::Shelf;
            }
        }
        grid
    }

    /// The first row of a lane in which these cells are free; a new one where there is none.
    fn free_row(&mut self, base: usize, lane: usize, first: usize, last: usize, seats: &[(usize, Seat)]) -> usize {
        let taken =
            |row: usize| seats.iter().any(|(_, seat)| seat.row == row && seat.first <= last && first <= seat.last);
        for row in base..self.rows.len() {
            if !taken(row) {
                return row;
            }
        }
        self.rows.push(Row { lane, tall: false, shelf: false });
        self.rows.len() - 1
    }

    /// Who sits in a cell.
    pub(super) fn seat_in(&self, row: usize, column: usize) -> Option<usize> {
        self.seats.iter().position(|seat| seat.row == row && seat.first <= column && column <= seat.last)
    }

    /// Whether a line can go down through a gap between columns in a row; gap 0 lies left of the first column.
    pub(super) fn gap_is_free(&self, row: usize, gap: usize) -> bool {
        !self.seats.iter().any(|seat| seat.row == row && seat.first < gap && gap <= seat.last)
    }
}
