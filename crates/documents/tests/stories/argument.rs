//! The indictment, point by point: built from the case, moved, proven, brought up to date, printed.

use criminal::{ActEntry, record_act};
use people::Role;
use shell::testing::{Answer, Browser};

use crate::house::{House, in_a_house};

async fn begun(house: &House, browser: &mut Browser<'_>, form: &str) -> String {
    let new = format!("/documents/new?matter={}&form={form}", house.matter);
    let answer = browser.get(&new).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    let href = answer.location().to_owned();
    let built = browser.post(&format!("{href}/argument"), &[]).await;
    assert_eq!(built.status, 303, "{}", built.text);
    href
}

/// The id of the first point whose words begin so.
fn point(page: &str, words: &str) -> String {
    let at = page
        .find(words)
        .unwrap_or_else(|| panic!("“{words}” is not on {page}"));
    let before = page[..at].rfind("data-point=\"").unwrap();
    let rest = &page[before + "data-point=\"".len()..];
    rest.split('"').next().unwrap().to_owned()
}

fn version_of(page: &str) -> String {
    let (_, rest) = page.split_once("data-version=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

async fn write(browser: &mut Browser<'_>, href: &str, name: &str, value: &str) -> Answer {
    let page = browser.page(&format!("{href}/argument")).await;
    let version = version_of(&page);
    let fields = [
        ("field", name),
        ("value", value),
        ("source", ""),
        ("version", version.as_str()),
    ];
    browser
        .post(&format!("{href}/argument/fields"), &fields)
        .await
}

#[test]
fn an_indictment_builds_itself_from_the_case_and_each_part_tells_its_source() {
    in_a_house(|house| async move {
        let mut chief = house.office.signed_in(Role::Chief).await;
        let href = begun(&house, &mut chief, "156-HS").await;
        let page = chief.page(&format!("{href}/argument")).await;
        for words in [
            "Theo đơn tố giác.",
            "Họ và tên: Thái Doãn Lâm; sinh ngày 26/10/1983; giới tính: nam.",
            "Tạm giam từ ngày 26/05/2026 đến ngày 17/08/2026",
            "Bị can Thái Doãn Lâm về tội “Cưỡng đoạt tài sản” theo khoản 1 Điều 170 Bộ luật Hình sự.",
            "Nguồn: Theo Quyết định khởi tố",
            "Cần kiểm tra",
            "Chưa có chứng cứ, bút lục:",
        ] {
            assert!(page.contains(words), "{words} is not on the page: {page}");
        }
        // Built again, nothing is doubled.
        chief.post(&format!("{href}/argument"), &[]).await;
        let again = chief.page(&format!("{href}/argument")).await;
        assert_eq!(
            again.matches("data-point=").count(),
            page.matches("data-point=").count()
        );
        // The paper says it, and the fields that the editor writes are not asked for a second time.
        let paper = chief.page(&href).await;
        assert!(paper.contains("Họ và tên: Thái Doãn Lâm"));
        assert!(!paper.contains("name=\"narrative\""));
    });
}

#[test]
fn a_point_with_a_leaf_is_proven_and_its_leaf_is_a_link() {
    in_a_house(|house| async move {
        let mut chief = house.office.signed_in(Role::Chief).await;
        let href = begun(&house, &mut chief, "156-HS").await;
        let page = chief.page(&format!("{href}/argument")).await;
        let id = point(&page, "Theo đơn tố giác.");
        let before = chief.page(&format!("{href}/argument/state")).await;
        assert!(before.contains(&format!("#point-{id}")));
        let saved = write(&mut chief, &href, &format!("{id}.evidence"), "BL 12-13").await;
        assert_eq!(saved.status, 200, "{}", saved.text);
        let after = chief.page(&format!("{href}/argument/state")).await;
        assert!(!after.contains(&format!("#point-{id}")), "{after}");
        let paper = chief.page(&href).await;
        let link = format!("/casefile/matters/{}/bl/12", house.matter);
        assert!(
            paper.contains(&link) && paper.contains("Theo đơn tố giác"),
            "{paper}"
        );
        // What is no place of the editor is refused; marks of a page are only words.
        assert_eq!(write(&mut chief, &href, "p99.words", "x").await.status, 404);
        write(
            &mut chief,
            &href,
            &format!("{id}.words"),
            "<script>alert(1)</script>",
        )
        .await;
        assert!(!chief.page(&href).await.contains("<script>alert"));
    });
}

#[test]
fn points_are_added_moved_and_taken_out_without_a_script() {
    in_a_house(|house| async move {
        let mut chief = house.office.signed_in(Role::Chief).await;
        let href = begun(&house, &mut chief, "156-HS").await;
        let page = chief.page(&format!("{href}/argument")).await;
        let first = point(&page, "Theo đơn tố giác.");
        // What stands in the form comes along with the button.
        let added = chief
            .post(
                &format!("{href}/argument/points"),
                &[
                    ("part", "acts"),
                    (format!("{first}.words").as_str(), "Theo đơn của anh Minh."),
                ],
            )
            .await;
        assert_eq!(added.status, 303);
        let id = added.location().split("#point-").nth(1).unwrap().to_owned();
        let page = chief.page(&format!("{href}/argument")).await;
        assert!(page.contains("Theo đơn của anh Minh."));
        let place = format!("{href}/argument/points/{id}/place");
        assert_eq!(chief.post(&place, &[("before", &first)]).await.status, 303);
        let page = chief.page(&format!("{href}/argument")).await;
        let at = |id: &str| page.find(&format!("data-point=\"{id}\"")).unwrap();
        assert!(at(&id) < at(&first));
        let removal = format!("{href}/argument/points/{id}/removal");
        assert_eq!(chief.post(&removal, &[]).await.status, 303);
        assert_eq!(chief.post(&removal, &[]).await.status, 404);
        let versions = chief.page(&format!("{href}/versions")).await;
        assert!(versions.contains("Trình soạn theo cấu trúc"));
    });
}

#[test]
fn a_point_says_that_its_source_has_changed_and_takes_the_new_words() {
    in_a_house(|house| async move {
        let mut chief = house.office.signed_in(Role::Chief).await;
        let href = begun(&house, &mut chief, "156-HS").await;
        let work = house.work_as(Role::Chief).await;
        let described = ActEntry {
            is_confirmed: true,
            ..ActEntry::new("party.described", "2026-08-10".parse().unwrap())
        }
        .about(house.accused)
        .with("name", "Thái Doãn Lâm")
        .with("role", "bi_can")
        .with("occupation", "thợ xây");
        record_act(&work, house.matter, described, None)
            .await
            .unwrap();
        work.commit().await.unwrap();
        let page = chief.page(&format!("{href}/argument")).await;
        assert!(page.contains("Hồ sơ đã thay đổi. Trước ghi:"), "{page}");
        let id = point(&page, "Hồ sơ đã thay đổi. Trước ghi:");
        let facts = format!("{href}/argument/points/{id}/facts");
        assert_eq!(chief.post(&facts, &[("keep", "new")]).await.status, 303);
        let page = chief.page(&format!("{href}/argument")).await;
        assert!(!page.contains("Trước ghi:") && page.contains("nghề nghiệp: thợ xây"));
    });
}

#[test]
fn what_only_a_person_can_tell_is_ticked_and_a_form_without_an_outline_has_no_editor() {
    in_a_house(|house| async move {
        let mut chief = house.office.signed_in(Role::Chief).await;
        let href = begun(&house, &mut chief, "156-HS").await;
        let tick = format!("{href}/argument/checks/when");
        assert_eq!(chief.post(&tick, &[]).await.status, 303);
        let page = chief.page(&format!("{href}/argument")).await;
        assert!(page.contains("Bỏ đánh dấu: Ngày, giờ"));
        let nothing = format!("{href}/argument/checks/nothing");
        assert_eq!(chief.post(&nothing, &[]).await.status, 404);
        let order = house.begin(&mut chief).await;
        assert_eq!(chief.get(&format!("{order}/argument")).await.status, 404);
    });
}

#[test]
fn the_closing_argument_takes_the_acts_and_evidence_of_the_indictment() {
    in_a_house(|house| async move {
        let mut chief = house.office.signed_in(Role::Chief).await;
        let indictment = begun(&house, &mut chief, "156-HS").await;
        let page = chief.page(&format!("{indictment}/argument")).await;
        let id = point(&page, "Theo đơn tố giác.");
        let evidence = "Lời khai của anh Minh (BL 45)";
        write(&mut chief, &indictment, &format!("{id}.evidence"), evidence).await;
        let closing = begun(&house, &mut chief, "luan-toi").await;
        let page = chief.page(&format!("{closing}/argument")).await;
        assert!(
            page.contains(evidence) && page.contains("Theo Cáo trạng đã soạn"),
            "{page}"
        );
        assert!(page.contains("Điều 321 BLTTHS") && page.contains("Cần kiểm tra"));
        let paper = chief.page(&closing).await;
        assert!(paper.contains("LUẬN TỘI") && paper.contains("Bị cáo Thái Doãn Lâm"));
        let pdf = chief.get(&format!("{closing}/pdf")).await;
        assert_eq!(pdf.status, 200);
    });
}

#[test]
fn the_passages_that_cite_a_leaf_are_found_with_their_point() {
    in_a_house(|house| async move {
        let mut chief = house.office.signed_in(Role::Chief).await;
        let href = begun(&house, &mut chief, "156-HS").await;
        let page = chief.page(&format!("{href}/argument")).await;
        let id = point(&page, "Theo đơn tố giác.");
        let name = format!("{id}.evidence");
        let words = "Biên bản hỏi cung (BL 11-13, nay còn dẫn BL cũ 520)";
        let kept = write(&mut chief, &href, &name, words).await;
        assert_eq!(kept.status, 200, "{}", kept.text);
        let db = house.office.app.db();
        let leaf = |number| text::Leaves {
            now: vec![text::LeafNumber::plain(number)],
            former: vec![text::LeafNumber::plain(number + 500)],
        };
        let found = documents::citing(db, house.matter, &leaf(12))
            .await
            .unwrap();
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].href, format!("{href}/argument#point-{id}"));
        assert_eq!(found[0].words, words);
        let old = documents::citing(db, house.matter, &leaf(20))
            .await
            .unwrap();
        assert_eq!(old.len(), 1, "by the number of before: {old:?}");
        let not = documents::citing(db, house.matter, &leaf(520))
            .await
            .unwrap();
        assert!(not.is_empty(), "leaf 520 of today is another: {not:?}");
        let none = documents::citing(db, house.matter, &leaf(1)).await.unwrap();
        assert!(none.is_empty(), "{none:?}");
        let away = chief.post(&format!("{href}/withdrawal"), &[]).await;
        assert_eq!(away.status, 303, "{}", away.text);
        let gone = documents::citing(db, house.matter, &leaf(12))
            .await
            .unwrap();
        assert!(gone.is_empty(), "a draft that was given up: {gone:?}");
    });
}
