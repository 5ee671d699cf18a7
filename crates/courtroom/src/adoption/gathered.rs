//! Những gì được tính: every case, session and drawing of some units and days, each once, with whether it counts and where its proof is.

use std::collections::{BTreeSet, HashMap};

use db::{Db, Sql, StorageError, V};
use evidence::counts::{counts, instants};
use shell::{Problem, Visit};
use uuid::Uuid;

use super::{
    CaseMoved, CasesDoor, Moved,
    asked::{Days, Question},
    messages,
    what::What,
};

/// Một dòng đứng sau con số.
pub(super) struct Item {
    pub(super) what: What,
    pub(super) unit: String,
    pub(super) matter: Uuid,
    /// What it is: "12 lần đưa lên màn hình", "Số hóa một phần".
    pub(super) title: String,
    pub(super) at: i64,
    /// Its proof.
    pub(super) href: String,
    /// Whether it is in the figure, or only in what the figure is a share of.
    pub(super) is_counted: bool,
    /// Vụ việc dân sự, vụ án hành chính.
    pub(super) is_civil: bool,
}

/// Everything, in the order of time; shares are not told while the figures of the statistics are made anew.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) items: Vec<Item>,
    pub(super) has_shares: bool,
}

impl Gathered {
    /// How many count, and of how many, among those that `is_it` takes.
    pub(super) fn count(&self, what: What, is_it: impl Fn(&Item) -> bool) -> (usize, usize) {
        let all = self
            .items
            .iter()
            .filter(|one| one.what == what && is_it(one));
        all.fold((0, 0), |(count, of), one| {
            (count + usize::from(one.is_counted), of + 1)
        })
    }
}

/// Gathers one figure, or all.
pub(super) async fn gathered(
    visit: &Visit,
    question: &Question,
    wanted: Option<What>,
) -> Result<Gathered, Problem> {
    let is_wanted = |what: What| wanted.is_none_or(|wanted| wanted == what);
    let keys = question.keys();
    let mut all = Gathered {
        has_shares: true,
        ..Gathered::default()
    };
    for what in [What::Digitised, What::Shown] {
        if !is_wanted(what) {
            continue;
        }
        match shares(visit, what, &keys, question.days).await? {
            Some(items) => all.items.extend(items),
            None => all.has_shares = false,
        }
    }
    let db = visit.app.db();
    if What::ALL
        .into_iter()
        .any(|one| one.is_session() && is_wanted(one))
    {
        all.items.extend(sessions(db, &keys, question.days).await?);
    }
    if wanted.is_none_or(|wanted| matches!(wanted, What::Drawn(_))) {
        let drawn = counts(db, &keys, question.days).await?.into_iter();
        let drawn = drawn.filter(|one| is_wanted(What::Drawn(one.form)));
        all.items.extend(drawn.map(|one| Item {
            what: What::Drawn(one.form),
            unit: one.unit,
            matter: one.matter,
            title: one.title,
            at: one.at,
            href: one.href,
            is_counted: true,
            is_civil: false,
        }));
    }
    told_apart(db, &mut all.items).await?;
    all.items.retain(|one| is_wanted(one.what));
    Ok(all)
}

/// Marks what belongs to civil and administrative matters; a session of theirs is a figure of its own. Shares are of criminal cases alone.
async fn told_apart(db: &Db, items: &mut [Item]) -> Result<(), StorageError> {
    let is_either = |one: &&Item| one.what.of().is_none();
    let ids: Vec<Uuid> = matters_of(items.iter().filter(is_either))
        .into_iter()
        .collect();
    let mut civil = BTreeSet::new();
    for some in ids.chunks(200) {
        let found = civil::load::heads(db, some).await?;
        civil.extend(found.into_iter().map(|head| head.matter_id));
    }
    for one in items.iter_mut().filter(|one| civil.contains(&one.matter)) {
        one.is_civil = true;
        if one.what == What::Sessions {
            one.what = What::CivilSessions;
        }
    }
    Ok(())
}

