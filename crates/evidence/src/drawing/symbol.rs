//! Ký hiệu: a small fixed set; each is told by its shape alone, so that a black and white copy still says who is who.

use super::{
    canvas::{Canvas, Point, Rect, at, n},
    ink::{Dash, Ink, colour},
};

/// What a thing on a sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Symbol {
    /// Bị can, bị cáo: square corners, a double line.
    Accused,
    /// Bị hại: an ellipse.
    Victim,
    /// Người làm chứng: rounded.
    Witness,
    /// Người khác có liên quan.
    Person,
    /// Pháp nhân, cơ quan, tổ chức.
    Organisation,
    /// Tài khoản, ví điện tử.
    Account,
    /// Số điện thoại, tài khoản mạng xã hội.
    Phone,
    /// Phương tiện.
    Vehicle,
    /// Địa điểm.
    Place,
    /// Vật chứng, đồ vật.
    Exhibit,
    /// Tài liệu.
    Document,
    /// Sự việc.
    Event,
    /// Hành vi tố tụng.
    Act,
    /// Words in a box; not in the legend.
    Plain,
}

use Symbol::{
    Account, Accused, Act, Document, Event, Exhibit, Organisation, Person, Phone, Place, Plain,
    Vehicle, Victim, Witness,
};

impl Symbol {
    /// All that stand in a legend, in its order.
    pub const ALL: [Symbol; 13] = [
        Accused,
        Victim,
        Witness,
        Person,
        Organisation,
        Account,
        Phone,
        Vehicle,
        Place,
        Exhibit,
        Document,
        Event,
        Act,
    ];

