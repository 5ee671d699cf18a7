//! Bản Word (.docx): the same document for those who go on writing in Word. The layout mirrors `layout/official.typ`.
//!
//! - [`marks`]: every value is a content control, so that it is known again when the file comes back
//! - [`lines`]: the paragraphs in the order in which this file writes them
//! - [`package`], [`read`]: a file that comes back, its bad input refused, its paragraphs and tables

pub mod lines;
pub mod marks;
mod package;
pub mod read;
pub mod refusal;
pub mod text;
mod xml;

use std::io::Cursor;

use docx_rs::{
    AlignmentType, BreakType, Docx, Header, HeightRule, LineSpacing, LineSpacingType, PageMargin,
    PageNum, Paragraph, ParagraphBorder, ParagraphBorderPosition, ParagraphBorders, Run, RunFonts,
    SpecialIndentType, StructuredDataTag, Table, TableCell, TableCellMargins, TableLayoutType,
    TableRow, WidthType,
};

use crate::document::{Block, OfficialDocument, Signature, Text};
use crate::error::TypesetError;
pub use marks::WordMark;

/// Named, not embedded: the offices have it, and Liberation Serif stands in for it with the same widths.
const FONT: &str = "Times New Roman";

/// Twentieths of a point, Word's unit: the text is 163 mm wide (A4 less 30 mm and 17 mm).
const TEXT_WIDTH: usize = 9241;
const LEFT_HEAD: usize = 3696;
const HALF: usize = 4620;
const FIRST_LINE: i32 = 720;
const PARAGRAPH_GAP: u32 = 120;
const RED: &str = "C00000";
/// Room beside a stamp; each has another by one twentieth of a point, since Word joins frames of the same width.
const STAMP_SIDE: i32 = 400;

/// Văn bản dạng Word: the document as .docx, its body in that many points, for Word or LibreOffice.
/// With a mark, the file also tells which draft it was made from.
pub fn word(
    document: &OfficialDocument,
    points: u8,
    mark: Option<&WordMark>,
) -> Result<Vec<u8>, TypesetError> {
    if let Some(character) = document
        .texts()
        .flat_map(|text| &text.0)
        .flat_map(|span| span.text.chars())
        .find(not_xml)
    {
        return Err(TypesetError::NoGlyph(character));
    }
    let mut docx = Docx::new()
        .page_size(11_906, 16_838)
        .page_margin(PageMargin {
            top: 1134,
            left: 1701,
            bottom: 1134,
            right: 964,
            header: 567,
            footer: 567,
            gutter: 0,
        })
        .default_fonts(
            RunFonts::new()
                .ascii(FONT)
                .hi_ansi(FONT)
                .cs(FONT)
                .east_asia(FONT),
        )
        .default_size(28)
        .header(Header::new().add_paragraph(centred().add_page_num(PageNum::new())))
        .first_header(Header::new().add_paragraph(Paragraph::new()));
    if let Some([year, month, day]) = document.issued_on {
        let day = format!("{year:04}-{month:02}-{day:02}T00:00:00Z");
        docx = docx.created_at(&day).updated_at(&day);
    }
    for note in form_note(document) {
        docx = docx.add_paragraph(note);
    }
    docx = docx.add_table(head(document));
    for line in title(document) {
        docx = docx.add_paragraph(line);
    }
    let size = usize::from(points) * 2;
    for (index, block) in document.blocks.iter().enumerate() {
        // The last block stays with the signature.
        let is_last = index + 1 == document.blocks.len();
        if !matches!(block, Block::Table { text, .. } if text.is_empty()) {
            docx = docx.add_paragraph(paragraph(block, size).keep_next(is_last));
        }
        if let Block::Table {
            columns,
            widths,
            rows,
            ..
        } = block
        {
            docx = docx.add_table(ruled(columns, widths, rows));
        }
    }
    for row in document.closing.columns.chunks(across(document)) {
        docx = docx
            .add_paragraph(tight(Paragraph::new()).add_run(Run::new().size(24)))
            .add_table(signatures(row));
    }
    docx = docx.add_paragraph(
        tight(Paragraph::new())
            .keep_next(true)
            .add_run(Run::new().size(8)),
    );
    let signed = &document.closing.signature;
    if !document.closing.recipients.is_empty() || !signed.title_lines.is_empty() {
        docx = docx.add_table(closing(document));
    }
    if let Some(mark) = mark {
        docx = docx.custom_property(marks::PROPERTY, mark.property());
    }
    let mut parts = docx.build();
    let labels = mark.map(|mark| &mark.labels);
    parts.document = marks::written(&parts.document, labels)
        .map_err(|error| TypesetError::Word(error.to_string()))?;
    let mut file = Cursor::new(Vec::new());
    parts
        .pack(&mut file)
        .map_err(|error| TypesetError::Word(error.to_string()))?;
    Ok(file.into_inner())
}

