//! Leo thang: raised once to whom the ladder names, shown by right, taken note of with a few words, gone when it ends.

use axum::http::StatusCode;
use db::{Sql, args, testing::both};
use desk::escalation::raise::raise;
use people::{Role, staff::team};
use shell::testing::{Browser, Office, REGION};
use uuid::Uuid;

use crate::{DAY, TABLES, a_report, back, matter_on, office, signed_in, told, work_of};

const PAGE: &str = "/desk/escalations";
/// A report of this day is to be resolved by Monday 23 November, in three days.
const NEAR: &str = "2026-11-02";
/// The end of a term of twenty days from 20 November.
const END: &str = "10/12/2026";
const NAME: &str = "Thái Doãn Lâm";

/// The address that takes note of the first line of a page.
fn first(page: &str) -> String {
    let after = page.split("/desk/escalations/").nth(1).unwrap();
    format!("{PAGE}/{}/acknowledgement", &after[..36])
}

async fn sees(browser: &mut Browser<'_>) -> bool {
    browser.page(PAGE).await.contains(END)
}

/// A prosecutor in a team with its leader, and a report of a day.
async fn a_team(office: &Office, day: &str) -> (Uuid, Uuid) {
    let (mine, _) = office.employ(Role::Prosecutor, REGION).await;
    let (leader, _) = office.employ(Role::Prosecutor, REGION).await;
    let (chief, _) = office.employ(Role::Chief, REGION).await;
    let work = work_of(office, chief).await;
    team::found(&work, REGION, "Tổ 1", leader, &[mine])
        .await
        .unwrap();
    work.commit().await.unwrap();
    a_report(office, REGION, day, NAME, mine).await;
    (mine, leader)
}

async fn browser_of<'o>(office: &'o Office, person: Uuid) -> Browser<'o> {
    let login = people::staff::person::get(office.app.db(), person)
        .await
        .unwrap()
        .login;
    back(office, &login).await
}

#[test]
fn two_rounds_that_meet_the_same_clock_raise_it_once() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        a_team(&office, NEAR).await;
        office.employ(Role::DeputyChief, REGION).await;
        let (one, other) = tokio::join!(raise(&office.app), raise(&office.app));
        let raised = one.unwrap() + other.unwrap();
        assert!(raised > 0);
        let lines = "SELECT count(*) FROM desk_escalation";
        let kept: i64 = office.app.db().one(lines, args![]).await.unwrap();
        assert_eq!(kept, raised as i64);
    });
}

#[test]
fn a_clock_climbs_from_the_deputy_to_the_chief_and_is_raised_to_each_once() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        // Twenty days from today end on Thursday 10 December.
        let (mine, leader) = a_team(&office, "2026-11-20").await;
        let (deputy, _) = office.employ(Role::DeputyChief, REGION).await;
        let (chief, _) = office.employ(Role::Chief, REGION).await;
        raise(&office.app).await.unwrap();
        let mut of_deputy = browser_of(&office, deputy).await;
        assert!(!sees(&mut of_deputy).await, "twenty days are left");

        office.wait(17 * DAY);
        assert!(raise(&office.app).await.unwrap() > 0);
        assert_eq!(raise(&office.app).await.unwrap(), 0, "raised once");
        let mut of_deputy = browser_of(&office, deputy).await;
        let page = of_deputy.page(PAGE).await;
        assert!(
            page.contains(NAME) && page.contains("Tới bậc gấp, Phó Viện trưởng phụ trách được báo")
        );
        assert!(page.contains(END) && page.contains("Kiểm sát viên: Nguyễn Văn"));
        let desk = of_deputy.page("/desk").await;
        assert!(desk.contains("Đã leo thang tới bạn") && desk.contains("chờ bạn tiếp nhận"));
        let notices = of_deputy.page("/notices").await;
        assert!(notices.contains("đã leo thang tới bạn"), "{notices}");
        let mut of_leader = browser_of(&office, leader).await;
        assert!(sees(&mut of_leader).await);
        let mut of_chief = browser_of(&office, chief).await;
        assert!(!sees(&mut of_chief).await, "not yet the chief's");
        let mut of_prosecutor = browser_of(&office, mine).await;
        assert!(!sees(&mut of_prosecutor).await, "it is theirs already");

        office.wait(4 * DAY);
        assert!(raise(&office.app).await.unwrap() > 0);
        let mut of_chief = browser_of(&office, chief).await;
        let page = of_chief.page(PAGE).await;
        assert!(page.contains(END) && page.contains("Tới bậc quá hạn, Viện trưởng được báo"));
        let mut of_deputy = browser_of(&office, deputy).await;
        let page = of_deputy.page(PAGE).await;
        assert!(page.contains("được báo; nay đã quá hạn"), "{page}");
        assert!(told(&office, "escalation.raised").await >= 2);
    });
}

