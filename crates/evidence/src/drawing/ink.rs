//! Mực: colours and lines. Whatever a colour says is also said by a shape, a line style or a word.

/// The colours of all pictures.
pub mod colour {
    /// Words and lines.
    pub const INK: &str = "#14202b";
    /// Words that stand back.
    pub const SOFT: &str = "#43525f";
    /// Lines that stand back.
    pub const HAIR: &str = "#b4bec7";
    /// What is there and not spoken of.
    pub const SHADE: &str = "#eceff2";
    /// The ground.
    pub const PAPER: &str = "#ffffff";
    /// Bút lục.
    pub const BL: &str = "#0b4a8f";
    /// What is wrong or missing.
    pub const ALARM: &str = "#a3160f";
    /// A ground for what is wrong.
    pub const ALARM_GROUND: &str = "#fdecea";
    /// What has just been revealed.
    pub const LIGHT: &str = "#ffe08a";
    /// A ground for people accused.
    pub const ACCUSED: &str = "#fff1f0";
    /// For victims.
    pub const VICTIM: &str = "#eef6ff";
    /// For witnesses and others.
    pub const PERSON: &str = "#f7f8f9";
    /// For organisations and accounts.
    pub const HOUSE: &str = "#fff8e6";
    /// For things and places.
    pub const THING: &str = "#f0f7f1";
    /// For acts and events.
    pub const EVENT: &str = "#f4f1fa";
    /// Nothing is drawn.
    pub const NONE: &str = "none";
}

/// Kiểu nét.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dash {
    /// Unbroken.
    #[default]
    Solid,
    /// Long strokes.
    Dashed,
    /// Points.
    Dotted,
}

/// How a line or a shape is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ink {
    /// Colour of the line; [`colour::NONE`] for no line.
    pub stroke: &'static str,
    /// Its width.
    pub width: f64,
    /// Its style.
    pub dash: Dash,
    /// Colour within; [`colour::NONE`] for nothing.
    pub fill: &'static str,
}

impl Ink {
    /// A line of this width in the colour of words.
    pub const fn line(width: f64) -> Ink {
        Ink {
            stroke: colour::INK,
            width,
            dash: Dash::Solid,
            fill: colour::NONE,
        }
    }

    /// A filled shape without a line.
    pub const fn filled(fill: &'static str) -> Ink {
        Ink {
            stroke: colour::NONE,
            width: 0.0,
            dash: Dash::Solid,
            fill,
        }
    }

    /// The same line in another colour.
    pub const fn stroke(mut self, stroke: &'static str) -> Ink {
        self.stroke = stroke;
        self
    }

    /// The same, filled.
    pub const fn fill(mut self, fill: &'static str) -> Ink {
        self.fill = fill;
        self
    }

    /// The same, in another style.
    pub const fn dash(mut self, dash: Dash) -> Ink {
        self.dash = dash;
        self
    }

    /// The attributes of an SVG element.
    pub(super) fn attributes(&self) -> String {
        let mut said = format!("fill=\"{}\"", self.fill);
        if self.stroke != colour::NONE && self.width > 0.0 {
            said += &format!(
                " stroke=\"{}\" stroke-width=\"{}\"",
                self.stroke, self.width
            );
            let w = self.width;
            match self.dash {
                Dash::Solid => said += " stroke-linejoin=\"round\"",
                Dash::Dashed => said += &format!(" stroke-dasharray=\"{} {}\"", w * 4.0, w * 2.5),
                Dash::Dotted => {
                    said += &format!(
                        " stroke-dasharray=\"0.1 {}\" stroke-linecap=\"round\"",
                        w * 2.4
                    );
                }
            }
        }
        said
    }
}

/// Mức độ chứng minh: how sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Certainty {
    /// Đã chứng minh.
    #[default]
    Proven,
    /// Mới theo lời khai.
    Claimed,
    /// Còn mâu thuẫn, bị phủ nhận.
    Disputed,
}

impl Certainty {
    /// All of them, in the order of the legend.
    pub const ALL: [Certainty; 3] = [Certainty::Proven, Certainty::Claimed, Certainty::Disputed];

    /// As it is kept.
    pub fn id(self) -> &'static str {
        match self {
            Certainty::Proven => "proven",
            Certainty::Claimed => "claimed",
            Certainty::Disputed => "disputed",
        }
    }

    /// Of an id.
    pub fn of_id(id: &str) -> Option<Certainty> {
        Self::ALL.into_iter().find(|one| one.id() == id)
    }

    /// In words.
    pub fn name_vi(self) -> &'static str {
        match self {
            Certainty::Proven => "Đã chứng minh",
            Certainty::Claimed => "Theo lời khai",
            Certainty::Disputed => "Còn mâu thuẫn",
        }
    }

    /// Nét liền, nét đứt, nét chấm.
    pub fn dash(self) -> Dash {
        match self {
            Certainty::Proven => Dash::Solid,
            Certainty::Claimed => Dash::Dashed,
            Certainty::Disputed => Dash::Dotted,
        }
    }
}
