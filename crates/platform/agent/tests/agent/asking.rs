//! The program started for one test, and requests written by hand: a browser would not send the wrong ones.

use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
};

pub const OFFICE: &str = "https://kiemsat.example.vn";

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    /// The code of a refusal.
    pub fn refusal(&self) -> (u16, String) {
        let code = self.json()["error"].as_str().unwrap_or_default().to_owned();
        (self.status, code)
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (own, value) = line.split_once(':')?;
            own.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

/// The program, ended with the test.
pub struct Agent {
    process: Child,
    pub port: u16,
    pub code: String,
}

impl Drop for Agent {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Agent {
    pub fn start(home: &Path, library: &Path, more: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_kiemsat-sign-agent"))
            .args(["--port", "0", "--home"])
            .arg(home)
            .arg("--library")
            .arg(library)
            .args(more)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut after = |words: &str| {
            let line = lines.next().unwrap().unwrap();
            line.strip_prefix(words).unwrap().to_owned()
        };
        let address = after("Chương trình ký: http://127.0.0.1:");
        let code = after("Mã ghép nối: ");
        Self {
            process,
            port: address.trim_end_matches('/').parse().unwrap(),
            code,
        }
    }

    /// Sends a request as it stands.
    pub fn raw(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        let length = body.len();
        // Who refuses a body that is too large answers before it has come, and closes the connection under it.
        let sent = write!(stream, "{head}Content-Length: {length}\r\n\r\n{body}");
        let mut said = Vec::new();
        let heard = stream.read_to_end(&mut said);
        let said = String::from_utf8(said).unwrap();
        let (head, body) = said
            .split_once("\r\n\r\n")
            .unwrap_or_else(|| panic!("no answer: {sent:?} {heard:?} {said}"));
        Answer {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// As the page of this origin asks.
    pub fn ask(
        &self,
        origin: &str,
        secret: &str,
        method: &str,
        path: &str,
        body: &Value,
    ) -> Answer {
        let host = self.host();
        let headers = [
            ("Host", host.as_str()),
            ("Origin", origin),
            ("X-Sign-Agent", secret),
            ("Content-Type", "application/json"),
        ];
        self.raw(method, path, &headers, &body.to_string())
    }

    /// Pairs the page of the office.
    pub fn pair(&self) -> Page<'_> {
        let said = self.ask(OFFICE, "", "POST", "/pair", &json!({"code": self.code}));
        let secret = said.json()["secret"].as_str().unwrap().to_owned();
        Page {
            agent: self,
            secret,
        }
    }

    /// As in a power cut: no farewell, nothing put in order.
    pub fn die(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// The page of the office with the secret of an earlier pairing.
    pub fn paired_before(&self, secret: &str) -> Page<'_> {
        Page {
            agent: self,
            secret: secret.to_owned(),
        }
    }

    /// The person's window.
    pub fn window(&self, path: &str) -> String {
        self.raw("GET", path, &[("Host", &self.host())], "").body
    }

    /// What the person does in the window: gives the page it shows then.
    pub fn says(&self, path: &str, form: &str) -> String {
        let host = self.host();
        let own = format!("http://{host}");
        let headers = [
            ("Host", host.as_str()),
            ("Origin", own.as_str()),
            ("Content-Type", "application/x-www-form-urlencoded"),
        ];
        let said = self.raw("POST", path, &headers, form);
        assert_eq!((said.status, said.header("location")), (303, Some(path)));
        self.window(path)
    }
}

/// The paired page.
pub struct Page<'a> {
    pub agent: &'a Agent,
    pub secret: String,
}

impl Page<'_> {
    pub fn get(&self, path: &str) -> Answer {
        self.agent
            .ask(OFFICE, &self.secret, "GET", path, &Value::Null)
    }

    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.agent.ask(OFFICE, &self.secret, "POST", path, body)
    }

    /// Waits until the batch is elsewhere than it was seen.
    pub fn after(&self, id: &str, seen: &str) -> Value {
        self.get(&format!("/sign/{id}?seen={seen}")).json()
    }

    /// Follows the batch to its end.
    pub fn to_the_end(&self, id: &str) -> Value {
        let mut seen = String::from("waiting-0");
        loop {
            let now = self.after(id, &seen);
            let state = now["state"].as_str().unwrap();
            if !matches!(state, "waiting" | "signing") {
                return now;
            }
            seen = format!("{state}-{}", now["done"]);
        }
    }
}
