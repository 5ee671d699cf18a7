//! Ngẫu nhiên mà lặp lại được: the same seed draws the same pages and words in every run.

/// A small generator (xorshift).
pub struct Chance(u64);

impl Chance {
    /// From a seed that is not 0.
    pub fn new(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// The next number.
    pub fn draw(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// One of a list.
    pub fn one(&mut self, list: &[&'static str]) -> &'static str {
        let at = usize::try_from(self.draw() % list.len().max(1) as u64).unwrap_or(0);
        list.get(at).copied().unwrap_or_default()
    }
}
