//! Băng ghi âm, ghi hình (BLTTHS Đ.313; TTLT 03/2018): taken in untouched under its hash, played by marks, checked before it is shown.
//!
//! | to | look in |
//! |---|---|
//! | take a file in, or refuse it with what to do | `intake` |
//! | read and change what is known of it | `store` |
//! | see the recordings of a matter | `page` |
//! | give its bytes by ranges, checked once against their hash | `stream` |

pub(crate) mod intake;
pub(crate) mod page;
pub(crate) mod store;
pub(crate) mod stream;

pub use store::{Known, MediaRow, media_of, recording};
