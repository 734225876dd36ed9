//! What happened in a visit or in an approach, in the order of the world.

use alloc::vec::Vec;
use core::ops::Deref;

use super::{OCCURRENCES_MAX, Occurrence};
use crate::fact::Event;

/// Occurrences in the order of their time, no more than [`OCCURRENCES_MAX`] of one event.
#[derive(Clone, Debug, Default)]
pub struct Events {
    list: Vec<Occurrence>,
    /// A bit for each event that may be among them: what has none is not.
    filter: u64,
}

impl Events {
    /// Whether an instance of an event may be among them; `false` is certain.
    #[must_use]
    pub fn may_hold(&self, event: Event) -> bool {
        let wanted = bits(event);
        self.filter & wanted == wanted
    }

    /// Remembers an occurrence; the oldest of its kind goes where there are too many.
    pub(super) fn remember(&mut self, occurrence: Occurrence) {
        let events = &mut self.list;
        if events.len() >= OCCURRENCES_MAX {
            let mut same = events.iter().filter(|known| known.event == occurrence.event).count();
            if same >= OCCURRENCES_MAX {
                events.retain(|known| {
                    let oldest = known.event == occurrence.event && same >= OCCURRENCES_MAX;
                    if oldest {
                        same -= 1;
                    }
                    !oldest
                });
            }
        }
        self.filter |= bits(occurrence.event);
        // In the order of the world: what is said late of an earlier day is not the newest, and silence runs from the
        // newest.
        if events.last().is_none_or(|last| last.at <= occurrence.at) {
            events.push(occurrence);
        } else {
            let place = events.partition_point(|known| known.at <= occurrence.at);
            events.insert(place, occurrence);
        }
    }

    /// Keeps only those of which something is true.
    pub fn retain(&mut self, keeps: impl FnMut(&Occurrence) -> bool) {
        self.list.retain(keeps);
        self.filter = self.list.iter().fold(0, |filter, known| filter | bits(known.event));
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
        let list: Vec<Occurrence> = occurrences.into_iter().collect();
        let filter = list.iter().fold(0, |filter, known| filter | bits(known.event));
        Self { list, filter }
    }
}

impl<'a> IntoIterator for &'a Events {
    type Item = &'a Occurrence;
    type IntoIter = core::slice::Iter<'a, Occurrence>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
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
fn bits(event: Event) -> u64 {
    let detail = |first: u32, size: u32, detail: u32| 1_u64 << (first + detail % size);
    let (kind, _) = event.numbers();
    let own = match event {
        Event::Touched(Some(touch)) => detail(26, 12, touch.0),
        Event::Called(Some(outcome)) => detail(38, 11, u32::from(outcome.number())),
        Event::StepDone(Some(step)) => detail(49, 15, step.0),
        _ => 0,
    };
    own | 1 << kind
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::Outcome;
    use crate::unit::{Micros, Seq, StepId, TeamId, TouchId};

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
            events.remember(Occurrence { event, at: Micros(1), seq: Seq(1) });
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
            events.remember(touch(u32::from(at % 10 == 0), 100 - at));
        }
        assert_eq!(events.iter().filter(|o| o.event == Event::Touched(Some(TouchId(1)))).count(), 10);
        assert_eq!(events.len(), 10 + OCCURRENCES_MAX);
        assert!(events.is_sorted_by_key(|o| o.at));
    }
}
