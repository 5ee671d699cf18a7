//! Ctrl+K: parties, numbers and relations in dispute, within the units a person may read; the way to a new entry.

use people::{Actor, Reach, Right, Rights};
use shell::{App, FindFuture, Found, Problem};

use crate::{load, register};

/// Finds civil and administrative matters.
pub struct CivilFinder;

impl shell::Finder for CivilFinder {
    fn find<'a>(&'a self, app: &'a App, actor: &'a Actor, query: &'a str) -> FindFuture<'a> {
        Box::pin(find(app, actor, query))
    }
}

async fn find(app: &App, actor: &Actor, query: &str) -> Result<Vec<Found>, Problem> {
    let mut found: Vec<Found> = begun(actor, query).into_iter().collect();
    let units = units_of(actor);
    for hit in register::hits(app.db(), &units, query).await? {
        found.push(Found {
            kind: match hit.what.as_str() {
                "number" => "Số văn bản",
                "party" => "Đương sự",
                _ => "Vụ việc",
            }
            .to_owned(),
            hint: format!("{} · {}", hit.title, hit.code),
            label: hit.said,
            href: load::href(hit.matter_id),
        });
    }
    let code = query.trim().to_uppercase();
    if let Some(row) = ledger::matter_by_code(app.db(), &code).await?
        && let Some(head) = load::head(app.db(), row.id).await?
        && units.contains(&head.unit_id)
    {
        let way = Found {
            kind: "Hồ sơ".to_owned(),
            label: head.code,
            hint: head.title,
            href: load::href(row.id),
        };
        found.insert(0, way);
    }
    Ok(found)
}

/// Vào sổ mới, for those who may: every typed word begins a word of the name.
fn begun(actor: &Actor, query: &str) -> Option<Found> {
    const NAME: &str = "Vào sổ thụ lý vụ việc dân sự, vụ án hành chính";
    let folded = text::fold(&text::clean(query));
    let name = text::fold(NAME);
    let begins = |typed: &str| name.split(' ').any(|word| word.starts_with(typed));
    let answers = folded.chars().count() > 1 && folded.split(' ').all(begins);
    let may = Rights::embedded().holds(actor, Right::CivilMatterRegister);
    (answers && may).then(|| Found {
        kind: "Việc cần làm".to_owned(),
        label: NAME.to_owned(),
        hint: "Dân sự, hành chính".to_owned(),
        href: "/civil/matters/new".to_owned(),
    })
}

/// The units whose matters a person may read, by post and by delegation.
pub(crate) fn units_of(actor: &Actor) -> Vec<String> {
    let right = Right::CivilMatterRead;
    let rights = Rights::embedded();
    let given = actor
        .delegations
        .iter()
        .filter(|given| given.rights.contains(&right))
        .map(|given| (given.role, &given.covers));
    let mut keys = std::collections::BTreeSet::new();
    for (role, covers) in given.chain([(actor.role, &actor.covers)]) {
        match rights.reach(role, right) {
            Reach::Tree => keys.extend(covers.tree_keys().iter().cloned()),
            Reach::Unit | Reach::Own => keys.extend(covers.unit_keys().iter().cloned()),
            Reach::None => {}
        }
    }
    keys.into_iter().collect()
}
