//! Loại tệp: what the first bytes say, whatever the file's name claims.

use serde::{Deserialize, Serialize};

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A PDF.
    Pdf,
    /// A JPEG picture.
    Jpeg,
    /// A PNG picture.
    Png,
    /// A TIFF picture of one page or many.
    Tiff,
    /// A Word document, old or new.
    Word,
    /// An Excel workbook, old or new.
    Excel,
    /// A PowerPoint show, old or new.
    Slides,
    /// A ZIP archive.
    Zip,
    /// A RAR, 7z or gzip archive.
    Archive,
    /// A web page.
    Html,
    /// A HEIC picture, what iPhones make unless told otherwise.
    Heic,
    /// A picture of a kind that is not taken (GIF, BMP, WebP, AVIF).
    OtherPicture,
    /// Sound or film.
    Recording,
    /// A program.
    Program,
    /// Plain text.
    Text,
    /// Nothing known.
    Unknown,
}

impl Kind {
    /// Judge by the bytes.
    pub fn of(bytes: &[u8]) -> Kind {
        let head = &bytes[..bytes.len().min(1024)];
        let starts = |magic: &[u8]| head.starts_with(magic);
        let has = |needle: &[u8]| holds(bytes, needle);
        // A PDF may begin with a few strange bytes; an archive that holds one unpacked is no PDF.
        if holds(head, b"%PDF-") && !starts(b"PK\x03\x04") {
            return Kind::Pdf;
        }
        match () {
            () if starts(b"\xff\xd8\xff") => Kind::Jpeg,
            () if starts(b"\x89PNG\r\n\x1a\n") => Kind::Png,
            () if starts(b"II*\0") || starts(b"MM\0*") || starts(b"II+\0") || starts(b"MM\0+") => {
                Kind::Tiff
            }
            () if starts(b"PK\x03\x04") && has(b"word/document") => Kind::Word,
            () if starts(b"PK\x03\x04") && has(b"xl/workbook") => Kind::Excel,
            () if starts(b"PK\x03\x04") && has(b"ppt/presentation") => Kind::Slides,
            () if starts(b"PK\x03\x04") && holds(head, b"application/vnd.oasis") => Kind::Word,
            () if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") => Kind::Zip,
            () if starts(b"PK")
                || starts(b"Rar!")
                || starts(b"7z\xbc\xaf")
                || starts(b"\x1f\x8b") =>
            {
                Kind::Archive
            }
            () if starts(b"\xd0\xcf\x11\xe0") => old_office(bytes),
            () if starts(b"{\\rtf") => Kind::Word,
            () if starts(b"GIF8")
                || starts(b"BM")
                || starts(b"RIFF") && head.get(8..12) == Some(b"WEBP") =>
            {
                Kind::OtherPicture
            }
            () if head.get(4..8) == Some(b"ftyp") && is_heic(head) => Kind::Heic,
            () if head.get(4..8) == Some(b"ftyp")
                && head.get(8..11).is_some_and(|b| b == b"mif" || b == b"avi") =>
            {
                Kind::OtherPicture
            }
            () if head.get(4..8) == Some(b"ftyp")
                || starts(b"ID3")
                || starts(b"RIFF")
                || starts(b"OggS")
                || starts(b"\x1aE\xdf\xa3") =>
            {
                Kind::Recording
            }
            () if starts(b"MZ") || starts(b"\x7fELF") => Kind::Program,
            () if is_html(head) => Kind::Html,
            () if is_text(head) => Kind::Text,
            () => Kind::Unknown,
        }
    }

