//! Thêm chứng cứ: from documents of the contents, marked passages, accepted contradictions, or typed with its leaves.

use casefile::{
    DocumentRow, MatterHead, PageRow, documents_of, marks, pages_in,
    statements::{Contradiction, Side, State, Statement, contradictions_of, statements_of},
};
use db::Sql;
use people::{Work, WorkError};
use uuid::Uuid;

use super::store;
use crate::{
    items::change::{Fields, checked},
    messages,
    opened::hold,
    sources::{MOST, Source},
};

/// Chứng cứ lấy từ hồ sơ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    /// Tài liệu của mục lục; a statement is one.
    Document(Uuid),
    /// Đoạn đánh dấu.
    Mark(Uuid),
    /// Mâu thuẫn đã ghi nhận.
    Contradiction(Uuid),
}

impl Pick {
    /// As a page sends it: "document:ID".
    pub fn parse(sent: &str) -> Option<Pick> {
        let (what, id) = sent.split_once(':')?;
        let id = id.parse().ok()?;
        match what {
            "document" => Some(Pick::Document(id)),
            "mark" => Some(Pick::Mark(id)),
            "contradiction" => Some(Pick::Contradiction(id)),
            _ => None,
        }
    }

    /// The column `origin`, and which one.
    fn origin(self) -> (&'static str, Uuid) {
        match self {
            Pick::Document(id) => ("document", id),
            Pick::Mark(id) => ("mark", id),
            Pick::Contradiction(id) => ("contradiction", id),
        }
    }
}

/// Thêm một chứng cứ đã gõ; answers its id.
pub async fn add_typed(
    work: &Work,
    head: &MatterHead,
    fields: Fields,
    sources: Vec<Source>,
) -> Result<Uuid, WorkError> {
    hold(work, head).await?;
    let fields = checked(fields, work.today)?;
    let id = insert(work, head, &fields, &sources, ("typed", None)).await?;
    noted(work, head, 1).await?;
    Ok(id)
}

/// Thêm những gì được chọn; what is there already is not added twice. Answers how many were.
pub async fn add_picked(
    work: &Work,
    head: &MatterHead,
    picks: &[Pick],
    known: &[String],
) -> Result<usize, WorkError> {
    hold(work, head).await?;
    if picks.is_empty() {
        return Err(WorkError::invalid("pick", messages::NOTHING_PICKED));
    }
    let there = store::all(&work.tx, head.id).await?;
    let file = File::read(work, head, known).await?;
    let mut added = 0;
    for pick in picks {
        let (origin, id) = pick.origin();
        let is_there = |one: &store::Item| one.origin == origin && one.origin_id == Some(id);
        if there.iter().any(is_there) {
            continue;
        }
        let (fields, sources) = file.found(work, head, *pick).await?;
        insert(work, head, &fields, &sources, (origin, Some(id))).await?;
        added += 1;
    }
    if added > 0 {
        noted(work, head, added).await?;
    }
    Ok(added)
}

async fn noted(work: &Work, head: &MatterHead, many: usize) -> Result<(), WorkError> {
    let detail = format!("{many} items");
    work.note("evidence.item.added", "evidence", head.id, &detail)
        .await
}

async fn insert(
    work: &Work,
    head: &MatterHead,
    fields: &Fields,
    sources: &[Source],
    (origin, origin_id): (&str, Option<Uuid>),
) -> Result<Uuid, WorkError> {
    let id = Uuid::now_v7();
    let sources = serde_json::to_string(sources).map_err(|e| WorkError::Broken(e.to_string()))?;
    work.tx
        .exec(
            "INSERT INTO evidence_item (unit_id, id, matter_id, kind, title, person, note, sources, origin, origin_id, revision, made_by, made_at, changed_at, reason)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11, $12, $12, '')",
            db::args![
                &head.unit, id, head.id, &fields.kind, &fields.title, &fields.person, &fields.note, sources, origin,
                origin_id, work.actor.person, work.now_ms
            ],
        )
        .await?;
    Ok(id)
}

/// What the case file holds, read once for all that was picked.
struct File {
    documents: Vec<DocumentRow>,
    statements: Vec<Statement>,
    marks: Vec<marks::Excerpt>,
    contradictions: Vec<Contradiction>,
}

impl File {
    async fn read(work: &Work, head: &MatterHead, known: &[String]) -> Result<File, WorkError> {
        let reader = marks::Reader(work.actor.person);
        let mut documents = documents_of(&work.tx, head.id).await?;
        documents.retain(|one| one.removed_at.is_none());
        Ok(File {
            documents,
            statements: statements_of(&work.tx, head.id, known).await?,
            marks: marks::excerpts(&work.tx, head.id, &marks::Wanted::default(), reader).await?,
            contradictions: contradictions_of(&work.tx, head.id).await?,
        })
    }

