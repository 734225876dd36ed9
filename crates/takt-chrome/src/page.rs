//! One tab: going somewhere, asking what is there, and waiting for it.

use std::cell::RefCell;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::browser::{Context, word};
use crate::ear::{Ear, thrown};
use crate::wire::Wire;
use crate::{Look, Trouble};

/// How long a page may take to show what it is waited for.
const WAIT: Duration = Duration::from_secs(10);

/// How long a document may take to load, with all that belongs to it.
const LOAD: Duration = Duration::from_secs(30);

/// How long a page without scripts is listened to before its condition is asked again.
const PAUSE: Duration = Duration::from_millis(30);

/// A tab of one visitor. Where several elements fit a selector, the first is meant.
pub struct Page {
    state: RefCell<State>,
    context: Arc<Context>,
    scripts: bool,
}

struct State {
    wire: Wire,
    ear: Ear,
}

/// A cookie of the visitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cookie {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
    /// The host it is for.
    pub domain: String,
    /// The path it is for.
    pub path: String,
    /// Whether scripts cannot read it.
    pub http_only: bool,
    /// Whether it is sent over TLS alone.
    pub secure: bool,
    /// `Strict`, `Lax`, `None`, or empty where it was not said.
    pub same_site: String,
}

impl Page {
    /// Opens a tab and gives it a look.
    pub(crate) fn open(context: Arc<Context>, look: &Look) -> Result<Self, Trouble> {
        let (frame, wire) = context.tab()?;
        let state = RefCell::new(State { wire, ear: Ear::of(frame) });
        let page = Self { state, context, scripts: look.scripts };
        for domain in ["Page", "Runtime", "Network", "Log", "DOM"] {
            page.send(&format!("{domain}.enable"), json!({}))?;
        }
        page.send("Page.setLifecycleEventsEnabled", json!({ "enabled": true }))?;
        // Every page has the keyboard, as if it were in front.
        page.send("Emulation.setFocusEmulationEnabled", json!({ "enabled": true }))?;
        page.metrics(look.width, look.height, look.scale)?;
        let scheme = if look.dark { "dark" } else { "light" };
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        page.send("Emulation.setEmulatedMedia", json!({ "features": features }))?;
        let agent = word(&page.context.call("Browser.getVersion", json!({}))?, "Browser.getVersion", "userAgent")?;
        let agent = json!({ "userAgent": agent, "acceptLanguage": look.language });
        page.send("Network.setUserAgentOverride", agent)?;
        match page.send("Emulation.setLocaleOverride", json!({ "locale": look.language })) {
            // A tab beside another may share its process, and with it the locale.
            Err(Trouble::Refused { message, .. }) if message.contains("already in effect") => {}
            other => drop(other?),
        }
        if !look.scripts {
            page.send("Emulation.setScriptExecutionDisabled", json!({ "value": true }))?;
        }
        Ok(page)
    }

    /// Another tab of the same visitor, with the same cookies.
    pub fn beside(&self, look: &Look) -> Result<Self, Trouble> {
        Self::open(Arc::clone(&self.context), look)
    }

    /// Calls a method of the protocol for which there is no word here.
    pub fn send(&self, method: &str, params: Value) -> Result<Value, Trouble> {
        let mut state = self.state.borrow_mut();
        let result = state.wire.call(method, params);
        state.take_in();
        result
    }

    /// Goes to an address and waits until it is loaded. A document answered with 404 is one, see
    /// [`status`](Self::status).
    pub fn goto(&self, url: &str) -> Result<(), Trouble> {
        self.state.borrow_mut().ear.forget();
        let answer = self.send("Page.navigate", json!({ "url": url }))?;
        match answer["errorText"].as_str() {
            // An answer without a body: the browser shows a page of its own.
            None | Some("" | "net::ERR_HTTP_RESPONSE_CODE_FAILURE") => {}
            Some(why) => return Err(Trouble::Unreachable { url: url.to_owned(), why: why.to_owned() }),
        }
        // Within the same document nothing is loaded.
        let Some(loader) = answer["loaderId"].as_str() else { return Ok(()) };
        self.listen_until(LOAD, |ear| ear.has_loaded(loader))?
            .then_some(())
            .ok_or_else(|| Trouble::Unreachable { url: url.to_owned(), why: format!("not loaded in {LOAD:?}") })
    }

    /// After input: where it made the page leave, waits until it has arrived.
    pub(crate) fn settle(&self) -> Result<(), Trouble> {
        // What the renderer told before this answer has arrived with it.
        self.asked("0")?;
        if !self.listen_until(LOAD, |ear| !ear.is_leaving)? {
            let why = format!("what the input led to was not loaded in {LOAD:?}");
            return Err(Trouble::Unreachable { url: self.url()?, why });
        }
        Ok(())
    }

