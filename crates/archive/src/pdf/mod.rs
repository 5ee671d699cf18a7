//! PDF/A-1b của hồ sơ: written page after page, so that ten thousand pages take no more memory than one.
//!
//! A page of the file is its picture as it was prepared, byte for byte, with a narrow band below it for the bút lục, and its words
//! beneath, invisible, each where it stands. Sheets of our own (mục lục) are set in a face that is put into the file with the letters
//! that were used. [`Pdf::take`] hands over what has been written so far.

mod hidden;
mod letters;
mod outline;
mod sheet;

use std::fmt::Write as _;

pub use letters::{Letters, LettersError};
pub use outline::Bookmark;
pub use sheet::{Line, Sheet};

/// Points of a dot of a prepared picture.
const POINTS: f32 = 72.0 / scan::DISPLAY_DPI as f32;
/// The band below a picture, in points.
const BAND: f32 = 18.0;
/// Letters of the band.
const BAND_SIZE: f32 = 8.0;
/// Grey that is the same on every screen, without a profile inside.
const GREY: &str = "[/CalGray<</WhitePoint[0.9505 1 1.089]/Gamma 2.2>>]";

const CATALOG: usize = 1;
const PAGES: usize = 2;
const HIDDEN: usize = 3;
const TEXT: usize = HIDDEN + hidden::OBJECTS;
const INFO: usize = TEXT + letters::OBJECTS;
const METADATA: usize = INFO + 1;
const RESERVED: usize = METADATA;

/// What the file says of itself.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// Its name.
    pub title: String,
    /// Who made it; may be empty.
    pub author: String,
    /// What it is; may be empty.
    pub subject: String,
    /// When it was made, local time.
    pub made_at: chrono::NaiveDateTime,
    /// Tells this file from every other: no two copies are the same file.
    pub id: uuid::Uuid,
}

/// Một trang hồ sơ.
pub struct Picture<'a> {
    /// Grey JPEG.
    pub jpeg: &'a [u8],
    /// Its size in dots.
    pub size: (u32, u32),
    /// Its words, with boxes in its dots.
    pub words: &'a [scan::Word],
    /// Below the picture: at the left, in the middle, at the right.
    pub band: [String; 3],
    /// Over the picture in thin outlines; empty for none.
    pub watermark: &'a str,
}

/// Bản PDF đang viết.
pub struct Pdf {
    about: About,
    buffer: Vec<u8>,
    written: u64,
    /// Where each object begins; object 1 is the first.
    places: Vec<u64>,
    pages: Vec<usize>,
    drawn: usize,
    letters: Letters,
}

impl Pdf {
    /// Begins a file of this many pages.
    pub fn begin(pages: usize, about: About, letters: Letters) -> Pdf {
        let mut pdf = Pdf {
            about,
            buffer: Vec::new(),
            written: 0,
            places: vec![0; RESERVED],
            pages: Vec::new(),
            drawn: 0,
            letters,
        };
        pdf.put(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n");
        // Every page has its number before it is drawn, so that the contents can lead to it.
        pdf.pages = (0..pages).map(|_| pdf.new_id()).collect();
        pdf
    }

    /// What was written since it was last taken.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.buffer)
    }

    /// The same, once it is this much; nothing before.
    pub fn take_from(&mut self, least: usize) -> Vec<u8> {
        match self.buffer.len() >= least {
            true => self.take(),
            false => Vec::new(),
        }
    }

    /// Adds a sheet of our own.
    pub fn sheet(&mut self, sheet: &Sheet) {
        let drawn = sheet.drawing(&mut self.letters);
        let mut links = String::new();
        for (rect, target) in &sheet.links {
            if let Some(page) = self.pages.get(*target) {
                let [x0, y0, x1, y1] = rect;
                let _ = write!(
                    links,
                    "<</Type/Annot/Subtype/Link/Rect[{x0:.1} {y0:.1} {x1:.1} {y1:.1}]/Border[0 0 0]/F 4/Dest[{page} 0 R/Fit]>>"
                );
            }
        }
        let annotations = match links.is_empty() {
            true => String::new(),
            false => format!("/Annots[{links}]"),
        };
        let resources = format!("/Font<</T {TEXT} 0 R>>/ColorSpace<</Xam {GREY}>>");
        self.page(sheet.size, &annotations, &resources, drawn.as_bytes());
    }

