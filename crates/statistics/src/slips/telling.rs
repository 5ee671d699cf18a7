//! Đọc phiếu từ sự kiện: what each field of a slip says, and which act gives what is missing.

use chrono::NaiveDate;
use criminal::rules::Matter;
use criminal::rules::charges::charges_of;
use criminal::standing::charges_vi;
use law::{Charge, Fact, Law, Severity};
use uuid::Uuid;

use super::{Item, Remedy, Told, Trial, mould};
use crate::course::{Step, sentence};

mod result;

/// What a slip is told from.
pub(super) struct Teller<'t> {
    pub law: &'t Law,
    pub standing: &'t [&'t Fact],
    pub steps: &'t [Step],
    pub folded: &'t Matter,
    pub subject: Uuid,
    pub judged: &'t Fact,
    pub trial: Trial,
}

impl Teller<'_> {
    /// Họ và tên.
    pub fn name(&self) -> String {
        self.described("name").unwrap_or_default()
    }

    /// Whether a slip is made for this defendant, and what to mind.
    pub fn due(&self) -> (bool, String) {
        if self.judged.kind == "trial.terminated" {
            let remark = "Đình chỉ ở giai đoạn xét xử: chỉ lập phiếu khi đình chỉ do bị hại rút yêu cầu, do được miễn hoặc do bị cáo chết; cần kiểm tra căn cứ.";
            return (true, remark.to_owned());
        }
        match self.verdict().map(|fact| fact.kind.as_str()) {
            Some("defendant.acquitted") => (
                false,
                "Tuyên không có tội: không thuộc diện lập phiếu.".to_owned(),
            ),
            _ => (true, String::new()),
        }
    }

    /// Every field of the slip.
    pub fn items(&self) -> Vec<Item> {
        let of_trial = mould()
            .fields
            .iter()
            .filter(|field| field.is_of(self.trial));
        of_trial
            .map(|field| {
                let told = match (field.no_source_vi.is_empty(), self.value(&field.id)) {
                    (false, _) => Told::NoSource,
                    (true, Some(words)) => Told::Known(words),
                    (true, None) if field.need && self.is_asked(&field.id) => {
                        Told::Missing(self.remedy(&field.id, &field.act))
                    }
                    (true, None) => Told::Nothing,
                };
                Item { field, told }
            })
            .collect()
    }

    /// Fields that only a defendant with a penalty has.
    fn is_asked(&self, id: &str) -> bool {
        let has_penalty = self.trial == Trial::First
            && self
                .verdict()
                .is_none_or(|fact| fact.kind == "sentence.recorded");
        let is_ended = self.judged.kind == "trial.terminated";
        match id {
            "main_penalty" => has_penalty && !is_ended,
            // Án treo is asked of a term in prison alone.
            "suspended" => {
                has_penalty
                    && self
                        .verdict()
                        .is_some_and(|fact| fact.text("main_penalty") == Some("tu"))
            }
            "proposal" => !is_ended,
            "age" | "sex" | "ethnic_group" | "nationality" | "religion" | "education"
            | "occupation" | "born_on" | "id_no" => !self.is_legal_person(),
            _ => true,
        }
    }

    fn is_legal_person(&self) -> bool {
        self.folded
            .person(self.subject)
            .is_some_and(|person| person.legal_person)
    }

    fn remedy(&self, id: &str, act: &str) -> Remedy {
        // The age needs the birthday first.
        let act = match id {
            "age" if self.born_on().is_none() => "party.described",
            _ => act,
        };
        let kind = match act {
            "@trial" => self.judged.kind.as_str(),
            act => act,
        };
        let fact = match act {
            "@trial" => Some(self.judged),
            // A judgment about the defendant may be one of several acts.
            "sentence.recorded" => self.verdict(),
            "judgment.pronounced" => self.newest(kind, None),
            // What happened and who somebody is may be recorded again: what a later one does not say stays.
            "case.described" => None,
            kind => self.newest(kind, Some(self.subject)),
        };
        let kind = fact.map_or(kind, |fact| fact.kind.as_str());
        let name = self
            .law
            .acts
            .get(kind)
            .map_or(kind, |act| act.short_vi.as_str());
        let verb = if fact.is_some() { "Bổ sung" } else { "Ghi" };
        Remedy {
            act: kind.to_owned(),
            fact: fact.map(|fact| fact.id),
            said: format!("{verb} “{name}”"),
        }
    }

    fn newest(&self, kind: &str, subject: Option<Uuid>) -> Option<&Fact> {
        self.standing
            .iter()
            .filter(|fact| fact.kind == kind && (subject.is_none() || fact.subject == subject))
            .max_by_key(|fact| (fact.effective.on, fact.seq))
            .copied()
    }

    /// The newest description that says something.
    fn described(&self, field: &str) -> Option<String> {
        let mut told: Vec<&&Fact> = self
            .standing
            .iter()
            .filter(|fact| fact.kind == "party.described" && fact.subject == Some(self.subject))
            .collect();
        told.sort_by_key(|fact| (fact.effective.on, fact.seq));
        told.into_iter().rev().find_map(|fact| words(fact, field))
    }

    fn born_on(&self) -> Option<NaiveDate> {
        self.folded.person(self.subject)?.born_on
    }

    /// The judgment about this defendant: of the day of the trial.
    fn verdict(&self) -> Option<&Fact> {
        sentence::verdict(self.standing, self.subject, self.judged)
    }

    /// Thời gian, nơi phạm tội: the newest that says it.
    fn of_event(&self, field: &str) -> Option<&Fact> {
        self.standing.iter().copied().rfind(|fact| {
            matches!(fact.kind.as_str(), "case.initiated" | "case.described")
                && words(fact, field).is_some()
        })
    }

    fn crime_on(&self) -> Option<NaiveDate> {
        let fact = self.of_event("event_on")?;
        fact.moment("event_on").map(|moment| moment.on)
    }

    fn age_of(&self, subject: Uuid) -> Option<u32> {
        let born = self.folded.person(subject)?.born_on?;
        self.crime_on()?.years_since(born)
    }

    fn judged_charges(&self) -> Vec<Charge> {
        let said = self.verdict().map(charges_of).unwrap_or_default();
        match said.is_empty() {
            false => said,
            true => self
                .folded
                .person(self.subject)
                .map(|person| person.charges.clone())
                .unwrap_or_default(),
        }
    }

    fn choice(&self, fact: &Fact, field: &str) -> Option<String> {
        let code = fact.text(field)?;
        let act = self.law.acts.on(&fact.kind, fact.effective.on)?;
        let choices = &act.field(field)?.choices;
        let label = choices.iter().find(|(known, _)| known.as_str() == code);
        Some(label.map_or_else(|| code.to_owned(), |(_, label)| label.to_string()))
    }

    /// "Tù có thời hạn 24 tháng, cho hưởng án treo".
    fn penalty(&self, fact: &Fact) -> Option<String> {
        let mut said = self.choice(fact, "main_penalty")?;
        if let Some(months) = fact.number_of("sentence_months") {
            said += &format!(" {months} tháng");
        }
        if fact.body.get("suspended_sentence") == Some(&serde_json::Value::Bool(true)) {
            said += ", cho hưởng án treo";
        }
        Some(said)
    }

    fn value(&self, id: &str) -> Option<String> {
        let described = |field: &str| self.described(field);
        match id {
            "court" => self.court(),
            "judgment_number" => self.judged.number.clone().filter(|said| !said.is_empty()),
            "judgment_on" => Some(self.judged.effective.vi()),
            "first_judgment" => {
                let fact = self.newest("judgment.pronounced", None)?;
                let number = fact.number.as_deref().filter(|said| !said.is_empty())?;
                Some(format!(
                    "{number} ngày {}",
                    shell::vi_date(fact.effective.on)
                ))
            }
            "sex" => described("sex").map(|code| match code.as_str() {
                "nam" => "Nam".to_owned(),
                "nu" => "Nữ".to_owned(),
                _ => code,
            }),
            "born_on" => self
                .born_on()
                .map(shell::vi_date)
                .or_else(|| described("born_on")),
            "name"
            | "id_no"
            | "ethnic_group"
            | "nationality"
            | "religion"
            | "education"
            | "occupation"
            | "convictions"
            | "administrative_record" => described(id),
            "address" => described("address")
                .or_else(|| described("present_address"))
                .or_else(|| described("temporary_address")),
            "age" => self.age_of(self.subject).map(|age| format!("{age} tuổi")),
            "offences" => {
                let charges = self.judged_charges();
                (!charges.is_empty()).then(|| charges_vi(self.law, &charges))
            }
            "severity" => self
                .law
                .penal
                .gravest(&self.judged_charges())
                .map(|class: Severity| class.vi().to_owned()),
            "event_on" => self
                .of_event("event_on")
                .and_then(|fact| Some(fact.moment("event_on")?.vi())),
            "event_place" => self
                .of_event("event_place")
                .and_then(|fact| words(fact, "event_place")),
            "together" => Some(match self.folded.accused().count() {
                0 | 1 => "Một mình".to_owned(),
                many => format!("Cùng {} người khác bị khởi tố trong vụ án", many - 1),
            }),
            "with_adult" => self.with_adult(),
            "victims" => self.victims(),
            "held" => self.held(),
            "counsel" => {
                let named = self.standing.iter().rfind(|fact| {
                    fact.kind == "defence.registered"
                        && fact.subject.is_none_or(|subject| subject == self.subject)
                });
                named.and_then(|fact| words(fact, "counsel"))
            }
            "simplified" => Some(match self.is_simplified() {
                true => "Có".to_owned(),
                false => "Không".to_owned(),
            }),
            "proposal" => {
                let fact = self.newest("trial.sentence_proposed", Some(self.subject))?;
                self.penalty(fact)
            }
            "opinion" => {
                let fact = self.newest("appellate.opinion_given", None)?;
                words(fact, "opinion")
            }
            "appeal_result" => Some(match self.judged.kind.as_str() {
                "appellate.quashed_for_reinvestigation" => "Hủy bản án để điều tra lại".to_owned(),
                "appellate.quashed_for_retrial" => "Hủy bản án để xét xử lại".to_owned(),
                "appellate.quashed_and_terminated" => "Hủy bản án, đình chỉ vụ án".to_owned(),
                _ => return self.choice(self.judged, "appellate_result"),
            }),
            "outcome" => self.outcome(),
            "main_penalty" => self
                .verdict()
                .and_then(|fact| self.choice(fact, "main_penalty"))
                .map(|said| {
                    match self
                        .verdict()
                        .and_then(|fact| fact.number_of("sentence_months"))
                    {
                        Some(months) => format!("{said} {months} tháng"),
                        None => said,
                    }
                }),
            "suspended" => self.suspended(),
            "extra_penalty" => {
                let fact = self.verdict()?;
                let fine = fact
                    .body
                    .get("fine")
                    .and_then(serde_json::Value::as_i64)
                    .map(|dong| format!("Phạt tiền {}", text::money(dong)));
                let all: Vec<String> = words(fact, "extra_penalty")
                    .into_iter()
                    .chain(fine)
                    .collect();
                (!all.is_empty()).then(|| all.join("; "))
            }
            "measures" => words(self.verdict()?, "compensation"),
            "compared" => Some(self.compared()),
            "appeals" => self.appeals(),
            _ => None,
        }
    }

    fn court(&self) -> Option<String> {
        let said = |fact: &Fact| {
            let named = fact.issuer.clone().filter(|said| !said.is_empty());
            named.or_else(|| words(fact, "court"))
        };
        if let Some(court) = said(self.judged) {
            return Some(court);
        }
        let kinds: &[&str] = match self.trial {
            Trial::First => &["court.docketed", "case.sent_to_court"],
            Trial::Appeal => &["appellate.docketed"],
        };
        kinds
            .iter()
            .filter_map(|kind| self.newest(kind, None))
            .find_map(|fact| words(fact, "court").or_else(|| said(fact)))
    }

    fn with_adult(&self) -> Option<String> {
        match self.age_of(self.subject) {
            Some(..18) => {}
            _ => return None,
        }
        let others = self.folded.accused().map(|person| person.subject);
        let has_adult = others
            .filter(|subject| *subject != self.subject)
            .any(|subject| self.age_of(subject).is_some_and(|age| age >= 18));
        Some(if has_adult { "Có" } else { "Không" }.to_owned())
    }

    fn victims(&self) -> Option<String> {
        let victims: Vec<&criminal::rules::Person> = self
            .folded
            .people
            .iter()
            .filter(|person| person.role.as_deref() == Some("bi_hai"))
            .collect();
        if victims.is_empty() {
            return None;
        }
        let each = victims.iter().map(|person| {
            let sex = self
                .standing
                .iter()
                .filter(|fact| fact.subject == Some(person.subject))
                .find_map(|fact| fact.text("sex"));
            let sex = match sex {
                Some("nam") => "nam",
                Some("nu") => "nữ",
                _ => "chưa ghi giới tính",
            };
            match self.age_of(person.subject) {
                Some(age) => format!("{sex}, {age} tuổi"),
                None => format!("{sex}, chưa rõ tuổi"),
            }
        });
        Some(format!(
            "{} người ({})",
            victims.len(),
            each.collect::<Vec<_>>().join("; ")
        ))
    }

    fn held(&self) -> Option<String> {
        let stated = self.verdict().and_then(|fact| {
            let from = fact.moment("detained_from")?;
            let until = fact
                .moment("detained_to")
                .map(|to| format!(" đến {}", to.vi()));
            Some(format!("Từ {}{}", from.vi(), until.unwrap_or_default()))
        });
        stated.or_else(|| {
            let first = self
                .standing
                .iter()
                .filter(|fact| fact.subject == Some(self.subject))
                .filter(|fact| {
                    matches!(
                        fact.kind.as_str(),
                        "custody.started" | "detention.approved" | "court.detention_decided"
                    )
                })
                .min_by_key(|fact| fact.effective.at_utc_ms())?;
            Some(format!("Có, từ {}", shell::vi_date(first.effective.on)))
        })
    }
}

/// A field as words; none when it says nothing.
fn words(fact: &Fact, field: &str) -> Option<String> {
    let said = match fact.body.get(field)? {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Null => return None,
        other => other.to_string(),
    };
    let said = text::clean(&said);
    (!said.is_empty()).then_some(said)
}
