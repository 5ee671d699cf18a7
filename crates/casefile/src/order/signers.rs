//! Người ký: the name at the foot of a paper.

use scan::Word;
use text::decision::DecisionText;

use super::sheet::{Row, Sheet, capitals};

/// Last words of ranks, which stand before a name: "Thượng tá", "Đại úy", "Thiếu tướng". Their first word may be spoiled.
const RANKS: [&str; 3] = ["ta", "uy", "tuong"];
/// Other words that stand before a name.
const TITLES: [&str; 3] = ["ong", "ba", "bac si"];
/// Who made a paper signs it as its maker, whoever else signs: lists, photographs, sketches, curricula.
const MAKERS: [&str; 3] = ["nguoi lap", "nguoi chup", "nguoi ve"];
/// Rows at the foot among which the roles stand, and among which a name stands.
const FOOT: usize = 12;
const LAST: usize = 6;

/// Who signed: after "Nơi nhận" in a decision, under the role of its maker, else at the right of the last row of a record.
pub(super) fn signer(written: &[&Sheet], paper: &DecisionText) -> Option<String> {
    if let Some(read) = &paper.signer {
        return Some(read.value.clone());
    }
    let last = written.last()?;
    if let Some((row, middle)) = maker(last) {
        // When the maker's own name is not legible, nobody else is named in their place.
        return last.rows[row + 1..]
            .iter()
            .find_map(|row| name_under(last, row, middle));
    }
    let mut foot = last.rows.iter().rev().take(LAST);
    foot.find_map(|row| name(pieces(last, row).pop()?))
}

/// The row and the middle of the column "NGƯỜI LẬP …".
fn maker(sheet: &Sheet) -> Option<(usize, i32)> {
    let from = sheet.rows.len().saturating_sub(FOOT);
    let mut rows = sheet.rows.iter().enumerate().skip(from);
    rows.find_map(|(at, row)| {
        let mut pieces = pieces(sheet, row).into_iter();
        let column = pieces.find(|piece| {
            let said = joined(piece);
            let folded = text::fold(&said);
            capitals(&said) >= 60 && MAKERS.iter().any(|maker| folded.starts_with(maker))
        })?;
        Some((at, middle(column)))
    })
}

fn name_under(sheet: &Sheet, row: &Row, under: i32) -> Option<String> {
    let mut pieces = pieces(sheet, row).into_iter();
    let piece = pieces.find(|piece| (middle(piece) - under).abs() * 8 <= sheet.width())?;
    name(piece)
}

/// A row cut where wide gaps are.
fn pieces<'p>(sheet: &Sheet<'p>, row: &Row) -> Vec<&'p [Word]> {
    let gap = sheet.width() / 28;
    let words = sheet.words(row);
    let pieces = words.chunk_by(|one, next| next.rect.x0 - one.rect.x1 <= gap);
    pieces.collect()
}

fn middle(piece: &[Word]) -> i32 {
    let ends = piece.first().zip(piece.last());
    ends.map_or(0, |(first, last)| (first.rect.x0 + last.rect.x1) / 2)
}

fn joined(piece: &[Word]) -> String {
    let words: Vec<&str> = piece.iter().map(|word| word.text.as_str()).collect();
    words.join(" ")
}

/// The piece without rank and without the scraps of a signature, when it is a name.
fn name(piece: &[Word]) -> Option<String> {
    let is_scrap = |c: char| !c.is_alphanumeric() && !";,.:()".contains(c);
    let bare = piece.iter().map(|word| word.text.trim_matches(is_scrap));
    let words: Vec<&str> = bare.filter(|word| !word.is_empty()).collect();
    let folded: Vec<String> = words.iter().map(|word| text::fold(word)).collect();
    let is_rank = folded
        .get(1)
        .is_some_and(|word| RANKS.contains(&word.as_str()))
        && words[1].chars().all(char::is_lowercase);
    let begins = |title: &&&str| folded.join(" ").starts_with(&format!("{title} "));
    let before = match (is_rank, TITLES.iter().find(begins)) {
        (true, _) => 2,
        (false, Some(title)) => title.split(' ').count(),
        (false, None) => 0,
    };
    let name = &words[before.min(words.len())..];
    let is_name = (2..=5).contains(&name.len())
        && name.iter().all(|word| {
            word.chars().next().is_some_and(char::is_uppercase)
                && word.chars().skip(1).all(char::is_lowercase)
        });
    is_name.then(|| name.join(" "))
}

#[cfg(test)]
mod tests {
    use super::super::tests::page;
    use super::*;

    fn signed(rows: &[&str]) -> Option<String> {
        let page = page(1, rows);
        let sheet = Sheet::of(&page);
        signer(&[&sheet], &DecisionText::default())
    }

    #[test]
    fn the_maker_of_a_list_signs_it_and_not_who_stands_at_the_right() {
        let foot = [
            "Bảng thống kê này gồm 25 mục tài liệu.",
            "NGƯỜI LẬP BẢNG THỐNG KÊ|ĐIỀU TRA VIÊN",
            "(Ký, ghi rõ họ tên)|(Ký, ghi rõ họ tên)",
            "Trung úy Mai Đức Thắng|Thiếu tá Phạm Văn Hải",
        ];
        assert_eq!(signed(&foot).as_deref(), Some("Mai Đức Thắng"));
        let spoiled = [foot[0], foot[1], foot[2], "3a (ng|Thiếu tá Phạm Văn Hải"];
        assert_eq!(signed(&spoiled), None);
    }

    #[test]
    fn scraps_of_a_signature_and_a_copy_stamp_do_not_hide_a_name() {
        let foot = [
            "NGƯỜI CUNG CẤP NGUỒN TIN|CÁN BỘ TIẾP NHẬN",
            "Đinh Thu Phượng|Thượng úỳ “Chu Khắc Đạt",
            "SAO Y BẢN CHÍNH",
        ];
        assert_eq!(signed(&foot).as_deref(), Some("Chu Khắc Đạt"));
        assert_eq!(signed(&["Như trên; Bắc Ninh;"]), None);
    }
}
