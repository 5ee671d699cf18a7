//! Kho tệp: files kept by their content, in a folder or in any S3 store.
//!
//! A file's name is the SHA-256 of its bytes, so the same page is kept once, nothing is ever overwritten, and a
//! file that changed under us is found when it is read. The only crate that names `object_store`.
//!
//! | to | look in |
//! |---|---|
//! | keep or read something small | [`Files::put`], [`Files::get`] |
//! | take in a large file while it arrives | [`Files::arrival`], [`Files::keep`] |
//! | take in a file that comes in parts, over days if need be | [`Files::parts`] |
//! | take the members of an archive one by one | [`pack`] |
//! | read a large file without holding it in memory | [`Files::content`] |

mod arrival;
mod content;
pub mod pack;
pub mod parts;
pub mod testing;

use std::{fmt, path::PathBuf, str::FromStr, sync::Arc};

// Named only so that it is built with rustls and ring; object_store speaks through it.
use reqwest as _;

use futures::TryStreamExt as _;
use object_store::{ObjectStore, ObjectStoreExt as _, PutMode, PutOptions, PutPayload, path::Path};
use sha2::{Digest as _, Sha256};

pub use arrival::{Arrival, Arrived};
pub use content::Content;

/// Mã băm của tệp: the SHA-256 of a file's bytes, which is its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId([u8; 32]);

impl FileId {
    /// The name these bytes have.
    pub fn of(bytes: &[u8]) -> FileId {
        FileId(Sha256::digest(bytes).into())
    }

    fn path(&self) -> String {
        let hex = self.to_string();
        format!("sha256/{}/{}/{hex}", &hex[..2], &hex[2..4])
    }
}

impl fmt::Display for FileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

/// A text that is no file's name.
#[derive(Debug, thiserror::Error)]
#[error("not a file id: {0}")]
pub struct NotAFileId(String);

impl FromStr for FileId {
    type Err = NotAFileId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| NotAFileId(text.to_owned()))?;
        Ok(FileId(bytes))
    }
}

/// Why a file could not be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// No file has this name.
    #[error("no file {0}")]
    Missing(FileId),
    /// The bytes under this name are not the ones that were kept.
    #[error("file {0} was changed on the store")]
    Changed(FileId),
    /// The address cannot be used.
    #[error("file store address: {0}")]
    Address(String),
    /// The store failed.
    #[error("file store: {0}")]
    Store(String),
}

/// Kho tệp. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    below: String,
    /// The folder, when the store is one: files in it are moved and read without a way round.
    folder: Option<PathBuf>,
}

impl Files {
    /// Opens `file:///folder` (made when absent) or `s3://bucket/prefix`.
    ///
    /// For S3, `options` are the store's settings such as `aws_access_key_id`, `aws_secret_access_key`,
    /// `aws_endpoint`, `aws_region`, `aws_allow_http`.
    pub fn open(
        url: &str,
        options: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Files, FileError> {
        if let Some(folder) = url.strip_prefix("file://") {
            return Files::folder(std::path::Path::new(folder));
        }
        // The network library asks for its cryptography when it is first used; who came first has chosen the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let bad = |cause: &dyn fmt::Display| FileError::Address(cause.to_string());
        let url = url::Url::parse(url).map_err(|cause| bad(&cause))?;
        let (store, path) =
            object_store::parse_url_opts(&url, options).map_err(|cause| bad(&cause))?;
        let below = match path.as_ref() {
            "" => String::new(),
            prefix => format!("{prefix}/"),
        };
        Ok(Files {
            store: Arc::from(store),
            below,
            folder: None,
        })
    }

    /// Opens a folder, made when absent.
    pub fn folder(folder: &std::path::Path) -> Result<Files, FileError> {
        let bad = |cause: &dyn fmt::Display| FileError::Address(cause.to_string());
        std::fs::create_dir_all(folder).map_err(|cause| bad(&cause))?;
        let store = object_store::local::LocalFileSystem::new_with_prefix(folder)
            .map_err(|cause| bad(&cause))?
            .with_fsync(true);
        arrival::sweep(folder);
        Ok(Files {
            store: Arc::new(store),
            below: String::new(),
            folder: Some(folder.to_owned()),
        })
    }

    /// Keeps these bytes and returns their name; keeping the same bytes twice is one file.
    pub async fn put(&self, bytes: Vec<u8>) -> Result<FileId, FileError> {
        let id = FileId::of(&bytes);
        let options = PutOptions {
            mode: PutMode::Create,
            ..PutOptions::default()
        };
        match self
            .store
            .put_opts(&self.at(id), PutPayload::from(bytes), options)
            .await
        {
            Ok(_) | Err(object_store::Error::AlreadyExists { .. }) => Ok(id),
            Err(cause) => Err(FileError::Store(cause.to_string())),
        }
    }

    /// The bytes under this name, checked against it.
    pub async fn get(&self, id: FileId) -> Result<Vec<u8>, FileError> {
        let bytes = self.get_unchecked(id).await?;
        if FileId::of(&bytes) != id {
            return Err(FileError::Changed(id));
        }
        Ok(bytes)
    }

    /// The bytes under this name, as fast as the store gives them; for pictures shown again and again.
    pub async fn get_unchecked(&self, id: FileId) -> Result<Vec<u8>, FileError> {
        if let Some(path) = self.place_of(id) {
            let read = tokio::task::spawn_blocking(move || std::fs::read(path));
            return match read.await {
                Ok(Ok(bytes)) => Ok(bytes),
                Ok(Err(cause)) if cause.kind() == std::io::ErrorKind::NotFound => {
                    Err(FileError::Missing(id))
                }
                Ok(Err(cause)) => Err(FileError::Store(cause.to_string())),
                Err(cause) => Err(FileError::Store(cause.to_string())),
            };
        }
        let found = self
            .store
            .get(&self.at(id))
            .await
            .map_err(|cause| missing(id, cause))?;
        let bytes = found
            .bytes()
            .await
            .map_err(|cause| FileError::Store(cause.to_string()))?;
        Ok(bytes.to_vec())
    }

    /// Whether a file with this name is kept.
    pub async fn has(&self, id: FileId) -> Result<bool, FileError> {
        match self.store.head(&self.at(id)).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(cause) => Err(FileError::Store(cause.to_string())),
        }
    }

