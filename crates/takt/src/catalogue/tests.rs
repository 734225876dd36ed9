//! Every sentence the program may want is there in both languages, and wants nothing that is not given.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use takt_core::agenda::Action;
use takt_core::fact::{Event, Kind, Path as Track, Rule};
use takt_core::model::finding::{BECAUSE, EXPECTED};
use takt_core::unit::{PlayId, StageId, StepId, TeamId};
use takt_draw::chart::week;

use super::*;

/// A message: its text, the arguments it wants, the messages it is made of.
#[derive(Clone, Debug, Default, PartialEq)]
struct Message {
    text: String,
    wants: BTreeSet<String>,
    parts: BTreeSet<String>,
}

type Messages = BTreeMap<String, Message>;

/// The messages of a resource, read from the text itself: a message begins in the first column, an argument is `$name`,
/// a part `{ name }`.
fn messages(source: &str) -> Messages {
    let mut messages = Messages::new();
    let mut open = None;
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, _)) = line.split_once(" =").filter(|(name, _)| !name.starts_with([' ', '.', '-'])) {
            assert!(messages.insert(name.into(), Message::default()).is_none(), "{name} stands twice");
            open = Some(name.to_string());
        }
        let Some(message) = open.as_ref().and_then(|name| messages.get_mut(name)) else { continue };
        message.text.push_str(line);
        message.text.push('\n');
        for argument in line.split('$').skip(1) {
            message.wants.insert(argument.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect());
        }
        for part in line.split("{ ").skip(1) {
            let name: String = part.chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect();
            if !name.is_empty() && part[name.len()..].starts_with(" }") {
                message.parts.insert(name);
            }
        }
    }
    let flat = messages.clone();
    for message in messages.values_mut() {
        let parts = message.parts.iter().filter_map(|part| flat.get(part));
        message.wants.extend(parts.flat_map(|part| part.wants.iter().cloned()).collect::<Vec<_>>());
    }
    messages
}

fn all(language: Language) -> String {
    sources(language).join("\n")
}

/// A catalogue of a text that a test made.
fn catalogue(language: Language, source: &str) -> Catalogue {
    let mut catalogue = Catalogue::new(language);
    let mut bundle = FluentBundle::new_concurrent(vec![unic_langid::langid!("en")]);
    bundle.set_use_isolating(false);
    add_functions(&mut bundle).expect("a new bundle");
    bundle.add_resource_overriding(FluentResource::try_new(source.into()).expect("a resource"));
    catalogue.bundle = bundle;
    catalogue
}

/// What the program may want: names of messages with the arguments it gives.
type Demands = BTreeMap<String, BTreeSet<String>>;

fn demand(demands: &mut Demands, name: String, args: impl IntoIterator<Item = impl Into<String>>) {
    demands.entry(name).or_default().extend(args.into_iter().map(Into::into));
}

