//! Các mảng: the wiring. An area adds one line to each list it has something for; the rest stays in its own folder.

mod adoption;
mod dependents;
pub mod recompute;
pub mod renewal;

use std::sync::Arc;

use anyhow::Context;
use criminal::doors::{CaseFileDoor, PapersDoor, SessionsDoor, SlipsDoor};
use db::Migrations;
use jobs::Handler;
use ledger::View;
use people::Right;
use search::Index;
use shell::{App, AppBuilder, Routes};

use crate::place::Place;

/// The tables of every area, in the order of the floors.
pub fn migrations() -> Vec<Migrations> {
    vec![
        ledger::MIGRATIONS,
        jobs::MIGRATIONS,
        people::MIGRATIONS,
        shell::MIGRATIONS,
        signing::MIGRATIONS,
        criminal::MIGRATIONS,
        civil::MIGRATIONS,
        casefile::MIGRATIONS,
        archive::MIGRATIONS,
        documents::MIGRATIONS,
        evidence::MIGRATIONS,
        courtroom::MIGRATIONS,
        exchange::MIGRATIONS,
        statistics::MIGRATIONS,
        desk::MIGRATIONS,
    ]
}

/// What every area derives from the facts.
pub fn views() -> Vec<Arc<dyn View>> {
    [criminal::views(), civil::views(), statistics::views()].concat()
}

/// Every address of the site.
pub fn routes() -> Routes {
    shell::routes()
        .merge(desk::routes())
        .merge(signing::routes())
        .merge(criminal::routes())
        .merge(civil::routes())
        .merge(casefile::routes())
        .merge(archive::routes())
        .merge(documents::routes())
        .merge(evidence::routes())
        .merge(courtroom::routes())
        .merge(exchange::routes())
        .merge(statistics::routes())
}

/// What areas put into the menu, into `Ctrl+K`, and where their handlers find it.
pub fn furnish(app: AppBuilder, place: &Place) -> anyhow::Result<AppBuilder> {
    let index =
        Index::open(&place.derived.join("search")).context("the search index does not open")?;
    office_wording(&place.folder.join("templates"));
    let means =
        signing::Means::read(&place.folder).context("the settings of signing cannot be used")?;
    Ok(app
        .menu(desk::menu())
        .menu(criminal::menu())
        .menu(civil::menu())
        .menu(casefile::menu())
        .menu(archive::menu())
        .menu(documents::menu())
        .menu(courtroom::menu())
        .menu(signing::menu())
        // Statisticians do not see the courtroom's menu; its figures stand among theirs.
        .menu(statistics::menu().link(
            "Số liệu trình chiếu, sơ đồ",
            "/courtroom/adoption",
            Right::StatisticsRead,
        ))
        .menu(exchange::menu())
        .menu(shell::menu())
        .finder(criminal::CriminalFinder)
        .finder(civil::CivilFinder)
        .finder(casefile::PageFinder)
        .finder(documents::DocumentFinder)
        .recompute(recompute::Criminal::default())
        .slot(CaseFileDoor(Arc::new(casefile::Door)))
        .slot(criminal::doors::ElsewhereDoor(civil::href))
        .slot(civil::doors::CaseFileDoor(Arc::new(casefile::Door)))
        .slot(PapersDoor(Arc::new(documents::DocumentShelf)))
        .slot(SlipsDoor)
        .slot(SessionsDoor)
        .slot(dependents::door())
        .slot(dependents::doubts())
        .slot(adoption::door())
        .slot(means)
        .slot(signing::Receivers(
            [
                documents::SignedPapers::all(),
                statistics::submission::hand::SignedStatistics::all(),
                courtroom::pack::signature::SignedPacks::all(),
            ]
            .concat(),
        ))
        .slot(typeset::Typesetter::new())
        .slot(index))
}

/// Lời văn của đơn vị: the office's own forms take the place of the shipped ones; a faulty file is told and left aside.
fn office_wording(folder: &std::path::Path) {
    if !folder.is_dir() {
        return;
    }
    match documents::rules::Templates::replace_from(folder) {
        Ok(faults) => {
            for fault in faults {
                tracing::warn!(
                    "mẫu của đơn vị không dùng được, mẫu kèm theo phần mềm vẫn được dùng: {fault}"
                );
            }
        }
        Err(error) => tracing::warn!("không đọc được thư mục mẫu của đơn vị: {error}"),
    }
}

/// The long work of every area.
pub fn handlers(app: &App) -> Vec<Arc<dyn Handler>> {
    let mut handlers = casefile::handlers(app);
    handlers.extend(archive::handlers(app));
    handlers.extend(documents::batch_handlers(app));
    handlers.extend(courtroom::handlers(app));
    handlers.extend(exchange::handlers(app));
    handlers.extend(statistics::handlers(app));
    handlers.extend(desk::handlers(app));
    handlers.push(Arc::new(renewal::Renewal(app.clone())));
    handlers
}

/// What follows the facts at its own pace catches up when the program starts.
pub async fn catch_up(app: App) {
    if let Err(fault) = casefile::queue_missing(app.db(), app.now_ms()).await {
        tracing::warn!(%fault, "files without a proposed order could not be queued");
    }
    match casefile::catch_up(app.db(), &app.get::<Index>()).await {
        Ok(0) => {}
        Ok(fed) => tracing::info!(pages = fed, "the search index has caught up"),
        Err(fault) => tracing::error!(%fault, "the search index could not catch up"),
    }
    if let Err(fault) = statistics::paper::whole::retention::sweep(&app).await {
        tracing::warn!(%fault, "old prints of sets could not be cleared");
    }
}

/// Makes what follows the facts anew; returns how many pages the search index holds then.
pub async fn reindex(place: &Place) -> anyhow::Result<u64> {
    let index = Index::open(&place.derived.join("search"))
        .context("the search index does not open; stop `kiemsat serve` first")?;
    Ok(casefile::reindex(&place.db, &index).await?)
}
