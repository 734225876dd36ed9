//! Stories by chance: whatever is stated and imported, in whatever order, the proofs of [`proof`](crate::proof) hold,
//! and what the design promises of every journal.

use std::fmt::Write as _;

use proptest::prelude::*;
use takt_core::account::What;
use takt_core::agenda;
use takt_core::fact::{Body, Kind};
use takt_core::unit::Micros;

use crate::house::House;
use crate::{models, proof, script};

/// The models that ship, and one that asks for use both ways, each with what its words are instead of the standard model's: the scripts of chance are written
/// in those.
const MODELS: &[(&str, &[(&str, &str)])] = &[
    ("the-model", &[]),
    ("exhibition-led", &[("to=mql", "to=hot"), ("segment=mid", "rank=B")]),
    (
        "product-led",
        &[
            ("inside-sales", "sales-assist"),
            ("field-sales", "sales-assist"),
            ("team=marketing", "team=growth"),
            ("to=mql", "to=pql"),
            ("step=contacts", "step=admin"),
            ("step=handover", "step=roll-out"),
        ],
    ),
    (
        "tests/used",
        &[
            ("inside-sales", "sales"),
            ("field-sales", "sales"),
            ("customer-success", "sales"),
            ("team=marketing", "team=sales"),
            ("to=mql", "to=busy"),
        ],
    ),
];

/// What may be said of an account, without its time; of a person in it where it begins with one.
const SAID: &[&str] = &[
    "captured source=form",
    "captured source=fair",
    "described employees=120 industry=it",
    "described employees=5 segment=mid",
    "touched touch=form",
    "touched touch=seminar",
    "touched touch=visit by=kato",
    "touched touch=hand-raise",
    "touched touch=pricing-page",
    "call-held outcome=absent by=kato",
    "call-held outcome=talked by=kato",
    "call-held outcome=appointment by=sato",
    "call-held outcome=not-now reason=timing",
    "call-held outcome=wrong-number",
    "call-held outcome=no-fit",
    "call-held outcome=refused",
    "appointment-made by=kato",
    "meeting-held by=takahashi",
    "meeting-missed by=takahashi",
    "opened",
    "opened opportunity=2",
    "proposal-sent",
    "won",
    "won opportunity=2",
    "lost reason=price",
    "lost reason=budget opportunity=1",
    "rested reason=timing",
    "disqualified",
    "subscription-started ends=2026-12-01",
    "subscription-started subscription=2",
    "step-done step=contacts by=suzuki",
    "step-done step=support by=suzuki",
    "step-done step=menu by=suzuki",
    "step-done step=handover by=suzuki",
    "activated",
    "renewed ends=2027-12-01",
    "ended reason=price",
    "ended subscription=2",
    "consented given=no",
    "consented given=yes",
    "bounced",
    "contact-left",
    "/mori contact-named",
    "/abe contact-named",
    "/mori contact-left",
    "/abe call-held outcome=left by=kato",
    "/mori touched touch=booth",
    "/mori used signal=report amount=30",
    "/abe used signal=report amount=8",
    "/ito used amount=20",
    "used signal=log-in amount=15",
    "used amount=-4",
    "assigned team=inside-sales member=kato",
    "assigned team=field-sales member=takahashi",
    "assigned team=marketing",
    "overridden to=mql reason=other",
];

/// What may be said of a live account besides.
const LIVE: &[&str] = &[
    "kato handoff-accepted team=inside-sales",
    "kato handoff-returned team=inside-sales reason=timing",
    "takahashi handoff-accepted team=field-sales",
    "takahashi handoff-returned team=field-sales reason=no-decision",
    "suzuki handoff-accepted team=customer-success",
    "slot-reserved member=takahashi for=2026-06-01T10:00",
    "slot-released member=takahashi for=2026-06-01T10:00",
    "slot-reserved member=takahashi for=2026-06-01T11:00",
];

const HEAD: &str = "member kato inside-sales\nmember sato inside-sales\n\
    member takahashi field-sales\nmember suzuki customer-success\n";

/// The rows of an import that brings every account live.
const LAST: &str = "2026-05-10 08:00 kita ticket-seen\n2026-05-10 08:00 minami ticket-seen\n\
    2026-05-10 08:00 nishi ticket-seen\nend\n";

