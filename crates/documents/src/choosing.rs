//! Chọn mẫu: what the matter needs next comes first, then what its stage allows, then every form by group, number and words.

use std::sync::Arc;

use chrono::NaiveDate;
use criminal::Opened;
use criminal::rules::{Reach, offer, step_now};
use criminal::standing::end_ms;
use db::{Sql, args};
use law::{Law, Moment};
use uuid::Uuid;

use crate::rules::{Template, Templates};

/// At most so many next steps and so many recent forms.
const MOST: usize = 8;

/// Bước hợp pháp tiếp theo có mẫu.
#[derive(Debug, Clone)]
pub struct Next {
    /// The form.
    pub template: Arc<Template>,
    /// The act in short.
    pub act_vi: String,
    /// What the law asks, in a sentence.
    pub why_vi: String,
    /// When the clock ends.
    pub due: Option<Moment>,
    /// The person it is about.
    pub subject: Option<Uuid>,
    /// Their name.
    pub who: String,
}

/// The forms of the next lawful steps of the running clocks, the nearest end first, each once.
pub fn next(law: &Law, opened: &Opened, today: NaiveDate) -> Vec<Next> {
    let mut clocks: Vec<_> = opened.matter.running().collect();
    clocks.sort_by_key(|clock| clock.due.map_or(i64::MAX, end_ms));
    let mut all: Vec<Next> = Vec::new();
    for clock in clocks {
        let Some(step) = step_now(law, &opened.matter, clock, Moment::day(today)) else {
            continue;
        };
        let person = clock
            .subject
            .and_then(|subject| opened.matter.person(subject));
        let choices = [(&step.act, &step.vi)]
            .into_iter()
            .chain(step.otherwise.iter().map(|(act, vi)| (act, vi)));
        for (id, why) in choices {
            let Some(act) = law.acts.on(id, today).or(law.acts.get(id)) else {
                continue;
            };
            let form = act.form_for(clock.subject.is_some());
            let Some(template) = form.and_then(|form| in_force(form, today)) else {
                continue;
            };
            let subject = clock.subject.filter(|_| template.scope.is_of_one_person());
            let is_there = all
                .iter()
                .any(|one| one.template.form == template.form && one.subject == subject);
            if all.len() < MOST && !is_there {
                all.push(Next {
                    template,
                    act_vi: act.short_vi.clone(),
                    why_vi: why.clone(),
                    due: clock.due,
                    subject,
                    who: person.map_or(String::new(), |person| person.name_vi().to_owned()),
                });
            }
        }
    }
    all
}

/// The forms of the acts that belong to the stage a matter is in.
pub fn of_stage(law: &Law, opened: &Opened, today: NaiveDate) -> Vec<Arc<Template>> {
    let people = opened.matter.accused().map(|person| Some(person.subject));
    let mut all: Vec<Arc<Template>> = Vec::new();
    for subject in [None].into_iter().chain(people) {
        for one in offer(law, &opened.matter, subject, today) {
            let form = one.act.form_for(subject.is_some());
            let found = form.and_then(|form| in_force(form, today));
            if let (Reach::Stage, Some(template)) = (one.reach, found)
                && all.iter().all(|other| other.form != template.form)
            {
                all.push(template);
            }
        }
    }
    all
}

fn in_force(form: &str, today: NaiveDate) -> Option<Arc<Template>> {
    Templates::in_use().form(form, today).cloned()
}

/// Forms by number ("42", "42/hs") and by words, with or without diacritics; the number itself comes first.
pub fn found(query: &str, today: NaiveDate) -> Vec<Arc<Template>> {
    let asked = text::fold(query);
    let words: Vec<&str> = asked.split_whitespace().collect();
    let mut all: Vec<(bool, usize, Arc<Template>)> = Templates::in_use()
        .all()
        .filter(|one| one.is_valid_on(today))
        .enumerate()
        .filter_map(|(place, one)| {
            let said = text::fold(&format!(
                "{} {} {}",
                one.form,
                one.name_vi,
                crate::rules::chapter_vi(one)
            ));
            let number = one.form.split('/').next().unwrap_or_default();
            let is_number = words
                .first()
                .is_some_and(|word| word.split('/').next() == Some(number) && words.len() == 1);
            let all_there = words.iter().all(|word| {
                // "42" is a number of a form, not the "42" in "142".
                match word.chars().all(|letter| letter.is_ascii_digit()) {
                    true => number.starts_with(word),
                    // Beginnings of words: "han" is no part of "chan".
                    false => said
                        .split(|letter: char| !letter.is_alphanumeric() && letter != '/')
                        .any(|one| one.starts_with(word)),
                }
            });
            (is_number || all_there).then(|| (!is_number, place, one.clone()))
        })
        .collect();
    all.sort_by_key(|(later, place, _)| (*later, *place));
    all.into_iter().map(|(_, _, one)| one).collect()
}

/// Mẫu vừa dùng: the forms a person began lately, the newest first.
pub async fn recent(
    db: &impl Sql,
    person: Uuid,
    today: NaiveDate,
) -> Result<Vec<Arc<Template>>, db::StorageError> {
    db::row! { struct Used { form: String } }
    let used: Vec<Used> = db
        .all(
            "SELECT form FROM documents_draft WHERE drafted_by = $1 GROUP BY form ORDER BY max(drafted_at) DESC LIMIT 8",
            args![person],
        )
        .await?;
    Ok(used
        .iter()
        .filter_map(|one| in_force(&one.form, today))
        .collect())
}

/// Hồ sơ vừa soạn: the matters a person drafted for lately, the newest first.
pub async fn recent_matters(db: &impl Sql, person: Uuid) -> Result<Vec<Uuid>, db::StorageError> {
    db::row! { struct Used { matter_id: Uuid } }
    let used: Vec<Used> = db
        .all(
            "SELECT matter_id FROM documents_draft WHERE drafted_by = $1 GROUP BY matter_id ORDER BY max(drafted_at) DESC LIMIT 8",
            args![person],
        )
        .await?;
    Ok(used.into_iter().map(|one| one.matter_id).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(query: &str) -> Vec<String> {
        let day = NaiveDate::from_ymd_opt(2026, 8, 13).unwrap();
        found(query, day)
            .iter()
            .map(|one| one.form.clone())
            .collect()
    }

    #[test]
    fn a_number_finds_its_form_first() {
        assert_eq!(numbers("42").first().map(String::as_str), Some("42/HS"));
        assert_eq!(numbers("42/hs").first().map(String::as_str), Some("42/HS"));
        assert!(numbers("42").iter().all(|form| form.starts_with("42")));
    }

    #[test]
    fn words_find_a_form_with_or_without_diacritics_in_any_order() {
        let plain = numbers("tam giam gia han");
        assert!(plain.contains(&"42/HS".to_owned()), "{plain:?}");
        assert_eq!(plain, numbers("gia hạn tạm giam"));
        assert!(numbers("cao trang").contains(&"156/HS".to_owned()));
        assert!(numbers("khongcomaunay").is_empty());
    }

    #[test]
    fn nothing_asked_finds_every_form_in_force() {
        assert!(numbers("").len() >= 213);
    }
}
