//! Thời hạn bảo quản và lệnh giữ through the door.

use axum::http::StatusCode;
use db::testing::both;
use people::Role;

use crate::house::{House, TABLES};

#[test]
fn retention_is_set_with_its_paper_and_a_hold_stands_until_it_is_lifted() {
    both(&TABLES, |db| async move {
        let house = House::empty(db).await;
        let mut clerk = house.office.signed_in(Role::Clerk).await;
        let here = house.at("/retention");
        assert!(
            clerk
                .page(&here)
                .await
                .contains("chưa đặt thời hạn bảo quản")
        );
        let years = [
            ("kind", "co_thoi_han"),
            ("years", "20"),
            ("start_on", "20/05/2026"),
            ("basis", "Công văn thử"),
        ];
        for missing in 0..4 {
            if missing == 2 {
                continue;
            }
            let fields: Vec<_> = years
                .iter()
                .enumerate()
                .filter(|(at, _)| *at != missing)
                .map(|(_, field)| *field)
                .collect();
            assert_eq!(
                clerk.post(&here, &fields).await.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "without {}",
                years[missing].0
            );
        }
        assert_eq!(
            clerk.post(&here, &years).await.status,
            StatusCode::SEE_OTHER
        );
        let page = clerk.page(&here).await;
        for words in [
            "31/12/2046 (cần kiểm tra)",
            "Nộp vào lưu trữ hiện hành",
            "chậm nhất 31/12/2027",
            "Công văn thử",
        ] {
            assert!(page.contains(words), "{words}");
        }
        assert!(
            !page.contains("Lập gói nộp lưu"),
            "who may not copy the file may not pack it"
        );
        assert_eq!(
            clerk.post(&house.at("/packages"), &[]).await.status,
            StatusCode::FORBIDDEN
        );

        assert_eq!(
            clerk.post(&format!("{here}/holds"), &[]).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        clerk
            .post(
                &format!("{here}/holds"),
                &[("reason", "Yêu cầu của cấp phúc thẩm")],
            )
            .await;
        let held = clerk.page(&here).await;
        assert!(held.contains("không được tiêu hủy."));
        let action = held
            .split("action=\"")
            .find(|part| part.contains("/lifting\""))
            .unwrap();
        let action = action.split('"').next().unwrap().to_owned();
        assert_eq!(
            clerk
                .post(&action, &[("lifting", "Đã xét xử phúc thẩm")])
                .await
                .status,
            StatusCode::SEE_OTHER
        );
        let lifted = clerk.page(&here).await;
        assert!(lifted.contains("Đã bỏ:") && !lifted.contains("đang có lệnh giữ"));
        assert_eq!(
            clerk.post(&action, &[("lifting", "lần hai")]).await.status,
            StatusCode::NOT_FOUND
        );
        let mut prosecutor = house.office.signed_in(Role::Prosecutor).await;
        assert_eq!(prosecutor.get(&here).await.status, StatusCode::FORBIDDEN);
    });
}
