//! Trang xoay sau khi đánh dấu: the boxes of a mark turn with the picture, so that they stay on their words.

use scan::Rect;

/// A picture as it stands: its size, and the clockwise quarter turns that made it upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stand {
    pub w: i64,
    pub h: i64,
    pub quarters: i64,
}

/// Whether the page was turned between the two.
pub(crate) fn is_turned(from: Stand, to: Stand) -> bool {
    (to.quarters - from.quarters).rem_euclid(4) != 0
}

/// The box on the picture as it stands now; a picture made anew in another size is followed too.
pub(crate) fn follow(rect: Rect, from: Stand, to: Stand) -> Rect {
    let (mut rect, mut w, mut h) = (rect, from.w as i32, from.h as i32);
    for _ in 0..(to.quarters - from.quarters).rem_euclid(4) {
        rect = Rect {
            x0: h - rect.y1,
            y0: rect.x0,
            x1: h - rect.y0,
            y1: rect.x1,
        };
        (w, h) = (h, w);
    }
    let scaled = |at: i32, now: i64, before: i32| match before {
        0 => at,
        _ if now == 0 => at,
        _ => (i64::from(at) * now / i64::from(before)) as i32,
    };
    Rect {
        x0: scaled(rect.x0, to.w, w),
        y0: scaled(rect.y0, to.h, h),
        x1: scaled(rect.x1, to.w, w),
        y1: scaled(rect.y1, to.h, h),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UPRIGHT: Stand = Stand {
        w: 100,
        h: 200,
        quarters: 0,
    };
    const WORDS: Rect = Rect {
        x0: 10,
        y0: 20,
        x1: 40,
        y1: 30,
    };

    fn check(to: Stand, expected: [i32; 4]) {
        let told: [i32; 4] = follow(WORDS, UPRIGHT, to).into();
        assert_eq!(told, expected, "{to:?}");
    }

    #[test]
    fn a_box_turns_with_its_page_and_comes_back_after_four_quarters() {
        let stand = |w, h, quarters| Stand { w, h, quarters };
        check(UPRIGHT, [10, 20, 40, 30]);
        check(stand(200, 100, 1), [170, 10, 180, 40]);
        check(stand(100, 200, 2), [60, 170, 90, 180]);
        check(stand(200, 100, 3), [20, 60, 30, 90]);
        check(stand(100, 200, 4), [10, 20, 40, 30]);
        assert!(is_turned(UPRIGHT, stand(200, 100, 3)));
        assert!(!is_turned(UPRIGHT, stand(100, 200, 4)));
    }

    #[test]
    fn a_picture_made_anew_in_another_size_takes_its_boxes_along() {
        let twice = Stand {
            w: 200,
            h: 400,
            quarters: 0,
        };
        check(twice, [20, 40, 80, 60]);
        let unknown = Stand {
            w: 0,
            h: 0,
            quarters: 0,
        };
        check(unknown, [10, 20, 40, 30]);
    }
}
