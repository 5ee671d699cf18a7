//! Hộp trình ký của lãnh đạo: what waits for the person's signature, on a desk or on a phone; sign one or many, or return with remarks.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use people::Right;
use shell::{Alert, Due, Empty, Form, Frame, Page, Problem, ProofCard, Tabs, Told, Tone, Visit};
use uuid::Uuid;

use super::issue::refusal;
use super::reading::{begun, reading};
use super::sheet::Sheet;
use super::{Shown, shown};
use crate::administrative::{href, is_administrative};
use crate::folder::authority::{self, Over};
use crate::folder::ceremony;
use crate::folder::hand::{self, Key};
use crate::folder::signing_all::{Asked, Outcome, sign_all};
use crate::folder::waiting::{self, Waiting};
use crate::folder::{messages, refusals, signing_all, submission};
use crate::issue::IssueError;
use crate::remarks::open_counts;

/// One document of the folder.
pub struct Item {
    id: Uuid,
    version: i64,
    href: String,
    /// Where it is drafted.
    base: String,
    stop: String,
    title: String,
    form: String,
    decides: String,
    authority: String,
    signs_as: String,
    drafter: String,
    submitted: String,
    note: String,
    changes: Vec<(String, String, String)>,
    was_seen: bool,
    due: Option<Due>,
    clock: String,
    is_begun: bool,
    /// Ý kiến chưa giải quyết.
    remarks: i64,
}

#[derive(Template)]
#[template(path = "screens/folder.html")]
pub struct FolderPage {
    frame: Frame,
    tabs: Tabs,
    alerts: Vec<Alert>,
    items: Vec<Item>,
    key: Option<Key>,
    empty: Empty,
}

#[derive(Template)]
#[template(path = "screens/folder_one.html")]
struct OnePage {
    frame: Frame,
    item: Item,
    matter: Option<Uuid>,
    alerts: Vec<Alert>,
    pairs: Vec<(String, String)>,
    checks: Vec<String>,
    basis: Option<String>,
    turns: Vec<(String, String)>,
    key: Option<Key>,
    key_trouble: Option<String>,
    may_sign: bool,
    asks_confirmation: bool,
    others: i64,
    sheet: Sheet,
}

/// The page.
pub async fn show(visit: Visit) -> Result<Page<FolderPage>, Problem> {
    list(&visit, Vec::new()).await.map(Page)
}

async fn list(visit: &Visit, alerts: Vec<Alert>) -> Result<FolderPage, Problem> {
    let all = waiting::of(visit.app.db(), visit.actor.person, visit.today).await?;
    let ids: Vec<Uuid> = all.iter().map(|one| one.draft.id).collect();
    let remarks = open_counts(visit.app.db(), &ids).await?;
    let mut items = Vec::with_capacity(all.len());
    for one in all {
        let open = remarks.get(&one.draft.id).copied().unwrap_or(0);
        items.push(item(visit, one, open).await?);
    }
    let key = hand::own_key(visit).await?;
    Ok(FolderPage {
        frame: visit
            .frame("Hộp trình ký")
            .subtitle(format!("{} · {}", visit.actor.name, visit.actor.title)),
        tabs: tabs(visit, "folder", Some(items.len() as i64)),
        alerts,
        items,
        key,
        empty: Empty::new(
            "Không có văn bản nào chờ bạn ký",
            "Văn bản được trình ký sẽ nằm ở đây, việc gần hết hạn đứng trước.",
        )
        .action("Mở bàn làm việc", "/desk"),
    })
}

/// The folder, the seals, the registers: for who may open each.
pub(super) fn tabs(visit: &Visit, at: &str, count: Option<i64>) -> Tabs {
    let mut tabs = Tabs::new("Trình ký và phát hành");
    let all = [
        (
            "folder",
            "Chờ tôi ký",
            "/documents/folder",
            Right::DocumentsDraft,
        ),
        (
            "seals",
            "Chờ đóng dấu",
            "/documents/seals",
            Right::DocumentsDispatch,
        ),
        (
            "outgoing",
            "Sổ văn bản đi",
            "/documents/outgoing",
            Right::DocumentsDispatch,
        ),
        (
            "copies",
            "Sổ bản sao",
            "/documents/copies",
            Right::DocumentsDispatch,
        ),
    ];
    for (id, label, href, right) in all {
        if visit.may(right) {
            tabs = tabs.tab(label, href, count.filter(|_| id == at), id == at);
        }
    }
    tabs
}

