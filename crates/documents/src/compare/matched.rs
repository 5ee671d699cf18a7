//! Chỗ trùng nhau: the longest common order of two lists.

/// More comparisons than this are not made: what is left in the middle then counts as wholly changed.
const MOST: usize = 6_000_000;

/// The places that stand in both lists in the same order, as pairs of places.
pub(super) fn matched<T: PartialEq>(before: &[T], after: &[T]) -> Vec<(usize, usize)> {
    let head = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let (old, new) = (&before[head..], &after[head..]);
    let tail = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (old, new) = (&old[..old.len() - tail], &new[..new.len() - tail]);
    let mut pairs: Vec<(usize, usize)> = (0..head).map(|at| (at, at)).collect();
    pairs.extend(
        middle(old, new)
            .into_iter()
            .map(|(a, b)| (a + head, b + head)),
    );
    let (left, right) = (head + old.len(), head + new.len());
    pairs.extend((0..tail).map(|at| (left + at, right + at)));
    pairs
}

fn middle<T: PartialEq>(old: &[T], new: &[T]) -> Vec<(usize, usize)> {
    if old.is_empty() || new.is_empty() || old.len().saturating_mul(new.len()) > MOST {
        return Vec::new();
    }
    // How long the common order is from each pair of places on.
    let wide = new.len() + 1;
    let mut longest = vec![0u32; (old.len() + 1) * wide];
    for a in (0..old.len()).rev() {
        for b in (0..new.len()).rev() {
            longest[a * wide + b] = match old[a] == new[b] {
                true => longest[(a + 1) * wide + b + 1] + 1,
                false => longest[(a + 1) * wide + b].max(longest[a * wide + b + 1]),
            };
        }
    }
    let (mut a, mut b) = (0, 0);
    let mut pairs = Vec::new();
    while a < old.len() && b < new.len() {
        if old[a] == new[b] {
            pairs.push((a, b));
            (a, b) = (a + 1, b + 1);
        } else if longest[(a + 1) * wide + b] >= longest[a * wide + b + 1] {
            a += 1;
        } else {
            b += 1;
        }
    }
    pairs
}
