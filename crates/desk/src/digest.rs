//! Bản tin thời hạn hằng ngày: what each person finds in the morning – their clocks that are near or past, and what was
//! raised to them. Kept as it was told; made once for each person and day.
//!
//! | to | look in |
//! |---|---|
//! | make the digests of a day | [`make`] |
//! | read or keep one | [`kept`] |
//! | see the page | `screen.rs`, `screen.html` |
//! | send it by e-mail | [`mail`] |

pub mod kept;
pub mod mail;
pub mod make;
pub mod screen;