async fn item(visit: &Visit, one: Waiting, remarks: i64) -> Result<Item, Problem> {
    let name = |person| people::staff::person::name_of(visit.app.db(), person);
    let draft = &one.draft;
    let drafter = match &one.turn {
        Some(turn) => name(turn.submitted_by).await?,
        None => name(draft.drafted_by).await?,
    };
    let due = one.clock.as_ref().and_then(|clock| {
        let due = visit.due(&clock.unit_id, clock.end()?);
        let proof = clock
            .proof()
            .map(|proof| ProofCard::new(&clock.rule_vi, &clock.article, proof.sentences_vi()));
        Some(match proof {
            Some(proof) => due.proof(proof),
            None => due,
        })
    });
    Ok(Item {
        id: draft.id,
        version: draft.version,
        href: format!("/documents/folder/{}", draft.id),
        stop: format!("/documents/folder/{}/stop", draft.id),
        title: draft.title.clone(),
        form: match is_administrative(draft) {
            true => String::new(),
            false => draft.form.clone(),
        },
        base: href(draft),
        drafter: drafter.unwrap_or_default(),
        submitted: one
            .turn
            .as_ref()
            .map(|turn| shell::vi_time(turn.submitted_at))
            .unwrap_or_default(),
        note: one.turn.map(|turn| turn.note).unwrap_or_default(),
        clock: one.clock.map(|clock| clock.rule_vi).unwrap_or_default(),
        is_begun: draft.state == "signing",
        remarks,
        decides: one.decides,
        authority: one.authority,
        signs_as: one.signs_as,
        changes: one.changes,
        was_seen: one.was_seen,
        due,
    })
}

/// A document with everything its signer must know.
pub async fn one(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let held = shown(&visit, id).await?;
    if !matches!(held.draft.state.as_str(), "draft" | "submitted" | "signing") {
        return Ok(Told::to(held.href()).into_response());
    }
    let shown = page(&visit, &held, Vec::new(), false).await?;
    let work = visit.begin().await?;
    if held.draft.signer_id == Some(visit.actor.person) {
        waiting::see(&work, &held.draft).await?;
    }
    work.look("document", id).await?;
    work.commit().await?;
    Ok(Page(shown).into_response())
}

async fn page(
    visit: &Visit,
    held: &Shown,
    mut alerts: Vec<Alert>,
    asks_confirmation: bool,
) -> Result<OnePage, Problem> {
    let db = visit.app.db();
    let draft = &held.draft;
    let there = ceremony::under_way(db, draft.id).await?;
    let day = there.as_ref().map_or(visit.today, |there| there.dated_on);
    let reading = reading(visit, draft, day).await?;
    let may_sign = draft.signer_id == Some(visit.actor.person)
        && there.as_ref().is_none_or(|there| there.step == "reserved");
    if let Some(alert) = there.as_ref().map(begun) {
        alerts.push(alert);
    }
    if !may_sign && there.is_none() {
        alerts.push(Alert::new(Tone::Info, messages::NOT_WAITING));
    }
    let mut basis = None;
    if may_sign && authority::is_for_another(&reading.above) {
        let over = match &held.opened {
            Some(opened) => Over::Matter(opened),
            None => Over::Office(&draft.unit_id),
        };
        basis = authority::basis(db, &visit.actor, over, visit.today).await?;
        if basis.is_none() {
            alerts.push(Alert::new(
                Tone::Warning,
                messages::no_authority(None, over),
            ));
        }
    }
    let (key, key_trouble) = match hand::own_key(visit).await? {
        Some(key) => (Some(key), None),
        None if may_sign => (None, Some(hand::no_key(visit).await?)),
        None => (None, None),
    };
    let mut turns = Vec::new();
    for turn in submission::turns_of(db, draft.id).await? {
        if turn.state == "returned" {
            let by = match turn.answered_by {
                Some(by) => people::staff::person::name_of(db, by)
                    .await?
                    .unwrap_or_default(),
                None => String::new(),
            };
            let when = turn.answered_at.map(shell::vi_time).unwrap_or_default();
            turns.push((format!("{by} trả lại, {when}"), turn.remark));
        }
    }
    let waits = submission::waiting_count(db, visit.actor.person).await?;
    let one = waiting::one(db, draft.clone(), visit.actor.person, visit.today).await?;
    let remarks = open_counts(db, &[draft.id]).await?;
    Ok(OnePage {
        frame: visit
            .frame(draft.title.clone())
            .subtitle(match &held.opened {
                None => draft.about.clone(),
                Some(opened) => format!(
                    "{} · Mẫu {} · Hồ sơ {}",
                    draft.about, draft.form, opened.code
                ),
            })
            .crumb("Hộp trình ký", "/documents/folder")
            .wide(),
        item: item(visit, one, remarks.get(&draft.id).copied().unwrap_or(0)).await?,
        matter: held.opened.as_ref().map(|opened| opened.id),
        alerts,
        pairs: reading.pairs,
        checks: reading.checks,
        basis,
        turns,
        key,
        key_trouble,
        may_sign,
        asks_confirmation,
        others: waits,
        sheet: reading.sheet,
    })
}

