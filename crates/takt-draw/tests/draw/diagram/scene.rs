//! Pictures to draw, made by hand: moves and stocks are given, everything else follows from them.

use takt_core::book::InForce;
use takt_core::calendar::{Month, month_of};
use takt_core::dictionary::Dictionary;
use takt_core::fact::Path;
use takt_core::metric::{
    Awareness, Beside, Constraint, Crew, Flow, Ladder, MoveCount, Picture, RETURN_MONTHS, Retention, Return, Rung,
    Shelf, StageFlow, Station, Support, Tiles,
};
use takt_core::model::{self, StageKind};
use takt_core::unit::{ChannelId, Currency, Day, Money, Rate, StageId};

/// A model in force and a picture of it.
pub(crate) struct Scene {
    pub(crate) force: InForce,
    pub(crate) picture: Picture,
}

/// A move by the names of its stages; an empty name is outside of the line.
pub(crate) type Move<'a> = (&'a str, &'a str, Path, u64);

impl Scene {
    /// A picture of October 2026 with these moves, and these stocks and overdue positions by stage.
    pub(crate) fn of(text: &str, moves: &[Move<'_>], stocks: &[(&str, u64, u64, i64)]) -> Self {
        let model = model::read(text, &mut Dictionary::default()).expect("a sound model");
        let id = |name: &str| -> Option<StageId> {
            let found = model.stages.iter().find(|stage| stage.key == name).map(|stage| stage.id);
            assert!(found.is_some() || name.is_empty(), "no stage {name}");
            found
        };
        let moves: Vec<MoveCount> = moves
            .iter()
            .map(|(from, to, path, count)| MoveCount { from: id(from), to: id(to), path: Some(*path), count: *count })
            .collect();
        let stocks: Vec<(StageId, u64, u64, i64)> =
            stocks.iter().filter_map(|(name, closing, over, days)| Some((id(name)?, *closing, *over, *days))).collect();
        let ids: Vec<StageId> = model.stages.iter().map(|stage| stage.id).collect();
        let force = InForce::new(model, 1);
        let picture = bare(&ids, &moves, &stocks);
        Self { force, picture }
    }

    /// The place of a stage in the flow.
    pub(crate) fn stage(&mut self, name: &str) -> &mut StageFlow {
        let id = self.id(name);
        self.picture.flow.stages.iter_mut().find(|stage| stage.stage == id).expect("a stage of the flow")
    }

    pub(crate) fn id(&self, name: &str) -> StageId {
        self.force.model.stages.iter().find(|stage| stage.key == name).expect("a stage").id
    }
}

/// A picture with nothing but flow. What stood there at the beginning is what makes the sums come out.
pub(crate) fn bare(ids: &[StageId], moves: &[MoveCount], stocks: &[(StageId, u64, u64, i64)]) -> Picture {
    let stages: Vec<StageFlow> = ids
        .iter()
        .map(|id| {
            let sum = |end: fn(&MoveCount) -> Option<StageId>| -> u64 {
                moves.iter().filter(|moved| end(moved) == Some(*id)).map(|moved| moved.count).sum()
            };
            let (inflow, outflow) = (sum(|moved| moved.to), sum(|moved| moved.from));
            let given = stocks.iter().find(|(stage, ..)| stage == id);
            let closing = given.map_or(0, |(_, closing, ..)| *closing).max(inflow.saturating_sub(outflow));
            StageFlow {
                stage: *id,
                opening: closing + outflow - inflow,
                inflow,
                outflow,
                closing,
                overdue: given.map_or(0, |(_, _, over, _)| *over),
                dwell_p50: given.and_then(|(.., days)| (*days > 0).then_some(*days)),
                dwell_p90: given.and_then(|(.., days)| (*days > 0).then_some(*days * 3)),
                ..StageFlow::default()
            }
        })
        .collect();
    let (from, to) = (day(2026, 10, 1), day(2026, 10, 31));
    let flow = Flow { from, to, stages, moves: moves.to_vec(), awareness: Vec::new(), groups: Vec::new() };
    Picture {
        flow,
        business_days: 21,
        stations: Vec::new(),
        shelves: Vec::new(),
        crews: Vec::new(),
        constraint: None,
        ladders: Vec::new(),
        tiles: Tiles {
            won: None,
            won_side: 0,
            won_before: None,
            pace: None,
            new_recurring: Vec::new(),
            recurring: Vec::new(),
            lead_time: None,
            lead_time_before: None,
            retention: None,
        },
        support: None,
    }
}

fn day(year: i16, month: i8, day: i8) -> Day {
    Day::of(year, month, day).expect("a day")
}

/// The bars of a shelf for counts: past, the months, later, without a date.
pub(crate) fn bars(counts: &[u64; 9]) -> Vec<(Return, u64)> {
    let first = month_of(day(2026, 11, 1));
    let later = Month(first.0 + RETURN_MONTHS);
    let mut bars = Vec::new();
    for (n, count) in (0_i32..).zip(counts) {
        let when = match n {
            0 => Return::Past,
            7 => Return::Later(later),
            8 => Return::NoDate,
            n => Return::In(Month(first.0 + n - 1)),
        };
        if *count > 0 || matches!(when, Return::In(_)) {
            bars.push((when, *count));
        }
    }
    bars
}

const fn yen(minor: i64) -> Money {
    Money { minor, currency: Currency::JPY }
}

/// The standard model with everything that can be data.
pub(crate) fn standard() -> Scene {
    use Path::{Detour, Enter, Fast, Jump, Loop, Merge, Override, Recycle, Success};
    let moves: &[Move<'_>] = &[
        ("", "lead", Enter, 1_240),
        ("", "qualified", Jump, 9),
        ("lead", "nurture", Success, 930),
        ("lead", "mql", Success, 186),
        ("lead", "disqualified", Detour, 24),
        ("nurture", "mql", Success, 244),
        ("nurture", "contacting", Success, 14),
        ("nurture", "recycle", Recycle, 30),
        ("nurture", "disqualified", Detour, 12),
        ("nurture", "proposal", Jump, 2),
        ("mql", "contacting", Success, 376),
        ("mql", "meeting", Fast, 38),
        ("mql", "nurture", Detour, 16),
        ("contacting", "appointment", Success, 118),
        ("contacting", "recycle", Recycle, 120),
        ("contacting", "nurture", Detour, 52),
        ("contacting", "disqualified", Detour, 14),
        ("appointment", "meeting", Success, 104),
        ("appointment", "contacting", Detour, 14),
        ("appointment", "recycle", Recycle, 6),
        ("meeting", "qualified", Success, 92),
        ("meeting", "recycle", Recycle, 34),
        ("meeting", "contacting", Detour, 3),
        ("qualified", "proposal", Success, 89),
        ("qualified", "recycle", Recycle, 12),
        ("proposal", "won", Success, 42),
        ("proposal", "recycle", Recycle, 47),
        ("won", "handover", Success, 35),
        ("won", "", Merge, 7),
        ("handover", "onboarding", Success, 41),
        ("onboarding", "adoption", Success, 36),
        ("onboarding", "onboarding", Override, 1),
        ("adoption", "renewal", Loop, 31),
        ("renewal", "adoption", Loop, 28),
        ("renewal", "churned", Detour, 3),
        ("churned", "recycle", Recycle, 2),
        ("recycle", "nurture", Recycle, 61),
        ("recycle", "mql", Recycle, 4),
        ("recycle", "disqualified", Detour, 5),
    ];
    let stocks = [
        ("lead", 341, 12, 4),
        ("nurture", 11_860, 0, 240),
        ("mql", 22, 0, 8),
        ("recycle", 731, 0, 1_220),
        ("disqualified", 1_874, 0, 0),
        ("contacting", 318, 96, 36),
        ("appointment", 41, 0, 60),
        ("meeting", 97, 9, 21),
        ("qualified", 74, 3, 90),
        ("proposal", 88, 4, 112),
        ("won", 5, 0, 3),
        ("handover", 5, 0, 20),
        ("onboarding", 47, 6, 280),
        ("adoption", 308, 0, 2_410),
        ("renewal", 31, 0, 300),
        ("churned", 4, 0, 300),
    ];
    let mut scene = Scene::of(include_str!("../../../../../models/the-model.toml"), moves, &stocks);
    scene.stage("qualified").of_which_side = 6;
    scene.stage("proposal").of_which_side = 11;
    let id = |name: &str| scene.id(name);
    let worth = |stage: &takt_core::model::Stage| -> Beside {
        match stage.key.as_str() {
            "qualified" => Beside::Amount(vec![yen(29_290_000)]),
            "proposal" => Beside::Amount(vec![yen(87_150_000)]),
            "won" => Beside::Amount(vec![yen(3_360_000)]),
            "onboarding" => Beside::Recurring(vec![yen(3_760_000)]),
            "adoption" => Beside::Recurring(vec![yen(24_640_000)]),
            "renewal" => Beside::Recurring(vec![yen(2_480_000)]),
            "lead" => Beside::People(352),
            "nurture" => Beside::People(13_204),
            "mql" => Beside::People(31),
            "contacting" => Beside::People(402),
            "appointment" => Beside::People(66),
            "recycle" => Beside::People(904),
            _ => Beside::Nothing,
        }
    };
    let stations =
        scene.force.model.stages.iter().map(|stage| Station { stage: stage.id, beside: worth(stage) }).collect();
    let rungs = |parts: &[(&str, i32, i32)]| -> Vec<Rung> {
        parts
            .iter()
            .map(|(name, share, worked)| Rung { stage: id(name), share: Rate(*share), worked: Rate(*worked) })
            .collect()
    };
    let ladders = vec![
        Ladder {
            from: id("lead"),
            to: id("won"),
            accounts: 42,
            median: 610,
            rungs: rungs(&[
                ("lead", 980, 30),
                ("nurture", 3_930, 110),
                ("mql", 130, 20),
                ("contacting", 590, 160),
                ("appointment", 980, 90),
                ("meeting", 1_200, 480),
                ("qualified", 600, 200),
                ("proposal", 1_590, 390),
            ]),
            has_work: true,
        },
        Ladder {
            from: id("won"),
            to: id("adoption"),
            accounts: 36,
            median: 300,
            rungs: rungs(&[("won", 100, 0), ("handover", 660, 120), ("onboarding", 9_240, 2_400)]),
            has_work: true,
        },
    ];
    let shelf = Shelf { stage: id("recycle"), stock: 731, bars: bars(&[12, 74, 58, 131, 166, 92, 0, 180, 18]) };
    let narrow = scene.picture.flow.stages.iter().find(|stage| stage.stage == id("contacting")).expect("a stage");
    let constraint = Constraint { stage: narrow.stage, grows: narrow.inflow - narrow.outflow, overdue: narrow.overdue };
    let crews = scene
        .force
        .model
        .teams
        .iter()
        .zip([(3, None), (6, Some(480)), (5, None), (4, None)])
        .map(|(team, (members, slots_per_week))| Crew { team: team.id, members, slots_per_week })
        .collect();
    let picture = &mut scene.picture;
    picture.stations = stations;
    picture.ladders = ladders;
    picture.shelves = vec![shelf];
    picture.crews = crews;
    picture.constraint = Some(constraint);
    picture.support = Some(Support { opened: 34, closed: 31, open: 12 });
    picture.flow.awareness = vec![
        Awareness { channel: ChannelId(0), visits: 41_200, cost: Some(yen(1_800_000)) },
        Awareness { channel: ChannelId(1), visits: 7_000, cost: Some(yen(240_000)) },
    ];
    picture.tiles = Tiles {
        won: Some(42),
        won_side: 7,
        won_before: Some(38),
        pace: Some(200),
        new_recurring: vec![yen(3_360_000)],
        recurring: vec![yen(30_880_000)],
        lead_time: Some(610),
        lead_time_before: Some(640),
        retention: Some(Retention {
            customers: 391,
            kept: 388,
            rate: Rate(9_923),
            gross: Some(Rate(9_890)),
            net: Some(Rate(10_140)),
        }),
    };
    scene
}

/// The pictures that are accepted by eye, by the names of their wide and narrow form. To add one, add its scene.
pub(crate) fn all() -> Vec<(&'static str, &'static str, Scene)> {
    let exhibition = busy(include_str!("../../../../../models/exhibition-led.toml"));
    let product = busy(include_str!("../../../../../models/product-led.toml"));
    vec![
        ("diagram-the-model-wide", "diagram-the-model-narrow", standard()),
        ("diagram-exhibition-led-wide", "diagram-exhibition-led-narrow", exhibition),
        ("diagram-product-led-wide", "diagram-product-led-narrow", product),
    ]
}

/// A month in which every transition of a model was taken: most go to the next stage, few leap far.
pub(crate) fn busy(text: &str) -> Scene {
    let model = model::read(text, &mut Dictionary::default()).expect("a sound model");
    let column = |id: StageId| model.stage(id).map_or(0, |stage| u64::from(stage.column));
    let lane = |id: StageId| {
        let team = model.stage(id).map(|stage| stage.team);
        model.teams.iter().position(|known| Some(known.id) == team).map_or(0, |lane| lane as u64)
    };
    let enters = MoveCount { from: None, to: Some(model.start), path: Some(Path::Enter), count: 1_040 };
    let mut moves = vec![enters];
    for transition in &model.transitions {
        for from in &transition.from {
            let (from, to) = (*from, transition.to);
            let far = column(from).abs_diff(column(to)) + 2 * lane(from).abs_diff(lane(to));
            let count = match (transition.path, far) {
                (Path::Success, 0..=2) => 900 / column(from).max(1),
                (Path::Success, 3) => 60 / column(from).max(1),
                (Path::Fast, 0..=4) => 24,
                (Path::Success | Path::Fast, _) => 1,
                (Path::Loop, _) => 26,
                _ => 2 + 40 / (far + 1),
            };
            let track = |known: &&mut MoveCount| {
                (known.from, known.to, known.path) == (Some(from), Some(to), Some(transition.path))
            };
            match moves.iter_mut().find(track) {
                Some(known) => known.count += 1,
                None => moves.push(MoveCount { from: Some(from), to: Some(to), path: Some(transition.path), count }),
            }
        }
    }
    // Nothing stays in a gate: who is left goes the last way out of it, which is its default.
    for gate in model.stages.iter().filter(|stage| stage.kind == StageKind::Gate) {
        let sum = |all: &[MoveCount], ends: &dyn Fn(&MoveCount) -> bool| -> u64 {
            all.iter().filter(|moved| ends(moved)).map(|moved| moved.count).sum()
        };
        let came = sum(&moves, &|moved| moved.to == Some(gate.id));
        let went = sum(&moves, &|moved| moved.from == Some(gate.id));
        if let Some(last) = moves.iter_mut().rev().find(|moved| moved.from == Some(gate.id)) {
            last.count = (last.count + came).saturating_sub(went);
        }
    }
    let stocks: Vec<(StageId, u64, u64, i64)> = model
        .stages
        .iter()
        .map(|stage| match stage.kind {
            StageKind::Count | StageKind::Gate => (stage.id, 0, 0, 0),
            kind => {
                let stock = 640 / u64::from(stage.column).max(1) + 12;
                (stage.id, stock, if kind == StageKind::Sla { stock / 9 } else { 0 }, i64::from(stage.column) * 13)
            }
        })
        .collect();
    let ids: Vec<StageId> = model.stages.iter().map(|stage| stage.id).collect();
    let mut picture = bare(&ids, &moves, &stocks);
    let stock = |id: StageId| picture.flow.stages.iter().find(|stage| stage.stage == id).map_or(0, |s| s.closing);
    let shelves = model.stages.iter().filter(|stage| stage.kind == StageKind::Shelf).map(|stage| {
        let (whole, month) = (stock(stage.id), stock(stage.id) / 9);
        let rest = whole - month * 7;
        Shelf { stage: stage.id, stock: whole, bars: bars(&[0, month, month * 2, month, month, month, month, rest, 0]) }
    });
    picture.shelves = shelves.collect();
    picture.flow.awareness = vec![Awareness { channel: ChannelId(0), visits: 21_400, cost: Some(yen(900_000)) }];
    picture.crews = model
        .teams
        .iter()
        .map(|team| Crew { team: team.id, members: 4, slots_per_week: team.slot_minutes.map(|_| 320) })
        .collect();
    Scene { force: InForce::new(model, 1), picture }
}
