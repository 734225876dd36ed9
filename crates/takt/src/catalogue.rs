//! The catalogue: every sentence a person reads, in Japanese and English.
//!
//! Messages are Fluent resources under `locales/`, built into the binary. A message that one language lacks, or that
//! wants an argument nobody gives, fails the tests; at run time it shows its own name, never nothing.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

/// A language people read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Japanese.
    Ja,
    /// English.
    En,
}

impl Language {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Ja, Self::En];

    /// From `ja`, `en`, or a locale like `ja_JP.UTF-8`; English for anything else.
    #[must_use]
    pub fn of_locale(locale: &str) -> Self {
        if locale.starts_with("ja") { Self::Ja } else { Self::En }
    }

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    const fn sources(self) -> &'static [&'static str] {
        match self {
            Self::Ja => &[
                include_str!("../locales/ja/cli.ftl"),
                include_str!("../locales/ja/intake.ftl"),
                include_str!("../locales/ja/model.ftl"),
                include_str!("../locales/ja/fault.ftl"),
            ],
            Self::En => &[
                include_str!("../locales/en/cli.ftl"),
                include_str!("../locales/en/intake.ftl"),
                include_str!("../locales/en/model.ftl"),
                include_str!("../locales/en/fault.ftl"),
            ],
        }
    }
}

/// The sentences of one language.
pub struct Catalogue {
    /// Which language.
    pub language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Catalogue").field("language", &self.language).finish_non_exhaustive()
    }
}

/// An argument of a sentence by its name.
pub type Arg<'a> = (&'a str, String);

impl Catalogue {
    /// The catalogue of a language.
    #[must_use]
    pub fn new(language: Language) -> Self {
        let id = match language {
            Language::Ja => unic_langid::langid!("ja"),
            Language::En => unic_langid::langid!("en"),
        };
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Terminals and files take no invisible direction marks.
        bundle.set_use_isolating(false);
        for source in language.sources() {
            let resource = match FluentResource::try_new((*source).into()) {
                // What cannot be parsed is found by a test; the rest of the file still speaks.
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle }
    }

    /// Whether there is a message of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.bundle.get_message(name).is_some_and(|message| message.value().is_some())
    }

    /// The sentence of a name with its arguments; the name itself where there is none.
    #[must_use]
    pub fn say(&self, name: &str, args: &[Arg<'_>]) -> String {
        self.try_say(name, args).unwrap_or_else(|_| name.into())
    }

    /// The sentence of a name.
    ///
    /// # Errors
    /// What is missing: the message, or an argument of it.
    pub fn try_say(&self, name: &str, args: &[Arg<'_>]) -> Result<String, String> {
        let message = self.bundle.get_message(name).ok_or_else(|| format!("no message {name}"))?;
        let pattern = message.value().ok_or_else(|| format!("message {name} is empty"))?;
        let mut values = FluentArgs::new();
        for (key, value) in args {
            values.set(*key, FluentValue::from(value.as_str()));
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned();
        if errors.is_empty() { Ok(text) } else { Err(format!("{name}: {errors:?}")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    /// Every message with the arguments it wants, read from the text itself: a message begins in the first column, an
    /// argument is `$name`.
    fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
        let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for source in language.sources() {
            if let Err((_, errors)) = FluentResource::try_new((*source).into()) {
                panic!("{}: {errors:?}", language.code());
            }
            let mut open = None;
            for line in source.lines().filter(|line| !line.starts_with('#')) {
                if let Some((name, _)) = line.split_once(" =").filter(|(name, _)| !name.starts_with([' ', '.', '-'])) {
                    assert!(messages.insert(name.into(), BTreeSet::new()).is_none(), "{name} stands twice");
                    open = Some(name.to_string());
                }
                if let Some(wanted) = open.as_ref().and_then(|name| messages.get_mut(name)) {
                    for argument in line.split('$').skip(1) {
                        wanted
                            .insert(argument.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect());
                    }
                }
            }
        }
        messages
    }

    #[test]
    fn both_languages_say_the_same_with_the_same_arguments() {
        assert_eq!(messages(Language::Ja), messages(Language::En));
    }

    #[test]
    fn a_missing_message_shows_its_name() {
        let catalogue = Catalogue::new(Language::Ja);
        assert_eq!(catalogue.say("no-such-message", &[]), "no-such-message");
        assert!(!catalogue.has("no-such-message"));
    }
}
