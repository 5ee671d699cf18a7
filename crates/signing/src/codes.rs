//! Mã kiểm tra: a code printed on an issued copy, with which an outsider asks whether the copy is what the office issued.
//!
//! ```text
//! let code = codes::reserve(&work, "documents", document, unit).await?;      // before the copy is signed, to stand on it
//! codes::address(&app, &code)                                              // Sight::Checked prints it; codes::qr_svg shows it
//! codes::issue(&work, &code, Issued { number, on, unit_name, signer, file }).await?;
//! codes::withdraw(&work, "documents", document).await?;
//! ```

use chrono::NaiveDate;
use db::{Sql, args};
use files::FileId;
use people::Work;
use qrcode::{Color, EcLevel, QrCode, render::svg};
use rand::Rng;
use shell::App;
use uuid::Uuid;

use crate::SigningError;
use crate::means::Means;

/// Letters and figures that nobody takes for another.
const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const GROUPS: usize = 3;
const IN_GROUP: usize = 4;

db::row! {
    /// Mã kiểm tra.
    pub struct Code {
        /// The unit that issued.
        pub unit_id: String,
        /// ABCD-EFGH-JKLM.
        pub code: String,
        /// 15/QĐ-VKSKV3.
        pub number: String,
        /// The day of issue.
        pub issued_on: Option<NaiveDate>,
        /// The unit as it was called.
        pub unit_name: String,
        /// Who signed.
        pub signer: String,
        /// The issued copy.
        pub file: Option<String>,
        /// reserved, issued, withdrawn.
        pub state: String,
    }
}

/// What is said about an issued copy, and nothing else.
#[derive(Debug, Clone)]
pub struct Issued {
    /// Its number and symbol.
    pub number: String,
    /// The day of issue.
    pub on: NaiveDate,
    /// The unit as it is called that day.
    pub unit_name: String,
    /// Who signed.
    pub signer: String,
    /// The copy, kept.
    pub file: FileId,
}

/// Cấp mã: the record's own code, made when it has none yet.
pub async fn reserve(
    work: &Work,
    purpose: &str,
    object: Uuid,
    unit: &str,
) -> Result<String, SigningError> {
    let known: Option<String> = work
        .tx
        .opt(
            "SELECT code FROM signing_code WHERE object_id = $1 AND purpose = $2 AND state <> 'withdrawn'",
            args![object, purpose],
        )
        .await?;
    if let Some(code) = known {
        return Ok(code);
    }
    let code = fresh();
    work.tx
        .exec(
            "INSERT INTO signing_code (unit_id, code, purpose, object_id, number, unit_name, signer, state, made_at)
             VALUES ($1, $2, $3, $4, '', '', '', 'reserved', $5)",
            args![unit, &code, purpose, object, work.now_ms],
        )
        .await?;
    Ok(code)
}

/// The code of a record, unless it was withdrawn.
pub async fn of(
    db: &impl Sql,
    purpose: &str,
    object: Uuid,
) -> Result<Option<Code>, db::StorageError> {
    let sql =
        "SELECT * FROM signing_code WHERE object_id = $1 AND purpose = $2 AND state <> 'withdrawn'";
    db.opt(sql, args![object, purpose]).await
}

/// Bản đã ban hành: from now on the code answers.
pub async fn issue(work: &Work, code: &str, issued: Issued) -> Result<(), SigningError> {
    let changed = work
        .tx
        .exec(
            "UPDATE signing_code SET number = $2, issued_on = $3, unit_name = $4, signer = $5, file = $6, state = 'issued'
              WHERE code = $1 AND state <> 'withdrawn'",
            args![
                code,
                &issued.number,
                issued.on,
                &issued.unit_name,
                &issued.signer,
                issued.file.to_string()
            ],
        )
        .await?;
    match changed {
        1 => Ok(()),
        _ => Err(people::WorkError::NotFound.into()),
    }
}

/// Thu hồi: the code answers that the copy was withdrawn.
pub async fn withdraw(work: &Work, purpose: &str, object: Uuid) -> Result<(), SigningError> {
    work.tx
        .exec(
            "UPDATE signing_code SET state = 'withdrawn' WHERE object_id = $1 AND purpose = $2",
            args![object, purpose],
        )
        .await?;
    Ok(())
}

/// What a code stands for; typed with or without dashes, in any case.
pub async fn find(db: &impl Sql, typed: &str) -> Result<Option<Code>, db::StorageError> {
    match tidy(typed) {
        Some(code) => {
            db.opt(
                "SELECT * FROM signing_code WHERE code = $1 AND state <> 'reserved'",
                args![code],
            )
            .await
        }
        None => Ok(None),
    }
}

/// The address of a code; none while the public page is closed.
pub fn address(app: &App, code: &str) -> Option<String> {
    let means = Means::of(app);
    means
        .public
        .is_open
        .then(|| format!("{}/check/{code}", means.public.address))
}

fn qr(address: &str) -> Result<QrCode, SigningError> {
    QrCode::with_error_correction_level(address, EcLevel::M)
        .map_err(|fault| SigningError::Broken(fault.to_string()))
}

/// The address as points, row by row, without a quiet ground: for a mark on a page.
pub(crate) fn points(address: &str) -> Result<Vec<bool>, SigningError> {
    let points = qr(address)?.into_colors();
    Ok(points.into_iter().map(|one| one == Color::Dark).collect())
}

/// The address as a square of points, for the screen.
pub fn qr_svg(address: &str) -> Result<String, SigningError> {
    Ok(qr(address)?
        .render::<svg::Color>()
        .min_dimensions(160, 160)
        .quiet_zone(true)
        .build())
}

fn fresh() -> String {
    let mut random = rand::rng();
    let groups: Vec<String> = (0..GROUPS)
        .map(|_| {
            (0..IN_GROUP)
                .map(|_| char::from(LETTERS[random.random_range(0..LETTERS.len())]))
                .collect()
        })
        .collect();
    groups.join("-")
}

/// A code as it is kept, if what was typed can be one.
fn tidy(typed: &str) -> Option<String> {
    let letters: Vec<u8> = typed
        .bytes()
        .filter(u8::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    let is_code =
        letters.len() == GROUPS * IN_GROUP && letters.iter().all(|letter| LETTERS.contains(letter));
    is_code.then(|| {
        letters
            .chunks(IN_GROUP)
            .map(|group| String::from_utf8_lossy(group).into_owned())
            .collect::<Vec<_>>()
            .join("-")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_back_however_it_is_typed() {
        let code = fresh();
        assert_eq!(tidy(&code), Some(code.clone()));
        assert_eq!(tidy(&code.to_lowercase().replace('-', " ")), Some(code));
        for wrong in ["", "ABCD-EFGH", "ABCD-EFGH-JKL1", "ABCD-EFGH-JKLM-N"] {
            assert_eq!(tidy(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_address_becomes_a_picture() {
        let picture = qr_svg("https://kiemsat.example.vn/check/ABCD-EFGH-JKLM").unwrap();
        assert!(picture.contains("<svg"));
    }
}
