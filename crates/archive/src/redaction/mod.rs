//! Che thông tin trên bản sao: boxes on pages, each with its reason; the copy is built anew from blackened pictures, the file is never touched.
//!
//! | to | look in |
//! |---|---|
//! | find names, identity numbers, phones, addresses on a page | [`finding`], pure |
//! | blacken a picture, take words away | [`hiding`], pure |
//! | keep the boxes and the words that stood there | [`store`] |
//! | write the copy | [`making`] |
//! | show it | `screens` |

pub mod finding;
pub mod hiding;
pub(crate) mod making;
pub(crate) mod screens;
pub(crate) mod store;
