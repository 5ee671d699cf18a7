//! Biên bản giao nhận hồ sơ 168/HS: the record takes leaves and list from the scanned file by itself.

use std::sync::Arc;

use axum::http::StatusCode;
use criminal::doors::{Answer, CaseFileDoor, CaseFiles, FilePaper, LeafSpan};
use db::Db;
use people::Role;
use uuid::Uuid;

use crate::house::{in_a_house, in_a_house_with_files};

struct Shelf;

impl CaseFiles for Shelf {
    fn pages<'a>(&'a self, _: &'a Db, _: Uuid) -> Answer<'a, i64> {
        Box::pin(async move { Ok(120) })
    }

    fn labels<'a>(&'a self, _: &'a Db, pages: &'a [Uuid]) -> Answer<'a, Vec<String>> {
        Box::pin(async move { Ok(vec!["BL 1".to_owned(); pages.len()]) })
    }

    fn contents<'a>(&'a self, _: &'a Db, _: Uuid) -> Answer<'a, Vec<FilePaper>> {
        let paper = |title: &str, leaves: &str| FilePaper {
            title: title.to_owned(),
            leaves: leaves.to_owned(),
        };
        let papers = vec![
            paper("Quyết định khởi tố vụ án hình sự", "01-02"),
            paper("Biên bản hỏi cung bị can", "03-120"),
        ];
        Box::pin(async move { Ok(papers) })
    }

    fn leaf_span<'a>(&'a self, _: &'a Db, _: Uuid) -> Answer<'a, Option<LeafSpan>> {
        let span = LeafSpan {
            first: "01".to_owned(),
            last: "120".to_owned(),
            count: 119,
        };
        Box::pin(async move { Ok(Some(span)) })
    }
}

fn shelf() -> CaseFileDoor {
    CaseFileDoor(Arc::new(Shelf))
}

#[test]
fn the_record_of_handing_a_file_over_takes_leaves_and_list_from_the_scanned_file() {
    in_a_house_with_files(shelf, |house| async move {
        let mut chief = house.office.signed_in(Role::Chief).await;
        let address = format!("/documents/new?matter={}&form=168-HS", house.matter);
        let begun = chief.get(&address).await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text);
        let draft = chief.page(begun.location()).await;
        for words in [
            "01 đến 120",
            "119",
            "Quyết định khởi tố vụ án hình sự (BL 01-02)",
            "Biên bản hỏi cung bị can (BL 03-120)",
        ] {
            assert!(draft.contains(words), "{words}");
        }
        let versions = chief.page(&format!("{}/versions", begun.location())).await;
        assert!(
            versions.contains("Lấy từ mục lục hồ sơ số hóa"),
            "{versions}"
        );
    });
}

#[test]
fn without_a_scanned_file_the_record_waits_for_what_a_person_types() {
    in_a_house(|house| async move {
        let mut chief = house.office.signed_in(Role::Chief).await;
        let address = format!("/documents/new?matter={}&form=168-HS", house.matter);
        let begun = chief.get(&address).await;
        let draft = chief.page(begun.location()).await;
        assert!(!draft.contains("Danh mục tài liệu của hồ sơ: "), "{draft}");
    });
}
