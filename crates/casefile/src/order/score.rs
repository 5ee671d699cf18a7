//! Đo: how well an order agrees with the truth of a generated stack (`truth.json`).

use std::collections::BTreeSet;

use serde_json::Value;
use text::decision::words_likeness;

use super::{Fault, Found, Order};

/// So many right of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// Right.
    pub right: usize,
    /// Of.
    pub of: usize,
}

impl Share {
    fn count(&mut self, is_right: bool) {
        self.right += usize::from(is_right);
        self.of += 1;
    }

    /// 0 to 1; 1 of nothing.
    pub fn rate(self) -> f64 {
        if self.of == 0 {
            1.0
        } else {
            self.right as f64 / self.of as f64
        }
    }
}

/// What was compared.
#[derive(Debug, Clone, Default)]
pub struct Score {
    /// Documents found with their first and last page, of those that there are.
    pub split: Share,
    /// Documents that were proposed.
    pub proposed: usize,
    /// Titles.
    pub title: Share,
    /// Days.
    pub date: Share,
    /// Numbers with their symbols; a paper without one must show none.
    pub number: Share,
    /// Groups.
    pub group: Share,
    /// Forms of TT 03/2026.
    pub form: Share,
    /// Issuers.
    pub issuer: Share,
    /// Signers.
    pub signer: Share,
    /// Leaf numbers of the pages that carry one.
    pub bl: Share,
    /// Leaf numbers told wrongly, also on pages that carry none.
    pub bl_wrong: usize,
    /// Planted faults.
    pub faults: Share,
    /// Faults reported that are none.
    pub false_alarms: usize,
    /// Pages compared.
    pub pages: usize,
    /// A line for everything that is not right.
    pub notes: Vec<String>,
}

impl Score {
    /// Harmonic mean of precision and recall of the splitting.
    pub fn split_f1(&self) -> f64 {
        2.0 * self.split.right as f64 / (self.split.of + self.proposed).max(1) as f64
    }

    /// Title, day and number together.
    pub fn fields(&self) -> Share {
        let all = [self.title, self.date, self.number];
        Share {
            right: all.iter().map(|one| one.right).sum(),
            of: all.iter().map(|one| one.of).sum(),
        }
    }

    /// Adds another stack.
    pub fn add(&mut self, other: Score) {
        let both = |a: &mut Share, b: Share| {
            a.right += b.right;
            a.of += b.of;
        };
        both(&mut self.split, other.split);
        both(&mut self.title, other.title);
        both(&mut self.date, other.date);
        both(&mut self.number, other.number);
        both(&mut self.group, other.group);
        both(&mut self.form, other.form);
        both(&mut self.issuer, other.issuer);
        both(&mut self.signer, other.signer);
        both(&mut self.bl, other.bl);
        both(&mut self.faults, other.faults);
        self.proposed += other.proposed;
        self.bl_wrong += other.bl_wrong;
        self.false_alarms += other.false_alarms;
        self.pages += other.pages;
        self.notes.extend(other.notes);
    }
}

