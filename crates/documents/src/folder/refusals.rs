//! Vì sao không ký, không ban hành được: one sentence for each refusal.

use criminal::RecordError;

use super::messages as folder;
use crate::issue::IssueError;
use crate::messages;

/// What people read; none for faults of ours.
pub fn sentence(error: &IssueError) -> Option<String> {
    let words = match error {
        IssueError::Already(number) => messages::issued_already(number),
        IssueError::Withdrawn => messages::LOCKED.to_owned(),
        IssueError::SavedSince => messages::SAVED_SINCE.to_owned(),
        IssueError::Gaps(gaps) => messages::gaps_left(gaps),
        IssueError::Unreadable => messages::UNREADABLE.to_owned(),
        IssueError::Stale => messages::STALE.to_owned(),
        IssueError::OtherSigner(signer) => folder::not_the_signer(&signer.name),
        IssueError::NoSigner => messages::NO_SIGNER.to_owned(),
        IssueError::NoReason => messages::REASON_MISSING.to_owned(),
        IssueError::NoRemark => folder::REMARK_MISSING.to_owned(),
        IssueError::NotTheSigner(name) => folder::not_the_signer(name),
        IssueError::NotSubmitted => folder::NOT_SUBMITTED.to_owned(),
        IssueError::BeingSigned => folder::BEING_SIGNED.to_owned(),
        IssueError::NotBegun => folder::NOT_BEGUN.to_owned(),
        IssueError::NotSigned => folder::NOT_SIGNED.to_owned(),
        IssueError::NotIssued => folder::NOT_ISSUED.to_owned(),
        IssueError::Signature(sentence, _) => return sentence.clone(),
        IssueError::Record(RecordError::Unlawful(verdict)) => {
            let all: Vec<&str> = verdict.refusals.iter().map(|one| one.vi.as_str()).collect();
            all.join(" ")
        }
        IssueError::Record(RecordError::Unconfirmed(verdict)) => {
            let all: Vec<&str> = verdict.warnings.iter().map(|one| one.vi.as_str()).collect();
            format!("{} {}", folder::READ_WARNINGS, all.join(" "))
        }
        IssueError::Record(RecordError::Changed(_)) => messages::STALE.to_owned(),
        IssueError::Record(RecordError::Number(criminal::numbers::NumberError::Work(error)))
        | IssueError::Record(RecordError::Work(error))
        | IssueError::Work(error) => match error {
            people::WorkError::Broken(_) => return None,
            error => people::messages::work_refused(error),
        },
        IssueError::Record(RecordError::Number(error)) => criminal::messages::number_refused(error),
    };
    Some(words)
}
