//! Phần mềm khác: a token created by one, approved by another; the same request answered once; strangers learn nothing.

use axum::body::Body;
use axum::http::Request;
use db::{Sql, args, testing::both};
use people::Role;
use serde_json::{Value, json};
use shell::testing::{Browser, Office, REGION};

use crate::{TABLES, office};

pub async fn ask(
    browser: &mut Browser<'_>,
    method: &str,
    path: &str,
    token: &str,
    key: &str,
    body: Value,
) -> (u16, Value) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("authorization", format!("Bearer {token}"))
        .header("idempotency-key", key)
        .header("content-type", "application/json");
    let answer = browser.send(request, Body::from(body.to_string())).await;
    (
        answer.status.as_u16(),
        serde_json::from_str(&answer.text).unwrap_or_default(),
    )
}

pub async fn token(office: &Office, unit: &str) -> String {
    let mut officer = office.signed_in_at(Role::ItOfficer, unit).await;
    let fields = [
        ("name", "Phần mềm quản lý án"),
        ("unit", unit),
        ("expires_on", "31/12/2026"),
        ("rights", "criminal.matter.read"),
        ("rights", "criminal.matter.register"),
        ("rights", "criminal.fact.record"),
    ];
    let page = officer.post("/exchange/systems", &fields).await;
    assert_eq!(page.status.as_u16(), 200, "{}", page.text);
    let token = page
        .text
        .split("<code class=\"token\">")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap()
        .to_owned();
    assert!(
        !officer.page("/exchange/systems").await.contains(&token),
        "it is shown once"
    );
    token
}

pub async fn approved(office: &Office, unit: &str) {
    let id: uuid::Uuid = office
        .app
        .db()
        .one(
            "SELECT id FROM exchange_system WHERE unit_id = $1",
            args![unit],
        )
        .await
        .unwrap();
    let mut chief = office.signed_in_at(Role::Chief, unit).await;
    let answer = chief
        .post(&format!("/exchange/systems/{id}/approval"), &[])
        .await;
    assert_eq!(answer.status.as_u16(), 303, "{}", answer.text);
}

fn report() -> Value {
    json!({ "acts": [{ "kind": "report.received", "effective": "2026-11-02", "confirmed": true,
        "body": { "report_kind": "to_giac", "summary": "Bị trộm xe máy." } }] })
}

