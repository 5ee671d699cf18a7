//! Các gói của một vụ án: made here, looked at, taken, declared void; logs come home here.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Multipart, Path},
    http::header,
    response::{IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use casefile::MatterHead;
use people::{Right, WorkError, staff::person};
use shell::{
    Alert, Badge, Column, Empty, Field, Form, Frame, Page, Problem, Progress, Told, Tone, Visit,
    local_day, vi_date, vi_number, vi_time,
};
use uuid::Uuid;

use super::{
    file::{self, INLINE_MOST, Seal},
    import::{self, Outcome},
    making, messages, signature,
    store::{self, Pack},
};
use crate::{contents::Contents, list, list::page::href, opened::opened};

struct PackLine {
    href: String,
    holder: String,
    trial_on: String,
    expires_on: String,
    size: String,
    pages: String,
    state: Badge,
}

struct LogLine {
    report: String,
    begun: String,
    lines: String,
    faults: String,
    who: String,
    at: String,
}

#[derive(Template)]
#[template(path = "pack/list.html")]
struct PacksPage {
    frame: Frame,
    alerts: Vec<Alert>,
    home: String,
    list: String,
    may_make: bool,
    /// The pack that would be made.
    next: Uuid,
    is_open: bool,
    fields: Vec<Field>,
    documents: Vec<making::Ticked>,
    is_whole: bool,
    bars: Vec<Progress>,
    columns: Vec<Column>,
    packs: Vec<PackLine>,
    no_packs: Empty,
    log_columns: Vec<Column>,
    logs: Vec<LogLine>,
    no_logs: Empty,
    days: Vec<(String, String)>,
}

fn home(matter: Uuid) -> String {
    format!("/courtroom/matters/{matter}/packs")
}

/// `GET /courtroom/matters/{matter}/packs`
pub(crate) async fn list(visit: Visit, Path(matter): Path<Uuid>) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::CourtroomPresent).await?;
    let form = Form::of::<String, String>([]);
    Ok(Page(list_page(&visit, &head, &form).await?).into_response())
}

/// The same page with what is wrong in the order for a pack.
pub(super) async fn refused(
    visit: &Visit,
    head: &MatterHead,
    form: &Form,
) -> Result<Response, Problem> {
    Ok(Page::refused(list_page(visit, head, form).await?).into_response())
}

async fn list_page(visit: &Visit, head: &MatterHead, form: &Form) -> Result<PacksPage, Problem> {
    let db = visit.app.db();
    let units = visit.app.units().units().await?;
    let holders = making::holders(db, &units, &head.unit, visit.today).await?;
    let approved = list::approved(db, head.id).await?;
    let contents = Contents::of(db, head.id).await?;
    let packs = store::of_matter(db, head.id).await?;
    let mut bars = Vec::new();
    for pack in packs.iter().filter(|pack| pack.is_waiting()) {
        if let Some(job) = visit.app.jobs().about(&pack.id.to_string()).await? {
            bars.push(visit.progress(&job, home(head.id)));
        }
    }
    let ids: Vec<Uuid> = packs.iter().map(|pack| pack.holder_id).collect();
    let names: HashMap<Uuid, String> = person::names_of(db, &ids).await?.into_iter().collect();
    let logs = logs(visit, head.id).await?;
    Ok(PacksPage {
        frame: visit
            .frame("Gói phiên tòa")
            .subtitle(head.title.clone())
            .crumb("Phiên tòa", "/courtroom")
            .crumb("Danh mục trình chiếu", href(head.id)),
        alerts: form.alerts().to_vec(),
        home: home(head.id),
        list: href(head.id),
        may_make: !holders.is_empty(),
        next: Uuid::now_v7(),
        is_open: !form.is_good() || packs.is_empty(),
        fields: making::fields(visit, &holders, approved.is_some(), form),
        documents: making::documents(&contents, form),
        is_whole: form.is_ticked("whole"),
        bars,
        columns: [
            "Ngày phiên tòa",
            "Người mang",
            "Mở được đến",
            "Số trang",
            "Cỡ tệp",
            "Tình trạng",
        ]
        .map(Column::plain)
        .into(),
        packs: packs
            .iter()
            .map(|pack| PackLine {
                href: format!("/courtroom/packs/{}", pack.id),
                holder: names.get(&pack.holder_id).cloned().unwrap_or_default(),
                trial_on: vi_date(pack.trial_on),
                expires_on: vi_date(pack.expires_on),
                size: messages::size_vi(pack.bytes),
                pages: vi_number(pack.pages),
                state: state(visit, pack),
            })
            .collect(),
        no_packs: Empty::new(messages::NO_PACKS, messages::NO_PACKS_WHY),
        log_columns: [
            "Phiên bắt đầu",
            "Số dòng",
            "Ghi nhận",
            "Người nhập",
            "Nhập lúc",
        ]
        .map(Column::plain)
        .into(),
        days: super::report::days(db, head.id).await?,
        logs,
        no_logs: Empty::new(messages::NO_LOGS, messages::NO_LOGS_WHY),
    })
}

