//! Chỗ khai khác nhau: details of two statements that are told of the same thing and are not the same.
//!
//! Two details are of the same thing when what was asked, and the sentences around them, share their words. Nothing is
//! proposed where the other statement tells the same detail in a like place, nor where a detail is told to be wrong.

use std::collections::HashSet;
use std::ops::Range;

use text::{
    fold,
    mentions::{Held, Mention, Topic, hold, mentions_in},
};

use super::answers::{answers, sentences};

/// Một chi tiết của lời khai, with the sentence and the question it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub mention: Mention,
    pub sentence: Range<usize>,
    pub question: String,
    asked: HashSet<String>,
    told: HashSet<String>,
}

/// Một cặp chi tiết khác nhau.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pair {
    pub one: Said,
    pub other: Said,
    score: f32,
}

/// Words that every sentence has.
const COMMON: &[&str] = &[
    "toi", "anh", "chi", "ong", "ba", "chung", "ho", "no", "la", "va", "cua", "o", "tai", "luc",
    "hoi", "khoang", "tam", "ngay", "thang", "nam", "gio", "phut", "thi", "co", "khong", "da",
    "duoc", "cho", "voi", "den", "tu", "trong", "ve", "nay", "do", "khi", "nhung", "cac", "mot",
    "cung", "roi", "con", "phai", "nhu", "the", "nao", "gi", "biet", "trinh", "bay", "cu", "dong",
    "trieu", "nghin", "de", "nghi", "hai", "ben", "lai", "ra", "vao", "thay", "minh", "cung",
    "chi", "moi", "dang", "se", "bi",
];

/// What a question asks for, by topic: then the question alone nearly tells that both are of the same thing.
fn is_asked_for(topic: Topic, question: &str) -> bool {
    let folded = fold(question);
    let words: &[&str] = match topic {
        Topic::Time => &["thoi diem", "may gio", "luc nao", "khi nao", "thoi gian"],
        Topic::Day => &["ngay nao", "thoi diem", "khi nao", "thoi gian"],
        Topic::Place => &["o dau", "dia diem", "noi nao", "cho nao"],
        Topic::Money => &["so tien", "bao nhieu tien", "gia tri", "bao nhieu"],
        Topic::Plate => &["bien so", "bien kiem soat", "xe"],
        Topic::PersonNumber => &["can cuoc", "cccd", "cmnd"],
        Topic::Telephone => &["dien thoai", "so may"],
        Topic::Quantity => &["bao nhieu", "may ", "so luong", "trong luong"],
    };
    words.iter().any(|word| folded.contains(word))
}

/// The details that a person tells in a text; of several speakers, only theirs.
pub(super) fn said(text: &str, people: &[String], who: &str) -> Vec<Said> {
    let mut found = Vec::new();
    for answer in answers(text, people) {
        if answer
            .speaker
            .as_deref()
            .is_some_and(|speaker| speaker != who)
        {
            continue;
        }
        let asked = content(&answer.question, &[]);
        for sentence in sentences(text, &answer.range) {
            let words = &text[sentence.clone()];
            let mentions = mentions_in(words);
            let places: Vec<Range<usize>> = mentions.iter().map(|one| one.range.clone()).collect();
            let told = content(words, &places);
            for mut mention in mentions {
                mention.range =
                    sentence.start + mention.range.start..sentence.start + mention.range.end;
                found.push(Said {
                    mention,
                    sentence: sentence.clone(),
                    question: answer.question.clone(),
                    asked: asked.clone(),
                    told: told.clone(),
                });
            }
        }
    }
    found
}

/// The telling words of a text, without those in the places of its details.
fn content(text: &str, without: &[Range<usize>]) -> HashSet<String> {
    let mut words = HashSet::new();
    let mut at = 0;
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        at = at.max(start);
        let is_detail = without.iter().any(|range| range.contains(&start));
        let folded = fold(word);
        let is_number = folded.chars().all(|c| c.is_ascii_digit());
        if !is_detail && folded.len() > 1 && !is_number && !COMMON.contains(&folded.as_str()) {
            words.insert(folded);
        }
    }
    words
}

