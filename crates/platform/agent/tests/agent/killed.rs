//! The program dies: above all between the signature and the page that would have brought it to the server. Nothing of it is left, and
//! the same ticket is signed again.

use crate::{
    asking::{Agent, Page},
    judges::{ours, pdfsig},
    papers,
    signing::{finished, item, ordered, plugged, prepared},
    softhsm::{PIN, library, with_token},
};
use sign::Verdict;
use std::{fs, io::Write, net::TcpStream, path::Path, time::Duration};

/// Looks at the person's window until it says so. The page of the office asks nothing meanwhile.
fn window_says(agent: &Agent, window: &str, words: &str) {
    loop {
        let shown = agent.window(window);
        if shown.contains(words) {
            return;
        }
        assert!(shown.contains("Đang ký"), "{words}: {shown}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// The PIN is sent, and nobody waits for the answer.
fn pin_sent(agent: &Agent, window: &str) -> TcpStream {
    let (host, form) = (agent.host(), format!("says=yes&pin={PIN}"));
    let mut stream = TcpStream::connect(("127.0.0.1", agent.port)).unwrap();
    let length = form.len();
    write!(
        stream,
        "POST {window} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{form}"
    )
    .unwrap();
    stream
}

/// All that the program keeps.
fn kept(home: &Path) -> String {
    let files = fs::read_dir(home).unwrap();
    let texts = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    texts.collect()
}

/// The page comes back to a program that was started anew: the batch is told to be gone, and the ticket it was for is signed again.
fn is_signed_again(page: &Page, batch: &str, file: &[u8]) {
    let gone = page.get(&format!("/sign/{batch}"));
    assert_eq!(gone.refusal(), (404, "not_found".to_owned()));
    let words = gone.json()["message"].as_str().unwrap().to_owned();
    assert!(words.contains("hãy bắt đầu ký lại"), "{words}");
    let by = plugged(page, "p256");
    let draft = prepared(file, &by);
    let (id, window) = ordered(page, &by, vec![item(1, &draft)]);
    page.agent.says(&window, &format!("says=yes&pin={PIN}"));
    let end = page.to_the_end(&id);
    assert_eq!(end["state"], "done", "{end}");
    let signed = finished(file.to_vec(), draft, &end["signatures"][0]);
    let report = ours(&signed);
    assert_eq!(report.verdict, Verdict::Valid);
    assert_eq!(report.signatures.len(), 1, "one signature, of the last try");
    pdfsig(&signed, 1);
}

#[test]
fn killed_between_the_signature_and_the_page_it_leaves_nothing_and_the_ticket_is_signed_again() {
    with_token(
        "killed::killed_between_the_signature_and_the_page_it_leaves_nothing_and_the_ticket_is_signed_again",
        || {
            let home = tempfile::tempdir().unwrap();
            let agent = Agent::start(home.path(), library(), &[]);
            let page = agent.pair();
            let (secret, paired) = (page.secret.clone(), kept(home.path()));
            let by = plugged(&page, "p256");
            let file = papers::decision();
            let draft = prepared(&file, &by);
            let (id, window) = ordered(&page, &by, vec![item(1, &draft)]);
            agent.says(&window, &format!("says=yes&pin={PIN}"));
            // The signature is made, and it is nowhere but in the memory of the program.
            window_says(&agent, &window, "Đã ký 1/1");
            assert_eq!(kept(home.path()), paired, "the pairing and nothing else");
            agent.die();
            let agent = Agent::start(home.path(), library(), &[]);
            is_signed_again(&agent.paired_before(&secret), &id, &file);
        },
    );
}

#[test]
fn killed_at_any_moment_around_the_pin_it_signs_again_once_it_is_back() {
    with_token(
        "killed::killed_at_any_moment_around_the_pin_it_signs_again_once_it_is_back",
        || {
            let home = tempfile::tempdir().unwrap();
            let mut agent = Agent::start(home.path(), library(), &[]);
            let secret = agent.pair().secret;
            let file = papers::plain();
            for ms in [0, 2, 10, 40, 160] {
                let page = agent.paired_before(&secret);
                let by = plugged(&page, "p256");
                let draft = prepared(&file, &by);
                let (id, window) = ordered(&page, &by, vec![item(1, &draft)]);
                let waiting = pin_sent(&agent, &window);
                std::thread::sleep(Duration::from_millis(ms));
                agent.die();
                drop(waiting);
                agent = Agent::start(home.path(), library(), &[]);
                is_signed_again(&agent.paired_before(&secret), &id, &file);
            }
        },
    );
}
