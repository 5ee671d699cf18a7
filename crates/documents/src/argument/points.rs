//! Các điểm của bản soạn: each with its words, its evidence and what the case said of it; in the order of the paper.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::suggest::Suggestion;

/// Một điểm.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// Its name, for addresses and fields: "p3".
    pub id: String,
    /// The part it belongs to.
    pub part: String,
    /// The person it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Uuid>,
    /// Its heading on the paper; may be empty.
    #[serde(default)]
    pub title: String,
    /// Its words, as plain passages.
    #[serde(default)]
    pub words: String,
    /// Chứng cứ: one a line, with the leaves of the case file.
    #[serde(default)]
    pub evidence: String,
    /// Which suggestion of the case it was built from; empty for what people wrote.
    #[serde(default)]
    pub from: String,
    /// What that suggestion said when it was last taken or passed over.
    #[serde(default)]
    pub said: String,
}

/// Bản soạn theo cấu trúc.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Argument {
    next: u32,
    /// Its points; those of one part stand in the order of the paper.
    pub points: Vec<Point>,
    /// What a person has ticked as said.
    #[serde(default)]
    pub ticked: BTreeSet<String>,
}

impl Argument {
    /// Reads what the draft keeps; none when there is none or it cannot be read.
    pub fn read(kept: Option<&String>) -> Option<Self> {
        serde_json::from_str(kept?).ok()
    }

