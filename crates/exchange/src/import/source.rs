//! Mở lại tệp của một đợt nhập: the sheet, its head and what its rows tell, made anew whenever they are needed.

use files::FileId;
use jobs::Trouble;
use people::staff;
use shell::App;
use uuid::Uuid;

use super::kind::SheetKind;
use super::plan::{Planned, plan};
use super::row::Rows;
use super::store::Import;
use super::values::Reading;
use crate::messages;
use crate::sheet::{self, Head, Sheet};

/// The sheets of an import's file.
pub async fn sheets(app: &App, one: &Import) -> Result<Vec<Sheet>, Trouble> {
    let id: FileId = one
        .file
        .parse()
        .map_err(|_| Trouble::Final(messages::FILE_GONE.to_owned()))?;
    let bytes = app
        .files()
        .get(id)
        .await
        .map_err(|error| Trouble::Again(error.to_string()))?;
    let name = one.file_name.clone();
    let read = tokio::task::spawn_blocking(move || sheet::read(&bytes, &name));
    read.await
        .map_err(|error| Trouble::Again(error.to_string()))?
        .map_err(|error| Trouble::Final(messages::sheet_refused(&error)))
}

/// The sheet and the head that were chosen.
pub fn chosen<'s>(sheets: &'s [Sheet], one: &Import) -> Option<(&'s Sheet, Head)> {
    let at = |number: i64| usize::try_from(number).unwrap_or(0);
    let sheet = sheets.get(at(one.sheet))?;
    Some((
        sheet,
        Head::at(sheet, at(one.head_first), at(one.head_last)),
    ))
}

/// What the rows of an import tell, under its confirmed mapping.
pub async fn planned(app: &App, one: &Import) -> Result<Planned, Trouble> {
    let gone = || Trouble::Final(messages::FILE_GONE.to_owned());
    let sheets = sheets(app, one).await?;
    let kind = SheetKind::named(&one.kind).ok_or_else(gone)?;
    let mapping = one.mapping().ok_or_else(gone)?;
    let staff = staff_of(app, &one.unit_id).await?;
    let (law, today, one) = (app.law(), app.today(), one.clone());
    let made = tokio::task::spawn_blocking(move || {
        let (sheet, head) = chosen(&sheets, &one)?;
        let rows = Rows {
            kind,
            sheet,
            head: &head,
            mapping: &mapping,
            reading: Reading {
                law: &law,
                today,
                staff: &staff,
                counts_from_1904: sheet.counts_from_1904,
            },
        };
        Some(plan(&rows, Uuid::now_v7))
    });
    made.await
        .map_err(|error| Trouble::Again(error.to_string()))?
        .ok_or_else(gone)
}

/// Cán bộ của đơn vị: names that a sheet may give.
pub async fn staff_of(app: &App, unit: &str) -> Result<Vec<(Uuid, String)>, Trouble> {
    let units = app.units().units().await?;
    let members = staff::post::members(app.db(), &units, unit, app.today())
        .await
        .map_err(|error| Trouble::Again(error.to_string()))?;
    let mut all: Vec<(Uuid, String)> = Vec::new();
    for member in members {
        if all.iter().all(|(known, _)| *known != member.person) {
            all.push((member.person, member.name));
        }
    }
    Ok(all)
}
