//! Tìm người: index ranges of each unit's keys, then the people behind them, ranked and put together by their signs.

use chrono::NaiveDate;
use db::{Result, Sql, V};
use uuid::Uuid;

use super::asked::Asked;
use super::decided::{Decided, Verdict};
use super::identity;
use super::likeness::{Sign, sign};
use super::view::{by_birth, by_id, by_name};
use crate::register::Values;

/// People on a page.
pub const PAGE: usize = 60;
/// Keys read of each unit for one range; a name's commonest beginning is cut here, and the page says so.
const MOST: usize = 400;
/// The same where a place narrows what was read: it stands in the address, which no key holds.
const MOST_WITH_PLACE: usize = 4_000;

db::row! {
    /// Một người trong một hồ sơ.
    #[derive(Default)]
    pub struct Found {
        /// Đơn vị thụ lý.
        pub unit_id: String,
        /// The matter.
        pub matter_id: Uuid,
        /// The person in it.
        pub subject_id: Uuid,
        /// Họ tên.
        pub name: String,
        /// The name without marks.
        pub folded: String,
        /// Tên gọi khác.
        pub other_name: String,
        /// `nam`, `nu`.
        pub sex: String,
        /// Ngày sinh.
        pub born_on: Option<NaiveDate>,
        /// Năm sinh.
        pub born_year: Option<i64>,
        /// Số giấy tờ.
        pub id_no: String,
        /// Nơi ở.
        pub address: String,
        /// Every address without marks.
        pub address_folded: String,
        /// `bi_can`, `bi_hai` …
        pub role: String,
        /// Pháp nhân.
        pub legal_person: bool,
        /// Tiền án, as described.
        pub convictions: String,
        /// Tiền sự, as described.
        pub administrative_record: String,
        /// What the matter is called.
        pub title: String,
        /// Mã hồ sơ điện tử.
        pub code: String,
        /// Where the matter stands.
        pub state: String,
        /// Kiểm sát viên.
        pub prosecutor: String,
        /// Where the person stands, when held or charged.
        pub accused_state: Option<String>,
        /// Tội danh.
        pub charge: Option<String>,
    }
}

const FOUND: &str = "p.unit_id, p.matter_id, p.subject_id, p.name, p.folded, p.other_name, p.sex, p.born_on, p.born_year, p.id_no,
       p.address, p.address_folded, p.role, p.legal_person, p.convictions, p.administrative_record,
       c.title, m.code, c.state, c.prosecutor, a.state AS accused_state, a.charge";

const AROUND: &str = "JOIN criminal_person p ON p.unit_id = k.unit_id AND p.matter_id = k.matter_id AND p.subject_id = k.subject_id
  JOIN criminal_matter c ON c.unit_id = p.unit_id AND c.matter_id = p.matter_id
  JOIN ledger_matter m ON m.id = p.matter_id
  LEFT JOIN criminal_accused a ON a.unit_id = p.unit_id AND a.matter_id = p.matter_id AND a.subject_id = p.subject_id";

/// Những người có thể là một: a group on the page, with why.
#[derive(Debug, Clone)]
pub struct Group {
    /// The people, the best match first.
    pub people: Vec<Found>,
    /// Why they stand together; empty for one alone.
    pub signs: Vec<Sign>,
}

/// A range of keys: from, to, and the year of birth wanted.
struct Range {
    from: String,
    to: String,
    year: Option<i64>,
}

impl Range {
    fn from_beginning(key: String) -> Range {
        Range {
            to: format!("{key}\u{10ffff}"),
            from: key,
            year: None,
        }
    }

    /// Exactly this key.
    fn of(key: String) -> Range {
        Range {
            to: format!("{key}\u{1}"),
            from: key,
            year: None,
        }
    }
}

fn ranges(asked: &Asked) -> Vec<Range> {
    let mut ranges = Vec::new();
    if asked.id_no.len() >= 6 {
        ranges.push(Range::from_beginning(by_id(&asked.id_no)));
        return ranges;
    }
    let likeness = text::likeness(&asked.name);
    if let Some(day) = asked.born_on {
        ranges.push(Range::from_beginning(by_birth(&asked.name, day)));
        if likeness.is_empty() {
            return ranges;
        }
    }
    if !likeness.is_empty() {
        let year = asked
            .born_on
            .map(|day| i64::from(chrono::Datelike::year(&day)));
        ranges.push(Range {
            year: year.or(asked.born_year),
            ..Range::from_beginning(by_name(&likeness))
        });
    }
    ranges
}

/// The statement that finds people and its values; apart, so that its plan can be looked at.
pub fn statement(units: &[String], asked: &Asked, places: &[String]) -> (String, Vec<V>) {
    let most = match places.is_empty() {
        true => MOST,
        false => MOST_WITH_PLACE,
    };
    of_ranges(units, &ranges(asked), places, most)
}

