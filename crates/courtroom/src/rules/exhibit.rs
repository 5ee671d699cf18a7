//! Mục trình chiếu: one to four parts side by side, with why, about whom, and what is asked.
//!
//! An [`Exhibit`] is one serialisable value: it is handed in, approved, shown and packed as it stands here. Each [`Part`] says what it is by the
//! one field that only its kind has, so that what was approved before there were other kinds still reads:
//!
//! | JSON holds | kind | its bytes |
//! |---|---|---|
//! | `page` | [`PagePart`]: a page of the file, cut, enlarged, lit | the page's picture, asked of `casefile` |
//! | `media` | [`MediaPart`]: video or sound with cues (`begin_ms`, `end_ms`, `label`) | the untouched original under `hash` |
//! | `law` | [`LawPart`]: words of the law with their source | the text is here; shown piece by piece, [`LawPart::pieces`] |
//! | `picture` | [`PicturePart`]: a map, diagram, flow or sketch of `evidence` | `evidence::presented(app, matter, kind, picture, step)` |

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{law_text::LawPart, media::MediaPart};

/// Cách hiện một trang.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Look {
    /// The whole page.
    #[default]
    Page,
    /// Cắt: the rectangle alone; nothing else of the page leaves the server.
    Crop,
    /// Phóng to: the whole page, with the rectangle enlarged beside it.
    Callout,
}

/// Một phần của mục trình chiếu.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Part {
    /// A page of the file.
    Page(PagePart),
    /// Video or sound.
    Media(MediaPart),
    /// Điều luật.
    Law(LawPart),
    /// Sơ đồ.
    Picture(PicturePart),
}

/// Một trang trong mục trình chiếu; boxes in pixels of the picture as it stood when it was chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PagePart {
    /// The page.
    pub page: Uuid,
    /// The rectangle of a crop or a callout.
    #[serde(default)]
    pub rect: Option<[i32; 4]>,
    /// How it is shown.
    #[serde(default)]
    pub look: Look,
    /// Tô sáng: boxes that are lit.
    #[serde(default)]
    pub lights: Vec<[i32; 4]>,
    /// The size of the picture then, and its quarter turns.
    #[serde(default)]
    pub w: i64,
    /// The same.
    #[serde(default)]
    pub h: i64,
    /// The same.
    #[serde(default)]
    pub quarters: i64,
}

/// Sơ đồ trong mục trình chiếu: a view of tables that live on, so `seen` says as which it was put into the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PicturePart {
    /// Its id.
    pub picture: Uuid,
    /// map, diagram, flow, sketch.
    pub kind: String,
    /// Its title then.
    pub title: String,
    /// Steps in which it can be shown; 0: whole only.
    #[serde(default)]
    pub steps: usize,
    /// SHA-256 of its drawing then; another one now has changed since.
    #[serde(default)]
    pub seen: String,
}

/// Why a part cannot be kept or shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartFault {
    /// A box leaves the page, or is too small to be seen.
    Box,
    /// A crop or callout without its rectangle.
    NoRect,
    /// Too many lit boxes.
    Lights,
    /// The page was turned after the boxes were drawn.
    Turned,
}

/// A box smaller than this shows nothing that can be read.
const SMALLEST: i32 = 12;
/// Lit boxes on one page.
const MOST_LIGHTS: usize = 40;

impl Part {
    /// The page, if it is one.
    pub fn page(&self) -> Option<&PagePart> {
        match self {
            Part::Page(page) => Some(page),
            _ => None,
        }
    }

    /// Whether both show the same thing, however it is drawn on.
    pub fn is_same_thing(&self, other: &Part) -> bool {
        match (self, other) {
            (Part::Page(one), Part::Page(other)) => one.page == other.page,
            (Part::Media(one), Part::Media(other)) => one.media == other.media,
            (Part::Picture(one), Part::Picture(other)) => one.picture == other.picture,
            (Part::Law(one), Part::Law(other)) => one == other,
            _ => false,
        }
    }
}

impl From<PagePart> for Part {
    fn from(page: PagePart) -> Part {
        Part::Page(page)
    }
}

impl PagePart {
    /// A whole page.
    pub fn whole(page: Uuid, (w, h, quarters): (i64, i64, i64)) -> PagePart {
        PagePart {
            page,
            rect: None,
            look: Look::Page,
            lights: Vec::new(),
            w,
            h,
            quarters,
        }
    }

    /// Whether it can be shown on a picture of this size and turn.
    pub fn check(&self, (w, h, quarters): (i64, i64, i64)) -> Result<(), PartFault> {
        let has_boxes = self.rect.is_some() || !self.lights.is_empty();
        if has_boxes && (self.w, self.h, self.quarters) != (w, h, quarters) {
            return Err(PartFault::Turned);
        }
        if self.look != Look::Page && self.rect.is_none() {
            return Err(PartFault::NoRect);
        }
        if self.lights.len() > MOST_LIGHTS {
            return Err(PartFault::Lights);
        }
        let fits = |[x0, y0, x1, y1]: [i32; 4]| {
            x0 >= 0
                && y0 >= 0
                && x1.saturating_sub(x0) >= SMALLEST
                && y1.saturating_sub(y0) >= SMALLEST
                && i64::from(x1) <= w
                && i64::from(y1) <= h
        };
        match self.rect.iter().chain(&self.lights).all(|one| fits(*one)) {
            true => Ok(()),
            false => Err(PartFault::Box),
        }
    }
}

