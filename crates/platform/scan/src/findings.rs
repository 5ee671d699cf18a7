//! Điều cần xem ở trang: what is to be known of a page before it is accepted into the file.

use serde::{Deserialize, Serialize};

/// What was found on a page besides its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// Trang trắng: nothing is written on it.
    Blank,
    /// Trang ngược: it was delivered head down and has been turned.
    UpsideDown,
    /// Trang nằm ngang: it was delivered on its side and has been turned.
    Sideways,
    /// Nửa trái tờ A3 gấp đôi: a fold runs along its right edge.
    LeftOfFold,
    /// Nửa phải tờ A3 gấp đôi: a fold runs along its left edge.
    RightOfFold,
    /// Khổ A3: one picture of a sheet twice as large.
    LargeSheet,
    /// Chữ viết tay, wholly or in some lines: its text is no more than a hint.
    Handwriting,
    /// Khó đọc: the text must be compared with the picture.
    HardToRead,
    /// Ảnh chụp: a photograph without text; there is nothing to read.
    Photograph,
    /// Tiếng nước ngoài: its words are not Vietnamese and are no more than a hint.
    Foreign,
}

impl Finding {
    /// All of them.
    pub const ALL: [Finding; 10] = [
        Finding::Blank,
        Finding::UpsideDown,
        Finding::Sideways,
        Finding::LeftOfFold,
        Finding::RightOfFold,
        Finding::LargeSheet,
        Finding::Handwriting,
        Finding::HardToRead,
        Finding::Photograph,
        Finding::Foreign,
    ];

    /// Its code: "upside_down".
    pub fn code(self) -> &'static str {
        match self {
            Finding::Blank => "blank",
            Finding::UpsideDown => "upside_down",
            Finding::Sideways => "sideways",
            Finding::LeftOfFold => "left_of_fold",
            Finding::RightOfFold => "right_of_fold",
            Finding::LargeSheet => "large_sheet",
            Finding::Handwriting => "handwriting",
            Finding::HardToRead => "hard_to_read",
            Finding::Photograph => "photograph",
            Finding::Foreign => "foreign",
        }
    }
}
