//! The shipped models are sound, and the standard one says what the design says.

#![allow(clippy::disallowed_types, reason = "the integer table is held against real numbers here only")]

use takt_core::dictionary::{Dictionary, WordKind};
use takt_core::fact::{Event, Kind, Outcome, Path};
use takt_core::model::{
    self, Condition, FitPoints, Model, ReasonFrom, Returns, Since, Stage, StageKind, Standing, Transition,
};
use takt_core::unit::Span;

const TEXT: &str = include_str!("../../../models/the-model.toml");
const EXHIBITION_LED: &str = include_str!("../../../models/exhibition-led.toml");
const PRODUCT_LED: &str = include_str!("../../../models/product-led.toml");
/// Every model that ships with the program.
const SHIPPED: [&str; 3] = [TEXT, EXHIBITION_LED, PRODUCT_LED];
const GATED: &str = include_str!("../../../models/tests/gated.toml");

fn read(text: &str) -> (Model, Dictionary) {
    let mut words = Dictionary::default();
    match model::read(text, &mut words) {
        Ok(model) => (model, words),
        Err(findings) => panic!("{findings:#?}"),
    }
}

/// Stages as the design has them: name, team, standing (none for counts), Japanese name.
const LINE: &[(&str, &str, Option<Standing>, &str)] = &[
    ("awareness", "marketing", None, "認知"),
    ("lead", "marketing", Some(Standing::Courting), "リード"),
    ("nurture", "marketing", Some(Standing::Courting), "育成"),
    ("mql", "marketing", Some(Standing::Courting), "MQL"),
    ("recycle", "marketing", Some(Standing::Resting), "リードリサイクル"),
    ("disqualified", "marketing", Some(Standing::Gone), "対象外"),
    ("contacting", "inside-sales", Some(Standing::Courting), "接触中"),
    ("appointment", "inside-sales", Some(Standing::Courting), "アポ設定済み"),
    ("meeting", "field-sales", Some(Standing::Dealing), "初回商談"),
    ("qualified", "field-sales", Some(Standing::Dealing), "有効商談"),
    ("proposal", "field-sales", Some(Standing::Dealing), "提案・見積"),
    ("won", "field-sales", Some(Standing::Dealing), "受注"),
    ("handover", "customer-success", Some(Standing::Onboarding), "CS引き継ぎ"),
    ("onboarding", "customer-success", Some(Standing::Onboarding), "導入支援"),
    ("adoption", "customer-success", Some(Standing::Living), "活用促進"),
    ("renewal", "customer-success", Some(Standing::Living), "契約更新"),
    ("churned", "customer-success", Some(Standing::Resting), "解約"),
];

#[test]
fn the_stages_are_those_of_the_design() {
    let (model, _) = read(TEXT);
    let team = |stage: &Stage| model.team(stage.team).map_or("", |team| &team.key).to_owned();
    let line: Vec<_> = model.stages.iter().map(|s| (&*s.key, team(s), s.standing, &*s.name.ja)).collect();
    let expected: Vec<_> =
        LINE.iter().map(|(key, team, standing, ja)| (*key, (*team).to_owned(), *standing, *ja)).collect();
    assert_eq!(line, expected);
    assert_eq!(model.stage(model.start).map(|stage| &*stage.key), Some("lead"));
}

#[test]
fn every_outcome_has_its_stage() {
    let (model, _) = read(TEXT);
    let taking = |kind| model.taking(kind).map(|stage| &*stage.key);
    let expected = [
        (Kind::Opened, "meeting"),
        (Kind::ProposalSent, "proposal"),
        (Kind::Won, "won"),
        (Kind::Lost, "recycle"),
        (Kind::Rested, "recycle"),
        (Kind::Disqualified, "disqualified"),
        (Kind::SubscriptionStarted, "handover"),
        (Kind::Activated, "adoption"),
        (Kind::Renewed, "adoption"),
        (Kind::Ended, "churned"),
    ];
    for (kind, key) in expected {
        assert_eq!(taking(kind), Some(key), "{kind:?}");
    }
}

/// The transition of a name.
fn transition<'m>(model: &'m Model, key: &str) -> &'m Transition {
    model.transitions.iter().find(|transition| transition.key == key).unwrap_or_else(|| panic!("no {key}"))
}

