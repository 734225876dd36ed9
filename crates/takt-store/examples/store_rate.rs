//! How fast the store appends and scans: `cargo run --release -p takt-store --example store_rate [facts] [facts a commit] [0: no keys]`.

use std::time::Instant;

use takt_core::fact::{Actor, Body, Dated, Draft};
use takt_core::unit::{AccountId, ImportId, Micros, Seq, TouchId};
use takt_store::{Commit, Key, SqliteStore, Store};

/// Seconds of CPU that this process has used, where the system says so.
fn cpu_seconds() -> f64 {
    // utime and stime are the 14th and 15th field, in hundredths; the command's name before them may hold spaces.
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |place: usize| fields.get(place).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut numbers = std::env::args().skip(1).map(|text| text.parse::<u64>());
    let facts = numbers.next().transpose()?.unwrap_or(1_000_000);
    let group = numbers.next().transpose()?.unwrap_or(1_000);
    let keyed = numbers.next().transpose()?.unwrap_or(1) == 1;
    let root = tempfile::tempdir()?;
    let folder = root.path().join("takt");
    let mut store = SqliteStore::create(&folder, "rate")?;
    let mut last = vec![None; 100_000];

    let mut commits = Vec::new();
    let mut next = store.head()?.next;
    while next.0 <= facts {
        let mut commit = Commit::on(next);
        for seq in (next.0..).take(usize::try_from(group)?).map(Seq) {
            let place = (seq.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) % last.len() as u64;
            let draft = Draft {
                account: Some(AccountId(u32::try_from(place)?)),
                occurred_at: Micros(1_700_000_000_000_000 + (seq.0 * 7_919_777_777 % 31_536_000_000_000).cast_signed()),
                dated: Dated::Instant,
                actor: Actor::Import(ImportId(0)),
                contact: None,
                rank: 2,
                body: Body::Touched {
                    touch: TouchId(u32::try_from(seq.0 % 9)?),
                    page: None,
                    play: None,
                    by: None,
                    minutes: None,
                },
            };
            let prev = last[usize::try_from(place)?].replace(seq);
            commit.facts.push(draft.record(seq, prev, Micros(1_800_000_000_000_000 + next.0.cast_signed())));
            if keyed {
                commit.keys.push((Key::of(&[b"rate", &seq.0.to_le_bytes()]), seq));
            }
        }
        next = Seq(next.0 + group);
        commits.push(commit);
    }
    let (wall, cpu) = (Instant::now(), cpu_seconds());
    for commit in &commits {
        store.append(commit)?;
    }
    report("append", facts, &wall, cpu);

    let (wall, cpu) = (Instant::now(), cpu_seconds());
    let mut seen = 0_u64;
    store.scan(Seq(1), &mut |fact| {
        seen += u64::from(fact.account.is_some());
        Ok(())
    })?;
    report("scan", seen, &wall, cpu);

    let (wall, cpu) = (Instant::now(), cpu_seconds());
    let mut walked = 0;
    for seq in last.iter().take(2_000).flatten() {
        walked += store.walk(*seq)?.len() as u64;
    }
    report("walk", walked, &wall, cpu);

    let (wall, cpu) = (Instant::now(), cpu_seconds());
    let keys: Vec<Key> = (1..=facts.min(200_000)).map(|seq| Key::of(&[b"rate", &(seq * 5).to_le_bytes()])).collect();
    store.known(&keys)?;
    report("known", keys.len() as u64, &wall, cpu);

    let (wall, cpu) = (Instant::now(), cpu_seconds());
    let checked = store.check()?;
    report("check", checked.facts, &wall, cpu);
    drop(store);
    println!("{} bytes of facts, {} bytes on disk", checked.bytes, std::fs::metadata(folder.join("journal.db"))?.len());
    Ok(())
}

fn report(what: &str, count: u64, wall: &Instant, cpu: f64) {
    let (wall, cpu) = (wall.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    println!(
        "{what:8}{count:>10} in {wall:6.2} s, {cpu:6.2} CPU s: {:>12.0} a CPU second",
        count as f64 / cpu.max(0.01)
    );
}
