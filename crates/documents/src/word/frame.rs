//! Giá trị trong một đoạn đã sửa: which words of the file are the value of which field, by the marks where they are still there,
//! by the form's own words around them, or by the words that are common to before and after.

use typeset::Text;
use typeset::word::marks::{Marked, hash};
use typeset::word::text::WordLine;

use super::prose::Piece;

/// Một phần của đoạn cũ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its words, white space as one space.
    pub text: String,
    /// The field whose value it is.
    pub field: Option<String>,
    /// Which value of the document it is, from 0.
    pub seq: usize,
}

/// Đoạn mới, tách theo giá trị.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Framed {
    /// The paragraph as words and values.
    pub pieces: Vec<Piece>,
    /// The words of the form itself differ.
    pub is_reworded: bool,
    /// Values that read otherwise: the index of the old part, and the new words.
    pub values: Vec<(usize, String)>,
    /// Values that cannot be told from the words around them any more.
    pub lost: Vec<usize>,
}

/// White space as one space; letters composed.
pub fn squeezed(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in text::nfc(words).chars() {
        match letter.is_whitespace() || letter == '\u{a0}' {
            true if out.ends_with(' ') => {}
            true => out.push(' '),
            false => out.push(letter),
        }
    }
    out
}

/// The parts of a text of the draft; `seq` counts the values of the document.
pub fn parts(line: &Text, seq: &mut usize) -> Vec<Part> {
    let mut all: Vec<Part> = Vec::new();
    for span in &line.0 {
        let field = span.origin.field().map(str::to_owned);
        let mut words = squeezed(&span.text);
        if all.last().is_none_or(|last| last.text.ends_with(' ')) && words.starts_with(' ') {
            words.remove(0);
        }
        let own = *seq;
        if field.is_some() && !span.text.is_empty() {
            *seq += 1;
        }
        if words.is_empty() && field.is_none() {
            continue;
        }
        all.push(Part {
            text: words,
            field,
            seq: own,
        });
    }
    if let Some(last) = all.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    all
}

/// All the words of the parts.
pub fn whole(parts: &[Part]) -> String {
    parts.iter().map(|part| part.text.as_str()).collect()
}

/// Tách đoạn mới theo giá trị của đoạn cũ.
pub fn framed(old: &[Part], new: &WordLine) -> Framed {
    let words = squeezed(&new.plain());
    if words == whole(old) {
        return Framed {
            pieces: pieces(
                old,
                &old.iter()
                    .map(|part| Some(part.text.clone()))
                    .collect::<Vec<_>>(),
            ),
            ..Framed::default()
        };
    }
    let marked = by_marks(old, new);
    let is_same_frame = |found: &Vec<String>| {
        old.iter()
            .zip(found)
            .all(|(part, words)| part.field.is_some() || part.text.trim() == words.trim())
    };
    if let Some(found) = marked.as_ref().filter(|found| is_same_frame(found)) {
        return told(old, found);
    }
    if let Some(found) = by_frame(old, &words) {
        return told(old, &found);
    }
    match marked {
        Some(found) => told(old, &found),
        None => by_common_words(old, &words),
    }
}

/// The words of each old part in the new line, where every value is still marked, in its order.
fn by_marks(old: &[Part], new: &WordLine) -> Option<Vec<String>> {
    let is_value = |index: usize| {
        old.get(index)
            .is_some_and(|part: &Part| part.field.is_some())
    };
    let mut found = vec![String::new(); old.len()];
    let mut at = 0;
    for piece in &new.pieces {
        let mark = piece.mark.as_ref();
        let own = mark.and_then(|mark| old.iter().position(|part| is_of(part, mark)));
        match own {
            Some(index) if index < at => return None,
            Some(index) => at = index,
            // Words after a value belong to the form's words that follow it.
            None if is_value(at)
                && !found[at].is_empty()
                && at + 1 < old.len()
                && !is_value(at + 1) =>
            {
                at += 1
            }
            None if is_value(at) && piece.text.trim().is_empty() => continue,
            None if is_value(at) => return None,
            None => {}
        }
        found.get_mut(at)?.push_str(&squeezed(&piece.text));
    }
    let mut each = old.iter().zip(&found);
    let is_whole = each.all(|(part, words)| part.field.is_none() || !words.trim().is_empty());
    is_whole.then_some(found)
}

