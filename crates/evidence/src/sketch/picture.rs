//! Sơ đồ hiện trường thành hình: to scale, with scale bar, north, numbers, distances and a table of positions.

use shell::{App, Problem};
use uuid::Uuid;

use super::{
    content::{Content, Element, Kind, Line, Measured, SYMBOLS, Stroke, far, foot},
    ground::{bar, ground, kept},
    listing::{said, table},
    messages::{self, metres},
    placing::{Places, ROUND, beside, size},
    store,
};
use crate::{
    drawing::{
        Anchor, Canvas, Dash, Face, Ink, LEAST, Layer, NOTE, Picture, Point, Rect, SCREEN, Sheet,
        at, colour, rect,
    },
    sources::{Source, told},
};

/// The room the page takes beside a table of its positions.
const ROOM: (f64, f64) = (980.0, 560.0);
const NUMBER: Face = Face::bold(LEAST);
const MEASURE: Face = Face::bold(LEAST);
/// So many measured lines can be read beside each other; the table holds all.
const MOST_MEASURED: usize = 7;
/// Below the page when it is presented: what has just been shown, in words.
const SPOKEN: Face = Face::bold(24.0);
const STRIP: f64 = 70.0;

/// A sketch as the court's screen shows it at a step: the scene, each numbered position with its distances, the signs. None when there is
/// no such sketch.
pub async fn presented(
    app: &App,
    matter: Uuid,
    id: Uuid,
    step: Option<usize>,
) -> Result<Option<Picture>, Problem> {
    let Some(row) = store::one(app.db(), matter, id).await? else {
        return Ok(None);
    };
    Ok(Some(framed(&row.title, &row.content()?, step)))
}

/// The picture of a sketch; none when there is no such sketch.
pub async fn picture(app: &App, matter: Uuid, id: Uuid) -> Result<Option<Picture>, Problem> {
    let Some(row) = store::one(app.db(), matter, id).await? else {
        return Ok(None);
    };
    Ok(Some(drawn(&row.title, &row.content()?, None)))
}

/// Draws a sketch with the table of its positions, as far as a step.
pub fn drawn(title: &str, content: &Content, step: Option<usize>) -> Picture {
    let scale = (ROOM.0 / content.w).min(ROOM.1 / content.h);
    let mut sheet = Sheet::new(title);
    sheet.subtitle(subtitle(content));
    sheet.draw(Layer::Ground, "", |canvas| ground(canvas, content, scale));
    let measured = content.measured();
    let mut places = Places::of(content, scale, &kept(content, scale));
    if measured.len() <= MOST_MEASURED {
        for (n, one) in measured.iter().enumerate() {
            sheet.step(n + 1);
            distances(&mut sheet, content, one.element, &mut places, scale);
        }
    }
    for one in &content.elements {
        sheet.step(step_of(&measured, one));
        stand(&mut sheet, one, &places, scale);
    }
    table(&mut sheet, content, &measured, scale);
    sheet.step(0);
    legend(&mut sheet, content);
    sheet.picture(step)
}

/// Frames a sketch for the court's screen: only the position that is spoken of is measured, so that nothing lies on anything else.
pub fn framed(title: &str, content: &Content, step: Option<usize>) -> Picture {
    let room = (SCREEN.0 - 40.0, SCREEN.1 - 40.0 - STRIP);
    let scale = (room.0 / content.w).min(room.1 / content.h);
    let measured = content.measured();
    let mut sheet = Sheet::new(title);
    sheet.draw(Layer::Ground, "", |canvas| {
        ground(canvas, content, scale);
        let (w, h) = (content.w * scale, content.h * scale);
        canvas.takes(rect(0.0, 0.0, w, h + STRIP));
    });
    let now = step.filter(|step| (1..=measured.len()).contains(step));
    let upto = step.unwrap_or(usize::MAX);
    let mut places = Places::of(content, scale, &kept(content, scale));
    if let Some(one) = now.map(|now| &measured[now - 1]) {
        lit(&mut sheet, one.element, &places);
        distances(&mut sheet, content, one.element, &mut places, scale);
        strip(&mut sheet, content, one, scale);
    }
    let shown = |one: &&Element| step_of(&measured, one) <= upto;
    for one in content.elements.iter().filter(shown) {
        stand(&mut sheet, one, &places, scale);
    }
    legend(&mut sheet, content);
    let is_signs = upto != usize::MAX && upto > measured.len();
    let mut picture = sheet.presented(Some(usize::from(is_signs)));
    picture.steps += measured.len();
    match step {
        None => picture.standing_for(&drawn(title, content, None)),
        Some(_) => picture,
    }
}

