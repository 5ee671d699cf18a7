//! Sơ đồ hiện trường thành hình: to scale, with scale bar, north, numbers, distances and a table of positions.

use shell::{App, Problem};
use uuid::Uuid;

use super::{
    content::{Content, Element, Kind, Line, SYMBOLS, Stroke, far, foot},
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
    // Before the numbers, so that a number lies over the metres where there is no room.
    let symbols = content.elements.iter().filter_map(|one| {
        let across = size(SYMBOLS.kind(&one.kind)?, scale) * 0.7;
        let centre = place([one.x, one.y], scale);
        Some(Rect::around(centre, across, across * 0.6))
    });
    if measured.len() <= MOST_MEASURED {
        let mut taken: Vec<Rect> = measured
            .iter()
            .map(|one| Rect::around(badge(one.element, scale), 30.0, 30.0))
            .chain(symbols)
            .collect();
        for (n, one) in measured.iter().enumerate() {
            sheet.step(n + 1);
            distances(&mut sheet, content, one.element, &mut taken, scale);
        }
    }
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
    if let Some(n) = one.n {
        let centre = badge(one, scale);
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
        let (anchor, out) = beside(one, scale);
        canvas.text(
            anchor.plus(out, 5.0),
            &one.title,
            NOTE,
            Anchor::Start,
            colour::SOFT,
        );
    }
}

/// The place of a thing, and how far from it words stand.
fn beside(one: &Element, scale: f64) -> (Point, f64) {
    let (anchor, out) = match SYMBOLS.kind(&one.kind) {
        Some(kind) => ([one.x, one.y], size(kind, scale) * 0.32 + 9.0),
        None => {
            let middle = one.points.get(one.points.len() / 2);
            (middle.copied().unwrap_or_default(), 8.0)
        }
    };
    (place(anchor, scale), out)
}

/// Where the number of a thing stands.
fn badge(one: &Element, scale: f64) -> Point {
    let (anchor, out) = beside(one, scale);
    anchor.plus(out, -out)
}

/// From a place to a place, in metres.
type Stretch = ([f64; 2], [f64; 2]);

/// One measured distance, from the corner that is nearest, as the table counts it.
struct Reach {
    from: [f64; 2],
    to: [f64; 2],
    dash: Dash,
}

fn reaches(content: &Content, one: &Element) -> Vec<Reach> {
    let places = match one.points.is_empty() {
        true => vec![[one.x, one.y]],
        false => one.points.clone(),
    };
    let mut pairs: [(Vec<Stretch>, Dash); 2] =
        [(Vec::new(), Dash::Dashed), (Vec::new(), Dash::Solid)];
    for from in places {
        pairs[0].0.extend(content.mark().map(|mark| (from, mark)));
        let edge = content.edge().unwrap_or_default();
        let feet = edge.windows(2).map(|two| foot(from, two[0], two[1]));
        pairs[1].0.extend(feet.map(|foot| (from, foot)));
    }
    let nearest = |(all, dash): (Vec<Stretch>, Dash)| {
        let one = all
            .into_iter()
            .min_by(|a, b| far(a.0, a.1).total_cmp(&far(b.0, b.1)));
        one.map(|(from, to)| Reach { from, to, dash })
    };
    pairs.into_iter().filter_map(nearest).collect()
}

/// Thin lines to the mark and square to the edge, with the metres where nothing else is written.
fn distances(
    sheet: &mut Sheet,
    content: &Content,
    one: &Element,
    taken: &mut Vec<Rect>,
    scale: f64,
) {
    for reach in reaches(content, one) {
        let (from, to) = (place(reach.from, scale), place(reach.to, scale));
        if from.far(to) < 30.0 {
            continue;
        }
        let thin = Ink::line(1.2).stroke(colour::SOFT).dash(reach.dash);
        sheet.draw(Layer::Line, "", |canvas| canvas.line(from, to, &thin));
        let words = metres(far(reach.from, reach.to));
        let room = free(from, to, MEASURE.width(&words) + 8.0, taken);
        taken.push(room);
        sheet.draw(Layer::Above, "", |canvas| {
            canvas.rect(room, 3.0, &Ink::filled(colour::PAPER));
            canvas.text(
                room.centre().plus(0.0, 5.5),
                &words,
                MEASURE,
                Anchor::Middle,
                colour::INK,
            );
        });
    }
}

/// The place on a line, as near its middle as can be, where words meet no others.
fn free(from: Point, to: Point, width: f64, taken: &[Rect]) -> Rect {
    let on = |share: f64| {
        let place = from.plus((to.x - from.x) * share, (to.y - from.y) * share);
        Rect::around(place, width, 20.0)
    };
    let shares = [0.5, 0.58, 0.42, 0.66, 0.34, 0.74, 0.26, 0.82, 0.18];
    let mut rooms = shares.into_iter().map(on);
    let clear = |room: &Rect| taken.iter().all(|other| !other.meets(*room));
    rooms.find(clear).unwrap_or_else(|| on(0.5))
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
    fn metres_stand_apart_and_a_line_is_measured_from_the_corner_that_the_table_counts() {
        let mut scene = scene();
        let which = scene
            .elements
            .iter()
            .position(|one| one.points.len() > 1 && one.n.is_some());
        let trace = &mut scene.elements[which.unwrap()];
        trace.points.reverse();
        let id = trace.id.clone();
        let measured = scene.measured();
        let trace = measured.iter().find(|one| one.element.id == id).unwrap();
        let told: Vec<f64> = reaches(&scene, trace.element)
            .iter()
            .map(|one| far(one.from, one.to))
            .collect();
        assert_eq!(told, [trace.to_mark.unwrap(), trace.to_edge.unwrap()]);
        let mut taken = Vec::new();
        for _ in 0..4 {
            let room = free(at(0.0, 0.0), at(400.0, 0.0), 60.0, &taken);
            assert!(
                taken.iter().all(|other: &Rect| !other.meets(room)),
                "{room:?}"
            );
            taken.push(room);
        }
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
