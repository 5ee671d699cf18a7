//! Việc chạy nền của bàn làm việc: the ladder is looked at every hour, the digests are made every morning, letters go out
//! after them, and clocks are computed again after a change.

use std::{future::Future, pin::Pin, sync::Arc};

use chrono::NaiveDate;
use jobs::{Handler, Job, NewJob, Steps, Trouble};
use law::Law;
use people::WorkError;
use shell::{App, vi_date};
use uuid::Uuid;

use crate::{
    digest::{kept, mail::Mailer, make::Morning},
    escalation::raise::raise,
    messages, moved,
    rounds::{DIGEST, LADDER, MAIL, once},
};

/// The kind of the job that computes clocks again.
pub const RECOMPUTE: &str = "desk.recompute";
/// Digests are kept so many days.
const KEPT_DAYS: i64 = 90;

type Running<'a> = Pin<Box<dyn Future<Output = Result<(), Trouble>> + Send + 'a>>;

/// Rà thang cảnh báo.
pub struct LadderRound(pub App);

impl Handler for LadderRound {
    fn kind(&self) -> &'static str {
        LADDER
    }

    fn run<'a>(&'a self, _: &'a Job, steps: &'a Steps) -> Running<'a> {
        Box::pin(async move {
            let raised = raise(&self.0).await.map_err(again)?;
            steps.report(1, 1, &messages::round_done(raised)).await
        })
    }
}

/// Lập bản tin buổi sáng.
pub struct MorningDigest(pub App);

impl Handler for MorningDigest {
    fn kind(&self) -> &'static str {
        DIGEST
    }

    fn run<'a>(&'a self, job: &'a Job, steps: &'a Steps) -> Running<'a> {
        Box::pin(async move {
            let app = &self.0;
            let day = day_of(job)?;
            if day != app.today() {
                return steps.report(0, 0, messages::MORNING_PAST).await;
            }
            // What was raised belongs into the digest of the same morning.
            raise(app).await.map_err(again)?;
            let morning = Morning::of(app).await.map_err(again)?;
            let people = morning.people();
            for (at, person) in people.iter().enumerate() {
                morning.tell(app, *person).await.map_err(again)?;
                if at % 20 == 0 {
                    steps
                        .report(at, people.len(), messages::MAKING_DIGESTS)
                        .await?;
                }
            }
            kept::forget_before(app.db(), day - chrono::TimeDelta::days(KEPT_DAYS)).await?;
            if app.settings().mail.is_some() {
                once(
                    app,
                    MAIL,
                    &day.to_string(),
                    &day.to_string(),
                    messages::mail_job(day),
                )
                .await?;
            }
            steps
                .report(
                    people.len(),
                    people.len(),
                    &messages::digests_made(people.len()),
                )
                .await
        })
    }
}

/// Gửi bản tin bằng thư điện tử.
pub struct MorningMail(pub App);

impl Handler for MorningMail {
    fn kind(&self) -> &'static str {
        MAIL
    }

    fn run<'a>(&'a self, job: &'a Job, steps: &'a Steps) -> Running<'a> {
        Box::pin(async move {
            let day = day_of(job)?;
            let Some(settings) = &self.0.settings().mail else {
                return steps.report(0, 0, messages::NO_MAIL).await;
            };
            if day != self.0.today() {
                return steps.report(0, 0, messages::MORNING_PAST).await;
            }
            let mailer = Mailer::try_new(settings).map_err(|fault| {
                tracing::error!(%fault, "letters cannot be sent");
                Trouble::Final(messages::MAIL_SETTINGS.to_owned())
            })?;
            let sent = mailer.send_all(self.0.db(), day, steps).await?;
            steps.report(sent, sent, &messages::mailed(sent)).await
        })
    }
}

/// Tính lại thời hạn, under the office's calendar and this law.
pub struct Recompute(pub App, pub Arc<Law>);

impl Handler for Recompute {
    fn kind(&self) -> &'static str {
        RECOMPUTE
    }

    fn run<'a>(&'a self, job: &'a Job, steps: &'a Steps) -> Running<'a> {
        Box::pin(async move {
            let change: Uuid = job
                .payload
                .parse()
                .map_err(|_| Trouble::Final(messages::NO_SUCH_CHANGE.to_owned()))?;
            let law = in_force(&self.0, &self.1).await?;
            moved::run::go(&self.0, &law, change, steps).await.map(drop)
        })
    }
}

/// `base` under the calendar as the database has it: another process may have changed it a moment ago.
pub async fn in_force(app: &App, base: &Law) -> Result<Arc<Law>, Trouble> {
    shell::office_law(app.db(), base)
        .await
        .map_err(|problem| Trouble::Again(format!("the calendar cannot be read: {problem:?}")))
}

/// Every handler of the desk.
pub fn handlers(app: &App) -> Vec<Arc<dyn Handler>> {
    vec![
        Arc::new(LadderRound(app.clone())),
        Arc::new(MorningDigest(app.clone())),
        Arc::new(MorningMail(app.clone())),
        Arc::new(Recompute(app.clone(), Law::embedded().clone())),
    ]
}

/// A job for a day or an hour.
pub(crate) fn new_job(kind: &'static str, key: &str, payload: &str, title: String) -> NewJob {
    NewJob {
        kind,
        subject: format!("{kind}:{key}"),
        payload: payload.to_owned(),
        title,
        unit: String::new(),
        asked_by: None,
        priority: 50,
    }
}

fn day_of(job: &Job) -> Result<NaiveDate, Trouble> {
    job.payload
        .parse()
        .map_err(|_| Trouble::Final(messages::no_day(&job.payload)))
}

fn again(error: WorkError) -> Trouble {
    Trouble::Again(error.to_string())
}

/// Tên việc của một buổi sáng.
pub(crate) fn morning_title(day: NaiveDate) -> String {
    format!("Bản tin thời hạn ngày {}", vi_date(day))
}
