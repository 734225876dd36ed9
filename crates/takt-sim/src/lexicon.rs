//! The words the vendor speaks, as numbers: looked up in the dictionary once.

use std::collections::BTreeMap;

use takt_core::dictionary::{Dictionary, WordKind};
use takt_core::unit::{
    ChannelId, ChoiceId, FieldId, PageId, PlayId, ReasonId, SignalId, SourceId, StageId, StepId, TeamId, TouchId,
};

use crate::names;

/// Where leads come from, in the order of [`Lexicon::sources`].
pub const SOURCES: [&str; 8] =
    ["web-form", "document", "exhibition", "seminar", "search-ad", "outbound", "partner", "referral"];
/// Segments by size, in the order of [`Lexicon::segments`].
pub const SEGMENTS: [&str; 3] = ["smb", "mid-market", "enterprise"];
/// Channels that awareness is counted by, and by which people are reached.
pub const CHANNELS: [&str; 6] = ["search", "search-ad", "social", "partner-site", "mail", "call"];
/// Reasons for which a deal is lost, in the order of [`Lexicon::losses`].
pub const LOSSES: [&str; 5] = ["timing", "budget", "competitor", "price", "no-decision"];

/// Numbers of the words of the standard model and of the vendor's own.
#[derive(Clone, Debug)]
pub struct Lexicon {
    /// Sources, as [`SOURCES`].
    pub sources: Vec<SourceId>,
    /// Segments, as [`SEGMENTS`].
    pub segments: Vec<ChoiceId>,
    /// Channels, as [`CHANNELS`].
    pub channels: Vec<ChannelId>,
    /// Reasons of losses, as [`LOSSES`].
    pub losses: Vec<ReasonId>,
    /// Teams.
    pub teams: Teams,
    /// Stages.
    pub stages: Stages,
    /// Touches.
    pub touches: Touches,
    /// Reasons beside those of losses.
    pub reasons: Reasons,
    /// Declared attributes.
    pub fields: Fields,
    /// Steps of onboarding in their order.
    pub steps: Vec<StepId>,
    /// Pages that are looked at.
    pub pages: Vec<PageId>,
    /// The measure that brings visitors who search.
    pub advertisement: PlayId,
    /// The monthly mail.
    pub monthly_mail: PlayId,
    /// The first mail.
    pub welcome_mail: PlayId,
    /// The invitation to the seminar.
    pub seminar: PlayId,
    /// All use of the product.
    pub usage: SignalId,
    /// Answers of the customer's approval: asked, granted.
    pub approval: [ChoiceId; 2],
    industries: BTreeMap<&'static str, ChoiceId>,
    prefectures: BTreeMap<&'static str, ChoiceId>,
    /// Names of the plans.
    pub plans: Vec<ChoiceId>,
}

/// Numbers of the teams.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)] // Each is the team of its name.
pub struct Teams {
    pub marketing: TeamId,
    pub inside: TeamId,
    pub field: TeamId,
    pub success: TeamId,
}

/// Numbers of the stages the vendor acts on.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)] // Each is the stage of its name.
pub struct Stages {
    pub lead: StageId,
    pub nurture: StageId,
    pub mql: StageId,
    pub contacting: StageId,
    pub appointment: StageId,
    pub meeting: StageId,
    pub qualified: StageId,
    pub proposal: StageId,
    pub handover: StageId,
    pub onboarding: StageId,
    pub adoption: StageId,
    pub renewal: StageId,
}

/// Numbers of the touches.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)] // Each is the touch of its name.
pub struct Touches {
    pub form: TouchId,
    pub seminar: TouchId,
    pub mail_open: TouchId,
    pub visit: TouchId,
    pub pricing: TouchId,
    pub hand_raise: TouchId,
    pub booth: TouchId,
    pub review: TouchId,
    pub demo: TouchId,
    pub follow_up: TouchId,
    pub kickoff: TouchId,
    pub training: TouchId,
    pub renewal_talk: TouchId,
}

/// Numbers of the reasons beside those of losses.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)] // Each is the reason of its name.
pub struct Reasons {
    pub too_early: ReasonId,
    pub duplicate: ReasonId,
    pub missing_fields: ReasonId,
    pub no_prospect: ReasonId,
    pub no_need: ReasonId,
    pub unused: ReasonId,
    pub price: ReasonId,
}

/// Numbers of the declared attributes.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)] // Each is the field of its name.
pub struct Fields {
    pub segment: FieldId,
    pub industry: FieldId,
    pub employees: FieldId,
    pub prefecture: FieldId,
    pub plan: FieldId,
    pub approval: FieldId,
    pub approval_date: FieldId,
}

