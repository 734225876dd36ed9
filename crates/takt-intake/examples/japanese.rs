//! What one reading of a usual cell costs, in nanoseconds: `cargo run --release -p takt-intake --example japanese`.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement")]

use std::hint::black_box;
use std::time::Instant;

use takt_intake::japanese::address::Address;
use takt_intake::japanese::company::Company;
use takt_intake::japanese::corporate::CorporateNumber;
use takt_intake::japanese::date::Day;
use takt_intake::japanese::fold::fold;
use takt_intake::japanese::mail::Mail;
use takt_intake::japanese::money::Yen;
use takt_intake::japanese::person::Person;
use takt_intake::japanese::phone::Phone;

const ROUNDS: u32 = 200_000;

fn measure(what: &str, cells: &[&str], mut read: impl FnMut(&str)) {
    let mut best = u128::MAX;
    for _ in 0..5 {
        let start = Instant::now();
        for _ in 0..ROUNDS {
            cells.iter().for_each(|cell| read(black_box(cell)));
        }
        best = best.min(start.elapsed().as_nanos());
    }
    println!("{what:20} {:6} ns", best / u128::from(ROUNDS) / cells.len() as u128);
}

fn main() {
    let companies =
        ["株式会社ヤマダ・エンジニアリング", "山田商事（株）", "伊藤忠商事　株式会社　北海道支社", "Example Co., Ltd."];
    let mut out = String::new();
    measure("fold", &companies, |cell| {
        out.clear();
        fold(cell, &mut out);
    });
    measure("company", &companies, |cell| {
        black_box(Company::of(cell));
    });
    measure("company key", &companies, |cell| {
        out.clear();
        Company::of(cell).key(&mut out);
    });
    measure("person key", &["田中 一郎 様", "髙橋一郎", "タナカ イチロウ"], |cell| {
        out.clear();
        Person::of(cell).key(&mut out);
    });
    measure("phone", &["03-1234-5678", "090-1234-5678", "０７２－２３４－５６７８"], |cell| {
        black_box(Phone::of(cell));
    });
    measure(
        "address",
        &["大阪府堺市堺区南瓦町3-1", "東京都千代田区丸の内一丁目2番3号 丸の内ビル3階"],
        |cell| {
            black_box(Address::of(cell));
        },
    );
    measure(
        "address key",
        &["大阪府堺市堺区南瓦町3-1", "東京都千代田区丸の内一丁目2番3号 丸の内ビル3階"],
        |cell| {
            out.clear();
            Address::of(cell).key(&mut out);
        },
    );
    measure("day", &["2026/10/1", "令和8年10月1日", "2026-10-01 09:30"], |cell| {
        black_box(Day::of(cell)).unwrap();
    });
    measure("yen", &["¥1,234,567", "123万円"], |cell| {
        black_box(Yen::of(cell)).unwrap();
    });
    measure("corporate number", &["7000012050002"], |cell| {
        black_box(CorporateNumber::of(cell)).unwrap();
    });
    measure("mail", &["taro.yamada@example.co.jp", "info@aqua.ocn.ne.jp"], |cell| {
        let mail = Mail::of(cell, &mut out).unwrap();
        black_box((mail.company_domain(), mail.is_role()));
    });
}
