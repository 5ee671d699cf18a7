//! Lý do: why a signature is not valid, or cannot be judged, or what is worth knowing; each a sentence for people.

use chrono::{DateTime, FixedOffset, Utc};

/// What a reason does to the verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Worth knowing.
    Note,
    /// Cannot be judged.
    Indeterminate,
    /// Not valid.
    Invalid,
}

/// A reason for a verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The bytes of the signature cannot be read.
    ContentsUnreadable,
    /// The signer's certificate is not there.
    NoSignerCertificate,
    /// No signed attributes: the signature could be of anything.
    NoSignedAttributes,
    /// The signature does not name its certificate, or names another.
    CertificateNotNamed,
    /// The content is not what was signed.
    DigestDiffers,
    /// The signature is not of this key.
    SignatureWrong,
    /// A hash or signature algorithm that is unknown or no longer trusted.
    UnknownAlgorithm,
    /// The byte range does not cover the file as it must.
    RangeWrong,
    /// The part of the file that was signed is no whole PDF.
    SignedPartBroken,
    /// The signature was put in place of another after signing.
    SignatureReplaced,
    /// Something was changed that may not be.
    Changed(String),
    /// A time-stamp token is broken or stamps something else.
    TimeStampBroken,
    /// The authority of a time stamp cannot be believed.
    TimeStampNotTrusted(Box<Reason>),
    /// No way up to an authority of the trust list.
    NotTrusted {
        /// Whose certificate.
        name: String,
    },
    /// The certificate was not in its time at the moment that counts.
    OutOfItsTime {
        /// Whose certificate.
        name: String,
        /// Valid from.
        from: DateTime<Utc>,
        /// Valid to.
        to: DateTime<Utc>,
    },
    /// Signed, by its own word or by a time stamp, when the certificate was not in its time.
    SignedOutOfTime {
        /// Whose certificate.
        name: String,
    },
    /// A critical extension that is not known.
    UnknownExtension {
        /// Whose certificate.
        name: String,
    },
    /// The certificate is not meant for this.
    NotForSigning,
    /// The certificate was revoked.
    Revoked {
        /// Whose certificate.
        name: String,
        /// When.
        at: DateTime<Utc>,
    },
    /// The certificate was revoked later: the signature was there before.
    RevokedLater {
        /// When.
        at: DateTime<Utc>,
    },
    /// No proof about revocation.
    NoRevocationProof {
        /// Whose certificate.
        name: String,
    },
    /// No time stamp: the time is the signer's word.
    TimeNotProven,
    /// Not in the format of PAdES.
    NotPades,
    /// The file itself cannot be read.
    FileUnreadable(String),
}

/// A moment as people in Vietnam write it.
pub(crate) fn shown(at: DateTime<Utc>) -> String {
    let vietnam = FixedOffset::east_opt(7 * 3600).map(|zone| at.with_timezone(&zone));
    vietnam
        .map(|at| at.format("%H:%M ngày %d/%m/%Y").to_string())
        .unwrap_or_default()
}

impl Reason {
    /// What it does to the verdict.
    pub fn weight(&self) -> Weight {
        match self {
            Self::UnknownAlgorithm
            | Self::TimeStampNotTrusted(_)
            | Self::NotTrusted { .. }
            | Self::OutOfItsTime { .. }
            | Self::UnknownExtension { .. }
            | Self::NoRevocationProof { .. } => Weight::Indeterminate,
            Self::RevokedLater { .. } | Self::TimeNotProven | Self::NotPades => Weight::Note,
            _ => Weight::Invalid,
        }
    }

