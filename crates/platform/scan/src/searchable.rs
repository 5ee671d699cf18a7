//! PDF tìm được chữ: the pictures of the pages with their words beneath, invisible, each where it stands.
//!
//! Written straight to its place, page after page: ten thousand pages take no more memory than one. The file is PDF 1.4
//! without compression of its own; the pictures are the JPEGs as they were prepared. The words are set in rendering mode 3
//! in a font without glyphs of its own, whose codes are the letters' UTF-16 values.

use crate::prepare::DISPLAY_DPI;
use crate::words::Word;
use std::fmt::Write as _;
use std::io::{self, Write};

/// A place in the file that readers list: a document and its first page, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bookmark {
    /// What is read.
    pub title: String,
    /// The page it leads to.
    pub page: usize,
}

/// Bản PDF đang viết.
pub struct SearchablePdf<W: Write> {
    out: W,
    written: u64,
    /// Where each object begins; object 1 is the first.
    places: Vec<u64>,
    pages: Vec<usize>,
}

const CATALOG: usize = 1;
const PAGES: usize = 2;
const FONT: usize = 3;
const RESERVED: usize = 8;
/// Letters of the invisible font are half as wide as they are high.
const LETTER_WIDTH: f32 = 0.5;

impl<W: Write> SearchablePdf<W> {
    /// Begins a file.
    pub fn begin(out: W) -> io::Result<SearchablePdf<W>> {
        let mut pdf = SearchablePdf {
            out,
            written: 0,
            places: vec![0; RESERVED],
            pages: Vec::new(),
        };
        pdf.put(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")?;
        Ok(pdf)
    }

    /// Adds a page: its picture, grey JPEG of this size, and its words with boxes in the picture's pixels.
    pub fn page(&mut self, jpeg: &[u8], size: (u32, u32), words: &[Word]) -> io::Result<()> {
        let points = 72.0 / DISPLAY_DPI as f32;
        let (width, height) = (size.0 as f32 * points, size.1 as f32 * points);
        let (page, image, content) = (self.new_id(), self.new_id(), self.new_id());
        self.object(
            page,
            &format!(
                "<</Type/Page/Parent {PAGES} 0 R/MediaBox[0 0 {width:.2} {height:.2}]/Contents {content} 0 R\
                 /Resources<</XObject<</P {image} 0 R>>/Font<</F {FONT} 0 R>>>>>>"
            ),
        )?;
        // Calibrated grey: the same on every screen, without a profile inside.
        let picture = format!(
            "<</Type/XObject/Subtype/Image/Width {}/Height {}/BitsPerComponent 8\
             /ColorSpace[/CalGray<</WhitePoint[0.9505 1 1.089]/Gamma 2.2>>]/Filter/DCTDecode/Length {}>>",
            size.0,
            size.1,
            jpeg.len()
        );
        self.stream(image, &picture, jpeg)?;
        let drawn = content_of(width, height, points, words);
        let head = format!("<</Length {}>>", drawn.len());
        self.stream(content, &head, drawn.as_bytes())?;
        self.pages.push(page);
        Ok(())
    }

    /// Closes the file with its title and its bookmarks.
    pub fn finish(mut self, title: &str, bookmarks: &[Bookmark]) -> io::Result<W> {
        self.font()?;
        let kids: Vec<String> = self.pages.iter().map(|id| format!("{id} 0 R")).collect();
        let pages = format!(
            "<</Type/Pages/Count {}/Kids[{}]>>",
            kids.len(),
            kids.join(" ")
        );
        self.object(PAGES, &pages)?;
        let outline = self.outline(bookmarks)?;
        let metadata = self.new_id();
        let xmp = xmp(title);
        let head = format!("<</Type/Metadata/Subtype/XML/Length {}>>", xmp.len());
        self.stream(metadata, &head, xmp.as_bytes())?;
        let outlines = outline.map_or(String::new(), |id| {
            format!("/Outlines {id} 0 R/PageMode/UseOutlines")
        });
        let catalog = format!(
            "<</Type/Catalog/Pages {PAGES} 0 R/Metadata {metadata} 0 R/Lang(vi-VN){outlines}>>"
        );
        self.object(CATALOG, &catalog)?;
        self.table()?;
        self.out.flush()?;
        Ok(self.out)
    }

    /// One line for each bookmark, all on one level.
    fn outline(&mut self, bookmarks: &[Bookmark]) -> io::Result<Option<usize>> {
        let known: Vec<(&Bookmark, usize)> = bookmarks
            .iter()
            .filter_map(|mark| Some((mark, *self.pages.get(mark.page.checked_sub(1)?)?)))
            .collect();
        if known.is_empty() {
            return Ok(None);
        }
        let root = self.new_id();
        let items: Vec<usize> = known.iter().map(|_| self.new_id()).collect();
        for (at, (mark, page)) in known.iter().enumerate() {
            let mut item = format!(
                "<</Title<{}>/Parent {root} 0 R/Dest[{page} 0 R/Fit]",
                utf16(&mark.title, true)
            );
            if at > 0 {
                let _ = write!(item, "/Prev {} 0 R", items[at - 1]);
            }
            if let Some(next) = items.get(at + 1) {
                let _ = write!(item, "/Next {next} 0 R");
            }
            item.push_str(">>");
            self.object(items[at], &item)?;
        }
        let all = format!(
            "<</Type/Outlines/First {} 0 R/Last {} 0 R/Count {}>>",
            items[0],
            items[items.len() - 1],
            items.len()
        );
        self.object(root, &all)?;
        Ok(Some(root))
    }

    /// A font without glyphs: codes are UTF-16 values, and the map says so.
    fn font(&mut self) -> io::Result<()> {
        let (inner, descriptor, map) = (FONT + 1, FONT + 2, FONT + 3);
        self.object(
            FONT,
            &format!(
                "<</Type/Font/Subtype/Type0/BaseFont/KhongNet/Encoding/Identity-H/DescendantFonts[{inner} 0 R]/ToUnicode {map} 0 R>>"
            ),
        )?;
        self.object(
            inner,
            &format!(
                "<</Type/Font/Subtype/CIDFontType2/BaseFont/KhongNet/CIDToGIDMap/Identity/DW {:.0}\
                 /CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {descriptor} 0 R>>",
                LETTER_WIDTH * 1000.0
            ),
        )?;
        self.object(
            descriptor,
            "<</Type/FontDescriptor/FontName/KhongNet/Flags 4/FontBBox[0 -200 500 800]/ItalicAngle 0/Ascent 800/Descent -200\
             /CapHeight 700/StemV 80>>",
        )?;
        let letters = to_unicode();
        let head = format!("<</Length {}>>", letters.len());
        self.stream(map, &head, letters.as_bytes())?;
        // What is left of the reserved numbers stays empty.
        self.object(map + 1, "null")?;
        self.object(map + 2, "null")
    }

    fn new_id(&mut self) -> usize {
        self.places.push(0);
        self.places.len()
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.written += bytes.len() as u64;
        self.out.write_all(bytes)
    }

    fn open(&mut self, id: usize) -> io::Result<()> {
        self.places[id - 1] = self.written;
        self.put(format!("{id} 0 obj\n").as_bytes())
    }

    fn object(&mut self, id: usize, body: &str) -> io::Result<()> {
        self.open(id)?;
        self.put(body.as_bytes())?;
        self.put(b"\nendobj\n")
    }

    fn stream(&mut self, id: usize, head: &str, data: &[u8]) -> io::Result<()> {
        self.open(id)?;
        self.put(head.as_bytes())?;
        self.put(b"\nstream\n")?;
        self.put(data)?;
        self.put(b"\nendstream\nendobj\n")
    }

    fn table(&mut self) -> io::Result<()> {
        let start = self.written;
        let count = self.places.len() + 1;
        let mut table = format!("xref\n0 {count}\n0000000000 65535 f \n");
        for place in &self.places {
            let _ = writeln!(table, "{place:010} 00000 n ");
        }
        // The identifier names this content: its length and its number of objects.
        let id = format!("{start:016x}{count:016x}");
        let _ = write!(
            table,
            "trailer\n<</Size {count}/Root {CATALOG} 0 R/ID[<{id}><{id}>]>>\nstartxref\n{start}\n%%EOF\n"
        );
        self.put(table.as_bytes())
    }
}

/// The picture over the whole page, then the words.
fn content_of(width: f32, height: f32, points: f32, words: &[Word]) -> String {
    let mut drawn = format!("q {width:.2} 0 0 {height:.2} 0 0 cm /P Do Q\nBT 3 Tr\n");
    for (at, word) in words.iter().enumerate() {
        let rect = word.rect;
        let size = (rect.height() as f32 * points).max(1.0);
        // A space belongs to its word, so that a phrase is found across words.
        let ends_line = words.get(at + 1).is_none_or(|next| next.line != word.line);
        let text = if ends_line {
            word.text.clone()
        } else {
            format!("{} ", word.text)
        };
        let letters = word.text.encode_utf16().count().max(1) as f32;
        let stretch = rect.width() as f32 * points / (letters * LETTER_WIDTH * size) * 100.0;
        let (x, y) = (
            rect.x0 as f32 * points,
            height - rect.y1 as f32 * points + size * 0.2,
        );
        let _ = writeln!(
            drawn,
            "/F {size:.1} Tf {stretch:.0} Tz 1 0 0 1 {x:.1} {y:.1} Tm <{}> Tj",
            utf16(&text, false)
        );
    }
    drawn.push_str("ET\n");
    drawn
}

fn utf16(text: &str, with_mark: bool) -> String {
    let mut hex = String::with_capacity(text.len() * 4 + 4);
    if with_mark {
        hex.push_str("FEFF");
    }
    for unit in text.encode_utf16() {
        let _ = write!(hex, "{unit:04X}");
    }
    hex
}

/// Every code is its own letter; a range may not cross its high byte, a block may hold a hundred ranges.
fn to_unicode() -> String {
    let mut map = String::from(
        "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n",
    );
    let highs: Vec<u32> = (0..=255).collect();
    for block in highs.chunks(100) {
        let _ = writeln!(map, "{} beginbfrange", block.len());
        for high in block {
            let _ = writeln!(map, "<{high:02X}00><{high:02X}FF><{high:02X}00>");
        }
        map.push_str("endbfrange\n");
    }
    map.push_str("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
    map
}

fn xmp(title: &str) -> String {
    let title = title
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
         <pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\
         </rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Rect;

    #[test]
    fn the_words_of_a_searchable_page_come_back_where_they_stood() {
        let word = Word {
            text: "Viện".into(),
            rect: Rect::from([150, 300, 300, 330]),
            confidence: 90,
            line: 0,
        };
        let picture = image::GrayImage::from_pixel(600, 800, image::Luma([255]));
        let mut jpeg = Vec::new();
        image::codecs::jpeg::JpegEncoder::new(&mut jpeg)
            .encode_image(&picture)
            .unwrap();
        let mut pdf = SearchablePdf::begin(Vec::new()).unwrap();
        pdf.page(&jpeg, (600, 800), &[word]).unwrap();
        let mark = Bookmark {
            title: "Lệnh tạm giam".into(),
            page: 1,
        };
        let bytes = pdf.finish("Hồ sơ", &[mark]).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(
            text.contains("Tz 1 0 0 1 72.0 "),
            "150 pixels are 72 points"
        );
        assert!(
            text.contains("<005600691EC7006E> Tj"),
            "the word, letter by letter"
        );
        assert!(text.contains("/Title<FEFF004C1EC7006E0068"), "the bookmark");
        let stack = crate::open(bytes).unwrap();
        assert_eq!(stack.pages(), 1);
        // The words cannot be seen: the page is a scan still.
        assert!(stack.page(1).unwrap().words.is_none());
    }
}
