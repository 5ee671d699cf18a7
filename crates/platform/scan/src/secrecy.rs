//! Dấu chỉ độ mật (Luật Bảo vệ bí mật nhà nước): a paper marked secret does not belong in this system.

use crate::engine::EngineError;
use crate::page::Rect;
use crate::prepare::Prepared;
use crate::read::{Layout, Reader, crop};
use crate::stamp::frame;
use crate::words::{Line, lines_of};
use image::{GrayImage, Luma};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A degree of secrecy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Secrecy {
    /// Mật.
    Secret,
    /// Tối mật.
    TopSecret,
    /// Tuyệt mật.
    MostSecret,
}

impl Secrecy {
    /// As it is stamped.
    pub fn vi(&self) -> &'static str {
        match self {
            Secrecy::Secret => "Mật",
            Secrecy::TopSecret => "Tối mật",
            Secrecy::MostSecret => "Tuyệt mật",
        }
    }
}

/// The mark stands at the head of the first page.
const HEAD_LINES: usize = 12;

/// The mark of secrecy of a page, if its text carries one alone near the head. The word in a sentence is no mark.
pub fn secrecy_mark(text: &str) -> Option<Secrecy> {
    text.lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .take(HEAD_LINES)
        .filter_map(mark_of_line)
        .max()
}

fn mark_of_line(line: &str) -> Option<Secrecy> {
    let words: Vec<&str> = line
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    let plain: Vec<String> = words.iter().map(|w| folded(w)).collect();
    let plain: Vec<&str> = plain.iter().map(String::as_str).collect();
    let labels: [&[&str]; 2] = [&["muc", "do", "mat"], &["do", "mat"]];
    let label = labels
        .iter()
        .find(|l| plain.starts_with(l))
        .map_or(0, |l| l.len());
    let rest = &plain[label..];
    let (mark, used) = match rest {
        ["tuyet", "mat", ..] => (Secrecy::MostSecret, 2),
        ["toi", "mat", ..] => (Secrecy::TopSecret, 2),
        ["mat", ..] => (Secrecy::Secret, 1),
        _ => return None,
    };
    // The stamp is in capitals; two columns of a head may be read as one line, so the national title may follow.
    let stamped = words[label..label + used]
        .iter()
        .all(|w| w.chars().all(|c| !c.is_lowercase()))
        || label > 0;
    let alone = rest.len() == used
        || matches!(rest[used..], ["cong", "hoa", "xa", ..] | ["doc", "lap", ..]);
    let capital = words[label].chars().next().is_some_and(char::is_uppercase);
    (alone && (stamped || (capital && rest.len() == used && is_exact(&words[label..]))))
        .then_some(mark)
}

/// In small letters only the exact words count, not another word that differs by its tone.
fn is_exact(words: &[&str]) -> bool {
    let text: String = words.join(" ").to_lowercase().nfc().collect();
    ["mật", "tối mật", "tuyệt mật"].contains(&text.as_str())
}

/// Small letters without tones, hats and the bar of đ.
pub(crate) fn folded(text: &str) -> String {
    let bare = text
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase);
    bare.map(|c| if c == 'đ' { 'd' } else { c }).collect()
}

/// The mark among read lines, nearest the head first.
pub(crate) fn mark_of_lines(lines: &[Line]) -> Option<Secrecy> {
    lines
        .iter()
        .take(HEAD_LINES)
        .filter_map(|l| mark_of_line(&l.text))
        .max()
}

/// How much of the page its head is, in per cent of the height.
const HEAD: u32 = 35;
/// Fewer red points than this at the head are no stamp.
const RED_POINTS: usize = 400;

/// The mark that was stamped on the head of a page. The reading of a page leaves out what is red, as seals hide letters, and what stands in
/// a frame, as pictures do; a mark of secrecy is both.
pub(crate) fn stamped(
    reader: &mut Reader,
    page: &Prepared,
) -> Result<Option<Secrecy>, EngineError> {
    let head = page.page.part(Rect {
        x0: 0,
        y0: 0,
        x1: page.page.width() as i32,
        y1: (page.page.height() * HEAD / 100) as i32,
    });
    let grey = head.luma();
    let mut found = None;
    for frame in frame::of_marks(&grey) {
        let text = frame::text_inside(reader, &grey, frame)?;
        found = found.max(mark_of_line(&text));
    }
    if let Some(red) = red_ink(&head.red(), &grey) {
        let words = reader.words(&red, Layout::Block)?;
        let words: Vec<_> = words.into_iter().map(|one| one.word).collect();
        found = found.max(mark_of_lines(&lines_of(&words, |_| false)));
    }
    Ok(found)
}

/// Only what is red, black on white and cut to its edge; none where hardly anything is.
fn red_ink(red: &GrayImage, grey: &GrayImage) -> Option<GrayImage> {
    let mut ink = GrayImage::from_pixel(grey.width(), grey.height(), Luma([255]));
    let mut around: Option<Rect> = None;
    let mut points = 0;
    for (x, y, point) in ink.enumerate_pixels_mut() {
        let more = red.get_pixel(x, y)[0].saturating_sub(grey.get_pixel(x, y)[0]);
        if more < 45 {
            continue;
        }
        *point = Luma([255 - more.saturating_mul(2).max(128)]);
        points += 1;
        let (x, y) = (x as i32, y as i32);
        let here = Rect {
            x0: x,
            y0: y,
            x1: x + 1,
            y1: y + 1,
        };
        around = Some(around.map_or(here, |known| known.join(&here)));
    }
    let edge = around.filter(|_| points >= RED_POINTS)?.grown(20, 20);
    Some(crop(&ink, edge))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_stands_alone_near_the_head() {
        let cases = [
            ("VIỆN KIỂM SÁT\nMẬT\nSố: 12", Some(Secrecy::Secret)),
            ("[ TỐI MẬT ]\nBÁO CÁO", Some(Secrecy::TopSecret)),
            (
                "TUYỆT MẬT CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                Some(Secrecy::MostSecret),
            ),
            ("Độ mật: Tối mật\nBÁO CÁO", Some(Secrecy::TopSecret)),
            ("Độ mật: Mật", Some(Secrecy::Secret)),
            ("Độ mật:", None),
            ("CÔNG AN TỈNH\nTuyệt mật", Some(Secrecy::MostSecret)),
            ("Anh ta giữ bí mật\nmật\nvà nói", None),
            ("Mật ong rừng 05 chai", None),
            ("Mặt\nsau", None),
            ("BẢO VỆ BÍ MẬT NHÀ NƯỚC\nMật khẩu điện thoại", None),
        ];
        for (text, expected) in cases {
            assert_eq!(secrecy_mark(text), expected, "{text}");
        }
    }

    #[test]
    fn the_word_further_down_the_page_is_no_mark() {
        let text = format!("{}MẬT\n", "Dòng chữ thường\n".repeat(20));
        assert_eq!(secrecy_mark(&text), None);
    }
}
