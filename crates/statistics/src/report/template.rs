//! Mẫu báo cáo của ngành: the wordings this program was built with, and what the sector added, corrected or retired since, by the last
//! day of the period that is reported on. A unit's own wording stands over both (see [`super::wording`]).

use chrono::NaiveDate;
use db::{Result, Sql, args};
use people::{Work, WorkError};

use super::messages;
use super::text::{self, Field};
use super::wording::{self, Wording};
use crate::definitions;
use crate::form::{Form, Layout};
use crate::versions::{TEMPLATES, Validity};

db::row! {
    /// Một phiên bản.
    pub struct Version {
        /// Of which template.
        pub template: String,
        /// Its number, from 1.
        pub version: i64,
        /// What it is, for lists.
        pub name_vi: String,
        /// Trích yếu.
        pub title_vi: String,
        /// Where the words come from.
        pub basis_vi: String,
        /// Whether the words must be confirmed.
        pub is_to_check: bool,
        /// From which day on.
        pub valid_from: NaiveDate,
        /// Until which day.
        pub valid_to: Option<NaiveDate>,
        /// Ngừng dùng from that day on.
        pub is_retired: bool,
        /// The paragraphs.
        pub text: String,
        /// Why.
        pub reason: String,
        /// Who entered it.
        pub entered_name: String,
        /// When.
        pub entered_at: i64,
        /// When it was undone.
        pub undone_at: Option<i64>,
        /// By whom.
        pub undone_name: Option<String>,
        /// Why.
        pub undone_reason: Option<String>,
    }
}

impl Version {
    fn is_on(&self, day: NaiveDate) -> bool {
        let validity = Validity {
            from: self.valid_from,
            to: self.valid_to,
            undone_at: self.undone_at,
        };
        validity.is_on(day)
    }

    /// The wording it stands for.
    pub fn wording(&self) -> Wording {
        Wording {
            id: self.template.clone(),
            name_vi: self.name_vi.clone(),
            title_vi: self.title_vi.clone(),
            basis_vi: self.basis_vi.clone(),
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            is_to_check: self.is_to_check,
            text: self.text.clone(),
            version: 0,
            entered: String::new(),
        }
    }
}

/// Every version of every template, the newest of each first.
pub async fn versions(db: &impl Sql) -> Result<Vec<Version>> {
    let sql = "SELECT * FROM statistics_template ORDER BY template, version DESC";
    db.all(sql, args![]).await
}

/// The templates for a period that ends on a day: the program's in their order, then those the sector added.
pub fn in_force(versions: &[Version], day: NaiveDate) -> Vec<Wording> {
    let newest = |id: &str| {
        versions
            .iter()
            .find(|one| one.template == id && one.is_on(day))
    };
    let mut all: Vec<Wording> = Vec::new();
    for ours in wording::shipped() {
        let is_on = ours.valid_from <= day && ours.valid_to.is_none_or(|to| day <= to);
        match newest(&ours.id) {
            Some(one) if one.is_retired => {}
            Some(one) => all.push(one.wording()),
            None if is_on => all.push(ours.clone()),
            None => {}
        }
    }
    for one in versions.iter().filter(|one| one.is_on(day)) {
        let is_newest = newest(&one.template).is_some_and(|newest| newest.version == one.version);
        let is_ours = wording::shipped()
            .iter()
            .any(|ours| ours.id == one.template);
        if is_newest && !is_ours && !one.is_retired {
            all.push(one.wording());
        }
    }
    all
}

fn invalid(field: &str, sentence: impl Into<String>) -> WorkError {
    WorkError::invalid(field, sentence)
}

/// Thêm hoặc sửa: a new version, checked as a shipped one is.
pub async fn add(
    work: &Work,
    top: &str,
    new: &Wording,
    reason: &str,
) -> std::result::Result<i64, WorkError> {
    check(&work.tx, new).await?;
    put(work, top, new, false, reason).await
}

/// Ngừng dùng for periods that end on a day or later; reports that were made stay.
pub async fn retire(
    work: &Work,
    top: &str,
    old: &Wording,
    from: NaiveDate,
    reason: &str,
) -> std::result::Result<i64, WorkError> {
    let retired = Wording {
        valid_from: from,
        valid_to: None,
        ..old.clone()
    };
    put(work, top, &retired, true, reason).await
}

async fn put(
    work: &Work,
    top: &str,
    new: &Wording,
    is_retired: bool,
    reason: &str,
) -> std::result::Result<i64, WorkError> {
    let version = TEMPLATES.next(work, top, &new.id, reason).await?;
    work.tx
        .exec(
            "INSERT INTO statistics_template (template, version, name_vi, title_vi, basis_vi, is_to_check, valid_from, valid_to,
               is_retired, text, reason, entered_by, entered_name, entered_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
            args![
                &new.id,
                version,
                &new.name_vi,
                &new.title_vi,
                &new.basis_vi,
                new.is_to_check,
                new.valid_from,
                new.valid_to,
                is_retired,
                text::paragraphs(&new.text).join("\n"),
                reason.trim(),
                work.actor.person,
                &work.actor.name,
                work.now_ms
            ],
        )
        .await?;
    let action = match is_retired {
        true => "template.retired",
        false => "template.added",
    };
    let detail = format!("version={version}");
    work.note(action, "statistics_template", &new.id, &detail)
        .await?;
    Ok(version)
}

/// Hủy một phiên bản.
pub async fn undo(
    work: &Work,
    top: &str,
    template: &str,
    version: i64,
    reason: &str,
) -> std::result::Result<(), WorkError> {
    TEMPLATES.undo(work, top, template, version, reason).await
}

