//! Cập nhật từ hồ sơ: what the matter proposes now is laid over what people made of it; nothing a person did is lost.
//!
//! A part nobody touched follows the file. One that a person took over stays as it is and says that its source has changed. What is
//! proposed no more stays and says so. What a person took off stays off.

use std::collections::HashMap;

use casefile::MatterHead;
use people::{Work, WorkError};
use uuid::Uuid;

use super::{
    derive::{Content, Proposed},
    store::{self, PartRow},
    undo::{Rows, act},
};
use crate::opened::hold;

/// What a renewal did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Renewed {
    pub fresh: usize,
    pub moved: usize,
    pub gone: usize,
}

/// Lays the proposals over the parts.
pub async fn renew(
    work: &Work,
    head: &MatterHead,
    proposed: &[Proposed],
) -> Result<Renewed, WorkError> {
    hold(work, head).await?;
    let rows = store::parts_of(&work.tx, head.id).await?;
    let (renewed, before, after) = laid(rows, proposed, work.actor.person, work.now_ms)?;
    if renewed != Renewed::default() {
        let rows = |parts| Rows {
            parts,
            ..Rows::default()
        };
        act(work, head, "renewed", (rows(before), rows(after))).await?;
    }
    Ok(renewed)
}

type Laid = (Renewed, Vec<PartRow>, Vec<PartRow>);

fn laid(
    rows: Vec<PartRow>,
    proposed: &[Proposed],
    person: Uuid,
    now: i64,
) -> Result<Laid, WorkError> {
    let mut ids: HashMap<&str, Uuid> = HashMap::new();
    let known: HashMap<String, PartRow> = rows
        .into_iter()
        .filter(|row| !row.origin.is_empty())
        .map(|row| (row.origin.clone(), row))
        .collect();
    for one in proposed {
        let id = known.get(&one.key).map_or_else(Uuid::now_v7, |row| row.id);
        ids.insert(&one.key, id);
    }
    let (mut renewed, mut before, mut after) = (Renewed::default(), Vec::new(), Vec::new());
    for one in proposed {
        // A relation whose end was never proposed leads nowhere.
        let ends = match &one.ends {
            Some((from, to)) => match (ids.get(from.as_str()), ids.get(to.as_str())) {
                (Some(from), Some(to)) => Some((*from, *to)),
                _ => continue,
            },
            None => None,
        };
        let derived = json(&one.content)?;
        let people: Vec<Uuid> = one
            .content
            .people
            .iter()
            .filter_map(|key| ids.get(key.as_str()).copied())
            .collect();
        let Some(row) = known.get(&one.key) else {
            renewed.fresh += 1;
            after.push(fresh(
                one,
                (ids[one.key.as_str()], ends),
                (&people, derived),
                (person, now),
            )?);
            continue;
        };
        if row.derived == derived && row.gone_at.is_none() && row.kind == one.kind {
            continue;
        }
        let is_own = row.confirmed_at.is_some();
        let mut next = match is_own {
            true => PartRow {
                moved_at: (row.derived != derived).then_some(now).or(row.moved_at),
                ..row.clone()
            },
            false => filled(row.clone(), &one.content, &people)?,
        };
        if !is_own {
            next.kind.clone_from(&one.kind);
        }
        next.derived = derived;
        next.gone_at = None;
        next.changed_at = now;
        next.revision += 1;
        renewed.moved += 1;
        before.push(row.clone());
        after.push(next);
    }
    let mut lost: Vec<&PartRow> = known
        .values()
        .filter(|row| {
            !ids.contains_key(row.origin.as_str())
                && row.gone_at.is_none()
                && row.removed_at.is_none()
        })
        .collect();
    lost.sort_by_key(|row| row.id);
    for row in lost {
        renewed.gone += 1;
        before.push(row.clone());
        after.push(PartRow {
            gone_at: Some(now),
            changed_at: now,
            revision: row.revision + 1,
            ..row.clone()
        });
    }
    Ok((renewed, before, after))
}

