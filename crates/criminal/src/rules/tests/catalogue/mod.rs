//! Cả danh mục: every act of the catalogue and every limit of the table, each in a matter where it may happen.
//!
//! The matters are not written by hand: [`paths`] searches the acts whose states are met and whose moves lead to where
//! the act asked about may find itself; [`telling`] puts them into facts. What cannot be told so is listed, with the
//! reason, in `data/unreached.toml`.

mod acts;
mod claims;
mod limits;
mod paths;
mod plans;
mod properties;
mod telling;
mod usual;
