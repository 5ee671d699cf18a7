//! Lưu bản soạn theo cấu trúc: built from the case, one place as it is typed, points added, moved, taken out and brought up to date.

use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use people::Right;
use serde_json::json;
use shell::{Form, Problem, Told, Visit, local_time};
use uuid::Uuid;

use super::argument::{Bench, bench};
use crate::argument::{Argument, FIELD, LARGEST};
use crate::draft::{self, Change};
use crate::messages;

async fn writable(visit: &Visit, id: Uuid) -> Result<Bench, Problem> {
    let bench = bench(visit, id).await?;
    bench.held.require(visit, Right::DocumentsDraft)?;
    if !bench.held.draft.is_open() {
        return Err(Problem::Changed(messages::LOCKED.to_owned()));
    }
    Ok(bench)
}

/// What the form holds besides what is done: without script nothing else brings it to the server.
fn written(bench: &Bench, form: &Form) -> Argument {
    let mut argument = bench.argument.clone().unwrap_or_default();
    for (name, _) in form.fields() {
        argument.write(name, form.raw(name));
    }
    argument
}

async fn keep(
    visit: &Visit,
    bench: &Bench,
    version: i64,
    name: &str,
    argument: &Argument,
) -> Result<i64, Problem> {
    let held = &bench.held;
    let mut change = Change {
        field: match name {
            "" => FIELD.to_owned(),
            name => format!("{FIELD}.{name}"),
        },
        known: held.draft.known(),
        typed: held.draft.typed(),
        is_typing: !name.is_empty(),
        ..Change::default()
    };
    let kept = argument.kept();
    if kept.len() > LARGEST {
        return Err(Problem::Unreadable(
            "Bản soạn dài quá mức lưu được. Hãy tách bớt nội dung sang phụ lục.".to_owned(),
        ));
    }
    if change.typed.get(FIELD) == Some(&kept) && version == held.draft.version {
        return Ok(version);
    }
    if let Some((id, what)) = name.split_once('.') {
        let said = |argument: Option<&Argument>| {
            let point = argument.and_then(|argument| argument.point(id));
            point.map_or(String::new(), |point| match what {
                "title" => point.title.clone(),
                "evidence" => point.evidence.clone(),
                _ => point.words.clone(),
            })
        };
        change.before = said(bench.argument.as_ref());
        change.after = said(Some(argument));
    }
    change.typed.insert(FIELD.to_owned(), kept);
    let work = visit.begin().await?;
    let saved = draft::save(&work, &held.draft, version, &change).await?;
    work.commit().await?;
    Ok(saved)
}

fn back(id: Uuid, anchor: &str, said: &str) -> Response {
    let anchor = match anchor {
        "" => String::new(),
        name => format!("#point-{name}"),
    };
    Told::to(format!("/documents/{id}/argument{anchor}"))
        .good(said)
        .into_response()
}

/// Dựng từ hồ sơ: points for everything the case says and no point was built from; nothing that is there is touched.
pub async fn build(visit: Visit, Path(id): Path<Uuid>, form: Form) -> Result<Response, Problem> {
    let bench = writable(&visit, id).await?;
    let mut argument = written(&bench, &form);
    let taken = argument.take_in(&bench.suggestions);
    keep(&visit, &bench, bench.held.draft.version, "", &argument).await?;
    let said = match taken {
        0 => "Hồ sơ không có gì mới để đưa vào.".to_owned(),
        many => format!("Đã đưa {many} phần từ hồ sơ vào bản soạn."),
    };
    Ok(back(id, "", &said))
}

/// Lưu một chỗ, as it is typed.
pub async fn save_one(visit: Visit, Path(id): Path<Uuid>, form: Form) -> Result<Response, Problem> {
    let bench = writable(&visit, id).await?;
    let version: i64 = form.get("version").parse().map_err(|_| {
        Problem::Unreadable("Không rõ đang sửa bản lưu nào. Hãy tải lại trang.".to_owned())
    })?;
    let name = form.get("field").to_owned();
    let mut argument = bench.argument.clone().unwrap_or_default();
    if !argument.write(&name, form.raw("value")) {
        return Err(Problem::NotFound(messages::NO_POINT.to_owned()));
    }
    let saved = keep(&visit, &bench, version, &name, &argument).await?;
    let saved_at = local_time(visit.now_ms).format("%H:%M").to_string();
    Ok(Json(json!({ "saved_at": saved_at, "version": saved })).into_response())
}