/// Ký một văn bản.
pub async fn sign(visit: Visit, Path(id): Path<Uuid>, form: Form) -> Result<Response, Problem> {
    let before = shown(&visit, id).await?;
    let Some(key) = hand::own_key(&visit).await? else {
        let alert = Alert::new(Tone::Danger, hand::no_key(&visit).await?);
        let shown = page(&visit, &before, vec![alert], false).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(shown)).into_response());
    };
    let asked = Asked {
        id,
        version: form.get("version").parse().unwrap_or(0),
        is_confirmed: form.is_ticked("confirmed"),
    };
    let done = sign_all(&visit, &[asked], &key, form.opt("pin")).await?;
    let outcome = done.into_iter().next().map(|(_, outcome)| outcome);
    let back = Told::to("/documents/folder".to_owned());
    match outcome {
        Some(Outcome::Issued(number)) => Ok(Told::to(before.href())
            .good(messages::issued(&number))
            .into_response()),
        Some(Outcome::Signed(why)) => Ok(back
            .good(format!(
                "{}{}",
                messages::signed(0, 1),
                why.map(|why| format!(" {why}")).unwrap_or_default()
            ))
            .into_response()),
        Some(Outcome::Elsewhere(href)) => Ok(Told::to(href).into_response()),
        Some(Outcome::Refused(error)) => refused(&visit, id, error).await,
        None => Err(Problem::failed("nothing was signed and nothing said")),
    }
}

async fn refused(visit: &Visit, id: Uuid, error: IssueError) -> Result<Response, Problem> {
    let (alerts, asks, status) = match error {
        IssueError::Signature(None, cause) => return Err(Problem::failed(cause)),
        IssueError::Signature(Some(sentence), _) => {
            let alert = Alert::new(Tone::Danger, sentence);
            (vec![alert], false, StatusCode::UNPROCESSABLE_ENTITY)
        }
        error => {
            let (answer, status) = refusal(visit, error)?;
            (answer.alerts, answer.asks_confirmation, status)
        }
    };
    let now = shown(visit, id).await?;
    let shown = page(visit, &now, alerts, asks).await?;
    Ok((status, Page(shown)).into_response())
}

