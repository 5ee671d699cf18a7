//! Hồ sơ: what the facts of one matter add up to.

use chrono::NaiveDate;
use law::catalogue::{AccusedState, CaseState, MeasureKind, MeasureStatus, ReportState, State};
use law::{Charge, Law, Moment, Severity};
use serde::Serialize;
use uuid::Uuid;

pub use super::clock::{Clock, ClockStatus, NextStep, TakenExtension};
use super::ten_checks::CheckId;

/// Hồ sơ vụ việc, vụ án: one life from the crime report to the court.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Matter {
    /// The matter; nil when it has no fact.
    pub id: Uuid,
    /// Nguồn tin.
    pub report: Option<Report>,
    /// Vụ án.
    pub case: Option<Case>,
    /// Everyone described or named, in the order they appear.
    pub people: Vec<Person>,
    /// Thời hạn, in the order they started.
    pub clocks: Vec<Clock>,
    /// Dòng sự kiện, in the order of the law.
    pub line: Vec<Line>,
    /// What is unlawful or out of place.
    pub findings: Vec<Finding>,
    /// Which of the ten checks had something to look at.
    pub asked: Vec<CheckId>,
    /// Kiểm sát viên thụ lý.
    pub prosecutor: Option<String>,
    /// Phó Viện trưởng phụ trách.
    pub deputy_chief: Option<String>,
    /// Mã hồ sơ điện tử quốc gia.
    pub national_case_code: Option<String>,
    /// Số thụ lý theo giai đoạn.
    pub dockets: Vec<Docket>,
    /// Vụ án có tính chất đặc biệt phức tạp: full limits also for a juvenile.
    pub especially_complex: bool,
    /// Đã thông báo thủ tục xử lý chuyển hướng: full limits in prosecution and first instance.
    pub diversion_announced: bool,
}

/// Nguồn tin về tội phạm.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Where it stands.
    pub state: ReportState,
    /// When it was received.
    pub received: Moment,
    /// The fact that received it.
    pub fact: Uuid,
    /// `to_giac`, `tin_bao`, `kien_nghi_khoi_to` …
    pub kind: Option<String>,
    /// Who resolves it: `CAND`, `VKS` …
    pub handler: Option<String>,
    /// What it says.
    pub summary: Option<String>,
    /// Who told it.
    pub informant: Option<String>,
    /// When it was opened, refused or suspended last, and by which fact.
    pub decided: Option<(Moment, Uuid)>,
}

/// Vụ án.
#[derive(Debug, Clone, Serialize)]
pub struct Case {
    /// Where it stands.
    pub state: CaseState,
    /// When it was opened.
    pub opened: Moment,
    /// The fact that opened it.
    pub fact: Uuid,
    /// The number of the opening decision.
    pub number: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Tội danh của quyết định khởi tố vụ án.
    pub charges: Vec<Charge>,
    /// Loại tội phạm: the gravest charge of the case.
    pub severity: Option<Severity>,
    /// When the procuracy received the file with the conclusion last.
    pub file_received: Option<Moment>,
    /// When it was indicted.
    pub indicted: Option<Moment>,
    /// Returns for supplementary investigation by the procuracy.
    pub returns_by_vks: u8,
    /// Returns by the presiding judge.
    pub returns_by_judge: u8,
    /// Returns by the trial panel.
    pub returns_by_panel: u8,
    /// Đang theo thủ tục rút gọn.
    pub simplified: bool,
}

/// Người trong hồ sơ.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Person {
    /// Its id in the matter.
    pub subject: Uuid,
    /// The name, empty when nobody described the person.
    pub name: String,
    /// `bi_can`, `bi_hai` …
    pub role: Option<String>,
    /// Ngày sinh.
    pub born_on: Option<NaiveDate>,
    /// Pháp nhân.
    pub legal_person: bool,
    /// Where the person stands, when held, charged or beyond.
    pub state: Option<AccusedState>,
    /// Tội danh đang áp dụng.
    pub charges: Vec<Charge>,
    /// Tội danh chờ phê chuẩn thay đổi, bổ sung; the flag says whether they are added.
    pub pending_charges: Option<(bool, Vec<Charge>)>,
    /// Loại tội phạm of the gravest charge.
    pub severity: Option<Severity>,
    /// Hình phạt chính, as the newest judgment on the person says: `tu`, `tu_hinh` …
    pub penalty: Option<String>,
    /// Quyết định khởi tố bị can.
    pub initiated: Option<Decision>,
    /// Quyết định phê chuẩn.
    pub approved: Option<Decision>,
    /// Biện pháp ngăn chặn, cưỡng chế, in their order.
    pub measures: Vec<Measure>,
}

