//! Định nghĩa biểu: every row in words, its versions; correcting a row, adding a form by a file, undoing.

use askama::Template;
use axum::extract::{Multipart, Path, Query};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use people::{Right, WorkError};
use serde::Deserialize;
use shell::{
    Alert, Column, EntryForm, Field, Form as Typed, Frame, Page, Problem, Told, Tone, Visit,
    vi_date, vi_time,
};

use crate::book::Book;
use crate::definitions::{self, Version, add, reworded, undo};
use crate::form::{Form, Layout};
use crate::messages;

/// A file of a form at most.
const MOST_BYTES: usize = 512 * 1024;

struct Listed {
    href: String,
    number: String,
    name: String,
    id: String,
    since: String,
    who: String,
}

#[derive(Template)]
#[template(path = "screens/definitions.html")]
pub struct ListPage {
    frame: Frame,
    alerts: Vec<Alert>,
    columns: Vec<Column>,
    listed: Vec<Listed>,
    may_define: bool,
    reason: String,
}

struct RowLine {
    no: String,
    label: String,
    depth: usize,
    how: String,
    edit: Option<String>,
}

struct VersionLine {
    n: i64,
    days: String,
    who: String,
    reason: String,
    state: String,
    may_undo: bool,
}

#[derive(Template)]
#[template(path = "screens/definition.html")]
pub struct FormPage {
    frame: Frame,
    alerts: Vec<Alert>,
    id: String,
    columns: Vec<Column>,
    rows: Vec<RowLine>,
    version_columns: Vec<Column>,
    versions: Vec<VersionLine>,
    add: Option<String>,
    use_it: String,
}

#[derive(Template)]
#[template(path = "screens/definition_row.html")]
pub struct RowPage {
    frame: Frame,
    form: EntryForm,
    books: Vec<(&'static str, Vec<WordsOfBook>)>,
}

/// A heading, and under it the words a definition may use, each with its meaning.
type WordsOfBook = (&'static str, Vec<(String, &'static str)>);

/// The unit above all others: definitions are for the whole sector.
pub(super) async fn top(visit: &Visit) -> Result<String, Problem> {
    let units = visit.app.units().units().await?;
    let above = units.ancestors(&visit.actor.unit, visit.today);
    Ok(above
        .last()
        .map_or_else(|| visit.actor.unit.clone(), |unit| unit.key.clone()))
}

/// Whether the person may define forms.
pub(super) async fn may_define(visit: &Visit) -> Result<bool, Problem> {
    let top = top(visit).await?;
    Ok(visit.may_over(Right::StatisticsDefine, &top, &[]))
}

/// Danh sách.
pub async fn list(visit: Visit) -> Result<Page<ListPage>, Problem> {
    Ok(Page(list_page(&visit, Vec::new(), String::new()).await?))
}

async fn list_page(visit: &Visit, alerts: Vec<Alert>, reason: String) -> Result<ListPage, Problem> {
    let db = visit.app.db();
    let mut listed = Vec::new();
    for form in definitions::all(db, visit.today).await? {
        let versions = definitions::versions(db, &form.id).await?;
        let newest = versions.iter().find(|one| one.undone_at.is_none());
        listed.push(Listed {
            href: format!("/statistics/definitions/{}", form.id),
            number: form.number.clone(),
            name: form.name_vi.clone(),
            id: form.id.clone(),
            since: vi_date(form.valid_from),
            who: newest.map_or_else(
                || "Định nghĩa của phần mềm".to_owned(),
                |one| {
                    format!(
                        "Lần {}, {}, {}",
                        one.version,
                        one.entered_name,
                        vi_time(one.entered_at)
                    )
                },
            ),
        });
    }
    Ok(ListPage {
        frame: visit
            .frame("Định nghĩa biểu")
            .subtitle("Mỗi dòng, mỗi cột đếm gì; ai sửa, từ ngày nào, vì sao")
            .crumb("Thống kê", "/statistics"),
        alerts,
        columns: [
            "Biểu",
            "Nội dung",
            "Mã",
            "Có hiệu lực từ",
            "Lần sửa gần nhất",
        ]
        .map(Column::plain)
        .into(),
        listed,
        may_define: may_define(visit).await?,
        reason,
    })
}