async fn logs(visit: &Visit, matter: Uuid) -> Result<Vec<LogLine>, Problem> {
    let db = visit.app.db();
    let all = import::of_matter(db, matter).await?;
    let ids: Vec<Uuid> = all.iter().map(|one| one.imported_by).collect();
    let names: HashMap<Uuid, String> = person::names_of(db, &ids).await?.into_iter().collect();
    let mut lines = Vec::with_capacity(all.len());
    for one in all {
        let session = crate::session::by_id(db, one.session_id).await?;
        lines.push(LogLine {
            report: format!("/courtroom/sessions/{}/report", one.session_id),
            begun: session.map_or(String::new(), |row| vi_time(row.started_at)),
            lines: vi_number(one.lines),
            faults: one.faults,
            who: names.get(&one.imported_by).cloned().unwrap_or_default(),
            at: vi_time(one.imported_at),
        });
    }
    Ok(lines)
}

fn state(visit: &Visit, pack: &Pack) -> Badge {
    match () {
        () if pack.void_at.is_some() => Badge::new(Tone::Danger, "Đã hủy"),
        () if pack.state == "refused" => Badge::new(Tone::Danger, "Không lập được"),
        () if pack.is_waiting() => Badge::new(Tone::Info, "Đang lập"),
        () if pack.expires_on < visit.today => Badge::new(Tone::Neutral, "Hết hạn"),
        () if pack.signed.is_empty() => Badge::new(Tone::Good, "Dùng được, chưa ký"),
        () => Badge::new(Tone::Good, "Dùng được, đã ký"),
    }
}

/// The first file of an upload.
pub(super) async fn sent(mut parts: Multipart, most: usize) -> Result<Vec<u8>, Problem> {
    let unreadable = |_| Problem::Unreadable(messages::NO_FILE.to_owned());
    while let Some(part) = parts.next_field().await.map_err(unreadable)? {
        if part.file_name().is_none_or(str::is_empty) {
            continue;
        }
        let bytes = part.bytes().await.map_err(unreadable)?;
        return match bytes.len() <= most {
            true => Ok(bytes.to_vec()),
            false => Err(Problem::Refused(messages::NO_LOG.to_owned())),
        };
    }
    Ok(Vec::new())
}

/// A trial of a week with a line every few seconds is far below it.
const MOST_LOG: usize = 32 << 20;

