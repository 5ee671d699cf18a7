//! Vẽ sơ đồ: one look for every map, diagram, flow and sketch of this area.
//!
//! | to | look in |
//! |---|---|
//! | measure and wrap words | [`Face`] |
//! | draw lines and shapes by hand | [`Canvas`], [`Ink`] |
//! | draw a person, an account, an exhibit … | [`Node`], [`Symbol`]: measure it, place it, hand it to the sheet |
//! | draw a relation, a flow | [`Edge`], [`Certainty`] |
//! | put it together: title, layers, steps, legend | [`Sheet`] |
//! | make a file of it | [`Picture`], [`png`], [`pdf_a3`] |
//! | lead lines around things | [`route`] |
//! | show it in court | [`presented`](fn@presented): the frames of a sheet stand in `frames` |
//!
//! Units are points of a cheap projector (1024 across): no letter is smaller than [`LEAST`], which is read from ten metres. Black ink alone tells everything;
//! colour only helps. Nothing here knows a table: who draws asks for sizes, decides on places and hands both in.

mod canvas;
mod edge;
mod font;
mod frames;
mod ink;
mod legend;
mod node;
mod picture;
mod presented;
#[cfg(test)]
pub mod proof;
mod routing;
mod sheet;
mod symbol;

pub use canvas::{Anchor, Canvas, Point, Rect, at, rect};
pub use edge::{Arrow, Edge};
pub use font::{BADGE, BL, Face, LEAST, NAME, NOTE, TITLE};
pub use frames::SCREEN;
pub use ink::{Certainty, Dash, Ink, colour};
pub use node::{Mark, Measured, Node};
pub use picture::{Picture, pdf_a3, png};
pub use presented::presented;
pub use routing::route;
pub use sheet::{Layer, Sheet};
pub use symbol::{Outline, Symbol};
