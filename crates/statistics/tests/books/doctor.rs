//! Kiểm tra trước khi gửi, beside the register, the slips and the other agencies (K16–K19): what is wrong is named with the way to
//! where it is put right, and goes away once it is right there.

use db::{Sql, args, testing::both};
use law::Law;
use ledger::NewFact;
use people::Role;
use serde_json::{Value, json};
use shell::testing::REGION;
use statistics::doctor::{Finding, Verdict, examine};
use uuid::Uuid;

use super::cases::{charge, of, tell, told};
use super::comparison;
use super::slips::trial;
use super::world::{OTHER, TABLES, World, period};

pub const OCTOBER: &str = "from=2026-10-01&to=2026-10-31";

/// What the doctor says of October under one code.
async fn asked(world: &World, code: &str) -> Vec<Finding> {
    let october = period("2026-10-01", "2026-10-31");
    let scope = world.scope(REGION, false, &october);
    let now = world.office.app.now_ms();
    let found = examine(&world.db, Law::embedded(), &scope, &october, now);
    let found = found.await.unwrap().into_iter();
    found.filter(|one| one.code == code).collect()
}

fn verdicts(found: &[Finding]) -> Vec<Verdict> {
    found.iter().map(|one| one.verdict).collect()
}

/// Where each finding leads.
fn ways(found: &[Finding]) -> Vec<&str> {
    let ways = found.iter().filter_map(|one| one.repair.as_ref());
    ways.map(|repair| repair.href.as_str()).collect()
}

fn paper(kind: &str, day: &str, number: &str) -> NewFact {
    let mut paper = told(
        kind,
        day,
        json!({ "violating_agency": "CQĐT", "violation": "x" }),
    );
    paper.number = Some(number.to_owned());
    paper
}

fn answer(day: &str, number: &str, result: &str) -> NewFact {
    let mut body = json!({ "violation_result": result });
    if !number.is_empty() {
        body["earlier_number"] = json!(number);
    }
    told("violation.answered", day, body)
}

/// A theft at court, docketed in September.
fn at_court() -> Vec<NewFact> {
    vec![
        told("case.initiated", "2026-06-01", charge("173")),
        told("investigation.concluded", "2026-08-01", json!({})),
        told("vks.case_file_received", "2026-08-03", json!({})),
        told("case.indicted", "2026-08-20", charge("173")),
        told("case.sent_to_court", "2026-08-22", json!({})),
        told("court.docketed", "2026-09-05", json!({})),
    ]
}

fn with(mut facts: Vec<NewFact>, more: Vec<NewFact>) -> Vec<NewFact> {
    facts.extend(more);
    facts
}

