//! Lời của các danh sách: where a matter stands, what it is called, and by which names it is found.

use law::catalogue::State;
use law::{Fact, Law};

use super::FAR;
use crate::rules::{Clock, Matter};
use crate::standing::{charges_vi, end_ms, offence_vi, standing};

/// The running clock that ends first; one without a date comes last.
pub fn next_clock(matter: &Matter) -> Option<&Clock> {
    matter
        .running()
        .filter(|clock| !clock.is_right)
        .min_by_key(|clock| clock.due.map_or(FAR, end_ms))
}

/// The list a matter stands in, and its state as a code. One of which only notes are left, because everything in it was
/// taken back, stands in no list.
pub(super) fn place_of(matter: &Matter, facts: &[Fact]) -> (&'static str, String) {
    match (&matter.case, &matter.report) {
        (Some(case), _) => {
            let list = if case.state.is_open() {
                "cases"
            } else {
                "cases_done"
            };
            (list, format!("case.{}", case.state.code()))
        }
        (None, Some(report)) => {
            let is_open = report.state.is_open() || report.state.code() == "suspended";
            let list = if is_open { "reports" } else { "reports_done" };
            (list, format!("report.{}", report.state.code()))
        }
        (None, None) if is_gone(facts) => ("gone", "none".to_owned()),
        (None, None) => ("reports", "none".to_owned()),
    }
}

/// Whether everything in a matter was taken back, but for notes.
fn is_gone(facts: &[Fact]) -> bool {
    standing(facts).all(|fact| fact.kind == "matter.noted")
}

/// What the matter is called: the name of the case, else what the report is about.
pub fn title(law: &Law, matter: &Matter, facts: &[Fact]) -> String {
    if let Some(case) = &matter.case {
        if let Some(name) = &case.name {
            return name.clone();
        }
        let offence = case
            .charges
            .first()
            .and_then(|charge| offence_vi(law, &charge.article));
        let accused: Vec<String> = matter
            .accused()
            .map(|person| person.name_vi().to_owned())
            .collect();
        return match (first_of(&accused), offence) {
            (Some(who), Some(offence)) => format!("Vụ {who}: {offence}"),
            (Some(who), None) => format!("Vụ {who}"),
            (None, Some(offence)) => format!("Vụ {offence}"),
            (None, None) => "Vụ án chưa đặt tên".to_owned(),
        };
    }
    let summary = matter
        .report
        .as_ref()
        .and_then(|report| report.summary.as_deref());
    let mut named = reported(matter, facts);
    named.retain(|name| !names_nobody(name));
    match (first_of(&named), summary.filter(|text| !text.is_empty())) {
        (Some(who), _) => format!("Nguồn tin về {who}"),
        (None, Some(summary)) => shortened(summary, 90),
        (None, None) if is_gone(facts) => "Hồ sơ không còn nội dung".to_owned(),
        (None, None) => "Nguồn tin chưa có nội dung".to_owned(),
    }
}

/// Người bị tố giác: those described in that part, and the one whom the report itself names.
fn reported(matter: &Matter, facts: &[Fact]) -> Vec<String> {
    let described = matter.people.iter().filter(|person| {
        let part = person.role.as_deref();
        !person.name.is_empty()
            && (person.state.is_some()
                || matches!(part, Some("bi_to_giac" | "bi_tam_giu" | "bi_can")))
    });
    let mut names: Vec<String> = described.map(|person| person.name.clone()).collect();
    let named = standing(facts)
        .rev()
        .find_map(|fact| fact.text("reported_person"))
        .filter(|text| !text.trim().is_empty());
    if let Some(name) = named
        && names.iter().all(|known| !name.contains(known.as_str()))
    {
        names.insert(0, name.to_owned());
    }
    names
}

/// "Chưa rõ", typed where a name would stand.
pub(crate) fn names_nobody(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let known = ["chưa rõ", "chưa xác định", "chưa biết", "không rõ"];
    known.iter().any(|words| text.starts_with(words))
}

