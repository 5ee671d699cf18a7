//! Phiếu xét xử án hình sự (QĐ 114/2004; mẫu đang dùng chưa đọc được, cần kiểm tra): one slip per defendant and trial, a view of
//! the facts of the matter. Nothing is typed into a slip: a missing field names the act that gives it.
//!
//! Sources know the slip of first instance only; the slip of an appeal is made alike and says so.

pub mod fields;
mod list;
mod paper;
mod telling;

use law::{Fact, Law, Moment};
use uuid::Uuid;

use crate::course;
use crate::telling::place_in_law;

pub use fields::{Field, Mould, mould};
pub use list::{MOST, matters_of, slips_of, slips_within};
pub use paper::{report, workbook};

/// Cấp xét xử.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trial {
    /// Sơ thẩm.
    First,
    /// Phúc thẩm.
    Appeal,
}

impl Trial {
    /// As people read it.
    pub const fn vi(self) -> &'static str {
        match self {
            Trial::First => "Sơ thẩm",
            Trial::Appeal => "Phúc thẩm",
        }
    }
}

/// Điều phiếu nói ở một mục.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// What the facts say.
    Known(String),
    /// The file has no such thing.
    Nothing,
    /// An act must still be recorded, or corrected.
    Missing(Remedy),
    /// No act of the catalogue gives it.
    NoSource,
}

/// Việc cần ghi để phiếu đủ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy {
    /// The act.
    pub act: String,
    /// The fact that is there and does not say it.
    pub fact: Option<Uuid>,
    /// "Ghi “Lý lịch”", "Bổ sung “Hình phạt của bị cáo”".
    pub said: String,
}

/// Một mục và điều nó nói.
#[derive(Debug, Clone)]
pub struct Item {
    /// The field.
    pub field: &'static Field,
    /// What it says.
    pub told: Told,
}

/// Phiếu xét xử của một bị cáo ở một lần xét xử.
#[derive(Debug, Clone)]
pub struct Slip {
    /// Its place among the slips of the matter, from 1.
    pub n: usize,
    /// Sơ thẩm, phúc thẩm.
    pub trial: Trial,
    /// The unit that counts the trial.
    pub unit: String,
    /// The matter.
    pub matter: Uuid,
    /// The defendant.
    pub subject: Uuid,
    /// The move by which the forms count it.
    pub event: &'static str,
    /// The judgment or decision.
    pub fact: Uuid,
    /// Its instant, by which the period is told.
    pub at: i64,
    /// Its day.
    pub on: Moment,
    /// Its number.
    pub number: String,
    /// Họ và tên.
    pub name: String,
    /// Whether a slip is made at all: not for who was found not guilty.
    pub is_due: bool,
    /// Why not, or what to mind.
    pub remark: String,
    /// Every field.
    pub items: Vec<Item>,
}

impl Slip {
    /// The fields that are missing.
    pub fn missing(&self) -> impl Iterator<Item = (&'static Field, &Remedy)> {
        self.items.iter().filter_map(|item| match &item.told {
            Told::Missing(remedy) => Some((item.field, remedy)),
            _ => None,
        })
    }

    /// What a field says.
    pub fn said(&self, id: &str) -> &str {
        let item = self.items.iter().find(|item| item.field.id == id);
        match item.map(|item| &item.told) {
            Some(Told::Known(words)) => words,
            _ => "",
        }
    }
}

/// Which trial a move of an accused ends with a slip.
fn trial_of(step: &course::Step) -> Option<Trial> {
    match step.event {
        "accused.tried" => Some(Trial::First),
        "accused.appeal_tried" => Some(Trial::Appeal),
        "accused.terminated" | "accused.died" if step.marks.stage == "trial" => Some(Trial::First),
        _ => None,
    }
}

/// Every slip of a matter, in the order of its trials.
pub fn slips(law: &Law, facts: &[Fact]) -> Vec<Slip> {
    let Some(first) = facts.first() else {
        return Vec::new();
    };
    let told = course::course(law, facts);
    let mut standing: Vec<&Fact> = criminal::standing::standing(facts).collect();
    standing.sort_by_key(|fact| place_in_law(law, fact));
    let folded = criminal::rules::fold(law, facts);
    let mut slips: Vec<Slip> = Vec::new();
    for step in &told.steps {
        let (Some(trial), Some(subject)) = (trial_of(step), step.subject) else {
            continue;
        };
        let Some(judged) = standing.iter().find(|fact| fact.id == step.fact) else {
            continue;
        };
        let is_there = slips
            .iter()
            .any(|slip| slip.fact == judged.id && slip.subject == subject);
        if is_there || !mould().is_in_force(judged.effective.on) {
            continue;
        }
        let teller = telling::Teller {
            law,
            standing: &standing,
            steps: &told.steps,
            folded: &folded,
            subject,
            judged,
            trial,
        };
        let (is_due, remark) = teller.due();
        slips.push(Slip {
            n: slips.len() + 1,
            trial,
            unit: step.unit.clone(),
            matter: first.matter,
            subject,
            event: step.event,
            fact: judged.id,
            at: step.at,
            on: judged.effective,
            number: judged.number.clone().unwrap_or_default(),
            name: teller.name(),
            is_due,
            remark,
            items: teller.items(),
        });
    }
    slips
}
