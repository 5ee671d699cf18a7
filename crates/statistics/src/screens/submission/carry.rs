//! Trao đổi bằng tệp: packages and receipts between installations.

use axum::extract::{Multipart, Path};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use people::Right;
use shell::{Problem, Told, Tone, Visit};
use uuid::Uuid;

use super::readable;
use crate::submission::{hand, messages, package, receipt};

/// The largest file that is looked at.
const MOST: usize = 64 << 20;

fn json(bytes: Vec<u8>, name: String) -> Response {
    let head = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    (head, bytes).into_response()
}

/// Xuất gói.
pub async fn package(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let set = readable(&visit, id).await?;
    let bytes = package::export(&visit.app, &set).await?;
    let work = visit.begin().await?;
    work.require(Right::StatisticsExport, &set.unit_id).await?;
    work.note(
        "statistics.package_exported",
        "statistics_set",
        id,
        &set.digest,
    )
    .await?;
    work.commit().await?;
    let name = format!(
        "{}-{}-lan-{}.kiemsat-thongke.json",
        set.unit_id, set.period_from, set.n
    );
    Ok(json(bytes, name.replace(':', "")))
}

/// Ký biên nhận của gói đã nhận.
pub async fn sign_receipt(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let set = readable(&visit, id).await?;
    Ok(Told::to(hand::sign_receipt(&visit, &set).await?).into_response())
}

/// Biên nhận.
pub async fn receipt(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let set = readable(&visit, id).await?;
    let bytes = receipt::export(&visit.app, &set).await?;
    let name = format!("{}-{}-bien-nhan.json", set.unit_id, set.period_from);
    Ok(json(bytes, name.replace(':', "")))
}

/// Nhận gói.
pub async fn import(visit: Visit, parts: Multipart) -> Result<Response, Problem> {
    let file = sent(parts).await?;
    let units = visit.app.units().units().await?;
    let (id, is_new) = package::import(&visit, &units, &file).await?;
    let told = Told::to(format!("/statistics/submissions/{id}"));
    Ok(match is_new {
        true => told.good(
            "Đã nhận gói: số liệu khớp mã, chữ ký số ký cho số liệu này. Hãy ký biên nhận, tải về rồi gửi cho đơn vị.",
        ),
        false => told.say(
            Tone::Info,
            "Gói này đã nhận trước đây; không tạo thêm bộ biểu nào.",
        ),
    }
    .into_response())
}

/// Nhập biên nhận.
pub async fn take(visit: Visit, parts: Multipart) -> Result<Response, Problem> {
    let file = sent(parts).await?;
    let id = receipt::take(&visit, &file).await?;
    Ok(Told::to(format!("/statistics/submissions/{id}"))
        .good("Đã nhập biên nhận của cấp trên.")
        .into_response())
}

async fn sent(mut parts: Multipart) -> Result<Vec<u8>, Problem> {
    let broken = |cause: axum::extract::multipart::MultipartError| {
        Problem::Unreadable(format!(
            "Không đọc được tệp gửi lên, hãy gửi lại. ({cause})"
        ))
    };
    while let Some(mut part) = parts.next_field().await.map_err(broken)? {
        if part.file_name().is_none() {
            continue;
        }
        let mut bytes = Vec::new();
        while let Some(piece) = part.chunk().await.map_err(broken)? {
            if bytes.len() + piece.len() > MOST {
                return Err(Problem::TooLarge("Tệp lớn hơn 64 MB.".to_owned()));
            }
            bytes.extend_from_slice(&piece);
        }
        if !bytes.is_empty() {
            return Ok(bytes);
        }
    }
    Err(Problem::Refused(messages::NO_FILE.to_owned()))
}
