//! Gia hạn: moving the running end by decisions, each counted on from the end before any day off.

use super::count::Count;
use crate::limits::adjust;
use crate::{Certainty, CountedExtension, Extension, LawError, Method, Moment};

impl Count<'_> {
    /// The end after every extension of the question, from the end of the limit itself.
    pub(super) fn extend(&mut self, base_end: Moment) -> Result<Moment, LawError> {
        let mut running = base_end;
        for (index, extension) in self.question.extensions.iter().enumerate() {
            let counted = self.count_extension(extension, index, running)?;
            self.check_extension(&counted, index, running)?;
            if !counted.stated {
                self.weigh_extension(&counted, running)?;
            }
            running = counted.to;
            self.extensions.push(counted);
        }
        Ok(running)
    }

    fn count_extension(
        &mut self,
        extension: &Extension,
        index: usize,
        running: Moment,
    ) -> Result<CountedExtension, LawError> {
        if matches!(
            self.method,
            Method::WorkingDays | Method::AtLeastBefore | Method::FilingDate
        ) {
            return Err(LawError::CannotExtend {
                rule: self.limit.id.clone(),
            });
        }
        let ordinal = index as u32 + 1;
        let length = match (
            extension.length,
            extension.to,
            self.limit.extensions.nth(index),
        ) {
            (Some(length), _, _) => Some(length),
            (None, Some(_), _) => None,
            (None, None, Some(allowed)) => {
                Some(adjust(self.limit, self.question, allowed, ordinal)?.length)
            }
            (None, None, None) => {
                return Err(LawError::ExtensionWithoutLength {
                    rule: self.limit.id.clone(),
                    ordinal,
                });
            }
        };
        let from = extension.from.map_or(self.day_after(running)?, |from| {
            self.in_units(from, running)
        });
        let to = match (extension.to, length) {
            (Some(to), _) => self.in_units(to, running),
            (None, Some(length)) => self.advance(self.day_before(from)?, length)?,
            (None, None) => running,
        };
        if to <= running {
            return Err(LawError::ExtensionEndsEarly {
                rule: self.limit.id.clone(),
                ordinal,
                to,
                running,
            });
        }
        let stated = extension.to.is_some() || extension.from.is_some();
        Ok(CountedExtension {
            ordinal,
            length,
            from,
            to,
            stated,
            decision: extension.decision.clone(),
        })
    }

    /// An extension nobody dated is likely; counted on from an end that a day off would move, it is disputed.
    fn weigh_extension(
        &mut self,
        counted: &CountedExtension,
        running: Moment,
    ) -> Result<(), LawError> {
        if self.counts_hours() {
            return Ok(());
        }
        self.doubt(Certainty::Likely);
        let moved = self.move_off_days_off(running)?.end;
        if let (true, Some(length)) = (moved != running, counted.length) {
            let later = self.advance(moved, length)?;
            if later != counted.to {
                self.doubt(Certainty::Disputed);
                self.notes.push(format!(
                    "Gia hạn lần {}: tính từ ngày {} (chưa dịch vì ngày nghỉ); nếu tính từ ngày {} thì hết ngày {}. \
                     Lấy ngày ghi trong quyết định gia hạn.",
                    counted.ordinal,
                    running.vi(),
                    moved.vi(),
                    later.vi()
                ));
            }
        }
        Ok(())
    }

    pub(super) fn counts_hours(&self) -> bool {
        matches!(self.method, Method::Hours | Method::CustodyHours)
    }

    /// A date of a decision in the units of this clock: with the running hour where hours count, else the plain day.
    fn in_units(&self, stated: Moment, running: Moment) -> Moment {
        match self.counts_hours() {
            true => Moment {
                on: stated.on,
                time: stated.time.or(running.time),
            },
            false => Moment::day(stated.on),
        }
    }

    /// The first day (or hour) after an end.
    pub(super) fn day_after(&self, end: Moment) -> Result<Moment, LawError> {
        self.step(end, 1)
    }

    fn day_before(&self, first: Moment) -> Result<Moment, LawError> {
        self.step(first, -1)
    }

    fn step(&self, moment: Moment, days: i64) -> Result<Moment, LawError> {
        if self.counts_hours() {
            return Ok(moment);
        }
        moment.plus_days(days).ok_or_else(|| self.out_of_range())
    }
}
