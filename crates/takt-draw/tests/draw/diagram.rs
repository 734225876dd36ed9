//! The picture of the revenue model: as accepted, and what must hold for any model and any numbers.

mod lived;
mod random;
mod read;
mod scene;

use std::collections::BTreeMap;

use roxmltree::Document;
use takt_core::metric::{Beside, Picture};
use takt_core::model::StageKind;
use takt_core::unit::{Money, StageId};
use takt_draw::diagram::{Broken, Drawing, Look, Section, Width, conserved, draw};
use takt_draw::figure::{self, Language};
use takt_draw::theme::Theme;

use crate::look::{golden, wrong};
use crate::speak::Catalogue;
use scene::Scene;

const WIDTHS: [(Width, &str); 2] = [(Width::Wide, "wide"), (Width::Narrow, "narrow")];

fn drawn(scene: &Scene, theme: Theme, width: Width, language: Language) -> Drawing {
    let look = Look { theme, width, former: Vec::new(), ways: None };
    draw(&scene.picture, &scene.force, &look, &Catalogue::new(language)).expect("a picture that adds up")
}

/// Everything that may be wrong with a picture of the revenue model.
fn flaws(drawing: &Drawing) -> Vec<String> {
    let mut found = wrong(drawing.svg());
    let written = drawing.svg().to_string();
    let tree = Document::parse(&written).expect("well-formed");
    found.extend(read::outside(&tree).into_iter().map(|what| format!("outside: {what}")));
    found.extend(read::words_over_stations(&tree));
    found
}

#[test]
fn pictures_are_those_that_were_looked_at() {
    for (wide, narrow, scene) in scene::all() {
        for (width, name) in [(Width::Wide, wide), (Width::Narrow, narrow)] {
            for language in Language::ALL {
                for theme in [Theme::Light, Theme::Dark] {
                    let drawing = drawn(&scene, theme, width, language);
                    assert_eq!(flaws(&drawing), [""; 0], "{name} {} {}", language.code(), theme.code());
                    golden(&format!("{name}-{}-{}", language.code(), theme.code()), drawing.svg());
                }
            }
        }
    }
}

fn sums(sums: &[Money]) -> String {
    sums.iter().map(|sum| format!("{} {}", sum.minor, sum.currency.as_str())).collect::<Vec<_>>().join(" ")
}

/// Every number that a picture of a scene has to show, under the names of [`read::numbers`].
fn expected(scene: &Scene) -> BTreeMap<String, String> {
    let picture = &scene.picture;
    let key = |id: StageId| scene.force.stage(id).map_or_else(|| format!("#{}", id.0), |stage| stage.key.clone());
    let mut all = BTreeMap::new();
    let mut put = |name: String, value: String| {
        all.insert(name, value);
    };
    for stage in &picture.flow.stages {
        if scene.force.stage(stage.stage).is_some_and(|stage| stage.kind == StageKind::Count) {
            continue;
        }
        let name = key(stage.stage);
        let whole = [
            ("opening", stage.opening),
            ("in", stage.inflow),
            ("out", stage.outflow),
            ("closing", stage.closing),
            ("overdue", stage.overdue),
            ("side", stage.of_which_side),
        ];
        for (what, value) in whole {
            put(format!("stage {name} {what}"), value.to_string());
        }
        let days = [
            ("p50", stage.dwell_p50),
            ("p90", stage.dwell_p90),
            ("cumulative-p50", stage.cumulative_p50),
            ("cumulative-p90", stage.cumulative_p90),
        ];
        for (what, value) in days.into_iter().filter_map(|(what, value)| Some((what, value?))) {
            put(format!("stage {name} {what}"), value.to_string());
        }
        if let Some(limit) = scene.force.stage(stage.stage).and_then(|stage| stage.stock) {
            put(format!("stage {name} limit"), limit.to_string());
        }
    }
    for station in &picture.stations {
        let name = key(station.stage);
        match &station.beside {
            Beside::People(people) if *people > 0 => put(format!("stage {name} people"), people.to_string()),
            Beside::Amount(list) => put(format!("stage {name} amount"), sums(list)),
            Beside::Recurring(list) => put(format!("stage {name} recurring"), sums(list)),
            _ => {}
        }
    }
    for moved in &picture.flow.moves {
        let end = |id: Option<StageId>| id.map_or_else(String::new, key);
        let path = moved.path.map_or("", takt_core::fact::Path::name);
        put(format!("move {}>{} {path}", end(moved.from), end(moved.to)), moved.count.to_string());
    }
    if !picture.flow.awareness.is_empty() {
        let visits: u64 = picture.flow.awareness.iter().map(|channel| channel.visits).sum();
        let cost: i64 = picture.flow.awareness.iter().filter_map(|channel| channel.cost).map(|cost| cost.minor).sum();
        put("stage awareness visits".into(), visits.to_string());
        put("stage awareness cost".into(), format!("{cost} JPY"));
    }
    rest(picture, scene, &key, &mut put);
    all
}

