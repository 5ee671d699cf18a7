//! Sổ văn bản: what was issued, what is being drafted, what was withdrawn.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use people::Right;
use serde::Deserialize;
use shell::{App, Choice, Column, Empty, Frame, Page, Pager, Problem, Tabs, Visit};
use uuid::Uuid;

use super::readable_units;
use crate::door::state_vi;
use crate::draft::Draft;
use crate::register::{Filter, PAGE, key, lines};
use crate::rules::Templates;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    form: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    after: String,
    #[serde(default)]
    from: i64,
}

struct Row {
    href: String,
    number: String,
    on: String,
    title: String,
    form: String,
    about: String,
    matter: String,
    matter_href: String,
    signer: String,
    unit: String,
    state: String,
    /// How many places the facts say otherwise now.
    changed: usize,
}

#[derive(Template)]
#[template(path = "screens/register.html")]
struct RegisterPage {
    frame: Frame,
    tabs: Tabs,
    asked: Asked,
    forms: Vec<Choice>,
    units: Vec<Choice>,
    columns: Vec<Column>,
    rows: Vec<Row>,
    pager: Pager,
    empty: Empty,
    print: (String, String, String, String),
}

/// The page.
pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let state = match asked.state.as_str() {
        "draft" | "withdrawn" => asked.state.as_str(),
        _ => "issued",
    };
    let readable = readable_units(&visit.actor);
    let filter = Filter {
        units: readable
            .iter()
            .filter(|unit| asked.unit.is_empty() || **unit == asked.unit)
            .cloned()
            .collect(),
        state: state.to_owned(),
        form: asked.form.clone(),
        query: asked.q.clone(),
        after: Filter::read_key(&asked.after),
    };
    let (found, heads) = readable_lines(&visit.app, &filter, PAGE + 1, |unit, assigned| {
        visit.may_over(Right::DocumentsRead, unit, assigned)
    })
    .await?;
    let tree = visit.app.units().units().await?;
    let short = |unit: &str| people::units::shortened(&tree.name_on(unit, visit.today));
    let mut rows: Vec<Row> = found
        .iter()
        .take(PAGE)
        .map(|line| row(line, &heads, short(&line.unit_id)))
        .collect();
    let shown = &found[..found.len().min(PAGE)];
    let (db, law) = (visit.app.db(), visit.app.law());
    let changed = crate::staleness::changed(db, &law, &tree, shown, visit.today).await?;
    for (row, line) in rows.iter_mut().zip(shown) {
        row.changed = changed.get(&line.id).copied().unwrap_or(0);
    }
    let first = asked.from.max(0);
    let count = i64::try_from(rows.len()).unwrap_or(0);
    let link = |state: &str, after: &str, from: i64| {
        let pairs = [
            ("q", asked.q.as_str()),
            ("form", &asked.form),
            ("unit", &asked.unit),
            ("state", state),
            ("after", after),
        ];
        address(&pairs, from)
    };
    let next = found
        .get(PAGE - 1)
        .filter(|_| found.len() > PAGE)
        .map(|last| link(state, &key(last), first + count));
    let tab = |label: &str, of: &str| (label.to_owned(), link(of, "", 0), state == of);
    let mut tabs = Tabs::new("Trạng thái");
    for (label, href, is_current) in [
        tab("Đã ban hành", "issued"),
        tab("Bản nháp", "draft"),
        tab("Đã thu hồi, bỏ", "withdrawn"),
    ] {
        tabs = tabs.tab(label, href, None, is_current);
    }
    let forms = Templates::embedded().as_ref().map(|all| {
        all.all()
            .map(|form| Choice::new(&form.form, format!("{} – {}", form.form, form.name_vi)))
            .collect::<Vec<_>>()
    });
    let units = if readable.len() > 1 {
        readable
            .iter()
            .map(|unit| Choice::new(unit, short(unit)))
            .collect()
    } else {
        Vec::new()
    };
    let number = if state == "draft" {
        "Sửa lần cuối"
    } else {
        "Ngày"
    };
    let parent = tree
        .ancestors(&visit.actor.unit, visit.today)
        .first()
        .map(|unit| unit.name.clone());
    let page = RegisterPage {
        frame: visit
            .frame("Sổ văn bản")
            .subtitle(visit.actor.unit_name.clone()),
        tabs,
        forms: forms.unwrap_or_default(),
        units,
        columns: [
            "Số",
            number,
            "Văn bản",
            "Áp dụng với",
            "Hồ sơ",
            "Người ký",
            "Đơn vị",
        ]
        .into_iter()
        .map(Column::plain)
        .collect(),
        rows,
        pager: Pager {
            previous: (!asked.after.is_empty()).then(|| link(state, "", 0)),
            next,
            from: if count == 0 { 0 } else { first + 1 },
            to: first + count,
            total: None,
        },
        empty: empty(state),
        print: (
            parent.unwrap_or_default(),
            visit.actor.unit_name.clone(),
            "SỔ VĂN BẢN TỐ TỤNG".to_owned(),
            format!("In ngày {}", shell::vi_date(visit.today)),
        ),
        asked: Asked {
            state: state.to_owned(),
            ..asked
        },
    };
    Ok(Page(page).into_response())
}

