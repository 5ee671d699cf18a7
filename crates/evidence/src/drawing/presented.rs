//! Sơ đồ trình chiếu: any picture of this area by its kind and id, as far as a step; what the court's screen shows.

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
        "map" => map::picture(app, matter, id, step).await,
        "flow" => flows::picture(app, matter, id, step).await,
        "sketch" => sketch::picture(app, matter, id, step).await,
        "diagram" => diagram::picture(app, matter, id, step).await,
        _ => Ok(None),
    }
}
