//! Số văn bản khó đọc: what a bad head still shows of its number, held against the symbols that the file uses and against
//! what its other papers call this one. Nothing is made up: a number comes from the head, or from a page that cites it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use text::decision::{as_printed, same_word, words_likeness};
use text::document_number::{DocumentNumber, numbers_in};
use text::{dates_in, fold};

use super::sheet::Sheet;
use super::{Found, mended, titles};

/// Một lần viện dẫn: a page of the file names a paper by its number.
#[derive(Debug)]
struct Cited {
    /// The words before the number, without marks.
    called: Vec<String>,
    number: DocumentNumber,
    on: Option<NaiveDate>,
    page: usize,
}

/// What stands behind "Số:" in a head.
#[derive(Debug, PartialEq, Eq)]
struct Heard {
    digits: String,
    /// Letters and digits of the symbol, without marks.
    symbol: String,
}

/// A page whose letters are read with less is a copy: its digits are held against what cites them.
const FAINT: f32 = 92.5;

/// Fills and mends the numbers of all papers.
pub(super) fn by_the_file(documents: &mut [Found], sheets: &[Sheet]) {
    let cited = citations(sheets);
    let mut named: BTreeMap<String, Named> = BTreeMap::new();
    let mut carried: Vec<Option<DocumentNumber>> = documents.iter().map(parsed).collect();
    for at in 0..documents.len() {
        let document = &documents[at];
        let own = |sheet: &&Sheet| {
            (document.first..=document.last).contains(&sheet.page.no) && !sheet.page.blank
        };
        let Some(head) = sheets.iter().find(own).filter(|_| !document.handwritten) else {
            continue;
        };
        let named = named
            .entry(document.kind.clone())
            .or_insert_with(|| Named::of(&document.kind, &cited));
        let (symbols, (kinds, offices)) = (
            symbols(documents, at, &carried, named),
            halves(documents, at, &carried, named),
        );
        let file = File {
            document,
            head: heard(head),
            is_faint: head.page.confidence < FAINT,
            taken: carried.iter().flatten().collect(),
            cited: cited
                .iter()
                .filter(|one| !(document.first..=document.last).contains(&one.page))
                .collect(),
            symbols,
            kinds,
            offices,
        };
        if let Some((number, is_cited)) = file.better() {
            documents[at].number = Some(as_printed(&number.to_string()));
            documents[at].number_is_cited = is_cited;
            carried[at] = parsed(&documents[at]);
        }
    }
}

fn parsed(document: &Found) -> Option<DocumentNumber> {
    document.number.as_deref()?.parse().ok()
}

/// One paper among what the file says.
struct File<'a> {
    document: &'a Found,
    head: Option<Heard>,
    is_faint: bool,
    /// Numbers that papers of the file carry.
    taken: Vec<&'a DocumentNumber>,
    /// What other papers cite.
    cited: Vec<&'a Cited>,
    /// Symbols that a paper of this name may have, as other papers and citations write them.
    symbols: Vec<String>,
    /// How papers of this name begin their symbols in this file: "LCCT".
    kinds: Vec<String>,
    /// How the office signs, or any office of the file where it was not read: "CSĐT", "VKSKV8".
    offices: Vec<String>,
}

