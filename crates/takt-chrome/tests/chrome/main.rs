//! The driver against a real Chromium, on pages that these tests serve themselves.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test breaks off where it stands")]

mod input;
mod pages;
mod site;
mod sound;
