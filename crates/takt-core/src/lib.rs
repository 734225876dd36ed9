//! The pure core of Takt: what a fact is, where an account stands, why, and what the model does next.
//!
//! This crate knows no clock, file, socket, environment, random number, float or unordered map. Time is an argument;
//! what it wants done it returns as facts. Everything here is a fold over the journal, so two runs over the same
//! journal end in the same bytes on every machine.
#![no_std]

extern crate alloc;

pub mod account;
pub mod agenda;
pub mod alone;
pub mod book;
pub mod calendar;
pub mod decide;
pub mod dictionary;
pub mod digest;
pub mod due;
pub mod fact;
pub mod history;
pub mod metric;
pub mod model;
pub mod route;
pub mod score;
pub mod seen;
pub mod slot;
pub mod snapshot;
pub mod tables;
pub mod ties;
pub mod unit;
