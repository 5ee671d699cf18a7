//! Biển số, số định danh, số điện thoại: numbers that name one car, one person, one line.

use super::{
    Taken, Topic,
    pieces::{Kind, Piece},
};

/// 26A-123.45, 29H1-567.89, 29-H1 1234.
pub(super) fn plate(rest: &[Piece]) -> Taken {
    let first = rest.first()?;
    if first.kind != Kind::Digits || first.text.len() != 2 {
        return None;
    }
    let mut value = first.text.to_owned();
    let mut at = 1;
    at += usize::from(rest.get(at)?.is("-"));
    let letters = rest.get(at)?;
    let is_series = letters.kind == Kind::Letters
        && letters.text.chars().count() <= 2
        && letters
            .text
            .chars()
            .all(|c| c.is_ascii_uppercase() || c == 'Đ');
    if !is_series {
        return None;
    }
    value.push_str(letters.text);
    at += 1;
    if let Some(series) = rest
        .get(at)
        .filter(|one| one.kind == Kind::Digits && one.text.len() == 1 && letters.touches(one))
    {
        value.push_str(series.text);
        at += 1;
    }
    at += usize::from(rest.get(at)?.is_one_of(&["-", "."]));
    let number = rest.get(at).filter(|one| one.kind == Kind::Digits)?;
    match (number.text.len(), rest.get(at + 1), rest.get(at + 2)) {
        (3, Some(dot), Some(end))
            if dot.is(".") && end.kind == Kind::Digits && end.text.len() == 2 =>
        {
            value.push_str(number.text);
            value.push_str(end.text);
            at += 3;
        }
        (4 | 5, _, _) => {
            value.push_str(number.text);
            at += 1;
        }
        _ => return None,
    }
    Some((vec![(Topic::Plate, value, None)], at))
}

/// Twelve digits of a citizen's number, nine of an older card named before it, ten of a telephone.
pub(super) fn number(before: &[Piece], rest: &[Piece]) -> Taken {
    let first = rest.first().filter(|one| one.kind == Kind::Digits)?;
    let mut value = first.text.to_owned();
    let mut used = 1;
    if first.text.starts_with('0') && first.text.len() <= 4 {
        // 0912.345.678, 0912 345 678.
        while value.len() < 10 {
            let gap = usize::from(rest.get(used).is_some_and(|one| one.is_one_of(&[".", "-"])));
            let Some(group) = rest
                .get(used + gap)
                .filter(|one| one.kind == Kind::Digits && (2..=4).contains(&one.text.len()))
            else {
                break;
            };
            value.push_str(group.text);
            used += gap + 1;
        }
        return (value.len() == 10).then(|| (vec![(Topic::Telephone, value, None)], used));
    }
    let is_named = before
        .iter()
        .rev()
        .take(8)
        .any(|word| word.is_one_of(&["cmnd", "cmt", "cccd", "cước", "minh", "chiếu"]));
    match (value.len(), value.starts_with('0')) {
        (12, true) => Some((vec![(Topic::PersonNumber, value, None)], 1)),
        (10, true) => Some((vec![(Topic::Telephone, value, None)], 1)),
        (9, _) if is_named => Some((vec![(Topic::PersonNumber, value, None)], 1)),
        _ => None,
    }
}
