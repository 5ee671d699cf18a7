//! Ô nhập: one field of an entry form, made from data such as a row of the catalogue of legal acts.

use askama::Template;

use super::{Icon, icon};

/// Loại ô nhập.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum FieldKind {
    /// A line.
    #[default]
    Text,
    /// Several lines.
    LongText,
    /// Ngày: typed "5/3/26" or "050326", shown 05/03/2026.
    Date,
    /// Ngày giờ: typed "5/3/26 17:00" or "5/3/26 17h".
    Moment,
    /// A whole number.
    Number,
    /// Số ngày, with the word beside it.
    Days,
    /// Tiền đồng: dots between thousands.
    Money,
    /// Điều luật: typed "170.1" or "173.2.c", read back in words.
    Charge,
    /// One of a few, as a list.
    Choice(Vec<Choice>),
    /// One of a few, all in view.
    Radio(Vec<Choice>),
    /// Yes or no.
    Check,
    /// Found by typing: the address answers `?q=` with `[{"value","label","hint"}]`.
    Lookup(String),
    /// A file to send.
    File(String),
    /// A secret.
    Password,
}

/// Một lựa chọn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
}

impl Choice {
    /// A value and its words.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Choice {
            value: value.into(),
            label: label.into(),
        }
    }
}

/// Nguồn: the page and box a value was read from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// "BL 12" or "trang 5".
    pub label: String,
    /// Opens the page with the box drawn.
    pub href: String,
    /// The page's id.
    pub page: String,
    /// x0, y0, x1, y1 in pixels of the upright page image.
    pub rect: Option<[i32; 4]>,
}

impl Source {
    /// What the form sends under `source.NAME`.
    pub fn json(&self) -> String {
        serde_json::json!({ "page": self.page, "rect": self.rect, "label": self.label, "href": self.href }).to_string()
    }
}

/// Một ô của biểu nhập, with its words, its error and its source.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "parts/field.html")]
pub struct Field {
    /// The form field's name, also the key of its source.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// What may be typed.
    pub kind: FieldKind,
    /// What stands in it, exactly as typed.
    pub value: String,
    /// The words of a looked-up value.
    pub value_label: String,
    /// A line of help.
    pub help: String,
    /// Why it was refused; a sentence.
    pub error: String,
    /// A warning that does not refuse.
    pub warning: String,
    /// Must be filled.
    pub is_required: bool,
    /// Shown, not changed.
    pub is_readonly: bool,
    /// Takes the cursor when the page opens.
    pub is_first: bool,
    /// Read from this page.
    pub source: Option<Source>,
    /// Columns of twelve on a wide screen; 0 takes the kind's own width.
    pub columns: u8,
    /// Makes the element ids unique when a page holds several forms.
    pub prefix: String,
    /// Groups of the form, e.g. "autocomplete" of the browser.
    pub autocomplete: &'static str,
    /// Lời văn: several lines with headings, lists and tables, which an island may show as they will be printed.
    pub is_prose: bool,
}

impl Field {
    /// A field of this kind.
    pub fn new(kind: FieldKind, name: impl Into<String>, label: impl Into<String>) -> Self {
        Field {
            kind,
            name: name.into(),
            label: label.into(),
            ..Field::default()
        }
    }

    /// A line of text.
    pub fn text(name: impl Into<String>, label: impl Into<String>) -> Self {
        Field::new(FieldKind::Text, name, label)
    }

    /// Several lines.
    pub fn long_text(name: impl Into<String>, label: impl Into<String>) -> Self {
        Field::new(FieldKind::LongText, name, label)
    }

    /// A day.
    pub fn date(name: impl Into<String>, label: impl Into<String>) -> Self {
        Field::new(FieldKind::Date, name, label)
    }

    /// A day with an hour.
    pub fn moment(name: impl Into<String>, label: impl Into<String>) -> Self {
        Field::new(FieldKind::Moment, name, label)
    }

