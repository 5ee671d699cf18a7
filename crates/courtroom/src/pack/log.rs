//! Nhật ký của gói: lines sealed one behind the other with the pack's key, each naming the one before; what happened is folded from them.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::keys::{self, Keys};
use crate::rules::Play;

/// What the file says it is.
pub const KIND: &str = "kiemsat.pack.log";

/// Tệp nhật ký.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// [`KIND`].
    pub kind: String,
    /// The layout.
    pub format: u32,
    /// The pack.
    pub pack: Uuid,
    /// The session.
    pub session: Uuid,
    /// Base64, in their order.
    pub lines: Vec<String>,
}

/// Một dòng nhật ký.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// When, by the clock of that machine, ms UTC.
    pub at: i64,
    /// What.
    #[serde(flatten)]
    pub what: What,
}

/// Việc đã xảy ra.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum What {
    /// Mở phiên.
    Opened {
        /// trial, rehearsal.
        kind: String,
    },
    /// Đưa lên.
    Shown(Box<Shown>),
    /// Tắt màn.
    Hidden,
    /// Giữ màn, or thôi giữ.
    Held {
        /// On or off.
        on: bool,
    },
    /// Phát băng ghi, or dừng: what stands there, with where it stands.
    Played {
        /// What was seen.
        parts: serde_json::Value,
    },
    /// Đã khai tại phiên tòa.
    Cleared {
        /// Its id.
        id: Uuid,
        /// Who.
        person: String,
        /// Căn cứ.
        ground: String,
    },
    /// Ghi chú.
    Notes {
        /// As they stand.
        notes: String,
    },
    /// Mở lại sau khi trang bị tắt.
    Resumed,
    /// Đồng hồ máy bị vặn lùi.
    Clock {
        /// By how much.
        back_ms: i64,
    },
    /// Màn hình của phiên tòa bị đóng.
    Closed,
    /// Lấy nhật ký.
    Taken,
    /// Kết thúc phiên.
    Ended,
}

/// Một lần hiện.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// Its id.
    pub id: Uuid,
    /// The exhibit of the list, if it is one.
    pub exhibit: Option<Uuid>,
    /// The phase.
    pub phase: String,
    /// list, adjusted, unapproved, page.
    pub origin: String,
    /// The words under the picture.
    pub caption: String,
    /// A statement of which BLTTHS Đ.308 speaks.
    pub statement: bool,
    /// Why it was shown all the same.
    pub ground: String,
    /// What was seen, as online.
    pub parts: serde_json::Value,
}

/// Why a log is not believed: from this line on, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken(pub usize);

/// Opens the lines in their order; none may be missing, changed, or of another pack.
pub fn opened(sealed: &Sealed, keys: &Keys) -> Result<Vec<Line>, Broken> {
    let mut before = String::new();
    let mut lines = Vec::with_capacity(sealed.lines.len());
    for (at, line) in sealed.lines.iter().enumerate() {
        let broken = Broken(at + 1);
        let bytes = STANDARD.decode(line).map_err(|_| broken)?;
        let label = label(sealed.pack, sealed.session, at + 1, &before);
        let plain = keys::open(&keys.log, &label, &bytes).ok_or(broken)?;
        lines.push(serde_json::from_slice(&plain).map_err(|_| broken)?);
        before = hex::encode(Sha256::digest(&bytes));
    }
    Ok(lines)
}

/// What a line is: its place, and the hash of the sealed line before it.
fn label(pack: Uuid, session: Uuid, n: usize, before: &str) -> String {
    keys::label(pack, &format!("log/{session}/{n}/{before}"))
}

/// Seals lines as the page in the browser does.
pub fn sealed(pack: Uuid, session: Uuid, lines: &[Line], keys: &Keys) -> Option<Sealed> {
    let none = Sealed {
        kind: KIND.to_owned(),
        format: 1,
        pack,
        session,
        lines: Vec::new(),
    };
    longer(&none, lines, keys)
}

/// The same log with more lines behind.
pub fn longer(sealed: &Sealed, lines: &[Line], keys: &Keys) -> Option<Sealed> {
    let mut all = sealed.clone();
    for line in lines {
        let before = match all.lines.last() {
            Some(last) => hex::encode(Sha256::digest(STANDARD.decode(last).ok()?)),
            None => String::new(),
        };
        let plain = serde_json::to_vec(line).ok()?;
        let label = label(all.pack, all.session, all.lines.len() + 1, &before);
        let bytes = keys::seal(&keys.log, &label, plain).ok()?;
        all.lines.push(STANDARD.encode(&bytes));
    }
    Some(all)
}

