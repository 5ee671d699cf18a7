//! Gom các biểu: counted form by form, or read from the frozen file; the annex of a set.

use chrono::NaiveDate;
use db::{Sql, StorageError};
use jobs::{Steps, Trouble};
use people::Units;
use shell::App;
use typeset::{Align, Column, Paper, Report};

use super::{Binding, Order};
use crate::background::again;
use crate::documented::Entered;
use crate::form::Form;
use crate::known::Known;
use crate::paper::{Head, Sheet};
use crate::submission::content::{Content, Frozen};
use crate::submission::{freeze, set};
use crate::{Period, Scope, definitions, messages};

/// The forms of an order; each one counted is told as a step.
pub async fn gather(app: &App, order: &Order, steps: &Steps) -> Result<Binding, Trouble> {
    let units = app.units().units().await.map_err(again)?;
    let period =
        Period::read(&order.from, &order.to).map_err(|fault| Trouble::Final(fault.sentence))?;
    match order.set {
        None => counted(app, order, &units, &period, steps).await,
        Some(_) => frozen(app, order, &units, &period).await,
    }
}

fn head(units: &Units, order: &Order, period: &Period) -> Head {
    let day = period.last_day();
    let names: Vec<String> = order
        .units
        .iter()
        .map(|key| units.name_on(key, day))
        .collect();
    let first = order.units.first().map_or("", String::as_str);
    Head::of(
        units,
        (first, &names.join("; ")),
        order.is_tree,
        period,
        &order.made_by,
        order.asked_at,
    )
}

async fn counted(
    app: &App,
    order: &Order,
    units: &Units,
    period: &Period,
    steps: &Steps,
) -> Result<Binding, Trouble> {
    let (db, law, day) = (app.db(), app.law(), period.last_day());
    let chosen: Vec<&str> = order.units.iter().map(String::as_str).collect();
    let scope = match chosen.as_slice() {
        [one] => Scope::of(units, one, order.is_tree, day),
        several => Scope::of_several(units, several, order.is_tree, day),
    };
    let mut head = head(units, order, period);
    if let Some(at) = order.known_at {
        head.frozen = Some(messages::as_known(&shell::vi_time(at)));
    }
    let forms = definitions::all(db, day).await?;
    let mut sheets = Vec::new();
    for (at, form) in forms.iter().copied().enumerate() {
        let figures = match order.known_at {
            Some(at) => {
                let (scope, period) = (&scope, period);
                let known = Known {
                    form,
                    scope,
                    period,
                    at,
                };
                known.figures(db, &law).await?
            }
            None => crate::figures(db, &law, form, &scope, period, order.asked_at).await?,
        };
        let entered = Entered::of(db, form, &scope, period, order.known_at).await?;
        sheets.push(Sheet::counted(&law, form, head.clone(), &figures, &entered));
        let said = format!("Đã tính {}", form.number);
        steps.report(at + 1, forms.len() + 1, &said).await?;
    }
    let first = match (&head.frozen, head.is_provisional) {
        (Some(frozen), _) => frozen.clone(),
        (None, true) => messages::still_open(&head.as_of),
        (None, false) => format!("Số liệu tính lúc {}, chưa chốt.", head.as_of),
    };
    Ok(Binding {
        title: "BỘ BIỂU THỐNG KÊ (CHƯA CHỐT)".to_owned(),
        notes: vec![first, messages::NOTES[2].to_owned()],
        head,
        sheets,
        annex: None,
    })
}

