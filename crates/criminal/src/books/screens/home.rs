//! Tủ sổ: every book with how many lines it has in the period, and how much of it facts can fill.

use askama::Template;
use axum::extract::Query;
use shell::{Choice, Column, Frame, Page, Problem, Visit};

use super::super::{Book, Books, shelf};
use super::asked::{Asked, LONG_AGO, Question};

struct Line {
    no: String,
    title: String,
    href: String,
    lines: String,
    sourced: String,
    state: &'static str,
}

struct Group {
    name: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "books/screens/home.html")]
pub struct ShelfPage {
    frame: Frame,
    unit: String,
    units: Vec<Choice>,
    from: String,
    to: String,
    columns: Vec<Column>,
    groups: Vec<Group>,
    is_counted: bool,
}

/// The page.
pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Page<ShelfPage>, Problem> {
    let question = asked.question(&visit).await?;
    let books = Books::embedded().all();
    let numbers: Vec<&str> = books.iter().map(|book| book.no.as_str()).collect();
    let db = visit.app.db();
    let units = &question.units;
    let mut counts = shelf::counts(db, units, question.from, question.to, &numbers).await?;
    let watches: Vec<&str> = books
        .iter()
        .filter(|book| book.is_watch())
        .map(|book| book.no.as_str())
        .collect();
    if let Some(counts) = &mut counts {
        let open = shelf::counts(db, units, LONG_AGO, question.to, &watches).await?;
        counts.extend(open.unwrap_or_default());
    }
    let mut groups: Vec<Group> = Vec::new();
    for book in books {
        let lines = counts
            .as_ref()
            .map(|counts| counts.get(&book.no).copied().unwrap_or(0));
        let line = line(&question, book, lines);
        match groups.iter_mut().find(|group| group.name == book.group) {
            Some(group) => group.lines.push(line),
            None => groups.push(Group {
                name: book.group.clone(),
                lines: vec![line],
            }),
        }
    }
    let frame = visit
        .frame("Sổ nghiệp vụ")
        .subtitle(question.keeper_vi(visit.today))
        .crumb("Hình sự", "/criminal");
    Ok(Page(ShelfPage {
        frame,
        from: law::day_vi(question.from),
        to: law::day_vi(question.to),
        columns: ["Sổ", "Tên sổ", "Số dòng trong kỳ", "Cột có nguồn"]
            .into_iter()
            .enumerate()
            .map(|(at, name)| match at {
                2 | 3 => Column::plain(name).number(),
                _ => Column::plain(name),
            })
            .collect(),
        groups,
        is_counted: counts.is_some(),
        units: question.unit_choices,
        unit: question.asked.unit,
    }))
}

fn line(question: &Question, book: &Book, lines: Option<i64>) -> Line {
    Line {
        no: match book.no.parse::<u8>() {
            Ok(_) => book.no.clone(),
            Err(_) => "–".to_owned(),
        },
        title: book.title.clone(),
        href: question.address(&format!("/criminal/books/{}", book.no), &[]),
        lines: lines.map(shell::vi_number).unwrap_or_default(),
        sourced: format!("{}/{}", book.sourced(), book.columns.len()),
        state: match book.has_lines() {
            true => "",
            false => "chưa có nguồn",
        },
    }
}
