//! Ghi chú, trích cứu: marks stay on their words, private ones with their author, and nothing that was written is lost.

use casefile::{
    MatterHead, PageRow,
    marks::{
        Change, MarkRow, Reader, Wanted, change, excerpts, make, marks_between, marks_of,
        set_removed, set_shared,
    },
    pages_of,
};
use db::{Db, Sql, args, testing::both};
use people::{Actor, Covers, Delegated, Right, Role, Work, WorkError};
use scan::Rect;
use uuid::Uuid;

use crate::{
    house::{House, NOW, TABLES, UNIT},
    typed::typed_pages,
};

const WORDS: &str = "Tôi không có mặt ở đó";

/// A file of three pages whose pictures are there.
async fn a_file(db: &Db) -> (House, Vec<PageRow>) {
    let house = House::open(db.clone()).await;
    house.deliver("a.pdf", &typed_pages(3)).await.unwrap();
    db.exec(
        "UPDATE casefile_page SET status = 'read', w = 1000, h = 2000",
        args![],
    )
    .await
    .unwrap();
    let pages = pages_of(db, house.matter.id).await.unwrap();
    (house, pages)
}

fn another(role: Role) -> Actor {
    Actor {
        person: Uuid::now_v7(),
        ..Actor::sample(role, UNIT)
    }
}

async fn work_of(house: &House, actor: &Actor) -> Work {
    let app = &house.app;
    Work::begin(
        app.db(),
        actor.clone(),
        NOW,
        app.law(),
        app.ledger().clone(),
    )
    .await
    .unwrap()
}

fn under() -> (Vec<Rect>, String) {
    (vec![Rect::from([100, 200, 400, 240])], WORDS.to_owned())
}

async fn marked(work: &Work, matter: &MatterHead, page: &PageRow, kind: &str) -> MarkRow {
    make(work, matter, page, kind, under()).await.unwrap()
}

fn note(mark: &MarkRow, note: &str) -> Change {
    Change {
        revision: mark.revision,
        note: Some(note.to_owned()),
        ..Change::default()
    }
}

async fn seen(db: &Db, matter: &MatterHead, person: Uuid) -> Vec<Uuid> {
    let marks = marks_of(db, matter.id, Reader(person)).await.unwrap();
    marks.iter().map(|mark| mark.id).collect()
}

#[test]
fn a_private_mark_is_its_authors_alone_and_a_shared_one_is_read_by_all_and_changed_by_its_author() {
    both(&TABLES, |db| async move {
        let (house, pages) = a_file(&db).await;
        let (matter, author, chief) = (&house.matter, house.actor.person, another(Role::Chief));
        let work = house.work().await;
        let private = marked(&work, matter, &pages[1], "go_toi").await;
        let shared = marked(&work, matter, &pages[0], "buoc_toi").await;
        let shared = set_shared(&work, matter, shared.id, true).await.unwrap();
        work.commit().await.unwrap();
        assert_eq!(
            seen(&db, matter, author).await,
            [shared.id, private.id],
            "in the order of pages"
        );
        assert_eq!(seen(&db, matter, chief.person).await, [shared.id]);
        let of_chief = Reader(chief.person);
        let between = marks_between(&db, matter.id, of_chief, 1, 100)
            .await
            .unwrap();
        assert_eq!(between.len(), 1);
        let asked = Wanted {
            q: "khong co mat".to_owned(),
            ..Wanted::default()
        };
        let found = excerpts(&db, matter.id, &asked, of_chief).await.unwrap();
        assert_eq!(found.len(), 1, "search within finds no private words");

        let work = work_of(&house, &chief).await;
        for mark in [&private, &shared] {
            let tried = [
                change(&work, matter, mark.id, note(mark, "của người khác")).await,
                set_shared(&work, matter, mark.id, true).await,
                set_shared(&work, matter, mark.id, false).await,
                set_removed(&work, matter, mark.id, true).await,
                set_removed(&work, matter, mark.id, false).await,
            ];
            for answer in tried {
                assert!(matches!(answer, Err(WorkError::NotFound)), "{answer:?}");
            }
        }
        work.rollback().await.unwrap();

        let work = house.work().await;
        set_shared(&work, matter, shared.id, false).await.unwrap();
        work.commit().await.unwrap();
        assert!(seen(&db, matter, chief.person).await.is_empty());
        ledger::audit::verify(&db).await.unwrap();
    });
}

#[test]
fn who_may_only_read_marks_for_themselves_and_who_may_not_read_marks_nothing() {
    both(&TABLES, |db| async move {
        let (house, pages) = a_file(&db).await;
        let matter = &house.matter;
        let mut reader = another(Role::Clerk);
        let refused = work_of(&house, &reader).await;
        let tried = make(&refused, matter, &pages[0], "khac", under()).await;
        assert!(
            matches!(tried, Err(WorkError::NotAllowed { .. })),
            "{tried:?}"
        );
        refused.rollback().await.unwrap();
        let keys = std::collections::BTreeSet::from([UNIT.to_owned()]);
        reader.delegations.push(Delegated {
            id: Uuid::now_v7(),
            from_person: Uuid::now_v7(),
            from_name: "Viện trưởng".to_owned(),
            role: Role::Chief,
            rights: vec![Right::CasefileRead],
            covers: Covers::new(keys.clone(), keys),
        });
        let work = work_of(&house, &reader).await;
        let mark = marked(&work, matter, &pages[0], "khac").await;
        let tried = set_shared(&work, matter, mark.id, true).await;
        assert!(
            matches!(
                tried,
                Err(WorkError::NotAllowed {
                    right: Right::CasefileMark,
                    ..
                })
            ),
            "{tried:?}"
        );
        work.commit().await.unwrap();
        assert_eq!(seen(&db, matter, reader.person).await, [mark.id]);
        assert!(seen(&db, matter, house.actor.person).await.is_empty());
    });
}

