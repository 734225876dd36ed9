//! Any model and any numbers: the picture is sound, keeps everything apart, and is the same each time.

use proptest::prelude::*;
use takt_core::book::InForce;
use takt_core::dictionary::Dictionary;
use takt_core::fact::Path;
use takt_core::metric::{
    Awareness, Beside, Constraint, Crew, Ladder, MoveCount, Return, Rung, Shelf, Station, Support,
};
use takt_core::model::{self, Bilingual, Model, Stage, StageKind, Standing, Team, Transition};
use takt_core::unit::{ChannelId, Currency, Money, Rate, Span, StageId, TeamId};
use takt_draw::diagram::Width;
use takt_draw::figure::Language;
use takt_draw::theme::Theme;

use super::scene::{Scene, bare, bars};
use super::{drawn, expected, flaws, read};

const NAMES: &[(&str, &str)] = &[
    ("リード", "Lead"),
    ("提案・見積", "Proposal"),
    ("A", "Q"),
    ("活用促進とコミュニティへのご招待", "Adoption and invitation to the community of users"),
    ("お問い合わせ一次対応", "First answer"),
    ("契約更新", "Renewal of the contract"),
    ("MQL", "MQL"),
    ("トライアル利用中(30日)", "Trial for thirty days"),
    ("<&>\"", "<&>\""),
];

const PATHS: [Path; 9] = [
    Path::Success,
    Path::Success,
    Path::Success,
    Path::Detour,
    Path::Recycle,
    Path::Fast,
    Path::Loop,
    Path::Jump,
    Path::Override,
];

fn number(n: usize) -> u32 {
    u32::try_from(n).expect("a small number")
}

/// What of a stage is chosen by chance: team, column, kind, name, standing, stock, limit.
type Chance = (usize, u8, u8, usize, usize, u64, Option<u32>);

/// A model of any shape. It is put together without the checks of the reader: what the picture stands must hold for
/// more than the reader lets through.
fn model_of(teams: usize, stages: &[Chance], transitions: &[(usize, usize, usize)]) -> Model {
    let mut words = Dictionary::default();
    let mut model =
        model::read(include_str!("../../../../../models/the-model.toml"), &mut words).expect("the standard model");
    let name = |n: usize| {
        let (ja, en) = NAMES[n % NAMES.len()];
        Bilingual { ja: ja.into(), en: en.into() }
    };
    let sample = model.transitions.first().expect("a transition").clone();
    model.teams = (0..teams)
        .map(|n| Team {
            id: TeamId(number(n)),
            key: format!("team-{n}"),
            name: name(n * 5 + stages.len()),
            slot_minutes: None,
            slots_per_day: None,
        })
        .collect();
    model.stages = stages
        .iter()
        .enumerate()
        .map(|(n, (team, column, kind, called, standing, _, limit))| {
            let kind = match (n, kind % 10) {
                (0, _) | (_, 0..=3) => StageKind::Inventory,
                (_, 4..=6) => StageKind::Sla,
                (_, 7) => StageKind::Gate,
                (_, 8) => StageKind::Shelf,
                _ => StageKind::Count,
            };
            let holds = !matches!(kind, StageKind::Gate | StageKind::Count);
            let standings =
                [Standing::Courting, Standing::Dealing, Standing::Resting, Standing::Onboarding, Standing::Living];
            Stage {
                id: StageId(number(n)),
                key: format!("stage-{n}"),
                kind,
                limit: (kind == StageKind::Sla).then_some(Span::Days(3)),
                team: TeamId(number(team % teams)),
                standing: holds.then_some(standings[standing % standings.len()]),
                column: *column,
                stock: limit.filter(|_| holds),
                outcome: None,
                offers: None,
                was: Vec::new(),
                name: name(*called),
                means: Bilingual::default(),
            }
        })
        .collect();
    model.start = StageId(0);
    model.transitions = transitions
        .iter()
        .map(|(from, to, path)| Transition {
            from: vec![StageId(number(from % stages.len()))],
            to: StageId(number(to % stages.len())),
            path: PATHS[path % 7],
            ..sample.clone()
        })
        .collect();
    model
}