/// A prospect that nobody hears of again: three days a lead, half a year in nurture, half a year on the shelf, three
/// times, then out; by timers alone.
#[test]
fn silence_leads_out_by_timers_alone() {
    let (model, words) = read(TEXT);
    let days = |count| Condition::Elapsed(Span::Days(count));
    let to_nurture = transition(&model, "to-nurture");
    let Condition::Any(ways) = &to_nurture.when else { panic!("{:?}", to_nurture.when) };
    assert!(ways.contains(&days(3)));
    let silent = transition(&model, "silent");
    let silence = Condition::Happened {
        event: Event::Touched(None),
        at_least: 1,
        since: Since::Visit,
        within: Some(Span::Days(180)),
    };
    assert_eq!(silent.when, Condition::All(vec![days(180), Condition::Not(Box::new(silence))]));
    let ReasonFrom::Fixed(reason) = silent.reason else { panic!("{:?}", silent.reason) };
    assert_eq!(words.text(WordKind::Reason, reason.0), "silent");
    assert_eq!(model.clock(Some(reason)).map(|clock| clock.returns), Some(Returns::After(Span::Months(6))));
    let next = &transition(&model, "next-lap").when;
    assert_eq!(*next, Condition::All(vec![Condition::Returned, Condition::LapsBelow(3)]));
    let last = &transition(&model, "last-lap").when;
    assert_eq!(*last, Condition::All(vec![Condition::Returned, Condition::LapsAtLeast(3)]));
    assert_eq!((model.recycle.laps_max, transition(&model, "last-lap").path), (3, Path::Detour));
}

/// No stage that holds prospects is without a limit, a clock or a measure: no gaps by design.
#[test]
fn nobody_who_is_courted_is_left_alone() {
    for (model, _) in SHIPPED.map(read) {
        let held = model.stages.iter().filter(|s| !matches!(s.kind, StageKind::Count | StageKind::Gate));
        for stage in held.filter(|s| s.standing != Some(Standing::Gone)) {
            let clock = stage.limit.is_some() || stage.kind == StageKind::Shelf;
            let served = model.plays.iter().any(|play| play.serves == stage.id);
            let timer = |t: &Transition| t.from.contains(&stage.id) && matches!(t.when, Condition::Elapsed(_));
            assert!(clock || served || model.transitions.iter().any(timer), "{} {}", model.id, stage.key);
        }
    }
}

/// Silence leads out of every stage before the win, but for those that wait for us: a timer moves it on.
#[test]
fn nobody_is_courted_for_ever() {
    fn runs_out(condition: &Condition) -> bool {
        match condition {
            Condition::Elapsed(_) | Condition::LapElapsed(_) => true,
            Condition::Happened { event: Event::Lapsed(_), .. } => true,
            // It waits for what happens, and a timer is only one of several conditions, or one of several ways.
            Condition::All(parts) => parts.iter().all(|part| runs_out(part) || matches!(part, Condition::Not(_))),
            Condition::Any(parts) => parts.iter().any(runs_out),
            _ => false,
        }
    }
    for (model, _) in SHIPPED.map(read) {
        let courted = model.stages.iter().filter(|stage| stage.standing == Some(Standing::Courting));
        for stage in courted {
            let leaves = |t: &&Transition| t.from.contains(&stage.id);
            let ends = model.transitions.iter().filter(leaves).any(|t| runs_out(&t.when));
            assert!(ends, "{}: {} keeps for ever whom nobody speaks of", model.id, stage.key);
        }
    }
}

/// The picture has teams for lanes and eight columns, and no two stages in one cell; after the win it runs back.
#[test]
fn every_stage_has_a_cell_of_its_own() {
    for (model, _) in SHIPPED.map(read) {
        let mut taken = std::collections::BTreeMap::new();
        for stage in &model.stages {
            assert!((1..=8).contains(&stage.column), "{} {}", model.id, stage.key);
            let other = taken.insert((stage.team, stage.column), &stage.key);
            assert_eq!(other, None, "{}: {} in the same cell", model.id, stage.key);
        }
        let column = |standing| -> Vec<u8> {
            model.stages.iter().filter(|s| s.standing == Some(standing)).map(|s| s.column).collect()
        };
        let runs_on = column(Standing::Dealing);
        assert!(runs_on.is_sorted_by(|a, b| a < b), "{}: {runs_on:?}", model.id);
        let runs_back = [column(Standing::Onboarding), column(Standing::Living)].concat();
        assert!(runs_back.is_sorted_by(|a, b| a > b), "{}: {runs_back:?}", model.id);
    }
}

