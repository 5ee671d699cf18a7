//! Các màn hình thống kê, one file a screen, its page beside it.

mod asked;
mod export;
mod figure;
mod home;
mod table;

use people::Right;
use shell::Routes;

/// The addresses of this area.
pub fn routes() -> Routes {
    let read = Right::StatisticsRead;
    Routes::new()
        .get("/statistics", read, home::show)
        .get("/statistics/{form}", read, table::show)
        .get("/statistics/{form}/units", read, table::by_unit)
        .get(
            "/statistics/{form}/figure",
            Right::StatisticsOpenFigure,
            figure::show,
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
