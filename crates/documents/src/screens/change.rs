//! Lưu bản nháp: one field as it is typed, all at once without script, or values taken anew from the facts.

use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use people::Right;
use serde_json::{Value, json};
use shell::{Form, Problem, Told, Visit, local_time};
use std::sync::Arc;
use uuid::Uuid;

use super::fields::SIGNER;
use super::{Held, held};
use crate::draft::{self, Change, Typed};
use crate::issue::fresh;
use crate::messages;
use crate::office::signers;
use crate::paper::{self, CONDITION, source_of, tidied};
use crate::rules::{Signer, Template, Values, put, value_at};

async fn writable(visit: &Visit, id: Uuid) -> Result<(Held, Arc<Template>), Problem> {
    let held = held(visit, id).await?;
    held.require(visit, Right::DocumentsDraft)?;
    if !held.draft.is_open() {
        return Err(Problem::Changed(messages::LOCKED.to_owned()));
    }
    let template = paper::form(&held.draft.form, visit.today)
        .ok_or_else(|| Problem::NotFound(messages::NO_FORM.to_owned()))?;
    Ok((held, template))
}

fn version_of(form: &Form) -> Result<i64, Problem> {
    form.get("version").parse().map_err(|_| {
        Problem::Unreadable("Không rõ đang sửa bản lưu nào. Hãy tải lại trang.".to_owned())
    })
}

/// Lưu một ô, as it is typed.
pub async fn save_one(visit: Visit, Path(id): Path<Uuid>, form: Form) -> Result<Response, Problem> {
    let (held, template) = writable(&visit, id).await?;
    let version = version_of(&form)?;
    let (name, words) = (form.get("field").to_owned(), form.raw("value").to_owned());
    let mut change = Change {
        field: name.clone(),
        known: held.draft.known(),
        typed: held.draft.typed(),
        is_typing: true,
        ..Change::default()
    };
    if name == SIGNER {
        choose_signer(&visit, &held, &template, &words, &mut change).await?;
    } else {
        if source_of(&template, &name).is_none() || words.len() > 20_000 {
            return Err(Problem::Unreadable(
                "Không lưu được ô này. Hãy tải lại trang.".to_owned(),
            ));
        }
        change.before = change.typed.get(&name).cloned().unwrap_or_default();
        change.after.clone_from(&words);
        change.typed.insert(name.clone(), words);
        change.typed = tidied(&template, &change.known, change.typed);
    }
    let same = change.signer.is_none() && change.typed == held.draft.typed();
    let saved = match same && version == held.draft.version {
        true => version,
        false => {
            let work = visit.begin().await?;
            let saved = draft::save(&work, &held.draft, version, &change).await?;
            work.commit().await?;
            saved
        }
    };
    let saved_at = local_time(visit.now_ms).format("%H:%M").to_string();
    let mut values = Values::from_facts(&template, &change.known);
    let mut answer = json!({ "saved_at": saved_at, "version": saved });
    if let Some(words) = change
        .typed
        .get(&name)
        .filter(|_| !name.starts_with(CONDITION))
    {
        if let Err(error) = values.type_in(&template, &name, words) {
            answer["errors"] = json!({ name: error.message_vi });
        }
    } else if form.get("value").is_empty() && template.field(&name).is_some() {
        // An emptied field is given back to the facts.
        answer["values"] = json!({ &name: values.shown(&name) });
    }
    Ok(Json(answer).into_response())
}

async fn choose_signer(
    visit: &Visit,
    held: &Held,
    template: &Template,
    typed: &str,
    change: &mut Change,
) -> Result<(), Problem> {
    let units = visit.app.units().units().await?;
    let may_sign = signers(
        visit.app.db(),
        &units,
        &held.opened.unit,
        template,
        visit.today,
    )
    .await?;
    let chosen: Option<Uuid> = typed.trim().parse().ok();
    let signer = may_sign
        .into_iter()
        .find(|signer| chosen.is_some() && signer.id == chosen)
        .unwrap_or_default();
    if signer.id == held.draft.signer_id && signer.name == held.draft.signer_name {
        return Ok(());
    }
    let known: Value = match signer.id {
        Some(_) => json!({ "name": signer.name, "role": signer.role }),
        None => Value::Null,
    };
    put(&mut change.known, "signer", known);
    change.before.clone_from(&held.draft.signer_name);
    change.after.clone_from(&signer.name);
    change.signer = Some(signer);
    Ok(())
}

