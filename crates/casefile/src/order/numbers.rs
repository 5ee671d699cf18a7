//! Số văn bản khó đọc: what a bad head still shows of its number, held against the symbols that the file uses and against
//! what its other papers call this one. Nothing is made up: a number comes from the head, or from a page that cites it.

use std::collections::{BTreeSet, HashMap};

use text::decision::as_printed;
use text::document_number::DocumentNumber;
use text::fold;

use super::carried::{Beside, Carried, parsed};
use super::cited::{Citations, Cited, Kind};
use super::sheet::{Sheet, sheets_of};
use super::{Found, titles};

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
    let cited = Citations::of(sheets);
    let mut carried = Carried::of(documents);
    let mut named: HashMap<String, Named> = HashMap::new();
    for (at, document) in documents.iter_mut().enumerate() {
        let mut own = sheets_of(document, sheets).iter();
        let head = own.find(|sheet| !sheet.page.blank);
        let Some(head) = head.filter(|_| !document.handwritten) else {
            continue;
        };
        let named = named
            .entry(document.kind.clone())
            .or_insert_with(|| Named::of(&document.kind, &cited));
        let file = File {
            document,
            head: heard(head),
            is_faint: head.page.confidence < FAINT,
            named,
            cited: &cited,
            carried: &carried,
            beside: carried.beside(at, document),
        };
        if let Some((number, is_cited)) = file.better() {
            document.number = Some(as_printed(&number.to_string()));
            document.number_is_cited = is_cited;
            carried.renew(at, document);
        }
    }
}

/// What all citations of the file say of papers of one kind.
struct Named {
    kind: Kind,
    /// Symbols that begin like the kind.
    symbols: BTreeSet<String>,
    /// Symbols with which the kind was named.
    called: BTreeSet<String>,
}

impl Named {
    fn of(kind: &str, cited: &Citations) -> Named {
        let kind = Kind::of(kind);
        let symbols = cited.symbols.iter();
        Named {
            symbols: symbols
                .filter(|symbol| is_symbol_of(&kind, symbol))
                .cloned()
                .collect(),
            called: cited.called(&kind).into_iter().cloned().collect(),
            kind,
        }
    }
}

fn is_symbol_of(kind: &Kind, symbol: &str) -> bool {
    symbol.contains('-') && kind.begins(symbol)
}

/// "CSĐT" of "QĐTG-CSĐT".
fn office(symbol: &str) -> Option<&str> {
    Some(symbol.rsplit_once('-')?.1)
}

