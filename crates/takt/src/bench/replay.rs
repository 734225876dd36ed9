//! Deciding everything anew: the seen facts of a million accounts through the standard model, account by account, from
//! their columns, with every timer in between.
//!
//! The tight pass walks the same columns with the line of the standard model written out by hand, and knows nothing but
//! stages, timers and the score.

use takt_core::alone::{Alone, House};
use takt_core::dictionary::Dictionary;
use takt_core::fact::{Actor, Body, Dated, Draft};
use takt_core::seen::Seen;
use takt_core::unit::{AccountId, ImportId, Micros, Seq};
use takt_sim::bulk::{Bulk, LARGE};
use takt_sim::lexicon::Lexicon;
use takt_sim::tight;

use super::{Figure, Job, Pass, SEED, Setting, Size, Unit};
use crate::app::desk::{STANDARD_MODEL, sha256};
use crate::fault::Fault;

pub(super) const JOB: Job = Job { name: "replay", figures: &["replay", "replay-why"], run };

/// Seen facts a CPU second that it has to come to.
const LIMIT: u64 = 5_000_000;
/// Accounts that the import of the load writes in one commit.
const TOGETHER: u32 = 100;

fn run(setting: Setting<'_>) -> Result<Vec<Figure>, Fault> {
    let unsound = |_| Fault::refused("model-unsound", vec![("file", "the-model".into()), ("count", String::new())]);
    let mut words = Dictionary::default();
    let model = takt_core::model::read(STANDARD_MODEL, &mut words).map_err(unsound)?;
    let bulk = Bulk::new(SEED, &mut words);
    // The smoke run sees a build that proves every shortcut as it goes.
    let accounts = match setting.size {
        Size::Full => LARGE,
        Size::Small => LARGE / 1_000,
    };
    let seen = columns(&bulk, accounts);
    let house = House::new(&seen, &[(sha256(STANDARD_MODEL), model)].into());
    let (count, end) = (seen.len() as u64, seen.recorded_at().unwrap_or_default());
    let lexicon = Lexicon::new(&mut words);
    let mut passes: Option<[Pass; 3]> = None;
    // What takes turns shares the machine's other work.
    for _ in 0..2 {
        let (replay, entries) = Pass::time(count, || Ok(decide(&seen, &house, &mut ())))?;
        let (why, proofs) = Pass::time(count, || {
            let mut proofs = Proofs(0);
            let entries = decide(&seen, &house, &mut proofs);
            Ok((entries, proofs.0))
        })?;
        let (tight, tally) = Pass::time(count, || Ok(tight::replay(&seen, &lexicon, end)))?;
        std::hint::black_box((entries, proofs, tally));
        let [a, b, c] = passes.unwrap_or([replay, why, tight]);
        passes = Some([a.or_quicker(replay), b.or_quicker(why), c.or_quicker(tight)]);
    }
    let figures = passes.map(|[replay, why, tight]| {
        let figure = |name: &str, pass: Pass| Figure::of(name, Unit::Facts, pass, tight);
        // What a proof costs is given apart: a replay asks why where something came out otherwise.
        vec![figure("replay", replay).at_least(LIMIT), figure("replay-why", why)]
    });
    Ok(figures.unwrap_or_default())
}

/// Decides all accounts; gives how many entries their lines have.
fn decide(seen: &Seen, house: &House, witness: &mut impl takt_core::alone::Witness) -> u64 {
    let mut alone = Alone::new(seen, house);
    let mut entries = 0;
    for number in 0..seen.accounts() {
        let id = AccountId(u32::try_from(number).unwrap_or(u32::MAX));
        entries += alone.decide(id, witness).map_or(0, |account| account.line.len() as u64);
    }
    entries
}

/// Counts the facts that the model cites.
struct Proofs(u64);

impl takt_core::alone::Witness for Proofs {
    fn acted(&mut self, fact: &takt_core::fact::Fact) {
        self.0 += fact.body.why().map_or(0, |why| why.because.len() as u64);
    }

    fn reopened(&mut self) {}
}

/// The columns of the load, imported and live.
fn columns(bulk: &Bulk, accounts: u32) -> Seen {
    let (first, end) = bulk.period();
    let (mut seen, mut seq, mut drafts) = (Seen::default(), 0, Vec::new());
    let mut note = |draft: Draft, recorded_at: Micros| {
        seq += 1;
        seen.note(&draft.record(Seq(seq), None, recorded_at));
    };
    note(own(None, first, Body::ModelAdopted { model: sha256(STANDARD_MODEL), reason: None }), end);
    bulk.house().into_iter().for_each(|draft| note(draft, end));
    for number in 0..accounts {
        bulk.account(number, &mut drafts);
        let recorded_at = end.plus(1 + i64::from(number / TOGETHER));
        drafts.drain(..).for_each(|draft| note(draft, recorded_at));
    }
    let live = end.plus(Micros::DAY);
    (0..accounts).for_each(|number| note(own(Some(AccountId(number)), live, Body::WentLive {}), live));
    seen.settle();
    seen
}

/// A fact of the import's own.
fn own(account: Option<AccountId>, occurred_at: Micros, body: Body) -> Draft {
    let actor = Actor::Import(ImportId(1));
    Draft { account, occurred_at, dated: Dated::Instant, actor, contact: None, rank: u16::MAX, body }
}

/// The model that the load is replayed through has to be the one that the tight pass was written after.
#[cfg(test)]
mod tests {
    use super::*;
    use takt_core::account::What;

    #[test]
    fn the_tight_pass_does_what_the_model_does_nearly() {
        let mut words = Dictionary::default();
        let model = takt_core::model::read(STANDARD_MODEL, &mut words).unwrap();
        let bulk = Bulk::new(SEED, &mut words);
        let seen = columns(&bulk, 400);
        let house = House::new(&seen, &[(sha256(STANDARD_MODEL), model)].into());
        let mut alone = Alone::new(&seen, &house);
        let mut moves = 0_u64;
        for number in 0..400 {
            let line = &alone.decide(AccountId(number), &mut ()).unwrap().line;
            let is_move = |what: &What| matches!(what, What::Move { from: Some(_), .. });
            moves += line.iter().filter(|entry| is_move(&entry.what)).count() as u64;
        }
        let tight = tight::replay(&seen, &Lexicon::new(&mut words), seen.recorded_at().unwrap()).moves;
        assert!(moves.abs_diff(tight) < moves / 10, "{moves} moves, {tight} by hand");
        // The twin: without its timers it would miss as many as this asks for.
        assert!(tight::replay(&seen, &Lexicon::new(&mut words), Micros(i64::MIN)).moves < tight);
    }
}