/// `POST /courtroom/matters/{matter}/pack-logs`
pub(crate) async fn take_log(
    visit: Visit,
    Path(matter): Path<Uuid>,
    parts: Multipart,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::CourtroomPresent).await?;
    let file = sent(parts, MOST_LOG).await?;
    let back = Told::to(home(matter));
    if file.is_empty() {
        return Ok(back.say(Tone::Warning, messages::NO_FILE).into_response());
    }
    match import::import(&visit, &head, &file).await {
        Ok(Outcome::In {
            session,
            shown,
            is_ended,
            recorded,
        }) => {
            let there = Told::to(format!("/courtroom/sessions/{session}/report"));
            let said = messages::imported(shown, is_ended, &recorded);
            Ok(there.good(said).into_response())
        }
        Ok(Outcome::Known(session)) => {
            let there = Told::to(format!("/courtroom/sessions/{session}/report"));
            Ok(there.say(Tone::Info, messages::ALREADY_IN).into_response())
        }
        Err(WorkError::Invalid { sentence, .. }) => {
            Ok(back.say(Tone::Danger, sentence).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "pack/one.html")]
struct PackPage {
    frame: Frame,
    alerts: Vec<Alert>,
    here: String,
    pairs: Vec<(String, String)>,
    state: Badge,
    progress: Option<Progress>,
    may_take: bool,
    may_sign: bool,
    may_void: bool,
    is_large: bool,
    why: Field,
}

async fn found(visit: &Visit, id: Uuid) -> Result<(MatterHead, Pack), Problem> {
    let pack = store::by_id(visit.app.db(), id).await?;
    let pack = pack.ok_or_else(Problem::not_found)?;
    let head = opened(visit, pack.matter_id, Right::CourtroomPresent).await?;
    Ok((head, pack))
}

/// `GET /courtroom/packs/{pack}`
pub(crate) async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let form = Form::of::<String, String>([]);
    Ok(Page(one_page(&visit, id, &form).await?).into_response())
}

async fn one_page(visit: &Visit, id: Uuid, form: &Form) -> Result<PackPage, Problem> {
    let (head, pack) = found(visit, id).await?;
    let people = [Some(pack.asked_by), Some(pack.holder_id), pack.void_by];
    let ids: Vec<Uuid> = people.into_iter().flatten().collect();
    let names = person::names_of(visit.app.db(), &ids).await?;
    let names: HashMap<Uuid, String> = names.into_iter().collect();
    let here = format!("/courtroom/packs/{id}");
    let job = match pack.is_waiting() {
        true => visit.app.jobs().about(&id.to_string()).await?,
        false => None,
    };
    let mut alerts = form.alerts().to_vec();
    if pack.state == "refused" && pack.void_at.is_none() {
        alerts.push(Alert::new(Tone::Danger, pack.why.clone()));
    }
    let is_good = pack.is_there() && pack.void_at.is_none() && pack.expires_on >= visit.today;
    Ok(PackPage {
        frame: visit
            .frame("Gói phiên tòa")
            .subtitle(head.title.clone())
            .crumb("Phiên tòa", "/courtroom")
            .crumb("Danh mục trình chiếu", href(head.id))
            .crumb("Các gói", home(head.id)),
        alerts,
        pairs: pairs(&pack, &names)?,
        state: state(visit, &pack),
        progress: job.map(|job| visit.progress(&job, here.clone())),
        may_take: is_good,
        may_sign: is_good && signature::may_be_signed(&pack),
        may_void: pack.void_at.is_none() && pack.expires_on >= visit.today,
        is_large: u64::try_from(pack.bytes).unwrap_or(0) > INLINE_MOST,
        why: form.fill(Field::text("why", "Lý do hủy").required()),
        here,
    })
}

fn pairs(pack: &Pack, names: &HashMap<Uuid, String>) -> Result<Vec<(String, String)>, Problem> {
    let name = |id: Uuid| names.get(&id).cloned().unwrap_or_default();
    let part = pack.part()?;
    let beside = match (part.is_whole, part.documents.len()) {
        (true, _) => "danh mục trình chiếu và toàn bộ hồ sơ".to_owned(),
        (false, 0) => "danh mục trình chiếu".to_owned(),
        (false, many) => format!("danh mục trình chiếu và {many} tài liệu"),
    };
    let list = match pack.approval_n {
        Some(n) => format!("Đã duyệt (lần trình {n})"),
        None => "Chưa duyệt, người lập đã xác nhận".to_owned(),
    };
    let mut pairs = vec![
        ("Người mang", name(pack.holder_id)),
        ("Ngày phiên tòa", vi_date(pack.trial_on)),
        ("Mở được đến hết ngày", vi_date(pack.expires_on)),
        ("Nội dung", beside),
        ("Danh mục", list),
        (
            "Người lập",
            format!("{}, {}", name(pack.asked_by), vi_time(pack.asked_at)),
        ),
    ];
    if pack.made_at.is_some() && !pack.manifest.is_empty() {
        let size = format!(
            "{} mục, {} trang, {}",
            vi_number(pack.exhibits),
            vi_number(pack.pages),
            messages::size_vi(pack.bytes)
        );
        pairs.push(("Trong gói", size));
        pairs.push(("Mã băm bản kê (SHA-256)", pack.manifest.clone()));
    }
    let signed = match pack.signed_at {
        Some(at) => format!("{}, {}", pack.signed_name, vi_time(at)),
        None => "Chưa ký".to_owned(),
    };
    pairs.push(("Chữ ký số", signed));
    if let (Some(at), Some(by)) = (pack.void_at, pack.void_by) {
        let said = format!("{}, {}: {}", name(by), vi_time(at), pack.void_why);
        pairs.push(("Hủy", said));
    }
    Ok(pairs
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect())
}

