//! `takt clock accept`, and what reading commands say of a clock that is not believed.

use std::path::Path;

use serde_json::json;
use takt_core::unit::Micros;
use takt_store::Store;

use crate::app::clock;
use crate::app::desk::Desk;
use crate::app::names::instant;
use crate::cli::table::thousands;
use crate::cli::{Answer, Failure, Session};

/// `takt clock accept`.
pub(super) fn accept<S: Store>(session: &Session, desk: &mut Desk<S>) -> Result<Answer, Failure> {
    let wall = desk.guard.accept();
    let facts = desk.accept_clock(wall)?;
    desk.erase_listed(wall)?;
    let at = instant(&desk.book, Micros(wall.0.div_euclid(1_000_000) * 1_000_000));
    let said = match facts {
        0 => session.say("clock-believed", &[("at", at.clone())]),
        _ => session.say("clock-accepted", &[("at", at.clone()), ("facts", thousands(facts))]),
    };
    Ok(Answer::done(json!({ "at": at, "facts": facts }), said + "\n"))
}

/// Opens a folder to read it. Reading goes on whatever the clock says; that it is not believed is told on standard error.
pub(super) fn reading(session: &Session, folder: &Path) -> Result<Desk, Failure> {
    let mut desk = Desk::open_reader(folder)?;
    if let Some(jump) = desk.clock_jump(clock::now())? {
        let [wall, known, side] = desk.jump_words(jump);
        let note = session.say("clock-note", &[("wall", wall), ("known", known), ("side", side)]);
        eprintln!("{} {note}", session.say("label-note", &[]));
    }
    Ok(desk)
}
