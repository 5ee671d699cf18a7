//! Mục lục đầu tập: the list of what is in the copy, on sheets before its pages; each line leads to its page.

use crate::pdf::{Letters, Line, Sheet};

/// A4 standing.
const WIDTH: f32 = 595.0;
const HEIGHT: f32 = 842.0;
const MARGIN: f32 = 50.0;
const TOP: f32 = HEIGHT - 56.0;
const FOOT: f32 = 56.0;
const SIZE: f32 = 10.5;
const LEADING: f32 = 13.5;
/// Where the columns begin, and the last one ends: STT, tên, số và ngày, bút lục, trang.
const EDGES: [f32; 6] = [MARGIN, 80.0, 330.0, 432.0, 500.0, WIDTH - MARGIN];
const HEADS: [&str; 5] = ["STT", "Tên tài liệu", "Số, ngày", "Bút lục", "Trang"];
/// Between a rule and the words beside it.
const PAD: f32 = 4.0;

/// What stands above the list.
#[derive(Debug, Clone, Default)]
pub struct Heading {
    /// The unit that made the copy.
    pub unit: String,
    /// "MỤC LỤC TÀI LIỆU".
    pub title: String,
    /// What the matter is called, its code, what part of it this is, who made it when: a line each.
    pub lines: Vec<String>,
}

/// A line of the list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// The document.
    pub title: String,
    /// Its number and day.
    pub number: String,
    /// Its bút lục.
    pub leaves: String,
    /// Its first page among the pages of the copy, from 0.
    pub first: usize,
}

/// The sheets of the list. Where the pages follow, they are numbered through with the sheets; else they keep their places in the file.
pub fn sheets(
    letters: &Letters,
    heading: &Heading,
    rows: &[Row],
    pages_follow: bool,
) -> Vec<Sheet> {
    let alone = lay(letters, heading, rows, 0);
    match pages_follow {
        // How many sheets there are is known once they are laid; then the numbers of the pages are.
        true => lay(letters, heading, rows, alone.len()),
        false => alone
            .into_iter()
            .map(|sheet| Sheet {
                links: Vec::new(),
                ..sheet
            })
            .collect(),
    }
}

fn lay(letters: &Letters, heading: &Heading, rows: &[Row], before: usize) -> Vec<Sheet> {
    let mut laying = Laying {
        letters,
        done: Vec::new(),
        sheet: blank(),
        y: TOP,
    };
    laying.heading(heading);
    laying.head_row();
    for (at, row) in rows.iter().enumerate() {
        laying.row(at + 1, row, before);
    }
    laying.done.push(laying.sheet);
    laying.done
}

fn blank() -> Sheet {
    Sheet {
        size: (WIDTH, HEIGHT),
        ..Sheet::default()
    }
}

struct Laying<'a> {
    letters: &'a Letters,
    done: Vec<Sheet>,
    sheet: Sheet,
    y: f32,
}

impl Laying<'_> {
    fn words(&mut self, x: f32, y: f32, size: f32, words: &str) {
        self.sheet.lines.push(Line {
            x,
            y,
            size,
            words: words.to_owned(),
        });
    }

    fn centred(&mut self, size: f32, words: &str) {
        for line in self.letters.wrapped(words, size, WIDTH - 2.0 * MARGIN) {
            let x = (WIDTH - self.letters.width(&line, size)) / 2.0;
            self.words(x, self.y, size, &line);
            self.y -= size * 1.3;
        }
    }

    fn heading(&mut self, heading: &Heading) {
        if !heading.unit.is_empty() {
            self.words(MARGIN, self.y, 11.0, &heading.unit);
            self.y -= 34.0;
        }
        self.centred(15.0, &heading.title);
        self.y -= 4.0;
        for line in &heading.lines {
            self.centred(11.0, line);
        }
        self.y -= 10.0;
    }

    fn head_row(&mut self) {
        let cells = HEADS.map(str::to_owned);
        self.cells(&cells, None);
    }

    fn row(&mut self, no: usize, row: &Row, before: usize) {
        let cells = [
            no.to_string(),
            row.title.clone(),
            row.number.clone(),
            row.leaves.clone(),
            (before + row.first + 1).to_string(),
        ];
        self.cells(&cells, Some(before + row.first));
    }

    /// A row of cells with its rules; where it has no room left, the next sheet begins with the heads again.
    fn cells(&mut self, cells: &[String; 5], target: Option<usize>) {
        let wrapped: Vec<Vec<String>> = cells
            .iter()
            .zip(EDGES.windows(2))
            .map(|(words, edge)| {
                let room = edge[1] - edge[0] - 2.0 * PAD;
                self.letters.wrapped(words, SIZE, room)
            })
            .collect();
        let lines = wrapped.iter().map(Vec::len).max().unwrap_or(1);
        let height = lines as f32 * LEADING + PAD;
        if self.y - height < FOOT && target.is_some() {
            let full = std::mem::replace(&mut self.sheet, blank());
            self.done.push(full);
            self.y = TOP;
            self.head_row();
        }
        let (top, bottom) = (self.y, self.y - height);
        for (lines, edge) in wrapped.iter().zip(EDGES) {
            for (at, line) in lines.iter().enumerate() {
                let y = top - SIZE - at as f32 * LEADING;
                self.words(edge + PAD, y, SIZE, line);
            }
        }
        let (left, right) = (EDGES[0], EDGES[5]);
        self.sheet.rules.push([left, top, right, top]);
        self.sheet.rules.push([left, bottom, right, bottom]);
        for edge in EDGES {
            self.sheet.rules.push([edge, top, edge, bottom]);
        }
        if let Some(target) = target {
            self.sheet.links.push(([left, bottom, right, top], target));
        }
        self.y = bottom;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_goes_on_on_the_next_sheet_and_its_pages_are_counted_through() {
        let letters = Letters::try_new().unwrap();
        let row = |first| Row {
            title: "Biên bản ghi lời khai người làm chứng Nguyễn Thị Hồng Nhung ngày 20/5/2026"
                .into(),
            number: "12/BB, 20/05/2026".into(),
            leaves: format!("{first:02}"),
            first,
        };
        let rows: Vec<Row> = (0..60).map(row).collect();
        let heading = Heading {
            title: "MỤC LỤC TÀI LIỆU".into(),
            ..Heading::default()
        };
        let sheets = sheets(&letters, &heading, &rows, true);
        assert_eq!(sheets.len(), 3);
        let links: usize = sheets.iter().map(|sheet| sheet.links.len()).sum();
        assert_eq!(links, 60);
        assert_eq!(sheets[0].links[0].1, 3, "the first page follows the sheets");
        assert!(sheets[0].lines.iter().any(|line| line.words == "4"));
        assert!(
            sheets
                .iter()
                .all(|sheet| sheet.lines.iter().all(|line| line.y > 40.0))
        );
    }
}
