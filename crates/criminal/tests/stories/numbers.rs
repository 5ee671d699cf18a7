//! Sổ lấy số: no gap, no double, nothing forgotten.

use std::io::Cursor;

use axum::http::StatusCode;
use calamine::{Reader, Xlsx};
use criminal::numbers::{About, Key, NumberError, cancel, note_typed, take, take_after};
use db::{Sql, args, testing::both};
use people::Role;
use shell::testing::{Browser, Office, PASSWORD, REGION};

use crate::{TABLES, a_report, office, work_as, work_of};

fn key(day: &str) -> Key {
    let law = law::Law::embedded();
    Key::of_act(
        REGION,
        day.parse().unwrap(),
        law.acts.get("detention.extended").unwrap(),
    )
    .unwrap()
}

#[test]
fn fifty_people_who_take_at_once_get_fifty_numbers_without_gap_or_double() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (person, _) = office.employ(Role::Clerk, REGION).await;
        let day: chrono::NaiveDate = "2026-11-20".parse().unwrap();
        let takers: Vec<_> = (0..50)
            .map(|turn| {
                let app = office.app.clone();
                let db = db.clone();
                tokio::spawn(async move {
                    let units = app.units().units().await.unwrap();
                    let post = people::staff::post::posts_on(&db, person, app.today())
                        .await
                        .unwrap()[0]
                        .id;
                    let actor = people::staff::actor_of(&db, &units, post, app.today())
                        .await
                        .unwrap();
                    let work = people::Work::begin(
                        &db,
                        actor,
                        app.now_ms(),
                        app.law(),
                        app.ledger().clone(),
                    )
                    .await
                    .unwrap();
                    let taken = take(&work, &key("2026-11-20"), About::default(), day)
                        .await
                        .unwrap();
                    // Every seventh changes their mind; the number goes to somebody else.
                    match turn % 7 == 3 {
                        true => work.rollback().await.unwrap(),
                        false => work.commit().await.unwrap(),
                    }
                    (turn % 7 != 3).then_some(taken.n)
                })
            })
            .collect();
        let mut numbers = Vec::new();
        for taker in takers {
            numbers.extend(taker.await.unwrap());
        }
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=numbers.len() as i64).collect::<Vec<_>>());
        assert_eq!(numbers.len(), 43);
    });
}

#[test]
fn the_first_of_december_begins_a_new_series_and_the_symbol_follows_the_unit() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let work = work_as(&office, Role::Clerk).await;
        let day = |text: &str| text.parse().unwrap();
        let first = take(
            &work,
            &key("2026-11-30"),
            About::default(),
            day("2026-11-30"),
        )
        .await
        .unwrap();
        let second = take(
            &work,
            &key("2026-11-30"),
            About::default(),
            day("2026-11-30"),
        )
        .await
        .unwrap();
        let new_year = take(
            &work,
            &key("2026-12-01"),
            About::default(),
            day("2026-12-01"),
        )
        .await
        .unwrap();
        assert_eq!(
            [first.shown, second.shown, new_year.shown],
            ["1/QĐ-VKSKV3", "2/QĐ-VKSKV3", "1/QĐ-VKSKV3"]
        );
        let back = take_after(
            &work,
            &key("2026-11-29"),
            1,
            About::default(),
            day("2026-11-29"),
        )
        .await
        .unwrap();
        let again = take_after(
            &work,
            &key("2026-11-29"),
            1,
            About::default(),
            day("2026-11-29"),
        )
        .await
        .unwrap();
        assert_eq!([back.shown, again.shown], ["1a/QĐ-VKSKV3", "1b/QĐ-VKSKV3"]);
        let beyond = take_after(
            &work,
            &key("2026-11-29"),
            9,
            About::default(),
            day("2026-11-29"),
        )
        .await;
        assert!(matches!(beyond, Err(NumberError::NotThere)));
    });
}

#[test]
fn a_cancelled_number_stays_with_its_reason_and_is_not_given_again() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let work = work_as(&office, Role::Clerk).await;
        let day = "2026-11-20".parse().unwrap();
        let taken = take(&work, &key("2026-11-20"), About::default(), day)
            .await
            .unwrap();
        assert!(matches!(
            cancel(&work, taken.id, "  ").await,
            Err(NumberError::NoReason)
        ));
        assert!(matches!(
            cancel(&work, taken.id, &"dài ".repeat(200)).await,
            Err(NumberError::LongReason)
        ));
        cancel(&work, taken.id, "Lãnh đạo không ký.").await.unwrap();
        assert!(matches!(
            cancel(&work, taken.id, "lần nữa").await,
            Err(NumberError::Cancelled)
        ));
        let next = take(&work, &key("2026-11-20"), About::default(), day)
            .await
            .unwrap();
        assert_eq!(next.n, 2);
        work.commit().await.unwrap();
        let kept: String = db
            .one(
                "SELECT reason FROM criminal_number WHERE n = 1 AND state = 'cancelled'",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(kept, "Lãnh đạo không ký.");
        // No matter tells it any more; the book of such papers does.
        let mut chief = office.signed_in(Role::Chief).await;
        let book = chief.page("/criminal/books/06").await;
        assert!(book.contains("Số đã hủy, số thêm chữ") && book.contains("Lãnh đạo không ký."));
        let other = chief.page("/criminal/books/12").await;
        assert!(!other.contains("Lãnh đạo không ký."));
        let printed = chief.get("/criminal/books/06/xlsx").await;
        let mut read: Xlsx<_> = Xlsx::new(Cursor::new(printed.bytes)).unwrap();
        let sheet = read.worksheet_range("Sổ số 06").unwrap();
        let told = "đã hủy; lý do: Lãnh đạo không ký.";
        assert!(
            sheet
                .used_cells()
                .any(|(_, _, cell)| cell.to_string().contains(told))
        );
    });
}

