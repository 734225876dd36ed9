//! Takt's pictures: from numbers to self-contained SVG, and nothing else.
//!
//! ```text
//! geometry   lengths in tenths of a pixel, points, frames
//! lettering  how wide words are; shortening and breaking them
//! theme      the colours by what they are for, light and dark
//! figure     numbers as people read them
//! svg        the tree of a picture, and the only place that writes markup
//! inspect    what is wrong with a picture, found without looking
//! chart      small charts and the board of a week
//! diagram    the revenue model as one picture
//! ```
//!
//! # Determinism
//! There is no clock, no chance, no file and no float here: the same numbers in the same language give the same bytes.
//! Sentences come from the program through [`figure::Speak`].

pub mod chart;
pub mod diagram;
pub mod figure;
pub mod geometry;
pub mod inspect;
pub mod lettering;
pub mod svg;
pub mod theme;
