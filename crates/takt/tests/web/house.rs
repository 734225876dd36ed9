//! A house to ask: a small line in a folder of its own, with an administrator and a member, behind its real router.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use takt::app::desk::{Desk, STANDARD_MODEL};
use takt::app::door::{Reply, Request as Asked};
use takt::app::right::{Authorized, Role, See, may};
use takt::app::sign_in::SignIns;
use takt::server::office::{Office, Staff};
use takt::server::{House, routes};
use takt_core::fact::{Actor, Body as Fact, Dated, Draft};
use takt_core::unit::{AccountId, Micros};
use takt_store::SqliteStore;
use tower::ServiceExt as _;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    Nobody,
    Member,
    Administrator,
}

impl Who {
    pub(crate) const ALL: [Self; 3] = [Self::Nobody, Self::Member, Self::Administrator];

    /// What a route that needs an action says to them: whether they may.
    pub(crate) fn may(self, needs: Option<&str>) -> bool {
        match (needs, self) {
            (None, _) | (Some(_), Self::Administrator) => true,
            (Some("govern"), _) | (Some(_), Self::Nobody) => false,
            (Some(_), Self::Member) => true,
        }
    }
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: BTreeMap<String, Vec<String>>,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|all| all.first()).map_or("", String::as_str)
    }

    /// The value of a cookie that it sets.
    pub(crate) fn cookie(&self, name: &str) -> Option<String> {
        let all = self.headers.get("set-cookie")?;
        let start = format!("{name}=");
        let line = all.iter().find_map(|line| line.strip_prefix(&start))?;
        Some(line.split(';').next().unwrap_or_default().to_owned())
    }

    /// The value of a hidden field.
    pub(crate) fn hidden(&self, name: &str) -> String {
        let start = format!("name=\"{name}\" value=\"");
        let at = self.text.find(&start).unwrap_or_else(|| panic!("no field {name}: {}", self.text)) + start.len();
        self.text[at..].split('"').next().unwrap().to_owned()
    }
}

/// The house with its folder.
pub(crate) struct Place {
    pub(crate) house: Arc<House>,
    router: Router,
    pub(crate) secrets: [String; 3],
    _staff: Staff,
    _folder: tempfile::TempDir,
}

fn nobody_asks(_: &mut Desk, _: &Asked) -> Reply {
    Reply::Other
}

impl Place {
    /// A house with one company, which came by a form a while ago.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let now = takt::app::clock::now();
        let mut desk = Desk::create(&data, "the-model", STANDARD_MODEL, now.plus(-2 * Micros::DAY)).unwrap();
        let account = desk.account("crm:A-1").unwrap();
        assert_eq!(account, AccountId(0));
        let at = desk.begin(now.plus(-Micros::DAY));
        let body = Fact::Captured { source: None, page: None, play: None };
        let rank = body.kind().rank();
        let (occurred_at, dated, actor) = (at, Dated::Instant, Actor::Program);
        desk.take(
            account,
            vec![Draft { account: Some(account), occurred_at, dated, actor, contact: None, rank, body }],
        )
        .unwrap();
        desk.commit(at, takt::app::desk::Beside::default()).unwrap();
        let (office, staff) =
            Office::begin(desk, None, &data, nobody_asks as fn(&mut Desk<SqliteStore>, &Asked) -> Reply).unwrap();
        let house = House::new(office, SignIns::default(), false).unwrap();
        let sign_in = |name: &str, role| {
            let (person, _) = house.sign_ins.welcome(name, role, None).unwrap();
            let link = house.sign_ins.link(person.id, now, takt::app::sign_in::LINK_LIVES).unwrap().0;
            house.sign_ins.follow(&link, "a test", now).unwrap().unwrap().0
        };
        let secrets = [String::new(), sign_in("会員", Role::Member), sign_in("管理者", Role::Administrator)];
        let house = Arc::new(house);
        let router = routes::router(Arc::clone(&house)).layer(axum::Extension(closing()));
        Self { house, router, secrets, _staff: staff, _folder: folder }
    }

    fn secret(&self, who: Who) -> &str {
        &self.secrets[Who::ALL.iter().position(|known| *known == who).unwrap()]
    }

    pub(crate) async fn get(&self, who: Who, path: &str) -> Answer {
        self.ask(who, "GET", path, None, &[]).await
    }

    /// Sends a form as a page of ours does.
    pub(crate) async fn post(&self, who: Who, path: &str, form: &[(&str, &str)]) -> Answer {
        let body = takt::server::visit::form_urlencoded(form);
        self.ask(who, "POST", path, Some(body), &[("sec-fetch-site", "same-origin")]).await
    }

    pub(crate) async fn ask(
        &self,
        who: Who,
        method: &str,
        path: &str,
        body: Option<String>,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header(header::ACCEPT_LANGUAGE, "ja");
        if !self.secret(who).is_empty() {
            request = request.header(header::COOKIE, format!("takt={}", self.secret(who)));
        }
        if body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(body.map_or_else(Body::empty, Body::from)).unwrap()).await
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let mut headers: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in response.headers() {
            headers.entry(name.to_string()).or_default().push(value.to_str().unwrap().to_owned());
        }
        // A stream never ends: its head is all that is looked at.
        let is_stream = headers.get("content-type").is_some_and(|all| all[0].starts_with("text/event-stream"));
        let bytes =
            if is_stream { Vec::new() } else { to_bytes(response.into_body(), 1 << 24).await.unwrap().to_vec() };
        Answer { status, headers, text: String::from_utf8(bytes).unwrap() }
    }

    /// That the administrator may look.
    pub(crate) fn may(&self) -> Authorized<See> {
        let (actor, _) = self.house.sign_ins.actor(&self.secrets[2], self.house.now()).unwrap();
        may(&actor).unwrap()
    }

    /// The end of the journal.
    pub(crate) async fn end(&self) -> u64 {
        self.house.office.ask(self.may(), |_, post| Ok(post.desk.book.next.0)).await.unwrap()
    }
}

fn closing() -> takt::server::live::Closing {
    takt::server::live::Closing(tokio::sync::watch::channel(false).1)
}

/// Runs an asking to its end.
pub(crate) fn run(asking: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(asking);
}
