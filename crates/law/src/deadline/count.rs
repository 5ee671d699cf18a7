//! Tính một thời hạn: from the rule's row and the question to the three ends and their proof.

use std::borrow::Cow;

use chrono::Datelike;

use super::FILING_EVENTS;
use crate::calendar::Walk;
use crate::counting::{
    days_before, end_of_custody, end_of_days, end_of_detention, end_of_hours, end_of_months,
    end_of_years, months_before,
};
use crate::limits::{Confidence, Kind, Limit, adjust};
use crate::{
    Calendar, Certainty, CountedExtension, Deadline, Deduction, Extension, Law, LawError, Length,
    Limits, Method, Moment, Proof, Question, ShiftedDay, Unit, day_vi,
};

/// Dates outside these years are slips of the pen.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;
/// No limit in law comes near so many hours or days.
const LONGEST: u32 = 20_000;

impl Law {
    /// Tính thời hạn: the end of a clock, with its proof.
    pub fn deadline(&self, question: &Question) -> Result<Deadline, LawError> {
        let unknown = || LawError::UnknownRule {
            rule: question.rule.clone(),
        };
        let limit = self
            .limits
            .rule_on(&question.rule, question.start.on)
            .ok_or_else(unknown)?;
        let calendar = match question.calendar_as_of {
            Some(day) => Cow::Owned(self.calendar.as_known_on(day)),
            None => Cow::Borrowed(&self.calendar),
        };
        Count::begin(limit, question, &calendar, &self.limits)?.run()
    }

    /// Thời hạn tối đa: the end if every extension the law allows were still granted in full.
    pub fn longest_deadline(&self, question: &Question) -> Result<Deadline, LawError> {
        let allowed = self
            .limits
            .rule_on(&question.rule, question.start.on)
            .and_then(|limit| limit.extensions.count());
        let mut full = question.clone();
        while full.extensions.len() < allowed.unwrap_or(0) {
            full.extensions.push(Extension::full());
        }
        self.deadline(&full)
    }
}

/// One calculation under way.
pub(super) struct Count<'a> {
    pub limit: &'a Limit,
    pub question: &'a Question,
    pub calendar: &'a Calendar,
    pub method: Method,
    pub length: Length,
    pub certainty: Certainty,
    pub extensions: Vec<CountedExtension>,
    pub warnings: Vec<String>,
    pub notes: Vec<String>,
    event: (String, String),
    first: Moment,
}

/// An end in law and what moved it there.
pub(super) struct Moved {
    pub end: Moment,
    off: Vec<ShiftedDay>,
    doubts: Vec<ShiftedDay>,
}