fn of_ranges(
    units: &[String],
    ranges: &[Range],
    places: &[String],
    most: usize,
) -> (String, Vec<V>) {
    let mut values = Values::default();
    let mut parts = Vec::new();
    for range in ranges {
        let (from, to) = (
            values.bind(range.from.clone()),
            values.bind(range.to.clone()),
        );
        let year = match range.year {
            Some(year) => format!(" AND k.born_year = {}", values.bind(year)),
            None => String::new(),
        };
        for unit in units {
            let unit = values.bind(unit);
            parts.push(format!(
                "SELECT * FROM (SELECT k.unit_id, k.matter_id, k.subject_id FROM criminal_person_key k
                   WHERE k.unit_id = {unit} AND k.key >= {from} AND k.key < {to}{year}
                   ORDER BY k.key LIMIT {most}) AS k{at}",
                at = parts.len()
            ));
        }
    }
    // UNION, not UNION ALL: somebody found by several keys is one line.
    let mut sql = format!(
        "SELECT {FOUND} FROM ({}) AS k {AROUND}",
        parts.join(" UNION ")
    );
    if !places.is_empty() {
        let any: Vec<String> = places
            .iter()
            .map(|place| {
                format!(
                    "p.address_folded LIKE {}",
                    values.bind(format!("%{place}%"))
                )
            })
            .collect();
        sql += &format!(" WHERE {}", any.join(" OR "));
    }
    (sql, values.0)
}

/// Finds people among the matters of these units; the best match first. The flag says that there are more.
pub async fn find(
    db: &impl Sql,
    units: &[String],
    asked: &Asked,
    places: &[String],
) -> Result<(Vec<Found>, bool)> {
    if units.is_empty() || !asked.is_enough() {
        return Ok((Vec::new(), false));
    }
    let (sql, values) = statement(units, asked, places);
    let mut found: Vec<Found> = db.all(sql, values).await?;
    found.retain(|one| fits(asked, one));
    found.sort_by_cached_key(|one| rank(asked, one));
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    Ok((found, more))
}

/// What keys alone do not settle: a number that came with a name must not contradict it, a day a day.
fn fits(asked: &Asked, one: &Found) -> bool {
    let by_year = asked
        .born_year
        .is_none_or(|year| one.born_year.is_none_or(|born| born == year));
    let by_name =
        asked.id_no.is_empty() || asked.name.is_empty() || one.id_no.starts_with(&asked.id_no);
    by_year && by_name
}

/// The order of a page: how well the name fits, whether the day of birth does, then the name and the newest matter.
fn rank(asked: &Asked, one: &Found) -> (u8, u8, String, std::cmp::Reverse<Uuid>) {
    let folded = text::fold(&asked.name);
    let name = match () {
        () if asked.name.is_empty() => 0,
        () if text::same_spelling(&asked.name, &one.name) => 0,
        () if folded == one.folded => 1,
        () if has_words(&one.name.to_lowercase(), &asked.name.to_lowercase()) => 2,
        () if has_words(&one.folded, &folded) => 3,
        () => 4,
    };
    let day = u8::from(asked.born_on.is_some() && one.born_on != asked.born_on);
    (
        day,
        name,
        text::name_sort_key(&one.name),
        std::cmp::Reverse(one.matter_id),
    )
}

/// Whether a name has these letters from the beginning of one of its words.
fn has_words(name: &str, wanted: &str) -> bool {
    format!(" {name}").contains(&format!(" {wanted}"))
}

/// Who may be the same as this person, by any key; the person is not among them.
pub async fn like(db: &impl Sql, units: &[String], person: &Found) -> Result<Vec<(Found, Sign)>> {
    let ranges = keys_of(person);
    if units.is_empty() || ranges.is_empty() {
        return Ok(Vec::new());
    }
    let (sql, values) = of_ranges(units, &ranges, &[], PAGE);
    let found: Vec<Found> = db.all(sql, values).await?;
    let mut like: Vec<(Found, Sign)> = found
        .into_iter()
        .filter_map(|other| sign(person, &other).map(|sign| (other, sign)))
        .collect();
    like.sort_by_cached_key(|(other, sign)| (*sign, std::cmp::Reverse(other.matter_id)));
    Ok(like)
}

fn keys_of(person: &Found) -> Vec<Range> {
    let mut ranges = Vec::new();
    if person.id_no.len() >= 9 {
        ranges.push(Range::of(by_id(&person.id_no)));
    }
    match person.born_on {
        Some(day) => ranges.push(Range::of(by_birth(&person.name, day))),
        None => ranges.extend(person.born_year.map(|year| Range {
            year: Some(year),
            ..Range::of(by_name(&text::likeness(&person.name)))
        })),
    }
    ranges
}