/// Thêm hoặc thay một biểu bằng tệp.
pub async fn take(visit: Visit, mut parts: Multipart) -> Result<Response, Problem> {
    let broken = |_| Problem::Unreadable("Tệp gửi lên bị đứt giữa chừng. Hãy gửi lại.".to_owned());
    let (mut reason, mut bytes) = (String::new(), Vec::new());
    while let Some(mut part) = parts.next_field().await.map_err(broken)? {
        match part.name() {
            Some("reason") => reason = part.text().await.map_err(broken)?,
            Some("file") => {
                while let Some(chunk) = part.chunk().await.map_err(broken)? {
                    if bytes.len() + chunk.len() > MOST_BYTES {
                        let sentence = "Tệp biểu lớn hơn 512 KB: không phải tệp định nghĩa biểu.";
                        return Err(Problem::TooLarge(sentence.to_owned()));
                    }
                    bytes.extend_from_slice(&chunk);
                }
            }
            _ => {}
        }
    }
    let sentence = match String::from_utf8(bytes) {
        Ok(text) if !text.trim().is_empty() => {
            let top = top(&visit).await?;
            let work = visit.begin().await?;
            match add(&work, &top, &text, &reason).await {
                Ok(id) => {
                    work.commit().await?;
                    let told = Told::to(format!("/statistics/definitions/{id}"));
                    return Ok(told.good("Đã nhận định nghĩa biểu.").into_response());
                }
                Err(WorkError::Invalid { sentence, .. }) => sentence,
                Err(other) => return Err(other.into()),
            }
        }
        Ok(_) => "Hãy chọn tệp định nghĩa biểu.".to_owned(),
        Err(_) => {
            "Tệp không phải tệp chữ mã UTF-8. Hãy lấy tệp của một biểu ở đây làm mẫu.".to_owned()
        }
    };
    let alerts = vec![Alert::new(Tone::Danger, sentence)];
    Ok(Page::refused(list_page(&visit, alerts, reason).await?).into_response())
}

async fn form_of(visit: &Visit, id: &str) -> Result<&'static Form, Problem> {
    let db = visit.app.db();
    if let Some(form) = definitions::named(db, id, visit.today).await? {
        return Ok(form);
    }
    // One that is not in force yet, or no longer, is read too.
    let versions = definitions::versions(db, id).await?;
    let day = versions.first().map(|one| one.valid_from);
    let found = match day {
        Some(day) => definitions::named(db, id, day).await?,
        None => None,
    };
    found.ok_or_else(Problem::not_found)
}

/// Một biểu.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Page<FormPage>, Problem> {
    Ok(Page(form_page(&visit, &id, Vec::new()).await?))
}

async fn form_page(visit: &Visit, id: &str, alerts: Vec<Alert>) -> Result<FormPage, Problem> {
    let form = form_of(visit, id).await?;
    let may = may_define(visit).await?;
    let under = format!("/statistics/definitions/{}/rows", form.id);
    let rows = form.rows.iter().map(|row| RowLine {
        no: row.no.clone(),
        label: row.label_vi.clone(),
        depth: row.depth.min(3),
        how: messages::counted_vi(row),
        edit: may.then(|| format!("{under}/{}", row.no)),
    });
    let versions = definitions::versions(visit.app.db(), id).await?;
    let what = match form.layout {
        Layout::Rows => "Số dòng",
        Layout::Offences => "Cột",
    };
    Ok(FormPage {
        frame: visit
            .frame(format!("Định nghĩa: {}", form.number))
            .subtitle(form.name_vi.clone())
            .crumb("Thống kê", "/statistics")
            .crumb("Định nghĩa biểu", "/statistics/definitions"),
        alerts,
        id: form.id.clone(),
        columns: [what, "Chỉ tiêu", "Cách tính"].map(Column::plain).into(),
        rows: rows.collect(),
        version_columns: ["Lần", "Hiệu lực", "Ai, lúc nào", "Lý do", "Tình trạng"]
            .map(Column::plain)
            .into(),
        versions: versions.into_iter().map(|one| version(one, may)).collect(),
        add: may.then(|| format!("{under}/moi")),
        use_it: format!("/statistics/{}", form.id),
    })
}

