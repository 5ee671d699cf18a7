//! Passwords, the second step, lock-out, sessions.

use people::{
    sign_in::{
        Attempt, Entrance, SealingKey, Session, SignInRefusal, account, seal, session, sign_in,
        totp,
    },
    staff::{person, post},
};

use db::{Sql, args};

use crate::house::{House, NOW, PASSWORD, day, in_a_house, refused_field};

fn attempt(password: &str) -> Attempt {
    Attempt {
        login: " AN.NV ".into(),
        password: password.into(),
        code: None,
        address: "203.0.113.0/24".into(),
        user_agent: "Firefox".into(),
    }
}

async fn enter(house: &House, now: i64) -> (Session, String) {
    match sign_in(&house.db, &house.key, &attempt(PASSWORD), now)
        .await
        .unwrap()
    {
        Entrance::Open { session, token, .. } => (session, token),
        Entrance::CodeNeeded => panic!("no second step is set"),
    }
}

#[test]
fn the_right_password_opens_a_session_until_signed_out() {
    in_a_house(|house| async move {
        let (opened, token) = enter(&house, NOW).await;
        assert_eq!(opened.post, Some(house.prosecutor));
        let found = session::find(&house.db, &token, NOW + 1)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(found.id, opened.id);
        assert!(
            session::find(&house.db, "khác", NOW)
                .await
                .unwrap()
                .is_none()
        );
        assert!(
            session::find(&house.db, &token, NOW + session::IDLE_MS)
                .await
                .unwrap()
                .is_none()
        );
        session::touch(&house.db, &found, NOW + session::IDLE_MS - 1)
            .await
            .unwrap();
        assert!(
            session::find(&house.db, &token, NOW + session::IDLE_MS)
                .await
                .unwrap()
                .is_some()
        );

        let work = house.work(house.prosecutor).await;
        session::sign_out(&work, opened.id).await.unwrap();
        work.commit().await.unwrap();
        assert!(
            session::find(&house.db, &token, NOW + 1)
                .await
                .unwrap()
                .is_none()
        );
        assert_eq!(house.trail().await, ["session.opened", "session.ended"]);
    });
}

#[test]
fn wrong_tries_wait_longer_and_longer_and_the_right_one_waits_too() {
    in_a_house(|house| async move {
        for _ in 0..5 {
            let refused = sign_in(&house.db, &house.key, &attempt("sai mật khẩu"), NOW)
                .await
                .unwrap_err();
            assert!(matches!(refused, SignInRefusal::Wrong), "{refused:?}");
        }
        for (after_ms, seconds) in [(1, 30), (29_001, 1)] {
            let refused = sign_in(&house.db, &house.key, &attempt(PASSWORD), NOW + after_ms)
                .await
                .unwrap_err();
            assert!(
                matches!(refused, SignInRefusal::Locked { seconds: s } if s == seconds),
                "{refused:?}"
            );
        }
        sign_in(&house.db, &house.key, &attempt("vẫn sai"), NOW + 30_000)
            .await
            .unwrap_err();
        let refused = sign_in(&house.db, &house.key, &attempt(PASSWORD), NOW + 30_001)
            .await
            .unwrap_err();
        assert!(
            matches!(refused, SignInRefusal::Locked { seconds: 60 }),
            "{refused:?}"
        );
        enter(&house, NOW + 90_000).await;
        let refused = sign_in(&house.db, &house.key, &attempt("sai"), NOW + 90_001)
            .await
            .unwrap_err();
        assert!(
            matches!(refused, SignInRefusal::Wrong),
            "a right one forgives the login"
        );
    });
}

#[test]
fn nobody_learns_whether_a_login_exists_or_is_locked() {
    in_a_house(|house| async move {
        let unknown = Attempt {
            login: "khong.co".into(),
            ..attempt(PASSWORD)
        };
        assert!(matches!(
            sign_in(&house.db, &house.key, &unknown, NOW).await,
            Err(SignInRefusal::Wrong)
        ));
        let (_, token) = enter(&house, NOW).await;
        let who = house.actor(house.prosecutor).await.person;
        let work = house.work(house.it_officer).await;
        person::set_status(&work, who, "locked", "Nghi lộ mật khẩu")
            .await
            .unwrap();
        work.commit().await.unwrap();
        assert!(
            session::find(&house.db, &token, NOW + 1)
                .await
                .unwrap()
                .is_none()
        );
        assert!(matches!(
            sign_in(&house.db, &house.key, &attempt(PASSWORD), NOW).await,
            Err(SignInRefusal::Wrong)
        ));
    });
}

