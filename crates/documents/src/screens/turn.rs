//! Việc tiếp theo của văn bản: hand in, take back, follow the signing; once issued, pass on, copy, replace. Stands above the paper.

use askama::Template;
use people::Right;
use shell::{Problem, Visit};
use typeset::OfficialDocument;
use uuid::Uuid;

use super::Shown;
use crate::administrative::href;
use crate::copies::{self, CopyKind};
use crate::delivery::{self, WAYS};
use crate::folder::{ceremony, submission};
use crate::replacement;

struct Sent {
    id: Uuid,
    recipient: String,
    way: &'static str,
    sent: String,
    received: Option<String>,
    note: String,
}

struct Copied {
    id: Uuid,
    number: String,
    kind: &'static str,
    words: String,
}

/// What may be done with an issued document.
struct Issued {
    may_dispatch: bool,
    may_copy: bool,
    may_replace: bool,
    limits: Vec<(String, String)>,
    sent: Vec<Sent>,
    copies: Vec<Copied>,
    recipients: Vec<String>,
    parts: Vec<(usize, String)>,
}

/// The panel.
#[derive(Template, Default)]
#[template(path = "screens/turn.html")]
pub struct Turn {
    id: Uuid,
    csrf: String,
    version: i64,
    today: String,
    signer: String,
    may_submit: bool,
    may_take_back: bool,
    is_mine: bool,
    /// Who returned it when, and why.
    returned: Option<(String, String)>,
    waiting: Option<String>,
    signing: Option<String>,
    is_sealed_elsewhere: bool,
    replaces: Option<(String, String)>,
    replaced_by: Option<(String, String)>,
    issued: Option<Issued>,
    ways: Vec<(&'static str, &'static str)>,
    kinds: Vec<(&'static str, &'static str)>,
}

impl askama::filters::HtmlSafe for Turn {}

/// The panel of a document.
pub async fn turn(
    visit: &Visit,
    held: &Shown,
    document: &OfficialDocument,
) -> Result<Turn, Problem> {
    let db = visit.app.db();
    let draft = &held.draft;
    let name = async |person: Uuid| -> Result<String, Problem> {
        Ok(people::staff::person::name_of(db, person)
            .await?
            .unwrap_or_default())
    };
    let may_write = held.may(visit, Right::DocumentsDraft);
    let mut turn = Turn {
        id: draft.id,
        csrf: visit.csrf.clone(),
        version: draft.version,
        today: shell::vi_date(visit.today),
        signer: draft.signer_name.clone(),
        may_submit: draft.state == "draft" && may_write && draft.signer_id.is_some(),
        may_take_back: draft.state == "submitted" && may_write,
        is_mine: draft.signer_id == Some(visit.actor.person),
        ways: WAYS.to_vec(),
        kinds: CopyKind::ALL
            .map(|kind| (kind.id(), kind.name_vi()))
            .to_vec(),
        ..Turn::default()
    };
    let link = |draft: &crate::draft::Draft| {
        let number = draft.number.clone().unwrap_or_default();
        let words = match number.as_str() {
            "" => format!("{} (bản nháp)", draft.title),
            number => format!("{} số {number}", draft.title),
        };
        (words, href(draft))
    };
    if let Some(old) = replacement::of(db, draft.id).await? {
        let old = crate::draft::get(db, old.replaces_id).await?;
        turn.replaces = old.as_ref().map(link);
    }
    turn.replaced_by = replacement::by(db, draft.id).await?.as_ref().map(link);
    match draft.state.as_str() {
        "draft" | "submitted" => {
            let last = submission::turns_of(db, draft.id).await?.into_iter().next();
            match last {
                Some(last) if last.state == "returned" && draft.state == "draft" => {
                    let by = match last.answered_by {
                        Some(by) => name(by).await?,
                        None => String::new(),
                    };
                    let when = last.answered_at.map(shell::vi_time).unwrap_or_default();
                    turn.returned = Some((format!("{by} trả lại, {when}"), last.remark));
                }
                Some(last) if last.state == "waiting" => {
                    let by = name(last.submitted_by).await?;
                    turn.waiting = Some(format!(
                        "{by} trình {} ký, {}",
                        draft.signer_name,
                        shell::vi_time(last.submitted_at)
                    ));
                }
                _ => {}
            }
        }
        "signing" => {
            if let Some(there) = ceremony::under_way(db, draft.id).await? {
                let number = there.number.unwrap_or_else(|| "không số".to_owned());
                let words = match there.step.as_str() {
                    "reserved" => format!(
                        "{} đang ký; số {number} đang giữ cho văn bản này.",
                        draft.signer_name
                    ),
                    "signed" => format!(
                        "{} đã ký, số {number}; chờ đóng dấu rồi phát hành.",
                        draft.signer_name
                    ),
                    _ => format!("Đã ký và đóng dấu, số {number}; đang phát hành."),
                };
                turn.signing = Some(words);
                turn.is_sealed_elsewhere =
                    there.step != "reserved" && held.may(visit, Right::DocumentsDispatch);
            }
        }
        "issued" => turn.issued = Some(issued(visit, held, document).await?),
        _ => {}
    }
    Ok(turn)
}

async fn issued(
    visit: &Visit,
    held: &Shown,
    document: &OfficialDocument,
) -> Result<Issued, Problem> {
    let db = visit.app.db();
    let draft = &held.draft;
    let sent = delivery::of_document(db, draft.id).await?;
    let made = copies::of_document(db, draft.id).await?;
    let recipients = document
        .closing
        .recipients
        .iter()
        .map(|line| line.plain().trim_end_matches([';', '.']).to_owned())
        .filter(|line| !line.starts_with("Lưu") && sent.iter().all(|one| one.recipient != *line))
        .collect();
    let parts = document.blocks.iter().enumerate().map(|(at, block)| {
        let label = match block {
            typeset::Block::Article { label, .. } => format!("{label} "),
            _ => String::new(),
        };
        let whole = block.text().plain();
        let words: String = whole.chars().take(90).collect();
        let more = if words.len() < whole.len() { "…" } else { "" };
        (at, format!("{label}{words}{more}"))
    });
    Ok(Issued {
        may_dispatch: held.may(visit, Right::DocumentsDispatch),
        may_copy: held.may(visit, Right::DocumentsDispatch),
        may_replace: held.may(visit, Right::DocumentsDraft),
        limits: held
            .opened
            .as_ref()
            .map(|opened| delivery::limits(opened, draft.fact_id))
            .unwrap_or_default(),
        recipients,
        parts: parts
            .filter(|(_, words)| !words.trim().is_empty())
            .collect(),
        sent: sent
            .into_iter()
            .map(|one| Sent {
                id: one.id,
                way: delivery::way_vi(&one.way),
                sent: shell::vi_date(one.sent_on),
                received: one.received_on.map(|on| match one.receiver.as_str() {
                    "" => shell::vi_date(on),
                    who => format!("{who}, {}", shell::vi_date(on)),
                }),
                recipient: one.recipient,
                note: one.note,
            })
            .collect(),
        copies: made
            .into_iter()
            .map(|copy| Copied {
                id: copy.id,
                kind: CopyKind::parse(&copy.kind).map_or("", CopyKind::name_vi),
                words: format!(
                    "{}, {} bản{}, {}",
                    shell::vi_date(copy.made_on),
                    copy.copies,
                    match copy.recipient.as_str() {
                        "" => String::new(),
                        who => format!(", gửi {who}"),
                    },
                    if copy.signing == "digital" {
                        "ký số"
                    } else {
                        "đóng dấu trên giấy"
                    }
                ),
                number: copy.number,
            })
            .collect(),
    })
}
