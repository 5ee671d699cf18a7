//! Bảng giao dịch: every transfer with its leaves and the row of the sheet it was read from; one more is added by hand.

use std::collections::{BTreeMap, HashMap};

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::{IntoResponse, Response},
};
use casefile::MatterHead;
use people::{Right, Work, WorkError};
use shell::{Alert, Column, Empty, Form, Frame, Page, Pager, Problem, Told, Visit};
use text::money;
use uuid::Uuid;

use super::{Leaf, chosen_of, frame, href, leaves, query_of};
use crate::{
    drawing::Certainty,
    flows::{
        change::{self, TransferGiven},
        graph::{GATHERED, chosen, graph},
        messages,
        picture::Table,
        store::{self, Transfer},
    },
    opened::{hold, look, may_edit, opened},
    sources::{Source, read_sources},
};

/// Transfers on one page.
const SHOWN: usize = 200;

struct Line {
    href: String,
    day: String,
    time: String,
    from: String,
    to: String,
    amount: String,
    goods: String,
    note: String,
    certainty: Certainty,
    leaves: Vec<Leaf>,
    is_shaken: bool,
    sheet: Vec<(String, String)>,
}

/// The fields of a transfer, as typed or as kept.
pub(super) struct Entry {
    pub action: String,
    pub button: &'static str,
    pub version: i64,
    pub from: String,
    pub to: String,
    pub what: String,
    pub day: String,
    pub time: String,
    pub amount: String,
    pub goods: String,
    pub code: String,
    pub note: String,
    pub certainty: String,
    pub leaves: String,
    pub errors: BTreeMap<String, String>,
    pub certainties: [Certainty; 3],
}

impl Entry {
    pub(super) fn error(&self, name: &str) -> &str {
        self.errors.get(name).map_or("", String::as_str)
    }

    /// As it was typed.
    pub(super) fn typed(form: &Form, action: String, button: &'static str) -> Entry {
        let get = |name: &str| form.get(name).to_owned();
        Entry {
            action,
            button,
            version: form.get("version").parse().unwrap_or(0),
            from: get("giver"),
            to: get("receiver"),
            what: get("what"),
            day: get("day"),
            time: get("time"),
            amount: get("amount"),
            goods: get("goods"),
            code: get("code"),
            note: get("note"),
            certainty: get("certainty"),
            leaves: get("leaves"),
            errors: form
                .errors()
                .map(|(name, said)| (name.to_owned(), said.to_owned()))
                .collect(),
            certainties: Certainty::ALL,
        }
    }
}

#[derive(Template)]
#[template(path = "flows/screens/table.html")]
struct TablePage {
    frame: Frame,
    href: String,
    query: String,
    about: String,
    may_edit: bool,
    alerts: Vec<Alert>,
    entry: Entry,
    is_open: bool,
    parties: Vec<String>,
    columns: Vec<Column>,
    lines: Vec<Line>,
    total: String,
    pager: Option<Pager>,
    removed: Vec<Line>,
    nothing: Empty,
}

/// `GET /evidence/matters/{matter}/flows/transfers?giver=&receiver=&from=&to=&least=&after=`
pub(super) async fn show(
    visit: Visit,
    Path(matter): Path<Uuid>,
    Query(typed): Query<BTreeMap<String, String>>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    look(&visit, matter).await?;
    let form = Form::of(typed).sent_on(visit.today);
    Ok(Page(page(&visit, &head, form, None).await?))
}

