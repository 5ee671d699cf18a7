//! Gói phiên tòa: made, looked through, opened with its pass phrase and with nothing else; its log comes home once, however often it is brought.

use std::io::Read as _;

use axum::http::StatusCode;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use courtroom::pack::{
    check::{Findings, check, is_pack},
    keys::{self, Keys},
    messages,
    store::{self, Pack},
};
use db::{Sql, args, testing::both};
use serde_json::Value;
use shell::testing::Browser;
use uuid::Uuid;

use crate::house::{House, TABLES};

pub const PHRASE: &str = "Mùa mưa Gò Vấp 1975";
const DAY: i64 = 86_400_000;

pub async fn asked(
    house: &House,
    browser: &mut Browser<'_>,
    fields: &[(&str, &str)],
) -> shell::testing::Answer {
    let holder: Uuid = (house.office.app.db())
        .one(
            "SELECT id FROM people_person WHERE login LIKE 'prosecutor.%' ORDER BY id LIMIT 1",
            args![],
        )
        .await
        .unwrap();
    let holder = holder.to_string();
    let mut all = vec![("holder", holder.as_str())];
    if !fields.iter().any(|(name, _)| *name == "trial_on") {
        all.push(("trial_on", "25/11/2026"));
    }
    all.extend_from_slice(fields);
    browser.post(&house.list("/packs"), &all).await
}

/// Workers make every pack that waits.
pub async fn made(house: &House) -> Pack {
    let app = &house.office.app;
    let workers = jobs::Workers::start(app.jobs(), courtroom::handlers(app), 1);
    app.jobs().ring();
    let mut bell = app.jobs().watch();
    loop {
        let newest: Uuid = (app.db())
            .one(
                "SELECT id FROM courtroom_pack ORDER BY asked_at DESC, id DESC LIMIT 1",
                args![],
            )
            .await
            .unwrap();
        let pack = store::by_id(app.db(), newest).await.unwrap().unwrap();
        if !pack.is_waiting() {
            workers.stop().await;
            return pack;
        }
        bell.changed().await.unwrap();
    }
}

pub async fn taken(browser: &mut Browser<'_>, pack: &Pack) -> Vec<u8> {
    let answer = browser
        .get(&format!("/courtroom/packs/{}/file", pack.id))
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.bytes
}

/// The sealed bytes of the parts inside the page.
fn parts(file: &[u8]) -> Vec<u8> {
    let text = String::from_utf8(file.to_vec()).unwrap();
    let blocks = text.split("<script type=\"application/octet-stream\">");
    let blocks = blocks.skip(1).map(|block| block.split('<').next().unwrap());
    blocks
        .flat_map(|block| STANDARD.decode(block).unwrap())
        .collect()
}

fn opened(found: &Findings, file: &[u8], keys: &Keys, at: usize) -> Vec<u8> {
    let from: u64 = found.manifest.parts[..at].iter().map(|part| part.0).sum();
    let length = found.manifest.parts[at].0;
    let sealed = &parts(file)[from as usize..(from + length) as usize];
    let label = keys::label(found.manifest.pack, &at.to_string());
    keys::open(&keys.parts, &label, sealed).unwrap()
}

