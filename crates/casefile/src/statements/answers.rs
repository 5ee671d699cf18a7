//! Hỏi và đáp: a record cut into what was asked and what was answered; head, identity and signatures left out.

use std::ops::Range;

use text::fold;

use crate::quick::subject::is_same_name;

/// Một câu trả lời.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    /// Who answers, where several do.
    pub speaker: Option<String>,
    /// What was asked; empty in a narrative.
    pub question: String,
    /// The bytes of the text.
    pub range: Range<usize>,
}

/// How the record ends.
const ENDS: [&str; 6] = [
    "buoi lam viec ket thuc",
    "viec doi chat ket thuc",
    "viec hoi cung ket thuc",
    "viec lay loi khai ket thuc",
    "bien ban ket thuc",
    "bien ban da duoc doc lai",
];

/// The answers of a record; of one without questions, all that stands between its head and its end.
pub(super) fn answers(text: &str, people: &[String]) -> Vec<Answer> {
    let lines = lines(text);
    let begins = lines
        .iter()
        .position(|line| after_word(&text[line.clone()], "noi dung").is_some())
        .map(|at| at + 1)
        .or_else(|| {
            lines
                .iter()
                .position(|line| after_word(&text[line.clone()], "hoi").is_some())
        })
        .unwrap_or(0);
    let mut found: Vec<Answer> = Vec::new();
    let mut question = String::new();
    let (mut is_asking, mut is_over) = (false, false);
    for line in &lines[begins..] {
        let words = &text[line.clone()];
        let folded = fold(words);
        if ENDS.iter().any(|end| folded.starts_with(end)) || folded.starts_with("ket qua:") {
            // Sheets may lie in the wrong order: a question after the end goes on.
            is_over = true;
        }
        if words.chars().all(|c| !c.is_alphabetic()) {
            continue;
        }
        if let Some(asked) = after_word(words, "hoi") {
            (question, is_asking, is_over) = (words[asked..].trim().to_owned(), true, false);
        } else if let Some(told) = after_word(words, "dap") {
            is_asking = false;
            found.push(Answer {
                speaker: None,
                question: question.clone(),
                range: line.start + told..line.end,
            });
        } else if is_over {
            continue;
        } else if let Some((speaker, told)) = speaker(words, people) {
            is_asking = false;
            found.push(Answer {
                speaker: Some(speaker),
                question: question.clone(),
                range: line.start + told..line.end,
            });
        } else if is_asking {
            question.push(' ');
            question.push_str(words.trim());
        } else {
            match found.last_mut() {
                Some(last) => last.range.end = line.end,
                None => found.push(Answer {
                    speaker: None,
                    question: String::new(),
                    range: line.clone(),
                }),
            }
        }
    }
    found
}

/// The lines as bytes, without the empty ones.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let told = line.trim();
        if !told.is_empty() {
            let lead = line.len() - line.trim_start().len();
            found.push(start + lead..start + lead + told.len());
        }
        start += line.len();
    }
    found
}

/// Where the rest begins after "Hỏi:", "Đáp:", "NỘI DUNG ĐỐI CHẤT:".
fn after_word(line: &str, word: &str) -> Option<usize> {
    let mark = line.find([':', ';', '.'])?;
    let said = fold(line[..mark].trim());
    let is_so = match word {
        "noi dung" => said.starts_with(word) && said.len() < 40,
        _ => said == word,
    };
    is_so.then_some(mark + 1)
}

/// "Phạm Bích Ngân: Tôi giao …".
fn speaker(line: &str, people: &[String]) -> Option<(String, usize)> {
    let mark = line.find(':')?;
    let said = line[..mark].trim();
    let said = ["Ông ", "Bà ", "Anh ", "Chị "]
        .iter()
        .find_map(|title| said.strip_prefix(title))
        .unwrap_or(said);
    let known = people.iter().find(|name| is_same_name(said, name))?;
    Some((known.clone(), mark + 1))
}

