//! Biểu có tệp: the fields and the one file of a form sent as multipart.

use axum::extract::Multipart;
use axum::http::StatusCode;
use shell::{Form, Problem};

use crate::messages;

/// The largest file that is looked at in memory.
const MOST: usize = 64 << 20;

/// What a form with a file sent.
pub(super) struct Sent {
    /// Its fields.
    pub form: Form,
    /// The file's name and bytes; none when no file was chosen.
    pub file: Option<(String, Vec<u8>)>,
}

impl Sent {
    /// Reads everything; of several files the first.
    pub async fn read(mut parts: Multipart, today: chrono::NaiveDate) -> Result<Sent, Problem> {
        let (mut fields, mut file) = (Vec::new(), None);
        while let Some(mut part) = parts.next_field().await.map_err(|cause| broken(&cause))? {
            let name = part.name().unwrap_or_default().to_owned();
            let file_name = part.file_name().map(str::to_owned);
            let mut bytes = Vec::new();
            while let Some(piece) = part.chunk().await.map_err(|cause| broken(&cause))? {
                if bytes.len() + piece.len() > MOST {
                    return Err(Problem::TooLarge(messages::FILE_TOO_LARGE.to_owned()));
                }
                bytes.extend_from_slice(&piece);
            }
            match file_name {
                Some(chosen) if !bytes.is_empty() && file.is_none() => file = Some((chosen, bytes)),
                Some(_) => {}
                None => fields.push((name, text::nfc(&String::from_utf8_lossy(&bytes)))),
            }
        }
        Ok(Sent {
            form: Form::of(fields).sent_on(today),
            file,
        })
    }
}

fn broken(cause: &axum::extract::multipart::MultipartError) -> Problem {
    match cause.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge(messages::FILE_TOO_LARGE.to_owned()),
        _ => Problem::Unreadable(messages::BROKEN_UPLOAD.to_owned()),
    }
}
