//! Mục trình chiếu: one to four pages or rectangles of pages, with why, about whom, and what is asked.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

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

/// Một trang trong mục trình chiếu; boxes in pixels of the picture as it stood when it was chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
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
    /// A whole page.
    pub fn whole(page: Uuid, (w, h, quarters): (i64, i64, i64)) -> Part {
        Part {
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

    fn part() -> Part {
        Part::whole(Uuid::from_u128(1), PAGE)
    }

    fn exhibit(id: u128, title: &str) -> Exhibit {
        Exhibit {
            id: Uuid::from_u128(id),
            phase: "xet_hoi".into(),
            parts: vec![part()],
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
        let with = |rect: [i32; 4]| Part {
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
        let crop = Part {
            look: Look::Crop,
            ..part()
        };
        assert_eq!(crop.check(PAGE), Err(PartFault::NoRect));
    }

    #[test]
    fn boxes_drawn_before_the_page_was_turned_are_not_shown_elsewhere() {
        let lit = Part {
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
}
