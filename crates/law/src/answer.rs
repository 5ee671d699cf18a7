//! `kiemsat law deadline`: one question from the command line, one JSON object for an answer.

use serde_json::{Value, json};

use crate::{Law, LawError, Length, Moment, Question, Unit, iso_day};

/// The arguments as typed, each still a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeadlineArgs {
    /// `--rule`: the id of the rule.
    pub rule: String,
    /// `--start`: `2026-05-20` or `2026-05-20T17:00`.
    pub start: String,
    /// `--length`: replaces the row's own length.
    pub length: Option<u32>,
    /// `--unit`: hours, days, months, years or working_days; without it the row's own unit.
    pub unit: Option<String>,
    /// `--custody-days`: days of custody to deduct from detention.
    pub custody_days: u32,
    /// `--calendar-as-of`: the day the calendar is asked as of.
    pub calendar_as_of: Option<String>,
}

/// Answers a deadline question: `rule`, `nominal_end`, `legal_end`, `safe_target`, `sentences` and `proof`.
pub fn answer_deadline(law: &Law, args: &DeadlineArgs) -> Result<Value, LawError> {
    let deadline = law.deadline(&question(law, args)?)?;
    Ok(json!({
        "rule": deadline.rule,
        "start": deadline.start,
        "nominal_end": deadline.nominal_end,
        "legal_end": deadline.legal_end,
        "safe_target": deadline.safe_target,
        "certainty": deadline.proof.certainty,
        "sentences": deadline.sentences_vi(),
        "proof": deadline.proof,
    }))
}

impl LawError {
    /// The refusal as one JSON object: `rule`, and `error` with its code and its sentence.
    pub fn to_json(&self, rule: &str) -> Value {
        json!({ "rule": rule, "error": { "code": self.code(), "message": self.vi() } })
    }
}

fn question(law: &Law, args: &DeadlineArgs) -> Result<Question, LawError> {
    let unreadable = |what: String| LawError::NotReadable { what };
    let start = Moment::read(&args.start).map_err(|error| unreadable(error.to_string()))?;
    let mut question = Question::new(args.rule.trim(), start).after_custody(args.custody_days);
    if let Some(day) = &args.calendar_as_of {
        let wrong = || unreadable(format!("“{day}” không phải ngày dạng 2025-12-24."));
        question.calendar_as_of = Some(iso_day(day.trim()).ok_or_else(wrong)?);
    }
    let unit: Option<Unit> = match &args.unit {
        Some(text) => Some(
            text.trim()
                .parse()
                .map_err(|error: crate::NotAUnit| unreadable(error.to_string()))?,
        ),
        None => None,
    };
    question.length = match (args.length, unit) {
        (None, None) => None,
        (None, Some(_)) => {
            return Err(unreadable(
                "Có đơn vị nhưng thiếu độ dài: hãy thêm --length.".to_owned(),
            ));
        }
        (Some(value), Some(unit)) => Some(Length::new(value, unit)),
        (Some(value), None) => Some(Length::new(value, own_unit(law, &question)?)),
    };
    Ok(question)
}

fn own_unit(law: &Law, question: &Question) -> Result<Unit, LawError> {
    let rule = || question.rule.clone();
    let limit = law
        .limits
        .rule_on(&question.rule, question.start.on)
        .ok_or_else(|| LawError::UnknownRule { rule: rule() })?;
    let missing = || LawError::NotReadable {
        what: "Quy tắc này không có đơn vị riêng: hãy thêm --unit.".to_owned(),
    };
    limit.base.map(|base| base.unit).ok_or_else(missing)
}
