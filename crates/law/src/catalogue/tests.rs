use super::*;
use crate::LawFiles;

fn built_in() -> Catalogue {
    Catalogue::parse(LawFiles::EMBEDDED.acts).unwrap()
}

fn with_row(row: &str) -> Result<Catalogue, DataError> {
    let fields = LawFiles::EMBEDDED
        .acts
        .iter()
        .copied()
        .find(|(name, _)| name.ends_with("fields.toml"))
        .unwrap();
    Catalogue::parse(&[fields, ("acts/trial.toml", row)])
}

const ROW: &str = r#"
[[act]]
id = "report.received"
name_vi = "Tiếp nhận"
name_en = "Receipt"
short_vi = "Tiếp nhận"
stage = "report"
scope = "report"
issuers = ["CQDT"]
vks_role = "reviews"
articles = ["BLTTHS Đ144"]
valid_from = "2018-01-01"
certainty = "T"
"#;

#[test]
fn the_catalogue_of_the_program_is_lawful_data_and_knows_the_acts_of_the_spine() {
    let catalogue = built_in();
    for id in [
        "report.received",
        "report.extended",
        "report.suspended",
        "report.suspension_annulled",
        "report.resumed",
        "report.transferred",
        "case.not_initiated",
        "case.initiated",
        "accused.initiated",
        "accused.approved",
        "custody.decided",
        "custody.started",
        "custody.extension_approved",
        "detention.approved",
        "detention.started",
        "detention.extended",
        "bail.decided",
        "residence_ban.ordered",
        "exit_ban.decided",
        "investigation.demanded",
        "investigation.extended",
        "investigation.suspended",
        "investigation.concluded",
        "vks.case_file_received",
        "prosecution.extended",
        "case.returned",
        "supplement.file_received_by_cqdt",
        "detention.ordered_by_vks",
        "case.indicted",
        "indictment.served",
        "case.sent_to_court",
        "party.described",
        "fact.withdrawn",
    ] {
        assert!(catalogue.get(id).is_some(), "{id}");
    }
}

#[test]
fn the_extension_of_detention_is_form_42_issued_by_the_procuracy_and_shows_in_register_06() {
    let catalogue = built_in();
    let act = catalogue.get("detention.extended").unwrap();
    assert_eq!(act.form.as_deref(), Some("42/HS"));
    assert_eq!(act.vks_role, VksRole::Issues);
    assert!(act.registers.contains(&"06.14".to_owned()));
    assert_eq!(
        act.series.as_ref().map(|series| series.object),
        Some("accused")
    );
    assert!(act.field("from").is_some_and(|field| field.required));
}

#[test]
fn an_act_is_looked_up_as_it_stood_on_its_day() {
    let older = ROW.replace(
        "certainty = \"T\"",
        "certainty = \"T\"\nvalid_to = \"2025-06-30\"",
    );
    let newer = ROW
        .replace("2018-01-01", "2025-07-01")
        .replace("Tiếp nhận", "Tiếp nhận mới");
    let catalogue = with_row(&format!("{older}{newer}")).unwrap();
    let on = |day: &str| {
        catalogue
            .on("report.received", day.parse().unwrap())
            .unwrap()
            .short_vi
            .clone()
    };
    assert_eq!(on("2025-06-30"), "Tiếp nhận");
    assert_eq!(on("2025-07-01"), "Tiếp nhận mới");
}

#[test]
fn a_row_with_a_slip_is_refused_with_its_file_and_id() {
    let slips = [
        (
            "certainty = \"T\"",
            "certainty = \"T\"\nmoves = { report = \"lost\" }",
            "no state",
        ),
        (
            "certainty = \"T\"",
            "certainty = \"T\"\nform = \"214/HS\"",
            "no form",
        ),
        (
            "certainty = \"T\"",
            "certainty = \"T\"\nvalid_to = \"2017-01-01\"",
            "ends before",
        ),
        (
            "certainty = \"T\"",
            "certainty = \"T\"\nfields = [\"colour\"]",
            "no field",
        ),
        (
            "certainty = \"T\"",
            "certainty = \"T\"\nregisters = [\"40.1\"]",
            "no register",
        ),
        (
            "certainty = \"T\"",
            "certainty = \"T\"\napproves = \"nothing\"",
            "does not exist",
        ),
        ("articles = [\"BLTTHS Đ144\"]", "", "no article"),
    ];
    for (old, new, why) in slips {
        let error = with_row(&ROW.replace(old, new)).unwrap_err();
        assert_eq!(error.file, "acts/trial.toml");
        assert!(error.place.contains("report.received"), "{error}");
        assert!(error.problem.contains(why), "{error}");
    }
    let twice = with_row(&format!("{ROW}{ROW}")).unwrap_err();
    assert!(twice.problem.contains("twice"), "{twice}");
}

