//! The keys of a model file: which there are, which are needed, what each holds.
//!
//! The reader, the check of types and the test of `docs/model.md` all go by these tables, so that no key is read that
//! is not written down. A key that is no key of its table is a finding, never passed over.

use super::{FieldType, Reaches, StageKind, Standing};

/// A table of the file.
#[derive(Debug)]
pub struct Section {
    /// Its name in findings and in the documentation: `stage`, `score.fit`.
    pub name: &'static str,
    /// Its keys.
    pub keys: &'static [Key],
}

/// A key of a table.
#[derive(Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// Whether every table of this kind must have it.
    pub needed: bool,
    /// What it holds.
    pub holds: Holds,
}

/// What a key holds, as far as it can be said without looking at other keys.
#[derive(Debug)]
pub enum Holds {
    /// Any text that is not blank.
    Text,
    /// A name among its like: small letters, digits, `-` and `_`, a letter first.
    Id,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A whole number from the first to the second.
    Whole(i64, i64),
    /// true or false.
    Flag,
    /// A span: `4h`, `30d`, `6mo`.
    Span,
    /// A span of one unit or more.
    LongSpan,
    /// `{ ja = "…", en = "…" }`.
    Name,
    /// A text or a list of texts.
    Texts,
    /// A list.
    List,
    /// A table.
    Table,
    /// A list of tables: `[[stage]]`.
    Tables,
    /// Whatever other keys ask for.
    Value,
}

use Holds::{Flag, Id, List, LongSpan, Name, OneOf, Table, Tables, Text, Texts, Value, Whole};

const fn must(name: &'static str, holds: Holds) -> Key {
    Key { name, needed: true, holds }
}

const fn may(name: &'static str, holds: Holds) -> Key {
    Key { name, needed: false, holds }
}

/// The format of model files that this reader reads.
pub const FORMAT: i64 = 1;
/// The signal that means all use of the product.
pub const ALL_USE: &str = "usage";
/// Most bytes of a file.
pub const BYTES_MOST: usize = 1 << 20;
/// Most conditions of one transition.
pub const CONDITIONS_MOST: usize = 200;
/// Most tables of a kind, by its key at the top.
pub const MOST: &[(&str, usize)] = &[
    ("field", 200),
    ("choices", 1_000),
    ("team", 50),
    ("stage", 200),
    ("transition", 1_000),
    ("score.fit", 200),
    ("score.behaviour", 200),
    ("recycle", 100),
    ("play", 500),
    ("onboarding", 100),
    ("health", 100),
    ("closures", 500),
];
/// The paths a model may declare; the core writes others by itself.
pub const PATHS: &[&str] = &["success", "fast", "detour", "recycle", "loop"];
/// The outcomes that a stage may take.
pub const OUTCOMES: &[&str] = &[
    "opened",
    "proposal-sent",
    "won",
    "lost",
    "rested",
    "disqualified",
    "subscription-started",
    "activated",
    "renewed",
    "ended",
];
/// The days of a week.
pub const WEEKDAYS: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// What `happened` may name.
pub const EVENTS: &[&str] = &[
    "appointment-made",
    "meeting-held",
    "meeting-missed",
    "slot-reserved",
    "opened",
    "proposal-sent",
    "won",
    "lost",
    "rested",
    "disqualified",
    "activated",
    "used",
    "ticket-seen",
    "subscription-started",
    "renewed",
    "ended",
    "bounced",
    "contact-left",
    "refused",
];

/// As many occurrences of one event as an account remembers (`account::OCCURRENCES_MAX`).
const TIMES: i64 = 32;
const POINTS: i64 = 10_000;
const CAP: i64 = 1_000_000;

