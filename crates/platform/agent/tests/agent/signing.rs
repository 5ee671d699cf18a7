//! From the order of the page to signatures that others believe.

use crate::{
    asking::{Agent, OFFICE, Page},
    judges::{ours, pdfsig, pyhanko_on},
    papers, pki,
    softhsm::{PIN, add_token, library, tokens, with_token},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use sign::{Draft, Request, Scheme, Verdict, certificates, prepare};
use std::fs;

const DAY_NAME: &str = "Quyết định 15/QĐ-VKSKV3 – gia hạn tạm giam";

/// The server's half: a file prepared for this certificate.
pub fn prepared(file: &[u8], plugged: &Value) -> Draft {
    let der = |value: &Value| STANDARD.decode(value.as_str().unwrap()).unwrap();
    let mut chain = certificates(&der(&plugged["certificate"])).unwrap();
    for above in plugged["above"].as_array().unwrap() {
        chain.extend(certificates(&der(above)).unwrap());
    }
    chain.extend(pki::chain("ca", "root"));
    let now = chrono::Utc::now().fixed_offset();
    let scheme = Scheme::of(&chain[0]).unwrap();
    prepare(file, &chain, scheme, false, &Request::at(now)).unwrap()
}

pub fn item(id: usize, draft: &Draft) -> Value {
    json!({"id": id.to_string(), "title": format!("{DAY_NAME} {id}"), "message": STANDARD.encode(draft.message().unwrap())})
}

pub fn finished(mut file: Vec<u8>, draft: Draft, made: &Value) -> Vec<u8> {
    let signature = STANDARD
        .decode(made["signature"].as_str().unwrap())
        .unwrap();
    file.extend(draft.finish(&signature, None).unwrap());
    file
}

/// The certificate of this name among those plugged in.
pub fn plugged(page: &Page, name: &str) -> Value {
    let wanted = &pki::chain(name, "ca")[0];
    let wanted = sign::Described::of(wanted).id;
    let said = page.get("/certificates").json();
    let mut all = said["certificates"].as_array().unwrap().iter();
    all.find(|one| one["id"] == wanted.as_str())
        .unwrap()
        .clone()
}

/// Orders signatures; gives the id of the batch and the path of its window.
pub fn ordered(page: &Page, by: &Value, items: Vec<Value>) -> (String, String) {
    let said = page.post("/sign", &json!({"certificate": by["id"], "items": items}));
    assert_eq!(said.status, 201, "{said:?}");
    let said = said.json();
    let confirm = said["confirm"].as_str().unwrap();
    let own = format!("http://{}", page.agent.host());
    (
        said["id"].as_str().unwrap().to_owned(),
        confirm.strip_prefix(&own).unwrap().to_owned(),
    )
}

pub fn with_agent(test: &str, act: impl FnOnce(&Agent, &Page)) {
    with_token(test, || {
        let home = tempfile::tempdir().unwrap();
        let agent = Agent::start(home.path(), library(), &[]);
        let page = agent.pair();
        act(&agent, &page);
    });
}

#[test]
fn one_pin_signs_several_documents_and_outside_judges_believe_each() {
    with_agent(
        "signing::one_pin_signs_several_documents_and_outside_judges_believe_each",
        |agent, page| {
            let mut all = Vec::new();
            for name in ["rsa", "p256", "p384"] {
                let by = plugged(page, name);
                assert_eq!(
                    (&by["may_sign"], &by["token"]),
                    (&json!(true), &json!("kiemsat"))
                );
                let files = [papers::plain(), papers::decision()];
                let drafts = files.each_ref().map(|file| prepared(file, &by));
                let items = drafts.iter().enumerate().map(|(i, draft)| item(i, draft));
                let (id, window) = ordered(page, &by, items.collect());
                // The count, the titles, the certificate and the page that asks are shown before the PIN is asked for.
                let shown = agent.window(&window);
                for words in [
                    "Ký 2 văn bản",
                    DAY_NAME,
                    by["name"].as_str().unwrap(),
                    OFFICE,
                ] {
                    assert!(shown.contains(words), "{words}: {shown}");
                }
                agent.says(&window, &format!("says=yes&pin={PIN}"));
                let end = page.to_the_end(&id);
                assert_eq!(
                    (&end["state"], &end["done"]),
                    (&json!("done"), &json!(2)),
                    "{end}"
                );
                let made = end["signatures"].as_array().unwrap();
                for ((file, draft), made) in files.into_iter().zip(drafts).zip(made) {
                    all.push(finished(file, draft, made));
                }
                // A batch that was signed is not signed again.
                let again = agent.says(&window, &format!("says=yes&pin={PIN}"));
                assert!(again.contains("Đã ký 2/2"), "{again}");
            }
            let files: Vec<&[u8]> = all.iter().map(Vec::as_slice).collect();
            for (file, said) in all.iter().zip(pyhanko_on(&files)) {
                assert_eq!(ours(file).verdict, Verdict::Valid);
                assert!(said.len() == 1 && said[0]["valid"] == true, "{said:#?}");
                pdfsig(file, 1);
            }
        },
    );
}

#[test]
fn a_wrong_pin_is_told_in_the_window_and_the_third_ends_the_batch_before_the_device_locks() {
    with_agent(
        "signing::a_wrong_pin_is_told_in_the_window_and_the_third_ends_the_batch_before_the_device_locks",
        |agent, page| {
            let by = plugged(page, "p256");
            let draft = prepared(&papers::plain(), &by);
            let (id, window) = ordered(page, &by, vec![item(1, &draft)]);
            for _ in 0..2 {
                assert!(
                    agent
                        .says(&window, "says=yes&pin=000000")
                        .contains("Mã PIN không đúng")
                );
                assert_eq!(page.get(&format!("/sign/{id}")).json()["state"], "waiting");
            }
            // No PIN costs no try.
            assert!(agent.says(&window, "says=yes&pin=").contains("Mã PIN"));
            agent.says(&window, "says=yes&pin=000000");
            let end = page.to_the_end(&id);
            assert_eq!(end["state"], "failed");
            assert!(end["message"].as_str().unwrap().contains("3 lần"), "{end}");
            assert_eq!(end["signatures"], json!([]));
            // The right PIN is still good.
            let (id, window) = ordered(page, &by, vec![item(1, &draft)]);
            agent.says(&window, &format!("says=yes&pin={PIN}"));
            assert_eq!(page.to_the_end(&id)["state"], "done");
        },
    );
}

#[test]
fn who_says_no_signs_nothing() {
    with_agent("signing::who_says_no_signs_nothing", |agent, page| {
        let by = plugged(page, "rsa");
        let draft = prepared(&papers::plain(), &by);
        let (id, window) = ordered(page, &by, vec![item(1, &draft)]);
        agent.says(&window, "says=no&pin=");
        let end = page.to_the_end(&id);
        assert_eq!(
            (&end["state"], &end["done"]),
            (&json!("refused"), &json!(0))
        );
        assert!(
            !agent
                .says(&window, &format!("says=yes&pin={PIN}"))
                .contains("Đã ký")
        );
        let (id, _) = ordered(page, &by, vec![item(1, &draft)]);
        let dropped = agent.ask(
            OFFICE,
            &page.secret,
            "DELETE",
            &format!("/sign/{id}"),
            &Value::Null,
        );
        assert_eq!(dropped.status, 200);
        assert_eq!(page.to_the_end(&id)["state"], "refused");
    });
}

#[test]
fn a_token_pulled_out_midway_ends_the_batch_and_what_was_signed_is_good() {
    with_agent(
        "signing::a_token_pulled_out_midway_ends_the_batch_and_what_was_signed_is_good",
        |agent, page| {
            let by = plugged(page, "rsa");
            let file = papers::plain();
            let draft = prepared(&file, &by);
            let items = (0..500).map(|id| item(id, &draft)).collect();
            let (id, window) = ordered(page, &by, items);
            agent.says(&window, &format!("says=yes&pin={PIN}"));
            let mut seen = page.after(&id, "signing-0");
            while seen["done"] == 0 {
                seen = page.after(&id, "signing-0");
            }
            // In one step: taking it away file by file would race with what the library writes.
            fs::rename(tokens(), tokens().with_extension("away")).unwrap();
            let end = page.to_the_end(&id);
            let done = end["done"].as_u64().unwrap();
            assert_eq!(end["state"], "failed", "{done}");
            let words = end["message"].as_str().unwrap();
            assert!(
                words.contains("cắm lại thiết bị") && words.contains(&format!("{done}/500")),
                "{words}"
            );
            let signed = finished(file, draft, &end["signatures"][0]);
            assert_eq!(ours(&signed).verdict, Verdict::Valid);
            let again = page.post("/sign", &json!({"certificate": by["id"], "items": [{"id": "1", "title": "", "message": ""}]}));
            assert_eq!(again.refusal(), (409, "no_certificate".to_owned()));
        },
    );
}

#[test]
fn of_two_tokens_the_chosen_certificate_signs_and_two_batches_at_once_both_end() {
    with_agent(
        "signing::of_two_tokens_the_chosen_certificate_signs_and_two_batches_at_once_both_end",
        |agent, page| {
            add_token("con dau", &["p384"]);
            let both = [("rsa", "kiemsat"), ("p256", "kiemsat")].map(|(name, token)| {
                let by = plugged(page, name);
                assert_eq!(by["token"], token);
                let draft = prepared(&papers::plain(), &by);
                let items = (0..20).map(|id| item(id, &draft)).collect();
                let (id, window) = ordered(page, &by, items);
                (id, window, draft)
            });
            let said = page.get("/certificates").json();
            assert!(
                said["certificates"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .any(|one| one["token"] == "con dau"),
                "{said}"
            );
            std::thread::scope(|threads| {
                for (_, window, _) in &both {
                    threads.spawn(move || agent.says(window, &format!("says=yes&pin={PIN}")));
                }
            });
            for (id, _, draft) in both {
                let end = page.to_the_end(&id);
                assert_eq!(
                    (&end["state"], &end["done"]),
                    (&json!("done"), &json!(20)),
                    "{end}"
                );
                let file = finished(papers::plain(), draft, &end["signatures"][19]);
                assert_eq!(ours(&file).verdict, Verdict::Valid);
            }
        },
    );
}

#[test]
fn nothing_but_a_documents_signature_by_the_chosen_certificate_is_signed() {
    with_agent(
        "signing::nothing_but_a_documents_signature_by_the_chosen_certificate_is_signed",
        |_, page| {
            let (by, other) = (plugged(page, "rsa"), plugged(page, "p256"));
            let foreign = prepared(&papers::plain(), &other).message().unwrap();
            let sign_in = b"GET /sign-in nonce=12345678901234567890".to_vec();
            for message in [foreign, sign_in, vec![0x31, 0], Vec::new()] {
                let items = json!([{"id": "1", "title": "Quyết định", "message": STANDARD.encode(&message)}]);
                let said = page.post("/sign", &json!({"certificate": by["id"], "items": items}));
                assert_eq!(said.refusal(), (422, "not_a_document".to_owned()));
            }
            let draft = prepared(&papers::plain(), &by);
            let many: Vec<Value> = (0..501).map(|id| item(id, &draft)).collect();
            let said = page.post("/sign", &json!({"certificate": by["id"], "items": many}));
            assert_eq!(said.refusal(), (422, "too_many".to_owned()));
        },
    );
}