#[test]
fn a_clock_that_can_be_extended_must_say_what_follows_once_it_has_run_out() {
    const STEP: &str = r#"
[[step]]
clock = "RPT-RESOLVE"
extend = "report.received"
finish = "report.received"
finish_vi = "Giải quyết."
"#;
    let after = |more: &str| with_row(&format!("{ROW}{STEP}{more}"));
    for (more, why) in [
        ("", "once it has run out"),
        ("lapsed = \"report.received\"", "only half"),
        (
            "lapsed = \"report.received\"\nlapsed_vi = \"Gia hạn.\"",
            "once it has run out",
        ),
        (
            "lapsed = \"report.gone\"\nlapsed_vi = \"Giải quyết.\"",
            "does not exist",
        ),
    ] {
        let error = after(more).unwrap_err();
        assert!(error.problem.contains(why), "{error}");
    }
}

#[test]
fn a_limit_of_the_simplified_procedure_is_met_by_the_act_that_meets_the_ordinary_one() {
    let catalogue = built_in();
    let usual = |family: &str| catalogue.usual_end(family).map(|act| act.id.as_str());
    assert_eq!(usual("SUM-OPEN"), Some("trial.opened"));
    assert_eq!(
        usual("SUM-PRO"),
        Some("case.indicted_simplified"),
        "its own comes first"
    );
    assert_eq!(usual("NO-SUCH-CLOCK"), None);
}

#[test]
fn a_clock_that_the_table_of_limits_does_not_have_is_refused() {
    let catalogue =
        with_row(&ROW.replace("certainty", "starts = [\"RPT-FOREVER\"]\ncertainty")).unwrap();
    let error = catalogue
        .check_clocks(|family| family != "RPT-FOREVER")
        .unwrap_err();
    assert!(error.problem.contains("RPT-FOREVER"), "{error}");
}

#[test]
fn every_choice_and_every_field_has_a_vietnamese_label() {
    for act in built_in().all() {
        assert!(
            !act.short_vi.is_empty() && !act.name_vi.is_empty(),
            "{}",
            act.id
        );
        for field in &act.fields {
            assert!(!field.label_vi.is_empty(), "{} {}", act.id, field.name);
            assert!(
                field.choices.iter().all(|(_, label)| !label.is_empty()),
                "{} {}",
                act.id,
                field.name
            );
        }
    }
}

#[track_caller]
fn is_committed(page: &str, drawn: &str) {
    let path = format!("{}/../../docs/{page}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, drawn).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        drawn == committed,
        "docs/{page} is not what the catalogue gives: run the tests with BLESS=1"
    );
}

#[test]
fn the_committed_state_pictures_are_those_of_the_data() {
    is_committed("states.md", &generate_state_pictures(&built_in()));
}

#[test]
fn the_committed_list_of_acts_is_that_of_the_data() {
    is_committed("acts.md", &generate_act_list(&built_in()));
}

#[test]
fn a_move_with_a_guard_only_leaves_the_states_it_names() {
    let step: Move<ReportState> = Move::read("verifying when received").unwrap();
    assert_eq!(
        step.from(Some(ReportState::Received)),
        Some(ReportState::Verifying)
    );
    assert_eq!(step.from(Some(ReportState::Extended)), None);
    let step: Move<ReportState> = Move::read("case_opened unless none").unwrap();
    assert_eq!(step.from(None), None);
    assert_eq!(
        step.from(Some(ReportState::Suspended)),
        Some(ReportState::CaseOpened)
    );
}

#[test]
fn a_clock_that_depends_on_a_field_starts_only_when_the_field_says_so() {
    let body = |text: &str| serde_json::from_str::<serde_json::Map<_, _>>(text).unwrap();
    let start = Start::read("INV-SUPP-COURT if returned_by=tham_phan|hdxx").unwrap();
    assert!(
        start
            .condition
            .holds(&body(r#"{"returned_by":"hdxx"}"#), false, true)
    );
    assert!(
        !start
            .condition
            .holds(&body(r#"{"returned_by":"vks"}"#), false, true)
    );
    let start = Start::read("RPT-RESOLVE unless complex").unwrap();
    assert!(start.condition.holds(&body("{}"), true, true));
    assert!(
        !start
            .condition
            .holds(&body(r#"{"complex":true}"#), true, true)
    );
}

#[test]
fn choices_stand_in_the_order_of_the_file_which_is_that_of_the_law() {
    let catalogue = built_in();
    let received = catalogue.get("report.received").unwrap();
    let kinds = &received.field("report_kind").unwrap().choices;
    let codes: Vec<&str> = kinds.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(
        codes[..3],
        ["to_giac", "tin_bao", "kien_nghi_khoi_to"],
        "BLTTHS Đ144"
    );
}