/// Một văn bản tố tụng.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// The fact.
    pub fact: Uuid,
    /// The act.
    pub act: String,
    /// Its number.
    pub number: Option<String>,
    /// Its day.
    pub on: Moment,
    /// The period it states.
    pub from: Option<Moment>,
    /// The last day (hour) it states.
    pub to: Option<Moment>,
}

/// Biện pháp ngăn chặn, cưỡng chế đối với một người.
#[derive(Debug, Clone, Serialize)]
pub struct Measure {
    /// Which measure.
    pub kind: MeasureKind,
    /// Where it stands.
    pub status: MeasureStatus,
    /// First day (hour).
    pub from: Option<Moment>,
    /// Last day (hour), with its extensions.
    pub to: Option<Moment>,
    /// The order, its approval and its extensions.
    pub decisions: Vec<Decision>,
    /// An extension that waits for approval.
    pub pending: Option<Decision>,
    /// The day it ended, and the fact that ended it.
    pub ended: Option<(Moment, Uuid)>,
}

/// Số thụ lý của một giai đoạn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Docket {
    /// `nguon_tin`, `G1`, `G2` …
    pub stage: String,
    /// The number.
    pub number: String,
    /// The day.
    pub on: Moment,
}

/// Một dòng trong diễn biến hồ sơ.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// The fact.
    pub fact: Uuid,
    /// Its place in the ledger.
    pub seq: i64,
    /// Its kind.
    pub kind: String,
    /// Its day (hour) in law.
    pub effective: Moment,
    /// The person.
    pub subject: Option<Uuid>,
    /// The number of the decision.
    pub number: Option<String>,
    /// How many places of the file it was read from.
    pub sources: usize,
    /// What it changed.
    pub effects: Vec<Effect>,
}

/// Hệ quả của một sự kiện.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Nguồn tin chuyển trạng thái.
    Report(ReportState),
    /// Vụ án chuyển trạng thái.
    Case(CaseState),
    /// Một người chuyển trạng thái.
    Person(Uuid, AccusedState),
    /// Biện pháp ngăn chặn đổi trạng thái.
    Measure(Uuid, MeasureKind, MeasureStatus),
    /// Tội danh thay đổi.
    Charges,
    /// Thời hạn bắt đầu: its place in [`Matter::clocks`].
    ClockStarted(usize),
    /// Thời hạn được gia hạn.
    ClockExtended(usize),
    /// Thời hạn dừng.
    ClockSuspended(usize),
    /// Thời hạn kết thúc.
    ClockEnded(usize),
}

/// Mức độ của một phát hiện.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Ghi nhận: worth knowing.
    Note,
    /// Cảnh báo: recorded, but someone should act.
    Warning,
    /// Không hợp pháp: not recorded when found before recording.
    Refusal,
}

/// Phát hiện khi kiểm sát: what is wrong, by which article, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// A stable code, such as `extension.too_many`.
    pub code: &'static str,
    /// How grave.
    pub level: Level,
    /// The fact it is about.
    pub fact: Option<Uuid>,
    /// The person it is about.
    pub subject: Option<Uuid>,
    /// The sentence.
    pub vi: String,
    /// The article.
    pub article: String,
    /// What to do.
    pub todo_vi: String,
}

impl Matter {
    /// The person with an id.
    pub fn person(&self, subject: Uuid) -> Option<&Person> {
        self.people.iter().find(|person| person.subject == subject)
    }

    /// Bị can, người bị tạm giữ: everyone who is or was held or charged.
    pub fn accused(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(|person| person.state.is_some())
    }

    /// The clocks that still run, without the duties of [`Matter::duties`].
    pub fn running(&self) -> impl Iterator<Item = &Clock> {
        self.clocks
            .iter()
            .filter(|clock| clock.is_running() && !clock.aside)
    }