/// XML knows no control characters but the line feed and the tab.
fn not_xml(character: &char) -> bool {
    character.is_control() && !matches!(character, '\n' | '\t')
}

fn form_note(document: &OfficialDocument) -> Vec<Paragraph> {
    let mut lines: Vec<Paragraph> = document
        .head
        .form_note
        .iter()
        .map(|line| tight(Paragraph::new()).add_run(Run::new().add_text(line).size(16).italic()))
        .collect();
    if document.is_draft {
        let mark = Run::new().add_text("DỰ THẢO").size(22).bold();
        lines.push(
            tight(Paragraph::new())
                .align(AlignmentType::Right)
                .add_run(mark),
        );
    }
    if !lines.is_empty() {
        lines.push(tight(Paragraph::new()).add_run(Run::new().size(12)));
    }
    lines
}

fn head(document: &OfficialDocument) -> Table {
    let parts = &document.head;
    let mut left = TableCell::new();
    if !parts.parent_office.is_empty() {
        left = left.add_paragraph(write(tight(centred()), &parts.parent_office, |run| {
            run.size(26)
        }));
    }
    left = left
        .add_paragraph(write(tight(centred()), &parts.office, |run| {
            run.size(26).bold()
        }))
        .add_paragraph(rule(1350, LEFT_HEAD));
    let motto_width = TEXT_WIDTH - LEFT_HEAD;
    let right = TableCell::new()
        .add_paragraph(
            tight(centred()).add_run(
                Run::new()
                    .add_text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
                    .size(26)
                    .bold(),
            ),
        )
        .add_paragraph(
            tight(centred()).add_run(
                Run::new()
                    .add_text("Độc lập - Tự do - Hạnh phúc")
                    .size(28)
                    .bold(),
            ),
        )
        .add_paragraph(rule(3400, motto_width));
    let small = |text: &Text, size: usize| write(tight(centred()), text, |run| run.size(size));
    let mut number = TableCell::new().add_paragraph(small(&parts.number_line, 26));
    if !parts.about.is_empty() {
        number = number.add_paragraph(small(&parts.about, 24));
    }
    for (stamp, side) in parts.stamps.iter().zip(STAMP_SIDE..) {
        let stamp = Run::new().add_text(stamp).size(24).bold().color(RED);
        number = number.add_paragraph(framed(tight(centred()).add_run(stamp), side));
    }
    let place = TableCell::new().add_paragraph(write(tight(centred()), &parts.place_date, |run| {
        run.size(28).italic()
    }));
    columns(
        vec![vec![left, right], vec![number, place]],
        &[LEFT_HEAD, motto_width],
    )
}

fn title(document: &OfficialDocument) -> Vec<Paragraph> {
    let line = |text: &Text, before: u32| {
        let line = centred().line_spacing(single().before(before).after(0));
        write(line, text, |run| run.size(28).bold()).keep_next(true)
    };
    let mut lines = Vec::new();
    if !document.title.is_empty() {
        lines.push(line(&Text::form(&document.title), 240));
    }
    if !document.title.is_empty() && !document.subject.is_empty() {
        lines.push(line(&document.subject, 0));
        lines.push(rule(2000, TEXT_WIDTH));
    }
    if !document.authority.is_empty() {
        lines.push(
            line(&document.authority, 160).line_spacing(single().before(160).after(PARAGRAPH_GAP)),
        );
    }
    let is_one = document.addressees.len() == 1;
    if !is_one && !document.addressees.is_empty() {
        lines.push(addressed().add_run(Run::new().add_text("Kính gửi:").size(28)));
    }
    for one in &document.addressees {
        let mut text = Text::form(if is_one { "Kính gửi: " } else { "- " });
        text.0.extend(one.0.iter().cloned());
        let line = match is_one {
            true => centred().line_spacing(single().before(160).after(PARAGRAPH_GAP)),
            false => addressed(),
        };
        lines.push(write(line, &text, |run| run.size(28)));
    }
    lines
}

