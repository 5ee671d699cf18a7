//! Điền từ hồ sơ số hóa (168/HS): the leaves and the list of papers of the scanned file, put into a new draft as if they were typed. They
//! say how the file was when the record was begun: they may be written over, and no later page changes them.

use criminal::doors::{CaseFileDoor, FilePaper, LeafSpan};
use shell::{Problem, Visit};
use uuid::Uuid;

use crate::draft::Typed;
use crate::rules::Template;

/// Fields that any form may have: how many leaves, from which to which, the papers of the file.
const SHEETS: &str = "sheets";
const RANGE: &str = "sheet_range";
const CONTENTS: &str = "file_contents";
/// A longer list goes along on sheets of its own.
const MOST: usize = 40;

/// What the file of the matter says for the fields of a form; nothing where it has none of these, or nobody keeps case files.
pub(super) async fn typed(
    visit: &Visit,
    template: &Template,
    matter: Uuid,
) -> Result<Typed, Problem> {
    let asks = |name: &str| template.field(name).is_some();
    // The number of leaves alone is asked by forms that are no record of a file.
    let Some(door) = visit.app.find::<CaseFileDoor>().filter(|_| asks(RANGE)) else {
        return Ok(Typed::new());
    };
    let db = visit.app.db();
    let span = door.0.leaf_span(db, matter).await?;
    let papers = door.0.contents(db, matter).await?;
    let told = [
        (SHEETS, span.as_ref().map(|span| span.count.to_string())),
        (RANGE, span.as_ref().map(range)),
        (CONTENTS, listed(&papers)),
    ];
    let told = told.into_iter().filter(|(name, _)| asks(name));
    Ok(told
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect())
}

fn range(span: &LeafSpan) -> String {
    match span.first == span.last {
        true => span.first.clone(),
        false => format!("{} đến {}", span.first, span.last),
    }
}

fn listed(papers: &[FilePaper]) -> Option<String> {
    let line = |paper: &FilePaper| match paper.leaves.is_empty() {
        true => paper.title.clone(),
        false => format!("{} (BL {})", paper.title, paper.leaves),
    };
    match papers.len() {
        0 => None,
        many if many > MOST => Some(format!(
            "{many} tài liệu, theo danh mục kèm theo biên bản này"
        )),
        _ => Some(papers.iter().map(line).collect::<Vec<_>>().join("\n")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_list_is_written_out_and_a_long_one_is_named() {
        let paper = |leaves: &str| FilePaper {
            title: "Lệnh tạm giam".to_owned(),
            leaves: leaves.to_owned(),
        };
        let told = listed(&[paper("04-06"), paper("")]).unwrap();
        assert_eq!(told, "Lệnh tạm giam (BL 04-06)\nLệnh tạm giam");
        assert_eq!(listed(&[]), None);
        let long = listed(&vec![paper("1"); 41]).unwrap();
        assert!(long.starts_with("41 tài liệu, theo danh mục"), "{long}");
    }
}
