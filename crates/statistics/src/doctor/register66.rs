//! Kiến nghị và Sổ 66 (K16, K17): every recommendation of the register is looked for in the forms, with what came of it.
//!
//! The register is read as people print it, the answers from the facts; both are set beside the rows that count
//! recommendations. Of execution the forms know only entered counts, which are set beside the register too.

use std::collections::{BTreeMap, BTreeSet};

use criminal::books::{Books, lines, shelf};
use criminal::standing::standing;
use db::Result;
use law::{Fact, Law};
use uuid::Uuid;

use super::desk::{Asked, Desk};
use super::{Finding, Verdict, WIDE, finding, matter_href, messages};
use crate::book::Book;
use crate::course::{Marks, course};
use crate::documented::Entered;
use crate::form::{Form, Measure, Row, What};

/// Papers of the register that are compared at once.
const MOST: i64 = 2_000;
/// The column of recommendations in register 66.
const RECOMMENDED: u8 = 4;
/// The forms that count them.
const FORMS: [&str; 4] = ["bieu-01", "bieu-02", "bieu-03", "bieu-07"];
/// The moves by which they count them.
const EVENTS: [&str; 2] = [
    "act.violation.recommended",
    "act.crime_prevention.recommended",
];
/// Rows of Biểu 07 for recommendations on execution; nobody records them as facts, so they are entered.
const OF_EXECUTION: [&str; 5] = ["336", "339", "355", "380", "398"];

/// Một kiến nghị của Sổ 66.
struct Paper {
    matter: Uuid,
    said: String,
    event: &'static str,
    /// As the forms see it; none when no form counts such an act.
    marks: Option<Marks>,
    has_accepting: bool,
    has_refusing: bool,
}

impl Paper {
    /// Chấp nhận, không chấp nhận, chờ kết quả.
    fn result(&self) -> &'static str {
        match (self.has_accepting, self.has_refusing) {
            (true, false) => "chap_nhan",
            (false, true) => "khong",
            // Which of two answers counts is decided where it is put right.
            (true, true) => self
                .marks
                .as_ref()
                .map_or("", |marks| match marks.result.as_str() {
                    "chap_nhan" => "chap_nhan",
                    _ => "khong",
                }),
            (false, false) => "",
        }
    }

    /// Whether a row counts it.
    fn is_in(&self, measure: &Measure) -> bool {
        let Some(marks) = &self.marks else {
            return false;
        };
        measure.book == Book::Case
            && measure.what == What::Events(self.event)
            && measure.wheres.iter().all(|(attribute, values)| {
                let said = match *attribute {
                    "result" => self.result(),
                    other => marks.get(other),
                };
                values.iter().any(|value| value == said)
            })
    }
}

/// What was read of the register.
#[derive(Default)]
struct Read {
    papers: Vec<Paper>,
    /// Answers of which nobody can tell what they answer.
    loose: Vec<(Uuid, Uuid, String)>,
}

/// Sets the register beside the forms.
pub(super) async fn compare(
    asked: &Asked<'_>,
    desk: &Desk<'_>,
    found: &mut Vec<Finding>,
) -> Result<()> {
    let Some(read) = read(asked).await? else {
        found.push(finding("K16", Verdict::Unasked, messages::TOO_WIDE_66));
        return Ok(());
    };
    let before = found.len();
    rows(desk, &read.papers, found);
    contradictions(&read, found);
    unplaced(asked, desk, &read.papers, found).await?;
    if found.len() == before {
        let count = |result: &str| {
            let of = read.papers.iter().filter(|one| one.result() == result);
            of.count()
        };
        let said = messages::recommendations_agree(
            read.papers.len(),
            [count("chap_nhan"), count("khong"), count("")],
        );
        found.push(finding("K16", Verdict::Holds, said));
    }
    Ok(())
}

