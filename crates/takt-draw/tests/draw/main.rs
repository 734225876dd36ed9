//! What a reader of the pictures would notice.

mod chance;
mod charts;
mod colours;
mod diagram;
mod figures;
mod fonts;
mod look;
mod sample;
mod speak;
