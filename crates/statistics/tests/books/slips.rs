//! Phiếu xét xử: a view of the facts. What it says, what it lacks and which act gives that, who may see it.

use axum::http::StatusCode;
use calamine::{Data, Reader, Xlsx};
use db::{Sql, args, testing::both};
use law::Law;
use people::Role;
use serde_json::json;
use shell::testing::{PROVINCE, REGION};
use statistics::slips::{self, Slip, Told};
use statistics::{Form, figures};
use uuid::Uuid;

use super::cases::{charge, of, peopled_cases, tell, told};
use super::world::{OTHER, TABLES, World, period};

const OCTOBER: &str = "from=2026-10-01&to=2026-10-31";

async fn of_october(world: &World, unit: &str) -> Vec<Slip> {
    let over = period("2026-10-01", "2026-10-31");
    let scope = world.scope(unit, false, &over);
    let found = slips::slips_of(&world.db, Law::embedded(), &scope, &over).await;
    found.unwrap().unwrap()
}

/// Two people tried in one case on 20 October: the first sentenced, the second found not guilty; the first appeals.
pub async fn trial(world: &World) -> (Uuid, [Uuid; 2]) {
    let people = [Uuid::now_v7(), Uuid::now_v7()];
    let mut opening = told("case.initiated", "2026-07-01", charge("170"));
    opening.body.insert("event_on".into(), json!("2026-06-20"));
    opening.body.insert("event_place".into(), json!("bản Mòng"));
    let mut facts = vec![opening];
    for (who, name, born) in [
        (people[0], "Lò Văn Một", "2009-02-01"),
        (people[1], "Cà Văn Hai", "1990-02-01"),
    ] {
        let body = json!({ "name": name, "role": "bi_can", "sex": "nam", "born_on": born, "ethnic_group": "Thái" });
        facts.push(of(who, "party.described", "2026-07-02", body));
        facts.push(of(who, "accused.initiated", "2026-07-02", charge("170")));
        facts.push(of(who, "accused.approved", "2026-07-04", json!({})));
    }
    let mut judged = told("judgment.pronounced", "2026-10-20", json!({}));
    judged.number = Some("45/2026/HS-ST".into());
    judged.issuer = Some("Tòa án nhân dân khu vực 3".into());
    facts.extend([
        told("investigation.concluded", "2026-09-01", json!({})),
        told("vks.case_file_received", "2026-09-03", json!({})),
        told("case.indicted", "2026-09-20", charge("170")),
        told("case.sent_to_court", "2026-09-22", json!({ "court": "TAND khu vực 3" })),
        told("court.docketed", "2026-09-25", json!({})),
        told("trial.decision", "2026-10-05", json!({})),
        told("trial.opened", "2026-10-20", json!({})),
        of(
            people[0],
            "trial.sentence_proposed",
            "2026-10-20",
            json!({ "main_penalty": "tu", "sentence_months": 12 }),
        ),
        judged,
        of(
            people[0],
            "sentence.recorded",
            "2026-10-20",
            json!({ "charges": [{ "article": "170", "clause": 1 }], "main_penalty": "tu", "sentence_months": 12, "suspended_sentence": true }),
        ),
        of(people[1], "defendant.acquitted", "2026-10-20", json!({ "reason": "x" })),
        of(people[0], "appeal.received", "2026-10-25", json!({ "appellant": "Lò Văn Một", "appeal_kind": "giam_nhe" })),
    ]);
    (tell(world, facts).await, people)
}

#[test]
fn there_is_one_slip_for_each_defendant_that_the_form_counts_as_tried() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        peopled_cases(&world).await;
        let (matter, _) = trial(&world).await;
        let found = of_october(&world, REGION).await;
        let over = period("2026-10-01", "2026-10-31");
        let (form, scope) = (
            Form::named("bieu-03").unwrap(),
            world.scope(REGION, false, &over),
        );
        let now = world.office.app.now_ms();
        let counted = figures(&world.db, Law::embedded(), form, &scope, &over, now).await;
        let tried = counted.unwrap().rows(form)["16"];
        assert_eq!(found.len(), 3, "case D, and two of this trial");
        assert_eq!(tried, 3, "K18: defendants tried are the slips");
        let of_trial: Vec<&Slip> = found.iter().filter(|slip| slip.matter == matter).collect();
        let due: Vec<bool> = of_trial.iter().map(|slip| slip.is_due).collect();
        assert_eq!(
            due.iter().filter(|is_due| **is_due).count(),
            1,
            "not who was acquitted"
        );
        assert!(of_october(&world, OTHER).await.is_empty());
    });
}