impl<'a> Count<'a> {
    fn begin(
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

    fn run(mut self) -> Result<Deadline, LawError> {
        let base_end = self.base_end()?;
        self.check_length();
        let nominal_end = self.extend(base_end)?;
        let moved = self.move_off_days_off(nominal_end)?;
        if !moved.doubts.is_empty() {
            self.doubt(Certainty::Unconfirmed);
        }
        self.note_what_remains();
        let safe_target = nominal_end.min(moved.end);
        let deductions = match self.question.custody_days {
            0 => Vec::new(),
            days => vec![Deduction {
                days,
                why_vi:
                    "thời gian tạm giữ được trừ vào thời hạn tạm giam (khoản 4 Điều 118 BLTTHS)"
                        .to_owned(),
            }],
        };
        let proof = Proof {
            rule: self.limit.id.clone(),
            name_vi: self.limit.name_vi.clone(),
            article: self.limit.article.clone(),
            source_version: self.limit.source_version.clone(),
            owner_vi: self.limit.owner.clone(),
            start_event: self.event.0,
            start_event_vi: self.event.1,
            start: self.question.start,
            length: self.length,
            length_given: self.question.length.is_some(),
            extensions: self.extensions,
            deductions,
            method: self.method,
            nominal_end,
            shifted_days: moved.off,
            unconfirmed_days: moved.doubts,
            legal_end: moved.end,
            safe_target,
            calendar_version: self.calendar.version().to_owned(),
            certainty: self.certainty,
            warnings: self.warnings,
            notes: self.notes,
        };
        Ok(Deadline {
            rule: self.limit.id.clone(),
            start: self.question.start,
            nominal_end,
            legal_end: moved.end,
            safe_target,
            proof,
        })
    }

    /// The end of the limit itself, before extensions and days off.
    fn base_end(&self) -> Result<Moment, LawError> {
        let days = self.question.custody_days;
        if days > 0 && self.method != Method::DetentionInclusive {
            return Err(LawError::CustodyDoesNotFit {
                rule: self.limit.id.clone(),
                days,
            });
        }
        let start = self.first.on;
        let Length { value, unit } = self.length;
        let end = match self.method {
            Method::DetentionInclusive => {
                let held = self
                    .length
                    .in_days()
                    .and_then(|all| all.checked_sub(days))
                    .filter(|held| *held > 0);
                let held = held.ok_or(LawError::CustodyDoesNotFit {
                    rule: self.limit.id.clone(),
                    days,
                })?;
                end_of_detention(start, held).map(Moment::day)
            }
            Method::AtLeastBefore if unit == Unit::Months => {
                months_before(start, value).map(Moment::day)
            }
            Method::AtLeastBefore => days_before(start, value).map(Moment::day),
            Method::WorkingDays => self
                .calendar
                .working_day_after(start, value)
                .map(|walk| Moment::day(walk.end)),
            Method::FilingDate => Some(self.first),
            _ => return self.advance(self.first, self.length),
        };
        end.ok_or_else(|| self.out_of_range())
    }

    /// A length counted on from a moment, in the way of this clock.
    pub(super) fn advance(&self, from: Moment, length: Length) -> Result<Moment, LawError> {
        let Length { value, unit } = length;
        let day = from.on;
        let end = match (self.method, unit) {
            (Method::Hours | Method::CustodyHours, Unit::Hours) => end_of_hours(from, value),
            (Method::Hours | Method::CustodyHours, Unit::Days) => end_of_custody(from, value),
            (Method::DetentionInclusive, Unit::Days | Unit::Months) => length
                .in_days()
                .and_then(|days| end_of_days(day, days))
                .map(Moment::day),
            (Method::DaysDay0Excluded | Method::MonthsSameDate | Method::YearsSameDate, unit) => {
                match unit {
                    Unit::Days => end_of_days(day, value).map(Moment::day),
                    Unit::Months => end_of_months(day, value).map(Moment::day),
                    Unit::Years => end_of_years(day, value).map(Moment::day),
                    Unit::Hours | Unit::WorkingDays => return Err(self.unit_does_not_fit(length)),
                }
            }
            (Method::WorkingDays | Method::AtLeastBefore | Method::FilingDate, _) => {
                return Err(LawError::CannotExtend {
                    rule: self.limit.id.clone(),
                });
            }
            _ => return Err(self.unit_does_not_fit(length)),
        };
        end.ok_or_else(|| self.out_of_range())
    }

    /// Ngày nghỉ (Đ.134 k.1): the end in law. Hours, custody and detention never move.
    pub(super) fn move_off_days_off(&self, nominal: Moment) -> Result<Moved, LawError> {
        let stays = || Moved {
            end: nominal,
            off: Vec::new(),
            doubts: Vec::new(),
        };
        let moved = |walk: Walk| Moved {
            end: Moment::day(walk.end),
            off: walk.off,
            doubts: walk.doubts,
        };
        let walk = match self.method {
            Method::WorkingDays => self
                .calendar
                .working_day_after(self.first.on, self.length.value),
            _ if !self.limit.kind.moves_off_days_off() => return Ok(stays()),
            Method::DaysDay0Excluded | Method::MonthsSameDate | Method::YearsSameDate => {
                self.calendar.working_day_from(nominal.on)
            }
            Method::AtLeastBefore => self.calendar.working_day_until(nominal.on),
            Method::Hours
            | Method::CustodyHours
            | Method::DetentionInclusive
            | Method::FilingDate => return Ok(stays()),
        };
        walk.map(moved).ok_or_else(|| self.out_of_range())
    }

    pub(super) fn doubt(&mut self, certainty: Certainty) {
        self.certainty = self.certainty.max(certainty);
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

    pub(super) fn out_of_range(&self) -> LawError {
        LawError::OutOfRange {
            rule: self.limit.id.clone(),
            start: self.question.start,
        }
    }

    fn unit_does_not_fit(&self, length: Length) -> LawError {
        LawError::UnitDoesNotFit {
            rule: self.limit.id.clone(),
            length,
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
