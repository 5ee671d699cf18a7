//! A signing token in software (SoftHSM): made for one test, filled through PKCS#11, taken away with its folder.

use crate::{pki, run::run};
use cryptoki::{
    context::{CInitializeArgs, CInitializeFlags, Pkcs11},
    object::{Attribute, CertificateType, ObjectClass},
    session::UserType,
    types::AuthPin,
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const LIBRARIES: [&str; 3] = [
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/softhsm/libsofthsm.so",
];
pub const PIN: &str = "482915";
const SETTINGS: &str = "SOFTHSM2_CONF";

/// The number of each key on a token.
const IDS: [(&str, u8); 5] = [
    ("rsa", 0xa1),
    ("p256", 0xa2),
    ("p384", 0xa3),
    ("expired", 0xa4),
    ("future", 0xa5),
];

pub fn library() -> &'static Path {
    let found = LIBRARIES.iter().map(Path::new).find(|path| path.exists());
    found.expect("SoftHSM is installed by scripts/setup check")
}

/// A certificate in DER.
fn der(name: &str) -> Vec<u8> {
    let mut command = Command::new("openssl");
    command
        .args(["x509", "-outform", "DER", "-in"])
        .arg(pki::folder().join(format!("{name}.crt")));
    run(&mut command).stdout
}

/// One more token, with these keys of the test infrastructure and their certificates.
pub fn add_token(label: &str, names: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let tool = |arguments: &[&str]| run(Command::new("softhsm2-util").args(arguments));
    tool(&[
        "--init-token",
        "--free",
        "--label",
        label,
        "--so-pin",
        "99999999",
        "--pin",
        PIN,
    ]);
    let id_of = |name: &str| IDS.iter().find(|(known, _)| *known == name).unwrap().1;
    for name in names {
        let key = folder.path().join(format!("{name}.pem"));
        let mut command = Command::new("openssl");
        command
            .args(["pkcs8", "-topk8", "-nocrypt", "-in"])
            .arg(pki::folder().join(format!("{name}.key")))
            .arg("-out")
            .arg(&key);
        run(&mut command);
        let (key, id) = (key.to_str().unwrap(), hex::encode([id_of(name)]));
        tool(&[
            "--import", key, "--token", label, "--label", name, "--id", &id, "--pin", PIN,
        ]);
    }
    // softhsm2-util brings keys only: the certificates come by PKCS#11.
    let device = Pkcs11::new(library()).unwrap();
    let _ = device.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK));
    let slots = device.get_slots_with_initialized_token().unwrap();
    let is_it = |slot| device.get_token_info(slot).unwrap().label().trim_end() == label;
    let slot = slots.into_iter().find(|slot| is_it(*slot)).unwrap();
    let session = device.open_rw_session(slot).unwrap();
    session
        .login(UserType::User, Some(&AuthPin::from(PIN)))
        .unwrap();
    for name in names {
        let object = [
            Attribute::Class(ObjectClass::CERTIFICATE),
            Attribute::CertificateType(CertificateType::X_509),
            Attribute::Token(true),
            Attribute::Private(false),
            Attribute::Id(vec![id_of(name)]),
            Attribute::Subject(b"".to_vec()),
            Attribute::Value(der(name)),
        ];
        session.create_object(&object).unwrap();
    }
    session.logout().unwrap();
}

/// Where the tokens of this test are.
pub fn tokens() -> PathBuf {
    let settings = PathBuf::from(std::env::var_os(SETTINGS).unwrap());
    settings.with_file_name("tokens")
}

/// Runs the test with a token of three keys. The library reads its settings from the environment, so the test runs itself again with them.
pub fn with_token(test: &str, act: impl FnOnce()) {
    if std::env::var_os(SETTINGS).is_some() {
        add_token("kiemsat", &["rsa", "p256", "p384"]);
        return act();
    }
    let folder = tempfile::tempdir().unwrap();
    let (settings, tokens) = (
        folder.path().join("softhsm2.conf"),
        folder.path().join("tokens"),
    );
    fs::create_dir_all(&tokens).unwrap();
    let lines = format!(
        "directories.tokendir = {}\nobjectstore.backend = file\n",
        tokens.display()
    );
    fs::write(&settings, lines).unwrap();
    let mut again = Command::new(std::env::current_exe().unwrap());
    again
        .args(["--exact", test, "--nocapture"])
        .env(SETTINGS, settings);
    let said = run(&mut again);
    let text =
        String::from_utf8_lossy(&said.stdout).into_owned() + &String::from_utf8_lossy(&said.stderr);
    assert!(text.contains("1 passed"), "{text}");
    assert!(!text.contains(PIN), "the PIN was written: {text}");
}
