//! Every level of PAdES, and the second and third signature.

use crate::{
    judges::{ours, pdfsig, pyhanko, qpdf},
    papers,
    pki::{self, TOWN, Town, key, with_services},
};
use chrono::{FixedOffset, Utc};
use sign::{Allowed, Key, Level, Request, SignError, Verdict, sign};
use std::fs;

pub fn request() -> Request {
    let now = Utc::now().with_timezone(&FixedOffset::east_opt(7 * 3600).unwrap());
    Request {
        name: Some("Nguyễn Văn Viện".into()),
        reason: Some("Ký duyệt".into()),
        ..Request::at(now)
    }
}

pub fn signed(mut file: Vec<u8>, key: &dyn Key, level: Level) -> Vec<u8> {
    with_services(&TOWN, |services| {
        sign(&mut file, key, &request(), level, Some(services))
    })
    .unwrap();
    file
}

/// pyHanko, pdfsig, qpdf and we ourselves call every signature valid.
fn check_all_valid(file: &[u8], levels: &[&str]) {
    let report = ours(file);
    let shown = serde_json::to_string_pretty(&report).unwrap();
    let found: Vec<&str> = report
        .signatures
        .iter()
        .filter_map(|one| one.level)
        .collect();
    assert_eq!(found, levels, "{shown}");
    assert_eq!(report.verdict, Verdict::Valid, "{shown}");
    for said in pyhanko(file) {
        assert_eq!(said["valid"], true, "{said:#} {shown}");
        let changes = said["changes"].as_str().unwrap_or("NONE");
        assert!(
            ["NONE", "LTA_UPDATES", "FORM_FILLING"].contains(&changes),
            "{said:#}"
        );
    }
    pdfsig(file, levels.len());
    qpdf(file);
}

#[test]
fn a_signature_of_each_kind_of_key_is_valid_on_each_kind_of_file() {
    for (name, paper) in [
        ("rsa", papers::plain()),
        ("p256", papers::decision()),
        ("p384", papers::packed()),
    ] {
        check_all_valid(&signed(paper, &key(name), Level::BB), &["B-B"]);
    }
    check_all_valid(
        &signed(papers::decision(), &key("rsa").with_pss(), Level::BB),
        &["B-B"],
    );
}

#[test]
fn a_second_and_a_third_signature_leave_the_first_valid() {
    for paper in [papers::decision(), papers::packed()] {
        let mut file = signed(paper, &key("rsa"), Level::BB);
        file = signed(file, &key("p256"), Level::BB);
        file = signed(file, &key("p384"), Level::BB);
        check_all_valid(&file, &["B-B", "B-B", "B-B"]);
        let report = ours(&file);
        let whole: Vec<bool> = report
            .signatures
            .iter()
            .map(|one| one.covers_whole_file)
            .collect();
        assert_eq!(whole, [false, false, true]);
        assert_eq!(
            report.signatures[0].changes.len(),
            2,
            "{:?}",
            report.signatures[0].changes
        );
        assert_eq!(
            report.signatures[2].signer.as_deref(),
            Some("Viện kiểm sát nhân dân khu vực 3")
        );
    }
}

#[test]
fn a_time_stamp_proves_the_time() {
    let file = signed(papers::decision(), &key("rsa"), Level::BT);
    check_all_valid(&file, &["B-T"]);
    assert!(ours(&file).signatures[0].time_is_proven);
}

#[test]
fn long_term_levels_carry_their_proofs_inside() {
    for (level, code) in [(Level::BLT, "B-LT"), (Level::BLTA, "B-LTA")] {
        let file = signed(papers::decision(), &key("rsa"), level);
        let report = ours(&file);
        let shown = serde_json::to_string_pretty(&report).unwrap();
        assert_eq!(report.signatures[0].level, Some(code), "{shown}");
        assert_eq!(report.verdict, Verdict::Valid, "{shown}");
        let said = pyhanko(&file);
        assert_eq!(said[0]["ltv"]["inside"], true, "{said:#?}");
        if level == Level::BLTA {
            assert_eq!(said[0]["ltv"]["past"], "AdESPassed.OK", "{said:#?}");
        }
        assert!(said.iter().all(|one| one["valid"] == true), "{said:#?}");
        qpdf(&file);
    }
}

#[test]
fn three_signatures_with_every_proof_stay_valid() {
    let mut file = papers::decision();
    for name in ["rsa", "p256", "p384"] {
        file = signed(file, &key(name), Level::BLTA);
    }
    let report = ours(&file);
    let shown = serde_json::to_string_pretty(&report).unwrap();
    assert_eq!(report.verdict, Verdict::Valid, "{shown}");
    let levels: Vec<_> = report
        .signatures
        .iter()
        .filter_map(|one| one.level)
        .collect();
    assert_eq!(levels, ["B-LTA", "B-LTA", "B-LTA"], "{shown}");
    let said = pyhanko(&file);
    assert!(said.iter().all(|one| one["valid"] == true), "{said:#?}");
    qpdf(&file);
}

