//! The program as a process of its own, and a browser of a few lines.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use db::{Db, testing::Place};
use people::{
    Role,
    sign_in::session,
    staff::{person, post},
    units,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A place that outlives the programs that are killed over it.
pub struct Ground {
    pub place: Place,
    pub folder: PathBuf,
    pub db: Db,
}

impl Ground {
    /// An office with one prosecutor; the cookie of their session.
    pub async fn prepare(place: Place) -> (Ground, String) {
        let ground = Ground::empty(place).await;
        let (db, now_ms) = (&ground.db, chrono::Utc::now().timestamp_millis());
        units::seed(db, now_ms).await.unwrap();
        let who = person::Particulars {
            name: "Lê Thị Tuyết".into(),
            login: "ksv".into(),
            email: String::new(),
        };
        let id = Uuid::now_v7();
        let new = post::NewPost {
            person: id,
            unit: "P68".into(),
            role: Role::Chief,
            title: String::new(),
            from: "2025-07-01".parse().unwrap(),
            to: None,
            reason: "để thử".into(),
        };
        let from = session::From {
            user_agent: "test",
            address: "127.0.0.1",
        };
        let tx = db.begin().await.unwrap();
        person::insert(&tx, id, &who, None, false, now_ms)
            .await
            .unwrap();
        let held = Uuid::now_v7();
        post::insert(&tx, held, &new).await.unwrap();
        let (_, token) = session::open(&tx, id, held, from, now_ms).await.unwrap();
        tx.commit().await.unwrap();
        (ground, token)
    }

    /// A place with its tables.
    pub async fn empty(place: Place) -> Ground {
        let folder = std::env::temp_dir().join(format!("kiemsat-kill-{}", Uuid::now_v7().simple()));
        std::fs::create_dir_all(&folder).unwrap();
        let db = Db::open(&place.url).await.unwrap();
        db::migrate(&db, &server::areas::migrations())
            .await
            .unwrap();
        Ground { place, folder, db }
    }

    /// A command of the program over this place.
    pub fn command(&self, verb: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kiemsat"));
        command
            .args([verb, "--data"])
            .arg(&self.folder)
            .args(["--database", &self.place.url]);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        command
    }

    /// The program, serving.
    pub fn serve(&self) -> Running {
        self.serve_with(|_| ())
    }

    /// The program, serving with more settings.
    pub fn serve_with(&self, more: impl FnOnce(&mut Command)) -> Running {
        let mut command = self.command("serve");
        more(&mut command);
        let mut child = command
            .args(["--listen", "127.0.0.1:0", "--workers", "1"])
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line
            .split("://")
            .nth(1)
            .unwrap_or_else(|| panic!("it said “{line}”"));
        Running {
            address: address.trim().trim_end_matches('/').to_owned(),
            child,
        }
    }

    /// Gives the place back.
    pub async fn leave(self) {
        self.db.close().await;
        let _ = std::fs::remove_dir_all(&self.folder);
        self.place.remove().await;
    }
}

/// A program that runs; killed when dropped.
pub struct Running {
    pub address: String,
    child: Child,
}

impl Running {
    /// Its number among the processes of this machine.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// SIGKILL.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What came back: the status, and where it leads.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub location: String,
    pub text: String,
}

/// Asks with the session's cookie; an error when the program is gone.
pub fn ask(
    address: &str,
    token: &str,
    (method, path): (&str, &str),
    (kind, body): (&str, &[u8]),
) -> std::io::Result<Answer> {
    let csrf = hex::encode(Sha256::digest(format!("kiemsat form {token}")));
    let mut stream = TcpStream::connect(address)?;
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nAccept: text/html\r\nCookie: kiemsat={token}\r\n\
         x-csrf-token: {csrf}\r\nsec-fetch-site: same-origin\r\nContent-Type: {kind}\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    stream.write_all(body)?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let gone = || std::io::Error::other("no answer");
    let status = text
        .split(' ')
        .nth(1)
        .and_then(|code| code.parse().ok())
        .ok_or_else(gone)?;
    let head = text.split("\r\n\r\n").next().unwrap_or_default();
    let location = head
        .lines()
        .find_map(|line| line.strip_prefix("location: "))
        .unwrap_or_default()
        .to_owned();
    Ok(Answer {
        status,
        location,
        text,
    })
}

/// Asks for a page.
pub fn get(address: &str, token: &str, path: &str) -> std::io::Result<Answer> {
    ask(address, token, ("GET", path), ("text/plain", b""))
}

/// A story told on SQLite and on PostgreSQL.
pub fn on_both<F, Fut>(story: F)
where
    F: Fn(Place) -> Fut,
    Fut: Future<Output = ()>,
{
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        story(Place::sqlite()).await;
        story(Place::postgres().await).await;
    });
}

/// The rows of every view, as text.
pub async fn views(db: &Db) -> Vec<db::TableDump> {
    let mut dumps = Vec::new();
    for view in server::areas::views() {
        for table in view.tables() {
            dumps.push(db::Dump::table(db, table.name).await.unwrap());
        }
    }
    dumps
}
