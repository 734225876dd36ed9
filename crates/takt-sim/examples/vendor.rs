//! Measures a vendor: facts, seconds, stocks, conversion. `cargo run --release -p takt-sim --example vendor [leads] [months]`

use std::collections::BTreeMap;
use std::time::Instant;

use takt_core::book::Book;
use takt_core::dictionary::{Dictionary, WordKind};
use takt_core::fact::{Body, Fact};
use takt_core::metric::flow;
use takt_core::model;
use takt_core::unit::Day;
use takt_sim::{Plan, Vendor, drive};

fn main() {
    let mut args = std::env::args().skip(1).filter_map(|arg| arg.parse::<u32>().ok());
    let Some(today) = Day::of(2026, 11, 23) else { return };
    let mut plan = Plan::demo(today);
    if let Some(leads) = args.next() {
        plan = Plan::sized(plan.seed, leads, args.next().unwrap_or(18), today);
    }
    let text = include_str!("../../../models/the-model.toml");
    let mut words = Dictionary::default();
    let Ok(model) = model::read(text, &mut words) else { return };
    let hash = [7; 32];
    let mut book = Book::new(words, BTreeMap::from([(hash, model)]));
    let begun = Instant::now();
    let mut vendor = Vendor::new(plan, &mut book.words, hash);
    let mut kinds: BTreeMap<&'static str, u64> = BTreeMap::new();
    let mut moves: BTreeMap<(String, String, &'static str), u64> = BTreeMap::new();
    let mut said = 0;
    let driven = drive(&mut vendor, &mut book, |book: &Book, facts: &[Fact], batch| -> Result<(), ()> {
        said += batch.said.len();
        for fact in facts {
            *kinds.entry(fact.body.kind().name()).or_default() += 1;
            if let Body::Moved { from, to, path, .. } = &fact.body {
                let name = |id: Option<takt_core::unit::StageId>| {
                    id.map_or("-", |id| book.words.text(WordKind::Stage, id.0)).to_owned()
                };
                *moves.entry((name(*from), name(*to), path.name())).or_default() += 1;
            }
        }
        Ok(())
    });
    let seconds = begun.elapsed();
    let Ok(driven) = driven else { return };
    println!(
        "{} facts ({said} said, {} acted), {} commits, {} accounts, {seconds:?}",
        driven.facts,
        book.acted,
        driven.batches,
        book.accounts.len()
    );
    println!("refused: {} {:?}", driven.refused.len(), driven.refused.iter().take(5).collect::<Vec<_>>());
    println!("{kinds:?}");
    for ((from, to, path), count) in &moves {
        println!("{count:>7}  {from} > {to} ({path})");
    }
    println!("gaps: {}", takt_core::agenda::gaps(&book, book.recorded_at).count());
    let from = Day(today.0 - 30);
    if let Some(flow) = flow(&book, from, Day(today.0 - 1), None) {
        for stage in &flow.stages {
            println!(
                "{:>14} open {:>6} in {:>5} out {:>5} close {:>6} overdue {:>5} p50 {:?}",
                book.words.text(WordKind::Stage, stage.stage.0),
                stage.opening,
                stage.inflow,
                stage.outflow,
                stage.closing,
                stage.overdue,
                stage.dwell_p50
            );
        }
    }
}