    fn listen_until(&self, patience: Duration, is_so: impl Fn(&Ear) -> bool) -> Result<bool, Trouble> {
        let mut state = self.state.borrow_mut();
        let end = Instant::now() + patience;
        while !is_so(&state.ear) {
            if !state.wire.listen(end)? {
                return Ok(false);
            }
            state.take_in();
        }
        Ok(true)
    }

    /// Evaluates an expression in the page and gives its value, of a promise the value it comes to; nothing and what has
    /// no form in JSON is null. What it throws is an error.
    pub fn eval(&self, script: &str) -> Result<Value, Trouble> {
        Ok(self.asked(script)?["value"].take())
    }

    /// Evaluates an expression and gives the object itself, as the protocol names it; `None` for null.
    pub(crate) fn object(&self, script: &str) -> Result<Option<String>, Trouble> {
        let answer = self.evaluated(script, json!({ "expression": script }))?;
        Ok(answer["objectId"].as_str().map(str::to_owned))
    }

    fn asked(&self, script: &str) -> Result<Value, Trouble> {
        let params = json!({
            "expression": script, "awaitPromise": true, "returnByValue": true, "userGesture": true,
        });
        self.evaluated(script, params)
    }

    /// Evaluates in the world of scripts that `context` names, aside from the page's own.
    pub(crate) fn eval_in(&self, context: &Value, script: &str) -> Result<Value, Trouble> {
        let params = json!({ "expression": script, "awaitPromise": true, "returnByValue": true, "contextId": context });
        Ok(self.evaluated(script, params)?["value"].take())
    }

    fn evaluated(&self, script: &str, params: Value) -> Result<Value, Trouble> {
        let mut answer = self.send("Runtime.evaluate", params)?;
        threw(&answer, script)?;
        Ok(answer["result"].take())
    }

    /// Calls a function with an object as `this`, and gives what it returns.
    pub(crate) fn call_on(&self, object: &str, function: &str, args: &[Value]) -> Result<Value, Trouble> {
        let args: Vec<Value> = args.iter().map(|value| json!({ "value": value })).collect();
        let mut answer = self.send(
            "Runtime.callFunctionOn",
            json!({
                "objectId": object, "functionDeclaration": function, "arguments": args,
                "returnByValue": true, "awaitPromise": true, "userGesture": true,
            }),
        )?;
        threw(&answer, function)?;
        Ok(answer["result"]["value"].take())
    }