fn is_of(part: &Part, mark: &Marked) -> bool {
    part.field.is_some()
        && match mark.place {
            Some(place) => part.seq == place,
            None => part.field == mark.field && hash(&part.text) == mark.hash,
        }
}

/// The words between the form's own words, where all of those still stand in their order.
fn by_frame(old: &[Part], new: &str) -> Option<Vec<String>> {
    let mut found = vec![String::new(); old.len()];
    let mut rest = new;
    let mut open: Option<usize> = None;
    for (index, part) in old.iter().enumerate() {
        if part.field.is_some() {
            // Two values side by side cannot be told apart.
            if open.replace(index).is_some() {
                return None;
            }
            continue;
        }
        let is_last = index + 1 == old.len();
        let at = match (open, is_last) {
            (None, _) => rest.starts_with(&part.text).then_some(0),
            (Some(_), true) => rest
                .ends_with(&part.text)
                .then(|| rest.len() - part.text.len()),
            (Some(_), false) => rest.find(&part.text),
        }?;
        if let Some(value) = open.take() {
            found[value] = rest[..at].to_owned();
        }
        found[index].clone_from(&part.text);
        rest = &rest[at + part.text.len()..];
    }
    match open {
        Some(value) => found[value] = rest.to_owned(),
        None if !rest.is_empty() => return None,
        None => {}
    }
    Some(found)
}

fn told(old: &[Part], found: &[String]) -> Framed {
    let mut framed = Framed {
        pieces: pieces(old, &found.iter().cloned().map(Some).collect::<Vec<_>>()),
        ..Framed::default()
    };
    for (index, (part, words)) in old.iter().zip(found).enumerate() {
        if part.text.trim() == words.trim() {
            continue;
        }
        match part.field {
            Some(_) => framed.values.push((index, words.trim().to_owned())),
            None => framed.is_reworded = true,
        }
    }
    framed
}

/// The pieces of the paragraph: the words found for each part; a part without words is not written.
fn pieces(old: &[Part], found: &[Option<String>]) -> Vec<Piece> {
    let mut all = Vec::new();
    for (index, (part, words)) in old.iter().zip(found).enumerate() {
        let Some(words) = words else { continue };
        all.push(match &part.field {
            None => Piece::Words(words.clone()),
            Some(field) => Piece::Value {
                field: field.clone(),
                nth: old[..index]
                    .iter()
                    .filter(|other| other.field == part.field)
                    .count(),
                said: words.clone(),
            },
        });
    }
    all
}

/// Words and signs with their places.
fn tokens(words: &str) -> Vec<(usize, &str)> {
    let mut all = Vec::new();
    let mut from: Option<usize> = None;
    for (at, letter) in words.char_indices() {
        match letter.is_alphanumeric() {
            true => {
                from.get_or_insert(at);
            }
            false => {
                if let Some(start) = from.take() {
                    all.push((start, &words[start..at]));
                }
                if !letter.is_whitespace() {
                    all.push((at, &words[at..at + letter.len_utf8()]));
                }
            }
        }
    }
    if let Some(start) = from {
        all.push((start, &words[start..]));
    }
    all
}

