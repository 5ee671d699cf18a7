//! A small world of cases around October 2026, each with the rows it must show.

use ledger::{Matter, NewFact};
use serde_json::{Value, json};
use shell::testing::REGION;
use uuid::Uuid;

use super::world::{Draw, OTHER, World, fact};

/// A fact about a person of the matter.
pub fn of(who: Uuid, kind: &str, day: &str, body: Value) -> NewFact {
    told(kind, day, body).about(who)
}

/// A fact about the case.
pub fn told(kind: &str, day: &str, body: Value) -> NewFact {
    let mut new = fact(kind, day, &[]);
    new.body = body.as_object().cloned().unwrap_or_default();
    new
}

/// One charge.
pub fn charge(article: &str) -> Value {
    json!({ "charges": [{ "article": article, "clause": 1 }] })
}

fn opened(day: &str, article: &str, more: Value) -> NewFact {
    let mut new = told("case.initiated", day, charge(article));
    new.body
        .extend(more.as_object().cloned().unwrap_or_default());
    new
}

fn accused(who: Uuid, named: &str, approved: &str, article: &str, person: Value) -> Vec<NewFact> {
    let mut described = of(
        who,
        "party.described",
        named,
        json!({ "name": "Nguyễn Văn A", "role": "bi_can" }),
    );
    described
        .body
        .extend(person.as_object().cloned().unwrap_or_default());
    vec![
        described,
        of(who, "accused.initiated", named, charge(article)),
        of(who, "accused.approved", approved, json!({})),
    ]
}

fn man(born: &str) -> Value {
    json!({ "sex": "nam", "born_on": born, "nationality": "Việt Nam" })
}

/// Records a new matter of the region.
pub async fn tell(world: &World, facts: Vec<NewFact>) -> Uuid {
    world
        .record(REGION, Matter::New(Uuid::now_v7()), facts)
        .await
}

