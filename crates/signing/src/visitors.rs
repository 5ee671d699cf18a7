//! Giới hạn số lần hỏi của trang công khai: so much from one address, so much from all, in ten minutes.

use std::{collections::HashMap, sync::Mutex};

const WINDOW_MS: i64 = 10 * 60_000;
/// Questions from one address; comparing a file counts as several.
const FROM_ONE: u32 = 60;
/// Questions from everybody: the page never takes the office's machine from its people.
const FROM_ALL: u32 = 3_000;

/// Who has asked how often.
#[derive(Debug, Default)]
pub(crate) struct Visitors(Mutex<Asked>);

#[derive(Debug, Default)]
struct Asked {
    since: i64,
    all: u32,
    by_address: HashMap<String, u32>,
}

impl Visitors {
    /// Whether one more question may be asked now; if so it counts.
    pub fn may_ask(&self, address: &str, now_ms: i64, cost: u32) -> bool {
        let mut asked = match self.0.lock() {
            Ok(asked) => asked,
            Err(poisoned) => poisoned.into_inner(),
        };
        if !(0..WINDOW_MS).contains(&(now_ms - asked.since)) {
            *asked = Asked {
                since: now_ms,
                ..Asked::default()
            };
        }
        let own = asked.by_address.get(address).copied().unwrap_or(0);
        if own + cost > FROM_ONE || asked.all + cost > FROM_ALL {
            return false;
        }
        asked.all += cost;
        asked.by_address.insert(address.to_owned(), own + cost);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_is_stopped_and_others_are_not_until_the_next_ten_minutes() {
        let visitors = Visitors::default();
        for _ in 0..FROM_ONE {
            assert!(visitors.may_ask("192.0.2.0/24", 1_000, 1));
        }
        assert!(!visitors.may_ask("192.0.2.0/24", 2_000, 1));
        assert!(visitors.may_ask("198.51.100.0/24", 2_000, 5));
        assert!(visitors.may_ask("192.0.2.0/24", 1_000 + WINDOW_MS, 1));
    }

    #[test]
    fn all_together_are_stopped_too() {
        let visitors = Visitors::default();
        let mut let_in = 0;
        for at in 0..FROM_ALL + 10 {
            let_in += u32::from(visitors.may_ask(&format!("address {at}"), 0, 1));
        }
        assert_eq!(let_in, FROM_ALL);
    }
}
