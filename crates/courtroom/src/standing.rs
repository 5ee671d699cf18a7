//! Mục trình chiếu, câu hỏi đứng trên chứng cứ: which exhibits show or cite the pages of a piece of evidence, and which questions cite them.

use db::{Db, Sql, StorageError};
use evidence::{Dependent, Dependents, Ground, Source, dependents::Answer, leaves_of};
use text::Leaves;
use uuid::Uuid;

use crate::{
    list::{exhibits_of, page::href},
    outline::{QuestionRow, asked_of},
    rules::{Exhibit, Part},
};

/// For `evidence::DependentsDoor`.
pub struct StandingExhibits;

impl Dependents for StandingExhibits {
    fn standing_on<'a>(&'a self, db: &'a Db, ground: Ground<'a>) -> Answer<'a> {
        Box::pin(async move {
            let leaves = leaves_of(db, ground.matter, ground.sources).await?;
            let fallen = Fallen {
                title: String::new(),
                sources: ground.sources.to_vec(),
                leaves,
            };
            let all = exhibits_of(db, ground.matter).await?;
            let mine = all.into_iter().filter(|one| fallen.is_under(one));
            let mut told: Vec<Dependent> = mine
                .map(|one| Dependent {
                    kind: "Mục trình chiếu",
                    title: named(&one, ground.sources),
                    href: href(ground.matter),
                })
                .collect();
            let asked = asked_of(db, ground.matter).await?;
            let asked = asked.into_iter().filter(|one| fallen.is_asked_of(one));
            told.extend(asked.map(|one| Dependent {
                kind: "Câu hỏi xét hỏi",
                title: one.question,
                href: format!("{}/outline", href(ground.matter)),
            }));
            Ok(told)
        })
    }
}

/// Chứng cứ đã rút, with every number by which its pages are cited.
pub(crate) struct Fallen {
    title: String,
    sources: Vec<Source>,
    leaves: Leaves,
}

impl Fallen {
    /// Whether an exhibit shows one of its pages, or its words cite one.
    fn is_under(&self, one: &Exhibit) -> bool {
        let said = [
            &one.title,
            &one.purpose,
            &one.question,
            &one.expected,
            &one.fallback,
        ];
        shows(one, &self.sources) || said.iter().any(|words| self.leaves.are_cited_in(words))
    }

    /// Whether a question of the outline cites one of its pages.
    fn is_asked_of(&self, one: &QuestionRow) -> bool {
        let said = [&one.question, &one.expected, &one.differs];
        said.iter().any(|words| self.leaves.are_cited_in(words))
    }
}

/// What was withdrawn of the evidence of a matter.
pub(crate) async fn fallen_of(sql: &impl Sql, matter: Uuid) -> Result<Vec<Fallen>, StorageError> {
    let mut all = Vec::new();
    for one in evidence::withdrawn_of(sql, matter).await? {
        all.push(Fallen {
            leaves: leaves_of(sql, matter, &one.sources).await?,
            title: one.title,
            sources: one.sources,
        });
    }
    Ok(all)
}

/// The withdrawn evidence that an exhibit shows or cites, by name.
pub(crate) fn under(one: &Exhibit, fallen: &[Fallen]) -> Vec<String> {
    let mine = fallen.iter().filter(|it| it.is_under(one));
    mine.map(|it| it.title.clone()).collect()
}

/// The withdrawn evidence that a question cites, by name.
pub(crate) fn asked(one: &QuestionRow, fallen: &[Fallen]) -> Vec<String> {
    let mine = fallen.iter().filter(|it| it.is_asked_of(one));
    mine.map(|it| it.title.clone()).collect()
}

/// What an exhibit is called: its title, else what it is for, else the leaves that it shows.
fn named(one: &Exhibit, sources: &[Source]) -> String {
    let words = [&one.title, &one.purpose];
    let words = words.into_iter().find(|words| !words.trim().is_empty());
    words.map_or_else(|| evidence::told(sources), |words| words.trim().to_owned())
}

/// Whether an exhibit shows one of these pages.
fn shows(one: &Exhibit, sources: &[Source]) -> bool {
    one.parts.iter().any(|part| match part {
        Part::Page(part) => sources.iter().any(|one| one.page == part.page),
        _ => false,
    })
}
