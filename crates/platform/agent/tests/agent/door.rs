//! Who is let in: this machine's own address, the paired page, its secret; and nobody else.

use crate::asking::{Agent, OFFICE};
use serde_json::{Value, json};
use std::{fs, path::Path};

/// A program without any device.
fn started(home: &Path, more: &[&str]) -> Agent {
    Agent::start(home, Path::new("/nowhere/library.so"), more)
}

fn refused(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

#[test]
fn a_foreign_host_is_refused_whatever_else_is_right() {
    let home = tempfile::tempdir().unwrap();
    let agent = started(home.path(), &[]);
    let page = agent.pair();
    let port = agent.port;
    for host in [
        format!("rebound.example.vn:{port}"),
        "127.0.0.1".into(),
        format!("127.0.0.1:{}", port ^ 1),
        format!("127.0.0.1.example.vn:{port}"),
    ] {
        for path in ["/", "/status", "/certificates"] {
            let headers = [
                ("Host", host.as_str()),
                ("Origin", OFFICE),
                ("X-Sign-Agent", page.secret.as_str()),
            ];
            let said = agent.raw("GET", path, &headers, "");
            assert_eq!(said.refusal(), refused(403, "host"), "{host} {path}");
            assert_eq!(said.header("access-control-allow-origin"), None);
        }
    }
    let two = [
        ("Host", agent.host()),
        ("Host", "rebound.example.vn".into()),
    ];
    let two = two.each_ref().map(|(name, value)| (*name, value.as_str()));
    assert!([400, 403].contains(&agent.raw("GET", "/", &two, "").status));
    let named = format!("http://rebound.example.vn:{port}/status");
    let said = agent.raw(
        "GET",
        &named,
        &[("Host", &agent.host()), ("Origin", OFFICE)],
        "",
    );
    assert_eq!(said.status, 403);
}

#[test]
fn an_origin_that_was_not_paired_learns_nothing() {
    let home = tempfile::tempdir().unwrap();
    let agent = started(home.path(), &[]);
    let ask = |origin: &str, path: &str| agent.ask(origin, "", "GET", path, &Value::Null);
    // Before anybody is paired, a page that could be the office's may ask for pairing and for nothing else.
    assert_eq!(ask(OFFICE, "/status").json()["is_paired"], false);
    assert_eq!(
        ask(OFFICE, "/certificates").refusal(),
        refused(401, "not_paired")
    );
    for origin in [
        "null",
        "http://kiemsat.example.vn",
        "http://127.0.0.1.example.vn",
    ] {
        assert_eq!(
            ask(origin, "/status").refusal(),
            refused(403, "origin"),
            "{origin}"
        );
    }
    let page = agent.pair();
    assert_eq!(page.get("/status").json()["is_paired"], true);
    let other = "https://other.example.vn";
    let stolen = |path: &str| agent.ask(other, &page.secret, "GET", path, &Value::Null);
    for path in ["/status", "/certificates", "/sign/x"] {
        let said = stolen(path);
        assert_eq!(said.refusal(), refused(403, "origin"), "{path}");
        assert_eq!(said.header("access-control-allow-origin"), None);
    }
    let again = agent.ask(other, "", "POST", "/pair", &json!({"code": agent.code}));
    assert_eq!(again.refusal(), refused(403, "origin"));
    let nameless = agent.raw(
        "GET",
        "/certificates",
        &[("Host", &agent.host()), ("X-Sign-Agent", &page.secret)],
        "",
    );
    assert_eq!(nameless.refusal(), refused(403, "origin"));
    assert_eq!(
        ask(OFFICE, "/certificates").refusal(),
        refused(401, "not_paired")
    );
}

#[test]
fn a_preflight_of_the_paired_page_is_answered_with_its_origin_alone() {
    let home = tempfile::tempdir().unwrap();
    let agent = started(home.path(), &["--origin", OFFICE]);
    let ask = |origin: &str| {
        let headers = [
            ("Host", agent.host()),
            ("Origin", origin.to_owned()),
            ("Access-Control-Request-Method", "POST".to_owned()),
            ("Access-Control-Request-Private-Network", "true".to_owned()),
        ];
        let headers = headers
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        agent.raw("OPTIONS", "/sign", &headers, "")
    };
    let said = ask(OFFICE);
    assert_eq!(said.status, 204);
    assert_eq!(said.header("access-control-allow-origin"), Some(OFFICE));
    assert_eq!(
        said.header("access-control-allow-private-network"),
        Some("true")
    );
    assert_eq!(said.header("vary"), Some("origin"));
    let said = ask("https://other.example.vn");
    assert_eq!(said.refusal(), refused(403, "origin"));
    assert_eq!(said.header("access-control-allow-origin"), None);
}

#[test]
fn five_wrong_codes_close_pairing_until_the_program_is_started_again() {
    let home = tempfile::tempdir().unwrap();
    let agent = started(home.path(), &[]);
    let pair =
        |agent: &Agent, code: &str| agent.ask(OFFICE, "", "POST", "/pair", &json!({"code": code}));
    let wrong = if agent.code == "0000 0000" {
        "00000001"
    } else {
        "00000000"
    };
    for _ in 0..5 {
        assert_eq!(pair(&agent, wrong).refusal(), refused(403, "wrong_code"));
    }
    assert_eq!(
        pair(&agent, &agent.code).refusal(),
        refused(429, "too_many_codes")
    );
    drop(agent);
    let agent = started(home.path(), &[]);
    assert_eq!(pair(&agent, &agent.code).status, 200);
    assert_eq!(
        pair(&agent, &agent.code).refusal(),
        refused(403, "wrong_code"),
        "a code is good once"
    );
}

#[test]
fn the_pairing_outlives_the_program_and_only_its_user_can_read_it() {
    let home = tempfile::tempdir().unwrap();
    let agent = started(home.path(), &[]);
    let secret = agent.pair().secret;
    drop(agent);
    let file = home.path().join("sign-agent.json");
    let kept = fs::read_to_string(&file).unwrap();
    assert!(kept.contains(OFFICE) && !kept.contains(&secret), "{kept}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
    let agent = started(home.path(), &[]);
    let said = agent.ask(OFFICE, &secret, "GET", "/certificates", &Value::Null);
    assert_eq!(said.status, 200);
    // Nothing is plugged in, and the answer says what to do.
    assert!(
        said.json()["message"].as_str().unwrap().contains("hãy"),
        "{said:?}"
    );
    assert_eq!(said.header("cache-control"), Some("no-store"));
}

#[test]
fn the_window_of_the_pin_is_opened_as_a_page_and_answered_by_itself_alone() {
    let home = tempfile::tempdir().unwrap();
    let agent = started(home.path(), &[]);
    let host = agent.host();
    let framed = [("Host", host.as_str()), ("Sec-Fetch-Dest", "iframe")];
    assert_eq!(
        agent.raw("GET", "/", &framed, "").refusal(),
        refused(403, "origin")
    );
    let opened = [("Host", host.as_str()), ("Sec-Fetch-Dest", "document")];
    let said = agent.raw("GET", "/", &opened, "");
    assert!(said.status == 200 && said.body.contains(&agent.code));
    assert_eq!(said.header("x-frame-options"), Some("DENY"));
    // A stricter policy makes browsers send the form with the origin "null", which is refused below.
    assert_eq!(said.header("referrer-policy"), Some("same-origin"));
    assert!(
        said.header("content-security-policy")
            .unwrap()
            .contains("frame-ancestors 'none'")
    );
    for origin in [OFFICE, "null", "http://127.0.0.1:1"] {
        let headers = [
            ("Host", host.as_str()),
            ("Origin", origin),
            ("Content-Type", "application/x-www-form-urlencoded"),
        ];
        let said = agent.raw("POST", "/confirm/x", &headers, "says=yes&pin=1234");
        assert_eq!(said.refusal(), refused(403, "origin"), "{origin}");
    }
    assert!(agent.window("/confirm/x").contains("không còn"));
}

#[test]
fn a_request_that_is_too_large_or_no_json_is_refused_with_a_sentence() {
    let home = tempfile::tempdir().unwrap();
    let agent = started(home.path(), &[]);
    let page = agent.pair();
    let large = json!({"certificate": "x", "items": [{"id": "1", "title": "t", "message": "A".repeat(5 << 20)}]});
    assert_eq!(
        page.post("/sign", &large).refusal(),
        refused(413, "too_large")
    );
    assert_eq!(
        page.post("/sign", &json!({})).refusal(),
        refused(400, "unreadable")
    );
    let empty = json!({"certificate": "x", "items": []});
    assert_eq!(
        page.post("/sign", &empty).refusal(),
        refused(400, "unreadable")
    );
    assert_eq!(page.get("/elsewhere").refusal(), refused(404, "not_found"));
    assert!(
        page.get("/sign/x").json()["message"]
            .as_str()
            .unwrap()
            .contains("hãy")
    );
}
