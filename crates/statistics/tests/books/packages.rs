//! A set goes to another installation as one file, and comes back as a receipt.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use db::testing::both;
use db::{Sql, args};
use shell::testing::{Answer, Browser, PROVINCE, REGION};
use statistics::submission::Set;

use crate::signers::{Signers, figure, id_of, sign_at, tables};
use crate::world::OTHER;

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
        let unsigned = above.get(&format!("{here}/receipt")).await;
        assert_eq!(unsigned.status.as_u16(), 422, "nobody has signed one");
        let receipt = receipt_of(&mut above, &here).await;
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
        assert!(page.contains("Nguyễn Văn Viện"), "who signed it: {page}");
        let twice = taken(&mut region, &receipt).await;
        assert_eq!(
            twice.status.as_u16(),
            303,
            "the same file twice changes nothing"
        );
        assert_eq!(refusals(&office.world.db).await, Vec::<String>::new());
    });
}

/// Signs the receipt of a set that came as a package, and takes the file.
async fn receipt_of(browser: &mut Browser<'_>, here: &str) -> Vec<u8> {
    sign_at(browser, here, "receipt", "rsa").await;
    let file = browser.get(&format!("{here}/receipt")).await;
    assert_eq!(file.status.as_u16(), 200, "{}", file.text);
    file.bytes
}

async fn taken(browser: &mut Browser<'_>, receipt: &[u8]) -> Answer {
    let file = ("file", "bien-nhan.json", receipt);
    browser.upload("/statistics/receipts", &[], file).await
}

/// Why receipts were refused, as the trail keeps it.
async fn refusals(db: &db::Db) -> Vec<String> {
    let sql =
        "SELECT detail FROM audit_line WHERE action = 'statistics.receipt_refused' ORDER BY seq";
    db.all(sql, args![]).await.unwrap()
}

async fn row(db: &db::Db, set: &str) -> Set {
    let found = statistics::submission::set::by_id(db, id_of(set)).await;
    found.unwrap().unwrap()
}

/// The newest receipt's paper signed by somebody whose authority nobody here believes, for the right content.
async fn by_outsider(office: &Signers, digest: &str) -> Vec<u8> {
    let app = &office.world.office.app;
    let sql = "SELECT paper FROM statistics_receipt WHERE digest = $1";
    let paper: String = app.db().one(sql, args![digest]).await.unwrap();
    let mut pdf = app.files().get(paper.parse().unwrap()).await.unwrap();
    let request = sign::Request {
        reason: Some(format!("Biên nhận; nội dung SHA-256 {digest}")),
        ..sign::Request::at(
            chrono::DateTime::from_timestamp_millis(app.now_ms())
                .unwrap()
                .fixed_offset(),
        )
    };
    let key = crate::pki::key("outsider");
    sign::sign(&mut pdf, &key, &request, sign::Level::BB, None).unwrap();
    pdf
}

