//! The forms as people meet them: facts in, a page and a list of gaps out.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod administrative;
mod faults;
mod honest;
mod kinds;
mod printed;
mod shipped;

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde_json::{Value as Json, json};
use typeset::{Block, Origin, Typesetter};

use documents::rules::{
    Dictionary, Fault, Filled, Kind, Setting, Template, TemplateError, Templates, Value, Values,
    files_under, fill, invented,
};

const FORM_42: &str = include_str!("../../data/templates/ii-bien-phap/042-HS.toml");

fn dictionary() -> &'static Dictionary {
    Dictionary::embedded().as_ref().unwrap()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/templates")
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn form_42() -> Template {
    Template::parse("042-HS.toml", FORM_42, dictionary()).unwrap()
}

/// Lawful facts with invented people.
fn facts() -> Json {
    json!({
        "unit": {
            "name": "Viện kiểm sát nhân dân khu vực 3 - tỉnh Lâm Đồng",
            "parent_name": "Viện kiểm sát nhân dân tỉnh Lâm Đồng",
            "symbol": "VKSKV3",
            "place": "Lâm Đồng"
        },
        "document": { "sequence": 116, "issued_on": "2026-08-13" },
        "signer": { "name": "Nguyễn Thị Hằng", "role": "deputy_chief" },
        "case": {
            "initiated": {
                "number": "242/QĐ-CSĐT", "on": "2026-05-22", "issuer": "Cơ quan Cảnh sát điều tra Công an tỉnh Lâm Đồng",
                "offence": "Cưỡng đoạt tài sản", "charge": "khoản 1 Điều 170 Bộ luật Hình sự"
            }
        },
        "accused": {
            "name": "Đặng Ngọc Quỳnh", "born_on": "1983-10-06",
            "initiated": {
                "number": "369/QĐ-CSĐT", "on": "2026-05-25", "issuer": "Cơ quan Cảnh sát điều tra Công an tỉnh Lâm Đồng",
                "offence": "Cưỡng đoạt tài sản", "charge": "khoản 1 Điều 170 Bộ luật Hình sự"
            }
        },
        "detention": {
            "earlier": {
                "name": "Lệnh tạm giam", "number": "141/LTG-CSĐT", "on": "2026-05-25",
                "issuer": "Cơ quan Cảnh sát điều tra Công an tỉnh Lâm Đồng", "from": "2026-05-26", "to": "2026-08-17"
            }
        },
        "request": {
            "number": "814/ĐN-CSĐT", "on": "2026-08-04", "issuer": "Cơ quan Cảnh sát điều tra Công an tỉnh Lâm Đồng"
        },
        "extension": { "count": 1, "length": { "value": 2, "unit": "months" }, "from": "2026-08-18", "to": "2026-10-16" },
        "facility": { "name": "Trại tạm giam số 1 Công an tỉnh Lâm Đồng" },
        "investigator": { "name": "Cơ quan Cảnh sát điều tra Công an tỉnh Lâm Đồng" }
    })
}

fn filled(facts: &Json) -> Filled {
    let template = form_42();
    fill(
        &template,
        &Values::from_facts(&template, facts),
        &Setting::from_facts(&template, facts, day("2026-08-13")),
    )
}

fn lines(filled: &Filled) -> Vec<String> {
    filled
        .document
        .blocks
        .iter()
        .map(|block| block.text().plain())
        .collect()
}

#[test]
fn facts_fill_the_whole_decision() {
    let filled = filled(&facts());
    assert_eq!(filled.gaps, []);
    assert!(filled.may_be_issued());
    let document = &filled.document;
    assert_eq!(
        document.head.parent_office.plain(),
        "VIỆN KIỂM SÁT NHÂN DÂN\nTỈNH LÂM ĐỒNG"
    );
    assert_eq!(
        document.head.office.plain(),
        "VIỆN KIỂM SÁT NHÂN DÂN\nKHU VỰC 3"
    );
    assert_eq!(document.head.number_line.plain(), "Số: 116/QĐ-VKSKV3");
    assert_eq!(
        document.head.place_date.plain(),
        "Lâm Đồng, ngày 13 tháng 8 năm 2026"
    );
    assert_eq!(document.subject.plain(), "Gia hạn tạm giam (lần thứ nhất)");
    assert_eq!(
        document.authority.plain(),
        "VIỆN TRƯỞNG VIỆN KIỂM SÁT NHÂN DÂN KHU VỰC 3"
    );
    assert_eq!(document.issued_on, Some([2026, 8, 13]));
    let lines = lines(&filled);
    assert_eq!(
        lines[0],
        "Căn cứ các điều 41, 165 và 173 Bộ luật Tố tụng hình sự;"
    );
    assert!(
        lines[3].ends_with("từ ngày 26/5/2026 đến hết ngày 17/8/2026;"),
        "{}",
        lines[3]
    );
    let first = lines
        .iter()
        .find(|line| line.starts_with("Gia hạn tạm giam lần thứ nhất"))
        .unwrap();
    assert!(
        first.contains("bị can Đặng Ngọc Quỳnh, sinh ngày 06/10/1983."),
        "{first}"
    );
    assert!(
        first.ends_with(
            "Thời hạn gia hạn là 02 tháng, tính từ ngày 18/8/2026 đến hết ngày 16/10/2026."
        ),
        "{first}"
    );
    assert!(
        lines
            .last()
            .unwrap()
            .ends_with("Bộ luật Tố tụng hình sự./.")
    );
    assert_eq!(
        document.closing.signature.title_lines,
        ["KT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG"]
    );
    assert_eq!(
        document.closing.recipients.last().unwrap().plain(),
        "Lưu: HSVA, HSKS, VP."
    );
}

