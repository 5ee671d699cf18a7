//! Sơ đồ theo trang: first the main branches, then each branch with what hangs on it, cut where a page is full, so that letters never
//! become smaller than they are read from afar.

use super::boxes::{Boxed, Style, joined};
use crate::{
    drawing::{Anchor, Canvas, Face, LEAST, Layer, Picture, Rect, Sheet, at, colour, rect},
    map::{
        node::{Kind, Node},
        read::Still,
    },
};

/// Khổ trang: how much room a page has, and how its nodes are written.
#[derive(Debug, Clone, Copy)]
pub struct Paper {
    /// Width and height of what stands on it.
    pub room: Room,
    /// The heading of a page, what hangs on it, what hangs on that.
    styles: [Style; 3],
    /// The main branches on the first page.
    branch: Style,
    /// Between columns, and between lines.
    gap: (f64, f64),
    /// The map's name stands above each page; on the court's screen it stands below the picture.
    is_titled: bool,
}

/// Width and height.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

const fn style(face: Face, leaf: f64, room: f64, most: usize) -> Style {
    Style {
        face,
        leaf: Face::bold(leaf),
        room,
        most,
    }
}

impl Paper {
    /// A cheap projector, 1024 × 768, read from ten metres.
    pub const SCREEN: Paper = Paper {
        room: Room { w: 942.0, h: 580.0 },
        styles: [
            style(Face::bold(27.0), LEAST, 160.0, 7),
            style(Face::bold(25.0), LEAST, 270.0, 6),
            style(Face::plain(25.0), LEAST, 370.0, 6),
        ],
        branch: style(Face::bold(25.0), LEAST, 292.0, 2),
        gap: (28.0, 9.0),
        is_titled: false,
    };
    /// An A3 sheet lying across, held in the hand.
    pub const A3: Paper = Paper {
        room: Room {
            w: 1560.0,
            h: 1010.0,
        },
        styles: [
            style(Face::bold(26.0), 19.0, 230.0, 6),
            style(Face::bold(21.0), 18.0, 440.0, 5),
            style(Face::plain(20.0), 17.0, 640.0, 5),
        ],
        branch: style(Face::bold(26.0), 19.0, 420.0, 2),
        gap: (56.0, 9.0),
        is_titled: true,
    };
}

/// All pages of a map: its main branches, then each branch.
pub fn pages(still: &Still, paper: &Paper) -> Vec<Picture> {
    let mut all = vec![front(still, paper)];
    let branches = below(&still.nodes, 0);
    for (n, branch) in branches.iter().enumerate() {
        part(&mut all, still, paper, (*branch, n), &[]);
    }
    all
}

/// The nodes that hang on one, by their places.
fn below(nodes: &[Node], place: usize) -> Vec<usize> {
    let Some(node) = nodes.get(place) else {
        return Vec::new();
    };
    let deeper = nodes.iter().enumerate().skip(place + 1);
    deeper
        .take_while(|(_, one)| one.depth > node.depth)
        .filter(|(_, one)| one.depth == node.depth + 1)
        .map(|(at, _)| at)
        .collect()
}

/// The main branches around the middle.
fn front(still: &Still, paper: &Paper) -> Picture {
    let mut sheet = page_of(still, paper, &[]);
    let branches = below(&still.nodes, 0);
    let boxed: Vec<Boxed> = branches
        .iter()
        .enumerate()
        .map(|(n, place)| Boxed::of(&still.nodes[*place], n, paper.branch))
        .collect();
    let Some(root) = still.nodes.first() else {
        return sheet.picture(None);
    };
    let middle = Style {
        room: paper.styles[0].room,
        ..paper.styles[0]
    };
    let root_box = Boxed::of(root, 0, middle);
    let centre = Rect::around(at(0.0, 0.0), root_box.w, root_box.h);
    let (right, left) = boxed.split_at(boxed.len().div_ceil(2));
    for (side, first, is_right) in [(right, 0, true), (left, right.len(), false)] {
        // As far apart as the page allows, so that little stands as well as much.
        let high: f64 = side.iter().map(|one| one.h).sum();
        let free = (paper.room.h - high) / side.len().max(1) as f64;
        let gap = free.clamp(paper.gap.1, 34.0);
        let mut y = -(high + gap * (side.len() as f64 - 1.0)) / 2.0;
        for (n, one) in side.iter().enumerate() {
            let x = match is_right {
                true => centre.w / 2.0 + paper.gap.0 * 1.6,
                false => -centre.w / 2.0 - paper.gap.0 * 1.6 - one.w,
            };
            let place = rect(x, y, one.w, one.h);
            sheet.draw(Layer::Line, "", |canvas: &mut Canvas| {
                joined(canvas, centre, place)
            });
            let key = &still.nodes[branches[first + n]].key;
            sheet.draw(Layer::Thing, key, |canvas| {
                one.draw(canvas, (place.x, place.y))
            });
            y += one.h + gap;
        }
    }
    sheet.draw(Layer::Thing, &root.key, |canvas| {
        root_box.draw(canvas, (centre.x, centre.y))
    });
    sheet.picture(None)
}