#[test]
fn recommendations_of_the_forms_are_those_of_register_66_and_each_has_one_result() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let recommended = "violation.recommended";
        // In investigation: one accepted, one to prevent crime that waits. At court: one refused. Before a case: one that waits.
        let investigated = vec![
            told("case.initiated", "2026-10-01", charge("173")),
            paper(recommended, "2026-10-05", "5/KN"),
            paper("crime_prevention.recommended", "2026-10-06", "6/KN"),
            answer("2026-10-20", "5/KN", "chap_nhan"),
        ];
        let matter = tell(&world, investigated).await;
        let tried = vec![
            paper(recommended, "2026-10-07", "7/KN"),
            answer("2026-10-21", "7/KN", "khong"),
        ];
        let at_trial = tell(&world, with(at_court(), tried)).await;
        let reported = vec![
            told("report.received", "2026-10-01", json!({})),
            paper(recommended, "2026-10-02", "8/KN"),
            // Of September and of November.
            paper(recommended, "2026-09-30", "4/KN"),
            paper(recommended, "2026-11-01", "9/KN"),
        ];
        tell(&world, reported).await;
        let found = asked(&world, "K16").await;
        assert_eq!(verdicts(&found), [Verdict::Holds], "{found:?}");
        let said = "ban hành 4 = chấp nhận 1 + không chấp nhận 1 + chờ kết quả 2";
        assert!(found[0].vi.contains(said), "{}", found[0].vi);

        // Both accepted and refused.
        let refused = answer("2026-10-25", "5/KN", "khong");
        world.more(REGION, matter, vec![refused]).await;
        let found = asked(&world, "K17").await;
        assert_eq!(verdicts(&found), [Verdict::Broken], "{found:?}");
        assert!(
            found[0].about.contains("5/KN ngày 05/10/2026"),
            "{}",
            found[0].about
        );
        assert_eq!(ways(&found), [format!("/criminal/matters/{matter}")]);
        // Which of the two answers it was is put right at the fact itself.
        let facts = ledger::facts_of(&world.db, matter).await.unwrap();
        let wrong = facts.last().unwrap();
        let mut right = answer("2026-10-25", "6/KN", "khong");
        right.replaces = Some(wrong.id);
        right.reason = Some("ghi nhầm số".to_owned());
        world.more(REGION, matter, vec![right]).await;
        assert_eq!(asked(&world, "K17").await, []);

        // An answer that says to nothing of this case; it leads to that fact.
        let loose = answer("2026-10-26", "70/KN", "chap_nhan");
        world.more(REGION, at_trial, vec![loose]).await;
        let fact = ledger::facts_of(&world.db, at_trial).await.unwrap();
        let fact = fact.last().unwrap().id;
        let found = asked(&world, "K16").await;
        assert_eq!(verdicts(&found), [Verdict::Warning], "{found:?}");
        let way = format!("/criminal/matters/{at_trial}/facts/{fact}/correction");
        assert_eq!(ways(&found), [way.as_str()]);
        let mut browser = world.office.signed_in(Role::Chief).await;
        let page = browser.get(&way).await;
        assert!(
            page.status.is_success(),
            "the button leads somewhere: {}",
            page.text
        );
    });
}

#[test]
fn a_recommendation_that_no_row_counts_is_named_and_one_on_execution_is_entered() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        world.stand_at("2026-11-20T09:00");
        // Biểu 03 has no row for the prevention of crime.
        let prevented = paper("crime_prevention.recommended", "2026-10-07", "7/KN");
        let at_trial = tell(&world, with(at_court(), vec![prevented])).await;
        let served = vec![
            told("trial.decision", "2026-09-10", json!({})),
            told("judgment.pronounced", "2026-09-15", json!({})),
            told("judgment.effective", "2026-09-30", json!({})),
            paper("violation.recommended", "2026-10-15", "12/KN"),
        ];
        tell(&world, with(at_court(), served)).await;
        let found = asked(&world, "K16").await;
        assert_eq!(verdicts(&found), [Verdict::Warning; 2], "{found:?}");
        assert!(
            found[0].vi.contains("giai đoạn xét xử sơ thẩm"),
            "{}",
            found[0].vi
        );
        assert!(
            found[1].vi.contains("Biểu số 07 mới nhập 0"),
            "{}",
            found[1].vi
        );
        assert!(found[1].about.contains("12/KN"), "{}", found[1].about);
        assert_eq!(
            ways(&found),
            [
                format!("/criminal/matters/{at_trial}"),
                "/statistics/bieu-07/documented?row=336".to_owned()
            ]
        );
        // Entered with its document, by the button of the page.
        let mut browser = world.office.signed_in(Role::Statistician).await;
        let way = format!("/statistics/bieu-07/documented?row=336&unit={REGION}&{OCTOBER}");
        let page = browser
            .page(&format!("/statistics/doctor?unit={REGION}&{OCTOBER}"))
            .await;
        assert!(page.contains(&way.replace('&', "&#38;")), "{page}");
        let entered = [
            ("figure", "1"),
            ("document", "12/KN-VKS"),
            ("document_on", "15/10/2026"),
            ("reason", "Kiến nghị với cơ quan thi hành án hình sự"),
        ];
        let answer = browser.post(&way, &entered).await;
        assert_eq!(answer.status.as_u16(), 303, "{}", answer.text);
        assert_eq!(verdicts(&asked(&world, "K16").await), [Verdict::Warning]);
    });
}

