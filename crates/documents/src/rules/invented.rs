//! Dữ kiện giả định: three invented parties to set every form with, for checks and for the contact sheet.

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::context::put;
use super::fill::{Filled, Setting, fill};
use super::template::{Field, Template};
use super::value::{Kind, Unreadable};
use super::values::Values;

/// A person, a legal person, a minor.
pub const PARTIES: [&str; 3] = ["nguoi", "phap-nhan", "chua-thanh-nien"];

/// The day of issue.
pub fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 8, 13).unwrap_or_default()
}

/// What the facts say of a party; nobody in it exists.
pub fn facts(party: &str) -> Json {
    const BODY: &str = "Cơ quan Cảnh sát điều tra Công an tỉnh Lâm Đồng";
    let decided = |number: &str, on: &str| {
        json!({
            "number": number, "on": on, "issuer": BODY, "name": "Quyết định", "from": "2026-05-26", "to": "2026-08-17",
            "offence": "Cưỡng đoạt tài sản", "charge": "khoản 1 Điều 170 Bộ luật Hình sự"
        })
    };
    let mut facts = json!({
        "unit": {
            "name": "Viện kiểm sát nhân dân khu vực 3 - tỉnh Lâm Đồng", "parent_name": "Viện kiểm sát nhân dân tỉnh Lâm Đồng",
            "symbol": "VKSKV3", "place": "Lâm Đồng"
        },
        "document": { "sequence": 116, "issued_on": "2026-08-13" },
        "signer": { "name": "Nguyễn Thị Hằng", "role": "deputy_chief" },
        "report": {
            "number": "57", "on": "2026-05-12", "issuer": BODY, "summary": "Tố giác việc bị đe dọa để chiếm đoạt tiền.",
            "informant": "Trần Văn Minh", "informant_address": "thôn 2, xã Đức Trọng, tỉnh Lâm Đồng"
        },
        "case": { "initiated": decided("242/QĐ-CSĐT", "2026-05-22"), "name": "Đặng Ngọc Quỳnh phạm tội cưỡng đoạt tài sản", "accused_names": "Đặng Ngọc Quỳnh" },
        "accused": {
            "name": "Đặng Ngọc Quỳnh", "born_on": "1983-10-06", "sex": "nam", "nationality": "Việt Nam", "ethnic_group": "Kinh",
            "occupation": "làm nông", "id_no": "068083001234", "residence": "thôn 3, xã Đức Trọng, tỉnh Lâm Đồng",
            "initiated": decided("369/QĐ-CSĐT", "2026-05-25")
        },
        "detention": { "earlier": decided("141/LTG-CSĐT", "2026-05-25") },
        "request": decided("814/ĐN-CSĐT", "2026-08-04"),
        "conclusion": decided("77/KLĐT-CSĐT", "2026-08-05"),
        "extension": { "count": 1, "length": { "value": 2, "unit": "months" }, "from": "2026-08-18", "to": "2026-10-16" },
        "facility": { "name": "Trại tạm giam số 1 Công an tỉnh Lâm Đồng" },
        "investigator": { "name": BODY }
    });
    match party {
        "phap-nhan" => {
            put(&mut facts, "accused.is_legal_person", json!(true));
            put(
                &mut facts,
                "accused.name",
                json!("Công ty TNHH Thương mại Hòa Thuận"),
            );
            put(
                &mut facts,
                "accused.address",
                json!("số 9 đường Nguyễn Trãi, phường Lâm Viên - Đà Lạt, tỉnh Lâm Đồng"),
            );
            put(&mut facts, "accused.id_no", json!("5800123456"));
            put(&mut facts, "accused.born_on", Json::Null);
        }
        "chua-thanh-nien" => {
            put(&mut facts, "accused.is_minor", json!(true));
            put(&mut facts, "accused.name", json!("Lê Minh Khôi"));
            put(&mut facts, "accused.born_on", json!("2010-02-17"));
        }
        _ => {}
    }
    facts
}

/// A form set for a party: what the facts say, and invented words for what they leave open.
pub fn filled(template: &Template, party: &str) -> Result<(Values, Setting, Filled), Unreadable> {
    let facts = facts(party);
    let mut values = Values::from_facts(template, &facts);
    for field in &template.fields {
        if values.get(&field.name).is_none() {
            values.type_in(template, &field.name, &typed(field))?;
        }
    }
    let setting = Setting::from_facts(template, &facts, day());
    let filled = fill(template, &values, &setting);
    Ok((values, setting, filled))
}

/// Words for a field that the facts leave open.
pub fn typed(field: &Field) -> String {
    match field.kind {
        Kind::Day => "10/8/2026".to_owned(),
        Kind::Moment => "08 giờ 30 phút ngày 12/8/2026".to_owned(),
        Kind::Number => "2".to_owned(),
        Kind::Money => "12.500.000".to_owned(),
        Kind::Length => "2 tháng".to_owned(),
        Kind::List => "nội dung thứ nhất\nnội dung thứ hai".to_owned(),
        Kind::Rows => {
            "mục thứ nhất | 01 | còn nguyên | không\nmục thứ hai | 02 | đã cũ | không".to_owned()
        }
        Kind::Staff => "Phạm Thu Trang".to_owned(),
        Kind::Choice => field
            .choices
            .first()
            .map(|(_, words)| words.clone())
            .unwrap_or_default(),
        Kind::YesNo => "có".to_owned(),
        Kind::Charges => "170.1".to_owned(),
        Kind::Note => format!("({})\nđoạn thứ hai", lowered(&field.label_vi)),
        Kind::Text => format!("({})", lowered(&field.label_vi)),
    }
}

fn lowered(label: &str) -> String {
    let mut letters = label.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_lowercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