/// One row of a page: a node that hangs on the heading, with what hangs on it.
struct Row {
    place: usize,
    boxed: Boxed,
    further: Vec<(usize, Boxed)>,
    /// It goes on from the page before.
    goes_on: bool,
}

impl Row {
    fn high(&self, paper: &Paper) -> f64 {
        let further: f64 = self
            .further
            .iter()
            .map(|(_, one)| one.h + paper.gap.1)
            .sum();
        self.boxed.h.max(further - paper.gap.1)
    }
}

/// The pages of one node: what hangs on it and what hangs on that; where more hangs on that, pages of its own follow.
fn part(
    all: &mut Vec<Picture>,
    still: &Still,
    paper: &Paper,
    (place, branch): (usize, usize),
    way: &[usize],
) {
    let nodes = &still.nodes;
    let mine = below(nodes, place);
    if mine.is_empty() {
        return;
    }
    let mut deep = Vec::new();
    let mut rows = Vec::new();
    for one in &mine {
        let further = below(nodes, *one);
        let is_deep = further.iter().any(|next| !below(nodes, *next).is_empty());
        if is_deep {
            deep.push(*one);
        }
        rows.extend(cut(still, paper, (*one, further), branch));
    }
    let mut way = way.to_vec();
    way.push(place);
    let mut page: Vec<Row> = Vec::new();
    let mut high = 0.0;
    let mut sheets: Vec<Vec<Row>> = Vec::new();
    for row in rows {
        let more = row.high(paper) + paper.gap.1;
        if !page.is_empty() && high + more > paper.room.h {
            sheets.push(std::mem::take(&mut page));
            high = 0.0;
        }
        high += more;
        page.push(row);
    }
    sheets.push(page);
    let many = sheets.len();
    for (n, rows) in sheets.into_iter().enumerate() {
        let number = (many > 1).then_some((n + 1, many));
        all.push(drawn(still, paper, (&way, branch, number), &rows));
    }
    for one in deep {
        part(all, still, paper, (one, branch), &way);
    }
}

/// A node with what hangs on it, cut into rows that fit a page.
fn cut(
    still: &Still,
    paper: &Paper,
    (place, further): (usize, Vec<usize>),
    branch: usize,
) -> Vec<Row> {
    let nodes = &still.nodes;
    let mut style = paper.styles[1];
    if further.is_empty() {
        // Nothing hangs on it: it is written like what it is, over both columns.
        style = Style {
            face: paper.styles[2].face,
            room: style.room + paper.gap.0 + paper.styles[2].room,
            ..style
        };
    }
    let boxed = Boxed::of(&nodes[place], branch, style);
    let mut rows = vec![Row {
        place,
        boxed: boxed.clone(),
        further: Vec::new(),
        goes_on: false,
    }];
    let mut high = 0.0;
    for next in further {
        let one = Boxed::of(&nodes[next], branch, paper.styles[2]);
        let more = one.h + paper.gap.1;
        let is_full = high + more > paper.room.h && high > 0.0;
        if is_full {
            high = 0.0;
            rows.push(Row {
                place,
                boxed: boxed.clone(),
                further: Vec::new(),
                goes_on: true,
            });
        }
        high += more;
        if let Some(row) = rows.last_mut() {
            row.further.push((next, one));
        }
    }
    rows
}

