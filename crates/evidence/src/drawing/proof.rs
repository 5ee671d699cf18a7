//! Phép thử hình vẽ: what a finished drawing really shows, read from its file: letters too small, words beyond the frame, things and words on
//! each other. It knows nothing of how the drawing was made.

use super::{
    canvas::{Anchor, Rect, at, rect},
    font::Face,
    frames::SCREEN,
};

/// Letters of this many points are read from ten metres on a projection of 1024 × 768.
const READ: f64 = 22.0;

/// Words or a shape, where it stands.
#[derive(Debug, Clone)]
struct Found {
    room: Rect,
    words: String,
    /// The group it stands in, by its number; 0 for none.
    group: usize,
}

/// A drawing, read.
#[derive(Debug, Default)]
struct Read {
    paper: Option<Rect>,
    /// Size of the letters and where they stand.
    words: Vec<(f64, Found)>,
    /// Rims of things and plates of labels.
    solid: Vec<Found>,
}

/// What is wrong with a picture that is presented.
pub fn faults(svg: &str) -> Vec<String> {
    let read = Read::of(svg);
    let paper = read.paper.expect("a drawing has a viewBox");
    let scale = (SCREEN.0 / paper.w).min(SCREEN.1 / paper.h);
    let mut all = Vec::new();
    for (size, one) in &read.words {
        if size * scale < READ - 0.01 {
            all.push(format!("{:.1} points: {}", size * scale, one.words));
        }
        if !paper.holds(one.room) {
            all.push(format!("beyond the frame: {} {:?}", one.words, one.room));
        }
    }
    all.extend(read.collisions());
    all
}

/// What stands on each other, in a picture of any size.
pub fn collisions(svg: &str) -> Vec<String> {
    Read::of(svg).collisions()
}

/// The smallest letters of a picture on the projector.
pub fn smallest(svg: &str) -> f64 {
    let read = Read::of(svg);
    let paper = read.paper.expect("a drawing has a viewBox");
    let scale = (SCREEN.0 / paper.w).min(SCREEN.1 / paper.h);
    let sizes = read.words.iter().map(|(size, _)| size * scale);
    sizes.fold(f64::MAX, f64::min)
}

impl Read {
    fn collisions(&self) -> Vec<String> {
        let mut all = Vec::new();
        for (n, (_, one)) in self.words.iter().enumerate() {
            for (_, other) in &self.words[n + 1..] {
                if one.room.meets(other.room) {
                    all.push(format!("words on words: {} | {}", one.words, other.words));
                }
            }
            for solid in &self.solid {
                if solid.group != one.group && solid.room.grown(-1.0).meets(one.room) {
                    all.push(format!("words on a thing: {} | {}", one.words, solid.words));
                }
            }
        }
        for (n, one) in self.solid.iter().enumerate() {
            for other in &self.solid[n + 1..] {
                if one.group != other.group && one.room.grown(-1.0).meets(other.room) {
                    all.push(format!("on each other: {} | {}", one.words, other.words));
                }
            }
        }
        all
    }

    fn of(svg: &str) -> Read {
        let mut read = Read::default();
        // Each open group: how far it is moved, and the thing or label it is.
        let mut open: Vec<((f64, f64), usize)> = vec![((0.0, 0.0), 0)];
        let mut many = 0;
        let mut is_first = false;
        for piece in svg.split('<').skip(1) {
            let (tag, after) = piece.split_once('>').unwrap_or((piece, ""));
            let name = tag.split([' ', '/']).next().unwrap_or_default();
            let ((dx, dy), group) = *open.last().unwrap();
            match name {
                "svg" => {
                    let said = value(tag, "viewBox").unwrap();
                    let n: Vec<f64> = said.split(' ').map(|n| n.parse().unwrap()).collect();
                    read.paper = Some(rect(n[0], n[1], n[2], n[3]));
                }
                "g" => {
                    let (x, y) = moved(tag);
                    let is_solid = tag.contains("data-layer=\"thing\"")
                        || tag.contains("data-layer=\"above\"");
                    many += usize::from(is_solid);
                    is_first |= is_solid;
                    open.push(((dx + x, dy + y), if is_solid { many } else { group }));
                }
                "" if tag == "/g" => {
                    is_first = false;
                    open.pop();
                }
                "text" => {
                    let words = plain(after);
                    let (size, room) = written(tag, &words);
                    let room = rect(room.x + dx, room.y + dy, room.w, room.h);
                    read.words.push((
                        size,
                        Found {
                            room,
                            words: words.clone(),
                            group,
                        },
                    ));
                    if let Some(solid) = read.solid.iter_mut().rfind(|one| one.group == group) {
                        solid.words += &format!(" {words}");
                    }
                }
                "rect" | "ellipse" | "circle" | "polygon" if is_first && group > 0 => {
                    is_first = false;
                    let room = shape(name, tag);
                    let room = rect(room.x + dx, room.y + dy, room.w, room.h);
                    read.solid.push(Found {
                        room,
                        words: String::new(),
                        group,
                    });
                }
                _ => {}
            }
        }
        read
    }
}

