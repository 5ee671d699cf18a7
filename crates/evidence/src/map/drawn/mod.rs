//! Vẽ sơ đồ từ hồ sơ: each branch of a template from what the case knows, without IO; the same case gives the same nodes.
//!
//! | branch | look in |
//! |---|---|
//! | case data, procedure, breaches, views | [`acts`] |
//! | accused, victims, statements, parties | [`persons`] |
//! | parties, claim and procedure of a civil matter | [`civil_matter`] |
//! | evidence for and against, contradictions, exhibits, open questions | [`proof`] |

mod acts;
mod civil_matter;
mod persons;
mod proof;

use criminal::Opened;
use law::{Fact, Law};
use uuid::Uuid;

use super::{
    case::Case,
    node::{Derived, Kind, ROOT},
    template::{Branch, Draws, Template},
};
use crate::{
    points::Direction,
    sources::{Source, source_href},
};

/// Every node that a template draws from a case, each behind the one it hangs on.
pub fn drawn(case: &Case, law: &Law, template: &Template) -> Vec<Derived> {
    let mut pen = Pen {
        case,
        law,
        out: Vec::new(),
        branch: String::new(),
    };
    pen.put(ROOT, Words::plain(&case.title).kind(Kind::Root));
    pen.out[0].parent.clear();
    for branch in &template.branches {
        pen.branch(branch);
    }
    pen.out
}

/// What draws: the case, and what was drawn so far.
struct Pen<'a> {
    case: &'a Case,
    law: &'a Law,
    out: Vec<Derived>,
    branch: String,
}

/// What one node says.
struct Words {
    key: String,
    words: String,
    sources: Vec<Source>,
    kind: Kind,
    origin: &'static str,
    href: String,
    withdrawn: Option<String>,
}

impl Words {
    fn plain(words: &str) -> Words {
        Words {
            key: ROOT.to_owned(),
            words: words.to_owned(),
            sources: Vec::new(),
            kind: Kind::Plain,
            origin: "",
            href: String::new(),
            withdrawn: None,
        }
    }

    /// Says something that pages must prove.
    fn claim(key: String, words: String, sources: Vec<Source>) -> Words {
        Words {
            key,
            words,
            sources,
            kind: Kind::Claim,
            ..Words::plain("")
        }
    }

    /// A heading.
    fn group(key: String, words: &str) -> Words {
        Words {
            key,
            kind: Kind::Group,
            ..Words::plain(words)
        }
    }

    fn kind(mut self, kind: Kind) -> Words {
        self.kind = kind;
        self
    }

    fn from(mut self, origin: &'static str, href: String) -> Words {
        (self.origin, self.href) = (origin, href);
        self
    }
}

impl<'a> Pen<'a> {
    /// Hangs a node on another; answers its key.
    fn put(&mut self, parent: &str, one: Words) -> String {
        let key = one.key.clone();
        self.out.push(Derived {
            key: one.key,
            parent: parent.to_owned(),
            words: one.words,
            sources: one.sources,
            kind: one.kind,
            origin: one.origin,
            href: one.href,
            withdrawn: one.withdrawn,
        });
        key
    }

    fn branch(&mut self, branch: &Branch) {
        let kind = if branch.proof {
            Kind::Branch
        } else {
            Kind::Open
        };
        let key = self.put(ROOT, Words::group(branch.key(), &branch.title).kind(kind));
        self.branch.clone_from(&branch.id);
        match branch.draws {
            Draws::Nothing => {}
            Draws::Claim => self.claim(&key),
            Draws::Data => self.data(&key),
            Draws::Procedure => self.procedure(&key),
            Draws::Accused => self.accused(&key),
            Draws::Events => self.events(&key),
            Draws::Incriminating => self.weighed(&key, Direction::For, "buoc_toi"),
            Draws::Exonerating => self.weighed(&key, Direction::Against, "go_toi"),
            Draws::Contradictions => self.contradictions(&key),
            Draws::Damage => self.damage(&key),
            Draws::Exhibits => self.exhibits(&key),
            Draws::Breaches => self.breaches(&key),
            Draws::Views => self.views(&key),
            Draws::Questions => self.questions(&key),
            Draws::Statements => self.everybody_said(&key),
            Draws::Parties => self.parties(&key),
            Draws::Sides => self.sides(&key),
        }
    }

    /// The same thing may stand in two branches, each time as a node of its own.
    fn key(&self, of: impl std::fmt::Display) -> String {
        format!("{}/{of}", self.branch)
    }

