//! The stack is ordered by itself once it is read, renewed where nobody touched it, and every step of a person can be taken back.

use casefile::order::{PageSeen, order, report::report};
use casefile::proposed::{
    Asked, Paper, acts::Values, order_file, papers_of, redo, seen_of, take, undo,
};
use casefile::{bl_key, documents_of, resolve_bl, see_page};
use db::{Db, Sql, args, testing::both};
use people::WorkError;
use uuid::Uuid;

use crate::{
    house::{House, NOW, TABLES, THREE_PAGES},
    typed::typed_pages,
};

async fn is_ordered(app: &shell::App, file: Uuid) -> bool {
    let ordered: i64 = app
        .db()
        .one(
            "SELECT count(*) FROM casefile_ordering WHERE file_id = $1",
            args![file],
        )
        .await
        .unwrap();
    ordered == 1
}

async fn papers(db: &Db, house: &House) -> Vec<Paper> {
    papers_of(db, house.matter.id).await.unwrap()
}

fn spans(papers: &[Paper]) -> Vec<(i64, i64)> {
    let standing = papers.iter().filter(|one| one.removed_at.is_none());
    standing.map(|one| (one.first_no, one.last_no)).collect()
}

/// Does one thing in a transaction of its own.
async fn step(house: &House, asked: Asked) {
    let work = house.work().await;
    take(&work, &house.matter, asked).await.unwrap();
    work.commit().await.unwrap();
}

async fn back(house: &House) -> Result<(), WorkError> {
    let work = house.work().await;
    undo(&work, &house.matter).await?;
    work.commit().await
}

async fn again(house: &House) -> Result<(), WorkError> {
    let work = house.work().await;
    redo(&work, &house.matter).await?;
    work.commit().await
}

#[test]
fn what_the_command_line_orders_the_web_orders_alike() {
    let stack = scan::open(THREE_PAGES.to_vec()).unwrap();
    let mut reader = scan::Reader::try_new().unwrap();
    let by_command: Vec<PageSeen> = (1..=3)
        .map(|no| see_page(&mut reader, &stack, no).unwrap().unwrap().0)
        .collect();
    both(&TABLES, |db| {
        let by_command = by_command.clone();
        async move {
            let house = House::open(db.clone()).await;
            let file = house.deliver("Hồ sơ.pdf", THREE_PAGES).await.unwrap().file;
            let (workers, _) = house.start();
            house
                .until(|app| async move { is_ordered(&app, file).await })
                .await;
            workers.stop().await;
            let by_web = seen_of(&db, house.matter.id, 1, 3).await.unwrap();
            assert_eq!(order(&by_web), order(&by_command));
            let said = |pages: &[PageSeen]| serde_json::to_value(report(pages, "0")).unwrap();
            assert_eq!(said(&by_web), said(&by_command));

            let papers = papers(&db, &house).await;
            assert_eq!(spans(&papers), [(1, 2), (3, 3)]);
            let custody = &papers[1];
            assert_eq!(custody.title, "Quyết định tạm giữ đối với Thái Doãn Lâm");
            assert_eq!(custody.number, "205/QĐTG-CSĐT");
            assert_eq!((custody.group_no, custody.bl.as_str()), (Some(1), "03"));
            // Its stamp is faint: the number may be told by the pages before it, which is then said.
            assert!(custody.is_open() && ["", "leaf"].contains(&custody.doubts.as_str()));
            let listed = documents_of(&db, house.matter.id).await.unwrap();
            assert!(listed.is_empty(), "a proposal is no document of the list");
        }
    });
}

/// A read file of pages without a machine: each page says what it is.
async fn read_file(db: &Db, pages: usize) -> (House, Uuid) {
    let house = House::open(db.clone()).await;
    let file = house
        .deliver("a.pdf", &typed_pages(pages))
        .await
        .unwrap()
        .file;
    let (workers, _) = house.start();
    house
        .until(|app| async move { is_ordered(&app, file).await })
        .await;
    workers.stop().await;
    (house, file)
}