    /// Adds a page of the file.
    pub fn picture(&mut self, picture: &Picture) {
        let (width, height) = (
            picture.size.0 as f32 * POINTS,
            picture.size.1 as f32 * POINTS,
        );
        let image = self.new_id();
        let head = format!(
            "<</Type/XObject/Subtype/Image/Width {}/Height {}/BitsPerComponent 8/ColorSpace{GREY}/Filter/DCTDecode/Length {}>>",
            picture.size.0,
            picture.size.1,
            picture.jpeg.len()
        );
        self.stream(image, &head, picture.jpeg);
        let mut drawn = format!("q {width:.2} 0 0 {height:.2} 0 {BAND:.2} cm /P Do Q\n");
        drawn.push_str(&hidden::words(picture.words, height + BAND));
        self.watermark(&mut drawn, picture.watermark, (width, height));
        self.band(&mut drawn, &picture.band, width);
        let resources = format!(
            "/XObject<</P {image} 0 R>>/Font<</H {HIDDEN} 0 R/T {TEXT} 0 R>>/ColorSpace<</Xam {GREY}>>"
        );
        self.page((width, height + BAND), "", &resources, drawn.as_bytes());
    }

    /// Tên người nhận và ngày, slantwise over the page: outlines only, so that no word below is covered.
    fn watermark(&mut self, drawn: &mut String, words: &str, (width, height): (f32, f32)) {
        if words.is_empty() {
            return;
        }
        let long = (width * width + height * height).sqrt() * 0.72;
        let size = (long / self.letters.width(words, 1.0).max(1.0)).clamp(6.0, 40.0);
        let (sin, cos) = (height.atan2(width).sin(), height.atan2(width).cos());
        let half = self.letters.width(words, size) / 2.0;
        let (x, y) = (width / 2.0 - half * cos, BAND + height / 2.0 - half * sin);
        let codes = self.letters.codes(words);
        let _ = writeln!(
            drawn,
            "q /Xam CS 0.45 SC 0.4 w BT 1 Tr /T {size:.1} Tf {cos:.4} {sin:.4} {:.4} {cos:.4} {x:.1} {y:.1} Tm <{codes}> Tj ET Q",
            -sin
        );
    }

    /// Số bút lục, below the picture.
    fn band(&mut self, drawn: &mut String, band: &[String; 3], width: f32) {
        let room = width - 24.0;
        let [left, middle, right] = band;
        let middle_width = self.letters.width(middle, BAND_SIZE);
        let right_width = self.letters.width(right, BAND_SIZE);
        let left = self
            .letters
            .shortened(left, BAND_SIZE, (room - middle_width) / 2.0 - 8.0);
        let places = [
            (left.as_str(), 12.0),
            (middle.as_str(), (width - middle_width) / 2.0),
            (right.as_str(), width - 12.0 - right_width),
        ];
        drawn.push_str("q /Xam cs 0 sc\n");
        for (words, x) in places {
            if !words.is_empty() {
                let codes = self.letters.codes(words);
                let _ = writeln!(
                    drawn,
                    "BT 0 Tr /T {BAND_SIZE} Tf {x:.1} 6 Td <{codes}> Tj ET"
                );
            }
        }
        drawn.push_str("Q\n");
    }

    fn page(&mut self, size: (f32, f32), more: &str, resources: &str, drawn: &[u8]) {
        let Some(&page) = self.pages.get(self.drawn) else {
            return;
        };
        self.drawn += 1;
        let content = self.new_id();
        let (width, height) = size;
        self.object(
            page,
            &format!(
                "<</Type/Page/Parent {PAGES} 0 R/MediaBox[0 0 {width:.2} {height:.2}]/Contents {content} 0 R/Resources<<{resources}>>{more}>>"
            ),
        );
        self.stream(content, &format!("<</Length {}>>", drawn.len()), drawn);
    }

