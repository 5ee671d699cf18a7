//! What can keep a document from being printed.

/// Why a document could not be typeset; `message_vi` is for the person, `Display` for the log.
#[derive(Debug, thiserror::Error)]
pub enum TypesetError {
    /// The fonts have no shape for a character, so the PDF could not be archived.
    #[error("no glyph for U+{:04X}", *.0 as u32)]
    NoGlyph(char),
    /// A report whose row has more or fewer cells than columns.
    #[error("row {row} has {found} cells, expected {expected}")]
    RowWidth {
        /// The row, counted from 1.
        row: usize,
        /// Cells found in it.
        found: usize,
        /// Columns of the report.
        expected: usize,
    },
    /// Typst refused the layout or the PDF; the text is its own.
    #[error("typst: {0}")]
    Typst(String),
    /// The Word file could not be packed.
    #[error("docx: {0}")]
    Word(String),
    /// A drawing could not be made into a picture.
    #[error("picture: {0}")]
    Picture(String),
    /// The document could not be handed to the layout.
    #[error("json: {0}")]
    Json(#[from] serde_json::Error),
}

impl TypesetError {
    /// The sentence to show to the person who asked for the document.
    pub fn message_vi(&self) -> String {
        match self {
            Self::NoGlyph(character) => format!(
                "Văn bản có ký tự không in được “{}” (U+{:04X}). Hãy xóa hoặc thay ký tự này rồi thử lại.",
                character.escape_default(),
                *character as u32
            ),
            Self::RowWidth { row, .. } => {
                format!("Dòng {row} của bảng in thiếu hoặc thừa ô. Hãy báo quản trị hệ thống.")
            }
            Self::Typst(_) | Self::Word(_) | Self::Picture(_) | Self::Json(_) => {
                "Chưa tạo được văn bản. Nội dung đã nhập vẫn còn; hãy thử lại hoặc báo quản trị hệ thống.".into()
            }
        }
    }
}
