//! Mục lục và bút lục: the list of documents as it is printed, and the numbers of the leaves with their faults.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::IntoResponse,
};
use people::Right;
use serde::Deserialize;
use shell::{Alert, Column, Empty, Frame, Page, Pager, Problem, Tone, Visit, vi_date};
use uuid::Uuid;

use crate::{
    documents::{DocumentRow, documents_of},
    inferred::{Seen, inferred, seen},
    kinds::kind_vi,
    matter::opened,
    messages,
    page::{PageRow, PageView, pages_in},
    proposed::{
        self,
        renumber::{Numbers, numbers_of},
    },
};

struct ContentsLine {
    /// The name of the group that begins with this line.
    group: &'static str,
    title: String,
    href: String,
    kind: &'static str,
    number: String,
    issuer: String,
    bl: String,
    pages: String,
}

impl ContentsLine {
    fn of(document: &DocumentRow, href: &str) -> ContentsLine {
        let told = |all: [Option<String>; 2]| {
            let all = all.into_iter().flatten().filter(|one| !one.is_empty());
            all.collect::<Vec<_>>().join(", ")
        };
        let (first, last) = (document.first_no, document.last_no);
        ContentsLine {
            group: "",
            title: document.title.clone(),
            href: format!("{href}?page={first}"),
            kind: kind_vi(&document.kind),
            number: told([
                Some(document.number.clone()),
                document.issued_on.map(vi_date),
            ]),
            issuer: told([Some(document.issuer.clone()), Some(document.signer.clone())]),
            bl: document.bl.clone(),
            pages: match first == last {
                true => first.to_string(),
                false => format!("{first}–{last}"),
            },
        }
    }
}

/// Thứ tự in: by group and by place within it; what nobody has sorted comes last, by its pages.
fn in_order(documents: &[DocumentRow]) -> Vec<&DocumentRow> {
    let mut listed: Vec<&DocumentRow> = documents
        .iter()
        .filter(|document| document.removed_at.is_none())
        .collect();
    let group = |one: &DocumentRow| one.group_no.unwrap_or(i64::MAX);
    let place = |one: &DocumentRow| one.place.unwrap_or(one.first_no as f64);
    listed.sort_by(|a, b| group(a).cmp(&group(b)).then(place(a).total_cmp(&place(b))));
    listed
}

#[derive(Template)]
#[template(path = "contents.html")]
struct ContentsPage {
    frame: Frame,
    columns: Vec<Column>,
    lines: Vec<ContentsLine>,
    removed: Vec<(String, String)>,
    nothing: Empty,
    upper_unit: String,
    unit: String,
    period: String,
    waiting: Option<Alert>,
}

/// `GET /casefile/matters/{matter}/contents`
pub(crate) async fn contents(
    visit: Visit,
    Path(matter): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    let documents = documents_of(visit.app.db(), matter).await?;
    let href = head.href();
    let listed = in_order(&documents);
    let mut lines: Vec<ContentsLine> = Vec::with_capacity(listed.len());
    let is_sorted = listed.iter().any(|one| one.group_no.is_some());
    let mut last = "";
    for document in listed {
        let name = match document.group_vi() {
            "" if is_sorted => messages::NOT_SORTED,
            name => name,
        };
        let group = if name == last { "" } else { name };
        last = name;
        lines.push(ContentsLine {
            group,
            ..ContentsLine::of(document, &href)
        });
    }
    let open = proposed::open_of(visit.app.db(), matter).await?;
    let removed = documents
        .iter()
        .filter(|document| document.removed_at.is_some())
        .map(|document| {
            (
                document.title.clone(),
                format!("{href}/documents/{}/restoration", document.id),
            )
        });
    let columns = [
        "STT",
        "Tên tài liệu",
        "Loại",
        "Số, ngày",
        "Cơ quan, người ký",
        "Bút lục",
        "Trang",
    ];
    let frame = visit
        .frame("Mục lục tài liệu")
        .subtitle(head.title.clone())
        .crumb("Hồ sơ số hóa", "/casefile")
        .crumb(head.title.clone(), href.clone());
    Ok(Page(ContentsPage {
        lines,
        waiting: proposed::screens::waiting(&head, open),
        removed: removed.collect(),
        columns: columns.into_iter().map(Column::plain).collect(),
        nothing: Empty::new(
            "Chưa đánh dấu tài liệu nào",
            "Mở hồ sơ, tới trang đầu của tài liệu bấm [, tới trang cuối bấm ], rồi gõ tên.",
        )
        .action("Mở hồ sơ", href),
        upper_unit: String::new(),
        unit: visit.actor.unit_name.clone(),
        period: head.title,
        frame,
    }))
}

