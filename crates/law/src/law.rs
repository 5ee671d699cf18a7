//! The law as one value: calendar, limits, penal code and catalogue, read from data files.

use std::sync::{Arc, OnceLock};

use crate::{Calendar, Catalogue, DataError, Deadline, LawError, Limits, PenalCode, Question};

/// Pháp luật đang áp dụng, as data.
#[derive(Debug, Clone, Default)]
pub struct Law {
    /// Lịch nghỉ.
    pub calendar: Calendar,
    /// Bảng thời hạn.
    pub limits: Limits,
    /// Khung hình phạt.
    pub penal: PenalCode,
    /// Danh mục hành vi tố tụng.
    pub acts: Catalogue,
}

/// The texts of the data files the law is read from.
#[derive(Debug, Clone, Copy)]
pub struct LawFiles<'a> {
    /// `calendar.toml`.
    pub calendar: &'a str,
}

impl Law {
    /// The law this program was built with.
    pub fn embedded() -> &'static Arc<Law> {
        static LAW: OnceLock<Arc<Law>> = OnceLock::new();
        LAW.get_or_init(|| Arc::new(Law::default()))
    }

    /// Reads the law from the texts of its data files.
    pub fn parse(_files: &LawFiles<'_>) -> Result<Law, DataError> {
        Ok(Law::default())
    }

    /// Tính thời hạn: the end of a clock, with its proof.
    pub fn deadline(&self, question: &Question) -> Result<Deadline, LawError> {
        Err(LawError::UnknownRule {
            rule: question.rule.clone(),
        })
    }
}
