//! The house of these stories: Lâm Đồng with one region, and somebody in each role.

use std::sync::Arc;

use chrono::NaiveDate;
use db::{Db, Migrations, testing};
use law::{Law, Moment};
use ledger::Ledger;
use people::{
    Actor, Role, Units, Work, WorkError,
    sign_in::SealingKey,
    staff::{actor_of, person, post},
    units,
};
use uuid::Uuid;

const AREAS: &[Migrations] = &[ledger::MIGRATIONS, people::MIGRATIONS];

/// 22/11/2026, 09:00 in Vietnam.
pub const NOW: i64 = 1_795_312_800_000;

/// The password of everybody here.
pub const PASSWORD: &str = "mưa rừng cao nguyên";

/// The house, open for one story.
#[derive(Clone)]
pub struct House {
    pub db: Db,
    pub key: SealingKey,
    pub chief: Uuid,
    pub prosecutor: Uuid,
    pub it_officer: Uuid,
}

/// Runs a story in a fresh house on SQLite and on PostgreSQL.
pub fn in_a_house<F, Fut>(story: F)
where
    F: Fn(House) -> Fut,
    Fut: Future<Output = ()>,
{
    let story = &story;
    testing::both(AREAS, |db| async move { story(built(db).await).await });
}

async fn built(db: Db) -> House {
    units::seed(&db, NOW).await.unwrap();
    // Hashing is slow on purpose: everybody shares one.
    let hash = people::sign_in::password::hash(PASSWORD.to_owned())
        .await
        .unwrap();
    let tx = db.begin().await.unwrap();
    let mut posts = Vec::new();
    for (name, login, role, unit) in [
        ("Phạm Thị Chi", "chi.pt", Role::Chief, "P68"),
        ("Nguyễn Văn An", "an.nv", Role::Prosecutor, "P68"),
        ("Đỗ Minh Tú", "tu.dm", Role::ItOfficer, "P68"),
    ] {
        let (who, held) = (Uuid::now_v7(), Uuid::now_v7());
        let particulars = person::Particulars {
            name: name.into(),
            login: login.into(),
            email: String::new(),
        };
        person::insert(&tx, who, &particulars, Some(hash.clone()), false, NOW)
            .await
            .unwrap();
        post::insert(&tx, held, &a_post(who, role, unit))
            .await
            .unwrap();
        posts.push(held);
    }
    tx.commit().await.unwrap();
    House {
        db,
        key: SealingKey::fresh(),
        chief: posts[0],
        prosecutor: posts[1],
        it_officer: posts[2],
    }
}

pub fn a_post(person: Uuid, role: Role, unit: &str) -> post::NewPost {
    post::NewPost {
        person,
        unit: unit.to_owned(),
        role,
        title: String::new(),
        from: day("2025-07-01"),
        to: None,
        reason: "Quyết định bổ nhiệm".to_owned(),
    }
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn today() -> NaiveDate {
    people::today_of(NOW)
}

impl House {
    pub async fn units(&self) -> Units {
        Units::load(&self.db).await.unwrap()
    }

    pub async fn actor(&self, post: Uuid) -> Actor {
        actor_of(&self.db, &self.units().await, post, today())
            .await
            .unwrap()
    }

    pub async fn work_at(&self, post: Uuid, now_ms: i64) -> Work {
        let actor = self.actor(post).await;
        let ledger = Arc::new(Ledger::new(Vec::new()));
        Work::begin(&self.db, actor, now_ms, Law::embedded().clone(), ledger)
            .await
            .unwrap()
    }

    pub async fn work(&self, post: Uuid) -> Work {
        self.work_at(post, NOW).await
    }

    /// The actions in the trail, oldest first; the chain must be whole.
    pub async fn trail(&self) -> Vec<String> {
        let verdict = ledger::audit::verify(&self.db).await.unwrap();
        assert!(
            matches!(verdict, ledger::audit::Verdict::Whole { .. }),
            "{verdict:?}"
        );
        let lines = ledger::audit::page(&self.db, 0).await.unwrap();
        lines.into_iter().map(|line| line.action).collect()
    }
}

/// The field a refusal speaks of, with a Vietnamese sentence.
#[track_caller]
pub fn refused_field<T: std::fmt::Debug>(result: Result<T, WorkError>) -> String {
    match result.unwrap_err() {
        WorkError::Invalid { field, sentence } => {
            assert!(sentence.ends_with('.'), "{sentence}");
            field
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_stories_happen_on_a_sunday_morning() {
    assert_eq!(
        Moment::from_utc_ms(NOW).unwrap().to_string(),
        "2026-11-22T09:00"
    );
}
