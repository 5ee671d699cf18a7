//! Thời hạn đến gần: the running clocks of people or of units between two instants, for the lists and for the desk.

use chrono::NaiveDate;
use db::{FromRow as _, Result, Sql};
use uuid::Uuid;

use people::ladder::End;
use shell::{Badge, Tone};

use crate::messages;
use crate::register::{Cursor, PAGE, Values, each_of};

/// Whose clocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// Of the matters assigned to these prosecutors.
    People(Vec<Uuid>),
    /// Of these units, by key.
    Units(Vec<String>),
}

impl Whose {
    fn column(&self) -> &'static str {
        match self {
            Whose::People(_) => "prosecutor_id",
            Whose::Units(_) => "unit_id",
        }
    }
}

db::row! {
    /// Một thời hạn đang chạy.
    pub struct DueClock {
        /// The matter.
        pub matter_id: Uuid,
        /// Its number within the matter.
        pub n: i64,
        /// Đơn vị thụ lý.
        pub unit_id: String,
        /// Mã hồ sơ điện tử.
        pub code: String,
        /// What the matter is called.
        pub title: String,
        /// Kiểm sát viên, by name.
        pub prosecutor: String,
        /// Kiểm sát viên.
        pub prosecutor_id: Option<Uuid>,
        /// The person it is about.
        pub subject_id: Option<Uuid>,
        /// Their name; empty for the whole matter.
        pub name: String,
        /// `DET-INV-NT`.
        pub rule: String,
        /// `DET-INV`.
        pub family: String,
        /// Its name.
        pub rule_vi: String,
        /// Its article.
        pub article: String,
        /// The end that counts.
        pub due_on: Option<NaiveDate>,
        /// The same as an instant; 24:00 of a whole day.
        pub due_at: i64,
        /// Whether it ends at an hour.
        pub has_hour: bool,
        /// VKS, CQDT …, joined by spaces.
        pub who: String,
        /// The procuracy itself must meet it.
        pub is_ours: bool,
        /// The act that comes next.
        pub next_act: Option<String>,
        /// The next lawful step in words.
        pub next_vi: String,
        /// The last day to ask for an extension.
        pub request_by: Option<NaiveDate>,
        /// Căn cứ: [`law::Proof`] as JSON.
        pub proof: String,
    }
}

impl DueClock {
    /// Its proof.
    pub fn proof(&self) -> Option<law::Proof> {
        serde_json::from_str(&self.proof).ok()
    }

    /// Hạn đề nghị gia hạn, as a mark.
    pub fn request(&self, today: NaiveDate) -> Option<Badge> {
        request(self.request_by, today)
    }

    /// Whether it has run out at an instant.
    pub fn is_overdue(&self, now_ms: i64) -> bool {
        self.due_at <= now_ms
    }

    /// The next lawful step as it stands at an instant: the act and the sentence. Once the clock has run out it is what the law
    /// then demands.
    pub fn step<'a>(&'a self, law: &'a law::Law, now_ms: i64) -> (Option<&'a str>, &'a str) {
        let next = (self.next_act.as_deref(), self.next_vi.as_str());
        step_at(law, &self.family, next, self.is_overdue(now_ms))
    }

    /// Its end, as the ladder asks for it; none where no day is known.
    pub fn end(&self) -> Option<End> {
        Some(End {
            on: self.due_on?,
            at_ms: self.due_at,
            has_hour: self.has_hour,
        })
    }

    /// The place after which the next page begins.
    pub fn cursor(&self) -> Cursor {
        Cursor {
            place: self.due_at,
            matter: self.matter_id,
            n: self.n,
        }
    }
}

/// A step that was kept while the clock ran, or what the law demands once it has run out.
pub(crate) fn step_at<'a>(
    law: &'a law::Law,
    family: &str,
    kept: (Option<&'a str>, &'a str),
    is_overdue: bool,
) -> (Option<&'a str>, &'a str) {
    match crate::rules::once_lapsed(law, family).filter(|_| is_overdue) {
        Some((act, vi)) => (Some(act), vi),
        None => kept,
    }
}

/// Hạn đề nghị gia hạn: calm while far, a warning in its last three days, and told as missed once it has passed.
pub fn request(by: Option<NaiveDate>, today: NaiveDate) -> Option<Badge> {
    let by = by?;
    let tone = match (by - today).num_days() {
        ..0 => return Some(Badge::new(Tone::Danger, messages::request_missed(by))),
        0..=3 => Tone::Warning,
        _ => Tone::Neutral,
    };
    Some(Badge::new(tone, messages::request_by(by)))
}

