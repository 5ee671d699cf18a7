//! Phần mềm được kết nối: created by the administrator, approved by a leader, expiring, revocable; a token shown once.

use chrono::NaiveDate;
use db::{Sql, StorageError, args};
use people::staff::person::{self, Particulars};
use people::{Actor, Covers, Delegated, Right, Role, Units, Work, WorkError};
use rand::RngCore;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::messages;

/// The rights a program may be given.
pub const RIGHTS: [Right; 3] = [
    Right::CriminalMatterRead,
    Right::CriminalMatterRegister,
    Right::CriminalFactRecord,
];

db::row! {
    /// Một phần mềm được kết nối.
    pub struct System {
        /// Whose data it may reach.
        pub unit_id: String,
        /// Its id.
        pub id: Uuid,
        /// As people call it.
        pub name: String,
        /// In whose name its facts stand.
        pub person: Uuid,
        /// Ids of rights.
        pub rights: String,
        /// The first letters of the token.
        pub hint: String,
        /// The last day.
        pub expires_on: NaiveDate,
        /// When it was approved.
        pub approved_at: Option<i64>,
        /// When it was revoked.
        pub revoked_at: Option<i64>,
        /// When it last asked.
        pub last_used_at: Option<i64>,
    }
}

const COLUMNS: &str =
    "unit_id, id, name, person, rights, hint, expires_on, approved_at, revoked_at, last_used_at";

impl System {
    /// The rights it was given.
    pub fn rights(&self) -> Vec<Right> {
        let ids = self.rights.split_whitespace().filter_map(Right::parse);
        ids.filter(|right| RIGHTS.contains(right)).collect()
    }

    /// Where it stands.
    pub fn state_vi(&self, today: NaiveDate) -> &'static str {
        match self {
            _ if self.revoked_at.is_some() => "Đã thu hồi",
            _ if self.expires_on < today => "Đã hết hạn",
            _ if self.approved_at.is_none() => "Chờ lãnh đạo duyệt",
            _ => "Đang dùng",
        }
    }

    /// Whether its token opens anything.
    pub fn is_live(&self, today: NaiveDate) -> bool {
        self.revoked_at.is_none() && self.approved_at.is_some() && self.expires_on >= today
    }

    /// Who acts when it asks: somebody without a post, holding by delegation what it was given over its unit and no more.
    pub fn actor(&self, units: &Units, today: NaiveDate) -> Actor {
        Actor {
            person: self.person,
            name: self.name.clone(),
            post: self.id,
            role: Role::ItOfficer,
            title: "Phần mềm kết nối".to_owned(),
            unit: self.unit_id.clone(),
            unit_name: units.name_on(&self.unit_id, today),
            department: None,
            // The post of a program covers nothing: what its role may do elsewhere, it may do nowhere.
            covers: Covers::default(),
            delegations: vec![Delegated {
                id: self.id,
                from_person: self.id,
                from_name: self.name.clone(),
                role: Role::Chief,
                rights: self.rights(),
                covers: units.covers(&self.unit_id, today),
            }],
        }
    }
}

/// The hash a token is kept as.
pub fn hash(token: &str) -> String {
    hex::encode(Sha256::digest(format!("kiemsat system {token}")))
}

