//! Time-stamp authorities that are silent, refuse, or give something else than was asked for.

use crate::{
    judges::ours,
    levels::request,
    papers,
    pki::{self, STAMPS, TOWN, key},
};
use sign::{Addresses, Level, Outside, OutsideError, Services, SignError, Verdict, sign};
use std::sync::Mutex;

/// An authority that makes this of each question.
struct Odd<F>(F);

impl<F: Fn(&[u8]) -> Vec<u8> + Send + Sync> Outside for Odd<F> {
    fn post(&self, address: &str, _: &str, body: &[u8]) -> Result<Vec<u8>, OutsideError> {
        match address {
            STAMPS => Ok((self.0)(body)),
            _ => Err(OutsideError::Silent {
                address: address.into(),
                what: "closed".into(),
            }),
        }
    }

    fn get(&self, address: &str) -> Result<Vec<u8>, OutsideError> {
        TOWN.get(address)
    }
}

fn stamped(by: &dyn Outside, addresses: &[&str]) -> Result<Vec<u8>, SignError> {
    let trust = pki::trust();
    let addresses = Addresses {
        time_stamps: addresses.iter().map(|one| (*one).to_owned()).collect(),
        revocation: Vec::new(),
    };
    let services = Services {
        outside: by,
        addresses: &addresses,
        trust: &trust,
    };
    let mut file = papers::plain();
    let done = sign(
        &mut file,
        &key("p256"),
        &request(),
        Level::BT,
        Some(services),
    );
    if done.is_err() {
        assert_eq!(file, papers::plain(), "what failed changes nothing");
    }
    done.map(|()| file)
}

#[test]
fn when_the_first_authority_is_silent_the_next_one_stamps() {
    let odd = Odd(|question: &[u8]| TOWN.stamp(question));
    let file = stamped(&odd, &["http://closed.test/", STAMPS]).unwrap();
    assert_eq!(ours(&file).signatures[0].level, Some("B-T"));
    let nobody = stamped(&odd, &["http://closed.test/"]).unwrap_err();
    assert!(nobody.sentence().contains("không trả lời"), "{nobody}");
    let none = stamped(&odd, &[]).unwrap_err();
    assert!(matches!(none, SignError::NoTimeStampAuthority), "{none}");
}

#[test]
fn an_answer_that_is_no_stamp_for_this_question_is_refused() {
    let first = Mutex::new(None);
    let replays = move |question: &[u8]| {
        let mut first = first.lock().unwrap();
        first.get_or_insert_with(|| TOWN.stamp(question)).clone()
    };
    let another_nonce = |question: &[u8]| {
        let mut other = question.to_vec();
        // The request ends with its nonce and with "the certificate, please": 01 01 ff.
        let last = other.len() - 4;
        other[last] ^= 1;
        TOWN.stamp(&other)
    };
    // PKIStatus 2: rejection.
    let rejects = |_: &[u8]| vec![0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02];
    let talks = |_: &[u8]| b"<html>503</html>".to_vec();
    let replaying = Odd(replays);
    assert!(stamped(&replaying, &[STAMPS]).is_ok());
    let odd: [(&str, &dyn Outside); 4] = [
        ("replayed", &replaying),
        ("another nonce", &Odd(another_nonce)),
        ("rejected", &Odd(rejects)),
        ("no stamp", &Odd(talks)),
    ];
    for (what, authority) in odd {
        let refused = stamped(authority, &[STAMPS]).unwrap_err();
        assert!(
            matches!(refused, SignError::Outside(OutsideError::Answer { .. })),
            "{what}: {refused}"
        );
    }
}

#[test]
fn a_stamp_by_an_authority_that_nobody_believes_proves_no_time() {
    let stranger = Odd(|question: &[u8]| TOWN.stamp_by("clock", question));
    let file = stamped(&stranger, &[STAMPS]).unwrap();
    let report = ours(&file);
    let own = &report.signatures[0];
    assert_ne!(report.verdict, Verdict::Valid, "{own:#?}");
    assert!(!own.time_is_proven && own.level == Some("B-B"), "{own:#?}");
    assert!(
        own.reasons
            .iter()
            .any(|reason| reason.contains("Chưa tin được dấu thời gian")),
        "{own:#?}"
    );
}
