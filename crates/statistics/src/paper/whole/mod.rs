//! In cả bộ: every form of a set, or of a period that is still open, in one PDF/A with a page of contents, or in one workbook
//! with a sheet a form.
//!
//! | to | look in |
//! |---|---|
//! | see what is asked for and what was made | [`order`] |
//! | gather the forms | [`gathering`] |
//! | see the long work | [`job`] |
//! | know how long a print is kept | [`retention`], `data/print-retention.toml` |

pub mod gathering;
pub mod job;
pub mod order;
pub mod retention;

use std::collections::BTreeSet;
use std::sync::Arc;

use rust_xlsxwriter::{Format, FormatBorder, Url, Workbook, XlsxError};
use shell::{App, Problem};
use typeset::{Binder, Bound, Report, TypesetError, Typesetter};

use super::{Head, Sheet, reports, write};

pub use job::{KIND, PrintJob};
pub use order::{Order, Shape};

/// Mọi biểu của một bộ, ready to print.
#[derive(Debug, Clone)]
pub struct Binding {
    /// "BỘ BIỂU THỐNG KÊ".
    pub title: String,
    /// What stands around every form.
    pub head: Head,
    /// Under the contents.
    pub notes: Vec<String>,
    /// The forms.
    pub sheets: Vec<Sheet>,
    /// What came late, what is adjusted.
    pub annex: Option<Report>,
}

/// The number of the annex in the contents.
const ANNEX: &str = "Phụ lục";

impl Binding {
    /// As one file of paper.
    pub fn binder(&self) -> Binder {
        let mut sheets = Vec::new();
        for sheet in &self.sheets {
            let bound = |(at, report)| Bound {
                number: sheet.form.number.clone(),
                name: match at {
                    0 => sheet.form.name_vi.clone(),
                    _ => String::new(),
                },
                report,
            };
            sheets.extend(reports(sheet).into_iter().enumerate().map(bound));
        }
        sheets.extend(self.annex.iter().map(|report| Bound {
            number: ANNEX.to_owned(),
            name: report.title.clone(),
            report: report.clone(),
        }));
        Binder {
            parent_office: self.head.upper.clone(),
            office: self.head.unit.clone(),
            title: self.title.clone(),
            period: self.head.scope_vi(),
            contents: true,
            notes: self.notes.clone(),
            place_date: self.head.place_date.clone(),
            printed_on: Some(self.head.printed_on),
            sheets,
        }
    }

    /// As one workbook: the contents, then a sheet a form.
    pub fn workbook(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let plain = Format::new()
            .set_font_name("Times New Roman")
            .set_font_size(11);
        let bold = plain.clone().set_bold();
        let cell = plain.clone().set_border(FormatBorder::Thin).set_text_wrap();
        let head = cell.clone().set_bold();
        let names = self.tabs();
        let list = book.add_worksheet();
        list.set_name("Mục lục")?.set_paper_size(9);
        list.set_column_width(0, 30)?.set_column_width(1, 80)?;
        list.write_with_format(0, 0, &self.head.upper, &plain)?;
        list.write_with_format(1, 0, &self.head.unit, &bold)?;
        list.write_with_format(3, 0, &self.title, &bold)?;
        list.write_with_format(4, 0, self.head.scope_vi(), &plain)?;
        list.write_with_format(6, 0, "Biểu", &head)?;
        list.write_with_format(6, 1, "Nội dung", &head)?;
        let mut at = 7;
        for (sheet, name) in self.sheets.iter().zip(&names) {
            let place = Url::new(format!("internal:'{name}'!A1")).set_text(&sheet.form.number);
            list.write_url_with_format(at, 0, place, &cell)?;
            list.write_with_format(at, 1, &sheet.form.name_vi, &cell)?;
            at += 1;
        }
        for note in &self.notes {
            at += 1;
            list.write_with_format(at, 0, note, &plain.clone().set_italic())?;
        }
        for (sheet, name) in self.sheets.iter().zip(&names) {
            let page = book.add_worksheet();
            page.set_name(name)?;
            write(page, sheet)?;
        }
        if let Some(annex) = &self.annex {
            let page = book.add_worksheet();
            page.set_name(ANNEX)?;
            for (column, one) in (0_u16..).zip(&annex.columns) {
                page.write_with_format(0, column, &one.title, &head)?;
                page.set_column_width(column, one.width * 14.0)?;
            }
            for (at, row) in (1_u32..).zip(&annex.rows) {
                for (column, words) in (0_u16..).zip(row) {
                    page.write_with_format(at, column, words, &cell)?;
                }
            }
        }
        book.save_to_buffer()
    }

    /// A name for each sheet of the workbook, no two alike.
    fn tabs(&self) -> Vec<String> {
        let mut taken = BTreeSet::new();
        let mut names = Vec::new();
        for sheet in &self.sheets {
            let name = tab(&sheet.form.number);
            let other = (2..).map(|n| format!("{} {n}", tab_of(&sheet.form.number, 27)));
            let mut free = std::iter::once(name).chain(other);
            let name = free
                .find(|name| !taken.contains(&name.to_lowercase()))
                .unwrap_or_default();
            taken.insert(name.to_lowercase());
            names.push(name);
        }
        names
    }
}

/// The name of a form's sheet in a workbook: Excel takes 31 characters, and not all of them.
pub fn tab(number: &str) -> String {
    tab_of(number, 31)
}

fn tab_of(number: &str, most: usize) -> String {
    let plain = number.chars().filter(|one| !"[]:*?/\\'".contains(*one));
    plain.take(most).collect::<String>().trim().to_owned()
}

/// One form on paper, as a file.
pub async fn print(app: &App, sheet: Sheet) -> Result<Vec<u8>, Problem> {
    let press = press(app);
    let made = tokio::task::spawn_blocking(move || one(&press, &sheet));
    made.await
        .map_err(Problem::failed)?
        .map_err(Problem::failed)
}

fn one(press: &Typesetter, sheet: &Sheet) -> Result<Vec<u8>, TypesetError> {
    let mut parts = reports(sheet);
    if parts.len() == 1 {
        return press.report_pdf(&parts.remove(0));
    }
    let bound = |report| Bound {
        number: sheet.form.number.clone(),
        name: String::new(),
        report,
    };
    press.binder_pdf(&Binder {
        parent_office: String::new(),
        office: String::new(),
        title: sheet.form.title_vi.clone(),
        period: String::new(),
        contents: false,
        notes: Vec::new(),
        place_date: String::new(),
        printed_on: Some(sheet.head.printed_on),
        sheets: parts.into_iter().map(bound).collect(),
    })
}

fn press(app: &App) -> Arc<Typesetter> {
    app.find::<Typesetter>()
        .unwrap_or_else(|| Arc::new(Typesetter::new()))
}
