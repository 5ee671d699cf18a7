//! Số liệu ứng dụng: trials at which evidence was shown, case reports by mind map, criminal diagrams; counted from what exists,
//! each figure with what stands behind it.

use std::collections::{BTreeSet, HashMap, hash_map::Entry};

use askama::Template;
use axum::{extract::Query, response::IntoResponse};
use casefile::{MatterHead, head_of};
use chrono::{Datelike, NaiveDate};
use db::{Db, Sql, V};
use evidence::counts::{Form, counts, instants};
use people::{Reach, Right};
use serde::Deserialize;
use shell::{Frame, Page, Problem, Visit, entry, vi_date, vi_time};
use uuid::Uuid;

use crate::messages;

/// Unit and days that are asked for.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    unit: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

/// One thing that was counted.
struct Counted {
    matter: Uuid,
    title: String,
    at: i64,
    href: String,
}

/// A line below a figure: a matter that the person may read.
struct Line {
    matter: String,
    code: String,
    title: String,
    href: String,
    at: String,
}

/// A figure with what stands behind it.
struct Figure {
    label: &'static str,
    how: &'static str,
    many: usize,
    matters: usize,
    lines: Vec<Line>,
    /// Things in matters that the person may not read.
    unseen: usize,
}

#[derive(Template)]
#[template(path = "adoption.html")]
struct AdoptionPage {
    frame: Frame,
    units: Vec<(String, String)>,
    unit: String,
    from: String,
    to: String,
    refused: String,
    period: String,
    scope: String,
    figures: Vec<Figure>,
}

