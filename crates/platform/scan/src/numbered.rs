//! Đọc lại số văn bản: no dictionary knows "87/KL-HĐĐG", so the engine guesses at it first of all. The number in the head of
//! a bad copy, or one that has not the shape of a number, is looked at some times more; what most looks agree on stands.

use crate::clean::Cleaning;
use crate::engine::EngineError;
use crate::prepare::Prepared;
use crate::read::Reader;
use crate::second::Look;
use crate::words::{Word, runs};
use std::ops::Range;

/// How deep a head reaches, in hundredths of the page.
const HEAD: i32 = 34;

impl Reader {
    /// The words with the number of the head as most looks at it have it; the line is doubtful where they do not agree.
    pub(crate) fn read_number_again(
        &mut self,
        page: &Prepared,
        first: Cleaning,
        mut words: Vec<Word>,
        differing: &mut Vec<u32>,
    ) -> Result<Vec<Word>, EngineError> {
        let Some(place) = number_place(&words, page) else {
            return Ok(words);
        };
        let own = Said::of(words[place.clone()].to_vec());
        if own.is_whole && first == Cleaning::Leave {
            return Ok(words);
        }
        let Some(rect) = words[place.clone()]
            .iter()
            .map(|word| word.rect)
            .reduce(|a, b| a.join(&b))
        else {
            return Ok(words);
        };
        let home = words[place.start].line;
        let mut said = vec![own];
        for look in looks(first) {
            said.push(Said::of(self.place_again(page, rect, look, home)?));
        }
        if said.iter().any(|one| one.digits != said[0].digits) {
            differing.push(home);
        }
        if let Some(best) = best(&said) {
            words.splice(place, said[best].words.iter().cloned());
        }
        Ok(words)
    }
}

/// Other pictures of the same place.
fn looks(first: Cleaning) -> [Look; 4] {
    let look = |cleaning, by| Look { cleaning, by };
    [
        look(first, 1.0),
        look(first.other(), 1.0),
        look(first.other(), 1.5),
        look(first, 0.7),
    ]
}

/// The words from "Số:" to the gap before the place and the day.
fn number_place(words: &[Word], page: &Prepared) -> Option<Range<usize>> {
    let (wide, tall) = (page.width as i32, page.height as i32);
    let mut at = 0;
    for line in runs(words) {
        let start = at;
        at += line.len();
        let middle = (line[0].rect.y0 + line[0].rect.y1) / 2;
        if middle * 100 > tall * HEAD || !is_label(&line[0].text) {
            continue;
        }
        let mut end = 1;
        while end < line.len()
            && line[end].rect.x0 - line[end - 1].rect.x1 <= wide / 28
            && line[end].rect.x1 * 100 < wide * 52
        {
            end += 1;
        }
        let has_digit = line[..end]
            .iter()
            .any(|word| word.text.chars().any(|c| c.is_ascii_digit()));
        if has_digit {
            return Some(start..start + end);
        }
    }
    None
}

/// "Số:", "SỐ", "Sô", "S6:", "Số:87/KL", "hố:": not "sơn".
fn is_label(word: &str) -> bool {
    let mut letters = word.chars();
    let (first, second, third) = (letters.next(), letters.next(), letters.next());
    let is_s = matches!(first, Some('S' | 's' | '5'));
    let is_o = second.is_some_and(|c| "oOôÔốỐồỒổỔóÓ06".contains(c));
    // Where the colon is left, the S may be anything.
    let has_colon = third == Some(':') && first.is_some_and(char::is_alphabetic);
    is_o && (has_colon || is_s && third.is_none_or(|c| !c.is_alphabetic()))
}

/// One reading of the number.
#[derive(Debug)]
struct Said {
    words: Vec<Word>,
    digits: String,
    /// Without spaces, behind the label.
    text: String,
    /// It has the shape of a number with its symbol.
    is_whole: bool,
}

impl Said {
    fn of(words: Vec<Word>) -> Said {
        let text: String = words.iter().map(|word| word.text.as_str()).collect();
        let behind = text.trim_start_matches(|c: char| !c.is_ascii_digit());
        // The label itself may have been read "S6".
        let behind = match text.chars().nth(1) {
            Some('0' | '6') => behind
                .get(1..)
                .unwrap_or_default()
                .trim_start_matches(|c: char| !c.is_ascii_digit()),
            _ => behind,
        };
        let digits: String = behind.chars().take_while(char::is_ascii_digit).collect();
        let is_labelled = words.first().is_some_and(|word| is_label(&word.text));
        Said {
            is_whole: is_labelled && is_symbol(&behind[digits.len()..]) && digits.len() <= 5,
            digits,
            text: behind.to_owned(),
            words,
        }
    }
}

/// "/QĐ-VKSKV3": parts of capitals and digits, joined by hyphens.
fn is_symbol(text: &str) -> bool {
    let Some(symbol) = text.strip_prefix('/') else {
        return false;
    };
    let is_part = |part: &str| {
        part.chars().next().is_some_and(char::is_uppercase)
            && part.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
    };
    let mut parts = symbol.split('-');
    parts.clone().count() >= 2 && parts.all(is_part)
}

/// Which reading stands: of the digits that most readings have, the whole number that most have; none where nothing is agreed.
fn best(said: &[Said]) -> Option<usize> {
    let votes = |is_like: &dyn Fn(&Said) -> bool| said.iter().filter(|one| is_like(one)).count();
    let weight = |at: &usize| {
        let one = &said[*at];
        (
            votes(&|other| other.digits == one.digits),
            votes(&|other| other.text == one.text),
            std::cmp::Reverse(*at),
        )
    };
    let whole = (0..said.len()).filter(|at| said[*at].is_whole);
    let best = whole.max_by_key(weight)?;
    (weight(&best).0 >= 2).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Rect;

    fn said(text: &str) -> Said {
        let words = text.split(' ').map(|text| Word {
            text: text.to_owned(),
            rect: Rect::from([0, 0, 9, 9]),
            confidence: 50,
            line: 0,
        });
        Said::of(words.collect())
    }

    fn chosen(said_so: &[&str]) -> Option<String> {
        let all: Vec<Said> = said_so.iter().map(|text| said(text)).collect();
        best(&all).map(|at| all[at].text.clone())
    }

    #[test]
    fn the_number_that_most_looks_agree_on_stands() {
        let readings = [
            "Số: 87 KI -HDD(",
            "Số: 87/KL-HĐĐG",
            "Số: 37/KL-HĐĐG",
            "Số: 87/KL-HĐĐG",
        ];
        assert_eq!(chosen(&readings).as_deref(), Some("87/KL-HĐĐG"));
        assert_eq!(
            chosen(&["Số: 87 KI", "Số: 37/KL-HĐĐG"]),
            None,
            "once is no agreement"
        );
        assert_eq!(chosen(&["S6: 87 KI", "Số: 87 Kl"]), None, "no whole number");
    }

    #[test]
    fn the_label_is_the_word_and_no_other() {
        for word in ["Số:", "SỐ", "Sô", "S6:", "Số:87/KL", "hố:"] {
            assert!(is_label(word), "{word}");
        }
        for word in ["Sơn", "Sở", "So", "Tổ", "số", "Hồ"] {
            assert_eq!(is_label(word), matches!(word, "So" | "số"), "{word}");
        }
    }
}