    /// Erases the bytes under this name; nothing happens when there are none. Only for what may not be kept at all.
    pub async fn erase(&self, id: FileId) -> Result<(), FileError> {
        match self.store.delete(&self.at(id)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(cause) => Err(FileError::Store(cause.to_string())),
        }
    }

    /// Every file's name, in no order; for backups and checks.
    pub async fn all(&self) -> Result<Vec<FileId>, FileError> {
        let below = Path::from(format!("{}sha256", self.below));
        let found: Vec<_> = self
            .store
            .list(Some(&below))
            .try_collect()
            .await
            .map_err(|cause| FileError::Store(cause.to_string()))?;
        Ok(found
            .iter()
            .filter_map(|file| file.location.filename()?.parse().ok())
            .collect())
    }

    /// The folder on this machine, when the store is one.
    pub fn place(&self) -> Option<&std::path::Path> {
        self.folder.as_deref()
    }

    /// Where the file stands on this machine, when the store is a folder.
    fn place_of(&self, id: FileId) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.join(id.path()))
    }

    fn at(&self, id: FileId) -> Path {
        Path::from(format!("{}{}", self.below, id.path()))
    }
}

fn failed(cause: impl fmt::Display) -> FileError {
    FileError::Store(cause.to_string())
}

fn missing(id: FileId, cause: object_store::Error) -> FileError {
    match cause {
        object_store::Error::NotFound { .. } => FileError::Missing(id),
        other => FileError::Store(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (std::path::PathBuf, Files) {
        let folder = tempfile::tempdir().unwrap().keep();
        let files = Files::folder(&folder).unwrap();
        (folder, files)
    }

    #[tokio::test]
    async fn the_same_bytes_are_kept_once_and_a_changed_file_is_noticed() {
        let (folder, files) = folder();
        let id = files.put(b"BL 127".to_vec()).await.unwrap();
        assert_eq!(files.put(b"BL 127".to_vec()).await.unwrap(), id);
        assert_eq!(files.all().await.unwrap(), vec![id]);
        assert_eq!(files.get(id).await.unwrap(), b"BL 127");
        let other = FileId::of(b"BL 128");
        assert!(!files.has(other).await.unwrap());
        assert!(matches!(files.get(other).await, Err(FileError::Missing(_))));
        std::fs::write(folder.join(id.path()), b"forged").unwrap();
        assert!(matches!(files.get(id).await, Err(FileError::Changed(_))));
        files.erase(id).await.unwrap();
        files.erase(id).await.unwrap();
        assert!(!files.has(id).await.unwrap());
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[tokio::test]
    async fn a_large_file_is_kept_while_it_arrives_and_read_where_it_lies() {
        let (folder, files) = folder();
        let mut arrival = files.arrival().await.unwrap();
        let piece: Vec<u8> = (0..=255).cycle().take(1 << 20).collect();
        for _ in 0..9 {
            arrival.write(&piece).await.unwrap();
        }
        assert_eq!(arrival.bytes(), 9 << 20);
        let arrived = arrival.finish().await.unwrap();
        let (id, whole) = (arrived.id(), piece.repeat(9));
        assert_eq!(id, FileId::of(&whole));
        assert!(!files.has(id).await.unwrap(), "not before it is kept");
        assert_eq!(arrived.content().unwrap().as_ref(), whole);
        assert_eq!(files.keep(arrived).await.unwrap(), id);
        let content = files.content(id).await.unwrap();
        files.erase(id).await.unwrap();
        assert_eq!(content.as_ref(), whole, "until the last reader lets go");
        assert!(matches!(
            files.content(id).await,
            Err(FileError::Missing(_))
        ));
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[tokio::test]
    async fn a_file_that_did_not_arrive_leaves_nothing_behind() {
        let (folder, files) = folder();
        let mut arrival = files.arrival().await.unwrap();
        arrival.write(b"half").await.unwrap();
        drop(arrival);
        let again = files.arrived(b"whole").await.unwrap();
        files.put(b"whole".to_vec()).await.unwrap();
        files.keep(again).await.unwrap();
        assert_eq!(files.all().await.unwrap(), [FileId::of(b"whole")]);
        let left = std::fs::read_dir(folder.join("incoming")).unwrap().count();
        assert_eq!(left, 0);
        std::fs::write(folder.join(FileId::of(b"whole").path()), b"forged").unwrap();
        let forged = files.content(FileId::of(b"whole")).await;
        assert!(matches!(forged, Err(FileError::Changed(_))));
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_name_is_read_back_and_anything_else_refused() {
        let id = FileId::of(b"x");
        assert_eq!(id.to_string().parse::<FileId>().unwrap(), id);
        assert!("../../etc/passwd".parse::<FileId>().is_err());
    }
}
