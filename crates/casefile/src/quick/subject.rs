//! Văn bản về ai: the people of the matter that a paper names, found also when a scanner misread them.

use criminal::Opened;
use criminal::rules::Person;
use law::catalogue::{Act, Scope};
use text::decision::{DecisionText, same_word};
use uuid::Uuid;

/// A person of the matter, and the words of the paper that name them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The person in the matter.
    pub id: Uuid,
    /// Where the paper names them, when its own reading found the place.
    pub words: Option<std::ops::Range<usize>>,
    /// Name and, where both tell it, day of birth agree.
    pub is_sure: bool,
}

/// Whom an act is about, when the paper says so and the act asks for it.
pub fn whom(opened: &Opened, act: &Act, paper: &DecisionText, text: &str) -> Option<Named> {
    everyone(opened, act, paper, text).into_iter().next()
}

/// Everyone of the matter whom the paper is about, in its order.
pub fn everyone(opened: &Opened, act: &Act, paper: &DecisionText, text: &str) -> Vec<Named> {
    let form = paper.form.as_ref().map(|form| form.value.as_str());
    let is_about_person = match act.scope {
        Scope::Accused | Scope::Person => true,
        // The same act has a form for the case and one for a person.
        Scope::CaseOrAccused => act.form_accused.is_some() && act.form_accused.as_deref() == form,
        _ => false,
    };
    if !is_about_person {
        return Vec::new();
    }
    let may = |person: &&Person| {
        !person.name.is_empty()
            && (person.state.is_none() || act.requires_accused.allows(person.state))
    };
    let known: Vec<&Person> = opened.matter.people.iter().filter(may).collect();
    let mut found: Vec<Named> = Vec::new();
    for read in &paper.people {
        let same = |person: &&&Person| is_same_name(&read.value.name, &person.name);
        let Some(person) = known.iter().find(same) else {
            continue;
        };
        let born = read.value.born_on.as_ref().map(|born| {
            let born = born.value;
            (born.year, born.month, born.day)
        });
        let agrees = match (born, person.born_on) {
            (Some((year, month, day)), Some(on)) => {
                chrono::NaiveDate::from_ymd_opt(year, month, day) == Some(on)
            }
            _ => true,
        };
        if found.iter().all(|known| known.id != person.subject) {
            found.push(Named {
                id: person.subject,
                words: Some(read.words.clone()),
                is_sure: agrees && text::same_spelling(&read.value.name, &person.name),
            });
        }
    }
    if found.is_empty() {
        // The pattern was misread, but the name itself stands in the text.
        let mut held = known.iter().filter(|person| {
            person.state.is_some() && !text::find_folded(text, &person.name).is_empty()
        });
        if let (Some(person), None) = (held.next(), held.next()) {
            found.push(Named {
                id: person.subject,
                words: None,
                is_sure: false,
            });
        }
    }
    found
}

/// The same name, whatever its marks and one misread letter a word.
pub fn is_same_name(read: &str, written: &str) -> bool {
    let (read, written): (Vec<&str>, Vec<&str>) = (
        read.split_whitespace().collect(),
        written.split_whitespace().collect(),
    );
    read.len() == written.len()
        && read.iter().zip(&written).all(|(read, written)| {
            text::fold(read) == text::fold(written) || same_word(read, written)
        })
}
