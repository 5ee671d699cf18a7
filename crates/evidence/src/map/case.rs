//! Điều hồ sơ biết: everything a map is drawn from, read once through the functions of the areas that have it.

use std::collections::{HashMap, HashSet};

use casefile::{
    DocumentRow, documents_of,
    marks::{Excerpt, Reader, Wanted, excerpts},
    statements::{Contradiction, State, Statement, contradictions_of, statements_of},
};
use chrono::NaiveDate;
use criminal::Opened;
use db::Db;
use law::{Fact, Law};
use shell::Problem;
use uuid::Uuid;

use super::assembly::Withdrawn;
use crate::{
    items::{Item, items_of},
    points::{self, Direction},
    sources::Source,
};

/// Hồ sơ như sơ đồ thấy.
pub struct Case {
    /// The matter.
    pub matter: Uuid,
    /// What it is called.
    pub title: String,
    /// Kiểm sát viên, by name.
    pub prosecutor: String,
    /// Its facts with what they add up to.
    pub opened: Option<Opened>,
    /// The same of a civil or administrative matter.
    pub civil: Option<civil::Opened>,
    /// Documents of the contents.
    pub documents: Vec<DocumentRow>,
    /// Their first pages.
    pub firsts: HashMap<Uuid, Source>,
    /// Statements in the order they were made.
    pub statements: Vec<Statement>,
    /// Contradictions that were accepted.
    pub contradictions: Vec<Contradiction>,
    /// Marked passages that all readers of the file see.
    pub excerpts: Vec<Excerpt>,
    /// Pieces of evidence, withdrawn ones too.
    pub items: Vec<Item>,
    /// Vấn đề phải chứng minh with what was weighed for each.
    pub points: Vec<Point>,
    /// Pages of facts.
    pub leaves: HashMap<Uuid, Source>,
}

/// Một vấn đề phải chứng minh.
#[derive(Debug, Clone)]
pub struct Point {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What was weighed for it.
    pub weighed: Vec<Weighed>,
}

/// Một chứng cứ đã được đánh giá đối với một vấn đề.
#[derive(Debug, Clone)]
pub struct Weighed {
    /// The piece of evidence.
    pub item: Uuid,
    /// The accused it is about; nil for the whole case.
    pub subject: Uuid,
    /// Their name; empty for the whole case.
    pub person: String,
    /// Buộc tội, gỡ tội, trung tính.
    pub direction: Direction,
    /// How strong, in words.
    pub strength: &'static str,
    /// Pages of its own; empty: those of the piece of evidence.
    pub sources: Vec<Source>,
}

impl Case {
    /// Reads all of it. Without the law the facts stay unread.
    pub async fn read(
        db: &Db,
        law: Option<&Law>,
        matter: Uuid,
        day: NaiveDate,
    ) -> Result<Case, Problem> {
        let opened = match law {
            Some(law) => criminal::open(db, law, matter).await?,
            None => None,
        };
        let civil = civil::open(db, matter).await?;
        let (title, prosecutor) = match &civil {
            Some(civil) => (civil.matter.title(), civil.matter.prosecutor.clone()),
            None => criminal::head(db, matter)
                .await?
                .map(|head| (head.title, head.prosecutor))
                .unwrap_or_default(),
        };
        let mut documents = documents_of(db, matter).await?;
        documents.retain(|one| one.removed_at.is_none());
        let names: Vec<String> = opened
            .iter()
            .flat_map(|opened| &opened.matter.people)
            .map(|person| person.name.clone())
            .chain(parties(civil.as_ref()))
            .filter(|name| !name.is_empty())
            .collect();
        let mut contradictions = contradictions_of(db, matter).await?;
        contradictions.retain(|one| one.state == State::Accepted);
        let mut excerpts = excerpts(db, matter, &Wanted::default(), Reader(Uuid::nil())).await?;
        excerpts.retain(|one| one.mark.is_shared);
        let facts = match (&opened, &civil) {
            (Some(opened), _) => opened.facts.as_slice(),
            (None, Some(civil)) => &civil.facts,
            (None, None) => &[],
        };
        Ok(Case {
            matter,
            title,
            prosecutor,
            firsts: first_pages(db, matter, &documents).await?,
            leaves: pages_of_facts(db, facts).await?,
            statements: statements_of(db, matter, &names).await?,
            items: items_of(db, matter).await?,
            points: match &civil {
                Some(_) => Vec::new(),
                None => points_of(db, law, matter, opened.as_ref(), day).await?,
            },
            opened,
            civil,
            documents,
            contradictions,
            excerpts,
        })
    }

    /// What no longer proves anything.
    pub fn withdrawn(&self) -> Withdrawn {
        let mut all = Withdrawn::default();
        for item in &self.items {
            let Some(withdrawal) = &item.withdrawn else {
                continue;
            };
            all.items.insert(item.id, withdrawal.reason.clone());
            for source in &item.sources {
                all.pages.insert(source.page, withdrawal.reason.clone());
            }
        }
        // A page on which other evidence stands still proves what that evidence says.
        for item in self.items.iter().filter(|item| item.is_standing()) {
            for source in &item.sources {
                all.pages.remove(&source.page);
            }
        }
        all
    }
}

/// Names of the parties of a civil matter.
fn parties(civil: Option<&civil::Opened>) -> impl Iterator<Item = String> {
    let parties = civil.into_iter().flat_map(|civil| &civil.matter.parties);
    parties.map(|party| party.name.clone())
}

/// The matters to prove with what was weighed for each, in the order of the matrix.
async fn points_of(
    db: &Db,
    law: Option<&Law>,
    matter: Uuid,
    opened: Option<&Opened>,
    day: NaiveDate,
) -> Result<Vec<Point>, Problem> {
    let people = match law.zip(opened) {
        Some((law, opened)) => crate::case::folded(law, &opened.matter),
        None => crate::case::Case::default(),
    };
    let rows = points::rows_on(db, matter, &people, day).await?;
    let assessments = points::assessments_of(db, matter).await?;
    let weighed = |row: &points::Row| {
        let mine = assessments.iter().filter(|one| one.point == row.id);
        mine.map(|one| Weighed {
            item: one.item,
            subject: one.subject,
            person: match one.subject.is_nil() {
                true => String::new(),
                false => points::person_vi(&people, one.subject),
            },
            direction: one.direction,
            strength: points::strength_vi(one.strength),
            sources: one.sources.clone(),
        })
        .collect()
    };
    Ok(rows
        .iter()
        .map(|row| Point {
            title: points::label_of(&rows, &row.id),
            weighed: weighed(row),
            id: row.id.clone(),
        })
        .collect())
}

async fn first_pages(
    db: &Db,
    matter: Uuid,
    documents: &[DocumentRow],
) -> Result<HashMap<Uuid, Source>, Problem> {
    let mut firsts = HashMap::new();
    for document in documents {
        let page = casefile::pages_in(db, matter, document.first_no, document.first_no)
            .await?
            .pop();
        if let Some(page) = page {
            firsts.insert(document.id, Source::of_page(&page));
        }
    }
    Ok(firsts)
}

async fn pages_of_facts(db: &Db, facts: &[Fact]) -> Result<HashMap<Uuid, Source>, Problem> {
    let places = facts.iter().flat_map(|fact| fact.sources.values());
    let ids: HashSet<Uuid> = places.map(|place| place.page).collect();
    let mut leaves = HashMap::new();
    for id in ids {
        if let Some(page) = casefile::page(db, id).await? {
            leaves.insert(id, Source::of_page(&page));
        }
    }
    Ok(leaves)
}