/// Phiên đã diễn ra, as its lines tell it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Held {
    /// trial, rehearsal.
    pub kind: String,
    /// When it began.
    pub from: i64,
    /// Its end, or the last thing known of it.
    pub to: i64,
    /// Whether somebody ended it.
    pub is_ended: bool,
    /// What stood on the screen, from when, until when.
    pub shown: Vec<(Shown, i64, i64)>,
    /// What ran of the recordings, in its order.
    pub played: Vec<Ran>,
    /// Who had spoken: id, person, ground, when.
    pub cleared: Vec<(Uuid, String, String, i64)>,
    /// The notes.
    pub notes: String,
    /// How often the page was opened anew.
    pub resumed: usize,
    /// How often the clock had been set back.
    pub set_back: usize,
}

/// Một lần phát băng ghi.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ran {
    /// The showing under which it ran.
    pub showing: Uuid,
    /// The recording.
    pub media: Uuid,
    /// From which mark …
    pub from_ms: i64,
    /// … to which.
    pub to_ms: i64,
    /// When it began …
    pub begun_at: i64,
    /// … and stopped.
    pub ended_at: i64,
}

/// The recording among what stood there, with where it stood.
#[derive(Deserialize)]
struct Tape {
    media: Uuid,
    #[serde(default)]
    duration_ms: i64,
    play: Play,
}

impl Tape {
    fn of(parts: &serde_json::Value) -> Option<Tape> {
        let mut all = parts.as_array()?.iter();
        all.find_map(|part| Tape::deserialize(part).ok())
    }

    fn at(&self, now_ms: i64) -> i64 {
        let at = self.play.position(now_ms).max(0);
        match self.duration_ms {
            0 => at,
            end => at.min(end),
        }
    }
}

/// Băng ghi đang chạy, while the lines are folded.
#[derive(Default)]
struct Running {
    open: Option<(Uuid, Tape)>,
    all: Vec<Ran>,
}

impl Running {
    /// What stands there from now on, under this showing; what ran before stops.
    fn stands(&mut self, showing: Uuid, parts: &serde_json::Value, now_ms: i64) {
        self.stops(now_ms);
        self.open = Tape::of(parts)
            .filter(|tape| tape.play.is_playing)
            .map(|tape| (showing, tape));
    }

    fn stops(&mut self, now_ms: i64) {
        let Some((showing, tape)) = self.open.take() else {
            return;
        };
        let begun_at = tape.play.since_ms;
        self.all.push(Ran {
            showing,
            media: tape.media,
            from_ms: tape.play.at_ms.max(0),
            to_ms: tape.at(now_ms),
            begun_at,
            ended_at: now_ms.max(begun_at),
        });
    }
}

