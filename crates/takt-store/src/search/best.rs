//! The best of those found, each owner once.

use std::collections::{BTreeSet, HashMap};

use super::{Grade, Place};
use crate::commit::Space;

/// So many of the best places, and one more to know whether there are more.
#[derive(Debug)]
pub(crate) struct Best {
    limit: usize,
    places: BTreeSet<Place>,
    owners: HashMap<(Space, u32), Place>,
}

impl Best {
    pub(crate) fn of(limit: usize) -> Self {
        Self { limit, places: BTreeSet::new(), owners: HashMap::new() }
    }

    /// Whether this one, whose text has this grade and length, cannot be among them any more, whatever their standing, nor
    /// whoever comes behind.
    pub(crate) fn is_beyond(&self, grade: Grade, length: u16, space: Space, id: u32) -> bool {
        self.worst().is_some_and(|worst| Place { grade, length, standing: 0, space, id } > *worst)
    }

    fn worst(&self) -> Option<&Place> {
        if self.places.len() > self.limit { self.places.last() } else { None }
    }

    /// Takes somebody in. `false` where they are there with as good a text, or others are better. `standing` is asked
    /// only where it could matter.
    pub(crate) fn offer(
        &mut self,
        grade: Grade,
        length: u16,
        space: Space,
        id: u32,
        standing: &mut dyn FnMut(Space, u32) -> u8,
    ) -> bool {
        if self.is_beyond(grade, length, space, id) {
            return false;
        }
        // Where many are alike most are turned away here, so this comes before all that looks anything up.
        let place = Place { grade, length, standing: standing(space, id), space, id };
        if self.worst().is_some_and(|worst| place > *worst) {
            return false;
        }
        let known = self.owners.get(&(space, id)).copied();
        if known.is_some_and(|known| (known.grade, known.length) <= (grade, length)) {
            return false;
        }
        if let Some(known) = known {
            self.places.remove(&known);
        }
        self.places.insert(place);
        self.owners.insert((space, id), place);
        if self.places.len() > self.limit + 1
            && let Some(out) = self.places.pop_last()
        {
            self.owners.remove(&(out.space, out.id));
        }
        true
    }

    /// Those that are wanted, in their order, and whether there are more.
    pub(crate) fn end(self) -> (Vec<Place>, bool) {
        let more = self.places.len() > self.limit;
        (self.places.into_iter().take(self.limit).collect(), more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(best: &mut Best, grade: Grade, length: u16, id: u32) -> bool {
        best.offer(grade, length, Space::Contact, id, &mut |_, id| u8::from(id % 2 == 1))
    }

    #[test]
    fn the_best_are_kept_and_each_owner_once() {
        let mut best = Best::of(2);
        assert!(offered(&mut best, Grade::Within, 9, 4));
        assert!(offered(&mut best, Grade::Prefix, 9, 3));
        assert!(offered(&mut best, Grade::Prefix, 9, 6));
        // A better text of somebody who is there takes the place of the other, a worse one does not.
        assert!(offered(&mut best, Grade::Exact, 3, 4) && !offered(&mut best, Grade::Word, 3, 4));
        assert!(
            !best.is_beyond(Grade::Prefix, 9, Space::Contact, 0)
                && best.is_beyond(Grade::Prefix, 10, Space::Contact, 0)
        );
        assert!(!offered(&mut best, Grade::Within, 1, 8));
        let (places, more) = best.end();
        // Of two alike the standing decides: 6 before 3.
        assert_eq!((places.iter().map(|place| place.id).collect::<Vec<_>>(), more), (vec![4, 6], true));
    }

    #[test]
    fn who_was_pushed_out_comes_back_with_a_better_text() {
        let mut best = Best::of(1);
        for (length, id) in [(5, 2), (4, 4), (3, 6)] {
            assert!(offered(&mut best, Grade::Prefix, length, id));
        }
        assert!(!offered(&mut best, Grade::Prefix, 5, 2) && offered(&mut best, Grade::Exact, 1, 2));
        assert_eq!(best.end().0[0].id, 2);
    }
}
