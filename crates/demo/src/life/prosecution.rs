//! Kết luận điều tra, quyết định truy tố, chuyển Tòa án (BLTTHS Đ232, Đ236–245, Đ276).

use chrono::{Duration, NaiveDate};
use law::Severity;
use serde_json::json;

use super::case::Accused;
use super::held;
use super::telling::{Number, Telling};
use super::trial;

/// Tells everything from the conclusion on.
pub fn conclude(telling: &mut Telling<'_>, concluded: NaiveDate, accused: &[Accused]) {
    let received = file_received(telling, concluded);
    for one in accused {
        held::detain_for_prosecution(telling, received, one);
    }
    let is_held = accused.iter().any(|one| one.held.until.is_some());
    let days = if telling.class >= Severity::VerySerious {
        30
    } else {
        20
    };
    match telling.chance.between(1, 100) {
        1..=6 if !is_held => returned(telling, received, accused),
        7..=14 if !is_held => {
            let decided = telling.workday_by(received + Duration::days(days - 3));
            let more = if days == 20 { 10 } else { 15 };
            let body = json!({
                "from": (received + Duration::days(days + 1)).to_string(),
                "to": (received + Duration::days(days + more)).to_string(), "days": more,
                "reason": "Vụ án có nhiều tình tiết phức tạp.",
            });
            telling.decide("prosecution.extended", decided.max(received), body);
            let on = telling.workday(received, days + 2);
            indict(telling, on, accused);
        }
        _ => {
            let last = if is_held { 8 } else { days - 5 };
            let wait = telling.chance.between(4, last);
            let on = telling.workday(received, wait);
            indict(telling, on, accused);
        }
    }
}

fn file_received(telling: &mut Telling<'_>, concluded: NaiveDate) -> NaiveDate {
    let sheets = telling.chance.between(80, 420);
    let body = json!({ "proposal": "truy_to", "sheets": sheets });
    telling.police("investigation.concluded", concluded, "KLĐT", body);
    let received = telling.workday(concluded, 1);
    let volumes = 1 + sheets / 250;
    telling.say(
        "vks.case_file_received",
        received,
        json!({ "sheets": sheets, "volumes": volumes }),
    );
    let clerk = telling
        .office
        .someone(people::Role::Clerk, telling.chance)
        .id;
    let told = telling.say(
        "matter.docketed",
        received,
        json!({ "acceptance_stage": "G2" }),
    );
    told.number = Number::Docket("G2");
    told.by = clerk;
    received
}

fn returned(telling: &mut Telling<'_>, received: NaiveDate, accused: &[Accused]) {
    let on = telling.workday(received, 9);
    let reason = "Còn thiếu chứng cứ để chứng minh giá trị tài sản bị chiếm đoạt.";
    telling.decide(
        "case.returned",
        on,
        json!({ "reason": reason, "request_items": reason, "count": 1 }),
    );
    let back = telling.workday(on, 2);
    telling.say(
        "supplement.file_received_by_cqdt",
        back,
        json!({ "returned_by": "vks" }),
    );
    let days = telling.chance.between(20, 45);
    let concluded = telling.workday(back, days);
    let received = file_received(telling, concluded);
    let on = telling.workday(received, 9);
    indict(telling, on, accused);
}

fn indict(telling: &mut Telling<'_>, on: NaiveDate, accused: &[Accused]) {
    let court = court(telling);
    let body = json!({ "court": court, "charges": telling.charges(), "sheets": telling.chance.between(90, 450) });
    telling.decide("case.indicted", on, body);
    let served = telling.workday(on, 1);
    for one in accused {
        telling
            .say(
                "indictment.served",
                served,
                json!({ "served_to": "Bị can" }),
            )
            .subject = Some(one.subject);
    }
    let sent = telling.workday(on, 2);
    telling.say(
        "case.sent_to_court",
        sent,
        json!({ "court": court, "volumes": 1 }),
    );
    let docketed = telling.workday(sent, 2);
    let number = format!(
        "{}/{}/TLST-HS",
        telling.chance.between(1, 300),
        chrono::Datelike::year(&docketed)
    );
    let told = telling.say(
        "court.docketed",
        docketed,
        json!({ "court": court, "register_number": number }),
    );
    told.issuer = Some(court.clone());
    trial::go_on(telling, &court, docketed, accused);
}

fn court(telling: &Telling<'_>) -> String {
    telling
        .office
        .name
        .replacen("Viện kiểm sát nhân dân", "Tòa án nhân dân", 1)
}
