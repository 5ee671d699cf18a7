//! `kiemsat verify`: the signatures of a PDF file, or a courtroom pack with its parts and its signed sheet, judged; nothing is asked outside
//! and nothing is kept.

use std::{io::Write, path::PathBuf, process::ExitCode};

use anyhow::Context;
use chrono::{DateTime, Utc};
use courtroom::pack::{check, messages};
use sign::{Question, Report, TrustList, Verdict, verify};

/// What is judged, and by what.
#[derive(Debug, Clone, clap::Args)]
pub struct Verify {
    /// The PDF file, or the pack.
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
    match answered(asked) {
        Ok((said, is_good)) => {
            // Whoever reads may have read enough already.
            let _ = writeln!(std::io::stdout(), "{said}");
            match is_good {
                true => ExitCode::SUCCESS,
                false => ExitCode::FAILURE,
            }
        }
        Err(error) => {
            eprintln!("kiemsat: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// What is said, and whether all is well.
fn answered(asked: &Verify) -> anyhow::Result<(String, bool)> {
    let file = std::fs::read(&asked.file).with_context(|| asked.file.display().to_string())?;
    if check::is_pack(&file) {
        return pack(asked, &file);
    }
    let report = judged(asked, &file)?;
    let said = match asked.json {
        true => json(&report),
        false => words(&report),
    };
    Ok((said, report.verdict == Verdict::Valid))
}

/// Gói phiên tòa: whole and signed by somebody who is believed, for this manifest.
fn pack(asked: &Verify, file: &[u8]) -> anyhow::Result<(String, bool)> {
    let found = check::check(file).context(messages::NO_PACK)?;
    let mut faults = found.faults;
    let report = match &found.paper {
        None => None,
        Some(paper) => {
            if !check::names(paper, &found.digest) {
                faults.push(messages::PAPER_OTHER.to_owned());
            }
            Some(judged(asked, paper)?)
        }
    };
    let is_signed = report.as_ref().map(|report| report.verdict) == Some(Verdict::Valid);
    let is_good = faults.is_empty() && is_signed;
    if asked.json {
        let told = serde_json::json!({
            "pack": found.manifest.pack, "manifest": found.digest, "expires_on": found.manifest.expires_on,
            "parts": found.manifest.parts.len(), "good": found.good, "faults": faults, "signature": report,
        });
        return Ok((serde_json::to_string_pretty(&told)?, is_good));
    }
    let whole = match faults.is_empty() {
        true => "nguyên vẹn",
        false => "không nguyên vẹn",
    };
    let mut lines = vec![
        format!("Gói phiên tòa {}: {whole}", found.manifest.pack),
        format!("Bản kê SHA-256 {}", found.digest),
        format!(
            "{}/{} phần khớp bản kê",
            found.good,
            found.manifest.parts.len()
        ),
    ];
    lines.extend(faults.iter().map(|fault| format!("  {fault}")));
    lines.push(report.map_or(messages::UNSIGNED.to_owned(), |report| words(&report)));
    Ok((lines.join("\n"), is_good))
}

fn judged(asked: &Verify, file: &[u8]) -> anyhow::Result<Report> {
    let trust = match &asked.trust {
        Some(folder) => TrustList::folder(folder)?,
        // Nobody is believed who was not named.
        None => TrustList::default(),
    };
    let at = asked.at.map_or_else(Utc::now, |at| at.to_utc());
    Ok(verify(
        file,
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
