//! Forms with a fault: what the loader refuses, and where it says the fault is.

use super::*;

/// The shipped form with one thing changed must be refused at that place.
fn refused(from: &str, to: &str) -> TemplateError {
    assert!(FORM_42.contains(from), "{from}");
    Template::parse("042-HS.toml", &FORM_42.replacen(from, to, 1), dictionary()).unwrap_err()
}

#[test]
fn a_form_with_a_fault_is_refused_naming_file_line_and_place() {
    let facility = "{facility} tiếp tục giam";
    let table = [
        (facility, "{facilty} tiếp tục giam", "field facilty", Fault::UnknownField("facilty".into())),
        (facility, "{facility tiếp tục giam", "articles 2", Fault::Unbalanced("{facility tiếp tục giam bị can trong thời hạn nêu tại Điều 1 và thi hành Quyết định này.".into())),
        ("{count:ordinal})", "{count:roman})", "subject", Fault::UnknownFormat("roman".into())),
        ("{count:ordinal})", "{count:full})", "subject", Fault::FormatDoesNotFit { field: "count".into(), format: "full".into() }),
        ("if minor", "if miner", "law 3", Fault::UnknownCondition("miner".into())),
        ("BLTTHS 174", "BLTHS 174", "law 2", Fault::UnreadableBasis("BLTHS 174 if resumed".into())),
        ("\"@held\"", "\"@heldd\"", "bases 3", Fault::UnknownPhrase("heldd".into())),
        ("{@accused_line}", "{@identity}", "articles 1", Fault::LongPhrase("identity".into())),
        ("kind = \"decision\"", "kind = \"edict\"", "kind", Fault::UnknownKind("edict".into())),
        ("detention.extended", "detention.extende", "act", Fault::UnknownAct("detention.extende".into())),
        ("kind = \"decision\"", "kind = \"decision\"\nsigners = \"king\"", "signers", Fault::UnknownSigner("king".into())),
        ("kind = \"decision\"", "kind = \"decision\"\ntitle = \" \"", "title", Fault::Empty("title")),
        ("kind = \"decision\"", "kind = \"decision\"\nvalid_to = 2026-02-14", "valid_to", Fault::EndsBeforeItBegins),
        ("recipients = [\"{investigator}\"", "recipients = [\"[Viện]\"", "recipients 1", Fault::EmptyBrackets("[Viện]".into())),
        ("label_vi = \"Lý do gia hạn\"", "records = \"why\"", "field reason", Fault::UnknownRecord("why".into())),
        ("[fields]", "[fields]\nidle = { label_vi = \"Thừa\" }", "field idle", Fault::NeverUsed("idle".into())),
        ("[fields]", "[fields]\nfresh = { type = \"day\" }", "field fresh", Fault::NoLabel("fresh".into())),
    ];
    for (from, to, place, fault) in table {
        let to = to.replace("valid_to = 2026-02-14", "valid_to = \"2026-02-14\"");
        let error = refused(from, &to);
        assert_eq!(
            (error.template.as_str(), error.place.as_str(), &error.fault),
            ("042-HS.toml", place, &fault),
            "{from} → {to}"
        );
        assert!(error.line.is_some(), "{error}");
    }
    let error = refused(facility, "{facilty} tiếp tục giam");
    assert_eq!(
        error.to_string(),
        "042-HS.toml:21, field facilty: không có trường {facilty} trong fields.toml hay trong [fields] của mẫu"
    );
}

#[test]
fn every_fault_of_a_file_is_told_at_once() {
    let two = FORM_42
        .replacen("{facility} tiếp", "{facilty} tiếp", 1)
        .replacen("{investigator} giao", "{investgator} giao", 1);
    let faults = Template::read("042-HS.toml", &two, dictionary()).unwrap_err();
    assert_eq!(faults.len(), 2, "{faults:?}");
}

#[test]
fn an_unknown_key_or_a_bad_date_is_refused() {
    for (from, to) in [
        ("certainty = \"high\"", "certainty = \"sure\""),
        (
            "kind = \"decision\"",
            "kind = \"decision\"\nvalid_from = \"2026-02-30\"",
        ),
        ("kind = \"decision\"", "kind = \"decision\"\nsymbl = \"QĐ\""),
        ("label_vi = \"Lý do gia hạn\"", "type = \"lenght\""),
    ] {
        let error = refused(from, to);
        assert!(
            matches!(error.fault, Fault::Toml(_)),
            "{from} → {to}: {error}"
        );
    }
}

#[test]
fn two_forms_of_one_number_may_not_be_valid_on_the_same_day() {
    let error =
        Templates::parse(&[("a.toml", FORM_42), ("b.toml", FORM_42)], dictionary()).unwrap_err();
    assert_eq!(error.fault, Fault::Overlaps("a.toml".into()));
    let old = FORM_42.replacen(
        "kind = \"decision\"",
        "kind = \"decision\"\nvalid_from = \"2018-01-09\"\nvalid_to = \"2026-02-14\"",
        1,
    );
    let both =
        Templates::parse(&[("old.toml", &old), ("new.toml", FORM_42)], dictionary()).unwrap();
    assert_eq!(
        both.form("42/HS", day("2026-02-14")).unwrap().valid_from,
        day("2018-01-09")
    );
    assert_eq!(
        both.form("42/HS", day("2026-02-15")).unwrap().valid_from,
        day("2026-02-15")
    );
}
