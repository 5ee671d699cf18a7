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
//! | show it in court | [`presented`](fn@presented) |
//!
//! Units are points of a cheap projector (1024 across): [`NAME`] letters are read from ten metres. Black ink alone tells everything;
//! colour only helps. Nothing here knows a table: who draws asks for sizes, decides on places and hands both in.

mod canvas;
mod edge;
mod font;
mod ink;
mod legend;
mod node;
mod picture;
mod presented;
mod sheet;
mod symbol;

pub use canvas::{Anchor, Canvas, Point, Rect, at, rect};
pub use edge::{Arrow, Edge};
pub use font::{BADGE, BL, Face, NAME, NOTE, TITLE};
pub use ink::{Certainty, Dash, Ink, colour};
pub use node::{Mark, Measured, Node};
pub use picture::{Picture, pdf_a3, png};
pub use presented::presented;
pub use sheet::{Layer, Sheet};
pub use symbol::{Outline, Symbol};
