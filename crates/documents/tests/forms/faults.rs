//! Forms with a fault: what the loader refuses, and where it says the fault is.

use super::*;

/// The shipped form with one thing changed must be refused at that place.
fn refused(from: &str, to: &str) -> TemplateError {
    assert!(FORM_42.contains(from), "{from}");
    Template::parse("042-HS.toml", &FORM_42.replacen(from, to, 1), COMMON).unwrap_err()
}

#[test]
fn a_form_with_a_fault_is_refused_naming_file_and_place() {
    let table = [
        ("{facility} tiếp tục", "{facilty} tiếp tục", "article 2", Fault::UnknownField("facilty".into())),
        ("{facility} tiếp tục", "{facility tiếp tục", "article 2", Fault::Unbalanced("{facility tiếp tục giam bị can trong thời hạn nêu tại Điều 1 và thi hành Quyết định này.".into())),
        ("{count:ordinal})", "{count:roman})", "subject", Fault::UnknownFormat("roman".into())),
        ("{count:ordinal})", "{count:full})", "subject", Fault::FormatDoesNotFit { field: "count".into(), format: "full".into() }),
        ("[, sinh ngày {accused_born_on}]", ", sinh ngày {accused_born_on}", "article 1", Fault::OptionalOutsideBrackets("accused_born_on".into())),
        ("đến hết ngày {to}.", "[đến hết ngày {to}].", "article 1", Fault::RequiredInsideBrackets("to".into())),
        ("when = \"minor\"", "when = \"miner\"", "legal_basis 3", Fault::UnknownCondition("miner".into())),
        ("name = \"case_on\"", "name = \"case_number\"", "field case_number", Fault::NamedTwice("case_number".into())),
        ("[[recipient]]\ntext = \"{facility}\"", "[[recipient]]\ntext = \"Bị can\"\nwhen = \"old\"", "recipient 2", Fault::UnknownCondition("old".into())),
        ("signers = [\"chief\"", "signers = [\"king\"", "signers", Fault::UnknownSigner("king".into())),
        ("title = \"QUYẾT ĐỊNH\"", "title = \" \"", "title", Fault::Empty("title")),
        ("valid_from = \"2026-02-15\"", "valid_from = \"2026-02-15\"\nvalid_to = \"2026-02-14\"", "valid_to", Fault::EndsBeforeItBegins),
        ("articles = [\"174\"]", "articles = []", "legal_basis 2", Fault::Empty("articles")),
        ("{investigator}\"\n\n[[recipient]]\ntext = \"{facility}", "[Viện]\"\n\n[[recipient]]\ntext = \"{facility}", "recipient 1", Fault::EmptyBrackets("[Viện]".into())),
    ];
    for (from, to, place, fault) in table {
        let error = refused(from, to);
        assert_eq!(
            (error.template.as_str(), error.place.as_str(), &error.fault),
            ("042-HS.toml", place, &fault),
            "{from} → {to}"
        );
        assert!(error.to_string().starts_with("042-HS.toml, "), "{error}");
    }
}

#[test]
fn an_unknown_key_or_a_bad_date_is_refused() {
    for (from, to) in [
        ("certainty = \"high\"", "certainty = \"sure\""),
        ("valid_from = \"2026-02-15\"", "valid_from = \"2026-02-30\""),
        ("symbol = \"QĐ\"", "symbol = \"QĐ\"\nsymbl = \"QĐ\""),
        ("type = \"length\"", "type = \"lenght\""),
    ] {
        let error = refused(from, to);
        assert!(
            matches!(error.fault, Fault::Toml(_)),
            "{from} → {to}: {error}"
        );
    }
}

#[test]
fn a_field_that_nothing_uses_is_refused() {
    let extra = format!(
        "{FORM_42}\n[[field]]\nname = \"idle\"\nlabel_vi = \"Thừa\"\ntype = \"text\"\nsource = \"x\"\n"
    );
    let error = Template::parse("042-HS.toml", &extra, COMMON).unwrap_err();
    assert_eq!(error.fault, Fault::NeverUsed("idle".into()));
}

#[test]
fn two_forms_of_one_number_may_not_be_valid_on_the_same_day() {
    let error = Templates::parse(&[("a.toml", FORM_42), ("b.toml", FORM_42)], COMMON).unwrap_err();
    assert_eq!(error.fault, Fault::Overlaps("a.toml".into()));
    let old = FORM_42.replacen(
        "valid_from = \"2026-02-15\"",
        "valid_from = \"2018-01-09\"\nvalid_to = \"2026-02-14\"",
        1,
    );
    let both = Templates::parse(&[("old.toml", &old), ("new.toml", FORM_42)], COMMON).unwrap();
    assert_eq!(
        both.form("42/HS", day("2026-02-14")).unwrap().valid_from,
        day("2018-01-09")
    );
    assert_eq!(
        both.form("42/HS", day("2026-02-15")).unwrap().valid_from,
        day("2026-02-15")
    );
}
