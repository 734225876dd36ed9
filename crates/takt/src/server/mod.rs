//! The server: pages for people, live, over the one desk of a folder.
//!
//! ```text
//! browser ──► routes ──► visit (who asks, in which language, may they) ──► pages / app ──► office (the desk's thread)
//!    ▲                                                                                        │
//!    └──────────────── live: "it is different now" ◄──── the head of the journal ◄────────────┘
//! ```

pub mod assets;
pub mod live;
pub mod living;
pub mod office;
pub mod routes;
pub mod uploads;
pub mod visit;

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use takt_core::unit::Micros;

use crate::app::clock;
use crate::app::sign_in::{Kept, SignIns};
use crate::catalogue::{Catalogue, Language};
use crate::fault::Fault;
use office::{Office, Staff};

/// The address where nobody names one: of this machine, for this machine.
pub const LISTEN: &str = "127.0.0.1:7878";

/// Pictures that are kept drawn.
const DRAWN: usize = 64;

/// What all requests share.
#[derive(Debug)]
pub struct House {
    /// The way to the desk.
    pub office: Office,
    /// Who signs in.
    pub sign_ins: SignIns,
    /// Style sheet, scripts, icon.
    pub assets: assets::Assets,
    /// Files that were handed over.
    pub uploads: uploads::Uploads,
    /// Whether it is the sample vendor.
    pub is_demo: bool,
    catalogues: [Catalogue; 2],
    drawn: Mutex<VecDeque<(String, Arc<str>)>>,
}

impl House {
    /// A house over an office.
    ///
    /// # Errors
    /// There is no room for temporary files.
    pub fn new(office: Office, sign_ins: SignIns, is_demo: bool) -> Result<Self, Fault> {
        Ok(Self {
            office,
            sign_ins,
            assets: assets::Assets::new(),
            is_demo,
            catalogues: Language::ALL.map(Catalogue::new),
            uploads: uploads::Uploads::new()?,
            drawn: Mutex::default(),
        })
    }

    /// The sentences of a language.
    #[must_use]
    pub const fn catalogue(&self, language: Language) -> &Catalogue {
        match language {
            Language::Ja => &self.catalogues[0],
            Language::En => &self.catalogues[1],
        }
    }

    /// Writes down what changed about who signs in; durable when this returns.
    ///
    /// # Errors
    /// The store fails.
    pub async fn keep(&self, kept: Vec<Kept>) -> Result<(), Fault> {
        if kept.is_empty() {
            return Ok(());
        }
        let settle = move |post: &mut office::Post<'_>| {
            for (kind, id, value) in &kept {
                let settled = takt_store::Store::settle(&mut post.desk.store, kind, id, value.as_deref());
                settled.map_err(|error| post.desk.fault(&error))?;
            }
            Ok(())
        };
        self.office.do_for_house(settle).await
    }

    /// A picture that was drawn before, by its name.
    #[must_use]
    pub fn drawn(&self, name: &str) -> Option<Arc<str>> {
        let drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        drawn.iter().find(|(known, _)| known == name).map(|(_, svg)| Arc::clone(svg))
    }

    /// Keeps a picture under a name.
    pub fn keep_drawn(&self, name: String, svg: Arc<str>) {
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if drawn.len() >= DRAWN {
            drawn.pop_front();
        }
        drawn.push_back((name, svg));
    }

    /// Now, for sign-ins: the clock of the machine, also where the sample vendor's time runs on.
    #[must_use]
    pub fn now(&self) -> Micros {
        clock::now()
    }
}

/// A house that is open: its address, and what ends when it closes.
pub struct Open {
    /// Where it listens.
    pub address: SocketAddr,
    house: Arc<House>,
    staff: Staff,
    listener: tokio::net::TcpListener,
    runtime: tokio::runtime::Runtime,
}

impl std::fmt::Debug for Open {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Open").field("address", &self.address).finish_non_exhaustive()
    }
}

impl Open {
    /// Takes an address for a house; nobody is served yet.
    ///
    /// # Errors
    /// The address is taken, or is none.
    pub fn at(listen: &str, house: House, staff: Staff) -> Result<Self, Fault> {
        let trouble = |cause: std::io::Error| {
            Fault::refused("listen-failed", vec![("address", listen.to_owned()), ("cause", cause.to_string())])
        };
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.map_err(trouble)?;
        let listener = runtime.block_on(tokio::net::TcpListener::bind(listen)).map_err(trouble)?;
        let address = listener.local_addr().map_err(trouble)?;
        Ok(Self { address, house: Arc::new(house), staff, listener, runtime })
    }

    /// What all requests share.
    #[must_use]
    pub fn house(&self) -> &House {
        &self.house
    }

    /// Serves until it is told to stop: requests under way are answered, then the folder is let go.
    ///
    /// # Errors
    /// The listener broke.
    pub fn serve(self) -> Result<(), Fault> {
        let Self { house, staff, listener, runtime, .. } = self;
        let router = routes::router(Arc::clone(&house));
        let served = runtime.block_on(async {
            let (stop, stopped) = tokio::sync::watch::channel(false);
            let told = async move {
                asked_to_stop().await;
                // Pages that listen for news would never hang up by themselves.
                let _ = stop.send(true);
            };
            let router = router.layer(axum::Extension(live::Closing(stopped)));
            axum::serve(listener, router).with_graceful_shutdown(told).await
        });
        drop(house);
        // What is left of the runtime holds ways to the office.
        runtime.shutdown_timeout(std::time::Duration::from_secs(2));
        staff.leave();
        served.map_err(|cause| Fault::store("answer-unwritable", vec![("cause", cause.to_string())]))
    }
}

/// Waits for the signal to stop.
async fn asked_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut term) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = term.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    // Without signals it serves until the process ends.
    let _ = tokio::signal::ctrl_c().await;
}
