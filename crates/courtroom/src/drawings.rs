//! Sơ đồ của `evidence` as something shown: made at the moment it is asked for, kept under its hash once it is released.

use files::FileId;
use serde::Serialize;
use shell::{App, Problem};
use uuid::Uuid;

use crate::rules::PicturePart;

/// Dots of a picture across: twice those of a cheap projector, so that letters stay sharp.
const ACROSS: u32 = 2048;

/// A picture that was made.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    pub(crate) steps: usize,
    /// Hash of the whole drawing, whatever step was asked for.
    pub(crate) seen: String,
    pub(crate) png: Vec<u8>,
    pub(crate) w: i64,
    pub(crate) h: i64,
}

/// Kinds of pictures: id, the word in their address, what people read.
const KINDS: [(&str, &str, &str); 4] = [
    ("map", "map", "Sơ đồ tư duy"),
    ("diagram", "diagrams", "Sơ đồ"),
    ("flow", "flows", "Sơ đồ dòng tiền"),
    ("sketch", "sketches", "Sơ đồ hiện trường"),
];

/// What people read for a kind.
pub(crate) fn kind_vi(kind: &str) -> &'static str {
    let known = KINDS.iter().find(|(id, ..)| *id == kind);
    known.map_or("Sơ đồ", |(.., label)| label)
}

/// Sơ đồ có trong vụ án.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Offered {
    /// "map/0190…", as it is asked for.
    picture: String,
    kind: &'static str,
    title: String,
}

/// Everything of the case that can be drawn, each with its name.
pub(crate) async fn offered(app: &App, matter: Uuid) -> Result<Vec<Offered>, Problem> {
    let db = app.db();
    let mut all: Vec<(&'static str, Uuid, String)> = Vec::new();
    for map in evidence::map::store::maps_of(db, matter).await? {
        let drawn = evidence::presented(app, matter, "map", map.id, None).await?;
        all.extend(drawn.map(|drawn| ("map", map.id, drawn.title)));
    }
    let diagrams = evidence::diagram::diagrams_of(db, matter).await?;
    all.extend(
        diagrams
            .into_iter()
            .map(|one| ("diagram", one.id, one.title)),
    );
    let flows = evidence::flows::store::views_of(db, matter).await?;
    all.extend(flows.into_iter().map(|one| ("flow", one.id, one.title)));
    let sketches = evidence::sketch::store::all(db, matter).await?;
    all.extend(
        sketches
            .into_iter()
            .map(|one| ("sketch", one.id, one.title)),
    );
    let told = all.into_iter().map(|(kind, id, title)| Offered {
        picture: format!("{kind}/{id}"),
        kind: kind_vi(kind),
        title,
    });
    Ok(told.collect())
}

/// A picture as it is offered, or by the address of its page as it is copied from the browser: kind and id.
pub(crate) fn addressed(matter: Uuid, typed: &str) -> Option<(&'static str, Uuid)> {
    let place = format!("/evidence/matters/{matter}/");
    let typed = typed.trim();
    let below = match typed.split_once(&place) {
        Some((_, below)) => below,
        None if typed.starts_with('/') || typed.contains("://") => return None,
        None => typed,
    };
    let mut words = below.split(['/', '?', '#']);
    let first = words.next()?;
    let kind = KINDS
        .iter()
        .find(|(id, word, _)| *word == first || *id == first)?
        .0;
    Some((kind, words.next()?.parse().ok()?))
}

/// The drawing as it stands now: its title, steps and hash.
pub(crate) async fn part_of(
    app: &App,
    matter: Uuid,
    (kind, id): (&str, Uuid),
) -> Result<Option<PicturePart>, Problem> {
    let found = evidence::presented(app, matter, kind, id, None).await?;
    Ok(found.map(|picture| PicturePart {
        picture: id,
        kind: kind.to_owned(),
        seen: FileId::of(picture.svg.as_bytes()).to_string(),
        title: picture.title,
        steps: picture.steps,
    }))
}

/// The picture as far as a step; none: whole.
pub(crate) async fn made(
    app: &App,
    matter: Uuid,
    (kind, id): (&str, Uuid),
    step: Option<usize>,
) -> Result<Option<Made>, Problem> {
    let Some(whole) = evidence::presented(app, matter, kind, id, None).await? else {
        return Ok(None);
    };
    let seen = FileId::of(whole.svg.as_bytes()).to_string();
    let picture = match step {
        None => whole,
        step => match evidence::presented(app, matter, kind, id, step).await? {
            Some(picture) => picture,
            None => return Ok(None),
        },
    };
    let steps = picture.steps;
    let h = f64::from(ACROSS) * picture.height / picture.width.max(1.0);
    let drawn = tokio::task::spawn_blocking(move || evidence::png(&picture, ACROSS));
    let png = drawn.await.map_err(Problem::failed)?;
    Ok(Some(Made {
        steps,
        seen,
        png: png.map_err(Problem::failed)?,
        w: i64::from(ACROSS),
        h: h.round() as i64,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_found_by_the_address_of_its_page() {
        let (matter, id) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let check = |below: &str, expected| {
            let typed = format!(" https://kiemsat.vn/evidence/matters/{matter}/{below} ");
            assert_eq!(addressed(matter, &typed), expected, "{below}");
        };
        check(&format!("map/{id}"), Some(("map", id)));
        check(&format!("diagrams/{id}?step=2"), Some(("diagram", id)));
        check(&format!("flows/{id}#a"), Some(("flow", id)));
        check(&format!("points/{id}"), None);
        check("diagrams", None);
        assert_eq!(
            addressed(matter, &format!("sketch/{id}")),
            Some(("sketch", id))
        );
        assert_eq!(addressed(matter, "https://example.vn/map"), None);
        let other = format!("/evidence/matters/{id}/map/{id}");
        assert_eq!(addressed(matter, &other), None, "of another case");
    }
}
