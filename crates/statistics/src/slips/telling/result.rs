//! Kết quả xét xử on a slip: how it ended for the defendant, against the indictment, and what followed.

use law::Fact;

use super::{Teller, words};

impl Teller<'_> {
    pub(super) fn is_simplified(&self) -> bool {
        self.standing.iter().any(|fact| {
            matches!(
                fact.kind.as_str(),
                "simplified.accepted" | "case.indicted_simplified"
            ) || fact.kind == "trial.decision"
                && fact.body.get("simplified") == Some(&serde_json::Value::Bool(true))
        })
    }

    pub(super) fn outcome(&self) -> Option<String> {
        if self.judged.kind == "trial.terminated" {
            let ground = words(self.judged, "legal_ground").unwrap_or_default();
            return Some(format!("Đình chỉ vụ án. {ground}").trim_end().to_owned());
        }
        let said = match self.verdict()?.kind.as_str() {
            "defendant.acquitted" => "Tuyên không có tội",
            "defendant.exempted_from_penalty" => "Có tội, miễn hình phạt",
            "defendant.exempted_from_liability" => "Miễn trách nhiệm hình sự",
            _ => "Có tội",
        };
        Some(said.to_owned())
    }

    pub(super) fn suspended(&self) -> Option<String> {
        let fact = self.verdict()?;
        match fact.body.get("suspended_sentence")?.as_bool()? {
            false => Some("Không".to_owned()),
            true => {
                let months = fact.number_of("probation_months")?;
                Some(format!("Án treo, thử thách {months} tháng"))
            }
        }
    }

    pub(super) fn compared(&self) -> String {
        let told = self
            .steps
            .iter()
            .filter(|step| step.event == "sentence" && step.subject == Some(self.subject));
        let said: Vec<String> = told
            .filter_map(|step| {
                let words = match step.marks.ground.as_str() {
                    "nhe_hon" => "xử nhẹ hơn truy tố",
                    "nang_hon" => "xử nặng hơn truy tố",
                    "toi_khac" => "xử tội khác truy tố",
                    _ => return None,
                };
                Some(format!("Điều {}: {words}", step.marks.article))
            })
            .collect();
        match said.is_empty() {
            true => "Như truy tố".to_owned(),
            false => said.join("; "),
        }
    }

    pub(super) fn appeals(&self) -> Option<String> {
        let about = |fact: &&&Fact| fact.subject.is_none_or(|subject| subject == self.subject);
        let said: Vec<String> = self
            .standing
            .iter()
            .filter(about)
            .filter_map(|fact| {
                let day = shell::vi_date(fact.effective.on);
                match fact.kind.as_str() {
                    "appeal.received" => {
                        let who = words(fact, "appellant").unwrap_or_default();
                        let what = self.choice(fact, "appeal_kind").unwrap_or_default();
                        Some(
                            format!("{who} kháng cáo ngày {day} {what}")
                                .trim()
                                .to_owned(),
                        )
                    }
                    "protest.issued" => {
                        let level = self.choice(fact, "protest_level").unwrap_or_default();
                        Some(format!("{level} kháng nghị ngày {day}").trim().to_owned())
                    }
                    _ => None,
                }
            })
            .collect();
        (!said.is_empty()).then(|| said.join("; "))
    }
}
