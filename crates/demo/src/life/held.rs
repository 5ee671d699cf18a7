//! Tạm giữ, khởi tố bị can, tạm giam, cấm đi khỏi nơi cư trú (BLTTHS Đ117–119, Đ123, Đ173, Đ179).

use chrono::{Duration, NaiveDate};
use law::Severity;
use serde_json::json;
use uuid::Uuid;

use super::case::{Accused, morning};
use super::report::hour;
use super::telling::{Telling, at, months_on};

/// How somebody is held.
#[derive(Debug, Clone, Default)]
pub struct Held {
    /// Detained until the end of this day.
    pub until: Option<NaiveDate>,
    /// Under a residence ban until the end of this day.
    pub banned_until: Option<NaiveDate>,
}

/// Names a person accused; some from custody into detention, some from custody into freedom, the rest at large.
pub fn charge(telling: &mut Telling<'_>, opened: NaiveDate, subject: Uuid) -> Held {
    match telling.chance.between(1, 100) {
        1..=46 => from_custody(telling, opened, subject),
        47..=54 => released(telling, opened, subject),
        _ => {
            let days = telling.chance.between(3, 12);
            charge_at_large(telling, telling.workday(opened, days), subject)
        }
    }
}

/// Khởi tố bị can được tại ngoại, with a ban on leaving the residence.
pub fn charge_at_large(telling: &mut Telling<'_>, on: NaiveDate, subject: Uuid) -> Held {
    name(telling, on, on, subject);
    let to = telling.investigation_end();
    let to = to.max(on + Duration::days(30));
    let body = json!({ "from": on.to_string(), "to": to.to_string(), "issuer_kind": "CQDT", "stage": "dieu_tra" });
    telling
        .police("residence_ban.ordered", on, "LCCT", body)
        .subject = Some(subject);
    Held {
        until: None,
        banned_until: Some(to),
    }
}

fn custody(telling: &mut Telling<'_>, on: NaiveDate, subject: Uuid) -> law::Moment {
    let from = hour(telling, on);
    let to = from.plus_days(3).unwrap_or(from);
    let kind = *telling.chance.one(&["qua_tang", "qua_tang", "dau_thu"]);
    let place = format!("Nhà tạm giữ Công an {}", telling.office.province);
    let body = json!({
        "from": from.to_string(), "to": to.to_string(), "days": 3, "arrest_kind": kind, "place_of_detention": place,
    });
    telling
        .police("custody.started", from, "QĐTG", body)
        .subject = Some(subject);
    to
}

fn from_custody(telling: &mut Telling<'_>, opened: NaiveDate, subject: Uuid) -> Held {
    let mut to = custody(telling, opened, subject);
    let mut custody_days = 3;
    let mut charged = opened + Duration::days(1);
    if telling.chance.percent(30) {
        let longer = to.plus_days(3).unwrap_or(to);
        let on = to.on - Duration::days(1);
        let period =
            json!({ "from": to.to_string(), "to": longer.to_string(), "count": 1, "days": 3 });
        telling
            .police("custody.extended", at(on, 8, 30), "QĐGH", period.clone())
            .subject = Some(subject);
        telling
            .say(
                "vks.custody_extension_file_received",
                at(on, 9, 0),
                json!({ "count": 1 }),
            )
            .subject = Some(subject);
        telling
            .decide("custody.extension_approved", at(on, 15, 30), period)
            .subject = Some(subject);
        (to, custody_days, charged) = (longer, 6, opened + Duration::days(4));
    }
    let approved = charged + Duration::days(1);
    name(telling, charged, approved, subject);
    let (class, ..) = telling.investigation();
    let from = to.on;
    let until = telling.end_of(&format!("DET-INV-{class}"), from, custody_days);
    let place = format!("Trại tạm giam Công an {}", telling.office.province);
    let period =
        json!({ "from": from.to_string(), "to": until.to_string(), "place_of_detention": place });
    telling
        .police("detention.ordered", charged, "LTG", period.clone())
        .subject = Some(subject);
    telling
        .say(
            "vks.detention_order_received",
            at(charged, 15, 30),
            json!({ "sheets": 35 }),
        )
        .subject = Some(subject);
    let period = json!({ "from": from.to_string(), "to": until.to_string() });
    telling
        .decide("detention.approved", approved, period)
        .subject = Some(subject);
    Held {
        until: Some(until),
        banned_until: None,
    }
}

fn released(telling: &mut Telling<'_>, opened: NaiveDate, subject: Uuid) -> Held {
    let to = custody(telling, opened, subject);
    let on = to.on - Duration::days(1);
    telling
        .decide(
            "custody.released",
            at(on, 16, 0),
            json!({ "reason": "Không cần thiết tiếp tục tạm giữ." }),
        )
        .subject = Some(subject);
    charge_at_large(telling, telling.workday(on, 1), subject)
}

/// Khởi tố bị can, sent the same day and approved.
fn name(telling: &mut Telling<'_>, on: NaiveDate, approved: NaiveDate, subject: Uuid) {
    let charges = telling.charges();
    telling
        .police(
            "accused.initiated",
            morning(on),
            "QĐ",
            json!({ "charges": charges }),
        )
        .subject = Some(subject);
    telling
        .say(
            "vks.accused_file_received",
            at(on, 15, 0),
            json!({ "sheets": 42 }),
        )
        .subject = Some(subject);
    telling
        .decide("accused.approved", at(approved.max(on), 16, 30), json!({}))
        .subject = Some(subject);
}

/// Gia hạn tạm giam lần một (BLTTHS Đ173 k.2), not before the investigation that carries it was extended.
pub fn extend(telling: &mut Telling<'_>, one: &mut Accused, not_before: NaiveDate) {
    let Some(until) = one.held.until else { return };
    let months = match telling.class {
        Severity::LessSerious => 1,
        Severity::Serious => 2,
        Severity::VerySerious => 3,
        Severity::ExtremelySerious => 4,
    };
    let asked = telling.workday_by(until - Duration::days(14));
    telling
        .police(
            "detention.extension_requested",
            asked,
            "ĐN",
            json!({ "months": months }),
        )
        .subject = Some(one.subject);
    let decided = telling
        .workday_by(until - Duration::days(4))
        .max(not_before);
    let to = months_on(until, months);
    let body = json!({
        "from": (until + Duration::days(1)).to_string(), "to": to.to_string(), "months": months, "count": 1,
        "request_on": asked.to_string(),
    });
    telling.decide("detention.extended", decided, body).subject = Some(one.subject);
    one.held.until = Some(to);
}

/// Lệnh tạm giam của Viện kiểm sát while it decides on the prosecution (BLTTHS Đ241).
pub fn detain_for_prosecution(telling: &mut Telling<'_>, received: NaiveDate, one: &Accused) {
    if one.held.until.is_none() {
        return;
    }
    let (class, ..) = telling.investigation();
    let to = telling.end_of(&format!("DET-PRO-{class}"), received, 0);
    let body = json!({ "from": received.to_string(), "to": to.to_string(), "stage": "truy_to" });
    telling
        .decide("detention.ordered_by_vks", received, body)
        .subject = Some(one.subject);
}

/// Hủy bỏ cấm đi khỏi nơi cư trú.
pub fn let_go(telling: &mut Telling<'_>, on: NaiveDate, one: &Accused) {
    if one.held.banned_until.is_some() {
        let body = json!({ "reason": "Đình chỉ điều tra.", "issuer_kind": "CQDT" });
        telling
            .police("residence_ban.cancelled", on, "QĐ", body)
            .subject = Some(one.subject);
    }
}
