//! Every kind of fact, declared once.
//!
//! A line reads: variant, number in the binary form, name, then its fields with their types. The order of the lines
//! is the order in which facts of one instant are folded where nothing else orders them: an account is captured
//! before it is touched, and won before it is activated.

use alloc::vec::Vec;

use super::binary::{Malformed, Reader, Writer};
use super::datum::{Datum, Field, Shape, Value};
use super::{Likeness, Outcome, Path, Place, Why};
use crate::unit::{
    AccountId, ChannelId, ContactId, Day, FieldId, ImportId, MemberId, Micros, Money, PageId, PlayId, ReasonId,
    SignalId, SourceId, StageId, StepId, TeamId, TouchId,
};

/// A field of a kind of fact: its name, what it holds, whether it may be absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldSpec {
    /// The name in JSON and in mappings.
    pub name: &'static str,
    /// What it holds.
    pub shape: Shape,
    /// Whether it may be left out.
    pub optional: bool,
}

/// Whose facts of a kind are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Seen, of the whole house: no account.
    House,
    /// Seen, of an account.
    Account,
    /// Acted: of an account, written by the core only.
    Acted,
}

macro_rules! facts {
    ($($(#[$doc:meta])* $scope:ident $variant:ident = $number:literal $name:literal { $($(#[$fdoc:meta])* $field:ident $fname:literal : $type:ty,)* })*) => {
        /// What happened.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Body {
            $($(#[$doc])* $variant { $($(#[$fdoc])* $field: $type,)* },)*
        }

        /// The kind of a fact, without its fields.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($(#[$doc])* $variant,)* }

        impl Kind {
            /// All kinds in their declared order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name in JSON and in mappings.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The number in the binary form.
            #[must_use]
            pub const fn number(self) -> u8 {
                match self { $(Self::$variant => $number,)* }
            }

            /// By its name.
            #[must_use]
            pub fn named(text: &str) -> Option<Self> {
                match text { $($name => Some(Self::$variant),)* _ => None }
            }

            /// By its number in the binary form.
            #[must_use]
            pub const fn numbered(number: u8) -> Option<Self> {
                match number { $($number => Some(Self::$variant),)* _ => None }
            }

            /// Whose facts of this kind are.
            #[must_use]
            pub const fn scope(self) -> Scope {
                match self { $(Self::$variant => Scope::$scope,)* }
            }

            /// Its fields in their order.
            #[must_use]
            pub const fn fields(self) -> &'static [FieldSpec] {
                match self { $(Self::$variant => &[$(FieldSpec {
                    name: $fname, shape: <$type as Field>::SHAPE, optional: <$type as Field>::OPTIONAL,
                },)*],)* }
            }
        }

        impl Body {
            /// Its kind.
            #[must_use]
            pub const fn kind(&self) -> Kind {
                match self { $(Self::$variant { .. } => Kind::$variant,)* }
            }

            /// Writes the fields in binary, without the kind.
            pub fn write(&self, out: &mut Writer) {
                match self { $(Self::$variant { $($field,)* } => { $($field.write(out);)* let _ = &out; })* }
            }

            /// Reads the fields of a kind.
            ///
            /// # Errors
            /// [`Malformed`] where the bytes are no fact of this kind.
            pub fn read(kind: Kind, from: &mut Reader<'_>) -> Result<Self, Malformed> {
                let _ = &from;
                Ok(match kind { $(Kind::$variant => Self::$variant { $($field: <$type as Field>::read(from)?,)* },)* })
            }

            /// The fields in their independent form, in the order of [`Kind::fields`].
            #[must_use]
            pub fn data(&self) -> Vec<Datum> {
                match self { $(Self::$variant { $($field,)* } => alloc::vec![$($field.datum(),)*],)* }
            }

            /// A body from its fields in the order of [`Kind::fields`].
            ///
            /// # Errors
            /// The name of the first field that is absent without leave, or of another shape.
            pub fn from_data(kind: Kind, data: Vec<Datum>) -> Result<Self, &'static str> {
                let mut data = data.into_iter();
                let _ = &mut data;
                Ok(match kind { $(Kind::$variant => Self::$variant {
                    $($field: <$type as Field>::from_datum(data.next().unwrap_or(Datum::Absent)).ok_or($fname)?,)*
                },)* })
            }
        }
    };
}

facts! {
    // ---- the house -------------------------------------------------------------------------------------------------
    /// A model came into force; its text lies under its SHA-256 beside the journal.
    House ModelAdopted = 1 "model-adopted" { /// SHA-256 of the text.
        model "model": [u8; 32], /// Why it came into force.
        reason "reason": Option<ReasonId>, }
    /// A person of ours joined a team.
    House MemberJoined = 2 "member-joined" { /// Who.
        member "member": MemberId, /// Which team.
        team "team": TeamId, }
    /// A person of ours left a team.
    House MemberLeft = 3 "member-left" { /// Who.
        member "member": MemberId, /// Which team.
        team "team": TeamId, }
    /// A member's own working hours on one day of the week, instead of the model's, from this fact on.
    House HoursSet = 4 "hours-set" { /// Whose.
        member "member": MemberId, /// 0 = Monday … 6 = Sunday.
        weekday "weekday": u8, /// Openings as minutes of the day; none is a day off.
        openings "openings": Vec<(u16, u16)>, }
    /// A member is away.
    House LeaveTaken = 5 "leave-taken" { /// Who.
        member "member": MemberId, /// From this instant.
        from "from": Micros, /// Up to this one.
        to "to": Micros, }
    /// A leave was taken back.
    House LeaveCancelled = 6 "leave-cancelled" { /// Who.
        member "member": MemberId, /// The instant the leave was to begin.
        from "from": Micros, }
    /// A house is closed from one day to another, both inclusive, beyond the closures of the model.
    House ClosureSet = 7 "closure-set" { /// First day.
        from "from": Day, /// Last day.
        to "to": Day, }
    /// Visitors nobody can name, counted by channel on a day (認知).
    House Counted = 8 "counted" { /// Which channel.
        channel "channel": ChannelId, /// How many.
        visits "visits": u32, /// What they cost.
        cost "cost": Option<Money>, }
    /// An import began to write.
    House ImportBegun = 9 "import-begun" { /// Its number.
        import "import": ImportId, }
    /// An import came to its end; its rows are all accounted for.
    House ImportEnded = 10 "import-ended" { /// Its number.
        import "import": ImportId, /// Rows read.
        received "received": u32, /// Rows that gave at least one new fact.
        journalled "journalled": u32, /// Rows that were all known.
        unchanged "unchanged": u32, /// Rows refused, each with its reason.
        rejected "rejected": u32, }
    /// A whole import was taken back: what it said counts no more. A [`Body::Voided`] follows for each of its accounts.
    House ImportUndone = 11 "import-undone" { /// Its number.
        import "import": ImportId, }
    /// A person looked at the clock after it had jumped, and said that it is right.
    House ClockAccepted = 12 "clock-accepted" { }
    /// Two accounts, or two people of theirs, may be one (名寄せ候補): they stay apart until a person decides.
    House Doubted = 13 "doubted" { /// The one that came later.
        account "one": AccountId, /// The one it resembles.
        other "other": AccountId, /// Its person, where people are meant.
        contact "one_contact": Option<ContactId>, /// The person of the other.
        other_contact "other_contact": Option<ContactId>, /// What is alike.
        why "why": Likeness, }
    /// A person found that two accounts, or two people, are not one.
    House Distinct = 14 "distinct" { /// The one.
        account "one": AccountId, /// The other.
        other "other": AccountId, /// The one's person, where people are meant.
        contact "one_contact": Option<ContactId>, /// The person of the other.
        other_contact "other_contact": Option<ContactId>, /// Why.
        reason "reason": Option<ReasonId>, }
    /// A person found that two contacts are one person.
    House SamePerson = 15 "same-person" { /// The one.
        contact "one": ContactId, /// By whose number the person goes from here on.
        other "other": ContactId, }
    /// An account is an office of a legal entity: it goes its own way on the line, and is counted with the entity where
    /// entities are counted.
    House Belongs = 16 "belongs" { /// The office.
        account "office": AccountId, /// The account of the entity.
        entity "entity": AccountId, }

    // ---- who it is -------------------------------------------------------------------------------------------------
    /// An account became known: a form, a card, a list.
    Account Captured = 20 "captured" { /// Where from; a blank cell is the blank word, not "unknown".
        source "source": Option<SourceId>, /// The page or asset it came by.
        page "page": Option<PageId>, /// The measure that brought it.
        play "play": Option<PlayId>, }
    /// Declared attributes took values.
    Account Described = 21 "described" { /// Which, and which values.
        values "attributes": Vec<(FieldId, Value)>, }
    /// A person of the account became known; name and addresses lie in the people store.
    Account ContactNamed = 22 "contact-named" { }
    /// A person left the company or the post (退職・異動).
    Account ContactLeft = 23 "contact-left" { }
    /// A person agreed or refused to be contacted.
    Account Consented = 24 "consented" { /// By which channel; absent means every one.
        channel "channel": Option<ChannelId>, /// Yes or no.
        given "given": bool, }
    /// A mail came back for good.
    Account Bounced = 25 "bounced" { }
    /// What was known of a person was erased at their wish: name, addresses, notes, outside keys. What happened stays,
    /// said of a number that nobody can name any more.
    Account Erased = 26 "erased" { }

    // ---- who has it ------------------------------------------------------------------------------------------------
    /// A decision who works on it, at once: main owner if the team is that of the main stage, else co-owner.
    Account Assigned = 30 "assigned" { /// Which team.
        team "team": TeamId, /// Which member; absent means the team's queue.
        member "member": Option<MemberId>, }
    /// A team took what was offered to it (受け取る).
    Account HandoffAccepted = 31 "handoff-accepted" { /// Which team.
        team "team": TeamId, /// Who.
        by "by": Option<MemberId>, }
    /// A team sent back what was offered to it (差し戻す).
    Account HandoffReturned = 32 "handoff-returned" { /// Which team.
        team "team": TeamId, /// Who.
        by "by": Option<MemberId>, /// Why.
        reason "reason": Option<ReasonId>, }
    /// A slot of a member was reserved for it (コマ, 商談枠).
    Account SlotReserved = 33 "slot-reserved" { /// Whose.
        member "member": MemberId, /// When it begins.
        at "for": Micros, }
    /// A reserved slot was given back.
    Account SlotReleased = 34 "slot-released" { /// Whose.
        member "member": MemberId, /// When it was to begin.
        at "for": Micros, }

    // ---- courting --------------------------------------------------------------------------------------------------
    /// Anything the customer did or we did to them (接点).
    Account Touched = 40 "touched" { /// What kind.
        touch "touch": TouchId, /// Which page, asset or product.
        page "page": Option<PageId>, /// By which measure.
        play "play": Option<PlayId>, /// Who of ours took part.
        by "by": Option<MemberId>, /// How long it took.
        minutes "minutes": Option<u16>, }
    /// A call was made (架電).
    Account CallHeld = 41 "call-held" { /// Who called.
        by "by": Option<MemberId>, /// How it ended.
        outcome "outcome": Outcome, /// Why not, for `not-now` and `no-fit`.
        reason "reason": Option<ReasonId>, /// When to call again or come back, if they said so.
        until "until": Option<Micros>, /// How long it took.
        minutes "minutes": Option<u16>, }
    /// A meeting got a date (アポ設定).
    Account AppointmentMade = 42 "appointment-made" { /// When the meeting is to be.
        at "for": Option<Micros>, /// Who made it.
        by "by": Option<MemberId>, /// Who is to go.
        with "with": Option<MemberId>, }
    /// A meeting was held.
    Account MeetingHeld = 43 "meeting-held" { /// Its number within the account.
        meeting "meeting": Option<u16>, /// Who went.
        by "by": Option<MemberId>, /// How long it took.
        minutes "minutes": Option<u16>, }
    /// The customer did not come (未実施).
    Account MeetingMissed = 44 "meeting-missed" { /// Its number within the account.
        meeting "meeting": Option<u16>, /// Who waited.
        by "by": Option<MemberId>, }

    // ---- dealing ---------------------------------------------------------------------------------------------------
    /// An opportunity was opened (商談). Seen outcome.
    Account Opened = 50 "opened" { /// Its number within the account.
        opportunity "opportunity": Option<u16>, /// What it may bring.
        amount "amount": Option<Money>, /// Who opened it.
        by "by": Option<MemberId>, }
    /// A proposal or quotation went out. Seen outcome.
    Account ProposalSent = 51 "proposal-sent" { /// Its opportunity.
        opportunity "opportunity": Option<u16>, /// What it asks.
        amount "amount": Option<Money>, /// Who sent it.
        by "by": Option<MemberId>, }
    /// An opportunity was won (受注). Seen outcome.
    Account Won = 52 "won" { /// Its number within the account.
        opportunity "opportunity": Option<u16>, /// What it brings.
        amount "amount": Option<Money>, /// Who won it.
        by "by": Option<MemberId>, }
    /// An opportunity was lost (失注). Seen outcome.
    Account Lost = 53 "lost" { /// Its number within the account.
        opportunity "opportunity": Option<u16>, /// Why.
        reason "reason": Option<ReasonId>, /// When to come back, if they said so.
        until "until": Option<Micros>, /// Who lost it.
        by "by": Option<MemberId>, }

    // ---- resting and gone ------------------------------------------------------------------------------------------
    /// A person put it to rest until a date. Seen outcome.
    Account Rested = 60 "rested" { /// Why.
        reason "reason": Option<ReasonId>, /// Until when; absent means by the reason's clock.
        until "until": Option<Micros>, }
    /// A person ruled it out (対象外). Seen outcome.
    Account Disqualified = 61 "disqualified" { /// Why.
        reason "reason": Option<ReasonId>, }

    // ---- the customer ----------------------------------------------------------------------------------------------
    /// A subscription started. Seen outcome.
    Account SubscriptionStarted = 70 "subscription-started" { /// Its number within the account.
        subscription "subscription": Option<u16>, /// When it ends if nobody renews it.
        ends "ends": Option<Micros>, /// What it brings a month.
        mrr "mrr": Option<Money>, }
    /// A step of onboarding is done.
    Account StepDone = 71 "step-done" { /// Which.
        step "step": StepId, /// Who did it.
        by "by": Option<MemberId>, }
    /// The customer uses the product on their own. Seen outcome.
    Account Activated = 72 "activated" { }
    /// Use was reported.
    Account Used = 73 "used" { /// What was used.
        signal "signal": Option<SignalId>, /// How much.
        amount "amount": i64, /// Under which subscription.
        subscription "subscription": Option<u16>, }
    /// A ticket of support was seen; it never owns the relation.
    Account TicketSeen = 74 "ticket-seen" { /// Its number within the account.
        ticket "ticket": Option<u16>, /// 1 the gravest.
        severity "severity": Option<u8>, /// Whether it is closed.
        closed "closed": Option<bool>, }
    /// A subscription changed its price or size.
    Account SubscriptionChanged = 75 "subscription-changed" { /// Which.
        subscription "subscription": Option<u16>, /// What it brings a month from now on.
        mrr "mrr": Option<Money>, }
    /// A subscription was renewed. Seen outcome.
    Account Renewed = 76 "renewed" { /// Which.
        subscription "subscription": Option<u16>, /// When it ends now.
        ends "ends": Option<Micros>, /// What it brings a month now.
        mrr "mrr": Option<Money>, }
    /// A subscription ended (解約). Seen outcome.
    Account Ended = 77 "ended" { /// Which.
        subscription "subscription": Option<u16>, /// Why.
        reason "reason": Option<ReasonId>, }

    // ---- decisions about the line itself ---------------------------------------------------------------------------
    /// A person put the main position into a stage.
    Account Overridden = 80 "overridden" { /// Which stage.
        to "to": StageId, /// Why.
        reason "reason": Option<ReasonId>, }
    /// The account's import is over: from here on timers run and things go out.
    Account WentLive = 81 "went-live" { }
    /// What an import said of the account counts no more.
    Account Voided = 82 "voided" { /// Which import.
        import "import": ImportId, /// Whether nobody else said anything of it: then its moves count no more either.
        whole "whole": bool, }
    /// The account is part of another from here on (名寄せ): its position closes, and what is said of it counts there.
    Account Merged = 83 "merged" { /// Which other.
        into "into": AccountId, }
    /// Another account is part of this one from here on. The counterpart of [`Body::Merged`], in the same commit.
    Account Absorbed = 84 "absorbed" { /// Which other.
        part "part": AccountId, }
    /// The account is no part of another any more: it stands where it stood, with what was said of it since.
    Account Unmerged = 85 "unmerged" { /// Of which other.
        from "from": AccountId, }
    /// Another account is no part of this one any more. The counterpart of [`Body::Unmerged`], in the same commit.
    Account Released = 86 "released" { /// Which other.
        part "part": AccountId, }

    // ---- acted -----------------------------------------------------------------------------------------------------
    /// A position went from stage to stage.
    Acted Moved = 120 "moved" { /// Which position.
        place "position": Place, /// From where; absent when it begins.
        from "from": Option<StageId>, /// To where; absent when it ends.
        to "to": Option<StageId>, /// On what kind of track.
        path "path": Path, /// Which approach this is: 1 the first.
        lap "lap": u8, /// The reason the shelf was given.
        reason "reason": Option<ReasonId>, /// The proof.
        why "why": Why, }
    /// The main owner changed.
    Acted OwnerChanged = 121 "owner-changed" { /// To which team.
        team "team": TeamId, /// To which member; absent is the team's queue.
        member "member": Option<MemberId>, /// The proof.
        why "why": Why, }
    /// The account was offered to a team.
    Acted HandoffOffered = 122 "handoff-offered" { /// Its number within the account: 1 the first.
        handoff "handoff": u16, /// To which team.
        team "team": TeamId, /// When the offer lapses; absent for never.
        limit "limit": Option<Micros>, /// The proof.
        why "why": Why, }
    /// Nobody answered an offer in time.
    Acted HandoffLapsed = 123 "handoff-lapsed" { /// Which offer.
        handoff "handoff": u16, /// The team it was made to.
        team "team": TeamId, /// The proof.
        why "why": Why, }
    /// History was reopened: every acted fact of the account before this one counts no more, and the facts that
    /// follow it in the same commit take their place.
    Acted Reopened = 124 "reopened" { /// For each acted fact that follows: how many seen facts precede it.
        after "after": Vec<u32>, /// The proof: the facts that came late.
        why "why": Why, }
}

impl Kind {
    /// A kind by its place in the declared order: the rank of facts that nothing else orders.
    #[must_use]
    pub fn rank(self) -> u16 {
        u16::from(self.number())
    }

    /// Whether facts of this kind always move a position (DESIGN: the seen outcomes).
    #[must_use]
    pub const fn is_outcome(self) -> bool {
        matches!(
            self,
            Self::Opened
                | Self::ProposalSent
                | Self::Won
                | Self::Lost
                | Self::Rested
                | Self::Disqualified
                | Self::Activated
                | Self::SubscriptionStarted
                | Self::Renewed
                | Self::Ended
        )
    }

    /// Whether it only says something about other facts of the account: it takes no time, and stands in no order with
    /// what happened.
    #[must_use]
    pub const fn is_note(self) -> bool {
        matches!(self, Self::Voided | Self::Erased)
    }

    /// Whether it says that accounts are one, or are not: it begins no account, and dates nothing.
    #[must_use]
    pub const fn is_joining(self) -> bool {
        matches!(self, Self::Merged | Self::Absorbed | Self::Unmerged | Self::Released)
    }

    /// Whether the model made it.
    #[must_use]
    pub const fn is_acted(self) -> bool {
        matches!(self.scope(), Scope::Acted)
    }
}

impl Body {
    /// The member of ours who did it, where the fact says so.
    #[must_use]
    pub const fn by(&self) -> Option<MemberId> {
        match self {
            Self::Touched { by, .. }
            | Self::CallHeld { by, .. }
            | Self::AppointmentMade { by, .. }
            | Self::MeetingHeld { by, .. }
            | Self::MeetingMissed { by, .. }
            | Self::Opened { by, .. }
            | Self::ProposalSent { by, .. }
            | Self::Won { by, .. }
            | Self::Lost { by, .. }
            | Self::StepDone { by, .. }
            | Self::HandoffAccepted { by, .. }
            | Self::HandoffReturned { by, .. } => *by,
            _ => None,
        }
    }

    /// Minutes of ours it took, where the fact says so.
    #[must_use]
    pub const fn minutes(&self) -> Option<u16> {
        match self {
            Self::Touched { minutes, .. } | Self::CallHeld { minutes, .. } | Self::MeetingHeld { minutes, .. } => {
                *minutes
            }
            _ => None,
        }
    }

    /// The proof, where it is an acted fact.
    #[must_use]
    pub const fn why(&self) -> Option<&Why> {
        match self {
            Self::Moved { why, .. }
            | Self::OwnerChanged { why, .. }
            | Self::HandoffOffered { why, .. }
            | Self::HandoffLapsed { why, .. }
            | Self::Reopened { why, .. } => Some(why),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeSet;

    #[test]
    fn numbers_and_names_are_unique() {
        let numbers: BTreeSet<u8> = Kind::ALL.iter().map(|k| k.number()).collect();
        let names: BTreeSet<&str> = Kind::ALL.iter().map(|k| k.name()).collect();
        assert_eq!((numbers.len(), names.len()), (Kind::ALL.len(), Kind::ALL.len()));
    }

    #[test]
    fn the_declared_order_is_the_order_of_numbers() {
        assert!(Kind::ALL.is_sorted_by_key(|k| k.number()));
    }

    /// The journal's format: a number that changes here breaks every journal ever written.
    #[test]
    fn numbers_stay_for_ever() {
        let table: Vec<(u8, &str)> = Kind::ALL.iter().map(|k| (k.number(), k.name())).collect();
        assert!(table.contains(&(20, "captured")) && table.contains(&(52, "won")) && table.contains(&(120, "moved")));
    }
}