/// How far two details are told of the same thing, from 0 to 1.
fn likeness(one: &Said, other: &Said) -> f32 {
    let topic = one.mention.topic;
    let told = overlap(&one.told, &other.told, 2);
    let asked = overlap(&one.asked, &other.asked, 2);
    if is_asked_for(topic, &one.question) && is_asked_for(topic, &other.question) {
        return told.max((told + asked) / 2.0);
    }
    // An answer to the very question, and a sentence of a narrative that tells of it.
    let across = overlap(&one.asked, &other.told, 3).max(overlap(&one.told, &other.asked, 3));
    let narrow = overlap(&one.told, &other.told, 3);
    narrow.max(0.75 * told + 0.25 * asked).max(0.8 * across)
}

/// The share of the smaller set that stands in the other; too few words in common are chance.
fn overlap(one: &HashSet<String>, other: &HashSet<String>, least: usize) -> f32 {
    let both = one.intersection(other).count();
    let smaller = one.len().min(other.len());
    if both < least || smaller == 0 {
        return 0.0;
    }
    both as f32 / smaller as f32
}

/// From here on two details are of the same thing.
const ALIKE: f32 = 0.45;
/// From here on a like detail elsewhere answers for this one.
const NEAR: f32 = 0.3;
/// Days, places and numbers stand in every sentence: more is asked of them.
const WELL_ALIKE: f32 = 0.5;
/// Pairs shown.
const MOST: usize = 60;