/// Seven cases and two people in custody.
pub async fn peopled_cases(world: &World) {
    // A: old, concluded, accepted, indicted, docketed in October (2.1 2.17 2.33 2.45; 3.3 3.23; 12).
    let who = Uuid::now_v7();
    let mut a = vec![opened("2026-09-10", "173", json!({}))];
    a.extend(accused(
        who,
        "2026-09-12",
        "2026-09-14",
        "173",
        man("1990-01-01"),
    ));
    a.extend([
        told("investigation.concluded", "2026-10-05", json!({})),
        told("vks.case_file_received", "2026-10-07", json!({})),
        told("case.indicted", "2026-10-20", charge("173")),
        told("case.sent_to_court", "2026-10-22", json!({})),
        told("court.docketed", "2026-10-26", json!({})),
    ]);
    tell(world, a).await;
    // B: new, opened by the procuracy; a girl of 17 of a minority, suspended (2.3 2.3a 2.4 2.4b 2.22 2.24 2.61; 11).
    let who = Uuid::now_v7();
    let mut b = vec![opened(
        "2026-10-03",
        "134",
        json!({ "issuer_kind": "VKS", "event_on": "2026-10-01" }),
    )];
    let girl = json!({ "sex": "nu", "born_on": "2009-05-01", "ethnic_group": "K'Ho", "education": "9/12" });
    b.extend(accused(who, "2026-10-05", "2026-10-06", "134", girl));
    b.extend([
        told(
            "investigation.demanded",
            "2026-10-04",
            json!({ "request_items": "x" }),
        ),
        of(
            who,
            "investigation.suspended",
            "2026-10-20",
            json!({ "ground": "khong_ro_noi_o" }),
        ),
    ]);
    tell(world, b).await;
    // C: suspended in September, resumed in October (2.9; suspended 1, 7).
    let c = vec![
        opened("2026-08-20", "173", json!({})),
        told(
            "investigation.suspended",
            "2026-09-20",
            json!({ "ground": "chua_ro_bi_can" }),
        ),
        told(
            "investigation.resumed",
            "2026-10-12",
            json!({ "reason": "x" }),
        ),
    ];
    tell(world, c).await;
    // D: indicted, docketed and tried in October: a suspended sentence (2.31 2.45; 3.3 3.15 3.16 3.16c; 4; 12).
    let who = Uuid::now_v7();
    let mut d = vec![opened("2026-09-01", "173", json!({}))];
    d.extend(accused(
        who,
        "2026-09-02",
        "2026-09-04",
        "173",
        man("1985-01-01"),
    ));
    d.extend([
        told("investigation.concluded", "2026-09-20", json!({})),
        told("vks.case_file_received", "2026-09-22", json!({})),
        told("case.indicted", "2026-10-02", charge("173")),
        told("case.sent_to_court", "2026-10-03", json!({})),
        told("court.docketed", "2026-10-05", json!({})),
        told("trial.decision", "2026-10-14", json!({})),
        told("trial.opened", "2026-10-25", json!({})),
        told("judgment.pronounced", "2026-10-25", json!({})),
        of(
            who,
            "sentence.recorded",
            "2026-10-25",
            json!({ "charges": [{ "article": "173", "clause": 1 }], "main_penalty": "tu", "sentence_months": 12, "suspended_sentence": true }),
        ),
    ]);
    tell(world, d).await;
    // E: new, handed to the other region (2.3 2.7; there 2.5).
    let e = vec![
        opened("2026-10-10", "173", json!({})),
        told(
            "case.transfer_decided",
            "2026-10-15",
            json!({ "to_agency": "khu vực 4" }),
        ),
    ];
    let id = tell(world, e).await;
    let came = told(
        "case.received_by_competent_vks",
        "2026-10-20",
        json!({ "from_agency": "khu vực 3" }),
    );
    world.more(OTHER, id, vec![came]).await;
    // F: returned by the procuracy for more investigation (2.31 2.51 2.11 2.12).
    let who = Uuid::now_v7();
    let mut f = vec![opened("2026-07-01", "174", json!({}))];
    f.extend(accused(
        who,
        "2026-07-03",
        "2026-07-05",
        "174",
        man("1980-01-01"),
    ));
    f.extend([
        told("investigation.concluded", "2026-08-20", json!({})),
        told("vks.case_file_received", "2026-09-22", json!({})),
        told("case.returned", "2026-10-05", json!({ "reason": "x" })),
        told(
            "supplement.file_received_by_cqdt",
            "2026-10-07",
            json!({ "returned_by": "vks" }),
        ),
    ]);
    tell(world, f).await;
    // G: terminated as no crime (2.1 2.19 2.20a).
    let who = Uuid::now_v7();
    let mut g = vec![opened("2026-09-05", "134", json!({}))];
    g.extend(accused(
        who,
        "2026-09-06",
        "2026-09-08",
        "134",
        man("1999-01-01"),
    ));
    g.push(told(
        "investigation.terminated",
        "2026-10-08",
        json!({ "legal_ground": "khoản 2 Điều 157 BLTTHS" }),
    ));
    tell(world, g).await;
    // H: at the procuracy's request; from custody into detention (2.3 2.3b 2.4; 7.2 7.4 7.12 7.33 7.34 7.75 7.76).
    let who = Uuid::now_v7();
    let held =
        json!({ "from": "2026-10-08T09:00", "to": "2026-10-11T09:00", "arrest_kind": "qua_tang" });
    let order = json!({ "from": "2026-10-11", "to": "2026-12-08" });
    let mut h = vec![
        opened("2026-10-08", "173", json!({ "at_vks_request": true })),
        of(who, "custody.started", "2026-10-08T09:00", held),
    ];
    h.extend(accused(
        who,
        "2026-10-09",
        "2026-10-10",
        "173",
        json!({ "sex": "nam", "born_on": "1990-01-01", "ethnic_group": "Kinh" }),
    ));
    h.extend([
        of(who, "detention.ordered", "2026-10-09", order.clone()),
        of(who, "detention.approved", "2026-10-10", order),
    ]);
    tell(world, h).await;
    // I: gave himself up, the custody annulled by the procuracy (7.2 7.7 7.15 7.16).
    let who = Uuid::now_v7();
    let held =
        json!({ "from": "2026-10-28T10:00", "to": "2026-10-31T10:00", "arrest_kind": "dau_thu" });
    let i = vec![
        fact("report.received", "2026-10-28", &[]),
        of(who, "custody.started", "2026-10-28T10:00", held),
        of(
            who,
            "custody.annulled",
            "2026-10-30",
            json!({ "reason": "x" }),
        ),
    ];
    tell(world, i).await;
}

