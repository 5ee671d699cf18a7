//! Cán bộ: a person with a login. A person who leaves stays in the list; what they did carries their name.

use db::{Sql, args};
use text::{clean, fold, name_sort_key};
use uuid::Uuid;

use crate::{Right, Work, WorkError, messages, sign_in::password};

db::row! {
    /// Cán bộ.
    pub struct Person {
        /// The id.
        pub id: Uuid,
        /// The full name.
        pub name: String,
        /// What they sign in with.
        pub login: String,
        /// Their e-mail.
        pub email: Option<String>,
        /// active, locked or left.
        pub status: String,
        /// Whether a password was set.
        pub has_password: bool,
        /// Whether the next sign-in asks for a new password.
        pub must_change: bool,
        /// Whether sign-in has a second step.
        pub has_totp: bool,
    }
}

impl Person {
    /// The status as people read it.
    pub fn status_vi(&self) -> &'static str {
        match self.status.as_str() {
            "active" => "Đang công tác",
            "locked" => "Tài khoản bị khóa",
            _ => "Đã thôi công tác",
        }
    }
}

/// Cán bộ mới, or a person with changed particulars.
#[derive(Debug, Clone, Default)]
pub struct Particulars {
    /// The full name.
    pub name: String,
    /// What they sign in with.
    pub login: String,
    /// Their e-mail, if any.
    pub email: String,
}

macro_rules! person_columns {
    () => {
        "p.id, p.name, p.login, p.email, p.status, p.password_hash IS NOT NULL AS has_password, p.must_change,
         p.totp_secret IS NOT NULL AS has_totp"
    };
}

/// Thêm cán bộ, with a first password that they must change. `unit` is where their first post will be.
pub async fn add(
    work: &Work,
    unit: &str,
    who: Particulars,
    first_password: Option<String>,
) -> Result<Uuid, WorkError> {
    work.require(Right::PeoplePersonEdit, unit).await?;
    let who = checked(&work.tx, None, who).await?;
    let hash = match first_password {
        Some(plain) => {
            password::check(&plain, &who.login)?;
            Some(password::hash(plain).await?)
        }
        None => None,
    };
    let id = Uuid::now_v7();
    insert(&work.tx, id, &who, hash, true, work.now_ms).await?;
    work.note("person.added", "person", id, "").await?;
    Ok(id)
}

/// Writes a person as they are; for the demo, imports and tests. The names are taken as clean.
pub async fn insert(
    tx: &impl Sql,
    id: Uuid,
    who: &Particulars,
    password_hash: Option<String>,
    must_change: bool,
    now_ms: i64,
) -> Result<(), WorkError> {
    tx.exec(
        "INSERT INTO people_person (id, name, sort_key, folded, login, email, status, password_hash, must_change,
           totp_secret, totp_pending, totp_step, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'active', $7, $8, NULL, NULL, 0, $9)",
        args![
            id,
            &who.name,
            name_sort_key(&who.name),
            fold(&who.name),
            &who.login,
            Some(who.email.clone()).filter(|email| !email.is_empty()),
            password_hash,
            must_change,
            now_ms
        ],
    )
    .await?;
    Ok(())
}

/// Sửa tên, tên đăng nhập, thư điện tử.
pub async fn change(work: &Work, id: Uuid, who: Particulars) -> Result<(), WorkError> {
    may_edit(work, id).await?;
    let who = checked(&work.tx, Some(id), who).await?;
    work.tx
        .exec(
            "UPDATE people_person SET name = $2, sort_key = $3, folded = $4, login = $5, email = $6 WHERE id = $1",
            args![
                id,
                &who.name,
                name_sort_key(&who.name),
                fold(&who.name),
                &who.login,
                Some(who.email).filter(|email| !email.is_empty())
            ],
        )
        .await?;
    work.note("person.changed", "person", id, "").await
}

/// Khóa, mở khóa, thôi công tác: `status` is active, locked or left. Anything but active ends every session.
pub async fn set_status(
    work: &Work,
    id: Uuid,
    status: &str,
    reason: &str,
) -> Result<(), WorkError> {
    may_edit(work, id).await?;
    if clean(reason).is_empty() {
        return Err(WorkError::invalid("reason", messages::NEEDS_A_REASON));
    }
    if !["active", "locked", "left"].contains(&status) {
        return Err(WorkError::invalid("status", messages::UNKNOWN_STATUS));
    }
    if id == work.actor.person && status != "active" {
        return Err(WorkError::invalid("status", messages::NOT_ONESELF));
    }
    work.tx
        .exec(
            "UPDATE people_person SET status = $2 WHERE id = $1",
            args![id, status],
        )
        .await?;
    if status != "active" {
        crate::sign_in::session::revoke_all(&work.tx, id, None, "admin", work.now_ms).await?;
    }
    work.note(&format!("person.{status}"), "person", id, &clean(reason))
        .await
}

