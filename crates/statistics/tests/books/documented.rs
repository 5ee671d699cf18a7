//! Số liệu nhập có căn cứ: what is entered, by whom, how it adds up, and where it is refused.

use axum::http::StatusCode;
use db::testing::both;
use law::Law;
use people::Role;
use shell::testing::{PROVINCE, REGION};
use statistics::documented::Entered;
use statistics::{Form, figures, told};

use super::world::{OTHER, TABLES, World, period};

const BASIS: [(&str, &str); 3] = [
    ("document", "12/BC-VKS"),
    ("document_on", "01/11/2026"),
    ("reason", "Theo sổ tiếp công dân"),
];

fn typed(figure: &str) -> Vec<(&str, &str)> {
    let mut fields = BASIS.to_vec();
    fields.push(("figure", figure));
    fields
}

/// "1=5 3=12*", the cells of a form that show something, entered ones with a star.
async fn shown(world: &World, id: &str, unit: &str, is_tree: bool, from: &str, to: &str) -> String {
    let (form, over) = (Form::named(id).unwrap(), period(from, to));
    let scope = world.scope(unit, is_tree, &over);
    let now = world.office.app.now_ms();
    let (db, law) = (&world.db, Law::embedded());
    let found = figures(db, law, form, &scope, &over, now).await.unwrap();
    let entered = Entered::of(db, form, &scope, &over, None).await.unwrap();
    let cells = told::cells_with(form, &found, &entered);
    let told = cells.into_iter().filter_map(|cell| {
        let said = cell.value.map(|value| value.to_string()).or(cell.percent)?;
        let mark = if cell.entered { "*" } else { "" };
        Some(format!("{}={said}{mark}", cell.row_no))
    });
    told.filter(|cell| !cell.trim_end_matches('*').ends_with("=0"))
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn what_has_no_source_is_entered_with_its_document_and_adds_up() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        world.stand_at("2026-12-05T09:00");
        let mut browser = world.office.signed_in(Role::Statistician).await;
        let enter = |row: &'static str, from: &'static str, to: &'static str| {
            format!("/statistics/don/documented?unit={REGION}&from={from}&to={to}&row={row}")
        };
        // Opening 10; October 4 and 3, November 2 and 5.
        for (row, from, to, figure) in [
            ("1", "2026-10-01", "2026-10-31", "10"),
            ("2", "2026-10-01", "2026-10-31", "4"),
            ("5", "2026-10-01", "2026-10-31", "3"),
            ("6", "2026-10-01", "2026-10-31", "0"),
            ("7", "2026-10-01", "2026-10-31", "0"),
            ("8", "2026-10-01", "2026-10-31", "0"),
            ("2", "2026-11-01", "2026-11-30", "2"),
            ("5", "2026-11-01", "2026-11-30", "5"),
        ] {
            let answer = browser.post(&enter(row, from, to), &typed(figure)).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        }
        assert_eq!(
            shown(&world, "don", REGION, false, "2026-10-01", "2026-10-31").await,
            "1=10* 2=4* 3=14* 4=3* 5=3* 9=11*",
            "3 = 1 + 2, 4 = 5 + 6 + 7 + 8, 9 = 3 − 4"
        );
        // Over both months flows add up; the opening is that of October. November's rows 6 to 8 are October's 0 only.
        assert_eq!(
            shown(&world, "don", REGION, false, "2026-10-01", "2026-11-30").await,
            "1=10* 2=6* 3=16* 4=8* 5=8* 9=8*"
        );
        // November alone has no opening: nothing that needs it is shown.
        assert_eq!(
            shown(&world, "don", REGION, false, "2026-11-01", "2026-11-30").await,
            "2=2* 5=5*"
        );
        // The neighbour enters too; the province adds up.
        let mut neighbour = world.office.signed_in_at(Role::Statistician, OTHER).await;
        let there =
            format!("/statistics/don/documented?unit={OTHER}&from=2026-10-01&to=2026-10-31&row=2");
        let answer = neighbour.post(&there, &typed("7")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        assert!(
            shown(&world, "don", PROVINCE, true, "2026-10-01", "2026-10-31")
                .await
                .starts_with("1=10* 2=11* ")
        );
        let units = world
            .office
            .signed_in_at(Role::Statistician, PROVINCE)
            .await
            .get(&format!(
                "/statistics/don/units?unit={PROVINCE}&tree=1&from=2026-10-01&to=2026-10-31"
            ))
            .await;
        assert!(units.has("11 *") && units.has("7 *"), "{}", units.text);
    });
}

