//! Survival: who has reached a stage after how many days, by the estimate of Kaplan and Meier, where some were lost from
//! sight before they could.
//!
//! In whole numbers and without a rounded step as long as nobody is lost from sight: between two such days the product
//! of shares is one fraction of two counts. Each time somebody is lost it is carried on in parts of [`ONE`].

use alloc::vec::Vec;

use crate::unit::Rate;

/// How long one was watched from the entry, in whole days, and whether it ended because they arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stay {
    /// Calendar days from entering the one stage to reaching the other, or to losing sight of them.
    pub days: u32,
    /// Whether they reached it; else nobody knows what came after.
    pub reached: bool,
}

/// A day on which somebody reached the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Days since the entry.
    pub day: u32,
    /// How many had neither reached it nor been lost from sight before this day.
    pub at_risk: u64,
    /// The share that has reached it by the end of this day, rounded half up; it never falls.
    pub reached: Rate,
}

/// One whole, as finely as the product is carried over days on which somebody was lost. Times twice any count of
/// accounts (ids have 32 bits) it stays far inside of 128 bits.
const ONE: u128 = 1_000_000_000_000_000_000;

/// The curve of those who were watched, in any order; one step a day on which somebody arrived, none where nobody did.
/// Who is lost from sight on a day was still at risk on it.
#[must_use]
pub fn curve(stays: &mut [Stay]) -> Vec<Step> {
    stays.sort_unstable();
    let mut steps = Vec::new();
    let mut at_risk = stays.len() as u128;
    // What had not arrived when somebody was last lost from sight, and how many were at risk just after.
    let (mut left, mut of) = (ONE, at_risk);
    for day in stays.chunk_by(|one, next| one.days == next.days) {
        let Some(days) = day.first().map(|stay| stay.days) else { continue };
        let reached = day.iter().filter(|stay| stay.reached).count() as u128;
        let lost = day.len() as u128 - reached;
        let staying = at_risk - reached;
        if reached > 0 {
            // Half up of what arrived, not of what is left: both are one whole together.
            let arrived = (ONE * of - left * staying) * 20_000 / of;
            let points = (arrived + ONE) / (2 * ONE);
            steps.push(Step {
                day: days,
                at_risk: u64::try_from(at_risk).unwrap_or(u64::MAX),
                reached: Rate(i32::try_from(points).unwrap_or(i32::MAX)),
            });
        }
        if lost > 0 {
            left = (2 * left * staying + of) / (2 * of);
            of = staying - lost;
        }
        at_risk = staying - lost;
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::{Account, Entry, What};
    use crate::book::{Book, InForce};
    use crate::dictionary::{Dictionary, WordKind};
    use crate::fact::{Path, Place};
    use crate::metric::{FunnelGroup, FunnelQuestion, funnel};
    use crate::model;
    use crate::unit::{AccountId, Day, StageId};
    use alloc::collections::BTreeMap;
    use alloc::sync::Arc;
    use alloc::vec;

    fn stays(reached: &[u32], lost: &[u32]) -> Vec<Stay> {
        let of = |days: &[u32], reached| days.iter().map(|days| Stay { days: *days, reached }).collect::<Vec<_>>();
        [of(reached, true), of(lost, false)].concat()
    }

    fn steps(reached: &[u32], lost: &[u32]) -> Vec<(u32, u64, i32)> {
        curve(&mut stays(reached, lost)).iter().map(|step| (step.day, step.at_risk, step.reached.0)).collect()
    }

    /// The 21 children under 6-MP of Freireich and others (1963), with the estimate that every textbook prints.
    #[test]
    fn the_textbooks_example_comes_out() {
        let found = steps(&[6, 6, 6, 7, 10, 13, 16, 22, 23], &[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]);
        let known = [(6, 21, 1429), (7, 17, 1933), (10, 15, 2471), (13, 12, 3098), (16, 11, 3725), (22, 7, 4622)];
        assert_eq!(found[..6], known);
        assert_eq!(found[6..], [(23, 6, 5518)]);
    }

    #[test]
    fn where_nobody_is_lost_it_is_the_share_that_arrived_exactly() {
        let mut all = stays(&[1, 2, 3], &[]);
        all.extend(vec![Stay { days: 9, reached: false }; 59_997]);
        let points: Vec<i32> = curve(&mut all).iter().map(|step| step.reached.0).collect();
        assert_eq!(points, [0, 0, 1], "3 of 60,000 are half a basis point, which goes up; 2 are less");
        assert_eq!(steps(&[0, 0, 5], &[]), [(0, 3, 6667), (5, 1, 10_000)]);
    }

    #[test]
    fn nobody_and_nobody_who_arrives_make_no_step() {
        assert_eq!((steps(&[], &[]), steps(&[], &[0, 4, 4])), (vec![], vec![]));
    }

    #[test]
    fn who_is_lost_on_a_day_was_at_risk_on_it() {
        assert_eq!(steps(&[4, 6], &[4, 5]), [(4, 4, 2500), (6, 1, 10_000)]);
    }

    /// A book that ends with 21 May 2026: for each account the days on which it came to a stage, or left the line, and
    /// whether nobody stated that.
    fn total(lines: &[&[(i8, Option<&str>, bool)]], within: Option<u32>) -> FunnelGroup {
        let mut words = Dictionary::default();
        let standard = model::read(include_str!("../../../../models/the-model.toml"), &mut words).unwrap();
        let team = standard.teams[0].id;
        let stage = |name: &str| StageId(words.find(WordKind::Stage, name).unwrap());
        let at = |day| standard.calendar.start_of(Day::of(2026, 5, day).unwrap());
        let (from, to, end) = (stage("lead"), stage("won"), at(21));
        let accounts = lines.iter().zip(0..).map(|(line, id)| {
            let mut account = Account::new(AccountId(id), team);
            let mut before = None;
            for (day, to, inferred) in *line {
                let to = to.map(stage);
                let what = What::Move {
                    place: Place::Main,
                    from: before,
                    to,
                    path: Path::Success,
                    lap: 1,
                    inferred: *inferred,
                    rule: 0,
                    minutes: 0,
                };
                account.line.push(Entry { at: at(*day), what });
                before = to;
            }
            account
        });
        let accounts = accounts.collect();
        let mut book = Book::new(words, BTreeMap::new());
        book.accounts = accounts;
        book.recorded_at = end;
        book.model = Some(Arc::new(InForce::new(standard, 1)));
        let question = FunnelQuestion { from, to, by: None, cohort_from: None, cohort_to: None, within };
        funnel(&book, question).unwrap().total
    }

    fn points(group: &FunnelGroup) -> Option<Vec<(u32, u64, i32)>> {
        let steps = group.curve.as_ref()?;
        Some(steps.iter().map(|step| (step.day, step.at_risk, step.reached.0)).collect())
    }

    const LEAD: (i8, Option<&str>, bool) = (1, Some("lead"), false);

    #[test]
    fn who_was_merged_is_watched_up_to_then_and_who_still_stands_up_to_the_journals_end() {
        let merged = [LEAD, (4, None, false)];
        let lines: [&[_]; 4] = [
            &[LEAD, (3, Some("won"), false)],
            &merged,
            &[LEAD],
            &[(14, Some("lead"), false), (19, Some("won"), false)],
        ];
        assert_eq!(points(&total(&lines, None)), Some(vec![(2, 4, 2500), (5, 2, 6250)]));
        let back = [LEAD, (4, None, false), (6, Some("lead"), false)];
        let lines = [lines[0], &back, lines[2], lines[3]];
        assert_eq!(points(&total(&lines, None)), Some(vec![(2, 4, 2500), (5, 3, 5000)]), "it stands again");
        assert_eq!(points(&total(&lines, Some(4))), Some(vec![(2, 4, 2500)]), "what took longer is not asked");
    }

    #[test]
    fn an_arrival_on_an_unknown_day_leaves_no_curve_and_an_unknown_entry_is_left_out() {
        let lines: [&[_]; 2] = [&[LEAD, (3, Some("won"), true)], &[LEAD, (3, Some("won"), false)]];
        assert_eq!(points(&total(&lines, None)), None);
        let lines = [&[(1, Some("lead"), true)], lines[1]];
        assert_eq!(points(&total(&lines, None)), Some(vec![(2, 1, 10_000)]));
    }
}