/// Đặt lại mật khẩu: a password somebody else sets must be changed at the next sign-in, and ends every session.
pub async fn reset_password(work: &Work, id: Uuid, plain: String) -> Result<(), WorkError> {
    may_edit(work, id).await?;
    let person = get(&work.tx, id).await?;
    password::check(&plain, &person.login)?;
    let hash = password::hash(plain).await?;
    work.tx
        .exec(
            "UPDATE people_person SET password_hash = $2, must_change = $3 WHERE id = $1",
            args![id, hash, true],
        )
        .await?;
    crate::sign_in::session::revoke_all(&work.tx, id, None, "password", work.now_ms).await?;
    work.note("person.password_reset", "person", id, "").await
}

/// A person by id.
pub async fn get(db: &impl Sql, id: Uuid) -> Result<Person, WorkError> {
    let sql = concat!(
        "SELECT ",
        person_columns!(),
        " FROM people_person p WHERE p.id = $1"
    );
    Ok(db.one(sql, args![id]).await?)
}

/// A person's name; for lists and prints. Nobody known by this id has no name.
pub async fn name_of(db: &impl Sql, id: Uuid) -> Result<Option<String>, WorkError> {
    Ok(db
        .opt("SELECT name FROM people_person WHERE id = $1", args![id])
        .await?)
}

/// Where somebody who is active has letters sent; none when they gave no address.
pub async fn email_of(db: &impl Sql, id: Uuid) -> Result<Option<String>, WorkError> {
    let found: Option<Option<String>> = db
        .opt(
            "SELECT email FROM people_person WHERE id = $1 AND status = 'active'",
            args![id],
        )
        .await?;
    Ok(found.flatten())
}

/// Their names, of those who are there, in one question.
pub async fn names_of(db: &impl Sql, ids: &[Uuid]) -> Result<Vec<(Uuid, String)>, WorkError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    db::row! { struct Named { id: Uuid, name: String } }
    let places: Vec<String> = (1..=ids.len()).map(|at| format!("${at}")).collect();
    let sql = format!(
        "SELECT id, name FROM people_person WHERE id IN ({})",
        places.join(", ")
    );
    let found: Vec<Named> = db.all(sql, ids.iter().map(db::V::from).collect()).await?;
    Ok(found.into_iter().map(|one| (one.id, one.name)).collect())
}

/// Tìm cán bộ by name, toneless or not, or login; an empty text finds everybody. In Vietnamese order.
pub async fn search(db: &impl Sql, typed: &str, limit: i64) -> Result<Vec<Person>, WorkError> {
    let like = format!("%{}%", fold(&clean(typed)).replace(['%', '_', '\\'], ""));
    let sql = concat!(
        "SELECT ",
        person_columns!(),
        " FROM people_person p WHERE p.folded LIKE $1 OR p.login LIKE $1 ORDER BY p.sort_key, p.login LIMIT $2"
    );
    Ok(db.all(sql, args![like, limit]).await?)
}

/// Whether the actor may edit a person: somebody with a post in the actor's reach, or with no post at all yet.
async fn may_edit(work: &Work, id: Uuid) -> Result<(), WorkError> {
    let units: Vec<String> = work
        .tx
        .all(
            "SELECT DISTINCT unit FROM people_post WHERE person = $1 AND valid_to >= $2",
            args![id, work.today],
        )
        .await?;
    get(&work.tx, id).await?;
    for unit in units {
        work.require(Right::PeoplePersonEdit, &unit).await?;
    }
    work.require(Right::PeoplePersonEdit, &work.actor.unit)
        .await
}

async fn checked(
    tx: &impl Sql,
    id: Option<Uuid>,
    who: Particulars,
) -> Result<Particulars, WorkError> {
    let who = Particulars {
        name: clean(&who.name),
        login: clean(&who.login).to_lowercase(),
        email: clean(&who.email).to_lowercase(),
    };
    if who.name.is_empty() || who.name.chars().count() > 120 {
        return Err(WorkError::invalid("name", messages::NEEDS_A_NAME));
    }
    let login_is_plain = (3..=64).contains(&who.login.len())
        && who
            .login
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || ".-_@".contains(c));
    if !login_is_plain {
        return Err(WorkError::invalid("login", messages::BAD_LOGIN));
    }
    if !who.email.is_empty() && !who.email.contains('@') {
        return Err(WorkError::invalid("email", messages::BAD_EMAIL));
    }
    let taken: Option<Uuid> = tx
        .opt(
            "SELECT id FROM people_person WHERE login = $1",
            args![&who.login],
        )
        .await?;
    match taken {
        Some(other) if Some(other) != id => Err(WorkError::invalid("login", messages::LOGIN_TAKEN)),
        _ => Ok(who),
    }
}
