//! Ô điền từ trang: a box drawn on the page becomes the text in it, in the shape of the field it goes to.

use axum::{Json, extract::Path};
use files::FileId;
use people::Right;
use scan::{Prepared, Rect};
use serde::{Deserialize, Serialize};
use shell::{Problem, Visit};
use uuid::Uuid;

use crate::{
    digitise::{Engines, Stacks},
    file::file,
    leaves::page_for,
    page::{PageRow, words_of},
};

#[derive(Debug, Deserialize)]
pub(crate) struct Drawn {
    page: Option<Uuid>,
    rect: [i32; 4],
    #[serde(default)]
    kind: String,
}

/// What stands in a drawn box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Region {
    /// As read.
    pub text: String,
    /// In the shape of the field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// A person must compare it with the page.
    pub is_unsure: bool,
}

/// `POST /casefile/matters/{matter}/region`
pub(crate) async fn of_matter(
    visit: Visit,
    Path(matter): Path<Uuid>,
    Json(drawn): Json<Drawn>,
) -> Result<Json<Region>, Problem> {
    let page = drawn.page.ok_or_else(Problem::not_found)?;
    let (page, head) = page_for(&visit, page, Right::CasefileRead).await?;
    if head.id != matter {
        return Err(Problem::not_found());
    }
    read(&visit, &page, &drawn).await.map(Json)
}

/// `POST /casefile/pages/{page}/region`
pub(crate) async fn of_page(
    visit: Visit,
    Path(page): Path<Uuid>,
    Json(drawn): Json<Drawn>,
) -> Result<Json<Region>, Problem> {
    let (page, _) = page_for(&visit, page, Right::CasefileRead).await?;
    read(&visit, &page, &drawn).await.map(Json)
}

/// A word read with less must be compared.
const SURE: u8 = 75;

async fn read(visit: &Visit, page: &PageRow, drawn: &Drawn) -> Result<Region, Problem> {
    let rect = Rect::from(drawn.rect);
    let words = words_of(visit.app.db(), page.id).await?;
    let inside = |word: &&scan::Word| {
        rect.holds(
            (word.rect.x0 + word.rect.x1) / 2,
            (word.rect.y0 + word.rect.y1) / 2,
        )
    };
    let least = words
        .iter()
        .filter(inside)
        .map(|word| word.confidence)
        .min();
    let known = scan::text_within(&words, rect);
    let (text, is_unsure) = match least {
        Some(least) if !known.is_empty() => (known, least < SURE),
        _ => look_again(visit, page, rect).await?,
    };
    Ok(Region {
        value: shaped(&drawn.kind, &text),
        text,
        is_unsure,
    })
}

/// Nothing was read there: the engine looks at that place alone.
pub(crate) async fn look_again(
    visit: &Visit,
    page: &PageRow,
    rect: Rect,
) -> Result<(String, bool), Problem> {
    let Some(picture) = &page.picture else {
        return Ok((String::new(), true));
    };
    let files = visit.app.files();
    let id = |hash: &str| hash.parse::<FileId>().map_err(Problem::failed);
    let file = file(visit.app.db(), page.file_id).await?;
    let stack = match file.filter(|file| file.state != "withheld") {
        Some(file) => Stacks::shared().open(files, id(&file.source)?).await.ok(),
        None => None,
    };
    // Where the original cannot be had the picture people see is read.
    let bytes = files.get(id(picture)?).await.map_err(Problem::failed)?;
    let (turn, number) = (page.turn(), usize::try_from(page.file_page).unwrap_or(0));
    let reading = tokio::task::spawn_blocking(move || {
        let prepared = stack
            .and_then(|stack| stack.page(number).ok())
            .map(|image| Prepared::again(image, turn));
        Engines::shared().with(|reader| match &prepared {
            Some(prepared) => reader.read_region(prepared, rect),
            None => reader.read_picture_region(&bytes, rect),
        })
    });
    let reading = reading
        .await
        .map_err(Problem::failed)?
        .map_err(Problem::failed)?;
    let is_unsure = reading.quality.confidence < f32::from(SURE);
    Ok((reading.text, is_unsure))
}

/// "ngày 20 tháng 5 năm 2026" in a field for a date becomes "20/05/2026".
fn shaped(kind: &str, text: &str) -> Option<String> {
    match kind {
        "date" => text::dates_in(text).first().map(|found| {
            let date = &found.date;
            format!("{:02}/{:02}/{}", date.day, date.month, date.year)
        }),
        "text" => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_in_words_takes_the_shape_of_its_field() {
        let read = shaped("date", "Sơn La, ngày 20 tháng 5 năm 2026");
        assert_eq!(read.as_deref(), Some("20/05/2026"));
        assert_eq!(shaped("date", "không có ngày"), None);
        assert_eq!(
            shaped("text", "Đào Văn\nKhởi").as_deref(),
            Some("Đào Văn Khởi")
        );
    }
}
