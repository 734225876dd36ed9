//! The pages in Chromium, as people use them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test breaks off where it stands")]

mod canaries;
mod house;
mod looks;
mod walks;
