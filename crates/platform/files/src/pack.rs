//! Tệp nén (ZIP): its members one at a time, each unpacked under limits into a file of its own that has no name yet, so that
//! nothing a member is called can decide where it is written. The declared sizes are not believed: what comes out is counted.

use std::{
    io::{Cursor, Read, Seek, SeekFrom, Write as _},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use sha2::{Digest as _, Sha256};
use zip::{ZipArchive, result::ZipError};

use crate::{Arrived, Content, FileError, FileId, Files, failed};

/// How much may come out of one archive.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Members.
    pub members: usize,
    /// Bytes of one member.
    pub member_bytes: u64,
    /// Bytes of all members together.
    pub bytes: u64,
    /// Bytes that one packed byte may become.
    pub ratio: u64,
}

/// A small member may be as sparse as it likes.
const RATIO_COUNTS_FROM: u64 = 4 << 20;
/// The list of members of a lawful archive is shorter; so its opening takes little memory.
const LONGEST_LIST: u64 = 8 << 20;
/// Bytes unpacked together.
const PIECE: usize = 256 << 10;

/// Why an archive is not opened at all.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// Its list of members cannot be read.
    #[error("the list of members cannot be read")]
    Broken,
    /// It has more members than are taken.
    #[error("too many members")]
    TooMany,
}

/// Thành phần của tệp nén.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its place in the archive.
    pub at: usize,
    /// Its name as bytes; which letters they are, nobody says for sure.
    pub raw_name: Vec<u8>,
    /// Its name as the archive claims, in UTF-8 or in the letters of DOS.
    pub name: String,
    /// A folder or a link: nothing to take.
    pub is_file: bool,
}

/// What became of unpacking a member.
#[derive(Debug)]
pub enum Unpacked {
    /// It is whole.
    Whole(Arrived),
    /// It needs a password.
    Encrypted,
    /// It is packed in a way that is not read.
    Unreadable,
    /// It is damaged.
    Broken,
    /// It is larger than a file may be.
    TooLarge,
    /// It swells like a bomb.
    Swells,
    /// All members together are larger than an archive may be; no further member is taken.
    NoMore,
}

/// Tệp nén đang mở.
#[derive(Debug)]
pub struct Pack {
    archive: ZipArchive<Frugal>,
    limits: Limits,
    left: u64,
}

/// The bytes of the archive; how many may still be read is counted while it is opened.
#[derive(Debug)]
struct Frugal {
    bytes: Cursor<Content>,
    left: Arc<AtomicU64>,
}

impl Read for Frugal {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.bytes.read(into)?;
        let left = self.left.load(Ordering::Relaxed);
        match left.checked_sub(read as u64) {
            Some(left) => self.left.store(left, Ordering::Relaxed),
            None => return Err(std::io::Error::other("the list of members is too long")),
        }
        Ok(read)
    }
}

impl Seek for Frugal {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.bytes.seek(to)
    }
}

impl Pack {
    /// Opens an archive; its members are not yet looked at.
    pub fn open(content: Content, limits: Limits) -> Result<Pack, PackError> {
        if claims_too_many(content.as_ref(), limits.members) {
            return Err(PackError::TooMany);
        }
        let left = Arc::new(AtomicU64::new(LONGEST_LIST));
        let frugal = Frugal {
            bytes: Cursor::new(content),
            left: left.clone(),
        };
        let archive = ZipArchive::new(frugal).map_err(|_| PackError::Broken)?;
        left.store(u64::MAX, Ordering::Relaxed);
        if archive.len() > limits.members {
            return Err(PackError::TooMany);
        }
        Ok(Pack {
            archive,
            limits,
            left: limits.bytes,
        })
    }

    /// Its members, in the order of the archive.
    pub fn members(&mut self) -> Vec<Member> {
        let mut members = Vec::with_capacity(self.archive.len());
        for at in 0..self.archive.len() {
            let Ok(member) = self.archive.by_index_raw(at) else {
                continue;
            };
            members.push(Member {
                at,
                raw_name: member.name_raw().to_vec(),
                name: member.name().to_owned(),
                is_file: member.is_file(),
            });
        }
        members
    }

    fn unpack(&mut self, at: usize, place: tempfile::NamedTempFile) -> std::io::Result<Unpacked> {
        if self.left == 0 {
            return Ok(Unpacked::NoMore);
        }
        let (is_encrypted, packed) = match self.archive.by_index_raw(at) {
            Ok(member) => (member.encrypted(), member.compressed_size()),
            Err(_) => return Ok(Unpacked::Broken),
        };
        if is_encrypted {
            return Ok(Unpacked::Encrypted);
        }
        let mut member = match self.archive.by_index(at) {
            Ok(member) => member,
            Err(ZipError::UnsupportedArchive(_)) => return Ok(Unpacked::Unreadable),
            Err(_) => return Ok(Unpacked::Broken),
        };
        let densest = packed
            .saturating_mul(self.limits.ratio)
            .max(RATIO_COUNTS_FROM);
        let (mut hash, mut bytes, mut place) = (Sha256::new(), 0, place);
        let mut piece = vec![0; PIECE];
        loop {
            let read = match member.read(&mut piece) {
                Ok(0) => break,
                Ok(read) => read,
                Err(_) => return Ok(Unpacked::Broken),
            };
            bytes += read as u64;
            match () {
                () if bytes > densest => return Ok(Unpacked::Swells),
                () if bytes > self.limits.member_bytes => return Ok(Unpacked::TooLarge),
                () if bytes > self.left => {
                    self.left = 0;
                    return Ok(Unpacked::NoMore);
                }
                () => {}
            }
            hash.update(&piece[..read]);
            place.write_all(&piece[..read])?;
        }
        self.left -= bytes;
        let id = FileId(hash.finalize().into());
        Ok(Unpacked::Whole(Arrived::of(place, id, bytes)))
    }
}

