//! Bảng quyền: right × role × reach, read from `data/rights.csv`.

use std::{collections::HashMap, sync::OnceLock};

use super::{Right, Role};
use crate::Actor;

/// Phạm vi của một quyền.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Không.
    None,
    /// Việc được phân công: matters of the unit that are assigned to the person.
    Own,
    /// Đơn vị: everything of the unit, of its rooms and of the units it succeeds.
    Unit,
    /// Đơn vị và cấp dưới.
    Tree,
}

impl Reach {
    /// Its id in data and in the printed matrix.
    pub const fn id(self) -> &'static str {
        match self {
            Reach::None => "none",
            Reach::Own => "own",
            Reach::Unit => "unit",
            Reach::Tree => "tree",
        }
    }

    fn parse(id: &str) -> Option<Reach> {
        [Reach::None, Reach::Own, Reach::Unit, Reach::Tree]
            .into_iter()
            .find(|reach| reach.id() == id)
    }
}

/// A fault in the table of rights.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("rights.csv, line {line}: {why}")]
pub struct MatrixError {
    /// The line, counted from 1; 0 for the whole table.
    pub line: usize,
    /// What is wrong.
    pub why: String,
}

/// Bảng quyền.
#[derive(Debug, Clone)]
pub struct Rights(HashMap<(Right, Role), Reach>);

impl Rights {
    /// The table this program was built with.
    pub fn embedded() -> &'static Rights {
        static RIGHTS: OnceLock<Rights> = OnceLock::new();
        RIGHTS.get_or_init(
            || match Rights::parse(include_str!("../../data/rights.csv")) {
                Ok(rights) => rights,
                Err(fault) => {
                    panic!("the rights this program was built with cannot be read: {fault}")
                }
            },
        )
    }

    /// Reads the table: one row for each right, one column for each role.
    pub fn parse(text: &str) -> Result<Rights, MatrixError> {
        let fault = |line, why: String| Err(MatrixError { line, why });
        let mut lines = text.lines().enumerate();
        let head: Vec<&str> = lines
            .next()
            .map(|(_, l)| l.split(',').collect())
            .unwrap_or_default();
        let roles = Role::ALL.map(Role::id);
        if head
            .split_first()
            .is_none_or(|(first, rest)| *first != "right" || rest != roles)
        {
            return fault(1, format!("the columns must be right,{}", roles.join(",")));
        }
        let mut table = HashMap::new();
        for (at, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
            let cells: Vec<&str> = line.split(',').map(str::trim).collect();
            let Some(right) = Right::parse(cells[0]) else {
                return fault(at + 1, format!("no right is called “{}”", cells[0]));
            };
            if cells.len() != roles.len() + 1 {
                return fault(at + 1, format!("{} cells", cells.len()));
            }
            for (role, cell) in Role::ALL.into_iter().zip(&cells[1..]) {
                let Some(reach) = Reach::parse(cell) else {
                    return fault(at + 1, format!("“{cell}” is no reach"));
                };
                if table.insert((right, role), reach).is_some() {
                    return fault(at + 1, format!("{right} stands twice"));
                }
            }
        }
        match Right::ALL
            .iter()
            .find(|right| !table.contains_key(&(**right, Role::Chief)))
        {
            Some(missing) => fault(0, format!("{missing} has no row")),
            None => Ok(Rights(table)),
        }
    }

    /// How far a right reaches for a role.
    pub fn reach(&self, role: Role, right: Right) -> Reach {
        self.0.get(&(right, role)).copied().unwrap_or(Reach::None)
    }

    /// Whether `actor` holds `right` over a record of `record_unit`; `assigned` says whether the record is
    /// assigned to the actor or to somebody who delegated to them (see [`Actor::stands_for`]).
    pub fn may(&self, actor: &Actor, right: Right, record_unit: &str, assigned: bool) -> bool {
        let reaches = |role: Role, covers: &crate::Covers| match self.reach(role, right) {
            Reach::None => false,
            Reach::Own => assigned && covers.unit(record_unit),
            Reach::Unit => covers.unit(record_unit),
            Reach::Tree => covers.tree(record_unit),
        };
        reaches(actor.role, &actor.covers)
            || actor
                .delegations
                .iter()
                .any(|given| given.rights.contains(&right) && reaches(given.role, &given.covers))
    }

    /// Whether the actor holds the right over anything at all: whether a menu entry or a page is for them.
    pub fn holds(&self, actor: &Actor, right: Right) -> bool {
        self.widest(actor, right) != Reach::None
    }

    /// The widest reach of the right the actor has, by post or by delegation: which list to show.
    pub fn widest(&self, actor: &Actor, right: Right) -> Reach {
        let given = actor
            .delegations
            .iter()
            .filter(|given| given.rights.contains(&right));
        given
            .map(|given| self.reach(given.role, right))
            .chain([self.reach(actor.role, right)])
            .max()
            .unwrap_or(Reach::None)
    }

    /// The table as text for the committed matrix: right × role × reach.
    pub fn printed(&self) -> String {
        let mut out = format!("{:<26}", "right");
        for role in Role::ALL {
            out += &format!(" {:<13}", role.id());
        }
        out = out.trim_end().to_owned() + "\n";
        for right in Right::ALL {
            let mut line = format!("{:<26}", right.id());
            for role in Role::ALL {
                let reach = self.reach(role, *right);
                let cell = if reach == Reach::None {
                    "."
                } else {
                    reach.id()
                };
                line += &format!(" {cell:<13}");
            }
            out += line.trim_end();
            out.push('\n');
        }
        out
    }
}
