//! Khóa niêm phong: a file beside the data, or wherever the office keeps it, made at the first start. It is in no backup.

use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write},
    path::Path,
};

use anyhow::{Context, bail};
use people::sign_in::SealingKey;

/// Its name in the folder of the data.
pub const FILE: &str = "secret.key";

/// The key of that file; `None` when there is no such file.
pub fn read(path: &Path) -> anyhow::Result<Option<SealingKey>> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(error)
                .with_context(|| format!("the key file {} cannot be read", path.display()));
        }
    };
    let Some(key) = SealingKey::parse(&text) else {
        bail!(
            "{} holds no key: it must be 64 letters of base 16, as the program wrote them",
            path.display()
        );
    };
    if is_open_to_others(path) {
        tracing::warn!(path = %path.display(), "the key file can be read by others on this machine: chmod 600");
    }
    Ok(Some(key))
}

/// The key of that file, which is made when there is none: readable by its owner alone.
pub fn read_or_make(path: &Path) -> anyhow::Result<SealingKey> {
    if let Some(key) = read(path)? {
        return Ok(key);
    }
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        fs::create_dir_all(folder)
            .with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    }
    let key = SealingKey::fresh();
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = match options.open(path) {
        Ok(file) => file,
        // Another process of the same place was first.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return read(path)?.context("the key file was made and taken away again");
        }
        Err(error) => {
            return Err(error).with_context(|| {
                format!(
                    "the key file {} cannot be made; name another with --key-file",
                    path.display()
                )
            });
        }
    };
    writeln!(file, "{}", key.text())?;
    file.sync_all()?;
    tracing::info!(path = %path.display(), key = %key.id(), "a key was made; no backup holds it, so keep a copy apart");
    Ok(key)
}

#[cfg(unix)]
fn is_open_to_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_open_to_others(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> std::path::PathBuf {
        std::env::temp_dir().join(format!("kiemsat-key-{}", uuid::Uuid::now_v7().simple()))
    }

    #[test]
    fn a_key_is_made_once_for_its_owner_alone_and_found_again() {
        let path = folder().join("kept/secret.key");
        assert!(read(&path).unwrap().is_none());
        let made = read_or_make(&path).unwrap();
        assert_eq!(read_or_make(&path).unwrap().text(), made.text());
        assert!(!is_open_to_others(&path));
        let _ = fs::remove_dir_all(path.parent().unwrap().parent().unwrap());
    }

    #[test]
    fn a_file_that_holds_no_key_is_not_written_over() {
        let folder = folder();
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("secret.key");
        fs::write(&path, "một tệp khác\n").unwrap();
        let refused = read_or_make(&path).unwrap_err();
        assert!(refused.to_string().contains("holds no key"), "{refused}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "một tệp khác\n");
        let _ = fs::remove_dir_all(folder);
    }
}
