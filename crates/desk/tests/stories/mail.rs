//! Thư: the digests go out through a real mail server, with counts and links alone unless the office wants more.

use std::{
    fs,
    io::{BufRead, BufReader},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use db::{Db, Sql, args, testing::both};
use desk::{digest::mail::Mailer, handlers, rounds::come_round};
use people::Role;
use shell::{
    MailSettings,
    testing::{Office, REGION},
};
use uuid::Uuid;

use crate::{TABLES, a_report, office_with, work_off};

/// A mail server of an independent make on this machine, ended when it is dropped.
struct MailServer {
    process: Child,
    port: u16,
    folder: PathBuf,
}

impl MailServer {
    fn start() -> MailServer {
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let folder =
            std::env::temp_dir().join(format!("kiemsat-letters-{}", Uuid::now_v7().simple()));
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/smtpd");
        let mut process = Command::new(script)
            .args(["run", &port.to_string()])
            .arg(&folder)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let said = BufReader::new(process.stderr.take().unwrap());
        let mut lines = said.lines();
        let listens = lines
            .by_ref()
            .any(|line| line.unwrap().contains("Server is listening"));
        assert!(listens, "the mail server of the tests did not start");
        // What it says later is read too: a full pipe would stop it.
        std::thread::spawn(move || lines.for_each(drop));
        MailServer {
            process,
            port,
            folder,
        }
    }

    /// Every letter it took, decoded.
    fn letters(&self) -> Vec<String> {
        let files = fs::read_dir(self.folder.join("new")).into_iter().flatten();
        let read = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
        read.map(|letter| plain(&letter)).collect()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Head and body of a letter, with its quoted-printable undone.
fn plain(letter: &str) -> String {
    let text = letter.replace("\r\n", "\n").replace("=\n", "");
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail.get(..2).filter(|_| *first == b'=');
        let byte = hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).unwrap()
}

fn settings(port: u16, tells_matters: bool) -> MailSettings {
    MailSettings {
        server: format!("smtp://127.0.0.1:{port}"),
        from: "Kiểm Sát Số <kiemsat@office.test>".to_owned(),
        site: "https://kiemsat.office.test/".to_owned(),
        tells_matters,
    }
}

/// An office with a prosecutor who has a clock and an e-mail, one without e-mail, and one without work.
async fn an_office(db: Db, mail: MailSettings) -> Office {
    let office = office_with(db, Some(mail)).await;
    let mut people = Vec::new();
    for email in [
        Some("lan@office.test"),
        None,
        Some("nhan@office.test"),
        Some("no address"),
    ] {
        let (person, _) = office.employ(Role::Prosecutor, REGION).await;
        let sql = "UPDATE people_person SET email = $1 WHERE id = $2";
        office
            .app
            .db()
            .exec(sql, args![email, person])
            .await
            .unwrap();
        people.push(person);
    }
    a_report(&office, REGION, "2026-11-02", "Thái Doãn Lâm", people[0]).await;
    a_report(&office, REGION, "2026-11-03", "Phạm Bích Ngân", people[1]).await;
    a_report(&office, REGION, "2026-11-04", "Lưu Gia Huy", people[3]).await;
    office
}

#[test]
fn a_letter_holds_counts_and_a_link_and_goes_out_once() {
    both(&TABLES, |db| async move {
        let server = MailServer::start();
        let office = an_office(db, settings(server.port, false)).await;
        come_round(&office.app).await.unwrap();
        work_off(&office, handlers(&office.app)).await;
        let letters = server.letters();
        assert_eq!(letters.len(), 1, "{letters:?}");
        let letter = &letters[0];
        assert!(letter.contains("To: lan@office.test"), "{letter}");
        assert!(
            letter.contains("https://kiemsat.office.test/desk/digest/2026-11-20"),
            "{letter}"
        );
        assert!(
            letter.contains("Việc của bạn: ") && letter.contains(" gấp"),
            "{letter}"
        );
        assert!(
            !letter.contains("Thái Doãn Lâm") && !letter.contains("P68-KV03"),
            "{letter}"
        );
        assert!(
            letter.contains("Message-ID: <digest.2026-11-20."),
            "{letter}"
        );

        // The job again: what went out does not go out twice, what cannot be sent is not tried for ever.
        let db = office.app.db();
        db.exec(
            "UPDATE job SET state = 'ready' WHERE kind = 'desk.mail'",
            args![],
        )
        .await
        .unwrap();
        work_off(&office, handlers(&office.app)).await;
        assert_eq!(server.letters().len(), 1);
        let refused: i64 = db
            .one(
                "SELECT count(*) FROM desk_digest WHERE mail = 'refused'",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(refused, 1);
    });
}

#[test]
fn an_office_that_wants_it_finds_the_matters_in_the_letter() {
    both(&TABLES, |db| async move {
        let server = MailServer::start();
        let office = an_office(db, settings(server.port, true)).await;
        come_round(&office.app).await.unwrap();
        work_off(&office, handlers(&office.app)).await;
        let letters = server.letters();
        assert_eq!(letters.len(), 1, "{letters:?}");
        assert!(
            letters[0].contains("- 23/11/2026 (gấp): "),
            "{}",
            letters[0]
        );
        assert!(letters[0].contains("P68-KV03"), "{}", letters[0]);
    });
}

#[test]
fn settings_that_no_letter_could_go_out_with_are_refused_without_repeating_the_password() {
    let refused = |server: &str, from: &str| {
        let wrong = MailSettings {
            server: server.to_owned(),
            from: from.to_owned(),
            ..settings(25, false)
        };
        assert!(!format!("{wrong:?}").contains("secret"));
        Mailer::try_new(&wrong).err().unwrap()
    };
    let fault = refused("ftp://user:secret@mail.office.test", "a@office.test");
    assert!(fault.contains("mail server") && !fault.contains("secret"));
    assert!(refused("smtp://127.0.0.1:25", "nobody").contains("sender"));
}
