//! What a model's rules look up at every fact, compiled once when the model comes into force.
//!
//! Most facts change nothing: a mail was opened, and the account stays where it is. So every exit of a stage knows what
//! could bring it about, and which only time can; what none of that has stirred since the account was last quiet holds no
//! more now than it did then. [`Calm`] is what an account remembers for that.

use alloc::vec::Vec;

use crate::account::{Account, OCCURRENCES_MAX, Position, bits};
use crate::fact::Event;
use crate::model::condition::ScoreKind;
use crate::model::{Condition, Model, Since, Standing};
use crate::score::MILLI;
use crate::unit::{Micros, Span, StageId, TouchId};

/// What was folded since an account was last quiet, or what can bring an exit about: a bit for each kind of touch, one for
/// each kind of other event that changes nothing else of the account, and [`Stir::OTHER`] for everything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stir(u64);

impl Stir {
    /// Nothing.
    pub const NOTHING: Self = Self(0);
    /// Something that is no mere touch.
    pub const OTHER: Self = Self(1 << 63);
    /// Anything at all.
    pub const ANYTHING: Self = Self(u64::MAX);

    /// Kinds of touches that have a bit of their own; those beyond are other things.
    const TOUCHES: u32 = 37;
    /// All touches.
    const TOUCHED: Self = Self((1 << Self::TOUCHES) - 1);

    /// A touch of a kind, by a person who was known and with nothing else to it.
    #[must_use]
    pub const fn touch(touch: TouchId) -> Self {
        if touch.0 < Self::TOUCHES { Self(1 << touch.0) } else { Self::OTHER }
    }

    /// What instances of an event stir. Of touches each kind, of other events all of the kind together.
    #[must_use]
    pub fn event(event: Event) -> Self {
        match event {
            Event::Touched(None) => Self::TOUCHED,
            Event::Touched(Some(touch)) => Self::touch(touch),
            // 1 to 25.
            other => Self(1 << (Self::TOUCHES + u32::from(other.numbers().0) - 1)),
        }
    }

    /// Whether both have something in common.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What an account was quiet under, and what was folded since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calm {
    /// What was folded since.
    stirred: Stir,
    /// Under which adoption's model it was quiet, and whether things went out.
    under: (u32, bool),
    /// Whether its timer may run out before anything can come of it.
    is_early: bool,
}

impl Default for Calm {
    fn default() -> Self {
        Self { stirred: Stir::ANYTHING, under: (0, false), is_early: false }
    }
}

impl Calm {
    /// The model wanted nothing more of the account, and its timer is set: to the instant, or early.
    pub(crate) const fn settle(&mut self, adoption: u32, live: bool, is_early: bool) {
        *self = Self { stirred: Stir::NOTHING, under: (adoption, live), is_early };
    }

    /// Whether the account's timer may run out before anything can come of it.
    pub(crate) const fn is_early(&self) -> bool {
        self.is_early
    }

    /// Something was folded.
    pub(crate) const fn stir(&mut self, what: Stir) {
        self.stirred = self.stirred.and(what);
    }

    /// What could have changed since the account was quiet, at an instant before or after its timer runs out.
    pub(crate) fn stirred(&self, adoption: u32, live: bool, at: Micros, wake: Option<Micros>) -> Stir {
        let asleep = wake.is_none_or(|wake| at < wake);
        if asleep && self.under == (adoption, live) { self.stirred } else { Stir::ANYTHING }
    }
}

/// The tables of a model.
#[derive(Debug, Default)]
pub struct Tables {
    touches: Vec<Counted>,
    stages: Vec<Stage>,
}

/// What scores make of a kind of touch.
#[derive(Debug, Default)]
struct Counted {
    /// Places of the rules of behaviour that count it.
    rules: Vec<u16>,
    /// Days until none counts it any more.
    days: i32,
    /// What it is worth on its own day, in thousandths of a point.
    full: u64,
}

#[derive(Debug)]
struct Stage {
    exits: Vec<Exit>,
    /// What can change when time alone opens one of them.
    turns: Stir,
    /// What of that can only put it off: silences that begin anew.
    delays: Stir,
    /// How long the shortest of those silences is, in microseconds, at least.
    silence: i64,
    /// The lowest line that a condition asks of the score of behaviour, in thousandths of a point.
    lowest_line: u64,
}

impl Default for Stage {
    fn default() -> Self {
        let (turns, delays) = (Stir::NOTHING, Stir::NOTHING);
        Self { exits: Vec::new(), turns, delays, silence: i64::MAX, lowest_line: u64::MAX }
    }
}

