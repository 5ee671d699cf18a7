//! Certificates, pictures and the trust list: who adds what, and what is refused.

use db::testing::both;
use people::Role;
use shell::testing::PROVINCE;

use crate::pki;
use crate::world::{World, owned, tables, trust};

fn file(name: &str) -> Vec<u8> {
    std::fs::read(pki::folder().join(name)).unwrap()
}

#[test]
fn a_certificate_is_added_by_file_for_somebody_of_the_unit() {
    both(&tables(), |db| async move {
        let world = World::plain(db).await;
        let mut clerk = world.office.signed_in(Role::Clerk).await;
        let chief = world.chief.to_string();
        let fields = [("holder", chief.as_str()), ("home", "agent")];
        let named = clerk
            .upload(
                "/signing/certificates",
                &fields,
                ("file", "a.cer", &file("rsa.crt")),
            )
            .await;
        assert_eq!(named.status.as_u16(), 422, "another name is asked about");
        assert!(named.has("Nguyễn Văn Viện"), "{}", named.text);
        let confirmed = [fields[0], fields[1], ("is_confirmed", "true")];
        for (name, said) in [
            ("expired.crt", "đã hết hạn"),
            ("ca.crt", "tổ chức cấp"),
            ("pki.txt", "Không đọc được"),
        ] {
            let bytes = match name {
                "pki.txt" => b"khong phai chung thu so".to_vec(),
                name => file(name),
            };
            let refused = clerk
                .upload("/signing/certificates", &confirmed, ("file", name, &bytes))
                .await;
            assert_eq!(refused.status.as_u16(), 422, "{name}");
            assert!(refused.has(said), "{name}: {}", refused.text);
        }
        let added = clerk
            .upload(
                "/signing/certificates",
                &confirmed,
                ("file", "a.cer", &file("rsa.crt")),
            )
            .await;
        assert_eq!(added.status.as_u16(), 303, "{}", added.text);
        let twice = clerk
            .upload(
                "/signing/certificates",
                &confirmed,
                ("file", "a.cer", &file("rsa.crt")),
            )
            .await;
        assert!(twice.has("đã có trong danh sách"), "{}", twice.text);
        assert!(
            clerk
                .page("/signing/certificates")
                .await
                .contains("Nguyễn Văn Viện")
        );
    });
}

#[test]
fn people_see_their_own_and_not_those_of_others() {
    both(&tables(), |db| async move {
        let world = World::plain(db).await;
        let mut prosecutor = world.office.signed_in(Role::Prosecutor).await;
        let id = owned(&mut prosecutor, "rsa").await;
        assert!(
            prosecutor
                .page("/signing/certificates")
                .await
                .contains("Nguyễn Văn Viện")
        );
        let mut other = world.office.signed_in(Role::Prosecutor).await;
        assert!(
            !other
                .page("/signing/certificates")
                .await
                .contains("Nguyễn Văn Viện")
        );
        let path = format!("/signing/certificates/{id}");
        assert_eq!(other.get(&path).await.status.as_u16(), 404);
        let ended = other.post(&format!("{path}/end"), &[("why", "x")]).await;
        assert_eq!(ended.status.as_u16(), 404);
    });
}

