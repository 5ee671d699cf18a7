//! Đơn vị (Luật Tổ chức VKSND; NQ 84/2025/UBTVQH15): a tree with dates. Names, parents and levels change from a day on,
//! units merge into successors, and facts keep the unit of their day.

mod change;
mod closure;
pub mod edit;
mod import;
mod level;
mod search;
mod store;
mod tree;
mod unit;

pub use change::{NewUnit, UnitRefusal};
pub use closure::Above;
pub use edit::free_key;
pub use import::{EMBEDDED_UNITS, ImportFault, UNITS_AS_OF, import, parse, seed};
pub use level::Level;
pub(crate) use store::stamp;
pub use store::{UnitBook, UnitChange, changes_of};
pub use tree::{Branch, Units};
pub use unit::{OPEN_END, OPEN_START, Unit, shortened};

#[cfg(test)]
mod tests;
