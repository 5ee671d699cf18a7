//! Ô của một dòng: what each column says, and which fact said it. Pure: the law, the facts and the book.

use std::cell::OnceCell;

use law::catalogue::MeasureKind;
use law::{Fact, Law};
use uuid::Uuid;

use super::acts::Acts;
use super::book::{Book, Column, Row};
use super::lines::Line;
use super::source::{Of, Term};
use super::{parties, said};
use crate::rules::{self, Matter};
use crate::standing::{charges_vi, staff_name, standing};
use crate::view::{clock_vi, title};
use crate::watch;

/// Một mẩu lời trong ô, with the fact it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What stands in the cell.
    pub text: String,
    /// The fact that said it.
    pub fact: Option<Uuid>,
    /// That fact in words.
    pub origin: String,
    /// Not confirmed: "cần kiểm tra".
    pub is_unsure: bool,
}

/// Một ô.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell(pub Vec<Piece>);

impl Cell {
    /// The words alone, one piece a line.
    pub fn text(&self) -> String {
        let words: Vec<&str> = self.0.iter().map(|piece| piece.text.as_str()).collect();
        words.join("\n")
    }
}

/// One matter while its cells are read.
pub struct Reading<'f> {
    law: &'f Law,
    facts: &'f [Fact],
    known: Vec<&'f Fact>,
    matter: OnceCell<Matter>,
}

/// The cells of a line, a cell for each column; `stt` stays empty here and is counted on the page.
pub fn cells(reading: &Reading, book: &Book, line: &Line) -> Vec<Cell> {
    book.columns
        .iter()
        .map(|column| reading.cell(book, column, line))
        .collect()
}

