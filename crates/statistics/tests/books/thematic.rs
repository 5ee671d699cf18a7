//! Số liệu chuyên đề: asked, counted as the forms count, shared with the unit, made into a form.

use axum::http::StatusCode;
use db::testing::both;
use people::Role;
use shell::testing::{PROVINCE, REGION};
use statistics::Form;
use statistics::thematic::{CHOICES, Question, measures, text_of};

use super::cases::{invented_case, peopled_cases};
use super::world::{Draw, OTHER, TABLES, World, invented, peopled};

const OCTOBER: &str = "from=2026-10-01&to=2026-10-31";

/// "1=2 3=1", what a question shows of October in the region.
async fn asked(
    browser: &mut shell::testing::Browser<'_>,
    fields: &[(&str, &str)],
) -> (String, String) {
    let mut all = vec![("name", "Theo dõi")];
    all.extend_from_slice(fields);
    let saved = browser.post("/statistics/thematic", &all).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let address = saved.header("location").to_owned();
    let json = browser
        .get(&format!("{address}/json?unit={REGION}&{OCTOBER}"))
        .await;
    let cells: Vec<serde_json::Value> = serde_json::from_slice(&json.bytes).unwrap();
    let told = cells.iter().filter(|cell| cell["value"] != 0);
    let told = told.map(|cell| format!("{}={}", cell["row_no"].as_str().unwrap(), cell["value"]));
    (address, told.collect::<Vec<_>>().join(" "))
}

#[test]
fn a_question_counts_what_the_forms_count() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        peopled_cases(&world).await;
        let mut browser = world.office.signed_in(Role::Statistician).await;
        // Two accused were charged in October: a girl of 17 (1: all, 3: women), a man (2).
        let charged = ("what", "case:accused.charged");
        for (fields, expected) in [
            (vec![charged, ("by", "sex")], "1=2 2=1 3=1"),
            (vec![charged, ("only", "sex=nu")], "1=1"),
            (
                vec![charged, ("only", "sex=nu"), ("also", "age=16_18")],
                "1=1",
            ),
            (
                vec![charged, ("only", "sex=nam"), ("also", "age=16_18")],
                "",
            ),
            (vec![charged, ("by", "article")], "134=1 173=1 tong=2"),
            (vec![("what", "case:stock.case.investigation.after")], "1=4"),
        ] {
            assert_eq!(asked(&mut browser, &fields).await.1, expected, "{fields:?}");
        }
        let (address, _) = asked(&mut browser, &[charged]).await;
        let list = browser
            .get(&format!("{address}/figure?row=1&unit={REGION}&{OCTOBER}"))
            .await;
        assert_eq!(list.status, StatusCode::OK);
        assert!(list.has("/criminal/matters/"), "{}", list.text);
    });
}

#[test]
fn what_cannot_be_counted_is_said_and_a_question_is_shared_only_when_its_owner_says_so() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let mut browser = world.office.signed_in(Role::Statistician).await;
        for (fields, sentence) in [
            (
                vec![("name", "x"), ("what", "case:nonsense")],
                "Hãy chọn điều cần đếm",
            ),
            (
                vec![("name", ""), ("what", "case:case.opened")],
                "Hãy đặt tên",
            ),
            (
                vec![
                    ("name", "x"),
                    ("what", "report:received"),
                    ("only", "sex=nu"),
                ],
                "không có thuộc tính sex",
            ),
            (
                vec![
                    ("name", "x"),
                    ("what", "case:stock.case.trial.after"),
                    ("by", "age"),
                ],
                "tồn không tách được theo age",
            ),
        ] {
            let answer = browser.post("/statistics/thematic", &fields).await;
            assert_eq!(
                answer.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{fields:?}"
            );
            assert!(answer.has(sentence), "{sentence}: {}", answer.text);
        }
        let (own, _) = asked(&mut browser, &[("what", "case:case.opened")]).await;
        let (shared, _) = asked(
            &mut browser,
            &[("what", "case:case.opened"), ("shared", "true")],
        )
        .await;
        let mut chief = world.office.signed_in(Role::Chief).await;
        assert_eq!(chief.get(&own).await.status, StatusCode::NOT_FOUND);
        assert_eq!(chief.get(&shared).await.status, StatusCode::OK);
        let mut neighbour = world.office.signed_in_at(Role::Statistician, OTHER).await;
        assert_eq!(neighbour.get(&shared).await.status, StatusCode::NOT_FOUND);
        // Only its owner removes it.
        let id = shared.rsplit('-').next().unwrap();
        let removal = format!("/statistics/thematic/{id}/removal");
        assert_eq!(
            chief.post(&removal, &[]).await.status,
            StatusCode::NOT_FOUND
        );
        assert_eq!(
            browser.post(&removal, &[]).await.status,
            StatusCode::SEE_OTHER
        );
        assert_eq!(chief.get(&shared).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn the_statistician_above_all_makes_a_form_of_a_question() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let mut top = world.office.signed_in_at(Role::Statistician, "TC").await;
        let saved = top
            .post(
                "/statistics/thematic",
                &[
                    ("name", "Phụ nữ"),
                    ("what", "case:accused.charged"),
                    ("only", "sex=nu"),
                ],
            )
            .await;
        let id = saved
            .header("location")
            .rsplit('-')
            .next()
            .unwrap()
            .to_owned();
        let spread = format!("/statistics/thematic/{id}/form");
        let wrong = top
            .post(&spread, &[("code", "Biểu nữ"), ("reason", "x")])
            .await;
        assert!(wrong.has("không làm mã biểu được"), "{}", wrong.text);
        let done = top
            .post(
                &spread,
                &[("code", "bieu-nu-gioi"), ("reason", "Công văn 7")],
            )
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let mut browser = world
            .office
            .signed_in_at(Role::Statistician, PROVINCE)
            .await;
        let page = browser
            .get(&format!(
                "/statistics/bieu-nu-gioi?unit={PROVINCE}&tree=1&{OCTOBER}"
            ))
            .await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.has("Phụ nữ"), "{}", page.text);
        let refused = browser
            .post(&spread, &[("code", "bieu-khac"), ("reason", "x")])
            .await;
        assert_ne!(refused.status, StatusCode::SEE_OTHER);
    });
}

