//! Dựng từ hồ sơ: what the facts, the people, the charges and the measures of a case say for each part, and which fact says it.

use std::collections::HashMap;

use criminal::Opened;
use criminal::persons::described::of_person;
use criminal::rules::{Measure, Person};
use criminal::standing::{offence_vi, standing};
use law::catalogue::State as _;
use law::{Charge, Fact, Law, Moment, day_vi};
use uuid::Uuid;

use super::outline::{Outline, Part};
use super::points::Argument;

/// Điểm do hồ sơ gợi ý.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Suggestion {
    /// Its name: the same facts always give the same.
    pub from: String,
    /// The part it belongs to.
    pub part: String,
    /// The person it is about.
    pub subject: Option<Uuid>,
    /// The heading.
    pub title: String,
    /// The words.
    pub words: String,
    /// The evidence, one a line.
    pub evidence: String,
    /// The fact that says it.
    pub fact: Option<Uuid>,
    /// Where it comes from, in words.
    pub source_vi: String,
}

/// What the case tells, for the suggestions.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The law.
    pub law: &'a Law,
    /// The matter.
    pub opened: &'a Opened,
    /// "BL 12" for the pages that facts were read from.
    pub leaves: &'a HashMap<Uuid, String>,
    /// The indictment of the case, where it was written as points.
    pub indictment: Option<&'a Argument>,
}

/// Everything the case says for a form, in the order of its parts.
pub fn suggest(outline: &Outline, told: &Told<'_>) -> Vec<Suggestion> {
    let mut all = Vec::new();
    for part in &outline.parts {
        let mut found = match part.from.as_str() {
            "acts" => told.acts(),
            "seizures" => told.seizures(),
            "opening" => told.opening(),
            "proof" => told.proof(),
            "background" | "blank" | "conclusion" | "prosecution" | "proposal" => {
                let people = told.opened.matter.accused();
                people
                    .map(|person| told.of_person(part, outline, person))
                    .collect()
            }
            _ => Vec::new(),
        };
        for one in &mut found {
            one.part.clone_from(&part.id);
            one.from = format!("{}.{}", part.id, one.from);
        }
        all.extend(found);
    }
    all
}

