//! `kiemsat user`: the first accounts of an office, and the way back for somebody who is locked out.

use anyhow::{Context, anyhow, bail};
use db::{Sql, Tx, args};
use ledger::audit;
use people::{
    Role, WorkError,
    sign_in::{password, seal},
    staff::{person, post},
};
use rand::RngCore;
use uuid::Uuid;

use crate::{
    cli,
    place::{Place, now_ms},
};

/// Adds or resets.
pub async fn run(what: cli::User) -> anyhow::Result<()> {
    match what {
        cli::User::Add {
            place,
            name,
            login,
            unit,
            role,
            title,
            from,
        } => {
            let role = Role::parse(&role)
                .ok_or_else(|| anyhow!("there is no role {role}; see kiemsat user add --help"))?;
            let place = place.open().await?;
            let now_ms = now_ms();
            let from = from.unwrap_or_else(|| people::today_of(now_ms));
            people::units::seed(&place.db, now_ms).await.map_err(said)?;
            if !people::Units::load(&place.db).await?.is_open(&unit, from) {
                bail!("there is no unit {unit} on {from}; see kiemsat units import");
            }
            let plain = first_password();
            password::check(&plain.text, &login).map_err(said)?;
            let hash = password::hash(plain.text.clone()).await.map_err(said)?;
            let id = Uuid::now_v7();
            let who = person::Particulars {
                name: text::clean(&name),
                login: text::clean(&login).to_lowercase(),
                email: String::new(),
            };
            let tx = place.db.begin().await?;
            person::insert(&tx, id, &who, Some(hash), true, now_ms)
                .await
                .map_err(said)
                .with_context(|| format!("the account {login} could not be added"))?;
            let new = post::NewPost {
                person: id,
                unit,
                role,
                title: title.unwrap_or_default(),
                from,
                to: None,
                reason: "kiemsat user add".to_owned(),
            };
            post::insert(&tx, Uuid::now_v7(), &new)
                .await
                .map_err(said)?;
            note(&tx, "person.added", id, now_ms).await?;
            tx.commit().await?;
            plain.tell(&login);
            Ok(())
        }
        cli::User::Reset { place, login } => {
            let place = place.open().await?;
            let now_ms = now_ms();
            let login = login.trim().to_lowercase();
            let id: Option<Uuid> = place
                .db
                .opt(
                    "SELECT id FROM people_person WHERE login = $1",
                    args![&login],
                )
                .await?;
            let id = id.ok_or_else(|| anyhow!("nobody signs in as {login}"))?;
            let plain = first_password();
            password::check(&plain.text, &login).map_err(said)?;
            let hash = password::hash(plain.text.clone()).await.map_err(said)?;
            let tx = place.db.begin().await?;
            people::sign_in::account::reset_from_console(&tx, id, hash, now_ms)
                .await
                .map_err(said)?;
            tx.commit().await?;
            plain.tell(&login);
            Ok(())
        }
        cli::User::ForgetCodes { place } => forget_codes(&place.open().await?).await,
    }
}

/// The way back when the key is lost: the password alone opens again, and each may turn the second step on anew.
#[allow(clippy::print_stdout)]
async fn forget_codes(place: &Place) -> anyhow::Result<()> {
    let key = place.key()?;
    let count = seal::forget_unopenable(&place.db, &key, now_ms())
        .await
        .map_err(said)?;
    println!(
        "Đã tắt xác thực hai bước của {count} người mà khóa ở {} không mở được; họ đăng nhập bằng mật khẩu và có thể bật lại.",
        place.key_file.display()
    );
    Ok(())
}

fn said(error: WorkError) -> anyhow::Error {
    match error {
        WorkError::Invalid { sentence, .. } => anyhow!(sentence),
        other => anyhow!(other),
    }
}

struct Password {
    text: String,
    is_made: bool,
}

impl Password {
    /// A password made here is told once, to whoever sits at the console.
    #[allow(clippy::print_stdout)]
    fn tell(&self, login: &str) {
        match self.is_made {
            true => println!(
                "{login}: mật khẩu đầu tiên là {} (phải đổi khi đăng nhập)",
                self.text
            ),
            false => println!("{login}: đã đặt mật khẩu; phải đổi khi đăng nhập"),
        }
    }
}

fn first_password() -> Password {
    if let Ok(text) = std::env::var("KIEMSAT_PASSWORD") {
        return Password {
            text,
            is_made: false,
        };
    }
    const LETTERS: &[u8] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut bytes = [0_u8; 15];
    rand::rng().fill_bytes(&mut bytes);
    let letters: String = bytes
        .iter()
        .map(|byte| char::from(LETTERS[usize::from(byte % 32)]))
        .collect();
    Password {
        text: format!("{}-{}-{}", &letters[..5], &letters[5..10], &letters[10..]),
        is_made: true,
    }
}

async fn note(tx: &Tx, action: &str, person: Uuid, at: i64) -> anyhow::Result<()> {
    let line = audit::Line {
        at,
        who: None,
        unit: None,
        action: action.to_owned(),
        object_kind: "person".to_owned(),
        object: Some(person.to_string()),
        detail: "console".to_owned(),
    };
    audit::append(tx, line).await?;
    Ok(())
}
