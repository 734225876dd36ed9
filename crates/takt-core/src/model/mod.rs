//! The model file: stages, the conditions that move a position on, scores, clocks and calendar of one house.
//!
//! [`read`] turns the text of a model file into a sound [`Model`] or into [`Finding`]s with line, column, reason and
//! help; there is no unchecked model to pass around. Names in a model are words of the dictionary, so a stage keeps
//! its number over all versions of a model.

mod check;
pub mod condition;
mod decay;
mod diff;
pub mod finding;
pub mod grammar;
mod read;
mod section;
mod source;
mod told;

use alloc::string::String;
use alloc::vec::Vec;

pub use condition::{Condition, Since, Test};
pub use diff::{Change, ChangeKind, diff};
pub use finding::{CODES, Finding};
pub use read::{read, read_bytes};

use crate::calendar::Calendar;
use crate::fact::datum::codes;
use crate::fact::{Kind, Path, Value};
use crate::unit::{ChoiceId, Currency, FieldId, PlayId, ReasonId, SignalId, Span, StageId, StepId, TeamId, TouchId};

codes! {
    /// What a declared attribute holds.
    pub enum FieldType {
        /// One word of the list in the model file.
        Choice = 0 "choice",
        /// Any word, interned as it comes.
        OpenChoice = 1 "open-choice",
        /// A whole number.
        Integer = 2 "integer",
        /// A rate in basis points.
        Rate = 3 "rate",
        /// An amount of money.
        Money = 4 "money",
        /// A civil day.
        Date = 5 "date",
        /// Yes or no.
        YesNo = 6 "yes-no",
    }
}

codes! {
    /// What kind a stage is.
    pub enum StageKind {
        /// Holds counts (visits, cost), no accounts: awareness.
        Count = 0 "count",
        /// Holds accounts; stock, in and out are watched.
        Inventory = 1 "inventory",
        /// Holds accounts up to a limit in business time; beyond it they are overdue.
        Sla = 2 "sla",
        /// Never holds: sends on by its transitions, at once. Needs a default.
        Gate = 3 "gate",
        /// Holds accounts until the date their reason gives.
        Shelf = 4 "shelf",
    }
}

codes! {
    /// Our own fixed phases of a relation; every stage that holds accounts has one.
    pub enum Standing {
        /// Before there is an opportunity.
        Courting = 0 "courting",
        /// An opportunity is open, or just won.
        Dealing = 1 "dealing",
        /// Put aside until a date.
        Resting = 2 "resting",
        /// Won, on the way to use.
        Onboarding = 3 "onboarding",
        /// A customer that uses the product.
        Living = 4 "living",
        /// Out; left only by a seen outcome.
        Gone = 5 "gone",
    }
}

/// A name or sentence in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bilingual {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

/// A sound stage model. Made by [`read`] only.
#[derive(Clone, Debug)]
pub struct Model {
    /// Its name among models: `the-model`.
    pub id: String,
    /// The version its author gave it.
    pub version: u32,
    /// Its title.
    pub name: Bilingual,
    /// Zone, week, holidays and closures, compiled.
    pub calendar: Calendar,
    /// Month in which the fiscal year starts, 1..=12.
    pub fiscal_year_start: u8,
    /// The house's currency.
    pub currency: Currency,
    /// Where every account enters.
    pub start: StageId,
    /// Declared attributes.
    pub fields: Vec<FieldDef>,
    /// The attribute that is the segment.
    pub segment: Option<FieldId>,
    /// Teams, which are lanes, top to bottom.
    pub teams: Vec<Team>,
    /// Stages in file order.
    pub stages: Vec<Stage>,
    /// Transitions in file order: the first that holds, moves.
    pub transitions: Vec<Transition>,
    /// How accounts are scored.
    pub score: ScoreRules,
    /// How long accounts rest.
    pub recycle: Recycle,
    /// Measures.
    pub plays: Vec<Play>,
    /// Steps of onboarding.
    pub steps: Vec<Step>,
    /// Signals of health.
    pub health: Vec<Signal>,
}

