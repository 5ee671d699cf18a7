//! The printing press: Typst's library, fonts and layouts built once and shared by all requests.

use serde::Serialize;
use serde_json::Value;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::binder::Binder;
use crate::document::OfficialDocument;
use crate::error::TypesetError;
use crate::fonts;
use crate::report::Report;
use crate::room::{self, Room};
use crate::sheet::Sheet;
use crate::word::{self, WordMark};

/// Renders older than this many calls are dropped from Typst's cache.
const CACHE_CALLS: usize = 20;

/// Cỡ chữ của nội dung (NĐ 30/2020, Phụ lục I: 13 đến 14), in points.
const LARGE: u8 = 14;
const SMALL: u8 = 13;

/// Millimetres that Word may need more than Typst on one page.
const WORD_SLACK: u8 = 20;

/// The typesetter: cheap to call, dear to build, so build one and share it (`&self` everywhere, safe between threads).
pub struct Typesetter {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    official: Source,
    report: Source,
    binder: Source,
    /// What `report` and `binder` share.
    sheet: Source,
    pub(crate) contact: Source,
    pub(crate) picture: Source,
    data: FileId,
    archival: PdfStandards,
}

/// Chuẩn lưu trữ của tệp PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Archive {
    /// PDF/A-2a: what we issue; archival like PDF/A-2b, and the reading order is tagged.
    A2a,
    /// PDF/A-1b: the oldest and strictest of them, which free checkers know.
    A1b,
}

impl Default for Typesetter {
    fn default() -> Self {
        Self::new()
    }
}

impl Typesetter {
    /// Loads the fonts and parses the layouts.
    pub fn new() -> Self {
        let fonts = fonts::load();
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            official: Source::new(
                file("official.typ"),
                include_str!("layout/official.typ").to_owned(),
            ),
            report: Source::new(
                file("report.typ"),
                include_str!("layout/report.typ").to_owned(),
            ),
            binder: Source::new(
                file("binder.typ"),
                include_str!("layout/binder.typ").to_owned(),
            ),
            sheet: Source::new(
                file("sheet.typ"),
                include_str!("layout/sheet.typ").to_owned(),
            ),
            contact: Source::new(
                file("contact.typ"),
                include_str!("layout/contact.typ").to_owned(),
            ),
            picture: Source::new(
                file("picture.typ"),
                include_str!("layout/picture.typ").to_owned(),
            ),
            data: file("data.json"),
            archival: standards(Archive::A2a),
        }
    }

    /// Văn bản điện tử: the document as PDF/A, fonts embedded, tagged for screen readers.
    /// Without a day of issue it is a plain tagged PDF, since an archival file must tell its day.
    pub fn pdf(&self, document: &OfficialDocument) -> Result<Vec<u8>, TypesetError> {
        let (pages, _) = self.fitted(document)?;
        self.write(&pages, document.issued_on.is_some())
    }

    /// Chỗ ký (ô số 7c): the room between title and name where the picture of a signature goes; none without a signature.
    pub fn signature_room(
        &self,
        document: &OfficialDocument,
    ) -> Result<Option<Room>, TypesetError> {
        let (pages, _) = self.fitted(document)?;
        Ok(room::of_signature(&pages))
    }

    /// Số trang.
    pub fn page_count(&self, document: &OfficialDocument) -> Result<usize, TypesetError> {
        Ok(self.fitted(document)?.0.pages().len())
    }

    /// As [`Typesetter::pdf`], in another archival standard; the document must have its day of issue.
    pub fn pdf_as(
        &self,
        document: &OfficialDocument,
        archive: Archive,
    ) -> Result<Vec<u8>, TypesetError> {
        let (pages, _) = self.fitted(document)?;
        Self::write_as(&pages, standards(archive))
    }

    /// Văn bản dạng Word: the same document as .docx. Word breaks lines a little wider than Typst, so a
    /// page that is nearly full is set in the smaller size, to be one page there too.
    pub fn word(&self, document: &OfficialDocument) -> Result<Vec<u8>, TypesetError> {
        let (pages, size) = self.fitted(document)?;
        self.word_like(document, (&pages, size), None)
    }

    /// Bản Word để sửa tiếp: as [`Typesetter::word`], with the mark of the draft, so that the file is known when it comes back.
    pub fn word_of(
        &self,
        document: &OfficialDocument,
        mark: &WordMark,
    ) -> Result<Vec<u8>, TypesetError> {
        let (pages, size) = self.fitted(document)?;
        self.word_like(document, (&pages, size), Some(mark))
    }

    /// Cả hai dạng: the PDF and the Word file of one layout.
    pub fn pdf_and_word(
        &self,
        document: &OfficialDocument,
    ) -> Result<(Vec<u8>, Vec<u8>), TypesetError> {
        let (pages, size) = self.fitted(document)?;
        let pdf = self.write(&pages, document.issued_on.is_some())?;
        Ok((pdf, self.word_like(document, (&pages, size), None)?))
    }

    fn word_like(
        &self,
        document: &OfficialDocument,
        (pages, size): (&PagedDocument, u8),
        mark: Option<&WordMark>,
    ) -> Result<Vec<u8>, TypesetError> {
        let is_nearly_full = pages.pages().len() == 1 && {
            let roomy = Sheet::new(document, size).with_slack(WORD_SLACK);
            self.lay(&self.official, &roomy)?.pages().len() > 1
        };
        word::word(document, if is_nearly_full { SMALL } else { size }, mark)
    }

    /// Sổ, biểu: a table with the official head; PDF/A when it tells the day of printing.
    pub fn report_pdf(&self, report: &Report) -> Result<Vec<u8>, TypesetError> {
        report.check()?;
        let pages = self.lay(&self.report, report)?;
        self.write(&pages, report.printed_on.is_some())
    }

    /// Tập biểu: many tables in one file, with a page of contents; PDF/A when it tells the day of printing.
    pub fn binder_pdf(&self, binder: &Binder) -> Result<Vec<u8>, TypesetError> {
        binder.check()?;
        let pages = self.lay(&self.binder, binder)?;
        self.write(&pages, binder.printed_on.is_some())
    }

    /// The pages and the size of their text: the smaller size only where it saves the second page.
    fn fitted(&self, document: &OfficialDocument) -> Result<(PagedDocument, u8), TypesetError> {
        let large = self.lay(&self.official, &Sheet::new(document, LARGE))?;
        if large.pages().len() == 2 {
            let small = self.lay(&self.official, &Sheet::new(document, SMALL))?;
            if small.pages().len() == 1 {
                return Ok((small, SMALL));
            }
        }
        Ok((large, LARGE))
    }

    fn lay(&self, layout: &Source, data: &impl Serialize) -> Result<PagedDocument, TypesetError> {
        self.lay_with(layout, data, &[])
    }

    /// Pages of a layout that also reads other files, by their names.
    pub(crate) fn lay_with(
        &self,
        layout: &Source,
        data: &impl Serialize,
        files: &[(FileId, Bytes)],
    ) -> Result<PagedDocument, TypesetError> {
        let data = serde_json::to_value(data)?;
        if let Some(character) = unprintable(
            &self.fonts[..fonts::OF_DOCUMENTS.min(self.fonts.len())],
            &data,
        ) {
            return Err(TypesetError::NoGlyph(character));
        }
        let data = Bytes::from_string(data.to_string());
        let job = Job {
            press: self,
            layout,
            data,
            files,
        };
        let pages = typst::compile(&job)
            .output
            .map_err(|errors| refused(&errors));
        typst::comemo::evict(CACHE_CALLS);
        pages
    }

    pub(crate) fn write(
        &self,
        pages: &PagedDocument,
        is_dated: bool,
    ) -> Result<Vec<u8>, TypesetError> {
        let standards = if is_dated {
            self.archival.clone()
        } else {
            PdfStandards::default()
        };
        Self::write_as(pages, standards)
    }

    pub(crate) fn write_as(
        pages: &PagedDocument,
        standards: PdfStandards,
    ) -> Result<Vec<u8>, TypesetError> {
        let options = PdfOptions {
            standards,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(pages, &options).map_err(|errors| refused(&errors))
    }
}

