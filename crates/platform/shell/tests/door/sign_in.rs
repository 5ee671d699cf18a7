//! Đăng nhập.

use axum::http::StatusCode;
use db::testing::both;
use people::Role;
use shell::testing::{Office, PASSWORD, PROVINCE, REGION};

use crate::TABLES;

#[test]
fn somebody_signs_in_and_comes_back_to_the_page_they_asked_for() {
    both(&TABLES, |db| async move {
        let office = Office::open(db).await;
        let (_, login) = office.employ(Role::Prosecutor, REGION).await;
        let mut browser = office.browser();
        let sent_away = browser.get("/people/units?q=kv3").await;
        assert_eq!(
            sent_away.location(),
            "/sign-in?next=/people/units%3Fq%3Dkv3"
        );
        assert!(
            browser
                .get(sent_away.location())
                .await
                .has("/people/units?q=kv3")
        );
        let form = [
            ("name", login.as_str()),
            ("password", PASSWORD),
            ("next", "/people/units?q=kv3"),
        ];
        let inside = browser.post("/sign-in", &form).await;
        assert_eq!(inside.location(), "/people/units?q=kv3");
        assert!(
            browser
                .page("/people/units?q=kv3")
                .await
                .contains("VKSND khu vực 3 - Lâm Đồng")
        );
    });
}

#[test]
fn after_five_wrong_passwords_even_the_right_one_must_wait() {
    both(&TABLES, |db| async move {
        let office = Office::open(db).await;
        let (_, login) = office.employ(Role::Clerk, REGION).await;
        let mut browser = office.browser();
        for _ in 0..5 {
            let refused = browser.sign_in(&login, "sai mật khẩu").await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.has("Tên đăng nhập hoặc mật khẩu chưa đúng"));
        }
        let locked = browser.sign_in(&login, PASSWORD).await;
        assert!(locked.has("Hãy chờ 30 giây rồi thử lại"), "{}", locked.text);
        office.wait(31_000);
        assert_eq!(browser.sign_in(&login, PASSWORD).await.location(), "/");
    });
}

#[test]
fn the_second_step_asks_for_the_code_without_the_password_again() {
    both(&TABLES, |db| async move {
        let office = Office::open(db).await;
        let (_, login) = office.employ(Role::Prosecutor, REGION).await;
        let mut browser = office.browser();
        browser.sign_in(&login, PASSWORD).await;
        let page = browser.page("/people/me/code").await;
        let secret: String = page
            .split("<code class=\"secret\">")
            .nth(1)
            .unwrap()
            .split('<')
            .next()
            .unwrap()
            .replace(' ', "");
        let code = people::sign_in::totp::code_at(&secret, office.app.now_ms()).unwrap();
        assert!(page.contains("<svg"));
        assert_eq!(
            browser
                .post("/people/me/code", &[("code", &code)])
                .await
                .location(),
            "/people/me"
        );

        office.wait(60_000);
        let mut other = office.browser();
        let asked = other.sign_in(&login, PASSWORD).await;
        assert!(asked.has("Mã 6 số") && !asked.has(PASSWORD));
        let wrong = other
            .post("/sign-in", &[("name", &login), ("code", "000000")])
            .await;
        assert!(wrong.has("Mã xác thực chưa đúng"), "{}", wrong.text);
        let code = people::sign_in::totp::code_at(&secret, office.app.now_ms()).unwrap();
        assert_eq!(
            other
                .post("/sign-in", &[("name", &login), ("code", &code)])
                .await
                .location(),
            "/"
        );
    });
}

#[test]
fn a_person_with_two_posts_acts_in_one_at_a_time() {
    both(&TABLES, |db| async move {
        let office = Office::open(db).await;
        let (id, login) = office.employ(Role::Prosecutor, REGION).await;
        let other = office.appoint(id, Role::ItOfficer, PROVINCE).await;
        let mut browser = office.browser();
        browser.sign_in(&login, PASSWORD).await;
        assert_eq!(
            browser.get("/people/jobs").await.status,
            StatusCode::FORBIDDEN
        );
        browser
            .post("/session/post", &[("post", &other.to_string())])
            .await;
        let page = browser.page("/people/jobs").await;
        assert!(page.contains("Đã chuyển chức vụ đang dùng."));
        assert!(page.contains("Quản trị hệ thống"));
        // Somebody else's post is not one's own.
        let strange = office.employ(Role::Chief, REGION).await.0;
        let not_mine = office.appoint(strange, Role::Chief, PROVINCE).await;
        let refused = browser
            .post("/session/post", &[("post", &not_mine.to_string())])
            .await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn signing_out_ends_the_session_for_a_copied_cookie_too() {
    both(&TABLES, |db| async move {
        let office = Office::open(db).await;
        let mut browser = office.signed_in(Role::Prosecutor).await;
        let mut thief = office.browser();
        thief.jar = browser.jar.clone();
        assert_eq!(thief.get("/people/me").await.status, StatusCode::OK);
        browser.post("/sign-out", &[]).await;
        assert_eq!(thief.get("/people/me").await.status, StatusCode::SEE_OTHER);
        assert!(
            thief
                .get("/people/me")
                .await
                .location()
                .starts_with("/sign-in")
        );
    });
}

#[test]
fn a_session_that_rests_for_a_working_day_is_over() {
    both(&TABLES, |db| async move {
        let office = Office::open(db).await;
        let mut browser = office.signed_in(Role::Prosecutor).await;
        office.wait(8 * 3_600_000);
        assert_eq!(browser.get("/people/me").await.status, StatusCode::OK);
        office.wait(10 * 3_600_000);
        assert_eq!(
            browser.get("/people/me").await.status,
            StatusCode::SEE_OTHER
        );
    });
}

#[test]
fn the_front_door_leads_each_person_to_a_page_they_may_open() {
    both(&TABLES, |db| async move {
        let office = Office::open(db).await;
        for role in Role::ALL {
            let mut browser = office.signed_in(role).await;
            let home = browser.get("/").await.location().to_owned();
            assert_eq!(
                browser.get(&home).await.status,
                StatusCode::OK,
                "{}: {home}",
                role.id()
            );
        }
        assert_eq!(office.browser().get("/").await.location(), "/sign-in");
    });
}
