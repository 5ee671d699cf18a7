//! Danh mục đơn vị: the tree on a day, one unit with its history, and its changes, each with a day and a reason.

use askama::Template;
use axum::{
    Json,
    extract::{Path, Query},
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use people::{
    Right, WorkError,
    staff::post,
    units::{self, Level, NewUnit, edit},
};
use serde::{Deserialize, Serialize};

use crate::{
    Alert, Choice, Empty, EntryForm, Field, Form, Frame, Page, Problem, Routes, Told, Tone, Visit,
    entry, vi_date, vi_time,
};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/people/units", Right::PeopleUnitRead, tree)
        .get("/people/units/find", Right::PeopleUnitRead, find)
        .post("/people/units", Right::PeopleUnitEdit, create)
        .get("/people/units/{key}", Right::PeopleUnitRead, show)
        .get("/people/units/{key}/change", Right::PeopleUnitEdit, ask)
        .post("/people/units/{key}/change", Right::PeopleUnitEdit, change)
}

#[derive(Debug, Deserialize)]
struct Asked {
    #[serde(default)]
    on: String,
    #[serde(default)]
    q: String,
}

struct Line {
    key: String,
    name: String,
    level: &'static str,
    indent: usize,
    needs_check: bool,
}

#[derive(Template)]
#[template(path = "admin/units.html")]
struct TreePage {
    frame: Frame,
    on: String,
    query: String,
    lines: Vec<Line>,
    nothing: Empty,
    may_edit: bool,
    form: EntryForm,
}

fn day_of(visit: &Visit, asked: &Asked) -> NaiveDate {
    entry::date(&asked.on).unwrap_or(visit.today)
}

async fn tree(visit: Visit, Query(asked): Query<Asked>) -> Result<Page<TreePage>, Problem> {
    Ok(Page(tree_page(&visit, &asked, &Form::default()).await?))
}

async fn tree_page(visit: &Visit, asked: &Asked, form: &Form) -> Result<TreePage, Problem> {
    let units = visit.app.units().units().await?;
    let day = day_of(visit, asked);
    let line = |unit: &units::Unit, indent| Line {
        key: unit.key.clone(),
        name: unit.short_name(),
        level: unit.level.name_vi(),
        indent,
        needs_check: unit.needs_check(),
    };
    let lines = match asked.q.trim() {
        "" => units
            .tree(day)
            .iter()
            .map(|branch| line(branch.unit, branch.depth.min(4)))
            .collect(),
        typed => units
            .search(typed, day, 100)
            .into_iter()
            .map(|unit| line(unit, 0))
            .collect(),
    };
    let levels = Level::ALL
        .into_iter()
        .map(|level| Choice::new(level.id(), level.name_vi()))
        .collect();
    let fields = vec![
        Field::text("name", "Tên đơn vị").required(),
        Field::choice("level", "Cấp", levels).required(),
        Field::new(
            crate::FieldKind::Lookup("/people/units/find".to_owned()),
            "parent",
            "Đơn vị cấp trên",
        )
        .required(),
        Field::date("from", "Từ ngày").required(),
        Field::text("reason", "Căn cứ (số, ngày nghị quyết, quyết định)")
            .required()
            .columns(12),
    ];
    let mut entry = EntryForm::new("new-unit", "/people/units", "Thêm đơn vị", &visit.csrf)
        .group("", form.fill_all(fields));
    entry.alerts = form.alerts().to_vec();
    Ok(TreePage {
        frame: visit
            .frame("Đơn vị")
            .subtitle(format!("Danh mục tại ngày {}", vi_date(day))),
        on: vi_date(day),
        query: asked.q.clone(),
        lines,
        nothing: Empty::new(
            "Không có đơn vị nào khớp.",
            "Hãy thử ít chữ hơn, có thể gõ không dấu; hoặc xem danh mục tại một ngày khác.",
        ),
        may_edit: visit.may(Right::PeopleUnitEdit),
        form: entry,
    })
}

#[derive(Serialize)]
struct Found {
    value: String,
    label: String,
    hint: String,
}

async fn find(visit: Visit, Query(asked): Query<Asked>) -> Result<impl IntoResponse, Problem> {
    let units = visit.app.units().units().await?;
    let day = day_of(&visit, &asked);
    let found = units
        .search(&asked.q, day, 12)
        .into_iter()
        .map(|unit| Found {
            value: unit.key.clone(),
            label: unit.short_name(),
            hint: unit.level.name_vi().to_owned(),
        });
    Ok(Json(found.collect::<Vec<_>>()))
}