/// `POST /casefile/matters/{matter}/documents/{id}/restoration`
pub(crate) async fn restore(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileMark).await?;
    let work = visit.begin().await?;
    crate::documents::set_removed(&work, &head, id, false).await?;
    work.commit().await?;
    Ok(shell::Told::to(format!("{}/contents", head.href()))
        .good("Đã đưa tài liệu trở lại mục lục."))
}

struct LeafLine {
    no: i64,
    href: String,
    thumb: String,
    bl: String,
    is_guess: bool,
    /// Numbers of other series, and old ones.
    others: String,
    how: String,
    action: String,
}

#[derive(Template)]
#[template(path = "leaves.html")]
struct LeavesPage {
    frame: Frame,
    columns: Vec<Column>,
    faults: Vec<Alert>,
    lines: Vec<LeafLine>,
    pager: Pager,
    ordering: String,
    may_mark: bool,
    here: String,
}

#[derive(Deserialize)]
pub(crate) struct From {
    #[serde(default)]
    from: i64,
}

/// Leaves on one page of the list.
const SHOWN: i64 = 100;

/// `GET /casefile/matters/{matter}/leaves`
pub(crate) async fn leaves(
    visit: Visit,
    Path(matter): Path<Uuid>,
    Query(asked): Query<From>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    let sql = visit.app.db();
    let seen = seen(sql, matter, 1, i64::MAX).await?;
    let (href, all, told) = (head.href(), seen.len() as i64, inferred(&seen));
    let from = asked.from.clamp(1, all.max(1));
    let pages = pages_in(sql, matter, from, from + SHOWN - 1).await?;
    let numbers = numbers_of(sql, matter, from, from + SHOWN - 1).await?;
    let numbers: BTreeMap<Uuid, &Numbers> =
        numbers.iter().map(|one| (one.naming.id, one)).collect();
    let line = |page: &PageRow| {
        let told = told.get(&page.no).map(|number| format!("{number:02}"));
        leaf_line(page, &href, told, numbers.get(&page.id).copied())
    };
    let lines: Vec<LeafLine> = pages.iter().map(line).collect();
    let at = |from: i64| format!("{href}/leaves?from={from}");
    let pager = Pager {
        previous: (from > 1).then(|| at((from - SHOWN).max(1))),
        next: (from + SHOWN <= all).then(|| at(from + SHOWN)),
        from,
        to: all.min(from + SHOWN - 1),
        total: Some(all),
    };
    let frame = visit
        .frame("Bút lục")
        .subtitle(head.title.clone())
        .crumb("Hồ sơ số hóa", "/casefile")
        .crumb(head.title.clone(), href.clone());
    Ok(Page(LeavesPage {
        frame,
        columns: ["Trang", "Ảnh", "Bút lục", "Số khác", "Cách đọc"]
            .into_iter()
            .map(Column::plain)
            .collect(),
        faults: faults(&seen)
            .into_iter()
            .map(|fault| Alert::new(Tone::Warning, fault))
            .collect(),
        lines,
        ordering: format!("{href}/proposal"),
        pager,
        may_mark: visit.may_over(Right::CasefileMark, &head.unit, &head.assigned),
        here: at(from),
    }))
}