#[test]
fn a_program_opens_a_matter_records_and_reads_and_nothing_is_done_twice() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let mut line = office.browser();
        let token = token(&office, REGION).await;
        let (status, said) = ask(
            &mut line,
            "POST",
            "/api/v1/matters",
            &token,
            "nguon-tin-1",
            report(),
        )
        .await;
        assert_eq!(
            (status, said["title"].as_str()),
            (401, Some("Mã kết nối không dùng được")),
            "nobody has approved it"
        );
        approved(&office, REGION).await;
        let (status, first) = ask(
            &mut line,
            "POST",
            "/api/v1/matters",
            &token,
            "nguon-tin-1",
            report(),
        )
        .await;
        assert_eq!(status, 201, "{first}");
        let (status, again) = ask(
            &mut line,
            "POST",
            "/api/v1/matters",
            &token,
            "nguon-tin-1",
            report(),
        )
        .await;
        assert_eq!((status, &again), (201, &first));
        let (status, said) = ask(
            &mut line,
            "POST",
            "/api/v1/matters",
            &token,
            "nguon-tin-1",
            json!({ "acts": [] }),
        )
        .await;
        assert_eq!(
            (status, said["title"].as_str()),
            (409, Some("Khóa đã dùng"))
        );
        let matters: i64 = db
            .one("SELECT count(*) FROM ledger_matter", args![])
            .await
            .unwrap();
        assert_eq!(matters, 1);

        let matter = first["matter"].as_str().unwrap().to_owned();
        let address = format!("/api/v1/matters/{matter}");
        let (status, read) = ask(&mut line, "GET", &address, &token, "", Value::Null).await;
        assert_eq!(status, 200, "{read}");
        assert!(!read["clocks"].as_array().unwrap().is_empty());
        assert!(read["clocks"][0]["proof_vi"].as_array().is_some(), "{read}");
        let facts = format!("{address}/facts");
        let early = json!({ "kind": "case.not_initiated", "effective": "2026-13-01" });
        assert_eq!(
            ask(&mut line, "POST", &facts, &token, "su-kien-01", early)
                .await
                .0,
            400
        );
        let stranger = json!({ "kind": "custody.decided", "effective": "2026-11-10T08:00", "subjects": [uuid::Uuid::now_v7()],
            "confirmed": true });
        let (status, said) = ask(&mut line, "POST", &facts, &token, "su-kien-00", stranger).await;
        assert_eq!(status, 400);
        assert!(
            said["detail"]
                .as_str()
                .unwrap()
                .contains("chưa có trong hồ sơ"),
            "{said}"
        );
        let unlawful = json!({ "kind": "investigation.concluded", "effective": "2026-11-10", "confirmed": true });
        let (status, said) = ask(&mut line, "POST", &facts, &token, "su-kien-02", unlawful).await;
        assert_eq!(status, 422);
        assert!(!said["findings"].as_array().unwrap().is_empty(), "{said}");
        let decided = json!({ "kind": "case.not_initiated", "effective": "2026-11-10", "number": "5/QĐ-CSĐT", "confirmed": true,
            "body": { "legal_ground": "khoản 1 Điều 157 BLTTHS" } });
        assert_eq!(
            ask(&mut line, "POST", &facts, &token, "su-kien-03", decided)
                .await
                .0,
            201
        );
        assert_eq!(
            ask(&mut line, "GET", "/api/v1/acts", &token, "", Value::Null)
                .await
                .0,
            200
        );

        let id: uuid::Uuid = db
            .one("SELECT id FROM exchange_system", args![])
            .await
            .unwrap();
        let mut chief = office.signed_in(Role::Chief).await;
        assert!(chief.page("/exchange/systems").await.contains("Đang dùng"));
        chief
            .post(&format!("/exchange/systems/{id}/revocation"), &[])
            .await;
        assert_eq!(
            ask(&mut line, "GET", &address, &token, "", Value::Null)
                .await
                .0,
            401
        );
    });
}

#[test]
fn a_program_reaches_its_unit_and_no_other() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let mut line = office.browser();
        let own = token(&office, REGION).await;
        approved(&office, REGION).await;
        let (_, opened) = ask(
            &mut line,
            "POST",
            "/api/v1/matters",
            &own,
            "nguon-tin-1",
            report(),
        )
        .await;
        let address = format!("/api/v1/matters/{}", opened["matter"].as_str().unwrap());
        let other = token(&office, "P68-KV04").await;
        approved(&office, "P68-KV04").await;
        assert_eq!(
            ask(&mut line, "GET", &address, &other, "", Value::Null)
                .await
                .0,
            404
        );
        let act = json!({ "kind": "report.docketed", "effective": "2026-11-03", "confirmed": true, "body": { "register_number": "1" } });
        assert_eq!(
            ask(
                &mut line,
                "POST",
                &format!("{address}/facts"),
                &other,
                "su-kien-01",
                act
            )
            .await
            .0,
            404
        );
        for path in ["/api/v1/acts", &address] {
            assert_eq!(
                ask(&mut line, "GET", path, "kss_khong-co", "", Value::Null)
                    .await
                    .0,
                401,
                "{path}"
            );
        }
        for role in [Role::Clerk, Role::Prosecutor, Role::Statistician] {
            let mut person = office.signed_in(role).await;
            assert_eq!(person.get("/exchange/systems").await.status.as_u16(), 403);
        }
        let mut officer = office.signed_in(Role::ItOfficer).await;
        let id: uuid::Uuid = db
            .one(
                "SELECT id FROM exchange_system WHERE unit_id = 'P68-KV03'",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(
            officer
                .post(&format!("/exchange/systems/{id}/approval"), &[])
                .await
                .status
                .as_u16(),
            403,
            "who creates does not approve"
        );
    });
}
