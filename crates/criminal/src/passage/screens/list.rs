//! Chuyển hồ sơ: what waits to be taken in, what is under way, what came and went.

use askama::Template;
use axum::extract::Query;
use people::Right;
use serde::Deserialize;
use shell::{Badge, Column, Empty, Frame, Page, Problem, Tabs, Tone, Visit};

use crate::passage::lists::{self, Passage, Side};
use crate::screens::readable_units;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    of: String,
}

struct Row {
    title: String,
    code: String,
    href: String,
    act: String,
    paper: String,
    other: String,
    state: Badge,
    take_href: String,
}

#[derive(Template)]
#[template(path = "passage/screens/list.html")]
pub struct PassagesPage {
    frame: Frame,
    tabs: Tabs,
    columns: Vec<Column>,
    rows: Vec<Row>,
    empty: Empty,
}

/// The list.
pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Page<PassagesPage>, Problem> {
    let (side, is_open) = match asked.of.as_str() {
        "under_way" => (Side::Sent, true),
        "sent" => (Side::Sent, false),
        "taken" => (Side::Coming, false),
        _ => (Side::Coming, true),
    };
    let units = readable_units(&visit);
    let lines = lists::of_units(visit.app.db(), &units, side, is_open).await?;
    let tree = visit.app.units().units().await?;
    let law = visit.app.law();
    let row = |line: Passage| {
        let other = match side {
            Side::Coming => &line.unit_id,
            Side::Sent => &line.to_unit,
        };
        let act = law
            .acts
            .get(&line.kind)
            .map_or(line.kind.as_str(), |act| &act.short_vi);
        let sent = shell::vi_date(line.sent_on);
        // Each side opens the matter while it is in charge of it.
        let opens = (side == Side::Sent) == is_open;
        Row {
            act: act.to_owned(),
            paper: match line.number.is_empty() {
                true => sent,
                false => format!("{} ngày {sent}", line.number),
            },
            other: people::units::shortened(&tree.name_on(other, visit.today)),
            state: match line.taken_on {
                None => Badge::new(Tone::Warning, "Đang chuyển"),
                Some(day) => Badge::new(Tone::Good, format!("Đã nhận {}", shell::vi_date(day))),
            },
            // Afterwards it opens what was handed over.
            href: match opens {
                true => format!("/criminal/matters/{}", line.matter_id),
                false => format!("/criminal/passages/{}", line.matter_id),
            },
            take_href: match side == Side::Coming
                && is_open
                && visit.may(Right::CriminalMatterRegister)
            {
                true => format!("/criminal/passages/{}/taking", line.matter_id),
                false => String::new(),
            },
            title: line.title,
            code: line.code,
        }
    };
    let other = match side {
        Side::Coming => "Nơi chuyển",
        Side::Sent => "Nơi nhận",
    };
    let link = |of: &str| match of.is_empty() {
        true => "/criminal/passages".to_owned(),
        false => format!("/criminal/passages?of={of}"),
    };
    Ok(Page(PassagesPage {
        frame: visit
            .frame("Chuyển hồ sơ")
            .subtitle("Hồ sơ chuyển giữa các Viện kiểm sát")
            .crumb("Hình sự", "/criminal"),
        tabs: Tabs::new("Phạm vi")
            .tab("Chờ nhận", link(""), None, side == Side::Coming && is_open)
            .tab(
                "Đang chuyển đi",
                link("under_way"),
                None,
                side == Side::Sent && is_open,
            )
            .tab(
                "Đã nhận",
                link("taken"),
                None,
                side == Side::Coming && !is_open,
            )
            .tab(
                "Đã chuyển đi",
                link("sent"),
                None,
                side == Side::Sent && !is_open,
            ),
        columns: ["Hồ sơ", "Quyết định", other, "Trạng thái", "Việc"]
            .into_iter()
            .map(Column::plain)
            .collect(),
        rows: lines.into_iter().map(row).collect(),
        empty: Empty::new(
            "Không có hồ sơ nào",
            "Hồ sơ chuyển đi hiện ở đây từ khi ghi quyết định chuyển đến khi nơi nhận nhận.",
        ),
    }))
}