fn drawn(
    still: &Still,
    paper: &Paper,
    (way, branch, number): (&[usize], usize, Option<(usize, usize)>),
    rows: &[Row],
) -> Picture {
    let nodes = &still.nodes;
    let mut sheet = page_of(still, paper, way);
    let Some(head) = way.last().map(|place| &nodes[*place]) else {
        return sheet.picture(None);
    };
    let heading = Boxed::of(head, branch, paper.styles[0]);
    let high: f64 = rows
        .iter()
        .map(|row| row.high(paper) + paper.gap.1)
        .sum::<f64>()
        - paper.gap.1;
    let first = rect(0.0, (high - heading.h) / 2.0, heading.w, heading.h);
    let second = paper.styles[0].room + 28.0 + paper.gap.0;
    let third = second + paper.styles[1].room + 28.0 + paper.gap.0;
    let mut top = 0.0;
    for row in rows {
        let tall = row.high(paper);
        let mine = rect(
            second,
            top + (tall - row.boxed.h) / 2.0,
            row.boxed.w,
            row.boxed.h,
        );
        sheet.draw(Layer::Line, "", |canvas: &mut Canvas| {
            joined(canvas, first, mine)
        });
        sheet.draw(Layer::Thing, &nodes[row.place].key, |canvas| {
            row.boxed.draw(canvas, (mine.x, mine.y));
            if row.goes_on {
                let above = at(mine.x, mine.y + mine.h + LEAST);
                canvas.text(
                    above,
                    "(tiếp)",
                    Face::plain(LEAST),
                    Anchor::Start,
                    colour::SOFT,
                );
            }
        });
        let further: f64 = row
            .further
            .iter()
            .map(|(_, one)| one.h + paper.gap.1)
            .sum::<f64>()
            - paper.gap.1;
        let mut y = top + (tall - further) / 2.0;
        for (place, one) in &row.further {
            let next = rect(third, y, one.w, one.h);
            let more = below(nodes, *place).len();
            sheet.draw(Layer::Line, "", |canvas: &mut Canvas| {
                joined(canvas, mine, next)
            });
            sheet.draw(Layer::Thing, &nodes[*place].key, |canvas| {
                one.draw(canvas, (next.x, next.y));
                if more > 0 {
                    let behind = at(next.x + next.w + 8.0, next.centre().y + 8.0);
                    canvas.text(
                        behind,
                        &format!("+{more}"),
                        Face::bold(LEAST),
                        Anchor::Start,
                        colour::SOFT,
                    );
                }
            });
            y += one.h + paper.gap.1;
        }
        top += tall + paper.gap.1;
    }
    sheet.draw(Layer::Thing, &head.key, |canvas| {
        heading.draw(canvas, (first.x, first.y))
    });
    if let Some((n, many)) = number {
        let low = at(first.x, first.y + first.h + 30.0);
        let said = format!("{n}/{many}");
        sheet.draw(Layer::Above, "", |canvas| {
            canvas.text(low, &said, Face::bold(LEAST), Anchor::Start, colour::SOFT)
        });
    }
    sheet.picture(None)
}

/// A sheet that takes the whole room, so that letters have one size on all pages.
fn page_of(still: &Still, paper: &Paper, way: &[usize]) -> Sheet {
    let mut sheet = Sheet::new(still.title.clone());
    if !paper.is_titled {
        sheet.without_title();
    }
    let words = way
        .iter()
        .filter_map(|place| still.nodes.get(*place))
        .map(|node| node.words.clone());
    let mut said: Vec<String> = words.collect();
    match said.is_empty() {
        true => sheet.subtitle(still.matter.clone()),
        false => {
            said.insert(0, short(still));
            sheet.subtitle(said.join(" › "));
        }
    }
    sheet.at_least(paper.room.w);
    sheet
}

/// The case in a few words, for the way to a page.
fn short(still: &Still) -> String {
    let root = still.nodes.first().filter(|node| node.kind == Kind::Root);
    let words = root.map_or(still.matter.as_str(), |node| node.words.as_str());
    Face::plain(LEAST).wrap_to(words, 360.0, 1).join("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::proof;
    use crate::map::tests::{a_map, overlaps};

    #[test]
    fn every_node_stands_on_a_page_and_no_page_is_higher_than_the_screen() {
        let map = a_map(14, 9, 4);
        let all = pages(&map, &Paper::SCREEN);
        for node in map.nodes.iter().skip(1) {
            let is_there = all
                .iter()
                .any(|page| page.svg.contains(&format!("data-id=\"{}\"", node.key)));
            assert!(is_there, "{} is on no page", node.key);
        }
        for page in &all {
            assert_eq!(overlaps(&page.svg), 0);
            assert_eq!(proof::faults(&page.svg), Vec::<String>::new());
        }
    }

    #[test]
    fn an_empty_branch_has_no_page_of_its_own() {
        assert_eq!(pages(&a_map(3, 0, 0), &Paper::SCREEN).len(), 1);
    }
}
