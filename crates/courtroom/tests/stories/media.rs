//! Băng ghi: taken in untouched or refused with what to do, shown by its handle alone, played as a released state, logged by its marks.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use db::testing::both;
use serde_json::{Value, json};
use shell::testing::{Answer, Browser};

use crate::house::{House, TABLES, said};

/// Ten seconds of silence: 8,000 letters a second.
fn wav() -> Vec<u8> {
    let sound = vec![128_u8; 80_000];
    let mut all = b"RIFF".to_vec();
    all.extend(80_036_u32.to_le_bytes());
    all.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data");
    all.extend(80_000_u32.to_le_bytes());
    all.extend(sound);
    all
}

async fn range(browser: &mut Browser<'_>, path: &str, range: &str) -> Answer {
    let request = Request::get(path).header("range", range);
    browser.send(request, Body::empty()).await
}

/// Sends one part of a sending.
async fn part(browser: &mut Browser<'_>, url: &str, offset: usize, bytes: &[u8]) -> Answer {
    let request = Request::post(format!("{url}/parts?offset={offset}"))
        .header("accept", "application/json")
        .header("content-type", "application/octet-stream")
        .header("x-csrf-token", browser.csrf());
    browser.send(request, Body::from(bytes.to_vec())).await
}

async fn announced(browser: &mut Browser<'_>, path: &str, (name, bytes): (&str, usize)) -> Value {
    let about = json!({ "name": name, "bytes": bytes, "stamp": 7 });
    let path = format!("{path}/sendings");
    said(browser.call("POST", &path, about).await)
}

/// Sends a recording as the page does.
async fn sent(browser: &mut Browser<'_>, path: &str, name: &str, bytes: &[u8]) -> Answer {
    let begun = announced(browser, path, (name, bytes.len())).await;
    let url = begun["url"].as_str().unwrap().to_owned();
    said(part(browser, &url, 0, bytes).await);
    let whole = format!("{url}/completion");
    browser.call("POST", &whole, json!({})).await
}

/// Brings a recording of an interrogation; answers its id.
async fn brought(house: &House, browser: &mut Browser<'_>) -> String {
    let path = house.list("/media");
    let taken = said(sent(browser, &path, "hoi-cung.wav", &wav()).await);
    assert_eq!(taken["files"][0]["is_taken"], true, "{taken}");
    let id = taken["files"][0]["media"].as_str().unwrap().to_owned();
    let about = json!({ "revision": 1, "origin": "hoi_cung", "person": "Thái Doãn Lâm", "duration_ms": 10_000 });
    said(browser.call("PUT", &format!("{path}/{id}"), about).await);
    id
}

async fn press(browser: &mut Browser<'_>, session: &str, asked: Value) -> Value {
    let told = browser.call("PUT", &format!("{session}/play"), asked).await;
    said(told)["state"]["parts"][0]["play"].clone()
}

#[test]
fn a_recording_is_kept_as_it_came_and_what_no_browser_plays_is_refused_with_what_to_do() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let mut browser = house.prosecutor().await;
        let id = brought(&house, &mut browser).await;
        let path = house.list("/media");
        let files: [(&str, &[u8]); 3] = [
            ("camera.avi", b"RIFF....AVI LIST............"),
            ("trang.pdf", b"%PDF-1.7"),
            ("hoi-cung-2.wav", &wav()),
        ];
        let mut messages = Vec::new();
        for (name, bytes) in files {
            let answer = said(sent(&mut browser, &path, name, bytes).await);
            messages.push(answer["files"][0]["message"].as_str().unwrap().to_owned());
        }
        assert!(
            messages[0].contains("kiểu AVI không phát được"),
            "{messages:?}"
        );
        assert!(messages[0].contains("bản xem WebM"), "{messages:?}");
        assert!(messages[1].contains("không phải băng ghi"), "{messages:?}");
        assert!(messages[2].contains("đã có trong vụ án"), "{messages:?}");
        let list = said(
            browser
                .call("GET", &format!("{path}/list"), json!({}))
                .await,
        );
        assert_eq!(list["media"].as_array().unwrap().len(), 1);
        let hash = files::FileId::of(&wav()).to_string();
        assert_eq!(
            list["media"][0]["hash"],
            hash.as_str(),
            "the original, untouched"
        );
        assert!(browser.page(&path).await.contains("TTLT 03/2018"));

        let content = format!("{path}/{id}/content");
        let whole = browser.get(&content).await;
        assert_eq!(
            (whole.status, whole.bytes.len()),
            (StatusCode::OK, wav().len())
        );
        let part = range(&mut browser, &content, "bytes=44-143").await;
        assert_eq!(part.status, StatusCode::PARTIAL_CONTENT);
        assert_eq!(part.header("content-range"), "bytes 44-143/80044");
        assert_eq!(part.bytes[..], wav()[44..144]);
        let outside = range(&mut browser, &content, "bytes=90000-").await;
        assert!(outside.status.is_client_error(), "{}", outside.status);
        let mut guest = house.office.browser();
        assert_eq!(guest.get(&content).await.status, StatusCode::SEE_OTHER);

        said(
            browser
                .call("DELETE", &format!("{path}/{id}"), json!({}))
                .await,
        );
        let gone = json!({ "phase": "xet_hoi", "media": id });
        let refused = browser.call("POST", &house.list("/exhibits"), gone).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let back = format!("{path}/{id}/restoration");
        let list = said(browser.call("POST", &back, json!({})).await);
        assert_eq!(list["media"].as_array().unwrap().len(), 1);
    });
}

