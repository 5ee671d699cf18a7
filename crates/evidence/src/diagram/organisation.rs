//! Sơ đồ tổ chức của vụ án: those who took part in rows by their role (BLHS Đ.17); who commands whom as lines.

use std::collections::HashMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    kinds::roles_on,
    model::{Model, Part},
    relations::{figure, lines},
};
use crate::{
    drawing::{Anchor, Face, Ink, Layer, Measured, Outline, Sheet, at, colour},
    law_of::cited,
};

const HEAD: Face = Face::bold(19.0);
/// Left of the rows: what they are.
const NAMES: f64 = 190.0;
const WIDEST: f64 = 1_000.0;
const BETWEEN: f64 = 56.0;

/// Draws it as the law of a day names the roles.
pub(super) fn draw(sheet: &mut Sheet, model: &Model, today: NaiveDate) {
    let roles = roles_on(today);
    let mut rows: Vec<(String, Vec<(&Part, Measured)>)> = Vec::new();
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
    for (n, (label, things)) in rows.iter().enumerate() {
        let low = row(sheet, things, top, &mut outlines);
        let middle = f64::midpoint(top, low);
        sheet.draw(Layer::Ground, "", |canvas| {
            let words = HEAD.wrap_to(label, NAMES - 30.0, 3);
            let y = middle - words.len() as f64 * HEAD.line() / 2.0;
            canvas.lines(at(0.0, y), &words, HEAD, Anchor::Start, colour::INK);
            if n + 1 < many {
                let under = low + BETWEEN / 2.0;
                canvas.line(
                    at(0.0, under),
                    at(NAMES + WIDEST, under),
                    &Ink::line(1.0).stroke(colour::HAIR),
                );
            }
        });
        top = low + BETWEEN;
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
    lines(sheet, model, &outlines);
}

/// One role: its people side by side, in as many lines as they need; answers where it ends.
fn row(
    sheet: &mut Sheet,
    things: &[(&Part, Measured)],
    top: f64,
    outlines: &mut HashMap<Uuid, Outline>,
) -> f64 {
    let mut lines: Vec<Vec<usize>> = vec![Vec::new()];
    let mut width = 0.0;
    for (n, (_, thing)) in things.iter().enumerate() {
        let (w, _) = thing.size();
        if width > 0.0 && width + w > WIDEST {
            lines.push(Vec::new());
            width = 0.0;
        }
        if let Some(line) = lines.last_mut() {
            line.push(n);
        }
        width += w + BETWEEN;
    }
    let mut y = top;
    for line in lines {
        let whole: f64 = line.iter().map(|n| things[*n].1.size().0).sum::<f64>()
            + BETWEEN * (line.len() as f64 - 1.0);
        let high = line
            .iter()
            .map(|n| things[*n].1.size().1)
            .fold(0.0, f64::max);
        let mut x = NAMES + (WIDEST - whole) / 2.0;
        for n in line {
            let (part, thing) = &things[n];
            let (w, _) = thing.size();
            let mut centre = at(x + w / 2.0, y + high / 2.0);
            if let Some((x, y)) = part.put() {
                centre = at(x, y);
            }
            outlines.insert(part.row.id, thing.outline(centre));
            sheet.step(part.step());
            sheet.node(centre, thing);
            x += w + BETWEEN;
        }
        y += high + 30.0;
    }
    sheet.step(0);
    y - 30.0
}
