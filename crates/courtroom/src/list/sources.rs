//! Nguồn của danh mục: excerpts, contradictions, documents, recordings, the penal code, the outline; what an exhibit can be taken from.

use axum::{Json, extract::Path};
use casefile::{
    marks,
    statements::{State, contradictions_of},
};
use law::PenalClause;
use people::Right;
use serde::Serialize;
use shell::{Problem, Visit};
use uuid::Uuid;

use crate::{
    contents::Contents,
    drawings::{self, Offered},
    media::media_of,
    messages,
    opened::opened,
    rules::{LawPart, mark_vi},
};

/// Where exhibits can be taken from.
#[derive(Serialize)]
pub(crate) struct Sources {
    documents: Vec<Document>,
    marks: Vec<Passage>,
    contradictions: Vec<Differing>,
    media: Vec<Recording>,
    pictures: Vec<Offered>,
}

#[derive(Serialize)]
struct Document {
    id: Uuid,
    title: String,
    bl: String,
    pages: i64,
}

#[derive(Serialize)]
struct Passage {
    id: Uuid,
    leaf: String,
    kind: &'static str,
    words: String,
    note: String,
}

#[derive(Serialize)]
struct Differing {
    id: Uuid,
    leaves: String,
    words: String,
}

#[derive(Serialize)]
struct Recording {
    id: Uuid,
    title: String,
    length: String,
}

/// `GET /courtroom/matters/{matter}/sources`
pub(crate) async fn show(visit: Visit, Path(matter): Path<Uuid>) -> Result<Json<Sources>, Problem> {
    let head = opened(&visit, matter, Right::CourtroomPresent).await?;
    head.require(&visit, Right::CasefileRead)?;
    let db = visit.app.db();
    let contents = Contents::of(db, matter).await?;
    let documents = contents.documents().iter().map(|one| Document {
        id: one.id,
        title: one.title.clone(),
        bl: one.bl.clone(),
        pages: one.last_no - one.first_no + 1,
    });
    let reader = marks::Reader(visit.actor.person);
    let passages = marks::excerpts(db, matter, &marks::Wanted::default(), reader).await?;
    let marks = passages.into_iter().map(|one| Passage {
        id: one.mark.id,
        leaf: one.leaf(),
        kind: one.kind_vi(),
        words: one.mark.said().to_owned(),
        note: one.mark.note.clone(),
    });
    let held = contradictions_of(db, matter).await?;
    let held = held.into_iter().filter(|one| one.state == State::Accepted);
    let contradictions = held.map(|one| Differing {
        id: one.id,
        leaves: format!("{} và {}", one.one_leaf, one.other_leaf),
        words: format!(
            "{}: {} khai “{}”, {} khai “{}”",
            one.topic_vi(),
            one.one.person,
            one.one.told,
            one.other.person,
            one.other.told
        ),
    });
    let media = media_of(db, matter)
        .await?
        .into_iter()
        .map(|one| Recording {
            id: one.id,
            length: match one.duration_ms {
                0 => String::new(),
                ms => mark_vi(ms),
            },
            title: one.title,
        });
    Ok(Json(Sources {
        documents: documents.collect(),
        marks: marks.collect(),
        contradictions: contradictions.collect(),
        media: media.collect(),
        pictures: drawings::offered(&visit.app, matter).await?,
    }))
}

/// `GET /courtroom/matters/{matter}/law/{article}`: the penalty frames of an article of the penal code, each as words to be shown.
pub(crate) async fn law(
    visit: Visit,
    Path((matter, article)): Path<(Uuid, String)>,
) -> Result<Json<Vec<LawPart>>, Problem> {
    opened(&visit, matter, Right::CasefileRead).await?;
    let article = text::clean(&article).to_lowercase();
    let law = visit.app.law();
    let clauses = law.penal.article(&article);
    if clauses.is_empty() {
        return Err(Problem::Refused(messages::no_such_article(&article)));
    }
    Ok(Json(clauses.iter().map(frame).collect()))
}

/// What the data knows of a clause: its frame, not its wording.
fn frame(clause: &PenalClause) -> LawPart {
    let mut text = format!("{}.\n", clause.offence_vi);
    if clause.is_preparation() {
        text.push_str("Chuẩn bị phạm tội.\n");
    }
    text.push_str(&messages::penalty_frame(
        &clause.min_penalty,
        &clause.max_penalty,
    ));
    LawPart {
        law: format!(
            "Khoản {} Điều {} Bộ luật Hình sự",
            clause.clause, clause.article
        ),
        text,
        source: messages::penal_source(&clause.basis),
        to_check: clause.needs_check(),
    }
}
