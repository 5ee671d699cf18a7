//! Tình hình gửi báo cáo: which unit below has which state for a period, at this moment.

use db::{Db, Result};
use people::Units;

use super::joining;
use super::set::{self, Set, State};
use crate::Period;

/// Một đơn vị cấp dưới.
#[derive(Debug)]
pub struct Standing {
    /// The unit.
    pub unit: String,
    /// Its name.
    pub name: String,
    /// Its newest set; none while its figures run.
    pub set: Option<Set>,
    /// How often it was returned.
    pub returned: usize,
    /// Of those below it: sent, all.
    pub below: Option<(usize, usize)>,
}

impl Standing {
    /// Trạng thái, in words.
    pub fn state_vi(&self) -> &'static str {
        match &self.set {
            None => "Chưa chốt",
            Some(set) if set.standing() == State::Sent && set.is_provisional => {
                "Đã gửi số liệu tạm tính"
            }
            Some(set) if set.origin == "package" && set.standing() == State::Sent => {
                "Đã nhận bằng gói tệp"
            }
            Some(set) if set.standing() == State::Dropped => "Chưa chốt (đã bỏ chốt lần trước)",
            Some(set) => set.standing().name_vi(),
        }
    }

    /// Sent for good.
    pub fn is_sent(&self) -> bool {
        self.set.as_ref().is_some_and(Set::is_final)
    }
}

/// The units directly below a unit.
pub async fn of(db: &Db, units: &Units, unit: &str, period: &Period) -> Result<Vec<Standing>> {
    let day = period.last_day();
    let mut out = Vec::new();
    for child in joining::senders(units, unit, day) {
        let mut one = one(db, units, &child.key, period).await?;
        one.name = people::units::shortened(&child.name);
        let under = joining::senders(units, &child.key, day);
        if !under.is_empty() {
            let mut sent = 0;
            for region in &under {
                sent += usize::from(self::one(db, units, &region.key, period).await?.is_sent());
            }
            one.below = Some((sent, under.len()));
        }
        out.push(one);
    }
    Ok(out)
}

async fn one(db: &Db, units: &Units, unit: &str, period: &Period) -> Result<Standing> {
    let is_tree = joining::joins(units, unit, period.last_day());
    let all = set::of_period(db, unit, period.from_at(), period.to_at()).await?;
    let mut sets: Vec<Set> = all
        .into_iter()
        .filter(|set| set.is_tree == is_tree)
        .collect();
    let returned = sets.iter().filter(|set| set.returned_at.is_some()).count();
    let newest = (!sets.is_empty()).then(|| sets.remove(0));
    Ok(Standing {
        unit: unit.to_owned(),
        name: String::new(),
        set: newest,
        returned,
        below: None,
    })
}
