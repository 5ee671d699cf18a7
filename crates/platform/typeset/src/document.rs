//! Thể thức văn bản (NĐ 30/2020/NĐ-CP, Điều 8): the parts of an official document, each value with its origin.

use serde::{Deserialize, Serialize};

/// Nguồn của một giá trị: who put these words there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Origin {
    /// The wording of the form itself.
    Form,
    /// Read from the facts of the matter.
    Fact {
        /// Name of the template's field.
        field: String,
    },
    /// Typed by the person who drafts.
    Typed {
        /// Name of the template's field.
        field: String,
    },
    /// Nothing is known yet; the text is a dotted line.
    Gap {
        /// Name of the template's field.
        field: String,
    },
}

impl Origin {
    /// The field whose value it is; none for the wording of the form.
    pub fn field(&self) -> Option<&str> {
        match self {
            Origin::Form => None,
            Origin::Fact { field } | Origin::Typed { field } | Origin::Gap { field } => Some(field),
        }
    }
}

/// A run of words with one origin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The words as they are printed.
    pub text: String,
    /// Who put them there.
    pub origin: Origin,
}

/// A piece of text made of spans; a line feed inside is a line break on paper.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(pub Vec<Span>);

impl Text {
    /// Words of the form itself.
    pub fn form(text: impl Into<String>) -> Self {
        Self(vec![Span {
            text: text.into(),
            origin: Origin::Form,
        }])
    }

    /// The words without their origins.
    pub fn plain(&self) -> String {
        self.0.iter().map(|span| span.text.as_str()).collect()
    }

    /// Is there nothing to print?
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|span| span.text.trim().is_empty())
    }

    /// Adds a span, joining it to the last one of the same origin.
    pub fn push(&mut self, text: &str, origin: Origin) {
        if text.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some(last) if last.origin == origin => last.text.push_str(text),
            _ => self.0.push(Span {
                text: text.to_owned(),
                origin,
            }),
        }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::form(text)
    }
}

/// Phần đầu văn bản (ô số 1–4): who issues it, its number, where and when.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Mẫu số: the small note above everything, one entry a line.
    pub form_note: Vec<String>,
    /// Cơ quan chủ quản: the superior office, in capitals, not bold; empty for the supreme procuracy.
    pub parent_office: Text,
    /// Cơ quan ban hành: in capitals and bold.
    pub office: Text,
    /// Số, ký hiệu: "Số: 116/QĐ-VKSKV3".
    pub number_line: Text,
    /// Địa danh và thời gian: "Sơn La, ngày 13 tháng 8 năm 2026".
    pub place_date: Text,
    /// Trích yếu công văn: "V/v …" under the number; empty for every other kind.
    #[serde(default)]
    pub about: Text,
    /// Dấu chỉ mức độ khẩn (ô số 10b), phạm vi lưu hành (ô số 11): in red frames under the number.
    #[serde(default)]
    pub stamps: Vec<String>,
}

/// Đoạn của nội dung (ô số 6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// Căn cứ: a legal or factual basis, italic.
    Basis {
        /// Its words.
        text: Text,
    },
    /// Đoạn văn: an ordinary paragraph.
    Paragraph {
        /// Its words.
        text: Text,
    },
    /// Dòng giữa: a centred bold line, such as "QUYẾT ĐỊNH:".
    Heading {
        /// Its words.
        text: Text,
    },
    /// Điều: an operative article with a bold label.
    Article {
        /// "Điều 1."
        label: String,
        /// Its words.
        text: Text,
    },
    /// Đề mục: a bold line at the left, such as "I. HÀNH VI PHẠM TỘI".
    Section {
        /// Its words.
        text: Text,
    },
    /// Gạch đầu dòng: one item of a list.
    Item {
        /// Its words, without the dash.
        text: Text,
    },
    /// Bảng.
    Table {
        /// What is said above it; may be empty.
        text: Text,
        /// The headings of its columns.
        columns: Vec<String>,
        /// How wide they are, one to another.
        widths: Vec<u16>,
        /// Its rows, each as long as `columns`.
        rows: Vec<Vec<Text>>,
    },
}

impl Block {
    /// The words of the block, without an article's label and a table's cells.
    pub fn text(&self) -> &Text {
        match self {
            Self::Basis { text }
            | Self::Paragraph { text }
            | Self::Heading { text }
            | Self::Section { text }
            | Self::Item { text }
            | Self::Table { text, .. }
            | Self::Article { text, .. } => text,
        }
    }

    /// The cells of a table, row by row; none for any other block.
    pub fn cells(&self) -> impl Iterator<Item = &Text> {
        let rows: &[Vec<Text>] = match self {
            Self::Table { rows, .. } => rows,
            _ => &[],
        };
        rows.iter().flatten()
    }
}

