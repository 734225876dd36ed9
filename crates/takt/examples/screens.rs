//! Pictures of every page: `cargo run --release -p takt --example screens -- DIR`, in both languages and colours, for a
//! desktop and a telephone. The vendor is that of `takt demo`.

use std::path::{Path, PathBuf};

use takt::app::demo;
use takt::app::desk::Desk;
use takt::app::door::{Reply, Request};
use takt::app::right::Role;
use takt::app::sign_in::SignIns;
use takt::server::office::Office;
use takt::server::{House, Open};
use takt_chrome::{Browser, Look, Page};

fn nobody_asks(_: &mut Desk, _: &Request) -> Reply {
    Reply::Other
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let out = PathBuf::from(std::env::args().nth(1).ok_or("which folder?")?);
    std::fs::create_dir_all(&out)?;
    let keep = tempfile::tempdir()?;
    let folder = keep.path().join("demo");
    let said = |fault: takt::fault::Fault| format!("{}: {:?}", fault.code, fault.args);
    let now = takt::app::clock::now();
    let (desk, summary, _) = demo::make_living(&folder, now, takt_sim::Plan::demo).map_err(said)?;
    let told = summary.stories.accounts.first().map_or(0, |(_, account)| account.0);
    let (office, staff) = Office::begin(desk, None, &folder, nobody_asks).map_err(said)?;
    let sign_ins = SignIns::default();
    let (person, _) = sign_ins.welcome("経営者", Role::Administrator, None).ok_or("nobody")?;
    let lives = takt::app::sign_in::LINK_LIVES;
    let links: Result<Vec<String>, _> =
        (0..8).map(|_| sign_ins.link(person.id, now, lives).map(|(link, _)| link)).collect();
    let open = Open::at("127.0.0.1:0", House::new(office, sign_ins, true).map_err(said)?, staff).map_err(said)?;
    let base = format!("http://{}", open.address);
    std::thread::spawn(move || open.serve());
    let list = keep.path().join("cards.csv");
    std::fs::write(
        &list,
        "会社名,氏名,メール\n株式会社ためし,試 太郎,taro@tameshi.example.jp\nためし(株),試 花子,hanako@gmail.com\n",
    )?;
    let pages = [
        ("line", "/".to_owned()),
        ("line-past", "/?at=2026-10-31".to_owned()),
        ("line-table", "/?view=table".to_owned()),
        ("stage", "/stage/contacting".to_owned()),
        ("flow", "/flow/lead/mql".to_owned()),
        ("companies", "/accounts?order=latest".to_owned()),
        ("company", format!("/accounts/{told}")),
        ("state-call", format!("/accounts/{told}/state/call-held")),
        ("state-lost", format!("/accounts/{told}/state/lost")),
        ("search", "/search?q=北".to_owned()),
        ("import", "/import".to_owned()),
        ("duplicates", "/duplicates".to_owned()),
        ("model", "/model".to_owned()),
        ("me", "/me".to_owned()),
        ("members", "/members".to_owned()),
        ("design", "/design".to_owned()),
        ("nowhere", "/nowhere".to_owned()),
    ];
    let browser = Browser::start()?;
    let mut links = links.map_err(said)?.into_iter();
    let mut count = 0;
    for language in ["ja", "en"] {
        for (colours, dark) in [("light", false), ("dark", true)] {
            for (size, width, height) in [("1360", 1360, 900), ("390", 390, 844)] {
                let page = browser.page(&Look { language, dark, width, height, ..Look::default() })?;
                page.goto(&format!("{base}/sign-in?link={}", links.next().ok_or("no link left")?))?;
                page.wait("location.pathname === '/' && document.readyState === 'complete'")?;
                let name = |page: &str| out.join(format!("{page}-{language}-{colours}-{size}.png"));
                for (called, path) in &pages {
                    page.goto(&format!("{base}{path}"))?;
                    take(&page, &name(called))?;
                    count += 1;
                }
                page.goto(&format!("{base}/import"))?;
                page.upload("#file", &list)?;
                page.wait("document.querySelector('.samples') !== null && document.readyState === 'complete'")?;
                take(&page, &name("import-dry"))?;
                count += 1;
            }
        }
    }
    eprintln!("{count} pages in {}", out.display());
    Ok(())
}

fn take(page: &Page, file: &Path) -> Result<(), Box<dyn std::error::Error>> {
    Ok(std::fs::write(file, page.screenshot(true)?)?)
}
