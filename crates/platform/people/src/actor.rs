//! Người thực hiện: a person acting in one post, with what was delegated to them.

use std::{collections::BTreeSet, sync::Arc};

use uuid::Uuid;

use crate::{Right, Role};

/// The units a post answers for, as they stand on the day the actor was loaded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Covers {
    unit: Arc<BTreeSet<String>>,
    tree: Arc<BTreeSet<String>>,
}

impl Covers {
    /// `unit`: the unit with its rooms and the units it succeeds; `tree`: all of that with the levels below.
    pub fn new(unit: BTreeSet<String>, tree: BTreeSet<String>) -> Covers {
        Covers {
            unit: Arc::new(unit),
            tree: Arc::new(tree),
        }
    }

    /// Whether a record of this unit is the actor's unit's own.
    pub fn unit(&self, unit: &str) -> bool {
        self.unit.contains(unit)
    }

    /// Whether a record of this unit lies in the actor's unit or below it.
    pub fn tree(&self, unit: &str) -> bool {
        self.tree.contains(unit)
    }

    /// The keys of the unit, its rooms and the units it succeeds.
    pub fn unit_keys(&self) -> &BTreeSet<String> {
        &self.unit
    }

    /// The keys of the whole tree.
    pub fn tree_keys(&self) -> &BTreeSet<String> {
        &self.tree
    }
}

/// Ủy quyền đang có hiệu lực: what somebody gave the actor for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegated {
    /// The delegation.
    pub id: Uuid,
    /// Who gave it.
    pub from_person: Uuid,
    /// Their name.
    pub from_name: String,
    /// The role of the post they gave it from; nobody gives more than that role has.
    pub role: Role,
    /// The rights given.
    pub rights: Vec<Right>,
    /// The units of the post they gave it from.
    pub covers: Covers,
}

/// Người thực hiện.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The person.
    pub person: Uuid,
    /// Their full name.
    pub name: String,
    /// The post they act in.
    pub post: Uuid,
    /// The role of that post.
    pub role: Role,
    /// The title of that post, as documents print it.
    pub title: String,
    /// The procuracy of the post: the unit of the records they make.
    pub unit: String,
    /// Its name on this day.
    pub unit_name: String,
    /// The room (phòng) of the post, where it has one.
    pub department: Option<String>,
    /// The units the post answers for.
    pub covers: Covers,
    /// What was delegated to them.
    pub delegations: Vec<Delegated>,
}

impl Actor {
    /// The people whose assigned matters this actor may work on: themselves and those who delegated to them.
    pub fn stands_for(&self) -> Vec<Uuid> {
        let mut people = vec![self.person];
        for given in &self.delegations {
            if !people.contains(&given.from_person) {
                people.push(given.from_person);
            }
        }
        people
    }

    /// Whether one of the people a record is assigned to is somebody this actor stands for.
    pub fn is_assigned(&self, assigned: &[Uuid]) -> bool {
        assigned.iter().any(|person| {
            *person == self.person
                || self
                    .delegations
                    .iter()
                    .any(|given| given.from_person == *person)
        })
    }

    /// A lawful actor for tests: somebody in this role in this unit, over that unit alone.
    pub fn sample(role: Role, unit: &str) -> Actor {
        let keys = BTreeSet::from([unit.to_owned()]);
        Actor {
            person: Uuid::from_u128(0x0191_0000_0000_7000_8000_0000_0000_0001),
            name: "Nguyễn Văn An".to_owned(),
            post: Uuid::from_u128(0x0191_0000_0000_7000_8000_0000_0000_0002),
            role,
            title: role.name_vi().to_owned(),
            unit: unit.to_owned(),
            unit_name: "Viện kiểm sát nhân dân khu vực 1 - Lâm Đồng".to_owned(),
            department: None,
            covers: Covers::new(keys.clone(), keys),
            delegations: Vec::new(),
        }
    }
}
