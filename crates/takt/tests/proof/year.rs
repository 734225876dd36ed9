//! A seeded year under crashes, doubled, late and shuffled facts, and clocks that jump: it ends in the state of the calm
//! year.
//!
//! Of each seed a small vendor is made: nine months of its past are imported, three are lived. It is done twice, once
//! calmly and once under the faults of the seed ([`plan`]), and both ends are held against each other. What may differ is
//! what the product says differs: an offer that waits is made anew where history was opened again (ADR 0004), and what
//! an import counts of its rows.

mod calm;
mod house;
mod plan;
mod rows;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use takt::app::desk::read_book;
use takt::app::verify::verify;
use takt::app::writer::{Answer, Command};
use takt_core::account::{Account, Entry, What};
use takt_core::book::Book;
use takt_core::digest::{accounts_sha256, state_sha256};
use takt_core::fact::Fact;
use takt_core::unit::{AccountId, Micros, Seq};
use takt_store::Store;

use calm::{Beat, Calm, Vendors};
use house::House;
use plan::{Faults, Part};

const HOUR: i64 = 3_600_000_000;

/// What is broken on purpose, so that the comparison must find it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sabotage {
    None,
    /// A commit that failed counts as done.
    Forget,
    /// Rows have no key of their own, so a doubled one is a second fact.
    Unkeyed,
    /// Every clock is believed.
    Believe,
}

/// What happened in a year.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    /// Appends that failed, in the writer and in imports.
    failed: u32,
    killed: u32,
    restarts: u32,
    snapshots: u32,
    doubled: u32,
    late: u32,
    shuffled: u32,
    jumps: u32,
    sleeps: u32,
    /// Ticks by a clock that was not believed.
    stopped: u32,
    facts: u64,
    /// Years whose states were alike to the byte.
    exact: u32,
}

impl Tally {
    fn add(&mut self, other: &Self) {
        let Self { failed, killed, restarts, snapshots, doubled, late, shuffled, jumps, sleeps, stopped, facts, exact } =
            *other;
        self.failed += failed;
        self.killed += killed;
        self.restarts += restarts;
        self.snapshots += snapshots;
        self.doubled += doubled;
        self.late += late;
        self.shuffled += shuffled;
        self.jumps += jumps;
        self.sleeps += sleeps;
        self.stopped += stopped;
        self.facts += facts;
        self.exact += exact;
    }
}

/// Lives the year of a seed twice and compares; an error says what differs, and the plan.
fn year(seed: u64, sabotage: Sabotage) -> Result<Tally, String> {
    let dir = tempfile::tempdir().unwrap();
    let vendors = Vendors::of(seed);
    let calm = calm::live(&vendors, &dir.path().join("calm"));
    let faults = Faults::of(seed, &calm);
    let told = |what: String| {
        let mut plan = faults.clone();
        plan.past.iter_mut().for_each(|part| part.rows.truncate(8));
        format!("{what}\nseed {seed}, {sabotage:?}, {vendors:?}\n{plan:?}")
    };
    lived(&vendors, &calm, &faults, sabotage, &dir.path().join("faults")).map_err(told)
}

