//! Bàn làm việc số: what today needs, from every area – what ran out, what ends soon, why, and the next lawful step.
//!
//! | to | look in |
//! |---|---|
//! | cut time into today, 1, 3, 7 and 15 days | [`horizon`] |
//! | ask whose work is shown | [`scope`] |
//! | see the page | `today.rs`, `today.html` |
//!
//! The desk has no tables: it asks the areas for their clocks, so a fact recorded anywhere changes it at once.

mod clock;
pub mod horizon;
pub mod messages;
mod recent;
pub mod scope;
mod today;

use people::Right;
use shell::{MenuItem, Routes};

/// The addresses of this area.
pub fn routes() -> Routes {
    Routes::new().get("/desk", Right::DeskOwn, today::show)
}

/// The area in the menu.
pub fn menu() -> MenuItem {
    MenuItem::new("Bàn làm việc", "home", "/desk").needs(Right::DeskOwn)
}
