//! Tạm khóa: each wrong try after the first few makes the next one wait longer, for the login and for the network.

use db::{Result, Sql, args};

use super::Attempt;

/// After this many wrong tries a login waits; a network, with a whole office behind it, after more.
const LOGIN_TRIES: i64 = 5;
const ADDRESS_TRIES: i64 = 40;
/// A quiet day forgives.
const FORGIVEN_AFTER_MS: i64 = 24 * 3_600_000;

/// How long the next try must wait after so many wrong ones: 30 seconds, then twice as long each time, an hour at most.
pub fn wait_ms(failures: i64, free_tries: i64) -> i64 {
    match failures - free_tries {
        ..0 => 0,
        over @ 0..=6 => 30_000 << over,
        _ => 3_600_000,
    }
}

db::row! { struct Failures { failures: i64, last_at: i64, locked_until: i64 } }

fn scopes(attempt: &Attempt) -> [(String, i64); 2] {
    [
        (format!("login:{}", attempt.login_key()), LOGIN_TRIES),
        (format!("address:{}", attempt.address), ADDRESS_TRIES),
    ]
}

/// When the next try is allowed, if not now.
pub(super) async fn locked_until(
    db: &impl Sql,
    attempt: &Attempt,
    now_ms: i64,
) -> Result<Option<i64>> {
    let mut until = None;
    for (scope, _) in scopes(attempt) {
        if let Some(kept) = kept(db, &scope).await?
            && kept.locked_until > now_ms
        {
            until = until.max(Some(kept.locked_until));
        }
    }
    Ok(until)
}

/// Counts a wrong try.
pub(super) async fn count_failure(tx: &impl Sql, attempt: &Attempt, now_ms: i64) -> Result<()> {
    for (scope, free_tries) in scopes(attempt) {
        // Counting in the statement keeps tries made at the same moment apart.
        tx.exec(
            "INSERT INTO people_failure (scope, failures, last_at, locked_until) VALUES ($1, 1, $2, 0)
             ON CONFLICT (scope) DO UPDATE SET
               failures = CASE WHEN people_failure.last_at < $3 THEN 1 ELSE people_failure.failures + 1 END,
               last_at = $2",
            args![&scope, now_ms, now_ms - FORGIVEN_AFTER_MS],
        )
        .await?;
        if let Some(kept) = kept(tx, &scope).await? {
            let until = kept.last_at + wait_ms(kept.failures, free_tries);
            tx.exec(
                "UPDATE people_failure SET locked_until = $2 WHERE scope = $1",
                args![&scope, until],
            )
            .await?;
        }
    }
    Ok(())
}

/// A right sign-in clears the login's count; the network's stays.
pub(super) async fn forgive(tx: &impl Sql, attempt: &Attempt) -> Result<()> {
    let [(login, _), _] = scopes(attempt);
    tx.exec("DELETE FROM people_failure WHERE scope = $1", args![login])
        .await?;
    Ok(())
}

async fn kept(db: &impl Sql, scope: &str) -> Result<Option<Failures>> {
    db.opt(
        "SELECT failures, last_at, locked_until FROM people_failure WHERE scope = $1",
        args![scope],
    )
    .await
}

/// The network part of an address: /24 of IPv4, /48 of IPv6. Anything else stays as it is, shortened.
pub fn network_of(address: &str) -> String {
    match address.parse() {
        Ok(std::net::IpAddr::V4(ip)) => {
            let [a, b, c, _] = ip.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        Ok(std::net::IpAddr::V6(ip)) => match ip.to_ipv4_mapped() {
            Some(inside) => network_of(&inside.to_string()),
            None => {
                let [a, b, c, ..] = ip.segments();
                format!("{a:x}:{b:x}:{c:x}::/48")
            }
        },
        Err(_) => address.chars().take(64).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wrong_try_after_the_fifth_waits_twice_as_long_up_to_an_hour() {
        let table = [
            (0, 0),
            (4, 0),
            (5, 30),
            (6, 60),
            (7, 120),
            (11, 1920),
            (12, 3600),
            (1000, 3600),
        ];
        for (failures, seconds) in table {
            assert_eq!(
                wait_ms(failures, LOGIN_TRIES),
                seconds * 1000,
                "after {failures}"
            );
        }
    }

    #[test]
    fn an_address_is_kept_as_its_network_only() {
        let table = [
            ("203.0.113.77", "203.0.113.0/24"),
            ("::ffff:203.0.113.77", "203.0.113.0/24"),
            ("2001:db8:12:34::1", "2001:db8:12::/48"),
            ("unix", "unix"),
        ];
        for (address, network) in table {
            assert_eq!(network_of(address), network);
        }
    }
}
