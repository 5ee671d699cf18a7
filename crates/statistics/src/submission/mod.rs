//! Gửi báo cáo thống kê (HD 31/HD-VKSTC năm 2022: ký số, không giấy; thời hạn sửa): figures frozen, signed, sent, locked, returned.
//!
//! ```text
//! running --click--> being frozen --job--> frozen --compiler signs--> compiled --head signs--> sent (locked)
//!                       \--refused            \--drop--> dropped   \--drop--> dropped   \--return, inside the window--> returned
//! ```
//!
//! Every freezing is a new row, so both versions stay. What is recorded later of a locked period goes to the open one.
//!
//! | to | look in |
//! |---|---|
//! | know how long a sent report may be put right | [`window`], `data/correction-windows.toml` |
//! | see what a set holds and where it stands | [`content`], [`set`] |
//! | see what a click asks for, and the job that answers | [`freezing`] |
//! | see how figures are frozen, one unit or many | [`counting`], [`joining`], [`freeze`] |
//! | see what happens to late facts | [`late`] |
//! | sign, send, return | [`hand`], [`turn`] |
//! | know the state of every unit | [`standing`] |
//! | carry a set to another installation, answer with a signed receipt | [`package`], [`receipt`], [`believed`] |

mod believed;
pub mod content;
pub mod counting;
pub mod freeze;
pub mod freezing;
pub mod hand;
pub mod joining;
pub mod late;
pub mod messages;
pub mod package;
pub mod paper;
pub mod receipt;
pub mod set;
pub mod standing;
pub mod turn;
pub mod window;

pub use content::Content;
pub use set::{Set, State};
