//! Tờ xem nhanh: many documents side by side on large sheets, for the eye that looks for what went wrong.

use serde::Serialize;
use typst::foundations::Bytes;
use typst_pdf::PdfStandards;

use crate::engine::{Typesetter, file};
use crate::error::TypesetError;

#[derive(Serialize)]
struct Picture {
    name: String,
    page: usize,
    label: String,
}

impl Typesetter {
    /// Pages of other PDF files, four across and two down on A3, each under its label. A file gives the page of that number,
    /// counted from 1.
    pub fn contact_sheet(
        &self,
        pages: &[(String, Vec<u8>, usize)],
    ) -> Result<Vec<u8>, TypesetError> {
        let mut pictures = Vec::new();
        let mut files = Vec::new();
        for (index, (label, pdf, page)) in pages.iter().enumerate() {
            let name = format!("page-{index}.pdf");
            files.push((file(&name), Bytes::new(pdf.clone())));
            pictures.push(Picture {
                name,
                page: *page,
                label: label.clone(),
            });
        }
        let sheets = self.lay_with(&self.contact, &pictures, &files)?;
        Self::write_as(&sheets, PdfStandards::default())
    }
}