/// A question nobody planned that can be counted.
fn drawn(draw: &mut Draw, all: &[String]) -> Question {
    loop {
        let pair = |draw: &mut Draw| {
            let (attribute, values) = draw.of(&CHOICES);
            format!("{attribute}={}", draw.of(values))
        };
        let what = all[draw.of(&(0..all.len()).collect::<Vec<_>>())].clone();
        let only = match draw.of(&[0, 0, 1, 2]) {
            0 => Vec::new(),
            1 => vec![pair(draw)],
            _ => vec![pair(draw), pair(draw)],
        };
        let by = match draw.of(&[0, 1, 2]) {
            0 => String::new(),
            1 => "article".to_owned(),
            _ => draw.of(&CHOICES).0.to_owned(),
        };
        let question = Question {
            what,
            only,
            by,
            over: None,
        };
        let text = text_of("chuyen-de-x", "x", "x", &question).unwrap();
        if Form::parse(&text).is_ok() {
            return question;
        }
    }
}

#[test]
fn a_question_made_into_a_form_gives_the_same_figures() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        peopled(&world).await;
        peopled_cases(&world).await;
        let mut draw = Draw(9);
        for _ in 0..8 {
            invented(&world, &mut draw).await;
            invented_case(&world, &mut draw).await;
        }
        let all: Vec<String> = measures().into_iter().map(|(term, ..)| term).collect();
        let mut top = world.office.signed_in_at(Role::Statistician, "TC").await;
        let mut told = 0;
        for n in 0..24 {
            let question = drawn(&mut draw, &all);
            let mut fields = vec![("name", "Câu hỏi"), ("what", question.what.as_str())];
            for (name, pair) in ["only", "also"].into_iter().zip(&question.only) {
                fields.push((name, pair));
            }
            fields.push(("by", &question.by));
            let saved = top.post("/statistics/thematic", &fields).await;
            assert_eq!(saved.status, StatusCode::SEE_OTHER, "{question:?}");
            let address = saved.location().to_owned();
            let id = address.rsplit('-').next().unwrap();
            let code = format!("bieu-thu-{n}");
            let spread = [("code", code.as_str()), ("reason", "Công văn 7")];
            let made = top
                .post(&format!("/statistics/thematic/{id}/form"), &spread)
                .await;
            assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
            for over in [OCTOBER, "from=2026-08-05&to=2026-11-08"] {
                let query = format!("json?unit={PROVINCE}&tree=1&{over}");
                let asked = top.get(&format!("{address}/{query}")).await;
                let form = top.get(&format!("/statistics/{code}/{query}")).await;
                assert_eq!(asked.status, StatusCode::OK, "{question:?}");
                assert_eq!(asked.text, form.text, "{question:?}");
                told += usize::from(asked.text.contains("\"value\":") && asked.text != "[]");
            }
        }
        assert!(told > 24, "the questions say something: {told}");
    });
}

#[test]
fn free_dates_are_saved_with_a_question() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        peopled_cases(&world).await;
        let mut browser = world.office.signed_in(Role::Statistician).await;
        let fields = |from: &'static str, to: &'static str| {
            [
                ("name", "Tuần đầu tháng Mười"),
                ("what", "case:case.opened"),
                ("from", from),
                ("to", to),
            ]
        };
        for (from, to) in [("01/10/2026", ""), ("05/10/2026", "01/10/2026"), ("x", "y")] {
            let refused = browser
                .post("/statistics/thematic", &fields(from, to))
                .await;
            assert_eq!(
                refused.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{from} {to}"
            );
        }
        let saved = browser
            .post("/statistics/thematic", &fields("01/10/2026", "07/10/2026"))
            .await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        let address = saved.location().to_owned();
        assert!(
            address.ends_with("?from=2026-10-01&to=2026-10-07"),
            "{address}"
        );
        // The case opened on 3 October, none of those of the 8th and the 10th.
        let json = browser.get(&address.replace('?', "/json?")).await;
        let cells: Vec<serde_json::Value> = serde_json::from_slice(&json.bytes).unwrap();
        assert_eq!(cells[0]["value"], 1);
        let list = browser.get("/statistics/thematic").await;
        assert!(
            list.has("01/10/2026") && list.has("07/10/2026"),
            "{}",
            list.text
        );
    });
}
