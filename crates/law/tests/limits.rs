//! The table of limits: whole, typed and findable.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use law::{
    Extensions, Kind, Law, LawFiles, Length, Limits, Method, Severity, Unit, Who, article_vi,
};

fn limits() -> &'static Limits {
    &Law::embedded().limits
}

fn today() -> chrono::NaiveDate {
    "2026-11-21".parse().unwrap()
}

#[test]
fn the_whole_table_is_loaded() {
    assert_eq!(limits().all().count(), 273);
    assert_eq!(
        limits()
            .all()
            .filter(|limit| limit.who == [Who::Procuracy])
            .count(),
        74
    );
    assert_eq!(
        limits().all().filter(|limit| limit.base.is_none()).count(),
        12
    );
    assert_eq!(limits().events().count(), 146);
}

#[test]
fn a_family_and_a_class_give_their_rule() {
    let of = |family, severity| {
        limits()
            .of_family(family, severity, today())
            .map(|limit| limit.id.as_str())
    };
    assert_eq!(of("INV", Severity::Serious), Some("INV-NT"));
    assert_eq!(of("DET-INV", Severity::LessSerious), Some("DET-INV-ITNT"));
    assert_eq!(
        of("INI-OTHER-AGENCY-7D", Severity::VerySerious),
        Some("INI-OTHER-AGENCY-7D-RAT_NGHIEM_TRONG")
    );
    assert_eq!(
        of("DET-NATSEC-EXTRA2", Severity::ExtremelySerious),
        Some("DET-NATSEC-EXTRA2-DBNT")
    );
    assert_eq!(of("CUSTODY", Severity::Serious), Some("CUSTODY"));
    assert_eq!(of("SUM-INV", Severity::Serious), None);
    assert_eq!(of("INV-", Severity::Serious), None);
}

#[test]
fn every_class_has_its_investigation_detention_prosecution_and_preparation() {
    for severity in Severity::ALL {
        for family in [
            "INV",
            "INV-RESUMED",
            "INV-REINV",
            "DET-INV",
            "PRO-DECIDE",
            "DET-PRO",
            "TRI-PREP",
            "DET-TRI",
        ] {
            let limit = limits().of_family(family, severity, today());
            assert_eq!(
                limit.map(|limit| limit.severity),
                Some(Some(severity)),
                "{family} {severity:?}"
            );
        }
    }
}

#[test]
fn an_event_gives_the_clocks_it_starts() {
    let started = |event, severity| -> Vec<&str> {
        limits()
            .started_by(event, severity, today())
            .map(|limit| limit.id.as_str())
            .collect()
    };
    assert_eq!(
        started("case.initiated", None),
        ["INI-SEND-CQDT", "INI-SEND-VKS"]
    );
    assert!(started("case.initiated", Some(Severity::Serious)).contains(&"INV-NT"));
    assert!(!started("case.initiated", Some(Severity::Serious)).contains(&"INV-ITNT"));
    assert_eq!(
        started("appellate.judgment_received", None),
        ["EXE-DECISION"]
    );
    assert_eq!(started("report.limit_expiry", None), ["RPT-EXT-REQUEST"]);
}

#[test]
fn rows_carry_what_a_clock_needs() {
    let rule = limits().rule("INV-NT").unwrap();
    let months = |value| Length::new(value, Unit::Months);
    assert_eq!(rule.base, Some(months(3)));
    assert_eq!(
        rule.extensions,
        Extensions::Listed(vec![months(3), months(2)])
    );
    assert_eq!(
        (rule.kind, rule.method),
        (Kind::Max, Method::MonthsSameDate)
    );
    assert_eq!(
        limits().rule("INV-SPECIAL").unwrap().extensions,
        Extensions::AsDecided
    );
    assert_eq!(limits().rule("EXE-DECISION").unwrap().start_events.len(), 2);
    assert_eq!(
        limits().rule("RPT-EXT-REQUEST").unwrap().start_events,
        ["report.limit_expiry"]
    );
    assert!(limits().rule("ACC-APPROVE").unwrap().is_for_procuracy());
}