#[test]
fn a_row_that_lost_a_recommendation_of_the_register_stops_the_sending() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let facts = vec![
            told("case.initiated", "2026-10-01", charge("173")),
            paper("violation.recommended", "2026-10-05", "5/KN"),
        ];
        tell(&world, facts).await;
        // As if the derived rows had not followed the ledger.
        let lost = "DELETE FROM statistics_step WHERE event = 'act.violation.recommended'";
        world.db.exec(lost, args![]).await.unwrap();
        let found = asked(&world, "K16").await;
        assert_eq!(verdicts(&found), [Verdict::Broken], "{found:?}");
        assert_eq!(found[0].at, Some(("bieu-02", "68".to_owned())));
        assert!(found[0].vi.contains("là 0, Sổ 66 có 1"), "{}", found[0].vi);
        assert_eq!(ways(&found), ["/criminal/books/66"]);
    });
}

#[test]
fn there_are_as_many_slips_as_defendants_tried_and_what_one_lacks_is_said_to_who_may_know() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let (matter, people) = trial(&world).await;
        let found = asked(&world, "K18").await;
        assert_eq!(
            verdicts(&found),
            [Verdict::Warning],
            "not of who was acquitted"
        );
        assert!(found[0].vi.contains("còn thiếu") && !found[0].vi.contains("Lò Văn"));
        assert_eq!(found[0].about, "Lò Văn Một, 45/2026/HS-ST ngày 20/10/2026");
        let way = ways(&found)[0].to_owned();
        let begins = format!("/statistics/slips/matters/{matter}#slip-");
        assert!(way.starts_with(&begins), "{way}");

        let doctor = format!("/statistics/doctor?unit={REGION}&{OCTOBER}");
        let mut chief = world.office.signed_in(Role::Chief).await;
        let page = chief.page(&doctor).await;
        assert!(
            page.contains("Lò Văn Một") && page.contains("Bổ sung phiếu"),
            "{page}"
        );
        let mut prosecutor = world.office.signed_in(Role::Prosecutor).await;
        let page = prosecutor.page(&doctor).await;
        assert!(
            page.contains("Phiếu xét xử của một bị cáo còn thiếu"),
            "{page}"
        );
        assert!(
            !page.contains("Lò Văn Một") && !page.contains("Bổ sung phiếu"),
            "{page}"
        );
        assert!(page.contains("Người có quyền mở vụ việc"), "{page}");
        let looks: i64 = world
            .db
            .one(
                "SELECT count(*) FROM audit_line WHERE action = 'statistics.doctor_opened'",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(looks, 1, "the chief's look, and not who saw no name");

        // As if the derived rows had lost one of the two.
        let lost = "DELETE FROM statistics_step WHERE event = 'accused.tried' AND subject_id = $1";
        world.db.exec(lost, args![people[1]]).await.unwrap();
        let kept = "DELETE FROM statistics_stored";
        world.db.exec(kept, args![]).await.unwrap();
        let found = asked(&world, "K18").await;
        assert_eq!(
            verdicts(&found),
            [Verdict::Broken, Verdict::Warning],
            "{found:?}"
        );
        assert_eq!(found[0].at, Some(("bieu-03", "16".to_owned())));
        assert!(
            found[0]
                .vi
                .contains("có 1 bị cáo đã xét xử, phiếu xét xử có 2")
        );
    });
}

