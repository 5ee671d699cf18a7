//! Rà thang: which running clocks have reached the step of a leader's rank. Asked again, it raises nothing twice.

use std::collections::{BTreeMap, HashMap, HashSet};

use criminal::{
    due::{Reached, reached},
    register::Cursor,
};
use db::{Sql, Tx, args};
use ledger::audit;
use people::{
    Ladder, Ladders, Units, WorkError,
    ladder::{End, Rank, Step},
    staff::{post, team},
};
use shell::{
    App,
    notices::{self, Notice},
};
use uuid::Uuid;

use crate::messages;

/// Clocks read at once.
const AT_ONCE: i64 = 500;

/// What tells one raising from another within a unit's records.
type Key = (String, Uuid, String, Uuid, i64, Rank);

db::row! {
    struct Open {
        unit_id: String, id: Uuid, matter_id: Uuid, rule: String, subject_id: Uuid, due_at: i64, rank: String
    }
}

/// A unit as it stands while its clocks are looked at.
struct Office<'a> {
    app: &'a App,
    unit: &'a str,
    keys: Vec<String>,
    ladder: &'a Ladder,
    chiefs: Vec<Uuid>,
    deputies: Vec<Uuid>,
    team_leaders: HashMap<Uuid, Vec<Uuid>>,
}

/// Looks at every unit; how many clocks were raised anew.
pub async fn raise(app: &App) -> Result<usize, WorkError> {
    let units = app.units().units().await?;
    let ladders = Ladders::load(app.db(), app.today()).await?;
    let mut raised = 0;
    for unit in units.all_on(app.today()) {
        let is_room = units
            .procuracy_of(&unit.key, app.today())
            .is_none_or(|procuracy| procuracy.key != unit.key);
        if !is_room {
            raised += raise_in(app, &units, &unit.key, ladders.of(&unit.key)).await?;
        }
    }
    Ok(raised)
}

async fn raise_in(
    app: &App,
    units: &Units,
    unit: &str,
    ladder: &Ladder,
) -> Result<usize, WorkError> {
    let covers = units.covers(unit, app.today());
    let keys: Vec<String> = covers.unit_keys().iter().cloned().collect();
    let open = open_of(app, &keys).await?;
    let earliest = Rank::LEADERS
        .into_iter()
        .filter_map(|rank| ladder.hears_from(rank))
        .min();
    let near = match earliest {
        Some(step) => {
            let until = ladder.reach_ms(step, app.now_ms()) + 1;
            all_reached(app, &keys, until).await?
        }
        None => Vec::new(),
    };
    if near.is_empty() && open.is_empty() {
        return Ok(0);
    }
    let members = post::members(app.db(), units, unit, app.today()).await?;
    let of_role = |role: &str| -> Vec<Uuid> {
        let held = members.iter().filter(|member| member.role == role);
        held.map(|member| member.person).collect()
    };
    let mut office = Office {
        app,
        unit,
        keys,
        ladder,
        chiefs: of_role("chief"),
        deputies: of_role("deputy_chief"),
        team_leaders: HashMap::new(),
    };
    office.settle(near, open).await
}

