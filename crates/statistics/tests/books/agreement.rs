//! Kiểm tra trước khi gửi, what must agree with what (K6, K12, K13, K14, like acts of one day): found when it does not, silent when
//! it does.

use db::{Sql, args, testing::both};
use law::Law;
use people::Role;
use serde_json::json;
use shell::testing::REGION;
use statistics::doctor::{Finding, Verdict, examine};
use statistics::{Form, definitions};
use uuid::Uuid;

use super::cases::{charge, of, tell, told};
use super::cases_world::{and, docketed};
use super::world::{TABLES, World, peopled, period};
use super::worlds::{self, Line, none, theft};

async fn asked(world: &World, code: &str, from: &str, to: &str) -> Vec<Finding> {
    let over = period(from, to);
    let scope = world.scope(REGION, false, &over);
    let now = world.office.app.now_ms();
    let found = examine(&world.db, Law::embedded(), &scope, &over, now);
    let found = found.await.unwrap().into_iter();
    found.filter(|one| one.code == code).collect()
}

async fn october(world: &World, code: &str) -> Vec<Finding> {
    asked(world, code, "2026-10-01", "2026-10-31").await
}

fn verdicts(found: &[Finding]) -> Vec<Verdict> {
    found.iter().map(|one| one.verdict).collect()
}

fn href(found: &Finding) -> &str {
    found
        .repair
        .as_ref()
        .map_or("", |repair| repair.href.as_str())
}

#[test]
fn months_that_no_longer_add_up_to_the_period_stop_the_sending() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        peopled(&world).await;
        assert_eq!(
            october(&world, "K6").await,
            [],
            "one month is no sum of months"
        );
        let found = asked(&world, "K6", "2026-08-01", "2026-10-31").await;
        assert_eq!(verdicts(&found), [Verdict::Holds], "{found:?}");
        assert!(found[0].vi.contains("Cộng 3 tháng"), "{}", found[0].vi);
        // What was kept of September is spoilt: one report too many.
        let form = Form::bieu_01();
        let place = form
            .measures()
            .iter()
            .position(|measure| form.row("6").unwrap().parts[0].measure == *measure)
            .unwrap();
        let september = period("2026-09-01", "2026-09-30");
        let kept: String = world
            .db
            .one(
                "SELECT figures FROM statistics_stored WHERE unit_id = $1 AND from_at = $2 AND to_at = $3 AND scope LIKE 'bieu-01/%'",
                args![REGION, september.from_at(), september.to_at()],
            )
            .await
            .unwrap();
        let mut spoilt: serde_json::Value = serde_json::from_str(&kept).unwrap();
        let figure = spoilt["together"][place].as_i64().unwrap();
        spoilt["together"][place] = json!(figure + 1);
        world
            .db
            .exec(
                "UPDATE statistics_stored SET figures = $1 WHERE figures = $2",
                args![spoilt.to_string(), kept],
            )
            .await
            .unwrap();
        let found = asked(&world, "K6", "2026-08-01", "2026-10-31").await;
        assert!(
            found.iter().all(|one| one.verdict == Verdict::Broken),
            "{found:?}"
        );
        assert!(
            found
                .iter()
                .any(|one| one.at == Some(("bieu-01", "6".to_owned()))),
            "{found:?}"
        );
        let found = asked(&world, "K6", "2026-08-01", "2026-10-31").await;
        assert_eq!(
            verdicts(&found),
            [Verdict::Holds],
            "counted anew: {found:?}"
        );
    });
}

#[test]
fn a_case_at_court_that_nobody_indicted_is_named_and_what_only_came_later_is_not() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        // Indicted in August, docketed in October; indicted in October and still on its way.
        worlds::tell(&world, &docketed("2026-10-02")).await;
        let on_its_way = [("2026-10-20", 0, "case.indicted", worlds::charge("173", 1))];
        worlds::tell(
            &world,
            &and(super::cases_world::received("2026-10-01"), &on_its_way),
        )
        .await;
        let found = october(&world, "K12").await;
        assert_eq!(verdicts(&found), [Verdict::Holds], "{found:?}");
        assert!(
            found[0]
                .vi
                .contains("1 vụ truy tố trong kỳ chưa được thụ lý")
                && found[0].vi.contains("1 vụ thụ lý do truy tố ở kỳ trước"),
            "{}",
            found[0].vi
        );
        let never: Vec<Line> = vec![
            ("2026-08-01", 0, "case.initiated", worlds::charge("173", 1)),
            ("2026-10-05", 0, "court.docketed", none()),
        ];
        let matter = worlds::tell(&world, &never).await;
        let found = october(&world, "K12").await;
        assert_eq!(verdicts(&found), [Verdict::Warning], "{found:?}");
        assert_eq!(href(&found[0]), format!("/criminal/matters/{matter}"));
        assert!(found[0].about.starts_with("hồ sơ "), "{}", found[0].about);
    });
}

/// In custody from a day; the order runs three days.
fn held(on: &'static str, until: &str) -> Vec<Line> {
    let held = json!({ "from": on, "to": until, "arrest_kind": "qua_tang" });
    let opened = theft("2026-09-28", 0, "2026-09-28", "2026-09-28");
    and(opened, &[(on, 1, "custody.started", held)])
}

