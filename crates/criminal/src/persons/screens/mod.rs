//! Các trang tìm người: the search, and one person through the matters.

mod person;
mod search;

use people::Right;
use shell::{Problem, Routes, Visit};

use super::dossier;
use crate::load::Opened;
use crate::screens::readable_units;

/// The addresses.
pub fn routes() -> Routes {
    let (read, record) = (Right::CriminalMatterRead, Right::CriminalFactRecord);
    Routes::new()
        .get("/criminal/persons", read, search::show)
        .get("/criminal/persons/{matter}/{subject}", read, person::show)
        .post(
            "/criminal/persons/{matter}/{subject}/decisions",
            record,
            person::decide,
        )
        .post(
            "/criminal/persons/{matter}/{subject}/decisions/{id}/withdrawal",
            record,
            person::take_back,
        )
}

/// Một người của hồ sơ cũng có, hoặc có thể có, trong hồ sơ khác.
pub(crate) struct InMatters {
    /// Their name.
    pub name: String,
    /// Their page.
    pub href: String,
    /// What is known and what waits to be decided.
    pub words: String,
}

/// Whoever of a matter stands, or may stand, in other matters that the person reads: for the matter's page.
pub(crate) async fn of_matter(visit: &Visit, opened: &Opened) -> Result<Vec<InMatters>, Problem> {
    let named = opened
        .matter
        .people
        .iter()
        .filter(|person| !person.name.is_empty());
    let subjects: Vec<_> = named.take(40).map(|person| person.subject).collect();
    if subjects.is_empty() {
        return Ok(Vec::new());
    }
    let units = readable_units(visit);
    let counts = dossier::waiting(visit.app.db(), &units, opened.id, &subjects).await?;
    let shown = counts
        .into_iter()
        .filter(|(_, waiting, same)| waiting + same > 0);
    let line = |(subject, waiting, same): (uuid::Uuid, usize, usize)| InMatters {
        name: opened
            .matter
            .person(subject)
            .map_or_else(String::new, |person| person.name_vi().to_owned()),
        href: format!("/criminal/persons/{}/{subject}", opened.id),
        words: match (same, waiting) {
            (0, waiting) => format!("có thể là một người trong {waiting} hồ sơ khác, chờ kết luận"),
            (same, 0) => format!("cùng một người trong {same} hồ sơ khác"),
            (same, waiting) => {
                format!("cùng một người trong {same} hồ sơ khác, {waiting} hồ sơ chờ kết luận")
            }
        },
    };
    Ok(shown.map(line).collect())
}