impl Office<'_> {
    /// Raises what is near and not raised yet, closes what was raised and is near no more, and tells who hears.
    async fn settle(&mut self, near: Vec<Reached>, open: Vec<Open>) -> Result<usize, WorkError> {
        let now = self.app.now_ms();
        let known: HashSet<Key> = open.iter().filter_map(key_of).collect();
        let (mut still, mut new) = (HashSet::new(), Vec::new());
        for clock in near {
            let end = End {
                on: clock.due_on,
                at_ms: clock.due_at,
                has_hour: clock.has_hour,
            };
            let step = self.ladder.step(end, self.app.today(), now);
            for rank in Rank::LEADERS {
                let hearers = match self.ladder.hears(rank, step) {
                    true => self.hearers(rank, &clock).await?,
                    false => None,
                };
                let Some(hearers) = hearers else { continue };
                let key = key(&clock, rank);
                if !known.contains(&key) && !still.contains(&key) {
                    new.push((clock.clone(), rank, step, hearers));
                }
                still.insert(key);
            }
        }
        let gone = |row: &&Open| key_of(row).is_none_or(|key| !still.contains(&key));
        let gone: Vec<&Open> = open.iter().filter(gone).collect();
        if new.is_empty() && gone.is_empty() {
            return Ok(0);
        }
        let tx = self.app.db().begin().await?;
        for row in gone {
            tx.exec(
                "UPDATE desk_escalation SET closed_at = $1 WHERE unit_id = $2 AND id = $3",
                args![now, &row.unit_id, row.id],
            )
            .await?;
        }
        let mut told: BTreeMap<Uuid, BTreeMap<Step, usize>> = BTreeMap::new();
        let mut raised = 0;
        for (clock, rank, step, hearers) in new {
            if insert(&tx, &clock, rank, step, now).await? {
                raised += 1;
                for person in hearers {
                    *told.entry(person).or_default().entry(step).or_default() += 1;
                }
            }
        }
        for (person, counts) in told {
            let notice = Notice {
                person,
                kind: "desk.escalation".to_owned(),
                sentence: messages::raised(&counts),
                href: "/desk/escalations".to_owned(),
            };
            notices::tell(&tx, notice, now).await?;
        }
        if raised > 0 {
            self.line(&tx, raised, now).await?;
        }
        tx.commit().await?;
        Ok(raised)
    }

    /// Who hears of a clock in this rank; none when nobody holds it, so that it is raised once somebody does.
    async fn hearers(
        &mut self,
        rank: Rank,
        clock: &Reached,
    ) -> Result<Option<Vec<Uuid>>, WorkError> {
        let hearers = match rank {
            Rank::Prosecutor => Vec::new(),
            Rank::Chief => self.chiefs.clone(),
            Rank::DeputyChief => match clock.deputy_id {
                Some(deputy) => vec![deputy],
                None => self.deputies.clone(),
            },
            Rank::TeamLeader => match clock.prosecutor_id {
                Some(prosecutor) => self.leaders_of(prosecutor).await?,
                None => Vec::new(),
            },
        };
        Ok(Some(hearers).filter(|hearers| !hearers.is_empty()))
    }

    async fn leaders_of(&mut self, prosecutor: Uuid) -> Result<Vec<Uuid>, WorkError> {
        if let Some(leaders) = self.team_leaders.get(&prosecutor) {
            return Ok(leaders.clone());
        }
        let leaders = team::leaders_of(self.app.db(), prosecutor, self.app.today()).await?;
        self.team_leaders.insert(prosecutor, leaders.clone());
        Ok(leaders)
    }

    async fn line(&self, tx: &Tx, raised: usize, now: i64) -> Result<(), WorkError> {
        let line = audit::Line {
            at: now,
            who: None,
            unit: Some(self.unit.to_owned()),
            action: "escalation.raised".to_owned(),
            object_kind: "unit".to_owned(),
            object: Some(self.unit.to_owned()),
            detail: format!("{raised} of {}", self.keys.join(" ")),
        };
        audit::append(tx, line).await?;
        Ok(())
    }
}

fn key(clock: &Reached, rank: Rank) -> Key {
    (
        clock.unit_id.clone(),
        clock.matter_id,
        clock.rule.clone(),
        clock.subject_id.unwrap_or_default(),
        clock.due_at,
        rank,
    )
}

fn key_of(row: &Open) -> Option<Key> {
    Some((
        row.unit_id.clone(),
        row.matter_id,
        row.rule.clone(),
        row.subject_id,
        row.due_at,
        Rank::parse(&row.rank)?,
    ))
}

async fn open_of(app: &App, keys: &[String]) -> Result<Vec<Open>, WorkError> {
    let places: Vec<String> = (1..=keys.len()).map(|at| format!("${at}")).collect();
    let sql = format!(
        "SELECT unit_id, id, matter_id, rule, subject_id, due_at, rank FROM desk_escalation
          WHERE unit_id IN ({}) AND closed_at IS NULL",
        places.join(", ")
    );
    Ok(app
        .db()
        .all(sql, keys.iter().map(db::V::from).collect())
        .await?)
}

async fn all_reached(app: &App, keys: &[String], until: i64) -> Result<Vec<Reached>, WorkError> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = reached(app.db(), keys, (app.now_ms(), until), after, AT_ONCE).await?;
        let is_last = (page.len() as i64) < AT_ONCE;
        after = page.last().map(|last| Cursor {
            place: last.due_at,
            matter: last.matter_id,
            n: last.n,
        });
        all.extend(page);
        if is_last {
            return Ok(all);
        }
    }
}

/// Whether it was raised anew; what was raised before and closed since stands open again, without being told twice.
async fn insert(
    tx: &Tx,
    clock: &Reached,
    rank: Rank,
    step: Step,
    now: i64,
) -> Result<bool, WorkError> {
    let subject = clock.subject_id.unwrap_or_default();
    let reopened = tx
        .exec(
            "UPDATE desk_escalation SET closed_at = NULL
              WHERE unit_id = $1 AND matter_id = $2 AND rule = $3 AND subject_id = $4 AND due_at = $5 AND rank = $6",
            args![&clock.unit_id, clock.matter_id, &clock.rule, subject, clock.due_at, rank.id()],
        )
        .await?;
    if reopened > 0 {
        return Ok(false);
    }
    // Rounds of a province and of its regions may meet the same clock at once: one of them raises it.
    let raised = tx.exec(
        "INSERT INTO desk_escalation (unit_id, id, matter_id, rule, subject_id, due_at, rank, step, prosecutor_id,
           deputy_id, raised_at, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '')
         ON CONFLICT (unit_id, matter_id, rule, subject_id, due_at, rank) DO NOTHING",
        args![
            &clock.unit_id,
            Uuid::now_v7(),
            clock.matter_id,
            &clock.rule,
            subject,
            clock.due_at,
            rank.id(),
            step.id(),
            clock.prosecutor_id,
            clock.deputy_id,
            now
        ],
    )
    .await?;
    Ok(raised > 0)
}