fn picture_of(model: Model, stages: &[Chance], moves: &[(usize, usize, usize, u64)], rich: bool) -> Scene {
    let visitors: Vec<StageId> =
        model.stages.iter().filter(|stage| stage.kind == StageKind::Count).map(|stage| stage.id).collect();
    let id = |n: usize| {
        // The last numbers stand for outside of the line.
        let id = StageId(number(n % (stages.len() + 1)));
        (id.index() < stages.len() && !visitors.contains(&id)).then_some(id)
    };
    let mut counted: Vec<MoveCount> = Vec::new();
    let taken = |transition: &Transition, count: u64| MoveCount {
        from: transition.from.first().copied().filter(|id| !visitors.contains(id)),
        to: Some(transition.to).filter(|id| !visitors.contains(id)),
        path: Some(transition.path),
        count,
    };
    let some = moves.iter().map(|(.., count)| *count).cycle();
    let by_model = model.transitions.iter().zip(some).filter(|(_, count)| count % 3 > 0);
    let by_model: Vec<MoveCount> = by_model.map(|(transition, count)| taken(transition, count)).collect();
    let by_chance = moves.iter().map(|(from, to, path, count)| MoveCount {
        from: id(*from),
        to: id(*to),
        path: Some(PATHS[path % PATHS.len()]),
        count: *count,
    });
    for moved in by_model.into_iter().chain(by_chance) {
        let track = |moved: &MoveCount| (moved.from, moved.to, moved.path);
        if (moved.from, moved.to) != (None, None) && !counted.iter().any(|known| track(known) == track(&moved)) {
            counted.push(moved);
        }
    }
    let ids: Vec<StageId> = model.stages.iter().map(|stage| stage.id).collect();
    let stocks: Vec<(StageId, u64, u64, i64)> = ids
        .iter()
        .zip(stages)
        .map(|(id, chance)| (*id, chance.5, if chance.2 % 10 > 3 { chance.5 / 3 } else { 0 }, i64::from(chance.1) * 17))
        .collect();
    let mut picture = bare(&ids, &counted, &stocks);
    let closing = |id: StageId| picture.flow.stages.iter().find(|stage| stage.stage == id).map_or(0, |s| s.closing);
    picture.shelves = model
        .stages
        .iter()
        .filter(|stage| stage.kind == StageKind::Shelf)
        .map(|stage| {
            let stock = closing(stage.id);
            let mut parts = [stock / 9; 9];
            parts[4] += stock - stock / 9 * 9;
            let bars: Vec<(Return, u64)> = bars(&parts);
            Shelf { stage: stage.id, stock, bars }
        })
        .collect();
    if rich {
        let first = picture.flow.stages[0].clone();
        picture.stations = ids
            .iter()
            .zip(stages)
            .map(|(id, chance)| Station {
                stage: *id,
                beside: match chance.4 % 3 {
                    // Nobody stands in a gate, and visitors are nobody's contacts.
                    _ if [7, 9].contains(&(chance.2 % 10)) => Beside::Nothing,
                    0 => Beside::People(chance.5 * 2),
                    1 => Beside::Amount(vec![Money { minor: 123_456_789, currency: Currency::JPY }]),
                    _ => Beside::Nothing,
                },
            })
            .collect();
        picture.constraint = Some(Constraint { stage: first.stage, grows: 1_234, overdue: first.overdue });
        picture.support = Some(Support { opened: 1, closed: 2, open: 123_456 });
        picture.crews =
            model.teams.iter().map(|team| Crew { team: team.id, members: 12, slots_per_week: Some(960) }).collect();
        let many = i32::try_from(ids.len()).expect("few");
        let rungs = ids.iter().enumerate().map(|(n, id)| {
            let rest = if n == 0 { 10_000 - 10_000 / many * many } else { 0 };
            Rung { stage: *id, share: Rate(10_000 / many + rest), worked: Rate(5_000 / many) }
        });
        picture.ladders = vec![Ladder {
            from: StageId(0),
            to: ids[ids.len() - 1],
            accounts: 9,
            median: 1_234,
            rungs: rungs.collect(),
            has_work: true,
        }];
        picture.flow.awareness = vec![Awareness { channel: ChannelId(0), visits: 1_234_567, cost: None }];
        for (stage, chance) in picture.flow.stages.iter_mut().zip(stages) {
            stage.of_which_side = if chance.3 % 2 == 0 { stage.closing / 2 } else { 0 };
        }
    }
    Scene { force: InForce::new(model, 1), picture }
}

fn scenes() -> impl Strategy<Value = Scene> {
    let number = prop_oneof![3 => 0_u64..40, 3 => 0_u64..2_000, 1 => 0_u64..3_000_000];
    let stage =
        (0_usize..6, 1_u8..14, any::<u8>(), 0_usize..40, 0_usize..5, number.clone(), prop::option::of(1_u32..500));
    let stages = prop::collection::vec(stage, 2..25);
    let transitions = prop::collection::vec((0_usize..24, 0_usize..24, 0_usize..7), 0..60);
    let moves = prop::collection::vec((0_usize..25, 0_usize..25, 0_usize..9, number), 0..30);
    (1_usize..7, stages, transitions, moves, any::<bool>()).prop_map(|(teams, stages, transitions, moves, rich)| {
        picture_of(model_of(teams, &stages, &transitions), &stages, &moves, rich)
    })
}

impl std::fmt::Debug for Scene {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scene")
            .field("stages", &self.force.model.stages)
            .field("transitions", &self.force.model.transitions.len())
            .field("picture", &self.picture)
            .finish()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, max_shrink_iters: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_picture_is_sound(scene in scenes()) {
        for (width, _) in super::WIDTHS {
            for language in Language::ALL {
                let drawing = drawn(&scene, Theme::Light, width, language);
                prop_assert_eq!(flaws(&drawing), [""; 0]);
                let written = drawing.svg().to_string();
                prop_assert_eq!(&written, &drawn(&scene, Theme::Light, width, language).svg().to_string());
                let tree = roxmltree::Document::parse(&written).expect("well-formed");
                let (found, wanted) = (read::numbers(&tree), expected(&scene));
                for (name, value) in &wanted {
                    let optional = ["visits", "cost"].iter().any(|end| name.ends_with(end));
                    prop_assert!(optional || found.get(name) == Some(value), "{}: {:?} is not {}", name, found.get(name), value);
                }
            }
        }
    }

    #[test]
    fn a_map_is_as_wide_as_it_says(scene in scenes()) {
        for (width, pixels) in [(Width::Wide, 1_360), (Width::Narrow, 390)] {
            let drawing = drawn(&scene, Theme::Dark, width, Language::Ja);
            prop_assert_eq!(drawing.width(), takt_draw::geometry::px(pixels));
        }
    }
}
