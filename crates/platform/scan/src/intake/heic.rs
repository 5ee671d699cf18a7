//! Ảnh HEIC của điện thoại: decoded by another program, `heif-convert` of the Debian package libheif-examples, where the office
//! has installed it. It runs in a box (`bwrap`) that sees no disk of ours and no network, has little memory and time, and hands
//! its pictures back through a pipe: nothing of them ever lies on a disk.

use std::io::{Read, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use super::{IntakeError, picture};
use crate::page::check_size;

/// The box: the programs of the system, a folder in memory, nothing else.
const BOX: [&str; 32] = [
    "--as=1600000000",
    "--cpu=40",
    "--fsize=300000000",
    "--nofile=64",
    "--core=0",
    "bwrap",
    "--unshare-all",
    "--die-with-parent",
    "--new-session",
    "--ro-bind",
    "/usr",
    "/usr",
    "--symlink",
    "usr/bin",
    "/bin",
    "--symlink",
    "usr/lib",
    "/lib",
    "--symlink",
    "usr/lib64",
    "/lib64",
    "--dev",
    "/dev",
    "--tmpfs",
    "/tmp",
    "--chdir",
    "/tmp",
    "--file",
    "0",
    "/tmp/in.heic",
    "/bin/sh",
    "-c",
];

/// Each picture as its length on a line, then its bytes.
const CONVERT: &str = "command -v heif-convert >/dev/null || exit 90
heif-convert -q 92 in.heic out.jpg >/dev/null 2>&1 || exit 91
for picture in out*.jpg; do wc -c <\"$picture\"; cat \"$picture\"; done";
/// What the script says when the picture is damaged.
const DAMAGED: i32 = 91;
/// Nobody waits longer for a picture.
const PATIENCE: Duration = Duration::from_secs(60);
/// Bytes that all pictures of one file may have together.
const MOST_BYTES: u64 = 300_000_000;

/// The pictures of a file as JPEG, each a page.
pub(super) fn pictures(bytes: &[u8]) -> Result<Vec<Vec<u8>>, IntakeError> {
    for (width, height) in claimed_sizes(bytes) {
        check_size(1, width, height)?;
    }
    let child = Command::new("prlimit")
        .args(BOX)
        .arg(CONVERT)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let child = child.map_err(|_| IntakeError::HeicNotRead)?;
    let pictures = parted(&converted(child, bytes)?).ok_or(IntakeError::BrokenPicture)?;
    for picture in &pictures {
        picture::check(picture)?;
    }
    match pictures.is_empty() {
        true => Err(IntakeError::BrokenPicture),
        false => Ok(pictures),
    }
}

/// What the program hands back; a program that takes too long is ended.
fn converted(mut child: Child, bytes: &[u8]) -> Result<Vec<u8>, IntakeError> {
    let (Some(mut to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(IntakeError::HeicNotRead);
    };
    let (done, waited) = mpsc::channel();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // A box that does not start reads nothing; how it ended says the rest.
            let _ = to.write_all(bytes);
        });
        scope.spawn(move || {
            let mut told = Vec::new();
            let read = from.take(MOST_BYTES).read_to_end(&mut told);
            let _ = done.send(read.map(|_| told));
        });
        let told = waited.recv_timeout(PATIENCE);
        if told.is_err() {
            let _ = child.kill();
        }
        let ended = child.wait().ok().and_then(|status| status.code());
        match (ended, told) {
            (Some(0), Ok(Ok(told))) => Ok(told),
            (Some(DAMAGED), _) | (_, Err(_)) => Err(IntakeError::BrokenPicture),
            _ => Err(IntakeError::HeicNotRead),
        }
    })
}

fn parted(mut told: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut pictures = Vec::new();
    while !told.is_empty() {
        let line = told.iter().position(|byte| *byte == b'\n')?;
        let length: usize = std::str::from_utf8(&told[..line])
            .ok()?
            .trim()
            .parse()
            .ok()?;
        let picture = told.get(line + 1..line + 1 + length)?;
        pictures.push(picture.to_vec());
        told = &told[line + 1 + length..];
    }
    Some(pictures)
}

/// The sizes that the file claims for its pictures and their tiles.
fn claimed_sizes(bytes: &[u8]) -> Vec<(u32, u32)> {
    let head = &bytes[..bytes.len().min(256 << 10)];
    let number = |at: usize| head.get(at..at + 4).and_then(|four| four.try_into().ok());
    let marks = head
        .windows(4)
        .enumerate()
        .filter(|(_, four)| *four == b"ispe");
    marks
        .filter_map(|(at, _)| Some((number(at + 8)?, number(at + 12)?)))
        .map(|(width, height)| (u32::from_be_bytes(width), u32::from_be_bytes(height)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_come_back_one_after_the_other_and_a_torn_answer_is_none() {
        let two = b"2\nab    3\ncde";
        assert_eq!(parted(two), Some(vec![b"ab".to_vec(), b"cde".to_vec()]));
        assert_eq!(parted(b"9\nab"), None);
        assert_eq!(parted(b""), Some(Vec::new()));
    }

    #[test]
    fn a_picture_that_claims_too_many_dots_is_not_handed_to_the_program() {
        let mut bytes = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x14ispe\0\0\0\0".to_vec();
        bytes.extend([0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        assert_eq!(claimed_sizes(&bytes), [(60_000, 60_000)]);
        assert!(matches!(pictures(&bytes), Err(IntakeError::Page(_))));
    }
}
