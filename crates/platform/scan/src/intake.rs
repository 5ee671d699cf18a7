//! Tiếp nhận tệp quét: what came in, whether it can be read, and its pages one at a time.

mod heic;
mod kind;
mod pdf;
mod picture;
mod text_layer;
mod tiffs;

use crate::page::{PageError, PageImage};
use std::sync::Arc;

pub use kind::Kind;

/// Why a file is not taken in. Each sentence says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IntakeError {
    /// No bytes.
    #[error("Tệp rỗng, không có nội dung. Hãy kiểm tra lại tệp trên máy quét rồi tải lên lần nữa.")]
    Empty,
    /// Something else than a PDF or a picture.
    #[error("{} Hệ thống chỉ nhận tệp PDF hoặc ảnh JPEG, PNG, TIFF, HEIC, riêng lẻ hay trong tệp nén ZIP.", .0.advice_vi())]
    NotAScan(Kind),
    /// Needs a password.
    #[error(
        "Tệp PDF có đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu (mở tệp, in lại ra PDF hoặc quét lại) rồi tải lên."
    )]
    Encrypted,
    /// Broken beyond reading; some pages may still be there.
    #[error("Tệp PDF bị hỏng{}. Hãy quét lại hoặc chép lại tệp từ máy quét.", readable_vi(*.readable_pages))]
    Broken {
        /// How many pages could still be found.
        readable_pages: usize,
    },
    /// A picture that cannot be decoded.
    #[error("Ảnh bị hỏng nên không đọc được. Hãy quét lại hoặc chép lại tệp rồi tải lên.")]
    BrokenPicture,
    /// No program on this machine decodes HEIC.
    #[error(
        "Đây là ảnh HEIC của iPhone, máy chủ chưa đọc được loại này. Hãy đặt điện thoại chụp JPEG (Cài đặt → Camera → Định dạng → Tương thích nhất) rồi chụp lại, hoặc lưu ảnh thành JPEG."
    )]
    HeicNotRead,
    /// No page in it.
    #[error("Tệp PDF không có trang nào. Hãy kiểm tra lại tệp trên máy quét rồi tải lên lần nữa.")]
    NoPages,
    /// The only page is too large.
    #[error(transparent)]
    Page(#[from] PageError),
}

fn readable_vi(pages: usize) -> String {
    if pages == 0 {
        String::new()
    } else {
        format!(", chỉ còn đọc được {pages} trang")
    }
}

/// The bytes of a file, wherever they lie: in memory or on the disk.
struct Bytes(Box<dyn AsRef<[u8]> + Send + Sync>);

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        (*self.0).as_ref()
    }
}

enum Source {
    Pdf(Box<hayro::hayro_syntax::Pdf>),
    Picture(Bytes),
    Heic(Vec<Vec<u8>>),
    Tiff(Bytes),
}

/// Tập hồ sơ đã quét: a file whose pages are decoded one at a time; two thousand pages take no more memory than one.
pub struct Stack {
    source: Source,
    kind: Kind,
    pages: usize,
    is_signed: bool,
    is_own_copy: bool,
}

/// Look at a file and open it. The bytes are kept as they are given: in memory, or mapped from the disk.
pub fn open(bytes: impl AsRef<[u8]> + Send + Sync + 'static) -> Result<Stack, IntakeError> {
    let bytes = Bytes(Box::new(bytes));
    if bytes.as_ref().is_empty() {
        return Err(IntakeError::Empty);
    }
    let kind = Kind::of(bytes.as_ref());
    let is_signed = kind == Kind::Pdf && pdf::holds_signature(bytes.as_ref());
    let is_own_copy = kind == Kind::Pdf && pdf::is_own_copy(bytes.as_ref());
    let (source, pages) = match kind {
        Kind::Pdf => {
            let pdf = pdf::open(Arc::new(bytes))?;
            let pages = pdf.pages().len();
            (Source::Pdf(Box::new(pdf)), pages)
        }
        Kind::Jpeg | Kind::Png => {
            picture::check(bytes.as_ref())?;
            (Source::Picture(bytes), 1)
        }
        Kind::Heic => {
            let pictures = heic::pictures(bytes.as_ref())?;
            let pages = pictures.len();
            (Source::Heic(pictures), pages)
        }
        Kind::Tiff => {
            let pages = tiffs::count(bytes.as_ref())?;
            (Source::Tiff(bytes), pages)
        }
        other => return Err(IntakeError::NotAScan(other)),
    };
    Ok(Stack {
        source,
        kind,
        pages,
        is_signed,
        is_own_copy,
    })
}

impl Stack {
    /// How many pages.
    pub fn pages(&self) -> usize {
        self.pages
    }

    /// What kind of file it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Whether a digital signature is embedded in it, as far as its bytes tell; whether it is valid is another question.
    pub fn is_signed(&self) -> bool {
        self.is_signed
    }

    /// Whether this program exported it: a copy of a file, not a scan of its paper.
    pub fn is_own_copy(&self) -> bool {
        self.is_own_copy
    }

    /// Page `page`, counted from 1, decoded now.
    pub fn page(&self, page: usize) -> Result<PageImage, PageError> {
        if page == 0 || page > self.pages {
            return Err(PageError::NoSuchPage {
                page,
                pages: self.pages,
            });
        }
        match &self.source {
            Source::Pdf(pdf) => pdf::page(pdf, page),
            Source::Picture(bytes) => picture::page(bytes.as_ref(), 1),
            Source::Heic(pictures) => picture::page(&pictures[page - 1], page),
            Source::Tiff(bytes) => tiffs::page(bytes.as_ref(), page),
        }
    }
}
