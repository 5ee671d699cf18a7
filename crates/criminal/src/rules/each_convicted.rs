//! Thời hạn đối với từng người bị kết án: a limit of the judgment that is met person by person (BLTTHS Đ364 k.2, Đ367 k.1).

use law::catalogue::{AccusedState, Scope};
use law::{AppliesTo, Law, Moment};
use uuid::Uuid;

use super::deadlines::any_row;
use super::matter::{Matter, Person};

/// Whether each person has an act of their own that meets this limit: one execution decision for each convicted person.
pub(super) fn is_met_for_each(law: &Law, family: &str, start: Moment) -> bool {
    law.acts
        .usual_end(family)
        .is_some_and(|act| act.scope == Scope::Accused)
        && any_row(law, family, start).is_some_and(|limit| limit.applies_to == AppliesTo::Judgment)
}

/// For whom it runs when the judgment of the whole case becomes final. Where the facts do not tell who was sentenced, one clock
/// stands for all; where they tell that nobody was, none.
pub(super) fn whose(matter: &Matter, family: &str) -> Vec<Option<Uuid>> {
    let is_death = family.starts_with("DEATH-");
    let meant = |person: &&Person| match is_death {
        true => person.penalty.as_deref() == Some("tu_hinh"),
        false => person.state == Some(AccusedState::Convicted),
    };
    let each: Vec<Option<Uuid>> = matter
        .people
        .iter()
        .filter(meant)
        .map(|person| Some(person.subject))
        .collect();
    let mut states = matter.people.iter().filter_map(|person| person.state);
    let free = [
        AccusedState::Acquitted,
        AccusedState::Exempted,
        AccusedState::Terminated,
    ];
    let nobody = !is_death
        && matter.people.iter().any(|person| person.state.is_some())
        && states.all(|state| free.contains(&state));
    match each.is_empty() && !nobody {
        true => vec![None],
        false => each,
    }
}
