//! Phiên làm việc: from the key in the cookie to the person who acts.

use people::Actor;
use uuid::Uuid;

use crate::{App, PostChoice, Problem};

/// What a session brings.
pub(crate) struct Resumed {
    pub session: Uuid,
    pub actor: Actor,
    pub posts: Vec<PostChoice>,
    pub unread: i64,
}

/// The session of this key, if it still stands.
pub(crate) async fn resume(
    _app: &App,
    _key: &str,
    _now_ms: i64,
) -> Result<Option<Resumed>, Problem> {
    Ok(None)
}
