//! Sao kê tài khoản: a bank's sheet read row by row into what was paid in and out. Nothing here knows the database.
//!
//! | to | look in |
//! |---|---|
//! | know a column by its words | [`columns`] |
//! | read a day or a sum as banks write it | [`value`] |
//! | read the whole sheet | [`read`] |
//! | check the balances row by row | [`balance`] |
//! | know a payment that is already there | [`same`] |

pub mod balance;
pub mod columns;
pub mod head;
pub mod read;
pub mod same;
pub mod value;