async fn create(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let level = form.read("level", |typed| {
        Level::parse(typed).ok_or_else(|| "Hãy chọn cấp trong danh sách.".to_owned())
    });
    let from = form.date("from");
    for (name, sentence) in [
        ("level", "Hãy chọn cấp của đơn vị."),
        ("from", "Hãy nhập ngày bắt đầu hoạt động."),
        ("parent", "Hãy chọn đơn vị cấp trên."),
    ] {
        form.required(name, sentence);
    }
    if let (Some(level), Some(from), true) = (level, from, form.is_good()) {
        let parent = form.get("parent").to_owned();
        let all = visit.app.units().units().await?;
        let number = form
            .get("name")
            .split_whitespace()
            .last()
            .and_then(|word| word.parse().ok());
        let new = NewUnit {
            key: edit::free_key(&all, &parent, level, number),
            name: form.get("name").to_owned(),
            level,
            parent: Some(parent),
            code: None,
            from,
            certainty: "confirmed".to_owned(),
            source: form.get("reason").to_owned(),
        };
        let work = visit.begin().await?;
        match edit::create(&work, new, form.get("reason")).await {
            Ok(unit) => {
                work.commit().await?;
                let said = format!("Đã thêm {}.", unit.short_name());
                return Ok(Told::to(format!("/people/units/{}", unit.key))
                    .good(said)
                    .into_response());
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let asked = Asked {
        on: String::new(),
        q: String::new(),
    };
    Ok(Page::refused(tree_page(&visit, &asked, &form).await?).into_response())
}

struct Stretch {
    name: String,
    level: &'static str,
    parent: String,
    days: String,
    source: String,
}

struct Change {
    at: String,
    what: &'static str,
    from_on: String,
    detail: String,
    reason: String,
}

struct MemberLine {
    id: String,
    name: String,
    title: String,
    place: String,
}

#[derive(Template)]
#[template(path = "admin/unit.html")]
struct UnitPage {
    frame: Frame,
    key: String,
    check: Option<Alert>,
    stretches: Vec<Stretch>,
    changes: Vec<Change>,
    members: Vec<MemberLine>,
    may_edit: bool,
}

async fn show(visit: Visit, Path(key): Path<String>) -> Result<Page<UnitPage>, Problem> {
    let all = visit.app.units().units().await?;
    let now = all
        .nearest(&key, visit.today)
        .ok_or_else(Problem::not_found)?;
    let stretches = all.days_of(&key).iter().map(|unit| Stretch {
        name: unit.short_name(),
        level: unit.level.name_vi(),
        parent: unit
            .parent
            .as_deref()
            .map(|parent| units::shortened(&all.name_on(parent, unit.from.max(visit.today))))
            .unwrap_or_default(),
        days: format!(
            "{} – {}",
            unit.first_day()
                .map(vi_date)
                .unwrap_or_else(|| "…".to_owned()),
            unit.last_day()
                .map(vi_date)
                .unwrap_or_else(|| "nay".to_owned())
        ),
        source: unit.source.clone(),
    });
    let changes = units::changes_of(visit.app.db(), &key).await?;
    let changes = changes.into_iter().map(|change| Change {
        at: vi_time(change.made_at),
        what: match change.action.as_str() {
            "created" => "Thành lập",
            "renamed" => "Đổi tên",
            "moved" => "Chuyển cấp trên",
            "merged" => "Sáp nhập",
            "ended" => "Giải thể",
            _ => "Nhập danh mục",
        },
        from_on: vi_date(change.from_on),
        detail: change.detail,
        reason: change.reason,
    });
    let members = match visit.may_over(Right::PeoplePersonRead, &key, &[]) {
        true => post::members(visit.app.db(), &all, &key, visit.today).await?,
        false => Vec::new(),
    };
    let members = members.into_iter().map(|member| MemberLine {
        id: member.person.to_string(),
        name: member.name,
        title: member.title,
        place: units::shortened(&all.name_on(&member.unit, visit.today)),
    });
    Ok(Page(UnitPage {
        frame: visit
            .frame(now.short_name())
            .subtitle(now.level.name_vi())
            .crumb("Đơn vị", "/people/units"),
        check: now.needs_check().then(|| {
            let said = format!("Cần kiểm tra: {}.", now.certainty);
            Alert::new(Tone::Warning, said)
                .detail("Hãy đối chiếu với nghị quyết, quyết định thành lập đơn vị.")
        }),
        stretches: stretches.collect(),
        changes: changes.collect(),
        members: members.collect(),
        may_edit: visit.may_over(Right::PeopleUnitEdit, &key, &[]),
        key,
    }))
}

#[derive(Template)]
#[template(path = "admin/form.html")]
struct ChangePage {
    frame: Frame,
    form: EntryForm,
}

async fn change_page(visit: &Visit, key: &str, form: &Form) -> Result<ChangePage, Problem> {
    let all = visit.app.units().units().await?;
    let unit = all
        .nearest(key, visit.today)
        .ok_or_else(Problem::not_found)?;
    let ways = vec![
        Choice::new("rename", "Đổi tên"),
        Choice::new("move", "Chuyển đơn vị cấp trên"),
        Choice::new("merge", "Sáp nhập vào đơn vị khác"),
        Choice::new("end", "Giải thể"),
    ];
    let fields = vec![
        Field::new(crate::FieldKind::Radio(ways), "action", "Thay đổi").required(),
        Field::text("name", "Tên mới")
            .help("Chỉ khi đổi tên.")
            .columns(12),
        Field::new(
            crate::FieldKind::Lookup("/people/units/find".to_owned()),
            "other",
            "Đơn vị khác",
        )
        .help("Cấp trên mới, hoặc đơn vị nhận sáp nhập.")
        .columns(12),
        Field::date("from", "Từ ngày").required().help(
            "Đổi tên, chuyển, sáp nhập: ngày có hiệu lực. Giải thể: ngày hoạt động cuối cùng.",
        ),
        Field::text("reason", "Căn cứ (số, ngày nghị quyết, quyết định)")
            .required()
            .columns(12),
    ];
    let mut entry = EntryForm::new(
        "change",
        format!("/people/units/{key}/change"),
        "Ghi thay đổi",
        &visit.csrf,
    )
    .group("", form.fill_all(fields))
    .cancel("Thôi", format!("/people/units/{key}"));
    entry.alerts = form.alerts().to_vec();
    Ok(ChangePage {
        frame: visit
            .frame("Thay đổi đơn vị")
            .subtitle(unit.short_name())
            .crumb("Đơn vị", "/people/units")
            .crumb(unit.short_name(), format!("/people/units/{key}")),
        form: entry,
    })
}

async fn ask(visit: Visit, Path(key): Path<String>) -> Result<Page<ChangePage>, Problem> {
    if !visit.may_over(Right::PeopleUnitEdit, &key, &[]) {
        return Err(Problem::not_allowed());
    }
    Ok(Page(change_page(&visit, &key, &Form::default()).await?))
}

async fn change(
    visit: Visit,
    Path(key): Path<String>,
    mut form: Form,
) -> Result<Response, Problem> {
    form.required("from", "Hãy nhập ngày có hiệu lực.");
    if let (Some(from), true) = (form.date("from"), form.is_good()) {
        let work = visit.begin().await?;
        let (other, reason) = (form.get("other"), form.get("reason"));
        let done = match form.get("action") {
            "rename" => edit::rename(&work, &key, form.get("name"), from, reason).await,
            "move" => edit::move_under(&work, &key, other, from, reason).await,
            "merge" => edit::merge(&work, &key, other, from, reason).await,
            "end" => edit::end(&work, &key, from, reason).await.map(drop),
            _ => Err(WorkError::invalid("action", "Hãy chọn một thay đổi.")),
        };
        match done {
            Ok(()) => {
                work.commit().await?;
                return Ok(Told::to(format!("/people/units/{key}"))
                    .good("Đã ghi thay đổi.")
                    .into_response());
            }
            // The unit named in the form, not the page asked for.
            Err(WorkError::NotFound) => {
                form.error("other", "Không tìm thấy đơn vị này. Hãy chọn trong gợi ý.")
            }
            Err(error) => {
                let field = match &error {
                    WorkError::Invalid { field, .. } if field == "parent" => Some("other"),
                    _ => None,
                };
                let sentence = people::messages::work_refused(&error);
                match field {
                    Some(field) => form.error(field, sentence),
                    None => form.refuse(error)?,
                }
            }
        }
    }
    Ok(Page::refused(change_page(&visit, &key, &form).await?).into_response())
}
