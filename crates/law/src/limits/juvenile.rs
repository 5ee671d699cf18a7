//! Người chưa thành niên (Luật Tư pháp người chưa thành niên 59/2024/QH15): what a limit becomes for a juvenile.
//!
//! Since 1/1/2026 several limits are at most one half; cases opened before keep the old ones (Đ.179). How an odd
//! number is halved, and how long detention may last (Đ.138), is in texts nobody here has read: no guess is made.

use chrono::NaiveDate;
use serde::Serialize;

use super::Limit;
use crate::{Certainty, LawError, Length, Question, Unit};

/// Luật TPNCTN có hiệu lực: 1/1/2026.
pub const JUVENILE_LAW_IN_FORCE: NaiveDate =
    NaiveDate::from_ymd_opt(2026, 1, 1).expect("a real day");

/// Quy định riêng đối với người chưa thành niên.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum JuvenileRule {
    /// The same as for an adult.
    Same,
    /// The law on juveniles was read and does not halve it.
    NotHalved,
    /// It cannot concern a juvenile.
    NotApplicable,
    /// At most one half (Mục 1 Chương VII Luật Tư pháp người chưa thành niên).
    Half,
    /// Presumably one half, to be confirmed.
    HalfUnconfirmed,
    /// Detention under Luật TPNCTN Đ.138, not read.
    DetentionArt138,
    /// A length of its own.
    Own(Length),
}

/// What the rule makes of a length.
pub(crate) struct Adjusted {
    pub length: Length,
    pub certainty: Certainty,
    pub note_vi: Option<String>,
}

impl Adjusted {
    fn same(length: Length) -> Self {
        Adjusted {
            length,
            certainty: Certainty::Certain,
            note_vi: None,
        }
    }

    fn noted(length: Length, certainty: Certainty, note: impl Into<String>) -> Self {
        Adjusted {
            length,
            certainty,
            note_vi: Some(note.into()),
        }
    }
}

/// The length of a limit (or of its n-th extension, from 1) for the person of the question.
pub(crate) fn adjust(
    limit: &Limit,
    question: &Question,
    of: Length,
    extension: u32,
) -> Result<Adjusted, LawError> {
    if !question.juvenile {
        return Ok(Adjusted::same(of));
    }
    let rule = || limit.id.clone();
    match limit.juvenile {
        JuvenileRule::Same | JuvenileRule::NotHalved | JuvenileRule::NotApplicable => {
            Ok(Adjusted::same(of))
        }
        JuvenileRule::Own(own) if question.start.on >= JUVENILE_LAW_IN_FORCE => {
            let note = format!(
                "Người chưa thành niên: {} (Luật Tư pháp người chưa thành niên), thay cho {}.",
                own.vi(),
                of.vi()
            );
            Ok(Adjusted::noted(own, Certainty::Likely, note))
        }
        JuvenileRule::Own(_) => Ok(Adjusted::same(of)),
        JuvenileRule::Half | JuvenileRule::HalfUnconfirmed => {
            if keeps_old_limits(limit, question)? {
                return Ok(Adjusted::noted(of, Certainty::Likely, OLD_CASE_VI));
            }
            if question.juvenile_full_limit {
                return Ok(Adjusted::noted(of, Certainty::Likely, FULL_LIMIT_VI));
            }
            if of.value % 2 == 1 || extension > 0 {
                return Err(LawError::HalfUnconfirmed {
                    rule: rule(),
                    of,
                    extension,
                });
            }
            let half = Length {
                value: of.value / 2,
                ..of
            };
            let note = format!(
                "Người chưa thành niên: không quá một nửa của {} (Mục 1 Chương VII Luật Tư pháp người chưa thành niên).",
                of.vi()
            );
            let certainty = match limit.juvenile {
                JuvenileRule::Half => Certainty::Likely,
                _ => Certainty::Unconfirmed,
            };
            Ok(Adjusted::noted(half, certainty, note))
        }
        JuvenileRule::DetentionArt138 => {
            let days = of.in_days().filter(|days| days % 3 == 0);
            match (keeps_old_limits(limit, question)?, days) {
                (true, Some(days)) => {
                    let note = format!(
                        "{OLD_CASE_VI} Mức cũ là hai phần ba của {} (khoản 1 Điều 419 BLTTHS, đã bãi bỏ).",
                        of.vi()
                    );
                    Ok(Adjusted::noted(
                        Length::new(days / 3 * 2, Unit::Days),
                        Certainty::Likely,
                        note,
                    ))
                }
                _ => Err(LawError::JuvenileDetentionUnconfirmed { rule: rule() }),
            }
        }
    }
}

/// Chuyển tiếp (Luật TPNCTN Đ.179): whether the case was open before the law on juveniles came into force.
fn keeps_old_limits(limit: &Limit, question: &Question) -> Result<bool, LawError> {
    let opened_here = limit
        .is_started_by("case.initiated")
        .then_some(question.start.on);
    match question.case_opened_on.or(opened_here) {
        Some(opened) => Ok(opened < JUVENILE_LAW_IN_FORCE),
        None if question.start.on < JUVENILE_LAW_IN_FORCE => Ok(true),
        None => Err(LawError::CaseOpeningMissing {
            rule: limit.id.clone(),
        }),
    }
}

const OLD_CASE_VI: &str = "Người chưa thành niên: vụ án khởi tố trước ngày 01/01/2026 giữ thời hạn cũ (Điều 179 Luật Tư pháp người chưa thành niên).";
const FULL_LIMIT_VI: &str = "Người chưa thành niên: áp dụng thời hạn đầy đủ vì vụ án có tính chất đặc biệt phức tạp \
    hoặc đã thông báo thủ tục xử lý chuyển hướng (Mục 1 Chương VII Luật Tư pháp người chưa thành niên).";
