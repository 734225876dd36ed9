//! The pages as a browser asks for them: who may, what is answered, what stays as it was.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test breaks off where it stands")]

mod house;
mod importing;
mod lists;
mod matrix;
mod pages;
mod signing;
mod stating;