async fn read(asked: &Asked<'_>) -> Result<Option<Read>> {
    let (scope, period) = (asked.scope, asked.period);
    let book = Books::embedded().named("66");
    let Some(book) = book.filter(|_| scope.keys.len() <= WIDE) else {
        return Ok(None);
    };
    let page = shelf::Asked {
        units: scope.keys.clone(),
        book: book.no.clone(),
        from: period.from.on,
        to: period.last_day(),
        prosecutor: None,
        query: String::new(),
        after: None,
        most: MOST,
    };
    let (keys, more) = shelf::page(asked.db, &page).await?;
    if more {
        return Ok(None);
    }
    let matters: BTreeSet<Uuid> = keys.iter().map(|key| key.matter_id).collect();
    let codes: BTreeMap<Uuid, String> = keys
        .iter()
        .map(|key| (key.matter_id, key.code.clone()))
        .collect();
    let matters: Vec<Uuid> = matters.into_iter().collect();
    let mut read = Read::default();
    for some in matters.chunks(100) {
        let facts = ledger::facts_of_each(asked.db, some).await?;
        for matter in some {
            let of = Matter {
                law: asked.law,
                matter: *matter,
                code: codes.get(matter).map_or("", String::as_str),
                facts: facts.get(matter).map_or(&[][..], Vec::as_slice),
            };
            of.read(asked, book, &mut read);
        }
    }
    Ok(Some(read))
}

struct Matter<'f> {
    law: &'f Law,
    matter: Uuid,
    code: &'f str,
    facts: &'f [Fact],
}

impl Matter<'_> {
    fn read(&self, asked: &Asked<'_>, book: &criminal::books::Book, read: &mut Read) {
        let (from, to) = (asked.period.from_at(), asked.period.to_at());
        let column = book.columns.iter().find(|column| column.no == RECOMMENDED);
        let kinds = column.map_or(&[][..], |column| column.acts.as_slice());
        let steps = course(self.law, self.facts).steps;
        let mut has_any = false;
        for line in lines(self.law, book, self.facts) {
            let (entry, at) = (line.entry, line.entry.effective.at_utc_ms());
            let is_ours = asked.scope.keys.iter().any(|key| key == line.unit);
            if !is_ours || at < from || at >= to || !kinds.contains(&entry.kind) {
                continue;
            }
            has_any = true;
            let step = steps
                .iter()
                .find(|step| step.fact == entry.id && EVENTS.contains(&step.event));
            let answers = self.answers_to(entry);
            let has = |codes: [&str; 2]| {
                answers.iter().any(|answer| {
                    let said = answer.text("violation_result").unwrap_or_default();
                    codes.contains(&said)
                })
            };
            read.papers.push(Paper {
                matter: self.matter,
                said: messages::paper(entry.number.as_deref(), entry.effective.on, self.code),
                event: step.map_or("", |step| step.event),
                marks: step.map(|step| step.marks.clone()),
                has_accepting: has(["chap_nhan", "mot_phan"]),
                has_refusing: has(["khong", "khong_mot_phan"]),
            });
        }
        if !has_any {
            return;
        }
        for answer in self.told("violation.answered") {
            let papers = self.papers(book);
            let count = papers
                .filter(|paper| self.answers_to(paper).iter().any(|one| one.id == answer.id))
                .count();
            if count != 1 {
                let said = messages::paper(None, answer.effective.on, self.code);
                read.loose.push((self.matter, answer.id, said));
            }
        }
    }

    fn told<'s>(&'s self, kind: &'s str) -> impl Iterator<Item = &'s Fact> {
        standing(self.facts).filter(move |fact| fact.kind == kind)
    }

    /// Every paper of the register in this matter.
    fn papers<'s>(&'s self, book: &'s criminal::books::Book) -> impl Iterator<Item = &'s Fact> {
        standing(self.facts).filter(|fact| book.is_opened_by(fact))
    }

    /// The answers that name a paper, or name none where it is the only one of its kind.
    fn answers_to(&self, paper: &Fact) -> Vec<&Fact> {
        let alone = self.told(&paper.kind).count() == 1;
        let names = |answer: &&Fact| match answer.text("earlier_number").unwrap_or_default() {
            "" => alone,
            number => paper.number.as_deref() == Some(number),
        };
        self.told("violation.answered").filter(names).collect()
    }
}

