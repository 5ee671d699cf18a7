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
