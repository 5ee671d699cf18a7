//! Giao bản sao: a copy marked with its recipient on every page, locked, until a day; who took it is written down, and it can be withdrawn.
//!
//! | to | look in |
//! |---|---|
//! | keep to whom, what for, until when | [`store`] |
//! | lock the package | [`making`] |
//! | show it | `screens` |

pub(crate) mod making;
pub(crate) mod screens;
pub(crate) mod store;
