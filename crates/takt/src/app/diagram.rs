//! The revenue model as a picture: which days it is of, and its file.

use std::path::Path;

use takt_core::calendar::month_of;
use takt_core::metric::{Picture, picture};
use takt_core::unit::{Day, StageId};
use takt_draw::diagram::{Broken, Drawing, Look, Width, draw};
use takt_draw::theme::Theme;
use takt_store::Store;

use crate::app::desk::Desk;
use crate::app::names::Naming;
use crate::app::report;
use crate::catalogue::Catalogue;
use crate::fault::Fault;

/// Which days a picture is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Days {
    /// How it stood on a day; in and out are of that day's month, up to and with the day.
    At(Day),
    /// From one day to another, both inclusive; without one the first or the last of the journal.
    Span(Option<Day>, Option<Day>),
    /// As [`Days::At`], of the day the journal ends.
    Latest,
}

/// What the diagram shows of these days.
///
/// # Errors
/// The period is turned round, or the folder holds no model.
pub fn of<S: Store>(desk: &mut Desk<S>, days: Days) -> Result<Picture, Fault> {
    desk.book.keep_columns();
    let (from, to) = match days {
        Days::At(day) => (month_of(day).first_day(), day),
        Days::Latest => {
            let day = report::latest(desk);
            (month_of(day).first_day(), day)
        }
        Days::Span(from, to) => report::period(desk, from, to)?,
    };
    let found = desk.book.columns().and_then(|columns| picture(&desk.book, columns, from, to));
    found.ok_or_else(|| Fault::refused("folder-missing", vec![("folder", desk.folder.display().to_string())]))
}

/// The picture drawn.
///
/// # Errors
/// Its numbers do not add up, which is a mistake of this program.
pub fn drawn<S: Store>(
    desk: &Desk<S>,
    picture: &Picture,
    (theme, width): (Theme, Width),
    catalogue: &Catalogue,
) -> Result<Drawing, Fault> {
    let missing = || Fault::refused("folder-missing", vec![("folder", desk.folder.display().to_string())]);
    let model = desk.book.model.as_ref().ok_or_else(missing)?;
    let naming = Naming::of(desk);
    let former: Vec<StageId> = picture.flow.stages.iter().map(|stage| stage.stage).collect();
    let former = former.into_iter().filter(|id| model.stage(*id).is_none());
    let look = Look { theme, width, former: former.map(|id| (id, naming.stage(id).to_owned())).collect() };
    draw(picture, model, &look, catalogue).map_err(|broken| {
        let (what, stage) = match broken {
            Broken::Balance(stage) => ("balance", stage),
            Broken::In(stage) => ("in", stage),
            Broken::Out(stage) => ("out", stage),
            Broken::Bars(stage) => ("bars", stage),
            Broken::Shares(stage) => ("shares", stage),
            Broken::Unknown(stage) => ("unknown", stage),
        };
        Fault::store("picture-broken", vec![("stage", naming.stage(stage).into()), ("what", what.into())])
    })
}

/// Writes a picture to a file; what was there before is replaced.
///
/// # Errors
/// The file cannot be written.
pub fn write(file: &Path, drawing: &Drawing) -> Result<(), Fault> {
    std::fs::write(file, drawing.svg().to_string()).map_err(|cause| Fault::unwritable(file, &cause))
}
