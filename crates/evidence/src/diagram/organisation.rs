//! Sơ đồ tổ chức của vụ án: those who took part in rows by their role (BLHS Đ.17); who commands whom as lines.

use std::collections::HashMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    kinds::roles_on,
    model::{Model, Part},
    relations::{Detail, figure, line, routed},
};
use crate::{
    drawing::{Anchor, Face, Ink, Layer, Measured, Outline, Rect, SCREEN, Sheet, at, colour, rect},
    law_of::cited,
};

const HEAD: Face = Face::bold(23.0);
/// Left of the rows: what they are.
const NAMES: f64 = 218.0;
/// The rest of a projector.
const WIDEST: f64 = SCREEN.0 - NAMES - 40.0;
/// Room between two people and between two rows, beside what their lines need.
const BETWEEN: f64 = 48.0;

/// A person with their figure.
type Standing<'a> = (&'a Part, Measured);

/// Draws it as the law of a day names the roles.
pub(super) fn draw(sheet: &mut Sheet, model: &Model, today: NaiveDate) {
    let roles = roles_on(today);
    let mut rows: Vec<(String, Vec<Standing<'_>>)> = Vec::new();
    let of = |role: &str| {
        let things = model.things().filter(|(part, _)| part.row.role == role);
        things
            .map(|(part, symbol)| (part, figure(part, symbol)))
            .collect::<Vec<_>>()
    };
    for role in &roles.role {
        rows.push((role.label.clone(), of(&role.id)));
    }
    rows.push(("Chưa xác định vai trò".to_owned(), of("")));
    rows.retain(|(_, things)| !things.is_empty());
    let mut outlines: HashMap<Uuid, Outline> = HashMap::new();
    let mut top = 0.0;
    let many = rows.len();
    let label = widest_label(model);
    for (n, (name, things)) in rows.iter().enumerate() {
        let mut low = top;
        for places in lines_of(things, label.0) {
            low = row(sheet, (things, &places), (name, top), &mut outlines);
            top = low + BETWEEN + label.1;
        }
        if n + 1 < many {
            let under = low + (BETWEEN + label.1) / 2.0;
            sheet.draw(Layer::Ground, "", |canvas| {
                canvas.line(
                    at(0.0, under),
                    at(NAMES + WIDEST, under),
                    &Ink::line(1.0).stroke(colour::HAIR),
                );
            });
        }
    }
    sheet.explain(
        format!("Vai trò theo {}", cited(&roles.article, roles.to_check)),
        |canvas| {
            canvas.line(
                at(-20.0, 0.0),
                at(20.0, 0.0),
                &Ink::line(1.0).stroke(colour::HAIR),
            );
        },
    );
    routed(model, &outlines, Detail::All).draw(sheet);
}

/// The room that is written on lines takes: nothing where there are none.
fn widest_label(model: &Model) -> (f64, f64) {
    let nowhere = Outline::of(rect(0.0, 0.0, 0.0, 0.0));
    let labels = model
        .links()
        .map(|(part, ..)| line(part, nowhere, nowhere).label_size());
    labels.fold((0.0, 0.0), |all, one| (all.0.max(one.0), all.1.max(one.1)))
}

/// One role's people, cut into lines that the sheet is wide enough for: each with its place and its left edge.
fn lines_of(things: &[Standing<'_>], label: f64) -> Vec<Vec<(usize, f64)>> {
    let gap = BETWEEN.max(label + 24.0);
    let mut lines: Vec<Vec<(usize, f64)>> = vec![Vec::new()];
    let mut x = 0.0;
    for (n, (_, thing)) in things.iter().enumerate() {
        let (w, _) = thing.size();
        if x > 0.0 && x + w > WIDEST {
            lines.push(Vec::new());
            x = 0.0;
        }
        if let Some(line) = lines.last_mut() {
            line.push((n, x));
        }
        x += w + gap;
    }
    lines
}

/// One line of a role's people below its name; answers where it ends.
fn row(
    sheet: &mut Sheet,
    (things, places): (&[Standing<'_>], &[(usize, f64)]),
    (name, top): (&str, f64),
    outlines: &mut HashMap<Uuid, Outline>,
) -> f64 {
    let size = |n: usize| things[n].1.size();
    let words = HEAD.wrap_to(name, NAMES - 24.0, 4);
    let said = words.len() as f64 * HEAD.line();
    let high = places.iter().map(|(n, _)| size(*n).1).fold(said, f64::max);
    let whole = places.last().map_or(0.0, |(n, x)| x + size(*n).0);
    let middle = top + high / 2.0;
    let left = NAMES + (WIDEST - whole) / 2.0;
    let mut room = rect(0.0, top, NAMES + WIDEST, high);
    for (n, x) in places {
        let (part, thing) = &things[*n];
        let centre = match part.put() {
            Some((x, y)) => at(x, y),
            None => at(left + x + size(*n).0 / 2.0, middle),
        };
        let outline = thing.outline(centre);
        if part.put().is_none() {
            room = Rect::join(room, outline.place);
        }
        outlines.insert(part.row.id, outline);
        sheet.step(part.step());
        sheet.node(centre, thing);
    }
    sheet.step(0);
    sheet.draw(Layer::Ground, "", |canvas| {
        let y = middle - said / 2.0;
        canvas.lines(at(0.0, y), &words, HEAD, Anchor::Start, colour::INK);
    });
    sheet.block(room.grown(3.0));
    top + high
}