/// The file itself.
pub const TOP: Section = Section {
    name: "model",
    keys: &[
        must("format", Value),
        must("id", Id),
        must("version", Whole(1, u32::MAX as i64)),
        must("name", Name),
        must("zone", Text),
        must("fiscal_year_start", Whole(1, 12)),
        must("currency", Text),
        must("start", Text),
        may("segment", Text),
        must("calendar", Table),
        may("field", Tables),
        must("team", Tables),
        must("stage", Tables),
        must("transition", Tables),
        may("score", Table),
        must("recycling", Table),
        must("recycle", Tables),
        may("play", Tables),
        may("onboarding", Tables),
        may("health", Tables),
    ],
};
/// A name in both languages.
pub const NAME: Section = Section { name: "name", keys: &[may("ja", Value), may("en", Value)] };
/// Business time.
pub const CALENDAR: Section = Section {
    name: "calendar",
    keys: &[
        must("days", Texts),
        must("hours", List),
        must("holidays", OneOf(&["jp", "none"])),
        may("closures", Tables),
    ],
};
/// Days on which the house is closed.
pub const CLOSURE: Section =
    Section { name: "closures", keys: &[must("from", Value), must("to", Value), must("name", Name)] };
/// A declared attribute.
pub const FIELD: Section = Section {
    name: "field",
    keys: &[must("id", Id), must("type", OneOf(FieldType::NAMES)), may("choices", Texts), must("name", Name)],
};
/// A team.
pub const TEAM: Section = Section { name: "team", keys: &[must("id", Id), must("name", Name), may("slots", Table)] };
/// The time of a team, cut into slots.
pub const SLOTS: Section =
    Section { name: "slots", keys: &[must("minutes", Whole(5, 480)), must("per_day", Whole(1, 288))] };
/// A stage. A stage without team has a finding of its own.
pub const STAGE: Section = Section {
    name: "stage",
    keys: &[
        must("id", Id),
        must("kind", OneOf(StageKind::NAMES)),
        may("team", Text),
        may("standing", OneOf(Standing::NAMES)),
        must("column", Whole(1, 40)),
        may("limit", LongSpan),
        may("stock", Whole(1, u32::MAX as i64)),
        may("outcome", OneOf(OUTCOMES)),
        may("offers", Text),
        may("was", Texts),
        must("name", Name),
        must("means", Name),
    ],
};
/// A transition.
pub const TRANSITION: Section = Section {
    name: "transition",
    keys: &[
        may("id", Id),
        must("from", Texts),
        must("to", Text),
        must("path", OneOf(PATHS)),
        may("when", Table),
        may("after", Holds::Span),
        may("default", Flag),
        may("reason", Text),
    ],
};
/// Scoring.
pub const SCORE: Section = Section {
    name: "score",
    keys: &[
        may("cap_fit", Whole(1, CAP)),
        may("cap_behaviour", Whole(1, CAP)),
        may("fit", Tables),
        may("behaviour", Tables),
    ],
};
/// A rule of fit.
pub const FIT: Section = Section {
    name: "score.fit",
    keys: &[must("id", Id), must("attribute", Text), may("bands", Tables), may("points", Value), may("is", Value)],
};
/// A band of a rule of fit.
pub const BAND: Section = Section { name: "bands", keys: &[must("from", Value), must("points", Whole(0, POINTS))] };
/// A rule of behaviour.
pub const BEHAVIOUR: Section = Section {
    name: "score.behaviour",
    keys: &[
        must("id", Id),
        must("touch", Id),
        must("points", Whole(1, POINTS)),
        may("half_life", LongSpan),
        may("cap", Whole(1, CAP)),
    ],
};
/// The rules of all rests.
pub const RECYCLING: Section =
    Section { name: "recycling", keys: &[must("laps_max", Whole(1, 100)), must("otherwise", Text)] };
/// The clock of a reason.
pub const RECYCLE: Section =
    Section { name: "recycle", keys: &[must("reason", Id), must("returns", Text), must("name", Name)] };
/// A measure.
pub const PLAY: Section = Section {
    name: "play",
    keys: &[
        must("id", Id),
        must("serves", Text),
        must("aims", Text),
        must("every", LongSpan),
        must("reaches", OneOf(Reaches::NAMES)),
        must("name", Name),
    ],
};
/// A step of onboarding.
pub const ONBOARDING: Section =
    Section { name: "onboarding", keys: &[must("id", Id), must("due", LongSpan), must("name", Name)] };
