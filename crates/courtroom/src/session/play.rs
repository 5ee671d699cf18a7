//! Phát băng ghi trên màn hình của phiên tòa: play, stop and jump are a released state that every screen follows and catches up with.

use casefile::MatterHead;
use people::{Work, WorkError};
use serde::Deserialize;
use uuid::Uuid;

use super::{lifetime, log, store};
use crate::{
    messages,
    rules::{Content, Play, Screen, Shown, ShownMedia},
};

/// Điều khiển băng ghi đang ở trên màn hình.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Whether it runs.
    pub is_playing: bool,
    /// Jump there first.
    pub at_ms: Option<i64>,
    /// Jump to this stretch, and stop at its end.
    pub cue: Option<usize>,
}

/// Phát, dừng, tua. A held screen can be stopped and not started: that shows less, never more.
pub async fn play(
    work: &Work,
    matter: &MatterHead,
    session: Uuid,
    asked: Asked,
) -> Result<(), WorkError> {
    lifetime::require(work, matter).await?;
    let row = store::hold(work, session).await?;
    let screen = row.screen()?;
    let nothing = || WorkError::invalid("", messages::NOTHING_PLAYS);
    let content = screen.seen().ok_or_else(nothing)?;
    let media = content.parts.iter().find_map(Shown::media);
    let media = media.ok_or_else(nothing)?;
    if screen.is_frozen && (asked.is_playing || asked.at_ms.is_some() || asked.cue.is_some()) {
        return Err(WorkError::invalid("", messages::FROZEN));
    }
    let next = next(media, &asked, work.now_ms)?;
    log::close_playing(work, session, &screen).await?;
    if let (true, Some(showing)) = (next.is_playing, content.showing) {
        let place = (row.unit_id.as_str(), session);
        log::open_playing(work, place, (showing, media.media), next.at_ms).await?;
    }
    let parts = content.parts.iter().cloned();
    let content = Content {
        parts: parts.map(|part| part.playing(next)).collect(),
        ..content.clone()
    };
    let what = if next.is_playing { "played" } else { "paused" };
    let detail = crate::rules::mark_vi(next.at_ms);
    let screen = Screen {
        content: Some(content),
        ..screen
    };
    store::keep(work, session, &screen).await?;
    lifetime::noted(work, session, what, &detail).await
}

fn next(media: &ShownMedia, asked: &Asked, now_ms: i64) -> Result<Play, WorkError> {
    let now = media.play.position(now_ms);
    let cue = match asked.cue {
        None => None,
        Some(at) => {
            let cue = media.cues.get(at);
            Some(cue.ok_or_else(|| WorkError::invalid("cue", messages::NO_CUE))?)
        }
    };
    let end = if media.duration_ms > 0 {
        media.duration_ms
    } else {
        i64::MAX
    };
    let (at_ms, until_ms) = match (cue, asked.at_ms) {
        (Some(cue), _) => (cue.begin_ms, cue.end_ms),
        // Whoever jumps out of a stretch plays on from there.
        (None, Some(at)) => {
            let at = at.clamp(0, end);
            let inside = |cue: &&crate::rules::Cue| (cue.begin_ms..cue.end_ms).contains(&at);
            (
                at,
                media.cues.iter().find(inside).map_or(0, |cue| cue.end_ms),
            )
        }
        (None, None) => (now.min(end), media.play.until_ms),
    };
    // Started again where its stretch ended, it plays on.
    let until_ms = if until_ms > 0 && at_ms >= until_ms {
        0
    } else {
        until_ms
    };
    Ok(Play {
        is_playing: asked.is_playing,
        at_ms,
        since_ms: now_ms,
        until_ms,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Cue, MediaKind};

    fn media() -> ShownMedia {
        ShownMedia {
            media: Uuid::from_u128(1),
            hash: String::new(),
            kind: MediaKind::Audio,
            mime: "audio/wav".into(),
            duration_ms: 60_000,
            cues: vec![Cue {
                begin_ms: 10_000,
                end_ms: 20_000,
                label: String::new(),
            }],
            play: Play {
                is_playing: true,
                at_ms: 10_000,
                since_ms: 1_000,
                until_ms: 20_000,
            },
        }
    }

    #[test]
    fn a_stretch_stops_at_its_end_and_a_jump_out_of_it_plays_on() {
        let check = |asked: Asked, now_ms, expected: (bool, i64, i64)| {
            let play = next(&media(), &asked, now_ms).unwrap();
            assert_eq!(
                (play.is_playing, play.at_ms, play.until_ms),
                expected,
                "{asked:?}"
            );
        };
        let asked = |is_playing, at_ms, cue| Asked {
            is_playing,
            at_ms,
            cue,
        };
        check(asked(false, None, None), 4_000, (false, 13_000, 20_000));
        check(asked(true, None, Some(0)), 4_000, (true, 10_000, 20_000));
        check(
            asked(true, Some(15_000), None),
            4_000,
            (true, 15_000, 20_000),
        );
        check(asked(true, Some(40_000), None), 4_000, (true, 40_000, 0));
        check(asked(true, Some(99_000), None), 4_000, (true, 60_000, 0));
        check(asked(true, None, None), 90_000, (true, 20_000, 0));
        assert!(next(&media(), &asked(true, None, Some(7)), 0).is_err());
    }
    #[test]
    fn the_table_that_the_page_of_a_pack_is_held_against_holds_here() {
        #[derive(Deserialize)]
        struct File {
            plays: Table,
        }
        #[derive(Deserialize)]
        struct Table {
            duration_ms: i64,
            cues: Vec<Cue>,
            play: Play,
            cases: Vec<Case>,
        }
        #[derive(Deserialize)]
        struct Case {
            asked: Asked,
            now_ms: i64,
            next: Option<(bool, i64, i64)>,
        }
        let file = include_str!("../../tests/data/release.json");
        let table = serde_json::from_str::<File>(file).unwrap().plays;
        let media = ShownMedia {
            duration_ms: table.duration_ms,
            cues: table.cues,
            play: table.play,
            ..media()
        };
        for case in table.cases {
            let play = next(&media, &case.asked, case.now_ms).ok();
            let play = play.map(|play| (play.is_playing, play.at_ms, play.until_ms));
            assert_eq!(play, case.next, "{:?}", case.asked);
        }
    }
}
