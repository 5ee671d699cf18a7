//! Chuẩn bị ảnh trang: upright, straight, small enough to turn at once.

use std::sync::Arc;

use db::{Sql, args};
use futures::{FutureExt as _, future::BoxFuture};
use jobs::{Handler, Job, Steps, Trouble};
use scan::{Prepared, Stack};

use super::{Desk, PREPARE, Stretch, trouble};
use crate::{
    file::file,
    page::{PageRow, pages_between},
};

/// The job.
pub(super) struct Prepare(pub Desk);

impl Handler for Prepare {
    fn kind(&self) -> &'static str {
        PREPARE
    }

    fn run<'a>(&'a self, job: &'a Job, steps: &'a Steps) -> BoxFuture<'a, Result<(), Trouble>> {
        self.prepare(job, steps).boxed()
    }
}

impl Prepare {
    async fn prepare(&self, job: &Job, steps: &Steps) -> Result<(), Trouble> {
        let stretch = Stretch::of(job)?;
        let db = self.0.app.db();
        let Some(file) = file(db, stretch.file)
            .await?
            .filter(|file| file.state != "withheld")
        else {
            return Ok(());
        };
        let pages = pages_between(db, file.id, stretch.first, stretch.last).await?;
        let waiting: Vec<PageRow> = pages
            .into_iter()
            .filter(|page| page.status == "waiting")
            .collect();
        if waiting.is_empty() {
            return Ok(());
        }
        let mut done = stretch.len().saturating_sub(waiting.len());
        let stack = self.0.stack(&file.source).await?;
        for page in waiting {
            let note = format!("Đang chuẩn bị ảnh trang {}", page.no);
            steps.report(done, stretch.len(), &note).await?;
            self.0.make_picture(&stack, &page).await?;
            done += 1;
        }
        steps
            .report(done, stretch.len(), "Đã có ảnh các trang")
            .await
    }
}

impl Desk {
    /// Makes the picture of a waiting page and keeps it; a damaged page says so and does not stop the others.
    pub(super) async fn make_picture(
        &self,
        stack: &Arc<Stack>,
        page: &PageRow,
    ) -> Result<(), Trouble> {
        let stack = stack.clone();
        let (engines, number) = (
            self.engines.clone(),
            usize::try_from(page.file_page).unwrap_or(0),
        );
        let known = page.turned_by.map(|_| page.turn());
        let made = tokio::task::spawn_blocking(move || match stack.page(number) {
            Err(error) => Ok(Err(error)),
            Ok(image) => match known {
                Some(turn) => Ok(Ok(Prepared::again(image, turn))),
                None => engines.with(|reader| reader.prepare(image)).map(Ok),
            },
        });
        match made.await.map_err(trouble)?.map_err(trouble)? {
            Ok(prepared) => self.keep_picture(page, prepared).await,
            Err(error) => self.give_up(page, &error.to_string()).await,
        }
    }

    async fn keep_picture(&self, page: &PageRow, prepared: Prepared) -> Result<(), Trouble> {
        let picture = self
            .files
            .put(prepared.jpeg)
            .await
            .map_err(trouble)?
            .to_string();
        let thumb = self
            .files
            .put(prepared.thumbnail)
            .await
            .map_err(trouble)?
            .to_string();
        let degrees = f64::from(prepared.turn.degrees);
        self.app
            .db()
            .exec(
                "UPDATE casefile_page SET status = 'shown', reason = '', revision = revision + 1, picture = $1, thumb = $2,
                        w = $3, h = $4, quarters = $5, degrees = $6, blank = $7, changed_at = $11
                  WHERE unit_id = $8 AND id = $9 AND status = 'waiting' AND (turned_by IS NULL OR quarters = $10)",
                args![
                    picture,
                    thumb,
                    prepared.width,
                    prepared.height,
                    prepared.turn.quarters,
                    degrees,
                    prepared.blank,
                    &page.unit_id,
                    page.id,
                    page.quarters,
                    self.app.now_ms()
                ],
            )
            .await?;
        Ok(())
    }

    /// A page that cannot be shown or read, and why.
    pub(super) async fn give_up(&self, page: &PageRow, reason: &str) -> Result<(), Trouble> {
        self.app
            .db()
            .exec(
                "UPDATE casefile_page SET status = 'failed', reason = $1, revision = revision + 1, needs_person = TRUE, changed_at = $4
                  WHERE unit_id = $2 AND id = $3",
                args![reason, &page.unit_id, page.id, self.app.now_ms()],
            )
            .await?;
        Ok(())
    }
}
