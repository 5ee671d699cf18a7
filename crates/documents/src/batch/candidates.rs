//! Lập cho ai: whose clock says that the form comes next, the open matters of the office, or those chosen on another list.

use criminal::due::{Stretch, Whose, due};
use criminal::register::{Filter, matters};
use db::{Db, StorageError};
use law::Law;
use uuid::Uuid;

use crate::rules::{Scope, Template};

/// A person or a matter that the form may be made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The matter.
    pub matter: Uuid,
    /// The person.
    pub subject: Option<Uuid>,
    /// Who or what it is, for the list.
    pub about: String,
    /// Mã hồ sơ.
    pub code: String,
    /// Until when, or at which stage.
    pub why: String,
}

impl Candidate {
    /// As a form sends it: `matter` or `matter.subject`.
    pub fn key(&self) -> String {
        match self.subject {
            Some(subject) => format!("{}.{}", self.matter.simple(), subject.simple()),
            None => self.matter.simple().to_string(),
        }
    }

    /// Reads it back; who it is is asked again when the draft is made.
    pub fn read(key: &str) -> Option<Candidate> {
        let (matter, subject) = match key.split_once('.') {
            Some((matter, subject)) => (matter, Some(subject.parse().ok()?)),
            None => (key, None),
        };
        Some(Candidate {
            matter: matter.parse().ok()?,
            subject,
            about: String::new(),
            code: String::new(),
            why: String::new(),
        })
    }
}

/// Thời hạn sắp hết: running clocks until an instant whose next step is the act of the form.
pub async fn by_clock(
    db: &Db,
    law: &Law,
    units: &[String],
    template: &Template,
    (now_ms, until_ms): (i64, i64),
) -> Result<Vec<Candidate>, StorageError> {
    let acts: Vec<&str> = template.acts().collect();
    let is_of_person = template.scope.is_of_one_person();
    let whose = Whose::Units(units.to_vec());
    let (mut found, mut after): (Vec<Candidate>, _) = (Vec::new(), None);
    while found.len() < super::MOST {
        let stretch = Stretch {
            from_ms: 0,
            until_ms,
            after,
            at_most: 500,
        };
        let (clocks, more) = due(db, &whose, stretch).await?;
        after = clocks.last().map(criminal::due::DueClock::cursor);
        for clock in clocks {
            let is_next = clock
                .step(law, now_ms)
                .0
                .is_some_and(|act| acts.contains(&act));
            if !(is_next || acts.is_empty()) || (is_of_person && clock.subject_id.is_none()) {
                continue;
            }
            let candidate = Candidate {
                matter: clock.matter_id,
                subject: clock.subject_id.filter(|_| is_of_person),
                about: match clock.name.is_empty() || !is_of_person {
                    true => clock.title.clone(),
                    false => clock.name.clone(),
                },
                why: match clock.due_on {
                    Some(on) => format!("{}: {}", clock.rule_vi, shell::vi_date(on)),
                    None => clock.rule_vi.clone(),
                },
                code: clock.code,
            };
            if !found.iter().any(|known| known.key() == candidate.key()) {
                found.push(candidate);
            }
        }
        if !more {
            break;
        }
    }
    found.truncate(super::MOST);
    Ok(found)
}

/// Hồ sơ đang giải quyết: the open reports or cases of the units, by the scope of the form.
pub async fn open(
    db: &Db,
    law: &law::Law,
    units: &[String],
    template: &Template,
) -> Result<Vec<Candidate>, StorageError> {
    let list = match template.scope {
        Scope::Report => "reports",
        _ => "cases",
    };
    let mut filter = Filter {
        units: units.to_vec(),
        list: list.to_owned(),
        ..Filter::default()
    };
    let mut found = Vec::new();
    loop {
        let (lines, more) = matters(db, &filter).await?;
        filter.after = lines.last().map(|last| criminal::register::Cursor {
            place: last.place,
            matter: last.matter_id,
            n: 0,
        });
        for line in lines {
            if !template.scope.is_of_one_person() {
                found.push(Candidate {
                    matter: line.matter_id,
                    subject: None,
                    about: line.title,
                    code: line.code,
                    why: line.due_vi,
                });
                continue;
            }
            let Some(opened) = criminal::open(db, law, line.matter_id).await? else {
                continue;
            };
            found.extend(opened.matter.accused().map(|person| Candidate {
                matter: line.matter_id,
                subject: Some(person.subject),
                about: person.name_vi().to_owned(),
                code: line.code.clone(),
                why: line.title.clone(),
            }));
        }
        if !more || found.len() >= super::MOST {
            found.truncate(super::MOST);
            return Ok(found);
        }
    }
}
