//! Tạm giữ, tạm giam: everybody who is held, whose term ends first comes first.

use askama::Template;
use axum::extract::Query;
use law::catalogue::{MeasureKind, MeasureStatus, State};
use people::ladder::End;
use serde::Deserialize;
use shell::{Badge, Column, Due, Empty, Frame, Page, Pager, Problem, Tabs, Tone, Visit};

use super::{readable_units, shown};
use crate::register::{self, Cursor, HeldLine, PAGE};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    of: String,
    #[serde(default)]
    after: String,
    #[serde(default)]
    from: i64,
}

struct Row {
    name: String,
    href: String,
    title: String,
    code: String,
    measure: Badge,
    status: String,
    number: String,
    since: String,
    due: Option<Due>,
    prosecutor: String,
}

#[derive(Template)]
#[template(path = "screens/held.html")]
pub struct HeldPage {
    frame: Frame,
    tabs: Tabs,
    columns: Vec<Column>,
    rows: Vec<Row>,
    pager: Pager,
    empty: Empty,
}

/// The list.
pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Page<HeldPage>, Problem> {
    let mine = asked.of == "me";
    let units = readable_units(&visit);
    let prosecutor = mine.then_some(visit.actor.person);
    let (lines, more) = register::held(
        visit.app.db(),
        &units,
        prosecutor,
        Cursor::read(&asked.after),
    )
    .await?;
    let first = asked.from.max(0);
    let count = lines.len() as i64;
    let next = lines.last().filter(|_| more).map(|line| {
        let cursor = Cursor {
            place: line.to_at,
            matter: line.matter_id,
            n: line.n,
        }
        .text();
        let from = (first + PAGE).to_string();
        shown::address(
            "/criminal/held",
            &[("of", &asked.of), ("after", &cursor), ("from", &from)],
        )
    });
    Ok(Page(HeldPage {
        frame: visit
            .frame("Tạm giữ, tạm giam")
            .subtitle("Người đang bị tạm giữ, tạm giam; ai hết hạn trước đứng trước")
            .crumb("Hình sự", "/criminal"),
        tabs: Tabs::new("Phạm vi")
            .tab("Cả đơn vị", "/criminal/held", None, !mine)
            .tab("Của tôi", "/criminal/held?of=me", None, mine),
        columns: [
            "Người bị giam, giữ",
            "Hồ sơ",
            "Biện pháp",
            "Lệnh, quyết định",
            "Từ ngày",
            "Hết hạn",
            "Kiểm sát viên",
        ]
        .into_iter()
        .map(Column::plain)
        .collect(),
        pager: Pager {
            previous: (!asked.after.is_empty())
                .then(|| shown::address("/criminal/held", &[("of", &asked.of)])),
            next,
            from: if count == 0 { 0 } else { first + 1 },
            to: first + count,
            total: (first == 0 && !more).then_some(count),
        },
        rows: lines.into_iter().map(|line| row(&visit, line)).collect(),
        empty: Empty::new(
            "Không có ai đang bị tạm giữ, tạm giam",
            "Khi lệnh được ghi nhận, người bị giam, giữ hiện ở đây cùng ngày hết hạn.",
        ),
    }))
}

fn row(visit: &Visit, line: HeldLine) -> Row {
    let kind = MeasureKind::ALL
        .iter()
        .find(|kind| kind.code() == line.kind);
    let status = MeasureStatus::ALL
        .iter()
        .find(|status| status.code() == line.status);
    let tone = if line.kind == "custody" {
        Tone::Warning
    } else {
        Tone::Danger
    };
    Row {
        href: format!("/criminal/matters/{}#p-{}", line.matter_id, line.subject_id),
        measure: Badge::new(tone, kind.map_or("", |kind| kind.vi())),
        status: status.map_or("", |status| status.vi()).to_owned(),
        since: line.from_on.map(shell::vi_date).unwrap_or_default(),
        due: line.to_on.map(|on| {
            let end = End {
                on,
                at_ms: line.to_at,
                has_hour: line.has_hour,
            };
            visit.due(&line.unit_id, end)
        }),
        name: line.name,
        title: line.title,
        code: line.code,
        number: line.number,
        prosecutor: line.prosecutor,
    }
}
