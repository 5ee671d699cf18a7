//! Của tôi, tổ của tôi, đơn vị: whose work the desk shows, each by its own right.

use criminal::Whose;
use people::{Actor, Reach, Right, Rights, WorkError, staff::team};
use shell::{Tabs, Visit};

use crate::messages;

/// Phạm vi.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// What is assigned to me, or to somebody who delegated to me.
    Mine,
    /// What is assigned to the people of my team.
    Team,
    /// Everything of my unit.
    Unit,
    /// Everything of my unit and of those below: opened as what stands behind a figure.
    Tree,
}

impl Scope {
    /// Its name in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Scope::Mine => "me",
            Scope::Team => "team",
            Scope::Unit => "unit",
            Scope::Tree => "tree",
        }
    }

    /// The scopes this person may choose from, the narrowest first.
    pub fn of(actor: &Actor) -> Vec<Scope> {
        let rights = Rights::embedded();
        let mut scopes = vec![Scope::Mine];
        if rights.holds(actor, Right::DeskTeam) {
            scopes.push(Scope::Team);
        }
        if rights.widest(actor, Right::DeskUnit) >= Reach::Unit {
            scopes.push(Scope::Unit);
            // What stands behind the figures of the units below is opened by a right of its own, and leaves a trail.
            let opens = rights.widest(actor, Right::StatisticsOpenFigure) == Reach::Tree;
            let has_below = actor.covers.tree_keys().len() > actor.covers.unit_keys().len();
            if opens && has_below {
                scopes.push(Scope::Tree);
            }
        }
        scopes
    }

    /// The scope asked for; who leads a unit begins with the unit, everybody else with their own work.
    pub fn chosen(asked: &str, actor: &Actor) -> Scope {
        let may = Scope::of(actor);
        let asked = may.iter().copied().find(|scope| scope.code() == asked);
        asked.unwrap_or(if may.contains(&Scope::Unit) {
            Scope::Unit
        } else {
            Scope::Mine
        })
    }

    /// Whose clocks that is.
    pub async fn whose(self, visit: &Visit) -> Result<Whose, WorkError> {
        let actor = &visit.actor;
        Ok(match self {
            Scope::Mine => Whose::People(actor.stands_for()),
            Scope::Team => {
                Whose::People(team::team_mates(visit.app.db(), actor.person, visit.today).await?)
            }
            Scope::Unit => Whose::Units(actor.covers.unit_keys().iter().cloned().collect()),
            Scope::Tree => Whose::Units(actor.covers.tree_keys().iter().cloned().collect()),
        })
    }
}

/// The tabs by which a page changes its scope.
pub fn tabs(visit: &Visit, chosen: Scope, address: impl Fn(Scope) -> String) -> Tabs {
    let scopes = Scope::of(&visit.actor).into_iter();
    scopes.fold(Tabs::new("Phạm vi"), |tabs, scope| {
        tabs.tab(messages::tab(scope), address(scope), None, scope == chosen)
    })
}

#[cfg(test)]
mod tests {
    use people::Role;

    use super::*;

    fn first_of(role: Role) -> (Scope, usize) {
        let actor = Actor::sample(role, "P68-KV01");
        (Scope::chosen("", &actor), Scope::of(&actor).len())
    }

    #[test]
    fn leaders_begin_with_the_unit_and_others_with_their_own_work() {
        assert_eq!(first_of(Role::Chief), (Scope::Unit, 3), "nothing is below");
        assert_eq!(first_of(Role::Prosecutor), (Scope::Mine, 2));
        assert_eq!(first_of(Role::Clerk).0, Scope::Mine);
    }

    #[test]
    fn who_leads_a_unit_with_others_below_may_look_at_them_too() {
        let above = |role: Role| {
            let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
            let mut actor = Actor::sample(role, "P68");
            actor.covers = people::Covers::new(keys(&["P68"]), keys(&["P68", "P68-KV01"]));
            Scope::of(&actor).contains(&Scope::Tree)
        };
        assert!(above(Role::Chief) && above(Role::Statistician));
        assert!(!above(Role::Prosecutor) && !above(Role::Clerk));
    }

    #[test]
    fn a_scope_without_its_right_is_not_given() {
        let prosecutor = Actor::sample(Role::Prosecutor, "P68-KV01");
        assert_eq!(Scope::chosen("unit", &prosecutor), Scope::Mine);
        assert_eq!(Scope::chosen("team", &prosecutor), Scope::Team);
    }
}
