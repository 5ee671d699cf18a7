//! The readers of this crate against a whole case file: what a careful person found, they find.

// A test may stop at a surprise, and may print.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use serde_json::Value;
use text::{LeafReference, dates_in, document_number, leaves_in};

fn truth() -> Value {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../samples/case-a/truth.json"
    );
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn text_of(page: &Value) -> String {
    let lines = page["text"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str);
    lines.collect::<Vec<_>>().join("\n")
}

fn page_of<'a>(truth: &'a Value, document: &Value) -> &'a Value {
    let first = document["first_page"].as_u64().unwrap() as usize;
    &truth["pages"][first - 1]
}

#[test]
fn every_citation_of_a_leaf_is_found() {
    let truth = truth();
    let mut seen = 0;
    for page in truth["pages"].as_array().unwrap() {
        let text = text_of(page);
        let cited = |leaf: &LeafReference| match (leaf.first, leaf.last) {
            (only, last) if only == last => format!("BL {only}"),
            (first, last) => format!("BL {first}-{last}"),
        };
        let found: Vec<String> = leaves_in(&text).iter().map(cited).collect();
        for citation in page["citations"].as_array().unwrap() {
            let cited = citation["text"].as_str().unwrap();
            assert!(
                found.iter().any(|read| read == cited),
                "{cited} on page {}: {found:?}",
                page["page"]
            );
            seen += 1;
        }
    }
    assert!(seen > 20, "only {seen} citations in the sample");
}

#[test]
fn every_number_and_date_at_the_head_of_a_paper_is_found() {
    let truth = truth();
    let mut seen = 0;
    for document in truth["documents"].as_array().unwrap() {
        let Some(number) = document["full_number"].as_str() else {
            continue;
        };
        let text = text_of(page_of(&truth, document));
        let numbers = document_number::numbers_in(&text);
        assert!(
            numbers.iter().any(|(read, _)| read.to_string() == number),
            "{number}: {numbers:?}"
        );

        let date = document["date"].as_str().unwrap();
        let dates = dates_in(&text);
        let read = |found: &text::dates::FoundDate| {
            format!(
                "{}-{:02}-{:02}",
                found.date.year, found.date.month, found.date.day
            )
        };
        assert!(
            dates.iter().map(read).any(|day| day == date),
            "{date} of {number}: {dates:?}"
        );
        seen += 1;
    }
    assert!(seen > 10, "only {seen} numbered papers in the sample");
}