/// A signal of health.
pub const HEALTH: Section = Section {
    name: "health",
    keys: &[
        must("id", Id),
        must("signal", Id),
        must("falls_bp", Whole(1, 10_000)),
        must("within", LongSpan),
        must("points", Whole(1, 100)),
    ],
};
/// All tables but the conditions.
pub const SECTIONS: &[&Section] = &[
    &TOP,
    &NAME,
    &CALENDAR,
    &CLOSURE,
    &FIELD,
    &TEAM,
    &SLOTS,
    &STAGE,
    &TRANSITION,
    &SCORE,
    &FIT,
    &BAND,
    &BEHAVIOUR,
    &RECYCLING,
    &RECYCLE,
    &PLAY,
    &ONBOARDING,
    &HEALTH,
];

/// How often something has to have happened.
const AT_LEAST: Key = may("at_least", Whole(1, TIMES));
const WITHIN: Key = may("within", LongSpan);
const SINCE: Key = may("since", OneOf(&["visit", "lap"]));

/// The count of approaches that `laps` asks for.
pub const LAPS: Section =
    Section { name: "laps", keys: &[may("at_least", Whole(1, 100)), may("below", Whole(1, 100))] };
/// The count of people that `contacts` asks for.
pub const CONTACTS: Section =
    Section { name: "contacts", keys: &[may("at_least", Whole(1, 10_000)), may("below", Whole(1, 10_000))] };
/// The conditions: each is known by the key it is named for, which stands first.
pub const CONDITIONS: &[Section] = &[
    Section { name: "all", keys: &[must("all", Tables)] },
    Section { name: "any", keys: &[must("any", Tables)] },
    Section { name: "not", keys: &[must("not", Table)] },
    Section { name: "touched", keys: &[must("touched", Id), WITHIN, AT_LEAST, SINCE] },
    Section { name: "called", keys: &[must("called", Text), WITHIN, AT_LEAST, SINCE] },
    Section { name: "happened", keys: &[must("happened", Text), WITHIN, AT_LEAST, SINCE] },
    Section {
        name: "handoff",
        keys: &[
            must("handoff", OneOf(&["offered", "accepted", "returned", "lapsed"])),
            must("by", Text),
            WITHIN,
            AT_LEAST,
            SINCE,
        ],
    },
    Section { name: "step", keys: &[must("step", Text), WITHIN, AT_LEAST, SINCE] },
    Section { name: "elapsed", keys: &[must("elapsed", Holds::Span), SINCE] },
    Section {
        name: "used",
        keys: &[
            must("used", Id),
            may("at_least", Whole(1, u32::MAX as i64)),
            may("people", Whole(1, 10_000)),
            must("within", LongSpan),
        ],
    },
    Section { name: "contacts", keys: &[must("contacts", Table)] },
    Section {
        name: "score",
        keys: &[
            must("score", OneOf(&["fit", "behaviour", "total"])),
            may("at_least", Whole(1, 2 * CAP)),
            may("below", Whole(1, 2 * CAP)),
        ],
    },
    Section {
        name: "attribute",
        keys: &[
            must("attribute", Text),
            may("is", Value),
            may("at_least", Value),
            may("below", Value),
            may("known", Flag),
        ],
    },
    Section { name: "source", keys: &[must("source", Texts)] },
    Section { name: "returned", keys: &[must("returned", Flag)] },
    Section { name: "laps", keys: &[must("laps", Table)] },
    Section { name: "onboarding", keys: &[must("onboarding", OneOf(&["complete"]))] },
    Section { name: "subscription", keys: &[must("subscription", OneOf(&["ends-within"])), must("span", LongSpan)] },
    Section { name: "consent", keys: &[must("consent", OneOf(&["refused"]))] },
];
