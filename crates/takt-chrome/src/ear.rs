//! What a page's events tell: whether it loads, what its document was answered with, and what went wrong.

use std::collections::HashMap;

use serde_json::Value;

use crate::wire::Event;

/// Listens to the events of one page.
#[derive(Default)]
pub(crate) struct Ear {
    /// The id of the main frame.
    pub(crate) frame: String,
    /// Loads that have ended, by the loader's id, since the last [`forget`](Self::forget).
    loaded: Vec<String>,
    /// Whether the page has asked to be elsewhere and is not there yet.
    pub(crate) is_leaving: bool,
    /// The request of the last document.
    document: Option<String>,
    status: Option<u16>,
    headers: Vec<(String, String)>,
    /// Headers as they came over the network, by request: only they have the cookies that are set.
    raw: HashMap<String, Vec<(String, String)>>,
    wrong: Vec<Wrong>,
    dialogs: Vec<String>,
}

/// Something that went wrong.
struct Wrong {
    text: String,
    /// The request it is about, if it is about one.
    request: Option<String>,
}

impl Ear {
    /// One that listens to what the main frame of this id does.
    pub(crate) fn of(frame: String) -> Self {
        Self { frame, ..Self::default() }
    }

    /// Takes one event in.
    pub(crate) fn hear(&mut self, event: &Event) {
        let params = &event.params;
        let text = |key: &str| params[key].as_str().unwrap_or_default().to_owned();
        let of_main = params["frameId"] == self.frame.as_str();
        match event.method.as_str() {
            "Page.lifecycleEvent" if of_main && params["name"] == "load" => self.loaded.push(text("loaderId")),
            "Page.frameRequestedNavigation" if of_main => {
                self.is_leaving = matches!(params["disposition"].as_str(), None | Some("currentTab"));
            }
            // A page that reloads itself in a minute is not leaving now.
            "Page.frameScheduledNavigation" if of_main => {
                self.is_leaving = params["delay"].as_f64().is_some_and(|seconds| seconds == 0.0);
            }
            "Page.frameStartedLoading" if of_main => self.is_leaving = true,
            "Page.frameStoppedLoading" if of_main => self.is_leaving = false,
            "Network.requestWillBeSent"
                if of_main
                    && params["type"] == "Document"
                    && self.document.as_deref() != params["requestId"].as_str() =>
            {
                self.document = Some(text("requestId"));
                self.status = None;
                self.headers.clear();
            }
            "Network.responseReceivedExtraInfo" => {
                self.raw.insert(text("requestId"), pairs(&params["headers"]));
            }
            "Network.responseReceived" if of_main && params["type"] == "Document" => {
                let response = &params["response"];
                self.status = response["status"].as_u64().and_then(|status| u16::try_from(status).ok());
                self.headers = pairs(&response["headers"]);
                self.document = Some(text("requestId"));
            }
            "Runtime.exceptionThrown" => self
                .wrong
                .push(Wrong { text: format!("exception: {}", thrown(&params["exceptionDetails"])), request: None }),
            "Runtime.consoleAPICalled" if params["type"] == "error" || params["type"] == "assert" => {
                let words = params["args"].as_array().into_iter().flatten().map(told);
                let text = format!("console: {}", words.collect::<Vec<_>>().join(" "));
                self.wrong.push(Wrong { text, request: None });
            }
            "Log.entryAdded" if params["entry"]["level"] == "error" && !is_favicon(&params["entry"]) => {
                let entry = &params["entry"];
                let word = |key: &str| entry[key].as_str().unwrap_or_default();
                let place = if word("url").is_empty() { String::new() } else { format!(" ({})", word("url")) };
                let text = format!("{}: {}{place}", word("source"), word("text"));
                self.wrong.push(Wrong { text, request: entry["networkRequestId"].as_str().map(str::to_owned) });
            }
            "Page.javascriptDialogOpening" => self.dialogs.push(text("message")),
            _ => {}
        }
    }

    /// Forgets which loads have ended.
    pub(crate) fn forget(&mut self) {
        self.loaded.clear();
    }

    /// Whether a load has ended.
    pub(crate) fn has_loaded(&self, loader: &str) -> bool {
        self.loaded.iter().any(|known| known == loader)
    }

    /// What the last document was answered with.
    pub(crate) fn status(&self) -> Option<u16> {
        self.status
    }

    /// The headers of that answer, names in lower case.
    pub(crate) fn headers(&self) -> Vec<(String, String)> {
        let raw = self.document.as_ref().and_then(|request| self.raw.get(request));
        raw.unwrap_or(&self.headers).clone()
    }

    /// What went wrong since it was asked last. That a document itself is a 404 is in its status.
    pub(crate) fn wrong(&mut self) -> Vec<String> {
        let document = self.document.clone();
        let wrong = self.wrong.drain(..).filter(|wrong| wrong.request.is_none() || wrong.request != document);
        wrong.map(|wrong| wrong.text).collect()
    }

    /// What dialogs said since it was asked last.
    pub(crate) fn dialogs(&mut self) -> Vec<String> {
        std::mem::take(&mut self.dialogs)
    }
}

/// Whether an entry is about the picture that no page asked for; a browser looks for it by itself, at some time.
fn is_favicon(entry: &Value) -> bool {
    entry["source"] == "network" && entry["url"].as_str().is_some_and(|url| url.ends_with("/favicon.ico"))
}

fn pairs(headers: &Value) -> Vec<(String, String)> {
    let headers = headers.as_object().into_iter().flatten();
    headers.map(|(name, value)| (name.to_lowercase(), value.as_str().unwrap_or_default().to_owned())).collect()
}

/// The text of an exception.
pub(crate) fn thrown(details: &Value) -> String {
    let exception = &details["exception"];
    if let Some(text) = exception["description"].as_str() {
        return text.to_owned();
    }
    // `throw "words"`, and a promise that was rejected with them.
    let text = details["text"].as_str().unwrap_or_default();
    if exception["value"].is_null() { text.to_owned() } else { format!("{text} {}", told(exception)) }
}

/// A value as the console would write it.
fn told(value: &Value) -> String {
    match (&value["value"], value["description"].as_str()) {
        (Value::String(text), _) => text.clone(),
        (Value::Null, Some(text)) => text.to_owned(),
        (other, _) => other.to_string(),
    }
}
