//! Where the cells lie in pixels: columns of one pitch, rows, and between them channels as high as the tracks in them.

use super::grid::{Grid, Row, Seat, Sit};
use crate::geometry::{Frame, Px, px};

/// The width of the picture.
pub(super) const WIDTH: Px = px(1360);
/// Left of it the names of the lanes.
pub(super) const GUTTER: Px = px(110);
const RIGHT: Px = px(18);
/// The height of a station.
pub(super) const STATION: Px = px(112);
const GATE: Px = px(40);
const SHELF: Px = px(136);
/// From track to track in a channel.
pub(super) const TRACK: Px = px(15);

/// The map in pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ground {
    pub(super) pitch: Px,
    pub(super) station: Px,
    /// Upper edge and height of each row.
    pub(super) rows: Vec<(Px, Px)>,
    /// Upper edge and height of each channel; channel n lies above row n.
    pub(super) channels: Vec<(Px, Px)>,
    /// Upper edge and height of each lane.
    pub(super) lanes: Vec<(Px, Px)>,
    pub(super) bottom: Px,
}

impl Ground {
    /// Lays out a grid below a line, its channels with room for so many tracks.
    pub(super) fn of(grid: &Grid, top: Px, tracks: &[usize]) -> Self {
        let (pitch, station) = across(grid.columns);
        let mut ground =
            Self { pitch, station, rows: Vec::new(), channels: Vec::new(), lanes: Vec::new(), bottom: top };
        let mut y = top;
        let lane_of = |row: Option<&Row>| row.map(|row| row.lane);
        let mut lane_top = top;
        for n in 0..=grid.rows.len() {
            let above = n.checked_sub(1).and_then(|above| lane_of(grid.rows.get(above)));
            let below = lane_of(grid.rows.get(n));
            let tracks = i32::try_from(tracks.get(n).copied().unwrap_or(0)).unwrap_or(0);
            let least = match (above, below) {
                (Some(above), Some(below)) if above != below => px(50),
                (Some(_), Some(_)) => px(36),
                _ => px(24),
            };
            let height = least.max(TRACK * tracks + px(16));
            if let (Some(above), true) = (above, above != below) {
                let middle = if below.is_none() { y + height } else { y + height / 2 };
                ground.set_lane(above, lane_top, middle);
                lane_top = middle;
            }
            ground.channels.push((y, height));
            y += height;
            if let Some(row) = grid.rows.get(n) {
                let height = match (row.shelf, row.tall) {
                    (true, _) => SHELF,
                    (false, true) => STATION,
                    (false, false) => GATE,
                };
                ground.rows.push((y, height));
                y += height;
            }
        }
        ground.bottom = y;
        ground
    }

    fn set_lane(&mut self, lane: usize, top: Px, bottom: Px) {
        while self.lanes.len() <= lane {
            self.lanes.push((top, Px::ZERO));
        }
        if let Some(place) = self.lanes.get_mut(lane) {
            *place = (top, bottom - top);
        }
    }

    /// The middle of a column.
    pub(super) fn column(&self, column: usize) -> Px {
        GUTTER + self.pitch * times(column) + self.pitch / 2
    }

    /// The middle of a gap; gap 0 lies left of the first column.
    pub(super) fn gap(&self, gap: usize) -> Px {
        GUTTER + self.pitch * times(gap)
    }

    /// The box of a seat.
    pub(super) fn frame(&self, seat: &Seat) -> Frame {
        let (top, height) = self.rows.get(seat.row).copied().unwrap_or_default();
        let left = self.column(seat.first) - self.station / 2;
        let right = self.column(seat.last) + self.station / 2;
        match seat.sit {
            Sit::Gate => {
                let height = GATE;
                let (y, inset) = (top + (self.rows.get(seat.row).map_or(height, |row| row.1) - height) / 2, px(8));
                Frame::new(left + inset, y, right - left - inset * 2, height)
            }
            Sit::Shelf if seat.first == seat.last => {
                let wide = (self.pitch - px(40)).max(right - left);
                Frame::new(self.column(seat.first) - wide / 2, top, wide, height)
            }
            Sit::Shelf => Frame::new(left, top, right - left, height),
            // Beside a shelf, stations stand in the middle of the row.
            Sit::Station | Sit::Count => Frame::new(left, top + (height - STATION) / 2, right - left, STATION),
        }
    }
}

fn times(n: usize) -> i32 {
    i32::try_from(n).unwrap_or(0)
}

/// Pitch of the columns and width of a station.
fn across(columns: usize) -> (Px, Px) {
    let room = WIDTH - GUTTER - RIGHT;
    let most = if columns == 1 { px(440) } else { px(232) };
    let pitch = (room / times(columns.max(1))).min(most);
    (pitch, (pitch - px(40)).min(px(140)))
}
