//! The test infrastructure: made once by a script with openssl, its services answered by openssl.

use crate::run::run;
use sign::{
    Addresses, Certificate, Outside, OutsideError, Scheme, Services, SoftwareKey, TrustList,
    certificates,
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

pub const STAMPS: &str = "http://tsa.test/";

/// The folder of keys and certificates, made when it is not there yet.
pub fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        // The tests of other crates take this file in as it stands.
        let homes = ["../sign", "../platform/sign"].map(|home| {
            let own = Path::new(env!("CARGO_MANIFEST_DIR"));
            own.join(home).join("tests/pades/pki.sh")
        });
        let script = homes.iter().find(|script| script.exists()).unwrap();
        // Another script, another folder.
        let text = fs::read(script).unwrap();
        let mark: u32 = text.iter().fold(7, |sum, byte| {
            sum.wrapping_mul(31).wrapping_add(u32::from(*byte))
        });
        let done = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("pki-{mark:08x}"));
        if !done.exists() {
            let own = done.with_extension(std::process::id().to_string());
            // What a run left that was broken off, long ago under the same number.
            let _ = fs::remove_dir_all(&own);
            fs::create_dir_all(&own).unwrap();
            run(Command::new("sh").arg(script).current_dir(&own));
            // Another test may have been faster; its folder is as good.
            if fs::rename(&own, &done).is_err() {
                fs::remove_dir_all(&own).unwrap();
            }
        }
        done
    })
}

pub fn chain(name: &str, authority: &str) -> Vec<Certificate> {
    [name, authority]
        .iter()
        .flat_map(|name| {
            certificates(&fs::read(folder().join(format!("{name}.crt"))).unwrap()).unwrap()
        })
        .collect()
}

pub fn key(name: &str) -> SoftwareKey {
    let authority = if name == "outsider" { "stranger" } else { "ca" };
    SoftwareKey::from_pkcs8(
        &fs::read(folder().join(format!("{name}.p8"))).unwrap(),
        chain(name, authority),
    )
    .unwrap()
}

pub fn trust_folder() -> PathBuf {
    folder().join("trust")
}

pub fn trust() -> TrustList {
    TrustList::folder(&trust_folder()).unwrap()
}

/// Answers as the servers at the addresses of the certificates would, by openssl.
pub struct Town {
    pub stamps: bool,
    pub answers: bool,
}

pub const TOWN: Town = Town {
    stamps: true,
    answers: true,
};

impl Town {
    fn openssl(&self, question: &[u8], arguments: &[&str]) -> Vec<u8> {
        let room = tempfile::tempdir().unwrap();
        for file in [
            "tsa.crt",
            "tsa.key",
            "ca.crt",
            "ca.cnf",
            "responder.crt",
            "responder.key",
            "clock.crt",
            "clock.key",
        ] {
            fs::copy(folder().join(file), room.path().join(file)).unwrap();
        }
        fs::copy(folder().join("ca/index.txt"), room.path().join("index.txt")).unwrap();
        fs::write(room.path().join("question"), question).unwrap();
        let mut command = Command::new("openssl");
        command
            .args(arguments)
            .current_dir(room.path())
            .env("CA", "ca");
        run(&mut command);
        fs::read(room.path().join("answer")).unwrap()
    }

    pub fn stamp(&self, question: &[u8]) -> Vec<u8> {
        self.stamp_by("tsa", question)
    }

    /// By the time-stamp authority of this name.
    pub fn stamp_by(&self, name: &str, question: &[u8]) -> Vec<u8> {
        let (certificate, key) = (format!("{name}.crt"), format!("{name}.key"));
        self.openssl(
            question,
            &[
                "ts",
                "-reply",
                "-config",
                "ca.cnf",
                "-section",
                "tsa",
                "-signer",
                &certificate,
                "-inkey",
                &key,
                "-queryfile",
                "question",
                "-out",
                "answer",
            ],
        )
    }
}

impl Outside for Town {
    fn post(&self, address: &str, kind: &str, body: &[u8]) -> Result<Vec<u8>, OutsideError> {
        let silent = || OutsideError::Silent {
            address: address.into(),
            what: "closed".into(),
        };
        match (address, kind) {
            (STAMPS, "application/timestamp-query") if self.stamps => Ok(self.stamp(body)),
            ("http://ocsp.test/", "application/ocsp-request") if self.answers => Ok(self.openssl(
                body,
                &[
                    "ocsp",
                    "-index",
                    "index.txt",
                    "-CA",
                    "ca.crt",
                    "-rsigner",
                    "responder.crt",
                    "-rkey",
                    "responder.key",
                    "-ndays",
                    "30",
                    "-reqin",
                    "question",
                    "-respout",
                    "answer",
                ],
            )),
            _ => Err(silent()),
        }
    }

    fn get(&self, address: &str) -> Result<Vec<u8>, OutsideError> {
        let list = address
            .strip_prefix("http://crl.test/")
            .filter(|_| self.answers);
        list.and_then(|list| fs::read(folder().join(list)).ok())
            .ok_or_else(|| OutsideError::Silent {
                address: address.into(),
                what: "closed".into(),
            })
    }
}

pub fn addresses() -> Addresses {
    Addresses {
        time_stamps: vec![STAMPS.into()],
        revocation: vec!["http://ocsp.test/".into(), "http://crl.test/".into()],
    }
}

/// Runs with the services of the town.
pub fn with_services<T>(town: &Town, act: impl FnOnce(Services) -> T) -> T {
    // Proofs come from the services here, not from the folder.
    let trust = TrustList::of(certificates(&fs::read(folder().join("root.crt")).unwrap()).unwrap());
    act(Services {
        outside: town,
        addresses: &addresses(),
        trust: &trust,
    })
}

#[test]
fn each_key_knows_its_scheme() {
    use sign::Key;
    assert_eq!(key("rsa").scheme(), Scheme::RsaPkcs1);
    assert_eq!(key("p256").scheme(), Scheme::EcdsaP256);
    assert_eq!(key("p384").scheme(), Scheme::EcdsaP384);
}
