//! Ghi nhanh từ một quyết định đã quét: the program recognises the act, proposes its fields with their boxes, a person confirms.
//!
//! | to | look in |
//! |---|---|
//! | gather the words of a paper over its pages | [`paper`] |
//! | recognise the act by its title, form and issuer | [`acts`] |
//! | find whom it is about | [`subject`] |
//! | propose the values of its fields | [`fields`], `offices`, `terms`, `citing` |
//! | go from a page, a file or a dropped scan to the form | `screens` |
//!
//! Everything but [`paper`] and `screens` is pure. Nothing is recorded here.

pub(crate) mod acts;
mod citing;
pub(crate) mod fields;
mod offices;
pub(crate) mod paper;
pub(crate) mod screens;
pub(crate) mod subject;
mod terms;

use criminal::doors::{PaperAsked, ReadPaper};
use db::Db;

use crate::page::page;

#[cfg(test)]
mod tests;

/// Most other acts that are named beside the best one.
const MOST_OTHERS: usize = 3;

/// What the paper that begins on a page says for the fields of an act.
pub(crate) async fn read_paper(
    db: &Db,
    asked: PaperAsked<'_>,
) -> Result<Option<ReadPaper>, db::StorageError> {
    let first = match page(db, asked.page).await? {
        Some(page) if page.matter_id == asked.opened.id => page,
        _ => return Ok(None),
    };
    let scanned = paper::gather(db, &first).await?;
    let decision = scanned.read();
    let found = acts::Recogniser::new(asked.law, asked.opened, asked.today).acts(&decision);
    let href = |act: &law::catalogue::Act| {
        let subject = subject::whom(asked.opened, act, &decision, &scanned.text());
        screens::form_href(
            asked.opened.id,
            &act.id,
            subject.map(|one| one.id),
            asked.page,
        )
    };
    let others = found
        .iter()
        .filter(|one| one.act.id != asked.act.id)
        .take(MOST_OTHERS)
        .map(|one| (one.act.short_vi.clone(), href(one.act)))
        .collect();
    let is_confirmed = match &decision.number {
        Some(number) => paper::is_cited(db, &first, &scanned, &number.value).await?,
        None => false,
    };
    let mut read = fields::propose(&asked, &decision, &scanned, is_confirmed);
    read.place = first.label();
    read.others = others;
    read.others.push((
        "hành vi khác".to_owned(),
        format!("/criminal/matters/{}/acts", asked.opened.id),
    ));
    read.title = decision.title.map(|title| title.value).unwrap_or_default();
    Ok(Some(read))
}
