//! Pháp luật dưới dạng dữ liệu: calendar, limits, penal code and catalogue, read from their files.

use std::sync::{Arc, OnceLock};

use crate::{Calendar, Catalogue, DataError, Limits, PenalCode};

/// Pháp luật đang áp dụng.
#[derive(Debug, Clone)]
pub struct Law {
    /// Lịch nghỉ.
    pub calendar: Calendar,
    /// Bảng thời hạn.
    pub limits: Limits,
    /// Khung hình phạt của Bộ luật Hình sự.
    pub penal: PenalCode,
    /// Danh mục hành vi tố tụng.
    pub acts: Catalogue,
}

/// The texts of the data files the law is read from.
#[derive(Debug, Clone, Copy)]
pub struct LawFiles<'a> {
    /// `calendar.toml`.
    pub calendar: &'a str,
    /// `time-limits.csv`.
    pub limits: &'a str,
    /// `events.csv`: the names of the events that start clocks.
    pub events: &'a str,
    /// `penal-code.csv`.
    pub penal: &'a str,
    /// Name and text of each file of `acts/`.
    pub acts: &'a [(&'a str, &'a str)],
}

impl LawFiles<'static> {
    /// The files this program was built with.
    pub const EMBEDDED: LawFiles<'static> = LawFiles {
        calendar: include_str!("../data/calendar.toml"),
        limits: include_str!("../data/time-limits.csv"),
        events: include_str!("../data/events.csv"),
        penal: include_str!("../data/penal-code.csv"),
        acts: include!(concat!(env!("OUT_DIR"), "/acts.rs")),
    };
}

impl LawFiles<'_> {
    /// Dấu của dữ liệu: the same for the same texts, another as soon as one letter differs.
    pub fn fingerprint(&self) -> String {
        // FNV-1a: it tells editions of our own files apart, it guards nothing.
        let acts = self.acts.iter().flat_map(|(name, text)| [*name, *text]);
        let texts = [self.calendar, self.limits, self.events, self.penal];
        let bytes = texts.into_iter().chain(acts).flat_map(|text| {
            let ends = std::iter::once(0xff);
            text.bytes().chain(ends)
        });
        let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        format!("{hash:016x}")
    }
}

impl Law {
    /// The law this program was built with. A test reads the same files, so a fault in them never leaves the workshop.
    pub fn embedded() -> &'static Arc<Law> {
        static LAW: OnceLock<Arc<Law>> = OnceLock::new();
        LAW.get_or_init(|| match Law::parse(&LawFiles::EMBEDDED) {
            Ok(law) => Arc::new(law),
            Err(fault) => panic!("the law this program was built with cannot be read: {fault}"),
        })
    }

    /// Reads the law from the texts of its data files.
    pub fn parse(files: &LawFiles<'_>) -> Result<Law, DataError> {
        let law = Law {
            calendar: Calendar::parse(files.calendar)?,
            limits: Limits::parse(files.limits, files.events)?,
            penal: PenalCode::parse(files.penal)?,
            acts: Catalogue::parse(files.acts)?,
        };
        law.acts.check_clocks(|clock| law.limits.knows(clock))?;
        Ok(law)
    }

    /// The same law under an office's own calendar.
    pub fn with_calendar(&self, calendar: Calendar) -> Law {
        Law {
            calendar,
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_row_changes_the_fingerprint() {
        let now = LawFiles::EMBEDDED;
        let limits = now.limits.replacen("20", "21", 1);
        let changed = LawFiles {
            limits: &limits,
            ..now
        };
        assert_eq!(now.fingerprint(), LawFiles::EMBEDDED.fingerprint());
        assert_ne!(now.fingerprint(), changed.fingerprint());
    }
}
