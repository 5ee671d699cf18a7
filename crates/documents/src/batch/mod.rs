//! Lập hàng loạt: one form for many accused or matters, a draft of its own for each, made by a job that goes on after a kill.
//!
//! | to | look in |
//! |---|---|
//! | find whom the form is due for | [`candidates`] |
//! | keep a batch and its lines | [`store`] |
//! | make the drafts and the PDFs | [`job`] |
//! | hand the drafts to their signers | [`submission`] |
//! | see the pages | `screens` |

pub mod candidates;
pub mod job;
pub(crate) mod screens;
pub mod store;
pub mod submission;

use people::{Right, Work, WorkError};
use uuid::Uuid;

use crate::rules::Template;

/// Lines of one batch.
pub const MOST: usize = 2_000;

/// Nobody was chosen.
pub const NOBODY: &str = "Hãy chọn ít nhất một người hoặc một hồ sơ.";
/// More than a batch holds.
pub const TOO_MANY: &str = "Một đợt lập tối đa 2.000 văn bản. Hãy chọn bớt và lập thành nhiều đợt.";
/// The matter may not be drafted for.
pub const NOT_YOURS: &str = "Bạn không được soạn văn bản cho hồ sơ này.";
/// The matter is gone.
pub const NO_MATTER: &str = "Không tìm thấy hồ sơ này.";
/// The person is not in the matter.
pub const NO_PERSON: &str = "Hồ sơ không có người này. Hãy mở hồ sơ để kiểm tra.";
/// The form is made for one person each.
pub const CHOOSE_PERSON: &str =
    "Mẫu lập cho từng người mà hồ sơ có nhiều bị can. Hãy chọn từng người.";
/// A draft of the form is there.
pub const THERE: &str = "Hồ sơ đã có bản nháp của mẫu này; dùng bản nháp ấy.";
/// Whoever asked for the batch holds no post any more.
pub const NO_POST: &str =
    "Người lập đợt này không còn giữ chức vụ đã dùng khi lập, nên việc dừng lại.";
/// Whoever handed the batch in holds no post any more.
pub const NO_POST_TO_SUBMIT: &str = "Người trình đợt này không còn giữ chức vụ đã dùng khi trình, nên việc dừng lại. Hãy bấm Trình ký lại.";
/// Every draft was handed in before, issued or put away.
pub const NOTHING_TO_SUBMIT: &str =
    "Không còn bản nháp nào của đợt này để trình: đã trình, đã ký hoặc đã bỏ.";
/// The batch is still being worked at.
pub const STILL_WORKING: &str = "Đợt này đang được xử lý. Hãy đợi xong rồi trình.";
/// A fault of ours, told with the line it happened to.
pub const FAILED: &str =
    "Chưa trình được do hệ thống gặp trục trặc; bản nháp còn nguyên. Hãy thử lại.";

/// Gửi một đợt: kept with its lines and queued, in the caller's transaction.
pub async fn begin(
    work: &Work,
    template: &Template,
    chosen: &[candidates::Candidate],
) -> Result<Uuid, WorkError> {
    work.require_for(
        Right::DocumentsDraft,
        &work.actor.unit,
        &[work.actor.person],
    )
    .await?;
    if chosen.is_empty() {
        return Err(WorkError::invalid("who", NOBODY));
    }
    if chosen.len() > MOST {
        return Err(WorkError::invalid("who", TOO_MANY));
    }
    let id = Uuid::now_v7();
    store::insert(work, id, template, chosen).await?;
    let job = jobs::NewJob {
        kind: job::KIND,
        subject: id.to_string(),
        payload: String::new(),
        title: format!("Lập {} văn bản: {}", chosen.len(), template.name_vi),
        unit: work.actor.unit.clone(),
        asked_by: Some(work.actor.person),
        priority: 120,
    };
    jobs::queue(&work.tx, job).await?;
    work.note(
        "document.batch_asked",
        "batch",
        id,
        &format!("{} {}", template.form, chosen.len()),
    )
    .await?;
    Ok(id)
}
