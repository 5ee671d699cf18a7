//! Đất để đo chữ ký: keys, certificates, a time-stamp authority and a token, made for one run and gone after it.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, bail};
use serde_json::Value;

use super::table::Line;

/// Where the ground is; given to the program that this one starts.
const GROUND: &str = "KIEMSAT_BENCH_GROUND";
const SETTINGS: &str = "SOFTHSM2_CONF";
const LIBRARIES: [&str; 3] = [
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/softhsm/libsofthsm.so",
];
pub const LABEL: &str = "do";
pub const PIN: &str = "482915";
const MAKES_KEYS: &str = include_str!("../../../platform/sign/tests/pades/pki.sh");

/// The number of a key on the token.
pub fn id_of(name: &str) -> &'static str {
    if name == "rsa" { "a1" } else { "a2" }
}

/// A token with both keys.
pub struct Token {
    pub library: PathBuf,
}

pub struct Ground {
    folder: PathBuf,
    /// The address of the time-stamp authority.
    pub stamps: String,
    /// None: SoftHSM is not installed.
    pub token: Option<Token>,
}

fn run(command: &mut Command) -> anyhow::Result<()> {
    let shown = format!("{command:?}");
    let said = command.output().context(shown.clone())?;
    if !said.status.success() {
        bail!("{shown}: {}", String::from_utf8_lossy(&said.stderr));
    }
    Ok(())
}

/// Makes the ground, lets it be used, and takes it away again.
pub fn inside(
    use_it: impl FnOnce(&Path) -> anyhow::Result<Vec<Line>>,
) -> anyhow::Result<Vec<Line>> {
    let folder = std::env::temp_dir().join(format!("kiemsat-bench-{}", std::process::id()));
    let done = make(&folder).and_then(|()| use_it(&folder));
    let _ = fs::remove_dir_all(&folder);
    done
}

/// What the program that measures is started with.
pub fn environment(folder: &Path) -> [(&'static str, PathBuf); 2] {
    [
        (GROUND, folder.to_owned()),
        (SETTINGS, folder.join("softhsm2.conf")),
    ]
}

fn make(folder: &Path) -> anyhow::Result<()> {
    let (pki, tokens) = (folder.join("pki"), folder.join("tokens"));
    fs::create_dir_all(&pki)?;
    fs::create_dir_all(&tokens)?;
    run(Command::new("sh")
        .arg("-c")
        .arg(MAKES_KEYS)
        .current_dir(&pki))?;
    let settings = folder.join("softhsm2.conf");
    let lines = format!(
        "directories.tokendir = {}\nobjectstore.backend = file\n",
        tokens.display()
    );
    fs::write(&settings, lines)?;
    let util = |arguments: &[&str]| {
        let mut util = Command::new("softhsm2-util");
        run(util.args(arguments).env(SETTINGS, &settings))
    };
    let made = util(&[
        "--init-token",
        "--free",
        "--label",
        LABEL,
        "--so-pin",
        "99999999",
        "--pin",
        PIN,
    ]);
    if made.is_err() {
        // Not installed: the rows of the token are left out.
        return Ok(());
    }
    for name in ["rsa", "p256"] {
        let (key, fit) = (
            pki.join(format!("{name}.key")),
            pki.join(format!("{name}.pem")),
        );
        let mut openssl = Command::new("openssl");
        openssl.args(["pkcs8", "-topk8", "-nocrypt", "-in"]);
        run(openssl.arg(key).arg("-out").arg(&fit))?;
        let fit = fit.display().to_string();
        util(&[
            "--import",
            &fit,
            "--token",
            LABEL,
            "--label",
            name,
            "--id",
            id_of(name),
            "--pin",
            PIN,
        ])?;
    }
    fs::write(folder.join("token"), "")?;
    Ok(())
}

/// The ground this program was started on; none when it is to make one.
pub fn given() -> Option<Ground> {
    let folder = PathBuf::from(std::env::var_os(GROUND)?);
    let library = LIBRARIES
        .iter()
        .map(PathBuf::from)
        .find(|path| path.exists());
    let token = library.filter(|_| folder.join("token").exists());
    let stamps = serve(folder.join("pki")).unwrap_or_default();
    Some(Ground {
        stamps,
        token: token.map(|library| Token { library }),
        folder,
    })
}

impl Ground {
    pub fn pki(&self, name: &str) -> PathBuf {
        self.folder.join("pki").join(name)
    }

    /// Keeps a file for the other program.
    pub fn kept(&self, name: &str, bytes: &[u8]) -> anyhow::Result<PathBuf> {
        let path = self.folder.join(format!("{name}.pdf"));
        fs::write(&path, bytes)?;
        Ok(path)
    }

    /// The same done by pyHanko, in one process that is warm.
    pub fn pyhanko(&self, asked: &Value) -> anyhow::Result<Value> {
        let script = self.folder.join("signing.py");
        fs::write(&script, include_str!("signing.py"))?;
        let said = Command::new("scripts/pyhanko")
            .arg("judge")
            .arg(&script)
            .arg(asked.to_string())
            .output()?;
        if !said.status.success() {
            let words = String::from_utf8_lossy(&said.stderr).into_owned();
            bail!("{}", words.trim().lines().last().unwrap_or("it failed"));
        }
        Ok(serde_json::from_slice(&said.stdout)?)
    }
}

/// A time-stamp authority on this machine: openssl answers each request.
fn serve(pki: PathBuf) -> anyhow::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = format!("http://{}/", listener.local_addr()?);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let pki = pki.clone();
            std::thread::spawn(move || while answer(&stream, &pki).is_ok() {});
        }
    });
    Ok(address)
}

fn answer(mut stream: &TcpStream, pki: &Path) -> anyhow::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            bail!("closed");
        }
        let line = line.trim().to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse()?;
        }
        if line.is_empty() {
            break;
        }
    }
    let mut question = vec![0; length];
    reader.read_exact(&mut question)?;
    let own = pki.join(format!("question-{:?}", std::thread::current().id()));
    fs::write(&own, question)?;
    let said = Command::new("openssl")
        .args([
            "ts",
            "-reply",
            "-config",
            "ca.cnf",
            "-section",
            "tsa",
            "-queryfile",
        ])
        .arg(&own)
        .current_dir(pki)
        .env("CA", "ca")
        .output()?;
    let mut answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/timestamp-reply\r\nContent-Length: {}\r\n\r\n",
        said.stdout.len()
    )
    .into_bytes();
    answer.extend(said.stdout);
    // In one piece: the second of two would wait for the other side to confirm the first, 40 ms on a kept connection.
    stream.write_all(&answer)?;
    Ok(())
}
