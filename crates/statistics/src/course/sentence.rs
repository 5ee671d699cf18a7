//! Bản án đối với một bị cáo: the classes of Biểu 04, offence by offence, and how it differs from the indictment.

use law::{Charge, Fact, Law};
use uuid::Uuid;

/// Acts that say how a defendant was judged.
pub fn is_verdict(kind: &str) -> bool {
    matches!(
        kind,
        "sentence.recorded"
            | "defendant.acquitted"
            | "defendant.exempted_from_penalty"
            | "defendant.exempted_from_liability"
    )
}

/// How a defendant was judged on the day of a judgment.
pub fn verdict<'f>(told: &[&'f Fact], subject: Uuid, judged: &Fact) -> Option<&'f Fact> {
    let mut said = told
        .iter()
        .filter(|fact| is_verdict(&fact.kind) && fact.subject == Some(subject));
    said.rfind(|fact| fact.effective.on == judged.effective.on)
        .copied()
}

/// Không phạm tội, miễn, án treo, khác.
pub fn result(verdict: &Fact) -> &'static str {
    match verdict.kind.as_str() {
        "defendant.acquitted" => "khong_pham_toi",
        "defendant.exempted_from_penalty" | "defendant.exempted_from_liability" => "mien",
        _ if is_suspended(verdict) => "an_treo",
        _ => "khac",
    }
}

fn is_suspended(verdict: &Fact) -> bool {
    let said = verdict.body.get("suspended_sentence");
    said.and_then(|value| value.as_bool()).unwrap_or(false)
}

/// Mức án: a column of Biểu 04.
pub fn penalty(verdict: &Fact) -> &'static str {
    match verdict.kind.as_str() {
        "defendant.acquitted" => return "khong_toi",
        "defendant.exempted_from_penalty" => return "mien_hinh_phat",
        "defendant.exempted_from_liability" => return "mien_tnhs",
        _ => {}
    }
    match verdict.text("main_penalty") {
        Some("canh_cao") => "canh_cao",
        Some("phat_tien") => "phat_tien",
        Some("cai_tao") => "cai_tao",
        Some("truc_xuat") => "truc_xuat",
        Some("tu") if is_suspended(verdict) => "an_treo",
        Some("tu") => match verdict.number_of("sentence_months") {
            Some(..=36) => "tu_den_3",
            Some(37..=84) => "tu_den_7",
            Some(85..=180) => "tu_den_15",
            Some(_) => "tu_tren_15",
            None => "",
        },
        Some("tu_chung_than") => "chung_than",
        Some("tu_hinh") => "tu_hinh",
        _ => "",
    }
}

/// Xử nhẹ hơn, khác, nặng hơn truy tố: one judged offence against those of the indictment.
pub fn compared(law: &Law, judged: &Charge, indicted: &[Charge]) -> &'static str {
    let same =
        |charge: &&Charge| charge.article == judged.article && charge.clause == judged.clause;
    if indicted.is_empty() || indicted.iter().any(|charge| same(&charge)) {
        return "";
    }
    let of_article = indicted
        .iter()
        .find(|charge| charge.article == judged.article);
    let against = of_article.or(indicted
        .iter()
        .max_by_key(|charge| law.penal.severity(charge)));
    let before = against.and_then(|charge| law.penal.severity(charge));
    match law.penal.severity(judged).cmp(&before) {
        std::cmp::Ordering::Less => "nhe_hon",
        std::cmp::Ordering::Greater => "nang_hon",
        std::cmp::Ordering::Equal if of_article.is_some() => match judged
            .clause
            .cmp(&of_article.and_then(|charge| charge.clause))
        {
            std::cmp::Ordering::Less => "nhe_hon",
            _ => "nang_hon",
        },
        std::cmp::Ordering::Equal => "toi_khac",
    }
}
