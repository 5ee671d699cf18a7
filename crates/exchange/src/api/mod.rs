//! Kết nối phần mềm khác: a documented interface over the same facts, with a token for each program.
//!
//! | to | look in |
//! |---|---|
//! | create, approve, revoke a token | [`system`] |
//! | see who asks, and how a refusal is told | [`door`] |
//! | answer the same request once | [`request`] |
//! | list acts, open a matter, record a fact, read a matter | [`facts`] |
//! | read the description of it all | [`description`] |

pub mod description;
pub mod door;
pub mod facts;
pub mod request;
pub mod system;
