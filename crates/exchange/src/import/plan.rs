//! Dự kiến ghi: the rows of a sheet put together into matters, each with the acts it tells. Nothing is asked or written here.

use std::collections::BTreeMap;

use criminal::ActEntry;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::kind::RowIs;
use super::row::{RowRead, Rows};

pub use super::row::Fault;

/// Một hồ sơ sẽ ghi.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Its first row as people count it.
    pub n: usize,
    /// Its last row.
    pub last: usize,
    /// What its reader knows it by.
    pub title: String,
    /// Khóa tự nhiên.
    pub key: String,
    /// The acts about the whole matter.
    pub matter: Vec<ActEntry>,
    /// Its people, each with their acts.
    pub people: Vec<PersonPlan>,
    /// What is wrong or to be known.
    pub faults: Vec<Fault>,
}

/// Một người trong hồ sơ sẽ ghi.
#[derive(Debug, Clone)]
pub struct PersonPlan {
    /// The row.
    pub row: usize,
    /// Khóa tự nhiên within the matter.
    pub key: String,
    /// Their name.
    pub name: String,
    /// Their acts.
    pub acts: Vec<ActEntry>,
}

/// Một dòng không phải dữ liệu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The row as people count it.
    pub row: usize,
    /// Why.
    pub why: String,
}

/// What a sheet tells.
#[derive(Debug, Clone, Default)]
pub struct Planned {
    /// The matters, in the order of their first rows.
    pub plans: Vec<Plan>,
    /// Rows left out, each with the reason.
    pub skipped: Vec<Skipped>,
}

impl Plan {
    /// All acts in the order they happened; who a person is comes first.
    pub fn acts(&self) -> Vec<ActEntry> {
        let people = self.people.iter().flat_map(|person| &person.acts);
        in_order(self.matter.iter().chain(people).cloned().collect())
    }

    /// The acts of these people alone, for a matter that is there.
    pub fn acts_of(&self, keys: &[&str]) -> Vec<ActEntry> {
        let people = self
            .people
            .iter()
            .filter(|person| keys.contains(&person.key.as_str()));
        in_order(people.flat_map(|person| person.acts.clone()).collect())
    }

    /// Whether something holds it back.
    pub fn is_wrong(&self) -> bool {
        self.faults.iter().any(|fault| !fault.is_warning)
    }
}

fn in_order(mut acts: Vec<ActEntry>) -> Vec<ActEntry> {
    let first = acts
        .iter()
        .filter_map(|act| act.effective)
        .min_by_key(law::Moment::at_utc_ms);
    for act in acts.iter_mut().filter(|act| act.kind == "party.described") {
        act.effective = first
            .map(|first| law::Moment::day(first.on))
            .or(act.effective);
    }
    acts.sort_by_key(|act| {
        let at = act.effective.map_or(i64::MAX, |on| on.at_utc_ms());
        (act.kind != "party.described", at)
    });
    acts
}

/// Puts the rows of a sheet together. `new_id` gives each person an id.
pub(super) fn plan(rows: &Rows<'_>, mut new_id: impl FnMut() -> Uuid) -> Planned {
    let mut planned = Planned::default();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    // The head of each matter's plan: what its first row said.
    let mut heads: Vec<(RowRead, Vec<(String, ActEntry)>)> = Vec::new();
    let mut current: Option<usize> = None;
    for row in rows.head.data_from(rows.sheet)..rows.sheet.rows.len() {
        if rows.sheet.is_empty_row(row) {
            continue;
        }
        if let Some(why) = no_data(rows, row) {
            planned.skipped.push(Skipped { row: row + 1, why });
            continue;
        }
        match rows.kind.row {
            RowIs::Matter => {
                let plan = one_row(rows, row, &mut new_id);
                add_once(&mut planned.plans, &mut places, plan);
            }
            RowIs::Person => {
                let head = rows.read(row, |slot| slot.of_case);
                let is_new = !head.shown.is_empty();
                let key = key_of(rows, &head, &rows.read(row, |_| true));
                let at = match (is_new, current) {
                    (true, _) => places.get(&key).copied(),
                    (false, at) => at,
                };
                let at = match at {
                    Some(at) => at,
                    None => {
                        planned.plans.push(opened(rows, &head, key.clone()));
                        let mut faults = Vec::new();
                        let acts = rows.entries(
                            &head,
                            &BTreeMap::new(),
                            &[],
                            |step| step.subject.is_none(),
                            &mut faults,
                        );
                        let at = planned.plans.len() - 1;
                        planned.plans[at].matter =
                            acts.iter().map(|(_, act)| act.clone()).collect();
                        planned.plans[at].faults.extend(faults);
                        heads.push((head.clone(), acts));
                        places.insert(key, at);
                        at
                    }
                };
                current = Some(at);
                contradictions(rows, &heads[at].0, &head, &mut planned.plans[at].faults);
                let acts = heads[at].1.clone();
                add_person(rows, row, &acts, &mut planned.plans[at], &mut new_id);
            }
        }
    }
    planned
}

