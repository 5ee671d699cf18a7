//! Địa điểm: "số 15 đường Trần Phú, phường Nam Cường", "quán nước ven hồ, đường Lý Thường Kiệt", "thôn Hạ, xã Hòa Lạc".

use super::{
    Held, Taken, Topic,
    pieces::{Kind, Piece},
};

/// What a place is called; two words stand before one.
const KINDS: [&str; 30] = [
    "tổ dân phố",
    "thị trấn",
    "thành phố",
    "nhà nghỉ",
    "khách sạn",
    "bến xe",
    "ngã ba",
    "ngã tư",
    "cửa hàng",
    "công viên",
    "bệnh viện",
    "khu phố",
    "đường",
    "phố",
    "ngõ",
    "ngách",
    "hẻm",
    "thôn",
    "xóm",
    "bản",
    "ấp",
    "buôn",
    "phường",
    "xã",
    "quận",
    "huyện",
    "tỉnh",
    "quán",
    "chợ",
    "cầu",
];
/// Alone they say too little.
const WIDE: [&str; 3] = ["tỉnh", "thành phố", "quận"];

/// Thành phần của địa điểm.
struct Part {
    kind: String,
    name: String,
    used: usize,
}

/// A place with at least one part that is no whole province, told as where something was and not as an office.
pub(super) fn place(before: &[Piece], rest: &[Piece]) -> Taken {
    let is_office = before.iter().rev().take(2).any(|word| {
        word.is_one_of(&["an", "sát", "án", "dân", "ubnd", "quan", "ban"])
            && word.kind == Kind::Letters
    }) && before
        .last()
        .is_some_and(|word| !word.is_one_of(&[",", ".", ";"]));
    let first = part(rest)?;
    let mut used = first.used;
    let mut parts = vec![first];
    loop {
        let comma = usize::from(rest.get(used).is_some_and(|mark| mark.is(",")));
        let Some(next) = part(&rest[(used + comma).min(rest.len())..]) else {
            break;
        };
        used += comma + next.used;
        parts.push(next);
    }
    let is_near = parts.iter().any(|part| !WIDE.contains(&part.kind.as_str()));
    if is_office || !is_near {
        return None;
    }
    let value: Vec<String> = parts
        .iter()
        .map(|part| format!("{}={}", crate::fold(&part.kind), part.name))
        .collect();
    Some((vec![(Topic::Place, value.join("|"), None)], used))
}

/// "số 15", "nhà số 15"; "đường Trần Phú", "tổ dân phố 3", "quán Hoa Sữa".
fn part(rest: &[Piece]) -> Option<Part> {
    let word = |at: usize| rest.get(at).map_or("", |piece| piece.lower.as_str());
    let said = usize::from(word(0) == "nhà" && word(1) == "số");
    if word(said) == "số" {
        return numbered(rest, said);
    }
    let (kind, length) = (1..=3).rev().find_map(|many| {
        let words: Vec<&str> = (0..many).map(word).collect();
        let words = words.join(" ");
        KINDS.contains(&words.as_str()).then_some((words, many))
    })?;
    let name: Vec<&Piece> = rest[length..]
        .iter()
        .enumerate()
        .take_while(|(at, piece)| match piece.kind {
            Kind::Letters => piece.is_capital(),
            // "tổ dân phố 3", "đường 19 tháng 8" begins with its number; a year or an hour does not follow a name.
            Kind::Digits => *at == 0 && piece.text.len() <= 3,
            Kind::Other => false,
        })
        .map(|(_, piece)| piece)
        .collect();
    if name.is_empty() || name.len() > 6 {
        return None;
    }
    let told: Vec<String> = name.iter().map(|piece| crate::fold(piece.text)).collect();
    Some(Part {
        kind,
        name: told.join(" "),
        used: length + name.len(),
    })
}

/// "số 15", "số 12/4" before a street.
fn numbered(rest: &[Piece], at: usize) -> Option<Part> {
    let mut used = at + 1;
    let mut name = rest.get(used)?.number(4)?.to_string();
    used += 1;
    while let [slash, next, ..] = &rest[used..]
        && slash.is("/")
        && next.kind == Kind::Digits
    {
        name.push('/');
        name.push_str(next.text);
        used += 2;
    }
    let is_address = rest[used..].iter().take(2).any(|piece| {
        piece.is_one_of(&[
            "đường",
            "phố",
            "ngõ",
            "ngách",
            "hẻm",
            "tổ",
            "khu",
            "thôn",
            "xóm",
        ])
    });
    (is_address || at > 0).then_some(Part {
        kind: "số".to_owned(),
        name,
        used,
    })
}

/// Two places differ where they name the same kind of part otherwise; a street and a village cannot be compared.
pub(super) fn hold(left: &str, right: &str) -> Held {
    let parts = |value: &str| -> Vec<(String, String)> {
        value
            .split('|')
            .filter_map(|part| part.split_once('='))
            .map(|(kind, name)| (kind.to_owned(), name.to_owned()))
            .collect()
    };
    let (left, right) = (parts(left), parts(right));
    let mut held = Held::Apart;
    for (kind, name) in &left {
        if let Some((_, other)) = right.iter().find(|(other, _)| other == kind) {
            if other != name {
                return Held::Differs;
            }
            held = Held::Same;
        }
    }
    held
}