/// What a wording must be, shipped or entered: the sentence stands at its field.
pub async fn check(db: &impl Sql, one: &Wording) -> std::result::Result<(), WorkError> {
    let is_code = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let length = one.id.chars().count();
    if !one.id.chars().all(is_code) || !(3..=40).contains(&length) || one.id == NEW {
        return Err(invalid("id", messages::TEMPLATE_ID));
    }
    for (field, words) in [
        ("name_vi", &one.name_vi),
        ("title_vi", &one.title_vi),
        ("basis_vi", &one.basis_vi),
    ] {
        if words.trim().is_empty() || words.chars().count() > 300 {
            return Err(invalid(field, messages::TEMPLATE_WORDS));
        }
    }
    if one.valid_to.is_some_and(|to| to < one.valid_from) {
        return Err(invalid("valid_to", messages::TEMPLATE_DAYS));
    }
    let forms = definitions::all(db, one.valid_from).await?;
    read(&one.text, &forms).map_err(|sentence| invalid("text", sentence))
}

/// The same of words alone, by the forms of a day; the sentence when they are refused.
pub async fn read_on(
    db: &impl Sql,
    words: &str,
    day: NaiveDate,
) -> Result<std::result::Result<(), String>> {
    let forms = definitions::all(db, day).await?;
    Ok(read(words, &forms))
}

/// Those this program was built with.
pub fn shipped() -> &'static [Wording] {
    wording::shipped()
}

/// The address of a template that is not there yet.
pub const NEW: &str = "moi";

/// Reads every paragraph and every field; the first fault as a sentence that names its paragraph.
fn read(words: &str, forms: &[&Form]) -> std::result::Result<(), String> {
    let paragraphs = text::paragraphs(words);
    for (at, paragraph) in paragraphs.iter().enumerate() {
        if text::pieces(paragraph).is_none() {
            return Err(messages::in_paragraph(at + 1, messages::FIELD_BROKEN));
        }
        let typed = text::typed_figures(paragraph);
        if !typed.is_empty() {
            return Err(messages::in_paragraph(at + 1, &messages::typed(&typed)));
        }
        for (written, field) in text::fields(paragraph) {
            told(&written, &field, forms).map_err(|why| messages::in_paragraph(at + 1, &why))?;
        }
    }
    match text::fields(words).is_empty() {
        true => Err(messages::NO_FIELDS.to_owned()),
        false => Ok(()),
    }
}

/// The field names a figure that there is and that facts tell.
fn told(written: &str, field: &Field, forms: &[&Form]) -> std::result::Result<(), String> {
    let form = forms.iter().find(|form| form.id == field.form);
    let form = form.ok_or_else(|| messages::no_form(written, &field.form))?;
    wording::known(form, field).map_err(|row| messages::no_row(written, &form.number, &row))?;
    let no = match form.layout {
        Layout::Rows => &field.row,
        Layout::Offences => &field.column,
    };
    match form.row(no).is_some_and(|row| row.is_told()) {
        true => Ok(()),
        false => Err(messages::no_source(written, &form.number, no)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(n: i64, template: &str, from: &str, is_retired: bool) -> Version {
        Version {
            template: template.to_owned(),
            version: n,
            name_vi: format!("{template} {n}"),
            title_vi: String::new(),
            basis_vi: String::new(),
            is_to_check: true,
            valid_from: from.parse().unwrap(),
            valid_to: None,
            is_retired,
            text: String::new(),
            reason: String::new(),
            entered_name: String::new(),
            entered_at: 0,
            undone_at: None,
            undone_name: None,
            undone_reason: None,
        }
    }

    fn names(versions: &[Version], day: &str) -> Vec<String> {
        let all = in_force(versions, day.parse().unwrap()).into_iter();
        all.map(|one| one.name_vi).collect()
    }

    #[test]
    fn the_newest_version_of_the_day_stands_and_a_retired_one_is_not_offered() {
        let mut all = vec![
            version(2, "don-rieng", "2026-10-01", true),
            version(1, "don-rieng", "2026-01-01", false),
            version(1, "nguon-tin", "2026-06-01", false),
        ];
        let ours = wording::shipped();
        assert_eq!(
            names(&all, "2025-12-31"),
            [&*ours[0].name_vi, &*ours[1].name_vi]
        );
        assert_eq!(
            names(&all, "2026-08-31"),
            [&*ours[0].name_vi, "nguon-tin 1", "don-rieng 1"]
        );
        assert_eq!(
            names(&all, "2026-10-31"),
            [&*ours[0].name_vi, "nguon-tin 1"]
        );
        all[0].undone_at = Some(1);
        assert_eq!(names(&all, "2026-10-31")[2], "don-rieng 1");
    }

    #[test]
    fn every_shipped_wording_passes_what_an_entered_one_must_pass() {
        let forms: Vec<&Form> = crate::form::forms().iter().collect();
        for one in wording::shipped() {
            assert_eq!(read(&one.text, &forms), Ok(()), "{}", one.id);
        }
    }

    #[test]
    fn a_fault_names_its_paragraph() {
        let forms: Vec<&Form> = crate::form::forms().iter().collect();
        for (words, said) in [
            ("Mở đầu {ky}\nMới nhận {bieu-01 6", "Đoạn 2"),
            ("Mới nhận 12 nguồn tin", "Số gõ tay"),
            ("Mới nhận {bieu-01 999}", "không có dòng hoặc cột “999”"),
            ("Mới nhận {bieu-99 1}", "không có biểu “bieu-99”"),
            ("Không có trường nào", "chưa có trường số liệu"),
            ("", "chưa có trường số liệu"),
        ] {
            let fault = read(words, &forms).unwrap_err();
            assert!(fault.contains(said), "{words}: {fault}");
        }
    }
}
