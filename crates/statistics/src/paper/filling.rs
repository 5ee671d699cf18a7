//! Điền biểu: figures as they are counted now, or as they were frozen, into the rows and columns of a form.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use law::Law;
use people::Units;

use super::{Head, Sheet};
use crate::documented::{Entered, Shown};
use crate::form::{Form, Kind, Layout, Row};
use crate::submission::content::{Cell, Frozen};
use crate::{Figures, Period, messages, told};

/// The name of the offence of an article.
pub fn offence(law: &Law, article: &str) -> String {
    match article {
        "" => messages::NO_ARTICLE.to_owned(),
        article => criminal::standing::offence_vi(law, article).unwrap_or_default(),
    }
}

impl Head {
    /// The head of the forms of a unit (its key and name) that are made at an instant.
    pub fn of(
        units: &Units,
        (unit, name): (&str, &str),
        is_tree: bool,
        period: &Period,
        made_by: &str,
        now_ms: i64,
    ) -> Head {
        let day = shell::local_day(now_ms);
        let above = units.ancestors(unit, period.last_day());
        Head {
            upper: above
                .first()
                .map_or(String::new(), |unit| unit.name.to_uppercase()),
            unit: name.to_uppercase(),
            is_tree,
            period: period.vi(),
            as_of: shell::vi_time(now_ms),
            is_provisional: period.to_at() > now_ms,
            frozen: None,
            place_date: format!(
                "{}, ngày {:02} tháng {:02} năm {}",
                people::units::shortened(name),
                day.day(),
                day.month(),
                day.year()
            ),
            printed_on: [day.year(), day.month() as i32, day.day() as i32],
            made_by: made_by.to_owned(),
        }
    }
}

impl Sheet {
    /// With figures as they are counted now.
    pub fn counted(
        law: &Law,
        form: &'static Form,
        head: Head,
        figures: &Figures,
        entered: &Entered,
    ) -> Sheet {
        let line = |article: String| {
            let one = std::slice::from_ref(&article);
            let counted = |row: &Row| figures.sum_in(one, &row.parts);
            let cell = |row: &Row| entered.shown(form, row, &counted, None, Some(&article));
            let cells = form.rows.iter().map(cell).collect();
            (article.clone(), offence(law, &article), cells)
        };
        let bases = form.rows.iter().filter_map(|row| {
            let bases = entered.of_row(row, None, None);
            let bases: Vec<String> = bases.iter().map(|one| one.basis_vi()).collect();
            (!bases.is_empty()).then(|| (row.no.clone(), bases.join("; ")))
        });
        Sheet {
            head,
            figures: entered.rows(form, figures),
            bases: bases.collect(),
            beside: BTreeMap::new(),
            lines: match form.layout {
                Layout::Rows => Vec::new(),
                Layout::Offences => {
                    let articles = told::articles(figures, entered);
                    articles.into_iter().map(line).collect()
                }
            },
            form: Cow::Borrowed(form),
        }
    }

    /// With figures as they were frozen, in the form as it was then defined where this installation knows it.
    pub fn frozen(law: &Law, form: Option<&'static Form>, head: Head, frozen: &Frozen) -> Sheet {
        let form = form.map_or_else(|| Cow::Owned(plain(frozen)), Cow::Borrowed);
        let cells: BTreeMap<(&str, &str), &Cell> = frozen
            .cells
            .iter()
            .map(|cell| ((cell.row.as_str(), cell.column.as_str()), cell))
            .collect();
        let of = |line: Option<&str>, row: &Row| match (form.layout, line) {
            (Layout::Rows, _) => cells.get(&(row.no.as_str(), told::COLUMN)).copied(),
            (Layout::Offences, Some(article)) => cells.get(&(article, row.no.as_str())).copied(),
            (Layout::Offences, None) => cells.get(&(told::TOTAL, row.no.as_str())).copied(),
        };
        let shown = |line: Option<&str>, row: &Row| shown(&form, row, &|row| of(line, row));
        let figures = form
            .rows
            .iter()
            .map(|row| (row.no.clone(), shown(None, row)));
        let figures = figures.collect();
        let beside = form.rows.iter().filter_map(|row| {
            let cell = of(None, row)?;
            let mut said = Vec::new();
            if cell.late != 0 {
                said.push(format!("Trong đó ghi muộn {:+}.", cell.late));
            }
            if cell.adjusted != 0 {
                let total = cell.total().map(shell::vi_number).unwrap_or_default();
                said.push(format!("Điều chỉnh {:+} (thành {total}).", cell.adjusted));
            }
            (!said.is_empty()).then(|| (row.no.clone(), said.join(" ")))
        });
        let beside = beside.collect();
        let mut articles: Vec<&str> = match form.layout {
            Layout::Rows => Vec::new(),
            Layout::Offences => frozen.cells.iter().map(|cell| cell.row.as_str()).collect(),
        };
        articles.retain(|article| *article != told::TOTAL);
        articles.sort_by_key(|article| told::order(article));
        articles.dedup();
        let lines = articles.into_iter().map(|article| {
            let cells = form.rows.iter().map(|row| shown(Some(article), row));
            (article.to_owned(), offence(law, article), cells.collect())
        });
        let lines = lines.collect();
        Sheet {
            head,
            figures,
            bases: BTreeMap::new(),
            beside,
            lines,
            form,
        }
    }
}

/// What stands in a frozen cell. Lines of a form by offence leave out what is 0; a share is made from what was frozen.
fn shown<'a>(form: &Form, row: &Row, cell: &dyn Fn(&Row) -> Option<&'a Cell>) -> Shown {
    let value = |row: &Row| match cell(row) {
        Some(cell) => cell.value,
        None if row.is_told() => Some(0),
        None => None,
    };
    if let Some((above, below)) = &row.share {
        let of = |no: &str| form.row(no).and_then(value);
        return match (of(above), of(below)) {
            (Some(above), Some(below)) if below > 0 => {
                Shown::Share((above * 20_000 + below) / (below * 2))
            }
            _ => Shown::Unknown,
        };
    }
    match value(row) {
        Some(value) if row.no_source_vi.is_empty() => Shown::Counted(value),
        Some(value) => Shown::Entered(value),
        None => Shown::Unknown,
    }
}

/// A form this installation does not know: the rows as the set tells them.
fn plain(frozen: &Frozen) -> Form {
    let row = |cell: &Cell| Row {
        no: cell.row.clone(),
        label_vi: cell.label.clone(),
        heading_vi: String::new(),
        parent: Some(String::new()),
        depth: 0,
        kind: Kind::Flow,
        parts: Vec::new(),
        check: Vec::new(),
        check_vi: String::new(),
        note_vi: String::new(),
        no_source_vi: String::new(),
        sum: Vec::new(),
        share: None,
    };
    let cells = frozen.cells.iter();
    Form {
        id: frozen.id.clone(),
        number: frozen.number.clone(),
        title_vi: frozen.name.to_uppercase(),
        name_vi: frozen.name.clone(),
        basis_vi: String::new(),
        unit_vi: String::new(),
        layout: Layout::Rows,
        valid_from: NaiveDate::MIN,
        valid_to: None,
        is_to_check: true,
        rows: cells
            .filter(|cell| cell.column == told::COLUMN)
            .map(row)
            .collect(),
        version: frozen.version,
    }
}
