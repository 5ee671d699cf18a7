//! `kiemsat units import`: the dated list of units, those inside the program or the customer's own.

use anyhow::Context;

use crate::{cli, place::now_ms};

/// Imports units whose keys are not there yet.
#[allow(clippy::print_stdout)]
pub async fn run(what: cli::Units) -> anyhow::Result<()> {
    let cli::Units::Import { place, file } = what;
    let list = match &file {
        Some(path) => std::fs::read_to_string(path)
            .with_context(|| format!("{} cannot be read", path.display()))?,
        None => people::units::EMBEDDED_UNITS.to_owned(),
    };
    let place = place.open().await?;
    let added = people::units::import(&place.db, &list, now_ms()).await?;
    println!("Đã thêm {added} đơn vị.");
    Ok(())
}
