//! Sửa chữ đọc sai: what a scanner makes of "tháng", of a slash, before days and numbers are looked for.

use text::decision::same_word;

/// "16 thủng 4 năm 2026": the words between figures can only be "tháng" and "năm".
pub(super) fn days(text: &str) -> String {
    let text = text.replace(['\u{2044}', '\u{2215}'], "/");
    let words: Vec<&str> = text.split_whitespace().collect();
    let figure = |at: Option<usize>, longest: usize| {
        at.and_then(|at| words.get(at)).is_some_and(|word| {
            let word = word.trim_end_matches([',', '.', ';', ':']);
            (1..=longest).contains(&word.chars().count())
                && word.chars().filter(char::is_ascii_digit).count() * 2 >= word.chars().count()
        })
    };
    let mended = words.iter().enumerate().map(|(at, word)| {
        let before = figure(at.checked_sub(1), 2);
        let bare = text::fold(word);
        if before && figure(Some(at + 1), 2) && (same_word(word, "tháng") || like(&bare, "thang"))
        {
            "tháng"
        } else if before && figure(Some(at + 1), 4) && like(&bare, "nam") {
            "năm"
        } else {
            word
        }
    });
    mended.collect::<Vec<_>>().join(" ")
}

/// At most one letter in three is another.
fn like(read: &str, written: &str) -> bool {
    let letters: Vec<char> = read.chars().filter(|c| c.is_alphanumeric()).collect();
    let written: Vec<char> = written.chars().collect();
    if letters.len() != written.len() {
        return false;
    }
    let same = letters.iter().zip(&written).filter(|(a, b)| a == b).count();
    same * 3 >= written.len() * 2
}

/// "Số: 287.QĐ-CSĐT", "Số: 287QĐ-CSĐT": between figures and a symbol stands a slash.
pub(super) fn number(row: &str) -> String {
    let words = row.split_whitespace().map(|word| {
        let figures: usize = word.chars().take_while(char::is_ascii_digit).count();
        let rest = &word[figures..];
        let symbol =
            rest.trim_start_matches(['.', ',', '|', '-', 'l', 'I', '1', '\'', '’', '\\', '(']);
        let is_symbol = symbol.contains('-')
            && symbol.chars().next().is_some_and(char::is_uppercase)
            && !symbol.contains('/');
        match (1..=5).contains(&figures) && is_symbol {
            true => format!("{}/{symbol}", &word[..figures]),
            false => word.to_owned(),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misread_month_and_a_lost_slash_are_mended_and_nothing_else() {
        let cases = [
            (
                "Quảng Trị, ngày 16 thủng 4 năm 2026",
                "Quảng Trị, ngày 16 tháng 4 năm 2026",
            ),
            ("ngày 03 thang 11 nâm 2026", "ngày 03 tháng 11 năm 2026"),
            ("sau 3 tháng, năm người", "sau 3 tháng, năm người"),
        ];
        for (read, meant) in cases {
            assert_eq!(days(read), meant);
        }
        assert_eq!(number("Số: 287.QĐ-CSĐT Sơn La"), "Số: 287/QĐ-CSĐT Sơn La");
        assert_eq!(number("Số: 12/QĐ-VKS"), "Số: 12/QĐ-VKS");
        assert_eq!(number("ngày 15-16 tháng"), "ngày 15-16 tháng");
    }
}
