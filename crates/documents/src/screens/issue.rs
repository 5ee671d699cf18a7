//! Ban hành, thu hồi: the buttons; a refusal shows the page again with everything still there.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use criminal::RecordError;
use people::Right;
use shell::{Alert, Form, Page, Problem, Told, Tone, Visit};
use uuid::Uuid;

use super::draft::page;
use super::held;
use super::side::{Answer, told};
use crate::draft::Draft;
use crate::folder::messages as folder;
use crate::issue::{self as act, IssueError};
use crate::{messages, paper, press};

/// Ban hành.
pub async fn issue(visit: Visit, Path(id): Path<Uuid>, form: Form) -> Result<Response, Problem> {
    let before = held(&visit, id).await?;
    before.require(&visit, Right::DocumentsIssue)?;
    let version = form.get("version").parse().unwrap_or(0);
    let units = visit.app.units().units().await?;
    let work = visit.begin().await?;
    let done = act::issue(
        &work,
        (visit.app.files(), &press::of(&visit.app)),
        &units,
        id,
        version,
        form.is_ticked("confirmed"),
    )
    .await;
    let told = Told::to(format!("/documents/{id}"));
    match done {
        Ok(number) => {
            work.commit().await?;
            Ok(told.good(messages::issued(&number)).into_response())
        }
        Err(IssueError::Already(number)) => {
            work.rollback().await?;
            Ok(told
                .say(Tone::Info, messages::issued_already(&number))
                .into_response())
        }
        Err(IssueError::OtherSigner(signer)) => {
            work.rollback().await?;
            let work = visit.begin().await?;
            act::take_over(&work, &before.draft, signer).await?;
            work.commit().await?;
            let now = held(&visit, id).await?;
            let said = messages::signer_changed(
                &before.draft.signer_name,
                &signature_vi(&now.draft, visit.today),
            );
            Ok(told.say(Tone::Warning, said).into_response())
        }
        Err(error) => {
            work.rollback().await?;
            let (answer, status) = refusal(&visit, error)?;
            let now = held(&visit, id).await?;
            let shown = page(&visit, &now, answer).await?;
            Ok((status, Page(shown)).into_response())
        }
    }
}

/// "KT. VIỆN TRƯỞNG, PHÓ VIỆN TRƯỞNG": what stands above the signature.
fn signature_vi(draft: &Draft, today: chrono::NaiveDate) -> String {
    let lines = paper::form(&draft.form, today).map(|template| {
        let filled = paper::compose(draft, template, today).filled;
        filled.document.closing.signature.title_lines
    });
    lines.unwrap_or_default().join(", ")
}

/// Thu hồi.
pub async fn withdraw(visit: Visit, Path(id): Path<Uuid>, form: Form) -> Result<Response, Problem> {
    let work = visit.begin().await?;
    let done = act::withdraw(&work, id, form.get("reason")).await;
    match done {
        Ok(()) => {
            work.commit().await?;
            Ok(Told::to(format!("/documents/{id}"))
                .good("Đã thu hồi văn bản.")
                .into_response())
        }
        Err(error) => {
            work.rollback().await?;
            let (answer, status) = refusal(&visit, error)?;
            let now = held(&visit, id).await?;
            let shown = page(&visit, &now, answer).await?;
            Ok((status, Page(shown)).into_response())
        }
    }
}

/// What is told on the page; what is no answer to the button goes on as a problem.
pub(crate) fn refusal(visit: &Visit, error: IssueError) -> Result<(Answer, StatusCode), Problem> {
    let one = |sentence: String| vec![Alert::new(Tone::Danger, sentence)];
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    let mut asks_confirmation = false;
    let alerts = match error {
        IssueError::Already(number) => one(messages::issued_already(&number)),
        IssueError::Withdrawn => one(messages::LOCKED.to_owned()),
        IssueError::SavedSince => {
            status = StatusCode::CONFLICT;
            one(messages::SAVED_SINCE.to_owned())
        }
        IssueError::Gaps(gaps) => one(messages::gaps_left(&gaps)),
        IssueError::Unreadable => one(messages::UNREADABLE.to_owned()),
        IssueError::Stale => {
            status = StatusCode::CONFLICT;
            one(messages::STALE.to_owned())
        }
        IssueError::OtherSigner(_) | IssueError::NoSigner => one(messages::NO_SIGNER.to_owned()),
        IssueError::NoReason => one(messages::REASON_MISSING.to_owned()),
        IssueError::NoRemark => one(folder::REMARK_MISSING.to_owned()),
        IssueError::NotTheSigner(name) => one(folder::not_the_signer(&name)),
        IssueError::NotSubmitted => one(folder::NOT_SUBMITTED.to_owned()),
        IssueError::BeingSigned => one(folder::BEING_SIGNED.to_owned()),
        IssueError::NotBegun => one(folder::NOT_BEGUN.to_owned()),
        IssueError::NotSigned => one(folder::NOT_SIGNED.to_owned()),
        IssueError::NotIssued => one(folder::NOT_ISSUED.to_owned()),
        IssueError::Signature(Some(sentence), _) => one(sentence),
        IssueError::Signature(None, cause) => return Err(Problem::failed(cause)),
        IssueError::Record(RecordError::Unlawful(verdict)) => {
            let refusals = verdict
                .refusals
                .iter()
                .map(|found| told(Tone::Danger, found));
            refusals
                .chain(
                    verdict
                        .warnings
                        .iter()
                        .map(|found| told(Tone::Warning, found)),
                )
                .collect()
        }
        IssueError::Record(RecordError::Unconfirmed(verdict)) => {
            asks_confirmation = true;
            verdict
                .warnings
                .iter()
                .map(|found| told(Tone::Warning, found))
                .collect()
        }
        IssueError::Record(RecordError::Changed(facts)) => {
            status = StatusCode::CONFLICT;
            let law = visit.app.law();
            let mut alert = Alert::new(Tone::Info, messages::STALE);
            for fact in &facts {
                let name = law
                    .acts
                    .get(&fact.kind)
                    .map_or(fact.kind.as_str(), |act| act.short_vi.as_str());
                alert = alert.detail(format!("{name}, {}", fact.effective.vi()));
            }
            vec![alert]
        }
        IssueError::Record(RecordError::Number(error)) => match error {
            criminal::numbers::NumberError::Work(error) => return refused_work(error),
            other => one(criminal::messages::number_refused(&other)),
        },
        IssueError::Record(RecordError::Work(error)) | IssueError::Work(error) => {
            return refused_work(error);
        }
    };
    Ok((
        Answer {
            alerts,
            asks_confirmation,
        },
        status,
    ))
}

fn refused_work(error: people::WorkError) -> Result<(Answer, StatusCode), Problem> {
    use people::WorkError;
    if !matches!(
        error,
        WorkError::Invalid { .. } | WorkError::Unlawful(_) | WorkError::ChangedMeanwhile
    ) {
        return Err(error.into());
    }
    let alert = Alert::new(Tone::Danger, people::messages::work_refused(&error));
    Ok((
        Answer {
            alerts: vec![alert],
            asks_confirmation: false,
        },
        StatusCode::UNPROCESSABLE_ENTITY,
    ))
}
