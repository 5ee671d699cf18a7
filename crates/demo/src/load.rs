//! Nạp dữ liệu giả lập: people first, then one office after another, facts and views in the same transactions.

use std::sync::Arc;

use chrono::NaiveDate;
use db::{Db, Dump, Sql, Tx, V, args};
use law::{Fact, Law, Moment};
use ledger::{FACT_COLUMNS, Rows, View, audit, fact_values};
use people::{
    Role,
    sign_in::password,
    staff::{person, post, team},
    units,
};
use uuid::Uuid;

use crate::{
    DemoError, PASSWORD, Scale,
    chance::Chance,
    chapter::{self, Chapter, Span},
    offices::{self, Office, REFORM},
};

/// Đã dựng.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// Just now.
    Now {
        /// Hồ sơ.
        matters: i64,
        /// Sự kiện.
        facts: i64,
    },
    /// Before.
    Before,
}

/// One office's rows, ready for the database.
struct Ready {
    unit: String,
    facts: Vec<Vec<V>>,
    matters: Vec<Vec<V>>,
    views: Vec<(&'static ledger::Table, Vec<Vec<V>>)>,
    numbers: Vec<criminal::numbers::Given>,
    trail: Vec<audit::Line>,
    last: i64,
}

/// What is to be made.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// The scale.
    pub scale: Scale,
    /// How many matters.
    pub matters: usize,
    /// The last day of the story.
    pub today: NaiveDate,
}

impl Plan {
    /// A scale as of a day.
    pub fn of(scale: Scale, today: NaiveDate) -> Plan {
        Plan {
            scale,
            matters: scale.matters(),
            today,
        }
    }
}

/// Makes the demo of a plan, unless it is there. `told` hears how many matters are in.
pub async fn make(
    db: &Db,
    law: &Arc<Law>,
    views: &[Arc<dyn View>],
    plan: Plan,
    mut told: impl FnMut(i64),
) -> Result<Made, DemoError> {
    let Plan { scale, today, .. } = plan;
    let there: i64 = db
        .one(
            "SELECT count(*) FROM audit_line WHERE seq = 1 AND action = 'demo.begun'",
            args![],
        )
        .await?;
    let facts: i64 = db
        .one("SELECT seq FROM ledger_head WHERE line = 'fact'", args![])
        .await?;
    let people: i64 = db
        .one("SELECT count(*) FROM people_person", args![])
        .await?;
    match (there, facts, people) {
        (0, 0, 0) => {}
        (1, 1.., _) => return Ok(Made::Before),
        _ => return Err(DemoError::NotEmpty),
    }
    let now_ms = Moment::day(today).at_utc_ms();
    units::seed(db, now_ms).await?;
    let known = people::Units::load(db).await?;
    units::import(db, &offices::units_list(scale, &known, today), now_ms).await?;
    let known = people::Units::load(db).await?;
    let start = scale.start(today);
    let offices = offices::offices(scale, &known, today, start, Moment::day(start).at_utc_ms());

    let is_one_piece = scale == Scale::Demo;
    let tx = db.begin().await?;
    note(&tx, "demo.begun", now_ms, &format!("{scale:?}")).await?;
    staff(&tx, &offices, start).await?;
    let mut open = Some(tx);
    if !is_one_piece && let Some(tx) = open.take() {
        tx.commit().await?;
    }

    let (sender, mut receiver) = tokio::sync::mpsc::channel::<Ready>(2);
    let teller = tell_all(law.clone(), views.to_vec(), offices, plan, sender);
    let (mut seq, mut matters) = (0_i64, 0_i64);
    while let Some(ready) = receiver.recv().await {
        let tx = match open.take() {
            Some(tx) => tx,
            None => db.begin().await?,
        };
        matters += i64::try_from(ready.matters.len()).unwrap_or(0);
        seq += ready.last;
        put(&tx, ready, seq).await?;
        match is_one_piece {
            true => open = Some(tx),
            false => tx.commit().await?,
        }
        told(matters);
    }
    for thread in teller {
        thread
            .await
            .map_err(|error| DemoError::Stopped(error.to_string()))?;
    }
    let tx = match open.take() {
        Some(tx) => tx,
        None => db.begin().await?,
    };
    note(
        &tx,
        "demo.made",
        now_ms,
        &format!("{matters} matters, {seq} facts"),
    )
    .await?;
    tx.commit().await?;
    db.analyze().await?;
    Ok(Made::Now {
        matters,
        facts: seq,
    })
}

