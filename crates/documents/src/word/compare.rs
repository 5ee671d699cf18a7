//! So tệp Word trở về với văn bản đã tải: which values read otherwise, which paragraphs were changed, added or struck out, and what
//! cannot be taken over.

use std::collections::BTreeMap;

use typeset::word::lines::{Line, Part, lines};
use typeset::word::text::{WordBlock, WordLine, WordText};
use typeset::{Block, OfficialDocument, Text};

use super::align;
use super::comparison::{Comparison, ProseChange, gathered};
use super::frame::{self, Framed, framed, squeezed};
use super::messages;
use super::prose::{Anchor, Edit, Piece, Place, Shape, anchor, shape_of};
use super::shapes::{grid, reshaped, shape_of_line, typed_line, words_of};

/// A line of the file, and the table it stands in.
struct Back<'a> {
    line: &'a WordLine,
    table: Option<usize>,
    plain: String,
}

/// So.
pub fn compare(document: &OfficialDocument, file: &WordText) -> Comparison {
    let old = lines(document);
    let new = flat(file);
    let mut seq = 0;
    let parts: Vec<Vec<frame::Part>> = old
        .iter()
        .map(|line| frame::parts(&line.text, &mut seq))
        .collect();
    let left: Vec<String> = parts.iter().map(|parts| frame::whole(parts)).collect();
    let right: Vec<String> = new.iter().map(|back| back.plain.clone()).collect();
    let is_same = |one: usize, other: usize| {
        let marks = new[other]
            .line
            .pieces
            .iter()
            .filter_map(|piece| piece.mark.as_ref()?.place);
        let own = |place| {
            parts[one]
                .iter()
                .any(|part| part.field.is_some() && part.seq == place)
        };
        marks.into_iter().any(own)
    };
    let pairs = align::lines(&left, &right, is_same);
    let mut partner: Vec<Option<usize>> = vec![None; old.len()];
    let mut origin: Vec<Option<usize>> = vec![None; new.len()];
    for (one, other) in &pairs {
        partner[*one] = Some(*other);
        origin[*other] = Some(*one);
    }
    let counted = old
        .iter()
        .zip(&partner)
        .filter(|(line, _)| matches!(line.part, Part::Body(_) | Part::Title));
    let (found, all) = counted.fold((0, 0), |(found, all), (_, partner)| {
        (found + usize::from(partner.is_some()), all + 1)
    });
    let mut judge = Judge {
        document,
        old: &old,
        parts: &parts,
        left: &left,
        new: &new,
        placed: origin
            .iter()
            .map(|line| line.map(|line| old[line].part))
            .collect(),
        partner,
        origin,
        spoken: vec![false; new.len()],
        values: Vec::new(),
        at_block: BTreeMap::new(),
        at_recipient: BTreeMap::new(),
        result: Comparison {
            likeness: found as f32 / all.max(1) as f32,
            ..Comparison::default()
        },
    };
    judge.tables(file);
    judge.notes();
    judge.pairs();
    judge.struck();
    judge.added();
    judge.finish()
}

fn flat(file: &WordText) -> Vec<Back<'_>> {
    let mut all = Vec::new();
    for (index, block) in file.blocks.iter().enumerate() {
        match block {
            WordBlock::Line(line) => all.push((line, None)),
            WordBlock::Table(rows) => {
                all.extend(
                    rows.iter()
                        .flatten()
                        .flatten()
                        .map(|line| (line, Some(index))),
                );
            }
        }
    }
    let backs = all
        .into_iter()
        .map(|(line, table): (&WordLine, Option<usize>)| Back {
            line,
            table,
            plain: squeezed(&line.plain()),
        });
    backs.filter(|back| !back.plain.is_empty()).collect()
}

