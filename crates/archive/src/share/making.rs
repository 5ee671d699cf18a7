//! Đóng gói giao: the marked PDF and a sheet of words about it, in a ZIP that opens with its key alone (AES-256).

use casefile::MatterHead;
use jobs::Trouble;
use shell::{App, local_day, vi_date};

use super::store;
use crate::{
    copies::{
        Copy,
        job::{Made, chosen, lettering},
        making::{Desk, write},
    },
    messages,
    zipping::{Bytes, Entry, packed},
};

fn again(fault: impl std::fmt::Display) -> Trouble {
    Trouble::Again(fault.to_string())
}

/// Makes the package.
pub async fn make(
    app: &App,
    desk: &Desk<'_>,
    head: &MatterHead,
    copy: &Copy,
) -> Result<Made, Trouble> {
    let gone = || Trouble::Final(messages::WITHDRAWN.to_owned());
    let share = store::of_copy(app.db(), copy.id).await?.ok_or_else(gone)?;
    let key = share.key(app.key()).ok_or_else(gone)?;
    let chosen = chosen(app, copy).await?;
    let day = vi_date(local_day(copy.asked_at));
    let watermark = messages::watermark(&share.recipient, &day);
    let mut lettering = lettering(app, copy, watermark).await?;
    lettering.title = head.title.clone();
    let pdf = write(desk, app.db(), head, &chosen, &lettering).await?;
    let about = messages::about_package(
        &share.recipient,
        &share.purpose,
        &day,
        &vi_date(share.ends_on),
    );
    let entries = vec![
        Entry {
            name: format!("{}.pdf", text::slug(&head.title, 60)),
            bytes: Bytes::Kept(pdf.content().map_err(again)?),
        },
        Entry {
            name: "doc-truoc.txt".to_owned(),
            bytes: Bytes::Held(about.into_bytes()),
        },
    ];
    let arrived = packed(desk.files, entries, Some(key))
        .await
        .map_err(again)?;
    Ok(Made {
        arrived,
        pages: chosen.pages.len(),
    })
}