/// A declared attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldDef {
    /// Its id.
    pub id: FieldId,
    /// Its name in files.
    pub key: String,
    /// What it holds.
    pub holds: FieldType,
    /// The words of a closed choice.
    pub choices: Vec<ChoiceId>,
    /// Its name on the screen.
    pub name: Bilingual,
}

/// A team: a lane of the picture, a queue, members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// Its id.
    pub id: TeamId,
    /// Its name in files.
    pub key: String,
    /// Its name on the screen.
    pub name: Bilingual,
    /// Minutes of one slot (コマ); `None` where the team's time is not cut into slots.
    pub slot_minutes: Option<u16>,
    /// Slots a member has on an open day.
    pub slots_per_day: Option<u16>,
}

/// A stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// Its id, the same in every version of every model with a stage of this name.
    pub id: StageId,
    /// Its name in files.
    pub key: String,
    /// What kind it is.
    pub kind: StageKind,
    /// For [`StageKind::Sla`]: how long a position may stay before it is overdue.
    pub limit: Option<Span>,
    /// The team whose lane it stands in; the team that works on it.
    pub team: TeamId,
    /// The phase of the relation; `None` for counts and gates.
    pub standing: Option<Standing>,
    /// Its column in the picture, 1 the first touch.
    pub column: u8,
    /// Most positions it should hold.
    pub stock: Option<u32>,
    /// The seen outcome whose jumps end here.
    pub outcome: Option<Kind>,
    /// The team its accounts are offered to on entry; the offer lapses with the stage's limit.
    pub offers: Option<TeamId>,
    /// Stages of earlier models whose accounts stand here once this model comes into force: what it was called before,
    /// what was merged into it, what was removed in its favour.
    pub was: Vec<StageId>,
    /// Its name on the screen.
    pub name: Bilingual,
    /// Its written definition: what state a position in it is in.
    pub means: Bilingual,
}

/// Where the reason of a move to the shelf comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReasonFrom {
    /// The move carries no reason.
    None,
    /// Always this one.
    Fixed(ReasonId),
    /// From the fact that moves it; where that has none, the recycle clock's `otherwise`.
    Fact,
}

/// A transition: from which stages, to which one, on what condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transition {
    /// Its name: `id` of the file, else `from>to` of its first stage, with `#2` and so on where that is taken.
    pub key: String,
    /// The stages it leaves; `standing:NAME` is spelt out.
    pub from: Vec<StageId>,
    /// The stage it enters.
    pub to: StageId,
    /// The kind of track.
    pub path: Path,
    /// The condition; `after = SPAN` of the file is an [`Condition::Elapsed`] in it, `default = true` of a gate is
    /// the empty [`Condition::All`].
    pub when: Condition,
    /// The reason it carries.
    pub reason: ReasonFrom,
}

/// How accounts are scored: fit (who they are) and behaviour (what they do) apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScoreRules {
    /// Most points fit can bring.
    pub fit_cap: Option<u32>,
    /// Most points behaviour can bring.
    pub behaviour_cap: Option<u32>,
    /// Rules of fit.
    pub fit: Vec<FitRule>,
    /// Rules of behaviour.
    pub behaviour: Vec<BehaviourRule>,
}

/// Points for who an account is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FitRule {
    /// Its name.
    pub key: String,
    /// The attribute it looks at.
    pub field: FieldId,
    /// What gives points.
    pub points: FitPoints,
}

/// What gives points of fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FitPoints {
    /// The highest band whose `from` is reached: (from, points), rising.
    Bands(Vec<(i64, u32)>),
    /// By word of a choice.
    Choices(Vec<(ChoiceId, u32)>),
    /// For this value exactly.
    Is(Value, u32),
}

/// Points for what an account does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BehaviourRule {
    /// Its name.
    pub key: String,
    /// The kind of touch.
    pub touch: TouchId,
    /// Points of a touch on its day.
    pub points: u32,
    /// Days until it is worth half; `None` keeps its worth.
    pub half_life: Option<u16>,
    /// Most points this rule can bring.
    pub cap: Option<u32>,
    /// Thousandths of a point a touch is worth, by its age in days; beyond the end 0 (without half-life: the first).
    pub worth: Vec<u32>,
}

