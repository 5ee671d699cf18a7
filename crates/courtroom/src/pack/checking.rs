//! Kiểm tra gói trên màn hình: a pack that came back is looked through, and its signature judged; nothing of it is kept.

use askama::Template;
use axum::{
    extract::Multipart,
    response::{IntoResponse, Response},
};
use chrono::DateTime;
use shell::{Alert, App, Frame, Page, Problem, Tone, Visit, vi_date, vi_number, vi_time};
use signing::{
    SigningError,
    check::{Signature, Verdict, judge},
};

use super::{
    check::{self, Findings},
    messages, store,
};

#[derive(Template)]
#[template(path = "pack/check.html")]
struct CheckPage {
    frame: Frame,
    alerts: Vec<Alert>,
    pairs: Vec<(String, String)>,
    faults: Vec<String>,
}

fn page(visit: &Visit, alerts: Vec<Alert>) -> CheckPage {
    CheckPage {
        frame: visit
            .frame("Kiểm tra gói phiên tòa")
            .subtitle("Tệp chỉ được đọc để kiểm tra, không được giữ lại.")
            .crumb("Phiên tòa", "/courtroom"),
        alerts,
        pairs: Vec::new(),
        faults: Vec::new(),
    }
}

/// `GET /courtroom/pack-check`
pub(crate) async fn show(visit: Visit) -> Response {
    Page(page(&visit, Vec::new())).into_response()
}

/// `POST /courtroom/pack-check`
pub(crate) async fn look(visit: Visit, mut parts: Multipart) -> Result<Response, Problem> {
    let unreadable = |_| Problem::Unreadable(messages::NO_FILE.to_owned());
    let mut arrival = visit.app.files().arrival().await.map_err(Problem::failed)?;
    while let Some(mut part) = parts.next_field().await.map_err(unreadable)? {
        if part.file_name().is_none_or(str::is_empty) {
            continue;
        }
        while let Some(chunk) = part.chunk().await.map_err(unreadable)? {
            arrival.write(&chunk).await.map_err(Problem::failed)?;
        }
        break;
    }
    let refused = |sentence: &str| {
        let alert = Alert::new(Tone::Danger, sentence);
        Ok(Page::refused(page(&visit, vec![alert])).into_response())
    };
    if arrival.bytes() == 0 {
        return refused(messages::NO_FILE);
    }
    let arrived = arrival.finish().await.map_err(Problem::failed)?;
    let content = arrived.content().map_err(Problem::failed)?;
    let found = tokio::task::spawn_blocking(move || check::check(content.as_ref()));
    let Some(found) = found.await.map_err(Problem::failed)? else {
        return refused(messages::NO_PACK);
    };
    let told = told(&visit.app, found).await?;
    let work = visit.begin().await?;
    let detail = format!("faults {}", told.faults.len());
    work.note(
        "courtroom.pack.checked",
        "courtroom.pack",
        told.pack,
        &detail,
    )
    .await?;
    work.commit().await?;
    let alert = match told.faults.is_empty() {
        true => Alert::new(Tone::Good, "Gói nguyên vẹn."),
        false => Alert::new(Tone::Danger, "Gói không nguyên vẹn. Không dùng tệp này."),
    };
    let mut alerts = vec![alert];
    alerts.extend(
        told.notes
            .into_iter()
            .map(|one| Alert::new(Tone::Warning, one)),
    );
    Ok(Page(CheckPage {
        pairs: told.pairs,
        faults: told.faults,
        ..page(&visit, alerts)
    })
    .into_response())
}

struct ToldOf {
    pack: uuid::Uuid,
    pairs: Vec<(String, String)>,
    faults: Vec<String>,
    notes: Vec<String>,
}

/// What is known of it here, beside what it says of itself.
async fn told(app: &App, found: Findings) -> Result<ToldOf, Problem> {
    let Findings {
        manifest,
        digest,
        good,
        paper,
        stamp,
        mut faults,
    } = found;
    let mut notes = Vec::new();
    match store::by_id(app.db(), manifest.pack).await? {
        None => notes.push(messages::PACK_UNKNOWN.to_owned()),
        Some(pack) => {
            if pack.manifest != digest {
                faults.push(messages::MANIFEST_OTHER.to_owned());
            }
            let text = manifest.text().map_err(Problem::failed)?;
            let keys = pack.keys(app.key());
            if keys.is_some_and(|keys| keys.stamp(text.as_bytes()) != stamp) {
                faults.push(messages::STAMP_WRONG.to_owned());
            }
            if pack.void_at.is_some() {
                notes.push(messages::IS_VOID.to_owned());
            }
        }
    }
    let mut pairs = vec![
        ("Mã gói".to_owned(), manifest.pack.to_string()),
        ("Mã băm bản kê (SHA-256)".to_owned(), digest.clone()),
        ("Lập lúc".to_owned(), vi_time(manifest.made_at)),
        (
            "Mở được đến hết ngày".to_owned(),
            vi_date(manifest.expires_on),
        ),
        (
            "Phần khớp bản kê".to_owned(),
            format!(
                "{}/{}",
                vi_number(i64::try_from(good).unwrap_or(i64::MAX)),
                vi_number(i64::try_from(manifest.parts.len()).unwrap_or(i64::MAX))
            ),
        ),
    ];
    match paper {
        None => notes.push(messages::UNSIGNED.to_owned()),
        Some(paper) => {
            let is_bound = check::names(&paper, &digest);
            let all = signatures(app, paper).await?;
            if !is_bound {
                faults.push(messages::PAPER_OTHER.to_owned());
            }
            if all.is_empty() || all.iter().any(|one| one.verdict == Verdict::Invalid) {
                faults.push(messages::SIGNATURE_ALTERED.to_owned());
            } else if all.iter().any(|one| one.verdict != Verdict::Valid) {
                notes.push(messages::SIGNATURE_DOUBTED.to_owned());
            }
            pairs.extend(all.iter().map(|one| ("Chữ ký số".to_owned(), said(one))));
        }
    }
    Ok(ToldOf {
        pack: manifest.pack,
        pairs,
        faults,
        notes,
    })
}

/// The signatures of the sheet; none where it can no longer be read as one.
async fn signatures(app: &App, paper: Vec<u8>) -> Result<Vec<Signature>, Problem> {
    match judge(app, paper).await {
        Ok(report) => {
            let all = report.signatures.into_iter();
            Ok(all.filter(|one| one.kind == "signature").collect())
        }
        Err(SigningError::Invalid { .. }) => Ok(Vec::new()),
        Err(fault) => Err(fault.into()),
    }
}

/// Who, by whose certificate, when, and what is to be held of it.
fn said(one: &Signature) -> String {
    let who = one.signer.clone().unwrap_or_default();
    let by = one.issuer.clone().unwrap_or_default();
    let at = one
        .signed_at
        .as_deref()
        .and_then(|at| DateTime::parse_from_rfc3339(at).ok());
    let at = at.map_or(String::new(), |at| {
        format!(", {}", vi_time(at.timestamp_millis()))
    });
    let why = one.reasons.join(" ");
    let said = format!(
        "{who} (chứng thư do {by} cấp){at}: {}. {why}",
        one.verdict.vi()
    );
    said.trim_end().to_owned()
}
