//! Trang giấy như người đọc thấy: a page may be stored turned, and its corner need not be at nought; marks stand upright all the same.

use super::Place;
use crate::pdf::{Dict, Id, Object, PdfError, Revision};

/// How far up a page's settings are looked for.
const DEEPEST: usize = 32;

/// A page as it is seen: its box in the file, and how far it is turned clockwise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sheet {
    left: f64,
    bottom: f64,
    width: f64,
    height: f64,
    /// Quarter turns clockwise.
    quarters: i64,
}

fn number(object: &Object) -> Option<f64> {
    match object {
        Object::Int(whole) => Some(*whole as f64),
        Object::Real(real) => Some(*real),
        _ => None,
    }
}

/// Four numbers as left, bottom, right, top.
pub(crate) fn corners(object: &Object) -> Option<[f64; 4]> {
    let numbers: Vec<f64> = object.array()?.iter().filter_map(number).collect();
    let [x0, y0, x1, y1] = numbers.as_slice() else {
        return None;
    };
    Some([x0.min(*x1), y0.min(*y1), x0.max(*x1), y0.max(*y1)])
}

/// A value of the page or of the tree above it.
fn inherited(base: &Revision, page: Id, key: &str) -> Result<Object, PdfError> {
    let mut at = base.object(page)?;
    for _ in 0..DEEPEST {
        let Some(dict) = at.dict() else { break };
        let value = base.value(dict, key)?;
        if value != Object::Null {
            return Ok(value);
        }
        at = base.value(dict, "Parent")?;
    }
    Ok(Object::Null)
}

impl Sheet {
    /// A page of the file.
    pub fn of(base: &Revision, page: Id) -> Result<Self, PdfError> {
        let boxed = |key| -> Result<_, PdfError> {
            let numbers = inherited(base, page, key)?;
            let resolved = match numbers.array() {
                Some(items) => {
                    let items = items.iter().map(|item| base.resolve(item));
                    Object::Array(items.collect::<Result<_, _>>()?)
                }
                None => numbers,
            };
            Ok(corners(&resolved))
        };
        let media = boxed("MediaBox")?.unwrap_or([0.0, 0.0, 595.0, 842.0]);
        let crop = boxed("CropBox")?.unwrap_or(media);
        let [left, bottom, right, top] = [
            crop[0].max(media[0]),
            crop[1].max(media[1]),
            crop[2].min(media[2]),
            crop[3].min(media[3]),
        ];
        let turned = inherited(base, page, "Rotate")?.int().unwrap_or(0);
        Ok(Self {
            left,
            bottom,
            width: right - left,
            height: top - bottom,
            quarters: if turned % 90 == 0 {
                (turned / 90).rem_euclid(4)
            } else {
                0
            },
        })
    }

    /// Width and height as they are seen.
    pub fn size(&self) -> (f64, f64) {
        match self.quarters % 2 {
            0 => (self.width, self.height),
            _ => (self.height, self.width),
        }
    }

    /// A point seen from the lower left corner, where the file has it.
    fn point(&self, x: f64, y: f64) -> (f64, f64) {
        let (x, y) = match self.quarters {
            1 => (self.width - y, x),
            2 => (self.width - x, self.height - y),
            3 => (y, self.height - x),
            _ => (x, y),
        };
        (self.left + x, self.bottom + y)
    }

    /// The corners of a place, as /Rect wants them.
    pub fn rect(&self, place: &Place) -> Vec<Object> {
        let one = self.point(place.x, place.y);
        let other = self.point(place.x + place.width, place.y + place.height);
        [
            one.0.min(other.0),
            one.1.min(other.1),
            one.0.max(other.0),
            one.1.max(other.1),
        ]
        .map(Object::Real)
        .to_vec()
    }

    /// The same form turned back, so that it is seen upright; the viewer moves it into the rectangle.
    pub fn upright(&self, form: Dict) -> Dict {
        let matrix: [i64; 6] = match self.quarters {
            1 => [0, 1, -1, 0, 0, 0],
            2 => [-1, 0, 0, -1, 0, 0],
            3 => [0, -1, 1, 0, 0, 0],
            _ => return form,
        };
        form.with("Matrix", matrix.map(Object::Int).to_vec())
    }

    /// Width and height of a rectangle of the file as they are seen.
    pub fn size_of(&self, rect: &Object) -> Option<(f64, f64)> {
        let [x0, y0, x1, y1] = corners(rect)?;
        match self.quarters % 2 {
            0 => Some((x1 - x0, y1 - y0)),
            _ => Some((y1 - y0, x1 - x0)),
        }
    }
}