#[test]
fn an_ordering_that_was_killed_is_caught_up_when_the_program_starts() {
    both(&TABLES, |db| async move {
        let (house, file) = read_file(&db, 2).await;
        // As a program leaves it that knew no ordering, or that was killed before its job came to an end.
        for sql in [
            "DELETE FROM casefile_ordering",
            "DELETE FROM casefile_proposal",
            "UPDATE job SET state = 'failed'",
        ] {
            db.exec(sql, args![]).await.unwrap();
        }
        assert_eq!(casefile::queue_missing(&db, NOW).await.unwrap(), 1);
        let (workers, reads) = house.start();
        house
            .until(|app| async move { is_ordered(&app, file).await })
            .await;
        workers.stop().await;
        assert!(!papers(&db, &house).await.is_empty());
        let reads = reads.load(std::sync::atomic::Ordering::SeqCst);
        assert_eq!(reads, 0, "no page is read again");
        assert_eq!(casefile::queue_missing(&db, NOW).await.unwrap(), 0);
    });
}

#[test]
fn what_nobody_touched_is_renewed_and_what_a_person_did_stands() {
    both(&TABLES, |db| async move {
        let (house, file) = read_file(&db, 4).await;
        let whole = papers(&db, &house).await;
        let first = whole[0].id;
        let before = spans(&whole);
        order_file(&db, file, &[], NOW + 1).await.unwrap().unwrap();
        let same = papers(&db, &house).await;
        assert_eq!(spans(&same), before);
        assert_eq!(
            same[0].id, first,
            "who looks at a paper keeps looking at it"
        );

        let values = Values {
            title: "Đơn trình báo".to_owned(),
            ..Values::default()
        };
        step(&house, Asked::Write(first, values)).await;
        step(&house, Asked::Confirm(first)).await;
        order_file(&db, file, &[], NOW + 2).await.unwrap().unwrap();
        let now = papers(&db, &house).await;
        let kept = now.iter().find(|one| one.id == first).unwrap();
        assert_eq!(
            (kept.title.as_str(), kept.is_confirmed),
            ("Đơn trình báo", true)
        );
        assert_eq!(spans(&now), before, "nothing is proposed over it");

        // A person marks a document in the viewer over what is still proposed: the proposal gives way.
        let work = house.work().await;
        let mark = casefile::Mark {
            first: 1,
            last: 4,
            title: "Tập tài liệu".to_owned(),
            ..casefile::Mark::default()
        };
        casefile::mark(&work, &house.matter, None, mark)
            .await
            .unwrap();
        work.commit().await.unwrap();
        assert!(papers(&db, &house).await.iter().all(|one| one.is_confirmed));
        order_file(&db, file, &[], NOW + 3).await.unwrap().unwrap();
        assert!(papers(&db, &house).await.iter().all(|one| one.is_confirmed));
    });
}

#[test]
fn each_step_is_taken_back_and_done_again() {
    both(&TABLES, |db| async move {
        let (house, _) = read_file(&db, 4).await;
        let mut now = papers(&db, &house).await;
        // However the machine cut the four pages: one paper of all of them to begin with.
        while now.len() > 1 {
            step(&house, Asked::Join(now[1].id)).await;
            now = papers(&db, &house).await;
        }
        assert_eq!(spans(&now), [(1, 4)]);
        let id = now[0].id;
        let named = Values {
            title: "Biên bản".to_owned(),
            number: "12".to_owned(),
            ..Values::default()
        };
        let steps = [
            Asked::Split(id, 3),
            Asked::Write(id, named),
            Asked::Group(id, 4),
            Asked::Confirm(id),
            Asked::Renumber {
                first: 1,
                last: 4,
                start: "07".to_owned(),
                owner: "investigator".to_owned(),
            },
            Asked::Remove(id),
            Asked::Add(1, 2),
        ];
        let mut seen = vec![papers(&db, &house).await];
        for asked in steps {
            step(&house, asked).await;
            seen.push(papers(&db, &house).await);
        }
        let last = seen.len() - 1;
        assert_eq!(spans(&seen[last]), [(1, 2), (3, 4)]);
        for at in (0..last).rev() {
            back(&house).await.unwrap();
            assert_eq!(papers(&db, &house).await, seen[at], "back to {at}");
        }
        for (at, then) in seen.iter().enumerate().skip(1) {
            again(&house).await.unwrap();
            assert_eq!(&papers(&db, &house).await, then, "again to {at}");
        }
        let more = again(&house).await;
        assert!(matches!(more, Err(WorkError::Invalid { .. })), "{more:?}");
        // After a new step nothing that was taken back can be done again.
        back(&house).await.unwrap();
        step(&house, Asked::Add(1, 1)).await;
        let more = again(&house).await;
        assert!(matches!(more, Err(WorkError::Invalid { .. })), "{more:?}");
    });
}

