//! What can be wrong with a form's data file; told in Vietnamese to whoever edits it, with file, line and place.

use std::fmt;

/// A form that cannot be used, and where it goes wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct TemplateError {
    /// The data file.
    pub template: String,
    /// The line in it, where one can be told.
    pub line: Option<usize>,
    /// The part of it, such as `article 2` or `field accused_name`.
    pub place: String,
    /// What is wrong there.
    pub fault: Fault,
}

impl TemplateError {
    /// A fault of a file, with the line that the place or the fault leads to.
    pub(super) fn new(template: &str, text: &str, place: String, fault: Fault) -> Self {
        let line = fault
            .snippet()
            .and_then(|snippet| line_of(text, &snippet))
            .or_else(|| line_of(text, place.split(' ').next().unwrap_or_default()));
        Self {
            template: template.to_owned(),
            line,
            place,
            fault,
        }
    }
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = self.line.map(|line| format!(":{line}")).unwrap_or_default();
        write!(f, "{}{line}, {}: {}", self.template, self.place, self.fault)
    }
}

fn line_of(text: &str, snippet: &str) -> Option<usize> {
    let at = (!snippet.is_empty())
        .then(|| text.find(snippet))
        .flatten()?;
    Some(text[..at].matches('\n').count() + 1)
}

/// What is wrong at a place of a form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Not TOML, or a key that no form has.
    #[error("tệp không đọc được: {0}")]
    Toml(String),
    /// `{name}` where neither the dictionary nor the form has a field of that name.
    #[error("không có trường {{{0}}} trong fields.toml hay trong [fields] của mẫu")]
    UnknownField(String),
    /// `@name` where there is no such phrase.
    #[error("không có câu “@{0}” trong phrases.toml")]
    UnknownPhrase(String),
    /// `{@name}` of a phrase that has several lines.
    #[error("câu “@{0}” có nhiều dòng nên không đặt được vào giữa câu khác")]
    LongPhrase(String),
    /// `kind` that common.toml does not describe.
    #[error("không có loại văn bản “{0}” trong common.toml")]
    UnknownKind(String),
    /// A law that common.toml does not name, or a line that cannot be read.
    #[error("căn cứ “{0}” không đọc được; hãy ghi như “BLTTHS 41, 165(2) if minor”")]
    UnreadableBasis(String),
    /// An act that the catalogue does not have.
    #[error("danh mục hành vi tố tụng không có “{0}”")]
    UnknownAct(String),
    /// `records` names a field that the act does not have.
    #[error("hành vi của mẫu không có trường “{0}” để ghi")]
    UnknownRecord(String),
    /// `{name:format}` with a format that nothing has.
    #[error("không có cách ghi “{0}”")]
    UnknownFormat(String),
    /// A format that does not fit the type of the field.
    #[error("cách ghi “{format}” không dùng được cho trường “{field}”")]
    FormatDoesNotFit {
        /// The field.
        field: String,
        /// The format.
        format: String,
    },
    /// A brace or bracket without its partner, or brackets inside brackets.
    #[error("ngoặc {{ }} hoặc [ ] không khớp trong “{0}”")]
    Unbalanced(String),
    /// Brackets with no field inside are always or never printed.
    #[error("cặp [ ] không có trường nào bên trong, trong “{0}”")]
    EmptyBrackets(String),
    /// `when`, `unless` or `if` with a condition that neither the dictionary nor the form has.
    #[error("không có điều kiện “{0}”")]
    UnknownCondition(String),
    /// A name used twice.
    #[error("“{0}” được đặt tên hai lần")]
    NamedTwice(String),
    /// A field that no text prints and no fact records.
    #[error("trường “{0}” không được dùng ở đâu")]
    NeverUsed(String),
    /// A new field without a label.
    #[error("trường mới “{0}” chưa có label_vi")]
    NoLabel(String),
    /// A table whose field is not of type rows, or whose widths do not match its columns.
    #[error("bảng của trường “{0}” phải có type = \"rows\" và widths bằng số cột")]
    BadTable(String),
    /// A field of choice without choices, or with one that the act does not know; choices in a field of another type.
    #[error("trường “{0}”: kiểu choice phải có choices, và chỉ dùng mã mà hành vi của mẫu có")]
    BadChoices(String),
    /// A signer role or a set of them that `common.toml` does not describe.
    #[error("common.toml không có người ký “{0}”")]
    UnknownSigner(String),
    /// Something a form must have is empty.
    #[error("“{0}” không được để trống")]
    Empty(&'static str),
    /// The last day of validity comes before the first.
    #[error("ngày hết hiệu lực đứng trước ngày có hiệu lực")]
    EndsBeforeItBegins,
    /// Two forms of the same number or act are valid on the same day.
    #[error("trùng thời gian hiệu lực với {0}")]
    Overlaps(String),
}

impl Fault {
    /// Words by which the line of the fault is found.
    fn snippet(&self) -> Option<String> {
        match self {
            Self::UnknownField(name) | Self::FormatDoesNotFit { field: name, .. } => {
                Some(format!("{{{name}"))
            }
            Self::UnknownPhrase(name) | Self::LongPhrase(name) => Some(format!("@{name}")),
            Self::UnknownFormat(name) => Some(format!(":{name}}}")),
            Self::UnknownKind(name)
            | Self::UnreadableBasis(name)
            | Self::UnknownAct(name)
            | Self::UnknownRecord(name)
            | Self::Unbalanced(name)
            | Self::EmptyBrackets(name)
            | Self::UnknownCondition(name)
            | Self::NamedTwice(name)
            | Self::NeverUsed(name)
            | Self::NoLabel(name)
            | Self::BadTable(name)
            | Self::BadChoices(name)
            | Self::UnknownSigner(name) => Some(name.clone()),
            Self::Empty(name) => Some((*name).to_owned()),
            Self::EndsBeforeItBegins => Some("valid_to".to_owned()),
            Self::Toml(_) | Self::Overlaps(_) => None,
        }
    }
}
