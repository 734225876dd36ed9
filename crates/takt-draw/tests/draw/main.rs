//! What a reader of the pictures would notice.

mod colours;
mod figures;
mod fonts;
mod look;
mod speak;
