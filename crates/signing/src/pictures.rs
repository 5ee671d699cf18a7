//! Hình chữ ký cá nhân và dấu của cơ quan (NĐ 30/2020/NĐ-CP Phụ lục I): PNG with a transparent ground, the signature blue, the seal red in
//! its true size.

use db::{Sql, args};
use files::{FileId, Files};
use image::{ImageFormat, RgbaImage};
use people::{Right, Work};
use uuid::Uuid;

use crate::{SigningError, messages};

/// A picture may have this many points a side.
const WIDEST: u32 = 3_000;
/// Points of a millimetre below which print is coarse: 200 dpi (NĐ 30/2020 Phụ lục I).
const DENSITY: f64 = 200.0 / 25.4;

/// Loại hình.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Hình chữ ký.
    Signature,
    /// Dấu.
    Seal,
}

impl Kind {
    /// Its id in data.
    pub const fn id(self) -> &'static str {
        match self {
            Kind::Signature => "signature",
            Kind::Seal => "seal",
        }
    }

    /// The kind with this id.
    pub fn parse(id: &str) -> Option<Kind> {
        [Kind::Signature, Kind::Seal]
            .into_iter()
            .find(|kind| kind.id() == id)
    }
}

db::row! {
    /// Hình đang dùng.
    pub struct Picture {
        /// The procuracy that keeps it.
        pub unit_id: String,
        /// Its id.
        pub id: Uuid,
        /// signature, seal.
        pub kind: String,
        /// Whose signature; none: the unit's seal.
        pub person_id: Option<Uuid>,
        /// The PNG.
        pub file: String,
        /// Points.
        pub width_px: i32,
        /// Points.
        pub height_px: i32,
        /// True width in tenths of a millimetre.
        pub width_mm: i32,
        /// True height in tenths of a millimetre.
        pub height_mm: i32,
        /// Since when.
        pub added_at: i64,
    }
}

impl Picture {
    /// True size in millimetres.
    pub fn size_mm(&self) -> (f64, f64) {
        (
            f64::from(self.width_mm) / 10.0,
            f64::from(self.height_mm) / 10.0,
        )
    }

    /// Whether it would be coarse on paper.
    pub fn is_coarse(&self) -> bool {
        f64::from(self.width_px) < f64::from(self.width_mm) / 10.0 * DENSITY
    }
}

/// What a picture was found to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Looked {
    /// Points.
    pub width: u32,
    /// Points.
    pub height: u32,
}

/// Looks at a file: PNG, transparent ground, and the colour that the decree names for its kind.
pub fn look(kind: Kind, file: &[u8]) -> Result<Looked, SigningError> {
    let wrong = |sentence: &str| SigningError::invalid("file", sentence);
    let mut reader = image::ImageReader::with_format(std::io::Cursor::new(file), ImageFormat::Png);
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(WIDEST);
    limits.max_image_height = Some(WIDEST);
    reader.limits(limits);
    let picture = reader
        .decode()
        .map_err(|_| wrong(messages::PICTURE_NOT_PNG))?;
    if !picture.color().has_alpha() {
        return Err(wrong(messages::PICTURE_OPAQUE));
    }
    let picture = picture.to_rgba8();
    let (width, height) = picture.dimensions();
    if width < 20 || height < 20 {
        return Err(wrong(messages::PICTURE_EMPTY));
    }
    let corners = [
        (0, 0),
        (width - 1, 0),
        (0, height - 1),
        (width - 1, height - 1),
    ];
    let is_clear = |(x, y): &(u32, u32)| picture.get_pixel(*x, *y)[3] < 32;
    if corners.iter().filter(|corner| is_clear(corner)).count() < 3 {
        return Err(wrong(messages::PICTURE_OPAQUE));
    }
    match (kind, hue(&picture)) {
        (_, None) => Err(wrong(messages::PICTURE_EMPTY)),
        (Kind::Signature, Some(Hue::Blue)) | (Kind::Seal, Some(Hue::Red)) => {
            Ok(Looked { width, height })
        }
        (Kind::Signature, _) => Err(wrong(messages::SIGNATURE_NOT_BLUE)),
        (Kind::Seal, _) => Err(wrong(messages::SEAL_NOT_RED)),
    }
}

#[derive(PartialEq)]
enum Hue {
    Red,
    Blue,
    Other,
}

/// The colour of what is drawn, weighed by how much it shows.
fn hue(picture: &RgbaImage) -> Option<Hue> {
    let (mut red, mut green, mut blue, mut weight) = (0_u64, 0_u64, 0_u64, 0_u64);
    for pixel in picture.pixels() {
        let shows = u64::from(pixel[3]);
        red += u64::from(pixel[0]) * shows;
        green += u64::from(pixel[1]) * shows;
        blue += u64::from(pixel[2]) * shows;
        weight += shows;
    }
    if weight < 255 * 20 {
        return None;
    }
    let [red, green, blue] = [red, green, blue].map(|sum| sum / weight);
    Some(if blue >= red + 40 && blue >= green + 20 {
        Hue::Blue
    } else if red >= green + 60 && red >= blue + 60 {
        Hue::Red
    } else {
        Hue::Other
    })
}

