//! Phương tiện ký số của cơ quan: what `signing.toml` in the data folder names. It is read from the server's console and never from a page:
//! a module is code that the server loads.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use serde::Deserialize;
use shell::App;
use sign::{Addresses, Http, Level, Outside};
use tokio::sync::Mutex;

use crate::visitors::Visitors;

/// The settings' file in the data folder.
pub const FILE: &str = "signing.toml";

/// Why the settings cannot be used; English with the place, for who starts the server.
#[derive(Debug, thiserror::Error)]
pub enum MeansError {
    /// The file cannot be read.
    #[error("{0}: {1}")]
    Unreadable(String, String),
    /// A value cannot be used.
    #[error("{FILE}: {0}")]
    Wrong(String),
}

/// Thiết bị ký của cơ quan, reached by the server through PKCS#11.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Device {
    /// How certificates name it.
    pub name: String,
    /// The library of its maker.
    pub module: PathBuf,
    /// A file with the PIN, readable by the server alone. None: the person types the PIN each time.
    pub pin_file: Option<PathBuf>,
}

/// Trang kiểm tra công khai.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PublicPage {
    /// Off unless it says so.
    pub is_open: bool,
    /// How outsiders reach it, for the codes printed on copies: `https://kiemsat.example.vn`.
    pub address: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    level: Option<String>,
    time_stamps: Vec<String>,
    revocation: Vec<String>,
    patience_seconds: Option<u64>,
    device: Vec<Device>,
    public: PublicPage,
}

/// Phương tiện ký số.
pub struct Means {
    /// Those who stamp time and answer about revocation.
    pub addresses: Addresses,
    /// The way to them.
    pub outside: Arc<dyn Outside>,
    /// The devices at the server.
    pub devices: Vec<Device>,
    /// The page for outsiders.
    pub public: PublicPage,
    level: Option<Level>,
    /// One signing at a time on the server's devices: an open session of one person never serves another.
    pub(crate) turn: Arc<Mutex<()>>,
    pub(crate) visitors: Visitors,
}

impl Default for Means {
    fn default() -> Self {
        Self {
            addresses: Addresses::default(),
            outside: Arc::new(Http::default()),
            devices: Vec::new(),
            public: PublicPage::default(),
            level: None,
            turn: Arc::default(),
            visitors: Visitors::default(),
        }
    }
}

impl Means {
    /// The means this program was furnished with; without any, keys at people's machines sign at level B-B.
    pub fn of(app: &App) -> Arc<Means> {
        app.find::<Means>().unwrap_or_default()
    }

    /// From the settings in a folder; a folder without them is an office that uses nothing outside.
    pub fn read(folder: &Path) -> Result<Means, MeansError> {
        let path = folder.join(FILE);
        match std::fs::read_to_string(&path) {
            Ok(text) => Means::parse(&text),
            Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => Ok(Means::default()),
            Err(fault) => Err(MeansError::Unreadable(
                path.display().to_string(),
                fault.to_string(),
            )),
        }
    }

    /// From the text of the settings.
    pub fn parse(text: &str) -> Result<Means, MeansError> {
        let wrong = |what: String| MeansError::Wrong(what);
        let written: Written = toml::from_str(text).map_err(|fault| wrong(fault.to_string()))?;
        let level = match &written.level {
            Some(code) => Some(
                Level::parse(code)
                    .ok_or_else(|| wrong(format!("level {code}: B-B, B-T, B-LT or B-LTA")))?,
            ),
            None => None,
        };
        if level > Some(Level::BB) && written.time_stamps.is_empty() {
            return Err(wrong(
                "a level above B-B needs time_stamps = [\"http://…\"]".to_owned(),
            ));
        }
        let all = written.time_stamps.iter().chain(&written.revocation);
        for address in all {
            if !address.starts_with("http://") && !address.starts_with("https://") {
                return Err(wrong(format!(
                    "{address}: an address begins with http:// or https://"
                )));
            }
        }
        let public = PublicPage {
            address: written.public.address.trim_end_matches('/').to_owned(),
            ..written.public
        };
        if public.is_open && !public.address.starts_with("http") {
            return Err(wrong(
                "the public page needs its address: [public] address = \"https://…\"".to_owned(),
            ));
        }
        let patience = written.patience_seconds.map(Duration::from_secs);
        Ok(Means {
            addresses: Addresses {
                time_stamps: written.time_stamps,
                revocation: written.revocation,
            },
            outside: Arc::new(patience.map_or_else(Http::default, |patience| Http { patience })),
            devices: written.device,
            public,
            level,
            turn: Arc::default(),
            visitors: Visitors::default(),
        })
    }

    /// The usual level: as set, else the best the settings allow for.
    pub fn level(&self) -> Level {
        let has = |list: &[String]| !list.is_empty();
        self.level.unwrap_or(
            match (
                has(&self.addresses.time_stamps),
                has(&self.addresses.revocation),
            ) {
                (false, _) => Level::BB,
                (true, false) => Level::BT,
                (true, true) => Level::BLT,
            },
        )
    }

    /// The device with this name.
    pub fn device(&self, name: &str) -> Option<&Device> {
        self.devices.iter().find(|device| device.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_without_settings_asks_nobody_and_signs_plainly() {
        let means = Means::parse("").unwrap();
        assert_eq!(means.level(), Level::BB);
        assert!(!means.public.is_open && means.addresses.time_stamps.is_empty());
    }

    #[test]
    fn the_usual_level_is_the_best_the_settings_allow_for() {
        let stamps = "time_stamps = ['http://tsa.example/']";
        assert_eq!(Means::parse(stamps).unwrap().level(), Level::BT);
        let all = format!("{stamps}\nrevocation = ['http://ocsp.example/']");
        assert_eq!(Means::parse(&all).unwrap().level(), Level::BLT);
        let set = format!("level = 'B-B'\n{all}");
        assert_eq!(Means::parse(&set).unwrap().level(), Level::BB);
    }

    #[test]
    fn settings_that_cannot_work_stop_the_start() {
        for wrong in [
            "level = 'B-T'",
            "level = 'B-X'",
            "time_stamps = ['tsa.example']",
            "tsa = 'http://tsa.example'",
            "[public]\nis_open = true",
            "[[device]]\nname = 'hsm'",
        ] {
            assert!(Means::parse(wrong).is_err(), "{wrong}");
        }
    }
}
