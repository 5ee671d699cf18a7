//! Mục trình chiếu đứng trên chứng cứ: which exhibits show the pages of a piece of evidence.

use db::Db;
use evidence::{Dependent, Dependents, Ground, Source, Withdrawn, dependents::Answer};

use crate::{
    list::{exhibits_of, page::href},
    rules::{Exhibit, Part},
};

/// For `evidence::DependentsDoor`.
pub struct StandingExhibits;

impl Dependents for StandingExhibits {
    fn standing_on<'a>(&'a self, db: &'a Db, ground: Ground<'a>) -> Answer<'a> {
        Box::pin(async move {
            let all = exhibits_of(db, ground.matter).await?;
            let mine = all.into_iter().filter(|one| shows(one, ground.sources));
            let told = mine.map(|one| Dependent {
                kind: "Mục trình chiếu",
                title: named(&one, ground.sources),
                href: href(ground.matter),
            });
            Ok(told.collect())
        })
    }
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

/// The withdrawn evidence that an exhibit shows, by name.
pub(crate) fn fallen(one: &Exhibit, withdrawn: &[Withdrawn]) -> Vec<String> {
    let mine = withdrawn.iter().filter(|it| shows(one, &it.sources));
    mine.map(|it| it.title.clone()).collect()
}
