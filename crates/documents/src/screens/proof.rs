//! Kiểm tra chữ ký của văn bản đã ban hành: what the signatures on the kept file are worth now, and the code and square by which outsiders ask.

use askama::Template;
use axum::extract::Path;
use shell::{Frame, Page, Problem, Visit};
use signing::{Judgement, check, codes};
use uuid::Uuid;

use super::shown;
use crate::folder::hand::{self, SIGN};
use crate::messages;

#[derive(Template)]
#[template(path = "screens/proof.html")]
pub struct ProofPage {
    frame: Frame,
    facts: Vec<(&'static str, String)>,
    code: Option<String>,
    address: Option<String>,
    square: String,
    judged: Judgement,
}

/// The page.
pub async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Page<ProofPage>, Problem> {
    let held = shown(&visit, id).await?;
    let draft = &held.draft;
    let Some(pdf) = draft.pdf.as_deref() else {
        return Err(Problem::NotFound(messages::NO_FILE.to_owned()));
    };
    let file = hand::file(&visit.app, pdf)
        .await
        .map_err(|_| Problem::NotFound(messages::NO_FILE.to_owned()))?;
    let report = check::judge(&visit.app, file).await?;
    let code = codes::of(visit.app.db(), SIGN, id)
        .await?
        .map(|one| one.code);
    let address = code
        .as_deref()
        .and_then(|code| codes::address(&visit.app, code));
    let square = match &address {
        Some(address) => codes::qr_svg(address)?,
        None => String::new(),
    };
    let work = visit.begin().await?;
    work.look("document", id).await?;
    work.commit().await?;
    let facts = vec![
        ("Số, ký hiệu", draft.number.clone().unwrap_or_default()),
        (
            "Ngày ban hành",
            draft.issued_on.map(shell::vi_date).unwrap_or_default(),
        ),
        ("Người ký", draft.signer_name.clone()),
        ("Áp dụng với", draft.about.clone()),
    ];
    Ok(Page(ProofPage {
        frame: visit
            .frame("Kiểm tra chữ ký")
            .subtitle(draft.title.clone())
            .crumb("Văn bản", format!("/documents/{id}")),
        facts,
        code,
        address,
        square,
        judged: Judgement::of(&report),
    }))
}
