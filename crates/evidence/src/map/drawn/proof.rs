//! Chứng cứ trên sơ đồ: for and against by matter to prove, contradictions, exhibits, and what is still open.

use casefile::{
    marks::Excerpt,
    statements::{Contradiction, Side},
};

use uuid::Uuid;

use super::{Pen, Words, shortened};
use crate::{
    items::Item,
    map::{messages, node::Kind},
    points::Direction,
    sources::{Source, source_href},
};

/// Matters to prove that say what was done: BLTTHS Đ.85 k.1, and the objective side of each charge.
fn is_conduct(point: &str) -> bool {
    let last = point.rsplit([':', '/', '.']).next().unwrap_or(point);
    matches!(last, "hanh_vi" | "thoi_gian_dia_diem" | "mat_khach_quan")
}

impl Pen<'_> {
    /// Chứng cứ buộc tội, gỡ tội: what was weighed so, by matter to prove, then passages marked so.
    pub(super) fn weighed(&mut self, branch: &str, direction: Direction, mark: &str) {
        let case = self.case;
        for point in &case.points {
            let mine: Vec<_> = point
                .weighed
                .iter()
                .filter(|one| one.direction == direction)
                .collect();
            if mine.is_empty() {
                continue;
            }
            let group = self.key(format_args!("point:{}", point.id));
            let group = self.put(branch, Words::group(group, &point.title));
            for one in mine {
                let Some(item) = case.items.iter().find(|item| item.id == one.item) else {
                    continue;
                };
                let key = self.key(format_args!(
                    "weighed:{}:{}:{}",
                    point.id, item.id, one.subject
                ));
                let mut told = item.title.clone();
                if !one.person.is_empty() && !told.contains(&one.person) {
                    told = format!("{told} – {}", one.person);
                }
                if !one.strength.is_empty() {
                    told = format!("{told} ({})", one.strength);
                }
                let pages = if one.sources.is_empty() {
                    &item.sources
                } else {
                    &one.sources
                };
                self.item(&group, (key, &told), item, pages);
            }
        }
        self.marked(branch, mark);
    }

    /// Chứng cứ về hành vi: what was weighed for the matters that say what was done, when and where, whichever way it speaks; each
    /// piece once for a matter, however many accused it concerns.
    pub(super) fn conduct(&mut self, branch: &str) {
        let case = self.case;
        for point in case.points.iter().filter(|point| is_conduct(&point.id)) {
            let mut known: Vec<(Uuid, Direction)> = Vec::new();
            let group = self.key(format_args!("point:{}", point.id));
            for one in &point.weighed {
                let Some(item) = case.items.iter().find(|item| item.id == one.item) else {
                    continue;
                };
                if known.contains(&(item.id, one.direction)) {
                    continue;
                }
                if known.is_empty() {
                    self.put(branch, Words::group(group.clone(), &point.title));
                }
                known.push((item.id, one.direction));
                let key = self.key(format_args!(
                    "weighed:{}:{}:{}",
                    point.id,
                    item.id,
                    one.direction.id()
                ));
                let told = match one.direction {
                    Direction::For => item.title.clone(),
                    other => format!("{} ({})", item.title, other.vi().to_lowercase()),
                };
                let pages = if one.sources.is_empty() {
                    &item.sources
                } else {
                    &one.sources
                };
                self.item(&group, (key, &told), item, pages);
            }
        }
    }

    /// Passages of the table of excerpts that were marked so and shared.
    fn marked(&mut self, branch: &str, kind: &str) {
        let case = self.case;
        let mine: Vec<&Excerpt> = case
            .excerpts
            .iter()
            .filter(|one| one.mark.kind == kind)
            .collect();
        if mine.is_empty() {
            return;
        }
        let group = self.key("marks");
        let group = self.put(branch, Words::group(group, messages::MARKED));
        for one in mine {
            let said = one.mark.said().trim();
            let note = one.mark.note.lines().next().unwrap_or_default().trim();
            let words = match (note.is_empty(), said.is_empty()) {
                (false, false) => format!("{note}: “{said}”"),
                (false, true) => note.to_owned(),
                (true, _) => format!("“{said}”"),
            };
            let rects = one.mark.rects_now().unwrap_or_default();
            let rect = rects
                .into_iter()
                .reduce(|all, rect| all.join(&rect))
                .map(<[i32; 4]>::from);
            let page = Source {
                page: one.mark.page_id,
                leaf: leaf_of(&one.leaf()),
                rect,
                item: None,
            };
            let href = source_href(case.matter, &page);
            let key = self.key(format_args!("mark:{}", one.mark.id));
            let node = Words::claim(key, shortened(&words), vec![page]);
            self.put(&group, node.from(messages::FROM_MARK, href));
        }
    }

    fn item(&mut self, parent: &str, (key, words): (String, &str), item: &Item, pages: &[Source]) {
        let pages = pages.iter().map(|page| Source {
            item: Some(item.id),
            ..page.clone()
        });
        let href = format!("/evidence/matters/{}/items/{}", self.case.matter, item.id);
        let mut node = Words::claim(key, shortened(words), pages.collect());
        node.withdrawn = item.withdrawn.as_ref().map(|one| one.reason.clone());
        self.put(parent, node.from(messages::FROM_ITEM, href));
    }

    /// Mâu thuẫn: both sides with their pages, and how it was solved; what nobody solved stands out.
    pub(super) fn contradictions(&mut self, branch: &str) {
        let case = self.case;
        for one in &case.contradictions {
            let words = match one.one.person == one.other.person {
                true => format!("{}: {} khai khác nhau", one.topic_vi(), one.one.person),
                false => format!(
                    "{}: {} và {} khai khác nhau",
                    one.topic_vi(),
                    one.one.person,
                    one.other.person
                ),
            };
            // Its key is the pair that is held against each other: taken back and accepted anew it is the same.
            let pair = &one.pair;
            let href = format!("/casefile/matters/{}/contradictions", case.matter);
            let head = Words::claim(self.key(format_args!("pair:{pair}")), words, Vec::new());
            let head = self.put(
                branch,
                head.from(messages::FROM_CONTRADICTION, href.clone()),
            );
            for (n, side, leaf) in sides(one) {
                let page = Source {
                    page: side.page,
                    leaf: leaf_of(leaf),
                    rect: side
                        .rects
                        .iter()
                        .copied()
                        .reduce(|all, rect| all.join(&rect))
                        .map(<[i32; 4]>::from),
                    item: None,
                };
                let words = format!("{}: “{}”", side.person, side.told);
                let key = self.key(format_args!("pair:{pair}:{n}"));
                self.put(
                    &head,
                    Words::claim(key, shortened(&words), vec![page])
                        .from(messages::FROM_CONTRADICTION, href.clone()),
                );
            }
            let note = one.note.trim();
            let (words, kind) = match note.is_empty() {
                true => (messages::NOT_SOLVED.to_owned(), Kind::Gap),
                false => (format!("{}: {note}", messages::SOLVED), Kind::Plain),
            };
            let key = self.key(format_args!("solved:{pair}"));
            self.put(
                &head,
                Words::claim(key, shortened(&words), Vec::new()).kind(kind),
            );
        }
    }

    /// Vật chứng: pieces of evidence and documents of that kind, and decisions about them.
    pub(super) fn exhibits(&mut self, branch: &str) {
        let case = self.case;
        let mut shown = Vec::new();
        for item in case.items.iter().filter(|item| item.kind == "vat_chung") {
            shown.extend(item.origin_id);
            let key = self.key(format_args!("item:{}", item.id));
            self.item(branch, (key, &item.title), item, &item.sources);
        }
        let documents = &case.documents;
        for document in documents {
            let is_one =
                document.kind == "vat_chung" || text::fold(&document.title).contains("vat chung");
            if is_one && !shown.contains(&document.id) {
                let key = self.key(format_args!("document:{}", document.id));
                self.document(branch, key, shortened(&document.title), document.id);
            }
        }
        let facts = case.opened.as_ref().map_or(&[][..], |opened| &opened.facts);
        let decided: Vec<Words> = criminal::standing::standing(facts)
            .filter(|fact| fact.kind.starts_with("exhibits."))
            .map(|fact| self.act_with(fact, "exhibits"))
            .collect();
        for one in decided {
            self.put(branch, one);
        }
    }

    /// Vấn đề còn bỏ ngỏ: passages to be made clear, evidence nobody weighed, matters to prove without any evidence.
    pub(super) fn questions(&mut self, branch: &str) {
        self.marked(branch, "can_lam_ro");
        let case = self.case;
        let is_weighed = |item: &Item| {
            case.points
                .iter()
                .any(|point| point.weighed.iter().any(|one| one.item == item.id))
        };
        let waiting: Vec<&Item> = case
            .items
            .iter()
            .filter(|item| item.is_standing() && !is_weighed(item))
            .collect();
        if !waiting.is_empty() {
            let group = self.put(
                branch,
                Words::group(self.key("waiting"), messages::NOT_WEIGHED),
            );
            for item in waiting {
                let key = self.key(format_args!("item:{}", item.id));
                self.item(&group, (key, &item.title), item, &item.sources);
            }
        }
        let open: Vec<_> = case
            .points
            .iter()
            .filter(|point| point.weighed.is_empty())
            .collect();
        // Before anything was weighed every matter is open, and saying so of each tells nothing.
        let is_begun = case.points.iter().any(|point| !point.weighed.is_empty());
        if is_begun && !open.is_empty() {
            let group = self.put(branch, Words::group(self.key("open"), messages::NOT_PROVED));
            let href = format!("/evidence/matters/{}", case.matter);
            for point in open {
                let key = self.key(format_args!("open:{}", point.id));
                let node = Words::claim(key, point.title.clone(), Vec::new()).kind(Kind::Gap);
                self.put(&group, node.from(messages::FROM_POINT, href.clone()));
            }
        }
    }

    /// Chứng cứ của mỗi bên: by whose it is.
    pub(super) fn sides(&mut self, branch: &str) {
        let case = self.case;
        let mut people: Vec<&str> = case.items.iter().map(|item| item.person.as_str()).collect();
        people.sort_unstable();
        people.dedup();
        for person in people {
            let name = if person.is_empty() {
                messages::NOBODYS
            } else {
                person
            };
            let group = self.key(format_args!("side:{}", text::slug(person, 80)));
            let group = self.put(branch, Words::group(group, name));
            for item in case.items.iter().filter(|item| item.person == person) {
                let key = self.key(format_args!("item:{}", item.id));
                self.item(&group, (key, &item.title), item, &item.sources);
            }
        }
    }
}

fn sides(one: &Contradiction) -> [(&'static str, &Side, &str); 2] {
    [
        ("a", &one.one, &one.one_leaf),
        ("b", &one.other, &one.other_leaf),
    ]
}

/// "BL 12" as a source keeps it: "12"; "Trang 5" as "trang 5".
fn leaf_of(label: &str) -> String {
    match label.strip_prefix("BL ") {
        Some(number) => number.to_owned(),
        None => label.to_lowercase(),
    }
}
