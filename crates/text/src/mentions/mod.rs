//! Chi tiết trong lời khai: times, days, places, sums, plates, papers, telephones and quantities as sentences tell them.
//!
//! What is not understood is left out rather than guessed. Two mentions are held against each other by [`hold`].

mod days;
mod marks;
mod pieces;
mod places;
mod sums;

use std::ops::Range;

use pieces::{Piece, pieces};

/// Loại chi tiết.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Topic {
    /// Giờ.
    Time,
    /// Ngày.
    Day,
    /// Địa điểm.
    Place,
    /// Số tiền.
    Money,
    /// Biển số xe.
    Plate,
    /// Số định danh, CMND.
    PersonNumber,
    /// Số điện thoại.
    Telephone,
    /// Số lượng.
    Quantity,
}

impl Topic {
    /// All of them, in the order they are shown.
    pub const ALL: [Topic; 8] = [
        Topic::Time,
        Topic::Day,
        Topic::Place,
        Topic::Money,
        Topic::Plate,
        Topic::PersonNumber,
        Topic::Telephone,
        Topic::Quantity,
    ];

    /// Its id, as it is kept.
    pub fn id(self) -> &'static str {
        match self {
            Topic::Time => "time",
            Topic::Day => "day",
            Topic::Place => "place",
            Topic::Money => "money",
            Topic::Plate => "plate",
            Topic::PersonNumber => "person_number",
            Topic::Telephone => "telephone",
            Topic::Quantity => "quantity",
        }
    }

    /// The topic of an id.
    pub fn of_id(id: &str) -> Option<Topic> {
        Topic::ALL.into_iter().find(|topic| topic.id() == id)
    }
}

/// Một chi tiết: what was said, and where it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// What it is about.
    pub topic: Topic,
    /// Its value in one spelling: "21:30", "12/3/2026", "20000000", "26A12345", "chiec=2", "duong=tran phu".
    pub value: String,
    /// The day a time was told with.
    pub day: Option<String>,
    /// The bytes of the text.
    pub range: Range<usize>,
    /// Said to be wrong: "không phải 22.000.000 đồng".
    pub is_denied: bool,
}

/// How two mentions of one topic stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// They say the same.
    Same,
    /// They say different things.
    Differs,
    /// They cannot be held against each other: people and packets, a street and a village.
    Apart,
}

/// What a finder takes: the mentions that begin at the first piece, and how many pieces they took.
type Taken = Option<(Vec<(Topic, String, Option<String>)>, usize)>;

/// The details of a text, in order.
pub fn mentions_in(text: &str) -> Vec<Mention> {
    let pieces = pieces(text);
    let mut found: Vec<Mention> = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let (before, rest) = (&pieces[..at], &pieces[at..]);
        let taken: Taken = marks::plate(rest)
            .or_else(|| marks::number(before, rest))
            .or_else(|| days::time(before, rest))
            .or_else(|| days::day(rest))
            .or_else(|| sums::sum(before, rest))
            .or_else(|| places::place(before, rest));
        let Some((told, used)) = taken else {
            at += 1;
            continue;
        };
        let range = pieces[at].range.start..pieces[at + used - 1].range.end;
        let is_denied = denied(before);
        for (topic, value, day) in told {
            // "22.000.000 đồng (hai mươi hai triệu đồng)" is one sum told twice.
            let is_again = found.last().is_some_and(|last| {
                last.topic == topic
                    && last.value == value
                    && text[last.range.end..range.start].trim() == "("
            });
            if !is_again {
                found.push(Mention {
                    topic,
                    value,
                    day,
                    range: range.clone(),
                    is_denied,
                });
            }
        }
        at += used;
    }
    found
}

/// "không phải (là) …", "chứ không …" before it.
fn denied(before: &[Piece]) -> bool {
    let words: Vec<&str> = before
        .iter()
        .rev()
        .take(3)
        .map(|piece| piece.lower.as_str())
        .collect();
    matches!(
        words.as_slice(),
        ["phải", "không", ..] | ["là" | "hề", "phải", "không"] | ["không", "chứ", ..]
    )
}

/// Holds two mentions of one topic against each other.
pub fn hold(left: &Mention, right: &Mention) -> Held {
    if left.topic != right.topic {
        return Held::Apart;
    }
    let same = |is_same| if is_same { Held::Same } else { Held::Differs };
    match left.topic {
        Topic::Time => match (&left.day, &right.day) {
            (Some(one), Some(other)) if !days::is_same_day(one, other) => Held::Apart,
            _ => same(left.value == right.value),
        },
        Topic::Day => same(days::is_same_day(&left.value, &right.value)),
        Topic::Place => places::hold(&left.value, &right.value),
        Topic::Quantity => match (left.value.split_once('='), right.value.split_once('=')) {
            (Some((unit, many)), Some((other, again))) if unit == other => same(many == again),
            _ => Held::Apart,
        },
        _ => same(left.value == right.value),
    }
}

#[cfg(test)]
mod tests;
