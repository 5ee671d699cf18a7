//! Gói giao: whom a copy is given to, what became of it, who took it, its withdrawal.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use casefile::MatterHead;
use people::{Right, staff::person};
use shell::{
    Alert, Badge, Column, Field, Form, Frame, Page, Problem, Progress, Tabs, Told, Tone, Visit,
    vi_date, vi_time,
};
use uuid::Uuid;

use super::store::{self, NewShare, Share};
use crate::{
    asked::{self, Part},
    copies::{
        Copy, Kind, clearing,
        screens::{frame, kept_until, opened, tabs},
        store as copies,
    },
    messages,
};

struct Line {
    href: String,
    recipient: String,
    purpose: String,
    ends_on: String,
    state: Badge,
    asked: String,
}

#[derive(Template)]
#[template(path = "share/list.html")]
struct SharesPage {
    frame: Frame,
    tabs: Tabs,
    alerts: Vec<Alert>,
    part: Part,
    fields: Vec<Field>,
    action: String,
    bars: Vec<Progress>,
    columns: Vec<Column>,
    lines: Vec<Line>,
}

/// `GET /archive/matters/{matter}/shares`
pub(crate) async fn list(visit: Visit, Path(matter): Path<Uuid>) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::ArchiveShare).await?;
    let form = Form::of::<String, String>([]);
    Ok(Page(list_page(&visit, &head, &form).await?).into_response())
}

async fn list_page(visit: &Visit, head: &MatterHead, form: &Form) -> Result<SharesPage, Problem> {
    let sql = visit.app.db();
    let home = format!("/archive/matters/{}/shares", head.id);
    let shares: HashMap<Uuid, Share> = store::of_matter(sql, head.id)
        .await?
        .into_iter()
        .map(|share| (share.copy_id, share))
        .collect();
    let (mut lines, mut bars) = (Vec::new(), Vec::new());
    for copy in copies::of_matter(sql, head.id).await? {
        let Some(share) = shares.get(&copy.id) else {
            continue;
        };
        let mut has_failed = false;
        if copy.is_waiting()
            && let Some(job) = visit.app.jobs().about(&copy.id.to_string()).await?
        {
            has_failed = job.state == jobs::State::Failed;
            bars.push(visit.progress(&job, home.clone()));
        }
        lines.push(Line {
            href: format!("/archive/shares/{}", copy.id),
            recipient: share.recipient.clone(),
            purpose: share.purpose.clone(),
            ends_on: vi_date(share.ends_on),
            state: state(visit, share, &copy, has_failed),
            asked: vi_time(copy.asked_at),
        });
    }
    let fields = vec![
        Field::text("recipient", "Người nhận (họ tên, cơ quan)")
            .required()
            .help("Tên này in trên mọi trang của bản giao."),
        Field::text("purpose", "Mục đích, căn cứ giao").required(),
        Field::date("ends_on", "Lấy được đến hết ngày").required(),
    ];
    Ok(SharesPage {
        frame: frame(visit, head, "Gói giao bản sao"),
        tabs: tabs(visit, head, "/shares"),
        alerts: form.alerts().to_vec(),
        part: Part::of(sql, head.id, form).await?,
        fields: form.fill_all(fields),
        action: home,
        bars,
        columns: [
            "Người nhận",
            "Mục đích",
            "Lấy được đến",
            "Tình trạng",
            "Lập lúc",
        ]
        .map(Column::plain)
        .into(),
        lines,
    })
}

fn state(visit: &Visit, share: &Share, copy: &Copy, has_failed: bool) -> Badge {
    match () {
        () if share.withdrawn_at.is_some() => Badge::new(Tone::Danger, "Đã thu hồi"),
        () if !share.is_open(visit.today) => Badge::new(Tone::Neutral, "Hết hạn"),
        () if has_failed || copy.state == "refused" => Badge::new(Tone::Danger, messages::NOT_MADE),
        () if copy.is_waiting() => Badge::new(Tone::Info, "Đang lập"),
        () if copy.cleared_at.is_some() => Badge::new(Tone::Neutral, "Đã xóa tệp"),
        () => Badge::new(Tone::Good, "Đang giao"),
    }
}

