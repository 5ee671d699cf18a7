//! Chỉ tiêu: what is counted, how, and of what it is a share.

use evidence::counts::Form;

use super::{Moved, messages};

/// Một chỉ tiêu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum What {
    /// Hồ sơ hình sự đã số hóa, of the cases whose investigation ended.
    Digitised,
    /// Vụ án xét xử có trình chiếu chứng cứ, of the cases tried: Biểu 03 rows 15e and 15.
    Shown,
    /// Phiên tòa hình sự trình chiếu, by the logs.
    Sessions,
    /// Phiên tòa dân sự, hành chính trình chiếu, by the same logs.
    CivilSessions,
    /// Báo cáo án bằng sơ đồ tư duy, sơ đồ.
    Drawn(Form),
}

impl What {
    /// All, in the order of the table.
    pub const ALL: [What; 9] = [
        What::Digitised,
        What::Shown,
        What::Sessions,
        What::CivilSessions,
        What::Drawn(Form::MapReport),
        What::Drawn(Form::Map),
        What::Drawn(Form::Diagram),
        What::Drawn(Form::Flow),
        What::Drawn(Form::Sketch),
    ];

    /// Its code in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            What::Digitised => "so-hoa",
            What::Shown => "trinh-chieu",
            What::Sessions => "phien-toa",
            What::CivilSessions => "phien-toa-dan-su",
            What::Drawn(Form::MapReport) => "bao-cao-so-do-tu-duy",
            What::Drawn(Form::Map) => "so-do-tu-duy",
            What::Drawn(Form::Diagram) => "so-do",
            What::Drawn(Form::Flow) => "dong-tien",
            What::Drawn(Form::Sketch) => "hien-truong",
        }
    }

    /// The one with this code.
    pub fn named(code: &str) -> Option<What> {
        What::ALL.into_iter().find(|what| what.code() == code)
    }

    /// As people read it.
    pub fn vi(self) -> &'static str {
        match self {
            What::Digitised => messages::DIGITISED.0,
            What::Shown => messages::SHOWN.0,
            What::Sessions => messages::SESSIONS.0,
            What::CivilSessions => messages::CIVIL_SESSIONS.0,
            What::Drawn(form) => form.vi(),
        }
    }

    /// How it is counted.
    pub fn how_vi(self) -> &'static str {
        match self {
            What::Digitised => messages::DIGITISED.1,
            What::Shown => messages::SHOWN.1,
            What::Sessions => messages::SESSIONS.1,
            What::CivilSessions => messages::CIVIL_SESSIONS.1,
            What::Drawn(form) => form.how_vi(),
        }
    }

    /// Of what it is a share: the move of the cases, and what they are called.
    pub const fn of(self) -> Option<(Moved, &'static str)> {
        match self {
            What::Digitised => Some((Moved::InvestigationEnded, messages::ENDED_CASES)),
            What::Shown => Some((Moved::Tried, messages::TRIED_CASES)),
            _ => None,
        }
    }

    /// Whether it counts sessions of trial.
    pub const fn is_session(self) -> bool {
        matches!(self, What::Sessions | What::CivilSessions)
    }

    /// What nobody has confirmed of it; empty where nothing is open.
    pub const fn to_check_vi(self) -> &'static str {
        match self {
            What::Digitised => messages::DIGITISED_TO_CHECK,
            What::Shown => messages::SHOWN_TO_CHECK,
            _ => "",
        }
    }
}

/// Tỷ lệ phần trăm with two decimals, as the reports of the units write it; none of nothing.
pub fn share_vi(count: usize, of: usize) -> Option<String> {
    if of == 0 {
        return None;
    }
    // Half up, in whole numbers: 47 of 255 is 18,43.
    let hundredths = (count * 20_000 + of) / (of * 2);
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    Some(match rest {
        0 => format!("{whole} %"),
        _ => format!("{whole},{rest:02} %"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_written_as_the_units_report_them() {
        let share = |count, of| share_vi(count, of).unwrap_or_default();
        assert_eq!(share(250, 250), "100 %");
        assert_eq!(share(47, 255), "18,43 %");
        assert_eq!(share(8, 250), "3,20 %");
        assert_eq!(share(2, 3), "66,67 %");
        assert_eq!(share(0, 7), "0 %");
        assert_eq!(share(1, 0), "", "a share of nothing is not told");
    }

    #[test]
    fn every_figure_is_found_by_its_address_again() {
        for what in What::ALL {
            assert_eq!(What::named(what.code()), Some(what));
            assert!(!what.vi().is_empty() && !what.how_vi().is_empty());
            assert_eq!(what.of().is_some(), !what.to_check_vi().is_empty());
        }
        assert_eq!(What::named("khac"), None);
    }
}
