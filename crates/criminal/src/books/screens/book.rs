//! Một sổ: its lines in the columns of the template, each cell leading to the fact that said it.

use askama::Template;
use axum::extract::{Path, Query};
use people::Right;
use shell::{Choice, Empty, Frame, Page, Pager, Problem, Visit};

use super::super::cells::Piece;
use super::super::telling::{Told, told};
use super::super::{Book, Books, messages, shelf};
use super::apart::{self, Apart};
use super::asked::{Asked, Question};
use super::clocks::{self, LineClock};

/// Columns that always stand: they say whose line it is.
const ALWAYS: usize = 3;
/// A book of at most so many columns is shown whole.
const NARROW: usize = 9;

struct Head {
    no: u8,
    group: String,
    label: String,
    has_source: bool,
}

struct Word {
    text: String,
    href: String,
    origin: String,
    is_unsure: bool,
}

struct CellShown {
    label: String,
    words: Vec<Word>,
}

struct Row {
    href: String,
    code: String,
    is_under: bool,
    has_left: bool,
    clocks: Vec<LineClock>,
    cells: Vec<CellShown>,
}

struct Legend {
    no: u8,
    label: String,
    from: String,
    has_source: bool,
}

#[derive(Template)]
#[template(path = "books/screens/book.html")]
pub struct BookPage {
    frame: Frame,
    path: String,
    name: String,
    row_vi: &'static str,
    note: Option<String>,
    asked: Asked,
    from: String,
    to: String,
    units: Vec<Choice>,
    prosecutors: Vec<Choice>,
    has_clocks: bool,
    heads: Vec<Head>,
    rows: Vec<Row>,
    pager: Pager,
    empty: Empty,
    legend: Vec<Legend>,
    sourced: String,
    all_columns: Option<(String, String)>,
    numbers: bool,
    apart: Vec<Apart>,
    files: Option<(String, String)>,
}

