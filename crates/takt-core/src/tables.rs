//! What a model's rules look up at every fact, compiled once when the model comes into force.
//!
//! Most facts change nothing: a mail was opened, and the account stays where it is. So every exit of a stage knows which
//! touches could bring it about, and which only time can; what none of those has stirred since the account was last
//! quiet holds no more now than it did then. [`Calm`] is what an account remembers for that.

use alloc::vec::Vec;

use crate::account::OCCURRENCES_MAX;
use crate::fact::Event;
use crate::model::condition::ScoreKind;
use crate::model::{Condition, Model, Standing};
use crate::unit::{Micros, StageId, TouchId};

/// What was folded since an account was last quiet, or what can bring an exit about: a bit for each kind of touch, and
/// [`Stir::OTHER`] for everything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stir(u64);

impl Stir {
    /// Nothing.
    pub const NOTHING: Self = Self(0);
    /// Something that is no mere touch.
    pub const OTHER: Self = Self(1 << 63);
    /// Anything at all.
    pub const ANYTHING: Self = Self(u64::MAX);

    /// A touch of a kind, by a person who was known and with nothing else to it. Kinds beyond the bits are other things.
    #[must_use]
    pub const fn touch(touch: TouchId) -> Self {
        if touch.0 < 63 { Self(1 << touch.0) } else { Self::OTHER }
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
}

impl Default for Calm {
    fn default() -> Self {
        Self { stirred: Stir::ANYTHING, under: (0, false) }
    }
}

impl Calm {
    /// The model wanted nothing more of the account, and its timer is set.
    pub(crate) const fn settle(&mut self, adoption: u32, live: bool) {
        *self = Self { stirred: Stir::NOTHING, under: (adoption, live) };
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
}

#[derive(Debug, Default)]
struct Stage {
    exits: Vec<Exit>,
    /// What can change when time alone opens one of them.
    turns: Stir,
}

impl Default for Stir {
    fn default() -> Self {
        Self::NOTHING
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
}

impl Exit {
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
                stage.turns = stage.turns.and(change.turns);
                stage.exits.push(Exit {
                    place,
                    to: transition.to,
                    gone,
                    when: quick_first(&transition.when),
                    turns: change.is_timed,
                    stirred_by: change.opens.and(Stir::OTHER),
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
        self.stages.get(id.index()).map_or(Stir::NOTHING, |stage| stage.turns).and(Stir::OTHER)
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

    /// How touches and time can turn a condition into what is wanted: into holding, or into not holding.
    fn change(&self, condition: &Condition, wanted: bool) -> Change {
        match condition {
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().map(|part| self.change(part, wanted)).fold(Change::default(), Change::and)
            }
            Condition::Not(part) => self.change(part, !wanted),
            Condition::Happened { event, at_least, within, .. } => {
                let touches = touches_of(*event);
                // What is remembered of an event has an end: where all of it is asked for, one more may push one out.
                let crowded = usize::from(*at_least) >= OCCURRENCES_MAX;
                Change {
                    opens: if wanted || crowded { touches } else { Stir::NOTHING },
                    turns: if wanted || within.is_none() { Stir::NOTHING } else { touches },
                    is_timed: !wanted && within.is_some(),
                }
            }
            Condition::Elapsed(_) | Condition::LapElapsed(_) | Condition::Returned | Condition::EndsWithin(_) => {
                Change { is_timed: wanted, ..Change::default() }
            }
            Condition::UsedAtLeast { .. } | Condition::UsedBy { .. } => {
                Change { is_timed: !wanted, ..Change::default() }
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
            | Condition::OnboardingComplete
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

/// How a condition can come to hold without anything but touches and time.
#[derive(Clone, Copy, Default)]
struct Change {
    /// Touches that can bring it about at once.
    opens: Stir,
    /// Touches that can change when time alone brings it about.
    turns: Stir,
    /// Whether time alone can bring it about.
    is_timed: bool,
}

impl Change {
    const fn and(self, other: Self) -> Self {
        Self {
            opens: self.opens.and(other.opens),
            turns: self.turns.and(other.turns),
            is_timed: self.is_timed || other.is_timed,
        }
    }
}

/// The touches that are instances of an event.
fn touches_of(event: Event) -> Stir {
    match event {
        Event::Touched(None) => Stir(!Stir::OTHER.0),
        Event::Touched(Some(touch)) => Stir::touch(touch),
        _ => Stir::NOTHING,
    }
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
