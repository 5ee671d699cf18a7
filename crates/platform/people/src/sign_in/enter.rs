//! Đăng nhập: the lock, the password, the second step, the post; every outcome leaves its line in the trail.

use db::{Db, Sql, Tx, args};
use ledger::audit;
use uuid::Uuid;

use super::{SealingKey, lockout, password, session, totp};
use crate::{WorkError, staff::post, today_of};

/// Một lần thử đăng nhập.
#[derive(Clone)]
pub struct Attempt {
    /// What was typed as the login.
    pub login: String,
    /// What was typed as the password.
    pub password: String,
    /// The six digits, where the second step was asked for.
    pub code: Option<String>,
    /// The network, as [`super::network_of`] gives it.
    pub address: String,
    /// The browser, as it calls itself.
    pub user_agent: String,
}

impl std::fmt::Debug for Attempt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A log must never hold a password.
        f.debug_struct("Attempt")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

impl Attempt {
    pub(super) fn login_key(&self) -> String {
        text::clean(&self.login)
            .to_lowercase()
            .chars()
            .take(64)
            .collect()
    }
}

/// Kết quả đăng nhập.
#[derive(Debug)]
pub enum Entrance {
    /// Signed in.
    Open {
        /// The session.
        session: session::Session,
        /// The token for the cookie; nothing else holds it.
        token: String,
        /// Whether the first thing to do is to choose a new password.
        must_change_password: bool,
    },
    /// The password is right; now the six digits are asked for.
    CodeNeeded,
}

/// Why somebody could not sign in.
#[derive(Debug, thiserror::Error)]
pub enum SignInRefusal {
    /// The login or the password is wrong, or the account is closed: nobody learns which.
    #[error("wrong login or password")]
    Wrong,
    /// The six digits are wrong or were used.
    #[error("wrong code")]
    WrongCode,
    /// Too many wrong tries.
    #[error("locked for {seconds} s")]
    Locked {
        /// How long to wait.
        seconds: u64,
    },
    /// The password is right, but the secret of the second step was sealed with a key that is not here.
    #[error("the second step cannot be opened: another sealing key")]
    NoKey,
    /// The person holds no post today.
    #[error("no post today")]
    NoPost,
    /// The system failed.
    #[error(transparent)]
    Failed(#[from] WorkError),
}

impl From<db::StorageError> for SignInRefusal {
    fn from(error: db::StorageError) -> Self {
        SignInRefusal::Failed(error.into())
    }
}

db::row! {
    struct Account {
        id: Uuid, status: String, password_hash: Option<String>, must_change: bool,
        totp_secret: Option<String>, totp_step: i64
    }
}

/// Đăng nhập.
pub async fn sign_in(
    db: &Db,
    key: &SealingKey,
    attempt: &Attempt,
    now_ms: i64,
) -> Result<Entrance, SignInRefusal> {
    refuse_while_locked(db, attempt, now_ms).await?;
    let account: Option<Account> = db
        .opt(
            "SELECT id, status, password_hash, must_change, totp_secret, totp_step FROM people_person WHERE login = $1",
            args![attempt.login_key()],
        )
        .await?;
    let open = account
        .as_ref()
        .filter(|account| account.status == "active");
    let hash = open.and_then(|account| account.password_hash.clone());
    let right = password::is_right(attempt.password.clone(), hash).await?;
    // Tries that waited for their turn meet the lock that earlier ones closed.
    refuse_while_locked(db, attempt, now_ms).await?;
    let Some(account) = open.filter(|_| right) else {
        return refuse(
            db,
            attempt,
            account.map(|account| account.id),
            SignInRefusal::Wrong,
            now_ms,
        )
        .await;
    };
    let tx = db.begin().await?;
    if let Some(sealed) = &account.totp_secret {
        let Some(secret) = key.open(sealed, account.id) else {
            trail(&tx, "session.refused", Some(account.id), None, now_ms).await?;
            tx.commit().await?;
            return Err(SignInRefusal::NoKey);
        };
        let Some(typed) = attempt
            .code
            .as_deref()
            .filter(|code| !code.trim().is_empty())
        else {
            return Ok(Entrance::CodeNeeded);
        };
        if !use_code(&tx, account, &secret, typed, now_ms).await? {
            tx.rollback().await?;
            return refuse(
                db,
                attempt,
                Some(account.id),
                SignInRefusal::WrongCode,
                now_ms,
            )
            .await;
        }
    }
    let posts = post::posts_on(&tx, account.id, today_of(now_ms)).await?;
    let Some(first) = posts.first() else {
        return Err(SignInRefusal::NoPost);
    };
    let last: Option<Option<Uuid>> = tx
        .opt(
            "SELECT post FROM people_session WHERE person = $1 ORDER BY created_at DESC LIMIT 1",
            args![account.id],
        )
        .await?;
    // People go on in the post they last acted in.
    let post = posts
        .iter()
        .find(|held| last.flatten() == Some(held.id))
        .unwrap_or(first);
    let from = session::From {
        user_agent: &attempt.user_agent,
        address: &attempt.address,
    };
    let (session, token) = session::open(&tx, account.id, post.id, from, now_ms).await?;
    lockout::forgive(&tx, attempt).await?;
    trail(
        &tx,
        "session.opened",
        Some(account.id),
        Some(session.id),
        now_ms,
    )
    .await?;
    tx.commit().await?;
    Ok(Entrance::Open {
        session,
        token,
        must_change_password: account.must_change,
    })
}

async fn refuse_while_locked(db: &Db, attempt: &Attempt, now_ms: i64) -> Result<(), SignInRefusal> {
    match lockout::locked_until(db, attempt, now_ms).await? {
        Some(until) => {
            let seconds = u64::try_from(until - now_ms).unwrap_or(0).div_ceil(1000);
            Err(SignInRefusal::Locked { seconds })
        }
        None => Ok(()),
    }
}

/// Takes the code's step, in one statement so that a code typed in two windows opens one.
async fn use_code(
    tx: &Tx,
    account: &Account,
    secret: &str,
    typed: &str,
    now_ms: i64,
) -> Result<bool, SignInRefusal> {
    let Some(step) = totp::accepted_step(secret, typed, now_ms, account.totp_step) else {
        return Ok(false);
    };
    let sql = "UPDATE people_person SET totp_step = $2 WHERE id = $1 AND totp_step < $2";
    Ok(tx.exec(sql, args![account.id, step]).await? == 1)
}

async fn refuse(
    db: &Db,
    attempt: &Attempt,
    person: Option<Uuid>,
    refusal: SignInRefusal,
    now_ms: i64,
) -> Result<Entrance, SignInRefusal> {
    let tx = db.begin().await?;
    lockout::count_failure(&tx, attempt, now_ms).await?;
    trail(&tx, "session.refused", person, None, now_ms).await?;
    tx.commit().await?;
    Err(refusal)
}

async fn trail(
    tx: &Tx,
    action: &str,
    person: Option<Uuid>,
    session: Option<Uuid>,
    at: i64,
) -> Result<(), SignInRefusal> {
    let line = audit::Line {
        at,
        who: person,
        unit: None,
        action: action.to_owned(),
        object_kind: "session".to_owned(),
        object: session.map(|id| id.to_string()),
        detail: String::new(),
    };
    audit::append(tx, line).await?;
    Ok(())
}
