//! Viện dẫn: what the pages of a file say of its papers by their numbers. It is asked by figures, by day and by name, so that
//! nobody reads all of it for each paper.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use text::decision::{FoldedWord, folded_likeness};
use text::document_number::{DocumentNumber, numbers_in};
use text::{dates_in, fold};

use super::mended;
use super::numbers::label;
use super::sheet::Sheet;

/// Một lần viện dẫn: a page of the file names a paper by its number.
#[derive(Debug)]
pub(super) struct Cited {
    /// The words before the number, without marks.
    called: Vec<FoldedWord>,
    pub number: DocumentNumber,
    pub on: Option<NaiveDate>,
    page: usize,
}

impl Cited {
    /// The last words of "… và Bản kết luận điều tra" are the first of this name, three of them or all.
    pub fn is_called(&self, kind: &Kind) -> bool {
        let called = &self.called;
        let Some(last) = called.last() else {
            return false;
        };
        kind.ends(last)
            .take_while(|many| *many <= called.len())
            .any(|many| {
                let (before, said) = called.split_at(called.len() - many);
                // "phê chuẩn Lệnh tạm giam" is another paper than the order.
                let is_of_another = before.last().is_some_and(|word| word.letters() == "chuan");
                !is_of_another && folded_likeness(said, &kind.words[..many]) >= 90
            })
    }

    /// It does not stand on these pages.
    pub fn is_outside(&self, first: usize, last: usize) -> bool {
        !(first..=last).contains(&self.page)
    }
}

/// The name of a kind of papers, as citations and symbols are held against it.
#[derive(Debug)]
pub(super) struct Kind {
    words: Vec<FoldedWord>,
    initial: Option<char>,
}

impl Kind {
    /// Of "Bản kết luận điều tra".
    pub fn of(name: &str) -> Kind {
        let folded = fold(name);
        let bare = folded.strip_prefix("ban ").unwrap_or(&folded);
        Kind {
            words: words(name),
            initial: bare.chars().next(),
        }
    }

    /// How many of its first words may end with this one, three or all: of fewer than ten words, nine tenths are all.
    fn ends<'k>(&'k self, last: &'k FoldedWord) -> impl Iterator<Item = usize> + 'k {
        (1..=self.words.len())
            .filter(|many| *many >= 3 || *many == self.words.len())
            .filter(move |many| *many >= 10 || last.is(&self.words[many - 1]))
    }

    /// "KL-HĐĐG" for a Kết luận, "KLĐT-CSĐT" for a Bản kết luận: the first letter is that of the name.
    pub fn begins(&self, symbol: &str) -> bool {
        fold(symbol).chars().next() == self.initial
    }
}

/// All citations of a file, in the order of its pages.
#[derive(Debug, Default)]
pub(super) struct Citations {
    all: Vec<Cited>,
    by_figures: HashMap<u32, Vec<usize>>,
    by_day: HashMap<NaiveDate, Vec<usize>>,
    /// By the last word before the number.
    by_end: HashMap<String, Vec<usize>>,
    /// The symbols that are cited.
    pub symbols: BTreeSet<String>,
}

impl Citations {
    /// All numbers that pages name below their heads.
    pub fn of(sheets: &[Sheet]) -> Citations {
        let written = sheets.iter().filter(|sheet| !sheet.page.handwritten);
        let mut told = Citations {
            all: written.flat_map(citations_of).collect(),
            ..Citations::default()
        };
        for (at, one) in told.all.iter().enumerate() {
            let figures = one.number.number;
            told.by_figures.entry(figures).or_default().push(at);
            if let Some(day) = one.on {
                told.by_day.entry(day).or_default().push(at);
            }
            if let Some(end) = one.called.last() {
                let end = end.letters().to_owned();
                told.by_end.entry(end).or_default().push(at);
            }
            told.symbols.insert(one.number.symbol.clone());
        }
        told
    }

    /// Those with these figures.
    pub fn numbered(&self, figures: u32) -> impl Iterator<Item = &Cited> {
        self.at(self.by_figures.get(&figures))
    }

    /// Those that name this day.
    pub fn on(&self, day: NaiveDate) -> impl Iterator<Item = &Cited> {
        self.at(self.by_day.get(&day))
    }

    /// The symbols of what is called by this name.
    pub fn called(&self, kind: &Kind) -> BTreeSet<&String> {
        let ends = self.by_end.values().filter(|places| {
            let end = places.first().and_then(|at| self.all[*at].called.last());
            end.is_some_and(|end| kind.ends(end).next().is_some())
        });
        ends.flat_map(|places| self.at(Some(places)))
            .filter(|one| one.is_called(kind))
            .map(|one| &one.number.symbol)
            .collect()
    }

    fn at<'c>(&'c self, places: Option<&'c Vec<usize>>) -> impl Iterator<Item = &'c Cited> {
        places.into_iter().flatten().map(|at| &self.all[*at])
    }
}

fn citations_of(sheet: &Sheet) -> Vec<Cited> {
    let own = label(sheet);
    let rows = sheet.rows.iter().enumerate();
    let text: Vec<String> = rows
        .filter(|(at, _)| Some(*at) != own)
        .map(|(_, row)| mended::number(&row.text))
        .collect();
    let text = text.join(" ");
    let dates = dates_in(&text);
    let numbers = numbers_in(&text).into_iter();
    numbers
        .filter(|(number, _)| number.symbol != "HS" && number.year.is_none())
        .map(|(number, range)| {
            let on = dates.iter().find(|date| date.range.start >= range.end);
            let on = on.filter(|date| {
                let between = &text[range.end..date.range.start];
                between.split_whitespace().count() <= 1 && !between.contains([';', '.'])
            });
            let on = on.and_then(|found| {
                NaiveDate::from_ymd_opt(found.date.year, found.date.month, found.date.day)
            });
            let clause = text[..range.start].rsplit([';', '.', ':', ',']).next();
            let mut called = words(clause.unwrap_or_default());
            if called.last().is_some_and(|word| word.letters() == "so") {
                called.pop();
            }
            Cited {
                called,
                number,
                on,
                page: sheet.page.no,
            }
        })
        .collect()
}

fn words(text: &str) -> Vec<FoldedWord> {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(FoldedWord::of)
        .collect()
}
