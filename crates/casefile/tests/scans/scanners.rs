//! Scanners' folders: a file is taken when it has stopped growing, once, and a secret one leaves nothing.

use std::path::Path;

use casefile::files_of;
use db::{Sql, args, testing::both};
use people::Role;

use crate::{
    coming::{Coming, packed, registered},
    house::{TABLES, THREE_PAGES},
    typed::typed_pages,
};

const SECRET: &[u8] = include_bytes!("../data/secret.png");

fn left(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn drop_in(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn a_file_under_the_code_of_a_matter_goes_there_once_it_has_stopped_growing() {
    both(&TABLES, |db| async move {
        let coming = Coming::open(db.clone()).await;
        let folder = coming.scanner().await;
        let name = format!("{}/quet 1.pdf", coming.matter.code);
        drop_in(&folder, &name, &THREE_PAGES[..9_000]);
        casefile::keep(&coming.office.app).await.unwrap();
        coming.office.wait(30_000);
        // It grew meanwhile: another look is needed.
        drop_in(&folder, &name, THREE_PAGES);
        casefile::keep(&coming.office.app).await.unwrap();
        assert_eq!(coming.count("casefile_file").await, 0);
        coming.rounds().await;
        let files = files_of(&db, coming.matter.id).await.unwrap();
        assert_eq!(
            (files.len(), files[0].pages, files[0].uploaded_by),
            (1, 3, coming.clerk)
        );
        assert_eq!(left(&folder.join("da-nhan")), ["quet 1.pdf"]);
        assert!(left(&folder.join(&coming.matter.code)).is_empty());
        coming.rounds().await;
        assert_eq!(coming.count("casefile_file").await, 1);
    });
}

#[test]
fn a_round_that_was_killed_is_gone_on_with_and_takes_nothing_twice() {
    both(&TABLES, |db| async move {
        let coming = Coming::open(db.clone()).await;
        let folder = coming.scanner().await;
        let name = format!("{}/a.pdf", coming.matter.code);
        drop_in(&folder, &name, THREE_PAGES);
        coming.rounds().await;
        // As a kill between the taking and the moving leaves it: taken, and not yet moved.
        std::fs::rename(folder.join("da-nhan/a.pdf"), folder.join(&name)).unwrap();
        coming.rounds().await;
        assert_eq!(left(&folder.join("da-nhan")), ["a.pdf"]);
        assert!(left(&folder.join("tu-choi")).is_empty());
        // As a kill between the row and the taking: known to come, and in already.
        std::fs::rename(folder.join("da-nhan/a.pdf"), folder.join(&name)).unwrap();
        db.exec(
            "UPDATE casefile_scanned SET state = 'coming', settled_at = NULL",
            args![],
        )
        .await
        .unwrap();
        coming.rounds().await;
        assert_eq!(left(&folder.join("da-nhan")), ["a.pdf"]);
        assert_eq!(coming.count("casefile_file").await, 1);
        assert_eq!(coming.count("casefile_scanned").await, 1);
    });
}

#[test]
fn what_cannot_be_taken_lies_with_its_reason_and_the_rest_goes_on() {
    both(&TABLES, |db| async move {
        let coming = Coming::open(db.clone()).await;
        let folder = coming.scanner().await;
        let code = &coming.matter.code;
        drop_in(&folder, &format!("{code}/chu.txt"), "Đây là chữ".as_bytes());
        drop_in(&folder, "KHONG-CO-MA/a.pdf", THREE_PAGES);
        drop_in(&folder, &format!("{code}/tot.pdf"), &typed_pages(1));
        drop_in(&folder, ".an.pdf", THREE_PAGES);
        #[cfg(unix)]
        std::os::unix::fs::symlink("/etc/hostname", folder.join("lien-ket.pdf")).unwrap();
        coming.rounds().await;
        assert_eq!(
            left(&folder.join("tu-choi")),
            ["a.pdf", "a.pdf.txt", "chu.txt", "chu.txt.txt"]
        );
        let why = std::fs::read_to_string(folder.join("tu-choi/chu.txt.txt")).unwrap();
        assert!(why.contains("chỉ nhận tệp PDF hoặc ảnh"), "{why}");
        let why = std::fs::read_to_string(folder.join("tu-choi/a.pdf.txt")).unwrap();
        assert!(
            why.contains("Không có hồ sơ mang mã “KHONG-CO-MA”"),
            "{why}"
        );
        assert_eq!(left(&folder.join("da-nhan")), ["tot.pdf"]);
        assert!(left(&folder).contains(&".an.pdf".to_owned()));
        assert_eq!(files_of(&db, coming.matter.id).await.unwrap().len(), 1);
    });
}

#[test]
fn a_file_without_a_matter_waits_in_the_tray_until_the_clerk_says_where_it_belongs() {
    both(&TABLES, |db| async move {
        let coming = Coming::open(db.clone()).await;
        let folder = coming.scanner().await;
        let mut clerk = coming.browser().await;
        assert!(
            clerk
                .page("/casefile/tray")
                .await
                .contains("Khay đang trống")
        );
        drop_in(&folder, "quet.pdf", THREE_PAGES);
        drop_in(&folder, "thieu.pdf", &typed_pages(2));
        coming.rounds().await;
        assert_eq!(left(&folder.join("cho-phan")), ["quet.pdf", "thieu.pdf"]);
        let mut clerk = coming.browser().await;
        let page = clerk.page("/casefile/tray").await;
        assert!(
            page.contains("quet.pdf")
                && page.contains("3 trang")
                && page.contains("Máy quét tầng 2")
        );
        let ids: Vec<uuid::Uuid> = db
            .all("SELECT id FROM casefile_scanned ORDER BY name", args![])
            .await
            .unwrap();
        let first = clerk.get(&format!("/casefile/tray/{}/page", ids[0])).await;
        assert_eq!(first.header("content-type"), "image/jpeg");
        let found = clerk
            .page(&format!("/casefile/tray/matters?q={}", coming.matter.code))
            .await;
        assert!(found.contains(&coming.matter.id.to_string()), "{found}");
        let matter = coming.matter.id.to_string();
        let put = clerk
            .post(
                &format!("/casefile/tray/{}/placement", ids[0]),
                &[("matter", matter.as_str())],
            )
            .await;
        assert_eq!(put.location(), "/casefile/tray", "{}", put.text);
        let back = clerk
            .post(
                &format!("/casefile/tray/{}/return", ids[1]),
                &[("reason", "quét thiếu trang 3")],
            )
            .await;
        assert_eq!(back.location(), "/casefile/tray", "{}", back.text);
        assert_eq!(files_of(&db, coming.matter.id).await.unwrap()[0].pages, 3);
        assert_eq!(left(&folder.join("da-nhan")), ["quet.pdf"]);
        let why = std::fs::read_to_string(folder.join("tu-choi/thieu.pdf.txt")).unwrap();
        assert!(why.contains("quét thiếu trang 3"), "{why}");
        assert!(
            clerk
                .page("/casefile/tray")
                .await
                .contains("Khay đang trống")
        );
    });
}

#[test]
fn nobody_of_another_unit_sees_the_tray_and_a_prosecutor_sees_none() {
    both(&TABLES, |db| async move {
        let coming = Coming::open(db.clone()).await;
        let folder = coming.scanner().await;
        drop_in(&folder, "quet.pdf", THREE_PAGES);
        coming.rounds().await;
        let id: uuid::Uuid = db
            .one("SELECT id FROM casefile_scanned", args![])
            .await
            .unwrap();
        let mut stranger = coming.office.signed_in_at(Role::Clerk, "P68-KV04").await;
        let mut prosecutor = coming.office.signed_in(Role::Prosecutor).await;
        for browser in [&mut stranger, &mut prosecutor] {
            assert!(!browser.page("/casefile/tray").await.contains("quet.pdf"));
            let page = browser.get(&format!("/casefile/tray/{id}/page")).await;
            assert_eq!(page.status.as_u16(), 403);
            let put = browser
                .post(&format!("/casefile/tray/{id}/return"), &[("reason", "x")])
                .await;
            assert_eq!(put.status.as_u16(), 403);
        }
    });
}

#[test]
fn a_folder_outside_of_the_root_or_of_another_scanner_is_refused() {
    both(&TABLES, |db| async move {
        let coming = Coming::open(db).await;
        coming.scanner().await;
        let mut admin = coming.office.signed_in(Role::ItOfficer).await;
        let receiver = coming.clerk.to_string();
        let prosecutor = coming
            .office
            .employ(Role::Prosecutor, "P68-KV03")
            .await
            .0
            .to_string();
        for (folder, receiver, words) in [
            ("../../ngoai", &receiver, "không có “..”"),
            ("/etc", &receiver, "không có “..”"),
            ("tang-2/trong", &receiver, "của một máy quét khác"),
            ("tang-3", &prosecutor, "Hãy chọn văn thư hoặc lãnh đạo"),
        ] {
            let fields = [
                ("name", "Máy"),
                ("folder", folder),
                ("receiver", receiver.as_str()),
            ];
            let refused = admin.post("/casefile/scanners", &fields).await;
            assert_eq!(refused.status.as_u16(), 422);
            assert!(refused.has(words), "{folder}: {}", refused.text);
        }
        assert_eq!(coming.count("casefile_scanner").await, 1);
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("/etc", coming.folder.join("may-quet/ra-ngoai")).unwrap();
            let fields = [
                ("name", "Máy"),
                ("folder", "ra-ngoai"),
                ("receiver", receiver.as_str()),
            ];
            let refused = admin.post("/casefile/scanners", &fields).await;
            assert!(refused.has("Không tạo được thư mục"), "{}", refused.text);
        }
    });
}

#[test]
fn a_secret_scan_leaves_nothing_in_the_store_nor_in_the_scanners_folder() {
    both(&TABLES, |db| async move {
        let coming = Coming::open(db.clone()).await;
        let folder = coming.scanner().await;
        let code = &coming.matter.code;
        let middle = &SECRET[SECRET.len() / 2..SECRET.len() / 2 + 64];
        // In the folder of a matter, in an archive there, without a matter, and by its name.
        let archive = packed(&[("a.pdf", &typed_pages(1)), ("bao cao.png", SECRET)]);
        drop_in(&folder, &format!("{code}/bao cao.png"), SECRET);
        drop_in(&folder, "khong ro.png", SECRET);
        drop_in(&folder, "TỐI MẬT.pdf", THREE_PAGES);
        coming.rounds().await;
        coming.read_all().await;
        coming.rounds().await;
        assert_eq!(coming.holding(middle), Vec::<std::path::PathBuf>::new());
        assert_eq!(
            coming.holding(&THREE_PAGES[4_000..4_064]),
            Vec::<std::path::PathBuf>::new()
        );
        let other = registered(&coming.office, coming.clerk, "Vụ khác").await;
        drop_in(&folder, &format!("{}/nen.zip", other.code), &archive);
        coming.rounds().await;
        coming.read_all().await;
        coming.rounds().await;
        assert!(
            left(&folder.join("da-nhan")).is_empty(),
            "the archive goes with its member"
        );
        let notes = left(&folder.join("tu-choi"));
        assert!(
            !notes.is_empty() && notes.iter().all(|note| note.ends_with(".txt")),
            "{notes:?}"
        );
        let why = std::fs::read_to_string(folder.join("tu-choi").join(&notes[0])).unwrap();
        assert!(
            why.contains("người quản lý tài liệu bí mật nhà nước"),
            "{why}"
        );
        let names: Vec<String> = db
            .all("SELECT name FROM casefile_scanned WHERE state = 'withheld' AND (name <> '' OR place <> '')", args![])
            .await
            .unwrap();
        assert!(names.is_empty(), "{names:?}");
    });
}