    /// As it is kept.
    pub fn id(self) -> &'static str {
        match self {
            Accused => "accused",
            Victim => "victim",
            Witness => "witness",
            Person => "person",
            Organisation => "organisation",
            Account => "account",
            Phone => "phone",
            Vehicle => "vehicle",
            Place => "place",
            Exhibit => "exhibit",
            Document => "document",
            Event => "event",
            Act => "act",
            Plain => "plain",
        }
    }

    /// Of an id.
    pub fn of_id(id: &str) -> Option<Symbol> {
        Self::ALL.into_iter().find(|one| one.id() == id)
    }

    /// In words.
    pub fn name_vi(self) -> &'static str {
        match self {
            Accused => "Bị can, bị cáo",
            Victim => "Bị hại",
            Witness => "Người làm chứng",
            Person => "Người liên quan",
            Organisation => "Pháp nhân, tổ chức",
            Account => "Tài khoản",
            Phone => "Điện thoại, mạng",
            Vehicle => "Phương tiện",
            Place => "Địa điểm",
            Exhibit => "Vật chứng, đồ vật",
            Document => "Tài liệu",
            Event => "Sự việc",
            Act => "Hành vi tố tụng",
            Plain => "Ghi chú",
        }
    }

    /// A human being.
    pub fn is_person(self) -> bool {
        matches!(self, Accused | Victim | Witness | Person)
    }

    fn ground(self) -> &'static str {
        match self {
            Accused => colour::ACCUSED,
            Victim => colour::VICTIM,
            Witness | Person => colour::PERSON,
            Organisation | Account | Phone => colour::HOUSE,
            Vehicle | Place | Exhibit | Document => colour::THING,
            Event | Act => colour::EVENT,
            Plain => colour::PAPER,
        }
    }

    /// Room between the rim and the words: left and right, above and below.
    pub(super) fn padding(self) -> (f64, f64) {
        match self {
            Accused => (16.0, 13.0),
            Victim => (10.0, 10.0),
            Vehicle | Exhibit => (20.0, 11.0),
            Event | Act => (16.0, 9.0),
            _ => (14.0, 11.0),
        }
    }

    /// The strokes of its sign, in a box of 24 by 24.
    pub(super) fn sign(self) -> Option<&'static str> {
        Some(match self {
            Accused | Victim | Witness | Event | Act | Plain => return None,
            Person => "M8 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0M4 21c0 -5 4 -7 8 -7s8 2 8 7",
            Organisation => "M5 21V3h9v18M14 9h5v12M2 21h20M8 7h3M8 11h3M8 15h3",
            Account => "M2 6h20v13H2zM2 10.5h20M6 15h5",
            Phone => "M7 2h10v20H7zM11 18.5h2",
            Vehicle => {
                "M2 17v-5l3 -6h14l3 6v5zM3 12h18M5.5 17v2.5h2V17M16.5 17v2.5h2V17M6 14.5h1M17 14.5h1"
            }
            Place => {
                "M12 22C8 17 5 14 5 9.500a7 7 0 0 1 14 0C19 14 16 17 12 22zM9.500 9.500a2.500 2.500 0 1 0 5 0a2.500 2.500 0 1 0 -5 0"
            }
            Exhibit => "M3 8l9 -5l9 5v9l-9 5l-9 -5zM3 8l9 5l9 -5M12 13v9",
            Document => "M5 2h9l5 5v15H5zM14 2v5h5M8 12h8M8 16.500h8",
        })
    }

    /// Draws the shape.
    pub(super) fn draw(self, canvas: &mut Canvas, place: Rect, dash: Dash) {
        let ink = Ink::line(2.5).fill(self.ground()).dash(dash);
        let Rect { x, y, w, h } = place;
        let (right, low) = (x + w, y + h);
        match self {
            Accused => {
                canvas.rect(place, 0.0, &ink);
                let inner = Ink::line(1.5).dash(dash);
                canvas.rect(place.grown(-5.0), 0.0, &inner);
            }
            Victim => canvas.ellipse(place, &ink),
            Witness => canvas.rect(place, (h / 2.0).min(26.0), &ink),
            Person => canvas.rect(place, 5.0, &Ink { width: 1.5, ..ink }),
            Plain => {
                let ink = Ink { width: 1.5, ..ink }.stroke(colour::HAIR);
                canvas.rect(place, 8.0, &ink);
            }
            Organisation => {
                canvas.rect(place, 0.0, &Ink { width: 2.0, ..ink });
                canvas.line(at(x, y), at(right, y), &Ink::line(7.0));
            }
            Account => {
                canvas.rect(place, 10.0, &Ink { width: 2.0, ..ink });
                canvas.line(
                    at(x + 7.0, y + 9.0),
                    at(x + 7.0, low - 9.0),
                    &Ink::line(2.0),
                );
            }
            Phone => canvas.rect(place, 10.0, &Ink { width: 2.0, ..ink }),
            Vehicle => {
                let cut = 13.0;
                let points = [
                    at(x + cut, y),
                    at(right - cut, y),
                    at(right, place.centre().y),
                    at(right - cut, low),
                    at(x + cut, low),
                    at(x, place.centre().y),
                ];
                canvas.polygon(&points, &Ink { width: 2.0, ..ink });
            }
            Place => {
                canvas.rect(place, 0.0, &Ink { width: 1.5, ..ink });
                canvas.line(at(x, low), at(right, low), &Ink::line(6.0));
            }
            Exhibit => {
                let cut = (h * 0.2).min(12.0);
                let points = [
                    at(x + cut, y),
                    at(right - cut, y),
                    at(right, y + cut),
                    at(right, low - cut),
                    at(right - cut, low),
                    at(x + cut, low),
                    at(x, low - cut),
                    at(x, y + cut),
                ];
                canvas.polygon(&points, &Ink { width: 2.0, ..ink });
            }
            Document => {
                let fold = 15.0;
                let points = [
                    at(x, y),
                    at(right - fold, y),
                    at(right, y + fold),
                    at(right, low),
                    at(x, low),
                ];
                let ink = Ink { width: 2.0, ..ink };
                canvas.polygon(&points, &ink);
                let corner = [
                    at(right - fold, y),
                    at(right - fold, y + fold),
                    at(right, y + fold),
                ];
                canvas.polyline(&corner, &Ink::line(1.5));
            }
            Event => {
                canvas.rect(place, 4.0, &Ink { width: 1.5, ..ink });
                canvas.line(at(x + 3.0, y), at(x + 3.0, low), &Ink::line(6.0));
            }
            Act => {
                canvas.rect(place, 0.0, &Ink { width: 1.5, ..ink });
                canvas.line(at(x + 5.0, y), at(x + 5.0, low), &Ink::line(1.5));
                canvas.line(at(x + 9.0, y), at(x + 9.0, low), &Ink::line(1.5));
            }
        }
    }

    /// Draws the sign with its upper left corner there, `side` wide.
    pub(super) fn draw_sign(self, canvas: &mut Canvas, corner: Point, side: f64) {
        let Some(d) = self.sign() else { return };
        let ink = Ink::line(2.0).stroke(colour::SOFT);
        let moved = format!(
            "transform=\"translate({} {}) scale({})\"",
            n(corner.x),
            n(corner.y),
            n(side / 24.0)
        );
        canvas.group(&moved, |inner| {
            inner.path(d, Rect::around(corner, 0.0, 0.0), &ink);
        });
        canvas.takes(Rect {
            x: corner.x,
            y: corner.y,
            w: side,
            h: side,
        });
    }
}