fn version(one: Version, may: bool) -> VersionLine {
    let until = one
        .valid_to
        .map_or(String::new(), |to| format!(" đến {}", vi_date(to)));
    VersionLine {
        n: one.version,
        days: format!("từ {}{until}", vi_date(one.valid_from)),
        who: format!("{}, {}", one.entered_name, vi_time(one.entered_at)),
        may_undo: may && one.undone_at.is_none(),
        state: match (one.undone_at, one.undone_name, one.undone_reason) {
            (Some(at), Some(name), Some(reason)) => {
                format!("Đã hủy lúc {}, {name}: {reason}", vi_time(at))
            }
            _ => "Đang dùng cho kỳ trong hiệu lực".to_owned(),
        },
        reason: one.reason,
    }
}

/// Tệp của biểu, to be changed and sent back.
pub async fn file(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let text = definitions::text_of(visit.app.db(), &id, visit.today).await?;
    let text = text.ok_or_else(Problem::not_found)?;
    let said = format!("attachment; filename=\"{id}.toml\"");
    let head = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, said),
    ];
    Ok((head, text).into_response())
}

/// What a row's fields are called.
const FIELDS: [(&str, &str, &str); 7] = [
    ("label_vi", "Tên chỉ tiêu", ""),
    (
        "parent",
        "Là “trong đó” của dòng",
        "Để trống nếu đứng riêng",
    ),
    (
        "kind",
        "Loại dòng",
        "opening tồn đầu, flow phát sinh, computed cộng, closing tồn cuối, act hành vi",
    ),
    (
        "count",
        "Cách đếm",
        "Một từ ở danh sách dưới, hoặc cộng trừ các dòng: r1 + r2 - r9",
    ),
    (
        "where",
        "Chỉ lấy",
        "thuộc tính = giá trị, cách nhau bằng dấu chấm phẩy; nhiều giá trị cách nhau bằng |",
    ),
    (
        "check",
        "Phải bằng",
        "Ví dụ r13 - r17; prev.r23 là dòng 23 cuối kỳ trước",
    ),
    (
        "no_source_vi",
        "Vì sao chưa có nguồn",
        "Chỉ ghi khi không đếm được; khi đó để trống Cách đếm",
    ),
];

/// One row as it stands in the file.
fn row_of(text: &str, no: &str) -> Option<toml::Table> {
    let file: toml::Table = toml::from_str(text).ok()?;
    let rows = file.get("row")?.as_array()?;
    let is_it = |row: &&toml::Value| match row.get("no") {
        Some(toml::Value::Integer(number)) => number.to_string() == no,
        Some(toml::Value::String(text)) => text == no,
        _ => false,
    };
    rows.iter().find(is_it)?.as_table().cloned()
}

fn shown(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Table(pairs) => pairs
            .iter()
            .map(|(name, value)| format!("{name} = {}", value.as_str().unwrap_or_default()))
            .collect::<Vec<_>>()
            .join("; "),
        other => other.to_string(),
    }
}

/// Sửa một dòng.
pub async fn row(
    visit: Visit,
    Path((id, no)): Path<(String, String)>,
) -> Result<Page<RowPage>, Problem> {
    let text = definitions::text_of(visit.app.db(), &id, visit.today).await?;
    let text = text.ok_or_else(Problem::not_found)?;
    let mut typed = Typed::of([("valid_from", vi_date(visit.today)), ("no", no.clone())]);
    if let Some(row) = row_of(&text, &no) {
        for (name, _, _) in FIELDS {
            typed.set(name, row.get(name).map(shown).unwrap_or_default());
        }
        typed.set("note_vi", row.get("note_vi").map(shown).unwrap_or_default());
    }
    Ok(Page(row_page(&visit, &id, &no, &typed).await?))
}

