//! The revenue model as a picture: which days it is of, and its file.

use std::path::Path;
use std::sync::Arc;

use takt_core::book::InForce;
use takt_core::calendar::month_of;
use takt_core::metric::{Picture, picture};
use takt_core::unit::{Day, StageId};
use takt_draw::diagram::{Broken, Drawing, Look, Ways, Width, draw};
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

/// What a picture is drawn of, without the desk: numbers, model, and the names that only the journal knows.
#[derive(Clone, Debug)]
pub struct Scene {
    /// The numbers.
    pub picture: Picture,
    /// The model in force.
    pub model: Arc<InForce>,
    former: Vec<(StageId, String)>,
    /// The keys of its stages.
    stages: Vec<(StageId, String)>,
}

impl Scene {
    /// The scene of a picture.
    ///
    /// # Errors
    /// The folder holds no model.
    pub fn of<S: Store>(desk: &Desk<S>, picture: Picture) -> Result<Self, Fault> {
        let missing = || Fault::refused("folder-missing", vec![("folder", desk.folder.display().to_string())]);
        let model = desk.book.model.clone().ok_or_else(missing)?;
        let naming = Naming::of(desk);
        let stages: Vec<(StageId, String)> =
            picture.flow.stages.iter().map(|stage| (stage.stage, naming.stage(stage.stage).to_owned())).collect();
        let former = stages.iter().filter(|(id, _)| model.stage(*id).is_none()).cloned().collect();
        Ok(Self { picture, model, former, stages })
    }

    /// The picture drawn.
    ///
    /// # Errors
    /// Its numbers do not add up, which is a mistake of this program.
    pub fn draw(
        &self,
        (theme, width): (Theme, Width),
        ways: Option<Ways>,
        catalogue: &Catalogue,
    ) -> Result<Drawing, Fault> {
        let look = Look { theme, width, former: self.former.clone(), ways };
        draw(&self.picture, &self.model, &look, catalogue).map_err(|broken| {
            let (what, stage) = match broken {
                Broken::Balance(stage) => ("balance", stage),
                Broken::In(stage) => ("in", stage),
                Broken::Out(stage) => ("out", stage),
                Broken::Bars(stage) => ("bars", stage),
                Broken::Shares(stage) => ("shares", stage),
                Broken::Unknown(stage) => ("unknown", stage),
            };
            let key = self.stages.iter().find(|(id, _)| *id == stage).map(|(_, key)| key.clone());
            Fault::store("picture-broken", vec![("stage", key.unwrap_or_default()), ("what", what.into())])
        })
    }
}

/// Writes a picture to a file; what was there before is replaced.
///
/// # Errors
/// The file cannot be written.
pub fn write(file: &Path, drawing: &Drawing) -> Result<(), Fault> {
    std::fs::write(file, drawing.svg().to_string()).map_err(|cause| Fault::unwritable(file, &cause))
}