#[test]
fn a_step_is_not_taken_back_over_what_another_did_since() {
    both(&TABLES, |db| async move {
        let (house, _) = read_file(&db, 2).await;
        let id = papers(&db, &house).await[0].id;
        let named = |title: &str| Values {
            title: title.to_owned(),
            ..Values::default()
        };
        step(&house, Asked::Write(id, named("Công văn"))).await;
        step(&house, Asked::Confirm(id)).await;
        let work = house.work().await;
        let mark = casefile::Mark {
            first: 1,
            last: 1,
            title: "Thông báo".to_owned(),
            ..casefile::Mark::default()
        };
        casefile::mark(&work, &house.matter, Some(id), mark)
            .await
            .unwrap();
        work.commit().await.unwrap();
        let refused = back(&house).await;
        assert!(
            matches!(refused, Err(WorkError::ChangedMeanwhile)),
            "{refused:?}"
        );
        let kept = documents_of(&db, house.matter.id).await.unwrap();
        assert_eq!(kept[0].title, "Thông báo");
    });
}

#[test]
fn an_old_number_still_leads_to_its_page_and_a_second_body_numbers_beside_the_first() {
    both(&TABLES, |db| async move {
        let (house, _) = read_file(&db, 3).await;
        let number = |first: i64, start: &str, owner: &str| Asked::Renumber {
            first,
            last: 3,
            start: start.to_owned(),
            owner: owner.to_owned(),
        };
        let at = async |asked: &str| {
            let page = resolve_bl(&db, house.matter.id, asked).await.unwrap();
            page.map(|page| page.no)
        };
        step(&house, number(1, "37", "investigator")).await;
        assert_eq!((at("37").await, at("39").await), (Some(1), Some(3)));
        step(&house, number(1, "38", "investigator")).await;
        assert_eq!(at("38").await, Some(1), "the new number first");
        assert_eq!(at("cũ 38").await, Some(2), "the old one by its word");
        assert_eq!(
            at("37").await,
            Some(1),
            "a number that stands nowhere else needs no word"
        );
        step(&house, number(2, "37a", "investigator")).await;
        assert_eq!((at("37a").await, at("37B").await), (Some(2), Some(3)));
        step(&house, number(3, "05", "court")).await;
        assert_eq!(at("5").await, Some(3));
        let pages = casefile::pages_of(&db, house.matter.id).await.unwrap();
        assert_eq!(
            pages[2].bl.as_deref(),
            Some("37b"),
            "the first body names the page"
        );

        // A number that was misread never stood, so it leads nowhere once it is corrected.
        let work = house.work().await;
        casefile::correct(&work, &house.matter, &pages[0], "90")
            .await
            .unwrap();
        work.commit().await.unwrap();
        assert_eq!((at("90").await, at("38").await), (Some(1), Some(2)));
        assert_eq!(bl_key("037A").as_deref(), Some("37a"));
    });
}

#[test]
fn a_file_that_is_withheld_leaves_no_proposal_and_no_step_behind() {
    both(&TABLES, |db| async move {
        let (house, _) = read_file(&db, 2).await;
        let id = papers(&db, &house).await[0].id;
        step(&house, Asked::Remove(id)).await;
        let file = house
            .deliver("mật.png", include_bytes!("../data/secret.png"))
            .await
            .unwrap()
            .file;
        let (workers, _) = house.start();
        house
            .until(|app| async move {
                let file = casefile::file(app.db(), file).await.unwrap().unwrap();
                file.state == "withheld"
            })
            .await;
        workers.stop().await;
        let steps: i64 = db
            .one("SELECT count(*) FROM casefile_step", args![])
            .await
            .unwrap();
        assert_eq!(steps, 0);
        assert!(papers(&db, &house).await.iter().all(|one| one.last_no <= 2));
    });
}