/// Cấp mã cho một phần mềm. Returns the token, which nobody can read again.
pub async fn create(
    work: &Work,
    unit: &str,
    name: &str,
    rights: &[Right],
    expires_on: NaiveDate,
) -> Result<String, WorkError> {
    work.require(Right::ExchangeSystemEdit, unit).await?;
    let name = text::clean(name);
    if name.is_empty() || name.chars().count() > 100 {
        return Err(WorkError::invalid("name", messages::SYSTEM_NAME));
    }
    if rights.is_empty() || rights.iter().any(|right| !RIGHTS.contains(right)) {
        return Err(WorkError::invalid("rights", messages::SYSTEM_RIGHTS));
    }
    let longest = work
        .today
        .checked_add_months(chrono::Months::new(12))
        .unwrap_or(work.today);
    if expires_on < work.today || expires_on > longest {
        return Err(WorkError::invalid("expires_on", messages::SYSTEM_EXPIRY));
    }
    let mut bytes = [0; 32];
    rand::rng().fill_bytes(&mut bytes);
    let token = format!("kss_{}", hex::encode(bytes));
    let (id, who) = (Uuid::now_v7(), Uuid::now_v7());
    // A member of staff without password or post: facts and trail show the program's name.
    let particulars = Particulars {
        name: format!("Phần mềm {name}"),
        login: format!("he-thong.{}", &id.simple().to_string()[20..]),
        email: String::new(),
    };
    person::insert(&work.tx, who, &particulars, None, false, work.now_ms).await?;
    let ids: Vec<&str> = rights.iter().map(|right| right.id()).collect();
    work.tx
        .exec(
            "INSERT INTO exchange_system (unit_id, id, name, person, rights, token_hash, hint, expires_on, created_by,
               created_at, approved_by, approved_at, revoked_at, last_used_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
            args![
                unit, id, &name, who, ids.join(" "), hash(&token), &token[..10], expires_on, work.actor.person,
                work.now_ms, None::<Uuid>, None::<i64>, None::<i64>, None::<i64>
            ],
        )
        .await?;
    work.note("exchange.system_created", "system", id, &ids.join(" "))
        .await?;
    Ok(token)
}

/// Duyệt, thu hồi.
pub async fn change(work: &Work, id: Uuid, is_approval: bool) -> Result<(), WorkError> {
    let system = get(&work.tx, id).await?.ok_or(WorkError::NotFound)?;
    let (right, sql, action) = match is_approval {
        true => (
            Right::ExchangeSystemApprove,
            "UPDATE exchange_system SET approved_by = $1, approved_at = $2 WHERE id = $3 AND approved_at IS NULL",
            "exchange.system_approved",
        ),
        false => (
            Right::ExchangeSystemEdit,
            "UPDATE exchange_system SET revoked_by = $1, revoked_at = $2 WHERE id = $3 AND revoked_at IS NULL",
            "exchange.system_revoked",
        ),
    };
    // Whoever may approve may also revoke.
    if is_approval || !work.may(Right::ExchangeSystemApprove, &system.unit_id, &[]) {
        work.require(right, &system.unit_id).await?;
    }
    work.tx
        .exec(sql, args![work.actor.person, work.now_ms, id])
        .await?;
    work.note(action, "system", id, "").await
}

/// A program by its id.
pub async fn get(db: &impl Sql, id: Uuid) -> Result<Option<System>, StorageError> {
    db.opt(
        format!("SELECT {COLUMNS} FROM exchange_system WHERE id = $1"),
        args![id],
    )
    .await
}

/// The program that holds a token.
pub async fn holding(db: &impl Sql, token: &str) -> Result<Option<System>, StorageError> {
    db.opt(
        format!("SELECT {COLUMNS} FROM exchange_system WHERE token_hash = $1"),
        args![hash(token)],
    )
    .await
}

/// The programs of a unit, newest first.
pub async fn of_unit(db: &impl Sql, unit: &str) -> Result<Vec<System>, StorageError> {
    db.all(
        format!("SELECT {COLUMNS} FROM exchange_system WHERE unit_id = $1 ORDER BY created_at DESC, id DESC"),
        args![unit],
    )
    .await
}

/// Notes when it last asked; to the minute is enough.
pub async fn touch(db: &impl Sql, system: &System, now_ms: i64) -> Result<(), StorageError> {
    if system
        .last_used_at
        .is_some_and(|last| now_ms - last < 60_000)
    {
        return Ok(());
    }
    db.exec(
        "UPDATE exchange_system SET last_used_at = $1 WHERE id = $2",
        args![now_ms, system.id],
    )
    .await?;
    Ok(())
}
