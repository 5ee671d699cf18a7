//! Sổ nguồn tin, sổ vụ án: what, until when and why, and the next lawful step.

use askama::Template;
use axum::extract::Query;
use people::{Right, ladder::End};
use serde::Deserialize;
use shell::{Badge, Choice, Column, Due, Empty, Frame, Page, Pager, Problem, Tabs, Visit};
use uuid::Uuid;

use super::{readable_units, shown};
use crate::register::{self, Cursor, Filter, MatterLine, PAGE};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    prosecutor: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    done: String,
    #[serde(default)]
    after: String,
    #[serde(default)]
    from: i64,
}

struct Row {
    href: String,
    title: String,
    code: String,
    docket: String,
    people: String,
    charge: String,
    began: String,
    state: Badge,
    due: Option<Due>,
    due_vi: String,
    next_vi: String,
    next_href: String,
    prosecutor: String,
}

#[derive(Template)]
#[template(path = "screens/list.html")]
pub struct ListPage {
    frame: Frame,
    path: &'static str,
    began: &'static str,
    tabs: Tabs,
    asked: Asked,
    states: Vec<Choice>,
    prosecutors: Vec<Choice>,
    units: Vec<Choice>,
    columns: Vec<Column>,
    rows: Vec<Row>,
    pager: Pager,
    empty: Empty,
    may_add: bool,
    add: (&'static str, &'static str),
}

/// Sổ nguồn tin về tội phạm.
pub async fn reports(visit: Visit, Query(asked): Query<Asked>) -> Result<Page<ListPage>, Problem> {
    show(visit, asked, false).await
}

/// Sổ vụ án.
pub async fn cases(visit: Visit, Query(asked): Query<Asked>) -> Result<Page<ListPage>, Problem> {
    show(visit, asked, true).await
}

async fn show(visit: Visit, asked: Asked, of_cases: bool) -> Result<Page<ListPage>, Problem> {
    let (path, name) = match of_cases {
        true => ("/criminal/cases", "Vụ án"),
        false => ("/criminal/reports", "Nguồn tin về tội phạm"),
    };
    let is_done = asked.done == "1";
    let mine = asked.prosecutor == "me";
    let readable = readable_units(&visit);
    let units: Vec<String> = readable
        .iter()
        .filter(|unit| asked.unit.is_empty() || **unit == asked.unit)
        .cloned()
        .collect();
    let list = match (of_cases, is_done) {
        (true, false) => "cases",
        (true, true) => "cases_done",
        (false, false) => "reports",
        (false, true) => "reports_done",
    };
    let filter = Filter {
        units,
        list: list.to_owned(),
        state: Some(asked.state.clone()).filter(|state| !state.is_empty()),
        prosecutor: match mine {
            true => Some(visit.actor.person),
            false => asked.prosecutor.parse::<Uuid>().ok(),
        },
        query: asked.q.clone(),
        after: Cursor::read(&asked.after),
    };
    let (lines, more) = register::matters(visit.app.db(), &filter).await?;
    let tree = visit.app.units().units().await?;
    let staff =
        people::staff::post::members(visit.app.db(), &tree, &visit.actor.unit, visit.today).await?;
    let prosecutors = staff
        .into_iter()
        .filter(|member| {
            matches!(
                member.role.as_str(),
                "prosecutor" | "deputy_chief" | "chief"
            )
        })
        .map(|member| Choice::new(member.person.to_string(), member.name))
        .collect();
    let unit_choices = match readable.len() {
        0 | 1 => Vec::new(),
        _ => readable
            .iter()
            .map(|key| {
                Choice::new(
                    key,
                    people::units::shortened(&tree.name_on(key, visit.today)),
                )
            })
            .collect(),
    };
    let link = |done: &str, prosecutor: &str| {
        shown::address(
            path,
            &[
                ("q", &asked.q),
                ("done", done),
                ("prosecutor", prosecutor),
                ("unit", &asked.unit),
            ],
        )
    };
    let tabs = Tabs::new("Phạm vi")
        .tab("Đang giải quyết", link("", ""), None, !is_done && !mine)
        .tab("Của tôi", link("", "me"), None, !is_done && mine)
        .tab("Đã giải quyết", link("1", ""), None, is_done);
    let pager = pager(&asked, path, &lines, more);
    let began = if of_cases {
        "Khởi tố"
    } else {
        "Tiếp nhận"
    };
    let frame = visit
        .frame(name)
        .subtitle(visit.actor.unit_name.clone())
        .crumb("Hình sự", "/criminal");
    Ok(Page(ListPage {
        frame,
        path,
        began,
        tabs,
        states: shown::state_choices(of_cases),
        prosecutors,
        units: unit_choices,
        columns: [
            name,
            "Tội danh",
            began,
            "Trạng thái",
            "Thời hạn gần nhất",
            "Bước hợp pháp tiếp theo",
            "Kiểm sát viên",
        ]
        .into_iter()
        .map(Column::plain)
        .collect(),
        rows: lines
            .iter()
            .map(|line| row(&visit, line, of_cases))
            .collect(),
        pager,
        empty: empty(&visit, of_cases, &asked),
        may_add: visit.may(Right::CriminalMatterRegister),
        add: match of_cases {
            true => ("Vào sổ vụ án", "/criminal/cases/new"),
            false => ("Vào sổ nguồn tin", "/criminal/reports/new"),
        },
        asked,
    }))
}

