//! Các màn hình thống kê, one file a screen, its page beside it.

mod asked;
mod changes;
mod charts;
mod comparison;
mod correction;
mod definitions;
mod doctor;
mod documented;
mod export;
mod figure;
mod home;
mod listing;
mod offences;
mod printing;
mod report;
mod slips;
mod submission;
mod table;
mod thematic;

use people::Right;
use shell::Routes;

/// The addresses of this area.
pub fn routes() -> Routes {
    let read = Right::StatisticsRead;
    Routes::new()
        .merge(submission::routes())
        .merge(correction::routes())
        .merge(report::routes())
        .merge(slips::routes())
        .merge(comparison::routes())
        .get("/statistics", read, home::show)
        .get("/statistics/open", read, home::open)
        .get(
            "/statistics/prints",
            Right::StatisticsExport,
            printing::home,
        )
        .post("/statistics/prints", Right::StatisticsExport, printing::ask)
        .get(
            "/statistics/prints/{id}",
            Right::StatisticsExport,
            printing::show,
        )
        .get(
            "/statistics/prints/{id}/file",
            Right::StatisticsExport,
            printing::take,
        )
        .get("/statistics/doctor", read, doctor::show)
        .get("/statistics/thematic", read, thematic::list)
        .post("/statistics/thematic", read, thematic::save)
        .post("/statistics/thematic/{id}/removal", read, thematic::remove)
        .post(
            "/statistics/thematic/{id}/form",
            Right::StatisticsDefine,
            thematic::spread,
        )
        .get("/statistics/definitions", read, definitions::list)
        .upload(
            "/statistics/definitions",
            Right::StatisticsDefine,
            definitions::take,
        )
        .get("/statistics/definitions/{form}", read, definitions::show)
        .get(
            "/statistics/definitions/{form}/file",
            read,
            definitions::file,
        )
        .post(
            "/statistics/definitions/{form}/undo",
            Right::StatisticsDefine,
            definitions::take_back,
        )
        .get(
            "/statistics/definitions/{form}/rows/{no}",
            Right::StatisticsDefine,
            definitions::row,
        )
        .post(
            "/statistics/definitions/{form}/rows/{no}",
            Right::StatisticsDefine,
            definitions::record,
        )
        .get("/statistics/{form}", read, table::show)
        .get("/statistics/{form}/units", read, table::by_unit)
        .get(
            "/statistics/{form}/figure",
            Right::StatisticsOpenFigure,
            figure::show,
        )
        .get(
            "/statistics/{form}/figure/xlsx",
            Right::StatisticsOpenFigure,
            listing::xlsx,
        )
        .get(
            "/statistics/{form}/changes",
            Right::StatisticsOpenFigure,
            changes::show,
        )
        .get("/statistics/{form}/charts", read, charts::show)
        .get("/statistics/{form}/documented", read, documented::show)
        .post(
            "/statistics/{form}/documented",
            Right::StatisticsEnter,
            documented::record,
        )
        .post(
            "/statistics/{form}/documented/{id}/withdraw",
            Right::StatisticsEnter,
            documented::take_back,
        )
        .get(
            "/statistics/{form}/csv",
            Right::StatisticsExport,
            export::csv,
        )
        .get(
            "/statistics/{form}/json",
            Right::StatisticsExport,
            export::json,
        )
        .get(
            "/statistics/{form}/xlsx",
            Right::StatisticsExport,
            export::xlsx,
        )
        .get(
            "/statistics/{form}/pdf",
            Right::StatisticsExport,
            export::pdf,
        )
}