#[allow(clippy::disallowed_methods, reason = "a test that reads its model")]
fn run(text: &str) -> Result<House, String> {
    let model = |name: &str| std::fs::read_to_string(models().join(format!("{name}.toml"))).unwrap();
    script::run(text, model).and_then(|(_, mut houses)| houses.pop().ok_or("no house".into()))
}

/// About which account, on which day, how well known, what.
type Row = (usize, i64, u8, usize);

/// A row of an imported past.
fn row() -> impl Strategy<Value = Row> {
    (0..3_usize, prop_oneof![0..900_i64, 800..820_i64], 0..12_u8, 0..SAID.len())
}

/// A step of a script: what it does, with which rows, so many days after the one before, saying which live fact.
fn step() -> impl Strategy<Value = (u8, Vec<Row>, u32, usize)> {
    (0..5_u8, proptest::collection::vec(row(), 1..7), 0..40_u32, 0..LIVE.len())
}

/// Writes a row as a line of an import.
fn line((account, day, doubt, what): &Row, out: &mut String) {
    let date = jiff::civil::date(2023, 10, 1).saturating_add(jiff::Span::new().days(*day));
    let account = ["kita", "minami", "nishi"][*account];
    let (doubt, clock) = match doubt {
        0 => ("~", String::new()),
        1..=3 => ("", String::new()),
        hour => ("", format!(" {:02}:30", hour + 6)),
    };
    writeln!(out, "{doubt}{date}{clock} {}", of(account, SAID[*what])).unwrap();
}

/// An account with what is said of it, or of a person in it.
fn of(account: &str, said: &str) -> String {
    if said.starts_with('/') { format!("{account}{said}") } else { format!("{account} {said}") }
}

/// The kind of what is said.
fn kind_of(said: &str) -> &str {
    said.split(' ').find(|word| !word.starts_with('/')).unwrap_or(said)
}

/// A script in the words of a model.
fn in_words_of(model: usize, text: &str) -> String {
    let (name, words) = MODELS[model];
    let text = words.iter().fold(text.to_owned(), |text, (standard, own)| text.replace(standard, own));
    format!("model {name}\n{text}")
}

/// What holds of every house.
fn promises(house: &House) -> Vec<String> {
    let mut faults = proof::faults(house);
    let model = house.book.model.clone().unwrap();
    for account in &house.book.accounts {
        let name = house.accounts.name(account.id.0);
        if !account.line.is_sorted_by_key(|entry| entry.at) {
            faults.push(format!("{name}: its line runs backwards"));
        }
        if account
            .co_owners
            .iter()
            .any(|co| account.owner.member() == Some(co.member) && account.owner.team() == co.team)
        {
            faults.push(format!("{name}: its owner is also co-owner"));
        }
        if account.incoming.is_some_and(|incoming| account.owner.member() == Some(incoming.member)) {
            faults.push(format!("{name}: its owner is still to come"));
        }
        let running = account.running().next().is_some();
        let standing = account.standing(&model);
        if running && standing == Some(takt_core::model::Standing::Gone) {
            faults.push(format!("{name}: gone with a running subscription"));
        }
        for (number, _) in &account.sides {
            if account.opportunities.iter().any(|o| o.number == *number && !o.open) {
                faults.push(format!("{name}: a side position of a closed opportunity"));
            }
        }
        let next = agenda::next(&house.book, account, house.now);
        if account.refused() && next.is_some_and(|next| next.what.contacts(&model)) {
            faults.push(format!("{name}: refused, and to be contacted: {next:?}"));
        }
        // Every position moves from where it is.
        let mut here = std::collections::BTreeMap::new();
        for entry in &account.line {
            if let What::Move { place, from, to, .. } = entry.what {
                if here.get(&place).copied() != from {
                    faults.push(format!("{name}: moves from where it is not"));
                }
                match to {
                    Some(to) => here.insert(place, to),
                    None => here.remove(&place),
                };
            }
        }
    }
    // Nothing goes out before an account is live; and every fact points back at the one before it.
    let mut last = std::collections::BTreeMap::new();
    for fact in &house.journal {
        let Some(id) = fact.account else { continue };
        if fact.prev != last.insert(id, fact.seq) {
            faults.push(format!("{:?} does not point back", fact.seq));
        }
        let live = house.journal.iter().find(|other| {
            other.account == Some(id)
                && (other.body.kind() == Kind::WentLive
                    || !matches!(other.actor, takt_core::fact::Actor::Import(_) | takt_core::fact::Actor::Model))
        });
        if matches!(fact.body, Body::HandoffOffered { .. })
            && live.is_none_or(|live| live.recorded_at > fact.recorded_at)
        {
            faults.push(format!("{:?} was offered before it was live", fact.seq));
        }
    }
    faults
}

