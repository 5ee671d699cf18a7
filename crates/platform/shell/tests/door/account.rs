//! Tài khoản và quản trị.

use axum::http::StatusCode;
use db::testing::both;
use people::Role;
use shell::testing::{Office, PASSWORD, PROVINCE, REGION};

use crate::TABLES;

const NEW: &str = "một câu ngắn dễ nhớ";

#[test]
fn a_changed_password_ends_the_other_sessions_and_opens_the_next() {
    both(&TABLES, |db| async move {
        let office = Office::open(db).await;
        let (_, login) = office.employ(Role::Prosecutor, REGION).await;
        let (mut here, mut there) = (office.browser(), office.browser());
        here.sign_in(&login, PASSWORD).await;
        there.sign_in(&login, PASSWORD).await;
        let typo = [
            ("old_password", PASSWORD),
            ("password", NEW),
            ("again", "khác"),
        ];
        let refused = here.post("/people/me/password", &typo).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.has("chưa giống nhau") && !refused.has(NEW));
        let right = [
            ("old_password", PASSWORD),
            ("password", NEW),
            ("again", NEW),
        ];
        assert_eq!(
            here.post("/people/me/password", &right).await.location(),
            "/people/me"
        );
        assert_eq!(here.get("/people/me").await.status, StatusCode::OK);
        assert_eq!(there.get("/people/me").await.status, StatusCode::SEE_OTHER);
        assert_eq!(there.sign_in(&login, NEW).await.location(), "/");
    });
}

#[test]
fn signing_out_everywhere_leaves_no_door_open() {
    both(&TABLES, |db| async move {
        let office = Office::open(db).await;
        let (_, login) = office.employ(Role::Prosecutor, REGION).await;
        let (mut here, mut there) = (office.browser(), office.browser());
        here.sign_in(&login, PASSWORD).await;
        there.sign_in(&login, PASSWORD).await;
        here.post("/people/me/sessions/end-all", &[]).await;
        for browser in [&mut here, &mut there] {
            assert_eq!(
                browser.get("/people/me").await.status,
                StatusCode::SEE_OTHER
            );
        }
    });
}