async fn page(
    visit: &Visit,
    head: &MatterHead,
    mut asked: Form,
    entry: Option<(Entry, Vec<Alert>)>,
) -> Result<TablePage, Problem> {
    let db = visit.app.db();
    let table = Table::of(db, head.id).await?;
    let by = chosen_of(&mut asked);
    let (giver, receiver): (Option<Uuid>, Option<Uuid>) = (
        asked.get("giver").parse().ok(),
        asked.get("receiver").parse().ok(),
    );
    let shown: Vec<Uuid> = graph(&table.parties, &table.transfers, &by)
        .nodes
        .iter()
        .map(|node| node.party)
        .collect();
    let stands = |id: Uuid| if shown.contains(&id) { id } else { GATHERED };
    let is_pair = giver.is_some() || receiver.is_some();
    let meant: Vec<&Transfer> = chosen(&table.parties, &table.transfers, &by)
        .into_iter()
        .filter(|(_, from, to)| {
            !is_pair
                || giver.is_none_or(|one| one == stands(*from))
                    && receiver.is_none_or(|one| one == stands(*to))
        })
        .map(|(one, ..)| one)
        .collect();
    let sum: i64 = meant.iter().map(|one| one.amount).sum();
    let places = places(db, head.id).await?;
    let first: usize = asked.get("after").parse().unwrap_or(0);
    let many = meant.len();
    let lines: Vec<Line> = meant
        .iter()
        .skip(first)
        .take(SHOWN)
        .map(|one| line(head.id, &table, &places, one))
        .collect();
    let gone = store::transfers_of(db, head.id, true).await?;
    let removed = gone
        .iter()
        .take(SHOWN)
        .map(|one| line(head.id, &table, &places, one))
        .collect();
    let here = href(head.id);
    let pair = match (giver, receiver) {
        (None, None) => String::new(),
        (giver, receiver) => {
            let named = |id: Option<Uuid>| id.map_or("mọi bên".to_owned(), |id| table.title(id));
            format!("{} → {}", named(giver), named(receiver))
        }
    };
    let query = query_of(&by);
    let (is_open, (entry, alerts)) = match entry {
        Some(typed) => (true, typed),
        None => {
            let mut blank = Entry::typed(
                &Form::default(),
                format!("{here}/transfers"),
                "Thêm giao dịch",
            );
            "money".clone_into(&mut blank.what);
            Certainty::Proven.id().clone_into(&mut blank.certainty);
            (false, (blank, Vec::new()))
        }
    };
    Ok(TablePage {
        frame: frame(visit, head, "Bảng giao dịch").wide(),
        may_edit: may_edit(visit, head),
        alerts,
        is_open: is_open || table.transfers.is_empty(),
        entry,
        parties: table.parties.iter().map(store::Party::title).collect(),
        columns: [
            "Ngày",
            "Từ",
            "Đến",
            "Số tiền, hàng",
            "Nội dung",
            "Mức độ",
            "Bút lục",
            "Dòng sao kê",
        ]
        .iter()
        .enumerate()
        .map(|(at, name)| {
            if at == 3 {
                Column::plain(*name).number()
            } else {
                Column::plain(*name)
            }
        })
        .collect(),
        total: format!(
            "{} giao dịch, tổng {}",
            text::thousands(i64::try_from(many).unwrap_or(0)),
            money(sum)
        ),
        about: pair,
        pager: (many > SHOWN).then(|| pager(&here, &asked, first, many)),
        lines,
        removed,
        nothing: Empty::new(messages::NO_FLOWS, messages::NO_FLOWS_WHY),
        query: if query.is_empty() {
            String::new()
        } else {
            format!("?{query}")
        },
        href: here,
    })
}

fn pager(here: &str, asked: &Form, first: usize, many: usize) -> Pager {
    let kept: Vec<String> = asked
        .fields()
        .filter(|(name, _)| *name != "after")
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let at = |n: usize| format!("{here}/transfers?{}&after={n}", kept.join("&"));
    let number = |n: usize| i64::try_from(n).unwrap_or(0);
    Pager {
        previous: (first > 0).then(|| at(first.saturating_sub(SHOWN))),
        next: (first + SHOWN < many).then(|| at(first + SHOWN)),
        from: number(first + 1),
        to: number((first + SHOWN).min(many)),
        total: Some(number(many)),
    }
}

/// Where transfers stand in sheets, by transfer: words and address.
pub(super) async fn places(
    db: &db::Db,
    matter: Uuid,
) -> Result<HashMap<Uuid, Vec<(String, String)>>, Problem> {
    let mut places: HashMap<Uuid, Vec<(String, String)>> = HashMap::new();
    for place in store::sheet_places(db, matter).await? {
        let at = format!(
            "{}/imports/{}?after={}#row-{}",
            href(matter),
            place.import_id,
            (place.n - 1).max(0),
            place.n
        );
        places
            .entry(place.transfer_id)
            .or_default()
            .push((format!("Dòng {}, {}", place.n, place.file_name), at));
    }
    Ok(places)
}