async fn row_page(visit: &Visit, id: &str, no: &str, typed: &Typed) -> Result<RowPage, Problem> {
    let form = form_of(visit, id).await?;
    let is_new = no == "moi";
    let mut fields: Vec<Field> = FIELDS
        .iter()
        .map(|(name, label, help)| Field::text(*name, *label).help(*help).columns(12))
        .collect();
    fields.push(Field::long_text("note_vi", "Ghi chú").columns(12));
    if is_new {
        fields.insert(0, Field::text("no", "Số dòng").required());
    }
    let of_change = vec![
        Field::date("valid_from", "Dùng cho kỳ kết thúc từ ngày").required(),
        Field::long_text("reason", "Lý do, văn bản làm căn cứ")
            .required()
            .columns(12),
    ];
    let address = format!("/statistics/definitions/{id}/rows/{no}");
    let mut entry = EntryForm::new("row", address, "Ghi thành lần sửa mới", visit.csrf.clone())
        .group("Chỉ tiêu", typed.fill_all(fields))
        .group("Lần sửa", typed.fill_all(of_change))
        .cancel("Không sửa", format!("/statistics/definitions/{id}"));
    for alert in typed.alerts() {
        entry = entry.alert(alert.clone());
    }
    let words = |words: Vec<crate::book::Word>| -> Vec<(String, &'static str)> {
        words
            .into_iter()
            .map(|word| (word.code.to_owned(), word.vi))
            .collect()
    };
    let stocks = |book: Book| {
        let one = |word: crate::book::Word| {
            (
                format!("stock.{}.before, stock.{}.after", word.code, word.code),
                word.vi,
            )
        };
        book.stocks().into_iter().map(one).collect()
    };
    let of_book = |book: Book| {
        vec![
            ("Biến động", words(book.events())),
            ("Tồn (before đầu kỳ, after cuối kỳ)", stocks(book)),
            ("Thuộc tính", words(book.attributes())),
        ]
    };
    Ok(RowPage {
        frame: visit
            .frame(match is_new {
                true => format!("Thêm chỉ tiêu vào {}", form.number),
                false => format!("Sửa dòng {no} của {}", form.number),
            })
            .subtitle(form.name_vi.clone())
            .crumb("Định nghĩa biểu", "/statistics/definitions")
            .crumb(form.number.clone(), format!("/statistics/definitions/{id}")),
        form: entry,
        books: vec![
            ("Nguồn tin (report:)", of_book(Book::Report)),
            ("Vụ án, bị can, người bị giữ (case:)", of_book(Book::Case)),
        ],
    })
}

/// Ghi lần sửa.
pub async fn record(
    visit: Visit,
    Path((id, no)): Path<(String, String)>,
    mut typed: Typed,
) -> Result<Response, Problem> {
    let top = top(&visit).await?;
    typed.required("reason", messages::REASON_OF_VERSION);
    typed.required("label_vi", "Hãy ghi tên chỉ tiêu.");
    typed.required("valid_from", "Hãy ghi ngày.");
    let valid_from = typed.date("valid_from");
    let wanted = match no.as_str() {
        "moi" => typed.get("no").to_owned(),
        no => no.to_owned(),
    };
    if let (Some(valid_from), true) = (valid_from, typed.is_good()) {
        let text = definitions::text_of(visit.app.db(), &id, visit.today).await?;
        let text = text.ok_or_else(Problem::not_found)?;
        let names = FIELDS.iter().map(|(name, _, _)| *name).chain(["note_vi"]);
        let fields: Vec<(&str, String)> = names
            .map(|name| (name, typed.get(name).to_owned()))
            .collect();
        let text = reworded(&text, &wanted, &fields, valid_from).ok_or_else(Problem::not_found)?;
        let work = visit.begin().await?;
        match add(&work, &top, &text, typed.get("reason")).await {
            Ok(id) => {
                work.commit().await?;
                let told = Told::to(format!("/statistics/definitions/{id}"));
                return Ok(told.good("Đã ghi lần sửa mới.").into_response());
            }
            Err(WorkError::Invalid { sentence, .. }) => {
                typed.alert(Alert::new(Tone::Danger, sentence));
            }
            Err(other) => typed.refuse(other)?,
        }
    }
    Ok(Page::refused(row_page(&visit, &id, &no, &typed).await?).into_response())
}

/// Which version.
#[derive(Deserialize)]
pub struct Which {
    version: i64,
}

/// Hủy một lần sửa.
pub async fn take_back(
    visit: Visit,
    Path(id): Path<String>,
    Query(which): Query<Which>,
    typed: Typed,
) -> Result<Response, Problem> {
    let top = top(&visit).await?;
    let work = visit.begin().await?;
    match undo(&work, &top, &id, which.version, typed.get("reason")).await {
        Ok(()) => {
            work.commit().await?;
            let told = Told::to("/statistics/definitions");
            Ok(told.good("Đã hủy lần sửa.").into_response())
        }
        Err(WorkError::Invalid { sentence, .. }) => {
            let alerts = vec![Alert::new(Tone::Danger, sentence)];
            Ok(Page::refused(form_page(&visit, &id, alerts).await?).into_response())
        }
        Err(other) => Err(other.into()),
    }
}