    /// Closes the file with its bookmarks; gives what had not been taken.
    pub fn finish(mut self, bookmarks: &[Bookmark]) -> Result<Vec<u8>, LettersError> {
        self.pages.truncate(self.drawn);
        hidden::font(&mut self);
        let letters = self.letters.parts()?;
        letters.write(&mut self);
        let kids: Vec<String> = self.pages.iter().map(|id| format!("{id} 0 R")).collect();
        let pages = format!(
            "<</Type/Pages/Count {}/Kids[{}]>>",
            kids.len(),
            kids.join(" ")
        );
        self.object(PAGES, &pages);
        let outline = outline::write(&mut self, bookmarks);
        let outlines = outline.map_or(String::new(), |id| {
            format!("/Outlines {id} 0 R/PageMode/UseOutlines")
        });
        self.description();
        let catalog = format!(
            "<</Type/Catalog/Pages {PAGES} 0 R/Metadata {METADATA} 0 R/Lang(vi-VN){outlines}>>"
        );
        self.object(CATALOG, &catalog);
        self.table();
        Ok(self.take())
    }

    /// The same words twice, as PDF/A wants them: for old readers and as XMP.
    fn description(&mut self) {
        let about = self.about.clone();
        let at = about.made_at;
        let mut info = format!(
            "<</Title<{}>/Producer<{}>/CreationDate(D:{}+07'00')",
            utf16(&about.title, true),
            utf16(PRODUCER, true),
            at.format("%Y%m%d%H%M%S")
        );
        for (key, words) in [("Author", &about.author), ("Subject", &about.subject)] {
            if !words.is_empty() {
                let _ = write!(info, "/{key}<{}>", utf16(words, true));
            }
        }
        info.push_str(">>");
        self.object(INFO, &info);
        let xmp = xmp(&about);
        let head = format!("<</Type/Metadata/Subtype/XML/Length {}>>", xmp.len());
        self.stream(METADATA, &head, xmp.as_bytes());
    }

    fn new_id(&mut self) -> usize {
        self.places.push(0);
        self.places.len()
    }

    fn put(&mut self, bytes: &[u8]) {
        self.written += bytes.len() as u64;
        self.buffer.extend_from_slice(bytes);
    }

    fn object(&mut self, id: usize, body: &str) {
        self.places[id - 1] = self.written;
        self.put(format!("{id} 0 obj\n{body}\nendobj\n").as_bytes());
    }

    fn stream(&mut self, id: usize, head: &str, data: &[u8]) {
        self.places[id - 1] = self.written;
        self.put(format!("{id} 0 obj\n{head}\nstream\n").as_bytes());
        self.put(data);
        self.put(b"\nendstream\nendobj\n");
    }

    fn table(&mut self) {
        let start = self.written;
        let count = self.places.len() + 1;
        let mut table = format!("xref\n0 {count}\n0000000000 65535 f \n");
        for place in &self.places {
            let state = if *place == 0 { "00000 f" } else { "00000 n" };
            let _ = writeln!(table, "{place:010} {state} ");
        }
        let id = self.about.id.simple();
        let _ = write!(
            table,
            "trailer\n<</Size {count}/Root {CATALOG} 0 R/Info {INFO} 0 R/ID[<{id}><{id}>]>>\nstartxref\n{start}\n%%EOF\n"
        );
        self.put(table.as_bytes());
    }
}

const PRODUCER: &str = "Kiểm Sát Số";

/// Letters as UTF-16 in base 16.
pub(crate) fn utf16(text: &str, with_mark: bool) -> String {
    let mut hex = String::with_capacity(text.len() * 4 + 4);
    if with_mark {
        hex.push_str("FEFF");
    }
    for unit in text.encode_utf16() {
        let _ = write!(hex, "{unit:04X}");
    }
    hex
}

/// What XML reads as this text.
pub(crate) fn xml(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

fn xmp(about: &About) -> String {
    let mut more = String::new();
    if !about.author.is_empty() {
        let _ = write!(
            more,
            "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>",
            xml(&about.author)
        );
    }
    if !about.subject.is_empty() {
        let _ = write!(
            more,
            "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:description>",
            xml(&about.subject)
        );
    }
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\
         <pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>{more}</rdf:Description>\
         <rdf:Description rdf:about=\"\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"><xmp:CreateDate>{made}+07:00</xmp:CreateDate></rdf:Description>\
         <rdf:Description rdf:about=\"\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"><pdf:Producer>{PRODUCER}</pdf:Producer></rdf:Description>\
         </rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>",
        title = xml(&about.title),
        made = about.made_at.format("%Y-%m-%dT%H:%M:%S"),
    )
}