#[test]
fn the_conditions_of_the_person_and_the_case_change_the_legal_bases() {
    let procedure = |articles: &str| format!("Căn cứ các điều {articles} Bộ luật Tố tụng hình sự;");
    let minor = "Căn cứ các điều 135 và 138 Luật Tư pháp người chưa thành niên;".to_owned();
    let table = [
        (false, false, vec![procedure("41, 165 và 173")]),
        (
            true,
            false,
            vec![procedure("41, 165 và 173"), minor.clone()],
        ),
        (false, true, vec![procedure("41, 165, 173 và 174")]),
        (true, true, vec![procedure("41, 165, 173 và 174"), minor]),
    ];
    for (is_minor, is_resumed, expected) in table {
        let mut facts = facts();
        facts["accused"]["is_minor"] = json!(is_minor);
        facts["case"]["is_resumed"] = json!(is_resumed);
        let legal: Vec<String> = lines(&filled(&facts))
            .into_iter()
            .filter(|line| line.starts_with("Căn cứ các điều"))
            .collect();
        assert_eq!(legal, expected, "minor {is_minor}, resumed {is_resumed}");
    }
}

#[test]
fn the_chief_signs_in_his_own_name() {
    let mut facts = facts();
    facts["signer"]["role"] = json!("chief");
    assert_eq!(
        filled(&facts).document.closing.signature.title_lines,
        ["VIỆN TRƯỞNG"]
    );
}

#[test]
fn what_is_missing_is_listed_once_with_its_label_and_dotted_on_the_page() {
    let mut facts = facts();
    facts["extension"]["to"] = Json::Null;
    facts["facility"] = json!({});
    facts["document"] = json!({});
    let filled = filled(&facts);
    let gaps: Vec<(&str, &str, bool)> = filled
        .gaps
        .iter()
        .map(|gap| (gap.field.as_str(), gap.label_vi.as_str(), gap.at_issue))
        .collect();
    assert_eq!(
        gaps,
        [
            ("sequence", "Số văn bản", true),
            ("issued_on", "Ngày ban hành", true),
            ("to", "Gia hạn đến hết ngày", false),
            ("facility", "Cơ sở giam giữ", false),
        ]
    );
    assert!(!filled.may_be_issued());
    assert_eq!(
        filled.document.head.number_line.plain(),
        "Số: ………/QĐ-VKSKV3"
    );
    assert_eq!(
        filled.document.head.place_date.plain(),
        "Lâm Đồng, ngày …… tháng …… năm ………"
    );
    assert!(
        lines(&filled)
            .iter()
            .any(|line| line.contains("đến hết ngày …………………"))
    );
}

#[test]
fn an_unknown_birthday_leaves_no_hole_in_the_sentence() {
    let mut facts = facts();
    facts["accused"]["born_on"] = Json::Null;
    facts["accused"]["residence"] = json!("thôn 3, xã Đức Trọng, tỉnh Lâm Đồng");
    let filled = filled(&facts);
    assert_eq!(filled.gaps, []);
    let expected = "bị can Đặng Ngọc Quỳnh, nơi cư trú: thôn 3, xã Đức Trọng, tỉnh Lâm Đồng.";
    assert!(lines(&filled).iter().any(|line| line.contains(expected)));
}

