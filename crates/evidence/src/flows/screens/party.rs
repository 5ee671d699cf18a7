//! Một bên: its kind, its role, whose account it is; what it received and gave.

use askama::Template;
use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use casefile::MatterHead;
use people::Right;
use shell::{Alert, Choice, EntryForm, Field, Form, Frame, Page, Problem, Stat, Told, Tone, Visit};
use text::money;
use uuid::Uuid;

use super::{Leaf, answered, frame, href, leaves};
use crate::{
    flows::{
        change::{self, PartyGiven},
        messages,
        picture::Table,
        store,
    },
    opened::{look, may_edit, opened},
    sources::{read_sources, told},
};

#[derive(Template)]
#[template(path = "flows/screens/party.html")]
struct PartyPage {
    frame: Frame,
    href: String,
    here: String,
    alerts: Vec<Alert>,
    stats: Vec<Stat>,
    leaves: Vec<Leaf>,
    accounts: Vec<(String, String)>,
    may_edit: bool,
    is_used: bool,
    id: Uuid,
    form: EntryForm,
}

const KINDS: [&str; 6] = [
    "account",
    "person",
    "organisation",
    "cash",
    "place",
    "unknown",
];
const ROLES: [&str; 4] = ["accused", "victim", "witness", "concerned"];

/// `GET /evidence/matters/{matter}/flows/parties/{party}`
pub(super) async fn show(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    look(&visit, matter).await?;
    Ok(Page(page(&visit, &head, id, None).await?))
}

async fn page(
    visit: &Visit,
    head: &MatterHead,
    id: Uuid,
    typed: Option<&Form>,
) -> Result<PartyPage, Problem> {
    let whole = Table::of(visit.app.db(), head.id).await?;
    let party = whole.party(id).ok_or_else(Problem::not_found)?;
    let sum = |of: &dyn Fn(&store::Transfer) -> bool| {
        let mine: Vec<&store::Transfer> = whole.transfers.iter().filter(|one| of(one)).collect();
        (mine.len(), mine.iter().map(|one| one.amount).sum::<i64>())
    };
    let (into, out) = (sum(&|one| one.to_id == id), sum(&|one| one.from_id == id));
    let stat = |label: &str, (times, dong): (usize, i64)| {
        let mut stat = Stat::new(label, i64::try_from(times).unwrap_or(0));
        stat.value = money(dong);
        stat.hint = format!("{times} lần");
        stat
    };
    let mut rest = stat("Nhận trừ chuyển", (0, into.1 - out.1));
    rest.hint = String::new();
    let pages = party.pages()?;
    let here = format!("{}/parties/{id}", href(head.id));
    let mut alerts = Vec::new();
    if whole.is_shaken(&pages) {
        alerts.push(Alert::new(
            Tone::Danger,
            "Chứng cứ về bên này đã rút. Hãy kiểm tra lại.",
        ));
    }
    let mut form = EntryForm::new("party", here.clone(), "Lưu", visit.csrf.clone())
        .hidden("version", party.revision.to_string());
    let fields = fields(&whole, party);
    form = form.group(
        "",
        match typed {
            Some(typed) => typed.fill_all(fields),
            None => fields,
        },
    );
    for alert in typed.map(Form::alerts).unwrap_or_default() {
        form = form.alert(alert.clone());
    }
    Ok(PartyPage {
        frame: frame(visit, head, &party.title()),
        href: href(head.id),
        stats: vec![stat("Nhận", into), stat("Chuyển", out), rest],
        leaves: leaves(head.id, &pages),
        accounts: whole
            .parties
            .iter()
            .filter(|one| one.owner_id == Some(id))
            .map(|one| (format!("{}/parties/{}", href(head.id), one.id), one.title()))
            .collect(),
        may_edit: may_edit(visit, head),
        is_used: into.0 + out.0 > 0,
        alerts,
        here,
        id,
        form,
    })
}

fn fields(whole: &Table, party: &store::Party) -> Vec<Field> {
    let kinds = KINDS.map(|kind| Choice::new(kind, messages::kind_vi(kind)));
    let roles = ROLES.map(|role| Choice::new(role, messages::role_vi(role)));
    let others = whole
        .parties
        .iter()
        .filter(|one| one.id != party.id)
        .map(|one| Choice::new(one.id.to_string(), one.title()));
    vec![
        Field::choice("kind", "Loại", kinds.to_vec())
            .value(party.kind.clone())
            .columns(3),
        Field::text("name", "Tên")
            .value(party.name.clone())
            .columns(5),
        Field::choice("role", "Vai trò trong vụ án", roles.to_vec())
            .value(party.role.clone())
            .columns(4),
        Field::text("number", "Số tài khoản")
            .value(party.number.clone())
            .columns(4),
        Field::text("bank", "Ngân hàng")
            .value(party.bank.clone())
            .columns(4),
        Field::choice(
            "owner",
            "Thuộc về (chủ tài khoản, cùng một người)",
            others.collect(),
        )
        .value(
            party
                .owner_id
                .map_or(String::new(), |owner| owner.to_string()),
        )
        .help("Khi xem gộp theo chủ, bên này được cộng chung vào chủ của nó.")
        .columns(4),
        Field::text("leaves", "Bút lục")
            .value(told(&party.pages().unwrap_or_default()))
            .columns(4),
        Field::text("note", "Ghi chú")
            .value(party.note.clone())
            .columns(8),
    ]
}

/// `POST /evidence/matters/{matter}/flows/parties/{party}` with `version`
pub(super) async fn alter(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::EvidenceEdit).await?;
    let get = |name: &str| form.get(name).to_owned();
    let mut given = PartyGiven {
        kind: get("kind"),
        name: get("name"),
        number: get("number"),
        bank: get("bank"),
        owner: form.get("owner").parse().ok(),
        role: get("role"),
        note: get("note"),
        sources: Vec::new(),
    };
    match read_sources(&visit.app, matter, form.get("leaves")).await {
        Ok(sources) => given.sources = sources,
        Err(sentence) => form.error("leaves", sentence),
    }
    if form.errors().next().is_none() {
        let revision = form.get("version").parse().unwrap_or(0);
        let work = visit.begin().await?;
        match change::alter_party(&work, &head, id, (revision, given)).await {
            Ok(()) => {
                work.commit().await?;
                return Ok(Told::to(format!("{}/parties/{id}", href(matter)))
                    .good(messages::KEPT)
                    .into_response());
            }
            Err(error) => form.refuse(error)?,
        }
        work.rollback().await?;
    }
    Ok(Page::refused(page(&visit, &head, id, Some(&form)).await?).into_response())
}

/// `POST /evidence/matters/{matter}/flows/parties/{party}/removal`
pub(super) async fn remove(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    _: Form,
) -> Result<Told, Problem> {
    let head = opened(&visit, matter, Right::EvidenceEdit).await?;
    let work = visit.begin().await?;
    let done = change::remove_party(&work, &head, id).await;
    let there = match done {
        Ok(()) => href(matter),
        Err(_) => format!("{}/parties/{id}", href(matter)),
    };
    answered(work, there, done, messages::KEPT).await
}
