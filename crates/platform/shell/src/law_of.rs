//! Pháp luật dưới lịch nghỉ của cơ quan: the law inside the program, with the days the office entered.

use std::sync::Arc;

use db::Sql;
use law::Law;
use people::calendar;

use crate::Problem;

/// The law under the office's calendar, as it stands in the database.
pub async fn office_law(db: &impl Sql, base: &Law) -> Result<Arc<Law>, Problem> {
    let entries = calendar::entries(db).await?;
    let stamp = calendar::stamp(db).await?;
    let calendar =
        calendar::calendar_of(&base.calendar, &entries, stamp).map_err(Problem::failed)?;
    Ok(Arc::new(base.with_calendar(calendar)))
}