#[test]
fn a_month_whose_slips_are_whole_says_so() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let found = asked(&world, "K18").await;
        assert_eq!(verdicts(&found), [Verdict::Holds], "nobody was tried");
        let (matter, people) = trial(&world).await;
        // What the slip asks for is recorded in the matter; the slip itself is typed nowhere.
        let lacks = || async {
            let facts = ledger::facts_of(&world.db, matter).await.unwrap();
            let all = statistics::slips::slips(Law::embedded(), &facts);
            let slip = all
                .into_iter()
                .find(|slip| slip.subject == people[0])
                .unwrap();
            let missing = slip
                .missing()
                .map(|(field, remedy)| (field.id.clone(), remedy.clone()));
            missing.collect::<Vec<_>>()
        };
        let described = json!({
            "name": "Lò Văn Một", "role": "bi_can", "sex": "nam", "born_on": "2009-02-01", "ethnic_group": "Thái",
            "religion": "Không", "id_no": "014209000001", "nationality": "Việt Nam", "education": "9/12", "occupation": "Làm ruộng",
            "address": "bản Mòng", "convictions": "Không", "administrative_record": "Không",
        });
        let described = of(people[0], "party.described", "2026-10-26", described);
        world.more(REGION, matter, vec![described]).await;
        let mut again: Vec<NewFact> = Vec::new();
        for (_, remedy) in lacks().await {
            let facts = ledger::facts_of(&world.db, matter).await.unwrap();
            let Some(old) = facts.iter().find(|fact| Some(fact.id) == remedy.fact) else {
                continue;
            };
            if again.iter().any(|new| new.replaces == Some(old.id)) {
                continue;
            }
            let mut new = NewFact::new(Uuid::now_v7(), old.kind.clone(), old.effective);
            (new.subject, new.number, new.issuer) =
                (old.subject, old.number.clone(), old.issuer.clone());
            new.body = old.body.clone();
            let more =
                json!({ "probation_months": 24, "probation_from": "2026-10-20", "clause": "x" });
            new.body.extend(more.as_object().cloned().unwrap());
            new.replaces = Some(old.id);
            new.reason = Some("bổ sung cho đủ phiếu".to_owned());
            again.push(new);
        }
        world.more(REGION, matter, again).await;
        let left: Vec<String> = lacks().await.into_iter().map(|(id, _)| id).collect();
        assert_eq!(left, Vec::<String>::new());
        let found = asked(&world, "K18").await;
        assert_eq!(verdicts(&found), [Verdict::Holds], "{found:?}");
        let said = "2 = phiếu xét xử đã đủ 1 + không thuộc diện lập phiếu 1";
        assert!(found[0].vi.contains(said), "{}", found[0].vi);
    });
}

/// The findings about one agency.
fn about<'f>(found: &'f [Finding], words: &str) -> Vec<&'f Finding> {
    found.iter().filter(|one| one.vi.contains(words)).collect()
}

