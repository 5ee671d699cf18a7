//! Ctrl+K: people, matters and numbers of papers, within the units a person may read.

use std::collections::BTreeSet;

use db::Sql;
use people::{Actor, Reach, Right, Rights};
use shell::{App, FindFuture, Found, Problem};
use uuid::Uuid;

use crate::register::Values;

/// Finds matters by a name in them, by the number of a paper or by their code.
pub struct CriminalFinder;

impl shell::Finder for CriminalFinder {
    fn find<'a>(&'a self, app: &'a App, actor: &'a Actor, query: &'a str) -> FindFuture<'a> {
        Box::pin(find(app, actor, query))
    }
}

db::row! {
    struct Hit { matter_id: Uuid, what: String, title: String, code: String, kind: String }
}

async fn find(app: &App, actor: &Actor, query: &str) -> Result<Vec<Found>, Problem> {
    let folded = text::fold(&text::clean(query));
    let units = units_of(actor);
    if folded.chars().count() < 2 || units.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = begun(actor, &folded);
    let mut values = Values::default();
    let (from, to) = (
        values.bind(folded.clone()),
        values.bind(format!("{folded}\u{10ffff}")),
    );
    let mut parts = Vec::new();
    for (at, unit) in units.iter().enumerate() {
        let unit = values.bind(unit);
        parts.push(format!(
            "SELECT * FROM (SELECT unit_id, matter_id, name AS what, role AS kind FROM criminal_name
                             WHERE unit_id = {unit} AND folded >= {from} AND folded < {to} ORDER BY folded LIMIT 8) AS n{at}"
        ));
        parts.push(format!(
            "SELECT * FROM (SELECT unit_id, matter_id, number AS what, '#' AS kind FROM criminal_line
                             WHERE unit_id = {unit} AND folded >= {from} AND folded < {to} ORDER BY folded LIMIT 8) AS l{at}"
        ));
    }
    let sql = format!(
        "SELECT h.matter_id, h.what, h.kind, c.title, m.code FROM ({}) AS h
           JOIN criminal_matter c ON c.unit_id = h.unit_id AND c.matter_id = h.matter_id
           JOIN ledger_matter m ON m.id = h.matter_id LIMIT 16",
        parts.join(" UNION ALL ")
    );
    let hits: Vec<Hit> = app.db().all(sql, values.0).await?;
    for hit in hits {
        let is_number = hit.kind == "#";
        found.push(Found {
            kind: if is_number {
                "Số văn bản"
            } else {
                "Người"
            }
            .to_owned(),
            hint: format!("{} · {}", hit.title, hit.code),
            label: hit.what,
            href: format!("/criminal/matters/{}", hit.matter_id),
        });
    }
    by_code(app, query, &units, &mut found).await?;
    Ok(found)
}

/// Vào sổ mới, for those who may: every typed word begins a word of the name.
fn begun(actor: &Actor, folded: &str) -> Vec<Found> {
    let names = [
        ("Vào sổ nguồn tin", "/criminal/reports/new"),
        ("Vào sổ vụ án", "/criminal/cases/new"),
    ];
    if !Rights::embedded().holds(actor, Right::CriminalMatterRegister) {
        return Vec::new();
    }
    let answers = |name: &str| {
        let name = text::fold(name);
        let begins = |typed| name.split(' ').any(|word| word.starts_with(typed));
        folded.split(' ').all(begins)
    };
    let known = names.into_iter().filter(|(name, _)| answers(name));
    known
        .map(|(name, href)| Found {
            kind: "Việc cần làm".to_owned(),
            label: name.to_owned(),
            hint: "Hình sự".to_owned(),
            href: href.to_owned(),
        })
        .collect()
}

/// The code typed whole, or the end of it.
async fn by_code(
    app: &App,
    query: &str,
    units: &[String],
    found: &mut Vec<Found>,
) -> Result<(), Problem> {
    let Some(row) = ledger::matter_by_code(app.db(), &query.trim().to_uppercase()).await? else {
        return Ok(());
    };
    if let Some(head) = crate::load::head(app.db(), row.id)
        .await?
        .filter(|head| units.contains(&head.unit_id))
    {
        found.insert(
            0,
            Found {
                kind: "Hồ sơ".to_owned(),
                label: head.code,
                hint: head.title,
                href: format!("/criminal/matters/{}", row.id),
            },
        );
    }
    Ok(())
}

fn units_of(actor: &Actor) -> Vec<String> {
    let rights = Rights::embedded();
    let mut keys = BTreeSet::new();
    match rights.widest(actor, Right::CriminalMatterRead) {
        Reach::None => {}
        Reach::Tree => keys.extend(actor.covers.tree_keys().iter().cloned()),
        Reach::Own | Reach::Unit => keys.extend(actor.covers.unit_keys().iter().cloned()),
    }
    for given in actor
        .delegations
        .iter()
        .filter(|given| given.rights.contains(&Right::CriminalMatterRead))
    {
        keys.extend(given.covers.unit_keys().iter().cloned());
    }
    keys.into_iter().collect()
}
