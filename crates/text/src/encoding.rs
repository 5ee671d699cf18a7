//! Bảng mã: in which of the alphabets before Unicode a text was typed, found from the words themselves.

use crate::legacy::{from_tcvn3, from_vni};
use crate::normal::nfc;
use crate::syllable::is_syllable;

/// Bảng mã của chữ trong một tệp.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Encoding {
    /// Unicode.
    Unicode,
    /// TCVN3 (ABC): fonts named .VnTime.
    Tcvn3,
    /// VNI: fonts named VNI-Times.
    Vni,
}

impl Encoding {
    /// All of them; of equals the first is taken.
    pub const ALL: [Encoding; 3] = [Encoding::Unicode, Encoding::Tcvn3, Encoding::Vni];

    /// Its id in data.
    pub const fn id(self) -> &'static str {
        match self {
            Encoding::Unicode => "unicode",
            Encoding::Tcvn3 => "tcvn3",
            Encoding::Vni => "vni",
        }
    }

    /// What people call it.
    pub const fn vi(self) -> &'static str {
        match self {
            Encoding::Unicode => "Unicode",
            Encoding::Tcvn3 => "TCVN3 (ABC)",
            Encoding::Vni => "VNI Windows",
        }
    }

    /// The encoding with an id.
    pub fn named(id: &str) -> Option<Encoding> {
        Encoding::ALL.into_iter().find(|one| one.id() == id)
    }

    /// The text in Unicode, NFC. Capitals of a capital font (.VnTimeH) stay as they were typed: the font is not in the text.
    pub fn to_unicode(self, text: &str) -> String {
        match self {
            Encoding::Unicode => nfc(text),
            Encoding::Tcvn3 => from_tcvn3(text, false),
            Encoding::Vni => from_vni(text),
        }
    }
}

/// How well texts read in Vietnamese: syllables with marks less words with strange letters.
fn reads(texts: &[String]) -> i64 {
    let words = texts
        .iter()
        .flat_map(|text| text.split(|c: char| c.is_ascii() && !c.is_ascii_alphabetic()))
        .filter(|word| !word.is_ascii());
    words
        .map(|word| if is_syllable(word) { 1 } else { -1 })
        .sum()
}

/// The encoding in which these texts read best; Unicode when nothing speaks for another.
pub fn guess<'t>(texts: impl IntoIterator<Item = &'t str>) -> Encoding {
    let texts: Vec<&str> = texts.into_iter().filter(|text| !text.is_ascii()).collect();
    let score = |encoding: Encoding| {
        let read: Vec<String> = texts.iter().map(|text| encoding.to_unicode(text)).collect();
        reads(&read)
    };
    let mut best = (Encoding::Unicode, score(Encoding::Unicode));
    for other in [Encoding::Tcvn3, Encoding::Vni] {
        let its = score(other);
        if its > best.1 {
            best = (other, its);
        }
    }
    best.0
}

/// The encoding of one text among others that are mostly in `usual`: another only where its words leave no doubt, as in
/// a sheet whose older rows were typed in an old font.
pub fn guess_among(text: &str, usual: Encoding) -> Encoding {
    if text.is_ascii() {
        return usual;
    }
    if text.chars().any(is_beyond_the_fonts) {
        return Encoding::Unicode;
    }
    let score = |encoding: Encoding| reads(&[encoding.to_unicode(text)]);
    let its = score(usual);
    Encoding::ALL
        .into_iter()
        .map(|encoding| (score(encoding), encoding))
        .filter(|(score, _)| *score >= its + 2)
        .max_by_key(|(score, _)| *score)
        .map_or(usual, |(_, encoding)| encoding)
}

/// A Vietnamese letter that no old font had a place for: only Unicode writes it so.
fn is_beyond_the_fonts(letter: char) -> bool {
    matches!(letter, '\u{1EA0}'..='\u{1EF9}') || "ĂăĐđĨĩŨũƠơƯư".contains(letter)
}

/// Bộ mã của các byte: how a file of plain text holds its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bytes {
    /// UTF-8, with or without its mark.
    Utf8,
    /// UTF-16 with its mark.
    Utf16,
    /// Windows-1258, the Vietnamese page of Windows.
    Windows1258,
    /// One byte a letter, for the fonts of TCVN3 or VNI.
    Fonts,
}

impl Bytes {
    /// What people call it.
    pub const fn vi(self) -> &'static str {
        match self {
            Bytes::Utf8 => "UTF-8",
            Bytes::Utf16 => "UTF-16",
            Bytes::Windows1258 => "Windows-1258",
            Bytes::Fonts => "phông chữ cũ (TCVN3 hoặc VNI)",
        }
    }
}