async fn frozen(
    app: &App,
    order: &Order,
    units: &Units,
    period: &Period,
) -> Result<Binding, Trouble> {
    let gone = || Trouble::Final(messages::SET_UNREADABLE.to_owned());
    let (db, law) = (app.db(), app.law());
    let id = order.set.ok_or_else(gone)?;
    let set = set::by_id(db, id).await?.ok_or_else(gone)?;
    let content = freeze::content_of(app, &set).await.map_err(|_| gone())?;
    let mut head = head(units, order, period);
    head.unit = content.unit_name.to_uppercase();
    head.is_provisional = content.is_provisional;
    head.as_of = shell::vi_time(content.known_at);
    let kind = match content.is_provisional {
        true => " (SỐ LIỆU TẠM TÍNH)",
        false => "",
    };
    let said = format!(
        "Số liệu như biết đến {}, chốt lần {}.",
        head.as_of, content.n
    );
    head.frozen = Some(said.clone());
    let mut sheets = Vec::new();
    for one in &content.forms {
        let form = defined(db, one, period.last_day()).await?;
        sheets.push(Sheet::frozen(&law, form, head.clone(), one));
    }
    let mut notes = vec![
        said,
        format!("Trạng thái lúc in: {}.", set.standing().name_vi()),
        format!("Mã số liệu (SHA-256): {}.", set.digest),
    ];
    let gaps: Vec<&str> = content.gaps.iter().map(|one| one.name.as_str()).collect();
    if !gaps.is_empty() {
        notes.push(format!(
            "Đơn vị chưa gửi, số liệu tính từ sự kiện đã ghi: {}.",
            gaps.join("; ")
        ));
    }
    if !content.explanation.is_empty() {
        notes.push(format!("Giải trình cảnh báo: {}", content.explanation));
    }
    notes.push(messages::NOTES[2].to_owned());
    Ok(Binding {
        title: format!("BỘ BIỂU THỐNG KÊ{kind}"),
        notes,
        annex: annex(&content, &head),
        head,
        sheets,
    })
}

/// The definition a set was counted by; the one in force where that one is not here.
async fn defined(
    db: &impl Sql,
    frozen: &Frozen,
    day: NaiveDate,
) -> Result<Option<&'static Form>, StorageError> {
    let in_force = definitions::named(db, &frozen.id, day).await?;
    if in_force.is_some_and(|form| form.version == frozen.version) {
        return Ok(in_force);
    }
    let built_in = Form::named(&frozen.id).filter(|form| form.version == frozen.version);
    let versions = definitions::versions(db, &frozen.id).await?;
    let office = versions
        .iter()
        .filter_map(|one| definitions::read_once(&one.text))
        .find(|form| form.version == frozen.version);
    Ok(built_in.or(office))
}

fn annex(content: &Content, head: &Head) -> Option<Report> {
    let late = content.late.iter().map(|one| {
        let figures = one.figures.iter().map(|(form, row, _, amount)| {
            format!("{} dòng {row}: {amount:+}", content.number_of(form))
        });
        vec![
            one.code.clone(),
            format!("Sự kiện ghi muộn của kỳ đã khóa: {}", one.why.join("; ")),
            figures.collect::<Vec<_>>().join("; "),
        ]
    });
    let adjusted = content.adjustments.iter().map(|one| {
        vec![
            "Phiếu điều chỉnh".to_owned(),
            format!(
                "Lý do: {}. Hồ sơ lẽ ra phải cho số liệu này: {}. Hết hạn ngày {}. Người ký: {}.",
                one.reason.trim_end_matches('.'),
                one.record,
                shell::vi_date(one.expires_on),
                one.signed_by
            ),
            format!(
                "{} dòng {}: {:+}",
                content.number_of(&one.form),
                one.row,
                one.amount
            ),
        ]
    });
    let rows: Vec<Vec<String>> = late.chain(adjusted).collect();
    let column = |title: &str, width| Column {
        title: title.to_owned(),
        group: None,
        width,
        align: Align::Left,
    };
    (!rows.is_empty()).then(|| Report {
        form_note: Vec::new(),
        parent_office: head.upper.clone(),
        office: head.unit.clone(),
        title: "Sự kiện ghi muộn, phiếu điều chỉnh".to_owned(),
        period: head.scope_vi(),
        paper: Paper::A4,
        columns: vec![
            column("Hồ sơ, phiếu", 1.6),
            column("Nội dung", 5.0),
            column("Số liệu", 2.0),
        ],
        rows,
        bold_rows: Vec::new(),
        numbered_columns: false,
        notes: Vec::new(),
        place_date: String::new(),
        signatures: Vec::new(),
        printed_on: Some(head.printed_on),
    })
}
