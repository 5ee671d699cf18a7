//! `kiemsat demo`: an invented province, or nation, through the same door as real work.

use crate::place::Place;

/// Makes the demo.
pub async fn run(
    _place: &Place,
    scale: &str,
    _today: Option<chrono::NaiveDate>,
) -> anyhow::Result<()> {
    anyhow::bail!("there is no demo of scale {scale} yet")
}
