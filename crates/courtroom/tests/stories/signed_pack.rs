//! Gói đã ký: signed by the real way with a token's key, told when the file comes back, and not one byte of the signature can be changed.

use axum::http::StatusCode;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use courtroom::pack::{check::check, messages, store};
use db::{Sql, args, testing::both};
use people::Role;
use serde_json::{Value, json};
use shell::testing::{Browser, PROVINCE};
use sign::Key as _;

use crate::{
    house::{House, TABLES, said},
    pack::{made, taken},
    pki,
};

/// The province's officer says whom the office believes; the prosecutor has a token.
async fn ready(house: &House, browser: &mut Browser<'_>) {
    let mut officer = house.office.signed_in_at(Role::ItOfficer, PROVINCE).await;
    for name in ["root.crt", "root.crl", "ca.crl"] {
        let bytes = std::fs::read(pki::trust_folder().join(name)).unwrap();
        let why = [("why", "Nhận từ tổ chức cấp, đã đối chiếu")];
        let file = ("file", name, bytes.as_slice());
        let answer = officer.upload("/signing/trust", &why, file).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    }
    let chain = pki::chain("p256", "ca");
    let der = |at: usize| STANDARD.encode(sign::Described::of(&chain[at]).der);
    let body = json!({ "certificate": der(0), "above": [der(1)], "is_confirmed": true });
    let path = "/signing/certificates/token";
    said(browser.call("POST", path, body).await);
}

/// Presses the button of the pack's page; the signing program's part is done by a key in software.
async fn sign(browser: &mut Browser<'_>, page: &str) {
    let asked = browser.post(&format!("{page}/signature"), &[]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.text);
    let ticket = asked.location().to_owned();
    assert!(ticket.starts_with("/signing/tickets/"), "{ticket}");
    let told = said(browser.call("GET", &ticket, json!({})).await);
    let message = STANDARD.decode(told["message"].as_str().unwrap()).unwrap();
    let signature = STANDARD.encode(pki::key("p256").sign(&message).unwrap());
    let path = format!("{ticket}/signature");
    let body = json!({ "signature": signature });
    let told: Value = said(browser.call("POST", &path, body).await);
    assert_eq!(told["goes_to"], page, "{told}");
}

/// The file with another sheet in its seal.
fn with_paper(file: &[u8], change: impl Fn(Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let text = String::from_utf8(file.to_vec()).unwrap();
    let from = text.find("\"paper\":\"").unwrap() + 9;
    let to = from + text[from..].find('"').unwrap();
    let paper = change(STANDARD.decode(&text[from..to]).unwrap());
    format!("{}{}{}", &text[..from], STANDARD.encode(paper), &text[to..]).into_bytes()
}

async fn looked(browser: &mut Browser<'_>, file: &[u8]) -> String {
    let upload = ("pack", "goi.html", file);
    let told = browser.upload("/courtroom/pack-check", &[], upload).await;
    assert_eq!(told.status, StatusCode::OK, "{}", told.text);
    told.text
}

#[test]
fn a_signed_pack_tells_who_signed_it_and_no_byte_of_the_signature_can_be_changed() {
    both(&TABLES, |db| async move {
        let house = House::open(db.clone()).await;
        // Certificates are dated by the machine's own clock.
        house.office.to_this_moment();
        let mut browser = house.prosecutor().await;
        ready(&house, &mut browser).await;
        house.add(&mut browser, "xet_hoi", "1").await;
        let mut packs = Vec::new();
        for _ in 0..2 {
            let day =
                |days| (house.office.app.today() + chrono::Days::new(days)).format("%d/%m/%Y");
            let (trial, last) = (day(2).to_string(), day(5).to_string());
            let fields = [
                ("trial_on", trial.as_str()),
                ("expires_on", &last),
                ("phrase", "Mùa mưa Gò Vấp 1975"),
                ("confirmed", "on"),
            ];
            let answer = crate::pack::asked(&house, &mut browser, &fields).await;
            assert!(answer.has(messages::NOTE_PHRASE), "{}", answer.text);
            packs.push(made(&house).await);
        }
        let page = format!("/courtroom/packs/{}", packs[0].id);
        let unsigned = taken(&mut browser, &packs[0]).await;
        assert!(
            looked(&mut browser, &unsigned)
                .await
                .contains(messages::UNSIGNED)
        );
        sign(&mut browser, &page).await;
        let signed = store::by_id(&db, packs[0].id).await.unwrap().unwrap();
        assert!(!signed.signed.is_empty() && !signed.signed_name.is_empty());
        assert!(browser.page(&page).await.contains(&signed.signed_name));
        let twice = browser.post(&format!("{page}/signature"), &[]).await;
        assert!(
            browser
                .page(twice.location())
                .await
                .contains(messages::NOT_TO_SIGN)
        );

        // The sheet travels in the file, and the parts are the same.
        let file = taken(&mut browser, &signed).await;
        let found = check(&file).unwrap();
        assert!(found.faults.is_empty() && found.paper.is_some());
        let told = looked(&mut browser, &file).await;
        assert!(
            told.contains("Gói nguyên vẹn.") && told.contains(": Hợp lệ"),
            "{told}"
        );
        assert!(!told.contains(messages::SIGNATURE_DOUBTED) && !told.contains(messages::UNSIGNED));

        // A byte of what was signed, one of the signature itself, and a sheet that is none.
        let paper = found.paper.unwrap();
        let hole = paper
            .windows(11)
            .position(|at| at == b"/Contents <")
            .unwrap();
        for at in [40, hole - 30, hole + 200] {
            let changed = with_paper(&file, |mut paper| {
                paper[at] = if paper[at] == b'1' { b'2' } else { b'1' };
                paper
            });
            let told = looked(&mut browser, &changed).await;
            // A certificate that was touched is no longer believed; whatever was signed is no longer whole.
            let said = match at > hole {
                true => messages::SIGNATURE_DOUBTED,
                false => "Gói không nguyên vẹn.",
            };
            assert!(told.contains(said), "byte {at}: {told}");
            assert!(!told.contains(": Hợp lệ"), "byte {at}: {told}");
        }
        let none = with_paper(&file, |_| b"%PDF-1.7 nothing".to_vec());
        assert!(
            looked(&mut browser, &none)
                .await
                .contains(messages::SIGNATURE_ALTERED)
        );
        // A good signature for another pack.
        sign(&mut browser, &format!("/courtroom/packs/{}", packs[1].id)).await;
        let other = store::by_id(&db, packs[1].id).await.unwrap().unwrap();
        let other = check(&taken(&mut browser, &other).await).unwrap();
        let carried = with_paper(&file, |_| other.paper.clone().unwrap());
        assert!(
            looked(&mut browser, &carried)
                .await
                .contains(messages::PAPER_OTHER)
        );

        // An office that no longer believes the authority: the file is whole, the signer is not believed.
        db.exec(
            "UPDATE signing_trust SET removed_at = 1 WHERE kind = 'authority'",
            args![],
        )
        .await
        .unwrap();
        let told = looked(&mut browser, &file).await;
        assert!(
            told.contains("Gói nguyên vẹn.") && told.contains(messages::SIGNATURE_DOUBTED),
            "{told}"
        );
    });
}
