//! Khung trang: what surrounds every page – menu, person, crumbs, theme.

use super::{Alert, Tone};
use crate::assets;

/// Sáng, tối hoặc theo máy.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// Follows the machine; `theme.js` decides before the first paint.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Reads the `theme` cookie; anything unknown follows the machine.
    pub fn from_cookie(value: &str) -> Self {
        match value {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => Theme::Auto,
        }
    }

    /// The value of the `theme` cookie.
    pub fn code(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The value of `data-bs-theme` in the first byte sent.
    pub fn first_paint(self) -> &'static str {
        if self == Theme::Dark { "dark" } else { "light" }
    }
}

/// Một mảng công tác trong thực đơn.
#[derive(Debug, Clone, Default)]
pub struct MenuArea {
    /// "Hình sự".
    pub name: String,
    /// A name known to [`super::icon`].
    pub icon: &'static str,
    /// Where the area begins.
    pub href: String,
    /// The pages of the area.
    pub links: Vec<MenuLink>,
    /// Whether the page shown belongs to it.
    pub is_current: bool,
}

/// Một trang trong thực đơn.
#[derive(Debug, Clone, Default)]
pub struct MenuLink {
    /// "Nguồn tin về tội phạm".
    pub label: String,
    /// Its address.
    pub href: String,
    /// A small count, e.g. overdue matters.
    pub count: Option<i64>,
    /// Whether it is the page shown.
    pub is_current: bool,
}

/// Đường dẫn vị trí.
#[derive(Debug, Clone)]
pub struct Crumb {
    /// What is read.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

/// Người đang làm việc, trong chức vụ và đơn vị.
#[derive(Debug, Clone, Default)]
pub struct PersonCard {
    /// Full name.
    pub name: String,
    /// "Kiểm sát viên sơ cấp".
    pub post: String,
    /// "VKSND khu vực 3".
    pub unit: String,
    /// Other posts the person may act in.
    pub posts: Vec<PostChoice>,
}

/// Một chức vụ có thể chuyển sang.
#[derive(Debug, Clone)]
pub struct PostChoice {
    /// Sent back as `post`.
    pub id: String,
    /// "Kiểm sát viên – VKSND khu vực 3".
    pub label: String,
    /// Whether it is the one in use.
    pub is_current: bool,
}

impl PersonCard {
    /// Hai chữ đầu của họ và tên: "Nguyễn Thị Hoa" → "NH".
    pub fn initials(&self) -> String {
        let mut words = self.name.split_whitespace();
        let first = words.next().and_then(|w| w.chars().next());
        let last = words.next_back().and_then(|w| w.chars().next());
        first.into_iter().chain(last).collect()
    }
}

/// Khung của trang sau khi đăng nhập; `layout.html` expects it as the field `frame` of the page struct.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// The h1 and the window's title.
    pub title: String,
    /// One line under the title.
    pub subtitle: String,
    /// The menu by area, only what the person may open.
    pub areas: Vec<MenuArea>,
    /// From the area down to, not including, this page.
    pub crumbs: Vec<Crumb>,
    /// Who acts.
    pub person: PersonCard,
    /// Sent with every form and every htmx request.
    pub csrf: String,
    /// Unread notices.
    pub unread: i64,
    /// Light or dark.
    pub theme: Theme,
    /// Said once at the top of the page.
    pub notices: Vec<Alert>,
    /// "Thứ Bảy, 21/11/2026".
    pub today: String,
    /// Bundles the page needs besides `shell`, e.g. `viewer`.
    pub islands: Vec<&'static str>,
    /// The page uses the whole window (viewer beside form).
    pub is_wide: bool,
    /// `Ctrl+K` asks the areas; otherwise it only goes to pages of the menu.
    pub searches: bool,
}

impl Frame {
    /// A page of this title.
    pub fn titled(title: impl Into<String>) -> Self {
        Frame {
            title: title.into(),
            ..Frame::default()
        }
    }

    /// Adds a line under the title.
    pub fn subtitle(mut self, text: impl Into<String>) -> Self {
        self.subtitle = text.into();
        self
    }

    /// Adds a step of the way here.
    pub fn crumb(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.crumbs.push(Crumb {
            label: label.into(),
            href: href.into(),
        });
        self
    }

    /// Loads the bundle `name.js` and its style sheet.
    pub fn island(mut self, name: &'static str) -> Self {
        self.islands.push(name);
        self
    }

    /// Gives the page the whole window.
    pub fn wide(mut self) -> Self {
        self.is_wide = true;
        self
    }

    /// Says a sentence at the top of the page.
    pub fn notice(mut self, tone: Tone, text: impl Into<String>) -> Self {
        self.notices.push(Alert::new(tone, text));
        self
    }

    /// Marks the area and the link of the menu that `path` lies under; the longest address wins.
    pub fn at(mut self, path: &str) -> Self {
        let under = |href: &str| {
            path == href
                || path
                    .strip_prefix(href)
                    .is_some_and(|rest| rest.starts_with(['/', '?']))
        };
        let best = self
            .areas
            .iter()
            .flat_map(|a| &a.links)
            .filter(|l| under(&l.href))
            .map(|l| l.href.len())
            .max();
        for area in &mut self.areas {
            for link in &mut area.links {
                link.is_current = under(&link.href) && Some(link.href.len()) == best;
            }
            area.is_current =
                area.links.iter().any(|l| l.is_current) || (best.is_none() && under(&area.href));
        }
        self
    }

    /// The address of a built file by its logical name.
    pub fn asset(&self, name: &str) -> String {
        assets::url(name)
    }
}

/// Khung của trang trước khi đăng nhập và trang lỗi; `bare.html` expects it as the field `bare`.
#[derive(Debug, Clone, Default)]
pub struct Bare {
    /// The h1 and the window's title.
    pub title: String,
    /// Sent with the form.
    pub csrf: String,
    /// Light or dark.
    pub theme: Theme,
}

impl Bare {
    /// A page of this title.
    pub fn titled(title: impl Into<String>) -> Self {
        Bare {
            title: title.into(),
            ..Bare::default()
        }
    }

    /// The address of a built file by its logical name.
    pub fn asset(&self, name: &str) -> String {
        assets::url(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn menu() -> Vec<MenuArea> {
        let link = |href: &str| MenuLink {
            href: href.into(),
            ..MenuLink::default()
        };
        vec![MenuArea {
            href: "/criminal".into(),
            links: vec![
                link("/criminal/reports"),
                link("/criminal/reports/new"),
                link("/criminal/cases"),
            ],
            ..MenuArea::default()
        }]
    }

    fn current(path: &str) -> Vec<String> {
        let frame = Frame {
            areas: menu(),
            ..Frame::default()
        }
        .at(path);
        frame
            .areas
            .iter()
            .flat_map(|a| &a.links)
            .filter(|l| l.is_current)
            .map(|l| l.href.clone())
            .collect()
    }

    #[test]
    fn the_longest_address_in_the_menu_is_the_current_one() {
        assert_eq!(current("/criminal/reports/new"), ["/criminal/reports/new"]);
        assert_eq!(current("/criminal/reports/018f"), ["/criminal/reports"]);
        assert_eq!(current("/criminal/casework"), Vec::<String>::new());
    }

    #[test]
    fn initials_take_the_family_name_and_the_given_name() {
        let of = |name: &str| {
            PersonCard {
                name: name.into(),
                ..PersonCard::default()
            }
            .initials()
        };
        assert_eq!(of("Nguyễn Thị Hoa"), "NH");
        assert_eq!(of("Đinh"), "Đ");
        assert_eq!(of(""), "");
    }
}
