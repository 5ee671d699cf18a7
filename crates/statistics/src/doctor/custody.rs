//! Tạm giữ và tạm giam (K13, K14): who went from custody into detention left the one and entered the other; who was let go by a decision
//! of the procuracy stands in register 06 with that decision.

use std::collections::{BTreeMap, BTreeSet};

use criminal::books::{Book, Books, shelf};
use criminal::passage::carried::carried_on;
use criminal::standing::standing;
use db::{Result, Sql};
use law::Fact;
use uuid::Uuid;

use super::desk::{Asked, Desk};
use super::{Cell, Finding, Verdict, WIDE, finding, matter_href, messages};
use crate::count::Values;
use crate::course::{Stay, Step, course};

/// Tạm giữ chuyển tạm giam, of the detention side and of the custody side.
const DETAINED: Cell = ("bieu-07", "34");
/// Khởi tố chuyển tạm giam; truy nã chuyển tạm giam.
const LEFT: [Cell; 2] = [("bieu-07", "12"), ("bieu-07", "14")];
/// Decisions of register 06 by which somebody in custody is let go: the row, the act, the ground of the row.
const DECISIONS: [(&str, &str, &str); 3] = [
    ("16", "custody.annulled", "huy_bo"),
    ("17", "custody.extension_refused", "khong_gia_han"),
    ("18", "arrest.refused", "khong_phe_chuan_bat"),
];
/// Papers of the register that are compared at once.
const MOST: i64 = 2_000;
/// People who are named one by one.
const NAMED: usize = 20;

/// Sets the rows of custody beside those of detention, and beside the register.
pub(super) async fn compare(
    asked: &Asked<'_>,
    desk: &Desk<'_>,
    found: &mut Vec<Finding>,
) -> Result<()> {
    into_detention(asked, desk, found).await?;
    register06(asked, desk, found).await
}

db::row! { struct Passing { matter_id: Uuid, subject_id: Option<Uuid>, event: String } }

/// K13.
async fn into_detention(
    asked: &Asked<'_>,
    desk: &Desk<'_>,
    found: &mut Vec<Finding>,
) -> Result<()> {
    let left = LEFT.map(|(form, row)| desk.row(form, row));
    let (Some(came), [Some(charged), Some(wanted)]) = (desk.row(DETAINED.0, DETAINED.1), left)
    else {
        found.push(desk.gone("K13", &[DETAINED, LEFT[0], LEFT[1]]));
        return Ok(());
    };
    let said = messages::custody_and_detention(came, charged, wanted);
    if came == charged + wanted {
        found.push(finding("K13", Verdict::Holds, said));
        return Ok(());
    }
    found.push(finding("K13", Verdict::Warning, said).at(DETAINED.0, DETAINED.1));
    if asked.scope.keys.len() > WIDE {
        return Ok(());
    }
    let one_sided = one_sided(asked).await?;
    let ids: Vec<Uuid> = one_sided.into_iter().take(NAMED).collect();
    for head in criminal::heads(asked.db, &ids).await? {
        found.push(
            finding("K13", Verdict::Warning, messages::ONE_SIDED)
                .about(messages::of_matter(&head.code))
                .repair(messages::AT_MATTER, matter_href(head.matter_id)),
        );
    }
    Ok(())
}

/// Matters with somebody who left custody for detention without entering it, or the other way round.
async fn one_sided(asked: &Asked<'_>) -> Result<BTreeSet<Uuid>> {
    let mut values = Values::default();
    let (units, from, to) = (
        values.list(&asked.scope.keys),
        values.bind(asked.period.from_at()),
        values.bind(asked.period.to_at()),
    );
    let sql = format!(
        "SELECT matter_id, subject_id, event FROM statistics_step
          WHERE unit_id IN ({units}) AND at >= {from} AND at < {to}
            AND ((event = 'custody.out' AND ground IN ('tam_giam', 'truy_na_tam_giam'))
              OR (event = 'detention.in' AND ground = 'tu_tam_giu'))"
    );
    let passings: Vec<Passing> = asked.db.all(sql, values.0).await?;
    let mut sides: BTreeMap<(Uuid, Option<Uuid>), i64> = BTreeMap::new();
    for one in passings {
        let side = if one.event == "custody.out" { 1 } else { -1 };
        *sides.entry((one.matter_id, one.subject_id)).or_default() += side;
    }
    let uneven = sides.into_iter().filter(|(_, sides)| *sides != 0);
    Ok(uneven.map(|((matter, _), _)| matter).collect())
}

/// Quyết định và việc ra khỏi tạm giữ.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sides {
    /// The decision of the register led to it.
    Both,
    /// A decision, and nobody left in the period.
    Decision,
    /// A decision about somebody of whom no custody is recorded: no row of the form can count it.
    NotHeld,
    /// Somebody left, and the register of the period has no decision.
    Leaving,
}

/// A decision and the leaving it should have led to, or one of the two alone.
struct Released {
    matter: Uuid,
    /// Its place in [`DECISIONS`].
    kind: usize,
    sides: Sides,
    /// The decision as people name it.
    about: String,
}

