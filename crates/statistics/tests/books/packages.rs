//! A set goes to another installation as one file, and comes back as a receipt.

use db::testing::both;
use db::{Sql, args};
use shell::testing::REGION;

use crate::signers::{Signers, figure, id_of, tables};

#[test]
fn a_package_goes_to_another_installation_once_and_comes_back_as_a_receipt() {
    both(&tables(), |db| async move {
        let office = Signers::open(db).await;
        office.report(8, &[]).await;
        let period = office.later();
        let set = office.send(&office.region, REGION, &period).await;
        let mut region = office.browser(&office.region.statistician).await;
        let package = region.get(&format!("{set}/package")).await.bytes;
        // The other installation: the same people and trust, and nothing of these figures.
        let clean = "DELETE FROM statistics_set WHERE unit_id = $1";
        let kept = statistics::submission::set::by_id(&office.world.db, id_of(&set))
            .await
            .unwrap()
            .unwrap();
        office.world.db.exec(clean, args![REGION]).await.unwrap();
        let mut above = office.browser(&office.province.statistician).await;
        let bring = ("file", "goi.json", package.as_slice());
        let text = String::from_utf8(package.clone()).unwrap();
        let tampered = text.replacen("\\\"value\\\":1", "\\\"value\\\":7", 1);
        assert_ne!(tampered, text);
        let said = above
            .upload(
                "/statistics/packages",
                &[],
                ("file", "goi.json", tampered.as_bytes()),
            )
            .await;
        assert_eq!(said.status.as_u16(), 422);
        assert!(said.has("gói đã bị sửa"), "{}", said.text);
        let junk = above
            .upload("/statistics/packages", &[], ("file", "goi.json", b"{}"))
            .await;
        assert_eq!(junk.status.as_u16(), 422);
        let first = above.upload("/statistics/packages", &[], bring).await;
        assert_eq!(first.status.as_u16(), 303, "{}", first.text);
        let again = above.upload("/statistics/packages", &[], bring).await;
        assert_eq!(
            again.location(),
            first.location(),
            "the same package is one set"
        );
        let here = first.location().to_owned();
        assert_eq!(figure(&office.content(&here).await, "6"), 1);
        let returned = above
            .post(&format!("{here}/return"), &[("remark", "Xem lại dòng 6")])
            .await;
        assert_eq!(returned.status.as_u16(), 303, "{}", returned.text);
        let receipt = above.get(&format!("{here}/receipt")).await.bytes;
        // Back at the sender.
        let back = "UPDATE statistics_set SET origin = 'here', state = 'sent', returned_at = NULL, id = $2 WHERE unit_id = $1";
        office
            .world
            .db
            .exec(back, args![REGION, kept.id])
            .await
            .unwrap();
        let said = region
            .upload(
                "/statistics/receipts",
                &[],
                ("file", "bien-nhan.json", &receipt),
            )
            .await;
        assert_eq!(said.status.as_u16(), 303, "{}", said.text);
        let page = region.page(&set).await;
        assert!(
            page.contains("Xem lại dòng 6") && page.contains("Bị trả lại"),
            "{page}"
        );
        let twice = region
            .upload(
                "/statistics/receipts",
                &[],
                ("file", "bien-nhan.json", &receipt),
            )
            .await;
        assert_eq!(twice.status.as_u16(), 303);
    });
}

#[test]
fn a_package_whose_paper_signs_other_figures_is_refused() {
    both(&tables(), |db| async move {
        let office = Signers::open(db).await;
        office.report(8, &[]).await;
        let one = office.send(&office.region, REGION, &office.earlier()).await;
        let two = office.send(&office.region, REGION, &office.later()).await;
        let mut region = office.browser(&office.region.statistician).await;
        let mut read = async |set: &str| -> serde_json::Value {
            let file = region.get(&format!("{set}/package")).await;
            serde_json::from_slice(&file.bytes).unwrap()
        };
        let (first, mut second) = (read(&one).await, read(&two).await);
        second["pdf"] = first["pdf"].clone();
        let clean = "DELETE FROM statistics_set WHERE unit_id = $1";
        office.world.db.exec(clean, args![REGION]).await.unwrap();
        let mut above = office.browser(&office.province.statistician).await;
        let bytes = serde_json::to_vec(&second).unwrap();
        let said = above
            .upload("/statistics/packages", &[], ("file", "goi.json", &bytes))
            .await;
        assert_eq!(said.status.as_u16(), 422);
        assert!(said.has("không ký cho số liệu này"), "{}", said.text);
    });
}