    /// Việc phải gửi, giao, thông báo còn chưa ghi nhận đã làm.
    pub fn duties(&self) -> impl Iterator<Item = &Clock> {
        self.clocks
            .iter()
            .filter(|clock| clock.is_running() && clock.aside)
    }

    /// The newest clock of a family, for a person or for the case.
    pub fn clock(&self, family: &str, subject: Option<Uuid>) -> Option<&Clock> {
        self.clocks
            .iter()
            .rev()
            .find(|clock| clock.family == family && clock.subject == subject)
    }

    /// The state people want to see first: that of the case, else of the report.
    pub fn state_vi(&self) -> &'static str {
        match (&self.case, &self.report) {
            (Some(case), _) => case.state.vi(),
            (None, Some(report)) => report.state.vi(),
            (None, None) => "Chưa có nguồn tin, vụ án",
        }
    }
}

impl Person {
    /// The name, or that it is missing.
    pub fn name_vi(&self) -> &str {
        if self.name.is_empty() {
            "(chưa ghi lý lịch)"
        } else {
            &self.name
        }
    }

    /// The measures in force as far as the facts say.
    pub fn measures_in_force(&self) -> impl Iterator<Item = &Measure> {
        self.measures
            .iter()
            .filter(|measure| measure.status.is_open() && measure.ended.is_none())
    }

    /// Whether the person was under 18 on a day; unknown without a date of birth.
    pub fn is_juvenile_on(&self, day: NaiveDate) -> bool {
        self.born_on
            .and_then(|born| day.years_since(born))
            .is_some_and(|age| age < 18)
    }
}

impl Measure {
    /// The number of the order.
    pub fn number(&self) -> Option<&str> {
        self.decisions.first()?.number.as_deref()
    }

    /// Whether it holds on a day, by its dates.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        let begun = self.from.is_some_and(|from| from.on <= day);
        let until = self.ended.map(|(on, _)| on).or(self.to);
        begun
            && self.status != MeasureStatus::Ordered
            && self.status != MeasureStatus::Refused
            && until.is_none_or(|to| day <= to.on)
    }
}

impl Line {
    /// The act in a few words, or its kind when the catalogue does not know it.
    pub fn name_vi<'a>(&'a self, law: &'a Law) -> &'a str {
        law.acts
            .on(&self.kind, self.effective.on)
            .map_or(&self.kind, |act| &act.short_vi)
    }
}

impl Effect {
    /// What it changed, as people read it.
    pub fn vi(&self, law: &Law, matter: &Matter) -> String {
        let name = |subject: &Uuid| matter.person(*subject).map_or("", Person::name_vi);
        let clock = |place: &usize| {
            matter
                .clocks
                .get(*place)
                .map_or("", |clock| clock.name_vi(law))
        };
        match self {
            Effect::Report(state) => format!("Nguồn tin: {}", state.vi().to_lowercase()),
            Effect::Case(state) => format!("Vụ án: {}", state.vi().to_lowercase()),
            Effect::Person(subject, state) => {
                format!("{}: {}", name(subject), state.vi().to_lowercase())
            }
            Effect::Measure(subject, kind, status) => {
                format!(
                    "{}: {}, {}",
                    name(subject),
                    kind.vi().to_lowercase(),
                    status.vi().to_lowercase()
                )
            }
            Effect::Charges => "Tội danh thay đổi".to_owned(),
            Effect::ClockStarted(place) => format!("Bắt đầu: {}", clock(place)),
            Effect::ClockExtended(place) => format!("Gia hạn: {}", clock(place)),
            Effect::ClockSuspended(place) => format!("Dừng: {}", clock(place)),
            Effect::ClockEnded(place) => format!("Kết thúc: {}", clock(place)),
        }
    }
}

/// Whether a moment comes after an end. A whole day lasts to its 24:00, and an act dated by the day alone is taken to be in time on that day.
pub fn is_after(moment: Moment, end: Moment) -> bool {
    match (moment.time, end.time) {
        (Some(hour), Some(last)) => (moment.on, hour) > (end.on, last),
        _ => moment.on > end.on,
    }
}

/// The earlier of two ends.
pub fn earlier(one: Moment, other: Moment) -> Moment {
    if is_after(one, other) { other } else { one }
}
