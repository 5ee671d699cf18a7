//! So từng dòng: which line of the file is which line of the draft, also when it was reworded.

use std::collections::HashMap;

/// More pairs than this are not compared one by one.
const MOST_PAIRS: usize = 6_000_000;

/// The longest common subsequence, as pairs of places.
pub fn common<T: PartialEq>(left: &[T], right: &[T]) -> Vec<(usize, usize)> {
    let first = left
        .iter()
        .zip(right)
        .take_while(|(one, other)| one == other)
        .count();
    let (short, long) = (&left[first..], &right[first..]);
    let last = short
        .iter()
        .rev()
        .zip(long.iter().rev())
        .take_while(|(one, other)| one == other)
        .count();
    let (short, long) = (&short[..short.len() - last], &long[..long.len() - last]);
    let mut pairs: Vec<(usize, usize)> = (0..first).map(|at| (at, at)).collect();
    if short.len() * long.len() <= MOST_PAIRS {
        let wide = long.len() + 1;
        let mut best = vec![0_u32; (short.len() + 1) * wide];
        for i in (0..short.len()).rev() {
            for j in (0..long.len()).rev() {
                best[i * wide + j] = match short[i] == long[j] {
                    true => best[(i + 1) * wide + j + 1] + 1,
                    false => best[(i + 1) * wide + j].max(best[i * wide + j + 1]),
                };
            }
        }
        let (mut i, mut j) = (0, 0);
        while i < short.len() && j < long.len() {
            if short[i] == long[j] {
                pairs.push((first + i, first + j));
                (i, j) = (i + 1, j + 1);
            } else if best[(i + 1) * wide + j] >= best[i * wide + j + 1] {
                i += 1;
            } else {
                j += 1;
            }
        }
    }
    let (ends, starts) = (left.len() - last, right.len() - last);
    pairs.extend((0..last).map(|at| (ends + at, starts + at)));
    pairs
}

/// How much two lines have in common, from 0 to 1: words counted twice over the words of both.
pub fn likeness(one: &str, other: &str) -> f32 {
    let mut counts: HashMap<&str, i32> = HashMap::new();
    let mut all = 0;
    for word in one.split_whitespace() {
        *counts.entry(word).or_default() += 1;
        all += 1;
    }
    let mut shared = 0;
    for word in other.split_whitespace() {
        all += 1;
        if let Some(count) = counts.get_mut(word).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    match all {
        0 => 0.0,
        _ => 2.0 * shared as f32 / all as f32,
    }
}

/// Lines alike enough to be one line reworded.
const ALIKE: f32 = 0.34;

/// Pairs of lines of before and after: those that are equal, and between them those most alike, in their order.
/// `is_same` tells of lines known to be one, by a mark.
pub fn lines(
    left: &[String],
    right: &[String],
    is_same: impl Fn(usize, usize) -> bool,
) -> Vec<(usize, usize)> {
    let equal = common(left, right);
    let mut pairs = Vec::new();
    let (mut i, mut j) = (0, 0);
    for (one, other) in equal.into_iter().chain([(left.len(), right.len())]) {
        pairs.extend(alike(left, right, (i, one), (j, other), &is_same));
        if one < left.len() {
            pairs.push((one, other));
        }
        (i, j) = (one + 1, other + 1);
    }
    pairs
}

fn alike(
    left: &[String],
    right: &[String],
    (from, to): (usize, usize),
    (start, end): (usize, usize),
    is_same: &impl Fn(usize, usize) -> bool,
) -> Vec<(usize, usize)> {
    let (many, others) = (to.saturating_sub(from), end.saturating_sub(start));
    if many == 0 || others == 0 || many * others > MOST_PAIRS / 20 {
        return Vec::new();
    }
    let wide = others + 1;
    let mut score = vec![0_f32; many * others];
    let mut best = vec![0_f32; (many + 1) * wide];
    for i in (0..many).rev() {
        for j in (0..others).rev() {
            let found = match is_same(from + i, start + j) {
                true => 1.5,
                false => likeness(&left[from + i], &right[start + j]),
            };
            score[i * others + j] = found;
            let here = match found >= ALIKE {
                true => best[(i + 1) * wide + j + 1] + found,
                false => 0.0,
            };
            best[i * wide + j] = here
                .max(best[(i + 1) * wide + j])
                .max(best[i * wide + j + 1]);
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while i < many && j < others {
        let found = score[i * others + j];
        let here = best[i * wide + j];
        if found >= ALIKE
            && (best[(i + 1) * wide + j + 1] + found - here).abs() < f32::EPSILON * 64.0
        {
            pairs.push((from + i, start + j));
            (i, j) = (i + 1, j + 1);
        } else if best[(i + 1) * wide + j] >= best[i * wide + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(words: &[&str]) -> Vec<String> {
        words.iter().map(|one| (*one).to_owned()).collect()
    }

    #[test]
    fn a_reworded_line_keeps_its_partner_between_equal_ones() {
        let left = all(&[
            "Căn cứ Điều 41;",
            "Xét thấy vụ án còn phải điều tra,",
            "QUYẾT ĐỊNH:",
        ]);
        let right = all(&[
            "Căn cứ Điều 41;",
            "Một dòng mới hẳn.",
            "Xét thấy vụ án phức tạp, còn phải điều tra,",
            "QUYẾT ĐỊNH:",
        ]);
        let pairs = lines(&left, &right, |_, _| false);
        assert_eq!(pairs, [(0, 0), (1, 2), (2, 3)]);
    }

    #[test]
    fn nothing_is_paired_with_a_line_of_other_words() {
        let pairs = lines(&all(&["một hai ba"]), &all(&["bốn năm sáu"]), |_, _| false);
        assert_eq!(pairs, []);
    }
}