/// A line of several addressees, set in from the left.
fn addressed() -> Paragraph {
    Paragraph::new()
        .indent(Some(1701), None, None, None)
        .line_spacing(single().before(60).after(60))
}

fn paragraph(block: &Block, size: usize) -> Paragraph {
    let body = Paragraph::new()
        .align(AlignmentType::Both)
        .indent(
            None,
            Some(SpecialIndentType::FirstLine(FIRST_LINE)),
            None,
            None,
        )
        .line_spacing(single().before(0).after(PARAGRAPH_GAP));
    let plain = |run: Run| run.size(size);
    let bold = |run: Run| run.size(size).bold();
    match block {
        Block::Basis { text } => write(body, text, |run| run.size(size).italic()),
        Block::Paragraph { text } => write(body, text, plain),
        Block::Article { label, text } => {
            let label = Run::new().add_text(format!("{label} ")).size(size).bold();
            write(body.add_run(label), text, plain)
        }
        Block::Section { text } => write(body.keep_next(true), text, bold),
        Block::Item { text } => write(body, &dashed(text), plain),
        Block::Table { text, .. } => write(tight(Paragraph::new()).keep_next(true), text, plain),
        Block::Heading { text } => {
            let line = centred().line_spacing(single().before(PARAGRAPH_GAP).after(PARAGRAPH_GAP));
            write(line.keep_next(true), text, bold)
        }
    }
}

/// Bảng: headings in bold on every page, thin lines.
fn ruled(headings: &[String], widths: &[u16], rows: &[Vec<Text>]) -> Table {
    let total: usize = widths
        .iter()
        .map(|width| usize::from(*width))
        .sum::<usize>()
        .max(1);
    let grid: Vec<usize> = widths
        .iter()
        .map(|width| TEXT_WIDTH * usize::from(*width) / total)
        .collect();
    let row = |cells: Vec<Paragraph>| {
        let cells = cells
            .into_iter()
            .zip(&grid)
            .map(|(line, width)| {
                TableCell::new()
                    .add_paragraph(line)
                    .width(*width, WidthType::Dxa)
            })
            .collect();
        TableRow::new(cells).cant_split()
    };
    let top = headings
        .iter()
        .map(|name| tight(centred()).add_run(Run::new().add_text(name).size(24).bold()))
        .collect();
    let lines = rows.iter().map(|cells| {
        let cells = cells
            .iter()
            .map(|cell| write(tight(Paragraph::new()), cell, |run| run.size(24)));
        row(cells.collect())
    });
    Table::new(std::iter::once(row(top)).chain(lines).collect())
        .set_grid(grid.clone())
        .layout(TableLayoutType::Fixed)
        .width(grid.iter().sum(), WidthType::Dxa)
}

/// How many sign side by side.
fn across(document: &OfficialDocument) -> usize {
    match document.closing.columns.len() {
        count if count % 3 == 0 && count > 0 => 3,
        1 => 1,
        _ => 2,
    }
}

fn signatures(row: &[Signature]) -> Table {
    let titles = |one: &Signature| {
        let mut cell = TableCell::new();
        for line in &one.title_lines {
            let line = Run::new().add_text(line).size(26).bold();
            cell = cell.add_paragraph(tight(centred()).add_run(line).keep_next(true));
        }
        cell
    };
    // The names stand on one line, however many lines the titles take.
    let name = |one: &Signature| {
        let name = centred().line_spacing(single().before(1300).after(0));
        TableCell::new().add_paragraph(write(name, &one.name, |run| run.size(26).bold()))
    };
    let width = TEXT_WIDTH / row.len().max(1);
    columns(
        vec![
            row.iter().map(titles).collect(),
            row.iter().map(name).collect(),
        ],
        &vec![width; row.len()],
    )
}

