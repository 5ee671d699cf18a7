//! Tệp gửi từng phần: what has come of a file whose sending may break off. It lies on the disk of this machine, outlives a
//! killed program, and its length alone tells how far it is.

use std::{
    fs::{File, OpenOptions},
    io::Write as _,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use futures::{Stream, TryStreamExt as _};
use tempfile::{NamedTempFile, TempPath};

use crate::{Arrived, FileError, Files, content::name_of, failed};

/// Where a folder keeps what comes in parts: on the same disk, so that keeping it is one move.
const PARTS: &str = "parts";
/// The same, on a machine whose store is far away.
const PARTS_FAR: &str = "kiemsat-parts";
/// Bytes that a sender puts into one part.
pub const PART: u64 = 4 << 20;
/// Bytes that are written together.
const PIECE: usize = 512 << 10;

/// Phần đã đến của một tệp.
#[derive(Debug, Clone)]
pub struct Parts {
    path: PathBuf,
}

/// Whether bytes were added where the sender thought the end was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Appended {
    /// They were; the file is this long now.
    To(u64),
    /// The end is elsewhere, here: somebody else sends the same file, or the sender has lost count.
    EndIs(u64),
}

impl Files {
    /// The parts that came under this key.
    pub fn parts(&self, key: u128) -> Parts {
        Parts {
            path: self.parts_folder().join(format!("{key:032x}")),
        }
    }

    /// Throws away parts to which nothing came for so long; returns how many.
    pub async fn sweep_parts(&self, unmoved: Duration) -> Result<usize, FileError> {
        let folder = self.parts_folder();
        blocking(move || Ok(sweep(&folder, unmoved))).await
    }

    fn parts_folder(&self) -> PathBuf {
        match &self.folder {
            Some(folder) => folder.join(PARTS),
            None => std::env::temp_dir().join(PARTS_FAR),
        }
    }
}

impl Parts {
    /// How many bytes have come.
    pub async fn bytes(&self) -> Result<u64, FileError> {
        let path = self.path.clone();
        blocking(move || match path.metadata() {
            Ok(about) => Ok(about.len()),
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(0),
            Err(cause) => Err(cause),
        })
        .await
    }

    /// Adds bytes at this place, if that is the end. Two senders of one file cannot tear it: each adds whole pieces, one
    /// after the other.
    pub async fn append(&self, at: u64, bytes: Vec<u8>) -> Result<Appended, FileError> {
        static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
        let path = self.path.clone();
        blocking(move || {
            let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder)?;
            }
            let mut file = OpenOptions::new().create(true).append(true).open(path)?;
            let end = file.metadata()?.len();
            if end != at {
                return Ok(Appended::EndIs(end));
            }
            file.write_all(&bytes)?;
            Ok(Appended::To(end + bytes.len() as u64))
        })
        .await
    }

    /// Adds what comes on a line, from this place on, and makes sure that it is on the disk. A line that breaks has still brought
    /// what was written before. None when more than `room` bytes come.
    pub async fn follow<B: AsRef<[u8]>, E>(
        &self,
        at: u64,
        room: u64,
        line: impl Stream<Item = Result<B, E>>,
    ) -> Result<Option<Appended>, FileError> {
        let mut line = std::pin::pin!(line);
        let (mut end, mut piece, mut came) = (at, Vec::with_capacity(PIECE), 0_u64);
        loop {
            let more = line.try_next().await;
            let is_over = !matches!(more, Ok(Some(_)));
            if let Ok(Some(bytes)) = &more {
                came += bytes.as_ref().len() as u64;
                if came > room {
                    return Ok(None);
                }
                piece.extend_from_slice(bytes.as_ref());
            }
            if piece.len() >= PIECE || (is_over && !piece.is_empty()) {
                let full = std::mem::replace(&mut piece, Vec::with_capacity(PIECE));
                match self.append(end, full).await? {
                    Appended::To(now) => end = now,
                    elsewhere => return Ok(Some(elsewhere)),
                }
            }
            if is_over {
                break;
            }
        }
        self.settle().await?;
        Ok(Some(Appended::To(end)))
    }

    /// Makes sure that what came is on the disk before the sender is told so.
    pub async fn settle(&self) -> Result<(), FileError> {
        let path = self.path.clone();
        blocking(move || match File::open(path) {
            Ok(file) => file.sync_all(),
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(()),
            Err(cause) => Err(cause),
        })
        .await
    }

    /// The whole file, its name made; none when nothing came. From here on it goes away unless it is kept.
    pub async fn take(&self) -> Result<Option<Arrived>, FileError> {
        let path = self.path.clone();
        blocking(move || match File::open(&path) {
            Ok(file) => arrived(file, path).map(Some),
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(cause),
        })
        .await
    }

    /// Throws away what came.
    pub async fn discard(&self) -> Result<(), FileError> {
        let path = self.path.clone();
        blocking(move || match std::fs::remove_file(path) {
            Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => Err(cause),
            _ => Ok(()),
        })
        .await
    }
}

