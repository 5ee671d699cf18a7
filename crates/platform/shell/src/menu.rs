//! Thực đơn: each area adds one item; people see the links their role may open.

use people::{Actor, Right, Rights};

use crate::{MenuArea, MenuLink};

/// Một mảng công tác trong thực đơn, as its area declares it.
#[derive(Debug, Clone, Default)]
pub struct MenuItem {
    /// "Hình sự".
    pub name: &'static str,
    /// A name known to [`crate::icon`].
    pub icon: &'static str,
    /// Where the area begins.
    pub href: &'static str,
    /// Its pages.
    pub links: Vec<MenuEntry>,
    /// The right without which the whole area is not shown.
    pub right: Option<Right>,
}

/// Một trang trong thực đơn, with the right it needs.
#[derive(Debug, Clone)]
pub struct MenuEntry {
    /// "Nguồn tin về tội phạm".
    pub label: &'static str,
    /// Its address.
    pub href: &'static str,
    /// None: everyone who is signed in.
    pub right: Option<Right>,
}

impl MenuItem {
    /// An area.
    pub fn new(name: &'static str, icon: &'static str, href: &'static str) -> Self {
        MenuItem {
            name,
            icon,
            href,
            ..MenuItem::default()
        }
    }

    /// Shows the area only to those who hold this right in their role.
    pub fn needs(mut self, right: Right) -> Self {
        self.right = Some(right);
        self
    }

    /// Adds a page.
    pub fn link(
        mut self,
        label: &'static str,
        href: &'static str,
        right: impl Into<Option<Right>>,
    ) -> Self {
        self.links.push(MenuEntry {
            label,
            href,
            right: right.into(),
        });
        self
    }

    /// What this person sees of it; nothing when no page is theirs.
    pub fn for_actor(&self, actor: &Actor) -> Option<MenuArea> {
        let may =
            |right: Option<Right>| right.is_none_or(|right| Rights::embedded().holds(actor, right));
        if !may(self.right) {
            return None;
        }
        let links: Vec<MenuLink> = self
            .links
            .iter()
            .filter(|entry| may(entry.right))
            .map(|entry| MenuLink {
                label: entry.label.to_owned(),
                href: entry.href.to_owned(),
                ..MenuLink::default()
            })
            .collect();
        if links.is_empty() && !self.links.is_empty() {
            return None;
        }
        Some(MenuArea {
            name: self.name.to_owned(),
            icon: self.icon,
            href: self.href.to_owned(),
            links,
            is_current: false,
        })
    }
}
