//! Người và tội danh của vụ án, as its facts say: whom a point is proved for, and which charges have elements to prove.

use criminal::{open, rules::Matter, standing::offence_vi};
use law::{Charge, Law};
use shell::{App, Problem, Visit};
use uuid::Uuid;

/// Người bị buộc tội.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accused {
    /// Its id in the matter.
    pub id: Uuid,
    /// The name.
    pub name: String,
    /// The keys of the charges the person bears, see [`Offence`].
    pub charges: Vec<String>,
}

/// Tội danh đang áp dụng.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offence {
    /// "170.1", "173.2.c".
    pub key: String,
    /// "Cưỡng đoạt tài sản (khoản 1 Điều 170 BLHS)".
    pub label: String,
}

/// What the facts of a matter say for its evidence.
#[derive(Debug, Clone, Default)]
pub struct Case {
    /// Those held or charged, in the order they appear.
    pub accused: Vec<Accused>,
    /// Each charge once.
    pub offences: Vec<Offence>,
    /// Everybody named in the matter.
    pub names: Vec<String>,
    /// A civil or administrative matter: no points of BLTTHS Đ.85.
    pub is_civil: bool,
}

/// Reads it.
pub async fn case_of(visit: &Visit, matter: Uuid) -> Result<Case, Problem> {
    case_in(&visit.app, matter).await
}

/// The same without a visit.
pub(crate) async fn case_in(app: &App, matter: Uuid) -> Result<Case, Problem> {
    let law = app.law();
    let db = app.db();
    if let Some(opened) = open(db, &law, matter).await? {
        return Ok(folded(&law, &opened.matter));
    }
    let civil = civil::open(db, matter).await?;
    Ok(civil.map_or_else(Case::default, |opened| of_civil(&opened)))
}

/// A civil matter has parties and nobody accused.
pub(crate) fn of_civil(opened: &civil::Opened) -> Case {
    let parties = opened.matter.parties.iter();
    Case {
        names: parties.map(|party| party.name.clone()).collect(),
        is_civil: true,
        ..Case::default()
    }
}

/// Everybody named in the matter.
pub async fn names(visit: &Visit, matter: Uuid) -> Result<Vec<String>, Problem> {
    Ok(case_of(visit, matter).await?.names)
}

/// The same of a matter that was read.
pub(crate) fn folded(law: &Law, matter: &Matter) -> Case {
    let mut offences: Vec<Offence> = Vec::new();
    let mut take = |charges: &[Charge]| -> Vec<String> {
        let keys = charges.iter().map(|charge| {
            let offence = offence(law, charge);
            let key = offence.key.clone();
            if offences.iter().all(|one| one.key != key) {
                offences.push(offence);
            }
            key
        });
        keys.collect()
    };
    let accused: Vec<Accused> = matter
        .accused()
        .map(|person| Accused {
            id: person.subject,
            name: person.name_vi().to_owned(),
            charges: take(&person.charges),
        })
        .collect();
    // Before anybody is charged, the case itself names what it is opened for.
    let nobody = accused.iter().all(|one| one.charges.is_empty());
    if let Some(case) = matter.case.as_ref().filter(|_| nobody) {
        take(&case.charges);
    }
    let mut names: Vec<String> = matter.people.iter().map(|one| one.name.clone()).collect();
    names.retain(|name| !name.is_empty());
    names.sort_by_key(|name| text::name_sort_key(name));
    names.dedup();
    Case {
        accused,
        offences,
        names,
        is_civil: false,
    }
}

fn offence(law: &Law, charge: &Charge) -> Offence {
    let clause = charge.clause.map(|clause| clause.to_string());
    let parts = [Some(charge.article.clone()), clause, charge.point.clone()];
    let key: Vec<String> = parts.into_iter().flatten().collect();
    Offence {
        key: key.join("."),
        label: match offence_vi(law, &charge.article) {
            Some(name) => format!("{name} ({})", charge.vi()),
            None => charge.vi(),
        },
    }
}
