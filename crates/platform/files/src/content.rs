//! Nội dung tệp: the bytes of a file as they lie on the disk, read only where somebody looks.

use std::{fs::File, io::Read as _, sync::Arc};

use futures::TryStreamExt as _;
use memmap2::Mmap;
use object_store::ObjectStoreExt as _;
use sha2::{Digest as _, Sha256};
use tempfile::TempPath;
use tokio::io::AsyncWriteExt as _;

use crate::{FileError, FileId, Files, failed, missing};

/// Nội dung tệp. Cheap to clone; half a gigabyte costs as much memory as the pages that are looked at.
#[derive(Debug, Clone)]
pub struct Content(Arc<Mapped>);

#[derive(Debug)]
struct Mapped {
    bytes: Mmap,
    /// The copy of a file of a far store, taken away with the last reader.
    _copy: Option<TempPath>,
}

impl AsRef<[u8]> for Content {
    fn as_ref(&self) -> &[u8] {
        &self.0.bytes
    }
}

impl Content {
    /// The bytes of an open file.
    #[expect(
        unsafe_code,
        reason = "a file of the store has its SHA-256 as its name and is never written again; what is erased stays readable until the last reader lets go"
    )]
    pub(crate) fn of(file: &File, copy: Option<TempPath>) -> std::io::Result<Content> {
        // SAFETY: nobody changes or shortens these files, see the reason above.
        let bytes = unsafe { Mmap::map(file)? };
        Ok(Content(Arc::new(Mapped { bytes, _copy: copy })))
    }
}

/// Bytes looked at together when a name is made.
const PIECE: usize = 1 << 20;

/// The name of the bytes of a file and how many they are, read piece by piece: what is mapped counts as memory of the program.
pub(crate) fn name_of(file: &mut File) -> std::io::Result<(FileId, u64)> {
    let (mut hash, mut bytes) = (Sha256::new(), 0);
    let mut piece = vec![0; PIECE];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok((FileId(hash.finalize().into()), bytes)),
            read => {
                hash.update(&piece[..read]);
                bytes += read as u64;
            }
        }
    }
}

impl Files {
    /// The bytes under this name, checked against it, without holding them in memory.
    ///
    /// A file of a far store is copied to this machine first, for as long as somebody reads it.
    pub async fn content(&self, id: FileId) -> Result<Content, FileError> {
        let Some(path) = self.place_of(id) else {
            return self.fetch(id).await;
        };
        let opened = tokio::task::spawn_blocking(move || match File::open(path) {
            Ok(mut file) => match name_of(&mut file).map_err(failed)? {
                (name, _) if name == id => Content::of(&file, None).map_err(failed),
                _ => Err(FileError::Changed(id)),
            },
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
                Err(FileError::Missing(id))
            }
            Err(cause) => Err(failed(cause)),
        });
        opened.await.map_err(failed)?
    }

    async fn fetch(&self, id: FileId) -> Result<Content, FileError> {
        let found = self.store.get(&self.at(id)).await;
        let mut parts = found.map_err(|cause| missing(id, cause))?.into_stream();
        let (file, path) = tempfile::NamedTempFile::new().map_err(failed)?.into_parts();
        let mut copy = tokio::fs::File::from_std(file.try_clone().map_err(failed)?);
        let mut hash = Sha256::new();
        while let Some(part) = parts.try_next().await.map_err(failed)? {
            hash.update(&part);
            copy.write_all(&part).await.map_err(failed)?;
        }
        copy.flush().await.map_err(failed)?;
        match FileId(hash.finalize().into()) == id {
            true => Content::of(&file, Some(path)).map_err(failed),
            false => Err(FileError::Changed(id)),
        }
    }
}
