//! Hai vụ án mẫu: the map and every diagram of both draw themselves, are edited by hand, drawn anew after new facts with every edit kept,
//! taken out, opened by other people's programs, and read back in.

use axum::http::StatusCode;
use db::{Engine, testing::both};
use serde_json::{Value, json};
use shell::testing::Browser;
use uuid::Uuid;

use crate::{
    diagram::{made, names, record, said, view},
    house::{House, TABLES},
    judges,
    map::{begun, edited, has, node, send, tree},
    samples::{Sample, samples},
};

/// A name with every letter that a file format must guard.
const ODD: &str = "Xe <26H4> & \"628.15\"";
const NOTE: &str = "Cần hỏi thêm tại phiên tòa";

async fn office(db: db::Db, sample: &Sample) -> House {
    let (file, leaves, papers) = sample.file();
    let opened = (sample.facts(), sample.accused[0]);
    let house = House::with_file(db, opened, (&file, &leaves)).await;
    let mut browser = house.prosecutor().await;
    for paper in papers {
        let path = format!("/casefile/matters/{}/documents", house.matter.id);
        let body = json!({ "first": paper.first, "last": paper.last, "title": paper.title, "kind": paper.kind, "bl": "" });
        let kept = browser.call("POST", &path, body).await;
        assert_eq!(kept.status, StatusCode::OK, "{}", kept.text);
    }
    drop(browser);
    house
}

/// A diagram of this kind, with a note by hand on its first part and a place by hand where a person may place.
async fn drawn(house: &House, browser: &mut Browser<'_>, kind: &str) -> (String, Value) {
    let at = made(house, browser, kind).await;
    let first = view(browser, &at).await;
    let part = first["parts"].as_array().unwrap().first();
    let part = part.unwrap_or_else(|| panic!("{kind} is empty")).clone();
    let one = format!("{at}/parts/{}", part["id"].as_str().unwrap());
    let note = json!({ "revision": part["revision"], "note": NOTE });
    let mut now = said(browser.call("PUT", &one, note).await);
    if kind == "quan_he" {
        let odd = json!({ "kind": "vehicle", "name": ODD, "bl": "" });
        said(browser.call("POST", &format!("{at}/parts"), odd).await);
        let put = json!([{ "part": part["id"], "x": 900, "y": -240 }]);
        now = said(browser.call("PUT", &format!("{at}/places"), put).await);
    }
    (at, now)
}

/// After new facts: what is new stands there, what a hand wrote and placed stands where it did; opened again it is the same.
async fn renewed(
    browser: &mut Browser<'_>,
    sample: &Sample,
    (kind, at, before): (&str, &str, &Value),
) {
    let asked = browser
        .call("POST", &format!("{at}/renewal"), json!({}))
        .await;
    let now = said(asked);
    for name in names(before) {
        assert!(names(&now).contains(&name), "{kind} lost {name}");
    }
    let parts = now["parts"].as_array().unwrap();
    let mine: Vec<&Value> = parts.iter().filter(|one| one["note"] == NOTE).collect();
    assert_eq!(mine.len(), 1, "{kind}: {parts:?}");
    let svg = now["svg"].as_str().unwrap();
    match kind {
        "quan_he" => {
            assert!(names(&now).contains(&sample.later_witness()), "{parts:?}");
            let id = mine[0]["id"].as_str().unwrap();
            let place =
                format!("data-id=\"{id}\" data-layer=\"thing\" data-x=\"900\" data-y=\"-240\"");
            assert!(svg.contains(&place), "{kind}: {svg}");
        }
        "to_tung" => assert!(svg.contains(sample.number("approve_charge")), "{svg}"),
        "dien_bien" => assert!(
            svg.contains(">08:40<") || svg.matches("/2026<").count() >= 2,
            "{svg}"
        ),
        _ => {}
    }
    let again = view(browser, at).await;
    assert_eq!(
        (&again["parts"], &again["svg"]),
        (&now["parts"], &now["svg"]),
        "{kind} opened again"
    );
}

/// Every payment of the case, by its form.
async fn paid(house: &House, browser: &mut Browser<'_>, sample: &Sample) -> i64 {
    let parties = sample.drawn["parties"].as_array().unwrap();
    let named = |id: &Value| {
        parties.iter().find(|one| one["id"] == *id).unwrap()["name"]
            .as_str()
            .unwrap()
    };
    let mut sum = 0;
    for one in sample.drawn["transfers"].as_array().unwrap() {
        let day: Vec<&str> = one["on_day"].as_str().unwrap().rsplit('-').collect();
        let amount = one["amount"].as_i64().unwrap();
        sum += amount;
        let amount = if amount > 0 {
            amount.to_string()
        } else {
            String::new()
        };
        let fields = [
            ("giver", named(&one["from_id"])),
            ("receiver", named(&one["to_id"])),
            ("what", one["what"].as_str().unwrap()),
            ("day", &day.join("/")),
            ("amount", &amount),
            ("goods", one["goods"].as_str().unwrap()),
            ("certainty", one["certainty"].as_str().unwrap()),
        ];
        let added = browser.post(&house.at("/flows/transfers"), &fields).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
    }
    sum
}