impl Lexicon {
    /// Looks the words up, and gives numbers to those that are new.
    #[must_use]
    pub fn new(words: &mut Dictionary) -> Self {
        let mut word = |kind, text: &str| words.intern(kind, text);
        Self {
            sources: SOURCES.iter().map(|text| SourceId(word(WordKind::Source, text))).collect(),
            segments: SEGMENTS.iter().map(|text| ChoiceId(word(WordKind::Choice, text))).collect(),
            channels: CHANNELS.iter().map(|text| ChannelId(word(WordKind::Channel, text))).collect(),
            losses: LOSSES.iter().map(|text| ReasonId(word(WordKind::Reason, text))).collect(),
            teams: Teams {
                marketing: TeamId(word(WordKind::Team, "marketing")),
                inside: TeamId(word(WordKind::Team, "inside-sales")),
                field: TeamId(word(WordKind::Team, "field-sales")),
                success: TeamId(word(WordKind::Team, "customer-success")),
            },
            stages: Stages {
                lead: StageId(word(WordKind::Stage, "lead")),
                nurture: StageId(word(WordKind::Stage, "nurture")),
                mql: StageId(word(WordKind::Stage, "mql")),
                contacting: StageId(word(WordKind::Stage, "contacting")),
                appointment: StageId(word(WordKind::Stage, "appointment")),
                meeting: StageId(word(WordKind::Stage, "meeting")),
                qualified: StageId(word(WordKind::Stage, "qualified")),
                proposal: StageId(word(WordKind::Stage, "proposal")),
                handover: StageId(word(WordKind::Stage, "handover")),
                onboarding: StageId(word(WordKind::Stage, "onboarding")),
                adoption: StageId(word(WordKind::Stage, "adoption")),
                renewal: StageId(word(WordKind::Stage, "renewal")),
            },
            touches: Touches {
                form: TouchId(word(WordKind::Touch, "form")),
                seminar: TouchId(word(WordKind::Touch, "seminar")),
                mail_open: TouchId(word(WordKind::Touch, "mail-open")),
                visit: TouchId(word(WordKind::Touch, "visit")),
                pricing: TouchId(word(WordKind::Touch, "pricing-page")),
                hand_raise: TouchId(word(WordKind::Touch, "hand-raise")),
                booth: TouchId(word(WordKind::Touch, "booth")),
                review: TouchId(word(WordKind::Touch, "review")),
                demo: TouchId(word(WordKind::Touch, "demo")),
                follow_up: TouchId(word(WordKind::Touch, "follow-up")),
                kickoff: TouchId(word(WordKind::Touch, "kickoff")),
                training: TouchId(word(WordKind::Touch, "training")),
                renewal_talk: TouchId(word(WordKind::Touch, "renewal-talk")),
            },
            reasons: Reasons {
                too_early: ReasonId(word(WordKind::Reason, "too-early")),
                duplicate: ReasonId(word(WordKind::Reason, "duplicate")),
                missing_fields: ReasonId(word(WordKind::Reason, "missing-fields")),
                no_prospect: ReasonId(word(WordKind::Reason, "no-prospect")),
                no_need: ReasonId(word(WordKind::Reason, "no-need")),
                unused: ReasonId(word(WordKind::Reason, "unused")),
                price: ReasonId(word(WordKind::Reason, "price")),
            },
            fields: Fields {
                segment: FieldId(word(WordKind::Field, "segment")),
                industry: FieldId(word(WordKind::Field, "industry")),
                employees: FieldId(word(WordKind::Field, "employees")),
                prefecture: FieldId(word(WordKind::Field, "prefecture")),
                plan: FieldId(word(WordKind::Field, "plan")),
                approval: FieldId(word(WordKind::Field, "approval")),
                approval_date: FieldId(word(WordKind::Field, "approval_date")),
            },
            steps: ["contacts", "support", "menu", "handover"].map(|s| StepId(word(WordKind::Step, s))).into(),
            pages: ["/cases", "/features", "/security", "/blog", "/download", "/price"]
                .map(|page| PageId(word(WordKind::Page, page)))
                .into(),
            advertisement: PlayId(word(WordKind::Play, "search-advertising")),
            monthly_mail: PlayId(word(WordKind::Play, "monthly-mail")),
            welcome_mail: PlayId(word(WordKind::Play, "welcome-mail")),
            seminar: PlayId(word(WordKind::Play, "seminar")),
            usage: SignalId(word(WordKind::Signal, "usage")),
            industries: names::INDUSTRIES.map(|text| (text, ChoiceId(word(WordKind::Choice, text)))).into(),
            prefectures: names::PREFECTURES.map(|text| (text, ChoiceId(word(WordKind::Choice, text)))).into(),
            approval: ["asked", "granted"].map(|answer| ChoiceId(word(WordKind::Choice, answer))),
            plans: ["light", "standard", "premium"].map(|plan| ChoiceId(word(WordKind::Choice, plan))).into(),
        }
    }

    /// The number of an industry; that of the first word of all for one no company has.
    #[must_use]
    pub fn industry(&self, industry: &str) -> ChoiceId {
        self.industries.get(industry).copied().unwrap_or_default()
    }

    /// The number of a prefecture, as [`Lexicon::industry`].
    #[must_use]
    pub fn prefecture(&self, prefecture: &str) -> ChoiceId {
        self.prefectures.get(prefecture).copied().unwrap_or_default()
    }
}