#[test]
fn somebody_without_a_post_today_does_not_enter() {
    in_a_house(|house| async move {
        let work = house.work(house.it_officer).await;
        post::end(
            &work,
            house.prosecutor,
            day("2026-11-21"),
            "Chuyển công tác",
        )
        .await
        .unwrap();
        work.commit().await.unwrap();
        assert!(matches!(
            sign_in(&house.db, &house.key, &attempt(PASSWORD), NOW).await,
            Err(SignInRefusal::NoPost)
        ));
    });
}

#[test]
fn a_changed_password_ends_every_other_session() {
    in_a_house(|house| async move {
        let (here, here_token) = enter(&house, NOW).await;
        let (_, there_token) = enter(&house, NOW).await;
        let work = house.work(house.prosecutor).await;
        let change = |old: &str, new: &str| {
            account::change_password(&work, Some(here.id), old.into(), new.into())
        };
        assert_eq!(
            refused_field(change("sai", "nắng vàng trên đồi").await),
            "old_password"
        );
        assert_eq!(refused_field(change(PASSWORD, PASSWORD).await), "password");
        assert_eq!(refused_field(change(PASSWORD, "ngắn").await), "password");
        change(PASSWORD, "nắng vàng trên đồi").await.unwrap();
        work.commit().await.unwrap();
        assert!(
            session::find(&house.db, &here_token, NOW)
                .await
                .unwrap()
                .is_some()
        );
        assert!(
            session::find(&house.db, &there_token, NOW)
                .await
                .unwrap()
                .is_none()
        );
        assert!(
            sign_in(&house.db, &house.key, &attempt(PASSWORD), NOW)
                .await
                .is_err()
        );
        assert!(
            sign_in(&house.db, &house.key, &attempt("nắng vàng trên đồi"), NOW)
                .await
                .is_ok()
        );
    });
}

#[test]
fn signing_out_everywhere_ends_all_sessions_of_one_person_only() {
    in_a_house(|house| async move {
        let (_, mine) = enter(&house, NOW).await;
        let (_, mine_too) = enter(&house, NOW).await;
        let chief = Attempt {
            login: "chi.pt".into(),
            ..attempt(PASSWORD)
        };
        let Ok(Entrance::Open {
            session: hers,
            token: other,
            ..
        }) = sign_in(&house.db, &house.key, &chief, NOW).await
        else {
            panic!("the chief enters");
        };
        let work = house.work(house.prosecutor).await;
        assert!(
            session::sign_out(&work, hers.id).await.is_err(),
            "nobody ends the session of another"
        );
        assert_eq!(session::sign_out_everywhere(&work, None).await.unwrap(), 2);
        work.commit().await.unwrap();
        assert!(
            session::find(&house.db, &mine, NOW)
                .await
                .unwrap()
                .is_none()
        );
        assert!(
            session::find(&house.db, &mine_too, NOW)
                .await
                .unwrap()
                .is_none()
        );
        assert!(
            session::find(&house.db, &other, NOW)
                .await
                .unwrap()
                .is_some()
        );
    });
}

#[test]
fn the_second_step_asks_for_a_code_that_opens_once() {
    in_a_house(|house| async move {
        let work = house.work(house.prosecutor).await;
        assert_eq!(
            refused_field(account::confirm_totp(&work, &house.key, "000000").await),
            "code"
        );
        let (secret, picture) = account::begin_totp(&work, &house.key).await.unwrap();
        assert!(picture.unwrap().contains("<svg"));
        let first = totp::code_at(&secret, NOW).unwrap();
        account::confirm_totp(&work, &house.key, &first)
            .await
            .unwrap();
        work.commit().await.unwrap();

        let with = |code: &str| Attempt {
            code: Some(code.into()),
            ..attempt(PASSWORD)
        };
        let asked = sign_in(&house.db, &house.key, &attempt(PASSWORD), NOW)
            .await
            .unwrap();
        assert!(matches!(asked, Entrance::CodeNeeded));
        let again = sign_in(&house.db, &house.key, &with(&first), NOW)
            .await
            .unwrap_err();
        assert!(
            matches!(again, SignInRefusal::WrongCode),
            "the code was used to confirm"
        );
        let later = NOW + 60_000;
        let code = totp::code_at(&secret, later).unwrap();
        assert!(matches!(
            sign_in(&house.db, &house.key, &with(&code), later).await,
            Ok(Entrance::Open { .. })
        ));
        assert!(matches!(
            sign_in(&house.db, &house.key, &with(&code), later).await,
            Err(SignInRefusal::WrongCode)
        ));
    });
}

