//! The process, and what a visitor's browser is like.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::wire::Wire;
use crate::{Page, Trouble};

/// How Debian calls it.
const PROGRAM: &str = "chromium";

/// How long it may take to say where it listens.
const START: Duration = Duration::from_secs(60);

/// Ends the browser when its input ends: also when this process was killed and could drop nothing. It lets go of what
/// the browser writes to, so that there is an end to that when the browser ends by itself.
const WATCH: &str =
    "trap 'kill -KILL $!; wait' EXIT; trap exit HUP INT TERM; \"$0\" \"$@\" </dev/null & exec 2>/dev/null; read -r _";

const SWITCHES: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-proxy-server",
    "--mute-audio",
    "--password-store=basic",
    // A container has little shared memory.
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--disable-crash-reporter",
    "--disable-breakpad",
    // A page that is not in front is as quick as one that is.
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    // The same pixels everywhere.
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    // Nothing outside of this machine is asked.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "about:blank",
];

/// What a visitor's window and settings are like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    /// Width of the window's inside, in CSS pixels.
    pub width: u32,
    /// Height of the window's inside, in CSS pixels.
    pub height: u32,
    /// Device pixels to a CSS pixel.
    pub scale: f64,
    /// Whether dark is preferred to light.
    pub dark: bool,
    /// The language preferred, as in the header Accept-Language: `ja`, `en`.
    pub language: &'static str,
    /// Whether scripts run.
    pub scripts: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self { width: 1280, height: 800, scale: 1.0, dark: false, language: "ja", scripts: true }
    }
}

/// One headless Chromium, ended when it and all of its pages are dropped.
pub struct Browser {
    process: Arc<Process>,
}

impl Browser {
    /// Starts the browser with a profile of its own.
    pub fn start() -> Result<Self, Trouble> {
        Self::start_program(Path::new(PROGRAM))
    }

    /// Starts another build of it: a path, or a name that is looked for on the search path.
    pub fn start_program(program: &Path) -> Result<Self, Trouble> {
        let Some(program) = find(program) else {
            return Err(Trouble::NotInstalled { program: program.display().to_string() });
        };
        let profile =
            tempfile::tempdir().map_err(|cause| Trouble::System { what: "a folder for the profile", cause })?;
        let mut command = Command::new("sh");
        command.arg("-c").arg(WATCH).arg(program).args(SWITCHES);
        command.arg(format!("--user-data-dir={}", profile.path().display()));
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|cause| Trouble::System { what: "starting chromium", cause })?;
        let said = child.stderr.take().map(lines);
        // From here on dropping it ends the child.
        let mut process = Process { child, profile: Some(profile), host: String::new(), wire: Mutex::new(None) };
        let address = address(said)?;
        let odd = || Trouble::NotStarted { said: address.clone() };
        let (host, path) = address.strip_prefix("ws://").and_then(|rest| rest.split_once('/')).ok_or_else(odd)?;
        process.host = host.to_owned();
        process.wire = Mutex::new(Some(Wire::connect(host, &format!("/{path}"))?));
        Ok(Self { process: Arc::new(process) })
    }

    /// A page of a visitor who was never here: with cookies and storage of its own.
    pub fn page(&self, look: &Look) -> Result<Page, Trouble> {
        let created = self.process.call("Target.createBrowserContext", json!({ "disposeOnDetach": true }))?;
        let id = word(&created, "Target.createBrowserContext", "browserContextId")?;
        Page::open(Arc::new(Context { id, process: Arc::clone(&self.process) }), look)
    }
}

/// One visitor: the cookies and the storage that pages share.
pub(crate) struct Context {
    pub(crate) id: String,
    process: Arc<Process>,
}

impl Context {
    /// Calls a method of the browser as a whole.
    pub(crate) fn call(&self, method: &str, params: Value) -> Result<Value, Trouble> {
        self.process.call(method, params)
    }

    /// Opens a tab; gives its id and the connection to it.
    pub(crate) fn tab(&self) -> Result<(String, Wire), Trouble> {
        let method = "Target.createTarget";
        // A window of its own is always in front, and drawn.
        let params = json!({ "url": "about:blank", "browserContextId": self.id, "newWindow": true });
        let id = word(&self.call(method, params)?, method, "targetId")?;
        let wire = Wire::connect(&self.process.host, &format!("/devtools/page/{id}"))?;
        Ok((id, wire))
    }
}

impl Drop for Context {
    fn drop(&mut self) {
        // Where the browser is gone, so is the context.
        let _ = self.call("Target.disposeBrowserContext", json!({ "browserContextId": self.id }));
    }
}

struct Process {
    child: Child,
    profile: Option<TempDir>,
    host: String,
    wire: Mutex<Option<Wire>>,
}

impl Process {
    fn call(&self, method: &str, params: Value) -> Result<Value, Trouble> {
        let mut wire = self.wire.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(wire) = wire.as_mut() else {
            return Err(Trouble::Broken { method: method.to_owned(), why: "it is not connected".to_owned() });
        };
        let result = wire.call(method, params);
        wire.events.clear();
        result
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // The shell that watches reads the end of its input, kills the browser and waits for it.
        drop(self.child.stdin.take());
        let _ = self.child.wait();
        // The browser's own children end a moment later and may still write; what is left is in the system's folder
        // for temporary files.
        if let Some(profile) = self.profile.take() {
            let path = profile.keep();
            for _ in 0..20 {
                if std::fs::remove_dir_all(&path).is_ok() || !path.exists() {
                    break;
                }
            }
        }
    }
}

/// The program as a file that is there.
fn find(program: &Path) -> Option<PathBuf> {
    if program.components().count() > 1 {
        return program.is_file().then(|| program.to_owned());
    }
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Reads what the browser says, to its end: a full pipe would stop it.
fn lines(from: ChildStderr) -> Receiver<String> {
    let (to, said) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            // Nobody listens any more once the address is known; it is read all the same.
            let _ = to.send(line);
        }
    });
    said
}

/// The address that the browser says it listens at.
fn address(said: Option<Receiver<String>>) -> Result<String, Trouble> {
    let mut heard = Vec::new();
    let end = Instant::now() + START;
    while let Some(said) = &said {
        match said.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(line) => match line.strip_prefix("DevTools listening on ") {
                Some(address) => return Ok(address.trim().to_owned()),
                None => heard.push(line),
            },
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
        }
    }
    let last = heard.len().saturating_sub(20);
    Err(Trouble::NotStarted { said: heard[last..].join("\n") })
}

/// A text of an answer.
pub(crate) fn word(answer: &Value, method: &str, key: &'static str) -> Result<String, Trouble> {
    let odd = || Trouble::Odd { method: method.to_owned(), what: key };
    answer[key].as_str().map(str::to_owned).ok_or_else(odd)
}