/// Hình mới.
#[derive(Debug, Clone)]
pub struct New {
    /// The procuracy that keeps it.
    pub unit: String,
    /// What it is.
    pub kind: Kind,
    /// Whose signature; none: the unit's seal.
    pub person: Option<Uuid>,
    /// True width in tenths of a millimetre; the height follows from the picture.
    pub width_mm: i32,
    /// The PNG.
    pub file: Vec<u8>,
}

/// Đặt hình: it takes the place of the one before.
pub async fn put(work: &Work, files: &Files, new: New) -> Result<Uuid, SigningError> {
    work.require(Right::SigningCertificateEdit, &new.unit)
        .await?;
    let (least, most) = match new.kind {
        Kind::Signature => (150, 800),
        Kind::Seal => (200, 600),
    };
    if !(least..=most).contains(&new.width_mm) {
        return Err(SigningError::invalid(
            "width_mm",
            messages::size_unusual(least / 10, most / 10),
        ));
    }
    let bytes = new.file;
    let kind = new.kind;
    let (looked, bytes) =
        tokio::task::spawn_blocking(move || look(kind, &bytes).map(|looked| (looked, bytes)))
            .await??;
    let height_mm = i64::from(new.width_mm) * i64::from(looked.height) / i64::from(looked.width);
    let file = files.put(bytes).await?;
    work.tx
        .exec(
            "UPDATE signing_picture SET ended_at = $1 WHERE unit_id = $2 AND kind = $3 AND ended_at IS NULL
               AND (person_id = $4 OR ($4 IS NULL AND person_id IS NULL))",
            args![work.now_ms, &new.unit, new.kind.id(), new.person],
        )
        .await?;
    let id = Uuid::now_v7();
    work.tx
        .exec(
            "INSERT INTO signing_picture (unit_id, id, kind, person_id, file, width_px, height_px, width_mm, height_mm, added_by, added_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            args![
                &new.unit,
                id,
                new.kind.id(),
                new.person,
                file.to_string(),
                looked.width as i32,
                looked.height as i32,
                new.width_mm,
                height_mm as i32,
                work.actor.person,
                work.now_ms
            ],
        )
        .await?;
    work.note("signing.picture_put", "signing_picture", id, kind.id())
        .await?;
    Ok(id)
}

/// The picture in use of a person's signature.
pub async fn signature_of(
    db: &impl Sql,
    person: Uuid,
) -> Result<Option<Picture>, db::StorageError> {
    let sql = "SELECT * FROM signing_picture WHERE person_id = $1 AND kind = 'signature' AND ended_at IS NULL
                ORDER BY added_at DESC";
    db.opt(sql, args![person]).await
}

/// The seal in use of a unit.
pub async fn seal_of(db: &impl Sql, unit: &str) -> Result<Option<Picture>, db::StorageError> {
    let sql =
        "SELECT * FROM signing_picture WHERE unit_id = $1 AND kind = 'seal' AND ended_at IS NULL
                ORDER BY added_at DESC";
    db.opt(sql, args![unit]).await
}

/// Every picture in use in a unit.
pub async fn of_unit(db: &impl Sql, unit: &str) -> Result<Vec<Picture>, db::StorageError> {
    let sql = "SELECT * FROM signing_picture WHERE unit_id = $1 AND ended_at IS NULL ORDER BY kind, added_at DESC, id";
    db.all(sql, args![unit]).await
}

/// The picture with this id.
pub async fn get(db: &impl Sql, id: Uuid) -> Result<Option<Picture>, db::StorageError> {
    db.opt("SELECT * FROM signing_picture WHERE id = $1", args![id])
        .await
}

/// The bytes of a picture.
pub async fn bytes(files: &Files, picture: &Picture) -> Result<Vec<u8>, SigningError> {
    let id: FileId = picture
        .file
        .parse()
        .map_err(|_| SigningError::Broken(format!("signing_picture {}: its file", picture.id)))?;
    Ok(files.get(id).await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgba;

    fn png(ground: [u8; 4], ink: [u8; 4]) -> Vec<u8> {
        let picture = RgbaImage::from_fn(60, 40, |x, y| {
            let is_ink = (10..50).contains(&x) && (10..30).contains(&y);
            Rgba(if is_ink { ink } else { ground })
        });
        let mut file = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut file, ImageFormat::Png).unwrap();
        file.into_inner()
    }

    const CLEAR: [u8; 4] = [255, 255, 255, 0];
    const RED: [u8; 4] = [214, 20, 30, 255];
    const BLUE: [u8; 4] = [20, 40, 190, 255];

    #[test]
    fn a_signature_is_blue_and_a_seal_red_on_a_clear_ground() {
        assert!(look(Kind::Signature, &png(CLEAR, BLUE)).is_ok());
        assert!(look(Kind::Seal, &png(CLEAR, RED)).is_ok());
        assert!(look(Kind::Signature, &png(CLEAR, RED)).is_err());
        assert!(look(Kind::Seal, &png(CLEAR, BLUE)).is_err());
        assert!(look(Kind::Seal, &png(CLEAR, [0, 0, 0, 255])).is_err());
    }

    #[test]
    fn a_picture_with_a_ground_without_ink_or_of_another_kind_is_refused() {
        assert!(look(Kind::Seal, &png([255, 255, 255, 255], RED)).is_err());
        assert!(look(Kind::Seal, &png(CLEAR, CLEAR)).is_err());
        assert!(look(Kind::Seal, b"%PDF-1.7").is_err());
    }
}
