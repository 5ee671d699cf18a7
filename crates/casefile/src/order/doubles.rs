//! Một trang quét hai lần: which pages say the same at the same places. Forms filled alike are not called so: a name, a day or
//! a number that is surely read differently on the two makes them two pages. The pictures have the last word (`scan::same_sheet`).

use scan::{Rect, Word};

/// Marks kept of a page.
const MARKS: usize = 16;
/// So many of them in common, and two pages are looked at.
const ENOUGH: usize = 7;
/// Words in a row that make a mark.
const ROW: usize = 3;
/// Pages with fewer words say too little.
const FEWEST: usize = 24;
/// A word read with more is relied on.
const SURE: u8 = 88;

/// Vết chữ của trang: few figures by which a page is found again among ten thousand; none for a page with few words.
pub fn print(words: &[Word]) -> Option<String> {
    let said: Vec<String> = words
        .iter()
        .filter(|word| word.confidence >= 70)
        .map(|word| bare(&word.text))
        .filter(|word| word.chars().count() >= 2)
        .collect();
    if said.len() < FEWEST {
        return None;
    }
    let rows: Vec<u64> = said.windows(ROW).map(|row| hash(&row.join(" "))).collect();
    let least = (1..=MARKS as u64).map(|way| {
        let turned = rows
            .iter()
            .map(|row| mixed(row ^ way.wrapping_mul(0x9E37_79B9_7F4A_7C15)));
        turned.min().unwrap_or(0) as u32
    });
    Some(least.map(|mark| format!("{mark:08x}")).collect())
}

/// Pairs of pages whose prints agree; each by its place in the list.
pub fn alike(prints: &[Option<String>]) -> Vec<(usize, usize)> {
    let mut homes: std::collections::BTreeMap<(usize, &str), Vec<usize>> = Default::default();
    for (at, print) in prints.iter().enumerate() {
        for (way, mark) in marks(print.as_deref()).into_iter().enumerate() {
            homes.entry((way, mark)).or_default().push(at);
        }
    }
    let mut met: std::collections::BTreeMap<(usize, usize), usize> = Default::default();
    // A row of words that a hundred pages begin with tells none of them.
    for pages in homes
        .values()
        .filter(|pages| (2..=60).contains(&pages.len()))
    {
        for (at, one) in pages.iter().enumerate() {
            for other in &pages[at + 1..] {
                *met.entry((*one, *other)).or_default() += 1;
            }
        }
    }
    met.into_iter()
        .filter(|(_, common)| *common >= ENOUGH)
        .map(|(pair, _)| pair)
        .collect()
}

fn marks(print: Option<&str>) -> Vec<&str> {
    let print = print.unwrap_or_default();
    (0..print.len() / 8)
        .filter_map(|at| print.get(8 * at..8 * at + 8))
        .collect()
}

/// The boxes of the words on which two pages agree; none when they are two papers.
pub fn agreeing(one: &[Word], other: &[Word]) -> Option<Vec<(Rect, Rect)>> {
    let said = |words: &[Word]| -> Vec<(String, Word)> {
        let bared = words.iter().map(|word| (bare(&word.text), word.clone()));
        bared.filter(|(text, _)| !text.is_empty()).collect()
    };
    let (one, other) = (said(one), said(other));
    if one.len().min(other.len()) < FEWEST {
        return None;
    }
    let pairs = common(&one, &other);
    let most = one.len().max(other.len());
    if pairs.len() * 100 < most * 80 {
        return None;
    }
    let (mut from, mut differing) = ((0, 0), 0);
    let ends = pairs.iter().copied().chain([(one.len(), other.len())]);
    for (a, b) in ends {
        let (gap, against) = (&one[from.0..a], &other[from.1..b]);
        differing += conflicts(gap, against)?;
        from = (a + 1, b + 1);
    }
    (differing <= 1).then(|| {
        let rects = pairs
            .iter()
            .map(|(a, b)| (one[*a].1.rect, other[*b].1.rect));
        rects.collect()
    })
}

