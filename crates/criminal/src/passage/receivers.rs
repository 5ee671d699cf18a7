//! Viện kiểm sát nhận hồ sơ được chuyển đến (BLTTHS Đ169, Đ239): which units take a matter, as `data/receivers.toml` says.

use std::sync::OnceLock;

use law::DataError;
use people::units::{Level, Unit};
use serde::Deserialize;

const FILE: &str = "receivers.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    levels: Vec<String>,
    units: Vec<String>,
}

/// Nơi nhận: whole levels, and single units of others.
#[derive(Debug)]
pub struct Receivers {
    levels: Vec<Level>,
    units: Vec<String>,
}

impl Receivers {
    /// Reads the file; a level nobody knows, or a unit named twice, is refused.
    pub fn parse(text: &str) -> Result<Receivers, DataError> {
        let file: File =
            toml::from_str(text).map_err(|error| DataError::at(FILE, "TOML", error))?;
        let level = |id: &String| {
            Level::parse(id).ok_or_else(|| DataError::at(FILE, id, "is no level of a unit"))
        };
        let levels: Vec<Level> = file.levels.iter().map(level).collect::<Result<_, _>>()?;
        for (place, key) in file.units.iter().enumerate() {
            if file.units[..place].contains(key) {
                return Err(DataError::at(FILE, key, "is named twice"));
            }
        }
        Ok(Receivers {
            levels,
            units: file.units,
        })
    }

    /// Those of this program. A test reads the same file.
    pub fn embedded() -> &'static Receivers {
        static RECEIVERS: OnceLock<Receivers> = OnceLock::new();
        RECEIVERS.get_or_init(|| {
            match Receivers::parse(include_str!("../../data/receivers.toml")) {
                Ok(receivers) => receivers,
                Err(error) => panic!("the receivers do not read: {error}"),
            }
        })
    }

    /// Whether a matter may be sent to a unit.
    pub fn takes(&self, unit: &Unit) -> bool {
        self.levels.contains(&unit.level) || self.units.contains(&unit.key)
    }
}

#[cfg(test)]
mod tests {
    use people::units::{EMBEDDED_UNITS, parse};

    use super::*;

    #[test]
    fn a_matter_goes_to_procuracies_and_not_to_the_newspaper_of_the_supreme_one() {
        let units = parse(EMBEDDED_UNITS).unwrap();
        for (name, is_taker) in [
            ("Viện kiểm sát nhân dân tối cao", true),
            ("Vụ Công tố và Kiểm sát điều tra án ma túy", true),
            ("Viện kiểm sát quân sự trung ương", true),
            ("Viện kiểm sát nhân dân tỉnh Cao Bằng", true),
            ("Báo Bảo vệ pháp luật", false),
            ("Trường Đại học Kiểm sát", false),
            ("Văn phòng VKSND tối cao", false),
            ("Viện kiểm sát nhân dân cấp cao tại Hà Nội", false),
        ] {
            let unit = units.iter().find(|unit| unit.name == name).unwrap();
            assert_eq!(Receivers::embedded().takes(unit), is_taker, "{name}");
        }
    }

    #[test]
    fn a_prosecuting_unit_that_is_renamed_still_takes_matters() {
        let units = parse(EMBEDDED_UNITS).unwrap();
        let known = units.iter().find(|unit| unit.key == "TC-V4").unwrap();
        let renamed = Unit {
            name: "Vụ 4".to_owned(),
            ..known.clone()
        };
        assert!(Receivers::embedded().takes(&renamed));
    }

    #[test]
    fn every_unit_named_exists_and_is_one_of_the_supreme_procuracy() {
        let units = parse(EMBEDDED_UNITS).unwrap();
        for key in &Receivers::embedded().units {
            let unit = units.iter().find(|unit| unit.key == *key);
            assert_eq!(
                unit.map(|unit| unit.level),
                Some(Level::SupremeOffice),
                "{key}"
            );
        }
    }

    #[test]
    fn a_slip_in_the_file_is_refused_with_its_place() {
        for (text, place) in [
            ("levels = [\"xa\"]\nunits = []", "xa"),
            ("levels = []\nunits = [\"TC-V1\", \"TC-V1\"]", "TC-V1"),
            ("levels = []", "TOML"),
        ] {
            let error = Receivers::parse(text).unwrap_err();
            assert_eq!((error.file.as_str(), error.place.as_str()), (FILE, place));
        }
    }
}
