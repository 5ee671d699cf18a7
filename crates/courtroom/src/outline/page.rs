//! Đề cương xét hỏi trên màn hình và trên giấy: person by person, each question with its answer and what is shown if it differs.

use std::collections::HashMap;

use askama::Template;
use axum::{
    Json,
    extract::Path,
    response::{IntoResponse, Response},
};
use casefile::MatterHead;
use people::Right;
use serde::{Deserialize, Serialize};
use shell::{Column, Empty, Frame, Page, Problem, Visit, vi_date};
use uuid::Uuid;

use super::store::{self, Change, QuestionRow};
use crate::{
    list::{exhibits_of, page::href, parts},
    messages,
    opened::{Kept, changed, looked, opened},
    paper::{self, Paper},
    standing,
};

#[derive(Template)]
#[template(path = "outline/page.html")]
struct OutlinePage {
    frame: Frame,
    href: String,
    back: String,
}

/// `GET /courtroom/matters/{matter}/outline`
pub(crate) async fn show(
    visit: Visit,
    Path(matter): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    let (_, frame) = looked(&visit, matter, "Đề cương xét hỏi").await?;
    Ok(Page(OutlinePage {
        frame: frame
            .crumb("Danh mục trình chiếu", href(matter))
            .island("outline"),
        href: format!("{}/outline", href(matter)),
        back: href(matter),
    }))
}

#[derive(Serialize)]
struct Choice {
    id: Uuid,
    label: String,
}

#[derive(Serialize)]
struct QuestionView {
    #[serde(flatten)]
    row: QuestionRow,
    /// Withdrawn evidence that it cites.
    withdrawn: Vec<String>,
}

/// What the page reads.
#[derive(Serialize)]
pub(crate) struct OutlineView {
    href: String,
    exhibits_href: String,
    may_edit: bool,
    questions: Vec<QuestionView>,
    exhibits: Vec<Choice>,
}

/// `GET /courtroom/matters/{matter}/outline/questions`
pub(crate) async fn read(
    visit: Visit,
    Path(matter): Path<Uuid>,
) -> Result<Json<OutlineView>, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    view_of(&visit, &head).await.map(Json)
}

async fn view_of(visit: &Visit, head: &MatterHead) -> Result<OutlineView, Problem> {
    let db = visit.app.db();
    let mut exhibits = Vec::new();
    for (n, one) in (1..).zip(exhibits_of(db, head.id).await?) {
        let labels = parts::labels(db, head.id, &one).await?.join(", ");
        let label = match one.title.trim() {
            "" => format!("{n}. {labels}"),
            title => format!("{n}. {labels} – {title}"),
        };
        exhibits.push(Choice { id: one.id, label });
    }
    let fallen = standing::fallen_of(db, head.id).await?;
    let questions = store::asked_of(db, head.id).await?.into_iter();
    let questions = questions.map(|row| QuestionView {
        withdrawn: standing::asked(&row, &fallen),
        row,
    });
    Ok(OutlineView {
        href: format!("{}/outline", href(head.id)),
        exhibits_href: format!("{}/exhibits", href(head.id)),
        may_edit: visit.may_over(Right::CourtroomPresent, &head.unit, &head.assigned),
        questions: questions.collect(),
        exhibits,
    })
}

/// Who is asked.
#[derive(Deserialize)]
pub(crate) struct Person {
    person: String,
}

/// What was added, and the outline as it stands then.
#[derive(Serialize)]
pub(crate) struct Added {
    added: Uuid,
    outline: OutlineView,
}

/// `POST /courtroom/matters/{matter}/outline/questions`
pub(crate) async fn add(
    visit: Visit,
    Path(matter): Path<Uuid>,
    Json(asked): Json<Person>,
) -> Result<Json<Added>, Problem> {
    let (head, added) = changed(&visit, matter, async |work, head| {
        store::add(work, head, &asked.person).await
    })
    .await?;
    let outline = view_of(&visit, &head).await?;
    Ok(Json(Added { added, outline }))
}

/// `PUT /courtroom/matters/{matter}/outline/questions/{question}`: as it is typed.
pub(crate) async fn alter(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    Json(asked): Json<Change>,
) -> Result<Json<Kept>, Problem> {
    let (_, revision) = changed(&visit, matter, async |work, head| {
        store::alter(work, head, id, asked).await
    })
    .await?;
    Ok(Json(Kept { revision }))
}

/// Where a question goes.
#[derive(Deserialize)]
pub(crate) struct Place {
    before: Option<Uuid>,
}

/// `PUT /courtroom/matters/{matter}/outline/questions/{question}/place`
pub(crate) async fn place(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    Json(to): Json<Place>,
) -> Result<Json<OutlineView>, Problem> {
    let (head, ()) = changed(&visit, matter, async |work, head| {
        store::move_to(work, head, id, to.before).await
    })
    .await?;
    view_of(&visit, &head).await.map(Json)
}