/// Chữ ký (ô số 7a–7c): in whose name, the title, room for the signature, the name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Quyền hạn, chức vụ: "KT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG".
    pub title_lines: Vec<String>,
    /// Họ và tên.
    pub name: Text,
}

/// Phần cuối văn bản (ô số 7–9): recipients at the left, signature at the right.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// Nơi nhận, without the leading dash, in their order; the last one is the archive line.
    pub recipients: Vec<Text>,
    /// Người ký.
    pub signature: Signature,
    /// Những người cùng ký, in columns, as minutes have them; then `signature` may be empty.
    #[serde(default)]
    pub columns: Vec<Signature>,
}

/// Văn bản: everything that is printed, in the order of the page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficialDocument {
    /// Is it still a draft? Then the page says "DỰ THẢO".
    pub is_draft: bool,
    /// Day of issue for the file's own description; none for a draft.
    pub issued_on: Option<[i32; 3]>,
    /// Phần đầu.
    pub head: Head,
    /// Tên loại: "QUYẾT ĐỊNH".
    pub title: String,
    /// Trích yếu.
    pub subject: Text,
    /// Thẩm quyền ban hành: "VIỆN TRƯỞNG VIỆN KIỂM SÁT …"; may be empty.
    pub authority: Text,
    /// Kính gửi: who a letter, a request or a notice is addressed to.
    #[serde(default)]
    pub addressees: Vec<Text>,
    /// Nội dung.
    pub blocks: Vec<Block>,
    /// Phần cuối.
    pub closing: Closing,
}

impl OfficialDocument {
    /// Every text of the document in the order of the page.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        let head = [
            &self.head.parent_office,
            &self.head.office,
            &self.head.number_line,
            &self.head.place_date,
            &self.head.about,
        ];
        let blocks = self
            .blocks
            .iter()
            .flat_map(|block| std::iter::once(block.text()).chain(block.cells()));
        let columns = self.closing.columns.iter().map(|column| &column.name);
        head.into_iter()
            .chain([&self.subject, &self.authority])
            .chain(&self.addressees)
            .chain(blocks)
            .chain(&self.closing.recipients)
            .chain([&self.closing.signature.name])
            .chain(columns)
    }

    /// Every line of the paper with the words that stand on all papers: what PDF, Word and the page on the screen must all say.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = self.head.form_note.clone();
        if self.is_draft {
            lines.push("DỰ THẢO".to_owned());
        }
        lines.extend([
            self.head.parent_office.plain(),
            self.head.office.plain(),
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM".to_owned(),
            "Độc lập - Tự do - Hạnh phúc".to_owned(),
            self.head.number_line.plain(),
            self.head.about.plain(),
        ]);
        lines.extend(self.head.stamps.iter().cloned());
        lines.extend([
            self.head.place_date.plain(),
            self.title.clone(),
            self.subject.plain(),
            self.authority.plain(),
        ]);
        match self.addressees.as_slice() {
            [] => {}
            [only] => lines.push(format!("Kính gửi: {}", only.plain())),
            several => {
                lines.push("Kính gửi:".to_owned());
                lines.extend(several.iter().map(|one| format!("- {}", one.plain())));
            }
        }
        for block in &self.blocks {
            let text = block.text().plain();
            lines.push(match block {
                Block::Article { label, .. } => format!("{label} {text}"),
                Block::Item { .. } => format!("- {text}"),
                _ => text,
            });
            if let Block::Table { columns, .. } = block {
                lines.extend(columns.iter().cloned());
            }
            lines.extend(block.cells().map(Text::plain));
        }
        for one in &self.closing.columns {
            lines.extend(one.title_lines.iter().cloned());
            lines.push(one.name.plain());
        }
        if !self.closing.recipients.is_empty() {
            lines.push("Nơi nhận:".to_owned());
        }
        let recipients = self.closing.recipients.iter();
        lines.extend(recipients.map(|one| format!("- {}", one.plain())));
        lines.extend(self.closing.signature.title_lines.iter().cloned());
        lines.push(self.closing.signature.name.plain());
        lines.retain(|line| !line.trim().is_empty());
        lines
    }

    /// One line that names the document: "Quyết định Gia hạn tạm giam (lần thứ nhất)".
    pub fn name(&self) -> String {
        let mut letters = self.title.chars();
        let title: String = letters
            .next()
            .into_iter()
            .chain(letters.flat_map(char::to_lowercase))
            .collect();
        format!(
            "{title} {} {}",
            self.subject.plain(),
            self.head.about.plain()
        )
        .trim()
        .to_owned()
    }
}