/// Thêm một điểm vào một phần.
pub async fn add(visit: Visit, Path(id): Path<Uuid>, form: Form) -> Result<Response, Problem> {
    let bench = writable(&visit, id).await?;
    let part = bench.outline.part(form.get("part"));
    let part = part.ok_or_else(|| Problem::NotFound(messages::NO_POINT.to_owned()))?;
    let mut argument = written(&bench, &form);
    let point = argument.add(&part.id);
    keep(&visit, &bench, bench.held.draft.version, "", &argument).await?;
    Ok(back(id, &point, "Đã thêm một điểm."))
}

/// Chuyển chỗ: `by` places up or down, or before another point.
pub async fn place(
    visit: Visit,
    Path((id, point)): Path<(Uuid, String)>,
    form: Form,
) -> Result<Response, Problem> {
    let bench = writable(&visit, id).await?;
    let mut argument = written(&bench, &form);
    let is_moved = match form.opt("before") {
        Some(other) => argument.put_before(&point, other),
        None => argument.shift(&point, form.get("by").parse().unwrap_or(0)),
    };
    keep(&visit, &bench, bench.held.draft.version, "", &argument).await?;
    let said = match is_moved {
        true => "Đã chuyển chỗ.",
        false => "Điểm này đã ở đầu hoặc cuối phần của nó.",
    };
    Ok(back(id, &point, said))
}

/// Bỏ một điểm; what stood there stays in the earlier versions.
pub async fn remove(
    visit: Visit,
    Path((id, point)): Path<(Uuid, String)>,
    form: Form,
) -> Result<Response, Problem> {
    let bench = writable(&visit, id).await?;
    let mut argument = written(&bench, &form);
    if !argument.remove(&point) {
        return Err(Problem::NotFound(messages::NO_POINT.to_owned()));
    }
    keep(&visit, &bench, bench.held.draft.version, "", &argument).await?;
    Ok(back(
        id,
        "",
        "Đã bỏ một điểm; nội dung cũ còn trong Các lần lưu.",
    ))
}

/// Nguồn của điểm đã đổi: `keep=new` takes what the case says now, `keep=old` leaves the point as it is.
pub async fn take_facts(
    visit: Visit,
    Path((id, point)): Path<(Uuid, String)>,
    form: Form,
) -> Result<Response, Problem> {
    let bench = writable(&visit, id).await?;
    let mut argument = written(&bench, &form);
    let no_point = || Problem::NotFound(messages::NO_POINT.to_owned());
    let from = argument.point(&point).ok_or_else(no_point)?.from.clone();
    let suggestion = bench.suggestions.iter().find(|one| one.from == from);
    let is_taken = form.get("keep") == "new";
    argument.settle(&point, suggestion.ok_or_else(no_point)?, is_taken);
    keep(&visit, &bench, bench.held.draft.version, "", &argument).await?;
    let said = match is_taken {
        true => "Đã lấy nội dung mới của hồ sơ.",
        false => "Đã giữ nội dung của bản soạn.",
    };
    Ok(back(id, &point, said))
}

/// Đánh dấu một điều là đã có, or take the mark back.
pub async fn tick(
    visit: Visit,
    Path((id, check)): Path<(Uuid, String)>,
    _form: Form,
) -> Result<Response, Problem> {
    let bench = writable(&visit, id).await?;
    let mut argument = bench.argument.clone().unwrap_or_default();
    if bench.outline.checks.iter().all(|one| one.id != check) {
        return Err(Problem::NotFound(messages::NO_POINT.to_owned()));
    }
    if !argument.ticked.remove(&check) {
        argument.ticked.insert(check);
    }
    keep(&visit, &bench, bench.held.draft.version, "", &argument).await?;
    Ok(Told::to(format!("/documents/{id}/argument#argument-state"))
        .good("Đã ghi.")
        .into_response())
}