impl Files {
    /// Unpacks one member to where files arrive; the archive comes back for the next.
    pub async fn unpack(&self, mut pack: Pack, at: usize) -> Result<(Pack, Unpacked), FileError> {
        let place = self.empty_place().await?;
        let unpacked = tokio::task::spawn_blocking(move || {
            let unpacked = pack.unpack(at, place)?;
            Ok::<_, std::io::Error>((pack, unpacked))
        });
        unpacked.await.map_err(failed)?.map_err(failed)
    }
}

/// Whether one of the ends of the list says there are more members. The long form of the list, for more than 65,535 members
/// or 4 GiB, is not needed by anything that is taken here.
fn claims_too_many(bytes: &[u8], most: usize) -> bool {
    let from = bytes.len().saturating_sub(LONGEST_LIST as usize);
    let tail = &bytes[from..];
    let ends = tail
        .windows(4)
        .enumerate()
        .filter(|(_, four)| *four == b"PK\x05\x06");
    let counted = |at: usize, offset: usize| match tail.get(at + offset..at + offset + 2) {
        Some(two) => usize::from(u16::from_le_bytes([two[0], two[1]])),
        None => 0,
    };
    let mut ends = ends.filter(|(at, _)| {
        let is_long = at
            .checked_sub(20)
            .is_some_and(|locator| tail[locator..].starts_with(b"PK\x06\x07"));
        let (here, all) = (counted(*at, 8), counted(*at, 10));
        here.max(all) > most || (is_long && here.max(all) == 0)
    });
    ends.next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

    const SMALL: Limits = Limits {
        members: 4,
        member_bytes: 6 << 20,
        bytes: 10 << 20,
        ratio: 100,
    };

    fn packed(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let how = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        for (name, bytes) in members {
            writer.start_file(*name, how).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    /// Bytes that do not pack well.
    fn noise(bytes: usize) -> Vec<u8> {
        let mut seed = 1_u32;
        let next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 24) as u8
        };
        std::iter::repeat_with(next).take(bytes).collect()
    }

    async fn opened(files: &Files, bytes: &[u8]) -> Result<Pack, PackError> {
        let content = files.arrived(bytes).await.unwrap().content().unwrap();
        Pack::open(content, SMALL)
    }

    async fn outcomes(members: &[(&str, &[u8])]) -> (Vec<String>, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::folder(folder.path()).unwrap();
        let mut pack = opened(&files, &packed(members)).await.unwrap();
        let mut said = Vec::new();
        for member in pack.members() {
            let (back, unpacked) = files.unpack(pack, member.at).await.unwrap();
            pack = back;
            said.push(match unpacked {
                Unpacked::Whole(arrived) => format!("{} bytes", arrived.bytes()),
                other => format!("{other:?}"),
            });
        }
        (said, folder)
    }

    #[tokio::test]
    async fn what_comes_out_is_counted_and_a_bad_member_does_not_hold_back_the_others() {
        let (bomb, large, good) = (vec![0; 8 << 20], noise(7 << 20), noise(3 << 20));
        let all: [(&str, &[u8]); 3] = [("bom.pdf", &bomb), ("lon.pdf", &large), ("tot.pdf", &good)];
        let (said, _folder) = outcomes(&all).await;
        assert_eq!(said, ["Swells", "TooLarge", "3145728 bytes"]);
    }

    #[tokio::test]
    async fn all_members_together_have_a_bound_too() {
        let one = noise(4 << 20);
        let all: [(&str, &[u8]); 4] = [("1", &one), ("2", &one), ("3", &one), ("4", b"x")];
        let (said, _folder) = outcomes(&all).await;
        assert_eq!(said, ["4194304 bytes", "4194304 bytes", "NoMore", "NoMore"]);
    }

    #[tokio::test]
    async fn a_name_that_climbs_out_writes_nothing_outside() {
        let (said, folder) =
            outcomes(&[("../../../ra-ngoai.pdf", b"x"), ("/tmp/ra-ngoai.pdf", b"y")]).await;
        assert_eq!(said, ["1 bytes", "1 bytes"]);
        assert!(!folder.path().join("../../../ra-ngoai.pdf").exists());
        assert!(!std::path::Path::new("/tmp/ra-ngoai.pdf").exists());
        let incoming = std::fs::read_dir(folder.path().join("incoming")).unwrap();
        assert_eq!(incoming.count(), 0, "what is not kept is gone");
    }

    #[tokio::test]
    async fn an_archive_of_too_many_members_or_without_its_list_is_not_opened() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::folder(folder.path()).unwrap();
        let five: Vec<(String, &[u8])> = (0..5).map(|n| (n.to_string(), &b"x"[..])).collect();
        let five: Vec<(&str, &[u8])> = five.iter().map(|(n, b)| (n.as_str(), *b)).collect();
        let many = packed(&five);
        assert!(matches!(
            opened(&files, &many).await,
            Err(PackError::TooMany)
        ));
        let cut = opened(&files, &many[..many.len() - 30]).await;
        assert!(matches!(cut, Err(PackError::Broken)));
    }
}
