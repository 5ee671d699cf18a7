//! Màn hình của phiên tòa: what stands on it. Nothing comes onto it but by a release.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    exhibit::Look,
    media::{Cue, MediaKind, Play},
};

/// Một phần đã đưa lên: its handle is all that the court's screen knows of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// The unguessable name of its picture or recording.
    pub handle: String,
    /// "BL 127".
    pub label: String,
    /// What it is.
    #[serde(flatten)]
    pub what: Thing,
}

/// Thứ đã đưa lên.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Thing {
    /// A page of the file.
    Page(ShownPage),
    /// A recording.
    Media(ShownMedia),
    /// Words of the law.
    Law(ShownLaw),
    /// A map or diagram.
    Drawing(ShownDrawing),
}

/// Một trang đang hiện.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownPage {
    /// The page.
    pub page: Uuid,
    /// Hash of the page's picture when it was released.
    pub picture: String,
    /// How it is shown.
    pub look: Look,
    /// The rectangle of a crop or a callout, on the page.
    pub rect: Option<[i32; 4]>,
    /// The lit boxes, on the page.
    pub lights: Vec<[i32; 4]>,
    /// The size of the page's picture.
    pub w: i64,
    /// The same.
    pub h: i64,
}

/// Băng ghi đang hiện, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownMedia {
    /// The recording.
    pub media: Uuid,
    /// SHA-256 of its untouched original, checked before it was released.
    pub hash: String,
    /// Video or sound.
    pub kind: MediaKind,
    /// Its type for the browser.
    pub mime: String,
    /// How long it is; 0 unknown.
    pub duration_ms: i64,
    /// The stretches that are to be played; the console knows them, the court does not.
    pub cues: Vec<Cue>,
    /// Where it stands.
    pub play: Play,
}

/// Một đoạn của điều luật đang hiện.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownLaw {
    /// The article.
    pub law: String,
    /// The words of this piece.
    pub text: String,
    /// Their source.
    pub source: String,
    /// Cần kiểm tra.
    pub to_check: bool,
    /// Which piece, from 0, of how many.
    pub step: usize,
    /// The same.
    pub steps: usize,
}

/// Sơ đồ đang hiện: a picture made at the release and kept, so that what was shown stays known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownDrawing {
    /// The map or diagram.
    pub drawing: Uuid,
    /// Hash of the PNG.
    pub png: String,
    /// Its size.
    pub w: i64,
    /// The same.
    pub h: i64,
    /// How far it is revealed; none: whole.
    pub step: Option<usize>,
    /// In how many steps it can be.
    pub steps: usize,
}

/// Nội dung đang hiện.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// The line of the log that is open for it; none while the screen is dark.
    pub showing: Option<Uuid>,
    /// The exhibit of the list, if it is one.
    pub exhibit: Option<Uuid>,
    /// The phase.
    pub phase: String,
    /// Where it came from: list, adjusted, unapproved, page.
    pub origin: String,
    /// The words under the picture.
    pub caption: String,
    /// A statement that BLTTHS Đ.308 speaks of.
    pub statement: bool,
    /// Why it was shown all the same.
    pub ground: String,
    /// The pictures.
    pub parts: Vec<Shown>,
}

/// Trạng thái của màn hình.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Screen {
    /// What was released last.
    pub content: Option<Content>,
    /// Tắt màn: the court sees nothing.
    pub is_blank: bool,
    /// Giữ màn: nothing can be released by accident.
    pub is_frozen: bool,
}

/// Why a screen does not change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScreenError {
    /// It is held.
    Frozen,
    /// Nothing was ever released.
    Nothing,
}

impl Shown {
    /// The recording, if it is one.
    pub fn media(&self) -> Option<&ShownMedia> {
        match &self.what {
            Thing::Media(media) => Some(media),
            _ => None,
        }
    }

    /// The same with this state of play; anything but a recording stays as it is.
    pub fn playing(self, play: Play) -> Shown {
        match self.what {
            Thing::Media(media) => Shown {
                what: Thing::Media(ShownMedia { play, ..media }),
                ..self
            },
            _ => self,
        }
    }

    /// The same, a recording standing still.
    pub fn stopped(self, now_ms: i64) -> Shown {
        match self.media().map(|media| media.play.stopped(now_ms)) {
            Some(play) => self.playing(play),
            None => self,
        }
    }
}

impl Screen {
    /// Đưa lên: what is released takes the place of what was there, and the screen is no longer dark.
    pub fn release(&self, content: Content) -> Result<Screen, ScreenError> {
        match self.is_frozen {
            true => Err(ScreenError::Frozen),
            false => Ok(Screen {
                content: Some(content),
                is_blank: false,
                is_frozen: false,
            }),
        }
    }

