//! The page for outsiders: closed unless opened, and then it says four things and a verdict.

use db::testing::both;
use shell::testing::REGION;
use signing::codes::{self, Issued};
use uuid::Uuid;

use crate::papers;
use crate::world::{World, tables};

const OPEN: &str = "[public]\nis_open = true\naddress = 'https://kiemsat.example.vn'";

async fn issued(world: &World) -> (String, Uuid) {
    let work = world.work(world.chief).await;
    let object = Uuid::now_v7();
    let code = codes::reserve(&work, "test", object, REGION).await.unwrap();
    let again = codes::reserve(&work, "test", object, REGION).await.unwrap();
    assert_eq!(code, again, "a record has one code");
    let said = Issued {
        number: "15/QĐ-VKSKV3".to_owned(),
        on: work.today,
        unit_name: "Viện kiểm sát nhân dân khu vực 3".to_owned(),
        signer: "Nguyễn Văn Viện".to_owned(),
        file: world.office.app.files().put(papers::plain()).await.unwrap(),
    };
    codes::issue(&work, &code, said).await.unwrap();
    work.commit().await.unwrap();
    (code, object)
}

#[test]
fn the_page_for_outsiders_is_closed_unless_it_is_opened() {
    both(&tables(), |db| async move {
        let world = World::with(db, "").await;
        let (code, _) = issued(&world).await;
        let mut outsider = world.office.browser();
        for path in ["/check".to_owned(), format!("/check/{code}")] {
            assert_eq!(outsider.get(&path).await.status.as_u16(), 404, "{path}");
        }
        assert_eq!(codes::address(&world.office.app, &code), None);
    });
}

#[test]
fn an_outsider_learns_number_day_unit_signer_and_whether_a_file_is_the_same() {
    both(&tables(), |db| async move {
        let world = World::with(db, OPEN).await;
        let (code, object) = issued(&world).await;
        let address = codes::address(&world.office.app, &code).unwrap();
        assert_eq!(address, format!("https://kiemsat.example.vn/check/{code}"));
        let mut outsider = world.office.browser();
        assert!(outsider.page("/check").await.contains("Mã kiểm tra"));
        let typed = code.to_lowercase().replace('-', "");
        let found = outsider.get(&format!("/check?code={typed}")).await;
        assert_eq!(found.location(), format!("/check/{code}"));
        let page = outsider.page(&format!("/check/{code}")).await;
        for said in [
            "15/QĐ-VKSKV3",
            "khu vực 3",
            "Nguyễn Văn Viện",
            "đã ban hành",
            "Chữ ký số trên bản cơ quan giữ",
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
        let path = format!("/check/{code}");
        let same = outsider
            .upload(&path, &[], ("file", "a.pdf", &papers::plain()))
            .await;
        assert!(same.has("trùng từng byte"), "{}", same.text);
        let other = papers::replaced(&papers::plain(), b"15", b"16");
        let other = outsider.upload(&path, &[], ("file", "a.pdf", &other)).await;
        assert!(other.has("khác bản cơ quan đã ban hành"), "{}", other.text);
        let wrong = outsider.get("/check?code=ABCD-EFGH-JKLM").await;
        assert_eq!(wrong.status.as_u16(), 422);
        let work = world.work(world.chief).await;
        codes::withdraw(&work, "test", object).await.unwrap();
        work.commit().await.unwrap();
        assert!(outsider.page(&path).await.contains("đã bị thu hồi"));
    });
}

#[test]
fn who_asks_too_often_waits() {
    both(&tables(), |db| async move {
        let world = World::with(db, OPEN).await;
        let mut outsider = world.office.browser();
        let mut answers = Vec::new();
        for _ in 0..70 {
            answers.push(outsider.get("/check").await.status.as_u16());
        }
        assert_eq!(answers[0], 200);
        assert_eq!(answers[69], 429);
        world.office.wait(11 * 60_000);
        assert_eq!(outsider.get("/check").await.status.as_u16(), 200);
    });
}
