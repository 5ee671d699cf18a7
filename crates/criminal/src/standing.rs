//! Sự kiện còn hiệu lực, đơn vị thụ lý, người được phân công: what is read from the facts before any rule is asked.

use law::{Fact, Law, Moment};
use uuid::Uuid;

/// Acts by which a procuracy takes a matter into its charge.
const TAKES_CHARGE: [&str; 7] = [
    "report.received",
    "report.docketed",
    "report.prosecutor_assigned",
    "case.initiated",
    "case.prosecutor_assigned",
    "vks.case_file_received",
    "case.received_by_competent_vks",
];

/// Facts that nothing has replaced or withdrawn, in the order of the ledger.
pub fn standing(facts: &[Fact]) -> impl DoubleEndedIterator<Item = &Fact> {
    let replaced: Vec<Uuid> = facts.iter().filter_map(|fact| fact.replaces).collect();
    facts
        .iter()
        .filter(move |fact| fact.kind != "fact.withdrawn" && !replaced.contains(&fact.id))
}

/// Whether by this act a procuracy takes a matter into its charge.
pub fn takes_charge(fact: &Fact) -> bool {
    TAKES_CHARGE.contains(&fact.kind.as_str())
}

/// Đơn vị thụ lý: the unit that took the matter last; empty for a matter without facts.
pub fn unit_in_charge(facts: &[Fact]) -> &str {
    let taken = standing(facts)
        .rev()
        .find(|fact| TAKES_CHARGE.contains(&fact.kind.as_str()));
    taken
        .or(facts.first())
        .map_or("", |fact| fact.unit.as_str())
}

/// Người được phân công.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assigned {
    /// Kiểm sát viên, by name; empty when nobody is assigned.
    pub prosecutor: String,
    /// The same as a member of staff, when chosen from the list.
    pub prosecutor_id: Option<Uuid>,
    /// Kiểm tra viên.
    pub examiner_id: Option<Uuid>,
    /// Phó Viện trưởng phụ trách.
    pub deputy_id: Option<Uuid>,
}

impl Assigned {
    /// Everyone the matter is assigned to, for [`people::Rights`].
    pub fn people(&self) -> Vec<Uuid> {
        [self.prosecutor_id, self.examiner_id, self.deputy_id]
            .into_iter()
            .flatten()
            .collect()
    }
}

/// Who the matter is assigned to, by the newest decision that says so.
pub fn assigned(facts: &[Fact]) -> Assigned {
    // Who handled a matter for the unit that sent it on handles it no longer.
    let since = standing(facts)
        .rfind(|fact| fact.text("taken_from").is_some())
        .map_or(0, |fact| fact.seq);
    let newest = |field: &str| {
        standing(facts)
            .filter(|fact| fact.seq >= since)
            .filter(|fact| fact.text(field).is_some_and(|text| !text.is_empty()))
            .max_by_key(|fact| (fact.effective.on, fact.seq))
    };
    let id = |fact: &Fact, field: &str| fact.text(field).and_then(|text| text.parse::<Uuid>().ok());
    let by = newest("prosecutor");
    Assigned {
        prosecutor: by
            .and_then(|fact| staff_name(fact, "prosecutor"))
            .unwrap_or_default()
            .to_owned(),
        prosecutor_id: by.and_then(|fact| id(fact, "prosecutor")),
        examiner_id: by.and_then(|fact| id(fact, "examiner")),
        deputy_id: newest("deputy_chief").and_then(|fact| id(fact, "deputy_chief")),
    }
}

/// The name in a field of staff: a person chosen from the list keeps the name of that day beside the id.
pub fn staff_name<'f>(fact: &'f Fact, field: &str) -> Option<&'f str> {
    let text = fact.text(field)?;
    match text.parse::<Uuid>() {
        Ok(_) => fact.text(&format!("{field}_name")),
        Err(_) => Some(text),
    }
}

/// The end of a term as an instant, ms UTC: a whole day lasts to its 24:00.
pub fn end_ms(end: Moment) -> i64 {
    const DAY: i64 = 86_400_000;
    match end.time {
        Some(_) => end.at_utc_ms(),
        None => end.at_utc_ms() + DAY,
    }
}

/// Tên tội without the word "Tội": "Cưỡng đoạt tài sản".
pub fn offence_vi(law: &Law, article: &str) -> Option<String> {
    let name = law.penal.offence_vi(article)?;
    let name = name.strip_prefix("Tội ").unwrap_or(name);
    let mut letters = name.chars();
    let first = letters.next()?;
    Some(first.to_uppercase().chain(letters).collect())
}

/// Tội danh as people read it: "Cưỡng đoạt tài sản (khoản 1 Điều 170 BLHS)".
pub fn charges_vi(law: &Law, charges: &[law::Charge]) -> String {
    let one = |charge: &law::Charge| match offence_vi(law, &charge.article) {
        Some(name) => format!("{name} ({})", charge.vi()),
        None => charge.vi(),
    };
    charges.iter().map(one).collect::<Vec<_>>().join("; ")
}