#[test]
fn who_goes_from_custody_into_detention_is_counted_on_both_sides_by_definitions_that_agree() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let detained = [
            (
                "2026-10-07",
                1,
                "accused.initiated",
                worlds::charge("173", 1),
            ),
            ("2026-10-08", 1, "accused.approved", none()),
            (
                "2026-10-08",
                1,
                "detention.approved",
                json!({ "to": "2026-12-01" }),
            ),
        ];
        worlds::tell(&world, &and(held("2026-10-06", "2026-10-09"), &detained)).await;
        let found = october(&world, "K13").await;
        assert_eq!(verdicts(&found), [Verdict::Holds], "{found:?}");
        assert!(
            found[0].vi.contains("là 1; ra khỏi tạm giữ"),
            "{}",
            found[0].vi
        );
        // The office tells row 12 so that it leaves them out.
        let text = definitions::text_of(&world.db, "bieu-07", "2026-10-31".parse().unwrap());
        let text = text.await.unwrap().unwrap();
        let fields = [("where", "ground = khac".to_owned())];
        let day = "2026-10-01".parse().unwrap();
        let text = definitions::reworded(&text, "12", &fields, day).unwrap();
        let mut top = world.office.signed_in_at(Role::Statistician, "TC").await;
        let reason = [("reason", "Công văn 5/VKSTC")];
        let file = ("file", "bieu-07.toml", text.as_bytes());
        let sent = top.upload("/statistics/definitions", &reason, file).await;
        assert_eq!(sent.status.as_u16(), 303, "{}", sent.text);
        let found = october(&world, "K13").await;
        assert_eq!(verdicts(&found), [Verdict::Warning], "{found:?}");
        assert_eq!(found[0].at, Some(("bieu-07", "34".to_owned())));
    });
}

#[test]
fn a_decision_of_register_06_that_let_nobody_go_stops_the_sending() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let annulled = [(
            "2026-10-07",
            1,
            "custody.annulled",
            json!({ "reason": "không có căn cứ" }),
        )];
        worlds::tell(&world, &and(held("2026-10-06", "2026-10-09"), &annulled)).await;
        let found = october(&world, "K14").await;
        assert_eq!(verdicts(&found), [Verdict::Holds], "{found:?}");
        assert!(
            found[0].vi.contains("khớp Sổ 06: 1 quyết định"),
            "{}",
            found[0].vi
        );
        // An extension refused, and nobody recorded that the person was let go.
        let refused = [(
            "2026-10-12",
            1,
            "custody.extension_refused",
            json!({ "reason": "không cần thiết" }),
        )];
        let matter = worlds::tell(&world, &and(held("2026-10-10", "2026-10-13"), &refused)).await;
        let found = october(&world, "K14").await;
        assert_eq!(
            verdicts(&found),
            [Verdict::Broken, Verdict::Warning],
            "{found:?}"
        );
        assert_eq!(found[0].at, Some(("bieu-07", "17".to_owned())));
        assert_eq!(href(&found[0]), "/criminal/books/06");
        assert_eq!(href(&found[1]), format!("/criminal/matters/{matter}"));
        let facts = ledger::facts_of(&world.db, matter).await.unwrap();
        let who = facts.iter().find_map(|fact| fact.subject).unwrap();
        let released = of(
            who,
            "custody.released",
            "2026-10-13",
            json!({ "reason": "hết hạn" }),
        );
        world.more(REGION, matter, vec![released]).await;
        assert_eq!(verdicts(&october(&world, "K14").await), [Verdict::Holds]);
        // A refused arrest of somebody who was only held, not in custody: no row counts it, and it is said.
        let held_only = vec![
            ("2026-10-01", 0, "case.initiated", worlds::charge("173", 1)),
            ("2026-10-02", 1, "person.held_emergency", none()),
            (
                "2026-10-02",
                1,
                "arrest.refused",
                json!({ "reason": "không khẩn cấp" }),
            ),
        ];
        worlds::tell(&world, &held_only).await;
        let found = october(&world, "K14").await;
        assert_eq!(verdicts(&found), [Verdict::Warning], "{found:?}");
        assert!(
            found[0].vi.contains("chưa ghi là bị tạm giữ"),
            "{}",
            found[0].vi
        );
    });
}

#[test]
fn two_like_acts_of_one_day_are_named_only_where_the_order_of_entry_decides_a_figure() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let who = Uuid::now_v7();
        let opened = |article: &str| {
            vec![
                told("case.initiated", "2026-09-10", charge("173")),
                of(who, "accused.initiated", "2026-10-05", charge(article)),
                of(who, "accused.initiated", "2026-10-05", charge("173")),
                of(who, "accused.approved", "2026-10-06", json!({})),
            ]
        };
        // Twice the same words: whichever came first, the figures are these.
        tell(&world, opened("173")).await;
        assert_eq!(october(&world, "cùng ngày").await, []);
        // Two offences: which one stands?
        let matter = tell(&world, opened("134")).await;
        let found = october(&world, "cùng ngày").await;
        assert_eq!(verdicts(&found), [Verdict::Warning], "{found:?}");
        assert_eq!(href(&found[0]), format!("/criminal/matters/{matter}"));
        assert!(found[0].vi.contains("ngày 05/10/2026"), "{}", found[0].vi);
        assert_eq!(
            asked(&world, "cùng ngày", "2026-09-01", "2026-09-30").await,
            []
        );
        // Once the hour is said, the law decides.
        let facts = ledger::facts_of(&world.db, matter).await.unwrap();
        let mut right = of(who, "accused.initiated", "2026-10-05", charge("134"));
        right.effective = "2026-10-05T15:00".parse().unwrap();
        right.replaces = Some(facts[1].id);
        right.reason = Some("ghi giờ".to_owned());
        world.more(REGION, matter, vec![right]).await;
        assert_eq!(october(&world, "cùng ngày").await, []);
    });
}
