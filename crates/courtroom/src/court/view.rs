//! Điều màn hình của phiên tòa được biết: handles, sizes, lit boxes and a caption; no id of a page, no other page.

use serde::Serialize;

use crate::rules::{Content, Look, Screen, Shown};

/// Một hình.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct CourtPart {
    src: String,
    w: i64,
    h: i64,
    look: Look,
    rect: Option<[i32; 4]>,
    lights: Vec<[i32; 4]>,
    label: String,
}

/// Cả màn hình.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct CourtView {
    version: i64,
    caption: String,
    parts: Vec<CourtPart>,
}

impl CourtView {
    /// What the court may know of a screen; pictures under `place`.
    pub(crate) fn of(version: i64, screen: &Screen, place: &str) -> CourtView {
        let seen = screen.seen();
        let parts = seen.map(|content: &Content| {
            let parts = content.parts.iter();
            parts.map(|part| court_part(part, place)).collect()
        });
        CourtView {
            version,
            caption: seen.map_or(String::new(), |content| content.caption.clone()),
            parts: parts.unwrap_or_default(),
        }
    }
}

fn court_part(part: &Shown, place: &str) -> CourtPart {
    let src = format!("{place}/{}", part.handle);
    let label = part.label.clone();
    let crop = part.rect.filter(|_| part.look == Look::Crop);
    match crop {
        Some([x0, y0, x1, y1]) => CourtPart {
            src,
            label,
            w: i64::from(x1 - x0),
            h: i64::from(y1 - y0),
            look: Look::Crop,
            rect: None,
            lights: part
                .lights
                .iter()
                .filter_map(|one| within(*one, [x0, y0, x1, y1]))
                .collect(),
        },
        None => CourtPart {
            src,
            label,
            w: part.w,
            h: part.h,
            look: part.look,
            rect: part.rect,
            lights: part.lights.clone(),
        },
    }
}

/// A lit box as it lies in a crop; none when it lies outside.
fn within(light: [i32; 4], [x0, y0, x1, y1]: [i32; 4]) -> Option<[i32; 4]> {
    let [a, b, c, d] = light;
    let clipped = [
        a.max(x0) - x0,
        b.max(y0) - y0,
        c.min(x1) - x0,
        d.min(y1) - y0,
    ];
    (clipped[0] < clipped[2] && clipped[1] < clipped[3]).then_some(clipped)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn screen(look: Look) -> Screen {
        let part = Shown {
            handle: "abc".into(),
            page: Uuid::from_u128(99),
            picture: "feed".into(),
            label: "BL 7".into(),
            look,
            rect: Some([100, 200, 500, 400]),
            lights: vec![[90, 190, 300, 250], [600, 10, 700, 40]],
            w: 1240,
            h: 1754,
        };
        let content = Content {
            showing: None,
            exhibit: Some(Uuid::from_u128(98)),
            phase: "xet_hoi".into(),
            origin: "list".into(),
            caption: "BL 7".into(),
            statement: true,
            ground: "vắng mặt".into(),
            parts: vec![part],
        };
        Screen::default().release(content).unwrap()
    }

    #[test]
    fn the_court_learns_no_page_no_ground_and_nothing_outside_a_crop() {
        let view = CourtView::of(3, &screen(Look::Crop), "pictures");
        let told = serde_json::to_string(&view).unwrap();
        for hidden in ["000063", "000062", "feed", "vắng", "xet_hoi", "1754"] {
            assert!(!told.contains(hidden), "{hidden} in {told}");
        }
        assert_eq!((view.parts[0].w, view.parts[0].h), (400, 200));
        assert_eq!(view.parts[0].lights, [[0, 0, 200, 50]]);
    }

    #[test]
    fn a_dark_screen_tells_nothing() {
        let view = CourtView::of(4, &screen(Look::Page).darken(), "pictures");
        assert!(view.parts.is_empty() && view.caption.is_empty());
    }
}
