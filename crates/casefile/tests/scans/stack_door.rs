//! Xếp tập quét through the door: a clerk orders what is being taken in, and no address shows the clerk more than that.

use axum::http::StatusCode;
use casefile::documents_of;
use db::{Sql, args, testing::both};
use people::Role;
use serde_json::json;
use shell::testing::{Answer, Browser, Office, REGION};
use uuid::Uuid;

use crate::{
    house::TABLES,
    proposal_door::{a_matter, office, ordered, papers},
};

/// A stack of two papers of two pages each; every page has a picture. The addresses of its pictures in the stack.
async fn stack(office: &Office, matter: Uuid) -> Vec<String> {
    let db = office.app.db();
    let head = casefile::head_of(db, matter).await.unwrap().unwrap();
    ordered(office, &head).await;
    let picture = office.app.files().put(vec![0xff, 0xd8, 1]).await.unwrap();
    db.exec(
        "UPDATE casefile_page SET picture = $1, thumb = $1",
        args![picture.to_string()],
    )
    .await
    .unwrap();
    let pages = casefile::pages_of(db, matter).await.unwrap();
    let at = |page: &casefile::PageRow| {
        format!("/casefile/matters/{matter}/stack/pages/{}/image", page.id)
    };
    pages.iter().map(at).collect()
}

async fn step(browser: &mut Browser<'_>, at: &str, values: &[(&str, &str)]) -> String {
    let sent = browser.post(&format!("{at}/steps"), values).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let next = sent.header("location").to_owned();
    browser.page(&next).await
}

async fn statuses(browser: &mut Browser<'_>, pictures: &[String]) -> Vec<u16> {
    let mut all = Vec::new();
    for picture in pictures {
        let small = picture.replace("/image", "/thumb");
        let large = browser.get(picture).await.status;
        assert_eq!(browser.get(&small).await.status, large, "{small}");
        all.push(large.as_u16());
    }
    all
}

#[test]
fn a_clerk_orders_the_stack_and_its_last_confirmation_shuts_the_door() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let matter = a_matter(&office).await;
        let pictures = stack(&office, matter).await;
        let at = format!("/casefile/matters/{matter}/stack");
        let mut clerk = office.signed_in(Role::Clerk).await;
        let intake = clerk
            .page(&format!("/casefile/matters/{matter}/intake"))
            .await;
        assert!(intake.contains(&at), "the way to the stack: {intake}");
        let screen = clerk.page(&at).await;
        assert!(screen.contains("Còn 2 tài liệu chờ xác nhận"), "{screen}");
        assert!(
            screen.contains(&pictures[0]),
            "pictures by the stack's door"
        );
        let file = format!("/casefile/matters/{matter}\"");
        assert!(!screen.contains(&file), "no way into the file");
        assert!(!screen.contains("\"/casefile/pages/"));
        assert_eq!(statuses(&mut clerk, &pictures).await, [200; 4]);

        let proposed = papers(&office, matter).await;
        let [first, second] = [0, 1].map(|at| proposed[at].id.to_string());
        step(
            &mut clerk,
            &at,
            &[("what", "split"), ("d", &first), ("p", "2")],
        )
        .await;
        clerk.post(&format!("{at}/undo"), &[]).await;
        clerk.post(&format!("{at}/redo"), &[]).await;
        clerk.post(&format!("{at}/undo"), &[]).await;
        assert_eq!(papers(&office, matter).await.len(), 2);
        let numbers = [
            ("what", "renumber"),
            ("first", "1"),
            ("last", "4"),
            ("start", "37"),
            ("owner", "investigator"),
        ];
        step(&mut clerk, &at, &numbers).await;
        let named = [
            ("what", "write_confirm"),
            ("d", first.as_str()),
            ("title", "Quyết định tạm giữ số một"),
            ("group", "1"),
        ];
        step(&mut clerk, &at, &named).await;
        assert_eq!(statuses(&mut clerk, &pictures).await, [200; 4]);
        let done = step(&mut clerk, &at, &[("what", "confirm"), ("d", &second)]).await;
        assert!(done.contains("Không còn tập quét nào chờ xếp"), "{done}");
        assert_eq!(documents_of(&db, matter).await.unwrap().len(), 2);
        let page = casefile::resolve_bl(&db, matter, "40").await.unwrap();
        assert_eq!(page.unwrap().no, 4);
        assert_eq!(statuses(&mut clerk, &pictures).await, [404; 4]);

        // A slip of the finger is taken back, and is shut for good a quarter of an hour later.
        assert!(done.contains("Hoàn tác: xác nhận"), "{done}");
        clerk.post(&format!("{at}/undo"), &[]).await;
        assert_eq!(statuses(&mut clerk, &pictures).await, [200; 4]);
        step(&mut clerk, &at, &[("what", "confirm"), ("d", &second)]).await;
        office.wait(16 * 60_000);
        let late = clerk.page(&at).await;
        assert!(!late.contains("Hoàn tác: xác nhận"));
        let refused = clerk.post(&format!("{at}/undo"), &[]).await;
        let told = clerk.page(refused.location()).await;
        assert!(told.contains("không thuộc tập quét đang chờ xếp"), "{told}");
        assert!(
            papers(&office, matter)
                .await
                .iter()
                .all(|one| !one.is_open())
        );
        let looked: i64 = db
            .one(
                "SELECT count(*) FROM audit_line WHERE action = 'casefile.stack.looked'",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(looked, 1, "one opening, one line");
    });
}

