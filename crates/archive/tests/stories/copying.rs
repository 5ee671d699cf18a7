//! Xuất hồ sơ: a part of the file becomes a searchable PDF/A with its contents, bookmarks and leaf numbers.

use axum::http::StatusCode;
use db::testing::both;
use people::Role;

use crate::{
    house::{House, TABLES},
    judges::{Shown, judged, said},
};

#[test]
fn the_whole_file_comes_out_with_its_contents_bookmarks_and_leaves() {
    both(&TABLES, |db| async move {
        let house = House::read(db).await;
        let mut chief = house.office.signed_in(Role::Chief).await;
        let page = chief.page(&house.at("")).await;
        assert!(page.contains("Lập bản sao PDF/A") && page.contains("Quyết định tạm giữ"));
        let asked = chief.post(&house.at("/copies"), &[("part", "whole")]).await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.text);
        let waiting = chief.page(&house.at("")).await;
        assert!(waiting.contains("đang lập") && waiting.contains("data-progress"));
        let copy = house.made().await;
        assert_eq!(
            (copy.state.as_str(), copy.pages),
            ("made", 3),
            "{}",
            copy.why
        );
        let pdf = house.taken(&mut chief, &copy).await;
        let text = judged(&pdf, 4);
        for words in [
            "MỤC LỤC TÀI LIỆU",
            "Biên bản tiếp nhận nguồn tin",
            "Thái Doãn Lâm",
            "BL 02",
            "Trang 4/4",
        ] {
            assert!(text.contains(words), "{words} in {text}");
        }
        let shown = Shown::new(&pdf, "pdf");
        let outline = said(
            "qpdf",
            &["--json", "--json-key=outlines", shown.0.to_str().unwrap()],
        );
        for words in ["Biên bản khác", "Quyết định tạm giữ (BL 03)"] {
            assert!(outline.contains(words), "{words} in {outline}");
        }
        // The picture of a page goes out as it was prepared, byte for byte.
        let pages = casefile::pages_of(house.office.app.db(), house.matter)
            .await
            .unwrap();
        let picture = pages[0].picture.as_ref().unwrap().parse().unwrap();
        let jpeg = house.office.app.files().get(picture).await.unwrap();
        assert!(pdf.windows(jpeg.len()).any(|part| part == jpeg.as_slice()));
    });
}

#[test]
fn a_part_is_chosen_by_document_by_pages_or_by_a_name() {
    both(&TABLES, |db| async move {
        let house = House::read(db).await;
        let mut chief = house.office.signed_in(Role::Chief).await;
        let documents = casefile::documents_of(house.office.app.db(), house.matter)
            .await
            .unwrap();
        let second = documents[1].id.to_string();
        chief
            .post(
                &house.at("/copies"),
                &[("part", "documents"), ("document", &second)],
            )
            .await;
        assert_eq!(house.made().await.pages, 1);
        chief
            .post(
                &house.at("/copies"),
                &[("part", "pages"), ("first", "2"), ("last", "3")],
            )
            .await;
        assert_eq!(house.made().await.pages, 2);
        chief
            .post(
                &house.at("/copies"),
                &[("part", "person"), ("person", "thai doan lam")],
            )
            .await;
        assert!(house.made().await.pages >= 1);
        chief
            .post(
                &house.at("/copies"),
                &[("part", "person"), ("person", "Không Có Ai")],
            )
            .await;
        let refused = house.made().await;
        assert_eq!(refused.state, "refused");
        assert!(
            chief
                .page(&house.at(""))
                .await
                .contains("không có trang nào")
        );
        for fields in [
            [("part", "pages"), ("first", "3")],
            [("part", "documents"), ("first", "")],
            [("part", "person"), ("person", "")],
        ] {
            let answer = chief.post(&house.at("/copies"), &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let mut stranger = house.office.signed_in(Role::Prosecutor).await;
        assert_eq!(
            stranger.get(&house.at("")).await.status,
            StatusCode::FORBIDDEN
        );
        let file = format!("/archive/copies/{}/file", refused.id);
        assert_eq!(stranger.get(&file).await.status, StatusCode::FORBIDDEN);
        assert_eq!(chief.get(&file).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn the_file_of_an_old_copy_goes_and_its_line_stays() {
    both(&TABLES, |db| async move {
        let house = House::read(db).await;
        let mut chief = house.office.signed_in(Role::Chief).await;
        chief.post(&house.at("/copies"), &[("part", "whole")]).await;
        let old = house.made().await;
        let file = old.file.parse().unwrap();
        assert!(house.office.app.files().has(file).await.unwrap());
        house.office.wait(31 * 24 * 3_600_000);
        let mut chief = house.office.signed_in(Role::Chief).await;
        chief
            .post(
                &house.at("/copies"),
                &[("part", "pages"), ("first", "1"), ("last", "1")],
            )
            .await;
        house.made().await;
        assert!(!house.office.app.files().has(file).await.unwrap());
        assert!(
            chief
                .page(&house.at(""))
                .await
                .contains("đã được xóa khỏi máy chủ")
        );
    });
}