#[test]
fn a_number_already_on_paper_enters_the_book_once_and_moves_the_next() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let (matter, who) = a_report(&office, "2026-11-02", "Nguyễn Văn Thịnh").await;
        let (person, _) = office.employ(Role::Chief, REGION).await;
        let work = work_of(&office, person).await;
        let day = "2026-11-20".parse().unwrap();
        let about = About {
            matter,
            subject: Some(who),
            fact: None,
        };
        note_typed(&work, &key("2026-11-20"), "116/QĐ-VKSKV3", about, day)
            .await
            .unwrap();
        let twice = note_typed(
            &work,
            &key("2026-11-20"),
            "116/QĐ-VKSKV3",
            About {
                fact: Some(who),
                ..about
            },
            day,
        )
        .await;
        assert!(twice.is_ok(), "a number without its fact is given one");
        let third = note_typed(&work, &key("2026-11-20"), "116/QĐ-VKSKV3", about, day).await;
        assert!(matches!(third, Err(NumberError::Used { .. })));
        // A paper of an older unit keeps its number and stays out of this book.
        note_typed(&work, &key("2026-11-20"), "900/QĐ-VKSĐL", about, day)
            .await
            .unwrap();
        let same_day = take(&work, &key("2026-11-20"), about, day).await;
        assert!(matches!(same_day, Err(NumberError::SameDay { .. })));
        let next = take(&work, &key("2026-11-20"), About::default(), day)
            .await
            .unwrap();
        assert_eq!(next.shown, "117/QĐ-VKSKV3");
    });
}

/// A browser in which somebody of this role is signed in; and who that is.
async fn signed_in(office: &Office, role: Role) -> (uuid::Uuid, Browser<'_>) {
    let (id, login) = office.employ(role, REGION).await;
    let mut browser = office.browser();
    let answer = browser.sign_in(&login, PASSWORD).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    (id, browser)
}

const EXTENDED: &str = "detention.extended:accused";

fn asked<'t>(day: &'t str, purpose: &'t str) -> Vec<(&'t str, &'t str)> {
    vec![
        ("series", EXTENDED),
        ("dated_on", day),
        ("purpose", purpose),
    ]
}

#[test]
fn a_number_taken_ahead_says_what_it_is_for_and_waits_for_its_paper() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (_, mut clerk) = signed_in(&office, Role::Clerk).await;
        let form = clerk.page("/criminal/numbers/new").await;
        assert!(form.contains("Gia hạn tạm giam") && form.contains("data-autosave"));
        let silent = clerk
            .post("/criminal/numbers", &asked("20/11/2026", " "))
            .await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(silent.has("Hãy ghi số này lấy cho văn bản gì."));
        let early = clerk
            .post("/criminal/numbers", &asked("21/11/2026", "x"))
            .await;
        assert!(early.has("Ngày văn bản chưa đến"), "{}", early.text);
        let taken = clerk
            .post(
                "/criminal/numbers",
                &asked("20/11/2026", "Gia hạn đối với bị can Lâm"),
            )
            .await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
        let book = clerk.page(taken.location()).await;
        assert!(book.contains("1/QĐ-VKSKV3") && book.contains("Gia hạn đối với bị can Lâm"));
        assert!(book.contains("Lấy trước, chưa dùng"));
        let noted: i64 = db
            .one(
                "SELECT count(*) FROM audit_line WHERE action IN ('number.taken', 'number.taken_ahead')",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(noted, 2, "the trail keeps who took it");
        // Cancelled, it stays with its reason.
        let at = book.find("/cancellation").unwrap();
        let path = &book[book[..at].rfind('"').unwrap() + 1..];
        let path = path[..path.find('"').unwrap()]
            .replace("&amp;", "&")
            .replace("&#38;", "&");
        let done = clerk
            .post(&path, &[("reason", "Không ban hành nữa.")])
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let book = clerk.page(done.location()).await;
        assert!(book.contains("Đã hủy") && book.contains("Không ban hành nữa."));
        assert!(book.contains("Gia hạn đối với bị can Lâm"));
    });
}

