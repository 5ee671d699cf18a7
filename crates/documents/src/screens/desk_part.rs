//! Phần của bàn làm việc: what waits for the person's signature, and what came back to them with a remark.

use askama::Template;
use shell::{Problem, Visit};

use crate::folder::{submission, waiting};

struct Returned {
    href: String,
    title: String,
    remark: String,
}

/// What the desk shows of documents; empty for who has nothing to sign and nothing to mend.
#[derive(Template, Default)]
#[template(path = "screens/desk_part.html")]
pub struct DeskPart {
    waiting: i64,
    nearest: Vec<(String, String)>,
    returned: Vec<Returned>,
}

impl askama::filters::HtmlSafe for DeskPart {}

impl DeskPart {
    /// For the person at their desk.
    pub async fn of(visit: &Visit) -> Result<DeskPart, Problem> {
        let db = visit.app.db();
        let waiting = submission::waiting_count(db, visit.actor.person).await?;
        let mut part = DeskPart {
            waiting,
            ..DeskPart::default()
        };
        if waiting > 0 {
            let all = waiting::of(db, visit.actor.person, visit.today).await?;
            part.nearest = all
                .into_iter()
                .take(3)
                .map(|one| (format!("/documents/folder/{}", one.draft.id), one.decides))
                .collect();
        }
        for turn in submission::returned_to(db, visit.actor.person).await? {
            if let Some(draft) = crate::draft::get(db, turn.document_id).await? {
                part.returned.push(Returned {
                    href: format!("/documents/{}", draft.id),
                    title: format!("{} – {}", draft.title, draft.about),
                    remark: turn.remark,
                });
            }
        }
        Ok(part)
    }
}
