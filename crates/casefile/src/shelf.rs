//! Hồ sơ số hóa: the files that grew last and that the person may read.

use askama::Template;
use axum::response::IntoResponse;
use db::{Sql, args};
use people::{Reach, Right};
use shell::{Column, Empty, Frame, Page, Problem, Visit, vi_time};
use uuid::Uuid;

use crate::matter::head_of;

struct ShelfLine {
    title: String,
    code: String,
    href: String,
    pages: i64,
    grown: String,
}

#[derive(Template)]
#[template(path = "shelf.html")]
struct ShelfPage {
    frame: Frame,
    columns: Vec<Column>,
    lines: Vec<ShelfLine>,
    nothing: Empty,
}

/// Files on the shelf.
const SHOWN: usize = 50;
/// Files looked through for those the person may read.
const LOOKED_THROUGH: i64 = 400;

/// `GET /casefile`
pub(crate) async fn show(visit: Visit) -> Result<impl IntoResponse, Problem> {
    db::row! { struct Grown { matter_id: Uuid, pages: i64, grown_at: i64 } }
    let db = visit.app.db();
    let mut grown: Vec<Grown> = Vec::new();
    if visit.reach(Right::CasefileRead) != Reach::None {
        for unit in visit.actor.covers.unit_keys() {
            let more: Vec<Grown> = db
                .all(
                    "SELECT matter_id, pages, grown_at FROM casefile_matter WHERE unit_id = $1 ORDER BY grown_at DESC LIMIT $2",
                    args![unit, LOOKED_THROUGH],
                )
                .await?;
            grown.extend(more);
        }
    }
    grown.sort_by_key(|file| std::cmp::Reverse(file.grown_at));
    let mut lines = Vec::new();
    for file in grown {
        let Some(head) = head_of(db, file.matter_id).await? else {
            continue;
        };
        if !visit.may_over(Right::CasefileRead, &head.unit, &head.assigned) {
            continue;
        }
        lines.push(ShelfLine {
            href: head.href(),
            title: head.title,
            code: head.code,
            pages: file.pages,
            grown: vi_time(file.grown_at),
        });
        if lines.len() >= SHOWN {
            break;
        }
    }
    let columns = vec![
        Column::plain("Hồ sơ"),
        Column::plain("Mã hồ sơ"),
        Column::plain("Số trang").number(),
        Column::plain("Thêm lần cuối"),
    ];
    let nothing = Empty::new(
        "Chưa có hồ sơ nào được số hóa",
        "Mở một nguồn tin hoặc vụ án rồi đưa bản quét vào hồ sơ của vụ đó.",
    );
    Ok(Page(ShelfPage {
        frame: visit.frame("Hồ sơ số hóa"),
        columns,
        lines,
        nothing,
    }))
}