fn standards(archive: Archive) -> PdfStandards {
    let standard = match archive {
        Archive::A2a => PdfStandard::A_2a,
        Archive::A1b => PdfStandard::A_1b,
    };
    PdfStandards::new(&[standard]).unwrap_or_default()
}

pub(crate) fn file(name: &str) -> FileId {
    let path =
        VirtualPath::new(name).unwrap_or_else(|_| unreachable!("{name} is a plain file name"));
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// The first character of any word in the data that the fonts cannot show.
fn unprintable(fonts: &[Font], data: &Value) -> Option<char> {
    match data {
        Value::String(words) => fonts::missing_glyph(fonts, words),
        Value::Array(items) => items.iter().find_map(|item| unprintable(fonts, item)),
        Value::Object(fields) => fields.values().find_map(|field| unprintable(fonts, field)),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

fn refused(errors: &[SourceDiagnostic]) -> TypesetError {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    TypesetError::Typst(messages.join("; "))
}

/// One document on the press: everything shared but the data.
struct Job<'a> {
    press: &'a Typesetter,
    layout: &'a Source,
    data: Bytes,
    files: &'a [(FileId, Bytes)],
}

impl World for Job<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.press.book
    }

    fn main(&self) -> FileId {
        self.layout.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let known = [self.layout, &self.press.sheet];
        let found = known.into_iter().find(|source| source.id() == id);
        found.cloned().ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.press.data {
            return Ok(self.data.clone());
        }
        let found = self.files.iter().find(|(known, _)| *known == id);
        found
            .map(|(_, bytes)| bytes.clone())
            .ok_or_else(|| not_found(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.get(index).cloned()
    }

    /// The layouts have no clock: every date comes with the document.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_with_slash().into())
}