/// Where the words around a value still stand, what is between them is the value.
fn by_common_words(old: &[Part], new: &str) -> Framed {
    let before = whole(old);
    let (left, right) = (tokens(&before), tokens(new));
    let pairs = super::align::common(
        &left.iter().map(|(_, word)| *word).collect::<Vec<_>>(),
        &right.iter().map(|(_, word)| *word).collect::<Vec<_>>(),
    );
    let partner = |index: usize| {
        pairs
            .iter()
            .find(|(one, _)| *one == index)
            .map(|(_, other)| *other)
    };
    let mut framed = Framed {
        is_reworded: true,
        ..Framed::default()
    };
    // Stretches of the new words that are values, in their order.
    let mut values: Vec<(usize, std::ops::Range<usize>)> = Vec::new();
    let mut start = 0;
    for (index, part) in old.iter().enumerate() {
        let range = start..start + part.text.len();
        start = range.end;
        if part.field.is_none() {
            continue;
        }
        let own: Vec<usize> = (0..left.len())
            .filter(|token| range.contains(&left[*token].0))
            .collect();
        let (Some(first), Some(last)) = (own.first(), own.last()) else {
            framed.lost.push(index);
            continue;
        };
        let from = match first.checked_sub(1) {
            None => Some(0),
            Some(neighbour) => partner(neighbour).map(|token| token + 1),
        };
        let to = match last + 1 == left.len() {
            true => Some(right.len()),
            false => partner(last + 1),
        };
        let kept: Option<Vec<usize>> = own.iter().map(|token| partner(*token)).collect();
        let found = match (kept, from, to) {
            (Some(kept), ..) if kept.windows(2).all(|pair| pair[1] == pair[0] + 1) => {
                Some(kept[0]..kept[kept.len() - 1] + 1)
            }
            (_, Some(from), Some(to)) if from < to && to - from <= own.len() * 3 + 8 => {
                Some(from..to)
            }
            _ => None,
        };
        let is_after = |found: &std::ops::Range<usize>| {
            values
                .last()
                .is_none_or(|(_, last)| last.end <= right[found.start].0)
        };
        match found
            .filter(|found| found.start < right.len())
            .filter(is_after)
        {
            Some(found) => {
                let end = right[found.end - 1];
                values.push((index, right[found.start].0..end.0 + end.1.len()));
            }
            None => framed.lost.push(index),
        }
    }
    let mut at = 0;
    for (index, range) in values {
        if range.start > at {
            framed
                .pieces
                .push(Piece::Words(new[at..range.start].to_owned()));
        }
        let said = new[range.clone()].to_owned();
        if said.trim() != old[index].text.trim() {
            framed.values.push((index, said.trim().to_owned()));
        }
        let field = old[index].field.clone().unwrap_or_default();
        framed.pieces.push(Piece::Value {
            nth: old[..index]
                .iter()
                .filter(|other| other.field.as_ref() == Some(&field))
                .count(),
            field,
            said,
        });
        at = range.end;
    }
    if at < new.len() {
        framed.pieces.push(Piece::Words(new[at..].to_owned()));
    }
    framed
}

#[cfg(test)]
mod tests {
    use typeset::Origin;
    use typeset::word::text::WordPiece;

    use super::*;

    fn sentence() -> Vec<Part> {
        let mut line = Text::form("Gia hạn tạm giam bị can ");
        line.push(
            "Đặng Ngọc Quỳnh",
            Origin::Fact {
                field: "name".into(),
            },
        );
        line.push(" thêm ", Origin::Form);
        line.push(
            "02 tháng",
            Origin::Typed {
                field: "length".into(),
            },
        );
        line.push(", kể từ hôm nay.", Origin::Form);
        parts(&line, &mut 0)
    }

    fn unmarked(words: &str) -> WordLine {
        WordLine {
            pieces: vec![WordPiece {
                text: words.to_owned(),
                mark: None,
            }],
            ..WordLine::default()
        }
    }

    #[test]
    fn a_value_is_found_between_the_forms_own_words() {
        let framed = framed(
            &sentence(),
            &unmarked("Gia hạn tạm giam bị can Đặng Ngọc Quý thêm 01 tháng, kể từ hôm nay."),
        );
        assert!(!framed.is_reworded);
        assert_eq!(
            framed.values,
            [(1, "Đặng Ngọc Quý".to_owned()), (3, "01 tháng".to_owned())]
        );
    }

    #[test]
    fn values_stay_values_when_the_sentence_around_them_is_rewritten() {
        let framed = framed(
            &sentence(),
            &unmarked(
                "Nay gia hạn thời hạn tạm giam bị can Đặng Ngọc Quỳnh thêm 03 tháng, tính từ ngày mai.",
            ),
        );
        assert!(framed.is_reworded);
        assert_eq!(framed.lost, Vec::<usize>::new());
        assert_eq!(framed.values, [(3, "03 tháng".to_owned())]);
        let kept = framed
            .pieces
            .iter()
            .filter(|piece| matches!(piece, Piece::Value { .. }))
            .count();
        assert_eq!(kept, 2);
    }

    #[test]
    fn a_value_that_is_struck_out_with_its_sentence_is_told() {
        let framed = framed(&sentence(), &unmarked("Không gia hạn nữa."));
        assert_eq!(framed.lost, [1, 3]);
    }
}