/// What is a share of cases: every case that it is a share of.
async fn shares(
    visit: &Visit,
    what: What,
    keys: &[String],
    days: Days,
) -> Result<Option<Vec<Item>>, Problem> {
    let (Some(door), Some((of, _))) = (visit.app.find::<CasesDoor>(), what.of()) else {
        return Ok(None);
    };
    let Some(cases) = door.0.moved(&visit.app, of, keys, days).await? else {
        return Ok(None);
    };
    match what {
        What::Digitised => digitised(visit.app.db(), cases).await.map(Some),
        _ => {
            let shown = door.0.moved(&visit.app, Moved::EvidenceShown, keys, days);
            let shown = shown.await?.unwrap_or_default();
            Ok(Some(tried(cases, &shown)))
        }
    }
}

async fn digitised(db: &Db, cases: Vec<CaseMoved>) -> Result<Vec<Item>, Problem> {
    let ids: Vec<Uuid> = cases.iter().map(|one| one.matter).collect();
    let levels = casefile::levels_of(db, &ids).await?;
    let item = |one: CaseMoved| {
        let level = levels.get(&one.matter).copied().unwrap_or_default();
        Item {
            what: What::Digitised,
            title: level.vi().to_owned(),
            href: format!("/casefile/matters/{}/completeness", one.matter),
            is_counted: level.is_digitised(),
            unit: one.unit,
            matter: one.matter,
            at: one.at,
            is_civil: false,
        }
    };
    Ok(cases.into_iter().map(item).collect())
}

fn tried(cases: Vec<CaseMoved>, shown: &[CaseMoved]) -> Vec<Item> {
    let facts: HashMap<Uuid, Uuid> = shown.iter().map(|one| (one.matter, one.fact)).collect();
    let item = |one: CaseMoved| {
        let fact = facts.get(&one.matter);
        Item {
            what: What::Shown,
            title: match fact {
                Some(_) => messages::WAS_SHOWN,
                None => messages::WAS_NOT_SHOWN,
            }
            .to_owned(),
            href: format!(
                "/criminal/matters/{}#f-{}",
                one.matter,
                fact.unwrap_or(&one.fact)
            ),
            is_counted: fact.is_some(),
            unit: one.unit,
            matter: one.matter,
            at: one.at,
            is_civil: false,
        }
    };
    cases.into_iter().map(item).collect()
}

/// Phiên tòa có trình chiếu: trials of these units, begun in these days, that put something onto the court's screen. Rehearsals and
/// annulled sessions do not count.
async fn sessions(db: &Db, units: &[String], (from, to): Days) -> Result<Vec<Item>, StorageError> {
    db::row! { struct Found { id: Uuid, unit_id: String, matter_id: Uuid, started_at: i64, shown: i64 } }
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (3..units.len() + 3).map(|n| format!("${n}")).collect();
    let sql = format!(
        "SELECT s.id, s.unit_id, s.matter_id, s.started_at, count(h.id) AS shown
           FROM courtroom_session s JOIN courtroom_showing h ON h.session_id = s.id
          WHERE s.kind = 'trial' AND s.started_at >= $1 AND s.started_at < $2 AND s.unit_id IN ({})
            AND NOT EXISTS (SELECT 1 FROM courtroom_annulment a WHERE a.session_id = s.id)
          GROUP BY s.id, s.unit_id, s.matter_id, s.started_at ORDER BY s.started_at, s.id",
        places.join(", ")
    );
    let (first, last) = instants(from, to);
    let mut values = vec![V::from(first), V::from(last)];
    values.extend(units.iter().map(V::from));
    let found: Vec<Found> = db.all(sql, values).await?;
    let told = found.into_iter().map(|one| Item {
        what: What::Sessions,
        unit: one.unit_id,
        matter: one.matter_id,
        title: messages::times_shown(one.shown),
        at: one.started_at,
        href: format!("/courtroom/sessions/{}/report", one.id),
        is_counted: true,
        is_civil: false,
    });
    Ok(told.collect())
}

/// The matters of some items, each once.
pub(super) fn matters_of<'a>(items: impl Iterator<Item = &'a Item>) -> BTreeSet<Uuid> {
    items.map(|one| one.matter).collect()
}
