//! Số tiền và số lượng: "22.000.000 đồng", "20 triệu", "hai mươi triệu đồng", "05 chỉ", "hai thùng", "15 mét".

use super::{
    Taken, Topic,
    pieces::{Kind, Piece},
};

/// What is counted; two words stand before one.
const UNITS: [&str; 50] = [
    "điện thoại",
    "ki lô",
    "mi li",
    "sợi dây",
    "thùng",
    "gói",
    "bịch",
    "túi",
    "bao",
    "hộp",
    "viên",
    "chỉ",
    "cây",
    "lượng",
    "gam",
    "gram",
    "kg",
    "mét",
    "m",
    "cm",
    "km",
    "lít",
    "ml",
    "chiếc",
    "cái",
    "con",
    "người",
    "lần",
    "nhát",
    "cú",
    "phát",
    "xe",
    "tờ",
    "bộ",
    "đôi",
    "quyển",
    "thanh",
    "khẩu",
    "ngày",
    "tháng",
    "phút",
    "tiếng",
    "bánh",
    "tép",
    "bi",
    "can",
    "chai",
    "thẻ",
    "sim",
    "đối tượng",
];

/// A sum of money or a number of things.
pub(super) fn sum(before: &[Piece], rest: &[Piece]) -> Taken {
    let is_numbered = before.last().is_some_and(|word| {
        word.is_one_of(&[
            "số", "điều", "khoản", "thứ", "tầng", "lớp", "tháng", "năm", "quý",
        ]) || (word.kind == Kind::Other
            && word.is_one_of(&["/", "-", ".", ","])
            && before.len() > 1
            && word.touches(&rest[0]))
    });
    let (number, used) =
        written(rest).or_else(|| spoken(rest).map(|(n, used)| (Number::whole(n), used)))?;
    let after = &rest[used..];
    let word = |at: usize| after.get(at).map_or("", |piece| piece.lower.as_str());
    let currency = match word(0) {
        "đồng" if word(1) == "hồ" => 0,
        "đồng" | "đ" | "vnđ" | "vnd" => 1,
        _ => 0,
    };
    if let (true, Some(sum)) = (currency > 0 && number.is_large(), number.dong) {
        return Some((vec![(Topic::Money, sum.to_string(), None)], used + currency));
    }
    if is_numbered {
        return None;
    }
    if let Some((unit, more)) = unit(after) {
        return Some((
            vec![(Topic::Quantity, format!("{unit}={}", number.told), None)],
            used + more,
        ));
    }
    match number.dong {
        Some(sum) if number.is_scaled && number.is_large() => {
            Some((vec![(Topic::Money, sum.to_string(), None)], used))
        }
        _ => None,
    }
}

fn unit(after: &[Piece]) -> Option<(String, usize)> {
    let word = |at: usize| after.get(at).map_or("", |piece| piece.lower.as_str());
    let two = format!("{} {}", word(0), word(1));
    if UNITS.contains(&two.as_str()) {
        return Some((crate::fold(&two), 2));
    }
    // "05 phút", "3 tháng" of a time stand with the time; "m" and "g" touch their number.
    UNITS.contains(&word(0)).then(|| (crate::fold(word(0)), 1))
}

/// Một số đã đọc.
struct Number {
    /// In đồng, when it is whole.
    dong: Option<u64>,
    /// As it is compared: "0,5" or "20000000".
    told: String,
    /// Said in thousands or more by word.
    is_scaled: bool,
}

impl Number {
    fn whole(number: u64) -> Number {
        Number {
            dong: Some(number),
            told: number.to_string(),
            is_scaled: number >= 1_000,
        }
    }

    /// A hundred đồng and less is no sum that anybody tells.
    fn is_large(&self) -> bool {
        self.dong.is_some_and(|sum| sum >= 500)
    }
}

/// 22.000.000; 5,5 triệu; 1 tỷ 200 triệu; 0,5.
fn written(rest: &[Piece]) -> Option<(Number, usize)> {
    let mut sum = 0u64;
    let (mut used, mut is_scaled) = (0, false);
    let mut last_scale = u64::MAX;
    while let Some((whole, part, more)) = numeral(&rest[used..]) {
        let scale = rest
            .get(used + more)
            .and_then(|word| scale_of(&word.lower))
            .filter(|scale| *scale >= 1_000);
        let Some(scale) = scale else {
            // A bare number may only begin.
            if used > 0 {
                break;
            }
            let told = match part {
                "" => whole.to_string(),
                part => format!("{whole},{part}"),
            };
            let dong = part.is_empty().then_some(whole);
            return Some((
                Number {
                    dong,
                    told,
                    is_scaled: false,
                },
                more,
            ));
        };
        if scale >= last_scale {
            break;
        }
        sum = sum.checked_add(scaled(whole, part, scale)?)?;
        (used, is_scaled, last_scale) = (used + more + 1, true, scale);
        if rest.get(used).is_some_and(|word| word.is("rưỡi")) {
            sum = sum.checked_add(scale / 2)?;
            used += 1;
            break;
        }
    }
    is_scaled.then(|| {
        (
            Number {
                dong: Some(sum),
                told: sum.to_string(),
                is_scaled,
            },
            used,
        )
    })
}

