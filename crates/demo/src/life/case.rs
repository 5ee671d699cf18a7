//! Vụ án trong giai đoạn điều tra (BLTTHS Đ153, Đ172, Đ229–232).

use chrono::{Duration, NaiveDate};
use serde_json::json;
use uuid::Uuid;

use super::held::{self, Held};
use super::telling::{Number, Telling, months_on};
use super::{prosecution, telling::at};
use crate::names;
use crate::returning::{Returning, returning};

/// Bị can của vụ án đang kể.
pub struct Accused {
    pub subject: Uuid,
    pub held: Held,
}

/// Tells a case opened on a day.
pub fn tell(telling: &mut Telling<'_>, opened: NaiveDate) {
    let is_known = telling.offence.is_caught || telling.chance.percent(76);
    let count = match (is_known, telling.chance.between(1, 100)) {
        (false, _) => 0,
        (true, 1..=72) => 1,
        (true, 73..=90) => 2,
        (true, _) => 3,
    };
    let drawn: Vec<(String, bool)> = (0..count).map(|_| names::person(telling.chance)).collect();
    let mut people: Vec<Drawn> = Vec::new();
    for (name, is_woman) in drawn {
        let one = who(telling, opened, name, is_woman);
        // Nobody is accused twice in one case.
        if people.iter().all(|known| known.name != one.name) {
            people.push(one);
        }
    }
    open(telling, opened, people.first().map(|one| one.name.clone()));
    if people.is_empty() {
        return nobody_found(telling, opened);
    }
    let mut accused = Vec::new();
    for one in people {
        let subject = describe(telling, opened, &one);
        let held = held::charge(telling, opened, subject);
        accused.push(Accused { subject, held });
    }
    support(telling, opened);
    go_on(telling, opened, &accused);
}

fn open(telling: &mut Telling<'_>, opened: NaiveDate, who: Option<String>) {
    let (investigator, _) = names::person(telling.chance);
    let body = json!({
        "charges": telling.charges(), "case_name": telling.case_name(who.as_deref()), "issuer_kind": "CQDT",
        "event_place": telling.place, "investigator": investigator,
    });
    telling.police("case.initiated", opened, "QĐ", body);
    let on = telling.workday(opened, 1);
    let clerk = telling
        .office
        .someone(people::Role::Clerk, telling.chance)
        .id;
    let told = telling.say("matter.docketed", on, json!({ "acceptance_stage": "G1" }));
    told.number = Number::Docket("G1");
    told.by = clerk;
    if telling.chance.percent(30) {
        let deputy = telling
            .office
            .someone(people::Role::DeputyChief, telling.chance);
        let body =
            json!({ "deputy_chief": deputy.id.to_string(), "deputy_chief_name": deputy.name });
        telling.decide("case.deputy_assigned", on, body);
    }
    let body = telling.assignment();
    telling.decide("case.prosecutor_assigned", on, body);
    if telling.chance.percent(55) {
        let on = telling.workday(opened, 5);
        let items = "Xác định giá trị tài sản; làm rõ động cơ, mục đích; đối chất giữa những người liên quan.";
        telling.decide(
            "investigation.demanded",
            on,
            json!({ "request_items": items, "count": 1 }),
        );
    }
}

/// Who an accused turns out to be.
struct Drawn {
    name: String,
    is_woman: bool,
    before: Option<Returning>,
}

fn who(telling: &Telling<'_>, opened: NaiveDate, name: String, is_woman: bool) -> Drawn {
    let office = telling.office;
    match returning(&office.unit, &office.province, &name, opened) {
        Some(before) => Drawn {
            name: before.name.clone(),
            is_woman: before.is_woman,
            before: Some(before),
        },
        None => Drawn {
            name,
            is_woman,
            before: None,
        },
    }
}

fn describe(telling: &mut Telling<'_>, opened: NaiveDate, one: &Drawn) -> Uuid {
    let subject = telling.chance.id(law::Moment::day(opened).at_utc_ms());
    let born = opened - Duration::days(telling.chance.between(19 * 366, 58 * 365));
    let address = names::address(telling.chance, &telling.office.province);
    let id_no = format!("0680{:08}", telling.chance.between(1, 99_999_999));
    let (born, address, id_no) = match &one.before {
        Some(before) => (before.born_on, before.address.clone(), before.id_no.clone()),
        None => (born, address, id_no),
    };
    let (name, is_woman) = (&one.name, one.is_woman);
    let body = json!({
        "name": name, "role": "bi_can", "sex": if is_woman { "nu" } else { "nam" }, "born_on": born.to_string(),
        "nationality": "Việt Nam", "occupation": names::work(telling.chance), "id_no": id_no, "address": address,
        "convictions": if telling.chance.percent(15) { "01 tiền án" } else { "Không" },
    });
    telling.say("party.described", opened, body).subject = Some(subject);
    subject
}

/// Experts, searches: what goes with many investigations.
fn support(telling: &mut Telling<'_>, opened: NaiveDate) {
    if matches!(telling.offence.article, "249" | "251" | "134") {
        let on = telling.workday(opened, 1);
        let to = "Phòng Kỹ thuật hình sự";
        let body = json!({ "request_items": "Giám định mẫu vật.", "expert_kind": "chin_ngay", "to_agency": to, "issuer_kind": "CQDT" });
        telling.police("expert.ordered", on, "QĐ", body);
        telling.say(
            "expert.file_received",
            on,
            json!({ "expert_kind": "chin_ngay", "to_agency": to }),
        );
        let days = telling.chance.between(3, 7);
        let number = format!("{}/KL-KTHS", telling.chance.between(1, 900));
        let told = telling.say(
            "expert.concluded",
            on + Duration::days(days),
            json!({ "conclusion": "Có kết luận kèm theo." }),
        );
        told.number = Number::Typed(number);
        told.issuer = Some(to.to_owned());
    } else if telling.chance.percent(20) {
        let on = telling.workday(opened, 2);
        telling.decide("search.approved", on, json!({}));
    }
}

