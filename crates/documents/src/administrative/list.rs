//! Danh sách văn bản hành chính, and the door to a new one.

use askama::Template;
use axum::extract::Query;
use people::Right;
use serde::Deserialize;
use shell::{Choice, Column, Empty, Frame, Page, Pager, Problem, Tabs, Visit};

use super::{FORM, is_administrative, kinds};
use crate::door::state_vi;
use crate::draft::Draft;
use crate::register::{Filter, PAGE, key, lines};
use crate::screens::readable_units;

#[derive(Template)]
#[template(path = "administrative/list.html")]
pub struct ListPage {
    frame: Frame,
    tabs: Tabs,
    asked: Asked,
    types: Vec<Choice>,
    may_write: bool,
    columns: Vec<Column>,
    rows: Vec<Row>,
    pager: Pager,
    empty: Empty,
}

struct Row {
    href: String,
    number: String,
    on: String,
    title: String,
    about: String,
    signer: String,
}

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default, rename = "type")]
    kind: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    after: String,
}

/// The page.
pub(super) async fn list(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Page<ListPage>, Problem> {
    let state = match asked.state.as_str() {
        "draft" | "withdrawn" => asked.state.as_str(),
        _ => "issued",
    };
    let filter = Filter {
        units: readable_units(&visit.actor),
        state: state.to_owned(),
        form: match asked.kind.as_str() {
            "" => String::new(),
            kind => format!("{FORM}{kind}"),
        },
        query: asked.q.clone(),
        after: Filter::read_key(&asked.after),
    };
    let (found, more) = of_office(&visit, filter).await?;
    let link = |state: &str, after: &str| {
        let pairs = [
            ("q", asked.q.as_str()),
            ("type", &asked.kind),
            ("state", state),
            ("after", after),
        ];
        let pairs: Vec<String> = pairs
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", escaped(value)))
            .collect();
        format!("/documents/office?{}", pairs.join("&"))
    };
    let mut tabs = Tabs::new("Trạng thái");
    for (label, of) in [
        ("Đã ban hành", "issued"),
        ("Bản nháp", "draft"),
        ("Đã thu hồi, bỏ", "withdrawn"),
    ] {
        tabs = tabs.tab(label, link(of, ""), None, state == of);
    }
    let next = found
        .last()
        .filter(|_| more)
        .map(|last| link(state, &key(last)));
    let rows: Vec<Row> = found.iter().map(row).collect();
    let count = i64::try_from(rows.len()).unwrap_or(0);
    Ok(Page(ListPage {
        frame: visit
            .frame("Văn bản hành chính")
            .subtitle(visit.actor.unit_name.clone())
            .crumb("Văn bản", "/documents"),
        tabs,
        types: kinds::all()
            .iter()
            .map(|kind| Choice::new(&kind.id, &kind.name_vi))
            .collect(),
        may_write: visit.may(Right::DocumentsDraft),
        columns: ["Số", "Ngày", "Loại", "Trích yếu", "Người ký"]
            .map(Column::plain)
            .into(),
        pager: Pager {
            previous: (!asked.after.is_empty()).then(|| link(state, "")),
            next,
            from: i64::from(count > 0),
            to: count,
            total: None,
        },
        rows,
        empty: Empty::new(
            "Chưa có văn bản hành chính nào ở mục này.",
            "Chọn loại văn bản và bấm Soạn; không cần hồ sơ vụ việc.",
        ),
        asked: Asked {
            state: state.to_owned(),
            ..asked
        },
    }))
}

/// Administrative documents the person may read, by asking for more until there are enough.
async fn of_office(visit: &Visit, mut filter: Filter) -> Result<(Vec<Draft>, bool), Problem> {
    let mut found: Vec<Draft> = Vec::new();
    loop {
        let cut = lines(visit.app.db(), &filter, PAGE * 4).await?;
        let is_last = cut.len() < PAGE * 4;
        filter.after = cut.last().map(|line| (line.changed_at, line.id));
        let may = |draft: &Draft| {
            is_administrative(draft)
                && visit.may_over(Right::DocumentsRead, &draft.unit_id, &[draft.drafted_by])
        };
        found.extend(cut.into_iter().filter(may));
        if is_last || found.len() > PAGE {
            let more = found.len() > PAGE;
            found.truncate(PAGE);
            return Ok((found, more));
        }
    }
}

fn row(draft: &Draft) -> Row {
    Row {
        href: super::href(draft),
        number: draft.number.clone().unwrap_or_else(|| state_vi(draft)),
        on: draft
            .issued_on
            .map_or_else(|| shell::vi_time(draft.changed_at), shell::vi_date),
        title: draft.title.clone(),
        about: match draft.about.is_empty() {
            true => "Chưa có trích yếu".to_owned(),
            false => draft.about.clone(),
        },
        signer: draft.signer_name.clone(),
    }
}

fn escaped(value: &str) -> String {
    value.bytes().fold(String::new(), |mut out, byte| {
        match byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
            true => out.push(char::from(byte)),
            false => out.push_str(&format!("%{byte:02X}")),
        }
        out
    })
}