/// A transition as it leaves a stage.
#[derive(Debug)]
pub struct Exit {
    /// Its place in the model file.
    pub place: u16,
    /// Where it leads.
    pub to: StageId,
    /// Whether that is Gone.
    pub gone: bool,
    /// Its condition, what is quickly asked first: it holds whenever that of the file does.
    pub when: Condition,
    /// Whether time alone can bring it about.
    pub turns: bool,
    /// What can bring it about.
    stirred_by: Stir,
    /// What it needs: one of these at least. What is none of them does not hold.
    needs: Vec<Need>,
}

/// What a condition needs to hold at all, in a few numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Need {
    /// Bits of events in the visit.
    visit: u64,
    /// Bits of events in the lap.
    lap: u64,
    /// Thousandths of a point of behaviour.
    milli: u64,
    /// Somebody refused.
    refused: bool,
    /// The position has a date to come back at.
    back: bool,
    /// A subscription.
    subscribed: bool,
}

/// Ways in which a condition may come to hold that are looked at one by one; where there are more, none is needed.
const WAYS_MOST: usize = 8;

impl Need {
    /// Both at once.
    fn and(self, other: Self) -> Self {
        Self {
            visit: self.visit | other.visit,
            lap: self.lap | other.lap,
            milli: self.milli.max(other.milli),
            refused: self.refused || other.refused,
            back: self.back || other.back,
            subscribed: self.subscribed || other.subscribed,
        }
    }

    /// What a condition needs, in ways of which one is enough.
    fn of(condition: &Condition) -> Vec<Self> {
        let one = |need: Self| Vec::from([need]);
        match condition {
            Condition::All(parts) => parts.iter().map(Self::of).fold(one(Self::default()), |all, part| {
                let ways: Vec<Self> = all.iter().flat_map(|one| part.iter().map(|other| one.and(*other))).collect();
                // One of the two is needed in any case.
                if ways.len() <= WAYS_MOST { ways } else { all }
            }),
            Condition::Any(parts) => {
                let ways: Vec<Self> = parts.iter().flat_map(Self::of).collect();
                if ways.len() <= WAYS_MOST { ways } else { one(Self::default()) }
            }
            Condition::Happened { event, at_least: 1.., since, .. } => one(match since {
                Since::Visit => Self { visit: bits(*event), ..Self::default() },
                Since::Lap => Self { lap: bits(*event), ..Self::default() },
            }),
            Condition::ScoreAtLeast(ScoreKind::Behaviour, line) => {
                one(Self { milli: u64::from(*line) * MILLI, ..Self::default() })
            }
            Condition::Refused => one(Self { refused: true, ..Self::default() }),
            Condition::Returned => one(Self { back: true, ..Self::default() }),
            Condition::EndsWithin(_) => one(Self { subscribed: true, ..Self::default() }),
            _ => one(Self::default()),
        }
    }
}

impl Exit {
    /// Whether a position has what it takes for it to hold; most have not.
    #[must_use]
    pub fn may_hold(&self, adoption: u32, account: &Account, position: &Position) -> bool {
        let (visit, lap) = (position.events.filter(), account.lap_events.filter());
        self.needs.iter().any(|need| {
            visit & need.visit == need.visit
                && lap & need.lap == need.lap
                && need.milli <= account.ceiling.under(adoption)
                && (!need.refused || !account.refusals.is_empty())
                && (!need.back || position.back.is_some())
                && (!need.subscribed || !account.subscriptions.is_empty())
        })
    }

    /// Whether what was folded could have brought it about.
    #[must_use]
    pub const fn is_stirred(&self, stirred: Stir) -> bool {
        self.stirred_by.meets(stirred)
    }
}

