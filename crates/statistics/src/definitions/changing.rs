//! Sửa, thêm, hủy định nghĩa biểu.

use chrono::NaiveDate;
use db::{Sql, args};
use people::{Work, WorkError};
use toml::{Table, Value};

use crate::form::Form;
use crate::versions::DEFINITIONS;

/// Ids that are addresses of other pages.
const TAKEN: [&str; 8] = [
    "open",
    "doctor",
    "definitions",
    "thematic",
    "submissions",
    "adjustments",
    "charts",
    "set",
];

fn invalid(field: &str, sentence: impl Into<String>) -> WorkError {
    WorkError::Invalid {
        field: field.to_owned(),
        sentence: sentence.into(),
    }
}

/// Adds a version: a whole file, checked as it is read. It is for periods that end on `valid_from` or later.
pub async fn add(work: &Work, top: &str, text: &str, reason: &str) -> Result<String, WorkError> {
    let form = Form::parse(text).map_err(|fault| invalid("file", fault.vi()))?;
    if TAKEN.contains(&form.id.as_str()) || form.id.starts_with(crate::thematic::PREFIX) {
        return Err(invalid(
            "file",
            format!(
                "Mã biểu “{}” đã dùng cho trang khác. Hãy chọn mã khác.",
                form.id
            ),
        ));
    }
    let version = DEFINITIONS.next(work, top, &form.id, reason).await?;
    work.tx
        .exec(
            "INSERT INTO statistics_definition (form_id, version, valid_from, valid_to, text, reason,
                                                entered_by, entered_name, entered_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            args![
                &form.id,
                version,
                form.valid_from,
                form.valid_to,
                text,
                reason.trim(),
                work.actor.person,
                &work.actor.name,
                work.now_ms
            ],
        )
        .await?;
    let detail = format!("version={version}");
    work.note("definition.added", "form", &form.id, &detail)
        .await?;
    Ok(form.id)
}

/// Hủy một lần sửa.
pub async fn undo(
    work: &Work,
    top: &str,
    form: &str,
    version: i64,
    reason: &str,
) -> Result<(), WorkError> {
    DEFINITIONS.undo(work, top, form, version, reason).await
}

/// The file with one row told otherwise, from a day on. A field that is left empty is taken out; a row that is not there
/// yet comes last.
pub fn reworded(
    text: &str,
    no: &str,
    fields: &[(&str, String)],
    valid_from: NaiveDate,
) -> Option<String> {
    let mut file: Table = toml::from_str(text).ok()?;
    file.insert(
        "valid_from".to_owned(),
        Value::String(valid_from.to_string()),
    );
    let rows = file.get_mut("row")?.as_array_mut()?;
    let is_it = |row: &Value| match row.get("no") {
        Some(Value::Integer(number)) => number.to_string() == no,
        Some(Value::String(text)) => text == no,
        _ => false,
    };
    let at = rows.iter().position(is_it).unwrap_or_else(|| {
        let mut row = Table::new();
        row.insert("no".to_owned(), Value::String(no.to_owned()));
        rows.push(Value::Table(row));
        rows.len() - 1
    });
    let row = rows.get_mut(at)?.as_table_mut()?;
    for (name, typed) in fields {
        let typed = typed.trim();
        match (*name, typed.is_empty()) {
            (name, true) => {
                row.remove(name);
            }
            ("where", false) => {
                row.insert("where".to_owned(), Value::Table(conditions(typed)));
            }
            (name, false) => {
                row.insert(name.to_owned(), Value::String(typed.to_owned()));
            }
        }
    }
    toml::to_string(&file).ok()
}

/// "stage = investigation; sex = nu", one or several in a line.
fn conditions(typed: &str) -> Table {
    let pairs = typed
        .split([';', '\n'])
        .filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(name, value)| {
            let value = value.trim().trim_matches('"');
            (name.trim().to_owned(), Value::String(value.to_owned()))
        })
        .collect()
}
