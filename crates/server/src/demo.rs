//! `kiemsat demo`: an invented province, or nation, through the same door as real work.

use std::fs;

use anyhow::Context;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::place::Place;

/// `demo.json` in the folder of a demo: whom the sign-in page offers. A place of real work has no such paper.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Invented {
    /// The common password of the people below.
    pub password: String,
    /// People to sign in as, one for each role.
    pub people: Vec<InventedPerson>,
    /// The day on which the demo stands still; none: it lives on today.
    pub today: Option<NaiveDate>,
}

/// Somebody to sign in as.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct InventedPerson {
    /// Full name.
    pub name: String,
    /// Post and unit.
    pub post: String,
    /// Sign-in name.
    pub login: String,
}

impl Invented {
    /// The paper of a place; an empty one where there is none.
    pub fn of(place: &Place) -> anyhow::Result<Invented> {
        let path = place.folder.join("demo.json");
        match fs::read_to_string(&path) {
            Ok(text) => serde_json::from_str(&text)
                .with_context(|| format!("{} cannot be read", path.display())),
            Err(_) => Ok(Invented::default()),
        }
    }

    /// Writes the paper.
    pub fn keep(&self, place: &Place) -> anyhow::Result<()> {
        let text = serde_json::to_string_pretty(self)?;
        Ok(fs::write(place.folder.join("demo.json"), text)?)
    }

    /// Name, post, sign-in name.
    pub fn people(&self) -> Vec<(String, String, String)> {
        let one = |person: &InventedPerson| {
            (
                person.name.clone(),
                person.post.clone(),
                person.login.clone(),
            )
        };
        self.people.iter().map(one).collect()
    }
}

/// Makes the demo.
pub async fn run(_place: &Place, scale: &str, _today: Option<NaiveDate>) -> anyhow::Result<()> {
    anyhow::bail!("there is no demo of scale {scale} yet")
}