/// Lines whose matter the person may read, with the heads of their matters, by asking for more until there are enough.
pub(super) async fn readable_lines(
    app: &App,
    filter: &Filter,
    wanted: usize,
    may: impl Fn(&str, &[Uuid]) -> bool,
) -> Result<(Vec<Draft>, HashMap<Uuid, criminal::Head>), Problem> {
    let mut filter = filter.clone();
    let (mut found, mut heads) = (Vec::new(), HashMap::new());
    // A prosecutor among many colleagues reads few of the lines; the list stops looking at some depth.
    for _ in 0..20 {
        let cut = lines(app.db(), &filter, wanted).await?;
        let is_last = cut.len() < wanted;
        let mut matters: Vec<Uuid> = cut
            .iter()
            .map(|line| line.matter_id)
            .filter(|id| !id.is_nil() && !heads.contains_key(id))
            .collect();
        matters.sort_unstable();
        matters.dedup();
        for head in criminal::heads(app.db(), &matters).await? {
            heads.insert(head.matter_id, head);
        }
        filter.after = cut.last().map(|line| (line.changed_at, line.id));
        let readable = |line: &Draft| {
            if crate::administrative::is_administrative(line) {
                return may(&line.unit_id, &[line.drafted_by]);
            }
            heads
                .get(&line.matter_id)
                .is_some_and(|head| may(&head.unit_id, &head.assigned()))
        };
        found.extend(cut.into_iter().filter(readable));
        if found.len() >= wanted || is_last {
            break;
        }
    }
    found.truncate(wanted);
    Ok((found, heads))
}

fn row(line: &Draft, heads: &HashMap<Uuid, criminal::Head>, unit: String) -> Row {
    Row {
        href: crate::administrative::href(line),
        number: line.number.clone().unwrap_or_default(),
        on: line
            .issued_on
            .map_or_else(|| shell::vi_time(line.changed_at), shell::vi_date),
        title: line.title.clone(),
        form: line.form.clone(),
        about: line.about.clone(),
        matter: heads
            .get(&line.matter_id)
            .map(|head| head.title.clone())
            .unwrap_or_default(),
        matter_href: format!("/criminal/matters/{}", line.matter_id),
        signer: line.signer_name.clone(),
        unit,
        state: state_vi(line),
        changed: 0,
    }
}

fn address(pairs: &[(&str, &str)], from: i64) -> String {
    let mut parts: Vec<String> = pairs
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", escaped(value)))
        .collect();
    if from > 0 {
        parts.push(format!("from={from}"));
    }
    if parts.is_empty() {
        "/documents".to_owned()
    } else {
        format!("/documents?{}", parts.join("&"))
    }
}

pub(super) fn escaped(value: &str) -> String {
    value.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

fn empty(state: &str) -> Empty {
    match state {
        "draft" => Empty::new(
            "Không có bản nháp nào",
            "Mở một hồ sơ và chọn soạn văn bản, bản nháp sẽ nằm ở đây.",
        ),
        "withdrawn" => Empty::new(
            "Không có văn bản nào bị thu hồi",
            "Văn bản thu hồi và bản nháp đã bỏ được giữ ở đây.",
        ),
        _ => Empty::new(
            "Chưa có văn bản nào được ban hành",
            "Văn bản ban hành từ bản nháp sẽ nằm ở đây, theo ngày mới nhất.",
        ),
    }
}
