//! Bảng trích cứu: what was marked in a file, as a table that is searched, sorted, mended, printed and taken into Word.

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::IntoResponse,
};
use db::{Sql, StorageError};
use people::Right;
use serde::Deserialize;
use shell::{Column, Empty, Frame, Page, Pager, Problem, Visit, vi_date, vi_time};
use uuid::Uuid;

use super::{
    cites::Bit,
    kinds::{KINDS, of_id, place},
    screens::authors,
    store::{MarkRow, Reader, marks_of},
};
use crate::{
    documents::{DocumentRow, documents_of},
    looks,
    matter::{MatterHead, opened},
    messages,
};

/// Which marks are wanted, and in what order.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Wanted {
    /// Words in the excerpt or its note, with or without diacritics.
    #[serde(default)]
    pub q: String,
    /// One kind; empty: all.
    #[serde(default)]
    pub kind: String,
    /// `mine`, `shared`; empty: both.
    #[serde(default)]
    pub whose: String,
    /// `kind`; else by page.
    #[serde(default)]
    pub sort: String,
    /// How many are passed over.
    #[serde(default)]
    pub from: i64,
    /// The viewer wants those of the stretch around this page, whatever else is asked.
    pub page: Option<i64>,
}

/// Một dòng của bảng: a mark with the document its page belongs to.
#[derive(Debug, Clone)]
pub struct Excerpt {
    /// The mark.
    pub mark: MarkRow,
    /// The title of the document in the contents; empty where none is marked there.
    pub document: String,
}

impl Excerpt {
    /// "BL 127", or the place of a page without a number.
    pub fn leaf(&self) -> String {
        match &self.mark.bl {
            Some(bl) => format!("BL {bl}"),
            None => format!("Trang {}", self.mark.no),
        }
    }

    /// What it is for, in words.
    pub fn kind_vi(&self) -> &'static str {
        of_id(&self.mark.kind).map_or("", |kind| kind.label)
    }
}

/// Those of the marks that are wanted, in the wanted order; they come in the order of pages.
pub(super) fn wanted(mut rows: Vec<MarkRow>, wanted: &Wanted, reader: Reader) -> Vec<MarkRow> {
    let asked = text::fold(wanted.q.trim());
    rows.retain(|row| {
        (wanted.kind.is_empty() || row.kind == wanted.kind)
            && match wanted.whose.as_str() {
                "mine" => row.author_id == reader.0,
                "shared" => row.is_shared,
                _ => true,
            }
            && (asked.is_empty()
                || [row.said(), &row.words, &row.note]
                    .iter()
                    .any(|words| text::fold(words).contains(&asked)))
    });
    if wanted.sort == "kind" {
        rows.sort_by_key(|row| place(&row.kind));
    }
    rows
}

/// The table as this person sees it.
pub async fn excerpts(
    sql: &impl Sql,
    matter: Uuid,
    asked: &Wanted,
    reader: Reader,
) -> Result<Vec<Excerpt>, StorageError> {
    let documents = documents_of(sql, matter).await?;
    let rows = wanted(marks_of(sql, matter, reader).await?, asked, reader);
    let excerpts = rows.into_iter().map(|mark| Excerpt {
        document: document_at(&documents, mark.no),
        mark,
    });
    Ok(excerpts.collect())
}

/// The document that a page belongs to: of several, the one that begins last.
fn document_at(documents: &[DocumentRow], no: i64) -> String {
    let listed = documents.iter().filter(|one| one.removed_at.is_none());
    let around = listed.filter(|one| (one.first_no..=one.last_no).contains(&no));
    let nearest = around.max_by_key(|one| (one.first_no, -one.last_no));
    nearest.map_or(String::new(), |one| match one.issued_on {
        Some(day) => format!("{} ngày {}", one.title, vi_date(day)),
        None => one.title.clone(),
    })
}

struct Shown {
    id: Uuid,
    leaf: String,
    href: String,
    preview: String,
    document: String,
    kind: String,
    kind_vi: &'static str,
    sign: &'static str,
    words: String,
    read: String,
    is_corrected: bool,
    bits: Vec<Bit>,
    author: String,
    at: String,
    is_shared: bool,
    is_mine: bool,
    is_turned: bool,
    revision: i64,
    action: String,
}

#[derive(Template)]
#[template(path = "marks/excerpts.html")]
struct ExcerptsPage {
    frame: Frame,
    columns: Vec<Column>,
    lines: Vec<Shown>,
    path: String,
    word: String,
    viewer: String,
    query: String,
    asked: Wanted,
    pager: Pager,
    all: i64,
    nothing: Empty,
    unit: String,
    about: String,
}