    /// Tắt màn. A held screen can still be made dark: that shows less, never more. A recording stops where it stands.
    pub fn darken(&self, now_ms: i64) -> Screen {
        let content = self.content.clone().map(|content| Content {
            showing: None,
            parts: content
                .parts
                .into_iter()
                .map(|part| part.stopped(now_ms))
                .collect(),
            ..content
        });
        Screen {
            content,
            is_blank: true,
            ..*self
        }
    }

    /// What comes back when the screen is lit again.
    pub fn lit_again(&self) -> Result<Content, ScreenError> {
        match (&self.content, self.is_frozen) {
            (_, true) => Err(ScreenError::Frozen),
            (None, _) => Err(ScreenError::Nothing),
            (Some(content), _) => Ok(content.clone()),
        }
    }

    /// Giữ màn, or lets it go.
    pub fn held(&self, is_frozen: bool) -> Screen {
        Screen {
            is_frozen,
            ..self.clone()
        }
    }

    /// What the court sees; nothing while it is dark.
    pub fn seen(&self) -> Option<&Content> {
        self.content.as_ref().filter(|_| !self.is_blank)
    }

    /// The part of this handle, if it stands on the screen now.
    pub fn part(&self, handle: &str) -> Option<&Shown> {
        self.seen()?.parts.iter().find(|part| part.handle == handle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(handle: &str) -> Content {
        Content {
            showing: Some(Uuid::from_u128(7)),
            exhibit: None,
            phase: "xet_hoi".into(),
            origin: "page".into(),
            caption: "BL 1".into(),
            statement: false,
            ground: String::new(),
            parts: vec![Shown {
                handle: handle.into(),
                label: "BL 1".into(),
                what: Thing::Page(ShownPage {
                    page: Uuid::from_u128(1),
                    picture: "aa".into(),
                    look: Look::Page,
                    rect: None,
                    lights: Vec::new(),
                    w: 10,
                    h: 10,
                }),
            }],
        }
    }

    #[test]
    fn only_what_stands_on_the_screen_now_has_a_picture() {
        let screen = Screen::default();
        assert!(screen.part("a").is_none());
        let screen = screen.release(content("a")).unwrap();
        assert!(screen.part("a").is_some() && screen.part("b").is_none());
        let dark = screen.darken(0);
        assert!(dark.part("a").is_none(), "a dark screen gives nothing");
        let next = screen.release(content("b")).unwrap();
        assert!(next.part("a").is_none(), "what was there before is gone");
    }

    #[test]
    fn a_held_screen_takes_no_release_and_can_still_be_made_dark() {
        let held = Screen::default().release(content("a")).unwrap().held(true);
        assert_eq!(held.release(content("b")), Err(ScreenError::Frozen));
        let dark = held.darken(0);
        assert!(dark.seen().is_none());
        assert_eq!(dark.lit_again().unwrap_err(), ScreenError::Frozen);
        assert_eq!(
            Screen::default().lit_again().unwrap_err(),
            ScreenError::Nothing
        );
    }

    #[test]
    fn a_screen_kept_before_there_were_recordings_still_reads_and_a_recording_stops_in_the_dark() {
        let before = r#"{"content":{"showing":null,"exhibit":null,"phase":"xet_hoi","origin":"page","caption":"BL 1","statement":false,"ground":"",
            "parts":[{"handle":"a","page":"00000000-0000-0000-0000-000000000001","picture":"aa","label":"BL 1","look":"page","rect":null,"lights":[],"w":10,"h":10}]},
            "is_blank":false,"is_frozen":false}"#;
        let screen: Screen = serde_json::from_str(before).unwrap();
        assert_eq!(screen.content.clone().unwrap().parts, content("a").parts);
        let playing = Play {
            is_playing: true,
            at_ms: 5_000,
            since_ms: 100,
            until_ms: 0,
        };
        let media = Shown {
            handle: "m".into(),
            label: "Băng ghi".into(),
            what: Thing::Media(ShownMedia {
                media: Uuid::from_u128(3),
                hash: "cc".into(),
                kind: MediaKind::Audio,
                mime: "audio/wav".into(),
                duration_ms: 60_000,
                cues: Vec::new(),
                play: playing,
            }),
        };
        let lit = Screen::default()
            .release(Content {
                parts: vec![media],
                ..content("m")
            })
            .unwrap();
        let kept: Screen = serde_json::from_str(&serde_json::to_string(&lit).unwrap()).unwrap();
        assert_eq!(kept, lit);
        let dark = lit.darken(3_100).content.unwrap();
        let play = dark.parts[0].media().unwrap().play;
        assert!(!play.is_playing && play.at_ms == 8_000, "{play:?}");
    }
}
