//! Chuẩn bị phép tính: the length, the way of counting and the first day, and how sure they are.

use chrono::Datelike;

use super::FILING_EVENTS;
use super::count::Count;
use crate::limits::{Confidence, Kind, Limit, adjust};
use crate::{
    Calendar, Certainty, LawError, Length, Limits, Method, Moment, Question, Unit, day_vi,
};

/// Dates outside these years are slips of the pen.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;
/// No limit in law comes near so many hours or days.
const LONGEST: u32 = 20_000;

impl<'a> Count<'a> {
    pub(super) fn begin(
        limit: &'a Limit,
        question: &'a Question,
        calendar: &'a Calendar,
        limits: &Limits,
    ) -> Result<Self, LawError> {
        let code = question
            .start_event
            .clone()
            .unwrap_or_else(|| limit.start_events[0].clone());
        let name = limits
            .event_vi(&code)
            .ok_or_else(|| LawError::UnknownEvent {
                event: code.clone(),
            })?
            .to_owned();
        let mut notes = Vec::new();
        let mut certainty = Certainty::Certain;
        let length = match question.length {
            Some(length) => length,
            None => {
                let adjusted = adjust(limit, question, base_length(limit, question)?, 0)?;
                certainty = adjusted.certainty;
                notes.extend(adjusted.note_vi);
                adjusted.length
            }
        };
        let is_filing = FILING_EVENTS.contains(&code.as_str())
            || (length.value == 0 && limit.kind == Kind::Window);
        let method = if is_filing {
            Method::FilingDate
        } else {
            method_for(limit, length)?
        };
        let mut count = Count {
            first: first_moment(limit, question, method, &code)?,
            limit,
            question,
            calendar,
            method,
            length,
            certainty,
            extensions: Vec::new(),
            warnings: Vec::new(),
            notes,
            event: (code, name),
        };
        count.weigh();
        Ok(count)
    }

    /// How sure the row and the question make this answer, before anything is counted.
    fn weigh(&mut self) {
        let limit = self.limit;
        self.doubt(if self.method == limit.method {
            limit.counting
        } else {
            self.method.certainty()
        });
        if limit.confidence == Confidence::Medium {
            self.doubt(Certainty::Likely);
        }
        if !limit.is_started_by(&self.event.0) && self.method != Method::FilingDate {
            self.doubt(Certainty::Likely);
        }
        if !limit.doubt_vi.is_empty() {
            self.notes
                .push(format!("Cần kiểm tra: {}.", limit.doubt_vi));
        }
        let start = self.question.start.on;
        if !limit.is_in_force_on(start) {
            self.doubt(Certainty::Unconfirmed);
            self.notes.push(format!(
                "Cần kiểm tra: quy định này không có hiệu lực vào ngày {}.",
                day_vi(start)
            ));
        }
        if self.question.juvenile && self.question.length.is_some() {
            self.notes.push(
                "Người chưa thành niên: tính theo độ dài ghi trong lệnh, quyết định.".to_owned(),
            );
        }
        if let Some(before) = &self.question.reclassified_from {
            self.doubt(if limit.is_about_liberty() {
                Certainty::Likely
            } else {
                Certainty::Certain
            });
            self.notes.push(format!(
                "Đổi loại tội phạm: thời hạn của loại mới tính từ ngày bắt đầu đầu tiên (khoản 4 Điều 172 BLTTHS), thay cho {before}."
            ));
        }
    }
}

/// The row's own length, or why it has none.
fn base_length(limit: &Limit, question: &Question) -> Result<Length, LawError> {
    let rule = || limit.id.clone();
    limit.base.ok_or_else(|| match limit.kind {
        Kind::Immediate => LawError::AtOnce {
            rule: rule(),
            since: question.start,
        },
        Kind::Unlimited => LawError::Unlimited { rule: rule() },
        _ => LawError::CappedByAnother { rule: rule() },
    })
}

/// The way a length is counted under a rule: liberty and “before” keep their own, the others follow the unit.
fn method_for(limit: &Limit, length: Length) -> Result<Method, LawError> {
    let fits = match limit.method {
        Method::CustodyHours => matches!(length.unit, Unit::Hours | Unit::Days),
        Method::DetentionInclusive | Method::AtLeastBefore => {
            matches!(length.unit, Unit::Days | Unit::Months)
        }
        _ => {
            return Ok(match length.unit {
                Unit::Hours => Method::Hours,
                Unit::Days => Method::DaysDay0Excluded,
                Unit::Months => Method::MonthsSameDate,
                Unit::Years => Method::YearsSameDate,
                Unit::WorkingDays => Method::WorkingDays,
            });
        }
    };
    if fits {
        Ok(limit.method)
    } else {
        Err(LawError::UnitDoesNotFit {
            rule: limit.id.clone(),
            length,
        })
    }
}

/// Where the count begins: with its hour where hours count, else the day. Detention that goes on from the end of
/// another begins the day after it (TTLT 01/2026 Đ21).
fn first_moment(
    limit: &Limit,
    question: &Question,
    method: Method,
    event: &str,
) -> Result<Moment, LawError> {
    let out_of_range = || LawError::OutOfRange {
        rule: limit.id.clone(),
        start: question.start,
    };
    let too_long = |length: &Length| length.value > LONGEST;
    let lengths = question.length.iter().chain(
        question
            .extensions
            .iter()
            .filter_map(|ext| ext.length.as_ref()),
    );
    if !YEARS.contains(&question.start.on.year()) || lengths.into_iter().any(too_long) {
        return Err(out_of_range());
    }
    match method {
        Method::Hours | Method::CustodyHours if question.start.time.is_none() => {
            Err(LawError::HourMissing {
                rule: limit.id.clone(),
            })
        }
        Method::Hours | Method::CustodyHours => Ok(question.start),
        Method::DetentionInclusive if event.ends_with("expiry") => Moment::day(question.start.on)
            .plus_days(1)
            .ok_or_else(out_of_range),
        _ => Ok(Moment::day(question.start.on)),
    }
}
