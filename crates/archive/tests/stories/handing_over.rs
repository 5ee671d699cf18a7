//! Danh mục kèm biên bản giao nhận 168/HS, from the list of the file.

use db::testing::both;
use people::Role;

use crate::{
    house::{House, TABLES},
    judges::judged,
};

#[test]
fn the_list_beside_the_record_names_every_document_with_its_leaves() {
    both(&TABLES, |db| async move {
        let house = House::read(db).await;
        let mut chief = house.office.signed_in(Role::Chief).await;
        let page = chief.page(&house.at("/handover")).await;
        for words in [
            "Quyết định tạm giữ",
            "01 đến 03",
            "form=168-HS",
            "Số hóa từ ngày",
        ] {
            assert!(page.contains(words), "{words}");
        }
        let pdf = chief.get(&house.at("/handover/list")).await.bytes;
        let text = judged(&pdf, 1);
        for words in [
            "DANH MỤC TÀI LIỆU KÈM BIÊN BẢN",
            "2 tài liệu, 3 trang có số bút lục (01 đến 03)",
            "Quyết định tạm giữ",
        ] {
            assert!(text.contains(words), "{words} in {text}");
        }
    });
}

#[test]
fn a_file_without_a_list_says_how_to_begin() {
    both(&TABLES, |db| async move {
        let house = House::empty(db).await;
        let mut chief = house.office.signed_in(Role::Chief).await;
        let page = chief.page(&house.at("/handover")).await;
        assert!(page.contains("Mục lục của hồ sơ chưa có tài liệu nào"));
        let list = chief.get(&house.at("/handover/list")).await;
        assert_eq!(list.status, axum::http::StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            chief
                .page(&house.at(""))
                .await
                .contains("chưa có bản quét nào")
        );
    });
}
