//! Đọc tệp Word trở về, as Word or LibreOffice saved it.

use quick_xml::encoding::Decoder;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, Reader};

use super::marks::{Marked, read_bookmark, read_property, read_tag};
use super::package::{self, Package};
use super::refusal::WordRefusal;
use super::text::{Unread, WordBlock, WordLine, WordPiece, WordText};
use super::xml::{attribute, letter, words_of};

/// Paragraphs of one file.
const MOST_LINES: usize = 20_000;

/// Reads a file; tracked changes are accepted, or the file is refused for them.
pub fn read(bytes: &[u8], accepts_tracked: bool) -> Result<WordText, WordRefusal> {
    let package = package::open(bytes)?;
    let broken = |error: Error| WordRefusal::Broken(error.to_string());
    let main = package.part(&package.main).ok_or(WordRefusal::NotWord)?;
    let mut text = Scribe::default().read(main)?;
    if text.accepted > 0 && !accepts_tracked {
        return Err(WordRefusal::Tracked(text.accepted));
    }
    text.draft = draft_of(&package).map_err(broken)?;
    beside(&package, &mut text.unread).map_err(broken)?;
    Ok(text)
}

/// The draft named in the properties of the file.
fn draft_of(package: &Package) -> Result<Option<(String, i64)>, Error> {
    let Some(xml) = package.part("docProps/custom.xml") else {
        return Ok(None);
    };
    let mut reader = Reader::from_reader(xml);
    let (mut is_ours, mut words) = (false, String::new());
    loop {
        match reader.read_event()? {
            Event::Eof => return Ok(None),
            Event::Start(tag) if tag.local_name().as_ref() == b"property" => {
                let name = attribute(&tag, "name", reader.decoder())?;
                is_ours = name.as_deref() == Some(super::marks::PROPERTY);
                words.clear();
            }
            Event::Text(text) if is_ours => words.push_str(&text.decode()?),
            Event::End(tag) if is_ours && tag.local_name().as_ref() == b"property" => {
                return Ok(read_property(&words));
            }
            _ => {}
        }
    }
}

/// Comments, notes, heads and feet: never part of the document, always told.
fn beside(package: &Package, unread: &mut Vec<Unread>) -> Result<(), Error> {
    let mut told = |name: &str, of: fn(String) -> Unread| -> Result<(), Error> {
        for part in package.beside(name) {
            let words = words_of(part)?;
            // The number of the page is no word.
            if words.chars().any(char::is_alphabetic) {
                unread.push(of(shortened(&words)));
            }
        }
        Ok(())
    };
    told("comments.xml", Unread::Comment)?;
    told("footnotes.xml", Unread::Footnote)?;
    told("endnotes.xml", Unread::Footnote)?;
    told("header", Unread::HeadOrFoot)?;
    told("footer", Unread::HeadOrFoot)
}

fn shortened(words: &str) -> String {
    match words.char_indices().nth(300) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_owned(),
    }
}

/// A stretch of XML that is passed over, and what is to be told of it.
struct Passed {
    depth: usize,
    of: Option<fn(String) -> Unread>,
    words: String,
}

#[derive(Default)]
struct OpenTable {
    rows: Vec<Vec<Vec<WordLine>>>,
    row: Vec<Vec<WordLine>>,
    cell: Vec<WordLine>,
    is_row_deleted: bool,
}

#[derive(Default)]
struct Run {
    is_bold: bool,
    is_hidden: bool,
}

#[derive(Default)]
struct OpenLine {
    line: WordLine,
    bold: usize,
    plain: usize,
    goes_on: bool,
}

/// Goes through the text once, event by event.
#[derive(Default)]
struct Scribe {
    text: WordText,
    tables: Vec<OpenTable>,
    line: Option<OpenLine>,
    run: Option<Run>,
    controls: Vec<Option<Marked>>,
    bookmarks: Vec<(String, Marked)>,
    passed: Option<Passed>,
    in_paragraph_look: bool,
    in_row_look: bool,
    is_text: bool,
    count: usize,
}

