//! TCVN3 (ABC) và VNI: text of the years before Unicode, turned into Unicode.

use unicode_normalization::UnicodeNormalization;

/// One TCVN3 character for one letter. Capitals with a tone were a font (.VnTimeH): its name, not the text, tells.
const TCVN3: [(char, char); 74] = [
    ('µ', 'à'),
    ('¶', 'ả'),
    ('·', 'ã'),
    ('¸', 'á'),
    ('¹', 'ạ'),
    ('¨', 'ă'),
    ('»', 'ằ'),
    ('¼', 'ẳ'),
    ('½', 'ẵ'),
    ('¾', 'ắ'),
    ('Æ', 'ặ'),
    ('©', 'â'),
    ('Ç', 'ầ'),
    ('È', 'ẩ'),
    ('É', 'ẫ'),
    ('Ê', 'ấ'),
    ('Ë', 'ậ'),
    ('®', 'đ'),
    ('Ì', 'è'),
    ('Î', 'ẻ'),
    ('Ï', 'ẽ'),
    ('Ð', 'é'),
    ('Ñ', 'ẹ'),
    ('ª', 'ê'),
    ('Ò', 'ề'),
    ('Ó', 'ể'),
    ('Ô', 'ễ'),
    ('Õ', 'ế'),
    ('Ö', 'ệ'),
    ('×', 'ì'),
    ('Ø', 'ỉ'),
    ('Ü', 'ĩ'),
    ('Ý', 'í'),
    ('Þ', 'ị'),
    ('ß', 'ò'),
    ('á', 'ỏ'),
    ('â', 'õ'),
    ('ã', 'ó'),
    ('ä', 'ọ'),
    ('«', 'ô'),
    ('å', 'ồ'),
    ('æ', 'ổ'),
    ('ç', 'ỗ'),
    ('è', 'ố'),
    ('é', 'ộ'),
    ('¬', 'ơ'),
    ('ê', 'ờ'),
    ('ë', 'ở'),
    ('ì', 'ỡ'),
    ('í', 'ớ'),
    ('î', 'ợ'),
    ('ï', 'ù'),
    ('ñ', 'ủ'),
    ('ò', 'ũ'),
    ('ó', 'ú'),
    ('ô', 'ụ'),
    ('\u{ad}', 'ư'),
    ('õ', 'ừ'),
    ('ö', 'ử'),
    ('÷', 'ữ'),
    ('ø', 'ứ'),
    ('ù', 'ự'),
    ('ú', 'ỳ'),
    ('û', 'ỷ'),
    ('ü', 'ỹ'),
    ('ý', 'ý'),
    ('þ', 'ỵ'),
    ('¡', 'Ă'),
    ('¢', 'Â'),
    ('£', 'Ê'),
    ('¤', 'Ô'),
    ('¥', 'Ơ'),
    ('¦', 'Ư'),
    ('§', 'Đ'),
];

/// TCVN3 to Unicode: "ViÖn kiÓm s¸t" is "Viện kiểm sát". `capitals`: the run stood in a capital font (.VnTimeH).
pub fn from_tcvn3(text: &str, capitals: bool) -> String {
    let letter = |c: char| {
        TCVN3
            .iter()
            .find(|(old, _)| *old == c)
            .map_or(c, |(_, new)| *new)
    };
    let read: String = text.chars().map(letter).collect();
    if capitals { read.to_uppercase() } else { read }
}

const GRAVE: &str = "\u{300}";
const ACUTE: &str = "\u{301}";
const TILDE: &str = "\u{303}";
const HOOK: &str = "\u{309}";
const DOT: &str = "\u{323}";

