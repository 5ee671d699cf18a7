//! Sơ đồ: proposed from the matter, edited, undone, renewed after new facts, drawn and exported; what its evidence loses, it shows.

use axum::http::StatusCode;
use db::{Sql, args, testing::both};
use ledger::NewFact;
use people::{Role, Work, staff};
use serde_json::{Value, json};
use shell::testing::{Answer, Browser, REGION};
use uuid::Uuid;

use crate::house::{ACCUSED, House, TABLES};

pub fn said(answer: Answer) -> Value {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    serde_json::from_str(&answer.text).unwrap()
}

/// Makes a diagram; answers its address.
pub async fn made(house: &House, browser: &mut Browser<'_>, kind: &str) -> String {
    let answer = browser
        .post(&house.at("/diagrams"), &[("kind", kind), ("title", "")])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.location().to_owned()
}

pub async fn view(browser: &mut Browser<'_>, at: &str) -> Value {
    said(browser.call("GET", &format!("{at}/view"), json!({})).await)
}

pub fn part<'a>(view: &'a Value, name: &str) -> &'a Value {
    let found = view["parts"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["label"] == name);
    found.unwrap_or_else(|| panic!("no {name} in {}", view["parts"]))
}

pub fn marks(part: &Value) -> Vec<&str> {
    part["marks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_str().unwrap())
        .collect()
}

pub fn names(view: &Value) -> Vec<&str> {
    view["parts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["label"].as_str().unwrap())
        .collect()
}

/// Another prosecutor's work records facts of the matter.
pub async fn record(house: &House, facts: Vec<NewFact>) {
    let app = &house.office.app;
    let (person, _) = house.office.employ(Role::Prosecutor, REGION).await;
    let units = app.units().units().await.unwrap();
    let posts = staff::post::posts_on(app.db(), person, app.today())
        .await
        .unwrap();
    let actor = staff::actor_of(app.db(), &units, posts[0].id, app.today())
        .await
        .unwrap();
    let work = Work::begin(
        app.db(),
        actor,
        app.now_ms(),
        app.law(),
        app.ledger().clone(),
    )
    .await
    .unwrap();
    let matter = ledger::Matter::Existing {
        id: house.matter.id,
        seen: None,
    };
    work.record(matter, facts).await.unwrap();
    work.commit().await.unwrap();
}

pub fn person(name: &str, role: &str) -> NewFact {
    NewFact::new(
        Uuid::now_v7(),
        "party.described",
        "2026-11-14".parse::<law::Moment>().unwrap(),
    )
    .about(Uuid::now_v7())
    .with("name", name)
    .with("role", role)
}

#[test]
fn a_diagram_follows_the_matter_and_keeps_what_people_made_of_it() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let mut browser = house.prosecutor().await;
        assert!(
            browser
                .page(&house.at("/diagrams"))
                .await
                .contains("Vụ án chưa có sơ đồ nào.")
        );
        let at = made(&house, &mut browser, "quan_he").await;
        let first = view(&mut browser, &at).await;
        let accused = part(&first, ACCUSED);
        assert_eq!(
            (accused["kind"].as_str(), marks(accused)),
            (Some("accused"), vec!["unsourced", "proposed"])
        );
        assert!(first["svg"].as_str().unwrap().contains("máy đề xuất"));

        // A person takes it over; the leaves are read, what is no leaf is refused and nothing changes.
        let one = format!("{at}/parts/{}", accused["id"].as_str().unwrap());
        let edit = json!({ "revision": 1, "note": "Người cầm đầu", "bl": "BL 1-2" });
        let edited = said(browser.call("PUT", &one, edit.clone()).await);
        assert_eq!(marks(part(&edited, ACCUSED)), Vec::<&str>::new());
        assert_eq!(
            part(&edited, ACCUSED)["leaves"].as_array().unwrap().len(),
            2
        );
        assert_eq!(
            browser.call("PUT", &one, edit).await.status,
            StatusCode::CONFLICT,
            "an older look overwrites nothing"
        );
        let bad = browser
            .call("PUT", &one, json!({ "revision": 2, "bl": "BL 99" }))
            .await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);

        // The file goes on: what is new comes in, what was edited stays and says that its source changed.
        record(
            &house,
            vec![
                person("Phạm Bích Ngân", "bi_hai"),
                person("Trần Văn Ý", "nguoi_lam_chung"),
            ],
        )
        .await;
        let renewed = said(
            browser
                .call("POST", &format!("{at}/renewal"), json!({}))
                .await,
        );
        assert!(
            renewed["said"].as_str().unwrap().contains("mới"),
            "{}",
            renewed["said"]
        );
        let kept = part(&renewed, ACCUSED);
        assert_eq!(kept["note"], "Người cầm đầu");
        assert_eq!(part(&renewed, "Phạm Bích Ngân")["kind"], "victim");
        assert_eq!(part(&renewed, "Trần Văn Ý")["kind"], "witness");
        let charge = renewed["parts"]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["kind"] == "xam_pham")
            .unwrap();
        assert_eq!(charge["from"], kept["id"]);
        let again = said(
            browser
                .call("POST", &format!("{at}/renewal"), json!({}))
                .await,
        );
        assert_eq!(
            again["parts"], renewed["parts"],
            "the same matter changes nothing"
        );

        // Undone and done again, newest first.
        let undone = said(browser.call("POST", &format!("{at}/undo"), json!({})).await);
        assert!(!names(&undone).contains(&"Phạm Bích Ngân"));
        let undone = said(browser.call("POST", &format!("{at}/undo"), json!({})).await);
        assert_eq!(part(&undone, ACCUSED)["note"], accused["note"]);
        let redone = said(browser.call("POST", &format!("{at}/redo"), json!({})).await);
        assert_eq!(part(&redone, ACCUSED)["note"], "Người cầm đầu");
        let redone = said(browser.call("POST", &format!("{at}/redo"), json!({})).await);
        assert_eq!(names(&redone), names(&renewed));

        // Placed by hand it stays there; the steps of presenting and the rest of the picture follow.
        let victim = part(&redone, "Phạm Bích Ngân")["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let put = json!([{ "part": victim, "x": 900, "y": -240 }]);
        let placed = said(browser.call("PUT", &format!("{at}/places"), put).await);
        let drawn =
            format!("data-id=\"{victim}\" data-layer=\"thing\" data-x=\"900\" data-y=\"-240\"");
        assert!(placed["svg"].as_str().unwrap().contains(&drawn));
        let stepped = said(
            browser
                .call("PUT", &format!("{at}/steps"), json!([[victim]]))
                .await,
        );
        assert_eq!(stepped["steps"], 1);
        let id: Uuid = at.rsplit('/').next().unwrap().parse().unwrap();
        let shown =
            |step| evidence::presented(&house.office.app, house.matter.id, "diagram", id, step);
        // What the court sees: nothing before its step, then the thing with all that is said of it, in the end the signs.
        let last = shown(None).await.unwrap().unwrap().steps;
        let mut frames = Vec::new();
        for step in 0..=last {
            frames.push(shown(Some(step)).await.unwrap().unwrap().svg);
        }
        assert!(!frames[0].contains(&victim), "{last}");
        assert!(frames.iter().any(|one| one.contains(&victim)), "{last}");
        assert!(frames[last].contains("Ký hiệu trên sơ đồ"), "{last}");
        assert!(shown(None).await.unwrap().unwrap().svg.contains(&victim));
        let other = evidence::presented(
            &house.office.app,
            house.matter.id,
            "diagram",
            Uuid::now_v7(),
            None,
        )
        .await;
        assert!(other.unwrap().is_none());

        let mut stranger = house.office.signed_in_at(Role::Prosecutor, REGION).await;
        for (method, below) in [("POST", "/renewal"), ("PUT", "/places"), ("POST", "/undo")] {
            let refused = stranger
                .call(method, &format!("{at}{below}"), json!([]))
                .await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{below}");
        }
        let told: Vec<String> = house
            .office
            .app
            .db()
            .all(
                "SELECT action FROM audit_line WHERE action LIKE 'evidence.diagram.%' ORDER BY seq",
                args![],
            )
            .await
            .unwrap();
        let told: Vec<&str> = told
            .iter()
            .filter_map(|one| one.strip_prefix("evidence.diagram."))
            .collect();
        assert_eq!(
            told,
            [
                "made", "renewed", "changed", "renewed", "undone", "undone", "redone", "redone",
                "placed", "stepped"
            ]
        );
    });
}

