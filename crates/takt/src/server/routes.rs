//! Every address of the house in one table: what it is for, who may, and what answers. The matrix of rights, the router and
//! the documentation are made of it, so that none of them can forget one.

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};

use crate::app::right::{Act as _, Govern, See, State};
use crate::pages;
use crate::server::visit::{Turned, Visit};
use crate::server::{House, live};

/// One address.
pub struct Route {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Its path, with names in braces for what varies.
    pub path: &'static str,
    /// The action of [`right`](crate::app::right) that it needs; `None` is for anybody.
    pub needs: Option<&'static str>,
    answer: fn() -> MethodRouter<Arc<House>>,
}

impl std::fmt::Debug for Route {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} ({})", self.method, self.path, self.needs.unwrap_or("anybody"))
    }
}

macro_rules! routes {
    ($($method:ident $path:literal $needs:expr => $handler:path;)*) => {
        /// All of them.
        pub const ROUTES: &[Route] = &[$(
            Route { method: routes!(@name $method), path: $path, needs: $needs, answer: || $method($handler) },
        )*];
    };
    (@name get) => { "GET" };
    (@name post) => { "POST" };
}

const SEE: Option<&str> = Some(See::NAME);
const STATE: Option<&str> = Some(State::NAME);
const GOVERN: Option<&str> = Some(Govern::NAME);
const ANYBODY: Option<&str> = None;

routes! {
    get "/" SEE => pages::home::home;
    get "/stage/{stage}" SEE => pages::stage::stage;
    get "/flow/{from}/{to}" SEE => pages::stage::flow;
    get "/accounts" SEE => pages::accounts::accounts;
    get "/accounts/{account}" SEE => pages::account::account;
    get "/accounts/{account}/state/{kind}" STATE => pages::statement::form;
    post "/accounts/{account}/state/{kind}" STATE => pages::statement::state;
    get "/import" SEE => pages::import::door;
    post "/import" STATE => pages::import::look;
    get "/import/{upload}" SEE => pages::import::progress;
    post "/import/{upload}" STATE => pages::import::take;
    post "/imports/{import}/undo" STATE => pages::import::undo;
    get "/duplicates" SEE => pages::duplicates::duplicates;
    post "/duplicates" STATE => pages::duplicates::decide;
    get "/model" SEE => pages::model::model;
    get "/search" SEE => pages::search::search;
    get "/live" SEE => live::live;
    post "/sample/time" STATE => pages::home::sample_time;
    get "/sign-in" ANYBODY => pages::sign_in::door;
    post "/sign-in" ANYBODY => pages::sign_in::enter;
    post "/sign-out" ANYBODY => pages::sign_in::leave;
    get "/me" SEE => pages::sign_in::me;
    post "/me/password" SEE => pages::sign_in::password;
    post "/me/sessions/end" SEE => pages::sign_in::end_session;
    get "/members" GOVERN => pages::members::list;
    post "/members" GOVERN => pages::members::invite;
    post "/members/{person}/end" GOVERN => pages::members::part;
    post "/look" ANYBODY => pages::sign_in::look;
    get "/design" GOVERN => pages::design::design;
    get "/healthz" ANYBODY => health;
    get "/readyz" ANYBODY => ready;
    get "/assets/{name}" ANYBODY => asset;
}

/// The most bytes of a request: a file, and the form around it.
const BODY_MAX: usize = crate::server::uploads::BYTES_MAX + (1 << 20);

/// The router of a house.
pub fn router(house: Arc<House>) -> Router {
    let mut router: Router<Arc<House>> = Router::new();
    for route in ROUTES {
        router = router.route(route.path, (route.answer)());
    }
    router
        .layer(axum::extract::DefaultBodyLimit::max(BODY_MAX))
        .fallback(nowhere)
        .layer(from_fn_with_state(Arc::clone(&house), guard))
        .with_state(house)
}

async fn nowhere(visit: Visit) -> Turned {
    visit.refuse(StatusCode::NOT_FOUND, "web-nowhere", "web-nowhere-help")
}

async fn asset(axum::extract::State(house): axum::extract::State<Arc<House>>, uri: Uri) -> Response {
    house.assets.answer(uri.path()).unwrap_or_else(|| StatusCode::NOT_FOUND.into_response())
}

async fn health() -> &'static str {
    "ok\n"
}

/// Ready is who can be asked for the journal.
async fn ready(axum::extract::State(house): axum::extract::State<Arc<House>>) -> Response {
    match house.office.do_for_house(|post| Ok(post.desk.book.next)).await {
        Ok(next) => format!("ok {}\n", next.0.saturating_sub(1)).into_response(),
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// Stands before every address: what changes something must come from our own pages, and every answer says what a browser
/// may do with it.
async fn guard(
    axum::extract::State(house): axum::extract::State<Arc<House>>,
    request: Request,
    next: Next,
) -> Response {
    let is_asset = request.uri().path().starts_with("/assets/");
    let response = if is_foreign(&request) {
        let (mut parts, _) = request.into_parts();
        match <Visit as axum::extract::FromRequestParts<Arc<House>>>::from_request_parts(&mut parts, &house).await {
            Ok(visit) => visit.refuse(StatusCode::FORBIDDEN, "web-foreign", "web-foreign-help").into_response(),
            Err(turned) => turned.into_response(),
        }
    } else {
        next.run(request).await
    };
    guarded(response, is_asset)
}

/// Whether a request that changes something comes from another site.
fn is_foreign(request: &Request) -> bool {
    if [Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method()) {
        return false;
    }
    let text = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => site != "same-origin" && site != "none",
        // Browsers that do not say so, and programs: by the origin, where there is one.
        (None, Some(origin)) => {
            let host = text("host").unwrap_or_default();
            origin.split_once("://").is_none_or(|(_, from)| from != host)
        }
        (None, None) => false,
    }
}

/// What a page may do: load what is ours, send forms to us, nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

fn guarded(mut response: Response, is_asset: bool) -> Response {
    let headers = response.headers_mut();
    let mut set = |name: header::HeaderName, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(header::HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=()");
    if !is_asset {
        set(header::CACHE_CONTROL, "no-store");
    }
    response
}