/// The pairs of details that two people, or one at two times, tell differently; the most alike first.
pub(super) fn pairs(one: &[Said], other: &[Said]) -> Vec<Pair> {
    let mut found: Vec<Pair> = Vec::new();
    let asserted = |said: &&Said| !said.mention.is_denied;
    for (left, right, is_turned) in [(one, other, false), (other, one, true)] {
        for said in left.iter().filter(asserted) {
            let topic = said.mention.topic;
            let rivals = right
                .iter()
                .filter(asserted)
                .filter(|rival| rival.mention.topic == topic);
            let judged: Vec<(f32, Held, &Said)> = rivals
                .map(|rival| {
                    (
                        likeness(said, rival),
                        hold(&said.mention, &rival.mention),
                        rival,
                    )
                })
                .collect();
            let is_told = judged
                .iter()
                .any(|(score, held, _)| *held == Held::Same && *score >= NEAR);
            let least = match topic {
                Topic::Day | Topic::Place | Topic::Quantity => WELL_ALIKE,
                _ => ALIKE,
            };
            let best = judged
                .iter()
                .filter(|(score, held, _)| *held == Held::Differs && *score >= least)
                .max_by(|a, b| a.0.total_cmp(&b.0));
            if let (false, Some((score, _, rival))) = (is_told, best) {
                let (one, other) = match is_turned {
                    false => (said, *rival),
                    true => (*rival, said),
                };
                found.push(Pair {
                    one: one.clone(),
                    other: other.clone(),
                    score: *score,
                });
            }
        }
    }
    found.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then(a.one.mention.range.start.cmp(&b.one.mention.range.start))
    });
    let mut known = HashSet::new();
    found.retain(|pair| {
        known.insert((
            pair.one.mention.topic,
            pair.one.mention.value.clone(),
            pair.other.mention.value.clone(),
        ))
    });
    found.truncate(MOST);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(answers: &[(&str, &str)]) -> String {
        let told: Vec<String> = answers
            .iter()
            .map(|(asked, told)| format!("Hỏi: {asked}\nĐáp: {told}"))
            .collect();
        format!("NỘI DUNG:\n{}", told.join("\n"))
    }

    fn check(one: &[(&str, &str)], other: &[(&str, &str)], expected: &[(Topic, &str, &str)]) {
        let (one, other) = (record(one), record(other));
        let found = pairs(&said(&one, &[], ""), &said(&other, &[], ""));
        let told: Vec<(Topic, &str, &str)> = found
            .iter()
            .map(|pair| {
                (
                    pair.one.mention.topic,
                    pair.one.mention.value.as_str(),
                    pair.other.mention.value.as_str(),
                )
            })
            .collect();
        assert_eq!(told, expected);
    }

    const WHEN: &str = "Anh cho biết cụ thể thời điểm giao tiền lần thứ nhất?";
    const HOW_MUCH: &str = "Bà cho biết cụ thể số tiền đã giao lần thứ nhất?";

    #[test]
    fn a_time_and_a_sum_told_otherwise_are_pointed_out() {
        check(
            &[
                (
                    WHEN,
                    "Tôi giao lúc 08 giờ 40 phút ngày 14/5/2026, trước giờ tôi vào ca làm.",
                ),
                (HOW_MUCH, "Lần thứ nhất tôi giao 22.000.000 đồng tiền mặt."),
            ],
            &[
                (
                    WHEN,
                    "Tôi nhận tiền lần thứ nhất lúc 14 giờ 15 phút ngày 14/5/2026.",
                ),
                (
                    HOW_MUCH,
                    "Lần thứ nhất bà Ngân chỉ đưa cho tôi 13.500.000 đồng, không phải 22.000.000 đồng.",
                ),
            ],
            &[
                (Topic::Money, "22000000", "13500000"),
                (Topic::Time, "08:40", "14:15"),
            ],
        );
    }

    #[test]
    fn what_both_tell_alike_is_no_contradiction() {
        check(
            &[
                (WHEN, "Lúc 08 giờ 40 phút ngày 14/5/2026."),
                (HOW_MUCH, "Tôi giao hai mươi triệu đồng."),
            ],
            &[
                (WHEN, "Khoảng 8h40 sáng 14/5/2026."),
                (HOW_MUCH, "Bà ấy đưa 20 triệu."),
            ],
            &[],
        );
    }

    #[test]
    fn details_of_other_things_are_left_alone() {
        check(
            &[(
                "Bà trình bày nội dung sự việc?",
                "Khoảng 21 giờ tôi khóa cửa hàng rồi về quê ăn cỗ cưới.",
            )],
            &[(
                "Anh trình bày nội dung sự việc?",
                "Sáng hôm sau lúc 7 giờ tôi bán dây chuyền được 5 triệu đồng.",
            )],
            &[],
        );
    }

    #[test]
    fn one_person_who_takes_a_time_back_contradicts_the_earlier_statement() {
        check(
            &[(WHEN, "Tôi nhận tiền lần thứ nhất lúc 14 giờ 15 phút.")],
            &[(
                WHEN,
                "Tôi xác định lại thời điểm giao tiền lần thứ nhất là khoảng 08 giờ 40 phút; trước đây do nhớ nhầm nên tôi khai giao tiền lần thứ nhất lúc 14 giờ 15 phút.",
            )],
            &[(Topic::Time, "14:15", "08:40")],
        );
    }

    #[test]
    fn places_and_plates_are_held_against_each_other() {
        let place = "Việc giao tiền diễn ra ở đâu, địa điểm cụ thể?";
        check(
            &[
                (place, "Chúng tôi giao tiền tại số 15 đường Trần Phú."),
                (
                    "Người đó đi xe biển số nào?",
                    "Người đó đi xe mô tô biển số 26B1-234.56.",
                ),
            ],
            &[
                (place, "Chúng tôi giao tiền tại số 17 đường Trần Phú."),
                (
                    "Người đó đi xe biển số nào?",
                    "Người đó đi xe mô tô biển số 26B1-234.65.",
                ),
            ],
            &[
                (Topic::Place, "so=15|duong=tran phu", "so=17|duong=tran phu"),
                (Topic::Plate, "26B123456", "26B123465"),
            ],
        );
    }
}