/// The members of a family of messages: `path-` is said of every path.
fn family(prefix: &str) -> Vec<String> {
    let own = |names: Vec<&str>| names.into_iter().map(Into::into).collect();
    match prefix {
        "bench-job-" => own(crate::bench::JOBS.iter().flat_map(|job| job.figures).copied().collect()),
        "bench-unit-" => own(crate::bench::Unit::ALL.iter().map(|unit| unit.name()).collect()),
        "demo-story-" => takt_sim::Story::ALL.map(|story| story.code().into()).to_vec(),
        "diff-" => own(takt_core::model::ChangeKind::ALL.iter().map(|kind| kind.name()).collect()),
        "doubt-" => own(crate::app::import::DOUBTS.to_vec()),
        "draw-outcome-" => week::Outcome::ALL.map(|outcome| outcome.name().into()).to_vec(),
        "draw-slot-" => week::Kind::ALL.map(|kind| kind.name().into()).to_vec(),
        "draw-weekday-" => own(week::WEEKDAYS.to_vec()),
        "field-" => {
            let forms = crate::app::statement::FORMS.iter().flat_map(|(_, kinds)| kinds.iter());
            let fields = forms.flat_map(|kind| kind.fields()).map(|field| field.name.to_owned());
            fields.filter(|field| !["meeting", "ticket"].contains(&field.as_str())).collect()
        }
        "outcome-" => own(takt_core::fact::Outcome::NAMES.to_vec()),
        "text-" => own(vec![
            "domain",
            "telephone",
            "phone",
            "email",
            "address",
            "postcode",
            "promise",
            "corporate_number",
            "website",
            "note",
            "memo",
        ]),
        "web-colours-" => crate::server::visit::Colours::ALL.map(|colours| colours.code().into()).to_vec(),
        "web-forms-" => crate::app::statement::FORMS.iter().map(|(group, _)| (*group).into()).collect(),
        "web-kind-" => own(takt_core::model::StageKind::NAMES.to_vec()),
        "web-key-" => crate::pages::keys::KEYS.iter().map(|key| key.does.into()).collect(),
        "web-keys-" => crate::pages::keys::Scope::ALL.map(|scope| scope.code().into()).to_vec(),
        "web-only-" => own(vec!["overdue", "gap"]),
        "web-order-" => own(vec!["longest", "latest", "known"]),
        "web-role-" => crate::app::right::Role::ALL.map(|role| role.code().into()).to_vec(),
        "event-" => (0..=u8::MAX)
            .filter_map(|number| Event::numbered(number, 1).or_else(|| Event::numbered(number, 0)))
            .map(|event| event.name().into())
            .collect(),
        "fact-" => Kind::ALL.iter().map(|kind| kind.name().into()).collect(),
        "help-" => crate::cli::help::names(),
        "likeness-" => own(takt_core::fact::Likeness::NAMES.to_vec()),
        "next-" => {
            let (team, stage, play, step) = (TeamId(0), StageId(0), PlayId(0), StepId(0));
            let actions = [
                Action::Answer(team),
                Action::Meet,
                Action::Work(stage),
                Action::Play(play),
                Action::Step(step),
                Action::Return,
                Action::Window,
            ];
            actions.iter().map(|action| action.name().into()).collect()
        }
        "path-" => own(Track::NAMES.to_vec()),
        "progress-" => own(vec!["history", "going-live"]),
        "sample-" => {
            own(vec!["accounts-created", "accounts-updated", "contacts-created", "contacts-updated", "unchanged"])
        }
        "rule-" => (0..32).filter_map(Rule::numbered).filter_map(|rule| rule.name()).map(Into::into).collect(),
        other => panic!("nobody knows what {other} may be followed by"),
    }
}

/// What the codes of the crates want.
fn demands_of_codes() -> Demands {
    let mut demands = Demands::new();
    let crates = [("fault", crate::fault::CODES), ("intake", takt_intake::CODES), ("model", takt_core::model::CODES)];
    for (prefix, codes) in crates {
        for (code, args) in codes {
            demand(&mut demands, format!("{prefix}-{code}"), args.iter().copied());
            demand(&mut demands, format!("{prefix}-{code}-help"), args.iter().copied());
        }
    }
    demands
}

/// What the sources of the program and its pictures say: every `say(…)` with its name and arguments, as far as they stand there.
fn demands_of_sources() -> Demands {
    let mut demands = Demands::new();
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![own.join("src"), own.join("../takt-draw/src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder of sources").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("catalogue/tests.rs") && !path.ends_with("catalogue.rs") {
                let source = std::fs::read_to_string(&path).expect("a source");
                demands_of(&source, &mut demands);
                if path.parent().is_some_and(|folder| folder.ends_with("cli")) {
                    labels(&source, &mut demands, &["column-", "account-", "verify-"]);
                }
                if path.parent().is_some_and(|folder| folder.ends_with("pages") || folder.ends_with("server")) {
                    labels(&source, &mut demands, &["web-"]);
                }
            }
        }
    }
    demands
}

/// Names that the sources of the diagram hand on before they are said: each stands there as a text.
fn named() -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../takt-draw/src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder of sources").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = std::fs::read_to_string(&path).expect("a source");
            let texts = source.split('"').filter(|text| text.starts_with("diagram-"));
            named.extend(texts.filter(|text| !text.contains(['{', ' '])).map(str::to_owned));
        }
    }
    named
}

/// Heads of columns and labels of lines are named in lists and said without arguments.
fn labels(source: &str, demands: &mut Demands, prefixes: &[&str]) {
    let is_label = |text: &&str| {
        prefixes.iter().any(|prefix| text.starts_with(prefix)) && !text.contains('{') && !text.ends_with('-')
    };
    for name in source.split('"').skip(1).step_by(2).filter(is_label) {
        demand(demands, name.into(), [""; 0]);
    }
}

