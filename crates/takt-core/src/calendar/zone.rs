//! The clock of one time zone as a short table of its shifts, so that no lookup in use goes to the zone database.

use crate::unit::{Day, Micros};
use alloc::vec;
use alloc::vec::Vec;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// No offset from UTC is longer than this (jiff allows 25:59:59).
const WIDEST: i64 = 26 * Micros::HOUR;

/// From this instant on, until the next shift, the clock is `offset` ahead of UTC. All in microseconds.
#[derive(Clone, Debug)]
struct Shift {
    at: i64,
    offset: i64,
}

/// The shifts of one zone over [`Day::FIRST`]..=[`Day::LAST`]; the first and the last offset go on for ever.
#[derive(Clone, Debug)]
pub(super) struct Zone {
    /// In order of `at`; never empty, the first at `i64::MIN`.
    shifts: Vec<Shift>,
}

impl Zone {
    /// The zone of an IANA name, or `None` where the bundled database has no such name.
    pub(super) fn named(name: &str) -> Option<Self> {
        let zone = TimeZone::get(name).ok().filter(|zone| !zone.is_unknown())?;
        // Two days more on either side, so that the ends of the range have their offset in every zone.
        let first = Timestamp::from_microsecond((i64::from(Day::FIRST.0) - 2) * Micros::DAY).ok()?;
        let last = Timestamp::from_microsecond((i64::from(Day::LAST.0) + 3) * Micros::DAY).ok()?;
        let micros = |offset: jiff::tz::Offset| i64::from(offset.seconds()) * 1_000_000;
        let mut offset = micros(zone.to_offset(first));
        let mut shifts = vec![Shift { at: i64::MIN, offset }];
        for transition in zone.following(first).take_while(|transition| transition.timestamp() <= last) {
            // Some transitions change only the zone's abbreviation.
            if micros(transition.offset()) != offset {
                offset = micros(transition.offset());
                shifts.push(Shift { at: transition.timestamp().as_microsecond(), offset });
            }
        }
        Some(Self { shifts })
    }

    /// The shifts from an instant on.
    #[cfg(test)]
    pub(super) fn following(&self, from: Micros) -> impl Iterator<Item = Micros> {
        self.shifts.iter().map(|shift| Micros(shift.at)).filter(move |at| *at >= from)
    }

    fn index_at(&self, at: i64) -> usize {
        self.shifts.partition_point(|shift| shift.at <= at).saturating_sub(1)
    }

    /// What the clock shows at an instant, as microseconds since its own 1970-01-01T00:00.
    pub(super) fn local(&self, at: Micros) -> i64 {
        at.0.saturating_add(self.shifts[self.index_at(at.0)].offset)
    }

    /// The first stretch of constant offset in which the clock shows `local`, or has jumped over it on entering.
    fn index_of_local(&self, local: i64) -> usize {
        // Stretches that ended this long ago ended before `local` on every clock.
        let mut index = self.index_at(local.saturating_sub(WIDEST));
        while let Some(next) = self.shifts.get(index + 1)
            && local >= next.at.saturating_add(self.shifts[index].offset)
        {
            index += 1;
        }
        index
    }

    /// The first instant at which the clock shows `local` or more. A time in a gap gives the end of the gap; a time that
    /// comes twice gives the first. It never falls while `local` grows, which is what day starts and openings need.
    pub(super) fn first_at(&self, local: i64) -> Micros {
        let shift = &self.shifts[self.index_of_local(local)];
        Micros(local.saturating_sub(shift.offset).max(shift.at))
    }

    /// The instant of `local` by the "compatible" rule of RFC 5545: a time in a gap is read with the offset before the
    /// gap (so 2:30 becomes 3:30); a time that comes twice gives the first.
    pub(super) fn compatible(&self, local: i64) -> Micros {
        let index = self.index_of_local(local);
        let shift = &self.shifts[index];
        let at = local.saturating_sub(shift.offset);
        if at < shift.at {
            return Micros(local.saturating_sub(self.shifts[index.saturating_sub(1)].offset));
        }
        Micros(at)
    }
}
