//! Takt, the program: a command line (and later pages and an API) around the pure core.
//!
//! `app` holds one module for each thing that can be done; `cli` reads arguments and prints answers, for people in
//! Japanese or English and for programs as JSON. Nothing here decides where an account stands: that is `takt-core`.

/// The allocator of the program, its examples and its tests: docs/adr/0035-the-allocator.md.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

pub mod app;
pub mod bench;
pub mod catalogue;
pub mod cli;
pub mod fault;
pub mod pages;
pub mod server;
