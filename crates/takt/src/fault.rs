//! Faults: why a command could not do what it was asked, as data. The catalogue turns them into sentences.

use std::path::Path;

use takt_store::{Damage, Finding, Foreign, StoreError};

use crate::catalogue::Catalogue;

/// The exit status of a command that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Refused, findings, or nothing could be taken.
    Refused = 1,
    /// Wrong use.
    Usage = 2,
    /// The store or the disk.
    Store = 3,
}

/// Why a command failed: a code with its arguments, and the place if there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The exit status it ends with.
    pub exit: Exit,
    /// `fault-CODE` and `fault-CODE-help` are its sentences.
    pub code: &'static str,
    /// What the sentences need.
    pub args: Vec<(&'static str, String)>,
}

/// Every code of a fault with the arguments of its sentences.
pub const CODES: &[(&str, &[&str])] = &[
    ("file-missing", &["file"]),
    ("file-is-folder", &["file"]),
    ("file-unreadable", &["file", "cause"]),
    ("file-unwritable", &["file", "cause"]),
    ("answer-unwritable", &["cause"]),
    ("folder-missing", &["folder"]),
    ("folder-in-use", &["folder"]),
    ("folder-not-ours", &["folder", "cause"]),
    ("folder-busy", &["folder", "pid", "doing"]),
    ("folder-busy-unknown", &["folder"]),
    ("holder-lost", &["folder", "request"]),
    ("holder-silent", &["folder", "request"]),
    ("holder-other", &["folder"]),
    ("request-bad", &["request"]),
    ("adopt-in-import", &["folder", "pid"]),
    ("undo-in-import", &["folder", "pid"]),
    ("restore-in-import", &["folder", "pid"]),
    ("import-in-import", &["folder", "kilobytes"]),
    ("store-conflict", &[]),
    ("store-unknown", &["cause"]),
    ("store-broken", &[]),
    ("store-full", &[]),
    ("store-disk", &["step", "cause"]),
    ("store-corrupt", &["what", "detail"]),
    ("store-corrupt-frame", &["seq", "what", "detail"]),
    ("store-program", &["cause"]),
    ("model-unsound", &["file", "count"]),
    ("model-unknown", &["name", "known"]),
    ("mapping-missing", &["file"]),
    ("facts-alone", &["file"]),
    ("mappings-differ", &["list"]),
    ("intake-refused", &["count"]),
    ("import-unknown", &["import"]),
    ("import-undone-before", &["import"]),
    ("merge-itself", &["account"]),
    ("merge-is-part", &["account", "whole"]),
    ("merge-no-part", &["account"]),
    ("merge-has-business", &["account"]),
    ("merge-off-the-line", &["account"]),
    ("merge-too-many", &["account", "most"]),
    ("merge-refused", &["account"]),
    ("duplicates-unknown", &["id"]),
    ("duplicates-found-two", &["id"]),
    ("duplicates-found-one", &["id"]),
    ("duplicates-merged", &["id", "account"]),
    ("duplicates-elsewhere", &["id", "other"]),
    ("duplicates-undone", &["id", "import"]),
    ("duplicates-gone", &["id"]),
    ("duplicates-both-busy", &["id", "account", "other"]),
    ("adopt-stages-gone", &["stages", "example"]),
    ("adopt-same", &["model"]),
    ("whatif-parted", &[]),
    ("shadow-name", &["name"]),
    ("shadow-unknown", &["name"]),
    ("account-unknown", &["account"]),
    ("account-ambiguous", &["account", "candidates"]),
    ("contact-unknown", &["contact"]),
    ("contact-ambiguous", &["contact", "candidates"]),
    ("erase-company", &["account", "count"]),
    ("erase-read", &["folder"]),
    ("erased-broken", &["file", "line"]),
    ("secret-broken", &["file"]),
    ("secret-missing", &["folder"]),
    ("secret-other", &["folder"]),
    ("clock-jumped", &["wall", "known", "side"]),
    ("stage-unknown", &["stage", "known"]),
    ("team-unknown", &["team", "known"]),
    ("grouping-unknown", &["by"]),
    ("date-bad", &["text"]),
    ("period-turned", &["from", "to"]),
    ("restore-used", &["folder"]),
    ("restore-broken", &["file", "line"]),
    ("restore-incomplete", &["file", "missing"]),
    ("restore-changed", &["file"]),
    ("demo-not-ours", &["folder"]),
    ("export-not-empty", &["folder"]),
    ("export-replace", &["replace", "format"]),
    ("export-too-many-rows", &["table", "rows"]),
    ("export-too-many-columns", &["table", "columns"]),
    ("export-cell-too-long", &["table", "key", "field"]),
    ("errors-over-given", &["file"]),
    ("picture-broken", &["stage", "what"]),
    ("bench-job-unknown", &["job", "known"]),
    ("bench-failed", &["job"]),
    ("listen-failed", &["address", "cause"]),
    ("statement-field", &["field", "text"]),
    ("statement-changed", &["account"]),
    ("refusal-no-model", &["kind"]),
    ("refusal-not-said", &["kind"]),
    ("refusal-unknown-account", &["kind"]),
    ("refusal-future", &["kind"]),
    ("refusal-out-of-range", &["kind"]),
    ("refusal-nothing-offered", &["kind"]),
    ("refusal-not-in-team", &["kind"]),
    ("refusal-unknown-team", &["kind"]),
    ("refusal-unknown-stage", &["kind"]),
    ("refusal-which-opportunity", &["kind"]),
    ("refusal-which-subscription", &["kind"]),
    ("refusal-still-subscribed", &["kind"]),
    ("refusal-gone", &["kind"]),
    ("refusal-slot", &["kind"]),
    ("refusal-joining", &["kind"]),
    ("upload-too-large", &["file", "megabytes"]),
    ("upload-empty", &["file"]),
    ("upload-cut-off", &["file", "cause"]),
    ("verify-unequal", &[]),
    ("verify-snapshot", &[]),
    ("verify-broken", &[]),
];