/// The year under faults.
fn lived(vendors: &Vendors, calm: &Calm, faults: &Faults, sabotage: Sabotage, folder: &Path) -> Result<Tally, String> {
    drop(vendors.found(folder));
    let mut house = House::new(folder, &faults.crashes, sabotage);
    speak(&mut house, &calm.opening)?;
    let (first, late): (Vec<&Part>, Vec<&Part>) = faults.past.iter().partition(|part| part.at.is_none());
    house.now(calm.imported);
    for part in first {
        house.import(part, calm, calm.imported)?;
    }
    for (place, beat) in calm.beats.iter().enumerate() {
        let tick = beat.tick();
        house.now(tick);
        if faults.sleeps.contains(&place) && !house.is_wrong() {
            doze(&mut house, calm.beats[place - 1].now, tick)?;
        }
        if faults.restarts.iter().any(|(at, _)| *at == place) {
            house.restart(faults.restarts.iter().any(|(at, snapshot)| *at == place && *snapshot));
        }
        for part in late.iter().filter(|part| part.at == Some(place)) {
            // Behind what the beat before said, and before this one asks for the time.
            house.now(tick.plus(-1_000));
            house.import(part, calm, tick.plus(-1_000))?;
            house.now(tick);
        }
        for (wrong, from, until) in &faults.clocks {
            if *until == place && house.is_wrong() {
                let last = house.last_record();
                if last > tick {
                    return Err(format!("beat {place}: dated ahead: {last:?} at {tick:?}"));
                }
                house.put_right();
                expect(&house.say(&Command::AcceptClock), |answer| matches!(answer, Answer::Done(_)))?;
            }
            if *from == place {
                house.jump(*wrong);
            }
        }
        let is_wrong = house.is_wrong();
        let answer = house.say(&Command::Tick);
        // Where the process died of it, a new one began on a clock that was put right.
        if is_wrong && house.is_wrong() {
            house.tally.stopped += 1;
            expect(&answer, |answer| *answer == Answer::Ticked(0))?;
        }
        speak(&mut house, beat).map_err(|what| format!("beat {place}: {what}"))?;
        for (_, earlier) in faults.doubles.iter().filter(|(at, _)| *at == place) {
            for (_, command, _) in calm.beats[*earlier].said.iter().filter(|(_, _, is_taken)| *is_taken) {
                house.tally.doubled += 1;
                expect(&house.say(command), |answer| matches!(answer, Answer::DoneBefore(_)))?;
            }
        }
    }
    let (mut desk, mut tally) = house.end();
    desk.know_keys().map_err(|fault| format!("{fault:?}"))?;
    let accounts = desk.accounts.iter().map(|(key, id)| (key.clone(), *id)).collect();
    let mut facts = Vec::new();
    let scanned = desk.store.scan(Seq(1), &mut |fact| {
        facts.push(fact);
        Ok(())
    });
    scanned.map_err(|error| error.to_string())?;
    tally.facts = facts.len() as u64;
    compare(calm, &faults.past, &Ended { book: &desk.book, accounts, facts }, &mut tally)?;
    let folded = read_book(&mut desk.store).map_err(|error| error.to_string())?;
    if state_sha256(&folded) != state_sha256(&desk.book) {
        return Err("the running book is not what the journal folds into".into());
    }
    let verdict = verify(folder, &mut desk.store, |error| takt::fault::Fault::of_store(error, folder));
    match verdict {
        Ok(verdict) if verdict.is_sound() => Ok(tally),
        other => Err(format!("verify: {other:?}")),
    }
}

/// Says what is said at a beat.
fn speak(house: &mut House, beat: &Beat) -> Result<(), String> {
    for (at, command, is_taken) in &beat.said {
        house.now(*at);
        let fits = |answer: &Answer| match answer {
            Answer::Done(_) | Answer::DoneBefore(_) => *is_taken,
            Answer::Refused(_) => !is_taken,
            _ => false,
        };
        expect(&house.say(command), fits).map_err(|what| format!("{what} to {command:?}"))?;
    }
    Ok(())
}

/// A machine that slept through the night: its clock is right, but no time passed that would explain it.
fn doze(house: &mut House, since: Micros, tick: Micros) -> Result<(), String> {
    // The process read its clock before.
    house.now(since.plus(1_000));
    expect(&house.say(&Command::Tick), |answer| matches!(answer, Answer::Ticked(_)))?;
    house.now(tick.plus(-2_000));
    house.sleep(since);
    expect(&house.say(&Command::Tick), |answer| *answer == Answer::Ticked(0))?;
    expect(&house.say(&Command::AcceptClock), |answer| matches!(answer, Answer::Done(_)))?;
    house.now(tick);
    Ok(())
}

fn expect(answer: &Answer, fits: impl FnOnce(&Answer) -> bool) -> Result<(), String> {
    if fits(answer) { Ok(()) } else { Err(format!("answered {answer:?}")) }
}

