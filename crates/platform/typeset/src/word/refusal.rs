//! Tệp Word không nhận: why a file that comes back is not opened, told before anything of it is used.

/// Why a Word file is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WordRefusal {
    /// Not a Word file at all.
    #[error("not a word file")]
    NotWord,
    /// Word 97–2003.
    #[error("an old .doc file")]
    OldWord,
    /// Locked with a password.
    #[error("password-protected")]
    Password,
    /// A zip archive that cannot be read, or a part that is no XML.
    #[error("broken: {0}")]
    Broken(String),
    /// More than any letter holds: a bomb.
    #[error("too much inside")]
    TooMuch,
    /// Macros.
    #[error("macros")]
    Macros,
    /// A link to something outside the file; its target.
    #[error("external: {0}")]
    External(String),
    /// Another file inside: OLE, ActiveX, a sub-document.
    #[error("embedded: {0}")]
    Embedded(String),
    /// An XML document type, which may define entities.
    #[error("document type definition")]
    Entities,
    /// So many tracked changes, neither accepted nor refused.
    #[error("{0} tracked changes")]
    Tracked(usize),
}

impl WordRefusal {
    /// What the person is told, and what to do.
    pub fn message_vi(&self) -> String {
        match self {
            Self::NotWord => "Tệp này không phải tệp Word (.docx). Hãy chọn lại tệp đã tải từ bản nháp.".to_owned(),
            Self::OldWord => "Tệp thuộc định dạng Word cũ (.doc). Hãy mở bằng Word hoặc LibreOffice, lưu lại thành .docx rồi tải lên.".to_owned(),
            Self::Password => "Tệp Word đang đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu, lưu lại rồi tải lên.".to_owned(),
            Self::Broken(_) => "Tệp Word bị hỏng, không mở được. Hãy mở lại bằng Word hoặc LibreOffice, lưu lại rồi tải lên.".to_owned(),
            Self::TooMuch => "Tệp Word chứa nhiều dữ liệu bất thường so với một văn bản nên không được mở. Hãy chép nội dung sang bản Word tải từ bản nháp rồi tải lên.".to_owned(),
            Self::Macros => "Tệp Word có macro (chương trình chạy kèm) nên không được nhận. Hãy lưu lại dạng .docx không có macro rồi tải lên.".to_owned(),
            Self::External(target) => format!("Tệp Word có liên kết ra ngoài ({}) nên không được nhận. Hãy bỏ liên kết (giữ lại chữ), lưu lại rồi tải lên.", shortened(target)),
            Self::Embedded(name) => format!("Tệp Word có tệp khác nhúng bên trong ({}) nên không được nhận. Hãy bỏ phần nhúng, lưu lại rồi tải lên.", shortened(name)),
            Self::Entities => "Tệp Word có khai báo XML không an toàn nên không được mở. Hãy chép nội dung sang bản Word tải từ bản nháp rồi tải lên.".to_owned(),
            Self::Tracked(count) => format!("Tệp Word còn {count} thay đổi đang theo dõi (Track Changes), chưa rõ nhận hay bỏ. Hãy nhận hoặc từ chối từng thay đổi trong Word; hoặc đánh dấu “Nhận mọi thay đổi đang theo dõi” rồi tải lên lại."),
        }
    }
}

fn shortened(words: &str) -> String {
    match words.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_owned(),
    }
}