/// How long accounts rest, by reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recycle {
    /// Approaches an account gets before it is given up.
    pub laps_max: u8,
    /// The clock of a reason that has none of its own.
    pub otherwise: ReasonId,
    /// The clocks.
    pub clocks: Vec<Clock>,
}

/// The clock of one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The reason.
    pub reason: ReasonId,
    /// Its name in files.
    pub key: String,
    /// When it brings the account back.
    pub returns: Returns,
    /// Its name on the screen.
    pub name: Bilingual,
}

/// When a rest ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Returns {
    /// After a span.
    After(Span),
    /// At 00:00 of the first day of the next fiscal year: new year, new budget.
    FiscalYearStart,
    /// At 00:00 of the next such month and day, one that every year has: the next exhibition.
    Yearly(i8, i8),
    /// Never by itself.
    Never,
}

/// A measure (施策): serves one stage, aims at one move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Play {
    /// Its id.
    pub id: PlayId,
    /// Its name in files.
    pub key: String,
    /// The stage whose accounts it serves.
    pub serves: StageId,
    /// The stage it wants them to reach.
    pub aims: StageId,
    /// How often an account gets it.
    pub every: Span,
    /// Whether it is sent to a person who must not have refused (mail, call), or reaches nobody in person.
    pub reaches: Reaches,
    /// Its name on the screen.
    pub name: Bilingual,
}

codes! {
    /// How a measure reaches people.
    pub enum Reaches {
        /// By mail.
        Mail = 0 "mail",
        /// By telephone.
        Call = 1 "call",
        /// Nobody in person: an advertisement, a page.
        Nobody = 2 "nobody",
    }
}

/// A step of onboarding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its id.
    pub id: StepId,
    /// Its name in files.
    pub key: String,
    /// When it should be done, counted from the start of onboarding.
    pub due: Span,
    /// Its name on the screen.
    pub name: Bilingual,
}

/// A signal of health: use that falls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    /// Its name in files.
    pub key: String,
    /// What of the product; `None` is all use.
    pub signal: Option<SignalId>,
    /// By how much it falls against the span before, in basis points.
    pub falls_bp: u32,
    /// The span that is compared.
    pub within: Span,
    /// Points it takes off a health of 100.
    pub points: u32,
}

impl Model {
    /// The stage of an id; `None` where this model has no such stage.
    #[must_use]
    pub fn stage(&self, id: StageId) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id == id)
    }

    /// Where a position of a stage stands under this model: in the stage itself, else in the one that declares that it
    /// was it; `None` where this model says nothing of it.
    #[must_use]
    pub fn successor(&self, id: StageId) -> Option<&Stage> {
        let holds = |stage: &&Stage| stage.kind != StageKind::Count;
        self.stage(id).filter(holds).or_else(|| self.stages.iter().filter(holds).find(|stage| stage.was.contains(&id)))
    }

    /// The first stage of a standing, in file order.
    #[must_use]
    pub fn first_of(&self, standing: Standing) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.standing == Some(standing))
    }

    /// The stage that takes a seen outcome: the one that declares it, else the first of the outcome's standing.
    #[must_use]
    pub fn taking(&self, outcome: Kind) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.outcome == Some(outcome)).or_else(|| {
            self.first_of(match outcome {
                Kind::Opened => Standing::Dealing,
                Kind::Lost | Kind::Rested | Kind::Ended => Standing::Resting,
                Kind::Disqualified => Standing::Gone,
                Kind::SubscriptionStarted => Standing::Onboarding,
                Kind::Activated | Kind::Renewed => Standing::Living,
                _ => return None,
            })
        })
    }

    /// The team of an id.
    #[must_use]
    pub fn team(&self, id: TeamId) -> Option<&Team> {
        self.teams.iter().find(|team| team.id == id)
    }

    /// A declared attribute by its id.
    #[must_use]
    pub fn field(&self, id: FieldId) -> Option<&FieldDef> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// The clock of a reason, else the one for all others.
    #[must_use]
    pub fn clock(&self, reason: Option<ReasonId>) -> Option<&Clock> {
        let own = reason.and_then(|reason| self.recycle.clocks.iter().find(|clock| clock.reason == reason));
        own.or_else(|| self.recycle.clocks.iter().find(|clock| clock.reason == self.recycle.otherwise))
    }
}
