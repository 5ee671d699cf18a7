//! Màn hình của phiên tòa: a page without sign-in at a random address, that shows what was released and nothing else.

mod page;
pub(crate) mod pictures;
mod view;

pub(crate) use page::{events, show};
pub(crate) use pictures::{media, picture};
pub(crate) use view::CourtView;
