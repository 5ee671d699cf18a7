//! Chỗ nằm của tệp trong thư mục máy quét: always below the one folder that the server was started with, never behind a link.

use std::{
    fs, io,
    path::{Component, Path, PathBuf},
};

use super::messages::REFUSED;

/// A folder below the root as typed: plain names, no way out of it.
pub(super) fn folder_of(typed: &str) -> Option<String> {
    let typed = typed.trim().trim_end_matches('/');
    let parts: Option<Vec<&str>> = Path::new(typed)
        .components()
        .map(|part| match part {
            Component::Normal(name) => name.to_str().filter(|name| !name.starts_with('.')),
            _ => None,
        })
        .collect();
    let parts = parts.filter(|parts| !parts.is_empty())?;
    let is_plain = !typed.contains(['\\', '\0', ':']) && typed.chars().count() <= 200;
    is_plain.then(|| parts.join("/"))
}

/// Whether one of two folders is the other or lies in it.
pub(super) fn overlap(one: &str, other: &str) -> bool {
    Path::new(one).starts_with(other) || Path::new(other).starts_with(one)
}

/// The folder of a scanner on this machine, made when absent; a link that leads out of the root is none.
pub(super) fn opened(root: &Path, folder: &str) -> io::Result<PathBuf> {
    fs::create_dir_all(root)?;
    let root = root.canonicalize()?;
    let place = root.join(folder);
    fs::create_dir_all(&place)?;
    let place = place.canonicalize()?;
    match place.starts_with(&root) && place != root {
        true => Ok(place),
        false => Err(io::Error::other("the folder lies outside of the root")),
    }
}

/// A file a scanner has left: where it lies below its folder, and how it looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Left {
    /// Its name.
    pub name: String,
    /// The folder it lies in, below the scanner's own; empty: right in it.
    pub below: String,
    /// Bytes, and when it last changed.
    pub seen: (u64, Option<std::time::SystemTime>),
}

impl Left {
    pub fn path(&self, folder: &Path) -> PathBuf {
        folder.join(&self.below).join(&self.name)
    }
}

/// Files right in the folder and in the folders of matters below it; what is hidden, half written or a link is passed over.
pub(super) fn left_in(folder: &Path) -> io::Result<Vec<Left>> {
    let mut all = files_in(folder, "")?;
    for entry in fs::read_dir(folder)?.flatten() {
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let is_ours =
            [super::messages::TAKEN, REFUSED, super::messages::WAITING].contains(&name.as_str());
        if entry.file_type()?.is_dir() && !is_ours && !name.starts_with('.') {
            all.extend(files_in(&entry.path(), &name)?);
        }
    }
    all.sort_by(|a, b| (&a.below, &a.name).cmp(&(&b.below, &b.name)));
    Ok(all)
}

fn files_in(folder: &Path, below: &str) -> io::Result<Vec<Left>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)?.flatten() {
        let about = entry.metadata()?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let is_half = name.starts_with(['.', '~'])
            || [".tmp", ".part", ".filepart"]
                .iter()
                .any(|end| name.ends_with(end));
        if entry.file_type()?.is_file() && !is_half {
            files.push(Left {
                name,
                below: below.to_owned(),
                seen: (about.len(), about.modified().ok()),
            });
        }
    }
    Ok(files)
}

/// Where a file would go: a name in one of our folders that nobody has, below the scanner's folder.
pub(super) fn free_place(folder: &Path, into: &str, name: &str) -> String {
    let (stem, end) = match name.rsplit_once('.') {
        Some((stem, end)) => (stem, format!(".{end}")),
        None => (name, String::new()),
    };
    let named = (1..).map(|count| match count {
        1 => format!("{into}/{name}"),
        more => format!("{into}/{stem} ({more}){end}"),
    });
    named
        .into_iter()
        .find(|place| !folder.join(place).exists())
        .unwrap_or_else(|| format!("{into}/{name}"))
}

/// Moves a file to a place of ours, on the same disk.
pub(super) fn moved(folder: &Path, from: &Path, place: &str) -> io::Result<()> {
    let to = folder.join(place);
    if let Some(into) = to.parent() {
        fs::create_dir_all(into)?;
    }
    match fs::rename(from, to) {
        // Gone already: somebody else has moved it, or a killed round had.
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(cause),
        _ => Ok(()),
    }
}

/// Says beside a refused file why it was refused.
pub(super) fn explained(folder: &Path, place: &str, reason: &str) -> io::Result<()> {
    let path = folder.join(format!("{place}.txt"));
    if let Some(into) = path.parent() {
        fs::create_dir_all(into)?;
    }
    fs::write(path, format!("\u{feff}{reason}\r\n"))
}

/// Takes a file away for good.
pub(super) fn erased(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(cause),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_stays_below_the_root() {
        for (typed, folder) in [
            ("tang-2/may-1/", Some("tang-2/may-1")),
            ("Máy quét 1", Some("Máy quét 1")),
            ("../ngoai", None),
            ("a/../../b", None),
            ("/etc", None),
            ("a/.an", None),
            ("a\\b", None),
            ("", None),
        ] {
            assert_eq!(folder_of(typed).as_deref(), folder, "{typed}");
        }
        assert!(overlap("a", "a/b") && overlap("a/b", "a") && overlap("a", "a"));
        assert!(!overlap("a", "ab"));
    }

    #[test]
    fn a_name_that_is_taken_gets_a_number() {
        let folder = std::env::temp_dir().join(format!("kiemsat-place-{}", uuid::Uuid::now_v7()));
        fs::create_dir_all(folder.join("da-nhan")).unwrap();
        assert_eq!(free_place(&folder, "da-nhan", "a.pdf"), "da-nhan/a.pdf");
        fs::write(folder.join("da-nhan/a.pdf"), "x").unwrap();
        assert_eq!(free_place(&folder, "da-nhan", "a.pdf"), "da-nhan/a (2).pdf");
        fs::remove_dir_all(folder).unwrap();
    }
}