#[test]
fn figures_stand_beside_what_was_agreed_with_the_other_agency_until_the_matters_say_it_too() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let matters = comparison::peopled(&world).await;
        let found = asked(&world, "K19").await;
        assert_eq!(verdicts(&found), [Verdict::Unasked; 5], "{found:?}");
        for kind in [
            "Tòa án: bị cáo xét xử sơ thẩm",
            "Tòa án: bị cáo xét xử phúc thẩm",
            "Cơ quan điều tra: bị can mới khởi tố",
            "Cơ quan thi hành án hình sự: người có quyết định thi hành án",
        ] {
            let missing = about(&found, kind);
            assert_eq!(missing.len(), 1, "{kind}");
            assert!(missing[0].vi.starts_with("Chưa có bảng đối chiếu"));
        }
        let execution = about(&found, "Đối chiếu với cơ quan thi hành án hình sự");
        assert!(
            execution[0]
                .vi
                .contains("199 dòng thi hành án của Biểu số 07 (dòng 107 đến 305) có 0 dòng"),
            "{}",
            execution[0].vi
        );

        let mut clerk = world.office.signed_in(Role::Statistician).await;
        let href = comparison::opened(&mut clerk).await;
        let found = asked(&world, "K19").await;
        let open = about(&found, "chưa chốt");
        assert_eq!(open.len(), 1, "{found:?}");
        assert_eq!(open[0].repair.as_ref().unwrap().href, href);

        // Ours is wrong about a penalty and lacks a defendant; theirs about an article, and lacks one too.
        for (n, stands) in [(2, "theirs"), (3, "ours"), (4, "theirs"), (5, "ours")] {
            let fields = [
                ("deed", "settle"),
                ("stands", stands),
                ("reason", "Đã xem hồ sơ"),
            ];
            let answer = clerk.post(&format!("{href}/rows/{n}"), &fields).await;
            assert_eq!(answer.status.as_u16(), 303, "{}", answer.text);
        }
        let signers = [
            ("our_signer", "Lò Thị Ký"),
            ("our_title", "Phó Viện trưởng"),
            ("their_signer", "Cà Văn Tòa"),
            ("their_title", "Phó Chánh án"),
            ("partner", "Tòa án nhân dân khu vực 3"),
        ];
        let answer = clerk.post(&format!("{href}/closing"), &signers).await;
        assert_eq!(answer.status.as_u16(), 303, "{}", answer.text);
        let found = asked(&world, "K19").await;
        let of_court = about(&found, "Tòa án nhân dân khu vực 3");
        let said: Vec<&str> = of_court.iter().map(|one| one.vi.as_str()).collect();
        assert_eq!(said.len(), 3, "{said:?}");
        assert!(
            said[0].starts_with("Biểu số 03 dòng 16") && said[0].contains("là 4"),
            "{said:?}"
        );
        assert!(said[0].ends_with("là 5."), "{said:?}");
        assert!(said[1].contains("về mức án, hồ sơ chưa sửa"), "{said:?}");
        assert!(said[2].contains("Viện kiểm sát chưa ghi"), "{said:?}");
        assert!(
            of_court[1].about.starts_with("Cà Văn Hai"),
            "{}",
            of_court[1].about
        );
        let way = |one: &Finding| one.repair.as_ref().unwrap().href.clone();
        assert_eq!(
            way(of_court[1]),
            format!("/criminal/matters/{}", matters[1])
        );
        assert_eq!(way(of_court[2]), format!("{href}/rows/4"));

        // Put right at the source: the penalty corrected, the missing trial recorded.
        let facts = ledger::facts_of(&world.db, matters[1]).await.unwrap();
        let wrong = facts
            .iter()
            .find(|fact| fact.kind == "sentence.recorded")
            .unwrap();
        let body: Value = json!({
            "charges": [{ "article": "173", "clause": 1 }], "main_penalty": "tu", "sentence_months": 18
        });
        let mut right = of(
            wrong.subject.unwrap(),
            "sentence.recorded",
            "2026-10-06",
            body,
        );
        right.replaces = Some(wrong.id);
        right.reason = Some("ghi nhầm mức án".to_owned());
        world.more(REGION, matters[1], vec![right]).await;
        comparison::tried(&world, "Tòng Thị Năm", "45/2026/HS-ST", "2026-10-09").await;
        let found = asked(&world, "K19").await;
        let of_court = about(&found, "Tòa án: bị cáo xét xử sơ thẩm");
        assert_eq!(of_court.len(), 1, "{found:?}");
        assert_eq!(of_court[0].verdict, Verdict::Holds);
        assert!(of_court[0].vi.ends_with("5 người."), "{}", of_court[0].vi);
        // The neighbour has compared nothing, and is named where the tree is asked.
        let october = period("2026-10-01", "2026-10-31");
        let tree = world.scope(shell::testing::PROVINCE, true, &october);
        let now = world.office.app.now_ms();
        let found = examine(&world.db, Law::embedded(), &tree, &october, now)
            .await
            .unwrap();
        let of_tree = about(&found, "Tòa án: bị cáo xét xử sơ thẩm");
        assert_eq!(of_tree.len(), 2, "{of_tree:?}");
        assert!(
            of_tree[1].vi.starts_with("Chưa có bảng đối chiếu"),
            "{of_tree:?}"
        );
        assert!(tree.keys.contains(&OTHER.to_owned()));
    });
}