fn arrived(mut file: File, path: PathBuf) -> std::io::Result<Arrived> {
    let (id, bytes) = name_of(&mut file)?;
    let place = NamedTempFile::from_parts(file, TempPath::try_from_path(path)?);
    Ok(Arrived::of(place, id, bytes))
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> Result<T, FileError> {
    let done = tokio::task::spawn_blocking(work).await.map_err(failed)?;
    done.map_err(failed)
}

fn sweep(folder: &Path, unmoved: Duration) -> usize {
    let is_old = |path: &Path| {
        let changed = path.metadata().and_then(|about| about.modified());
        changed.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > unmoved))
    };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter(|entry| is_old(&entry.path()) && std::fs::remove_file(entry.path()).is_ok())
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FileId;

    #[tokio::test]
    async fn parts_are_joined_in_their_order_and_kept_under_the_name_of_the_whole() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::folder(folder.path()).unwrap();
        let parts = files.parts(7);
        assert_eq!(parts.bytes().await.unwrap(), 0);
        assert!(parts.take().await.unwrap().is_none());
        let to = |bytes| Appended::To(bytes);
        assert_eq!(parts.append(0, b"Bien ".to_vec()).await.unwrap(), to(5));
        // A part that is sent twice, or too early, changes nothing.
        for wrong in [0, 9] {
            let told = parts.append(wrong, b"x".to_vec()).await.unwrap();
            assert_eq!(told, Appended::EndIs(5));
        }
        // The program is started again.
        let files = Files::folder(folder.path()).unwrap();
        let parts = files.parts(7);
        assert_eq!(parts.append(5, b"ban".to_vec()).await.unwrap(), to(8));
        parts.settle().await.unwrap();
        let whole = parts.take().await.unwrap().unwrap();
        assert_eq!((whole.id(), whole.bytes()), (FileId::of(b"Bien ban"), 8));
        let id = files.keep(whole).await.unwrap();
        assert_eq!(files.get(id).await.unwrap(), b"Bien ban");
        assert_eq!(parts.bytes().await.unwrap(), 0, "its parts are gone");
    }

    #[tokio::test]
    async fn a_line_that_breaks_has_brought_what_came_and_one_that_brings_too_much_is_told_so() {
        let folder = tempfile::tempdir().unwrap();
        let parts = Files::folder(folder.path()).unwrap().parts(9);
        let broken = [Ok(vec![1_u8; PIECE]), Ok(vec![2; 10]), Err("cut")];
        let line = futures::stream::iter(broken);
        let end = PIECE as u64 + 10;
        let told = parts.follow(0, end, line).await.unwrap();
        assert_eq!(told, Some(Appended::To(end)));
        let line = |bytes: usize| futures::stream::iter([Ok::<_, ()>(vec![3_u8; bytes])]);
        let early = parts.follow(7, 10, line(10)).await.unwrap();
        assert_eq!(early, Some(Appended::EndIs(end)));
        assert_eq!(parts.follow(end, 10, line(11)).await.unwrap(), None);
        assert_eq!(parts.bytes().await.unwrap(), end, "nothing of it");
    }

    #[tokio::test]
    async fn a_whole_that_is_not_kept_and_parts_that_rest_too_long_leave_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::folder(folder.path()).unwrap();
        files.parts(1).append(0, b"a".to_vec()).await.unwrap();
        drop(files.parts(1).take().await.unwrap());
        files.parts(2).append(0, b"b".to_vec()).await.unwrap();
        files.parts(3).append(0, b"c".to_vec()).await.unwrap();
        files.parts(3).discard().await.unwrap();
        let hour = Duration::from_secs(3600);
        assert_eq!(files.sweep_parts(hour).await.unwrap(), 0);
        let left = || {
            std::fs::read_dir(folder.path().join(PARTS))
                .unwrap()
                .count()
        };
        assert_eq!(left(), 1);
        assert_eq!(files.sweep_parts(Duration::ZERO).await.unwrap(), 1);
        assert_eq!(left(), 0);
    }
}