fn filled(row: PartRow, content: &Content, people: &[Uuid]) -> Result<PartRow, WorkError> {
    Ok(PartRow {
        name: content.name.clone(),
        note: content.note.clone(),
        starts: content.starts.clone(),
        place: content.place.clone(),
        certainty: content.certainty.clone(),
        sources: json(&content.sources)?,
        actors: json(&people)?,
        ..row
    })
}

fn fresh(
    one: &Proposed,
    (id, ends): (Uuid, Option<(Uuid, Uuid)>),
    (people, derived): (&[Uuid], String),
    (person, now): (Uuid, i64),
) -> Result<PartRow, WorkError> {
    let row = PartRow {
        id,
        kind: one.kind.clone(),
        from_id: ends.map(|(from, _)| from),
        to_id: ends.map(|(_, to)| to),
        name: String::new(),
        note: String::new(),
        role: String::new(),
        starts: String::new(),
        ends: String::new(),
        place: String::new(),
        actors: String::new(),
        sources: String::new(),
        certainty: String::new(),
        origin: one.key.clone(),
        derived,
        gone_at: None,
        moved_at: None,
        confirmed_by: None,
        confirmed_at: None,
        revision: 1,
        made_by: person,
        made_at: now,
        changed_at: now,
        removed_at: None,
    };
    filled(row, &one.content, people)
}

fn json(value: &(impl serde::Serialize + ?Sized)) -> Result<String, WorkError> {
    serde_json::to_string(value).map_err(|cause| WorkError::Broken(cause.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::Symbol;

    fn person(key: &str, note: &str) -> Proposed {
        let content = Content {
            name: key.to_owned(),
            note: note.to_owned(),
            ..Content::default()
        };
        Proposed::thing(key.to_owned(), Symbol::Accused, content)
    }

    fn lay(rows: &[PartRow], proposed: &[Proposed]) -> (Renewed, Vec<PartRow>) {
        let (renewed, _, after) = laid(rows.to_vec(), proposed, Uuid::nil(), 9).unwrap();
        let mut all = rows.to_vec();
        for row in after {
            match all.iter_mut().find(|one| one.id == row.id) {
                Some(one) => *one = row,
                None => all.push(row),
            }
        }
        (renewed, all)
    }

    #[test]
    fn what_a_person_took_over_stays_and_says_that_its_source_changed() {
        let link = Proposed::link("khai_ve", ("a", "b"), Content::default());
        let (renewed, mut rows) = lay(&[], &[person("a", ""), person("b", ""), link.clone()]);
        assert_eq!((renewed.fresh, rows[2].from_id), (3, Some(rows[0].id)));
        assert_eq!(
            lay(&rows, &[person("a", ""), person("b", ""), link.clone()]).0,
            Renewed::default()
        );

        rows[0].note = "cầm đầu".into();
        rows[0].confirmed_at = Some(5);
        let (renewed, rows) = lay(
            &rows,
            &[person("a", "bị can"), person("b", "bị can"), link.clone()],
        );
        assert_eq!((renewed.fresh, renewed.moved, renewed.gone), (0, 2, 0));
        assert_eq!(
            (rows[0].note.as_str(), rows[0].moved_at),
            ("cầm đầu", Some(9)),
            "an edit is never lost"
        );
        assert_eq!(
            (rows[1].note.as_str(), rows[1].moved_at),
            ("bị can", None),
            "what nobody touched follows"
        );
    }

    #[test]
    fn what_is_proposed_no_more_stays_and_what_was_taken_off_stays_off() {
        let (_, mut rows) = lay(&[], &[person("a", ""), person("b", "")]);
        rows[1].removed_at = Some(3);
        let (renewed, rows) = lay(&rows, &[]);
        assert_eq!(
            (renewed.gone, rows[0].gone_at, rows[1].gone_at),
            (1, Some(9), None)
        );
        let (renewed, rows) = lay(&rows, &[person("a", ""), person("b", "")]);
        assert_eq!(
            (renewed.moved, rows[0].gone_at, rows[1].removed_at),
            (1, None, Some(3))
        );
    }

    #[test]
    fn a_relation_to_somebody_unknown_is_not_drawn() {
        let link = Proposed::link("khai_ve", ("a", "x"), Content::default());
        assert_eq!(lay(&[], &[person("a", ""), link]).0.fresh, 1);
    }
}
