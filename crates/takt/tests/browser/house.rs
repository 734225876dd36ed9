//! A small sample vendor behind a real address, and a browser that is signed in.

use std::path::PathBuf;

use takt::app::demo;
use takt::app::desk::Desk;
use takt::app::door::{Reply, Request};
use takt::app::right::Role;
use takt::app::sign_in::SignIns;
use takt::server::office::Office;
use takt::server::{House, Open};
use takt_chrome::{Browser, Look, Page};
use takt_core::unit::{AccountId, Micros};
use takt_sim::Plan;

/// A house that is open until the test's process ends.
pub(crate) struct Place {
    pub(crate) base: String,
    links: Vec<String>,
    /// An account that inside sales works on.
    pub(crate) contacted: AccountId,
    pub(crate) folder: PathBuf,
    _keep: tempfile::TempDir,
}

fn nobody_asks(_: &mut Desk, _: &Request) -> Reply {
    Reply::Other
}

/// The size of a desktop.
pub(crate) const DESK: (u32, u32) = (1360, 900);
/// The size of a telephone.
pub(crate) const PHONE: (u32, u32) = (390, 844);

pub(crate) fn look(language: &'static str, dark: bool, (width, height): (u32, u32)) -> Look {
    Look { language, dark, width, height, ..Look::default() }
}

impl Place {
    pub(crate) fn new() -> Self {
        let keep = tempfile::tempdir().unwrap();
        let folder = keep.path().join("demo");
        let now = takt::app::clock::now();
        // The vendor's time ends with yesterday.
        let (desk, _, _) =
            demo::make_living(&folder, now.plus(-Micros::DAY), |today| Plan::sized(7, 150, 4, today)).unwrap();
        let stage = takt::app::report::stage(&desk, "contacting").unwrap();
        let stands = desk.book.accounts.iter().find(|a| a.main.as_ref().is_some_and(|main| main.stage == stage));
        let contacted = stands.expect("somebody is being called").id;
        let (office, staff) = Office::begin(desk, None, &folder, nobody_asks).unwrap();
        let sign_ins = SignIns::default();
        let (person, _) = sign_ins.welcome("経営者", Role::Administrator, None).unwrap();
        let links = (0..8).map(|_| sign_ins.link(person.id, now, takt::app::sign_in::LINK_LIVES).unwrap().0).collect();
        let open = Open::at("127.0.0.1:0", House::new(office, sign_ins, true).unwrap(), staff).unwrap();
        let base = format!("http://{}", open.address);
        std::thread::spawn(move || open.serve());
        Self { base, links, contacted, folder, _keep: keep }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// The way in, good once.
    pub(crate) fn way_in(&mut self) -> String {
        let link = self.links.pop().expect("a link");
        self.url(&format!("/sign-in?link={link}"))
    }

    /// A page of somebody who is signed in, on the diagram.
    pub(crate) fn enter(&mut self, browser: &Browser, look: &Look) -> Page {
        let page = browser.page(look).unwrap();
        page.goto(&self.way_in()).unwrap();
        if !look.scripts {
            page.click("#enter button").unwrap();
        }
        page.wait("location.pathname === '/' && document.readyState === 'complete'").unwrap();
        page
    }

    /// Every kind of page there is.
    pub(crate) fn pages(&self) -> Vec<String> {
        let account = self.contacted.0;
        [
            "/".to_owned(),
            "/?view=table".to_owned(),
            "/stage/contacting".to_owned(),
            "/stage/won".to_owned(),
            "/flow/lead/nurture".to_owned(),
            "/accounts".to_owned(),
            "/accounts?only=overdue&order=latest".to_owned(),
            "/accounts?stage=churned".to_owned(),
            format!("/accounts/{account}"),
            format!("/accounts/{account}/state/call-held"),
            format!("/accounts/{account}/state/won"),
            format!("/accounts/{account}/state/lost"),
            "/search?q=株".to_owned(),
            "/search?q=nobody-at-all".to_owned(),
            "/import".to_owned(),
            "/duplicates".to_owned(),
            "/model".to_owned(),
            "/me".to_owned(),
            "/members".to_owned(),
            "/design".to_owned(),
            "/nowhere".to_owned(),
        ]
        .into()
    }
}
