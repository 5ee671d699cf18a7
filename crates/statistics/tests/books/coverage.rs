//! Every row that facts tell stands, with a figure that is not 0, in the hand-counted answers of some small world. A row without
//! such a world has no source, and its form says so.

use std::collections::BTreeSet;

use statistics::form::forms;

use super::{
    cases_world, figures, forms as shown, held_world, others_world, passages_world,
    suspended_world, traits_world, trials_world, worlds,
};

/// The form and the answers of each world, as "1=2 173/c3=1 tong/c3=1".
fn answers() -> Vec<(&'static str, String)> {
    let of_reports = figures::OCTOBER.map(|(row, figure)| format!("{row}={figure}"));
    let mut all = vec![
        ("bieu-01", of_reports.join(" ")),
        ("bieu-10", shown::TENTH.to_owned()),
        ("tuan-tam-giu-tam-giam", shown::WEEK.to_owned()),
    ];
    let worlds = [
        shown::OCTOBER.as_slice(),
        &worlds::REPORTS,
        &cases_world::CASES,
        &trials_world::TRIALS,
        &traits_world::TRAITS,
        &held_world::HELD,
        &passages_world::PASSAGES,
        &suspended_world::SUSPENDED,
        &others_world::OTHERS,
    ];
    let told = worlds.concat();
    all.extend(
        told.iter()
            .map(|(form, _, _, said)| (*form, (*said).to_owned())),
    );
    all
}

#[test]
fn every_row_that_facts_tell_has_a_hand_counted_answer() {
    let mut counted: BTreeSet<(String, String)> = BTreeSet::new();
    for (form, said) in answers() {
        for cell in said.split_whitespace() {
            let (row, figure) = cell.split_once('=').unwrap();
            assert_ne!(figure, "0", "{form} {row}: an answer of 0 shows nothing");
            let row = row.rsplit('/').next().unwrap();
            counted.insert((form.to_owned(), row.to_owned()));
        }
    }
    let told: BTreeSet<(String, String)> = forms()
        .iter()
        .flat_map(|form| form.rows.iter().map(move |row| (form, row)))
        .filter(|(_, row)| row.is_told())
        .map(|(form, row)| (form.id.clone(), row.no.clone()))
        .collect();
    let list = |rows: Vec<&(String, String)>| {
        let one = |(form, row): &&(String, String)| format!("{form} {row}");
        rows.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    let missing = told.iter().filter(|row| !counted.contains(row));
    let missing = list(missing.collect());
    assert!(missing.is_empty(), "counted by hand nowhere: {missing}");
    let unknown = list(counted.iter().filter(|row| !told.contains(row)).collect());
    assert!(
        unknown.is_empty(),
        "answers of rows that are not: {unknown}"
    );
}
