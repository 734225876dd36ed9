//! What the intake asks of the book: ids for words, members and choices, and the model's calendar.

use jiff::civil::DateTime;
use takt_core::dictionary::WordKind;
use takt_core::model::FieldType;
use takt_core::unit::{ChoiceId, Currency, FieldId, MemberId, Micros};

/// A word that is not among those a closed list knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnknownWord {
    /// The words it could have been.
    pub known: Vec<String>,
}

/// The book's side of an import.
///
/// Ids are asked for in the order of the rows, and for open words and members only once nothing else of the row can
/// be wrong: a rejected row leaves neither a member nor a word behind.
pub trait Names {
    /// The number of a word, given out now if the kind is open.
    ///
    /// # Errors
    /// [`UnknownWord`] for the closed kinds (stage, team, step, field) where the model has no such word.
    fn word(&mut self, kind: WordKind, text: &str) -> Result<u32, UnknownWord>;

    /// How the book spells a word: its first of the kind that comes to this [`plain`](crate::plain) text. `None` where it
    /// has none.
    fn spelling(&mut self, kind: WordKind, plain: &str) -> Option<String>;

    /// The member of an outside key `system:key`.
    fn member(&mut self, outside: &str) -> MemberId;

    /// A declared attribute of the model and what it holds.
    fn field(&mut self, name: &str) -> Option<(FieldId, FieldType)>;

    /// The name of the attribute that is the model's segment.
    fn segment(&self) -> Option<String>;

    /// The number of a choice.
    ///
    /// # Errors
    /// [`UnknownWord`] where the attribute is a closed choice without that word.
    fn choice(&mut self, field: FieldId, text: &str) -> Result<ChoiceId, UnknownWord>;

    /// The number within an account of the opportunity, subscription, ticket or meeting with this outside key, given
    /// out now if it is new; `field` says which of them it is. `None` where the book keeps no such keys.
    fn number(&mut self, _account: &str, _field: &'static str, _outside: &str) -> Option<u16> {
        None
    }

    /// The instant of a civil time in the model's zone.
    fn instant(&self, civil: DateTime) -> Micros;

    /// The first and the last instant a fact may be dated: from the calendar's first day to now.
    fn range(&self) -> (Micros, Micros);

    /// A row is done and the next one not begun: the book may do something else for a moment. `false` where nothing more
    /// can be asked of it; the reading ends there, and what was read is not to be taken.
    fn between_rows(&mut self) -> bool {
        true
    }

    /// The model's currency.
    fn currency(&self) -> Currency;
}
