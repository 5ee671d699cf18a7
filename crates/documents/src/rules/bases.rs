//! Căn cứ pháp luật: one sentence a law, its articles merged, in the order of the file.

use chrono::NaiveDate;

use super::fill::{Setting, holds};
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
        holds(setting, &basis.when, &basis.unless)
            && basis.valid_from.is_none_or(|first| first <= on)
            && basis.valid_to.is_none_or(|last| on <= last)
    })
}

fn cited(mut articles: Vec<&str>) -> String {
    articles.sort_by_key(|article| order(article));
    articles.dedup();
    match articles.as_slice() {
        [only] => format!("Điều {only}"),
        [most @ .., last] => format!("các điều {} và {last}", most.join(", ")),
        [] => String::new(),
    }
}

/// Điều 217a stands after Điều 217.
fn order(article: &str) -> (u32, &str) {
    let letters = article.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = article[..article.len() - letters.len()]
        .parse()
        .unwrap_or(u32::MAX);
    (number, letters)
}
