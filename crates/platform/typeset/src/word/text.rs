//! Nội dung của tệp Word trở về: its paragraphs and tables, the values that are still marked, and what cannot be kept.

use super::marks::Marked;

/// Tệp Word đã đọc.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordText {
    /// The draft and the version that the file was made from, where it still says so.
    pub draft: Option<(String, i64)>,
    /// Paragraphs and tables in their order.
    pub blocks: Vec<WordBlock>,
    /// What is no paragraph, no table and no value.
    pub unread: Vec<Unread>,
    /// Tracked changes that were accepted in reading.
    pub accepted: usize,
}

/// Một đoạn hoặc một bảng.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WordBlock {
    /// A paragraph.
    Line(WordLine),
    /// A table: rows of cells of paragraphs.
    Table(Vec<Vec<Vec<WordLine>>>),
}

/// Một đoạn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordLine {
    /// Its words.
    pub pieces: Vec<WordPiece>,
    /// All of it is bold.
    pub is_bold: bool,
    /// It stands in the middle.
    pub is_centred: bool,
    /// It is an item of an automatic list.
    pub is_item: bool,
}

/// Words with one mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordPiece {
    /// The words; a line feed is a line break.
    pub text: String,
    /// What is said about them.
    pub mark: Option<Marked>,
}

impl WordLine {
    /// Its words without marks, white space as one space.
    pub fn plain(&self) -> String {
        let words: String = self
            .pieces
            .iter()
            .map(|piece| piece.text.as_str())
            .collect();
        tidy(&words)
    }
}

/// White space as one space, line breaks kept, in composed letters as typed.
pub fn tidy(words: &str) -> String {
    let line = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines: Vec<String> = words.split('\n').map(line).collect();
    lines.join("\n").trim().to_owned()
}

/// Phần không giữ được: told in a sentence, so that nothing is lost unseen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// A picture or a drawing.
    Picture,
    /// Words in a text box.
    TextBox(String),
    /// A formula.
    Formula(String),
    /// A comment.
    Comment(String),
    /// Footnotes and endnotes.
    Footnote(String),
    /// Words in the head or foot of the pages.
    HeadOrFoot(String),
    /// Hidden words.
    Hidden(String),
    /// A sign of a symbol font.
    Symbol,
    /// Numbers that Word counts by itself.
    AutoNumber,
}

impl Unread {
    /// The sentence to show.
    pub fn message_vi(&self) -> String {
        match self {
            Self::Picture => "Hình ảnh hoặc hình vẽ không được đưa vào văn bản. Hãy đính kèm riêng nếu cần.".to_owned(),
            Self::TextBox(words) => format!("Chữ trong khung (text box) không được đưa vào: “{words}”. Hãy chép thành đoạn văn thường nếu cần."),
            Self::Formula(words) => format!("Công thức không được đưa vào: “{words}”. Hãy gõ lại bằng chữ nếu cần."),
            Self::Comment(words) => format!("Lời bình trong Word không thành nội dung văn bản: “{words}”."),
            Self::Footnote(words) => format!("Chú thích cuối trang không được đưa vào: “{words}”. Hãy chuyển thành đoạn văn nếu cần."),
            Self::HeadOrFoot(words) => format!("Chữ ở đầu trang hoặc chân trang không được đưa vào: “{words}”."),
            Self::Hidden(words) => format!("Chữ ẩn không được đưa vào: “{words}”."),
            Self::Symbol => "Ký hiệu của bộ chữ riêng (Symbol, Wingdings) không đọc được. Hãy thay bằng chữ thường.".to_owned(),
            Self::AutoNumber => "Danh sách đánh số tự động của Word được giữ thành gạch đầu dòng; hãy gõ số thứ tự bằng tay nếu cần số.".to_owned(),
        }
    }
}