#[test]
fn taking_note_needs_words_is_done_once_and_only_by_those_it_was_raised_to() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let (mine, _) = a_team(&office, NEAR).await;
        let (_, mut deputy) = signed_in(&office, Role::DeputyChief, REGION).await;
        let (_, mut other_deputy) = signed_in(&office, Role::DeputyChief, REGION).await;
        raise(&office.app).await.unwrap();
        let address = first(&deputy.page(PAGE).await);

        let (_, mut chief) = signed_in(&office, Role::Chief, REGION).await;
        let (_, mut neighbour) = signed_in(&office, Role::DeputyChief, "P68-KV04").await;
        let mut prosecutor = browser_of(&office, mine).await;
        let note = [("note", "Đã giao Tổ trưởng đôn đốc.")];
        for stranger in [&mut chief, &mut neighbour, &mut prosecutor] {
            let answer = stranger.post(&address, &note).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.text);
        }
        let unknown = format!("{PAGE}/{}/acknowledgement", Uuid::now_v7());
        assert_eq!(
            deputy.post(&unknown, &note).await.status,
            StatusCode::NOT_FOUND
        );

        deputy.post(&address, &[("note", "  ")]).await;
        let page = deputy.page(PAGE).await;
        assert!(
            page.contains("Hãy ghi ý kiến") && page.contains(&address),
            "{page}"
        );
        deputy.post(&address, &note).await;
        let page = deputy.page(PAGE).await;
        assert!(page.contains("Đã tiếp nhận.") && !page.contains(&address));
        let answered = deputy.page("/desk/escalations?which=answered").await;
        assert!(answered.contains("Đã giao Tổ trưởng đôn đốc.") && answered.contains("20/11/2026"));
        // Both deputies hear of a matter that names none: the second one finds it answered.
        other_deputy
            .post(&address, &[("note", "Tôi cũng xem.")])
            .await;
        let page = other_deputy.page(PAGE).await;
        assert!(page.contains("Thời hạn này đã được tiếp nhận."), "{page}");
        assert_eq!(told(&office, "escalation.answered").await, 1);
        assert_eq!(
            raise(&office.app).await.unwrap(),
            0,
            "answered is not raised again"
        );
    });
}

#[test]
fn a_clock_that_ends_leaves_and_a_new_end_is_raised_again() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let (mine, _) = a_team(&office, NEAR).await;
        let (_, mut deputy) = signed_in(&office, Role::DeputyChief, REGION).await;
        raise(&office.app).await.unwrap();
        let page = deputy.page(PAGE).await;
        assert!(page.contains("23/11/2026"));
        let mut prosecutor = browser_of(&office, mine).await;
        let matter = matter_on(&page);
        let typed = [
            ("effective", "19/11/2026"),
            ("number", "9/QĐ-CSĐT"),
            ("reason", "Nhiều tình tiết phức tạp."),
            ("confirmed", "true"),
        ];
        let path = format!("{matter}/record/report.declared_complex");
        let answer = prosecutor.post(&path, &typed).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        // Two months from 2 November: the old end is gone at once, without waiting for the next round.
        assert!(!deputy.page(PAGE).await.contains("23/11/2026"));
        raise(&office.app).await.unwrap();
        assert!(!deputy.page(PAGE).await.contains("04/01/2027"));
        office.wait(43 * DAY); // 2 January 2027
        assert!(raise(&office.app).await.unwrap() > 0);
        let (_, mut deputy) = signed_in(&office, Role::DeputyChief, REGION).await;
        let page = deputy.page(PAGE).await;
        assert!(page.contains("04/01/2027"), "{page}");
    });
}
