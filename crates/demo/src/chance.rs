//! Ngẫu nhiên có hạt giống: the same seed tells the same stories, with the same ids, on every machine.

use uuid::Uuid;

/// A stream of draws (SplitMix64).
#[derive(Debug, Clone)]
pub struct Chance(u64);

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

fn mixed(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

impl Chance {
    /// A stream of its own for each pair of a seed and a place.
    pub fn new(seed: u64, place: u64) -> Chance {
        // The place is mixed first: neighbours would otherwise draw the same numbers, one draw apart.
        Chance(mixed(seed) ^ mixed(place.wrapping_mul(GOLDEN)))
    }

    /// The next 64 bits.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        mixed(self.0)
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high - low + 1).unwrap_or(1).max(1);
        low + i64::try_from(self.next() % span).unwrap_or(0)
    }

    /// True so many times in a hundred.
    pub fn percent(&mut self, often: i64) -> bool {
        self.between(1, 100) <= often
    }

    /// One of a list.
    ///
    /// # Panics
    /// When the list is empty.
    pub fn one<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let last = i64::try_from(list.len()).unwrap_or(1) - 1;
        &list[usize::try_from(self.between(0, last)).unwrap_or(0)]
    }

    /// A UUIDv7 of an instant.
    pub fn id(&mut self, at_ms: i64) -> Uuid {
        let mut bytes = [0_u8; 10];
        bytes[..8].copy_from_slice(&self.next().to_be_bytes());
        bytes[8..].copy_from_slice(&self.next().to_be_bytes()[..2]);
        uuid::Builder::from_unix_timestamp_millis(u64::try_from(at_ms).unwrap_or(0), &bytes)
            .into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_and_place_give_the_same_ids_and_others_do_not() {
        let id = |seed, place| Chance::new(seed, place).id(1_700_000_000_000);
        assert_eq!(id(7, 1), id(7, 1));
        assert_ne!(id(7, 1), id(7, 2));
        assert_ne!(id(7, 1), id(8, 1));
        assert_eq!(id(7, 1).get_version_num(), 7);
    }

    #[test]
    fn the_streams_of_neighbours_share_no_draw() {
        let mut seen = std::collections::BTreeSet::new();
        for place in 0..200 {
            let mut chance = Chance::new(20_260_301, place);
            assert!(
                (0..200).all(|_| seen.insert(chance.next())),
                "the stream of {place} repeats another's"
            );
        }
    }

    #[test]
    fn a_draw_stays_between_its_ends_and_reaches_both() {
        let mut chance = Chance::new(1, 1);
        let drawn: Vec<i64> = (0..200).map(|_| chance.between(3, 5)).collect();
        assert!(drawn.iter().all(|n| (3..=5).contains(n)));
        assert!((3..=5).all(|n| drawn.contains(&n)));
    }
}
