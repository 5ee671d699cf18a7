use scan::{Sign, StampOwner};

use super::super::tests::page;
use super::super::{Fault, Order, PageSeen, StampSeen, order};

/// What each digit and a letter look like in one hand: four by five squares of ink.
const DRAWN: [u32; 11] = [
    0x52e6b, 0x269e0, 0x0c5c7, 0x892f9, 0xe8e25, 0x6f036, 0xa170b, 0x923a7, 0x5c90a, 0x59a54,
    0x74c9d,
];

fn sign(digit: char, is_letter: bool) -> Sign {
    let drawn = DRAWN[digit.to_digit(10).unwrap_or(10) as usize];
    let dots = (0..20).flat_map(|y| (0..16).map(move |x| (x, y)));
    let ink = dots.map(|(x, y)| match drawn >> (y / 4 * 4 + x / 4) & 1 {
        1 => 'f',
        _ => '0',
    });
    Sign {
        ink: ink.collect(),
        is_letter,
    }
}

/// "30" read from a machine's print; "~33" written by hand and heard by nobody; "~46=48" heard as 46, written 48.
fn leaf(no: usize, said: &str) -> PageSeen {
    let mut page = page(no, &["Tôi xin tiếp tục khai như sau, tôi ở nhà."]);
    let (heard, written) = match said.strip_prefix('~').map(|said| said.split_once('=')) {
        Some(Some((heard, written))) => (Some(heard), written),
        Some(None) => (None, said.trim_start_matches('~')),
        None => (None, ""),
    };
    let signs = written
        .chars()
        .map(|one| sign(one, one.is_ascii_alphabetic()));
    page.stamp = Some(StampSeen {
        owner: StampOwner::Investigator,
        number: (written.is_empty()).then(|| said.to_owned()),
        unclear: !written.is_empty(),
        by_person: false,
        heard: heard
            .map(|heard| (heard.to_owned(), 90))
            .into_iter()
            .collect(),
        signs: signs.collect(),
    });
    page
}

fn ordered(leaves: &str) -> Order {
    let leaves = leaves.split(' ').enumerate();
    let pages: Vec<PageSeen> = leaves.map(|(at, said)| leaf(at + 1, said)).collect();
    order(&pages)
}

fn numbers(order: &Order) -> Vec<&str> {
    let leaves = order.leaves.iter();
    leaves
        .map(|leaf| leaf.number.as_deref().unwrap_or("–"))
        .collect()
}

#[test]
fn a_number_given_twice_that_no_reading_hears_is_told_by_the_hand_that_wrote_the_others() {
    let found = ordered("30 ~31 32 ~33 ~33 ~34 35");
    assert_eq!(numbers(&found), ["30", "31", "32", "33", "33", "34", "35"]);
    let twice = Fault::DuplicateNumber {
        bl: "33".to_owned(),
        pages: vec![4, 5],
    };
    assert_eq!(found.faults, [twice]);
    let found = ordered("30 ~31 32 ~33 ~34 ~34 35 ~36 37 38 39 40 ~41 42 43 ~44");
    assert_eq!(numbers(&found)[3..7], ["33", "34", "34", "35"]);
}

#[test]
fn two_leaves_with_the_same_picture_carry_one_number_though_nobody_knows_its_digits() {
    let found = ordered("26 ~27 ~27 ~28 29");
    assert_eq!(numbers(&found), ["26", "27", "27", "28", "29"]);
    assert_eq!(found.faults.len(), 1);
}

#[test]
fn numbers_of_the_last_leaves_heard_amiss_are_no_numbers_given_twice() {
    let found = ordered("37 ~38 39 ~40 41 42 43 44 45 46 47 ~46=48 ~5=49 ~20=50");
    assert_eq!(numbers(&found)[11..], ["48", "49", "50"]);
    assert_eq!(found.faults, []);
}

#[test]
fn a_letter_behind_known_digits_is_a_leaf_put_in_later() {
    let found = ordered("34 ~35 36 ~37 ~37a 38 39");
    assert_eq!(numbers(&found), ["34", "35", "36", "37", "37a", "38", "39"]);
    let inserted = Fault::InsertedPage {
        bl: "37a".to_owned(),
        page: 5,
    };
    assert_eq!(found.faults, [inserted]);
}

#[test]
fn a_number_leapt_over_by_hand_is_missing() {
    let found =
        ordered("19 ~20 ~21 22 23 ~24 25 ~26 ~28 ~29 30 31 32 ~33 ~34 ~35 ~36 37 ~38 ~39 40");
    let missing = Fault::MissingNumber {
        bl: "27".to_owned(),
        between: [8, 9],
    };
    assert_eq!(found.faults, [missing]);
}
