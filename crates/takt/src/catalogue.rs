//! The catalogue: every sentence a person reads, in Japanese and English.
//!
//! Messages are Fluent resources under `locales/`, built into the binary. A message that one language lacks, or that
//! wants an argument nobody gives, fails the tests; at run time it shows its own name, never nothing.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::{FluentNumber, FluentNumberOptions, FluentNumberType};
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
pub use takt_draw::figure::Language;

/// The language of a locale like `ja`, `en` or `ja_JP.UTF-8`; English for anything else.
#[must_use]
pub fn language_of(locale: &str) -> Language {
    if locale.starts_with("ja") { Language::Ja } else { Language::En }
}

/// The messages of a language.
const fn sources(language: Language) -> &'static [&'static str] {
    match language {
        Language::Ja => &[
            include_str!("../locales/ja/cli.ftl"),
            include_str!("../locales/ja/intake.ftl"),
            include_str!("../locales/ja/files.ftl"),
            include_str!("../locales/ja/model.ftl"),
            include_str!("../locales/ja/fault.ftl"),
            include_str!("../locales/ja/disk.ftl"),
            include_str!("../locales/ja/draw.ftl"),
            include_str!("../locales/ja/diagram.ftl"),
            include_str!("../locales/ja/change.ftl"),
            include_str!("../locales/ja/bench.ftl"),
            include_str!("../locales/ja/consent.ftl"),
            include_str!("../locales/ja/erase.ftl"),
            include_str!("../locales/ja/snapshot.ftl"),
            include_str!("../locales/ja/door.ftl"),
            include_str!("../locales/ja/search.ftl"),
            include_str!("../locales/ja/duplicates.ftl"),
            include_str!("../locales/ja/out.ftl"),
            include_str!("../locales/ja/mapping.ftl"),
            include_str!("../locales/ja/web.ftl"),
        ],
        Language::En => &[
            include_str!("../locales/en/cli.ftl"),
            include_str!("../locales/en/intake.ftl"),
            include_str!("../locales/en/files.ftl"),
            include_str!("../locales/en/model.ftl"),
            include_str!("../locales/en/fault.ftl"),
            include_str!("../locales/en/disk.ftl"),
            include_str!("../locales/en/draw.ftl"),
            include_str!("../locales/en/diagram.ftl"),
            include_str!("../locales/en/change.ftl"),
            include_str!("../locales/en/bench.ftl"),
            include_str!("../locales/en/consent.ftl"),
            include_str!("../locales/en/erase.ftl"),
            include_str!("../locales/en/snapshot.ftl"),
            include_str!("../locales/en/door.ftl"),
            include_str!("../locales/en/search.ftl"),
            include_str!("../locales/en/duplicates.ftl"),
            include_str!("../locales/en/out.ftl"),
            include_str!("../locales/en/mapping.ftl"),
            include_str!("../locales/en/web.ftl"),
        ],
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
        // A bundle is new here, so no name is taken; a message that misses a function fails the tests.
        let _ = add_functions(&mut bundle);
        for source in sources(language) {
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

impl takt_draw::figure::Speak for Catalogue {
    fn say(&self, key: &str, args: &[Arg<'_>]) -> String {
        Self::say(self, key, args)
    }

    fn language(&self) -> Language {
        self.language
    }
}

/// What messages ask of their arguments, which all come as texts.
///
/// - `GIVEN($x)`: `yes` or `no`, whether the text says anything;
/// - `COUNT($x)` and `ORDINAL($x)`: the number it shows, commas between thousands or not, for "1 row", "2 rows", "2nd";
/// - `SLUG($x)`: its words as one name that a variant can have.
fn add_functions(bundle: &mut FluentBundle<FluentResource>) -> Result<(), FluentError> {
    bundle.add_function("GIVEN", |args, _| match args.first() {
        Some(value) => FluentValue::from(if text_of(value).is_empty() { "no" } else { "yes" }),
        None => FluentValue::Error,
    })?;
    bundle.add_function("COUNT", |args, _| number_of(args, FluentNumberType::Cardinal))?;
    bundle.add_function("ORDINAL", |args, _| number_of(args, FluentNumberType::Ordinal))?;
    bundle.add_function("SLUG", |args, _| match args.first() {
        Some(value) => {
            let lower = text_of(value).to_lowercase();
            let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
            FluentValue::from(words.collect::<Vec<_>>().join("-"))
        }
        None => FluentValue::Error,
    })
}

fn text_of<'a>(value: &'a FluentValue<'_>) -> &'a str {
    match value {
        FluentValue::String(text) => text,
        _ => "",
    }
}

fn number_of<'a>(args: &[FluentValue<'a>], r#type: FluentNumberType) -> FluentValue<'a> {
    let number = args.first().and_then(|value| text_of(value).replace(',', "").parse::<f64>().ok());
    match number {
        Some(value) => {
            let options = FluentNumberOptions { r#type, ..FluentNumberOptions::default() };
            FluentValue::Number(FluentNumber { value, options })
        }
        None => FluentValue::Error,
    }
}

#[cfg(test)]
mod tests;
