//! Đóng gói ZIP: written on the disk, AES-256 where there are words that open it, then taken into the store as it is.

use std::io::{self, Read, Write};

use files::{Arrived, Content, Files};
use tempfile::NamedTempFile;
use zip::{AesMode, CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// What stands in a package.
pub struct Entry {
    /// Its path.
    pub name: String,
    /// Its bytes.
    pub bytes: Bytes,
}

/// Bytes in memory or on the disk.
pub enum Bytes {
    /// Something small.
    Held(Vec<u8>),
    /// A file of the store.
    Kept(Content),
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        match self {
            Bytes::Held(bytes) => bytes,
            Bytes::Kept(content) => content.as_ref(),
        }
    }
}

/// The package as a file that has arrived.
pub async fn packed(
    files: &Files,
    entries: Vec<Entry>,
    key: Option<String>,
) -> io::Result<Arrived> {
    let written = tokio::task::spawn_blocking(move || write(&entries, key.as_deref()));
    let mut written = written.await.map_err(io::Error::other)??;
    let mut arrival = files.arrival().await.map_err(io::Error::other)?;
    let mut piece = vec![0; 1 << 20];
    loop {
        let read = written.read(&mut piece)?;
        if read == 0 {
            return arrival.finish().await.map_err(io::Error::other);
        }
        arrival
            .write(&piece[..read])
            .await
            .map_err(io::Error::other)?;
    }
}

fn write(entries: &[Entry], key: Option<&str>) -> io::Result<std::fs::File> {
    let place = NamedTempFile::new()?;
    let mut zip = ZipWriter::new(io::BufWriter::new(place.reopen()?));
    for entry in entries {
        let bytes = entry.bytes.as_ref();
        // Pictures do not grow smaller; what is stored is read by every program.
        let mut options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .large_file(u32::try_from(bytes.len()).is_err());
        if let Some(key) = key {
            options = options.with_aes_encryption(AesMode::Aes256, key);
        }
        zip.start_file(entry.name.as_str(), options)?;
        zip.write_all(bytes)?;
    }
    zip.finish()?.flush()?;
    // The name goes with `place`, the open file stays.
    place.reopen()
}
