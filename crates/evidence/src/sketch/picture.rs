//! Sơ đồ hiện trường thành hình: to scale, with scale bar, north, numbers, distances and a table of positions.

use shell::{App, Problem};
use uuid::Uuid;

use super::{
    content::{Content, Element, Kind, Line, Measured, SYMBOLS, Stroke, foot},
    listing::table,
    messages::{self, metres},
    store,
};
use crate::{
    drawing::{
        Anchor, Canvas, Dash, Face, Ink, Layer, NOTE, Picture, Point, Rect, Sheet, at, colour, rect,
    },
    sources::{Source, told},
};

/// The room the page takes on the projector.
const ROOM: (f64, f64) = (980.0, 520.0);
/// A symbol that is no larger than this is drawn so large.
const SIGN: f64 = 34.0;
const NUMBER: Face = Face::bold(18.0);
const MEASURE: Face = Face::bold(15.0);
/// So many measured lines can be read beside each other; the table holds all.
const MOST_MEASURED: usize = 7;

/// The picture of a sketch, as far as a step: each numbered position is a step; none when there is no such sketch.
pub async fn picture(
    app: &App,
    matter: Uuid,
    id: Uuid,
    step: Option<usize>,
) -> Result<Option<Picture>, Problem> {
    let Some(row) = store::one(app.db(), matter, id).await? else {
        return Ok(None);
    };
    Ok(Some(drawn(&row.title, &row.content()?, step)))
}

/// Draws a sketch.
pub fn drawn(title: &str, content: &Content, step: Option<usize>) -> Picture {
    let scale = (ROOM.0 / content.w).min(ROOM.1 / content.h);
    let mut sheet = Sheet::new(title);
    sheet.subtitle(subtitle(content));
    sheet.draw(Layer::Ground, "", |canvas| ground(canvas, content, scale));
    let measured = content.measured();
    let step_of = |one: &Element| {
        one.n
            .and_then(|_| measured.iter().position(|other| other.element.id == one.id))
            .map_or(0, |at| at + 1)
    };
    for one in &content.elements {
        sheet.step(step_of(one));
        let layer = if one.points.is_empty() {
            Layer::Thing
        } else {
            Layer::Line
        };
        sheet.draw(layer, &one.id, |canvas| element(canvas, one, scale));
        sheet.draw(Layer::Above, &one.id, |canvas| words(canvas, one, scale));
    }
    for (n, one) in measured
        .iter()
        .enumerate()
        .take(if measured.len() > MOST_MEASURED {
            0
        } else {
            MOST_MEASURED
        })
    {
        sheet.step(n + 1);
        sheet.draw(Layer::Line, "", |canvas| {
            distances(canvas, content, one, scale)
        });
    }
    table(&mut sheet, content, &measured, scale);
    sheet.step(0);
    legend(&mut sheet, content);
    sheet.picture(step)
}

fn subtitle(content: &Content) -> String {
    let mut parts = vec![format!("Tỷ lệ: thước {} trên hình", metres(bar(content)))];
    if let Some(background) = &content.background {
        let leaf = told(&[Source {
            page: background.page,
            leaf: background.leaf.clone(),
            rect: None,
            item: None,
        }]);
        parts.push(format!("{} ({leaf})", messages::COPY_OF));
    }
    parts.join(". ") + "."
}

/// A round number of metres, about a sixth of the page.
fn bar(content: &Content) -> f64 {
    let wanted = content.w / 6.0;
    let all = [
        0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0,
    ];
    all.into_iter()
        .rev()
        .find(|length| *length <= wanted)
        .unwrap_or(0.2)
}

fn ground(canvas: &mut Canvas, content: &Content, scale: f64) {
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
        rect(left - 6.0, low - 36.0, length + 70.0, 44.0),
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
    let centre = at(w - 34.0, 42.0);
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
        centre.plus(0.0, 45.0),
        "Bắc",
        MEASURE,
        Anchor::Middle,
        colour::INK,
    );
}

fn place(of: [f64; 2], scale: f64) -> Point {
    at(of[0] * scale, of[1] * scale)
}