/// The sentences of a stretch, as bytes of the text.
pub(super) fn sentences(text: &str, within: &Range<usize>) -> Vec<Range<usize>> {
    let part = &text[within.clone()];
    let mut found = Vec::new();
    let mut start = 0;
    let mut letters = part.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let ends = match letter {
            '?' | '!' | ';' => true,
            // "22.000.000" and "tr. 5" go on.
            '.' => letters.peek().is_none_or(|(next, c)| {
                c.is_whitespace()
                    && part[*next..]
                        .trim_start()
                        .chars()
                        .next()
                        .is_none_or(char::is_uppercase)
            }),
            _ => false,
        };
        if ends {
            push(
                &mut found,
                part,
                start..at + letter.len_utf8(),
                within.start,
            );
            start = at + letter.len_utf8();
        }
    }
    push(&mut found, part, start..part.len(), within.start);
    found
}

fn push(found: &mut Vec<Range<usize>>, part: &str, range: Range<usize>, offset: usize) {
    let told = &part[range.clone()];
    let lead = told.len() - told.trim_start().len();
    if !told.trim().is_empty() {
        let start = offset + range.start + lead;
        found.push(start..start + told.trim().len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: &str = "BIÊN BẢN GHI LỜI KHAI\nHồi 14 giờ 20 phút, ngày 01 tháng 6 năm 2026, tại trụ sở.\nHọ và tên: Phạm Bích Ngân; Giới tính: Nữ\nNỘI DUNG:\nHỏi: Bà cho biết\nthời điểm giao tiền?\nĐáp: Tôi giao lúc 08 giờ 40 phút.\nSau đó tôi về.\n2\nHỏi: Số tiền?\nĐáp: 22.000.000 đồng.\nBuổi làm việc kết thúc hồi 15 giờ 55 phút cùng ngày.\nPhạm Bích Ngân";

    #[test]
    fn head_identity_and_end_are_no_answers() {
        let answers = answers(RECORD, &["Phạm Bích Ngân".to_owned()]);
        let told: Vec<(&str, String)> = answers
            .iter()
            .map(|one| {
                (
                    one.question.as_str(),
                    RECORD[one.range.clone()].trim().replace('\n', " "),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                (
                    "Bà cho biết thời điểm giao tiền?",
                    "Tôi giao lúc 08 giờ 40 phút. Sau đó tôi về.".to_owned()
                ),
                ("Số tiền?", "22.000.000 đồng.".to_owned())
            ]
        );
    }

    #[test]
    fn swapped_sheets_lose_no_answer() {
        let text = "NỘI DUNG:\nHỏi: Một?\nĐáp: Lúc 8 giờ.\nBuổi làm việc kết thúc hồi 9 giờ.\nTrang sau\nHỏi: Hai?\nĐáp: Lúc 10 giờ.";
        let told: Vec<String> = answers(text, &[])
            .into_iter()
            .map(|one| text[one.range].trim().to_owned())
            .collect();
        assert_eq!(told, ["Lúc 8 giờ.", "Lúc 10 giờ."]);
    }

    #[test]
    fn a_confrontation_tells_who_speaks() {
        let text = "NỘI DUNG ĐỐI CHẤT:\nHỏi: Thời điểm?\nPhạm Bích Ngân: Lúc 08 giờ.\nBà Lù Thị Ba: Không rõ.\nKết quả: chưa thống nhất.";
        let people = ["Phạm Bích Ngân".to_owned(), "Lù Thị Ba".to_owned()];
        let speakers: Vec<Option<String>> = answers(text, &people)
            .into_iter()
            .map(|one| one.speaker)
            .collect();
        assert_eq!(speakers, people.map(Some));
    }

    #[test]
    fn a_narrative_without_questions_is_one_answer() {
        let text = "Tôi tên là An.\nTối 12/3 tôi ở nhà.";
        assert_eq!(answers(text, &[]).len(), 1);
    }

    #[test]
    fn sums_do_not_end_sentences() {
        let text = "Tôi đưa 22.000.000 đồng. Sau đó tôi về; không gặp ai";
        let all = sentences(text, &(0..text.len()));
        let told: Vec<&str> = all.into_iter().map(|range| &text[range]).collect();
        assert_eq!(
            told,
            ["Tôi đưa 22.000.000 đồng.", "Sau đó tôi về;", "không gặp ai"]
        );
    }
}
