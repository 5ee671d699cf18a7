//! Đối chiếu với luật: what a decision says against what the law allows. The clock still runs as decided.

use super::count::Count;
use crate::limits::adjust;
use crate::{CountedExtension, Extensions, LawError, Length, Moment, article_vi};

impl Count<'_> {
    /// Warns when the length a decision gives is more than the limit with all its extensions.
    pub(super) fn check_length(&mut self) {
        let (Some(given), Some(base)) = (self.question.length, self.limit.base) else {
            return;
        };
        let Extensions::Listed(extensions) = &self.limit.extensions else {
            return;
        };
        let all: Option<Vec<Length>> = extensions
            .iter()
            .map(|length| in_unit_of(*length, given))
            .collect();
        let (Some(base), Some(all)) = (in_unit_of(base, given), all) else {
            return;
        };
        let most = base.value + all.iter().map(|length| length.value).sum::<u32>();
        if given.value > most {
            self.warnings.push(format!(
                "Độ dài {} vượt mức tối đa {:02} {} mà luật cho phép ({}).",
                given.vi(),
                most,
                given.unit.vi(),
                article_vi(&self.limit.article)
            ));
        } else if given.value > base.value && self.question.extensions.is_empty() {
            self.notes.push(format!(
                "Phần vượt quá {} phải có quyết định gia hạn.",
                base.vi()
            ));
        }
    }

    /// Warns about an extension too many, too long, or not joined to the running end.
    pub(super) fn check_extension(
        &mut self,
        counted: &CountedExtension,
        index: usize,
        running: Moment,
    ) -> Result<(), LawError> {
        let ordinal = counted.ordinal;
        let moved = self.move_off_days_off(running)?.end;
        let joins = [
            running,
            self.day_after(running)?,
            moved,
            self.day_after(moved)?,
        ];
        if !joins.contains(&counted.from) {
            self.warnings.push(format!(
                "Gia hạn lần {ordinal} ghi từ {}, không nối tiếp thời hạn trước (hết {}).",
                counted.from.vi(),
                running.vi()
            ));
        }
        match self.limit.extensions.count() {
            Some(0) => self
                .warnings
                .push("Luật không quy định gia hạn đối với thời hạn này.".to_owned()),
            Some(most) if index >= most => self.warnings.push(format!(
                "Luật chỉ cho gia hạn tối đa {most} lần đối với thời hạn này; đây là lần {ordinal}."
            )),
            _ => {}
        }
        if let Some(allowed) = self.limit.extensions.nth(index) {
            let most = self.advance(moved, allowed)?;
            if counted.to > most {
                self.warnings.push(format!(
                    "Gia hạn lần {ordinal} đến {}, quá mức {} mà luật cho phép (đến {}), {}.",
                    counted.to.vi(),
                    allowed.vi(),
                    most.vi(),
                    article_vi(&self.limit.article)
                ));
            }
        }
        Ok(())
    }

    /// Notes the next extension the law still allows, and who may order it.
    pub(super) fn note_what_remains(&mut self) {
        let used = self.extensions.len();
        let base_in = |given: Length| in_unit_of(self.limit.base?, given);
        let holds_extensions =
            |given: Length| base_in(given).is_none_or(|base| given.value > base.value);
        let given_holds_extensions = self.question.length.is_some_and(holds_extensions);
        let Some(allowed) = self
            .limit
            .extensions
            .nth(used)
            .filter(|_| !given_holds_extensions)
        else {
            return;
        };
        if let Ok(next) = adjust(self.limit, self.question, allowed, used as u32 + 1) {
            self.notes.push(format!(
                "Còn có thể gia hạn lần {}: {}. Thẩm quyền gia hạn: {}.",
                used + 1,
                next.length.vi(),
                self.limit.extension_approver
            ));
        }
    }
}

/// A length in the unit of another, where the law lets one become the other (a month of detention is 30 days).
fn in_unit_of(length: Length, other: Length) -> Option<Length> {
    if length.unit == other.unit {
        return Some(length);
    }
    match other.unit {
        crate::Unit::Days => length.in_days().map(|days| Length::new(days, other.unit)),
        crate::Unit::Hours => length
            .in_days()?
            .checked_mul(24)
            .map(|hours| Length::new(hours, other.unit)),
        _ => None,
    }
}
