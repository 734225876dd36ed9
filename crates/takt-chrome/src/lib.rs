//! Drives Chromium, for tests that click and for screenshots: one headless process, pages that share nothing, and input
//! as a person gives it, over the DevTools protocol. It blocks, and knows nothing of what it looks at.
//!
//! ```no_run
//! use takt_chrome::{Browser, Look, axe};
//!
//! # fn main() -> Result<(), takt_chrome::Trouble> {
//! let browser = Browser::start()?;
//! let page = browser.page(&Look { dark: true, ..Look::default() })?;
//! page.goto("http://127.0.0.1:8080/")?;
//! page.click_text("Accounts")?;
//! page.wait("document.querySelector('h1').innerText === 'Accounts'")?;
//! assert!(axe(&page)?.is_empty());
//! assert_eq!(page.console()?, Vec::<String>::new());
//! # Ok(())
//! # }
//! ```
//!
//! Nothing but the machine itself is reached: a page that asks for another host gets an error, which
//! [`Page::console`] tells.

mod axe;
mod browser;
mod ear;
mod input;
mod keys;
mod page;
mod trouble;
mod wire;

pub use axe::{Violation, axe};
pub use browser::{Browser, Look};
pub use page::{Cookie, Page};
pub use trouble::Trouble;