/// What runs in a stretch: a duty always; a right only while it may still be used, so never among what is overdue.
fn runs(from_ms: i64) -> &'static str {
    match from_ms {
        ..=0 => "status = 'running'",
        _ => "status IN ('running', 'right')",
    }
}

const CLOCK: &str = "unit_id, matter_id, n, subject_id, name, rule, family, rule_vi, article, due_on, due_at, has_hour, who,
       is_ours, prosecutor_id, next_act, next_vi, request_by, proof";

/// Which running clocks: those that end in `[from_ms, until_ms)`, overdue ones with `from_ms` 0, so many after a place.
#[derive(Debug, Clone, Copy)]
pub struct Stretch {
    /// The first instant.
    pub from_ms: i64,
    /// The first instant after.
    pub until_ms: i64,
    /// The end of the page before.
    pub after: Option<Cursor>,
    /// How many.
    pub at_most: i64,
}

impl Stretch {
    /// A page of a list.
    pub fn page((from_ms, until_ms): (i64, i64), after: Option<Cursor>) -> Stretch {
        Stretch {
            from_ms,
            until_ms,
            after,
            at_most: PAGE,
        }
    }
}

/// Running clocks of a stretch, the nearest first, and whether more follow.
pub async fn due(db: &impl Sql, whose: &Whose, stretch: Stretch) -> Result<(Vec<DueClock>, bool)> {
    let mut values = Values::default();
    let mut wanted = format!(
        " AND due_at >= {} AND due_at < {}",
        values.bind(stretch.from_ms),
        values.bind(stretch.until_ms)
    );
    if let Some(after) = stretch.after {
        let (place, matter, n) = (
            values.bind(after.place),
            values.bind(after.matter),
            values.bind(after.n),
        );
        wanted += &format!(" AND (due_at, matter_id, n) > ({place}, {matter}, {n})");
    }
    let column = whose.column();
    let runs = runs(stretch.from_ms);
    let order = ("due_at, matter_id, n", stretch.at_most + 1);
    let one = |who: &str| {
        format!(
            "SELECT {CLOCK} FROM criminal_clock WHERE {column} = {who} AND {runs}{wanted}
              ORDER BY {} LIMIT {}",
            order.0, order.1
        )
    };
    let inner = match whose {
        Whose::Units(units) if !units.is_empty() => each_of(units, &mut values, one, order),
        Whose::People(people) if !people.is_empty() => each_of(people, &mut values, one, order),
        _ => return Ok((Vec::new(), false)),
    };
    let sql = format!(
        "SELECT k.*, m.code, c.title, c.prosecutor FROM ({inner}) AS k
           JOIN ledger_matter m ON m.id = k.matter_id
           JOIN criminal_matter c ON c.unit_id = k.unit_id AND c.matter_id = k.matter_id
          ORDER BY k.due_at, k.matter_id, k.n"
    );
    let mut lines: Vec<DueClock> = db.all(sql, values.0).await?;
    let more = lines.len() as i64 > stretch.at_most;
    lines.truncate(stretch.at_most as usize);
    Ok((lines, more))
}

db::row! {
    /// Một thời hạn đang chạy, only what tells it from the others: for those who go through all of them.
    pub struct Reached {
        /// Đơn vị thụ lý.
        pub unit_id: String,
        /// The matter.
        pub matter_id: Uuid,
        /// Its number within the matter.
        pub n: i64,
        /// The person it is about.
        pub subject_id: Option<Uuid>,
        /// `DET-INV-NT`.
        pub rule: String,
        /// The end that counts.
        pub due_on: NaiveDate,
        /// The same as an instant; 24:00 of a whole day.
        pub due_at: i64,
        /// Whether it ends at an hour.
        pub has_hour: bool,
        /// Kiểm sát viên.
        pub prosecutor_id: Option<Uuid>,
        /// Phó Viện trưởng phụ trách.
        pub deputy_id: Option<Uuid>,
    }
}

