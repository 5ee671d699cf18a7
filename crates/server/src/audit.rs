//! `kiemsat audit`: the chain is walked, or written out for another program to walk.

use std::io::{BufWriter, Write};

use anyhow::bail;
use ledger::audit::{Verdict, json, page, verify};

use crate::cli;

/// Verifies or exports.
#[allow(clippy::print_stdout)]
pub async fn run(what: cli::Audit) -> anyhow::Result<()> {
    match what {
        cli::Audit::Verify { place } => match verify(&place.open().await?.db).await? {
            Verdict::Whole { lines, last_hash } => {
                println!("Nhật ký nguyên vẹn: {lines} dòng, mã băm cuối {last_hash}");
                Ok(())
            }
            Verdict::Broken { seq, why } => {
                bail!("Nhật ký KHÔNG nguyên vẹn từ dòng {seq}: {why:?}")
            }
        },
        cli::Audit::Export { place } => {
            let db = place.open().await?.db;
            let moment = db.snapshot().await?;
            let mut out = BufWriter::new(std::io::stdout().lock());
            let mut after = 0;
            loop {
                let lines = page(&moment, after).await?;
                let Some(last) = lines.last() else { break };
                after = last.seq;
                for line in &lines {
                    writeln!(out, "{}", json(line))?;
                }
            }
            Ok(out.flush()?)
        }
    }
}