impl File<'_> {
    /// A number in place of what the head gave, and whether only citations say it.
    fn better(&self) -> Option<(DocumentNumber, bool)> {
        let Some(own) = parsed(self.document) else {
            let named = self.named_by_digits().map(|number| (number, false));
            return named
                .or_else(|| self.repaired().map(|number| (number, false)))
                .or_else(|| self.named_by_day().map(|number| (number, true)));
        };
        let is_known = self.symbols.contains(&own.symbol);
        let is_cited = self.cited.iter().any(|one| one.number == own);
        if is_cited || !self.is_faint && is_known {
            return None;
        }
        if !is_known {
            let other = self.named_by_digits().or_else(|| self.repaired());
            return other.filter(|other| *other != own).map(|one| (one, false));
        }
        // A copy whose digits nobody cites, while another number is cited for just this paper.
        let named = self.named_by_day()?;
        (named.symbol == own.symbol && named != own).then_some((named, true))
    }

    /// The digits of the head are those of a number that the file cites for such a paper.
    fn named_by_digits(&self) -> Option<DocumentNumber> {
        let heard = self.head.as_ref()?;
        let is_it = |one: &&&Cited| {
            let same = one.number.number.to_string() == heard.digits.trim_start_matches('0');
            let is_like = titles::distance(
                &heard.symbol,
                &squeezed(&one.number.symbol),
                heard.symbol.chars().count().max(2) / 2,
            );
            let is_its_day = one.on.is_some() && one.on == self.document.date;
            same && begins_alike(&one.number.symbol, &self.document.kind)
                && (is_its_day && is_like.is_some() || is_called(&one.called, &self.document.kind))
        };
        self.only(is_it)
    }

    /// Cited by its name and its day, and the head does not say otherwise.
    fn named_by_day(&self) -> Option<DocumentNumber> {
        let day = self.document.date?;
        self.only(|one| {
            let number = one.number.number.to_string();
            let heard = self.head.as_ref().map(|heard| heard.digits.as_str());
            let is_near = heard.is_none_or(|heard| {
                heard.starts_with(&number)
                    || number.contains(heard)
                    || differ_little(heard, &number)
            });
            one.on == Some(day)
                && is_near
                && begins_alike(&one.number.symbol, &self.document.kind)
                && is_called(&one.called, &self.document.kind)
        })
    }

    /// The one number of those citations that no paper of the file carries yet.
    fn only(&self, is_it: impl Fn(&&&Cited) -> bool) -> Option<DocumentNumber> {
        let free = |one: &&&Cited| !self.taken.contains(&&one.number) && is_it(one);
        let mut found = self.cited.iter().filter(free);
        let first = &found.next()?.number;
        let is_only = found.all(|other| other.number == *first);
        is_only.then(|| first.clone())
    }

    /// The digits of the head with the symbol that its letters stand for.
    fn repaired(&self) -> Option<DocumentNumber> {
        let heard = self.head.as_ref()?;
        let shape = shaped(&heard.symbol);
        let length = shape.chars().count();
        if length < 4 {
            return None;
        }
        let named = self.kinds.iter().flat_map(|kind| {
            let offices = self.offices.iter();
            offices.map(move |office| format!("{kind}-{office}"))
        });
        let known = self.symbols.iter().cloned().chain(named);
        let mut near: Vec<(usize, String)> = known
            .filter_map(|symbol| {
                let wrong = titles::distance(&shape, &shaped(&squeezed(&symbol)), length / 4)?;
                Some((wrong, symbol))
            })
            .chain(self.spelled(&heard.symbol))
            .collect();
        near.sort();
        near.dedup_by(|one, other| one.1 == other.1);
        let symbol = match near.as_slice() {
            [(_, only)] => only,
            [(first, best), (second, _), ..] if first < second => best,
            _ => return None,
        };
        Some(DocumentNumber {
            number: heard.digits.parse().ok()?,
            suffix: None,
            year: None,
            symbol: symbol.clone(),
        })
    }

    /// "qdtgcsdt" of a Quyết định tạm giữ: the first letters of its name, then an office that signs so in this file.
    fn spelled(&self, heard: &str) -> Vec<(usize, String)> {
        let letters: Vec<char> = heard.chars().collect();
        let mut found = Vec::new();
        for office in &self.offices {
            let wanted = shaped(&squeezed(office));
            let long = wanted.chars().count();
            for cut in 1..letters.len() {
                let (kind, rest): (String, String) = (
                    letters[..cut].iter().collect(),
                    letters[cut..].iter().collect(),
                );
                let wrong = titles::distance(&shaped(&rest), &wanted, long / 4);
                let kind = initials(&kind, &self.document.kind);
                if let (Some(wrong), Some(kind)) = (wrong, kind) {
                    found.push((wrong, format!("{kind}-{office}")));
                }
            }
        }
        found
    }
}

