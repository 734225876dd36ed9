//! The program as people run it: what it prints, where, and with which exit status.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test breaks off where it stands")]

mod bad_files;
mod bad_input;
mod bad_model;
mod bench;
mod bpi2012;
mod change;
mod demo;
mod diagram;
mod doubts;
mod errors;
mod helpdesk;
mod history;
mod lists;
mod matching;
mod olist;
mod ravenstack;
mod real;
mod registers;
mod rehearse;
mod run;
mod shipped_models;
mod tables;
mod taken_back;
mod transcripts;
mod xeducation;
