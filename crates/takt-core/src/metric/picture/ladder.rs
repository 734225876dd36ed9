//! Where time went (時間の内訳): measured on the paths of those who made them, never as sums of averages.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use crate::account::{Account, What};
use crate::book::{Book, InForce};
use crate::fact::{Kind, Path, Place};
use crate::metric::columns::{Columns, Period};
use crate::metric::quantile_days_tenths;
use crate::model::Standing;
use crate::unit::{Micros, Rate, StageId};

/// The time of accounts that made a whole path, as shares of their own paths. An account with a time on its path that
/// nobody stated is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    /// Where the path begins: the model's start stage, or the stage that takes `won`.
    pub from: StageId,
    /// What ends it: the stage that takes `won`, or the first one of customers who use the product.
    pub to: StageId,
    /// Accounts that ended the path in the period.
    pub accounts: u64,
    /// The median of their whole paths, tenths of days.
    pub median: i64,
    /// The stages they spent time in, in the order of the model. The shares add up to one whole; empty where all of
    /// them took no time.
    pub rungs: Vec<Rung>,
    /// Whether any touch, call or meeting on these paths says how long it took: only then is `worked` more than nought.
    pub has_work: bool,
}

/// One stage of a ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rung {
    /// The stage.
    pub stage: StageId,
    /// Its share of the time of all paths together.
    pub share: Rate,
    /// The part of that share in which somebody of ours worked on the account, by the minutes that facts say: of the
    /// same whole, and never more than the share.
    pub worked: Rate,
}

/// One path: its length and the time spent in each stage of it, with the minutes worked there.
type PathOf = (i64, Vec<(StageId, i64, u32)>);

/// The ladder of those who won in the period, then that of those who began to use the product.
pub(super) fn ladders(book: &Book, model: &InForce, columns: &Columns, period: Period) -> Vec<Ladder> {
    to_win(book, model, columns, period).into_iter().chain(to_live(book, model, columns, period)).collect()
}

/// From the entry into the line, or from the end of an earlier life as a customer, to the win.
pub(super) fn to_win(book: &Book, model: &InForce, columns: &Columns, period: Period) -> Option<Ladder> {
    let won = model.model.taking(Kind::Won)?.id;
    let winners = columns.won.during(period).iter().filter_map(|(at, id)| Some((*at, book.account(*id)?)));
    let paths = winners.filter_map(|(at, account)| {
        let began = |moved: Moved| moved.from.is_none() || was_customer(model, moved);
        path(account, began, |moved| moved.at == at && moved.to == Some(won))
    });
    ladder(model, (model.model.start, won), &paths.collect::<Vec<_>>())
}

/// From the win to the first use.
fn to_live(book: &Book, model: &InForce, columns: &Columns, period: Period) -> Option<Ladder> {
    let won = model.model.taking(Kind::Won)?.id;
    let living = model.model.taking(Kind::Activated)?.id;
    let users = columns.lived.during(period).iter().filter_map(|(at, id)| Some((*at, book.account(*id)?)));
    let paths = users.filter_map(|(at, account)| {
        let lives = |stage| model.stage(stage).is_some_and(|stage| stage.standing == Some(Standing::Living));
        path(account, |moved| moved.to == Some(won), |moved| moved.at == at && moved.to.is_some_and(lives))
    });
    ladder(model, (won, living), &paths.collect::<Vec<_>>())
}

/// A move of a main position.
#[derive(Clone, Copy)]
struct Moved {
    at: Micros,
    from: Option<StageId>,
    to: Option<StageId>,
}

/// Whether an account stopped being a customer with a move: a path to another win begins there.
fn was_customer(model: &InForce, moved: Moved) -> bool {
    let is_customer = |stage: Option<StageId>| {
        let standing = stage.and_then(|stage| model.stage(stage)).and_then(|stage| stage.standing);
        matches!(standing, Some(Standing::Onboarding | Standing::Living))
    };
    is_customer(moved.from) && !is_customer(moved.to)
}

