//! Ký số: the same files signed and verified by us and by pyHanko, with the same keys, one after another in one thread each.

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use anyhow::{Context, bail};
use chrono::Utc;
use serde_json::{Value, json};
use sign::{
    Addresses, Http, Key, Level, Pin, Question, Request, Services, SoftwareKey, TokenKey,
    TrustList, Verdict, certificates,
};

use super::signing_ground::{self as ground, Ground};
use super::table::{Line, percentile};

/// Signatures a row.
const MANY: usize = 100;
/// With a time stamp, whose authority takes most of the time of both.
const STAMPED: usize = 30;
/// Of a large file.
const LARGE: usize = 10;
/// Before the first that counts; signing.py does the same.
const WARM: usize = 3;

/// By both, or why not.
pub fn measure() -> anyhow::Result<Vec<Line>> {
    match ground::given() {
        // The library of the token reads its settings from the environment: so this program starts itself with them.
        None => ground::inside(|folder| {
            let mut child = Command::new(std::env::current_exe()?);
            child
                .args(["bench", "--only", "signing"])
                .envs(ground::environment(folder));
            let said = child.output()?;
            if !said.status.success() {
                bail!("{}", String::from_utf8_lossy(&said.stderr));
            }
            Ok(serde_json::from_slice::<Vec<Line>>(&said.stdout)?)
        }),
        Some(ground) => {
            let lines = rows(&ground)?;
            serde_json::to_writer(std::io::stdout(), &lines)?;
            std::process::exit(0)
        }
    }
}

fn rows(ground: &Ground) -> anyhow::Result<Vec<Line>> {
    let decision = ground.kept(
        "decision",
        include_bytes!("../../../platform/sign/tests/data/decision.pdf"),
    )?;
    let stack = PathBuf::from("samples/case-a/stack.pdf");
    let mut lines = Vec::new();
    for (name, kind) in [("rsa", "RSA-2048"), ("p256", "P-256")] {
        let key = software(ground, name)?;
        let what = format!("{kind}, key file");
        lines.extend(both(
            ground,
            &what,
            &key,
            name,
            false,
            &[
                (&decision, Level::BB, MANY),
                (&decision, Level::BT, STAMPED),
            ],
        )?);
        if name == "rsa" && stack.exists() {
            lines.extend(both(
                ground,
                "RSA-2048, a scan of 15 MB",
                &key,
                name,
                false,
                &[(&stack, Level::BB, LARGE)],
            )?);
        }
    }
    for (name, kind) in [("rsa", "RSA-2048"), ("p256", "P-256")] {
        let Some(token) = &ground.token else { break };
        let chain = chain(ground, name)?;
        let pin = Pin::new(ground::PIN.into());
        let key = TokenKey::sign_in(&token.library, &chain[0], pin, &chain[1..])?;
        let what = format!("{kind}, SoftHSM");
        lines.extend(both(
            ground,
            &what,
            &key,
            name,
            true,
            &[(&decision, Level::BB, MANY)],
        )?);
    }
    lines.extend(verified(ground, &decision)?);
    Ok(lines)
}

fn chain(ground: &Ground, name: &str) -> anyhow::Result<Vec<sign::Certificate>> {
    let mut chain = Vec::new();
    for name in [name, "ca"] {
        chain.extend(certificates(&std::fs::read(
            ground.pki(&format!("{name}.crt")),
        )?)?);
    }
    Ok(chain)
}

fn software(ground: &Ground, name: &str) -> anyhow::Result<SoftwareKey> {
    let pkcs8 = std::fs::read(ground.pki(&format!("{name}.p8")))?;
    Ok(SoftwareKey::from_pkcs8(&pkcs8, chain(ground, name)?)?)
}