#[test]
fn typed_words_win_over_facts_until_they_are_cleared() {
    let template = form_42();
    let facts = facts();
    let mut values = Values::from_facts(&template, &facts);
    values.type_in(&template, "to", "15/10/2026").unwrap();
    values.type_in(&template, "length", "59 ngày").unwrap();
    assert_eq!(
        values.get("to").unwrap(),
        (
            &Value::Day(day("2026-10-15")),
            Origin::Typed { field: "to".into() }
        )
    );
    assert_eq!(values.shown("length"), "59 ngày");
    let setting = Setting::from_facts(&template, &facts, day("2026-08-13"));
    let document = fill(&template, &values, &setting).document;
    let first = document.blocks.iter().find_map(|block| match block {
        Block::Article { text, .. } => Some(text),
        _ => None,
    });
    let typed: Vec<&str> = first
        .unwrap()
        .0
        .iter()
        .filter(|span| matches!(span.origin, Origin::Typed { .. }))
        .map(|span| span.text.as_str())
        .collect();
    assert_eq!(typed, ["59 ngày", "15/10/2026"]);
    values.type_in(&template, "to", "  ").unwrap();
    assert_eq!(values.shown("to"), "16/10/2026");
}

#[test]
fn typing_the_fact_again_keeps_it_a_fact() {
    let template = form_42();
    let mut values = Values::from_facts(&template, &facts());
    values.type_in(&template, "to", "16/10/2026").unwrap();
    assert_eq!(values.typed().count(), 0);
}

#[test]
fn words_that_do_not_fit_a_field_are_refused_with_what_to_type() {
    let template = form_42();
    let table = [
        (
            "to",
            "ngày mai",
            "Gia hạn đến hết ngày: hãy nhập ngày theo dạng 18/8/2026.",
        ),
        (
            "to",
            "31/02/2026",
            "Gia hạn đến hết ngày: hãy nhập ngày theo dạng 18/8/2026.",
        ),
        (
            "count",
            "một",
            "Lần gia hạn thứ: hãy nhập số nguyên, ví dụ 1.",
        ),
        (
            "length",
            "2 tuần",
            "Thời hạn gia hạn: hãy nhập số tháng hoặc số ngày, ví dụ “2 tháng” hoặc “45 ngày”.",
        ),
        (
            "length",
            "0 tháng",
            "Thời hạn gia hạn: hãy nhập số tháng hoặc số ngày, ví dụ “2 tháng” hoặc “45 ngày”.",
        ),
        (
            "nothing",
            "x",
            "Mẫu này không có trường vừa nhập. Hãy tải lại trang.",
        ),
    ];
    for (field, typed, message) in table {
        let error = Values::default()
            .type_in(&template, field, typed)
            .unwrap_err();
        assert_eq!(error.message_vi, message, "{field} {typed}");
    }
}

#[test]
fn issuing_records_the_fields_of_the_act() {
    let template = form_42();
    let body = Values::from_facts(&template, &facts()).recorded(&template);
    assert_eq!(body["from"], "2026-08-18");
    assert_eq!(body["to"], "2026-10-16");
    assert_eq!(body["months"], 2);
    assert_eq!(body["count"], 1);
    assert_eq!(body["request_number"], "814/ĐN-CSĐT");
    assert_eq!(body["earlier_on"], "2026-05-25");
    assert_eq!(
        body["place_of_detention"],
        "Trại tạm giam số 1 Công an tỉnh Lâm Đồng"
    );
    assert_eq!(body["signer"], "Nguyễn Thị Hằng");
    assert!(!body.contains_key("days"));
}

#[test]
fn a_form_outside_its_dates_asks_to_be_checked() {
    let template = form_42();
    let facts = facts();
    let setting = Setting::from_facts(&template, &facts, day("2026-01-10"));
    let checks = fill(&template, &Values::from_facts(&template, &facts), &setting).checks_vi;
    assert!(
        checks
            .iter()
            .any(|check| check.contains("không có hiệu lực vào ngày ban hành")),
        "{checks:?}"
    );
}

#[test]
fn the_filled_form_prints_as_pdf_and_as_word() {
    let press = Typesetter::new();
    let mut draft_facts = facts();
    draft_facts["document"] = json!({});
    draft_facts["facility"] = json!({});
    let mut issued = filled(&facts()).document;
    issued.is_draft = false;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    for (name, document) in [("issued", issued), ("draft", filled(&draft_facts).document)] {
        let (pdf, docx) = (
            press.pdf(&document).unwrap(),
            press.word(&document).unwrap(),
        );
        assert!(pdf.starts_with(b"%PDF-1."), "{name}");
        assert!(docx.starts_with(b"PK"), "{name}");
        fs::write(folder.join(format!("042-HS-{name}.pdf")), pdf).unwrap();
        fs::write(folder.join(format!("042-HS-{name}.docx")), docx).unwrap();
    }
}