/// Chưa xác định được bị can: suspended on the last day of the investigation; some are found years later.
fn nobody_found(telling: &mut Telling<'_>, opened: NaiveDate) {
    let (class, ..) = telling.investigation();
    let end = telling.end_of(&format!("INV-{class}"), opened, 0);
    let body =
        json!({ "ground": "chua_ro_bi_can", "legal_ground": "điểm a khoản 1 Điều 229 BLTTHS" });
    telling.police("investigation.suspended", end, "QĐ", body);
    if telling.chance.percent(70) {
        return;
    }
    let wait = telling.chance.between(40, 300);
    let resumed = telling.workday(end, wait);
    telling.police(
        "investigation.resumed",
        resumed,
        "QĐ",
        json!({ "reason": "Đã xác định được bị can.", "issuer_kind": "CQDT" }),
    );
    let (name, is_woman) = names::person(telling.chance);
    let one = who(telling, resumed, name, is_woman);
    let subject = describe(telling, resumed, &one);
    let held = held::charge_at_large(telling, resumed, subject);
    let days = telling.chance.between(25, 50);
    let concluded = telling.workday(resumed, days);
    prosecution::conclude(telling, concluded, &[Accused { subject, held }]);
}

/// How an investigation with accused ends.
fn go_on(telling: &mut Telling<'_>, opened: NaiveDate, accused: &[Accused]) {
    let (class, base, more) = telling.investigation();
    let is_held = accused.iter().any(|one| one.held.until.is_some());
    let nominal = months_on(opened, base);
    if !is_held && telling.chance.percent(5) {
        return terminated(telling, opened, accused);
    }
    if !is_held && telling.chance.percent(4) {
        return awaiting_experts(telling, opened, class, accused);
    }
    if telling.chance.percent(22) {
        return extended(telling, opened, nominal, more, accused);
    }
    let last = i64::from(base) * 30 - 14;
    let days = telling.chance.between(24.min(last - 10), last);
    let concluded = telling.workday(opened, days);
    prosecution::conclude(telling, concluded, accused);
}

fn extended(
    telling: &mut Telling<'_>,
    opened: NaiveDate,
    nominal: NaiveDate,
    more: u32,
    accused: &[Accused],
) {
    let asked = telling.workday_by(nominal - Duration::days(17));
    let reason = "Vụ án có nhiều tình tiết phức tạp, chưa kết thúc điều tra được.";
    telling.police(
        "investigation.extension_requested",
        asked,
        "ĐN",
        json!({ "months": more, "reason": reason }),
    );
    let decided = telling.workday_by(nominal - Duration::days(6));
    let body = json!({
        "from": (nominal + Duration::days(1)).to_string(), "to": months_on(nominal, more).to_string(), "months": more,
        "count": 1, "request_on": asked.to_string(), "reason": reason,
    });
    telling.decide("investigation.extended", decided, body);
    let mut accused: Vec<Accused> = accused
        .iter()
        .map(|one| Accused {
            subject: one.subject,
            held: one.held.clone(),
        })
        .collect();
    for one in &mut accused {
        held::extend(telling, one, decided);
    }
    let until = accused.iter().filter_map(|one| one.held.until).min();
    let end = until.unwrap_or(months_on(nominal, more));
    let span = (end - opened).num_days();
    let days = telling.chance.between(span * 6 / 10, span - 14);
    let concluded = telling.workday(opened, days);
    prosecution::conclude(telling, concluded.max(decided), &accused);
}

fn terminated(telling: &mut Telling<'_>, opened: NaiveDate, accused: &[Accused]) {
    let days = telling.chance.between(24, 48);
    let on = telling.workday(opened, days);
    for one in accused {
        held::let_go(telling, on, one);
    }
    let body = json!({ "legal_ground": "khoản 2 Điều 155 BLTTHS", "reason": "Bị hại rút yêu cầu khởi tố." });
    telling.police("investigation.terminated", on, "QĐ", body);
    let received = telling.workday(on, 1);
    let sheets = telling.chance.between(40, 160);
    telling.say(
        "vks.termination_file_received",
        received,
        json!({ "sheets": sheets, "volumes": 1 }),
    );
    let days = telling.chance.between(4, 10);
    let reviewed = telling.workday(received, days);
    telling.say(
        "investigation.termination_reviewed",
        reviewed,
        json!({ "result": "Thống nhất việc đình chỉ; đã trả hồ sơ." }),
    );
}

fn awaiting_experts(
    telling: &mut Telling<'_>,
    opened: NaiveDate,
    class: &str,
    accused: &[Accused],
) {
    let end = telling.end_of(&format!("INV-{class}"), opened, 0);
    let body = json!({ "ground": "giam_dinh", "legal_ground": "điểm c khoản 1 Điều 229 BLTTHS" });
    telling.police("investigation.suspended", end, "QĐ", body);
    let wait = telling.chance.between(30, 120);
    let resumed = telling.workday(end, wait);
    telling.police(
        "investigation.resumed",
        resumed,
        "QĐ",
        json!({ "reason": "Đã có kết luận giám định.", "issuer_kind": "CQDT" }),
    );
    let days = telling.chance.between(20, 45);
    let concluded = telling.workday(resumed, days);
    prosecution::conclude(telling, concluded, accused);
}

/// The hour of the office's morning.
pub(super) fn morning(day: NaiveDate) -> law::Moment {
    at(day, 9, 0)
}