    /// Waits up to ten seconds until an expression is true; what it throws meanwhile counts as not yet.
    pub fn wait(&self, condition: &str) -> Result<(), Trouble> {
        let end = Instant::now() + WAIT;
        let mut last = None;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                let what = condition.to_owned();
                let (url, title) = (self.url()?, self.title()?);
                return Err(Trouble::Waited { what, seconds: WAIT.as_secs(), url, title, last });
            }
            // Asked again and again from here: a script that waits in the page is never heard of again when that goes into
            // the cache of pages to go back to.
            match self.eval(&asking(condition)) {
                Ok(answer) if answer["is"] == true => return Ok(()),
                Ok(mut answer) => {
                    last = match answer["threw"].take() {
                        Value::String(text) => Some(text),
                        _ => None,
                    };
                    let mut state = self.state.borrow_mut();
                    state.wire.listen(end.min(Instant::now() + PAUSE))?;
                    state.take_in();
                }
                // The page went elsewhere while it was asked: the next one is asked again.
                Err(Trouble::Refused { message, .. }) if is_gone(&message) => {}
                Err(trouble) => return Err(trouble),
            }
        }
    }

    /// The text of an element, as it is shown.
    pub fn text(&self, selector: &str) -> Result<String, Trouble> {
        let element = self.element(selector)?;
        let text = self.call_on(&element, "function() { return this.innerText ?? this.textContent }", &[])?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// How many elements fit a selector.
    pub fn count(&self, selector: &str) -> Result<usize, Trouble> {
        let count = self.eval(&format!("document.querySelectorAll({}).length", json!(selector)))?;
        Ok(count.as_u64().and_then(|count| usize::try_from(count).ok()).unwrap_or_default())
    }

    /// The first element that fits a selector, as the protocol names it.
    pub(crate) fn element(&self, selector: &str) -> Result<String, Trouble> {
        match self.object(&format!("document.querySelector({})", json!(selector)))? {
            Some(object) => Ok(object),
            None => Err(Trouble::Missing { wanted: selector.to_owned(), url: self.url()?, hint: String::new() }),
        }
    }

    /// Where the page is.
    pub fn url(&self) -> Result<String, Trouble> {
        Ok(self.eval("document.location.href")?.as_str().unwrap_or_default().to_owned())
    }

    /// The title of the page.
    pub fn title(&self) -> Result<String, Trouble> {
        Ok(self.eval("document.title")?.as_str().unwrap_or_default().to_owned())
    }

    /// A picture as PNG, in device pixels: of the window, or of the full page.
    pub fn screenshot(&self, full_page: bool) -> Result<Vec<u8>, Trouble> {
        if self.scripts {
            self.eval("document.fonts.ready.then(() => 0)")?;
        }
        let mut params = json!({ "format": "png", "captureBeyondViewport": full_page });
        if full_page {
            let size = self.send("Page.getLayoutMetrics", json!({}))?["cssContentSize"].take();
            params["clip"] = json!({ "x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1 });
        }
        let method = "Page.captureScreenshot";
        let data = word(&self.send(method, params)?, method, "data")?;
        let odd = |_| Trouble::Odd { method: method.to_owned(), what: "a picture in base64" };
        data_encoding::BASE64.decode(data.as_bytes()).map_err(odd)
    }

    /// Makes the window larger or smaller, in CSS pixels.
    pub fn size(&self, width: u32, height: u32) -> Result<(), Trouble> {
        let scale = self.eval("window.devicePixelRatio")?.as_f64().unwrap_or(1.0);
        self.metrics(width, height, scale)
    }

    fn metrics(&self, width: u32, height: u32, scale: f64) -> Result<(), Trouble> {
        let params = json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": false });
        self.send("Emulation.setDeviceMetricsOverride", params).map(drop)
    }

    /// What went wrong since this was asked last: exceptions, errors on the console, files that did not come, and what
    /// the content security policy forbade. That the document itself was a 404 is no error, but its status.
    pub fn console(&self) -> Result<Vec<String>, Trouble> {
        self.asked("0")?;
        Ok(self.state.borrow_mut().ear.wrong())
    }

    /// What dialogs (`alert`, `confirm`) said since this was asked last. Each was answered with OK at once.
    pub fn dialogs(&self) -> Result<Vec<String>, Trouble> {
        self.asked("0")?;
        Ok(self.state.borrow_mut().ear.dialogs())
    }

    /// All cookies of the visitor.
    pub fn cookies(&self) -> Result<Vec<Cookie>, Trouble> {
        let answer = self.context.call("Storage.getCookies", json!({ "browserContextId": self.context.id }))?;
        let cookies = answer["cookies"].as_array().into_iter().flatten();
        let cookie = |cookie: &Value| {
            let text = |key: &str| cookie[key].as_str().unwrap_or_default().to_owned();
            let is = |key: &str| cookie[key].as_bool().unwrap_or_default();
            Cookie {
                name: text("name"),
                value: text("value"),
                domain: text("domain"),
                path: text("path"),
                http_only: is("httpOnly"),
                secure: is("secure"),
                same_site: text("sameSite"),
            }
        };
        Ok(cookies.map(cookie).collect())
    }

    /// The status of the last document, once there is one that came by HTTP.
    pub fn status(&self) -> Result<Option<u16>, Trouble> {
        self.asked("0")?;
        Ok(self.state.borrow().ear.status())
    }

    /// The headers of the last document, names in lower case; a header that came several times has a line for each.
    pub fn headers(&self) -> Result<Vec<(String, String)>, Trouble> {
        self.asked("0")?;
        Ok(self.state.borrow().ear.headers())
    }

    /// A header of the last document, by its name in lower case.
    pub fn header(&self, name: &str) -> Result<Option<String>, Trouble> {
        Ok(self.headers()?.into_iter().find(|(known, _)| known == name).map(|(_, value)| value))
    }

    /// Does something while scripts may run. What the page brought along stays as it was loaded.
    pub(crate) fn with_scripts<T>(&self, work: impl FnOnce() -> Result<T, Trouble>) -> Result<T, Trouble> {
        if self.scripts {
            return work();
        }
        let method = "Emulation.setScriptExecutionDisabled";
        self.send(method, json!({ "value": false }))?;
        let result = work();
        self.send(method, json!({ "value": true }))?;
        result
    }

    /// The id of the main frame.
    pub(crate) fn frame(&self) -> String {
        self.state.borrow().ear.frame.clone()
    }
}

impl State {
    fn take_in(&mut self) {
        while let Some(event) = self.wire.events.pop_front() {
            self.ear.hear(&event);
        }
    }
}

fn threw(answer: &Value, script: &str) -> Result<(), Trouble> {
    match answer.get("exceptionDetails") {
        None => Ok(()),
        Some(details) => Err(Trouble::Thrown { thrown: thrown(details), script: script.chars().take(200).collect() }),
    }
}

/// Whether a call failed because the document it asked is no longer there.
fn is_gone(message: &str) -> bool {
    ["navigated or closed", "context was destroyed", "Cannot find", "was collected"]
        .iter()
        .any(|sign| message.contains(sign))
}

/// A script that asks a condition once.
fn asking(condition: &str) -> String {
    format!(
        "(() => {{ try {{ return {{ is: Boolean(({condition}\n)) }} }} catch (error) {{ return {{ is: false, threw: String(error) }} }} }})()"
    )
}