impl Scribe {
    fn read(mut self, xml: &[u8]) -> Result<WordText, WordRefusal> {
        let broken = |error: Error| WordRefusal::Broken(error.to_string());
        let mut reader = Reader::from_reader(xml);
        loop {
            let event = reader.read_event().map_err(broken)?;
            let decoder = reader.decoder();
            match event {
                Event::Eof => break,
                Event::DocType(_) => return Err(WordRefusal::Entities),
                Event::Start(tag) => self.start(&tag, false, decoder).map_err(broken)?,
                Event::Empty(tag) => {
                    self.start(&tag, true, decoder).map_err(broken)?;
                    self.end(tag.local_name().as_ref());
                }
                Event::End(tag) => self.end(tag.local_name().as_ref()),
                Event::Text(words) if self.is_text => {
                    let words = words.decode().map_err(|error| broken(error.into()))?;
                    self.words(&words);
                }
                Event::CData(words) if self.is_text => {
                    let words = words.decode().map_err(|error| broken(error.into()))?;
                    self.words(&words);
                }
                Event::GeneralRef(reference) if self.is_text => {
                    let found = letter(&reference).map_err(broken)?;
                    let found = found.ok_or(WordRefusal::Entities)?;
                    self.words(found.encode_utf8(&mut [0; 4]));
                }
                _ => {}
            }
            if self.count > MOST_LINES {
                return Err(WordRefusal::TooMuch);
            }
        }
        Ok(self.text)
    }

    fn start(&mut self, tag: &BytesStart, is_empty: bool, decoder: Decoder) -> Result<(), Error> {
        let local = tag.local_name();
        let name = local.as_ref();
        if let Some(passed) = &mut self.passed {
            passed.depth += 1;
            self.is_text = name == b"t";
            return Ok(());
        }
        let value = |name: &str| attribute(tag, name, decoder);
        let is_on = || -> Result<bool, Error> {
            let said = value("w:val")?;
            Ok(!matches!(
                said.as_deref(),
                Some("0" | "false" | "off" | "none")
            ))
        };
        match name {
            b"p" => {
                self.count += 1;
                self.line.get_or_insert_default().goes_on = false;
            }
            b"pPr" => self.in_paragraph_look = true,
            b"trPr" => self.in_row_look = true,
            b"r" => self.run = Some(Run::default()),
            b"t" => self.is_text = true,
            b"tab" | b"ptab" if self.run.is_some() => self.words("\t"),
            b"cr" => self.words("\n"),
            b"br" if value("w:type")?.as_deref() != Some("page") => self.words("\n"),
            b"noBreakHyphen" => self.words("-"),
            b"sym" => self.text.unread.push(Unread::Symbol),
            b"b" if is_on()? => self.run.iter_mut().for_each(|run| run.is_bold = true),
            b"vanish" if is_on()? => self.run.iter_mut().for_each(|run| run.is_hidden = true),
            b"jc" if self.in_paragraph_look => {
                let is_centred = value("w:val")?.as_deref() == Some("center");
                self.line
                    .iter_mut()
                    .for_each(|open| open.line.is_centred = is_centred);
            }
            b"numId" if self.in_paragraph_look && value("w:val")?.as_deref() != Some("0") => {
                self.line
                    .iter_mut()
                    .for_each(|open| open.line.is_item = true);
            }
            b"tbl" => self.tables.push(OpenTable::default()),
            b"sdt" => self.controls.push(None),
            b"tag" => {
                let mark = value("w:val")?.as_deref().and_then(read_tag);
                if let Some(control) = self.controls.last_mut() {
                    *control = mark;
                }
            }
            b"bookmarkStart" => {
                let mark = value("w:name")?.as_deref().and_then(read_bookmark);
                if let (Some(mark), Some(id)) = (mark, value("w:id")?) {
                    self.bookmarks.push((id, mark));
                }
            }
            b"bookmarkEnd" => {
                let id = value("w:id")?;
                self.bookmarks
                    .retain(|(known, _)| Some(known) != id.as_ref());
            }
            b"ins" | b"moveTo" => self.text.accepted += 1,
            b"del" | b"moveFrom" if is_empty => {
                self.text.accepted += 1;
                if self.in_row_look {
                    self.tables
                        .iter_mut()
                        .last()
                        .into_iter()
                        .for_each(|table| table.is_row_deleted = true);
                } else if self.in_paragraph_look {
                    self.line.iter_mut().for_each(|open| open.goes_on = true);
                }
            }
            b"del" | b"moveFrom" => {
                self.text.accepted += 1;
                self.pass(None);
            }
            b"cellIns" | b"cellDel" | b"cellMerge" => self.text.accepted += 1,
            name if name.ends_with(b"PrChange")
                || name == b"tblGridChange"
                || name == b"numberingChange"
                || name == b"tblPrExChange" =>
            {
                self.text.accepted += 1;
                self.pass(None);
            }
            b"Fallback" | b"instrText" | b"delText" | b"sectPr" => self.pass(None),
            b"drawing" | b"pict" | b"object" => self.pass(Some(Unread::TextBox)),
            b"oMath" | b"oMathPara" => self.pass(Some(Unread::Formula)),
            _ => {}
        }
        Ok(())
    }