#[test]
fn a_broken_sending_goes_on_where_it_broke_off_for_the_one_who_began_it() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let mut browser = house.prosecutor().await;
        let (path, bytes) = (house.list("/media"), wav());
        let about = ("camera.wav", bytes.len());
        let begun = announced(&mut browser, &path, about).await;
        let url = begun["url"].as_str().unwrap().to_owned();
        assert_eq!(begun["offset"], 0, "{begun}");
        said(part(&mut browser, &url, 0, &bytes[..50_000]).await);
        // The page is closed; the file is chosen again on another day.
        let mut again = house.prosecutor().await;
        let begun = announced(&mut again, &path, about).await;
        assert_eq!(
            (&begun["offset"], &begun["url"]),
            (&json!(50_000), &json!(url))
        );
        let early = again
            .call("POST", &format!("{url}/completion"), json!({}))
            .await;
        assert_eq!(said(early)["offset"], 50_000, "it is not whole");
        let lost = said(part(&mut again, &url, 10, b"xx").await);
        assert_eq!(lost["offset"], 50_000, "nothing is written elsewhere");
        let long = part(&mut again, &url, 50_000, &[0; 40_000]).await;
        assert_eq!(long.status, StatusCode::PAYLOAD_TOO_LARGE);
        said(part(&mut again, &url, 50_000, &bytes[50_000..]).await);
        let whole = again
            .call("POST", &format!("{url}/completion"), json!({}))
            .await;
        assert_eq!(said(whole)["files"][0]["is_taken"], true);
        let list = said(again.call("GET", &format!("{path}/list"), json!({})).await);
        let hash = files::FileId::of(&bytes).to_string();
        assert_eq!(list["media"][0]["hash"], hash.as_str());
        let none = announced(&mut again, &path, ("khong.wav", 0)).await;
        assert_eq!(none["files"][0]["is_taken"], false, "{none}");
        let odd = format!("{path}/sendings/abc/completion");
        let odd = again.call("POST", &odd, json!({})).await;
        assert_eq!(odd.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn the_court_hears_a_recording_while_it_stands_there_and_every_screen_follows_its_marks() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let mut browser = house.prosecutor().await;
        let media = brought(&house, &mut browser).await;
        let add = json!({ "phase": "xet_hoi", "media": media });
        let added = said(browser.call("POST", &house.list("/exhibits"), add).await);
        let id = added["added"][0].as_str().unwrap().to_owned();
        let mut part = added["list"]["exhibits"][0]["parts"][0].clone();
        assert_eq!(
            added["list"]["exhibits"][0]["bearing"], "statement",
            "Đ.308"
        );
        let one = house.list(&format!("/exhibits/{id}"));
        part["kind"] = json!("audio");
        part["cues"] = json!([{ "begin_ms": 1_000, "end_ms": 99_000, "label": "" }]);
        let late = json!({ "revision": 1, "parts": [part] });
        let refused = browser.call("PUT", &one, late).await;
        assert!(refused.has("Đoạn phát phải"), "{}", refused.text);
        part["cues"] = json!([{ "begin_ms": 1_000, "end_ms": 3_000, "label": "BL 2: nhận tiền" }]);
        // What a page says of the bytes is not believed.
        part["mime"] = json!("text/html");
        said(
            browser
                .call("PUT", &one, json!({ "revision": 1, "parts": [part] }))
                .await,
        );

        let session = house.session(&mut browser, "trial").await;
        let release = format!("{session}/release");
        let asks = said(
            browser
                .call("POST", &release, json!({ "exhibit": id }))
                .await,
        );
        assert_eq!(asks["asks"]["kind"], "statement");
        let ask = json!({ "exhibit": id, "confirmed": true, "ground": "HĐXX cho phát" });
        let told = said(browser.call("POST", &release, ask).await);
        assert_eq!(
            told["state"]["parts"][0]["play"]["at_ms"], 1_000,
            "at its first cue"
        );
        let court = told["state"]["court"].as_str().unwrap().to_owned();
        let handle = house.handles().await.remove(0);
        let heard = format!("{court}/media/{handle}");
        let mut guest = house.office.browser();
        let given = range(&mut guest, &heard, "bytes=0-9").await;
        assert_eq!(given.status, StatusCode::PARTIAL_CONTENT);
        assert_eq!(given.header("content-type"), "audio/wav");
        assert_eq!(given.header("cache-control"), "no-store");
        let hash = files::FileId::of(&wav()).to_string();
        for guess in [&media, &hash, &"a".repeat(52)] {
            let answer = guest.get(&format!("{court}/media/{guess}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{guess}");
        }
        assert_eq!(
            guest
                .get(&format!("{court}/pictures/{handle}"))
                .await
                .status,
            StatusCode::NOT_FOUND
        );

        let play = press(
            &mut browser,
            &session,
            json!({ "is_playing": true, "cue": 0 }),
        )
        .await;
        assert_eq!(
            (&play["at_ms"], &play["until_ms"]),
            (&json!(1_000), &json!(3_000))
        );
        assert_eq!(
            house.handles().await,
            [handle.as_str()],
            "nothing is fetched again"
        );
        house.office.wait(1_500);
        let play = press(&mut browser, &session, json!({ "is_playing": false })).await;
        assert_eq!(
            (&play["is_playing"], &play["at_ms"]),
            (&json!(false), &json!(2_500))
        );
        said(
            browser
                .call("PUT", &format!("{session}/hold"), json!({ "on": true }))
                .await,
        );
        let held = browser
            .call(
                "PUT",
                &format!("{session}/play"),
                json!({ "is_playing": true }),
            )
            .await;
        assert!(held.has("đang được giữ"), "{}", held.text);
        said(
            browser
                .call("PUT", &format!("{session}/hold"), json!({ "on": false }))
                .await,
        );
        press(
            &mut browser,
            &session,
            json!({ "is_playing": true, "at_ms": 5_000 }),
        )
        .await;
        house.office.wait(2_000);
        said(
            browser
                .call("PUT", &format!("{session}/blank"), json!({ "on": true }))
                .await,
        );
        assert_eq!(
            guest.get(&heard).await.status,
            StatusCode::NOT_FOUND,
            "the screen is dark"
        );
        let nothing = browser
            .call(
                "PUT",
                &format!("{session}/play"),
                json!({ "is_playing": true }),
            )
            .await;
        assert!(nothing.has("không có băng ghi"), "{}", nothing.text);

        browser.post(&format!("{session}/end"), &[]).await;
        let report = browser.page(&format!("{session}/report")).await;
        assert!(
            report.contains("Đã phát 00:01–00:02, 00:05–00:07"),
            "{report}"
        );
        let word = browser.get(&format!("{session}/word")).await;
        assert!(word.bytes.starts_with(b"PK"), "{}", word.text);
    });
}