/// Where a thing stands, for lines that lead to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outline {
    /// The room it takes.
    pub place: Rect,
    /// An ellipse, not a box.
    pub is_round: bool,
}

impl Outline {
    /// A box.
    pub const fn of(place: Rect) -> Outline {
        Outline {
            place,
            is_round: false,
        }
    }

    /// Where the way from its middle to a place leaves it.
    pub fn rim(self, towards: Point) -> Point {
        let middle = self.place.centre();
        let (dx, dy) = (towards.x - middle.x, towards.y - middle.y);
        if dx == 0.0 && dy == 0.0 {
            return middle;
        }
        let (half_w, half_h) = (self.place.w / 2.0, self.place.h / 2.0);
        let share = match self.is_round {
            true => 1.0 / (dx / half_w).hypot(dy / half_h),
            false => (half_w / dx.abs()).min(half_h / dy.abs()),
        };
        middle.plus(dx * share, dy * share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_leaves_a_box_at_its_side_and_an_ellipse_at_its_rim() {
        let place = Rect::around(at(0.0, 0.0), 100.0, 40.0);
        assert_eq!(Outline::of(place).rim(at(200.0, 0.0)), at(50.0, 0.0));
        assert_eq!(Outline::of(place).rim(at(0.0, -90.0)), at(0.0, -20.0));
        let circle = Outline {
            place: Rect::around(at(0.0, 0.0), 100.0, 100.0),
            is_round: true,
        };
        let rim = circle.rim(at(30.0, 40.0));
        assert!((rim.x - 30.0).abs() < 1e-9 && (rim.y - 40.0).abs() < 1e-9);
        let flat = Outline {
            place,
            is_round: true,
        };
        assert_eq!(flat.rim(at(0.0, 90.0)), at(0.0, 20.0));
        assert_eq!(
            circle.rim(at(0.0, 0.0)),
            at(0.0, 0.0),
            "two at one place break nothing"
        );
    }

    #[test]
    fn every_symbol_is_found_by_its_id_and_no_two_look_alike() {
        let mut drawn: Vec<String> = Vec::new();
        for one in Symbol::ALL {
            assert_eq!(Symbol::of_id(one.id()), Some(one));
            let mut canvas = Canvas::default();
            one.draw(
                &mut canvas,
                Rect::around(at(0.0, 0.0), 120.0, 60.0),
                Dash::Solid,
            );
            one.draw_sign(&mut canvas, at(0.0, 0.0), 24.0);
            // Colours do not count: only shapes are left on a black and white copy.
            let mut shape = canvas.svg().to_owned();
            for tint in [
                "#fff1f0", "#eef6ff", "#f7f8f9", "#fff8e6", "#f0f7f1", "#f4f1fa",
            ] {
                shape = shape.replace(tint, "");
            }
            assert!(!drawn.contains(&shape), "{one:?}");
            drawn.push(shape);
        }
    }
}
