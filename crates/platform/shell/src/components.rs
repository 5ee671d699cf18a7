//! Giao diện chung: the parts every page is made of. A part is a struct that prints itself,
//! so a page writes `{{ field }}` or `{{ due }}`; frames and wrappers stand in `templates/`.
//!
//! Nothing here reads a clock or a database: today, rights and numbers come from the caller.

mod alert;
mod due;
pub mod entry;
mod field;
mod form;
mod frame;
mod icon;
mod icon_paths;
mod list;
mod pages;
mod proof;
mod stat;
mod timeline;

pub use alert::{Alert, ConfirmDialog, Progress, Tone};
pub use due::{Due, Urgency};
pub use field::{Choice, Field, FieldKind, Source};
pub use form::{Autosave, EntryForm};
pub use frame::{Bare, Crumb, Frame, MenuArea, MenuLink, PersonCard, PostChoice, Theme};
pub use icon::{Icon, icon};
pub use list::{Column, Empty, Filter, Pager, Tab, Tabs};
pub use pages::{ErrorPage, SignInPage};
pub use proof::ProofCard;
pub use stat::{Badge, Stat};
pub use timeline::{Timeline, TimelineEntry};

/// Lets a part be printed in a page without escaping: its own template has already escaped what it holds.
macro_rules! prints_itself {
    ($($part:ty),+ $(,)?) => { $(impl askama::filters::HtmlSafe for $part {})+ };
}

prints_itself!(
    Alert,
    ConfirmDialog,
    Progress,
    Due,
    Field,
    EntryForm,
    Icon,
    Empty,
    Pager,
    Tabs,
    ProofCard,
    Badge,
    Stat,
    Timeline,
    Column,
    Filter,
);

/// Ngày kiểu Việt Nam: dd/mm/yyyy.
pub fn vi_date(day: chrono::NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

/// Số có dấu chấm ngăn hàng nghìn: 1.234.567.
pub fn vi_number(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if value < 0 {
        out.push('-');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}
