//! Điều người ký đọc trong hộp trình ký, of a form and of a letter alike.

use chrono::NaiveDate;
use shell::{Alert, Problem, Tone, Visit};

use super::sheet::{Sheet, sheet};
use crate::administrative::{is_administrative, screens as administrative};
use crate::draft::Draft;
use crate::folder::ceremony::Ceremony;
use crate::paper::{self, compose};

/// Điều người ký đọc: the values, what is to be checked, and the paper.
pub(crate) struct Reading {
    pub pairs: Vec<(String, String)>,
    pub checks: Vec<String>,
    pub sheet: Sheet,
    /// What stands above the signature.
    pub above: Vec<String>,
}

/// Of any document, as it is printed on a day.
pub(super) async fn reading(
    visit: &Visit,
    draft: &Draft,
    day: NaiveDate,
) -> Result<Reading, Problem> {
    if is_administrative(draft) {
        return administrative::reading(visit, draft).await;
    }
    let template = paper::form(&draft.form, day).ok_or_else(Problem::not_found)?;
    let composed = compose(draft, template, day);
    let pairs = composed
        .template
        .fields
        .iter()
        .filter(|field| paper::is_entered(field))
        .map(|field| (field.label_vi.clone(), composed.values.shown(&field.name)))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    Ok(Reading {
        pairs,
        sheet: sheet(&composed, &std::collections::BTreeMap::default(), false),
        above: composed.filled.document.closing.signature.title_lines,
        checks: composed.filled.checks_vi,
    })
}

/// A signing that stands half-way.
pub(super) fn begun(there: &Ceremony) -> Alert {
    let number = there.number.as_deref().unwrap_or("không số");
    match there.step.as_str() {
        "reserved" => Alert::new(
            Tone::Warning,
            format!(
                "Lần ký trước chưa xong: số {number} đang giữ cho văn bản này. Bấm Ký số để ký tiếp, hoặc Dừng ký để trả số lại."
            ),
        ),
        "signed" => Alert::new(
            Tone::Info,
            format!("Đã ký, số {number}; đang chờ đóng dấu rồi phát hành."),
        )
        .link(
            "Đóng dấu, phát hành",
            format!("/documents/folder/{}/next", there.document_id),
        ),
        _ => Alert::new(
            Tone::Info,
            format!("Đã ký và đóng dấu, số {number}; đang phát hành."),
        )
        .link(
            "Phát hành",
            format!("/documents/folder/{}/next", there.document_id),
        ),
    }
}