fn value<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let from = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[from..].split('"').next()
}

fn number(tag: &str, name: &str) -> f64 {
    value(tag, name)
        .and_then(|said| said.parse().ok())
        .unwrap_or_default()
}

fn moved(tag: &str) -> (f64, f64) {
    let said = value(tag, "transform").and_then(|said| said.strip_prefix("translate("));
    let Some(said) = said.and_then(|said| said.split(')').next()) else {
        return (0.0, 0.0);
    };
    let n: Vec<f64> = said.split(' ').map(|n| n.parse().unwrap()).collect();
    (n[0], n[1])
}

/// The room of the ink of a line: from the tops of tall letters to a little below the baseline.
fn written(tag: &str, words: &str) -> (f64, Rect) {
    let size = number(tag, "font-size");
    let face = match tag.contains("font-weight") {
        true => Face::bold(size),
        false => Face::plain(size),
    };
    let width = face.width(words);
    let anchor = match value(tag, "text-anchor") {
        Some("middle") => Anchor::Middle,
        Some("end") => Anchor::End,
        _ => Anchor::Start,
    };
    let left = match anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => width / 2.0,
        Anchor::End => width,
    };
    let place = at(number(tag, "x") - left, number(tag, "y") - 0.74 * size);
    (size, rect(place.x, place.y, width, 0.92 * size))
}

fn shape(name: &str, tag: &str) -> Rect {
    let n = |name: &str| number(tag, name);
    match name {
        "rect" => rect(n("x"), n("y"), n("width"), n("height")),
        "ellipse" => Rect::around(at(n("cx"), n("cy")), 2.0 * n("rx"), 2.0 * n("ry")),
        "circle" => Rect::around(at(n("cx"), n("cy")), 2.0 * n("r"), 2.0 * n("r")),
        _ => {
            let points = value(tag, "points").unwrap_or_default().split(' ');
            let corners = points.filter_map(|one| {
                let (x, y) = one.split_once(',')?;
                Some(rect(x.parse().ok()?, y.parse().ok()?, 0.0, 0.0))
            });
            corners
                .reduce(Rect::join)
                .unwrap_or(rect(0.0, 0.0, 0.0, 0.0))
        }
    }
}

fn plain(words: &str) -> String {
    words
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

#[test]
fn the_proof_finds_what_is_wrong() {
    let paper =
        "<svg viewBox=\"0 0 1000 600\"><rect x=\"0\" y=\"0\" width=\"1000\" height=\"600\"/>";
    let text = |x: f64, size: f64, words: &str| {
        format!(
            "<text x=\"{x}\" y=\"100\" font-size=\"{size}\" text-anchor=\"start\" fill=\"#000\">{words}</text>"
        )
    };
    let told = |inside: String| faults(&format!("{paper}{inside}</svg>")).join("; ");
    assert_eq!(told(text(10.0, 24.0, "đủ lớn")), "");
    assert!(told(text(10.0, 20.0, "quá nhỏ")).starts_with("20.0 points"));
    assert!(told(text(980.0, 24.0, "ra ngoài")).starts_with("beyond"));
    assert!(
        told(text(10.0, 24.0, "chồng lên") + &text(40.0, 24.0, "nhau"))
            .starts_with("words on words")
    );
    let thing = |id: &str, x: f64| {
        format!(
            "<g data-step=\"0\" data-id=\"{id}\" data-layer=\"thing\"><ellipse cx=\"{x}\" cy=\"100\" rx=\"60\" ry=\"30\"/></g>"
        )
    };
    assert_eq!(told(thing("a", 100.0) + &thing("b", 300.0)), "");
    assert!(told(thing("a", 100.0) + &thing("b", 190.0)).starts_with("on each other"));
    assert!(told(thing("a", 100.0) + &text(120.0, 24.0, "đè")).starts_with("words on a thing"));
}
