//! Các mẫu đi kèm: every one loads, prints, and stands with its act; an office's own wording takes its place.

use law::catalogue::FieldKind;

use super::*;

#[test]
fn every_shipped_form_loads_and_stands_in_a_file_named_by_its_number() {
    let templates = Templates::embedded().as_ref().unwrap();
    let files = files_under(&folder()).unwrap();
    for file in &files {
        let name = file.file_stem().unwrap().to_str().unwrap();
        let text = fs::read_to_string(file).unwrap();
        let template = Template::parse(name, &text, dictionary()).unwrap();
        assert_eq!(template.slug(), name);
        let shipped = templates.form(&template.form, template.valid_from);
        assert_eq!(
            shipped.map(AsRef::as_ref),
            Some(&template),
            "{name} is not shipped"
        );
    }
    assert_eq!(templates.all().count(), files.len());
}

#[test]
fn a_form_without_any_fact_is_a_page_of_gaps_and_no_error() {
    for template in Templates::embedded().as_ref().unwrap().all() {
        let nothing = json!({});
        let values = Values::from_facts(template, &nothing);
        let setting = Setting::from_facts(template, &nothing, invented::day());
        let filled = fill(template, &values, &setting);
        assert!(!filled.may_be_issued(), "{}", template.form);
    }
}

#[test]
fn the_wording_of_an_office_takes_the_place_of_the_shipped_form_and_a_faulty_file_does_not() {
    let own = Path::new(env!("CARGO_TARGET_TMPDIR")).join("own-forms");
    fs::create_dir_all(own.join("ii")).unwrap();
    let words = "{facility} tiếp tục quản lý bị can và thi hành Quyết định này.";
    let better = FORM_42.replacen(
        "{facility} tiếp tục giam bị can trong thời hạn nêu tại Điều 1 và thi hành Quyết định này.",
        words,
        1,
    );
    fs::write(own.join("ii/042-HS.toml"), &better).unwrap();
    fs::write(own.join("ii/003-HS.toml"), "form = \"3/HS\"\nkin = 1\n").unwrap();
    let shipped = Templates::embedded().as_ref().unwrap();
    let (templates, faults) = shipped.clone().with_folder(&own).unwrap();
    assert_eq!(templates.all().count(), shipped.all().count());
    let on = day("2026-08-13");
    let form = templates.form("42/HS", on).unwrap();
    assert_eq!(form.replaced_by.as_deref(), Some("ii/042-HS.toml"));
    assert_eq!(templates.form("3/HS", on), shipped.form("3/HS", on));
    let [fault] = faults.as_slice() else {
        panic!("{faults:?}")
    };
    assert!(
        fault
            .to_string()
            .starts_with("ii/003-HS.toml:2, file: tệp không đọc được"),
        "{fault}"
    );
    let known = facts();
    let values = Values::from_facts(form, &known);
    let filled = fill(form, &values, &Setting::from_facts(form, &known, on));
    assert!(
        filled
            .checks_vi
            .iter()
            .any(|check| check.contains("lời văn riêng của đơn vị")),
        "{:?}",
        filled.checks_vi
    );
}

#[test]
fn the_form_of_an_act_is_found_only_while_it_is_valid() {
    let templates = Templates::embedded().as_ref().unwrap();
    assert!(templates.form("42/HS", day("2026-02-14")).is_none());
    assert_eq!(
        templates.form("42/HS", day("2026-02-15")).unwrap().name_vi,
        "Quyết định gia hạn tạm giam"
    );
    assert_eq!(
        templates
            .of_act("detention.extended", day("2026-08-13"))
            .count(),
        1
    );
}

#[test]
fn a_form_that_embodies_an_act_is_the_form_of_that_act_and_records_its_fields() {
    let law = law::Law::embedded();
    for template in Templates::embedded().as_ref().unwrap().all() {
        let mut acts = Vec::new();
        for named in template.acts() {
            let act = law
                .acts
                .get(named)
                .unwrap_or_else(|| panic!("{}: no act {named}", template.form));
            let forms = [&act.form, &act.form_accused];
            assert!(
                forms.contains(&&Some(template.form.clone())),
                "{}: the act {named} has another form",
                template.form
            );
            acts.push(act);
        }
        for field in &template.fields {
            let Some(records) = &field.records else {
                continue;
            };
            let names: &[&str] = if field.kind == Kind::Length {
                &["months", "days"]
            } else {
                &[records]
            };
            let kept = names
                .iter()
                .find_map(|name| acts.iter().find_map(|act| act.field(name)));
            let kept =
                kept.unwrap_or_else(|| panic!("{}: no act has the field {names:?}", template.form));
            // What a screen of the register would ask with a control of its own, the form must ask so too.
            let must_be = match kept.kind {
                FieldKind::Choice => Some(Kind::Choice),
                FieldKind::Charges => Some(Kind::Charges),
                FieldKind::YesNo => Some(Kind::YesNo),
                FieldKind::Staff => Some(Kind::Staff),
                _ => None,
            };
            if let Some(kind) = must_be {
                assert_eq!(field.kind, kind, "{} {}", template.form, field.name);
            }
        }
    }
}
