//! One connection to one target of the browser: calls that block, and the events heard meanwhile.

use std::collections::VecDeque;
use std::io::ErrorKind;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tungstenite::protocol::WebSocketConfig;
use tungstenite::{Error, Message, WebSocket};

use crate::Trouble;

/// How long an answer may take. A machine with few cores that compiles beside the tests is slow.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the browser tells unasked.
pub(crate) struct Event {
    pub(crate) method: String,
    pub(crate) params: Value,
}

/// A connection to one target.
pub(crate) struct Wire {
    socket: WebSocket<TcpStream>,
    last_id: u64,
    /// Heard and not looked at yet, oldest first.
    pub(crate) events: VecDeque<Event>,
}

enum Heard {
    Reply(u64, Value),
    Event,
    Nothing,
}

impl Wire {
    /// Connects to `path` of the browser that listens at `host`, e.g. `127.0.0.1:38201`.
    pub(crate) fn connect(host: &str, path: &str) -> Result<Self, Trouble> {
        let broken = |why: String| Trouble::Broken { method: "connect".to_owned(), why };
        let stream = TcpStream::connect(host).map_err(|error| broken(error.to_string()))?;
        stream.set_nodelay(true).map_err(|error| broken(error.to_string()))?;
        stream.set_read_timeout(Some(PATIENCE)).map_err(|error| broken(error.to_string()))?;
        // A long page in double resolution is tens of megabytes, in one frame.
        let config = WebSocketConfig::default().max_message_size(Some(1 << 29)).max_frame_size(Some(1 << 29));
        let (socket, _) = tungstenite::client::client_with_config(format!("ws://{host}{path}"), stream, Some(config))
            .map_err(|error| broken(error.to_string()))?;
        Ok(Self { socket, last_id: 0, events: VecDeque::new() })
    }

    /// Calls a method and gives its result; events that come in between are kept.
    pub(crate) fn call(&mut self, method: &str, params: Value) -> Result<Value, Trouble> {
        let id = self.send(method, params)?;
        let end = Instant::now() + PATIENCE;
        loop {
            match self.hear(method, end)? {
                Heard::Reply(of, mut reply) if of == id => {
                    if let Some(error) = reply.get("error") {
                        let message = error["message"].as_str().unwrap_or_default();
                        let data = error["data"].as_str().map_or(String::new(), |data| format!(" ({data})"));
                        return Err(Trouble::Refused {
                            method: method.to_owned(),
                            message: format!("{message}{data}"),
                        });
                    }
                    return Ok(reply["result"].take());
                }
                Heard::Nothing => {
                    return Err(Trouble::Silent { method: method.to_owned(), seconds: PATIENCE.as_secs() });
                }
                Heard::Reply(..) | Heard::Event => {}
            }
        }
    }

    /// Waits for the next event, or until `end`; says whether one came.
    pub(crate) fn listen(&mut self, end: Instant) -> Result<bool, Trouble> {
        loop {
            match self.hear("listen", end)? {
                Heard::Event => return Ok(true),
                Heard::Nothing => return Ok(false),
                // The answer to a dialog that nobody waits for.
                Heard::Reply(..) => {}
            }
        }
    }

    fn send(&mut self, method: &str, params: Value) -> Result<u64, Trouble> {
        self.last_id += 1;
        let text = json!({ "id": self.last_id, "method": method, "params": params }).to_string();
        self.socket.send(Message::text(text)).map_err(|error| broken(method, &error))?;
        Ok(self.last_id)
    }

    fn hear(&mut self, method: &str, end: Instant) -> Result<Heard, Trouble> {
        loop {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(Heard::Nothing);
            }
            let timed = self.socket.get_ref().set_read_timeout(Some(left));
            timed.map_err(|error| Trouble::Broken { method: method.to_owned(), why: error.to_string() })?;
            let text = match self.socket.read() {
                Ok(Message::Text(text)) => text,
                Ok(_) => continue,
                Err(Error::Io(error)) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                    return Ok(Heard::Nothing);
                }
                Err(error) => return Err(broken(method, &error)),
            };
            let mut message: Value = serde_json::from_str(text.as_str())
                .map_err(|error| Trouble::Broken { method: method.to_owned(), why: error.to_string() })?;
            if let Some(id) = message["id"].as_u64() {
                return Ok(Heard::Reply(id, message));
            }
            let event = Event {
                method: message["method"].as_str().unwrap_or_default().to_owned(),
                params: message["params"].take(),
            };
            // A dialog stops the page, and with it whatever call is under way: it is answered at once.
            if event.method == "Page.javascriptDialogOpening" {
                self.send("Page.handleJavaScriptDialog", json!({ "accept": true }))?;
            }
            self.events.push_back(event);
            return Ok(Heard::Event);
        }
    }
}

fn broken(method: &str, error: &Error) -> Trouble {
    Trouble::Broken { method: method.to_owned(), why: error.to_string() }
}