impl Tables {
    /// The tables of a model.
    #[must_use]
    pub fn new(model: &Model) -> Self {
        let mut touches: Vec<Counted> = Vec::new();
        for (place, rule) in (0..).zip(&model.score.behaviour) {
            if touches.len() <= rule.touch.index() {
                touches.resize_with(rule.touch.index() + 1, Counted::default);
            }
            let days = match rule.half_life {
                None => i32::MAX,
                Some(_) => i32::try_from(rule.worth.len()).unwrap_or(i32::MAX),
            };
            if let Some(counted) = touches.get_mut(rule.touch.index()) {
                counted.rules.push(place);
                counted.days = counted.days.max(days);
                counted.full += u64::from(rule.worth.first().copied().unwrap_or(0));
            }
        }
        let mut tables = Self { touches, stages: Vec::new() };
        let size = model.stages.iter().map(|stage| stage.id.index() + 1).max().unwrap_or(0);
        let mut stages: Vec<Stage> = Vec::new();
        stages.resize_with(size, Stage::default);
        for (place, transition) in (0..).zip(&model.transitions) {
            let gone = model.stage(transition.to).is_some_and(|to| to.standing == Some(Standing::Gone));
            for from in &transition.from {
                let Some(stage) = stages.get_mut(from.index()) else { continue };
                let change = tables.change(&transition.when, true);
                transition.when.leaves(&mut |leaf| {
                    if let Condition::ScoreAtLeast(ScoreKind::Behaviour, line)
                    | Condition::ScoreBelow(ScoreKind::Behaviour, line) = leaf
                    {
                        stage.lowest_line = stage.lowest_line.min(u64::from(*line) * MILLI);
                    }
                });
                stage.silence = stage.silence.min(change.silence);
                stage.turns = stage.turns.and(change.turns);
                stage.delays = stage.delays.and(change.delays);
                stage.exits.push(Exit {
                    place,
                    to: transition.to,
                    gone,
                    when: quick_first(&transition.when),
                    turns: change.is_timed,
                    stirred_by: change.opens.and(Stir::OTHER),
                    needs: Need::of(&transition.when),
                });
            }
        }
        tables.stages = stages;
        tables
    }

    /// The transitions that leave a stage, in the order of the file.
    #[must_use]
    pub fn exits(&self, id: StageId) -> &[Exit] {
        self.stages.get(id.index()).map_or(&[], |stage| &stage.exits)
    }

    /// What can change when time alone opens an exit of a stage.
    #[must_use]
    pub fn turns(&self, id: StageId) -> Stir {
        let stage = self.stages.get(id.index());
        stage.map_or(Stir::NOTHING, |stage| stage.turns.and(stage.delays)).and(Stir::OTHER)
    }

    /// Whether what was stirred in a stage, last by something of an instant, can bring nothing about before a timer that
    /// is set already: the silence it began may last longer, and no other is shorter.
    #[must_use]
    pub fn only_delays(&self, id: StageId, stirred: Stir, last: Micros, wake: Micros) -> bool {
        let Some(stage) = self.stages.get(id.index()) else { return false };
        !stirred.meets(stage.turns.and(Stir::OTHER)) && last.plus(stage.silence) >= wake
    }

    /// What a touch of a kind is worth on its own day, in thousandths of a point before any cap, and the days after which
    /// it counts no more.
    #[must_use]
    pub fn counted(&self, touch: TouchId) -> (u64, i32) {
        self.touches.get(touch.index()).map_or((0, 0), |counted| (counted.full, counted.days))
    }

    /// The lowest line that a condition of a stage's exits asks of the score of behaviour, in thousandths of a point;
    /// beyond all scores where none asks.
    #[must_use]
    pub fn lowest_line(&self, id: StageId) -> u64 {
        self.stages.get(id.index()).map_or(u64::MAX, |stage| stage.lowest_line)
    }

    /// Places of the rules of behaviour that count a kind of touch.
    #[must_use]
    pub fn rules(&self, touch: TouchId) -> &[u16] {
        self.touches.get(touch.index()).map_or(&[], |counted| &counted.rules)
    }

    /// Days after which a touch of a kind counts in no score any more; 0 where none counts it.
    #[must_use]
    pub fn days(&self, touch: TouchId) -> i32 {
        self.touches.get(touch.index()).map_or(0, |counted| counted.days)
    }

