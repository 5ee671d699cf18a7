//! Chuẩn bị ký (TT 15/2025/TT-BKHCN Điều 5): who, with what, whether it may be; then all is written but the signature.

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use files::FileId;
use people::{Right, Work};
use shell::App;
use sign::{Draft, Level, Look, Mark, Place, Request, Scheme};
use uuid::Uuid;

use super::{Ceremony, KeyHome, Order, Sight};
use crate::certificates::{self, Certificate};
use crate::means::Means;
use crate::{SigningError, codes, messages, pictures, trust};

/// Points of a text mark (NĐ 30/2020 Phụ lục I).
const TEXT_SIZE: f64 = 10.0;

/// What a ticket is made of.
pub(super) struct Prepared {
    pub certificate: Certificate,
    pub level: Level,
    pub original: FileId,
    pub appended: FileId,
    pub draft: String,
    pub message: String,
}

pub(super) async fn prepare(
    app: &App,
    means: &Means,
    work: &Work,
    order: &Order,
) -> Result<Prepared, SigningError> {
    let certificate = certificates::get(&work.tx, order.certificate)
        .await?
        .filter(|row| certificates::may_use(&work.actor, row))
        .ok_or(SigningError::NotYourCertificate)?;
    work.require(Right::SigningUse, &order.unit).await?;
    if certificate.ended_at.is_some() {
        return Err(SigningError::CertificateEnded);
    }
    if certificate.home() == KeyHome::Server && means.device(&certificate.device).is_none() {
        return Err(SigningError::NoDevice(certificate.device.clone()));
    }
    let level = order.level.unwrap_or_else(|| means.level());
    if level > Level::BB && means.addresses.time_stamps.is_empty() {
        return Err(sign::SignError::NoTimeStampAuthority.into());
    }
    let at = Ceremony::at(work.now_ms);
    let chain = certificate.chain()?;
    let trust = trust::list(&work.tx).await?;
    let (leaf, above) = chain
        .split_first()
        .ok_or_else(|| SigningError::Broken("a certificate without itself".to_owned()))?;
    sign::may_sign(leaf, at.to_utc()).map_err(sign::SignError::MayNotSign)?;
    if !trust.leads_to(leaf, above, at.to_utc()) {
        return Err(sign::SignError::NotTrusted(certificate.name.clone()).into());
    }
    sign::refuse_revoked(&chain, &trust, None, at.to_utc())?;
    let request = Request {
        name: Some(certificate.name.clone()),
        reason: Some(order.reason.clone()).filter(|reason| !reason.is_empty()),
        mark: mark(app, work, &certificate, order).await?,
        ..Request::at(at)
    };
    let scheme = Scheme::parse(&certificate.scheme)
        .ok_or_else(|| SigningError::Broken(format!("scheme {}", certificate.scheme)))?;
    let pdf = order.pdf.clone();
    let draft = tokio::task::spawn_blocking(move || {
        sign::prepare(&pdf, &chain, scheme, level > Level::BB, &request)
    })
    .await??;
    let original = app.files().put(order.pdf.clone()).await?;
    let appended = app.files().put(draft.appended().to_vec()).await?;
    Ok(Prepared {
        certificate,
        level,
        original,
        appended,
        message: STANDARD.encode(draft.message()?),
        draft: kept(&draft)?,
    })
}

/// Asks about a certificate before anything of a signature is made.
pub(super) async fn refuse_revoked(
    app: &App,
    means: &Arc<Means>,
    certificate: Uuid,
) -> Result<(), SigningError> {
    let row = certificates::get(app.db(), certificate)
        .await?
        .ok_or(SigningError::NotYourCertificate)?;
    let (chain, trust) = (row.chain()?, trust::list(app.db()).await?);
    let (means, at) = (means.clone(), Ceremony::at(app.now_ms()).to_utc());
    tokio::task::spawn_blocking(move || {
        let asks = !means.addresses.revocation.is_empty();
        let services = asks.then_some((means.outside.as_ref(), &means.addresses));
        sign::refuse_revoked(&chain, &trust, services, at)
    })
    .await?
    .map_err(SigningError::from)
}

