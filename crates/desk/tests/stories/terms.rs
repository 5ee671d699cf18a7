//! Thời hạn trên bàn làm việc: where it stands, what it says, and that recording an act changes it.

use axum::http::StatusCode;
use criminal::ActEntry;
use db::testing::both;
use people::Role;
use serde_json::json;
use shell::testing::REGION;
use uuid::Uuid;

use crate::{DAY, TABLES, a_report, back, office, signed_in, work_of};

/// The part of the page under a stretch.
fn part<'p>(page: &'p str, id: &str) -> &'p str {
    let from = page
        .find(&format!("id=\"within-{id}\""))
        .unwrap_or(page.len());
    let rest = &page[from..];
    &rest[..rest.find("</section>").unwrap_or(rest.len())]
}

#[test]
fn a_term_moves_from_near_to_overdue_as_days_pass_and_leaves_when_it_is_met() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let (mine, login) = office.employ(Role::Prosecutor, REGION).await;
        let mut browser = back(&office, &login).await;
        // 20 days from 2 November end on a Sunday and run to Monday 23 November; today is Friday the 20th.
        a_report(&office, REGION, "2026-11-02", "Thái Doãn Lâm", mine).await;
        let page = browser.page("/desk").await;
        let near = part(&page, "3");
        assert!(
            near.contains("Thái Doãn Lâm")
                && near.contains("23/11/2026")
                && near.contains("Còn 3 ngày"),
            "{near}"
        );
        assert!(
            near.contains("is-watched") && near.contains("proof"),
            "the police resolve it, with the proof at hand"
        );
        assert!(
            near.contains("/record/report.declared_complex"),
            "the next lawful step is a button"
        );
        office.wait(4 * DAY);
        let mut browser = back(&office, &login).await;
        let page = browser.page("/desk").await;
        assert!(part(&page, "overdue").contains("Quá hạn 1 ngày"));
        assert!(!part(&page, "3").contains("Thái Doãn Lâm"));
        let alone = browser.page("/desk?within=15").await;
        assert!(alone.contains("Không có thời hạn nào trong khoảng này"));
        // The report is refused on its last day: nothing is left to do.
        let matter = page.split("/criminal/matters/").nth(1).unwrap()[..36].to_owned();
        let typed = [
            ("effective", "23/11/2026"),
            ("number", "17/QĐ-CSĐT"),
            ("legal_ground", "Khoản 1 Điều 157 BLTTHS"),
            ("confirmed", "true"),
        ];
        let answer = browser
            .post(
                &format!("/criminal/matters/{matter}/record/case.not_initiated"),
                &typed,
            )
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        let page = browser.page("/desk").await;
        assert!(
            !part(&page, "overdue").contains("RPT-RESOLVE")
                && !part(&page, "overdue").contains("Quá hạn 1 ngày"),
            "{page}"
        );
    });
}

#[test]
fn a_day_to_look_again_comes_back_on_the_desk_until_something_is_recorded() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let (mine, login) = office.employ(Role::Prosecutor, REGION).await;
        let mut browser = back(&office, &login).await;
        a_report(&office, REGION, "2026-11-10", "Thái Doãn Lâm", mine).await;
        let page = browser.page("/desk").await;
        let matter = page.split("/criminal/matters/").nth(1).unwrap()[..36].to_owned();
        let record = |act: &str| format!("/criminal/matters/{matter}/record/{act}");
        let set = [
            ("effective", "20/11/2026"),
            ("remind_on", "24/11/2026"),
            ("limitation_to", "01/02/2027"),
            ("note", "Đôn đốc kết luận giám định."),
        ];
        let answer = browser.post(&record("matter.watch_set"), &set).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        let page = browser.page("/desk").await;
        let today = watched(&page);
        assert!(today.contains("01/02/2027") && today.contains("cần kiểm tra"));
        assert!(!today.contains("24/11/2026"), "its day has not come");
        office.wait(4 * DAY);
        let mut browser = back(&office, &login).await;
        let page = browser.page("/desk").await;
        let then = watched(&page);
        assert!(then.contains("24/11/2026") && then.contains("Đôn đốc kết luận giám định."));
        let note = [
            ("effective", "24/11/2026"),
            ("note", "Đã gọi Viện Khoa học hình sự."),
        ];
        let answer = browser.post(&record("matter.noted"), &note).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        let page = browser.page("/desk").await;
        let after = watched(&page);
        assert!(
            !after.contains("Đôn đốc") || !after.contains("24/11/2026"),
            "{after}"
        );
    });
}