impl Fault {
    /// A refusal.
    #[must_use]
    pub fn refused(code: &'static str, args: Vec<(&'static str, String)>) -> Self {
        Self { exit: Exit::Refused, code, args }
    }

    /// Wrong use.
    #[must_use]
    pub fn usage(code: &'static str, args: Vec<(&'static str, String)>) -> Self {
        Self { exit: Exit::Usage, code, args }
    }

    /// The store or the disk.
    #[must_use]
    pub fn store(code: &'static str, args: Vec<(&'static str, String)>) -> Self {
        Self { exit: Exit::Store, code, args }
    }

    /// Whether it is that another process has the folder.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        ["folder-busy", "folder-busy-unknown"].contains(&self.code)
    }

    /// Whether another process has the folder, and does this.
    #[must_use]
    pub fn holder_is(&self, doing: &str) -> bool {
        self.is_busy() && self.args.iter().any(|(name, value)| *name == "doing" && value == doing)
    }

    /// Whether it is the journal's: what was decided may not be in it.
    #[must_use]
    pub fn is_of_store(&self) -> bool {
        self.code.starts_with("store-")
    }

    /// A file that could not be read.
    #[must_use]
    pub fn unreadable(file: &Path, cause: &std::io::Error) -> Self {
        let name = || vec![("file", file.display().to_string())];
        match cause.kind() {
            std::io::ErrorKind::NotFound => return Self::refused("file-missing", name()),
            std::io::ErrorKind::IsADirectory => return Self::refused("file-is-folder", name()),
            _ => {}
        }
        Self::store("file-unreadable", vec![("file", file.display().to_string()), ("cause", cause.to_string())])
    }

    /// A file that could not be written.
    #[must_use]
    pub fn unwritable(file: &Path, cause: &std::io::Error) -> Self {
        Self::store("file-unwritable", vec![("file", file.display().to_string()), ("cause", cause.to_string())])
    }

    /// What happened, and what to do, in the catalogue's language.
    #[must_use]
    pub fn sentences(&self, catalogue: &Catalogue) -> (String, String) {
        (
            catalogue.say(&format!("fault-{}", self.code), &self.args),
            catalogue.say(&format!("fault-{}-help", self.code), &self.args),
        )
    }

    /// The fault of a store's error, met with a folder.
    #[must_use]
    pub fn of_store(error: &StoreError, folder: &Path) -> Self {
        let place = || ("folder", folder.display().to_string());
        match error {
            StoreError::NoFolder { .. } => Self::refused("folder-missing", vec![place()]),
            StoreError::Exists { .. } => Self::refused("folder-in-use", vec![place()]),
            StoreError::NotOurs { why: takt_store::Foreign::NoJournal, .. } => {
                Self::refused("folder-missing", vec![place()])
            }
            StoreError::NotOurs { why, .. } => {
                Self::refused("folder-not-ours", vec![place(), ("cause", foreign_word(*why).into())])
            }
            StoreError::InUse { holder: Some(holder) } => Self::store(
                "folder-busy",
                vec![place(), ("pid", holder.pid.to_string()), ("doing", holder.doing.clone())],
            ),
            StoreError::InUse { holder: None } => Self::store("folder-busy-unknown", vec![place()]),
            StoreError::Conflict { .. } => Self::store("store-conflict", vec![]),
            StoreError::Unknown { cause } => Self::store("store-unknown", vec![("cause", cause.to_string())]),
            StoreError::Broken => Self::store("store-broken", vec![]),
            StoreError::Full => Self::store("store-full", vec![]),
            StoreError::Disk { what, cause } => {
                Self::store("store-disk", vec![("step", what.name().into()), ("cause", cause.to_string())])
            }
            StoreError::Corrupt(Finding::Frame { first, what }) => {
                let (what, detail) = damage_words(what);
                let seq = first.0.to_string();
                Self::store("store-corrupt-frame", vec![("seq", seq), ("what", what.into()), ("detail", detail)])
            }
            StoreError::Corrupt(finding) => {
                let (what, detail) = finding_words(finding);
                Self::store("store-corrupt", vec![("what", what.into()), ("detail", detail)])
            }
            other => Self::store("store-program", vec![("cause", other.to_string())]),
        }
    }
}

