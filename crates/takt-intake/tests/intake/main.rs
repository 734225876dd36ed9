//! The intake from outside: files and mappings in, facts and reasons out.

#![allow(clippy::unwrap_used, reason = "a test may break off where it stands, also in what its tests share")]
mod book;
mod check;
mod csv;
mod exporters;
mod files;
mod hostile;
mod journal;
mod jsonl;
mod manual;
mod mapping;
mod olist;
mod propose;
mod values;