fn inflated(bytes: &[u8]) -> String {
    let mut text = String::new();
    flate2::read::DeflateDecoder::new(bytes)
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[test]
fn a_pack_opens_with_its_pass_phrase_and_every_changed_byte_is_noticed() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let mut browser = house.prosecutor().await;
        house
            .document(&mut browser, 3, "Biên bản hỏi cung", "bien_ban_hoi_cung")
            .await;
        house.add(&mut browser, "xet_hoi", "1").await;
        house.add(&mut browser, "xet_hoi", "3").await;
        let page = browser.page(&house.list("/packs")).await;
        assert!(page.contains(messages::NO_PACKS));

        // Not approved: asked once more; what was typed stays. A short pass phrase and a past day are refused.
        let fields = [("expires_on", "30/11/2026"), ("phrase", PHRASE)];
        let answer = asked(&house, &mut browser, &fields).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            answer.text
        );
        assert!(
            answer.has(messages::NOT_APPROVED) && answer.has(PHRASE) && answer.has("30/11/2026")
        );
        for (fields, sentence) in [
            (
                [("expires_on", "30/11/2026"), ("phrase", "ngắn - quá")],
                messages::phrase_short(12),
            ),
            (
                [("expires_on", "20/11/2026"), ("phrase", PHRASE)],
                messages::EXPIRES_BEFORE_TRIAL.to_owned(),
            ),
            (
                [("expires_on", "30/11/2027"), ("phrase", PHRASE)],
                messages::expires_late(60),
            ),
        ] {
            let fields = [fields.as_slice(), &[("confirmed", "on")]].concat();
            let answer = asked(&house, &mut browser, &fields).await;
            assert!(answer.has(&sentence), "{sentence}: {}", answer.text);
        }
        let fields = [fields.as_slice(), &[("confirmed", "on")]].concat();
        // The pass phrase stands there until somebody says that it is noted; the order sent once more makes no second pack.
        let id = Uuid::now_v7().to_string();
        let fields = [fields.as_slice(), &[("pack", &id)]].concat();
        let answer = asked(&house, &mut browser, &fields).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        assert!(answer.has(PHRASE) && answer.has(messages::NOTE_PHRASE));
        assert!(answer.has(&format!("href=\"/courtroom/packs/{id}\"")));
        assert_eq!(answer.header("cache-control"), "private, no-store");
        let again = asked(&house, &mut browser, &fields).await;
        let page = browser.page(again.location()).await;
        assert!(page.contains(messages::ASKED_BEFORE) && !page.contains(PHRASE));
        let pack = made(&house).await;
        assert_eq!(pack.id.to_string(), id);
        let count = "SELECT count(*) FROM courtroom_pack";
        let count: i64 = house.office.app.db().one(count, args![]).await.unwrap();
        assert_eq!(count, 1);
        assert_eq!(
            (pack.state.as_str(), pack.pages, pack.exhibits),
            ("made", 2, 2),
            "{}",
            pack.why
        );

        // The file names no case and holds no word of it in the open.
        let file = taken(&mut browser, &pack).await;
        assert!(is_pack(&file));
        let open = String::from_utf8_lossy(&file);
        for word in ["Đe dọa", &house.matter.code, "hỏi cung", PHRASE] {
            assert!(!open.contains(word), "{word}");
        }
        let found = check(&file).unwrap();
        assert!(found.faults.is_empty(), "{found:?}");
        assert_eq!(found.good, found.manifest.parts.len());
        assert_eq!(
            (found.good, found.digest.as_str()),
            (5, pack.manifest.as_str())
        );

        // The pass phrase opens contents, words, syllables and pictures; that another opens nothing is tried with the keys.
        let opening = &found.manifest.opening;
        let keys = Keys::opened(opening, "mùa mưa gò vấp-1975", pack.id).unwrap();
        assert_eq!(
            keys.stamp(found.manifest.text().unwrap().as_bytes()),
            found.stamp
        );
        let inside: Value =
            serde_json::from_str(&inflated(&opened(&found, &file, &keys, 0))).unwrap();
        assert_eq!(inside["exhibits"].as_array().unwrap().len(), 2);
        let bearings: Vec<&str> = inside["pages"]
            .as_array()
            .unwrap()
            .iter()
            .map(|page| page["bearing"].as_str().unwrap())
            .collect();
        assert_eq!(bearings[1], "statement", "BLTTHS Đ.308 travels along");
        let words: Value =
            serde_json::from_str(&inflated(&opened(&found, &file, &keys, 1))).unwrap();
        assert_eq!(words.as_array().unwrap().len(), 2, "a stretch of two pages");
        assert!(!inflated(&opened(&found, &file, &keys, 2)).is_empty());
        assert!(
            opened(&found, &file, &keys, 3).starts_with(&[0xff, 0xd8]),
            "a picture"
        );

        tampered(&house, &mut browser, &file, &pack).await;
        over_and_void(&house, &pack).await;
    });
}