/// Lines on one page of the table.
const SHOWN: usize = 200;

/// `GET /casefile/matters/{matter}/excerpts`
pub(crate) async fn show(
    visit: Visit,
    Path(matter): Path<Uuid>,
    Query(asked): Query<Wanted>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    looks::keep_once(&visit, matter).await?;
    let reader = Reader(visit.actor.person);
    let all = excerpts(visit.app.db(), matter, &asked, reader).await?;
    let total = all.len() as i64;
    let from = asked.from.clamp(0, total.max(1) - 1);
    let some: Vec<Excerpt> = all.into_iter().skip(from as usize).take(SHOWN).collect();
    let to = from + some.len() as i64;
    let path = format!("{}/excerpts", head.href());
    let query = query_of(&asked);
    let at = |from: i64| match query.is_empty() {
        true => format!("{path}?from={from}"),
        false => format!("{path}?{query}&from={from}"),
    };
    let pager = Pager {
        previous: (from > 0).then(|| at((from - SHOWN as i64).max(0))),
        next: (to < total).then(|| at(to)),
        from: from + 1,
        to,
        total: Some(total),
    };
    let lines = shown(&visit, &head, some).await?;
    let frame = visit
        .frame("Bảng trích cứu")
        .subtitle(head.title.clone())
        .crumb("Hồ sơ số hóa", "/casefile")
        .crumb(head.title.clone(), head.href());
    let is_filtered = !(asked.q.is_empty() && asked.kind.is_empty() && asked.whose.is_empty());
    Ok(Page(ExcerptsPage {
        frame,
        columns: messages::EXCERPT_COLUMNS.map(Column::plain).to_vec(),
        lines,
        word: match query.is_empty() {
            true => format!("{path}/word"),
            false => format!("{path}/word?{query}"),
        },
        viewer: head.href(),
        query,
        pager,
        all: total,
        nothing: match is_filtered {
            true => Empty::new(messages::NO_SUCH_EXCERPT, messages::NO_SUCH_EXCERPT_WHY)
                .action("Bỏ điều kiện lọc", path.clone()),
            false => Empty::new(messages::NO_EXCERPT, messages::NO_EXCERPT_WHY)
                .action("Mở hồ sơ", head.href()),
        },
        path,
        asked,
        unit: visit.actor.unit_name.clone(),
        about: head.title,
    }))
}

/// What is asked, as an address says it, without the place in the table.
fn query_of(asked: &Wanted) -> String {
    let said = [
        ("q", &asked.q),
        ("kind", &asked.kind),
        ("whose", &asked.whose),
        ("sort", &asked.sort),
    ];
    said.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", escaped(value)))
        .collect::<Vec<_>>()
        .join("&")
}

fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
            true => out.push(char::from(byte)),
            false => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

async fn shown(
    visit: &Visit,
    head: &MatterHead,
    excerpts: Vec<Excerpt>,
) -> Result<Vec<Shown>, Problem> {
    let rows: Vec<MarkRow> = excerpts.iter().map(|one| one.mark.clone()).collect();
    let names = authors(visit, &rows).await?;
    let sql = visit.app.db();
    let cites = super::cites::cited(sql, head.id, rows.iter().map(|row| row.note.as_str())).await?;
    let mut lines = Vec::with_capacity(rows.len());
    for excerpt in excerpts {
        let (leaf, kind_vi) = (excerpt.leaf(), excerpt.kind_vi());
        let mark = excerpt.mark;
        let rects = mark.rects_now()?;
        let around = rects.iter().copied().reduce(|all, rect| all.join(&rect));
        let rect = around.map_or(String::new(), |r| {
            format!("&rect={},{},{},{}", r.x0, r.y0, r.x1, r.y1)
        });
        lines.push(Shown {
            id: mark.id,
            leaf,
            href: format!("{}?page={}{rect}", head.href(), mark.page_id),
            preview: mark.preview(),
            document: excerpt.document,
            kind_vi,
            sign: of_id(&mark.kind).map_or("", |kind| kind.sign),
            words: mark.said().to_owned(),
            read: mark.words.clone(),
            is_corrected: mark.corrected.is_some(),
            bits: cites.bits(&mark.note),
            author: names.get(&mark.author_id).cloned().unwrap_or_default(),
            at: vi_time(mark.changed_at),
            is_shared: mark.is_shared,
            is_mine: mark.author_id == visit.actor.person,
            is_turned: mark.is_turned(),
            revision: mark.revision,
            action: format!("{}/marks/{}/words", head.href(), mark.id),
            kind: mark.kind,
        });
    }
    Ok(lines)
}
