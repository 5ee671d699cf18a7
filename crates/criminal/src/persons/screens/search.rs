//! Tìm người: one box; whoever may be one person stands together, with why.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::Query;
use people::{Reach, Right, Rights};
use serde::Deserialize;
use shell::{Badge, Column, Empty, Frame, Page, Problem, Visit};

use crate::persons::asked::Asked;
use crate::persons::finding::{self, Found, Group};
use crate::persons::{decided, messages, place};
use crate::screens::{address, readable_units, shown};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Typed {
    #[serde(default)]
    q: String,
    #[serde(default)]
    below: String,
}

struct Row {
    href: String,
    name: String,
    born: String,
    id_no: String,
    address: String,
    role: String,
    state: Option<Badge>,
    charge: String,
    matter_href: String,
    title: String,
    code: String,
    unit: String,
    matter_state: Badge,
}

struct Rows {
    why: String,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "persons/screens/search.html")]
pub struct SearchPage {
    frame: Frame,
    q: String,
    columns: Vec<Column>,
    groups: Vec<Rows>,
    understood: String,
    more: String,
    elsewhere: String,
    elsewhere_href: String,
    is_below: bool,
    empty: Option<Empty>,
}

/// The page.
pub async fn show(visit: Visit, Query(typed): Query<Typed>) -> Result<Page<SearchPage>, Problem> {
    let tree = visit.app.units().units().await?;
    let mut asked = Asked::read(&typed.q);
    let below = below(&visit, Right::StatisticsOpenFigure);
    let is_below = typed.below == "1" && !below.is_empty();
    let units = if is_below {
        below
    } else {
        readable_units(&visit)
    };
    let (found, more) = find(&visit, &tree, &units, &mut asked).await?;
    let subjects: Vec<_> = found.iter().map(|one| one.subject_id).collect();
    let links = decided::about(visit.app.db(), &subjects).await?;
    let (count, is_more) = match is_below {
        true => (0, false),
        false => {
            let figures = self::below(&visit, Right::StatisticsRead);
            finding::count_elsewhere(visit.app.db(), &figures, &asked).await?
        }
    };
    if asked.is_enough() {
        let work = visit.begin().await?;
        // The trail keeps how many were shown and of which matters, never what was typed.
        let matters: BTreeSet<String> = found.iter().map(|one| one.matter_id.to_string()).collect();
        let shown: Vec<String> = matters.into_iter().take(20).collect();
        let detail = format!("{} {}", found.len(), shown.join(" "));
        let action = if is_below {
            "persons.searched_below"
        } else {
            "persons.searched"
        };
        work.note(action, "persons", &visit.actor.unit, detail.trim_end())
            .await?;
        work.commit().await?;
    }
    let understood: Vec<String> = asked
        .understood()
        .into_iter()
        .map(|(name, value)| format!("{name} “{value}”"))
        .collect();
    let may_open = !self::below(&visit, Right::StatisticsOpenFigure).is_empty();
    let empty = found.is_empty().then(|| empty(&typed.q, &asked));
    let law = visit.app.law();
    let unit_name = |key: &str| people::units::shortened(&tree.name_on(key, visit.today));
    Ok(Page(SearchPage {
        frame: visit
            .frame("Tìm người")
            .subtitle("Một người qua các hồ sơ của đơn vị")
            .crumb("Hình sự", "/criminal"),
        columns: [
            "Người",
            "Giấy tờ, nơi ở",
            "Tư cách trong hồ sơ",
            "Hồ sơ",
            "Trạng thái hồ sơ",
        ]
        .into_iter()
        .map(Column::plain)
        .collect(),
        groups: finding::groups(found, &links)
            .into_iter()
            .map(|group| rows(&law, group, &unit_name))
            .collect(),
        understood: understood.join(", "),
        more: if more {
            messages::more_than(finding::PAGE)
        } else {
            String::new()
        },
        elsewhere: if count > 0 {
            messages::elsewhere(count, is_more)
        } else {
            String::new()
        },
        elsewhere_href: match may_open && count > 0 {
            true => address("/criminal/persons", &[("q", &typed.q), ("below", "1")]),
            false => String::new(),
        },
        is_below,
        empty,
        q: typed.q,
    }))
}

