//! Sổ lấy số: no gap, no double, nothing forgotten.

use criminal::numbers::{About, Key, NumberError, cancel, note_typed, take, take_after};
use db::{Sql, args, testing::both};
use people::Role;
use shell::testing::REGION;

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
