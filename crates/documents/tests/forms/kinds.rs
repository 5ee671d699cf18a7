//! Các kiểu trường và phần của mẫu: choices, yes or no, charges, lines and tables below an article, days of a sentence, acts by choice.

use super::*;

/// A form made for the test, with everything of these kinds.
const KINDS: &str = r#"
form = "164/HS"
name_vi = "Biên bản thử"
kind = "minutes"
scope = "accused"
certainty = "derived"
act = "indictment.served"
act_on = "ended_at"
subject = [
  { text = "Giao {paper}", unless = "absent" },
  { text = "Niêm yết {paper}", when = "absent" },
]
articles = [
  { text = "Giao {paper} cho bị can:", under = ["Họ và tên: {accused_name}", "[Nơi ở: {accused_residence}]"] },
  { text = "Tài sản:", table = { field = "property", columns = ["STT", "Tên"], widths = [1, 4] } },
  { text = "Theo luật cũ.", to = "2026-06-30" },
  { text = "Theo luật mới.", from = "2026-07-01" },
  "Về tội “{new_charges:offence}” quy định tại {new_charges}. Kết thúc lúc {ended_at:clock}.",
]

[act_of]
field = "paper"
acts = { dinh_chi = "prosecution.decision_served" }

[fields]
paper = { label_vi = "Văn bản", type = "choice", choices = { cao_trang = "Cáo trạng", dinh_chi = "Quyết định đình chỉ" } }
accused_name = { records = "served_to" }
"#;

fn form() -> Template {
    Template::parse("164-HS.toml", KINDS, dictionary()).unwrap()
}

fn typed(words: &[(&str, &str)]) -> (Template, Values) {
    let template = form();
    let mut values = Values::default();
    for (field, said) in words {
        values.type_in(&template, field, said).unwrap();
    }
    (template, values)
}

fn printed(values: &Values, conditions: &[&str], on: &str) -> Filled {
    let template = form();
    let mut setting = Setting::from_facts(&template, &json!({}), day(on));
    setting.conditions = conditions.iter().map(|one| (*one).to_owned()).collect();
    fill(&template, values, &setting)
}

const SAID: [(&str, &str); 6] = [
    ("paper", "cáo trạng"),
    ("accused_name", "Đặng Ngọc Quỳnh"),
    ("property", "Xe máy\nĐiện thoại"),
    ("new_charges", "170.1; 173.2.c"),
    ("ended_at", "08 giờ 30 ngày 12/8/2026"),
    ("signer", "Nguyễn Thị Hằng"),
];

#[test]
fn a_choice_is_typed_by_its_words_printed_in_them_and_kept_by_its_code() {
    let (template, mut values) = typed(&SAID);
    assert_eq!(values.shown("paper"), "Cáo trạng");
    values.type_in(&template, "paper", "dinh_chi").unwrap();
    assert_eq!(values.shown("paper"), "Quyết định đình chỉ");
    let refused = values.type_in(&template, "paper", "Bản án").unwrap_err();
    assert_eq!(
        refused.message_vi,
        "Văn bản: hãy chọn một mục trong danh sách."
    );
}

#[test]
fn the_words_of_the_subject_follow_a_condition() {
    let (_, values) = typed(&SAID);
    let subject = |conditions: &[&str]| {
        printed(&values, conditions, "2026-08-13")
            .document
            .subject
            .plain()
    };
    assert_eq!(subject(&[]), "Giao Cáo trạng");
    assert_eq!(subject(&["absent"]), "Niêm yết Cáo trạng");
}

#[test]
fn lines_and_a_table_stand_below_their_article_and_the_numbers_go_on() {
    let (_, values) = typed(&SAID);
    let blocks = printed(&values, &[], "2026-08-13").document.blocks;
    let shown: Vec<String> = blocks
        .iter()
        .map(|block| match block {
            Block::Article { label, text } => format!("{label} {}", text.plain()),
            Block::Table { rows, .. } => format!("{} hàng", rows.len()),
            other => other.text().plain(),
        })
        .collect();
    assert_eq!(
        shown,
        [
            "Điều 1. Giao Cáo trạng cho bị can:",
            "Họ và tên: Đặng Ngọc Quỳnh",
            "Điều 2. Tài sản:",
            "2 hàng",
            "Điều 3. Theo luật mới.",
            "Điều 4. Về tội “Cưỡng đoạt tài sản”, “Trộm cắp tài sản” quy định tại khoản 1 Điều 170 Bộ luật Hình sự; \
             điểm c khoản 2 Điều 173 Bộ luật Hình sự. Kết thúc lúc 08 giờ 30 phút ngày 12 tháng 8 năm 2026.",
        ]
    );
}