#[test]
fn notes_and_mended_words_are_kept_the_reading_stays_and_what_is_taken_off_comes_back() {
    both(&TABLES, |db| async move {
        let (house, pages) = a_file(&db).await;
        let (matter, reader) = (&house.matter, Reader(house.actor.person));
        let work = house.work().await;
        let made = marked(&work, matter, &pages[0], "can_lam_ro").await;
        let noted = change(&work, matter, made.id, note(&made, "Trái với BL 2")).await;
        let noted = noted.unwrap();
        let late = change(&work, matter, made.id, note(&made, "từ cửa sổ cũ")).await;
        assert!(matches!(late, Err(WorkError::ChangedMeanwhile)), "{late:?}");
        let mended = Change {
            revision: noted.revision,
            words: Some("Tôi không có mặt ở đó hôm 12/5".to_owned()),
            ..Change::default()
        };
        let mended = change(&work, matter, made.id, mended).await.unwrap();
        assert_eq!(mended.said(), "Tôi không có mặt ở đó hôm 12/5");
        assert_eq!(
            (mended.words.as_str(), mended.note.as_str()),
            (WORDS, "Trái với BL 2")
        );
        let as_read = Change {
            revision: mended.revision,
            words: Some(WORDS.to_owned()),
            kind: Some("go_toi".to_owned()),
            ..Change::default()
        };
        let as_read = change(&work, matter, made.id, as_read).await.unwrap();
        assert_eq!((as_read.corrected, as_read.kind.as_str()), (None, "go_toi"));
        set_removed(&work, matter, made.id, true).await.unwrap();
        assert!(
            marks_of(&work.tx, matter.id, reader)
                .await
                .unwrap()
                .is_empty()
        );
        let back = set_removed(&work, matter, made.id, false).await.unwrap();
        assert_eq!(
            (back.note.as_str(), back.removed_at),
            ("Trái với BL 2", None)
        );
        let unlawful = [
            make(&work, matter, &pages[0], "toi_pham", under()).await,
            make(&work, matter, &pages[0], "khac", (vec![], String::new())).await,
            make(
                &work,
                matter,
                &pages[0],
                "khac",
                (vec![Rect::from([900, 0, 1100, 40])], String::new()),
            )
            .await,
        ];
        for answer in unlawful {
            assert!(
                matches!(answer, Err(WorkError::Invalid { .. })),
                "{answer:?}"
            );
        }
        work.commit().await.unwrap();
        let trail: Vec<String> = db
            .all(
                "SELECT action FROM audit_line WHERE object_kind = 'casefile.mark' ORDER BY seq",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(
            trail,
            ["made", "corrected", "corrected", "removed", "restored"]
                .map(|what| format!("casefile.mark.{what}")),
            "typing a note is no line of its own"
        );
    });
}

#[test]
fn the_table_stands_in_the_order_of_pages_or_of_meaning_with_the_document_of_each_page() {
    both(&TABLES, |db| async move {
        let (house, pages) = a_file(&db).await;
        let (matter, reader) = (&house.matter, Reader(house.actor.person));
        let work = house.work().await;
        let document = casefile::Mark {
            first: 1,
            last: 2,
            title: "Biên bản ghi lời khai".to_owned(),
            ..casefile::Mark::default()
        };
        casefile::mark(&work, matter, None, document).await.unwrap();
        for (page, kind) in [(2, "buoc_toi"), (0, "khac"), (1, "go_toi")] {
            marked(&work, matter, &pages[page], kind).await;
        }
        work.commit().await.unwrap();
        let told = async |sort: &str| {
            let asked = Wanted {
                sort: sort.to_owned(),
                ..Wanted::default()
            };
            let lines = excerpts(&db, matter.id, &asked, reader).await.unwrap();
            let told = lines
                .into_iter()
                .map(|line| (line.kind_vi(), line.leaf(), line.document));
            told.collect::<Vec<_>>()
        };
        let statement = "Biên bản ghi lời khai".to_owned();
        let of_pages = [
            ("Khác", "Trang 1".to_owned(), statement.clone()),
            ("Gỡ tội", "Trang 2".to_owned(), statement.clone()),
            ("Buộc tội", "Trang 3".to_owned(), String::new()),
        ];
        assert_eq!(told("").await, of_pages);
        let kinds: Vec<&str> = told("kind").await.into_iter().map(|line| line.0).collect();
        assert_eq!(kinds, ["Buộc tội", "Gỡ tội", "Khác"]);
    });
}