/// Where the year under faults ended.
struct Ended<'a> {
    book: &'a Book,
    accounts: BTreeMap<String, AccountId>,
    facts: Vec<Fact>,
}

/// The first thing in which two years differ.
fn compare(calm: &Calm, past: &[Part], ended: &Ended<'_>, tally: &mut Tally) -> Result<(), String> {
    let (one, two) = (&calm.book, ended.book);
    if one.accounts.len() != two.accounts.len() {
        return Err(format!("{} accounts, and {} in the calm year", two.accounts.len(), one.accounts.len()));
    }
    // Who lived while things went wrong: everything, to the microsecond, and all that the accounts share.
    let lived = |book: &Book| {
        let mut book = book.clone();
        book.imports.clear();
        book.accounts.drain(..calm.base);
        state_sha256(&book)
    };
    if lived(one) != lived(two) {
        return Err(format!("the state differs: {}", apart(&one.accounts[calm.base..], &two.accounts[calm.base..])));
    }
    same_facts(calm, &ended.facts)?;
    // Whose past was imported: known by the outside key, and to the minute, since each commit of an import takes a
    // microsecond.
    let late: BTreeSet<Option<&str>> = past
        .iter()
        .filter(|part| part.at.is_some())
        .flat_map(|part| part.rows.iter().map(|row| calm.rows[*row].account_key.as_deref()))
        .collect();
    for (key, id) in &calm.accounts {
        let other = ended.accounts.get(key).ok_or_else(|| format!("{key} is not there"))?;
        let (one, other) = (&one.accounts[id.index()], &two.accounts[other.index()]);
        let is_late = late.contains(&Some(key.as_str()));
        let (a, b) = (decided(one, calm.imported, is_late), decided(other, calm.imported, is_late));
        if a != b {
            return Err(format!("{key} differs:\n{b:#?}\n---- calm ----\n{a:#?}"));
        }
    }
    let shuffled = past.len() > 1 || past.iter().any(|part| !part.rows.is_sorted());
    tally.late = u32::try_from(late.len()).unwrap();
    tally.shuffled = u32::from(shuffled);
    // An import that was killed took another commit, and with it a microsecond.
    if !shuffled && tally.killed == 0 {
        let whole = |book: &Book| {
            let mut book = book.clone();
            book.imports.clear();
            state_sha256(&book)
        };
        if whole(one) != whole(two) {
            return Err(format!("the whole state differs: {}", apart(&one.accounts, &two.accounts)));
        }
        tally.exact += 1;
    }
    Ok(())
}

fn apart(one: &[Account], other: &[Account]) -> String {
    let hash = |account: &Account| accounts_sha256(std::slice::from_ref(account));
    let first = one.iter().zip(other).find(|(a, b)| hash(a) != hash(b));
    first.map_or_else(|| "what accounts share".into(), |(a, b)| format!("{b:#?}\n---- calm ----\n{a:#?}"))
}

/// What was said and done of who lived: the same, dated the same, and nothing ahead of its record.
fn same_facts(calm: &Calm, facts: &[Fact]) -> Result<(), String> {
    let lived = |facts: &[Fact]| {
        let mut told: Vec<_> = facts
            .iter()
            .filter(|fact| fact.account.is_some_and(|id| id.index() >= calm.base))
            .map(|fact| {
                let is_acted = fact.body.kind().is_acted();
                (fact.account, fact.occurred_at, fact.body.kind(), (!is_acted).then_some(fact.recorded_at))
            })
            .collect();
        told.sort();
        told
    };
    let (one, two) = (lived(&calm.facts), lived(facts));
    if let Some(place) = (0..one.len().max(two.len())).find(|place| one.get(*place) != two.get(*place)) {
        return Err(format!("fact {place} of who lived: {:?}, calm {:?}", two.get(place), one.get(place)));
    }
    let ahead = facts.iter().find(|fact| {
        fact.occurred_at > fact.recorded_at || fact.recorded_at > calm.beats[calm.beats.len() - 1].now.plus(1_000)
    });
    ahead.map_or(Ok(()), |fact| Err(format!("dated ahead: {fact:?}")))
}