fn leaf_line(
    page: &PageRow,
    href: &str,
    told: Option<String>,
    numbers: Option<&Numbers>,
) -> LeafLine {
    let view = PageView::from(page);
    // What the whole file tells, else what the numbers before and behind tell.
    let guess = numbers.and_then(|numbers| numbers.naming.bl_guess.clone());
    let told = guess.or(told).filter(|_| page.bl.is_none());
    LeafLine {
        no: page.no,
        href: format!("{href}?page={}", page.id),
        thumb: if page.thumb.is_some() {
            view.thumb
        } else {
            String::new()
        },
        others: numbers.map_or_else(String::new, |numbers| numbers.others().join(", ")),
        bl: match (&page.bl, &told) {
            (Some(bl), _) => bl.clone(),
            (None, Some(number)) => number.clone(),
            (None, None) => String::new(),
        },
        is_guess: told.is_some(),
        how: match () {
            () if told.is_some() => {
                "suy ra từ số trước và số sau, cần kiểm tra rồi bấm Ghi".to_owned()
            }
            () if page.bl_by.is_some() => "ghi bằng tay".to_owned(),
            () if page.bl.is_some() => format!("máy đọc, chắc {}%", page.bl_confidence),
            () if page.bl_unclear => "có dấu nhưng số không rõ, cần người ghi".to_owned(),
            () if page.bl_owner.is_some() => "có dấu, chưa ghi số".to_owned(),
            () if page.blank => "trang trắng".to_owned(),
            () if page.status != "read" => "chưa đọc xong".to_owned(),
            () => "không có dấu".to_owned(),
        },
        action: format!("/casefile/pages/{}/bl", page.id),
    }
}

/// What is wrong with the numbering: numbers that are missing, stand twice, or stand out of order.
pub(crate) fn faults(pages: &[Seen]) -> Vec<String> {
    let numbered: Vec<(i64, String)> = pages
        .iter()
        .filter_map(|page| Some((page.no, page.bl_key.clone()?)))
        .collect();
    faults_of(&numbered)
}

fn faults_of(numbered: &[(i64, String)]) -> Vec<String> {
    let plain = |key: &str| key.parse::<i64>().ok();
    let mut places: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for (no, key) in numbered {
        places.entry(key).or_default().push(*no);
    }
    let mut said = Vec::new();
    let present: BTreeSet<i64> = places.keys().filter_map(|key| plain(key)).collect();
    if let (Some(least), Some(most)) = (present.first(), present.last()) {
        let missing: Vec<String> = (*least..*most)
            .filter(|n| !present.contains(n))
            .take(30)
            .map(|n| n.to_string())
            .collect();
        if !missing.is_empty() {
            said.push(format!("Chưa thấy BL {}.", missing.join(", ")));
        }
    }
    for (key, nos) in places.iter().filter(|(_, nos)| nos.len() > 1) {
        let nos: Vec<String> = nos.iter().map(i64::to_string).collect();
        said.push(format!("BL {key} đóng ở nhiều trang: {}.", nos.join(", ")));
    }
    let order: Vec<(i64, i64)> = numbered
        .iter()
        .filter_map(|(no, key)| Some((*no, plain(key)?)))
        .collect();
    for pair in order.windows(2).filter(|pair| pair[1].1 < pair[0].1) {
        said.push(format!(
            "BL {} (trang {}) đứng sau BL {} (trang {}).",
            pair[1].1, pair[1].0, pair[0].1, pair[0].0
        ));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_double_and_swapped_numbers_are_told() {
        let numbers = [
            (4, "7"),
            (5, "9"),
            (6, "22"),
            (7, "22"),
            (8, "29"),
            (9, "28"),
            (10, "28a"),
        ];
        let numbered: Vec<(i64, String)> = numbers.map(|(no, key)| (no, key.to_owned())).to_vec();
        let said = faults_of(&numbered);
        assert!(said[0].starts_with("Chưa thấy BL 8, 10, 11"), "{said:?}");
        assert_eq!(said[1], "BL 22 đóng ở nhiều trang: 6, 7.");
        assert_eq!(said[2], "BL 28 (trang 9) đứng sau BL 29 (trang 8).");
        assert_eq!(said.len(), 3);
        assert!(faults_of(&[]).is_empty());
    }
}