    /// As the draft keeps it.
    pub fn kept(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The points of a part in their order.
    pub fn of<'a>(&'a self, part: &'a str) -> impl Iterator<Item = &'a Point> {
        self.points.iter().filter(move |point| point.part == part)
    }

    /// The point of that name.
    pub fn point(&self, id: &str) -> Option<&Point> {
        self.points.iter().find(|point| point.id == id)
    }

    /// A new empty point at the end of a part.
    pub fn add(&mut self, part: &str) -> String {
        self.next += 1;
        let id = format!("p{}", self.next);
        self.points.push(Point {
            id: id.clone(),
            part: part.to_owned(),
            ..Point::default()
        });
        id
    }

    /// Takes suggestions that no point was built from.
    pub fn take_in(&mut self, suggestions: &[Suggestion]) -> usize {
        let mut taken = 0;
        for one in suggestions {
            if self.points.iter().any(|point| point.from == one.from) {
                continue;
            }
            let id = self.add(&one.part);
            if let Some(point) = self.points.iter_mut().find(|point| point.id == id) {
                point.subject = one.subject;
                point.title.clone_from(&one.title);
                point.words.clone_from(&one.words);
                point.evidence.clone_from(&one.evidence);
                point.from.clone_from(&one.from);
                point.said.clone_from(&one.words);
            }
            taken += 1;
        }
        taken
    }

    /// Writes "p3.words", "p3.evidence" or "p3.title"; false when there is no such place.
    pub fn write(&mut self, name: &str, words: &str) -> bool {
        let Some((id, what)) = name.split_once('.') else {
            return false;
        };
        let Some(point) = self.points.iter_mut().find(|point| point.id == id) else {
            return false;
        };
        let place = match what {
            "words" => &mut point.words,
            "evidence" => &mut point.evidence,
            "title" => &mut point.title,
            _ => return false,
        };
        let plain = words.replace("\r\n", "\n");
        plain.trim_end().clone_into(place);
        true
    }

    /// Moves a point so many places up (below zero) or down within its part.
    pub fn shift(&mut self, id: &str, by: i32) -> bool {
        let Some(place) = self.points.iter().position(|point| point.id == id) else {
            return false;
        };
        let part = self.points[place].part.clone();
        let places: Vec<usize> = (0..self.points.len())
            .filter(|at| self.points[*at].part == part)
            .collect();
        let rank = places.iter().position(|at| *at == place).unwrap_or(0);
        let wanted = i64::try_from(rank).unwrap_or(0) + i64::from(by);
        let Some(target) = usize::try_from(wanted)
            .ok()
            .and_then(|rank| places.get(rank))
        else {
            return false;
        };
        let point = self.points.remove(place);
        self.points.insert(*target, point);
        true
    }

    /// Moves a point before another one of its part.
    pub fn put_before(&mut self, id: &str, other: &str) -> bool {
        let at = |all: &[Point], id: &str| all.iter().position(|point| point.id == id);
        let (Some(from), Some(to)) = (at(&self.points, id), at(&self.points, other)) else {
            return false;
        };
        if from == to || self.points[from].part != self.points[to].part {
            return false;
        }
        let point = self.points.remove(from);
        let to = at(&self.points, other).unwrap_or(self.points.len());
        self.points.insert(to, point);
        true
    }

    /// Takes a point out.
    pub fn remove(&mut self, id: &str) -> bool {
        let before = self.points.len();
        self.points.retain(|point| point.id != id);
        self.points.len() < before
    }

    /// Dùng nội dung mới của hồ sơ for a point, or keep its own words having seen the new ones.
    pub fn settle(&mut self, id: &str, suggestion: &Suggestion, is_taken: bool) -> bool {
        let Some(point) = self.points.iter_mut().find(|point| point.id == id) else {
            return false;
        };
        if is_taken {
            point.words.clone_from(&suggestion.words);
        }
        point.said.clone_from(&suggestion.words);
        true
    }

    /// The points whose source in the case says something else now, with what it says.
    pub fn stale<'a>(&'a self, suggestions: &'a [Suggestion]) -> Vec<(&'a Point, &'a Suggestion)> {
        let now = |point: &&'a Point| {
            let found = suggestions
                .iter()
                .find(|one| !point.from.is_empty() && one.from == point.from)?;
            (found.words != point.said).then_some(found)
        };
        self.points
            .iter()
            .filter_map(|point| Some((point, now(&point)?)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three() -> Argument {
        let mut argument = Argument::default();
        for part in ["acts", "civil", "acts", "acts"] {
            argument.add(part);
        }
        argument
    }

    fn order(argument: &Argument) -> Vec<&str> {
        argument.of("acts").map(|point| point.id.as_str()).collect()
    }

    #[test]
    fn a_point_moves_within_its_part_and_stays_at_its_ends() {
        let mut argument = three();
        assert_eq!(order(&argument), ["p1", "p3", "p4"]);
        assert!(argument.shift("p4", -1));
        assert_eq!(order(&argument), ["p1", "p4", "p3"]);
        assert!(argument.shift("p1", 2));
        assert_eq!(order(&argument), ["p4", "p3", "p1"]);
        assert!(!argument.shift("p1", 1), "it is the last");
        assert!(argument.put_before("p1", "p4"));
        assert_eq!(order(&argument), ["p1", "p4", "p3"]);
        assert!(!argument.put_before("p1", "p2"), "of another part");
        assert_eq!(argument.points.len(), 4);
    }

    #[test]
    fn a_name_once_given_is_not_given_again() {
        let mut argument = three();
        assert!(argument.remove("p4"));
        assert_eq!(argument.add("acts"), "p5");
    }

    #[test]
    fn a_changed_source_is_told_once_it_says_something_else() {
        let says = |words: &str| Suggestion {
            from: "report".to_owned(),
            part: "acts".to_owned(),
            words: words.to_owned(),
            ..Suggestion::default()
        };
        let mut argument = Argument::default();
        assert_eq!(argument.take_in(&[says("Mất xe.")]), 1);
        assert_eq!(argument.take_in(&[says("Mất xe.")]), 0, "it is there");
        argument.write("p1.words", "Mất xe mô tô.");
        assert!(argument.stale(&[says("Mất xe.")]).is_empty());
        let now = [says("Mất hai xe.")];
        assert_eq!(argument.stale(&now).len(), 1);
        assert!(argument.settle("p1", &now[0], false));
        assert!(argument.stale(&now).is_empty());
        assert_eq!(argument.point("p1").unwrap().words, "Mất xe mô tô.");
        assert!(argument.settle("p1", &now[0], true));
        assert_eq!(argument.point("p1").unwrap().words, "Mất hai xe.");
    }
}