    fn opened(&self) -> Option<&'a Opened> {
        self.case.opened.as_ref()
    }

    /// The pages a fact was read from, the whole act first, each once.
    fn pages(&self, fact: &Fact) -> Vec<Source> {
        let mut sources: Vec<Source> = Vec::new();
        for place in fact.sources.values() {
            let Some(page) = self.case.leaves.get(&place.page) else {
                continue;
            };
            let is_known = sources.iter().any(|one| one.page == place.page);
            if !is_known && sources.len() < MOST_PAGES {
                sources.push(Source {
                    rect: place.rect,
                    ..page.clone()
                });
            }
        }
        sources
    }

    /// The page a field was read from; those of the whole act where that is not said.
    fn page_of(&self, fact: &Fact, field: &str) -> Vec<Source> {
        let place = fact.sources.get(field).or_else(|| fact.sources.get("*"));
        let page = place.and_then(|place| {
            let page = self.case.leaves.get(&place.page)?;
            Some(Source {
                rect: place.rect,
                ..page.clone()
            })
        });
        page.map_or_else(|| self.pages(fact), |page| vec![page])
    }

    fn matter_href(&self) -> String {
        match self.case.civil {
            Some(_) => civil::href(self.case.matter),
            None => format!("/criminal/matters/{}", self.case.matter),
        }
    }

    fn fact_href(&self, fact: &Fact) -> String {
        format!("{}#f-{}", self.matter_href(), fact.id)
    }

    fn page_href(&self, sources: &[Source]) -> String {
        sources
            .first()
            .map_or_else(String::new, |source| source_href(self.case.matter, source))
    }
}

/// Pages shown of one fact.
const MOST_PAGES: usize = 6;
/// Letters of one node, as drawn: more is not read from afar, the page has the rest.
const LONGEST: usize = 180;

/// Sự kiện gốc: a fact keeps its node when it is corrected, so the key is that of the fact it was first.
fn first_of(facts: &[Fact], fact: &Fact) -> Uuid {
    let mut first = fact;
    // A correction names an earlier fact, so this ends.
    while let Some(before) = first.replaces {
        match facts
            .iter()
            .find(|one| one.id == before && one.seq < first.seq)
        {
            Some(one) => first = one,
            None => return before,
        }
    }
    first.id
}

/// Words on one line, cut where a word ends when they are long.
fn shortened(words: &str) -> String {
    let words = text::clean(words);
    if words.chars().count() <= LONGEST {
        return words;
    }
    let cut: String = words.chars().take(LONGEST).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ';', '.', ' ']))
}

/// With a capital first letter.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The sentences of a summary: an abbreviation or a number before the stop ends none.
fn sentences(words: &str) -> Vec<String> {
    let words = text::clean(words);
    let mut found = Vec::new();
    let mut from = 0;
    for (at, stop) in words.match_indices(['.', '!', '?', ';']) {
        let end = at + stop.len();
        let before = words[from..at].rsplit(' ').next().unwrap_or_default();
        let after = words[end..].trim_start();
        let is_spaced = words[end..].starts_with(' ');
        let begins = stop == ";" || after.starts_with(char::is_uppercase);
        let before = before.trim_start_matches(|c: char| !c.is_alphanumeric());
        let is_short = before.chars().count() <= 2 && before.chars().all(char::is_alphabetic);
        if is_spaced && begins && !is_short {
            found.push(words[from..end].trim_end_matches(';').trim().to_owned());
            from = end;
        }
    }
    found.push(words[from..].trim().to_owned());
    found.retain(|one| !one.is_empty());
    found.iter().map(|one| shortened(&capital(one))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_is_cut_where_its_sentences_end() {
        let words = "Từ đầu tháng, ông A (TP. Sơn La) nhắn tin. Khoảng 8 giờ 40, bà B giao 22.000.000 đồng; hẹn giao tiếp. Bà B trình báo.";
        assert_eq!(
            sentences(words),
            [
                "Từ đầu tháng, ông A (TP. Sơn La) nhắn tin.",
                "Khoảng 8 giờ 40, bà B giao 22.000.000 đồng",
                "Hẹn giao tiếp.",
                "Bà B trình báo.",
            ]
        );
        assert!(sentences(" ").is_empty());
        assert!(
            shortened(&"rất dài ".repeat(60)).ends_with("dài…")
                || shortened(&"rất dài ".repeat(60)).ends_with("rất…")
        );
    }
}
