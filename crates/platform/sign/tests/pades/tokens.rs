//! A signing token in software (SoftHSM) behind PKCS#11.

use crate::{
    judges::{ours, pdfsig, pyhanko},
    levels::request,
    papers, pki,
};
use cryptoki::{
    context::{CInitializeArgs, CInitializeFlags, Pkcs11},
    object::{Attribute, CertificateType, ObjectClass},
    session::UserType,
    types::AuthPin,
};
use sign::{Key, KeyError, Level, Pin, Scheme, TokenKey, Verdict, on_tokens, sign};
use std::{fs, path::Path, process::Command};

const LIBRARIES: [&str; 3] = [
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/softhsm/libsofthsm.so",
];
const PIN: &str = "482915";
const SETTINGS: &str = "SOFTHSM2_CONF";

/// A certificate in DER.
fn der(name: &str) -> Vec<u8> {
    let mut command = Command::new("openssl");
    command
        .args(["x509", "-outform", "DER", "-in"])
        .arg(pki::folder().join(format!("{name}.crt")));
    let said = command.output().unwrap();
    assert!(said.status.success());
    said.stdout
}

fn library() -> &'static Path {
    let found = LIBRARIES.iter().map(Path::new).find(|path| path.exists());
    found.expect("SoftHSM is installed by scripts/setup check")
}

/// A token with three keys and their certificates, in this folder.
fn make_token(folder: &Path) {
    fs::create_dir_all(folder.join("tokens")).unwrap();
    let settings = folder.join("softhsm2.conf");
    fs::write(
        &settings,
        format!(
            "directories.tokendir = {}\nobjectstore.backend = file\n",
            folder.join("tokens").display()
        ),
    )
    .unwrap();
    let tool = |arguments: &[&str]| {
        let said = Command::new("softhsm2-util")
            .args(arguments)
            .env(SETTINGS, &settings)
            .output()
            .unwrap();
        assert!(
            said.status.success(),
            "{}",
            String::from_utf8_lossy(&said.stderr)
        );
    };
    tool(&[
        "--init-token",
        "--free",
        "--label",
        "kiemsat",
        "--so-pin",
        "99999999",
        "--pin",
        PIN,
    ]);
    for (id, name) in [("a1", "rsa"), ("a2", "p256"), ("a3", "p384")] {
        let key = folder.join(format!("{name}.pem"));
        let made = Command::new("openssl")
            .args(["pkcs8", "-topk8", "-nocrypt", "-in"])
            .arg(pki::folder().join(format!("{name}.key")))
            .arg("-out")
            .arg(&key)
            .status()
            .unwrap();
        assert!(made.success());
        let key = key.to_str().unwrap();
        tool(&[
            "--import", key, "--token", "kiemsat", "--label", name, "--id", id, "--pin", PIN,
        ]);
    }
}

/// softhsm2-util brings keys only: the certificates come by PKCS#11.
fn put_certificates() {
    let device = Pkcs11::new(library()).unwrap();
    device
        .initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK))
        .unwrap();
    let slot = device.get_slots_with_initialized_token().unwrap()[0];
    let session = device.open_rw_session(slot).unwrap();
    session
        .login(UserType::User, Some(&AuthPin::from(PIN)))
        .unwrap();
    for (id, name) in [(0xa1, "rsa"), (0xa2, "p256"), (0xa3, "p384")] {
        let object = [
            Attribute::Class(ObjectClass::CERTIFICATE),
            Attribute::CertificateType(CertificateType::X_509),
            Attribute::Token(true),
            Attribute::Private(false),
            Attribute::Id(vec![id]),
            Attribute::Subject(b"".to_vec()),
            Attribute::Value(der(name)),
        ];
        session.create_object(&object).unwrap();
    }
    session.logout().unwrap();
}

/// The library reads its settings from the environment, so the test runs itself again with them.
fn with_token(test: &str, act: impl FnOnce()) {
    if std::env::var_os(SETTINGS).is_some() {
        put_certificates();
        return act();
    }
    let folder = tempfile::tempdir().unwrap();
    make_token(folder.path());
    let said = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(SETTINGS, folder.path().join("softhsm2.conf"))
        .output()
        .unwrap();
    let text =
        String::from_utf8_lossy(&said.stdout).into_owned() + &String::from_utf8_lossy(&said.stderr);
    assert!(said.status.success() && text.contains("1 passed"), "{text}");
    assert!(!text.contains(PIN), "the PIN was written: {text}");
}

fn sign_in(name: &str) -> Result<TokenKey, KeyError> {
    TokenKey::sign_in(
        library(),
        &pki::chain(name, "ca")[0],
        Pin::new(PIN.into()),
        &pki::chain("ca", "root")[..1],
    )
}

#[test]
fn a_token_signs_with_every_kind_of_key_and_the_key_stays_inside() {
    with_token(
        "tokens::a_token_signs_with_every_kind_of_key_and_the_key_stays_inside",
        || {
            assert_eq!(on_tokens(library()).unwrap().len(), 3);
            let mut file = papers::decision();
            for (name, scheme) in [
                ("rsa", Scheme::RsaPkcs1),
                ("p256", Scheme::EcdsaP256),
                ("p384", Scheme::EcdsaP384),
            ] {
                let key = sign_in(name).unwrap();
                assert_eq!((key.scheme(), key.chain().len()), (scheme, 2));
                sign(&mut file, &key, &request(), Level::BB, None).unwrap();
            }
            let pss = sign_in("rsa").unwrap().with_pss();
            sign(&mut file, &pss, &request(), Level::BB, None).unwrap();
            let report = ours(&file);
            assert_eq!(
                report.verdict,
                Verdict::Valid,
                "{}",
                serde_json::to_string_pretty(&report).unwrap()
            );
            let said = pyhanko(&file);
            assert!(
                said.len() == 4 && said.iter().all(|one| one["valid"] == true),
                "{said:#?}"
            );
            pdfsig(&file, 4);
        },
    );
}

#[test]
fn a_wrong_pin_or_a_missing_token_is_told_apart_and_nothing_is_signed() {
    with_token(
        "tokens::a_wrong_pin_or_a_missing_token_is_told_apart_and_nothing_is_signed",
        || {
            let certificate = &pki::chain("rsa", "ca")[0];
            let wrong = TokenKey::sign_in(library(), certificate, Pin::new("000000".into()), &[]);
            assert!(matches!(wrong, Err(KeyError::WrongPin)));
            let elsewhere = TokenKey::sign_in(
                library(),
                &pki::chain("outsider", "stranger")[0],
                Pin::new(PIN.into()),
                &[],
            );
            assert!(matches!(elsewhere, Err(KeyError::Gone)));
            let no_library = on_tokens(Path::new("/nowhere/library.so"));
            assert!(matches!(no_library, Err(KeyError::Unusable(_))));
            assert_eq!(format!("{:?}", Pin::new(PIN.into())), "Pin(…)");
        },
    );
}
