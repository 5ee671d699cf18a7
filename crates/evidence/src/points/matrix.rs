//! Bảng chứng minh, as pure rules: which rows a matter has, for whom, and how each cell stands.

use std::collections::HashMap;

use uuid::Uuid;

use super::store::{Assessment, Direction, OwnPoint};
use crate::{
    case::Case,
    items::Item,
    law_of::{ElementSet, PointSet, cited},
};

/// Một dòng: a point to prove, and for whom it is proved apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The id that assessments name.
    pub id: String,
    /// The heading it stands under.
    pub group: String,
    /// "k.1"; empty for what is no clause.
    pub clause: String,
    /// What is to be proved.
    pub label: String,
    /// Nil alone: once for the case; else each accused.
    pub subjects: Vec<Uuid>,
    /// People added it.
    pub is_own: bool,
}

impl Row {
    /// Whether it is proved once for the case.
    pub fn is_whole(&self) -> bool {
        self.subjects == [Uuid::nil()]
    }

    /// Its name in addresses inside a page.
    pub fn slug(&self) -> String {
        slug(&self.id)
    }
}

/// The name of a row in addresses inside a page.
pub fn slug(id: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    format!("p-{}", id.chars().map(letter).collect::<String>())
}

/// The rows of a matter: points of the law, the elements of each charge, points of its own.
///
/// Before anybody is held or charged, what is proved for each accused stands once, for whoever it will be.
pub fn rows_of(law: &PointSet, elements: &ElementSet, case: &Case, own: &[OwnPoint]) -> Vec<Row> {
    let whole = vec![Uuid::nil()];
    let everyone: Vec<Uuid> = case.accused.iter().map(|one| one.id).collect();
    let everyone = if everyone.is_empty() {
        whole.clone()
    } else {
        everyone
    };
    let of_law = law.point.iter().map(|point| Row {
        id: point.id.clone(),
        group: cited(&law.article, law.to_check),
        clause: point.clause.clone(),
        label: point.label.clone(),
        subjects: match point.by_person {
            true => everyone.clone(),
            false => whole.clone(),
        },
        is_own: false,
    });
    let mut rows: Vec<Row> = of_law.collect();
    for offence in &case.offences {
        let bearers = case
            .accused
            .iter()
            .filter(|one| one.charges.contains(&offence.key));
        let bearers: Vec<Uuid> = bearers.map(|one| one.id).collect();
        rows.extend(elements.element.iter().map(|element| Row {
            id: format!("toi:{}:{}", offence.key, element.id),
            group: offence.label.clone(),
            clause: String::new(),
            label: element.label.clone(),
            subjects: match bearers.is_empty() {
                true => whole.clone(),
                false => bearers.clone(),
            },
            is_own: false,
        }));
    }
    rows.extend(own.iter().map(|point| Row {
        id: point.id.to_string(),
        group: "Vấn đề khác cần làm rõ".to_owned(),
        clause: String::new(),
        label: point.title.clone(),
        subjects: vec![point.subject_id],
        is_own: true,
    }));
    rows
}

/// Ô của bảng đứng thế nào.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing stands there that speaks for or against.
    Gap,
    /// Only incriminating evidence stands there.
    For,
    /// Only exonerating evidence stands there.
    Against,
    /// Both stand there.
    Both,
}

impl State {
    /// The class of its colour.
    pub fn class(self) -> &'static str {
        match self {
            State::Gap => "gap",
            State::For => "for",
            State::Against => "against",
            State::Both => "both",
        }
    }

    /// As people read it.
    pub fn vi(self) -> &'static str {
        match self {
            State::Gap => "Chưa có chứng cứ",
            State::For => "Có chứng cứ buộc tội",
            State::Against => "Có chứng cứ gỡ tội",
            State::Both => "Có cả buộc tội và gỡ tội",
        }
    }
}

/// Một chứng cứ trong một ô.
#[derive(Debug, Clone)]
pub struct Placed {
    /// What was made of it.
    pub assessment: Assessment,
    /// The piece of evidence.
    pub item: Item,
}

/// Một ô: a point for one accused, or for the case.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// Everything put there, the strongest first; of withdrawn evidence last.
    pub placed: Vec<Placed>,
}

impl Cell {
    /// Those of one direction.
    pub fn of(&self, direction: Direction) -> Vec<&Placed> {
        let all = self.placed.iter();
        all.filter(|one| one.assessment.direction == direction)
            .collect()
    }

    /// How many of one direction stand.
    pub fn standing(&self, direction: Direction) -> usize {
        let all = self.of(direction).into_iter();
        all.filter(|one| one.item.is_standing()).count()
    }

    /// How many are of withdrawn evidence.
    pub fn withdrawn(&self) -> usize {
        self.placed
            .iter()
            .filter(|one| !one.item.is_standing())
            .count()
    }

    /// How it stands. What was withdrawn proves nothing.
    pub fn state(&self) -> State {
        let speaks = |direction| self.standing(direction) > 0;
        match (speaks(Direction::For), speaks(Direction::Against)) {
            (false, false) => State::Gap,
            (true, false) => State::For,
            (false, true) => State::Against,
            (true, true) => State::Both,
        }
    }
}