/// Folds the lines. What still stood there when the log was taken stood there until then.
pub fn folded(lines: &[Line]) -> Held {
    let mut held = Held {
        from: lines.first().map_or(0, |line| line.at),
        to: lines.iter().map(|line| line.at).max().unwrap_or(0),
        ..Held::default()
    };
    let mut open: Option<usize> = None;
    let mut running = Running::default();
    for line in lines {
        let ends = matches!(
            line.what,
            What::Shown(_) | What::Hidden | What::Ended | What::Closed
        );
        if ends {
            running.stops(line.at);
        }
        if let (true, Some(at)) = (ends, open) {
            held.shown[at].2 = line.at.max(held.shown[at].1);
            open = None;
        }
        match &line.what {
            What::Opened { kind } => held.kind.clone_from(kind),
            What::Shown(shown) => {
                open = Some(held.shown.len());
                running.stands(shown.id, &shown.parts, line.at);
                held.shown.push((shown.as_ref().clone(), line.at, line.at));
            }
            What::Cleared { id, person, ground } => {
                let one = (*id, person.clone(), ground.clone(), line.at);
                held.cleared.push(one);
            }
            What::Notes { notes } => held.notes.clone_from(notes),
            What::Resumed => held.resumed += 1,
            What::Clock { .. } => held.set_back += 1,
            What::Ended => held.is_ended = true,
            What::Played { parts } => {
                if let Some(at) = open {
                    running.stands(held.shown[at].0.id, parts, line.at);
                }
            }
            What::Hidden | What::Held { .. } | What::Closed | What::Taken => {}
        }
    }
    if let Some(at) = open {
        held.shown[at].2 = held.to.max(held.shown[at].1);
    }
    running.stops(held.to);
    held.played = running.all;
    held
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(at: i64, caption: &str) -> Line {
        let shown = Shown {
            id: Uuid::now_v7(),
            exhibit: None,
            phase: "xet_hoi".into(),
            origin: "page".into(),
            caption: caption.into(),
            statement: false,
            ground: String::new(),
            parts: serde_json::json!([]),
        };
        let what = What::Shown(Box::new(shown));
        Line { at, what }
    }

    fn told() -> Vec<Line> {
        let line = |at, what| Line { at, what };
        let kind = "trial".to_owned();
        vec![
            line(1_000, What::Opened { kind }),
            shown(2_000, "BL 1"),
            shown(5_000, "BL 2"),
            line(9_000, What::Hidden),
            shown(10_000, "BL 3"),
            line(12_000, What::Taken),
        ]
    }

    #[test]
    fn a_log_that_lost_changed_or_swapped_a_line_is_not_believed() {
        let (keys, pack, session) = (Keys::fresh().unwrap(), Uuid::now_v7(), Uuid::now_v7());
        let lines = told();
        let sealed = sealed(pack, session, &lines, &keys).unwrap();
        assert_eq!(opened(&sealed, &keys).unwrap(), lines);
        let changed = |change: &dyn Fn(&mut Sealed)| {
            let mut bad = sealed.clone();
            change(&mut bad);
            opened(&bad, &keys).unwrap_err()
        };
        assert_eq!(changed(&|bad| drop(bad.lines.remove(2))), Broken(3));
        assert_eq!(changed(&|bad| bad.lines.swap(3, 4)), Broken(4));
        assert_eq!(changed(&|bad| bad.session = Uuid::now_v7()), Broken(1));
        assert_eq!(changed(&|bad| bad.pack = Uuid::now_v7()), Broken(1));
        let other = Keys::fresh().unwrap();
        assert_eq!(opened(&sealed, &other).unwrap_err(), Broken(1));
    }

    #[test]
    fn what_stood_on_the_screen_stood_there_until_the_next_thing() {
        let held = folded(&told());
        let times: Vec<(&str, i64, i64)> = held
            .shown
            .iter()
            .map(|(shown, from, to)| (shown.caption.as_str(), *from, *to))
            .collect();
        assert_eq!(
            times,
            [
                ("BL 1", 2_000, 5_000),
                ("BL 2", 5_000, 9_000),
                ("BL 3", 10_000, 12_000)
            ]
        );
        assert!(!held.is_ended && held.to == 12_000);
    }
    #[test]
    fn a_recording_ran_from_mark_to_mark_under_the_showing_it_stood_in() {
        let media = Uuid::from_u128(9);
        let tape = |is_playing, at_ms, since_ms, until_ms| {
            serde_json::json!([{ "kind": "media", "media": media, "duration_ms": 60_000, "label": "Băng 1",
                "play": { "is_playing": is_playing, "at_ms": at_ms, "since_ms": since_ms, "until_ms": until_ms } }])
        };
        let mut one = shown(1_000, "Băng 1");
        let mut other = shown(40_000, "Băng 1");
        for (line, parts) in [
            (&mut one, tape(false, 10_000, 1_000, 20_000)),
            (&mut other, tape(true, 55_000, 40_000, 0)),
        ] {
            if let What::Shown(shown) = &mut line.what {
                shown.parts = parts;
            }
        }
        let id = |line: &Line| match &line.what {
            What::Shown(shown) => shown.id,
            _ => Uuid::nil(),
        };
        let (first, second) = (id(&one), id(&other));
        let played = |at, parts| Line {
            at,
            what: What::Played { parts },
        };
        let lines = [
            one,
            played(2_000, tape(true, 10_000, 2_000, 20_000)),
            // Paused after four seconds, then played on beyond the end of its stretch.
            played(6_000, tape(false, 14_000, 6_000, 20_000)),
            played(8_000, tape(true, 14_000, 8_000, 20_000)),
            Line {
                at: 30_000,
                what: What::Hidden,
            },
            // A line about a recording while nothing stands there says nothing.
            played(31_000, tape(true, 0, 31_000, 0)),
            other,
            Line {
                at: 90_000,
                what: What::Taken,
            },
        ];
        let ran: Vec<_> = folded(&lines)
            .played
            .iter()
            .map(|ran| (ran.showing, ran.from_ms, ran.to_ms, ran.ended_at))
            .collect();
        assert_eq!(
            ran,
            [
                (first, 10_000, 14_000, 6_000),
                (first, 14_000, 20_000, 30_000),
                // The recording is at its end, the log was taken later.
                (second, 55_000, 60_000, 90_000),
            ]
        );
    }
}
