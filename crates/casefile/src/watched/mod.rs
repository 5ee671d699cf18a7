//! Thư mục máy quét và khay chờ: a scanner delivers into a folder of the server; a file under a folder named by the code of a
//! matter goes to that matter, any other waits in the tray until somebody says where it belongs.
//!
//! | to | look in |
//! |---|---|
//! | say which folders are looked into | [`scanners`] |
//! | know where a file may lie and move it | [`places`] |
//! | take what has stopped growing | [`rounds`] |
//! | keep what was delivered, and what became of it | [`scanned`] |
//! | put a waiting file to its matter | [`tray`] |

pub(crate) mod messages;
mod places;
pub(crate) mod rounds;
pub(crate) mod scanned;
pub(crate) mod scanners;
pub(crate) mod tray;