    async fn found(
        &self,
        work: &Work,
        head: &MatterHead,
        pick: Pick,
    ) -> Result<(Fields, Vec<Source>), WorkError> {
        match pick {
            Pick::Document(id) => {
                let document = self.documents.iter().find(|one| one.id == id);
                let document =
                    document.ok_or_else(|| WorkError::invalid("pick", messages::DOCUMENT_GONE))?;
                self.document(work, head, document).await
            }
            Pick::Mark(id) => {
                let found = self.marks.iter().find(|one| one.mark.id == id);
                let found = found.ok_or_else(|| WorkError::invalid("pick", messages::MARK_GONE))?;
                self.mark(work, found).await
            }
            Pick::Contradiction(id) => {
                let accepted = |one: &&Contradiction| one.id == id && one.state == State::Accepted;
                let found = self.contradictions.iter().find(accepted);
                let found = found
                    .ok_or_else(|| WorkError::invalid("pick", messages::CONTRADICTION_GONE))?;
                contradiction(work, found).await
            }
        }
    }

    /// Whose statement a document is; empty where it is none, or nobody knows.
    fn person_of(&self, document: Uuid) -> String {
        let mut all = self.statements.iter();
        let statement = all.find(|one| one.document.id == document);
        let names = statement.map_or_else(Vec::new, |one| {
            one.people.iter().map(|one| one.name.as_str()).collect()
        });
        names.join(", ")
    }

    /// A document with each of its pages that is not blank.
    async fn document(
        &self,
        work: &Work,
        head: &MatterHead,
        document: &DocumentRow,
    ) -> Result<(Fields, Vec<Source>), WorkError> {
        let (first, last) = (document.first_no, document.last_no);
        let pages = pages_in(&work.tx, head.id, first, last).await?;
        let shown = pages.iter().filter(|page| !page.blank).take(MOST);
        let person = self.person_of(document.id);
        let title = match document.issued_on {
            Some(day) => format!("{} ngày {}", document.title, shell::vi_date(day)),
            None => document.title.clone(),
        };
        Ok((
            Fields {
                kind: kind_of(&document.kind, !person.is_empty()).to_owned(),
                title,
                person,
                note: String::new(),
            },
            shown.map(Source::of_page).collect(),
        ))
    }

    /// A marked passage: its page with the box around its words.
    async fn mark(
        &self,
        work: &Work,
        found: &marks::Excerpt,
    ) -> Result<(Fields, Vec<Source>), WorkError> {
        let mark = &found.mark;
        let page = page(work, mark.page_id).await?;
        let boxes = mark.rects_now()?.into_iter().map(<[i32; 4]>::from);
        let around =
            |document: &&DocumentRow| (document.first_no..=document.last_no).contains(&mark.no);
        let document = self.documents.iter().filter(around);
        let document = document.max_by_key(|one| (one.first_no, -one.last_no));
        let person = document.map_or(String::new(), |one| self.person_of(one.id));
        let kind = document.map_or("", |one| one.kind.as_str());
        let note = match mark.note.trim() {
            "" => mark.said().to_owned(),
            note => format!("{}\n{note}", mark.said()),
        };
        Ok((
            Fields {
                kind: kind_of(kind, !person.is_empty()).to_owned(),
                title: messages::passage(&found.document, &found.leaf()),
                person,
                note: shortened(&note, 4_000),
            },
            vec![Source {
                rect: boxes.reduce(joined),
                ..Source::of_page(&page)
            }],
        ))
    }
}

/// Both pages of a contradiction.
async fn contradiction(
    work: &Work,
    found: &Contradiction,
) -> Result<(Fields, Vec<Source>), WorkError> {
    let mut sources = Vec::new();
    for side in [&found.one, &found.other] {
        let page = page(work, side.page).await?;
        sources.push(Source {
            rect: rect_of(side, &page),
            ..Source::of_page(&page)
        });
    }
    let (one, other) = (&found.one, &found.other);
    let people = match one.person == other.person {
        true => one.person.clone(),
        false => format!("{}, {}", one.person, other.person),
    };
    Ok((
        Fields {
            kind: "loi_khai".to_owned(),
            title: shortened(
                &messages::contradiction(found.topic_vi(), &one.told, &other.told),
                400,
            ),
            person: people,
            note: shortened(&found.note, 4_000),
        },
        sources,
    ))
}

/// The box of the detail, while the page stands as it did when it was held.
fn rect_of(side: &Side, page: &PageRow) -> Option<[i32; 4]> {
    let is_same = (side.w, side.h, side.quarters) == (page.w, page.h, page.quarters);
    let boxes = side.rects.iter().copied().map(<[i32; 4]>::from);
    boxes.reduce(joined).filter(|_| is_same)
}

async fn page(work: &Work, id: Uuid) -> Result<PageRow, WorkError> {
    let page = casefile::page(&work.tx, id).await?;
    page.ok_or_else(|| WorkError::invalid("pick", messages::PAGE_GONE))
}

fn joined(one: [i32; 4], other: [i32; 4]) -> [i32; 4] {
    [
        one[0].min(other[0]),
        one[1].min(other[1]),
        one[2].max(other[2]),
        one[3].max(other[3]),
    ]
}

fn shortened(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

/// Which source of evidence a document of the contents is.
fn kind_of(document: &str, is_statement: bool) -> &'static str {
    match document {
        _ if is_statement => "loi_khai",
        "bien_ban_loi_khai" | "bien_ban_hoi_cung" => "loi_khai",
        "giam_dinh" => "ket_luan",
        "vat_chung" => "vat_chung",
        "bien_ban" => "bien_ban",
        _ => "tai_lieu_khac",
    }
}
