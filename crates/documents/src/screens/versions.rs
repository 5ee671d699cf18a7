//! Các lần lưu: who changed what in a draft, and the way back to any of them.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use people::Right;
use shell::{Column, Form, Frame, Page, Problem, Told, Visit};
use uuid::Uuid;

use super::fields::SIGNER;
use super::held;
use crate::draft::{self, Change};
use crate::{messages, paper};

struct Row {
    version: i64,
    href: String,
    at: String,
    who: String,
    what: String,
    before: String,
    after: String,
    is_last: bool,
}

#[derive(Template)]
#[template(path = "screens/versions.html")]
struct VersionsPage {
    frame: Frame,
    columns: Vec<Column>,
    rows: Vec<Row>,
    may_restore: bool,
}

/// The page.
pub async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let held = held(&visit, id).await?;
    let all = draft::versions(visit.app.db(), &held.draft).await?;
    let template = paper::form(&held.draft.form, visit.today);
    let mut names: HashMap<Uuid, String> = HashMap::new();
    let mut rows = Vec::new();
    for one in all {
        if let std::collections::hash_map::Entry::Vacant(place) = names.entry(one.saved_by) {
            place.insert(
                people::staff::person::name_of(visit.app.db(), one.saved_by)
                    .await?
                    .unwrap_or_default(),
            );
        }
        let label = template
            .as_ref()
            .and_then(|template| template.field(&one.field))
            .map(|field| field.label_vi.clone());
        rows.push(Row {
            what: match (one.version, one.field.as_str()) {
                (1, _) => "Bắt đầu soạn".to_owned(),
                (_, SIGNER) => "Người ký".to_owned(),
                (_, "") => "Cả bản nháp".to_owned(),
                (_, field) => label.unwrap_or_else(|| field.to_owned()),
            },
            version: one.version,
            href: format!("/documents/{id}/versions/{}", one.version),
            at: shell::vi_time(one.saved_at),
            who: names.get(&one.saved_by).cloned().unwrap_or_default(),
            before: one.before,
            after: one.after,
            is_last: one.version == held.draft.version,
        });
    }
    let frame = visit
        .frame("Các lần lưu")
        .subtitle(format!("{} – {}", held.draft.title, held.draft.about))
        .crumb("Văn bản", "/documents")
        .crumb(held.draft.title.clone(), format!("/documents/{id}"));
    let page = VersionsPage {
        frame,
        columns: ["Lần", "Lúc", "Người lưu", "Thay đổi", "Trước", "Sau", ""]
            .into_iter()
            .map(Column::plain)
            .collect(),
        rows,
        may_restore: held.draft.is_open() && held.may(&visit, Right::DocumentsDraft),
    };
    Ok(Page(page).into_response())
}

/// Khôi phục một lần lưu: a new version that holds what that one held; the signer stays.
pub async fn restore(
    visit: Visit,
    Path((id, version)): Path<(Uuid, i64)>,
    _form: Form,
) -> Result<Response, Problem> {
    let held = held(&visit, id).await?;
    held.require(&visit, Right::DocumentsDraft)?;
    let all = draft::versions(visit.app.db(), &held.draft).await?;
    let then = all.into_iter().find(|one| one.version == version);
    let then = then.ok_or_else(|| Problem::NotFound(messages::NO_VERSION.to_owned()))?;
    let mut known: serde_json::Value = serde_json::from_str(&then.known).unwrap_or_default();
    let signer = held
        .draft
        .known()
        .get("signer")
        .cloned()
        .unwrap_or_default();
    crate::rules::put(&mut known, "signer", signer);
    let change = Change {
        before: format!("Lần {}", held.draft.version),
        after: format!("Như lần {version}"),
        known,
        typed: serde_json::from_str(&then.typed).unwrap_or_default(),
        ..Change::default()
    };
    let work = visit.begin().await?;
    draft::save(&work, &held.draft, held.draft.version, &change).await?;
    work.commit().await?;
    Ok(Told::to(format!("/documents/{id}"))
        .good(format!("Đã khôi phục lần lưu {version}."))
        .into_response())
}
