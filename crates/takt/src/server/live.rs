//! Live: a page hears whenever the journal has become longer, and asks for itself again.

use std::convert::Infallible;
use std::time::Duration;

use axum::Extension;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::WatchStream;

use crate::app::right::See;
use crate::server::visit::{Turned, Visit};

/// How soon a line that is silent says that it still is there.
const ALIVE: Duration = Duration::from_secs(15);

/// Becomes true when the house closes.
#[derive(Clone, Debug)]
pub struct Closing(pub tokio::sync::watch::Receiver<bool>);

/// `GET /live`: an event with the sequence of the last fact, now and whenever it changes.
pub async fn live(visit: Visit, Extension(Closing(mut closing)): Extension<Closing>) -> Result<Response, Turned> {
    visit.may::<See>()?;
    let head = visit.house.office.head.clone();
    let mut heads = WatchStream::new(head);
    // A stream ends when the house closes, or it would never close.
    let (sender, receiver) = tokio::sync::mpsc::channel::<Result<Event, Infallible>>(1);
    tokio::spawn(async move {
        loop {
            let next = tokio::select! {
                next = heads.next() => next,
                _ = closing.wait_for(|closes| *closes) => None,
                () = sender.closed() => None,
            };
            let Some(next) = next else { return };
            let event = Event::default().event("head").data(next.0.saturating_sub(1).to_string());
            if sender.send(Ok(event)).await.is_err() {
                return;
            }
        }
    });
    let stream = tokio_stream::wrappers::ReceiverStream::new(receiver);
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(ALIVE)).into_response())
}
