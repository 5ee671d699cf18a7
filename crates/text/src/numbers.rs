//! Số và tiền bằng chữ: numbers and sums in the words of official papers (linh, nghìn, mốt, tư, lăm).

use crate::normal::{clean, fold};
use crate::tokens::read_digits;

const DIGITS: [&str; 10] = [
    "không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín",
];
const BILLION: u64 = 1_000_000_000;

/// Đọc số: 1 005 is "một nghìn không trăm linh năm".
pub fn in_words(number: u64) -> String {
    let mut words = Vec::new();
    if number == 0 {
        words.push(DIGITS[0]);
    } else {
        say(number, false, &mut words);
    }
    words.join(" ")
}

/// `inside`: larger groups came before, so zero hundreds are spoken.
fn say(number: u64, inside: bool, words: &mut Vec<&'static str>) {
    let mut inside = inside;
    if number >= BILLION {
        say(number / BILLION, inside, words);
        words.push("tỷ");
        inside = true;
    }
    let rest = number % BILLION;
    for (group, name) in [
        (rest / 1_000_000, "triệu"),
        (rest / 1_000 % 1_000, "nghìn"),
        (rest % 1_000, ""),
    ] {
        if group == 0 {
            continue;
        }
        say_group(group as usize, inside, words);
        if !name.is_empty() {
            words.push(name);
        }
        inside = true;
    }
}

fn say_group(group: usize, inside: bool, words: &mut Vec<&'static str>) {
    let (hundreds, tens, ones) = (group / 100, group / 10 % 10, group % 10);
    if hundreds > 0 || inside {
        words.extend([DIGITS[hundreds], "trăm"]);
    }
    match tens {
        0 if ones > 0 && (hundreds > 0 || inside) => words.push("linh"),
        0 => {}
        1 => words.push("mười"),
        _ => words.extend([DIGITS[tens], "mươi"]),
    }
    match (tens, ones) {
        (_, 0) => {}
        (2.., 1) => words.push("mốt"),
        (2.., 4) => words.push("tư"),
        (1.., 5) => words.push("lăm"),
        _ => words.push(DIGITS[ones]),
    }
}

/// Số tiền bằng chữ: with a capital and "đồng", as written in brackets after a sum.
pub fn money_in_words(dong: u64) -> String {
    let words = in_words(dong);
    let mut letters = words.chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    format!("{first}{} đồng", letters.as_str())
}

/// Dấu chấm hàng nghìn: 12500000 is "12.500.000".
pub fn thousands(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::from(if number < 0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// Số tiền as a paper prints it: "12.500.000 đồng".
pub fn money(dong: i64) -> String {
    format!("{} đồng", thousands(dong))
}

/// A typed or recognised sum in đồng: "12.500.000 đồng", "12 500 000đ", "5,5 triệu đồng", "2 tỷ".
///
/// `None` when a part of it is not understood, rather than a sum that nobody wrote.
pub fn read_money(text: &str) -> Option<u64> {
    let folded = fold(&clean(text));
    let amount = ["viet nam dong", "dong chan", "dong", "vnd", "d"]
        .iter()
        .find_map(|unit| folded.strip_suffix(unit))
        .unwrap_or(&folded)
        .trim_end();
    for (name, scale) in [
        ("ty", BILLION),
        ("trieu", 1_000_000),
        ("nghin", 1_000),
        ("ngan", 1_000),
    ] {
        if let Some(number) = amount.strip_suffix(name) {
            return scaled(number.trim(), scale);
        }
    }
    grouped(amount)
}

/// "12.500.000", "12 500 000", "12500000": groups of three after the first, one kind of separator.
fn grouped(amount: &str) -> Option<u64> {
    let separator = amount.chars().find(|c| matches!(c, '.' | ',' | ' '));
    let groups: Vec<&str> = match separator {
        Some(separator) => amount.split(separator).collect(),
        None => vec![amount],
    };
    let well_cut = groups.len() == 1
        || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    well_cut
        .then(|| read_digits(&groups.concat(), 18))
        .flatten()
}

/// "5,5" millions: a comma before at most three decimals.
fn scaled(number: &str, scale: u64) -> Option<u64> {
    let (whole, part) = number.split_once([',', '.']).unwrap_or((number, ""));
    let mut sum = read_digits(whole, 9)?.checked_mul(scale)?;
    if !part.is_empty() {
        let tenth_powers = 10u64.pow(
            u32::try_from(part.len())
                .ok()
                .filter(|length| *length <= 3)?,
        );
        sum = sum.checked_add(read_digits(part, 3)? * (scale / tenth_powers))?;
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(number: u64, words: &str) {
        assert_eq!(in_words(number), words);
    }

    #[test]
    fn small_numbers_follow_mot_tu_lam() {
        check(0, "không");
        check(5, "năm");
        check(10, "mười");
        check(11, "mười một");
        check(14, "mười bốn");
        check(15, "mười lăm");
        check(20, "hai mươi");
        check(21, "hai mươi mốt");
        check(24, "hai mươi tư");
        check(25, "hai mươi lăm");
        check(55, "năm mươi lăm");
    }

    #[test]
    fn an_empty_ten_is_linh_and_an_empty_hundred_is_spoken() {
        check(101, "một trăm linh một");
        check(104, "một trăm linh bốn");
        check(110, "một trăm mười");
        check(1_005, "một nghìn không trăm linh năm");
        check(1_015, "một nghìn không trăm mười lăm");
        check(10_000, "mười nghìn");
        check(1_000_001, "một triệu không trăm linh một");
        check(2_000_500_000, "hai tỷ năm trăm nghìn");
    }

    #[test]
    fn groups_run_up_to_a_million_billions() {
        check(
            1_234_567_890_123,
            "một nghìn hai trăm ba mươi tư tỷ năm trăm sáu mươi bảy triệu tám trăm chín mươi nghìn một trăm hai mươi ba",
        );
        check(1_000_000_000_000, "một nghìn tỷ");
        check(1_000_000_000_000_000, "một triệu tỷ");
        check(5_000_003_000_000, "năm nghìn tỷ không trăm linh ba triệu");
    }

    #[test]
    fn sums_are_printed_with_dots_and_spelt_with_a_capital() {
        assert_eq!(money(12_500_000), "12.500.000 đồng");
        assert_eq!(money(0), "0 đồng");
        assert_eq!(thousands(-1_234), "-1.234");
        assert_eq!(
            money_in_words(12_500_000),
            "Mười hai triệu năm trăm nghìn đồng"
        );
    }

    #[test]
    fn sums_are_read_or_refused_but_never_guessed() {
        for (text, sum) in [
            ("12.500.000 đồng", Some(12_500_000)),
            ("12 500 000đ", Some(12_500_000)),
            ("12,500,000 VNĐ", Some(12_500_000)),
            ("l2.5OO.000 đồng", Some(12_500_000)),
            ("5,5 triệu đồng", Some(5_500_000)),
            ("2 tỷ", Some(2_000_000_000)),
            ("800 nghìn đồng", Some(800_000)),
            ("12.50.000 đồng", None),
            ("12.500,000", None),
            ("mười đồng", None),
            ("", None),
        ] {
            assert_eq!(read_money(text), sum, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_printed_sum_is_read_back(dong in 0u64..1_000_000_000_000_000) {
            prop_assert_eq!(read_money(&money(dong as i64)), Some(dong));
        }

        #[test]
        fn two_numbers_never_share_their_words(left in 0u64..2_000_000, right in 0u64..2_000_000_000_000) {
            prop_assert_eq!(left == right, in_words(left) == in_words(right));
        }
    }
}
