//! Số liệu ứng dụng: what the programme of digitising asks of every unit, counted from what exists, with its share where the domain names
//! what it is a share of; each figure opens its matters, each matter its proof.
//!
//! | to | look in |
//! |---|---|
//! | see what is counted, and against what | [`what`] |
//! | have the cases that ended, were tried, were shown | [`cases`], answered by the statistics |
//! | gather everything of some units and days | `gathered` |
//! | read units and days from an address | `asked` |
//! | see the table, by unit too | `page` |
//! | open a figure, take it to Excel | `list`, `sheet` |

mod asked;
pub mod cases;
mod gathered;
pub(crate) mod list;
mod messages;
pub(crate) mod page;
mod sheet;
pub mod what;

pub use cases::{CaseMoved, Cases, CasesDoor, Moved};