#[test]
fn a_sentence_stands_only_between_its_days() {
    let (_, values) = typed(&SAID);
    for (on, words) in [
        ("2026-06-30", "Theo luật cũ."),
        ("2026-07-01", "Theo luật mới."),
    ] {
        let filled = printed(&values, &[], on);
        let found = lines(&filled);
        assert!(found.iter().any(|line| line == words), "{on}: {found:?}");
        assert_eq!(
            found
                .iter()
                .filter(|line| line.starts_with("Theo luật"))
                .count(),
            1
        );
    }
}

#[test]
fn a_condition_changes_nothing_before_its_first_day() {
    let templates = Templates::embedded().as_ref().unwrap();
    let template = templates.form("10/HS", day("2026-08-13")).unwrap();
    for (on, is_new) in [("2026-06-30", false), ("2026-07-01", true)] {
        let mut setting = Setting::from_facts(template, &json!({}), day(on));
        setting.conditions.insert("assistance_pending".to_owned());
        let filled = fill(template, &Values::default(), &setting);
        let says = lines(&filled)
            .iter()
            .any(|line| line.contains("Luật Tương trợ tư pháp về hình sự"));
        assert_eq!(says, is_new, "{on}");
    }
}

#[test]
fn charges_are_kept_by_article_clause_and_point_and_one_the_code_does_not_know_is_refused() {
    let templates = Templates::embedded().as_ref().unwrap();
    let template = templates.form("23/HS", day("2026-08-13")).unwrap();
    let mut values = Values::default();
    values
        .type_in(template, "new_charges", "khoản 1 Điều 170")
        .unwrap();
    let body = values.recorded(template);
    assert_eq!(body["charges"], json!([{ "article": "170", "clause": 1 }]));
    let refused = values
        .type_in(template, "new_charges", "999.1")
        .unwrap_err();
    assert!(
        refused.message_vi.contains("Điều 999"),
        "{}",
        refused.message_vi
    );
}

#[test]
fn what_is_chosen_tells_which_act_is_recorded_and_a_field_tells_on_which_day() {
    let (template, mut values) = typed(&SAID);
    assert_eq!(values.act_of(&template), Some("indictment.served"));
    assert_eq!(
        values.act_on(&template).unwrap().to_string(),
        "2026-08-12T08:30"
    );
    values
        .type_in(&template, "paper", "Quyết định đình chỉ")
        .unwrap();
    assert_eq!(
        values.act_of(&template),
        Some("prosecution.decision_served")
    );
    assert_eq!(values.recorded(&template)["served_to"], "Đặng Ngọc Quỳnh");
}

#[test]
fn words_that_the_form_says_by_default_are_recorded_and_told_as_not_yet_read() {
    let templates = Templates::embedded().as_ref().unwrap();
    let on = day("2026-08-13");
    let confrontation = templates.form("136/HS", on).unwrap();
    assert_eq!(
        Values::default().recorded(confrontation)["vks_present"],
        true
    );
    let template = templates.form("42/HS", on).unwrap();
    let setting = Setting::from_facts(template, &json!({}), on);
    let checks = fill(template, &Values::default(), &setting).checks_vi;
    assert!(
        checks
            .iter()
            .any(|check| check.contains("“Lý do gia hạn” đang là lời soạn sẵn")),
        "{checks:?}"
    );
}

#[test]
fn choices_that_the_act_does_not_know_and_fields_without_choices_are_refused() {
    let table = [
        (
            "paper = { label_vi = \"Văn bản\", type = \"choice\", choices = { cao_trang = \"Cáo trạng\", dinh_chi = \"Quyết định đình chỉ\" } }",
            "paper = { label_vi = \"Văn bản\", type = \"choice\" }",
            Fault::BadChoices("paper".into()),
        ),
        (
            "acts = { dinh_chi",
            "acts = { tha",
            Fault::BadChoices("paper".into()),
        ),
        (
            "act_on = \"ended_at\"",
            "act_on = \"accused_name\"",
            Fault::UnknownField("accused_name".into()),
        ),
        (
            "\"prosecution.decision_served\"",
            "\"prosecution.served\"",
            Fault::UnknownAct("prosecution.served".into()),
        ),
    ];
    for (from, to, fault) in table {
        assert!(KINDS.contains(from), "{from}");
        let faults = Template::read("164-HS.toml", &KINDS.replacen(from, to, 1), dictionary());
        let faults = faults.unwrap_err();
        assert!(
            faults.iter().any(|found| found.fault == fault),
            "{from} → {faults:?}"
        );
    }
}