#[test]
fn what_stands_on_withdrawn_evidence_asks_to_be_checked_again() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let mut browser = house.prosecutor().await;
        let at = made(&house, &mut browser, "quan_he").await;
        let thing = json!({ "kind": "account", "name": "Tài khoản 1903 4417", "bl": "BL 3", "certainty": "proven" });
        let added = said(browser.call("POST", &format!("{at}/parts"), thing).await);
        let account = part(&added, "Tài khoản 1903 4417");
        assert_eq!(marks(account), Vec::<&str>::new());
        let id = account["id"].as_str().unwrap().to_owned();
        let link = json!({ "kind": "so_huu", "from": part(&added, ACCUSED)["id"], "to": id, "name": "", "bl": "" });
        let linked = said(browser.call("POST", &format!("{at}/parts"), link).await);
        assert_eq!(
            marks(part(&linked, "Sở hữu, sử dụng")),
            ["unsourced"],
            "a relation nobody proves stands out"
        );
        let nowhere = json!({ "kind": "so_huu", "from": id, "to": id });
        assert_eq!(
            browser
                .call("POST", &format!("{at}/parts"), nowhere)
                .await
                .status,
            StatusCode::UNPROCESSABLE_ENTITY
        );

        house.office.wait(1_000);
        let item = house.item(&mut browser, "Sao kê tài khoản", "BL 3").await;
        let withdrawn = browser
            .post(
                &house.at(&format!("/items/{item}/withdrawal")),
                &[("reason", "Thu thập sai thủ tục")],
            )
            .await;
        assert!(
            withdrawn.status.is_redirection() || withdrawn.status.is_success(),
            "{}",
            withdrawn.text
        );
        let fallen = view(&mut browser, &at).await;
        assert_eq!(marks(part(&fallen, "Tài khoản 1903 4417")), ["recheck"]);
        assert!(fallen["svg"].as_str().unwrap().contains("cần kiểm tra lại"));
        let ground = evidence::Ground {
            matter: house.matter.id,
            sources: &[],
            item: None,
        };
        let sources = evidence::items_of(house.office.app.db(), house.matter.id)
            .await
            .unwrap()
            .remove(0)
            .sources;
        let ground = evidence::Ground {
            sources: &sources,
            ..ground
        };
        let rests = evidence::diagram::standing_on(house.office.app.db(), ground)
            .await
            .unwrap();
        assert_eq!(rests.len(), 1);
        assert!(
            rests[0].href.ends_with(&format!("#p-{id}")) && rests[0].title == "Tài khoản 1903 4417"
        );

        house.office.wait(1_000);
        let confirmed = said(
            browser
                .call("POST", &format!("{at}/parts/{id}/confirmation"), json!({}))
                .await,
        );
        assert_eq!(
            marks(part(&confirmed, "Tài khoản 1903 4417")),
            Vec::<&str>::new()
        );
        // Taken off and brought back; hidden it stays in the matter.
        let off = said(
            browser
                .call("DELETE", &format!("{at}/parts/{id}"), json!({}))
                .await,
        );
        assert!(
            !names(&off).contains(&"Sở hữu, sử dụng"),
            "no line leads to nothing"
        );
        let back = said(
            browser
                .call("POST", &format!("{at}/parts/{id}/restoration"), json!({}))
                .await,
        );
        assert!(names(&back).contains(&"Sở hữu, sử dụng"));
        let hidden = said(
            browser
                .call(
                    "PUT",
                    &format!("{at}/places"),
                    json!([{ "part": id, "hidden": true }]),
                )
                .await,
        );
        assert!(
            !names(&hidden).contains(&"Tài khoản 1903 4417")
                && hidden["away"].as_array().unwrap().len() == 1
        );
    });
}