fn demands_of(source: &str, demands: &mut Demands) {
    for (at, _) in source.match_indices("say(") {
        let call = &source[at + 4..];
        let call = &call[..closing(call)];
        let args = given(source, at, call);
        let name = call.trim_start().trim_start_matches('&');
        if let Some(name) = name.strip_prefix('"') {
            demand(demands, name.split('"').next().unwrap_or_default().into(), args);
        } else if let Some(pattern) = name.strip_prefix("format!(\"") {
            let pattern = pattern.split('"').next().unwrap_or_default();
            let (prefix, rest) = pattern.split_once('{').expect("a family has a gap");
            let suffix = rest.split_once('}').map_or("", |(_, suffix)| suffix);
            if ["intake-", "fault-", "model-", ""].contains(&prefix) {
                continue;
            }
            for member in family(prefix) {
                demand(demands, format!("{prefix}{member}{suffix}"), args.clone());
            }
        }
    }
}

/// The length of a call up to the parenthesis that closes it.
fn closing(call: &str) -> usize {
    let mut depth = 1;
    for (at, c) in call.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    call.len()
}

/// The names of the arguments of a call: those that stand in it, or in the variable that it names.
fn given(source: &str, at: usize, call: &str) -> Vec<String> {
    let names = |text: &str| {
        let parts = text.split("(\"").skip(1).filter_map(|part| part.split_once('"'));
        parts.filter(|(_, rest)| rest.starts_with(',')).map(|(name, _)| name.to_string()).collect::<Vec<_>>()
    };
    let variable = call.rsplit(", &").next().unwrap_or_default().trim().trim_end_matches([',', '\n', ' ']);
    if variable.chars().all(|c| c.is_ascii_lowercase() || c == '_')
        && let Some(begins) = source[..at].rfind(&format!("let {variable} ="))
    {
        return names(source[begins..at].split("];").next().unwrap_or_default());
    }
    let list = call.find("&[").map_or("", |begins| &call[begins..]);
    names(list)
}

/// What a catalogue lacks, or wants beyond what it is given.
fn gaps(source: &str, catalogue: &Catalogue, demands: &Demands) -> Vec<String> {
    let messages = messages(source);
    let mut gaps = Vec::new();
    for (name, given) in demands {
        let Some(message) = messages.get(name) else {
            gaps.push(format!("{name} is missing"));
            continue;
        };
        gaps.extend(message.wants.difference(given).map(|wanted| format!("{name} wants {wanted}")));
        for value in ["", "1", "text"] {
            let args: Vec<Arg<'_>> = given.iter().map(|arg| (arg.as_str(), value.to_string())).collect();
            match catalogue.try_say(name, &args) {
                Ok(said) if said.trim().is_empty() && !value.is_empty() => gaps.push(format!("{name} says nothing")),
                Ok(_) => {}
                Err(error) => gaps.push(error),
            }
        }
    }
    gaps
}

fn demands() -> Demands {
    let mut demands = demands_of_codes();
    for (name, args) in demands_of_sources() {
        demand(&mut demands, name, args);
    }
    demands
}

#[test]
fn every_sentence_is_there_and_wants_only_what_it_is_given() {
    let demands = demands();
    assert!(demands.len() > 400, "{} messages found", demands.len());
    for language in Language::ALL {
        let gaps = gaps(&all(language), &Catalogue::new(language), &demands);
        assert!(gaps.is_empty(), "{}:\n{}", language.code(), gaps.join("\n"));
        let messages = messages(&all(language));
        let missing: Vec<String> = named().into_iter().filter(|name| !messages.contains_key(name)).collect();
        assert!(missing.is_empty(), "{}: {missing:?} are missing", language.code());
    }
    assert!(named().len() > 50, "the names of the diagram were found");
}

#[test]
fn a_missing_sentence_and_an_argument_too_many_are_found() {
    let source = all(Language::En);
    let without = source.replace("\nflow-empty = ", "\nflow-vacant = ");
    let found = gaps(&without, &catalogue(Language::En, &without), &demands());
    assert_eq!(found, ["flow-empty is missing"]);
    let more = source.replace("\ntotal = total", "\ntotal = total of { $sum }");
    let found = gaps(&more, &catalogue(Language::En, &more), &demands());
    assert!(found.contains(&"total wants sum".into()) && found.len() == 4, "{found:?}");
}