/// Rows that count recommendations, of the forms as the office defines them.
fn counting<'a>(desk: &Desk<'a>) -> Vec<(&'static Form, &'a Row)> {
    let forms = FORMS.iter().filter_map(|id| desk.form(id));
    let is_it = |row: &&Row| {
        let mut parts = row.parts.iter();
        row.is_told()
            && parts.all(
                |part| matches!(part.measure.what, What::Events(event) if EVENTS.contains(&event)),
            )
    };
    forms
        .flat_map(|form| form.rows.iter().filter(is_it).map(move |row| (form, row)))
        .collect()
}

/// The figure of each row beside what the register has of it.
fn rows(desk: &Desk<'_>, papers: &[Paper], found: &mut Vec<Finding>) {
    for (form, row) in counting(desk) {
        let Some(counted) = desk.row(&form.id, &row.no) else {
            continue;
        };
        let in_register: i64 = row
            .parts
            .iter()
            .map(|part| {
                let of = papers.iter().filter(|paper| paper.is_in(&part.measure));
                part.sign * i64::try_from(of.count()).unwrap_or(i64::MAX)
            })
            .sum();
        if counted != in_register {
            let said = messages::register_differs(&form.number, row, counted, in_register);
            found.push(
                finding("K16", Verdict::Broken, said)
                    .at(&form.id, &row.no)
                    .repair_asked(messages::OPEN_66, "/criminal/books/66"),
            );
        }
    }
}

/// K17, and answers of which nobody can tell what they answer.
fn contradictions(read: &Read, found: &mut Vec<Finding>) {
    let both = |one: &&Paper| one.has_accepting && one.has_refusing;
    for paper in read.papers.iter().filter(both) {
        found.push(
            finding("K17", Verdict::Broken, messages::ACCEPTED_AND_REFUSED)
                .about(paper.said.as_str())
                .repair(messages::AT_MATTER, matter_href(paper.matter)),
        );
    }
    for (matter, fact, said) in &read.loose {
        let href = format!("{}/facts/{fact}/correction", matter_href(*matter));
        found.push(
            finding("K16", Verdict::Warning, messages::LOOSE_ANSWER)
                .about(said.as_str())
                .repair(messages::AT_FACT, href),
        );
    }
}

/// Recommendations that no row counts: those on execution beside what was entered, the others one by one.
async fn unplaced(
    asked: &Asked<'_>,
    desk: &Desk<'_>,
    papers: &[Paper],
    found: &mut Vec<Finding>,
) -> Result<()> {
    let rows = counting(desk);
    let is_counted = |paper: &Paper| {
        rows.iter()
            .any(|(_, row)| row.parts.iter().any(|part| paper.is_in(&part.measure)))
    };
    let left: Vec<&Paper> = papers.iter().filter(|one| !is_counted(one)).collect();
    let stage = |paper: &Paper| {
        let marks = paper.marks.as_ref();
        marks.map_or(String::new(), |marks| marks.stage.clone())
    };
    let (of_execution, others): (Vec<&Paper>, Vec<&Paper>) =
        left.into_iter().partition(|one| stage(one) == "execution");
    for paper in others {
        found.push(
            finding("K16", Verdict::Warning, messages::in_no_form(&stage(paper)))
                .about(paper.said.as_str())
                .repair(messages::AT_MATTER, matter_href(paper.matter)),
        );
    }
    let Some(form) = desk.form("bieu-07").filter(|_| !of_execution.is_empty()) else {
        return Ok(());
    };
    let entered = Entered::of(asked.db, form, asked.scope, asked.period, None).await?;
    let of_rows = OF_EXECUTION.iter().filter_map(|no| form.row(no));
    let entered: i64 = of_rows
        .flat_map(|row| entered.of_row(row, None, None))
        .map(|one| one.figure)
        .sum();
    let issued = i64::try_from(of_execution.len()).unwrap_or(i64::MAX);
    if entered < issued {
        let said = messages::execution_lacks(issued, entered, &OF_EXECUTION);
        let papers: Vec<&str> = of_execution.iter().map(|one| one.said.as_str()).collect();
        found.push(
            finding("K16", Verdict::Warning, said)
                .at("bieu-07", OF_EXECUTION[0])
                .about(papers.join("; "))
                .repair_asked(
                    messages::ENTER_COUNT,
                    format!("/statistics/bieu-07/documented?row={}", OF_EXECUTION[0]),
                ),
        );
    }
    Ok(())
}
