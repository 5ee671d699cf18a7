//! Các màn hình của tủ sổ: the shelf, one book, and its files.

mod apart;
mod asked;
mod book;
mod clocks;
mod files;
mod home;

use people::Right;
use shell::Routes;

/// The addresses of the books.
pub fn routes() -> Routes {
    let read = Right::CriminalMatterRead;
    let export = Right::CriminalBookExport;
    Routes::new()
        .get("/criminal/books", read, home::show)
        .get("/criminal/books/{book}", read, book::show)
        .get("/criminal/books/{book}/pdf", export, files::pdf)
        .get("/criminal/books/{book}/xlsx", export, files::xlsx)
}