#[test]
fn what_somebody_else_confirmed_is_closed_to_the_clerk() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let matter = a_matter(&office).await;
        let pictures = stack(&office, matter).await;
        let at = format!("/casefile/matters/{matter}/stack");
        let first = papers(&office, matter).await[0].id.to_string();
        let mut chief = office.signed_in(Role::Chief).await;
        let proposal = format!("/casefile/matters/{matter}/proposal");
        let named = [
            ("what", "write_confirm"),
            ("d", first.as_str()),
            ("title", "Báo cáo chỉ lãnh đạo xem"),
        ];
        step(&mut chief, &proposal, &named).await;
        let mut clerk = office.signed_in(Role::Clerk).await;
        for place in [at.clone(), format!("{at}?d={first}"), format!("{at}?p=1")] {
            let screen = clerk.page(&place).await;
            assert!(!screen.contains("chỉ lãnh đạo xem"), "{place}");
            assert!(!screen.contains(&pictures[0]) && !screen.contains(&pictures[1]));
            assert!(screen.contains(&pictures[2]));
        }
        assert_eq!(statuses(&mut clerk, &pictures).await, [404, 404, 200, 200]);
        let before = papers(&office, matter).await;
        for what in ["confirm", "split", "join", "up", "down", "remove", "write"] {
            let values = [
                ("what", what),
                ("d", first.as_str()),
                ("p", "2"),
                ("title", "X"),
            ];
            step(&mut clerk, &at, &values).await;
        }
        for (last, start) in [("4", "9"), ("2", "9")] {
            let numbers = [
                ("what", "renumber"),
                ("first", "1"),
                ("last", last),
                ("start", start),
                ("owner", "court"),
            ];
            let told = step(&mut clerk, &at, &numbers).await;
            assert!(told.contains("không thuộc tập quét đang chờ xếp"), "{told}");
            let add = [("what", "add"), ("first", "1"), ("last", last)];
            step(&mut clerk, &at, &add).await;
        }
        // Joining what follows to what is closed would open it.
        let open = papers(&office, matter).await[1].id.to_string();
        step(&mut clerk, &at, &[("what", "join"), ("d", &open)]).await;
        assert_eq!(papers(&office, matter).await, before);
        let elsewhere = Uuid::now_v7();
        let picture = pictures[2].replace(&matter.to_string(), &elsewhere.to_string());
        assert_eq!(clerk.get(&picture).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn the_stacks_door_opens_no_other_and_not_to_others() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let matter = a_matter(&office).await;
        let pictures = stack(&office, matter).await;
        let home = format!("/casefile/matters/{matter}");
        let page = casefile::pages_of(&db, matter).await.unwrap()[0].id;
        let file = casefile::files_of(&db, matter).await.unwrap()[0].id;
        let mut clerk = office.signed_in(Role::Clerk).await;
        let closed = [
            home.clone(),
            format!("{home}/file"),
            format!("{home}/pages"),
            format!("{home}/panel"),
            format!("{home}/proposal"),
            format!("{home}/contents"),
            format!("{home}/leaves"),
            format!("{home}/words"),
            format!("{home}/marks"),
            format!("{home}/statements"),
            format!("{home}/completeness"),
            format!("{home}/search?q=tam+giu"),
            format!("{home}/bl/1/thumb"),
            format!("/casefile/pages/{page}/image"),
            format!("/casefile/pages/{page}/thumb"),
            format!("/casefile/pages/{page}/text"),
            format!("/casefile/pages/{page}/words"),
            format!("/casefile/files/{file}/original"),
            "/casefile/search?q=tam+giu".to_owned(),
        ];
        for address in closed {
            let status = clerk.get(&address).await.status;
            assert_eq!(status, StatusCode::FORBIDDEN, "{address}");
        }
        let sent = clerk
            .call(
                "POST",
                &format!("{home}/documents"),
                json!({ "first": 1, "last": 1, "title": "X" }),
            )
            .await;
        assert_eq!(sent.status, StatusCode::FORBIDDEN);

        let stack = format!("{home}/stack");
        let refused = |answer: Answer| assert_eq!(answer.status, StatusCode::FORBIDDEN);
        for (role, unit) in [
            (Role::Prosecutor, REGION),
            (Role::Statistician, REGION),
            (Role::ItOfficer, REGION),
            (Role::Clerk, "P68-KV04"),
        ] {
            let mut stranger = office.signed_in_at(role, unit).await;
            refused(stranger.get(&stack).await);
            refused(stranger.get(&pictures[0]).await);
            refused(stranger.get(&pictures[0].replace("/image", "/thumb")).await);
            for act in ["steps", "undo", "redo"] {
                let values = [("what", "confirm_sure")];
                refused(stranger.post(&format!("{stack}/{act}"), &values).await);
            }
        }
        assert!(
            papers(&office, matter)
                .await
                .iter()
                .all(|one| one.is_open())
        );
    });
}
