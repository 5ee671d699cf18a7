//! Mười điểm máy tự kiểm tra: what every matter is held against, whether it arises yet, and what it found.
//!
//! The rules that look are in [`lawful`](super::lawful), [`clocks`](super::clocks) and [`deadlines`](super::deadlines);
//! they say which check they asked, and this table says what each is called and how grave a breach is.

use chrono::NaiveDate;
use law::Law;
use law::catalogue::{MeasureKind, MeasureStatus};
use uuid::Uuid;

use super::matter::{Clock, ClockStatus, Finding, Level, Matter, Measure};

/// Số thứ tự của một điểm kiểm tra.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckId {
    /// Tạm giam phải có khởi tố bị can đã được phê chuẩn.
    DetentionApproved,
    /// Tổng thời gian tạm giữ, tạm giam.
    DetentionWithinClass,
    /// Tạm giam trong thời hạn của giai đoạn.
    DetentionWithinStage,
    /// Số lần trả hồ sơ.
    ReturnsCounted,
    /// Tạm đình chỉ khi hết thời hạn.
    SuspensionAfterLimit,
    /// Truy nã trước khi tạm đình chỉ.
    WantedBeforeSuspension,
    /// Hủy bỏ biện pháp khi đình chỉ.
    MeasuresCancelled,
    /// Đề nghị gia hạn đúng hạn.
    RequestInTime,
    /// Gia hạn đúng số lần, đúng cấp.
    ExtensionAllowed,
    /// Giao cáo trạng, chuyển hồ sơ đúng hạn.
    IndictmentInTime,
}

/// Điểm kiểm tra.
#[derive(Debug)]
pub struct TenCheck {
    /// Which.
    pub id: CheckId,
    /// What must hold.
    pub name_vi: &'static str,
    /// By which articles.
    pub article: &'static str,
    /// What a breach leads to.
    pub level: Level,
    /// The findings that are breaches of it.
    pub codes: &'static [&'static str],
    /// The clocks that must be met in time.
    pub families: &'static [&'static str],
}

/// Kết quả của một điểm kiểm tra trong một hồ sơ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Đã kiểm tra, đúng.
    Holds,
    /// Có vi phạm.
    Breached,
    /// Chưa phát sinh.
    NotYet,
}

/// Một điểm kiểm tra với kết quả.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The check.
    pub check: &'static TenCheck,
    /// How it stands.
    pub outcome: Outcome,
    /// What was found, in sentences.
    pub told: Vec<String>,
}

const IN_INVESTIGATION: [&str; 2] = ["DET-INV", "SUM-DET-INV"];

/// Mười điểm kiểm tra, in their order.
pub const TEN_CHECKS: [TenCheck; 10] = [
    TenCheck {
        id: CheckId::DetentionApproved,
        name_vi: "Chỉ tạm giam bị can đã được phê chuẩn khởi tố; Viện kiểm sát xét phê chuẩn trong 3 ngày",
        article: "BLTTHS Đ119, Đ179",
        level: Level::Refusal,
        codes: &["detention.not_charged", "approval.late"],
        families: &["DET-APPROVE", "ACC-APPROVE", "ACC-APPROVE-2"],
    },
    TenCheck {
        id: CheckId::DetentionWithinClass,
        name_vi: "Tạm giữ cộng tạm giam để điều tra không quá mức của loại tội phạm",
        article: "BLTTHS Đ118.4, Đ173",
        level: Level::Refusal,
        codes: &["detention.over_sum"],
        families: &[],
    },
    TenCheck {
        id: CheckId::DetentionWithinStage,
        name_vi: "Tạm giam không quá thời hạn của giai đoạn tố tụng",
        article: "BLTTHS Đ174.4, Đ241, Đ278.2, Đ347.2",
        level: Level::Warning,
        codes: &["detention.beyond_stage"],
        families: &[],
    },
    TenCheck {
        id: CheckId::ReturnsCounted,
        name_vi: "Viện kiểm sát trả hồ sơ không quá 2 lần; Thẩm phán, Hội đồng xét xử mỗi bên 1 lần",
        article: "BLTTHS Đ174.2",
        level: Level::Refusal,
        codes: &["returns.too_many"],
        families: &[],
    },
    TenCheck {
        id: CheckId::SuspensionAfterLimit,
        name_vi: "Chỉ tạm đình chỉ khi đã hết thời hạn, trừ căn cứ bị can bị bệnh",
        article: "BLTTHS Đ148, Đ229",
        level: Level::Warning,
        codes: &["suspension.early"],
        families: &[],
    },
    TenCheck {
        id: CheckId::WantedBeforeSuspension,
        name_vi: "Tạm đình chỉ vì không biết bị can ở đâu phải sau khi đã truy nã",
        article: "BLTTHS Đ229.1a, Đ247.1b, Đ281.1b",
        level: Level::Warning,
        codes: &["suspension.no_wanted_notice"],
        families: &[],
    },
    TenCheck {
        id: CheckId::MeasuresCancelled,
        name_vi: "Đình chỉ thì hủy bỏ mọi biện pháp ngăn chặn, cưỡng chế",
        article: "BLTTHS Đ125.1, Đ230.2, Đ248.2",
        level: Level::Warning,
        codes: &["termination.measures_left"],
        families: &[],
    },
    TenCheck {
        id: CheckId::RequestInTime,
        name_vi: "Đề nghị gia hạn trước khi hết hạn ít nhất 10 ngày (nguồn tin: 5 ngày)",
        article: "BLTTHS Đ147.2, Đ172.2, Đ173.2",
        level: Level::Note,
        codes: &["request.late"],
        families: &[],
    },
    TenCheck {
        id: CheckId::ExtensionAllowed,
        name_vi: "Gia hạn đúng số lần, đúng mức, đúng cấp có thẩm quyền",
        article: "BLTTHS Đ118, Đ147, Đ172, Đ173, Đ240, Đ277",
        level: Level::Warning,
        codes: &[
            "extension.too_many",
            "extension.too_long",
            "extension.no_power",
        ],
        families: &[],
    },
    TenCheck {
        id: CheckId::IndictmentInTime,
        name_vi: "Giao cáo trạng và chuyển hồ sơ cho Tòa án trong 3 ngày (vụ án phức tạp: 10 ngày)",
        article: "BLTTHS Đ240.2, Đ244",
        level: Level::Warning,
        codes: &["indictment.late"],
        families: &[
            "PRO-DELIVER",
            "PRO-DELIVER-COMPLEX",
            "PRO-FILE-COURT",
            "PRO-FILE-COURT-COMPLEX",
        ],
    },
];