impl<'f> Reading<'f> {
    /// The facts of a matter, ready to be asked.
    pub fn new(law: &'f Law, facts: &'f [Fact]) -> Reading<'f> {
        let mut known: Vec<&Fact> = standing(facts).collect();
        known.sort_by_key(|fact| (fact.effective.at_utc_ms(), fact.seq));
        Reading {
            law,
            facts,
            known,
            matter: OnceCell::new(),
        }
    }

    fn matter(&self) -> &Matter {
        self.matter
            .get_or_init(|| rules::fold(self.law, self.facts))
    }

    fn cell(&self, book: &Book, column: &Column, line: &Line) -> Cell {
        let mut pieces: Vec<Piece> = Vec::new();
        for choices in &column.source.0 {
            let said = choices
                .iter()
                .map(|term| self.said(term, book, column, line))
                .find(|said| !said.is_empty());
            for piece in said.unwrap_or_default() {
                if !pieces.contains(&piece) {
                    pieces.push(piece);
                }
            }
        }
        Cell(pieces)
    }

    fn said(&self, term: &Term, book: &Book, column: &Column, line: &Line) -> Vec<Piece> {
        match term {
            Term::Stt | Term::None => Vec::new(),
            Term::Entered => vec![self.from(line.entry, law::day_vi(line.entry.effective.on))],
            Term::Entry => vec![self.document(line.entry, column, false)],
            Term::EntryName => vec![self.from(line.entry, said::short(self.law, line.entry))],
            Term::Registered(after) => self.registered(*after, book, column, line),
            Term::Acts(acts, after) => self.documents(acts, *after, column, line),
            Term::Dates(acts, after) => {
                let chosen = self.chosen(acts, *after, line);
                chosen
                    .map(|fact| self.from(fact, fact.effective.vi()))
                    .collect()
            }
            Term::Nth(nth, acts) => {
                let found = self.chosen(acts, false, line).nth(nth - 1);
                found
                    .map(|fact| self.document(fact, column, false))
                    .into_iter()
                    .collect()
            }
            Term::Awaited(asked, answers) => self.awaited(asked, answers, column, line),
            Term::Field(name, of) => self.field(name, of, line).into_iter().collect(),
            Term::Party(field) => self.party(line.subject, field).into_iter().collect(),
            Term::Prosecutor if line.is_under() => Vec::new(),
            Term::Prosecutor => self.prosecutor().into_iter().collect(),
            Term::Notes => self.notes(line),
            _ => self.added_up(term, line),
        }
    }

    /// What only the sum of the facts can say.
    fn added_up(&self, term: &Term, line: &Line) -> Vec<Piece> {
        match term {
            Term::Matter => match line.is_under() {
                true => Vec::new(),
                false => vec![self.from(line.entry, title(self.law, self.matter(), self.facts))],
            },
            Term::Person => self.person(line).into_iter().collect(),
            Term::People(_) if line.is_under() => Vec::new(),
            Term::People(role) => self.people(role),
            Term::Charges => self.charges(line).into_iter().collect(),
            Term::Measures => self.measures(line),
            Term::Terms(kind) => self.terms(kind, line),
            Term::Clock(family) => self.clock(family, line),
            Term::State => vec![plain(self.matter().state_vi().to_owned())],
            Term::Limitation => self.limitation(line),
            _ => Vec::new(),
        }
    }

    fn concerning<'a>(&'a self, line: &'a Line) -> impl DoubleEndedIterator<Item = &'f Fact> + 'a {
        self.known
            .iter()
            .copied()
            .filter(|fact| line.concerns(fact))
    }

    fn from(&self, fact: &Fact, text: String) -> Piece {
        Piece {
            text,
            fact: Some(fact.id),
            origin: said::origin(self.law, fact),
            is_unsure: false,
        }
    }

    fn document(&self, fact: &Fact, column: &Column, is_named: bool) -> Piece {
        let text = said::document(self.law, fact, column.kind, &column.show, is_named);
        self.from(fact, text)
    }

    /// The acts named, about this line; after it opened where that is asked.
    fn chosen<'a>(
        &'a self,
        acts: &'a Acts,
        after: bool,
        line: &'a Line,
    ) -> impl Iterator<Item = &'f Fact> + 'a {
        self.concerning(line)
            .filter(move |fact| acts.names(fact) && (!after || line.follows(fact)))
    }

    fn documents(&self, acts: &Acts, after: bool, column: &Column, line: &Line) -> Vec<Piece> {
        let is_named = acts.ids.len() > 1;
        self.chosen(acts, after, line)
            .map(|fact| self.document(fact, column, is_named))
            .collect()
    }

    /// The acts that name this column. Where each act is a line of its own, a line holds only the act that opened it.
    fn registered(&self, after: bool, book: &Book, column: &Column, line: &Line) -> Vec<Piece> {
        let is_named = column.acts.len() > 1;
        let own = match (book.row, after) {
            (Row::Document, _) => line.together.as_slice(),
            (Row::Act, false) if column.acts.iter().any(|id| book.may_open(id)) => {
                std::slice::from_ref(&line.entry)
            }
            _ => return self.documents(&Acts::plain(column.acts.clone()), after, column, line),
        };
        let of_column = own.iter().filter(|fact| column.acts.contains(&fact.kind));
        of_column
            .map(|fact| self.document(fact, column, is_named))
            .collect()
    }

    /// Đã yêu cầu, chưa có trả lời: as many of the newest requests as there are answers too few.
    fn awaited(&self, asked: &Acts, answers: &Acts, column: &Column, line: &Line) -> Vec<Piece> {
        let answered = self.chosen(answers, false, line).count();
        let open = self.chosen(asked, false, line).skip(answered);
        open.map(|fact| self.document(fact, column, true)).collect()
    }

    fn field(&self, name: &str, of: &Of, line: &Line) -> Option<Piece> {
        let words = |fact: &Fact| said::field(self.law, fact, name);
        let found = match of {
            Of::Entry => words(line.entry).map(|words| (line.entry, words)),
            _ => self
                .concerning(line)
                .rev()
                .filter(|fact| match of {
                    Of::Acts(acts) => acts.names(fact),
                    _ => true,
                })
                .find_map(|fact| words(fact).map(|words| (fact, words))),
        };
        found.map(|(fact, words)| self.from(fact, words))
    }

    fn party(&self, subject: Option<Uuid>, field: &str) -> Option<Piece> {
        let fact = parties::described(&self.known, subject, field)?;
        let words = said::field(self.law, fact, field)?;
        let words = match field {
            "born_on" => format!("sinh {words}"),
            "convictions" => format!("tiền án: {words}"),
            "administrative_record" => format!("tiền sự: {words}"),
            "birth_place" => format!("quê quán: {words}"),
            _ => words,
        };
        Some(self.from(fact, words))
    }

    fn person(&self, line: &Line) -> Option<Piece> {
        let person = self.matter().person(line.subject?)?;
        let name = person.name_vi().to_owned();
        Some(
            match parties::described(&self.known, line.subject, "name") {
                Some(fact) => self.from(fact, name),
                None => self.from(line.entry, name),
            },
        )
    }

    fn people(&self, role: &str) -> Vec<Piece> {
        let mut chosen: Vec<Uuid> = Vec::new();
        match role {
            "accused" => chosen.extend(self.matter().accused().map(|person| person.subject)),
            _ => {
                let subjects = self.known.iter().filter_map(|fact| fact.subject);
                for subject in subjects {
                    let said = parties::described(&self.known, Some(subject), "role");
                    let is_so = said.and_then(|fact| fact.text("role")) == Some(role);
                    if is_so && !chosen.contains(&subject) {
                        chosen.push(subject);
                    }
                }
            }
        }
        let one = |subject: &Uuid| {
            let person = self.matter().person(*subject)?;
            let name = person.name_vi().to_owned();
            let fact = parties::described(&self.known, Some(*subject), "name");
            Some(fact.map_or_else(|| plain(name.clone()), |fact| self.from(fact, name.clone())))
        };
        chosen.iter().filter_map(one).collect()
    }

    fn charges(&self, line: &Line) -> Option<Piece> {
        let matter = self.matter();
        let person = line.subject.and_then(|subject| matter.person(subject));
        let own = person.filter(|person| !person.charges.is_empty());
        let (charges, fact) = match (own, &matter.case) {
            (Some(person), _) => {
                let fact = person.initiated.as_ref().map(|decision| decision.fact);
                (person.charges.clone(), fact)
            }
            (None, Some(case)) => (case.charges.clone(), Some(case.fact)),
            (None, None) => return self.field("charges", &Of::Any, line),
        };
        let text = charges_vi(self.law, &charges);
        if text.is_empty() {
            return None;
        }
        let fact = self.known.iter().find(|known| Some(known.id) == fact);
        Some(fact.map_or_else(|| plain(text.clone()), |fact| self.from(fact, text.clone())))
    }

    fn prosecutor(&self) -> Option<Piece> {
        let newest = self.known.iter().rev().find_map(|fact| {
            staff_name(fact, "prosecutor")
                .filter(|name| !name.is_empty())
                .map(|name| (fact, name))
        });
        newest.map(|(fact, name)| self.from(fact, name.to_owned()))
    }

    fn measures(&self, line: &Line) -> Vec<Piece> {
        let people = self.matter().accused().filter(|person| {
            line.subject == Some(person.subject) || (line.subject.is_none() && !line.is_strict)
        });
        let mut pieces = Vec::new();
        for person in people {
            for measure in person.measures_in_force() {
                let term = said::span(measure.from, measure.to);
                let term = term.map(|term| format!(", {term}")).unwrap_or_default();
                let text = format!("{}{term}", law::catalogue::State::vi(measure.kind));
                pieces.push(self.decided(measure.decisions.last().map(|by| by.fact), text));
            }
        }
        pieces
    }

    fn terms(&self, kind: &str, line: &Line) -> Vec<Piece> {
        let kind = match kind {
            "custody" => MeasureKind::Custody,
            _ => MeasureKind::Detention,
        };
        let person = line
            .subject
            .and_then(|subject| self.matter().person(subject));
        let measures = person.into_iter().flat_map(|person| &person.measures);
        let of_kind = measures.filter(|measure| measure.kind == kind);
        of_kind
            .filter_map(|measure| {
                let until = measure.ended.map(|(on, _)| on).or(measure.to);
                let text = said::span(measure.from, until)?;
                Some(self.decided(measure.decisions.last().map(|by| by.fact), text))
            })
            .collect()
    }

    fn clock(&self, family: &str, line: &Line) -> Vec<Piece> {
        let clocks = self.matter().running().filter(|clock| {
            clock.family.starts_with(family)
                && (line.subject.is_none()
                    || clock.subject.is_none()
                    || clock.subject == line.subject)
        });
        clocks
            .filter_map(|clock| {
                let due = clock.due?;
                let text = format!("{}: {}", clock_vi(self.law, clock), due.vi());
                Some(self.decided(Some(clock.started_by), text))
            })
            .collect()
    }

    /// Thời hiệu truy cứu trách nhiệm hình sự: its terms are not among the data of the law, so it is left to a person
    /// with what it would be counted from; the day that person worked out stands as theirs.
    fn limitation(&self, line: &Line) -> Vec<Piece> {
        let days = self.concerning(line).rev();
        let worked_out = days
            .filter(|fact| fact.kind == "matter.watch_set")
            .find_map(|fact| Some((fact, watch::limitation_to(fact)?)));
        if let Some((fact, on)) = worked_out {
            return vec![Piece {
                is_unsure: true,
                ..self.from(fact, format!("{} (Kiểm sát viên tính)", law::day_vi(on)))
            }];
        }
        let matter = self.matter();
        let person = line.subject.and_then(|subject| matter.person(subject));
        let of_case = || matter.case.as_ref().and_then(|case| case.severity);
        let severity = person.and_then(|person| person.severity).or_else(of_case);
        let happened = self.field("event_on", &Of::Any, line);
        let mut text = "cần kiểm tra".to_owned();
        if let Some(severity) = severity {
            text += &format!("; {}", severity.vi().to_lowercase());
        }
        match &happened {
            Some(day) => text += &format!("; xảy ra {}", day.text),
            None => text += "; chưa ghi ngày xảy ra",
        }
        vec![Piece {
            is_unsure: true,
            text,
            ..happened.unwrap_or_else(|| plain(String::new()))
        }]
    }

    fn notes(&self, line: &Line) -> Vec<Piece> {
        let noted = self.concerning(line).filter(|fact| {
            fact.kind == "matter.noted" || fact.id == line.entry.id || line.together.contains(fact)
        });
        noted
            .filter_map(|fact| {
                let words = said::field(self.law, fact, "note")?;
                Some(self.from(fact, words))
            })
            .collect()
    }

    fn decided(&self, fact: Option<Uuid>, text: String) -> Piece {
        let fact = self.known.iter().find(|known| Some(known.id) == fact);
        fact.map_or_else(|| plain(text.clone()), |fact| self.from(fact, text.clone()))
    }
}

fn plain(text: String) -> Piece {
    Piece {
        text,
        fact: None,
        origin: String::new(),
        is_unsure: false,
    }
}