fn kept(draft: &Draft) -> Result<String, SigningError> {
    serde_json::to_string(&draft.keep()?).map_err(|fault| SigningError::Broken(fault.to_string()))
}

/// What shows on the page.
async fn mark(
    app: &App,
    work: &Work,
    certificate: &Certificate,
    order: &Order,
) -> Result<Option<Mark>, SigningError> {
    let at = Ceremony::at(work.now_ms).to_rfc3339();
    Ok(match &order.sight {
        Sight::Hidden => None,
        Sight::Signature(place) => {
            let kept = match certificate.person_id {
                Some(person) => pictures::signature_of(&work.tx, person).await?,
                None => None,
            };
            match kept {
                Some(picture) => {
                    let (width, height) = picture.size_mm();
                    Some(Mark {
                        place: fitted(*place, width, height),
                        look: Look::Picture(pictures::bytes(app.files(), &picture).await?),
                    })
                }
                // Không có hình chữ ký: who signed and when stand in words.
                None => Some(words(*place, messages::mark_words(&certificate.name, &at))),
            }
        }
        Sight::Seal { over } => {
            let seal = pictures::seal_of(&work.tx, &certificate.unit_id)
                .await?
                .ok_or(SigningError::NoSeal)?;
            let (width, height) = seal.size_mm();
            Some(Mark {
                place: over.of_seal(width, height),
                look: Look::Picture(pictures::bytes(app.files(), &seal).await?),
            })
        }
        Sight::Text { place, lines } => {
            let mut lines = lines.clone();
            lines.push(at);
            Some(words(*place, lines))
        }
        Sight::Checked {
            place,
            lines,
            address,
        } => {
            let mut lines = lines.clone();
            lines.push(at);
            let room = place.width - place.height;
            Some(Mark {
                place: *place,
                look: Look::Square {
                    points: codes::points(address)?,
                    size: size_of(room, &lines),
                    lines,
                    font: typeset::upright().to_vec(),
                },
            })
        }
    })
}

fn words(place: Place, lines: Vec<String>) -> Mark {
    Mark {
        place,
        look: Look::Text {
            size: size_of(place.width, &lines),
            lines,
            font: typeset::upright().to_vec(),
        },
    }
}

/// Lines that would run out of the width are set smaller; a line of ten points takes about half its length in points.
fn size_of(width: f64, lines: &[String]) -> f64 {
    let longest = lines.iter().map(|line| line.chars().count()).max();
    let room = (width - 4.0) / (longest.unwrap_or(1).max(1) as f64 * 0.5);
    TEXT_SIZE.min(room.max(5.0))
}

/// The picture in true size, or as large as the place allows, in its middle.
pub(super) fn fitted(place: Place, width_mm: f64, height_mm: f64) -> Place {
    let point = 72.0 / 25.4;
    let (width, height) = (width_mm * point, height_mm * point);
    let scale = (place.width / width).min(place.height / height).min(1.0);
    let (width, height) = (width * scale, height * scale);
    Place {
        page: place.page,
        x: place.x + (place.width - width) / 2.0,
        y: place.y + (place.height - height) / 2.0,
        width,
        height,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_stands_in_the_middle_of_its_place_and_never_grows() {
        let place = Place {
            page: 0,
            x: 300.0,
            y: 100.0,
            width: 150.0,
            height: 60.0,
        };
        let small = fitted(place, 25.4, 12.7);
        assert_eq!((small.width, small.height), (72.0, 36.0));
        assert_eq!((small.x, small.y), (339.0, 112.0));
        let large = fitted(place, 254.0, 254.0);
        assert!((large.height - 60.0).abs() < 0.01 && (large.width - 60.0).abs() < 0.01);
    }
}
