//! Mức độ đầy đủ của hồ sơ số: a page is whole when it is scanned, in the list, named, readable and checked.
//!
//! | to | look in |
//! |---|---|
//! | count the pages | [`Completeness`], pure |
//! | see which papers and facts lack each other | [`gaps`], pure |
//! | keep who compared a document with its paper | [`checks`] |
//! | have the level of many files at once | [`levels_of`] |
//! | show it | `screens` |

pub(crate) mod checks;
mod gaps;
mod levels;
mod messages;
pub(crate) mod screens;

pub use levels::{Level, levels_of};

use crate::documents::DocumentRow;

db::row! {
    /// What completeness asks of a page.
    pub struct PageState {
        /// Its place, from 1.
        pub no: i64,
        /// `waiting`, `shown`, `read`, `failed`.
        pub status: String,
        /// Trang trắng: nothing to list, to name or to read.
        pub blank: bool,
        /// The text must be compared with the picture.
        pub needs_person: bool,
    }
}

/// Đếm theo trang.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Completeness {
    /// Pages of the file.
    pub pages: i64,
    /// Its picture stands.
    pub scanned: i64,
    /// It belongs to a document of the list.
    pub listed: i64,
    /// That document has a kind beside its title.
    pub named: i64,
    /// Its text was read without a doubt.
    pub readable: i64,
    /// That document was compared with its paper since it was last marked.
    pub checked: i64,
    /// All five.
    pub whole: i64,
}

/// What the list says of a page.
#[derive(Clone, Copy, Default)]
struct Told {
    is_listed: bool,
    is_named: bool,
    is_checked: bool,
}

impl Completeness {
    /// Counts the pages; `is_checked` tells whether the check of a document holds.
    pub fn of(
        pages: &[PageState],
        documents: &[DocumentRow],
        is_checked: impl Fn(&DocumentRow) -> bool,
    ) -> Completeness {
        let told = told(pages, documents, is_checked);
        let mut count = Completeness::default();
        for (page, told) in pages.iter().zip(told) {
            let is_scanned = matches!(page.status.as_str(), "shown" | "read");
            let is_blank = page.blank && is_scanned;
            let five = [
                is_scanned,
                is_blank || told.is_listed,
                is_blank || told.is_named,
                is_blank || (page.status == "read" && !page.needs_person),
                is_blank || told.is_checked,
            ];
            let [scanned, listed, named, readable, checked] = five.map(i64::from);
            count.pages += 1;
            count.scanned += scanned;
            count.listed += listed;
            count.named += named;
            count.readable += readable;
            count.checked += checked;
            count.whole += i64::from(five == [true; 5]);
        }
        count
    }

    /// Whole pages of a hundred, rounded down: 100 only when nothing is missing.
    pub fn percent(&self) -> i64 {
        100 * self.whole / self.pages.max(1)
    }

    /// Whether nothing is missing.
    pub fn is_whole(&self) -> bool {
        self.pages > 0 && self.whole == self.pages
    }
}

/// What the list says of each page, in the order of the pages.
fn told(
    pages: &[PageState],
    documents: &[DocumentRow],
    is_checked: impl Fn(&DocumentRow) -> bool,
) -> Vec<Told> {
    let mut told = vec![Told::default(); pages.len()];
    for document in documents.iter().filter(|one| one.removed_at.is_none()) {
        let first = pages.partition_point(|page| page.no < document.first_no);
        let last = pages.partition_point(|page| page.no <= document.last_no);
        let (is_named, is_checked) = (!document.kind.is_empty(), is_checked(document));
        for one in &mut told[first..last.max(first)] {
            one.is_listed = true;
            one.is_named |= is_named;
            one.is_checked |= is_checked;
        }
    }
    told
}

/// Pages that belong to no document, as stretches; blank ones need none.
pub fn unlisted(pages: &[PageState], documents: &[DocumentRow]) -> Vec<(i64, i64)> {
    let mut stretches: Vec<(i64, i64)> = Vec::new();
    let listed = told(pages, documents, |_| false);
    for (page, told) in pages.iter().zip(listed) {
        if told.is_listed || page.blank {
            continue;
        }
        match stretches.last_mut() {
            Some((_, last)) if *last + 1 == page.no => *last = page.no,
            _ => stretches.push((page.no, page.no)),
        }
    }
    stretches
}

#[cfg(test)]
pub(crate) mod tests {
    use uuid::Uuid;

    use super::*;

    pub(crate) fn document(first_no: i64, last_no: i64, kind: &str, number: &str) -> DocumentRow {
        DocumentRow {
            id: Uuid::now_v7(),
            first_no,
            last_no,
            title: "Lệnh tạm giam".to_owned(),
            kind: kind.to_owned(),
            bl: String::new(),
            issued_on: None,
            number: number.to_owned(),
            group_no: None,
            place: None,
            issuer: String::new(),
            signer: String::new(),
            removed_at: None,
        }
    }

    fn page(no: i64, status: &str, marks: &str) -> PageState {
        PageState {
            no,
            status: status.to_owned(),
            blank: marks.contains("blank"),
            needs_person: marks.contains("faint"),
        }
    }

    #[test]
    fn each_of_the_five_is_counted_and_a_page_is_whole_by_all() {
        let pages = [
            page(1, "read", ""),
            page(2, "read", "faint"),
            page(3, "read", "blank"),
            page(4, "waiting", ""),
            page(5, "read", ""),
            page(6, "shown", ""),
        ];
        let documents = [document(1, 2, "lenh", ""), document(4, 4, "", "")];
        let count = Completeness::of(&pages, &documents, |one| one.first_no == 1);
        let wanted = Completeness {
            pages: 6,
            scanned: 5,
            listed: 4,
            named: 3,
            readable: 3,
            checked: 3,
            whole: 2,
        };
        assert_eq!(count, wanted);
        assert_eq!((count.percent(), count.is_whole()), (33, false));
        assert_eq!(unlisted(&pages, &documents), [(5, 6)]);
    }

    #[test]
    fn a_document_taken_off_the_list_lists_nothing_and_no_page_is_no_whole_file() {
        let pages = [page(1, "read", "")];
        let mut off = document(1, 1, "lenh", "");
        off.removed_at = Some(1);
        let count = Completeness::of(&pages, &[off], |_| true);
        assert_eq!((count.listed, count.checked, count.whole), (0, 0, 0));
        assert!(!Completeness::default().is_whole());
        assert_eq!(Completeness::default().percent(), 0);
    }

    #[test]
    fn one_page_short_of_a_whole_file_is_never_a_hundred() {
        let count = Completeness {
            pages: 1000,
            whole: 999,
            ..Completeness::default()
        };
        assert_eq!(count.percent(), 99);
    }
}