#[test]
fn a_certifying_signature_says_what_may_follow() {
    let certify = |allowed| {
        let mut file = papers::decision();
        let request = Request {
            certifies: Some(allowed),
            ..request()
        };
        sign(&mut file, &key("rsa"), &request, Level::BB, None).unwrap();
        file
    };
    let open = signed(
        certify(Allowed::FormsAndSignatures),
        &key("p256"),
        Level::BB,
    );
    check_all_valid(&open, &["B-B", "B-B"]);
    let mut closed = certify(Allowed::Nothing);
    check_all_valid(&closed, &["B-B"]);
    let before = closed.clone();
    let refused = sign(&mut closed, &key("p256"), &request(), Level::BB, None);
    assert!(matches!(refused, Err(SignError::Closed)));
    assert_eq!(closed, before);
    let late = Request {
        certifies: Some(Allowed::Nothing),
        ..request()
    };
    let mut signed_before = signed(papers::plain(), &key("rsa"), Level::BB);
    assert!(matches!(
        sign(&mut signed_before, &key("p256"), &late, Level::BB, None),
        Err(SignError::NotFirst)
    ));
}

#[test]
fn when_a_service_is_silent_nothing_is_signed_and_a_sentence_says_so() {
    for town in [
        Town {
            stamps: false,
            answers: true,
        },
        Town {
            stamps: true,
            answers: false,
        },
    ] {
        let mut file = papers::decision();
        let before = file.clone();
        let refused = with_services(&town, |services| {
            sign(
                &mut file,
                &key("rsa"),
                &request(),
                Level::BLT,
                Some(services),
            )
        });
        assert!(refused.unwrap_err().sentence().contains("không trả lời"));
        assert_eq!(file, before);
    }
}

#[test]
fn an_address_that_is_not_configured_is_not_asked() {
    let trust = pki::trust();
    let addresses = sign::Addresses {
        revocation: Vec::new(),
        ..pki::addresses()
    };
    let bare = sign::TrustList::of(pki::chain("root", "root"));
    let services = sign::Services {
        outside: &TOWN,
        addresses: &addresses,
        trust: &bare,
    };
    let mut file = papers::decision();
    let refused = sign(
        &mut file,
        &key("rsa"),
        &request(),
        Level::BLT,
        Some(services),
    );
    assert!(
        refused
            .unwrap_err()
            .sentence()
            .contains("chưa được cấu hình")
    );
    assert!(trust.evidence.ocsps.is_empty());
}

#[test]
fn an_authority_is_believed_in_its_time_only_and_a_proof_of_revocation_outweighs_all() {
    let folder = tempfile::tempdir().unwrap();
    for file in fs::read_dir(pki::trust_folder()).unwrap() {
        let file = file.unwrap().path();
        fs::copy(&file, folder.path().join(file.file_name().unwrap())).unwrap();
    }
    let file = signed(papers::decision(), &key("rsa"), Level::BT);
    let judged = || {
        let trust = sign::TrustList::folder(folder.path()).unwrap();
        sign::verify(
            &file,
            &sign::Question {
                trust: &trust,
                at: Utc::now(),
                services: None,
            },
        )
    };
    assert_eq!(judged().verdict, Verdict::Valid);
    fs::write(
        folder.path().join("trust.csv"),
        "file,from,to\nroot.crt,2020-01-01,2021-12-31\n",
    )
    .unwrap();
    assert_eq!(judged().verdict, Verdict::Indeterminate);
    assert!(
        judged().signatures[0]
            .reasons
            .iter()
            .any(|reason| reason.contains("danh sách tin cậy"))
    );
    fs::write(
        folder.path().join("trust.csv"),
        "file,from,to\nroot.crt,2020-01-01,\n",
    )
    .unwrap();
    assert_eq!(judged().verdict, Verdict::Valid);
    // Without any word on revocation nothing is valid.
    fs::remove_file(folder.path().join("ca.crl")).unwrap();
    assert_eq!(judged().verdict, Verdict::Indeterminate);
    assert!(
        judged().signatures[0]
            .reasons
            .iter()
            .any(|reason| reason.contains("thu hồi"))
    );
}

#[test]
fn a_certificate_that_has_run_out_or_was_revoked_signs_nothing() {
    let mut file = papers::plain();
    let before = file.clone();
    let expired = sign(&mut file, &key("expired"), &request(), Level::BB, None).unwrap_err();
    assert!(
        matches!(expired, SignError::MayNotSign(_)) && expired.sentence().contains("Lê Hết Hạn")
    );
    let revoked = with_services(&TOWN, |services| {
        sign(
            &mut file,
            &key("revoked"),
            &request(),
            Level::BLT,
            Some(services),
        )
    });
    assert!(revoked.unwrap_err().sentence().contains("đã bị thu hồi"));
    assert_eq!(file, before);
}