#[test]
fn a_slip_says_what_the_facts_say_and_names_the_act_that_gives_the_rest() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let (matter, people) = trial(&world).await;
        let read = || async {
            let facts = ledger::facts_of(&world.db, matter).await.unwrap();
            slips::slips(Law::embedded(), &facts)
                .into_iter()
                .find(|slip| slip.subject == people[0])
                .unwrap()
        };
        let slip = read().await;
        for (field, words) in [
            ("court", "Tòa án nhân dân khu vực 3"),
            ("judgment_number", "45/2026/HS-ST"),
            ("judgment_on", "20/10/2026"),
            ("name", "Lò Văn Một"),
            ("age", "17 tuổi"),
            ("sex", "Nam"),
            ("event_place", "bản Mòng"),
            ("together", "Cùng 1 người khác bị khởi tố trong vụ án"),
            ("with_adult", "Có"),
            ("proposal", "Tù có thời hạn 12 tháng"),
            ("main_penalty", "Tù có thời hạn 12 tháng"),
            ("outcome", "Có tội"),
            ("compared", "Như truy tố"),
            ("appeals", "Lò Văn Một kháng cáo ngày 25/10/2026 Giảm nhẹ"),
        ] {
            assert_eq!(slip.said(field), words, "{field}");
        }
        let lacks = |slip: &Slip, id: &str| {
            slip.missing()
                .find(|(field, _)| field.id == id)
                .map(|(_, remedy)| (remedy.act.clone(), remedy.fact.is_some()))
        };
        assert_eq!(
            lacks(&slip, "religion"),
            Some(("party.described".into(), true))
        );
        assert_eq!(
            lacks(&slip, "suspended"),
            Some(("sentence.recorded".into(), true)),
            "no probation"
        );
        let no_source = slip
            .items
            .iter()
            .find(|item| item.field.id == "damage")
            .unwrap();
        assert_eq!(no_source.told, Told::NoSource);
        // The description is recorded again with what was missing; what it does not repeat stays.
        let more = of(
            people[0],
            "party.described",
            "2026-10-26",
            json!({ "name": "Lò Văn Một", "role": "bi_can", "religion": "Không", "id_no": "014209000001" }),
        );
        world.more(REGION, matter, vec![more]).await;
        let after = read().await;
        assert_eq!(
            (after.said("religion"), after.said("ethnic_group")),
            ("Không", "Thái")
        );
        assert_eq!(after.missing().count(), slip.missing().count() - 2);
    });
}

#[test]
fn slips_are_seen_by_right_with_a_trail_and_go_to_paper_and_excel() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let (matter, _) = trial(&world).await;
        let mut clerk = world.office.signed_in(Role::Statistician).await;
        let list = clerk.get(&format!("/statistics/slips?{OCTOBER}")).await;
        assert_eq!(list.status, StatusCode::OK, "{}", list.text);
        assert!(list.has("Lò Văn Một") && list.has("45/2026/HS-ST") && list.has("cần kiểm tra"));
        assert!(
            list.has("Tôn giáo") || list.has("mục khác"),
            "{}",
            list.text
        );
        let page = format!("/statistics/slips/matters/{matter}");
        let shown = clerk.get(&page).await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.text);
        // The statistician does not record: told who does, without a button.
        assert!(
            shown.has("Người thụ lý: Ghi") || shown.has("Người thụ lý: Bổ sung"),
            "{}",
            shown.text
        );
        let mut chief = world.office.signed_in(Role::Chief).await;
        let shown = chief.get(&page).await;
        assert!(
            shown.has(&format!(
                "/criminal/matters/{matter}/record/party.described?subject="
            )),
            "{}",
            shown.text
        );
        let pdf = clerk.get(&format!("{page}/pdf?n=1")).await;
        assert!(pdf.bytes.starts_with(b"%PDF-"), "{}", pdf.text);
        assert_eq!(
            clerk.get(&format!("{page}/pdf?n=9")).await.status,
            StatusCode::NOT_FOUND
        );
        let sheet = clerk
            .get(&format!("/statistics/slips/xlsx?{OCTOBER}"))
            .await;
        let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(sheet.bytes)).unwrap();
        let cells = book.worksheet_range("Phiếu xét xử").unwrap();
        let rows = cells.rows().skip(4).count();
        assert_eq!(rows, 2);
        let has = |words: &str| {
            cells
                .rows()
                .flatten()
                .any(|cell| *cell == Data::String(words.to_owned()))
        };
        assert!(has("Lò Văn Một") && has("CÒN THIẾU") && has("chưa có nguồn"));
        for action in ["slips.opened", "slips.read", "slips.exported"] {
            let lines: i64 = world
                .db
                .one(
                    "SELECT count(*) FROM audit_line WHERE action = $1",
                    args![action],
                )
                .await
                .unwrap();
            assert!(lines > 0, "{action}");
        }
        let mut prosecutor = world.office.signed_in(Role::Prosecutor).await;
        assert_eq!(
            prosecutor
                .get(&format!("/statistics/slips?{OCTOBER}"))
                .await
                .status,
            StatusCode::FORBIDDEN
        );
        let mut stranger = world.office.signed_in_at(Role::Statistician, OTHER).await;
        assert_eq!(stranger.get(&page).await.status, StatusCode::FORBIDDEN);
        assert_eq!(
            stranger
                .get(&format!("/statistics/slips?unit={REGION}&{OCTOBER}"))
                .await
                .status,
            StatusCode::FORBIDDEN
        );
        let mut above = world
            .office
            .signed_in_at(Role::Statistician, PROVINCE)
            .await;
        let tree = above
            .get(&format!(
                "/statistics/slips?unit={PROVINCE}&tree=1&{OCTOBER}"
            ))
            .await;
        assert!(tree.has("Lò Văn Một"), "{}", tree.text);
    });
}
