//! Chữ trong sơ đồ: how wide words are in the face that the program carries, and where their lines break.

use std::sync::LazyLock;

/// The face by name; Arial has the same widths, so a file opened elsewhere looks the same.
pub(super) const FAMILY: &str = "Liberation Sans, Arial, Helvetica, sans-serif";

/// The smallest letters of a picture: read from ten metres where a point of the picture is a point of the projector.
pub const LEAST: f64 = 23.0;
/// The title of a sheet.
pub const TITLE: Face = Face::bold(34.0);
/// Names: what everybody in the room reads.
pub const NAME: Face = Face::bold(27.0);
/// What is said of a name.
pub const NOTE: Face = Face::plain(LEAST);
/// Bút lục below a thing.
pub const BL: Face = Face::bold(LEAST);
/// A badge on the edge of a thing.
pub const BADGE: Face = Face::bold(LEAST);

/// Cỡ và nét chữ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Face {
    /// Height of the letters.
    pub size: f64,
    /// Bold.
    pub is_bold: bool,
}

/// Advance widths of a face, in thousandths of its size; what it has no letter for is not there.
struct Widths(Vec<Option<u16>>);

static PLAIN: LazyLock<Widths> = LazyLock::new(|| Widths::of(typeset::sans(false)));
static BOLD: LazyLock<Widths> = LazyLock::new(|| Widths::of(typeset::sans(true)));

/// Vietnamese letters and the marks of prose end before it.
const LAST: usize = 0x2300;
/// Stands for what the face has no letter for.
const UNKNOWN: char = '?';

impl Widths {
    fn of(face: &[u8]) -> Widths {
        let Ok(face) = ttf_parser::Face::parse(face, 0) else {
            return Widths(Vec::new());
        };
        let units = f64::from(face.units_per_em());
        let of = |code: usize| {
            let letter = char::from_u32(code as u32)?;
            let glyph = face.glyph_index(letter)?;
            let advance = face.glyph_hor_advance(glyph)?;
            Some((f64::from(advance) * 1000.0 / units).round() as u16)
        };
        Widths((0..LAST).map(of).collect())
    }

    fn letter(&self, letter: char) -> Option<u16> {
        self.0.get(letter as usize).copied().flatten()
    }
}

impl Face {
    /// Plain letters.
    pub const fn plain(size: f64) -> Face {
        Face {
            size,
            is_bold: false,
        }
    }

    /// Bold letters.
    pub const fn bold(size: f64) -> Face {
        Face {
            size,
            is_bold: true,
        }
    }

    /// From one line to the next.
    pub fn line(self) -> f64 {
        self.size * 1.22
    }

    /// The baseline below the top of a line.
    pub fn rise(self) -> f64 {
        self.size * 0.95
    }

    fn widths(self) -> &'static Widths {
        if self.is_bold { &BOLD } else { &PLAIN }
    }

    /// Words as this face can show them: composed, on one line, without what it has no letter for.
    pub fn shown(self, words: &str) -> String {
        let widths = self.widths();
        let one = |letter: char| match letter {
            _ if letter.is_whitespace() => Some(' '),
            _ if letter.is_control() => None,
            _ if widths.letter(letter).is_some() => Some(letter),
            _ => Some(UNKNOWN),
        };
        text::nfc(words).chars().filter_map(one).collect()
    }

    /// How wide words are on one line.
    pub fn width(self, words: &str) -> f64 {
        let widths = self.widths();
        let sum: u32 = words
            .chars()
            .map(|letter| u32::from(widths.letter(letter).unwrap_or(600)))
            .sum();
        f64::from(sum) * self.size / 1000.0
    }

    /// Lines no wider than this, as even as they can be; a line feed breaks a line, a word too long is cut.
    pub fn wrap(self, words: &str, room: f64) -> Vec<String> {
        let mut lines = Vec::new();
        for paragraph in words.lines() {
            let paragraph = self.shown(paragraph);
            let greedy = self.greedy(&paragraph, room);
            if greedy.len() < 2 {
                lines.extend(greedy);
                continue;
            }
            // The narrowest room that needs no more lines makes them even.
            let (mut narrow, mut wide) = (room / 2.0, room);
            for _ in 0..6 {
                let middle = f64::midpoint(narrow, wide);
                match self.greedy(&paragraph, middle).len() > greedy.len() {
                    true => narrow = middle,
                    false => wide = middle,
                }
            }
            lines.extend(self.greedy(&paragraph, wide));
        }
        lines
    }

    /// The same, never more than so many lines; what is left out ends in "…".
    pub fn wrap_to(self, words: &str, room: f64, most: usize) -> Vec<String> {
        let mut lines = self.wrap(words, room);
        if lines.len() > most.max(1) {
            // Filled, not even: as much as possible is kept.
            lines = words
                .lines()
                .flat_map(|one| self.greedy(&self.shown(one), room))
                .collect();
            lines.truncate(most.max(1));
            if let Some(last) = lines.last_mut() {
                while !last.is_empty() && self.width(last) + self.width("…") > room {
                    last.pop();
                }
                *last = format!("{}…", last.trim_end_matches([' ', ',', ';', '.', ':']));
            }
        }
        lines
    }

    /// The widest of some lines.
    pub fn widest(self, lines: &[String]) -> f64 {
        lines
            .iter()
            .map(|line| self.width(line))
            .fold(0.0, f64::max)
    }

    fn greedy(self, words: &str, room: f64) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for word in words.split(' ').filter(|word| !word.is_empty()) {
            let longer = match line.is_empty() {
                true => word.to_owned(),
                false => format!("{line} {word}"),
            };
            if self.width(&longer) <= room {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for letter in word.chars() {
                if !line.is_empty() && self.width(&line) + self.width(&letter.to_string()) > room {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(letter);
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_broken_into_even_lines_that_fit() {
        let lines = NAME.wrap("Nguyễn Thị Hồng Nhung", 200.0);
        assert_eq!(lines, ["Nguyễn Thị", "Hồng Nhung"]);
        assert!(lines.iter().all(|line| NAME.width(line) <= 200.0));
        assert_eq!(NAME.wrap("", 150.0), Vec::<String>::new());
        assert_eq!(NAME.wrap("một\nhai", 150.0), ["một", "hai"]);
    }

    #[test]
    fn a_word_wider_than_the_room_is_cut_and_what_has_no_room_ends_in_dots() {
        let lines = NOTE.wrap("0123456789012345678901234567890123456789", 100.0);
        assert!(lines.len() > 2 && lines.iter().all(|line| NOTE.width(line) <= 100.0));
        let long = "Chuyển tiền vào tài khoản của người thứ ba rồi rút hết trong ngày";
        let lines = NOTE.wrap_to(long, 150.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(
            lines[1].ends_with('…') && NOTE.width(&lines[1]) <= 150.0,
            "{lines:?}"
        );
    }

    #[test]
    fn what_the_face_has_no_letter_for_is_shown_as_a_question() {
        assert_eq!(NOTE.shown("Ảnh 图 \u{7}số\t1"), "Ảnh ? số 1");
    }
}