/// Số hồ sơ ở các đơn vị khác: only for what tells a person well, as a figure; at most `PAGE`, and whether there are more.
pub async fn count_elsewhere(
    db: &impl Sql,
    units: &[String],
    asked: &Asked,
) -> Result<(i64, bool)> {
    let range = match (
        asked.id_no.len() >= 9,
        asked.born_on,
        text::likeness(&asked.name),
    ) {
        (true, ..) => Range::of(by_id(&asked.id_no)),
        (false, Some(day), likeness) if likeness.len() > 4 => Range::of(by_birth(&asked.name, day)),
        _ => return Ok((0, false)),
    };
    let most = PAGE as i64;
    let mut count = 0_i64;
    for some in units.chunks(200) {
        let mut values = Values::default();
        let (from, to) = (
            values.bind(range.from.clone()),
            values.bind(range.to.clone()),
        );
        let places: Vec<String> = some.iter().map(|unit| values.bind(unit)).collect();
        let sql = format!(
            "SELECT count(*) FROM (SELECT DISTINCT matter_id FROM criminal_person_key
               WHERE unit_id IN ({}) AND key >= {from} AND key < {to} LIMIT {}) AS k",
            places.join(", "),
            most + 1
        );
        let here: i64 = db.one(sql, values.0).await?;
        count += here;
        if count > most {
            return Ok((most, true));
        }
    }
    Ok((count, false))
}

/// One person of one matter, in whatever unit the matter is.
pub async fn person(db: &impl Sql, matter: Uuid, subject: Uuid) -> Result<Option<Found>> {
    let sql = format!(
        "SELECT {FOUND} FROM criminal_person k {AROUND} WHERE k.matter_id = $1 AND k.subject_id = $2"
    );
    db.opt(sql, db::args![matter, subject]).await
}

/// People by matter and subject, in no order.
pub async fn people(db: &impl Sql, who: &[(Uuid, Uuid)]) -> Result<Vec<Found>> {
    let mut all = Vec::new();
    for some in who.chunks(100) {
        let mut values = Values::default();
        let wanted: Vec<String> = some
            .iter()
            .map(|(matter, subject)| {
                let (matter, subject) = (values.bind(*matter), values.bind(*subject));
                format!("(k.matter_id = {matter} AND k.subject_id = {subject})")
            })
            .collect();
        let sql = format!(
            "SELECT {FOUND} FROM criminal_person k {AROUND} WHERE {}",
            wanted.join(" OR ")
        );
        let found: Vec<Found> = db.all(sql, values.0).await?;
        all.extend(found);
    }
    Ok(all)
}

/// Puts together whoever may be one person, the surest signs first. What was decided against, and two numbers for life
/// that differ, keep two apart however many others speak for them.
pub fn groups(found: Vec<Found>, decided: &[Decided]) -> Vec<Group> {
    let verdict = |one: &Found, other: &Found| {
        decided
            .iter()
            .find(|link| link.joins(one.subject_id, other.subject_id))
            .map(Decided::verdict)
    };
    let mut edges: Vec<(Sign, usize, usize)> = Vec::new();
    for (at, one) in found.iter().enumerate() {
        for (to, other) in found.iter().enumerate().skip(at + 1) {
            let sign = match verdict(one, other) {
                Some(Verdict::Same) => Some(Sign::Confirmed),
                Some(Verdict::Different) => None,
                None => sign(one, other),
            };
            edges.extend(sign.map(|sign| (sign, at, to)));
        }
    }
    edges.sort();
    let mut group_of: Vec<usize> = (0..found.len()).collect();
    let mut signs: Vec<Vec<Sign>> = vec![Vec::new(); found.len()];
    for (sign, one, other) in edges {
        let (keep, gone) = (
            group_of[one].min(group_of[other]),
            group_of[one].max(group_of[other]),
        );
        let members = |group: usize| {
            let at = group_of
                .iter()
                .enumerate()
                .filter(move |(_, of)| **of == group);
            at.map(|(at, _)| &found[at])
        };
        let are_apart = |one: &Found, other: &Found| {
            verdict(one, other) == Some(Verdict::Different)
                || identity::contradict(&one.id_no, &other.id_no)
        };
        if keep == gone {
            continue;
        }
        if members(keep).any(|one| members(gone).any(|other| are_apart(one, other))) {
            continue;
        }
        for of in group_of.iter_mut().filter(|of| **of == gone) {
            *of = keep;
        }
        let moved = std::mem::take(&mut signs[gone]);
        for sign in moved.into_iter().chain([sign]) {
            if !signs[keep].contains(&sign) {
                signs[keep].push(sign);
            }
        }
    }
    let mut groups: Vec<Group> = Vec::new();
    let mut place: Vec<Option<usize>> = vec![None; found.len()];
    for (one, of) in found.into_iter().zip(group_of) {
        match place[of] {
            Some(at) => {
                let group: &mut Group = &mut groups[at];
                group.people.push(one);
            }
            None => {
                place[of] = Some(groups.len());
                groups.push(Group {
                    people: vec![one],
                    signs: signs[of].clone(),
                });
            }
        }
    }
    groups
}
