//! Khởi động và bộ nhớ: a program of its own is started over the place, asked once, and weighed.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};

use super::table::Line;
use crate::place::Place;

/// A program of its own over a place; it ends with this value.
pub struct Started {
    child: Child,
    /// Where it answers, `127.0.0.1:4711`.
    pub address: String,
}

impl Started {
    /// Starts `kiemsat serve` over a folder, and waits until it says where it answers.
    pub fn over(place: &Place) -> anyhow::Result<Started> {
        Started::with(place, &[])
    }

    /// The same, with further arguments.
    pub fn with(place: &Place, more: &[&str]) -> anyhow::Result<Started> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(&place.folder)
            .args(more)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("the program does not start")?;
        let told = child.stdout.take().context("its output")?;
        // It ends with this value also when it says nothing that can be read.
        let mut started = Started {
            child,
            address: String::new(),
        };
        let mut line = String::new();
        BufReader::new(told).read_line(&mut line)?;
        let Some(address) = line.split("://").nth(1) else {
            bail!("it said “{line}”");
        };
        started.address = address.trim().trim_end_matches('/').to_owned();
        Ok(started)
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts `kiemsat serve` and asks for the sign-in page.
pub fn measure(place: &Place) -> anyhow::Result<Vec<Line>> {
    let begun = Instant::now();
    weigh(&Started::over(place)?, begun)
}

fn weigh(started: &Started, begun: Instant) -> anyhow::Result<Vec<Line>> {
    let address = &started.address;
    let mut stream = TcpStream::connect(address)?;
    write!(
        stream,
        "GET /sign-in HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let seconds = begun.elapsed().as_secs_f64();
    if !answer.starts_with("HTTP/1.1 200") {
        bail!("the first page was {:.80}", answer);
    }
    // A page of every kind has been asked for by now in other runs; here it is the idle program that is weighed.
    std::thread::sleep(Duration::from_secs(3));
    let status = std::fs::read_to_string(format!("/proc/{}/status", started.child.id()))?;
    let of = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name));
        line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok())
            .unwrap_or(f64::NAN)
            / 1024.0
    };
    Ok(vec![
        Line::below("khởi động tới trang đầu", "SQLite", seconds, 1.0, "s"),
        Line::below("bộ nhớ khi rỗi (RSS)", "SQLite", of("VmRSS:"), 200.0, "MB").also(format!(
            "of it its own memory {:.1} MB, mapped files {:.1} MB",
            of("RssAnon:"),
            of("RssFile:")
        )),
    ])
}
