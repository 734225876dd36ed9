//! What goes wrong in a year, drawn from its seed.

use std::collections::BTreeSet;

use takt_sim::stream::Stream;
use takt_store::fault::Fault;

use super::calm::Calm;

/// An append that fails: the process has folded what the journal does not hold, or the journal holds what nobody answered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Crash {
    /// Which append since the folder was opened; 1 is the first.
    pub(crate) nth: u64,
    /// How it fails.
    pub(crate) fault: Fault,
    /// Whether the process is gone with it; else it opens its store again.
    pub(crate) dies: bool,
}

/// Rows of the past that come in one file.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// Places of the rows, in the order of the file; some of them twice.
    pub(crate) rows: Vec<usize>,
    /// With which beat it comes; `None` for the first day, before anybody lives.
    pub(crate) at: Option<usize>,
    /// The append at which its import is killed, and run again.
    pub(crate) killed: Option<(u64, Fault)>,
    /// Whether the whole file comes twice.
    pub(crate) is_twice: bool,
}

/// How a clock is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// More than an hour ahead.
    HourAhead,
    /// More than an hour behind.
    HourBehind,
    DayAhead,
    DayBehind,
    /// It begins again in 1970.
    Epoch,
    /// It runs on from the end of 32 bits.
    Y2038,
}

impl Wrong {
    const ALL: [Self; 6] =
        [Self::HourAhead, Self::HourBehind, Self::DayAhead, Self::DayBehind, Self::Epoch, Self::Y2038];
}

/// What goes wrong in a year.
#[derive(Clone, Debug)]
pub(crate) struct Faults {
    /// The past, in files.
    pub(crate) past: Vec<Part>,
    /// One for each time the folder is opened.
    pub(crate) crashes: Vec<Crash>,
    /// Beats before which the process is ended, and whether it leaves a snapshot.
    pub(crate) restarts: Vec<(usize, bool)>,
    /// After the first beat, what was said at the second is said again.
    pub(crate) doubles: Vec<(usize, usize)>,
    /// How the clock is wrong, from which beat on, and from which it is right again.
    pub(crate) clocks: Vec<(Wrong, usize, usize)>,
    /// Beats before which the machine slept, so that no time passed for the process.
    pub(crate) sleeps: Vec<usize>,
}

impl Faults {
    /// Those of a seed in a year.
    pub(crate) fn of(seed: u64, calm: &Calm) -> Self {
        let mut dice = Stream::of(seed, "faults", 0);
        let beats = calm.beats.len();
        let beat = |dice: &mut Stream| place(dice, beats);
        let past = past(calm, beats, &mut dice);
        let crashes = (0..dice.between(4, 12)).map(|_| crash(&mut dice)).collect();
        let mut restarts: Vec<(usize, bool)> =
            (0..dice.between(1, 4)).map(|_| (beat(&mut dice), dice.chance(5_000))).collect();
        restarts.sort_unstable();
        let mut doubles = Vec::new();
        for _ in 0..dice.between(3, 12) {
            let (one, two) = (beat(&mut dice), beat(&mut dice));
            doubles.push((one.max(two), one.min(two)));
        }
        doubles.sort_unstable();
        let mut clocks = Vec::new();
        let mut from = place(&mut dice, beats / 4);
        for _ in 0..dice.between(1, 3) {
            let until = from + 2 + place(&mut dice, beats / 6);
            if until >= beats {
                break;
            }
            clocks.push((*dice.pick(&Wrong::ALL).unwrap_or(&Wrong::Epoch), from, until));
            from = until + 1 + place(&mut dice, beats / 4);
        }
        let is_night = |place: &usize| calm.beats[*place].now.0 - calm.beats[*place - 1].now.0 > 2 * super::HOUR;
        let nights: Vec<usize> = (1..beats).filter(is_night).collect();
        let mut sleeps: Vec<usize> = (0..dice.below(3)).filter_map(|_| dice.pick(&nights).copied()).collect();
        sleeps.sort_unstable();
        Self { past, crashes, restarts, doubles, clocks, sleeps }
    }
}

fn place(dice: &mut Stream, end: usize) -> usize {
    usize::try_from(dice.below(end as u64)).unwrap_or(0)
}

fn fault(dice: &mut Stream) -> Fault {
    *dice.pick(&[Fault::LostAnswer, Fault::LostCommit, Fault::Disk, Fault::Full]).unwrap_or(&Fault::Disk)
}

fn crash(dice: &mut Stream) -> Crash {
    Crash { nth: 1 + dice.below(60), fault: fault(dice), dies: dice.chance(5_000) }
}

/// The past in files: as it is, or in parts, some of them late, each in an order of its own and with rows twice.
fn past(calm: &Calm, beats: usize, dice: &mut Stream) -> Vec<Part> {
    let count = calm.rows.len();
    let whole = Part { rows: (0..count).collect(), at: None, killed: None, is_twice: false };
    if dice.chance(2_000) {
        return vec![whole];
    }
    let early = 1 + place(dice, 3);
    let late = place(dice, 3);
    let mut parts: Vec<Part> = (0..early + late).map(|_| Part { rows: Vec::new(), ..whole.clone() }).collect();
    // Each account is known on the first day, so that in both years it is live from then on.
    let mut known = BTreeSet::new();
    let mut order: Vec<usize> = (0..count).collect();
    takt_sim::arbitrary::shuffle(&mut order, dice);
    for row in order {
        let is_first = known.insert(calm.rows[row].account);
        // Few are late.
        let to = if is_first || dice.chance(8_500) { place(dice, early) } else { place(dice, early + late) };
        parts[to].rows.push(row);
        if dice.chance(500) {
            parts[to].rows.push(row);
        }
    }
    for (number, part) in parts.iter_mut().enumerate() {
        takt_sim::arbitrary::shuffle(&mut part.rows, dice);
        part.at = (number >= early).then(|| place(dice, beats));
        part.killed = dice.chance(5_000).then(|| (1 + dice.below(2), fault(dice)));
        part.is_twice = dice.chance(3_000);
    }
    parts.retain(|part| !part.rows.is_empty());
    parts.sort_by_key(|part| part.at);
    parts
}