/// "Nguyễn Văn A", "Nguyễn Văn A và 1 người khác".
fn first_of(names: &[String]) -> Option<String> {
    match names {
        [] => None,
        [one] => Some(one.clone()),
        [first, rest @ ..] => Some(format!("{first} và {} người khác", rest.len())),
    }
}

/// A text of at most `most` letters, cut at a word.
pub fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end())
}

/// The name of a limit, as people read it.
pub fn clock_vi(law: &Law, clock: &Clock) -> String {
    if let Some(deadline) = &clock.deadline {
        return deadline.proof.name_vi.clone();
    }
    let named = law.limits.rule(&clock.rule).or_else(|| {
        law.limits
            .all()
            .find(|limit| limit.family() == clock.family)
    });
    named.map_or_else(|| clock.family.clone(), |limit| limit.name_vi.clone())
}

pub(super) fn who_codes(clock: &Clock) -> String {
    let code = |who: &law::Who| {
        serde_json::to_value(who)
            .ok()
            .and_then(|value| value.as_str().map(str::to_owned))
    };
    clock
        .who
        .iter()
        .filter_map(code)
        .collect::<Vec<_>>()
        .join(" ")
}

pub(super) fn case_charges(law: &Law, matter: &Matter, facts: &[Fact]) -> String {
    if let Some(case) = &matter.case {
        return charges_vi(law, &case.charges);
    }
    let suspected = standing(facts)
        .rev()
        .find_map(|fact| fact.body.get("charges"));
    let charges: Vec<law::Charge> = suspected
        .and_then(|value| serde_json::from_value(value.clone()).ok())
        .unwrap_or_default();
    charges_vi(law, &charges)
}

pub(super) fn people_in_short(matter: &Matter, facts: &[Fact]) -> String {
    let mut names: Vec<String> = matter
        .accused()
        .map(|person| person.name_vi().to_owned())
        .collect();
    if names.is_empty() {
        names = reported(matter, facts);
    }
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one}, {two}"),
        [one, two, three] => format!("{one}, {two}, {three}"),
        [one, two, rest @ ..] => format!("{one}, {two} và {} người khác", rest.len()),
    }
}

/// Everybody a matter may be looked for by: name and role.
pub(super) fn names_of(matter: &Matter, facts: &[Fact]) -> Vec<(String, String)> {
    let described = matter
        .people
        .iter()
        .filter(|person| !person.name.is_empty());
    let mut names: Vec<(String, String)> = described
        .map(|person| (person.name.clone(), person.role.clone().unwrap_or_default()))
        .collect();
    for (field, role) in [
        ("informant", "nguoi_to_giac"),
        ("reported_person", "bi_to_giac"),
    ] {
        let said = standing(facts)
            .rev()
            .find_map(|fact| fact.text(field))
            .filter(|text| !text.is_empty());
        if let Some(name) = said
            && !names.iter().any(|(known, _)| known == name)
        {
            names.push((name.to_owned(), role.to_owned()));
        }
    }
    names
}

/// "thai doan lam", "doan lam", "lam": a folded name from each of its words on, the first eight.
pub(super) fn beginnings(folded: &str) -> Vec<&str> {
    let starts = folded.char_indices().filter(|(at, letter)| {
        *letter != ' '
            && folded[..*at]
                .chars()
                .next_back()
                .is_none_or(|before| before == ' ')
    });
    starts.take(8).map(|(at, _)| &folded[at..]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_from_each_of_its_words_on() {
        assert_eq!(
            beginnings("thai doan lam"),
            ["thai doan lam", "doan lam", "lam"]
        );
        assert_eq!(beginnings(""), [""; 0]);
    }

    #[test]
    fn a_long_summary_is_cut_at_a_word() {
        assert_eq!(
            shortened("Từ đầu tháng nhiều lần nhắn tin", 14),
            "Từ đầu tháng…"
        );
        assert_eq!(shortened("Ngắn", 14), "Ngắn");
    }
}