async fn find(
    visit: &Visit,
    tree: &people::Units,
    units: &[String],
    asked: &mut Asked,
) -> Result<(Vec<Found>, bool), Problem> {
    let (mut all, mut more) = (Vec::new(), false);
    let places = place::words(tree, &asked.place, visit.today);
    for some in units.chunks(100) {
        let (found, is_more) = finding::find(visit.app.db(), some, asked, &places).await?;
        all.extend(found);
        more |= is_more;
    }
    if !all.is_empty() || !asked.place.is_empty() {
        all.truncate(finding::PAGE);
        return Ok((all, more));
    }
    // "Nguyễn Văn An Lâm Đồng": the last words may be where they live.
    let Some((name, at)) = place::at_the_end(tree, &asked.name, visit.today) else {
        return Ok((all, more));
    };
    let narrowed = Asked {
        name,
        place: at,
        ..asked.clone()
    };
    let places = place::words(tree, &narrowed.place, visit.today);
    for some in units.chunks(100) {
        let (found, is_more) = finding::find(visit.app.db(), some, &narrowed, &places).await?;
        all.extend(found);
        more |= is_more;
    }
    if !all.is_empty() {
        *asked = narrowed;
    }
    all.truncate(finding::PAGE);
    Ok((all, more))
}

/// The units below, whose figures (or whose matters behind a figure) this person may see, without those they read anyway.
fn below(visit: &Visit, right: Right) -> Vec<String> {
    let actor = &visit.actor;
    if Rights::embedded().reach(actor.role, right) != Reach::Tree {
        return Vec::new();
    }
    let readable = readable_units(visit);
    let tree = actor.covers.tree_keys().iter();
    tree.filter(|unit| !readable.contains(unit))
        .cloned()
        .collect()
}

fn empty(typed: &str, asked: &Asked) -> Empty {
    if typed.trim().is_empty() {
        return Empty::new(
            "Gõ họ tên, số giấy tờ hoặc ngày sinh",
            "Gõ có dấu hay không dấu đều được; tên đọc nhầm khi quét vẫn tìm ra. Thêm năm sinh, nơi ở để thu hẹp, ví dụ: Nguyễn Văn An 1990, Đắk Nông.",
        );
    }
    if !asked.is_enough() {
        return Empty::new("Chưa đủ để tìm", messages::NOTHING_ASKED);
    }
    Empty::new(
        "Không có ai khớp trong các hồ sơ bạn được xem",
        "Hãy bớt điều kiện, hoặc thử một phần của họ tên từ đầu một chữ.",
    )
}

fn rows(law: &law::Law, group: Group, unit_name: &impl Fn(&str) -> String) -> Rows {
    let mut signs = group.signs;
    signs.sort();
    let words: Vec<&str> = signs.iter().map(|sign| sign.vi()).collect();
    let matters = group.people.len();
    Rows {
        why: match words.is_empty() {
            true => String::new(),
            false if signs == [crate::persons::likeness::Sign::Confirmed] => {
                format!("Cùng một người trong {matters} hồ sơ: {}", words.join("; "))
            }
            false => format!(
                "Có thể là cùng một người trong {matters} hồ sơ: {}",
                words.join("; ")
            ),
        },
        rows: group
            .people
            .iter()
            .map(|one| row(law, one, unit_name))
            .collect(),
    }
}

fn row(law: &law::Law, one: &Found, unit_name: &impl Fn(&str) -> String) -> Row {
    let other_name = match one.other_name.is_empty() {
        true => String::new(),
        false => format!(" ({})", one.other_name),
    };
    Row {
        href: format!("/criminal/persons/{}/{}", one.matter_id, one.subject_id),
        name: format!("{}{other_name}", one.name),
        born: super::person::born(one),
        id_no: one.id_no.clone(),
        address: one.address.clone(),
        role: crate::said::role_vi(law, Some(&one.role)),
        state: super::person::state(one),
        charge: one.charge.clone().unwrap_or_default(),
        matter_href: format!("/criminal/matters/{}#p-{}", one.matter_id, one.subject_id),
        title: one.title.clone(),
        code: one.code.clone(),
        unit: unit_name(&one.unit_id),
        matter_state: shown::state(&one.state),
    }
}