/// Each model is another one, for the same house: fiscal year from April, yen, Japanese holidays.
#[test]
fn the_shipped_models_differ_and_share_the_house() {
    let models = SHIPPED.map(|text| read(text).0);
    assert_eq!(models.each_ref().map(|model| &*model.id), ["the-model", "exhibition-led", "product-led"]);
    for model in &models {
        let rules = model.calendar.rules();
        assert_eq!((model.fiscal_year_start, model.currency.as_str(), &*rules.zone), (4, "JPY", "Asia/Tokyo"));
        assert_eq!(rules.holidays, models[0].calendar.rules().holidays);
    }
    let used = |model: &Model| {
        let mut found = false;
        model.transitions.iter().for_each(|t| {
            t.when.leaves(&mut |leaf| {
                found |= matches!(leaf, Condition::UsedAtLeast { .. });
            })
        });
        found
    };
    assert_eq!(models.each_ref().map(used), [false, false, true]);
}

/// Whoever comes back to nurture with its old points goes on only after doing something new.
#[test]
fn a_returned_mql_does_not_bounce() {
    let (model, _) = read(TEXT);
    assert!(transition(&model, "mql").when.waits_for(Event::Touched(None)));
    let from = |key: &str| transition(&model, key).from.len();
    assert_eq!((from("mql"), from("refused"), from("lost"), from("churned")), (2, 6, 4, 4));
    assert!(transition(&model, "not-now").when.waits_for(Event::Called(Some(Outcome::NotNow))));
}

#[test]
fn the_names_are_in_both_languages_and_in_the_dictionary() {
    for (model, words) in SHIPPED.map(read) {
        for stage in &model.stages {
            assert_eq!(words.text(WordKind::Stage, stage.id.0), stage.key);
            assert!(!stage.means.ja.is_empty() && stage.means.ja.ends_with('。'), "{}", stage.key);
            assert!(stage.means.en.ends_with('.'), "{}", stage.key);
        }
        let segment = model.segment.and_then(|id| model.field(id));
        assert_eq!(segment.map(|field| &*field.key), Some("segment"));
    }
}

/// The tables of decay against the real numbers: only what lies behind a thousandth of a point is lost.
#[test]
fn scores_fade_along_the_curve() {
    for text in SHIPPED.into_iter().chain([GATED]) {
        for rule in read(text).0.score.behaviour {
            let half_life = f64::from(rule.half_life.expect("every rule of these models fades"));
            let real = |days: usize| f64::from(rule.points) * 1000.0 * (-(days as f64) / half_life).exp2();
            for (days, worth) in rule.worth.iter().enumerate() {
                let lost = real(days) - f64::from(*worth);
                assert!((-1e-6..1.0 + 1e-6).contains(&lost), "{} after {days} days: {worth}", rule.key);
            }
            assert!(real(rule.worth.len()) < 1.0 + 1e-6, "{} ends too early", rule.key);
        }
    }
}

#[test]
fn gates_and_tests_of_attributes_are_read() {
    let (model, words) = read(GATED);
    let named = transition(&model, "named-account");
    let Condition::Any(ways) = &named.when else { panic!("{:?}", named.when) };
    assert_eq!(ways.len(), 6);
    // At least and below make one range.
    assert!(matches!(&ways[2], Condition::All(range) if range.len() == 2));
    let default = transition(&model, "named>nurture");
    assert_eq!(default.when, Condition::All(vec![]));
    // A transition without id is named for its ends, and numbered where that is taken.
    let keys: Vec<&str> =
        model.transitions.iter().map(|t| &*t.key).filter(|key| key.starts_with("nurture>deal")).collect();
    assert_eq!(keys, ["nurture>deal", "nurture>deal#2"]);
    // `after` stands before `when`; a standing is spelt out without the stage that is entered.
    assert!(
        matches!(&transition(&model, "shelf>out").when, Condition::All(parts) if matches!(parts[0], Condition::Elapsed(_)))
    );
    let refused: Vec<&str> =
        transition(&model, "nurture>out").from.iter().map(|id| words.text(WordKind::Stage, id.0)).collect();
    assert_eq!(refused, ["nurture", "lead"]);
    assert!(model.score.fit.iter().any(|rule| matches!(rule.points, FitPoints::Is(_, 10))));
    assert_eq!(model.calendar.rules().closures.len(), 2);
}