#[test]
fn an_administrator_adds_somebody_who_must_choose_a_password_of_their_own() {
    both(&TABLES, |db| async move {
        let office = Office::open(db).await;
        let mut admin = office.signed_in_at(Role::ItOfficer, PROVINCE).await;
        let typed = [
            ("name", "Lê Minh Châu"),
            ("login", "chau.lm"),
            ("password", "ngắn"),
        ];
        let refused = admin.post("/people/persons", &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.has("Lê Minh Châu") && refused.has("Mật khẩu cần ít nhất 10 ký tự"));
        let typed = [
            ("name", "Lê Minh Châu"),
            ("login", "chau.lm"),
            ("password", PASSWORD),
        ];
        let page = admin
            .post("/people/persons", &typed)
            .await
            .location()
            .to_owned();
        let post = [
            ("unit", REGION),
            ("role", "prosecutor"),
            ("from", "20/11/2026"),
            ("reason", "QĐ 12"),
        ];
        assert_eq!(
            admin.post(&format!("{page}/posts"), &post).await.location(),
            page
        );
        assert!(
            admin
                .page("/people/persons?q=minh+chau")
                .await
                .contains("Kiểm sát viên – VKSND khu vực 3 - Lâm Đồng")
        );

        let mut new = office.browser();
        assert_eq!(new.sign_in("chau.lm", PASSWORD).await.location(), "/");
        assert_eq!(new.get("/people/units").await.location(), "/people/me");
        let own = [
            ("old_password", PASSWORD),
            ("password", NEW),
            ("again", NEW),
        ];
        new.post("/people/me/password", &own).await;
        assert_eq!(new.get("/people/units").await.status, StatusCode::OK);

        admin
            .post(
                &format!("{page}/status"),
                &[("status", "locked"), ("reason", "QĐ 13")],
            )
            .await;
        assert_eq!(new.get("/people/units").await.status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn a_delegation_opens_a_page_and_its_end_closes_it() {
    both(&TABLES, |db| async move {
        let office = Office::open(db).await;
        let mut chief = office.signed_in(Role::Chief).await;
        let (id, login) = office.employ(Role::Prosecutor, REGION).await;
        let mut deputy = office.browser();
        deputy.sign_in(&login, PASSWORD).await;
        assert_eq!(
            deputy.get("/people/trail").await.status,
            StatusCode::FORBIDDEN
        );
        let id = id.to_string();
        let given = [
            ("to_person", id.as_str()),
            ("rights", "audit.read"),
            ("from", "20/11/2026"),
            ("to", "27/11/2026"),
            ("reason", "Giấy ủy quyền 5"),
        ];
        assert_eq!(
            chief.post("/people/delegations", &given).await.location(),
            "/people/delegations"
        );
        assert_eq!(deputy.get("/people/trail").await.status, StatusCode::OK);
        office.wait(8 * 24 * 3_600_000);
        deputy.sign_in(&login, PASSWORD).await;
        assert_eq!(
            deputy.get("/people/trail").await.status,
            StatusCode::FORBIDDEN
        );
    });
}

#[test]
fn a_day_off_entered_by_the_office_is_the_law_of_the_next_page() {
    both(&TABLES, |db| async move {
        let office = Office::open(db).await;
        let mut admin = office.signed_in_at(Role::ItOfficer, PROVINCE).await;
        let day: chrono::NaiveDate = "2026-12-23".parse().unwrap();
        assert!(office.app.law().calendar.is_working(day));
        let typed = [
            ("on", "23/12/2026"),
            ("kind", "off"),
            ("known_from", "20/11/2026"),
            ("name_vi", "Nghỉ thử"),
            ("source", "TB 1"),
            ("reason", "Thử"),
        ];
        let done = admin.post("/people/calendar", &typed).await;
        assert_eq!(
            done.location(),
            "/people/calendar?year=2026",
            "{}",
            done.text
        );
        assert!(!office.app.law().calendar.is_working(day));
        assert!(
            admin
                .page("/people/calendar?year=2026")
                .await
                .contains("Nghỉ thử")
        );
    });
}

#[test]
fn a_unit_is_renamed_from_a_day_on_and_keeps_its_past() {
    both(&TABLES, |db| async move {
        let office = Office::open(db).await;
        let mut admin = office.signed_in_at(Role::ItOfficer, PROVINCE).await;
        let page = format!("/people/units/{REGION}");
        let typed = [
            ("action", "rename"),
            ("name", "Viện kiểm sát nhân dân khu vực 3 - Lâm Đồng mới"),
            ("from", "1/12/2026"),
            ("reason", ""),
        ];
        let refused = admin.post(&format!("{page}/change"), &typed).await;
        assert!(refused.has("Hãy ghi lý do hoặc căn cứ"));
        let typed = [typed[0], typed[1], typed[2], ("reason", "NQ 9")];
        assert_eq!(
            admin
                .post(&format!("{page}/change"), &typed)
                .await
                .location(),
            page
        );
        let shown = admin.page(&page).await;
        assert!(
            shown.contains("01/12/2026 – nay") && shown.contains("… – 30/11/2026"),
            "{shown}"
        );
    });
}

#[test]
fn the_trail_shows_who_did_what_and_says_that_it_is_whole() {
    both(&TABLES, |db| async move {
        let office = Office::open(db).await;
        let mut admin = office.signed_in_at(Role::ItOfficer, PROVINCE).await;
        assert!(
            admin
                .page("/people/trail")
                .await
                .contains("<td data-label=\"Việc\">Đăng nhập</td>")
        );
        admin.post("/people/trail/check", &[]).await;
        let page = admin.page("/people/trail").await;
        assert!(page.contains("Nhật ký nguyên vẹn") && page.contains("Kiểm tra nhật ký"));
        // Said once.
        assert!(
            !admin
                .page("/people/trail")
                .await
                .contains("Nhật ký nguyên vẹn")
        );
    });
}