#[test]
fn an_entry_is_made_again_or_withdrawn_with_a_reason_and_never_lost() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let mut browser = world.office.signed_in(Role::Statistician).await;
        let address =
            format!("/statistics/don/documented?unit={REGION}&from=2026-10-01&to=2026-10-31&row=2");
        browser.post(&address, &typed("4")).await;
        browser.post(&address, &typed("6")).await;
        let page = browser.get(&address).await;
        for words in [
            "6 (lần 2)",
            "4 (lần 1)",
            "Nhập lại",
            "Đang dùng",
            "12/BC-VKS ngày 01/11/2026",
            "Theo sổ tiếp công dân",
        ] {
            assert!(page.has(words), "{words}: {}", page.text);
        }
        let form = browser
            .get(&format!(
                "/statistics/don?unit={REGION}&from=2026-10-01&to=2026-10-31"
            ))
            .await;
        assert!(form.has("số nhập"), "{}", form.text);
        let withdraw = page
            .text
            .split("action=\"")
            .filter_map(|rest| rest.split('"').next())
            .find(|action| action.contains("/withdraw"))
            .unwrap()
            .replace("&#38;", "&");
        let refused = browser.post(&withdraw, &[("reason", "")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let done = browser.post(&withdraw, &[("reason", "Nhầm tháng")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let page = browser.get(&address).await;
        assert!(
            page.has("Nhầm tháng") && !page.has("Đang dùng"),
            "{}",
            page.text
        );
        assert_eq!(
            shown(&world, "don", REGION, false, "2026-10-01", "2026-10-31").await,
            ""
        );
        let again = browser.post(&withdraw, &[("reason", "Lần nữa")]).await;
        assert_eq!(
            again.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            again.text
        );
    });
}

#[test]
fn what_facts_tell_is_never_typed_over_and_bad_entries_are_refused_in_words() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let mut browser = world.office.signed_in(Role::Statistician).await;
        let at = |form: &str, row: &str, more: &str| {
            format!(
                "/statistics/{form}/documented?unit={REGION}&row={row}&from=2026-10-01&to=2026-10-31{more}"
            )
        };
        for (form, row) in [
            ("bieu-01", "6"),
            ("don", "3"),
            ("chi-tieu-quoc-hoi", "1"),
            ("don", "99"),
        ] {
            let answer = browser.post(&at(form, row, ""), &typed("4")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{form} {row}");
        }
        for (fields, sentence) in [
            (vec![("figure", "x")], "document"),
            (typed("-4"), "không nhỏ hơn 0"),
            (
                vec![
                    ("figure", "4"),
                    ("document", "1"),
                    ("document_on", "01/12/2027"),
                    ("reason", "x"),
                ],
                "không có ngày sau hôm nay",
            ),
        ] {
            let answer = browser.post(&at("don", "2", ""), &fields).await;
            assert_eq!(
                answer.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{fields:?}"
            );
            assert!(answer.has(sentence), "{sentence}: {}", answer.text);
        }
        let tree = browser.post(&at("don", "2", "&tree=1"), &typed("4")).await;
        assert!(tree.has("không nhập cho cả cấp dưới"), "{}", tree.text);
        // A week inside the month that was entered.
        browser.post(&at("don", "2", ""), &typed("4")).await;
        let week =
            format!("/statistics/don/documented?unit={REGION}&row=2&from=2026-10-05&to=2026-10-11");
        let answer = browser.post(&week, &typed("1")).await;
        assert!(answer.has("ngày trùng"), "{}", answer.text);
        // Another unit's, and a post without the right.
        let other =
            format!("/statistics/don/documented?unit={OTHER}&row=2&from=2026-10-01&to=2026-10-31");
        let mut chief = world.office.signed_in_at(Role::Chief, PROVINCE).await;
        assert_eq!(
            chief.post(&other, &typed("4")).await.status,
            StatusCode::FORBIDDEN
        );
        let mut prosecutor = world.office.signed_in(Role::Prosecutor).await;
        let answer = prosecutor.post(&at("don", "2", ""), &typed("4")).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn an_offence_column_is_entered_by_article_and_files_carry_the_mark() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let mut browser = world.office.signed_in(Role::Statistician).await;
        let over = format!("unit={REGION}&from=2026-10-01&to=2026-10-31");
        let address = format!("/statistics/bieu-04/documented?{over}&row=c22");
        let mut fields = typed("3");
        fields.push(("article", "điều 173"));
        let refused = browser.post(&address, &fields).await;
        assert!(refused.has("ví dụ 173 hoặc 217a"), "{}", refused.text);
        fields.pop();
        fields.push(("article", "173"));
        assert_eq!(
            browser.post(&address, &fields).await.status,
            StatusCode::SEE_OTHER
        );
        let page = browser.get(&format!("/statistics/bieu-04?{over}")).await;
        assert!(
            page.has("Trộm cắp tài sản") && page.has("3 *"),
            "{}",
            page.text
        );
        let csv = browser
            .get(&format!("/statistics/bieu-04/csv?{over}"))
            .await;
        assert!(
            csv.text
                .lines()
                .any(|line| line.starts_with("173,") && line.ends_with(",c22,3,1")),
            "{}",
            csv.text
        );
        let json = browser
            .get(&format!("/statistics/bieu-04/json?{over}"))
            .await;
        let cells: serde_json::Value = serde_json::from_slice(&json.bytes).unwrap();
        let told = cells
            .as_array()
            .unwrap()
            .iter()
            .find(|cell| cell["row_no"] == "tong" && cell["column"] == "c22");
        assert_eq!(told.unwrap()["value"], 3);
        assert_eq!(told.unwrap()["entered"], true);
        // A share of entered parts: 1 of 8.
        for (row, figure) in [("6a", "1"), ("6b", "8")] {
            let address = format!("/statistics/chi-tieu-quoc-hoi/documented?{over}&row={row}");
            let answer = browser.post(&address, &typed(figure)).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        }
        let page = browser
            .get(&format!("/statistics/chi-tieu-quoc-hoi?{over}"))
            .await;
        assert!(page.has("12,50 %"), "{}", page.text);
        for ending in ["xlsx", "pdf"] {
            let file = browser
                .get(&format!("/statistics/chi-tieu-quoc-hoi/{ending}?{over}"))
                .await;
            assert_eq!(file.status, StatusCode::OK, "{ending}");
        }
    });
}