/// The path of an account that ends with the first move that `ends` holds of, from the last move before that of which
/// `begins` holds. `None` where there is none, or a time on it is not known.
fn path(account: &Account, begins: impl Fn(Moved) -> bool, ends: impl Fn(Moved) -> bool) -> Option<PathOf> {
    let mut steps: Vec<(StageId, i64, u32)> = Vec::new();
    let mut here: Option<(StageId, Micros)> = None;
    let (mut began, mut is_known) = (None, true);
    for entry in &account.line {
        let What::Move { place: Place::Main, from, to, path, inferred, minutes, .. } = entry.what else { continue };
        if path == Path::Adopt {
            // The visit goes on in the stage that a new model has in this one's place.
            here = here.and_then(|(_, since)| Some((to?, since)));
            continue;
        }
        let moved = Moved { at: entry.at, from, to };
        if let Some((stage, since)) = here.take() {
            steps.push((stage, entry.at.since(since), minutes));
        }
        is_known &= !inferred;
        if ends(moved) {
            let began = began.filter(|_| is_known)?;
            return Some((entry.at.since(began), steps));
        }
        if begins(moved) {
            (began, is_known) = (Some(entry.at), !inferred);
            steps.clear();
        }
        here = to.map(|to| (to, entry.at));
    }
    None
}

fn ladder(model: &InForce, (from, to): (StageId, StageId), paths: &[PathOf]) -> Option<Ladder> {
    let mut lengths: Vec<i64> = paths.iter().map(|(length, _)| *length).collect();
    lengths.sort_unstable();
    let median = quantile_days_tenths(&lengths, 50)?;
    let mut spent: BTreeMap<usize, (StageId, i128, i128)> = BTreeMap::new();
    for (stage, micros, minutes) in paths.iter().flat_map(|(_, steps)| steps) {
        // A stage that this model has no more stands behind all others.
        let place = model.place(*stage).unwrap_or(usize::MAX - stage.index());
        let (_, all, worked) = spent.entry(place).or_insert((*stage, 0, 0));
        *all += i128::from(*micros);
        // Nobody worked longer on a visit than it lasted.
        *worked += (i128::from(*minutes) * i128::from(Micros::MINUTE)).min(i128::from(*micros));
    }
    let whole: i128 = spent.values().map(|(_, all, _)| *all).sum();
    let parts: Vec<i128> = spent.values().map(|(_, all, _)| *all).collect();
    let shares = shares(&parts);
    let rungs: Vec<Rung> = spent
        .values()
        .zip(shares)
        .filter(|((_, all, _), _)| *all > 0)
        .map(|((stage, _, worked), share)| {
            let worked = i32::try_from(worked * 10_000 / whole.max(1)).unwrap_or(0);
            Rung { stage: *stage, share: Rate(share), worked: Rate(worked.min(share)) }
        })
        .collect();
    let has_work = spent.values().any(|(_, _, worked)| *worked > 0);
    Some(Ladder { from, to, accounts: paths.len() as u64, median, rungs, has_work })
}

/// Shares in basis points that add up to one whole: rounded down, and the rest to the largest remainders.
fn shares(parts: &[i128]) -> Vec<i32> {
    let whole: i128 = parts.iter().sum();
    if whole <= 0 {
        return parts.iter().map(|_| 0).collect();
    }
    let mut shares: Vec<i32> = parts.iter().map(|part| i32::try_from(part * 10_000 / whole).unwrap_or(0)).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|place| core::cmp::Reverse(parts[*place] * 10_000 % whole));
    let missing = usize::try_from(10_000 - shares.iter().sum::<i32>()).unwrap_or(0);
    for place in order.into_iter().take(missing) {
        shares[place] += 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_to_one_whole() {
        assert_eq!(shares(&[1, 1, 1]), [3_334, 3_333, 3_333]);
        assert_eq!(shares(&[0, 5]), [0, 10_000]);
        assert_eq!(shares(&[]), [0i32; 0]);
        assert_eq!(shares(&[0, 0]), [0, 0], "no time at all has no shares");
    }
}