/// How long a symbol is drawn.
fn size(kind: &Kind, scale: f64) -> f64 {
    if kind.fixed {
        SIGN
    } else {
        (kind.w * scale).max(kind.least)
    }
}

fn element(canvas: &mut Canvas, one: &Element, scale: f64) {
    if let Some(line) = SYMBOLS.line(&one.kind) {
        let points: Vec<Point> = one
            .points
            .iter()
            .map(|point| place(*point, scale))
            .collect();
        polyline(canvas, line, &points);
    } else if let Some(kind) = SYMBOLS.kind(&one.kind) {
        symbol(
            canvas,
            kind,
            place([one.x, one.y], scale),
            (size(kind, scale), one.turn),
        );
    }
}

fn symbol(canvas: &mut Canvas, kind: &Kind, centre: Point, (size, turn): (f64, f64)) {
    let unit = size / 100.0;
    let moved = format!(
        "transform=\"translate({:.2} {:.2}) rotate({turn:.2}) scale({unit:.4})\"",
        centre.x, centre.y
    );
    let nowhere = Rect::around(centre, 0.0, 0.0);
    canvas.group(&moved, |inner| {
        for Stroke { d, fill } in &kind.strokes {
            let ink = Ink {
                width: 2.2 / unit,
                ..Ink::line(1.0)
            };
            let ink = ink.fill(match fill.as_str() {
                "ink" => colour::INK,
                "paper" => colour::PAPER,
                _ => colour::NONE,
            });
            inner.path(d, nowhere, &ink);
        }
    });
    let across = size * 0.6;
    canvas.takes(Rect::around(centre, across, across));
}

fn style(line: &Line) -> Ink {
    Ink::line(line.width).dash(match line.style.as_str() {
        "dashed" => Dash::Dashed,
        "dotted" => Dash::Dotted,
        _ => Dash::Solid,
    })
}

fn polyline(canvas: &mut Canvas, line: &Line, points: &[Point]) {
    canvas.polyline(points, &style(line));
    for two in points.windows(2) {
        let far = two[0].far(two[1]);
        if far < 1.0 {
            continue;
        }
        let (dx, dy) = ((two[1].x - two[0].x) / far, (two[1].y - two[0].y) / far);
        if line.ticks {
            let mut along = 10.0;
            while along < far {
                let on = two[0].plus(dx * along, dy * along);
                canvas.line(
                    on,
                    on.plus(-dy * 9.0 - dx * 5.0, dx * 9.0 - dy * 5.0),
                    &Ink::line(1.5),
                );
                along += 22.0;
            }
        }
    }
    if let (true, [.., before, tip]) = (line.arrow, points) {
        let far = before.far(*tip).max(1.0);
        let (dx, dy) = ((tip.x - before.x) / far, (tip.y - before.y) / far);
        let base = tip.plus(-dx * 16.0, -dy * 16.0);
        canvas.polygon(
            &[
                *tip,
                base.plus(-dy * 7.0, dx * 7.0),
                base.plus(dy * 7.0, -dx * 7.0),
            ],
            &Ink::filled(colour::INK),
        );
    }
}

/// Number and name beside a thing.
fn words(canvas: &mut Canvas, one: &Element, scale: f64) {
    if one.kind == "text" {
        let lines = NOTE.wrap(&one.title, 300.0);
        canvas.lines(
            place([one.x, one.y], scale),
            &lines,
            NOTE,
            Anchor::Start,
            colour::INK,
        );
        return;
    }
    let (anchor, out) = match SYMBOLS.kind(&one.kind) {
        Some(kind) => (place([one.x, one.y], scale), size(kind, scale) * 0.32 + 9.0),
        None => (
            place(
                one.points
                    .get(one.points.len() / 2)
                    .copied()
                    .unwrap_or_default(),
                scale,
            ),
            8.0,
        ),
    };
    if let Some(n) = one.n {
        let centre = anchor.plus(out, -out);
        canvas.circle(centre, 14.0, &Ink::line(2.0).fill(colour::PAPER));
        canvas.text(
            centre.plus(0.0, 6.4),
            &n.to_string(),
            NUMBER,
            Anchor::Middle,
            colour::INK,
        );
        return;
    }
    // What has no number is named where it stands.
    if !one.title.is_empty() {
        canvas.text(
            anchor.plus(out, 5.0),
            &one.title,
            NOTE,
            Anchor::Start,
            colour::SOFT,
        );
    }
}

