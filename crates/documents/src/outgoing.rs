//! Sổ đăng ký văn bản đi (NĐ 30/2020/NĐ-CP Phụ lục IV): the issued documents of units in a period, as the book is kept.

use chrono::NaiveDate;
use db::{Sql, args};
use uuid::Uuid;

/// Lines of one page.
pub const PAGE: i64 = 50;
/// Lines that are printed at most.
pub const MOST: i64 = 5000;

db::row! {
    /// Một dòng của sổ.
    pub struct Line {
        /// The document.
        pub id: Uuid,
        /// Its unit.
        pub unit_id: String,
        /// Its matter.
        pub matter_id: Uuid,
        /// Số, ký hiệu.
        pub number: Option<String>,
        /// Ngày.
        pub issued_on: Option<NaiveDate>,
        /// Số mẫu.
        pub form: String,
        /// Tên loại.
        pub title: String,
        /// Áp dụng với.
        pub about: String,
        /// Người ký.
        pub signer_name: String,
        /// issued, replaced, withdrawn.
        pub state: String,
        /// Why it was withdrawn or replaced.
        pub reason: Option<String>,
        /// digital, paper; nothing for what was issued before this was kept.
        pub signing: Option<String>,
        /// Nơi nhận, one a line.
        pub recipients: Option<String>,
        /// Số trang.
        pub pages: Option<i64>,
        /// When it changed last, for the next page.
        pub changed_at: i64,
    }
}

impl Line {
    /// Văn bản hành chính: it belongs to the unit, to no matter.
    pub fn is_letter(&self) -> bool {
        self.form.starts_with(crate::administrative::FORM)
    }
}

/// Which lines.
#[derive(Debug, Clone)]
pub struct Filter {
    /// The units whose book is read.
    pub units: Vec<String>,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// Số mẫu.
    pub form: String,
    /// Who signed, by name without diacritics.
    pub signer: String,
    /// Part of a name or number.
    pub query: String,
    /// The last line of the page before.
    pub after: Option<(NaiveDate, Uuid)>,
}

/// The lines, newest first.
pub async fn lines(
    db: &impl Sql,
    filter: &Filter,
    limit: i64,
) -> Result<Vec<Line>, db::StorageError> {
    if filter.units.is_empty() {
        return Ok(Vec::new());
    }
    let (on, id) = filter.after.unwrap_or((
        NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX),
        Uuid::max(),
    ));
    let pattern = format!(
        "%{}%",
        text::fold(&filter.query).replace(['%', '_', '\\'], " ")
    );
    let mut values = args![
        filter.from,
        filter.to,
        &filter.form,
        pattern,
        &filter.signer,
        on,
        id,
        limit
    ];
    let places: Vec<String> = (0..filter.units.len())
        .map(|n| format!("${}", n + 9))
        .collect();
    values.extend(filter.units.iter().map(db::V::from));
    let sql = format!(
        "SELECT d.id, d.unit_id, d.matter_id, d.number, d.issued_on, d.form, d.title, d.about, d.signer_name, d.state, d.reason,
                i.signing, i.recipients, i.pages, d.changed_at
           FROM documents_draft d
           LEFT JOIN documents_issued i ON i.unit_id = d.unit_id AND i.document_id = d.id
          WHERE d.unit_id IN ({}) AND d.issued_on >= $1 AND d.issued_on <= $2 AND ($3 = '' OR d.form = $3)
            AND d.found LIKE $4 AND ($5 = '' OR d.signer_name = $5)
            AND (d.issued_on < $6 OR (d.issued_on = $6 AND d.id < $7))
          ORDER BY d.issued_on DESC, d.id DESC LIMIT $8",
        places.join(", ")
    );
    db.all(sql, values).await
}

/// Who signed in a period, for the choice of the page.
pub async fn signers(
    db: &impl Sql,
    units: &[String],
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<String>, db::StorageError> {
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (0..units.len()).map(|n| format!("${}", n + 3)).collect();
    let mut values = args![from, to];
    values.extend(units.iter().map(db::V::from));
    db.all(
        format!(
            "SELECT DISTINCT signer_name FROM documents_draft
              WHERE unit_id IN ({}) AND issued_on >= $1 AND issued_on <= $2 AND signer_name <> '' ORDER BY signer_name",
            places.join(", ")
        ),
        values,
    )
    .await
}
