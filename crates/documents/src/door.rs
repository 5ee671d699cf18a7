//! Cửa của mảng hình sự: what a matter's page shows of its documents.

use criminal::doors::{Answer, Paper, Papers};
use db::Db;
use uuid::Uuid;

use crate::draft::{self, Draft};
use crate::rules::Templates;

/// Văn bản của hồ sơ; put into the program as `PapersDoor(Arc::new(DocumentShelf))`.
#[derive(Debug, Clone, Copy, Default)]
pub struct DocumentShelf;

impl Papers for DocumentShelf {
    fn of<'a>(&'a self, db: &'a Db, matter: Uuid) -> Answer<'a, Vec<Paper>> {
        Box::pin(async move {
            let all = draft::of_matter(db, matter).await?;
            let shown = all
                .into_iter()
                .filter(|one| one.state != "withdrawn" || one.number.is_some());
            Ok(shown
                .map(|one| Paper {
                    title: format!("{} – {}", one.title, one.about),
                    state: state_vi(&one),
                    href: format!("/documents/{}", one.id),
                })
                .collect())
        })
    }

    fn has_form(&self, form: &str) -> bool {
        Templates::in_use()
            .all()
            .any(|template| template.form == form)
    }
}

/// "Bản nháp", "Đã ban hành số 116/QĐ-VKSKV3".
pub(crate) fn state_vi(draft: &Draft) -> String {
    match (draft.state.as_str(), draft.number.as_deref()) {
        ("draft", _) => "Bản nháp".to_owned(),
        ("submitted", _) => "Đã trình ký".to_owned(),
        ("signing", _) => "Đang ký".to_owned(),
        ("replaced", Some(number)) => format!("Đã được thay thế, số {number}"),
        ("replaced", None) => "Đã được thay thế".to_owned(),
        ("issued", Some(number)) => format!("Đã ban hành số {number}"),
        ("issued", None) => "Đã lập, ký".to_owned(),
        (_, Some(number)) => format!("Đã thu hồi, số {number} đã hủy"),
        (_, None) => "Đã bỏ".to_owned(),
    }
}
