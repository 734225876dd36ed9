//! Orders: what a command wants written, as data, so that the process which has the folder can carry it out for another.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::app::duplicates::Verdict;

/// What a command wants written. Accounts and contacts are as the person named them: the book of whoever carries it out
/// says which they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// One account becomes part of another.
    Merge {
        /// The account that becomes part.
        account: String,
        /// The account that stays.
        into: String,
    },
    /// A merge is taken back.
    Unmerge {
        /// The account that stands on its own again.
        account: String,
    },
    /// A person found that pairs of the queue are one each, or two.
    Decide {
        /// Their numbers.
        ids: Vec<u64>,
        /// What was found.
        verdict: Verdict,
    },
    /// What is due now is done.
    Tick,
    /// A person says that the clock is right.
    AcceptClock,
    /// A person is erased: one of the two is given.
    Erase {
        /// The contact.
        contact: Option<String>,
        /// An account that is one person.
        account: Option<String>,
    },
    /// Files are taken into the journal.
    Import(Files),
}

/// The files of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Files {
    /// Each with the name it was given by and where it lies.
    pub given: Vec<(String, PathBuf)>,
    /// The mapping, likewise.
    pub mapping: Option<(String, PathBuf)>,
    /// Where the rejected rows are written.
    pub errors: Option<PathBuf>,
}

impl Order {
    /// The command, as it is told to whoever finds the folder in use.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Merge { .. } => "merge",
            Self::Unmerge { .. } => "unmerge",
            Self::Decide { verdict: Verdict::Same, .. } => "duplicates same",
            Self::Decide { verdict: Verdict::Distinct(_), .. } => "duplicates distinct",
            Self::Tick => "tick",
            Self::AcceptClock => "clock accept",
            Self::Erase { .. } => "erase",
            Self::Import(_) => "import",
        }
    }

    /// The order as it is sent; `None` where a path is no text.
    #[must_use]
    pub fn json(&self) -> Option<Value> {
        let mut value = match self {
            Self::Merge { account, into } => json!({ "account": account, "into": into }),
            Self::Unmerge { account } => json!({ "account": account }),
            Self::Decide { ids, verdict: Verdict::Same } => json!({ "ids": ids }),
            Self::Decide { ids, verdict: Verdict::Distinct(reason) } => json!({ "ids": ids, "reason": reason }),
            Self::Tick | Self::AcceptClock => json!({}),
            Self::Erase { contact, account } => json!({ "contact": contact, "account": account }),
            Self::Import(Files { given, mapping, errors }) => {
                let named = |(name, path): &(String, PathBuf)| Some(json!([name, path.to_str()?]));
                let given: Vec<Value> = given.iter().map(named).collect::<Option<_>>()?;
                let mapping = mapping.as_ref().map(|mapping| named(mapping).ok_or(())).transpose().ok()?;
                let errors = errors.as_ref().map(|path| path.to_str().ok_or(())).transpose().ok()?;
                json!({ "given": given, "mapping": mapping, "errors": errors })
            }
        };
        value.as_object_mut()?.insert("do".into(), self.name().into());
        Some(value)
    }

    /// Reads an order; `None` where it is none that this program knows.
    #[must_use]
    pub fn read(value: &Value) -> Option<Self> {
        let text = |key: &str| value.get(key)?.as_str().map(str::to_owned);
        let ids = || value.get("ids")?.as_array()?.iter().map(Value::as_u64).collect::<Option<Vec<u64>>>();
        let named = |pair: &Value| -> Option<(String, PathBuf)> {
            let [name, path] = pair.as_array()?.as_slice() else { return None };
            let path = Path::new(path.as_str()?);
            path.is_absolute().then(|| Some((name.as_str()?.into(), path.into())))?
        };
        Some(match value.get("do")?.as_str()? {
            "merge" => Self::Merge { account: text("account")?, into: text("into")? },
            "unmerge" => Self::Unmerge { account: text("account")? },
            "duplicates same" => Self::Decide { ids: ids()?, verdict: Verdict::Same },
            "duplicates distinct" => Self::Decide { ids: ids()?, verdict: Verdict::Distinct(text("reason")) },
            "tick" => Self::Tick,
            "clock accept" => Self::AcceptClock,
            "erase" => Self::Erase { contact: text("contact"), account: text("account") },
            "import" => Self::Import(Files {
                given: value.get("given")?.as_array()?.iter().map(named).collect::<Option<_>>()?,
                mapping: match value.get("mapping")? {
                    Value::Null => None,
                    mapping => Some(named(mapping)?),
                },
                errors: text("errors").map(PathBuf::from),
            }),
            _ => return None,
        })
    }
}
