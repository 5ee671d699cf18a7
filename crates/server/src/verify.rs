//! `kiemsat verify`: the signatures of a PDF file, judged; nothing is asked outside and nothing is kept.

use std::{io::Write, path::PathBuf, process::ExitCode};

use anyhow::Context;
use chrono::{DateTime, Utc};
use sign::{Question, Report, TrustList, Verdict, verify};

/// What is judged, and by what.
#[derive(Debug, Clone, clap::Args)]
pub struct Verify {
    /// The PDF file.
    pub file: PathBuf,
    /// One JSON object instead of text.
    #[arg(long)]
    pub json: bool,
    /// The folder of the authorities believed: certificates, revocation lists, trust.csv.
    #[arg(long, env = "KIEMSAT_TRUST", value_name = "DIR")]
    pub trust: Option<PathBuf>,
    /// The moment of judging, such as 2026-05-20T17:00:00+07:00; default: now.
    #[arg(long, value_name = "TIME")]
    pub at: Option<DateTime<chrono::FixedOffset>>,
}

/// Judges and prints: success only when every signature is valid.
pub fn run(asked: &Verify) -> ExitCode {
    match judged(asked) {
        Ok(report) => {
            let said = if asked.json {
                json(&report)
            } else {
                words(&report)
            };
            // Whoever reads may have read enough already.
            let _ = writeln!(std::io::stdout(), "{said}");
            if report.verdict == Verdict::Valid {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(error) => {
            eprintln!("kiemsat: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn judged(asked: &Verify) -> anyhow::Result<Report> {
    let file = std::fs::read(&asked.file).with_context(|| asked.file.display().to_string())?;
    let trust = match &asked.trust {
        Some(folder) => TrustList::folder(folder)?,
        // Nobody is believed who was not named.
        None => TrustList::default(),
    };
    let at = asked.at.map_or_else(Utc::now, |at| at.to_utc());
    Ok(verify(
        &file,
        &Question {
            trust: &trust,
            at,
            services: None,
        },
    ))
}

fn json(report: &Report) -> String {
    serde_json::to_string_pretty(report).unwrap_or_default()
}

fn words(report: &Report) -> String {
    let mut lines = vec![format!("Kết luận: {}", report.verdict.vi())];
    lines.extend(report.reasons.iter().map(|reason| format!("  {reason}")));
    for (i, one) in report.signatures.iter().enumerate() {
        let what = if one.kind == "time_stamp" {
            "Dấu thời gian"
        } else {
            "Chữ ký"
        };
        let who = one.signer.as_deref().unwrap_or("không rõ người ký");
        let level = one
            .level
            .map(|level| format!(" ({level})"))
            .unwrap_or_default();
        lines.push(format!(
            "{what} {}: {} – {who}{level}",
            i + 1,
            one.verdict.vi()
        ));
        if let Some(at) = &one.signed_at {
            lines.push(format!("  Thời điểm: {at}"));
        }
        if !one.path.is_empty() {
            lines.push(format!(
                "  Đường dẫn chứng thư số: {}",
                one.path.join(" ← ")
            ));
        }
        lines.extend(one.reasons.iter().map(|reason| format!("  {reason}")));
        lines.extend(
            one.changes
                .iter()
                .map(|change| format!("  Sau khi ký: {change}")),
        );
    }
    lines.join("\n")
}