    /// For programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::ContentsUnreadable => "contents_unreadable",
            Self::NoSignerCertificate => "no_signer_certificate",
            Self::NoSignedAttributes => "no_signed_attributes",
            Self::CertificateNotNamed => "certificate_not_named",
            Self::DigestDiffers => "digest_differs",
            Self::SignatureWrong => "signature_wrong",
            Self::UnknownAlgorithm => "unknown_algorithm",
            Self::RangeWrong => "range_wrong",
            Self::SignedPartBroken => "signed_part_broken",
            Self::SignatureReplaced => "signature_replaced",
            Self::Changed(_) => "changed",
            Self::TimeStampBroken => "time_stamp_broken",
            Self::TimeStampNotTrusted(_) => "time_stamp_not_trusted",
            Self::NotTrusted { .. } => "not_trusted",
            Self::OutOfItsTime { .. } => "out_of_its_time",
            Self::SignedOutOfTime { .. } => "signed_out_of_time",
            Self::UnknownExtension { .. } => "unknown_extension",
            Self::NotForSigning => "not_for_signing",
            Self::Revoked { .. } => "revoked",
            Self::RevokedLater { .. } => "revoked_later",
            Self::NoRevocationProof { .. } => "no_revocation_proof",
            Self::TimeNotProven => "time_not_proven",
            Self::NotPades => "not_pades",
            Self::FileUnreadable(_) => "file_unreadable",
        }
    }

    /// For people.
    pub fn sentence(&self) -> String {
        match self {
            Self::ContentsUnreadable => "Không đọc được dữ liệu chữ ký; chữ ký bị hỏng hoặc bị sửa.".into(),
            Self::NoSignerCertificate => "Chữ ký không kèm chứng thư số của người ký.".into(),
            Self::NoSignedAttributes => "Chữ ký thiếu các thuộc tính bắt buộc phải ký.".into(),
            Self::CertificateNotNamed => "Chữ ký không gắn với đúng chứng thư số của người ký.".into(),
            Self::DigestDiffers => "Nội dung đã bị thay đổi sau khi ký.".into(),
            Self::SignatureWrong => "Chữ ký không khớp với chứng thư số của người ký.".into(),
            Self::UnknownAlgorithm => "Chữ ký dùng thuật toán chưa hỗ trợ hoặc không còn an toàn.".into(),
            Self::RangeWrong => "Phạm vi ký trong tệp không đúng quy cách: có phần của tệp nằm ngoài chữ ký.".into(),
            Self::SignedPartBroken => "Phần tệp đã ký không phải là một tệp PDF hoàn chỉnh.".into(),
            Self::SignatureReplaced => "Chữ ký đã bị thay thế sau khi ký.".into(),
            Self::Changed(what) => format!("Tệp đã bị thay đổi sau khi ký ngoài phạm vi cho phép: {what}."),
            Self::TimeStampBroken => "Dấu thời gian bị hỏng hoặc không phải của chữ ký này.".into(),
            Self::TimeStampNotTrusted(why) => format!("Chưa tin được dấu thời gian. {}", why.sentence()),
            Self::NotTrusted { name } => {
                format!("Chứng thư số “{name}” không dẫn đến tổ chức nào trong danh sách tin cậy.")
            }
            Self::OutOfItsTime { name, from, to } => format!(
                "Chứng thư số “{name}” chỉ có hiệu lực từ {} đến {}; không có bằng chứng chữ ký được tạo trong thời gian đó.",
                shown(*from),
                shown(*to)
            ),
            Self::SignedOutOfTime { name } => format!("Chữ ký được tạo khi chứng thư số “{name}” không có hiệu lực."),
            Self::UnknownExtension { name } => {
                format!("Chứng thư số “{name}” có phần mở rộng bắt buộc mà phần mềm chưa hỗ trợ.")
            }
            Self::NotForSigning => "Chứng thư số không được cấp để dùng vào việc này.".into(),
            Self::Revoked { name, at } => format!("Chứng thư số “{name}” đã bị thu hồi lúc {}.", shown(*at)),
            Self::RevokedLater { at } => {
                format!("Chứng thư số bị thu hồi lúc {}, sau khi chữ ký đã được tạo.", shown(*at))
            }
            Self::NoRevocationProof { name } => {
                format!("Chưa xác định được chứng thư số “{name}” có bị thu hồi hay không.")
            }
            Self::TimeNotProven => "Thời điểm ký do máy của người ký ghi, không có dấu thời gian chứng minh.".into(),
            Self::NotPades => "Chữ ký không theo định dạng PAdES.".into(),
            Self::FileUnreadable(_) => "Không đọc được tệp PDF: tệp hỏng, được bảo vệ bằng mật khẩu, hoặc có dữ liệu thừa ở cuối.".into(),
        }
    }
}