/// Tells the offices on as many threads as there are processors, and hands them on in their order.
fn tell_all(
    law: Arc<Law>,
    views: Vec<Arc<dyn View>>,
    offices: Vec<Office>,
    plan: Plan,
    sender: tokio::sync::mpsc::Sender<Ready>,
) -> Vec<tokio::task::JoinHandle<()>> {
    let shares = shares(plan.matters, &offices);
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let (offices, views) = (Arc::new(offices), Arc::new(views));
    let turn = Arc::new((
        std::sync::Mutex::new((0_usize, 0_i64)),
        std::sync::Condvar::new(),
    ));
    let next = Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let worker = move || {
        let (law, views, offices) = (law.clone(), views.clone(), offices.clone());
        let (turn, next, sender, shares) =
            (turn.clone(), next.clone(), sender.clone(), shares.clone());
        tokio::task::spawn_blocking(move || {
            loop {
                let at = next.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
                let Some(office) = offices.get(at) else {
                    return;
                };
                let span = Span {
                    matters: shares[at],
                    today: plan.today,
                    // At a million matters a sample is examined by the test, not each one here.
                    is_examined: plan.scale != Scale::Nation,
                    long_lives: plan.scale.long_lives(),
                    place: at as u64 + 1,
                };
                let mut told = chapter::tell(&law, office, span);
                // Places are given in the order of the offices, whoever finishes first.
                let (mutex, signal) = &*turn;
                let Ok(held) = mutex.lock() else { return };
                let Ok(mut held) = signal.wait_while(held, |(whose, _)| *whose != at) else {
                    return;
                };
                let first = held.1;
                held.1 += told.facts;
                held.0 += 1;
                signal.notify_all();
                drop(held);
                for fact in told.matters.iter_mut().flatten() {
                    fact.seq += first;
                }
                if sender
                    .blocking_send(ready(&law, &views, office, told, plan))
                    .is_err()
                {
                    return;
                }
            }
        })
    };
    (0..threads).map(|_| worker()).collect()
}

/// How many matters each office has: a province as many as one of its regions; the closed ones a small part.
fn shares(matters: usize, offices: &[Office]) -> Vec<usize> {
    let weight = |office: &Office| if office.unit.starts_with("OLD") { 2 } else { 5 };
    let all: usize = offices.iter().map(weight).sum();
    let mut left = matters;
    let mut shares: Vec<usize> = offices
        .iter()
        .map(|office| matters * weight(office) / all)
        .collect();
    for share in &shares {
        left -= share;
    }
    shares.iter_mut().take(left).for_each(|share| *share += 1);
    shares
}