/// What a folder is that is none of ours, as `fault-folder-not-ours` knows it.
const fn foreign_word(why: Foreign) -> &'static str {
    match why {
        Foreign::NoJournal => "no-journal",
        Foreign::NotEmpty => "not-empty",
        Foreign::NotSqlite => "not-sqlite",
        Foreign::OtherApplication { .. } => "other-application",
        Foreign::Earlier { .. } => "earlier",
        Foreign::Later { .. } => "later",
    }
}

/// What is wrong with a frame, as the message `damage` knows it: the word, and the figure or text that belongs to it.
#[must_use]
pub fn damage_words(damage: &Damage) -> (&'static str, String) {
    match damage {
        Damage::Checksum => ("checksum", String::new()),
        Damage::Undecodable { version } => ("undecodable", version.to_string()),
        Damage::Chain => ("chain", String::new()),
        Damage::Missing { next } => ("missing", next.0.to_string()),
        Damage::Overlap { expected } => ("overlap", expected.0.to_string()),
        Damage::Unreadable { says } => ("unreadable", says.clone()),
        Damage::Strayed { seq } => ("strayed", seq.0.to_string()),
    }
}

/// What is wrong beside the frames, as the message `corruption` knows it.
#[must_use]
pub fn finding_words(finding: &Finding) -> (&'static str, String) {
    match finding {
        Finding::Frame { first, .. } => ("frame", first.0.to_string()),
        Finding::Head { .. } => ("head", String::new()),
        Finding::Word { kind, id } => ("word", format!("{} {id}", kind.name())),
        Finding::ModelChanged { .. } => ("model-changed", String::new()),
        Finding::ModelMissing { seq, .. } => ("model-missing", seq.0.to_string()),
        Finding::Key { seq, .. } => ("key", seq.0.to_string()),
        Finding::Outside { space, id } => ("outside", format!("{} {id}", space.name())),
        Finding::Row { table } => ("row", (*table).into()),
        Finding::Log { commits } => ("log", commits.to_string()),
        Finding::File { says } => ("file", says.clone()),
    }
}