/// The page.
pub async fn show(
    visit: Visit,
    Path(no): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Page<BookPage>, Problem> {
    let book = Books::embedded()
        .named(&no)
        .ok_or_else(Problem::not_found)?;
    let question = asked.question(&visit).await?;
    let db = visit.app.db();
    let (keys, more) = shelf::page(db, &question.shelf(&visit, book)).await?;
    let lines = told(db, &visit.app.law(), book, keys, &question.readable).await?;
    let path = format!("/criminal/books/{no}");
    let shown = shown_columns(book, &question, &lines);
    let pager = pager(&question, &path, &lines, more);
    let mut counted = question.asked.counted.max(0);
    let mut clocks = clocks::of_lines(&visit, book, &lines).await?.into_iter();
    let rows = lines
        .iter()
        .map(|line| {
            counted += i64::from(line.key.is_counted);
            row(
                book,
                line,
                counted,
                &shown,
                clocks.next().unwrap_or_default(),
            )
        })
        .collect();
    let may_export = visit.may_over(Right::CriminalBookExport, &question.keeper, &[]);
    let files = may_export.then(|| {
        let file = |ending: &str| question.address(&format!("{path}/{ending}"), &[]);
        (file("xlsx"), file("pdf"))
    });
    let frame = visit
        .frame(book.title.clone())
        .subtitle(question.keeper_vi(visit.today))
        .crumb("Hình sự", "/criminal")
        .crumb("Sổ nghiệp vụ", question.address("/criminal/books", &[]));
    Ok(Page(BookPage {
        frame,
        name: book.name(),
        row_vi: book.row.vi(),
        has_clocks: !book.clocks.is_empty() && !lines.is_empty(),
        note: book.note_vi.clone(),
        from: law::day_vi(question.from),
        to: law::day_vi(question.to),
        heads: shown.iter().map(|at| head(book, *at)).collect(),
        rows,
        pager,
        empty: empty(book, &question),
        legend: legend(&visit, book),
        sourced: format!("{}/{}", book.sourced(), book.columns.len()),
        all_columns: choice_of_columns(book, &question, &path, shown.len()),
        numbers: book.gives_numbers(),
        apart: apart::of_book(&visit, book, &question).await?,
        files,
        path,
        units: question.unit_choices,
        prosecutors: question.prosecutors,
        asked: question.asked,
    }))
}

/// Which columns stand on the page: all, or those with words and those that say whose line it is.
fn shown_columns(book: &Book, question: &Question, lines: &[Told]) -> Vec<usize> {
    let all = 0..book.columns.len();
    if question.asked.columns == "all" || book.columns.len() <= NARROW || lines.is_empty() {
        return all.collect();
    }
    all.filter(|at| *at < ALWAYS || lines.iter().any(|line| !line.cells[*at].0.is_empty()))
        .collect()
}

fn choice_of_columns(
    book: &Book,
    question: &Question,
    path: &str,
    shown: usize,
) -> Option<(String, String)> {
    let whole = book.columns.len();
    if question.asked.columns == "all" {
        let href = question.address(path, &[("columns", "")]);
        return Some(("Chỉ cột có nội dung".to_owned(), href));
    }
    (shown < whole).then(|| {
        let href = question.address(path, &[("columns", "all")]);
        (format!("Hiện đủ {whole} cột"), href)
    })
}

fn head(book: &Book, at: usize) -> Head {
    let column = &book.columns[at];
    Head {
        no: column.no,
        group: column.group.clone(),
        label: column.label.clone(),
        has_source: column.has_source(),
    }
}

fn row(book: &Book, line: &Told, counted: i64, shown: &[usize], clocks: Vec<LineClock>) -> Row {
    let matter = format!("/criminal/matters/{}", line.key.matter_id);
    let word = |piece: &Piece| Word {
        text: piece.text.clone(),
        href: match (piece.fact, line.has_left) {
            (Some(fact), false) => format!("{matter}#f-{fact}"),
            _ => String::new(),
        },
        origin: piece.origin.clone(),
        is_unsure: piece.is_unsure,
    };
    let cell = |at: &usize| {
        let column = &book.columns[*at];
        let mut words: Vec<Word> = line.cells[*at].0.iter().map(word).collect();
        if column.source.is_counted() && line.key.is_counted {
            words.insert(
                0,
                Word {
                    text: counted.to_string(),
                    href: String::new(),
                    origin: String::new(),
                    is_unsure: false,
                },
            );
        }
        CellShown {
            label: column.head(),
            words,
        }
    };
    Row {
        href: matter.clone(),
        code: line.key.code.clone(),
        is_under: !line.key.is_counted,
        has_left: line.has_left,
        clocks,
        cells: shown.iter().map(cell).collect(),
    }
}

fn legend(visit: &Visit, book: &Book) -> Vec<Legend> {
    let law = visit.app.law();
    let name = |id: &String| law.acts.get(id).map(|act| act.short_vi.clone());
    let one = |column: &super::super::Column| Legend {
        no: column.no,
        label: column.head(),
        from: column
            .acts
            .iter()
            .filter_map(name)
            .collect::<Vec<_>>()
            .join("; "),
        has_source: column.has_source(),
    };
    book.columns.iter().map(one).collect()
}

fn pager(question: &Question, path: &str, lines: &[Told], more: bool) -> Pager {
    let first = question.asked.seen.max(0);
    let here = lines.len() as i64;
    let counted = question.asked.counted.max(0)
        + lines.iter().filter(|line| line.key.is_counted).count() as i64;
    let next = lines.last().filter(|_| more).map(|line| {
        question.address(
            path,
            &[
                ("after", &line.key.cursor().text()),
                ("seen", &(first + here).to_string()),
                ("counted", &counted.to_string()),
            ],
        )
    });
    Pager {
        previous: (!question.asked.after.is_empty()).then(|| question.address(path, &[])),
        next,
        from: if here == 0 { 0 } else { first + 1 },
        to: first + here,
        total: (first == 0 && !more).then_some(here),
    }
}

fn empty(book: &Book, question: &Question) -> Empty {
    if !book.has_lines() {
        return Empty::new("Sổ này chưa có nguồn", messages::NO_LINES);
    }
    let is_narrowed = !question.asked.q.is_empty() || !question.asked.prosecutor.is_empty();
    let text = match is_narrowed {
        true => "Hãy bớt điều kiện lọc, hoặc chọn kỳ dài hơn.",
        false => {
            "Sổ tự có dòng khi hành vi tương ứng được ghi vào hồ sơ. Hãy chọn kỳ khác nếu cần."
        }
    };
    Empty::new("Không có dòng nào trong kỳ này", text)
}
