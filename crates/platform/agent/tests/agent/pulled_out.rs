//! The token is pulled out between the list and the signature, or what is on it may not sign: a sentence, no signature, and it goes on
//! once the right device is back.

use crate::{
    asking::Page,
    judges::ours,
    papers,
    signing::{finished, item, ordered, plugged, prepared, with_agent},
    softhsm::{PIN, add_token, tokens},
};
use serde_json::{Value, json};
use sign::Verdict;
use std::fs;

/// While it is away no device is in the machine, and its library is there.
fn while_away(act: impl FnOnce()) {
    let (here, away) = (tokens(), tokens().with_extension("away"));
    fs::rename(&here, &away).unwrap();
    fs::create_dir(&here).unwrap();
    act();
    fs::remove_dir_all(&here).unwrap();
    fs::rename(&away, &here).unwrap();
}

fn signs(page: &Page, by: &Value, file: &[u8]) {
    let draft = prepared(file, by);
    let (id, window) = ordered(page, by, vec![item(1, &draft)]);
    page.agent.says(&window, &format!("says=yes&pin={PIN}"));
    let end = page.to_the_end(&id);
    assert_eq!(end["state"], "done", "{end}");
    let signed = finished(file.to_vec(), draft, &end["signatures"][0]);
    assert_eq!(ours(&signed).verdict, Verdict::Valid);
}

#[test]
fn a_token_pulled_out_between_the_list_and_the_pin_is_missed_in_a_sentence_and_signs_once_it_is_back()
 {
    with_agent(
        "pulled_out::a_token_pulled_out_between_the_list_and_the_pin_is_missed_in_a_sentence_and_signs_once_it_is_back",
        |agent, page| {
            let by = plugged(page, "rsa");
            let file = papers::plain();
            let draft = prepared(&file, &by);
            let order = json!({"certificate": by["id"], "items": [item(1, &draft)]});
            // Listed, and gone before anything is ordered.
            while_away(|| {
                let said = page.post("/sign", &order);
                assert_eq!(said.refusal(), (409, "no_certificate".to_owned()));
                let words = said.json()["message"].as_str().unwrap().to_owned();
                assert!(words.contains("hãy cắm thiết bị"), "{words}");
                let listed = page.get("/certificates").json();
                assert_eq!(listed["certificates"], json!([]), "{listed}");
            });
            // Listed and ordered, and gone before the PIN.
            let (id, window) = ordered(page, &by, vec![item(1, &draft)]);
            while_away(|| {
                let shown = agent.says(&window, &format!("says=yes&pin={PIN}"));
                let end = page.to_the_end(&id);
                assert_eq!(
                    (&end["state"], &end["done"], &end["signatures"]),
                    (&json!("failed"), &json!(0), &json!([])),
                    "{end}"
                );
                let words = end["message"].as_str().unwrap();
                assert!(words.contains("hãy cắm lại thiết bị"), "{words}");
                assert!(shown.contains(words), "the window says it as well: {shown}");
            });
            signs(page, &plugged(page, "rsa"), &file);
        },
    );
}

#[test]
fn a_certificate_that_is_over_or_not_yet_good_is_refused_before_any_pin_is_asked_for() {
    with_agent(
        "pulled_out::a_certificate_that_is_over_or_not_yet_good_is_refused_before_any_pin_is_asked_for",
        |_, page| {
            add_token("doi cu", &["expired", "future"]);
            let good = plugged(page, "p256");
            let message = item(1, &prepared(&papers::plain(), &good));
            for name in ["expired", "future"] {
                let by = plugged(page, name);
                assert_eq!(by["may_sign"], false, "{by}");
                let said = page.post(
                    "/sign",
                    &json!({"certificate": by["id"], "items": [message]}),
                );
                assert_eq!(said.refusal(), (422, "may_not_sign".to_owned()));
                let words = said.json()["message"].as_str().unwrap().to_owned();
                assert!(words.contains(by["name"].as_str().unwrap()), "{words}");
            }
            signs(page, &good, &papers::plain());
        },
    );
}
