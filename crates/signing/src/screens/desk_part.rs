//! Phần của bàn làm việc: chứng thư số near its end or just over, for its holder and for who keeps the unit's certificates.

use askama::Template;
use people::{Right, Rights};
use shell::{Problem, Tone, Visit, local_day, vi_date};

use crate::certificates::{self, Certificate};
use crate::expiry;

struct Near {
    href: String,
    name: String,
    until: String,
    state: String,
    tone: Tone,
}

/// What the desk shows of certificates; empty while none is near its end.
#[derive(Template, Default)]
#[template(path = "screens/desk_part.html")]
pub struct DeskPart {
    near: Vec<Near>,
    keeps: bool,
}

impl askama::filters::HtmlSafe for DeskPart {}

impl DeskPart {
    /// For the person at their desk.
    pub async fn of(visit: &Visit) -> Result<DeskPart, Problem> {
        let (db, actor) = (visit.app.db(), &visit.actor);
        let keeps =
            Rights::embedded().may(actor, Right::SigningCertificateEdit, &actor.unit, false);
        let mut rows = certificates::of_person(db, actor.person).await?;
        if keeps {
            let others = certificates::of_unit(db, &actor.unit).await?;
            rows.extend(
                others
                    .into_iter()
                    .filter(|one| one.person_id != Some(actor.person)),
            );
        }
        rows.retain(|row| expiry::is_near(row, visit.now_ms));
        rows.sort_by_key(|row| row.valid_to);
        let near = rows.iter().map(|row| near(row, visit.now_ms)).collect();
        Ok(DeskPart { near, keeps })
    }
}

fn near(row: &Certificate, now_ms: i64) -> Near {
    let days = row.days_left(now_ms);
    let last = expiry::steps().first().copied().unwrap_or_default();
    Near {
        href: format!("/signing/certificates/{}", row.id),
        name: row.name.clone(),
        until: vi_date(local_day(row.valid_to)),
        state: row.state_vi(now_ms),
        tone: if days <= last {
            Tone::Danger
        } else {
            Tone::Warning
        },
    }
}
