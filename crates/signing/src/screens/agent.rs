//! Máy ký của tôi: the signing program at this machine, and adding one's certificate from the token.

use askama::Template;
use axum::response::{IntoResponse, Response};
use shell::{Frame, Page, Problem, Visit};

use super::certificates::state;
use crate::certificates;

struct Own {
    href: String,
    name: String,
    until: String,
    state: shell::Badge,
}

#[derive(Template)]
#[template(path = "screens/agent.html")]
struct AgentPage {
    frame: Frame,
    own: Vec<Own>,
}

/// The page.
pub async fn show(visit: Visit) -> Result<Response, Problem> {
    let all = certificates::of_person(visit.app.db(), visit.actor.person).await?;
    let own = all.into_iter().map(|row| Own {
        href: format!("/signing/certificates/{}", row.id),
        state: state(&row, visit.now_ms),
        until: shell::vi_date(shell::local_day(row.valid_to)),
        name: row.name,
    });
    Ok(Page(AgentPage {
        own: own.collect(),
        frame: visit
            .frame("Máy ký của tôi")
            .subtitle(
                "USB token cắm ở máy này; khóa ký không rời thiết bị, mã PIN không qua trang này.",
            )
            .island("sign"),
    })
    .into_response())
}