/// `GET /courtroom/packs/{pack}/file`
pub(crate) async fn take(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (head, pack) = found(&visit, id).await?;
    head.require(&visit, Right::CasefileRead)?;
    if pack.void_at.is_some() {
        return Err(Problem::Refused(messages::IS_VOID.to_owned()));
    }
    if !pack.is_there() || pack.expires_on < visit.today {
        return Err(Problem::NotFound(messages::NOT_THERE.to_owned()));
    }
    let keys = pack.keys(visit.app.key());
    let keys = keys.ok_or_else(|| Problem::Refused(messages::KEY_GONE.to_owned()))?;
    let player = kept(&visit, &pack.player).await?;
    let manifest = kept(&visit, &pack.manifest).await?;
    let paper = match pack.signed.is_empty() {
        true => Vec::new(),
        false => {
            let id = pack.signed.parse().map_err(Problem::failed)?;
            visit.app.files().get(id).await.map_err(Problem::failed)?
        }
    };
    let bytes = u64::try_from(pack.bytes).map_err(Problem::failed)?;
    let seal = Seal {
        stamp: keys.stamp(manifest.as_bytes()),
        is_inline: bytes <= INLINE_MOST,
        bytes,
        paper: STANDARD.encode(paper),
    };
    let parts = pack.file.parse().map_err(Problem::failed)?;
    let parts = visit.app.files().content(parts).await;
    let body = file::body(&player, &manifest, &seal, parts.map_err(Problem::failed)?);
    let body = body.ok_or_else(|| Problem::failed("a page without its place"))?;
    let work = visit.begin().await?;
    store::noted(&work, id, "taken").await?;
    work.commit().await?;
    // The name of a file is read by whoever sees it lie somewhere: it names no case.
    let short = &id.simple().to_string()[24..];
    let day = local_day(pack.asked_at).format("%Y-%m-%d");
    let given = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"goi-phien-toa-{day}-{short}.html\""),
        ),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((given, body).into_response())
}

async fn kept(visit: &Visit, name: &str) -> Result<String, Problem> {
    let id = name.parse().map_err(Problem::failed)?;
    let bytes = visit.app.files().get(id).await.map_err(Problem::failed)?;
    String::from_utf8(bytes).map_err(Problem::failed)
}

/// `POST /courtroom/packs/{pack}/signature`
pub(crate) async fn sign(visit: Visit, Path(id): Path<Uuid>, _: Form) -> Result<Response, Problem> {
    let (_, pack) = found(&visit, id).await?;
    match signature::order(&visit, &pack).await {
        Ok(there) => Ok(Told::to(there).into_response()),
        Err(Problem::Refused(sentence)) => {
            let back = Told::to(format!("/courtroom/packs/{id}"));
            Ok(back.say(Tone::Warning, sentence).into_response())
        }
        Err(problem) => Err(problem),
    }
}

/// `POST /courtroom/packs/{pack}/void` with `why`
pub(crate) async fn void(
    visit: Visit,
    Path(id): Path<Uuid>,
    mut form: Form,
) -> Result<Response, Problem> {
    let (head, pack) = found(&visit, id).await?;
    let work = visit.begin().await?;
    list::store::require(&work, &head).await?;
    let why = form.get("why").to_owned();
    if let Err(error) = store::void(&work, &pack, &why).await {
        form.refuse(error)?;
        return Ok(Page::refused(one_page(&visit, id, &form).await?).into_response());
    }
    work.commit().await?;
    let there = Told::to(format!("/courtroom/packs/{id}"));
    Ok(there.good(messages::VOIDED).into_response())
}
