//! Băng ghi âm, ghi hình tại phiên tòa (BLTTHS Đ.313; TTLT 03/2018): its formats, its cues, and where it stands while it plays.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Loại tệp.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaKind {
    /// Ghi hình có âm thanh.
    Video,
    /// Ghi âm.
    Audio,
}

/// Đoạn cần phát: the prosecutor must know the minute and the second beforehand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cue {
    /// Where it begins.
    pub begin_ms: i64,
    /// Where it ends; nothing plays on behind it.
    pub end_ms: i64,
    /// What is heard there.
    pub label: String,
}

/// Băng ghi trong mục trình chiếu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaPart {
    /// The recording.
    pub media: Uuid,
    /// SHA-256 of the untouched original, its name in the store.
    pub hash: String,
    /// Video or sound.
    pub kind: MediaKind,
    /// Its type for the browser: `video/webm`.
    pub mime: String,
    /// What it is called.
    pub title: String,
    /// How long it is; 0 where nobody could tell.
    #[serde(default)]
    pub duration_ms: i64,
    /// The stretches to be played; none: all of it.
    #[serde(default)]
    pub cues: Vec<Cue>,
}

/// Why a cue cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CueFault {
    /// It ends before it begins, or beyond the recording.
    Bounds,
    /// Too many of them.
    Many,
    /// Its label is too long.
    Label,
}

/// Cues of one recording.
const MOST_CUES: usize = 40;
/// Letters of a label.
const LONGEST_LABEL: usize = 200;
/// A recording whose length nobody could tell.
const DAY: i64 = 24 * 3_600_000;

/// Whether these stretches lie in a recording of this length.
pub fn check_cues(cues: &[Cue], duration_ms: i64) -> Result<(), CueFault> {
    let end = if duration_ms > 0 { duration_ms } else { DAY };
    if cues.len() > MOST_CUES {
        return Err(CueFault::Many);
    }
    for cue in cues {
        if cue.begin_ms < 0 || cue.end_ms <= cue.begin_ms || cue.end_ms > end {
            return Err(CueFault::Bounds);
        }
        if cue.label.chars().count() > LONGEST_LABEL {
            return Err(CueFault::Label);
        }
    }
    Ok(())
}

/// Đang phát tới đâu: a released state, so that every screen can work out where the recording stands now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Play {
    /// Whether it runs.
    pub is_playing: bool,
    /// Where it stood …
    pub at_ms: i64,
    /// … at this instant of the server.
    pub since_ms: i64,
    /// Where it stops by itself; 0: at its end.
    pub until_ms: i64,
}

impl Play {
    /// Where the recording stands at an instant.
    pub fn position(&self, now_ms: i64) -> i64 {
        let ran = if self.is_playing {
            (now_ms - self.since_ms).max(0)
        } else {
            0
        };
        let at = self.at_ms + ran;
        if self.until_ms > 0 {
            at.min(self.until_ms.max(self.at_ms))
        } else {
            at
        }
    }

    /// Dừng at an instant.
    pub fn stopped(&self, now_ms: i64) -> Play {
        Play {
            is_playing: false,
            at_ms: self.position(now_ms),
            since_ms: now_ms,
            ..*self
        }
    }
}

/// "02:15", "1:02:15".
pub fn mark_vi(ms: i64) -> String {
    let seconds = ms.max(0) / 1000;
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes:02}:{rest:02}"),
        _ => format!("{hours}:{minutes:02}:{rest:02}"),
    }
}

#[cfg(test)]
impl MediaPart {
    /// A recording with one cue.
    pub(crate) fn sample(media: Uuid) -> MediaPart {
        MediaPart {
            media,
            hash: "ab".repeat(32),
            kind: MediaKind::Video,
            mime: "video/webm".into(),
            title: "Ghi hình hỏi cung ngày 12/5".into(),
            duration_ms: 600_000,
            cues: vec![Cue {
                begin_ms: 135_000,
                end_ms: 220_000,
                label: "Nhận đã cầm tiền".into(),
            }],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cue_lies_in_its_recording() {
        let check = |begin_ms, end_ms, duration, expected| {
            let cue = Cue {
                begin_ms,
                end_ms,
                label: String::new(),
            };
            assert_eq!(
                check_cues(&[cue], duration),
                expected,
                "{begin_ms}-{end_ms} of {duration}"
            );
        };
        check(0, 1_000, 1_000, Ok(()));
        check(0, 1_001, 1_000, Err(CueFault::Bounds));
        check(500, 500, 1_000, Err(CueFault::Bounds));
        check(-1, 500, 1_000, Err(CueFault::Bounds));
        // A recording whose length nobody knows.
        check(0, 90_000_000, 0, Err(CueFault::Bounds));
        check(0, 80_000_000, 0, Ok(()));
    }

    #[test]
    fn whoever_comes_late_works_out_where_the_recording_stands() {
        let play = Play {
            is_playing: true,
            at_ms: 135_000,
            since_ms: 1_000_000,
            until_ms: 220_000,
        };
        assert_eq!(play.position(1_000_000), 135_000);
        assert_eq!(play.position(1_010_000), 145_000);
        assert_eq!(
            play.position(2_000_000),
            220_000,
            "it stops at the end of its cue"
        );
        assert_eq!(play.position(900_000), 135_000, "a clock that runs behind");
        let stopped = play.stopped(1_010_000);
        assert_eq!(stopped.position(9_000_000), 145_000);
        assert_eq!(mark_vi(145_000), "02:25");
        assert_eq!(mark_vi(3_725_000), "1:02:05");
    }
}
