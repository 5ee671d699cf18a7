//! Số đang mang: the numbers that the papers of a file carry, counted by kind and by office, so that each paper asks for those of
//! its like alone.

use std::collections::{BTreeMap, HashMap};

use text::document_number::DocumentNumber;

use super::Found;

/// How many papers carry each symbol.
type Symbols = BTreeMap<String, i32>;

/// The numbers of all papers.
#[derive(Debug)]
pub(super) struct Carried {
    own: Vec<Option<DocumentNumber>>,
    taken: HashMap<DocumentNumber, i32>,
    all: Symbols,
    of_kind: HashMap<String, Symbols>,
    of_issuer: HashMap<String, Symbols>,
}

impl Carried {
    /// As the papers now say.
    pub fn of(documents: &[Found]) -> Carried {
        let mut told = Carried {
            own: vec![None; documents.len()],
            taken: HashMap::new(),
            all: Symbols::new(),
            of_kind: HashMap::new(),
            of_issuer: HashMap::new(),
        };
        for (at, document) in documents.iter().enumerate() {
            told.renew(at, document);
        }
        told
    }

    /// A paper's number is another now; its kind and its office are not.
    pub fn renew(&mut self, at: usize, document: &Found) {
        let now = parsed(document);
        let before = std::mem::replace(&mut self.own[at], now.clone());
        for (number, by) in [(before, -1), (now, 1)] {
            let Some(number) = number else { continue };
            let of_kind = self.of_kind.entry(document.kind.clone()).or_default();
            *of_kind.entry(number.symbol.clone()).or_default() += by;
            if let Some(issuer) = &document.issuer {
                let of_issuer = self.of_issuer.entry(issuer.clone()).or_default();
                *of_issuer.entry(number.symbol.clone()).or_default() += by;
            }
            *self.all.entry(number.symbol.clone()).or_default() += by;
            *self.taken.entry(number).or_default() += by;
        }
    }

    /// A paper of the file carries this number.
    pub fn is_taken(&self, number: &DocumentNumber) -> bool {
        self.taken.get(number).is_some_and(|many| *many > 0)
    }

    /// What the other papers carry beside this one.
    pub fn beside<'c>(&'c self, at: usize, document: &Found) -> Beside<'c> {
        let of_issuer = document.issuer.as_ref();
        Beside {
            own: self.own[at].as_ref().map(|own| own.symbol.as_str()),
            all: &self.all,
            of_kind: self.of_kind.get(&document.kind),
            of_issuer: of_issuer.and_then(|issuer| self.of_issuer.get(issuer)),
        }
    }
}

/// The symbols that all papers but one carry.
pub(super) struct Beside<'c> {
    own: Option<&'c str>,
    all: &'c Symbols,
    of_kind: Option<&'c Symbols>,
    of_issuer: Option<&'c Symbols>,
}

impl<'c> Beside<'c> {
    /// Whether another paper of the same office carries this symbol.
    pub fn has_of_issuer(&self, symbol: &str) -> bool {
        let many = self.of_issuer.and_then(|symbols| symbols.get(symbol));
        many.is_some_and(|many| self.is_of_others(symbol, *many))
    }

    /// Those of the same office.
    pub fn of_issuer(&self) -> impl Iterator<Item = &'c str> {
        self.of_others(self.of_issuer)
    }

    /// Those of papers of the same name.
    pub fn of_kind(&self) -> impl Iterator<Item = &'c str> {
        self.of_others(self.of_kind)
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &'c str> {
        self.of_others(Some(self.all))
    }

    fn of_others(&self, symbols: Option<&'c Symbols>) -> impl Iterator<Item = &'c str> {
        let symbols = symbols.into_iter().flatten();
        symbols
            .filter(|(symbol, many)| self.is_of_others(symbol, **many))
            .map(|(symbol, _)| symbol.as_str())
    }

    fn is_of_others(&self, symbol: &str, many: i32) -> bool {
        many > i32::from(self.own == Some(symbol))
    }
}

/// The number that a paper carries, when it is one.
pub(super) fn parsed(document: &Found) -> Option<DocumentNumber> {
    document.number.as_deref()?.parse().ok()
}