/// What is not of a stage or a move.
fn rest(picture: &Picture, scene: &Scene, key: &dyn Fn(StageId) -> String, put: &mut dyn FnMut(String, String)) {
    for shelf in &picture.shelves {
        for (when, count) in &shelf.bars {
            use takt_core::metric::Return;
            let when = match when {
                Return::Past => "past".into(),
                Return::In(month) => month.to_string(),
                Return::Later(month) => format!("{month}+"),
                Return::NoDate => "none".into(),
            };
            put(format!("bar {} {when}", key(shelf.stage)), count.to_string());
        }
    }
    for ladder in &picture.ladders {
        let name = key(ladder.to);
        put(format!("ladder {name} ladder-median"), ladder.median.to_string());
        put(format!("ladder {name} ladder-accounts"), ladder.accounts.to_string());
        for rung in &ladder.rungs {
            put(format!("ladder {name} {} share", key(rung.stage)), rung.share.0.to_string());
            if ladder.has_work {
                put(format!("ladder {name} {} worked", key(rung.stage)), rung.worked.0.to_string());
            }
        }
    }
    for crew in picture.crews.iter().filter(|crew| crew.members > 0) {
        let team = scene.force.model.team(crew.team).expect("a team").key.clone();
        put(format!("crew {team} members"), crew.members.to_string());
        if let Some(slots) = crew.slots_per_week {
            put(format!("crew {team} slots"), slots.to_string());
        }
    }
    if let Some(found) = picture.constraint {
        put("constraint-grows".into(), found.grows.to_string());
        put("constraint-overdue".into(), found.overdue.to_string());
    }
    if let Some(support) = picture.support {
        put("support-opened".into(), support.opened.to_string());
        put("support-closed".into(), support.closed.to_string());
        put("support-open".into(), support.open.to_string());
    }
    let tiles = &picture.tiles;
    let mut some = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            put(name.into(), value);
        }
    };
    some("won", tiles.won.map(|won| won.to_string()));
    some("won-before", tiles.won_before.map(|won| won.to_string()));
    some("won-side", (tiles.won_side > 0).then(|| tiles.won_side.to_string()));
    some("pace", tiles.pace.map(|pace| pace.to_string()));
    some("business-days", tiles.pace.map(|_| picture.business_days.to_string()));
    some("lead-time", tiles.lead_time.map(|days| days.to_string()));
    some("lead-time-before", tiles.lead_time_before.map(|days| days.to_string()));
    some("new-recurring", (!tiles.recurring.is_empty()).then(|| sums(&tiles.new_recurring)));
    some("recurring", (!tiles.recurring.is_empty()).then(|| sums(&tiles.recurring)));
    some("retention", tiles.retention.as_ref().map(|kept| kept.rate.0.to_string()));
    some("kept", tiles.retention.as_ref().map(|kept| format!("{} {}", kept.kept, kept.customers)));
    let revenue = tiles.retention.as_ref().and_then(|kept| Some(format!("{} {}", kept.net?.0, kept.gross?.0)));
    some("net-gross", revenue);
}