#[test]
fn the_trust_list_is_changed_by_the_administrator_alone_and_every_change_leaves_a_line() {
    both(&tables(), |db| async move {
        let world = World::with(db, "").await;
        let mut chief = world.chief().await;
        let root = std::fs::read(pki::trust_folder().join("root.crt")).unwrap();
        let refused = chief
            .upload(
                "/signing/trust",
                &[("why", "x")],
                ("file", "root.crt", &root),
            )
            .await;
        assert_eq!(refused.status.as_u16(), 403);
        let mut officer = world.office.signed_in_at(Role::ItOfficer, PROVINCE).await;
        for (why, name, said) in [
            ("", "root.crt", "lấy từ đâu"),
            ("Đã đối chiếu", "../rsa.crt", "không phải của tổ chức cấp"),
        ] {
            let bytes = std::fs::read(pki::trust_folder().join(name)).unwrap();
            let refused = officer
                .upload("/signing/trust", &[("why", why)], ("file", "x.crt", &bytes))
                .await;
            assert_eq!(refused.status.as_u16(), 422, "{name}");
            assert!(refused.has(said), "{}", refused.text);
        }
        trust(&mut officer, "root.crt").await;
        let page = officer.page("/signing/trust").await;
        assert!(page.contains("Gốc thử nghiệm") && page.contains("Chưa có tệp"));
        let at = page.find("/signing/trust/").unwrap();
        let path: String = page[at..]
            .chars()
            .take_while(|letter| *letter != '"')
            .collect();
        let removed = officer.post(&path, &[("why", "Hết tin cậy")]).await;
        assert_eq!(removed.status.as_u16(), 303, "{}", removed.text);
        assert!(officer.page("/signing/trust").await.contains("Đã bỏ"));
        let lines = "SELECT count(*) FROM audit_line WHERE action LIKE 'signing.trust%'";
        assert_eq!(world.count(lines).await, 2);
    });
}

#[test]
fn a_picture_is_looked_at_before_it_is_kept() {
    both(&tables(), |db| async move {
        let world = World::plain(db).await;
        let mut clerk = world.office.signed_in(Role::Clerk).await;
        let red = include_bytes!("../data/seal.png");
        let opaque = include_bytes!("../data/opaque.png");
        let fields = [("holder", "unit"), ("width_mm", "36")];
        let refused = clerk
            .upload("/signing/pictures", &fields, ("file", "dau.png", opaque))
            .await;
        assert!(refused.has("trong suốt"), "{}", refused.text);
        let small = [("holder", "unit"), ("width_mm", "0")];
        let refused = clerk
            .upload("/signing/pictures", &small, ("file", "dau.png", red))
            .await;
        assert!(refused.has("mi-li-mét"), "{}", refused.text);
        let kept = clerk
            .upload("/signing/pictures", &fields, ("file", "dau.png", red))
            .await;
        assert_eq!(kept.status.as_u16(), 303, "{}", kept.text);
        let page = clerk.page("/signing/pictures").await;
        assert!(page.contains("36,0 × 36,0 mm"), "{page}");
        let at = page.find("/signing/pictures/").unwrap();
        let path: String = page[at..]
            .chars()
            .take_while(|letter| *letter != '"')
            .collect();
        assert_eq!(clerk.get(&path).await.bytes, red);
        let mut neighbour = world.office.signed_in_at(Role::Clerk, "P68-KV04").await;
        assert_eq!(neighbour.get(&path).await.status.as_u16(), 404);
    });
}

#[test]
fn a_certificate_near_its_end_is_told_of_once_a_step() {
    both(&tables(), |db| async move {
        let world = World::plain(db).await;
        let mut chief = world.chief().await;
        let id = owned(&mut chief, "rsa").await;
        let told = "SELECT count(*) FROM shell_notice WHERE kind = 'signing.certificate_near_end'";
        signing::keep(&world.office.app).await.unwrap();
        assert_eq!(world.count(told).await, 0);
        let row = signing::certificates::get(world.office.app.db(), id)
            .await
            .unwrap()
            .unwrap();
        let day = 86_400_000;
        // The holder, and the system officer of the unit above.
        for (days_left, count) in [(61, 0), (59, 2), (58, 2), (29, 4), (6, 6), (1, 6)] {
            let now_ms = world.office.app.now_ms();
            world.office.wait(row.valid_to - days_left * day - now_ms);
            signing::keep(&world.office.app).await.unwrap();
            signing::keep(&world.office.app).await.unwrap();
            assert_eq!(world.count(told).await, count, "{days_left} days left");
        }
    });
}
