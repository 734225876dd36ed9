//! Which mapping, and which of its files, a header belongs to. Names of files on disk say nothing.

use super::Mapping;

/// What a header is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recognised {
    /// A file of one mapping: index into the mappings and into its `[[file]]`.
    One(usize, usize),
    /// More than one fits.
    Many(Vec<(usize, usize)>),
    /// None fits. The nearest is the one that lacks the smallest part of its columns; one that the header has a column
    /// too many for is not near.
    None {
        /// Index into the mappings and into its `[[file]]`; `None` without any that could be.
        nearest: Option<(usize, usize)>,
        /// The columns the nearest one lacks.
        missing: Vec<String>,
    },
}

/// Finds the one `[[file]]` whose columns the header has all of, and none of those it must not have.
#[must_use]
pub fn recognise<M: std::borrow::Borrow<Mapping>>(mappings: &[M], header: &[String]) -> Recognised {
    let mut fits = Vec::new();
    let mut nearest: Option<(usize, usize, (usize, usize))> = None;
    for (place, mapping) in mappings.iter().enumerate() {
        for (file, rule) in mapping.borrow().files.iter().enumerate() {
            if rule.without.iter().any(|column| header.contains(column)) {
                continue;
            }
            let missing = rule.columns.iter().filter(|column| rule.place(header, column).is_none()).count();
            if missing == 0 {
                fits.push((place, file));
            }
            // As parts in 1,000 of its columns; of equals the one that shares more.
            let part = missing * 1000 / rule.columns.len().max(1);
            let score = (part, usize::MAX - (rule.columns.len() - missing));
            if nearest.is_none_or(|(.., best)| score < best) {
                nearest = Some((place, file, score));
            }
        }
    }
    match fits.as_slice() {
        [(place, file)] => Recognised::One(*place, *file),
        [] => {
            let nearest = nearest.map(|(place, file, _)| (place, file));
            let missing = nearest.map_or_else(Vec::new, |(place, file)| {
                let rule = &mappings[place].borrow().files[file];
                rule.columns.iter().filter(|column| rule.place(header, column).is_none()).cloned().collect()
            });
            Recognised::None { nearest, missing }
        }
        _ => Recognised::Many(fits),
    }
}

/// The one mapping that every header belongs to, by its index; `None` where there is none or more than one.
#[must_use]
pub fn recognise_all<M: std::borrow::Borrow<Mapping>>(mappings: &[M], headers: &[Vec<String>]) -> Option<usize> {
    let mut fitting = (0..mappings.len()).filter(|place| {
        let one = &mappings[*place..=*place];
        headers.iter().all(|header| matches!(recognise(one, header), Recognised::One(..)))
    });
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first)
}