/// Words between two agreeing ones that are surely read and yet others; none when a figure is among them.
fn conflicts(one: &[(String, Word)], other: &[(String, Word)]) -> Option<usize> {
    let sure = |words: &[(String, Word)]| -> Vec<String> {
        let sure = words.iter().filter(|(_, word)| word.confidence >= SURE);
        sure.map(|(text, _)| text.clone()).collect()
    };
    let (one, other) = (sure(one), sure(other));
    let has_figure = |words: &[String]| {
        let mut letters = words.iter().flat_map(|word| word.chars());
        letters.any(|c| c.is_ascii_digit())
    };
    if one.is_empty() || other.is_empty() || one.concat() == other.concat() {
        return Some(0);
    }
    if has_figure(&one) || has_figure(&other) {
        return None;
    }
    let letters = |words: &[String]| words.concat().chars().count();
    let most = letters(&one).max(letters(&other)) / 6;
    let is_slip = super::titles::distance(&one.concat(), &other.concat(), most.max(1)).is_some();
    Some(match is_slip {
        true => 0,
        false => one.len().max(other.len()),
    })
}

/// The longest row of words that stands in both.
fn common(one: &[(String, Word)], other: &[(String, Word)]) -> Vec<(usize, usize)> {
    let wide = other.len() + 1;
    let mut table = vec![0u16; (one.len() + 1) * wide];
    for a in (0..one.len()).rev() {
        for b in (0..other.len()).rev() {
            table[a * wide + b] = match one[a].0 == other[b].0 {
                true => table[(a + 1) * wide + b + 1] + 1,
                false => table[(a + 1) * wide + b].max(table[a * wide + b + 1]),
            };
        }
    }
    let (mut a, mut b) = (0, 0);
    let mut pairs = Vec::new();
    while a < one.len() && b < other.len() {
        if one[a].0 == other[b].0 {
            pairs.push((a, b));
            (a, b) = (a + 1, b + 1);
        } else if table[(a + 1) * wide + b] >= table[a * wide + b + 1] {
            a += 1;
        } else {
            b += 1;
        }
    }
    pairs
}

fn bare(word: &str) -> String {
    let folded = text::fold(word);
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// FNV-1a: the same in every build, since it is kept.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    })
}

fn mixed(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Word> {
        let words = text.split_whitespace().enumerate().map(|(at, text)| Word {
            text: text.to_owned(),
            rect: Rect::from([50 * at as i32, 0, 50 * at as i32 + 40, 20]),
            confidence: 95,
            line: 0,
        });
        words.collect()
    }

    fn order(person: &str, number: &str) -> Vec<Word> {
        words(&format!(
            "Số: {number}/QĐ-CSĐT Sơn La, ngày 21 tháng 5 năm 2026 QUYẾT ĐỊNH KHỞI TỐ BỊ CAN Căn cứ các điều 36 và 179 Bộ luật Tố \
             tụng hình sự; Căn cứ Quyết định khởi tố vụ án hình sự số 239/QĐ-CSĐT ngày 20/5/2026 của Cơ quan Cảnh sát điều tra; \
             Khởi tố bị can đối với {person} về tội Cố ý làm hư hỏng tài sản quy định tại điểm b khoản 2 Điều 178 Bộ luật Hình sự"
        ))
    }

    #[test]
    fn a_page_read_again_agrees_and_its_slips_do_not_matter() {
        let first = order("Võ Khắc Tùng", "360");
        let mut again = order("Võ Khắc Tùng", "360");
        let slips = [
            ("ĐỊNH", "ĐINH", 95),
            ("tụng", "tung", 95),
            ("Số:", "56:", 40),
        ];
        for (said, read, sure) in slips {
            let word = again.iter_mut().find(|word| word.text == said).unwrap();
            (word.text, word.confidence) = (read.to_owned(), sure);
        }
        assert!(agreeing(&first, &again).is_some_and(|pairs| pairs.len() > 60));
        let prints = [
            print(&first),
            None,
            print(&again),
            print(&words("một hai ba")),
        ];
        assert_eq!(alike(&prints), [(0, 2)]);
    }

    #[test]
    fn orders_of_one_form_for_two_people_are_two_pages() {
        let first = order("Võ Khắc Tùng", "360");
        assert!(agreeing(&first, &order("Hoàng Xuân Dũng", "361")).is_none());
        assert!(
            agreeing(&first, &order("Võ Khắc Tùng", "361")).is_none(),
            "a figure"
        );
        assert!(
            agreeing(&first, &order("Hoàng Xuân Dũng", "360")).is_none(),
            "a name"
        );
    }
}