/// The prosecutor with a second step that is on; their secret.
async fn with_second_step(house: &House) -> String {
    let work = house.work(house.prosecutor).await;
    let (secret, _) = account::begin_totp(&work, &house.key).await.unwrap();
    let first = totp::code_at(&secret, NOW).unwrap();
    account::confirm_totp(&work, &house.key, &first)
        .await
        .unwrap();
    work.commit().await.unwrap();
    secret
}

async fn stored(house: &House) -> String {
    let sql = "SELECT totp_secret FROM people_person WHERE login = 'an.nv'";
    house.db.one(sql, args![]).await.unwrap()
}

#[test]
fn the_secret_of_a_second_step_is_never_stored_plain() {
    in_a_house(|house| async move {
        let work = house.work(house.prosecutor).await;
        let (secret, _) = account::begin_totp(&work, &house.key).await.unwrap();
        let again = account::shown_totp(&work, &house.key).await.unwrap();
        assert_eq!(
            again.unwrap().0,
            secret,
            "a wrong code shows the same secret again"
        );
        work.commit().await.unwrap();
        let pending = "SELECT totp_pending FROM people_person WHERE login = 'an.nv'";
        let pending: String = house.db.one(pending, args![]).await.unwrap();
        assert!(pending.starts_with("sealed:") && !pending.contains(&secret));
        let secret = with_second_step(&house).await;
        let kept = stored(&house).await;
        assert!(kept.starts_with("sealed:") && !kept.contains(&secret));
    });
}

#[test]
fn a_secret_stored_plain_by_an_earlier_version_is_sealed_and_still_opens() {
    in_a_house(|house| async move {
        let secret = totp::new_secret();
        house
            .db
            .exec(
                "UPDATE people_person SET totp_secret = $1 WHERE login = 'an.nv'",
                args![&secret],
            )
            .await
            .unwrap();
        let sealing = |house: House| async move {
            seal::seal_plain(&house.db, &house.key, NOW).await.unwrap()
        };
        assert_eq!(sealing(house.clone()).await, 1);
        assert_eq!(sealing(house.clone()).await, 0, "twice changes nothing");
        assert!(!stored(&house).await.contains(&secret));
        let typed = Attempt {
            code: totp::code_at(&secret, NOW),
            ..attempt(PASSWORD)
        };
        assert!(matches!(
            sign_in(&house.db, &house.key, &typed, NOW).await,
            Ok(Entrance::Open { .. })
        ));
        assert_eq!(house.trail().await[0], "totp.sealed");
    });
}

#[test]
fn without_the_key_nobody_enters_by_the_second_step_until_it_is_forgotten() {
    in_a_house(|mut house| async move {
        with_second_step(&house).await;
        let (names, count) = seal::sealed_with(&house.db).await.unwrap();
        assert_eq!((names, count), (vec![house.key.id()], 1));
        let old = std::mem::replace(&mut house.key, SealingKey::fresh());
        for code in [None, Some("123456".to_owned())] {
            let typed = Attempt {
                code,
                ..attempt(PASSWORD)
            };
            let refused = sign_in(&house.db, &house.key, &typed, NOW).await;
            assert!(matches!(refused, Err(SignInRefusal::NoKey)), "{refused:?}");
        }
        assert!(seal::unopenable(&house.db, &old).await.unwrap().is_empty());
        let forgotten = seal::forget_unopenable(&house.db, &house.key, NOW).await;
        assert_eq!(forgotten.unwrap(), 1);
        enter(&house, NOW).await;
        assert!(house.trail().await.contains(&"person.totp_off".to_owned()));
    });
}

#[test]
fn a_password_set_by_another_must_be_changed_first() {
    in_a_house(|house| async move {
        let who = house.actor(house.prosecutor).await.person;
        let work = house.work(house.it_officer).await;
        person::reset_password(&work, who, "tạm thời 2026".into())
            .await
            .unwrap();
        work.commit().await.unwrap();
        let entered = sign_in(&house.db, &house.key, &attempt("tạm thời 2026"), NOW)
            .await
            .unwrap();
        assert!(matches!(
            entered,
            Entrance::Open {
                must_change_password: true,
                ..
            }
        ));
    });
}