    /// One sentence: what it is and how to make it a scan.
    pub fn advice_vi(&self) -> &'static str {
        match self {
            Kind::Pdf | Kind::Jpeg | Kind::Png | Kind::Tiff | Kind::Heic => "Đây là tệp quét.",
            Kind::Word => "Đây là tệp văn bản Word; hãy lưu (xuất) ra PDF rồi tải lên.",
            Kind::Excel => "Đây là bảng tính Excel; hãy lưu (xuất) ra PDF rồi tải lên.",
            Kind::Slides => "Đây là tệp trình chiếu; hãy lưu (xuất) ra PDF rồi tải lên.",
            Kind::Zip => "Đây là tệp nén; hãy giải nén rồi đưa từng tệp bên trong vào.",
            Kind::Archive => {
                "Đây là tệp nén không phải ZIP; hãy giải nén, hoặc nén lại thành ZIP, rồi tải lên."
            }
            Kind::Html => "Đây là trang web; hãy in ra PDF rồi tải lên.",
            Kind::OtherPicture => {
                "Loại ảnh này chưa được hỗ trợ; hãy lưu lại thành JPEG hoặc PNG rồi tải lên."
            }
            Kind::Recording => "Đây là tệp âm thanh hoặc ghi hình, không phải tài liệu quét.",
            Kind::Program => "Đây là tệp chương trình, không phải tài liệu quét.",
            Kind::Text => "Đây là tệp chữ thường; hãy in ra PDF rồi tải lên.",
            Kind::Unknown => "Không nhận ra loại tệp này.",
        }
    }
}

/// The brand, or one of those the file says it is also good for.
fn is_heic(head: &[u8]) -> bool {
    const BRANDS: [&[u8]; 5] = [b"heic", b"heix", b"heim", b"heis", b"hevc"];
    let brands = head.get(8..head.len().min(40)).unwrap_or_default();
    brands
        .chunks_exact(4)
        .take_while(|brand| *brand != b"meta")
        .any(|brand| BRANDS.contains(&brand))
}

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    // The names in an office file stand near its beginning or in the directory at its end.
    let near = &bytes[..bytes.len().min(64 * 1024)];
    let far = &bytes[bytes.len().saturating_sub(64 * 1024)..];
    [near, far]
        .iter()
        .any(|part| part.windows(needle.len()).any(|w| w == needle))
}

fn old_office(bytes: &[u8]) -> Kind {
    let named = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|w| w == wide)
    };
    match () {
        () if named("WordDocument") => Kind::Word,
        () if named("Workbook") => Kind::Excel,
        () if named("PowerPoint Document") => Kind::Slides,
        () => Kind::Unknown,
    }
}

fn is_html(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head)
        .trim_start_matches('\u{feff}')
        .trim_start()
        .to_lowercase();
    text.starts_with("<!doctype html") || text.starts_with("<html") || text.contains("<html")
}

fn is_text(head: &[u8]) -> bool {
    !head.iter().any(|b| *b < 9)
        && (std::str::from_utf8(head).is_ok() || head.starts_with(b"\xff\xfe"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_judged_by_its_bytes() {
        let cases: &[(&[u8], Kind)] = &[
            (b"%PDF-1.4\n", Kind::Pdf),
            (b"\xef\xbb\xbf%PDF-1.7", Kind::Pdf),
            (b"PK\x03\x04....word/document.xml", Kind::Word),
            (b"PK\x03\x04....xl/workbook.xml", Kind::Excel),
            (b"PK\x03\x04....bien-ban.pdf", Kind::Zip),
            (b"PK\x03\x04....word/bien-ban.pdf", Kind::Zip),
            (b"PK\x03\x04....bien-ban.pdf%PDF-1.7", Kind::Zip),
            (b"Rar!\x1a\x07", Kind::Archive),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Kind::Heic),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", Kind::Heic),
            (b"\0\0\0\x18ftypavif\0\0\0\0mif1avif", Kind::OtherPicture),
            (b"\0\0\0\x18ftypisom\0\0\0\0isomavc1", Kind::Recording),
            (b"  <!DOCTYPE html><p>", Kind::Html),
            (b"MZ\x90\0", Kind::Program),
            ("Biên bản".as_bytes(), Kind::Text),
            (b"\0\x01\x02", Kind::Unknown),
        ];
        for (bytes, kind) in cases {
            assert_eq!(
                Kind::of(bytes),
                *kind,
                "{:?}",
                String::from_utf8_lossy(bytes)
            );
        }
    }
}