fn ready(law: &Law, views: &[Arc<dyn View>], office: &Office, told: Chapter, plan: Plan) -> Ready {
    let mut rows: Vec<(&'static ledger::Table, Vec<Vec<V>>)> = Vec::new();
    for view in views {
        let mut out = Rows::new(view.tables());
        for facts in &told.matters {
            view.rows(law, facts, &mut out);
        }
        rows.extend(out.into_tables());
    }
    let matters = told
        .matters
        .iter()
        .zip(1_i64..)
        .filter_map(|(facts, n)| matter_row(office, facts, n))
        .collect();
    let mut facts: Vec<&Fact> = told.matters.iter().flatten().collect();
    facts.sort_unstable_by_key(|fact| fact.seq);
    Ready {
        unit: office.unit.clone(),
        trail: trail(office, &facts, plan),
        facts: facts.into_iter().map(fact_values).collect(),
        matters,
        views: rows,
        numbers: told.numbers,
        last: told.facts,
    }
}

/// Nhật ký: a line for each fact, as recording it by hand leaves one. At the nation's scale the trail of ten years would
/// be larger than the facts themselves, so there each office leaves one line that says how many it brought.
fn trail(office: &Office, facts: &[&Fact], plan: Plan) -> Vec<audit::Line> {
    if plan.scale != Scale::Nation {
        return facts.iter().map(|fact| audit::of_fact(fact)).collect();
    }
    let (Some(first), Some(last)) = (facts.first(), facts.last()) else {
        return Vec::new();
    };
    vec![audit::Line {
        at: Moment::day(plan.today).at_utc_ms(),
        who: None,
        unit: Some(office.unit.clone()),
        action: "demo.loaded".to_owned(),
        object_kind: "unit".to_owned(),
        object: Some(office.unit.clone()),
        detail: format!("facts {}-{}", first.seq, last.seq),
    }]
}

fn matter_row(office: &Office, facts: &[Fact], n: i64) -> Option<Vec<V>> {
    let (first, last) = (facts.first()?, facts.iter().map(|fact| fact.seq).max()?);
    let code = format!("{}-{n:06}", office.unit);
    Some(args![
        &office.unit,
        first.matter,
        code,
        first.recorded_at,
        last
    ])
}

/// One office's rows, and the heads of the ledger that go with them.
async fn put(tx: &Tx, ready: Ready, seq: i64) -> Result<(), DemoError> {
    let count = i64::try_from(ready.matters.len()).unwrap_or(0);
    Dump::insert(
        tx,
        "ledger_matter",
        &["unit_id", "id", "code", "opened_at", "last_seq"],
        &ready.matters,
    )
    .await?;
    tx.exec(
        "INSERT INTO ledger_code (unit_id, last) VALUES ($1, $2)",
        args![&ready.unit, count],
    )
    .await?;
    Dump::insert(tx, "ledger_fact", FACT_COLUMNS, &ready.facts).await?;
    tx.exec(
        "UPDATE ledger_head SET seq = $1 WHERE line = 'fact'",
        args![seq],
    )
    .await?;
    for (table, rows) in &ready.views {
        Dump::insert(tx, table.name, table.columns, rows).await?;
    }
    criminal::numbers::load(tx, &ready.numbers).await?;
    if !ready.trail.is_empty() {
        audit::append_all(tx, &ready.trail).await?;
    }
    Ok(())
}

async fn staff(tx: &Tx, offices: &[Office], start: NaiveDate) -> Result<(), DemoError> {
    let hash = password::hash(PASSWORD.to_owned()).await?;
    for office in offices {
        let mut chance = Chance::new(
            crate::SEED ^ 0x5AFF,
            office
                .unit
                .bytes()
                .map(u64::from)
                .fold(7, |a, b| a * 31 + b),
        );
        let at_ms = Moment::day(start).at_utc_ms();
        let is_closed = office.to < REFORM;
        for member in &office.staff {
            let who = person::Particulars {
                name: member.name.clone(),
                login: member.login.clone(),
                email: String::new(),
            };
            person::insert(tx, member.id, &who, Some(hash.clone()), false, at_ms).await?;
            let new = post::NewPost {
                person: member.id,
                unit: office.unit.clone(),
                role: member.role,
                title: String::new(),
                from: office.from,
                to: is_closed.then_some(office.to),
                reason: "Dữ liệu giả lập".to_owned(),
            };
            post::insert(tx, chance.id(at_ms), &new).await?;
        }
        teams(tx, office, &mut chance, at_ms).await?;
    }
    Ok(())
}

/// Two teams an office: the first half of its prosecutors, and the second.
async fn teams(tx: &Tx, office: &Office, chance: &mut Chance, at_ms: i64) -> Result<(), DemoError> {
    let prosecutors: Vec<Uuid> = office
        .with_role(Role::Prosecutor)
        .iter()
        .map(|member| member.id)
        .collect();
    let examiners: Vec<Uuid> = office
        .with_role(Role::Examiner)
        .iter()
        .map(|member| member.id)
        .collect();
    for (n, half) in prosecutors
        .chunks(prosecutors.len().div_ceil(2).max(1))
        .enumerate()
    {
        let mut members = half.to_vec();
        members.extend(examiners.get(n));
        let Some(leader) = half.first() else { continue };
        let name = format!("Tổ {}", n + 1);
        team::insert(
            tx,
            chance.id(at_ms),
            &office.unit,
            &name,
            *leader,
            &members,
            office.from,
        )
        .await?;
    }
    Ok(())
}

async fn note(tx: &Tx, action: &str, at: i64, detail: &str) -> Result<(), DemoError> {
    let line = audit::Line {
        at,
        who: None,
        unit: None,
        action: action.to_owned(),
        object_kind: "demo".to_owned(),
        object: None,
        detail: detail.to_owned(),
    };
    audit::append(tx, line).await?;
    Ok(())
}

/// Somebody to sign in as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// Full name.
    pub name: String,
    /// Post and unit.
    pub post: String,
    /// Sign-in name.
    pub login: String,
}

/// One person of each role to sign in as, at home in a region, and the leaders of the province.
pub async fn sign_ins(db: &Db) -> Result<Vec<SignIn>, DemoError> {
    db::row! { struct Found { name: String, title: String, unit: String } }
    let units = people::Units::load(db).await?;
    let mut list = Vec::new();
    for login in offices::SHOWN {
        let found: Option<Found> = db
            .opt(
                "SELECT p.name, o.title, o.unit FROM people_person p JOIN people_post o ON o.person = p.id
                  WHERE p.login = $1 ORDER BY o.valid_from DESC LIMIT 1",
                args![login],
            )
            .await?;
        if let Some(found) = found {
            let unit = units
                .days_of(&found.unit)
                .last()
                .map(units::Unit::short_name)
                .unwrap_or_default();
            let post = format!("{}, {unit}", found.title);
            list.push(SignIn {
                name: found.name,
                post,
                login: login.to_owned(),
            });
        }
    }
    Ok(list)
}

/// Somebody who signs in by this name.
pub(crate) async fn person_named(db: &Db, login: &str) -> Result<Option<Uuid>, DemoError> {
    let sql = "SELECT id FROM people_person WHERE login = $1";
    Ok(db.opt(sql, args![login]).await?)
}

/// The name under which somebody signs in.
pub(crate) async fn login_of(db: &Db, person: Uuid) -> Result<String, DemoError> {
    let sql = "SELECT login FROM people_person WHERE id = $1";
    Ok(db.one(sql, args![person]).await?)
}