#[test]
fn no_sentence_is_left_over() {
    let (demands, named) = (demands(), named());
    let messages = messages(&all(Language::En));
    let parts: BTreeSet<&String> = messages.values().flat_map(|message| &message.parts).collect();
    let unused: Vec<&String> = messages
        .keys()
        .filter(|name| !demands.contains_key(*name) && !named.contains(*name) && !parts.contains(name))
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn both_languages_say_the_same_with_the_same_arguments() {
    for language in Language::ALL {
        for source in sources(language) {
            FluentResource::try_new((*source).into()).expect("a resource without errors");
        }
    }
    let wants = |language| -> BTreeSet<(String, BTreeSet<String>)> {
        messages(&all(language)).into_iter().map(|(name, message)| (name, message.wants)).collect()
    };
    let (ja, en) = (wants(Language::Ja), wants(Language::En));
    assert_eq!(ja.symmetric_difference(&en).collect::<Vec<_>>(), Vec::<&(String, BTreeSet<String>)>::new());
}

/// A word of a closed list that no variant knows would be shown as it is, in the middle of a sentence.
#[test]
fn every_closed_word_has_its_variant() {
    let damages = ["checksum", "undecodable", "chain", "missing", "overlap", "unreadable", "strayed"];
    let beside = ["head", "word", "model-changed", "model-missing", "key", "outside", "row", "file"];
    let types = ["text", "whole-number", "yes-no", "day", "fraction", "list", "table"];
    let places = ["not-empty", "not-sqlite", "other-application", "later"];
    let steps = ["create", "lock", "open", "read", "write", "commit", "checkpoint"];
    let kinds: Vec<&str> = takt_core::dictionary::WordKind::ALL.iter().map(|kind| kind.name()).collect();
    for language in Language::ALL {
        let messages = messages(&all(language));
        let lacks = |name: &str, words: &[&str]| -> Vec<String> {
            let text = &messages[name].text;
            let missing = words.iter().filter(|word| !text.contains(&format!("[{word}]")));
            missing.map(|word| format!("{} {name} [{word}]", language.code())).collect()
        };
        let mut missing = lacks("model-no-fact-can-carry", BECAUSE);
        missing.extend(lacks("model-no-fact-can-carry-help", BECAUSE));
        missing.extend(lacks("model-type-found", &types));
        missing.extend(lacks("damage", &damages));
        missing.extend(lacks("corruption", &beside));
        missing.extend(lacks("fault-folder-not-ours", &places));
        missing.extend(lacks("fault-store-disk", &steps));
        missing.extend(lacks("word-kind", &kinds));
        // A word is a type, or a kind of value; a fraction is never what is wanted.
        let wanted: Vec<&str> = EXPECTED.iter().copied().filter(|word| *word != "fraction").collect();
        let wrong_types = lacks("model-type-expected", &wanted);
        let bad_values: BTreeSet<String> = lacks("model-bad-value-help", &wanted)
            .into_iter()
            .map(|gap| gap.replace("model-bad-value-help", "model-type-expected"))
            .collect();
        missing.extend(wrong_types.into_iter().filter(|gap| bad_values.contains(gap)));
        assert_eq!(missing, [""; 0]);
    }
}

#[test]
fn numbers_and_gaps_choose_the_variant() {
    let source = "
rows = { COUNT($n) ->
    [0] none
    [one] { $n } row
   *[other] { $n } rows
}
nth = { ORDINAL($n) ->
    [one] { $n }st
    [two] { $n }nd
   *[other] { $n }th
}
said = { GIVEN($x) ->
    [yes] { $x }
   *[no] nothing
}
kind = { SLUG($x) ->
    [array-of-strings] texts
   *[other] { $x }
}
";
    let catalogue = catalogue(Language::En, source);
    let n = |name: &str, n: &str| catalogue.try_say(name, &[("n", n.into())]).expect("a sentence");
    assert_eq!(["0", "1", "2", "1,001"].map(|count| n("rows", count)), ["none", "1 row", "2 rows", "1,001 rows"]);
    assert_eq!(["1", "2", "11", "22"].map(|lap| n("nth", lap)), ["1st", "2nd", "11th", "22nd"]);
    let x = |name: &str, x: &str| catalogue.try_say(name, &[("x", x.into())]).expect("a sentence");
    assert_eq!(["", "0", "a"].map(|text| x("said", text)), ["nothing", "0", "a"]);
    assert_eq!(["Array of strings", "table"].map(|text| x("kind", text)), ["texts", "table"]);
}

#[test]
fn a_missing_message_shows_its_name() {
    let catalogue = Catalogue::new(Language::Ja);
    assert_eq!(catalogue.say("no-such-message", &[]), "no-such-message");
    assert!(!catalogue.has("no-such-message"));
}
