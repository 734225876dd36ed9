//! Whether a picture adds up. One that does not is not drawn.

use std::fmt;

use takt_core::metric::Picture;
use takt_core::unit::StageId;

/// What of a picture does not add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// Opening + in − out is not closing.
    Balance(StageId),
    /// The moves into a stage are not what came in.
    In(StageId),
    /// The moves out of a stage are not what went out.
    Out(StageId),
    /// The bars of a shelf are not what stands on it.
    Bars(StageId),
    /// The shares of a ladder that ends at a stage are not one whole.
    Shares(StageId),
    /// A move names a stage that the flow does not have.
    Unknown(StageId),
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, stage) = match self {
            Self::Balance(stage) => ("opening + in - out is not closing", stage),
            Self::In(stage) => ("the moves in are not the inflow", stage),
            Self::Out(stage) => ("the moves out are not the outflow", stage),
            Self::Bars(stage) => ("the bars are not the stock", stage),
            Self::Shares(stage) => ("the shares of the ladder are not one whole", stage),
            Self::Unknown(stage) => ("a move names a stage without numbers", stage),
        };
        write!(f, "stage {}: {what}", stage.0)
    }
}

impl std::error::Error for Broken {}

/// Whether every number of a picture is the sum of its parts.
///
/// # Errors
/// The first thing that does not add up.
pub fn conserved(picture: &Picture) -> Result<(), Broken> {
    let flow = &picture.flow;
    for stage in &flow.stages {
        let id = stage.stage;
        if stage.opening.checked_add(stage.inflow) != stage.closing.checked_add(stage.outflow) {
            return Err(Broken::Balance(id));
        }
        let moves = || flow.moves.iter();
        let came: u64 = moves().filter(|moved| moved.to == Some(id)).map(|moved| moved.count).sum();
        let left: u64 = moves().filter(|moved| moved.from == Some(id)).map(|moved| moved.count).sum();
        if came != stage.inflow {
            return Err(Broken::In(id));
        }
        if left != stage.outflow {
            return Err(Broken::Out(id));
        }
    }
    let closing = |id: StageId| flow.stages.iter().find(|stage| stage.stage == id).map(|stage| stage.closing);
    for stage in flow.moves.iter().flat_map(|moved| [moved.from, moved.to]).flatten() {
        closing(stage).ok_or(Broken::Unknown(stage))?;
    }
    for shelf in &picture.shelves {
        let bars: u64 = shelf.bars.iter().map(|(_, count)| *count).sum();
        if bars != shelf.stock || closing(shelf.stage) != Some(shelf.stock) {
            return Err(Broken::Bars(shelf.stage));
        }
    }
    for ladder in &picture.ladders {
        let whole: i64 = ladder.rungs.iter().map(|rung| i64::from(rung.share.0)).sum();
        if !ladder.rungs.is_empty() && whole != 10_000 {
            return Err(Broken::Shares(ladder.to));
        }
    }
    Ok(())
}