/// What all citations of the file say of papers of one kind.
struct Named {
    /// Symbols that begin like the kind.
    symbols: BTreeSet<String>,
    /// All symbols, and whether the kind was named with them.
    all: BTreeSet<(bool, String)>,
}

impl Named {
    fn of(kind: &str, cited: &[Cited]) -> Named {
        let symbols = cited.iter().map(|one| &one.number.symbol);
        let all = cited
            .iter()
            .map(|one| (is_called(&one.called, kind), one.number.symbol.clone()));
        Named {
            symbols: symbols
                .filter(|symbol| symbol.contains('-') && begins_alike(symbol, kind))
                .cloned()
                .collect(),
            all: all.collect(),
        }
    }
}

/// The symbols of other papers of the same office, and of what is cited for papers that begin like this one.
fn symbols(
    documents: &[Found],
    at: usize,
    carried: &[Option<DocumentNumber>],
    named: &Named,
) -> Vec<String> {
    let document = &documents[at];
    let others = documents.iter().zip(carried).enumerate();
    let carried = others
        .filter(|(other, (one, _))| {
            *other != at && one.issuer.is_some() && one.issuer == document.issuer
        })
        .filter_map(|(_, (_, number))| Some(&number.as_ref()?.symbol))
        .filter(|symbol| symbol.contains('-') && begins_alike(symbol, &document.kind));
    let all: BTreeSet<&String> = carried.chain(&named.symbols).collect();
    all.into_iter().cloned().collect()
}

/// The two halves of symbols: of papers of this name, and of this office.
fn halves(
    documents: &[Found],
    at: usize,
    numbers: &[Option<DocumentNumber>],
    named: &Named,
) -> (Vec<String>, Vec<String>) {
    let document = &documents[at];
    let half = |symbol: &str| {
        let cut = symbol.rfind('-')?;
        Some((symbol[..cut].to_owned(), symbol[cut + 1..].to_owned()))
    };
    let others = documents.iter().zip(numbers).enumerate();
    let mut carried: BTreeSet<(bool, bool, &String)> = BTreeSet::new();
    for (_, (one, number)) in others.filter(|(other, _)| *other != at) {
        let is_kind = one.kind == document.kind;
        let is_office = one.issuer.is_some() && one.issuer == document.issuer;
        carried.extend(number.iter().map(|own| (is_kind, is_office, &own.symbol)));
    }
    carried.extend(
        named
            .all
            .iter()
            .map(|(is_kind, symbol)| (*is_kind, false, symbol)),
    );
    let (mut kinds, mut offices, mut all) = (Vec::new(), Vec::new(), Vec::new());
    for (is_kind, is_office, symbol) in carried {
        let Some((kind, office)) = half(symbol) else {
            continue;
        };
        if is_kind {
            kinds.push(kind);
        }
        if is_office {
            offices.push(office.clone());
        }
        all.push(office);
    }
    let mut offices = if offices.is_empty() { all } else { offices };
    for list in [&mut kinds, &mut offices] {
        list.sort();
        list.dedup();
    }
    (kinds, offices)
}

