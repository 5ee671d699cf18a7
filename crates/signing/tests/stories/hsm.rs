//! A device of the agency in software (SoftHSM): a token with one key, made for one test.

use std::{fs, path::Path, process::Command};

use crate::pki;
use crate::run::run;

const LIBRARIES: [&str; 3] = [
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/softhsm/libsofthsm.so",
];
pub const PIN: &str = "482915";
const SETTINGS: &str = "SOFTHSM2_CONF";

/// A token with the key of `rsa` and no certificate, as many devices of agencies are. The library reads where its tokens are from the
/// environment, so the test runs itself again with it.
pub fn with_device(test: &str, act: impl FnOnce(&Path)) {
    if let Some(settings) = std::env::var_os(SETTINGS) {
        return act(Path::new(&settings).parent().unwrap());
    }
    let room = tempfile::tempdir().unwrap();
    let tokens = room.path().join("tokens");
    fs::create_dir_all(&tokens).unwrap();
    let settings = room.path().join("softhsm2.conf");
    let text = format!(
        "directories.tokendir = {}\nobjectstore.backend = file\n",
        tokens.display()
    );
    fs::write(&settings, text).unwrap();
    let tool = |arguments: &[&str]| {
        run(Command::new("softhsm2-util")
            .args(arguments)
            .env(SETTINGS, &settings));
    };
    tool(&[
        "--init-token",
        "--free",
        "--label",
        "co-quan",
        "--so-pin",
        "99999999",
        "--pin",
        PIN,
    ]);
    let key = room.path().join("rsa.pem");
    run(Command::new("openssl")
        .args(["pkcs8", "-topk8", "-nocrypt", "-in"])
        .arg(pki::folder().join("rsa.key"))
        .arg("-out")
        .arg(&key));
    let key = key.to_str().unwrap();
    tool(&[
        "--import", key, "--token", "co-quan", "--label", "rsa", "--id", "a1", "--pin", PIN,
    ]);
    let said = run(Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(SETTINGS, &settings));
    let text =
        String::from_utf8_lossy(&said.stdout).into_owned() + &String::from_utf8_lossy(&said.stderr);
    assert!(text.contains("1 passed"), "{text}");
    assert!(!text.contains(PIN), "the PIN was written: {text}");
}

/// The settings of an office that has it, with more lines about it.
pub fn settings(more: &str) -> String {
    let library = LIBRARIES.iter().find(|path| Path::new(path).exists());
    let library = library.expect("SoftHSM is installed by scripts/setup check");
    format!("[[device]]\nname = 'hsm'\nmodule = '{library}'\n{more}")
}
