//! Accounts and legal entities by stage against a naive count: sets of pairs, from the lines, at some days.

use std::collections::{BTreeMap, BTreeSet};

use takt_core::account::What;
use takt_core::book::Book;
use takt_core::metric::{entities, flow};
use takt_core::unit::{AccountId, Day, StageId};

use crate::import::{arbitrary, changing, mixed, seeds};

/// The entity of an account, followed by hand.
fn entity(book: &Book, account: AccountId) -> AccountId {
    let mut at = account;
    while let Some(whole) = book.accounts[at.0 as usize].part_of {
        at = whole;
    }
    for _ in 0..64 {
        let together = book.accounts.iter().map(|one| one.id).filter(|one| book.whole(*one) == at);
        let mut said: Vec<AccountId> = together.filter(|one| *one != at).collect();
        // The whole speaks first, its parts in the order they came.
        said.sort_by_key(|one| book.together(at).iter().position(|known| known == one));
        said.insert(0, at);
        let next = said.iter().filter_map(|one| book.ties.entities.get(one)).map(|known| book.whole(known.entity));
        match next.into_iter().find(|next| *next != at) {
            Some(next) => at = next,
            None => break,
        }
    }
    at
}

type Met = (BTreeSet<AccountId>, BTreeSet<AccountId>);

fn naive(book: &Book, day: Day) -> (BTreeMap<StageId, Met>, Met) {
    let end = book.model.as_ref().unwrap().calendar().start_of(Day(day.0 + 1));
    let (mut stages, mut all) = (BTreeMap::<StageId, Met>::new(), Met::default());
    for account in &book.accounts {
        let mut stands = BTreeMap::new();
        for entry in account.line.iter().filter(|entry| entry.at < end) {
            if let What::Move { place, to, .. } = entry.what {
                stands.insert(place, to);
            }
        }
        let entity = entity(book, account.id);
        for stage in stands.into_values().flatten() {
            for met in [stages.entry(stage).or_default(), &mut all] {
                met.0.insert(account.id);
                met.1.insert(entity);
            }
        }
    }
    (stages, all)
}

#[test]
fn entities_are_counted_once_at_a_stage_and_once_in_all() {
    let (mut fewer, mut in_two, mut beside) = (0, 0, 0);
    for seed in seeds().step_by(4) {
        let (book, _) = if seed % 8 == 0 { mixed(&arbitrary(seed)) } else { changing(&arbitrary(seed)) };
        let Some((first, last)) = book.days() else { continue };
        for day in [last, Day(last.0 - 100), Day(first.0 + (last.0 - first.0) / 2), Day(first.0 - 1)] {
            let counted = entities(&book, day).unwrap();
            let (stages, all) = naive(&book, day);
            let told: Vec<(StageId, [u64; 2])> =
                counted.stages.iter().map(|(stage, one)| (*stage, [one.accounts, one.entities])).collect();
            let count = |met: &Met| [met.0.len() as u64, met.1.len() as u64];
            let expected: Vec<_> = stages.iter().map(|(stage, met)| (*stage, count(met))).collect();
            assert_eq!(told, expected, "seed {seed}, {day}");
            assert_eq!([counted.all.accounts, counted.all.entities], count(&all), "seed {seed}, {day}");
            let flow = flow(&book, day, day, None).unwrap();
            for stage in &flow.stages {
                let here = counted.at(stage.stage);
                assert!(
                    here.entities <= here.accounts && here.accounts <= stage.closing,
                    "seed {seed}, {day} {stage:?}"
                );
                // Who is not here twice over is here once.
                assert!(stage.closing <= here.accounts + stage.of_which_side, "seed {seed}, {day} {stage:?}");
                beside += u64::from(here.accounts < stage.closing);
            }
            fewer += u32::from(counted.differ());
            let sum: u64 = counted.stages.iter().map(|(_, one)| one.entities).sum();
            in_two += u32::from(sum > counted.all.entities);
        }
    }
    assert!(
        fewer > 20 && in_two > 20 && beside > 5,
        "{fewer} with offices, {in_two} in two stages, {beside} twice in one"
    );
}