/// All numbers that pages name below their heads.
fn citations(sheets: &[Sheet]) -> Vec<Cited> {
    let written = sheets.iter().filter(|sheet| !sheet.page.handwritten);
    written.flat_map(citations_of).collect()
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
            let mut called: Vec<String> = words(clause.unwrap_or_default());
            if called.last().is_some_and(|word| word == "so") {
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

fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The last words of "… và Bản kết luận điều tra" are the first of this name, three of them or all.
fn is_called(called: &[String], kind: &str) -> bool {
    let kind = words(kind);
    (1..=kind.len().min(called.len()))
        .filter(|many| *many >= 3 || *many == kind.len())
        // Of fewer than ten words, nine tenths are all.
        .filter(|many| {
            *many >= 10
                || called
                    .last()
                    .is_some_and(|last| same_word(last, &kind[many - 1]))
        })
        .any(|many| {
            let said = called[called.len() - many..].join(" ");
            let before = called.len().checked_sub(many + 1).map(|at| &called[at]);
            // "phê chuẩn Lệnh tạm giam" is another paper than the order.
            let is_of_another = before.is_some_and(|word| word == "chuan");
            !is_of_another && words_likeness(&said, &kind[..many].join(" ")) >= 90
        })
}

/// "KL-HĐĐG" for a Kết luận, "KLĐT-CSĐT" for a Bản kết luận: the first letter is that of the name.
fn begins_alike(symbol: &str, kind: &str) -> bool {
    let kind = fold(kind);
    let kind = kind.strip_prefix("ban ").unwrap_or(&kind);
    fold(symbol).chars().next() == kind.chars().next()
}

/// "qdtg" of "Quyết định tạm giữ" is "QĐTG": letters in the order in which the words begin with them.
fn initials(letters: &str, kind: &str) -> Option<String> {
    let mut words = kind
        .split_whitespace()
        .filter_map(|word| word.chars().next());
    let mut written = String::new();
    for letter in letters.chars() {
        let next = words.find(|first| fold(&first.to_string()).starts_with(letter))?;
        written.extend(next.to_uppercase());
    }
    let begins = fold(kind).chars().next() == letters.chars().next();
    (begins && written.chars().count() >= 2).then_some(written)
}

/// One digit of three or more is another, or one is missing.
fn differ_little(heard: &str, number: &str) -> bool {
    let longest = heard.len().max(number.len());
    longest >= 2 && titles::distance(heard, number, 1).is_some()
}

fn squeezed(symbol: &str) -> String {
    let folded = fold(symbol);
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Letters and figures that are read for one another, as one of them.
fn shaped(text: &str) -> String {
    let like = |c: char| match c {
        '8' | '6' => 'b',
        '5' => 's',
        '1' | '|' | 'i' => 'l',
        '0' => 'o',
        '4' => 'a',
        other => other,
    };
    text.chars().map(like).collect()
}

/// The row of a head that begins with "Số".
fn label(sheet: &Sheet) -> Option<usize> {
    let found = sheet
        .top(34)
        .find(|(_, row)| after_label(&row.text).is_some());
    found.map(|(at, _)| at)
}

/// What follows "Số:", however its vowel was read.
fn after_label(row: &str) -> Option<&str> {
    let mut letters = row.char_indices();
    let (_, first) = letters.next()?;
    let (at, second) = letters.next()?;
    let vowel = fold(&second.to_string());
    let is_label = matches!(first, 'S' | 's') && matches!(vowel.as_str(), "o" | "0" | "6")
        || first == '5' && vowel == "o"
        || first.is_alphabetic() && vowel == "o" && row[at + second.len_utf8()..].starts_with(':');
    let rest = row[at + second.len_utf8()..].trim_start_matches([':', '.', ';', ',', ' ']);
    let begins = rest.chars().next();
    (is_label && begins.is_some_and(|c| c.is_ascii_digit() || "OoIl|".contains(c))).then_some(rest)
}

fn heard(sheet: &Sheet) -> Option<Heard> {
    let row = &sheet.rows[label(sheet)?];
    let mut said = String::new();
    let mut end = None;
    for word in sheet.words(row) {
        // The place and the day stand in the other column.
        let is_beyond = end.is_some_and(|end| word.rect.x0 - end > sheet.width() / 28);
        let is_right = (word.rect.x0 + word.rect.x1) / 2 > sheet.width() / 2;
        if is_beyond || is_right {
            break;
        }
        end = Some(word.rect.x1);
        said.push_str(&word.text);
        said.push(' ');
    }
    let rest = after_label(&said)?;
    let figures: String = rest
        .chars()
        .take_while(|c| c.is_ascii_digit() || "OoIl|".contains(*c))
        .collect();
    let symbol = squeezed(&rest[figures.len()..]);
    let digits: String = figures
        .chars()
        .map(|c| match c {
            'O' | 'o' => '0',
            'I' | 'l' | '|' => '1',
            digit => digit,
        })
        .collect();
    (1..=5)
        .contains(&digits.len())
        .then_some(Heard { digits, symbol })
}

#[cfg(test)]
#[path = "numbers_tests.rs"]
mod tests;
