//! Nhập liệu ngắn: short days, terms the law completes, and values offered to those who may read them.

use axum::http::StatusCode;
use db::testing::both;
use people::Role;
use shell::testing::{Browser, Office, REGION};
use uuid::Uuid;

use crate::{TABLES, a_report, act, office, work_as};

const POLICE: &str = "Cơ quan CSĐT Công an tỉnh Lâm Đồng";

async fn leader<'o>(office: &'o Office, unit: &str) -> Browser<'o> {
    office.signed_in_at(Role::Chief, unit).await
}

/// A case of the region, with the issuer and the number that its unit will see again.
async fn a_case(office: &Office, day: &str, name: &str) -> (Uuid, Uuid) {
    let (matter, who) = a_report(office, day, name).await;
    let work = work_as(office, Role::Chief).await;
    let mut opening = act("case.initiated", day).with(
        "charges",
        serde_json::json!([{ "article": "173", "clause": 1 }]),
    );
    opening.issuer = Some(POLICE.to_owned());
    opening.number = Some("118/QĐ-CSĐT".to_owned());
    criminal::record_act(&work, matter, opening, None)
        .await
        .unwrap();
    work.commit().await.unwrap();
    (matter, who)
}

#[test]
fn a_short_day_is_read_and_the_last_day_left_empty_is_the_one_the_law_gives() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let (matter, who) = a_case(&office, "2026-11-16", "Thái Doãn Lâm").await;
        let mut browser = leader(&office, REGION).await;
        let who = who.to_string();
        let form = format!("/criminal/matters/{matter}/record/custody.decided");
        let ahead = format!("{form}?subject={who}&effective=18%2F11+17h");
        let page = browser.page(&ahead).await;
        assert!(
            page.contains("value=\"18/11/2026 17:00\""),
            "the first hour"
        );
        assert!(
            page.contains("value=\"21/11/2026 17:00\""),
            "three days of custody (Đ118 k.1)"
        );
        let typed = [
            ("subject", who.as_str()),
            ("effective", "18/11 17h"),
            ("confirmed", "true"),
        ];
        let answer = browser.post(&form, &typed).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        let page = browser.page(&format!("/criminal/matters/{matter}")).await;
        assert!(page.contains("17:00 21/11/2026"));
        // What the paper says stands, also where the law would give more.
        let detention = format!("/criminal/matters/{matter}/record/detention.ordered");
        let page = browser
            .page(&format!(
                "{detention}?subject={who}&effective=19%2F11&months=1"
            ))
            .await;
        assert!(
            page.contains("name=\"from\" value=\"19/11/2026\"")
                && page.contains("name=\"months\" value=\"1\"")
        );
    });
}

#[test]
fn what_a_unit_wrote_lately_is_offered_to_its_own_people_alone() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let (matter, _) = a_case(&office, "2026-11-16", "Thái Doãn Lâm").await;
        let mut browser = leader(&office, REGION).await;
        let form = browser.page("/criminal/cases/new").await;
        assert!(
            form.contains(&format!("name=\"issuer\" value=\"{POLICE}\"")),
            "the usual issuer"
        );
        assert!(
            form.contains("data-known=\"issuer\"") && form.contains("<option value=\"QĐ-CSĐT\">")
        );
        assert!(
            form.contains("<option value=\"173.1\">Tội trộm cắp tài sản"),
            "charges met lately, with their clause"
        );
        assert!(
            !form.contains("Thái Doãn Lâm"),
            "nobody of a matter is named where none is open"
        );
        let own = browser
            .page(&format!(
                "/criminal/matters/{matter}/record/indictment.served"
            ))
            .await;
        assert!(
            own.contains("<option value=\"Thái Doãn Lâm\">"),
            "people of the matter"
        );
        let mut other = leader(&office, "P68-KV04").await;
        let form = other.page("/criminal/cases/new").await;
        assert!(
            !form.contains(POLICE) && !form.contains("data-tail"),
            "another unit sees nothing of it"
        );
        assert!(
            form.contains("<option value=\"173\">Tội trộm cắp tài sản"),
            "the Penal Code is everybody's"
        );
    });
}

#[test]
fn a_new_entry_is_found_by_the_first_letters_of_its_name() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let mut browser = leader(&office, REGION).await;
        let found = browser.get("/palette?q=vao%20so%20ng").await;
        assert!(
            found.has("/criminal/reports/new") && !found.has("/criminal/cases/new"),
            "{}",
            found.text
        );
        let mut officer = office.signed_in(Role::ItOfficer).await;
        let found = officer.get("/palette?q=vao%20so").await;
        assert!(
            !found.has("/criminal/reports/new"),
            "only for those who may"
        );
    });
}

#[test]
fn who_is_unknown_stays_written_in_a_report_and_is_asked_about_in_a_case() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let mut browser = leader(&office, REGION).await;
        let people = "Hoàng Văn Lả\nChưa rõ 2 người khác";
        let typed = [
            ("effective", "2/11/2026 9:00"),
            ("report_kind", "to_giac"),
            ("summary", "Cướp giật tài sản."),
            ("people", people),
        ];
        let kept = browser.post("/criminal/reports", &typed).await;
        let page = browser.page(kept.location()).await;
        assert!(page.contains("Nguồn tin về Hoàng Văn Lả"));
        assert!(page.contains("Hoàng Văn Lả; Chưa rõ 2 người khác"));
        let typed = [
            ("effective", "3/11/2026"),
            ("charges", "171.1"),
            ("people", people),
        ];
        let asked = browser.post("/criminal/cases", &typed).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(asked.has("Có dòng chưa nêu tên bị can"), "{}", asked.text);
        assert!(asked.has("Chưa rõ 2 người khác"), "what was typed stays");
    });
}