/// Histories by account, as far as they happened before an instant.
fn histories(house: &House, end: Micros) -> Vec<(String, String)> {
    let names = ["kita", "minami", "nishi"];
    let found = names.into_iter().filter_map(|name| Some((name, house.accounts.find(name)?)));
    found
        .map(|(name, id)| {
            let account = &house.book.accounts[id as usize];
            let line: Vec<_> = account.line.iter().filter(|entry| entry.at < end).collect();
            (name.to_owned(), format!("{line:#?}"))
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Pasts in several imports, statements and waiting between them.
    #[test]
    fn proofs_hold_whatever_happens(
        model in 0..MODELS.len(), steps in proptest::collection::vec(step(), 1..14)
    ) {
        let mut text = HEAD.to_owned();
        let mut now = jiff::civil::date(2026, 3, 2).at(9, 0, 0, 0);
        for (kind, rows, days, said) in &steps {
            now = now.saturating_add(jiff::Span::new().days(i64::from(*days)).minutes(7));
            let at = now.strftime("%Y-%m-%d %H:%M");
            let (account, _, _, what) = rows[0];
            let account = ["kita", "minami", "nishi"][account];
            match kind {
                0 => {
                    writeln!(text, "import {at}").unwrap();
                    rows.iter().for_each(|row| line(row, &mut text));
                    writeln!(text, "{}", if days % 4 == 0 { "killed" } else { "end" }).unwrap();
                }
                1 => writeln!(text, "{at} {}", of(account, SAID[what])).unwrap(),
                2 => writeln!(text, "{at} {} on=2026-02-{:02}", of(account, SAID[what]), days % 28 + 1).unwrap(),
                3 => writeln!(text, "{at} {account} {}", LIVE[*said]).unwrap(),
                _ => writeln!(text, "{at} tick").unwrap(),
            }
        }
        let text = in_words_of(model, &text);
        let house = run(&text).map_err(TestCaseError::fail)?;
        let faults = promises(&house);
        prop_assert!(faults.is_empty(), "{}\n{}", text, faults.join("\n"));
    }

    /// The same facts in one import or several, in any order, killed and resumed, give the same moves.
    #[test]
    fn imports_in_any_order_give_the_same_moves(
        model in 0..MODELS.len(), rows in proptest::collection::vec((row(), 0..4_u8), 1..14), killed in 0..4_u8
    ) {
        // Two facts of one kind at one instant stand in the order of their rows, which only one file can give.
        let mut instants = std::collections::BTreeSet::new();
        let mut rows = rows;
        rows.retain(|((account, day, doubt, what), _)| {
            let clock = if *doubt < 4 { 0 } else { *doubt };
            instants.insert((*account, *day, clock, kind_of(SAID[*what])))
        });
        let mut one = format!("{HEAD}import 2026-05-11 09:00\n");
        rows.iter().for_each(|(row, _)| line(row, &mut one));
        one.push_str(LAST);
        let mut pieces = HEAD.to_owned();
        for piece in 0..4 {
            let mine: Vec<_> = rows.iter().filter(|(_, number)| *number == piece).collect();
            if mine.is_empty() {
                continue;
            }
            writeln!(pieces, "import 2026-05-11 09:{piece:02}").unwrap();
            mine.iter().for_each(|(row, _)| line(row, &mut pieces));
            writeln!(pieces, "{}", if piece == killed { "killed" } else { "end" }).unwrap();
        }
        pieces.push_str("import 2026-05-11 09:10\n");
        pieces.push_str(LAST);
        let (one, pieces) = (in_words_of(model, &one), in_words_of(model, &pieces));
        let (one, other) = (run(&one).map_err(TestCaseError::fail)?, run(&pieces).map_err(TestCaseError::fail)?);
        let end = one.instant("2026-05-11").unwrap();
        prop_assert_eq!(histories(&one, end), histories(&other, end), "{}", pieces);
    }
}