/// Every cell that holds something; an assessment whose row or person is no longer in the matter comes back apart.
pub fn cells(
    rows: &[Row],
    items: &[Item],
    assessments: Vec<Assessment>,
) -> (HashMap<(String, Uuid), Cell>, Vec<Placed>) {
    let items: HashMap<Uuid, &Item> = items.iter().map(|item| (item.id, item)).collect();
    let rows: HashMap<&str, &Row> = rows.iter().map(|row| (row.id.as_str(), row)).collect();
    let mut cells: HashMap<(String, Uuid), Cell> = HashMap::new();
    let mut orphans = Vec::new();
    for assessment in assessments {
        let Some(item) = items.get(&assessment.item) else {
            continue;
        };
        let row = rows.get(assessment.point.as_str());
        let is_there = row.is_some_and(|row| row.subjects.contains(&assessment.subject));
        let place = (assessment.point.clone(), assessment.subject);
        let placed = Placed {
            item: (*item).clone(),
            assessment,
        };
        match is_there {
            true => cells.entry(place).or_default().placed.push(placed),
            false => orphans.push(placed),
        }
    }
    for cell in cells.values_mut() {
        let rank = |one: &Placed| (!one.item.is_standing(), -one.assessment.strength);
        cell.placed.sort_by_key(rank);
    }
    (cells, orphans)
}

/// How many cells of the rows stand empty.
pub fn gaps(rows: &[Row], cells: &HashMap<(String, Uuid), Cell>) -> usize {
    let places = rows
        .iter()
        .flat_map(|row| row.subjects.iter().map(|one| (row.id.clone(), *one)));
    let state = |place| cells.get(&place).map_or(State::Gap, Cell::state);
    places
        .filter(|place| state(place.clone()) == State::Gap)
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        case::{Accused, Offence},
        items::Withdrawal,
        law_of::{elements_on, points_on},
    };
    use chrono::NaiveDate;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 19).unwrap()
    }

    fn case(people: usize) -> Case {
        let accused = (1..=people).map(|n| Accused {
            id: Uuid::from_u128(n as u128),
            name: format!("Người {n}"),
            charges: vec!["170.1".to_owned()],
        });
        Case {
            accused: accused.collect(),
            offences: vec![Offence {
                key: "170.1".to_owned(),
                label: "Cưỡng đoạt tài sản".to_owned(),
            }],
            names: Vec::new(),
            is_civil: false,
        }
    }

    fn item(n: u128, is_standing: bool) -> Item {
        Item {
            id: Uuid::from_u128(n),
            kind: "vat_chung".to_owned(),
            title: "Điện thoại".to_owned(),
            person: String::new(),
            note: String::new(),
            sources: Vec::new(),
            origin: "typed".to_owned(),
            origin_id: None,
            revision: 1,
            made_by: Uuid::nil(),
            made_at: 0,
            changed_at: 0,
            withdrawn: (!is_standing).then(|| Withdrawal {
                at: 1,
                by: None,
                reason: "Thu thập trái luật".to_owned(),
            }),
        }
    }

    fn assessment(item: u128, point: &str, subject: u128, direction: Direction) -> Assessment {
        Assessment {
            id: Uuid::now_v7(),
            item: Uuid::from_u128(item),
            point: point.to_owned(),
            subject: Uuid::from_u128(subject),
            direction,
            strength: 0,
            note: String::new(),
            sources: Vec::new(),
            revision: 1,
            changed_at: 0,
            removed_at: None,
        }
    }

    #[test]
    fn each_accused_has_the_elements_of_the_charges_they_bear() {
        let mut two = case(2);
        two.accused[1].charges.clear();
        let rows = rows_of(points_on(day()), elements_on(day()), &two, &[]);
        let element = rows
            .iter()
            .find(|row| row.id == "toi:170.1:khach_the")
            .unwrap();
        assert_eq!(element.subjects, [Uuid::from_u128(1)]);
        let who = rows.iter().find(|row| row.id == "nguoi_thuc_hien").unwrap();
        assert_eq!(who.subjects.len(), 2);
        assert!(
            rows.iter()
                .find(|row| row.id == "hanh_vi")
                .unwrap()
                .is_whole()
        );
        let nobody = rows_of(points_on(day()), elements_on(day()), &case(0), &[]);
        assert!(nobody.iter().all(Row::is_whole), "before anybody is held");
    }

    #[test]
    fn a_cell_of_withdrawn_evidence_is_a_gap_again() {
        let rows = rows_of(points_on(day()), elements_on(day()), &case(1), &[]);
        let items = [item(10, true), item(11, false)];
        let all = vec![
            assessment(11, "loi", 1, Direction::For),
            assessment(10, "hanh_vi", 0, Direction::For),
            assessment(10, "nang_luc", 1, Direction::Neutral),
            assessment(10, "nguoi_thuc_hien", 1, Direction::For),
            assessment(10, "nguoi_thuc_hien", 1, Direction::Against),
        ];
        let (cells, orphans) = cells(&rows, &items, all);
        let state = |point: &str, subject: u128| {
            cells[&(point.to_owned(), Uuid::from_u128(subject))].state()
        };
        assert_eq!(state("loi", 1), State::Gap);
        assert_eq!(
            cells[&("loi".to_owned(), Uuid::from_u128(1))].withdrawn(),
            1
        );
        assert_eq!(state("hanh_vi", 0), State::For);
        assert_eq!(
            state("nang_luc", 1),
            State::Gap,
            "neutral evidence proves nothing"
        );
        assert_eq!(state("nguoi_thuc_hien", 1), State::Both);
        assert!(orphans.is_empty());
        assert_eq!(gaps(&rows, &cells), rows.len() - 2);
    }

    #[test]
    fn what_was_said_of_somebody_who_left_the_case_is_not_lost() {
        let rows = rows_of(points_on(day()), elements_on(day()), &case(1), &[]);
        let gone = vec![
            assessment(10, "loi", 2, Direction::For),
            assessment(10, "toi:173.1:chu_the", 1, Direction::For),
        ];
        let (cells, orphans) = cells(&rows, &[item(10, true)], gone);
        assert!(cells.is_empty());
        assert_eq!(orphans.len(), 2);
    }
}