/// `GET /courtroom/adoption?unit=&from=&to=`
pub(crate) async fn show(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<impl IntoResponse, Problem> {
    let (known, keys) = reach(&visit, &asked.unit).await?;
    let year = NaiveDate::from_ymd_opt(visit.today.year(), 1, 1).unwrap_or(visit.today);
    let (days, refused) = match days(&asked, (year, visit.today), visit.today) {
        Ok(days) => (days, String::new()),
        Err(sentence) => ((year, visit.today), sentence),
    };
    let scope = known.iter().find(|(key, _)| *key == asked.unit);
    let scope = scope.or(known.first());
    let figures = match refused.is_empty() {
        true => figures(&visit, &keys, days).await?,
        false => Vec::new(),
    };
    Ok(Page(AdoptionPage {
        frame: visit
            .frame("Số liệu trình chiếu, sơ đồ")
            .subtitle(messages::ADOPTION_WHY)
            .crumb("Phiên tòa", "/courtroom"),
        scope: scope.map_or_else(String::new, |(_, name)| name.clone()),
        unit: asked.unit.clone(),
        from: match asked.from.trim() {
            "" => vi_date(days.0),
            typed => typed.to_owned(),
        },
        to: match asked.to.trim() {
            "" => vi_date(days.1),
            typed => typed.to_owned(),
        },
        period: messages::period(&vi_date(days.0), &vi_date(days.1)),
        units: known,
        refused,
        figures,
    }))
}

type Days = (NaiveDate, NaiveDate);

fn days(asked: &Asked, usual: Days, today: NaiveDate) -> Result<Days, String> {
    let day = |typed: &str, usual: NaiveDate| match typed.trim() {
        "" => Ok(usual),
        typed => entry::date_near(typed, today),
    };
    let days = (day(&asked.from, usual.0)?, day(&asked.to, usual.1)?);
    match days.0 <= days.1 {
        true => Ok(days),
        false => Err(messages::BAD_PERIOD.to_owned()),
    }
}

/// The units whose figures the person sees, by name, and the keys of the one that is asked for.
async fn reach(visit: &Visit, unit: &str) -> Result<(Vec<(String, String)>, Vec<String>), Problem> {
    let covers = &visit.actor.covers;
    let (mine, is_tree): (&BTreeSet<String>, bool) = match visit.reach(Right::StatisticsRead) {
        Reach::Tree => (covers.tree_keys(), true),
        Reach::None => return Err(Problem::not_allowed()),
        _ => (covers.unit_keys(), false),
    };
    let units = visit.app.units().units().await?;
    let (own, day) = (&visit.actor.unit, visit.today);
    let mut known = vec![(String::new(), units.name_on(own, day))];
    if is_tree {
        let below = units.descendants(own, day);
        let procuracies = below.iter().filter(|one| mine.contains(&one.key));
        known.extend(procuracies.map(|one| (one.key.clone(), one.name.clone())));
    }
    let keys: Vec<String> = match known.iter().any(|(key, _)| key == unit) && !unit.is_empty() {
        true => {
            let asked = units.covers(unit, day).tree_keys().clone();
            asked.into_iter().filter(|key| mine.contains(key)).collect()
        }
        false => mine.iter().cloned().collect(),
    };
    Ok((known, keys))
}

async fn figures(visit: &Visit, units: &[String], days: Days) -> Result<Vec<Figure>, Problem> {
    let db = visit.app.db();
    let mut heads = Heads::default();
    let shown = trials(db, units, days).await?;
    let (label, how) = messages::TRIALS_SHOWN;
    let mut figures = vec![heads.figure(visit, (label, how), shown).await?];
    let all = counts(db, units, days).await?;
    for form in Form::ALL {
        let mine = all
            .iter()
            .filter(|one| one.form == form)
            .map(|one| Counted {
                matter: one.matter,
                title: one.title.clone(),
                at: one.at,
                href: one.href.clone(),
            });
        let mine = mine.collect();
        figures.push(
            heads
                .figure(visit, (form.vi(), form.how_vi()), mine)
                .await?,
        );
    }
    Ok(figures)
}

/// Phiên tòa có trình chiếu: trials of these units, begun in these days, that put something onto the court's screen. Rehearsals do not count.
async fn trials(
    db: &Db,
    units: &[String],
    (from, to): Days,
) -> Result<Vec<Counted>, db::StorageError> {
    db::row! { struct Found { id: Uuid, matter_id: Uuid, started_at: i64, shown: i64 } }
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (3..units.len() + 3).map(|n| format!("${n}")).collect();
    let sql = format!(
        "SELECT s.id, s.matter_id, s.started_at, count(h.id) AS shown
           FROM courtroom_session s JOIN courtroom_showing h ON h.session_id = s.id
          WHERE s.kind = 'trial' AND s.started_at >= $1 AND s.started_at < $2 AND s.unit_id IN ({})
          GROUP BY s.id, s.matter_id, s.started_at ORDER BY s.started_at, s.id",
        places.join(", ")
    );
    let (first, last) = instants(from, to);
    let mut values = vec![V::from(first), V::from(last)];
    values.extend(units.iter().map(V::from));
    let found: Vec<Found> = db.all(sql, values).await?;
    let told = found.into_iter().map(|one| Counted {
        matter: one.matter_id,
        title: messages::times_shown(one.shown),
        at: one.started_at,
        href: format!("/courtroom/sessions/{}/report", one.id),
    });
    Ok(told.collect())
}

/// The heads of the matters that figures name, each asked for once.
#[derive(Default)]
struct Heads(HashMap<Uuid, Option<MatterHead>>);

impl Heads {
    /// The head of a matter whose file the person may read.
    async fn of(&mut self, visit: &Visit, id: Uuid) -> Result<Option<&MatterHead>, Problem> {
        let place = match self.0.entry(id) {
            Entry::Occupied(known) => return Ok(known.into_mut().as_ref()),
            Entry::Vacant(place) => place,
        };
        let head = head_of(visit.app.db(), id).await?;
        let may =
            |head: &MatterHead| visit.may_over(Right::CasefileRead, &head.unit, &head.assigned);
        Ok(place.insert(head.filter(may)).as_ref())
    }

    async fn figure(
        &mut self,
        visit: &Visit,
        (label, how): (&'static str, &'static str),
        counted: Vec<Counted>,
    ) -> Result<Figure, Problem> {
        let matters: BTreeSet<Uuid> = counted.iter().map(|one| one.matter).collect();
        let mut figure = Figure {
            label,
            how,
            many: counted.len(),
            matters: matters.len(),
            lines: Vec::new(),
            unseen: 0,
        };
        for one in counted {
            match self.of(visit, one.matter).await? {
                Some(head) => figure.lines.push(Line {
                    matter: head.title.clone(),
                    code: head.code.clone(),
                    title: one.title,
                    href: one.href,
                    at: vi_time(one.at),
                }),
                None => figure.unseen += 1,
            }
        }
        Ok(figure)
    }
}