impl Told<'_> {
    /// "Kết luận điều tra số 77/KLĐT-CSĐT ngày 05/08/2026 (BL 210)".
    fn paper(&self, fact: &Fact) -> String {
        let act = self.law.acts.on(&fact.kind, fact.effective.on);
        let name = act.map_or(fact.kind.as_str(), |act| act.name_vi.as_str());
        let number = fact.number.as_deref();
        let number = number.map_or(String::new(), |number| format!(" số {number}"));
        let on = day_vi(fact.effective.on);
        format!("{name}{number} ngày {on}{}", self.leaf(fact))
    }

    fn leaf(&self, fact: &Fact) -> String {
        let mut pages = fact.sources.values().map(|place| place.page);
        let leaf = pages.find_map(|page| self.leaves.get(&page));
        leaf.map_or(String::new(), |leaf| format!(" ({leaf})"))
    }

    fn said(&self, from: &str, title: &str, words: &str, fact: Option<&Fact>) -> Suggestion {
        Suggestion {
            from: from.to_owned(),
            title: title.to_owned(),
            words: words.trim().to_owned(),
            fact: fact.map(|fact| fact.id),
            source_vi: fact.map_or(String::new(), |fact| format!("Theo {}.", self.paper(fact))),
            evidence: fact
                .filter(|fact| !self.leaf(fact).is_empty())
                .map(|fact| self.paper(fact))
                .unwrap_or_default(),
            ..Suggestion::default()
        }
    }

    fn newest(&self, kind: &str) -> Option<&Fact> {
        let facts = standing(&self.opened.facts).filter(|fact| fact.kind == kind);
        facts.max_by_key(|fact| (fact.effective.on, fact.seq))
    }

    /// Diễn biến: as the indictment tells it; before there is one, as the report, the case and the conclusion tell it.
    fn acts(&self) -> Vec<Suggestion> {
        if let Some(indictment) = self.indictment {
            return self.of_indictment(indictment);
        }
        let matter = &self.opened.matter;
        let mut all = Vec::new();
        if let Some(report) = &matter.report
            && let Some(summary) = &report.summary
        {
            let fact = self.opened.fact(report.fact);
            all.push(self.said("report", "Nguồn tin về tội phạm", summary, fact));
        }
        let described = self.newest("case.described");
        if let Some(summary) = described.and_then(|fact| fact.text("summary")) {
            all.push(self.said("summary", "Tóm tắt vụ án", summary, described));
        }
        if let Some(fact) = matter
            .case
            .as_ref()
            .and_then(|case| self.opened.fact(case.fact))
        {
            all.push(self.said("case", "Khởi tố vụ án", &self.decision(fact), Some(fact)));
        }
        let concluded = self.newest("investigation.concluded");
        if let Some(words) = concluded.and_then(|fact| fact.text("conclusion")) {
            all.push(self.said("conclusion", "Kết quả điều tra", words, concluded));
        }
        if all.is_empty() {
            all.push(self.said("first", "", "", None));
        }
        all
    }

    fn of_indictment(&self, indictment: &Argument) -> Vec<Suggestion> {
        indictment
            .of("acts")
            .map(|point| Suggestion {
                from: format!("indictment.{}", point.id),
                title: point.title.clone(),
                words: point.words.clone(),
                evidence: point.evidence.clone(),
                source_vi: "Theo Cáo trạng đã soạn của vụ án này.".to_owned(),
                ..Suggestion::default()
            })
            .collect()
    }

    fn proof(&self) -> Vec<Suggestion> {
        let Some(indictment) = self.indictment else {
            return vec![self.said("first", "", "", None)];
        };
        let points = indictment
            .of("acts")
            .filter(|point| !point.evidence.is_empty());
        points
            .map(|point| Suggestion {
                from: format!("indictment.{}", point.id),
                title: point.title.clone(),
                evidence: point.evidence.clone(),
                source_vi: "Chứng cứ theo Cáo trạng đã soạn của vụ án này.".to_owned(),
                ..Suggestion::default()
            })
            .collect()
    }

    fn opening(&self) -> Vec<Suggestion> {
        let matter = &self.opened.matter;
        let case = matter.case.as_ref();
        let name = case.and_then(|case| case.name.as_deref());
        let prosecutor = matter.prosecutor.as_deref().unwrap_or("…………………");
        let words = format!(
            "Thưa Hội đồng xét xử, tôi là {prosecutor}, Kiểm sát viên thực hành quyền công tố và kiểm sát xét xử tại phiên tòa hôm nay, trình bày luận tội đối với vụ án {}.",
            name.unwrap_or("…………………")
        );
        let fact = case.and_then(|case| self.opened.fact(case.fact));
        let mut one = self.said("opening", "", &words, fact);
        one.evidence.clear();
        vec![one]
    }

    /// Thu giữ, vật chứng: each act that took or decided about a thing.
    fn seizures(&self) -> Vec<Suggestion> {
        let kinds = ["seizure.", "search.finished", "exhibits."];
        let facts = standing(&self.opened.facts)
            .filter(|fact| kinds.iter().any(|kind| fact.kind.starts_with(kind)));
        facts
            .map(|fact| {
                let told = ["items", "exhibits", "result", "content", "note"]
                    .iter()
                    .find_map(|field| fact.text(field));
                let told = told.map_or(String::new(), |told| format!(": {told}"));
                let words = format!("{}{told}.", self.decision(fact).trim_end_matches('.'));
                self.said(&fact.id.simple().to_string(), "", &words, Some(fact))
            })
            .collect()
    }

    /// "Ngày 22/05/2026, Cơ quan … ra Quyết định khởi tố vụ án hình sự số 242/QĐ-CSĐT về tội “…” theo ….".
    fn decision(&self, fact: &Fact) -> String {
        let act = self.law.acts.on(&fact.kind, fact.effective.on);
        let name = act.map_or(fact.kind.as_str(), |act| act.name_vi.as_str());
        let issuer = fact.issuer.as_deref().unwrap_or("cơ quan có thẩm quyền");
        let number = fact.number.as_deref();
        let number = number.map_or(String::new(), |number| format!(" số {number}"));
        let charges = self.charges(&charges_of(fact));
        let charges = match charges.is_empty() {
            true => charges,
            false => format!(" về {charges}"),
        };
        let is_paper = ["Quyết định", "Lệnh", "Biên bản", "Kết luận", "Văn bản"]
            .iter()
            .any(|kind| name.starts_with(kind));
        let verb = if is_paper { " ra" } else { ":" };
        format!(
            "Ngày {}, {issuer}{verb} {name}{number}{charges}.",
            day_vi(fact.effective.on)
        )
    }

    /// "tội “Cưỡng đoạt tài sản” theo khoản 1 Điều 170 Bộ luật Hình sự".
    fn charges(&self, charges: &[Charge]) -> String {
        let one = |charge: &Charge| {
            let cited = charge.vi().replace("BLHS", "Bộ luật Hình sự");
            match offence_vi(self.law, &charge.article) {
                Some(name) => format!("tội “{name}” theo {cited}"),
                None => format!("tội theo {cited}"),
            }
        };
        charges.iter().map(one).collect::<Vec<_>>().join("; ")
    }

    fn of_person(&self, part: &Part, outline: &Outline, person: &Person) -> Suggestion {
        let (who, name) = (&outline.person_vi, person.name_vi());
        let charges = match self.charges(&person.charges) {
            charges if charges.is_empty() => "tội …………………".to_owned(),
            charges => charges,
        };
        let described = of_person(&self.opened.facts, person.subject);
        let initiated = person
            .initiated
            .as_ref()
            .and_then(|one| self.opened.fact(one.fact));
        let words = match part.from.as_str() {
            "background" => self.background(person, described.as_ref()),
            "conclusion" => {
                format!("Có đủ căn cứ kết luận {who} {name} đã phạm {charges}.")
            }
            "prosecution" => format!("- {} {name} về {charges}.", capital(who)),
            "proposal" => format!(
                "Đề nghị Hội đồng xét xử tuyên bố {who} {name} phạm {charges}. Đề nghị xử phạt {who} {name}: …………………."
            ),
            _ => String::new(),
        };
        let fact = match part.from.as_str() {
            "background" => described.as_ref(),
            _ => initiated,
        };
        let mut one = self.said(&person.subject.simple().to_string(), "", &words, fact);
        one.subject = Some(person.subject);
        // The line of each person in the decision stands without a heading.
        if part.from != "prosecution" {
            one.title = format!("{} {name}", capital(who));
        }
        one.evidence.clear();
        one
    }

    /// Lý lịch và biện pháp ngăn chặn.
    fn background(&self, person: &Person, described: Option<&Fact>) -> String {
        const TOLD: [(&str, &str); 13] = [
            ("other_name", "tên gọi khác"),
            ("sex", "giới tính"),
            ("birth_place", "nơi sinh"),
            ("nationality", "quốc tịch"),
            ("ethnic_group", "dân tộc"),
            ("religion", "tôn giáo"),
            ("education", "trình độ học vấn"),
            ("occupation", "nghề nghiệp"),
            ("id_no", "số giấy tờ tùy thân"),
            ("address", "nơi thường trú"),
            ("temporary_address", "nơi tạm trú"),
            ("present_address", "nơi ở hiện nay"),
            ("legal_person", "pháp nhân"),
        ];
        let mut parts = vec![format!("Họ và tên: {}", person.name_vi())];
        if let Some(born) = person.born_on {
            parts.push(format!("sinh ngày {}", day_vi(born)));
        }
        let text = |field: &str| described.and_then(|fact| fact.text(field));
        for (field, label) in TOLD {
            if let Some(said) = text(field).filter(|said| !said.trim().is_empty()) {
                parts.push(format!("{label}: {}", said.trim()));
            }
        }
        let mut lines = vec![format!("{}.", parts.join("; "))];
        for (field, label) in [
            ("family", "Gia đình"),
            ("convictions", "Tiền án"),
            ("administrative_record", "Tiền sự"),
        ] {
            if let Some(said) = text(field).filter(|said| !said.trim().is_empty()) {
                lines.push(format!("{label}: {}.", said.trim().trim_end_matches('.')));
            }
        }
        let measures: Vec<String> = person.measures.iter().map(measure_vi).collect();
        if !measures.is_empty() {
            lines.push(format!("Biện pháp ngăn chặn: {}.", measures.join("; ")));
        }
        lines.join("\n")
    }
}

fn charges_of(fact: &Fact) -> Vec<Charge> {
    let kept = fact.body.get("charges").cloned();
    kept.and_then(|charges| serde_json::from_value(charges).ok())
        .unwrap_or_default()
}

/// "Tạm giam từ ngày 26/05/2026 đến ngày 17/08/2026 (số 141/LTG-CSĐT)".
fn measure_vi(measure: &Measure) -> String {
    let when = |moment: Moment| match moment.time {
        Some(_) => moment.vi(),
        None => format!("ngày {}", moment.vi()),
    };
    let from = measure.from.map(|from| format!(" từ {}", when(from)));
    let until = measure.ended.map(|(on, _)| on).or(measure.to);
    let until = until.map(|to| format!(" đến {}", when(to)));
    let numbers: Vec<&str> = measure
        .decisions
        .iter()
        .filter_map(|one| one.number.as_deref())
        .collect();
    let numbers = match numbers.as_slice() {
        [] => String::new(),
        all => format!(" (số {})", all.join(", ")),
    };
    format!(
        "{}{}{}{numbers}",
        measure.kind.vi(),
        from.unwrap_or_default(),
        until.unwrap_or_default()
    )
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    first + letters.as_str()
}