/// Mục trình chiếu, as it is handed in, approved and shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Exhibit {
    /// Its id.
    pub id: Uuid,
    /// The phase.
    pub phase: String,
    /// What is shown.
    pub parts: Vec<Part>,
    /// What it is called.
    pub title: String,
    /// Mục đích.
    pub purpose: String,
    /// Người liên quan.
    pub person: String,
    /// Câu hỏi.
    pub question: String,
    /// Câu trả lời dự kiến.
    pub expected: String,
    /// Phương án dự phòng.
    pub fallback: String,
    /// '' as the contents say, yes, no.
    pub statement: String,
    /// Seconds it is to take.
    pub planned_s: i64,
}

/// How an exhibit stands to what was approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// As approved.
    Approved,
    /// Changed since; what was approved is shown.
    Changed,
    /// Taken off the list since; what was approved can still be shown.
    Removed,
    /// Not approved.
    Unapproved,
}

/// Danh mục dùng tại phiên tòa: what was approved, in its order and as it was approved, then what came later.
pub fn placed(
    approved: Option<Vec<Exhibit>>,
    mut current: Vec<Exhibit>,
) -> Vec<(Exhibit, Standing)> {
    let mut all = Vec::with_capacity(current.len());
    for one in approved.unwrap_or_default() {
        let now = current.iter().position(|now| now.id == one.id);
        let standing = match now.map(|at| current.remove(at)) {
            None => Standing::Removed,
            Some(now) if now == one => Standing::Approved,
            Some(_) => Standing::Changed,
        };
        all.push((one, standing));
    }
    all.extend(current.into_iter().map(|one| (one, Standing::Unapproved)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: (i64, i64, i64) = (1240, 1754, 0);

    fn part() -> PagePart {
        PagePart::whole(Uuid::from_u128(1), PAGE)
    }

    fn exhibit(id: u128, title: &str) -> Exhibit {
        Exhibit {
            id: Uuid::from_u128(id),
            phase: "xet_hoi".into(),
            parts: vec![part().into()],
            title: title.into(),
            purpose: String::new(),
            person: String::new(),
            question: String::new(),
            expected: String::new(),
            fallback: String::new(),
            statement: String::new(),
            planned_s: 0,
        }
    }

    #[test]
    fn a_box_must_lie_on_its_page_and_be_large_enough_to_be_read() {
        let with = |rect: [i32; 4]| PagePart {
            rect: Some(rect),
            look: Look::Crop,
            ..part()
        };
        assert_eq!(with([0, 0, 1240, 1754]).check(PAGE), Ok(()));
        for bad in [
            [-1, 0, 50, 50],
            [0, 0, 1241, 50],
            [10, 10, 15, 300],
            [300, 10, 10, 300],
            [i32::MIN, 0, i32::MAX, 50],
        ] {
            assert_eq!(with(bad).check(PAGE), Err(PartFault::Box), "{bad:?}");
        }
        let crop = PagePart {
            look: Look::Crop,
            ..part()
        };
        assert_eq!(crop.check(PAGE), Err(PartFault::NoRect));
    }

    #[test]
    fn boxes_drawn_before_the_page_was_turned_are_not_shown_elsewhere() {
        let lit = PagePart {
            lights: vec![[10, 10, 200, 60]],
            ..part()
        };
        assert_eq!(lit.check((1754, 1240, 1)), Err(PartFault::Turned));
        assert_eq!(part().check((1754, 1240, 1)), Ok(()), "a whole page is");
    }

    #[test]
    fn what_changed_after_approval_is_shown_as_approved_and_said() {
        let approved = vec![
            exhibit(1, "Cáo trạng"),
            exhibit(2, "Lời khai"),
            exhibit(3, "Ảnh"),
        ];
        let current = vec![
            exhibit(2, "Lời khai (sửa)"),
            exhibit(1, "Cáo trạng"),
            exhibit(4, "Mới"),
        ];
        let all: Vec<(String, Standing)> = placed(Some(approved), current)
            .into_iter()
            .map(|(one, standing)| (one.title, standing))
            .collect();
        assert_eq!(
            all,
            [
                ("Cáo trạng".to_owned(), Standing::Approved),
                ("Lời khai".to_owned(), Standing::Changed),
                ("Ảnh".to_owned(), Standing::Removed),
                ("Mới".to_owned(), Standing::Unapproved),
            ]
        );
    }

    #[test]
    fn what_was_approved_before_there_were_other_kinds_still_reads() {
        let page = r#"{"page":"00000000-0000-0000-0000-000000000001","rect":null,"look":"page","lights":[],"w":1240,"h":1754,"quarters":0}"#;
        let read: Part = serde_json::from_str(page).unwrap();
        assert_eq!(read, part().into());
        assert_eq!(serde_json::to_string(&read).unwrap(), page);
    }

    #[test]
    fn each_kind_of_part_comes_back_as_itself() {
        let id = Uuid::from_u128(9);
        let all = vec![
            Part::from(part()),
            Part::Media(MediaPart::sample(id)),
            Part::Law(LawPart::new(
                "Điều 170",
                "Người nào …",
                "100/2015/QH13",
                true,
            )),
            Part::Picture(PicturePart {
                picture: id,
                kind: "map".into(),
                title: "Sơ đồ tư duy".into(),
                steps: 4,
                seen: "ab".into(),
            }),
        ];
        let json = serde_json::to_string(&all).unwrap();
        assert_eq!(serde_json::from_str::<Vec<Part>>(&json).unwrap(), all);
    }
}