struct Judge<'a> {
    document: &'a OfficialDocument,
    old: &'a [Line],
    parts: &'a [Vec<frame::Part>],
    left: &'a [String],
    new: &'a [Back<'a>],
    partner: Vec<Option<usize>>,
    origin: Vec<Option<usize>>,
    /// Where in the draft each line of the file stands, also once it was spoken of.
    placed: Vec<Option<Part>>,
    /// Lines of the file that were spoken of.
    spoken: Vec<bool>,
    /// Field, before, after; one for each place.
    values: Vec<(String, String, String)>,
    /// What happens to a block: additions after it, then its own change. The key 0 stands before the first block.
    at_block: BTreeMap<usize, (Vec<ProseChange>, Option<ProseChange>)>,
    at_recipient: BTreeMap<usize, (Vec<ProseChange>, Option<ProseChange>)>,
    result: Comparison,
}

impl Judge<'_> {
    fn texts(&self, place: Place) -> Vec<&Text> {
        match place {
            Place::Body => self.document.blocks.iter().map(Block::text).collect(),
            Place::Recipients => self.document.closing.recipients.iter().collect(),
        }
    }

    fn anchor(&self, place: Place, index: usize) -> Anchor {
        anchor(place, &self.texts(place), index)
    }

    fn at(&mut self, place: Place, key: usize) -> &mut (Vec<ProseChange>, Option<ProseChange>) {
        match place {
            Place::Body => self.at_block.entry(key).or_default(),
            Place::Recipients => self.at_recipient.entry(key).or_default(),
        }
    }

    /// Bảng: each table of the text as a whole; a table of the file without a partner is an addition.
    fn tables(&mut self, file: &WordText) {
        for (index, block) in file.blocks.iter().enumerate() {
            let WordBlock::Table(rows) = block else {
                continue;
            };
            let own: Vec<usize> = (0..self.new.len())
                .filter(|at| self.new[*at].table == Some(index))
                .collect();
            let mut blocks: BTreeMap<usize, usize> = BTreeMap::new();
            let mut others = 0;
            for at in &own {
                match self.origin[*at].map(|line| self.old[line].part) {
                    Some(Part::Cell { block, .. }) => *blocks.entry(block).or_default() += 1,
                    Some(_) => others += 1,
                    None => {}
                }
            }
            let best = blocks.into_iter().max_by_key(|(_, count)| *count);
            match best {
                Some((block, count)) if count >= others => {
                    self.table(block, &grid(rows));
                    self.settle(&own, Some(block));
                }
                None if others == 0 && !own.is_empty() => {
                    let shape = Shape::Table(grid(rows));
                    let after = words_of(&shape);
                    let before = own[0];
                    self.settle(&own, None);
                    self.add(before, shape, String::new(), after);
                }
                _ => {}
            }
        }
    }

    /// The lines of a table are spoken of; whatever they were paired with is free again.
    fn settle(&mut self, own: &[usize], block: Option<usize>) {
        for at in own {
            self.spoken[*at] = true;
            self.placed[*at] = block.map(Part::Body);
            if let Some(line) = self.origin[*at].take() {
                self.partner[line] = None;
            }
        }
        for (index, line) in self.old.iter().enumerate() {
            if matches!(line.part, Part::Cell { block: own, .. } if Some(own) == block) {
                // Not struck out: the table is there.
                self.partner[index] = Some(usize::MAX);
            }
        }
    }

    fn table(&mut self, index: usize, rows: &[Vec<String>]) {
        let block = &self.document.blocks[index];
        let Shape::Table(before) = shape_of(block) else {
            return;
        };
        let before: Vec<Vec<String>> = before
            .iter()
            .map(|row| {
                row.iter()
                    .map(|cell| squeezed(cell).trim().to_owned())
                    .collect()
            })
            .collect();
        // Rows that stand empty for the pen are no rows.
        let filled = |rows: &[Vec<String>]| -> Vec<Vec<String>> {
            let rows = rows
                .iter()
                .filter(|row| row.iter().any(|cell| !cell.is_empty()));
            rows.cloned().collect()
        };
        let (before, after) = (filled(&before), filled(rows));
        if before == after {
            return;
        }
        let (words, read) = (
            words_of(&Shape::Table(before.clone())),
            words_of(&Shape::Table(after.clone())),
        );
        let field = block
            .cells()
            .flat_map(|cell| &cell.0)
            .find_map(|span| span.origin.field());
        let is_same_head = before.first() == after.first();
        match field {
            Some(field) if is_same_head => {
                let typed: Vec<String> = after.iter().skip(1).map(|row| row.join(" | ")).collect();
                self.values
                    .push((field.to_owned(), words, typed.join("\n")));
            }
            _ => {
                let edit = Edit::Changed {
                    from: String::new(),
                    at: self.anchor(Place::Body, index),
                    shape: Shape::Table(after),
                    pieces: vec![Piece::Words(block.text().plain())],
                };
                let change = ProseChange {
                    edit,
                    before: words,
                    after: read,
                };
                self.at(Place::Body, index + 1).1 = Some(change);
            }
        }
    }

    /// Một trường nhiều đoạn: paragraphs that are nothing but lines of one field are that field's value.
    fn notes(&mut self) {
        let mut index = 0;
        while index < self.old.len() {
            let field = self.sole_field(index).map(str::to_owned);
            let mut end = index + 1;
            while field.is_some()
                && end < self.old.len()
                && self.sole_field(end) == field.as_deref()
            {
                end += 1;
            }
            if let Some(field) = field.filter(|_| end - index > 1) {
                self.note(&field, index, end);
            }
            index = end;
        }
    }

    fn sole_field(&self, index: usize) -> Option<&str> {
        let Part::Body(block) = self.old[index].part else {
            return None;
        };
        let block = &self.document.blocks[block];
        match (block, block.text().0.as_slice()) {
            (Block::Table { .. }, _) => None,
            (_, [only]) => only.origin.field(),
            _ => None,
        }
    }

    fn note(&mut self, field: &str, from: usize, to: usize) {
        let found: Vec<usize> = (from..to).filter_map(|line| self.partner[line]).collect();
        let (Some(first), Some(last)) = (found.iter().min().copied(), found.iter().max().copied())
        else {
            return;
        };
        let before: Vec<String> = (from..to).map(|line| self.left[line].clone()).collect();
        let within = (first..=last).filter(|at| !self.spoken[*at]);
        let within: Vec<usize> = within
            .filter(|at| self.origin[*at].is_none_or(|line| (from..to).contains(&line)))
            .collect();
        let after: Vec<String> = within
            .iter()
            .map(|at| typed_line(self.new[*at].line, &self.new[*at].plain))
            .collect();
        let (before, after) = (before.join("\n"), after.join("\n"));
        if before != after {
            self.values.push((field.to_owned(), before, after));
        } else {
            self.values.push((field.to_owned(), before.clone(), before));
        }
        for at in within {
            self.spoken[at] = true;
            self.origin[at] = None;
        }
        for line in from..to {
            self.partner[line] = Some(usize::MAX);
        }
    }

    /// Dòng có đôi.
    fn pairs(&mut self) {
        for index in 0..self.old.len() {
            let Some(other) = self.partner[index].filter(|other| *other != usize::MAX) else {
                continue;
            };
            self.spoken[other] = true;
            let framed = framed(&self.parts[index], self.new[other].line);
            for (part, words) in self.every_value(index, &framed) {
                let own = &self.parts[index][part];
                let field = own.field.clone().unwrap_or_default();
                self.values.push((field, own.text.trim().to_owned(), words));
            }
            if !framed.is_reworded {
                continue;
            }
            let before = self.left[index].clone();
            let after = self.new[other].plain.clone();
            for lost in &framed.lost {
                let said = &self.parts[index][*lost].text;
                self.result.told.push(messages::value_lost(said, &after));
            }
            let (place, block) = match self.old[index].part {
                Part::Body(block) => (Place::Body, block),
                Part::Recipient(one) => (Place::Recipients, one),
                Part::Note => continue,
                part => {
                    self.result
                        .told
                        .push(messages::not_taken(part, &before, &after));
                    continue;
                }
            };
            let shape = match place {
                Place::Body => shape_of(&self.document.blocks[block]),
                Place::Recipients => Shape::Item,
            };
            let (shape, pieces) = reshaped(shape, framed.pieces, self.new[other].line);
            let edit = Edit::Changed {
                from: String::new(),
                at: self.anchor(place, block),
                shape,
                pieces,
            };
            self.at(place, block + 1).1 = Some(ProseChange {
                edit,
                before,
                after,
            });
        }
    }

    /// All values of a line with their words, changed or not.
    fn every_value(&self, index: usize, framed: &Framed) -> Vec<(usize, String)> {
        let parts = self.parts[index].iter().enumerate();
        let values = parts.filter(|(at, part)| part.field.is_some() && !framed.lost.contains(at));
        values
            .map(|(at, part)| {
                let changed = framed.values.iter().find(|(changed, _)| *changed == at);
                let words =
                    changed.map_or_else(|| part.text.trim().to_owned(), |(_, words)| words.clone());
                (at, words)
            })
            .collect()
    }

    /// Dòng bị xóa.
    fn struck(&mut self) {
        let mut tables = Vec::new();
        for index in 0..self.old.len() {
            if self.partner[index].is_some() {
                continue;
            }
            let before = self.left[index].clone();
            let (place, at) = match self.old[index].part {
                Part::Body(block) => (Place::Body, block),
                Part::Recipient(one) => (Place::Recipients, one),
                Part::Cell { block, .. } => {
                    let is_there = self.old.iter().zip(&self.partner).any(|(line, partner)| {
                        partner.is_some()
                            && matches!(line.part, Part::Cell { block: own, .. } if own == block)
                    });
                    if is_there || tables.contains(&block) {
                        continue;
                    }
                    tables.push(block);
                    (Place::Body, block)
                }
                Part::Note => continue,
                part => {
                    self.result
                        .told
                        .push(messages::not_taken(part, &before, ""));
                    continue;
                }
            };
            let edit = Edit::Struck {
                from: String::new(),
                at: self.anchor(place, at),
            };
            let change = ProseChange {
                edit,
                before,
                after: String::new(),
            };
            self.at(place, at + 1).1.get_or_insert(change);
        }
    }

    /// Dòng thêm vào.
    fn added(&mut self) {
        for at in 0..self.new.len() {
            if self.spoken[at] {
                continue;
            }
            let back = &self.new[at];
            let words = back.plain.clone();
            let (shape, bare) = shape_of_line(back.line, &words);
            self.add(at, shape, bare, words);
        }
    }

    /// Puts an addition where it stands in the file, or tells why it has no place.
    fn add(&mut self, at: usize, shape: Shape, words: String, after: String) {
        let before = (0..at).rev().find_map(|at| self.placed[at]);
        let behind = (at..self.new.len()).find_map(|at| self.placed[at]);
        let is_in_layout = self.new[at].table.is_some() && !matches!(shape, Shape::Table(_));
        let is_recipient = |part: &Part| matches!(part, Part::Recipient(_));
        let (place, key) = match (before, behind) {
            (Some(Part::Recipient(one)), _) if is_in_layout => (Place::Recipients, one + 1),
            (_, Some(part)) if is_in_layout && is_recipient(&part) => (Place::Recipients, 0),
            (Some(Part::Body(block) | Part::Cell { block, .. }), _) if !is_in_layout => {
                (Place::Body, block + 1)
            }
            (_, Some(Part::Body(_) | Part::Cell { .. })) if !is_in_layout => (Place::Body, 0),
            _ => {
                self.result.told.push(messages::added_outside(&after));
                return;
            }
        };
        let edit = Edit::Added {
            from: String::new(),
            after: key.checked_sub(1).map(|index| self.anchor(place, index)),
            place,
            shape,
            words,
        };
        self.at(place, key).0.push(ProseChange {
            edit,
            before: String::new(),
            after,
        });
    }

    fn finish(mut self) -> Comparison {
        for at in [self.at_block, self.at_recipient] {
            for (_, (mut added, own)) in at.into_iter().rev() {
                added.reverse();
                self.result.prose.extend(added);
                self.result.prose.extend(own);
            }
        }
        self.result.values = gathered(self.values);
        self.result
    }
}