fn opened(rows: &Rows<'_>, head: &RowRead, key: String) -> Plan {
    let mut plan = Plan {
        n: head.row + 1,
        last: head.row + 1,
        title: title_of(rows, head),
        key,
        faults: head.faults.clone(),
        ..Plan::default()
    };
    if head.shown.is_empty() {
        plan.faults.push(Fault {
            row: head.row + 1,
            column: String::new(),
            value: String::new(),
            reason: "Dòng này không có thông tin vụ án và không đứng dưới vụ án nào.".to_owned(),
            todo: "Ghi số, ngày quyết định khởi tố vụ án vào dòng đầu của vụ.".to_owned(),
            is_warning: false,
        });
    }
    plan
}

fn one_row(rows: &Rows<'_>, row: usize, new_id: &mut impl FnMut() -> Uuid) -> Plan {
    let read = rows.read(row, |_| true);
    let subjects = subjects(rows, new_id);
    let mut faults = read.faults.clone();
    let acts = rows.entries(&read, &subjects, &[], |_| true, &mut faults);
    Plan {
        n: row + 1,
        last: row + 1,
        title: title_of(rows, &read),
        key: key_of(rows, &read, &read),
        matter: acts.into_iter().map(|(_, act)| act).collect(),
        people: Vec::new(),
        faults,
    }
}

fn subjects(rows: &Rows<'_>, new_id: &mut impl FnMut() -> Uuid) -> BTreeMap<String, Uuid> {
    let mut ids = BTreeMap::new();
    for word in rows
        .kind
        .steps
        .iter()
        .filter_map(|step| step.subject.as_ref())
    {
        if !ids.contains_key(word) {
            ids.insert(word.clone(), new_id());
        }
    }
    ids
}

fn add_person(
    rows: &Rows<'_>,
    row: usize,
    matter: &[(String, ActEntry)],
    plan: &mut Plan,
    new_id: &mut impl FnMut() -> Uuid,
) {
    let read = rows.read(row, |slot| !slot.of_case);
    plan.last = plan.last.max(row + 1);
    plan.faults.extend(read.faults.iter().cloned());
    if read.shown.is_empty() {
        return;
    }
    let name = read.shown.get("name").cloned().unwrap_or_default();
    let missing = |reason: String, todo: &str| Fault {
        row: row + 1,
        column: String::new(),
        value: String::new(),
        reason,
        todo: todo.to_owned(),
        is_warning: false,
    };
    if name.is_empty() {
        let todo = "Ghi họ tên bị can, hoặc xóa các cột của bị can ở dòng này.";
        plan.faults.push(missing(
            "Dòng có thông tin bị can nhưng không có họ tên.".to_owned(),
            todo,
        ));
        return;
    }
    let parts: Vec<&str> = rows
        .kind
        .person_key
        .iter()
        .filter_map(|id| read.said.get(id))
        .map(String::as_str)
        .collect();
    let key = parts.join("|");
    if let Some(other) = plan.people.iter().find(|other| other.key == key) {
        let todo = "Xóa một dòng; nếu là hai người, ghi thêm ngày sinh hoặc số căn cước.";
        let reason = format!("Trùng với dòng {}: cùng vụ án đã có “{name}”.", other.row);
        plan.faults.push(missing(reason, todo));
        return;
    }
    let subjects = subjects(rows, new_id);
    let mut faults = Vec::new();
    let acts = rows.entries(
        &read,
        &subjects,
        matter,
        |step| step.subject.is_some(),
        &mut faults,
    );
    plan.faults.extend(faults);
    plan.people.push(PersonPlan {
        row: row + 1,
        key,
        name,
        acts: acts.into_iter().map(|(_, act)| act).collect(),
    });
}

/// Rows of one matter may leave its cells empty, but not contradict each other.
fn contradictions(rows: &Rows<'_>, first: &RowRead, other: &RowRead, faults: &mut Vec<Fault>) {
    for (id, said) in &other.said {
        let before = first.said.get(id);
        if before.is_none_or(|before| before == said) {
            continue;
        }
        let label = rows.kind.slot(id).map_or("", |slot| slot.label_vi.as_str());
        faults.push(Fault {
            row: other.row + 1,
            column: label.to_owned(),
            value: other.shown.get(id).cloned().unwrap_or_default(),
            reason: format!(
                "Khác với dòng {} của cùng vụ án (“{}”).",
                first.row + 1,
                first.shown.get(id).map_or("", String::as_str)
            ),
            todo: "Sửa cho các dòng của một vụ án giống nhau, hoặc để trống ở dòng sau.".to_owned(),
            is_warning: false,
        });
    }
}

