//! Chọn vụ án: a case about property that waits for its trial, and one that was tried not long ago.

use chrono::{Days, NaiveDate};
use criminal::{
    ActEntry, Opened, open, record_act,
    register::{Filter, MatterLine, matters},
    standing::standing,
};
use law::Moment;
use shell::App;
use uuid::Uuid;

use super::{
    LEADER, PROSECUTOR,
    hand::{actor, begin},
    papers::Cast,
    refused,
};
use crate::{DemoError, load::login_of};

/// Vụ án được chọn.
pub(super) struct Chosen {
    pub matter: Uuid,
    /// Who signs in to see it.
    pub login: String,
    /// The day of its trial, where a decision names one.
    pub day: Option<NaiveDate>,
    pub cast: Cast,
}

/// The papers tell of property that was taken: cướp giật, công nhiên chiếm đoạt, trộm cắp, lừa đảo, lạm dụng tín nhiệm, cưỡng đoạt.
const PROPERTY: [&str; 6] = ["170", "171", "172", "173", "174", "175"];

/// How long ago a trial may have been.
const RECENT: Days = Days::new(330);

/// A case before the court that is not judged yet; the farther it has come, the better.
pub(super) async fn to_come(app: &App, today: NaiveDate) -> Result<Option<Chosen>, DemoError> {
    for state in ["set_for_trial", "docketed", "sent_to_court", "indicted"] {
        let mut found = Vec::new();
        for (line, opened) in cases(app, "cases", state).await? {
            let hearing = said_day(&opened, "trial.decision", "hearing_on");
            let newest = opened.facts.iter().map(|fact| fact.effective.on).max();
            if hearing.is_none_or(|day| day >= today) {
                found.push((hearing, newest, line, opened));
            }
        }
        // The next hearing, else the case that moved last.
        found.sort_by_key(|(hearing, newest, ..)| (*hearing, std::cmp::Reverse(*newest)));
        if let Some((day, _, line, opened)) = found.into_iter().next() {
            return Ok(Some(Chosen {
                matter: line.matter_id,
                login: PROSECUTOR.to_owned(),
                day,
                cast: cast(&line, &opened, today, TO_COME),
            }));
        }
    }
    Ok(None)
}

/// A case that was judged within the last year: one that is not final yet before others, one of [`PROSECUTOR`] before others, the newest
/// judgment first.
pub(super) async fn tried(app: &App, today: NaiveDate) -> Result<Option<Chosen>, DemoError> {
    let oldest = today.checked_sub_days(RECENT).unwrap_or(today);
    for (list, state) in [
        ("cases", "judged"),
        ("cases_done", "final"),
        ("cases_done", "in_execution"),
    ] {
        let mut found = Vec::new();
        for (line, opened) in cases(app, list, state).await? {
            let judged = standing(&opened.facts)
                .find(|fact| fact.kind == "judgment.pronounced")
                .map(|fact| fact.effective.on)
                .filter(|day| *day > oldest && *day < today);
            let holder = opened.assigned.prosecutor_id;
            if let Some((day, holder)) = judged.zip(holder) {
                let login = login_of(app.db(), holder).await?;
                found.push((login, day, line, opened));
            }
        }
        found.sort_by_key(|(login, day, ..)| (login != PROSECUTOR, std::cmp::Reverse(*day)));
        if let Some((login, day, line, opened)) = found.into_iter().next() {
            return Ok(Some(Chosen {
                matter: line.matter_id,
                login,
                day: Some(day),
                cast: cast(&line, &opened, today, ENDED),
            }));
        }
    }
    Ok(None)
}

/// Cases about property in a state, of the home region, with their facts.
async fn cases(app: &App, list: &str, state: &str) -> Result<Vec<(MatterLine, Opened)>, DemoError> {
    let actor = actor(app, PROSECUTOR, app.today()).await?;
    let filter = Filter {
        units: actor.covers.unit_keys().iter().cloned().collect(),
        list: list.to_owned(),
        state: Some(format!("case.{state}")),
        ..Filter::default()
    };
    let (lines, _) = matters(app.db(), &filter).await?;
    let mut all = Vec::new();
    for line in lines {
        let opened = open(app.db(), &app.law(), line.matter_id).await?;
        let Some(opened) = opened else { continue };
        let is_told = |charge: &law::Charge| PROPERTY.contains(&charge.article.as_str());
        let accused: Vec<_> = opened.matter.accused().collect();
        if accused.iter().any(|one| one.charges.iter().any(is_told)) {
            all.push((line, opened));
        }
    }
    Ok(all)
}

fn said_day(opened: &Opened, kind: &str, field: &str) -> Option<NaiveDate> {
    let mut facts = standing(&opened.facts);
    let fact = facts.rfind(|fact| fact.kind == kind)?;
    fact.text(field)?.parse().ok()
}

/// Bị hại, người làm chứng: invented, as the demo's facts name neither.
type Others = (&'static str, &'static str);
const TO_COME: Others = ("Đinh Thị Hạnh", "Vi Văn Thắng");
const ENDED: Others = ("Hoàng Thị Lụa", "Nông Văn Quý");

fn cast(line: &MatterLine, opened: &Opened, today: NaiveDate, (victim, witness): Others) -> Cast {
    let accused = opened.matter.accused().next();
    let day = line.opened_on.or(line.received_on).unwrap_or(today);
    let offence = line.charge.split(" (").next().unwrap_or_default();
    let reported = standing(&opened.facts).find(|fact| fact.kind == "report.received");
    let said = |field: &str| reported.and_then(|fact| fact.text(field));
    let deed = said("event_on").and_then(|day| day.parse().ok());
    let first = |kind: &str| {
        let mut facts = standing(&opened.facts);
        facts
            .find(|fact| fact.kind == kind)
            .map_or(day, |fact| fact.effective.on)
    };
    Cast {
        accused: accused.map_or("Bị cáo", |one| one.name_vi()).to_owned(),
        subject: accused.map_or(Uuid::nil(), |one| one.subject),
        victim: victim.to_owned(),
        witness: witness.to_owned(),
        offence: offence.to_owned(),
        day: deed.unwrap_or(day),
        place: said("event_place").unwrap_or_default().to_owned(),
        opened: first("case.initiated"),
        charged: first("accused.initiated"),
        indicted: first("case.indicted"),
    }
}

/// Phân công Kiểm sát viên tại phiên tòa: whoever the demo's people sign in as first holds the case.
pub(super) async fn assigned(app: &App, chosen: &Chosen, now: i64) -> Result<(), DemoError> {
    let day = shell::local_day(now);
    let prosecutor = actor(app, PROSECUTOR, day).await?;
    let leader = actor(app, LEADER, day).await?;
    let opened = open(app.db(), &app.law(), chosen.matter).await?;
    if opened.is_none_or(|one| one.assigned.prosecutor_id == Some(prosecutor.person)) {
        return Ok(());
    }
    let entry = ActEntry {
        takes_number: true,
        is_confirmed: true,
        issuer: Some(leader.unit_name.clone()),
        ..ActEntry::new("trial.prosecutor_assigned", Moment::day(day))
    };
    let entry = entry
        .with("prosecutor", prosecutor.person.to_string())
        .with("prosecutor_name", prosecutor.name)
        .with("signer", leader.name.clone());
    let work = begin(app, leader, now).await?;
    record_act(&work, chosen.matter, entry, None)
        .await
        .map_err(|why| refused("the assignment", why))?;
    Ok(work.commit().await?)
}