/// The running clocks of units that end before an instant, the nearest first; `at_most` after a place. Of rights, those that may
/// still be used now.
pub async fn reached(
    db: &impl Sql,
    units: &[String],
    (now_ms, until_ms): (i64, i64),
    after: Option<Cursor>,
    at_most: i64,
) -> Result<Vec<Reached>> {
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let mut values = Values::default();
    let places: Vec<String> = units.iter().map(|unit| values.bind(unit)).collect();
    let mut wanted = format!(
        "unit_id IN ({}) AND due_on IS NOT NULL AND due_at < {}",
        places.join(", "),
        values.bind(until_ms)
    );
    if let Some(after) = after {
        let (place, matter, n) = (
            values.bind(after.place),
            values.bind(after.matter),
            values.bind(after.n),
        );
        wanted += &format!(" AND (due_at, matter_id, n) > ({place}, {matter}, {n})");
    }
    let now = values.bind(now_ms);
    let sql = format!(
        "SELECT k.unit_id, k.matter_id, k.n, k.subject_id, k.rule, k.due_on, k.due_at, k.has_hour, k.prosecutor_id,
                c.deputy_id
           FROM (SELECT * FROM criminal_clock WHERE {wanted} AND status = 'running' UNION ALL
                 SELECT * FROM criminal_clock WHERE {wanted} AND status = 'right' AND due_at > {now}) AS k
           JOIN criminal_matter c ON c.unit_id = k.unit_id AND c.matter_id = k.matter_id
          ORDER BY k.due_at, k.matter_id, k.n LIMIT {}",
        values.bind(at_most)
    );
    db.all(sql, values.0).await
}

/// The running clocks of these matters, the nearest first; for matters already found, at most a page of a list.
pub async fn running_of(db: &impl Sql, matters: &[Uuid]) -> Result<Vec<DueClock>> {
    if matters.is_empty() {
        return Ok(Vec::new());
    }
    let mut values = Values::default();
    let places: Vec<String> = matters.iter().map(|matter| values.bind(*matter)).collect();
    let sql = format!(
        "SELECT k.*, m.code, c.title, c.prosecutor
           FROM (SELECT {CLOCK} FROM criminal_clock WHERE matter_id IN ({}) AND {}) AS k
           JOIN ledger_matter m ON m.id = k.matter_id
           JOIN criminal_matter c ON c.unit_id = k.unit_id AND c.matter_id = k.matter_id
          ORDER BY k.due_at, k.matter_id, k.n",
        places.join(", "),
        runs(0)
    );
    db.all(sql, values.0).await
}

/// So many in one stretch are not sorted for the few that are shown.
const MANY: i64 = 500;

/// For each stretch `[from_ms, until_ms)`, in the order given: the `at_most` nearest running clocks that end in it. `counts` says how
/// many there are: of many, each unit (or person) gives its nearest from its own index; a stretch without any is not asked.
pub async fn nearest(
    db: &impl Sql,
    whose: &Whose,
    stretches: &[(i64, i64)],
    counts: &[i64],
    at_most: i64,
) -> Result<Vec<Vec<DueClock>>> {
    let mut found: Vec<Vec<DueClock>> = stretches.iter().map(|_| Vec::new()).collect();
    let mut values = Values::default();
    const ORDER: &str = "due_at, matter_id, n";
    let mut parts = Vec::new();
    for (at, ((from, until), count)) in stretches.iter().zip(counts).enumerate() {
        if *count == 0 {
            continue;
        }
        let runs = runs(*from);
        let (from, until) = (values.bind(*from), values.bind(*until));
        let lines = |who: &str| {
            format!(
                "SELECT unit_id, matter_id, n, due_at, CAST({at} AS BIGINT) AS stretch FROM criminal_clock
                  WHERE {who} AND {runs} AND due_at >= {from} AND due_at < {until}
                  ORDER BY {ORDER} LIMIT {at_most}"
            )
        };
        let column = whose.column();
        let one = |who: &str| lines(&format!("{column} = {who}"));
        let lines = match whose {
            _ if *count <= MANY => of(whose, &mut values)
                .map(|wanted| lines(&wanted))
                .unwrap_or_default(),
            Whose::Units(units) => each_of(units, &mut values, one, (ORDER, at_most)),
            Whose::People(people) => each_of(people, &mut values, one, (ORDER, at_most)),
        };
        parts.push(format!("SELECT * FROM ({lines}) AS s{at}"));
    }
    if parts.is_empty() {
        return Ok(found);
    }
    let columns = CLOCK.split(", ").map(|name| format!("k.{}", name.trim()));
    let sql = format!(
        "SELECT {}, m.code, c.title, c.prosecutor, w.stretch
           FROM ({}) AS w
           JOIN criminal_clock k ON k.unit_id = w.unit_id AND k.matter_id = w.matter_id AND k.n = w.n
           JOIN ledger_matter m ON m.id = k.matter_id
           JOIN criminal_matter c ON c.unit_id = k.unit_id AND c.matter_id = k.matter_id
          ORDER BY w.stretch, k.due_at, k.matter_id, k.n",
        columns.collect::<Vec<_>>().join(", "),
        parts.join(" UNION ALL ")
    );
    for row in db.rows(sql, values.0).await? {
        let at: i64 = row.get("stretch")?;
        if let Some(part) = usize::try_from(at).ok().and_then(|at| found.get_mut(at)) {
            part.push(DueClock::from_row(&row)?);
        }
    }
    Ok(found)
}