/// A case nobody planned: acts in any order, lawful or not, in either region, about two people.
pub async fn invented_case(world: &World, draw: &mut Draw) {
    let start = "2026-07-15".parse::<chrono::NaiveDate>().unwrap();
    let mut day = start + chrono::Days::new(draw.of(&[0, 20, 45, 70, 100]));
    let article = draw.of(&["173", "134", "174", "249"]);
    let people = [Uuid::now_v7(), Uuid::now_v7()];
    let matter = Uuid::now_v7();
    let mut place = Matter::New(matter);
    let mut facts = vec![opened(&day.to_string(), article, json!({}))];
    for _ in 0..draw.of(&[3, 6, 10, 15]) {
        day = day + chrono::Days::new(draw.of(&[0, 1, 4, 9]));
        let who = draw.of(&people);
        let on = day.to_string();
        let kind = draw.of(&[
            "accused.initiated",
            "accused.approved",
            "accused.approved",
            "party.described",
            "investigation.suspended",
            "investigation.resumed",
            "investigation.concluded",
            "investigation.concluded",
            "vks.case_file_received",
            "case.indicted",
            "court.docketed",
            "case.returned",
            "supplement.file_received_by_cqdt",
            "court.returned_for_supplement",
            "supplement.passed_to_cqdt",
            "indictment.kept_after_return",
            "trial.decision",
            "judgment.pronounced",
            "sentence.recorded",
            "case.transfer_decided",
            "case.received_by_competent_vks",
            "case.prosecutor_assigned",
            "prosecution.suspended",
            "prosecution.resumed",
            "trial.suspended",
            "investigation.terminated",
            "custody.started",
            "custody.released",
            "detention.approved",
            "detention.cancelled",
            "custody.detainee_escaped",
            "custody.detainee_recaptured",
            "convict.died",
            "violation.recommended",
            "violation.answered",
            "appeal.received",
            "appellate.docketed",
            "appellate.judgment_pronounced",
            "accused.annulled",
        ]);
        let body = json!({
            "ground": draw.of(&["giam_dinh", "benh", "chua_ro_bi_can"]), "arrest_kind": draw.of(&["qua_tang", "khan_cap"]),
            "charges": [{ "article": draw.of(&["173", "134", "174"]), "clause": 1 }], "born_on": draw.of(&["2009-01-01", "1980-01-01"]),
            "sex": draw.of(&["nam", "nu"]), "main_penalty": "tu", "sentence_months": draw.of(&[12, 60, 120]),
            "violation_result": draw.of(&["chap_nhan", "khong"]), "to": (day + chrono::Days::new(9)).to_string(),
        });
        let is_of_person = kind.starts_with("accused.")
            || kind.starts_with("custody.")
            || kind.starts_with("detention.")
            || matches!(
                kind,
                "party.described" | "sentence.recorded" | "convict.died"
            )
            || draw.of(&[false, false, true]);
        facts.push(if is_of_person {
            of(who, kind, &on, body)
        } else {
            told(kind, &on, body)
        });
    }
    for new in facts {
        let unit = draw.of(&[REGION, REGION, REGION, OTHER]);
        world.record(unit, place, vec![new]).await;
        place = Matter::Existing {
            id: matter,
            seen: None,
        };
    }
}