#[test]
fn every_number_of_the_picture_is_on_it_and_no_other() {
    for (name, scene) in [("by hand", scene::standard()), ("simulated", lived::simulated())] {
        for (width, form) in WIDTHS {
            let drawing = drawn(&scene, Theme::Light, width, Language::Ja);
            let written = drawing.svg().to_string();
            let tree = Document::parse(&written).expect("well-formed");
            let (found, wanted) = (read::numbers(&tree), expected(&scene));
            let missing: Vec<_> = wanted.iter().filter(|(name, value)| found.get(*name) != Some(value)).collect();
            let surplus: Vec<_> = found.iter().filter(|(name, _)| !wanted.contains_key(*name)).collect();
            assert!(missing.is_empty() && surplus.is_empty(), "{name} {form}: {missing:?} {surplus:?}");
            assert_eq!(flaws(&drawing), [""; 0], "{name} {form}");
        }
    }
}

#[test]
fn the_words_of_a_number_say_that_number() {
    let scene = scene::standard();
    let mut seen = 0;
    for (width, _) in WIDTHS {
        for language in Language::ALL {
            let speak = Catalogue::new(language);
            let written = drawn(&scene, Theme::Light, width, language).svg().to_string();
            let tree = Document::parse(&written).expect("well-formed");
            for node in tree.descendants().filter(|node| node.has_tag_name("text")) {
                let counts = ["in", "out", "closing", "overdue", "side", "visits", "bar", "won", "members", "slots"];
                let named = node.attribute("data-n").filter(|name| counts.contains(name));
                let value = named.and(node.attribute("data-v"));
                let label = node.ancestors().find_map(|node| node.attribute("data-label-v"));
                for value in value.into_iter().chain(label) {
                    let said = figure::count(value.parse().expect("a count"), &speak);
                    let words = read::words(node);
                    // A label of a track may be its rate, which stands below the count.
                    assert!(words.contains(&said) || words.ends_with('%'), "{words:?} for {value}");
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 300, "only {seen} words were looked at");
}

#[test]
fn the_table_has_what_the_picture_has() {
    let scene = scene::standard();
    let drawing = drawn(&scene, Theme::Light, Width::Wide, Language::En);
    let sections = drawing.sections();
    let row = |first: &[&str]| -> Vec<String> {
        let rows = sections.iter().flat_map(|section| &section.table.rows);
        let found: Vec<_> = rows.filter(|row| first.iter().zip(*row).all(|(want, cell)| want == cell)).collect();
        found.first().unwrap_or_else(|| panic!("no row {first:?}")).to_vec()
    };
    assert_eq!(row(&["Contacting", "Inside sales"])[2..9], ["215", "407", "304", "318", "0", "300", "96"]);
    assert_eq!(row(&["Lead", "Nurture"])[3..], ["930", "1,140", "81.6%"]);
    assert_eq!(row(&["(customer)", "Qualified"])[3..], ["9", "", ""]);
    assert_eq!(row(&["Won", "(over)"])[3], "7");
    assert_eq!(row(&["none"])[1], "18");
    for section in sections {
        let Section { title, table, words } = section;
        assert!(table.rows.iter().all(|row| row.len() == table.head.len()) && *words < table.head.len(), "{title}");
    }
}

#[test]
fn a_number_never_moves_a_station() {
    let quiet = scene::standard();
    let mut loud = scene::standard();
    for moved in &mut loud.picture.flow.moves {
        moved.count *= 1_000;
    }
    // Nobody goes to churned, nobody comes by the fast pass, and the constraint is gone.
    loud.picture.flow.moves.retain(|moved| !matches!(moved.count, 3_000 | 38_000));
    loud.picture.constraint = None;
    let moves = loud.picture.flow.moves.clone();
    for stage in &mut loud.picture.flow.stages {
        stage.inflow = moves.iter().filter(|moved| moved.to == Some(stage.stage)).map(|moved| moved.count).sum();
        stage.outflow = moves.iter().filter(|moved| moved.from == Some(stage.stage)).map(|moved| moved.count).sum();
        stage.opening = stage.outflow + 20_000_000;
        stage.closing = stage.opening + stage.inflow - stage.outflow;
    }
    loud.picture.shelves.clear();
    let places = |scene: &Scene| -> Vec<(String, String)> {
        let written = drawn(scene, Theme::Light, Width::Wide, Language::Ja).svg().to_string();
        let tree = Document::parse(&written).expect("well-formed");
        let stations = tree.descendants().filter(|node| node.has_attribute("data-stage"));
        stations
            .filter_map(|node| {
                let rect = node.children().find(|child| child.has_tag_name("rect"))?;
                let place = ["x", "y", "width", "height"].map(|name| rect.attribute(name).unwrap_or_default());
                Some((node.attribute("data-stage")?.to_owned(), place.join(" ")))
            })
            .collect()
    };
    assert_eq!(places(&quiet), places(&loud));
    assert_eq!(places(&quiet).len(), quiet.force.model.stages.len());
}

#[test]
fn a_picture_that_does_not_add_up_is_not_drawn() {
    let broken = |change: &dyn Fn(&mut Scene)| {
        let mut scene = scene::standard();
        assert_eq!(conserved(&scene.picture), Ok(()));
        change(&mut scene);
        let look = Look { theme: Theme::Light, width: Width::Wide, former: Vec::new(), ways: None };
        let drawn = draw(&scene.picture, &scene.force, &look, &Catalogue::new(Language::En));
        assert_eq!(drawn.as_ref().err().copied(), conserved(&scene.picture).err());
        conserved(&scene.picture).expect_err("a picture that does not add up")
    };
    let id = |name: &str| scene::standard().id(name);
    assert_eq!(broken(&|scene| scene.stage("mql").opening += 1), Broken::Balance(id("mql")));
    let both = |scene: &mut Scene| {
        scene.stage("mql").inflow += 1;
        scene.stage("mql").closing += 1;
    };
    assert_eq!(broken(&both), Broken::In(id("mql")));
    let out = |scene: &mut Scene| {
        scene.stage("mql").outflow += 1;
        scene.stage("mql").closing -= 1;
    };
    assert_eq!(broken(&out), Broken::Out(id("mql")));
    assert_eq!(broken(&|scene| scene.picture.shelves[0].bars[0].1 += 1), Broken::Bars(id("recycle")));
    assert_eq!(broken(&|scene| scene.picture.ladders[0].rungs[0].share.0 += 1), Broken::Shares(id("won")));
    let stray = |scene: &mut Scene| {
        let stage = StageId(9_999);
        scene.picture.flow.moves.push(takt_core::metric::MoveCount {
            from: Some(stage),
            to: None,
            path: None,
            count: 1,
        });
    };
    assert_eq!(broken(&stray), Broken::Unknown(StageId(9_999)));
}

#[test]
fn what_is_not_data_is_not_on_the_picture() {
    let mut scene = scene::standard();
    let full = drawn(&scene, Theme::Light, Width::Wide, Language::En);
    let ids: Vec<StageId> = scene.force.model.stages.iter().map(|stage| stage.id).collect();
    scene.picture = scene::bare(&ids, &[], &[]);
    let empty = drawn(&scene, Theme::Light, Width::Wide, Language::En);
    let words = |drawing: &Drawing| drawing.svg().to_string();
    for word in ["Support", "Where the time goes", "Pace", "Retention", "Constraint", "Awareness", "people"] {
        let said = |drawing: &Drawing| {
            words(drawing).contains(&format!(">{word}")) || words(drawing).contains(&format!(" {word}<"))
        };
        assert!(said(&full), "{word} is data");
        assert!(!said(&empty), "{word} is no data");
    }
    assert!(!words(&empty).contains("data-from"), "no moves");
    assert_eq!(flaws(&empty), [""; 0]);
}

#[test]
fn a_stage_of_an_older_model_does_not_vanish() {
    let mut scene = scene::standard();
    let old = StageId(500);
    scene.picture.flow.stages.push(takt_core::metric::StageFlow {
        stage: old,
        opening: 7,
        outflow: 3,
        closing: 4,
        ..Default::default()
    });
    let mql = scene.id("mql");
    scene.picture.flow.moves.push(takt_core::metric::MoveCount {
        from: Some(old),
        to: Some(mql),
        path: Some(takt_core::fact::Path::Override),
        count: 3,
    });
    scene.stage("mql").inflow += 3;
    scene.stage("mql").closing += 3;
    for (width, _) in WIDTHS {
        let look = Look { theme: Theme::Light, width, former: vec![(old, "Trial".into())], ways: None };
        let drawing = draw(&scene.picture, &scene.force, &look, &Catalogue::new(Language::En)).expect("it adds up");
        let written = drawing.svg().to_string();
        let tree = Document::parse(&written).expect("well-formed");
        let numbers = read::numbers(&tree);
        assert_eq!(numbers.get("stage Trial closing").map(String::as_str), Some("4"));
        assert_eq!(numbers.get("move Trial>mql override").map(String::as_str), Some("3"));
        assert!(written.contains(">Earlier stages<") && flaws(&drawing).is_empty(), "{:?}", flaws(&drawing));
    }
}

/// Who buys beside what it has did not just become known, and what was bought and done with did not run away.
#[test]
fn what_customers_buy_beside_is_not_called_new() {
    let mut scene = scene::standard();
    let (meeting, won) = (scene.id("meeting"), scene.id("won"));
    let moved = |from, to, path| takt_core::metric::MoveCount { from, to, path: Some(path), count: 5 };
    let moves = &mut scene.picture.flow.moves;
    moves.retain(|known| known.to != Some(meeting) || known.from.is_some());
    moves.retain(|known| known.from != Some(won) || known.to.is_some());
    moves.push(moved(None, Some(meeting), takt_core::fact::Path::Enter));
    moves.push(moved(Some(won), None, takt_core::fact::Path::Success));
    for stage in scene.picture.flow.stages.iter_mut().filter(|stage| [meeting, won].contains(&stage.stage)) {
        let count = |to: bool| -> u64 {
            let ends =
                scene.picture.flow.moves.iter().filter(|m| (if to { m.to } else { m.from }) == Some(stage.stage));
            ends.map(|moved| moved.count).sum()
        };
        (stage.inflow, stage.outflow) = (count(true), count(false));
        stage.opening = (stage.closing + stage.outflow).saturating_sub(stage.inflow);
        stage.closing = stage.opening + stage.inflow - stage.outflow;
    }
    for (language, entering, beside) in
        [(Language::En, ["(customer)", "expansion"], "(over)"), (Language::Ja, ["(顧客)", "利用拡大"], "(終了)")]
    {
        let drawing = drawn(&scene, Theme::Light, Width::Narrow, language);
        let rows = || drawing.sections().iter().flat_map(|section| &section.table.rows);
        assert!(rows().any(|row| row[0] == entering[0] && row.get(2).is_some_and(|path| path == entering[1])));
        assert!(rows().any(|row| row.get(1).is_some_and(|to| to == beside)));
        let new = rows().filter(|row| ["(new)", "(新規)"].contains(&row[0].as_str()));
        assert_eq!(new.count(), 1, "only who came to the start is new");
    }
}

/// The measure of what lies on what must be able to find something.
#[test]
fn words_over_a_station_and_lines_outside_are_found() {
    let markup = "<svg width=\"100\" height=\"50\"><g data-stage=\"a\"><rect x=\"10\" y=\"10\" width=\"40\" height=\"20\"/>\
                  <text x=\"12\" y=\"25\" font-size=\"12\">own</text></g>\
                  <text x=\"40\" y=\"25\" font-size=\"12\">other</text>\
                  <path d=\"M10 10L101 10\"/><line x1=\"0\" y1=\"0\" x2=\"9\" y2=\"50.1\"/></svg>";
    let tree = Document::parse(markup).expect("well-formed");
    assert_eq!(read::words_over_stations(&tree), ["other over a"]);
    assert_eq!(read::outside(&tree).len(), 2);
}