/// The scene, drawn in metres, with one thing moved by hand afterwards.
async fn scene(house: &House, browser: &mut Browser<'_>, sample: &Sample) -> String {
    let content = &sample.drawn["sketch"];
    let metres = |side: &str| content[side].to_string().replace('.', ",");
    let fields = [
        ("title", "Hiện trường"),
        ("w", &metres("w")),
        ("h", &metres("h")),
    ];
    let made = browser.post(&house.at("/sketches"), &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    let here = made.location().to_owned();
    let mut content = content.clone();
    for revision in 1..=2 {
        content["elements"][0]["x"] = json!(f64::from(revision) + 0.5);
        let body = json!({ "revision": revision, "title": "Hiện trường", "content": content });
        let kept = browser.call("PUT", &format!("{here}/content"), body).await;
        assert_eq!(kept.status, StatusCode::OK, "{}", kept.text);
    }
    let read = said(browser.get(&format!("{here}/content")).await);
    assert_eq!(
        read["content"]["elements"], content["elements"],
        "opened again"
    );
    here
}

/// The map, with a node by hand and a drawn node in other words.
async fn mapped(house: &House, browser: &mut Browser<'_>, sample: &Sample) -> String {
    let map = begun(house, browser, "case").await;
    let now = tree(browser, &map).await;
    for name in sample.names() {
        assert!(has(&now, name), "{name}");
    }
    let own = format!("own:{}", Uuid::now_v7());
    let proposal = node(&now, "Đề xuất")["key"].clone();
    let added = json!({ "key": own, "kept": { "words": ODD, "note": NOTE, "parent": proposal, "follows": "" } });
    let opened = edited(
        node(&now, sample.number("open")),
        json!({ "words": "Khởi tố vụ án có căn cứ" }),
    );
    send(browser, &map, &[added, opened]).await;
    map
}

async fn whole_way(db: db::Db, sample: &Sample) {
    let is_sqlite = db.engine() == Engine::Sqlite;
    let house = office(db, sample).await;
    let mut browser = house.prosecutor().await;
    let map = mapped(&house, &mut browser, sample).await;
    let mut diagrams = Vec::new();
    for kind in ["quan_he", "dien_bien", "to_chuc", "to_tung"] {
        let (at, before) = drawn(&house, &mut browser, kind).await;
        diagrams.push((kind, at, before));
    }
    let sum = paid(&house, &mut browser, sample).await;
    let scene = scene(&house, &mut browser, sample).await;

    record(&house, sample.later()).await;
    let later = tree(&mut browser, &map).await;
    let known = said(
        browser
            .call("POST", &format!("{map}/drawing"), json!({}))
            .await,
    );
    assert!(later["news"].as_i64().unwrap() > 0 && known["news"] == 0);
    let number = sample.number("approve_charge");
    for words in [ODD, "Khởi tố vụ án có căn cứ", number] {
        assert!(has(&known, words), "{words}");
    }
    for (kind, at, before) in &diagrams {
        renewed(&mut browser, sample, (kind, at, before)).await;
    }
    // Payments have nothing drawn from facts: one more is entered, and the sums follow.
    let more = [
        ("giver", sample.victim()),
        ("receiver", sample.names()[0]),
        ("what", "money"),
        ("day", "21/07/2026"),
        ("amount", "1000"),
        ("certainty", "claimed"),
    ];
    let added = browser.post(&house.at("/flows/transfers"), &more).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
    let table = browser.page(&house.at("/flows/transfers")).await;
    let total = format!("tổng {}", text::thousands(sum + 1_000));
    assert!(table.contains(&total), "{total} in {table}");
    if !is_sqlite {
        return;
    }

    // What leaves the program does not depend on the database.
    let id: Uuid = map.rsplit('/').next().unwrap().parse().unwrap();
    let still = evidence::map::read::still(&house.office.app, house.matter.id, id);
    let nodes = still.await.unwrap().unwrap().nodes;
    let nodes: Vec<(String, usize)> = nodes
        .into_iter()
        .map(|node| (node.words, node.depth))
        .collect();
    judges::map(&mut browser, &map, &nodes).await;
    let accused = sample.names();
    for (kind, at, _) in &diagrams {
        let words: &[&str] = match *kind {
            "quan_he" => &[ODD, accused[0], sample.victim(), "Ký hiệu"],
            "to_tung" => &[number],
            "to_chuc" => &accused,
            _ => &[],
        };
        judges::picture(&mut browser, at, words).await;
        let graph = browser.get(&format!("{at}/graphml")).await;
        let nodes = judges::graph(&graph.bytes);
        assert!(nodes > 0, "{kind}");
    }
    judges::picture(&mut browser, &house.at("/flows/picture"), &accused[..1]).await;
    judges::picture(&mut browser, &scene, &["Hiện trường"]).await;
}

fn of_sample(n: usize) {
    both(&TABLES, |db| async move {
        let sample = samples().nth(n).unwrap();
        whole_way(db, &sample).await;
    });
}

#[test]
fn the_map_and_every_diagram_of_the_first_sample_case_go_the_whole_way() {
    of_sample(0);
}

#[test]
fn the_map_and_every_diagram_of_the_second_sample_case_go_the_whole_way() {
    of_sample(1);
}
