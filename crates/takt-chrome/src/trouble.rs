//! What can go wrong, each with what whoever reads a red test wants to know.

use std::path::PathBuf;

/// Why the browser did not do it.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// There is no browser on this machine.
    #[error("there is no {program} here: run `apt-get install -y chromium fonts-noto-cjk`")]
    NotInstalled {
        /// The program looked for.
        program: String,
    },
    /// The browser ended, or did not say where it listens.
    #[error("chromium did not start; it said:\n{said}")]
    NotStarted {
        /// The last lines it wrote.
        said: String,
    },
    /// A file or a process of this side failed.
    #[error("{what}: {cause}")]
    System {
        /// What was being done.
        what: &'static str,
        /// What the operating system said.
        #[source]
        cause: std::io::Error,
    },
    /// The connection to the browser broke.
    #[error("the connection to chromium broke at {method}: {why}")]
    Broken {
        /// The method that was called.
        method: String,
        /// What happened.
        why: String,
    },
    /// The browser answered, but not in time.
    #[error("chromium did not answer {method} within {seconds} s")]
    Silent {
        /// The method that was called.
        method: String,
        /// How long was waited.
        seconds: u64,
    },
    /// The browser would not do what a method asks.
    #[error("chromium refused {method}: {message}")]
    Refused {
        /// The method that was called.
        method: String,
        /// What it said.
        message: String,
    },
    /// An answer does not have what the protocol promises.
    #[error("chromium answered {method} without {what}")]
    Odd {
        /// The method that was called.
        method: String,
        /// What is missing.
        what: &'static str,
    },
    /// An address could not be gone to.
    #[error("{url} could not be opened: {why}")]
    Unreachable {
        /// The address.
        url: String,
        /// What the browser calls it.
        why: String,
    },
    /// A script threw.
    #[error("the script threw: {thrown}\nin: {script}")]
    Thrown {
        /// What was thrown, as text.
        thrown: String,
        /// The beginning of the script.
        script: String,
    },
    /// What was waited for did not come.
    #[error("waited {seconds} s for `{what}` on {url} (\"{title}\"){}", .last.as_ref().map_or(String::new(), |l| format!("; at last it threw {l}")))]
    Waited {
        /// The condition.
        what: String,
        /// How long was waited.
        seconds: u64,
        /// Where the page was.
        url: String,
        /// Its title.
        title: String,
        /// What the condition threw when it was asked last.
        last: Option<String>,
    },
    /// No such element.
    #[error("there is no `{wanted}` on {url}{hint}")]
    Missing {
        /// The selector or the text.
        wanted: String,
        /// Where the page was.
        url: String,
        /// What there is instead, where that can be said.
        hint: String,
    },
    /// More than one is meant.
    #[error("`{wanted}` on {url} is one of {count}")]
    Ambiguous {
        /// The text.
        wanted: String,
        /// Where the page was.
        url: String,
        /// How many there are.
        count: usize,
    },
    /// The element is there, but a person could not do this with it.
    #[error("`{wanted}` on {url} {why}")]
    Unusable {
        /// The selector or the text.
        wanted: String,
        /// Where the page was.
        url: String,
        /// Why not, e.g. by what it is covered.
        why: String,
    },
    /// No key has this name.
    #[error("there is no key `{0}`")]
    NoKey(String),
    /// A file to upload is not there.
    #[error("there is no file {}", .0.display())]
    NoFile(PathBuf),
}
