//! Căn cứ pháp luật: one sentence a law, its articles merged, in the order of the file.

use chrono::NaiveDate;

use super::dictionary::Dictionary;
use super::error::Fault;
use super::fill::Setting;
use super::template::{Certainty, LegalBasis};

/// "Căn cứ các điều 41, 165 và 173 Bộ luật Tố tụng hình sự;" for every law that applies on the day.
pub(super) fn sentences(bases: &[LegalBasis], setting: &Setting, on: NaiveDate) -> Vec<String> {
    let mut laws: Vec<(&str, Vec<&str>)> = Vec::new();
    for basis in applying(bases, setting, on) {
        let articles = basis.articles.iter().map(String::as_str);
        match laws.iter_mut().find(|(law, _)| *law == basis.law) {
            Some((_, all)) => all.extend(articles),
            None => laws.push((&basis.law, articles.collect())),
        }
    }
    laws.into_iter()
        .map(|(law, articles)| format!("Căn cứ {} {law};", cited(articles)))
        .collect()
}

/// What a person must look up before relying on the sentence.
pub(super) fn doubts(bases: &[LegalBasis], setting: &Setting, on: NaiveDate) -> Vec<String> {
    applying(bases, setting, on)
        .filter(|basis| basis.certainty != Certainty::High)
        .map(|basis| {
            let articles = basis.articles.iter().map(String::as_str).collect();
            format!("Cần kiểm tra căn cứ: {} {}.", cited(articles), basis.law)
        })
        .collect()
}

fn applying<'a>(
    bases: &'a [LegalBasis],
    setting: &'a Setting,
    on: NaiveDate,
) -> impl Iterator<Item = &'a LegalBasis> {
    bases.iter().filter(move |basis| {
        let stated = |id: &String| setting.conditions.contains(id);
        basis.when.as_ref().is_none_or(stated)
            && !basis.unless.as_ref().is_some_and(stated)
            && basis.valid_from.is_none_or(|first| first <= on)
            && basis.valid_to.is_none_or(|last| on <= last)
    })
}

/// Reads "BLTTHS 41, 165, 70(4)(5) if minor unless resumed from 2026-07-01 to 2026-12-31 ?": the law by its short name, its
/// articles, and when it is cited; a question mark at the end says that a person must look it up.
pub(super) fn read(line: &str, dictionary: &Dictionary) -> Result<LegalBasis, Fault> {
    let refused = || Fault::UnreadableBasis(line.to_owned());
    let (code, rest) = line.trim().split_once(' ').ok_or_else(refused)?;
    let mut basis = LegalBasis {
        law: dictionary.laws.get(code).ok_or_else(refused)?.clone(),
        articles: Vec::new(),
        when: None,
        unless: None,
        valid_from: None,
        valid_to: None,
        certainty: Certainty::High,
    };
    let mut words = rest.split_whitespace();
    while let Some(word) = words.next() {
        match word {
            "if" => basis.when = Some(words.next().ok_or_else(refused)?.to_owned()),
            "unless" => basis.unless = Some(words.next().ok_or_else(refused)?.to_owned()),
            "from" | "to" => {
                let day = words.next().and_then(|day| day.parse().ok());
                let day = Some(day.ok_or_else(refused)?);
                match word {
                    "from" => basis.valid_from = day,
                    _ => basis.valid_to = day,
                }
            }
            "?" => basis.certainty = Certainty::Unconfirmed,
            article => {
                let article = article.trim_end_matches(',');
                if !article.starts_with(|first: char| first.is_ascii_digit()) {
                    return Err(refused());
                }
                basis.articles.push(article.to_owned());
            }
        }
    }
    match basis.articles.is_empty() {
        true => Err(refused()),
        false => Ok(basis),
    }
}

fn cited(mut articles: Vec<&str>) -> String {
    articles.sort_by_key(|article| order(article));
    articles.dedup();
    let (part, whole): (Vec<&str>, Vec<&str>) =
        articles.into_iter().partition(|one| one.contains('('));
    let mut all = Vec::new();
    match whole.as_slice() {
        [] => {}
        [only] => all.push(format!("Điều {only}")),
        [most @ .., last] => all.push(format!("các điều {} và {last}", most.join(", "))),
    }
    all.extend(part.into_iter().map(clauses));
    all.join("; ")
}

/// "70(4)(5)" → "khoản 4, khoản 5 Điều 70".
fn clauses(article: &str) -> String {
    let (article, rest) = article.split_once('(').unwrap_or((article, ""));
    let clauses: Vec<String> = rest
        .split(['(', ')'])
        .filter(|clause| !clause.is_empty())
        .map(|clause| format!("khoản {clause}"))
        .collect();
    format!("{} Điều {article}", clauses.join(", "))
}

/// Điều 217a stands after Điều 217.
fn order(article: &str) -> (u32, &str) {
    let (article, _) = article.split_once('(').unwrap_or((article, ""));
    let letters = article.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = article[..article.len() - letters.len()]
        .parse()
        .unwrap_or(u32::MAX);
    (number, letters)
}
