//! Pages are found with and without diacritics, exact ones first.

// A test may stop at a surprise, and may print.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use search::{Hit, Index, Match, PageText, Query, matches};
use uuid::Uuid;

struct Shelf {
    folder: std::path::PathBuf,
    index: Index,
}

impl Shelf {
    fn with(pages: &[&str]) -> Shelf {
        let folder =
            std::env::temp_dir().join(format!("kiemsat-search-{}", Uuid::now_v7().simple()));
        let index = Index::open(&folder).unwrap();
        let page = |(n, text): (usize, &&str)| PageText {
            id: Uuid::from_u128(n as u128 + 1),
            unit: if n < 3 {
                "P68-KV1".into()
            } else {
                "P68-KV2".into()
            },
            matter: Uuid::from_u128(if n < 3 { 100 } else { 200 }),
            no: n as i64 + 1,
            text: (*text).to_owned(),
        };
        index
            .put(&pages.iter().enumerate().map(page).collect::<Vec<_>>())
            .unwrap();
        index.commit().unwrap();
        Shelf { folder, index }
    }

    fn find(&self, text: &str) -> Vec<Hit> {
        self.index
            .find(&Query {
                text: text.into(),
                limit: 10,
                ..Query::default()
            })
            .unwrap()
            .0
    }

    fn numbers(&self, text: &str) -> Vec<i64> {
        self.find(text).iter().map(|hit| hit.no).collect()
    }
}