/// One paper among what the file says.
struct File<'a> {
    document: &'a Found,
    head: Option<Heard>,
    is_faint: bool,
    /// What is cited for papers of its name.
    named: &'a Named,
    /// What is cited at all.
    cited: &'a Citations,
    /// Numbers that papers of the file carry.
    carried: &'a Carried,
    /// Symbols that the other papers carry.
    beside: Beside<'a>,
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
        let is_known = is_symbol_of(&self.named.kind, &own.symbol)
            && (self.beside.has_of_issuer(&own.symbol) || self.named.symbols.contains(&own.symbol));
        let is_cited = self
            .others(self.cited.numbered(own.number))
            .any(|one| one.number == own);
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
        let figures = heard.digits.trim_start_matches('0').parse().ok()?;
        let most = heard.symbol.chars().count().max(2) / 2;
        self.only(self.cited.numbered(figures), |one| {
            let is_its_day = one.on.is_some() && one.on == self.document.date;
            let is_like = || {
                let symbol = squeezed(&one.number.symbol);
                titles::distance(&heard.symbol, &symbol, most).is_some()
            };
            is_its_day && is_like() || one.is_called(&self.named.kind)
        })
    }

    /// Cited by its name and its day, and the head does not say otherwise.
    fn named_by_day(&self) -> Option<DocumentNumber> {
        let day = self.document.date?;
        self.only(self.cited.on(day), |one| {
            let number = one.number.number.to_string();
            let heard = self.head.as_ref().map(|heard| heard.digits.as_str());
            let is_near = heard.is_none_or(|heard| {
                heard.starts_with(&number)
                    || number.contains(heard)
                    || differ_little(heard, &number)
            });
            is_near && one.is_called(&self.named.kind)
        })
    }

    /// What other papers cite.
    fn others<'c>(
        &self,
        cited: impl Iterator<Item = &'c Cited>,
    ) -> impl Iterator<Item = &'c Cited> {
        let (first, last) = (self.document.first, self.document.last);
        cited.filter(move |one| one.is_outside(first, last))
    }

    /// The one number of those citations that begins like the kind and that no paper of the file carries yet.
    fn only<'c>(
        &self,
        cited: impl Iterator<Item = &'c Cited>,
        is_it: impl Fn(&Cited) -> bool,
    ) -> Option<DocumentNumber> {
        let mut found = self.others(cited).filter(|one| {
            !self.carried.is_taken(&one.number)
                && self.named.kind.begins(&one.number.symbol)
                && is_it(one)
        });
        let first = &found.next()?.number;
        let is_only = found.all(|other| other.number == *first);
        is_only.then(|| first.clone())
    }

    /// Symbols that a paper of this name may have, as other papers of its office and citations write them.
    fn symbols(&self) -> BTreeSet<&str> {
        let carried = self.beside.of_issuer();
        let carried = carried.filter(|symbol| is_symbol_of(&self.named.kind, symbol));
        let cited = self.named.symbols.iter().map(String::as_str);
        carried.chain(cited).collect()
    }

    /// How papers of this name begin their symbols in this file: "LCCT".
    fn kinds(&self) -> BTreeSet<&str> {
        let cited = self.named.called.iter().map(String::as_str);
        let symbols = self.beside.of_kind().chain(cited);
        symbols
            .filter_map(|one| Some(one.rsplit_once('-')?.0))
            .collect()
    }

    /// How the office signs, or any office of the file where it was not read: "CSĐT", "VKSKV8".
    fn offices(&self) -> BTreeSet<&str> {
        let ends = self.beside.of_issuer().filter_map(office);
        let own: BTreeSet<&str> = ends.collect();
        if !own.is_empty() {
            return own;
        }
        let cited = self.cited.symbols.iter().map(String::as_str);
        let all = self.beside.all().chain(cited);
        all.filter_map(office).collect()
    }

    /// The digits of the head with the symbol that its letters stand for.
    fn repaired(&self) -> Option<DocumentNumber> {
        let heard = self.head.as_ref()?;
        let shape = shaped(&heard.symbol);
        let length = shape.chars().count();
        if length < 4 {
            return None;
        }
        let drawn = |one: &str| shaped(&squeezed(one));
        let wrong = |drawn: &str| titles::distance(&shape, drawn, length / 4);
        let known = self.symbols().into_iter().filter_map(|symbol| {
            let wrong = wrong(&drawn(symbol))?;
            Some((wrong, symbol.to_owned()))
        });
        let mut near: Vec<(usize, String)> = known.collect();
        let offices = self.offices();
        let ends: Vec<(&str, String)> = offices.iter().map(|one| (*one, drawn(one))).collect();
        for kind in self.kinds() {
            let begins = drawn(kind);
            near.extend(ends.iter().filter_map(|(office, ends)| {
                let wrong = wrong(&format!("{begins}{ends}"))?;
                Some((wrong, format!("{kind}-{office}")))
            }));
        }
        near.extend(self.spelled(&heard.symbol, &ends));
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
    fn spelled(&self, heard: &str, offices: &[(&str, String)]) -> Vec<(usize, String)> {
        let letters: Vec<char> = heard.chars().collect();
        let mut found = Vec::new();
        for (office, wanted) in offices {
            let long = wanted.chars().count();
            for cut in 1..letters.len() {
                let (kind, rest): (String, String) = (
                    letters[..cut].iter().collect(),
                    letters[cut..].iter().collect(),
                );
                let wrong = titles::distance(&shaped(&rest), wanted, long / 4);
                let kind = || initials(&kind, &self.document.kind);
                if let Some((wrong, kind)) = wrong.and_then(|wrong| Some((wrong, kind()?))) {
                    found.push((wrong, format!("{kind}-{office}")));
                }
            }
        }
        found
    }
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
pub(super) fn label(sheet: &Sheet) -> Option<usize> {
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