fn line(
    matter: Uuid,
    table: &Table,
    places: &HashMap<Uuid, Vec<(String, String)>>,
    one: &Transfer,
) -> Line {
    let pages: Vec<Source> = one.pages().unwrap_or_default();
    Line {
        href: format!("{}/transfers/{}", href(matter), one.id),
        day: one.on_day.map_or("Chưa rõ ngày".to_owned(), shell::vi_date),
        time: one.at_time.clone(),
        from: table.title(one.from_id),
        to: table.title(one.to_id),
        amount: if one.amount > 0 {
            money(one.amount)
        } else {
            String::new()
        },
        goods: one.goods.clone(),
        note: one.note.clone(),
        certainty: Certainty::of_id(&one.certainty).unwrap_or_default(),
        is_shaken: table.is_shaken(&pages),
        leaves: leaves(matter, &pages),
        sheet: places.get(&one.id).cloned().unwrap_or_default(),
    }
}

/// What a form says of a transfer; its parties are met or made. What cannot be read is noted in the form.
pub(super) async fn given(
    visit: &Visit,
    work: &Work,
    head: &MatterHead,
    form: &mut Form,
) -> Result<Option<TransferGiven>, WorkError> {
    let what = form.get("what").to_owned();
    let on = form.date("day");
    let amount = form.read("amount", |typed| {
        match text::read_money(typed).and_then(|dong| i64::try_from(dong).ok()) {
            Some(dong) => Ok(dong),
            None => Err(messages::NO_MONEY.to_owned()),
        }
    });
    let time = form.read("time", |typed| {
        shell::entry::time(typed)
            .map(|time| time.format("%H:%M").to_string())
            .map_err(|_| messages::BAD_TIME.to_owned())
    });
    let sources = match read_sources(&visit.app, head.id, form.get("leaves")).await {
        Ok(sources) => sources,
        Err(sentence) => {
            form.error("leaves", sentence);
            Vec::new()
        }
    };
    for side in ["giver", "receiver"] {
        form.required(side, messages::NO_PARTY);
    }
    if form.errors().next().is_some() {
        return Ok(None);
    }
    hold(work, head).await?;
    Ok(Some(TransferGiven {
        from: change::party_typed(work, head, form.get("giver")).await?,
        to: change::party_typed(work, head, form.get("receiver")).await?,
        what,
        on,
        time: time.unwrap_or_default(),
        amount: amount.unwrap_or(0),
        goods: form.get("goods").to_owned(),
        code: form.get("code").to_owned(),
        note: form.get("note").to_owned(),
        certainty: Certainty::of_id(form.get("certainty")).unwrap_or(Certainty::Claimed),
        sources,
        import: None,
    }))
}

/// Names of fields as the work calls them, and as the form does.
pub(super) fn refuse(form: &mut Form, error: WorkError) -> Result<(), Problem> {
    match error {
        WorkError::Invalid { field, sentence } => {
            let field = match field.as_str() {
                "from" => "giver",
                "to" => "receiver",
                other => other,
            };
            form.error(field, sentence);
            Ok(())
        }
        other => form.refuse(other),
    }
}

/// `POST /evidence/matters/{matter}/flows/transfers`
pub(super) async fn add(
    visit: Visit,
    Path(matter): Path<Uuid>,
    mut form: Form,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::EvidenceEdit).await?;
    let work = visit.begin().await?;
    let done = match given(&visit, &work, &head, &mut form).await {
        Ok(Some(given)) => change::add(&work, &head, &given).await.map(Some),
        Ok(None) => Ok(None),
        Err(error) => Err(error),
    };
    match done {
        Ok(Some(_)) => {
            work.commit().await?;
            return Ok(Told::to(format!("{}/transfers", href(matter)))
                .good(messages::ADDED)
                .into_response());
        }
        Ok(None) => {}
        Err(error) => refuse(&mut form, error)?,
    }
    work.rollback().await?;
    let entry = Entry::typed(
        &form,
        format!("{}/transfers", href(matter)),
        "Thêm giao dịch",
    );
    let page = page(
        &visit,
        &head,
        Form::default(),
        Some((entry, form.alerts().to_vec())),
    )
    .await?;
    Ok(Page::refused(page).into_response())
}
