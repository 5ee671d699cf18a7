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
}
