//! Đưa lên: where what is shown came from, and the words under it. The page of a pack has the same rules (`web/src/pack/rules.ts`); both are held
//! against `tests/data/release.json`.

use super::{Cue, Play};

/// What is known of an exhibit that is to be shown.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(test, derive(serde::Deserialize))]
pub struct Wanted {
    /// It stands on the approved list.
    pub is_approved: bool,
    /// Somebody drew on it just now, or chose its pages by hand.
    pub is_drawn: bool,
    /// These are its own pages, in its order.
    pub is_same: bool,
    /// A diagram of it was drawn anew since it was approved.
    pub is_new: bool,
}

/// Where it came from: list, adjusted, unapproved, page; without an exhibit it is a page.
pub fn origin(wanted: Option<Wanted>) -> &'static str {
    match wanted {
        None => "page",
        // What was drawn on an exhibit stays on its own pages; other pages make it another thing, whatever was said of the exhibit.
        Some(one) if one.is_drawn && !one.is_same => "page",
        Some(one) if !one.is_approved => "unapproved",
        Some(one) if one.is_drawn => "adjusted",
        // It is no longer what was approved.
        Some(one) if one.is_new => "unapproved",
        Some(_) => "list",
    }
}

/// "BL 127 – Biên bản hỏi cung"; a title that says no more than its label is not said twice.
pub fn caption(labels: &str, title: &str) -> String {
    match title.trim() {
        "" => labels.to_owned(),
        title if title == labels => labels.to_owned(),
        title => format!("{labels} – {title}"),
    }
}

/// A recording as it comes onto the screen: at its first stretch, still.
pub fn laid(cues: &[Cue]) -> Play {
    let first = cues.first();
    Play {
        at_ms: first.map_or(0, |cue| cue.begin_ms),
        until_ms: first.map_or(0, |cue| cue.end_ms),
        ..Play::default()
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::rules::{Bearing, Blocked, blocked};

    #[derive(Deserialize)]
    struct Cases {
        asks: Vec<AsksCase>,
        origins: Vec<OriginCase>,
        captions: Vec<[String; 3]>,
        persons: Vec<(String, String, bool)>,
        laid: Vec<LaidCase>,
        stopped: Vec<StoppedCase>,
    }

    #[derive(Debug, Deserialize)]
    struct AsksCase {
        bearings: Vec<String>,
        said: String,
        is_cleared: bool,
        asks: Option<String>,
    }

    #[derive(Debug, Deserialize)]
    struct OriginCase {
        exhibit: Option<Wanted>,
        origin: String,
    }

    #[derive(Debug, Deserialize)]
    struct LaidCase {
        cues: Vec<Cue>,
        at_ms: i64,
        until_ms: i64,
    }

    #[derive(Debug, Deserialize)]
    struct StoppedCase {
        play: Play,
        now_ms: i64,
        at_ms: i64,
    }

    fn cases() -> Cases {
        serde_json::from_str(include_str!("../../tests/data/release.json")).unwrap()
    }

    #[test]
    fn the_table_that_the_page_of_a_pack_is_held_against_holds_here() {
        let cases = cases();
        for case in &cases.asks {
            let bearings: Vec<Bearing> = case
                .bearings
                .iter()
                .map(|one| match one.as_str() {
                    "statement" => Bearing::Statement,
                    "unknown" => Bearing::Unknown,
                    _ => Bearing::Free,
                })
                .collect();
            let asks = blocked(&bearings, &case.said, case.is_cleared).map(|asks| match asks {
                Blocked::Statement => "statement",
                Blocked::Unknown => "unknown",
            });
            assert_eq!(asks, case.asks.as_deref(), "{case:?}");
        }
        for case in &cases.origins {
            assert_eq!(origin(case.exhibit), case.origin, "{case:?}");
        }
        for [labels, title, expected] in &cases.captions {
            assert_eq!(&caption(labels, title), expected);
        }
        for (one, other, is_same) in &cases.persons {
            let folded = |name: &str| text::fold(name.trim());
            assert_eq!(folded(one) == folded(other), *is_same, "{one} {other}");
        }
        for case in &cases.laid {
            let play = laid(&case.cues);
            assert_eq!(
                (play.at_ms, play.until_ms),
                (case.at_ms, case.until_ms),
                "{case:?}"
            );
            assert!(!play.is_playing);
        }
        for case in &cases.stopped {
            let stopped = case.play.stopped(case.now_ms);
            assert_eq!(
                (stopped.is_playing, stopped.at_ms),
                (false, case.at_ms),
                "{case:?}"
            );
        }
    }
}
