//! What happened in a visit or in an approach, in the order of the world.

use alloc::vec::Vec;
use core::fmt;
use core::ops::Deref;

use super::{OCCURRENCES_MAX, Occurrence};
use crate::fact::Event;
use crate::unit::{StepId, TouchId};

/// Occurrences in the order of their time, no more than [`OCCURRENCES_MAX`] of one event.
#[derive(Clone, Default)]
pub struct Events {
    list: Vec<Occurrence>,
    /// A bit for each event that may be among them: what has none is not.
    filter: u64,
    /// How many of an event there are at most, events that share a place counted together.
    crowds: [u8; CROWDS],
}

/// Places that events share.
const CROWDS: usize = 16;

impl Events {
    /// Whether an instance of an event may be among them; `false` is certain.
    #[must_use]
    pub fn may_hold(&self, event: Event) -> bool {
        let wanted = bits(event);
        self.filter & wanted == wanted
    }

    /// The bits of what may be among them.
    pub(crate) const fn filter(&self) -> u64 {
        self.filter
    }

    /// Remembers an occurrence; the oldest of its kind goes where there are too many.
    pub(super) fn remember(&mut self, occurrence: Occurrence, Marks { bits, crowd }: Marks) {
        if let Some(many) = self.crowds.get_mut(crowd) {
            *many = many.saturating_add(1);
            if usize::from(*many) > OCCURRENCES_MAX {
                self.make_room(occurrence.event, crowd);
            }
        }
        let events = &mut self.list;
        self.filter |= bits;
        // In the order of the world: what is said late of an earlier day is not the newest, and silence runs from the
        // newest.
        if events.last().is_none_or(|last| last.at <= occurrence.at) {
            events.push(occurrence);
        } else {
            let place = events.partition_point(|known| known.at <= occurrence.at);
            events.insert(place, occurrence);
        }
    }

    /// Forgets the oldest of an event where there are as many as there may be.
    fn make_room(&mut self, event: Event, crowd: usize) {
        let (same, first) = match event {
            Event::Touched(Some(one)) => {
                self.same(|known| matches!(known, Event::Touched(Some(other)) if other == one))
            }
            other => self.same(|known| known == other),
        };
        if same >= OCCURRENCES_MAX
            && let Some(first) = first
        {
            self.list.remove(first);
            if let Some(many) = self.crowds.get_mut(crowd) {
                *many = many.saturating_sub(1);
            }
        }
    }

    /// How many there are of an event, and the place of the first.
    fn same(&self, is_same: impl Fn(Event) -> bool) -> (usize, Option<usize>) {
        let count = self.list.iter().filter(|known| is_same(known.event)).count();
        (count, self.list.iter().position(|known| is_same(known.event)))
    }

    /// Keeps only those of which something is true.
    pub fn retain(&mut self, keeps: impl FnMut(&Occurrence) -> bool) {
        self.list.retain(keeps);
        self.note();
    }

    /// Notes what is among them.
    fn note(&mut self) {
        (self.filter, self.crowds) = (0, [0; CROWDS]);
        for known in &self.list {
            let Marks { bits, crowd } = Marks::of(known.event);
            self.filter |= bits;
            if let Some(crowd) = self.crowds.get_mut(crowd) {
                *crowd = crowd.saturating_add(1);
            }
        }
    }

    /// Forgets all of them.
    pub(super) fn clear(&mut self) {
        self.list.clear();
        self.note();
    }

    /// Gives back memory that was taken in advance.
    pub(super) fn shrink_to_fit(&mut self) {
        self.list.shrink_to_fit();
    }
}

impl Deref for Events {
    type Target = [Occurrence];

    fn deref(&self) -> &[Occurrence] {
        &self.list
    }
}

impl FromIterator<Occurrence> for Events {
    fn from_iter<I: IntoIterator<Item = Occurrence>>(occurrences: I) -> Self {
        let mut events = Self { list: occurrences.into_iter().collect(), ..Self::default() };
        events.note();
        events
    }
}

impl<'a> IntoIterator for &'a Events {
    type Item = &'a Occurrence;
    type IntoIter = core::slice::Iter<'a, Occurrence>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

/// What is noted of them besides is no part of the state, and not shown with it.
impl fmt::Debug for Events {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.list).finish()
    }
}

impl PartialEq for Events {
    fn eq(&self, other: &Self) -> bool {
        self.list == other.list
    }
}

impl Eq for Events {}

/// The bits of an event: one of its kind, and one of its detail where it has one. Details share bits where there are
/// many, so a bit says only that it may be.
pub(crate) fn bits(event: Event) -> u64 {
    Marks::of(event).bits
}

/// What an event is filed under.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marks {
    bits: u64,
    /// Its place among [`Events::crowds`].
    crowd: usize,
}

impl Marks {
    /// Those of an event: one bit of its kind and, behind those of the kinds, one of its detail.
    pub(super) fn of(event: Event) -> Self {
        match event {
            Event::Touched(Some(TouchId(touch))) => Self::detailed(0, 26 + touch % 16, touch),
            Event::Called(Some(outcome)) => {
                Self::detailed(1, 42 + u32::from(outcome.number()) % 11, u32::from(outcome.number()))
            }
            Event::StepDone(Some(StepId(step))) => Self::detailed(16, 53 + step % 8, step),
            other => {
                let kind = u32::from(other.numbers().0);
                Self::detailed(kind, kind, 0)
            }
        }
    }

    /// Crowds of each kind begin elsewhere, so that few share one.
    const fn detailed(kind: u32, bit: u32, detail: u32) -> Self {
        Self { bits: 1 << kind | 1 << bit, crowd: (kind.wrapping_mul(5).wrapping_add(detail)) as usize % CROWDS }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::Outcome;
    use crate::unit::{Micros, Seq, TeamId};

    /// Whatever is among them may be asked for, and what it is an instance of.
    #[test]
    fn what_is_there_is_never_denied() {
        let mut all: Vec<Event> = Vec::new();
        all.extend((0..40).map(|id| Event::Touched(Some(TouchId(id)))));
        all.extend(Outcome::ALL.iter().map(|outcome| Event::Called(Some(*outcome))));
        all.extend((0..40).map(|id| Event::StepDone(Some(StepId(id)))));
        all.extend((2..26).filter_map(|number| Event::numbered(number, 1)));
        all.push(Event::Offered(TeamId(7)));
        for event in all {
            let mut events = Events::default();
            let asked = [event, Event::Touched(None), Event::Called(None), Event::StepDone(None)];
            assert!(asked.iter().all(|wanted| !events.may_hold(*wanted)));
            events.remember(Occurrence { event, at: Micros(1), seq: Seq(1) }, Marks::of(event));
            for wanted in asked.into_iter().filter(|wanted| wanted.covers(event)) {
                assert!(events.may_hold(wanted), "{wanted:?} of {event:?}");
            }
            events.retain(|_| false);
            assert!(!events.may_hold(event), "{event:?} is forgotten");
        }
    }

    #[test]
    fn the_oldest_of_a_kind_goes() {
        let mut events = Events::default();
        let touch = |id, at| Occurrence { event: Event::Touched(Some(TouchId(id))), at: Micros(at), seq: Seq(1) };
        for at in 0..100 {
            let one = touch(u32::from(at % 10 == 0), 100 - at);
            events.remember(one, Marks::of(one.event));
        }
        assert_eq!(events.iter().filter(|o| o.event == Event::Touched(Some(TouchId(1)))).count(), 10);
        assert_eq!(events.len(), 10 + OCCURRENCES_MAX);
        assert!(events.is_sorted_by_key(|o| o.at));
    }
}
