//! Việc chạy nền in cả bộ: forms counted one by one, then set or written; begun again after a kill it counts anew. Old prints then go.

use std::future::Future;
use std::pin::Pin;

use jobs::{Handler, Job, Steps, Trouble};
use shell::App;
use uuid::Uuid;

use super::gathering::gather;
use super::order::{self, Print, Shape};
use super::{press, retention};
use crate::background::{again, must_be_in_force};
use crate::messages;

/// The kind of job.
pub const KIND: &str = "statistics.print";

/// Prints a whole set.
pub struct PrintJob(App);

impl PrintJob {
    /// The handler of a program.
    pub fn new(app: &App) -> PrintJob {
        PrintJob(app.clone())
    }
}

impl Handler for PrintJob {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn run<'a>(
        &'a self,
        job: &'a Job,
        steps: &'a Steps,
    ) -> Pin<Box<dyn Future<Output = Result<(), Trouble>> + Send + 'a>> {
        Box::pin(async move {
            let Ok(id) = job.subject.parse::<Uuid>() else {
                return Ok(());
            };
            match order::by_id(self.0.db(), id).await? {
                Some(print) if print.is_waiting() => make(&self.0, &print, steps).await?,
                _ => {}
            }
            // Each print that is made lets the old ones go: what is kept does not grow.
            retention::sweep(&self.0).await?;
            Ok(())
        })
    }
}

async fn make(app: &App, print: &Print, steps: &Steps) -> Result<(), Trouble> {
    must_be_in_force(app).await?;
    let Some(order) = print.order() else {
        return Err(Trouble::Final(messages::SET_UNREADABLE.to_owned()));
    };
    let binding = gather(app, &order, steps).await?;
    let total = binding.sheets.len() + 1;
    let said = match order.shape {
        Shape::Pdf => "Đang dàn trang",
        Shape::Xlsx => "Đang ghi tệp Excel",
    };
    steps.report(total - 1, total, said).await?;
    let press = press(app);
    let made = tokio::task::spawn_blocking(move || match order.shape {
        Shape::Pdf => press
            .binder_pdf(&binding.binder())
            .map_err(|fault| fault.to_string()),
        Shape::Xlsx => binding.workbook().map_err(|fault| fault.to_string()),
    });
    let bytes = made.await.map_err(again)?.map_err(again)?;
    let file = app
        .files()
        .put(retention::wrapped(print.id, &bytes))
        .await
        .map_err(again)?;
    order::made(app.db(), print, &file.to_string(), app.now_ms()).await?;
    steps.report(total, total, "Đã lập xong").await
}