/// [`counts`] for each unit: units without a clock in any stretch are left out.
pub async fn counts_by_unit(
    db: &impl Sql,
    units: &[String],
    stretches: &[(i64, i64)],
) -> Result<Vec<(String, Vec<i64>)>> {
    let whose = Whose::Units(units.to_vec());
    let rows = figures(db, &whose, stretches, "unit_id").await?;
    let read = |row: &db::Row| -> Result<(String, Vec<i64>)> {
        let counts: Result<Vec<i64>> = (0..stretches.len())
            .map(|at| row.get(&format!("c{at}")))
            .collect();
        Ok((row.get("whose")?, counts?))
    };
    rows.iter().map(read).collect()
}

/// How many running clocks end in each stretch `[from_ms, until_ms)`, in the order given; one walk along an index.
pub async fn counts(db: &impl Sql, whose: &Whose, stretches: &[(i64, i64)]) -> Result<Vec<i64>> {
    let rows = figures(db, whose, stretches, "").await?;
    (0..stretches.len())
        .map(|at| rows.first().map_or(Ok(0), |row| row.get(&format!("c{at}"))))
        .collect()
}

/// The counts `c0`, `c1` … of each stretch, in one row, or in one for each value of a column, then called `whose`.
async fn figures(
    db: &impl Sql,
    whose: &Whose,
    stretches: &[(i64, i64)],
    each: &str,
) -> Result<Vec<db::Row>> {
    let first = stretches.iter().map(|stretch| stretch.0).min();
    // Rights that ran out stay, years of them: only those to come are walked.
    let ahead = stretches
        .iter()
        .map(|stretch| stretch.0)
        .filter(|from| *from > 0);
    let last = stretches.iter().map(|stretch| stretch.1).max();
    let mut values = Values::default();
    let (Some(first), Some(last), Some(wanted)) = (first, last, of(whose, &mut values)) else {
        return Ok(Vec::new());
    };
    let mut columns: Vec<String> = stretches
        .iter()
        .enumerate()
        .map(|(at, (from, until))| {
            let runs = runs(*from);
            let (from, until) = (values.bind(*from), values.bind(*until));
            format!(
                "count(*) FILTER (WHERE {runs} AND due_at >= {from} AND due_at < {until}) AS c{at}"
            )
        })
        .collect();
    let group = match each {
        "" => String::new(),
        column => {
            columns.push(format!("{column} AS whose"));
            format!(" GROUP BY {column} ORDER BY {column}")
        }
    };
    let (column, last) = (whose.column(), values.bind(last));
    let mut walk = |status: &str, from: i64| {
        let from = values.bind(from);
        format!(
            "SELECT {column}, status, due_at FROM criminal_clock
              WHERE {wanted} AND status = '{status}' AND due_at >= {from} AND due_at < {last}"
        )
    };
    let mut walks = vec![walk("running", first)];
    walks.extend(ahead.min().map(|from| walk("right", from)));
    let sql = format!(
        "SELECT {} FROM ({}) AS walked{group}",
        columns.join(", "),
        walks.join(" UNION ALL ")
    );
    db.rows(sql, values.0).await
}

/// The words of a query for these people or units; none when there are none.
fn of(whose: &Whose, values: &mut Values) -> Option<String> {
    let places: Vec<String> = match whose {
        Whose::People(people) => people.iter().map(|person| values.bind(*person)).collect(),
        Whose::Units(units) => units.iter().map(|unit| values.bind(unit)).collect(),
    };
    (!places.is_empty()).then(|| format!("{} IN ({})", whose.column(), places.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_pressing_in_its_last_days_and_missed_after() {
        let today = "2026-11-20".parse().unwrap();
        let mark = |day: &str| request(day.parse().ok(), today).unwrap();
        for (day, tone, words) in [
            (
                "2026-12-01",
                Tone::Neutral,
                "Đề nghị gia hạn chậm nhất 01/12/2026",
            ),
            (
                "2026-11-23",
                Tone::Warning,
                "Đề nghị gia hạn chậm nhất 23/11/2026",
            ),
            (
                "2026-11-20",
                Tone::Warning,
                "Đề nghị gia hạn chậm nhất 20/11/2026",
            ),
            (
                "2026-11-19",
                Tone::Danger,
                "Đã quá ngày đề nghị gia hạn 19/11/2026",
            ),
        ] {
            assert_eq!((mark(day).tone, mark(day).text.as_str()), (tone, words));
        }
        assert!(request(None, today).is_none());
    }
}
