//! Tài khoản của mình: one's own password and second step.

use db::{Sql, args};
use uuid::Uuid;

use super::{SealingKey, password, session, totp};
use crate::{Work, WorkError, messages, staff::person};

/// Đổi mật khẩu: needs the old one; every other session ends.
pub async fn change_password(
    work: &Work,
    session: Option<Uuid>,
    old: String,
    new: String,
) -> Result<(), WorkError> {
    let me = person::get(&work.tx, work.actor.person).await?;
    let hash: Option<String> = work
        .tx
        .one(
            "SELECT password_hash FROM people_person WHERE id = $1",
            args![me.id],
        )
        .await?;
    if !password::is_right(old.clone(), hash).await? {
        return Err(WorkError::invalid(
            "old_password",
            messages::WRONG_OLD_PASSWORD,
        ));
    }
    if old == new {
        return Err(WorkError::invalid("password", messages::SAME_PASSWORD));
    }
    password::check(&new, &me.login)?;
    let hash = password::hash(new).await?;
    work.tx
        .exec(
            "UPDATE people_person SET password_hash = $2, must_change = $3 WHERE id = $1",
            args![me.id, hash, false],
        )
        .await?;
    session::revoke_all(&work.tx, me.id, session, "password", work.now_ms).await?;
    work.note("person.password_changed", "person", me.id, "")
        .await
}

/// Bật xác thực hai bước, first half: a secret and its QR picture (SVG) to scan. Nothing changes until confirmed.
pub async fn begin_totp(
    work: &Work,
    key: &SealingKey,
) -> Result<(String, Option<String>), WorkError> {
    let me = person::get(&work.tx, work.actor.person).await?;
    let secret = totp::new_secret();
    work.tx
        .exec(
            "UPDATE people_person SET totp_pending = $2 WHERE id = $1",
            args![me.id, key.seal(&secret, me.id)?],
        )
        .await?;
    let picture = totp::picture(&totp::address(&secret, &me.login));
    Ok((secret, picture))
}

/// The same secret once more, after a code that was typed wrong: what the phone has scanned still counts.
pub async fn shown_totp(
    work: &Work,
    key: &SealingKey,
) -> Result<Option<(String, Option<String>)>, WorkError> {
    let me = person::get(&work.tx, work.actor.person).await?;
    let secret = pending(work).await?.and_then(|text| key.open(&text, me.id));
    Ok(secret.map(|secret| {
        let picture = totp::picture(&totp::address(&secret, &me.login));
        (secret, picture)
    }))
}

async fn pending(work: &Work) -> Result<Option<String>, WorkError> {
    Ok(work
        .tx
        .one(
            "SELECT totp_pending FROM people_person WHERE id = $1",
            args![work.actor.person],
        )
        .await?)
}

/// Bật xác thực hai bước, second half: the first code proves that the phone has the secret.
pub async fn confirm_totp(work: &Work, key: &SealingKey, typed: &str) -> Result<(), WorkError> {
    let id = work.actor.person;
    let Some(sealed) = pending(work).await? else {
        return Err(WorkError::invalid("code", messages::NO_PENDING_CODE));
    };
    let Some(secret) = key.open(&sealed, id) else {
        return Err(WorkError::invalid("code", messages::NO_PENDING_CODE));
    };
    let Some(step) = totp::accepted_step(&secret, typed, work.now_ms, 0) else {
        return Err(WorkError::invalid("code", messages::WRONG_CODE));
    };
    work.tx
        .exec(
            "UPDATE people_person SET totp_secret = $2, totp_pending = NULL, totp_step = $3 WHERE id = $1",
            args![id, sealed, step],
        )
        .await?;
    work.note("person.totp_on", "person", id, "").await
}

/// Tắt xác thực hai bước của mình: needs the password.
pub async fn end_totp(work: &Work, plain: String) -> Result<(), WorkError> {
    let id = work.actor.person;
    let hash: Option<String> = work
        .tx
        .one(
            "SELECT password_hash FROM people_person WHERE id = $1",
            args![id],
        )
        .await?;
    if !password::is_right(plain, hash).await? {
        return Err(WorkError::invalid(
            "old_password",
            messages::WRONG_OLD_PASSWORD,
        ));
    }
    clear_totp(work, id).await
}

/// Tắt xác thực hai bước của người mất điện thoại; `unit` is the unit of that person's post.
pub async fn end_totp_of(work: &Work, unit: &str, id: Uuid) -> Result<(), WorkError> {
    work.require(crate::Right::PeoplePersonEdit, unit).await?;
    let posts = crate::staff::post::posts_of(&work.tx, id).await?;
    match posts.iter().any(|post| post.unit == unit) {
        true => clear_totp(work, id).await,
        false => Err(WorkError::NotFound),
    }
}

async fn clear_totp(work: &Work, id: Uuid) -> Result<(), WorkError> {
    work.tx
        .exec(
            "UPDATE people_person SET totp_secret = NULL, totp_pending = NULL WHERE id = $1",
            args![id],
        )
        .await?;
    work.note("person.totp_off", "person", id, "").await
}

/// Đặt lại tài khoản từ máy chủ, for whoever sits at the server's console: a new password to be changed at once, no
/// second step, no lock, no session. The trail says that it was the console.
pub async fn reset_from_console(
    tx: &db::Tx,
    id: Uuid,
    hash: String,
    now_ms: i64,
) -> Result<(), WorkError> {
    let login: String = tx
        .one("SELECT login FROM people_person WHERE id = $1", args![id])
        .await?;
    tx.exec(
        "UPDATE people_person SET password_hash = $2, must_change = $3, status = 'active', totp_secret = NULL,
           totp_pending = NULL WHERE id = $1",
        args![id, hash, true],
    )
    .await?;
    tx.exec(
        "DELETE FROM people_failure WHERE scope = $1",
        args![format!("login:{login}")],
    )
    .await?;
    session::revoke_all(tx, id, None, "admin", now_ms).await?;
    let line = ledger::audit::Line {
        at: now_ms,
        who: None,
        unit: None,
        action: "person.password_reset".to_owned(),
        object_kind: "person".to_owned(),
        object: Some(id.to_string()),
        detail: "console".to_owned(),
    };
    ledger::audit::append(tx, line).await?;
    Ok(())
}
