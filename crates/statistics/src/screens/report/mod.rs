//! Báo cáo bằng lời: those of a unit, one of them, a paragraph of one, the sector's templates, the office's own wording.

mod editor;
mod list;
mod one;
mod template;
mod wording;

use people::Right;
use shell::Routes;

/// The addresses.
pub fn routes() -> Routes {
    let (read, close) = (Right::StatisticsRead, Right::StatisticsClosePeriod);
    let define = Right::StatisticsDefine;
    Routes::new()
        .get("/statistics/reports", read, list::show)
        .post("/statistics/reports", close, list::make)
        .get("/statistics/reports/{id}", read, one::show)
        .post("/statistics/reports/{id}/remade", close, one::remake)
        .get("/statistics/reports/{id}/paragraphs/{n}", close, one::edit)
        .post(
            "/statistics/reports/{id}/paragraphs/{n}",
            close,
            one::change,
        )
        .get(
            "/statistics/reports/{id}/pdf",
            Right::StatisticsExport,
            one::pdf,
        )
        .get(
            "/statistics/reports/{id}/docx",
            Right::StatisticsExport,
            one::docx,
        )
        .get("/statistics/templates", define, template::list)
        .get("/statistics/templates/{template}", define, template::show)
        .post("/statistics/templates/{template}", define, template::record)
        .post(
            "/statistics/templates/{template}/retirement",
            define,
            template::retire,
        )
        .post(
            "/statistics/templates/{template}/undo",
            define,
            template::take_back,
        )
        .get("/statistics/wordings", close, wording::list)
        .get("/statistics/wordings/{wording}", close, wording::show)
        .get(
            "/statistics/wordings/{wording}/paragraphs/{n}",
            close,
            wording::edit,
        )
        .post(
            "/statistics/wordings/{wording}/paragraphs/{n}",
            close,
            wording::change,
        )
}