/// K14.
async fn register06(asked: &Asked<'_>, desk: &Desk<'_>, found: &mut Vec<Finding>) -> Result<()> {
    let Some(released) = released(asked).await? else {
        found.push(finding("K14", Verdict::Unasked, messages::TOO_WIDE_06));
        return Ok(());
    };
    let before = found.len();
    let mut counts = Vec::new();
    for (at, (row, ..)) in DECISIONS.iter().enumerate() {
        let Some(counted) = desk.row("bieu-07", row) else {
            found.push(desk.gone("K14", &[("bieu-07", row)]));
            continue;
        };
        let of = released.iter().filter(|one| one.kind == at);
        let decided = of
            .filter(|one| matches!(one.sides, Sides::Both | Sides::Decision))
            .count();
        let decided = i64::try_from(decided).unwrap_or(i64::MAX);
        counts.push(counted);
        if counted != decided {
            let said = messages::register06_differs(row, counted, decided);
            let found_one = finding("K14", Verdict::Broken, said).at("bieu-07", row);
            found.push(found_one.repair_asked(messages::OPEN_06, "/criminal/books/06"));
        }
    }
    let uneven = released.iter().filter(|one| one.sides != Sides::Both);
    for one in uneven.take(NAMED) {
        let said = match one.sides {
            Sides::NotHeld => messages::NOT_HELD,
            Sides::Leaving => messages::LEFT_NOT_DECIDED,
            Sides::Decision | Sides::Both => messages::DECIDED_NOT_LEFT,
        };
        found.push(
            finding("K14", Verdict::Warning, said)
                .about(one.about.as_str())
                .repair(messages::AT_MATTER, matter_href(one.matter)),
        );
    }
    if found.len() == before {
        let said = messages::register06_agrees(counts.iter().sum());
        found.push(finding("K14", Verdict::Holds, said));
    }
    Ok(())
}

async fn released(asked: &Asked<'_>) -> Result<Option<Vec<Released>>> {
    let (scope, period) = (asked.scope, asked.period);
    let book = Books::embedded().named("06");
    let Some(book) = book.filter(|_| scope.keys.len() <= WIDE) else {
        return Ok(None);
    };
    let page = shelf::Asked {
        units: scope.keys.clone(),
        book: book.no.clone(),
        from: period.from.on,
        to: period.last_day(),
        prosecutor: None,
        query: String::new(),
        after: None,
        most: MOST,
    };
    let (keys, more) = shelf::page(asked.db, &page).await?;
    if more {
        return Ok(None);
    }
    let mut codes: BTreeMap<Uuid, String> = BTreeMap::new();
    codes.extend(keys.into_iter().map(|key| (key.matter_id, key.code)));
    // Who left by such a decision that the register of the period does not have.
    let left = left_by_decision(asked).await?;
    let unknown: Vec<Uuid> = left
        .into_iter()
        .filter(|id| !codes.contains_key(id))
        .collect();
    for head in criminal::heads(asked.db, &unknown).await? {
        codes.insert(head.matter_id, head.code);
    }
    let matters: Vec<Uuid> = codes.keys().copied().collect();
    let mut all = Vec::new();
    for some in matters.chunks(100) {
        for (matter, facts) in ledger::facts_of_each(asked.db, some).await? {
            let code = codes.get(&matter).map_or("", String::as_str);
            of_matter(asked, book, (matter, code), &facts, &mut all);
        }
    }
    Ok(Some(all))
}

async fn left_by_decision(asked: &Asked<'_>) -> Result<Vec<Uuid>> {
    let mut values = Values::default();
    let (units, from, to) = (
        values.list(&asked.scope.keys),
        values.bind(asked.period.from_at()),
        values.bind(asked.period.to_at()),
    );
    let grounds = DECISIONS
        .map(|(_, _, ground)| format!("'{ground}'"))
        .join(", ");
    let sql = format!(
        "SELECT DISTINCT matter_id FROM statistics_step
          WHERE unit_id IN ({units}) AND event = 'custody.out' AND at >= {from} AND at < {to} AND ground IN ({grounds})"
    );
    asked.db.all(sql, values.0).await
}

/// The decisions of one matter, each with the leaving it led to.
fn of_matter(
    asked: &Asked<'_>,
    book: &Book,
    (matter, code): (Uuid, &str),
    facts: &[Fact],
    all: &mut Vec<Released>,
) {
    let (from, to) = (asked.period.from_at(), asked.period.to_at());
    let is_here = |unit: &str, at: i64| {
        asked.scope.keys.iter().any(|key| key == unit) && at >= from && at < to
    };
    let told = course(asked.law, facts);
    for (kind, (_, act, ground)) in DECISIONS.iter().enumerate() {
        let is_leaving = |step: &&Step| {
            step.event == "custody.out"
                && step.marks.ground == *ground
                && is_here(&step.unit, step.at)
        };
        let left = told.steps.iter().filter(is_leaving);
        let mut left: Vec<Option<Uuid>> = left.map(|step| step.subject).collect();
        let is_decision = |fact: &&Fact| {
            fact.kind == *act
                && carried_on(fact).is_none()
                && book.holds(asked.law, fact)
                && is_here(&fact.unit, fact.effective.at_utc_ms())
        };
        for fact in standing(facts).filter(is_decision) {
            let has_left = left.iter().position(|subject| *subject == fact.subject);
            let sides = match has_left.map(|at| left.remove(at)) {
                Some(_) => Sides::Both,
                None if told.stays.iter().any(|stay| is_custody_at(stay, fact)) => Sides::Decision,
                None => Sides::NotHeld,
            };
            all.push(Released {
                matter,
                kind,
                sides,
                about: messages::paper(fact.number.as_deref(), fact.effective.on, code),
            });
        }
        all.extend(left.into_iter().map(|_| Released {
            matter,
            kind,
            sides: Sides::Leaving,
            about: messages::of_matter(code),
        }));
    }
}

/// Whether somebody stood in custody when a decision about them came.
fn is_custody_at(stay: &Stay, decision: &Fact) -> bool {
    let at = decision.effective.at_utc_ms();
    stay.subject == decision.subject
        && stay.state.starts_with("held.custody")
        && stay.from_at <= at
        && stay.to_at >= at
}