/// Compares an order of the first `pages` pages with their truth; documents that run past them are left out.
pub fn score(order: &Order, truth: &Value, pages: usize) -> Score {
    let mut score = Score {
        pages,
        ..Score::default()
    };
    let number = |value: &Value| value.as_u64().unwrap_or(0) as usize;
    let whole = |last: usize| last <= pages;
    let real: Vec<&Value> = list(&truth["documents"])
        .iter()
        .filter(|one| whole(number(&one["last_page"])))
        .collect();
    let last_real = real
        .iter()
        .map(|one| number(&one["last_page"]))
        .max()
        .unwrap_or(0);
    score.proposed = order
        .documents
        .iter()
        .filter(|one| one.last <= last_real)
        .count();
    for one in real {
        let (first, last) = (number(&one["first_page"]), number(&one["last_page"]));
        let found = order.documents.iter().find(|found| found.first == first);
        let is_split = found.is_some_and(|found| found.last == last);
        score.split.count(is_split);
        if !is_split {
            let to = found.map(|found| found.last);
            score
                .notes
                .push(format!("split {first}-{last}: {to:?} {}", one["title"]));
        }
        fields(&mut score, one, found);
    }
    leaves(&mut score, order, truth, pages);
    faults(&mut score, order, truth, pages);
    score
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn fields(score: &mut Score, real: &Value, found: Option<&Found>) {
    let text = |key: &str| real[key].as_str();
    let page = real["first_page"].clone();
    let level = text("level").unwrap_or("?").to_owned();
    let mut note = |what: &str, wanted: &Value, got: Option<String>| {
        let got = got.unwrap_or_else(|| "–".to_owned());
        score
            .notes
            .push(format!("{what} page {page} ({level}): {wanted} ≠ {got}"));
    };
    let titled = found.is_some_and(|found| is_title(&found.title, &found.kind, real));
    if !titled {
        note("title", &real["kind"], found.map(|one| one.kind.clone()));
    }
    let date = found
        .and_then(|found| found.date)
        .map(|day| day.to_string());
    let dated = date.as_deref() == text("date");
    if !dated {
        note("date", &real["date"], date);
    }
    let full = found.and_then(|found| found.number.clone());
    let numbered = same_number(full.as_deref(), text("full_number"));
    if !numbered {
        note("number", &real["full_number"], full);
    }
    let form = found.and_then(|found| found.form.clone());
    let formed = form.as_deref() == text("form");
    if !formed {
        note("form", &real["form"], form);
    }
    let signer = found.and_then(|found| found.signer.clone());
    let signed =
        text("signer").is_none_or(|name| signer.as_deref().is_some_and(|read| same(read, name)));
    if !signed {
        note("signer", &real["signer"], signer);
    }
    let issuer = found.and_then(|found| found.issuer.clone());
    let issued =
        text("issuer").is_none_or(|name| issuer.as_deref().is_some_and(|read| same(read, name)));
    if !issued {
        note("issuer", &real["issuer"], issuer);
    }
    let group = found.map(|found| u64::from(found.group));
    let grouped = group == real["group"].as_u64();
    if !grouped {
        note(
            "group",
            &real["group"],
            group.map(|group| group.to_string()),
        );
    }
    score.title.count(titled);
    if real["date"].is_string() {
        score.date.count(dated);
    }
    // A record that carries its own reference, such as an extract, is judged by what the truth names.
    if real["full_number"].is_string() {
        score.number.count(numbered);
    }
    if real["form"].is_string() {
        score.form.count(formed);
    }
    if real["signer"].is_string() {
        score.signer.count(signed);
    }
    if real["issuer"].is_string() {
        score.issuer.count(issued);
    }
    score.group.count(grouped);
}

fn same(read: &str, written: &str) -> bool {
    text::fold(read) == text::fold(written)
}

/// The full title or the kind, word for word; marks and capitals aside.
fn is_title(title: &str, kind: &str, real: &Value) -> bool {
    let wanted = [real["title"].as_str(), real["kind"].as_str()];
    let like = |read: &str, wanted: &str| words_likeness(read, wanted) >= 97;
    let bare = |text: &str| text.split('(').next().unwrap_or_default().trim().to_owned();
    wanted.into_iter().flatten().any(|wanted| {
        like(kind, wanted)
            || like(title, wanted)
            || like(kind, &bare(wanted))
            || is_begun(kind, wanted)
    })
}

/// "Giấy xác nhận" for "Giấy xác nhận của Thái Thị Uyên (viết tay)": the name without its person.
fn is_begun(kind: &str, wanted: &str) -> bool {
    let (kind, wanted) = (text::fold(kind), text::fold(wanted));
    let rest = wanted.strip_prefix(&kind).filter(|_| !kind.is_empty());
    rest.is_some_and(|rest| {
        [
            " cua ",
            " doi voi ",
            " bi can ",
            " giua ",
            " co trong ",
            " truy to ",
        ]
        .iter()
        .any(|joint| rest.starts_with(joint))
    })
}

fn same_number(read: Option<&str>, wanted: Option<&str>) -> bool {
    let parsed = |text: &str| text.parse::<text::DocumentNumber>().ok();
    match (read, wanted) {
        (None, None) => true,
        (Some(read), Some(wanted)) => parsed(read) == parsed(wanted),
        _ => false,
    }
}

fn leaves(score: &mut Score, order: &Order, truth: &Value, pages: usize) {
    for (at, (real, leaf)) in list(&truth["pages"])
        .iter()
        .zip(&order.leaves)
        .take(pages)
        .enumerate()
    {
        let wanted = real["bl"].as_str();
        let got = leaf.number.as_deref();
        let is_right = wanted.and_then(crate::bl_key) == got.and_then(crate::bl_key);
        if wanted.is_some() {
            score.bl.count(is_right);
        }
        if got.is_some() && !is_right {
            score.bl_wrong += 1;
        }
        if !is_right {
            let style = &list(&real["stamps"])
                .first()
                .map_or(Value::Null, |one| one["number_style"].clone());
            score.notes.push(format!(
                "BL page {} ({} {style}): {wanted:?} ≠ {got:?} {:?}",
                at + 1,
                real["level"],
                leaf.telling
            ));
        }
    }
}

fn faults(score: &mut Score, order: &Order, truth: &Value, pages: usize) {
    let page_of = |value: &Value| value.as_u64().unwrap_or(0) as usize;
    let mut met: BTreeSet<usize> = BTreeSet::new();
    for real in list(&truth["faults"]) {
        let places = [list(&real["pages"]), list(&real["between_pages"])].concat();
        if places.iter().any(|page| page_of(page) > pages) {
            continue;
        }
        let is_it = |fault: &Fault| {
            let kind = real["kind"].as_str().unwrap_or_default();
            let bl = real["bl"].as_str().and_then(crate::bl_key);
            match fault {
                Fault::MissingNumber { bl: read, .. } => {
                    kind == "missing_number" && crate::bl_key(read) == bl
                }
                Fault::DuplicateNumber { bl: read, .. } => {
                    kind == "duplicate_number" && crate::bl_key(read) == bl
                }
                Fault::SwappedPages { pages, .. } => {
                    kind == "swapped_pages" && places.iter().map(page_of).eq(pages.iter().copied())
                }
                Fault::InsertedPage { bl: read, .. } => {
                    kind == "inserted_page" && crate::bl_key(read) == bl
                }
            }
        };
        let found = order.faults.iter().position(is_it);
        score.faults.count(found.is_some());
        match found {
            Some(at) => drop(met.insert(at)),
            None => score.notes.push(format!("not reported: {real}")),
        }
    }
    for (at, fault) in order.faults.iter().enumerate() {
        if !met.contains(&at) {
            score.false_alarms += 1;
            score.notes.push(format!("false alarm: {fault:?}"));
        }
    }
}
