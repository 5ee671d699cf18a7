//! Đọc dữ liệu sổ: a slip is refused with its file and line.

use law::{DataError, Law};
use serde::Deserialize;
use toml::Spanned;

use super::acts::Acts;
use super::book::{Book, Column, Kind, Only, Row, Sheet, Show};
use super::source::{Source, Term};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    no: String,
    title: String,
    short: String,
    group: String,
    paper: Sheet,
    row: Row,
    #[serde(default)]
    enters: Vec<Spanned<String>>,
    people: Option<Spanned<String>>,
    moves_until: Option<Spanned<String>>,
    only: Option<Only>,
    #[serde(default)]
    clocks: Vec<Spanned<String>>,
    note: Option<String>,
    #[serde(default)]
    column: Vec<Spanned<ColumnRow>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnRow {
    no: u8,
    label: String,
    kind: Kind,
    source: Option<Spanned<String>>,
    #[serde(default)]
    show: Vec<Show>,
}

/// Reads one book.
pub fn book(law: &Law, file: &str, text: &str) -> Result<Book, DataError> {
    let line_of = |at: usize| format!("line {}", text[..at].matches('\n').count() + 1);
    let read: File = toml::from_str(text).map_err(|error| {
        let place = error
            .span()
            .map_or_else(|| "the file".to_owned(), |span| line_of(span.start));
        DataError::at(file, place, error.message())
    })?;
    let at =
        |span: std::ops::Range<usize>, why: String| DataError::at(file, line_of(span.start), why);
    let mut columns = Vec::new();
    for (index, row) in read.column.iter().enumerate() {
        let (span, row) = (row.span(), row.get_ref());
        if usize::from(row.no) != index + 1 {
            return Err(at(
                span,
                format!("column {} stands where {} belongs", row.no, index + 1),
            ));
        }
        let source = match &row.source {
            None => Ok(Source(vec![vec![Term::Registered(false)]])),
            Some(said) => Source::parse(law, said.get_ref()).map_err(|why| at(said.span(), why)),
        }?;
        let (group, label) = row.label.rsplit_once(" > ").unwrap_or(("", &row.label));
        columns.push(Column {
            no: row.no,
            group: group.to_owned(),
            label: label.to_owned(),
            kind: row.kind,
            source,
            show: match row.show.is_empty() {
                true => vec![Show::Number, Show::Date],
                false => row.show.clone(),
            },
            acts: registered(law, |place| place == format!("{}.{}", read.no, row.no)),
        });
    }
    if columns.is_empty() {
        return Err(DataError::at(file, "the file", "a book without columns"));
    }
    let mut enters = Vec::new();
    for said in &read.enters {
        enters.push(opening(law, said.get_ref()).map_err(|why| at(said.span(), why))?);
    }
    if read.row == Row::Document {
        let prefix = format!("{}.", read.no);
        enters = vec![Acts::plain(registered(law, |place| {
            place.starts_with(&prefix)
        }))];
    }
    for said in &read.clocks {
        let family = said.get_ref().as_str();
        if family.is_empty() || !law.limits.all().any(|one| one.family().starts_with(family)) {
            let why = format!("no limit is of the family “{family}”");
            return Err(at(said.span(), why));
        }
    }
    let clocks = read.clocks.iter().map(|said| said.get_ref().clone());
    let named = |said: &Option<Spanned<String>>| {
        let read = said
            .as_ref()
            .map(|said| Acts::parse(law, said.get_ref()).map_err(|why| at(said.span(), why)));
        read.transpose()
    };
    let (people, moves_until) = (named(&read.people)?, named(&read.moves_until)?);
    Ok(Book {
        no: read.no,
        title: read.title,
        short: read.short,
        group: read.group,
        sheet: read.paper,
        row: read.row,
        enters,
        people,
        moves_until,
        only: read.only,
        clocks: clocks.collect(),
        note_vi: read.note,
        columns,
    })
}

/// The acts of the catalogue whose columns are as asked.
fn registered(law: &Law, is_asked: impl Fn(&str) -> bool) -> Vec<String> {
    let mut ids: Vec<String> = law
        .acts
        .all()
        .iter()
        .filter(|act| act.registers.iter().any(|place| is_asked(&normal(place))))
        .map(|act| act.id.clone())
        .collect();
    ids.dedup();
    ids
}

/// "7.04" as "07.4": a column is named in one way.
fn normal(place: &str) -> String {
    match place.split_once('.') {
        Some((book, column)) => format!("{:0>2}.{}", book, column.trim_start_matches('0')),
        None => place.to_owned(),
    }
}

/// What opens a line: acts by id, `@08.7` for the acts that name a column, `@16.*` for those that name any.
fn opening(law: &Law, text: &str) -> Result<Acts, String> {
    Acts::parse_with(law, text, |name| match name.strip_prefix('@') {
        None => Acts::parse(law, name).map(|acts| acts.ids),
        Some(place) => Ok(match place.strip_suffix('*') {
            Some(prefix) => registered(law, |known| known.starts_with(prefix)),
            None => registered(law, |known| known == place),
        }),
    })
}
