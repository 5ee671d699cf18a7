//! Lời văn của mẫu: nothing is cited that the list of forms does not give, unless the form itself says that it must be checked.

use std::collections::BTreeMap;

use super::*;

/// The articles of each form by the short name of their law, as the list of forms has them.
const LISTED: &str = include_str!("../data/articles.csv");

/// Short names of `common.toml` and the names that sentences use.
const LAWS: [(&str, &str); 5] = [
    ("BLTTHS", "Bộ luật Tố tụng hình sự"),
    ("TPNCTN", "Luật Tư pháp người chưa thành niên"),
    ("TTTP", "Luật Tương trợ tư pháp về hình sự"),
    ("TT02-2025", "Thông tư số 02/2025/TT-VKSTC"),
    ("BLHS", "Bộ luật Hình sự"),
];

fn listed() -> BTreeMap<(String, String), Vec<String>> {
    let lines = LISTED.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let [form, law, articles] = line.split(',').collect::<Vec<_>>()[..] else {
                panic!("{line}")
            };
            let articles = articles.split(' ').map(str::to_owned).collect();
            ((form.to_owned(), law.to_owned()), articles)
        })
        .collect()
}

/// "Điều 143 Bộ luật Tố tụng hình sự": each article in a text, with the short name of the law that follows in the same sentence.
/// An article without a law, or "nêu tại Điều 1", is one of the document's own.
fn cited(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("Điều ") {
        // "nêu tại Điều 1" is the document's own first article.
        if text[..at].ends_with("nêu tại ") {
            continue;
        }
        let rest = &text[at + "Điều ".len()..];
        let article: String = rest.chars().take_while(char::is_ascii_digit).collect();
        let sentence = rest.split(['.', ';', '"']).next().unwrap_or_default();
        let law = LAWS
            .iter()
            .filter_map(|(short, name)| Some((sentence.find(name)?, short)))
            .min();
        if let (false, Some((_, law))) = (article.is_empty(), law) {
            found.push((article, (*law).to_owned()));
        }
    }
    found
}

#[test]
fn an_article_in_a_sentence_is_found_with_its_law() {
    let text =
        "Căn cứ khoản 2 Điều 143 Bộ luật Tố tụng hình sự; thi hành Quyết định nêu tại Điều 1.";
    assert_eq!(cited(text), [("143".to_owned(), "BLTTHS".to_owned())]);
}

#[test]
fn every_article_that_a_form_cites_stands_in_its_row_of_the_list_or_is_marked_to_be_checked() {
    let listed = listed();
    let mut strange = Vec::new();
    for file in files_under(&folder()).unwrap() {
        let text = fs::read_to_string(&file).unwrap();
        let template = Template::parse("form", &text, dictionary()).unwrap();
        let marked = template.check_vi.clone().unwrap_or_default();
        let mut all: Vec<(String, String)> = Vec::new();
        for basis in &template.legal_bases {
            let known = LAWS.iter().find(|(_, name)| *name == basis.law);
            let law = known.map_or(basis.law.as_str(), |(short, _)| short);
            all.extend(basis.articles.iter().map(|article| {
                let number = article.split('(').next().unwrap_or_default();
                (number.to_owned(), law.to_owned())
            }));
        }
        let words = text
            .lines()
            .filter(|line| !line.starts_with(['#', '[']) && !line.starts_with("check_vi"));
        for line in words {
            all.extend(cited(line));
        }
        for (article, law) in all {
            let row = listed.get(&(template.form.clone(), law.clone()));
            let is_listed = row.is_some_and(|row| row.contains(&article));
            if !is_listed && !marked.contains(&format!("Điều {article}")) {
                strange.push(format!("{}: Điều {article} {law}", template.form));
            }
        }
    }
    assert_eq!(strange, Vec::<String>::new());
}

#[test]
fn the_list_has_a_row_for_most_forms_and_every_row_has_its_form() {
    let templates = Templates::embedded().as_ref().unwrap();
    let listed = listed();
    for (form, _) in listed.keys() {
        assert!(templates.form(form, invented::day()).is_some(), "{form}");
    }
    let rows: std::collections::BTreeSet<&String> = listed.keys().map(|(form, _)| form).collect();
    assert!(rows.len() >= 200, "{}", rows.len());
}
