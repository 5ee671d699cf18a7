//! Màn hình của phiên tòa: what stands on it. Nothing comes onto it but by a release.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::exhibit::Look;

/// Một hình đã đưa lên: its handle is all that the court's screen knows of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// The unguessable name of its picture.
    pub handle: String,
    /// The page.
    pub page: Uuid,
    /// Hash of the page's picture when it was released.
    pub picture: String,
    /// "BL 127".
    pub label: String,
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

    /// Tắt màn. A held screen can still be made dark: that shows less, never more.
    pub fn darken(&self) -> Screen {
        let content = self.content.clone().map(|content| Content {
            showing: None,
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

    /// The picture of this handle, if it stands on the screen now.
    pub fn picture(&self, handle: &str) -> Option<&Shown> {
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
                page: Uuid::from_u128(1),
                picture: "aa".into(),
                label: "BL 1".into(),
                look: Look::Page,
                rect: None,
                lights: Vec::new(),
                w: 10,
                h: 10,
            }],
        }
    }

    #[test]
    fn only_what_stands_on_the_screen_now_has_a_picture() {
        let screen = Screen::default();
        assert!(screen.picture("a").is_none());
        let screen = screen.release(content("a")).unwrap();
        assert!(screen.picture("a").is_some() && screen.picture("b").is_none());
        let dark = screen.darken();
        assert!(dark.picture("a").is_none(), "a dark screen gives nothing");
        let next = screen.release(content("b")).unwrap();
        assert!(next.picture("a").is_none(), "what was there before is gone");
    }

    #[test]
    fn a_held_screen_takes_no_release_and_can_still_be_made_dark() {
        let held = Screen::default().release(content("a")).unwrap().held(true);
        assert_eq!(held.release(content("b")), Err(ScreenError::Frozen));
        let dark = held.darken();
        assert!(dark.seen().is_none());
        assert_eq!(dark.lit_again().unwrap_err(), ScreenError::Frozen);
        assert_eq!(
            Screen::default().lit_again().unwrap_err(),
            ScreenError::Nothing
        );
    }
}
