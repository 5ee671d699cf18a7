//! Nguồn tin về tội phạm (BLTTHS Đ144–157): received, assigned, and settled in one of five ways.

use chrono::{Duration, NaiveDate};
use serde_json::json;

use super::telling::{Number, Telling, at, months_on};
use crate::names;

/// Tells a report; the day its case is opened, when it is.
pub fn tell(telling: &mut Telling<'_>, received: NaiveDate) -> Option<NaiveDate> {
    let is_caught = telling.offence.is_caught && telling.chance.percent(75);
    let is_complex = !is_caught && telling.chance.percent(18);
    receive(telling, received, is_complex);
    if is_caught {
        return Some(received);
    }
    if telling.chance.percent(35) {
        let on = telling.workday(received, 4);
        let items = "Lấy lời khai những người có mặt; thu thập dữ liệu camera; định giá tài sản.";
        let to = telling.police_name();
        telling.decide(
            "report.verification_requested",
            on,
            json!({ "request_items": items, "to_agency": to }),
        );
    }
    let (rule, first, last) = match is_complex {
        true => ("RPT-RESOLVE-COMPLEX", 30, 52),
        false => ("RPT-RESOLVE", 8, 18),
    };
    let end = telling.end_of(rule, received, 0);
    if is_complex && telling.chance.percent(30) {
        return extended(telling, received, end);
    }
    match telling.chance.between(1, 100) {
        1..=9 => suspended(telling, end),
        10..=12 => {
            let on = telling.workday(received, 6);
            let to = "Cơ quan Cảnh sát điều tra nơi khác";
            telling.police("report.transferred", on, "PC", json!({ "to_agency": to }));
            None
        }
        draw => {
            let days = telling.chance.between(first, last);
            settled(telling, received + Duration::days(days), draw > 42)
        }
    }
}

fn receive(telling: &mut Telling<'_>, received: NaiveDate, is_complex: bool) {
    let (informant, _) = names::person(telling.chance);
    let event = received - Duration::days(telling.chance.between(0, 6));
    let kind = *telling.chance.one(&[
        "to_giac",
        "to_giac",
        "tin_bao",
        "tin_bao",
        "kien_nghi_khoi_to",
    ]);
    let deed = telling.offence.deed;
    let summary = format!(
        "Ngày {}, tại {}, {} {deed}.",
        law::day_vi(event),
        telling.place,
        informant
    );
    let body = json!({
        "report_kind": kind, "informant": informant, "informant_address": telling.place, "summary": summary,
        "event_on": event.to_string(), "event_place": telling.place, "handler": "CAND", "origin": "truc_tiep",
        "crime_group": telling.offence.group, "received_by": telling.police_name(),
    });
    let issuer = telling.police_name();
    let told = telling.say("report.received", received, body);
    told.issuer = Some(issuer);
    if is_complex {
        told.body.insert("complex".to_owned(), true.into());
    }
    let docketed = telling.workday(received, 0);
    let clerk = telling
        .office
        .someone(people::Role::Clerk, telling.chance)
        .id;
    let told = telling.say("report.docketed", docketed, json!({}));
    told.number = Number::Docket("nguon_tin");
    told.by = clerk;
    let body = telling.assignment();
    telling.decide("report.prosecutor_assigned", docketed, body);
}

fn settled(telling: &mut Telling<'_>, on: NaiveDate, is_opened: bool) -> Option<NaiveDate> {
    if is_opened {
        return Some(on);
    }
    let ground = *telling.chance.one(&[
        "khoản 1 Điều 157 BLTTHS",
        "khoản 2 Điều 157 BLTTHS",
        "khoản 8 Điều 157 BLTTHS",
    ]);
    let follow = *telling.chance.one(&["hanh_chinh", "khong", "khong"]);
    let body = json!({ "legal_ground": ground, "issuer_kind": "CQDT", "follow_up": follow });
    telling.police("case.not_initiated", on, "QĐ", body);
    None
}

fn extended(telling: &mut Telling<'_>, received: NaiveDate, end: NaiveDate) -> Option<NaiveDate> {
    let asked = telling.workday_by(end - Duration::days(9));
    let reason = "Vụ việc có nhiều tình tiết phức tạp, nhiều người liên quan.";
    let told = telling.police(
        "report.extension_requested",
        asked,
        "ĐN",
        json!({ "reason": reason }),
    );
    let number = match &told.number {
        Number::Typed(number) => number.clone(),
        _ => String::new(),
    };
    let decided = telling.workday_by(end - Duration::days(3));
    let nominal = months_on(received, 2);
    let body = json!({
        "from": (nominal + Duration::days(1)).to_string(), "to": months_on(nominal, 2).to_string(), "months": 2,
        "request_number": number, "request_on": asked.to_string(), "reason": reason,
    });
    telling.decide("report.extended", decided, body);
    let days = telling.chance.between(10, 50);
    let is_opened = telling.chance.percent(55);
    settled(telling, nominal + Duration::days(days), is_opened)
}

/// Suspended on the last day, which is when the law allows it; most are resumed and settled.
fn suspended(telling: &mut Telling<'_>, end: NaiveDate) -> Option<NaiveDate> {
    let ground = *telling.chance.one(&["giam_dinh", "tai_lieu"]);
    let body = json!({ "report_ground": ground, "issuer_kind": "CQDT" });
    telling.police("report.suspended", end, "QĐ", body);
    if telling.chance.percent(45) {
        return None;
    }
    let wait = telling.chance.between(25, 150);
    let resumed = telling.workday(end, wait);
    telling.police(
        "report.resumed",
        resumed,
        "QĐ",
        json!({ "reason": "Đã có kết quả.", "issuer_kind": "CQDT" }),
    );
    let days = telling.chance.between(6, 24);
    let is_opened = telling.chance.percent(50);
    settled(telling, resumed + Duration::days(days), is_opened)
}

/// The hour at which somebody is taken into custody on a day.
pub(super) fn hour(telling: &mut Telling<'_>, day: NaiveDate) -> law::Moment {
    let hour = u32::try_from(telling.chance.between(7, 19)).unwrap_or(9);
    let minute = u32::try_from(telling.chance.between(0, 5)).unwrap_or(0) * 10;
    at(day, hour, minute)
}