/// Ký nhiều văn bản cùng lúc: each that can be signed is, and each that cannot says why.
pub async fn sign_many(visit: Visit, form: Form) -> Result<Response, Problem> {
    let again = async |sentence: &str| {
        let alert = Alert::new(Tone::Danger, sentence);
        let shown = list(&visit, vec![alert]).await?;
        Ok::<Response, Problem>((StatusCode::UNPROCESSABLE_ENTITY, Page(shown)).into_response())
    };
    let asked: Vec<Asked> = form
        .all("document")
        .into_iter()
        .filter_map(|chosen| {
            let (id, version) = chosen.split_once('_')?;
            Some(Asked {
                id: id.parse().ok()?,
                version: version.parse().ok()?,
                is_confirmed: false,
            })
        })
        .collect();
    if asked.is_empty() {
        return again(messages::NOTHING_CHOSEN).await;
    }
    let Some(key) = hand::own_key(&visit).await? else {
        return again(&hand::no_key(&visit).await?).await;
    };
    if key.home == signing::KeyHome::Agent && asked.len() > 1 {
        return again(messages::ONE_AT_A_TIME).await;
    }
    for one in &asked {
        shown(&visit, one.id).await?;
    }
    let done = sign_all(&visit, &asked, &key, form.opt("pin")).await?;
    let (mut issued, mut signed, mut alerts) = (0, 0, Vec::new());
    for (id, outcome) in done {
        match outcome {
            Outcome::Issued(_) => issued += 1,
            Outcome::Signed(_) => signed += 1,
            Outcome::Elsewhere(href) => return Ok(Told::to(href).into_response()),
            Outcome::Refused(error) => {
                let sentence = refusals::sentence(&error).unwrap_or_else(|| {
                    "Chưa ký được do hệ thống gặp trục trặc; bản trình vẫn còn nguyên.".to_owned()
                });
                let title = crate::draft::get(visit.app.db(), id)
                    .await?
                    .map(|draft| format!("{} – {}: ", draft.title, draft.about))
                    .unwrap_or_default();
                alerts.push(
                    Alert::new(Tone::Danger, format!("{title}{sentence}"))
                        .link("Mở văn bản", format!("/documents/folder/{id}")),
                );
            }
        }
    }
    if issued + signed > 0 {
        let said = messages::signed(issued, signed);
        if alerts.is_empty() {
            return Ok(Told::to("/documents/folder".to_owned())
                .good(said)
                .into_response());
        }
        alerts.insert(0, Alert::new(Tone::Good, said));
    }
    let shown = list(&visit, alerts).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(shown)).into_response())
}

/// Trả lại kèm ý kiến.
pub async fn send_back(
    visit: Visit,
    Path(id): Path<Uuid>,
    form: Form,
) -> Result<Response, Problem> {
    let before = shown(&visit, id).await?;
    let work = visit.begin().await?;
    match submission::send_back(&work, id, form.get("remark")).await {
        Ok(()) => {
            work.commit().await?;
            Ok(Told::to("/documents/folder".to_owned())
                .good(format!("Đã trả lại {} kèm ý kiến.", before.draft.title))
                .into_response())
        }
        Err(error) => {
            work.rollback().await?;
            refused(&visit, id, error).await
        }
    }
}

/// Dừng lần ký đang dở: the number goes back.
pub async fn stop(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let before = shown(&visit, id).await?;
    let work = visit.begin().await?;
    if let Some(there) = ceremony::under_way(&work.tx, id).await? {
        let is_own = there.signer_id == visit.actor.person;
        if !is_own {
            before.require(&visit, Right::DocumentsIssue)?;
        }
        let open = signing::ceremony::open_of(&work.tx, hand::SIGN, id).await?;
        let undone = ceremony::undo(&work, &there, messages::SIGNING_STOPPED).await;
        if let Err(error) = undone {
            work.rollback().await?;
            return refused(&visit, id, error).await;
        }
        work.commit().await?;
        if let Some(ticket) = open.filter(|ticket| ticket.person_id == visit.actor.person) {
            let signature = signing::Ceremony::of(&visit.app);
            // The ticket of another session runs out by itself.
            let _ = signature
                .cancel(&visit, ticket.id, messages::SIGNING_STOPPED)
                .await;
        }
    }
    Ok(Told::to(format!("/documents/folder/{id}"))
        .say(Tone::Info, "Đã dừng ký; văn bản trở lại như trước khi ký.")
        .into_response())
}

/// Where the signing area sends the person after a signature: the next step is done, and told.
pub async fn next(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let held = shown(&visit, id).await?;
    match signing_all::next(&visit, id).await? {
        Outcome::Issued(number) => Ok(Told::to(held.href())
            .good(messages::issued(&number))
            .into_response()),
        Outcome::Signed(why) => {
            let said = format!(
                "{}{}",
                messages::signed(0, 1),
                why.map(|why| format!(" {why}")).unwrap_or_default()
            );
            Ok(Told::to(held.href()).say(Tone::Info, said).into_response())
        }
        _ => Ok(Told::to(held.href()).into_response()),
    }
}