#[test]
fn a_forged_foreign_or_older_receipt_is_refused_and_leaves_a_line() {
    both(&tables(), |db| async move {
        let office = Signers::open(db).await;
        let db = &office.world.db;
        office.report(8, &[]).await;
        let period = office.later();
        let set = office.send(&office.region, REGION, &period).await;
        let mut region = office.browser(&office.region.statistician).await;
        let package = region.get(&format!("{set}/package")).await.bytes;
        let paper = region.get(&format!("{set}/pdf")).await.bytes;
        // There: taken in, receipted, returned, receipted again.
        let there = "UPDATE statistics_set SET digest = $2 WHERE id = $1";
        let digest = row(db, &set).await.digest;
        db.exec(there, args![id_of(&set), "elsewhere"])
            .await
            .unwrap();
        let mut above = office.browser(&office.province.statistician).await;
        let second = "UPDATE statistics_set SET state = 'returned' WHERE id = $1";
        db.exec(second, args![id_of(&set)]).await.unwrap();
        let bring = ("file", "goi.json", package.as_slice());
        let here = above.upload("/statistics/packages", &[], bring).await;
        assert_eq!(here.status.as_u16(), 303, "{}", here.text);
        let here = here.location().to_owned();
        let first = receipt_of(&mut above, &here).await;
        let remark = [("remark", "Xem lại dòng 6")];
        above.post(&format!("{here}/return"), &remark).await;
        let stale = above.get(&format!("{here}/receipt")).await;
        assert_eq!(
            stale.status.as_u16(),
            422,
            "the first does not say it was returned"
        );
        let newer = receipt_of(&mut above, &here).await;
        // Back at the sender, whose set stands as it was sent.
        let gone = "DELETE FROM statistics_set WHERE origin = 'package'";
        db.exec(gone, args![]).await.unwrap();
        let back = "UPDATE statistics_set SET digest = $2, state = 'sent' WHERE id = $1";
        db.exec(back, args![id_of(&set), &digest]).await.unwrap();

        let read = |bytes: &[u8]| -> serde_json::Value { serde_json::from_slice(bytes).unwrap() };
        let bytes = |value: &serde_json::Value| serde_json::to_vec(value).unwrap();
        let with = |part: &str, value: serde_json::Value| {
            let mut receipt = read(&newer);
            receipt[part] = value;
            bytes(&receipt)
        };
        let content = read(&newer)["content"].as_str().unwrap().to_owned();
        let forged = content.replace("Xem lại dòng 6", "Đã nhận, không có ý kiến");
        assert_ne!(forged, content);
        let mut forged_whole = read(&newer);
        forged_whole["content"] = forged.clone().into();
        let named = office
            .world
            .office
            .app
            .files()
            .put(forged.clone().into_bytes());
        forged_whole["digest"] = named.await.unwrap().to_string().into();
        let by = |unit: &str| format!("\"received_by\":\"{unit}\"");
        let stranger = content.replace(&by(PROVINCE), &by("P01"));
        assert_ne!(stranger, content);
        let mut foreign = read(&newer);
        foreign["content"] = stranger.clone().into();
        let named = office.world.office.app.files().put(stranger.into_bytes());
        foreign["digest"] = named.await.unwrap().to_string().into();
        let outsider = by_outsider(&office, read(&newer)["digest"].as_str().unwrap()).await;
        for (file, said, code) in [
            (b"{}".to_vec(), "không phải biên nhận", "unreadable"),
            (with("pdf", "".into()), "không có chữ ký số", "unsigned"),
            (with("content", forged.into()), "không khớp mã", "changed"),
            (
                bytes(&forged_whole),
                "không ký cho số liệu này",
                "not_believed",
            ),
            (
                with("pdf", STANDARD.encode(&paper).into()),
                "không ký cho số liệu này",
                "not_believed",
            ),
            (
                with("pdf", STANDARD.encode(&outsider).into()),
                "không phải của tổ chức được tin cậy",
                "not_believed",
            ),
            (
                bytes(&foreign),
                "không phải của đơn vị cấp trên",
                "foreign_unit",
            ),
        ] {
            let answer = taken(&mut region, &file).await;
            assert_eq!(answer.status.as_u16(), 422, "{code}: {}", answer.text);
            assert!(answer.has(said), "{code}: {}", answer.text);
            assert_eq!(refusals(db).await.last().map(String::as_str), Some(code));
            assert_eq!(row(db, &set).await.receipt, "", "{code}");
        }
        // The certificate is known here, and nobody above holds it.
        let moved = "UPDATE signing_certificate SET unit_id = $2 WHERE unit_id = $1";
        db.exec(moved, args![PROVINCE, OTHER]).await.unwrap();
        db.exec(moved, args![REGION, "P01"]).await.unwrap();
        let answer = taken(&mut region, &newer).await;
        assert!(
            answer.has("chứng thư số của đơn vị khác"),
            "{}",
            answer.text
        );
        db.exec(moved, args![OTHER, PROVINCE]).await.unwrap();
        // The true one returns the set; the older one cannot take it back.
        let answer = taken(&mut region, &newer).await;
        assert_eq!(answer.status.as_u16(), 303, "{}", answer.text);
        assert_eq!(row(db, &set).await.state, "returned");
        let replayed = taken(&mut region, &first).await;
        assert_eq!(replayed.status.as_u16(), 422);
        assert!(replayed.has("biên nhận mới hơn"), "{}", replayed.text);
        assert_eq!(refusals(db).await.last().map(String::as_str), Some("older"));
        assert_eq!(row(db, &set).await.state, "returned");
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