fn both(
    ground: &Ground,
    what: &str,
    key: &dyn Key,
    name: &str,
    on_token: bool,
    rounds: &[(&Path, Level, usize)],
) -> anyhow::Result<Vec<Line>> {
    let mut lines = Vec::new();
    for (file, level, count) in rounds {
        let what = format!("signing {}, {what}", level.code());
        let ours = sign_ours(ground, key, file, *level, *count)?;
        let theirs = ground.pyhanko(&json!({
            "do": "sign",
            "files": vec![file; *count],
            "key": ground.pki(&format!("{name}.key")),
            "token": ground.token.as_ref().filter(|_| on_token).map(|token| json!({
                "library": token.library, "label": ground::LABEL, "pin": ground::PIN, "id": ground::id_of(name),
            })),
            "certificate": ground.pki(&format!("{name}.crt")),
            "above": ground.pki("ca.crt"),
            "stamps": (*level > Level::BB).then_some(&ground.stamps),
        }));
        lines.extend(compared(&what, ours, theirs));
    }
    Ok(lines)
}

fn sign_ours(
    ground: &Ground,
    key: &dyn Key,
    file: &Path,
    level: Level,
    count: usize,
) -> anyhow::Result<Vec<f64>> {
    let file = std::fs::read(file)?;
    let roots = certificates(&std::fs::read(ground.pki("root.crt"))?)?;
    let services = Services {
        outside: &Http::default(),
        addresses: &Addresses {
            time_stamps: vec![ground.stamps.clone()],
            ..Addresses::default()
        },
        trust: &TrustList::of(roots),
    };
    let mut times = Vec::new();
    for number in 0..WARM + count {
        let mut request = Request::at(Utc::now().fixed_offset());
        request.reason = Some("Ký duyệt".into());
        let mut file = file.clone();
        let begun = Instant::now();
        sign::sign(&mut file, key, &request, level, Some(services))?;
        if number >= WARM {
            times.push(begun.elapsed().as_secs_f64() * 1000.0);
        }
    }
    Ok(times)
}

fn verified(ground: &Ground, file: &Path) -> anyhow::Result<Vec<Line>> {
    let mut signed = std::fs::read(file)?;
    for name in ["rsa", "p256"] {
        let request = Request::at(Utc::now().fixed_offset());
        sign::sign(
            &mut signed,
            &software(ground, name)?,
            &request,
            Level::BB,
            None,
        )?;
    }
    let kept = ground.kept("signed", &signed)?;
    let trust = TrustList::folder(&ground.pki("trust"))?;
    let mut ours = Vec::new();
    for _ in 0..MANY {
        let begun = Instant::now();
        let question = Question {
            trust: &trust,
            at: Utc::now(),
            services: None,
        };
        let report = sign::verify(&signed, &question);
        if report.verdict != Verdict::Valid {
            bail!("a fresh signature is not valid: {:?}", report.reasons);
        }
        ours.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    let theirs = ground.pyhanko(
        &json!({"do": "verify", "files": vec![&kept; MANY], "trust": ground.pki("trust")}),
    );
    Ok(compared(
        "verifying two signatures, revocation lists at hand",
        ours,
        theirs,
    ))
}

/// Two lines: ours with theirs beside it, and how many times as many files a second.
fn compared(what: &str, mut ours: Vec<f64>, theirs: anyhow::Result<Value>) -> Vec<Line> {
    let a_second = |times: &[f64]| times.len() as f64 * 1000.0 / times.iter().sum::<f64>();
    let told = |times: &mut Vec<f64>| {
        let rate = a_second(times);
        let (p50, p99) = (percentile(times, 50), percentile(times, 99));
        (p50, format!("p99 {p99:.1} ms, {rate:.1} files a second"))
    };
    let (p50, also) = told(&mut ours);
    let count = ours.len();
    let line = |also: String| Line::told(format!("{what}: p50"), "", p50, "ms").also(also);
    let theirs = theirs.and_then(|said| {
        let times: Vec<f64> = serde_json::from_value(said["times"].clone()).context("its times")?;
        Ok((
            times,
            said["version"].as_str().unwrap_or_default().to_owned(),
        ))
    });
    match theirs {
        Err(why) => vec![line(format!("{also}; {count} files; pyHanko: {why:#}"))],
        Ok((mut times, version)) => {
            let ratio = a_second(&ours) / a_second(&times);
            let (other, other_also) = told(&mut times);
            vec![
                line(format!(
                    "{also}; {count} files; pyHanko {version}: p50 {other:.1} ms, {other_also}"
                )),
                Line::at_least(
                    format!("{what}: files a second, against pyHanko"),
                    ratio,
                    1.0,
                    "×",
                ),
            ]
        }
    }
}