/// Lưu cả biểu, for a browser without script and for the button.
pub async fn save_all(visit: Visit, Path(id): Path<Uuid>, form: Form) -> Result<Response, Problem> {
    let (held, template) = writable(&visit, id).await?;
    let mut change = Change {
        known: held.draft.known(),
        typed: held.draft.typed(),
        ..Change::default()
    };
    for (name, _) in form.fields() {
        if source_of(&template, name).is_some()
            && repeats_default(&template, &change, name, form.get(name))
        {
            change.typed.remove(name);
        } else if source_of(&template, name).is_some() {
            change
                .typed
                .insert(name.to_owned(), form.raw(name).to_owned());
        }
    }
    change.typed = tidied(&template, &change.known, change.typed);
    if form.opt(SIGNER).is_some() {
        choose_signer(&visit, &held, &template, form.get(SIGNER), &mut change).await?;
    }
    let told = Told::to(format!("/documents/{id}"));
    if change.typed == held.draft.typed() && change.signer.is_none() {
        return Ok(told.good("Bản nháp đã được lưu.").into_response());
    }
    let work = visit.begin().await?;
    // The button sends everything that stands in the form, so it saves over what the fields saved a moment before.
    draft::save(&work, &held.draft, held.draft.version, &change).await?;
    work.commit().await?;
    Ok(told.good("Đã lưu bản nháp.").into_response())
}

/// Words of the form that nobody changed are not typed words.
fn repeats_default(template: &Template, change: &Change, name: &str, words: &str) -> bool {
    let Some(field) = template.field(name) else {
        return false;
    };
    let is_known = value_at(&change.known, &field.source).is_some();
    !is_known
        && field
            .default
            .as_deref()
            .is_some_and(|default| text::clean(default) == text::clean(words))
}

/// An answer to a condition is kept as its code.
fn kept_by_hand(name: &str, shown: &str) -> String {
    match (name.starts_with(CONDITION), shown) {
        (true, "có") => "yes".to_owned(),
        (true, _) => "no".to_owned(),
        (false, words) => words.to_owned(),
    }
}

/// Lấy giá trị từ hồ sơ: for one field, or for all that have changed; `keep=typed` keeps what was typed.
pub async fn take_facts(
    visit: Visit,
    Path(id): Path<Uuid>,
    form: Form,
) -> Result<Response, Problem> {
    let (held, template) = writable(&visit, id).await?;
    let version = version_of(&form)?;
    let draft = &held.draft;
    let units = visit.app.units().units().await?;
    let signer = Signer {
        id: draft.signer_id,
        name: draft.signer_name.clone(),
        role: draft.signer_role.clone(),
    };
    let (db, law) = (visit.app.db(), visit.app.law());
    let now = fresh(
        db,
        &law,
        &units,
        &held.opened,
        &template,
        (draft.subject_id, &signer),
        visit.today,
    )
    .await?;
    let mut change = Change {
        known: draft.known(),
        typed: draft.typed(),
        ..Change::default()
    };
    let names: Vec<String> = match form.opt("field") {
        Some(name) => vec![name.to_owned()],
        None => paper::stale(&template, draft, &now)
            .into_iter()
            .map(|one| one.field)
            .collect(),
    };
    change.field = names.join(", ");
    let stale = paper::stale(&template, draft, &now);
    for name in names {
        let Some(source) = source_of(&template, &name) else {
            continue;
        };
        put(
            &mut change.known,
            source,
            value_at(&now.values, source)
                .cloned()
                .unwrap_or(Value::Null),
        );
        let old = stale.iter().find(|one| one.field == name);
        change.after = old.map(|one| one.now.clone()).unwrap_or_default();
        match form.get("keep") {
            "typed" => {}
            // The old value stays on the paper as typed words, for the facts say something else now.
            "old" => {
                let words = old.map(|one| kept_by_hand(&name, &one.before));
                let words = words.filter(|words| !words.is_empty());
                change.after = words.clone().unwrap_or_default();
                change
                    .typed
                    .extend(words.map(|words| (name.clone(), words)));
            }
            _ => {
                let typed = change.typed.remove(&name);
                let before = old.map(|one| one.before.clone());
                change.before = typed.or(before).unwrap_or_default();
            }
        }
    }
    let typed: Typed = std::mem::take(&mut change.typed);
    change.typed = tidied(&template, &change.known, typed);
    let work = visit.begin().await?;
    draft::save(&work, draft, version, &change).await?;
    work.commit().await?;
    let said = match form.get("keep") {
        "old" | "typed" => "Đã giữ giá trị cũ; văn bản ghi khác hồ sơ ở chỗ này.",
        _ => "Đã lấy giá trị từ hồ sơ.",
    };
    Ok(Told::to(format!("/documents/{id}"))
        .good(said)
        .into_response())
}
