//! Trình ký và ký ban hành: from the draft that goes to its signer to the document that is numbered, signed, sealed and recorded.
//!
//! | to | look in |
//! |---|---|
//! | hand in, take back, return with a remark | [`submission`] |
//! | list what waits for a signer | [`waiting`] |
//! | see what must hold before anything is signed | [`ready`] |
//! | hold a number, give it back | [`number`] |
//! | follow one signing step by step | [`ceremony`] |
//! | record the fact at issue | [`recording`] |
//! | say by which delegation somebody signs for another | [`authority`] |
//! | give it the code that outsiders ask about | [`codes`] |
//! | have it signed with a key, one or many | [`hand`], [`signing_all`] |

pub mod authority;
pub mod ceremony;
pub mod codes;
pub mod hand;
pub mod messages;
pub mod number;
pub mod ready;
pub mod recording;
pub mod refusals;
pub mod sealing;
pub mod signing_all;
pub mod submission;
pub mod waiting;