fn scaled(whole: u64, part: &str, scale: u64) -> Option<u64> {
    let mut sum = whole.checked_mul(scale)?;
    if !part.is_empty() {
        let tenths = 10u64.pow(u32::try_from(part.len()).ok().filter(|many| *many <= 3)?);
        sum = sum.checked_add(part.parse::<u64>().ok()? * (scale / tenths))?;
    }
    Some(sum)
}

/// 22.000.000 with its groups, or 5,5 with its decimals: the whole, the decimals, and the pieces.
fn numeral<'t>(rest: &[Piece<'t>]) -> Option<(u64, &'t str, usize)> {
    let first = rest.first()?;
    let mut whole = first.number(12)?;
    let mut used = 1;
    while let [sign, group, ..] = &rest[used..] {
        let is_group = sign.is_one_of(&[".", ","])
            && rest[used - 1].touches(sign)
            && sign.touches(group)
            && group.kind == Kind::Digits
            && group.text.len() == 3
            && first.text.len() <= 3;
        if !is_group {
            break;
        }
        whole = whole.checked_mul(1_000)?.checked_add(group.number(3)?)?;
        used += 2;
    }
    if let (1, [sign, part, ..]) = (used, &rest[used..])
        && sign.is(",")
        && first.touches(sign)
        && sign.touches(part)
        && part.kind == Kind::Digits
        && part.text.len() <= 2
    {
        return Some((whole, part.text, 3));
    }
    Some((whole, "", used))
}

fn scale_of(word: &str) -> Option<u64> {
    Some(match word {
        "chục" => 10,
        "trăm" => 100,
        "nghìn" | "ngàn" => 1_000,
        "triệu" => 1_000_000,
        "tỷ" | "tỉ" => 1_000_000_000,
        _ => return None,
    })
}

fn digit_of(word: &str) -> Option<u64> {
    Some(match word {
        "không" => 0,
        "một" | "mốt" => 1,
        "hai" => 2,
        "ba" => 3,
        "bốn" | "tư" => 4,
        "năm" | "lăm" | "nhăm" => 5,
        "sáu" => 6,
        "bảy" | "bẩy" => 7,
        "tám" => 8,
        "chín" => 9,
        _ => return None,
    })
}

/// A number in words at the first piece: its value, and how many pieces it took.
pub(super) fn spoken(rest: &[Piece]) -> Option<(u64, usize)> {
    // Words are taken as they are written: "năm 2026" and "tư vấn" are no numbers once a mark is lost.
    let (mut sum, mut group) = (0u64, 0u64);
    let mut pending: Option<u64> = None;
    let mut best: Option<(u64, usize)> = None;
    let mut last_is_scale = false;
    for (at, piece) in rest.iter().enumerate() {
        let word = piece.lower.as_str();
        match (digit_of(word), scale_of(word)) {
            _ if word == "mười" && pending.is_none() => {
                group += 10;
                last_is_scale = false;
            }
            _ if word == "mươi" && pending.is_some() => group += pending.take()? * 10,
            _ if matches!(word, "linh" | "lẻ") && group + sum > 0 => continue,
            _ if word == "rưỡi" && last_is_scale && best.is_some() => {
                let scale = rest
                    .get(at.checked_sub(1)?)
                    .and_then(|word| scale_of(&word.lower))?;
                return Some((best?.0.checked_add(scale / 2)?, at + 1));
            }
            (Some(digit), _) if pending.is_none() => {
                pending = Some(digit);
                // "hai triệu năm …": the five may be a year.
                let is_open = last_is_scale
                    && !rest.get(at + 1).is_some_and(|next| {
                        matches!(
                            next.lower.as_str(),
                            "mươi" | "trăm" | "nghìn" | "ngàn" | "triệu"
                        )
                    });
                if is_open {
                    break;
                }
                last_is_scale = false;
            }
            (_, Some(scale)) => {
                let many = group + pending.take().unwrap_or(0);
                match scale {
                    _ if many == 0 && sum == 0 => break,
                    10 | 100 => group = many * scale,
                    1_000_000_000 => {
                        sum = sum.checked_add(many)?.checked_mul(scale)?;
                        group = 0;
                    }
                    _ => {
                        sum = sum.checked_add(many.checked_mul(scale)?)?;
                        group = 0;
                    }
                }
                last_is_scale = scale >= 1_000;
            }
            _ => break,
        }
        best = Some((
            sum.checked_add(group)?.checked_add(pending.unwrap_or(0))?,
            at + 1,
        ));
    }
    best
}