#[test]
fn a_course_of_events_points_out_what_cannot_have_been() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let mut browser = house.prosecutor().await;
        let at = made(&house, &mut browser, "dien_bien").await;
        let people = view(&mut browser, &at).await["people"].clone();
        let accused = people
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["name"] == ACCUSED)
            .unwrap()["id"]
            .clone();
        let event = |name: &str, starts: &str, ends: &str, place: &str| json!({ "kind": "event", "name": name, "starts": starts, "ends": ends, "place": place, "actors": [accused.clone()], "bl": "BL 2" });
        let bad = browser
            .call("POST", &format!("{at}/parts"), event("x", "hôm đó", "", ""))
            .await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            bad.text.contains("không phải ngày, giờ đọc được"),
            "{}",
            bad.text
        );
        let home = event(
            "Ngủ ở nhà",
            "08 giờ 00 phút ngày 14/05/2026",
            "11 giờ 00 phút ngày 14/05/2026",
            "nhà số 3 đường Hai Bà Trưng",
        );
        said(browser.call("POST", &format!("{at}/parts"), home).await);
        let paid = event(
            "Nhận tiền lần thứ nhất",
            "08 giờ 40 phút ngày 14/05/2026",
            "",
            "quán nước ven hồ",
        );
        let both_there = said(browser.call("POST", &format!("{at}/parts"), paid).await);
        let told = both_there["clashes"][0].as_str().unwrap();
        assert!(
            told.starts_with(&format!("{ACCUSED} cùng lúc ở hai nơi")) && told.contains("BL 02"),
            "{told}"
        );
        assert_eq!(marks(part(&both_there, "Ngủ ở nhà")), ["impossible"]);
        let svg = both_there["svg"].as_str().unwrap();
        assert!(
            svg.contains(">08:40<") && svg.contains(">14/05/2026<") && svg.contains("Cần làm rõ")
        );

        let (cause, effect) = (
            part(&both_there, "Nhận tiền lần thứ nhất")["id"].clone(),
            part(&both_there, "Ngủ ở nhà")["id"].clone(),
        );
        let leads = json!({ "kind": "dan_toi", "from": cause, "to": effect });
        let led = said(browser.call("POST", &format!("{at}/parts"), leads).await);
        assert_eq!(
            led["clashes"].as_array().unwrap().len(),
            2,
            "{}",
            led["clashes"]
        );

        // The line of procedure draws itself from the facts.
        let procedure = made(&house, &mut browser, "to_tung").await;
        let line = view(&mut browser, &procedure).await;
        let acts: Vec<&Value> = line["parts"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["kind"] == "act")
            .collect();
        assert!(
            acts.len() >= 3 && acts.iter().any(|one| one["note"] == "số 242/QĐ-CSĐT"),
            "{acts:?}"
        );
        // And the roles: data of the law, set by a person.
        let roles = made(&house, &mut browser, "to_chuc").await;
        let id = part(&view(&mut browser, &roles).await, ACCUSED)["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let set = said(
            browser
                .call(
                    "PUT",
                    &format!("{roles}/parts/{id}"),
                    json!({ "revision": 1, "role": "to_chuc" }),
                )
                .await,
        );
        let svg = set["svg"].as_str().unwrap();
        assert!(svg.contains("Người tổ chức") && svg.contains("BLHS Đ.17 (cần kiểm tra)"));
        let wrong = browser
            .call(
                "PUT",
                &format!("{roles}/parts/{id}"),
                json!({ "revision": 2, "role": "trum" }),
            )
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}