/// What is the same of an account whose past came in another way. Where it was opened again, an offer that waits was
/// made anew, so only what was decided before it went live.
fn decided(account: &Account, imported: Micros, is_late: bool) -> impl PartialEq + std::fmt::Debug + use<> {
    let minute = |at: Micros| Micros(at.0.div_euclid(60_000_000));
    let counts = |entry: &&Entry| !is_late || entry.at < imported;
    let line: Vec<(Micros, What)> =
        account.line.iter().filter(counts).map(|entry| (minute(entry.at), entry.what)).collect();
    let known = (
        account.source.map(|known| (known.value, known.at)),
        account.attributes.iter().map(|one| (one.field, one.first.value, one.latest.value)).collect::<Vec<_>>(),
        account.opportunities.iter().map(|one| (one.number, one.place, one.open, one.amount)).collect::<Vec<_>>(),
        account.subscriptions.iter().map(|one| (one.number, one.open, one.ends, one.mrr)).collect::<Vec<_>>(),
        account.contacts.iter().filter(|person| !person.left).count(),
        account.live_at.map(minute),
        account.began,
        account.last_touch,
        account.sealed,
    );
    let stands = (!is_late).then(|| {
        (
            account.main.as_ref().map(|main| (main.stage, minute(main.since), main.reason, main.back.map(minute))),
            account.owner,
            account.lap,
            account.offer.map(|offer| (offer.team, minute(offer.at), offer.limit.map(minute), offer.lapsed)),
            account.touches.iter().map(|mark| (mark.touch, mark.day)).collect::<Vec<_>>(),
        )
    });
    (line, known, stands)
}

/// The seeds that are asked: twenty, or `TAKT_YEAR_SEEDS` of them, from `TAKT_YEAR_FROM` on.
fn seeds() -> std::ops::Range<u64> {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let from = number("TAKT_YEAR_FROM").unwrap_or(0);
    from..from + number("TAKT_YEAR_SEEDS").unwrap_or(20)
}

#[test]
fn a_year_under_faults_ends_as_the_calm_one() {
    let seeds = seeds();
    let next = AtomicU64::new(seeds.start);
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let work = || {
        let (mut tally, mut red) = (Tally::default(), Vec::new());
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= seeds.end {
                return (tally, red);
            }
            let lived = std::panic::catch_unwind(|| year(seed, Sabotage::None));
            match lived.unwrap_or_else(|_| Err(format!("seed {seed} broke off"))) {
                Ok(one) => tally.add(&one),
                Err(what) => red.push((seed, what)),
            }
        }
    };
    let done: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let mut tally = Tally::default();
    done.iter().for_each(|(one, _)| tally.add(one));
    println!("{seeds:?}: {tally:?}");
    let red: Vec<_> = done.iter().flat_map(|(_, red)| red).collect();
    let numbers: Vec<u64> = red.iter().map(|(seed, _)| *seed).collect();
    if let Some((seed, what)) = red.first() {
        panic!("`cargo xtask year --from {seed} --seeds 1` shows it again; red: {numbers:?}\n{what}");
    }
    if seeds.end - seeds.start >= 20 {
        let Tally {
            failed, killed, restarts, snapshots, doubled, late, shuffled, jumps, sleeps, stopped, exact, ..
        } = tally;
        let counts = [failed, killed, restarts, snapshots, doubled, late, shuffled, jumps, sleeps, stopped, exact];
        assert!(counts.iter().all(|count| *count > 0), "some fault never happened: {tally:?}");
    }
}

/// The twins: what is not survived is found.
#[test]
fn a_year_that_loses_doubles_or_believes_too_much_is_found() {
    for sabotage in [Sabotage::Forget, Sabotage::Unkeyed, Sabotage::Believe] {
        assert!((0..9).any(|seed| year(seed, sabotage).is_err()), "{sabotage:?} is not found");
    }
}
