//! Bảng vị trí: below the page, each numbered position with what it is, its metres and its leaves.

use super::{
    content::{Content, Measured, SYMBOLS},
    messages::metres,
};
use crate::{
    drawing::{Anchor, Face, Ink, LEAST, Layer, Sheet, at, colour},
    sources::told,
};

const ROW: Face = Face::plain(LEAST);
const ROW_HEAD: Face = Face::bold(LEAST);

/// Bảng vị trí below the page: number, what, metres, leaves.
pub(super) fn table(sheet: &mut Sheet, content: &Content, measured: &[Measured<'_>], scale: f64) {
    if measured.is_empty() {
        return;
    }
    let (width, top) = ((content.w * scale).max(960.0), content.h * scale + 18.0);
    let left = (content.w * scale - width) / 2.0;
    let columns = [
        left + 6.0,
        left + 46.0,
        left + width - 370.0,
        left + width - 182.0,
    ];
    let heads = ["Số", "Vị trí", "Cách vật chuẩn", "Cách mép chuẩn"];
    sheet.step(0);
    sheet.draw(Layer::Above, "", |canvas| {
        for (x, head) in columns.iter().zip(heads) {
            canvas.text(
                at(*x, top + 22.0),
                head,
                ROW_HEAD,
                Anchor::Start,
                colour::INK,
            );
        }
        canvas.line(
            at(left, top + 32.0),
            at(left + width, top + 32.0),
            &Ink::line(1.5),
        );
    });
    let mut y = top + 36.0;
    for (n, one) in measured.iter().enumerate() {
        let lines = ROW.wrap_to(&said(one), columns[2] - columns[1] - 14.0, 3);
        sheet.step(n + 1);
        let begin = y;
        sheet.draw(Layer::Above, "", |canvas| {
            let number = one.element.n.map_or(String::new(), |n| n.to_string());
            canvas.text(
                at(columns[0] + 4.0, begin + 24.0),
                &number,
                ROW_HEAD,
                Anchor::Start,
                colour::INK,
            );
            canvas.lines(
                at(columns[1], begin + 2.0),
                &lines,
                ROW,
                Anchor::Start,
                colour::INK,
            );
            for (x, length) in [(columns[2], one.to_mark), (columns[3], one.to_edge)] {
                let words = length.map_or("–".to_owned(), metres);
                canvas.text(
                    at(x, begin + 24.0),
                    &words,
                    ROW_HEAD,
                    Anchor::Start,
                    colour::INK,
                );
            }
        });
        y += lines.len().max(1) as f64 * ROW.line() + 4.0;
    }
}

/// "Xe máy 37C1-123.45: đổ nghiêng trái, dài 3,20 m (BL 12)".
pub(super) fn said(one: &Measured<'_>) -> String {
    let element = one.element;
    let name = match element.title.is_empty() {
        true => name_of(&element.kind).to_owned(),
        false => element.title.clone(),
    };
    let length = one.length.map(|length| format!("dài {}", metres(length)));
    let more: Vec<String> = [
        Some(element.note.clone()).filter(|note| !note.is_empty()),
        length,
    ]
    .into_iter()
    .flatten()
    .collect();
    let leaves = told(&element.sources);
    let mut said = name;
    if !more.is_empty() {
        said = format!("{said}: {}", more.join(", "));
    }
    if !leaves.is_empty() {
        said = format!("{said} ({leaves})");
    }
    said
}

/// What a kind is called.
pub(super) fn name_of(kind: &str) -> &'static str {
    let thing = SYMBOLS.kind(kind).map(|one| one.name.as_str());
    thing
        .or_else(|| SYMBOLS.line(kind).map(|one| one.name.as_str()))
        .unwrap_or("Ghi chú")
}
