//! Câu hỏi chuyên đề: what may be counted, narrowed and set out in rows, and the small form it becomes.

use toml::{Table, Value};

use crate::book::Book;
use crate::{Period, messages};

/// Các giá trị của một thuộc tính, by its code; `none` is what nobody recorded.
pub type Values = (&'static str, &'static [&'static str]);

/// By what a question may be narrowed and set out.
pub const CHOICES: [Values; 12] = [
    (
        "stage",
        &["investigation", "prosecution", "trial", "appeal"],
    ),
    (
        "severity",
        &[
            "it_nghiem_trong",
            "nghiem_trong",
            "rat_nghiem_trong",
            "dac_biet_nghiem_trong",
            "none",
        ],
    ),
    ("age", &["14_16", "16_18", "18_30", "30_70", "70", "none"]),
    ("sex", &["nam", "nu", "none"]),
    ("ethnic", &["kinh", "thieu_so", "none"]),
    (
        "education",
        &[
            "khong_biet_chu",
            "tieu_hoc",
            "thcs",
            "thpt",
            "dai_hoc",
            "none",
        ],
    ),
    ("legal", &["1", "none"]),
    ("alien", &["1", "none"]),
    ("requested", &["1", "none"]),
    ("overdue", &["1", "none"]),
    (
        "crime_group",
        &["tham_nhung", "kinh_te", "chuc_vu_khac", "none"],
    ),
    ("handler", &["CAND", "QDND", "VKSTC", "KHAC", "VKS", "none"]),
];

/// Câu hỏi.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// "case:accused.charged", "report:stock.open.after".
    pub what: String,
    /// "sex=nu".
    pub only: Vec<String>,
    /// An attribute, `article`, or empty.
    pub by: String,
    /// Kỳ tự chọn; none when it is chosen each time.
    pub over: Option<Period>,
}

/// Everything that can be counted: the term, the book it is of, and what people read.
pub fn measures() -> Vec<(String, Book, String)> {
    let mut all = Vec::new();
    for book in Book::ALL {
        for word in book.events().iter().filter(|word| word.code != "noted") {
            all.push((
                format!("{}:{}", book.code(), word.code),
                book,
                messages::capital(word.vi),
            ));
        }
        for word in book.stocks() {
            let edges = [("before", "đầu kỳ"), ("after", "cuối kỳ")];
            all.extend(edges.map(|(edge, vi)| {
                let said = format!("{} {vi}", messages::capital(word.vi));
                (
                    format!("{}:stock.{}.{edge}", book.code(), word.code),
                    book,
                    said,
                )
            }));
        }
    }
    all
}

fn text(value: impl Into<String>) -> Value {
    Value::String(value.into())
}

/// The file of the form a question becomes; none when what it counts is not to be counted.
pub fn text_of(id: &str, name: &str, owner: &str, question: &Question) -> Option<String> {
    let (term, book, said) = measures()
        .into_iter()
        .find(|(term, _, _)| *term == question.what)?;
    let mut wheres = Table::new();
    for pair in &question.only {
        let (attribute, value) = pair.split_once('=')?;
        wheres.insert(attribute.to_owned(), text(value));
    }
    let row = |no: &str, label: &str| {
        let mut row = Table::new();
        row.insert("no".to_owned(), text(no));
        row.insert("label_vi".to_owned(), text(label));
        row
    };
    let kind = match term.rsplit('.').next() {
        Some("before") => "opening",
        Some("after") => "closing",
        _ => "flow",
    };
    let by_article = question.by == "article";
    let mut first = row(if by_article { "c1" } else { "1" }, &said);
    first.insert("kind".to_owned(), text(kind));
    first.insert("count".to_owned(), text(&term));
    if !wheres.is_empty() {
        first.insert("where".to_owned(), Value::Table(wheres));
    }
    let mut rows = vec![Value::Table(first)];
    if let Some((attribute, values)) = CHOICES.iter().find(|(name, _)| *name == question.by) {
        for (at, value) in values.iter().enumerate() {
            let mut one = row(&format!("{}", at + 2), &value_vi(book, attribute, value));
            one.insert("parent".to_owned(), text("1"));
            let narrowed = Table::from_iter([((*attribute).to_owned(), text(*value))]);
            one.insert("where".to_owned(), Value::Table(narrowed));
            rows.push(Value::Table(one));
        }
    }
    let mut file = Table::new();
    for (field, value) in [
        ("id", id),
        ("number", "Chuyên đề"),
        ("title_vi", &name.to_uppercase()),
        ("name_vi", name),
        ("basis_vi", &format!("Chuyên đề do {owner} lập")),
        ("unit_vi", "theo từng dòng"),
        ("valid_from", "1900-01-01"),
        ("certainty", "D"),
        ("layout", if by_article { "offences" } else { "rows" }),
    ] {
        file.insert(field.to_owned(), text(value));
    }
    file.insert("row".to_owned(), Value::Array(rows));
    toml::to_string(&file).ok()
}

/// "giới tính: nữ", "chưa ghi".
pub fn value_vi(book: Book, attribute: &str, value: &str) -> String {
    let known = book.attribute(attribute).map_or("", |word| word.vi);
    match value {
        "none" => format!("{}: chưa ghi hoặc không", messages::capital(known)),
        "1" => messages::capital(known),
        value => messages::capital(&format!("{known}: {}", messages::value_of(book, value))),
    }
}