/// Thin lines to the mark and square to the edge, with the metres.
fn distances(canvas: &mut Canvas, content: &Content, one: &Measured<'_>, scale: f64) {
    let thin = Ink::line(1.2).stroke(colour::SOFT);
    let start = match one.element.points.first() {
        Some(first) => *first,
        None => [one.element.x, one.element.y],
    };
    let mut ends: Vec<([f64; 2], Dash)> = Vec::new();
    if let Some(mark) = content.mark() {
        ends.push((mark, Dash::Dashed));
    }
    if let Some(edge) = content.edge() {
        let feet = edge.windows(2).map(|two| foot(start, two[0], two[1]));
        ends.extend(
            feet.min_by(|a, b| {
                super::content::far(start, *a).total_cmp(&super::content::far(start, *b))
            })
            .map(|foot| (foot, Dash::Solid)),
        );
    }
    for (end, dash) in ends {
        let (from, to) = (place(start, scale), place(end, scale));
        if from.far(to) < 30.0 {
            continue;
        }
        canvas.line(from, to, &thin.dash(dash));
        let words = metres(super::content::far(start, end));
        let middle = from.middle(to);
        canvas.rect(
            Rect::around(middle, MEASURE.width(&words) + 8.0, 20.0),
            3.0,
            &Ink::filled(colour::PAPER),
        );
        canvas.text(
            middle.plus(0.0, 5.5),
            &words,
            MEASURE,
            Anchor::Middle,
            colour::INK,
        );
    }
}

/// What stands on the page and no more.
fn legend(sheet: &mut Sheet, content: &Content) {
    let stands = |id: &str| content.elements.iter().any(|one| one.kind == id);
    for kind in SYMBOLS.kinds.iter().filter(|one| stands(&one.id)) {
        sheet.explain(kind.name.clone(), |canvas| {
            symbol(
                canvas,
                kind,
                at(0.0, 0.0),
                (if kind.fixed { 24.0 } else { 42.0 }, 0.0),
            );
        });
    }
    for line in SYMBOLS.lines.iter().filter(|one| stands(&one.id)) {
        sheet.explain(line.name.clone(), |canvas| {
            polyline(canvas, line, &[at(-22.0, 0.0), at(22.0, 0.0)])
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::content::tests::scene;
    use super::*;

    #[test]
    fn the_picture_holds_numbers_metres_scale_and_a_legend_of_what_stands_there() {
        let mut scene = scene();
        scene.elements[2].title = "Xe máy 37C1-123.45".to_owned();
        let whole = drawn("Hiện trường", &scene, None);
        assert_eq!(whole.steps, 3);
        for words in [
            "5,00 m",
            "Bắc",
            "Xe máy 37C1-123.45",
            "Vật chuẩn cố định",
            "Mép đường chuẩn",
            "Cách mép chuẩn",
            "dài 10,00 m",
        ] {
            assert!(whole.svg.contains(words), "{words}");
        }
        assert!(!whole.svg.contains("Ô tô con") && !whole.svg.contains("NaN"));
        let first = drawn("Hiện trường", &scene, Some(1));
        assert!(!first.svg.contains("37C1") && first.svg.contains("Cách vật chuẩn"));
        assert_eq!((first.width, first.height), (whole.width, whole.height));
    }

    #[test]
    fn an_empty_page_is_still_a_picture_to_scale() {
        let empty = drawn("Hiện trường", &Content::default(), None);
        assert_eq!(empty.steps, 0);
        assert!(
            empty.svg.contains("5,00 m"),
            "the bar of a page of 40 metres"
        );
    }
}
