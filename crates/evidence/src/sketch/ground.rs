//! Trang sơ đồ: its rim, its scale bar, its arrow to the north, and the room they keep free of words.

use super::{content::Content, messages::metres};
use crate::drawing::{Anchor, Canvas, Face, Ink, LEAST, Rect, at, colour, rect};

const MEASURE: Face = Face::bold(LEAST);

/// What stands on the page before anything is written there: the scale bar and the north.
pub(super) fn kept(content: &Content, scale: f64) -> [Rect; 2] {
    let h = content.h * scale;
    let length = bar(content) * scale;
    [
        rect(0.0, h - 62.0, length + 100.0, 62.0),
        north(content, scale),
    ]
}

/// Where the arrow to the north stands: to the right above, or where nothing was drawn.
fn north(content: &Content, scale: f64) -> Rect {
    let (w, h) = (content.w * scale, content.h * scale);
    let corner = |x: f64, y: f64| rect(x, y, 74.0, 108.0);
    let all = [
        corner(w - 74.0, 0.0),
        corner(0.0, 0.0),
        corner(w - 74.0, h - 108.0),
    ];
    let things = || content.elements.iter().filter(|one| one.points.is_empty());
    let is_free = |room: &&Rect| {
        let room = room.grown(14.0);
        things().all(|one| !room.holds(rect(one.x * scale, one.y * scale, 0.0, 0.0)))
    };
    all.iter().find(is_free).copied().unwrap_or(all[0])
}

/// A round number of metres, about a sixth of the page.
pub(super) fn bar(content: &Content) -> f64 {
    let wanted = content.w / 6.0;
    let all = [
        0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0,
    ];
    all.into_iter()
        .rev()
        .find(|length| *length <= wanted)
        .unwrap_or(0.2)
}

/// The page with its scale bar and its north.
pub(super) fn ground(canvas: &mut Canvas, content: &Content, scale: f64) {
    let (w, h) = (content.w * scale, content.h * scale);
    canvas.rect(
        rect(0.0, 0.0, w, h),
        0.0,
        &Ink::line(1.5).fill(colour::PAPER),
    );
    // Thước tỷ lệ: four fields, black and white in turn.
    let length = bar(content) * scale;
    let (left, low) = (14.0, h - 14.0);
    canvas.rect(
        rect(left - 6.0, low - 42.0, length + 80.0, 50.0),
        4.0,
        &Ink::filled(colour::PAPER),
    );
    for n in 0..4 {
        let place = rect(
            left + length * f64::from(n) / 4.0,
            low - 10.0,
            length / 4.0,
            10.0,
        );
        let fill = if n % 2 == 0 {
            colour::INK
        } else {
            colour::PAPER
        };
        canvas.rect(place, 0.0, &Ink::line(1.2).fill(fill));
    }
    canvas.text(
        at(left, low - 16.0),
        "0",
        MEASURE,
        Anchor::Middle,
        colour::INK,
    );
    canvas.text(
        at(left + length, low - 16.0),
        &metres(bar(content)),
        MEASURE,
        Anchor::Middle,
        colour::INK,
    );
    // Mũi tên hướng bắc.
    let room = north(content, scale);
    let centre = at(room.x + 38.0, room.y + 42.0);
    let turned = |x: f64, y: f64| {
        let (sin, cos) = content.north.to_radians().sin_cos();
        centre.plus(x * cos - y * sin, x * sin + y * cos)
    };
    canvas.circle(centre, 27.0, &Ink::line(1.2).fill(colour::PAPER));
    canvas.polygon(
        &[turned(0.0, -24.0), turned(9.0, 14.0), turned(0.0, 7.0)],
        &Ink::filled(colour::INK),
    );
    canvas.polygon(
        &[turned(0.0, -24.0), turned(-9.0, 14.0), turned(0.0, 7.0)],
        &Ink::line(1.2).fill(colour::PAPER),
    );
    canvas.text(
        centre.plus(0.0, 52.0),
        "Bắc",
        MEASURE,
        Anchor::Middle,
        colour::INK,
    );
}