#[test]
fn every_article_can_be_said_in_full_and_nothing_users_read_is_english() {
    for limit in limits().all() {
        assert!(
            article_vi(&limit.article).contains("Điều "),
            "{}: {}",
            limit.id,
            article_vi(&limit.article)
        );
        for shown in [
            &limit.name_vi,
            &limit.owner,
            &limit.extension_approver,
            &limit.doubt_vi,
        ] {
            for english in [
                " the ", " of ", " or ", " and ", " with ", " text", " when ",
            ] {
                assert!(
                    !format!(" {shown} ").contains(english),
                    "{}: {shown}",
                    limit.id
                );
            }
        }
    }
}

#[test]
fn detention_and_custody_rows_never_move_for_a_day_off() {
    for limit in limits().all().filter(|limit| limit.is_about_liberty()) {
        assert!(!limit.kind.moves_off_days_off(), "{}", limit.id);
    }
    for (id, method) in [
        ("DET-APPROVE", Method::DaysDay0Excluded),
        ("DET-AFTER-SENTENCE", Method::DetentionInclusive),
        ("SUM-DET-APP", Method::DetentionInclusive),
        ("CUSTODY-SUMMARY", Method::CustodyHours),
        ("EXE-SEND", Method::WorkingDays),
    ] {
        assert_eq!(limits().rule(id).unwrap().method, method, "{id}");
    }
}

#[test]
fn of_two_versions_the_one_in_force_on_the_first_day_is_used() {
    let files = LawFiles::EMBEDDED;
    let header = files.limits.lines().next().unwrap();
    let row = |base: u32, from: &str, to: &str| {
        format!(
            "T-1,Thử,Test,report,report,all,report.received,{base},days,max,days_day0_excluded,likely,,,same,BLTTHS Đ1,VKS,VKS,high,,{from},{to},v,\n"
        )
    };
    let parse = |rows: &str| Limits::parse(&format!("{header}\n{rows}"), files.events);
    let two = parse(&(row(20, "2018-01-01", "2026-06-30") + &row(15, "2026-07-01", ""))).unwrap();
    let base = |day: &str| {
        two.rule_on("T-1", day.parse().unwrap())
            .and_then(|limit| limit.base)
            .unwrap()
            .value
    };
    assert_eq!(
        (base("2026-06-30"), base("2026-07-01"), base("2017-01-01")),
        (20, 15, 20)
    );
    assert!(parse(&(row(20, "2018-01-01", "") + &row(15, "2026-07-01", ""))).is_err());
}

#[test]
fn a_row_that_no_clock_could_use_is_refused_with_its_id() {
    let files = LawFiles::EMBEDDED;
    let refused = |from: &str, to: &str| {
        let spoiled = files.limits.replacen(from, to, 1);
        assert_ne!(spoiled, files.limits, "{from} is in the table");
        Limits::parse(&spoiled, files.events).unwrap_err()
    };
    assert_eq!(
        refused("report.received,3,days,max", "report.received,,days,max").place,
        "RPT-NOTIFY-VKS"
    );
    assert_eq!(
        refused("report.received,3,days", "report.lost,3,days").place,
        "RPT-NOTIFY-VKS"
    );
    assert!(
        refused("report.received,3,days", "report.received,3,weeks")
            .place
            .starts_with("row ")
    );
    assert_eq!(
        refused("before:report.limit_expiry", "report.limit_expiry").place,
        "RPT-EXT-REQUEST"
    );
    assert_eq!(refused("not_halved", "a third").place, "RPT-RESOLVE");
    assert_eq!(
        refused("BLTTHS Đ333.1,PARTY,", "BLTTHS Đ333.1,ADDRESSEE,").place,
        "APP-JUDGMENT",
        "a window is the right of somebody"
    );
}

#[test]
fn a_right_is_a_row_of_kind_window_and_what_must_be_done_is_none() {
    let is_right = |id: &str| limits().rule(id).unwrap().is_right();
    for id in [
        "APP-JUDGMENT",
        "APP-DECISION",
        "PROTEST-JUDGMENT-UPPER",
        "FOREIGN-PROTEST-SAME",
        "CAS-AGAINST",
        "REO-AGAINST",
        "CPL-WINDOW",
        "DEATH-CLEMENCY",
    ] {
        assert!(is_right(id), "{id}");
    }
    for id in [
        "JUD-DELIVER",
        "PROTEST-SEND",
        "CUSTODY",
        "CPL-ARREST",
        "EXE-APPEAR",
    ] {
        assert!(!is_right(id), "{id}");
    }
}
