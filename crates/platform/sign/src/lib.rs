//! Chữ ký số trên tệp PDF (Luật Giao dịch điện tử 20/2023/QH15; NĐ 68/2024/NĐ-CP; TT 15/2025/TT-BKHCN; NĐ 30/2020/NĐ-CP Phụ lục I).
//!
//! - [`sign`]: PAdES B-B, B-T, B-LT, B-LTA, appended to the file so that every earlier signature stays what it was;
//! - [`Key`]: who signs: a token or device by PKCS#11, a remote service ([`prepare`] and [`Draft::finish`]), a key file in tests;
//! - [`Mark`]: what a reader sees on the page;
//! - [`verify`]: a verdict for every signature, with what changed after it, in plain Vietnamese; what is not proven is not valid.
//!
//! Nothing is sent anywhere but to the configured [`Addresses`].

mod algorithm;
mod certificate;
mod cms;
mod key;
mod key_software;
mod mark;
mod outside;
mod pades;
mod pages;
mod path;
mod pdf;
mod revocation;
mod timestamp;
mod token;
mod trust;
mod verify;

pub use certificate::{Described, may_sign, refuse_revoked};
pub use cms::is_document_signature;
pub use key::{Key, KeyError, Scheme};
pub use key_software::{SoftwareKey, certificates};
pub use mark::{Look, Mark, Place};
pub use outside::{Addresses, Http, Outside, OutsideError};
pub use pades::{
    Allowed, Draft, KeptDraft, Level, Request, Services, SignError, complete, extend, prepare, sign,
};
pub use pages::page_sizes;
pub use pdf::PdfError;
pub use revocation::{Evidence, issuer_of_list};
pub use token::{OnToken, Pin, TokenKey, on_tokens};
pub use trust::{TrustError, TrustList};
pub use verify::{Change, Question, Reason, Report, Signature, Verdict, Weight, verify};
pub use x509_cert::Certificate;