/// Where the office under test keeps this file.
fn on_disk(hash: &str) -> std::path::PathBuf {
    let offices = std::fs::read_dir(std::env::temp_dir()).unwrap();
    let places = offices.map(|one| {
        let folder = one.unwrap().path();
        folder.join(format!("sha256/{}/{}/{hash}", &hash[..2], &hash[2..4]))
    });
    places.into_iter().find(|one| one.exists()).unwrap()
}

#[test]
fn a_recording_that_was_changed_on_the_disk_is_not_shown() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let mut browser = house.prosecutor().await;
        // Bytes that no other office under test has.
        let own = [wav(), uuid::Uuid::now_v7().as_bytes().to_vec()].concat();
        let taken = said(sent(&mut browser, &house.list("/media"), "camera.wav", &own).await);
        let add = json!({ "phase": "xet_hoi", "media": taken["files"][0]["media"] });
        let added = said(browser.call("POST", &house.list("/exhibits"), add).await);
        let session = house.session(&mut browser, "trial").await;
        let release = format!("{session}/release");
        let ask = json!({ "exhibit": added["added"][0], "confirmed": true });
        let told = said(browser.call("POST", &release, ask.clone()).await);
        assert!(told["state"].is_object(), "{told}");

        let place = on_disk(&files::FileId::of(&own).to_string());
        let mut changed = own.clone();
        changed[60] = 7;
        std::fs::remove_file(&place).unwrap();
        std::fs::write(&place, &changed).unwrap();
        let refused = browser.call("POST", &release, ask.clone()).await;
        assert_eq!(
            refused.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            refused.text
        );
        assert!(
            refused.has("Mã băm của băng ghi không khớp"),
            "{}",
            refused.text
        );
        std::fs::remove_file(&place).unwrap();
        let missing = browser.call("POST", &release, ask).await;
        assert!(
            missing.has("Kho tệp không còn băng ghi này"),
            "{}",
            missing.text
        );
    });
}