/// What stands under "Cần xem lại".
fn watched(page: &str) -> &str {
    let rest = page.split("id=\"watched\"").nth(1).unwrap_or_default();
    rest.split("</section>").next().unwrap_or_default()
}

#[test]
fn a_judgment_that_nobody_appealed_against_asks_to_be_recorded_as_final() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let (mine, login) = office.employ(Role::Prosecutor, REGION).await;
        let (chief, _) = office.employ(Role::Chief, REGION).await;
        let work = work_of(&office, chief).await;
        let accused = Uuid::now_v7();
        let act = |kind: &str, day: &str| ActEntry {
            is_confirmed: true,
            ..ActEntry::new(kind, day.parse().unwrap())
        };
        let charges = json!([{ "article": "173", "clause": 1 }]);
        let entries = vec![
            act("party.described", "2026-05-04")
                .about(accused)
                .with("name", "Giàng Minh Vỹ")
                .with("role", "bi_to_giac"),
            act("report.received", "2026-05-04")
                .with("report_kind", "to_giac")
                .with("summary", "Mất xe máy."),
            act("report.prosecutor_assigned", "2026-05-05")
                .with("prosecutor", mine.to_string())
                .with("prosecutor_name", "Nguyễn Văn Kiểm sát viên"),
            act("case.initiated", "2026-05-08").with("charges", charges.clone()),
            act("accused.initiated", "2026-05-09")
                .about(accused)
                .with("charges", charges),
            act("accused.approved", "2026-05-11").about(accused),
            act("investigation.concluded", "2026-06-20").with("proposal", "truy_to"),
            act("vks.case_file_received", "2026-06-22"),
            act("case.indicted", "2026-07-06").with("court", "TAND khu vực 3"),
            act("indictment.served", "2026-07-07").about(accused),
            act("case.sent_to_court", "2026-07-07"),
            act("court.docketed", "2026-07-10"),
            act("trial.decision", "2026-08-03").with("hearing_on", "2026-08-14"),
            act("trial.opened", "2026-08-14"),
            act("judgment.pronounced", "2026-10-20"),
        ];
        criminal::register(&work, Uuid::now_v7(), entries)
            .await
            .unwrap();
        work.commit().await.unwrap();
        // Thirty days of the procuracy above end on 19 November; today is the 20th.
        let mut browser = back(&office, &login).await;
        let page = browser.page("/desk").await;
        let line = watched(&page);
        assert!(
            line.contains("20/11/2026") && line.contains("ghi nhận bản án có hiệu lực pháp luật"),
            "{line}"
        );
        let matter = line.split("/criminal/matters/").nth(1).unwrap()[..36].to_owned();
        let record = format!("/criminal/matters/{matter}/record/judgment.effective");
        let answer = browser.post(&record, &[("effective", "20/11/2026")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        assert_eq!(watched(&browser.page("/desk").await), "");
    });
}

#[test]
fn the_last_day_to_ask_for_an_extension_is_told_as_missed_once_it_has_passed() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (mine, login) = office.employ(Role::Prosecutor, REGION).await;
        let mut browser = back(&office, &login).await;
        a_report(&office, REGION, "2026-10-05", "Thái Doãn Lâm", mine).await;
        let page = browser.page("/criminal?within=all").await;
        let matter = page.split("/criminal/matters/").nth(1).unwrap()[..36].to_owned();
        let typed = [
            ("effective", "12/10/2026"),
            ("number", "9/QĐ-CSĐT"),
            ("reason", "Nhiều tình tiết phức tạp."),
            ("confirmed", "true"),
        ];
        let answer = browser
            .post(
                &format!("/criminal/matters/{matter}/record/report.declared_complex"),
                &typed,
            )
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        // Two months from 5 October: 7 December, a Monday; the request must come 5 days before.
        let page = browser.page("/desk").await;
        assert!(!page.contains("Đã quá ngày đề nghị gia hạn"));
        office.wait(14 * DAY); // 4 December
        let mut browser = back(&office, &login).await;
        let page = browser.page("/desk").await;
        assert!(page.contains("Đã quá ngày đề nghị gia hạn"), "{page}");
        assert!(!page.contains("Đề nghị gia hạn chậm nhất"));
    });
}

#[test]
fn an_empty_desk_says_so_and_its_page_needs_signing_in() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let (_, mut browser) = signed_in(&office, Role::Clerk, REGION).await;
        assert!(
            browser
                .page("/desk")
                .await
                .contains("Hôm nay không có việc đến hạn")
        );
        assert_eq!(
            office.browser().get("/desk").await.status,
            StatusCode::SEE_OTHER
        );
    });
}