/// A changed part, page, manifest or length is said; the good file is good.
async fn tampered(house: &House, browser: &mut Browser<'_>, file: &[u8], pack: &Pack) {
    let text = String::from_utf8(file.to_vec()).unwrap();
    let data = text.find("octet-stream\">").unwrap() + 14;
    let letter = if file[data + 900] == b'A' { "B" } else { "A" };
    let mut part = text.clone();
    part.replace_range(data + 900..data + 901, letter);
    let page = text.replacen("window.stop", "window.stay", 1);
    let longer = text.replacen(
        "\"expires_on\":\"2026-11-30\"",
        "\"expires_on\":\"2027-11-30\"",
        1,
    );
    assert!(page != text && longer != text);
    let cut = text[..data + 2_000].to_owned();
    let one = messages::parts_changed(1, 5);
    let five = messages::parts_changed(5, 5);
    for (changed, sentences) in [
        (&part, vec![one.as_str()]),
        (&page, vec![messages::PAGE_CHANGED]),
        (
            &longer,
            vec![messages::MANIFEST_OTHER, messages::STAMP_WRONG],
        ),
        (
            &cut,
            vec![messages::CUT_SHORT, messages::PAGE_CHANGED, five.as_str()],
        ),
        (&text, vec![]),
    ] {
        let upload = ("pack", "goi.html", changed.as_bytes());
        let told = browser.upload("/courtroom/pack-check", &[], upload).await;
        assert_eq!(told.status, StatusCode::OK, "{}", told.text);
        assert_eq!(
            told.has("Gói nguyên vẹn."),
            sentences.is_empty(),
            "{sentences:?}"
        );
        for sentence in sentences {
            assert!(told.has(sentence), "{sentence}");
        }
        assert!(told.has(messages::UNSIGNED) && told.has(&pack.id.to_string()));
    }
    let upload = ("pack", "thu.html", b"<!doctype html><p>".as_slice());
    let told = browser.upload("/courtroom/pack-check", &[], upload).await;
    assert!(told.has(messages::NO_PACK));
    let mut clerk = house.office.signed_in(people::Role::Clerk).await;
    let barred = clerk
        .get(&format!("/courtroom/packs/{}/file", pack.id))
        .await;
    assert_eq!(barred.status, StatusCode::FORBIDDEN, "{}", barred.text);
}

/// After its last day the file of a pack goes and its line stays; a void pack is given no more.
async fn over_and_void(house: &House, pack: &Pack) {
    house.office.wait(11 * DAY);
    let mut browser = house.prosecutor().await;
    let gone = browser
        .get(&format!("/courtroom/packs/{}/file", pack.id))
        .await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND, "{}", gone.text);
    // The next pack that is made sweeps; it takes the whole file along.
    let holder = pack.holder_id.to_string();
    let fields = [
        ("holder", holder.as_str()),
        ("trial_on", "02/12/2026"),
        ("expires_on", "03/12/2026"),
        ("phrase", PHRASE),
        ("confirmed", "on"),
        ("whole", "on"),
    ];
    let asked = browser.post(&house.list("/packs"), &fields).await;
    assert!(asked.has(messages::NOTE_PHRASE), "{}", asked.text);
    let whole = made(house).await;
    assert_eq!(whole.pages, 3, "{}", whole.why);
    let db = house.office.app.db();
    let mut old = store::by_id(db, pack.id).await.unwrap().unwrap();
    while old.is_there() {
        tokio::task::yield_now().await;
        old = store::by_id(db, pack.id).await.unwrap().unwrap();
    }
    assert!(old.cleared_at.is_some() && whole.is_there());

    let here = format!("/courtroom/packs/{}", whole.id);
    let none = browser.post(&format!("{here}/void"), &[("why", " ")]).await;
    assert!(none.has(messages::NO_REASON));
    let kept = browser
        .post(&format!("{here}/void"), &[("why", "Danh mục đã sửa")])
        .await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    assert!(browser.page(&here).await.contains("Danh mục đã sửa"));
    let refused = browser.get(&format!("{here}/file")).await;
    assert!(refused.has(messages::IS_VOID), "{}", refused.text);
}
