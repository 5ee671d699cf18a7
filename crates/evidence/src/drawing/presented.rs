//! Sơ đồ trình chiếu: any picture of this area by its kind and id, at a step; what the court's screen shows, legible from ten metres.

use shell::{App, Problem};
use uuid::Uuid;

use super::Picture;
use crate::{diagram, flows, map, sketch};

/// The picture of a matter; none when there is no such thing.
pub async fn presented(
    app: &App,
    matter: Uuid,
    kind: &str,
    id: Uuid,
    step: Option<usize>,
) -> Result<Option<Picture>, Problem> {
    match kind {
        "map" => map::presented(app, matter, id, step).await,
        "flow" => flows::presented(app, matter, id, step).await,
        "sketch" => sketch::presented(app, matter, id, step).await,
        "diagram" => diagram::presented(app, matter, id, step).await,
        _ => Ok(None),
    }
}