/// The mark that a VNI character adds to the vowel before it.
fn vni_mark(c: char) -> Option<(&'static str, &'static str)> {
    Some(match c {
        'ù' => ("", ACUTE),
        'ø' => ("", GRAVE),
        'û' => ("", HOOK),
        'õ' => ("", TILDE),
        'ï' => ("", DOT),
        'â' => ("\u{302}", ""),
        'á' => ("\u{302}", ACUTE),
        'à' => ("\u{302}", GRAVE),
        'å' => ("\u{302}", HOOK),
        'ã' => ("\u{302}", TILDE),
        'ä' => ("\u{302}", DOT),
        'ê' => ("\u{306}", ""),
        'é' => ("\u{306}", ACUTE),
        'è' => ("\u{306}", GRAVE),
        'ú' => ("\u{306}", HOOK),
        'ü' => ("\u{306}", TILDE),
        'ë' => ("\u{306}", DOT),
        _ => return None,
    })
}

/// The VNI characters that are a letter by themselves.
fn vni_letter(c: char) -> Option<char> {
    Some(match c {
        'ñ' => 'đ',
        'ô' => 'ơ',
        'ö' => 'ư',
        'æ' => 'ỉ',
        'ó' => 'ĩ',
        'ò' => 'ị',
        'î' => 'ỵ',
        _ => return None,
    })
}

/// VNI to Unicode: "Vieän kieåm saùt" is "Viện kiểm sát".
pub fn from_vni(text: &str) -> String {
    let mut pieces = String::with_capacity(text.len());
    let mut before: Option<char> = None;
    for c in text.chars() {
        let small = c.to_lowercase().next().unwrap_or(c);
        match (before, vni_mark(small)) {
            (Some(vowel), Some((shape, tone))) if takes(vowel, shape) => {
                pieces.push_str(shape);
                pieces.push_str(tone);
                before = None;
            }
            _ => {
                let read = vni_letter(small).unwrap_or(small);
                pieces.extend(if c == small {
                    vec![read]
                } else {
                    read.to_uppercase().collect()
                });
                before = Some(read);
            }
        }
    }
    pieces.nfc().collect()
}

/// A hat stands on a, e, o; a breve on a; a bare tone on any vowel.
fn takes(vowel: char, shape: &str) -> bool {
    match shape {
        "\u{302}" => matches!(vowel, 'a' | 'e' | 'o'),
        "\u{306}" => vowel == 'a',
        _ => matches!(vowel, 'a' | 'e' | 'o' | 'u' | 'y' | 'i' | 'ơ' | 'ư'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn tcvn3_becomes_unicode() {
        assert_eq!(
            from_tcvn3("ViÖn kiÓm s¸t nh©n d©n tèi cao", false),
            "Viện kiểm sát nhân dân tối cao"
        );
        assert_eq!(
            from_tcvn3("céng hoµ x· héi chñ nghÜa viÖt nam", true),
            "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"
        );
        assert_eq!(from_tcvn3("§\u{ad}êng", false), "Đường");
    }

    #[test]
    fn each_tcvn3_character_means_one_letter() {
        let old: BTreeSet<char> = TCVN3.iter().map(|(old, _)| *old).collect();
        let new: BTreeSet<char> = TCVN3.iter().map(|(_, new)| *new).collect();
        assert_eq!((old.len(), new.len()), (TCVN3.len(), TCVN3.len()));
    }

    #[test]
    fn vni_becomes_unicode() {
        for (old, new) in [
            ("Vieän kieåm saùt nhaân daân", "Viện kiểm sát nhân dân"),
            ("CÖÔÕNG ÑOAÏT TAØI SAÛN", "CƯỠNG ĐOẠT TÀI SẢN"),
            ("Ñöôøng Lyù Thöôøng Kieät", "Đường Lý Thường Kiệt"),
            ("naêm, thaúng, caëp", "năm, thẳng, cặp"),
            ("Nghóa, thò tröôøng, chæ", "Nghĩa, thị trường, chỉ"),
            ("116/QÑ", "116/QĐ"),
        ] {
            assert_eq!(from_vni(old), new, "{old}");
        }
    }
}