/// `POST /archive/matters/{matter}/shares`
pub(crate) async fn give(
    visit: Visit,
    Path(matter): Path<Uuid>,
    mut form: Form,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::ArchiveShare).await?;
    let recipient = form.required("recipient", messages::NO_RECIPIENT);
    let purpose = form.required("purpose", messages::NO_PURPOSE);
    form.required("ends_on", messages::NO_LAST_DAY);
    let ends_on = form.date("ends_on");
    if ends_on.is_some_and(|day| day < visit.today) {
        form.error("ends_on", messages::ENDS_BEFORE_TODAY);
    }
    let selection = asked::selection(&mut form);
    let (Some(recipient), Some(purpose), Some(ends_on), Some(selection)) =
        (recipient, purpose, ends_on, selection)
    else {
        return Ok(Page::refused(list_page(&visit, &head, &form).await?).into_response());
    };
    let new = NewShare {
        selection,
        recipient: text::clean(&recipient),
        purpose: text::clean(&purpose),
        ends_on,
    };
    let work = visit.begin().await?;
    match store::give(&work, visit.app.key(), &head, &new).await {
        Ok(id) => {
            work.commit().await?;
            visit.app.jobs().ring();
            Ok(Told::to(format!("/archive/shares/{id}"))
                .good(messages::ASKED)
                .into_response())
        }
        Err(error) => {
            form.refuse(error)?;
            Ok(Page::refused(list_page(&visit, &head, &form).await?).into_response())
        }
    }
}

#[derive(Template)]
#[template(path = "share/one.html")]
struct SharePage {
    frame: Frame,
    alerts: Vec<Alert>,
    pairs: Vec<(String, String)>,
    state: Badge,
    progress: Option<Progress>,
    file: String,
    key: String,
    may_key: bool,
    is_open: bool,
    here: String,
    why: Field,
    columns: Vec<Column>,
    takings: Vec<[String; 3]>,
}

async fn found(visit: &Visit, id: Uuid) -> Result<(MatterHead, Share, Copy), Problem> {
    let sql = visit.app.db();
    let share = store::of_copy(sql, id)
        .await?
        .ok_or_else(Problem::not_found)?;
    let head = opened(visit, share.matter_id, Right::ArchiveShare).await?;
    let copy = copies::by_id(sql, id)
        .await?
        .ok_or_else(Problem::not_found)?;
    Ok((head, share, copy))
}

