//! Tính lại thời hạn hình sự khi lịch nghỉ thay đổi: the criminal area's clocks, told to the shell in its words.

use std::{future::Future, pin::Pin};

use ::law::Law;
use chrono::NaiveDate;
use people::{Work, WorkError};
use shell::{Moved, Recompute};

/// The clocks of the criminal area.
pub struct Criminal;

impl Recompute for Criminal {
    fn recompute<'a>(
        &'a self,
        work: &'a Work,
        _before: &'a Law,
        after: &'a Law,
        _days: &'a [NaiveDate],
    ) -> Pin<Box<dyn Future<Output = Result<Vec<Moved>, WorkError>> + Send + 'a>> {
        Box::pin(async move {
            let mut told = Vec::new();
            for clock in criminal::recompute_open(work, after).await? {
                let (Some(was), Some(is)) = (clock.was, clock.is) else {
                    continue;
                };
                let head = criminal::head(&work.tx, clock.matter).await?;
                let title = head.map(|head| head.title).unwrap_or_default();
                told.push(Moved {
                    what: format!("{title} – {}", clock.rule_vi),
                    before: was,
                    after: is,
                    href: format!("/criminal/matters/{}", clock.matter),
                    people: clock.prosecutor.into_iter().collect(),
                });
            }
            Ok(told)
        })
    }
}
