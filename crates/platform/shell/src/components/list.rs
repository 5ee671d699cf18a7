//! Danh sách: sort headers, filters, pages, tabs, and the empty list that says what to do.

use askama::Template;

use super::{Icon, icon, vi_number};

/// Tiêu đề cột, sắp xếp được khi có địa chỉ.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/column.html")]
pub struct Column {
    /// The heading.
    pub label: String,
    /// The address that sorts by it; empty when it does not sort.
    pub href: String,
    /// `Some(true)` when the list stands in this order rising, `Some(false)` falling.
    pub rising: Option<bool>,
    /// Figures stand right.
    pub is_number: bool,
}

impl Column {
    /// A heading that does not sort.
    pub fn plain(label: impl Into<String>) -> Self {
        Column {
            label: label.into(),
            href: String::new(),
            rising: None,
            is_number: false,
        }
    }

    /// A heading that sorts the list at `path` (with its query so far) by `key`; `sort` is the order in use: "due" or "-due".
    pub fn sorted(label: impl Into<String>, path: &str, key: &str, sort: &str) -> Self {
        let rising = match sort.strip_prefix('-') {
            Some(falling) if falling == key => Some(false),
            None if sort == key => Some(true),
            _ => None,
        };
        let next = if rising == Some(true) {
            format!("-{key}")
        } else {
            key.to_owned()
        };
        let joint = if path.contains('?') { '&' } else { '?' };
        Column {
            label: label.into(),
            href: format!("{path}{joint}sort={next}"),
            rising,
            is_number: false,
        }
    }

    /// Figures stand right.
    pub fn number(mut self) -> Self {
        self.is_number = true;
        self
    }
}

/// Danh sách rỗng: a sentence and the next thing to do.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/empty.html")]
pub struct Empty {
    /// "Chưa có nguồn tin nào trong kỳ này."
    pub title: String,
    /// What to do about it.
    pub text: String,
    /// The action: label and address.
    pub action: Option<(String, String)>,
}

impl Empty {
    /// An empty list.
    pub fn new(title: impl Into<String>, text: impl Into<String>) -> Self {
        Empty {
            title: title.into(),
            text: text.into(),
            action: None,
        }
    }

    /// Offers an action.
    pub fn action(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.action = Some((label.into(), href.into()));
        self
    }

    fn picture(&self) -> Icon {
        icon("folder-open")
    }
}

/// Sang trang: by key, as lists are cut by key and not by number.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "parts/pager.html")]
pub struct Pager {
    /// The address of the page before.
    pub previous: Option<String>,
    /// The address of the page after.
    pub next: Option<String>,
    /// First line shown, from 1.
    pub from: i64,
    /// Last line shown.
    pub to: i64,
    /// Lines in all, when counted.
    pub total: Option<i64>,
}

impl Pager {
    fn said(&self) -> String {
        match self.total {
            Some(total) => format!(
                "{}–{} trong {}",
                vi_number(self.from),
                vi_number(self.to),
                vi_number(total)
            ),
            None => format!("{}–{}", vi_number(self.from), vi_number(self.to)),
        }
    }
}

/// Thẻ trang.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/tabs.html")]
pub struct Tabs {
    /// What the tabs choose, for screen readers.
    pub label: String,
    /// The tabs.
    pub tabs: Vec<Tab>,
}

/// Một thẻ.
#[derive(Debug, Clone)]
pub struct Tab {
    /// The words.
    pub label: String,
    /// Its address.
    pub href: String,
    /// A small count.
    pub count: Option<i64>,
    /// Whether it is shown.
    pub is_current: bool,
}

impl Tabs {
    /// Tabs under this label.
    pub fn new(label: impl Into<String>) -> Self {
        Tabs {
            label: label.into(),
            tabs: Vec::new(),
        }
    }

    /// Adds a tab.
    pub fn tab(
        mut self,
        label: impl Into<String>,
        href: impl Into<String>,
        count: Option<i64>,
        is_current: bool,
    ) -> Self {
        self.tabs.push(Tab {
            label: label.into(),
            href: href.into(),
            count,
            is_current,
        });
        self
    }
}

/// Ô lọc của danh sách: typing narrows the list by htmx and keeps the address.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/filter.html")]
pub struct Filter {
    /// The list's address.
    pub action: String,
    /// The CSS selector of the part replaced, e.g. `#list`.
    pub target: String,
    /// What is typed.
    pub query: String,
    /// "Tìm theo số, tên, tội danh".
    pub placeholder: String,
    /// Kept as they are: name and value.
    pub kept: Vec<(String, String)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_turns_the_order_it_already_has() {
        let href = |sort: &str| Column::sorted("Hạn", "/criminal/reports?unit=3", "due", sort).href;
        assert_eq!(href(""), "/criminal/reports?unit=3&sort=due");
        assert_eq!(href("due"), "/criminal/reports?unit=3&sort=-due");
        assert_eq!(href("-due"), "/criminal/reports?unit=3&sort=due");
    }
}
