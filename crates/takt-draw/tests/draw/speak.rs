//! The program's own sentences, read from its catalogue, for pictures in tests and in the gallery.

use fluent_bundle::types::{FluentNumber, FluentNumberOptions};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use takt_draw::figure::{Language, Speak};

/// Speaks one language from `crates/takt/locales`. A sentence that is missing, or lacks an argument, ends the test.
pub(crate) struct Catalogue {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Catalogue {
    /// The catalogue of a language.
    pub(crate) fn new(language: Language) -> Self {
        let (id, sources) = match language {
            Language::Ja => (
                unic_langid::langid!("ja"),
                [
                    include_str!("../../../takt/locales/ja/draw.ftl"),
                    include_str!("../../../takt/locales/ja/diagram.ftl"),
                ],
            ),
            Language::En => (
                unic_langid::langid!("en"),
                [
                    include_str!("../../../takt/locales/en/draw.ftl"),
                    include_str!("../../../takt/locales/en/diagram.ftl"),
                ],
            ),
        };
        let mut bundle = FluentBundle::new(vec![id]);
        bundle.set_use_isolating(false);
        bundle
            .add_function("COUNT", |args, _| match args.first() {
                Some(FluentValue::String(text)) => match text.replace(',', "").parse::<f64>() {
                    Ok(value) => FluentValue::Number(FluentNumber { value, options: FluentNumberOptions::default() }),
                    Err(_) => FluentValue::Error,
                },
                _ => FluentValue::Error,
            })
            .expect("a new bundle");
        for source in sources {
            let resource = FluentResource::try_new(source.into()).expect("a catalogue that can be parsed");
            bundle.add_resource(resource).expect("no sentence twice");
        }
        Self { language, bundle }
    }
}

impl Speak for Catalogue {
    fn say(&self, key: &str, args: &[(&str, String)]) -> String {
        let message = self.bundle.get_message(key).unwrap_or_else(|| panic!("no sentence {key}"));
        let mut values = FluentArgs::new();
        for (name, value) in args {
            values.set(*name, FluentValue::from(value.as_str()));
        }
        let mut errors = Vec::new();
        let pattern = message.value().expect("a sentence that says something");
        let said = self.bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned();
        assert!(errors.is_empty(), "{key}: {errors:?}");
        said
    }

    fn language(&self) -> Language {
        self.language
    }
}