#[test]
fn a_paper_dated_back_takes_a_letter_after_the_number_of_its_day_and_says_why() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let (_, mut clerk) = signed_in(&office, Role::Clerk).await;
        for day in ["16/11/2026", "16/11/2026", "18/11/2026"] {
            let taken = clerk
                .post("/criminal/numbers", &asked(day, "Gia hạn"))
                .await;
            assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
        }
        let mut typed = asked("17/11/2026", "Gia hạn, ký muộn");
        let bare = clerk.post("/criminal/numbers", &typed).await;
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bare.has("Sổ đã có số 3 ngày 18/11/2026") && bare.has("số phụ sau số 2"));
        assert!(bare.has("Gia hạn, ký muộn"), "what was typed stays");
        typed.push(("late_reason", "Lãnh đạo ký ngày 17, văn thư vào sổ muộn."));
        let taken = clerk.post("/criminal/numbers", &typed).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
        let book = clerk.page(taken.location()).await;
        assert!(book.contains("2a/QĐ-VKSKV3") && book.contains("Lùi ngày: Lãnh đạo ký ngày 17"));
        let register = clerk.page("/criminal/books/06").await;
        assert!(register.contains("2a/QĐ-VKSKV3") && register.contains("Lùi ngày, thêm chữ"));
        typed.push(("after", "1"));
        let chosen = clerk.post("/criminal/numbers", &typed).await;
        assert!(clerk.page(chosen.location()).await.contains("1a/QĐ-VKSKV3"));
        typed.push(("after", "9"));
        let beyond = clerk.post("/criminal/numbers", &typed).await;
        assert_eq!(beyond.status, StatusCode::UNPROCESSABLE_ENTITY);
        let mut first = asked("10/11/2026", "Trước mọi số");
        first.push(("late_reason", "x"));
        let none = clerk.post("/criminal/numbers", &first).await;
        assert!(none.has("sổ chưa có số nào"), "{}", none.text);
    });
}

#[test]
fn a_prosecutor_takes_numbers_for_assigned_matters_and_a_statistician_takes_none() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (me, mut prosecutor) = signed_in(&office, Role::Prosecutor).await;
        let (matter, _) = a_report(&office, "2026-11-02", "Thái Doãn Lâm").await;
        let bare = prosecutor
            .post("/criminal/numbers", &asked("20/11/2026", "Gia hạn"))
            .await;
        assert!(
            bare.has("Bạn lấy số cho hồ sơ được phân công"),
            "{}",
            bare.text
        );
        let mut typed = asked("20/11/2026", "Gia hạn");
        typed.push(("matter", "p68-kv03-000001"));
        let not_mine = prosecutor.post("/criminal/numbers", &typed).await;
        assert_eq!(not_mine.status, StatusCode::UNPROCESSABLE_ENTITY);
        let work = work_as(&office, Role::Chief).await;
        let given = crate::act("report.prosecutor_assigned", "2026-11-04")
            .with("prosecutor", me.to_string());
        criminal::record_act(&work, matter, given, None)
            .await
            .unwrap();
        work.commit().await.unwrap();
        let mine = prosecutor.post("/criminal/numbers", &typed).await;
        assert_eq!(mine.status, StatusCode::SEE_OTHER, "{}", mine.text);
        let book = prosecutor.page(mine.location()).await;
        assert!(book.contains("P68-KV03-000001") && book.contains("Nguồn tin về Thái Doãn Lâm"));
        let (_, mut statistician) = signed_in(&office, Role::Statistician).await;
        let refused = statistician
            .post("/criminal/numbers", &asked("20/11/2026", "x"))
            .await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(
            !statistician
                .page("/criminal/numbers")
                .await
                .contains("/criminal/numbers/new")
        );
    });
}

#[test]
fn a_number_already_used_is_told_on_the_page_and_what_was_typed_stays() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let (me, login) = office.employ(Role::Prosecutor, REGION).await;
        let mut browser = office.browser();
        browser.sign_in(&login, PASSWORD).await;
        let me = me.to_string();
        let mut typed = vec![
            ("effective", "2/11/2026 13:55"),
            ("report_kind", "to_giac"),
            ("summary", "Bị đe dọa, buộc đưa 20.000.000 đồng."),
            ("prosecutor", me.as_str()),
            ("assignment_number", "155/QĐ-VKSKV3"),
            ("assigned_on", "3/11/2026"),
        ];
        let first = browser.post("/criminal/reports", &typed).await;
        assert_eq!(first.status, StatusCode::SEE_OTHER);
        typed[2].1 = "Bị trộm xe máy tại chợ Gia Nghĩa.";
        let answer = browser.post("/criminal/reports", &typed).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let says = answer
            .text
            .split("role=\"alert\"")
            .nth(1)
            .unwrap_or_default();
        assert!(says.contains("155/QĐ-VKSKV3"), "{}", answer.text);
        assert!(answer.has("Bị trộm xe máy tại chợ Gia Nghĩa."));
    });
}