/// Reads the bytes of a text file. Text for the old fonts comes out letter by letter as those fonts have it, so that
/// [`guess`] can go on from there.
pub fn read_bytes(bytes: &[u8]) -> (String, Bytes) {
    if let Some(rest) = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
        return (nfc(&String::from_utf8_lossy(rest)), Bytes::Utf8);
    }
    let pairs = |rest: &[u8], join: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest
            .chunks_exact(2)
            .map(|pair| join([pair[0], pair[1]]))
            .collect();
        nfc(&String::from_utf16_lossy(&units))
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => return (pairs(rest, u16::from_le_bytes), Bytes::Utf16),
        [0xFE, 0xFF, rest @ ..] => return (pairs(rest, u16::from_be_bytes), Bytes::Utf16),
        _ => {}
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (nfc(text), Bytes::Utf8);
    }
    let vietnamese: String = nfc(&bytes
        .iter()
        .map(|byte| windows_1258(*byte))
        .collect::<String>());
    let western: String = bytes.iter().map(|byte| windows_1252(*byte)).collect();
    let fonts = Encoding::Tcvn3.to_unicode(&western);
    let other = Encoding::Vni.to_unicode(&western);
    let as_fonts = reads(&[fonts]).max(reads(&[other]));
    match reads(std::slice::from_ref(&vietnamese)) >= as_fonts {
        true => (vietnamese, Bytes::Windows1258),
        false => (western, Bytes::Fonts),
    }
}

/// Windows-1252: the upper half of the signs between 80 and 9F; the rest is Latin-1.
fn windows_1252(byte: u8) -> char {
    const SIGNS: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => SIGNS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// Windows-1258: Windows-1252 with the Vietnamese letters, tones as marks behind them.
fn windows_1258(byte: u8) -> char {
    match byte {
        0xC3 => 'Ă',
        0xCC => '\u{300}',
        0xD0 => 'Đ',
        0xD2 => '\u{309}',
        0xD5 => 'Ơ',
        0xDD => 'Ư',
        0xDE => '\u{303}',
        0xE3 => 'ă',
        0xEC => '\u{301}',
        0xF0 => 'đ',
        0xF2 => '\u{323}',
        0xF5 => 'ơ',
        0xFD => 'ư',
        0xFE => '₫',
        _ => windows_1252(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_alphabet_is_found_from_the_words() {
        for (texts, encoding) in [
            (
                &["Nguyễn Văn An", "Trộm cắp tài sản"][..],
                Encoding::Unicode,
            ),
            (&["NguyÔn V¨n An", "Trém c¾p tµi s¶n"], Encoding::Tcvn3),
            (&["Nguyeãn Vaên An", "Troäm caép taøi saûn"], Encoding::Vni),
            (&["LE VAN B", "12/QD"], Encoding::Unicode),
            (&["Nguyê\u{303}n Văn An"], Encoding::Unicode),
            (&[], Encoding::Unicode),
        ] {
            assert_eq!(guess(texts.iter().copied()), encoding, "{texts:?}");
        }
    }

    #[test]
    fn a_cell_that_differs_from_its_column_is_read_by_itself() {
        assert_eq!(
            guess_among("NguyÔn V¨n An", Encoding::Unicode),
            Encoding::Tcvn3
        );
        assert_eq!(
            guess_among("Nguyễn Văn An", Encoding::Tcvn3),
            Encoding::Unicode
        );
        assert_eq!(
            guess_among("Café Müller", Encoding::Unicode),
            Encoding::Unicode
        );
        assert_eq!(guess_among("12/QD", Encoding::Vni), Encoding::Vni);
    }

    #[test]
    fn a_single_cell_is_enough() {
        assert_eq!(guess(["Hµ Néi"]), Encoding::Tcvn3);
        assert_eq!(guess(["Haø Noäi"]), Encoding::Vni);
        assert_eq!(guess(["Hà Nội"]), Encoding::Unicode);
    }

    /// Bytes as an old machine wrote them: "Nguyễn Văn Đức, cướp tài sản".
    #[test]
    fn real_bytes_of_each_code_page_read_the_same() {
        let words = "Nguyễn Văn Đức, cướp tài sản";
        let tcvn3: &[u8] = b"Nguy\xD4n V\xA8n \xA7\xF8c, c\xAD\xEDp t\xB5i s\xB6n";
        let (text, page) = read_bytes(tcvn3);
        assert_eq!(page, Bytes::Fonts);
        assert_eq!(guess([text.as_str()]).to_unicode(&text), words);
        let vni: &[u8] = b"Nguye\xE3n Va\xEAn \xD1\xF6\xF9c, c\xF6\xF4\xF9p ta\xF8i sa\xFBn";
        let (text, page) = read_bytes(vni);
        assert_eq!(page, Bytes::Fonts);
        assert_eq!(guess([text.as_str()]).to_unicode(&text), words);
        let windows: &[u8] = b"Nguy\xEA\xDEn V\xE3n \xD0\xFD\xECc, c\xFD\xF5\xECp t\xE0i sa\xD2n";
        assert_eq!(read_bytes(windows), (words.to_owned(), Bytes::Windows1258));
        assert_eq!(
            read_bytes(words.as_bytes()),
            (words.to_owned(), Bytes::Utf8)
        );
        let mut marked = vec![0xEF, 0xBB, 0xBF];
        marked.extend_from_slice(words.as_bytes());
        assert_eq!(read_bytes(&marked), (words.to_owned(), Bytes::Utf8));
        let mut wide = vec![0xFF, 0xFE];
        wide.extend(words.encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(read_bytes(&wide), (words.to_owned(), Bytes::Utf16));
    }
}
