//! Giao bản sao: marked with its recipient, opened by its words alone, until a day, withdrawn at any time; every taking is written down.

use axum::http::StatusCode;
use db::testing::both;
use people::Role;

use crate::{
    house::{House, TABLES},
    judges::{Shown, judged, said},
};

const FIELDS: [(&str, &str); 4] = [
    ("recipient", "Luật sư Vì Thị Hoa"),
    ("purpose", "BLTTHS Đ.82, đơn ngày 19/11/2026"),
    ("ends_on", "30/11/2026"),
    ("part", "whole"),
];

#[test]
fn a_package_opens_with_its_words_and_names_its_recipient_on_every_page() {
    both(&TABLES, |db| async move {
        let house = House::read(db).await;
        let mut chief = house.office.signed_in(Role::Chief).await;
        let lacking = chief.post(&house.at("/shares"), &FIELDS[..2]).await;
        assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(lacking.has("Hãy ghi ngày cuối cùng"));
        let given = chief.post(&house.at("/shares"), &FIELDS).await;
        assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.text);
        let here = given.location().to_owned();
        let copy = house.made().await;
        assert_eq!(copy.state, "made", "{}", copy.why);
        let zip = house.taken(&mut chief, &copy).await;
        let answer = chief.post(&format!("{here}/key"), &[]).await;
        let key = answer
            .text
            .split("share-key-words tabular\">")
            .nth(1)
            .and_then(|rest| rest.split('<').next());
        let key = key.unwrap().to_owned();
        let shown = Shown::new(&zip, "zip");
        let (file, opened) = (shown.0.to_str().unwrap(), shown.0.with_extension("opened"));
        let listed = said("7z", &["l", "-slt", file]);
        assert!(listed.contains("AES-256"), "{listed}");
        let wrong = std::process::Command::new("7z")
            .args(["t", "-pKHONG-PHAI", file])
            .output()
            .unwrap();
        assert!(!wrong.status.success(), "it opens with its own words alone");
        let out = format!("-o{}", opened.display());
        said("7z", &["x", "-y", &format!("-p{key}"), &out, file]);
        let inside: Vec<_> = std::fs::read_dir(&opened)
            .unwrap()
            .map(|one| one.unwrap().path())
            .collect();
        assert_eq!(inside.len(), 2);
        let pdf = inside
            .iter()
            .find(|path| path.extension().is_some_and(|end| end == "pdf"))
            .unwrap();
        let text = judged(&std::fs::read(pdf).unwrap(), 4);
        let marks = text
            .matches("Giao cho Luật sư Vì Thị Hoa, ngày 20/11/2026")
            .count();
        assert_eq!(marks, 3, "on every page of the file: {text}");

        let page = chief.page(&here).await;
        assert!(page.contains("Tải gói") && page.contains("Xem mã mở gói"));
        let list = chief.page(&house.at("/shares")).await;
        assert!(list.contains("Đang giao") && list.contains("Luật sư Vì Thị Hoa"));
    });
}

#[test]
fn a_package_that_was_withdrawn_or_is_over_is_given_to_nobody() {
    both(&TABLES, |db| async move {
        let house = House::read(db).await;
        let mut chief = house.office.signed_in(Role::Chief).await;
        let over = chief
            .post(
                &house.at("/shares"),
                &[FIELDS[0], FIELDS[1], ("ends_on", "01/11/2026"), FIELDS[3]],
            )
            .await;
        assert_eq!(over.status, StatusCode::UNPROCESSABLE_ENTITY);
        let given = chief.post(&house.at("/shares"), &FIELDS).await;
        let here = given.location().to_owned();
        let copy = house.made().await;
        let file = copy.file.parse().unwrap();
        let without = chief.post(&format!("{here}/withdrawal"), &[]).await;
        assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
        let withdrawn = chief
            .post(&format!("{here}/withdrawal"), &[("why", "Giao nhầm người")])
            .await;
        assert_eq!(
            withdrawn.status,
            StatusCode::SEE_OTHER,
            "{}",
            withdrawn.text
        );
        assert!(
            !house.office.app.files().has(file).await.unwrap(),
            "its file is gone"
        );
        let address = format!("/archive/copies/{}/file", copy.id);
        assert_eq!(chief.get(&address).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            chief.post(&format!("{here}/key"), &[]).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        assert!(chief.page(&here).await.contains("Giao nhầm người"));

        chief.post(&house.at("/shares"), &FIELDS).await;
        let second = house.made().await;
        house.office.wait(11 * 24 * 3_600_000);
        let mut chief = house.office.signed_in(Role::Chief).await;
        let late = chief
            .get(&format!("/archive/copies/{}/file", second.id))
            .await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.has("đã hết hạn"));
        let mut examiner = house.office.signed_in(Role::Examiner).await;
        assert_eq!(examiner.get(&here).await.status, StatusCode::FORBIDDEN);
    });
}
