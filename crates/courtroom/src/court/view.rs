//! Điều màn hình của phiên tòa được biết: handles, sizes, lit boxes and a caption; no id of a page, no other page, no cue that was not played.

use serde::Serialize;

use crate::rules::{Content, Look, MediaKind, Play, Screen, Shown, ShownMedia, ShownPage, Thing};

/// Một phần.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum CourtPart {
    /// A page, a crop of one, or a diagram.
    Page(CourtPicture),
    /// A recording and where it stands.
    Media {
        src: String,
        is_video: bool,
        duration_ms: i64,
        play: Play,
        label: String,
    },
    /// A piece of the law.
    Law {
        law: String,
        text: String,
        source: String,
        to_check: bool,
        step: usize,
        steps: usize,
        label: String,
    },
}

/// Một hình.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct CourtPicture {
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
    /// The server's instant, so that a screen knows how far a recording has run.
    now_ms: i64,
    caption: String,
    parts: Vec<CourtPart>,
}

impl CourtView {
    /// What the court may know of a screen; what it fetches stands under `place`.
    pub(crate) fn of((version, now_ms): (i64, i64), screen: &Screen, place: &str) -> CourtView {
        let seen = screen.seen();
        let parts = seen.map(|content: &Content| {
            let parts = content.parts.iter();
            parts.map(|part| court_part(part, place)).collect()
        });
        CourtView {
            version,
            now_ms,
            caption: seen.map_or(String::new(), |content| content.caption.clone()),
            parts: parts.unwrap_or_default(),
        }
    }
}

/// The address of a picture while it stands on the screen.
pub(super) fn picture_href(place: &str, handle: &str) -> String {
    format!("{place}/pictures/{handle}")
}

fn court_part(part: &Shown, place: &str) -> CourtPart {
    let label = part.label.clone();
    let picture = picture_href(place, &part.handle);
    match &part.what {
        Thing::Page(page) => CourtPart::Page(of_page(page, picture, label)),
        Thing::Drawing(drawing) => CourtPart::Page(CourtPicture {
            src: picture,
            label,
            w: drawing.w,
            h: drawing.h,
            look: Look::Page,
            rect: None,
            lights: Vec::new(),
        }),
        Thing::Media(media) => of_media(media, format!("{place}/media/{}", part.handle), label),
        Thing::Law(law) => CourtPart::Law {
            law: law.law.clone(),
            text: law.text.clone(),
            source: law.source.clone(),
            to_check: law.to_check,
            step: law.step,
            steps: law.steps,
            label,
        },
    }
}

fn of_media(media: &ShownMedia, src: String, label: String) -> CourtPart {
    CourtPart::Media {
        src,
        is_video: media.kind == MediaKind::Video,
        duration_ms: media.duration_ms,
        play: media.play,
        label,
    }
}

fn of_page(page: &ShownPage, src: String, label: String) -> CourtPicture {
    let crop = page.rect.filter(|_| page.look == Look::Crop);
    match crop {
        Some([x0, y0, x1, y1]) => CourtPicture {
            src,
            label,
            w: i64::from(x1 - x0),
            h: i64::from(y1 - y0),
            look: Look::Crop,
            rect: None,
            lights: page
                .lights
                .iter()
                .filter_map(|one| within(*one, [x0, y0, x1, y1]))
                .collect(),
        },
        None => CourtPicture {
            src,
            label,
            w: page.w,
            h: page.h,
            look: page.look,
            rect: page.rect,
            lights: page.lights.clone(),
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
    use crate::rules::Cue;

    fn screen(what: Thing) -> Screen {
        let part = Shown {
            handle: "abc".into(),
            label: "BL 7".into(),
            what,
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

    fn page(look: Look) -> Thing {
        Thing::Page(ShownPage {
            page: Uuid::from_u128(99),
            picture: "feed".into(),
            look,
            rect: Some([100, 200, 500, 400]),
            lights: vec![[90, 190, 300, 250], [600, 10, 700, 40]],
            w: 1240,
            h: 1754,
        })
    }

    #[test]
    fn the_court_learns_no_page_no_ground_and_nothing_outside_a_crop() {
        let view = CourtView::of((3, 1), &screen(page(Look::Crop)), "/court/k");
        let told = serde_json::to_string(&view).unwrap();
        for hidden in ["000063", "000062", "feed", "vắng", "xet_hoi", "1754"] {
            assert!(!told.contains(hidden), "{hidden} in {told}");
        }
        let CourtPart::Page(picture) = &view.parts[0] else {
            panic!("{told}")
        };
        assert_eq!((picture.w, picture.h), (400, 200));
        assert_eq!(picture.lights, [[0, 0, 200, 50]]);
    }

    #[test]
    fn the_court_learns_where_a_recording_stands_and_no_cue_of_it() {
        let media = Thing::Media(ShownMedia {
            media: Uuid::from_u128(99),
            hash: "feed".into(),
            kind: MediaKind::Video,
            mime: "video/webm".into(),
            duration_ms: 60_000,
            cues: vec![Cue {
                begin_ms: 11_111,
                end_ms: 22_222,
                label: "Nhận đã cầm tiền".into(),
            }],
            play: Play::default(),
        });
        let view = CourtView::of((3, 1), &screen(media), "/court/k");
        let told = serde_json::to_string(&view).unwrap();
        for hidden in ["000063", "feed", "cầm tiền", "11111"] {
            assert!(!told.contains(hidden), "{hidden} in {told}");
        }
        assert!(told.contains("/court/k/media/abc"), "{told}");
    }

    #[test]
    fn a_dark_screen_tells_nothing() {
        let view = CourtView::of((4, 1), &screen(page(Look::Page)).darken(0), "/court/k");
        assert!(view.parts.is_empty() && view.caption.is_empty());
    }
}
