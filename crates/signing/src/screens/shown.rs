//! Kết quả kiểm tra thành lời: a report as the page shows it, the same inside the office and for outsiders.

use askama::Template;
use chrono::{DateTime, FixedOffset};
use shell::Tone;
use sign::{Report, Signature, Verdict};

/// A report in words.
pub(super) struct Shown {
    pub verdict: &'static str,
    pub tone: Tone,
    pub sentence: String,
    pub reasons: Vec<String>,
    pub signatures: Vec<One>,
}

/// Kết luận về chữ ký của một tệp, for pages of other areas.
#[derive(Template)]
#[template(path = "screens/judged.html")]
pub struct Judgement {
    shown: Shown,
}

impl askama::filters::HtmlSafe for Judgement {}

impl Judgement {
    /// Of a report.
    pub fn of(report: &Report) -> Judgement {
        Judgement {
            shown: shown(report),
        }
    }
}

/// A signature in words.
pub(super) struct One {
    pub no: usize,
    pub what: &'static str,
    pub verdict: &'static str,
    pub tone: Tone,
    pub signer: String,
    pub facts: Vec<(&'static str, String)>,
    pub reasons: Vec<String>,
    pub changes: Vec<String>,
}

pub(super) fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Valid => Tone::Good,
        Verdict::Indeterminate => Tone::Warning,
        Verdict::Invalid => Tone::Danger,
    }
}

/// Puts a report into words.
pub(super) fn shown(report: &Report) -> Shown {
    let count = report
        .signatures
        .iter()
        .filter(|one| one.kind == "signature")
        .count();
    let sentence = match (report.verdict, count) {
        (_, 0) => "Không tìm thấy chữ ký số nào kiểm tra được trong tệp này.".to_owned(),
        (Verdict::Valid, 1) => "Chữ ký hợp lệ: đúng người ký ghi dưới đây, nội dung còn nguyên.".to_owned(),
        (Verdict::Valid, count) => {
            format!("Cả {count} chữ ký hợp lệ: đúng người ký ghi dưới đây, nội dung còn nguyên.")
        }
        (Verdict::Indeterminate, _) => {
            "Chưa đủ căn cứ để kết luận chữ ký hợp lệ. Xem lý do ở từng chữ ký; chưa nên dùng tệp này làm căn cứ.".to_owned()
        }
        (Verdict::Invalid, _) => {
            "Chữ ký không hợp lệ. Không dùng tệp này làm căn cứ; hãy hỏi lại nơi gửi.".to_owned()
        }
    };
    Shown {
        verdict: report.verdict.vi(),
        tone: tone(report.verdict),
        sentence,
        reasons: report.reasons.clone(),
        signatures: report
            .signatures
            .iter()
            .enumerate()
            .map(|(at, one)| one_of(at + 1, one))
            .collect(),
    }
}

fn one_of(no: usize, one: &Signature) -> One {
    let is_stamp = one.kind == "time_stamp";
    let mut facts = Vec::new();
    let mut fact = |name: &'static str, value: String| {
        if !value.is_empty() {
            facts.push((name, value));
        }
    };
    let when = one.signed_at.as_deref().map(time).unwrap_or_default();
    let proof = match (one.time_is_proven, when.is_empty()) {
        (_, true) => "",
        (true, _) => " (có dấu thời gian chứng minh)",
        (false, _) => " (theo máy của người ký)",
    };
    fact("Thời điểm", format!("{when}{proof}"));
    if !is_stamp {
        fact("Mức chữ ký", one.level.map(level_vi).unwrap_or_default());
    }
    fact(
        "Phạm vi",
        match one.covers_whole_file {
            true => "Toàn bộ tệp".to_owned(),
            false => "Tệp tại thời điểm ký; sau đó có phần thêm vào, xem dưới đây".to_owned(),
        },
    );
    fact("Đường dẫn chứng thư số", one.path.join(" ← "));
    let issuer = one.path.get(1).or(one.issuer.as_ref());
    fact("Tổ chức cấp", issuer.cloned().unwrap_or_default());
    fact("Số chứng thư số", one.serial.clone().unwrap_or_default());
    let has = |code: &str| one.codes.contains(&code);
    if !is_stamp && !one.path.is_empty() {
        fact(
            "Tình trạng thu hồi",
            match (has("no_revocation_proof"), has("revoked"), one.level) {
                (true, ..) => "Chưa có bằng chứng".to_owned(),
                (_, true, _) => "Đã bị thu hồi".to_owned(),
                (_, _, Some("B-LT" | "B-LTA")) => {
                    "Không bị thu hồi; bằng chứng được giữ trong tệp".to_owned()
                }
                _ => "Không bị thu hồi, theo bằng chứng lấy khi kiểm tra".to_owned(),
            },
        );
    }
    One {
        no,
        what: match is_stamp {
            true => "Dấu thời gian",
            false => "Chữ ký",
        },
        verdict: one.verdict.vi(),
        tone: tone(one.verdict),
        signer: one
            .signer
            .clone()
            .unwrap_or_else(|| "không rõ người ký".to_owned()),
        facts,
        reasons: one.reasons.clone(),
        changes: one.changes.clone(),
    }
}

/// "09:15:00 ngày 20/05/2026" of an ISO time.
fn time(iso: &str) -> String {
    DateTime::<FixedOffset>::parse_from_rfc3339(iso)
        .map(|at| at.format("%H:%M:%S ngày %d/%m/%Y").to_string())
        .unwrap_or_default()
}

/// What a level means.
pub(super) fn level_vi(code: &str) -> String {
    let means = match code {
        "B-B" => "chữ ký kèm chứng thư số",
        "B-T" => "thêm dấu thời gian",
        "B-LT" => "thêm bằng chứng để kiểm tra lâu dài",
        "B-LTA" => "thêm dấu thời gian lưu trữ",
        _ => return code.to_owned(),
    };
    format!("{code} ({means})")
}
