//! Tính một thời hạn: from the rule's row and the question to the three ends and their proof.

use std::borrow::Cow;

use crate::calendar::Walk;
use crate::counting::{
    days_before, end_of_custody, end_of_days, end_of_detention, end_of_hours, end_of_months,
    end_of_years, months_before,
};
use crate::limits::Limit;
use crate::{
    Calendar, Certainty, CountedExtension, Deadline, Deduction, Extension, Law, LawError, Length,
    Method, Moment, Proof, Question, ShiftedDay, Unit,
};

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
    pub event: (String, String),
    pub first: Moment,
}

/// An end in law and what moved it there.
pub(super) struct Moved {
    pub end: Moment,
    off: Vec<ShiftedDay>,
    doubts: Vec<ShiftedDay>,
}

impl<'a> Count<'a> {
    pub(super) fn run(mut self) -> Result<Deadline, LawError> {
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
