//! Các lần lưu: who changed what in a draft, each of them to be looked at, and the way back to any.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use people::Right;
use shell::{Choice, Column, Form, Frame, Page, Problem, Told, Visit};
use uuid::Uuid;

use super::mould::Mould;
use super::sheet::Sheet;
use super::{Shown, shown};
use crate::administrative::{self, is_administrative};
use crate::draft::{self, Change, Version};
use crate::messages;
use crate::versions::hold;

struct Row {
    version: i64,
    href: String,
    against: Option<String>,
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
    id: Uuid,
    columns: Vec<Column>,
    choices: Vec<Choice>,
    rows: Vec<Row>,
    may_restore: bool,
}

/// Long words are cut in the list; the comparison shows them whole.
fn short(words: &str) -> String {
    const MOST: usize = 160;
    match words.chars().count() > MOST {
        true => format!("{}…", words.chars().take(MOST).collect::<String>()),
        false => words.to_owned(),
    }
}

/// A choice of a version: "Lần 4, 13/08/2026 09:20".
pub(super) fn choice(version: i64, at: i64) -> Choice {
    let number = version.to_string();
    let label = format!("Lần {number}, {}", shell::vi_time(at));
    Choice::new(number, label)
}

/// The page.
pub async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let held = shown(&visit, id).await?;
    let all = draft::versions(visit.app.db(), &held.draft).await?;
    let mould = Mould::of(&visit, &held.draft).await?;
    let mut names: HashMap<Uuid, String> = HashMap::new();
    let choices = all
        .iter()
        .map(|one| choice(one.version, one.saved_at))
        .collect();
    // Numbers are left out where typing went on in one version.
    let earlier: Vec<Option<i64>> = all
        .iter()
        .skip(1)
        .map(|one| Some(one.version))
        .chain([None])
        .collect();
    let mut rows = Vec::new();
    for (one, before) in all.into_iter().zip(earlier) {
        if let std::collections::hash_map::Entry::Vacant(place) = names.entry(one.saved_by) {
            place.insert(
                people::staff::person::name_of(visit.app.db(), one.saved_by)
                    .await?
                    .unwrap_or_default(),
            );
        }
        rows.push(Row {
            what: mould.changed_vi(&one),
            version: one.version,
            href: format!("/documents/{id}/versions/{}", one.version),
            against: before.map(|before| {
                format!(
                    "/documents/{id}/comparison?from={before}&to={}",
                    one.version
                )
            }),
            at: shell::vi_time(one.saved_at),
            who: names.get(&one.saved_by).cloned().unwrap_or_default(),
            before: short(&one.before),
            after: short(&one.after),
            is_last: one.version == held.draft.version,
        });
    }
    let page = VersionsPage {
        frame: frame(&visit, &held, "Các lần lưu"),
        id,
        columns: [
            "Lần",
            "Lúc",
            "Người lưu",
            "Thay đổi",
            "Trước",
            "Sau",
            "Làm gì",
        ]
        .into_iter()
        .map(Column::plain)
        .collect(),
        choices,
        rows,
        may_restore: may_restore(&visit, &held),
    };
    Ok(Page(page).into_response())
}

fn may_restore(visit: &Visit, held: &Shown) -> bool {
    held.draft.is_open() && held.may(visit, Right::DocumentsDraft)
}

pub(super) fn frame(visit: &Visit, held: &Shown, title: &str) -> Frame {
    visit
        .frame(title)
        .subtitle(format!("{} – {}", held.draft.title, held.draft.about))
        .crumb("Văn bản", "/documents")
        .crumb(held.draft.title.clone(), held.href())
}

/// A version of a document that its reader may see.
pub(super) async fn version_of(
    visit: &Visit,
    held: &Shown,
    version: i64,
) -> Result<Version, Problem> {
    draft::version(visit.app.db(), &held.draft, version)
        .await?
        .ok_or_else(|| Problem::NotFound(messages::NO_VERSION.to_owned()))
}

#[derive(Template)]
#[template(path = "screens/version.html")]
struct VersionPage {
    frame: Frame,
    id: Uuid,
    version: i64,
    current: i64,
    may_restore: bool,
    restore: String,
    what: String,
    sheet: Sheet,
}

/// Xem một lần lưu, as it would have been printed then.
pub async fn look(
    visit: Visit,
    Path((id, version)): Path<(Uuid, i64)>,
) -> Result<Response, Problem> {
    let held = shown(&visit, id).await?;
    let then = version_of(&visit, &held, version).await?;
    let mould = Mould::of(&visit, &held.draft).await?;
    let who = people::staff::person::name_of(visit.app.db(), then.saved_by)
        .await?
        .unwrap_or_default();
    let what = format!(
        "{who} lưu lúc {}: {}.",
        shell::vi_time(then.saved_at),
        mould.changed_vi(&then)
    );
    let work = visit.begin().await?;
    hold(&work, &held.draft, version).await?;
    work.commit().await?;
    let frame = frame(&visit, &held, &format!("Lần lưu {version}"))
        .crumb("Các lần lưu", format!("/documents/{id}/versions"));
    let page = VersionPage {
        frame,
        id,
        version,
        current: held.draft.version,
        may_restore: may_restore(&visit, &held) && version != held.draft.version,
        restore: format!("/documents/{id}/versions/{version}"),
        what,
        sheet: mould.sheet(&held.draft.at(&then), visit.today),
    };
    Ok(Page(page).into_response())
}

/// Khôi phục một lần lưu: a new version that holds what that one held; the signer stays.
pub async fn restore(
    visit: Visit,
    Path((id, version)): Path<(Uuid, i64)>,
    _form: Form,
) -> Result<Response, Problem> {
    let held = shown(&visit, id).await?;
    held.require(&visit, Right::DocumentsDraft)?;
    let then = version_of(&visit, &held, version).await?;
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
    let at = held.draft.version;
    match is_administrative(&held.draft) {
        true => administrative::acts::keep(&work, &held.draft, at, &change).await?,
        false => draft::save(&work, &held.draft, at, &change).await?,
    };
    work.commit().await?;
    Ok(Told::to(held.href())
        .good(format!("Đã khôi phục lần lưu {version}."))
        .into_response())
}
