//! Viết bản đã che: from pictures only. No contents, no name of the matter, no titles: these would say what the boxes hide.

use std::collections::HashMap;

use casefile::PageRow;
use jobs::Trouble;
use scan::Rect;
use serde::{Deserialize, Serialize};
use shell::{App, local_time};
use uuid::Uuid;

use super::{
    hiding::{blackened, remaining},
    store::{self, BoxRow},
};
use crate::{
    copies::{
        Copy,
        job::{Made, lettering, ready},
        making::{Desk, dots, lost, pass_on},
    },
    messages,
    pdf::{About, Letters, Pdf, Picture},
};

/// Which redaction a copy is made of.
#[derive(Debug, Serialize, Deserialize)]
pub struct Asked {
    /// Its id.
    pub redaction: Uuid,
}

const PIECE: usize = 4 << 20;

fn again(fault: impl std::fmt::Display) -> Trouble {
    Trouble::Again(fault.to_string())
}

/// Makes the copy.
pub async fn make(app: &App, desk: &Desk<'_>, copy: &Copy) -> Result<Made, Trouble> {
    let sql = app.db();
    let unreadable = || Trouble::Final(messages::UNREADABLE.to_owned());
    let asked: Asked = copy.asked().ok_or_else(unreadable)?;
    let redaction = store::by_id(sql, asked.redaction)
        .await?
        .ok_or_else(unreadable)?;
    let selection = redaction.selection().ok_or_else(unreadable)?;
    let chosen = selection.of(sql, redaction.matter_id).await?;
    let boxes = store::boxes(sql, redaction.id).await?;
    let hidden = by_page(&chosen.pages, &boxes)?;
    let chosen = ready(chosen)?;
    let unit = lettering(app, copy, String::new()).await?.unit;
    let about = About {
        title: messages::REDACTED_COPY.to_owned(),
        author: unit,
        subject: String::new(),
        made_at: local_time(copy.asked_at),
        id: copy.id,
    };
    let total = chosen.pages.len();
    let mut pdf = Pdf::begin(total, about, Letters::try_new().map_err(again)?);
    let mut arrival = desk.files.arrival().await.map_err(again)?;
    for (at, page) in chosen.pages.iter().enumerate() {
        let none = Vec::new();
        let rects = hidden.get(&page.id).unwrap_or(&none);
        draw(app, &mut pdf, page, rects, messages::page_of(at + 1, total)).await?;
        pass_on(&mut pdf, &mut arrival, PIECE).await?;
        desk.steps
            .report(at + 1, total, &messages::writing(at + 1, total))
            .await?;
    }
    let rest = pdf.finish(&[]).map_err(again)?;
    arrival.write(&rest).await.map_err(again)?;
    Ok(Made {
        arrived: arrival.finish().await.map_err(again)?,
        pages: total,
    })
}

/// The boxes of each page; refused when a page was turned since, for then they would hide another place.
fn by_page(pages: &[PageRow], boxes: &[BoxRow]) -> Result<HashMap<Uuid, Vec<Rect>>, Trouble> {
    let mut hidden: HashMap<Uuid, Vec<Rect>> = HashMap::new();
    for one in boxes {
        // A page that is no longer among those copied hides nothing.
        let Some(page) = pages.iter().find(|page| page.id == one.page_id) else {
            continue;
        };
        if page.picture.as_ref() != Some(&one.picture) {
            return Err(Trouble::Final(messages::turned_since(page.no)));
        }
        hidden.entry(one.page_id).or_default().extend(one.rects());
    }
    Ok(hidden)
}

async fn draw(
    app: &App,
    pdf: &mut Pdf,
    page: &PageRow,
    rects: &[Rect],
    place: String,
) -> Result<(), Trouble> {
    let Some(picture) = &page.picture else {
        pdf.sheet(&lost(page));
        return Ok(());
    };
    let id = picture.parse().map_err(again)?;
    let jpeg = app.files().get_unchecked(id).await.map_err(again)?;
    let words = remaining(casefile::words_of(app.db(), page.id).await?, rects);
    let (jpeg, size) = match rects.is_empty() {
        true => (jpeg, (dots(page.w), dots(page.h))),
        false => {
            let rects = rects.to_vec();
            let blackened = tokio::task::spawn_blocking(move || blackened(&jpeg, &rects));
            blackened.await.map_err(again)?.map_err(again)?
        }
    };
    let leaf = page
        .bl
        .as_ref()
        .map_or(String::new(), |bl| format!("BL {bl}"));
    pdf.picture(&Picture {
        jpeg: &jpeg,
        size,
        words: &words,
        band: [messages::REDACTED_COPY.to_owned(), leaf, place],
        watermark: "",
    });
    Ok(())
}