async fn one_page(visit: &Visit, id: Uuid, form: &Form, key: String) -> Result<SharePage, Problem> {
    let sql = visit.app.db();
    let (head, share, copy) = found(visit, id).await?;
    let takings = store::takings(sql, id).await?;
    let mut people: Vec<Uuid> = takings.iter().map(|one| one.taken_by).collect();
    people.push(copy.asked_by);
    people.extend(share.withdrawn_by);
    let names: HashMap<Uuid, String> = person::names_of(sql, &people).await?.into_iter().collect();
    let name = |id: Uuid| names.get(&id).cloned().unwrap_or_default();
    let here = format!("/archive/shares/{id}");
    let job = match copy.is_waiting() {
        true => visit.app.jobs().about(&id.to_string()).await?,
        false => None,
    };
    let is_open = share.is_open(visit.today);
    let has_failed = job
        .as_ref()
        .is_some_and(|job| job.state == jobs::State::Failed);
    let mut pairs = vec![
        ("Người nhận".to_owned(), share.recipient.clone()),
        ("Mục đích, căn cứ".to_owned(), share.purpose.clone()),
        (
            "Phần hồ sơ".to_owned(),
            copy.asked().as_ref().map(asked::told).unwrap_or_default(),
        ),
        ("Lấy được đến hết ngày".to_owned(), vi_date(share.ends_on)),
        (
            "Người lập".to_owned(),
            format!("{}, {}", name(copy.asked_by), vi_time(copy.asked_at)),
        ),
    ];
    if let Some(made) = copy.made_at.filter(|_| copy.is_there()) {
        pairs.push(("Tệp được giữ đến".to_owned(), kept_until(made)));
    }
    if let (Some(at), Some(by)) = (share.withdrawn_at, share.withdrawn_by) {
        pairs.push((
            "Thu hồi".to_owned(),
            format!("{}, {}: {}", name(by), vi_time(at), share.why),
        ));
    }
    let line = |one: &store::Taking| {
        let what = match one.what.as_str() {
            "key" => "Xem mã mở gói",
            _ => "Tải gói",
        };
        [vi_time(one.taken_at), name(one.taken_by), what.to_owned()]
    };
    let mut alerts = form.alerts().to_vec();
    if copy.state == "refused" && share.withdrawn_at.is_none() {
        alerts.push(Alert::new(Tone::Danger, messages::not_made(&copy.why)));
    } else if !is_open && share.withdrawn_at.is_none() {
        alerts.push(Alert::new(Tone::Info, messages::SHARE_OVER));
    }
    Ok(SharePage {
        frame: frame(visit, &head, "Gói giao bản sao")
            .crumb("Gói giao", format!("/archive/matters/{}/shares", head.id)),
        alerts,
        pairs,
        state: state(visit, &share, &copy, has_failed),
        progress: job.map(|job| visit.progress(&job, here.clone())),
        file: match copy.is_there() && is_open {
            true => format!("/archive/copies/{id}/file"),
            false => String::new(),
        },
        may_key: is_open && copy.is_there(),
        key,
        is_open,
        why: form.fill(Field::text("why", "Lý do thu hồi").required()),
        here,
        columns: ["Lúc", "Ai", "Việc"].map(Column::plain).into(),
        takings: takings.iter().map(line).collect(),
    })
}

/// `GET /archive/shares/{copy}`
pub(crate) async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let form = Form::of::<String, String>([]);
    Ok(Page(one_page(&visit, id, &form, String::new()).await?).into_response())
}

/// `POST /archive/shares/{copy}/key`: the words that open the package are shown once more, and that is written down.
pub(crate) async fn key(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (_, share, _) = found(&visit, id).await?;
    let key = share
        .key(visit.app.key())
        .filter(|_| share.is_open(visit.today));
    let key = key.ok_or_else(|| Problem::Refused(messages::SHARE_OVER.to_owned()))?;
    let work = visit.begin().await?;
    store::taken(&work, &share, "key").await?;
    work.commit().await?;
    let form = Form::of::<String, String>([]);
    Ok(Page(one_page(&visit, id, &form, key).await?).into_response())
}

/// `POST /archive/shares/{copy}/withdrawal`
pub(crate) async fn withdraw(
    visit: Visit,
    Path(id): Path<Uuid>,
    mut form: Form,
) -> Result<Response, Problem> {
    let (_, share, copy) = found(&visit, id).await?;
    let work = visit.begin().await?;
    let why = form.get("why").to_owned();
    if let Err(error) = store::withdraw(&work, &share, &why).await {
        form.refuse(error)?;
        return Ok(
            Page::refused(one_page(&visit, id, &form, String::new()).await?).into_response(),
        );
    }
    work.commit().await?;
    // Read again: the job may have ended meanwhile.
    let copy = copies::by_id(visit.app.db(), id).await?.unwrap_or(copy);
    if copy.kind() == Some(Kind::Share) && copy.is_there() {
        clearing::erase(&visit.app, &copy)
            .await
            .map_err(Problem::failed)?;
    }
    Ok(Told::to(format!("/archive/shares/{id}"))
        .good(messages::WITHDRAWN)
        .into_response())
}
