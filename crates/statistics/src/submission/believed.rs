//! Tin chữ ký số của tệp từ nơi khác đến: every signature holds and comes from an authority believed here, the last covers the whole
//! file, and the file names what was signed for.

use shell::{App, Problem};

use super::messages;

/// What a signature may lack and still be believed: what the signer's own installation accepts too.
const MAY_LACK: [&str; 2] = ["no_revocation_proof", "time_not_proven"];

/// Người ký of a believed file, by the certificate of the last signature.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Signer {
    /// SHA-256 of the certificate.
    pub certificate: String,
    /// Whom it names.
    pub name: String,
    /// The whole subject.
    pub subject: String,
}

/// Believes a file with at least so many signatures that names this hash.
pub(super) async fn believed(
    app: &App,
    digest: &str,
    pdf: &[u8],
    least: usize,
) -> Result<Signer, Problem> {
    let report = signing::check::judge(app, pdf.to_vec()).await?;
    let signed: Vec<_> = report
        .signatures
        .iter()
        .filter(|one| one.kind == "signature")
        .collect();
    let is_good = |verdict: &str, codes: &[&str]| match verdict {
        "valid" => true,
        "indeterminate" => codes.iter().all(|code| MAY_LACK.contains(code)),
        _ => false,
    };
    let mut all = signed.iter();
    let bad = all.find(|one| !is_good(signing::check::verdict_id(one.verdict), &one.codes));
    if let Some(bad) = bad {
        return Err(Problem::Refused(messages::not_believed(&bad.reasons)));
    }
    let last = signed.last().filter(|one| one.covers_whole_file);
    let Some(last) = last.filter(|_| signed.len() >= least) else {
        return Err(Problem::Refused(messages::SIGNATURES_MISSING.to_owned()));
    };
    match names(pdf, digest) {
        true => Ok(Signer {
            certificate: last.certificate.clone().unwrap_or_default(),
            name: last.signer.clone().unwrap_or_default(),
            subject: last.subject.clone().unwrap_or_default(),
        }),
        false => Err(Problem::Refused(messages::NOT_BOUND.to_owned())),
    }
}

/// Whether the reason of a signature holds a hash, in any of the ways a PDF writes words.
fn names(pdf: &[u8], digest: &str) -> bool {
    let ascii = digest.as_bytes().to_vec();
    let wide: Vec<u8> = digest.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let hex: String = wide.iter().map(|byte| format!("{byte:02X}")).collect();
    let holds = |wanted: &[u8]| {
        !wanted.is_empty() && pdf.windows(wanted.len()).any(|bytes| bytes == wanted)
    };
    holds(&ascii) || holds(&wide) || holds(hex.as_bytes()) || holds(hex.to_lowercase().as_bytes())
}