    /// How events and time can turn a condition into what is wanted: into holding, or into not holding.
    fn change(&self, condition: &Condition, wanted: bool) -> Change {
        match condition {
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().map(|part| self.change(part, wanted)).fold(Change::default(), Change::and)
            }
            Condition::Not(part) => self.change(part, !wanted),
            Condition::Happened { event, at_least, within, .. } => {
                let touches = Stir::event(*event);
                // What is remembered of an event has an end: where all of it is asked for, one more may push one out.
                let crowded = usize::from(*at_least) >= OCCURRENCES_MAX;
                let opens = if wanted || crowded { touches } else { Stir::NOTHING };
                match within {
                    Some(span) if !wanted => Change {
                        opens,
                        turns: if *at_least == 1 { Stir::NOTHING } else { touches },
                        // The newest occurrence is what a silence is measured from.
                        delays: if *at_least == 1 { touches } else { Stir::NOTHING },
                        silence: at_most_before(*span),
                        is_timed: true,
                    },
                    _ => Change { opens, ..Change::default() },
                }
            }
            Condition::Elapsed(_) | Condition::LapElapsed(_) | Condition::Returned | Condition::EndsWithin(_) => {
                Change { is_timed: wanted, ..Change::default() }
            }
            Condition::UsedAtLeast { .. } | Condition::UsedBy { .. } => {
                let used = Stir::event(Event::Used);
                match wanted {
                    true => Change { opens: used, ..Change::default() },
                    // Use is remembered as long as it counts, so there is always time that ends it.
                    false => Change { turns: used, is_timed: true, ..Change::default() },
                }
            }
            Condition::OnboardingComplete => {
                let done = Stir::event(Event::StepDone(None));
                Change { opens: if wanted { done } else { Stir::NOTHING }, ..Change::default() }
            }
            // A touch only ever raises a score, and time only ever lowers it.
            Condition::ScoreAtLeast(kind, _) => self.scored(*kind, wanted),
            Condition::ScoreBelow(kind, _) => self.scored(*kind, !wanted),
            Condition::ContactsAtLeast(_)
            | Condition::ContactsBelow(_)
            | Condition::Attribute(..)
            | Condition::Source(_)
            | Condition::LapsAtLeast(_)
            | Condition::LapsBelow(_)
            | Condition::Refused => Change::default(),
        }
    }

    /// How a score comes to reach a line (`reaches`), or to lie below it.
    fn scored(&self, kind: ScoreKind, reaches: bool) -> Change {
        let counted = || {
            let known = (0..).map(TouchId).zip(&self.touches).filter(|(_, counted)| counted.days > 0);
            known.fold(Stir::NOTHING, |all, (touch, _)| all.and(Stir::touch(touch)))
        };
        match (kind, reaches) {
            (ScoreKind::Fit, true) => Change::default(),
            (_, true) => Change { opens: counted(), ..Change::default() },
            (_, false) => Change { turns: counted(), is_timed: true, ..Change::default() },
        }
    }
}

/// How a condition can come to hold without anything but events and time.
#[derive(Clone, Copy)]
struct Change {
    /// What can bring it about at once.
    opens: Stir,
    /// What can change when time alone brings it about.
    turns: Stir,
    /// What can only put that off.
    delays: Stir,
    /// How long for at least, in microseconds.
    silence: i64,
    /// Whether time alone can bring it about.
    is_timed: bool,
}

impl Default for Change {
    fn default() -> Self {
        let nothing = Stir::NOTHING;
        Self { opens: nothing, turns: nothing, delays: nothing, silence: i64::MAX, is_timed: false }
    }
}

impl Change {
    const fn and(self, other: Self) -> Self {
        Self {
            opens: self.opens.and(other.opens),
            turns: self.turns.and(other.turns),
            delays: self.delays.and(other.delays),
            silence: if self.silence < other.silence { self.silence } else { other.silence },
            is_timed: self.is_timed || other.is_timed,
        }
    }
}

/// Microseconds that a span lasts at least, whatever the calendar: no zone's clock was ever put on by more than a day.
fn at_most_before(span: Span) -> i64 {
    let days = match span {
        Span::Business(minutes) => return i64::from(minutes) * Micros::MINUTE,
        Span::Days(days) => i64::from(days),
        Span::Months(months) => i64::from(months) * 28,
    };
    (days - 2).max(0) * Micros::DAY
}

/// The same condition with its parts in the order of what they cost to ask.
fn quick_first(condition: &Condition) -> Condition {
    let sorted = |parts: &[Condition]| {
        let mut parts: Vec<Condition> = parts.iter().map(quick_first).collect();
        parts.sort_by_key(cost);
        parts
    };
    match condition {
        Condition::All(parts) => Condition::All(sorted(parts)),
        Condition::Any(parts) => Condition::Any(sorted(parts)),
        Condition::Not(part) => Condition::Not(quick_first(part).into()),
        leaf => leaf.clone(),
    }
}

/// What a condition costs to ask, roughly: a look, a short list, all touches of the account.
fn cost(condition: &Condition) -> u32 {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().map(cost).fold(1, u32::saturating_add),
        Condition::Not(part) => cost(part),
        Condition::Source(_) | Condition::Returned | Condition::LapsAtLeast(_) | Condition::LapsBelow(_) => 1,
        Condition::Happened { within: None, .. } | Condition::Attribute(..) => 2,
        Condition::Happened { .. } | Condition::Elapsed(_) | Condition::LapElapsed(_) => 4,
        Condition::ContactsAtLeast(_)
        | Condition::ContactsBelow(_)
        | Condition::Refused
        | Condition::OnboardingComplete
        | Condition::EndsWithin(_)
        | Condition::ScoreAtLeast(ScoreKind::Fit, _)
        | Condition::ScoreBelow(ScoreKind::Fit, _) => 8,
        Condition::UsedAtLeast { .. } | Condition::UsedBy { .. } => 32,
        Condition::ScoreAtLeast(..) | Condition::ScoreBelow(..) => 64,
    }
}