/// `DELETE /courtroom/matters/{matter}/outline/questions/{question}`: kept for undo.
pub(crate) async fn remove(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
) -> Result<Json<OutlineView>, Problem> {
    set_removed(&visit, (matter, id), true).await
}

/// `POST /courtroom/matters/{matter}/outline/questions/{question}/restoration`
pub(crate) async fn restore(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
) -> Result<Json<OutlineView>, Problem> {
    set_removed(&visit, (matter, id), false).await
}

async fn set_removed(
    visit: &Visit,
    (matter, id): (Uuid, Uuid),
    removed: bool,
) -> Result<Json<OutlineView>, Problem> {
    let (head, ()) = changed(visit, matter, async |work, head| {
        store::set_removed(work, head, id, removed).await
    })
    .await?;
    view_of(visit, &head).await.map(Json)
}

/// One question on paper.
pub(crate) struct Line {
    pub(crate) n: usize,
    pub(crate) question: String,
    pub(crate) expected: String,
    pub(crate) differs: String,
    pub(crate) shown: String,
}

/// Everything one person is asked, one after the other.
pub(crate) struct PersonLines {
    pub(crate) person: String,
    pub(crate) lines: Vec<Line>,
}

/// The outline as it stands on paper.
pub(crate) async fn lines(db: &db::Db, matter: Uuid) -> Result<Vec<PersonLines>, Problem> {
    let mut shown = HashMap::new();
    for one in exhibits_of(db, matter).await? {
        let labels = parts::labels(db, matter, &one).await?;
        shown.insert(one.id, labels.join(", "));
    }
    let mut all: Vec<PersonLines> = Vec::new();
    for (n, row) in (1..).zip(store::asked_of(db, matter).await?) {
        let shown = row.exhibit_id.and_then(|id| shown.get(&id).cloned());
        let line = Line {
            n,
            question: row.question,
            expected: row.expected,
            differs: row.differs,
            shown: shown.unwrap_or_default(),
        };
        match all.last_mut() {
            Some(last) if last.person == row.person => last.lines.push(line),
            _ => all.push(PersonLines {
                person: row.person,
                lines: vec![line],
            }),
        }
    }
    Ok(all)
}

#[derive(Template)]
#[template(path = "outline/print.html")]
struct PrintPage {
    frame: Frame,
    back: String,
    word: String,
    unit: String,
    about: String,
    people: Vec<PersonLines>,
    columns: Vec<Column>,
    nothing: Empty,
    today: String,
}

/// `GET /courtroom/matters/{matter}/outline/print`
pub(crate) async fn print(
    visit: Visit,
    Path(matter): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    let back = format!("{}/outline", href(matter));
    Ok(Page(PrintPage {
        frame: visit
            .frame("Bản in đề cương xét hỏi")
            .subtitle(head.title.clone())
            .crumb("Phiên tòa", "/courtroom")
            .crumb("Danh mục trình chiếu", href(matter))
            .crumb("Đề cương xét hỏi", back.clone()),
        word: format!("{back}/word"),
        unit: visit.actor.unit_name.clone(),
        about: head.title,
        people: lines(visit.app.db(), matter).await?,
        columns: messages::OUTLINE_COLUMNS.map(Column::plain).to_vec(),
        nothing: Empty::new(messages::NO_QUESTIONS, messages::NO_QUESTIONS_WHY)
            .action("Mở đề cương", back.clone()),
        back,
        today: vi_date(visit.today),
    }))
}

/// `GET /courtroom/matters/{matter}/outline/word`
pub(crate) async fn word(visit: Visit, Path(matter): Path<Uuid>) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    let work = visit.begin().await?;
    work.note("courtroom.outline.exported", "courtroom", matter, "")
        .await?;
    work.commit().await?;
    let mut blocks = Vec::new();
    for one in lines(visit.app.db(), matter).await? {
        blocks.push(paper::section(match one.person.is_empty() {
            true => messages::NOBODY_ASKED.to_owned(),
            false => one.person,
        }));
        let rows = one.lines.into_iter().map(|line| {
            let shown = match line.shown.is_empty() {
                true => String::new(),
                false => format!(" → {}", line.shown),
            };
            let differs = format!("{}{shown}", line.differs).trim().to_owned();
            [
                line.n.to_string(),
                line.question,
                line.expected,
                differs,
                String::new(),
            ]
        });
        let widths = [5, 28, 24, 25, 18];
        blocks.push(paper::table(messages::OUTLINE_COLUMNS, widths, rows));
    }
    if blocks.is_empty() {
        return Err(Problem::Refused(messages::NO_QUESTIONS.to_owned()));
    }
    let paper = Paper {
        title: messages::OUTLINE_TITLE,
        about: head.title,
        blocks,
        name: format!("de-cuong-xet-hoi-{}", head.code),
    };
    paper::word(&visit, paper).await
}