fn closing(document: &OfficialDocument) -> Table {
    let mut left = TableCell::new();
    if !document.closing.recipients.is_empty() {
        left = left.add_paragraph(
            tight(Paragraph::new())
                .add_run(Run::new().add_text("Nơi nhận:").size(24).bold().italic()),
        );
    }
    for recipient in &document.closing.recipients {
        let line = dashed(recipient);
        left = left.add_paragraph(write(tight(Paragraph::new()), &line, |run| run.size(22)));
    }
    let mut right = TableCell::new();
    for line in &document.closing.signature.title_lines {
        right = right
            .add_paragraph(tight(centred()).add_run(Run::new().add_text(line).size(28).bold()));
    }
    // Room for the signature and the seal.
    let name = centred().line_spacing(single().before(1450).after(0));
    let signer = &document.closing.signature.name;
    right = right.add_paragraph(write(name, signer, |run| run.size(28).bold()));
    columns(vec![vec![left, right]], &[HALF, TEXT_WIDTH - HALF])
}

/// A borderless table; without an explicit grid some readers drop the whole table.
fn columns(rows: Vec<Vec<TableCell>>, widths: &[usize]) -> Table {
    let rows = rows
        .into_iter()
        .map(|cells| {
            let cells = cells
                .into_iter()
                .zip(widths)
                .map(|(cell, width)| cell.width(*width, WidthType::Dxa))
                .collect();
            TableRow::new(cells)
                .cant_split()
                .height_rule(HeightRule::Auto)
        })
        .collect();
    Table::without_borders(rows)
        .set_grid(widths.to_vec())
        .layout(TableLayoutType::Fixed)
        .width(widths.iter().sum(), WidthType::Dxa)
        .margins(TableCellMargins::new().margin(0, 0, 0, 0))
}

/// Words with a dash before them.
fn dashed(text: &Text) -> Text {
    let mut dashed = Text::form("- ");
    dashed.0.extend(text.0.iter().cloned());
    dashed
}

/// Writes a text into a paragraph: the form's words as runs, each value as a content control of its field.
fn write(paragraph: Paragraph, text: &Text, look: impl Fn(Run) -> Run) -> Paragraph {
    if text.0.is_empty() {
        return paragraph.add_run(look(Run::new()));
    }
    let spans = text.0.iter().filter(|span| !span.text.is_empty());
    spans.fold(paragraph, |paragraph, span| {
        let run = look(run(&span.text));
        match span.origin.field() {
            None => paragraph.add_run(run),
            Some(field) => paragraph.add_structured_data_tag(
                StructuredDataTag::new()
                    .alias(marks::alias(field, &span.text))
                    .add_run(run),
            ),
        }
    })
}

/// A run of words; a line feed becomes a break.
fn run(words: &str) -> Run {
    let mut run = Run::new();
    for (index, line) in words.split('\n').enumerate() {
        if index > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        run = run.add_text(line);
    }
    run
}

/// Khung dấu khẩn, dấu phạm vi lưu hành: a red frame around a line.
fn framed(mut line: Paragraph, side: i32) -> Paragraph {
    let sides = [
        ParagraphBorderPosition::Top,
        ParagraphBorderPosition::Bottom,
        ParagraphBorderPosition::Left,
        ParagraphBorderPosition::Right,
    ];
    let borders = sides
        .into_iter()
        .fold(ParagraphBorders::with_empty(), |all, side| {
            all.set(ParagraphBorder::new(side).size(8).space(2).color(RED))
        });
    line.property = line.property.set_borders(borders);
    line.indent(Some(side), None, Some(side), None)
        .line_spacing(single().before(80).after(40))
}

/// A short centred line, as under the office and the motto: the lower edge of an empty paragraph.
fn rule(length: usize, width: usize) -> Paragraph {
    let side = i32::try_from(width.saturating_sub(length) / 2).unwrap_or(0);
    let mut line = Paragraph::new()
        .indent(Some(side), None, Some(side), None)
        .line_spacing(
            LineSpacing::new()
                .line_rule(LineSpacingType::Exact)
                .line(60)
                .before(0)
                .after(120),
        )
        .add_run(Run::new().size(4));
    let edge = ParagraphBorder::new(ParagraphBorderPosition::Bottom)
        .size(6)
        .color("000000");
    line.property = line
        .property
        .set_borders(ParagraphBorders::with_empty().set(edge));
    line
}

fn centred() -> Paragraph {
    Paragraph::new().align(AlignmentType::Center)
}

fn single() -> LineSpacing {
    LineSpacing::new()
        .line_rule(LineSpacingType::Auto)
        .line(240)
}

fn tight(paragraph: Paragraph) -> Paragraph {
    paragraph.line_spacing(single().before(0).after(0))
}
