//! What passes the door: a request and its reply, each a length of four bytes, the highest first, and so many bytes of
//! JSON.
//!
//! ```json
//! {"takt":1,"id":"4f0c…","language":"ja","order":{"do":"merge","account":"crm:B-1","into":"crm:A-1"}}
//! {"takt":1,"id":"4f0c…","done":{"json":{…},"text":"…","status":0}}
//! ```

use serde_json::{Value, json};
use takt_store::Key;

use crate::app::order::Order;
use crate::catalogue::{Language, language_of};
use crate::fault::{CODES, Exit, Fault};

/// The version of the protocol; one that speaks another is told so.
pub const VERSION: u64 = 1;
/// The most bytes of a request: names and paths.
pub const REQUEST_MAX: usize = 1 << 16;
/// The most bytes of a reply: the report of a small import names up to a hundred rows.
pub const REPLY_MAX: usize = 1 << 22;
/// The most characters of a request's id.
pub const ID_MAX: usize = 64;

/// An order of another process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// What it is known by when it is asked again.
    pub id: String,
    /// The language of whoever reads the answer.
    pub language: Language,
    /// What is to be done.
    pub order: Order,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// It is durable.
    Done {
        /// For programs.
        json: Value,
        /// For people, in the language of the request.
        text: String,
        /// The exit status.
        status: u8,
    },
    /// It was refused, or failed.
    Fault(Fault),
    /// The same, in sentences that name places in files.
    Said(Vec<String>, Exit),
    /// The holder is about to let go of the folder and did nothing of it.
    Ended,
    /// The holder is another version of the program and did nothing of it.
    Other,
}

/// Whether a text can be the id of a request.
#[must_use]
pub fn is_id(text: &str) -> bool {
    (1..=ID_MAX).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

impl Request {
    /// What it is known by: the same id with another order is another request.
    #[must_use]
    pub fn key(&self) -> Key {
        let order = self.order.json().unwrap_or_default().to_string();
        Key::of(&[b"request", self.id.as_bytes(), order.as_bytes()])
    }

    /// The request as it is sent; `None` where it cannot be: a path that is no text, or more than a request may hold.
    #[must_use]
    pub fn frame(&self) -> Option<Vec<u8>> {
        let Self { id, language, order } = self;
        let value = json!({ "takt": VERSION, "id": id, "language": language.code(), "order": order.json()? });
        Some(frame(&value)).filter(|frame| frame.len() <= 4 + REQUEST_MAX)
    }

    /// Reads the bytes of a request. An error is what is to be answered: nothing to somebody who speaks no JSON of ours.
    ///
    /// # Errors
    /// It is of another version ([`Reply::Other`]), or no request at all.
    pub fn read(bytes: &[u8]) -> Result<Self, Option<Reply>> {
        let value: Value = serde_json::from_slice(bytes).map_err(|_| None)?;
        let version = value.get("takt").and_then(Value::as_u64).ok_or(None)?;
        let read = || {
            let id = value.get("id")?.as_str().filter(|id| is_id(id))?.to_owned();
            let language = language_of(value.get("language")?.as_str()?);
            Some(Self { id, language, order: Order::read(value.get("order")?)? })
        };
        read().filter(|_| version == VERSION).ok_or(Some(Reply::Other))
    }
}

impl Reply {
    /// The reply as it is sent.
    #[must_use]
    pub fn frame(&self, id: &str) -> Vec<u8> {
        let (name, value) = match self {
            Self::Done { json, text, status } => ("done", json!({ "json": json, "text": text, "status": status })),
            Self::Fault(Fault { exit, code, args }) => {
                ("fault", json!({ "exit": *exit as u8, "code": code, "args": args }))
            }
            Self::Said(lines, exit) => ("said", json!({ "lines": lines, "exit": *exit as u8 })),
            Self::Ended => ("ended", json!({})),
            Self::Other => ("other", json!({})),
        };
        frame(&json!({ "takt": VERSION, "id": id, name: value }))
    }

    /// Reads the bytes of a reply; `None` where this program cannot read it.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let value: Value = serde_json::from_slice(bytes).ok()?;
        if value.get("takt")?.as_u64()? != VERSION {
            return Some(Self::Other);
        }
        if let Some(done) = value.get("done") {
            let text = done.get("text")?.as_str()?.to_owned();
            let status = u8::try_from(done.get("status")?.as_u64()?).ok()?;
            return Some(Self::Done { json: done.get("json")?.clone(), text, status });
        }
        if let Some(fault) = value.get("fault") {
            return read_fault(fault).map(Self::Fault);
        }
        if let Some(said) = value.get("said") {
            let lines = said.get("lines")?.as_array()?.iter().map(|line| line.as_str().map(str::to_owned));
            return Some(Self::Said(lines.collect::<Option<_>>()?, exit(said.get("exit")?)?));
        }
        value.get("ended").map(|_| Self::Ended).or(value.get("other").map(|_| Self::Other))
    }
}

/// A fault of the codes that this program knows, with the arguments that its sentences need.
fn read_fault(value: &Value) -> Option<Fault> {
    let code = value.get("code")?.as_str()?;
    let (code, names) = CODES.iter().find(|(known, _)| *known == code)?;
    let mut args = Vec::new();
    for pair in value.get("args")?.as_array()? {
        let name = names.iter().find(|name| pair.get(0).and_then(Value::as_str) == Some(name))?;
        args.push((*name, pair.get(1)?.as_str()?.to_owned()));
    }
    Some(Fault { exit: exit(value.get("exit")?)?, code, args })
}

fn exit(value: &Value) -> Option<Exit> {
    [Exit::Refused, Exit::Usage, Exit::Store].into_iter().find(|exit| value.as_u64() == Some(*exit as u64))
}

fn frame(value: &Value) -> Vec<u8> {
    let text = value.to_string();
    let mut bytes = u32::try_from(text.len()).unwrap_or(u32::MAX).to_be_bytes().to_vec();
    bytes.extend_from_slice(text.as_bytes());
    bytes
}

/// What has come of a frame so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Come<'a> {
    /// There is more to come.
    More,
    /// All of it.
    Whole(&'a [u8]),
    /// It would be longer than it may.
    TooLong,
}

/// Cuts the first frame from bytes as they come in.
#[must_use]
pub fn come(bytes: &[u8], most: usize) -> Come<'_> {
    let Some((length, rest)) = bytes.split_first_chunk::<4>() else { return Come::More };
    let length = u32::from_be_bytes(*length) as usize;
    if length > most {
        return Come::TooLong;
    }
    rest.get(..length).map_or(Come::More, Come::Whole)
}