    /// One of a few.
    pub fn choice(name: impl Into<String>, label: impl Into<String>, choices: Vec<Choice>) -> Self {
        Field::new(FieldKind::Choice(choices), name, label)
    }

    /// Fills it.
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// Sets the words of a looked-up value.
    pub fn value_label(mut self, label: impl Into<String>) -> Self {
        self.value_label = label.into();
        self
    }

    /// Explains it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Says why it was refused.
    pub fn error(mut self, error: impl Into<String>) -> Self {
        self.error = error.into();
        self
    }

    /// Warns without refusing.
    pub fn warning(mut self, warning: impl Into<String>) -> Self {
        self.warning = warning.into();
        self
    }

    /// Must be filled.
    pub fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    /// Shown, not changed.
    pub fn readonly(mut self) -> Self {
        self.is_readonly = true;
        self
    }

    /// Takes the cursor.
    pub fn first(mut self) -> Self {
        self.is_first = true;
        self
    }

    /// Sets its width in columns of twelve.
    pub fn columns(mut self, columns: u8) -> Self {
        self.columns = columns;
        self
    }

    /// Read from this page.
    pub fn source(mut self, source: Source) -> Self {
        self.source = Some(source);
        self
    }

    /// Makes its ids unique.
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// Takes headings, lists and tables in plain words.
    pub fn prose(mut self) -> Self {
        self.is_prose = true;
        self
    }

    /// Tells the browser what it holds.
    pub fn autocomplete(mut self, hint: &'static str) -> Self {
        self.autocomplete = hint;
        self
    }

    fn id(&self) -> String {
        format!(
            "{}f-{}",
            self.prefix,
            self.name.replace(['.', '[', ']'], "-")
        )
    }

    fn width(&self) -> u8 {
        match (&self.kind, self.columns) {
            (_, 1..=12) => self.columns,
            (FieldKind::Date | FieldKind::Days | FieldKind::Number, _) => 4,
            (FieldKind::LongText | FieldKind::Radio(_) | FieldKind::File(_), _) => 12,
            _ => 6,
        }
    }

    fn kind_code(&self) -> &'static str {
        match self.kind {
            FieldKind::Text => "text",
            FieldKind::LongText => "long-text",
            FieldKind::Date => "date",
            FieldKind::Moment => "moment",
            FieldKind::Number => "number",
            FieldKind::Days => "days",
            FieldKind::Money => "money",
            FieldKind::Charge => "charge",
            FieldKind::Choice(_) => "choice",
            FieldKind::Radio(_) => "radio",
            FieldKind::Check => "check",
            FieldKind::Lookup(_) => "lookup",
            FieldKind::File(_) => "file",
            FieldKind::Password => "password",
        }
    }

    fn described_by(&self) -> String {
        let id = self.id();
        let mut ids = Vec::new();
        if !self.error.is_empty() {
            ids.push(format!("{id}-error"));
        }
        if !self.warning.is_empty() {
            ids.push(format!("{id}-warning"));
        }
        if !self.help.is_empty() {
            ids.push(format!("{id}-help"));
        }
        ids.join(" ")
    }

    fn picture(&self, name: &str) -> Icon {
        icon(name)
    }

    fn placeholder(&self) -> &'static str {
        match self.kind {
            FieldKind::Date => "dd/mm/yyyy",
            FieldKind::Moment => "dd/mm/yyyy giờ:phút",
            FieldKind::Charge => "vd. 170.1 hoặc 173.2.c",
            FieldKind::Lookup(_) => "Gõ để tìm",
            _ => "",
        }
    }

    fn input_mode(&self) -> &'static str {
        match self.kind {
            FieldKind::Number | FieldKind::Days | FieldKind::Money | FieldKind::Date => "numeric",
            _ => "text",
        }
    }

    fn unit(&self) -> &'static str {
        match self.kind {
            FieldKind::Days => "ngày",
            FieldKind::Money => "đồng",
            _ => "",
        }
    }
}
