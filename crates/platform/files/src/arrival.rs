//! Tệp đang đến: written to the disk while it arrives, its name made on the way, so that its size costs no memory.

use std::{path::Path, time::Duration};

use object_store::{ObjectStoreExt as _, WriteMultipart};
use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::{Content, FileError, FileId, Files, failed};

/// Where a folder keeps what is still arriving: on the same disk, so that keeping it is one move.
const INCOMING: &str = "incoming";
/// What a killed program left there is thrown away after a day.
const LEFT_BEHIND: Duration = Duration::from_secs(24 * 60 * 60);
/// A store takes larger files in parts of this size, bytes.
const PART: usize = 8 << 20;
/// Parts on their way at once.
const PARTS_AT_ONCE: usize = 3;

/// Tệp đang đến. Dropped before it is kept, it leaves nothing behind.
#[derive(Debug)]
pub struct Arrival {
    place: NamedTempFile,
    file: tokio::fs::File,
    hash: Sha256,
    bytes: u64,
}

/// Tệp đã đến đủ: its name and size are known; it is not yet in the store.
#[derive(Debug)]
pub struct Arrived {
    place: NamedTempFile,
    id: FileId,
    bytes: u64,
}

impl Arrival {
    /// Takes the next bytes.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        self.file.write_all(bytes).await.map_err(failed)?;
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        Ok(())
    }

    /// How many bytes have come.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Nothing more comes.
    pub async fn finish(mut self) -> Result<Arrived, FileError> {
        self.file.flush().await.map_err(failed)?;
        Ok(Arrived {
            place: self.place,
            id: FileId(self.hash.finalize().into()),
            bytes: self.bytes,
        })
    }
}

impl Arrived {
    pub(crate) fn of(place: NamedTempFile, id: FileId, bytes: u64) -> Arrived {
        Arrived { place, id, bytes }
    }

    /// The name it will have in the store.
    pub fn id(&self) -> FileId {
        self.id
    }

    /// Its size.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Its bytes, to look at before it is kept.
    pub fn content(&self) -> Result<Content, FileError> {
        Content::of(self.place.as_file(), None).map_err(failed)
    }
}

impl Files {
    /// Begins to take a file in.
    pub async fn arrival(&self) -> Result<Arrival, FileError> {
        let place = self.empty_place().await?;
        let file = tokio::fs::File::from_std(place.as_file().try_clone().map_err(failed)?);
        Ok(Arrival {
            place,
            file,
            hash: Sha256::new(),
            bytes: 0,
        })
    }

    /// A file of no name where files arrive; it goes away unless it is kept.
    pub(crate) async fn empty_place(&self) -> Result<NamedTempFile, FileError> {
        let folder = self.folder.clone();
        let place = tokio::task::spawn_blocking(move || match folder {
            Some(folder) => {
                let incoming = folder.join(INCOMING);
                std::fs::create_dir_all(&incoming)?;
                NamedTempFile::new_in(incoming)
            }
            None => NamedTempFile::new(),
        });
        place.await.map_err(failed)?.map_err(failed)
    }

    /// A file that lies elsewhere on this machine, copied to where files arrive; the file itself stays as it is.
    pub async fn copied(&self, path: &Path) -> Result<Arrived, FileError> {
        let mut file = tokio::fs::File::open(path).await.map_err(failed)?;
        self.read_in(&mut file).await
    }

    /// A file of the store as one that has arrived once more.
    pub async fn arrived_again(&self, id: FileId) -> Result<Arrived, FileError> {
        let content = self.content(id).await?;
        self.read_in(&mut content.as_ref()).await
    }

    async fn read_in(
        &self,
        from: &mut (impl tokio::io::AsyncRead + Unpin),
    ) -> Result<Arrived, FileError> {
        let mut arrival = self.arrival().await?;
        let mut piece = vec![0; 1 << 20];
        loop {
            match from.read(&mut piece).await.map_err(failed)? {
                0 => return arrival.finish().await,
                read => arrival.write(&piece[..read]).await?,
            }
        }
    }

    /// These bytes as a file that has arrived.
    pub async fn arrived(&self, bytes: &[u8]) -> Result<Arrived, FileError> {
        let mut arrival = self.arrival().await?;
        arrival.write(bytes).await?;
        arrival.finish().await
    }

    /// Puts a file that has arrived into the store, on the disk before this returns.
    pub async fn keep(&self, arrived: Arrived) -> Result<FileId, FileError> {
        let id = arrived.id;
        match self.place_of(id) {
            Some(path) => tokio::task::spawn_blocking(move || settle(arrived.place, &path))
                .await
                .map_err(failed)?
                .map_err(failed)?,
            None if !self.has(id).await? => self.send(arrived).await?,
            None => {}
        }
        Ok(id)
    }

    /// To a store over the network: in one piece when it is small, else part by part.
    async fn send(&self, arrived: Arrived) -> Result<(), FileError> {
        let mut file = tokio::fs::File::open(arrived.place.path())
            .await
            .map_err(failed)?;
        if arrived.bytes <= PART as u64 {
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).await.map_err(failed)?;
            return self.put(bytes).await.map(|_| ());
        }
        let upload = self.store.put_multipart(&self.at(arrived.id)).await;
        let mut parts = WriteMultipart::new_with_chunk_size(upload.map_err(failed)?, PART);
        let mut piece = vec![0; 1 << 20];
        loop {
            let read = file.read(&mut piece).await.map_err(failed)?;
            if read == 0 {
                break;
            }
            parts
                .wait_for_capacity(PARTS_AT_ONCE)
                .await
                .map_err(failed)?;
            parts.write(&piece[..read]);
        }
        parts.finish().await.map_err(failed)?;
        Ok(())
    }
}

/// Moves a file to its place and makes sure that both the bytes and the name are on the disk.
fn settle(place: NamedTempFile, path: &Path) -> std::io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    place.as_file().sync_all()?;
    place.persist(path).map_err(|error| error.error)?;
    std::fs::File::open(folder)?.sync_all()
}

/// Throws away what a killed program left behind half arrived.
pub(crate) fn sweep(folder: &Path) {
    let is_old = |path: &Path| {
        let changed = path.metadata().and_then(|about| about.modified());
        changed.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > LEFT_BEHIND))
    };
    let entries = std::fs::read_dir(folder.join(INCOMING));
    for entry in entries.into_iter().flatten().flatten() {
        if is_old(&entry.path()) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