/// With which step a thing comes: the numbered ones in the order of their numbers.
fn step_of(measured: &[Measured<'_>], one: &Element) -> usize {
    let numbered = |_| measured.iter().position(|other| other.element.id == one.id);
    one.n.and_then(numbered).map_or(0, |at| at + 1)
}

/// A thing with its number or its name.
fn stand(sheet: &mut Sheet, one: &Element, places: &Places, scale: f64) {
    let layer = if one.points.is_empty() {
        Layer::Thing
    } else {
        Layer::Line
    };
    sheet.draw(layer, &one.id, |canvas| element(canvas, one, scale));
    sheet.draw(Layer::Above, &one.id, |canvas| {
        words(canvas, one, places, scale)
    });
}

/// What has just been shown stands out.
fn lit(sheet: &mut Sheet, one: &Element, places: &Places) {
    if let Some(centre) = places.number(one) {
        sheet.draw(Layer::Ground, "", |canvas| {
            canvas.circle(centre, ROUND + 9.0, &Ink::filled(colour::LIGHT));
        });
    }
}

/// What has just been shown, in words below the page.
fn strip(sheet: &mut Sheet, content: &Content, one: &Measured<'_>, scale: f64) {
    let mut words = match one.element.n {
        Some(n) => format!("{n}. {}", said(one)),
        None => said(one),
    };
    let mut far = Vec::new();
    far.extend(
        one.to_mark
            .map(|length| format!("cách vật chuẩn {}", metres(length))),
    );
    far.extend(
        one.to_edge
            .map(|length| format!("cách mép chuẩn {}", metres(length))),
    );
    if !far.is_empty() {
        words = format!("{words}; {}", far.join(", "));
    }
    let width = (content.w * scale).max(600.0);
    let left = (content.w * scale - width) / 2.0;
    let lines = SPOKEN.wrap_to(&words, width, 2);
    sheet.draw(Layer::Above, "", |canvas| {
        let top = at(left, content.h * scale + 10.0);
        canvas.lines(top, &lines, SPOKEN, Anchor::Start, colour::INK);
    });
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

fn place(of: [f64; 2], scale: f64) -> Point {
    at(of[0] * scale, of[1] * scale)
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
fn words(canvas: &mut Canvas, one: &Element, places: &Places, scale: f64) {
    if one.kind == "text" {
        let lines = NOTE.wrap(&one.title, 320.0);
        canvas.lines(
            place([one.x, one.y], scale),
            &lines,
            NOTE,
            Anchor::Start,
            colour::INK,
        );
        return;
    }
    if let Some((n, centre)) = one.n.zip(places.number(one)) {
        let (anchor, out) = beside(one, scale);
        if anchor.far(centre) > out * 1.3 + 10.0 {
            canvas.line(anchor, centre, &Ink::line(1.5));
        }
        canvas.circle(centre, ROUND, &Ink::line(2.0).fill(colour::PAPER));
        canvas.text(
            centre.plus(0.0, NUMBER.size * 0.36),
            &n.to_string(),
            NUMBER,
            Anchor::Middle,
            colour::INK,
        );
        return;
    }
    // What has no number is named where it stands.
    if let Some((room, lines)) = places.name(one) {
        canvas.rect(room, 3.0, &Ink::filled(colour::PAPER));
        let left = at(room.x + 3.0, room.y);
        canvas.lines(left, &lines, NOTE, Anchor::Start, colour::SOFT);
    }
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

/// Thin lines to the mark and square to the edge, with the metres where nothing else is written; where there is no room the table says them.
fn distances(sheet: &mut Sheet, content: &Content, one: &Element, places: &mut Places, scale: f64) {
    for reach in reaches(content, one) {
        let (from, to) = (place(reach.from, scale), place(reach.to, scale));
        if from.far(to) < 30.0 {
            continue;
        }
        let thin = Ink::line(1.5).stroke(colour::SOFT).dash(reach.dash);
        sheet.draw(Layer::Line, "", |canvas| canvas.line(from, to, &thin));
        let words = metres(far(reach.from, reach.to));
        let size = (MEASURE.width(&words) + 8.0, MEASURE.line());
        let Some(room) = places.on_line(from, to, size) else {
            continue;
        };
        sheet.draw(Layer::Above, "", |canvas| {
            canvas.rect(room, 3.0, &Ink::filled(colour::PAPER));
            let middle = room.centre().plus(0.0, MEASURE.size * 0.36);
            canvas.text(middle, &words, MEASURE, Anchor::Middle, colour::INK);
        });
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
    use super::super::content::tests::{element, scene};
    use super::*;
    use crate::drawing::proof;

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
        let mut places = Places::of(&Content::default(), 20.0, &[]);
        for _ in 0..4 {
            let before = places.taken.clone();
            let room = places.on_line(at(0.0, 0.0), at(400.0, 0.0), (60.0, 28.0));
            let room = room.unwrap();
            assert!(before.iter().all(|other| !other.meets(room)), "{room:?}");
        }
    }

    #[test]
    fn a_tight_scene_is_presented_with_every_number_and_measure_where_it_can_be_read() {
        let mut scene = scene();
        for n in 4..=9 {
            let (x, y) = (8.0 + 0.7 * f64::from(n % 3), 13.0 + 0.6 * f64::from(n / 3));
            let mut one = element(&format!("t{n}"), "trace", Some(n), x, y);
            one.title = format!("Dấu vết cạy phá số {n} trên mép cửa cuốn tầng 1");
            scene.elements.push(one);
        }
        let last = framed("Hiện trường", &scene, None).steps;
        assert_eq!(last, 10, "the scene, nine positions, the signs");
        for step in (0..=last).map(Some).chain([None]) {
            let svg = framed("Hiện trường", &scene, step).svg;
            assert_eq!(proof::faults(&svg), Vec::<String>::new(), "{step:?}");
        }
        let told = framed("Hiện trường", &scene, Some(5)).svg;
        assert!(told.contains("cách vật chuẩn") && told.contains("5. Dấu vết"));
        let whole = drawn("Hiện trường", &scene, None);
        assert_eq!(proof::collisions(&whole.svg), Vec::<String>::new());
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