    fn pass(&mut self, of: Option<fn(String) -> Unread>) {
        self.passed = Some(Passed {
            depth: 1,
            of,
            words: String::new(),
        });
    }

    fn end(&mut self, name: &[u8]) {
        self.is_text = false;
        if let Some(passed) = &mut self.passed {
            passed.depth -= 1;
            if name == b"p" {
                passed.words.push(' ');
            }
            if passed.depth == 0 {
                self.passed();
            }
            return;
        }
        match name {
            b"p" => self.end_line(),
            b"pPr" => self.in_paragraph_look = false,
            b"trPr" => self.in_row_look = false,
            b"r" => self.run = None,
            b"sdt" => {
                self.controls.pop();
            }
            b"tc" => {
                if let Some(table) = self.tables.last_mut() {
                    let cell = std::mem::take(&mut table.cell);
                    table.row.push(cell);
                }
            }
            b"tr" => {
                if let Some(table) = self.tables.last_mut() {
                    let row = std::mem::take(&mut table.row);
                    if !std::mem::take(&mut table.is_row_deleted) {
                        table.rows.push(row);
                    }
                }
            }
            b"tbl" => self.end_table(),
            _ => {}
        }
    }

    /// What was passed over is told, unless it is only layout.
    fn passed(&mut self) {
        let Some(Passed {
            of: Some(of),
            words,
            ..
        }) = self.passed.take()
        else {
            return;
        };
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let unread = match (of(String::new()), words.is_empty()) {
            (Unread::TextBox(_), true) => Unread::Picture,
            _ => of(shortened(&words)),
        };
        if !self.text.unread.contains(&unread) {
            self.text.unread.push(unread);
        }
    }

    fn words(&mut self, words: &str) {
        if let Some(passed) = &mut self.passed {
            passed.words.push_str(words);
            return;
        }
        let (Some(open), Some(run)) = (&mut self.line, &self.run) else {
            return;
        };
        if run.is_hidden {
            self.text.unread.push(Unread::Hidden(shortened(words)));
            return;
        }
        if !words.trim().is_empty() {
            match run.is_bold {
                true => open.bold += 1,
                false => open.plain += 1,
            }
        }
        let control = self.controls.iter().rev().find_map(Option::as_ref);
        let bookmark = self.bookmarks.last().map(|(_, mark)| mark);
        let mark = match (control, bookmark) {
            (Some(control), Some(bookmark)) if control.hash == bookmark.hash => Some(Marked {
                place: bookmark.place,
                ..control.clone()
            }),
            (control, bookmark) => control.or(bookmark).cloned(),
        };
        match open.line.pieces.last_mut() {
            Some(last) if last.mark == mark => last.text.push_str(words),
            _ => open.line.pieces.push(WordPiece {
                text: words.to_owned(),
                mark,
            }),
        }
    }

    fn end_line(&mut self) {
        if self.line.as_ref().is_some_and(|open| open.goes_on) {
            return;
        }
        let Some(mut open) = self.line.take() else {
            return;
        };
        open.line.is_bold = open.bold > 0 && open.plain == 0;
        if open.line.is_item {
            let told = &mut self.text.unread;
            if !told.contains(&Unread::AutoNumber) {
                told.push(Unread::AutoNumber);
            }
        }
        match self.tables.last_mut() {
            Some(table) => table.cell.push(open.line),
            None => self.text.blocks.push(WordBlock::Line(open.line)),
        }
    }

    /// A table within a cell becomes paragraphs of that cell.
    fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else {
            return;
        };
        match self.tables.last_mut() {
            Some(outer) => outer
                .cell
                .extend(table.rows.into_iter().flatten().flatten()),
            None => self.text.blocks.push(WordBlock::Table(table.rows)),
        }
    }
}
