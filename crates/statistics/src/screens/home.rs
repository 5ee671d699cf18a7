//! Chọn biểu, đơn vị, kỳ: a form that leads to the table, and the periods people name one key away.

use askama::Template;
use axum::extract::Query;
use axum::response::Redirect;
use db::{Sql, args};
use people::{Reach, Right};
use shell::{Choice, Column, Frame, Page, Problem, Visit};

use super::asked::Asked;
use crate::period::{self, Period};
use crate::{Form, definitions};

/// Một biểu trong danh mục.
struct Listed {
    href: String,
    number: String,
    name: String,
    told: String,
    is_to_check: bool,
}

struct Group {
    name: &'static str,
    links: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "screens/home.html")]
pub struct HomePage {
    frame: Frame,
    forms: Vec<Choice>,
    form: String,
    listed: Vec<Listed>,
    known: String,
    columns: Vec<Column>,
    units: Vec<Choice>,
    unit: String,
    may_tree: bool,
    is_tree: bool,
    from: String,
    to: String,
    from_error: String,
    to_error: String,
    groups: Vec<Group>,
    last: Option<String>,
    may_export: bool,
}

/// The page.
pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Page<HomePage>, Problem> {
    let kept: Option<String> = visit
        .app
        .db()
        .opt(
            "SELECT query FROM statistics_choice WHERE person = $1",
            args![visit.actor.person],
        )
        .await?;
    let may_tree = visit.reach(Right::StatisticsRead) == Reach::Tree;
    let of_kept = |name: &str| {
        let pairs = kept
            .as_deref()
            .unwrap_or_default()
            .split('&')
            .filter_map(|pair| pair.split_once('='));
        pairs
            .filter(|(key, _)| *key == name)
            .map(|(_, value)| value.to_owned())
            .next()
    };
    let unit = match asked.unit.is_empty() {
        true => of_kept("unit").filter(|unit| visit.may_over(Right::StatisticsRead, unit, &[])),
        false => Some(asked.unit.clone()),
    };
    let unit = unit.unwrap_or_else(|| visit.actor.unit.clone());
    let is_tree = may_tree
        && (asked.tree == "1"
            || (asked.unit.is_empty() && of_kept("tree").is_none_or(|tree| tree == "1")));
    let first = period::first_choice(visit.today);
    let (from, to) = match asked.from.is_empty() && asked.to.is_empty() {
        true => match (of_kept("from"), of_kept("to")) {
            (Some(from), Some(to)) => (from, to),
            _ => (first.from.to_string(), first.to.to_string()),
        },
        false => (asked.from.clone(), asked.to.clone()),
    };
    let fault = Period::read(&from, &to).err();
    let error_of = |field: &str| {
        fault
            .iter()
            .filter(|fault| fault.field == field)
            .map(|fault| fault.sentence.clone())
            .collect::<String>()
    };
    let tree = visit.app.units().units().await?;
    let all = tree.tree(visit.today);
    let units = all
        .iter()
        .filter(|branch| visit.may_over(Right::StatisticsRead, &branch.unit.key, &[]))
        .map(|branch| {
            Choice::new(
                branch.unit.key.clone(),
                format!("{}{}", "– ".repeat(branch.depth), branch.unit.short_name()),
            )
        })
        .collect();
    let form = match asked.form.is_empty() {
        true => of_kept("form").unwrap_or_default(),
        false => asked.form.clone(),
    };
    let forms = definitions::all(visit.app.db(), visit.today).await?;
    let known = forms.iter().find(|one| one.id == form);
    let form = known.map_or_else(|| Form::bieu_01().id.clone(), |form| form.id.clone());
    let scope = format!("unit={unit}{}", if is_tree { "&tree=1" } else { "" });
    let groups = period::choices(visit.today)
        .into_iter()
        .map(|(name, choices)| Group {
            name,
            links: choices
                .into_iter()
                .map(|choice| {
                    (
                        choice.label,
                        format!("/statistics/{form}?{scope}&{}", choice.period.query()),
                    )
                })
                .collect(),
        })
        .collect();
    let listed = forms.iter().map(|form| {
        let told = form.rows.iter().filter(|row| row.is_told()).count();
        Listed {
            href: format!("/statistics/{}?{scope}&from={from}&to={to}", form.id),
            number: form.number.clone(),
            name: form.name_vi.clone(),
            told: format!("{told}/{}", form.rows.len()),
            is_to_check: form.is_to_check,
        }
    });
    Ok(Page(HomePage {
        frame: visit
            .frame("Thống kê")
            .subtitle("Chọn biểu, đơn vị và kỳ; mỗi con số mở ra các hồ sơ đứng sau nó"),
        forms: forms
            .iter()
            .map(|form| {
                Choice::new(
                    form.id.clone(),
                    format!("{}: {}", form.number, form.name_vi),
                )
            })
            .collect(),
        listed: listed.collect(),
        known: asked.known.clone(),
        columns: ["Biểu", "Nội dung", "Dòng có số liệu", "Ghi chú"]
            .into_iter()
            .map(Column::plain)
            .collect(),
        form: form.clone(),
        units,
        unit,
        may_tree,
        is_tree,
        from_error: error_of("from"),
        to_error: error_of("to"),
        from: shown(&from),
        to: shown(&to),
        groups,
        may_export: visit.may(Right::StatisticsExport),
        last: kept.map(|query| format!("/statistics/{form}?{query}")),
    }))
}

/// Mở biểu đã chọn.
pub async fn open(visit: Visit, uri: axum::http::Uri) -> Result<Redirect, Problem> {
    let query = uri.query().unwrap_or_default();
    let mut pairs: Vec<&str> = query.split('&').collect();
    let form = pairs.iter().find_map(|pair| pair.strip_prefix("form="));
    let id = form.unwrap_or_default();
    let form = definitions::named(visit.app.db(), id, visit.today).await?;
    let form = form.ok_or_else(Problem::not_found)?;
    pairs.retain(|pair| !pair.starts_with("form=") && !pair.ends_with('='));
    Ok(Redirect::to(&format!(
        "/statistics/{}?{}",
        form.id,
        pairs.join("&")
    )))
}

/// A kept day as people type it.
fn shown(text: &str) -> String {
    match text.parse::<law::Moment>() {
        Ok(moment) => {
            let day = shell::vi_date(moment.on);
            moment.time.map_or(day.clone(), |time| {
                format!("{day} {}", time.format("%H:%M"))
            })
        }
        Err(_) => text.to_owned(),
    }
}

/// Remembers the question for the next time.
pub async fn remember(visit: &Visit, query: &str) -> Result<(), Problem> {
    visit
        .app
        .db()
        .exec(
            "INSERT INTO statistics_choice (person, query) VALUES ($1, $2)
             ON CONFLICT (person) DO UPDATE SET query = excluded.query WHERE statistics_choice.query <> excluded.query",
            args![visit.actor.person, query],
        )
        .await?;
    Ok(())
}
