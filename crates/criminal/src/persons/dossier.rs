//! Một người qua các hồ sơ: the matters decided to be theirs, who else may be the same, measures in force, company.

use chrono::NaiveDate;
use db::{Result, Sql};
use uuid::Uuid;

use super::decided::{self, Decided, Verdict};
use super::finding::{self, Found};
use super::likeness::Sign;
use crate::register::Values;

/// Một người qua các hồ sơ, as far as the reader's right reaches.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// The person in the matter the page was opened from.
    pub person: Found,
    /// The same person in other matters, decided so; with the decision that names them.
    pub same: Vec<(Found, Option<Decided>)>,
    /// Who may be the same.
    pub suggested: Vec<(Found, Sign)>,
    /// Who was decided to be somebody else.
    pub apart: Vec<(Found, Decided)>,
    /// Biện pháp đang áp dụng in all these matters, suggested ones too.
    pub measures: Vec<InForce>,
    /// Bị can, người bị giữ khác in the person's own matters.
    pub company: Vec<Companion>,
}

db::row! {
    /// Một biện pháp ngăn chặn, cưỡng chế đang áp dụng.
    pub struct InForce {
        /// The matter.
        pub matter_id: Uuid,
        /// The person in it.
        pub subject_id: Uuid,
        /// `custody`, `detention` …
        pub kind: String,
        /// `held`, `court`, `open`.
        pub list: String,
        /// Where it stands.
        pub status: String,
        /// Its first day.
        pub from_on: Option<NaiveDate>,
        /// Its last day.
        pub to_on: Option<NaiveDate>,
        /// The same as an instant.
        pub to_at: i64,
        /// Whether it ends at an hour.
        pub has_hour: bool,
        /// Số lệnh.
        pub number: String,
    }
}

db::row! {
    /// Một người cùng vụ.
    pub struct Companion {
        /// The matter.
        pub matter_id: Uuid,
        /// The person.
        pub subject_id: Uuid,
        /// Their name.
        pub name: String,
        /// Where they stand.
        pub state: String,
        /// Tội danh.
        pub charge: String,
    }
}

/// Everything about a person among the matters of these units.
pub async fn of(db: &impl Sql, units: &[String], person: Found) -> Result<Dossier> {
    let (others, links) = decided::same_as(db, person.subject_id).await?;
    let within = |found: &Found| units.contains(&found.unit_id);
    let mut same: Vec<(Found, Option<Decided>)> = Vec::new();
    for found in finding::people(db, &others).await? {
        if within(&found) {
            let named = |link: &&Decided| {
                link.verdict() == Verdict::Same
                    && (link.a_subject == found.subject_id || link.b_subject == found.subject_id)
            };
            let direct = links
                .iter()
                .find(|link| link.joins(found.subject_id, person.subject_id));
            let link = direct.or_else(|| links.iter().find(named)).cloned();
            same.push((found, link));
        }
    }
    let own: Vec<Uuid> = same
        .iter()
        .map(|(found, _)| found.subject_id)
        .chain([person.subject_id])
        .collect();
    let refused: Vec<&Decided> = links
        .iter()
        .filter(|link| link.verdict() == Verdict::Different)
        .filter(|link| own.contains(&link.a_subject) || own.contains(&link.b_subject))
        .collect();
    let pairs: Vec<(Uuid, Uuid)> = refused
        .iter()
        .map(|link| match own.contains(&link.a_subject) {
            true => link.other(link.a_subject),
            false => link.other(link.b_subject),
        })
        .collect();
    let mut apart = Vec::new();
    for found in finding::people(db, &pairs).await? {
        let link = refused
            .iter()
            .find(|link| link.a_subject == found.subject_id || link.b_subject == found.subject_id);
        if let (true, Some(link)) = (within(&found), link) {
            apart.push((found, (*link).clone()));
        }
    }
    let mut suggested: Vec<(Found, Sign)> = Vec::new();
    let known: Vec<&Found> = same
        .iter()
        .map(|(found, _)| found)
        .chain([&person])
        .collect();
    for one in &known {
        for (found, sign) in finding::like(db, units, one).await? {
            let is_known = own.contains(&found.subject_id)
                || pairs
                    .iter()
                    .any(|(_, subject)| *subject == found.subject_id)
                || known.iter().any(|known| known.matter_id == found.matter_id)
                || suggested
                    .iter()
                    .any(|(other, _)| other.subject_id == found.subject_id);
            if !is_known {
                suggested.push((found, sign));
            }
        }
    }
    suggested.sort_by_key(|(_, sign)| *sign);
    suggested.truncate(finding::PAGE);
    let everyone: Vec<&Found> = known
        .iter()
        .copied()
        .chain(suggested.iter().map(|(found, _)| found))
        .collect();
    let measures = in_force(db, &everyone).await?;
    let company = company(db, &known).await?;
    same.sort_by_key(|(found, _)| std::cmp::Reverse(found.matter_id));
    Ok(Dossier {
        person,
        same,
        suggested,
        apart,
        measures,
        company,
    })
}

async fn in_force(db: &impl Sql, people: &[&Found]) -> Result<Vec<InForce>> {
    let mut values = Values::default();
    let sql = format!(
        "SELECT matter_id, subject_id, kind, list, status, from_on, to_on, to_at, has_hour, number FROM criminal_measure
          WHERE {} AND list <> 'past' ORDER BY to_at, matter_id, n",
        any_of(people, "=", &mut values)
    );
    db.all(sql, values.0).await
}

async fn company(db: &impl Sql, people: &[&Found]) -> Result<Vec<Companion>> {
    let mut values = Values::default();
    let sql = format!(
        "SELECT matter_id, subject_id, name, state, charge FROM criminal_accused
          WHERE {} ORDER BY matter_id, sort_key LIMIT 100",
        any_of(people, "<>", &mut values)
    );
    db.all(sql, values.0).await
}

/// The rows of these people (`=`), or of everybody else in their matters (`<>`).
fn any_of(people: &[&Found], subject: &str, values: &mut Values) -> String {
    let parts: Vec<String> = people
        .iter()
        .map(|one| {
            let unit = values.bind(&one.unit_id);
            let (matter, who) = (values.bind(one.matter_id), values.bind(one.subject_id));
            format!("unit_id = {unit} AND matter_id = {matter} AND subject_id {subject} {who}")
        })
        .collect();
    format!("({})", parts.join(" OR "))
}

/// How many people of other matters may be the same as each person of a matter, among these units: for the matter's page.
/// What was decided either way is not counted as waiting; the second number counts the matters decided to be theirs.
pub async fn waiting(
    db: &impl Sql,
    units: &[String],
    matter: Uuid,
    subjects: &[Uuid],
) -> Result<Vec<(Uuid, usize, usize)>> {
    let pairs: Vec<(Uuid, Uuid)> = subjects.iter().map(|subject| (matter, *subject)).collect();
    let links = decided::about(db, subjects).await?;
    let mut counts = Vec::new();
    for one in finding::people(db, &pairs).await? {
        let mut waiting = 0;
        for (other, _) in finding::like(db, units, &one).await? {
            let is_decided = links
                .iter()
                .any(|link| link.joins(one.subject_id, other.subject_id));
            waiting += usize::from(!is_decided);
        }
        let same = links
            .iter()
            .filter(|link| link.verdict() == Verdict::Same)
            .filter(|link| link.a_subject == one.subject_id || link.b_subject == one.subject_id)
            .count();
        counts.push((one.subject_id, waiting, same));
    }
    Ok(counts)
}