fn add_once(plans: &mut Vec<Plan>, places: &mut BTreeMap<String, usize>, mut plan: Plan) {
    match places.get(&plan.key) {
        Some(at) => {
            let first = plans[*at].n;
            plan.faults.push(Fault {
                row: plan.n,
                column: String::new(),
                value: plan.title.clone(),
                reason: format!("Trùng với dòng {first} của tệp này."),
                todo: "Xóa một dòng; nếu là hai nguồn tin khác nhau, sửa số thụ lý.".to_owned(),
                is_warning: false,
            });
            // Lines are kept by their key: a double gets one of its own.
            plan.key = format!("{}#{}", plan.key, plan.n);
        }
        None => drop(places.insert(plan.key.clone(), plans.len())),
    }
    plans.push(plan);
}

fn title_of(rows: &Rows<'_>, read: &RowRead) -> String {
    let filled = rows.kind.title.iter().filter_map(|id| read.shown.get(id));
    let title: String = filled.take(2).cloned().collect::<Vec<_>>().join(" – ");
    title.chars().take(160).collect()
}

/// Khóa tự nhiên: number and day of the first paper; without a number, what else tells the matter from others.
fn key_of(rows: &Rows<'_>, head: &RowRead, whole: &RowRead) -> String {
    let said = |id: &String| head.said.get(id).or(whole.said.get(id)).cloned();
    let mut parts: Vec<Option<String>> = rows.kind.key.iter().map(said).collect();
    // Number and day may have come from one cell.
    if let Some(paper) = head.said.get("opened_paper") {
        parts[0] = parts[0].clone().or(Some(paper.clone()));
        parts[1] = parts[1].clone().or(Some(String::new()));
    }
    let has_number = parts.iter().take(2).all(Option::is_some);
    let words: Vec<String> = match has_number {
        true => parts.into_iter().map(Option::unwrap_or_default).collect(),
        false => rows
            .kind
            .key_otherwise
            .iter()
            .map(|id| said(id).unwrap_or_default())
            .collect(),
    };
    let joined = words.join("|");
    match joined.chars().count() > 80 || !has_number {
        true => format!(
            "{}|~{}",
            rows.kind.id,
            &hex::encode(Sha256::digest(joined))[..32]
        ),
        false => format!("{}|{joined}", rows.kind.id),
    }
}

/// Why a row is no data: a sum, a heading between, what stands below the table.
fn no_data(rows: &Rows<'_>, row: usize) -> Option<String> {
    let cells = rows.sheet.rows.get(row)?;
    let first = (0..cells.len())
        .map(|column| text::fold(&rows.cell(row, column).shown()))
        .find(|words| !words.is_empty())?;
    let filled = rows
        .mapping
        .columns
        .keys()
        .filter(|column| !rows.sheet.cell(row, **column).is_empty())
        .count();
    let identity = rows
        .kind
        .slots
        .iter()
        .filter(|slot| {
            slot.required
                || rows.kind.key.contains(&slot.id)
                || matches!(slot.id.as_str(), "name" | "opened_paper")
        })
        .filter_map(|slot| rows.mapping.column_of(&slot.id))
        .any(|column| !rows.sheet.cell(row, column).is_empty());
    let is_sum = ["tong", "cong", "luy ke"].iter().any(|word| {
        first
            .strip_prefix(word)
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    });
    if is_sum && !has_day(rows, row) {
        return Some("dòng cộng".to_owned());
    }
    if filled == 0 {
        return Some("không có ô nào thuộc các cột đã ghép".to_owned());
    }
    // Two cells of an entry whose day was forgotten are an entry with a fault, not a heading.
    let other = filled <= 1 && !identity;
    let heading = filled <= 2 && !has_day(rows, row) && spans(rows, row);
    (other || heading).then(|| "dòng tiêu đề hoặc ghi chú giữa bảng".to_owned())
}

/// Whether a cell of the row is merged over several columns, as headings between data are.
fn spans(rows: &Rows<'_>, row: usize) -> bool {
    rows.sheet
        .merged
        .iter()
        .any(|[top, left, bottom, right]| (*top..=*bottom).contains(&row) && right > &(left + 1))
}

fn has_day(rows: &Rows<'_>, row: usize) -> bool {
    let days = rows
        .kind
        .slots
        .iter()
        .filter(|slot| rows.kind.is_day(rows.reading.law, slot));
    days.filter_map(|slot| rows.mapping.column_of(&slot.id))
        .any(|column| !rows.sheet.cell(row, column).is_empty())
}