fn pager(asked: &Asked, path: &str, lines: &[MatterLine], more: bool) -> Pager {
    let first = asked.from.max(0);
    let count = lines.len() as i64;
    let link = |after: &str, from: i64| {
        let from = if from > 0 {
            from.to_string()
        } else {
            String::new()
        };
        shown::address(
            path,
            &[
                ("q", &asked.q),
                ("state", &asked.state),
                ("prosecutor", &asked.prosecutor),
                ("unit", &asked.unit),
                ("done", &asked.done),
                ("after", after),
                ("from", &from),
            ],
        )
    };
    let last = lines.last().filter(|_| more);
    let next = last.map(|line| Cursor {
        place: line.place,
        matter: line.matter_id,
        n: 0,
    });
    Pager {
        previous: (!asked.after.is_empty()).then(|| link("", 0)),
        next: next.map(|cursor| link(&cursor.text(), first + PAGE)),
        from: if count == 0 { 0 } else { first + 1 },
        to: first + count,
        total: (first == 0 && !more).then_some(count),
    }
}

fn row(visit: &Visit, line: &MatterLine, of_cases: bool) -> Row {
    let href = format!("/criminal/matters/{}", line.matter_id);
    let due = line.due_on.zip(line.due_at).map(|(on, at_ms)| {
        let end = End {
            on,
            at_ms,
            has_hour: line.has_hour,
        };
        visit.due(&line.unit_id, end)
    });
    let subject = line
        .next_subject
        .map(|subject| subject.to_string())
        .unwrap_or_default();
    let law = visit.app.law();
    let (act, next_vi) = line.step(&law, visit.now_ms);
    let next =
        act.map(|act| shown::address(&format!("{href}/record/{act}"), &[("subject", &subject)]));
    let began = if of_cases {
        line.opened_on
    } else {
        line.received_on
    };
    Row {
        title: line.title.clone(),
        code: line.code.clone(),
        docket: line.docket.clone(),
        people: line.people.clone(),
        charge: line.charge.clone(),
        began: began.map(shell::vi_date).unwrap_or_default(),
        state: shown::state(&line.state),
        due,
        due_vi: line.due_vi.clone(),
        next_vi: next_vi.to_owned(),
        next_href: next
            .filter(|_| visit.may(Right::CriminalFactRecord))
            .unwrap_or_default(),
        prosecutor: line.prosecutor.clone(),
        href,
    }
}

fn empty(visit: &Visit, of_cases: bool, asked: &Asked) -> Empty {
    let is_narrowed =
        !(asked.q.is_empty() && asked.state.is_empty() && asked.prosecutor.is_empty());
    let (what, link) = match of_cases {
        true => ("vụ án", ("Vào sổ vụ án", "/criminal/cases/new")),
        false => ("nguồn tin", ("Vào sổ nguồn tin", "/criminal/reports/new")),
    };
    if is_narrowed {
        let empty = Empty::new(
            format!("Không có {what} nào khớp"),
            "Hãy bớt điều kiện lọc, hoặc tìm bằng một phần tên, số văn bản.",
        );
        // What is sought may stand in the other half of the book.
        let (path, done, label) = match (of_cases, asked.done == "1") {
            (true, false) => ("/criminal/cases", "1", "Tìm trong vụ án đã giải quyết"),
            (true, true) => ("/criminal/cases", "", "Tìm trong vụ án đang giải quyết"),
            (false, false) => (
                "/criminal/reports",
                "1",
                "Tìm trong nguồn tin đã giải quyết",
            ),
            (false, true) => (
                "/criminal/reports",
                "",
                "Tìm trong nguồn tin đang giải quyết",
            ),
        };
        return match asked.q.is_empty() {
            true => empty,
            false => empty.action(
                label,
                shown::address(path, &[("q", &asked.q), ("done", done)]),
            ),
        };
    }
    let empty = Empty::new(
        format!("Chưa có {what} nào"),
        "Khi có hồ sơ mới, hãy vào sổ để hệ thống tính thời hạn.",
    );
    match visit.may(Right::CriminalMatterRegister) {
        true => empty.action(link.0, link.1),
        false => empty,
    }
}
