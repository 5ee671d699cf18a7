//! Căn cứ tính thời hạn bằng lời.

use chrono::Datelike;

use super::article_vi;
use crate::calendar::weekday_vi;
use crate::{CountedExtension, Deadline, Method, Moment, Proof, ShiftedDay, day_vi};

impl Deadline {
    /// The proof in Vietnamese sentences.
    pub fn sentences_vi(&self) -> Vec<String> {
        self.proof.sentences_vi()
    }
}

impl Proof {
    /// The proof in Vietnamese sentences, in the order a reader checks it.
    pub fn sentences_vi(&self) -> Vec<String> {
        let mut said = vec![
            format!(
                "{}: căn cứ {}. Người thực hiện: {}.",
                self.name_vi,
                article_vi(&self.article),
                self.owner_vi
            ),
            self.start_vi(),
        ];
        if self.method != Method::FilingDate {
            said.push(format!("{}{}.", self.length_vi(), self.method.vi()));
        }
        said.extend(
            self.deductions
                .iter()
                .map(|deduction| format!("Trừ {:02} ngày: {}.", deduction.days, deduction.why_vi)),
        );
        said.extend(self.extensions.iter().map(extension_vi));
        said.extend(self.nominal_vi());
        said.extend(self.shift_vi());
        said.push(self.end_vi());
        if self.safe_target != self.legal_end {
            said.push(format!(
                "Nên hoàn thành chậm nhất {}, trước khi dịch ngày.",
                with_weekday(self.safe_target)
            ));
        }
        said.extend(self.unconfirmed_days.iter().map(|day| {
            format!(
                "Ngày {} chưa được coi là ngày nghỉ: {}.",
                day_vi(day.on),
                day.why_vi
            )
        }));
        said.extend(
            self.warnings
                .iter()
                .map(|warning| format!("Cảnh báo: {warning}")),
        );
        said.extend(self.notes.iter().cloned());
        said.push(format!("Lịch nghỉ: phiên bản {}.", self.calendar_version));
        said.push(format!("Mức độ chắc chắn: {}.", self.certainty.vi()));
        said
    }

    fn start_vi(&self) -> String {
        match self.method {
            Method::AtLeastBefore => format!(
                "Mốc phải tính trước: {}, {}.",
                self.start_event_vi,
                with_weekday(self.start)
            ),
            Method::FilingDate => format!(
                "Ngày nộp: {}, {}.",
                self.start_event_vi,
                with_weekday(self.start)
            ),
            _ => format!(
                "Tính từ: {}, {}.",
                self.start_event_vi,
                with_weekday(self.start)
            ),
        }
    }

    fn length_vi(&self) -> String {
        let source = if self.length_given {
            " (theo lệnh, quyết định)"
        } else {
            ""
        };
        format!("Độ dài {}{source}; ", self.length.vi())
    }

    fn nominal_vi(&self) -> Option<String> {
        let end = with_weekday(self.nominal_end);
        match self.method {
            Method::FilingDate => None,
            Method::AtLeastBefore => Some(format!("Tính lùi đến: {end}.")),
            _ => Some(format!("Hết hạn theo phép tính: {end}.")),
        }
    }

    fn shift_vi(&self) -> Option<String> {
        if self.shifted_days.is_empty() {
            return None;
        }
        let days: Vec<String> = self.shifted_days.iter().map(off_day).collect();
        let days = days.join("; ");
        Some(match self.method {
            Method::WorkingDays => format!("Không tính các ngày nghỉ: {days}."),
            Method::AtLeastBefore => {
                format!(
                    "Rơi vào ngày nghỉ ({days}): lấy ngày làm việc liền trước, {}.",
                    with_weekday(self.legal_end)
                )
            }
            _ => format!(
                "Rơi vào ngày nghỉ ({days}): dịch sang ngày làm việc tiếp theo, {}.",
                with_weekday(self.legal_end)
            ),
        })
    }

    fn end_vi(&self) -> String {
        let end = with_weekday(self.legal_end);
        match (self.method, self.legal_end.time) {
            (Method::AtLeastBefore, _) => format!("Chậm nhất theo luật: {end}."),
            (Method::FilingDate, _) => format!("Ngày được tính là ngày nộp: {end}."),
            (_, Some(_)) => format!("Hết hạn theo luật: {end}."),
            (_, None) => format!("Hết hạn theo luật: 24 giờ 00 phút, {end}."),
        }
    }
}

fn extension_vi(extension: &CountedExtension) -> String {
    let decision = extension
        .decision
        .as_ref()
        .map(|number| format!(" ({number})"))
        .unwrap_or_default();
    let length = extension
        .length
        .map(|length| format!(" thêm {},", length.vi()))
        .unwrap_or_default();
    let origin = if extension.stated {
        " theo ngày ghi trong quyết định"
    } else {
        ""
    };
    format!(
        "Gia hạn lần {}{decision}:{length} từ {} đến {}{origin}.",
        extension.ordinal,
        extension.from.vi(),
        extension.to.vi()
    )
}

fn off_day(day: &ShiftedDay) -> String {
    let weekday = weekday_vi(day.on.weekday());
    if day.why_vi == weekday {
        format!("{} là {weekday}", day_vi(day.on))
    } else {
        format!("{} là {weekday}, {}", day_vi(day.on), day.why_vi)
    }
}

/// `17 giờ 00 phút ngày 20/05/2026 (thứ Tư)` or `ngày 20/05/2026 (thứ Tư)`.
fn with_weekday(moment: Moment) -> String {
    let prefix = if moment.time.is_some() { "" } else { "ngày " };
    format!(
        "{prefix}{} ({})",
        moment.vi(),
        weekday_vi(moment.on.weekday())
    )
}
