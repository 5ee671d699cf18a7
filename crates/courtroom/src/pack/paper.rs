//! Phiếu xác nhận gói: one sheet of PDF/A that names the SHA-256 of the manifest, for a person's digital signature. It names no case, as
//! it stands readable in the file that is carried about.

use std::sync::Arc;

use casefile::MatterHead;
use chrono::Datelike as _;
use jobs::Trouble;
use shell::{App, local_day, vi_date, vi_number, vi_time};
use typeset::{Align, Column, Paper, Report, Typesetter};

use super::{job::again, messages, store::Pack};

/// The sheet as PDF/A.
pub(super) async fn draw(
    app: &App,
    pack: &Pack,
    head: &MatterHead,
    digest: &str,
    pages: usize,
) -> Result<Vec<u8>, Trouble> {
    let day = local_day(app.now_ms());
    let units = app.units().units().await.map_err(again)?;
    let column = |title: &str, width| Column {
        title: title.to_owned(),
        group: None,
        width,
        align: Align::Left,
    };
    let rows = [
        ["Mã gói", &pack.id.to_string()],
        ["Mã băm bản kê (SHA-256)", digest],
        ["Mã hồ sơ điện tử", &head.code],
        [
            "Số trang",
            &vi_number(i64::try_from(pages).unwrap_or(i64::MAX)),
        ],
        ["Mở được đến hết ngày", &vi_date(pack.expires_on)],
        ["Lập lúc", &vi_time(app.now_ms())],
    ];
    let sheet = Report {
        form_note: Vec::new(),
        parent_office: String::new(),
        office: units.name_on(&pack.unit_id, day).to_uppercase(),
        title: messages::PAPER_TITLE.to_owned(),
        period: String::new(),
        paper: Paper::A4,
        columns: vec![column("Mục", 2.0), column("Nội dung", 6.0)],
        rows: rows.map(|pair| pair.map(str::to_owned).to_vec()).to_vec(),
        bold_rows: Vec::new(),
        numbered_columns: false,
        notes: vec![messages::PAPER_NOTE.to_owned()],
        place_date: String::new(),
        signatures: vec![messages::PAPER_SIGNATURE.map(str::to_owned).into()],
        printed_on: Some([day.year(), day.month() as i32, day.day() as i32]),
    };
    let press = app.find::<Typesetter>();
    let made = tokio::task::spawn_blocking(move || {
        let press = press.unwrap_or_else(|| Arc::new(Typesetter::new()));
        press.report_pdf(&sheet)
    });
    made.await.map_err(again)?.map_err(again)
}