/// The check that watches over a family of clocks being met in time, by the code a late act is told with.
pub(super) fn late_code(family: &str) -> &'static str {
    let of = TEN_CHECKS
        .iter()
        .find(|check| check.families.contains(&family));
    match of.map(|check| check.id) {
        Some(CheckId::DetentionApproved) => "approval.late",
        Some(CheckId::IndictmentInTime) => "indictment.late",
        _ => "clock.late",
    }
}

/// Mười điểm kiểm tra đối với một hồ sơ, as seen on a day.
pub fn ten_checks(law: &Law, matter: &Matter, today: NaiveDate) -> Vec<Checked> {
    TEN_CHECKS
        .iter()
        .map(|check| checked(law, matter, check, today))
        .collect()
}

fn checked(law: &Law, matter: &Matter, check: &'static TenCheck, today: NaiveDate) -> Checked {
    let mut told: Vec<String> = matter
        .findings
        .iter()
        .filter(|found| breaches(matter, check, found))
        .map(|found| found.vi.clone())
        .collect();
    let watched = || {
        matter
            .clocks
            .iter()
            .filter(|clock| check.families.contains(&clock.family.as_str()))
    };
    for clock in watched().filter(|clock| clock.has_lapsed(today)) {
        let due = clock.due.map(|due| due.vi()).unwrap_or_default();
        let who = clock
            .subject
            .and_then(|subject| matter.person(subject))
            .map(|person| format!(" ({})", person.name_vi()))
            .unwrap_or_default();
        told.push(format!(
            "{}{who}: hết hạn {due} mà chưa ghi nhận đã làm.",
            clock.name_vi(law)
        ));
    }
    let outcome = match told.is_empty() {
        false => Outcome::Breached,
        true if matter.asked.contains(&check.id) || watched().next().is_some() => Outcome::Holds,
        true => Outcome::NotYet,
    };
    Checked {
        check,
        outcome,
        told,
    }
}

/// An order or extension that is too long is a breach of the class when it is one of detention in the investigation.
fn breaches(matter: &Matter, check: &TenCheck, found: &Finding) -> bool {
    let is_of_detention = ["order.too_long", "extension.too_long"].contains(&found.code)
        && found.fact.is_some_and(|fact| {
            let runs = matter.clocks.iter().any(|clock| {
                IN_INVESTIGATION.contains(&clock.family.as_str())
                    && clock.subject == found.subject
                    && is_about(clock, fact)
            });
            runs || waits(matter, found.subject, fact)
        });
    match (check.id, is_of_detention) {
        (CheckId::DetentionWithinClass, true) => true,
        (_, true) => false,
        _ => check.codes.contains(&found.code),
    }
}

/// An order of detention that waits for approval is one of the investigation: the procuracy and the court need none.
fn waits(matter: &Matter, subject: Option<Uuid>, fact: Uuid) -> bool {
    let person = subject.and_then(|subject| matter.person(subject));
    let mut measures = person.into_iter().flat_map(|person| &person.measures);
    measures.any(|measure| {
        measure.kind == MeasureKind::Detention
            && measure.status == MeasureStatus::Ordered
            && measure.decisions.iter().any(|order| order.fact == fact)
    })
}

fn is_about(clock: &Clock, fact: Uuid) -> bool {
    clock.started_by == fact
        || clock
            .extensions
            .iter()
            .any(|extension| extension.fact == fact)
}

/// Days of detention under the orders of the investigation: each from its first day to its last, or to the day it was ended.
pub(super) fn days_detained(clocks: &[&Clock]) -> i64 {
    let days = clocks.iter().enumerate().filter_map(|(place, clock)| {
        let last = clock.order_end.or(clock.due)?.on;
        let end = match clock.status {
            // The day of release, or of the next order, is no day under this one.
            ClockStatus::Ended { on, .. } | ClockStatus::Suspended { on, .. } if on.on < last => {
                on.on.pred_opt()?
            }
            _ => last,
        };
        let next = clocks.get(place + 1).map(|next| next.start.on);
        let end = match next {
            Some(next) if next <= end => next.pred_opt()?,
            _ => end,
        };
        Some((end - clock.start.on).num_days() + 1)
    });
    days.filter(|days| *days > 0).sum()
}

/// Whether a measure ever came into force.
pub(super) fn was_in_force(measure: &Measure) -> bool {
    !matches!(
        measure.status,
        MeasureStatus::Ordered | MeasureStatus::Refused
    )
}