impl Drop for Shelf {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

const PAGES: [&str; 4] = [
    "Bị can Nguyễn Văn Đạt khai nhận đã đe dọa.",
    "Người làm chứng Nguyễn Văn Dật, sinh năm 1980.",
    "Quyết định gia hạn thời hạn tạm giam số 116/QĐ-VKSKV3 ngày 13/8/2026.",
    "Thuỷ và Hoà ở xã Quang Vinh; nguyen van dat.",
];

#[test]
fn a_query_without_marks_finds_every_spelling_and_one_with_marks_puts_the_exact_first() {
    let shelf = Shelf::with(&PAGES);
    let mut all = shelf.numbers("nguyen van dat");
    all.sort_unstable();
    assert_eq!(all, [1, 2, 4]);
    let hits = shelf.find("Nguyễn Văn Dật");
    assert_eq!((hits[0].no, hits[0].exact), (2, true));
    assert!(hits[1..].iter().all(|hit| !hit.exact));
}

#[test]
fn old_and_new_tone_places_and_letters_in_pieces_are_the_same_word() {
    let shelf = Shelf::with(&PAGES);
    assert!(shelf.find("thủy")[0].exact);
    assert!(shelf.find("ho\u{300}a")[0].exact);
}

#[test]
fn numbers_of_decisions_are_found_and_quotes_ask_for_the_phrase() {
    let shelf = Shelf::with(&PAGES);
    assert_eq!(shelf.numbers("116/QĐ-VKSKV3"), [3]);
    assert_eq!(shelf.numbers("\"gia han tam giam\""), Vec::<i64>::new());
    assert_eq!(shelf.numbers("gia han tam giam"), [3]);
    assert_eq!(shelf.numbers("\"han tam giam so 116\""), [3]);
    assert_eq!(shelf.numbers("..."), Vec::<i64>::new());
}

#[test]
fn the_pairs_of_a_phrase_scattered_over_a_page_are_not_the_phrase() {
    let shelf = Shelf::with(&[
        "kiểm sát rồi sát viên",
        "sát viên kiểm sát",
        "Kiểm sát viên",
        "kiểm sát. Viên",
    ]);
    assert_eq!(shelf.numbers("\"kiem sat vien\""), [3, 4]);
    assert_eq!(shelf.numbers("\"kiểm sát viện\""), [3, 4]);
    let exact = shelf.find("\"kiểm sát viên\"");
    assert!(exact[0].exact && exact[1].exact);
    assert_eq!(shelf.numbers("kiểm sát viên").len(), 4);
}

#[test]
fn a_matter_and_units_limit_what_is_found_and_a_removed_matter_is_gone() {
    let shelf = Shelf::with(&PAGES);
    let ask = |matter, units| {
        let query = Query {
            text: "nguyen".into(),
            matter,
            units,
            skip: 0,
            limit: 10,
        };
        shelf.index.find(&query).unwrap().1
    };
    assert_eq!(ask(None, None), 3);
    assert_eq!(ask(Some(Uuid::from_u128(100)), None), 2);
    assert_eq!(ask(None, Some(vec!["P68-KV2".into()])), 1);
    assert_eq!(ask(None, Some(vec![])), 0);
    shelf.index.remove_matter(Uuid::from_u128(100)).unwrap();
    shelf.index.commit().unwrap();
    assert_eq!(ask(None, None), 1);
}

#[test]
fn the_excerpt_marks_the_words_that_answer() {
    let shelf = Shelf::with(&PAGES);
    let hit = &shelf.find("tam giam")[0];
    assert_eq!(&hit.snippet[hit.marked.clone().unwrap()], "tạm giam");
}

#[test]
fn a_misread_name_is_found_and_a_short_word_is_not_guessed() {
    let shelf = Shelf::with(&["ông Ngnyễn Văn Hừug khai", "bà Nguyễn Thị Hồng khai"]);
    let misread = |text: &str| -> Vec<i64> {
        let query = Query {
            text: text.into(),
            limit: 10,
            ..Query::default()
        };
        let hits = shelf.index.find_misread(&query).unwrap();
        hits.iter().map(|hit| hit.no).collect()
    };
    assert_eq!(misread("Nguyễn Văn Hùng"), [1]);
    assert_eq!(misread("Hùng"), Vec::<i64>::new());
    assert_eq!(misread("…"), Vec::<i64>::new());
    assert_eq!(misread("Nguyễn Văn Hải"), Vec::<i64>::new());
}

#[test]
fn a_page_put_again_replaces_itself() {
    let shelf = Shelf::with(&PAGES);
    let page = PageText {
        id: Uuid::from_u128(1),
        unit: "P68-KV1".into(),
        matter: Uuid::from_u128(100),
        no: 1,
        text: "sửa lại".into(),
    };
    shelf.index.put(&[page]).unwrap();
    shelf.index.commit().unwrap();
    assert_eq!(shelf.index.pages(), 4);
    assert_eq!(shelf.numbers("sua lai"), [1]);
}

#[test]
fn words_to_box_are_the_phrase_with_its_punctuation() {
    let page = ["ngày", "13/8/2026,", "tạm", "giam,", "Tạm", "giảm"];
    let found = matches("tam giam", &page);
    assert_eq!(
        found.iter().map(|m| m.words.clone()).collect::<Vec<_>>(),
        [2..4, 4..6]
    );
    assert_eq!(
        matches("tạm giam", &page)
            .iter()
            .map(|m| m.exact)
            .collect::<Vec<_>>(),
        [true, false]
    );
    assert_eq!(
        matches("8/2026", &page),
        [Match {
            words: 1..2,
            exact: true
        }]
    );
    assert_eq!(matches("giam ngay", &page).len(), 3);
}

#[test]
fn the_next_pages_of_hits_follow_without_a_gap_or_a_repetition() {
    let shelf = Shelf::with(&PAGES);
    let ask = |skip, limit| {
        let query = Query {
            text: "nguyen".into(),
            skip,
            limit,
            ..Query::default()
        };
        let hits = shelf.index.find(&query).unwrap().0;
        hits.iter().map(|hit| hit.id).collect::<Vec<_>>()
    };
    let all = ask(0, 10);
    assert_eq!(all.len(), 3);
    assert_eq!([ask(0, 1), ask(1, 1), ask(2, 5)].concat(), all);
    assert!(ask(3, 5).is_empty());
}
