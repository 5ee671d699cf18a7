//! Who may do what: a table of cases, and the printed matrix.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::*;
use crate::{Actor, Covers, Delegated};

/// A province (P68) above two regions, with a unit of the past (OLD) that the province succeeded.
fn actor(role: Role, unit: &str) -> Actor {
    let set = |keys: &[&str]| {
        keys.iter()
            .map(|key| (*key).to_owned())
            .collect::<BTreeSet<_>>()
    };
    let covers = match unit {
        "P68" => Covers::new(set(&["P68", "OLD"]), set(&["P68", "OLD", "KV01", "KV02"])),
        other => Covers::new(set(&[other]), set(&[other])),
    };
    Actor {
        covers,
        ..Actor::sample(role, unit)
    }
}

#[track_caller]
fn check(role: Role, at: &str, right: &str, over: &str, assigned: bool, expected: bool) {
    let right = Right::parse(right).unwrap();
    let answer = Rights::embedded().may(&actor(role, at), right, over, assigned);
    assert_eq!(
        answer, expected,
        "{role:?} of {at}: {right} over {over}, assigned: {assigned}"
    );
}

#[test]
fn the_answer_is_no_unless_the_table_says_otherwise() {
    use Role::*;
    // A region's chief decides in the region, nowhere else.
    check(
        Chief,
        "KV01",
        "criminal.decision.issue",
        "KV01",
        false,
        true,
    );
    check(
        Chief,
        "KV01",
        "criminal.decision.issue",
        "KV02",
        false,
        false,
    );
    check(
        Chief,
        "KV01",
        "criminal.decision.issue",
        "P68",
        false,
        false,
    );
    // The province sees the regions' figures and may open them; it does not read their matters as its own.
    check(Chief, "P68", "statistics.read", "KV02", false, true);
    check(Chief, "P68", "statistics.open_figure", "KV02", false, true);
    check(Chief, "P68", "criminal.matter.read", "KV02", false, false);
    check(Chief, "P68", "criminal.matter.read", "OLD", false, true);
    check(Chief, "P68", "casefile.read", "KV02", true, false);
    // A prosecutor works on what is assigned to them.
    check(
        Prosecutor,
        "KV01",
        "criminal.fact.record",
        "KV01",
        true,
        true,
    );
    check(
        Prosecutor,
        "KV01",
        "criminal.fact.record",
        "KV01",
        false,
        false,
    );
    check(
        Prosecutor,
        "KV01",
        "criminal.fact.record",
        "KV02",
        true,
        false,
    );
    check(
        Prosecutor,
        "KV01",
        "criminal.decision.issue",
        "KV01",
        true,
        false,
    );
    check(Prosecutor, "P68", "statistics.read", "KV01", false, false);
    check(Examiner, "KV01", "documents.draft", "KV01", true, true);
    check(Examiner, "KV01", "documents.issue", "KV01", true, false);
    check(
        Clerk,
        "KV01",
        "criminal.matter.register",
        "KV01",
        false,
        true,
    );
    check(Clerk, "KV01", "casefile.read", "KV01", false, false);
    check(
        Statistician,
        "P68",
        "statistics.open_figure",
        "KV01",
        false,
        true,
    );
    check(
        Statistician,
        "P68",
        "criminal.fact.record",
        "P68",
        true,
        false,
    );
    check(ItOfficer, "P68", "people.person.edit", "KV01", false, true);
    check(ItOfficer, "KV01", "people.person.edit", "P68", false, false);
}

#[test]
fn the_it_officer_sees_no_case_content() {
    let it = actor(Role::ItOfficer, "P68");
    for right in Right::ALL {
        let of_content = [
            "criminal.",
            "casefile.",
            "documents.",
            "statistics.",
            "search.",
            "desk.",
        ];
        if of_content.iter().any(|area| right.id().starts_with(area)) {
            assert!(!Rights::embedded().holds(&it, *right), "{right}");
            assert!(!Rights::embedded().may(&it, *right, "P68", true), "{right}");
        }
    }
}

#[test]
fn a_delegation_widens_by_what_its_giver_has_and_no_further() {
    let giver = actor(Role::Chief, "KV01");
    let other = Uuid::from_u128(77);
    let given = Delegated {
        id: Uuid::from_u128(7),
        from_person: other,
        from_name: "Trần Thị Bình".to_owned(),
        role: giver.role,
        rights: vec![Right::CriminalDecisionIssue, Right::SystemBackup],
        covers: giver.covers,
    };
    let mut actor = actor(Role::Prosecutor, "KV01");
    let rights = Rights::embedded();
    assert_eq!(
        rights.widest(&actor, Right::CriminalDecisionIssue),
        Reach::None
    );
    actor.delegations.push(given);
    assert!(rights.may(&actor, Right::CriminalDecisionIssue, "KV01", false));
    assert!(!rights.may(&actor, Right::CriminalDecisionIssue, "KV02", false));
    assert!(
        !rights.may(&actor, Right::CriminalNumberCancel, "KV01", false),
        "was not given"
    );
    assert!(
        !rights.may(&actor, Right::SystemBackup, "KV01", false),
        "the giver has it not"
    );
    assert_eq!(
        rights.widest(&actor, Right::CriminalDecisionIssue),
        Reach::Unit
    );
    assert!(actor.is_assigned(&[other]) && !actor.is_assigned(&[Uuid::from_u128(78)]));
    assert_eq!(actor.stands_for(), [actor.person, other]);
}

#[test]
fn every_right_has_an_id_of_its_own_and_a_vietnamese_name() {
    let ids: BTreeSet<&str> = Right::ALL.iter().map(|right| right.id()).collect();
    assert_eq!(ids.len(), Right::ALL.len());
    for right in Right::ALL {
        assert_eq!(Right::parse(right.id()), Some(*right));
        assert!(!right.name_vi().is_ascii(), "{right}");
    }
}

#[test]
fn the_printed_matrix_is_the_committed_one() {
    let printed = Rights::embedded().printed();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/rights.out");
    if std::env::var_os("KIEMSAT_BLESS").is_some() {
        std::fs::write(path, &printed).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(
        printed, committed,
        "look at the change, then run with KIEMSAT_BLESS=1"
    );
}

#[test]
fn a_table_with_a_fault_is_refused() {
    let good = include_str!("../../data/rights.csv");
    let without_last = good.trim_end().rsplit_once('\n').unwrap().0.to_owned();
    let broken = [
        without_last,
        good.replace("audit.read,unit", "audit.read,everything"),
        good.replace("audit.read", "audit.write"),
        good.replace("chief,deputy_chief", "deputy_chief,chief"),
        good.replace("audit.read", "system.backup"),
        String::new(),
    ];
    for text in broken {
        assert!(Rights::parse(&text).is_err());
    }
}
